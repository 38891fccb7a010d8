/*
 * What the programs of bench/limits share: clocks, futexes, processors, and how a figure is
 * printed. They measure what the machine can do at best, without an interpreter, so that Baton's
 * figures have something to stand beside; each is one file, run with no arguments, and prints lines
 * "figure NAME VALUE UNIT".
 */
#ifndef BENCH_LIMITS_H
#define BENCH_LIMITS_H

#include <errno.h>
#include <linux/futex.h>
#include <pthread.h>
#include <sched.h>
#include <stdatomic.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/syscall.h>
#include <time.h>
#include <unistd.h>

// Seconds on a clock: CLOCK_MONOTONIC or CLOCK_PROCESS_CPUTIME_ID.
static inline double seconds(clockid_t clock)
{
    struct timespec ts;
    clock_gettime(clock, &ts);
    return (double)ts.tv_sec + (double)ts.tv_nsec * 1e-9;
}

static inline void figure(const char *name, double value, const char *unit)
{
    printf("figure %s %.4g %s\n", name, value, unit);
}

// The n-th processor that this process may use, or -1.
static inline int nth_cpu(int n)
{
    cpu_set_t set;
    if (sched_getaffinity(0, sizeof set, &set) != 0)
        return -1;
    for (int cpu = 0; cpu < CPU_SETSIZE; cpu++)
        if (CPU_ISSET((size_t)cpu, &set) && n-- == 0)
            return cpu;
    return -1;
}

// Keep the calling thread, and those it starts, on one processor; -1: do nothing.
static inline void stay_on(int cpu)
{
    cpu_set_t set;
    CPU_ZERO(&set);
    if (cpu < 0)
        return;
    CPU_SET((size_t)cpu, &set);
    (void)sched_setaffinity(0, sizeof set, &set);
}

static inline void futex_wait(atomic_uint *word, unsigned value)
{
    syscall(SYS_futex, word, FUTEX_WAIT_PRIVATE, value, NULL, NULL, 0);
}

static inline void futex_wake(atomic_uint *word)
{
    syscall(SYS_futex, word, FUTEX_WAKE_PRIVATE, 1, NULL, NULL, 0);
}

// Start a thread or end the program.
static inline pthread_t start(void *(*fn)(void *), void *arg, const pthread_attr_t *attr)
{
    pthread_t thread;
    int err = pthread_create(&thread, attr, fn, arg);
    if (err != 0) {
        fprintf(stderr, "cannot start a thread: %s\n", strerror(err));
        exit(1);
    }
    return thread;
}

#endif
