/*
 * How late a sleeping thread comes back while four others compute: bare threads, the kernel
 * decides. Median and 99th percentile of 500 sleeps of 2 ms.
 */
#include "limits.h"

#define BUSY   4
#define SLEEPS 500

static atomic_bool stop;

static void *busy(void *arg)
{
    while (!atomic_load_explicit(&stop, memory_order_relaxed))
        ;
    return arg;
}

static int by_size(const void *a, const void *b)
{
    double x = *(const double *)a, y = *(const double *)b;
    return (x > y) - (x < y);
}

int main(void)
{
    pthread_t threads[BUSY];
    double late[SLEEPS];
    for (int i = 0; i < BUSY; i++)
        threads[i] = start(busy, NULL, NULL);
    for (int i = 0; i < SLEEPS; i++) {
        struct timespec ts = {0, 2000000};
        double begin = seconds(CLOCK_MONOTONIC);
        clock_nanosleep(CLOCK_MONOTONIC, 0, &ts, NULL);
        late[i] = seconds(CLOCK_MONOTONIC) - begin - 0.002;
    }
    atomic_store(&stop, true);
    for (int i = 0; i < BUSY; i++)
        pthread_join(threads[i], NULL);
    qsort(late, SLEEPS, sizeof *late, by_size);
    figure("wake_latency_median", late[SLEEPS / 2] * 1e3, "ms");
    figure("wake_latency_p99", late[SLEEPS * 99 / 100] * 1e3, "ms");
    return 0;
}
