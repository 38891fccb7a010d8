/*
 * The safepoint: everything that asks for a thread's attention is served here, at taken jumps and
 * calls (eval.c) and where a thread comes back from waiting. In this order: stop, dump, collection,
 * Ctrl-C, an asynchronous exception, a cut turn. A collection is asked for by the allocating thread
 * itself, so it happens at the same instruction in every run.
 */
#include "vm/safepoint.h"

#include <signal.h>
#include <unistd.h>

#include "runtime/objects/error.h"
#include "runtime/objects/heap.h"
#include "runtime/objects/protocol.h"
#include "vm/blocking.h"
#include "vm/input.h"
#include "vm/kernel_lock.h"
#include "vm/pause.h"
#include "vm/report.h"

static bool serve_interrupt(struct bt_vthread *th)
{
    struct bt_vm *vm = th->vm;
    if (!bt_input_notice(th, th == vm->main ? BT_NOTICE_SERVE : BT_NOTICE_CUT))
        return true;
    if (th == vm->main) {
        atomic_store_explicit(&vm->interrupt, false, memory_order_relaxed);
        bt_event_log(th, BT_EV_CTRL_C, 0, 0, NULL);
        if (vm->on_interrupt)
            return vm->on_interrupt(&th->t);
        (void)bt_raise_value(&th->t, bt_exception_new(&th->t, BT_EXC_KEYBOARD_INTERRUPT, NULL, 0));
        return false;
    }
    // the main thread is to act: this turn is cut short, so that it gets the lock
    bt_gil_settle(th);
    bool ok = bt_gil_turn_end(th, BT_ENTER_CUT);
    bt_gil_recharge(th);
    return ok;
}

static bool serve_async(struct bt_vthread *th)
{
    bt_value type = th->async_exc;
    th->async_exc = BT_UNSET;
    if (bt_is_unset(type))
        return true;
    bt_value exc = bt_is_exception(type) ? type : bt_call0(&th->t, type);
    if (!bt_is_error(exc))
        (void)bt_raise_value(&th->t, exc);
    return false;
}

void bt_vm_terminate(struct bt_vm *vm, int signal)
{
    int status = bt_vm_before_exit(vm, 128 + signal);
    if (vm->config.replaying)
        _exit(status);
    bt_os_die(signal);
}

static bool noticed(struct bt_vthread *th, enum bt_notice what, bool seen)
{
    struct bt_tape *tape = th->vm->tape;
    return tape ? tape->notice(tape, th, what, seen) : seen;
}

static void serve_limit(struct bt_vthread *th)
{
    struct bt_vm *vm = th->vm;
    int wanted = BT_LIMIT_WANTED;
    bool seen = atomic_compare_exchange_strong(&vm->limit, &wanted, BT_LIMIT_SERVED);
    int signal = atomic_load(&vm->end_signal);
    if (noticed(th, BT_NOTICE_TERM, seen && signal != 0))
        bt_vm_terminate(vm, signal ? signal : SIGTERM);
    if (noticed(th, BT_NOTICE_END, seen && signal == 0))
        bt_report_timeout(vm);
}

static void serve_limit_idle(struct bt_vm *vm)
{
    serve_limit(vm->main);
}

bool bt_safepoint_serve(struct bt_vthread *th)
{
    struct bt_thread *t = &th->t;
    uint32_t bits = atomic_load_explicit(&t->attention, memory_order_relaxed);
    if (bits == 0)
        return !th->stopped;
    if (th->stopped)
        return false;
    if (bits & BT_ATTN_DUMP) {
        bt_attention_clear(t, BT_ATTN_DUMP);
        if (atomic_exchange_explicit(&th->vm->dump, false, memory_order_relaxed))
            bt_report_threads(th->vm);
    }
    if (bits & BT_ATTN_HOOK) {
        bt_attention_clear(t, BT_ATTN_HOOK);
        bt_pause_serve(th);
    }
    if (bits & BT_ATTN_LIMIT) {
        bt_attention_clear(t, BT_ATTN_LIMIT);
        serve_limit(th);
    }
    if (bits & BT_ATTN_DROP) {
        bt_attention_clear(t, BT_ATTN_DROP);
        if (bt_kernel_is_asked(th))
            bt_gil_cut(th);
    }
    if (bits & BT_ATTN_GC) {
        bt_attention_clear(t, BT_ATTN_GC);
        if (bt_collect_wanted(th->vm->i.heap))
            bt_collect_marking(t);
    }
    if (bits & BT_ATTN_SIGNAL) {
        bt_attention_clear(t, BT_ATTN_SIGNAL);
        if (!serve_interrupt(th))
            return false;
    }
    if (bits & BT_ATTN_ASYNC_EXC) {
        bt_attention_clear(t, BT_ATTN_ASYNC_EXC);
        if (!serve_async(th))
            return false;
    }
    return !th->stopped;
}

bool bt_safepoint(struct bt_thread *th)
{
    if (BT_LIKELY(atomic_load_explicit(&th->attention, memory_order_relaxed) == 0))
        return true;
    return bt_safepoint_serve(bt_vthread(th));
}

// ---- asked for from outside; any OS thread ----

void bt_attention_set_all(struct bt_vm *vm, uint32_t bits)
{
    bt_mutex_lock(&vm->gil.inbox_lock); // the list of threads changes under it
    for (struct bt_vthread *th = vm->threads; th; th = th->next)
        bt_attention_set(&th->t, bits);
    bt_mutex_unlock(&vm->gil.inbox_lock);
}

void bt_vm_interrupt(struct bt_vm *vm)
{
    if (vm->config.replaying)
        return; // the tape says where it is noticed
    atomic_store_explicit(&vm->interrupt, true, memory_order_relaxed);
    bt_attention_set_all(vm, BT_ATTN_SIGNAL);
    // wherever the main thread waits: a lock (by the inbox), a sleep (its event), a system call
    // (the kick)
    bt_outside_disturb(vm->main);
}

void bt_vm_request_dump(struct bt_vm *vm)
{
    atomic_store_explicit(&vm->dump, true, memory_order_relaxed);
    bt_attention_set_all(vm, BT_ATTN_DUMP);
    if (bt_gil_while_idle(vm, bt_report_threads))
        atomic_store_explicit(&vm->dump, false, memory_order_relaxed);
}

void bt_vm_request_end(struct bt_vm *vm, int signal)
{
    atomic_store(&vm->end_signal, signal);
    atomic_store(&vm->limit, BT_LIMIT_WANTED);
    bt_attention_set_all(vm, BT_ATTN_LIMIT);
    (void)bt_gil_while_idle(vm, serve_limit_idle);
}

bool bt_vm_end_is_served(const struct bt_vm *vm)
{
    return atomic_load(&vm->limit) == BT_LIMIT_SERVED;
}
