/*
 * Generators: a frame and registers of their own, put on the thread's frame list while they run.
 * The eval loop resumes them in FORITER and SEND without a nested loop; send(), throw() and close()
 * from native code nest one.
 */
#include "runtime/objects/dict.h"
#include "runtime/objects/heap.h"
#include "runtime/objects/protocol.h"
#include "runtime/objects/seq.h"
#include "runtime/objects/str.h"
#include "vm/eval.h"

bt_value bt_generator_new(struct bt_vthread *vt, struct bt_frame *frame)
{
    struct bt_thread *th = &vt->t;
    size_t n = frame->code->n_regs;
    struct bt_generator *gen = bt_new_object(th, bt_type(th, BT_T_GENERATOR), sizeof *gen);
    bt_value *regs = gen ? bt_mem_alloc(th, (n ? n : 1) * sizeof(bt_value)) : NULL;
    if (!regs) {
        if (gen) { // leave nothing half made for the sweep
            gen->regs = NULL;
            gen->n_regs = 0;
            gen->base.spare = BT_GEN_DONE;
            gen->name = gen->qualname = gen->yield_from = BT_UNSET;
        }
        bt_frame_pop(vt, frame);
        return BT_ERROR;
    }
    size_t n_named = (size_t)frame->code->n_params + frame->code->n_unset;
    for (size_t i = 0; i < n; i++)
        regs[i] = i < n_named ? frame->regs[i] : BT_UNSET;
    gen->base.spare = BT_GEN_NEW;
    gen->name = frame->func->name;
    gen->qualname = frame->func->qualname;
    gen->yield_from = BT_UNSET;
    gen->n_regs = n;
    gen->regs = regs;
    gen->frame = (struct bt_frame){
        .func = frame->func,
        .code = frame->code,
        .regs = regs,
        .pc = frame->code->insns,
        .handled = BT_NONE,
        .extra = bt_from_obj(gen),
        .flags = BT_FRAME_GENERATOR,
    };
    bt_frame_pop(vt, frame);
    // dropped while it waits inside a try, it has to be closed
    if (gen->frame.code->n_handlers > 0 && !bt_heap_add_finalizer(th, &gen->base))
        return BT_ERROR;
    return bt_from_obj(gen);
}

bool bt_generator_refuse(struct bt_thread *th, const struct bt_generator *gen)
{
    if (gen->base.spare == BT_GEN_RUNNING)
        return bt_fail(th, BT_EXC_VALUE_ERROR, "generator already executing");
    return bt_fail(th, BT_EXC_RECURSION_ERROR, "maximum recursion depth exceeded");
}

void bt_generator_finish(struct bt_interp *interp, struct bt_generator *gen)
{
    gen->base.spare = BT_GEN_DONE;
    gen->yield_from = BT_UNSET;
    bt_mem_free(interp, gen->regs, (gen->n_regs ? gen->n_regs : 1) * sizeof(bt_value));
    gen->regs = NULL;
    gen->n_regs = 0;
}

enum resume {
    RESUME_SEND,  // the YIELD it waits at has the value sent
    RESUME_RAISE, // the exception on the thread is raised at that YIELD
    RESUME_HERE,  // go on at frame.pc as it is
};

// Run the generator in a nested loop until it yields or ends. BT_UNSET with *result set: it has
// returned.
static bt_value run(struct bt_thread *th, struct bt_generator *gen, bt_value sent, enum resume how,
                    bt_value *result)
{
    struct bt_vthread *vt = bt_vthread(th);
    bool begun = gen->base.spare != BT_GEN_NEW;
    if (!bt_generator_enter(vt, gen, BT_FRAME_ENTRY))
        return BT_ERROR;
    if (begun && how == RESUME_SEND) {
        gen->regs[gen->frame.pc->b] = sent;
        gen->frame.pc++;
    }
    gen->base.spare = BT_GEN_RUNNING;
    BT_ROOTS(th, r, 1);
    r[0] = bt_from_obj(gen);
    bt_value v = bt_eval(vt, &gen->frame, how == RESUME_RAISE);
    BT_UNROOT(th, r);
    if (bt_is_error(v) || gen->base.spare == BT_GEN_SUSPENDED)
        return v;
    *result = v;
    return BT_UNSET;
}

static bt_value stop_iteration(struct bt_thread *th, bt_value value)
{
    if (bt_is_none(value)) {
        bt_value e = bt_exception_new(th, BT_EXC_STOP_ITERATION, NULL, 0);
        return bt_is_error(e) ? e : bt_raise_value(th, e);
    }
    return bt_raise_with(th, BT_EXC_STOP_ITERATION, value);
}

// The value of the StopIteration on the thread, which is taken off.
static bt_value stop_value(struct bt_thread *th)
{
    bt_value exc = bt_exc_take(th);
    struct bt_tuple *args = bt_as_tuple(((struct bt_exception *)bt_obj(exc))->args);
    return args->len > 0 ? args->items[0] : BT_NONE;
}

static bt_value gen_next(struct bt_thread *th, bt_value self)
{
    struct bt_generator *gen = (struct bt_generator *)bt_obj(self);
    if (gen->base.spare == BT_GEN_DONE)
        return BT_UNSET;
    bt_value result;
    // What it returns is for those who ask by send or __next__; a loop has no use for it.
    return run(th, gen, BT_NONE, RESUME_SEND, &result);
}

static bt_value send(struct bt_thread *th, struct bt_generator *gen, bt_value value)
{
    if (gen->base.spare == BT_GEN_NEW && !bt_is_none(value))
        return bt_type_error(th, "can't send non-None value to a just-started generator");
    if (gen->base.spare == BT_GEN_DONE)
        return stop_iteration(th, BT_NONE);
    bt_value result = BT_NONE;
    bt_value v = run(th, gen, value, RESUME_SEND, &result);
    return bt_is_unset(v) ? stop_iteration(th, result) : v;
}

bt_value bt_send_slow(struct bt_thread *th, bt_value iterator, bt_value value, bool *finished)
{
    *finished = false;
    bt_value v;
    if (bt_is_exact(th, iterator, BT_T_GENERATOR)) {
        v = send(th, (struct bt_generator *)bt_obj(iterator), value);
    } else if (bt_is_none(value)) {
        struct bt_type *type = bt_type_of(th, iterator);
        if (!type->s.next)
            return bt_type_error(th, "'%T' object is not an iterator", iterator);
        v = type->s.next(th, iterator);
        if (bt_is_unset(v)) {
            *finished = true;
            return BT_NONE;
        }
    } else {
        v = bt_call_method(th, iterator, BT_NAME(th, _send), &value, 1);
    }
    if (bt_is_error(v) && bt_exc_is(th, BT_EXC_STOP_ITERATION)) {
        *finished = true;
        return stop_value(th);
    }
    return v;
}

// The exception of throw(type[, value[, tb]]): an instance. BT_ERROR with TypeError.
static bt_value thrown(struct bt_thread *th, const bt_value *args)
{
    bt_value type = args[0], value = args[1];
    if (bt_is_type(type) &&
        bt_is_subtype((struct bt_type *)bt_obj(type), bt_type(th, BT_EXC_BASE_EXCEPTION))) {
        if (bt_is_exception(value))
            return value;
        if (bt_is_unset(value) || bt_is_none(value))
            return bt_call0(th, type);
        return bt_is_tuple(value)
                   ? bt_call_n(th, type, bt_as_tuple(value)->items, bt_as_tuple(value)->len)
                   : bt_call1(th, type, value);
    }
    if (bt_is_exception(type)) {
        if (!bt_is_unset(value) && !bt_is_none(value))
            return bt_type_error(th, "instance exception may not have a separate value");
        return type;
    }
    return bt_type_error(
        th, "exceptions must be classes or instances deriving from BaseException, not %T", type);
}

static bt_value throw_into(struct bt_thread *th, struct bt_generator *gen, bt_value exc);

// Go on after the delegation has ended with this value: as if SEND had finished.
static bt_value resume_after_delegation(struct bt_thread *th, struct bt_generator *gen,
                                        bt_value value, bt_value *result)
{
    const struct bt_insn *send_insn = gen->frame.pc - 1; // the YIELD it waits at follows its SEND
    gen->yield_from = BT_UNSET;
    gen->regs[send_insn->b] = value;
    gen->frame.pc = send_insn + 1 + (int16_t)send_insn->c;
    return run(th, gen, BT_NONE, RESUME_HERE, result);
}

// throw() while the generator delegates: the sub-iterator gets it first. BT_UNSET: it has no throw,
// raise it here.
static bt_value throw_delegated(struct bt_thread *th, struct bt_generator *gen, bt_value exc,
                                bool *handled)
{
    *handled = true;
    bt_value sub = gen->yield_from;
    BT_ROOTS(th, r, 2);
    r[0] = sub;
    r[1] = exc;
    bt_value v;
    bool exit = bt_is_subtype(bt_type_of(th, exc), bt_type(th, BT_EXC_GENERATOR_EXIT));
    gen->base.spare = BT_GEN_RUNNING;
    if (exit) {
        bt_value close = bt_getattr_opt(th, sub, BT_NAME(th, _close));
        bt_value closed = bt_is_error(close)   ? BT_ERROR
                          : bt_is_unset(close) ? BT_NONE
                                               : bt_call0(th, close);
        gen->base.spare = BT_GEN_SUSPENDED;
        *handled = false;
        if (bt_is_error(closed))
            r[1] = bt_exc_take(th); // what closing raised is raised here instead
        exc = r[1];
        BT_UNROOT(th, r);
        bt_exc_put(th, exc);
        return BT_UNSET;
    }
    if (bt_is_exact(th, sub, BT_T_GENERATOR)) {
        v = throw_into(th, (struct bt_generator *)bt_obj(sub), exc);
    } else {
        bt_value method = bt_getattr_opt(th, sub, BT_NAME(th, _throw));
        if (bt_is_unset(method)) {
            *handled = false;
            gen->base.spare = BT_GEN_SUSPENDED;
            BT_UNROOT(th, r);
            bt_exc_put(th, exc);
            return BT_UNSET;
        }
        v = bt_is_error(method) ? method : bt_call1(th, method, exc);
    }
    gen->base.spare = BT_GEN_SUSPENDED;
    BT_UNROOT(th, r);
    if (!bt_is_error(v))
        return v;
    bt_value result = BT_NONE;
    if (bt_exc_is(th, BT_EXC_STOP_ITERATION)) {
        v = resume_after_delegation(th, gen, stop_value(th), &result);
    } else {
        gen->yield_from = BT_UNSET;
        v = run(th, gen, BT_NONE, RESUME_RAISE, &result);
    }
    return bt_is_unset(v) ? stop_iteration(th, result) : v;
}

// Raise where the generator stands: what it is handling there becomes the context.
static void raise_within(struct bt_thread *th, struct bt_generator *gen, bt_value exc)
{
    struct bt_frame *caller = bt_current_frame(th);
    if (caller == NULL || !bt_is_obj(gen->frame.handled)) {
        (void)bt_raise_value(th, exc);
        return;
    }
    bt_value before = caller->handled;
    caller->handled = gen->frame.handled;
    (void)bt_raise_value(th, exc);
    caller->handled = before;
}

static bt_value throw_into(struct bt_thread *th, struct bt_generator *gen, bt_value exc)
{
    if (gen->base.spare == BT_GEN_RUNNING)
        return bt_value_error(th, "generator already executing");
    if (gen->base.spare ==
        BT_GEN_NEW) { // raised before its first instruction: no handler of its own counts
        (void)bt_traceback_add(th, exc, gen->frame.code, gen->frame.func->globals, 0);
        bt_generator_finish(th->interp, gen);
    }
    if (gen->base.spare == BT_GEN_DONE)
        return bt_raise_value(th, exc);
    if (gen->base.spare == BT_GEN_SUSPENDED && !bt_is_unset(gen->yield_from)) {
        bool handled;
        bt_value v = throw_delegated(th, gen, exc, &handled);
        if (handled)
            return v;
        gen->yield_from = BT_UNSET;
    } else {
        raise_within(th, gen, exc);
    }
    bt_value result = BT_NONE;
    bt_value v = run(th, gen, BT_NONE, RESUME_RAISE, &result);
    return bt_is_unset(v) ? stop_iteration(th, result) : v;
}

static bt_value gen_send(struct bt_thread *th, const bt_value *args)
{
    return send(th, (struct bt_generator *)bt_obj(args[0]), args[1]);
}

static bt_value gen_throw(struct bt_thread *th, const bt_value *args)
{
    bt_value exc = thrown(th, args + 1);
    if (bt_is_error(exc))
        return exc;
    if (!bt_is_exception(exc))
        return bt_type_error(th,
                             "calling %R should have returned an instance of BaseException, not %T",
                             args[1], exc);
    if (!bt_is_unset(args[3]) && bt_is_exact(th, args[3], BT_T_TRACEBACK))
        ((struct bt_exception *)bt_obj(exc))->traceback = args[3];
    return throw_into(th, (struct bt_generator *)bt_obj(args[0]), exc);
}

static bt_value gen_close(struct bt_thread *th, const bt_value *args)
{
    struct bt_generator *gen = (struct bt_generator *)bt_obj(args[0]);
    if (gen->base.spare == BT_GEN_NEW)
        bt_generator_finish(th->interp, gen);
    if (gen->base.spare == BT_GEN_DONE)
        return BT_NONE;
    bt_value exc = bt_exception_new(th, BT_EXC_GENERATOR_EXIT, NULL, 0);
    if (bt_is_error(exc))
        return exc;
    bt_value v = throw_into(th, gen, exc);
    if (!bt_is_error(v))
        return bt_raise(th, BT_EXC_RUNTIME_ERROR, "generator ignored GeneratorExit");
    if (bt_exc_is(th, BT_EXC_STOP_ITERATION))
        return stop_value(th);
    if (!bt_exc_is(th, BT_EXC_GENERATOR_EXIT))
        return BT_ERROR;
    bt_exc_clear(th);
    return BT_NONE;
}

static bt_value gen_iter(struct bt_thread *th, bt_value self)
{
    (void)th;
    return self;
}

static bt_value gen_repr(struct bt_thread *th, bt_value self)
{
    struct bt_generator *gen = (struct bt_generator *)bt_obj(self);
    return bt_str_format(th, "<generator object %S at 0x%llx>", gen->qualname,
                         (long long)bt_serial(th, &gen->base));
}

// A generator that is dropped while it waits inside a try is closed: its finally blocks run.
static bt_value gen_del(struct bt_thread *th, bt_value self)
{
    struct bt_generator *gen = (struct bt_generator *)bt_obj(self);
    if (gen->base.spare != BT_GEN_SUSPENDED)
        return BT_NONE;
    return gen_close(th, &self);
}

static void gen_trace(struct bt_tracer *tracer, struct bt_object *o)
{
    struct bt_generator *gen = (struct bt_generator *)o;
    bt_mark(tracer, gen->name);
    bt_mark(tracer, gen->qualname);
    bt_mark(tracer, gen->yield_from);
    if (gen->regs) {
        bt_mark_owned(tracer, (gen->n_regs ? gen->n_regs : 1) * sizeof(bt_value));
        bt_mark_object(tracer, &gen->frame.func->base);
        bt_mark_object(tracer, &gen->frame.code->base);
        // while it runs its frame is on a thread, which knows how far it is
        if (gen->base.spare == BT_GEN_SUSPENDED)
            bt_frame_trace_generator(tracer, &gen->frame);
        else
            bt_mark_values(tracer, gen->regs, gen->n_regs);
        bt_mark(tracer, gen->frame.handled);
    }
}

static void gen_free(struct bt_interp *interp, struct bt_object *o)
{
    struct bt_generator *gen = (struct bt_generator *)o;
    if (gen->regs)
        bt_mem_free(interp, gen->regs, (gen->n_regs ? gen->n_regs : 1) * sizeof(bt_value));
}

static bt_value get_running(struct bt_thread *th, bt_value self)
{
    (void)th;
    return bt_bool(bt_obj(self)->spare == BT_GEN_RUNNING);
}

static bt_value get_suspended(struct bt_thread *th, bt_value self)
{
    (void)th;
    return bt_bool(bt_obj(self)->spare == BT_GEN_SUSPENDED);
}

static bt_value get_yield_from(struct bt_thread *th, bt_value self)
{
    (void)th;
    bt_value v = ((struct bt_generator *)bt_obj(self))->yield_from;
    return bt_is_unset(v) ? BT_NONE : v;
}

static bt_value get_frame(struct bt_thread *th, bt_value self)
{
    struct bt_generator *gen = (struct bt_generator *)bt_obj(self);
    return gen->base.spare == BT_GEN_DONE ? BT_NONE : bt_frame_object(bt_vthread(th), &gen->frame);
}

static bt_value get_code(struct bt_thread *th, bt_value self)
{
    (void)th;
    return bt_from_obj(((struct bt_generator *)bt_obj(self))->frame.code);
}

static bt_value get_name(struct bt_thread *th, bt_value self)
{
    (void)th;
    return ((struct bt_generator *)bt_obj(self))->name;
}

static bt_value get_qualname(struct bt_thread *th, bt_value self)
{
    (void)th;
    return ((struct bt_generator *)bt_obj(self))->qualname;
}

static bool set_name(struct bt_thread *th, bt_value self, bt_value v)
{
    if (!bt_is_str(v))
        return bt_fail(th, BT_EXC_TYPE_ERROR, "__name__ must be set to a string object");
    ((struct bt_generator *)bt_obj(self))->name = v;
    return true;
}

static bool set_qualname(struct bt_thread *th, bt_value self, bt_value v)
{
    if (!bt_is_str(v))
        return bt_fail(th, BT_EXC_TYPE_ERROR, "__qualname__ must be set to a string object");
    ((struct bt_generator *)bt_obj(self))->qualname = v;
    return true;
}

// The slot's wrapper would not know what the generator returned.
static bt_value gen_dunder_next(struct bt_thread *th, const bt_value *args)
{
    return send(th, (struct bt_generator *)bt_obj(args[0]), BT_NONE);
}

static const struct bt_fn_spec gen_methods[] = {
    {"__next__", gen_dunder_next, "(self, /)", "Resume the generator up to its next yield.", NULL,
     0},
    {"send", gen_send, "(self, value, /)",
     "Resume the generator; its yield expression has this value.", NULL, 0},
    {"throw", gen_throw, "(self, type, value=?, traceback=?, /)",
     "Raise an exception at the yield it waits in.", NULL, 0},
    {"close", gen_close, "(self, /)",
     "Raise GeneratorExit at the yield it waits in, and expect it to end.", NULL, 0},
    {NULL, NULL, NULL, NULL, NULL, 0},
};

static const struct bt_getset_spec gen_getsets[] = {
    {"__name__", get_name, set_name, NULL},
    {"__qualname__", get_qualname, set_qualname, NULL},
    {"gi_running", get_running, NULL, NULL},
    {"gi_suspended", get_suspended, NULL, NULL},
    {"gi_yieldfrom", get_yield_from, NULL, NULL},
    {"gi_frame", get_frame, NULL, NULL},
    {"gi_code", get_code, NULL, NULL},
    {NULL, NULL, NULL, NULL},
};

const struct bt_type_spec bt_generator_spec = {
    .name = "generator",
    .flags = BT_TYPE_ABSTRACT | BT_TYPE_PLAIN_GETATTR,
    .size = sizeof(struct bt_generator),
    .slots = {.repr = gen_repr,
              .iter = gen_iter,
              .next = gen_next,
              .del = gen_del,
              .trace = gen_trace,
              .free = gen_free},
    .methods = gen_methods,
    .getsets = gen_getsets,
};
