/*
 * Conditions and comparisons. A condition becomes jumps: `and`, `or`, `not` and comparisons make no
 * values of their own.
 */
#include "compiler/unit.h"

enum form { VALUE, JUMP_IF, JUMP_IF_NOT, JUMP_IF_IMM, JUMP_IF_NOT_IMM };

// The instruction of a comparison in some form; false if there is none.
static bool form_of(enum bt_cmp_op op, enum form form, enum bt_op *out)
{
    static const uint8_t table[][5] = {
        [BT_CMP_EQ] = {BT_EQ_OP, BT_JUMP_EQ_OP, BT_JUMP_NOT_EQ_OP, BT_JUMP_EQI_OP,
                       BT_JUMP_NOT_EQI_OP},
        [BT_CMP_NOT_EQ] = {BT_NE_OP, BT_JUMP_NE_OP, BT_JUMP_NOT_NE_OP, BT_JUMP_NEI_OP,
                           BT_JUMP_NOT_NEI_OP},
        [BT_CMP_LT] = {BT_LT_OP, BT_JUMP_LT_OP, BT_JUMP_NOT_LT_OP, BT_JUMP_LTI_OP,
                       BT_JUMP_NOT_LTI_OP},
        [BT_CMP_LTE] = {BT_LE_OP, BT_JUMP_LE_OP, BT_JUMP_NOT_LE_OP, BT_JUMP_LEI_OP,
                        BT_JUMP_NOT_LEI_OP},
        [BT_CMP_GT] = {BT_GT_OP, BT_JUMP_GT_OP, BT_JUMP_NOT_GT_OP, BT_JUMP_GTI_OP,
                       BT_JUMP_NOT_GTI_OP},
        [BT_CMP_GTE] = {BT_GE_OP, BT_JUMP_GE_OP, BT_JUMP_NOT_GE_OP, BT_JUMP_GEI_OP,
                        BT_JUMP_NOT_GEI_OP},
        [BT_CMP_IS] = {BT_IS_OP},
        [BT_CMP_IS_NOT] = {BT_IS_NOT_OP},
        [BT_CMP_IN] = {BT_IN_OP},
        [BT_CMP_NOT_IN] = {BT_NOT_IN_OP},
    };
    *out = (enum bt_op)table[op][form];
    return *out != BT_NOP_OP;
}

static bool is_none(const struct bt_expr *e)
{
    return e->kind == BT_EXPR_CONSTANT && e->u.constant.kind == BT_CONST_NONE;
}

static bool small_constant(const struct bt_expr *e, uint32_t *out)
{
    const struct bt_expr *k = e;
    bool negative = e->kind == BT_EXPR_UNARY_OP && e->u.unary_op.op == BT_UNARY_USUB;
    if (negative)
        k = e->u.unary_op.operand;
    if (k->kind != BT_EXPR_CONSTANT || k->u.constant.kind != BT_CONST_INT ||
        k->u.constant.u.i > INT16_MAX)
        return false;
    int32_t i = (int32_t)k->u.constant.u.i;
    *out = (uint32_t)(negative ? -i : i);
    return true;
}

/* ---- "is" with a literal ---- */

static const char *literal_name(enum bt_image_const_kind kind)
{
    switch (kind) {
    case BT_K_INT:
    case BT_K_BIGINT: return "int";
    case BT_K_FLOAT: return "float";
    case BT_K_COMPLEX: return "complex";
    case BT_K_STR: return "str";
    case BT_K_BYTES: return "bytes";
    case BT_K_TUPLE: return "tuple";
    case BT_K_FROZENSET: return "frozenset";
    case BT_K_NONE:
    case BT_K_FALSE:
    case BT_K_TRUE:
    case BT_K_ELLIPSIS:
    case BT_K_CODE: break;
    }
    return NULL;
}

static const char *literal(struct bt_compiler *c, const struct bt_expr *e)
{
    struct bt_image_const k;
    return bt_fold(c, e, &k) ? literal_name(k.kind) : NULL;
}

static void check_is(struct bt_compiler *c, const struct bt_expr *e)
{
    const struct bt_expr *left = e->u.compare.left;
    for (uint32_t i = 0; i < e->u.compare.n; i++) {
        const struct bt_expr *right = e->u.compare.comparators[i];
        enum bt_cmp_op op = e->u.compare.ops[i];
        if (op == BT_CMP_IS || op == BT_CMP_IS_NOT) {
            const char *type = literal(c, left);
            if (type == NULL)
                type = literal(c, right);
            if (type != NULL) {
                bool is = op == BT_CMP_IS;
                bt_context_warn(c, e->span, "\"is%s\" with '%s' literal. Did you mean \"%s\"?",
                                is ? "" : " not", type, is ? "==" : "!=");
                return;
            }
        }
        left = right;
    }
}

/* ---- comparisons ---- */

// The right side of a comparison. Within a chain it is the left side of the next, which sees what
// it is.
static uint32_t right_operand(struct bt_compiler *c, enum bt_cmp_op op, const struct bt_expr *e,
                              const struct bt_expr *later)
{
    struct bt_image_const k;
    if ((op != BT_CMP_IN && op != BT_CMP_NOT_IN) || later != NULL ||
        !bt_fold_container(c, e, false, &k))
        return bt_expr_operand_before(c, e, BT_NO_REG, later);
    uint32_t t = bt_temp(c);
    bt_emit_at(c, e);
    bt_emit_const(c, t, &k);
    return t;
}

// One comparison of two registers' or a register's and a constant's values, as a jump.
static void jump_compare(struct bt_compiler *c, const struct bt_expr *e, enum bt_cmp_op op,
                         uint32_t left, const struct bt_expr *right, uint32_t right_reg,
                         uint32_t label, bool when)
{
    enum bt_op jump;
    uint32_t imm;
    if (right_reg == BT_NO_REG && is_none(right) && (op == BT_CMP_IS || op == BT_CMP_IS_NOT)) {
        bt_emit_at(c, e);
        bool none = (op == BT_CMP_IS) == when;
        bt_emit_jump(c, none ? BT_JUMP_NONE_OP : BT_JUMP_NOT_NONE_OP, left, 0, label);
        return;
    }
    if (right_reg == BT_NO_REG && small_constant(right, &imm) &&
        form_of(op, when ? JUMP_IF_IMM : JUMP_IF_NOT_IMM, &jump)) {
        bt_emit_at(c, e);
        bt_emit_jump(c, jump, left, imm, label);
        return;
    }
    uint32_t mark = bt_temp_mark(c);
    if (right_reg == BT_NO_REG)
        right_reg = right_operand(c, op, right, NULL);
    bt_emit_at(c, e);
    if (form_of(op, when ? JUMP_IF : JUMP_IF_NOT, &jump)) {
        bt_emit_jump(c, jump, left, right_reg, label);
    } else {
        enum bt_op value;
        uint32_t t = bt_temp(c);
        form_of(op, VALUE, &value);
        bt_emit(c, value, t, left, right_reg);
        bt_emit_jump(c, when ? BT_JUMP_TRUE_OP : BT_JUMP_FALSE_OP, t, 0, label);
    }
    bt_temp_release(c, mark);
}

static void cond_chain(struct bt_compiler *c, const struct bt_expr *e, uint32_t label, bool when)
{
    uint32_t mark = bt_temp_mark(c), n = e->u.compare.n;
    struct bt_expr **items = e->u.compare.comparators;
    uint32_t no = when ? bt_emit_label(c) : label;
    uint32_t left = bt_expr_operand_before(c, e->u.compare.left, BT_NO_REG, items[0]);
    for (uint32_t i = 0; i + 1 < n; i++) {
        uint32_t right = right_operand(c, e->u.compare.ops[i], items[i], items[i + 1]);
        jump_compare(c, e, e->u.compare.ops[i], left, items[i], right, no, false);
        left = right;
    }
    jump_compare(c, e, e->u.compare.ops[n - 1], left, items[n - 1], BT_NO_REG, label, when);
    if (when)
        bt_emit_bind(c, no);
    bt_temp_release(c, mark);
}

void bt_cond_compare(struct bt_compiler *c, const struct bt_expr *e, uint32_t dst)
{
    uint32_t mark = bt_temp_mark(c), n = e->u.compare.n;
    struct bt_expr **items = e->u.compare.comparators;
    enum bt_op op;
    check_is(c, e);
    uint32_t left =
        bt_expr_operand_before(c, e->u.compare.left, n == 1 ? dst : BT_NO_REG, items[0]);
    if (n == 1) {
        uint32_t right = right_operand(c, e->u.compare.ops[0], items[0], NULL);
        form_of(e->u.compare.ops[0], VALUE, &op);
        bt_emit_at(c, e);
        bt_emit(c, op, dst, left, right);
        bt_temp_release(c, mark);
        return;
    }
    uint32_t t = bt_is_temp(dst) ? dst : bt_temp(c), end = bt_emit_label(c);
    for (uint32_t i = 0; i < n; i++) {
        uint32_t right =
            right_operand(c, e->u.compare.ops[i], items[i], i + 1 < n ? items[i + 1] : NULL);
        form_of(e->u.compare.ops[i], VALUE, &op);
        bt_emit_at(c, e);
        bt_emit(c, op, t, left, right);
        if (i + 1 < n)
            bt_emit_jump(c, BT_JUMP_FALSE_OP, t, 0, end);
        left = right;
    }
    bt_emit_bind(c, end);
    bt_emit_move(c, dst, t);
    bt_temp_release(c, mark);
}

/* ---- conditions ---- */

static void cond_bool(struct bt_compiler *c, const struct bt_expr *e, uint32_t label, bool when)
{
    const struct bt_expr_seq *values = &e->u.bool_op.values;
    bool is_or = e->u.bool_op.op == BT_BOOL_OR;
    // what decides early: True for or, False for and
    uint32_t early = when == is_or ? label : bt_emit_label(c);
    for (uint32_t i = 0; i + 1 < values->n; i++)
        bt_cond_jump(c, values->items[i], early, is_or);
    bt_cond_jump(c, values->items[values->n - 1], label, when);
    if (early != label)
        bt_emit_bind(c, early);
}

static void cond_if_exp(struct bt_compiler *c, const struct bt_expr *e, uint32_t label, bool when)
{
    uint32_t orelse = bt_emit_label(c), end = bt_emit_label(c);
    bt_cond_jump(c, e->u.if_exp.test, orelse, false);
    bt_cond_jump(c, e->u.if_exp.body, label, when);
    bt_emit_at_none(c);
    bt_emit_jump(c, BT_JUMP_OP, 0, 0, end);
    bt_emit_bind(c, orelse);
    bt_cond_jump(c, e->u.if_exp.orelse, label, when);
    bt_emit_bind(c, end);
}

void bt_cond_jump(struct bt_compiler *c, const struct bt_expr *e, uint32_t label, bool when)
{
    struct bt_image_const k;
    if (c->failed)
        return;
    if (bt_fold(c, e, &k)) {
        bt_emit_at(c, e);
        if (bt_fold_truth(&k) == when)
            bt_emit_jump(c, BT_JUMP_OP, 0, 0, label);
        return;
    }
    if (e->kind == BT_EXPR_UNARY_OP && e->u.unary_op.op == BT_UNARY_NOT) {
        bt_cond_jump(c, e->u.unary_op.operand, label, !when);
        return;
    }
    if (e->kind == BT_EXPR_BOOL_OP) {
        cond_bool(c, e, label, when);
        return;
    }
    if (e->kind == BT_EXPR_IF_EXP) {
        cond_if_exp(c, e, label, when);
        return;
    }
    if (e->kind == BT_EXPR_COMPARE) {
        check_is(c, e);
        cond_chain(c, e, label, when);
        return;
    }
    uint32_t mark = bt_temp_mark(c);
    uint32_t t = bt_expr_operand(c, e, BT_NO_REG);
    bt_emit_at(c, e);
    bt_emit_jump(c, when ? BT_JUMP_TRUE_OP : BT_JUMP_FALSE_OP, t, 0, label);
    bt_temp_release(c, mark);
}
