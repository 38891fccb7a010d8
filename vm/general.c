/*
 * The general way of the instructions that the eval loop has faster ways for: what `-X
 * specialise=off` runs. No type is tested here and no cache is asked: everything goes through the
 * protocol. A test compares whole schedules of the two ways, so both must count alike, switch
 * alike and ask the heap for the same memory.
 */
#include "runtime/objects/int.h"
#include "runtime/objects/protocol.h"
#include "vm/eval.h"

// The operator of an instruction with a small int as right operand.
static bt_value immediate(struct bt_thread *th, uint8_t op, bt_value a, bt_value b)
{
    switch (op) {
    case BT_ADDI_OP: return bt_binary(th, BT_OP_ADD, a, b);
    case BT_SUBI_OP: return bt_binary(th, BT_OP_SUB, a, b);
    case BT_MULI_OP: return bt_binary(th, BT_OP_MUL, a, b);
    case BT_FLOORDIVI_OP: return bt_binary(th, BT_OP_FLOORDIV, a, b);
    case BT_MODI_OP: return bt_binary(th, BT_OP_MOD, a, b);
    case BT_ANDI_OP: return bt_binary(th, BT_OP_AND, a, b);
    case BT_LSHIFTI_OP: return bt_binary(th, BT_OP_LSHIFT, a, b);
    case BT_RSHIFTI_OP: return bt_binary(th, BT_OP_RSHIFT, a, b);
    case BT_IADDI_OP: return bt_inplace(th, BT_OP_ADD, a, b);
    default: return bt_inplace(th, BT_OP_SUB, a, b);
    }
}

static bool is_instance(bt_value v)
{
    return bt_is_obj(v) && (bt_obj(v)->type->flags & BT_TYPE_HEAP) != 0;
}

bool bt_general_applies(const struct bt_insn *pc, const bt_value *regs)
{
    unsigned op = pc->op;
    bool jump = op >= BT_JUMP_LT_OP && op <= BT_JUMP_NOT_GEI_OP;
    bool immediate = (jump && op >= BT_JUMP_LTI_OP) || (op >= BT_ADDI_OP && op <= BT_ISUBI_OP) ||
                     op == BT_GETITEMI_OP;
    bool unary = op >= BT_NEG_OP && op <= BT_NOT_OP;
    unsigned left = jump ? pc->a : pc->b, right = jump ? pc->b : pc->c;
    return !is_instance(regs[left]) && (immediate || unary || !is_instance(regs[right]));
}

bt_value bt_general_value(struct bt_thread *th, const struct bt_insn *pc, const bt_value *regs)
{
    bt_value a = regs[pc->b];
    unsigned op = pc->op;
    if (op >= BT_ADD_OP && op <= BT_OR_OP)
        return bt_binary(th, (enum bt_binop)(op - BT_ADD_OP), a, regs[pc->c]);
    if (op >= BT_IADD_OP && op <= BT_IOR_OP)
        return bt_inplace(th, (enum bt_binop)(op - BT_IADD_OP), a, regs[pc->c]);
    if (op >= BT_ADDI_OP && op <= BT_ISUBI_OP)
        return immediate(th, pc->op, a, bt_from_small((int16_t)pc->c));
    if (op >= BT_LT_OP && op <= BT_GE_OP)
        return bt_compare(th, a, regs[pc->c], (enum bt_cmpop)(op - BT_LT_OP));
    bool truth;
    switch (op) {
    case BT_NEG_OP: return bt_unary(th, BT_NEG, a);
    case BT_POS_OP: return bt_unary(th, BT_POS, a);
    case BT_INVERT_OP: return bt_unary(th, BT_INVERT, a);
    case BT_NOT_OP: return bt_truth(th, a, &truth) ? bt_bool(!truth) : BT_ERROR;
    case BT_GETITEMI_OP: return bt_getitem(th, a, bt_from_small((int16_t)pc->c));
    default: return bt_getitem(th, a, regs[pc->c]);
    }
}

bool bt_general_branch(struct bt_thread *th, const struct bt_insn *pc, const bt_value *regs,
                       bool *taken)
{
    // four forms: plain, NOT, small int, NOT with small int; six comparisons each
    unsigned which = (unsigned)pc->op - BT_JUMP_LT_OP;
    bt_value b = which < 12 ? regs[pc->b] : bt_from_small((int16_t)pc->b);
    if (!bt_compare_bool(th, regs[pc->a], b, (enum bt_cmpop)(which % 6), taken))
        return false;
    if (which % 12 >= 6)
        *taken = !*taken;
    return true;
}

bool bt_general_next(struct bt_thread *th, bt_value iterator, bt_value *item)
{
    if (!bt_is_exact(th, iterator, BT_T_RANGE_ITER) && !bt_is_exact(th, iterator, BT_T_LIST_ITER) &&
        !bt_is_exact(th, iterator, BT_T_TUPLE_ITER))
        return false;
    *item = bt_obj(iterator)->type->s.next(th, iterator);
    return true;
}
