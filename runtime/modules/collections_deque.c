/*
 * collections.deque: a ring of values (deque.h). Its iterators are in collections_deque_iter.c.
 *
 * A callback may change the deque: indices are resolved anew after each.
 */
#include "runtime/modules/collections.h"

#include "runtime/modules/deque.h"
#include "runtime/modules/module.h"
#include "runtime/objects/args.h"
#include "runtime/objects/error.h"
#include "runtime/objects/heap.h"
#include "runtime/objects/int.h"
#include "runtime/objects/protocol.h"
#include "runtime/objects/seq.h"
#include "runtime/objects/shape.h"
#include "runtime/objects/str.h"

static bool is_deque(bt_value v)
{
    return bt_is_of_spec(v, &bt_deque_spec);
}

// ---- memory ----

// Move the items to the start of a ring of `cap`.
static bool set_cap(struct bt_thread *th, struct bt_deque *d, size_t cap)
{
    if (cap > PTRDIFF_MAX / sizeof(bt_value))
        return (void)bt_raise_no_memory(th), false;
    bt_value *ring = bt_mem_alloc(th, cap * sizeof *ring);
    if (!ring)
        return false;
    for (size_t i = 0; i < d->len; i++)
        ring[i] = *bt_deque_slot(d, i);
    bt_mem_free(th->interp, d->ring, d->cap * sizeof *ring);
    d->ring = ring;
    d->cap = cap;
    d->head = 0;
    return true;
}

static bool make_room(struct bt_thread *th, struct bt_deque *d)
{
    return d->len < d->cap || set_cap(th, d, d->cap ? d->cap * 2 : 8);
}

static void clear(struct bt_thread *th, struct bt_deque *d)
{
    bt_mem_free(th->interp, d->ring, d->cap * sizeof *d->ring);
    d->ring = NULL;
    d->cap = d->head = d->len = 0;
    d->changes++;
}

static bt_value take_first(struct bt_deque *d)
{
    bt_value item = *bt_deque_slot(d, 0);
    d->head = (d->head + 1) & (d->cap - 1);
    d->len--;
    d->changes++;
    return item;
}

static bt_value take_last(struct bt_deque *d)
{
    d->len--;
    d->changes++;
    return *bt_deque_slot(d, d->len);
}

// Add at one end; a full deque loses the item at the other.
static bool push(struct bt_thread *th, struct bt_deque *d, bt_value item, bool left)
{
    if (d->maxlen == 0)
        return true;
    if (d->maxlen > 0 && d->len >= (size_t)d->maxlen)
        (void)(left ? take_last(d) : take_first(d));
    if (!make_room(th, d))
        return false;
    if (left) {
        d->head = (d->head - 1) & (d->cap - 1);
        d->len++;
        *bt_deque_slot(d, 0) = item;
    } else {
        d->len++;
        *bt_deque_slot(d, d->len - 1) = item;
    }
    d->changes++;
    return true;
}

static bool extend(struct bt_thread *th, bt_value self, bt_value iterable, bool left)
{
    bool ok = false;
    BT_ROOTS(th, r, 2);
    r[0] = bt_same(self, iterable) ? bt_to_list(th, iterable) : iterable;
    if (bt_is_error(r[0]))
        goto done;
    r[1] = bt_iter(th, r[0]);
    if (bt_is_error(r[1]))
        goto done;
    for (;;) {
        bt_value item = bt_iter_next(th, r[1]);
        if (bt_is_unset(item))
            break;
        if (bt_is_error(item) || !push(th, bt_as_deque(self), item, left))
            goto done;
    }
    ok = true;
done:
    BT_UNROOT(th, r);
    return ok;
}

// Turn the items n places to the right; n may be negative.
static void rotate(struct bt_deque *d, int64_t n)
{
    if (d->len < 2)
        return;
    int64_t len = (int64_t)d->len;
    n %= len;
    if (n > len / 2)
        n -= len;
    else if (n < -(len / 2))
        n += len;
    for (; n > 0; n--) {
        bt_value last = take_last(d);
        d->head = (d->head - 1) & (d->cap - 1);
        d->len++;
        *bt_deque_slot(d, 0) = last;
    }
    for (; n < 0; n++) {
        bt_value first = take_first(d);
        d->len++;
        *bt_deque_slot(d, d->len - 1) = first;
    }
    d->changes++;
}

static void remove_at(struct bt_deque *d, size_t at)
{
    for (size_t i = at; i + 1 < d->len; i++)
        *bt_deque_slot(d, i) = *bt_deque_slot(d, i + 1);
    d->len--;
    d->changes++;
}

// ---- construction ----

static bt_value deque_new(struct bt_thread *th, struct bt_type *type,
                          const struct bt_args *args BT_UNUSED)
{
    struct bt_deque *d = bt_instance_new(th, type);
    if (!d)
        return BT_ERROR;
    d->ring = NULL;
    d->cap = d->head = d->len = 0;
    d->maxlen = -1;
    d->changes = 0;
    return bt_from_obj(d);
}

static bool deque_init(struct bt_thread *th, bt_value self, const struct bt_args *args)
{
    static const char *const names[] = {"iterable", "maxlen"};
    bt_value v[2];
    int64_t maxlen = -1;
    if (!bt_args_named(th, args, "deque", names, 2, v))
        return false;
    if (!bt_is_unset(v[1]) && !bt_is_none(v[1])) {
        if (!bt_is_int(v[1]))
            return bt_fail(th, BT_EXC_TYPE_ERROR, "an integer is required");
        if (!bt_as_int64(th, v[1], &maxlen))
            return false;
        if (maxlen < 0)
            return bt_fail(th, BT_EXC_VALUE_ERROR, "maxlen must be non-negative");
    }
    bt_as_deque(self)->maxlen = maxlen;
    clear(th, bt_as_deque(self));
    return bt_is_unset(v[0]) || extend(th, self, v[0], false);
}

// A deque of the same type with the same items and limit.
static bt_value copy_of(struct bt_thread *th, bt_value self)
{
    struct bt_deque *d = bt_as_deque(self);
    struct bt_type *type = d->base.type;
    if (type->flags & BT_TYPE_HEAP) {
        bt_value v[2] = {self, d->maxlen < 0 ? BT_NONE : bt_from_small(d->maxlen)};
        return bt_call_n(th, bt_from_obj(type), v, d->maxlen < 0 ? 1 : 2);
    }
    bt_value copy = deque_new(th, type, NULL);
    if (bt_is_error(copy))
        return copy;
    bt_as_deque(copy)->maxlen = d->maxlen;
    for (size_t i = 0; i < d->len; i++)
        if (!push(th, bt_as_deque(copy), *bt_deque_slot(d, i), false))
            return BT_ERROR;
    return copy;
}

static void deque_trace(struct bt_tracer *tracer, struct bt_object *object)
{
    const struct bt_deque *d = (const struct bt_deque *)object;
    bt_mark_owned(tracer, d->cap * sizeof *d->ring);
    for (size_t i = 0; i < d->len; i++)
        bt_mark(tracer, *bt_deque_slot(d, i));
}

static void deque_free(struct bt_interp *interp, struct bt_object *object)
{
    struct bt_deque *d = (struct bt_deque *)object;
    bt_mem_free(interp, d->ring, d->cap * sizeof *d->ring);
}

// ---- slots ----

static bt_value deque_repr(struct bt_thread *th, bt_value self)
{
    bool inside;
    if (!bt_repr_enter(th, self, &inside))
        return BT_ERROR;
    if (inside)
        return bt_str_from(th, "[...]");
    bt_value result = BT_ERROR;
    BT_ROOTS(th, r, 1);
    r[0] = bt_to_list(th, self);
    int64_t maxlen = bt_as_deque(self)->maxlen;
    bt_value name = bt_obj(self)->type->name_str;
    if (bt_is_error(r[0]))
        goto done;
    if (maxlen >= 0)
        result = bt_str_format(th, "%S(%R, maxlen=%lld)", name, r[0], (long long)maxlen);
    else
        result = bt_str_format(th, "%S(%R)", name, r[0]);
done:
    BT_UNROOT(th, r);
    bt_repr_leave(th, self);
    return result;
}

static bool deque_len(struct bt_thread *th BT_UNUSED, bt_value self, size_t *out)
{
    *out = bt_as_deque(self)->len;
    return true;
}

static bt_value deque_compare(struct bt_thread *th, bt_value a, bt_value b, enum bt_cmpop op)
{
    if (!is_deque(a) || !is_deque(b))
        return BT_NOT_IMPLEMENTED;
    if ((op == BT_EQ || op == BT_NE) && bt_as_deque(a)->len != bt_as_deque(b)->len)
        return bt_bool(op == BT_NE);
    bt_value result = BT_ERROR;
    BT_ROOTS(th, r, 2);
    r[0] = bt_to_list(th, a);
    if (!bt_is_error(r[0])) {
        r[1] = bt_to_list(th, b);
        if (!bt_is_error(r[1]))
            result = bt_seq_compare(th, r[0], r[1], op);
    }
    BT_UNROOT(th, r);
    return result;
}

// Position of the first item in [start, stop) equal to `item`, or SIZE_MAX; with n, counts them.
static bool search(struct bt_thread *th, struct bt_deque *d, bt_value item, size_t start,
                   size_t stop, size_t *out, int64_t *n)
{
    uint64_t changes = d->changes;
    *out = SIZE_MAX;
    for (size_t i = start; i < stop && i < d->len; i++) {
        bool equal;
        BT_ROOTS(th, r, 1);
        r[0] = *bt_deque_slot(d, i);
        bool ok = bt_eq(th, r[0], item, &equal);
        BT_UNROOT(th, r);
        if (!ok || bt_deque_changed(th, d, changes))
            return false;
        if (equal && !n) {
            *out = i;
            return true;
        }
        if (n)
            *n += equal;
    }
    return true;
}

static bool deque_contains(struct bt_thread *th, bt_value self, bt_value item, bool *out)
{
    size_t at;
    if (!search(th, bt_as_deque(self), item, 0, SIZE_MAX, &at, NULL))
        return false;
    *out = at != SIZE_MAX;
    return true;
}

static bool resolve(struct bt_thread *th, bt_value self, bt_value key, size_t *out)
{
    int64_t i;
    if (!bt_is_small(key) && !bt_type_of(th, key)->s.index)
        return bt_fail(th, BT_EXC_TYPE_ERROR, "sequence index must be integer, not '%T'", key);
    if (!bt_index_number(th, key, "deque", &i))
        return false;
    int64_t len = (int64_t)bt_as_deque(self)->len;
    i += i < 0 ? len : 0;
    if (i < 0 || i >= len)
        return bt_fail(th, BT_EXC_INDEX_ERROR, "deque index out of range");
    *out = (size_t)i;
    return true;
}

static bt_value deque_getitem(struct bt_thread *th, bt_value self, bt_value key)
{
    size_t i;
    return resolve(th, self, key, &i) ? *bt_deque_slot(bt_as_deque(self), i) : BT_ERROR;
}

static bool deque_setitem(struct bt_thread *th, bt_value self, bt_value key, bt_value value)
{
    size_t i;
    if (!resolve(th, self, key, &i))
        return false;
    if (bt_is_unset(value))
        remove_at(bt_as_deque(self), i);
    else
        *bt_deque_slot(bt_as_deque(self), i) = value;
    return true;
}

static bt_value deque_add(struct bt_thread *th, bt_value a, bt_value b)
{
    if (!is_deque(a))
        return BT_NOT_IMPLEMENTED;
    if (!is_deque(b))
        return bt_type_error(th, "can only concatenate deque (not \"%T\") to deque", b);
    BT_ROOTS(th, r, 1);
    bt_value result = r[0] = copy_of(th, a);
    if (!bt_is_error(result) && !extend(th, result, b, false))
        result = BT_ERROR;
    BT_UNROOT(th, r);
    return result;
}

static bt_value deque_iadd(struct bt_thread *th, bt_value a, bt_value b)
{
    return extend(th, a, b, false) ? a : BT_ERROR;
}

// Make the deque n times its items, or the last `maxlen` of that.
static bool repeat(struct bt_thread *th, struct bt_deque *d, size_t n)
{
    size_t len = d->len, total = len * n, keep = total, cap = 8;
    if (total == 0) {
        clear(th, d);
        return true;
    }
    if (d->maxlen >= 0 && keep > (size_t)d->maxlen)
        keep = (size_t)d->maxlen;
    while (cap < keep)
        cap *= 2;
    bt_value *ring = bt_mem_alloc(th, cap * sizeof *ring);
    if (!ring)
        return false;
    for (size_t i = 0; i < keep; i++)
        ring[i] = *bt_deque_slot(d, (total - keep + i) % len);
    clear(th, d);
    d->ring = ring;
    d->cap = cap;
    d->len = keep;
    return true;
}

static bt_value deque_mul(struct bt_thread *th, bt_value a, bt_value b)
{
    bool left = is_deque(a), known;
    bt_value self = left ? a : b;
    size_t n;
    if (!bt_seq_repeat_count(th, left ? b : a, bt_as_deque(self)->len, &n, &known))
        return BT_ERROR;
    if (!known)
        return bt_seq_no_repeat(th, a, b, left);
    bt_value copy = copy_of(th, self);
    return bt_is_error(copy) || !repeat(th, bt_as_deque(copy), n) ? BT_ERROR : copy;
}

static bt_value deque_imul(struct bt_thread *th, bt_value a, bt_value b)
{
    bool known;
    size_t n;
    if (!bt_seq_repeat_count(th, b, bt_as_deque(a)->len, &n, &known))
        return BT_ERROR;
    if (!known)
        return bt_seq_no_repeat(th, a, b, true);
    return repeat(th, bt_as_deque(a), n) ? a : BT_ERROR;
}

// ---- methods ----

static bt_value deque_append(struct bt_thread *th, const bt_value *args)
{
    return push(th, bt_as_deque(args[0]), args[1], false) ? BT_NONE : BT_ERROR;
}
static bt_value deque_appendleft(struct bt_thread *th, const bt_value *args)
{
    return push(th, bt_as_deque(args[0]), args[1], true) ? BT_NONE : BT_ERROR;
}
static bt_value deque_clear(struct bt_thread *th, const bt_value *args)
{
    clear(th, bt_as_deque(args[0]));
    return BT_NONE;
}
static bt_value deque_copy(struct bt_thread *th, const bt_value *args)
{
    return copy_of(th, args[0]);
}
static bt_value deque_count(struct bt_thread *th, const bt_value *args)
{
    size_t at;
    int64_t n = 0;
    if (!search(th, bt_as_deque(args[0]), args[1], 0, SIZE_MAX, &at, &n))
        return BT_ERROR;
    return bt_from_small(n);
}
static bt_value deque_extend(struct bt_thread *th, const bt_value *args)
{
    return extend(th, args[0], args[1], false) ? BT_NONE : BT_ERROR;
}
static bt_value deque_extendleft(struct bt_thread *th, const bt_value *args)
{
    return extend(th, args[0], args[1], true) ? BT_NONE : BT_ERROR;
}

static bt_value deque_index(struct bt_thread *th, const bt_value *args)
{
    struct bt_deque *d = bt_as_deque(args[0]);
    size_t start = 0, stop = SIZE_MAX, at;
    if (!bt_is_unset(args[2]) && !bt_index_bound(th, args[2], d->len, &start))
        return BT_ERROR;
    if (!bt_is_unset(args[3]) && !bt_index_bound(th, args[3], d->len, &stop))
        return BT_ERROR;
    if (!search(th, d, args[1], start, stop, &at, NULL))
        return BT_ERROR;
    if (at == SIZE_MAX)
        return bt_value_error(th, "%R is not in deque", args[1]);
    return bt_from_small((int64_t)at);
}

static bt_value deque_insert(struct bt_thread *th, const bt_value *args)
{
    int64_t at;
    if (!bt_as_int64(th, args[1], &at))
        return BT_ERROR;
    struct bt_deque *d = bt_as_deque(args[0]);
    if (d->maxlen >= 0 && d->len >= (size_t)d->maxlen)
        return bt_index_error(th, "deque already at its maximum size");
    int64_t len = (int64_t)d->len;
    at += at < 0 ? len : 0;
    at = at < 0 ? 0 : at > len ? len : at;
    if (!push(th, d, args[2], false))
        return BT_ERROR;
    for (size_t i = d->len - 1; i > (size_t)at; i--)
        *bt_deque_slot(d, i) = *bt_deque_slot(d, i - 1);
    *bt_deque_slot(d, (size_t)at) = args[2];
    return BT_NONE;
}

static bt_value deque_pop(struct bt_thread *th, const bt_value *args)
{
    struct bt_deque *d = bt_as_deque(args[0]);
    return d->len ? take_last(d) : bt_index_error(th, "pop from an empty deque");
}
static bt_value deque_popleft(struct bt_thread *th, const bt_value *args)
{
    struct bt_deque *d = bt_as_deque(args[0]);
    return d->len ? take_first(d) : bt_index_error(th, "pop from an empty deque");
}

static bt_value deque_remove(struct bt_thread *th, const bt_value *args)
{
    size_t at;
    if (!search(th, bt_as_deque(args[0]), args[1], 0, SIZE_MAX, &at, NULL))
        return BT_ERROR;
    if (at == SIZE_MAX)
        return bt_value_error(th, "%R is not in deque", args[1]);
    remove_at(bt_as_deque(args[0]), at);
    return BT_NONE;
}

static bt_value deque_reverse(struct bt_thread *th BT_UNUSED, const bt_value *args)
{
    struct bt_deque *d = bt_as_deque(args[0]);
    for (size_t i = 0; i < d->len / 2; i++) {
        bt_value item = *bt_deque_slot(d, i);
        *bt_deque_slot(d, i) = *bt_deque_slot(d, d->len - 1 - i);
        *bt_deque_slot(d, d->len - 1 - i) = item;
    }
    d->changes++;
    return BT_NONE;
}

static bt_value deque_rotate(struct bt_thread *th, const bt_value *args)
{
    int64_t n;
    if (!bt_as_int64(th, args[1], &n))
        return BT_ERROR;
    rotate(bt_as_deque(args[0]), n);
    return BT_NONE;
}

static bt_value deque_maxlen(struct bt_thread *th BT_UNUSED, bt_value self)
{
    int64_t maxlen = bt_as_deque(self)->maxlen;
    return maxlen < 0 ? BT_NONE : bt_from_small(maxlen);
}

static const struct bt_fn_spec deque_methods[] = {
    {"append", deque_append, "(self, item, /)", "Add an item at the right.", NULL, 0},
    {"appendleft", deque_appendleft, "(self, item, /)", "Add an item at the left.", NULL, 0},
    {"clear", deque_clear, "(self, /)", "Remove all items.", NULL, 0},
    {"copy", deque_copy, "(self, /)", "A new deque of the same items.", NULL, 0},
    {"__copy__", deque_copy, "(self, /)", "A new deque of the same items.", NULL, 0},
    {"count", deque_count, "(self, value, /)", "How many items are equal to value.", NULL, 0},
    {"extend", deque_extend, "(self, iterable, /)", "Add all items at the right.", NULL, 0},
    {"extendleft", deque_extendleft, "(self, iterable, /)", "Add one by one at the left.", NULL, 0},
    {"index", deque_index, "(self, value, start=?, stop=?, /)",
     "The first position of value; ValueError if it is not there.", NULL, 0},
    {"insert", deque_insert, "(self, index, value, /)", "Put an item before index.", NULL, 0},
    {"pop", deque_pop, "(self, /)", "Remove the rightmost item and return it.", NULL, 0},
    {"popleft", deque_popleft, "(self, /)", "Remove the leftmost item and return it.", NULL, 0},
    {"remove", deque_remove, "(self, value, /)",
     "Remove the first item equal to value; ValueError if there is none.", NULL, 0},
    {"reverse", deque_reverse, "(self, /)", "Turn the order round, in place.", NULL, 0},
    {"rotate", deque_rotate, "(self, n=1, /)", "Move all items n places to the right.", NULL, 0},
    {"__reversed__", bt_deque_reversed, "(self, /)", "An iterator from the right.", NULL, 0},
    {0},
};

static const struct bt_getset_spec deque_getsets[] = {
    {"maxlen", deque_maxlen, NULL, "The greatest length, or None."},
    {0},
};

const struct bt_type_spec bt_deque_spec = {
    .name = "deque",
    .module = "collections",
    .doc = "A row of values, quick at both ends: deque(iterable=(), maxlen=None).",
    .flags = BT_TYPE_BASE | BT_TYPE_SEQUENCE,
    .size = sizeof(struct bt_deque),
    .slots =
        {
            .repr = deque_repr,
            .compare = deque_compare,
            .len = deque_len,
            .iter = bt_deque_iter,
            .getitem = deque_getitem,
            .setitem = deque_setitem,
            .contains = deque_contains,
            .binary = {[BT_OP_ADD] = deque_add, [BT_OP_MUL] = deque_mul},
            .inplace = {[BT_OP_ADD] = deque_iadd, [BT_OP_MUL] = deque_imul},
            .new_ = deque_new,
            .init = deque_init,
            .trace = deque_trace,
            .free = deque_free,
        },
    .methods = deque_methods,
    .getsets = deque_getsets,
    .new_sig = "(iterable=(), maxlen=None)",
};
