/*
 * property: an attribute computed by Python functions. A data descriptor; a subclass may carry
 * attributes of its own.
 */
#include "runtime/objects/args.h"
#include "runtime/objects/error.h"
#include "runtime/objects/function.h"
#include "runtime/objects/heap.h"
#include "runtime/objects/protocol.h"
#include "runtime/objects/shape.h"
#include "runtime/objects/str.h"
#include "runtime/objects/type.h"

static struct bt_property *as_property(bt_value v)
{
    return (struct bt_property *)bt_obj(v);
}

static bt_value property_new(struct bt_thread *th, struct bt_type *type, const struct bt_args *args)
{
    (void)args;
    struct bt_property *p = bt_instance_new(th, type);
    if (!p)
        return BT_ERROR;
    p->fget = p->fset = p->fdel = p->doc = BT_NONE;
    p->name = BT_UNSET;
    return bt_from_obj(p);
}

// Without a doc of its own the property shows the getter's.
static bool copy_doc(struct bt_thread *th, struct bt_property *p)
{
    bt_value doc = bt_getattr_opt(th, p->fget, BT_NAME(th, doc));
    if (bt_is_error(doc))
        return false;
    p->doc = bt_is_unset(doc) ? BT_NONE : doc;
    return true;
}

static bool property_init(struct bt_thread *th, bt_value self, const struct bt_args *args)
{
    static const char *const names[] = {"fget", "fset", "fdel", "doc"};
    bt_value v[4];
    struct bt_property *p = as_property(self);
    if (!bt_args_named(th, args, "property", names, 4, v))
        return false;
    p->fget = bt_is_unset(v[0]) ? BT_NONE : v[0];
    p->fset = bt_is_unset(v[1]) ? BT_NONE : v[1];
    p->fdel = bt_is_unset(v[2]) ? BT_NONE : v[2];
    p->doc = bt_is_unset(v[3]) ? BT_NONE : v[3];
    p->name = BT_UNSET;
    if (bt_is_none(p->doc) && !bt_is_none(p->fget))
        return copy_doc(th, p);
    return true;
}

// "property 'x' of 'C' object has no getter"
static bool no_function(struct bt_thread *th, struct bt_property *p, bt_value obj, const char *what)
{
    bt_value qualname = bt_type_of(th, obj)->qualname;
    if (!bt_is_unset(p->name))
        return bt_fail(th, BT_EXC_ATTRIBUTE_ERROR, "property %R of %R object has no %s", p->name,
                       qualname, what);
    return bt_fail(th, BT_EXC_ATTRIBUTE_ERROR, "property of %R object has no %s", qualname, what);
}

static bt_value property_get(struct bt_thread *th, bt_value self, bt_value obj, bt_value type)
{
    (void)type;
    struct bt_property *p = as_property(self);
    if (bt_is_unset(obj))
        return self;
    if (bt_is_none(p->fget)) {
        (void)no_function(th, p, obj, "getter");
        return BT_ERROR;
    }
    return bt_call1(th, p->fget, obj);
}

static bool property_set(struct bt_thread *th, bt_value self, bt_value obj, bt_value value)
{
    struct bt_property *p = as_property(self);
    bool del = bt_is_unset(value);
    bt_value fn = del ? p->fdel : p->fset;
    if (bt_is_none(fn))
        return no_function(th, p, obj, del ? "deleter" : "setter");
    bt_value args[] = {obj, value};
    return !bt_is_error(bt_call_n(th, fn, args, del ? 1 : 2));
}

static void property_trace(struct bt_tracer *tracer, struct bt_object *o)
{
    struct bt_property *p = (struct bt_property *)o;
    bt_mark(tracer, p->fget);
    bt_mark(tracer, p->fset);
    bt_mark(tracer, p->fdel);
    bt_mark(tracer, p->doc);
    bt_mark(tracer, p->name);
}

// ---- methods ----

// The same property with one function replaced: `which` is its place in fget, fset, fdel.
static bt_value with_function(struct bt_thread *th, bt_value self, size_t which, bt_value fn)
{
    struct bt_property *p = as_property(self);
    bt_value v[4] = {p->fget, p->fset, p->fdel, p->doc};
    if (!bt_is_none(fn))
        v[which] = fn;
    bt_value new_property = bt_call_n(th, bt_from_obj(bt_obj(self)->type), v, 4);
    if (!bt_is_error(new_property) && bt_is_a(th, new_property, BT_T_PROPERTY)) {
        struct bt_property *made = as_property(new_property);
        made->name = p->name;
        if (which == 0 && !bt_is_none(fn)) {
            BT_ROOTS(th, r, 1);
            r[0] = new_property;
            bool ok = copy_doc(th, made);
            BT_UNROOT(th, r);
            return ok ? new_property : BT_ERROR;
        }
    }
    return new_property;
}

static bt_value getter(struct bt_thread *th, const bt_value *args)
{
    return with_function(th, args[0], 0, args[1]);
}

static bt_value setter(struct bt_thread *th, const bt_value *args)
{
    return with_function(th, args[0], 1, args[1]);
}

static bt_value deleter(struct bt_thread *th, const bt_value *args)
{
    return with_function(th, args[0], 2, args[1]);
}

static bt_value set_name(struct bt_thread *th, const bt_value *args)
{
    (void)th;
    as_property(args[0])->name = args[2];
    return BT_NONE;
}

// ---- attributes ----

static bt_value get_fget(struct bt_thread *th, bt_value self)
{
    (void)th;
    return as_property(self)->fget;
}

static bt_value get_fset(struct bt_thread *th, bt_value self)
{
    (void)th;
    return as_property(self)->fset;
}

static bt_value get_fdel(struct bt_thread *th, bt_value self)
{
    (void)th;
    return as_property(self)->fdel;
}

static bool set_readonly(struct bt_thread *th, bt_value self, bt_value value)
{
    (void)self;
    (void)value;
    return bt_fail(th, BT_EXC_ATTRIBUTE_ERROR, "readonly attribute");
}

static bt_value get_doc(struct bt_thread *th, bt_value self)
{
    (void)th;
    return as_property(self)->doc;
}

static bool set_doc(struct bt_thread *th, bt_value self, bt_value value)
{
    (void)th;
    as_property(self)->doc = bt_is_unset(value) ? BT_NONE : value;
    return true;
}

static bt_value get_name(struct bt_thread *th, bt_value self)
{
    struct bt_property *p = as_property(self);
    if (!bt_is_unset(p->name))
        return p->name;
    bt_value name = bt_is_none(p->fget) ? BT_UNSET : bt_getattr_opt(th, p->fget, BT_NAME(th, name));
    return bt_is_unset(name) ? bt_raise_attribute(th, self, BT_NAME(th, name)) : name;
}

static bool set_name_attribute(struct bt_thread *th, bt_value self, bt_value value)
{
    (void)th;
    as_property(self)->name = value;
    return true;
}

static bool is_abstract(struct bt_thread *th, bt_value fn, bool *out)
{
    *out = false;
    bt_value v = bt_is_none(fn) ? BT_UNSET : bt_getattr_opt(th, fn, BT_NAME(th, isabstractmethod));
    if (bt_is_error(v))
        return false;
    return bt_is_unset(v) || bt_truth(th, v, out);
}

static bt_value get_abstract(struct bt_thread *th, bt_value self)
{
    struct bt_property *p = as_property(self);
    bt_value fns[] = {p->fget, p->fset, p->fdel};
    bool abstract = false;
    for (size_t i = 0; i < 3 && !abstract; i++) {
        if (!is_abstract(th, fns[i], &abstract))
            return BT_ERROR;
    }
    return bt_bool(abstract);
}

static const struct bt_fn_spec methods[] = {
    {"getter", getter, "(self, fget, /)", "A copy of the property with another getter.", NULL, 0},
    {"setter", setter, "(self, fset, /)", "A copy of the property with another setter.", NULL, 0},
    {"deleter", deleter, "(self, fdel, /)", "A copy of the property with another deleter.", NULL,
     0},
    {"__set_name__", set_name, "(self, owner, name, /)", "Learn the attribute's name.", NULL, 0},
    {0},
};

static const struct bt_getset_spec getsets[] = {
    {"fget", get_fget, set_readonly, NULL},
    {"fset", get_fset, set_readonly, NULL},
    {"fdel", get_fdel, set_readonly, NULL},
    {"__doc__", get_doc, set_doc, NULL},
    {"__name__", get_name, set_name_attribute, NULL},
    {"__isabstractmethod__", get_abstract, NULL, NULL},
    {0},
};

const struct bt_type_spec bt_property_spec = {
    .name = "property",
    .doc =
        "An attribute computed by functions: fget to read it, fset to set it, fdel to delete it.",
    .flags = BT_TYPE_BASE,
    .size = sizeof(struct bt_property),
    .slots =
        {
            .descr_get = property_get,
            .descr_set = property_set,
            .new_ = property_new,
            .init = property_init,
            .trace = property_trace,
        },
    .methods = methods,
    .getsets = getsets,
    .new_sig = "(fget=None, fset=None, fdel=None, doc=None)",
};
