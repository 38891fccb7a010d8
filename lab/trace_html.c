/*
 * Traces as one page of HTML that needs nothing else: trace_page.html with the run's data put in as
 * JSON. The page draws what fits on the screen, so the data are kept short: a state is a few
 * numbers, and where it begins is where the thread's last one ended.
 */
#include <stdlib.h>
#include <string.h>

#include "lab/trace_impl.h"
#include "lab/trace_page.h"
#include "runtime/objects/source_cache.h"

#define DATA_MARK "@DATA@"
#define CONTEXT   7 // lines of source around a place
#define ENDS_MAX  32

struct html {
    const struct bt_trace_run *run;
    const struct bt_log *log;
    struct bt_buf *out;
    struct bt_tl_time *begins;  // by thread: when it was started
    const char *ends[ENDS_MAX]; // why states ended, numbered as they come
    unsigned n_ends;
    uint32_t *file_of; // by place: the number of its file
    uint32_t *firsts;  // by file: the first place in it
    uint32_t n_files;
    const char *between; // "" before the first item of a list
};

static void put_number(struct html *h, int64_t n)
{
    bt_buf_puts(h->out, h->between);
    bt_buf_put_int(h->out, n);
    h->between = ",";
}

static void put_string(struct html *h, const char *text)
{
    bt_buf_puts(h->out, h->between);
    bt_out_html_json(h->out, text);
    h->between = ",";
}

static void put_key(struct html *h, const char *key)
{
    bt_buf_printf(h->out, "%s\n\"%s\":", h->between, key);
    h->between = "";
}

static void open_list(struct html *h, char bracket)
{
    bt_buf_puts(h->out, h->between);
    bt_buf_putc(h->out, bracket);
    h->between = "";
}

static void close_list(struct html *h, char bracket)
{
    bt_buf_putc(h->out, bracket);
    h->between = ",";
    bt_out_more(h->run->out);
}

// ---- the timeline ----

static unsigned number_of_end(struct html *h, const char *text)
{
    unsigned i = 0;
    while (i < h->n_ends && strcmp(h->ends[i], text) != 0)
        i++;
    if (i == h->n_ends && i < ENDS_MAX)
        h->ends[h->n_ends++] = text;
    return i;
}

static void on_enter(void *ctx, const struct bt_tl_slice *s)
{
    struct html *h = ctx;
    if (s->thread < h->log->n_threads && h->begins[s->thread].clock == UINT64_MAX)
        h->begins[s->thread] = s->from;
}

static void on_slice(void *ctx, const struct bt_tl_slice *s)
{
    struct html *h = ctx;
    if (s->thread >= h->log->n_threads)
        return;
    put_number(h, s->thread);
    put_number(h, s->state);
    put_number(h, (int64_t)(s->to.clock - s->from.clock));
    put_number(h, s->to.wall - s->from.wall);
    put_number(h, s->place);
    put_number(h, s->end_place);
    put_number(h, number_of_end(h, bt_words_end(s->end, s->end_reason)));
    if (s->state >= BT_TL_LOCK) {
        put_number(h, s->object);
        put_number(h, s->holder);
        put_number(h, s->since);
        put_number(h, s->flags);
    }
    bt_out_more(h->run->out);
}

static void on_flow(void *ctx, const struct bt_tl_arrow *a)
{
    struct html *h = ctx;
    put_number(h, a->kind);
    put_number(h, a->from);
    put_number(h, (int64_t)a->at.clock);
    put_number(h, a->at.wall);
    put_number(h, a->to);
    put_number(h, (int64_t)a->then.clock);
    put_number(h, a->then.wall);
    bt_out_more(h->run->out);
}

// [clock, wall, thread, 1 for what matters less, text]
static void on_mark(void *ctx, const struct bt_log_record *r)
{
    struct html *h = ctx;
    const char *text;
    switch ((int)r->kind) {
    case BT_EV_MARK: text = h->log->marks.items[r->other]; break;
    case BT_EV_CTRL_C: text = "Ctrl-C"; break;
    case BT_EV_COLLECT: text = "garbage collection"; break;
    case BT_EV_DEADLOCK:
    case BT_LOG_DEADLOCK: text = "deadlock"; break;
    default: return;
    }
    open_list(h, '[');
    put_number(h, (int64_t)r->clock);
    put_number(h, r->wall);
    put_number(h, r->thread);
    put_number(h, r->kind == BT_EV_COLLECT);
    put_string(h, text);
    close_list(h, ']');
}

// ---- threads, places, source ----

static void put_threads(struct html *h)
{
    char room[24];
    put_key(h, "threads");
    open_list(h, '[');
    for (uint32_t i = 1; i < h->log->n_threads; i++) {
        if (!h->log->threads[i].seen)
            continue;
        bool begun = h->begins[i].clock != UINT64_MAX;
        open_list(h, '[');
        put_number(h, i);
        put_string(h, bt_log_thread_name(h->log, i, room));
        put_number(h, (int64_t)h->log->threads[i].instr);
        put_number(h, begun ? (int64_t)h->begins[i].clock : 0);
        put_number(h, begun ? h->begins[i].wall : 0);
        close_list(h, ']');
    }
    close_list(h, ']');
}

// Number the files that places are in. false: no memory.
static bool number_files(struct html *h)
{
    const struct bt_places *p = &h->log->places;
    h->file_of = bt_alloc_array(p->n, sizeof *h->file_of);
    h->firsts = bt_alloc_array(p->n, sizeof *h->firsts);
    if (!h->file_of || !h->firsts)
        return false;
    for (uint32_t i = 1; i < p->n; i++) {
        uint32_t f = 0;
        while (f < h->n_files && strcmp(p->places[h->firsts[f]].file, p->places[i].file) != 0)
            f++;
        if (f == h->n_files)
            h->firsts[h->n_files++] = i;
        h->file_of[i] = f;
    }
    return true;
}

static void put_places(struct html *h)
{
    const struct bt_places *p = &h->log->places;
    put_key(h, "places");
    open_list(h, '[');
    put_number(h, 0);
    for (size_t i = 1; i < p->n; i++) {
        open_list(h, '[');
        put_number(h, h->file_of[i]);
        put_number(h, p->places[i].line);
        put_string(h, p->places[i].function);
        close_list(h, ']');
    }
    close_list(h, ']');
    put_key(h, "files");
    open_list(h, '[');
    for (uint32_t f = 0; f < h->n_files; f++)
        put_string(h, bt_log_file(h->log, &p->places[h->firsts[f]]));
    close_list(h, ']');
}

static int by_line(const void *a, const void *b)
{
    uint32_t x = *(const uint32_t *)a, y = *(const uint32_t *)b;
    return x < y ? -1 : x > y;
}

// The lines around one file's places, each once.
static void put_file(struct html *h, uint32_t file, uint32_t *lines)
{
    const struct bt_places *p = &h->log->places;
    size_t first = h->firsts[file];
    size_t n = 0;
    for (size_t i = first; i < p->n; i++)
        if (h->file_of[i] == file)
            lines[n++] = p->places[i].line;
    qsort(lines, n, sizeof *lines, by_line);
    open_list(h, '{');
    uint32_t done = 0;
    for (size_t i = 0; i < n; i++) {
        uint32_t from = lines[i] > CONTEXT ? lines[i] - CONTEXT : 1;
        for (uint32_t line = from > done ? from : done + 1; line <= lines[i] + CONTEXT; line++) {
            size_t len;
            const char *text =
                bt_source_cache_line(&h->log->vm->i, p->places[first].file, line, &len);
            char *copy = text ? bt_alloc_copy(text, len) : NULL;
            if (!copy)
                continue;
            bt_buf_printf(h->out, "%s\"%u\":", h->between, line);
            h->between = "";
            put_string(h, copy);
            bt_free(copy);
            done = line;
        }
    }
    close_list(h, '}');
}

static bool put_source(struct html *h)
{
    const struct bt_places *p = &h->log->places;
    uint32_t *lines = bt_alloc_array(p->n, sizeof *lines);
    if (!lines)
        return false;
    put_key(h, "source");
    open_list(h, '[');
    for (uint32_t f = 0; f < h->n_files; f++)
        put_file(h, f, lines);
    close_list(h, ']');
    bt_free(lines);
    return true;
}

// ---- the whole ----

static void put_pair(struct html *h, const char *key, const struct bt_tl_time *t)
{
    put_key(h, key);
    open_list(h, '[');
    put_number(h, (int64_t)t->clock);
    put_number(h, t->wall);
    close_list(h, ']');
}

static void put_text(struct html *h, const char *key, struct bt_buf *text)
{
    put_key(h, key);
    put_string(h, text->failed || !text->data ? "" : text->data);
    bt_buf_free(text);
}

static void put_run(struct html *h)
{
    struct bt_buf text;
    struct bt_tl_time end = {h->log->end.clock, h->log->end.wall};
    bt_buf_init(&text);
    bt_buf_puts(&text, h->run->options->title ? h->run->options->title : "a run");
    put_text(h, "title", &text);
    bt_words_settings(&text, h->log);
    put_text(h, "settings", &text);
    bt_words_dropped(&text, h->log);
    put_text(h, "missing", &text);
    put_key(h, "status");
    put_number(h, h->run->status);
    put_key(h, "clock");
    put_number(h, h->run->options->wall);
    put_pair(h, "start", &h->log->start);
    put_pair(h, "end", &end);
}

static bool put_list(struct html *h, const char *key, const struct bt_tl_visitor *visitor)
{
    put_key(h, key);
    open_list(h, '[');
    bool ok = bt_timeline_visit(h->log, visitor, h);
    close_list(h, ']');
    return ok;
}

static bool put_data(struct html *h)
{
    static const struct bt_tl_visitor slices = {.enter = on_enter, .slice = on_slice},
                                      flows = {.flow = on_flow}, marks = {.record = on_mark};
    open_list(h, '{');
    put_run(h);
    bool ok = put_list(h, "slices", &slices) && put_list(h, "flows", &flows) &&
              put_list(h, "marks", &marks);
    put_threads(h);
    ok = ok && number_files(h);
    if (ok)
        put_places(h);
    ok = ok && put_source(h);
    put_key(h, "locks");
    open_list(h, '[');
    for (size_t i = 0; i < h->log->locks.n; i++)
        put_string(h, bt_log_lock_name(h->log, (uint32_t)i));
    close_list(h, ']');
    put_key(h, "ends");
    open_list(h, '[');
    for (unsigned i = 0; i < h->n_ends; i++)
        put_string(h, h->ends[i]);
    close_list(h, ']');
    close_list(h, '}');
    return ok;
}

bool bt_trace_html(const struct bt_trace_run *run)
{
    struct html h = {.run = run, .log = run->log, .out = &run->out->buf, .between = ""};
    size_t n = run->log->n_threads + 1;
    h.begins = bt_alloc_array(n, sizeof *h.begins);
    if (!h.begins)
        return false;
    for (size_t i = 0; i < n; i++)
        h.begins[i].clock = UINT64_MAX;
    const char *data = strstr(bt_trace_page, DATA_MARK);
    bt_buf_write(h.out, bt_trace_page, (size_t)(data - bt_trace_page));
    bool ok = put_data(&h);
    bt_buf_puts(h.out, data + strlen(DATA_MARK));
    bt_free(h.begins);
    bt_free(h.file_of);
    bt_free(h.firsts);
    return ok;
}
