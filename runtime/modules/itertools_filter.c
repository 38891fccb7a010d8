// itertools: chain, and the iterators that pass on some items of another, or what becomes of them.
#include "runtime/modules/itertools.h"

#include "runtime/modules/module.h"
#include "runtime/objects/args.h"
#include "runtime/objects/error.h"
#include "runtime/objects/heap.h"
#include "runtime/objects/int.h"
#include "runtime/objects/protocol.h"
#include "runtime/objects/seq.h"
#include "runtime/objects/str.h"

// ---- chain: v = iterator over the iterables (unset at the end), iterator of the current one ----

static bt_value chain_new(struct bt_thread *th, struct bt_type *type, const struct bt_args *args)
{
    if (!bt_args_no_kw(th, args, "chain"))
        return BT_ERROR;
    BT_ROOTS(th, r, 1);
    r[0] = bt_tuple_new(th, args->v, args->npos);
    bt_value chain = bt_is_error(r[0]) ? BT_ERROR : bt_itool_over(th, type, r[0], BT_UNSET);
    BT_UNROOT(th, r);
    return chain;
}

static bt_value chain_from_iterable(struct bt_thread *th, const bt_value *args)
{
    return bt_itool_over(th, (struct bt_type *)bt_obj(args[0]), args[1], BT_UNSET);
}

static bt_value chain_next(struct bt_thread *th, bt_value self)
{
    struct bt_itool *it = bt_as_itool(self);
    bt_value result = BT_UNSET;
    BT_ROOTS(th, r, 2);
    while (!bt_is_unset(it->v[0])) {
        if (bt_is_unset(it->v[1])) {
            r[0] = it->v[0];
            r[1] = bt_iter_next(th, r[0]);
            if (!bt_is_unset(r[1]) && !bt_is_error(r[1]))
                it->v[1] = r[1] = bt_iter(th, r[1]);
            if (bt_is_unset(r[1]) || bt_is_error(r[1])) {
                it->v[0] = it->v[1] = BT_UNSET;
                result = r[1];
                break;
            }
        }
        r[1] = it->v[1];
        result = bt_iter_next(th, r[1]);
        if (!bt_is_unset(result))
            break;
        if (bt_same(it->v[1], r[1])) // else another thread has moved on
            it->v[1] = BT_UNSET;
    }
    BT_UNROOT(th, r);
    return result;
}

static const struct bt_fn_spec chain_methods[] = {
    {"from_iterable", chain_from_iterable, "(type, iterable, /)",
     "A chain of the iterables that an iterable gives.", NULL, BT_FN_CLASS},
    {0},
};

static const struct bt_type_spec chain_spec = {
    BT_ITOOL_SPEC("chain", "The items of one iterable after the other.", chain_new, chain_next),
    .methods = chain_methods,
};

// ---- compress: v = iterators of data and selectors ----

static bt_value compress_new(struct bt_thread *th, struct bt_type *type, const struct bt_args *args)
{
    static const char *const names[] = {"data", "selectors"};
    bt_value v[2];
    if (!bt_args_named(th, args, "compress", names, 2, v))
        return BT_ERROR;
    for (int i = 0; i < 2; i++)
        if (bt_is_unset(v[i]))
            return bt_type_error(th, "compress() missing required argument '%s' (pos %d)", names[i],
                                 i + 1);
    BT_ROOTS(th, r, 1);
    bt_value tool = r[0] = bt_itool_over(th, type, v[0], BT_UNSET);
    if (!bt_is_error(tool)) {
        bt_value selectors = bt_iter(th, v[1]);
        bt_as_itool(r[0])->v[1] = selectors;
        tool = bt_is_error(selectors) ? selectors : r[0];
    }
    BT_UNROOT(th, r);
    return tool;
}

static bt_value compress_next(struct bt_thread *th, bt_value self)
{
    const struct bt_itool *it = bt_as_itool(self);
    BT_ROOTS(th, r, 1);
    for (;;) {
        bool take;
        r[0] = bt_iter_next(th, it->v[0]);
        if (bt_is_error(r[0]) || bt_is_unset(r[0]))
            break;
        bt_value selector = bt_iter_next(th, it->v[1]);
        if (bt_is_error(selector) || bt_is_unset(selector)) {
            r[0] = selector;
            break;
        }
        if (!bt_truth(th, selector, &take)) {
            r[0] = BT_ERROR;
            break;
        }
        if (take)
            break;
    }
    bt_value result = r[0];
    BT_UNROOT(th, r);
    return result;
}

static const struct bt_type_spec compress_spec = {
    BT_ITOOL_SPEC("compress", "The items of data where selectors is true.", compress_new,
                  compress_next),
};

// ---- takewhile, dropwhile, filterfalse, starmap: v = iterator, function; n = state ----

static bt_value over(struct bt_thread *th, struct bt_type *type, const struct bt_args *args,
                     const char *name)
{
    if (!bt_args_no_kw(th, args, name) || !bt_args_count(th, args, name, 2, 2))
        return BT_ERROR;
    return bt_itool_over(th, type, args->v[1], args->v[0]);
}

// The next item in *item (BT_UNSET at the end) and whether the function finds it true.
static bool next_tested(struct bt_thread *th, const struct bt_itool *it, bt_value *item, bool *test)
{
    bool ok = false;
    BT_ROOTS(th, r, 1);
    r[0] = bt_iter_next(th, it->v[0]);
    *item = r[0];
    if (bt_is_error(r[0]))
        goto done;
    ok = true;
    if (bt_is_unset(r[0]))
        goto done;
    bt_value result = bt_is_none(it->v[1]) ? r[0] : bt_call1(th, it->v[1], r[0]);
    ok = !bt_is_error(result) && bt_truth(th, result, test);
done:
    BT_UNROOT(th, r);
    return ok;
}

static bt_value takewhile_new(struct bt_thread *th, struct bt_type *type,
                              const struct bt_args *args)
{
    return over(th, type, args, "takewhile");
}
static bt_value takewhile_next(struct bt_thread *th, bt_value self)
{
    struct bt_itool *it = bt_as_itool(self);
    bt_value item;
    bool test = false;
    if (it->n[0])
        return BT_UNSET;
    if (!next_tested(th, it, &item, &test))
        return BT_ERROR;
    if (!bt_is_unset(item) && !test)
        it->n[0] = 1;
    return test ? item : BT_UNSET;
}
static const struct bt_type_spec takewhile_spec = {
    BT_ITOOL_SPEC("takewhile", "The items up to the first one that predicate(item) finds false.",
                  takewhile_new, takewhile_next),
};

static bt_value dropwhile_new(struct bt_thread *th, struct bt_type *type,
                              const struct bt_args *args)
{
    return over(th, type, args, "dropwhile");
}
static bt_value dropwhile_next(struct bt_thread *th, bt_value self)
{
    struct bt_itool *it = bt_as_itool(self);
    while (!it->n[0]) {
        bt_value item;
        bool test = false;
        if (!next_tested(th, it, &item, &test))
            return BT_ERROR;
        if (bt_is_unset(item))
            return item;
        if (!test) {
            it->n[0] = 1;
            return item;
        }
    }
    return bt_iter_next(th, it->v[0]);
}
static const struct bt_type_spec dropwhile_spec = {
    BT_ITOOL_SPEC("dropwhile", "The items from the first one that predicate(item) finds false.",
                  dropwhile_new, dropwhile_next),
};

static bt_value filterfalse_new(struct bt_thread *th, struct bt_type *type,
                                const struct bt_args *args)
{
    return over(th, type, args, "filterfalse");
}
static bt_value filterfalse_next(struct bt_thread *th, bt_value self)
{
    bt_value item;
    bool test;
    do {
        test = false;
        if (!next_tested(th, bt_as_itool(self), &item, &test))
            return BT_ERROR;
    } while (test);
    return item;
}
static const struct bt_type_spec filterfalse_spec = {
    BT_ITOOL_SPEC("filterfalse", "The items that function(item) finds false.", filterfalse_new,
                  filterfalse_next),
};

static bt_value starmap_new(struct bt_thread *th, struct bt_type *type, const struct bt_args *args)
{
    return over(th, type, args, "starmap");
}
static bt_value starmap_next(struct bt_thread *th, bt_value self)
{
    const struct bt_itool *it = bt_as_itool(self);
    BT_ROOTS(th, r, 1);
    bt_value result = r[0] = bt_iter_next(th, it->v[0]);
    if (!bt_is_error(result) && !bt_is_unset(result)) {
        result = r[0] = bt_to_tuple(th, r[0]);
        if (!bt_is_error(result))
            result = bt_call_n(th, it->v[1], bt_as_tuple(r[0])->items, bt_as_tuple(r[0])->len);
    }
    BT_UNROOT(th, r);
    return result;
}
static const struct bt_type_spec starmap_spec = {
    BT_ITOOL_SPEC("starmap", "function(*item) for each item.", starmap_new, starmap_next),
};

// ---- accumulate: v = iterator, function or None, total so far (unset: none), initial ----

static bt_value accumulate_new(struct bt_thread *th, struct bt_type *type,
                               const struct bt_args *args)
{
    static const char *const names[] = {"iterable", "func", "initial"};
    bt_value v[3];
    if (args->npos > 2)
        return bt_type_error(th, "accumulate() takes at most 2 positional arguments (%zu given)",
                             args->npos);
    if (!bt_args_named(th, args, "accumulate", names, 3, v))
        return BT_ERROR;
    if (bt_is_unset(v[0]))
        return bt_type_error(th, "accumulate() missing required argument 'iterable' (pos 1)");
    bt_value tool = bt_itool_over(th, type, v[0], bt_is_unset(v[1]) ? BT_NONE : v[1]);
    if (!bt_is_error(tool))
        bt_as_itool(tool)->v[3] = bt_is_unset(v[2]) ? BT_NONE : v[2];
    return tool;
}

static bt_value accumulate_next(struct bt_thread *th, bt_value self)
{
    struct bt_itool *it = bt_as_itool(self);
    if (!bt_is_none(it->v[3])) { // the initial value comes first, once
        it->v[2] = it->v[3];
        it->v[3] = BT_NONE;
        return it->v[2];
    }
    BT_ROOTS(th, r, 2);
    bt_value result = r[0] = bt_iter_next(th, it->v[0]);
    if (bt_is_error(result) || bt_is_unset(result))
        goto done;
    if (!bt_is_unset(it->v[2])) {
        r[1] = it->v[2];
        bt_value v[2] = {r[1], r[0]};
        result = bt_is_none(it->v[1]) ? bt_binary(th, BT_OP_ADD, r[1], r[0])
                                      : bt_call_n(th, it->v[1], v, 2);
    }
    if (!bt_is_error(result))
        it->v[2] = result;
done:
    BT_UNROOT(th, r);
    return result;
}

static const struct bt_type_spec accumulate_spec = {
    BT_ITOOL_SPEC("accumulate", "Running totals, or of what func(total, item) says.",
                  accumulate_new, accumulate_next),
    .new_sig = "(iterable, func=None, *, initial=None)",
};

// ---- islice: v = iterator (unset at the end); n = position, next to give, stop, step ----

// An index argument of islice: `none` for None, `bad` for what is no index.
static bool islice_number(struct bt_thread *th, bt_value v, int64_t none, int64_t bad, int64_t *out)
{
    *out = bt_is_none(v) ? none : bad;
    if (bt_is_none(v) || (!bt_is_int(v) && !bt_type_of(th, v)->s.index))
        return true;
    bt_value index = bt_to_index(th, v);
    if (!bt_is_error(index) && !bt_int_get_i64(index, out))
        *out = bad;
    return !bt_is_error(index);
}

static bt_value islice_new(struct bt_thread *th, struct bt_type *type, const struct bt_args *args)
{
    const char *must = "islice() must be None or an integer: 0 <= x <= sys.maxsize.";
    const int64_t no_stop = INT64_MAX; // never reached
    int64_t start = 0, stop = no_stop, step = 1;
    if (!bt_args_no_kw(th, args, "islice") || !bt_args_count(th, args, "islice", 2, 4))
        return BT_ERROR;
    bool several = args->npos > 2;
    if ((several && !islice_number(th, args->v[1], 0, -1, &start)) ||
        !islice_number(th, args->v[several ? 2 : 1], no_stop, -1, &stop) ||
        (args->npos == 4 && !islice_number(th, args->v[3], 1, -1, &step)))
        return BT_ERROR;
    if (stop == -1)
        return bt_value_error(th, "Stop argument for %s", must);
    if (start < 0 || stop < 0)
        return bt_value_error(th, "Indices for %s", must);
    if (step < 1)
        return bt_value_error(th, "Step for islice() must be a positive integer or None.");
    bt_value tool = bt_itool_over(th, type, args->v[0], BT_UNSET);
    if (!bt_is_error(tool)) {
        int64_t *n = bt_as_itool(tool)->n;
        n[1] = start;
        n[2] = stop;
        n[3] = step;
    }
    return tool;
}

static bt_value islice_next(struct bt_thread *th, bt_value self)
{
    struct bt_itool *it = bt_as_itool(self);
    bt_value item = BT_UNSET;
    BT_ROOTS(th, r, 1);
    r[0] = it->v[0];
    if (bt_is_unset(r[0]))
        goto done;
    for (; it->n[0] <= it->n[1]; it->n[0]++) {
        if (it->n[0] == it->n[1] && it->n[0] >= it->n[2]) {
            item = BT_UNSET; // the stop: read no further
            break;
        }
        item = bt_iter_next(th, r[0]);
        if (bt_is_error(item) || bt_is_unset(item))
            break;
    }
    if (bt_is_error(item) || bt_is_unset(item)) {
        it->v[0] = BT_UNSET;
        goto done;
    }
    it->n[1] = it->n[1] > INT64_MAX - it->n[3] ? INT64_MAX : it->n[1] + it->n[3];
    if (it->n[1] > it->n[2])
        it->n[1] = it->n[2];
done:
    BT_UNROOT(th, r);
    return item;
}

static const struct bt_type_spec islice_spec = {
    BT_ITOOL_SPEC("islice", "The items at start, start + step ... before stop.", islice_new,
                  islice_next),
};

const struct bt_type_spec *const bt_itertools_filter[] = {
    &chain_spec,      &compress_spec,    &takewhile_spec,
    &dropwhile_spec,  &filterfalse_spec, &starmap_spec,
    &accumulate_spec, &islice_spec,      NULL,
};
