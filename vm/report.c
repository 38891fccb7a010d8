/*
 * Reports about threads: the deadlock report and the dump on Ctrl-\. They read the frames directly,
 * allocate nothing in the heap and run no Python code, so that they work whatever state the script
 * is in.
 */
#include "vm/report.h"

#include <stdlib.h>
#include <unistd.h>

#include "base/buf.h"
#include "base/clock.h"
#include "runtime/objects/source_cache.h"
#include "runtime/objects/str.h"
#include "vm/sync.h"

void bt_report_name(struct bt_buf *out, const struct bt_vthread *th)
{
    if (bt_is_str(th->name))
        bt_buf_printf(out, "thread %u (%s)", th->number, bt_as_str(th->name)->data);
    else if (th == th->vm->main)
        bt_buf_printf(out, "thread %u (MainThread)", th->number);
    else
        bt_buf_printf(out, "thread %u", th->number);
}

static const struct bt_vthread *find_thread(const struct bt_vm *vm, uint32_t number)
{
    for (const struct bt_vthread *th = vm->threads; th; th = th->next)
        if (th->number == number)
            return th;
    return NULL;
}

static bool is_lock(const struct bt_vthread *th)
{
    return th->reason == BT_WAIT_LOCK && bt_is_obj(th->wait_object);
}

static void put_lock_name(struct bt_buf *out, const struct bt_lock *lock)
{
    if (lock->internal)
        bt_buf_puts(out, "an import");
    else
        bt_buf_printf(out, "%s %u", lock->reentrant ? "RLock" : "lock", lock->number);
}

static void put_lock(struct bt_buf *out, const struct bt_vm *vm, const struct bt_lock *lock)
{
    put_lock_name(out, lock);
    if (!lock->locked)
        return;
    const struct bt_vthread *owner = find_thread(vm, lock->owner_number);
    bt_buf_puts(out, ", held by ");
    if (owner)
        bt_report_name(out, owner);
    else
        bt_buf_printf(out, "thread %u, which has ended", lock->owner_number);
    if (lock->code) {
        struct bt_frame at = {.code = lock->code, .pc = lock->code->insns + lock->word};
        bt_buf_printf(out, " since line %u", bt_frame_line(&at));
    }
}

// The thread whose end this one waits for; NULL if it waits for something else.
static const struct bt_vthread *joined_by(const struct bt_vthread *th)
{
    if (th->reason != BT_WAIT_JOIN || !th->waiter)
        return NULL;
    for (const struct bt_vthread *t = th->vm->threads; t; t = t->next)
        if (th->waiter->queue == &t->joiners)
            return t;
    return NULL;
}

static void put_joined(struct bt_buf *out, const struct bt_vthread *th)
{
    const struct bt_vthread *joined = joined_by(th);
    if (joined)
        bt_report_name(out, joined);
    else
        bt_buf_puts(out, "a thread");
    bt_buf_puts(out, " to end");
}

const char *bt_report_awaited(unsigned reason)
{
    static const char *const waits[] = {
        [BT_WAIT_NONE] = "something",
        [BT_WAIT_LOCK] = "a lock",
        [BT_WAIT_CONDITION] = "a condition",
        [BT_WAIT_EVENT] = "an event",
        [BT_WAIT_SEMAPHORE] = "a semaphore",
        [BT_WAIT_BARRIER] = "a barrier",
        [BT_WAIT_QUEUE] = "an item in a queue",
        [BT_WAIT_JOIN] = "a thread to end",
        [BT_WAIT_SLEEP] = "the end of its sleep",
        [BT_WAIT_IO] = "input or output",
        [BT_WAIT_EXIT] = "the other threads to end",
    };
    return waits[reason <= BT_WAIT_EXIT ? reason : BT_WAIT_NONE];
}

void bt_report_state(struct bt_buf *out, const struct bt_vthread *th)
{
    switch (th->state) {
    case BT_THREAD_RUNNING: // with a reason: it was about to wait when it found the deadlock
        if (th->reason == BT_WAIT_NONE)
            bt_buf_puts(out, "holds the interpreter's lock");
        break;
    case BT_THREAD_READY: bt_buf_puts(out, "wants the interpreter's lock"); break;
    case BT_THREAD_BLOCKED:
    case BT_THREAD_OUTSIDE: break;
    case BT_THREAD_NEW: bt_buf_puts(out, "has not started"); break;
    case BT_THREAD_DONE: bt_buf_puts(out, "has ended"); break;
    }
    if (th->reason == BT_WAIT_NONE)
        return;
    bt_buf_puts(out, "waits for ");
    if (is_lock(th))
        put_lock(out, th->vm, (const struct bt_lock *)bt_obj(th->wait_object));
    else if (th->reason == BT_WAIT_JOIN)
        put_joined(out, th);
    else
        bt_buf_puts(out, bt_report_awaited(th->reason));
}

// Not for scripts: what they see is the same in every run.
static void put_time_left(struct bt_buf *out, const struct bt_vthread *th)
{
    if (th->reason == BT_WAIT_NONE || th->deadline == BT_NO_DEADLINE ||
        th->state == BT_THREAD_RUNNING)
        return;
    int64_t left =
        th->deadline - (th->vm->config.virtual_clock ? th->vm->now : bt_clock_monotonic());
    bt_buf_printf(out, " (%.3f s left)", left > 0 ? (double)left / 1e9 : 0.0);
}

static void put_source_line(struct bt_buf *out, struct bt_vm *vm, const struct bt_frame *f,
                            uint32_t line)
{
    size_t len;
    const char *text = bt_source_cache_line(&vm->i, bt_as_str(f->code->filename)->data, line, &len);
    while (text && len > 0 && (*text == ' ' || *text == '\t')) {
        text++;
        len--;
    }
    if (text)
        bt_buf_printf(out, "    %.*s\n", (int)len, text);
}

// Outermost call first, as Python's tracebacks go.
static void put_frames(struct bt_buf *out, const struct bt_vthread *th)
{
    size_t n = 0;
    for (const struct bt_frame *f = th->frame; f; f = f->prev)
        n++;
    if (n == 0)
        bt_buf_puts(out, "  (no Python code)\n");
    for (size_t i = n; i-- > 0;) {
        if (n > 60 && i < n - 30 && i >= 30) {
            if (i == 30)
                bt_buf_printf(out, "  ... %zu more calls\n", n - 60);
            continue;
        }
        const struct bt_frame *f = th->frame;
        for (size_t k = 0; k < i; k++)
            f = f->prev;
        uint32_t line = bt_frame_line(f);
        bt_buf_printf(out, "  File \"%s\", line %u, in %s\n", bt_as_str(f->code->filename)->data,
                      line, bt_as_str(f->code->name)->data);
        put_source_line(out, th->vm, f, line);
    }
}

static void put_held(struct bt_buf *out, const struct bt_vthread *th)
{
    if (!th->held)
        return;
    bt_buf_puts(out, "  holds ");
    for (const struct bt_lock *lock = th->held; lock; lock = lock->held_next) {
        put_lock_name(out, lock);
        if (lock->held_next)
            bt_buf_puts(out, ", ");
    }
    bt_buf_putc(out, '\n');
}

// All threads but one (NULL: all).
static void put_threads(struct bt_buf *out, const struct bt_vm *vm, const struct bt_vthread *but)
{
    for (const struct bt_vthread *th = vm->threads; th; th = th->next) {
        if (th->state == BT_THREAD_NEW || th->state == BT_THREAD_DONE || th == but)
            continue;
        bt_buf_putc(out, '\n');
        bt_report_name(out, th);
        bt_buf_putc(out, ' ');
        bt_report_state(out, th);
        put_time_left(out, th);
        bt_buf_putc(out, '\n');
        put_held(out, th);
        put_frames(out, th);
    }
}

// The thread that must do something before this one can go on; NULL if nobody in particular.
static const struct bt_vthread *waits_for(const struct bt_vthread *th)
{
    if (!is_lock(th))
        return joined_by(th);
    const struct bt_lock *lock = (const struct bt_lock *)bt_obj(th->wait_object);
    return lock->locked ? find_thread(th->vm, lock->owner_number) : NULL;
}

// A cycle: a waits for b, b for c ... and one of them for a. Nothing if there is none.
static void put_cycle(struct bt_buf *out, const struct bt_vm *vm)
{
    for (const struct bt_vthread *start = vm->threads; start; start = start->next) {
        const struct bt_vthread *th = waits_for(start);
        for (size_t steps = 0; th && th != start && steps <= vm->n_threads; steps++)
            th = waits_for(th);
        if (th != start)
            continue;
        bt_buf_puts(out, "the cycle: ");
        do {
            bt_report_name(out, th);
            bt_buf_puts(out, " -> ");
            if (is_lock(th)) {
                put_lock_name(out, (const struct bt_lock *)bt_obj(th->wait_object));
                bt_buf_puts(out, " -> ");
            }
            th = waits_for(th);
        } while (th != start);
        bt_report_name(out, start);
        bt_buf_putc(out, '\n');
        return;
    }
}

static void emit(struct bt_vm *vm, struct bt_buf *out)
{
    if (vm->config.message) {
        vm->config.message(vm->config.message_ctx, out->data, out->len);
    } else {
        size_t done = 0;
        while (done < out->len) {
            ssize_t n = write(STDERR_FILENO, out->data + done, out->len - done);
            if (n <= 0)
                break;
            done += (size_t)n;
        }
    }
    bt_buf_free(out);
}

void bt_report_threads(struct bt_vm *vm)
{
    struct bt_buf out;
    bt_buf_init(&out);
    bt_buf_printf(&out, "baton: %u thread%s, turn %llu\n", vm->n_threads,
                  vm->n_threads == 1 ? "" : "s", (unsigned long long)vm->gil.turn);
    put_threads(&out, vm, NULL);
    bt_buf_putc(&out, '\n');
    emit(vm, &out);
}

void bt_report_deadlock(struct bt_vthread *th)
{
    struct bt_vm *vm = th->vm;
    if (vm->flush)
        vm->flush(&th->t);
    struct bt_buf out;
    bt_buf_init(&out);
    // one that does not wait is about to end and leaves the others to themselves
    const struct bt_vthread *ending = th->reason == BT_WAIT_NONE ? th : NULL;
    uint32_t n = vm->n_threads - (ending ? 1 : 0);
    if (n == 1)
        bt_buf_puts(&out,
                    "baton: deadlock: the only thread waits for something that can never happen\n");
    else
        bt_buf_printf(&out, "baton: deadlock: all %u threads wait for each other\n", n);
    put_cycle(&out, vm);
    put_threads(&out, vm, ending);
    emit(vm, &out);
    vm->end = BT_VM_END_DEADLOCK;
    if (!vm->config.deadlock)
        _exit(bt_vm_before_exit(vm, 3));
    vm->config.deadlock(vm);
}

static _Noreturn void end_by_limit(struct bt_vm *vm, struct bt_buf *out)
{
    struct bt_vthread *holder = vm->gil.holder ? vm->gil.holder : vm->main;
    if (vm->flush)
        vm->flush(&holder->t);
    put_threads(out, vm, NULL);
    emit(vm, out);
    vm->end = BT_VM_END_LIMIT;
    _exit(bt_vm_before_exit(vm, 6));
}

void bt_report_max_instr(struct bt_vm *vm)
{
    struct bt_buf out;
    bt_buf_init(&out);
    bt_buf_printf(&out, "baton: the program has executed %llu instructions, its limit\n",
                  (unsigned long long)vm->gil.limit);
    end_by_limit(vm, &out);
}

void bt_report_timeout(struct bt_vm *vm)
{
    struct bt_buf out;
    bt_buf_init(&out);
    bt_buf_printf(&out, "baton: the program has run for %g s, its limit\n",
                  (double)vm->config.timeout_ns / 1e9);
    end_by_limit(vm, &out);
}
