/*
 * Liveness of temporaries: a backward data-flow analysis over one unit, one bit for each of the
 * first 64 temporaries.
 *
 * Named locals are left out on purpose: Python keeps what a local holds until it is bound anew,
 * deleted or the function ends, whether or not it is read again. An exception may leave any
 * instruction that a handler covers, so what is live at the handler is live there.
 */
#include "bytecode/liveness.h"

#include "base/mem.h"

struct flow {
    const struct bt_unit *unit;
    uint64_t *live;
    uint8_t *starts;    // does an instruction begin at this word?
    uint32_t *handlers; // word of the innermost handler that covers the word, plus 1; 0 = none
};

// ---- what one instruction reads and writes ----

struct effect {
    uint64_t reads, writes;
};

static uint64_t run_mask(const struct bt_unit *unit, uint32_t first, uint32_t n)
{
    uint64_t mask = 0;
    for (uint32_t r = first; r < first + n; r++) {
        if (r >= unit->n_locals && r - unit->n_locals < BT_LIVENESS_MAX)
            mask |= (uint64_t)1 << (r - unit->n_locals);
    }
    return mask;
}

// By the operand letters alone.
static struct effect effect_of_letters(const struct bt_unit *unit, const struct bt_insn *insn)
{
    const char *letters = bt_op_info[insn->op].operands;
    const uint16_t values[] = {insn->a, insn->b, insn->c};
    struct effect e = {0, 0};
    for (int i = 0; i < 3; i++) {
        if (letters[i] == 'r' || letters[i] == 'm')
            e.reads |= run_mask(unit, values[i], 1);
        if (letters[i] == 'w' || letters[i] == 'm')
            e.writes |= run_mask(unit, values[i], 1);
        if (letters[i] >= 'A' && letters[i] <= 'Z')
            break; // it covers b and c
    }
    return e;
}

// With the runs of registers that the letters do not show. What is not read must not count as read:
// it would be live back to the function's start, where temporaries hold anything.
static struct effect effect_of(const struct bt_unit *unit, const struct bt_insn *insn)
{
    struct effect e = effect_of_letters(unit, insn);
    switch (insn->op) {
    case BT_CALL_OP:
    case BT_CALL_KW_OP: e.reads |= run_mask(unit, insn->a, insn->b + 1u); break;
    case BT_CALL_METHOD_OP:
    case BT_CALL_METHOD_KW_OP: e.reads |= run_mask(unit, insn->a, insn->b + 2u); break;
    case BT_CALL_EX_OP: e.reads |= run_mask(unit, insn->a, 3); break;
    case BT_END_CATCH_OP:
    case BT_RERAISE_OP:
    case BT_IMPORT_NAME_OP: e.reads |= run_mask(unit, insn->a, 2); break;
    case BT_LOAD_METHOD_OP:
    case BT_LOAD_SPECIAL_OP:
    case BT_CATCH_OP: e.writes |= run_mask(unit, insn->a, 2); break;
    case BT_EXC_INFO_OP: e.writes |= run_mask(unit, insn->a, 3); break;
    case BT_UNPACK_OP: e.writes |= run_mask(unit, insn->a, insn->c); break;
    case BT_UNPACK_EX_OP: e.writes |= run_mask(unit, insn->a, insn[1].b + insn[1].c + 1u); break;
    case BT_BUILD_LIST_OP:
    case BT_BUILD_TUPLE_OP:
    case BT_BUILD_SET_OP:
    case BT_BUILD_STRING_OP:
    case BT_BUILD_SLICE_OP: e.reads = run_mask(unit, insn->b, insn->c); break;
    case BT_BUILD_MAP_OP: e.reads = run_mask(unit, insn->b, insn->c * 2u); break;
    case BT_FORMAT_OP: e.reads |= run_mask(unit, insn->b, insn->c & 4 ? 2 : 1); break;
    case BT_RAISE_OP: e.reads = run_mask(unit, insn->a, insn->c); break;
    case BT_MAKE_FUNCTION_OP:
        e.reads = run_mask(unit, insn->a, (uint32_t)__builtin_popcount(insn->c));
        break;
    case BT_INTRINSIC_OP:
        e.reads |= run_mask(unit, insn->b, 2);
        e.writes |= run_mask(unit, insn->a, insn->c == BT_IN_EXC_GROUP_SPLIT ? 2 : 1);
        break;
    default: break;
    }
    return e;
}

// ---- the flow ----

// The word a jump goes to; n_insns if the instruction does not jump.
static uint32_t jump_target(const struct bt_unit *unit, uint32_t word)
{
    const struct bt_insn *insn = &unit->insns[word];
    const struct bt_op_info *info = &bt_op_info[insn->op];
    int64_t distance;
    if (info->operands[1] == 'J')
        distance = (int32_t)bt_insn_bc(insn);
    else if (info->operands[2] == 'j')
        distance = (int16_t)insn->c;
    else
        return unit->n_insns;
    return (uint32_t)(word + info->words + distance);
}

// Works one instruction out anew; true if that changed something.
static bool step(const struct flow *f, uint32_t word)
{
    const struct bt_unit *unit = f->unit;
    const struct bt_op_info *info = &bt_op_info[unit->insns[word].op];
    struct effect e = effect_of(unit, &unit->insns[word]);
    // FORITER writes on its way back into the loop, the others when they go on
    bool jumps_with_item = unit->insns[word].op == BT_FORITER_OP;
    uint64_t in = 0;
    if ((info->flags & BT_OPF_T) == 0 && word + info->words < unit->n_insns)
        in = f->live[word + info->words] & (jumps_with_item ? ~(uint64_t)0 : ~e.writes);
    uint32_t target = jump_target(unit, word);
    if (target < unit->n_insns)
        in |= f->live[target] & (jumps_with_item ? ~e.writes : ~(uint64_t)0);
    // nothing is raised at CATCH, which writes what the handler around it reads
    if (f->handlers[word] != 0 && unit->insns[word].op != BT_CATCH_OP)
        in |= f->live[f->handlers[word] - 1];
    in |= e.reads | f->live[word];
    bool changed = in != f->live[word];
    f->live[word] = in;
    return changed;
}

static void prepare(struct flow *f)
{
    const struct bt_unit *unit = f->unit;
    for (uint32_t w = 0; w < unit->n_insns; w += bt_op_info[unit->insns[w].op].words)
        f->starts[w] = 1;
    // The innermost handler is the first that contains the word.
    for (uint32_t i = unit->n_handlers; i-- > 0;) {
        const struct bt_image_handler *h = &unit->handlers[i];
        for (uint32_t w = h->start; w < h->end; w++)
            f->handlers[w] = h->handler + 1;
    }
}

bool bt_liveness(const struct bt_unit *unit, uint64_t *live)
{
    struct flow f = {.unit = unit, .live = live};
    f.starts = bt_alloc_zero(unit->n_insns);
    f.handlers = bt_alloc_zero(unit->n_insns * sizeof *f.handlers);
    bool ok = f.starts != NULL && f.handlers != NULL;
    for (uint32_t w = 0; w < unit->n_insns; w++)
        live[w] = 0;
    if (ok)
        prepare(&f);
    for (bool changed = ok; changed;) {
        changed = false;
        for (uint32_t w = unit->n_insns; w-- > 0;) {
            if (f.starts[w] && step(&f, w))
                changed = true;
        }
    }
    bt_free(f.starts);
    bt_free(f.handlers);
    return ok;
}
