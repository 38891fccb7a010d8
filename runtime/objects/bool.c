// bool: False and True, ints of the values 0 and 1. What differs from int: text, constructor, and &
// | ^ of two bools.
#include "runtime/objects/int_impl.h"
#include "runtime/objects/protocol.h"
#include "runtime/objects/str.h"
#include "runtime/objects/type.h"

static bt_value bool_repr(struct bt_thread *th, bt_value self)
{
    return bt_same(self, BT_TRUE) ? bt_intern(th, "True", 4) : bt_intern(th, "False", 5);
}

static bt_value bool_bitwise(struct bt_thread *th, enum bt_binop op, bt_value a, bt_value b)
{
    if (!bt_is_int(a) || !bt_is_int(b))
        return BT_NOT_IMPLEMENTED;
    bt_value v = bt_int_binary(th, op, a, b);
    if (bt_is_bool(a) && bt_is_bool(b))
        return bt_bool(bt_same(v, bt_from_small(1)));
    return v;
}
static bt_value bool_and(struct bt_thread *th, bt_value a, bt_value b)
{
    return bool_bitwise(th, BT_OP_AND, a, b);
}
static bt_value bool_xor(struct bt_thread *th, bt_value a, bt_value b)
{
    return bool_bitwise(th, BT_OP_XOR, a, b);
}
static bt_value bool_or(struct bt_thread *th, bt_value a, bt_value b)
{
    return bool_bitwise(th, BT_OP_OR, a, b);
}

static bt_value bool_invert(struct bt_thread *th, bt_value v)
{
    if (th->interp->up && th->interp->up->warn &&
        !th->interp->up->warn(
            th, BT_EXC_DEPRECATION_WARNING,
            "Bitwise inversion '~' on bool is deprecated and will be removed in Python 3.16. "
            "This returns the bitwise inversion of the underlying int object and is usually not "
            "what you expect from negating a bool. Use the 'not' operator for boolean negation or "
            "~int(x) if you really want the bitwise inversion of the underlying int."))
        return BT_ERROR;
    return bt_from_small(bt_same(v, BT_TRUE) ? -2 : -1);
}

static bt_value bool_new(struct bt_thread *th, struct bt_type *type, const struct bt_args *args)
{
    (void)type; // bool has no subclasses
    if (!bt_is_unset(args->kwnames))
        return bt_type_error(th, "bool() takes no keyword arguments");
    if (args->npos > 1)
        return bt_type_error(th, "bool expected at most 1 argument, got %zu", args->npos);
    bool truth = false;
    if (args->npos == 1 && !bt_truth(th, args->v[0], &truth))
        return BT_ERROR;
    return bt_bool(truth);
}

const struct bt_type_spec bt_bool_spec = {
    .name = "bool",
    .doc = "True or False: the truth of the argument.",
    .flags = BT_TYPE_INT_SUB,
    .base_id = BT_T_INT,
    .size = sizeof(struct bt_object),
    .slots =
        {
            .repr = bool_repr,
            .binary = {[BT_OP_AND] = bool_and, [BT_OP_XOR] = bool_xor, [BT_OP_OR] = bool_or},
            .unary = {[BT_INVERT] = bool_invert},
            .new_ = bool_new,
        },
    .new_sig = "(object=False, /)",
};
