// What the init functions of native modules have in common: see module.h.
#include "runtime/modules/module.h"

#include "runtime/objects/dict.h"
#include "runtime/objects/function.h"
#include "runtime/objects/generic_alias.h"
#include "runtime/objects/str.h"

bool bt_module_add(struct bt_thread *th, struct bt_dict *dict, const char *name, bt_value v)
{
    bt_value key = bt_is_error(v) ? v : bt_intern(th, name, strlen(name));
    return !bt_is_error(key) && bt_dict_set(th, dict, key, v);
}

bool bt_module_add_type(struct bt_thread *th, struct bt_dict *dict, const struct bt_type_spec *spec,
                        struct bt_type *base)
{
    struct bt_type *type = bt_type_from_spec(th, spec, base);
    return type && bt_module_add(th, dict, spec->name, bt_from_obj(type));
}

bool bt_module_add_generic(struct bt_thread *th, struct bt_dict *dict,
                           const struct bt_type_spec *spec, struct bt_type *base)
{
    struct bt_type *type = bt_type_from_spec(th, spec, base);
    if (!type)
        return false;
    bt_value getitem = bt_method_descr_new(th, &bt_class_getitem_spec, type);
    return bt_module_add(th, type->dict, bt_class_getitem_spec.name, getitem) &&
           bt_module_add(th, dict, spec->name, bt_from_obj(type));
}

bool bt_add_hidden_type(struct bt_thread *th, struct bt_type *owner, const char *name,
                        const struct bt_type_spec *spec)
{
    struct bt_type *type = bt_type_from_spec(th, spec, NULL);
    return type && bt_module_add(th, owner->dict, name, bt_from_obj(type));
}

// The type made of `spec` that `type` is or derives from; NULL if there is none.
static struct bt_type *native_base(struct bt_type *type, const struct bt_type_spec *spec)
{
    while (type && type->spec != spec)
        type = type->base_type;
    return type;
}

struct bt_type *bt_hidden_type(struct bt_thread *th, struct bt_type *type,
                               const struct bt_type_spec *owner_spec, const char *name)
{
    bt_value key = bt_intern(th, name, strlen(name));
    if (bt_is_error(key))
        return NULL;
    // not through the MRO: a Python subclass may have an attribute of that name
    struct bt_type *owner = native_base(type, owner_spec);
    return (struct bt_type *)bt_obj(bt_dict_get_str(th, owner->dict, key));
}

bool bt_is_of_spec(bt_value v, const struct bt_type_spec *spec)
{
    return bt_is_obj(v) && native_base(bt_obj(v)->type, spec);
}
