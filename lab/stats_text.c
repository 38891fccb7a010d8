/*
 * The report for people: a picture of the run, then tables. Each table leaves out what says nothing
 * (no waiting, no contention).
 */
#include "lab/stats_text.h"

#include <stdio.h>
#include <string.h>

#include "base/utf8.h"
#include "lab/put.h"
#include "vm/gil.h"

#define NAME_MAX_COLUMNS 24
#define THREAD_LINES     40 // in a table; the rest is summed up
#define WAIT_LINES       5  // of a thread
#define OBJECT_LINES     12
#define PAIR_LINES       3

struct report {
    struct bt_buf *out;
    const struct bt_stats *s;
    const struct bt_stats_style *style;
    size_t name_width;
};

static const char *thread_name(const struct bt_stats_thread *t, char room[48])
{
    if (t->number != 0)
        return t->name ? t->name : "?";
    (void)snprintf(room, 48, "%u others", t->together);
    return room;
}

static void put_name(const struct report *r, const struct bt_stats_thread *t)
{
    char room[48];
    bt_put_text(r->out, thread_name(t, room), r->style->unicode, r->name_width, r->name_width);
}

// The threads from this one on, as one.
static struct bt_stats_thread rest_of(const struct bt_stats *s, size_t from)
{
    struct bt_stats_thread all = {0};
    for (size_t i = from; i < s->threads.n; i++)
        bt_stats_fold(&all, s->threads.items[i]);
    return all;
}

// ---- the picture ----

// How long nobody had the lock or wanted it.
static int64_t idle_wall(const struct bt_stats *s)
{
    int64_t idle = s->end_wall - s->start_wall - s->handing;
    for (size_t i = 0; i < s->threads.n; i++)
        idle -= s->threads.items[i]->in[BT_STATS_RUNS].wall;
    return idle > 0 ? idle : 0;
}

// By instructions, unless for most of the time nobody ran: then that clock stood still.
static bool by_wall(const struct bt_stats *s, enum bt_stats_clock clock)
{
    if (clock != BT_STATS_CLOCK_AUTO)
        return clock == BT_STATS_CLOCK_WALL;
    return idle_wall(s) > (s->end_wall - s->start_wall) / 2;
}

static unsigned states_seen(const struct bt_gantt_clock *clock)
{
    unsigned seen = 0;
    for (size_t row = 0; row < BT_GANTT_ROWS; row++)
        for (size_t b = 0; clock->rows[row] && b < BT_GANTT_BINS; b++)
            for (unsigned k = 0; k < BT_GANTT_STATES; k++)
                if (clock->rows[row]->in[b][k] > 0)
                    seen |= 1u << k;
    return seen;
}

static void put_picture(const struct report *r)
{
    const struct bt_stats *s = r->s;
    bool wall = by_wall(s, r->style->clock);
    const struct bt_gantt_clock *clock = wall ? &s->gantt.wall : &s->gantt.instructions;
    uint64_t end = wall ? (uint64_t)(s->end_wall - s->start_wall) : s->end_clock - s->start_clock;
    size_t columns =
        r->style->columns > r->name_width + 22 ? r->style->columns - r->name_width - 3 : 20;
    struct bt_gantt_style style = {columns, r->style->unicode, r->style->colour};
    size_t rows = s->threads.n < BT_GANTT_ROWS ? s->threads.n : BT_GANTT_ROWS;
    for (size_t i = 0; i < rows; i++) {
        put_name(r, s->threads.items[i]);
        bt_buf_puts(r->out, "  ");
        bt_gantt_draw(r->out, clock, i, end, &style);
        while (r->out->len > 0 && r->out->data[r->out->len - 1] == ' ')
            r->out->data[--r->out->len] = '\0';
        bt_buf_putc(r->out, '\n');
    }
    if (s->threads.n > rows)
        bt_buf_printf(r->out, "(and %u more threads)\n", rest_of(s, rows).together);
    struct bt_buf last;
    bt_buf_init(&last);
    if (wall) {
        bt_put_time(&last, (int64_t)end, 0);
    } else {
        bt_put_count(&last, end, 0);
        bt_buf_puts(&last, " instructions");
    }
    bt_buf_fill(r->out, ' ', r->name_width + 2);
    bt_buf_puts(r->out, "0");
    if (last.len + 1 < columns)
        bt_buf_fill(r->out, ' ', columns - last.len - 1);
    bt_buf_write(r->out, last.data, last.len);
    bt_buf_free(&last);
    bt_buf_putc(r->out, '\n');
    bt_gantt_legend(r->out, states_seen(clock), &style);
}


// ---- the threads ----

static struct bt_stats_sum waited(const struct bt_stats_thread *t)
{
    struct bt_stats_sum sum = {0, 0, 0};
    for (size_t k = BT_STATS_WAITS; k < BT_STATS_STATES; k++) {
        sum.times += t->in[k].times;
        sum.instructions += t->in[k].instructions;
        sum.wall += t->in[k].wall;
    }
    return sum;
}

static void put_rest_of_name(const struct report *r, const char *text)
{
    bt_put_text(r->out, text, r->style->unicode, r->name_width, r->name_width);
}

static void put_instructions(const struct report *r)
{
    const struct bt_stats *s = r->s;
    struct bt_stats_thread rest = rest_of(s, THREAD_LINES);
    double all = (double)(s->end_clock - s->start_clock);
    put_rest_of_name(r, "instructions");
    bt_buf_puts(r->out, "           ran   share       wanted       waited   turns      longest\n");
    for (size_t i = 0; i < s->threads.n && i <= THREAD_LINES; i++) {
        const struct bt_stats_thread *t = i == THREAD_LINES ? &rest : s->threads.items[i];
        put_name(r, t);
        bt_put_count(r->out, t->in[BT_STATS_RUNS].instructions, 14);
        bt_put_share(r->out, (double)t->in[BT_STATS_RUNS].instructions, all, 8);
        bt_put_count(r->out, t->in[BT_STATS_WANTS].instructions, 13);
        bt_put_count(r->out, waited(t).instructions, 13);
        bt_put_count(r->out, t->in[BT_STATS_RUNS].times, 8);
        bt_put_count(r->out, t->longest_turn, 13);
        bt_buf_putc(r->out, '\n');
    }
}

static void put_wall(const struct report *r)
{
    const struct bt_stats *s = r->s;
    struct bt_stats_thread rest = rest_of(s, THREAD_LINES);
    double all = (double)(s->end_wall - s->start_wall);
    bt_buf_putc(r->out, '\n');
    put_rest_of_name(r, s->vm->config.virtual_clock ? "virtual time" : "wall time");
    bt_buf_puts(r->out, "           ran   share       wanted       waited longest want\n");
    for (size_t i = 0; i < s->threads.n && i <= THREAD_LINES; i++) {
        const struct bt_stats_thread *t = i == THREAD_LINES ? &rest : s->threads.items[i];
        put_name(r, t);
        bt_put_time(r->out, t->in[BT_STATS_RUNS].wall, 14);
        bt_put_share(r->out, (double)t->in[BT_STATS_RUNS].wall, all, 8);
        bt_put_time(r->out, t->in[BT_STATS_WANTS].wall, 13);
        bt_put_time(r->out, waited(t).wall, 13);
        bt_put_time(r->out, t->longest_want, 13);
        bt_buf_putc(r->out, '\n');
    }
}

// ---- what they waited for ----

void bt_stats_object_name(struct bt_buf *out, const struct bt_stats *s, uint32_t number,
                          bool unicode)
{
    if (number == 0 || number >= s->objects.n) {
        bt_buf_puts(out, "others");
        return;
    }
    const struct bt_stats_object *o = &s->objects.items[number];
    bt_buf_printf(out, "%s %u (", o->reentrant ? "RLock" : bt_stats_reason(o->reason), o->number);
    if (o->name) {
        bt_put_text(out, o->name, unicode, 40, 0);
    } else {
        bt_put_place(out, bt_places_at(&s->places, o->place), unicode);
    }
    bt_buf_putc(out, ')');
}

static void put_wait_name(struct bt_buf *out, const struct report *r, const struct bt_stats_wait *w)
{
    char room[48];
    const struct bt_stats_thread *t;
    switch ((enum bt_wait_reason)w->reason) {
    case BT_WAIT_JOIN:
        t = bt_stats_find(r->s, w->what);
        if (t)
            bt_put_text(out, thread_name(t, room), r->style->unicode, 30, 0);
        else
            bt_buf_printf(out, w->what ? "thread %u" : "others", w->what);
        bt_buf_puts(out, " to end");
        break;
    case BT_WAIT_SLEEP: bt_buf_puts(out, "sleep"); break;
    case BT_WAIT_IO: bt_buf_puts(out, "input or output"); break;
    case BT_WAIT_EXIT: bt_buf_puts(out, "the other threads to end"); break;
    case BT_WAIT_LOCK:
        if (w->what == 0) {
            bt_buf_puts(out, "an import, other locks");
            break;
        }
        // fall through
    case BT_WAIT_NONE:
    case BT_WAIT_CONDITION:
    case BT_WAIT_EVENT:
    case BT_WAIT_SEMAPHORE:
    case BT_WAIT_BARRIER:
    case BT_WAIT_QUEUE: bt_stats_object_name(out, r->s, w->what, r->style->unicode); break;
    }
}

// The longest ones of a thread, at most WAIT_LINES: marks them in `pick`.
static size_t pick_waits(const struct bt_stats_thread *t, size_t pick[WAIT_LINES])
{
    size_t n = 0;
    while (n < WAIT_LINES && n < t->waits.n) {
        size_t best = SIZE_MAX;
        for (size_t i = 0; i < t->waits.n; i++) {
            bool taken = false;
            for (size_t k = 0; k < n; k++)
                taken = taken || pick[k] == i;
            const struct bt_stats_sum *a = &t->waits.items[i].sum;
            const struct bt_stats_sum *b = best == SIZE_MAX ? NULL : &t->waits.items[best].sum;
            if (!taken && (!b || a->instructions > b->instructions ||
                           (a->instructions == b->instructions && a->times > b->times)))
                best = i;
        }
        pick[n++] = best;
    }
    return n;
}

static void put_column(struct bt_buf *out, struct bt_buf *text, size_t width)
{
    size_t w = bt_utf8_width(text->data ? text->data : "", text->len);
    bt_buf_write(out, text->data, text->len);
    bt_buf_fill(out, ' ', w < width ? width - w : 0);
    bt_buf_free(text);
}

static void put_waits(const struct report *r)
{
    const struct bt_stats *s = r->s;
    bool any = false;
    for (size_t i = 0; i < s->threads.n && i < THREAD_LINES; i++) {
        const struct bt_stats_thread *t = s->threads.items[i];
        size_t pick[WAIT_LINES], n = pick_waits(t, pick);
        for (size_t k = 0; k < n; k++) {
            if (!any) {
                bt_buf_putc(r->out, '\n');
                put_rest_of_name(r, "waited");
                bt_buf_puts(r->out, "  for                                 times instructions"
                                    "        time\n");
                any = true;
            }
            const struct bt_stats_wait *w = &t->waits.items[pick[k]];
            struct bt_buf what;
            bt_buf_init(&what);
            if (k == 0)
                put_name(r, t);
            else
                put_rest_of_name(r, "");
            bt_buf_puts(r->out, "  ");
            put_wait_name(&what, r, w);
            put_column(r->out, &what, 32);
            bt_put_count(r->out, w->sum.times, 9);
            bt_put_count(r->out, w->sum.instructions, 13);
            bt_put_time(r->out, w->sum.wall, 12);
            bt_buf_putc(r->out, '\n');
        }
        if (t->waits.n > n) {
            put_rest_of_name(r, "");
            bt_buf_printf(r->out, "  and %zu other things\n", t->waits.n - n);
        }
    }
}

// ---- contended objects ----

static void put_pair(const struct report *r, const struct bt_stats_object *o,
                     const struct bt_stats_pair *p)
{
    const struct bt_stats *s = r->s;
    const struct bt_place *held = bt_places_at(&s->places, p->held_at);
    const struct bt_place *wanted = bt_places_at(&s->places, p->waited_at);
    bt_buf_puts(r->out, "  ");
    bt_put_count(r->out, p->times, 9);
    bt_buf_puts(r->out, p->times == 1 ? " time   " : " times  ");
    if (o->reason == BT_WAIT_LOCK && held->line > 0) {
        bt_buf_puts(r->out, "held since ");
        bt_put_place(r->out, held, r->style->unicode);
        bt_buf_puts(r->out, ", ");
    }
    bt_buf_puts(r->out, "wanted at ");
    bt_put_place(r->out, wanted, r->style->unicode);
    if (wanted->function[0] && wanted->function[0] != '<') {
        bt_buf_puts(r->out, " (");
        const char *local = strstr(wanted->function, "<locals>.");
        for (const char *next = local; next; next = strstr(local + 9, "<locals>."))
            local = next;
        bt_put_text(r->out, local ? local + 9 : wanted->function, r->style->unicode, 40, 0);
        bt_buf_putc(r->out, ')');
    }
    bt_buf_putc(r->out, '\n');
}

static void put_object(const struct report *r, uint32_t number)
{
    const struct bt_stats_object *o = &r->s->objects.items[number];
    struct bt_buf name;
    bt_buf_init(&name);
    bt_stats_object_name(&name, r->s, number, r->style->unicode);
    put_column(r->out, &name, r->name_width + 12);
    bt_buf_putc(r->out, ' ');
    if (o->reason == BT_WAIT_LOCK)
        bt_put_count(r->out, o->acquisitions, 11);
    else
        bt_buf_printf(r->out, "%11s", "");
    bt_put_count(r->out, o->sum.times, 9);
    bt_put_count(r->out, o->sum.instructions, 13);
    bt_put_time(r->out, o->sum.wall, 12);
    bt_put_time(r->out, o->longest_wait, 10);
    bt_buf_putc(r->out, '\n');
    bool shown[BT_STATS_PAIRS] = {false};
    for (size_t k = 0; k < PAIR_LINES; k++) {
        size_t best = BT_STATS_PAIRS;
        for (size_t i = 0; i < BT_STATS_PAIRS; i++)
            if (!shown[i] && o->pairs[i].times > 0 &&
                (best == BT_STATS_PAIRS || o->pairs[i].times > o->pairs[best].times))
                best = i;
        if (best == BT_STATS_PAIRS)
            break;
        shown[best] = true;
        put_pair(r, o, &o->pairs[best]);
    }
}

static void put_objects(const struct report *r)
{
    const struct bt_stats *s = r->s;
    uint32_t shown[OBJECT_LINES];
    size_t n = 0, all = 0;
    for (uint32_t i = 1; i < s->objects.n; i++)
        all += s->objects.items[i].sum.times > 0;
    while (n < OBJECT_LINES && n < all) {
        uint32_t best = 0;
        for (uint32_t i = 1; i < s->objects.n; i++) {
            const struct bt_stats_object *a = &s->objects.items[i], *b = &s->objects.items[best];
            bool taken = a->sum.times == 0;
            for (size_t k = 0; k < n; k++)
                taken = taken || shown[k] == i;
            if (!taken && (best == 0 || a->sum.times > b->sum.times))
                best = i;
        }
        shown[n++] = best;
    }
    if (n == 0)
        return;
    bt_buf_putc(r->out, '\n');
    bt_put_text(r->out, "contended", true, r->name_width + 12, r->name_width + 12);
    bt_buf_puts(r->out, "       taken   waited instructions        time   longest\n");
    for (size_t i = 0; i < n; i++)
        put_object(r, shown[i]);
    if (all > n)
        bt_buf_printf(r->out, "(and %zu more)\n", all - n);
}

// ---- how the lock moved ----

static void put_moves(const struct report *r)
{
    const struct bt_stats *s = r->s;
    struct {
        const char *what;
        uint64_t n;
    } why[BT_STATS_STATES + 5] = {
        {"end of turn", s->turns_over}, {"sleep(0)", s->yields},       {"Ctrl-C", s->cuts},
        {"end of thread", s->ends},     {"preempted", s->preemptions},
    };
    uint64_t sum = s->turns_over + s->yields + s->cuts + s->ends + s->preemptions;
    size_t n = 5;
    for (uint32_t k = BT_STATS_WAITS; k < BT_STATS_STATES; k++) {
        why[n].what = k == BT_STATS_WAITS + BT_WAIT_EXIT ? "end of program"
                                                         : bt_stats_reason(k - BT_STATS_WAITS);
        why[n++].n = s->gave_up[k];
        sum += s->gave_up[k];
    }
    bt_buf_puts(r->out, "\nThe lock was given up ");
    bt_put_count(r->out, sum, 0);
    bt_buf_puts(r->out, sum == 1 ? " time" : " times");
    for (bool first = true;; first = false) {
        size_t best = n;
        for (size_t i = 0; i < n; i++)
            if (why[i].n > 0 && (best == n || why[i].n > why[best].n))
                best = i;
        if (best == n)
            break;
        bt_buf_puts(r->out, first ? ": " : ", ");
        bt_buf_printf(r->out, "%s ", why[best].what);
        bt_put_count(r->out, why[best].n, 0);
        why[best].n = 0;
    }
    bt_buf_puts(r->out, ".\n");
    if (s->hand_overs > 0 && !s->vm->config.virtual_clock) {
        const struct bt_stats_histogram *h = &s->latency;
        bt_buf_puts(r->out, "From one thread to the next ");
        bt_put_count(r->out, s->hand_overs, 0);
        bt_buf_puts(r->out, s->hand_overs == 1 ? " time, in" : " times, in");
        static const double shares[] = {0.5, 0.9, 0.99};
        static const char *const names[] = {"p50", "p90", "p99"};
        for (size_t i = 0; i < 3; i++) {
            bt_buf_printf(r->out, " %s ", names[i]);
            bt_put_time(r->out, bt_stats_percentile(h, shares[i]), 0);
            bt_buf_putc(r->out, ',');
        }
        bt_buf_puts(r->out, " at most ");
        bt_put_time(r->out, h->max, 0);
        bt_buf_puts(r->out, ".\n");
    }
    int64_t wall = s->end_wall - s->start_wall, idle = idle_wall(s);
    if (idle > wall / 100) {
        bt_buf_puts(r->out, "Nobody wanted it for ");
        bt_put_time(r->out, idle, 0);
        bt_buf_puts(r->out, " (");
        bt_put_share(r->out, (double)idle, (double)wall, 0);
        bt_buf_puts(r->out, ").\n");
    }
}

static void put_title(const struct report *r)
{
    const struct bt_stats *s = r->s;
    const struct bt_gil *gil = &s->vm->gil;
    bt_buf_puts(r->out, "baton: ");
    bt_put_count(r->out, s->end_clock - s->start_clock, 0);
    bt_buf_puts(r->out, " instructions in ");
    bt_put_time(r->out, s->end_wall - s->start_wall, 0);
    bt_buf_puts(r->out, ", ");
    bt_put_count(r->out, s->starts + 1, 0);
    bt_buf_puts(r->out, s->starts == 0 ? " thread" : " threads");
    if (gil->n == BT_SWITCH_INF)
        bt_buf_puts(r->out, ", turns without limit");
    else {
        bt_buf_puts(r->out, ", turns of ");
        bt_put_count(r->out, gil->n, 0);
    }
    if (gil->n_max != gil->n) {
        bt_buf_puts(r->out, " to ");
        bt_put_count(r->out, gil->n_max, 0);
    }
    bt_buf_printf(r->out, ", policy %s\n\n", gil->policy->name);
}

void bt_stats_text(struct bt_buf *out, const struct bt_stats *s, const struct bt_stats_style *style)
{
    struct report r = {out, s, style, 12};
    for (size_t i = 0; i < s->threads.n; i++) {
        struct bt_buf name;
        char room[48];
        bt_buf_init(&name);
        bt_put_text(&name, thread_name(s->threads.items[i], room), style->unicode, NAME_MAX_COLUMNS,
                    0);
        size_t w = bt_utf8_width(name.data ? name.data : "", name.len);
        if (w > r.name_width)
            r.name_width = w;
        bt_buf_free(&name);
    }
    put_title(&r);
    put_picture(&r);
    bt_buf_putc(out, '\n');
    put_instructions(&r);
    put_wall(&r);
    put_waits(&r);
    put_objects(&r);
    put_moves(&r);
    if (s->no_memory)
        bt_buf_puts(out, "Memory was short: something is missing here.\n");
}
