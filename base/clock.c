#include "base/clock.h"

#include <time.h>

static int64_t read_clock(clockid_t id)
{
    struct timespec ts;
    clock_gettime(id, &ts);
    return (int64_t)ts.tv_sec * 1000000000 + ts.tv_nsec;
}

int64_t bt_clock_monotonic(void)
{
    return read_clock(CLOCK_MONOTONIC);
}

int64_t bt_clock_real(void)
{
    return read_clock(CLOCK_REALTIME);
}

int64_t bt_clock_process(void)
{
    return read_clock(CLOCK_PROCESS_CPUTIME_ID);
}

int64_t bt_clock_thread(void)
{
    return read_clock(CLOCK_THREAD_CPUTIME_ID);
}
