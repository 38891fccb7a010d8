/*
 * How long it takes one thread to let another one run and to stop itself: the least that a lock
 * costs which always says who is next. Two threads pass a token to and fro; a figure is the time of
 * one way, and the processor time of it (_cpu) where one processor does both.
 *
 *   one_cpu    both on one processor, a futex each: raise the other's flag, wait for the own one
 *   two_cpus   the same, each on a processor of its own
 *   spin       two processors, both wait by looking: what it costs to move a cache line
 *   cond       one processor, pthread_cond_signal and pthread_cond_wait under a mutex
 */
#include "limits.h"

#define ROUNDS  100000
#define SECONDS 1.0 // a busy machine may need milliseconds a round

struct side {
    _Alignas(64) atomic_uint go;
    struct side *other;
    int cpu;
    bool spin, first;
    int rounds;       // done
    atomic_bool stop; // the other one's last pass
};

static void pass(struct side *to)
{
    atomic_store_explicit(&to->go, 1, memory_order_release);
    if (!to->spin)
        futex_wake(&to->go);
}

static void wait_for_turn(struct side *side)
{
    while (atomic_exchange_explicit(&side->go, 0, memory_order_acq_rel) == 0)
        if (!side->spin)
            futex_wait(&side->go, 0);
}

static void *by_futex(void *arg)
{
    struct side *side = arg;
    stay_on(side->cpu);
    double end = seconds(CLOCK_MONOTONIC) + SECONDS;
    while (!atomic_load(&side->stop)) {
        wait_for_turn(side);
        side->rounds++;
        if (side->first && (side->rounds == ROUNDS ||
                            (side->rounds % 64 == 0 && seconds(CLOCK_MONOTONIC) > end))) {
            atomic_store(&side->stop, true);
            atomic_store(&side->other->stop, true);
        }
        pass(side->other);
    }
    return NULL;
}

static void measure(const char *name, int cpu0, int cpu1, bool spin)
{
    struct side a = {.cpu = cpu0, .spin = spin, .first = true};
    struct side b = {.cpu = cpu1, .spin = spin, .other = &a};
    a.other = &b;
    double begin = seconds(CLOCK_MONOTONIC), cpu = seconds(CLOCK_PROCESS_CPUTIME_ID);
    pthread_t ta = start(by_futex, &a, NULL), tb = start(by_futex, &b, NULL);
    pass(&a);
    pthread_join(ta, NULL);
    pthread_join(tb, NULL);
    double ways = 2.0 * a.rounds;
    figure(name, (seconds(CLOCK_MONOTONIC) - begin) * 1e6 / ways, "us");
    if (cpu0 == cpu1)
        figure("handoff_one_cpu_cpu", (seconds(CLOCK_PROCESS_CPUTIME_ID) - cpu) * 1e6 / ways, "us");
}

struct table {
    pthread_mutex_t mutex;
    pthread_cond_t cond[2];
    int turn, cpu;
};

struct player {
    struct table *table;
    int number;
};

static void *by_cond(void *arg)
{
    struct player *p = arg;
    struct table *t = p->table;
    stay_on(t->cpu);
    pthread_mutex_lock(&t->mutex);
    for (int i = 0; i < ROUNDS; i++) {
        while (t->turn != p->number)
            pthread_cond_wait(&t->cond[p->number], &t->mutex);
        t->turn = !p->number;
        pthread_cond_signal(&t->cond[t->turn]);
    }
    pthread_mutex_unlock(&t->mutex);
    return NULL;
}

static void measure_cond(int cpu)
{
    struct table table = {.mutex = PTHREAD_MUTEX_INITIALIZER,
                          .cond = {PTHREAD_COND_INITIALIZER, PTHREAD_COND_INITIALIZER},
                          .cpu = cpu};
    struct player a = {&table, 0}, b = {&table, 1};
    double begin = seconds(CLOCK_MONOTONIC);
    pthread_t ta = start(by_cond, &a, NULL), tb = start(by_cond, &b, NULL);
    pthread_join(ta, NULL);
    pthread_join(tb, NULL);
    figure("handoff_cond", (seconds(CLOCK_MONOTONIC) - begin) * 1e6 / (2 * ROUNDS), "us");
}

int main(void)
{
    int first = nth_cpu(0), second = nth_cpu(1);
    measure("handoff_one_cpu", first, first, false);
    measure_cond(first);
    if (second >= 0) {
        measure("handoff_two_cpus", first, second, false);
        measure("handoff_spin", first, second, true);
    }
    return 0;
}
