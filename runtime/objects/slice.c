// slice: start, stop and step as given, and how they fall on a sequence.
#include "runtime/objects/args.h"
#include "runtime/objects/error.h"
#include "runtime/objects/heap.h"
#include "runtime/objects/int.h"
#include "runtime/objects/protocol.h"
#include "runtime/objects/seq.h"
#include "runtime/objects/type.h"

static struct bt_slice *as_slice(bt_value v)
{
    return (struct bt_slice *)bt_obj(v);
}

bt_value bt_slice_new(struct bt_thread *th, bt_value start, bt_value stop, bt_value step)
{
    struct bt_slice *s = bt_new_object(th, bt_type(th, BT_T_SLICE), sizeof *s);
    if (!s)
        return BT_ERROR;
    s->start = start;
    s->stop = stop;
    s->step = step;
    return bt_from_obj(s);
}

// One of the three, clipped; `none` if it is None.
static bool bound(struct bt_thread *th, bt_value v, int64_t none, int64_t *out)
{
    if (bt_is_none(v)) {
        *out = none;
        return true;
    }
    if (bt_is_small(v)) {
        *out = bt_small(v);
        return true;
    }
    if (!bt_is_int(v) && !bt_type_of(th, v)->s.index)
        return bt_fail(th, BT_EXC_TYPE_ERROR,
                       "slice indices must be integers or None or have an __index__ method");
    return bt_as_int64_clipped(th, v, out);
}

bool bt_slice_unpack(struct bt_thread *th, bt_value slice, int64_t *start, int64_t *stop,
                     int64_t *step)
{
    const struct bt_slice *s = as_slice(slice);
    if (!bound(th, s->step, 1, step))
        return false;
    if (*step == 0)
        return bt_fail(th, BT_EXC_VALUE_ERROR, "slice step cannot be zero");
    if (*step < -INT64_MAX)
        *step = -INT64_MAX; // so that -step is a number
    return bound(th, s->start, *step < 0 ? INT64_MAX : 0, start) &&
           bound(th, s->stop, *step < 0 ? INT64_MIN : INT64_MAX, stop);
}

static int64_t clip(int64_t i, int64_t len, bool backwards)
{
    if (i < 0) {
        i += len;
        return i >= 0 ? i : backwards ? -1 : 0;
    }
    return i < len ? i : backwards ? len - 1 : len;
}

size_t bt_slice_adjust(size_t len, int64_t *start, int64_t *stop, int64_t step)
{
    *start = clip(*start, (int64_t)len, step < 0);
    *stop = clip(*stop, (int64_t)len, step < 0);
    if (step < 0)
        return *stop < *start ? (size_t)((*start - *stop - 1) / -step + 1) : 0;
    return *start < *stop ? (size_t)((*stop - *start - 1) / step + 1) : 0;
}

bool bt_slice_resolve(struct bt_thread *th, bt_value slice, size_t len, int64_t *start,
                      int64_t *stop, int64_t *step, size_t *count)
{
    if (!bt_slice_unpack(th, slice, start, stop, step))
        return false;
    *count = bt_slice_adjust(len, start, stop, *step);
    return true;
}

// ---- the object ----

static bt_value slice_new(struct bt_thread *th, struct bt_type *type BT_UNUSED,
                          const struct bt_args *args)
{
    if (!bt_args_no_kw(th, args, "slice") || !bt_args_count(th, args, "slice", 1, 3))
        return BT_ERROR;
    if (args->npos == 1)
        return bt_slice_new(th, BT_NONE, args->v[0], BT_NONE);
    return bt_slice_new(th, args->v[0], args->v[1], args->npos == 3 ? args->v[2] : BT_NONE);
}

static void slice_trace(struct bt_tracer *tracer, struct bt_object *object)
{
    const struct bt_slice *s = (const struct bt_slice *)object;
    bt_mark(tracer, s->start);
    bt_mark(tracer, s->stop);
    bt_mark(tracer, s->step);
}

static bt_value slice_repr(struct bt_thread *th, bt_value self)
{
    const struct bt_slice *s = as_slice(self);
    return bt_str_format(th, "slice(%R, %R, %R)", s->start, s->stop, s->step);
}

// The three as a tuple; comparison and hash are the tuple's.
static bt_value as_tuple(struct bt_thread *th, bt_value self)
{
    const struct bt_slice *s = as_slice(self);
    return bt_tuple_of(th, 3, s->start, s->stop, s->step);
}

static bt_value slice_compare(struct bt_thread *th, bt_value a, bt_value b, enum bt_cmpop op)
{
    if (!bt_is_exact(th, a, BT_T_SLICE) || !bt_is_exact(th, b, BT_T_SLICE))
        return BT_NOT_IMPLEMENTED;
    if (bt_same(a, b))
        return bt_bool(op == BT_EQ || op == BT_LE || op == BT_GE);
    BT_ROOTS(th, r, 2);
    bt_value result = BT_ERROR;
    r[0] = as_tuple(th, a);
    if (bt_is_error(r[0]))
        goto done;
    r[1] = as_tuple(th, b);
    if (!bt_is_error(r[1]))
        result = bt_seq_compare(th, r[0], r[1], op);
done:
    BT_UNROOT(th, r);
    return result;
}

// CPython's: the tuple's, with the step of its mixing that depends on the length left out.
static bool slice_hash(struct bt_thread *th, bt_value self, int64_t *out)
{
    const uint64_t prime_1 = 11400714785074694791u, prime_2 = 14029467366897019727u,
                   prime_5 = 2870177450012600261u;
    const struct bt_slice *s = as_slice(self);
    const bt_value v[3] = {s->start, s->stop, s->step};
    uint64_t acc = prime_5;
    for (int i = 0; i < 3; i++) {
        int64_t lane;
        if (!bt_hash(th, v[i], &lane))
            return false;
        acc += (uint64_t)lane * prime_2;
        acc = (acc << 31) | (acc >> 33);
        acc *= prime_1;
    }
    *out = acc == UINT64_MAX ? 1546275796 : (int64_t)acc;
    return true;
}

// One of the three as an int object, None kept.
static bt_value index_or_none(struct bt_thread *th, bt_value v)
{
    if (bt_is_none(v))
        return v;
    if (!bt_is_int(v) && !bt_type_of(th, v)->s.index)
        return bt_type_error(th,
                             "slice indices must be integers or None or have an __index__ method");
    return bt_to_index(th, v);
}

// A bound on a sequence of any length: ints of any size.
static bt_value big_clip(struct bt_thread *th, bt_value v, bt_value len, bool backwards)
{
    bt_value low = bt_from_small(backwards ? -1 : 0);
    bt_value high = backwards ? bt_int_binary(th, BT_OP_ADD, len, bt_from_small(-1)) : len;
    if (bt_is_error(high))
        return high;
    if (bt_int_is_negative(v)) {
        v = bt_int_binary(th, BT_OP_ADD, v, len);
        if (bt_is_error(v))
            return v;
        return bt_int_compare(v, low) < 0 ? low : v;
    }
    return bt_int_compare(v, high) > 0 ? high : v;
}

static bt_value slice_indices(struct bt_thread *th, const bt_value *args)
{
    BT_ROOTS(th, r, 4); // length, start, stop, step
    bt_value result = BT_ERROR;
    r[0] = bt_to_index(th, args[1]);
    if (bt_is_error(r[0]))
        goto done;
    if (bt_int_is_negative(r[0])) {
        result = bt_value_error(th, "length should not be negative");
        goto done;
    }
    r[3] = index_or_none(th, as_slice(args[0])->step);
    if (bt_is_none(r[3]))
        r[3] = bt_from_small(1);
    if (bt_is_error(r[3]))
        goto done;
    if (bt_same(r[3], bt_from_small(0))) {
        result = bt_value_error(th, "slice step cannot be zero");
        goto done;
    }
    bool backwards = bt_int_is_negative(r[3]);
    for (int i = 1; i <= 2; i++) {
        r[i] = index_or_none(th, i == 1 ? as_slice(args[0])->start : as_slice(args[0])->stop);
        if (bt_is_error(r[i]))
            goto done;
        if (bt_is_none(r[i]))
            r[i] = i == 1 ? (backwards ? BT_UNSET : bt_from_small(0))
                          : (backwards ? bt_from_small(-1) : r[0]);
        else
            r[i] = big_clip(th, r[i], r[0], backwards);
        if (bt_is_error(r[i]))
            goto done;
    }
    if (bt_is_unset(r[1])) // None, backwards: the last item
        r[1] = bt_int_binary(th, BT_OP_ADD, r[0], bt_from_small(-1));
    if (!bt_is_error(r[1]))
        result = bt_tuple_of(th, 3, r[1], r[2], r[3]);
done:
    BT_UNROOT(th, r);
    return result;
}

static bt_value slice_start(struct bt_thread *th BT_UNUSED, bt_value self)
{
    return as_slice(self)->start;
}
static bt_value slice_stop(struct bt_thread *th BT_UNUSED, bt_value self)
{
    return as_slice(self)->stop;
}
static bt_value slice_step(struct bt_thread *th BT_UNUSED, bt_value self)
{
    return as_slice(self)->step;
}

static const struct bt_fn_spec slice_methods[] = {
    {"indices", slice_indices, "(self, length, /)",
     "(start, stop, step) of the items this slice takes from a sequence of that length.", NULL, 0},
    {0},
};

static const struct bt_getset_spec slice_getsets[] = {
    {"start", slice_start, bt_readonly_attribute, "Where it begins, or None."},
    {"stop", slice_stop, bt_readonly_attribute, "Where it ends, or None."},
    {"step", slice_step, bt_readonly_attribute, "How far apart, or None."},
    {0},
};

const struct bt_type_spec bt_slice_spec = {
    .name = "slice",
    .doc = "A selection of a sequence: slice(stop) or slice(start, stop, step=None).",
    .size = sizeof(struct bt_slice),
    .slots =
        {
            .repr = slice_repr,
            .hash = slice_hash,
            .compare = slice_compare,
            .new_ = slice_new,
            .trace = slice_trace,
        },
    .methods = slice_methods,
    .getsets = slice_getsets,
};
