/*
 * Frames: one per Python function being executed. The frame struct and the registers live in two chunked stacks of the
 * thread; a generator has its own of both. A call places the callee's registers over the caller's argument registers.
 */
#ifndef BT_VM_FRAME_H
#define BT_VM_FRAME_H

#include "runtime/objects/function.h"
#include "runtime/objects/state.h"

enum bt_frame_flags {
    BT_FRAME_ENTRY = 1,      // returning from it leaves bt_eval
    BT_FRAME_CTOR = 2,       // __init__ called by a class: `extra` is the instance, which becomes the result
    BT_FRAME_GENERATOR = 4,  // `extra` is the generator that owns frame and registers
    BT_FRAME_NS = 8,         // `extra` is the namespace of a class body or exec
    BT_FRAME_CHUNK = 16,     // its registers are the first of a new stack chunk
    BT_FRAME_OBJECT = 32,    // a frame object of it exists (thread's list in frame_object.c)
    BT_FRAME_FORITER = 64,   // generator resumed by FORITER: its end jumps instead of raising
    BT_FRAME_SEND = 128,     // generator resumed by SEND
    BT_FRAME_BOOL = 256,     // the result is wanted as a bool for a jump: see eval.c
};

struct bt_frame {
    struct bt_function *func;
    struct bt_code *code;
    bt_value *regs;
    bt_value *top;               // end of the stack space this frame uses
    const struct bt_insn *pc;    // the instruction in progress, whenever the loop has left the frame
    bt_value handled;            // the exception being handled here, or None
    bt_value extra;              // by flags
    struct bt_frame *prev;       // caller, NULL for the thread's first
    uint16_t ret;                // the caller's register for the result
    uint16_t flags;
};

struct bt_generator {
    struct bt_object base;       // base.spare: enum bt_gen_state
    struct bt_frame frame;
    bt_value name, qualname;
    bt_value yield_from;         // what it delegates to, while it does
    size_t n_regs;
    bt_value *regs;              // bt_mem
};
enum bt_gen_state { BT_GEN_NEW, BT_GEN_SUSPENDED, BT_GEN_RUNNING, BT_GEN_DONE };

struct bt_vthread;
// Push a frame for func with registers at `args` (already holding the parameters, inside the caller's window or not).
// NULL with RecursionError or MemoryError. Registers from n_set on are made unset.
struct bt_frame *bt_frame_push(struct bt_vthread *th, struct bt_function *func, bt_value *args, size_t n_set);
void bt_frame_pop(struct bt_vthread *th);
// The frame object (type "frame") of a frame, made at first demand.
BT_MUST_CHECK bt_value bt_frame_object(struct bt_vthread *th, struct bt_frame *frame);
// Current line of a frame.
uint32_t bt_frame_line(const struct bt_frame *frame);
// locals() of a frame: a new dict for functions, the namespace itself for class bodies and modules.
BT_MUST_CHECK bt_value bt_frame_locals(struct bt_thread *th, struct bt_frame *frame);

#endif
