// The session: see session.h.
#include "debugger/session/session.h"

#include <errno.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "base/mem.h"
#include "debugger/session/look.h"
#include "debugger/session/output.h"
#include "debugger/session/points.h"
#include "debugger/session/travel.h"

json_t *bt_session_error(const char *format, ...)
{
    char text[512];
    va_list ap;
    va_start(ap, format);
    vsnprintf(text, sizeof text, format, ap);
    va_end(ap);
    return json_pack("{s:b, s:s}", "ok", 0, "error", text);
}

json_t *bt_session_ok(void)
{
    return json_pack("{s:b}", "ok", 1);
}

// A request to the current process about the thread and frame that the user looks at, with the
// command's arguments.
json_t *bt_session_request(struct bt_session *s, const char *cmd, const json_t *args)
{
    json_t *r = json_deep_copy(args);
    (void)json_object_set_new(r, "cmd", json_string(cmd));
    if (!json_object_get(r, "thread") && s->thread)
        (void)json_object_set_new(r, "thread", json_integer(s->thread));
    if (!json_object_get(r, "frame"))
        (void)json_object_set_new(r, "frame", json_integer(s->frame));
    return r;
}

// Commands that are a query of the same name.
static json_t *ask(struct bt_session *s, const char *cmd, const json_t *args)
{
    return bt_program_request(s, s->current, bt_session_request(s, cmd, args));
}

// Where the program stands, and why.
static json_t *where(struct bt_session *s, const json_t *args)
{
    return s->stop && json_object_size(args) == 0 ? bt_session_stopped(s) : ask(s, "where", args);
}

static const struct {
    const char *name;
    bt_session_function *function;
} table[] = {
    {"where", where},
    {"stepi", bt_session_stepi},
    {"step", bt_session_step},
    {"next", bt_session_next},
    {"finish", bt_session_finish},
    {"until", bt_session_until},
    {"continue", bt_session_continue},
    {"run-to-switch", bt_session_run_to_switch},
    {"run-back-to-me", bt_session_run_back},
    {"switch", bt_session_switch},
    {"freeze", bt_session_freeze},
    {"thaw", bt_session_thaw},
    {"sched", bt_session_sched},
    {"interrupt", bt_session_send_interrupt},
    {"exec", bt_session_exec},
    {"break", bt_session_break},
    {"tbreak", bt_session_tbreak},
    {"watch", bt_session_watch},
    {"log", bt_session_log},
    {"delete", bt_session_delete},
    {"enable", bt_session_enable},
    {"disable", bt_session_disable},
    {"condition", bt_session_condition},
    {"reverse-stepi", bt_travel_reverse_stepi},
    {"reverse-step", bt_travel_reverse_step},
    {"reverse-next", bt_travel_reverse_next},
    {"reverse-finish", bt_travel_reverse_finish},
    {"reverse-continue", bt_travel_reverse_continue},
    {"goto", bt_travel_goto},
    {"exception", bt_travel_exception},
    {"set", bt_session_set},
    {"restart", bt_session_restart},
    {"threads", bt_look_threads},
    {"thread", bt_look_thread},
    {"backtrace", bt_look_backtrace},
    {"up", bt_look_up},
    {"down", bt_look_down},
    {"frame", bt_look_frame},
    {"list", bt_look_list},
    {"regs", bt_look_registers},
    {"dis", bt_look_instructions},
    {"locks", bt_look_locks},
    {"schedule", bt_look_schedule},
    {"timeline", bt_look_timeline},
    {"who", bt_look_who},
    {"print", bt_session_print},
    {"pp", bt_session_pp},
    {"display", bt_session_display},
    {"undisplay", bt_session_undisplay},
};

// Does the command make a point, whose thread may yet have to be started?
static bool makes_point(const char *name)
{
    static const char *const names[] = {"break", "tbreak", "log", "watch"};
    for (size_t i = 0; i < sizeof names / sizeof names[0]; i++)
        if (strcmp(names[i], name) == 0)
            return true;
    return false;
}

json_t *bt_session_command(struct bt_session *s, const char *name, const json_t *args)
{
    json_t *none = args ? NULL : json_object(), *result = NULL;
    json_t *numbered = bt_session_with_numbers(s, args ? args : none, makes_point(name), &result);
    for (size_t i = 0; !result && numbered && i < sizeof table / sizeof table[0]; i++)
        if (strcmp(table[i].name, name) == 0)
            result = table[i].function(s, numbered);
    if (!result)
        result = numbered ? ask(s, name, numbered) : bt_session_error("no memory");
    if (json_object_get(result, "stop") && json_array_size(s->displays) > 0)
        (void)json_object_set_new(result, "displays", bt_session_displays(s));
    json_decref(numbered);
    json_decref(none);
    return result;
}

void bt_session_interrupt(struct bt_session *s)
{
    if (s->running)
        s->interrupted = 1;
}

bool bt_session_is_past(const struct bt_session *s)
{
    return bt_travel_is_past(s);
}

int bt_session_status(const struct bt_session *s)
{
    return s->status;
}

struct bt_session *bt_session_new(const struct bt_session_options *options,
                                  const struct bt_face *face)
{
    struct bt_session *s = bt_alloc_zero(sizeof *s);
    if (!s)
        return NULL;
    s->options = *options;
    s->face = face;
    s->status = -1;
    s->points = json_array();
    s->actions = json_array();
    s->next_point = 1;
    if (bt_output_open(s))
        s->tip = s->current = bt_session_start(s);
    if (!s->tip || !s->points || !s->actions) {
        fprintf(stderr, "baton: debug: can't start the program: %s\n", strerror(errno));
        bt_session_free(s);
        return NULL;
    }
    json_decref(bt_session_go_to_start(s));
    return s;
}

void bt_session_free(struct bt_session *s)
{
    if (!s)
        return;
    bt_travel_end(s);
    bt_program_free(s->tip);
    bt_output_take(s, true);
    bt_output_close(s);
    json_decref(s->stop);
    json_decref(s->points);
    json_decref(s->actions);
    json_decref(s->displays);
    bt_free(s);
}
