// Expressions: evaluating, assigning, completing.
#include <string.h>

#include "debugger/dap/private.h"

json_t *bt_dap_find(struct bt_dap *d, const json_t *path, const char *name)
{
    json_t *result = bt_dap_ask(d, "variables", json_pack("{s:O}", "path", path)), *var;
    json_t *found = NULL;
    size_t i;
    json_array_foreach (json_object_get(result, "variables"), i, var) {
        const char *its = bt_dap_text(var, "name");
        if (its && strcmp(its, name) == 0) {
            found = json_incref(var);
            break;
        }
    }
    if (result && !found)
        (void)bt_dap_error(d, "there is no %s", name);
    json_decref(result);
    return found;
}

static json_t *at_frame(json_int_t thread, json_int_t level, const char *key, const char *text)
{
    return json_pack("{s:s, s:I, s:I}", key, text, "thread", thread, "frame", level);
}

// What an evaluation or an assignment has printed.
static void show_output(struct bt_dap *d, const json_t *result)
{
    const char *output = bt_dap_text(result, "output");
    if (output && *output)
        bt_dap_say(d, "stdout", output);
}

// Values may have changed anywhere: the client is to ask again.
static void invalidate(struct bt_dap *d)
{
    if (d->knows_invalidated)
        bt_dap_event(d, "invalidated", json_pack("{s:[s]}", "areas", "variables"));
}

json_t *bt_dap_evaluate(struct bt_dap *d, const json_t *args)
{
    const char *expr = bt_dap_text(args, "expression"), *context = bt_dap_text(args, "context");
    json_int_t thread, level;
    if (!expr)
        return bt_dap_error(d, "evaluate needs an expression");
    if (!bt_dap_frame(d, args, &thread, &level))
        return NULL;
    bool typed = context && strcmp(context, "repl") == 0;
    if (typed && expr[0] == '/')
        return bt_dap_console(d, expr + 1, thread, level);
    json_t *a = at_frame(thread, level, "expr", expr);
    if (a && context && strcmp(context, "clipboard") == 0)
        (void)json_object_set_new(a, "full", json_true());
    json_t *result = bt_dap_ask(d, typed ? "print" : "evaluate", a);
    if (!result)
        return NULL;
    if (!typed && json_is_true(json_object_get(result, "writes"))) {
        json_decref(result);
        return bt_dap_error(d, "it would change the program: say it in the debug console");
    }
    show_output(d, result);
    if (typed && json_object_get(result, "actions"))
        d->after = invalidate;
    json_t *body = bt_dap_variable(d, result, "result");
    json_decref(result);
    return body;
}

// Assign, and give the new value.
static json_t *assign(struct bt_dap *d, json_int_t thread, json_int_t level, const char *target,
                      const char *value)
{
    json_t *a = at_frame(thread, level, "target", target);
    (void)json_object_set_new(a, "expr", json_string(value));
    json_t *result = bt_dap_ask(d, "set", a);
    if (!result)
        return NULL;
    show_output(d, result);
    json_decref(result);
    result = bt_dap_ask(d, "evaluate", at_frame(thread, level, "expr", target));
    json_t *body = result ? bt_dap_variable(d, result, "value")
                          : json_pack("{s:s}", "value", value); // it can't be read: a property
    static const char *const others[] = {"name", "evaluateName", "presentationHint"};
    for (size_t i = 0; body && i < sizeof others / sizeof others[0]; i++)
        (void)json_object_del(body, others[i]); // these are known
    json_decref(result);
    d->after = invalidate;
    return body;
}

json_t *bt_dap_set_variable(struct bt_dap *d, const json_t *args)
{
    const json_t *path = bt_dap_path(d, bt_dap_number(args, "variablesReference", 0));
    const char *name = bt_dap_text(args, "name"), *value = bt_dap_text(args, "value");
    if (!path)
        return NULL;
    if (!name || !value)
        return bt_dap_error(d, "setVariable needs a name and a value");
    json_t *var = bt_dap_find(d, path, name), *body = NULL;
    const char *expr = bt_dap_text(var, "expr");
    if (var && (!expr || json_is_false(json_object_get(var, "set"))))
        (void)bt_dap_error(d, "%s can't be assigned to", name);
    else if (var)
        body = assign(d, json_integer_value(json_array_get(path, 1)),
                      json_integer_value(json_array_get(path, 2)), expr, value);
    json_decref(var);
    return body;
}

json_t *bt_dap_set_expression(struct bt_dap *d, const json_t *args)
{
    const char *expr = bt_dap_text(args, "expression"), *value = bt_dap_text(args, "value");
    json_int_t thread, level;
    if (!expr || !value)
        return bt_dap_error(d, "setExpression needs an expression and a value");
    if (!bt_dap_frame(d, args, &thread, &level))
        return NULL;
    return assign(d, thread, level, expr, value);
}

// ---- completions ----

// Bytes of the first `units` UTF-16 code units of a text.
static size_t bytes_of(const char *text, json_int_t units)
{
    size_t at = 0;
    while (text[at] && units > 0) {
        unsigned char c = (unsigned char)text[at];
        units -= c >= 0xF0 ? 2 : 1;
        do
            at++;
        while (((unsigned char)text[at] & 0xC0) == 0x80);
    }
    return at;
}

static bool in_name(unsigned char c)
{
    return c == '_' || c >= 0x80 || (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') ||
           (c >= 'a' && c <= 'z');
}

json_t *bt_dap_completions(struct bt_dap *d, const json_t *args)
{
    const char *all = bt_dap_text(args, "text");
    json_int_t thread, level, column = bt_dap_number(args, "column", d->column0) - d->column0;
    if (!all)
        return bt_dap_error(d, "completions needs a text");
    if (!bt_dap_frame(d, args, &thread, &level))
        return NULL;
    for (json_int_t line = bt_dap_number(args, "line", d->line0); line > d->line0; line--) {
        const char *end = strchr(all, '\n');
        all = end ? end + 1 : all;
    }
    size_t len = bytes_of(all, column), start = len;
    while (start > 0 && in_name((unsigned char)all[start - 1]))
        start--;
    json_int_t units = 0;
    for (size_t i = start; i < len; i++)
        units += ((unsigned char)all[i] & 0xC0) == 0x80 ? 0 : (unsigned char)all[i] >= 0xF0 ? 2 : 1;
    if (all[0] == '/' && start == 1)
        return bt_dap_console_items(all + 1, len - 1, column - units + d->column0, units);
    json_t *text = json_stringn(all, len), *targets = json_array(), *item;
    json_t *result =
        text ? bt_dap_ask(d, "complete", at_frame(thread, level, "text", json_string_value(text)))
             : NULL;
    size_t i;
    json_array_foreach (json_object_get(result, "items"), i, item)
        (void)json_array_append_new(targets,
                                    json_pack("{s:O, s:I, s:I}", "label", item, "start",
                                              column - units + d->column0, "length", units));
    json_decref(result);
    json_decref(text);
    return json_pack("{s:o}", "targets", targets);
}
