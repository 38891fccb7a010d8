/*
 * The other direction of slots.c: how Python code calls a slot that C code filled, `int.__add__(1,
 * 2)`. One wrap function per kind of slot checks the arguments and turns the slot's result into a
 * value.
 *
 * Called by the slot wrapper and method wrapper types (descriptor.c), and through `__new__`.
 */
#include "runtime/objects/slots.h"

#include "runtime/objects/dict.h"
#include "runtime/objects/error.h"
#include "runtime/objects/exception.h"
#include "runtime/objects/function.h"
#include "runtime/objects/heap.h"
#include "runtime/objects/int.h"
#include "runtime/objects/protocol.h"
#include "runtime/objects/seq.h"
#include "runtime/objects/str.h"
#include "runtime/objects/type.h"

static bool check_args(struct bt_thread *th, const struct bt_slot_row *row,
                       const struct bt_args *args, size_t min, size_t max)
{
    if (!bt_is_unset(args->kwnames) && bt_as_tuple(args->kwnames)->len)
        return bt_fail(th, BT_EXC_TYPE_ERROR, "wrapper %s() takes no keyword arguments", row->text);
    if (args->npos >= min && args->npos <= max)
        return true;
    if (min == max)
        return bt_fail(th, BT_EXC_TYPE_ERROR, "expected %zu argument%s, got %zu", min,
                       min == 1 ? "" : "s", args->npos);
    return bt_fail(th, BT_EXC_TYPE_ERROR, " expected at %s %zu argument%s, got %zu",
                   args->npos < min ? "least" : "most", args->npos < min ? min : max,
                   (args->npos < min ? min : max) == 1 ? "" : "s", args->npos);
}

#define WRAP(name)                                                                           \
    static bt_value name(struct bt_thread *th, const struct bt_slot_row *row, bt_slot_fn fn, \
                         bt_value self, const struct bt_args *args)

static bt_value none_if(bool ok)
{
    return ok ? BT_NONE : BT_ERROR;
}

WRAP(wrap_unary)
{
    if (!check_args(th, row, args, 0, 0))
        return BT_ERROR;
    return ((bt_value(*)(struct bt_thread *, bt_value))fn)(th, self);
}

WRAP(wrap_next)
{
    bt_value v = wrap_unary(th, row, fn, self, args);
    return bt_is_unset(v) ? bt_raise_value(th, bt_exception_new(th, BT_EXC_STOP_ITERATION, NULL, 0))
                          : v;
}

WRAP(wrap_format)
{
    if (!check_args(th, row, args, 1, 1))
        return BT_ERROR;
    if (!bt_is_str(args->v[0]))
        return bt_type_error(th, "__format__() argument must be str, not %T", args->v[0]);
    return ((bt_value(*)(struct bt_thread *, bt_value, bt_value))fn)(th, self, args->v[0]);
}

WRAP(wrap_hash)
{
    int64_t hash;
    if (!check_args(th, row, args, 0, 0) ||
        !((bool (*)(struct bt_thread *, bt_value, int64_t *))fn)(th, self, &hash))
        return BT_ERROR;
    return bt_int_from_i64(th, hash);
}

#define WRAP_COMPARE(name, op)                                                           \
    WRAP(name)                                                                           \
    {                                                                                    \
        if (!check_args(th, row, args, 1, 1))                                            \
            return BT_ERROR;                                                             \
        return ((bt_value(*)(struct bt_thread *, bt_value, bt_value, enum bt_cmpop))fn)( \
            th, self, args->v[0], op);                                                   \
    }
WRAP_COMPARE(wrap_lt, BT_LT)
WRAP_COMPARE(wrap_le, BT_LE)
WRAP_COMPARE(wrap_eq, BT_EQ)
WRAP_COMPARE(wrap_ne, BT_NE)
WRAP_COMPARE(wrap_gt, BT_GT)
WRAP_COMPARE(wrap_ge, BT_GE)

WRAP(wrap_truth)
{
    bool truth;
    if (!check_args(th, row, args, 0, 0) ||
        !((bool (*)(struct bt_thread *, bt_value, bool *))fn)(th, self, &truth))
        return BT_ERROR;
    return bt_bool(truth);
}

WRAP(wrap_len)
{
    size_t len;
    if (!check_args(th, row, args, 0, 0) ||
        !((bool (*)(struct bt_thread *, bt_value, size_t *))fn)(th, self, &len))
        return BT_ERROR;
    return bt_int_from_u64(th, len);
}

WRAP(wrap_contains)
{
    bool found;
    if (!check_args(th, row, args, 1, 1) || !((bool (*)(struct bt_thread *, bt_value, bt_value,
                                                        bool *))fn)(th, self, args->v[0], &found))
        return BT_ERROR;
    return bt_bool(found);
}

typedef bt_value (*binary_fn)(struct bt_thread *, bt_value, bt_value);
typedef bool (*ternary_fn)(struct bt_thread *, bt_value, bt_value, bt_value);

WRAP(wrap_binary_left)
{
    return check_args(th, row, args, 1, 1) ? ((binary_fn)fn)(th, self, args->v[0]) : BT_ERROR;
}

WRAP(wrap_binary_right)
{
    return check_args(th, row, args, 1, 1) ? ((binary_fn)fn)(th, args->v[0], self) : BT_ERROR;
}

WRAP(wrap_pow)
{
    if (!check_args(th, row, args, 1, 2))
        return BT_ERROR;
    if (args->npos == 2 && !bt_is_none(args->v[1]))
        return bt_power(th, self, args->v[0], args->v[1]);
    return ((binary_fn)fn)(th, self, args->v[0]);
}

WRAP(wrap_rpow)
{
    if (!check_args(th, row, args, 1, 2))
        return BT_ERROR;
    if (args->npos == 2 && !bt_is_none(args->v[1]))
        return bt_power(th, args->v[0], self, args->v[1]);
    return ((binary_fn)fn)(th, args->v[0], self);
}

WRAP(wrap_setitem)
{
    return none_if(check_args(th, row, args, 2, 2) &&
                   ((ternary_fn)fn)(th, self, args->v[0], args->v[1]));
}

WRAP(wrap_delitem)
{
    return none_if(check_args(th, row, args, 1, 1) &&
                   ((ternary_fn)fn)(th, self, args->v[0], BT_UNSET));
}

WRAP(wrap_call)
{
    (void)row;
    return ((bt_value(*)(struct bt_thread *, bt_value, const struct bt_args *))fn)(th, self, args);
}

WRAP(wrap_init)
{
    (void)row;
    return none_if(
        ((bool (*)(struct bt_thread *, bt_value, const struct bt_args *))fn)(th, self, args));
}

static bool check_name(struct bt_thread *th, bt_value name)
{
    return bt_is_str(name) ||
           bt_fail(th, BT_EXC_TYPE_ERROR, "attribute name must be string, not '%T'", name);
}

WRAP(wrap_getattr)
{
    if (!check_args(th, row, args, 1, 1) || !check_name(th, args->v[0]))
        return BT_ERROR;
    BT_ROOTS(th, r, 1);
    r[0] = bt_intern_str(th, args->v[0]); // not always the caller's str
    bt_value result = bt_is_error(r[0]) ? BT_ERROR : ((binary_fn)fn)(th, self, r[0]);
    BT_UNROOT(th, r);
    return result;
}

// object.__setattr__ must not get around the __setattr__ of a native type between object and the
// class.
static bool check_setattr_owner(struct bt_thread *th, const struct bt_slot_row *row, bt_slot_fn fn,
                                bt_value self)
{
    struct bt_type *type = bt_type_of(th, self);
    while (type && type->flags & BT_TYPE_HEAP)
        type = type->base_type;
    if (!type || (bt_slot_fn)type->s.setattr == fn)
        return true;
    return bt_fail(th, BT_EXC_TYPE_ERROR, "can't apply this %s to %T object", row->text, self);
}

static bool set_attribute(struct bt_thread *th, const struct bt_slot_row *row, bt_slot_fn fn,
                          bt_value self, bt_value name, bt_value value)
{
    if (!check_setattr_owner(th, row, fn, self) || !check_name(th, name))
        return false;
    BT_ROOTS(th, r, 1);
    r[0] = bt_intern_str(th, name); // not always the caller's str
    bool ok = !bt_is_error(r[0]) && ((ternary_fn)fn)(th, self, r[0], value);
    BT_UNROOT(th, r);
    return ok;
}

WRAP(wrap_setattr)
{
    return none_if(check_args(th, row, args, 2, 2) &&
                   set_attribute(th, row, fn, self, args->v[0], args->v[1]));
}

WRAP(wrap_delattr)
{
    return none_if(check_args(th, row, args, 1, 1) &&
                   set_attribute(th, row, fn, self, args->v[0], BT_UNSET));
}

WRAP(wrap_descr_get)
{
    if (!check_args(th, row, args, 1, 2))
        return BT_ERROR;
    bt_value obj = bt_is_none(args->v[0]) ? BT_UNSET : args->v[0];
    bt_value type = args->npos < 2 || bt_is_none(args->v[1]) ? BT_UNSET : args->v[1];
    if (bt_is_unset(obj) && bt_is_unset(type))
        return bt_type_error(th, "__get__(None, None) is invalid");
    return ((bt_value(*)(struct bt_thread *, bt_value, bt_value, bt_value))fn)(th, self, obj, type);
}

WRAP(wrap_descr_set)
{
    return none_if(check_args(th, row, args, 2, 2) &&
                   ((ternary_fn)fn)(th, self, args->v[0], args->v[1]));
}

WRAP(wrap_descr_delete)
{
    return none_if(check_args(th, row, args, 1, 1) &&
                   ((ternary_fn)fn)(th, self, args->v[0], BT_UNSET));
}

const bt_slot_wrap_fn bt_slot_wraps[BT_SLOT_ROWS] = {
#define BT_SLOT(name, field, generic, wrap, doc) wrap,
#include "runtime/objects/slots.def"
#undef BT_SLOT
};

bool bt_slots_add_wrappers(struct bt_thread *th, struct bt_type *type, const struct bt_slots *own)
{
    for (size_t i = 0; i < BT_SLOT_ROWS; i++) {
        const struct bt_slot_row *row = &bt_slot_rows[i];
        if (!bt_slot_wraps[i] || !bt_slot_get(own, row->offset))
            continue;
        struct bt_slot_wrapper *wrapper =
            bt_new_object(th, bt_type(th, BT_T_SLOT_WRAPPER), sizeof *wrapper);
        if (!wrapper)
            return false;
        wrapper->row = row;
        wrapper->type = type;
        if (!bt_dict_set(th, type->dict, th->interp->names[row->name], bt_from_obj(wrapper)))
            return false;
    }
    if (own->compare && !own->hash &&
        bt_is_unset(bt_dict_get_str(th, type->dict, BT_NAME(th, hash))))
        return bt_dict_set(th, type->dict, BT_NAME(th, hash), BT_NONE);
    return true;
}

// ---- __new__ ----

// Is `type` made by `owner`'s constructor as far as its native part goes?
static bool new_is_safe(struct bt_thread *th, struct bt_type *owner, struct bt_type *type)
{
    struct bt_type *native = type;
    while (native->flags & BT_TYPE_HEAP)
        native = native->base_type;
    if (native->s.new_ == owner->s.new_)
        return true;
    return bt_fail(th, BT_EXC_TYPE_ERROR, "%N.__new__(%N) is not safe, use %N.__new__()", owner,
                   type, native);
}

// owner.__new__(cls, ...): args->v[0] is the owner that the function is bound to.
static bt_value call_new(struct bt_thread *th, const struct bt_args *args)
{
    struct bt_type *owner = (struct bt_type *)bt_obj(args->v[0]);
    if (args->npos < 2)
        return bt_type_error(th, "%N.__new__(): not enough arguments", owner);
    bt_value cls = args->v[1];
    if (!bt_is_type(cls))
        return bt_type_error(th, "%N.__new__(X): X is not a type object (%T)", owner, cls);
    struct bt_type *type = (struct bt_type *)bt_obj(cls);
    if (!bt_is_subtype(type, owner))
        return bt_type_error(th, "%N.__new__(%N): %N is not a subtype of %N", owner, type, type,
                             owner);
    if (!new_is_safe(th, owner, type))
        return BT_ERROR;
    struct bt_args rest = {args->v + 2, args->npos - 2, args->kwnames};
    return owner->s.new_(th, type, &rest);
}

static const struct bt_fn_spec new_spec = {
    .name = "__new__",
    .sig = "(cls, *args, **kwargs)",
    .doc = "Create and return a new object; see help(type).",
    .raw = call_new,
    .flags = BT_FN_RAW,
};

bt_value bt_slots_make_new(struct bt_thread *th, struct bt_type *type)
{
    return bt_native_new(th, &new_spec, bt_from_obj(type), BT_NONE);
}
