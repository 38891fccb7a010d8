// Among the files of the session: what it is made of. See session.h.
#ifndef BT_SESSION_PRIVATE_H
#define BT_SESSION_PRIVATE_H

#include <signal.h>
#include <stdint.h>
#include <sys/types.h>

#include "debugger/session/session.h"
#include "debugger/wire.h"

// A process of the program: the tip, a clone, or a snapshot.
struct bt_program {
    pid_t pid;
    struct bt_wire wire;
    uint64_t clock, events;  // where it stands; of a snapshot: where it was taken
    uint64_t points_version; // of the table of breakpoints that it has
    size_t actions;          // of a snapshot: so many of the session's had been done
};

// What `list' has shown: an empty line goes on behind it, if the program still stands there.
struct bt_listed {
    json_int_t last; // line; 0: nothing
    char file[512];
    uint64_t clock, events;
    uint32_t thread;
    json_int_t frame;
};

struct bt_session {
    struct bt_session_options options;
    const struct bt_face *face;
    struct bt_program *tip;     // the furthest point
    struct bt_program *current; // the tip, or the clone that is in the past
    json_int_t next_id;
    json_t *stop;     // where the program stands (STOP), or NULL
    uint32_t thread;  // the user looks at this thread ...
    json_int_t frame; // ... and this level of its frames
    json_t *points;   // the breakpoints, an array of POINT
    json_int_t next_point;
    json_t *displays; // what is shown at every stop: {"id","expr"}, or NULL
    json_int_t next_display;
    uint64_t points_version; // counts the table's changes
    json_t *actions;         // what the user did: [{"clock","events","what"}...], in order
    struct bt_listed listed;
    bool library; // set library on
    bool running; // a motion is under way
    volatile sig_atomic_t interrupted;
    bool signalled;  // the program has been told in this motion
    uint64_t engine; // for its signal: where the engine is, in every process of the program
    int status;      // of the program; -1: it lives
    struct bt_travel *travel; // snapshots (travel.c's)
    struct bt_output *output; // the program's streams, if they are captured (output.c's)
};

// One command of the table in commands.c. args: never NULL. A new reference.
typedef json_t *bt_session_function(struct bt_session *s, const json_t *args);

// ---- process.c ----
struct bt_program *bt_program_new(pid_t pid, int fd);
// Ends it for good, waits for it.
void bt_program_free(struct bt_program *p);
// Send a request to a process and wait for its answer (a new reference, never NULL); what it says
// unasked goes to the face or the travel's. request: {"cmd":...}, stolen.
json_t *bt_program_request(struct bt_session *s, struct bt_program *p, json_t *request);

// ---- motion.c: forward ----
// Let the current process move: request as in the engine's "run", stolen. Keeps the stop, the
// actions. Breakpoints and settings have been sent. The command's result.
json_t *bt_session_move(struct bt_session *s, json_t *request);
// Keep what the answer to a motion says: the stop, the actions, the status.
void bt_session_keep(struct bt_session *s, json_t *result);
// The commands: debugger/commands.def.
bt_session_function bt_session_stepi, bt_session_step, bt_session_next, bt_session_finish,
    bt_session_until, bt_session_continue, bt_session_run_to_switch, bt_session_run_back,
    bt_session_switch, bt_session_freeze, bt_session_thaw, bt_session_sched,
    bt_session_send_interrupt;
// {"code":...}: execute it for real in the frame that the user looks at; it is an action. Its
// answer: {"ok",...,"value":{"text","type"} of an expression, "output"}.
bt_session_function bt_session_exec;
// The result of a motion whose stop is already there.
json_t *bt_session_stopped(struct bt_session *s);

// ---- names.c ----
// A copy of a command's arguments in which "thread" is a number, where it was a name or the only
// beginning of one. *error: a new reference if there is no such thread; may_come: then the name
// stays, it may yet be started. NULL: no memory.
json_t *bt_session_with_numbers(struct bt_session *s, const json_t *args, bool may_come,
                                json_t **error);

// What a thread is called, a new reference.
json_t *bt_session_name_of(struct bt_session *s, json_int_t number);

// ---- begin.c ----
// Start the program's process: it waits for requests. NULL with errno.
struct bt_program *bt_session_start(struct bt_session *s);
// Let it go to the script's first line: the result of that motion.
json_t *bt_session_go_to_start(struct bt_session *s);
json_t *bt_session_restart(struct bt_session *s, const json_t *args);

// ---- settings.c ----
json_t *bt_session_set(struct bt_session *s, const json_t *args);

// A request to a process about the thread and frame that the user looks at, with the command's
// arguments.
json_t *bt_session_request(struct bt_session *s, const char *cmd, const json_t *args);
// ---- values.c ----
bt_session_function bt_session_print, bt_session_pp, bt_session_display, bt_session_undisplay;
// What `display' shows, here: [{"id","expr","text"}...].
json_t *bt_session_displays(struct bt_session *s);

json_t *bt_session_error(const char *format, ...) __attribute__((format(printf, 1, 2)));
json_t *bt_session_ok(void);

#endif
