/*
 * The two stacks of a thread: frame structs and registers, both in chunks that are linked and kept
 * for reuse.
 *
 * Invariants: thread->frame is the innermost frame; thread->next_frame the first free struct of
 * thread->frame_chunk; thread->stack_chunk holds the innermost stack frame's registers and
 * thread->stack_end is its end. A frame that had to begin a new chunk of either kind carries
 * BT_FRAME_CHUNK, and popping it goes back to the chunk before.
 */
#include "vm/frame.h"

#include <string.h>

#include "base/mem.h"
#include "bytecode/liveness.h"
#include "bytecode/positions.h"
#include "runtime/objects/dict.h"
#include "runtime/objects/error.h"
#include "runtime/objects/heap.h"
#include "runtime/objects/seq.h"
#include "runtime/objects/str.h"
#include "vm/eval.h"

// Values in a stack chunk, frames in a frame chunk: the first of a thread, which is small since
// there may be thousands; the first of the main thread and the second of the others; the largest.
// A program that calls to and fro across the end of a chunk pays for each crossing, so the roomy
// ones hold what the default recursion limit allows (memory that is not touched costs nothing).
#define FIRST_STACK    240
#define FIRST_FRAMES   24
#define ROOMY_STACK    8192
#define ROOMY_FRAMES   1024
#define LARGEST_STACK  65536
#define LARGEST_FRAMES 8192

static struct bt_stack_chunk *new_stack_chunk(size_t n)
{
    // with room for arguments that are written before the place is looked at (special.c)
    struct bt_stack_chunk *chunk =
        bt_alloc(sizeof *chunk + (n + BT_SPECIAL_ARGS) * sizeof(bt_value));
    if (chunk) {
        chunk->prev = chunk->next = NULL;
        chunk->n = n;
    }
    return chunk;
}

static struct bt_frame_chunk *new_frame_chunk(size_t n)
{
    struct bt_frame_chunk *chunk = bt_alloc(sizeof *chunk + n * sizeof(struct bt_frame));
    if (chunk) {
        chunk->prev = chunk->next = NULL;
        chunk->n = n;
    }
    return chunk;
}

// The size of the chunk after one of n.
static size_t grown(size_t n, size_t roomy, size_t largest)
{
    return n < roomy ? roomy : n * 2 > largest ? largest : n * 2;
}

bool bt_frames_init(struct bt_vthread *th, bool roomy)
{
    th->stack_chunk = new_stack_chunk(roomy ? ROOMY_STACK : FIRST_STACK);
    th->frame_chunk = new_frame_chunk(roomy ? ROOMY_FRAMES : FIRST_FRAMES);
    if (!th->stack_chunk || !th->frame_chunk) {
        bt_frames_free(th);
        return false;
    }
    th->stack_end = th->stack_chunk->v + th->stack_chunk->n;
    th->next_frame = th->frame_chunk->f;
    th->frames_end = th->frame_chunk->f + th->frame_chunk->n;
    th->frame = NULL;
    return true;
}

void bt_frames_free(struct bt_vthread *th)
{
    struct bt_stack_chunk *s = th->stack_chunk;
    while (s && s->prev)
        s = s->prev;
    while (s) {
        struct bt_stack_chunk *next = s->next;
        bt_free(s);
        s = next;
    }
    struct bt_frame_chunk *f = th->frame_chunk;
    while (f && f->prev)
        f = f->prev;
    while (f) {
        struct bt_frame_chunk *next = f->next;
        bt_free(f);
        f = next;
    }
    th->stack_chunk = NULL;
    th->frame_chunk = NULL;
}

static bool no_memory(struct bt_vthread *th)
{
    (void)bt_raise_no_memory(&th->t);
    return false;
}

// Make the next stack chunk the current one, with room for n values.
static bool next_stack_chunk(struct bt_vthread *th, size_t n)
{
    struct bt_stack_chunk *now = th->stack_chunk, *next = now->next;
    if (next && next->n < n) { // too small to be of use: drop it and what follows
        now->next = NULL;
        while (next) {
            struct bt_stack_chunk *after = next->next;
            bt_free(next);
            next = after;
        }
    }
    if (!next) {
        size_t size = grown(now->n, ROOMY_STACK, LARGEST_STACK);
        next = new_stack_chunk(size > n ? size : n);
        if (!next)
            return no_memory(th);
        next->prev = now;
        now->next = next;
    }
    th->stack_chunk = next;
    th->stack_end = next->v + next->n;
    return true;
}

static bool next_frame_chunk(struct bt_vthread *th)
{
    struct bt_frame_chunk *now = th->frame_chunk, *next = now->next;
    if (!next) {
        next = new_frame_chunk(grown(now->n, ROOMY_FRAMES, LARGEST_FRAMES));
        if (!next)
            return no_memory(th);
        next->prev = now;
        now->next = next;
    }
    th->frame_chunk = next;
    th->next_frame = next->f;
    th->frames_end = next->f + next->n;
    return true;
}

// Room for a frame and its n registers where at least one of the chunks at hand is full. *low is
// where the registers go. Flags for the frame; BT_FRAME_ENTRY on error.
static BT_COLD uint16_t make_room(struct bt_vthread *th, bt_value **low, size_t n)
{
    uint16_t flags = 0;
    if (th->next_frame == th->frames_end) {
        if (!next_frame_chunk(th))
            return BT_FRAME_ENTRY;
        flags = BT_FRAME_CHUNK;
    }
    if (*low + n <= th->stack_end)
        return flags;
    if (!next_stack_chunk(th, n)) {
        if (flags & BT_FRAME_CHUNK) { // back to the frame chunk before
            th->frame_chunk = th->frame_chunk->prev;
            th->next_frame = th->frames_end = th->frame_chunk->f + th->frame_chunk->n;
        }
        return BT_FRAME_ENTRY;
    }
    *low = th->stack_chunk->v;
    return BT_FRAME_CHUNK;
}

struct bt_frame *bt_frame_push(struct bt_vthread *th, struct bt_function *func,
                               const bt_value *args, size_t n_set)
{
    struct bt_frame *caller = th->frame;
    struct bt_code *code = func->code;
    if (BT_UNLIKELY(th->t.py_depth >= th->t.recursion_limit)) {
        (void)bt_raise(&th->t, BT_EXC_RECURSION_ERROR, "maximum recursion depth exceeded");
        return NULL;
    }
    // in place: the arguments are the end of the caller's own window
    bool in_place = caller && !(caller->flags & BT_FRAME_GENERATOR) && args >= caller->regs &&
                    args + n_set <= caller->top && args + code->n_regs <= th->stack_end;
    bt_value *regs = in_place ? (bt_value *)(uintptr_t)args
                     : caller ? caller->top
                              : th->stack_chunk->v;
    uint16_t flags = 0;
    if (BT_UNLIKELY(th->next_frame == th->frames_end || regs + code->n_regs > th->stack_end)) {
        flags = make_room(th, &regs, code->n_regs);
        if (flags & BT_FRAME_ENTRY)
            return NULL;
    }
    if (!in_place)
        for (size_t i = 0; i < n_set; i++)
            regs[i] = args[i];
    for (size_t i = n_set, end = (size_t)code->n_params + code->n_unset; i < end; i++)
        regs[i] = BT_UNSET;
    struct bt_frame *frame = th->next_frame;
    frame->func = func;
    frame->code = code;
    frame->regs = regs;
    frame->top = regs + code->n_regs;
    frame->pc = code->insns;
    frame->handled = BT_NONE;
    frame->extra = BT_UNSET;
    frame->prev = caller;
    frame->ret = 0;
    frame->flags = flags;
    frame->skip = 0;
    th->next_frame = frame + 1;
    th->frame = frame;
    th->t.py_depth++;
    return frame;
}

// The chunks that are current once `frame` is the innermost one (NULL: none).
static void restore_chunks(struct bt_vthread *th, struct bt_frame *popped, struct bt_frame *frame)
{
    if (popped == th->frame_chunk->f && th->frame_chunk->prev) {
        th->frame_chunk = th->frame_chunk->prev;
        th->frames_end = th->frame_chunk->f + th->frame_chunk->n;
        th->next_frame = th->frames_end;
    }
    bt_value *low = frame ? frame->top : NULL;
    struct bt_stack_chunk *chunk = th->stack_chunk;
    if (!low) {
        while (chunk->prev)
            chunk = chunk->prev;
    } else {
        while (chunk->prev && !(low >= chunk->v && low <= chunk->v + chunk->n))
            chunk = chunk->prev;
    }
    th->stack_chunk = chunk;
    th->stack_end = chunk->v + chunk->n;
}

void bt_frame_pop(struct bt_vthread *th, struct bt_frame *frame)
{
    struct bt_frame *caller = frame->prev;
    th->t.py_depth--;
    th->frame = caller;
    if (frame->flags & BT_FRAME_OBJECT)
        bt_frame_object_detach(th, frame);
    if (frame->flags & BT_FRAME_GENERATOR)
        return;
    th->next_frame = frame;
    if (frame->flags & BT_FRAME_CHUNK)
        restore_chunks(th, frame, caller);
}

// Which temporaries hold something at the frame's instruction. false: no memory.
static bool live_temporaries(const struct bt_frame *frame, uint64_t *out)
{
    struct bt_code *code = frame->code;
    if (!code->live) {
        uint64_t *live = bt_alloc_array(code->n_insns, sizeof *live);
        if (!live || !bt_liveness(code->unit, live)) {
            bt_free(live);
            return false;
        }
        code->live = live;
    }
    *out = code->live[bt_frame_word(frame)];
    return true;
}

// Marks the frame's registers below the n-th; dead temporaries are made unset.
static void trace_registers(struct bt_tracer *tracer, struct bt_frame *frame, size_t n)
{
    size_t n_locals = frame->code->n_locals;
    bt_mark_values(tracer, frame->regs, n < n_locals ? n : n_locals);
    uint64_t live;
    if (!live_temporaries(frame, &live)) {
        for (size_t i = n_locals; i < n; i++)
            bt_mark_leftover(tracer, &frame->regs[i]);
        return;
    }
    for (size_t i = n_locals; i < n; i++) {
        size_t t = i - n_locals;
        // what is dead goes: it must not be mistaken for something alive once its object is gone
        if (t < BT_LIVENESS_MAX && !(live >> t & 1))
            frame->regs[i] = BT_UNSET;
        else
            bt_mark(tracer, frame->regs[i]);
    }
}

void bt_frame_trace_generator(struct bt_tracer *tracer, struct bt_frame *frame)
{
    trace_registers(tracer, frame, frame->code->n_regs);
}

static void trace_frame(struct bt_tracer *tracer, struct bt_frame *frame, size_t n)
{
    bt_mark_object(tracer, &frame->func->base);
    bt_mark_object(tracer, &frame->code->base);
    trace_registers(tracer, frame, n);
    bt_mark(tracer, frame->handled);
    if (frame->flags & (BT_FRAME_CTOR | BT_FRAME_GENERATOR | BT_FRAME_NS))
        bt_mark(tracer, frame->extra);
}

// The chunk of registers that a stack frame's window lies in.
static const struct bt_stack_chunk *chunk_of(const struct bt_vthread *th, const bt_value *regs)
{
    const struct bt_stack_chunk *chunk = th->stack_chunk;
    while (chunk && !(regs >= chunk->v && regs < chunk->v + chunk->n))
        chunk = chunk->prev;
    return chunk;
}

static void unset(bt_value *from, const bt_value *to)
{
    for (; from < to; from++)
        // NOLINTNEXTLINE(clang-analyzer-core.*): an empty range has no chunk
        *from = BT_UNSET;
}

/*
 * From the innermost frame outwards. Windows overlap: a callee's begins within its caller's, and
 * what the caller has from there on is dead. [low, high) is what has been seen of the chunk at
 * hand, without a gap: what lies between two windows, or beyond the callees' in a caller's, is dead
 * too and is made unset.
 */
void bt_frames_trace(struct bt_tracer *tracer, struct bt_vthread *th)
{
    const struct bt_stack_chunk *chunk = NULL;
    bt_value *low = NULL, *high = NULL;
    for (struct bt_frame *f = th->frame; f; f = f->prev) {
        size_t n = f->code->n_regs;
        if (f->flags & BT_FRAME_GENERATOR) {
            trace_frame(tracer, f, n);
            continue;
        }
        bt_value *end = f->regs + n;
        const struct bt_stack_chunk *own = chunk_of(th, f->regs);
        if (own != chunk) {
            chunk = own;
            low = high = end;
        }
        trace_frame(tracer, f, (size_t)((end < low ? end : low) - f->regs));
        unset(end, low);
        unset(high, end);
        low = f->regs;
        if (high < end)
            high = end;
    }
}

uint32_t bt_frame_line(const struct bt_frame *frame)
{
    struct bt_position position;
    const struct bt_code *code = frame->code;
    if (bt_positions_find(code->positions, code->positions_len, bt_frame_word(frame), &position) &&
        position.line > 0)
        return (uint32_t)position.line;
    return code->first_line;
}

bt_value bt_frame_locals(struct bt_thread *th, struct bt_frame *frame)
{
    const struct bt_code *code = frame->code;
    if (frame->flags & BT_FRAME_NS)
        return frame->extra;
    if (!(code->flags & BT_CODE_OPTIMIZED))
        return bt_from_obj(frame->func->globals);
    BT_ROOTS(th, r, 1);
    r[0] = bt_dict_new(th);
    bool ok = !bt_is_error(r[0]);
    const struct bt_tuple *names = bt_as_tuple(code->varnames);
    const struct bt_type *cell_type = bt_type(th, BT_T_CELL);
    for (size_t i = 0; ok && i < code->n_locals && i < names->len; i++) {
        bt_value v = frame->regs[i];
        if (bt_is_obj(v) && bt_obj(v)->type == cell_type)
            v = ((struct bt_cell *)bt_obj(v))->value;
        if (!bt_is_unset(v))
            ok = bt_dict_set(th, bt_as_dict(r[0]), names->items[i], v);
    }
    const struct bt_tuple *free_names = bt_as_tuple(code->freevars);
    for (size_t i = 0; ok && i < free_names->len && frame->func->closure; i++) {
        bt_value v = ((struct bt_cell *)bt_obj(frame->func->closure[i]))->value;
        if (!bt_is_unset(v))
            ok = bt_dict_set(th, bt_as_dict(r[0]), free_names->items[i], v);
    }
    bt_value dict = r[0];
    BT_UNROOT(th, r);
    return ok ? dict : BT_ERROR;
}

static bool is_name(bt_value a, bt_value b)
{
    const struct bt_str *x = bt_as_str(a), *y = bt_as_str(b);
    return x == y || (x->len == y->len && memcmp(x->data, y->data, x->len) == 0);
}

bool bt_frame_set_local(struct bt_thread *th, struct bt_frame *frame, bt_value name, bt_value value)
{
    const struct bt_code *code = frame->code;
    const struct bt_tuple *names = bt_as_tuple(code->varnames);
    const struct bt_tuple *free_names = bt_as_tuple(code->freevars);
    const struct bt_type *cell_type = bt_type(th, BT_T_CELL);
    for (size_t i = 0; i < code->n_locals && i < names->len; i++) {
        if (!is_name(names->items[i], name))
            continue;
        bt_value *place = &frame->regs[i];
        if (bt_is_obj(*place) && bt_obj(*place)->type == cell_type)
            place = &((struct bt_cell *)bt_obj(*place))->value;
        *place = value;
        return true;
    }
    for (size_t i = 0; i < free_names->len && frame->func->closure; i++) {
        if (!is_name(free_names->items[i], name))
            continue;
        ((struct bt_cell *)bt_obj(frame->func->closure[i]))->value = value;
        return true;
    }
    return false;
}
