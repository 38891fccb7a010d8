/*
 * types.GenericAlias: list[int]. It stands for its origin in calls and attribute access and
 * remembers the arguments; the interpreter makes nothing of them.
 */
#include "runtime/objects/generic_alias.h"

#include "base/buf.h"
#include "runtime/objects/args.h"
#include "runtime/objects/error.h"
#include "runtime/objects/heap.h"
#include "runtime/objects/protocol.h"
#include "runtime/objects/seq.h"
#include "runtime/objects/str.h"
#include "runtime/objects/type.h"

static struct bt_generic_alias *as_alias(bt_value v)
{
    return (struct bt_generic_alias *)bt_obj(v);
}

bt_value bt_generic_alias_new(struct bt_thread *th, bt_value origin, bt_value item)
{
    bt_value args = bt_is_tuple(item) ? item : bt_tuple_new(th, &item, 1);
    if (bt_is_error(args))
        return BT_ERROR;
    struct bt_generic_alias *alias =
        bt_new_object(th, bt_type(th, BT_T_GENERIC_ALIAS), sizeof *alias);
    if (!alias)
        return BT_ERROR;
    alias->origin = origin;
    alias->args = args;
    alias->starred = false;
    return bt_from_obj(alias);
}

static bt_value class_getitem(struct bt_thread *th, const bt_value *args)
{
    return bt_generic_alias_new(th, args[0], args[1]);
}

const struct bt_fn_spec bt_class_getitem_spec = {
    "__class_getitem__", class_getitem, "(cls, object, /)", "The class with type arguments.", NULL,
    BT_FN_CLASS,
};

static bt_value alias_new(struct bt_thread *th, struct bt_type *type, const struct bt_args *args)
{
    (void)type;
    if (!bt_args_no_kw(th, args, "GenericAlias") || !bt_args_count(th, args, "GenericAlias", 2, 2))
        return BT_ERROR;
    return bt_generic_alias_new(th, args->v[0], args->v[1]);
}

static bool accept_args(struct bt_thread *th, bt_value self, const struct bt_args *args)
{
    (void)th;
    (void)self;
    (void)args;
    return true; // __new__ has looked at them
}

// ---- text ----

bool bt_generic_arg_repr(struct bt_thread *th, struct bt_buf *buf, bt_value arg)
{
    if (bt_same(arg, BT_ELLIPSIS)) {
        bt_buf_puts(buf, "...");
        return true;
    }
    if (bt_same(arg, bt_from_obj(bt_type(th, BT_T_NONE)))) {
        bt_buf_puts(buf, "None");
        return true;
    }
    if (!bt_is_type(arg))
        return bt_buf_repr(th, buf, arg);
    struct bt_type *type = (struct bt_type *)bt_obj(arg);
    bt_value module = bt_type_module(th, type);
    if (!bt_is_unset(module) && bt_is_str(module) && !bt_str_is(module, "builtins"))
        bt_buf_printf(buf, "%.*s.", (int)bt_as_str(module)->len, bt_as_str(module)->data);
    bt_buf_puts(buf, bt_as_str(type->qualname)->data);
    return true;
}

static bt_value alias_repr(struct bt_thread *th, bt_value self)
{
    struct bt_generic_alias *alias = as_alias(self);
    struct bt_tuple *args = bt_as_tuple(alias->args);
    struct bt_buf buf;
    bt_buf_init(&buf);
    bt_buf_puts(&buf, alias->starred ? "*" : "");
    bool ok = bt_enter(th, " while getting the repr of an object") &&
              bt_generic_arg_repr(th, &buf, alias->origin);
    bt_buf_puts(&buf, args->len ? "[" : "[()");
    for (size_t i = 0; ok && i < args->len; i++) {
        bt_buf_puts(&buf, i ? ", " : "");
        if (bt_is_none(args->items[i]))
            bt_buf_puts(&buf, "None");
        else
            ok = bt_generic_arg_repr(th, &buf, args->items[i]);
    }
    bt_buf_putc(&buf, ']');
    if (ok)
        return bt_str_from_buf(th, &buf);
    bt_buf_free(&buf);
    return BT_ERROR;
}

// ---- operations ----

static bt_value alias_compare(struct bt_thread *th, bt_value a, bt_value b, enum bt_cmpop op)
{
    if ((op != BT_EQ && op != BT_NE) || !bt_is_exact(th, b, BT_T_GENERIC_ALIAS))
        return BT_NOT_IMPLEMENTED;
    bool same = as_alias(a)->starred == as_alias(b)->starred;
    if (same && !bt_eq(th, as_alias(a)->origin, as_alias(b)->origin, &same))
        return BT_ERROR;
    if (same && !bt_eq(th, as_alias(a)->args, as_alias(b)->args, &same))
        return BT_ERROR;
    return bt_bool(same == (op == BT_EQ));
}

static bool alias_hash(struct bt_thread *th, bt_value self, int64_t *out)
{
    int64_t origin, args;
    if (!bt_hash(th, as_alias(self)->origin, &origin) || !bt_hash(th, as_alias(self)->args, &args))
        return false;
    *out = origin ^ args;
    return true;
}

static bt_value alias_call(struct bt_thread *th, bt_value self, const struct bt_args *args)
{
    bt_value made = bt_call(th, as_alias(self)->origin, args);
    if (bt_is_error(made) || !bt_is_obj(made))
        return made;
    BT_ROOTS(th, r, 1);
    r[0] = made;
    // an object without a dict does not remember
    if (!bt_setattr(th, made, BT_NAME(th, orig_class), self)) {
        if (bt_exc_is(th, BT_EXC_ATTRIBUTE_ERROR) || bt_exc_is(th, BT_EXC_TYPE_ERROR))
            bt_exc_clear(th);
        else
            made = BT_ERROR;
    }
    BT_UNROOT(th, r);
    return made;
}

static bt_value alias_getitem(struct bt_thread *th, bt_value self, bt_value key)
{
    (void)key;
    return bt_type_error(th, "%R is not a generic class", self);
}

// The attributes that are the alias's own; all others are the origin's.
static bool is_own(bt_value name)
{
    static const char *const own[] = {
        "__class__",
        "__origin__",
        "__args__",
        "__parameters__",
        "__mro_entries__",
        "__unpacked__",
        "__reduce_ex__",
        "__reduce__",
        "__copy__",
        "__deepcopy__",
        "__typing_unpacked_tuple_args__",
    };
    for (size_t i = 0; i < sizeof own / sizeof own[0]; i++) {
        if (bt_str_is(name, own[i]))
            return true;
    }
    return false;
}

static bt_value alias_getattr(struct bt_thread *th, bt_value self, bt_value name)
{
    return is_own(name) ? bt_generic_getattr(th, self, name)
                        : bt_getattr(th, as_alias(self)->origin, name);
}

static bt_value alias_iter(struct bt_thread *th, bt_value self)
{
    bt_value starred = bt_generic_alias_new(th, as_alias(self)->origin, as_alias(self)->args);
    if (bt_is_error(starred))
        return BT_ERROR;
    as_alias(starred)->starred = true;
    bt_value one = bt_tuple_new(th, &starred, 1);
    return bt_is_error(one) ? BT_ERROR : bt_iter(th, one);
}

static void alias_trace(struct bt_tracer *tracer, struct bt_object *o)
{
    bt_mark(tracer, ((struct bt_generic_alias *)o)->origin);
    bt_mark(tracer, ((struct bt_generic_alias *)o)->args);
}

static bt_value mro_entries(struct bt_thread *th, const bt_value *args)
{
    return bt_tuple_new(th, &as_alias(args[0])->origin, 1);
}

static bt_value instancecheck(struct bt_thread *th, const bt_value *args)
{
    (void)args;
    return bt_type_error(th, "isinstance() argument 2 cannot be a parameterized generic");
}

static bt_value subclasscheck(struct bt_thread *th, const bt_value *args)
{
    (void)args;
    return bt_type_error(th, "issubclass() argument 2 cannot be a parameterized generic");
}

static bt_value get_origin(struct bt_thread *th, bt_value self)
{
    (void)th;
    return as_alias(self)->origin;
}

static bt_value get_args(struct bt_thread *th, bt_value self)
{
    (void)th;
    return as_alias(self)->args;
}

static bt_value get_parameters(struct bt_thread *th, bt_value self)
{
    (void)self;
    return th->interp->empty_tuple; // there are no type variables to be found
}

static bt_value get_unpacked(struct bt_thread *th, bt_value self)
{
    (void)th;
    return bt_bool(as_alias(self)->starred);
}

static const struct bt_fn_spec methods[] = {
    {"__mro_entries__", mro_entries, "(self, bases, /)",
     "What stands for it among the bases of a class.", NULL, 0},
    {"__instancecheck__", instancecheck, "(self, instance, /)", NULL, NULL, 0},
    {"__subclasscheck__", subclasscheck, "(self, subclass, /)", NULL, NULL, 0},
    {0},
};

static const struct bt_getset_spec getsets[] = {
    {"__origin__", get_origin, NULL, "the class"},
    {"__args__", get_args, NULL, "the type arguments"},
    {"__parameters__", get_parameters, NULL, "the type variables among them"},
    {"__unpacked__", get_unpacked, NULL, "whether it was unpacked by *"},
    {0},
};

const struct bt_type_spec bt_generic_alias_spec = {
    .name = "types.GenericAlias",
    .doc = "A class with type arguments: list[int].",
    .flags = BT_TYPE_BASE,
    .size = sizeof(struct bt_generic_alias),
    .slots =
        {
            .repr = alias_repr,
            .hash = alias_hash,
            .compare = alias_compare,
            .call = alias_call,
            .iter = alias_iter,
            .getitem = alias_getitem,
            .getattr = alias_getattr,
            .binary[BT_OP_OR] = bt_union_or,
            .new_ = alias_new,
            .init = accept_args,
            .trace = alias_trace,
        },
    .methods = methods,
    .getsets = getsets,
};
