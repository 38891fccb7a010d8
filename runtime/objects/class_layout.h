// Where the instances of a Python class keep what the class adds to its bases; for class.c only.
#ifndef BT_OBJECTS_CLASS_LAYOUT_H
#define BT_OBJECTS_CLASS_LAYOUT_H

#include "runtime/objects/state.h"

// The base whose layout the class carries on (its __base__). NULL with TypeError: not a class, not
// an acceptable base, or two bases that both add something ("multiple bases have instance lay-out
// conflict").
BT_MUST_CHECK struct bt_type *bt_class_best_base(struct bt_thread *th, bt_value bases);

// Read __slots__ from the class's dict: sets type->slot_names (a tuple of mangled names without
// __dict__ and __weakref__, or BT_UNSET when there is no __slots__) and *add_dict, *add_weakref.
// [py]
BT_MUST_CHECK bool bt_class_read_slots(struct bt_thread *th, struct bt_type *type, bool *add_dict,
                                       bool *add_weakref);

// Set size, instance_offset and flags of a class whose base_type, bases and slot_names are known,
// and put the member descriptors into its dict.
BT_MUST_CHECK bool bt_class_lay_out(struct bt_thread *th, struct bt_type *type, bool add_dict);

// The native type at the bottom of the class's layout.
struct bt_type *bt_class_native_base(struct bt_type *type);

#endif
