/*
 * What native modules use to wait: each releases the lock while it waits, and is cut short by
 * Ctrl-C. All of them return false with an exception set when interrupted (or with none set while
 * the interpreter stops: unwind).
 */
#ifndef BT_VM_BLOCKING_H
#define BT_VM_BLOCKING_H

#include <sys/types.h>

#include "vm/interp.h"

// Sleep for ns nanoseconds (time.sleep). 0 yields. The deadline is computed once: no drift.
BT_MUST_CHECK bool bt_sleep(struct bt_thread *th, int64_t ns);
// Wait until fd is ready for events (POLLIN/POLLOUT) or the deadline (monotonic ns, BT_NO_DEADLINE)
// passes. Keeps the lock if it is ready at once or a regular file. *ready = false on a time-out.
BT_MUST_CHECK bool bt_wait_fd(struct bt_thread *th, int fd, short events, int64_t deadline,
                              bool *ready);
// open(2). A FIFO may have to wait for its other end: then the lock is released. *fd is the
// descriptor, or -1 with *error an errno value.
BT_MUST_CHECK bool bt_open_fd(struct bt_thread *th, const char *path, int flags, mode_t mode,
                              int *fd, int *error);
// Seconds as a double or int to a deadline; OverflowError "timestamp too large to convert to C
// PyTime_t".
BT_MUST_CHECK bool bt_deadline_from_seconds(struct bt_thread *th, bt_value seconds,
                                            int64_t *deadline);
// Seconds (int, float or what has __index__) as nanoseconds, rounded up; errors as above.
BT_MUST_CHECK bool bt_ns_from_seconds(struct bt_thread *th, bt_value seconds, int64_t *ns);
// The deadline in ns nanoseconds from now, BT_DEADLINE_NOW for 0 and less: who gets that looks once
// and does not wait. Never BT_NO_DEADLINE.
int64_t bt_deadline_after(struct bt_thread *th, int64_t ns);
// Nanoseconds until a deadline; 0 or negative when it has passed.
int64_t bt_deadline_left(struct bt_thread *th, int64_t deadline);
// Safepoint for long native work: serves GC, Ctrl-C. false with an exception set.
BT_MUST_CHECK bool bt_safepoint(struct bt_thread *th);

#endif
