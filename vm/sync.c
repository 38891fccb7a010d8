// Lock and RLock: see sync.h for the rules.
#include "vm/sync.h"

#include "base/clock.h"
#include "runtime/objects/float.h"
#include "runtime/objects/heap.h"
#include "runtime/objects/int.h"
#include "runtime/objects/protocol.h"
#include "runtime/objects/seq.h"
#include "runtime/objects/str.h"
#include "vm/blocking.h"

bt_value bt_lock_new(struct bt_thread *th, struct bt_type *type, bool reentrant)
{
    struct bt_lock *lock = bt_new_object_zero(th, type, sizeof *lock);
    if (!lock || !bt_heap_free_early(th, &lock->base))
        return BT_ERROR;
    lock->reentrant = reentrant;
    return bt_from_obj(lock);
}

static void log_lock(struct bt_vthread *th, enum bt_event_kind kind, bool waited,
                     const struct bt_lock *lock)
{
    if (BT_UNLIKELY(th->vm->gil.wants & BT_WANT_LOCKS) && !lock->internal)
        bt_event_sync(th, kind, waited, lock->number, bt_from_obj(lock));
}

static void take(struct bt_vthread *th, struct bt_lock *lock, bool waited)
{
    lock->locked = true;
    lock->count = 1;
    lock->owner = th;
    lock->owner_number = th->number;
    if (lock->number == 0 && !lock->internal)
        lock->number = ++th->vm->next_lock_number;
    lock->held_prev = NULL;
    lock->held_next = th->held;
    if (th->held)
        th->held->held_prev = lock;
    th->held = lock;
    if (th->frame) {
        lock->code = th->frame->code;
        lock->word = bt_frame_word(th->frame);
    } else {
        lock->code = NULL;
    }
    log_lock(th, BT_EV_ACQUIRE, waited, lock);
}

static void set_free(struct bt_lock *lock)
{
    struct bt_vthread *owner = lock->owner;
    if (owner) {
        if (lock->held_prev)
            lock->held_prev->held_next = lock->held_next;
        else
            owner->held = lock->held_next;
        if (lock->held_next)
            lock->held_next->held_prev = lock->held_prev;
    }
    lock->held_prev = lock->held_next = NULL;
    lock->owner = NULL;
    lock->owner_number = 0;
    lock->count = 0;
    lock->locked = false;
    lock->code = NULL;
}

void bt_locks_orphan(struct bt_vthread *th)
{
    while (th->held) {
        struct bt_lock *lock = th->held;
        th->held = lock->held_next;
        lock->held_prev = lock->held_next = NULL;
        lock->owner = NULL;
    }
}

// The waiter gives up: if it had been woken for a free lock, the next one is woken in its stead.
static void give_up(struct bt_vthread *th, struct bt_lock *lock, struct bt_waiter *w)
{
    bool woken = w->woken;
    bt_wait_remove(w);
    if (woken && !lock->locked)
        (void)bt_sched_wake_first(th->vm, &lock->waiters);
}

static bool acquire_slow(struct bt_thread *th, struct bt_lock *lock, int64_t deadline, bool *got)
{
    struct bt_vthread *vt = bt_vthread(th);
    struct bt_waiter w = {0};
    while (lock->locked) {
        enum bt_wait_result result =
            bt_sched_block(vt, &lock->waiters, &w, BT_WAIT_LOCK, bt_from_obj(lock), deadline);
        if (result == BT_TIMED_OUT)
            return true;
        if (result == BT_STOPPED) {
            bt_wait_remove(&w);
            return false;
        }
        if (!bt_safepoint(th)) {
            give_up(vt, lock, &w);
            return false;
        }
    }
    bt_wait_remove(&w);
    take(vt, lock, true);
    *got = true;
    return true;
}

bool bt_lock_acquire(struct bt_thread *th, struct bt_lock *lock, int64_t deadline, bool *got)
{
    struct bt_vthread *vt = bt_vthread(th);
    if (!lock->locked) {
        take(vt, lock, false);
        *got = true;
        return true;
    }
    if (lock->reentrant && lock->owner == vt) {
        if (lock->count == UINT32_MAX)
            return bt_fail(th, BT_EXC_OVERFLOW_ERROR, "Internal lock count overflowed");
        lock->count++;
        *got = true;
        return true;
    }
    *got = false;
    return deadline == BT_DEADLINE_NOW || acquire_slow(th, lock, deadline, got);
}

bool bt_lock_release(struct bt_thread *th, struct bt_lock *lock)
{
    struct bt_vthread *vt = bt_vthread(th);
    if (lock->reentrant) {
        if (!lock->locked || lock->owner != vt)
            return bt_fail(th, BT_EXC_RUNTIME_ERROR, "cannot release un-acquired lock");
        if (--lock->count > 0)
            return true;
    } else if (!lock->locked) {
        return bt_fail(th, BT_EXC_RUNTIME_ERROR, "release unlocked lock");
    }
    log_lock(vt, BT_EV_RELEASE, false, lock);
    set_free(lock);
    if (lock->waiters.first)
        (void)bt_sched_wake_first(vt->vm, &lock->waiters);
    return true;
}

bool bt_lock_release_save(struct bt_thread *th, struct bt_lock *lock, uint32_t *count)
{
    *count = lock->count;
    if (lock->reentrant && lock->locked && lock->owner == bt_vthread(th))
        lock->count = 1;
    return bt_lock_release(th, lock);
}

bool bt_lock_acquire_restore(struct bt_thread *th, struct bt_lock *lock, uint32_t count)
{
    bool got;
    if (!bt_lock_acquire(th, lock, BT_NO_DEADLINE, &got))
        return false;
    if (lock->reentrant)
        lock->count = count;
    return true;
}

bool bt_lock_is_owned(struct bt_thread *th, const struct bt_lock *lock)
{
    return lock->locked && (!lock->reentrant || lock->owner == bt_vthread(th));
}

bool bt_acquire_deadline(struct bt_thread *th, bt_value blocking, bt_value timeout,
                         int64_t *deadline)
{
    bool block;
    int64_t ns;
    *deadline = BT_NO_DEADLINE;
    if (bt_same(blocking, BT_TRUE) && bt_same(timeout, bt_from_small(-1)))
        return true;
    if (!bt_truth(th, blocking, &block) || !bt_ns_from_seconds(th, timeout, &ns))
        return false;
    bool none = ns == -1000000000; // -1 second: no time limit
    if (!block) {
        *deadline = BT_DEADLINE_NOW;
        return none ||
               bt_fail(th, BT_EXC_VALUE_ERROR, "can't specify a timeout for a non-blocking call");
    }
    if (none)
        return true;
    if (ns < 0)
        return bt_fail(th, BT_EXC_VALUE_ERROR, "timeout value must be a non-negative number");
    *deadline = bt_deadline_after(th, ns);
    return true;
}

// ---- the types ----

static struct bt_lock *self_of(const bt_value *args)
{
    return (struct bt_lock *)bt_obj(args[0]);
}

static bt_value lock_acquire(struct bt_thread *th, const bt_value *args)
{
    int64_t deadline;
    bool got;
    if (!bt_acquire_deadline(th, args[1], args[2], &deadline) ||
        !bt_lock_acquire(th, self_of(args), deadline, &got))
        return BT_ERROR;
    return bt_bool(got);
}

static bt_value lock_enter(struct bt_thread *th, const bt_value *args)
{
    bool got;
    return bt_lock_acquire(th, self_of(args), BT_NO_DEADLINE, &got) ? BT_TRUE : BT_ERROR;
}

static bt_value lock_release(struct bt_thread *th, const bt_value *args)
{
    return bt_lock_release(th, self_of(args)) ? BT_NONE : BT_ERROR;
}

static bt_value lock_locked(struct bt_thread *th, const bt_value *args)
{
    (void)th;
    return bt_bool(self_of(args)->locked);
}

static bt_value rlock_is_owned(struct bt_thread *th, const bt_value *args)
{
    return bt_bool(bt_lock_is_owned(th, self_of(args)));
}

static bt_value rlock_recursion_count(struct bt_thread *th, const bt_value *args)
{
    struct bt_lock *lock = self_of(args);
    return bt_from_small(lock->locked && lock->owner == bt_vthread(th) ? lock->count : 0);
}

static bt_value lock_repr(struct bt_thread *th, bt_value self)
{
    struct bt_lock *lock = (struct bt_lock *)bt_obj(self);
    const char *state = lock->locked ? "locked" : "unlocked";
    if (lock->reentrant)
        return bt_str_format(th, "<%s %T object owner=%d count=%d at 0x%llx>", state, self,
                             (int)lock->owner_number, (int)lock->count,
                             (long long)bt_serial(th, &lock->base));
    return bt_str_format(th, "<%s %T object at 0x%llx>", state, self,
                         (long long)bt_serial(th, &lock->base));
}

static bt_value new_lock(struct bt_thread *th, struct bt_type *type, const struct bt_args *args)
{
    if (!bt_is_unset(args->kwnames) && bt_as_tuple(args->kwnames)->len > 0)
        return bt_type_error(th, "lock() takes no keyword arguments");
    if (args->npos > 0)
        return bt_type_error(th, "lock expected 0 arguments, got %d", (int)args->npos);
    return bt_lock_new(th, type, false);
}

static bt_value new_rlock(struct bt_thread *th, struct bt_type *type, const struct bt_args *args)
{
    (void)args; // CPython ignores them
    return bt_lock_new(th, type, true);
}

static void lock_trace(struct bt_tracer *tracer, struct bt_object *o)
{
    struct bt_lock *lock = (struct bt_lock *)o;
    if (lock->code)
        bt_mark_object(tracer, &lock->code->base);
}

static void lock_free(struct bt_interp *interp, struct bt_object *o)
{
    (void)interp;
    struct bt_lock *lock = (struct bt_lock *)o;
    if (lock->locked)
        set_free(lock);
}

#define LOCK_METHODS                                                                         \
    {"acquire",                                                                              \
     lock_acquire,                                                                           \
     "(self, /, blocking=True, timeout=-1)",                                                 \
     "Lock it; wait if need be. Says whether it was locked.",                                \
     NULL,                                                                                   \
     0},                                                                                     \
        {"acquire_lock",           lock_acquire, "(self, /, blocking=True, timeout=-1)",     \
         "Older name of acquire.", NULL,         0},                                         \
        {"release",   lock_release,                                                          \
         "(self, /)", "Unlock it, so that a waiting thread can have it.",                    \
         NULL,        0},                                                                    \
        {"release_lock", lock_release, "(self, /)", "Older name of release.", NULL, 0},      \
        {"locked", lock_locked, "(self, /)", "Is it locked?", NULL, 0},                      \
        {"__enter__", lock_enter, "(self, /)", "Lock it.", NULL, 0},                         \
    {                                                                                        \
        "__exit__", lock_release, "(self, type, value, traceback, /)", "Unlock it.", NULL, 0 \
    }

static const struct bt_fn_spec lock_methods[] = {
    LOCK_METHODS,
    {NULL, NULL, NULL, NULL, NULL, 0},
};

static const struct bt_fn_spec rlock_methods[] = {
    LOCK_METHODS,
    {"_is_owned", rlock_is_owned, "(self, /)", "Does the calling thread hold it?", NULL, 0},
    {"_recursion_count", rlock_recursion_count, "(self, /)",
     "How often the calling thread holds it.", NULL, 0},
    {NULL, NULL, NULL, NULL, NULL, 0},
};

const struct bt_type_spec bt_lock_spec = {
    .name = "lock",
    .module = "_thread",
    .doc = "A lock that one thread at a time can hold.",
    .flags = BT_TYPE_PLAIN_GETATTR,
    .size = sizeof(struct bt_lock),
    .slots = {.repr = lock_repr, .new_ = new_lock, .trace = lock_trace, .free = lock_free},
    .methods = lock_methods,
};

const struct bt_type_spec bt_rlock_spec = {
    .name = "RLock",
    .module = "_thread",
    .doc = "A lock that its owner may lock again.",
    .flags = BT_TYPE_PLAIN_GETATTR | BT_TYPE_BASE,
    .size = sizeof(struct bt_lock),
    .slots = {.repr = lock_repr, .new_ = new_rlock, .trace = lock_trace, .free = lock_free},
    .methods = rlock_methods,
};
