/*
 * Many threads that sleep at once: `sleepers [THREADS [SECONDS]]` starts them, each sleeps, all are
 * waited for. The time from the first start to the last end, and the memory that was resident while
 * all slept, a thread's share of it.
 */
#include "limits.h"

static double nap = 0.5;

static void *sleeper(void *arg)
{
    struct timespec ts = {(time_t)nap, (long)((nap - (double)(time_t)nap) * 1e9)};
    clock_nanosleep(CLOCK_MONOTONIC, 0, &ts, NULL);
    return arg;
}

static double peak_kib(void)
{
    struct rusage usage;
    getrusage(RUSAGE_SELF, &usage);
    return (double)usage.ru_maxrss;
}

int main(int argc, char **argv)
{
    long n = argc > 1 ? strtol(argv[1], NULL, 10) : 1000;
    if (argc > 2)
        nap = strtod(argv[2], NULL);
    pthread_t *threads = n > 0 ? calloc((size_t)n, sizeof *threads) : NULL;
    if (!threads)
        return 1;
    pthread_attr_t attr;
    pthread_attr_init(&attr);
    pthread_attr_setstacksize(&attr, 65536);
    double before = peak_kib(), begin = seconds(CLOCK_MONOTONIC);
    for (long i = 0; i < n; i++)
        threads[i] = start(sleeper, NULL, &attr);
    for (long i = 0; i < n; i++)
        pthread_join(threads[i], NULL);
    figure("sleepers", (seconds(CLOCK_MONOTONIC) - begin) * 1e3, "ms");
    figure("sleepers_each", (peak_kib() - before) / (double)n, "KiB");
    free(threads);
    return 0;
}
