/*
 * The baton: the interpreter's lock.
 *
 * What it is. Exactly one VM thread of an interpreter holds the baton at any time, or nobody does
 * (`idle`). Only the holder runs bytecode and touches objects, so everything in the interpreter is
 * protected by it, the scheduler's own queues included.
 *
 * How it moves. Always by hand: the holder chooses its successor (scheduler.c) and gives it the
 * baton by name. Nobody competes for it, and the kernel decides nothing. How a thread waits for the
 * baton and what carries it is the substrate's (substrate.h). A thread gives it up in three cases:
 *   - its turn ends: it has executed N instructions (bt_gil_turn_end) and another thread is ready;
 *   - it blocks: it waits for something that another thread will do (scheduler.c, bt_sched_block);
 *   - it goes outside: a sleep or a system call that may take long (bt_outside_begin ...
 * bt_outside_end).
 * With the policies ticks and slices alone the kernel chooses: kernel_lock.c has the prose. They
 * are the exception to all that follows about the inbox, too.
 *
 * The outside. A thread that comes back from outside, a deadline that passes and Ctrl-C happen at
 * times that no schedule knows. They change nothing by themselves: they put the thread into the
 * inbox, the only structure here that other threads than the holder write. The holder empties it
 * when its turn ends or when it blocks, and at no other time; so the place of an outside event in
 * the schedule is the number of a turn, not a moment. If nobody holds the baton, the one who
 * arrives takes it, empties the inbox and hands it to the next.
 *
 * Turns and the budget. A turn is N instructions, exactly. The eval loop charges whole blocks
 * (eval.c); `settle` and `recharge` give back and take again what a block in progress has not
 * executed yet, around everything inside an instruction that counts or blocks. Each turn begins
 * with the full N. A turn that ends with nobody else ready begins anew and is no event. Ctrl-C cuts
 * a turn short, at the next safepoint, so that the main thread can act on it even if N is infinite;
 * a policy does it after the instruction that makes a thread ready which it prefers (bt_gil_cut).
 * With --switch-points cpython a turn that is over goes on to the next switch point
 * (switch_points.c). In a no_switch region (scheduler.c) a turn that has run out goes on without
 * limit, and ends with the region. The program's limit of instructions is where a turn ends in any
 * case.
 *
 * Memory order. All hand-overs go through the successor's event (substrate_os.c), the inbox
 * through its mutex. There is no other shared state.
 */
#include "vm/gil.h"

#include "base/clock.h"
#include "vm/input.h"
#include "vm/interp.h"
#include "vm/kernel_lock.h"
#include "vm/knobs.h"
#include "vm/pause.h"
#include "vm/report.h"
#include "vm/safepoint.h"
#include "vm/virtual.h"

#define INFINITE_BUDGET ((int64_t)1 << 60)

bool bt_gil_init(struct bt_gil *gil, const struct bt_vm_config *config)
{
    *gil = (struct bt_gil){
        .substrate = config->substrate,
        .n = config->switch_n,
        .n_max = config->switch_max > config->switch_n ? config->switch_max : config->switch_n,
        .policy = config->policy,
        .wake_back = config->wake_back,
        .look_drains = UINT64_MAX,
        .look_clock = UINT64_MAX,
        .cpython_points = config->cpython_points,
        .limit = config->max_instr ? config->max_instr : UINT64_MAX,
        .checkpoint = UINT64_MAX,
        .pause_at = UINT64_MAX,
        .pause_epoch = 1,
    };
    bt_knobs_seed(gil, config->seed);
    bt_mutex_init(&gil->inbox_lock);
    atomic_init(&gil->inbox_full, false);
    return !gil->policy->init || gil->policy->init(gil, config);
}

void bt_gil_end(struct bt_gil *gil)
{
    if (gil->policy->end)
        gil->policy->end(gil);
    bt_mutex_destroy(&gil->inbox_lock);
}

// ---- turns ----

uint64_t bt_gil_draw_n(struct bt_gil *gil)
{
    if (BT_LIKELY(gil->n_max == gil->n))
        return gil->n;
    return gil->n + bt_random_below(&gil->lengths, gil->n_max - gil->n + 1);
}

// So long is the turn that th begins, before the program's limit.
static uint64_t whole_turn(struct bt_gil *gil, struct bt_vthread *th)
{
    if (BT_UNLIKELY(th->turn_over))
        return BT_SWITCH_INF;
    if (BT_UNLIKELY(gil->policy->turn_length))
        return gil->policy->turn_length(gil, th);
    return bt_gil_draw_n(gil);
}

// What is left of a turn that begins now when it has come to the clock of bt_pause_at.
static void keep_reserve(struct bt_vthread *th)
{
    const struct bt_gil *gil = &th->vm->gil;
    uint64_t run = gil->pause_at > gil->clock ? gil->pause_at - gil->clock : 0;
    if (run >= (uint64_t)th->turn_length)
        return;
    th->reserve = th->turn_length - (int64_t)run;
    th->turn_length = (int64_t)run;
}

// A turn of n instructions begins now, of which `done` have been executed.
static void open_turn(struct bt_vthread *th, uint64_t n, uint64_t done)
{
    const struct bt_gil *gil = &th->vm->gil;
    n = n > done ? n - done : 0;
    th->deferring = gil->cpython_points;
    th->overtime = false;
    if (BT_UNLIKELY(th->deferring) && n > 0)
        n--; // see switch_points.c
    if (BT_UNLIKELY(n > gil->limit - gil->clock))
        n = gil->limit - gil->clock;
    th->cut = false;
    th->turn_length = n >= (uint64_t)INFINITE_BUDGET ? INFINITE_BUDGET : (int64_t)n;
    th->reserve = 0;
    if (BT_UNLIKELY(gil->pause_at != UINT64_MAX))
        keep_reserve(th);
    th->budget = th->turn_length;
    th->stepping = (gil->wants & BT_WANT_STEPS) != 0;
    th->pausing = gil->pause_each ||
                  BT_UNLIKELY(atomic_load_explicit(&th->vm->pause_wanted, memory_order_relaxed));
    th->counting = th->vm->config.counting || th->stepping || th->pausing;
    if (th->counting)
        th->budget -= BT_COUNTING_BIAS;
}

void bt_gil_new_turn(struct bt_vthread *th)
{
    open_turn(th, whole_turn(&th->vm->gil, th), 0);
}

void bt_gil_step_on(struct bt_vthread *th)
{
    th->stepping = true;
    if (!th->counting) {
        th->counting = true;
        th->budget -= BT_COUNTING_BIAS;
    }
}

static int64_t budget_left(const struct bt_vthread *th)
{
    return th->counting ? th->budget + BT_COUNTING_BIAS : th->budget;
}

uint64_t bt_thread_instructions(const struct bt_vthread *th)
{
    if (th->state != BT_THREAD_RUNNING)
        return th->instructions;
    int64_t left = budget_left(th);
    if (!th->counting && th->frame)
        left += bt_frame_rest(th->frame);
    return th->instructions + (uint64_t)(th->turn_length - left);
}

void bt_turn_close(struct bt_vthread *th)
{
    uint64_t done = (uint64_t)(th->turn_length - budget_left(th));
    th->instructions += done;
    th->vm->gil.clock += done;
    th->turn_length = 0;
    th->budget = th->counting ? -BT_COUNTING_BIAS : 0;
}

void bt_turn_begin(struct bt_vthread *th)
{
    struct bt_vm *vm = th->vm;
    if (BT_UNLIKELY(vm->gil.kernel != NULL))
        bt_kernel_begin(th);
    th->state = BT_THREAD_RUNNING;
    th->reason = BT_WAIT_NONE;
    th->wait_object = BT_UNSET;
    th->turn_over = false;
    th->turns++;
    vm->gil.turn++;
    const struct bt_vthread *before = vm->gil.holder;
    vm->gil.holder = th;
    if (atomic_load_explicit(&vm->stopping, memory_order_relaxed) && th != vm->main)
        th->stopped = true;
    bt_gil_new_turn(th);
    vm->gil.opening = true;
    bt_event_log(th, BT_EV_RUN, 0, before ? before->number : 0, NULL);
    vm->gil.opening = false;
    if (BT_UNLIKELY(vm->debugger != NULL))
        bt_pause_opened(th);
}

void bt_gil_settle(struct bt_vthread *th)
{
    if (!th->counting && th->frame)
        th->budget += bt_frame_rest(th->frame);
}

void bt_gil_recharge(struct bt_vthread *th)
{
    if (th->counting || !th->frame)
        return;
    int64_t rest = bt_frame_rest(th->frame);
    if (th->budget >= rest) {
        th->budget -= rest;
    } else {
        th->counting = true;
        th->budget -= BT_COUNTING_BIAS;
    }
}

void bt_gil_set_n(struct bt_vthread *th, uint64_t n, uint64_t max)
{
    th->vm->gil.n = n;
    th->vm->gil.n_max = max;
    bt_gil_settle(th);
    // this turn goes on with what the new length leaves, as if it had begun with it
    uint64_t done = (uint64_t)(th->turn_length - budget_left(th));
    th->instructions += done;
    th->vm->gil.clock += done;
    bool counting = th->counting, cut = th->cut;
    open_turn(th, cut ? done : whole_turn(&th->vm->gil, th), done);
    th->cut = cut;
    if (counting && !th->counting) {
        th->counting = true;
        th->budget -= BT_COUNTING_BIAS;
    }
    bt_gil_recharge(th);
}

void bt_gil_cut(struct bt_vthread *th)
{
    bt_gil_settle(th);
    int64_t left = budget_left(th);
    th->reserve = 0;
    th->turn_length -= left;
    th->budget -= left;
    th->cut = true;
    bt_gil_recharge(th);
}

// ---- handing over ----

// The turn is over, this thread is ready: the lock goes to `next`, another one, and comes back.
static bool switch_to(struct bt_vthread *th, enum bt_entry how, struct bt_vthread *next)
{
    bt_event_note(th, BT_EV_SWITCH, how, next->number);
    th->vm->gil.substrate->change(th, next);
    bt_turn_begin(th);
    return !th->stopped;
}

bool bt_gil_turn_to(struct bt_vthread *th, struct bt_vthread *next)
{
    if (BT_UNLIKELY(th->vm->gil.pinned != NULL) && th->vm->gil.pinned != next)
        return bt_gil_turn_end(th, BT_ENTER_YIELD);
    bt_turn_close(th);
    bt_sched_ready(th, BT_ENTER_YIELD);
    bt_sched_take(next);
    return switch_to(th, BT_ENTER_YIELD, next);
}

bool bt_gil_turn_by_hand(struct bt_vthread *th, struct bt_vthread *next)
{
    bt_turn_close(th);
    bt_sched_ready(th, BT_ENTER_TURN);
    bt_sched_take(next);
    return switch_to(th, BT_ENTER_TURN, next);
}

// th is ready, and nobody may have the lock now.
static bool wait_for_lock(struct bt_vthread *th)
{
    th->vm->gil.substrate->wait(th, BT_NO_DEADLINE);
    bt_turn_begin(th);
    return !th->stopped;
}

bool bt_gil_turn_aside(struct bt_vthread *th)
{
    struct bt_vm *vm = th->vm;
    bt_turn_close(th);
    bt_sched_ready(th, BT_ENTER_TURN);
    struct bt_vthread *next = bt_sched_next(vm);
    if (next)
        return switch_to(th, BT_ENTER_TURN, next);
    bt_event_note(th, BT_EV_SWITCH, BT_ENTER_TURN, 0);
    return wait_for_lock(th);
}

// Ctrl-C is for the main thread, whatever the policy says: taken out of the ready threads, NULL if
// it is not among them.
static struct bt_vthread *interrupted_main(struct bt_vm *vm)
{
    if (vm->main->state != BT_THREAD_READY || vm->main->frozen)
        return NULL;
    bt_sched_take(vm->main);
    return vm->main;
}

// The turn is over and the kernel chooses who is next, perhaps this thread.
static bool let_go(struct bt_vthread *th, enum bt_entry how)
{
    struct bt_gil *gil = &th->vm->gil;
    bt_sched_ready(th, how);
    gil->let_go = true;
    gil->substrate->change(th, NULL);
    if (gil->holder != th || !gil->let_go) { // somebody else has had it
        bt_turn_begin(th);
        return !th->stopped;
    }
    bt_kernel_begin(th);
    th->state = BT_THREAD_RUNNING;
    bt_gil_new_turn(th);
    return !th->stopped;
}

bool bt_gil_turn_end(struct bt_vthread *th, enum bt_entry how)
{
    struct bt_vm *vm = th->vm;
    bt_turn_close(th);
    if (BT_UNLIKELY(vm->gil.clock >= vm->gil.limit))
        bt_report_max_instr(vm);
    if (BT_UNLIKELY(how == BT_ENTER_CUT))
        th->no_switch_off = th->no_switch > 0; // the main thread may need many turns
    th->turn_over = th->no_switch > 0 && how == BT_ENTER_TURN && !th->no_switch_off;
    if (BT_UNLIKELY(th->turn_over)) {
        bool cut = th->cut;
        bt_gil_new_turn(th);
        th->cut = cut;
        return !th->stopped;
    }
    if (BT_UNLIKELY(th->cut) && how == BT_ENTER_TURN)
        how = vm->gil.kernel ? BT_ENTER_TURN : BT_ENTER_PREEMPTED;
    if (BT_UNLIKELY(vm->gil.kernel != NULL))
        return let_go(th, how);
    bt_gil_drain(vm);
    if (vm->gil.n_ready > 0) {
        bt_sched_ready(th, how);
        struct bt_vthread *next = how == BT_ENTER_CUT ? interrupted_main(vm) : NULL;
        if (!next)
            next = bt_sched_next(vm);
        if (BT_UNLIKELY(!next)) // the one that is pinned is outside
            return wait_for_lock(th);
        if (next != th)
            return switch_to(th, how, next);
        th->state = BT_THREAD_RUNNING;
    }
    bt_gil_new_turn(th);
    return !th->stopped;
}

// Replaying: the tape says who comes back from outside, and when.
static bool tape_drives(const struct bt_vm *vm)
{
    return vm->tape != NULL && vm->tape->drives;
}

// Nobody can run: that may be the debugger's doing, or of interest to it. true: look again.
static bool ask_idle(struct bt_vm *vm)
{
    const struct bt_gil *gil = &vm->gil;
    bool forever = gil->n_frozen > 0 && gil->n_outside == 0 && gil->n_timed == 0;
    return vm->debugger->idle(vm->debugger, vm, forever);
}

void bt_gil_pass_on(struct bt_vm *vm)
{
    struct bt_gil *gil = &vm->gil;
    if (BT_UNLIKELY(gil->substrate->release != NULL)) {
        gil->substrate->release(vm);
        return;
    }
    for (;;) {
        bt_gil_drain(vm);
        struct bt_vthread *next = bt_sched_next(vm);
        if (next) {
            gil->substrate->grant(vm, next);
            return;
        }
        if (BT_UNLIKELY(vm->debugger != NULL) && ask_idle(vm))
            continue;
        if (vm->config.virtual_clock && bt_virtual_pass(vm))
            continue;
        if (BT_UNLIKELY(tape_drives(vm))) {
            bt_input_arrive(vm, true);
            continue;
        }
        bt_mutex_lock(&gil->inbox_lock);
        if (!gil->inbox_first) {
            gil->idle = true;
            bt_mutex_unlock(&gil->inbox_lock);
            return;
        }
        bt_mutex_unlock(&gil->inbox_lock);
    }
}

void bt_gil_exit(struct bt_vthread *th)
{
    struct bt_vm *vm = th->vm;
    vm->gil.holder = NULL;
    if (vm->gil.pinned == th)
        vm->gil.pinned = NULL;
    if (vm->gil.kernel)
        bt_kernel_disown(vm);
    bt_thread_free(th);
    bt_gil_pass_on(vm);
}

// ---- the inbox ----

void bt_gil_arrive(struct bt_vthread *th, enum bt_arrival how)
{
    struct bt_vm *vm = th->vm;
    struct bt_gil *gil = &vm->gil;
    if (gil->kernel)
        return; // whoever has something to say takes the lock and says it
    bt_mutex_lock(&gil->inbox_lock);
    th->arrival |= (uint8_t)how;
    if (!th->in_inbox) {
        th->in_inbox = true;
        th->arrived = bt_clock_monotonic();
        th->inbox_next = NULL;
        if (gil->inbox_last)
            gil->inbox_last->inbox_next = th;
        else
            gil->inbox_first = th;
        gil->inbox_last = th;
        atomic_store_explicit(&gil->inbox_full, true, memory_order_relaxed);
    }
    bool idle = gil->idle;
    gil->idle = idle && gil->substrate->one_thread;
    bt_mutex_unlock(&gil->inbox_lock);
    if (idle)
        gil->substrate->wake(vm);
}

// What one arrival means for its thread. `real`: the outside says so, else the clock of a virtual
// time or the tape.
static void receive(struct bt_vthread *th, unsigned how, bool real)
{
    struct bt_gil *gil = &th->vm->gil;
    struct bt_tape *tape = real ? th->vm->tape : NULL;
    if (th->state == BT_THREAD_OUTSIDE) {
        bool parked =
            bt_virtual_asleep(th) || (gil->substrate->unpark && gil->substrate->unpark(th));
        if (!parked && !(how & BT_ARRIVED_RETURN))
            return; // Ctrl-C while it is still outside: it has been kicked and will come
        if (BT_UNLIKELY(tape != NULL))
            tape->arrived(tape, th, BT_ARRIVED_RETURN);
        gil->n_outside--;
        bt_event_note(th, BT_EV_RETURN, th->reason, 0);
        bt_sched_ready(th, BT_ENTER_OUTSIDE);
        return;
    }
    if (th->state != BT_THREAD_BLOCKED)
        return; // it was woken in the meantime: too late
    bool interrupted = how & BT_ARRIVED_INTERRUPT;
    if (BT_UNLIKELY(tape != NULL))
        tape->arrived(tape, th, interrupted ? BT_ARRIVED_INTERRUPT : BT_ARRIVED_TIMEOUT);
    th->wait_result = interrupted ? BT_INTERRUPTED : BT_TIMED_OUT;
    bt_wait_remove(th->waiter);
    bt_event_note(th, interrupted ? BT_EV_INTERRUPT : BT_EV_TIMEOUT, th->reason, 0);
    bt_sched_ready(th, BT_ENTER_OUTSIDE);
}

void bt_gil_receive(struct bt_vthread *th, unsigned how)
{
    receive(th, how, true);
}

void bt_gil_set_going(struct bt_vthread *th, unsigned how)
{
    receive(th, how, false);
}

void bt_gil_drain(struct bt_vm *vm)
{
    struct bt_gil *gil = &vm->gil;
    if (BT_UNLIKELY(tape_drives(vm))) {
        bt_input_arrive(vm, false);
        return;
    }
    if (BT_UNLIKELY(--gil->look_drains == 0 || gil->clock >= gil->look_clock))
        gil->substrate->look(vm);
    if (BT_LIKELY(!atomic_load_explicit(&gil->inbox_full, memory_order_relaxed)))
        return;
    bt_mutex_lock(&gil->inbox_lock);
    for (struct bt_vthread *th = gil->inbox_first; th;) {
        struct bt_vthread *next = th->inbox_next;
        unsigned how = th->arrival;
        th->in_inbox = false;
        th->arrival = 0;
        bt_gil_receive(th, how);
        th = next;
    }
    gil->inbox_first = gil->inbox_last = NULL;
    atomic_store_explicit(&gil->inbox_full, false, memory_order_relaxed);
    bt_mutex_unlock(&gil->inbox_lock);
}

bool bt_gil_while_idle(struct bt_vm *vm, void (*fn)(struct bt_vm *vm))
{
    if (vm->gil.kernel)
        return bt_kernel_while_free(vm, fn);
    // nobody can take the baton without the inbox lock
    bt_mutex_lock(&vm->gil.inbox_lock);
    bool idle = vm->gil.idle;
    if (idle)
        fn(vm);
    bt_mutex_unlock(&vm->gil.inbox_lock);
    return idle;
}

// ---- outside ----

void bt_outside_begin(struct bt_vthread *th, enum bt_wait_reason reason, int64_t deadline)
{
    struct bt_vm *vm = th->vm;
    bt_gil_settle(th);
    bt_turn_close(th);
    th->state = BT_THREAD_OUTSIDE;
    th->reason = reason;
    th->deadline = deadline;
    th->wait_result = BT_WOKEN;
    vm->gil.n_outside++;
    bool asleep = vm->config.virtual_clock && reason == BT_WAIT_SLEEP;
    if (asleep)
        bt_virtual_wait(th, deadline);
    th->parked = asleep || tape_drives(vm);
    bt_event_note(th, BT_EV_OUTSIDE, reason, 0);
    vm->gil.substrate->leave(th);
}

bool bt_outside_disturbed(const struct bt_vthread *th)
{
    const struct bt_vm *vm = th->vm;
    return atomic_load_explicit(&vm->stopping, memory_order_acquire) ||
           (th == vm->main && atomic_load_explicit(&vm->interrupt, memory_order_relaxed));
}

enum bt_wait_result bt_outside_end(struct bt_vthread *th)
{
    th->vm->gil.substrate->back(th, !th->parked);
    bt_turn_begin(th);
    bt_gil_recharge(th);
    if (th->stopped)
        return BT_STOPPED;
    if (th == th->vm->main && bt_input_notice(th, BT_NOTICE_BACK))
        return BT_INTERRUPTED;
    return BT_WOKEN;
}

enum bt_wait_result bt_outside_sleep(struct bt_vthread *th, int64_t deadline)
{
    bt_outside_begin(th, BT_WAIT_SLEEP, deadline);
    if (!th->parked)
        th->vm->gil.substrate->sleep(th, deadline);
    return bt_outside_end(th);
}

bool bt_outside_prepare_poll(struct bt_vthread *th)
{
    const struct bt_substrate *substrate = th->vm->gil.substrate;
    return !substrate->prepare_poll || substrate->prepare_poll(th->vm);
}

enum bt_wait_result bt_outside_poll(struct bt_vthread *th, int fd, short events, int64_t deadline)
{
    th->poll_fd = fd;
    th->poll_events = events;
    bt_outside_begin(th, BT_WAIT_IO, deadline);
    if (!th->parked)
        th->vm->gil.substrate->poll(th, fd, events, deadline);
    return bt_outside_end(th);
}

enum bt_wait_result bt_outside_call(struct bt_vthread *th, void (*fn)(void *), void *arg)
{
    th->poll_fd = -1;
    bt_outside_begin(th, BT_WAIT_IO, BT_NO_DEADLINE);
    if (!th->parked)
        th->vm->gil.substrate->call(th, fn, arg);
    return bt_outside_end(th);
}

void bt_outside_disturb(struct bt_vthread *th)
{
    bt_gil_arrive(th, BT_ARRIVED_INTERRUPT); // a lock, or what the substrate waits for in its stead
    th->vm->gil.substrate->kick(th);         // an OS thread that sleeps or makes a system call
}
