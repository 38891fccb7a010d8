/*
 * Switch points as in CPython 3.13 (--switch-points cpython).
 *
 * CPython 3.10 and later look whether another thread wants the lock only in some places: at a
 * backward jump, at the start of a function, where a generator is resumed, and after the call of a
 * function in C. Here a turn that has had its N instructions goes on until it comes to such a
 * place, instruction by instruction (it is in counting mode then); each is counted, so the
 * instructions of a turn are N or a few more.
 *
 * How a place is known. Before each instruction of that rest, this file is told where the thread
 * stands, and remembers where it stood last. A backward jump is seen by its going back, a
 * function's start by its first instruction, a resumed generator by the YIELD before it. A call of
 * a function in C is one that is followed by the next instruction: either nothing was executed in
 * between, or what was executed ran in a loop that the C function had entered, and not in a frame
 * that returns into this one.
 *
 * The turn is taken to be over one instruction early (gil.c), so that the place behind its last
 * instruction can be judged like the others.
 */
#include "vm/switch_points.h"

#include "bytecode/image.h"
#include "vm/interp.h"

static bool is_after_call(const struct bt_insn *call, const struct bt_insn *pc)
{
    const struct bt_op_info *info = &bt_op_info[call->op];
    return (info->flags & BT_OPF_C) && pc == call + info->words;
}

static bool is_point(const struct bt_vthread *th, const struct bt_frame *frame,
                     const struct bt_insn *pc)
{
    if (pc == frame->code->insns)
        return true;
    if (frame == th->last_frame) {
        if (pc <= th->last_pc)
            return pc->op != BT_CATCH_OP; // a handler may stand before what raised
        return is_after_call(th->last_pc, pc);
    }
    if (th->last_return == frame)
        return false; // a function in Python has returned, a generator has yielded
    if ((frame->flags & BT_FRAME_GENERATOR) && pc[-1].op == BT_YIELD_OP)
        return true;
    return is_after_call(frame->pc, pc); // it has called Python code
}

bool bt_switch_point(struct bt_vthread *th, const struct bt_frame *frame, const struct bt_insn *pc)
{
    const struct bt_gil *gil = &th->vm->gil;
    bool point = th->overtime && is_point(th, frame, pc);
    th->overtime = true;
    th->last_frame = frame;
    th->last_pc = pc;
    th->last_return = frame->flags & BT_FRAME_ENTRY ? NULL : frame->prev;
    return point || bt_event_clock(th->vm) >= gil->limit;
}
