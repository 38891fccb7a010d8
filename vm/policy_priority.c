/*
 * priority: the ready thread of the highest priority; among equals as fifo has it (two queues, each
 * kept in order of priority).
 *
 * A thread that becomes ready with a higher priority than the one that runs gets the lock after the
 * instruction in progress. One that comes from outside is noticed when a turn ends, as under every
 * policy. A thread that has been cut short goes on before its equals, with a new turn; one whose
 * turn has ended, or that yields, goes behind them. Nobody is raised for holding a lock: priority
 * inversion is there to be seen.
 *
 * A thread has the priority of the one that started it (POSIX: inherited), 0 at first.
 */
#include "vm/gil.h"
#include "vm/interp.h"
#include "vm/policy.h"

// Behind those of the same priority, or in front of them.
static void insert(struct bt_ready_queue *q, struct bt_vthread *th, bool before_equals)
{
    struct bt_vthread **p = &q->first;
    while (*p &&
           ((*p)->priority > th->priority || ((*p)->priority == th->priority && !before_equals)))
        p = &(*p)->queue_next;
    th->queue_next = *p;
    *p = th;
    if (!th->queue_next)
        q->last = th;
}

static void enter(struct bt_gil *gil, struct bt_vthread *th, enum bt_entry how)
{
    insert(how == BT_ENTER_OUTSIDE ? &gil->front : &gil->ready, th, how == BT_ENTER_PREEMPTED);
}

static struct bt_vthread *next(struct bt_gil *gil)
{
    const struct bt_vthread *a = gil->front.first, *b = gil->ready.first;
    bool front = a && (!b || a->priority > b->priority ||
                       (a->priority == b->priority && !gil->last_was_front));
    gil->last_was_front = front;
    return bt_ready_pop(front ? &gil->front : &gil->ready);
}

static bool preempts(const struct bt_gil *gil, struct bt_vthread *running, struct bt_vthread *ready)
{
    (void)gil;
    return ready->priority > running->priority;
}

void bt_thread_set_priority(struct bt_vthread *th, int64_t priority)
{
    struct bt_gil *gil = &th->vm->gil;
    th->priority = priority;
    if (gil->policy != &bt_policy_priority)
        return;
    if (th->state == BT_THREAD_READY) {
        bool front = bt_ready_remove(&gil->front, th);
        if (!front)
            (void)bt_ready_remove(&gil->ready, th);
        insert(front ? &gil->front : &gil->ready, th, false);
    }
    struct bt_vthread *running = gil->holder;
    if ((gil->front.first && preempts(gil, running, gil->front.first)) ||
        (gil->ready.first && preempts(gil, running, gil->ready.first)))
        bt_gil_cut(running);
}

const struct bt_policy bt_policy_priority = {
    .name = "priority",
    .help = "the thread of the highest priority (baton.set_priority)",
    .enter = enter,
    .next = next,
    .preempts = preempts,
};
