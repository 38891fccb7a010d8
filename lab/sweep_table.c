// The table of a sweep and its bars on the terminal: see sweep.h.
#include "lab/sweep.h"

#include <math.h>
#include <string.h>

#include "base/mem.h"
#include "base/utf8.h"

enum column {
    COL_POLICY,
    COL_N,
    COL_RUNS,
    COL_WALL,
    COL_SWITCHES,
    COL_INSTRUCTIONS,
    COL_METRIC,
    COL_FAILED,
    COL_SHARE,
    COL_INTERVAL,
    COL_OUTCOMES, // the last: as wide as there is room
    N_COLUMNS
};

#define LEAST_ROOM 24 // columns for the outcomes, even if the table gets too wide
#define GOOD_ROOM  48 // with less, the instructions are left out

struct table {
    const struct bt_sweep *s;
    const struct bt_sweep_row *rows;
    uint32_t n_rows;
    bool shown[N_COLUMNS];
    size_t width[N_COLUMNS];
    bool seconds; // wall in s instead of ms
    size_t room;  // for the outcomes; 0: no limit
};

static void choose_columns(struct table *t)
{
    const struct bt_sweep *s = t->s;
    uint32_t done, wanted, failed, each = s->grid.n_seeds * s->grid.repeats;
    bt_sweep_totals(s, &done, &wanted, &failed);
    for (int c = 0; c < N_COLUMNS; c++)
        t->shown[c] = true;
    t->shown[COL_POLICY] = s->grid.policies.n > 1;
    t->shown[COL_RUNS] = each > 1 || done < wanted;
    t->shown[COL_METRIC] = false;
    bool failures = s->checks.n > 0 || failed > 0;
    t->shown[COL_FAILED] = t->shown[COL_SHARE] = t->shown[COL_INTERVAL] = failures;
    for (uint32_t i = 0; i < t->n_rows; i++) {
        t->shown[COL_METRIC] |= each > 1 && t->rows[i].number.n > 0;
        t->seconds |= t->rows[i].wall_ns.mean >= 1e10;
    }
}

static void put_percent(struct bt_buf *out, double share, uint32_t n)
{
    bt_buf_printf(out, "%.*f", n >= 1000 && share > 0 && share < 1 ? 1 : 0, 100 * share);
}

// One outcome with its count, its text cut to `width` columns (0: whole).
static void put_counted(struct bt_buf *out, const struct table *t, const struct bt_sweep_row *row,
                        uint32_t i, size_t width)
{
    const struct bt_sweep_count *count = &row->outcomes[i];
    if (i > 0)
        bt_buf_puts(out, "; ");
    if (row->n_outcomes > 1 || count->count > 1)
        bt_buf_printf(out, "%u× ", count->count);
    bt_sweep_put_outcome(out, t->s, count->outcome, width);
}

// As many outcomes as there is room for, the most frequent first; at least one, cut if need be.
static void put_outcomes(struct bt_buf *out, const struct table *t, const struct bt_sweep_row *row)
{
    struct bt_buf all;
    size_t fits = 0;     // bytes of those that fit, whole
    uint32_t n_fits = 0; // how many they are
    char more[32] = "";
    bt_buf_init(&all);
    for (uint32_t i = 0; i < row->n_outcomes; i++) {
        put_counted(&all, t, row, i, 0);
        size_t left = row->n_outcomes - i - 1;
        if (left > 0)
            snprintf(more, sizeof more, "; %zu more", left);
        size_t width = all.len ? bt_utf8_width(all.data, all.len) : 0;
        if (t->room > 0 && width > t->room)
            break;
        if (t->room == 0 || left == 0 || width + strlen(more) <= t->room) {
            fits = all.len;
            n_fits = i + 1;
        }
    }
    if (n_fits > 0) {
        bt_buf_write(out, all.data, fits);
    } else if (row->n_outcomes > 0) {
        uint32_t count = row->outcomes[0].count;
        int digits = snprintf(more, sizeof more, "%u", count);
        size_t taken = row->n_outcomes > 1 || count > 1 ? (size_t)digits + 2 : 0;
        if (row->n_outcomes > 1)
            taken += (size_t)snprintf(more, sizeof more, "; %u more", row->n_outcomes - 1);
        put_counted(out, t, row, 0, t->room > taken + 12 ? t->room - taken : 12);
        n_fits = 1;
    }
    if (n_fits < row->n_outcomes)
        bt_buf_printf(out, "; %u more", row->n_outcomes - n_fits);
    out->failed |= all.failed;
    bt_buf_free(&all);
}

static void put_counts(struct bt_buf *out, const struct bt_mean *m)
{
    if (m->n == 0)
        return;
    if (m->high > m->low)
        bt_buf_putc(out, '~');
    bt_sweep_put_count(out, m->mean);
}

static void put_cell(struct bt_buf *out, const struct table *t, enum column c, uint32_t i)
{
    const struct bt_sweep_row *row = &t->rows[i];
    if (row->runs == 0 && c > COL_RUNS)
        return;
    switch (c) {
    case COL_POLICY: bt_buf_puts(out, bt_sweep_row_policy(&t->s->grid, i)->text); break;
    case COL_N: bt_buf_puts(out, bt_sweep_row_n(&t->s->grid, i)->label); break;
    case COL_RUNS: bt_sweep_put_count(out, row->runs); break;
    case COL_WALL: bt_sweep_put_mean(out, &row->wall_ns, t->seconds ? 1e9 : 1e6); break;
    case COL_SWITCHES: put_counts(out, &row->switches); break;
    case COL_INSTRUCTIONS: put_counts(out, &row->instructions); break;
    case COL_METRIC: bt_sweep_put_mean(out, &row->number, 1); break;
    case COL_FAILED: bt_buf_printf(out, "%u/%u", row->failed, row->runs); break;
    case COL_SHARE:
        put_percent(out, (double)row->failed / row->runs, row->runs);
        bt_buf_puts(out, " %");
        break;
    case COL_INTERVAL:
        put_percent(out, row->share_low, row->runs);
        bt_buf_puts(out, "..");
        put_percent(out, row->share_high, row->runs);
        bt_buf_puts(out, " %");
        break;
    case COL_OUTCOMES: put_outcomes(out, t, row); break;
    case N_COLUMNS: break;
    }
}

static void put_header(struct bt_buf *out, const struct table *t, enum column c)
{
    static const char *const headers[N_COLUMNS] = {
        [COL_POLICY] = "policy",
        [COL_N] = "N",
        [COL_RUNS] = "runs",
        [COL_SWITCHES] = "switches",
        [COL_INSTRUCTIONS] = "instructions",
        [COL_FAILED] = "failed",
        [COL_SHARE] = "share",
        [COL_INTERVAL] = "95 % interval",
    };
    if (c == COL_WALL)
        bt_buf_puts(out, t->seconds ? "wall s" : "wall ms");
    else if (c == COL_METRIC)
        bt_sweep_put_line(out, t->s->expr ? t->s->expr : "metric", 24);
    else if (c == COL_OUTCOMES)
        bt_buf_puts(out, t->s->expr ? t->s->expr : "outcome");
    else
        bt_buf_puts(out, headers[c]);
}

static bool is_left(enum column c)
{
    return c == COL_POLICY || c == COL_OUTCOMES;
}

// ---- text ----

// The columns' widths. Returns what they take in front of the outcomes.
static size_t measure(struct table *t)
{
    struct bt_buf cell;
    size_t used = 0;
    bt_buf_init(&cell);
    for (int c = 0; c < COL_OUTCOMES; c++) {
        if (!t->shown[c])
            continue;
        put_header(&cell, t, (enum column)c);
        t->width[c] = cell.len ? bt_utf8_width(cell.data, cell.len) : 0;
        for (uint32_t i = 0; i < t->n_rows; i++) {
            bt_buf_clear(&cell);
            put_cell(&cell, t, (enum column)c, i);
            size_t w = cell.len ? bt_utf8_width(cell.data, cell.len) : 0;
            if (w > t->width[c])
                t->width[c] = w;
        }
        bt_buf_clear(&cell);
        if (c == COL_WALL) { // so that the table looks the same however long the runs took
            size_t least = t->shown[COL_RUNS] ? 14 : 7;
            t->width[c] = t->width[c] > least ? t->width[c] : least;
        }
        used += t->width[c] + 2;
    }
    bt_buf_free(&cell);
    return used;
}

// What is left of the terminal for the outcomes.
static void fit(struct table *t, size_t width)
{
    size_t used = measure(t);
    if (width == 0)
        return;
    if (width < used + GOOD_ROOM) {
        t->shown[COL_INSTRUCTIONS] = false;
        used = measure(t);
    }
    t->room = width > used + LEAST_ROOM ? width - used : LEAST_ROOM;
}

static void put_text_line(struct bt_buf *out, const struct table *t, uint32_t row, bool header)
{
    struct bt_buf cell;
    bool first = true;
    bt_buf_init(&cell);
    for (int c = 0; c < N_COLUMNS; c++) {
        if (!t->shown[c])
            continue;
        bt_buf_clear(&cell);
        if (header)
            put_header(&cell, t, (enum column)c);
        else
            put_cell(&cell, t, (enum column)c, row);
        size_t w = cell.len ? bt_utf8_width(cell.data, cell.len) : 0;
        size_t blank = t->width[c] > w ? t->width[c] - w : 0;
        if (!first)
            bt_buf_puts(out, "  ");
        first = false;
        if (!is_left((enum column)c))
            bt_buf_fill(out, ' ', blank);
        if (cell.len > 0)
            bt_buf_write(out, cell.data, cell.len);
        if (c == COL_POLICY)
            bt_buf_fill(out, ' ', blank);
    }
    out->failed |= cell.failed;
    bt_buf_free(&cell);
    while (out->len > 0 && out->data[out->len - 1] == ' ')
        out->data[--out->len] = '\0';
    bt_buf_putc(out, '\n');
}

// ---- Markdown and HTML ----

static void put_marked(struct bt_buf *out, const char *text, enum bt_sweep_form form)
{
    if (form == BT_FORM_HTML) {
        bt_sweep_put_xml(out, text);
        return;
    }
    for (; *text; text++) { // not to be taken for Markdown
        if (strchr("|*_`<>\\[]#~", *text))
            bt_buf_putc(out, '\\');
        bt_buf_putc(out, *text);
    }
}

static void put_marked_line(struct bt_buf *out, const struct table *t, uint32_t row, bool header,
                            enum bt_sweep_form form)
{
    bool html = form == BT_FORM_HTML;
    struct bt_buf cell;
    bt_buf_init(&cell);
    bt_buf_puts(out, html ? "<tr>" : "|");
    for (int c = 0; c < N_COLUMNS; c++) {
        if (!t->shown[c])
            continue;
        bt_buf_clear(&cell);
        if (header)
            put_header(&cell, t, (enum column)c);
        else
            put_cell(&cell, t, (enum column)c, row);
        const char *tag = header ? "th" : "td";
        if (html)
            bt_buf_printf(out, "<%s%s>", tag, is_left((enum column)c) ? " class=\"l\"" : "");
        else
            bt_buf_putc(out, ' ');
        put_marked(out, cell.data && cell.len ? cell.data : "", form);
        if (html)
            bt_buf_printf(out, "</%s>", tag);
        else
            bt_buf_puts(out, " |");
    }
    out->failed |= cell.failed;
    bt_buf_free(&cell);
    bt_buf_puts(out, html ? "</tr>\n" : "\n");
}

static void put_marked_table(struct bt_buf *out, const struct table *t, enum bt_sweep_form form)
{
    bool html = form == BT_FORM_HTML;
    bt_buf_puts(out, html ? "<table>\n<thead>\n" : "");
    put_marked_line(out, t, 0, true, form);
    if (html)
        bt_buf_puts(out, "</thead>\n<tbody>\n");
    else
        bt_buf_putc(out, '|');
    for (int c = 0; !html && c < N_COLUMNS; c++)
        if (t->shown[c])
            bt_buf_puts(out, is_left((enum column)c) ? " --- |" : " --: |");
    bt_buf_puts(out, html ? "" : "\n");
    for (uint32_t i = 0; i < t->n_rows; i++)
        put_marked_line(out, t, i, false, form);
    bt_buf_puts(out, html ? "</tbody>\n</table>\n" : "");
}

void bt_sweep_put_table(struct bt_buf *out, const struct bt_sweep *s,
                        const struct bt_sweep_row *rows, enum bt_sweep_form form, size_t width)
{
    struct table t = {.s = s, .rows = rows, .n_rows = bt_sweep_rows(&s->grid)};
    choose_columns(&t);
    if (form != BT_FORM_TEXT) {
        t.room = 160;
        put_marked_table(out, &t, form);
        return;
    }
    fit(&t, width);
    put_text_line(out, &t, 0, true);
    for (uint32_t i = 0; i < t.n_rows; i++)
        put_text_line(out, &t, i, false);
}

// ---- bars ----

// A bar of up to `width` cells, to an eighth of one.
static void put_bar(struct bt_buf *out, double share, size_t width)
{
    static const char *const eighths[] = {"", "▏", "▎", "▍", "▌", "▋", "▊", "▉"};
    size_t n = (size_t)(fmin(fmax(share, 0), 1) * 8 * (double)width + 0.5);
    for (size_t i = 0; i < n / 8; i++)
        bt_buf_puts(out, "█");
    bt_buf_puts(out, eighths[n % 8]);
}

void bt_sweep_put_plot(struct bt_buf *out, const struct bt_sweep *s,
                       const struct bt_sweep_row *rows, size_t width)
{
    uint32_t n = bt_sweep_rows(&s->grid);
    size_t left = 1;
    double top = s->metric == BT_METRIC_FAILED ? 100 : 0;
    struct bt_buf label;
    bt_buf_init(&label);
    for (uint32_t i = 0; i < n; i++) {
        struct bt_sweep_value v = bt_sweep_value(s, &rows[i]);
        size_t w = strlen(bt_sweep_row_n(&s->grid, i)->label);
        if (s->grid.policies.n > 1)
            w += strlen(bt_sweep_row_policy(&s->grid, i)->text) + 1;
        left = w > left ? w : left;
        if (v.known && fabs(v.mean) > top)
            top = fabs(v.mean);
    }
    size_t room = width > left + 24 ? width - left - 14 : 10;
    bt_buf_fill(out, ' ', left + 1);
    bt_sweep_put_metric(out, s);
    bt_buf_putc(out, '\n');
    for (uint32_t i = 0; i < n; i++) {
        struct bt_sweep_value v = bt_sweep_value(s, &rows[i]);
        bt_buf_clear(&label);
        if (s->grid.policies.n > 1)
            bt_buf_printf(&label, "%s ", bt_sweep_row_policy(&s->grid, i)->text);
        bt_buf_puts(&label, bt_sweep_row_n(&s->grid, i)->label);
        bt_buf_fill(out, ' ', left > label.len ? left - label.len : 0);
        bt_buf_printf(out, "%s │", label.data ? label.data : "");
        if (v.known) {
            put_bar(out, top > 0 ? fabs(v.mean) / top : 0, room);
            bt_buf_putc(out, ' ');
            bt_sweep_put_number(out, v.mean);
        }
        bt_buf_putc(out, '\n');
    }
    out->failed |= label.failed;
    bt_buf_free(&label);
}
