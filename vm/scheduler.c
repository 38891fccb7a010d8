/*
 * The scheduler: who is ready, who waits for whom, who is next. Everything here belongs to the
 * holder of the baton.
 *
 * States. A thread is RUNNING (it holds the baton), READY (it wants it), BLOCKED (another thread
 * must do something, or a deadline must pass), OUTSIDE (in a sleep or a system call) or DONE.
 *
 * Order. Who is next is the policy's to say (policy.h); the default is fifo (policy_fifo.c).
 *
 * Waiting. A wait queue (of a lock, a condition ...) holds waiters in the order of their coming.
 * Waking makes the thread ready and may leave its waiter in the queue, marked `woken`: a lock is
 * not passed on, it is set free, and the woken thread tries again and keeps its place if somebody
 * was faster. Passing ownership would make every release a hand-over (a convoy).
 *
 * Deadlock. When a thread is about to block or to end, nobody else is ready, nobody is outside and
 * no deadline runs, then nothing can ever happen again, except that finalisers of garbage may wake
 * somebody: so the heap is collected first, and if that changes nothing it is a deadlock. report.c
 * says who waits for whom.
 */
#include "runtime/objects/dict.h"
#include "runtime/objects/heap.h"
#include "vm/gil.h"
#include "vm/input.h"
#include "vm/interp.h"
#include "vm/pause.h"
#include "vm/report.h"
#include "vm/safepoint.h"
#include "vm/sync.h"
#include "vm/virtual.h"

// ---- the ready queues ----

void bt_ready_push(struct bt_ready_queue *q, struct bt_vthread *th)
{
    th->queue_next = NULL;
    if (q->last)
        q->last->queue_next = th;
    else
        q->first = th;
    q->last = th;
}

void bt_ready_push_first(struct bt_ready_queue *q, struct bt_vthread *th)
{
    th->queue_next = q->first;
    q->first = th;
    if (!q->last)
        q->last = th;
}

struct bt_vthread *bt_ready_pop(struct bt_ready_queue *q)
{
    struct bt_vthread *th = q->first;
    q->first = th->queue_next;
    if (!q->first)
        q->last = NULL;
    th->queue_next = NULL;
    return th;
}

bool bt_ready_remove(struct bt_ready_queue *q, struct bt_vthread *th)
{
    struct bt_vthread *before = NULL, *at = q->first;
    while (at && at != th) {
        before = at;
        at = at->queue_next;
    }
    if (!at)
        return false;
    if (before)
        before->queue_next = th->queue_next;
    else
        q->first = th->queue_next;
    if (q->last == th)
        q->last = before;
    th->queue_next = NULL;
    return true;
}

// The policy may want the running turn to end for a thread that has become ready.
static void preempt(struct bt_gil *gil, struct bt_vthread *ready)
{
    struct bt_vthread *running = gil->holder;
    if (running && running != ready && running->state == BT_THREAD_RUNNING &&
        running->turn_length > 0 && gil->policy->preempts(gil, running, ready))
        bt_gil_cut(running);
}

void bt_sched_ready(struct bt_vthread *th, enum bt_entry how)
{
    struct bt_gil *gil = &th->vm->gil;
    if (th->state == BT_THREAD_BLOCKED && th->deadline != BT_NO_DEADLINE)
        gil->n_timed--;
    if (BT_UNLIKELY(bt_timer_is_set(&th->timer)))
        bt_virtual_end(th);
    if (BT_UNLIKELY(bt_timer_is_set(&th->alarm)))
        bt_timer_clear(&gil->alarms, &th->alarm);
    if (BT_UNLIKELY(gil->wake_back) && how == BT_ENTER_OUTSIDE)
        how = BT_ENTER_WOKEN;
    th->state = BT_THREAD_READY;
    th->entered = (uint8_t)how;
    if (BT_UNLIKELY(th->frozen)) {
        gil->n_frozen++;
        return;
    }
    gil->n_ready++;
    gil->policy->enter(gil, th, how);
    if (BT_UNLIKELY(gil->policy->preempts != NULL))
        preempt(gil, th);
}

struct bt_vthread *bt_sched_next(struct bt_vm *vm)
{
    struct bt_gil *gil = &vm->gil;
    if (gil->n_ready == 0)
        return NULL;
    if (BT_UNLIKELY(gil->pinned != NULL))
        return bt_pause_pinned(vm);
    gil->n_ready--;
    return gil->policy->next(gil);
}

void bt_sched_take(struct bt_vthread *th)
{
    struct bt_gil *gil = &th->vm->gil;
    gil->n_ready--;
    if (gil->policy->take) {
        gil->policy->take(gil, th);
        return;
    }
    gil->last_was_front = bt_ready_remove(&gil->front, th);
    if (!gil->last_was_front)
        (void)bt_ready_remove(&gil->ready, th);
}

bool bt_sched_is_ready(struct bt_vthread *th)
{
    bt_gil_drain(th->vm);
    return th->state == BT_THREAD_READY && !th->frozen;
}

// ---- wait queues ----

void bt_wait_append(struct bt_wait_queue *q, struct bt_waiter *w)
{
    w->queue = q;
    w->next = NULL;
    w->prev = q->last;
    if (q->last)
        q->last->next = w;
    else
        q->first = w;
    q->last = w;
}

void bt_wait_remove(struct bt_waiter *w)
{
    struct bt_wait_queue *q = w->queue;
    if (!q)
        return;
    if (w->prev)
        w->prev->next = w->next;
    else
        q->first = w->next;
    if (w->next)
        w->next->prev = w->prev;
    else
        q->last = w->prev;
    w->queue = NULL;
}

// Wake the thread of a waiter; it may be the running one, if a finaliser that it runs while
// blocking wakes it.
static void wake(struct bt_waiter *w)
{
    struct bt_vthread *th = w->thread;
    w->woken = true;
    if (th->state != BT_THREAD_BLOCKED)
        return;
    th->wait_result = BT_WOKEN;
    const struct bt_vthread *by = th->vm->gil.holder;
    bt_event_note(th, BT_EV_WAKE, th->reason, by ? by->number : 0);
    bt_sched_ready(th, BT_ENTER_WOKEN);
}

bool bt_sched_wake_first(struct bt_vm *vm, struct bt_wait_queue *queue)
{
    (void)vm;
    if (!queue->first)
        return false;
    if (!queue->first->woken)
        wake(queue->first);
    return true;
}

size_t bt_sched_wake_n(struct bt_vm *vm, struct bt_wait_queue *queue, size_t n)
{
    (void)vm;
    size_t done = 0;
    while (done < n && queue->first) {
        struct bt_waiter *w = queue->first;
        bt_wait_remove(w);
        wake(w);
        done++;
    }
    return done;
}

// ---- blocking ----

bool bt_sched_yield(struct bt_vthread *th)
{
    bt_event_note(th, BT_EV_YIELD, 0, 0);
    bt_gil_settle(th);
    bool ok = bt_gil_turn_end(th, BT_ENTER_YIELD);
    bt_gil_recharge(th);
    return ok && bt_safepoint_serve(th);
}

bool bt_sched_yield_to(struct bt_vthread *th, struct bt_vthread *next)
{
    bt_event_note(th, BT_EV_YIELD, 0, next->number);
    bt_gil_settle(th);
    bool ok = bt_gil_turn_to(th, next);
    bt_gil_recharge(th);
    return ok && bt_safepoint_serve(th);
}

void bt_sched_no_switch_begin(struct bt_vthread *th)
{
    th->no_switch++;
}

bool bt_sched_no_switch_end(struct bt_vthread *th)
{
    th->no_switch--;
    if (th->no_switch > 0)
        return true;
    th->no_switch_off = false;
    if (!th->turn_over)
        return true;
    bt_gil_settle(th);
    bool ok = bt_gil_turn_end(th, BT_ENTER_TURN);
    bt_gil_recharge(th);
    return ok && bt_safepoint_serve(th);
}

// What a thread that waits waits for: the number of a lock, or of the thread that is to end.
static uint32_t waited_for(const struct bt_vthread *th)
{
    if (th->reason == BT_WAIT_LOCK && bt_is_obj(th->wait_object))
        return ((const struct bt_lock *)bt_obj(th->wait_object))->number;
    if (th->reason == BT_WAIT_JOIN || th->reason == BT_WAIT_EXIT) {
        const char *joiners = (const char *)th->waiter->queue;
        return ((const struct bt_vthread *)(joiners - offsetof(struct bt_vthread, joiners)))
            ->number;
    }
    return 0;
}

// Can anything still happen once this thread waits?
static bool hope(struct bt_vthread *th, int64_t deadline)
{
    struct bt_vm *vm = th->vm;
    struct bt_gil *gil = &vm->gil;
    bt_gil_drain(vm);
    // with a lock that the kernel gives, the main thread says of itself that Ctrl-C ends its wait
    if (gil->kernel && atomic_load_explicit(&vm->interrupt, memory_order_relaxed))
        return true;
    return gil->n_ready > 0 || gil->n_frozen > 0 || gil->n_outside > 0 || gil->n_timed > 0 ||
           deadline != BT_NO_DEADLINE ||
           (bt_is_dict(vm->signal_handlers) && bt_dict_len(bt_as_dict(vm->signal_handlers)) > 0);
}

// There is no hope: say so, and report it unless somebody has done something about it. It has been
// reported, and that returns: the main thread has been interrupted.
static bool is_deadlock(struct bt_vthread *th, int64_t deadline)
{
    bt_event_log(th, BT_EV_DEADLOCK, 0, 0, NULL);
    if (th->vm->debugger && hope(th, deadline))
        return false;
    bt_report_deadlock(th);
    return true;
}

void bt_sched_leaving(struct bt_vthread *th)
{
    if (th->joiners.first || hope(th, BT_NO_DEADLINE))
        return;
    (void)bt_collect(&th->t);
    if (th->stopped || th->joiners.first || hope(th, BT_NO_DEADLINE))
        return;
    (void)is_deadlock(th, BT_NO_DEADLINE);
}

enum bt_wait_result bt_sched_block(struct bt_vthread *th, struct bt_wait_queue *queue,
                                   struct bt_waiter *waiter, enum bt_wait_reason reason,
                                   bt_value object, int64_t deadline)
{
    struct bt_vm *vm = th->vm;
    waiter->woken = false;
    if (!waiter->queue) {
        waiter->thread = th;
        bt_wait_append(queue, waiter);
    }
    if (th == vm->main && bt_input_notice(th, BT_NOTICE_BLOCK)) {
        bt_wait_remove(waiter);
        return BT_INTERRUPTED;
    }
    th->reason = reason;
    th->wait_object = object;
    th->deadline = deadline;
    if (!hope(th, deadline)) {
        bt_gil_settle(th);
        (void)bt_collect(&th->t);
        bt_gil_recharge(th);
        if (waiter->woken || waiter->queue != queue) {
            th->reason = BT_WAIT_NONE;
            return BT_WOKEN;
        }
        th->reason = reason; // a finaliser may have waited too
        th->wait_object = object;
        th->waiter = waiter; // the report follows it
        if (!hope(th, deadline)) {
            bool ended = is_deadlock(th, deadline); // if it is true, main has been interrupted
            if (ended && th == vm->main) {
                bt_wait_remove(waiter);
                th->waiter = NULL;
                th->reason = BT_WAIT_NONE;
                th->wait_object = BT_UNSET;
                return BT_INTERRUPTED;
            }
        }
    }
    bt_gil_settle(th);
    bt_turn_close(th);
    if (BT_UNLIKELY(vm->gil.pinned == th))
        vm->gil.pinned = NULL;
    th->state = BT_THREAD_BLOCKED;
    th->waiter = waiter;
    th->deadline = deadline;
    th->wait_result = BT_WOKEN;
    if (deadline != BT_NO_DEADLINE)
        vm->gil.n_timed++;
    if (deadline != BT_NO_DEADLINE && vm->config.virtual_clock &&
        !atomic_load_explicit(&vm->stopping, memory_order_relaxed)) {
        bt_virtual_wait(th, deadline);
        deadline = BT_NO_DEADLINE;
    } else if (vm->tape && vm->tape->drives) {
        deadline = BT_NO_DEADLINE;
    }
    bt_event_note(th, BT_EV_BLOCK, reason, waited_for(th));
    vm->gil.substrate->wait(th, deadline);
    enum bt_wait_result result = th->wait_result;
    th->waiter = NULL;
    bt_turn_begin(th);
    bt_gil_recharge(th);
    if (th->stopped) {
        bt_wait_remove(waiter);
        return BT_STOPPED;
    }
    return result;
}
