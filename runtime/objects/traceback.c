/*
 * Traceback objects: the places that an exception came through, outermost first. The VM adds an
 * entry in front for each frame that the exception leaves.
 *
 * An entry keeps the code and the word in it; the line and the columns are looked up in the code's
 * position table when somebody asks. Printing is traceback_print.c.
 */
#include "bytecode/positions.h"
#include "runtime/objects/dict.h"
#include "runtime/objects/error.h"
#include "runtime/objects/exception.h"
#include "runtime/objects/function.h"
#include "runtime/objects/heap.h"
#include "runtime/objects/int.h"
#include "runtime/objects/protocol.h"
#include "runtime/objects/seq.h"
#include "runtime/objects/args.h"
#include "runtime/objects/str.h"
#include "runtime/objects/type.h"

static struct bt_traceback *as_traceback(bt_value v)
{
    return (struct bt_traceback *)bt_obj(v);
}

uint32_t bt_code_line(const struct bt_code *code, uint32_t word)
{
    struct bt_position position;
    if (!bt_positions_find(code->positions, code->positions_len, word, &position) ||
        position.line <= 0)
        return code->first_line;
    return (uint32_t)position.line;
}

uint32_t bt_traceback_line(const struct bt_traceback *tb)
{
    return tb->line != 0 ? tb->line : bt_code_line(tb->code, tb->pc);
}

bool bt_traceback_add(struct bt_thread *th, bt_value exception, struct bt_code *code,
                      struct bt_dict *globals, uint32_t pc)
{
    bt_value raised = th->exc; // a failure here must not take its place
    struct bt_traceback *tb = bt_new_object(th, bt_type(th, BT_T_TRACEBACK), sizeof *tb);
    th->exc = raised;
    if (!tb || !bt_is_exception(exception))
        return false;
    struct bt_exception *e = bt_as_exception(exception);
    tb->next = e->traceback;
    tb->frame = BT_UNSET;
    tb->code = code;
    tb->globals = globals;
    tb->pc = pc;
    tb->line = 0; // found out when somebody asks: most exceptions are caught unseen
    e->traceback = bt_from_obj(tb);
    return true;
}

static void traceback_trace(struct bt_tracer *tracer, struct bt_object *o)
{
    struct bt_traceback *tb = (struct bt_traceback *)o;
    bt_mark(tracer, tb->next);
    bt_mark(tracer, tb->frame);
    bt_mark_object(tracer, (struct bt_object *)tb->code);
    bt_mark_object(tracer, (struct bt_object *)tb->globals);
}

// ---- attributes ----

static bt_value get_next(struct bt_thread *th, bt_value self)
{
    (void)th;
    return as_traceback(self)->next;
}

static bool set_next(struct bt_thread *th, bt_value self, bt_value value)
{
    if (bt_is_unset(value))
        return bt_fail(th, BT_EXC_TYPE_ERROR, "can't delete tb_next attribute");
    if (!bt_is_none(value) && !bt_is_exact(th, value, BT_T_TRACEBACK))
        return bt_fail(th, BT_EXC_TYPE_ERROR, "expected traceback object or None, got '%T'", value);
    for (bt_value at = value; bt_is_obj(at); at = as_traceback(at)->next) {
        if (bt_same(at, self))
            return bt_fail(th, BT_EXC_VALUE_ERROR, "traceback loop detected");
    }
    as_traceback(self)->next = value;
    return true;
}

static bt_value get_frame(struct bt_thread *th, bt_value self)
{
    struct bt_traceback *tb = as_traceback(self);
    const struct bt_upcalls *up = th->interp->up;
    if (bt_is_unset(tb->frame) && up && up->traceback_frame) {
        bt_value frame = up->traceback_frame(th, tb);
        if (bt_is_error(frame))
            return BT_ERROR;
        tb->frame = frame;
    }
    return bt_is_unset(tb->frame) ? BT_NONE : tb->frame;
}

static bt_value get_line(struct bt_thread *th, bt_value self)
{
    return bt_int_from_u64(th, bt_traceback_line(as_traceback(self)));
}

static bt_value get_lasti(struct bt_thread *th, bt_value self)
{
    return bt_int_from_u64(th, as_traceback(self)->pc);
}

static const struct bt_getset_spec getsets[] = {
    {"tb_next", get_next, set_next, "the next entry, towards the place of the error"},
    {"tb_frame", get_frame, NULL, "the frame"},
    {"tb_lineno", get_line, NULL, "the line"},
    {"tb_lasti", get_lasti, NULL, "the instruction"},
    {0},
};

const struct bt_type_spec bt_traceback_spec = {
    .name = "traceback",
    .doc = "An entry of a traceback.",
    .flags = BT_TYPE_ABSTRACT,
    .size = sizeof(struct bt_traceback),
    .slots = {.trace = traceback_trace},
    .getsets = getsets,
};
