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
 * A type that only C code looks for (an iterator's, say): kept in the dict of `owner` under
 * `name`, which begins with an underscore. bt_hidden_type finds it again from a type that is or
 * derives from the one made of owner_spec.
 */
BT_MUST_CHECK bool bt_add_hidden_type(struct bt_thread *th, struct bt_type *owner, const char *name,
                                      const struct bt_type_spec *spec);
BT_MUST_CHECK struct bt_type *bt_hidden_type(struct bt_thread *th, struct bt_type *type,
                                             const struct bt_type_spec *owner_spec,
                                             const char *name); // NULL with MemoryError

// Was v's type, or a base of it, made of this spec?
bool bt_is_of_spec(bt_value v, const struct bt_type_spec *spec);

#endif
