/*
 * Iteration: iter(), next(), length hints, and collecting an iterable into a list or tuple.
 */
#include "runtime/objects/error.h"
#include "runtime/objects/protocol.h"
#include "runtime/objects/seq.h"

bt_value bt_iter_result(struct bt_thread *th, bt_value v)
{
    if (bt_type_of(th, v)->s.next != NULL)
        return v;
    return bt_type_error(th, "iter() returned non-iterator of type '%.100T'", v);
}

bt_value bt_iter(struct bt_thread *th, bt_value obj)
{
    struct bt_type *type = bt_type_of(th, obj);
    if (bt_is_exact(th, obj, BT_T_LIST) || bt_is_exact(th, obj, BT_T_RANGE) ||
        bt_is_exact(th, obj, BT_T_TUPLE))
        return type->s.iter(th, obj); // only makes an object
    BT_ROOTS(th, r, 1);
    r[0] = obj;
    bt_stress_collect(th);
    bt_value result = BT_ERROR;
    if (type->s.iter != NULL) {
        result = type->s.iter(th, obj);
        if (!bt_is_error(result))
            result = bt_iter_result(th, result);
    } else if (type->s.getitem != NULL && !bt_is_dict(obj)) {
        result = bt_seq_iter_new(th, obj);
    } else {
        (void)bt_type_error(th, "'%.200T' object is not iterable", obj);
    }
    BT_UNROOT(th, r);
    return result;
}

bt_value bt_iter_next(struct bt_thread *th, bt_value iterator)
{
    struct bt_type *type = bt_type_of(th, iterator);
    bt_value (*next)(struct bt_thread *, bt_value) = type->s.next;
    if ((type->flags & BT_TYPE_PLAIN_NEXT) != 0 &&
        atomic_load_explicit(&th->attention, memory_order_relaxed) == 0)
        return next(th, iterator);
    if (next == NULL)
        return bt_type_error(th, "'%.200T' object is not an iterator", iterator);
    BT_ROOTS(th, r, 1);
    r[0] = iterator;
    bt_value result = bt_poll(th) ? next(th, iterator) : BT_ERROR;
    BT_UNROOT(th, r);
    // A generator's return value comes as StopIteration; who iterates does not want it.
    if (BT_UNLIKELY(bt_is_error(result)) && bt_exc_is(th, BT_EXC_STOP_ITERATION)) {
        bt_exc_clear(th);
        return BT_UNSET;
    }
    return result;
}

// __length_hint__ of an object without a length.
static bool ask_hint(struct bt_thread *th, bt_value obj, size_t otherwise, size_t *out)
{
    *out = otherwise;
    bt_value hint = bt_call_special(th, obj, BT_NAME(th, length_hint), NULL, 0);
    if (bt_is_error(hint)) {
        if (!bt_exc_is(th, BT_EXC_TYPE_ERROR))
            return false;
        bt_exc_clear(th);
        return true;
    }
    if (bt_is_unset(hint) || bt_same(hint, BT_NOT_IMPLEMENTED))
        return true;
    if (!bt_is_small(hint))
        return bt_fail(th, BT_EXC_TYPE_ERROR, "__length_hint__ must be an integer, not %.100T",
                       hint);
    if (bt_small(hint) < 0)
        return bt_fail(th, BT_EXC_VALUE_ERROR, "__length_hint__() should return >= 0");
    *out = (size_t)bt_small(hint);
    return true;
}

bool bt_length_hint(struct bt_thread *th, bt_value obj, size_t otherwise, size_t *out)
{
    if (bt_type_of(th, obj)->s.len == NULL)
        return ask_hint(th, obj, otherwise, out);
    if (bt_len(th, obj, out))
        return true;
    if (!bt_exc_is(th, BT_EXC_TYPE_ERROR))
        return false;
    bt_exc_clear(th);
    return ask_hint(th, obj, otherwise, out);
}

static bool collect(struct bt_thread *th, bt_value list, bt_value iterable)
{
    BT_ROOTS(th, r, 3);
    r[0] = list;
    r[1] = bt_iter(th, iterable);
    bool ok = !bt_is_error(r[1]);
    while (ok) {
        r[2] = bt_iter_next(th, r[1]);
        if (bt_is_unset(r[2]))
            break;
        ok = !bt_is_error(r[2]) && bt_list_append(th, list, r[2]);
    }
    BT_UNROOT(th, r);
    return ok;
}

bt_value bt_to_list(struct bt_thread *th, bt_value iterable)
{
    if (bt_is_exact(th, iterable, BT_T_LIST))
        return bt_list_new(th, bt_as_list(iterable)->items, bt_as_list(iterable)->len);
    if (bt_is_exact(th, iterable, BT_T_TUPLE))
        return bt_list_new(th, bt_as_tuple(iterable)->items, bt_as_tuple(iterable)->len);
    bt_value list = bt_list_new(th, NULL, 0);
    if (bt_is_error(list) || !collect(th, list, iterable))
        return BT_ERROR;
    return list;
}

bt_value bt_to_tuple(struct bt_thread *th, bt_value iterable)
{
    if (bt_is_exact(th, iterable, BT_T_TUPLE))
        return iterable;
    if (bt_is_exact(th, iterable, BT_T_LIST))
        return bt_tuple_new(th, bt_as_list(iterable)->items, bt_as_list(iterable)->len);
    bt_value list = bt_to_list(th, iterable);
    if (bt_is_error(list))
        return BT_ERROR;
    return bt_tuple_new(th, bt_as_list(list)->items, bt_as_list(list)->len);
}
