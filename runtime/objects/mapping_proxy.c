// mappingproxy: a read-only view of a mapping; what a class's __dict__ shows.
#include "runtime/objects/args.h"
#include "runtime/objects/dict.h"
#include "runtime/objects/error.h"
#include "runtime/objects/heap.h"
#include "runtime/objects/object_attrs.h"
#include "runtime/objects/protocol.h"
#include "runtime/objects/str.h"
#include "runtime/objects/type.h"

struct bt_mapping_proxy {
    struct bt_object base;
    bt_value mapping;
};

static bt_value inner(bt_value self)
{
    return ((struct bt_mapping_proxy *)bt_obj(self))->mapping;
}

bt_value bt_mapping_proxy_new(struct bt_thread *th, bt_value mapping)
{
    struct bt_mapping_proxy *p = bt_new_object(th, bt_type(th, BT_T_MAPPING_PROXY), sizeof *p);
    if (!p)
        return BT_ERROR;
    p->mapping = mapping;
    return bt_from_obj(p);
}

static bt_value proxy_new(struct bt_thread *th, struct bt_type *type, const struct bt_args *args)
{
    static const char *const names[] = {"mapping"};
    bt_value v;
    (void)type;
    if (!bt_args_named(th, args, "mappingproxy", names, 1, &v))
        return BT_ERROR;
    if (bt_is_unset(v))
        return bt_type_error(th, "mappingproxy() missing required argument 'mapping' (pos 1)");
    struct bt_type *kind = bt_type_of(th, v);
    if (!kind->s.getitem || kind->flags & (BT_TYPE_LIST_SUB | BT_TYPE_TUPLE_SUB))
        return bt_type_error(th, "mappingproxy() argument must be a mapping, not %T", v);
    return bt_mapping_proxy_new(th, v);
}

static bool accept_args(struct bt_thread *th, bt_value self, const struct bt_args *args)
{
    (void)th;
    (void)self;
    (void)args;
    return true; // __new__ has looked at them
}

static bt_value proxy_repr(struct bt_thread *th, bt_value self)
{
    return bt_str_format(th, "mappingproxy(%R)", inner(self));
}

static bt_value proxy_str(struct bt_thread *th, bt_value self)
{
    return bt_str_of(th, inner(self));
}

static bool proxy_hash(struct bt_thread *th, bt_value self, int64_t *out)
{
    return bt_hash(th, inner(self), out);
}

static bt_value proxy_compare(struct bt_thread *th, bt_value a, bt_value b, enum bt_cmpop op)
{
    return bt_compare(th, inner(a), b, op);
}

static bool proxy_len(struct bt_thread *th, bt_value self, size_t *out)
{
    return bt_len(th, inner(self), out);
}

static bt_value proxy_iter(struct bt_thread *th, bt_value self)
{
    return bt_iter(th, inner(self));
}

static bt_value proxy_getitem(struct bt_thread *th, bt_value self, bt_value key)
{
    return bt_getitem(th, inner(self), key);
}

static bool proxy_contains(struct bt_thread *th, bt_value self, bt_value item, bool *out)
{
    return bt_contains(th, inner(self), item, out);
}

static bt_value proxy_or(struct bt_thread *th, bt_value a, bt_value b)
{
    bt_value x = bt_is_exact(th, a, BT_T_MAPPING_PROXY) ? inner(a) : a;
    bt_value y = bt_is_exact(th, b, BT_T_MAPPING_PROXY) ? inner(b) : b;
    return bt_binary(th, BT_OP_OR, x, y);
}

static bt_value proxy_ior(struct bt_thread *th, bt_value a, bt_value b)
{
    (void)b;
    return bt_type_error(th, "'|=' is not supported by %T; use '|' instead", a);
}

static void proxy_trace(struct bt_tracer *tracer, struct bt_object *o)
{
    bt_mark(tracer, ((struct bt_mapping_proxy *)o)->mapping);
}

// ---- methods: the mapping's own ----

static bt_value proxy_get(struct bt_thread *th, const bt_value *args)
{
    return bt_call_method(th, inner(args[0]), BT_NAME(th, _get), args + 1, 2);
}

static bt_value proxy_keys(struct bt_thread *th, const bt_value *args)
{
    return bt_call_method(th, inner(args[0]), BT_NAME(th, _keys), NULL, 0);
}

static bt_value proxy_values(struct bt_thread *th, const bt_value *args)
{
    return bt_call_method(th, inner(args[0]), BT_NAME(th, _values), NULL, 0);
}

static bt_value proxy_items(struct bt_thread *th, const bt_value *args)
{
    return bt_call_method(th, inner(args[0]), BT_NAME(th, _items), NULL, 0);
}

static bt_value proxy_copy(struct bt_thread *th, const bt_value *args)
{
    return bt_call_method(th, inner(args[0]), BT_NAME(th, _copy), NULL, 0);
}

static bt_value proxy_reversed(struct bt_thread *th, const bt_value *args)
{
    return bt_call_method(th, inner(args[0]), BT_NAME(th, reversed), NULL, 0);
}

static const struct bt_fn_spec methods[] = {
    {"get", proxy_get, "(self, key, default=None, /)", "The value for key, or default.", NULL, 0},
    {"keys", proxy_keys, "(self, /)", "The mapping's keys.", NULL, 0},
    {"values", proxy_values, "(self, /)", "The mapping's values.", NULL, 0},
    {"items", proxy_items, "(self, /)", "The mapping's items.", NULL, 0},
    {"copy", proxy_copy, "(self, /)", "A shallow copy of the mapping.", NULL, 0},
    {"__reversed__", proxy_reversed, "(self, /)", "The keys in reverse order.", NULL, 0},
    {0},
};

const struct bt_type_spec bt_mapping_proxy_spec = {
    .name = "mappingproxy",
    .doc = "A read-only view of a mapping.",
    .flags = BT_TYPE_MAPPING,
    .size = sizeof(struct bt_mapping_proxy),
    .slots =
        {
            .repr = proxy_repr,
            .str = proxy_str,
            .hash = proxy_hash,
            .compare = proxy_compare,
            .len = proxy_len,
            .iter = proxy_iter,
            .getitem = proxy_getitem,
            .contains = proxy_contains,
            .binary[BT_OP_OR] = proxy_or,
            .inplace[BT_OP_OR] = proxy_ior,
            .new_ = proxy_new,
            .init = accept_args,
            .trace = proxy_trace,
        },
    .methods = methods,
};
