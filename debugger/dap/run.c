// Running: continue, steps, the way back, pause; and telling the client where the program stands.
#include <stdio.h>
#include <string.h>

#include "debugger/dap/private.h"

static bool is(const char *a, const char *b)
{
    return a && strcmp(a, b) == 0;
}

// ---- what comes meanwhile ----

void bt_dap_heard(void *ctx, const json_t *event)
{
    struct bt_dap *d = ctx;
    const char *what = bt_dap_text(event, "event"), *text = bt_dap_text(event, "text");
    if (is(what, "output") && text) {
        const char *stream = bt_dap_text(event, "stream");
        bt_dap_say(d, is(stream, "stderr") ? "stderr" : "stdout", text);
    } else if ((is(what, "log") || is(what, "note")) && text) {
        json_t *line = json_sprintf("%s\n", text);
        if (line)
            bt_dap_say(d, "console", json_string_value(line));
        json_decref(line);
    } else if (is(what, "point")) {
        d->hearing = true;
        bt_dap_point_changed(d, event);
        d->hearing = false;
    }
}

// A request while the program runs: true if it has been answered.
static bool at_once(struct bt_dap *d, const json_t *request)
{
    const char *command = bt_dap_text(request, "command");
    const struct bt_dap_row *row = command ? bt_dap_row(command) : NULL;
    if (!row || is(command, "cancel") || is(command, "threads") || is(command, "pause") ||
        is(command, "launch") || is(command, "attach") || is(command, "initialize")) {
        bt_dap_handle(d, request);
        return true;
    }
    if (row->when == BT_DAP_STANDING) {
        bt_dap_refuse(d, request, "notStopped");
        return true;
    }
    return false;
}

static void leave(struct bt_dap *d)
{
    d->leaving = true;
    bt_session_interrupt(d->session);
}

void bt_dap_readable(void *ctx)
{
    struct bt_dap *d = ctx;
    (void)bt_channel_fill(&d->channel, false);
    json_t *request;
    while ((request = bt_channel_next(&d->channel)) != NULL) {
        const char *command = bt_dap_text(request, "command");
        if (!at_once(d, request)) {
            if (is(command, "disconnect") || is(command, "terminate") || is(command, "restart"))
                leave(d);
            else if (is(d->motion, "continue")) // it can be gone on with as if nothing had been
                bt_session_interrupt(d->session);
            (void)json_array_append(d->queue, request);
        }
        json_decref(request);
    }
    if (d->channel.closed) {
        d->face.fd = -1;
        leave(d);
    }
}

json_t *bt_dap_pause(struct bt_dap *d, const json_t *args)
{
    (void)args;
    if (!d->running)
        return bt_dap_error(d, "the program stands still");
    d->pausing = true;
    bt_session_interrupt(d->session);
    return json_object();
}

json_t *bt_dap_cancel(struct bt_dap *d, const json_t *args)
{
    json_int_t seq = bt_dap_number(args, "requestId", -1);
    size_t i;
    json_t *request;
    json_array_foreach (d->queue, i, request) {
        if (bt_dap_number(request, "seq", -2) == seq) {
            bt_dap_refuse(d, request, "cancelled");
            (void)json_array_remove(d->queue, i);
            break;
        }
    }
    return json_object(); // it may have been answered in the meantime
}

// The program stands still for a moment, unseen: answer what waits.
static void serve_queue(struct bt_dap *d)
{
    d->running = false;
    while (json_array_size(d->queue) > 0 && !d->done) {
        json_t *request = json_incref(json_array_get(d->queue, 0));
        (void)json_array_remove(d->queue, 0);
        bt_dap_handle(d, request);
        json_decref(request);
    }
    d->running = true;
}

// ---- telling ----

// The protocol's word for why it stands.
static const char *reason_of(const struct bt_dap *d)
{
    static const struct {
        const char *reason, *word;
    } words[] = {
        {"start", "entry"},          {"interrupt", "pause"},    {"watch", "data breakpoint"},
        {"raise", "exception"},      {"uncaught", "exception"}, {"race", "exception"},
        {"deadlock", "exception"},   {"call", "breakpoint"},    {"gil", "lock hand-off"},
        {"end", "end of recording"}, {"limit", "goto"},         {"blocked", "step"},
        {"ended", "step"},
    };
    const char *reason = bt_dap_text(d->stop, "reason");
    if (is(reason, "breakpoint")) {
        const json_t *points = json_object_get(d->stop, "points");
        const char *group = bt_dap_point_group(d, json_integer_value(json_array_get(points, 0)));
        return is(group, "function")      ? "function breakpoint"
               : is(group, "instruction") ? "instruction breakpoint"
               : is(group, "data")        ? "data breakpoint"
                                          : "breakpoint";
    }
    for (size_t i = 0; i < sizeof words / sizeof words[0]; i++)
        if (is(reason, words[i].reason))
            return words[i].word;
    return reason ? reason : "pause";
}

// "Paused: w2 waits for ...": for people; NULL: the reason says it all.
static json_t *description(const struct bt_dap *d)
{
    const char *text = bt_dap_text(d->stop, "text"), *next = bt_dap_text(d->stop, "next");
    if (text && *text)
        return json_string(text);
    return next && *next ? json_sprintf("next: %s", next) : NULL;
}

// Who is shown: the thread of the stop, else the first one.
static json_int_t thread_of(const struct bt_dap *d)
{
    json_int_t thread = bt_dap_number(d->stop, "thread", 0);
    if (thread == 0)
        thread = bt_dap_number(json_array_get(d->threads, 0), "id", 1);
    return thread;
}

void bt_dap_stopped(struct bt_dap *d, const char *reason)
{
    bt_dap_threads_again(d);
    bt_dap_sources_again(d);
    json_t *body =
        json_pack("{s:s, s:I, s:b, s:o*}", "reason", reason ? reason : reason_of(d), "threadId",
                  thread_of(d), "allThreadsStopped", 1, "description", description(d));
    const char *said = bt_dap_text(d->stop, "reason");
    if (is(reason_of(d), "exception") || is(said, "lock"))
        (void)json_object_set(body, "text", json_object_get(d->stop, "text"));
    json_t *points = json_object_get(d->stop, "points");
    if (json_array_size(points) > 0)
        (void)json_object_set(body, "hitBreakpointIds", points);
    bt_dap_event(d, "stopped", body);
}

void bt_dap_over(struct bt_dap *d, json_int_t status)
{
    if (d->ended)
        return;
    d->ended = true;
    size_t i;
    json_t *thread;
    json_array_foreach (d->threads, i, thread)
        bt_dap_event(d, "thread",
                     json_pack("{s:s, s:O*}", "reason", "exited", "threadId",
                               json_object_get(thread, "id")));
    (void)json_array_clear(d->threads);
    bt_dap_event(d, "exited", json_pack("{s:I}", "exitCode", status));
    bt_dap_event(d, "terminated", NULL);
}

// ---- moving ----

void bt_dap_move(struct bt_dap *d, const char *command, json_t *args)
{
    json_decref(d->motion_args);
    d->motion = command;
    d->motion_args = args;
}

// A stop that nobody asked for: an unchecked exception filter, a run without debugging.
static bool passes_over(const struct bt_dap *d, const char *reason)
{
    if (is(reason, "uncaught"))
        return !d->stop_uncaught;
    if (is(reason, "deadlock"))
        return !d->stop_deadlock && json_array_size(json_object_get(d->stop, "points")) == 0;
    return is(reason, "call") && json_is_true(json_object_get(d->launch, "noDebug"));
}

// It has come to rest somewhere. true: it is to go on at once.
static bool goes_on(struct bt_dap *d)
{
    const char *reason = bt_dap_text(d->stop, "reason");
    if (is(reason, "interrupt") && !d->pausing) {
        serve_queue(d);
        return !d->done;
    }
    if (passes_over(d, reason)) {
        bt_dap_move(d, "continue", NULL);
        return true;
    }
    return false;
}

void bt_dap_forget(struct bt_dap *d)
{
    (void)json_array_clear(d->paths);
    (void)json_array_clear(d->frames);
}

// The motion failed: it is where it was (the beginning of the run ...), or there is no program any
// more.
static void failed(struct bt_dap *d)
{
    json_t *line = json_sprintf("%s\n", d->error);
    bt_dap_say(d, "console", line ? json_string_value(line) : d->error);
    json_decref(line);
    json_t *where = bt_dap_ask(d, "where", NULL);
    json_t *stop = json_object_get(where, "stop");
    if (stop) {
        json_decref(d->stop);
        d->stop = json_incref(stop);
        bt_dap_stopped(d, "step");
    } else {
        bt_dap_over(d, 1);
    }
    json_decref(where);
}

void bt_dap_arrived(struct bt_dap *d)
{
    const char *reason = bt_dap_text(d->stop, "reason");
    if (!is(reason, "exit"))
        d->exit_shown = false;
    if (!is(reason, "exit"))
        bt_dap_stopped(d, NULL);
    else if (json_is_true(json_object_get(d->launch, "stopOnExit")) && !d->exit_shown) {
        d->exit_shown = true;
        bt_dap_stopped(d, "exit");
    } else {
        bt_dap_over(d, bt_dap_number(d->stop, "status", 0));
    }
}

void bt_dap_run(struct bt_dap *d)
{
    bool ok;
    if (d->exit_shown && is(d->motion, "continue")) {
        bt_dap_over(d, bt_dap_number(d->stop, "status", 0));
        return;
    }
    d->running = true;
    d->pausing = d->leaving = false;
    do {
        bt_dap_forget(d);
        json_t *result = bt_dap_ask(d, d->motion, json_incref(d->motion_args));
        json_t *stop = json_object_get(result, "stop");
        ok = result != NULL;
        if (stop) {
            json_decref(d->stop);
            d->stop = json_incref(stop);
        }
        json_decref(result);
    } while (ok && !d->leaving && goes_on(d));
    d->running = false;
    d->motion = NULL;
    if (d->leaving || d->done)
        return;
    if (!ok)
        failed(d);
    else
        bt_dap_arrived(d);
}

// ---- requests ----

// A motion for a thread: steps move only it, unless singleThread is false.
static json_t *step(struct bt_dap *d, const json_t *args, const char *command,
                    const char *instruction)
{
    json_t *single = json_object_get(args, "singleThread");
    json_t *a = json_pack("{s:O*}", "thread", json_object_get(args, "threadId"));
    if (!a)
        return NULL;
    if (json_is_false(single))
        (void)json_object_set_new(a, "others", json_true());
    if (instruction && is(bt_dap_text(args, "granularity"), "instruction"))
        command = instruction;
    bt_dap_move(d, command, a);
    d->after = bt_dap_run;
    return json_object();
}

json_t *bt_dap_next(struct bt_dap *d, const json_t *args)
{
    return step(d, args, "next", "stepi");
}

json_t *bt_dap_step_in(struct bt_dap *d, const json_t *args)
{
    return step(d, args, "step", "stepi");
}

json_t *bt_dap_step_out(struct bt_dap *d, const json_t *args)
{
    return step(d, args, "finish", NULL);
}

json_t *bt_dap_step_back(struct bt_dap *d, const json_t *args)
{
    return step(d, args, "reverse-next", "reverse-stepi");
}

json_t *bt_dap_continue(struct bt_dap *d, const json_t *args)
{
    bool alone = json_is_true(json_object_get(args, "singleThread"));
    json_t *a =
        alone ? json_pack("{s:O*, s:b}", "thread", json_object_get(args, "threadId"), "others", 0)
              : NULL;
    bt_dap_move(d, "continue", a);
    d->after = bt_dap_run;
    return json_pack("{s:b}", "allThreadsContinued", !alone);
}

json_t *bt_dap_reverse_continue(struct bt_dap *d, const json_t *args)
{
    (void)args;
    bt_dap_move(d, "reverse-continue", NULL);
    d->after = bt_dap_run;
    return json_object();
}
