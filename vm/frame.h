/*
 * Frames: one per Python function being executed. The frame struct and the registers live in two
 * chunked stacks of the thread; a generator has its own of both. A call places the callee's
 * registers over the caller's argument registers.
 */
#ifndef BT_VM_FRAME_H
#define BT_VM_FRAME_H

#include "runtime/objects/function.h"
#include "runtime/objects/state.h"

enum bt_frame_flags {
    BT_FRAME_ENTRY = 1, // returning from it leaves bt_eval
    BT_FRAME_CTOR =
        2, // __init__ called by a class: `extra` is the instance, which becomes the result
    BT_FRAME_GENERATOR = 4, // `extra` is the generator that owns frame and registers
    BT_FRAME_NS = 8,        // `extra` is the namespace of a class body or exec
    BT_FRAME_CHUNK = 16,    // its registers are the first of a new stack chunk
    BT_FRAME_OBJECT = 32,   // a frame object of it exists (thread's list in frame_object.c)
    BT_FRAME_FORITER = 64, // generator resumed by FORITER: its end goes on there instead of raising
    BT_FRAME_SEND = 128,   // generator resumed by SEND
    BT_FRAME_BOUNDARY =
        256, // pc is the next instruction, not yet begun nor charged: no rest to settle
    // called by an instruction that is no call (special.c); `extra` says what was asked
    BT_FRAME_ASKED = 512,   // NotImplemented is not its result
    BT_FRAME_RESULT = 1024, // what it returns is to be looked at
    BT_FRAME_NEXT = 2048,   // __next__ of a for loop: StopIteration ends the loop
    BT_FRAME_PLACED =
        4096, // `ret` and `skip` say where the result goes. A frame without any flag was
              // entered by a call of one word: the result goes to its register c
};

struct bt_frame {
    struct bt_function *func;
    struct bt_code *code;
    bt_value *regs;
    bt_value *top;            // end of the stack space this frame uses
    const struct bt_insn *pc; // the instruction in progress, whenever the loop has left the frame
    bt_value handled;         // the exception being handled here, or None
    bt_value extra;           // by flags
    struct bt_frame *prev;    // caller, NULL for the thread's first
    uint16_t ret;             // the caller's register for the result
    uint16_t flags;
    uint32_t skip; // words of the caller's call instruction: where it goes on
};

struct bt_generator {
    struct bt_object base; // base.spare: enum bt_gen_state
    struct bt_frame frame;
    bt_value name, qualname;
    bt_value yield_from; // what it delegates to, while it does
    size_t n_regs;
    bt_value *regs; // bt_mem; frame.regs while it lives
};
struct bt_frame_object {
    struct bt_object base;
    struct bt_frame *frame; // NULL once it has ended
    struct bt_code *code;   // from here on: what remains after its end
    bt_value globals, locals;
    bt_value back; // frame object or None
    uint32_t line, word;
    struct bt_frame_object *next; // the interpreter's list of those with a live frame
};
enum bt_gen_state { BT_GEN_NEW, BT_GEN_SUSPENDED, BT_GEN_RUNNING, BT_GEN_DONE };

struct bt_vthread;
// Push a frame for func whose registers begin at `args` when that is the end of the caller's window
// and there is room (the parameters are in place), else at a new place to which n_set values are
// copied. The other registers, but for temporaries, are made unset. NULL with RecursionError or
// MemoryError.
BT_MUST_CHECK struct bt_frame *bt_frame_push(struct bt_vthread *th, struct bt_function *func,
                                             const bt_value *args, size_t n_set);
void bt_frame_pop(struct bt_vthread *th, struct bt_frame *frame);
// Memory of the two stacks: made at thread start, released at its end. `roomy`: for the main
// thread, which is the only one of its kind.
bool bt_frames_init(struct bt_vthread *th, bool roomy);
void bt_frames_free(struct bt_vthread *th);
// For the collector: what the thread's frames hold, and a suspended generator's registers.
// Temporaries that are dead at their frame's instruction are made unset.
void bt_frames_trace(struct bt_tracer *tracer, struct bt_vthread *th);
void bt_frame_trace_generator(struct bt_tracer *tracer, struct bt_frame *frame);
// The frame object (type "frame") of a frame, made at first demand.
BT_MUST_CHECK bt_value bt_frame_object(struct bt_vthread *th, struct bt_frame *frame);
// The frame object of a traceback's entry, whether or not the frame is still there.
struct bt_traceback;
BT_MUST_CHECK bt_value bt_traceback_frame(struct bt_thread *th, struct bt_traceback *tb);
// The specs of the types that are the VM's (types.def lists them as BT_TYPE_ABOVE).
extern const struct bt_type_spec bt_generator_spec, bt_frame_spec;
// The frame is about to go: its frame object keeps what it shows.
void bt_frame_object_detach(struct bt_vthread *th, struct bt_frame *frame);
// Current line of a frame.
uint32_t bt_frame_line(const struct bt_frame *frame);
// Index of the current instruction word.
static inline uint32_t bt_frame_word(const struct bt_frame *frame)
{
    return (uint32_t)(frame->pc - frame->code->insns);
}
// Instructions of the current block that were charged and not yet executed (fast mode only).
static inline int64_t bt_frame_rest(const struct bt_frame *frame)
{
    return (frame->flags & BT_FRAME_BOUNDARY) ? 0 : frame->pc->len - 1;
}
// locals() of a frame: a new dict for functions, the namespace itself for class bodies and modules.
BT_MUST_CHECK bt_value bt_frame_locals(struct bt_thread *th, struct bt_frame *frame);

// Give a variable of a function's frame a value: a register, a cell, a free one. false: it has none
// of that name.
bool bt_frame_set_local(struct bt_thread *th, struct bt_frame *frame, bt_value name,
                        bt_value value);

#endif
