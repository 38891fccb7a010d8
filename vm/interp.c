// An interpreter: made, its roots, code run in it, its end.
#include "vm/interp.h"

#include "base/clock.h"
#include "base/mem.h"
#include "runtime/objects/dict.h"
#include "runtime/objects/heap.h"
#include "runtime/objects/protocol.h"
#include "runtime/objects/seq.h"
#include "runtime/objects/str.h"
#include "vm/blocking.h"
#include "vm/eval.h"
#include "vm/input.h"
#include "vm/kernel_lock.h"
#include "vm/pause.h"
#include "vm/safepoint.h"
#include "vm/virtual.h"

#define DEFAULT_RECURSION_LIMIT 1000
#define STOP_PATIENCE_NS        2000000000 // bt_vm_free waits for threads in a system call

void bt_vm_config_init(struct bt_vm_config *config)
{
    *config = (struct bt_vm_config){
        .switch_n = BT_SWITCH_DEFAULT,
        .substrate = &bt_substrate_os,
        .policy = &bt_policy_fifo,
        .recursion_limit = DEFAULT_RECURSION_LIMIT,
        .specialise = true,
    };
}

// ---- what the objects call back ----

static bool super_args(struct bt_thread *th, bt_value *type_out, bt_value *self_out)
{
    struct bt_frame *frame = bt_vthread(th)->frame;
    if (!frame || !(frame->code->flags & BT_CODE_OPTIMIZED))
        return bt_fail(th, BT_EXC_RUNTIME_ERROR, "super(): no arguments");
    const struct bt_code *code = frame->code;
    if (code->n_params == 0)
        return bt_fail(th, BT_EXC_RUNTIME_ERROR, "super(): no arguments");
    bt_value self = frame->regs[0];
    if (bt_is_exact(th, self, BT_T_CELL))
        self = ((struct bt_cell *)bt_obj(self))->value;
    if (bt_is_unset(self))
        return bt_fail(th, BT_EXC_RUNTIME_ERROR, "super(): arg[0] deleted");
    const struct bt_tuple *names = bt_as_tuple(code->freevars);
    for (size_t i = 0; i < names->len; i++) {
        if (!bt_same(names->items[i], BT_NAME(th, class)))
            continue;
        bt_value cls = ((struct bt_cell *)bt_obj(frame->func->closure[i]))->value;
        if (bt_is_unset(cls))
            return bt_fail(th, BT_EXC_RUNTIME_ERROR, "super(): empty __class__ cell");
        *type_out = cls;
        *self_out = self;
        return true;
    }
    return bt_fail(th, BT_EXC_RUNTIME_ERROR, "super(): __class__ cell not found");
}

static void trace_thread(struct bt_tracer *tracer, struct bt_vthread *th)
{
    bt_mark(tracer, th->t.exc);
    for (struct bt_roots *r = th->t.roots; r; r = r->prev)
        bt_mark_values(tracer, r->v, r->n);
    bt_frames_trace(tracer, th);
    const bt_value held[] = {th->wait_object,   th->target,    th->target_args,
                             th->target_kwargs, th->handle,    th->object,
                             th->name,          th->async_exc, th->locals};
    bt_mark_values(tracer, held, sizeof held / sizeof held[0]);
}

static void trace_roots(struct bt_interp *interp, struct bt_tracer *tracer)
{
    struct bt_vm *vm = (struct bt_vm *)interp;
    for (struct bt_vthread *th = vm->threads; th; th = th->next)
        trace_thread(tracer, th);
    const bt_value held[] = {vm->modules, vm->builtins,     vm->sys_dict,       vm->main_module,
                             vm->argv,    vm->import_state, vm->signal_handlers};
    bt_mark_values(tracer, held, sizeof held / sizeof held[0]);
    bt_attr_table_clear(vm->attr_table); // the names in it are not held
    for (size_t i = 0; i < BT_MODULE_ROOTS; i++)
        bt_mark(tracer, vm->module_roots[i]);
}

static void collecting(struct bt_thread *th, bool begins)
{
    if (begins)
        bt_event_note(bt_vthread(th), BT_EV_COLLECT, 0, 0);
    else
        bt_event_log(bt_vthread(th), BT_EV_COLLECTED, 0, 0, NULL);
}

static void sweep_roots(struct bt_interp *interp)
{
    bt_event_sweep((struct bt_vm *)interp);
}

static struct bt_dict *current_globals(struct bt_thread *th)
{
    struct bt_frame *frame = bt_vthread(th)->frame;
    return frame ? frame->func->globals : NULL;
}

static bool warn(struct bt_thread *th, int category, const char *message)
{
    struct bt_vm *vm = bt_vm(th);
    return !vm->warn || vm->warn(th, category, message);
}

static void unraisable(struct bt_thread *th, const char *where, bt_value object)
{
    struct bt_vm *vm = bt_vm(th);
    if (vm->unraisable && !bt_vthread(th)->stopped)
        vm->unraisable(th, where, object);
    bt_exc_clear(th);
}

static const struct bt_type_spec *type_spec(int type_id)
{
    return type_id == BT_T_GENERATOR ? &bt_generator_spec : &bt_frame_spec;
}

static const struct bt_upcalls upcalls = {
    .type_spec = type_spec,
    .call_function = bt_function_call,
    .traceback_frame = bt_traceback_frame,
    .super_args = super_args,
    .handled = bt_handled_exception,
    .safepoint = bt_safepoint,
    .trace_roots = trace_roots,
    .collecting = collecting,
    .sweep_roots = sweep_roots,
    .warn = warn,
    .globals = current_globals,
    .unraisable = unraisable,
};

// ---- made and ended ----

struct bt_vm *bt_vm_new(const struct bt_vm_config *config)
{
    struct bt_vm *vm = bt_alloc_zero(sizeof *vm);
    if (!vm)
        return NULL;
    vm->config = *config;
    vm->i.hash_seed = config->hash_seed;
    vm->i.specialise = config->specialise;
    vm->now = BT_VIRTUAL_START;
    vm->entropy.state = ~config->seed; // not the policy's numbers
    vm->i.up = &upcalls;
    atomic_init(&vm->stopping, false);
    atomic_init(&vm->interrupt, false);
    atomic_init(&vm->dump, false);
    atomic_init(&vm->end_signal, 0);
    atomic_init(&vm->limit, BT_LIMIT_NONE);
    if (!bt_gil_init(&vm->gil, config)) {
        bt_gil_end(&vm->gil);
        bt_free(vm);
        return NULL;
    }
    if (config->plays == &bt_policy_slices)
        vm->switch_seconds = (double)bt_kernel_parse_slice(config->policy_parameter) / 1e9;
    if (vm->gil.kernel && bt_kernel_slice(vm->gil.kernel) > 0)
        vm->switch_seconds = (double)bt_kernel_slice(vm->gil.kernel) / 1e9;
    vm->modules = vm->builtins = vm->sys_dict = vm->main_module = BT_UNSET;
    vm->argv = vm->import_state = vm->signal_handlers = BT_UNSET;
    for (size_t i = 0; i < BT_MODULE_ROOTS; i++)
        vm->module_roots[i] = BT_UNSET;
    if (!bt_state_open(&vm->i)) {
        bt_gil_end(&vm->gil);
        bt_free(vm);
        return NULL;
    }
    struct bt_vthread *main = bt_thread_new(vm, NULL);
    struct bt_worker *worker = main ? bt_worker_here(vm) : NULL;
    vm->main = main;
    if (worker)
        main->worker = worker;
    if (!worker || !vm->gil.substrate->open(vm)) {
        bt_worker_free(worker);
        if (main)
            bt_thread_free(main);
        bt_state_close(&vm->i);
        bt_gil_end(&vm->gil);
        bt_free(vm);
        return NULL;
    }
    vm->n_threads = 1;
    main->t.c_stack_limit = worker->stack_limit;
    bt_turn_begin(main);
    if (!bt_types_init(&main->t)) {
        bt_vm_free(vm);
        return NULL;
    }
    return vm;
}

int bt_vm_before_exit(struct bt_vm *vm, int status)
{
    bt_input_end(vm);
    int (*fn)(struct bt_vm *, int) = vm->before_exit;
    vm->before_exit = NULL;
    return fn ? fn(vm, status) : status;
}

// The first thread but main that still runs (daemons: only if asked for).
static struct bt_vthread *other_thread(struct bt_vm *vm, bool daemons)
{
    for (struct bt_vthread *th = vm->threads; th; th = th->next)
        if (th != vm->main && th->state != BT_THREAD_NEW && th->state != BT_THREAD_DONE &&
            (daemons || !th->daemon))
            return th;
    return NULL;
}

bool bt_vm_join_threads(struct bt_vm *vm)
{
    struct bt_vthread *th;
    while ((th = other_thread(vm, false)) != NULL) {
        struct bt_waiter w = {0};
        if (bt_sched_block(vm->main, &th->joiners, &w, BT_WAIT_EXIT, BT_UNSET, BT_NO_DEADLINE) ==
                BT_INTERRUPTED &&
            !bt_safepoint(&vm->main->t))
            return false;
    }
    return true;
}

bool bt_vm_stop_threads(struct bt_vm *vm)
{
    atomic_store_explicit(&vm->stopping, true, memory_order_release);
    if (BT_UNLIKELY(vm->debugger != NULL))
        bt_pause_release(vm);
    bt_input_end(vm);
    struct bt_vthread *th;
    int64_t give_up = bt_clock_monotonic() + STOP_PATIENCE_NS;
    while ((th = other_thread(vm, true)) != NULL) {
        // each gets the lock once more, sees that the interpreter ends, and unwinds without running
        // Python code
        switch (th->state) {
        case BT_THREAD_BLOCKED:
            th->wait_result = BT_STOPPED;
            bt_wait_remove(th->waiter);
            bt_sched_ready(th, BT_ENTER_WOKEN);
            break;
        case BT_THREAD_OUTSIDE:
            if (th->parked)
                bt_gil_set_going(th, BT_ARRIVED_RETURN);
            else
                bt_outside_disturb(th);
            break;
        case BT_THREAD_NEW:
        case BT_THREAD_READY:
        case BT_THREAD_RUNNING:
        case BT_THREAD_DONE: break;
        }
        struct bt_waiter w = {0};
        int64_t soon = bt_clock_monotonic() + 2000000;
        enum bt_wait_result result =
            bt_sched_block(vm->main, &th->joiners, &w, BT_WAIT_EXIT, BT_UNSET,
                           th->state == BT_THREAD_OUTSIDE ? soon : BT_NO_DEADLINE);
        if (result == BT_INTERRUPTED)
            atomic_store_explicit(&vm->interrupt, false, memory_order_relaxed);
        if (bt_clock_monotonic() > give_up)
            return false;
    }
    return true;
}

void bt_vm_free(struct bt_vm *vm)
{
    if (!bt_vm_stop_threads(vm))
        return; // a thread is stuck in a system call: what it may still touch has to stay
    for (struct bt_vthread *th = vm->threads; th;) {
        struct bt_vthread *next = th->next;
        if (th != vm->main)
            bt_thread_free(th);
        th = next;
    }
    bt_workers_end(vm);
    bt_state_close(&vm->i);
    vm->gil.substrate->close(vm);
    bt_worker_free(vm->main->worker);
    bt_thread_free(vm->main);
    bt_gil_end(&vm->gil);
    bt_free(vm->policy_parameter);
    bt_free(vm->attr_table);
    bt_free(vm);
}

void bt_vm_leave(struct bt_vm *vm)
{
#if defined(BT_DEBUG) || defined(BT_GC_STRESS) || defined(BT_HEAP_ASAN)
    bt_vm_free(vm);
#else
    (void)bt_vm_stop_threads(vm);
#endif
}

// ---- running code ----

struct bt_dict *bt_builtins_for(struct bt_thread *th, struct bt_dict *globals)
{
    bt_value v = bt_dict_get_str(th, globals, BT_NAME(th, builtins));
    if (bt_is_exact(th, v, BT_T_MODULE))
        return ((struct bt_module *)bt_obj(v))->dict;
    if (bt_is_dict(v))
        return bt_as_dict(v);
    return bt_as_dict(bt_vm(th)->builtins);
}

static bt_value run_in_frame(struct bt_thread *th, bt_value func, bt_value ns)
{
    struct bt_vthread *vt = bt_vthread(th);
    BT_ROOTS(th, r, 2);
    r[0] = func;
    r[1] = ns;
    bt_value v = BT_ERROR;
    struct bt_frame *frame = bt_frame_push(vt, (struct bt_function *)bt_obj(func), NULL, 0);
    if (frame) {
        frame->flags |= BT_FRAME_ENTRY;
        if (!bt_is_unset(ns)) {
            frame->flags |= BT_FRAME_NS;
            frame->extra = ns;
        }
        v = bt_eval(vt, frame, false);
    }
    BT_UNROOT(th, r);
    return v;
}

bt_value bt_run_code(struct bt_thread *th, struct bt_code *code, struct bt_dict *globals,
                     bt_value ns, bt_value closure)
{
    bt_value func = bt_function_new(th, code, globals, bt_builtins_for(th, globals));
    if (bt_is_error(func))
        return func;
    if (bt_is_tuple(closure)) {
        struct bt_function *f = (struct bt_function *)bt_obj(func);
        f->closure_tuple = closure;
        f->closure = bt_as_tuple(closure)->items;
    }
    return run_in_frame(th, func, ns);
}

bt_value bt_run_class_body(struct bt_thread *th, bt_value func, bt_value ns)
{
    return run_in_frame(th, func, ns);
}
