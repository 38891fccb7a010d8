// UNPACK and UNPACK_EX: the items of an iterable into registers.
#include "runtime/objects/protocol.h"
#include "runtime/objects/seq.h"
#include "vm/eval.h"

static bool not_iterable(struct bt_thread *th, bt_value v)
{
    struct bt_type *type = bt_type_of(th, v);
    if (bt_exc_is(th, BT_EXC_TYPE_ERROR) && !type->s.iter && !type->s.getitem) {
        bt_exc_clear(th);
        (void)bt_type_error(th, "cannot unpack non-iterable %T object", v);
    }
    return false;
}

// Unpack whatever the iterator gives; the registers are written when all items are there, for they
// may be locals.
static bool unpack_any(struct bt_thread *th, bt_value *dest, bt_value v, size_t n)
{
    bool ok = false;
    BT_ROOTS(th, r, 2);
    r[0] = bt_iter(th, v);
    if (bt_is_error(r[0])) {
        (void)not_iterable(th, v);
        goto done;
    }
    r[1] = bt_tuple_new(th, NULL, n);
    if (bt_is_error(r[1]))
        goto done;
    for (size_t i = 0; i <= n; i++) {
        bt_value item = bt_iter_next(th, r[0]);
        if (bt_is_error(item))
            goto done;
        if (i < n && bt_is_unset(item)) {
            (void)bt_value_error(th, "not enough values to unpack (expected %zu, got %zu)", n, i);
            goto done;
        }
        if (i < n) {
            bt_as_tuple(r[1])->items[i] = item;
        } else if (!bt_is_unset(item)) {
            (void)bt_value_error(th, "too many values to unpack (expected %zu)", n);
            goto done;
        }
    }
    for (size_t i = 0; i < n; i++)
        dest[i] = bt_as_tuple(r[1])->items[i];
    ok = true;
done:
    BT_UNROOT(th, r);
    return ok;
}

bool bt_op_unpack(struct bt_thread *th, bt_value *dest, bt_value v, size_t n)
{
    if (bt_is_exact(th, v, BT_T_LIST) || bt_is_exact(th, v, BT_T_TUPLE)) {
        bool list = bt_is_exact(th, v, BT_T_LIST);
        size_t len = list ? bt_as_list(v)->len : bt_as_tuple(v)->len;
        const bt_value *items = list ? bt_as_list(v)->items : bt_as_tuple(v)->items;
        if (len < n)
            return bt_fail(th, BT_EXC_VALUE_ERROR,
                           "not enough values to unpack (expected %zu, got %zu)", n, len);
        if (len > n)
            return bt_fail(th, BT_EXC_VALUE_ERROR, "too many values to unpack (expected %zu)", n);
        for (size_t i = 0; i < n; i++)
            dest[i] = items[i];
        return true;
    }
    return unpack_any(th, dest, v, n);
}

bool bt_op_unpack_ex(struct bt_thread *th, bt_value *dest, bt_value v, size_t before, size_t after)
{
    BT_ROOTS(th, r, 1);
    r[0] = bt_to_list(th, v);
    bool ok = !bt_is_error(r[0]) || not_iterable(th, v);
    if (ok) {
        struct bt_list *list = bt_as_list(r[0]);
        if (list->len < before + after) {
            ok = bt_fail(th, BT_EXC_VALUE_ERROR,
                         "not enough values to unpack (expected at least %zu, got %zu)",
                         before + after, list->len);
        } else {
            bt_value middle = bt_list_new(th, list->items + before, list->len - before - after);
            ok = !bt_is_error(middle);
            if (ok) {
                for (size_t i = 0; i < before; i++)
                    dest[i] = list->items[i];
                dest[before] = middle;
                for (size_t i = 0; i < after; i++)
                    dest[before + 1 + i] = list->items[list->len - after + i];
            }
        }
    }
    BT_UNROOT(th, r);
    return ok;
}
