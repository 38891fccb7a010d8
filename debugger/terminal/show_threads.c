// Threads, locks and the schedule as text.
#include <stdio.h>
#include <string.h>

#include "base/utf8.h"
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

// ---- locks ----

static const char *name_of_thread(const json_t *numbers, json_int_t number, char room[32])
{
    snprintf(room, 32, "%lld", (long long)number);
    const char *name = json_string_value(json_object_get(numbers, room));
    snprintf(room, 32, "thread %lld", (long long)number);
    return name ? name : room;
}

// A thread in a lock's row: its name, as the engine says, or its number.
static void put_thread(struct bt_buf *out, const json_t *v, const json_t *numbers)
{
    char room[32];
    if (json_is_string(v))
        bt_buf_puts(out, json_string_value(v));
    else if (json_is_integer(v))
        bt_buf_puts(out, name_of_thread(numbers, json_integer_value(v), room));
}

static void put_holder(struct bt_buf *out, const json_t *lock, const json_t *numbers)
{
    const char *at = bt_show_text(lock, "at");
    const json_t *name = json_object_get(lock, "holder_name");
    const json_t *holder = json_object_get(lock, "holder");
    if (!holder || json_is_null(holder)) {
        bt_buf_puts(out, bt_show_int(lock, "count") > 0 ? "held" : "free");
        return;
    }
    bt_buf_puts(out, "held by ");
    put_thread(out, json_is_string(name) ? name : holder, numbers);
    if (bt_show_int(lock, "count") > 1)
        bt_buf_printf(out, ", %lld times", (long long)bt_show_int(lock, "count"));
    if (*at)
        bt_buf_printf(out, " (%s)", at);
}

static void put_waiters(struct bt_buf *out, const json_t *lock, const json_t *numbers)
{
    const json_t *list = json_object_get(lock, "waiter_names"), *v;
    size_t i;
    if (!list)
        list = json_object_get(lock, "waiters");
    json_array_foreach(list, i, v)
    {
        bt_buf_puts(out, i ? ", " : "wanted by ");
        put_thread(out, v, numbers);
    }
}

static void put_lines(struct bt_show *show, const json_t *lines)
{
    size_t i;
    const json_t *v;
    json_array_foreach(lines, i, v)
        bt_buf_printf(show->out, "%s\n", json_string_value(v) ? json_string_value(v) : "");
}

void bt_show_locks(struct bt_show *show, const json_t *result)
{
    const json_t *l, *numbers = json_object_get(result, "names");
    size_t i;
    json_t *rows = json_array();
    json_array_foreach(json_object_get(result, "locks"), i, l)
    {
        struct bt_buf name, holder, waiters;
        bt_buf_init(&name);
        bt_buf_init(&holder);
        bt_buf_init(&waiters);
        if (*bt_show_text(l, "name"))
            bt_buf_printf(&name, "%s", bt_show_text(l, "name"));
        else
            bt_buf_printf(&name, "lock %lld", (long long)bt_show_int(l, "lock"));
        put_holder(&holder, l, numbers);
        put_waiters(&waiters, l, numbers);
        json_array_append_new(
            rows, json_pack("[s,s,s,s]", name.data ? name.data : "", bt_show_text(l, "kind"),
                            holder.data ? holder.data : "", waiters.data ? waiters.data : ""));
        bt_buf_free(&name);
        bt_buf_free(&holder);
        bt_buf_free(&waiters);
    }
    if (json_array_size(rows) == 0)
        bt_buf_puts(show->out, "no locks\n");
    bt_show_table(show, "", rows);
    json_decref(rows);
    put_lines(show, json_object_get(result, "text"));
    if (*bt_show_text(result, "cycle_text"))
        bt_buf_printf(show->out, "%s\n", bt_show_text(result, "cycle_text"));
}

// ---- the schedule ----

static void put_settings(struct bt_show *show, const json_t *settings)
{
    const json_t *n = json_object_get(settings, "n"), *seed = json_object_get(settings, "seed");
    if (!json_is_object(settings))
        return;
    bt_buf_printf(show->out, "policy %s", bt_show_text(settings, "policy"));
    if (json_is_string(n))
        bt_buf_printf(show->out, ", every %s instructions", json_string_value(n));
    else if (json_is_integer(n))
        bt_buf_printf(show->out, ", every %lld instructions", (long long)json_integer_value(n));
    if (json_integer_value(seed) != 0)
        bt_buf_printf(show->out, ", seed %lld", (long long)json_integer_value(seed));
    bt_buf_putc(show->out, '\n');
}

static const char *switch_name(const json_t *s, const char *member, const char *number,
                               char room[32])
{
    const char *name = bt_show_text(s, member);
    if (*name)
        return name;
    snprintf(room, 32, "%lld", (long long)bt_show_int(s, number));
    return bt_show_int(s, number) ? room : "-";
}

void bt_show_schedule(struct bt_show *show, const json_t *result)
{
    const json_t *switches = json_object_get(result, "switches"), *s;
    size_t i;
    json_t *rows = json_array();
    if (json_array_size(switches) > 0)
        json_array_append_new(
            rows, json_pack("[s,s,s,s,s,s]", "event", "clock", "from", "to", "why", "at"));
    json_array_foreach(switches, i, s)
    {
        char event[32], clock[32], from[32], to[32];
        struct bt_buf target;
        bt_buf_init(&target);
        snprintf(event, sizeof event, "%5lld", (long long)bt_show_int(s, "event"));
        snprintf(clock, sizeof clock, "@%lld", (long long)bt_show_int(s, "clock"));
        bt_buf_printf(&target, "-> %s", switch_name(s, "name_to", "to", to));
        json_array_append_new(rows,
                              json_pack("[s,s,s,s,s,s]", event, clock,
                                        switch_name(s, "name_from", "from", from),
                                        target.data ? target.data : "", bt_show_text(s, "why"),
                                        bt_show_file(show, bt_show_text(s, "where"))));
        bt_buf_free(&target);
    }
    if (json_array_size(switches) == 0)
        bt_buf_puts(show->out, "the lock has not changed hands yet\n");
    bt_show_table(show, "", rows);
    put_settings(show, json_object_get(result, "settings"));
    json_decref(rows);
}

void bt_show_timeline(struct bt_show *show, const json_t *result)
{
    const json_t *rows = json_object_get(result, "rows"), *axis = json_object_get(result, "axis");
    const json_t *r;
    size_t i, width = 0;
    json_array_foreach(rows, i, r)
    {
        const char *name = bt_show_text(r, "name");
        size_t w = bt_utf8_width(name, strlen(name));
        width = w > width ? w : width;
    }
    json_array_foreach(rows, i, r)
    {
        const char *name = bt_show_text(r, "name");
        bt_show_styled(show, BT_SHOW_THREAD, name);
        bt_buf_fill(show->out, ' ', width + 2 - bt_utf8_width(name, strlen(name)));
        bt_buf_printf(show->out, "%s\n", bt_show_text(r, "text"));
    }
    json_array_foreach(axis, i, r)
    {
        bt_buf_fill(show->out, ' ', width + 2);
        bt_buf_printf(show->out, "%s\n", json_string_value(r) ? json_string_value(r) : "");
    }
    if (*bt_show_text(result, "legend"))
        bt_buf_printf(show->out, "%s\n", bt_show_text(result, "legend"));
    if (json_array_size(rows) == 0)
        bt_buf_puts(show->out, "nothing has run yet\n");
}
