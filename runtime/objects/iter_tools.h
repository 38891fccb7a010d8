// The iterators behind the built-in functions enumerate, zip, map, filter, reversed and iter.
#ifndef BT_OBJECTS_ITER_TOOLS_H
#define BT_OBJECTS_ITER_TOOLS_H

#include "runtime/objects/state.h"

// bt_seq_iter_new is in seq.h. Iterate by calling until the result equals the sentinel:
// iter(callable, sentinel).
BT_MUST_CHECK bt_value bt_call_iter_new(struct bt_thread *th, bt_value callable, bt_value sentinel);

#endif
