/*
 * How long it takes to start a thread that does nothing and to wait for its end: bare
 * pthread_create and pthread_join, one thread after the other, and a hundred at once.
 */
#include "limits.h"

#define ROUNDS 5000
#define BATCH  100

static void *nothing(void *arg)
{
    return arg;
}

static void one_by_one(const char *name)
{
    double begin = seconds(CLOCK_MONOTONIC);
    for (int i = 0; i < ROUNDS; i++)
        pthread_join(start(nothing, NULL, NULL), NULL);
    figure(name, (seconds(CLOCK_MONOTONIC) - begin) * 1e6 / ROUNDS, "us");
}

static void in_batches(const char *name)
{
    pthread_t threads[BATCH];
    double begin = seconds(CLOCK_MONOTONIC);
    for (int i = 0; i < ROUNDS / BATCH; i++) {
        for (int j = 0; j < BATCH; j++)
            threads[j] = start(nothing, NULL, NULL);
        for (int j = 0; j < BATCH; j++)
            pthread_join(threads[j], NULL);
    }
    figure(name, (seconds(CLOCK_MONOTONIC) - begin) * 1e6 / ROUNDS, "us");
}

int main(void)
{
    one_by_one("start_join");
    in_batches("start_join_100");
    stay_on(nth_cpu(0));
    one_by_one("start_join_one_cpu");
    in_batches("start_join_100_one_cpu");
    return 0;
}
