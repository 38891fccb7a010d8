/*
 * Lines from a terminal, edited: by libedit, which is loaded when the first prompt wants it, so
 * that a script pays nothing for it.
 */
#ifndef BT_CLI_EDITING_H
#define BT_CLI_EDITING_H

#include <stdbool.h>

#include "base/buf.h"

struct bt_thread;
struct bt_editing;

enum bt_line { BT_LINE_OK, BT_LINE_END, BT_LINE_INTERRUPTED };

// Editing for the terminal on standard input, with the history of earlier sessions. NULL where
// nothing is edited: no terminal, no libedit, no memory. Sets the locale's character type, by which
// libedit reads the keys. Freed by bt_editing_end.
struct bt_editing *bt_editing_start(struct bt_thread *th);

// Save the history and give the terminal back. `editing` may be NULL.
void bt_editing_end(struct bt_editing *editing);

// Show the prompt and append one line, with its line end, to `line`. While it waits for a key the
// interpreter's lock is free. BT_LINE_INTERRUPTED: Ctrl-C, an exception may be set on the thread.
enum bt_line bt_editing_line(struct bt_editing *editing, const char *prompt, struct bt_buf *line);

#endif
