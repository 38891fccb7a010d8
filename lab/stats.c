/*
 * Statistics: the sink that follows every thread from state to state. See stats.h.
 *
 * Invariant: on either clock the times that a thread spent in its states add up to its life so far,
 * from its start to its end or to the last bt_stats_update.
 */
#include "lab/stats.h"

#include <stdio.h>
#include <string.h>

#include "base/mem.h"
#include "runtime/objects/str.h"

#define THREADS_MAX \
    4096 // that are kept one by one; of more, those that have ended are put together

const char *bt_stats_reason(uint32_t reason)
{
    static const char *const names[] = {
        [BT_WAIT_NONE] = "nothing",        [BT_WAIT_LOCK] = "lock",
        [BT_WAIT_CONDITION] = "condition", [BT_WAIT_EVENT] = "event",
        [BT_WAIT_SEMAPHORE] = "semaphore", [BT_WAIT_BARRIER] = "barrier",
        [BT_WAIT_QUEUE] = "queue",         [BT_WAIT_JOIN] = "join",
        [BT_WAIT_SLEEP] = "sleep",         [BT_WAIT_IO] = "I/O",
        [BT_WAIT_EXIT] = "exit",
    };
    return reason < sizeof names / sizeof names[0] ? names[reason] : "something";
}

// ---- durations ----

static size_t step_of(int64_t ns)
{
    uint64_t v = ns > 0 ? (uint64_t)ns : 0;
    if (v < 8)
        return (size_t)v;
    unsigned log = 63 - (unsigned)__builtin_clzll(v);
    return (log - 2) * 8 + (size_t)(v >> (log - 3) & 7);
}

static void record(struct bt_stats_histogram *h, int64_t ns)
{
    h->n++;
    h->step[step_of(ns)]++;
    if (ns > h->max)
        h->max = ns;
}

int64_t bt_stats_percentile(const struct bt_stats_histogram *h, double share)
{
    uint64_t want = (uint64_t)(share * (double)h->n + 0.5), seen = 0;
    for (size_t i = 0; i < BT_STATS_STEPS; i++) {
        seen += h->step[i];
        if (seen < want || seen == 0)
            continue;
        int64_t top = i < 8 ? (int64_t)i : (int64_t)(((8 + i % 8) + 1) << (i / 8 - 1)) - 1;
        return top < h->max ? top : h->max;
    }
    return h->max;
}

// ---- threads ----

struct bt_stats_thread *bt_stats_find(const struct bt_stats *s, uint32_t number)
{
    uint32_t i = number < s->by_number.n ? s->by_number.items[number] : 0;
    return i ? s->threads.items[i - 1] : NULL;
}

static void copy_name(struct bt_stats *s, struct bt_stats_thread *t, const struct bt_vthread *th)
{
    char number[32];
    const char *name = number;
    size_t len;
    if (bt_is_str(th->name)) {
        name = bt_as_str(th->name)->data;
        len = bt_as_str(th->name)->len;
    } else {
        len = th == th->vm->main ? (size_t)snprintf(number, sizeof number, "MainThread")
                                 : (size_t)snprintf(number, sizeof number, "thread %u", th->number);
    }
    if (t->name && strlen(t->name) == len && memcmp(t->name, name, len) == 0)
        return;
    char *text = bt_alloc_copy(name, len);
    if (!text) {
        s->no_memory = true;
        return;
    }
    bt_free(t->name);
    t->name = text;
}

static void free_thread(struct bt_stats_thread *t)
{
    bt_vec_free(&t->waits);
    bt_free(t->name);
    bt_free(t);
}

static void add_sum(struct bt_stats_sum *to, const struct bt_stats_sum *from)
{
    to->times += from->times;
    to->instructions += from->instructions;
    to->wall += from->wall;
}

void bt_stats_fold(struct bt_stats_thread *all, const struct bt_stats_thread *t)
{
    all->together += t->together;
    for (size_t k = 0; k < BT_STATS_STATES; k++)
        add_sum(&all->in[k], &t->in[k]);
    if (t->longest_turn > all->longest_turn)
        all->longest_turn = t->longest_turn;
    if (t->longest_want > all->longest_want)
        all->longest_want = t->longest_want;
}

// Those that have ended, beyond the rows of the picture, become one.
static void fold_ended(struct bt_stats *s)
{
    struct bt_stats_thread *all = NULL;
    size_t kept = BT_GANTT_ROWS;
    for (size_t i = kept; i < s->threads.n; i++) {
        struct bt_stats_thread *t = s->threads.items[i];
        if (t->ended && all) {
            bt_stats_fold(all, t);
            s->by_number.items[t->number] = 0;
            free_thread(t);
            continue;
        }
        if (t->ended) {
            all = t;
            s->by_number.items[t->number] = 0;
            t->number = 0;
        } else {
            s->by_number.items[t->number] = (uint32_t)kept + 1;
        }
        s->threads.items[kept++] = t;
    }
    s->threads.n = kept;
}

static struct bt_stats_thread *add_thread(struct bt_stats *s, const struct bt_vthread *th,
                                          enum bt_stats_state state, uint64_t clock, int64_t wall)
{
    if (s->threads.n >= THREADS_MAX)
        fold_ended(s);
    struct bt_stats_thread *t = bt_alloc_zero(sizeof *t);
    while (t && s->by_number.n <= th->number && bt_vec_push(&s->by_number, 0)) {
    }
    if (!t || s->by_number.n <= th->number || !bt_vec_push(&s->threads, t)) {
        bt_free(t);
        s->no_memory = true;
        return NULL;
    }
    s->by_number.items[th->number] = (uint32_t)s->threads.n;
    t->number = th->number;
    t->together = 1;
    t->state = (uint8_t)state;
    t->born_clock = t->since_clock = clock;
    t->born_wall = t->since_wall = t->noticed = wall;
    t->in[state].times = 1;
    copy_name(s, t, th);
    return t;
}

static enum bt_stats_state state_now(const struct bt_vthread *th)
{
    switch (th->state) {
    case BT_THREAD_RUNNING: return BT_STATS_RUNS;
    case BT_THREAD_BLOCKED:
    case BT_THREAD_OUTSIDE: return (enum bt_stats_state)(BT_STATS_WAITS + th->reason);
    case BT_THREAD_NEW:
    case BT_THREAD_READY:
    case BT_THREAD_DONE: break;
    }
    return BT_STATS_WANTS;
}

static enum bt_gantt_state drawn_as(unsigned state)
{
    switch (state) {
    case BT_STATS_RUNS: return BT_GANTT_RUNS;
    case BT_STATS_WANTS: return BT_GANTT_WANTS;
    case BT_STATS_WAITS + BT_WAIT_LOCK: return BT_GANTT_LOCK;
    case BT_STATS_WAITS + BT_WAIT_JOIN:
    case BT_STATS_WAITS + BT_WAIT_EXIT: return BT_GANTT_JOIN;
    case BT_STATS_WAITS + BT_WAIT_SLEEP: return BT_GANTT_SLEEP;
    case BT_STATS_WAITS + BT_WAIT_IO: return BT_GANTT_IO;
    default: return BT_GANTT_SYNC;
    }
}

// The thread has been in its state until now: add that up.
static void settle(struct bt_stats *s, struct bt_stats_thread *t, uint64_t clock, int64_t wall)
{
    if (wall < t->since_wall)
        wall = t->since_wall;
    struct bt_stats_sum *sum = &t->in[t->state];
    sum->instructions += clock - t->since_clock;
    sum->wall += wall - t->since_wall;
    size_t row = s->by_number.items[t->number] - 1;
    enum bt_gantt_state as = drawn_as(t->state);
    if (!bt_gantt_add(&s->gantt.instructions, row, as, t->since_clock - s->start_clock,
                      clock - s->start_clock) ||
        !bt_gantt_add(&s->gantt.wall, row, as, (uint64_t)(t->since_wall - s->start_wall),
                      (uint64_t)(wall - s->start_wall)))
        s->no_memory = true;
    if (t->wait)
        bt_stats_waited(s, t, clock - t->since_clock, wall - t->since_wall);
    t->since_clock = clock;
    t->since_wall = wall;
}

static void enter(struct bt_stats *s, struct bt_stats_thread *t, unsigned state, uint64_t clock,
                  int64_t wall)
{
    int64_t since = t->since_wall;
    uint64_t began = t->since_clock;
    settle(s, t, clock, wall);
    if (t->state == BT_STATS_RUNS && clock - began > t->longest_turn)
        t->longest_turn = clock - began;
    if (t->state == BT_STATS_WANTS && wall - since > t->longest_want)
        t->longest_want = wall - since;
    t->wait = 0;
    t->state = (uint8_t)state;
    t->in[state].times++;
}

// ---- events ----

static void on_switch(struct bt_stats *s, const struct bt_event *e)
{
    switch ((enum bt_entry)e->reason) {
    case BT_ENTER_YIELD: s->yields++; break;
    case BT_ENTER_CUT: s->cuts++; break;
    case BT_ENTER_PREEMPTED: s->preemptions++; break;
    case BT_ENTER_NEW:
    case BT_ENTER_WOKEN:
    case BT_ENTER_OUTSIDE:
    case BT_ENTER_TURN: s->turns_over++; break;
    }
    s->free_since = e->wall;
}

static void on_run(struct bt_stats *s, struct bt_stats_thread *t, const struct bt_event *e)
{
    int64_t took = e->wall - (t->noticed > s->free_since ? t->noticed : s->free_since);
    if (took > 0)
        s->handing += took;
    if (e->other != t->number) {
        s->hand_overs++;
        record(&s->latency, took);
    }
    enter(s, t, BT_STATS_RUNS, e->clock, e->wall);
}

// It wants the lock again: since it arrived, which the holder may notice later.
static void on_ready(struct bt_stats *s, struct bt_stats_thread *t, const struct bt_event *e)
{
    int64_t since = e->wall;
    if (e->kind != BT_EV_WAKE && !s->vm->config.virtual_clock && e->th->arrived > t->since_wall &&
        e->th->arrived < since)
        since = e->th->arrived;
    enter(s, t, BT_STATS_WANTS, e->clock, since);
    t->noticed = e->wall;
}

static void on_wait(struct bt_stats *s, struct bt_stats_thread *t, const struct bt_event *e)
{
    enter(s, t, BT_STATS_WAITS + e->reason, e->clock, e->wall);
    s->gave_up[BT_STATS_WAITS + e->reason]++;
    s->free_since = e->wall;
    bt_stats_wait_begins(s, t, e);
}

static void on_start(struct bt_stats *s, const struct bt_event *e)
{
    s->starts++;
    for (const struct bt_vthread *th = s->vm->last_thread; th; th = th->prev)
        if (th->number == e->other) {
            (void)add_thread(s, th, BT_STATS_WANTS, e->clock, e->wall);
            return;
        }
}

static void on_end(struct bt_stats *s, struct bt_stats_thread *t, const struct bt_event *e)
{
    enter(s, t, BT_STATS_RUNS, e->clock, e->wall);
    t->in[BT_STATS_RUNS].times--;
    copy_name(s, t, e->th);
    t->ended = true;
    t->end_clock = e->clock;
    t->end_wall = e->wall;
    s->ends++;
    s->free_since = e->wall;
}

static void on_event(struct bt_event_sink *sink, const struct bt_event *e)
{
    struct bt_stats *s = (struct bt_stats *)sink;
    struct bt_stats_thread *t = bt_stats_find(s, e->th->number);
    if (!t && !(t = add_thread(s, e->th, state_now(e->th), e->clock, e->wall)))
        return;
    switch ((enum bt_event_kind)e->kind) {
    case BT_EV_SWITCH:
        on_switch(s, e);
        enter(s, t, BT_STATS_WANTS, e->clock, e->wall);
        t->noticed = e->wall;
        break;
    case BT_EV_BLOCK:
    case BT_EV_OUTSIDE: on_wait(s, t, e); break;
    case BT_EV_WAKE:
    case BT_EV_RETURN:
    case BT_EV_TIMEOUT:
    case BT_EV_INTERRUPT: on_ready(s, t, e); break;
    case BT_EV_START: on_start(s, e); break;
    case BT_EV_END: on_end(s, t, e); break;
    case BT_EV_RUN: on_run(s, t, e); break;
    case BT_EV_ACQUIRE: bt_stats_acquired(s, e); break;
    case BT_EV_COLLECT:
        s->collections++;
        s->collecting_since = e->wall;
        break;
    case BT_EV_COLLECTED: s->collecting += e->wall - s->collecting_since; break;
    case BT_EV_YIELD:
    case BT_EV_RELEASE:
    case BT_EV_MARK:
    case BT_EV_CTRL_C:
    case BT_EV_DEADLOCK:
    case BT_EV_PUBLISH:
    case BT_EV_OBSERVE:
    case BT_EV_KINDS: break;
    }
}

static void on_sweep(struct bt_event_sink *sink)
{
    struct bt_stats *s = (struct bt_stats *)sink;
    bt_places_sweep(&s->places);
    bt_stats_sweep_objects(s);
}

void bt_stats_update(struct bt_stats *s)
{
    uint64_t clock = bt_event_clock(s->vm);
    int64_t wall = bt_event_wall(s->vm);
    for (size_t i = 0; i < s->threads.n; i++)
        if (!s->threads.items[i]->ended && s->threads.items[i]->number != 0)
            settle(s, s->threads.items[i], clock, wall);
    for (const struct bt_vthread *th = s->vm->threads; th; th = th->next) {
        struct bt_stats_thread *t = bt_stats_find(s, th->number);
        if (t)
            copy_name(s, t, th);
    }
    s->end_clock = clock;
    s->end_wall = wall;
}

struct bt_stats *bt_stats_new(struct bt_vm *vm)
{
    struct bt_stats *s = bt_alloc_zero(sizeof *s);
    if (!s || !bt_places_init(&s->places)) {
        bt_free(s);
        return NULL;
    }
    bt_arena_init(&s->names);
    s->sink = (struct bt_event_sink){
        .event = on_event,
        .sweep = on_sweep,
        .wants = BT_WANT_WALL | BT_WANT_LOCKS,
    };
    s->vm = vm;
    s->start_clock = bt_event_clock(vm);
    s->start_wall = s->free_since = bt_event_wall(vm);
    for (const struct bt_vthread *th = vm->threads; th; th = th->next)
        if (th->state != BT_THREAD_NEW && th->state != BT_THREAD_DONE)
            (void)add_thread(s, th, state_now(th), s->start_clock, s->start_wall);
    if (s->no_memory) {
        bt_stats_free(s);
        return NULL;
    }
    bt_event_watch(vm, &s->sink);
    return s;
}

void bt_stats_free(struct bt_stats *s)
{
    if (!s)
        return;
    bt_event_unwatch(s->vm, &s->sink);
    for (size_t i = 0; i < s->threads.n; i++)
        free_thread(s->threads.items[i]);
    bt_vec_free(&s->threads);
    bt_vec_free(&s->by_number);
    bt_vec_free(&s->objects);
    bt_free(s->addresses);
    bt_gantt_free(&s->gantt);
    bt_arena_free(&s->names);
    bt_places_free(&s->places);
    bt_free(s);
}
