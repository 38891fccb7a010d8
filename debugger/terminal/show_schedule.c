// Locks and the schedule as text.
#include <stdio.h>
#include <string.h>

#include "base/utf8.h"
#include "debugger/terminal/show.h"

// ---- locks ----

static void put_holder(struct bt_buf *out, const json_t *lock)
{
    json_int_t count = bt_show_int(lock, "count");
    if (!*bt_show_text(lock, "holder_name")) {
        bt_buf_puts(out, "free");
        return;
    }
    bt_buf_puts(out, bt_show_text(lock, "holder_name"));
    if (*bt_show_text(lock, "at"))
        bt_buf_printf(out, " (%s)", bt_show_text(lock, "at"));
    if (count > 1)
        bt_buf_printf(out, ", %d times", (int)count);
}

static void put_lock(json_t *rows, const json_t *lock)
{
    struct bt_buf holder, waiters;
    char number[24] = "";
    size_t i;
    const json_t *name;
    bt_buf_init(&holder);
    bt_buf_init(&waiters);
    put_holder(&holder, lock);
    json_array_foreach(json_object_get(lock, "waiter_names"), i, name)
        bt_buf_printf(&waiters, "%s%s", i > 0 ? ", " : "", json_string_value(name));
    if (json_is_integer(json_object_get(lock, "lock")))
        snprintf(number, sizeof number, "%lld", (long long)bt_show_int(lock, "lock"));
    json_array_append_new(rows,
                          json_pack("[s,s,s,s,s]", number, bt_show_text(lock, "name"),
                                    bt_show_text(lock, "kind"), holder.data ? holder.data : "",
                                    waiters.data ? waiters.data : ""));
    bt_buf_free(&holder);
    bt_buf_free(&waiters);
}

void bt_show_locks(struct bt_show *show, const json_t *result)
{
    size_t i;
    const json_t *lock, *line, *locks = json_object_get(result, "locks");
    json_t *rows = json_array();
    if (json_array_size(locks) > 0)
        json_array_append_new(rows,
                              json_pack("[s,s,s,s,s]", "#", "name", "kind", "held by", "waiting"));
    json_array_foreach(locks, i, lock) put_lock(rows, lock);
    bt_show_table(show, "", rows);
    json_decref(rows);
    if (json_array_size(locks) == 0)
        bt_buf_puts(show->out, "no locks\n");
    json_array_foreach(json_object_get(result, "text"), i, line)
        bt_buf_printf(show->out, "%s\n", json_string_value(line));
}

// ---- switches ----

static void put_switch(const struct bt_show *show, json_t *rows, const json_t *s)
{
    char event[24], clock[24];
    struct bt_buf who;
    bt_buf_init(&who);
    snprintf(event, sizeof event, "%5lld", (long long)bt_show_int(s, "event"));
    snprintf(clock, sizeof clock, "%8lld", (long long)bt_show_int(s, "clock"));
    bt_buf_printf(&who, "%s %s %s", bt_show_text(s, "name_from"), show->utf8 ? "→" : "->",
                  bt_show_text(s, "name_to"));
    json_array_append_new(rows, json_pack("[s,s,s,s,s]", event, clock, who.data ? who.data : "",
                                          bt_show_text(s, "where"), bt_show_text(s, "text")));
    bt_buf_free(&who);
}

void bt_show_schedule(struct bt_show *show, const json_t *result)
{
    size_t i;
    const json_t *s, *switches = json_object_get(result, "switches");
    const json_t *settings = json_object_get(result, "settings");
    json_t *rows = json_array();
    json_int_t n = bt_show_int(result, "total");
    json_array_append_new(rows,
                          json_pack("[s,s,s,s,s]", "event", "   clock", "switch", "at", "why"));
    json_array_foreach(switches, i, s) put_switch(show, rows, s);
    if (json_array_size(switches) > 0)
        bt_show_table(show, "", rows);
    json_decref(rows);
    bt_buf_printf(show->out, "%lld switch%s; N = %s, policy %s, seed %lld, hash %s\n", (long long)n,
                  n == 1 ? "" : "es", bt_show_text(settings, "n"), bt_show_text(settings, "policy"),
                  (long long)bt_show_int(settings, "seed"), bt_show_text(result, "hash"));
}

// ---- the picture ----

static void put_row(struct bt_show *show, const char *name, size_t width, const char *text)
{
    size_t n = bt_utf8_width(name, strlen(name)), len = strlen(text);
    while (len > 0 && text[len - 1] == ' ')
        len--;
    bt_show_styled(show, BT_SHOW_THREAD, name);
    if (len > 0)
        bt_buf_fill(show->out, ' ', (n < width ? width - n : 0) + 2);
    bt_buf_write(show->out, text, len);
    bt_buf_putc(show->out, '\n');
}

void bt_show_timeline(struct bt_show *show, const json_t *result)
{
    size_t i, width = strlen("event");
    const json_t *row, *rows = json_object_get(result, "rows");
    if (json_array_size(rows) == 0) {
        bt_buf_puts(show->out, "nothing has run yet\n");
        return;
    }
    json_array_foreach(rows, i, row)
    {
        const char *name = bt_show_text(row, "name");
        size_t n = bt_utf8_width(name, strlen(name));
        width = n > width ? n : width;
    }
    json_array_foreach(rows, i, row)
        put_row(show, bt_show_text(row, "name"), width, bt_show_text(row, "text"));
    const char *axis = json_string_value(json_array_get(json_object_get(result, "axis"), 0));
    put_row(show, "event", width, axis ? axis : "");
    bt_buf_printf(show->out, "%s\n", bt_show_text(result, "legend"));
}
