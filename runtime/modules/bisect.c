// The module bisect: positions in a sorted sequence by halving.
#include "runtime/modules/module.h"
#include "runtime/objects/dict.h"
#include "runtime/objects/error.h"
#include "runtime/objects/int.h"
#include "runtime/objects/protocol.h"
#include "runtime/objects/quick.h"
#include "runtime/objects/seq.h"

// Goes on with the halving for as long as the items are a list's and compare without Python code.
static void find_quick(struct bt_thread *th, bt_value a, bt_value x, bool right, int64_t *lo,
                       int64_t *hi)
{
    const struct bt_list *list = bt_as_list(a);
    while (*lo < *hi) {
        int64_t middle = *lo + (*hi - *lo) / 2;
        if ((size_t)middle >= list->len)
            return;
        bt_value item = list->items[middle];
        enum bt_quick less =
            right ? bt_quick_compare(th, x, item, BT_LT) : bt_quick_compare(th, item, x, BT_LT);
        if (less == BT_QUICK_ASK)
            return;
        if (right == (less == BT_QUICK_YES))
            *hi = middle;
        else
            *lo = middle + 1;
    }
}

/*
 * args: a, x, lo, hi, key. The position for x: behind items equal to it (right) or before them. The
 * key function is for the items; x itself is compared as it is.
 */
static bool find(struct bt_thread *th, const bt_value *args, bt_value x, bool right, int64_t *out)
{
    int64_t lo, hi;
    if (!bt_as_int64(th, args[2], &lo))
        return false;
    if (lo < 0)
        return bt_fail(th, BT_EXC_VALUE_ERROR, "lo must be non-negative");
    if (bt_is_none(args[3])) {
        size_t n;
        if (!bt_len(th, args[0], &n))
            return false;
        hi = (int64_t)n;
    } else if (!bt_as_int64(th, args[3], &hi)) {
        return false;
    }
    bool ok = true, less;
    if (bt_is_exact(th, args[0], BT_T_LIST) && bt_is_none(args[4]))
        find_quick(th, args[0], x, right, &lo, &hi);
    BT_ROOTS(th, r, 1);
    while (ok && lo < hi) {
        int64_t middle = lo + (hi - lo) / 2;
        r[0] = bt_int_from_i64(th, middle);
        if (!bt_is_error(r[0]))
            r[0] = bt_getitem(th, args[0], r[0]);
        if (!bt_is_error(r[0]) && !bt_is_none(args[4]))
            r[0] = bt_call1(th, args[4], r[0]);
        ok = !bt_is_error(r[0]) && (right ? bt_compare_bool(th, x, r[0], BT_LT, &less)
                                          : bt_compare_bool(th, r[0], x, BT_LT, &less));
        if (!ok)
            break;
        if (right ? less : !less)
            hi = middle;
        else
            lo = middle + 1;
    }
    BT_UNROOT(th, r);
    *out = lo;
    return ok;
}

static bt_value bisect(struct bt_thread *th, const bt_value *args, bool right)
{
    int64_t at;
    return find(th, args, args[1], right, &at) ? bt_int_from_i64(th, at) : BT_ERROR;
}

// Insert args[1] at its place, which is that of its key.
static bt_value insort(struct bt_thread *th, const bt_value *args, bool right)
{
    int64_t at;
    BT_ROOTS(th, r, 1);
    r[0] = bt_is_none(args[4]) ? args[1] : bt_call1(th, args[4], args[1]);
    bt_value result = BT_ERROR;
    if (!bt_is_error(r[0]) && find(th, args, r[0], right, &at)) {
        bt_value v[2] = {bt_int_from_i64(th, at), args[1]};
        if (!bt_is_error(v[0]))
            result = bt_call_method(th, args[0], BT_NAME(th, _insert), v, 2);
    }
    BT_UNROOT(th, r);
    return bt_is_error(result) ? result : BT_NONE;
}

static bt_value bisect_left(struct bt_thread *th, const bt_value *args)
{
    return bisect(th, args, false);
}
static bt_value bisect_right(struct bt_thread *th, const bt_value *args)
{
    return bisect(th, args, true);
}
static bt_value insort_left(struct bt_thread *th, const bt_value *args)
{
    return insort(th, args, false);
}
static bt_value insort_right(struct bt_thread *th, const bt_value *args)
{
    return insort(th, args, true);
}

#define SIGNATURE "(a, x, lo=0, hi=None, *, key=None)"

static const struct bt_fn_spec functions[] = {
    {"bisect_left", bisect_left, SIGNATURE, "Where x goes before its equals.", NULL, 0},
    {"bisect_right", bisect_right, SIGNATURE, "Where x goes behind its equals.", NULL, 0},
    {"bisect", bisect_right, SIGNATURE, "Where x goes behind its equals.", NULL, 0},
    {"insort_left", insort_left, SIGNATURE, "Insert x before its equals.", NULL, 0},
    {"insort_right", insort_right, SIGNATURE, "Insert x behind its equals.", NULL, 0},
    {"insort", insort_right, SIGNATURE, "Insert x behind its equals.", NULL, 0},
    {0},
};

const struct bt_module_spec bt_bisect_module = {
    .name = "bisect",
    .doc = "Positions in a sorted sequence.",
    .functions = functions,
};
