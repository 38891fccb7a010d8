// Timelines: see timeline.h.
#include "lab/timeline.h"

#include <string.h>

#include "lab/log.h"

void bt_timeline_init(struct bt_timeline *t)
{
    *t = (struct bt_timeline){0};
}

void bt_timeline_free(struct bt_timeline *t)
{
    bt_free(t->threads);
    *t = (struct bt_timeline){0};
}

const char *bt_tl_state_name(enum bt_tl_state state)
{
    static const char *const names[] = {
        [BT_TL_NONE] = "none",           [BT_TL_RUNNING] = "running",
        [BT_TL_WANTS] = "wants lock",    [BT_TL_LOCK] = "lock",
        [BT_TL_CONDITION] = "condition", [BT_TL_EVENT] = "event",
        [BT_TL_SEMAPHORE] = "semaphore", [BT_TL_BARRIER] = "barrier",
        [BT_TL_QUEUE] = "queue",         [BT_TL_JOIN] = "join",
        [BT_TL_SLEEP] = "sleep",         [BT_TL_IO] = "I/O",
        [BT_TL_EXIT] = "exit",
    };
    return names[state];
}

enum bt_tl_state bt_tl_waiting(uint8_t reason)
{
    if (reason < BT_WAIT_LOCK || reason > BT_WAIT_EXIT)
        return BT_TL_IO;
    return (enum bt_tl_state)(BT_TL_LOCK + (reason - BT_WAIT_LOCK));
}

// The entry of a thread, made if need be; NULL: no memory.
static struct bt_tl_thread *thread_of(struct bt_timeline *t, uint32_t number)
{
    if (number >= t->cap) {
        size_t cap = t->cap ? t->cap : 16;
        while (cap <= number)
            cap *= 2;
        struct bt_tl_thread *more = bt_realloc_array(t->threads, cap, sizeof *more);
        if (!more) {
            t->failed = true;
            return NULL;
        }
        memset(more + t->cap, 0, (cap - t->cap) * sizeof *more);
        t->threads = more;
        t->cap = cap;
    }
    if (number >= t->n)
        t->n = number + 1;
    t->threads[number].now.thread = number;
    return &t->threads[number];
}

static void tell_ready(struct bt_timeline *t, const struct bt_log_record *r)
{
    struct bt_tl_time at = {r->clock, r->wall};
    if (t->visitor && t->visitor->ready)
        t->visitor->ready(t->ctx, t->n_ready, &at);
}

// End the state that the thread is in.
static void leave(struct bt_timeline *t, struct bt_tl_thread *th, const struct bt_log_record *r)
{
    struct bt_tl_slice *s = &th->now;
    if (s->state == BT_TL_NONE)
        return;
    s->to = (struct bt_tl_time){r->clock, r->wall};
    // others' records say nothing of what this one has executed: it has not run meanwhile
    s->instr_to = s->state == BT_TL_RUNNING ? r->instr : s->instr_from;
    s->end_place = r->place;
    s->end = r->kind;
    s->end_reason = r->reason;
    if (t->visitor && t->visitor->slice)
        t->visitor->slice(t->ctx, s);
}

static void enter(struct bt_timeline *t, struct bt_tl_thread *th, enum bt_tl_state state,
                  const struct bt_log_record *r)
{
    bool was = th->now.state == BT_TL_WANTS, is = state == BT_TL_WANTS;
    uint64_t instr = th->now.instr_to;
    leave(t, th, r);
    if (th->now.state != BT_TL_NONE)
        instr = th->now.instr_to;
    th->now = (struct bt_tl_slice){
        .from = {r->clock, r->wall},
        .instr_from = instr,
        .instr_to = instr,
        .thread = th->now.thread,
        .place = r->place,
        .flags = r->flags,
        .state = (uint8_t)state,
    };
    if (t->visitor && t->visitor->enter)
        t->visitor->enter(t->ctx, &th->now);
    if (was != is) {
        t->n_ready += is ? 1u : -1u;
        tell_ready(t, r);
    }
}

static void wait_for(struct bt_timeline *t, struct bt_tl_thread *th, const struct bt_log_record *r)
{
    enter(t, th, bt_tl_waiting(r->reason), r);
    th->now.object = r->other;
}

static struct bt_tl_arrow arrow_from(const struct bt_timeline *t, enum bt_tl_flow kind,
                                     uint32_t from, const struct bt_log_record *r)
{
    return (struct bt_tl_arrow){
        .at = {r->clock, r->wall},
        .since = t->running_since,
        .from = from,
        .kind = (uint8_t)(from ? kind : BT_FLOW_NONE),
    };
}

// The thread has given the interpreter's lock up.
static void lock_left(struct bt_timeline *t, const struct bt_log_record *r)
{
    t->left = arrow_from(t, BT_FLOW_HAND_OVER, r->thread, r);
}

static void tell_flow(struct bt_timeline *t, struct bt_tl_arrow *arrow,
                      const struct bt_log_record *r)
{
    if (arrow->kind == BT_FLOW_NONE || arrow->from == r->thread)
        return;
    arrow->to = r->thread;
    arrow->then = (struct bt_tl_time){r->clock, r->wall};
    if (t->visitor && t->visitor->flow)
        t->visitor->flow(t->ctx, arrow);
}

static void run(struct bt_timeline *t, struct bt_tl_thread *th, const struct bt_log_record *r)
{
    enter(t, th, BT_TL_RUNNING, r);
    th->now.instr_from = r->instr;
    tell_flow(t, &th->flow, r);
    if (th->flow.kind == BT_FLOW_NONE || th->flow.from != t->left.from)
        tell_flow(t, &t->left, r);
    th->flow.kind = BT_FLOW_NONE;
    t->left.kind = BT_FLOW_NONE;
    t->running_since = (struct bt_tl_time){r->clock, r->wall};
}

static void come_back(struct bt_timeline *t, struct bt_tl_thread *th, const struct bt_log_record *r)
{
    if (t->n_ready == 0)
        t->left.kind = BT_FLOW_NONE; // this one takes the lock, and owes it to nobody
    enter(t, th, BT_TL_WANTS, r);
}

void bt_timeline_feed(struct bt_timeline *t, const struct bt_log_record *r)
{
    if (t->visitor && t->visitor->record)
        t->visitor->record(t->ctx, r);
    struct bt_tl_thread *th = thread_of(t, r->thread), *child;
    if (!th)
        return;
    switch ((int)r->kind) {
    case BT_EV_RUN: run(t, th, r); break;
    case BT_EV_SWITCH:
        enter(t, th, BT_TL_WANTS, r);
        lock_left(t, r);
        break;
    case BT_EV_BLOCK:
    case BT_EV_OUTSIDE:
        wait_for(t, th, r);
        lock_left(t, r);
        break;
    case BT_LOG_DEADLOCK: wait_for(t, th, r); break;
    case BT_LOG_HOLDER:
        th->now.holder = r->other;
        th->now.since = r->place;
        break;
    case BT_EV_WAKE:
        come_back(t, th, r);
        th->flow =
            arrow_from(t, r->reason == BT_WAIT_JOIN ? BT_FLOW_JOIN : BT_FLOW_WAKE, r->other, r);
        break;
    case BT_EV_RETURN:
    case BT_EV_TIMEOUT:
    case BT_EV_INTERRUPT: come_back(t, th, r); break;
    case BT_EV_START: {
        struct bt_log_record born = *r;
        born.place = 0;
        child = thread_of(t, r->other);
        if (!child)
            return;
        enter(t, child, BT_TL_WANTS, &born);
        child->flow = arrow_from(t, BT_FLOW_START, r->thread, r);
        break;
    }
    case BT_EV_END:
        enter(t, th, BT_TL_NONE, r);
        lock_left(t, r);
        break;
    default: break; // changes no state
    }
}

void bt_timeline_begin(struct bt_timeline *t, uint32_t thread, enum bt_tl_state state,
                       const struct bt_log_record *r)
{
    struct bt_tl_thread *th = thread_of(t, thread);
    if (!th)
        return;
    enter(t, th, state, r);
    th->now.instr_from = th->now.instr_to = r->instr;
    t->running_since = th->now.from;
}

// The run is over: end the states of all threads that are still there.
static void end_all(struct bt_timeline *t, const struct bt_log_record *r)
{
    for (size_t i = 0; i < t->n; i++) {
        struct bt_log_record last = *r;
        last.thread = (uint32_t)i;
        leave(t, &t->threads[i], &last);
    }
}

// The timeline begins with the states that threads are in when the log begins. Those that have
// begun before (their records were dropped) are cut there.
static void tell_beginning(struct bt_timeline *t, const struct bt_tl_time *start)
{
    for (size_t i = 0; i < t->n; i++) {
        struct bt_tl_slice *s = &t->threads[i].now;
        if (s->state == BT_TL_NONE)
            continue;
        if (s->state == BT_TL_RUNNING)
            s->instr_from += start->clock - s->from.clock;
        s->from = *start;
        if (t->visitor->enter)
            t->visitor->enter(t->ctx, s);
    }
}

bool bt_timeline_visit(const struct bt_log *log, const struct bt_tl_visitor *visitor, void *ctx)
{
    struct bt_timeline t = log->base;
    size_t cap = t.n ? t.n : 1;
    t.threads = bt_alloc_array(cap, sizeof *t.threads);
    if (!t.threads)
        return false;
    if (t.n)
        memcpy(t.threads, log->base.threads, t.n * sizeof *t.threads);
    t.cap = cap;
    if (t.n == 0)
        memset(t.threads, 0, sizeof *t.threads);
    t.visitor = visitor;
    t.ctx = ctx;
    tell_beginning(&t, &log->start);
    for (const struct bt_log_chunk *c = log->first; c; c = c->next)
        for (size_t i = 0; i < c->n; i++)
            bt_timeline_feed(&t, &c->records[i]);
    end_all(&t, &log->end);
    bool ok = !t.failed;
    bt_timeline_free(&t);
    return ok;
}
