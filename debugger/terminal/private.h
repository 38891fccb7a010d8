// Among the files of the terminal: what the prompt is made of.
#ifndef BT_TERMINAL_PRIVATE_H
#define BT_TERMINAL_PRIVATE_H

#include <stdio.h>

#include "debugger/commands.h"
#include "debugger/terminal/show.h"
#include "debugger/terminal/terminal.h"

#define BT_MOST_SOURCES 32

// Where lines come from: the top of a stack is read until it is empty.
struct bt_source {
    const char *text; // one command, or NULL
    FILE *file;       // a file of commands, or NULL
    bool nested;      // ... that a command asked for: its lines are shown after a +
    json_t *list;     // the lines of a breakpoint's `commands', or NULL
    size_t at;        // the next of them
    // none of these: standard input
};

struct bt_terminal {
    struct bt_session *session;
    const struct bt_terminal_options *options;
    struct bt_show show;
    struct bt_source sources[BT_MOST_SOURCES];
    size_t n_sources;
    bool interactive; // standard input and output are a terminal
    int signals;      // a descriptor that Ctrl-C can be read from, or -1
    struct bt_editing *editing;
    bool tried_editing, pressed; // pressed: Ctrl-C while a line was typed
    struct bt_buf last;          // what an empty line does again
    json_t *lists;               // {"2":["p c", "c"]}: what to do when that breakpoint stops
    json_int_t last_point;       // made last: what `commands' is about
    bool confirm;                // ask before quitting
    bool quit, failed;
};

// ---- input.c ----
// Read lines from there until it is empty; `list' is shared. false: too many inside each other, the
// user has been told.
bool bt_typed_push(struct bt_terminal *t, struct bt_source source);
// The next line without its end, in `line', with the prompt and the line on the output, so that
// what comes out reads as a session. False at the end of all input.
bool bt_typed_next(struct bt_terminal *t, const char *prompt, struct bt_buf *line);
// Is the line that came last one of a breakpoint's list?
bool bt_typed_in_list(const struct bt_terminal *t);
// Drop the rest of the lists (a command has moved the program), or of everything but stdin.
void bt_typed_drop_lists(struct bt_terminal *t);
void bt_typed_drop_all(struct bt_terminal *t);
void bt_typed_end(struct bt_terminal *t);
// Ctrl-C has been pressed since it was asked last.
bool bt_typed_interrupted(struct bt_terminal *t);

// ---- complete.c ----
// What the tab key gives: see base/editing.h; ctx is the terminal.
void bt_terminal_complete(void *ctx, const char *text, size_t len, struct bt_buf *insert,
                          struct bt_buf *list);

// ---- help.c ----
// Append the overview, or what a command does; false: there is no such command, said in out.
bool bt_help(struct bt_buf *out, const char *word);

// ---- json.c ----
// The face for programs: JSON lines on standard input and output. The exit status.
int bt_terminal_json(const struct bt_session_options *session,
                     const struct bt_terminal_options *options);

#endif
