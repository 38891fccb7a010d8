// The iterators behind the built-in functions enumerate, zip, map, filter, reversed and iter.
#ifndef BT_OBJECTS_ITER_TOOLS_H
#define BT_OBJECTS_ITER_TOOLS_H

#include "runtime/objects/state.h"

// The next pair of an enumerate, a zip of two or a dict's items without the tuple, for those who
// take it apart at once; the heap is charged for the tuple. false: nothing has happened, ask
// bt_iter_next (the end, or an iterator whose next may run Python).
bool bt_iter_pair(struct bt_thread *th, struct bt_object *iterator, bt_value out[2]);

// bt_seq_iter_new is in seq.h. Iterate by calling until the result equals the sentinel:
// iter(callable, sentinel).
BT_MUST_CHECK bt_value bt_call_iter_new(struct bt_thread *th, bt_value callable, bt_value sentinel);

#endif
