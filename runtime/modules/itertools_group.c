// itertools: batched, pairwise, zip_longest, groupby and tee.
#include "runtime/modules/itertools.h"

#include "runtime/modules/module.h"
#include "runtime/objects/args.h"
#include "runtime/objects/error.h"
#include "runtime/objects/heap.h"
#include "runtime/objects/protocol.h"
#include "runtime/objects/seq.h"
#include "runtime/objects/str.h"
#include "vm/interp.h"

// ---- batched: v = iterator; n = size, strict ----

static bt_value batched_new(struct bt_thread *th, struct bt_type *type, const struct bt_args *args)
{
    static const char *const names[] = {"iterable", "n", "strict"};
    bt_value v[3];
    int64_t n;
    bool strict = false;
    if (args->npos > 2)
        return bt_type_error(th, "batched() takes exactly 2 positional arguments (%zu given)",
                             args->npos);
    if (!bt_args_named(th, args, "batched", names, 3, v))
        return BT_ERROR;
    for (int i = 0; i < 2; i++)
        if (bt_is_unset(v[i]))
            return bt_type_error(th, "batched() missing required argument '%s' (pos %d)", names[i],
                                 i + 1);
    if (!bt_as_int64(th, v[1], &n) || (!bt_is_unset(v[2]) && !bt_truth(th, v[2], &strict)))
        return BT_ERROR;
    if (n < 1)
        return bt_value_error(th, "n must be at least one");
    bt_value tool = bt_itool_over(th, type, v[0], BT_UNSET);
    if (!bt_is_error(tool)) {
        bt_as_itool(tool)->n[0] = n;
        bt_as_itool(tool)->n[1] = strict;
    }
    return tool;
}

static bt_value batched_next(struct bt_thread *th, bt_value self)
{
    const struct bt_itool *it = bt_as_itool(self);
    BT_ROOTS(th, r, 1);
    bt_value result = r[0] = bt_list_new(th, NULL, 0);
    for (int64_t i = 0; i < it->n[0] && !bt_is_error(result); i++) {
        bt_value item = bt_iter_next(th, it->v[0]);
        if (bt_is_unset(item))
            break;
        if (bt_is_error(item) || !bt_list_append(th, r[0], item))
            result = BT_ERROR;
    }
    if (!bt_is_error(result)) {
        size_t len = bt_as_list(r[0])->len;
        if (len == 0)
            result = BT_UNSET;
        else if (it->n[1] && (int64_t)len < it->n[0])
            result = bt_value_error(th, "batched(): incomplete batch");
        else
            result = bt_list_to_tuple(th, r[0]);
    }
    BT_UNROOT(th, r);
    return result;
}

static const struct bt_type_spec batched_spec = {
    BT_ITOOL_SPEC("batched", "Tuples of n items; the last one may be shorter.", batched_new,
                  batched_next),
};

// ---- pairwise: v = iterator (unset at the end), the item before ----

static bt_value pairwise_new(struct bt_thread *th, struct bt_type *type, const struct bt_args *args)
{
    if (!bt_args_no_kw(th, args, "pairwise") || !bt_args_count(th, args, "pairwise", 1, 1))
        return BT_ERROR;
    return bt_itool_over(th, type, args->v[0], BT_UNSET);
}

static bt_value pairwise_next(struct bt_thread *th, bt_value self)
{
    struct bt_itool *it = bt_as_itool(self);
    bt_value result = BT_UNSET;
    BT_ROOTS(th, r, 3); // iterator, the item before, the item
    r[0] = it->v[0];
    if (bt_is_unset(r[0]))
        goto done;
    r[1] = it->v[1];
    for (int i = bt_is_unset(r[1]) ? 0 : 1; i < 2; i++) {
        r[2] = bt_iter_next(th, r[0]);
        if (bt_is_error(r[2]) || bt_is_unset(r[2])) {
            it->v[0] = it->v[1] = BT_UNSET;
            result = r[2];
            goto done;
        }
        it->v[1] = r[2];
        if (i == 0)
            r[1] = r[2];
    }
    result = bt_tuple_pair(th, r[1], r[2]);
done:
    BT_UNROOT(th, r);
    return result;
}

static const struct bt_type_spec pairwise_spec = {
    BT_ITOOL_SPEC("pairwise", "Pairs of neighbours.", pairwise_new, pairwise_next),
};

/*
 * zip_longest: v = tuple of iterators (unset where one is at its end), fill value; n = how many of
 * them still give items.
 */

static bt_value zip_longest_new(struct bt_thread *th, struct bt_type *type,
                                const struct bt_args *args)
{
    bt_value fill = BT_NONE, result = BT_ERROR;
    size_t n_kw = bt_args_n_kw(args);
    for (size_t i = 0; i < n_kw; i++) {
        if (!bt_str_is(bt_as_tuple(args->kwnames)->items[i], "fillvalue"))
            return bt_type_error(th, "zip_longest() got an unexpected keyword argument");
        fill = args->v[args->npos + i];
    }
    BT_ROOTS(th, r, 1);
    r[0] = bt_tuple_new(th, NULL, args->npos);
    if (bt_is_error(r[0]))
        goto done;
    for (size_t i = 0; i < args->npos; i++) {
        bt_value iterator = bt_iter(th, args->v[i]);
        if (bt_is_error(iterator))
            goto done;
        bt_as_tuple(r[0])->items[i] = iterator;
    }
    result = bt_itool_new(th, type);
    if (!bt_is_error(result)) {
        bt_as_itool(result)->v[0] = r[0];
        bt_as_itool(result)->v[1] = fill;
        bt_as_itool(result)->n[0] = (int64_t)args->npos;
    }
done:
    BT_UNROOT(th, r);
    return result;
}

static bt_value zip_longest_next(struct bt_thread *th, bt_value self)
{
    struct bt_itool *it = bt_as_itool(self);
    size_t n = bt_as_tuple(it->v[0])->len;
    bt_value result = BT_UNSET;
    if (it->n[0] == 0)
        return BT_UNSET;
    BT_ROOTS(th, r, 2);
    r[0] = bt_tuple_new(th, NULL, n);
    if (bt_is_error(r[0])) {
        result = BT_ERROR;
        goto done;
    }
    for (size_t i = 0; i < n; i++) {
        bt_value item = BT_UNSET;
        r[1] = bt_as_tuple(it->v[0])->items[i];
        if (!bt_is_unset(r[1])) {
            item = bt_iter_next(th, r[1]);
            if (bt_is_error(item)) {
                it->n[0] = 0;
                result = BT_ERROR;
                goto done;
            }
            if (bt_is_unset(item) && !bt_is_unset(bt_as_tuple(it->v[0])->items[i])) {
                bt_as_tuple(it->v[0])->items[i] = BT_UNSET;
                if (--it->n[0] <= 0)
                    goto done;
            }
        }
        bt_as_tuple(r[0])->items[i] = bt_is_unset(item) ? it->v[1] : item;
    }
    result = r[0];
done:
    BT_UNROOT(th, r);
    return result;
}

static const struct bt_type_spec zip_longest_spec = {
    BT_ITOOL_SPEC("zip_longest", "zip up to the end of the longest; fillvalue where one ended.",
                  zip_longest_new, zip_longest_next),
};

/*
 * groupby: v = iterator, key function or None, the item read ahead, its key, the key of the present
 * group (unset before the first); n[0] counts the groups, n[1] says that the item read ahead was
 * given already. A group is a _grouper: v = its groupby, its key; n = its number.
 */
static bt_value groupby_new(struct bt_thread *th, struct bt_type *type, const struct bt_args *args)
{
    static const char *const names[] = {"iterable", "key"};
    bt_value v[2];
    if (!bt_args_named(th, args, "groupby", names, 2, v))
        return BT_ERROR;
    if (bt_is_unset(v[0]))
        return bt_type_error(th, "groupby() missing required argument 'iterable' (pos 1)");
    bt_value tool = bt_itool_over(th, type, v[0], bt_is_unset(v[1]) ? BT_NONE : v[1]);
    if (!bt_is_error(tool))
        bt_as_itool(tool)->n[1] = 1;
    return tool;
}

// Read the next item and its key; *end at the end of the iterator.
static bool read_ahead(struct bt_thread *th, struct bt_itool *it, bool *end)
{
    bool ok = false;
    BT_ROOTS(th, r, 2);
    r[0] = bt_iter_next(th, it->v[0]);
    *end = bt_is_unset(r[0]);
    if (bt_is_error(r[0]) || *end) {
        ok = *end;
        goto done;
    }
    r[1] = bt_is_none(it->v[1]) ? r[0] : bt_call1(th, it->v[1], r[0]);
    if (bt_is_error(r[1]))
        goto done;
    it->v[2] = r[0];
    it->v[3] = r[1];
    it->n[1] = 0;
    ok = true;
done:
    BT_UNROOT(th, r);
    return ok;
}

static bool same_key(struct bt_thread *th, bt_value a, bt_value b, bool *same)
{
    BT_ROOTS(th, r, 2);
    r[0] = a;
    r[1] = b;
    bool ok = bt_eq(th, a, b, same);
    BT_UNROOT(th, r);
    return ok;
}

static bt_value groupby_next(struct bt_thread *th, bt_value self)
{
    struct bt_itool *it = bt_as_itool(self);
    bt_value result = BT_ERROR;
    BT_ROOTS(th, r, 1);
    r[0] = it->v[4]; // the key of the group that ends now
    it->n[0]++;
    for (;;) {
        bool end = false, same = false;
        if (it->n[1] && !read_ahead(th, it, &end))
            goto done;
        if (end) {
            result = BT_UNSET;
            goto done;
        }
        if (bt_is_unset(r[0]))
            break;
        if (!same_key(th, r[0], it->v[3], &same))
            goto done;
        if (!same)
            break;
        it->n[1] = 1; // an item of the old group that nobody took
    }
    it->v[4] = it->v[3];
    bt_value group = bt_itool_new(th, bt_kept_type(th, BT_ROOT_ITERTOOLS, BT_ITERTOOLS_GROUPER));
    if (bt_is_error(group))
        goto done;
    bt_as_itool(group)->v[0] = self;
    bt_as_itool(group)->v[1] = it->v[3];
    bt_as_itool(group)->n[0] = it->n[0];
    result = bt_tuple_pair(th, it->v[3], group);
done:
    BT_UNROOT(th, r);
    return result;
}

static bt_value grouper_next(struct bt_thread *th, bt_value self)
{
    const struct bt_itool *group = bt_as_itool(self);
    struct bt_itool *it = bt_as_itool(group->v[0]);
    bool end = false, same;
    if (it->n[0] != group->n[0])
        return BT_UNSET; // groupby has gone on
    if (it->n[1] && !read_ahead(th, it, &end))
        return BT_ERROR;
    if (end)
        return BT_UNSET;
    if (!same_key(th, group->v[1], it->v[3], &same))
        return BT_ERROR;
    if (!same)
        return BT_UNSET;
    it->n[1] = 1;
    return it->v[2];
}

static const struct bt_type_spec groupby_spec = {
    BT_ITOOL_SPEC("groupby", "(key, group) for each run of items of the same key.", groupby_new,
                  groupby_next),
    .new_sig = "(iterable, key=None)",
};

const struct bt_type_spec *const bt_itertools_group[] = {&batched_spec, &pairwise_spec,
                                                         &zip_longest_spec, &groupby_spec, NULL};

const struct bt_type_spec bt_grouper_spec = {
    .name = "_grouper",
    .module = "itertools",
    .flags = BT_TYPE_ABSTRACT,
    .size = sizeof(struct bt_itool),
    .slots = {.iter = bt_iter_self, .next = grouper_next, .trace = bt_itool_trace},
};

/*
 * tee: its iterators walk a chain of links that grows as the first of them goes on. A link is a
 * list, empty or [item, next link], so that what all have passed is garbage. v = source, link.
 */
static bt_value tee_iter_next(struct bt_thread *th, bt_value self)
{
    struct bt_itool *it = bt_as_itool(self);
    bt_value result = BT_ERROR;
    BT_ROOTS(th, r, 3); // link, new item, last link
    r[0] = it->v[1];
    if (bt_as_list(r[0])->len == 0) {
        r[1] = bt_iter_next(th, it->v[0]);
        if (bt_is_error(r[1]) || bt_is_unset(r[1])) {
            result = r[1];
            goto done;
        }
        r[2] = r[0];
        while (bt_as_list(r[2])->len > 0) // another thread has read on meanwhile
            r[2] = bt_as_list(r[2])->items[1];
        bt_value next = bt_list_new(th, NULL, 0);
        if (bt_is_error(next) || !bt_list_append(th, r[2], r[1]) || !bt_list_append(th, r[2], next))
            goto done;
    }
    it->v[1] = bt_as_list(r[0])->items[1];
    result = bt_as_list(r[0])->items[0];
done:
    BT_UNROOT(th, r);
    return result;
}

static bt_value tee_iter_copy(struct bt_thread *th, const bt_value *args)
{
    const struct bt_itool *it = bt_as_itool(args[0]);
    bt_value copy = bt_itool_new(th, it->base.type);
    if (!bt_is_error(copy)) {
        bt_as_itool(copy)->v[0] = it->v[0];
        bt_as_itool(copy)->v[1] = it->v[1];
    }
    return copy;
}

// The first of the iterators that tee() returns, in r[0]; a copy if the iterable is one already.
static bt_value first_tee(struct bt_thread *th, struct bt_type *type, bt_value iterable)
{
    if (bt_is_of_spec(iterable, &bt_tee_iter_spec))
        return tee_iter_copy(th, &iterable);
    bt_value link = bt_list_new(th, NULL, 0);
    return bt_is_error(link) ? link : bt_itool_over(th, type, iterable, link);
}

bt_value bt_itertools_tee(struct bt_thread *th, const bt_value *args)
{
    int64_t n;
    if (!bt_as_int64(th, args[1], &n))
        return BT_ERROR;
    if (n < 0)
        return bt_value_error(th, "n must be >= 0");
    bt_value result = BT_ERROR;
    BT_ROOTS(th, r, 1);
    r[0] = first_tee(th, bt_kept_type(th, BT_ROOT_ITERTOOLS, BT_ITERTOOLS_TEE), args[0]);
    if (bt_is_error(r[0]))
        goto done;
    result = bt_tuple_new(th, NULL, (size_t)n);
    for (int64_t i = 0; i < n && !bt_is_error(result); i++) {
        bt_value copy = i == 0 ? r[0] : tee_iter_copy(th, r);
        if (bt_is_error(copy))
            result = BT_ERROR;
        else
            bt_as_tuple(result)->items[i] = copy;
    }
done:
    BT_UNROOT(th, r);
    return result;
}

static const struct bt_fn_spec tee_iter_methods[] = {
    {"__copy__", tee_iter_copy, "(self, /)", "Another iterator at the same place.", NULL, 0},
    {0},
};

const struct bt_type_spec bt_tee_iter_spec = {
    .name = "_tee",
    .module = "itertools",
    .flags = BT_TYPE_ABSTRACT,
    .size = sizeof(struct bt_itool),
    .slots = {.iter = bt_iter_self, .next = tee_iter_next, .trace = bt_itool_trace},
    .methods = tee_iter_methods,
};
