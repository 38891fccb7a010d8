/*
 * fifo, the default: first in, first out.
 *
 * Two queues. New threads, woken threads and threads whose turn has ended enter `ready` at the
 * back. Threads that come from outside (a sleep ended, a system call returned, a deadline passed)
 * enter `front`, which is served first, so that a thread that waits for the world is not slowed
 * down by those that compute. After a turn from `front` the next one is taken from `ready`, if
 * anybody is there: threads that sleep often cannot starve the rest.
 */
#include "vm/gil.h"
#include "vm/policy.h"

static void enter(struct bt_gil *gil, struct bt_vthread *th, enum bt_entry how)
{
    bt_ready_push(how == BT_ENTER_OUTSIDE ? &gil->front : &gil->ready, th);
}

static struct bt_vthread *next(struct bt_gil *gil)
{
    bool front = gil->front.first && !(gil->last_was_front && gil->ready.first);
    gil->last_was_front = front;
    return bt_ready_pop(front ? &gil->front : &gil->ready);
}

const struct bt_policy bt_policy_fifo = {
    .name = "fifo",
    .help = "the thread that has waited longest (the default)",
    .enter = enter,
    .next = next,
};
