// Threads as text.
#include <stdio.h>

#include "debugger/terminal/show.h"

static void text_of_frame(const struct bt_show *show, const json_t *f, struct bt_buf *out)
{
    const char *function = bt_show_text(f, "function");
    if (json_is_object(f))
        bt_buf_printf(out, "%s:%lld %s%s", bt_show_file(show, bt_show_text(f, "file")),
                      (long long)bt_show_int(f, "line"), function, *function == '<' ? "" : "()");
}

// `bt all': the frames of each.
static void stacks(struct bt_show *show, const json_t *threads)
{
    size_t i;
    const json_t *t;
    json_array_foreach(threads, i, t)
    {
        const char *status = bt_show_text(t, "status");
        bt_buf_putc(show->out, '[');
        bt_show_styled(show, BT_SHOW_THREAD, bt_show_text(t, "name"));
        bt_buf_printf(show->out, "]%s%s\n", *status ? " " : "", status);
        bt_show_frames(show, json_object_get(t, "frames"), -1);
    }
}

void bt_show_threads(struct bt_show *show, const json_t *result)
{
    const json_t *threads = json_object_get(result, "threads"), *t;
    size_t i;
    json_int_t selected = bt_show_int(result, "selected");
    if (json_object_get(json_array_get(threads, 0), "frames")) {
        stacks(show, threads);
        return;
    }
    json_t *rows = json_array();
    json_array_append_new(rows,
                          json_pack("[s,s,s,s,s]", "  #", "name", "instructions", "status", "at"));
    json_array_foreach(threads, i, t)
    {
        char number[32], instr[32], name[256];
        struct bt_buf at;
        bt_buf_init(&at);
        json_int_t n = bt_show_int(t, "thread");
        bool looked = selected ? n == selected : json_is_true(json_object_get(t, "selected"));
        snprintf(number, sizeof number, "%s%lld", looked ? "* " : "  ", (long long)n);
        snprintf(instr, sizeof instr, "%12lld", (long long)bt_show_int(t, "instr"));
        snprintf(name, sizeof name, "%.200s%s", bt_show_text(t, "name"),
                 json_is_true(json_object_get(t, "daemon")) ? " (daemon)" : "");
        const char *status = bt_show_text(t, "status");
        text_of_frame(show, json_object_get(t, "frame"), &at);
        json_array_append_new(rows, json_pack("[s,s,s,s,s]", number, name, instr,
                                              *status ? status : bt_show_text(t, "state"),
                                              at.data ? at.data : ""));
        bt_buf_free(&at);
    }
    bt_show_table(show, "", rows);
    json_decref(rows);
}
