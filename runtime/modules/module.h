// Filling the namespace of a native module; for the modules' init functions.
#ifndef BT_MODULES_MODULE_H
#define BT_MODULES_MODULE_H

#include "runtime/objects/type.h"

// dict[name] = v; false with MemoryError, or if v is BT_ERROR (so that a constructor can be the
// argument).
BT_MUST_CHECK bool bt_module_add(struct bt_thread *th, struct bt_dict *dict, const char *name,
                                 bt_value v);

// Make the native type and add it under its own name. base NULL: the
// spec's.
BT_MUST_CHECK bool bt_module_add_type(struct bt_thread *th, struct bt_dict *dict,
                                      const struct bt_type_spec *spec, struct bt_type *base);

// The same for a type that takes type arguments: deque[int].
BT_MUST_CHECK bool bt_module_add_generic(struct bt_thread *th, struct bt_dict *dict,
                                         const struct bt_type_spec *spec, struct bt_type *base);

/*
 * Types that only C code looks for (iterators, say): made by the module's init function and kept in
 * its root of the interpreter (`root`: enum bt_module_root), where their number finds them.
 */
BT_MUST_CHECK bool bt_keep_types(struct bt_thread *th, int root,
                                 const struct bt_type_spec *const *specs, size_t n);
struct bt_type *bt_kept_type(struct bt_thread *th, int root, size_t number);

// Was v's type, or a base of it, made of this spec?
bool bt_is_of_spec(bt_value v, const struct bt_type_spec *spec);

#endif
