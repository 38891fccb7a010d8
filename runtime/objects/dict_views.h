// The views keys(), values() and items(); for the methods of dict and what is derived from it.
#ifndef BT_OBJECTS_DICT_VIEWS_H
#define BT_OBJECTS_DICT_VIEWS_H

#include "runtime/objects/dict.h"

// A view of the native type `type_id` (BT_T_DICT_KEYS, ..._VALUES, ..._ITEMS) on d.
BT_MUST_CHECK bt_value bt_dict_view_new(struct bt_thread *th, int type_id, struct bt_dict *d);

#endif
