// Attributes that instances of Python classes have, and small constructors of descriptor.c; for the
// type machinery only.
#ifndef BT_OBJECTS_OBJECT_ATTRS_H
#define BT_OBJECTS_OBJECT_ATTRS_H

#include "runtime/objects/state.h"

// The `__dict__` and `__weakref__` that a class gets when its instances have an instance part.
extern const struct bt_getset_spec bt_dict_getset, bt_weakref_getset;

// A classmethod or staticmethod object (BT_T_CLASSMETHOD, BT_T_STATICMETHOD) around a callable.
BT_MUST_CHECK bt_value bt_wrapper_new(struct bt_thread *th, int type_id, bt_value callable);

// Compute type->mro anew (class.c). [py]
BT_MUST_CHECK bool bt_class_set_mro(struct bt_thread *th, struct bt_type *type);

// A read-only view of a dict or other mapping (mapping_proxy.c).
BT_MUST_CHECK bt_value bt_mapping_proxy_new(struct bt_thread *th, bt_value mapping);

#endif
