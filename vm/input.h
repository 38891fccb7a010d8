/*
 * The input gate: every value that comes from outside and can differ from run to run passes here
 * (clocks, random seeds, the environment), so that recording and replay have one place to stand.
 */
#ifndef BT_VM_INPUT_H
#define BT_VM_INPUT_H

#include "vm/interp.h"

enum bt_clock { BT_CLOCK_REAL, BT_CLOCK_MONOTONIC, BT_CLOCK_PROCESS, BT_CLOCK_THREAD };

// A reading of a clock as the script sees it, in nanoseconds.
int64_t bt_input_clock(struct bt_thread *th, enum bt_clock clock);
// n random bytes from the system; false with OSError.
BT_MUST_CHECK bool bt_input_random(struct bt_thread *th, void *bytes, size_t n);

#endif
