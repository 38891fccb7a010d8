// Pausing: see pause.h.
#include "vm/pause.h"

#include "vm/safepoint.h"

// The running turn goes instruction by instruction, and pauses before each, or no longer does.
static void pause_turn(struct bt_vm *vm, bool on)
{
    struct bt_vthread *th = vm->gil.holder;
    if (!th || th->state != BT_THREAD_RUNNING || vm->gil.opening ||
        (th->turn_length == 0 && th->reserve == 0 && !th->deferring))
        return; // the next turn begins so
    th->pausing = on;
    if (on && !th->counting) {
        bt_gil_settle(th);
        th->counting = true;
        th->budget -= BT_COUNTING_BIAS;
    } else if (!on && th->counting && !th->stepping && !vm->config.counting) {
        th->counting = false;
        th->budget += BT_COUNTING_BIAS;
        bt_gil_recharge(th);
    }
}

void bt_pause_each(struct bt_vm *vm, bool on)
{
    vm->gil.pause_epoch++;
    vm->gil.pause_each = on;
    pause_turn(vm, on);
}

void bt_pause_quiet(struct bt_vm *vm, struct bt_code *code)
{
    code->quiet = vm->gil.pause_epoch;
}

void bt_pause_at(struct bt_vm *vm, uint64_t clock)
{
    struct bt_gil *gil = &vm->gil;
    gil->pause_epoch++;
    if (clock != UINT64_MAX && gil->cpython_points) {
        bt_pause_each(vm, true); // a turn may go on behind its end, uncounted by its budget
        return;
    }
    gil->pause_at = clock;
    struct bt_vthread *th = gil->holder;
    if (!th || th->state != BT_THREAD_RUNNING || (th->turn_length == 0 && !th->counting))
        return;
    bt_gil_settle(th);
    th->turn_length += th->reserve;
    th->budget += th->reserve;
    th->reserve = 0;
    int64_t left = th->counting ? th->budget + BT_COUNTING_BIAS : th->budget;
    uint64_t now = bt_event_clock(vm), run = clock > now ? clock - now : 0;
    if (clock != UINT64_MAX && left > 0 && run < (uint64_t)left) {
        th->reserve = left - (int64_t)run;
        th->turn_length -= th->reserve;
        th->budget -= th->reserve;
    }
    bt_gil_recharge(th);
}

void bt_pause_due(struct bt_vthread *th)
{
    th->turn_length += th->reserve;
    th->budget += th->reserve;
    th->reserve = 0;
    th->vm->gil.pause_at = UINT64_MAX;
    th->vm->gil.pause_epoch++;
    th->pausing = true;
}

void bt_pause_soon(struct bt_vm *vm)
{
    atomic_store_explicit(&vm->pause_wanted, true, memory_order_relaxed);
    vm->gil.pause_epoch++;
    struct bt_vthread *th = vm->gil.holder;
    if (th)
        bt_attention_set(&th->t, BT_ATTN_HOOK);
}

void bt_pause_from_outside(struct bt_vm *vm)
{
    atomic_store_explicit(&vm->pause_wanted, true, memory_order_relaxed);
    bt_attention_set_all(vm, BT_ATTN_HOOK);
    bt_outside_disturb(vm->main); // if everybody is outside: it asks when it goes there again
}

void bt_pause_now(struct bt_vm *vm)
{
    atomic_store_explicit(&vm->pause_wanted, true, memory_order_relaxed);
    vm->gil.pause_epoch++;
    pause_turn(vm, true);
}

void bt_pause_opened(struct bt_vthread *th)
{
    struct bt_vm *vm = th->vm;
    bool wanted =
        vm->gil.pause_each || atomic_load_explicit(&vm->pause_wanted, memory_order_relaxed);
    if (!wanted || th->pausing)
        return;
    th->pausing = true;
    if (!th->counting) {
        th->counting = true;
        th->budget -= BT_COUNTING_BIAS;
    }
}

void bt_pause_serve(struct bt_vthread *th)
{
    if (th->vm->debugger && atomic_load_explicit(&th->vm->pause_wanted, memory_order_relaxed))
        pause_turn(th->vm, true);
}

// The debugger is done with the pause: hand the lock on, if that is what it wants. true: th has it
// again, in another turn.
static bool hand_on(struct bt_vthread *th, struct bt_vthread *next)
{
    const struct bt_gil *gil = &th->vm->gil;
    if (next && next != th && next->state == BT_THREAD_READY && !next->frozen)
        return bt_gil_turn_by_hand(th, next);
    if (th->frozen || (gil->pinned && gil->pinned != th))
        return bt_gil_turn_aside(th);
    return false;
}

static bool is_over(const struct bt_vthread *th)
{
    return th->counting ? th->budget <= -BT_COUNTING_BIAS : th->budget <= 0;
}

enum bt_pause_result bt_pause(struct bt_vthread *th)
{
    struct bt_vm *vm = th->vm;
    struct bt_debugger *d = vm->debugger;
    struct bt_frame *frame = th->frame;
    bool over = is_over(th); // one that has gone on to a switch point (switch_points.c)
    uint64_t turns = th->turns;
    frame->flags |= BT_FRAME_BOUNDARY; // its instruction is neither begun nor charged
    while (d && th->pausing && !th->stopped) {
        atomic_store_explicit(&vm->pause_wanted, false, memory_order_relaxed);
        th->pausing = vm->gil.pause_each;
        d->pause(d, th);
        struct bt_vthread *next = d->switch_to;
        d->switch_to = NULL;
        if (!vm->gil.pause_each && !atomic_load(&vm->pause_wanted))
            pause_turn(vm, false);
        if (!hand_on(th, next))
            break;
    }
    frame->flags &= (uint16_t)~BT_FRAME_BOUNDARY;
    if (th->stopped)
        return BT_PAUSE_STOPPED;
    return is_over(th) && th->counting && (!over || turns != th->turns) ? BT_PAUSE_TURN_OVER
                                                                        : BT_PAUSE_GO_ON;
}

// ---- the schedule ----

void bt_pause_pin(struct bt_vm *vm, struct bt_vthread *th)
{
    vm->gil.pinned = th;
}

struct bt_vthread *bt_pause_pinned(struct bt_vm *vm)
{
    struct bt_vthread *th = vm->gil.pinned;
    if (th->state != BT_THREAD_READY || th->frozen)
        return NULL;
    bt_sched_take(th);
    return th;
}

void bt_pause_freeze(struct bt_vthread *th)
{
    if (th->frozen)
        return;
    if (th->state == BT_THREAD_READY) {
        bt_sched_take(th);
        th->vm->gil.n_frozen++;
    }
    th->frozen = true;
}

void bt_pause_thaw(struct bt_vthread *th)
{
    struct bt_gil *gil = &th->vm->gil;
    if (!th->frozen)
        return;
    th->frozen = false;
    if (th->state != BT_THREAD_READY)
        return;
    gil->n_frozen--;
    gil->n_ready++;
    gil->policy->enter(gil, th, (enum bt_entry)th->entered);
}

void bt_pause_release(struct bt_vm *vm)
{
    vm->gil.pinned = NULL;
    for (struct bt_vthread *th = vm->threads; th; th = th->next)
        bt_pause_thaw(th);
}

// ---- beside the program ----

void bt_beside_begin(struct bt_vthread *th, struct bt_beside *save)
{
    struct bt_gil *gil = &th->vm->gil;
    bt_gil_settle(th);
    *save = (struct bt_beside){
        .budget = th->budget,
        .turn_length = th->turn_length,
        .reserve = th->reserve,
        .no_switch = th->no_switch,
        .attention = atomic_exchange(&th->t.attention, 0),
        .counting = th->counting,
        .stepping = th->stepping,
        .pausing = th->pausing,
        .deferring = th->deferring,
        .cut = th->cut,
        .limit = gil->limit,
        .pause_at = gil->pause_at,
        .wants = gil->wants,
        .exc = th->t.exc,
    };
    if (th->state == BT_THREAD_RUNNING) {
        int64_t left = th->counting ? th->budget + BT_COUNTING_BIAS : th->budget;
        save->done = (uint64_t)(th->turn_length - left);
    }
    th->instructions += save->done;
    gil->clock += save->done;
    if (th->frame) {
        save->flags = th->frame->flags;
        th->frame->flags |= BT_FRAME_BOUNDARY; // nothing of its block is charged now
    }
    th->t.exc = BT_UNSET;
    th->budget = th->turn_length = (int64_t)1 << 60;
    th->reserve = 0;
    th->no_switch = 1;
    th->counting = th->stepping = th->pausing = th->deferring = false;
    gil->limit = gil->pause_at = UINT64_MAX;
    gil->wants = 0;
}

void bt_beside_end(struct bt_vthread *th, const struct bt_beside *save)
{
    struct bt_gil *gil = &th->vm->gil;
    if (th->frame)
        th->frame->flags = save->flags;
    th->instructions -= save->done;
    gil->clock -= save->done;
    th->budget = save->budget;
    th->turn_length = save->turn_length;
    th->reserve = save->reserve;
    th->no_switch = save->no_switch;
    th->counting = save->counting;
    th->stepping = save->stepping;
    th->pausing = save->pausing;
    th->deferring = save->deferring;
    th->cut = save->cut;
    gil->limit = save->limit;
    gil->pause_at = save->pause_at;
    gil->wants = save->wants;
    th->t.exc = save->exc;
    bt_attention_set(&th->t, save->attention);
    bt_gil_recharge(th);
}
