// Moving the program forward.
#include <string.h>

#include "debugger/session/travel.h"

json_t *bt_session_stopped(struct bt_session *s)
{
    return json_pack("{s:b, s:O}", "ok", 1, "stop", s->stop);
}

void bt_session_keep(struct bt_session *s, json_t *result)
{
    json_t *stop = json_object_get(result, "stop");
    if (stop) {
        json_decref(s->stop);
        s->stop = json_incref(stop);
        const char *reason = json_string_value(json_object_get(stop, "reason"));
        if (reason && strcmp(reason, "interrupt") == 0)
            s->signalled = false; // it has done its work
        s->thread = (uint32_t)json_integer_value(json_object_get(stop, "thread"));
        s->frame = json_integer_value(json_object_get(json_object_get(stop, "frame"), "level"));
        s->current->clock = (uint64_t)json_integer_value(json_object_get(stop, "clock"));
        s->current->events = (uint64_t)json_integer_value(json_object_get(stop, "events"));
        const json_t *status = json_object_get(stop, "status");
        if (status)
            s->status = (int)json_integer_value(status);
    }
    json_t *actions = json_object_get(result, "actions");
    if (actions) {
        (void)json_array_extend(s->actions, actions);
        (void)json_object_del(result, "actions");
    }
}

json_t *bt_session_move(struct bt_session *s, json_t *request)
{
    json_t *before = json_incref(s->stop);
    s->running = true;
    json_t *result = bt_travel_is_past(s) ? bt_travel_move(s, request)
                                          : bt_program_request(s, s->current, json_incref(request));
    bt_session_keep(s, result);
    result = bt_travel_uncaught(s, before, request, result);
    s->running = false;
    json_decref(request);
    json_decref(before);
    return result;
}

// ---- the commands ----

static json_t *run(struct bt_session *s, const json_t *args, const char *how)
{
    json_t *r = bt_session_request(s, "run", args);
    (void)json_object_set_new(r, "how", json_string(how));
    (void)json_object_del(r, "frame");
    return bt_session_move(s, r);
}

// The same for a motion that is about the frame that the user looks at.
static json_t *run_frame(struct bt_session *s, const json_t *args, const char *how)
{
    json_t *with = json_deep_copy(args);
    if (s->frame > 0 && !json_object_get(args, "level"))
        (void)json_object_set_new(with, "level", json_integer(s->frame));
    json_t *result = run(s, with, how);
    json_decref(with);
    return result;
}

static json_t *run_line(struct bt_session *s, const json_t *args, bool into)
{
    json_t *with = json_deep_copy(args);
    (void)json_object_set_new(with, "into", json_boolean(into));
    json_t *result = into ? run(s, with, "line") : run_frame(s, with, "line");
    json_decref(with);
    return result;
}

json_t *bt_session_stepi(struct bt_session *s, const json_t *args)
{
    return run(s, args, "insn");
}

json_t *bt_session_step(struct bt_session *s, const json_t *args)
{
    return run_line(s, args, true);
}

json_t *bt_session_next(struct bt_session *s, const json_t *args)
{
    return run_line(s, args, false);
}

json_t *bt_session_finish(struct bt_session *s, const json_t *args)
{
    return run_frame(s, args, "finish");
}

json_t *bt_session_until(struct bt_session *s, const json_t *args)
{
    return run_frame(s, args, "until");
}

json_t *bt_session_continue(struct bt_session *s, const json_t *args)
{
    return run(s, args, "continue");
}

json_t *bt_session_run_to_switch(struct bt_session *s, const json_t *args)
{
    return run(s, args, "switch");
}

json_t *bt_session_run_back(struct bt_session *s, const json_t *args)
{
    return run(s, args, "back");
}

static json_t *act(struct bt_session *s, const json_t *args, const char *cmd)
{
    json_t *r = json_deep_copy(args);
    (void)json_object_set_new(r, "cmd", json_string(cmd));
    return bt_session_move(s, r);
}

static json_t *act_on_thread(struct bt_session *s, const json_t *args, const char *cmd)
{
    if (!json_object_get(args, "thread") && !json_object_get(args, "all"))
        return bt_session_error("which thread? for example: %s 2", cmd);
    return act(s, args, cmd);
}

json_t *bt_session_switch(struct bt_session *s, const json_t *args)
{
    return act_on_thread(s, args, "switch");
}

// The result of freeze or thaw with a word of what is so now, unless a stop says it.
static json_t *told(struct bt_session *s, const json_t *args, json_t *result, const char *what)
{
    const json_t *thread = json_object_get(args, "thread");
    if (!json_is_true(json_object_get(result, "ok")) || json_object_get(result, "stop"))
        return result;
    if (!thread) {
        (void)json_object_set_new(result, "text", json_sprintf("every thread %s", what));
        return result;
    }
    json_t *name = bt_session_name_of(s, json_integer_value(thread));
    const char *text = json_string_value(name);
    (void)json_object_set_new(result, "text", json_sprintf("%s %s", text ? text : "?", what));
    json_decref(name);
    return result;
}

json_t *bt_session_freeze(struct bt_session *s, const json_t *args)
{
    return told(s, args, act_on_thread(s, args, "freeze"), "is frozen: it gets no turns");
}

json_t *bt_session_thaw(struct bt_session *s, const json_t *args)
{
    return told(s, args, act_on_thread(s, args, "thaw"), "gets turns again");
}

json_t *bt_session_sched(struct bt_session *s, const json_t *args)
{
    if (json_object_get(args, "text"))
        return act(s, args, "sched");
    return bt_program_request(s, s->current, json_pack("{s:s}", "cmd", "sched"));
}

json_t *bt_session_send_interrupt(struct bt_session *s, const json_t *args)
{
    json_t *result = act(s, args, "interrupt");
    if (json_is_true(json_object_get(result, "ok")) && !json_object_get(result, "stop"))
        (void)json_object_set_new(
            result, "text", json_string("KeyboardInterrupt comes when the main thread goes on"));
    return result;
}

json_t *bt_session_exec(struct bt_session *s, const json_t *args)
{
    return bt_session_move(s, bt_session_request(s, "exec", args));
}
