// The types of None, Ellipsis and NotImplemented: values without a body.
#include "runtime/objects/error.h"
#include "runtime/objects/seq.h"
#include "runtime/objects/str.h"
#include "runtime/objects/type.h"

// NoneType() gives None; arguments are refused.
static bool no_args(struct bt_thread *th, const struct bt_args *args, const char *name)
{
    if (!args->npos && (bt_is_unset(args->kwnames) || !bt_as_tuple(args->kwnames)->len))
        return true;
    return bt_fail(th, BT_EXC_TYPE_ERROR, "%s takes no arguments", name);
}

static bt_value none_new(struct bt_thread *th, struct bt_type *type, const struct bt_args *args)
{
    (void)type;
    return no_args(th, args, "NoneType") ? BT_NONE : BT_ERROR;
}

static bt_value none_repr(struct bt_thread *th, bt_value self)
{
    (void)self;
    return bt_str_from(th, "None");
}

static bool none_truth(struct bt_thread *th, bt_value self, bool *out)
{
    (void)th;
    (void)self;
    *out = false;
    return true;
}

static bool none_hash(struct bt_thread *th, bt_value self, int64_t *out)
{
    (void)th;
    (void)self;
    *out = 0xFCA86420; // what CPython 3.13 has on every machine
    return true;
}

static bool accept_args(struct bt_thread *th, bt_value self, const struct bt_args *args)
{
    (void)th;
    (void)self;
    (void)args;
    return true; // __new__ has looked at them
}

const struct bt_type_spec bt_none_spec = {
    .name = "NoneType",
    .doc = "The type of None.",
    .size = sizeof(struct bt_object),
    .slots =
        {
            .repr = none_repr,
            .hash = none_hash,
            .truth = none_truth,
            .new_ = none_new,
            .init = accept_args,
        },
};

static bt_value ellipsis_new(struct bt_thread *th, struct bt_type *type, const struct bt_args *args)
{
    (void)type;
    return no_args(th, args, "EllipsisType") ? BT_ELLIPSIS : BT_ERROR;
}

static bt_value ellipsis_repr(struct bt_thread *th, bt_value self)
{
    (void)self;
    return bt_str_from(th, "Ellipsis");
}

static bt_value ellipsis_reduce(struct bt_thread *th, const bt_value *args)
{
    return ellipsis_repr(th, args[0]);
}

static const struct bt_fn_spec ellipsis_methods[] = {
    {"__reduce__", ellipsis_reduce, "(self, /)", "How to make a copy.", NULL, 0},
    {0},
};

const struct bt_type_spec bt_ellipsis_spec = {
    .name = "ellipsis",
    .doc = "The type of Ellipsis, which is written '...'.",
    .size = sizeof(struct bt_object),
    .slots =
        {
            .repr = ellipsis_repr,
            .new_ = ellipsis_new,
            .init = accept_args,
        },
    .methods = ellipsis_methods,
};

static bt_value not_implemented_new(struct bt_thread *th, struct bt_type *type,
                                    const struct bt_args *args)
{
    (void)type;
    return no_args(th, args, "NotImplementedType") ? BT_NOT_IMPLEMENTED : BT_ERROR;
}

static bt_value not_implemented_repr(struct bt_thread *th, bt_value self)
{
    (void)self;
    return bt_str_from(th, "NotImplemented");
}

static bool not_implemented_truth(struct bt_thread *th, bt_value self, bool *out)
{
    (void)self;
    *out = true;
    const struct bt_upcalls *up = th->interp->up;
    if (!up || !up->warn)
        return true;
    return up->warn(th, BT_EXC_DEPRECATION_WARNING,
                    "NotImplemented should not be used in a boolean context");
}

static bt_value not_implemented_reduce(struct bt_thread *th, const bt_value *args)
{
    return not_implemented_repr(th, args[0]);
}

static const struct bt_fn_spec not_implemented_methods[] = {
    {"__reduce__", not_implemented_reduce, "(self, /)", "How to make a copy.", NULL, 0},
    {0},
};

const struct bt_type_spec bt_not_implemented_spec = {
    .name = "NotImplementedType",
    .doc = "The type of NotImplemented.",
    .size = sizeof(struct bt_object),
    .slots =
        {
            .repr = not_implemented_repr,
            .truth = not_implemented_truth,
            .new_ = not_implemented_new,
            .init = accept_args,
        },
    .methods = not_implemented_methods,
};
