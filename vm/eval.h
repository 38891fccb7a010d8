// The eval loop and what it shares with calls and generators.
#ifndef BT_VM_EVAL_H
#define BT_VM_EVAL_H

#include "vm/cache.h"
#include "vm/interp.h"

// Run the thread's innermost frame (flag BT_FRAME_ENTRY) from frame->pc until it returns or yields.
// With `raise` the exception set on the thread is raised at frame->pc first. The frame is popped in
// any case. [py]
BT_MUST_CHECK bt_value bt_eval(struct bt_vthread *th, struct bt_frame *frame, bool raise);

// ---- calls (call.c) ----
// A frame for func with these arguments bound to its parameters; TypeError as CPython words it.
// NULL on error.
BT_MUST_CHECK struct bt_frame *bt_bind_call(struct bt_vthread *th, struct bt_function *func,
                                            const struct bt_args *args);
// The call slot of the function type.
bt_value bt_function_call(struct bt_thread *th, bt_value func, const struct bt_args *args);
// Arguments of f(*args, **kwargs) as one array: r[0] = tuple of all values, r[1] = tuple of names
// or unset.
BT_MUST_CHECK bool bt_spread_args(struct bt_thread *th, bt_value callee, bt_value *r,
                                  struct bt_args *out);

// ---- unwinding (unwind.c) ----
// The exception on the thread was raised in frame at frame->pc: find the handler, popping frames up
// to and including the first with BT_FRAME_ENTRY. The frame to go on in (its pc at the handler), or
// NULL when the entry frame is gone. `again`: it is raised again: no traceback entry for the first
// frame.
struct bt_frame *bt_unwind(struct bt_vthread *th, struct bt_frame *frame, bool again);
// Pop all frames up to and including the entry frame, no handler run (the interpreter stops).
void bt_unwind_stopped(struct bt_vthread *th, struct bt_frame *frame);

// ---- generators (generator.c) ----
// The generator of a frame that has just been pushed for a generator function; the frame is popped.
BT_MUST_CHECK bt_value bt_generator_new(struct bt_vthread *th, struct bt_frame *frame);
// The error of a generator that cannot be entered: false with ValueError "generator already
// executing" or RecursionError.
BT_MUST_CHECK bool bt_generator_refuse(struct bt_thread *th, const struct bt_generator *gen);
// Put the generator's frame on the thread; `flags` say how its end is taken. false as
// bt_generator_refuse(). The caller stores what is sent, and runs it.
BT_MUST_CHECK static inline bool bt_generator_enter(struct bt_vthread *vt, struct bt_generator *gen,
                                                    uint16_t flags)
{
    struct bt_thread *th = &vt->t;
    if (BT_UNLIKELY(gen->base.spare == BT_GEN_RUNNING || th->py_depth >= th->recursion_limit))
        return bt_generator_refuse(th, gen);
    gen->frame.flags =
        (uint16_t)((gen->frame.flags & BT_FRAME_OBJECT) | BT_FRAME_GENERATOR | flags);
    gen->frame.prev = vt->frame;
    gen->frame.top = vt->frame ? vt->frame->top : vt->stack_chunk->v;
    vt->frame = &gen->frame;
    th->py_depth++;
    return true;
}
// Where the value sent goes: the register of its YIELD, or NULL when it has not begun.
static inline bt_value *bt_generator_sent(struct bt_generator *gen)
{
    return gen->base.spare == BT_GEN_NEW ? NULL : &gen->regs[gen->frame.pc->b];
}
void bt_generator_finish(struct bt_interp *interp, struct bt_generator *gen);
// StopIteration's way out of the sub-iterator of yield from: NULL on error, else the value.
BT_MUST_CHECK bt_value bt_send_slow(struct bt_thread *th, bt_value iterator, bt_value value,
                                    bool *finished);

struct bt_special_cache;

// ---- unpacking (unpack.c) [py] ----
// The n items of v into dest, all or none.
BT_MUST_CHECK bool bt_op_unpack(struct bt_thread *th, bt_value *dest, bt_value v, size_t n);
// The same with a list of what is between the first `before` and the last `after`.
BT_MUST_CHECK bool bt_op_unpack_ex(struct bt_thread *th, bt_value *dest, bt_value v, size_t before,
                                   size_t after);

// ---- instructions too large for the loop (ops.c) ----
// After a failed iteration of *v: words the TypeError of a v that is no iterable; callee unset in a
// display. Always false.
bool bt_op_not_iterable_args(struct bt_thread *th, bt_value callee, bt_value v);
bool bt_op_dict_merge(struct bt_thread *th, bt_value dict, bt_value mapping, bt_value callee);
bool bt_op_dict_update(struct bt_thread *th, bt_value dict, bt_value mapping);
bt_value bt_op_format(struct bt_thread *th, bt_value v, bt_value spec, unsigned conversion);
bt_value bt_op_match_keys(struct bt_thread *th, bt_value mapping, bt_value keys);
bt_value bt_op_match_class(struct bt_thread *th, bt_value v, bt_value cls, size_t positional,
                           bt_value names);
bt_value bt_op_match_exc(struct bt_thread *th, bt_value exc, bt_value types);
void bt_op_raise(struct bt_thread *th, struct bt_frame *frame, const bt_value *v,
                 unsigned count); // sets th->exc
bool bt_op_load_special(struct bt_thread *th, bt_value *dest, bt_value v, unsigned which,
                        struct bt_special_cache *cache);
bool bt_op_import_name(struct bt_thread *th, struct bt_frame *frame, bt_value *regs, bt_value name);
bt_value bt_op_import_from(struct bt_thread *th, bt_value module, bt_value name);
bool bt_op_import_star(struct bt_thread *th, struct bt_frame *frame, bt_value module);
bool bt_op_print_expr(struct bt_thread *th, bt_value v);
bt_value bt_op_yield_from_iter(struct bt_thread *th, struct bt_frame *frame, bt_value v);
bt_value bt_op_load_name(struct bt_thread *th, struct bt_frame *frame, bt_value name);
bt_value bt_op_load_global(struct bt_thread *th, struct bt_frame *frame, bt_value name);
bool bt_op_store_name(struct bt_thread *th, struct bt_frame *frame, bt_value name, bt_value value);
bool bt_op_delete_name(struct bt_thread *th, struct bt_frame *frame, bt_value name);
bool bt_op_delete_global(struct bt_thread *th, struct bt_frame *frame, bt_value name);
bool bt_op_setup_annotations(struct bt_thread *th, struct bt_frame *frame);
bt_value bt_op_make_function(struct bt_thread *th, struct bt_frame *frame, bt_value code,
                             const bt_value *v, unsigned what);
// An intrinsic function of v[0] (and v[1]): results in out[0], and out[1] if it has two (else
// unset).
BT_MUST_CHECK bool bt_op_intrinsic(struct bt_thread *th, const bt_value *v, unsigned which,
                                   bt_value out[2]);
BT_COLD bt_value bt_op_unbound_local(struct bt_thread *th, struct bt_frame *frame, unsigned reg);
BT_COLD bt_value bt_op_unbound_cell(struct bt_thread *th, struct bt_frame *frame, unsigned reg);
BT_COLD bt_value bt_op_unbound_free(struct bt_thread *th, struct bt_frame *frame, unsigned index);

// ---- items (items.c): container[key], with a shorter way for the built-in ones [py] ----
BT_MUST_CHECK bt_value bt_item_get(struct bt_thread *th, bt_value container, bt_value key);
BT_MUST_CHECK bool bt_item_set(struct bt_thread *th, bt_value container, bt_value key,
                               bt_value value);
// container[start:stop] of a list, tuple or str without the slice, for which the heap is charged.
// BT_UNSET: nothing has happened, make the slice.
BT_MUST_CHECK bt_value bt_item_slice(struct bt_thread *th, bt_value container, bt_value start,
                                     bt_value stop);
BT_MUST_CHECK bool bt_item_in(struct bt_thread *th, bt_value container, bt_value item, bool *out);

// ---- special methods (special.c) ----
struct bt_special_call {
    struct bt_function *func; // to be entered with n arguments
    unsigned n;
    uint16_t how;   // enum bt_frame_flags
    uint16_t asked; // for bt_special_finish: `extra` of its frame
    uint16_t to;    // the register that gets the result, and how long the instruction is
    uint16_t words;
};
#define BT_SPECIAL_ARGS 3u // at most
// Does the instruction at pc come down to one call of a Python function? The arguments are put into
// args. name: the instruction's, if it has one. Runs no Python, raises nothing.
BT_MUST_CHECK bool bt_special_find(struct bt_thread *th, const struct bt_insn *pc, bt_value name,
                                   bt_value *regs, bt_value *args, struct bt_special_call *out);
// The function has returned v: do what is left of the instruction. NEXT: go on behind it; JUMP: it
// jumps. [py]
enum bt_special_end { BT_SPECIAL_FAILED, BT_SPECIAL_NEXT, BT_SPECIAL_JUMP };
BT_MUST_CHECK enum bt_special_end bt_special_finish(struct bt_thread *th, const struct bt_insn *pc,
                                                    bt_value *regs, unsigned asked, bt_value v);

// ---- the general way (general.c) ----
// Is the instruction at pc, arithmetic, comparison or GETITEM, one for the general way? Not if a
// class written in Python has a say: that has no faster way.
bool bt_general_applies(const struct bt_insn *pc, const bt_value *regs);
// What such an instruction puts into its register a. [py]
BT_MUST_CHECK bt_value bt_general_value(struct bt_thread *th, const struct bt_insn *pc,
                                        const bt_value *regs);
// The next item (BT_UNSET: none, or error) of an iterator that FORITER has a faster way for; false:
// it is none.
bool bt_general_next(struct bt_thread *th, bt_value iterator, bt_value *item);
// *taken = whether the compare-and-jump at pc jumps. [py]
BT_MUST_CHECK bool bt_general_branch(struct bt_thread *th, const struct bt_insn *pc,
                                     const bt_value *regs, bool *taken);

#endif
