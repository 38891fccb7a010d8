/*
 * Values as text for people. For a query's child process: what is shown runs the script's __repr__,
 * which may raise, hang, or change things.
 */
#ifndef BT_ENGINE_VALUES_H
#define BT_ENGINE_VALUES_H

#include "debugger/engine/query.h"

// The repr of a value, cut at some 200 characters; full: all of it, up to some megabytes. Never
// fails: what goes wrong is part of the text. NULL: no memory. The caller roots v. [py]
json_t *bt_value_text(struct bt_engine *e, struct bt_vthread *th, bt_value v, bool full);
// The same over several lines of 80 characters, as pprint has it. [py]
json_t *bt_value_pretty(struct bt_engine *e, struct bt_vthread *th, bt_value v);
// Append it to a buffer, cut at some `max` bytes. [py]
void bt_value_put(struct bt_engine *e, struct bt_vthread *th, struct bt_buf *out, bt_value v,
                  size_t max);
// What its type is called: "list", "Account".
const char *bt_value_type(const struct bt_vthread *th, bt_value v);
// bt_engine_error with the exception that is set on the thread, which is taken: "NameError: name
// 'x' is not defined". [py]
json_t *bt_value_failure(struct bt_vthread *th);
// The same line without the object around it, of any exception, appended to out. [py]
void bt_value_put_exception(struct bt_vthread *th, struct bt_buf *out, bt_value exception);
// A buffer's text as JSON, and the buffer freed: control characters are escaped, but for line ends
// and tabs if `lines`. NULL: no memory.
json_t *bt_value_json(struct bt_buf *text, bool lines);
// Does repr(v) come from this native type, and not from a class of the script?
bool bt_value_shown_as(const struct bt_vthread *th, bt_value v, int type_id);

#endif
