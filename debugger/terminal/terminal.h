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
};

// Debug until the user quits. Returns the exit status: the program's, if it has ended.
int bt_terminal_run(const struct bt_session_options *session,
                    const struct bt_terminal_options *options);

#endif
