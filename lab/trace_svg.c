/*
 * Traces as a picture (SVG): a row a thread, time to the right, a colour a state, a legend and an
 * axis. States that are too short to be seen are not left out: what happens within a column one
 * unit wide is stacked in it by shares, so that the picture stays true, and small however long the
 * run is.
 */
#include <math.h>
#include <string.h>

#include "lab/trace_impl.h"

#define WIDTH      960 // of the rows
#define ROW        26  // height of a row, and of its bar
#define BAR        18
#define TOP        64
#define NAME_WIDTH 7.2 // of a character
#define ROWS_MAX   400 // further threads are counted, not drawn
#define SHARES     8   // a column's shares are rounded to eighths

// Two states of one colour look the same: waits for threads, for the world, the end.
static const struct look {
    enum bt_tl_state state;
    const char *name;
    const char *light, *dark;
} looks[] = {
    {BT_TL_RUNNING, "running", "#1a9850", "#3fbf75"},
    {BT_TL_WANTS, "wants the interpreter's lock", "#f6c344", "#d9a520"},
    {BT_TL_LOCK, "lock", "#d73027", "#f0625a"},
    {BT_TL_CONDITION, "condition", "#e07b39", "#e8935b"},
    {BT_TL_EVENT, "event", "#c95d9e", "#dc82b8"},
    {BT_TL_SEMAPHORE, "semaphore", "#a0522d", "#c07a52"},
    {BT_TL_BARRIER, "barrier", "#8c6bb1", "#a98ccb"},
    {BT_TL_QUEUE, "queue", "#b8860b", "#caa23c"},
    {BT_TL_JOIN, "join", "#7a8b99", "#8fa1b0"},
    {BT_TL_SLEEP, "sleep", "#b9d7ea", "#3d5a73"},
    {BT_TL_IO, "input or output", "#4a90c2", "#63a9db"},
    {BT_TL_EXIT, "end of the other threads", "#c8ccd0", "#5c6268"},
};

struct row {
    uint32_t thread;
    double at;                       // how far it is drawn
    double column;                   // the column being filled
    double shares[BT_TL_STATES];     // of that column, in units
    uint8_t pattern[BT_TL_STATES];   // what the columns before it look like, not drawn yet
    double pattern_from, pattern_to; // equal: none
};

struct svg {
    const struct bt_trace_run *run;
    const struct bt_log *log;
    struct bt_buf *out;
    double from, scale; // units an instruction or nanosecond
    struct row *rows;
    uint32_t *row_of; // by thread; UINT32_MAX: none
    uint32_t n_rows, n_hidden;
    bool used[BT_TL_STATES];
    double left; // of the rows
};

static double x_of(const struct svg *v, const struct bt_tl_time *t)
{
    double at = v->run->options->wall ? (double)t->wall : (double)t->clock;
    return (at - v->from) * v->scale;
}

static void put_rect(struct svg *v, const struct row *r, int state, double x, double w, double y,
                     double h)
{
    double top = TOP + (double)(r - v->rows) * ROW + (ROW - BAR) / 2.0;
    bt_buf_printf(v->out,
                  "<rect class=\"s%d\" x=\"%.2f\" y=\"%.2f\" width=\"%.2f\" height=\"%.2f\"", state,
                  v->left + x, top + y, w, h);
}

// Draw the columns of one pattern.
static void flush_pattern(struct svg *v, struct row *r)
{
    double y = 0;
    if (r->pattern_to <= r->pattern_from)
        return;
    for (int s = 0; s < BT_TL_STATES; s++) {
        if (!r->pattern[s])
            continue;
        double h = (double)BAR * r->pattern[s] / SHARES;
        put_rect(v, r, s, r->pattern_from, r->pattern_to - r->pattern_from, y, h);
        bt_buf_puts(v->out, "/>\n");
        y += h;
    }
    r->pattern_from = r->pattern_to;
    bt_out_more(v->run->out);
}

// A column's shares in eighths: each at least one, the largest takes what is left.
static void round_shares(const struct row *r, uint8_t pattern[BT_TL_STATES])
{
    double sum = 0;
    int largest = 0, left = SHARES;
    for (int s = 1; s < BT_TL_STATES; s++) {
        sum += r->shares[s];
        largest = r->shares[s] > r->shares[largest] ? s : largest;
    }
    memset(pattern, 0, BT_TL_STATES);
    for (int s = 1; s < BT_TL_STATES; s++) {
        if (s == largest || r->shares[s] <= 0)
            continue;
        int share = (int)lround(r->shares[s] / sum * SHARES);
        share = share < 1 ? 1 : share;
        share = share < left ? share : left - 1;
        pattern[s] = (uint8_t)share;
        left -= share;
    }
    pattern[largest] = (uint8_t)left;
}

// The column is full, or its row goes on elsewhere.
static void flush_column(struct svg *v, struct row *r, double to)
{
    uint8_t pattern[BT_TL_STATES];
    double sum = 0;
    for (int s = 1; s < BT_TL_STATES; s++)
        sum += r->shares[s];
    if (sum > 0) {
        round_shares(r, pattern);
        if (r->pattern_to != r->column || memcmp(pattern, r->pattern, sizeof pattern) != 0) {
            flush_pattern(v, r);
            memcpy(r->pattern, pattern, sizeof pattern);
            r->pattern_from = r->column;
        }
        r->pattern_to = to;
    }
    memset(r->shares, 0, sizeof r->shares);
    r->column = to;
}

static void put_title(struct svg *v, const struct bt_tl_slice *s)
{
    struct bt_buf text;
    bt_buf_init(&text);
    bt_words_thread(&text, v->log, s->thread);
    bt_buf_puts(&text, ": ");
    bt_words_state(&text, v->log, s);
    if (bt_places_at(&v->log->places, s->place)->line) {
        bt_buf_puts(&text, ", ");
        bt_words_place(&text, v->log, s->place);
    }
    bt_buf_puts(v->out, "><title>");
    bt_out_xml(v->out, text.failed ? "" : text.data);
    bt_buf_puts(v->out, "</title></rect>\n");
    bt_buf_free(&text);
}

static void on_slice(void *ctx, const struct bt_tl_slice *s)
{
    struct svg *v = ctx;
    if (s->thread >= v->log->n_threads || v->row_of[s->thread] == UINT32_MAX)
        return;
    struct row *r = &v->rows[v->row_of[s->thread]];
    double from = x_of(v, &s->from), to = x_of(v, &s->to);
    v->used[s->state] = true;
    if (from > r->at) { // a thread begins
        flush_column(v, r, r->at);
        r->column = from;
    }
    if (to - from >= 2) {
        flush_column(v, r, from);
        flush_pattern(v, r);
        put_rect(v, r, s->state, from, to - from, 0, BAR);
        put_title(v, s);
        r->column = r->pattern_from = r->pattern_to = to;
        bt_out_more(v->run->out);
    } else {
        while (to > r->column + 1) {
            r->shares[s->state] += r->column + 1 - from;
            from = r->column + 1;
            flush_column(v, r, from);
        }
        r->shares[s->state] += to - from;
    }
    r->at = to;
}

static void on_record(void *ctx, const struct bt_log_record *r)
{
    struct svg *v = ctx;
    const char *text = r->kind == BT_EV_MARK     ? v->log->marks.items[r->other]
                       : r->kind == BT_EV_CTRL_C ? "Ctrl-C"
                                                 : NULL;
    if (r->kind == BT_LOG_DEADLOCK || r->kind == BT_EV_DEADLOCK)
        text = "deadlock";
    if (!text)
        return;
    struct bt_tl_time at = {r->clock, r->wall};
    double x = v->left + x_of(v, &at);
    bt_buf_printf(v->out,
                  "<line class=\"mark\" x1=\"%.2f\" x2=\"%.2f\" y1=\"%d\" y2=\"%u\"><title>", x, x,
                  TOP - 4, TOP + v->n_rows * ROW);
    bt_out_xml(v->out, text);
    bt_buf_puts(v->out, "</title></line>\n");
    bt_out_more(v->run->out);
}

// ---- what stands around ----

static void put_style(struct svg *v)
{
    bt_buf_puts(v->out, "<style>\ntext{font:12px ui-monospace,Menlo,Consolas,monospace;fill:#222}\n"
                        ".dim{fill:#666}.bg{fill:#fff}.grid{stroke:#ddd}.mark{stroke:#c026d3}\n");
    for (size_t i = 0; i < sizeof looks / sizeof looks[0]; i++)
        bt_buf_printf(v->out, ".s%d{fill:%s}", looks[i].state, looks[i].light);
    bt_buf_puts(v->out, "\n@media(prefers-color-scheme:dark){text{fill:#ddd}.dim{fill:#999}"
                        ".bg{fill:#1b1d20}.grid{stroke:#3a3d42}.mark{stroke:#e879f9}\n");
    for (size_t i = 0; i < sizeof looks / sizeof looks[0]; i++)
        bt_buf_printf(v->out, ".s%d{fill:%s}", looks[i].state, looks[i].dark);
    bt_buf_puts(v->out, "}\n</style>\n");
}

// A number of the axis, short: "250", "1.2M".
static void put_amount(struct bt_buf *out, double n, bool wall)
{
    static const char *const instr[] = {"", "k", "M", "G", "T"};
    static const char *const time[] = {" ns", " µs", " ms", " s"};
    int unit = 0, last = wall ? 3 : 4;
    while (n >= 1000 && unit < last) {
        n /= 1000;
        unit++;
    }
    bt_buf_printf(out, "%.6g%s", n, wall && n == 0 ? "" : wall ? time[unit] : instr[unit]);
}

static void put_axis(struct svg *v, double span)
{
    double step = pow(10, floor(log10(span / 6)));
    for (int i = 0; span / step > 10; i++)
        step *= i % 3 == 1 ? 2.5 : 2; // 1, 2, 5, 10 ...
    step = step < 1 ? 1 : step;
    for (double at = ceil(v->from / step) * step; at <= v->from + span; at += step) {
        double x = v->left + (at - v->from) * v->scale;
        bt_buf_printf(v->out,
                      "<line class=\"grid\" x1=\"%.2f\" x2=\"%.2f\" y1=\"%d\" y2=\"%u\"/>"
                      "<text class=\"dim\" x=\"%.2f\" y=\"%d\" text-anchor=\"middle\">",
                      x, x, TOP - 4, TOP + v->n_rows * ROW, x, TOP - 10);
        put_amount(v->out, at, v->run->options->wall);
        bt_buf_puts(v->out, "</text>\n");
    }
}

static void put_names(struct svg *v)
{
    char room[24];
    for (uint32_t i = 0; i < v->n_rows; i++) {
        bt_buf_printf(v->out, "<text x=\"%.1f\" y=\"%u\" text-anchor=\"end\">", v->left - 8,
                      TOP + i * ROW + 17);
        bt_out_xml(v->out, bt_log_thread_name(v->log, v->rows[i].thread, room));
        bt_buf_puts(v->out, "</text>\n");
    }
}

// The states that occur, in rows beneath.
static void put_legend(struct svg *v)
{
    unsigned y = TOP + v->n_rows * ROW + 24;
    double x = v->left;
    for (size_t i = 0; i < sizeof looks / sizeof looks[0]; i++) {
        if (!v->used[looks[i].state])
            continue;
        double w = 28 + NAME_WIDTH * (double)strlen(looks[i].name);
        if (x + w > v->left + WIDTH) {
            x = v->left;
            y += 20;
        }
        bt_buf_printf(v->out,
                      "<rect class=\"s%d\" x=\"%.1f\" y=\"%u\" width=\"12\" height=\"12\"/>"
                      "<text x=\"%.1f\" y=\"%u\">%s</text>\n",
                      looks[i].state, x, y - 10, x + 17, y, looks[i].name);
        x += w;
    }
    bt_buf_printf(v->out, "<text class=\"dim\" x=\"%.1f\" y=\"%u\">", v->left, y + 22);
    if (v->n_hidden)
        bt_buf_printf(v->out, "%u more threads are not drawn. ", v->n_hidden);
    bt_words_dropped(v->out, v->log);
    bt_buf_puts(v->out, "</text>\n");
}

static void put_heading(struct svg *v)
{
    struct bt_buf text;
    bt_buf_init(&text);
    bt_buf_puts(&text, v->run->options->title ? v->run->options->title : "a run");
    bt_buf_puts(&text, ": ");
    bt_words_settings(&text, v->log);
    bt_buf_puts(v->out, "<text x=\"12\" y=\"22\" style=\"font-weight:bold\">");
    bt_out_xml(v->out, text.failed ? "" : text.data);
    bt_buf_printf(v->out, "</text>\n<text class=\"dim\" x=\"12\" y=\"%d\">%s</text>\n", TOP - 24,
                  v->run->options->wall ? "time" : "instructions");
    bt_buf_free(&text);
}

static bool make_rows(struct svg *v)
{
    char room[24];
    size_t longest = 12;
    uint32_t n = (uint32_t)v->log->n_threads;
    v->rows = bt_alloc_zero((ROWS_MAX + 1) * sizeof *v->rows);
    v->row_of = bt_alloc_array(n + 1, sizeof *v->row_of);
    if (!v->rows || !v->row_of)
        return false;
    for (uint32_t i = 0; i < n; i++) {
        v->row_of[i] = UINT32_MAX;
        if (!v->log->threads[i].seen)
            continue;
        if (v->n_rows == ROWS_MAX) {
            v->n_hidden++;
            continue;
        }
        v->row_of[i] = v->n_rows;
        v->rows[v->n_rows++].thread = i;
        size_t len = bt_text_columns(bt_log_thread_name(v->log, i, room));
        longest = len > longest ? len : longest;
    }
    v->left = 20 + NAME_WIDTH * (double)longest;
    return true;
}

static bool draw(struct svg *v, double span)
{
    static const struct bt_tl_visitor rects = {.slice = on_slice}, marks = {.record = on_record};
    double width = v->left + WIDTH + 30;
    // the height is known when the legend is: a picture without one fits into what holds it
    unsigned height = TOP + v->n_rows * ROW + 100;
    bt_buf_printf(
        v->out,
        "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 %.0f %u\" width=\"%.0f\" "
        "height=\"%u\">\n",
        width, height, width, height);
    put_style(v);
    bt_buf_puts(v->out, "<rect class=\"bg\" width=\"100%\" height=\"100%\"/>\n");
    put_heading(v);
    put_axis(v, span);
    put_names(v);
    bool ok = bt_timeline_visit(v->log, &rects, v);
    for (uint32_t i = 0; i < v->n_rows; i++) {
        flush_column(v, &v->rows[i], v->rows[i].at);
        flush_pattern(v, &v->rows[i]);
    }
    ok = ok && bt_timeline_visit(v->log, &marks, v);
    put_legend(v);
    bt_buf_puts(v->out, "</svg>\n");
    return ok;
}

bool bt_trace_svg(const struct bt_trace_run *run)
{
    struct svg v = {.run = run, .log = run->log, .out = &run->out->buf};
    bool wall = run->options->wall;
    v.from = wall ? (double)run->log->start.wall : (double)run->log->start.clock;
    double span = (wall ? (double)run->log->end.wall : (double)run->log->end.clock) - v.from;
    span = span < 1 ? 1 : span;
    v.scale = WIDTH / span;
    bool ok = make_rows(&v) && draw(&v, span);
    bt_free(v.rows);
    bt_free(v.row_of);
    return ok;
}
