// The table of breakpoints: break, tbreak, watch, log, delete, enable, disable, condition. The
// program's processes get the whole table before they move, if it has changed since.
#include "debugger/session/points.h"

#include <stdio.h>
#include <string.h>

// What the engine finds out, and the table keeps for lists and for other processes.
static const char *const found[] = {"verified", "places", "message", "hits", "scope", "base", "where"};
#define N_CERTAIN 3 // of them, what stays once the point has been found

static json_t *point_of(struct bt_session *s, json_int_t id, size_t *at)
{
    json_t *p;
    size_t i;
    json_array_foreach(s->points, i, p) if (json_integer_value(json_object_get(p, "id")) == id)
    {
        if (at)
            *at = i;
        return p;
    }
    return NULL;
}

// Keep what an engine says of a point.
static void learn(struct bt_session *s, const json_t *answer)
{
    json_t *p = point_of(s, json_integer_value(json_object_get(answer, "id")), NULL);
    const char *message = json_string_value(json_object_get(answer, "message"));
    bool once = p && json_is_true(json_object_get(p, "verified")) && !(message && *message == '!');
    for (size_t i = 0; p && i < sizeof found / sizeof found[0]; i++) {
        json_t *v = json_object_get(answer, found[i]);
        if (once && i < N_CERTAIN && json_is_false(json_object_get(answer, "verified")))
            continue; // in the past its code may not have been loaded yet
        if (v)
            (void)json_object_set(p, found[i], v);
        else if (strcmp(found[i], "message") == 0)
            (void)json_object_del(p, found[i]);
    }
    static const char *const asked[] = {"file", "line"};
    for (size_t i = 0; p && i < sizeof asked / sizeof asked[0]; i++) {
        json_t *v = json_object_get(answer, asked[i]);
        if (v && !json_object_get(p, asked[i]))
            (void)json_object_set(p, i == 0 ? "in" : "at", v);
        else if (v && i == 1)
            (void)json_object_set(p, "at", v);
    }
    json_t *file = json_object_get(answer, "file");
    if (p && file && strcmp(json_string_value(json_object_get(p, "kind")), "line") == 0)
        (void)json_object_set(p, "file", file);
}

// The table as an engine wants it: without what it finds out itself.
static json_t *table_for_engine(struct bt_session *s)
{
    json_t *points = json_deep_copy(s->points), *p;
    size_t i;
    json_array_foreach(points, i, p)
    {
        static const char *const ours[] = {"verified", "places", "message", "where", "in", "at"};
        for (size_t k = 0; k < sizeof ours / sizeof ours[0]; k++)
            (void)json_object_del(p, ours[k]);
    }
    return points;
}

// Send the table. NULL, or an error.
static json_t *send_table(struct bt_session *s, struct bt_program *p)
{
    json_t *r = json_pack("{s:s, s:o, s:I, s:I}", "cmd", "points", "points", table_for_engine(s),
                          "thread", (json_int_t)s->thread, "frame", s->frame);
    p->points_version = s->points_version;
    json_t *result = bt_program_request(s, p, r), *answer;
    size_t i;
    if (!json_is_true(json_object_get(result, "ok")))
        return result;
    json_array_foreach(json_object_get(result, "points"), i, answer) learn(s, answer);
    json_decref(result);
    return NULL;
}

void bt_session_points_sync(struct bt_session *s, struct bt_program *p)
{
    if (p->points_version != s->points_version)
        json_decref(send_table(s, p));
}

static json_t *changed(struct bt_session *s)
{
    s->points_version++;
    return send_table(s, s->current);
}

// ---- what comes back ----

static json_t *remove_point(struct bt_session *s, json_int_t id)
{
    size_t at;
    json_t *p = json_incref(point_of(s, id, &at));
    if (p)
        (void)json_array_remove(s->points, at);
    return p;
}

void bt_session_points_heard(struct bt_session *s, const json_t *message)
{
    json_t *hit;
    size_t i;
    const json_t *stop = json_object_get(message, "stop");
    json_array_foreach(json_object_get(message, "hits"), i, hit)
    {
        json_t *p = point_of(s, json_integer_value(json_array_get(hit, 0)), NULL);
        if (p)
            (void)json_object_set(p, "hits", json_array_get(hit, 1));
    }
    json_t *id;
    json_array_foreach(json_object_get(stop, "over"), i, id)
    {
        json_t *p = point_of(s, json_integer_value(id), NULL);
        if (p && json_object_set_new(p, "enabled", json_false()) == 0)
            s->points_version++;
    }
    json_array_foreach(json_object_get(stop, "points"), i, id)
    {
        const json_t *p = point_of(s, json_integer_value(id), NULL);
        if (!json_is_true(json_object_get(p, "temporary")))
            continue;
        json_decref(remove_point(s, json_integer_value(id)));
        s->points_version++;
    }
    const char *event = json_string_value(json_object_get(message, "event"));
    if (event && strcmp(event, "point") == 0)
        learn(s, json_object_get(message, "point"));
}

// ---- words for people ----

static const char *str(const json_t *p, const char *name)
{
    const char *text = json_string_value(json_object_get(p, name));
    return text ? text : "";
}

static const char *base_name(const char *path)
{
    const char *slash = strrchr(path, '/');
    return slash ? slash + 1 : path;
}

// What a point is about: "f.py:7", "add()", "lock forks[2], acquire", "watch c".
static void subject(const json_t *p, char *out, size_t room)
{
    const char *kind = str(p, "kind"), *file = base_name(str(p, "file"));
    int asked = (int)json_integer_value(json_object_get(p, "line"));
    int at = (int)json_integer_value(json_object_get(p, "at"));
    if (strcmp(kind, "line") == 0)
        snprintf(out, room, "%s%s%d", file, *file ? ":" : "line ", at ? at : asked);
    else if (strcmp(kind, "function") == 0 && at)
        snprintf(out, room, "%s() at %s:%d", str(p, "function"), base_name(str(p, "in")), at);
    else if (strcmp(kind, "function") == 0)
        snprintf(out, room, "%s()", str(p, "function"));
    else if (strcmp(kind, "offset") == 0)
        snprintf(out, room, "*%s+%d", *str(p, "code") ? str(p, "code") : str(p, "function"),
                 (int)json_integer_value(json_object_get(p, "offset")));
    else if (strcmp(kind, "lock") == 0)
        snprintf(out, room, "%s%s%s%s", *str(p, "lock") ? "lock " : "any lock", str(p, "lock"),
                 *str(p, "what") && strcmp(str(p, "what"), "any") != 0 ? ", " : "",
                 strcmp(str(p, "what"), "any") != 0 ? str(p, "what") : "");
    else if (strcmp(kind, "raise") == 0)
        snprintf(out, room, "%s%s%s",
                 json_is_true(json_object_get(p, "uncaught")) ? "uncaught exception" : "raise",
                 *str(p, "type") ? " " : "", str(p, "type"));
    else if (strcmp(kind, "gil") == 0)
        snprintf(out, room, "gil: the lock changes hands");
    else
        snprintf(out, room, "%s%s%s", kind, *str(p, "expr") ? " " : "", str(p, "expr"));
}

static json_t *described(json_t *p)
{
    char text[400];
    subject(p, text, sizeof text);
    (void)json_object_set_new(p, "where", json_string(text));
    return json_deep_copy(p);
}

// ---- commands ----

static json_t *list(struct bt_session *s)
{
    json_t *all = json_array(), *p;
    size_t i;
    json_array_foreach(s->points, i, p)(void) json_array_append_new(all, described(p));
    return json_pack("{s:b, s:o}", "ok", 1, "points", all);
}

// Why a point cannot be set; NULL: it can.
static json_t *refusal(const json_t *p)
{
    const char *kind = str(p, "kind");
    bool watch = strcmp(kind, "watch") == 0, race = strcmp(kind, "race") == 0;
    if (strcmp(kind, "line") == 0 && json_integer_value(json_object_get(p, "line")) < 1)
        return bt_session_error("a line is a number from 1");
    if (strcmp(kind, "function") == 0 && !*str(p, "function"))
        return bt_session_error("which function?");
    if ((watch || race) && !*str(p, "expr"))
        return bt_session_error("%s what? A variable, an attribute or an item: c, self.n, d['k']",
                                kind);
    const char *what = str(p, "what");
    if (strcmp(kind, "lock") == 0 && *what && strcmp(what, "acquire") != 0 &&
        strcmp(what, "contend") != 0 && strcmp(what, "release") != 0 && strcmp(what, "any") != 0)
        return bt_session_error("a lock can be waited for to: acquire, contend, release, any");
    return NULL;
}

static const char *kind_of(const json_t *args)
{
    static const char *const rows[][2] = {
        {"line", "line"}, {"offset", "offset"}, {"code", "offset"}, {"function", "function"},
        {"lock", "lock"}, {"type", "raise"},    {"expr", "watch"},
    };
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++)
        if (json_object_get(args, rows[i][0]))
            return rows[i][1];
    return NULL;
}

// Add a point and tell the program. The command's result.
static json_t *add(struct bt_session *s, json_t *p)
{
    const char *given = str(p, "kind"), *kind = *given ? given : kind_of(p);
    if (!kind) {
        json_decref(p);
        return bt_session_error("where? A line, a function, an instruction, gil, lock L, race X, "
                                "deadlock, raise");
    }
    (void)json_object_set_new(p, "kind", json_string(kind));
    json_int_t id = s->next_point;
    (void)json_object_set_new(p, "id", json_integer(id));
    json_t *error = refusal(p);
    if (error) {
        json_decref(p);
        return error;
    }
    (void)json_array_append(s->points, p);
    error = changed(s);
    const char *refused = str(p, "message");
    if (!error && json_is_false(json_object_get(p, "verified")) && strncmp(refused, "!", 1) == 0)
        error = bt_session_error("%s", refused + 1);
    if (error) {
        json_decref(remove_point(s, id));
        s->points_version++;
        json_decref(p);
        return error;
    }
    s->next_point++;
    json_t *result = json_pack("{s:b, s:o}", "ok", 1, "point", described(p));
    json_decref(p);
    return result;
}

static json_t *new_point(const json_t *args, const char *kind)
{
    json_t *p = json_deep_copy(args);
    if (kind)
        (void)json_object_set_new(p, "kind", json_string(kind));
    (void)json_object_set_new(p, "enabled", json_true());
    return p;
}

json_t *bt_session_break(struct bt_session *s, const json_t *args)
{
    return json_object_size(args) == 0 ? list(s) : add(s, new_point(args, NULL));
}

json_t *bt_session_tbreak(struct bt_session *s, const json_t *args)
{
    if (json_object_size(args) == 0)
        return list(s);
    json_t *p = new_point(args, NULL);
    (void)json_object_set_new(p, "temporary", json_true());
    return add(s, p);
}

json_t *bt_session_watch(struct bt_session *s, const json_t *args)
{
    return json_object_size(args) == 0 ? list(s) : add(s, new_point(args, "watch"));
}

json_t *bt_session_log(struct bt_session *s, const json_t *args)
{
    if (json_object_size(args) == 0)
        return list(s);
    if (!*str(args, "log"))
        return bt_session_error("log what? A text with {expressions}: log 12 \"i = {i}\"");
    return add(s, new_point(args, NULL));
}

// Call do_it for each point that "numbers" names, or for all. NULL, or an error.
static json_t *each(struct bt_session *s, const json_t *args,
                    void (*do_it)(struct bt_session *s, json_t *point))
{
    const json_t *numbers = json_object_get(args, "numbers");
    for (size_t i = 0; i < json_array_size(numbers); i++)
        if (!point_of(s, json_integer_value(json_array_get(numbers, i)), NULL))
            return bt_session_error("there is no breakpoint %d",
                                    (int)json_integer_value(json_array_get(numbers, i)));
    size_t n = numbers ? json_array_size(numbers) : json_array_size(s->points);
    json_t *all = json_copy(s->points);
    for (size_t i = 0; i < n; i++)
        do_it(s, numbers ? point_of(s, json_integer_value(json_array_get(numbers, i)), NULL)
                         : json_array_get(all, i));
    json_decref(all);
    json_t *error = changed(s);
    return error ? error : json_pack("{s:b, s:I}", "ok", 1, "count", (json_int_t)n);
}

static void delete_it(struct bt_session *s, json_t *p)
{
    if (p)
        json_decref(remove_point(s, json_integer_value(json_object_get(p, "id"))));
}

static void enable_it(struct bt_session *s, json_t *p)
{
    (void)s;
    (void)json_object_set_new(p, "enabled", json_true());
}

static void disable_it(struct bt_session *s, json_t *p)
{
    (void)s;
    (void)json_object_set_new(p, "enabled", json_false());
}

json_t *bt_session_delete(struct bt_session *s, const json_t *args)
{
    return each(s, args, delete_it);
}

json_t *bt_session_enable(struct bt_session *s, const json_t *args)
{
    return each(s, args, enable_it);
}

json_t *bt_session_disable(struct bt_session *s, const json_t *args)
{
    return each(s, args, disable_it);
}

json_t *bt_session_condition(struct bt_session *s, const json_t *args)
{
    json_int_t id = json_integer_value(json_object_get(args, "number"));
    json_t *p = point_of(s, id, NULL), *condition = json_object_get(args, "condition");
    if (!p)
        return bt_session_error("there is no breakpoint %d", (int)id);
    json_t *old = json_incref(json_object_get(p, "condition"));
    if (json_is_string(condition))
        (void)json_object_set(p, "condition", condition);
    else
        (void)json_object_del(p, "condition");
    json_t *error = changed(s);
    if (!error && json_is_false(json_object_get(p, "verified")) && *str(p, "message") == '!') {
        error = bt_session_error("%s", str(p, "message") + 1);
        (void)json_object_del(p, "condition");
        if (old)
            (void)json_object_set(p, "condition", old);
        json_decref(changed(s));
    }
    json_decref(old);
    return error ? error : json_pack("{s:b, s:o}", "ok", 1, "point", described(p));
}
