/*
 * lifo: last in, first out. The thread that has become ready last runs next.
 *
 * The thread whose turn has just ended would always be that one, so it is considered last of all.
 * What it means: with more than two threads that compute, the two newest take turns and the others
 * starve until one of the two waits or ends. That is what the policy is there to show.
 */
#include "vm/gil.h"
#include "vm/policy.h"

static void enter(struct bt_gil *gil, struct bt_vthread *th, enum bt_entry how)
{
    (void)how;
    bt_ready_push_first(&gil->ready, th);
}

static struct bt_vthread *next(struct bt_gil *gil)
{
    struct bt_vthread *top = gil->ready.first, *second = top->queue_next;
    if (!second || top != gil->holder || top->entered < BT_ENTER_TURN)
        return bt_ready_pop(&gil->ready);
    (void)bt_ready_remove(&gil->ready, second);
    return second;
}

const struct bt_policy bt_policy_lifo = {
    .name = "lifo",
    .help = "the thread that has become ready last: others may starve",
    .enter = enter,
    .next = next,
};
