/*
 * Modules: a namespace with attribute access. Making one from a native module's spec.
 *
 * Attribute lookup ends at the module's own __getattr__, if its namespace has one (PEP 562).
 */
#include "base/buf.h"
#include "runtime/objects/dict.h"
#include "runtime/objects/error.h"
#include "runtime/objects/function.h"
#include "runtime/objects/heap.h"
#include "runtime/objects/protocol.h"
#include "runtime/objects/seq.h"
#include "runtime/objects/shape.h"
#include "runtime/objects/str.h"
#include "runtime/objects/type.h"

static struct bt_module *as_module(bt_value v)
{
    return (struct bt_module *)bt_obj(v);
}

// Fills in the namespace that every module has.
static bool init_module(struct bt_thread *th, struct bt_module *module, bt_value name, bt_value doc)
{
    module->name = name;
    bt_value dict = bt_dict_new(th);
    if (bt_is_error(dict))
        return false;
    module->dict = bt_as_dict(dict);
    return bt_dict_set(th, module->dict, BT_NAME(th, name), name) &&
           bt_dict_set(th, module->dict, BT_NAME(th, doc), doc) &&
           bt_dict_set(th, module->dict, BT_NAME(th, package), BT_NONE) &&
           bt_dict_set(th, module->dict, BT_NAME(th, loader), BT_NONE) &&
           bt_dict_set(th, module->dict, BT_NAME(th, spec), BT_NONE);
}

bt_value bt_module_new(struct bt_thread *th, bt_value name)
{
    struct bt_module *module = bt_instance_new(th, bt_type(th, BT_T_MODULE));
    if (module == NULL)
        return BT_ERROR;
    module->name = BT_NONE;
    return init_module(th, module, name, BT_NONE) ? bt_from_obj(module) : BT_ERROR;
}

bt_value bt_module_from_spec(struct bt_thread *th, const struct bt_module_spec *spec)
{
    BT_ROOTS(th, r, 2);
    r[1] = bt_intern(th, spec->name, strlen(spec->name));
    r[0] = bt_is_error(r[1]) ? BT_ERROR : bt_module_new(th, r[1]);
    bool ok = !bt_is_error(r[0]);
    struct bt_dict *dict = ok ? as_module(r[0])->dict : NULL;
    if (ok && spec->doc != NULL) {
        bt_value doc = bt_str_from(th, spec->doc);
        ok = !bt_is_error(doc) && bt_dict_set(th, dict, BT_NAME(th, doc), doc);
    }
    for (const struct bt_fn_spec *f = spec->functions; ok && f != NULL && f->name != NULL; f++) {
        bt_value name = bt_intern(th, f->name, strlen(f->name));
        bt_value fn = bt_is_error(name) ? BT_ERROR : bt_native_new(th, f, BT_UNSET, r[1]);
        ok = !bt_is_error(fn) && bt_dict_set(th, dict, name, fn);
    }
    if (ok && spec->init != NULL)
        ok = spec->init(th, dict);
    bt_value result = ok ? r[0] : BT_ERROR;
    BT_UNROOT(th, r);
    return result;
}

static void module_trace(struct bt_tracer *tracer, struct bt_object *object)
{
    struct bt_module *module = (struct bt_module *)object;
    bt_mark_object(tracer, (struct bt_object *)module->dict);
    bt_mark(tracer, module->name);
}

// A module imported in a circle is asked for what it has not come to yet: say so.
static bt_value fail_attribute(struct bt_thread *th, bt_value self, bt_value name)
{
    struct bt_dict *dict = as_module(self)->dict;
    bt_value spec = dict != NULL ? bt_dict_get_str(th, dict, BT_NAME(th, spec)) : BT_UNSET;
    bt_value own_name = dict != NULL ? bt_dict_get_str(th, dict, BT_NAME(th, name)) : BT_UNSET;
    if (bt_is_str(own_name) && bt_is_obj(spec)) {
        bt_value flag = bt_intern(th, "_initializing", strlen("_initializing"));
        bt_value initializing = bt_is_error(flag) ? BT_ERROR : bt_getattr_opt(th, spec, flag);
        if (bt_is_error(initializing))
            return BT_ERROR;
        if (bt_same(initializing, BT_TRUE))
            return bt_raise(
                th, BT_EXC_ATTRIBUTE_ERROR,
                "partially initialized module '%U' has no attribute '%U' (most likely due to a circular "
                "import)",
                bt_as_str(own_name), bt_as_str(name));
    }
    return bt_raise_attribute(th, self, name);
}

static bt_value module_getattr(struct bt_thread *th, bt_value self, bt_value name)
{
    struct bt_dict *dict = as_module(self)->dict;
    bt_value found = bt_generic_getattr_dict(th, self, name, dict);
    if (!bt_is_error(found) || !bt_exc_is(th, BT_EXC_ATTRIBUTE_ERROR))
        return found;
    bt_exc_clear(th);
    bt_value getattr = dict != NULL ? bt_dict_get_str(th, dict, BT_NAME(th, getattr)) : BT_UNSET;
    if (!bt_is_unset(getattr))
        return bt_call1(th, getattr, name);
    return fail_attribute(th, self, name);
}

static bool module_setattr(struct bt_thread *th, bt_value self, bt_value name, bt_value value)
{
    return bt_generic_setattr_dict(th, self, name, value, &as_module(self)->dict);
}

// "<module 'm' from 'm.py'>", "<module 'sys' (built-in)>"
static bt_value module_repr(struct bt_thread *th, bt_value self)
{
    struct bt_dict *dict = as_module(self)->dict;
    bt_value name = dict != NULL ? bt_dict_get_str(th, dict, BT_NAME(th, name)) : BT_UNSET;
    bt_value file = dict != NULL ? bt_dict_get_str(th, dict, BT_NAME(th, file)) : BT_UNSET;
    bt_value loader = dict != NULL ? bt_dict_get_str(th, dict, BT_NAME(th, loader)) : BT_UNSET;
    if (!bt_is_str(name))
        return bt_str_format(th, "<module '?'>");
    if (bt_is_str(file))
        return bt_str_format(th, "<module %R from %R>", name, file);
    if (bt_is_str(loader))
        return bt_str_format(th, "<module %R (%U)>", name, bt_as_str(loader));
    return bt_str_format(th, "<module %R>", name);
}

static bt_value module_get_dict(struct bt_thread *th, bt_value self)
{
    (void)th;
    struct bt_dict *dict = as_module(self)->dict;
    return dict != NULL ? bt_from_obj(dict) : BT_NONE;
}

static bt_value module_new(struct bt_thread *th, struct bt_type *type, const struct bt_args *args)
{
    (void)args; // __init__ looks at them
    struct bt_module *module = bt_instance_new(th, type);
    if (module == NULL)
        return BT_ERROR;
    module->name = BT_NONE;
    module->dict = NULL;
    return bt_from_obj(module);
}

static bool module_init(struct bt_thread *th, bt_value self, const struct bt_args *args)
{
    bt_value v[2];
    if (!bt_bind(th, "(name, doc=None)", "module", args, v))
        return false;
    if (!bt_is_str(v[0]))
        return bt_fail(th, BT_EXC_TYPE_ERROR, "module() argument 'name' must be str, not %T", v[0]);
    return init_module(th, as_module(self), v[0], v[1]);
}

// dir(): the module's __dir__ if it has one, else its names.
static bt_value module_dir(struct bt_thread *th, const bt_value *args)
{
    struct bt_dict *dict = as_module(args[0])->dict;
    if (dict == NULL)
        return bt_list_new(th, NULL, 0);
    bt_value own = bt_dict_get_str(th, dict, BT_NAME(th, dir));
    return bt_is_unset(own) ? bt_to_list(th, bt_from_obj(dict)) : bt_call0(th, own);
}

static const struct bt_fn_spec module_methods[] = {
    {"__dir__", module_dir, "(self, /)", "The names in the module.", NULL, 0},
    {0},
};

static const struct bt_getset_spec module_getsets[] = {
    {"__dict__", module_get_dict, NULL, NULL},
    {0},
};

const struct bt_type_spec bt_module_spec = {
    .name = "module",
    .doc = "A module: a namespace that import makes.",
    .flags = BT_TYPE_BASE,
    .size = sizeof(struct bt_module),
    .methods = module_methods,
    .getsets = module_getsets,
    .new_sig = "(name, doc=None)",
    .slots =
        {
            .repr = module_repr,
            .getattr = module_getattr,
            .setattr = module_setattr,
            .new_ = module_new,
            .init = module_init,
            .trace = module_trace,
        },
};
