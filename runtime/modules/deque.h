// The layout of collections.deque, for its iterators (collections_deque_iter.c).
#ifndef BT_MODULES_DEQUE_H
#define BT_MODULES_DEQUE_H

#include "runtime/objects/object.h"

/*
 * cap is 0 or a power of two; the items are ring[(head + i) & (cap - 1)] for i below len; `changes`
 * counts the changes of length and order, so that an iterator notices.
 */
struct bt_deque {
    struct bt_object base;
    bt_value *ring; // bt_mem
    size_t cap, head, len;
    int64_t maxlen; // -1: no limit
    uint64_t changes;
};

static inline struct bt_deque *bt_as_deque(bt_value v)
{
    return (struct bt_deque *)bt_obj(v);
}

static inline bt_value *bt_deque_slot(const struct bt_deque *d, size_t i)
{
    return &d->ring[(d->head + i) & (d->cap - 1)];
}

// Has the deque changed since? RuntimeError "deque mutated during iteration".
bool bt_deque_changed(struct bt_thread *th, const struct bt_deque *d, uint64_t changes);
bt_value bt_deque_iter(struct bt_thread *th, bt_value self);
bt_value bt_deque_reversed(struct bt_thread *th, const bt_value *args);

#endif
