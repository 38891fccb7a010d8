// The life of a VM thread: made, started on an OS thread, run, ended, joined.
#include "vm/thread.h"

#include <errno.h>
#include <string.h>

#include "base/mem.h"
#include "runtime/objects/dict.h"
#include "runtime/objects/heap.h"
#include "runtime/objects/protocol.h"
#include "runtime/objects/seq.h"
#include "runtime/objects/str.h"
#include "vm/blocking.h"
#include "vm/input.h"
#include "vm/interp.h"
#include "vm/safepoint.h"
#include "vm/sync.h"

struct bt_vthread *bt_thread_new(struct bt_vm *vm, struct bt_thread *creator)
{
    struct bt_vthread *th = bt_alloc_zero(sizeof *th);
    if (!th || !bt_frames_init(th, creator == NULL)) {
        bt_free(th);
        if (creator)
            (void)bt_raise_no_memory(creator);
        return NULL;
    }
    th->t.interp = &vm->i;
    th->t.exc = BT_UNSET;
    th->t.recursion_limit = vm->config.recursion_limit;
    atomic_init(&th->t.attention, 0);
    th->vm = vm;
    th->state = BT_THREAD_NEW;
    th->priority = creator ? bt_vthread(creator)->priority : 0;
    th->deadline = BT_NO_DEADLINE;
    th->wait_object = th->target = th->target_args = th->target_kwargs = BT_UNSET;
    th->handle = th->object = th->name = th->async_exc = th->locals = BT_UNSET;
    bt_mutex_lock(&vm->gil.inbox_lock);
    th->number = ++vm->next_thread_number;
    th->prev = vm->last_thread;
    if (vm->last_thread)
        vm->last_thread->next = th;
    else
        vm->threads = th;
    vm->last_thread = th;
    bt_mutex_unlock(&vm->gil.inbox_lock);
    return th;
}

void bt_thread_free(struct bt_vthread *th)
{
    struct bt_vm *vm = th->vm;
    bt_mutex_lock(&vm->gil.inbox_lock);
    if (th->prev)
        th->prev->next = th->next;
    else
        vm->threads = th->next;
    if (th->next)
        th->next->prev = th->prev;
    else
        vm->last_thread = th->prev;
    bt_mutex_unlock(&vm->gil.inbox_lock);
    bt_frames_free(th);
    bt_free(th);
}

// Run target(*args, **kwargs); what it raises goes to the interpreter's handler.
static void run_target(struct bt_vthread *th)
{
    struct bt_thread *t = &th->t;
    BT_ROOTS(t, r, 2);
    r[0] = bt_is_unset(th->target_args) ? t->interp->empty_tuple : th->target_args;
    bt_value v;
    if (bt_is_dict(th->target_kwargs)) {
        struct bt_dict *dict = bt_as_dict(th->target_kwargs);
        size_t npos = bt_as_tuple(r[0])->len, n_kw = bt_dict_len(dict), pos = 0, i = 0;
        bt_value names = bt_tuple_new(t, NULL, n_kw), all = bt_tuple_new(t, NULL, npos + n_kw);
        if (bt_is_error(names) || bt_is_error(all)) {
            v = BT_ERROR;
        } else {
            for (; i < npos; i++)
                bt_as_tuple(all)->items[i] = bt_as_tuple(r[0])->items[i];
            i = 0;
            bt_value key, value;
            while (bt_dict_next(dict, &pos, &key, &value)) {
                bt_as_tuple(names)->items[i] = key;
                bt_as_tuple(all)->items[npos + i++] = value;
            }
            r[0] = all;
            r[1] = names;
            struct bt_args args = {bt_as_tuple(all)->items, npos, n_kw ? names : BT_UNSET};
            v = bt_call(t, th->target, &args);
        }
    } else {
        v = bt_call_n(t, th->target, bt_as_tuple(r[0])->items, bt_as_tuple(r[0])->len);
    }
    if (bt_is_error(v) && !th->stopped) {
        if (bt_exc_is(t, BT_EXC_SYSTEM_EXIT) || !th->vm->thread_failed)
            bt_exc_clear(t);
        else
            th->vm->thread_failed(t, th);
    }
    BT_UNROOT(t, r);
}

// The thread has run: wake those who wait for it, and hand the lock on. It may not be touched
// afterwards. Says whether the worker is kept.
static bool finish(struct bt_vthread *th)
{
    struct bt_vm *vm = th->vm;
    bt_exc_clear(&th->t);
    th->target = th->target_args = th->target_kwargs = BT_UNSET;
    th->locals = BT_UNSET;
    bt_locks_orphan(th);
    bt_turn_close(th);
    vm->gil.ended_instructions += th->instructions;
    th->state = BT_THREAD_DONE;
    vm->n_threads--;
    bt_event_note(th, BT_EV_END, 0, 0);
    (void)bt_sched_wake_n(vm, &th->joiners, SIZE_MAX);
    // its place in the list goes, so that nobody finds it any more; a handle keeps the number
    if (!bt_is_unset(th->handle))
        vm->detach_handle(&th->t, th->handle);
    bt_mutex_lock(&vm->gil.inbox_lock);
    bool in_inbox = th->in_inbox;
    if (in_inbox) { // a late time-out or interrupt of its own: take it out
        struct bt_vthread **p = &vm->gil.inbox_first, *last = NULL;
        while (*p != th) {
            last = *p;
            p = &(*p)->inbox_next;
        }
        *p = th->inbox_next;
        if (vm->gil.inbox_last == th)
            vm->gil.inbox_last = last;
        th->in_inbox = false;
    }
    bt_mutex_unlock(&vm->gil.inbox_lock);
    bool kept = bt_worker_leave(vm, th->worker);
    bt_gil_exit(th);
    return kept;
}

bool bt_thread_run(struct bt_vthread *th)
{
    th->t.c_stack_limit = th->worker->stack_limit;
    bt_turn_begin(th);
    if (!th->stopped)
        run_target(th);
    if (!th->stopped)
        bt_sched_leaving(th);
    return finish(th);
}

// 0, or why it cannot be: that is an answer of the outside.
static int64_t start_worker(struct bt_thread *th, struct bt_vthread *child, size_t stack_size)
{
    struct bt_answer a = {0};
    if (bt_input_replaying(th))
        bt_input_take_odd(th, "thread", &a);
    if (a.value != 0)
        return a.value;
    a.value = bt_worker_start(child, stack_size);
    if (child->vm->tape && !bt_input_replaying(th))
        bt_input_keep_odd(th, "thread", &a, 0);
    return a.value;
}

bool bt_thread_start(struct bt_thread *th, struct bt_vthread *child, size_t stack_size)
{
    struct bt_vthread *self = bt_vthread(th);
    struct bt_vm *vm = self->vm;
    // everything about it is in place before its OS thread exists
    vm->n_threads++;
    child->state = BT_THREAD_READY;
    if (start_worker(th, child, stack_size) != 0) {
        vm->n_threads--;
        child->state = BT_THREAD_NEW;
        return bt_fail(th, BT_EXC_RUNTIME_ERROR, "can't start new thread");
    }
    bt_event_note(self, BT_EV_START, 0, child->number);
    child->state = BT_THREAD_NEW; // bt_sched_ready does the counting from there
    bt_sched_ready(child, BT_ENTER_NEW);
    return true;
}

enum bt_wait_result bt_thread_join(struct bt_thread *th, struct bt_vthread *target,
                                   int64_t deadline)
{
    if (target->state == BT_THREAD_DONE)
        return BT_WOKEN;
    struct bt_waiter w = {0};
    bt_value object = bt_is_unset(target->object) ? target->handle : target->object;
    return bt_sched_block(bt_vthread(th), &target->joiners, &w, BT_WAIT_JOIN, object, deadline);
}
