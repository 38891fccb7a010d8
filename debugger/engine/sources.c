// The files that code comes from, and their text.
#include <stdio.h>
#include <string.h>

#include "debugger/engine/codes.h"
#include "debugger/engine/query.h"
#include "debugger/engine/say.h"
#include "runtime/objects/seq.h"
#include "runtime/objects/source_cache.h"
#include "runtime/objects/str.h"

#define LINES_MAX 100000

static bool note(void *ctx, struct bt_code *code)
{
    json_t *files = ctx;
    const struct bt_str *name = bt_as_str(code->filename);
    json_t *key = json_stringn(name->data, name->len);
    if (key && !json_object_get(files, json_string_value(key)))
        (void)json_object_set_new(
            files, json_string_value(key),
            json_pack("{s:O, s:b}", "file", key, "library", (int)bt_stop_is_library(code)));
    json_decref(key);
    return false;
}

json_t *bt_query_sources(struct bt_engine *e, struct bt_vthread *th, const json_t *request)
{
    (void)th;
    (void)request;
    json_t *files = json_object(), *list = json_array(), *file;
    const char *name;
    (void)bt_codes_visit(e, note, files);
    json_object_foreach (files, name, file)
        (void)json_array_append(list, file);
    json_decref(files);
    return json_pack("{s:b, s:o}", "ok", 1, "sources", list);
}

// ---- a library module's outline ----

struct outline {
    const char *file;
    json_t *lines;   // by number from 0
    json_t *classes; // names, and the line before the first method of each
};

static void place(struct outline *o, uint32_t line, json_t *text)
{
    while (line > 0 && json_array_size(o->lines) < line && line < LINES_MAX)
        (void)json_array_append_new(o->lines, json_string(""));
    const char *there = line > 0 ? json_string_value(json_array_get(o->lines, line - 1)) : NULL;
    if (there && !*there)
        (void)json_array_set_new(o->lines, line - 1, text);
    else
        json_decref(text);
}

// "def start(self):" where it stands; "class Thread:" at the latest just before its first method.
static bool sketch(void *ctx, struct bt_code *code)
{
    struct outline *o = ctx;
    const char *name = bt_as_str(code->name)->data, *full = bt_as_str(code->qualname)->data;
    const struct bt_tuple *names = bt_as_tuple(code->varnames);
    if (strcmp(bt_as_str(code->filename)->data, o->file) != 0 || strchr(full, '<'))
        return false;
    struct bt_buf out;
    bt_buf_init(&out);
    const char *dot = strrchr(full, '.');
    bt_buf_printf(&out, "%s%s %s(", dot ? "    " : "",
                  code->flags & BT_CODE_CLASS ? "class" : "def", name);
    for (size_t i = 0; i < code->n_params && i < names->len; i++)
        bt_buf_printf(&out, "%s%s", i > 0 ? ", " : "", bt_as_str(names->items[i])->data);
    bt_buf_puts(&out, "): ...");
    place(o, code->first_line, bt_say_json(&out));
    if (dot && code->first_line > 1) {
        char owner[128];
        snprintf(owner, sizeof owner, "%.*s", (int)(dot - full), full);
        json_int_t line = json_integer_value(json_object_get(o->classes, owner));
        if (line == 0 || line > code->first_line - 1)
            (void)json_object_set_new(o->classes, owner, json_integer(code->first_line - 1));
    }
    bt_buf_free(&out);
    return false;
}

// The texts of the standard library are not kept in the program: what is known of one.
static json_t *outline_of(struct bt_engine *e, const char *file)
{
    struct outline o = {.file = file, .lines = json_array(), .classes = json_object()};
    place(&o, 1, json_string("# The text of this module is not at hand; its functions:"));
    (void)bt_codes_visit(e, sketch, &o);
    json_t *lines = json_array(), *text, *line;
    const char *name;
    size_t i;
    json_object_foreach (o.classes, name, line)
        place(&o, (uint32_t)json_integer_value(line), json_sprintf("class %s:", name));
    json_array_foreach (o.lines, i, text)
        (void)json_array_append_new(
            lines, json_pack("{s:I, s:O}", "line", (json_int_t)i + 1, "text", text));
    json_decref(o.lines);
    json_decref(o.classes);
    return lines;
}

// {"file", "start": first line, 1; "count": 0: all}
json_t *bt_query_source(struct bt_engine *e, struct bt_vthread *th, const json_t *request)
{
    (void)th;
    const char *file = json_string_value(json_object_get(request, "file"));
    json_int_t start = json_integer_value(json_object_get(request, "start"));
    json_int_t count = json_integer_value(json_object_get(request, "count"));
    if (!file)
        return bt_engine_error("\"file\" is missing");
    start = start > 0 ? start : 1;
    count = count > 0 && count < LINES_MAX ? count : LINES_MAX;
    json_t *lines = json_array();
    for (json_int_t n = start; n < start + count && n < UINT32_MAX; n++) {
        size_t len;
        const char *text = bt_source_cache_line(&e->vm->i, file, (uint32_t)n, &len);
        if (!text)
            break;
        struct bt_buf line;
        bt_buf_init(&line);
        bt_buf_write(&line, text, len > 0 && text[len - 1] == '\r' ? len - 1 : len);
        (void)json_array_append_new(lines,
                                    json_pack("{s:I, s:o}", "line", n, "text", bt_say_json(&line)));
    }
    if (json_array_size(lines) == 0 && start == 1 && strncmp(file, "<frozen ", 8) == 0) {
        json_decref(lines);
        lines = outline_of(e, file);
    }
    if (json_array_size(lines) == 0 && start == 1) {
        json_decref(lines);
        return bt_engine_error("there is no source text of %.300s", file);
    }
    return json_pack("{s:b, s:s, s:o}", "ok", 1, "file", file, "lines", lines);
}
