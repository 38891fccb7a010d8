/*
 * The substrate `coroutine`: all threads of the interpreter run on the OS thread that made it, each
 * on a C stack of its own (base/coroutine.h).
 *
 * The baton. To grant it is to note the successor; to wait for it is to switch to the stack of
 * whoever has been granted it. So a hand-over is a switch of stacks, without a system call.
 *
 * Outside. Nobody is: a thread that sleeps is a timer, one that waits for a descriptor is an entry
 * of the poll set, both may be (a wait with a time limit). They are "parked". A system call that
 * cannot be polled is made by an OS thread that helps out; it touches no object, and arrives
 * through the inbox as others do.
 *
 * Who looks. The holder, when its turn ends or it blocks, as it empties the inbox at that time
 * (bt_gil_drain); but not every time, since it would cost more than the hand-over: the clock is
 * read when LOOK_DRAINS such moments or LOOK_CLOCK instructions have gone by, and the descriptors
 * are polled once in POLL_NS at most. When nobody is ready, the one who was last to run idles: it
 * polls until the first deadline, on its own stack, even if its thread has ended.
 *
 * The end. A worker that is not kept cannot release the stack it stands on: it leaves itself to the
 * next one that ends, or to the end of the interpreter.
 *
 * Other OS threads (Ctrl-C, helpers) enter the inbox and, if nobody holds the baton, kick the poll.
 */
#include <errno.h>

#include "base/clock.h"
#include "base/coroutine.h"
#include "base/mem.h"
#include "vm/interp.h"
#include "vm/poll_set.h"
#include "vm/substrate.h"

#define LOOK_DRAINS   16
#define LOOK_CLOCK    20000
#define POLL_NS       50000    // a poll takes some 500 ns
#define WITHOUT_KICKS 20000000 // how long to poll at most when no kick would end it, in ns

struct bt_coroutines {
    struct bt_vthread *granted; // who has been given the baton and does not run yet
    struct bt_poll_set polls;
    int64_t polled;         // when
    struct bt_worker *dead; // ended, its stack not yet released
    bool kicks;             // another OS thread can end a poll
};

static struct bt_coroutines *state_of(const struct bt_vm *vm)
{
    return vm->gil.coroutines;
}

static bool open_coroutines(struct bt_vm *vm)
{
    struct bt_coroutines *c = bt_alloc_zero(sizeof *c);
    struct bt_coroutine *co = bt_coroutine_adopt();
    if (!c || !co) {
        bt_free(c);
        bt_coroutine_free(co);
        return false;
    }
    c->kicks = bt_os_kick_works();
    vm->main->worker->co = co;
    vm->gil.coroutines = c;
    return true;
}

static void bury(struct bt_worker *worker)
{
    if (worker) {
        bt_coroutine_free(worker->co);
        bt_worker_free(worker);
    }
}

static void close_coroutines(struct bt_vm *vm)
{
    struct bt_coroutines *c = state_of(vm);
    bury(c->dead);
    bt_poll_set_free(&c->polls);
    bt_free(c);
    vm->gil.coroutines = NULL;
    bt_coroutine_free(vm->main->worker->co);
}

// ---- those who are parked ----

static struct bt_vthread *thread_of(struct bt_timer *timer)
{
    return (struct bt_vthread *)((char *)timer - offsetof(struct bt_vthread, alarm));
}

// When the holder looks next.
static void look_later(struct bt_vm *vm)
{
    struct bt_gil *gil = &vm->gil;
    const struct bt_coroutines *c = state_of(vm);
    bool anybody = bt_timers_first(&gil->alarms) || c->polls.n > 0;
    gil->look_drains = anybody ? LOOK_DRAINS : UINT64_MAX;
    gil->look_clock = anybody ? gil->clock + LOOK_CLOCK : UINT64_MAX;
}

// Somebody has been parked: look, if nobody was to.
static void look_too(struct bt_vm *vm)
{
    if (vm->gil.look_clock == UINT64_MAX)
        look_later(vm);
}

static void set_timer(struct bt_vthread *th, int64_t deadline)
{
    bt_timer_set(&th->vm->gil.alarms, &th->alarm, deadline);
    look_too(th->vm);
}

static bool unpark(struct bt_vthread *th)
{
    struct bt_vm *vm = th->vm;
    bool timed = bt_timer_is_set(&th->alarm);
    bt_timer_clear(&vm->gil.alarms, &th->alarm);
    bool polled = th->polling && bt_poll_set_remove(&state_of(vm)->polls, th);
    th->polling = false;
    return timed || polled;
}

static void ring(struct bt_vm *vm, int64_t now)
{
    struct bt_timer *timer;
    while ((timer = bt_timers_first(&vm->gil.alarms)) != NULL && timer->deadline <= now) {
        struct bt_vthread *th = thread_of(timer);
        th->poll_result = 0;
        th->arrived = timer->deadline;
        bt_gil_receive(th, th->state == BT_THREAD_OUTSIDE ? BT_ARRIVED_RETURN : BT_ARRIVED_TIMEOUT);
    }
}

static void receive_ready(struct bt_coroutines *c)
{
    struct bt_vthread *th;
    while ((th = bt_poll_set_ready(&c->polls)) != NULL) {
        th->poll_result = 1;
        bt_gil_receive(th, BT_ARRIVED_RETURN);
    }
}

static void look(struct bt_vm *vm)
{
    struct bt_coroutines *c = state_of(vm);
    if (bt_timers_first(&vm->gil.alarms) || c->polls.n > 0) {
        int64_t now = bt_clock_monotonic();
        if (c->polls.n > 0 && now - c->polled >= POLL_NS) {
            if (bt_poll_set_wait(&c->polls, 0) > 0)
                receive_ready(c);
            c->polled = now;
        }
        ring(vm, now);
    }
    look_later(vm);
}

// Nobody is ready: wait until somebody is.
static void idle(struct bt_vm *vm)
{
    struct bt_coroutines *c = state_of(vm);
    const struct bt_timer *first = bt_timers_first(&vm->gil.alarms);
    int64_t deadline = first ? first->deadline : BT_NO_DEADLINE;
    if (!c->kicks) {
        int64_t soon = bt_clock_monotonic() + WITHOUT_KICKS;
        deadline = deadline < soon ? deadline : soon;
    }
    int n = bt_poll_set_wait(&c->polls, deadline > 0 ? deadline : 1);
    bt_mutex_lock(&vm->gil.inbox_lock);
    vm->gil.idle = false;
    bt_mutex_unlock(&vm->gil.inbox_lock);
    c->polled = bt_clock_monotonic();
    if (n > 0)
        receive_ready(c);
    ring(vm, c->polled);
    look_later(vm);
    bt_gil_pass_on(vm);
}

// ---- the baton ----

static void grant(struct bt_vm *vm, struct bt_vthread *next)
{
    vm->gil.switches++;
    state_of(vm)->granted = next;
}

static struct bt_vthread *take_granted(struct bt_vm *vm)
{
    struct bt_coroutines *c = state_of(vm);
    while (!c->granted)
        idle(vm);
    struct bt_vthread *next = c->granted;
    c->granted = NULL;
    return next;
}

static void change(struct bt_vthread *th, struct bt_vthread *next)
{
    th->vm->gil.switches++;
    bt_coroutine_switch(th->worker->co, next->worker->co);
}

static void wait(struct bt_vthread *th, int64_t deadline)
{
    struct bt_vm *vm = th->vm;
    if (deadline != BT_NO_DEADLINE)
        set_timer(th, deadline);
    bt_gil_pass_on(vm);
    struct bt_vthread *next = take_granted(vm);
    if (next != th)
        bt_coroutine_switch(th->worker->co, next->worker->co);
}

// ---- stacks ----

static void coroutine_main(void *arg)
{
    struct bt_worker *worker = arg;
    struct bt_vm *vm = worker->vm;
    for (;;) {
        bool kept = bt_thread_run(worker->job);
        struct bt_vthread *next = take_granted(vm);
        if (!kept) {
            struct bt_coroutines *c = state_of(vm);
            bury(c->dead);
            c->dead = worker;
            bt_coroutine_leave(worker->co, next->worker->co);
        }
        bt_coroutine_switch(worker->co, next->worker->co); // until it has another job
    }
}

static int start(struct bt_vm *vm, struct bt_worker *worker)
{
    worker->co = bt_coroutine_new(coroutine_main, worker, worker->stack_size);
    if (!worker->co)
        return errno;
    struct bt_worker *main = vm->main->worker;
    worker->os = main->os;
    worker->stack_limit = bt_coroutine_stack_limit(worker->co);
    atomic_store_explicit(&worker->native_id, bt_worker_native_id(main), memory_order_relaxed);
    return 0;
}

static void end(struct bt_worker *worker)
{
    bt_coroutine_free(worker->co);
}

// ---- outside ----

static void leave(struct bt_vthread *th)
{
    th->poll_result = -1;
}

static bool prepare_poll(struct bt_vm *vm)
{
    return bt_poll_set_reserve(&state_of(vm)->polls);
}

static void poll_fd(struct bt_vthread *th, int fd, short events, int64_t deadline)
{
    bt_poll_set_add(&state_of(th->vm)->polls, th, fd, events);
    th->polling = true;
    if (deadline != BT_NO_DEADLINE)
        bt_timer_set(&th->vm->gil.alarms, &th->alarm, deadline);
    look_too(th->vm);
}

struct helper {
    struct bt_vthread *th;
    void (*fn)(void *);
    void *arg;
};

static void help(void *arg)
{
    const struct helper *helper = arg;
    bt_os_call(helper->fn, helper->arg);
    bt_gil_arrive(helper->th, BT_ARRIVED_RETURN);
}

static void call(struct bt_vthread *th, void (*fn)(void *), void *arg)
{
    struct bt_gil *gil = &th->vm->gil;
    struct helper helper = {th, fn, arg};
    struct bt_os_thread os;
    th->away = true;
    if (bt_os_thread_start(&os, help, &helper, 0) != 0) {
        th->away = false;
        bt_os_call(fn, arg); // nobody can help: everybody waits
        return;
    }
    bt_mutex_lock(&gil->inbox_lock);
    th->helper = &os;
    bt_mutex_unlock(&gil->inbox_lock);
    bt_gil_pass_on(th->vm);
    struct bt_vthread *next = take_granted(th->vm);
    if (next != th)
        bt_coroutine_switch(th->worker->co, next->worker->co);
    bt_mutex_lock(&gil->inbox_lock);
    th->helper = NULL;
    bt_mutex_unlock(&gil->inbox_lock);
    bt_os_thread_join(&os);
}

static void back(struct bt_vthread *th, bool arrives)
{
    if (th->away) { // it has come back with its helper
        th->away = false;
        return;
    }
    if (arrives && !th->polling && !bt_timer_is_set(&th->alarm)) {
        bt_gil_arrive(th, BT_ARRIVED_RETURN);
        th->vm->gil.look_drains = 1; // it may have been long
    }
    wait(th, BT_NO_DEADLINE);
}

// ---- any OS thread ----

static void wake(struct bt_vm *vm)
{
    bt_os_thread_kick(&vm->main->worker->os);
}

static void kick(struct bt_vthread *th)
{
    struct bt_gil *gil = &th->vm->gil;
    bt_mutex_lock(&gil->inbox_lock);
    if (th->helper)
        bt_os_thread_kick(th->helper);
    bt_mutex_unlock(&gil->inbox_lock);
}

const struct bt_substrate bt_substrate_coroutine = {
    .name = "coroutine",
    .help = "all threads on one OS thread, each with a C stack of its own",
    .one_thread = true,
    .open = open_coroutines,
    .close = close_coroutines,
    .start = start,
    .end = end,
    .grant = grant,
    .change = change,
    .wait = wait,
    .leave = leave,
    .sleep = set_timer,
    .poll = poll_fd,
    .call = call,
    .back = back,
    .prepare_poll = prepare_poll,
    .look = look,
    .unpark = unpark,
    .wake = wake,
    .kick = kick,
};
