/*
 * The substrate `os`: each thread of the interpreter runs on an OS thread of its own (worker.c).
 *
 * All hand-overs go through the event of the successor's worker: GRANT, raised with release order
 * and lowered with acquire order. A thread that is outside really is: it sleeps, polls or makes
 * its system call on its own OS thread, and arrives through the inbox. If nobody holds the baton
 * then, the one who arrives takes it and hands it to the next.
 *
 * With the policies ticks and slices the threads run here, too, but the lock is another one
 * (kernel_lock.c): the second table below.
 */
#include "base/clock.h"
#include "vm/interp.h"
#include "vm/kernel_lock.h"
#include "vm/substrate.h"

#define TURNS_UNTIL_FREE 256 // hand-overs between two that do not bind

static bool open_os(struct bt_vm *vm)
{
    if (vm->config.bind_cpu)
        bt_os_cpus(&vm->gil.cpus);
    return true;
}

static void close_os(struct bt_vm *vm)
{
    (void)vm;
}

// ---- workers ----

static void worker_main(void *arg)
{
    struct bt_worker *worker = arg;
    bt_worker_note_thread(worker);
    for (;;) {
        while (!(bt_wakeup_wait(&worker->wake, BT_NO_DEADLINE) & BT_WAKE_GRANT))
            ;
        struct bt_vthread *th = worker->job;
        if (!th) // the one who ends it waits for it
            return;
        if (th->vm->gil.kernel)
            bt_kernel_take(th);
        if (!bt_thread_run(th))
            break;
    }
    bt_os_thread_detach(&worker->os);
    bt_worker_free(worker);
}

static int start(struct bt_vm *vm, struct bt_worker *worker)
{
    worker->cpu = vm->gil.holder->worker->cpu; // inherited
    return bt_os_thread_start(&worker->os, worker_main, worker, worker->stack_size);
}

static void end(struct bt_worker *worker)
{
    bt_wakeup_set(&worker->wake, BT_WAKE_GRANT);
    bt_os_thread_join(&worker->os);
}

// ---- the baton ----

/*
 * Threads that take turns stay on one processor: the successor is bound to the one that the caller
 * runs on and is about to leave. Now and then the successor is set free for a turn, so that the
 * kernel can move it away from a processor that others want; the rest then follow it.
 */
static void bring_here(struct bt_vm *vm, struct bt_vthread *next)
{
    if (vm->gil.cpus.n < 2)
        return;
    struct bt_worker *worker = next->worker;
    int cpu = vm->gil.switches % TURNS_UNTIL_FREE == 0 ? BT_ANY_CPU : bt_os_cpu();
    if (cpu == worker->cpu)
        return;
    worker->cpu = cpu;
    bt_os_thread_bind(&worker->os, cpu, &vm->gil.cpus);
}

static void grant(struct bt_vm *vm, struct bt_vthread *next)
{
    bring_here(vm, next);
    vm->gil.switches++;
    bt_wakeup_set(&next->worker->wake, BT_WAKE_GRANT); // the last touch: it may run and end at once
}

static void await(struct bt_vthread *th, int64_t deadline)
{
    for (;;) {
        unsigned flags = bt_wakeup_wait(&th->worker->wake, deadline);
        if (flags & BT_WAKE_GRANT)
            return;
        if (flags == 0) {
            deadline = BT_NO_DEADLINE;
            bt_gil_arrive(th, BT_ARRIVED_TIMEOUT);
        }
    }
}

static void change(struct bt_vthread *th, struct bt_vthread *next)
{
    grant(th->vm, next);
    await(th, BT_NO_DEADLINE);
}

static void wait(struct bt_vthread *th, int64_t deadline)
{
    bt_gil_pass_on(th->vm);
    await(th, deadline);
}

// ---- outside ----

static void leave(struct bt_vthread *th)
{
    struct bt_vm *vm = th->vm;
    struct bt_worker *worker = th->worker;
    if (worker->cpu != BT_ANY_CPU) { // it comes back quicker on a processor that is not computing
        worker->cpu = BT_ANY_CPU;
        bt_os_thread_bind(&worker->os, BT_ANY_CPU, &vm->gil.cpus);
    }
    bt_gil_pass_on(vm);
}

static void sleep_until(struct bt_vthread *th, int64_t deadline)
{
    // the event is raised by Ctrl-C, by the end of the interpreter, and sometimes for nothing
    while (bt_clock_monotonic() < deadline) {
        if (bt_wakeup_wait(&th->worker->wake, deadline) != 0 && bt_outside_disturbed(th))
            break;
    }
}

static void poll_fd(struct bt_vthread *th, int fd, short events, int64_t deadline)
{
    th->poll_result = bt_os_poll(fd, events, deadline);
}

static void call(struct bt_vthread *th, void (*fn)(void *), void *arg)
{
    (void)th;
    bt_os_call(fn, arg);
}

static void back(struct bt_vthread *th, bool arrives)
{
    if (arrives)
        bt_gil_arrive(th, BT_ARRIVED_RETURN);
    await(th, BT_NO_DEADLINE);
}

static void kick(struct bt_vthread *th)
{
    bt_wakeup_set(&th->worker->wake, BT_WAKE_KICK);
    bt_os_thread_kick(&th->worker->os);
}

const struct bt_substrate bt_substrate_os = {
    .name = "os",
    .help = "each thread on an OS thread of its own (the default)",
    .open = open_os,
    .close = close_os,
    .start = start,
    .end = end,
    .grant = grant,
    .change = change,
    .wait = wait,
    .leave = leave,
    .sleep = sleep_until,
    .poll = poll_fd,
    .call = call,
    .back = back,
    .wake = bt_gil_pass_on,
    .kick = kick,
};

// ---- with a lock that nobody hands over ----

static bool open_kernel(struct bt_vm *vm)
{
    (void)vm;
    return true;
}

static void change_kernel(struct bt_vthread *th, struct bt_vthread *next)
{
    (void)next;
    bt_kernel_change(th);
}

static void leave_kernel(struct bt_vthread *th)
{
    bt_kernel_release(th->vm);
}

static void back_kernel(struct bt_vthread *th, bool arrives)
{
    (void)arrives;
    bt_kernel_back(th);
}

const struct bt_substrate bt_substrate_kernel = {
    .name = "os",
    .help = "each thread on an OS thread of its own, the kernel chooses",
    .open = open_kernel,
    .close = close_os,
    .start = start,
    .end = end,
    .change = change_kernel,
    .wait = bt_kernel_wait,
    .leave = leave_kernel,
    .sleep = sleep_until,
    .poll = poll_fd,
    .call = call,
    .back = back_kernel,
    .release = bt_kernel_release,
    .kick = kick,
};
