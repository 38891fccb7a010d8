// The picture of a run: see gantt.h.
#include "lab/gantt.h"

#include <string.h>

#include "base/buf.h"

// The bins have become too few: each takes in its neighbour.
static void widen(struct bt_gantt_clock *clock)
{
    for (size_t r = 0; r < BT_GANTT_ROWS; r++) {
        struct bt_gantt_row *row = clock->rows[r];
        if (!row)
            continue;
        for (size_t i = 0; i < BT_GANTT_BINS; i++)
            for (size_t s = 0; s < BT_GANTT_STATES; s++)
                row->in[i][s] =
                    i < BT_GANTT_BINS / 2 ? row->in[2 * i][s] + row->in[2 * i + 1][s] : 0;
    }
    clock->width *= 2;
}

bool bt_gantt_add(struct bt_gantt_clock *clock, size_t row, enum bt_gantt_state state,
                  uint64_t from, uint64_t to)
{
    if (row >= BT_GANTT_ROWS || to <= from)
        return true;
    if (clock->width == 0)
        clock->width = 1;
    while ((to - 1) / clock->width >= BT_GANTT_BINS)
        widen(clock);
    if (!clock->rows[row]) {
        clock->rows[row] = bt_alloc_zero(sizeof *clock->rows[row]);
        if (!clock->rows[row])
            return false;
    }
    while (from < to) {
        uint64_t bin = from / clock->width, end = (bin + 1) * clock->width;
        if (end > to)
            end = to;
        clock->rows[row]->in[bin][state] += end - from;
        from = end;
    }
    return true;
}

void bt_gantt_free(struct bt_gantt *g)
{
    for (size_t r = 0; r < BT_GANTT_ROWS; r++) {
        bt_free(g->instructions.rows[r]);
        bt_free(g->wall.rows[r]);
    }
}

// ---- drawing ----

struct look {
    const char *unicode, *ascii, *colour, *meaning;
};

// what a thread that runs part of a column's time looks like: from 3/4, 1/2, 1/4 of it
static const struct look shades[] = {
    {"█", "#", "\033[32m", "runs"},
    {"▓", "=", "\033[32m", "runs half of the time"},
    {"▒", "-", "\033[32m", "runs a quarter"},
};
static const struct look looks[] = {
    [BT_GANTT_WANTS] = {"·", ".", "\033[33m", "wants the interpreter's lock"},
    [BT_GANTT_LOCK] = {"╳", "x", "\033[31m", "waits for a lock"},
    [BT_GANTT_SYNC] = {"○", "o", "\033[35m", "waits for a condition, event, queue ..."},
    [BT_GANTT_JOIN] = {"┄", "j", "\033[34m", "waits for a thread to end"},
    [BT_GANTT_SLEEP] = {"z", "z", "\033[36m", "sleeps"},
    [BT_GANTT_IO] = {"~", "~", "\033[36m", "input or output"},
};

// What a column shows: times in the states, weighted by how much of a bin lies in it.
static const struct look *look_of(const double in[BT_GANTT_STATES], double width)
{
    double alive = 0;
    size_t most = BT_GANTT_WANTS;
    for (size_t s = 0; s < BT_GANTT_STATES; s++) {
        alive += in[s];
        if (s != BT_GANTT_RUNS && in[s] > in[most])
            most = s;
    }
    if (alive < width / 2 && in[BT_GANTT_RUNS] <= 0)
        return NULL;
    double share = in[BT_GANTT_RUNS] / (alive > 0 ? alive : 1);
    if (share >= 0.75)
        return &shades[0];
    if (share >= 0.375)
        return &shades[1];
    if (share >= 0.125)
        return &shades[2];
    return in[most] > 0 ? &looks[most] : NULL;
}

void bt_gantt_draw(struct bt_buf *out, const struct bt_gantt_clock *clock, size_t row, uint64_t end,
                   const struct bt_gantt_style *style)
{
    const struct bt_gantt_row *r = row < BT_GANTT_ROWS ? clock->rows[row] : NULL;
    const char *colour = NULL;
    double column = (double)end / (double)style->columns, bin = (double)clock->width;
    for (size_t c = 0; r && column > 0 && c < style->columns; c++) {
        double from = (double)c * column, to = from + column, in[BT_GANTT_STATES] = {0};
        for (size_t b = (size_t)(from / bin); b < BT_GANTT_BINS && (double)b * bin < to; b++) {
            double low = (double)b * bin, high = low + bin;
            double part = ((high < to ? high : to) - (low > from ? low : from)) / bin;
            for (size_t s = 0; s < BT_GANTT_STATES; s++)
                in[s] += (double)r->in[b][s] * part;
        }
        const struct look *look = look_of(in, column);
        if (style->colour && look && look->colour != colour)
            bt_buf_puts(out, colour = look->colour);
        bt_buf_puts(out, !look ? " " : style->unicode ? look->unicode : look->ascii);
    }
    if (colour)
        bt_buf_puts(out, "\033[0m");
}

static void put_meaning(struct bt_buf *out, const struct look *look,
                        const struct bt_gantt_style *style, size_t *line)
{
    size_t n = strlen(look->meaning) + 2;
    if (*line + n + 3 > style->columns + 24) {
        bt_buf_putc(out, '\n');
        *line = 0;
    }
    bt_buf_puts(out, *line == 0 ? "  " : "   ");
    *line += n + 3;
    bool colour = style->colour;
    bt_buf_puts(out, colour ? look->colour : "");
    bt_buf_puts(out, style->unicode ? look->unicode : look->ascii);
    bt_buf_printf(out, "%s %s", colour ? "\033[0m" : "", look->meaning);
}

void bt_gantt_legend(struct bt_buf *out, unsigned states, const struct bt_gantt_style *style)
{
    size_t line = 0;
    for (size_t i = 0; i < sizeof shades / sizeof shades[0]; i++)
        put_meaning(out, &shades[i], style, &line);
    for (size_t s = BT_GANTT_WANTS; s < BT_GANTT_STATES; s++)
        if (states >> s & 1)
            put_meaning(out, &looks[s], style, &line);
    bt_buf_putc(out, '\n');
}
