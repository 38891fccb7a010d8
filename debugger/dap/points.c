// Breakpoints. Each request of the client brings the whole list of a group; what is as it was stays
// (with its number and its hits), the rest is deleted and set anew.
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "debugger/dap/private.h"

// ---- one point ----

// "5", "== 5", ">= 3", "> 3", "<= 3", "< 3", "% 2": which hits stop, into members of the point.
static bool hit_condition(json_t *point, const char *text)
{
    char op[3] = "";
    size_t n = 0;
    text += strspn(text, " ");
    while (n < 2 && *text && strchr("=<>%", *text))
        op[n++] = *text++;
    text += strspn(text, " ");
    char *end;
    long long k = strtoll(text, &end, 10), after = 0, upto = 0, every = 0;
    if (end == text || end[strspn(end, " ")] || k < 1 || k > INT32_MAX)
        return false;
    if (strcmp(op, "") == 0 || strcmp(op, "=") == 0 || strcmp(op, "==") == 0) {
        after = k - 1;
        upto = k;
    } else if (strcmp(op, ">=") == 0) {
        after = k - 1;
    } else if (strcmp(op, ">") == 0) {
        after = k;
    } else if (strcmp(op, "<=") == 0 || (strcmp(op, "<") == 0 && k > 1)) {
        upto = op[1] ? k : k - 1;
    } else if (strcmp(op, "%") == 0) {
        every = k;
    } else {
        return false;
    }
    if (after > 0)
        (void)json_object_set_new(point, "after", json_integer(after));
    if (upto > 0)
        (void)json_object_set_new(point, "upto", json_integer(upto));
    if (every > 1)
        (void)json_object_set_new(point, "every", json_integer(every));
    return true;
}

// The members that most kinds have. A condition that is wrong makes an "error" of the point.
static json_t *with_options(json_t *point, const json_t *wish)
{
    const char *condition = bt_dap_text(wish, "condition");
    const char *hits = bt_dap_text(wish, "hitCondition"), *log = bt_dap_text(wish, "logMessage");
    if (point && condition && *condition)
        (void)json_object_set_new(point, "condition", json_string(condition));
    if (point && log && *log)
        (void)json_object_set_new(point, "log", json_string(log));
    if (point && hits && *hits && !hit_condition(point, hits))
        (void)json_object_set_new(
            point, "error",
            json_string("a hit condition is a number, or >=, >, <=, < or % with a number"));
    return point;
}

// Breakpoint, from what the session says of a point.
static json_t *answer_of(struct bt_dap *d, const json_t *point)
{
    json_t *verified = json_object_get(point, "verified");
    const char *file = bt_dap_text(point, "file"), *message = bt_dap_text(point, "message");
    json_int_t line = bt_dap_number(point, "at", bt_dap_number(point, "line", 0));
    json_t *b = json_pack("{s:O*, s:b, s:s*}", "id", json_object_get(point, "id"), "verified",
                          !json_is_false(verified), "message", message);
    if (b && line > 0)
        (void)json_object_set_new(b, "line", json_integer(bt_dap_line_out(d, line)));
    if (!file)
        file = bt_dap_text(point, "in");
    if (b && file && *file)
        (void)json_object_set_new(b, "source", bt_dap_source(d, file));
    return b;
}

static json_t *refused(const char *why)
{
    return json_pack("{s:b, s:s}", "verified", 0, "message", why);
}

// Set a point of the session.
static json_t *set_point(struct bt_dap *d, const json_t *wanted)
{
    const char *error = bt_dap_text(wanted, "error"), *kind = bt_dap_text(wanted, "kind");
    if (error)
        return refused(error);
    if (json_is_true(json_object_get(d->launch, "noDebug")))
        return refused("the program runs without debugging");
    if (json_object_get(wanted, "none")) // it needs no point
        return json_pack("{s:b}", "verified", 1);
    json_t *args = json_deep_copy(wanted);
    const char *command = "break";
    (void)json_object_del(args, "reference");
    if (kind && strcmp(kind, "watch") == 0)
        command = "watch";
    else if (json_object_get(wanted, "log"))
        command = "log";
    json_t *result = args ? bt_dap_ask(d, command, args) : NULL;
    if (!result)
        return refused(d->error);
    json_t *answer = answer_of(d, json_object_get(result, "point"));
    json_decref(result);
    return answer;
}

static void delete_point(struct bt_dap *d, const json_t *entry)
{
    json_t *id = json_object_get(json_object_get(entry, "answer"), "id");
    if (id)
        json_decref(bt_dap_ask(d, "delete", json_pack("{s:[O]}", "numbers", id)));
}

// ---- a group ----

// Takes the entry that wants the same out of a list; NULL: there is none.
static json_t *take_same(json_t *list, const json_t *wanted)
{
    size_t i;
    json_t *entry;
    json_array_foreach (list, i, entry) {
        if (json_equal(json_object_get(entry, "wanted"), wanted)) {
            json_incref(entry);
            (void)json_array_remove(list, i);
            return entry;
        }
    }
    return NULL;
}

json_t *bt_dap_replace_points(struct bt_dap *d, const char *group, json_t *wanted)
{
    json_t *old = json_array(), *now = json_array(), *answers = json_array();
    (void)json_array_extend(old, json_object_get(d->points, group));
    size_t i;
    json_t *point, *entry;
    json_array_foreach (wanted, i, point)
        (void)json_array_append_new(
            now, json_pack("{s:O, s:o*}", "wanted", point, "kept", take_same(old, point)));
    json_array_foreach (old, i, entry)
        delete_point(d, entry);
    json_array_foreach (now, i, entry) {
        const json_t *kept = json_object_get(entry, "kept");
        json_t *answer = kept ? json_incref(json_object_get(kept, "answer"))
                              : set_point(d, json_object_get(entry, "wanted"));
        (void)json_array_append(answers, answer);
        (void)json_object_set_new(entry, "answer", answer);
        (void)json_object_del(entry, "kept");
    }
    (void)json_object_set_new(d->points, group, now);
    json_decref(old);
    json_decref(wanted);
    return json_pack("{s:o}", "breakpoints", answers);
}

const char *bt_dap_point_group(const struct bt_dap *d, json_int_t id)
{
    const char *group;
    json_t *list, *entry;
    size_t i;
    json_object_foreach (d->points, group, list)
        json_array_foreach (list, i, entry)
            if (bt_dap_number(json_object_get(entry, "answer"), "id", -1) == id)
                return strncmp(group, "source:", 7) == 0 ? "source" : group;
    return NULL;
}

void bt_dap_point_changed(struct bt_dap *d, const json_t *event)
{
    const json_t *point = json_object_get(event, "point");
    if (!json_is_object(point))
        return;
    json_int_t id = bt_dap_number(point, "id", -1);
    const char *group;
    json_t *list, *entry;
    size_t i;
    json_object_foreach (d->points, group, list) {
        json_array_foreach (list, i, entry) {
            json_t *answer = json_object_get(entry, "answer");
            if (bt_dap_number(answer, "id", -1) != id)
                continue;
            json_t *changed = answer_of(d, point);
            (void)json_object_set_new(changed, "id", json_integer(id));
            if (json_equal(answer, changed)) {
                json_decref(changed);
                return;
            }
            (void)json_object_update(answer, changed);
            json_decref(changed);
            if (bt_dap_number(point, "line", 0) > 0 && !json_object_get(point, "message"))
                (void)json_object_del(answer, "message");
            bt_dap_event(d, "breakpoint",
                         json_pack("{s:s, s:O}", "reason", "changed", "breakpoint", answer));
            return;
        }
    }
}

void bt_dap_points_again(struct bt_dap *d)
{
    const char *group;
    json_t *list, *entry;
    size_t i;
    json_object_foreach (d->points, group, list) {
        json_array_foreach (list, i, entry) {
            json_t *answer = set_point(d, json_object_get(entry, "wanted"));
            json_t *old = json_object_get(json_object_get(entry, "answer"), "id");
            if (old)
                bt_dap_event(d, "breakpoint",
                             json_pack("{s:s, s:{s:O, s:b}}", "reason", "removed", "breakpoint",
                                       "id", old, "verified", 0));
            bt_dap_event(d, "breakpoint",
                         json_pack("{s:s, s:O}", "reason", "new", "breakpoint", answer));
            (void)json_object_set_new(entry, "answer", answer);
        }
    }
}

// ---- the requests ----

json_t *bt_dap_set_breakpoints(struct bt_dap *d, const json_t *args)
{
    const json_t *source = json_object_get(args, "source");
    const char *file = bt_dap_source_file(d, source);
    if (!file)
        return bt_dap_error(d, "setBreakpoints needs a source with a path");
    json_t *wanted = json_array(), *wish, *group = json_sprintf("source:%s", file);
    size_t i;
    json_array_foreach (json_object_get(args, "breakpoints"), i, wish) {
        json_int_t line = bt_dap_line_in(d, bt_dap_number(wish, "line", 0));
        (void)json_array_append_new(
            wanted,
            with_options(json_pack("{s:s, s:s, s:I}", "kind", "line", "file", file, "line", line),
                         wish));
    }
    if (!json_object_get(args, "breakpoints")) {
        json_array_foreach (json_object_get(args, "lines"), i, wish)
            (void)json_array_append_new(
                wanted, json_pack("{s:s, s:s, s:I}", "kind", "line", "file", file, "line",
                                  bt_dap_line_in(d, json_integer_value(wish))));
    }
    json_t *body = group ? bt_dap_replace_points(d, json_string_value(group), wanted) : NULL;
    json_decref(group);
    return body;
}

json_t *bt_dap_set_function_breakpoints(struct bt_dap *d, const json_t *args)
{
    json_t *wanted = json_array(), *wish;
    size_t i;
    json_array_foreach (json_object_get(args, "breakpoints"), i, wish) {
        const char *name = bt_dap_text(wish, "name");
        (void)json_array_append_new(wanted, with_options(json_pack("{s:s, s:s}", "kind", "function",
                                                                   "function", name ? name : ""),
                                                         wish));
    }
    return bt_dap_replace_points(d, "function", wanted);
}

// What an address was found to mean when it was first asked about: in other processes of the
// program code may lie elsewhere.
static json_t *known_instruction(const struct bt_dap *d, const char *reference)
{
    size_t i;
    json_t *entry;
    json_array_foreach (json_object_get(d->points, "instruction"), i, entry) {
        json_t *point = json_object_get(entry, "wanted");
        const char *its = bt_dap_text(point, "reference");
        if (its && strcmp(its, reference) == 0)
            return json_pack("{s:s, s:O*, s:O*, s:O*, s:s}", "kind", "offset", "file",
                             json_object_get(point, "file"), "code", json_object_get(point, "code"),
                             "offset", json_object_get(point, "offset"), "reference", reference);
    }
    return NULL;
}

// The instruction at an address, as a point.
static json_t *instruction_point(struct bt_dap *d, const json_t *wish)
{
    json_int_t address = bt_dap_address_of(bt_dap_text(wish, "instructionReference"));
    address += bt_dap_number(wish, "offset", 0);
    json_t *reference = bt_dap_address(address);
    json_t *point = reference ? known_instruction(d, json_string_value(reference)) : NULL;
    if (!point) {
        json_t *result =
            bt_dap_ask(d, "instructions",
                       json_pack("{s:I, s:i, s:i}", "address", address, "offset", 0, "count", 1));
        json_t *line = json_array_get(json_object_get(result, "lines"), 0);
        json_t *function = json_object_get(line, "function"), *word = json_object_get(line, "word");
        point = function && word ? json_pack("{s:s, s:O*, s:O, s:O, s:O}", "kind", "offset", "file",
                                             json_object_get(line, "file"), "code", function,
                                             "offset", word, "reference", reference)
                                 : json_pack("{s:s}", "error", "there is no instruction");
        json_decref(result);
    }
    json_decref(reference);
    return point;
}

json_t *bt_dap_set_instruction_breakpoints(struct bt_dap *d, const json_t *args)
{
    json_t *wanted = json_array(), *wish;
    size_t i;
    json_array_foreach (json_object_get(args, "breakpoints"), i, wish)
        (void)json_array_append_new(wanted, with_options(instruction_point(d, wish), wish));
    return bt_dap_replace_points(d, "instruction", wanted);
}

// A data breakpoint's id is the text of {"expr","level","of"}: the frame it was asked for in.
json_t *bt_dap_data_breakpoint_info(struct bt_dap *d, const json_t *args)
{
    const char *name = bt_dap_text(args, "name");
    json_int_t reference = bt_dap_number(args, "variablesReference", 0), thread, level;
    json_t *expr = NULL;
    if (!name)
        return bt_dap_error(d, "dataBreakpointInfo needs a name");
    if (reference > 0) {
        const json_t *path = bt_dap_path(d, reference);
        json_t *var = path ? bt_dap_find(d, path, name) : NULL;
        if (!path)
            return NULL;
        expr = json_incref(json_object_get(var, "expr"));
        thread = json_integer_value(json_array_get(path, 1));
        level = json_integer_value(json_array_get(path, 2));
        json_decref(var);
    } else {
        expr = json_string(name);
        if (!bt_dap_frame(d, args, &thread, &level)) {
            json_decref(expr);
            return NULL;
        }
    }
    if (!json_is_string(expr)) {
        json_decref(expr);
        return json_pack("{s:n, s:s}", "dataId", "description", "it has no name to be watched by");
    }
    json_t *id = json_pack("{s:O, s:I, s:I}", "expr", expr, "thread", thread, "level", level);
    char *text = id ? json_dumps(id, JSON_COMPACT | JSON_SORT_KEYS) : NULL;
    json_t *body = text ? json_pack("{s:s, s:O, s:[s]}", "dataId", text, "description", expr,
                                    "accessTypes", "write")
                        : NULL;
    free(text);
    json_decref(id);
    json_decref(expr);
    return body;
}

json_t *bt_dap_set_data_breakpoints(struct bt_dap *d, const json_t *args)
{
    json_t *wanted = json_array(), *wish;
    size_t i;
    json_array_foreach (json_object_get(args, "breakpoints"), i, wish) {
        const char *text = bt_dap_text(wish, "dataId");
        json_t *id = text ? json_loads(text, 0, NULL) : NULL, *point;
        const char *expr = bt_dap_text(id, "expr"), *access = bt_dap_text(wish, "accessType");
        if (!expr)
            point = json_pack("{s:s}", "error", "there is no such data");
        else if (access && strcmp(access, "write") != 0)
            point = json_pack("{s:s}", "error", "only writing can be watched");
        else
            point = json_pack("{s:s, s:s, s:O*, s:O*}", "kind", "watch", "expr", expr, "in",
                              json_object_get(id, "thread"), "level", json_object_get(id, "level"));
        (void)json_array_append_new(wanted, with_options(point, wish));
        json_decref(id);
    }
    return bt_dap_replace_points(d, "data", wanted);
}

json_t *bt_dap_breakpoint_locations(struct bt_dap *d, const json_t *args)
{
    const char *file = bt_dap_source_file(d, json_object_get(args, "source"));
    json_int_t line = bt_dap_line_in(d, bt_dap_number(args, "line", d->line0));
    json_int_t end = bt_dap_number(args, "endLine", -1);
    end = end >= 0 ? bt_dap_line_in(d, end) : line;
    if (!file)
        return bt_dap_error(d, "breakpointLocations needs a source with a path");
    json_t *result = bt_dap_ask(
        d, "code-lines", json_pack("{s:s, s:I, s:I}", "file", file, "first", line, "last", end));
    json_t *places = json_array(), *number;
    size_t i;
    json_array_foreach (json_object_get(result, "lines"), i, number)
        (void)json_array_append_new(
            places, json_pack("{s:I}", "line", bt_dap_line_out(d, json_integer_value(number))));
    json_decref(result);
    return json_pack("{s:o}", "breakpoints", places);
}
