/*
 * Condition, Event, Semaphore and BoundedSemaphore. Each is a wait queue and the little state that
 * its rule needs; the interpreter's lock makes every step between two waits indivisible, so there
 * is nothing else to protect.
 */
#include "base/buf.h"
#include "runtime/objects/heap.h"
#include "runtime/objects/int.h"
#include "runtime/objects/protocol.h"
#include "runtime/objects/seq.h"
#include "runtime/objects/shape.h"
#include "runtime/objects/str.h"
#include "vm/blocking.h"
#include "vm/sync.h"

// An instance of a native type of this file or of a class derived from it, zeroed.
static void *instance(struct bt_thread *th, struct bt_type *type, size_t size)
{
    return type->instance_offset ? bt_instance_new(th, type) : bt_new_object_zero(th, type, size);
}

// None: no deadline; a number of seconds, negative ones count as 0.
static bool timeout_deadline(struct bt_thread *th, bt_value timeout, int64_t *deadline)
{
    *deadline = BT_NO_DEADLINE;
    return bt_is_none(timeout) || bt_deadline_from_seconds(th, timeout, deadline);
}

// Wait at `w` in the queue until woken: *woken says whether, or the time ran out. The waiter leaves
// the queue. With no time to wait, others may run before the time is out.
static bool wait_in(struct bt_thread *th, struct bt_wait_queue *queue, struct bt_waiter *w,
                    enum bt_wait_reason reason, bt_value self, int64_t deadline, bool *woken)
{
    if (deadline == BT_DEADLINE_NOW) {
        bool ok = bt_sched_yield(bt_vthread(th));
        *woken = w->woken;
        bt_wait_remove(w);
        return ok;
    }
    for (;;) {
        enum bt_wait_result result =
            bt_sched_block(bt_vthread(th), queue, w, reason, self, deadline);
        *woken = w->woken;
        if (result == BT_STOPPED || result == BT_WOKEN || result == BT_TIMED_OUT || *woken) {
            bt_wait_remove(w);
            return result != BT_STOPPED && bt_safepoint(th);
        }
        // Ctrl-C: unless the script's own handler takes it, waiting is over
        bt_wait_remove(w);
        if (!bt_safepoint(th))
            return false;
    }
}

// ---------------------------------------------------------------- Condition

struct condition {
    struct bt_object base;
    bt_value lock;
    struct bt_wait_queue waiters;
    uint32_t n_waiting;
};

static void condition_trace(struct bt_tracer *tracer, struct bt_object *o);

static struct condition *condition_of(bt_value v)
{
    return (struct condition *)bt_obj(v);
}

bt_value bt_condition_lock(bt_value v)
{
    if (!bt_is_obj(v) || bt_obj(v)->type->s.trace != condition_trace)
        return BT_UNSET;
    return condition_of(v)->lock;
}

static struct bt_lock *native_lock(bt_value v)
{
    if (!bt_is_obj(v))
        return NULL;
    const struct bt_type_spec *spec = bt_obj(v)->type->spec;
    return spec == &bt_lock_spec || spec == &bt_rlock_spec ? (struct bt_lock *)bt_obj(v) : NULL;
}

static bt_value call_lock(struct bt_thread *th, bt_value lock, const char *name, const bt_value *v,
                          size_t n)
{
    bt_value str = bt_intern(th, name, strlen(name));
    return bt_is_error(str) ? str : bt_call_method(th, lock, str, v, n);
}

// A lock that is written in Python may say itself whether it is owned; otherwise it is if it cannot
// be acquired.
static bool is_owned(struct bt_thread *th, bt_value lock, bool *out)
{
    struct bt_lock *native = native_lock(lock);
    if (native) {
        *out = bt_lock_is_owned(th, native);
        return true;
    }
    bt_value name = bt_intern(th, "_is_owned", 9);
    bt_value method = bt_is_error(name) ? name : bt_getattr_opt(th, lock, name);
    if (bt_is_error(method))
        return false;
    if (!bt_is_unset(method)) {
        bt_value v = bt_call0(th, method);
        return !bt_is_error(v) && bt_truth(th, v, out);
    }
    bt_value no = BT_FALSE;
    bt_value got = call_lock(th, lock, "acquire", &no, 1);
    bool acquired;
    if (bt_is_error(got) || !bt_truth(th, got, &acquired))
        return false;
    *out = !acquired;
    return !acquired || !bt_is_error(call_lock(th, lock, "release", NULL, 0));
}

struct saved {
    uint32_t count; // of a native lock
    bt_value state; // what a Python lock's _release_save gave, or unset
};

static bool release_save(struct bt_thread *th, bt_value lock, struct saved *saved)
{
    struct bt_lock *native = native_lock(lock);
    saved->state = BT_UNSET;
    if (native)
        return bt_lock_release_save(th, native, &saved->count);
    bt_value name = bt_intern(th, "_release_save", 13);
    bt_value method = bt_is_error(name) ? name : bt_getattr_opt(th, lock, name);
    if (bt_is_error(method))
        return false;
    if (bt_is_unset(method))
        return !bt_is_error(call_lock(th, lock, "release", NULL, 0));
    saved->state = bt_call0(th, method);
    return !bt_is_error(saved->state);
}

static bool acquire_restore(struct bt_thread *th, bt_value lock, struct saved *saved)
{
    struct bt_lock *native = native_lock(lock);
    if (native)
        return bt_lock_acquire_restore(th, native, saved->count);
    if (bt_is_unset(saved->state))
        return !bt_is_error(call_lock(th, lock, "acquire", NULL, 0));
    return !bt_is_error(call_lock(th, lock, "_acquire_restore", &saved->state, 1));
}

static bt_value condition_wait(struct bt_thread *th, const bt_value *args)
{
    struct condition *c = condition_of(args[0]);
    int64_t deadline;
    bool owned, woken = false;
    if (!is_owned(th, c->lock, &owned))
        return BT_ERROR;
    if (!owned)
        return bt_raise(th, BT_EXC_RUNTIME_ERROR, "cannot wait on un-acquired lock");
    if (!timeout_deadline(th, args[1], &deadline))
        return BT_ERROR;
    struct saved saved = {0, BT_UNSET};
    struct bt_waiter w = {.thread = bt_vthread(th)};
    bt_wait_append(&c->waiters, &w); // before the lock is free: no notify is missed
    c->n_waiting++;
    bool ok = release_save(th, c->lock, &saved);
    BT_ROOTS(th, r, 2);
    r[0] = saved.state;
    if (!ok)
        bt_wait_remove(&w);
    else if (w.woken)
        woken = true;
    else
        ok = wait_in(th, &c->waiters, &w, BT_WAIT_CONDITION, args[0], deadline, &woken);
    c->n_waiting--;
    if (woken)
        bt_event_sync(bt_vthread(th), BT_EV_OBSERVE, 0, 0, args[0]);
    if (!bt_vthread(th)->stopped) {
        // the lock is taken again whatever happened
        if (bt_exc_is_set(th))
            r[1] = bt_exc_take(th);
        ok = acquire_restore(th, c->lock, &saved) && ok;
        if (!bt_is_unset(r[1]))
            bt_exc_put(th, r[1]);
    }
    BT_UNROOT(th, r);
    return ok ? bt_bool(woken) : BT_ERROR;
}

static bt_value condition_wait_for(struct bt_thread *th, const bt_value *args)
{
    int64_t deadline;
    if (!timeout_deadline(th, args[2], &deadline))
        return BT_ERROR;
    BT_ROOTS(th, r, 1);
    for (;;) {
        bool truth;
        r[0] = bt_call0(th, args[1]);
        if (bt_is_error(r[0]) || !bt_truth(th, r[0], &truth)) {
            r[0] = BT_ERROR;
            break;
        }
        if (truth)
            break;
        bt_value timeout = BT_NONE;
        if (deadline != BT_NO_DEADLINE) {
            int64_t left = bt_deadline_left(th, deadline);
            if (left <= 0)
                break;
            timeout = bt_from_double((double)left / 1e9);
        }
        bt_value wait_args[2] = {args[0], timeout};
        if (bt_is_error(condition_wait(th, wait_args))) {
            r[0] = BT_ERROR;
            break;
        }
    }
    bt_value v = r[0];
    BT_UNROOT(th, r);
    return v;
}

static bt_value notify(struct bt_thread *th, bt_value self, size_t n)
{
    struct condition *c = condition_of(self);
    bool owned;
    if (!is_owned(th, c->lock, &owned))
        return BT_ERROR;
    if (!owned)
        return bt_raise(th, BT_EXC_RUNTIME_ERROR, "cannot notify on un-acquired lock");
    bt_event_sync(bt_vthread(th), BT_EV_PUBLISH, 0, 0, self);
    (void)bt_sched_wake_n(bt_vm(th), &c->waiters, n);
    return BT_NONE;
}

static bt_value condition_notify(struct bt_thread *th, const bt_value *args)
{
    int64_t n;
    if (!bt_as_int64_clipped(th, args[1], &n))
        return BT_ERROR;
    return notify(th, args[0], n > 0 ? (size_t)n : 0);
}

static bt_value condition_notify_all(struct bt_thread *th, const bt_value *args)
{
    return notify(th, args[0], SIZE_MAX);
}

static bt_value condition_acquire(struct bt_thread *th, const struct bt_args *args)
{
    bt_value name = bt_intern(th, "acquire", 7);
    bt_value method =
        bt_is_error(name) ? name : bt_getattr(th, condition_of(args->v[0])->lock, name);
    if (bt_is_error(method))
        return method;
    struct bt_args rest = {args->v + 1, args->npos - 1, args->kwnames};
    return bt_call(th, method, &rest);
}

static bt_value condition_release(struct bt_thread *th, const bt_value *args)
{
    struct bt_lock *native = native_lock(condition_of(args[0])->lock);
    if (native)
        return bt_lock_release(th, native) ? BT_NONE : BT_ERROR;
    return call_lock(th, condition_of(args[0])->lock, "release", NULL, 0);
}

static bt_value condition_enter(struct bt_thread *th, const bt_value *args)
{
    struct bt_lock *native = native_lock(condition_of(args[0])->lock);
    bool got;
    if (native)
        return bt_lock_acquire(th, native, BT_NO_DEADLINE, &got) ? BT_TRUE : BT_ERROR;
    return call_lock(th, condition_of(args[0])->lock, "__enter__", NULL, 0);
}

static bt_value condition_exit(struct bt_thread *th, const bt_value *args)
{
    if (native_lock(condition_of(args[0])->lock))
        return condition_release(th, args);
    return call_lock(th, condition_of(args[0])->lock, "__exit__", args + 1, 3);
}

static bt_value condition_is_owned(struct bt_thread *th, const bt_value *args)
{
    bool owned;
    return is_owned(th, condition_of(args[0])->lock, &owned) ? bt_bool(owned) : BT_ERROR;
}

static bt_value condition_get_lock(struct bt_thread *th, bt_value self)
{
    (void)th;
    return condition_of(self)->lock;
}

static bt_value condition_repr(struct bt_thread *th, bt_value self)
{
    return bt_str_format(th, "<Condition(%R, %d)>", condition_of(self)->lock,
                         (int)condition_of(self)->n_waiting);
}

static bt_value condition_new(struct bt_thread *th, struct bt_type *type,
                              const struct bt_args *args)
{
    (void)args;
    struct condition *c = instance(th, type, sizeof *c);
    if (!c)
        return BT_ERROR;
    c->lock = BT_NONE;
    BT_ROOTS(th, r, 1);
    r[0] = bt_from_obj(c);
    struct bt_type *rlock = (struct bt_type *)bt_obj(bt_vm(th)->module_roots[BT_ROOT_RLOCK_TYPE]);
    bt_value lock = bt_lock_new(th, rlock, true);
    BT_UNROOT(th, r);
    if (bt_is_error(lock))
        return lock;
    c->lock = lock;
    return bt_from_obj(c);
}

// The one optional parameter of a constructor, by position or keyword. BT_UNSET if absent.
static bool one_argument(struct bt_thread *th, const struct bt_args *args, const char *function,
                         const char *param, bt_value *out)
{
    size_t n_kw = bt_is_unset(args->kwnames) ? 0 : bt_as_tuple(args->kwnames)->len;
    *out = BT_UNSET;
    if (args->npos + n_kw > 1)
        return bt_fail(th, BT_EXC_TYPE_ERROR,
                       "%s.__init__() takes from 1 to 2 positional arguments but %zu were given",
                       function, args->npos + n_kw + 1);
    if (n_kw == 1 && !bt_str_is(bt_as_tuple(args->kwnames)->items[0], param))
        return bt_fail(th, BT_EXC_TYPE_ERROR,
                       "%s.__init__() got an unexpected keyword argument '%S'", function,
                       bt_as_tuple(args->kwnames)->items[0]);
    if (args->npos + n_kw == 1)
        *out = args->v[0];
    return true;
}

static bool condition_init(struct bt_thread *th, bt_value self, const struct bt_args *args)
{
    bt_value lock;
    if (!one_argument(th, args, "Condition", "lock", &lock))
        return false;
    if (bt_is_unset(lock) || bt_is_none(lock))
        return true;
    static const char *const methods[] = {"acquire", "release"};
    for (size_t i = 0; i < 2; i++) {
        bt_value name = bt_intern(th, methods[i], 7);
        if (bt_is_error(name) || bt_is_error(bt_getattr(th, lock, name)))
            return false; // not a lock
    }
    condition_of(self)->lock = lock;
    return true;
}

static void condition_trace(struct bt_tracer *tracer, struct bt_object *o)
{
    bt_mark(tracer, ((struct condition *)o)->lock);
}

static const struct bt_fn_spec condition_methods[] = {
    {"acquire", NULL, "(self, /, *args, **kwargs)", "Acquire the lock.", condition_acquire,
     BT_FN_RAW},
    {"release", condition_release, "(self, /)", "Release the lock.", NULL, 0},
    {"wait", condition_wait, "(self, /, timeout=None)",
     "Release the lock, wait to be notified, acquire it again.", NULL, 0},
    {"wait_for", condition_wait_for, "(self, /, predicate, timeout=None)",
     "Wait until predicate() is true.", NULL, 0},
    {"notify", condition_notify, "(self, /, n=1)", "Wake n threads that wait.", NULL, 0},
    {"notify_all", condition_notify_all, "(self, /)", "Wake all threads that wait.", NULL, 0},
    {"notifyAll", condition_notify_all, "(self, /)", "Older name of notify_all.", NULL, 0},
    {"__enter__", condition_enter, "(self, /)", "Acquire the lock.", NULL, 0},
    {"__exit__", condition_exit, "(self, type, value, traceback, /)", "Release the lock.", NULL, 0},
    {"_is_owned", condition_is_owned, "(self, /)", "Is the lock held by the calling thread?", NULL,
     0},
    {NULL, NULL, NULL, NULL, NULL, 0},
};

static const struct bt_getset_spec condition_getsets[] = {
    {"_lock", condition_get_lock, NULL, NULL},
    {NULL, NULL, NULL, NULL},
};

const struct bt_type_spec bt_condition_spec = {
    .name = "Condition",
    .module = "threading",
    .doc = "Lets threads wait until another one notifies them.",
    .flags = BT_TYPE_PLAIN_GETATTR | BT_TYPE_BASE | BT_TYPE_BARE_NAME,
    .size = sizeof(struct condition),
    .slots = {.repr = condition_repr,
              .new_ = condition_new,
              .init = condition_init,
              .trace = condition_trace},
    .methods = condition_methods,
    .getsets = condition_getsets,
};

// ---------------------------------------------------------------- Event

struct event {
    struct bt_object base;
    bool set;
    struct bt_wait_queue waiters;
};

static struct event *event_of(bt_value v)
{
    return (struct event *)bt_obj(v);
}

static bt_value event_is_set(struct bt_thread *th, const bt_value *args)
{
    if (event_of(args[0])->set)
        bt_event_sync(bt_vthread(th), BT_EV_OBSERVE, 0, 0, args[0]);
    return bt_bool(event_of(args[0])->set);
}

static bt_value event_set(struct bt_thread *th, const bt_value *args)
{
    bt_event_sync(bt_vthread(th), BT_EV_PUBLISH, 0, 0, args[0]);
    event_of(args[0])->set = true;
    (void)bt_sched_wake_n(bt_vm(th), &event_of(args[0])->waiters, SIZE_MAX);
    return BT_NONE;
}

static bt_value event_clear(struct bt_thread *th, const bt_value *args)
{
    (void)th;
    event_of(args[0])->set = false;
    return BT_NONE;
}

static bt_value event_wait(struct bt_thread *th, const bt_value *args)
{
    struct event *e = event_of(args[0]);
    int64_t deadline;
    bool woken;
    if (!timeout_deadline(th, args[1], &deadline))
        return BT_ERROR;
    if (!e->set) {
        struct bt_waiter w = {0};
        if (deadline == BT_DEADLINE_NOW)
            return BT_FALSE;
        if (!wait_in(th, &e->waiters, &w, BT_WAIT_EVENT, args[0], deadline, &woken))
            return BT_ERROR;
        if (!woken && !e->set)
            return BT_FALSE;
    }
    bt_event_sync(bt_vthread(th), BT_EV_OBSERVE, 0, 0, args[0]);
    return BT_TRUE;
}

static bt_value event_repr(struct bt_thread *th, bt_value self)
{
    return bt_str_format(th, "<%S.%S at 0x%llx: %s>", bt_type_of(th, self)->module,
                         bt_type_of(th, self)->qualname, (long long)bt_serial(th, bt_obj(self)),
                         event_of(self)->set ? "set" : "unset");
}

static bt_value event_new(struct bt_thread *th, struct bt_type *type, const struct bt_args *args)
{
    (void)args;
    struct event *e = instance(th, type, sizeof *e);
    return e ? bt_from_obj(e) : BT_ERROR;
}

static bool event_init(struct bt_thread *th, bt_value self, const struct bt_args *args)
{
    (void)self;
    if (args->npos > 0 || !bt_is_unset(args->kwnames))
        return bt_fail(th, BT_EXC_TYPE_ERROR,
                       "Event.__init__() takes 1 positional argument but %zu were given",
                       args->npos + 1);
    return true;
}

static const struct bt_fn_spec event_methods[] = {
    {"is_set", event_is_set, "(self, /)", "Is the flag true?", NULL, 0},
    {"isSet", event_is_set, "(self, /)", "Older name of is_set.", NULL, 0},
    {"set", event_set, "(self, /)", "Make the flag true and wake all that wait.", NULL, 0},
    {"clear", event_clear, "(self, /)", "Make the flag false.", NULL, 0},
    {"wait", event_wait, "(self, /, timeout=None)",
     "Wait until the flag is true. Says whether it is.", NULL, 0},
    {NULL, NULL, NULL, NULL, NULL, 0},
};

const struct bt_type_spec bt_event_spec = {
    .name = "Event",
    .module = "threading",
    .doc = "A flag that threads can wait for.",
    .flags = BT_TYPE_PLAIN_GETATTR | BT_TYPE_BASE | BT_TYPE_BARE_NAME,
    .size = sizeof(struct event),
    .slots = {.repr = event_repr, .new_ = event_new, .init = event_init},
    .methods = event_methods,
};

// ---------------------------------------------------------------- Semaphore

struct semaphore {
    struct bt_object base; // base.spare: 1 = bounded
    int64_t value, initial;
    struct bt_wait_queue waiters;
};

static struct semaphore *semaphore_of(bt_value v)
{
    return (struct semaphore *)bt_obj(v);
}

static bool acquire_semaphore(struct bt_thread *th, bt_value self, int64_t deadline, bool *got)
{
    struct semaphore *s = semaphore_of(self);
    *got = true;
    if (s->value > 0) {
        s->value--;
        bt_event_sync(bt_vthread(th), BT_EV_OBSERVE, 0, 0, self);
        return true;
    }
    *got = false;
    if (deadline == BT_DEADLINE_NOW)
        return true;
    struct bt_waiter w = {0};
    while (s->value == 0) {
        enum bt_wait_result result =
            bt_sched_block(bt_vthread(th), &s->waiters, &w, BT_WAIT_SEMAPHORE, self, deadline);
        if (result == BT_TIMED_OUT)
            return true;
        bool alive = result != BT_STOPPED && bt_safepoint(th);
        if (!alive) {
            bool woken = w.woken;
            bt_wait_remove(&w);
            if (woken && s->value > 0) // the place that was meant for this thread goes to the next
                (void)bt_sched_wake_first(bt_vm(th), &s->waiters);
            return false;
        }
    }
    bt_wait_remove(&w);
    s->value--;
    if (s->value > 0)
        (void)bt_sched_wake_first(bt_vm(th), &s->waiters);
    bt_event_sync(bt_vthread(th), BT_EV_OBSERVE, 0, 0, self);
    *got = true;
    return true;
}

static bt_value semaphore_acquire(struct bt_thread *th, const bt_value *args)
{
    int64_t deadline = BT_DEADLINE_NOW;
    bool blocking, got;
    if (!bt_truth(th, args[1], &blocking))
        return BT_ERROR;
    if (!blocking && !bt_is_none(args[2]))
        return bt_value_error(th, "can't specify timeout for non-blocking acquire");
    if (blocking && !timeout_deadline(th, args[2], &deadline))
        return BT_ERROR;
    return acquire_semaphore(th, args[0], deadline, &got) ? bt_bool(got) : BT_ERROR;
}

static bt_value semaphore_enter(struct bt_thread *th, const bt_value *args)
{
    bool got;
    return acquire_semaphore(th, args[0], BT_NO_DEADLINE, &got) ? BT_TRUE : BT_ERROR;
}

static bt_value release(struct bt_thread *th, bt_value self, int64_t n)
{
    struct semaphore *s = semaphore_of(self);
    if (s->base.spare == 1 && s->value + n > s->initial)
        return bt_value_error(th, "Semaphore released too many times");
    bt_event_sync(bt_vthread(th), BT_EV_PUBLISH, 0, 0, self);
    s->value += n;
    (void)bt_sched_wake_first(bt_vm(th),
                              &s->waiters); // who takes a place wakes the next if there are more
    return BT_NONE;
}

static bt_value semaphore_release(struct bt_thread *th, const bt_value *args)
{
    int64_t n;
    if (!bt_as_int64(th, args[1], &n))
        return BT_ERROR;
    if (n < 1)
        return bt_value_error(th, "n must be one or more");
    return release(th, args[0], n);
}

static bt_value semaphore_exit(struct bt_thread *th, const bt_value *args)
{
    return release(th, args[0], 1);
}

static bt_value semaphore_get_value(struct bt_thread *th, bt_value self)
{
    return bt_int_from_i64(th, semaphore_of(self)->value);
}

static bt_value semaphore_repr(struct bt_thread *th, bt_value self)
{
    struct semaphore *s = semaphore_of(self);
    struct bt_type *type = bt_type_of(th, self);
    if (s->base.spare == 1)
        return bt_str_format(th, "<%S.%S at 0x%llx: value=%lld/%lld>", type->module, type->qualname,
                             (long long)bt_serial(th, &s->base), (long long)s->value,
                             (long long)s->initial);
    return bt_str_format(th, "<%S.%S at 0x%llx: value=%lld>", type->module, type->qualname,
                         (long long)bt_serial(th, &s->base), (long long)s->value);
}

static bt_value make_semaphore(struct bt_thread *th, struct bt_type *type, bool bounded)
{
    struct semaphore *s = instance(th, type, sizeof *s);
    if (!s)
        return BT_ERROR;
    s->base.spare = bounded;
    s->value = s->initial = 1;
    return bt_from_obj(s);
}

static bt_value semaphore_new(struct bt_thread *th, struct bt_type *type,
                              const struct bt_args *args)
{
    (void)args;
    return make_semaphore(th, type, false);
}

static bt_value bounded_new(struct bt_thread *th, struct bt_type *type, const struct bt_args *args)
{
    (void)args;
    return make_semaphore(th, type, true);
}

static bool semaphore_init(struct bt_thread *th, bt_value self, const struct bt_args *args)
{
    struct semaphore *s = semaphore_of(self);
    bt_value v;
    if (!one_argument(th, args, "Semaphore", "value", &v))
        return false;
    int64_t n = 1;
    if (!bt_is_unset(v) && !bt_as_int64(th, v, &n))
        return false;
    if (n < 0)
        return bt_fail(th, BT_EXC_VALUE_ERROR, "semaphore initial value must be >= 0");
    s->value = s->initial = n;
    return true;
}

static const struct bt_fn_spec semaphore_methods[] = {
    {"acquire", semaphore_acquire, "(self, /, blocking=True, timeout=None)",
     "Take one; wait while there is none.", NULL, 0},
    {"release", semaphore_release, "(self, /, n=1)", "Give n back and wake threads that wait.",
     NULL, 0},
    {"__enter__", semaphore_enter, "(self, /)", "Take one.", NULL, 0},
    {"__exit__", semaphore_exit, "(self, type, value, traceback, /)", "Give it back.", NULL, 0},
    {NULL, NULL, NULL, NULL, NULL, 0},
};

static const struct bt_getset_spec semaphore_getsets[] = {
    {"_value", semaphore_get_value, NULL, NULL},
    {NULL, NULL, NULL, NULL},
};

const struct bt_type_spec bt_semaphore_spec = {
    .name = "Semaphore",
    .module = "threading",
    .doc = "A counter that threads take from and wait at when it is 0.",
    .flags = BT_TYPE_PLAIN_GETATTR | BT_TYPE_BASE | BT_TYPE_BARE_NAME,
    .size = sizeof(struct semaphore),
    .slots = {.repr = semaphore_repr, .new_ = semaphore_new, .init = semaphore_init},
    .methods = semaphore_methods,
    .getsets = semaphore_getsets,
};

const struct bt_type_spec bt_bounded_semaphore_spec = {
    .name = "BoundedSemaphore",
    .module = "threading",
    .doc = "A semaphore that may not be given back more often than it was taken.",
    .flags = BT_TYPE_PLAIN_GETATTR | BT_TYPE_BASE | BT_TYPE_BARE_NAME,
    .size = sizeof(struct semaphore),
    .slots = {.repr = semaphore_repr, .new_ = bounded_new, .init = semaphore_init},
    .methods = semaphore_methods,
    .getsets = semaphore_getsets,
};
