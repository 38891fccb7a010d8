/*
 * Traces as waves for GTKWave and its kin: a value change dump (IEEE 1364-2001, chapter 18). A
 * scope a thread, with a wire each for running, wanting the interpreter's lock and waiting, and the
 * state in words; at the top who holds the lock. One instruction is a nanosecond, or the wall
 * clock's are.
 */
#include <ctype.h>

#include "lab/trace_impl.h"

enum wire { RUNS, WANTS, WAITS, STATE, WIRES };
#define TOP_WIRES 3 // holder, ready, mark

struct vcd {
    const struct bt_trace_run *run;
    const struct bt_log *log;
    struct bt_buf *out;
    uint64_t at;    // the time written last
    uint32_t ready; // threads that want the lock
};

// The short name of a wire: a number in base 94, the printable characters.
static void put_id(struct bt_buf *out, uint64_t n)
{
    do
        bt_buf_putc(out, (char)('!' + n % 94));
    while ((n /= 94) > 0);
}

static uint64_t wire_of(uint32_t thread, enum wire wire)
{
    return TOP_WIRES + (uint64_t)thread * WIRES + wire;
}

// A name without blanks and without what the format uses itself.
static void put_word(struct bt_buf *out, const char *text)
{
    for (; *text; text++) {
        unsigned char c = (unsigned char)*text;
        bt_buf_putc(out, isalnum(c) || c == '-' || c == '.' || c == '(' || c == ')' ? *text : '_');
    }
}

static void put_time(struct vcd *v, const struct bt_tl_time *t)
{
    uint64_t now = v->run->options->wall ? (uint64_t)(t->wall > 0 ? t->wall : 0) : t->clock;
    if (now == v->at)
        return;
    v->at = now;
    bt_buf_printf(v->out, "#%llu\n", (unsigned long long)now);
}

static void put_bit(struct vcd *v, uint32_t thread, enum wire wire, bool on)
{
    bt_buf_putc(v->out, on ? '1' : '0');
    put_id(v->out, wire_of(thread, wire));
    bt_buf_putc(v->out, '\n');
}

static void put_words(struct vcd *v, uint64_t wire, const char *words)
{
    bt_buf_putc(v->out, 's');
    put_word(v->out, words);
    bt_buf_putc(v->out, ' ');
    put_id(v->out, wire);
    bt_buf_putc(v->out, '\n');
}

static void put_holder(struct vcd *v, const char *name)
{
    put_words(v, 0, name);
}

static void on_enter(void *ctx, const struct bt_tl_slice *s)
{
    struct vcd *v = ctx;
    char room[24];
    put_time(v, &s->from);
    put_bit(v, s->thread, RUNS, s->state == BT_TL_RUNNING);
    put_bit(v, s->thread, WANTS, s->state == BT_TL_WANTS);
    put_bit(v, s->thread, WAITS, s->state > BT_TL_WANTS);
    if (s->state == BT_TL_RUNNING)
        put_holder(v, bt_log_thread_name(v->log, s->thread, room));
    put_words(v, wire_of(s->thread, STATE), bt_tl_state_name(s->state));
    bt_out_more(v->run->out);
}

static void on_record(void *ctx, const struct bt_log_record *r)
{
    struct vcd *v = ctx;
    struct bt_tl_time at = {r->clock, r->wall};
    if (r->kind == BT_EV_MARK) {
        put_time(v, &at);
        put_words(v, 2, v->log->marks.items[r->other]);
    } else if (r->kind == BT_EV_BLOCK || r->kind == BT_EV_OUTSIDE || r->kind == BT_EV_END) {
        put_time(v, &at);
        put_holder(v, "nobody"); // until the next one runs, perhaps at once
    }
}

static void on_ready(void *ctx, uint32_t n, const struct bt_tl_time *at)
{
    struct vcd *v = ctx;
    put_time(v, at);
    v->ready = n;
    bt_buf_putc(v->out, 'b');
    for (int bit = 31; bit >= 0; bit--)
        if (n >> bit > 0 || bit == 0)
            bt_buf_putc(v->out, n >> bit & 1 ? '1' : '0');
    bt_buf_putc(v->out, ' ');
    put_id(v->out, 1);
    bt_buf_putc(v->out, '\n');
}

static void put_var(struct vcd *v, const char *type, int bits, uint64_t id, const char *name)
{
    bt_buf_printf(v->out, "$var %s %d ", type, bits);
    put_id(v->out, id);
    bt_buf_printf(v->out, " %s $end\n", name);
}

static void put_header(struct vcd *v)
{
    char room[24];
    bt_buf_puts(v->out, "$version Baton " PACKAGE_VERSION " $end\n$comment ");
    put_word(v->out, v->run->options->title ? v->run->options->title : "");
    bt_buf_puts(v->out, ": ");
    bt_words_settings(v->out, v->log);
    bt_buf_printf(v->out, ". %s ",
                  v->run->options->wall ? "The wall clock." : "One instruction is a nanosecond.");
    bt_words_dropped(v->out, v->log);
    bt_buf_puts(v->out, " $end\n$timescale 1 ns $end\n$scope module baton $end\n");
    put_var(v, "string", 1, 0, "holder");
    put_var(v, "reg", 32, 1, "ready_threads");
    put_var(v, "string", 1, 2, "mark");
    for (uint32_t i = 1; i < v->log->n_threads; i++) {
        if (!v->log->threads[i].seen)
            continue;
        bt_buf_printf(v->out, "$scope module %u-", i);
        put_word(v->out, bt_log_thread_name(v->log, i, room));
        bt_buf_puts(v->out, " $end\n");
        put_var(v, "wire", 1, wire_of(i, RUNS), "running");
        put_var(v, "wire", 1, wire_of(i, WANTS), "wants_lock");
        put_var(v, "wire", 1, wire_of(i, WAITS), "waits");
        put_var(v, "string", 1, wire_of(i, STATE), "state");
        bt_buf_puts(v->out, "$upscope $end\n");
        bt_out_more(v->run->out);
    }
    bt_buf_puts(v->out, "$upscope $end\n$enddefinitions $end\n");
}

// Nobody is there, until the timeline says something else.
static void put_beginning(struct vcd *v)
{
    struct bt_tl_time start = v->log->start;
    put_time(v, &start);
    bt_buf_puts(v->out, "$dumpvars\n");
    put_holder(v, "nobody");
    put_words(v, 2, "-");
    on_ready(v, v->log->base.n_ready, &start);
    for (uint32_t i = 1; i < v->log->n_threads; i++) {
        if (!v->log->threads[i].seen)
            continue;
        for (enum wire w = RUNS; w < STATE; w++)
            put_bit(v, i, w, false);
        put_words(v, wire_of(i, STATE), "none");
        bt_out_more(v->run->out);
    }
    bt_buf_puts(v->out, "$end\n");
}

bool bt_trace_vcd(const struct bt_trace_run *run)
{
    static const struct bt_tl_visitor visitor = {
        .record = on_record,
        .enter = on_enter,
        .ready = on_ready,
    };
    struct vcd v = {.run = run, .log = run->log, .out = &run->out->buf, .at = UINT64_MAX};
    put_header(&v);
    put_beginning(&v);
    bool ok = bt_timeline_visit(run->log, &visitor, &v);
    struct bt_tl_time end = {run->log->end.clock, run->log->end.wall};
    put_time(&v, &end);
    return ok;
}
