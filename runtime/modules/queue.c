/*
 * The module _queue: SimpleQueue, a queue without a bound that is one instruction a put and a get.
 *
 * A queue is a ring of items and the threads that wait for one. A put wakes the first of them,
 * which takes its item when it runs; a thread that comes before it may take it first, and the woken
 * one waits on at its place (scheduler.c says why).
 */
#include "runtime/modules/module.h"
#include "runtime/objects/dict.h"
#include "runtime/objects/error.h"
#include "runtime/objects/heap.h"
#include "runtime/objects/protocol.h"
#include "runtime/objects/seq.h"
#include "runtime/objects/shape.h"
#include "runtime/objects/str.h"
#include "vm/blocking.h"
#include "vm/safepoint.h"

#define FIRST_CAP 8

// cap is 0 or a power of two; the items are ring[(head + i) & (cap - 1)] for i below len.
struct queue {
    struct bt_object base;
    bt_value *ring; // bt_mem
    size_t cap, head, len;
    struct bt_wait_queue waiters; // for an item
};

static struct queue *queue_of(bt_value v)
{
    return (struct queue *)bt_obj(v);
}

static bool grow(struct bt_thread *th, struct queue *q)
{
    size_t cap = q->cap ? q->cap * 2 : FIRST_CAP;
    if (cap > PTRDIFF_MAX / sizeof *q->ring)
        return (void)bt_raise_no_memory(th), false;
    bt_value *ring = bt_mem_alloc(th, cap * sizeof *ring);
    if (!ring)
        return false;
    for (size_t i = 0; i < q->len; i++)
        ring[i] = q->ring[(q->head + i) & (q->cap - 1)];
    bt_mem_free(th->interp, q->ring, q->cap * sizeof *ring);
    q->ring = ring;
    q->cap = cap;
    q->head = 0;
    return true;
}

static bool append(struct bt_thread *th, bt_value self, bt_value item)
{
    struct queue *q = queue_of(self);
    if (BT_UNLIKELY(q->len == q->cap) && !grow(th, q))
        return false;
    bt_event_sync(bt_vthread(th), BT_EV_PUBLISH, 0, 0, self);
    q->ring[(q->head + q->len++) & (q->cap - 1)] = item;
    if (q->waiters.first)
        (void)bt_sched_wake_first(bt_vm(th), &q->waiters);
    return true;
}

static bt_value take(struct bt_thread *th, bt_value self)
{
    struct queue *q = queue_of(self);
    bt_event_sync(bt_vthread(th), BT_EV_OBSERVE, 0, 0, self);
    bt_value item = q->ring[q->head];
    q->head = (q->head + 1) & (q->cap - 1);
    q->len--;
    return item;
}

static bt_value raise_empty(struct bt_thread *th)
{
    bt_value exc = bt_call0(th, bt_vm(th)->module_roots[BT_ROOT_QUEUE_EMPTY]);
    return bt_is_error(exc) ? exc : bt_raise_value(th, exc);
}

// The first item; wait for one.
static bt_value wait_for_item(struct bt_thread *th, bt_value self, int64_t deadline)
{
    struct queue *q = queue_of(self);
    struct bt_waiter w = {0};
    while (q->len == 0) {
        enum bt_wait_result result =
            bt_sched_block(bt_vthread(th), &q->waiters, &w, BT_WAIT_QUEUE, self, deadline);
        if (result == BT_TIMED_OUT)
            return raise_empty(th);
        bool alive = result != BT_STOPPED && bt_safepoint(th);
        if (!alive) {
            bool woken = w.woken;
            bt_wait_remove(&w);
            if (woken && q->len > 0) // the item that was meant for this thread goes to the next
                (void)bt_sched_wake_first(bt_vm(th), &q->waiters);
            return BT_ERROR;
        }
    }
    bt_wait_remove(&w);
    bt_value item = take(th, self);
    if (q->len > 0)
        (void)bt_sched_wake_first(bt_vm(th), &q->waiters);
    return item;
}

static bt_value queue_put(struct bt_thread *th, const bt_value *args)
{
    return append(th, args[0], args[1]) ? BT_NONE : BT_ERROR;
}

static bt_value queue_get(struct bt_thread *th, const bt_value *args)
{
    bool block;
    int64_t deadline = BT_NO_DEADLINE, ns;
    if (!bt_truth(th, args[1], &block))
        return BT_ERROR;
    if (block && !bt_is_none(args[2])) {
        if (!bt_ns_from_seconds(th, args[2], &ns))
            return BT_ERROR;
        if (ns < 0)
            return bt_value_error(th, "'timeout' must be a non-negative number");
        if (!bt_deadline_from_seconds(th, args[2], &deadline))
            return BT_ERROR;
    }
    struct queue *q = queue_of(args[0]);
    if (q->len > 0)
        return take(th, args[0]);
    if (!block || deadline == BT_DEADLINE_NOW)
        return raise_empty(th);
    return wait_for_item(th, args[0], deadline);
}

static bt_value queue_get_nowait(struct bt_thread *th, const bt_value *args)
{
    struct queue *q = queue_of(args[0]);
    return q->len > 0 ? take(th, args[0]) : raise_empty(th);
}

static bt_value queue_empty(struct bt_thread *th, const bt_value *args)
{
    (void)th;
    return bt_bool(queue_of(args[0])->len == 0);
}

static bt_value queue_qsize(struct bt_thread *th, const bt_value *args)
{
    (void)th;
    return bt_from_small((int64_t)queue_of(args[0])->len);
}

static bt_value queue_new(struct bt_thread *th, struct bt_type *type, const struct bt_args *args)
{
    if (args->npos > 0)
        return bt_type_error(th, "SimpleQueue() takes no positional arguments");
    if (!bt_is_unset(args->kwnames) && bt_as_tuple(args->kwnames)->len > 0)
        return bt_type_error(th, "SimpleQueue() takes no keyword arguments");
    void *o = type->instance_offset ? bt_instance_new(th, type)
                                    : bt_new_object_zero(th, type, sizeof(struct queue));
    return o ? bt_from_obj(o) : BT_ERROR;
}

static void queue_trace(struct bt_tracer *tracer, struct bt_object *o)
{
    struct queue *q = (struct queue *)o;
    for (size_t i = 0; i < q->len; i++)
        bt_mark(tracer, q->ring[(q->head + i) & (q->cap - 1)]);
}

static void queue_free(struct bt_interp *interp, struct bt_object *o)
{
    struct queue *q = (struct queue *)o;
    bt_mem_free(interp, q->ring, q->cap * sizeof *q->ring);
}

static const struct bt_fn_spec queue_methods[] = {
    {"put", queue_put, "(self, /, item, block=True, timeout=None)",
     "Add an item; never waits, whatever block and timeout say.", NULL, 0},
    {"put_nowait", queue_put, "(self, /, item)", "Add an item.", NULL, 0},
    {"get", queue_get, "(self, /, block=True, timeout=None)",
     "Remove the first item and return it; wait for one. Empty if there is none in time.", NULL, 0},
    {"get_nowait", queue_get_nowait, "(self, /)",
     "Remove the first item and return it; Empty if there is none.", NULL, 0},
    {"empty", queue_empty, "(self, /)", "Is there no item?", NULL, 0},
    {"qsize", queue_qsize, "(self, /)", "The number of items.", NULL, 0},
    {NULL, NULL, NULL, NULL, NULL, 0},
};

static const struct bt_type_spec queue_spec = {
    .name = "SimpleQueue",
    .module = "_queue",
    .doc = "A queue between threads: first in first out, without a bound.",
    .flags = BT_TYPE_PLAIN_GETATTR | BT_TYPE_BASE,
    .size = sizeof(struct queue),
    .slots = {.new_ = queue_new, .trace = queue_trace, .free = queue_free},
    .methods = queue_methods,
};

// class Empty(Exception)
static bool make_empty(struct bt_thread *th, struct bt_dict *dict)
{
    bt_value *slot = &bt_vm(th)->module_roots[BT_ROOT_QUEUE_EMPTY];
    BT_ROOTS(th, r, 3);
    bt_value base = bt_from_obj(bt_type(th, BT_EXC_EXCEPTION));
    r[0] = bt_str_from(th, "Empty");
    r[1] = bt_tuple_new(th, &base, 1);
    r[2] = bt_dict_new(th);
    bool ok = !bt_is_error(r[0]) && !bt_is_error(r[1]) && !bt_is_error(r[2]) &&
              bt_module_add(th, bt_as_dict(r[2]), "__module__", bt_str_from(th, "_queue")) &&
              bt_module_add(th, bt_as_dict(r[2]), "__doc__",
                            bt_str_from(th, "get without waiting: there is nothing."));
    if (ok) {
        *slot = bt_call_n(th, bt_from_obj(bt_type(th, BT_T_TYPE)), r, 3);
        ok = !bt_is_error(*slot);
        if (!ok)
            *slot = BT_UNSET;
    }
    BT_UNROOT(th, r);
    return ok && bt_module_add(th, dict, "Empty", *slot);
}

static bool init(struct bt_thread *th, struct bt_dict *dict)
{
    return make_empty(th, dict) && bt_module_add_generic(th, dict, &queue_spec, NULL);
}

const struct bt_module_spec bt_queue_module = {
    .name = "_queue",
    .doc = "SimpleQueue; see queue.",
    .init = init,
};
