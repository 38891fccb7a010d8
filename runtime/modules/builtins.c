/*
 * The builtins module: its functions come from the tables of builtins_*.c, one file per topic; here
 * are the types and constants. The import machinery adds __import__, the files' module open.
 */
#include "runtime/modules/builtins.h"

#include "runtime/modules/module.h"
#include "runtime/objects/function.h"
#include "runtime/objects/str.h"
#include "runtime/objects/type.h"
#include "vm/interp.h"

extern const struct bt_module_spec bt_builtins_module;

static bool add_functions(struct bt_thread *th, struct bt_dict *dict,
                          const struct bt_fn_spec *table)
{
    for (; table->name; table++)
        if (!bt_module_add(th, dict, table->name,
                           bt_native_new(th, table, BT_UNSET, BT_NAME(th, _builtins))))
            return false;
    return true;
}

static bool add_types(struct bt_thread *th, struct bt_dict *dict)
{
    static const uint16_t types[] = {
        BT_T_OBJECT,   BT_T_TYPE,      BT_T_INT,         BT_T_BOOL,         BT_T_FLOAT,
        BT_T_COMPLEX,  BT_T_STR,       BT_T_BYTES,       BT_T_BYTEARRAY,    BT_T_TUPLE,
        BT_T_LIST,     BT_T_DICT,      BT_T_SET,         BT_T_FROZENSET,    BT_T_RANGE,
        BT_T_SLICE,    BT_T_ENUMERATE, BT_T_ZIP,         BT_T_MAP,          BT_T_FILTER,
        BT_T_REVERSED, BT_T_PROPERTY,  BT_T_CLASSMETHOD, BT_T_STATICMETHOD, BT_T_SUPER,
    };
    for (size_t i = 0; i < sizeof types / sizeof types[0]; i++) {
        struct bt_type *type = bt_type(th, types[i]);
        if (!bt_module_add(th, dict, type->name, bt_from_obj(type)))
            return false;
    }
    for (int id = BT_T_COUNT; id < BT_TYPE_COUNT; id++) {
        struct bt_type *type = bt_type(th, id);
        if (!bt_module_add(th, dict, type->name, bt_from_obj(type)))
            return false;
    }
    bt_value os_error = bt_from_obj(bt_type(th, BT_EXC_OS_ERROR));
    return bt_module_add(th, dict, "EnvironmentError", os_error) &&
           bt_module_add(th, dict, "IOError", os_error);
}

static bool init(struct bt_thread *th, struct bt_dict *dict)
{
    return add_functions(th, dict, bt_builtins_number) &&
           add_functions(th, dict, bt_builtins_object) &&
           add_functions(th, dict, bt_builtins_iter) && add_functions(th, dict, bt_builtins_text) &&
           add_functions(th, dict, bt_builtins_code) && add_types(th, dict) &&
           bt_builtins_add_site(th, dict) && bt_module_add(th, dict, "None", BT_NONE) &&
           bt_module_add(th, dict, "False", BT_FALSE) && bt_module_add(th, dict, "True", BT_TRUE) &&
           bt_module_add(th, dict, "Ellipsis", BT_ELLIPSIS) &&
           bt_module_add(th, dict, "NotImplemented", BT_NOT_IMPLEMENTED) &&
           bt_module_add(th, dict, "__debug__", bt_bool(bt_vm(th)->config.optimize == 0));
}

const struct bt_module_spec bt_builtins_module = {
    .name = "builtins",
    .doc = "Functions, types and exceptions that every module can use without an import.",
    .init = init,
};
