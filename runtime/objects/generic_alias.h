// list[int] and int | str: the types GenericAlias and UnionType of the module types.
#ifndef BT_OBJECTS_GENERIC_ALIAS_H
#define BT_OBJECTS_GENERIC_ALIAS_H

#include "runtime/objects/state.h"

struct bt_generic_alias { // list[int]
    struct bt_object base;
    bt_value origin;
    bt_value args; // tuple
    bool starred;  // *tuple[int]: made by iterating
};
struct bt_union { // int | str
    struct bt_object base;
    bt_value args; // tuple: types, generic aliases; NoneType for None; no two equal
};

// origin[item]: the items of a tuple are the arguments, anything else is the only one.
BT_MUST_CHECK bt_value bt_generic_alias_new(struct bt_thread *th, bt_value origin, bt_value item);
// `__class_getitem__` of the native types that are generic (type.c puts it into their dicts).
extern const struct bt_fn_spec bt_class_getitem_spec;
// a | b of types: a slot of `type`, GenericAlias and UnionType. NotImplemented if one of them
// cannot be in a union.
bt_value bt_union_or(struct bt_thread *th, bt_value a, bt_value b);
// Append an argument as both types show it: "int", "module.C", "...", "None".
BT_MUST_CHECK bool bt_generic_arg_repr(struct bt_thread *th, struct bt_buf *buf, bt_value arg);

#endif
