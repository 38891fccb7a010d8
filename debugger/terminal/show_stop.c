/*
 * A stop as two or three lines, for a reader who looks at many of them:
 *
 *     [w1] breakpoint 2, add() at lost.py:14   @5210 event 7
 *     14:    c += 1
 *            IADDI c, c, 1    adds 1 to c (5)
 *
 * The thread, why, where; the line; the instruction that comes next and what it will do. @5210 and
 * 7 are what `goto' takes.
 */
#include <stdio.h>
#include <string.h>

#include "base/utf8.h"
#include "debugger/terminal/show.h"

#define LONG_REASON 46 // columns: a reason that is longer has a line to itself

// Reasons that the command itself has said already.
static bool silent(const char *reason)
{
    static const char *const names[] = {"step", "goto", "where", "limit"};
    for (size_t i = 0; i < sizeof names / sizeof names[0]; i++)
        if (strcmp(reason, names[i]) == 0)
            return true;
    return false;
}

static void put_position(struct bt_show *show, const json_t *stop)
{
    char text[64];
    snprintf(text, sizeof text, "   @%lld event %lld", (long long)bt_show_int(stop, "clock"),
             (long long)bt_show_int(stop, "events"));
    bt_show_styled(show, BT_SHOW_FAINT, text);
    bt_buf_putc(show->out, '\n');
}

static void put_frame(struct bt_show *show, const json_t *frame)
{
    const char *function = bt_show_text(frame, "function");
    bt_buf_printf(show->out, "%s%s at %s:%lld", function, *function == '<' ? "" : "()",
                  bt_show_file(show, bt_show_text(frame, "file")),
                  (long long)bt_show_int(frame, "line"));
}

// An instruction without the column that listings have; returns its columns.
static size_t put_instruction(struct bt_show *show, const char *text)
{
    size_t from = show->out->len;
    for (; *text; text++)
        if (text[0] != ' ' || text[1] != ' ')
            bt_buf_putc(show->out, *text);
    return show->out->failed ? 0 : bt_utf8_width(show->out->data + from, show->out->len - from);
}

static void put_code(struct bt_show *show, const json_t *stop, const json_t *frame)
{
    const char *text = json_string_value(json_object_get(frame, "text"));
    const char *instruction = bt_show_text(frame, "instruction"),
               *next = bt_show_text(stop, "next");
    char number[32];
    int n = snprintf(number, sizeof number, "%lld:", (long long)bt_show_int(frame, "line"));
    size_t indent = n < 7 ? 7 : (size_t)n + 1;
    if (text && *text) {
        bt_show_styled(show, BT_SHOW_FAINT, number);
        bt_buf_fill(show->out, ' ', indent - (size_t)n);
        bt_show_styled(show, BT_SHOW_STRONG, text);
        bt_buf_putc(show->out, '\n');
    }
    if (!*instruction)
        return;
    bt_buf_fill(show->out, ' ', indent);
    size_t w = put_instruction(show, instruction);
    if (*next) {
        bt_buf_fill(show->out, ' ', w < 22 ? 24 - w : 2);
        bt_show_styled(show, BT_SHOW_FAINT, next);
    }
    bt_buf_putc(show->out, '\n');
}

void bt_show_stop(struct bt_show *show, const json_t *stop)
{
    const char *text = bt_show_text(stop, "text"), *reason = bt_show_text(stop, "reason");
    const json_t *frame = json_object_get(stop, "frame"), *value = json_object_get(stop, "value");
    if (silent(reason))
        text = "";
    if (json_is_object(value))
        bt_buf_printf(show->out, "returned %s\n", bt_show_text(value, "text"));
    if (!json_is_object(frame)) {
        bt_buf_puts(show->out, *bt_show_text(stop, "text") ? bt_show_text(stop, "text") : reason);
        put_position(show, stop);
        return;
    }
    bool own_line = bt_utf8_width(text, strlen(text)) > LONG_REASON;
    if (own_line)
        bt_buf_printf(show->out, "%s\n", text);
    bt_buf_putc(show->out, '[');
    bt_show_styled(show, BT_SHOW_THREAD, bt_show_text(stop, "name"));
    bt_buf_puts(show->out, "] ");
    if (*text && !own_line)
        bt_buf_printf(show->out, "%s, ", text);
    put_frame(show, frame);
    put_position(show, stop);
    put_code(show, stop, frame);
}

void bt_show_displays(struct bt_show *show, const json_t *displays)
{
    size_t i;
    const json_t *d;
    json_array_foreach(displays, i, d)
        bt_buf_printf(show->out, "%lld: %s = %s\n", (long long)bt_show_int(d, "id"),
                      bt_show_text(d, "expr"), bt_show_text(d, "text"));
}
