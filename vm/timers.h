/*
 * Timers: deadlines in the order in which they pass; equal ones in the order in which they were
 * set. What is due is asked for, nothing here looks at a clock.
 *
 * A pairing heap (Fredman, Sedgewick, Sleator, Tarjan: The pairing heap, Algorithmica 1986): its
 * nodes lie in what waits, so that setting a timer cannot fail.
 *
 * Locking: the caller's. Those of an interpreter belong to the holder of its lock.
 */
#ifndef BT_VM_TIMERS_H
#define BT_VM_TIMERS_H

#include <stdbool.h>
#include <stdint.h>

struct bt_timer {
    int64_t deadline; // nanoseconds, on whatever clock the caller uses
    uint64_t order;   // 0: not set
    struct bt_timer *child, *next;
    struct bt_timer **link; // what points to it
};

// All zero: empty.
struct bt_timers {
    struct bt_timer *root;
    uint64_t order; // of the one set last
};

static inline bool bt_timer_is_set(const struct bt_timer *timer)
{
    return timer->order != 0;
}

// The earliest, or NULL.
static inline struct bt_timer *bt_timers_first(const struct bt_timers *timers)
{
    return timers->root;
}

// Set a timer, which is not set.
void bt_timer_set(struct bt_timers *timers, struct bt_timer *timer, int64_t deadline);
// Take it out, whether it has passed or not; nothing if it is not set.
void bt_timer_clear(struct bt_timers *timers, struct bt_timer *timer);

#endif
