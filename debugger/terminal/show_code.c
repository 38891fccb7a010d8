// Code as text: frames, source lines, instructions.
#include <stdio.h>
#include <string.h>

#include "base/utf8.h"
#include "debugger/terminal/show.h"

void bt_show_frames(struct bt_show *show, const json_t *frames, json_int_t selected)
{
    size_t i;
    const json_t *f;
    json_t *rows = json_array();
    json_array_foreach(frames, i, f)
    {
        const char *function = bt_show_text(f, "function"), *text = bt_show_text(f, "text");
        struct bt_buf where;
        char level[32];
        bt_buf_init(&where);
        json_int_t n = json_object_get(f, "level") ? bt_show_int(f, "level") : (json_int_t)i;
        snprintf(level, sizeof level, "%s#%lld", n == selected ? "* " : "  ", (long long)n);
        bt_buf_printf(&where, "%s%s at %s:%lld", function, *function == '<' ? "" : "()",
                      bt_show_file(show, bt_show_text(f, "file")),
                      (long long)bt_show_int(f, "line"));
        json_array_append_new(rows,
                              json_pack("[s,s,s]", level, where.data ? where.data : "", text));
        bt_buf_free(&where);
    }
    bt_show_table(show, "", rows);
    json_decref(rows);
}

void bt_show_source(struct bt_show *show, const json_t *lines)
{
    size_t i;
    const json_t *l;
    json_array_foreach(lines, i, l)
    {
        bool current = json_is_true(json_object_get(l, "current"));
        const json_t *points = json_object_get(l, "points");
        bool stops = json_array_size(points) > 0 || json_is_true(json_object_get(l, "point"));
        bt_buf_printf(show->out, "%s%s %5lld  ", stops ? "*" : " ", current ? "->" : "  ",
                      (long long)bt_show_int(l, "line"));
        bt_show_styled(show, current ? BT_SHOW_STRONG : BT_SHOW_PLAIN, bt_show_text(l, "text"));
        bt_buf_putc(show->out, '\n');
    }
}

void bt_show_instructions(struct bt_show *show, const json_t *lines)
{
    size_t i, width = 0;
    const json_t *l;
    json_array_foreach(lines, i, l)
    {
        size_t n = strlen(bt_show_text(l, "label"));
        width = n > width ? n : width;
    }
    json_array_foreach(lines, i, l)
    {
        bool current = json_is_true(json_object_get(l, "current"));
        const char *source = bt_show_text(l, "source");
        char number[32];
        if (*source) {
            snprintf(number, sizeof number, "%lld:", (long long)bt_show_int(l, "line"));
            bt_show_styled(show, BT_SHOW_FAINT, number);
            bt_buf_fill(show->out, ' ', strlen(number) < 7 ? 7 - strlen(number) : 1);
            bt_show_styled(show, BT_SHOW_FAINT, source);
            bt_buf_putc(show->out, '\n');
        }
        bt_buf_printf(show->out, "%s %*s%5lld  ", current ? "->" : "  ", (int)width,
                      bt_show_text(l, "label"), (long long)bt_show_int(l, "word"));
        bt_show_styled(show, current ? BT_SHOW_STRONG : BT_SHOW_PLAIN, bt_show_text(l, "text"));
        bt_buf_putc(show->out, '\n');
    }
}
