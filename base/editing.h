/*
 * Lines from a terminal, edited: by libedit, which is loaded when the first prompt wants it, so
 * that a script pays nothing for it.
 */
#ifndef BT_BASE_EDITING_H
#define BT_BASE_EDITING_H

#include <stdbool.h>

#include "base/buf.h"

struct bt_editing;

struct bt_editing_options {
    const char *history; // the file in the home folder that keeps the lines
    void *ctx;
    // Wait until standard input can be read. false: interrupted, the line is given up.
    bool (*wait)(void *ctx);
    // Complete what stands before the cursor (`len' bytes of text): what is to be typed on goes to
    // `insert'; if that is empty, `list' is shown below the line, whole lines. NULL: no completion.
    void (*complete)(void *ctx, const char *text, size_t len, struct bt_buf *insert,
                     struct bt_buf *list);
};

enum bt_line { BT_LINE_OK, BT_LINE_END, BT_LINE_INTERRUPTED };

// Editing for the terminal on standard input, with the history of earlier sessions. NULL where
// nothing is edited: no terminal, no libedit, no memory. Sets the locale's character type, by which
// libedit reads the keys. Freed by bt_editing_end.
struct bt_editing *bt_editing_start(const struct bt_editing_options *options);

// Save the history and give the terminal back. `editing` may be NULL.
void bt_editing_end(struct bt_editing *editing);

// Show the prompt and append one line, with its line end, to `line`. BT_LINE_INTERRUPTED: the
// options' `wait' was.
enum bt_line bt_editing_line(struct bt_editing *editing, const char *prompt, struct bt_buf *line);

#endif
