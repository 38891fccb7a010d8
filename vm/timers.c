// Timers: a pairing heap, see timers.h.
#include "vm/timers.h"

#include <stddef.h>

static bool before(const struct bt_timer *a, const struct bt_timer *b)
{
    return a->deadline < b->deadline || (a->deadline == b->deadline && a->order < b->order);
}

// One heap of two roots, either of which may be NULL. The caller links the result.
static struct bt_timer *meld(struct bt_timer *a, struct bt_timer *b)
{
    if (!a || !b)
        return a ? a : b;
    if (before(b, a)) {
        struct bt_timer *t = a;
        a = b;
        b = t;
    }
    b->next = a->child;
    if (b->next)
        b->next->link = &b->next;
    b->link = &a->child;
    a->child = b;
    return a;
}

// One heap of a list of children: pairs from the left, then all of these from the right.
static struct bt_timer *join(struct bt_timer *list)
{
    struct bt_timer *pairs = NULL, *whole = NULL;
    while (list) {
        struct bt_timer *a = list, *b = list->next;
        list = b ? b->next : NULL;
        a->next = NULL;
        if (b)
            b->next = NULL;
        a = meld(a, b);
        a->next = pairs;
        pairs = a;
    }
    while (pairs) {
        struct bt_timer *rest = pairs->next;
        pairs->next = NULL;
        whole = meld(whole, pairs);
        pairs = rest;
    }
    return whole;
}

static void set_root(struct bt_timers *timers, struct bt_timer *root)
{
    timers->root = root;
    if (root) {
        root->next = NULL;
        root->link = &timers->root;
    }
}

void bt_timer_set(struct bt_timers *timers, struct bt_timer *timer, int64_t deadline)
{
    *timer = (struct bt_timer){.deadline = deadline, .order = ++timers->order};
    set_root(timers, meld(timers->root, timer));
}

void bt_timer_clear(struct bt_timers *timers, struct bt_timer *timer)
{
    if (!bt_timer_is_set(timer))
        return;
    *timer->link = timer->next;
    if (timer->next)
        timer->next->link = timer->link;
    struct bt_timer *children = join(timer->child);
    set_root(timers, meld(timers->root, children));
    *timer = (struct bt_timer){0};
}
