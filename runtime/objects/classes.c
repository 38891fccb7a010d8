/*
 * isinstance and issubclass, with __instancecheck__ and __subclasscheck__ of metaclasses.
 */
#include "runtime/objects/error.h"
#include "runtime/objects/protocol.h"
#include "runtime/objects/seq.h"

bool bt_is_subtype(const struct bt_type *type, const struct bt_type *base)
{
    if (type == base)
        return true;
    if (!bt_is_tuple(type->mro)) { // while types are being made
        for (; type != NULL; type = type->base_type) {
            if (type == base)
                return true;
        }
        return false;
    }
    const struct bt_tuple *mro = bt_as_tuple(type->mro);
    for (size_t i = 0; i < mro->len; i++) {
        if (bt_obj(mro->items[i]) == &base->base)
            return true;
    }
    return false;
}

// __bases__ of something that is no type but behaves like one; BT_UNSET if it has none. [py]
static bt_value abstract_bases(struct bt_thread *th, bt_value cls)
{
    bt_value bases = bt_getattr_opt(th, cls, BT_NAME(th, bases));
    return bt_is_error(bases) || bt_is_tuple(bases) ? bases : BT_UNSET;
}

static bool check_class(struct bt_thread *th, bt_value cls, const char *message)
{
    bt_value bases = abstract_bases(th, cls);
    if (bt_is_unset(bases))
        (void)bt_type_error(th, "%s", message);
    return bt_is_obj(bases);
}

// Is cls among derived and its __bases__, for things that are not types?
static bool abstract_issubclass(struct bt_thread *th, bt_value derived, bt_value cls, bool *out)
{
    *out = bt_same(derived, cls);
    if (*out)
        return true;
    if (!bt_enter(th, " in __subclasscheck__"))
        return false;
    BT_ROOTS(th, r, 2);
    r[0] = abstract_bases(th, derived);
    r[1] = cls;
    bool ok = !bt_is_error(r[0]);
    size_t n = bt_is_obj(r[0]) ? bt_as_tuple(r[0])->len : 0;
    for (size_t i = 0; ok && !*out && i < n; i++)
        ok = abstract_issubclass(th, bt_as_tuple(r[0])->items[i], cls, out);
    BT_UNROOT(th, r);
    return ok;
}

// May obj.__class__ be another than its type? Not if it is object's own attribute.
static bool may_claim_class(struct bt_thread *th, struct bt_type *type)
{
    return type->s.getattr != bt_generic_getattr ||
           !bt_same(bt_type_find(th, type, BT_NAME(th, class)),
                    bt_type_find(th, bt_type(th, BT_T_OBJECT), BT_NAME(th, class)));
}

bool bt_isinstance_default(struct bt_thread *th, bt_value v, bt_value cls, bool *out)
{
    *out = false;
    if (bt_is_type(cls)) {
        struct bt_type *type = (struct bt_type *)bt_obj(cls);
        *out = bt_is_subtype(bt_type_of(th, v), type);
        if (*out || !bt_is_obj(v) || !may_claim_class(th, bt_obj(v)->type))
            return true;
        bt_value claimed = bt_getattr_opt(th, v, BT_NAME(th, class));
        if (bt_is_error(claimed))
            return false;
        if (bt_is_type(claimed) && bt_obj(claimed) != &bt_type_of(th, v)->base)
            *out = bt_is_subtype((struct bt_type *)bt_obj(claimed), type);
        return true;
    }
    if (!check_class(th, cls, "isinstance() arg 2 must be a type, a tuple of types, or a union"))
        return false;
    BT_ROOTS(th, r, 1);
    r[0] = bt_getattr_opt(th, v, BT_NAME(th, class));
    bool ok = !bt_is_error(r[0]);
    if (ok && !bt_is_unset(r[0]))
        ok = abstract_issubclass(th, r[0], cls, out);
    BT_UNROOT(th, r);
    return ok;
}

bool bt_issubclass_default(struct bt_thread *th, bt_value c, bt_value cls, bool *out)
{
    if (bt_is_type(c) && bt_is_type(cls)) {
        *out = bt_is_subtype((struct bt_type *)bt_obj(c), (struct bt_type *)bt_obj(cls));
        return true;
    }
    return check_class(th, c, "issubclass() arg 1 must be a class") &&
           check_class(th, cls,
                       "issubclass() arg 2 must be a class, a tuple of classes, or a union") &&
           abstract_issubclass(th, c, cls, out);
}

typedef bool (*check_fn)(struct bt_thread *th, bt_value v, bt_value cls, bool *out);

// isinstance and issubclass alike: a tuple means any of its items; a metaclass may have a check of
// its own.
static bool check_any(struct bt_thread *th, bt_value v, bt_value cls, bool *out, bt_value method,
                      check_fn plain)
{
    if (bt_is_exact(th, cls, BT_T_TYPE))
        return plain(th, v, cls, out);
    if (!bt_enter(th, bt_same(method, BT_NAME(th, instancecheck)) ? " in __instancecheck__"
                                                                  : " in __subclasscheck__"))
        return false;
    *out = false;
    if (bt_is_tuple(cls)) {
        for (size_t i = 0; i < bt_as_tuple(cls)->len && !*out; i++) {
            if (!check_any(th, v, bt_as_tuple(cls)->items[i], out, method, plain))
                return false;
        }
        return true;
    }
    bt_value answer = bt_call_special(th, cls, method, &v, 1);
    if (bt_is_unset(answer))
        return plain(th, v, cls, out);
    return !bt_is_error(answer) && bt_truth(th, answer, out);
}

bool bt_isinstance(struct bt_thread *th, bt_value v, bt_value cls, bool *out)
{
    if (bt_from_obj(bt_type_of(th, v)).bits == cls.bits) {
        *out = true;
        return true;
    }
    BT_ROOTS(th, r, 2);
    r[0] = v;
    r[1] = cls;
    bool ok = check_any(th, v, cls, out, BT_NAME(th, instancecheck), bt_isinstance_default);
    BT_UNROOT(th, r);
    return ok;
}

bool bt_issubclass(struct bt_thread *th, bt_value c, bt_value cls, bool *out)
{
    BT_ROOTS(th, r, 2);
    r[0] = c;
    r[1] = cls;
    bool ok = check_any(th, c, cls, out, BT_NAME(th, subclasscheck), bt_issubclass_default);
    BT_UNROOT(th, r);
    return ok;
}
