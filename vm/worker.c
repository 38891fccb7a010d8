/*
 * Workers: a stack that has run one VM thread is kept and runs the next.
 *
 * Making an OS thread costs some ten times a hand-over of the lock (a clone, its stack to map and
 * to give back), so a thread that ends leaves its worker in the interpreter's list of idle ones,
 * and start() takes one from there. Which worker runs a thread shows only in native_id.
 *
 * A worker and the thread it runs share one event: an idle worker waits for the grant of the lock
 * on behalf of the thread that it will be given. So starting a thread on an idle worker is no
 * system call at all; the first hand-over to the thread wakes the worker.
 *
 * Locking: the list and `job` belong to the holder of the lock. A worker enters the list as the
 * last thing its thread does with the lock; it may be given its next thread, and even that one's
 * grant, before it has come to wait: the event keeps the grant.
 */
#include "vm/worker.h"

#include <errno.h>

#include "base/mem.h"
#include "vm/interp.h"

#define IDLE_MAX 128 // a batch of threads started and joined finds its workers again

static struct bt_worker *new_worker(struct bt_vm *vm)
{
    struct bt_worker *worker = bt_alloc_zero(sizeof *worker);
    if (!worker)
        return NULL;
    worker->vm = vm;
    bt_wakeup_init(&worker->wake);
    atomic_init(&worker->native_id, 0);
    worker->cpu = BT_ANY_CPU;
    return worker;
}

void bt_worker_free(struct bt_worker *worker)
{
    bt_free(worker);
}

void bt_worker_note_thread(struct bt_worker *worker)
{
    worker->stack_limit = bt_os_stack_limit();
    atomic_store_explicit(&worker->native_id, bt_os_thread_id(), memory_order_relaxed);
}

struct bt_worker *bt_worker_here(struct bt_vm *vm)
{
    struct bt_worker *worker = new_worker(vm);
    if (!worker)
        return NULL;
    worker->os = bt_os_thread_self();
    bt_worker_note_thread(worker);
    return worker;
}

int bt_worker_start(struct bt_vthread *th, size_t stack_size)
{
    struct bt_vm *vm = th->vm;
    struct bt_worker *worker = vm->idle_workers;
    if (worker && worker->stack_size == stack_size) {
        vm->idle_workers = worker->next;
        vm->n_idle_workers--;
        th->worker = worker;
        worker->job = th;
        return 0;
    }
    worker = new_worker(vm);
    if (!worker)
        return ENOMEM;
    worker->stack_size = stack_size;
    worker->job = th;
    th->worker = worker;
    int err = vm->gil.substrate->start(vm, worker);
    if (err != 0) {
        th->worker = NULL;
        bt_worker_free(worker);
    }
    return err;
}

bool bt_worker_leave(struct bt_vm *vm, struct bt_worker *worker)
{
    worker->job = NULL;
    if (vm->n_idle_workers == IDLE_MAX || atomic_load_explicit(&vm->stopping, memory_order_relaxed))
        return false;
    worker->next = vm->idle_workers;
    vm->idle_workers = worker;
    vm->n_idle_workers++;
    return true;
}

uint64_t bt_worker_native_id(struct bt_worker *worker)
{
    uint64_t id;
    while ((id = atomic_load_explicit(&worker->native_id, memory_order_relaxed)) == 0)
        bt_os_thread_yield();
    return id;
}

void bt_workers_end(struct bt_vm *vm)
{
    for (struct bt_worker *worker = vm->idle_workers; worker;) {
        struct bt_worker *next = worker->next;
        vm->gil.substrate->end(worker);
        bt_worker_free(worker);
        worker = next;
    }
    vm->idle_workers = NULL;
    vm->n_idle_workers = 0;
}
