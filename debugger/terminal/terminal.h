/*
 * The prompt of `baton debug', and its face for programs (--json): lines in, text out. What the
 * words mean is debugger/commands.def; what they do is the session's.
 */
#ifndef BT_TERMINAL_H
#define BT_TERMINAL_H

#include "debugger/session/session.h"

// What `baton debug' was asked for.
struct bt_terminal_options {
    const char *const *commands; // -x FILE and -ex CMD, in order
    const bool *is_file;         // ... which of them are files
    size_t n_commands;
    bool json, quiet;
    bool on_error; // say nothing until something has gone wrong, and there is a place to look at
    bool attached; // the session is over when the program is
};

// Debug until the user quits. Returns the exit status: the program's, if it has ended.
int bt_terminal_run(const struct bt_session_options *session,
                    const struct bt_terminal_options *options);

// Execute a line of the prompt in a session that another face has. Returns what the prompt would
// print, a block of bt_alloc, NULL: no memory. *result: what the session has answered, a new
// reference, NULL if it was not asked (a mistake in the line, help). Of the commands that are the
// prompt's own only help is there.
char *bt_terminal_execute(struct bt_session *s, const char *line, json_t **result);

#endif
