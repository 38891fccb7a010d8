// The stream of events (vm/event.h): what holds for every run, whatever the policy, the length of
// turns and the substrate; and that watching changes nothing.
#include <check.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/os_thread.h"
#include "runtime/modules/import.h"
#include "runtime/modules/startup.h"
#include "vm/substrate.h"

#define MAX_THREADS 64
#define MAX_LOCKS   256

static const char script[] =
    "import gc, queue, threading, time\n"
    "lock, rlock, changed = threading.Lock(), threading.RLock(), threading.Condition()\n"
    "bell, places, barrier = threading.Event(), threading.Semaphore(2), threading.Barrier(3)\n"
    "items, total = queue.Queue(2), 0\n"
    "class Waste:\n"
    "    def __init__(self): self.me = self\n"
    "    def __del__(self): time.sleep(0)\n"
    "def work(me):\n"
    "    global total\n"
    "    for i in range(4):\n"
    "        with lock:\n"
    "            total += 1\n"
    "        with rlock, rlock, places:\n"
    "            sorted(range(5), key=lambda k: -k)\n"
    "        time.sleep(0.001 * me)\n"
    "        Waste()\n"
    "    barrier.wait()\n"
    "    if me == 0: gc.collect()\n"
    "    bell.wait(0.002)\n"
    "    bell.set()\n"
    "    with changed: changed.wait(0.001 * me)\n"
    "    time.sleep(0)\n"
    "def put():\n"
    "    for i in range(6): items.put(i)\n"
    "def get():\n"
    "    for i in range(6): items.get()\n"
    "def spin():\n"
    "    while True: time.sleep(1)\n"
    "threads = [threading.Thread(target=work, args=(n,)) for n in range(3)]\n"
    "threads += [threading.Thread(target=f) for f in (put, get)]\n"
    "threading.Thread(target=spin, daemon=True).start()\n"
    "for t in threads: t.start()\n"
    "for t in threads: t.join()\n"
    "assert total == 12\n";

enum state { NEW, READY, RUNNING, WAITING, ENDED };

// What has been heard so far, by one who believes nothing.
struct watcher {
    struct bt_event_sink sink;
    enum state state[MAX_THREADS];
    uint64_t instr[MAX_THREADS];
    uint32_t lock_owner[MAX_LOCKS];
    uint32_t running, last_holder, next; // next: to whom the last switch gave the lock; 0: nobody
    uint64_t clock, turn, sum, steps;
    unsigned n[BT_EV_KINDS];
    char fault[200]; // the first thing that was not as it should be
};

__attribute__((format(printf, 2, 3))) static void fault(struct watcher *w, const char *format, ...)
{
    if (w->fault[0])
        return;
    va_list ap;
    va_start(ap, format);
    vsnprintf(w->fault, sizeof w->fault, format, ap);
    va_end(ap);
}

static void hear_clocks(struct watcher *w, const struct bt_event *e, uint32_t n)
{
    if (e->instr < w->instr[n])
        fault(w, "thread %u goes back to instruction %llu", n, (unsigned long long)e->instr);
    w->sum += e->instr - w->instr[n];
    w->instr[n] = e->instr;
    // a running thread that wakes others has gone on since it was last heard of
    bool other_runs = w->running && w->running != n && e->kind != BT_EV_RUN;
    if (other_runs ? e->clock < w->sum : e->clock != w->sum)
        fault(w, "kind %d: the clock says %llu, the threads %llu", e->kind,
              (unsigned long long)e->clock, (unsigned long long)w->sum);
    if (e->clock < w->clock || e->turn < w->turn)
        fault(w, "kind %d: clock or turn goes back", e->kind);
    if (e->kind == BT_EV_RUN && e->turn != w->turn + 1)
        fault(w, "turn %llu follows turn %llu", (unsigned long long)e->turn,
              (unsigned long long)w->turn);
    w->clock = e->clock;
    w->turn = e->turn;
}

static void becomes(struct watcher *w, uint32_t n, enum state from, enum state to, int kind)
{
    if (w->state[n] != from)
        fault(w, "kind %d: thread %u was in state %d", kind, n, w->state[n]);
    w->state[n] = to;
}

static void hear_run(struct watcher *w, const struct bt_event *e, uint32_t n)
{
    if (w->running)
        fault(w, "thread %u runs beside thread %u", n, w->running);
    if (w->next && w->next != n)
        fault(w, "thread %u runs, the lock was given to %u", n, w->next);
    if (e->other != w->last_holder)
        fault(w, "thread %u got the lock from %u, not from %u", n, e->other, w->last_holder);
    becomes(w, n, READY, RUNNING, e->kind);
    w->running = n;
}

static void leaves(struct watcher *w, const struct bt_event *e, uint32_t n, enum state to)
{
    becomes(w, n, RUNNING, to, e->kind);
    w->running = 0;
    w->last_holder = e->kind == BT_EV_END ? 0 : n; // one that has ended is forgotten
    w->next = e->kind == BT_EV_SWITCH ? e->other : 0;
}

static void hear_lock(struct watcher *w, const struct bt_event *e, uint32_t n)
{
    if (e->other >= MAX_LOCKS)
        return;
    uint32_t *owner = &w->lock_owner[e->other];
    if (e->kind == BT_EV_ACQUIRE && *owner && *owner != n)
        fault(w, "thread %u has lock %u, which thread %u has", n, e->other, *owner);
    *owner = e->kind == BT_EV_ACQUIRE ? n : 0;
}

static void hear(struct bt_event_sink *sink, const struct bt_event *e)
{
    struct watcher *w = (struct watcher *)sink;
    uint32_t n = e->th->number;
    if (n == 0 || n >= MAX_THREADS || e->kind >= BT_EV_KINDS) {
        fault(w, "thread %u, kind %d", n, e->kind);
        return;
    }
    w->n[e->kind]++;
    hear_clocks(w, e, n);
    switch ((enum bt_event_kind)e->kind) {
    case BT_EV_SWITCH: leaves(w, e, n, READY); break;
    case BT_EV_BLOCK:
    case BT_EV_OUTSIDE: leaves(w, e, n, WAITING); break;
    case BT_EV_END: leaves(w, e, n, ENDED); break;
    case BT_EV_WAKE:
    case BT_EV_RETURN:
    case BT_EV_TIMEOUT:
    case BT_EV_INTERRUPT: becomes(w, n, WAITING, READY, e->kind); break;
    case BT_EV_START:
        becomes(w, n, RUNNING, RUNNING, e->kind);
        becomes(w, e->other, NEW, READY, e->kind);
        break;
    case BT_EV_RUN: hear_run(w, e, n); break;
    case BT_EV_ACQUIRE:
    case BT_EV_RELEASE: hear_lock(w, e, n); // fall through
    case BT_EV_YIELD:
    case BT_EV_COLLECT:
    case BT_EV_COLLECTED:
    case BT_EV_MARK:
    case BT_EV_CTRL_C:
    case BT_EV_DEADLOCK:
    case BT_EV_PUBLISH:
    case BT_EV_OBSERVE: becomes(w, n, RUNNING, RUNNING, e->kind); break;
    case BT_EV_KINDS: break;
    }
}

static void count_step(struct bt_event_sink *sink, struct bt_vthread *th)
{
    struct watcher *w = (struct watcher *)sink;
    w->steps++;
    if (th->number != w->running)
        fault(w, "thread %u steps while thread %u runs", th->number, w->running);
}

struct way {
    const char *policy, *parameter;
    uint64_t n, max;
    unsigned wants;
    bool watched, coroutine, counting, wake_back, cpython;
};

// Run the script; returns the schedule's hash.
static uint64_t run(const struct way *way, struct watcher *w)
{
    struct bt_vm_config config;
    bt_vm_config_init(&config);
    config.switch_n = way->n;
    config.switch_max = way->max;
    config.policy = bt_policy_find(way->policy, strlen(way->policy));
    config.policy_parameter = way->parameter;
    config.substrate = way->coroutine ? &bt_substrate_coroutine : &bt_substrate_os;
    config.counting = way->counting;
    config.wake_back = way->wake_back;
    config.cpython_points = way->cpython;
    config.virtual_clock = true;
    config.seed = 5;
    struct bt_vm *vm = bt_vm_new(&config);
    ck_assert_ptr_nonnull(vm);
    struct bt_thread *th = &vm->main->t;
    memset(w, 0, sizeof *w);
    w->sink = (struct bt_event_sink){.event = hear, .step = count_step, .wants = way->wants};
    w->state[1] = RUNNING;
    w->running = w->last_holder = 1;
    w->turn = vm->gil.turn;
    if (way->watched)
        bt_event_watch(vm, &w->sink);
    ck_assert(bt_startup(th));
    bt_value v = bt_run_source(th, "script.py", script, strlen(script), true, bt_main_dict(th));
    if (bt_is_error(v))
        bt_print_exception(th);
    ck_assert(!bt_is_error(v));
    uint64_t hash = vm->gil.trace_hash;
    ck_assert_msg(!w->fault[0], "%s%s, turns of %llu: %s", way->coroutine ? "coroutine, " : "",
                  way->policy, (unsigned long long)way->n, w->fault);
    ck_assert(bt_join_script(th, 0) == 0 && bt_shutdown(th, 0) == 0);
    bt_vm_leave(vm);
    return hash;
}

static const struct way ways[] = {
    {.policy = "fifo", .n = 1},
    {.policy = "fifo", .n = 100003},
    {.policy = "fifo", .n = BT_SWITCH_INF, .wake_back = true},
    {.policy = "lifo", .n = 7},
    {.policy = "random", .n = 13},
    {.policy = "random", .n = 1, .max = 60},
    {.policy = "priority", .n = 101},
    {.policy = "pct", .parameter = "3:400", .n = BT_SWITCH_INF},
    {.policy = "pct", .parameter = "2", .n = 50},
    {.policy = "fifo", .n = 1, .cpython = true},
    {.policy = "random", .n = 1, .max = 9, .cpython = true},
};

START_TEST(the_stream_makes_sense_and_watching_changes_nothing)
{
    struct way way = ways[_i];
    struct watcher *w = malloc(sizeof *w);
    ck_assert_ptr_nonnull(w);
    uint64_t unwatched = run(&way, w);
    ck_assert_uint_eq(w->clock, 0);
    way.watched = true;
    for (int i = 0; i < 8; i++) {
        way.coroutine = i & 1;
        way.counting = i & 2;
        way.wants = i & 4 ? BT_WANT_WALL | BT_WANT_LOCKS | BT_WANT_STEPS | BT_WANT_SYNC : 0;
        ck_assert_msg(run(&way, w) == unwatched, "watching has changed the schedule (way %d)", i);
        ck_assert(w->n[BT_EV_RUN] > 10 && w->n[BT_EV_START] == 6 && w->n[BT_EV_END] == 6);
        ck_assert(w->n[BT_EV_BLOCK] > 0 && w->n[BT_EV_TIMEOUT] > 0 && w->n[BT_EV_OUTSIDE] > 0);
        ck_assert_uint_eq(w->n[BT_EV_COLLECT], w->n[BT_EV_COLLECTED]);
        ck_assert(w->n[BT_EV_COLLECT] > 0);
        ck_assert(!(i & 4) || (w->n[BT_EV_ACQUIRE] > 0 && w->n[BT_EV_PUBLISH] > 0));
        ck_assert_msg(!(i & 4) || w->steps == w->clock, "%llu steps, %llu instructions",
                      (unsigned long long)w->steps, (unsigned long long)w->clock);
    }
    free(w);
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("events");
    TCase *t = tcase_create("events");
    tcase_set_timeout(t, 60);
    tcase_add_loop_test(t, the_stream_makes_sense_and_watching_changes_nothing, 0,
                        (int)(sizeof ways / sizeof ways[0]));
    suite_add_tcase(suite, t);
    SRunner *runner = srunner_create(suite);
    srunner_run_all(runner, CK_ENV);
    int failed = srunner_ntests_failed(runner);
    srunner_free(runner);
    return failed ? EXIT_FAILURE : EXIT_SUCCESS;
}
