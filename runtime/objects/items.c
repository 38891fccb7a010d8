/*
 * Items, membership and size: obj[key], item in obj, len(obj).
 */
#include "runtime/objects/error.h"
#include "runtime/objects/generic_alias.h"
#include "runtime/objects/protocol.h"
#include "runtime/objects/quick.h"
#include "runtime/objects/str.h"

// C[key] for a class C whose metaclass has no __getitem__: C.__class_getitem__(key).
static bt_value getitem_of_class(struct bt_thread *th, bt_value cls, bt_value key)
{
    if (bt_same(cls, bt_from_obj(bt_type(th, BT_T_TYPE))))
        return bt_generic_alias_new(th, cls,
                                    key); // type[C]; the method would be every metaclass's, too
    BT_ROOTS(th, r, 2);
    r[0] = key;
    r[1] = bt_getattr_opt(th, cls, BT_NAME(th, class_getitem));
    bt_value result = BT_ERROR;
    if (bt_is_unset(r[1]) || bt_is_none(r[1]))
        (void)bt_type_error(th, "type '%.200N' is not subscriptable", bt_obj(cls));
    else if (!bt_is_error(r[1]))
        result = bt_call_n(th, r[1], r, 1);
    BT_UNROOT(th, r);
    return result;
}

bt_value bt_getitem(struct bt_thread *th, bt_value obj, bt_value key)
{
    bt_value (*getitem)(struct bt_thread *, bt_value, bt_value) = bt_type_of(th, obj)->s.getitem;
    if (getitem == NULL) {
        if (bt_is_type(obj))
            return getitem_of_class(th, obj, key);
        return bt_type_error(th, "'%.200T' object is not subscriptable", obj);
    }
    BT_ROOTS(th, r, 2);
    r[0] = obj;
    r[1] = key;
    bt_stress_collect(th);
    bt_value result = getitem(th, obj, key);
    BT_UNROOT(th, r);
    return result;
}

bool bt_setitem(struct bt_thread *th, bt_value obj, bt_value key, bt_value value)
{
    bool (*setitem)(struct bt_thread *, bt_value, bt_value, bt_value) =
        bt_type_of(th, obj)->s.setitem;
    if (setitem == NULL)
        return bt_fail(th, BT_EXC_TYPE_ERROR, "'%.200T' object %s", obj,
                       bt_is_unset(value) ? "doesn't support item deletion"
                                          : "does not support item assignment");
    BT_ROOTS(th, r, 3);
    r[0] = obj;
    r[1] = key;
    r[2] = value;
    bt_stress_collect(th);
    bool ok = setitem(th, obj, key, value);
    BT_UNROOT(th, r);
    return ok;
}

// Without __contains__: one after the other.
static bool contains_by_iteration(struct bt_thread *th, bt_value container, bt_value item,
                                  bool *out)
{
    struct bt_type *type = bt_type_of(th, container);
    if (type->s.iter == NULL && type->s.getitem == NULL)
        return bt_fail(th, BT_EXC_TYPE_ERROR, "argument of type '%.200T' is not iterable",
                       container);
    BT_ROOTS(th, r, 2);
    r[0] = bt_iter(th, container);
    bool ok = !bt_is_error(r[0]);
    *out = false;
    while (ok && !*out) {
        r[1] = bt_iter_next(th, r[0]);
        ok = !bt_is_error(r[1]);
        if (bt_is_unset(r[1]))
            break;
        if (ok)
            ok = bt_eq(th, r[1], item, out);
    }
    BT_UNROOT(th, r);
    return ok;
}

bool bt_contains(struct bt_thread *th, bt_value container, bt_value item, bool *out)
{
    struct bt_type *type = bt_type_of(th, container);
    BT_ROOTS(th, r, 2);
    r[0] = container;
    r[1] = item;
    bt_stress_collect(th);
    bool ok = type->s.contains != NULL ? type->s.contains(th, container, item, out)
                                       : contains_by_iteration(th, container, item, out);
    BT_UNROOT(th, r);
    return ok;
}

bool bt_len(struct bt_thread *th, bt_value obj, size_t *out)
{
    if (bt_quick_len(th, obj, out))
        return true;
    bool (*len)(struct bt_thread *, bt_value, size_t *) = bt_type_of(th, obj)->s.len;
    if (len == NULL)
        return bt_fail(th, BT_EXC_TYPE_ERROR, "object of type '%.200T' has no len()", obj);
    BT_ROOTS(th, r, 1);
    r[0] = obj;
    bt_stress_collect(th);
    bool ok = len(th, obj, out);
    BT_UNROOT(th, r);
    return ok;
}
