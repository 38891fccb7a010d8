// The two iterators of collections.deque.
#include "runtime/modules/collections.h"
#include "runtime/modules/deque.h"
#include "runtime/modules/module.h"
#include "runtime/objects/error.h"
#include "runtime/objects/heap.h"
#include "runtime/objects/seq.h"
#include "vm/interp.h"

// Iterator in either direction.
struct deque_iter {
    struct bt_object base;
    bt_value deque;   // unset at the end
    size_t pos;       // items given already
    uint64_t changes; // the deque's when the iteration began
};

bool bt_deque_changed(struct bt_thread *th, const struct bt_deque *d, uint64_t changes)
{
    if (d->changes == changes)
        return false;
    bt_raise(th, BT_EXC_RUNTIME_ERROR, "deque mutated during iteration");
    return true;
}

// number: of the type in the list that the module keeps (collections.c).
static bt_value new_iter(struct bt_thread *th, bt_value self, size_t number)
{
    struct deque_iter *it =
        bt_new_object(th, bt_kept_type(th, BT_ROOT_COLLECTIONS, number), sizeof *it);
    if (!it)
        return BT_ERROR;
    it->deque = self;
    it->pos = 0;
    it->changes = bt_as_deque(self)->changes;
    return bt_from_obj(it);
}

bt_value bt_deque_iter(struct bt_thread *th, bt_value self)
{
    return new_iter(th, self, 0);
}
bt_value bt_deque_reversed(struct bt_thread *th, const bt_value *args)
{
    return new_iter(th, args[0], 1);
}

static bt_value step(struct bt_thread *th, bt_value self, bool backwards)
{
    struct deque_iter *it = (struct deque_iter *)bt_obj(self);
    if (bt_is_unset(it->deque))
        return BT_UNSET;
    const struct bt_deque *d = bt_as_deque(it->deque);
    if (bt_deque_changed(th, d, it->changes)) {
        it->deque = BT_UNSET;
        return BT_ERROR;
    }
    if (it->pos >= d->len) {
        it->deque = BT_UNSET;
        return BT_UNSET;
    }
    size_t i = it->pos++;
    return *bt_deque_slot(d, backwards ? d->len - 1 - i : i);
}
static bt_value iter_next(struct bt_thread *th, bt_value self)
{
    return step(th, self, false);
}
static bt_value rev_iter_next(struct bt_thread *th, bt_value self)
{
    return step(th, self, true);
}

static void iter_trace(struct bt_tracer *tracer, struct bt_object *object)
{
    bt_mark(tracer, ((struct deque_iter *)object)->deque);
}

static bt_value iter_hint(struct bt_thread *th BT_UNUSED, const bt_value *args)
{
    const struct deque_iter *it = (const struct deque_iter *)bt_obj(args[0]);
    return bt_from_small(bt_is_unset(it->deque) ? 0
                                                : (int64_t)(bt_as_deque(it->deque)->len - it->pos));
}

static const struct bt_fn_spec iter_methods[] = {
    {"__length_hint__", iter_hint, "(self, /)", "How many items are left.", NULL, 0},
    {0},
};

const struct bt_type_spec bt_deque_iter_spec = {
    .name = "_deque_iterator",
    .module = "_collections",
    .flags = BT_TYPE_ABSTRACT,
    .size = sizeof(struct deque_iter),
    .slots = {.iter = bt_iter_self, .next = iter_next, .trace = iter_trace},
    .methods = iter_methods,
};

const struct bt_type_spec bt_deque_rev_iter_spec = {
    .name = "_deque_reverse_iterator",
    .module = "_collections",
    .flags = BT_TYPE_ABSTRACT,
    .size = sizeof(struct deque_iter),
    .slots = {.iter = bt_iter_self, .next = rev_iter_next, .trace = iter_trace},
    .methods = iter_methods,
};
