/*
 * The last turns as a picture, for `timeline'. See query.h.
 *
 * Each column is a piece of the instruction clock, but not of the same length throughout: a turn of
 * a few instructions between two long ones gets a column, too. So the picture is drawn on a clock
 * of its own, on which turn number i lasts from at[i] to at[i + 1].
 */
#include <stdio.h>
#include <string.h>

#include "base/mem.h"
#include "base/utf8.h"
#include "debugger/engine/query.h"
#include "debugger/engine/say.h"
#include "debugger/engine/turns.h"
#include "lab/gantt.h"
#include "lab/put.h"

#define COLUMN           64u // of the picture's clock
#define COLUMNS_MAX      400
#define COUNT_DEFAULT    40
#define NAME_MAX_COLUMNS 20

struct turn {
    uint64_t clock, event; // when it began
    double at;             // ... on the picture's clock
};
struct picture {
    struct bt_log *log;
    struct turn *turns; // the last ones, and one behind them: now
    size_t n, cap, columns;
    uint64_t events; // since the log's beginning
    struct bt_gantt_clock clock;
    uint32_t rows[BT_GANTT_ROWS]; // thread numbers
    size_t n_rows;
    unsigned states; // that occur
    bool failed;     // no memory
};

static uint64_t now(const struct picture *p)
{
    return p->turns[p->n].clock;
}

// ---- the turns ----

static bool collect(struct picture *p, size_t most)
{
    size_t total = 0, k = 0;
    uint64_t events = 0;
    for (const struct bt_log_chunk *c = p->log->first; c; c = c->next)
        for (size_t i = 0; i < c->n; i++)
            total += c->records[i].kind == BT_EV_RUN;
    size_t skip = total > most ? total - most : 0;
    p->turns = bt_alloc_array(total - skip + 2, sizeof *p->turns);
    if (!p->turns)
        return false;
    p->turns[0] = (struct turn){.clock = p->log->start.clock};
    p->n = skip == 0;
    for (const struct bt_log_chunk *c = p->log->first; c; c = c->next)
        for (size_t i = 0; i < c->n; i++) {
            const struct bt_log_record *r = &c->records[i];
            events += r->kind <= BT_EV_INTERRUPT;
            if (r->kind == BT_EV_RUN && k++ >= skip)
                p->turns[p->n++] = (struct turn){.clock = r->clock, .event = events};
        }
    p->events = events;
    return true;
}

// Turns in which nothing was executed are none; the last `columns` can be shown.
static void tidy(struct picture *p, uint64_t end)
{
    size_t n = 0;
    for (size_t i = 0; i < p->n; i++)
        if ((i + 1 < p->n ? p->turns[i + 1].clock : end) > p->turns[i].clock)
            p->turns[n++] = p->turns[i];
    if (n > p->columns) {
        memmove(p->turns, p->turns + n - p->columns, p->columns * sizeof *p->turns);
        n = p->columns;
    }
    p->n = n;
    p->turns[n] = (struct turn){.clock = end};
}

// Half of the columns are shared out evenly, a whole one each at least; the others by how long the
// turns are.
static void measure(struct picture *p)
{
    double at = 0, length = (double)(now(p) - p->turns[0].clock);
    double even = (double)p->columns / 2 / (double)(p->n > 0 ? p->n : 1);
    even = even < 1 ? 1 : even;
    double free = ((double)p->columns - even * (double)p->n) / (length > 0 ? length : 1);
    for (size_t i = 0; i < p->n; i++) {
        p->turns[i].at = at * COLUMN;
        at += even + free * (double)(p->turns[i + 1].clock - p->turns[i].clock);
    }
    p->turns[p->n].at = (double)p->columns * COLUMN;
}

static uint64_t drawn_at(const struct picture *p, uint64_t clock)
{
    size_t low = 0, high = p->n;
    if (clock >= now(p))
        return (uint64_t)p->turns[p->n].at;
    if (clock <= p->turns[0].clock)
        return 0;
    while (high - low > 1) {
        size_t middle = (low + high) / 2;
        if (p->turns[middle].clock <= clock)
            low = middle;
        else
            high = middle;
    }
    const struct turn *a = &p->turns[low], *b = a + 1;
    double part = (double)(clock - a->clock) / (double)(b->clock - a->clock);
    return (uint64_t)(a->at + part * (b->at - a->at) + 0.5);
}

// ---- the rows ----

static enum bt_gantt_state drawn_as(unsigned state)
{
    switch (state) {
    case BT_TL_RUNNING: return BT_GANTT_RUNS;
    case BT_TL_WANTS: return BT_GANTT_WANTS;
    case BT_TL_LOCK: return BT_GANTT_LOCK;
    case BT_TL_JOIN:
    case BT_TL_EXIT: return BT_GANTT_JOIN;
    case BT_TL_SLEEP: return BT_GANTT_SLEEP;
    case BT_TL_IO: return BT_GANTT_IO;
    default: return BT_GANTT_SYNC;
    }
}

static void slice(void *ctx, const struct bt_tl_slice *s)
{
    struct picture *p = ctx;
    if (s->state == BT_TL_NONE || s->to.clock <= p->turns[0].clock || s->from.clock >= now(p))
        return;
    uint64_t from = drawn_at(p, s->from.clock), to = drawn_at(p, s->to.clock);
    size_t row = 0;
    while (row < p->n_rows && p->rows[row] != s->thread)
        row++;
    if (from >= to || row == BT_GANTT_ROWS)
        return;
    if (row == p->n_rows)
        p->rows[p->n_rows++] = s->thread;
    enum bt_gantt_state as = drawn_as(s->state);
    p->states |= 1u << as;
    p->failed = !bt_gantt_add(&p->clock, row, as, from, to) || p->failed;
}

static json_t *draw(const struct picture *p, const struct bt_gantt_style *style)
{
    json_t *rows = json_array();
    uint64_t end = (uint64_t)p->columns * COLUMN;
    for (uint32_t last = 0;;) { // in the order of their numbers
        size_t best = p->n_rows;
        for (size_t i = 0; i < p->n_rows; i++)
            if (p->rows[i] > last && (best == p->n_rows || p->rows[i] < p->rows[best]))
                best = i;
        if (best == p->n_rows)
            return rows;
        last = p->rows[best];
        struct bt_buf line, name;
        char room[24];
        bt_buf_init(&line);
        bt_buf_init(&name);
        bt_gantt_draw(&line, &p->clock, best, end, style);
        bt_put_text(&name, bt_log_thread_name(p->log, last, room), true, NAME_MAX_COLUMNS, 0);
        (void)json_array_append_new(rows,
                                    json_pack("{s:I, s:o, s:o}", "thread", (json_int_t)last, "name",
                                              bt_say_json(&name), "text", bt_say_json(&line)));
    }
}

// "|3    |17 |20": each at the column where the turn begins, as far as there is room.
static json_t *axis(const struct picture *p, uint64_t before)
{
    struct bt_buf line;
    bt_buf_init(&line);
    for (size_t i = 0; i < p->n; i++) {
        char label[32];
        size_t column = (size_t)(p->turns[i].at / COLUMN + 0.5);
        snprintf(label, sizeof label, "|%llu", (unsigned long long)(before + p->turns[i].event));
        if ((column < line.len + (line.len > 0)) || column + strlen(label) > p->columns)
            continue;
        bt_buf_fill(&line, ' ', column - line.len);
        bt_buf_puts(&line, label);
    }
    json_t *lines = json_array();
    (void)json_array_append_new(lines, bt_say_json(&line));
    return lines;
}

static json_t *legend(const struct picture *p, const struct bt_gantt_style *style)
{
    struct bt_buf text;
    bt_buf_init(&text);
    bt_gantt_legend(&text, p->states, style);
    while (text.len > 0 && text.data[text.len - 1] == '\n')
        text.len--;
    return bt_say_json(&text);
}

// Columns of the longest name, in front of the picture.
static size_t name_columns(const struct bt_log *log)
{
    size_t most = strlen("event");
    for (uint32_t i = 1; i < log->n_threads; i++) {
        char room[24];
        const char *name = bt_log_thread_name(log, i, room);
        size_t n = log->threads[i].seen ? bt_utf8_width(name, strlen(name)) : 0;
        most = n > most ? n : most;
    }
    return most < NAME_MAX_COLUMNS ? most : NAME_MAX_COLUMNS;
}

json_t *bt_query_timeline(struct bt_engine *e, struct bt_vthread *th, const json_t *request)
{
    (void)th;
    json_int_t columns = json_integer_value(json_object_get(request, "columns"));
    json_int_t last = json_integer_value(json_object_get(request, "last"));
    columns = columns <= 0 ? 80 : columns > COLUMNS_MAX ? COLUMNS_MAX : columns;
    columns -= (json_int_t)name_columns(e->turns->log) + 2;
    columns = columns < 10 ? 10 : columns;
    last = last > 0 ? last : COUNT_DEFAULT;
    struct bt_gantt_style style = {.columns = (size_t)columns,
                                   .unicode = !json_is_false(json_object_get(request, "unicode"))};
    struct picture p = {.log = e->turns->log, .columns = (size_t)columns};
    if (!collect(&p, (size_t)last))
        return bt_engine_error("no memory");
    uint64_t before = e->vm->gil.events - p.events;
    tidy(&p, bt_event_clock(e->vm));
    measure(&p);
    bt_log_finish(p.log); // this process is a child's
    static const struct bt_tl_visitor visitor = {.slice = slice};
    if (!bt_timeline_visit(p.log, &visitor, &p) || p.failed)
        return bt_engine_error("no memory");
    return json_pack("{s:b, s:o, s:o, s:o, s:I, s:I}", "ok", 1, "rows", draw(&p, &style), "axis",
                     axis(&p, before), "legend", legend(&p, &style), "from",
                     (json_int_t)p.turns[0].clock, "to", (json_int_t)now(&p));
}
