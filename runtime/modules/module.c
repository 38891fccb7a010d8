// What the init functions of native modules have in common: see module.h.
#include "runtime/modules/module.h"

#include "runtime/objects/dict.h"
#include "runtime/objects/function.h"
#include "runtime/objects/generic_alias.h"
#include "runtime/objects/seq.h"
#include "runtime/objects/str.h"
#include "vm/interp.h"

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

bool bt_keep_types(struct bt_thread *th, int root, const struct bt_type_spec *const *specs,
                   size_t n)
{
    bt_value types = bt_tuple_new(th, NULL, n);
    if (bt_is_error(types))
        return false;
    bt_vm(th)->module_roots[root] = types;
    for (size_t i = 0; i < n; i++) {
        struct bt_type *type = bt_type_from_spec(th, specs[i], NULL);
        if (!type)
            return false;
        bt_as_tuple(types)->items[i] = bt_from_obj(type);
    }
    return true;
}

struct bt_type *bt_kept_type(struct bt_thread *th, int root, size_t number)
{
    return (struct bt_type *)bt_obj(bt_as_tuple(bt_vm(th)->module_roots[root])->items[number]);
}

bool bt_is_of_spec(bt_value v, const struct bt_type_spec *spec)
{
    const struct bt_type *type = bt_is_obj(v) ? bt_obj(v)->type : NULL;
    while (type && type->spec != spec)
        type = type->base_type;
    return type != NULL;
}
