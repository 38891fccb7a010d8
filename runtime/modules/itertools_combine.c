/*
 * itertools: product, permutations, combinations and combinations_with_replacement.
 *
 * All four count with indices into a pool of items that is read at the start; a `next` runs no
 * Python code.
 */
#include "runtime/modules/itertools.h"

#include "runtime/objects/args.h"
#include "runtime/objects/error.h"
#include "runtime/objects/heap.h"
#include "runtime/objects/protocol.h"
#include "runtime/objects/seq.h"
#include "runtime/objects/shape.h"
#include "runtime/objects/str.h"

struct combine {
    struct bt_object base;
    bt_value pool;  // tuple of the items; product: tuple of such tuples
    size_t *index;  // bt_mem: r indices, permutations: n indices, then r cycles
    size_t n_index; // how many there are
    size_t r;       // length of the results
    bool started, done;
};

static struct combine *as_combine(bt_value v)
{
    return (struct combine *)bt_obj(v);
}

static void combine_trace(struct bt_tracer *tracer, struct bt_object *object)
{
    struct combine *c = (struct combine *)object;
    bt_mark_owned(tracer, c->n_index * sizeof *c->index);
    bt_mark(tracer, c->pool);
}

static void combine_free(struct bt_interp *interp, struct bt_object *object)
{
    struct combine *c = (struct combine *)object;
    bt_mem_free(interp, c->index, c->n_index * sizeof *c->index);
}

// pool is rooted by the caller.
static bt_value combine_new(struct bt_thread *th, struct bt_type *type, bt_value pool, size_t r,
                            size_t n_index, bool done)
{
    struct combine *c = bt_instance_new(th, type);
    if (!c)
        return BT_ERROR;
    c->pool = pool;
    c->index = NULL;
    c->n_index = 0;
    c->r = r;
    c->started = false;
    c->done = done;
    if (done || n_index == 0)
        return bt_from_obj(c);
    if (n_index > PTRDIFF_MAX / sizeof *c->index)
        return bt_raise_no_memory(th);
    c->index = bt_mem_alloc(th, n_index * sizeof *c->index);
    if (!c->index)
        return BT_ERROR;
    c->n_index = n_index;
    memset(c->index, 0, n_index * sizeof *c->index);
    return bt_from_obj(c);
}

// The items that the first r indices select.
static bt_value selection(struct bt_thread *th, const struct combine *c)
{
    bt_value result = bt_tuple_new(th, NULL, c->r);
    if (bt_is_error(result))
        return result;
    const struct bt_tuple *pool = bt_as_tuple(c->pool);
    for (size_t i = 0; i < c->r; i++)
        bt_as_tuple(result)->items[i] = pool->items[c->index[i]];
    return result;
}

// Arguments (iterable, r): the pool in r[0], the length in *length. r None or unset: -1.
static bool pool_and_length(struct bt_thread *th, const struct bt_args *args, const char *name,
                            bool optional, bt_value *pool, int64_t *length)
{
    static const char *const names[] = {"iterable", "r"};
    bt_value v[2];
    if (!bt_args_named(th, args, name, names, 2, v))
        return false;
    for (int i = 0; i < (optional ? 1 : 2); i++)
        if (bt_is_unset(v[i]))
            return bt_fail(th, BT_EXC_TYPE_ERROR, "%s() missing required argument '%s' (pos %d)",
                           name, names[i], i + 1);
    *pool = bt_to_tuple(th, v[0]);
    if (bt_is_error(*pool))
        return false;
    *length = -1;
    if (bt_is_unset(v[1]) || (optional && bt_is_none(v[1])))
        return true;
    if (optional && !bt_is_small(v[1]) && !bt_type_of(th, v[1])->s.index)
        return bt_fail(th, BT_EXC_TYPE_ERROR, "Expected int as r");
    if (!bt_as_int64(th, v[1], length))
        return false;
    if (*length < 0)
        return bt_fail(th, BT_EXC_VALUE_ERROR, "r must be non-negative");
    return true;
}

#define COMBINE_SPEC(type_name, text, new_fn, next_fn)                            \
    .name = type_name, .module = "itertools", .doc = text, .flags = BT_TYPE_BASE, \
    .size = sizeof(struct combine),                                               \
    .slots = {                                                                    \
        .iter = bt_iter_self,                                                     \
        .next = next_fn,                                                          \
        .new_ = new_fn,                                                           \
        .trace = combine_trace,                                                   \
        .free = combine_free,                                                     \
    }

// ---- combinations ----

static bt_value combinations_new(struct bt_thread *th, struct bt_type *type,
                                 const struct bt_args *args)
{
    int64_t length;
    BT_ROOTS(th, r, 1);
    bt_value result = BT_ERROR;
    if (pool_and_length(th, args, "combinations", false, r, &length)) {
        bool none = (size_t)length > bt_as_tuple(r[0])->len;
        result = combine_new(th, type, r[0], (size_t)length, (size_t)length, none);
    }
    BT_UNROOT(th, r);
    return result;
}

static bt_value combinations_next(struct bt_thread *th, bt_value self)
{
    struct combine *c = as_combine(self);
    size_t n = bt_as_tuple(c->pool)->len, i = c->r;
    if (c->done)
        return BT_UNSET;
    if (!c->started) {
        c->started = true;
        for (size_t k = 0; k < c->r; k++)
            c->index[k] = k;
        return selection(th, c);
    }
    while (i > 0 && c->index[i - 1] == n - c->r + i - 1) // at its greatest
        i--;
    if (i == 0) {
        c->done = true;
        return BT_UNSET;
    }
    c->index[i - 1]++;
    for (; i < c->r; i++)
        c->index[i] = c->index[i - 1] + 1;
    return selection(th, c);
}

static const struct bt_type_spec combinations_spec = {
    COMBINE_SPEC("combinations", "All selections of r items, in order.", combinations_new,
                 combinations_next),
};

// ---- combinations_with_replacement ----

static bt_value replacement_new(struct bt_thread *th, struct bt_type *type,
                                const struct bt_args *args)
{
    int64_t length;
    BT_ROOTS(th, r, 1);
    bt_value result = BT_ERROR;
    if (pool_and_length(th, args, "combinations_with_replacement", false, r, &length)) {
        bool none = bt_as_tuple(r[0])->len == 0 && length > 0;
        result = combine_new(th, type, r[0], (size_t)length, (size_t)length, none);
    }
    BT_UNROOT(th, r);
    return result;
}

static bt_value replacement_next(struct bt_thread *th, bt_value self)
{
    struct combine *c = as_combine(self);
    size_t n = bt_as_tuple(c->pool)->len, i = c->r;
    if (c->done)
        return BT_UNSET;
    if (!c->started) {
        c->started = true;
        return selection(th, c);
    }
    while (i > 0 && c->index[i - 1] == n - 1)
        i--;
    if (i == 0) {
        c->done = true;
        return BT_UNSET;
    }
    size_t next = c->index[i - 1] + 1;
    for (i--; i < c->r; i++)
        c->index[i] = next;
    return selection(th, c);
}

static const struct bt_type_spec replacement_spec = {
    COMBINE_SPEC("combinations_with_replacement",
                 "All selections of r items, in order, where each may come several times.",
                 replacement_new, replacement_next),
};

// ---- permutations ----

static bt_value permutations_new(struct bt_thread *th, struct bt_type *type,
                                 const struct bt_args *args)
{
    int64_t length;
    BT_ROOTS(th, r, 1);
    bt_value result = BT_ERROR;
    if (pool_and_length(th, args, "permutations", true, r, &length)) {
        size_t n = bt_as_tuple(r[0])->len, k = length < 0 ? n : (size_t)length;
        result = combine_new(th, type, r[0], k, n + k, k > n);
    }
    BT_UNROOT(th, r);
    return result;
}

// The next arrangement of the indices; false after the last.
static bool permute(struct combine *c, size_t n)
{
    size_t *index = c->index, *cycles = c->index + n;
    for (size_t i = c->r; i-- > 0;) {
        if (--cycles[i] > 0) {
            size_t j = n - cycles[i], t = index[i];
            index[i] = index[j];
            index[j] = t;
            return true;
        }
        size_t first = index[i];
        memmove(index + i, index + i + 1, (n - i - 1) * sizeof *index);
        index[n - 1] = first;
        cycles[i] = n - i;
    }
    return false;
}

static bt_value permutations_next(struct bt_thread *th, bt_value self)
{
    struct combine *c = as_combine(self);
    size_t n = bt_as_tuple(c->pool)->len;
    if (c->done)
        return BT_UNSET;
    if (!c->started) {
        c->started = true;
        for (size_t i = 0; i < n; i++)
            c->index[i] = i;
        for (size_t i = 0; i < c->r; i++)
            c->index[n + i] = n - i;
        return selection(th, c);
    }
    if (permute(c, n))
        return selection(th, c);
    c->done = true;
    return BT_UNSET;
}

static const struct bt_type_spec permutations_spec = {
    COMBINE_SPEC("permutations", "All arrangements of r items.", permutations_new,
                 permutations_next),
    .new_sig = "(iterable, r=None)",
};

// ---- product ----

static bt_value product_new(struct bt_thread *th, struct bt_type *type, const struct bt_args *args)
{
    int64_t repeat = 1;
    size_t n_kw = bt_args_n_kw(args), n = args->npos;
    static const char *const names[] = {"repeat"};
    for (size_t i = 0; i < n_kw; i++) {
        bt_value name = bt_as_tuple(args->kwnames)->items[i];
        if (!bt_str_is(name, names[0]))
            return bt_args_unexpected(th, "product", name, names, 1) ? BT_NONE : BT_ERROR;
        if (!bt_as_int64(th, args->v[n + i], &repeat))
            return BT_ERROR;
    }
    if (repeat < 0)
        return bt_value_error(th, "repeat argument cannot be negative");
    if (repeat == 0)
        n = 0;
    if (n > 0 && (size_t)repeat > PTRDIFF_MAX / sizeof(bt_value) / n)
        return bt_overflow_error(th, "repeat argument too large");
    bt_value result = BT_ERROR;
    bool empty = false;
    BT_ROOTS(th, r, 1);
    r[0] = bt_tuple_new(th, NULL, n * (size_t)repeat);
    if (bt_is_error(r[0]))
        goto done;
    for (size_t i = 0; i < n * (size_t)repeat; i++) {
        bt_value pool = i < n ? bt_to_tuple(th, args->v[i]) : bt_as_tuple(r[0])->items[i - n];
        if (bt_is_error(pool))
            goto done;
        bt_as_tuple(r[0])->items[i] = pool;
        empty = empty || bt_as_tuple(pool)->len == 0;
    }
    result = combine_new(th, type, r[0], n * (size_t)repeat, n * (size_t)repeat, empty);
done:
    BT_UNROOT(th, r);
    return result;
}

static bt_value product_next(struct bt_thread *th, bt_value self)
{
    struct combine *c = as_combine(self);
    const struct bt_tuple *pools = bt_as_tuple(c->pool);
    size_t i = c->r;
    if (c->done)
        return BT_UNSET;
    if (c->started) { // count up, the last one fastest
        while (i > 0 && ++c->index[i - 1] == bt_as_tuple(pools->items[i - 1])->len)
            c->index[--i] = 0;
        if (i == 0) {
            c->done = true;
            return BT_UNSET;
        }
    }
    c->started = true;
    bt_value result = bt_tuple_new(th, NULL, c->r);
    for (i = 0; i < c->r && !bt_is_error(result); i++)
        bt_as_tuple(result)->items[i] = bt_as_tuple(pools->items[i])->items[c->index[i]];
    return result;
}

static const struct bt_type_spec product_spec = {
    COMBINE_SPEC("product", "All tuples of one item from each iterable.", product_new,
                 product_next),
    .new_sig = "(*iterables, repeat=1)",
};

const struct bt_type_spec *const bt_itertools_combine[] = {
    &combinations_spec, &replacement_spec, &permutations_spec, &product_spec, NULL,
};
