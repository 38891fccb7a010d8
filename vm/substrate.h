/*
 * Substrates: what carries the threads of an interpreter. With `os` each runs on an OS thread of
 * its own; with `coroutine` all run on one OS thread, each on a C stack of its own. Scheduler,
 * policies and events are the same, and so is the schedule. Where the two part is this table; the
 * prose is in substrate_os.c and substrate_coroutine.c.
 */
#ifndef BT_VM_SUBSTRATE_H
#define BT_VM_SUBSTRATE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct bt_vm;
struct bt_vthread;
struct bt_worker;

// All of them: the holder of the baton, unless it says otherwise.
struct bt_substrate {
    const char *name, *help;
    bool one_thread; // everything runs on the OS thread that made the interpreter
    // The interpreter begins and ends. open: the main thread has its worker. false: no memory.
    bool (*open)(struct bt_vm *vm);
    void (*close)(struct bt_vm *vm);
    // A stack for a new worker, which has its job and its stack_size. Returns 0 or an errno value.
    int (*start)(struct bt_vm *vm, struct bt_worker *worker);
    // Release the stack of an idle worker, not the worker.
    void (*end)(struct bt_worker *worker);

    // Name the successor. The caller goes on to `wait` or to its end, and touches nothing of the
    // interpreter before.
    void (*grant)(struct bt_vm *vm, struct bt_vthread *next);
    // Name the successor, another thread, and wait until th is given the baton again.
    void (*change)(struct bt_vthread *th, struct bt_vthread *next);
    // th has put itself where it belongs: pass the baton on, and wait until th is given it. A
    // thread whose deadline passes before says so (BT_ARRIVED_TIMEOUT) and goes on waiting.
    void (*wait)(struct bt_vthread *th, int64_t deadline);

    // Outside (bt_outside_begin has noted it): `leave` first, then at most one of sleep, poll
    // and call, then `back`, which returns when th has the baton again.
    // arrives: it is for th to arrive; else it sleeps by the virtual clock, which lets it arrive.
    void (*leave)(struct bt_vthread *th);
    void (*sleep)(struct bt_vthread *th, int64_t deadline);
    // Sets th->poll_result: 1 ready, 0 the deadline has passed, -1 disturbed.
    void (*poll)(struct bt_vthread *th, int fd, short events, int64_t deadline);
    void (*call)(struct bt_vthread *th, void (*fn)(void *), void *arg);
    void (*back)(struct bt_vthread *th, bool arrives);
    // Before bt_outside_begin: make sure that poll cannot fail. false: no memory. NULL: it cannot.
    bool (*prepare_poll)(struct bt_vm *vm);
    // The kernel chooses who is next (kernel_lock.c): give the baton up without a successor. Then
    // `change` has none either, and nobody arrives: each takes the baton for itself. NULL: no.
    void (*release)(struct bt_vm *vm);
    // Let those arrive whose deadline has passed or whose descriptor is ready. NULL: they do it
    // themselves.
    void (*look)(struct bt_vm *vm);
    // th, which is outside or blocked, has arrived without being there to say so: take it out of
    // what `look` looks at. Says whether it was there. NULL: never.
    bool (*unpark)(struct bt_vthread *th);

    // Any OS thread. Somebody has arrived while nobody held the baton.
    void (*wake)(struct bt_vm *vm);
    // Any OS thread. th, if it is outside, shall look why it waits there.
    void (*kick)(struct bt_vthread *th);
};

extern const struct bt_substrate bt_substrate_os, bt_substrate_coroutine;
// The one of the policies with BT_POLICY_KERNEL: os, with a lock that nobody hands over.
extern const struct bt_substrate bt_substrate_kernel;

// The substrate of that name, or NULL.
const struct bt_substrate *bt_substrate_find(const char *name);

#endif
