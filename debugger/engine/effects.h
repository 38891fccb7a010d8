/*
 * Would this change the program? In a query's child process: what all mutable objects hold is
 * noted before some code is run, and compared afterwards. So whatever the code does counts, by
 * whatever way; what it only makes for itself does not, nor what it prints.
 */
#ifndef BT_ENGINE_EFFECTS_H
#define BT_ENGINE_EFFECTS_H

#include "debugger/engine/query.h"

struct bt_effects;

// Note what there is. Takes a few milliseconds for 100,000 objects. No collection may happen until
// the end (child.c sees to that). NULL: no memory.
struct bt_effects *bt_effects_begin(struct bt_engine *e);
// What has changed since: a name or a type of the first such object appended to `what` ("counter",
// "a list"), or nothing has (false). Frees it.
bool bt_effects_end(struct bt_engine *e, struct bt_effects *effects, struct bt_buf *what);

#endif
