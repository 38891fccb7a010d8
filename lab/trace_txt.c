/*
 * Traces as text: a line for each switch of the interpreter's lock and for what leads to one; with
 * `--trace-instr` one for each instruction. Who gives the lock up and who gets it are one line, if
 * nothing happens between the two.
 */
#include <string.h>

#include "lab/trace_impl.h"

#define NAME_MAX_COLUMNS 28
#define WHAT_COLUMNS     10
#define WHY_MAX_COLUMNS  76

struct txt {
    const struct bt_trace_run *run;
    const struct bt_log *log;
    struct bt_buf *out;
    struct bt_buf cell; // a column being made
    int clock_columns;
    size_t name_columns, why_columns;
    bool measuring;            // nothing is written: how wide will the columns be?
    bool pending;              // a line waits for who is next, or for the holder of a lock
    struct bt_log_record left; // ... what happened
    struct bt_tl_slice wait;   // ... and what it waits for
    uint64_t run_from;         // the count of the one who runs, when it began to
};

static void put_cell(struct txt *t, size_t columns)
{
    const char *text = t->cell.data ? t->cell.data : "";
    bt_buf_puts(t->out, text);
    size_t n = bt_text_columns(text);
    bt_buf_fill(t->out, ' ', n < columns ? columns - n + 2 : 2);
    bt_buf_clear(&t->cell);
}

static void put_clock(struct txt *t, const struct bt_log_record *r)
{
    if (t->run->options->wall)
        bt_buf_printf(t->out, "%*.3f  ", t->clock_columns, (double)r->wall / 1e3);
    else
        bt_buf_printf(t->out, "%*llu  ", t->clock_columns, (unsigned long long)r->clock);
}

// A thread's name in its column, cut if it is very long.
static void put_name(struct txt *t, uint32_t thread)
{
    bt_words_thread(&t->cell, t->log, thread);
    if (bt_text_columns(t->cell.data ? t->cell.data : "") > t->name_columns) {
        size_t len = 0, columns = 0;
        while (columns < t->name_columns - 3) {
            do
                len++;
            while (((unsigned char)t->cell.data[len] & 0xC0) == 0x80);
            columns++;
        }
        t->cell.data[t->cell.len = len] = '\0';
        bt_buf_puts(&t->cell, "...");
    }
    put_cell(t, t->name_columns);
}

static void end_line(struct txt *t)
{
    struct bt_buf *b = t->out;
    while (b->len > 0 && b->data[b->len - 1] == ' ')
        b->data[--b->len] = '\0';
    bt_buf_putc(b, '\n');
    bt_out_more(t->run->out);
}

// A whole line; its `why` is in t->cell. next: who runs then, 0: not said.
static void put_line(struct txt *t, const struct bt_log_record *r, const char *what, uint32_t next)
{
    if (t->measuring) {
        size_t n = bt_text_columns(t->cell.data ? t->cell.data : "");
        if (n > t->why_columns)
            t->why_columns = n < WHY_MAX_COLUMNS ? n : WHY_MAX_COLUMNS;
        bt_buf_clear(&t->cell);
        return;
    }
    struct bt_buf why = t->cell;
    bt_buf_init(&t->cell);
    put_clock(t, r);
    put_name(t, r->thread);
    bt_buf_puts(&t->cell, what);
    put_cell(t, WHAT_COLUMNS);
    bt_buf_free(&t->cell);
    t->cell = why;
    put_cell(t, t->why_columns);
    if (next)
        put_name(t, next);
    else
        put_cell(t, t->name_columns);
    bt_words_place(t->out, t->log, r->place);
    end_line(t);
}

static void put_ran(struct txt *t, const struct bt_log_record *r)
{
    uint64_t n = r->instr - t->run_from;
    bt_buf_printf(&t->cell, ", ran %llu instruction%s", (unsigned long long)n, n == 1 ? "" : "s");
}

// The thread gives the lock up: the line that was kept back.
static void put_left(struct txt *t, uint32_t next)
{
    const struct bt_log_record *r = &t->left;
    if (!t->pending)
        return;
    t->pending = false;
    const char *what = "waits";
    switch ((int)r->kind) {
    case BT_EV_SWITCH:
        what = "gives way";
        bt_buf_puts(&t->cell, r->reason == BT_ENTER_YIELD ? "of its own will"
                              : r->reason == BT_ENTER_CUT ? "to Ctrl-C"
                                                          : "turn over");
        put_ran(t, r);
        break;
    case BT_EV_END:
        what = "ends";
        bt_buf_printf(&t->cell, "after %llu instructions in all", (unsigned long long)r->instr);
        break;
    case BT_EV_OUTSIDE:
        what = r->reason == BT_WAIT_SLEEP ? "sleeps" : "waits";
        if (r->reason == BT_WAIT_SLEEP)
            break;
        bt_words_wait(&t->cell, t->log, &t->wait);
        break;
    case BT_LOG_DEADLOCK:
        what = "deadlock";
        bt_words_wait(&t->cell, t->log, &t->wait);
        break;
    default: bt_words_wait(&t->cell, t->log, &t->wait); break;
    }
    put_line(t, r, what, next);
}

static void keep_back(struct txt *t, const struct bt_log_record *r)
{
    t->pending = true;
    t->left = *r;
    t->wait = (struct bt_tl_slice){.thread = r->thread, .object = r->other, .flags = r->flags};
    if (r->kind == BT_EV_BLOCK || r->kind == BT_EV_OUTSIDE || r->kind == BT_LOG_DEADLOCK)
        t->wait.state = (uint8_t)bt_tl_waiting(r->reason);
}

static void put_step(struct txt *t, const struct bt_log_record *r)
{
    if (t->measuring)
        return;
    put_clock(t, r);
    put_name(t, r->thread);
    bt_buf_puts(&t->cell, "  ");
    bt_buf_puts(&t->cell, t->log->steps.texts[r->other]);
    put_cell(t, WHAT_COLUMNS + 2 + t->why_columns + 2 + t->name_columns);
    bt_words_place(t->out, t->log, r->place);
    end_line(t);
}

// What happens without the lock being given up.
static void put_other(struct txt *t, const struct bt_log_record *r)
{
    const char *what = "";
    switch ((int)r->kind) {
    case BT_EV_RUN: what = "runs"; break;
    case BT_EV_START:
        what = "starts";
        bt_words_thread(&t->cell, t->log, r->other);
        break;
    case BT_EV_WAKE:
        what = "is woken";
        bt_buf_puts(&t->cell, "by ");
        bt_words_thread(&t->cell, t->log, r->other);
        break;
    case BT_EV_RETURN:
        what = "is back";
        bt_buf_puts(&t->cell,
                    r->reason == BT_WAIT_SLEEP ? "its sleep is over" : "from input or output");
        break;
    case BT_EV_TIMEOUT:
        what = "is back";
        bt_buf_puts(&t->cell, "its time-out has passed");
        break;
    case BT_EV_INTERRUPT:
        what = "is back";
        bt_buf_puts(&t->cell, "Ctrl-C");
        break;
    case BT_EV_COLLECT:
        what = "collects";
        bt_buf_puts(&t->cell, "garbage");
        break;
    case BT_EV_CTRL_C: what = "Ctrl-C"; break;
    case BT_EV_DEADLOCK: what = "deadlock"; break;
    case BT_EV_MARK:
        what = "mark";
        bt_out_line(&t->cell, t->log->marks.items[r->other]);
        break;
    default: return; // what a switch says as well
    }
    put_line(t, r, what, 0);
}

static void on_record(void *ctx, const struct bt_log_record *r)
{
    struct txt *t = ctx;
    if (r->kind == BT_LOG_HOLDER) {
        t->wait.holder = r->other;
        t->wait.since = r->place;
        return;
    }
    bool follows = t->pending && r->kind == BT_EV_RUN;
    put_left(t, follows ? r->thread : 0);
    if (r->kind == BT_EV_RUN)
        t->run_from = r->instr;
    switch ((int)r->kind) {
    case BT_EV_SWITCH:
    case BT_EV_BLOCK:
    case BT_EV_OUTSIDE:
    case BT_EV_END:
    case BT_LOG_DEADLOCK: keep_back(t, r); break;
    case BT_LOG_STEP: put_step(t, r); break;
    default:
        if (!follows)
            put_other(t, r);
    }
}

static void put_header(struct txt *t)
{
    struct bt_buf *out = t->out;
    bt_buf_puts(out, "# Baton timeline of ");
    bt_out_line(out, t->run->options->title ? t->run->options->title : "a run");
    bt_buf_puts(out, ": ");
    bt_words_settings(out, t->log);
    bt_buf_printf(out, "\n# clock: %s\n",
                  t->run->options->wall ? "microseconds" : "instructions executed by all threads");
    if (t->log->dropped) {
        bt_buf_puts(out, "# ");
        bt_words_dropped(out, t->log);
        bt_buf_putc(out, '\n');
    }
    bt_buf_printf(out, "%*s  ", t->clock_columns, "clock");
    bt_buf_puts(&t->cell, "thread");
    put_cell(t, t->name_columns);
    bt_buf_puts(&t->cell, "what");
    put_cell(t, WHAT_COLUMNS);
    bt_buf_puts(&t->cell, "why");
    put_cell(t, t->why_columns);
    bt_buf_puts(&t->cell, "then runs");
    put_cell(t, t->name_columns);
    bt_buf_puts(out, "where\n");
}

// One thread runs when the log begins.
static void note_first_run(struct txt *t)
{
    const struct bt_timeline *base = &t->log->base;
    for (size_t i = 0; i < base->n; i++)
        if (base->threads[i].now.state == BT_TL_RUNNING)
            t->run_from = base->threads[i].now.instr_from;
}

static const struct bt_tl_visitor visitor = {.record = on_record};

// The widths of the columns. The pass over the records is the one that will write them.
static bool measure(struct txt *t)
{
    char room[32];
    t->name_columns = 9;
    t->why_columns = 9;
    for (uint32_t i = 1; i < t->log->n_threads; i++) {
        size_t n = bt_text_columns(bt_log_thread_name(t->log, i, room));
        if (n > t->name_columns)
            t->name_columns = n;
    }
    if (t->name_columns > NAME_MAX_COLUMNS)
        t->name_columns = NAME_MAX_COLUMNS;
    struct bt_buf number;
    bt_buf_init_in(&number, room, sizeof room);
    if (t->run->options->wall)
        bt_buf_printf(&number, "%.3f", (double)t->log->end.wall / 1e3);
    else
        bt_buf_put_int(&number, (int64_t)t->log->end.clock);
    t->clock_columns = number.len > 7 ? (int)number.len : 7;
    bt_buf_free(&number);
    t->measuring = true;
    bool ok = bt_timeline_visit(t->log, &visitor, t);
    put_left(t, 0);
    t->measuring = false;
    return ok;
}

bool bt_trace_txt(const struct bt_trace_run *run)
{
    struct txt t = {.run = run, .log = run->log, .out = &run->out->buf};
    bt_buf_init(&t.cell);
    bool ok = measure(&t);
    put_header(&t);
    note_first_run(&t);
    ok = ok && bt_timeline_visit(run->log, &visitor, &t);
    put_left(&t, 0);
    put_clock(&t, &run->log->end);
    bt_buf_printf(t.out, "the run ends, exit status %d\n", run->status);
    ok = ok && !t.cell.failed;
    bt_buf_free(&t.cell);
    return ok;
}
