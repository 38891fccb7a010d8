/*
 * tuple: a fixed row of values, and its iterator. The empty tuple is one object per interpreter.
 */
#include "base/buf.h"
#include "runtime/objects/args.h"
#include "runtime/objects/error.h"
#include "runtime/objects/heap.h"
#include "runtime/objects/protocol.h"
#include "runtime/objects/seq.h"
#include "runtime/objects/shape.h"
#include "runtime/objects/str.h"
#include "runtime/objects/type.h"

static size_t bytes_of(size_t n)
{
    return sizeof(struct bt_tuple) + n * sizeof(bt_value);
}

bt_value bt_tuple_new(struct bt_thread *th, const bt_value *items, size_t n)
{
    if (n == 0 && bt_is_obj(th->interp->empty_tuple))
        return th->interp->empty_tuple;
    if (n > PTRDIFF_MAX / sizeof(bt_value) - sizeof(struct bt_tuple))
        return bt_raise_no_memory(th);
    struct bt_tuple *t = bt_new_object(th, bt_type(th, BT_T_TUPLE), bytes_of(n));
    if (!t)
        return BT_ERROR;
    t->len = n;
    for (size_t i = 0; i < n; i++)
        t->items[i] = items ? items[i] : BT_UNSET;
    if (n == 0)
        th->interp->empty_tuple = bt_from_obj(t);
    return bt_from_obj(t);
}

bt_value bt_tuple_pair(struct bt_thread *th, bt_value a, bt_value b)
{
    struct bt_tuple *t = bt_new_object(th, bt_type(th, BT_T_TUPLE), bytes_of(2));
    if (!t)
        return BT_ERROR;
    t->len = 2;
    t->items[0] = a;
    t->items[1] = b;
    return bt_from_obj(t);
}

bt_value bt_tuple_of(struct bt_thread *th, size_t n, ...)
{
    bt_value tuple = bt_tuple_new(th, NULL, n);
    if (bt_is_error(tuple))
        return tuple;
    va_list ap;
    va_start(ap, n);
    for (size_t i = 0; i < n; i++)
        bt_as_tuple(tuple)->items[i] = va_arg(ap, bt_value); // NOLINT(clang-analyzer-valist*)
    va_end(ap);
    return tuple;
}

static bt_value tuple_new(struct bt_thread *th, struct bt_type *type, const struct bt_args *args)
{
    struct bt_type *exact = bt_type(th, BT_T_TUPLE);
    if ((type == exact || type->s.init == exact->s.init) && !bt_args_no_kw(th, args, "tuple"))
        return BT_ERROR;
    if (!bt_args_count(th, args, "tuple", 0, 1))
        return BT_ERROR;
    bt_value items = args->npos ? bt_to_tuple(th, args->v[0]) : bt_tuple_new(th, NULL, 0);
    if (bt_is_error(items) || type == exact)
        return items;
    const struct bt_tuple *from = bt_as_tuple(items);
    struct bt_tuple *t = bt_instance_new_var(th, type, bytes_of(from->len));
    if (!t)
        return BT_ERROR;
    t->len = from->len;
    memcpy(t->items, from->items, from->len * sizeof *t->items);
    return bt_from_obj(t);
}

static void tuple_trace(struct bt_tracer *tracer, struct bt_object *object)
{
    const struct bt_tuple *t = (const struct bt_tuple *)object;
    bt_mark_values(tracer, t->items, t->len);
}

static bt_value tuple_repr(struct bt_thread *th, bt_value self)
{
    size_t len = bt_as_tuple(self)->len;
    if (len == 0)
        return bt_str_from(th, "()");
    bool inside;
    if (!bt_repr_enter(th, self, &inside))
        return BT_ERROR;
    if (inside)
        return bt_str_from(th, "(...)");
    struct bt_buf buf;
    bt_buf_init(&buf);
    bt_buf_putc(&buf, '(');
    bool ok = bt_seq_repr_items(th, &buf, self);
    bt_buf_puts(&buf, len == 1 ? ",)" : ")");
    bt_repr_leave(th, self);
    if (ok)
        return bt_str_from_buf(th, &buf);
    bt_buf_free(&buf);
    return BT_ERROR;
}

static bool tuple_hash(struct bt_thread *th, bt_value self, int64_t *out)
{
    const struct bt_tuple *t = bt_as_tuple(self);
    struct bt_tuple_hash h = bt_tuple_hash_begin();
    if (!bt_enter(th, ""))
        return false;
    for (size_t i = 0; i < t->len; i++) {
        int64_t lane;
        if (!bt_hash(th, t->items[i], &lane))
            return false;
        bt_tuple_hash_add(&h, lane);
    }
    *out = bt_tuple_hash_end(&h, t->len);
    return true;
}

static bt_value tuple_compare(struct bt_thread *th, bt_value a, bt_value b, enum bt_cmpop op)
{
    if (!bt_is_tuple(a) || !bt_is_tuple(b))
        return BT_NOT_IMPLEMENTED;
    return bt_seq_compare(th, a, b, op);
}

static bool tuple_len(struct bt_thread *th BT_UNUSED, bt_value self, size_t *out)
{
    *out = bt_as_tuple(self)->len;
    return true;
}

static bt_value tuple_iter(struct bt_thread *th, bt_value self)
{
    return bt_seq_pos_iter_new(th, BT_T_TUPLE_ITER, self, 0);
}

static bt_value tuple_slice(struct bt_thread *th, bt_value self, bt_value key)
{
    int64_t start, stop, step;
    size_t count;
    const struct bt_tuple *t = bt_as_tuple(self);
    if (!bt_slice_resolve(th, key, t->len, &start, &stop, &step, &count))
        return BT_ERROR;
    if (step == 1 && count == t->len && bt_is_exact(th, self, BT_T_TUPLE))
        return self;
    if (step == 1)
        return bt_tuple_new(th, t->items + start, count);
    bt_value result = bt_tuple_new(th, NULL, count);
    if (bt_is_error(result))
        return result;
    for (size_t i = 0; i < count; i++, start += step)
        bt_as_tuple(result)->items[i] = t->items[start];
    return result;
}

static bt_value tuple_getitem(struct bt_thread *th, bt_value self, bt_value key)
{
    size_t i;
    if (bt_is_exact(th, key, BT_T_SLICE))
        return tuple_slice(th, self, key);
    if (!bt_index_resolve(th, key, bt_as_tuple(self)->len, "tuple", &i))
        return BT_ERROR;
    return bt_as_tuple(self)->items[i];
}

static bt_value tuple_add(struct bt_thread *th, bt_value a, bt_value b)
{
    if (!bt_is_tuple(a))
        return BT_NOT_IMPLEMENTED;
    if (!bt_is_tuple(b))
        return bt_seq_no_concat(th, a, b, BT_T_TUPLE);
    const struct bt_tuple *x = bt_as_tuple(a), *y = bt_as_tuple(b);
    if (y->len == 0 && bt_is_exact(th, a, BT_T_TUPLE))
        return a;
    if (x->len == 0 && bt_is_exact(th, b, BT_T_TUPLE))
        return b;
    bt_value sum = bt_tuple_new(th, NULL, x->len + y->len);
    if (bt_is_error(sum))
        return sum;
    memcpy(bt_as_tuple(sum)->items, x->items, x->len * sizeof(bt_value));
    memcpy(bt_as_tuple(sum)->items + x->len, y->items, y->len * sizeof(bt_value));
    return sum;
}

static bt_value tuple_mul(struct bt_thread *th, bt_value a, bt_value b)
{
    bool left = bt_is_tuple(a), known;
    bt_value self = left ? a : b;
    const struct bt_tuple *t = bt_as_tuple(self);
    size_t n;
    if (!bt_seq_repeat_count(th, left ? b : a, t->len, &n, &known))
        return BT_ERROR;
    if (!known)
        return bt_seq_no_repeat(th, a, b, left);
    if ((n == 1 || t->len == 0) && bt_is_exact(th, self, BT_T_TUPLE))
        return self;
    bt_value result = bt_tuple_new(th, NULL, t->len * n);
    if (!bt_is_error(result))
        bt_seq_fill(bt_as_tuple(result)->items, t->items, t->len, n);
    return result;
}

static bt_value tuple_count(struct bt_thread *th, const bt_value *args)
{
    return bt_seq_count(th, args[0], args[1]);
}

static bt_value tuple_index(struct bt_thread *th, const bt_value *args)
{
    size_t i;
    if (!bt_seq_index(th, args[0], args + 1, &i))
        return BT_ERROR;
    if (i == SIZE_MAX)
        return bt_value_error(th, "tuple.index(x): x not in tuple");
    return bt_from_small((int64_t)i);
}

static bt_value tuple_getnewargs(struct bt_thread *th, const bt_value *args)
{
    const struct bt_tuple *t = bt_as_tuple(args[0]);
    bt_value copy = bt_tuple_new(th, t->items, t->len);
    return bt_is_error(copy) ? copy : bt_tuple_new(th, &copy, 1);
}

bt_value bt_tuplegetter_get(struct bt_thread *th, bt_value self, bt_value obj, bt_value type)
{
    (void)type;
    int64_t i = ((struct bt_tuplegetter *)bt_obj(self))->index;
    if (bt_is_unset(obj) || bt_is_none(obj))
        return self;
    if (!bt_is_tuple(obj))
        return bt_type_error(th,
                             "descriptor for index '%lld' for tuple subclasses doesn't apply to "
                             "'%T' object",
                             (long long)i, obj);
    if (i < 0 || (size_t)i >= bt_as_tuple(obj)->len)
        return bt_index_error(th, "tuple index out of range");
    return bt_as_tuple(obj)->items[i];
}

static const struct bt_fn_spec tuple_methods[] = {
    {"count", tuple_count, "(self, value, /)", "How many items are equal to value.", NULL, 0},
    {"index", tuple_index, "(self, value, start=0, stop=9223372036854775807, /)",
     "The first position of value; ValueError if it is not there.", NULL, 0},
    {"__getnewargs__", tuple_getnewargs, "(self, /)", "For copying and pickling.", NULL, 0},
    {0},
};

const struct bt_type_spec bt_tuple_spec = {
    .name = "tuple",
    .doc = "An immutable row of values: tuple(iterable).",
    .flags = BT_TYPE_BASE | BT_TYPE_TUPLE_SUB | BT_TYPE_SEQUENCE,
    .size = sizeof(struct bt_tuple),
    .slots =
        {
            .repr = tuple_repr,
            .hash = tuple_hash,
            .compare = tuple_compare,
            .len = tuple_len,
            .iter = tuple_iter,
            .getitem = tuple_getitem,
            .contains = bt_seq_contains,
            .binary = {[BT_OP_ADD] = tuple_add, [BT_OP_MUL] = tuple_mul},
            .new_ = tuple_new,
            .trace = tuple_trace,
        },
    .methods = tuple_methods,
    .new_sig = "(iterable=(), /)",
};

// ---- the iterator ----

static bt_value tuple_iter_next(struct bt_thread *th BT_UNUSED, bt_value self)
{
    struct bt_seq_pos_iter *it = (struct bt_seq_pos_iter *)bt_obj(self);
    if (bt_is_unset(it->seq))
        return BT_UNSET;
    const struct bt_tuple *t = bt_as_tuple(it->seq);
    if (it->pos < t->len)
        return t->items[it->pos++];
    it->seq = BT_UNSET;
    return BT_UNSET;
}

static void tuple_iter_trace(struct bt_tracer *tracer, struct bt_object *object)
{
    bt_mark(tracer, ((struct bt_seq_pos_iter *)object)->seq);
}

static bt_value tuple_iter_hint(struct bt_thread *th BT_UNUSED, const bt_value *args)
{
    const struct bt_seq_pos_iter *it = (const struct bt_seq_pos_iter *)bt_obj(args[0]);
    size_t left = bt_is_unset(it->seq) ? 0 : bt_as_tuple(it->seq)->len - it->pos;
    return bt_from_small((int64_t)left);
}

static const struct bt_fn_spec tuple_iter_methods[] = {
    {"__length_hint__", tuple_iter_hint, "(self, /)", "How many items are left.", NULL, 0},
    {0},
};

const struct bt_type_spec bt_tuple_iter_spec = {
    .name = "tuple_iterator",
    .flags = BT_TYPE_ABSTRACT | BT_TYPE_PLAIN_NEXT,
    .size = sizeof(struct bt_seq_pos_iter),
    .slots =
        {
            .iter = bt_iter_self,
            .next = tuple_iter_next,
            .trace = tuple_iter_trace,
        },
    .methods = tuple_iter_methods,
};
