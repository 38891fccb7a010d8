// The engine: see engine.h.
#include "debugger/engine/engine.h"

#include <signal.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "base/mem.h"
#include "base/os_thread.h"
#include "lab/lab.h"
#include "runtime/objects/error.h"
#include "runtime/objects/exception.h"

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

// Begin a motion. NULL, or the answer: an error, or the stop, if nothing has to move for it.
static json_t *begin(struct bt_engine *e, struct bt_vthread *th, const json_t *request,
                     json_int_t id)
{
    json_t *error = bt_motion_begin(e, th, request);
    if (error)
        return error;
    e->motion.request = id;
    if (e->motion.search || e->fixed || !bt_motion_at_target(e, th))
        return NULL;
    bt_motion_end(e);
    return json_pack("{s:b, s:o}", "ok", 1, "stop", bt_stop_new(e, th, "goto", ""));
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
        result = begin(e, th, request, id);
        if (!result)
            return false;
    } else if (bt_action_is(cmd)) {
        result = bt_action_serve(e, th, cmd, request);
        e->motion.request = id;
        if (!result)
            return false;
    } else if (strcmp(cmd, "points") == 0) {
        result = bt_points_set(e, request);
    } else if (strcmp(cmd, "actions") == 0) {
        if (!bt_action_load(e, json_object_get(request, "actions")))
            result = bt_engine_error("no memory");
    } else if (strcmp(cmd, "settings") == 0) {
        result = settings(e, request);
    } else if (strcmp(cmd, "forget") == 0) {
        e->interrupted = 0; // it was for the motion before
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

static bool is_reason(const json_t *stop, const char *reason)
{
    const char *its = json_string_value(json_object_get(stop, "reason"));
    return its && strcmp(its, reason) == 0;
}

void bt_engine_stop(struct bt_engine *e, struct bt_vthread *th, json_t *stop)
{
    struct bt_motion *m = &e->motion;
    e->last_stop = bt_engine_position(e);
    e->last_thread = th && !json_object_get(stop, "holder") ? th->number : 0;
    if (m->search && stop && !m->ending) { // it only notes
        json_decref(m->found);
        m->found = stop;
        return;
    }
    if (e->session && th && e->vm->flush)
        e->vm->flush(&th->t); // of a plain run, which has a buffer
    json_int_t id = m->request;
    json_t *result =
        m->search ? bt_motion_found(e) : json_pack("{s:b, s:O}", "ok", 1, "stop", stop);
    if (is_reason(stop, "limit") && !m->search)
        (void)json_object_set_new(result, "motion", bt_motion_save(e));
    if (is_reason(stop, "interrupt") && m->search)
        (void)json_object_set_new(result, "interrupted", json_true());
    json_decref(stop);
    bt_motion_end(e);
    if (e->done)
        (void)json_object_set_new(result, "actions", e->done);
    e->done = NULL;
    bt_points_report(e, result);
    answer(e, id, result);
    bt_engine_serve(e, th);
}

// The same inside an instruction, where the thread cannot give the lock up.
static void stop_inside(struct bt_engine *e, struct bt_vthread *th, json_t *stop)
{
    e->fixed = true;
    bt_engine_stop(e, th, stop);
    e->fixed = false;
}

// Do breakpoints and exceptions stop this motion?
static bool listens(const struct bt_engine *e)
{
    const struct bt_motion *m = &e->motion;
    switch (m->how) {
    case BT_MOTION_CONTINUE:
    case BT_MOTION_SWITCH:
    case BT_MOTION_BACK: return true;
    case BT_MOTION_INSN:
    case BT_MOTION_LINE:
    case BT_MOTION_FINISH:
    case BT_MOTION_UNTIL: return !m->search;
    case BT_MOTION_NONE:
    case BT_MOTION_START:
    case BT_MOTION_TO:
    case BT_MOTION_TO_RAISE:
    case BT_MOTION_TO_EVENT:
    case BT_MOTION_AT_INSTR:
    case BT_MOTION_BY_HAND: break;
    }
    return false;
}

// Does a stop inside the instruction at hand matter?
static bool listens_inside(const struct bt_engine *e)
{
    const struct bt_motion *m = &e->motion;
    if (m->how == BT_MOTION_TO && m->inside)
        return bt_position_compare(bt_engine_position(e), m->target) == 0;
    return listens(e) && !(m->search && m->inside && bt_motion_at_limit(e));
}

// ---- why to stop ----

// The stop that an event has asked for. th is about to go on, NULL: nobody is.
static json_t *pending(struct bt_engine *e, struct bt_vthread *th)
{
    json_t *asked = e->pending;
    e->pending = NULL;
    json_int_t number = json_integer_value(json_object_get(asked, "thread"));
    struct bt_vthread *who = number ? bt_engine_thread(e, number) : NULL;
    const char *reason = json_string_value(json_object_get(asked, "reason"));
    const char *text = json_string_value(json_object_get(asked, "text"));
    json_t *stop = bt_stop_new(e, who ? who : th, reason ? reason : "", text ? text : "");
    (void)json_object_update_missing(stop, asked);
    if (th)
        (void)json_object_set_new(stop, "holder", json_integer(th->number));
    json_decref(asked);
    return stop;
}

// `continue 3' passes two breakpoints.
static json_t *counted(struct bt_engine *e, json_t *stop)
{
    struct bt_motion *m = &e->motion;
    if (!stop || m->how != BT_MOTION_CONTINUE || m->search || m->n <= 1 ||
        !json_object_get(stop, "points"))
        return stop;
    m->n--;
    json_decref(stop);
    return NULL;
}

// The stop before this instruction of th, or NULL.
static json_t *due(struct bt_engine *e, struct bt_vthread *th)
{
    struct bt_motion *m = &e->motion;
    json_t *stop = NULL;
    if (m->how == BT_MOTION_NONE)
        return NULL;
    if (BT_UNLIKELY(e->interrupted)) {
        e->interrupted = 0;
        m->ending = true;
        return bt_stop_new(e, th, "interrupt", "interrupted");
    }
    if (m->search && bt_motion_at_limit(e)) {
        if (m->inclusive && (stop = counted(e, bt_points_check(e, th))) != NULL)
            bt_engine_stop(e, th, stop); // which only notes it
        m->ending = true;
        return bt_stop_new(e, th, "limit", "");
    }
    if (e->pending && (stop = counted(e, pending(e, th))) != NULL)
        return stop;
    if (e->last_thread == th->number &&
        bt_position_compare(bt_engine_position(e), e->last_stop) == 0)
        return bt_motion_check(e, th);
    e->last_thread = 0;
    if (listens(e) && bt_points_each(e))
        stop = counted(e, bt_points_check(e, th));
    if (!stop)
        stop = bt_motion_check(e, th);
    return !stop && bt_motion_at_limit(e) ? bt_stop_new(e, th, "limit", "") : stop;
}

// The stop now that nobody can run, or NULL.
static json_t *due_idle(struct bt_engine *e, bool forever)
{
    struct bt_motion *m = &e->motion;
    struct bt_vthread *who = m->thread ? bt_engine_thread(e, m->thread) : NULL;
    who = who ? who : e->vm->main;
    if (m->how == BT_MOTION_NONE)
        return NULL;
    if (e->interrupted) {
        e->interrupted = 0;
        m->ending = true;
        return bt_stop_new(e, who, "interrupt", "interrupted while every thread waits");
    }
    if (bt_motion_at_limit(e)) {
        m->ending = true;
        return bt_stop_new(e, who, "limit", "");
    }
    if (e->pending)
        return pending(e, NULL);
    if (bt_motion_at_target(e, NULL))
        return bt_stop_new(e, who, "goto", "");
    if (!forever)
        return NULL;
    m->ending = true;
    return bt_stop_new(e, who, "frozen", "only frozen threads could go on");
}

// ---- what the interpreter calls ----

// Is there nothing to ask but the breakpoints, or the motion?
static inline bool is_undisturbed(const struct bt_engine *e)
{
    return e->last_thread == 0 && !e->pending && !e->interrupted && !e->slow && !e->woken &&
           e->vm->gil.pause_at == e->armed && e->vm->gil.pause_each;
}

// A search for where a function was called has nothing to ask inside it.
static inline bool is_inside(const struct bt_engine *e, const struct bt_vthread *th)
{
    const struct bt_motion *m = &e->motion;
    return m->search && m->how == BT_MOTION_FINISH && th->number == m->thread &&
           th->t.py_depth >= m->depth;
}

static void pause_here(struct bt_debugger *d, struct bt_vthread *th)
{
    struct bt_engine *e = of(d);
    bool again = true;
    if (is_inside(e, th) && is_undisturbed(e))
        return;
    if (e->motion.how == BT_MOTION_CONTINUE && BT_LIKELY(is_undisturbed(e))) {
        json_t *found = bt_points_check(e, th);
        if (BT_LIKELY(!found) && bt_points_quiet(e))
            bt_pause_quiet(e->vm, th->frame->code);
        if (BT_LIKELY(!found) || !(found = counted(e, found)))
            return;
        bt_engine_stop(e, th, found);
        again = e->woken;
    } else {
        bt_snapshot_pause(e, th);
    }
    while (again) {
        e->woken = false;
        json_t *stop = due(e, th);
        if (stop)
            bt_engine_stop(e, th, stop);
        again = e->woken;
    }
    bt_action_replay(e, th);
    if (e->motion.how != BT_MOTION_NONE &&
        (!e->vm->gil.pause_each || e->slow || bt_event_clock(e->vm) >= e->armed))
        bt_motion_arm(e);
}

static bool idle(struct bt_debugger *d, struct bt_vm *vm, bool forever)
{
    struct bt_engine *e = of(d);
    (void)vm;
    json_t *stop = due_idle(e, forever);
    size_t before = e->next_action;
    if (stop)
        bt_engine_stop(e, NULL, stop);
    bt_action_replay(e, NULL);
    return stop != NULL || before != e->next_action;
}

// Does an exception that is raised already travel? Native code has passed it on.
static bool travels(struct bt_vthread *th, bt_value exception)
{
    const struct bt_exception *exc = (const struct bt_exception *)bt_obj(exception);
    const struct bt_frame *f = th->frame;
    return bt_is_obj(exc->traceback) && f->code->unit->insns[bt_frame_word(f)].op != BT_RAISE_OP;
}

static void raised(struct bt_debugger *d, struct bt_vthread *th)
{
    struct bt_engine *e = of(d);
    if (th->stopped || !bt_is_exception(th->t.exc) || travels(th, th->t.exc))
        return;
    size_t slot = e->raises++ % (sizeof e->raised / sizeof e->raised[0]);
    e->raised[slot].exception = th->t.exc;
    e->raised[slot].serial = e->raises;
    e->raised[slot].clock = bt_event_clock(e->vm) - 1;
    e->raised[slot].thread = th->number;
    if (!e->started || e->motion.how == BT_MOTION_NONE)
        return;
    json_t *stop = NULL;
    if (e->motion.how == BT_MOTION_TO && listens_inside(e)) {
        stop = bt_stop_new(e, th, "raise", "");
    } else if (listens_inside(e)) {
        bt_points_raised(e, th);
        if (e->pending)
            stop = counted(e, pending(e, th));
    } else if (e->motion.how == BT_MOTION_TO_RAISE && e->motion.serial == e->raises) {
        stop = bt_stop_new(e, th, "raise", "");
    }
    if (!stop)
        return;
    (void)json_object_set_new(stop, "exception", bt_stop_exception(e, th, th->t.exc));
    stop_inside(e, th, stop);
}

static void uncaught(struct bt_debugger *d, struct bt_vthread *th)
{
    struct bt_engine *e = of(d);
    bt_value exc = th->t.exc;
    if (!e->started || th->stopped || !listens_inside(e) || !bt_is_exception(exc) ||
        bt_exc_is(&th->t, BT_EXC_SYSTEM_EXIT))
        return;
    json_t *exception = bt_stop_exception(e, th, exc);
    const char *text = json_string_value(json_object_get(exception, "text"));
    char room[32], phrase[256];
    snprintf(phrase, sizeof phrase, "uncaught %s%s%.180s in %s",
             json_string_value(json_object_get(exception, "type")), text && *text ? ": " : "",
             text ? text : "", bt_stop_thread_name(th, room));
    json_t *stop = bt_stop_new(e, th, "uncaught", phrase);
    (void)json_object_set_new(stop, "exception", exception);
    for (size_t i = 0; i < sizeof e->raised / sizeof e->raised[0] && i < e->raises; i++) {
        size_t slot = (e->raises - 1 - i) % (sizeof e->raised / sizeof e->raised[0]);
        if (!bt_same(e->raised[slot].exception, exc))
            continue;
        (void)json_object_set_new(stop, "raised",
                                  json_pack("{s:I, s:I, s:I}", "clock",
                                            (json_int_t)e->raised[slot].clock, "thread",
                                            (json_int_t)e->raised[slot].thread, "serial",
                                            (json_int_t)e->raised[slot].serial));
        break;
    }
    stop_inside(e, th, stop);
}

static void event(struct bt_event_sink *sink, const struct bt_event *ev)
{
    struct bt_engine *e = (struct bt_engine *)((char *)sink - offsetof(struct bt_engine, sink));
    bool asked = e->pending != NULL;
    bt_points_event(e, ev);
    if (e->motion.how == BT_MOTION_NONE)
        return;
    bt_motion_event(e, ev);
    if (e->pending && !asked && !listens(e)) {
        json_decref(e->pending);
        e->pending = NULL;
    }
    if (e->pending && !asked)
        bt_pause_now(e->vm);
    if (ev->kind == BT_EV_DEADLOCK && listens_inside(e))
        stop_inside(e, ev->th, bt_stop_deadlock(e, ev->th));
}

static void sweep(struct bt_event_sink *sink)
{
    struct bt_engine *e = (struct bt_engine *)((char *)sink - offsetof(struct bt_engine, sink));
    bt_points_sweep(e);
    bt_walk_sweep(e);
}

static void breakpoint_reached(struct bt_breakpoint *b, struct bt_vthread *th, const char *header)
{
    struct bt_engine *e = (struct bt_engine *)((char *)b - offsetof(struct bt_engine, breakpoint));
    if (e->motion.how != BT_MOTION_NONE && !listens(e))
        return; // on the way to a place it is passed
    if (!e->pending)
        e->pending = json_pack("{s:s, s:s, s:I}", "reason", "call", "text",
                               *header ? header : "breakpoint()", "thread", (json_int_t)th->number);
    bt_pause_now(e->vm);
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
    json_decref(e->pending);
    e->pending = NULL;
    e->motion.ending = true;
    bt_engine_stop(e, NULL, stop);
    return status;
}

// The session wants a stop. Its signal says whom it is for, so that nothing has to be global.
static void on_signal(int sig, siginfo_t *info, void *context)
{
    (void)sig;
    (void)context;
    if (info->si_code != SI_QUEUE || !info->si_value.sival_ptr)
        return;
    struct bt_engine *e = info->si_value.sival_ptr;
    e->interrupted = 1;
    bt_pause_soon(e->vm);
    bt_os_thread_kick(&e->vm->main->worker->os); // it may be about to wait for the outside
}

// The terminal's signals are the session's.
static void take_signals(struct bt_engine *e)
{
    struct sigaction action = {.sa_sigaction = on_signal, .sa_flags = SA_SIGINFO | SA_RESTART};
    sigemptyset(&action.sa_mask);
    (void)sigaction(SIGUSR1, &action, NULL);
    signal(SIGINT, SIG_IGN);
    signal(SIGQUIT, SIG_IGN);
    bt_engine_tell(e, json_pack("{s:s, s:I}", "event", "hello", "engine", (json_int_t)(uintptr_t)e),
                   -1);
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
    if (!bt_points_init(e) || !bt_turns_init(e) || !bt_walk_init(e)) {
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
    take_signals(e);
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
    bt_walk_free(e);
    json_decref(e->motion.found);
    json_decref(e->pending);
    json_decref(e->done);
    bt_wire_close(&e->wire);
    bt_free(e);
}
