/*
 * range and its iterator. A range of small ints (48 bits) has base.spare 1 and counts in machine
 * words, and so does its iterator; other ranges count in Python ints.
 */
#include "runtime/objects/args.h"
#include "runtime/objects/error.h"
#include "runtime/objects/heap.h"
#include "runtime/objects/int.h"
#include "runtime/objects/protocol.h"
#include "runtime/objects/seq.h"
#include "runtime/objects/type.h"

static struct bt_range *as_range(bt_value v)
{
    return (struct bt_range *)bt_obj(v);
}

// Number of items of a range of words; step is not 0.
static int64_t count_words(int64_t start, int64_t stop, int64_t step)
{
    if (step > 0)
        return start < stop ? (stop - start - 1) / step + 1 : 0;
    return stop < start ? (start - stop - 1) / -step + 1 : 0;
}

// The same with ints of any size. Arithmetic on ints runs no Python, so nothing needs rooting.
static bt_value count_big(struct bt_thread *th, bt_value start, bt_value stop, bt_value step)
{
    bool backwards = bt_int_is_negative(step);
    bt_value low = backwards ? stop : start, high = backwards ? start : stop;
    if (bt_int_compare(low, high) >= 0)
        return bt_from_small(0);
    bt_value n = bt_int_binary(th, BT_OP_SUB, high, low);
    if (!bt_is_error(n))
        n = bt_int_binary(th, BT_OP_SUB, n, bt_from_small(1));
    if (!bt_is_error(n) && backwards)
        step = bt_int_binary(th, BT_OP_SUB, bt_from_small(0), step);
    if (bt_is_error(n) || bt_is_error(step))
        return BT_ERROR;
    n = bt_int_binary(th, BT_OP_FLOORDIV, n, step);
    return bt_is_error(n) ? n : bt_int_binary(th, BT_OP_ADD, n, bt_from_small(1));
}

// start + i * step
static bt_value item_at(struct bt_thread *th, const struct bt_range *range, bt_value i)
{
    bt_value offset = bt_int_binary(th, BT_OP_MUL, i, range->step);
    return bt_is_error(offset) ? offset : bt_int_binary(th, BT_OP_ADD, range->start, offset);
}

bt_value bt_range_new(struct bt_thread *th, bt_value start, bt_value stop, bt_value step)
{
    if (bt_same(step, bt_from_small(0)))
        return bt_value_error(th, "range() arg 3 must not be zero");
    bt_value len;
    bool words = bt_both_small(start, stop) && bt_is_small(step);
    if (words)
        len = bt_from_small(count_words(bt_small(start), bt_small(stop), bt_small(step)));
    else
        len = count_big(th, start, stop, step);
    if (bt_is_error(len))
        return len;
    struct bt_range *range = bt_new_object(th, bt_type(th, BT_T_RANGE), sizeof *range);
    if (!range)
        return BT_ERROR;
    range->base.spare = words && bt_is_small(len);
    range->start = start;
    range->stop = stop;
    range->step = step;
    range->len = len;
    return bt_from_obj(range);
}

static bt_value range_new(struct bt_thread *th, struct bt_type *type BT_UNUSED,
                          const struct bt_args *args)
{
    if (!bt_args_no_kw(th, args, "range") || !bt_args_count(th, args, "range", 1, 3))
        return BT_ERROR;
    const bt_value *v = args->v;
    if (args->npos == 1 && bt_is_small(v[0]))
        return bt_range_new(th, bt_from_small(0), v[0], bt_from_small(1));
    if (args->npos == 2 && bt_both_small(v[0], v[1]))
        return bt_range_new(th, v[0], v[1], bt_from_small(1));
    BT_ROOTS(th, r, 3);
    bt_value result = BT_ERROR;
    for (size_t i = 0; i < args->npos; i++) {
        r[i] = bt_to_index(th, args->v[i]);
        if (bt_is_error(r[i]))
            goto done;
        r[i] = bt_int_plain(r[i]);
    }
    if (args->npos == 1)
        result = bt_range_new(th, bt_from_small(0), r[0], bt_from_small(1));
    else
        result = bt_range_new(th, r[0], r[1], args->npos == 3 ? r[2] : bt_from_small(1));
done:
    BT_UNROOT(th, r);
    return result;
}

static void range_trace(struct bt_tracer *tracer, struct bt_object *object)
{
    const struct bt_range *range = (const struct bt_range *)object;
    bt_mark(tracer, range->start);
    bt_mark(tracer, range->stop);
    bt_mark(tracer, range->step);
    bt_mark(tracer, range->len);
}

static bt_value range_repr(struct bt_thread *th, bt_value self)
{
    const struct bt_range *range = as_range(self);
    if (bt_same(range->step, bt_from_small(1)))
        return bt_str_format(th, "range(%R, %R)", range->start, range->stop);
    return bt_str_format(th, "range(%R, %R, %R)", range->start, range->stop, range->step);
}

static bool range_truth(struct bt_thread *th BT_UNUSED, bt_value self, bool *out)
{
    *out = !bt_same(as_range(self)->len, bt_from_small(0));
    return true;
}

static bool range_len(struct bt_thread *th, bt_value self, size_t *out)
{
    int64_t n;
    if (!bt_int_get_i64(as_range(self)->len, &n))
        return bt_fail(th, BT_EXC_OVERFLOW_ERROR, "Python int too large to convert to C ssize_t");
    *out = (size_t)n;
    return true;
}

// Equal ranges have the same items; what says so is (len, start, step), as far as there are any.
static bt_value identity_of(struct bt_thread *th, bt_value self)
{
    const struct bt_range *range = as_range(self);
    bool any = !bt_same(range->len, bt_from_small(0));
    bool many = any && !bt_same(range->len, bt_from_small(1));
    return bt_tuple_of(th, 3, range->len, any ? range->start : BT_NONE,
                       many ? range->step : BT_NONE);
}

static bool range_hash(struct bt_thread *th, bt_value self, int64_t *out)
{
    bt_value tuple = identity_of(th, self);
    return !bt_is_error(tuple) && bt_hash(th, tuple, out);
}

static bt_value range_compare(struct bt_thread *th, bt_value a, bt_value b, enum bt_cmpop op)
{
    if (!bt_is_exact(th, a, BT_T_RANGE) || !bt_is_exact(th, b, BT_T_RANGE) ||
        (op != BT_EQ && op != BT_NE))
        return BT_NOT_IMPLEMENTED;
    BT_ROOTS(th, r, 2);
    bt_value result = BT_ERROR;
    r[0] = identity_of(th, a);
    if (!bt_is_error(r[0])) {
        r[1] = identity_of(th, b);
        if (!bt_is_error(r[1]))
            result = bt_seq_compare(th, r[0], r[1], op);
    }
    BT_UNROOT(th, r);
    return result;
}

// Where an int stands in the range; BT_UNSET if it is no item.
static bt_value position_of(struct bt_thread *th, const struct bt_range *range, bt_value v)
{
    bt_value offset = bt_int_binary(th, BT_OP_SUB, v, range->start);
    if (bt_is_error(offset))
        return offset;
    bt_value rest = bt_int_binary(th, BT_OP_MOD, offset, range->step);
    if (bt_is_error(rest) || !bt_same(rest, bt_from_small(0)))
        return bt_is_error(rest) ? rest : BT_UNSET;
    bt_value i = bt_int_binary(th, BT_OP_FLOORDIV, offset, range->step);
    if (bt_is_error(i))
        return i;
    return bt_int_is_negative(i) || bt_int_compare(i, range->len) >= 0 ? BT_UNSET : i;
}

// Exactly int or bool: what can be found by arithmetic. Others may have an __eq__ of their own.
static bool is_plain_int(struct bt_thread *th, bt_value v)
{
    return bt_is_small(v) || bt_is_bool(v) || bt_is_exact(th, v, BT_T_INT);
}

/*
 * Count the items equal to v, or (first) stop at the first: *found = its position or -1, else the
 * number. An item is compared as any iteration would.
 */
static bool search(struct bt_thread *th, bt_value self, bt_value v, bool first, int64_t *found)
{
    bool ok = false;
    int64_t n = 0, i = 0;
    BT_ROOTS(th, r, 2);
    r[0] = bt_iter(th, self);
    if (bt_is_error(r[0]))
        goto done;
    for (;; i++) {
        bool equal;
        r[1] = bt_iter_next(th, r[0]);
        if (bt_is_unset(r[1]))
            break;
        if (bt_is_error(r[1]) || !bt_eq(th, r[1], v, &equal))
            goto done;
        n += equal;
        if (equal && first)
            break;
    }
    *found = !first ? n : n ? i : -1;
    ok = true;
done:
    BT_UNROOT(th, r);
    return ok;
}

static bool range_contains(struct bt_thread *th, bt_value self, bt_value v, bool *out)
{
    int64_t at;
    if (!is_plain_int(th, v)) {
        if (!search(th, self, v, true, &at))
            return false;
        *out = at >= 0;
        return true;
    }
    bt_value i = position_of(th, as_range(self), v);
    *out = !bt_is_unset(i);
    return !bt_is_error(i);
}

static bt_value range_count(struct bt_thread *th, const bt_value *args)
{
    int64_t n;
    bool in;
    if (is_plain_int(th, args[1]))
        return range_contains(th, args[0], args[1], &in) ? bt_from_small(in) : BT_ERROR;
    return search(th, args[0], args[1], false, &n) ? bt_int_from_i64(th, n) : BT_ERROR;
}

static bt_value range_index(struct bt_thread *th, const bt_value *args)
{
    int64_t at;
    if (is_plain_int(th, args[1])) {
        bt_value i = position_of(th, as_range(args[0]), args[1]);
        if (!bt_is_unset(i))
            return i;
        return bt_value_error(th, "%R is not in range", args[1]);
    }
    if (!search(th, args[0], args[1], true, &at))
        return BT_ERROR;
    if (at < 0)
        return bt_value_error(th, "sequence.index(x): x not in sequence");
    return bt_int_from_i64(th, at);
}

static bt_value range_iter(struct bt_thread *th, bt_value self)
{
    const struct bt_range *range = as_range(self);
    struct bt_range_iter *it = bt_new_object(th, bt_type(th, BT_T_RANGE_ITER), sizeof *it);
    if (!it)
        return BT_ERROR;
    it->base.spare = range->base.spare;
    it->next = it->step = 0;
    it->left = 0;
    it->big_next = it->big_step = it->big_left = BT_UNSET;
    if (range->base.spare) {
        it->next = bt_small(range->start);
        it->step = bt_small(range->step);
        it->left = (uint64_t)bt_small(range->len);
    } else {
        it->big_next = range->start;
        it->big_step = range->step;
        it->big_left = range->len;
    }
    return bt_from_obj(it);
}

// The range of the items from last to first.
static bt_value backwards(struct bt_thread *th, const struct bt_range *range)
{
    bt_value last = bt_int_binary(th, BT_OP_SUB, range->len, bt_from_small(1));
    bt_value start = bt_is_error(last) ? last : item_at(th, range, last);
    if (bt_is_error(start))
        return start;
    bt_value stop = bt_int_binary(th, BT_OP_SUB, range->start, range->step);
    bt_value step = bt_int_binary(th, BT_OP_SUB, bt_from_small(0), range->step);
    if (bt_is_error(stop) || bt_is_error(step))
        return BT_ERROR;
    return bt_range_new(th, start, stop, step);
}

static bt_value range_reversed(struct bt_thread *th, const bt_value *args)
{
    bt_value range = backwards(th, as_range(args[0]));
    return bt_is_error(range) ? range : range_iter(th, range);
}

static bt_value range_slice(struct bt_thread *th, bt_value self, bt_value key)
{
    const struct bt_range *range = as_range(self);
    BT_ROOTS(th, r, 3);
    bt_value result = BT_ERROR;
    r[0] = bt_call_method(th, key, BT_NAME(th, _indices), &range->len, 1);
    if (bt_is_error(r[0]))
        goto done;
    const bt_value *bounds = bt_as_tuple(r[0])->items;
    bt_value step = bt_int_binary(th, BT_OP_MUL, range->step, bounds[2]);
    if (bt_is_error(step))
        goto done;
    bt_value start = item_at(th, range, bounds[0]);
    if (bt_is_error(start))
        goto done;
    bt_value stop = item_at(th, range, bounds[1]);
    if (!bt_is_error(stop))
        result = bt_range_new(th, start, stop, step);
done:
    BT_UNROOT(th, r);
    return result;
}

static bt_value range_getitem(struct bt_thread *th, bt_value self, bt_value key)
{
    const struct bt_range *range = as_range(self);
    if (bt_is_small(key) && range->base.spare) {
        int64_t i = bt_small(key), len = bt_small(range->len);
        i += i < 0 ? len : 0;
        if (i < 0 || i >= len)
            return bt_index_error(th, "range object index out of range");
        return bt_from_small(bt_small(range->start) + i * bt_small(range->step));
    }
    if (bt_is_exact(th, key, BT_T_SLICE))
        return range_slice(th, self, key);
    if (!bt_is_int(key) && !bt_type_of(th, key)->s.index)
        return bt_type_error(th, "range indices must be integers or slices, not %T", key);
    bt_value i = bt_to_index(th, key);
    if (!bt_is_error(i) && bt_int_is_negative(i))
        i = bt_int_binary(th, BT_OP_ADD, i, range->len);
    if (bt_is_error(i))
        return i;
    if (bt_int_is_negative(i) || bt_int_compare(i, range->len) >= 0)
        return bt_index_error(th, "range object index out of range");
    return item_at(th, range, i);
}

static bt_value range_start(struct bt_thread *th BT_UNUSED, bt_value self)
{
    return as_range(self)->start;
}
static bt_value range_stop(struct bt_thread *th BT_UNUSED, bt_value self)
{
    return as_range(self)->stop;
}
static bt_value range_step(struct bt_thread *th BT_UNUSED, bt_value self)
{
    return as_range(self)->step;
}

static const struct bt_fn_spec range_methods[] = {
    {"count", range_count, "(self, value, /)", "How many items are equal to value.", NULL, 0},
    {"index", range_index, "(self, value, /)",
     "The first position of value; ValueError if it is not there.", NULL, 0},
    {"__reversed__", range_reversed, "(self, /)", "An iterator from the end.", NULL, 0},
    {0},
};

static const struct bt_getset_spec range_getsets[] = {
    {"start", range_start, bt_readonly_attribute, "The first item, if there is any."},
    {"stop", range_stop, bt_readonly_attribute, "The items end before it."},
    {"step", range_step, bt_readonly_attribute, "From one item to the next."},
    {0},
};

const struct bt_type_spec bt_range_spec = {
    .name = "range",
    .doc = "Ints at equal distances: range(stop) or range(start, stop, step=1).",
    .flags = BT_TYPE_SEQUENCE,
    .size = sizeof(struct bt_range),
    .slots =
        {
            .repr = range_repr,
            .hash = range_hash,
            .compare = range_compare,
            .truth = range_truth,
            .len = range_len,
            .iter = range_iter,
            .getitem = range_getitem,
            .contains = range_contains,
            .new_ = range_new,
            .trace = range_trace,
        },
    .methods = range_methods,
    .getsets = range_getsets,
};

// ---- the iterator ----

static bt_value range_iter_next(struct bt_thread *th, bt_value self)
{
    struct bt_range_iter *it = (struct bt_range_iter *)bt_obj(self);
    if (BT_LIKELY(it->base.spare)) {
        if (it->left == 0)
            return BT_UNSET;
        bt_value item = bt_from_small(it->next);
        it->left--;
        it->next += it->step;
        return item;
    }
    if (bt_same(it->big_left, bt_from_small(0)))
        return BT_UNSET;
    bt_value item = it->big_next;
    bt_value left = bt_int_binary(th, BT_OP_SUB, it->big_left, bt_from_small(1));
    bt_value next = bt_int_binary(th, BT_OP_ADD, item, it->big_step);
    if (bt_is_error(left) || bt_is_error(next))
        return BT_ERROR;
    it->big_left = left;
    it->big_next = next;
    return item;
}

static void range_iter_trace(struct bt_tracer *tracer, struct bt_object *object)
{
    const struct bt_range_iter *it = (const struct bt_range_iter *)object;
    bt_mark(tracer, it->big_next);
    bt_mark(tracer, it->big_step);
    bt_mark(tracer, it->big_left);
}

static bt_value range_iter_hint(struct bt_thread *th, const bt_value *args)
{
    const struct bt_range_iter *it = (const struct bt_range_iter *)bt_obj(args[0]);
    return it->base.spare ? bt_int_from_u64(th, it->left) : it->big_left;
}

static const struct bt_fn_spec range_iter_methods[] = {
    {"__length_hint__", range_iter_hint, "(self, /)", "How many items are left.", NULL, 0},
    {0},
};

const struct bt_type_spec bt_range_iter_spec = {
    .name = "range_iterator",
    .flags = BT_TYPE_ABSTRACT | BT_TYPE_PLAIN_NEXT,
    .size = sizeof(struct bt_range_iter),
    .slots =
        {
            .iter = bt_iter_self,
            .next = range_iter_next,
            .trace = range_iter_trace,
        },
    .methods = range_iter_methods,
};
