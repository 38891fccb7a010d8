// Built-in functions about iteration: all, any, iter, len, max, min, next, sorted, and the
// asynchronous two.
#include "runtime/modules/builtins.h"
#include "runtime/objects/args.h"
#include "runtime/objects/exception.h"
#include "runtime/objects/int.h"
#include "runtime/objects/iter_tools.h"
#include "runtime/objects/protocol.h"
#include "runtime/objects/seq.h"
#include "runtime/objects/str.h"

// Does any item's truth equal `wanted`?
static bt_value search_truth(struct bt_thread *th, bt_value iterable, bool wanted)
{
    BT_ROOTS(th, r, 2);
    bt_value result = BT_ERROR;
    bool truth = !wanted;
    r[0] = bt_iter(th, iterable);
    if (bt_is_error(r[0]))
        goto done;
    while (truth != wanted) {
        r[1] = bt_iter_next(th, r[0]);
        if (bt_is_unset(r[1]))
            break;
        if (bt_is_error(r[1]) || !bt_truth(th, r[1], &truth))
            goto done;
    }
    result = bt_bool(truth == wanted);
done:
    BT_UNROOT(th, r);
    return result;
}

static bt_value builtin_all(struct bt_thread *th, const bt_value *args)
{
    bt_value found_false = search_truth(th, args[0], false);
    return bt_is_error(found_false) ? found_false : bt_bool(bt_same(found_false, BT_FALSE));
}
static bt_value builtin_any(struct bt_thread *th, const bt_value *args)
{
    return search_truth(th, args[0], true);
}

static bt_value builtin_len(struct bt_thread *th, const bt_value *args)
{
    size_t len;
    return bt_len(th, args[0], &len) ? bt_int_from_u64(th, len) : BT_ERROR;
}

// (object, sentinel=?, /)
static bt_value builtin_iter(struct bt_thread *th, const bt_value *args)
{
    if (bt_is_unset(args[1]))
        return bt_iter(th, args[0]);
    if (!bt_is_callable(th, args[0]))
        return bt_type_error(th, "iter(v, w): v must be callable");
    return bt_call_iter_new(th, args[0], args[1]);
}

// (iterator, default=?, /)
static bt_value builtin_next(struct bt_thread *th, const bt_value *args)
{
    struct bt_type *type = bt_type_of(th, args[0]);
    if (!type->s.next)
        return bt_type_error(th, "'%.200T' object is not an iterator", args[0]);
    bt_value v;
    if (bt_is_exact(th, args[0], BT_T_GENERATOR) && bt_is_unset(args[1])) {
        // A generator's StopIteration carries its return value: send(None) raises it as such.
        bt_value none = BT_NONE;
        return bt_call_method(th, args[0], BT_NAME(th, _send), &none, 1);
    }
    v = type->s.next(th, args[0]);
    if (bt_is_error(v) && !bt_is_unset(args[1]) && bt_exc_is(th, BT_EXC_STOP_ITERATION)) {
        bt_exc_clear(th);
        return args[1];
    }
    if (!bt_is_unset(v))
        return v;
    if (!bt_is_unset(args[1]))
        return args[1];
    v = bt_exception_new(th, BT_EXC_STOP_ITERATION, NULL, 0);
    return bt_is_error(v) ? v : bt_raise_value(th, v);
}

static bt_value builtin_aiter(struct bt_thread *th, const bt_value *args)
{
    bt_value v = bt_call_special(th, args[0], BT_NAME(th, aiter), NULL, 0);
    if (bt_is_unset(v))
        return bt_type_error(th, "'%.200T' object is not an async iterable", args[0]);
    if (!bt_is_error(v) && bt_is_unset(bt_type_lookup(bt_type_of(th, v), BT_NAME(th, anext))))
        return bt_type_error(th, "aiter() returned not an async iterator of type '%.100T'", v);
    return v;
}

static bt_value builtin_anext(struct bt_thread *th, const bt_value *args)
{
    bt_value v = bt_call_special(th, args[0], BT_NAME(th, anext), NULL, 0);
    if (bt_is_unset(v))
        return bt_type_error(th, "'%.200T' object is not an async iterator", args[0]);
    return v;
}

// ---- min and max ----

struct extreme {
    const char *name;
    enum bt_cmpop op;        // a new item replaces the best one if (item op best)
    bt_value key, otherwise; // BT_UNSET when not given
};

static bool extreme_keywords(struct bt_thread *th, const struct bt_args *args, struct extreme *x)
{
    size_t n = bt_is_unset(args->kwnames) ? 0 : bt_as_tuple(args->kwnames)->len;
    for (size_t i = 0; i < n; i++) {
        bt_value name = bt_as_tuple(args->kwnames)->items[i], v = args->v[args->npos + i];
        if (bt_str_is(name, "key"))
            x->key = bt_is_none(v) ? BT_UNSET : v;
        else if (bt_str_is(name, "default"))
            x->otherwise = v;
        else
            return bt_args_unexpected(th, x->name, name, (const char *const[]){"key", "default"},
                                      2);
    }
    if (args->npos == 0)
        return bt_fail(th, BT_EXC_TYPE_ERROR, "%s expected at least 1 argument, got 0", x->name);
    if (args->npos > 1 && !bt_is_unset(x->otherwise))
        return bt_fail(th, BT_EXC_TYPE_ERROR,
                       "Cannot specify a default for %s() with multiple positional arguments",
                       x->name);
    return true;
}

// r: 0 iterator, 1 item, 2 its key, 3 best item, 4 its key. Takes the item in r[1].
static bool consider(struct bt_thread *th, const struct extreme *x, bt_value *r)
{
    r[2] = r[1];
    if (!bt_is_unset(x->key)) {
        r[2] = bt_call1(th, x->key, r[1]);
        if (bt_is_error(r[2]))
            return false;
    }
    bool better = bt_is_unset(r[3]);
    if (!better && !bt_compare_bool(th, r[2], r[4], x->op, &better))
        return false;
    if (better) {
        r[3] = r[1];
        r[4] = r[2];
    }
    return true;
}

static bt_value find_extreme(struct bt_thread *th, const struct bt_args *args, struct extreme x)
{
    if (!extreme_keywords(th, args, &x))
        return BT_ERROR;
    BT_ROOTS(th, r, 5);
    bool ok = true;
    if (args->npos > 1) {
        for (size_t i = 0; i < args->npos && ok; i++) {
            r[1] = args->v[i];
            ok = consider(th, &x, r);
        }
    } else {
        r[0] = bt_iter(th, args->v[0]);
        ok = !bt_is_error(r[0]);
        while (ok) {
            r[1] = bt_iter_next(th, r[0]);
            if (bt_is_unset(r[1]))
                break;
            ok = !bt_is_error(r[1]) && consider(th, &x, r);
        }
    }
    bt_value best = r[3];
    BT_UNROOT(th, r);
    if (!ok)
        return BT_ERROR;
    if (!bt_is_unset(best))
        return best;
    if (!bt_is_unset(x.otherwise))
        return x.otherwise;
    return bt_value_error(th, "%s() iterable argument is empty", x.name);
}

static bt_value builtin_min(struct bt_thread *th, const struct bt_args *args)
{
    return find_extreme(th, args, (struct extreme){"min", BT_LT, BT_UNSET, BT_UNSET});
}
static bt_value builtin_max(struct bt_thread *th, const struct bt_args *args)
{
    return find_extreme(th, args, (struct extreme){"max", BT_GT, BT_UNSET, BT_UNSET});
}

// ---- sorted ----

static bt_value builtin_sorted(struct bt_thread *th, const struct bt_args *args)
{
    if (args->npos != 1)
        return bt_type_error(th, "sorted expected 1 argument, got %zu", args->npos);
    bt_value key = BT_NONE;
    bool reverse = false;
    size_t n = bt_is_unset(args->kwnames) ? 0 : bt_as_tuple(args->kwnames)->len;
    for (size_t i = 0; i < n; i++) {
        bt_value name = bt_as_tuple(args->kwnames)->items[i], v = args->v[1 + i];
        if (bt_str_is(name, "key")) {
            key = v;
        } else if (!bt_str_is(name, "reverse")) {
            (void)bt_args_unexpected(th, "sort", name, (const char *const[]){"key", "reverse"}, 2);
            return BT_ERROR;
        } else if (!bt_truth(th, v, &reverse)) {
            return BT_ERROR;
        }
    }
    BT_ROOTS(th, r, 1);
    r[0] = bt_to_list(th, args->v[0]);
    bool ok = !bt_is_error(r[0]) && bt_list_sort(th, r[0], key, reverse);
    BT_UNROOT(th, r);
    return ok ? r[0] : BT_ERROR;
}

const struct bt_fn_spec bt_builtins_iter[] = {
    {"aiter", builtin_aiter, "(async_iterable, /)", "The asynchronous iterator of an object.", NULL,
     0},
    {"all", builtin_all, "(iterable, /)", "Whether every item is true (or there is none).", NULL,
     0},
    {"anext", builtin_anext, "(async_iterator, /)", "An awaitable for the iterator's next item.",
     NULL, 0},
    {"any", builtin_any, "(iterable, /)", "Whether some item is true.", NULL, 0},
    {"iter", builtin_iter, "(object, sentinel=?, /)",
     "An iterator over the object, or over the results of calling it until one is the sentinel.",
     NULL, 0},
    {"len", builtin_len, "(obj, /)", "The number of items.", NULL, 0},
    {"max", NULL, "(iterable_or_first, /, *rest, key=None, default=None)",
     "The largest item, or the largest argument.", builtin_max, BT_FN_RAW},
    {"min", NULL, "(iterable_or_first, /, *rest, key=None, default=None)",
     "The smallest item, or the smallest argument.", builtin_min, BT_FN_RAW},
    {"next", builtin_next, "(iterator, default=?, /)",
     "The iterator's next item, or the default when there is none.", NULL, 0},
    {"sorted", NULL, "(iterable, /, *, key=None, reverse=False)",
     "A new list of the items in ascending order.", builtin_sorted, BT_FN_RAW},
    {0},
};
