/*
 * OS threads, mutexes and events: the only place, with clock.h, that knows the operating system's
 * threading. No function here touches a VM structure.
 */
#ifndef BT_BASE_OS_THREAD_H
#define BT_BASE_OS_THREAD_H

#include <pthread.h>
#include <sched.h>
#include <stdatomic.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct bt_mutex {
    pthread_mutex_t m;
};
void bt_mutex_init(struct bt_mutex *m);
void bt_mutex_destroy(struct bt_mutex *m);
void bt_mutex_lock(struct bt_mutex *m);
void bt_mutex_unlock(struct bt_mutex *m);

// A condition: waited for with its mutex locked, which is unlocked meanwhile.
struct bt_cond {
    pthread_cond_t c;
};
void bt_cond_init(struct bt_cond *c);
void bt_cond_destroy(struct bt_cond *c);
// false: the deadline (as for bt_wakeup_wait) has passed. May return true for nothing.
bool bt_cond_wait(struct bt_cond *c, struct bt_mutex *m, int64_t deadline_ns);
void bt_cond_signal(struct bt_cond *c);
void bt_cond_signal_all(struct bt_cond *c);

// Flags that one thread waits for and others raise. A futex on Linux.
struct bt_wakeup {
    atomic_uint word;
};
void bt_wakeup_init(struct bt_wakeup *e);
// Raise flags (not 0) and wake the waiter. The event is not read or written after the flags are
// visible, so that the waiter may free it as soon as it has seen them.
void bt_wakeup_set(struct bt_wakeup *e, unsigned flags);
// Wait until a flag is raised, lower all and return them; 0 when the deadline passed first.
// deadline_ns is on the monotonic clock (clock.h); BT_NO_DEADLINE waits for ever.
unsigned bt_wakeup_wait(struct bt_wakeup *e, int64_t deadline_ns);
#define BT_NO_DEADLINE  INT64_MAX
#define BT_DEADLINE_NOW 0 // has passed: look, but do not wait

struct bt_os_thread {
    pthread_t handle;
};
// Start fn(arg) on a new thread with a stack of at least stack_size bytes (0: a default of 1 MiB),
// all signals blocked. Returns 0 or an errno value.
int bt_os_thread_start(struct bt_os_thread *t, void (*fn)(void *), void *arg, size_t stack_size);
void bt_os_thread_join(struct bt_os_thread *t);
void bt_os_thread_detach(struct bt_os_thread *t);
// The calling thread.
struct bt_os_thread bt_os_thread_self(void);
// Let another thread run on this processor.
void bt_os_thread_yield(void);
// The kernel's id of the calling thread (native_id).
uint64_t bt_os_thread_id(void);
// Lowest usable address of the calling thread's C stack, with a reserve above the guard page.
char *bt_os_stack_limit(void);
// End the process as that signal does by default, so that the parent sees it.
_Noreturn void bt_os_die(int signal);
// Interrupt a ppoll of that thread (bt_os_poll). Async-signal-safe target: only the kick signal is
// unblocked there.
void bt_os_thread_kick(struct bt_os_thread *t);

// Processors. A hand-over between two threads is some ten times cheaper on one processor than
// across
// two, because a halted processor wakes slowly.
#define BT_ANY_CPU (-1)
struct bt_cpu_set {
    cpu_set_t set;
    int n; // processors in it; less than 2: there is nothing to choose
};
// The processors that the calling thread may use.
void bt_os_cpus(struct bt_cpu_set *all);
// The processor the caller runs on.
int bt_os_cpu(void);
// Bind the thread to one processor, or (BT_ANY_CPU) to all of the set. A refusal is ignored: it is
// about speed only.
void bt_os_thread_bind(struct bt_os_thread *t, int cpu, const struct bt_cpu_set *all);

// Wait until fd is ready for `events` (POLLIN, POLLOUT), the deadline passes or the thread is
// kicked. Returns 1 ready, 0 timeout, -1 kicked or interrupted.
int bt_os_poll(int fd, short events, int64_t deadline_ns);
// The same for n descriptors; returns how many are ready (revents says which), 0, or -1.
// deadline_ns 0: look, and let no kick in.
struct pollfd;
int bt_os_poll_many(struct pollfd *fds, size_t n, int64_t deadline_ns);
// Run fn(arg) so that a kick interrupts the system call it makes (EINTR).
void bt_os_call(void (*fn)(void *), void *arg);
// Would a kick reach the calling thread in bt_os_poll? Not if bt_os_signals_setup was never called.
bool bt_os_kick_works(void);
// Block all signals in the calling thread, and install the empty handler of the kick signal (once a
// process).
void bt_os_signals_setup(void);

#endif
