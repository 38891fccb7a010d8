// Pieces of text that tables, pictures and files have in common: see sweep.h.
#include "lab/sweep.h"

#include <inttypes.h>
#include <math.h>
#include <string.h>

#include "base/mem.h"
#include "base/utf8.h"

// ---- numbers ----

static void put_grouped(struct bt_buf *out, const char *digits)
{
    size_t len = strspn(digits, "0123456789");
    for (size_t i = 0; i < len; i++) {
        if (i > 0 && (len - i) % 3 == 0)
            bt_buf_putc(out, ',');
        bt_buf_putc(out, digits[i]);
    }
    bt_buf_puts(out, digits + len);
}

void bt_sweep_put_count(struct bt_buf *out, double number)
{
    char text[64];
    snprintf(text, sizeof text, "%.0f", fabs(number) < 1e18 ? fabs(number) : 1e18);
    if (number < 0 && strcmp(text, "0") != 0)
        bt_buf_putc(out, '-');
    put_grouped(out, text);
}

void bt_sweep_put_number(struct bt_buf *out, double number)
{
    char text[64];
    double size = fabs(number);
    if (size != 0 && (size < 0.0005 || size >= 1e15)) {
        bt_buf_printf(out, "%.3g", number);
        return;
    }
    int decimals = size >= 100 || size == 0 ? 0 : size >= 10 ? 1 : size >= 1 ? 2 : 3;
    if (size < 1e15 && size == floor(size))
        decimals = 0;
    snprintf(text, sizeof text, "%.*f", decimals, size);
    if (number < 0)
        bt_buf_putc(out, '-');
    put_grouped(out, text);
}

void bt_sweep_put_mean(struct bt_buf *out, const struct bt_mean *m, double unit)
{
    if (m->n == 0)
        return;
    bt_sweep_put_number(out, m->mean / unit);
    if (m->n > 1 && m->sd > 0) {
        bt_buf_puts(out, " ± ");
        bt_sweep_put_number(out, m->sd / unit);
    }
}

// ---- the metric ----

void bt_sweep_choose_metric(struct bt_sweep *s)
{
    uint32_t done, wanted, failed;
    if (s->metric != BT_METRIC_NONE)
        return;
    bt_sweep_totals(s, &done, &wanted, &failed);
    s->metric = s->checks.n > 0 || failed > 0 ? BT_METRIC_FAILED : BT_METRIC_WALL;
}

static struct bt_sweep_value of_mean(const struct bt_mean *m, double unit)
{
    double mean = m->mean / unit, sd = m->sd / unit;
    return (struct bt_sweep_value){m->n > 0, mean, mean - sd, mean + sd};
}

struct bt_sweep_value bt_sweep_value(const struct bt_sweep *s, const struct bt_sweep_row *row)
{
    switch (s->metric) {
    case BT_METRIC_WALL: return of_mean(&row->wall_ns, 1e6);
    case BT_METRIC_SWITCHES: return of_mean(&row->switches, 1);
    case BT_METRIC_INSTR: return of_mean(&row->instructions, 1);
    case BT_METRIC_EXPR: return of_mean(&row->number, 1);
    case BT_METRIC_NONE:
    case BT_METRIC_FAILED: break;
    }
    return (struct bt_sweep_value){
        .known = row->runs > 0,
        .mean = row->runs ? 100.0 * row->failed / row->runs : 0,
        .low = 100 * row->share_low,
        .high = 100 * row->share_high,
    };
}

void bt_sweep_put_metric(struct bt_buf *out, const struct bt_sweep *s)
{
    switch (s->metric) {
    case BT_METRIC_WALL: bt_buf_puts(out, "wall, ms"); return;
    case BT_METRIC_SWITCHES: bt_buf_puts(out, "switches"); return;
    case BT_METRIC_INSTR: bt_buf_puts(out, "instructions"); return;
    case BT_METRIC_EXPR: bt_buf_puts(out, s->expr); return;
    case BT_METRIC_NONE:
    case BT_METRIC_FAILED: break;
    }
    bt_buf_puts(out, "failed, %");
}

// ---- text ----

bool bt_sweep_put_line(struct bt_buf *out, const char *text, size_t width)
{
    struct bt_buf line;
    bt_buf_init(&line);
    size_t len = strlen(text);
    while (len > 0 && strchr(" \t\r\n", text[len - 1]))
        len--;
    for (size_t i = 0; i < len; i++) {
        unsigned char c = (unsigned char)text[i];
        if (c == '\n')
            bt_buf_puts(&line, " / ");
        else if (c == '\t' || c == '\r')
            bt_buf_putc(&line, ' ');
        else
            bt_buf_putc(&line, c < ' ' || c == 0x7F ? '?' : (char)c);
    }
    size_t keep = line.len, columns = 0;
    bool cut = width > 0 && line.len > 0 && bt_utf8_width(line.data, line.len) > width;
    for (size_t i = 0, size; cut && i < line.len; i += size) {
        size = bt_utf8_size((unsigned char)line.data[i]);
        columns += bt_utf8_width(line.data + i, size);
        if (columns >= width) { // the last column is for the dots
            keep = i;
            break;
        }
    }
    if (line.len > 0)
        bt_buf_write(out, line.data, keep);
    if (cut)
        bt_buf_puts(out, "…");
    out->failed |= line.failed;
    bt_buf_free(&line);
    return cut;
}

void bt_sweep_put_xml(struct bt_buf *out, const char *text)
{
    for (; *text; text++) {
        unsigned char c = (unsigned char)*text;
        if (c == '&')
            bt_buf_puts(out, "&amp;");
        else if (c == '<')
            bt_buf_puts(out, "&lt;");
        else if (c == '>')
            bt_buf_puts(out, "&gt;");
        else if (c == '"')
            bt_buf_puts(out, "&quot;");
        else
            bt_buf_putc(out, c < ' ' && c != '\n' ? ' ' : (char)c);
    }
}

// ---- outcomes ----

// What comes before the outcome's text; true: the text goes with it.
static bool put_ending(struct bt_buf *out, const struct bt_sweep *s,
                       const struct bt_sweep_outcome *o)
{
    switch (o->end) {
    case BT_END_OK: return true;
    case BT_END_CHECK:
        bt_buf_puts(out, "failed: ");
        if (s->checks.n > 1)
            bt_buf_printf(out, "%s: ", o->detail);
        return true;
    case BT_END_EXIT:
        bt_buf_printf(out, "exit %d%s%s", o->status, *o->detail ? ": " : "", o->detail);
        return false;
    case BT_END_EXCEPTION: bt_buf_puts(out, o->detail); return false;
    case BT_END_THREAD: bt_buf_printf(out, "in a thread: %s", o->detail); return false;
    case BT_END_METRIC: bt_buf_printf(out, "no metric: %s", o->detail); return false;
    case BT_END_DEADLOCK:
    case BT_END_LIMIT:
    case BT_END_CRASH:
    case BT_END_HANG:
    case BT_END_COUNT: break;
    }
    bt_buf_puts(out, bt_ending_name(o->end));
    if (*o->detail)
        bt_buf_printf(out, " (%s)", o->detail);
    return false;
}

// Does another outcome begin with the same text, so far as it is shown?
static bool has_twin(const struct bt_sweep *s, const struct bt_sweep_outcome *o, size_t width)
{
    struct bt_buf mine, other;
    bool twin = false;
    bt_buf_init(&mine);
    bt_buf_init(&other);
    bt_sweep_put_line(&mine, o->text, width);
    for (size_t i = 0; !twin && i < s->outcomes.n; i++) {
        const struct bt_sweep_outcome *p = &s->outcomes.items[i];
        if (p == o || p->end != o->end)
            continue;
        bt_buf_clear(&other);
        bt_sweep_put_line(&other, p->text, width);
        twin = mine.len == other.len && (mine.len == 0 || !memcmp(mine.data, other.data, mine.len));
    }
    bt_buf_free(&mine);
    bt_buf_free(&other);
    return twin;
}

void bt_sweep_put_outcome(struct bt_buf *out, const struct bt_sweep *s, uint32_t outcome,
                          size_t width)
{
    const struct bt_sweep_outcome *o = &s->outcomes.items[outcome];
    struct bt_buf head, all;
    bt_buf_init(&head);
    bt_buf_init(&all);
    bool text = put_ending(&head, s, o);
    if (!text) {
        bt_sweep_put_line(out, head.data ? head.data : "", width);
    } else if (*o->text == '\0') {
        bt_buf_puts(&head, s->expr ? "(empty)" : "(prints nothing)");
        bt_sweep_put_line(out, head.data, width);
    } else {
        size_t used = head.len ? bt_utf8_width(head.data, head.len) : 0;
        size_t room = width == 0 ? 0 : width > used + 8 ? width - used : 8;
        bool cut = bt_sweep_put_line(&all, o->text, room);
        char tag[8] = "";
        if ((cut || o->cut) && has_twin(s, o, room)) { // tell them apart all the same
            snprintf(tag, sizeof tag, "#%04x", (unsigned)(o->hash & 0xFFFF));
            if (room > 5)
                room -= 5;
        }
        bt_buf_write(out, head.data, head.len);
        bt_sweep_put_line(out, o->text, room);
        if (o->cut && !cut)
            bt_buf_puts(out, "…");
        bt_buf_puts(out, tag);
    }
    out->failed |= head.failed || all.failed;
    bt_buf_free(&head);
    bt_buf_free(&all);
}

// ---- the title ----

static void put_words(struct bt_buf *out, const struct bt_sweep_words *words)
{
    for (size_t i = 0; i < words->n; i++) {
        bt_buf_putc(out, ' ');
        bt_sweep_put_line(out, words->items[i], 40);
    }
}

static void put_plural(struct bt_buf *out, double n, const char *word)
{
    bt_sweep_put_count(out, n);
    bt_buf_printf(out, " %s%s", word, n == 1 ? "" : "s");
}

void bt_sweep_put_title(struct bt_buf *out, const struct bt_sweep *s)
{
    const struct bt_sweep_grid *g = &s->grid;
    bool kernel = false;
    bt_sweep_put_line(out, s->script, 60);
    put_words(out, &s->args);
    if (s->options.n > 0) {
        bt_buf_puts(out, " with");
        put_words(out, &s->options);
    }
    bt_buf_puts(out, ": ");
    put_plural(out, (double)g->n.n, "interval");
    for (size_t i = 0; i < g->policies.n; i++) {
        const struct bt_sweep_policy *p = &g->policies.items[i];
        kernel |= p->kernel;
        if (*p->text)
            bt_buf_printf(out, ", %s", p->text);
    }
    if (g->seed_given && g->n_seeds == 1)
        bt_buf_printf(out, ", seed %" PRIu64, g->first_seed);
    else if (g->seed_given)
        bt_buf_printf(out, ", seeds %" PRIu64 "..%" PRIu64, g->first_seed,
                      g->first_seed + g->n_seeds - 1);
    uint32_t each = g->n_seeds * g->repeats;
    bt_buf_puts(out, ", ");
    put_plural(out, each, "run");
    bt_buf_puts(out, " each");
    if (each == 1 && !kernel)
        bt_buf_puts(out, " (the schedule is deterministic)");
    for (size_t i = 0; i < s->checks.n; i++)
        bt_buf_printf(out, "\ncheck %s", s->checks.items[i] + strspn(s->checks.items[i], " \t"));
    bt_buf_putc(out, '\n');
}
