// who: the last write before now, by a watch that is searched backwards.
#include <stdio.h>
#include <string.h>

#include "debugger/session/look.h"
#include "debugger/session/points.h"
#include "debugger/session/travel.h"

static const char *text_of(const json_t *object, const char *name)
{
    const char *text = json_string_value(json_object_get(object, name));
    return text ? text : "";
}

// "w1 wrote c in add() at bank.py:6: 0 -> 1"
static json_t *sentence(const char *expr, const json_t *stop)
{
    const json_t *change = json_object_get(stop, "change"), *frame = json_object_get(stop, "frame");
    const char *file = text_of(frame, "file"), *slash = strrchr(file, '/');
    const char *function = text_of(frame, "function");
    bool call = *function && *function != '<';
    return json_sprintf(
        "%s wrote %s at %s:%lld%s%s%s: %s -> %s   @%lld event %lld", text_of(stop, "name"), expr,
        slash ? slash + 1 : file, (long long)json_integer_value(json_object_get(change, "line")),
        *function ? ", " : "", function, call ? "()" : "", text_of(change, "old"),
        text_of(change, "new"), (long long)json_integer_value(json_object_get(stop, "clock")),
        (long long)json_integer_value(json_object_get(stop, "events")));
}

static json_t *found(const char *expr, json_t *stop)
{
    const json_t *change = json_object_get(stop, "change");
    json_t *text = sentence(expr, stop);
    return json_pack("{s:b, s:O, s:o, s:O?, s:O?, s:O?, s:O?, s:O?}", "ok", 1, "wrote", stop,
                     "text", text ? text : json_string("?"), "thread",
                     json_object_get(stop, "thread"), "name", json_object_get(stop, "name"), "line",
                     json_object_get(change, "line"), "old", json_object_get(change, "old"), "new",
                     json_object_get(change, "new"));
}

// With only the watch in the table of breakpoints.
static json_t *look(struct bt_session *s, const char *expr)
{
    const json_t *watch = json_array_get(s->points, 0);
    bt_session_points_sync(s, s->current);
    const char *message = text_of(watch, "message");
    if (json_is_false(json_object_get(watch, "verified")) && *message) {
        const char *error = strstr(message, "Error: "); // "it has no value yet: NameError: ..."
        while (error && error > message && error[-1] != ' ' && error[-1] != '!')
            error--;
        return bt_session_error("%s", error ? error : *message == '!' ? message + 1 : message);
    }
    json_t *what = json_pack("{s:s, s:b}", "how", "continue", "inclusive", 1), *error;
    s->running = true;
    json_t *stop = bt_travel_search(s, what, &error);
    s->running = false;
    json_decref(what);
    if (error)
        return error;
    bool local = json_object_get(watch, "scope") && !json_object_get(watch, "base");
    json_t *result =
        stop ? found(expr, stop)
             : json_pack("{s:b, s:b, s:o}", "ok", 1, "never", 1, "text",
                         json_sprintf("%s has not changed since %s", expr,
                                      local ? "this call began" : "the beginning of the run"));
    json_decref(stop);
    return result;
}

json_t *bt_look_who(struct bt_session *s, const json_t *args)
{
    const char *expr = text_of(args, "expr");
    if (!*expr)
        return bt_session_error("who what? A variable, an attribute or an item: who c");
    json_t *points = s->points;
    s->points = json_pack("[{s:s, s:s, s:I, s:b, s:b}]", "kind", "watch", "expr", expr, "id",
                          (json_int_t)s->next_point, "enabled", 1, "stores", 1);
    if (!s->points) {
        s->points = points;
        return bt_session_error("this is no expression");
    }
    s->points_version++;
    json_t *result = look(s, expr);
    json_decref(s->points);
    s->points = points;
    s->points_version++;
    return result;
}
