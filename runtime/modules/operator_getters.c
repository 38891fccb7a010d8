// operator.itemgetter, attrgetter and methodcaller.
#include "runtime/modules/operator.h"

#include "base/buf.h"
#include "runtime/objects/args.h"
#include "runtime/objects/error.h"
#include "runtime/objects/heap.h"
#include "runtime/objects/protocol.h"
#include "runtime/objects/seq.h"
#include "runtime/objects/shape.h"
#include "runtime/objects/str.h"

/*
 * All three: what they were given, as a tuple. attrgetter keeps for each name the tuple of its
 * parts between dots in `parts`; methodcaller the names of keyword arguments there.
 */
struct getter {
    struct bt_object base;
    bt_value items, parts;
};

static struct getter *as_getter(bt_value v)
{
    return (struct getter *)bt_obj(v);
}

static void getter_trace(struct bt_tracer *tracer, struct bt_object *object)
{
    const struct getter *g = (const struct getter *)object;
    bt_mark(tracer, g->items);
    bt_mark(tracer, g->parts);
}

// items and parts are new and nothing has run since: they need no rooting.
static bt_value new_getter(struct bt_thread *th, struct bt_type *type, bt_value items,
                           bt_value parts)
{
    struct getter *g = bt_is_error(items) || bt_is_error(parts) ? NULL : bt_instance_new(th, type);
    if (!g)
        return BT_ERROR;
    g->items = items;
    g->parts = parts;
    return bt_from_obj(g);
}

// "operator.itemgetter(1, 'x')", with keyword names for the last values.
static bt_value getter_repr(struct bt_thread *th, bt_value self)
{
    bool inside;
    if (!bt_repr_enter(th, self, &inside))
        return BT_ERROR;
    const struct getter *g = as_getter(self);
    const struct bt_tuple *items = bt_as_tuple(g->items);
    bool methodcaller = g->base.type->s.call == bt_methodcaller_spec.slots.call;
    size_t n_kw = methodcaller ? bt_as_tuple(g->parts)->len : 0;
    struct bt_buf buf;
    bt_buf_init(&buf);
    bt_buf_printf(&buf, "operator.%s", g->base.type->name);
    if (inside) {
        bt_buf_puts(&buf, "(...)");
        return bt_str_from_buf(th, &buf);
    }
    bool ok = true;
    for (size_t i = 0; ok && i < items->len; i++) {
        bt_buf_puts(&buf, i == 0 ? "(" : ", ");
        if (i >= items->len - n_kw) {
            ok = bt_buf_str(th, &buf, bt_as_tuple(g->parts)->items[i - (items->len - n_kw)]);
            bt_buf_putc(&buf, '=');
        }
        ok = ok && bt_buf_repr(th, &buf, items->items[i]);
    }
    bt_buf_putc(&buf, ')');
    bt_repr_leave(th, self);
    if (ok)
        return bt_str_from_buf(th, &buf);
    bt_buf_free(&buf);
    return BT_ERROR;
}

// The arguments of a constructor: one or more, none of them by keyword.
static bool takes_some(struct bt_thread *th, const struct bt_args *args, const char *name)
{
    return bt_args_no_kw(th, args, name) &&
           bt_args_count(th, args, name, 1, args->npos ? SIZE_MAX : 1);
}

// The one object that an itemgetter or attrgetter is called with.
static bool one_object(struct bt_thread *th, bt_value self, const struct bt_args *args)
{
    const char *name = bt_obj(self)->type->name;
    return bt_args_no_kw(th, args, name) && bt_args_count(th, args, name, 1, 1);
}

// get(th, obj, i-th item) for all: the value, or a tuple of several.
static bt_value get_all(struct bt_thread *th, bt_value obj, bt_value items,
                        bt_value (*get)(struct bt_thread *, bt_value, bt_value))
{
    size_t n = bt_as_tuple(items)->len;
    if (n == 1)
        return get(th, obj, bt_as_tuple(items)->items[0]);
    BT_ROOTS(th, r, 1);
    bt_value result = r[0] = bt_tuple_new(th, NULL, n);
    for (size_t i = 0; i < n && !bt_is_error(result); i++) {
        bt_value v = get(th, obj, bt_as_tuple(items)->items[i]);
        if (bt_is_error(v))
            result = v;
        else
            bt_as_tuple(r[0])->items[i] = v;
    }
    BT_UNROOT(th, r);
    return result;
}

// ---- itemgetter ----

static bt_value itemgetter_new(struct bt_thread *th, struct bt_type *type,
                               const struct bt_args *args)
{
    if (!takes_some(th, args, "itemgetter"))
        return BT_ERROR;
    return new_getter(th, type, bt_tuple_new(th, args->v, args->npos), BT_UNSET);
}

static bt_value itemgetter_call(struct bt_thread *th, bt_value self, const struct bt_args *args)
{
    if (!one_object(th, self, args))
        return BT_ERROR;
    return get_all(th, args->v[0], as_getter(self)->items, bt_getitem);
}

const struct bt_type_spec bt_itemgetter_spec = {
    .name = "itemgetter",
    .module = "operator",
    .doc = "itemgetter(2)(r) is r[2]; itemgetter(2, 5)(r) is (r[2], r[5]).",
    .size = sizeof(struct getter),
    .slots =
        {
            .repr = getter_repr,
            .call = itemgetter_call,
            .new_ = itemgetter_new,
            .trace = getter_trace,
        },
    .new_sig = "(item, /, *items)",
};

// ---- attrgetter ----

// The names between the dots, interned, as a tuple.
static bt_value split_name(struct bt_thread *th, bt_value name)
{
    if (!bt_str_settle(th, name))
        return BT_ERROR;
    const char *p = bt_as_str(name)->data;
    bt_value list = bt_list_new(th, NULL, 0);
    while (!bt_is_error(list)) {
        const char *dot = strchr(p, '.');
        bt_value part = bt_intern(th, p, dot ? (size_t)(dot - p) : strlen(p));
        if (bt_is_error(part) || !bt_list_append(th, list, part))
            return BT_ERROR;
        if (!dot)
            return bt_list_to_tuple(th, list);
        p = dot + 1;
    }
    return list;
}

static bt_value attrgetter_new(struct bt_thread *th, struct bt_type *type,
                               const struct bt_args *args)
{
    if (!takes_some(th, args, "attrgetter"))
        return BT_ERROR;
    bt_value parts = bt_tuple_new(th, NULL, args->npos);
    for (size_t i = 0; i < args->npos && !bt_is_error(parts); i++) {
        if (!bt_is_str(args->v[i]))
            return bt_type_error(th, "attribute name must be a string");
        bt_value path = split_name(th, args->v[i]);
        if (bt_is_error(path))
            return path;
        bt_as_tuple(parts)->items[i] = path;
    }
    return new_getter(th, type, bt_tuple_new(th, args->v, args->npos), parts);
}

// obj.a.b.c for the path ("a", "b", "c").
static bt_value get_path(struct bt_thread *th, bt_value obj, bt_value path)
{
    BT_ROOTS(th, r, 1);
    r[0] = obj;
    for (size_t i = 0; i < bt_as_tuple(path)->len && !bt_is_error(r[0]); i++)
        r[0] = bt_getattr(th, r[0], bt_as_tuple(path)->items[i]);
    bt_value result = r[0];
    BT_UNROOT(th, r);
    return result;
}

static bt_value attrgetter_call(struct bt_thread *th, bt_value self, const struct bt_args *args)
{
    if (!one_object(th, self, args))
        return BT_ERROR;
    return get_all(th, args->v[0], as_getter(self)->parts, get_path);
}

const struct bt_type_spec bt_attrgetter_spec = {
    .name = "attrgetter",
    .module = "operator",
    .doc = "attrgetter('a')(r) is r.a; attrgetter('a.b', 'c')(r) is (r.a.b, r.c).",
    .size = sizeof(struct getter),
    .slots =
        {
            .repr = getter_repr,
            .call = attrgetter_call,
            .new_ = attrgetter_new,
            .trace = getter_trace,
        },
    .new_sig = "(attr, /, *attrs)",
};

// ---- methodcaller ----

static bt_value methodcaller_new(struct bt_thread *th, struct bt_type *type,
                                 const struct bt_args *args)
{
    size_t n_kw = bt_args_n_kw(args);
    if (args->npos == 0)
        return bt_type_error(th, "methodcaller needs at least one argument, the method name");
    if (!bt_is_str(args->v[0]))
        return bt_type_error(th, "method name must be a string");
    bt_value names = n_kw ? args->kwnames : bt_tuple_new(th, NULL, 0);
    return new_getter(th, type, bt_tuple_new(th, args->v, args->npos + n_kw), names);
}

static bt_value methodcaller_call(struct bt_thread *th, bt_value self, const struct bt_args *args)
{
    if (!one_object(th, self, args))
        return BT_ERROR;
    const struct getter *g = as_getter(self);
    const struct bt_tuple *items = bt_as_tuple(g->items);
    size_t n_kw = bt_as_tuple(g->parts)->len;
    bt_value name = bt_intern_str(th, items->items[0]);
    if (bt_is_error(name))
        return name;
    BT_ROOTS(th, r, 1);
    r[0] = bt_getattr(th, args->v[0], name);
    struct bt_args all = {items->items + 1, items->len - 1 - n_kw, n_kw ? g->parts : BT_UNSET};
    bt_value result = bt_is_error(r[0]) ? BT_ERROR : bt_call(th, r[0], &all);
    BT_UNROOT(th, r);
    return result;
}

const struct bt_type_spec bt_methodcaller_spec = {
    .name = "methodcaller",
    .module = "operator",
    .doc = "methodcaller('f', 1)(r) is r.f(1).",
    .size = sizeof(struct getter),
    .slots =
        {
            .repr = getter_repr,
            .call = methodcaller_call,
            .new_ = methodcaller_new,
            .trace = getter_trace,
        },
    .new_sig = "(name, /, *args, **kwargs)",
};
