// types.SimpleNamespace: an object whose attributes are given as keywords, with a repr and equality
// by them.
#include "base/buf.h"
#include "runtime/objects/args.h"
#include "runtime/objects/dict.h"
#include "runtime/objects/error.h"
#include "runtime/objects/protocol.h"
#include "runtime/objects/seq.h"
#include "runtime/objects/shape.h"
#include "runtime/objects/str.h"
#include "runtime/objects/type.h"

// self.key = value for each pair of the argument: a mapping or an iterable of pairs.
static bool set_from(struct bt_thread *th, bt_value self, bt_value arg)
{
    BT_ROOTS(th, r, 1);
    bool ok = false;
    bt_value key, value;
    size_t pos = 0;
    r[0] = bt_dict_new(th);
    if (bt_is_error(r[0]) || !bt_dict_update(th, bt_as_dict(r[0]), arg))
        goto done;
    while (bt_dict_next(bt_as_dict(r[0]), &pos, &key, &value)) {
        if (!bt_is_str(key)) {
            (void)bt_type_error(th, "keywords must be strings");
            goto done;
        }
        bt_value name = bt_intern_str(th, key);
        if (bt_is_error(name) || !bt_instance_set(th, bt_obj(self), name, value))
            goto done;
    }
    ok = true;
done:
    BT_UNROOT(th, r);
    return ok;
}

static bool set_keywords(struct bt_thread *th, bt_value self, const struct bt_args *args)
{
    for (size_t i = 0; i < bt_args_n_kw(args); i++) {
        bt_value name = bt_intern_str(th, bt_as_tuple(args->kwnames)->items[i]);
        if (bt_is_error(name) || !bt_instance_set(th, bt_obj(self), name, args->v[args->npos + i]))
            return false;
    }
    return true;
}

static bt_value namespace_new(struct bt_thread *th, struct bt_type *type,
                              const struct bt_args *args)
{
    (void)args;
    return bt_from_obj(bt_instance_new(th, type));
}

static bool namespace_init(struct bt_thread *th, bt_value self, const struct bt_args *args)
{
    if (args->npos > 1)
        return bt_fail(th, BT_EXC_TYPE_ERROR, "%T expected at most 1 argument, got %zu", self,
                       args->npos);
    return (!args->npos || set_from(th, self, args->v[0])) && set_keywords(th, self, args);
}

// Append "a=1, b='x'".
static bool append_items(struct bt_thread *th, struct bt_buf *buf, bt_value dict)
{
    bt_value key, value;
    size_t pos = 0;
    bool first = true;
    while (bt_dict_next(bt_as_dict(dict), &pos, &key, &value)) {
        if (!bt_is_str(key) || !bt_as_str(key)->len)
            continue;
        bt_buf_puts(buf, first ? "" : ", ");
        bt_buf_printf(buf, "%.*s=", (int)bt_as_str(key)->len, bt_as_str(key)->data);
        if (!bt_buf_repr(th, buf, value))
            return false;
        first = false;
    }
    return true;
}

static bt_value namespace_repr(struct bt_thread *th, bt_value self)
{
    struct bt_type *type = bt_obj(self)->type;
    bool inside, plain = type == bt_type(th, BT_T_NAMESPACE);
    const char *name = plain ? "namespace" : bt_as_str(type->name_str)->data;
    if (!bt_repr_enter(th, self, &inside))
        return BT_ERROR;
    if (inside)
        return bt_str_format(th, "%s(...)", name);
    struct bt_buf buf;
    bt_buf_init(&buf);
    BT_ROOTS(th, r, 1);
    r[0] = bt_instance_dict(th, bt_obj(self));
    if (!bt_is_error(r[0]))
        r[0] = bt_dict_copy(th, bt_as_dict(r[0]));
    bt_buf_printf(&buf, "%s(", name);
    bool ok = !bt_is_error(r[0]) && append_items(th, &buf, r[0]);
    bt_buf_putc(&buf, ')');
    BT_UNROOT(th, r);
    bt_repr_leave(th, self);
    if (ok)
        return bt_str_from_buf(th, &buf);
    bt_buf_free(&buf);
    return BT_ERROR;
}

static bt_value namespace_compare(struct bt_thread *th, bt_value a, bt_value b, enum bt_cmpop op)
{
    if (!bt_is_a(th, a, BT_T_NAMESPACE) || !bt_is_a(th, b, BT_T_NAMESPACE))
        return BT_NOT_IMPLEMENTED;
    bt_value x = bt_instance_dict(th, bt_obj(a));
    bt_value y = bt_is_error(x) ? BT_ERROR : bt_instance_dict(th, bt_obj(b));
    return bt_is_error(y) ? BT_ERROR : bt_compare(th, x, y, op);
}

static bt_value namespace_replace(struct bt_thread *th, const struct bt_args *args)
{
    bt_value self = args->v[0];
    if (args->npos > 1)
        return bt_type_error(th, "__replace__() takes no positional arguments");
    bt_value copy = bt_call0(th, bt_from_obj(bt_obj(self)->type));
    if (bt_is_error(copy))
        return BT_ERROR;
    if (!bt_is_a(th, copy, BT_T_NAMESPACE))
        return bt_type_error(th, "expect %N type, but %T() returned '%T' object",
                             bt_type(th, BT_T_NAMESPACE), self, copy);
    BT_ROOTS(th, r, 1);
    r[0] = copy;
    bt_value dict = bt_instance_dict(th, bt_obj(self));
    bool ok = !bt_is_error(dict) && set_from(th, copy, dict) && set_keywords(th, copy, args);
    BT_UNROOT(th, r);
    return ok ? copy : BT_ERROR;
}

static bt_value namespace_reduce(struct bt_thread *th, const bt_value *args)
{
    bt_value dict = bt_instance_dict(th, bt_obj(args[0]));
    if (bt_is_error(dict))
        return BT_ERROR;
    return bt_tuple_of(th, 3, bt_from_obj(bt_obj(args[0])->type), th->interp->empty_tuple, dict);
}

static const struct bt_fn_spec methods[] = {
    {"__replace__", NULL, "(self, /, **kwargs)", "A copy with some attributes replaced.",
     namespace_replace, BT_FN_RAW},
    {"__reduce__", namespace_reduce, "(self, /)", "How to make a copy.", NULL, 0},
    {0},
};

const struct bt_type_spec bt_namespace_spec = {
    .name = "types.SimpleNamespace",
    .doc = "SimpleNamespace(mapping_or_iterable=(), /, **kwargs): an object with these attributes.",
    .flags = BT_TYPE_BASE | BT_TYPE_INSTANCE_DICT,
    .size = sizeof(struct bt_object),
    .slots =
        {
            .repr = namespace_repr,
            .compare = namespace_compare,
            .new_ = namespace_new,
            .init = namespace_init,
        },
    .methods = methods,
};
