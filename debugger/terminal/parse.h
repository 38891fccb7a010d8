// A line of the prompt becomes a command and its arguments, as docs/debugging-json.md names them.
#ifndef BT_TERMINAL_PARSE_H
#define BT_TERMINAL_PARSE_H

#include <jansson.h>

#include "base/buf.h"
#include "debugger/commands.h"

// line: without its line end; spaces around it do not matter, it must not be empty. Returns the
// command and *args, a new object; or NULL, and `error' says in a sentence what is wrong.
const struct bt_command *bt_parse_line(const char *line, json_t **args, struct bt_buf *error);

// ---- parse_point.c ----
// The arguments of break, tbreak, watch, log. A new object, or NULL with `error'.
json_t *bt_parse_break(const char *text, struct bt_buf *error);
json_t *bt_parse_watch(const char *text, struct bt_buf *error);
json_t *bt_parse_log(const char *text, struct bt_buf *error);

// ---- what both use ----
// "1_000", "5,210", "12": a number of digits up to `end' (NULL: the text's). false: it is none.
bool bt_parse_number(const char *text, const char *end, json_int_t *number);
// Text without the spaces around it, and without quotes if it stands in them: a thread's number or
// name as JSON.
json_t *bt_parse_thread(const char *text, size_t len);

#endif
