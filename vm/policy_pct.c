/*
 * pct: probabilistic concurrency testing (Burckhardt, Kothari, Musuvathi, Nagarakatte: "A
 * randomized scheduler with probabilistic guarantees of finding bugs", ASPLOS 2010).
 *
 * Each thread gets a random priority, and the ready thread of the highest one runs: nobody is
 * interrupted for the sake of fairness. At d - 1 steps drawn at random (the change points), the
 * running thread's priority falls below all initial ones; a thread that falls at the i-th point (in
 * the order in which they were drawn) is then at level i. A bug that needs d orderings to show, in
 * a program of n threads and k steps, is hit by one run with a probability of at least
 * 1 / (n k^(d-1)).
 *
 * Steps are instructions of all threads, counted from the first start() on: before, nobody could be
 * interrupted. With a K the points are drawn evenly from K steps. Without one their order of
 * magnitude is drawn first (the number of bits, from 1 to 24), then the step: short and long
 * programs alike have points in them, and the bound holds with 24 k in place of k.
 *
 * The schedule is exact: with -N inf, which is the default here, a turn ends at the change point
 * and right after the instruction that makes a thread of higher priority ready. With another N
 * decisions are made when a turn ends, and only then.
 *
 * Threads that wait by looking again and again need somebody else to run. One that yields
 * (sleep(0)) falls to the bottom, and so does one that has run 2^24 instructions in one go while
 * others were ready.
 */
#include <stdlib.h>

#include "base/mem.h"
#include "vm/gil.h"
#include "vm/interp.h"
#include "vm/policy.h"

#define BITS     24                    // without K: points are below 2^BITS
#define PATIENCE ((uint64_t)1 << BITS) // instructions in one go
#define HIGH     ((uint64_t)1 << 63)   // initial priorities have this bit
#define BOTTOM   ((uint64_t)1)         // 0: none has been drawn; the i-th point: 1 + i
#define D_MAX    1000
#define K_MAX    ((uint64_t)1 << 60)
#define NEVER    UINT64_MAX

struct pct {
    bool begun;      // a thread has been started
    uint64_t start;  // the clock at that time
    uint64_t spins;  // the clock when the running thread has had PATIENCE
    unsigned n;      // d - 1
    uint64_t step[]; // of the change points in the order of their drawing; NEVER: over
};

// A number from 1 to max at the start of the text; what follows it, or NULL.
static const char *number(const char *text, uint64_t max, uint64_t *n)
{
    char *end;
    if (text[0] < '0' || text[0] > '9')
        return NULL;
    unsigned long long v = strtoull(text, &end, 10);
    if (v == 0 || v > max)
        return NULL;
    *n = v;
    return end;
}

static bool parse(const char *text, uint64_t *d, uint64_t *k)
{
    *k = 0;
    const char *rest = text ? number(text, D_MAX, d) : NULL;
    if (rest && *rest == ':')
        rest = number(rest + 1, K_MAX, k);
    return rest && !*rest;
}

static const char *check(const char *parameter)
{
    uint64_t d, k;
    return parse(parameter, &d, &k) ? NULL
                                    : "needs a depth from 1 to 1000, and may have a number of "
                                      "steps: pct:3 or pct:3:20000";
}

static bool init(struct bt_gil *gil, const struct bt_vm_config *config)
{
    uint64_t d, k;
    if (!parse(config->policy_parameter, &d, &k))
        return false;
    struct pct *p = bt_alloc_zero(sizeof *p + (d - 1) * sizeof *p->step);
    if (!p)
        return false;
    gil->policy_state = p;
    p->n = (unsigned)d - 1;
    for (unsigned i = 0; i < p->n; i++) {
        if (k > 0) {
            p->step[i] = 1 + bt_random_below(&gil->random, k);
        } else {
            uint64_t low = (uint64_t)1 << bt_random_below(&gil->random, BITS);
            p->step[i] = low + bt_random_below(&gil->random, low);
        }
    }
    if (!config->switch_given)
        gil->n = gil->n_max = BT_SWITCH_INF;
    return true;
}

static void end(struct bt_gil *gil)
{
    bt_free(gil->policy_state);
}

static uint64_t level(struct bt_gil *gil, struct bt_vthread *th)
{
    if (th->policy_word == 0)
        th->policy_word = HIGH | bt_random_next(&gil->random);
    return th->policy_word;
}

// The change points that are due meet this thread.
static void pass_points(struct bt_gil *gil, struct bt_vthread *th)
{
    struct pct *p = gil->policy_state;
    if (!p->begun)
        return;
    for (unsigned i = 0; i < p->n; i++) {
        if (p->step[i] == NEVER || p->step[i] > gil->clock - p->start)
            continue;
        p->step[i] = NEVER;
        th->policy_word = 1 + (i + 1);
    }
}

static void enter(struct bt_gil *gil, struct bt_vthread *th, enum bt_entry how)
{
    struct pct *p = gil->policy_state;
    if (!p->begun && how == BT_ENTER_NEW) {
        p->begun = true;
        p->start = bt_event_clock(th->vm);
        (void)level(gil, th->vm->main);
        if (gil->n == BT_SWITCH_INF)
            bt_gil_cut(gil->holder); // its turn did not know of the first point
    }
    (void)level(gil, th);
    if (how >= BT_ENTER_TURN) {
        pass_points(gil, th);
        if (how == BT_ENTER_YIELD || (how == BT_ENTER_TURN && gil->clock >= p->spins))
            th->policy_word = BOTTOM;
    }
    bt_ready_push(&gil->ready, th);
}

static struct bt_vthread *next(struct bt_gil *gil)
{
    struct bt_vthread *best = gil->ready.first;
    for (struct bt_vthread *th = best->queue_next; th; th = th->queue_next)
        if (th->policy_word > best->policy_word)
            best = th;
    (void)bt_ready_remove(&gil->ready, best);
    return best;
}

static uint64_t turn_length(struct bt_gil *gil, struct bt_vthread *th)
{
    struct pct *p = gil->policy_state;
    uint64_t n = bt_gil_draw_n(gil);
    p->spins = n == BT_SWITCH_INF ? gil->clock + PATIENCE : NEVER;
    if (!p->begun)
        return n;
    pass_points(gil, th);
    if (n != BT_SWITCH_INF)
        return n;
    n = PATIENCE;
    for (unsigned i = 0; i < p->n; i++)
        if (p->step[i] != NEVER && p->step[i] - (gil->clock - p->start) < n)
            n = p->step[i] - (gil->clock - p->start);
    return n;
}

static bool preempts(const struct bt_gil *gil, struct bt_vthread *running, struct bt_vthread *ready)
{
    return gil->n == BT_SWITCH_INF && ready->policy_word > running->policy_word;
}

const struct bt_policy bt_policy_pct = {
    .name = "pct",
    .parameter = ":D[:K]",
    .help = "random priorities that change at D - 1 random steps (of K): finds rare orders",
    .flags = BT_POLICY_SEEDED,
    .check = check,
    .init = init,
    .end = end,
    .enter = enter,
    .next = next,
    .turn_length = turn_length,
    .preempts = preempts,
};
