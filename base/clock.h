// Clocks, in nanoseconds.
#ifndef BT_BASE_CLOCK_H
#define BT_BASE_CLOCK_H

#include <stdint.h>

int64_t bt_clock_monotonic(void); // since some fixed point; never goes back
int64_t bt_clock_real(void);      // since 1970-01-01 UTC
int64_t bt_clock_process(void);   // processor time of the process
int64_t bt_clock_thread(void);    // processor time of the calling thread

#endif
