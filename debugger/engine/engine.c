// The engine: see engine.h.
#include "debugger/engine/engine.h"

#include <signal.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "base/mem.h"
#include "lab/lab.h"

static struct bt_engine *of(struct bt_debugger *d)
{
    return (struct bt_engine *)d;
}

json_t *bt_engine_error(const char *format, ...)
{
    char text[512];
    va_list ap;
    va_start(ap, format);
    vsnprintf(text, sizeof text, format, ap);
    va_end(ap);
    return json_pack("{s:b, s:s}", "ok", 0, "error", text);
}

struct bt_position bt_engine_position(const struct bt_engine *e)
{
    return (struct bt_position){bt_event_clock(e->vm), e->vm->gil.events};
}

struct bt_vthread *bt_engine_thread(const struct bt_engine *e, json_int_t number)
{
    struct bt_vthread *th = e->vm->threads;
    while (th && th->number != number)
        th = th->next;
    return th;
}

void bt_engine_tell(struct bt_engine *e, json_t *event, int with)
{
    (void)bt_wire_send(&e->wire, event, with); // a session that is gone is noticed when we read
    json_decref(event);
}

// ---- requests ----

static void answer(struct bt_engine *e, json_int_t id, json_t *result)
{
    if (!result)
        result = json_pack("{s:b}", "ok", 1);
    (void)json_object_set_new(result, "id", json_integer(id));
    (void)bt_wire_send(&e->wire, result, -1);
    json_decref(result);
}

static json_t *settings(struct bt_engine *e, const json_t *request)
{
    const json_t *library = json_object_get(request, "library");
    if (json_is_boolean(library))
        e->library = json_is_true(library);
    return NULL;
}

bool bt_engine_is_action(const char *cmd)
{
    static const char *const names[] = {"switch", "freeze", "thaw", "sched", "exec", "interrupt"};
    for (size_t i = 0; i < sizeof names / sizeof names[0]; i++)
        if (strcmp(cmd, names[i]) == 0)
            return true;
    return false;
}

// An action by hand. Giving the lock to another thread is a motion: it is answered at the stop.
static json_t *act(struct bt_engine *e, struct bt_vthread *th, const char *cmd,
                   const json_t *request, json_int_t id)
{
    json_t *what = json_deep_copy(request), *error;
    (void)json_object_del(what, "id");
    (void)json_object_del(what, "cmd");
    (void)json_object_set_new(what, "action", json_string(cmd));
    error = bt_action_do(e, th, what);
    json_decref(what);
    if (error)
        return error;
    if (e->motion.how != BT_MOTION_NONE) {
        e->motion.request = id;
        return NULL;
    }
    json_t *done = e->done;
    e->done = NULL;
    return json_pack("{s:b, s:o?}", "ok", 1, "actions", done);
}

// Serve one request. false: go on, a motion has begun.
static bool serve(struct bt_engine *e, struct bt_vthread *th, const json_t *request)
{
    const char *cmd = json_string_value(json_object_get(request, "cmd"));
    json_int_t id = json_integer_value(json_object_get(request, "id"));
    json_t *result = NULL;
    if (!cmd) {
        result = bt_engine_error("a request needs \"cmd\"");
    } else if (e->past && (result = bt_snapshot_object(e, th, cmd, request)) != NULL) {
        // it would be another future
    } else if (strcmp(cmd, "run") == 0 || strcmp(cmd, "search") == 0) {
        result = bt_motion_begin(e, th, request);
        if (!result) {
            e->motion.request = id;
            e->motion.search = cmd[0] == 's';
            return false;
        }
    } else if (bt_engine_is_action(cmd)) {
        result = act(e, th, cmd, request, id);
        if (!result)
            return false;
    } else if (strcmp(cmd, "points") == 0) {
        result = bt_points_set(e, request);
    } else if (strcmp(cmd, "actions") == 0) {
        if (!bt_action_load(e, json_object_get(request, "actions")))
            result = bt_engine_error("no memory");
    } else if (strcmp(cmd, "settings") == 0) {
        result = settings(e, request);
    } else if (strcmp(cmd, "snapshot") == 0) {
        bool woken;
        result = bt_snapshot_take(e, th, &woken);
        if (woken)
            return false;
    } else if (strcmp(cmd, "future") == 0) {
        result = bt_snapshot_future(e, (pid_t)json_integer_value(json_object_get(request, "tip")));
        if (!result)
            result = json_pack("{s:b, s:I}", "ok", 1, "actions_seen", (json_int_t)e->actions_seen);
    } else if (strcmp(cmd, "where") == 0) {
        struct bt_vthread *of_it =
            bt_engine_thread(e, json_integer_value(json_object_get(request, "thread")));
        json_int_t number = json_integer_value(json_object_get(request, "thread"));
        if (number && !of_it)
            result = bt_engine_error("there is no thread %d now", (int)number);
        else
            result = json_pack("{s:b, s:o}", "ok", 1, "stop",
                               bt_stop_new(e, of_it ? of_it : th, "where", ""));
    } else if (strcmp(cmd, "quit") == 0) {
        bt_engine_left(e);
    } else {
        result = bt_query(e, th, cmd, request);
        if (!result)
            result = bt_engine_error("there is no request \"%s\"", cmd);
    }
    answer(e, id, result);
    return true;
}

// Serve requests until the program is to go on. Ends the process when the session is gone.
void bt_engine_serve(struct bt_engine *e, struct bt_vthread *th)
{
    struct bt_record *record = bt_lab_record(e->vm->lab);
    if (record)
        bt_record_settle(record); // clones read it
    bool still = true;
    while (still) {
        json_t *request = bt_wire_receive(&e->wire);
        if (!request)
            bt_engine_left(e);
        still = serve(e, th, request);
        json_decref(request);
    }
    bt_points_passed(e, th);
    bt_motion_arm(e);
}

void bt_engine_stop(struct bt_engine *e, struct bt_vthread *th, json_t *stop)
{
    struct bt_motion *m = &e->motion;
    if (m->search && stop) { // it only notes
        json_decref(m->found);
        m->found = stop;
        e->last_stop = bt_engine_position(e);
        return;
    }
    if (e->session && th && e->vm->flush)
        e->vm->flush(&th->t); // of a plain run, which has a buffer
    json_int_t id = m->request;
    json_t *found = m->search ? m->found : NULL;
    bool search = m->search;
    m->found = NULL;
    bt_motion_end(e);
    e->last_stop = bt_engine_position(e);
    json_t *result = search ? json_pack("{s:b, s:o?}", "ok", 1, "found", found)
                            : json_pack("{s:b, s:o}", "ok", 1, "stop", stop);
    if (e->done)
        (void)json_object_set_new(result, "actions", e->done);
    e->done = NULL;
    bt_points_report(e, result);
    answer(e, id, result);
    bt_engine_serve(e, th);
}

// ---- what the interpreter calls ----

// Has the motion come to where it is not to go further?
static bool past_limit(const struct bt_engine *e)
{
    return e->motion.how != BT_MOTION_NONE &&
           bt_position_compare(e->motion.limit, BT_POSITION_NONE) != 0 &&
           bt_position_compare(bt_engine_position(e), e->motion.limit) >= 0;
}

// The stop that breakpoint() has asked for, or NULL. Going to a place it is passed.
static json_t *called(struct bt_engine *e, struct bt_vthread *th)
{
    json_t *pending = e->pending, *stop = NULL;
    e->pending = NULL;
    if (pending && e->motion.how != BT_MOTION_TO && e->motion.how != BT_MOTION_TO_RAISE)
        stop = bt_stop_new(e, th, "call", json_string_value(json_object_get(pending, "text")));
    json_decref(pending);
    return stop;
}

static void pause_here(struct bt_debugger *d, struct bt_vthread *th)
{
    struct bt_engine *e = of(d);
    bt_snapshot_pause(e, th);
    do {
        e->woken = false;
        bool over = past_limit(e);
        json_t *stop = over && e->motion.search ? NULL : called(e, th);
        if (!stop && !(over && e->motion.search))
            stop = bt_motion_check(e, th);
        if (over && !e->motion.search && !stop)
            stop = bt_stop_new(e, th, "limit", "");
        if (over || stop)
            bt_engine_stop(e, th, stop);
    } while (e->woken);
    bt_action_replay(e, th);
    if (e->motion.how != BT_MOTION_NONE)
        bt_motion_arm(e);
}

static void raised(struct bt_debugger *d, struct bt_vthread *th)
{
    struct bt_engine *e = of(d);
    e->raises++;
    bt_points_raised(e, th);
}

static void uncaught(struct bt_debugger *d, struct bt_vthread *th)
{
    (void)d;
    (void)th;
}

static void idle(struct bt_debugger *d, struct bt_vm *vm, bool forever)
{
    struct bt_engine *e = of(d);
    (void)vm;
    bt_engine_stop(e, NULL,
                   bt_stop_new(e, NULL, forever ? "frozen" : "interrupt",
                               forever ? "only frozen threads could go on" : "interrupted"));
}

static void event(struct bt_event_sink *sink, const struct bt_event *ev)
{
    struct bt_engine *e = (struct bt_engine *)((char *)sink - offsetof(struct bt_engine, sink));
    bt_points_event(e, ev);
}

static void sweep(struct bt_event_sink *sink)
{
    bt_points_sweep((struct bt_engine *)((char *)sink - offsetof(struct bt_engine, sink)));
}

static void breakpoint_reached(struct bt_breakpoint *b, struct bt_vthread *th, const char *header)
{
    struct bt_engine *e = (struct bt_engine *)((char *)b - offsetof(struct bt_engine, breakpoint));
    if (!e->pending)
        e->pending = json_pack("{s:s, s:s, s:I}", "reason", "call", "text",
                               *header ? header : "breakpoint()", "thread", (json_int_t)th->number);
    bt_pause_each(e->vm, true);
}

// The program has ended: the last stop.
static int before_exit(struct bt_vm *vm, int status)
{
    struct bt_engine *e = of(vm->debugger);
    if (e->clone)
        e->ends.at_end(e);
    if (e->before_exit)
        status = e->before_exit(vm, status);
    vm->before_exit = NULL;
    e->over = true;
    e->status = status;
    char text[64];
    snprintf(text, sizeof text, "the program has ended with status %d", status);
    json_t *stop = bt_stop_new(e, NULL, "exit", text);
    (void)json_object_set_new(stop, "status", json_integer(status));
    bt_engine_stop(e, NULL, stop);
    return status;
}

// ---- made and ended ----

struct bt_engine *bt_engine_open(struct bt_vm *vm, int wire)
{
    struct bt_engine *e = bt_alloc_zero(sizeof *e);
    if (!e)
        return NULL;
    e->hooks = (struct bt_debugger){
        .pause = pause_here, .raised = raised, .uncaught = uncaught, .idle = idle};
    e->sink = (struct bt_event_sink){.event = event, .sweep = sweep};
    e->vm = vm;
    e->last_stop = BT_POSITION_NONE;
    bt_wire_init(&e->wire, wire);
    if (!bt_points_init(e) || !bt_turns_init(e)) {
        bt_engine_free(e);
        return NULL;
    }
    vm->debugger = &e->hooks;
    e->before_exit = vm->before_exit;
    vm->before_exit = before_exit;
    e->breakpoint.reached = breakpoint_reached;
    vm->breakpoint = &e->breakpoint;
    bt_event_watch(vm, &e->sink);
    return e;
}

struct bt_engine *bt_engine_new(struct bt_vm *vm, int wire)
{
    struct bt_engine *e = bt_engine_open(vm, wire);
    if (!e)
        return NULL;
    bt_snapshot_start(e);
    bt_engine_serve(e, NULL);
    return e;
}

void bt_engine_free(struct bt_engine *e)
{
    if (!e)
        return;
    if (e->vm->debugger == &e->hooks) {
        e->vm->debugger = NULL;
        bt_event_unwatch(e->vm, &e->sink);
    }
    bt_points_free(e);
    bt_turns_free(e);
    json_decref(e->motion.found);
    json_decref(e->pending);
    json_decref(e->done);
    bt_wire_close(&e->wire);
    bt_free(e);
}
