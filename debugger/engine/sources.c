// The files that code comes from, and their text.
#include <string.h>

#include "debugger/engine/codes.h"
#include "debugger/engine/query.h"
#include "debugger/engine/say.h"
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
    json_object_foreach(files, name, file)(void) json_array_append(list, file);
    json_decref(files);
    return json_pack("{s:b, s:o}", "ok", 1, "sources", list);
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
    if (json_array_size(lines) == 0 && start == 1) {
        json_decref(lines);
        return bt_engine_error("there is no source text of %.300s", file);
    }
    return json_pack("{s:b, s:s, s:o}", "ok", 1, "file", file, "lines", lines);
}
