/*
 * random: each ready thread with the same chance, the one whose turn has ended included. A thread
 * that yields (time.sleep(0)) lets another one run, if there is any. The choice comes from the
 * seed, so the same seed gives the same schedule.
 */
#include "vm/gil.h"
#include "vm/policy.h"

static void enter(struct bt_gil *gil, struct bt_vthread *th, enum bt_entry how)
{
    (void)how;
    bt_ready_push(&gil->ready, th);
}

static struct bt_vthread *next(struct bt_gil *gil)
{
    struct bt_ready_queue *q = &gil->ready;
    uint64_t n = (uint64_t)gil->n_ready + 1; // n_ready no longer counts the one that is taken
    if (n > 1 && q->last == gil->holder && q->last->entered == BT_ENTER_YIELD)
        n--;
    uint64_t k = n > 1 ? bt_random_below(&gil->random, n) : 0;
    struct bt_vthread *th = q->first;
    while (k-- > 0)
        th = th->queue_next;
    (void)bt_ready_remove(q, th);
    return th;
}

const struct bt_policy bt_policy_random = {
    .name = "random",
    .help = "any ready thread, by --seed",
    .flags = BT_POLICY_SEEDED,
    .enter = enter,
    .next = next,
};
