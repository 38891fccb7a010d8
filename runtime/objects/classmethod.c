/*
 * classmethod and staticmethod: descriptors around a callable. Both take over its names and doc
 * into a dict of their own when they are made.
 */
#include "runtime/objects/args.h"
#include "runtime/objects/dict.h"
#include "runtime/objects/error.h"
#include "runtime/objects/function.h"
#include "runtime/objects/heap.h"
#include "runtime/objects/object_attrs.h"
#include "runtime/objects/protocol.h"
#include "runtime/objects/shape.h"
#include "runtime/objects/str.h"
#include "runtime/objects/type.h"

static struct bt_wrapper *as_wrapper(bt_value v)
{
    return (struct bt_wrapper *)bt_obj(v);
}

bt_value bt_wrapper_new(struct bt_thread *th, int type_id, bt_value callable)
{
    struct bt_wrapper *wrapper = bt_new_object(th, bt_type(th, type_id), sizeof *wrapper);
    if (!wrapper)
        return BT_ERROR;
    wrapper->callable = callable;
    wrapper->dict = NULL;
    return bt_from_obj(wrapper);
}

static bt_value wrapper_new(struct bt_thread *th, struct bt_type *type, const struct bt_args *args)
{
    (void)args;
    struct bt_wrapper *wrapper = bt_instance_new(th, type);
    if (!wrapper)
        return BT_ERROR;
    wrapper->callable = BT_NONE;
    wrapper->dict = NULL;
    return bt_from_obj(wrapper);
}

static bool make_dict(struct bt_thread *th, struct bt_wrapper *w)
{
    if (!w->dict) {
        bt_value dict = bt_dict_new(th);
        if (bt_is_error(dict))
            return false;
        w->dict = bt_as_dict(dict);
    }
    return true;
}

// __module__, __name__ ... of the callable; it may lack any.
static bool copy_names(struct bt_thread *th, struct bt_wrapper *w)
{
    static const enum bt_name_id names[] = {BT_N_module, BT_N_name, BT_N_qualname, BT_N_doc,
                                            BT_N_annotations};
    if (!make_dict(th, w))
        return false;
    for (size_t i = 0; i < sizeof names / sizeof names[0]; i++) {
        bt_value name = th->interp->names[names[i]];
        bt_value v = bt_getattr_opt(th, w->callable, name);
        if (bt_is_error(v) || (!bt_is_unset(v) && !bt_dict_set(th, w->dict, name, v)))
            return false;
    }
    return true;
}

static bool init(struct bt_thread *th, bt_value self, const struct bt_args *args, const char *name)
{
    if (!bt_args_no_kw(th, args, name) || !bt_args_count(th, args, name, 1, 1))
        return false;
    as_wrapper(self)->callable = args->v[0];
    return copy_names(th, as_wrapper(self));
}

static bool classmethod_init(struct bt_thread *th, bt_value self, const struct bt_args *args)
{
    return init(th, self, args, "classmethod");
}

static bool staticmethod_init(struct bt_thread *th, bt_value self, const struct bt_args *args)
{
    return init(th, self, args, "staticmethod");
}

static bt_value classmethod_get(struct bt_thread *th, bt_value self, bt_value obj, bt_value type)
{
    if (bt_is_unset(type))
        type = bt_from_obj(bt_type_of(th, obj));
    return bt_method_new(th, as_wrapper(self)->callable, type);
}

static bt_value staticmethod_get(struct bt_thread *th, bt_value self, bt_value obj, bt_value type)
{
    (void)th;
    (void)obj;
    (void)type;
    return as_wrapper(self)->callable;
}

static bt_value staticmethod_call(struct bt_thread *th, bt_value self, const struct bt_args *args)
{
    return bt_call(th, as_wrapper(self)->callable, args);
}

static bt_value wrapper_repr(struct bt_thread *th, bt_value self)
{
    bool is_class = bt_is_a(th, self, BT_T_CLASSMETHOD);
    return bt_str_format(th, "<%s(%R)>", is_class ? "classmethod" : "staticmethod",
                         as_wrapper(self)->callable);
}

static void wrapper_trace(struct bt_tracer *tracer, struct bt_object *o)
{
    struct bt_wrapper *w = (struct bt_wrapper *)o;
    bt_mark(tracer, w->callable);
    bt_mark_object(tracer, (struct bt_object *)w->dict);
}

// ---- attributes: the dict counts as the object's own ----

static bt_value wrapper_getattr(struct bt_thread *th, bt_value self, bt_value name)
{
    struct bt_wrapper *w = as_wrapper(self);
    bt_value on_type = bt_type_find(th, bt_obj(self)->type, name);
    bool data = !bt_is_unset(on_type) && bt_type_of(th, on_type)->s.descr_set;
    bt_value v = w->dict && !data ? bt_dict_get_str(th, w->dict, name) : BT_UNSET;
    return bt_is_unset(v) ? bt_generic_getattr(th, self, name) : v;
}

static bool wrapper_setattr(struct bt_thread *th, bt_value self, bt_value name, bt_value value)
{
    struct bt_wrapper *w = as_wrapper(self);
    bt_value on_type = bt_type_find(th, bt_obj(self)->type, name);
    if (!bt_is_unset(on_type) && bt_type_of(th, on_type)->s.descr_set)
        return bt_generic_setattr(th, self, name, value);
    if (!make_dict(th, w))
        return false;
    if (!bt_is_unset(value))
        return bt_dict_set(th, w->dict, name, value);
    bool found;
    if (!bt_dict_delete(th, w->dict, name, &found))
        return false;
    if (!found)
        (void)bt_raise_attribute(th, self, name);
    return found;
}

static bt_value get_callable(struct bt_thread *th, bt_value self)
{
    (void)th;
    return as_wrapper(self)->callable;
}

static bt_value get_dict(struct bt_thread *th, bt_value self)
{
    return make_dict(th, as_wrapper(self)) ? bt_from_obj(as_wrapper(self)->dict) : BT_ERROR;
}

static bt_value get_abstract(struct bt_thread *th, bt_value self)
{
    bool abstract = false;
    bt_value v = bt_getattr_opt(th, as_wrapper(self)->callable, BT_NAME(th, isabstractmethod));
    if (bt_is_error(v) || (!bt_is_unset(v) && !bt_truth(th, v, &abstract)))
        return BT_ERROR;
    return bt_bool(abstract);
}

static const struct bt_getset_spec getsets[] = {
    {"__func__", get_callable, NULL, NULL},
    {"__wrapped__", get_callable, NULL, NULL},
    {"__isabstractmethod__", get_abstract, NULL, NULL},
    {"__dict__", get_dict, NULL, NULL},
    {0},
};

const struct bt_type_spec bt_classmethod_spec = {
    .name = "classmethod",
    .doc = "classmethod(function): a method whose first argument is the class.",
    .flags = BT_TYPE_BASE,
    .size = sizeof(struct bt_wrapper),
    .slots =
        {
            .repr = wrapper_repr,
            .getattr = wrapper_getattr,
            .setattr = wrapper_setattr,
            .descr_get = classmethod_get,
            .new_ = wrapper_new,
            .init = classmethod_init,
            .trace = wrapper_trace,
        },
    .getsets = getsets,
    .new_sig = "(function, /)",
};

const struct bt_type_spec bt_staticmethod_spec = {
    .name = "staticmethod",
    .doc = "staticmethod(function): a method without a first argument.",
    .flags = BT_TYPE_BASE,
    .size = sizeof(struct bt_wrapper),
    .slots =
        {
            .repr = wrapper_repr,
            .call = staticmethod_call,
            .getattr = wrapper_getattr,
            .setattr = wrapper_setattr,
            .descr_get = staticmethod_get,
            .new_ = wrapper_new,
            .init = staticmethod_init,
            .trace = wrapper_trace,
        },
    .getsets = getsets,
    .new_sig = "(function, /)",
};
