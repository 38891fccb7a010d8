// Unwinding: from the instruction that raised to the handler that catches, by the code's exception
// tables.
#include "runtime/objects/error.h"
#include "runtime/objects/exception.h"
#include "vm/eval.h"
#include "vm/pause.h"

// The innermost handler for the word, or NULL. The table is sorted so that the first match is the
// innermost.
static const struct bt_image_handler *find_handler(const struct bt_code *code, uint32_t word)
{
    for (uint32_t i = 0; i < code->n_handlers; i++) {
        const struct bt_image_handler *h = &code->handlers[i];
        if (word >= h->start && word < h->end)
            return h;
    }
    return NULL;
}

// A StopIteration that leaves a generator would end the loop over it unseen: it becomes a
// RuntimeError (PEP 479).
static void leave_generator(struct bt_vthread *th, struct bt_generator *gen)
{
    struct bt_thread *t = &th->t;
    bt_generator_finish(t->interp, gen);
    if (!bt_exc_is(t, BT_EXC_STOP_ITERATION))
        return;
    BT_ROOTS(t, r, 1);
    r[0] = bt_exc_take(t);
    (void)bt_raise(t, BT_EXC_RUNTIME_ERROR, "generator raised StopIteration");
    if (bt_is_exception(t->exc)) {
        struct bt_exception *error = (struct bt_exception *)bt_obj(t->exc);
        error->cause = error->context = r[0];
        error->suppress_context = true;
    }
    BT_UNROOT(t, r);
}

// Tell the debugger. What the block was charged has been given back.
static BT_COLD void tell(struct bt_vthread *th, struct bt_frame *frame,
                         void (*what)(struct bt_debugger *d, struct bt_vthread *th))
{
    unsigned flags = frame->flags;
    frame->flags |= BT_FRAME_BOUNDARY;
    what(th->vm->debugger, th);
    frame->flags = (uint16_t)((frame->flags & ~BT_FRAME_BOUNDARY) | (flags & BT_FRAME_BOUNDARY));
}

struct bt_frame *bt_unwind(struct bt_vthread *th, struct bt_frame *frame, bool again)
{
    struct bt_thread *t = &th->t;
    struct bt_debugger *debugger = th->vm->debugger;
    if (BT_UNLIKELY(debugger != NULL) && !again)
        tell(th, frame, debugger->raised);
    for (;;) {
        uint32_t word = bt_frame_word(frame);
        if (!again) // without memory the entry is missing, nothing more
            (void)bt_traceback_add(t, t->exc, frame->code, frame->func->globals, word);
        again = false;
        const struct bt_image_handler *handler = find_handler(frame->code, word);
        if (handler) {
            frame->pc = frame->code->insns + handler->handler;
            return frame;
        }
        unsigned flags = frame->flags;
        struct bt_frame *caller = frame->prev;
        bt_value extra = frame->extra;
        if (BT_UNLIKELY(debugger != NULL) && !caller)
            tell(th, frame, debugger->uncaught);
        bt_frame_pop(th, frame);
        if ((flags & BT_FRAME_NEXT) && bt_exc_is(t, BT_EXC_STOP_ITERATION)) {
            bt_exc_clear(t);
            caller->pc++; // behind FORITER
            return caller;
        }
        if (flags & BT_FRAME_GENERATOR)
            leave_generator(th, (struct bt_generator *)bt_obj(extra));
        if (flags & BT_FRAME_ENTRY)
            return NULL;
        frame = caller;
    }
}

void bt_unwind_stopped(struct bt_vthread *th, struct bt_frame *frame)
{
    bool entry = false;
    while (!entry) {
        struct bt_frame *caller = frame->prev;
        entry = (frame->flags & BT_FRAME_ENTRY) != 0;
        if (frame->flags & BT_FRAME_GENERATOR)
            bt_generator_finish(th->t.interp, (struct bt_generator *)bt_obj(frame->extra));
        bt_frame_pop(th, frame);
        frame = caller;
    }
    // what unwinds in C takes an exception for granted
    if (!bt_exc_is_set(&th->t))
        bt_exc_put(&th->t, th->t.interp->memory_error);
}
