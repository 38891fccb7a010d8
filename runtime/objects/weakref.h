// Weak references: cleared by the collector when what they look at dies.
#ifndef BT_OBJECTS_WEAKREF_H
#define BT_OBJECTS_WEAKREF_H

#include "runtime/objects/state.h"

struct bt_weakref {
    struct bt_object base;
    bt_value object;         // not traced; BT_UNSET when it has died
    bt_value callback;       // or BT_NONE
    struct bt_weakref *next; // an older reference to the same object; the heap's
    int64_t hash;            // of the object, once asked for
    bool has_hash;
};
// A reference to the object: an existing one when type is exactly `ref` and there is no callback.
// TypeError "cannot create weak reference to 'T' object".
BT_MUST_CHECK bt_value bt_weakref_new(struct bt_thread *th, struct bt_type *type, bt_value object,
                                      bt_value callback);

#endif
