/*
 * The session: what the faces (prompt, --json, DAP) talk to. It runs in the process that the user
 * started, which has no interpreter: the program runs in other processes (../engine), one of which
 * is the current one. The session owns the breakpoints, the settings, what the user has done to
 * the schedule, and the way back: the snapshots and the record of the run.
 *
 * Commands are those of debugger/commands.def by their long names, with their arguments as JSON:
 * docs/debugging-json.md lists them. Every result is an object with "ok"; if that is false,
 * "error" is a sentence for people.
 */
#ifndef BT_SESSION_H
#define BT_SESSION_H

#include <jansson.h>
#include <stdbool.h>
#include <sys/types.h>

struct bt_session;

// Where the session's news go while a command runs; every function may be NULL.
struct bt_face {
    void *ctx;
    // Something unasked for: {"event":"log",...}, {"event":"output","stream":"stdout","text":...}
    // (with options.capture), {"event":"note","text":...} ("a new future begins here ...").
    void (*event)(void *ctx, const json_t *event);
    // A descriptor to be looked at while the program runs (-1: none), and what to call when there
    // is something to read. It may call bt_session_interrupt, and nothing else of the session.
    int fd;
    void (*readable)(void *ctx);
};

struct bt_session_options {
    // Be the program: called in a fork of the session's process, with the engine's end of the wire.
    // Returns the exit status.
    int (*run)(void *ctx, int wire);
    void *ctx;
    // A program that runs already and waits for the session, as breakpoint() has opened it: its
    // process, and the session's end of the wire. attached 0: `run' is to be started.
    pid_t attached;
    int wire;
    const char *record; // the file that the run is recorded in; NULL: there is no way back
    bool replay;        // it is a finished recording that is debugged
    bool capture;       // stdout and stderr of the program come as events
    const char *input;  // the program's stdin, a file; NULL: the session's own
};

// Begin: starts the program's process, which waits before its first instruction. NULL: said on
// stderr.
struct bt_session *bt_session_new(const struct bt_session_options *options,
                                  const struct bt_face *face);
// Ends the program if it still runs.
void bt_session_free(struct bt_session *s);

// Execute a command; args is borrowed, may be NULL. Blocks until the result is there, a new
// reference, never NULL. Commands that move the program: {"ok":true,"stop":STOP}.
json_t *bt_session_command(struct bt_session *s, const char *name, const json_t *args);
// Stop the program if it runs: its command comes back with the reason "interrupt". From
// face->readable or a signal handler.
void bt_session_interrupt(struct bt_session *s);
// Does the program stand in the past, with a recorded future behind it?
bool bt_session_is_past(const struct bt_session *s);
// The exit status of the program once it has ended; -1: it lives.
int bt_session_status(const struct bt_session *s);

#endif
