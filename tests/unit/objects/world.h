/*
 * An interpreter without a VM, for the unit tests of the objects: types, heap and one thread, and
 * an evaluator of simple expressions, so that a test can be a table of texts.
 */
#ifndef BT_TESTS_OBJECTS_WORLD_H
#define BT_TESTS_OBJECTS_WORLD_H

#include "runtime/objects/state.h"

struct world {
    struct bt_interp interp;
    struct bt_thread th;
};

// Made by world_open, which aborts when it cannot.
void world_open(struct world *w);
void world_close(struct world *w);

/*
 * The value of an expression: literals (numbers, strs, bytes, tuples, lists, dicts), names of
 * native types, calls, attributes, items and slices, and one binary operator. Or BT_ERROR with the
 * exception set.
 */
bt_value world_eval(struct world *w, const char *expression);
// The repr of its value, or "Type: message"; the caller frees it.
char *world_show(struct world *w, const char *expression);

#endif
