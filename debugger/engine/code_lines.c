// Which lines of a file a breakpoint can stand at: the query "code-lines".
#include <string.h>

#include "base/mem.h"
#include "debugger/engine/lines.h"
#include "debugger/engine/query.h"
#include "runtime/objects/heap.h"
#include "runtime/objects/str.h"

#define MOST 100000 // lines that are asked about

struct wanted {
    const struct bt_type *type;
    const char *file;
    uint32_t first, last;
    bool *found; // by line - first
};

static void note_lines(struct bt_object *o, void *data)
{
    struct wanted *w = data;
    const struct bt_code *code = (const struct bt_code *)o;
    if (o->type != w->type || !code->unit || !bt_is_str(code->filename) ||
        strcmp(bt_as_str(code->filename)->data, w->file) != 0)
        return;
    struct bt_lines l = bt_lines_of(code);
    while (bt_lines_next(&l))
        if (l.begins && l.line >= w->first && l.line <= w->last)
            w->found[l.line - w->first] = true;
}

// {"file","first","last"} -> {"lines":[...]}, ascending. The file's name is that of its code.
json_t *bt_query_code_lines(struct bt_engine *e, struct bt_vthread *th, const json_t *request)
{
    json_int_t first = json_integer_value(json_object_get(request, "first"));
    json_int_t last = json_integer_value(json_object_get(request, "last"));
    struct wanted w = {.type = bt_type(&th->t, BT_T_CODE),
                       .file = json_string_value(json_object_get(request, "file"))};
    if (!w.file || first < 1 || last < first || last > UINT32_MAX)
        return bt_engine_error("code-lines needs a file, a first and a last line");
    if (last - first >= MOST)
        last = first + MOST - 1;
    w.first = (uint32_t)first;
    w.last = (uint32_t)last;
    w.found = bt_alloc_zero((size_t)(last - first + 1));
    json_t *lines = json_array();
    if (!w.found || !lines) {
        bt_free(w.found);
        json_decref(lines);
        return bt_engine_error("no memory");
    }
    bt_heap_each(e->vm->i.heap, note_lines, &w);
    for (json_int_t line = first; line <= last; line++)
        if (w.found[line - first])
            (void)json_array_append_new(lines, json_integer(line));
    bt_free(w.found);
    return json_pack("{s:b, s:o}", "ok", 1, "lines", lines);
}
