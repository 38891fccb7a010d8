/*
 * Among the files of the DAP face. A request of the client is a row of the table in requests.c; its
 * handler gives the body of the response. While the program runs, requests come in through
 * bt_dap_readable (run.c): those that need a standing program are refused, some are answered at
 * once, the rest waits in `queue`, for which a plain `continue` is interrupted for a moment.
 */
#ifndef BT_DAP_PRIVATE_H
#define BT_DAP_PRIVATE_H

#include "debugger/dap/channel.h"
#include "debugger/dap/dap.h"

struct bt_dap {
    const struct bt_dap_options *options;
    struct bt_channel channel;
    json_int_t seq;
    json_t *queue; // requests that have come and were not handled
    bool done;     // the client has taken its leave

    // What the client is like.
    bool initialized;
    json_int_t line0, column0; // its first line and column: 0 or 1
    bool knows_invalidated;

    // What it debugs.
    struct bt_face face;
    struct bt_session *session;
    struct bt_session_options *program;
    json_t *launch;  // the arguments of that request
    bool configured; // the program may run
    bool ended;      // the client has been told that it is over
    bool exit_shown; // stopOnExit: it stands at its end

    // Running.
    const char *motion; // the command to be executed after the response, or NULL
    json_t *motion_args;
    bool running, pausing, leaving;
    bool hearing; // in the midst of a command of the session: it can't be asked
    json_t *stop; // where it stands: STOP, or NULL

    // What numbers in the protocol stand for. Paths and frames are forgotten when it runs on.
    json_t *paths;   // variablesReference - 1 -> PATH
    json_t *frames;  // frameId - 1 -> {"thread","level","function"}
    json_t *sources; // sourceReference - 1 -> file name without a path
    json_t *threads; // the last list: [{"id","name"}...]
    json_t *loaded;  // files that the client has been told of: {name: true}

    // Breakpoints: {"group": [{"wanted": POINT, "answer": Breakpoint}...]}, see points.c.
    json_t *points;
    bool stop_uncaught, stop_deadlock;

    // Set by handlers.
    char error[512];                // why a request failed
    void (*after)(struct bt_dap *); // to be done after the response
};

// Makes the body of the response, a new reference. NULL: it failed, see bt_dap_error.
typedef json_t *bt_dap_handler(struct bt_dap *d, const json_t *args);

// ---- dap.c ----
// Say why a request fails. Returns NULL.
json_t *bt_dap_error(struct bt_dap *d, const char *format, ...)
    __attribute__((format(printf, 2, 3)));
// Send an event; body is stolen, may be NULL.
void bt_dap_event(struct bt_dap *d, const char *name, json_t *body);
// An output event; category: "console", "stdout", "stderr", "important".
void bt_dap_say(struct bt_dap *d, const char *category, const char *text);
// Handle a request and send the response.
void bt_dap_handle(struct bt_dap *d, const json_t *request);
// Refuse a request.
void bt_dap_refuse(struct bt_dap *d, const json_t *request, const char *why);
// A command of the session; args are stolen. NULL: it failed, and bt_dap_error has been called.
json_t *bt_dap_ask(struct bt_dap *d, const char *command, json_t *args);
// A member of an object: as text or NULL, as a number or `otherwise`.
const char *bt_dap_text(const json_t *object, const char *key);
json_int_t bt_dap_number(const json_t *object, const char *key, json_int_t otherwise);
// A line of the client as ours (from 1), and back.
json_int_t bt_dap_line_in(const struct bt_dap *d, json_int_t line);
json_int_t bt_dap_line_out(const struct bt_dap *d, json_int_t line);

// ---- requests.c ----
struct bt_dap_row {
    const char *name;
    bt_dap_handler *handler;
    enum bt_dap_when {
        BT_DAP_ALWAYS,   // also before there is a program; at once while it runs
        BT_DAP_PROGRAM,  // there is a program; a running one is interrupted for a moment
        BT_DAP_STANDING, // the program stands still
    } when;
};
// The row of a request; NULL: unknown.
const struct bt_dap_row *bt_dap_row(const char *command);

// ---- start.c: beginning and end ----
bt_dap_handler bt_dap_initialize, bt_dap_launch, bt_dap_attach, bt_dap_configuration_done,
    bt_dap_disconnect, bt_dap_terminate, bt_dap_restart;
// Ends the program and the session.
void bt_dap_end(struct bt_dap *d);

// ---- run.c ----
bt_dap_handler bt_dap_continue, bt_dap_next, bt_dap_step_in, bt_dap_step_out, bt_dap_step_back,
    bt_dap_reverse_continue, bt_dap_pause, bt_dap_cancel;
// Execute d->motion, tell the client where it has stopped.
void bt_dap_run(struct bt_dap *d);
// Let it move after the response; args are stolen.
void bt_dap_move(struct bt_dap *d, const char *command, json_t *args);
// It has come to d->stop and stays there: tell the client.
void bt_dap_arrived(struct bt_dap *d);
// What numbers stand for is of no use any more: values may have changed.
void bt_dap_forget(struct bt_dap *d);
// Tell the client where it stands. reason NULL: what the stop says.
void bt_dap_stopped(struct bt_dap *d, const char *reason);
// The program is over: tell the client, once.
void bt_dap_over(struct bt_dap *d, json_int_t status);
// Face.
void bt_dap_readable(void *ctx);
void bt_dap_heard(void *ctx, const json_t *event);

// ---- points.c ----
bt_dap_handler bt_dap_set_breakpoints, bt_dap_set_function_breakpoints,
    bt_dap_set_instruction_breakpoints, bt_dap_set_data_breakpoints,
    bt_dap_set_exception_breakpoints, bt_dap_data_breakpoint_info, bt_dap_breakpoint_locations;
// Make a group ("source:FILE", "function", "data" ...) what is wanted: an array of POINTs, or
// {"error"}, or {"none"}; stolen. The body of the response.
json_t *bt_dap_replace_points(struct bt_dap *d, const char *group, json_t *wanted);
// filters.c: The check boxes, for the capabilities.
json_t *bt_dap_filters(void);
// The session says that a point has changed: {"event":"point","point":{...}}.
void bt_dap_point_changed(struct bt_dap *d, const json_t *event);
// "source", "function", "instruction", "data", "exception": whose point it is; NULL: nobody's.
const char *bt_dap_point_group(const struct bt_dap *d, json_int_t id);
// Set them again, in a new session.
void bt_dap_points_again(struct bt_dap *d);

// ---- look.c ----
bt_dap_handler bt_dap_threads, bt_dap_stack_trace, bt_dap_scopes, bt_dap_variables,
    bt_dap_exception_info;
// Ask for the threads and tell the client of new and ended ones.
void bt_dap_threads_again(struct bt_dap *d);
// What is behind a frameId: false (and bt_dap_error): nothing. Without an id in args, the thread of
// the stop.
bool bt_dap_frame(struct bt_dap *d, const json_t *args, json_int_t *thread, json_int_t *level);
// VAR as a Variable, with "value" or, for results, "result".
json_t *bt_dap_variable(struct bt_dap *d, const json_t *var, const char *value_key);
// The PATH of a variablesReference; NULL and bt_dap_error: there is none. Borrowed.
const json_t *bt_dap_path(struct bt_dap *d, json_int_t reference);

// ---- values.c ----
bt_dap_handler bt_dap_evaluate, bt_dap_set_variable, bt_dap_set_expression, bt_dap_completions;
// The VAR of that name among those of a path, a new reference.
json_t *bt_dap_find(struct bt_dap *d, const json_t *path, const char *name);

// ---- console.c ----
// A line of the debug console that begins with `/': a command of the prompt, without that.
json_t *bt_dap_console(struct bt_dap *d, const char *line, json_int_t thread, json_int_t level);
// The commands that begin so, for completion: CompletionItems. start, length: of what they replace.
json_t *bt_dap_console_items(const char *begin, size_t len, json_int_t start, json_int_t length);

// ---- sources.c ----
bt_dap_handler bt_dap_source_request, bt_dap_loaded_sources, bt_dap_disassemble;
// A Source.
json_t *bt_dap_source(struct bt_dap *d, const char *file);
// The file that a Source names; NULL: none. Valid as long as args are.
const char *bt_dap_source_file(struct bt_dap *d, const json_t *source);
// Tell the client of files that are new.
void bt_dap_sources_again(struct bt_dap *d);
// An address as text, and back: 0: it is none.
json_t *bt_dap_address(json_int_t address);
json_int_t bt_dap_address_of(const char *text);

#endif
