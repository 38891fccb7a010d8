/*
 * The module _thread: threads, locks and what threading.py is made of. The primitives themselves
 * are in vm/ (thread.c, sync.c, sync_types.c).
 */
#include "runtime/modules/thread_module.h"

#include "base/buf.h"
#include "runtime/modules/module.h"
#include "runtime/modules/startup.h"
#include "runtime/modules/thread_local.h"
#include "runtime/objects/dict.h"
#include "runtime/objects/heap.h"
#include "runtime/objects/int.h"
#include "runtime/objects/protocol.h"
#include "runtime/objects/seq.h"
#include "runtime/objects/shape.h"
#include "runtime/objects/str.h"
#include "vm/blocking.h"
#include "vm/input.h"
#include "vm/safepoint.h"
#include "vm/sync.h"

#define STACK_MIN    32768  // what stack_size accepts
#define STACK_USABLE 262144 // what the eval loop needs with its reserve

// ---- handles: what outlives the VM's struct of a thread ----

struct handle {
    struct bt_object base;
    struct bt_vthread *thread; // NULL before the start and after the end
    uint32_t number;
    bool done;
    uint64_t native_id;
    uint64_t instructions, turns; // of a thread that has ended
};

static struct handle *handle_of(bt_value v)
{
    return (struct handle *)bt_obj(v);
}

static void detach(struct bt_thread *th, bt_value v)
{
    (void)th;
    struct handle *h = handle_of(v);
    h->done = true;
    h->native_id = h->thread ? bt_worker_native_id(h->thread->worker) : 0;
    h->instructions = h->thread ? h->thread->instructions : 0;
    h->turns = h->thread ? h->thread->turns : 0;
    h->thread = NULL;
}

static bt_value handle_join(struct bt_thread *th, const bt_value *args)
{
    struct handle *h = handle_of(args[0]);
    int64_t deadline = BT_NO_DEADLINE;
    if (!bt_is_none(args[1]) && !bt_deadline_from_seconds(th, args[1], &deadline))
        return BT_ERROR;
    while (!h->done) {
        if (!h->thread)
            return bt_raise(th, BT_EXC_RUNTIME_ERROR, "thread not started");
        if (h->thread == bt_vthread(th))
            return bt_raise(th, BT_EXC_RUNTIME_ERROR, "Cannot join current thread");
        if (deadline != BT_NO_DEADLINE && bt_deadline_left(th, deadline) <= 0)
            break;
        enum bt_wait_result result = bt_thread_join(th, h->thread, deadline);
        if (result == BT_STOPPED || (result == BT_INTERRUPTED && !bt_safepoint(th)))
            return BT_ERROR;
    }
    if (h->done)
        bt_event_sync(bt_vthread(th), BT_EV_OBSERVE, 0, h->number, args[0]);
    return BT_NONE;
}

static bt_value handle_is_done(struct bt_thread *th, const bt_value *args)
{
    const struct handle *h = handle_of(args[0]);
    if (h->done)
        bt_event_sync(bt_vthread(th), BT_EV_OBSERVE, 0, h->number, args[0]);
    return bt_bool(h->done);
}

static bt_value handle_ident(struct bt_thread *th, bt_value self)
{
    (void)th;
    struct handle *h = handle_of(self);
    return h->number ? bt_from_small(h->number) : BT_NONE;
}

static bt_value handle_native_id(struct bt_thread *th, bt_value self)
{
    struct handle *h = handle_of(self);
    if (h->native_id == 0 && h->thread)
        h->native_id = bt_worker_native_id(h->thread->worker);
    return h->native_id ? bt_int_from_i64(th, BT_INPUT(th, "native_id", (int64_t)h->native_id))
                        : BT_NONE;
}

static bt_value new_handle(struct bt_thread *th, struct bt_type *type, const struct bt_args *args)
{
    (void)args;
    struct handle *h = bt_new_object_zero(th, type, sizeof *h);
    return h ? bt_from_obj(h) : BT_ERROR;
}

static const struct bt_fn_spec handle_methods[] = {
    {"join", handle_join, "(self, timeout=None, /)", "Wait until the thread has ended.", NULL, 0},
    {"is_done", handle_is_done, "(self, /)", "Has it ended?", NULL, 0},
    {NULL, NULL, NULL, NULL, NULL, 0},
};

static const struct bt_getset_spec handle_getsets[] = {
    {"ident", handle_ident, NULL, NULL},
    {"native_id", handle_native_id, NULL, NULL},
    {NULL, NULL, NULL, NULL},
};

static const struct bt_type_spec handle_spec = {
    .name = "_ThreadHandle",
    .module = "_thread",
    .flags = BT_TYPE_PLAIN_GETATTR,
    .size = sizeof(struct handle),
    .slots = {.new_ = new_handle},
    .methods = handle_methods,
    .getsets = handle_getsets,
};

// ---- starting ----

static size_t stack_size_of(struct bt_thread *th)
{
    size_t size = bt_vm(th)->thread_stack_size;
    return size == 0 || size > STACK_USABLE ? size : STACK_USABLE;
}

// A thread that will run target(*args, **kwargs); started. NULL on error.
static struct bt_vthread *start(struct bt_thread *th, bt_value target, bt_value args,
                                bt_value kwargs, bt_value handle, bt_value object, bt_value name,
                                bool daemon)
{
    struct bt_vm *vm = bt_vm(th);
    if (atomic_load(&vm->stopping)) {
        (void)bt_raise(th, BT_EXC_PYTHON_FINALIZATION_ERROR,
                       "can't create new thread at interpreter shutdown");
        return NULL;
    }
    struct bt_vthread *child = bt_thread_new(vm, th);
    if (!child)
        return NULL;
    child->target = target;
    child->target_args = args;
    child->target_kwargs = kwargs;
    child->handle = handle;
    child->object = object;
    child->name = name;
    child->daemon = daemon;
    if (!bt_is_unset(handle)) {
        handle_of(handle)->thread = child;
        handle_of(handle)->number = child->number;
    }
    if (!bt_thread_start(th, child, stack_size_of(th))) {
        if (!bt_is_unset(handle)) {
            handle_of(handle)->thread = NULL;
            handle_of(handle)->number = 0;
        }
        bt_thread_free(child);
        return NULL;
    }
    return child;
}

static bt_value thread_start_new_thread(struct bt_thread *th, const bt_value *args)
{
    if (!bt_is_callable(th, args[0]))
        return bt_type_error(th, "first arg must be callable");
    if (!bt_is_tuple(args[1]))
        return bt_type_error(th, "2nd arg must be a tuple");
    if (!bt_is_unset(args[2]) && !bt_is_dict(args[2]))
        return bt_type_error(th, "optional 3rd arg must be a dictionary");
    struct bt_vthread *child =
        start(th, args[0], args[1], args[2], BT_UNSET, BT_UNSET, BT_UNSET, true);
    return child ? bt_from_small(child->number) : BT_ERROR;
}

// ---- what threading.Thread begins with ----

// An attribute of self by its C name. BT_ERROR with AttributeError.
static bt_value attribute(struct bt_thread *th, bt_value self, const char *name)
{
    bt_value str = bt_intern(th, name, strlen(name));
    return bt_is_error(str) ? str : bt_getattr(th, self, str);
}

static bool set_started(struct bt_thread *th, bt_value self, bool started)
{
    bt_value name = bt_intern(th, "_started", 8);
    return !bt_is_error(name) && bt_setattr(th, self, name, bt_bool(started));
}

// What the thread runs: the target itself unless run() was overridden, so that a traceback begins
// with it. r: [0] callable, [1] arguments, [2] keyword arguments.
static bool find_target(struct bt_thread *th, bt_value self, bt_value *r, bool *overridden)
{
    bt_value run = bt_intern(th, "run", 3);
    if (bt_is_error(run))
        return false;
    bt_value own = bt_type_lookup(bt_type_of(th, self), run);
    bt_value base =
        bt_type_lookup((struct bt_type *)bt_obj(bt_vm(th)->module_roots[BT_ROOT_THREADING]), run);
    bt_value in_instance = bt_instance_get(th, bt_obj(self), run);
    r[1] = th->interp->empty_tuple;
    r[2] = BT_UNSET;
    *overridden = !bt_same(own, base) || !bt_is_unset(in_instance);
    if (*overridden) {
        r[0] = bt_getattr(th, self, run);
        return !bt_is_error(r[0]);
    }
    r[0] = attribute(th, self, "_target");
    if (bt_is_error(r[0]))
        return false;
    if (bt_is_none(r[0])) {
        r[0] = bt_from_obj(bt_type(th, BT_T_OBJECT)); // something to call that does nothing
        return true;
    }
    bt_value args = attribute(th, self, "_args");
    r[1] = bt_is_error(args) ? args : bt_to_tuple(th, args);
    if (bt_is_error(r[1]))
        return false;
    r[2] = attribute(th, self, "_kwargs");
    return !bt_is_error(r[2]);
}

// The thread that has started owns them; they live as long as it runs, not as its Thread object.
static void drop_target(struct bt_thread *th, bt_value self)
{
    static const char *const names[] = {"_target", "_args", "_kwargs"};
    for (size_t i = 0; i < 3; i++) {
        bt_value name = bt_intern(th, names[i], strlen(names[i]));
        if (bt_is_error(name) || !bt_setattr(th, self, name, BT_UNSET))
            bt_exc_clear(th);
    }
}

static bt_value startable_start(struct bt_thread *th, const bt_value *args)
{
    bt_value self = args[0];
    bool truth;
    bt_value v = attribute(th, self, "_initialized");
    if (bt_is_error(v) || !bt_truth(th, v, &truth))
        return BT_ERROR;
    if (!truth)
        return bt_raise(th, BT_EXC_RUNTIME_ERROR, "thread.__init__() not called");
    v = attribute(th, self, "_started");
    if (bt_is_error(v) || !bt_truth(th, v, &truth))
        return BT_ERROR;
    if (truth)
        return bt_raise(th, BT_EXC_RUNTIME_ERROR, "threads can only be started once");
    BT_ROOTS(th, r, 5);
    bool daemon = false, overridden = false;
    bt_value result = BT_ERROR;
    r[3] = attribute(th, self, "_handle");
    r[4] = attribute(th, self, "_name");
    v = attribute(th, self, "_daemonic");
    if (!bt_is_error(r[3]) && !bt_is_error(r[4]) && !bt_is_error(v) && bt_truth(th, v, &daemon) &&
        bt_type_of(th, r[3])->spec == &handle_spec && find_target(th, self, r, &overridden) &&
        set_started(th, self, true)) {
        if (start(th, r[0], r[1], bt_is_dict(r[2]) ? r[2] : BT_UNSET, r[3], self, r[4], daemon)) {
            if (!overridden)
                drop_target(th, self);
            result = BT_NONE;
        } else {
            bt_value exc = bt_exc_take(th);
            if (!set_started(th, self, false))
                bt_exc_clear(th);
            bt_exc_put(th, exc);
        }
    }
    BT_UNROOT(th, r);
    return result;
}

static bt_value startable_new(struct bt_thread *th, struct bt_type *type,
                              const struct bt_args *args)
{
    (void)args;
    void *o = type->instance_offset ? bt_instance_new(th, type)
                                    : bt_new_object_zero(th, type, sizeof(struct bt_object));
    return o ? bt_from_obj(o) : BT_ERROR;
}

// A subclass exists: the first one is threading.Thread, whose run() is the one that is not
// overridden.
static bt_value startable_init_subclass(struct bt_thread *th, const bt_value *args)
{
    bt_value *root = &bt_vm(th)->module_roots[BT_ROOT_THREADING];
    if (bt_is_unset(*root))
        *root = args[0];
    return BT_NONE;
}

static const struct bt_fn_spec startable_methods[] = {
    {"start", startable_start, "(self, /)",
     "Begin to run; once only. The caller goes on: the new thread waits for its turn.", NULL, 0},
    {"__init_subclass__", startable_init_subclass, "(cls, /)", NULL, NULL, BT_FN_CLASS},
    {NULL, NULL, NULL, NULL, NULL, 0},
};

static const struct bt_type_spec startable_spec = {
    .name = "_Startable",
    .module = "_thread",
    .doc = "What threading.Thread begins with: start().",
    .flags = BT_TYPE_PLAIN_GETATTR | BT_TYPE_BASE,
    .size = sizeof(struct bt_object),
    .slots = {.new_ = startable_new},
    .methods = startable_methods,
};

// ---- the running thread, and all of them ----

static bt_value thread_get_ident(struct bt_thread *th, const bt_value *args)
{
    (void)args;
    return bt_from_small(bt_vthread(th)->number);
}

static bt_value thread_get_native_id(struct bt_thread *th, const bt_value *args)
{
    (void)args;
    int64_t id = BT_INPUT(th, "native_id", (int64_t)bt_worker_native_id(bt_vthread(th)->worker));
    return bt_int_from_i64(th, id);
}

static bt_value thread_current(struct bt_thread *th, const bt_value *args)
{
    (void)args;
    bt_value object = bt_vthread(th)->object;
    return bt_is_unset(object) ? BT_NONE : object;
}

static bt_value thread_set_current(struct bt_thread *th, const bt_value *args)
{
    bt_vthread(th)->object = args[0];
    bt_vthread(th)->name = args[1];
    return BT_NONE;
}

static bt_value thread_set_main(struct bt_thread *th, const bt_value *args)
{
    bt_vm(th)->main->object = args[0];
    bt_vm(th)->main->name = args[1];
    return BT_NONE;
}

static bt_value thread_set_name(struct bt_thread *th, const bt_value *args)
{
    for (struct bt_vthread *t = bt_vm(th)->threads; t; t = t->next)
        if (bt_same(t->object, args[0]))
            t->name = args[1];
    return bt_is_str(args[1]) && !bt_str_settle(th, args[1]) ? BT_ERROR : BT_NONE;
}

// The Thread objects of all threads alive, in order of their numbers; None for one that threading
// does not know.
static bt_value thread_all(struct bt_thread *th, const bt_value *args)
{
    (void)args;
    BT_ROOTS(th, r, 1);
    r[0] = bt_list_new(th, NULL, 0);
    bool ok = !bt_is_error(r[0]);
    for (struct bt_vthread *t = bt_vm(th)->threads; ok && t; t = t->next)
        if (t->state != BT_THREAD_NEW && t->state != BT_THREAD_DONE)
            ok = bt_list_append(th, r[0], bt_is_unset(t->object) ? BT_NONE : t->object);
    bt_value list = r[0];
    BT_UNROOT(th, r);
    return ok ? list : BT_ERROR;
}

static bt_value thread_count(struct bt_thread *th, const bt_value *args)
{
    (void)args;
    return bt_from_small((int64_t)bt_vm(th)->n_threads - 1);
}

// Of all switches, waits, wake-ups, starts and ends so far, each with its instruction count.
static bt_value thread_schedule_hash(struct bt_thread *th, const bt_value *args)
{
    (void)args;
    return bt_int_from_u64(th, bt_vm(th)->gil.trace_hash);
}

static bt_value thread_exit(struct bt_thread *th, const bt_value *args)
{
    (void)args;
    bt_value exc = bt_exception_new(th, BT_EXC_SYSTEM_EXIT, NULL, 0);
    return bt_is_error(exc) ? exc : bt_raise_value(th, exc);
}

static bt_value thread_interrupt_main(struct bt_thread *th, const bt_value *args)
{
    (void)args;
    bt_vm_interrupt(bt_vm(th));
    return BT_NONE;
}

static bt_value thread_stack_size(struct bt_thread *th, const bt_value *args)
{
    struct bt_vm *vm = bt_vm(th);
    int64_t n, old = (int64_t)vm->thread_stack_size;
    if (!bt_as_int64(th, args[0], &n))
        return BT_ERROR;
    if (n < 0)
        return bt_value_error(th, "size must be 0 or a positive value");
    if (n != 0 && n < STACK_MIN)
        return bt_value_error(th, "size not valid: %lld bytes", (long long)n);
    vm->thread_stack_size = (size_t)n;
    return bt_from_small(old);
}

static bt_value thread_allocate_lock(struct bt_thread *th, const bt_value *args)
{
    (void)args;
    return bt_lock_new(th, (struct bt_type *)bt_obj(bt_vm(th)->module_roots[BT_ROOT_LOCK_TYPE]),
                       false);
}

static bt_value thread_is_main(struct bt_thread *th, const bt_value *args)
{
    (void)th;
    (void)args;
    return BT_TRUE;
}

// ---- threads as arguments ----

// The handle in a Thread object whose thread is not alive; NULL: v is none.
static const struct handle *handle_in(struct bt_thread *th, bt_value v)
{
    bt_value base = bt_vm(th)->module_roots[BT_ROOT_THREADING];
    if (bt_is_unset(base) ||
        !bt_is_subtype(bt_type_of(th, v), (const struct bt_type *)bt_obj(base)))
        return NULL;
    bt_value name = bt_intern(th, "_handle", 7);
    if (bt_is_error(name)) {
        bt_exc_clear(th);
        return NULL;
    }
    bt_value handle = bt_instance_get(th, bt_obj(v), name);
    return bt_is_of_spec(handle, &handle_spec) ? handle_of(handle) : NULL;
}

bool bt_thread_ref(struct bt_thread *th, bt_value v, struct bt_thread_ref *out)
{
    *out = (struct bt_thread_ref){0};
    struct bt_vm *vm = bt_vm(th);
    bool by_number = bt_is_int(v) && !bt_is_bool(v);
    int64_t number = 0;
    if (by_number && bt_int_get_i64(v, &number) && number > 0 && number <= vm->next_thread_number)
        out->number = (uint32_t)number;
    for (struct bt_vthread *t = vm->threads; t; t = t->next) {
        bool found = by_number ? t->number == out->number : bt_same(t->object, v);
        if (found && t->state != BT_THREAD_NEW && t->state != BT_THREAD_DONE) {
            *out = (struct bt_thread_ref){t, t->number, bt_thread_instructions(t), t->turns};
            return true;
        }
    }
    if (by_number)
        return true;
    const struct handle *h = handle_in(th, v);
    if (!h) {
        (void)bt_type_error(th, "a Thread object or the number of a thread expected, not %T", v);
        return false;
    }
    out->number = h->number;
    out->instructions = h->instructions;
    out->turns = h->turns;
    return true;
}

// ---- uncaught exceptions ----

// Without threading: what sys.excepthook prints, under a line that names the thread.
static void print_plain(struct bt_thread *th, struct bt_vthread *thread)
{
    struct bt_buf buf;
    bt_buf_init(&buf);
    bt_buf_printf(&buf, "Exception ignored in thread started by ");
    if (!bt_buf_repr(th, &buf, thread->target))
        bt_exc_clear(th);
    bt_buf_puts(&buf, ":\n");
    bt_write_stderr(th, buf.data ? buf.data : "", buf.len);
    bt_buf_free(&buf);
}

static void thread_failed(struct bt_thread *th, struct bt_vthread *thread)
{
    BT_ROOTS(th, r, 2);
    r[0] = bt_exc_take(th);
    bt_value name = bt_intern(th, "threading", 9);
    bt_value module =
        bt_is_error(name) ? BT_UNSET : bt_dict_get_str(th, bt_as_dict(bt_vm(th)->modules), name);
    if (!bt_is_unset(module) && !bt_is_unset(thread->object)) {
        bt_value hook = bt_intern(th, "_report", 7);
        bt_value args[2] = {thread->object, r[0]};
        if (bt_is_error(hook) || bt_is_error(bt_call_method(th, module, hook, args, 2))) {
            if (!thread->stopped)
                bt_print_exception(th);
        }
    } else {
        print_plain(th, thread);
        bt_exc_put(th, r[0]);
        bt_print_exception(th);
    }
    bt_exc_clear(th);
    BT_UNROOT(th, r);
}

bool bt_thread_module_hooks(struct bt_thread *th)
{
    struct bt_vm *vm = bt_vm(th);
    vm->thread_failed = thread_failed;
    vm->detach_handle = detach;
    return true;
}

// ---- the module ----

static const struct bt_fn_spec functions[] = {
    {"start_new_thread", thread_start_new_thread, "(function, args, kwargs=?, /)",
     "Start a thread; returns its number.", NULL, 0},
    {"start_new", thread_start_new_thread, "(function, args, kwargs=?, /)",
     "Older name of start_new_thread.", NULL, 0},
    {"get_ident", thread_get_ident, "()", "The number of the running thread.", NULL, 0},
    {"get_native_id", thread_get_native_id, "()", "The kernel's number of the running thread.",
     NULL, 0},
    {"_current", thread_current, "()", "The Thread object of the running thread, or None.", NULL,
     0},
    {"_set_current", thread_set_current, "(thread, name, /)",
     "Set the Thread object of the running thread.", NULL, 0},
    {"_set_main", thread_set_main, "(thread, name, /)", "Set the Thread object of the main thread.",
     NULL, 0},
    {"_set_name", thread_set_name, "(thread, name, /)", "The thread has a new name.", NULL, 0},
    {"_all", thread_all, "()", "The Thread objects of all threads that are alive.", NULL, 0},
    {"_count", thread_count, "()", "Threads alive, without the main thread.", NULL, 0},
    {"_schedule_hash", thread_schedule_hash, "()", "A hash of the whole schedule so far.", NULL, 0},
    {"exit", thread_exit, "()", "Raise SystemExit.", NULL, 0},
    {"exit_thread", thread_exit, "()", "Older name of exit.", NULL, 0},
    {"interrupt_main", thread_interrupt_main, "(signum=2, /)",
     "Raise KeyboardInterrupt in the main thread.", NULL, 0},
    {"stack_size", thread_stack_size, "(size=0, /)",
     "Stack size of new threads in bytes, and set it.", NULL, 0},
    {"allocate_lock", thread_allocate_lock, "()", "A new lock.", NULL, 0},
    {"allocate", thread_allocate_lock, "()", "Older name of allocate_lock.", NULL, 0},
    {"_is_main_interpreter", thread_is_main, "()", "True.", NULL, 0},
    {"daemon_threads_allowed", thread_is_main, "()", "True.", NULL, 0},
    {NULL, NULL, NULL, NULL, NULL, 0},
};

static bool keep_type(struct bt_thread *th, struct bt_dict *dict, const struct bt_type_spec *spec,
                      enum bt_module_root root)
{
    bt_value *slot = &bt_vm(th)->module_roots[root];
    if (bt_is_unset(*slot)) {
        struct bt_type *type = bt_type_from_spec(th, spec, NULL);
        if (!type)
            return false;
        *slot = bt_from_obj(type);
    }
    return bt_module_add(th, dict, spec->name, *slot);
}

static bool init(struct bt_thread *th, struct bt_dict *dict)
{
    return keep_type(th, dict, &bt_lock_spec, BT_ROOT_LOCK_TYPE) &&
           keep_type(th, dict, &bt_rlock_spec, BT_ROOT_RLOCK_TYPE) &&
           bt_module_add(th, dict, "LockType", bt_vm(th)->module_roots[BT_ROOT_LOCK_TYPE]) &&
           bt_module_add_type(th, dict, &bt_condition_spec, NULL) &&
           bt_module_add_type(th, dict, &bt_event_spec, NULL) &&
           bt_module_add_type(th, dict, &bt_semaphore_spec, NULL) &&
           bt_module_add_type(th, dict, &bt_bounded_semaphore_spec, NULL) &&
           bt_module_add_type(th, dict, &handle_spec, NULL) &&
           bt_module_add_type(th, dict, &startable_spec, NULL) &&
           bt_module_add_type(th, dict, &bt_thread_local_spec, NULL) &&
           bt_module_add(th, dict, "error", bt_from_obj(bt_type(th, BT_EXC_RUNTIME_ERROR))) &&
           bt_module_add(th, dict, "TIMEOUT_MAX", bt_from_double(9223372036.0));
}

const struct bt_module_spec bt_thread_module = {
    .name = "_thread",
    .doc = "Threads and locks, close to the interpreter.",
    .functions = functions,
    .init = init,
};
