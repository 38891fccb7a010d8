/*
 * Traces for Perfetto, speedscope and chrome://tracing: the Trace Event Format, in its form of one
 * object ("Trace Event Format", Google, 2016). A track a thread; its states are complete events
 * (ph X) without gaps; flows (s, f) show why a thread runs; counters (C), instants (i). One
 * instruction counts as one microsecond, the format's unit, unless the wall clock is asked for.
 */
#include "lab/trace_impl.h"

struct json {
    const struct bt_trace_run *run;
    const struct bt_log *log;
    struct bt_buf *out;
    uint64_t flows;             // so far
    struct bt_tl_time ready_at; // the counter of ready threads: not written yet
    uint32_t ready, ready_written;
};

static bool wall(const struct json *j)
{
    return j->run->options->wall;
}

/*
 * A moment as the file has it: instructions, or 64ths of a microsecond. Those are exact as floating
 * point numbers, and so are their sums: a state ends where the next begins, for every reader.
 */
static int64_t ticks_of(const struct json *j, const struct bt_tl_time *t)
{
    return wall(j) ? t->wall / 1000 * 64 + t->wall % 1000 * 64 / 1000 : (int64_t)t->clock;
}

static void put_ticks(struct json *j, int64_t ticks)
{
    if (wall(j) && ticks % 64)
        bt_buf_printf(j->out, "%lld.%06d", (long long)(ticks / 64), (int)(ticks % 64) * 15625);
    else
        bt_buf_put_int(j->out, wall(j) ? ticks / 64 : ticks);
}

static void put_ts(struct json *j, const struct bt_tl_time *t)
{
    put_ticks(j, ticks_of(j, t));
}

static bool is_later(const struct json *j, const struct bt_tl_time *a, const struct bt_tl_time *b)
{
    return ticks_of(j, a) > ticks_of(j, b);
}

// The beginning of an event: up to its time.
static void begin(struct json *j, const char *ph, uint32_t thread, const struct bt_tl_time *at)
{
    bt_buf_printf(j->out, "{\"ph\":\"%s\",\"pid\":1,\"tid\":%u,\"ts\":", ph, thread);
    put_ts(j, at);
}

static void end(struct json *j)
{
    bt_buf_puts(j->out, "},\n");
    bt_out_more(j->run->out);
}

// ,"key":"text" by way of a buffer that is put through the escapes; nothing for an empty text.
static void put_text(struct json *j, const char *key, struct bt_buf *text)
{
    if (text->len > 0 && !text->failed) {
        bt_buf_printf(j->out, ",\"%s\":", key);
        bt_out_json(j->out, text->data);
    }
    bt_buf_free(text);
}

static void put_place(struct json *j, const char *key, uint32_t number)
{
    const struct bt_place *p = bt_places_at(&j->log->places, number);
    struct bt_buf text;
    bt_buf_init(&text);
    if (p->line) {
        bt_buf_puts(&text, p->file);
        bt_buf_printf(&text, ":%u in %s", p->line, p->function);
    }
    put_text(j, key, &text);
}

static void on_slice(void *ctx, const struct bt_tl_slice *s)
{
    struct json *j = ctx;
    bool empty = !is_later(j, &s->to, &s->from);
    if (empty && s->state == BT_TL_WANTS)
        return;
    struct bt_buf text;
    begin(j, "X", s->thread, &s->from);
    bt_buf_puts(j->out, ",\"dur\":");
    put_ticks(j, ticks_of(j, &s->to) - ticks_of(j, &s->from));
    bt_buf_init(&text);
    bt_words_state(&text, j->log, s);
    put_text(j, "name", &text);
    bt_buf_printf(j->out, ",\"cat\":\"%s\",\"args\":{\"instructions\":%llu",
                  s->state == BT_TL_RUNNING ? "running"
                  : s->state == BT_TL_WANTS ? "ready"
                                            : "wait",
                  (unsigned long long)(s->instr_to - s->instr_from));
    put_place(j, "where", s->place);
    if (s->state == BT_TL_RUNNING && s->end_place != s->place)
        put_place(j, "until", s->end_place);
    if (s->state == BT_TL_LOCK) {
        bt_buf_init(&text);
        bt_buf_puts(&text, bt_log_lock_name(j->log, s->object));
        put_text(j, "called", &text);
    }
    if (s->holder) {
        bt_buf_init(&text);
        bt_words_thread(&text, j->log, s->holder);
        put_text(j, "held by", &text);
        put_place(j, "since", s->since);
    }
    bt_buf_init(&text);
    bt_buf_puts(&text, bt_words_end(s->end, s->end_reason));
    put_text(j, "ends", &text);
    bt_buf_putc(j->out, '}');
    end(j);
    if (s->state == BT_TL_RUNNING) {
        begin(j, "C", s->thread, &s->to);
        bt_buf_printf(j->out, ",\"name\":\"instructions\",\"args\":{\"executed\":%llu}",
                      (unsigned long long)s->to.clock);
        end(j);
    }
}

/*
 * Viewers hang an arrow on the slice that is open at its time. One that starts where a slice ends
 * (the lock is given up there) would find the next, so it starts just before, if there is room.
 */
static void put_flow_start(struct json *j, const struct bt_tl_arrow *a)
{
    bool before =
        (a->kind == BT_FLOW_HAND_OVER || a->kind == BT_FLOW_JOIN) && is_later(j, &a->at, &a->since);
    struct bt_tl_time t = a->at;
    if (before) {
        t.clock--;
        t.wall -= 1000 / 64 + 1;
    }
    begin(j, "s", a->from, &t);
    if (before && !wall(j))
        bt_buf_puts(j->out, ".5");
}

static void on_flow(void *ctx, const struct bt_tl_arrow *a)
{
    static const char *const names[] = {"", "hand-over", "wake-up", "start", "join"};
    struct json *j = ctx;
    j->flows++;
    put_flow_start(j, a);
    bt_buf_printf(j->out, ",\"id\":%llu,\"cat\":\"flow\",\"name\":\"%s\"",
                  (unsigned long long)j->flows, names[a->kind]);
    end(j);
    begin(j, "f", a->to, &a->then);
    bt_buf_printf(j->out, ",\"bp\":\"e\",\"id\":%llu,\"cat\":\"flow\",\"name\":\"%s\"",
                  (unsigned long long)j->flows, names[a->kind]);
    end(j);
}

static void put_ready(struct json *j)
{
    if (j->ready == j->ready_written)
        return;
    j->ready_written = j->ready;
    begin(j, "C", 1, &j->ready_at);
    bt_buf_printf(j->out, ",\"name\":\"ready threads\",\"args\":{\"threads\":%u}", j->ready);
    end(j);
}

static void on_ready(void *ctx, uint32_t n, const struct bt_tl_time *at)
{
    struct json *j = ctx;
    if (is_later(j, at, &j->ready_at))
        put_ready(j); // of several at one moment the last counts
    j->ready = n;
    j->ready_at = *at;
}

static void put_instant(struct json *j, const struct bt_log_record *r, const char *scope,
                        const char *category, const char *name)
{
    struct bt_tl_time at = {r->clock, r->wall};
    begin(j, "i", r->thread, &at);
    bt_buf_printf(j->out, ",\"s\":\"%s\",\"cat\":\"%s\",\"name\":", scope, category);
    bt_out_json(j->out, name);
    bt_buf_puts(j->out, ",\"args\":{\"instructions\":");
    bt_buf_put_int(j->out, (int64_t)r->instr);
    put_place(j, "where", r->place);
    bt_buf_putc(j->out, '}');
    end(j);
}

static void on_record(void *ctx, const struct bt_log_record *r)
{
    struct json *j = ctx;
    switch ((int)r->kind) {
    case BT_EV_COLLECT: put_instant(j, r, "t", "collection", "garbage collection"); break;
    case BT_EV_CTRL_C: put_instant(j, r, "g", "signal", "Ctrl-C"); break;
    case BT_EV_DEADLOCK:
    case BT_LOG_DEADLOCK: put_instant(j, r, "g", "deadlock", "deadlock"); break;
    case BT_EV_MARK: put_instant(j, r, "g", "mark", j->log->marks.items[r->other]); break;
    default: break;
    }
}

// ---- what is not an event ----

static bool is_there(const struct bt_log *log, uint32_t thread)
{
    return log->threads[thread].seen;
}

static void put_metadata(struct json *j, uint32_t thread, const char *name, const char *value)
{
    bt_buf_printf(j->out,
                  "{\"ph\":\"M\",\"pid\":1,\"tid\":%u,\"name\":\"%s\",\"args\":{\"name\":", thread,
                  name);
    bt_out_json(j->out, value);
    bt_buf_puts(j->out, "}},\n");
}

static void put_names(struct json *j)
{
    char room[24];
    struct bt_buf text;
    bt_buf_init(&text);
    bt_buf_puts(&text, "baton ");
    bt_buf_puts(&text, j->run->options->title ? j->run->options->title : "");
    put_metadata(j, 1, "process_name", text.failed ? "baton" : text.data);
    bt_buf_free(&text);
    for (uint32_t i = 1; i < j->log->n_threads; i++) {
        if (!is_there(j->log, i))
            continue;
        put_metadata(j, i, "thread_name", bt_log_thread_name(j->log, i, room));
        bt_buf_printf(j->out,
                      "{\"ph\":\"M\",\"pid\":1,\"tid\":%u,\"name\":\"thread_sort_index\","
                      "\"args\":{\"sort_index\":%u}},\n",
                      i, i);
        bt_out_more(j->run->out);
    }
}

static void put_other_data(struct json *j)
{
    const struct bt_log *log = j->log;
    char room[24];
    struct bt_buf text;
    bt_buf_puts(j->out, "\"otherData\":{\"program\":\"Baton " PACKAGE_VERSION "\"");
    bt_buf_init(&text);
    bt_buf_puts(&text, j->run->options->title ? j->run->options->title : "");
    put_text(j, "script", &text);
    bt_buf_init(&text);
    bt_words_settings(&text, log);
    put_text(j, "settings", &text);
    bt_buf_printf(j->out, ",\"clock\":\"%s\",\"exit status\":%d,\"missing events\":%llu",
                  wall(j) ? "wall, microseconds" : "instructions, one each microsecond",
                  j->run->status, (unsigned long long)log->dropped);
    bt_buf_puts(j->out, ",\"start\":");
    put_ts(j, &log->start);
    bt_buf_puts(j->out, ",\"end\":");
    struct bt_tl_time last = {log->end.clock, log->end.wall};
    put_ts(j, &last);
    bt_buf_puts(j->out, ",\n\"threads\":[");
    const char *between = "\n";
    for (uint32_t i = 1; i < log->n_threads; i++) {
        if (!is_there(log, i))
            continue;
        bt_buf_printf(j->out, "%s{\"tid\":%u,\"name\":", between, i);
        bt_out_json(j->out, bt_log_thread_name(log, i, room));
        bt_buf_printf(j->out, ",\"instructions\":%llu}", (unsigned long long)log->threads[i].instr);
        bt_out_more(j->run->out);
        between = ",\n";
    }
    bt_buf_puts(j->out, "]}\n}\n");
}

bool bt_trace_json(const struct bt_trace_run *run)
{
    static const struct bt_tl_visitor visitor = {
        .record = on_record,
        .slice = on_slice,
        .flow = on_flow,
        .ready = on_ready,
    };
    struct json j = {.run = run, .log = run->log, .out = &run->out->buf};
    j.ready_at = run->log->start;
    bt_buf_puts(j.out, "{\"displayTimeUnit\":\"ns\",\n\"traceEvents\":[\n");
    put_names(&j);
    bool ok = bt_timeline_visit(run->log, &visitor, &j);
    put_ready(&j);
    // the last event closes the list: it has no comma
    struct bt_tl_time at = {run->log->end.clock, run->log->end.wall};
    begin(&j, "i", 1, &at);
    bt_buf_printf(j.out,
                  ",\"s\":\"g\",\"cat\":\"end\",\"name\":\"the run ends, exit status %d\"}\n],\n",
                  run->status);
    put_other_data(&j);
    return ok;
}
