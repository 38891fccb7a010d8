// What the files of the native module _collections share.
#ifndef BT_MODULES_COLLECTIONS_H
#define BT_MODULES_COLLECTIONS_H

#include "runtime/objects/type.h"

extern const struct bt_type_spec bt_deque_spec;
extern const struct bt_type_spec bt_deque_iter_spec;
extern const struct bt_type_spec bt_deque_rev_iter_spec;
extern const struct bt_type_spec bt_defaultdict_spec;
extern const struct bt_type_spec bt_tuplegetter_spec;

extern const struct bt_module_spec bt_collections_module;

#endif
