/*
 * Virtual time: it stands still while anybody can run, and when nobody can, it jumps to the
 * earliest deadline. So sleeps and time-outs cost no real time, and when they end is a matter of
 * the program alone. While a real system call is out, time waits for it.
 *
 * Sleepers and timed waits have their deadlines in vm->timers; equal ones pass in the order in
 * which they were set. All of it belongs to the holder of the lock.
 */
#ifndef BT_VM_VIRTUAL_H
#define BT_VM_VIRTUAL_H

#include "vm/interp.h"

#define BT_VIRTUAL_EPOCH 1767225600000000000 // time.time() at the start: 2026-01-01 00:00 UTC
#define BT_VIRTUAL_START 1000000000000       // time.monotonic() at the start: 1,000 s
#define BT_VIRTUAL_INSTR 10 // nanoseconds of processor time that an instruction counts for

// The thread is about to wait until the deadline (monotonic, virtual; not BT_NO_DEADLINE), in a
// sleep or for another thread. bt_virtual_pass or bt_sched_ready ends it.
void bt_virtual_wait(struct bt_vthread *th, int64_t deadline);
// Is it asleep, with nothing real to come back from?
static inline bool bt_virtual_asleep(const struct bt_vthread *th)
{
    return th->state == BT_THREAD_OUTSIDE && bt_timer_is_set(&th->timer);
}
// It does not wait for its deadline any more; nothing if it did not.
void bt_virtual_end(struct bt_vthread *th);
// Nobody is ready: let time pass to the earliest deadline, and make ready all whose deadline has
// come. false: there is none, or a system call is out.
bool bt_virtual_pass(struct bt_vm *vm);

#endif
