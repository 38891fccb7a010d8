// The picture of a sweep: the metric against N, as SVG, and in an HTML page with the table. One
// file, no network; colours follow the reader's light or dark scheme.
#include "lab/sweep.h"

#include <math.h>
#include <string.h>

#include "base/mem.h"
#include "vm/gil.h"

#define WIDTH     760.0
#define HEIGHT    430.0
#define LEFT      72.0
#define RIGHT     24.0
#define TOP       64.0
#define BOTTOM    64.0
#define INF_ROOM  56.0 // beside the axis, for N without limit
#define N_COLOURS 6u

struct chart {
    const struct bt_sweep *s;
    const struct bt_sweep_row *rows;
    double low, high;   // of N, as logarithms
    double bottom, top; // of the metric; 0 is between them
    bool inf;           // some row has no limit
    bool finite;        // some row has one
};

static double end_of_axis(const struct chart *c)
{
    return WIDTH - RIGHT - (c->inf ? INF_ROOM : 0);
}

static double x_of_log(const struct chart *c, double log_n)
{
    double share = c->high > c->low ? (log_n - c->low) / (c->high - c->low) : 0.5;
    return LEFT + 16 + share * (end_of_axis(c) - LEFT - 32);
}

static double x_of(const struct chart *c, const struct bt_sweep_n *n)
{
    if (n->low == BT_SWITCH_INF)
        return WIDTH - RIGHT - INF_ROOM / 2;
    return x_of_log(c, (log10((double)n->low) + log10((double)n->high)) / 2);
}

static double y_of(const struct chart *c, double value)
{
    double share = fmin(fmax((value - c->bottom) / (c->top - c->bottom), 0), 1);
    return HEIGHT - BOTTOM - share * (HEIGHT - TOP - BOTTOM);
}

static void measure(struct chart *c)
{
    const struct bt_sweep *s = c->s;
    c->low = INFINITY;
    c->high = -INFINITY;
    c->top = 0;
    for (size_t i = 0; i < s->grid.n.n; i++) {
        const struct bt_sweep_n *n = &s->grid.n.items[i];
        if (n->low == BT_SWITCH_INF) {
            c->inf = true;
            continue;
        }
        c->finite = true;
        c->low = fmin(c->low, log10((double)n->low));
        c->high = fmax(c->high, log10((double)n->high));
    }
    for (uint32_t i = 0; i < bt_sweep_rows(&s->grid); i++) {
        struct bt_sweep_value v = bt_sweep_value(s, &c->rows[i]);
        if (v.known)
            c->top = fmax(c->top, fmax(v.mean, v.high));
        if (v.known)
            c->bottom = fmin(c->bottom, v.mean);
    }
    if (s->metric == BT_METRIC_FAILED)
        c->top = 100;
    if (c->top <= c->bottom)
        c->top = c->bottom + 1;
}

// ---- axes ----

// The distance of grid lines: 1, 2 or 5 times a power of ten, at most five of them.
static double step_of(double top)
{
    double power = pow(10, floor(log10(top / 5)));
    double times = top / 5 / power;
    return power * (times <= 1 ? 1 : times <= 2 ? 2 : times <= 5 ? 5 : 10);
}

static void put_y_axis(struct bt_buf *out, const struct chart *c)
{
    double step = c->s->metric == BT_METRIC_FAILED ? 25 : step_of(c->top - c->bottom);
    for (int i = (int)ceil(c->bottom / step - 0.001); i * step <= c->top * 1.0001; i++) {
        double y = y_of(c, i * step);
        bt_buf_printf(out,
                      "<line class=\"grid\" x1=\"%.1f\" y1=\"%.1f\" x2=\"%.1f\" y2=\"%.1f\"/>\n",
                      LEFT, y, WIDTH - RIGHT, y);
        bt_buf_printf(out, "<text class=\"tick\" x=\"%.1f\" y=\"%.1f\" text-anchor=\"end\">",
                      LEFT - 8, y + 4);
        bt_sweep_put_number(out, i * step);
        bt_buf_puts(out, "</text>\n");
    }
}

static void put_x_tick(struct bt_buf *out, double x, double n)
{
    double y = HEIGHT - BOTTOM;
    bt_buf_printf(out, "<line class=\"axis\" x1=\"%.1f\" y1=\"%.1f\" x2=\"%.1f\" y2=\"%.1f\"/>\n",
                  x, y, x, y + 5);
    bt_buf_printf(out, "<text class=\"tick\" x=\"%.1f\" y=\"%.1f\" text-anchor=\"middle\">", x,
                  y + 20);
    if (n == 0)
        bt_buf_puts(out, "inf");
    else if (n >= 1e6)
        bt_buf_printf(out, "10<tspan dy=\"-5\" font-size=\"9\">%.0f</tspan>", log10(n));
    else
        bt_sweep_put_count(out, n);
    bt_buf_puts(out, "</text>\n");
}

// Powers of ten; where there is less than one between the ends, those of the grid that have room.
static void put_x_axis(struct bt_buf *out, const struct chart *c)
{
    double y = HEIGHT - BOTTOM;
    bt_buf_printf(out, "<line class=\"axis\" x1=\"%.1f\" y1=\"%.1f\" x2=\"%.1f\" y2=\"%.1f\"/>\n",
                  LEFT, y, WIDTH - RIGHT, y);
    int first = c->finite ? (int)ceil(c->low - 1e-9) : 1;
    int last = c->finite ? (int)floor(c->high + 1e-9) : 0;
    int every = (last - first) / 10 + 1;
    if (last - first >= 1) {
        for (int k = first; k <= last; k += every)
            put_x_tick(out, x_of_log(c, k), pow(10, k));
    } else {
        double taken = -INFINITY;
        for (size_t i = 0; i < c->s->grid.n.n; i++) {
            const struct bt_sweep_n *n = &c->s->grid.n.items[i];
            if (n->low != n->high || n->low == BT_SWITCH_INF || x_of(c, n) < taken + 48)
                continue;
            taken = x_of(c, n);
            put_x_tick(out, taken, (double)n->low);
        }
    }
    if (c->inf)
        put_x_tick(out, WIDTH - RIGHT - INF_ROOM / 2, 0);
    bt_buf_printf(
        out,
        "<text class=\"label\" x=\"%.1f\" y=\"%.1f\" text-anchor=\"middle\">N, instructions "
        "a turn</text>\n",
        (LEFT + WIDTH - RIGHT) / 2, HEIGHT - 16);
}

// ---- points ----

// `hollow`: turns of random length.
static void put_marker(struct bt_buf *out, size_t series, double x, double y, bool hollow)
{
    bt_buf_puts(out, hollow ? "<g class=\"hollow\">" : "<g>");
    switch (series % 4) {
    case 0:
        bt_buf_printf(out, "<circle class=\"dot\" cx=\"%.1f\" cy=\"%.1f\" r=\"4.5\"/>", x, y);
        break;
    case 1:
        bt_buf_printf(out, "<rect class=\"dot\" x=\"%.1f\" y=\"%.1f\" width=\"8\" height=\"8\"/>",
                      x - 4, y - 4);
        break;
    case 2:
        bt_buf_printf(out, "<path class=\"dot\" d=\"M%.1f %.1fl5 9h-10z\"/>", x, y - 5.5);
        break;
    default:
        bt_buf_printf(out, "<path class=\"dot\" d=\"M%.1f %.1fl5.5 5.5l-5.5 5.5l-5.5-5.5z\"/>", x,
                      y - 5.5);
        break;
    }
    bt_buf_puts(out, "</g>");
}

static void put_tip(struct bt_buf *out, const struct chart *c, uint32_t row,
                    struct bt_sweep_value v)
{
    const struct bt_sweep_row *r = &c->rows[row];
    struct bt_buf text;
    bt_buf_init(&text);
    if (*bt_sweep_row_policy(&c->s->grid, row)->text)
        bt_buf_printf(&text, "%s, ", bt_sweep_row_policy(&c->s->grid, row)->text);
    bt_buf_printf(&text, "N = %s: ", bt_sweep_row_n(&c->s->grid, row)->label);
    bt_sweep_put_number(&text, v.mean);
    if (c->s->metric == BT_METRIC_FAILED)
        bt_buf_printf(&text, " %% (%u of %u)", r->failed, r->runs);
    if (r->n_outcomes > 0) {
        bt_buf_putc(&text, '\n');
        bt_sweep_put_outcome(&text, c->s, r->outcomes[0].outcome, 60);
    }
    if (r->n_outcomes > 1)
        bt_buf_printf(&text, "\n%u more outcomes", r->n_outcomes - 1);
    bt_buf_puts(out, "<title>");
    bt_sweep_put_xml(out, text.data ? text.data : "");
    bt_buf_puts(out, "</title>");
    out->failed |= text.failed;
    bt_buf_free(&text);
}

// Series stand a little beside each other: equal ones would hide behind the last.
static double shift(const struct chart *c, size_t series)
{
    return 6 * ((double)series - ((double)c->s->grid.policies.n - 1) / 2);
}

static void put_point(struct bt_buf *out, const struct chart *c, size_t series, uint32_t row)
{
    struct bt_sweep_value v = bt_sweep_value(c->s, &c->rows[row]);
    const struct bt_sweep_n *n = bt_sweep_row_n(&c->s->grid, row);
    if (!v.known)
        return;
    double x = x_of(c, n) + shift(c, series), y = y_of(c, v.mean), low = y_of(c, v.low),
           high = y_of(c, v.high);
    bt_buf_puts(out, "<g>");
    put_tip(out, c, row, v);
    if (v.high > v.low)
        bt_buf_printf(out, "<path class=\"error\" d=\"M%.1f %.1fV%.1fM%.1f %.1fh8M%.1f %.1fh8\"/>",
                      x, low, high, x - 4, low, x - 4, high);
    if (n->low != n->high)
        bt_buf_printf(out, "<path class=\"error\" d=\"M%.1f %.1fH%.1f\"/>",
                      x_of_log(c, log10((double)n->low)), y, x_of_log(c, log10((double)n->high)));
    put_marker(out, series, x, y, n->low != n->high);
    bt_buf_puts(out, "</g>\n");
}

// The row of the series with the next larger fixed N than `after`; UINT32_MAX: there is none.
static uint32_t next_row(const struct chart *c, size_t series, uint64_t after)
{
    uint32_t best = UINT32_MAX, n = (uint32_t)c->s->grid.n.n;
    for (uint32_t i = (uint32_t)series * n; i < (uint32_t)(series + 1) * n; i++) {
        const struct bt_sweep_n *at = bt_sweep_row_n(&c->s->grid, i);
        if (at->low == at->high && at->low != BT_SWITCH_INF && at->low > after &&
            c->rows[i].runs > 0 &&
            (best == UINT32_MAX || at->low < bt_sweep_row_n(&c->s->grid, best)->low))
            best = i;
    }
    return best;
}

static void put_series(struct bt_buf *out, const struct chart *c, size_t series)
{
    uint32_t n = (uint32_t)c->s->grid.n.n, row = next_row(c, series, 0);
    bool first = true;
    bt_buf_printf(out, "<g class=\"s%zu\">\n<path class=\"line\" d=\"", series % N_COLOURS);
    for (; row != UINT32_MAX; row = next_row(c, series, bt_sweep_row_n(&c->s->grid, row)->low)) {
        struct bt_sweep_value v = bt_sweep_value(c->s, &c->rows[row]);
        if (!v.known)
            continue;
        bt_buf_printf(out, "%c%.1f %.1f", first ? 'M' : 'L',
                      x_of(c, bt_sweep_row_n(&c->s->grid, row)) + shift(c, series),
                      y_of(c, v.mean));
        first = false;
    }
    bt_buf_puts(out, "\"/>\n");
    for (uint32_t i = (uint32_t)series * n; i < (uint32_t)(series + 1) * n; i++)
        put_point(out, c, series, i);
    bt_buf_puts(out, "</g>\n");
}

static void put_legend(struct bt_buf *out, const struct bt_sweep *s)
{
    double x = LEFT;
    for (size_t i = 0; s->grid.policies.n > 1 && i < s->grid.policies.n; i++) {
        const char *name = s->grid.policies.items[i].text;
        bt_buf_printf(out, "<g class=\"s%zu\">", i % N_COLOURS);
        put_marker(out, i, x + 6, 46, false);
        bt_buf_printf(out, "</g><text class=\"tick\" x=\"%.1f\" y=\"50\">", x + 16);
        bt_sweep_put_xml(out, name);
        bt_buf_puts(out, "</text>\n");
        x += 36 + 7.0 * (double)strlen(name);
    }
}

// ---- documents ----

static const char style[] =
    ".chart{--bg:#fff;--fg:#1f2937;--soft:#6b7280;--line:#e5e7eb;"
    "--c0:#2563eb;--c1:#d97706;--c2:#059669;--c3:#db2777;--c4:#7c3aed;--c5:#475569;"
    "font-family:system-ui,sans-serif}\n"
    "@media(prefers-color-scheme:dark){.chart{--bg:#111827;--fg:#e5e7eb;--soft:#9ca3af;"
    "--line:#374151;--c0:#60a5fa;--c1:#fbbf24;--c2:#34d399;--c3:#f472b6;--c4:#a78bfa;"
    "--c5:#cbd5e1}}\n"
    ".bg{fill:var(--bg)}.title{fill:var(--fg);font-size:16px;font-weight:600}"
    ".label,.tick{fill:var(--soft);font-size:12px}.label{font-size:13px}\n"
    ".grid{stroke:var(--line)}.axis{stroke:var(--soft)}"
    ".line{fill:none;stroke:var(--c);stroke-width:1.5;opacity:.6}"
    ".error{fill:none;stroke:var(--c);stroke-width:1.5;opacity:.75}"
    ".dot{fill:var(--c);stroke:var(--bg)}.hollow .dot{fill:var(--bg);stroke:var(--c);"
    "stroke-width:2}\n"
    ".s0{--c:var(--c0)}.s1{--c:var(--c1)}.s2{--c:var(--c2)}.s3{--c:var(--c3)}"
    ".s4{--c:var(--c4)}.s5{--c:var(--c5)}\n";

static void put_xml_line(struct bt_buf *out, const char *text, size_t width)
{
    struct bt_buf line;
    bt_buf_init(&line);
    bt_sweep_put_line(&line, text, width);
    bt_sweep_put_xml(out, line.data ? line.data : "");
    out->failed |= line.failed;
    bt_buf_free(&line);
}

void bt_sweep_put_svg(struct bt_buf *out, const struct bt_sweep *s, const struct bt_sweep_row *rows)
{
    struct chart c = {.s = s, .rows = rows};
    struct bt_buf metric;
    measure(&c);
    bt_buf_init(&metric);
    bt_sweep_put_metric(&metric, s);
    bt_buf_printf(out,
                  "<svg xmlns=\"http://www.w3.org/2000/svg\" class=\"chart\" role=\"img\" "
                  "viewBox=\"0 0 %.0f %.0f\">\n<style>\n%s</style>\n",
                  WIDTH, HEIGHT, style);
    bt_buf_printf(out, "<rect class=\"bg\" width=\"%.0f\" height=\"%.0f\"/>\n", WIDTH, HEIGHT);
    bt_buf_printf(out, "<text class=\"title\" x=\"%.1f\" y=\"28\">", LEFT);
    put_xml_line(out, s->script, 40);
    bt_buf_puts(out, "</text>\n");
    bt_buf_printf(out, "<text class=\"label\" x=\"%.1f\" y=\"28\" text-anchor=\"end\">",
                  WIDTH - RIGHT);
    put_xml_line(out, metric.data ? metric.data : "", 40);
    bt_buf_puts(out, s->metric == BT_METRIC_FAILED ? " (95 % interval)</text>\n"
                                                   : " (± standard deviation)</text>\n");
    bt_buf_free(&metric);
    put_legend(out, s);
    put_y_axis(out, &c);
    put_x_axis(out, &c);
    for (size_t i = 0; i < s->grid.policies.n; i++)
        put_series(out, &c, i);
    bt_buf_puts(out, "</svg>\n");
}

static const char page_style[] =
    ":root{color-scheme:light dark}"
    "body{font-family:system-ui,sans-serif;margin:2rem auto;max-width:72rem;padding:0 1rem;"
    "background:#fff;color:#1f2937}\n"
    "svg{width:100%;max-width:60rem;height:auto}pre{white-space:pre-wrap}"
    ".scroll{overflow-x:auto}table{border-collapse:collapse;font-size:.875rem}"
    "th,td{padding:.25rem .6rem;text-align:right;border-bottom:1px solid #e5e7eb;"
    "font-variant-numeric:tabular-nums;white-space:nowrap}"
    "th.l,td.l{text-align:left;white-space:normal}\n"
    "@media(prefers-color-scheme:dark){body{background:#111827;color:#e5e7eb}"
    "th,td{border-color:#374151}}\n";

void bt_sweep_put_html(struct bt_buf *out, const struct bt_sweep *s,
                       const struct bt_sweep_row *rows)
{
    struct bt_buf text;
    bt_buf_init(&text);
    bt_buf_puts(out, "<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n"
                     "<meta name=\"viewport\" content=\"width=device-width\">\n<title>");
    put_xml_line(out, s->script, 60);
    bt_buf_printf(out, ": a sweep</title>\n<style>\n%s</style>\n</head>\n<body>\n<pre>",
                  page_style);
    bt_sweep_put_title(&text, s);
    bt_sweep_put_xml(out, text.data ? text.data : "");
    bt_buf_puts(out, "</pre>\n");
    bt_sweep_put_svg(out, s, rows);
    bt_buf_puts(out, "<div class=\"scroll\">\n");
    bt_sweep_put_table(out, s, rows, BT_FORM_HTML, 0);
    bt_buf_puts(out, "</div>\n<pre>");
    bt_buf_clear(&text);
    bt_sweep_put_notes(&text, s, rows);
    bt_sweep_put_xml(out, text.data && text.len ? text.data : "");
    bt_buf_puts(out, "</pre>\n</body>\n</html>\n");
    out->failed |= text.failed;
    bt_buf_free(&text);
}
