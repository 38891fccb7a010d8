// Looking at the program: see look.h.
#include "debugger/session/look.h"

#include <errno.h>
#include <limits.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

// Ask the current process about the thread and frame that the user looks at. what: stolen.
static json_t *ask(struct bt_session *s, json_t *what)
{
    if (!json_object_get(what, "thread") && s->thread)
        (void)json_object_set_new(what, "thread", json_integer(s->thread));
    if (!json_object_get(what, "frame"))
        (void)json_object_set_new(what, "frame", json_integer(s->frame));
    return bt_program_request(s, s->current, what);
}

// The same, with the command's arguments.
static json_t *ask_with(struct bt_session *s, const char *cmd, const json_t *args)
{
    json_t *what = json_deep_copy(args);
    (void)json_object_set_new(what, "cmd", json_string(cmd));
    return ask(s, what);
}

static bool is_ok(const json_t *answer)
{
    return json_is_true(json_object_get(answer, "ok"));
}

static json_int_t number(const json_t *args, const char *name, json_int_t otherwise)
{
    const json_t *v = json_object_get(args, name);
    return json_is_integer(v) ? json_integer_value(v) : otherwise;
}

json_t *bt_look_threads(struct bt_session *s, const json_t *args)
{
    json_t *answer = ask_with(s, "threads", args);
    (void)json_object_set_new(answer, "selected", json_integer(s->thread));
    return answer;
}

json_t *bt_look_backtrace(struct bt_session *s, const json_t *args)
{
    json_t *answer = ask_with(s, "stack", args);
    const json_t *frames = json_object_get(answer, "frames");
    if (frames && json_array_size(frames) == 0) {
        json_decref(answer);
        return bt_session_error(s->status >= 0 && s->current == s->tip
                                    ? "the program has ended"
                                    : "this thread executes no Python code");
    }
    (void)json_object_set_new(answer, "selected", json_integer(s->frame));
    return answer;
}

// ---- which thread, which frame ----

// All frames of a thread, the answer to "stack".
static json_t *stack_of(struct bt_session *s, json_int_t thread)
{
    return ask(s, json_pack("{s:s, s:I}", "cmd", "stack", "thread", thread));
}

// Look at that frame (an object of `frames`, NULL: the thread has none) from now on: a STOP of its
// thread, with this frame.
static json_t *select_frame(struct bt_session *s, json_int_t thread, json_t *frame)
{
    json_t *answer = ask(s, json_pack("{s:s, s:I}", "cmd", "where", "thread", thread));
    json_t *stop = json_object_get(answer, "stop");
    if (!stop)
        return answer;
    if (s->current != s->tip)
        (void)json_object_set_new(stop, "past", json_true());
    s->thread = (uint32_t)thread;
    s->frame = number(frame, "level", 0);
    const char *name = json_string_value(json_object_get(stop, "name"));
    const char *next = json_string_value(json_object_get(stop, "next"));
    json_t *shown = json_object_get(stop, "frame");
    if (!frame) { // it has not begun, or is about to end
        (void)json_object_set_new(
            stop, "text",
            json_sprintf("[%s] %s", name ? name : "", next ? next : "executes no Python code"));
    } else if (s->frame != number(shown, "level", 0)) { // what comes next is another one's
        (void)json_object_set(stop, "frame", frame);
        if (s->frame > 0)
            (void)json_object_set_new(stop, "next", json_null());
    }
    return answer;
}

static bool is_shown(const struct bt_session *s, const json_t *frame)
{
    return s->library || !json_is_true(json_object_get(frame, "library"));
}

// The innermost frame that is shown, or the innermost of all.
static json_t *innermost(const struct bt_session *s, const json_t *frames)
{
    size_t i;
    json_t *frame;
    json_array_foreach (frames, i, frame)
        if (is_shown(s, frame))
            return frame;
    return json_array_get(frames, 0);
}

json_t *bt_look_thread(struct bt_session *s, const json_t *args)
{
    const json_t *thread = json_object_get(args, "thread");
    json_int_t n = json_is_integer(thread) ? json_integer_value(thread) : s->thread;
    if (n == 0)
        return bt_session_error("no thread is being looked at; `threads' lists them");
    json_t *stack = stack_of(s, n);
    if (!is_ok(stack))
        return stack;
    json_t *frames = json_object_get(stack, "frames");
    json_t *frame =
        n == s->thread ? json_array_get(frames, (size_t)s->frame) : innermost(s, frames);
    json_t *answer = select_frame(s, n, frame);
    json_decref(stack);
    return answer;
}

// Go n frames up (or down) from the selected one: as far as there are some.
static json_t *move_by(struct bt_session *s, json_int_t n, int step)
{
    if (s->thread == 0)
        return bt_session_error(s->status >= 0 ? "the program has ended"
                                               : "no thread executes Python code");
    json_t *stack = stack_of(s, s->thread);
    if (!is_ok(stack))
        return stack;
    const json_t *frames = json_object_get(stack, "frames");
    json_int_t level = s->frame, total = (json_int_t)json_array_size(frames), at = level;
    for (; n > 0; n--) {
        json_int_t next = at + step;
        while (next >= 0 && next < total && !is_shown(s, json_array_get(frames, (size_t)next)))
            next += step;
        if (next < 0 || next >= total)
            break;
        at = next;
    }
    json_t *answer;
    if (at == level)
        answer = bt_session_error(step > 0 ? "this is the outermost function"
                                           : "this is the innermost function");
    else
        answer = select_frame(s, s->thread, json_array_get(frames, (size_t)at));
    json_decref(stack);
    return answer;
}

json_t *bt_look_up(struct bt_session *s, const json_t *args)
{
    return move_by(s, number(args, "n", 1), 1);
}

json_t *bt_look_down(struct bt_session *s, const json_t *args)
{
    return move_by(s, number(args, "n", 1), -1);
}

json_t *bt_look_frame(struct bt_session *s, const json_t *args)
{
    json_int_t level = number(args, "level", s->frame);
    if (s->thread == 0)
        return bt_session_error(s->status >= 0 ? "the program has ended"
                                               : "no thread executes Python code");
    json_t *stack = stack_of(s, s->thread), *answer;
    if (!is_ok(stack))
        return stack;
    const json_t *frames = json_object_get(stack, "frames");
    json_int_t total = (json_int_t)json_array_size(frames);
    if (total == 0)
        answer = bt_session_error(s->status >= 0 && s->current == s->tip
                                      ? "the program has ended"
                                      : "this thread executes no Python code");
    else if (level < 0 || level >= total)
        answer = bt_session_error("there is no frame %d: they go from 0, the innermost, to %d",
                                  (int)level, (int)total - 1);
    else
        answer = select_frame(s, s->thread, json_array_get(frames, (size_t)level));
    json_decref(stack);
    return answer;
}

// ---- source and instructions ----

// The breakpoints of each line.
static void mark_points(const struct bt_session *s, const json_t *answer)
{
    const char *file = json_string_value(json_object_get(answer, "file"));
    size_t i, k;
    json_t *line;
    const json_t *point;
    json_array_foreach (json_object_get(answer, "lines"), i, line) {
        json_t *here = json_array();
        json_array_foreach (s->points, k, point) {
            const char *at = json_string_value(json_object_get(point, "file"));
            size_t n = at ? strlen(at) : 0, len = file ? strlen(file) : 0;
            bool same = n > 0 && n <= len && strcmp(file + len - n, at) == 0 &&
                        (n == len || at[0] == '/' || file[len - n - 1] == '/');
            json_int_t where = number(point, "actual", number(point, "line", 0));
            if (same && where == number(line, "line", -1))
                (void)json_array_append(here, json_object_get(point, "id"));
        }
        if (json_array_size(here) > 0)
            (void)json_object_set(line, "points", here);
        json_decref(here);
    }
}

// Without arguments, and nothing has moved since: the lines that follow.
static json_t *list_on(struct bt_session *s)
{
    const struct bt_listed *l = &s->listed;
    if (l->last == 0 || l->clock != s->current->clock || l->events != s->current->events ||
        l->thread != s->thread || l->frame != s->frame)
        return json_object();
    return json_pack("{s:s, s:I, s:I}", "file", l->file, "first", l->last + 1, "last",
                     l->last + 11);
}

static void note_listed(struct bt_session *s, const json_t *answer)
{
    const json_t *lines = json_object_get(answer, "lines");
    const char *file = json_string_value(json_object_get(answer, "file"));
    struct bt_listed *l = &s->listed;
    l->last = number(json_array_get(lines, json_array_size(lines) - 1), "line", 0);
    snprintf(l->file, sizeof l->file, "%s", file ? file : "");
    l->clock = s->current->clock;
    l->events = s->current->events;
    l->thread = s->thread;
    l->frame = s->frame;
}

json_t *bt_look_list(struct bt_session *s, const json_t *args)
{
    bool plain = json_object_size(args) == 0;
    json_t *what = plain ? list_on(s) : json_deep_copy(args);
    (void)json_object_set_new(what, "cmd", json_string("list"));
    json_t *answer = ask(s, what);
    if (!is_ok(answer))
        return answer;
    mark_points(s, answer);
    note_listed(s, answer);
    return answer;
}

json_t *bt_look_registers(struct bt_session *s, const json_t *args)
{
    return ask_with(s, "registers", args);
}

json_t *bt_look_instructions(struct bt_session *s, const json_t *args)
{
    json_t *what = json_deep_copy(args);
    json_int_t count = number(args, "count", 0);
    (void)json_object_set_new(what, "cmd", json_string("disassemble"));
    if (count > 0) { // a third of them before
        (void)json_object_set_new(what, "before", json_integer((count - 1) / 3));
        (void)json_object_set_new(what, "after", json_integer(count - 1 - (count - 1) / 3));
    }
    return ask(s, what);
}

// ---- locks and the schedule ----

json_t *bt_look_locks(struct bt_session *s, const json_t *args)
{
    return ask_with(s, "locks", args);
}

// A file's name is the user's: from the folder that the session is in, wherever the program went.
json_t *bt_look_schedule(struct bt_session *s, const json_t *args)
{
    const char *path = json_string_value(json_object_get(args, "save"));
    if (!path)
        return ask_with(s, "schedule", args);
    if (!*path)
        return bt_session_error("schedule save needs the name of a file");
    char folder[PATH_MAX] = "", whole[2 * PATH_MAX];
    if (*path != '/' && !getcwd(folder, sizeof folder))
        return bt_session_error("can't write '%.300s': %s", path, strerror(errno));
    snprintf(whole, sizeof whole, "%s%s%s", folder, *folder ? "/" : "", path);
    json_t *answer = ask(s, json_pack("{s:s, s:s}", "cmd", "schedule", "save", whole));
    if (!is_ok(answer))
        return answer;
    json_int_t n = number(answer, "count", 0);
    (void)json_object_set(answer, "saved", json_object_get(args, "save"));
    (void)json_object_set_new(answer, "text",
                              json_sprintf("%d switch%s written to %s: --policy replay:%s follows "
                                           "them",
                                           (int)n, n == 1 ? "" : "es", path, path));
    return answer;
}

json_t *bt_look_timeline(struct bt_session *s, const json_t *args)
{
    return ask_with(s, "timeline", args);
}
