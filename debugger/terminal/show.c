// Results as text: see show.h.
#include "debugger/terminal/show.h"

#include <stdlib.h>
#include <string.h>

#include "base/utf8.h"

#define MAX_COLUMNS 10

const char *bt_show_text(const json_t *object, const char *name)
{
    const char *text = json_string_value(json_object_get(object, name));
    return text ? text : "";
}

json_int_t bt_show_int(const json_t *object, const char *name)
{
    return json_integer_value(json_object_get(object, name));
}

const char *bt_show_file(const struct bt_show *show, const char *file)
{
    size_t n = strlen(show->cwd);
    if (n > 0 && strncmp(file, show->cwd, n) == 0 && file[n] == '/')
        return file + n + 1;
    return strncmp(file, "./", 2) == 0 ? file + 2 : file;
}

void bt_show_styled(struct bt_show *show, enum bt_show_style style, const char *text)
{
    static const char *const codes[] = {
        [BT_SHOW_PLAIN] = "",
        [BT_SHOW_THREAD] = "\033[1;36m",
        [BT_SHOW_STRONG] = "\033[1m",
        [BT_SHOW_FAINT] = "\033[2m",
    };
    bool styled = show->colour && style != BT_SHOW_PLAIN;
    bt_buf_printf(show->out, "%s%s%s", styled ? codes[style] : "", text, styled ? "\033[0m" : "");
}

// ---- tables ----

static const char *cell(const json_t *row, size_t column)
{
    const char *text = json_string_value(json_array_get(row, column));
    return text ? text : "";
}

static size_t columns_of(const char *text)
{
    return bt_utf8_width(text, strlen(text));
}

// As many characters of the text as have room in `width' columns.
static size_t fitting(const char *text, size_t width)
{
    size_t len = strlen(text), n = 0;
    while (n < len) {
        size_t size;
        (void)bt_wtf8_decode(text + n, len - n, &size);
        if (bt_utf8_width(text, n + size) > width)
            break;
        n += size;
    }
    return n;
}

static void put_last(struct bt_show *show, const char *text, size_t at)
{
    size_t room = show->width > at + 10 ? show->width - at - 1 : SIZE_MAX;
    if (show->width == 0 || columns_of(text) <= room) {
        bt_buf_puts(show->out, text);
    } else {
        bt_buf_write(show->out, text, fitting(text, room - 3));
        bt_buf_puts(show->out, "...");
    }
}

void bt_show_table(struct bt_show *show, const char *indent, const json_t *rows)
{
    size_t width[MAX_COLUMNS] = {0}, n = 0, i;
    const json_t *row;
    json_array_foreach(rows, i, row)
    {
        for (size_t c = 0; c < json_array_size(row) && c < MAX_COLUMNS; c++) {
            size_t w = columns_of(cell(row, c));
            width[c] = w > width[c] ? w : width[c];
            n = c + 1 > n ? c + 1 : n;
        }
    }
    json_array_foreach(rows, i, row)
    {
        bt_buf_puts(show->out, indent);
        size_t at = strlen(indent), blanks = 0;
        for (size_t c = 0; c < n; c++) {
            const char *text = cell(row, c);
            if (width[c] == 0)
                continue;
            if (*text) {
                bt_buf_fill(show->out, ' ', blanks);
                at += blanks;
                blanks = 0;
                put_last(show, text, at);
            }
            at += columns_of(text);
            blanks += width[c] - columns_of(text) + 2;
        }
        bt_buf_putc(show->out, '\n');
    }
}

// ---- values ----

static void put_line(struct bt_show *show, const char *text)
{
    bt_buf_puts(show->out, text);
    if (*text && text[strlen(text) - 1] != '\n')
        bt_buf_putc(show->out, '\n');
}

// name = text, aligned at the sign
static void show_variables(struct bt_show *show, const json_t *list, const char *none)
{
    size_t i, width = 0;
    const json_t *v;
    json_array_foreach(list, i, v)
    {
        size_t w = columns_of(bt_show_text(v, "name"));
        width = w > width && w <= 24 ? w : width;
    }
    json_array_foreach(list, i, v)
    {
        const char *name = bt_show_text(v, "name"), *note = bt_show_text(v, "note");
        size_t w = columns_of(name);
        bt_buf_puts(show->out, name);
        bt_buf_fill(show->out, ' ', w < width ? width - w : 0);
        bt_buf_puts(show->out, " = ");
        put_last(show, bt_show_text(v, "text"), (w < width ? width : w) + 3);
        if (*note)
            bt_buf_printf(show->out, "   (%s)", note);
        bt_buf_putc(show->out, '\n');
    }
    if (json_array_size(list) == 0)
        put_line(show, none);
}

// ---- breakpoints ----

static const char *word_of(const json_t *point)
{
    const char *kind = bt_show_text(point, "kind");
    return strcmp(kind, "watch") == 0 ? "watchpoint"
           : json_object_get(point, "log") && json_is_string(json_object_get(point, "log"))
               ? "logpoint"
               : "breakpoint";
}

// What was asked for, in the words of `break'.
static void put_spec(struct bt_show *show, struct bt_buf *out, const json_t *point)
{
    const char *kind = bt_show_text(point, "kind"), *file = bt_show_text(point, "file");
    const char *where = bt_show_text(point, "where");
    const json_t *v;
    if (*where) {
        bt_buf_puts(out, strncmp(where, "watch ", 6) == 0 ? where + 6 : where);
    } else if (strcmp(kind, "line") == 0) {
        bt_buf_printf(out, "%s%s%d", *file ? bt_show_file(show, file) : "line ", *file ? ":" : "",
                      (int)bt_show_int(point, "line"));
    } else if (strcmp(kind, "function") == 0) {
        bt_buf_printf(out, "%s()", bt_show_text(point, "function"));
    } else if (strcmp(kind, "offset") == 0) {
        v = json_object_get(point, "code");
        bt_buf_printf(out, "*%s+%d", v ? bt_show_text(point, "code") : "",
                      (int)bt_show_int(point, "offset"));
    } else if (strcmp(kind, "watch") == 0) {
        bt_buf_puts(out, bt_show_text(point, "expr"));
    } else {
        bt_buf_puts(out, kind);
        static const char *const members[] = {"lock", "expr", "type", "what"};
        for (size_t i = 0; i < sizeof members / sizeof members[0]; i++)
            if (*bt_show_text(point, members[i]))
                bt_buf_printf(out, " %s", bt_show_text(point, members[i]));
        if (json_is_true(json_object_get(point, "uncaught")))
            bt_buf_puts(out, " uncaught");
    }
}

static void put_clauses(struct bt_buf *out, const json_t *point)
{
    const json_t *thread = json_object_get(point, "thread");
    if (*bt_show_text(point, "condition"))
        bt_buf_printf(out, " if %s", bt_show_text(point, "condition"));
    if (json_is_string(thread))
        bt_buf_printf(out, " thread %s", json_string_value(thread));
    else if (json_is_integer(thread))
        bt_buf_printf(out, " thread %d", (int)json_integer_value(thread));
    if (bt_show_int(point, "after") > 0)
        bt_buf_printf(out, " after %d", (int)bt_show_int(point, "after"));
}

// The answer to break, watch ...: "breakpoint 2 at f.py:7".
static void show_point(struct bt_show *show, const json_t *result, const json_t *point)
{
    const json_t *verified = json_object_get(result, "verified");
    const char *message = bt_show_text(result, "message"), *kind = bt_show_text(point, "kind");
    if (!verified)
        verified = json_object_get(point, "verified");
    if (!*message)
        message = bt_show_text(point, "message");
    static const char *const places[] = {"line", "function", "offset"};
    bool place = false;
    for (size_t i = 0; i < 3 && !*bt_show_text(point, "where"); i++)
        place = place || strcmp(kind, places[i]) == 0;
    bt_buf_printf(show->out, "%s %d%s", word_of(point), (int)bt_show_int(point, "id"),
                  place ? " at " : ": ");
    put_spec(show, show->out, point);
    put_clauses(show->out, point);
    if (*message)
        bt_buf_printf(show->out, " (%s)", message);
    else if (json_is_false(verified))
        bt_buf_puts(show->out, " (not yet: no such code has been loaded)");
    bt_buf_putc(show->out, '\n');
}

// Why it cannot stop yet, in a list.
static const char *unverified(const json_t *p)
{
    const char *kind = bt_show_text(p, "kind");
    bool value = strcmp(kind, "watch") == 0 || strcmp(kind, "lock") == 0;
    return value ? "no value yet" : "no such code yet";
}

static void show_points(struct bt_show *show, const json_t *points)
{
    size_t i;
    const json_t *p;
    json_t *rows = json_array();
    json_array_foreach(points, i, p)
    {
        struct bt_buf what, more;
        char id[24];
        bt_buf_init(&what);
        bt_buf_init(&more);
        put_spec(show, &what, p);
        put_clauses(&what, p);
        if (json_is_string(json_object_get(p, "log")))
            bt_buf_printf(&what, " \"%s\"", bt_show_text(p, "log"));
        json_int_t hits = bt_show_int(p, "hits");
        if (hits > 0)
            bt_buf_printf(&more, "%s%d time%s", json_object_get(p, "log") ? "" : "hit ", (int)hits,
                          hits == 1 ? "" : "s");
        const char *state = json_is_false(json_object_get(p, "enabled"))    ? "disabled"
                            : json_is_true(json_object_get(p, "temporary")) ? "once"
                            : json_is_false(json_object_get(p, "verified")) ? unverified(p)
                                                                            : "";
        snprintf(id, sizeof id, "%d", (int)bt_show_int(p, "id"));
        json_array_append_new(rows,
                              json_pack("[s,s,s,s,s]", id, word_of(p), what.data ? what.data : "",
                                        state, more.data ? more.data : ""));
        bt_buf_free(&what);
        bt_buf_free(&more);
    }
    if (json_array_size(rows) == 0)
        put_line(show, "no breakpoints");
    bt_show_table(show, "", rows);
    json_decref(rows);
}

// ---- exceptions ----

static void show_exception(struct bt_show *show, const json_t *e)
{
    const json_t *frames = json_object_get(e, "frames");
    if (!frames)
        frames = json_object_get(e, "traceback");
    if (json_is_string(frames)) {
        put_line(show, json_string_value(frames));
        return;
    }
    const char *text = bt_show_text(e, "text"), *thread = bt_show_text(e, "name");
    bt_buf_printf(show->out, "%s%s%s%s%s\n", bt_show_text(e, "type"), *text ? ": " : "", text,
                  *thread ? "   in " : "", thread);
    if (json_is_array(frames))
        bt_show_frames(show, frames, -1);
    size_t i;
    const json_t *note;
    json_array_foreach(json_object_get(e, "notes"), i, note)
        put_line(show, json_string_value(note));
    static const char *const chain[] = {"cause", "context"};
    for (i = 0; i < 2; i++) {
        const json_t *other = json_object_get(e, chain[i]);
        if (!other)
            continue;
        put_line(show, i == 0 ? "caused by" : "while this one was being handled");
        show_exception(show, other);
    }
}

// ---- any result ----

static void show_list(struct bt_show *show, const json_t *lines)
{
    const json_t *first = json_array_get(lines, 0);
    if (json_is_string(first) || (first && !json_object_get(first, "word")))
        bt_show_source(show, lines);
    else
        bt_show_instructions(show, lines);
}

// who: what the write has changed, then where it is.
static void show_write(struct bt_show *show, const json_t *r)
{
    const json_t *stop = json_object_get(r, "stop");
    const char *old = bt_show_text(r, "old"), *new = bt_show_text(r, "new");
    if (*new)
        bt_buf_printf(show->out, "%s%s%s\n", old, *old ? " -> " : "", new);
    bt_show_stop(show, stop);
}

static void show_members(struct bt_show *show, const char *command, const json_t *r)
{
    const json_t *v;
    if ((v = json_object_get(r, "stop")) && json_is_object(v) && strcmp(command, "who") == 0)
        show_write(show, r);
    else if ((v = json_object_get(r, "stop")) && json_is_object(v))
        bt_show_stop(show, v);
    else if ((v = json_object_get(r, "point")) && json_is_object(v))
        show_point(show, r, v);
    else if ((v = json_object_get(r, "points")))
        show_points(show, v);
    else if (json_object_get(r, "threads"))
        bt_show_threads(show, r);
    else if ((v = json_object_get(r, "frames")))
        bt_show_frames(show, v, json_object_get(r, "selected") ? bt_show_int(r, "selected") : 0);
    else if ((v = json_object_get(r, "variables")))
        show_variables(show, v, "no locals");
    else if ((v = json_object_get(r, "registers")))
        show_variables(show, v, "no registers");
    else if ((v = json_object_get(r, "lines")))
        show_list(show, v);
    else if (json_object_get(r, "locks"))
        bt_show_locks(show, r);
    else if (json_object_get(r, "switches"))
        bt_show_schedule(show, r);
    else if (json_object_get(r, "rows"))
        bt_show_timeline(show, r);
    else if ((v = json_object_get(r, "exception")) && json_is_object(v))
        show_exception(show, v);
    else if (json_is_string(json_object_get(r, "text")))
        put_line(show, bt_show_text(r, "text"));
    else if (json_object_get(r, "saved"))
        bt_buf_printf(show->out, "%lld switches saved; again: baton --policy replay:%s SCRIPT\n",
                      (long long)bt_show_int(r, "count"), bt_show_text(r, "saved"));
    else if ((v = json_object_get(r, "settings")) && json_is_object(v))
        bt_buf_printf(show->out, "policy %s, N = %s, seed %lld\n", bt_show_text(v, "policy"),
                      bt_show_text(v, "n"), (long long)bt_show_int(v, "seed"));
}

void bt_show_result(struct bt_show *show, const char *command, const json_t *result)
{
    const json_t *stop = json_object_get(result, "stop");
    put_line(show, bt_show_text(result, "output"));
    if (!json_is_true(json_object_get(result, "ok"))) {
        const char *error = bt_show_text(result, "error");
        put_line(show, *error ? error : "no memory");
        return;
    }
    put_line(show, bt_show_text(result, "note"));
    show_members(show, command, result);
    const json_t *displays = json_object_get(result, "displays");
    if (!displays)
        displays = json_object_get(stop, "displays");
    if (displays)
        bt_show_displays(show, displays);
}

void bt_show_event(struct bt_show *show, const json_t *event)
{
    const char *kind = bt_show_text(event, "event");
    if (strcmp(kind, "log") == 0 || strcmp(kind, "note") == 0)
        put_line(show, bt_show_text(event, "text"));
    else if (strcmp(kind, "point") == 0 && *bt_show_text(event, "text"))
        put_line(show, bt_show_text(event, "text"));
}
