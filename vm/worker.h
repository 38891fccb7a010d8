/*
 * Workers: the stacks that run VM threads, one after the other. What kind of stack is the
 * substrate's to say: an OS thread's, or a coroutine's.
 */
#ifndef BT_VM_WORKER_H
#define BT_VM_WORKER_H

#include "base/os_thread.h"

struct bt_vm;
struct bt_vthread;
struct bt_coroutine;

struct bt_worker {
    struct bt_vm *vm;
    struct bt_os_thread os;
    struct bt_wakeup wake;  // raised when its thread is given the lock, or kicked; any thread
    struct bt_vthread *job; // the thread it runs, or NULL: it ends. Written by the lock's holder
                            // before `wake` is raised
    int cpu;                // the processor it is bound to, or BT_ANY_CPU; the holder's
    size_t stack_size;      // as asked for
    char *stack_limit;      // of its C stack; its own
    _Atomic uint64_t native_id; // the kernel's number; 0 before it has run
    struct bt_coroutine *co;    // its stack, on the substrate of coroutines
    struct bt_worker *next;     // idle workers; the holder's
};

// The worker that stands for the calling OS thread, which is not ours to end. NULL: no memory.
struct bt_worker *bt_worker_here(struct bt_vm *vm);
// Find or start a worker for th, which has everything it needs to run and is not in the ready
// queue yet. stack_size in bytes, 0: the default. Returns 0 or an errno value.
int bt_worker_start(struct bt_vthread *th, size_t stack_size);
// The thread that this worker ran has ended, and is about to give the lock up: keep the worker for
// the next one (true), or let it end when bt_thread_run comes back to it.
bool bt_worker_leave(struct bt_vm *vm, struct bt_worker *worker);
// The kernel's number of its OS thread; waits until it has begun to run.
uint64_t bt_worker_native_id(struct bt_worker *worker);
// End the idle workers and wait for them. The holder's.
void bt_workers_end(struct bt_vm *vm);

// ---- the substrates' ----
// The worker runs on the calling OS thread: note its stack and its number.
void bt_worker_note_thread(struct bt_worker *worker);
void bt_worker_free(struct bt_worker *worker);

#endif
