// Looking at the standing program: threads, stacks, scopes, variables, the exception.
#include <string.h>

#include "debugger/dap/private.h"

// ---- threads ----

static json_int_t id_of(const json_t *thread)
{
    return bt_dap_number(thread, "id", 0);
}

static const json_t *find_thread(const json_t *list, json_int_t id)
{
    size_t i;
    json_t *thread;
    json_array_foreach (list, i, thread)
        if (id_of(thread) == id)
            return thread;
    return NULL;
}

// "w1 [waits for lock 'a', held by w2]": what a thread does stands in its name.
static json_t *thread_of(const json_t *t)
{
    const char *name = bt_dap_text(t, "name"), *status = bt_dap_text(t, "status");
    const char *state = bt_dap_text(t, "state");
    json_int_t number = bt_dap_number(t, "thread", 0);
    if (!status || !*status)
        status = state;
    json_t *text = status && *status ? json_sprintf("%s [%s]", name ? name : "?", status)
                                     : json_string(name ? name : "?");
    return json_pack("{s:I, s:o*}", "id", number, "name", text);
}

static void tell_threads(struct bt_dap *d, const json_t *old, const json_t *now)
{
    size_t i;
    json_t *thread;
    json_array_foreach (now, i, thread)
        if (!find_thread(old, id_of(thread)))
            bt_dap_event(d, "thread",
                         json_pack("{s:s, s:I}", "reason", "started", "threadId", id_of(thread)));
    json_array_foreach (old, i, thread)
        if (!find_thread(now, id_of(thread)))
            bt_dap_event(d, "thread",
                         json_pack("{s:s, s:I}", "reason", "exited", "threadId", id_of(thread)));
}

void bt_dap_threads_again(struct bt_dap *d)
{
    json_t *result = bt_dap_ask(d, "threads", NULL), *now = json_array(), *t;
    size_t i;
    json_array_foreach (json_object_get(result, "threads"), i, t)
        (void)json_array_append_new(now, thread_of(t));
    json_decref(result);
    if (!now)
        return;
    if (json_array_size(now) == 0) { // at the end: a client can only go back from a thread
        json_int_t number = bt_dap_number(d->stop, "thread", 1);
        const char *name = bt_dap_text(d->stop, "name");
        (void)json_array_append_new(
            now, json_pack("{s:I, s:s}", "id", number, "name", name ? name : "MainThread"));
    }
    tell_threads(d, d->threads, now);
    json_decref(d->threads);
    d->threads = now;
}

json_t *bt_dap_threads(struct bt_dap *d, const json_t *args)
{
    (void)args;
    if (!d->running && !d->ended && d->configured)
        bt_dap_threads_again(d);
    return json_pack("{s:O}", "threads", d->threads);
}

// ---- stacks ----

// Remember a frame: its frameId.
static json_int_t frame_id(struct bt_dap *d, json_int_t thread, const json_t *frame)
{
    (void)json_array_append_new(d->frames, json_pack("{s:I, s:I, s:O*}", "thread", thread, "level",
                                                     bt_dap_number(frame, "level", 0), "function",
                                                     json_object_get(frame, "function")));
    return (json_int_t)json_array_size(d->frames);
}

static json_t *stack_frame(struct bt_dap *d, json_int_t thread, const json_t *frame)
{
    const char *name = bt_dap_text(frame, "function"), *file = bt_dap_text(frame, "file");
    json_int_t line = bt_dap_number(frame, "line", 0);
    json_t *f = json_pack("{s:I, s:s, s:I, s:I, s:o*}", "id", frame_id(d, thread, frame), "name",
                          name ? name : "?", "line", line ? bt_dap_line_out(d, line) : 0, "column",
                          line ? d->column0 : 0, "source", file ? bt_dap_source(d, file) : NULL);
    json_int_t address = bt_dap_number(frame, "address", 0);
    if (f && address)
        (void)json_object_set_new(f, "instructionPointerReference", bt_dap_address(address));
    if (f && json_is_true(json_object_get(frame, "library")))
        (void)json_object_set_new(f, "presentationHint", json_string("subtle"));
    return f;
}

json_t *bt_dap_stack_trace(struct bt_dap *d, const json_t *args)
{
    json_int_t thread = bt_dap_number(args, "threadId", 0);
    json_int_t start = bt_dap_number(args, "startFrame", 0);
    json_int_t levels = bt_dap_number(args, "levels", 0);
    json_t *frames = json_array(), *frame;
    size_t i;
    if (!find_thread(d->threads, thread)) {
        json_decref(frames);
        return bt_dap_error(d, "there is no thread %lld", (long long)thread);
    }
    json_t *result =
        d->exit_shown
            ? NULL
            : bt_dap_ask(d, "stack",
                         json_pack("{s:I, s:I, s:I}", "thread", thread, "start",
                                   start > 0 ? start : 0, "count", levels > 0 ? levels : 0));
    json_array_foreach (json_object_get(result, "frames"), i, frame)
        (void)json_array_append_new(frames, stack_frame(d, thread, frame));
    json_int_t total = bt_dap_number(result, "total", (json_int_t)json_array_size(frames));
    json_decref(result); // without a result: a thread that executes nothing (yet)
    return json_pack("{s:o, s:I}", "stackFrames", frames, "totalFrames", total);
}

bool bt_dap_frame(struct bt_dap *d, const json_t *args, json_int_t *thread, json_int_t *level)
{
    json_int_t id = bt_dap_number(args, "frameId", 0);
    *thread = bt_dap_number(d->stop, "thread", 1);
    *level = 0;
    if (id == 0)
        return true;
    const json_t *frame = id > 0 ? json_array_get(d->frames, (size_t)id - 1) : NULL;
    if (!frame) {
        (void)bt_dap_error(d, "there is no such frame any more");
        return false;
    }
    *thread = bt_dap_number(frame, "thread", 1);
    *level = bt_dap_number(frame, "level", 0);
    return true;
}

// ---- scopes and variables ----

// Remember a way to values (stolen): its variablesReference.
static json_int_t reference_to(struct bt_dap *d, json_t *path)
{
    if (!path || json_array_append_new(d->paths, path) != 0)
        return 0;
    return (json_int_t)json_array_size(d->paths);
}

const json_t *bt_dap_path(struct bt_dap *d, json_int_t reference)
{
    const json_t *path = reference > 0 ? json_array_get(d->paths, (size_t)reference - 1) : NULL;
    if (!path)
        (void)bt_dap_error(d, "these variables are of an earlier stop");
    return path;
}

static void add_scope(struct bt_dap *d, json_t *scopes, const char *name, const char *hint,
                      bool expensive, json_t *path)
{
    json_t *scope = json_pack("{s:s, s:s*, s:I, s:b}", "name", name, "presentationHint", hint,
                              "variablesReference", reference_to(d, path), "expensive", expensive);
    (void)json_array_append_new(scopes, scope);
}

json_t *bt_dap_scopes(struct bt_dap *d, const json_t *args)
{
    json_int_t thread, level;
    if (bt_dap_number(args, "frameId", 0) <= 0)
        return bt_dap_error(d, "scopes needs a frameId");
    if (!bt_dap_frame(d, args, &thread, &level))
        return NULL;
    // A module's locals are its globals.
    json_int_t id = bt_dap_number(args, "frameId", 0);
    const char *function = bt_dap_text(json_array_get(d->frames, (size_t)id - 1), "function");
    bool module = function && strcmp(function, "<module>") == 0;
    json_t *scopes = json_array();
    if (!module)
        add_scope(d, scopes, "Locals", "locals", false,
                  json_pack("[s, I, I]", "locals", thread, level));
    add_scope(d, scopes, "Globals", "globals", !module,
              json_pack("[s, I, I]", "globals", thread, level));
    add_scope(d, scopes, "Registers", "registers", true,
              json_pack("[s, I, I]", "registers", thread, level));
    add_scope(d, scopes, "Locks", NULL, true, json_pack("[s, I, I]", "locks", thread, level));
    add_scope(d, scopes, "GIL", NULL, true, json_pack("[s, I, I]", "gil", thread, level));
    return json_pack("{s:o}", "scopes", scopes);
}

json_t *bt_dap_variable(struct bt_dap *d, const json_t *var, const char *value_key)
{
    const char *name = bt_dap_text(var, "name"), *text = bt_dap_text(var, "text");
    const char *expr = bt_dap_text(var, "expr");
    json_int_t named = bt_dap_number(var, "named", 0), indexed = bt_dap_number(var, "indexed", 0);
    json_t *path = json_object_get(var, "path");
    json_int_t reference =
        named + indexed > 0 && json_is_array(path) ? reference_to(d, json_incref(path)) : 0;
    json_t *v = json_pack("{s:s, s:O*, s:I}", value_key, text ? text : "", "type",
                          json_object_get(var, "type"), "variablesReference", reference);
    if (!v)
        return NULL;
    if (named > 0)
        (void)json_object_set_new(v, "namedVariables", json_integer(named));
    if (indexed > 0)
        (void)json_object_set_new(v, "indexedVariables", json_integer(indexed));
    if (strcmp(value_key, "value") != 0 || !json_object_get(var, "name"))
        return v;
    (void)json_object_set_new(v, "name", json_string(name ? name : ""));
    if (expr)
        (void)json_object_set_new(v, "evaluateName", json_string(expr));
    if (json_is_false(json_object_get(var, "set")))
        (void)json_object_set_new(v, "presentationHint",
                                  json_pack("{s:[s]}", "attributes", "readOnly"));
    return v;
}

// What `finish' has found the function to return is shown among the locals of its caller.
static void add_returned(struct bt_dap *d, const json_t *path, json_t *list)
{
    const json_t *value = json_object_get(d->stop, "value");
    const char *root = json_string_value(json_array_get(path, 0));
    if (!json_is_object(value) || !root || strcmp(root, "locals") != 0 ||
        json_array_size(path) != 3 ||
        json_integer_value(json_array_get(path, 1)) != bt_dap_number(d->stop, "thread", 0) ||
        json_integer_value(json_array_get(path, 2)) != 0)
        return;
    json_t *var =
        json_pack("{s:s, s:O*, s:O*, s:b}", "name", "(returned)", "text",
                  json_object_get(value, "text"), "type", json_object_get(value, "type"), "set", 0);
    (void)json_array_append_new(list, bt_dap_variable(d, var, "value"));
    json_decref(var);
}

json_t *bt_dap_variables(struct bt_dap *d, const json_t *args)
{
    const json_t *path = bt_dap_path(d, bt_dap_number(args, "variablesReference", 0));
    const char *filter = bt_dap_text(args, "filter");
    json_int_t start = bt_dap_number(args, "start", 0), count = bt_dap_number(args, "count", 0);
    if (!path)
        return NULL;
    json_t *result =
        bt_dap_ask(d, "variables",
                   json_pack("{s:O, s:I, s:I, s:s}", "path", path, "start", start > 0 ? start : 0,
                             "count", count > 0 ? count : 0, "kind", filter ? filter : "all"));
    if (!result)
        return NULL;
    json_t *list = json_array(), *var;
    size_t i;
    if (start <= 0 && !(filter && strcmp(filter, "indexed") == 0))
        add_returned(d, path, list);
    json_array_foreach (json_object_get(result, "variables"), i, var)
        (void)json_array_append_new(list, bt_dap_variable(d, var, "value"));
    json_decref(result);
    return json_pack("{s:o}", "variables", list);
}

// ---- the exception ----

// The whole report as text, if the session gives the traceback by frames.
static json_t *traceback(const json_t *exception)
{
    const json_t *frames = json_object_get(exception, "frames");
    json_t *text = json_string(""), *frame;
    size_t i;
    json_array_foreach (frames, i, frame) {
        const char *file = bt_dap_text(frame, "file"), *function = bt_dap_text(frame, "function");
        json_t *more = json_sprintf("%s  File \"%s\", line %lld, in %s\n", json_string_value(text),
                                    file ? file : "?", (long long)bt_dap_number(frame, "line", 0),
                                    function ? function : "?");
        json_decref(text);
        text = more;
    }
    return text;
}

json_t *bt_dap_exception_info(struct bt_dap *d, const json_t *args)
{
    const char *reason = bt_dap_text(d->stop, "reason"), *text = bt_dap_text(d->stop, "text");
    json_int_t thread = bt_dap_number(args, "threadId", 0);
    if (reason && (strcmp(reason, "deadlock") == 0 || strcmp(reason, "race") == 0))
        return json_pack("{s:s, s:s, s:s}", "exceptionId", reason, "description", text ? text : "",
                         "breakMode", "always");
    json_t *result = bt_dap_ask(d, "exception", json_pack("{s:I}", "thread", thread));
    json_t *exception = json_object_get(result, "exception");
    if (!json_is_object(exception))
        exception = json_object_get(d->stop, "exception");
    const char *type = bt_dap_text(exception, "type"), *said = bt_dap_text(exception, "text");
    if (!type) {
        json_decref(result);
        return bt_dap_error(d, "no exception is being raised or handled in this thread");
    }
    bool uncaught = reason && strcmp(reason, "uncaught") == 0;
    json_t *body =
        json_pack("{s:s, s:s, s:s, s:{s:s, s:s, s:o*}}", "exceptionId", type, "description",
                  said && *said ? said
                  : text        ? text
                                : "",
                  "breakMode", uncaught ? "unhandled" : "always", "details", "message",
                  said ? said : "", "typeName", type, "stackTrace", traceback(exception));
    json_decref(result);
    return body;
}
