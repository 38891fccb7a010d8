/*
 * A query's child process: a fork of the program that answers one request and ends. Python code
 * runs here on a C stack of its own, whatever thread it is for; nothing that it does is heard of,
 * and what would make another thread run ends it with an error.
 */
#ifndef BT_ENGINE_CHILD_H
#define BT_ENGINE_CHILD_H

#include "debugger/engine/query.h"

#define BT_CHILD_PATIENCE 10 // seconds that a query may take
// Serials (id()) that are given here begin there: values.c knows them by this.
#define BT_CHILD_SERIALS ((uint64_t)0x7e0000000000)

// In the new process: answer the request on fd, and end. th: on whose account Python code runs.
_Noreturn void bt_child_answer(struct bt_engine *e, struct bt_vthread *th,
                               bt_query_function *function, const json_t *request, int fd);
// Let Python code run on the account of another thread from now on.
void bt_child_become(struct bt_engine *e, struct bt_vthread *th);
// The exception that was under way in the thread of bt_child_become, or BT_UNSET.
bt_value bt_child_exception(const struct bt_engine *e);
// Python code on th that still runs in so many milliseconds is interrupted (0: is not), with a
// KeyboardInterrupt.
void bt_child_limit(struct bt_engine *e, struct bt_vthread *th, unsigned milliseconds);
// Take the limit away: has it been reached?
bool bt_child_limit_end(struct bt_engine *e);
// Send this answer (stolen), and end.
_Noreturn void bt_child_end(struct bt_engine *e, json_t *answer);
// What the program has printed since the process began, as text; NULL: nothing.
json_t *bt_child_output(struct bt_engine *e, struct bt_vthread *th);

#endif
