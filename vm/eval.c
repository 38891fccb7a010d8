/*
 * The eval loop: one function, one label per instruction of opcodes.def, threaded dispatch.
 *
 * Registers of the loop: `pc` the instruction, `R` the frame's registers, `K` its constants,
 * `frame`, and `dispatch`, one of two tables:
 *
 *   fast      Whole blocks are charged against the budget when control enters them: `pc->len` says
 * how many instructions there are from pc to the block's end. counting  Every entry leads to
 * count_step, which counts one instruction, ends the turn exactly when the budget is spent, and
 * then goes to the instruction's own label.
 *
 * When a block no longer fits in the budget, the loop goes over to counting; a new turn goes back.
 * In counting mode thread->budget carries a bias that makes it negative, so that the one test at a
 * block's entry serves both modes. `thread->counting` is the truth; the local `dispatch` is renewed
 * after everything that can change it: what may run Python code or block.
 *
 * With specialisation off (-X specialise=off) a third table, `general`, leads to general_step,
 * which has the instructions with a fast way done the general way. `bodies` is the one of `fast`
 * and `general` that is in use.
 *
 * A label saves frame->pc (SAVE) before it calls anything that may raise, run Python code, block or
 * look at the frame.
 */
#include "vm/eval.h"

#include <math.h>

#include "runtime/objects/dict.h"
#include "runtime/objects/float.h"
#include "runtime/objects/heap.h"
#include "runtime/objects/int.h"
#include "runtime/objects/iter_tools.h"
#include "runtime/objects/protocol.h"
#include "runtime/objects/quick.h"
#include "runtime/objects/seq.h"
#include "runtime/objects/shape.h"
#include "runtime/objects/str.h"
#include "runtime/objects/type.h"
#include "vm/pause.h"
#include "vm/safepoint.h"
#include "vm/switch_points.h"

#if defined(__GNUC__) && !defined(__clang__)
// one copy of the dispatch jump per label predicts better than a shared one
// and two words stored one by one are cheaper than gathered in a vector register first
#pragma GCC optimize("no-gcse", "no-crossjumping", "no-tree-slp-vectorize")
#endif

#define TABLE_SIZE 256

// ---- arithmetic on unboxed values; BT_ERROR means "not for us", no exception is set ----

static inline bt_value small_add(bt_value a, bt_value b)
{
    int64_t sum;
    if (__builtin_add_overflow((int64_t)(a.bits << 16), (int64_t)(b.bits << 16), &sum))
        return BT_ERROR;
    return (bt_value){(uint64_t)sum >> 16 | BT_TAG_INT};
}

static inline bt_value small_sub(bt_value a, bt_value b)
{
    int64_t difference;
    if (__builtin_sub_overflow((int64_t)(a.bits << 16), (int64_t)(b.bits << 16), &difference))
        return BT_ERROR;
    return (bt_value){(uint64_t)difference >> 16 | BT_TAG_INT};
}

static inline bt_value small_mul(bt_value a, bt_value b)
{
    int64_t product;
    if (__builtin_mul_overflow(bt_small(a), (int64_t)(b.bits << 16), &product))
        return BT_ERROR;
    return (bt_value){(uint64_t)product >> 16 | BT_TAG_INT};
}

static inline bt_value small_floordiv(bt_value a, bt_value b)
{
    int64_t x = bt_small(a), y = bt_small(b);
    if (y == 0 || y == -1) // -1: the quotient may not fit
        return BT_ERROR;
    int64_t q = x / y;
    if (x % y != 0 && (x < 0) != (y < 0))
        q--;
    return bt_from_small(q);
}

static inline bt_value small_mod(bt_value a, bt_value b)
{
    int64_t x = bt_small(a), y = bt_small(b);
    if (y == 0)
        return BT_ERROR;
    int64_t r = (x | y) >= 0 && (x | y) >> 32 == 0 ? (int64_t)((uint32_t)x % (uint32_t)y) : x % y;
    if (r != 0 && (r < 0) != (y < 0))
        r += y;
    return bt_from_small(r);
}

static inline bt_value small_truediv(bt_value a, bt_value b)
{
    if (bt_small(b) == 0)
        return BT_ERROR;
    return bt_from_arith((double)bt_small(a) /
                         (double)bt_small(b)); // 48 bits are exact in a double
}

static inline bt_value small_lshift(bt_value a, bt_value b)
{
    int64_t x = bt_small(a), n = bt_small(b);
    if (n < 0 || n > 46)
        return BT_ERROR;
    int64_t r = (int64_t)((uint64_t)x << n);
    if (!bt_fits_small(r) || r >> n != x)
        return BT_ERROR;
    return bt_from_small(r);
}

static inline bt_value small_rshift(bt_value a, bt_value b)
{
    int64_t n = bt_small(b);
    if (n < 0)
        return BT_ERROR;
    return bt_from_small(bt_small(a) >> (n > 63 ? 63 : n));
}

static inline bt_value small_and(bt_value a, bt_value b)
{
    return (bt_value){a.bits & b.bits};
}

static inline bt_value small_or(bt_value a, bt_value b)
{
    return (bt_value){a.bits | b.bits};
}

static inline bt_value small_xor(bt_value a, bt_value b)
{
    return (bt_value){(a.bits ^ b.bits) | BT_TAG_INT};
}

// a and b as doubles if one is a float and the other a float or an unboxed int
static inline bool both_double(bt_value a, bt_value b, double *x, double *y)
{
    if (bt_is_double(a)) {
        *x = bt_double(a);
        if (BT_LIKELY(bt_is_double(b)))
            *y = bt_double(b);
        else if (bt_is_small(b))
            *y = (double)bt_small(b);
        else
            return false;
        return true;
    }
    if (bt_is_double(b) && bt_is_small(a)) {
        *x = (double)bt_small(a);
        *y = bt_double(b);
        return true;
    }
    return false;
}

// The truth of what is no object; false: ask bt_truth_slow.
static inline bool truth_known(bt_value v, bool *truth)
{
    if (BT_LIKELY(bt_is_bool(v))) {
        *truth = bt_same(v, BT_TRUE);
        return true;
    }
    *truth = !bt_same(v, bt_from_small(0));
    if (BT_LIKELY(bt_is_small(v)))
        return true;
    *truth = false;
    return bt_is_none(v);
}

// Two strs by any comparison; false: they are not both strs.
static inline bool strs_compared(const struct bt_thread *th, bt_value a, bt_value b,
                                 enum bt_cmpop op, bool *result)
{
    const struct bt_type *str = th->interp->types[BT_T_STR];
    if (!bt_is_obj(a) || !bt_is_obj(b) || bt_obj(a)->type != str || bt_obj(b)->type != str)
        return false;
    const struct bt_str *s = bt_as_str(a), *t = bt_as_str(b);
    if (op == BT_EQ || op == BT_NE) {
        size_t n = s->len;
        bool equal = n == t->len && (n == 0 || s->data[0] == t->data[0]) &&
                     (n <= 1 || memcmp(s->data, t->data, n) == 0);
        *result = equal == (op == BT_EQ);
        return true;
    }
    int order = bt_str_order(s, t);
    *result = op == BT_LT   ? order < 0
              : op == BT_LE ? order <= 0
              : op == BT_GT ? order > 0
                            : order >= 0;
    return true;
}

// ---- items of the commonest containers; BT_ERROR means "not for us" ----

static inline bt_value item_fast(const struct bt_thread *th, bt_value container, bt_value key)
{
    if (!bt_is_obj(container) || !bt_is_small(key))
        return BT_ERROR;
    struct bt_object *o = bt_obj(container);
    int64_t i = bt_small(key);
    if (o->type == th->interp->types[BT_T_LIST]) {
        struct bt_list *list = (struct bt_list *)o;
        if (i < 0)
            i += (int64_t)list->len;
        return (uint64_t)i < list->len ? list->items[i] : BT_ERROR;
    }
    if (o->type == th->interp->types[BT_T_TUPLE]) {
        struct bt_tuple *tuple = (struct bt_tuple *)o;
        if (i < 0)
            i += (int64_t)tuple->len;
        return (uint64_t)i < tuple->len ? tuple->items[i] : BT_ERROR;
    }
    if (o->type == th->interp->types[BT_T_STR]) {
        struct bt_str *s = (struct bt_str *)o;
        if (i < 0)
            i += (int64_t)s->len; // right for ASCII; the others are sorted out below
        if (bt_str_is_ascii(s) && (uint64_t)i < s->len)
            return th->interp->chars[(unsigned char)s->data[i]];
    }
    return BT_ERROR;
}

static inline bool is_function(const struct bt_thread *th, bt_value v)
{
    return bt_is_obj(v) && bt_obj(v)->type == th->interp->types[BT_T_FUNCTION];
}

static BT_COLD bt_value find_constructor(struct bt_thread *th, struct bt_type *type)
{
    bt_value found = BT_ERROR;
    if ((type->flags & BT_TYPE_PLAIN_NEW) && !(type->flags & BT_TYPE_ABSTRACT)) {
        bt_value init = bt_type_find(th, type, BT_NAME(th, init));
        if (is_function(th, init))
            found = init;
        else if (type->s.init == bt_type(th, BT_T_OBJECT)->s.init)
            found = BT_UNSET;
    }
    if (th->interp->specialise) {
        type->ctor = found;
        type->ctor_version = type->version;
    }
    return found;
}

/*
 * What a class without a metaclass needs to be instantiated by the loop itself: object's __new__,
 * and an __init__ that is a Python function, or BT_UNSET if it is object's own. BT_ERROR: it is
 * made another way.
 */
static inline bt_value constructor(struct bt_thread *th, struct bt_type *type)
{
    return BT_LIKELY(type->ctor_version == type->version) ? type->ctor : find_constructor(th, type);
}

static inline void *new_instance(struct bt_thread *th, struct bt_type *type)
{
    return BT_LIKELY(type->plain_size != 0) ? bt_instance_new_plain(th, type)
                                            : bt_instance_new(th, type);
}

// Is it of a class written in Python?
static inline bool is_instance(bt_value v)
{
    return bt_is_obj(v) && (bt_obj(v)->type->flags & BT_TYPE_HEAP) != 0;
}

// Copies the arguments to the stack, behind everything that is in use there. Without room for them
// it returns an address that has none behind it either.
static bt_value *copy_to_stack(const struct bt_vthread *vt, const struct bt_frame *frame,
                               const bt_value *args, size_t n)
{
    bt_value *to = frame->top;
    if (BT_UNLIKELY((size_t)(vt->stack_end - to) < n))
        return vt->stack_end + 1;
    for (size_t i = 0; i < n; i++)
        to[i] = args[i];
    return to;
}

// The loop itself: bt_eval without its look at the C stack, which would cost the loop a register.
static __attribute__((noinline)) bt_value loop(struct bt_vthread *vt, struct bt_frame *frame,
                                               bool raise)
{
    static const void *const fast[TABLE_SIZE] = {
#define BT_OP(name, operands, words, flags, meaning) [BT_##name##_OP] = &&op_##name,
#include "bytecode/opcodes.def"
#undef BT_OP
        [BT_OP_COUNT... TABLE_SIZE - 1] = &&op_NOP,
    };
    static const void *const counting[TABLE_SIZE] = {[0 ... TABLE_SIZE - 1] = &&count_step};
    static const void *const general[TABLE_SIZE] = {[0 ... TABLE_SIZE - 1] = &&general_step};

    struct bt_thread *const th = &vt->t;
    const void *const *const bodies = th->interp->specialise ? fast : general;
    const void *const *dispatch;
    const struct bt_insn *pc;
    bt_value *R;
    const bt_value *K;
    bool again = false; // the exception is raised again: no traceback entry here

    // the call under way, shared by the call instructions
    bt_value callee;
    bt_value *argv;
    size_t nargs;
    bt_value kwnames;
    unsigned ret, skip;
    struct bt_special_call special;

#define SAVE()       (frame->pc = pc)
#define LOAD_FRAME() (R = frame->regs, K = frame->code->consts)
#define RENEW()      (dispatch = vt->counting ? counting : bodies)
#define DISPATCH()   goto *dispatch[pc->op]
// go on in the same block
#define NEXT(words)    \
    do {               \
        pc += (words); \
        DISPATCH();    \
    } while (0)
// the same after something that may have run Python code or blocked
#define NEXT_SLOW(words) \
    do {                 \
        RENEW();         \
        NEXT(words);     \
    } while (0)
// enter the block at pc
#ifdef BT_NO_CHARGING // to measure what charging costs: no turn ever ends
#define BLOCK() DISPATCH()
#else
#define BLOCK()                          \
    do {                                 \
        vt->budget -= pc->len;           \
        if (BT_UNLIKELY(vt->budget < 0)) \
            goto block_over;             \
        DISPATCH();                      \
    } while (0)
#endif
#define ATTENTION() (atomic_load_explicit(&th->attention, memory_order_relaxed) != 0)
// the same where attention is paid: taken jumps and calls
#define POLL_BLOCK()                  \
    do {                              \
        if (BT_UNLIKELY(ATTENTION())) \
            goto attention;           \
        BLOCK();                      \
    } while (0)
#define CHECK_ERROR(v)                   \
    do {                                 \
        if (BT_UNLIKELY(bt_is_error(v))) \
            goto error;                  \
    } while (0)
#define CHECK_OK(ok)            \
    do {                        \
        if (BT_UNLIKELY(!(ok))) \
            goto error;         \
    } while (0)
/*
 * Run a Python function whose spare field says that it takes just these n arguments. They stand at
 * `args`, which is the end of the caller's window or the free space behind it; in a generator,
 * whose registers are elsewhere, anywhere. The result goes to the caller's register `to`, or where
 * the flags `how` say; the caller goes on `words` later. Without flags, `to` and `words` are what
 * a CALL says. `rest` is what its block was charged and has not executed.
 *
 * Temporaries are not made unset: the collector knows which of them hold something.
 */
#define ENTER(function, args, n, to, words, how, what, rest)                       \
    do {                                                                           \
        struct bt_function *func_ = (function);                                    \
        struct bt_code *code_ = func_->code;                                       \
        struct bt_frame *new_ = vt->next_frame;                                    \
        bt_value *args_ = (args);                                                  \
        if (BT_UNLIKELY(frame->flags & BT_FRAME_GENERATOR))                        \
            args_ = copy_to_stack(vt, frame, args_, (n));                          \
        bt_value *top_ = args_ + code_->n_regs;                                    \
        if (BT_UNLIKELY(new_ == vt->frames_end || top_ > vt->stack_end ||          \
                        th->py_depth >= th->recursion_limit)) {                    \
            new_ = bt_frame_push(vt, func_, (args), (n));                          \
            if (!new_)                                                             \
                goto error;                                                        \
            new_->flags |= (how) | BT_FRAME_PLACED;                                \
            new_->ret = (uint16_t)(to);                                            \
            new_->skip = (words);                                                  \
            R = new_->regs;                                                        \
        } else {                                                                   \
            th->py_depth++;                                                        \
            R = args_;                                                             \
            for (unsigned left_ = code_->n_unset; BT_UNLIKELY(left_ > 0); left_--) \
                R[(n) + left_ - 1] = BT_UNSET;                                     \
            new_->func = func_;                                                    \
            new_->code = code_;                                                    \
            new_->regs = R;                                                        \
            new_->top = top_;                                                      \
            new_->handled = BT_NONE;                                               \
            new_->prev = frame;                                                    \
            new_->flags = (how);                                                   \
            vt->next_frame = new_ + 1;                                             \
            vt->frame = new_;                                                      \
        }                                                                          \
        if ((how) & (BT_FRAME_CTOR | BT_FRAME_ASKED | BT_FRAME_RESULT))            \
            new_->extra = (what);                                                  \
        if ((how) != 0) {                                                          \
            new_->ret = (uint16_t)(to);                                            \
            new_->skip = (words);                                                  \
        }                                                                          \
        vt->budget += (rest);                                                      \
        frame = new_;                                                              \
        pc = code_->insns;                                                         \
        K = code_->consts;                                                         \
        POLL_BLOCK();                                                              \
    } while (0)
// enter the special method that the instruction comes down to, if it is a Python function
#define SPECIAL(name)                                                 \
    do {                                                              \
        if (bt_special_find(th, pc, (name), R, frame->top, &special)) \
            goto enter_special;                                       \
    } while (0)
// the same for an instruction without a name, where one of the operands may have a class
#define SPECIAL_OF(x)          \
    do {                       \
        if (is_instance(x))    \
            SPECIAL(BT_ERROR); \
    } while (0)
#define NAME(i)    (frame->code->names[i])
#define IMM(field) ((int64_t)(int16_t)pc->field)
#define JUMP16()   (pc += 1 + (int16_t)pc->c)
#define JUMP32()   (pc += 1 + (int32_t)bt_insn_bc(pc))

    // what the outer loop's block was charged beyond its current instruction is not spent while we
    // run
    if (!vt->counting && frame->prev)
        vt->budget += bt_frame_rest(frame->prev);
    RENEW();
    LOAD_FRAME();
    pc = frame->pc;
    if (BT_UNLIKELY(vt->stopped))
        goto stopped;
    if (raise) {
        if (!vt->counting)
            vt->budget -= pc->len - 1; // what `error` gives back
        goto error;
    }
    POLL_BLOCK();

block_over:
    __attribute__((unused)); // not in a build without charging
    // the block is longer than what is left: count instruction by instruction
    vt->budget += pc->len;
    if (!vt->counting) {
        vt->counting = true;
        vt->budget -= BT_COUNTING_BIAS;
    }
    dispatch = counting;
    DISPATCH();

count_step:
    if (vt->budget <= -BT_COUNTING_BIAS && BT_LIKELY(vt->reserve == 0) &&
        !(BT_UNLIKELY(vt->deferring) && !bt_switch_point(vt, frame, pc))) {
        SAVE();
        if (!bt_gil_turn_end(vt, BT_ENTER_TURN))
            goto stopped;
        if (vt->budget >= pc->len) {
            dispatch = bodies;
            vt->budget -= pc->len;
            goto *bodies[pc->op];
        }
        if (!vt->counting) {
            vt->counting = true;
            vt->budget -= BT_COUNTING_BIAS;
        }
        dispatch = counting;
        if (BT_UNLIKELY(vt->deferring) && vt->budget == -BT_COUNTING_BIAS)
            (void)bt_switch_point(vt, frame, pc);
    }
    if (BT_UNLIKELY(vt->reserve > 0) && vt->budget <= -BT_COUNTING_BIAS)
        bt_pause_due(vt);
    if (BT_UNLIKELY(vt->pausing) && frame->code->quiet != vt->vm->gil.pause_epoch) {
        SAVE();
        switch (bt_pause(vt)) {
        case BT_PAUSE_STOPPED: goto stopped;
        case BT_PAUSE_TURN_OVER: goto count_step;
        case BT_PAUSE_GO_ON: break;
        }
        if (!vt->counting) {
            dispatch = bodies;
            BLOCK();
        }
    }
    vt->budget--;
    if (BT_UNLIKELY(vt->stepping)) {
        SAVE();
        bt_event_step(vt);
    }
    goto *bodies[pc->op];

general_step: // specialisation is off
    switch (pc->op) {
    case BT_GETITEM_OP:
    case BT_GETITEMI_OP:
    case BT_ADD_OP ... BT_GE_OP: {
        if (!bt_general_applies(pc, R))
            break;
        SAVE();
        bt_value v = bt_general_value(th, pc, R);
        CHECK_ERROR(v);
        R[pc->a] = v;
        NEXT_SLOW(1);
    }
    case BT_JUMP_LT_OP ... BT_JUMP_NOT_GEI_OP: {
        bool taken;
        if (!bt_general_applies(pc, R))
            break;
        SAVE();
        CHECK_OK(bt_general_branch(th, pc, R, &taken));
        RENEW();
        if (!taken) {
            pc++;
            BLOCK();
        }
        JUMP16();
        POLL_BLOCK();
    }
    case BT_SETITEM_OP:
        if (is_instance(R[pc->a]))
            break;
        SAVE();
        CHECK_OK(bt_setitem(th, R[pc->a], R[pc->b], R[pc->c]));
        NEXT_SLOW(1);
    case BT_FORITER_OP: {
        bt_value v;
        SAVE();
        if (!bt_general_next(th, R[pc->a], &v))
            break;
        CHECK_ERROR(v);
        if (bt_is_unset(v)) {
            pc++;
            BLOCK();
        }
        R[pc->b] = v;
        JUMP16();
        POLL_BLOCK();
    }
    case BT_UNPACK_OP:
        SAVE();
        CHECK_OK(bt_op_unpack(th, &R[pc->a], R[pc->b], pc->c));
        NEXT_SLOW(1);
    default: break;
    }
    goto *fast[pc->op];

attention:
    // pc is the next instruction, its block not yet charged
    SAVE();
    frame->flags |= BT_FRAME_BOUNDARY;
    if (!bt_safepoint_serve(vt)) {
        frame->flags &= (uint16_t)~BT_FRAME_BOUNDARY;
        if (vt->stopped)
            goto stopped;
        if (!vt->counting)
            vt->budget -= pc->len - 1;
        goto error;
    }
    frame->flags &= (uint16_t)~BT_FRAME_BOUNDARY;
    RENEW();
    BLOCK();

error:
    if (BT_UNLIKELY(vt->stopped))
        goto stopped;
    if (!vt->counting)
        vt->budget += frame->pc->len - 1;
    frame = bt_unwind(vt, frame, again);
    again = false;
    if (!frame) {
        if (vt->frame)
            bt_gil_recharge(vt);
        return BT_ERROR;
    }
    RENEW();
    LOAD_FRAME();
    pc = frame->pc;
    BLOCK();

stopped:
    bt_unwind_stopped(vt, frame);
    return BT_ERROR;

    // ================================================================ moves and variables
op_NOP:
    NEXT(1);
op_MOVE:
    R[pc->a] = R[pc->b];
    NEXT(1);
op_LOADK:
    R[pc->a] = K[bt_insn_bc(pc)];
    NEXT(1);
op_LOADI:
    R[pc->a] = bt_from_small((int32_t)bt_insn_bc(pc));
    NEXT(1);
op_CHECK:
    if (BT_UNLIKELY(bt_is_unset(R[pc->a]))) {
        SAVE();
        (void)bt_op_unbound_local(th, frame, pc->a);
        goto error;
    }
    NEXT(1);
op_UNSET:
    R[pc->a] = BT_UNSET;
    NEXT(1);
op_DELETE_LOCAL:
    if (BT_UNLIKELY(bt_is_unset(R[pc->a]))) {
        SAVE();
        (void)bt_op_unbound_local(th, frame, pc->a);
        goto error;
    }
    R[pc->a] = BT_UNSET;
    NEXT(1);
op_MAKE_CELL : {
    SAVE();
    bt_value cell = bt_cell_new(th, R[pc->a]);
    CHECK_ERROR(cell);
    R[pc->a] = cell;
    NEXT(1);
}
op_LOAD_CELL : {
    bt_value v = ((struct bt_cell *)bt_obj(R[pc->b]))->value;
    if (BT_UNLIKELY(bt_is_unset(v))) {
        SAVE();
        (void)bt_op_unbound_cell(th, frame, pc->b);
        goto error;
    }
    R[pc->a] = v;
    NEXT(1);
}
op_STORE_CELL:
    ((struct bt_cell *)bt_obj(R[pc->a]))->value = R[pc->b];
    NEXT(1);
op_DELETE_CELL : {
    struct bt_cell *cell = (struct bt_cell *)bt_obj(R[pc->a]);
    if (BT_UNLIKELY(bt_is_unset(cell->value))) {
        SAVE();
        (void)bt_op_unbound_cell(th, frame, pc->a);
        goto error;
    }
    cell->value = BT_UNSET;
    NEXT(1);
}
op_LOAD_FREE : {
    bt_value v = ((struct bt_cell *)bt_obj(frame->func->closure[pc->b]))->value;
    if (BT_UNLIKELY(bt_is_unset(v))) {
        SAVE();
        (void)bt_op_unbound_free(th, frame, pc->b);
        goto error;
    }
    R[pc->a] = v;
    NEXT(1);
}
op_STORE_FREE:
    ((struct bt_cell *)bt_obj(frame->func->closure[pc->a]))->value = R[pc->b];
    NEXT(1);
op_DELETE_FREE : {
    struct bt_cell *cell = (struct bt_cell *)bt_obj(frame->func->closure[pc->a]);
    if (BT_UNLIKELY(bt_is_unset(cell->value))) {
        SAVE();
        (void)bt_op_unbound_free(th, frame, pc->a);
        goto error;
    }
    cell->value = BT_UNSET;
    NEXT(1);
}
op_LOAD_CLOSURE:
    R[pc->a] = frame->func->closure[pc->b];
    NEXT(1);
op_LOAD_CLASS_FREE : {
    SAVE();
    bt_value v;
    if (bt_is_dict(frame->extra)) {
        CHECK_OK(bt_dict_get(th, bt_as_dict(frame->extra), NAME(pc->c), &v));
    } else {
        v = bt_op_load_name(th, frame, NAME(pc->c));
        if (bt_is_error(v)) {
            if (!bt_exc_is(th, BT_EXC_NAME_ERROR))
                goto error;
            bt_exc_clear(th);
            v = BT_UNSET;
        }
    }
    if (bt_is_unset(v))
        v = ((struct bt_cell *)bt_obj(frame->func->closure[pc->b]))->value;
    if (bt_is_unset(v)) {
        (void)bt_op_unbound_free(th, frame, pc->b);
        goto error;
    }
    R[pc->a] = v;
    NEXT_SLOW(1);
}
op_LOAD_GLOBAL : {
    struct bt_global_cache *cache = (void *)(uintptr_t)(pc + 1);
    const struct bt_function *func = frame->func;
    if (BT_LIKELY(~bt_dict_keys_version(func->globals) == cache->globals) &&
        BT_LIKELY(cache->builtins == 0 ||
                  bt_dict_keys_version(func->builtins) == cache->builtins)) {
        R[pc->a] = *cache->place;
        NEXT(3);
    }
    SAVE();
    bt_value v = bt_op_load_global(th, frame, NAME(bt_insn_bc(pc)));
    CHECK_ERROR(v);
    R[pc->a] = v;
    bt_cache_global(th, frame, NAME(bt_insn_bc(pc)), cache);
    NEXT_SLOW(3);
}
op_STORE_GLOBAL : {
    struct bt_store_cache *cache = (void *)(uintptr_t)(pc + 1);
    struct bt_dict *globals = frame->func->globals;
    if (BT_LIKELY(~bt_dict_keys_version(globals) == cache->globals)) {
        globals->entries[cache->index].value = R[pc->a];
        NEXT(2);
    }
    SAVE();
    CHECK_OK(bt_dict_set(th, globals, NAME(bt_insn_bc(pc)), R[pc->a]));
    bt_cache_store_global(th, frame, NAME(bt_insn_bc(pc)), cache);
    NEXT_SLOW(2);
}
op_DELETE_GLOBAL:
    SAVE();
    CHECK_OK(bt_op_delete_global(th, frame, NAME(bt_insn_bc(pc))));
    NEXT_SLOW(1);
op_LOAD_NAME : {
    SAVE();
    bt_value v = bt_op_load_name(th, frame, NAME(bt_insn_bc(pc)));
    CHECK_ERROR(v);
    R[pc->a] = v;
    NEXT_SLOW(1);
}
op_STORE_NAME:
    SAVE();
    CHECK_OK(bt_op_store_name(th, frame, NAME(bt_insn_bc(pc)), R[pc->a]));
    NEXT_SLOW(1);
op_DELETE_NAME:
    SAVE();
    CHECK_OK(bt_op_delete_name(th, frame, NAME(bt_insn_bc(pc))));
    NEXT_SLOW(1);
op_LOAD_LOCALS:
    R[pc->a] = frame->flags & BT_FRAME_NS ? frame->extra : bt_from_obj(frame->func->globals);
    NEXT(1);
op_LOAD_BUILD_CLASS : {
    SAVE();
    bt_value v = bt_dict_get_str(th, frame->func->builtins, BT_NAME(th, build_class));
    if (bt_is_unset(v)) {
        (void)bt_raise(th, BT_EXC_NAME_ERROR, "__build_class__ not found");
        goto error;
    }
    R[pc->a] = v;
    NEXT(1);
}

    // ================================================================ attributes and items
op_GETATTR : {
    struct bt_attr_cache *cache = (void *)(uintptr_t)(pc + 1);
    bt_value v = R[pc->b], r;
    if (BT_LIKELY(bt_is_obj(v))) {
        struct bt_object *o = bt_obj(v);
        if (BT_LIKELY(o->type->version == cache->version)) {
            if (BT_LIKELY(cache->kind == BT_CACHE_SLOT)) {
                if (BT_LIKELY(o->aux == cache->shape)) {
                    R[pc->a] = *bt_cache_place(o, cache);
                    NEXT(4);
                }
            } else if (bt_cache_read(o, cache, &r)) {
                R[pc->a] = r;
                NEXT(4);
            } else if (cache->kind == BT_CACHE_GETSET) {
                SAVE();
                r = ((struct bt_getset *)bt_obj(cache->value))->spec->get(th, v);
                CHECK_ERROR(r);
                R[pc->a] = r;
                NEXT_SLOW(4);
            } else if (cache->kind == BT_CACHE_BIND && o->aux == cache->shape) {
                SAVE();
                r = bt_method_new(th, cache->value, v);
                CHECK_ERROR(r);
                R[pc->a] = r;
                NEXT(4);
            }
        }
        if (bt_cache_find(th, o, NAME(pc->c), BT_ACCESS_GET, cache))
            goto op_GETATTR;
    }
    SAVE();
    SPECIAL(NAME(pc->c));
    r = bt_getattr(th, v, NAME(pc->c));
    CHECK_ERROR(r);
    bt_cache_getattr(th, R[pc->b], NAME(pc->c), cache);
    R[pc->a] = r;
    NEXT_SLOW(4);
}
op_SETATTR : {
    struct bt_attr_cache *cache = (void *)(uintptr_t)(pc + 1);
    bt_value v = R[pc->a];
    uint32_t old_shape = 0;
    if (BT_LIKELY(bt_is_obj(v))) {
        struct bt_object *o = bt_obj(v);
        old_shape = o->aux;
        if (BT_LIKELY(o->type->version == cache->version && old_shape == cache->shape)) {
            if (BT_LIKELY(cache->kind == BT_CACHE_SLOT)) {
                *bt_cache_place(o, cache) = R[pc->b];
                NEXT(4);
            }
            if (cache->kind == BT_CACHE_ADD) {
                *bt_cache_place(o, cache) = R[pc->b];
                o->aux = (uint32_t)cache->value.bits;
                NEXT(4);
            }
            if (cache->kind == BT_CACHE_MEMBER) {
                *bt_cache_place(o, cache) = R[pc->b];
                NEXT(4);
            }
            if (cache->kind == BT_CACHE_MORE) {
                bt_instance_part(o)->more->v[cache->slot] = R[pc->b];
                NEXT(4);
            }
        }
        if (cache->kind == BT_CACHE_TYPE_STORE && o->type->version == cache->version &&
            ((struct bt_type *)o)->version == cache->shape && bt_is_data(th, R[pc->b])) {
            *cache->place = R[pc->b];
            NEXT(4);
        }
        if (bt_cache_find(th, o, NAME(pc->c), BT_ACCESS_SET, cache))
            goto op_SETATTR;
    }
    SAVE();
    SPECIAL(NAME(pc->c));
    CHECK_OK(bt_setattr(th, v, NAME(pc->c), R[pc->b]));
    bt_cache_setattr(th, R[pc->a], NAME(pc->c), old_shape, cache);
    NEXT_SLOW(4);
}
op_DELATTR:
    SAVE();
    CHECK_OK(bt_setattr(th, R[pc->a], NAME(pc->c), BT_UNSET));
    NEXT_SLOW(1);
op_LOAD_METHOD : {
    struct bt_attr_cache *cache = (void *)(uintptr_t)(pc + 1);
    bt_value v = R[pc->b], function, self;
    if (BT_LIKELY(bt_is_obj(v))) {
        struct bt_object *o = bt_obj(v);
        if (BT_LIKELY(o->type->version == cache->version)) {
            if (BT_LIKELY((cache->kind == BT_CACHE_CLASS && o->aux == cache->shape) ||
                          cache->kind == BT_CACHE_PLAIN)) {
                R[pc->a] = cache->value;
                R[pc->a + 1] = v;
                NEXT(4);
            }
            if (bt_cache_read_method(o, cache, &function, &self)) {
                R[pc->a] = function;
                R[pc->a + 1] = self;
                NEXT(4);
            }
        }
        if (o->type == th->interp->types[BT_T_SUPER])
            goto method_of_super;
        if (bt_cache_find(th, o, NAME(pc->c), BT_ACCESS_METHOD, cache))
            goto op_LOAD_METHOD;
    } else if (cache->kind == BT_CACHE_PLAIN && bt_type_of(th, v)->version == cache->version) {
        R[pc->a] = cache->value;
        R[pc->a + 1] = v;
        NEXT(4);
    }
    SAVE();
    SPECIAL(NAME(pc->c));
    CHECK_OK(bt_getmethod(th, v, NAME(pc->c), &function, &self));
    bt_cache_method(th, R[pc->b], NAME(pc->c), cache);
    R[pc->a] = function;
    R[pc->a + 1] = self;
    NEXT_SLOW(4);
method_of_super:
    SAVE();
    CHECK_OK(bt_super_method(th, R[pc->b], NAME(pc->c), &R[pc->a], &R[pc->a + 1]));
    NEXT_SLOW(4);
}
op_LOAD_SPECIAL : {
    struct bt_special_cache *cache = (void *)(uintptr_t)(pc + 1);
    bt_value v = R[pc->b];
    if (BT_LIKELY(bt_type_of(th, v)->version == cache->version)) {
        R[pc->a] = cache->value;
        R[pc->a + 1] = v;
        NEXT(3);
    }
    SAVE();
    CHECK_OK(bt_op_load_special(th, &R[pc->a], v, pc->c, cache));
    NEXT_SLOW(3);
}
#define LIST_ITEM(i)                                        \
    if (BT_LIKELY(bt_is_exact(th, R[pc->b], BT_T_LIST))) {  \
        const struct bt_list *list_ = bt_as_list(R[pc->b]); \
        if (BT_LIKELY((uint64_t)(i) < list_->len)) {        \
            R[pc->a] = list_->items[i];                     \
            NEXT(1);                                        \
        }                                                   \
    }
op_GETITEM : {
    if (BT_LIKELY(bt_is_small(R[pc->c]))) {
        int64_t index = bt_small(R[pc->c]);
        LIST_ITEM(index)
    }
    bt_value v = item_fast(th, R[pc->b], R[pc->c]);
    if (BT_UNLIKELY(bt_is_error(v))) {
        SAVE();
        SPECIAL_OF(R[pc->b]);
        v = bt_item_get(th, R[pc->b], R[pc->c]);
        CHECK_ERROR(v);
        RENEW();
    }
    R[pc->a] = v;
    NEXT(1);
}
op_GETITEMI : {
    LIST_ITEM(IMM(c))
    bt_value key = bt_from_small(IMM(c));
    bt_value v = item_fast(th, R[pc->b], key);
    if (BT_UNLIKELY(bt_is_error(v))) {
        SAVE();
        SPECIAL_OF(R[pc->b]);
        v = bt_item_get(th, R[pc->b], key);
        CHECK_ERROR(v);
        RENEW();
    }
    R[pc->a] = v;
    NEXT(1);
}
op_SETITEM : {
    bt_value container = R[pc->a], key = R[pc->b];
    if (bt_is_exact(th, container, BT_T_LIST) && bt_is_small(key)) {
        struct bt_list *list = bt_as_list(container);
        int64_t i = bt_small(key);
        if (BT_LIKELY((uint64_t)i < list->len)) {
            list->items[i] = R[pc->c];
            NEXT(1);
        }
        if (i < 0 && (uint64_t)(i += (int64_t)list->len) < list->len) {
            list->items[i] = R[pc->c];
            NEXT(1);
        }
    }
    SAVE();
    CHECK_OK(bt_item_set(th, container, key, R[pc->c]));
    NEXT_SLOW(1);
}
op_DELITEM:
    SAVE();
    SPECIAL_OF(R[pc->a]);
    CHECK_OK(bt_setitem(th, R[pc->a], R[pc->b], BT_UNSET));
    NEXT_SLOW(1);
op_BUILD_SLICE : {
    if (pc->c == 2 && pc[1].op == BT_GETITEM_OP && pc[1].c == pc->a &&
        pc->a >= frame->code->n_locals && dispatch == fast) {
        // a slice that is used at once is not made, only charged
        frame->pc = pc + 1;
        bt_value items = bt_item_slice(th, R[pc[1].b], R[pc->b], R[pc->b + 1]);
        if (BT_LIKELY(!bt_is_unset(items))) {
            CHECK_ERROR(items);
            R[pc[1].a] = items;
            NEXT(2);
        }
    }
    SAVE();
    bt_value v = bt_slice_new(th, R[pc->b], R[pc->b + 1], pc->c == 3 ? R[pc->b + 2] : BT_NONE);
    CHECK_ERROR(v);
    R[pc->a] = v;
    NEXT(1);
}

// ================================================================ arithmetic
#define BINARY_SLOW(function, op, x, y)                \
    do {                                               \
        SAVE();                                        \
        if (is_instance(x) || is_instance(y))          \
            SPECIAL(BT_ERROR);                         \
        bt_value slow_ = function(th, (op), (x), (y)); \
        CHECK_ERROR(slow_);                            \
        R[pc->a] = slow_;                              \
        NEXT_SLOW(1);                                  \
    } while (0)
#define BINARY_SMALL(is_small, small_op)  \
    if (BT_LIKELY(is_small)) {            \
        bt_value r = small_op(a, b);      \
        if (BT_LIKELY(!bt_is_error(r))) { \
            R[pc->a] = r;                 \
            NEXT(1);                      \
        }                                 \
    }
#define BINARY_FLOAT(expr)              \
    double x, y;                        \
    if (both_double(a, b, &x, &y)) {    \
        R[pc->a] = bt_from_arith(expr); \
        NEXT(1);                        \
    }
#define BINARY_OP(label, function, op, small_op, float_part) \
    op_##label:                                              \
    {                                                        \
        bt_value a = R[pc->b], b = R[pc->c];                 \
        BINARY_SMALL(bt_both_small(a, b), small_op)          \
        float_part BINARY_SLOW(function, op, a, b);          \
    }
// the right operand is in the instruction
#define BINARY_IMM(label, function, op, small_op, float_part) \
    op_##label:                                               \
    {                                                         \
        bt_value a = R[pc->b], b = bt_from_small(IMM(c));     \
        BINARY_SMALL(bt_is_small(a), small_op)                \
        float_part BINARY_SLOW(function, op, a, b);           \
    }
#define NO_FLOAT

    BINARY_OP(ADD, bt_binary, BT_OP_ADD, small_add, BINARY_FLOAT(x + y))
    BINARY_OP(SUB, bt_binary, BT_OP_SUB, small_sub, BINARY_FLOAT(x - y))
    BINARY_OP(MUL, bt_binary, BT_OP_MUL, small_mul, BINARY_FLOAT(x * y))
    BINARY_OP(FLOORDIV, bt_binary, BT_OP_FLOORDIV, small_floordiv, NO_FLOAT)
    BINARY_OP(MOD, bt_binary, BT_OP_MOD, small_mod, NO_FLOAT)
    BINARY_OP(LSHIFT, bt_binary, BT_OP_LSHIFT, small_lshift, NO_FLOAT)
    BINARY_OP(RSHIFT, bt_binary, BT_OP_RSHIFT, small_rshift, NO_FLOAT)
    BINARY_OP(AND, bt_binary, BT_OP_AND, small_and, NO_FLOAT)
    BINARY_OP(XOR, bt_binary, BT_OP_XOR, small_xor, NO_FLOAT)
    BINARY_OP(OR, bt_binary, BT_OP_OR, small_or, NO_FLOAT)
    BINARY_OP(IADD, bt_inplace, BT_OP_ADD, small_add, BINARY_FLOAT(x + y))
    BINARY_OP(ISUB, bt_inplace, BT_OP_SUB, small_sub, BINARY_FLOAT(x - y))
    BINARY_OP(IMUL, bt_inplace, BT_OP_MUL, small_mul, BINARY_FLOAT(x * y))
    BINARY_OP(IFLOORDIV, bt_inplace, BT_OP_FLOORDIV, small_floordiv, NO_FLOAT)
    BINARY_OP(IMOD, bt_inplace, BT_OP_MOD, small_mod, NO_FLOAT)
    BINARY_OP(ILSHIFT, bt_inplace, BT_OP_LSHIFT, small_lshift, NO_FLOAT)
    BINARY_OP(IRSHIFT, bt_inplace, BT_OP_RSHIFT, small_rshift, NO_FLOAT)
    BINARY_OP(IAND, bt_inplace, BT_OP_AND, small_and, NO_FLOAT)
    BINARY_OP(IXOR, bt_inplace, BT_OP_XOR, small_xor, NO_FLOAT)
    BINARY_OP(IOR, bt_inplace, BT_OP_OR, small_or, NO_FLOAT)
    BINARY_IMM(ADDI, bt_binary, BT_OP_ADD, small_add, BINARY_FLOAT(x + y))
    BINARY_IMM(SUBI, bt_binary, BT_OP_SUB, small_sub, BINARY_FLOAT(x - y))
    BINARY_IMM(MULI, bt_binary, BT_OP_MUL, small_mul, BINARY_FLOAT(x * y))
    BINARY_IMM(FLOORDIVI, bt_binary, BT_OP_FLOORDIV, small_floordiv, NO_FLOAT)
    BINARY_IMM(MODI, bt_binary, BT_OP_MOD, small_mod, NO_FLOAT)
    BINARY_IMM(ANDI, bt_binary, BT_OP_AND, small_and, NO_FLOAT)
    BINARY_IMM(LSHIFTI, bt_binary, BT_OP_LSHIFT, small_lshift, NO_FLOAT)
    BINARY_IMM(RSHIFTI, bt_binary, BT_OP_RSHIFT, small_rshift, NO_FLOAT)
    BINARY_IMM(IADDI, bt_inplace, BT_OP_ADD, small_add, BINARY_FLOAT(x + y))
    BINARY_IMM(ISUBI, bt_inplace, BT_OP_SUB, small_sub, BINARY_FLOAT(x - y))
#define TRUEDIV_OP(label, function)                          \
    op_##label:                                              \
    {                                                        \
        bt_value a = R[pc->b], b = R[pc->c];                 \
        double x, y;                                         \
        if (both_double(a, b, &x, &y)) {                     \
            if (BT_LIKELY(y != 0.0)) {                       \
                R[pc->a] = bt_from_arith(x / y);             \
                NEXT(1);                                     \
            }                                                \
        } else                                               \
            BINARY_SMALL(bt_both_small(a, b), small_truediv) \
        BINARY_SLOW(function, BT_OP_TRUEDIV, a, b);          \
    }
    TRUEDIV_OP(TRUEDIV, bt_binary)
    TRUEDIV_OP(ITRUEDIV, bt_inplace)
op_MATMUL:
    BINARY_SLOW(bt_binary, BT_OP_MATMUL, R[pc->b], R[pc->c]);
op_IMATMUL:
    BINARY_SLOW(bt_inplace, BT_OP_MATMUL, R[pc->b], R[pc->c]);
op_POW:
    BINARY_SLOW(bt_binary, BT_OP_POW, R[pc->b], R[pc->c]);
op_IPOW:
    BINARY_SLOW(bt_inplace, BT_OP_POW, R[pc->b], R[pc->c]);

#define UNARY_SLOW(op)                                 \
    do {                                               \
        SAVE();                                        \
        SPECIAL_OF(R[pc->b]);                          \
        bt_value slow_ = bt_unary(th, (op), R[pc->b]); \
        CHECK_ERROR(slow_);                            \
        R[pc->a] = slow_;                              \
        NEXT_SLOW(1);                                  \
    } while (0)
op_NEG : {
    bt_value v = R[pc->b];
    if (bt_is_small(v) && bt_small(v) != BT_SMALL_MIN) {
        R[pc->a] = bt_from_small(-bt_small(v));
        NEXT(1);
    }
    if (bt_is_double(v)) {
        R[pc->a] = bt_from_double(-bt_double(v));
        NEXT(1);
    }
    UNARY_SLOW(BT_NEG);
}
op_POS:
    UNARY_SLOW(BT_POS);
op_INVERT:
    if (bt_is_small(R[pc->b])) {
        R[pc->a] = bt_from_small(~bt_small(R[pc->b]));
        NEXT(1);
    }
    UNARY_SLOW(BT_INVERT);
op_NOT : {
    bool truth;
    bt_value v = R[pc->b];
    if (BT_UNLIKELY(!truth_known(v, &truth))) {
        SAVE();
        SPECIAL_OF(v);
        CHECK_OK(bt_truth_slow(th, v, &truth));
        RENEW();
    }
    R[pc->a] = bt_bool(!truth);
    NEXT(1);
}

// ================================================================ comparisons
#define COMPARE_FAST(is_small, sign, yes)                                   \
    if (BT_LIKELY(is_small)) {                                              \
        bool result_ = (int64_t)(a.bits << 16) sign(int64_t)(b.bits << 16); \
        yes;                                                                \
    }                                                                       \
    double x, y;                                                            \
    if (both_double(a, b, &x, &y)) {                                        \
        bool result_ = x sign y;                                            \
        yes;                                                                \
    }
#define COMPARE_OP(label, sign)                                                       \
    op_##label:                                                                       \
    {                                                                                 \
        bt_value a = R[pc->b], b = R[pc->c];                                          \
        COMPARE_FAST(bt_both_small(a, b), sign, R[pc->a] = bt_bool(result_); NEXT(1)) \
        bool result;                                                                  \
        if (strs_compared(th, a, b, BT_##label, &result)) {                           \
            R[pc->a] = bt_bool(result);                                               \
            NEXT(1);                                                                  \
        }                                                                             \
        SAVE();                                                                       \
        SPECIAL_OF(a);                                                                \
        bt_value v = bt_compare(th, a, b, BT_##label);                                \
        CHECK_ERROR(v);                                                               \
        R[pc->a] = v;                                                                 \
        NEXT_SLOW(1);                                                                 \
    }
    COMPARE_OP(LT, <)
    COMPARE_OP(LE, <=)
    COMPARE_OP(EQ, ==)
    COMPARE_OP(NE, !=)
    COMPARE_OP(GT, >)
    COMPARE_OP(GE, >=)
op_IS:
    R[pc->a] = bt_bool(bt_same(R[pc->b], R[pc->c]));
    NEXT(1);
op_IS_NOT:
    R[pc->a] = bt_bool(!bt_same(R[pc->b], R[pc->c]));
    NEXT(1);
op_IN : {
    bool found;
    SAVE();
    SPECIAL_OF(R[pc->c]);
    CHECK_OK(bt_item_in(th, R[pc->c], R[pc->b], &found));
    R[pc->a] = bt_bool(found);
    NEXT_SLOW(1);
}
op_NOT_IN : {
    bool found;
    SAVE();
    SPECIAL_OF(R[pc->c]);
    CHECK_OK(bt_item_in(th, R[pc->c], R[pc->b], &found));
    R[pc->a] = bt_bool(!found);
    NEXT_SLOW(1);
}

    // ================================================================ jumps
op_JUMP:
    JUMP32();
    POLL_BLOCK();
op_JUMP_TRUE : {
    bool truth;
    bt_value v = R[pc->a];
    if (BT_UNLIKELY(!truth_known(v, &truth))) {
        SAVE();
        SPECIAL_OF(v);
        CHECK_OK(bt_truth_slow(th, v, &truth));
        RENEW();
    }
    if (truth) {
        JUMP32();
        POLL_BLOCK();
    }
    pc++;
    BLOCK();
}
op_JUMP_FALSE : {
    bool truth;
    bt_value v = R[pc->a];
    if (BT_UNLIKELY(!truth_known(v, &truth))) {
        SAVE();
        SPECIAL_OF(v);
        CHECK_OK(bt_truth_slow(th, v, &truth));
        RENEW();
    }
    if (!truth) {
        JUMP32();
        POLL_BLOCK();
    }
    pc++;
    BLOCK();
}
op_JUMP_NONE:
    if (bt_is_none(R[pc->a])) {
        JUMP32();
        POLL_BLOCK();
    }
    pc++;
    BLOCK();
op_JUMP_NOT_NONE:
    if (!bt_is_none(R[pc->a])) {
        JUMP32();
        POLL_BLOCK();
    }
    pc++;
    BLOCK();

#define BRANCH(taken)     \
    do {                  \
        if (taken) {      \
            JUMP16();     \
            POLL_BLOCK(); \
        }                 \
        pc++;             \
        BLOCK();          \
    } while (0)
#define COMPARE_JUMP(label, right, is_small, strs, cmp, sign, wanted) \
    op_JUMP_##label:                                                  \
    {                                                                 \
        bt_value a = R[pc->a], b = (right);                           \
        COMPARE_FAST(is_small, sign, BRANCH(result_ == (wanted)))     \
        bool result;                                                  \
        if (strs)                                                     \
            BRANCH(result == (wanted));                               \
        SAVE();                                                       \
        SPECIAL_OF(a);                                                \
        CHECK_OK(bt_compare_bool(th, a, b, (cmp), &result));          \
        RENEW();                                                      \
        BRANCH(result == (wanted));                                   \
    }
#define COMPARE_JUMPS(name, sign)                                                                  \
    COMPARE_JUMP(name, R[pc->b], bt_both_small(a, b), strs_compared(th, a, b, BT_##name, &result), \
                 BT_##name, sign, true)                                                            \
    COMPARE_JUMP(NOT_##name, R[pc->b], bt_both_small(a, b),                                        \
                 strs_compared(th, a, b, BT_##name, &result), BT_##name, sign, false)              \
    COMPARE_JUMP(name##I, bt_from_small(IMM(b)), bt_is_small(a), false, BT_##name, sign, true)     \
    COMPARE_JUMP(NOT_##name##I, bt_from_small(IMM(b)), bt_is_small(a), false, BT_##name, sign,     \
                 false)
    COMPARE_JUMPS(LT, <)
    COMPARE_JUMPS(LE, <=)
    COMPARE_JUMPS(EQ, ==)
    COMPARE_JUMPS(NE, !=)
    COMPARE_JUMPS(GT, >)
    COMPARE_JUMPS(GE, >=)

    // ================================================================ iteration
op_GETITER : {
    SAVE();
    SPECIAL_OF(R[pc->b]);
    bt_value v = bt_iter(th, R[pc->b]);
    CHECK_ERROR(v);
    R[pc->a] = v;
    NEXT_SLOW(1);
}
// FORITER stands at the loop's foot: it jumps back into the body, or goes on when there is no more
#define FOR_ITEM()    \
    do {              \
        JUMP16();     \
        POLL_BLOCK(); \
    } while (0)
#define FOR_END() \
    do {          \
        pc++;     \
        BLOCK();  \
    } while (0)
op_FORITER : {
    struct bt_object *it = bt_obj(R[pc->a]);
    struct bt_type *type = it->type;
    struct bt_type *const *types = th->interp->types;
    if (BT_LIKELY(type == types[BT_T_RANGE_ITER]) && BT_LIKELY(it->spare == 1)) {
        struct bt_range_iter *range = (struct bt_range_iter *)it;
        if (BT_LIKELY(range->left > 0)) {
            int64_t i = range->next;
            if (BT_LIKELY(bt_fits_small(i))) {
                range->left--;
                range->next = (int64_t)((uint64_t)i + (uint64_t)range->step);
                R[pc->b] = bt_from_small(i);
                FOR_ITEM();
            }
        } else {
            FOR_END();
        }
    } else if (type == types[BT_T_LIST_ITER]) {
        struct bt_seq_pos_iter *pos = (struct bt_seq_pos_iter *)it;
        if (!bt_is_unset(pos->seq)) {
            struct bt_list *list = bt_as_list(pos->seq);
            if (pos->pos < list->len) {
                R[pc->b] = list->items[pos->pos++];
                FOR_ITEM();
            }
        }
    } else if (type == types[BT_T_TUPLE_ITER]) {
        struct bt_seq_pos_iter *pos = (struct bt_seq_pos_iter *)it;
        if (!bt_is_unset(pos->seq)) {
            struct bt_tuple *tuple = bt_as_tuple(pos->seq);
            if (pos->pos < tuple->len) {
                R[pc->b] = tuple->items[pos->pos++];
                FOR_ITEM();
            }
        }
    } else if (type == types[BT_T_STR_ITER]) {
        struct bt_str_iter *pos = (struct bt_str_iter *)it;
        if (!bt_is_unset(pos->str)) {
            const struct bt_str *s = bt_as_str(pos->str);
            if (pos->pos < s->len && bt_str_is_ascii(s)) {
                R[pc->b] = th->interp->chars[(unsigned char)s->data[pos->pos++]];
                FOR_ITEM();
            }
        }
    } else if (type == types[BT_T_GENERATOR]) {
        struct bt_generator *gen = (struct bt_generator *)it;
        SAVE();
        if (it->spare == BT_GEN_DONE) {
            FOR_END();
        }
        CHECK_OK(bt_generator_enter(vt, gen, BT_FRAME_FORITER));
        gen->frame.ret = pc->b;
        frame = &gen->frame;
        bt_value *sent = bt_generator_sent(gen);
        if (sent) {
            *sent = BT_NONE;
            frame->pc++;
        }
        it->spare = BT_GEN_RUNNING;
        LOAD_FRAME();
        pc = frame->pc;
        POLL_BLOCK();
    } else {
        // A pair that is taken apart at once is not made; what it costs is charged all the same.
        const struct bt_insn *body = pc + 1 + (int16_t)pc->c;
        if (body->op == BT_UNPACK_OP && body->c == 2 && body->b == pc->b &&
            pc->b >= frame->code->n_locals && vt->budget >= body->len &&
            !atomic_load_explicit(&th->attention, memory_order_relaxed) &&
            bt_iter_pair(th, it, &R[body->a])) {
            vt->budget -= body->len;
            pc = body;
            NEXT(1);
        }
    }
    SAVE();
    SPECIAL_OF(R[pc->a]);
    // no poll in front of an iterator that the fast ways above may have: they have none either
    struct bt_type *iter_type = bt_type_of(th, R[pc->a]);
    bt_value v = iter_type->flags & BT_TYPE_PLAIN_NEXT ? iter_type->s.next(th, R[pc->a])
                                                       : bt_iter_next(th, R[pc->a]);
    CHECK_ERROR(v);
    RENEW();
    if (bt_is_unset(v)) {
        FOR_END();
    }
    R[pc->b] = v;
    FOR_ITEM();
}
op_UNPACK : {
    bt_value v = R[pc->b];
    size_t n = pc->c;
    if (bt_is_exact(th, v, BT_T_TUPLE) && bt_as_tuple(v)->len == n) {
        const bt_value *items = bt_as_tuple(v)->items;
        bt_value *dest = &R[pc->a];
        for (size_t i = 0; i < n; i++)
            dest[i] = items[i];
        NEXT(1);
    }
    if (bt_is_exact(th, v, BT_T_LIST) && bt_as_list(v)->len == n) {
        const bt_value *items = bt_as_list(v)->items;
        bt_value *dest = &R[pc->a];
        for (size_t i = 0; i < n; i++)
            dest[i] = items[i];
        NEXT(1);
    }
    SAVE();
    CHECK_OK(bt_op_unpack(th, &R[pc->a], v, n));
    NEXT_SLOW(1);
}
op_UNPACK_EX:
    SAVE();
    CHECK_OK(bt_op_unpack_ex(th, &R[pc->a], R[pc->b], pc[1].b, pc[1].c));
    NEXT_SLOW(2);

    // ================================================================ building
op_BUILD_LIST : {
    SAVE();
    bt_value v = bt_list_new(th, &R[pc->b], pc->c);
    CHECK_ERROR(v);
    R[pc->a] = v;
    NEXT(1);
}
op_BUILD_TUPLE : {
    SAVE();
    bt_value v = bt_tuple_new(th, &R[pc->b], pc->c);
    CHECK_ERROR(v);
    R[pc->a] = v;
    NEXT(1);
}
op_BUILD_SET : {
    SAVE();
    bt_value set = bt_set_new(th, false);
    CHECK_ERROR(set);
    BT_ROOTS(th, root, 1);
    root[0] = set;
    bool ok = true;
    for (unsigned i = 0; ok && i < pc->c; i++)
        ok = bt_set_add(th, set, R[pc->b + i]);
    BT_UNROOT(th, root);
    CHECK_OK(ok);
    R[pc->a] = set;
    NEXT_SLOW(1);
}
op_BUILD_MAP : {
    SAVE();
    bt_value dict = bt_dict_new(th);
    CHECK_ERROR(dict);
    BT_ROOTS(th, root, 1);
    root[0] = dict;
    bool ok = true;
    for (unsigned i = 0; ok && i < pc->c; i++)
        ok = bt_dict_set(th, bt_as_dict(dict), R[pc->b + 2 * i], R[pc->b + 2 * i + 1]);
    BT_UNROOT(th, root);
    CHECK_OK(ok);
    R[pc->a] = dict;
    NEXT_SLOW(1);
}
op_BUILD_STRING : {
    SAVE();
    bt_value v = bt_str_join_n(th, &R[pc->b], pc->c);
    CHECK_ERROR(v);
    R[pc->a] = v;
    NEXT(1);
}
op_LIST_APPEND:
    SAVE();
    CHECK_OK(bt_list_append(th, R[pc->a], R[pc->b]));
    NEXT(1);
op_LIST_EXTEND:
    SAVE();
    if (!bt_list_extend(th, R[pc->a], R[pc->b])) {
        (void)bt_op_not_iterable_args(th, BT_UNSET, R[pc->b]);
        goto error;
    }
    NEXT_SLOW(1);
op_LIST_TO_TUPLE : {
    SAVE();
    bt_value v = bt_list_to_tuple(th, R[pc->b]);
    CHECK_ERROR(v);
    R[pc->a] = v;
    NEXT(1);
}
op_SET_ADD:
    SAVE();
    CHECK_OK(bt_set_add(th, R[pc->a], R[pc->b]));
    NEXT_SLOW(1);
op_SET_UPDATE:
    SAVE();
    CHECK_OK(bt_set_update(th, R[pc->a], R[pc->b]));
    NEXT_SLOW(1);
op_MAP_ADD:
    SAVE();
    CHECK_OK(bt_dict_set(th, bt_as_dict(R[pc->a]), R[pc->b], R[pc->c]));
    NEXT_SLOW(1);
op_DICT_UPDATE:
    SAVE();
    CHECK_OK(bt_op_dict_update(th, R[pc->a], R[pc->b]));
    NEXT_SLOW(1);
op_DICT_MERGE:
    SAVE();
    CHECK_OK(bt_op_dict_merge(th, R[pc->a], R[pc->b], R[pc->c]));
    NEXT_SLOW(1);
op_FORMAT : {
    SAVE();
    bt_value v = bt_op_format(th, R[pc->b], pc->c & 4 ? R[pc->b + 1] : BT_UNSET, pc->c & 3u);
    CHECK_ERROR(v);
    R[pc->a] = v;
    NEXT_SLOW(1);
}

    // ================================================================ calls
op_CALL:
    callee = R[pc->a];
    argv = &R[pc->a + 1];
    nargs = pc->b;
    skip = 1;
    goto call;
op_CALL_METHOD:
    callee = R[pc->a];
    nargs = pc->b;
    argv = &R[pc->a + 1];
    if (bt_is_unset(*argv))
        argv++;
    else
        nargs++;
    skip = 1;
call:
    // argv[-1] is free for a self that the callee brings along
    ret = pc->c;
    SAVE();
    if (BT_UNLIKELY(!bt_is_obj(callee))) {
        CHECK_ERROR(bt_call_n(th, callee, argv, nargs)); // not callable: raises
        NEXT_SLOW(skip);
    }
    struct bt_object *co;
    co = bt_obj(callee);
    if (BT_LIKELY(co->type == th->interp->types[BT_T_FUNCTION])) {
        if (BT_LIKELY(co->spare == nargs)) {
            ENTER((struct bt_function *)co, argv, nargs, ret, skip, 0, BT_UNSET, 0);
        }
        kwnames = BT_UNSET;
        goto call_bind;
    }
    if (BT_UNLIKELY(ATTENTION()))
        goto call_value; // bt_call looks at it first
    if (co->type == th->interp->types[BT_T_METHOD_DESCR]) {
        const struct bt_method_descr *descr = (struct bt_method_descr *)co;
        const struct bt_signature *sig = descr->sig;
        bt_value v;
        if (BT_LIKELY(sig && sig->plain && nargs == sig->n && bt_is_obj(argv[0]) &&
                      bt_obj(argv[0])->type == descr->type))
            v = descr->spec->fn(th, argv);
        else
            v = bt_native_call_n(th, co, argv, nargs);
        CHECK_ERROR(v);
        R[ret] = v;
        RENEW();
        pc += skip;
        BLOCK();
    } else if (co->type == th->interp->types[BT_T_NATIVE]) {
        bt_value v = bt_native_call_n(th, co, argv, nargs);
        CHECK_ERROR(v);
        R[ret] = v;
        RENEW();
        pc += skip;
        BLOCK();
    } else if (co->type == th->interp->types[BT_T_METHOD]) {
        struct bt_method *method = (struct bt_method *)co;
        if (BT_LIKELY(is_function(th, method->func))) {
            callee = method->func;
            *--argv = method->self;
            nargs++;
            goto call;
        }
    } else if (co->type == th->interp->types[BT_T_TYPE]) {
        struct bt_type *type = (struct bt_type *)co;
        if (type == th->interp->types[BT_T_SUPER] && nargs == 0) {
            bt_value v = bt_super_here(th);
            CHECK_ERROR(v);
            R[ret] = v;
            RENEW();
            pc += skip;
            BLOCK();
        }
        if (!(type->flags & BT_TYPE_HEAP)) {
            bt_value v = bt_type_call_n(th, type, argv, nargs);
            CHECK_ERROR(v);
            R[ret] = v;
            RENEW();
            pc += skip;
            BLOCK();
        }
        bt_value init = constructor(th, type);
        if (bt_is_unset(init) && nargs == 0) {
            void *instance = bt_instance_new(th, type);
            if (!instance)
                goto error;
            R[ret] = bt_from_obj(instance);
            pc += skip;
            BLOCK();
        }
        if (bt_is_obj(init)) {
            struct bt_function *func = (struct bt_function *)bt_obj(init);
            if (BT_LIKELY(func->base.spare == nargs + 1)) {
                void *instance = new_instance(th, type);
                if (!instance)
                    goto error;
                *--argv = bt_from_obj(instance);
                nargs++;
                ENTER(func, argv, nargs, ret, skip, BT_FRAME_CTOR | BT_FRAME_PLACED,
                      bt_from_obj(instance), 0);
            }
        }
    }
call_value : {
    bt_value v = bt_call_n(th, callee, argv, nargs);
    CHECK_ERROR(v);
    R[ret] = v;
    RENEW();
    pc += skip;
    BLOCK();
}

op_CALL_KW:
    callee = R[pc->a];
    argv = &R[pc->a + 1];
    nargs = pc->b;
    goto call_kw;
op_CALL_METHOD_KW:
    callee = R[pc->a];
    nargs = pc->b;
    argv = &R[pc->a + 1];
    if (bt_is_unset(*argv))
        argv++;
    else
        nargs++;
call_kw:
    ret = pc->c;
    skip = 2;
    kwnames = K[bt_insn_bc(pc + 1)];
    SAVE();
    nargs -= bt_as_tuple(kwnames)->len;
    if (is_function(th, callee))
        goto call_bind;
    {
        struct bt_args args = {argv, nargs, kwnames};
        bt_value v = bt_call(th, callee, &args);
        CHECK_ERROR(v);
        R[ret] = v;
        RENEW();
        pc += skip;
        BLOCK();
    }

op_CALL_EX : {
    struct bt_args args;
    ret = pc->c;
    skip = 1;
    SAVE();
    callee = R[pc->a];
    CHECK_OK(bt_spread_args(th, callee, &R[pc->a + 1], &args));
    RENEW();
    callee = R[pc->a];
    if (is_function(th, callee)) {
        argv = (bt_value *)(uintptr_t)args.v;
        nargs = args.npos;
        kwnames = args.kwnames;
        goto call_bind;
    }
    bt_value v = bt_call(th, callee, &args);
    CHECK_ERROR(v);
    R[ret] = v;
    RENEW();
    pc += skip;
    BLOCK();
}

call_bind : {
    // a Python function whose arguments need the full treatment
    struct bt_args args = {argv, nargs, kwnames};
    struct bt_frame *nf = bt_bind_call(vt, (struct bt_function *)bt_obj(callee), &args);
    if (!nf)
        goto error;
    RENEW();
    if (nf->code->flags & (BT_CODE_GENERATOR | BT_CODE_COROUTINE | BT_CODE_ASYNC_GEN)) {
        bt_value gen = bt_generator_new(vt, nf);
        CHECK_ERROR(gen);
        R[ret] = gen;
        pc += skip;
        BLOCK();
    }
    nf->ret = (uint16_t)ret;
    nf->skip = skip;
    nf->flags |= BT_FRAME_PLACED;
    frame = nf;
    pc = frame->pc;
    LOAD_FRAME();
    POLL_BLOCK();
}

enter_special:
    ENTER(special.func, frame->top, special.n, special.to, special.words,
          special.how | BT_FRAME_PLACED, ((bt_value){special.asked}),
          vt->counting ? 0 : pc->len - 1);

op_RETURN : {
    bt_value v = R[pc->a];
    unsigned flags = frame->flags;
    if (BT_UNLIKELY(flags != 0)) {
        if (flags & BT_FRAME_GENERATOR) {
            struct bt_generator *gen = (struct bt_generator *)bt_obj(frame->extra);
            struct bt_frame *caller = frame->prev;
            vt->frame = caller;
            th->py_depth--;
            bt_generator_finish(th->interp, gen);
            if (flags & BT_FRAME_ENTRY) {
                if (caller)
                    bt_gil_recharge(vt);
                return v;
            }
            frame = caller;
            LOAD_FRAME();
            pc = frame->pc;
            if (!(flags & BT_FRAME_SEND))
                FOR_END();
            R[pc->b] = v;
            JUMP16();
            BLOCK();
        }
        if (flags & BT_FRAME_CTOR) {
            if (BT_UNLIKELY(!bt_is_none(v))) {
                SAVE();
                (void)bt_type_error(th, "__init__() should return None, not '%T'", v);
                goto error;
            }
            v = frame->extra;
        }
        if (flags & BT_FRAME_NEXT) {
            struct bt_frame *caller = frame->prev;
            bt_frame_pop(vt, frame);
            frame = caller;
            LOAD_FRAME();
            pc = frame->pc;
            R[pc->b] = v;
            FOR_ITEM();
        }
        if ((flags & BT_FRAME_RESULT) ||
            ((flags & BT_FRAME_ASKED) && bt_same(v, BT_NOT_IMPLEMENTED))) {
            struct bt_frame *caller = frame->prev;
            unsigned asked = (unsigned)frame->extra.bits;
            SAVE();
            bt_frame_pop(vt, frame);
            bt_gil_recharge(vt);
            frame = caller;
            LOAD_FRAME();
            pc = frame->pc;
            switch (bt_special_finish(th, pc, R, asked, v)) {
            case BT_SPECIAL_FAILED: goto error;
            case BT_SPECIAL_NEXT: break;
            case BT_SPECIAL_JUMP:
                RENEW();
                if (bt_op_info[pc->op].operands[1] == 'J')
                    JUMP32();
                else
                    JUMP16();
                POLL_BLOCK();
            }
            RENEW();
            bool ends = (bt_op_info[pc->op].flags & BT_OPF_E) != 0;
            pc += bt_op_info[pc->op].words;
            if (ends)
                BLOCK();
            DISPATCH();
        }
        struct bt_frame *caller = frame->prev;
        unsigned to = frame->ret, words = frame->skip; // its memory may go with its chunk
        if (flags & (BT_FRAME_ENTRY | BT_FRAME_CHUNK | BT_FRAME_OBJECT)) {
            SAVE();
            bt_frame_pop(vt, frame);
            if (flags & BT_FRAME_ENTRY) {
                if (caller)
                    bt_gil_recharge(vt);
                return v;
            }
            if (!(flags & BT_FRAME_PLACED)) {
                to = caller->pc->c;
                words = 1;
            }
        } else {
            vt->next_frame = frame;
            vt->frame = caller;
            th->py_depth--;
        }
        frame = caller;
        LOAD_FRAME();
        R[to] = v;
        pc = frame->pc + words;
        BLOCK();
    }
    vt->next_frame = frame;
    th->py_depth--;
    frame = frame->prev;
    vt->frame = frame;
    LOAD_FRAME();
    pc = frame->pc;
    R[pc->c] = v; // CALL or CALL_METHOD
    pc++;
    BLOCK();
}

op_YIELD : {
    bt_value v = R[pc->a];
    struct bt_generator *gen = (struct bt_generator *)bt_obj(frame->extra);
    unsigned flags = frame->flags;
    SAVE();
    gen->base.spare = BT_GEN_SUSPENDED;
    th->py_depth--;
    vt->frame = frame->prev;
    if (flags & BT_FRAME_ENTRY) {
        if (vt->frame)
            bt_gil_recharge(vt);
        return v;
    }
    frame = frame->prev;
    LOAD_FRAME();
    pc = frame->pc;
    R[pc->b] = v; // FORITER and SEND: both name it b
    if (!(flags & BT_FRAME_SEND))
        FOR_ITEM();
    pc++;
    BLOCK();
}
op_GET_YIELD_FROM : {
    SAVE();
    bt_value v = bt_op_yield_from_iter(th, frame, R[pc->b]);
    CHECK_ERROR(v);
    R[pc->a] = v;
    NEXT_SLOW(1);
}
op_SEND : {
    bt_value iterator = R[pc->a], v = R[pc->b];
    SAVE();
    if (frame->flags & BT_FRAME_GENERATOR)
        ((struct bt_generator *)bt_obj(frame->extra))->yield_from = iterator;
    if (bt_is_exact(th, iterator, BT_T_GENERATOR)) {
        struct bt_generator *gen = (struct bt_generator *)bt_obj(iterator);
        if (gen->base.spare == BT_GEN_SUSPENDED ||
            (gen->base.spare == BT_GEN_NEW && bt_is_none(v))) {
            CHECK_OK(bt_generator_enter(vt, gen, BT_FRAME_SEND));
            frame = &gen->frame;
            bt_value *sent = bt_generator_sent(gen);
            if (sent) {
                *sent = v;
                frame->pc++;
            }
            gen->base.spare = BT_GEN_RUNNING;
            LOAD_FRAME();
            pc = frame->pc;
            POLL_BLOCK();
        }
    }
    bool finished;
    bt_value r = bt_send_slow(th, iterator, v, &finished);
    CHECK_ERROR(r);
    RENEW();
    R[pc->b] = r;
    if (finished) {
        JUMP16();
        BLOCK();
    }
    pc++;
    BLOCK();
}
op_MAKE_FUNCTION : {
    SAVE();
    bt_value v = bt_op_make_function(th, frame, K[pc->b], &R[pc->a], pc->c);
    CHECK_ERROR(v);
    R[pc->a] = v;
    NEXT_SLOW(1);
}

    // ================================================================ exceptions
op_RAISE:
    SAVE();
    bt_op_raise(th, frame, &R[pc->a], pc->c);
    again = pc->c == 0 && !bt_exc_is(th, BT_EXC_RUNTIME_ERROR);
    goto error;
op_CATCH:
    R[pc->a] = th->exc;
    R[pc->a + 1] = frame->handled;
    frame->handled = th->exc;
    th->exc = BT_UNSET;
    NEXT(1);
op_END_CATCH:
    frame->handled = R[pc->a + 1];
    NEXT(1);
op_MATCH_EXC : {
    SAVE();
    bt_value v = bt_op_match_exc(th, R[pc->b], R[pc->c]);
    CHECK_ERROR(v);
    R[pc->a] = v;
    NEXT_SLOW(1);
}
op_RERAISE:
    SAVE();
    frame->handled = R[pc->a + 1];
    th->exc = R[pc->a];
    again = true;
    goto error;
op_EXC_INFO : {
    bt_value exc = R[pc->b];
    R[pc->a] = bt_from_obj(bt_type_of(th, exc));
    R[pc->a + 1] = exc;
    R[pc->a + 2] = ((struct bt_exception *)bt_obj(exc))->traceback;
    NEXT(1);
}
op_LOAD_ASSERTION_ERROR:
    R[pc->a] = bt_from_obj(bt_type(th, BT_EXC_ASSERTION_ERROR));
    NEXT(1);

    // ================================================================ modules and the rest
op_IMPORT_NAME:
    SAVE();
    CHECK_OK(bt_op_import_name(th, frame, &R[pc->a], NAME(pc->c)));
    NEXT_SLOW(1);
op_IMPORT_FROM : {
    SAVE();
    bt_value v = bt_op_import_from(th, R[pc->b], NAME(pc->c));
    CHECK_ERROR(v);
    R[pc->a] = v;
    NEXT_SLOW(1);
}
op_IMPORT_STAR:
    SAVE();
    CHECK_OK(bt_op_import_star(th, frame, R[pc->a]));
    NEXT_SLOW(1);
op_SETUP_ANNOTATIONS:
    SAVE();
    CHECK_OK(bt_op_setup_annotations(th, frame));
    NEXT_SLOW(1);
op_PRINT_EXPR:
    SAVE();
    CHECK_OK(bt_op_print_expr(th, R[pc->a]));
    NEXT_SLOW(1);
op_GET_LEN : {
    size_t n;
    SAVE();
    CHECK_OK(bt_len(th, R[pc->b], &n));
    R[pc->a] = bt_from_small((int64_t)n);
    NEXT_SLOW(1);
}
op_MATCH_SEQUENCE:
    R[pc->a] = bt_bool((bt_type_of(th, R[pc->b])->flags & BT_TYPE_SEQUENCE) != 0);
    NEXT(1);
op_MATCH_MAPPING:
    R[pc->a] = bt_bool((bt_type_of(th, R[pc->b])->flags & BT_TYPE_MAPPING) != 0);
    NEXT(1);
op_MATCH_KEYS : {
    SAVE();
    bt_value v = bt_op_match_keys(th, R[pc->b], R[pc->c]);
    CHECK_ERROR(v);
    R[pc->a] = v;
    NEXT_SLOW(1);
}
op_MATCH_CLASS : {
    SAVE();
    const struct bt_insn *ext = pc + 1;
    bt_value v = bt_op_match_class(th, R[pc->b], R[pc->c], ext->b, K[ext->c]);
    CHECK_ERROR(v);
    R[pc->a] = v;
    NEXT_SLOW(2);
}
op_INTRINSIC : {
    SAVE();
    bt_value out[2];
    CHECK_OK(bt_op_intrinsic(th, &R[pc->b], pc->c, out));
    R[pc->a] = out[0];
    if (!bt_is_unset(out[1]))
        R[pc->a + 1] = out[1];
    if (pc->c == BT_IN_EXC_GROUP_SPLIT && !bt_is_none(out[0]))
        frame->handled = out[0];
    NEXT_SLOW(1);
}
}

bt_value bt_eval(struct bt_vthread *vt, struct bt_frame *frame, bool raise)
{
    if (BT_UNLIKELY(!bt_enter(&vt->t, ""))) {
        vt->frame = frame->prev;
        bt_frame_pop(vt, frame);
        return BT_ERROR;
    }
    return loop(vt, frame, raise);
}
