// Events: see event.h.
#include "vm/event.h"

#include "base/clock.h"
#include "vm/input.h"
#include "vm/interp.h"

static void rewant(struct bt_vm *vm)
{
    struct bt_gil *gil = &vm->gil;
    gil->wants = 0;
    for (const struct bt_event_sink *s = gil->sinks; s; s = s->next)
        gil->wants |= s->wants;
}

void bt_event_watch(struct bt_vm *vm, struct bt_event_sink *sink)
{
    struct bt_event_sink **p = &vm->gil.sinks;
    while (*p)
        p = &(*p)->next;
    sink->next = NULL;
    *p = sink;
    rewant(vm);
    struct bt_vthread *th = vm->gil.holder;
    if (sink->wants & BT_WANT_STEPS && th && th->state == BT_THREAD_RUNNING && !th->frame)
        bt_gil_step_on(th);
}

void bt_event_unwatch(struct bt_vm *vm, struct bt_event_sink *sink)
{
    struct bt_event_sink **p = &vm->gil.sinks;
    while (*p && *p != sink)
        p = &(*p)->next;
    if (*p)
        *p = sink->next;
    rewant(vm);
}

void bt_event_rewant(struct bt_vm *vm, struct bt_event_sink *sink, unsigned wants)
{
    sink->wants = wants;
    rewant(vm);
    struct bt_vthread *th = vm->gil.holder;
    bool step = (vm->gil.wants & BT_WANT_STEPS) != 0;
    if (!th || th->state != BT_THREAD_RUNNING || th->turn_length == 0 || step == th->stepping)
        return; // the next turn begins so
    th->stepping = step;
    if (vm->config.counting || (step && th->counting))
        return;
    if (step) {
        bt_gil_settle(th);
        th->counting = true;
        th->budget -= BT_COUNTING_BIAS;
    } else {
        th->counting = false;
        th->budget += BT_COUNTING_BIAS;
        bt_gil_recharge(th);
    }
}

uint64_t bt_event_clock(const struct bt_vm *vm)
{
    const struct bt_vthread *th = vm->gil.holder;
    if (!th || th->state != BT_THREAD_RUNNING || (th->turn_length == 0 && !th->counting))
        return vm->gil.clock;
    return vm->gil.clock + (bt_thread_instructions(th) - th->instructions);
}

int64_t bt_event_wall(const struct bt_vm *vm)
{
    return vm->config.virtual_clock ? vm->now : bt_clock_monotonic();
}

static void tell(struct bt_vthread *th, uint64_t instr, enum bt_event_kind kind, uint32_t reason,
                 uint32_t other, bt_value object, const char *text)
{
    struct bt_vm *vm = th->vm;
    struct bt_event e = {
        .th = th,
        .instr = instr,
        // at RUN the turn has just begun, and the block in progress is not charged yet
        .clock = kind == BT_EV_RUN ? vm->gil.clock : bt_event_clock(vm),
        .turn = vm->gil.turn,
        .wall = vm->gil.wants & BT_WANT_WALL ? bt_event_wall(vm) : 0,
        .other = other,
        .kind = (uint8_t)kind,
        .reason = (uint8_t)reason,
        .text = text,
        .object = object,
    };
    if (th->frame) {
        e.code = th->frame->code;
        e.word = bt_frame_word(th->frame);
    }
    for (struct bt_event_sink *s = vm->gil.sinks; s; s = s->next)
        s->event(s, &e);
}

void bt_event_note(struct bt_vthread *th, enum bt_event_kind kind, uint32_t reason, uint32_t other)
{
    // FNV-1a over the words of the event: cheap, and enough to compare schedules
    struct bt_gil *gil = &th->vm->gil;
    uint64_t instr = bt_thread_instructions(th);
    uint64_t words[4] = {th->number, instr, (uint64_t)kind << 8 | reason, other};
    uint64_t h = gil->trace_hash;
    for (int i = 0; i < 4; i++)
        h = (h ^ words[i]) * 0x100000001B3u;
    gil->trace_hash = h;
    if (BT_UNLIKELY(++gil->events == gil->checkpoint))
        th->vm->tape->checkpoint(th->vm->tape);
    if (BT_UNLIKELY(gil->sinks != NULL))
        tell(th, instr, kind, reason, other, th->wait_object, NULL);
}

void bt_event_log(struct bt_vthread *th, enum bt_event_kind kind, uint32_t reason, uint32_t other,
                  const char *text)
{
    if (!th->vm->gil.sinks)
        return;
    uint64_t instr = kind == BT_EV_RUN ? th->instructions : bt_thread_instructions(th);
    tell(th, instr, kind, reason, other, BT_UNSET, text);
}

void bt_event_sync(struct bt_vthread *th, enum bt_event_kind kind, uint32_t reason, uint32_t other,
                   bt_value object)
{
    unsigned want = kind == BT_EV_ACQUIRE || kind == BT_EV_RELEASE ? BT_WANT_LOCKS : BT_WANT_SYNC;
    if (BT_UNLIKELY(th->vm->gil.wants & want))
        tell(th, bt_thread_instructions(th), kind, reason, other, object, NULL);
}

void bt_event_step(struct bt_vthread *th)
{
    for (struct bt_event_sink *s = th->vm->gil.sinks; s; s = s->next)
        if (s->wants & BT_WANT_STEPS)
            s->step(s, th);
}

void bt_event_sweep(struct bt_vm *vm)
{
    for (struct bt_event_sink *s = vm->gil.sinks; s; s = s->next)
        if (s->sweep)
            s->sweep(s);
}
