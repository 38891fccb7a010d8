// print, pp, display, locals: values, and statements.
#include <string.h>

#include "debugger/session/private.h"

// What the user looks at, unless the arguments say otherwise.
static json_t *about_here(struct bt_session *s, const char *cmd, const char *key, const char *text,
                          const json_t *args)
{
    json_t *thread = json_object_get(args, "thread"), *frame = json_object_get(args, "frame");
    json_t *r = json_pack("{s:s, s:s}", "cmd", cmd, key, text);
    if (thread)
        (void)json_object_set(r, "thread", thread);
    else if (s->thread)
        (void)json_object_set_new(r, "thread", json_integer(s->thread));
    if (frame)
        (void)json_object_set(r, "frame", frame);
    else
        (void)json_object_set_new(r, "frame", json_integer(s->frame));
    return r;
}

static json_t *evaluate(struct bt_session *s, const char *expr, const json_t *args, bool pretty)
{
    json_t *r = about_here(s, "evaluate", "expr", expr, args);
    if (json_is_true(json_object_get(args, "full")))
        (void)json_object_set_new(r, "full", json_true());
    if (pretty)
        (void)json_object_set_new(r, "pretty", json_true());
    return bt_program_request(s, s->current, r);
}

// It changes the program: do it for good. `tried` is what came of it in the child.
static json_t *execute(struct bt_session *s, const char *code, const json_t *args, json_t *tried)
{
    json_t *result = bt_session_move(s, about_here(s, "exec", "code", code, args));
    if (json_is_true(json_object_get(result, "ok"))) {
        static const char *const members[] = {"text", "type", "statement", "changes"};
        for (size_t i = 0; i < sizeof members / sizeof members[0]; i++) {
            json_t *v = json_object_get(tried, members[i]);
            if (v && !json_is_null(v) && !json_object_get(result, members[i]))
                (void)json_object_set(result, members[i], v);
        }
        (void)json_object_set_new(result, "changed", json_true());
    }
    json_decref(tried);
    return result;
}

static json_t *show(struct bt_session *s, const json_t *args, bool pretty)
{
    const char *expr = json_string_value(json_object_get(args, "expr"));
    if (!expr || !*expr)
        return bt_session_error("print what? an expression is missing");
    json_t *result = evaluate(s, expr, args, pretty);
    return json_is_true(json_object_get(result, "writes")) ? execute(s, expr, args, result)
                                                           : result;
}

json_t *bt_session_print(struct bt_session *s, const json_t *args)
{
    return show(s, args, false);
}

json_t *bt_session_pp(struct bt_session *s, const json_t *args)
{
    return show(s, args, true);
}

// ---- display ----

// {"id","expr","text"} of one of them, as it is here.
static json_t *displayed(struct bt_session *s, json_t *display)
{
    json_t *none = json_object();
    const char *expr = json_string_value(json_object_get(display, "expr"));
    json_t *result = evaluate(s, expr, none, false);
    bool ok = json_is_true(json_object_get(result, "ok"));
    const char *text = json_string_value(json_object_get(result, ok ? "text" : "error"));
    if (ok && json_is_true(json_object_get(result, "writes")))
        text = "(it would change the program)";
    json_t *v = json_pack("{s:O, s:s, s:s}", "id", json_object_get(display, "id"), "expr", expr,
                          "text", text ? text : "");
    json_decref(result);
    json_decref(none);
    return v;
}

json_t *bt_session_displays(struct bt_session *s)
{
    json_t *all = json_array(), *display;
    size_t i;
    json_array_foreach(s->displays, i, display)(void)
        json_array_append_new(all, displayed(s, display));
    return all;
}

json_t *bt_session_display(struct bt_session *s, const json_t *args)
{
    const char *expr = json_string_value(json_object_get(args, "expr"));
    if (!expr || !*expr)
        return json_pack("{s:b, s:o}", "ok", 1, "displays", bt_session_displays(s));
    json_t *none = json_object(), *result = evaluate(s, expr, none, false);
    bool writes = json_is_true(json_object_get(result, "writes")) ||
                  json_is_true(json_object_get(result, "statement"));
    const char *error = json_string_value(json_object_get(result, "error"));
    json_t *refused = NULL;
    if (writes)
        refused = bt_session_error("only what changes nothing can be displayed");
    else if (error && strncmp(error, "SyntaxError", 11) == 0)
        refused = bt_session_error("%s", error);
    json_decref(result);
    json_decref(none);
    if (refused)
        return refused;
    json_t *display = json_pack("{s:I, s:s}", "id", ++s->next_display, "expr", expr);
    if (!s->displays)
        s->displays = json_array();
    (void)json_array_append_new(s->displays, display);
    return json_pack("{s:b, s:[o]}", "ok", 1, "displays", displayed(s, display));
}

json_t *bt_session_undisplay(struct bt_session *s, const json_t *args)
{
    const json_t *number = json_object_get(args, "number");
    if (!number) {
        (void)json_array_clear(s->displays);
        return bt_session_ok();
    }
    for (size_t i = 0; i < json_array_size(s->displays); i++) {
        const json_t *id = json_object_get(json_array_get(s->displays, i), "id");
        if (json_integer_value(id) != json_integer_value(number))
            continue;
        (void)json_array_remove(s->displays, i);
        return bt_session_ok();
    }
    return bt_session_error("there is no display %d", (int)json_integer_value(number));
}
