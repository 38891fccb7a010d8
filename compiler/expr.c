/*
 * Expressions. Each is compiled to a destination register, which only its last instruction writes:
 * the destination may be a local that the expression reads, or that a handler looks at when the
 * expression raises. Intermediate values live in temporaries; a destination that is itself a
 * temporary may be used for them.
 */
#include "compiler/unit.h"

#include <string.h>

enum bt_op bt_expr_binop(enum bt_operator op)
{
    static const uint8_t table[] = {
        [BT_OP_ADD] = BT_ADD_OP,
        [BT_OP_SUB] = BT_SUB_OP,
        [BT_OP_MULT] = BT_MUL_OP,
        [BT_OP_MAT_MULT] = BT_MATMUL_OP,
        [BT_OP_DIV] = BT_TRUEDIV_OP,
        [BT_OP_MOD] = BT_MOD_OP,
        [BT_OP_POW] = BT_POW_OP,
        [BT_OP_LSHIFT] = BT_LSHIFT_OP,
        [BT_OP_RSHIFT] = BT_RSHIFT_OP,
        [BT_OP_BIT_OR] = BT_OR_OP,
        [BT_OP_BIT_XOR] = BT_XOR_OP,
        [BT_OP_BIT_AND] = BT_AND_OP,
        [BT_OP_FLOOR_DIV] = BT_FLOORDIV_OP,
    };
    return (enum bt_op)table[op];
}

/* ---- operands ---- */

static bool any_rebinds(const struct bt_compiler *c, const struct bt_expr_seq *seq)
{
    for (uint32_t i = 0; i < seq->n; i++) {
        if (seq->items[i] != NULL && bt_expr_rebinds(c, seq->items[i]))
            return true;
    }
    return false;
}

bool bt_expr_rebinds(const struct bt_compiler *c, const struct bt_expr *e)
{
    // Only := does. A scope without one is the rule, and where there is one nobody minds a few
    // moves: simple expressions are told apart, for all others yes is assumed.
    if (e == NULL || !c->u->scope->has_walrus)
        return false;
    switch (e->kind) {
    case BT_EXPR_CONSTANT:
    case BT_EXPR_NAME:
    case BT_EXPR_LAMBDA: return false;
    case BT_EXPR_ATTRIBUTE: return bt_expr_rebinds(c, e->u.attribute.value);
    case BT_EXPR_TUPLE:
    case BT_EXPR_LIST: return any_rebinds(c, &e->u.list.elts);
    case BT_EXPR_BIN_OP:
        return bt_expr_rebinds(c, e->u.bin_op.left) || bt_expr_rebinds(c, e->u.bin_op.right);
    case BT_EXPR_SUBSCRIPT:
        return bt_expr_rebinds(c, e->u.subscript.value) || bt_expr_rebinds(c, e->u.subscript.slice);
    case BT_EXPR_BOOL_OP:
    case BT_EXPR_NAMED_EXPR:
    case BT_EXPR_UNARY_OP:
    case BT_EXPR_IF_EXP:
    case BT_EXPR_DICT:
    case BT_EXPR_SET:
    case BT_EXPR_LIST_COMP:
    case BT_EXPR_SET_COMP:
    case BT_EXPR_DICT_COMP:
    case BT_EXPR_GENERATOR_EXP:
    case BT_EXPR_AWAIT:
    case BT_EXPR_YIELD:
    case BT_EXPR_YIELD_FROM:
    case BT_EXPR_COMPARE:
    case BT_EXPR_CALL:
    case BT_EXPR_FORMATTED_VALUE:
    case BT_EXPR_JOINED_STR:
    case BT_EXPR_STARRED:
    case BT_EXPR_SLICE: break;
    }
    return true;
}

uint32_t bt_expr_operand(struct bt_compiler *c, const struct bt_expr *e, uint32_t hint)
{
    if (e->kind == BT_EXPR_NAME && !bt_context_is(e->u.name.id, "__debug__")) {
        uint32_t reg = bt_var_register(c, e->u.name.id);
        if (reg != BT_NO_REG) {
            bt_emit_at(c, e);
            bt_emit(c, BT_CHECK_OP, reg, 0, 0);
            return reg;
        }
    }
    if (hint == BT_NO_REG || !bt_is_temp(hint))
        hint = bt_temp(c);
    bt_expr_to(c, e, hint);
    return hint;
}

uint32_t bt_expr_operand_before(struct bt_compiler *c, const struct bt_expr *e, uint32_t hint,
                                const struct bt_expr *later)
{
    uint32_t reg = bt_expr_operand(c, e, hint);
    if (bt_is_temp(reg) || !bt_expr_rebinds(c, later))
        return reg;
    uint32_t copy = hint != BT_NO_REG && bt_is_temp(hint) ? hint : bt_temp(c);
    bt_emit_move(c, copy, reg);
    return copy;
}

uint32_t bt_expr_iterable(struct bt_compiler *c, const struct bt_expr *e, uint32_t hint)
{
    struct bt_image_const k;
    if (!bt_fold_container(c, e, true, &k))
        return bt_expr_operand(c, e, hint);
    bt_emit_at(c, e);
    bt_emit_const(c, hint, &k);
    return hint;
}

uint32_t bt_expr_push(struct bt_compiler *c, const struct bt_expr *e)
{
    uint32_t reg = bt_temp(c);
    bt_expr_to(c, e, reg);
    return reg;
}

void bt_expr_effect(struct bt_compiler *c, const struct bt_expr *e)
{
    struct bt_image_const k;
    if (e->kind == BT_EXPR_CONSTANT || bt_fold(c, e, &k))
        return;
    uint32_t mark = bt_temp_mark(c);
    bt_expr_operand(c, e, BT_NO_REG);
    bt_temp_release(c, mark);
}

/* ---- operators ---- */

// A small int that fits a 16-bit operand?
static bool small_int(struct bt_compiler *c, const struct bt_expr *e, uint32_t *out)
{
    struct bt_image_const k;
    if (e->kind != BT_EXPR_CONSTANT && e->kind != BT_EXPR_UNARY_OP)
        return false;
    if (!bt_fold(c, e, &k) || k.kind != BT_K_INT || k.u.i < INT16_MIN || k.u.i > INT16_MAX)
        return false;
    *out = (uint32_t)(int32_t)k.u.i;
    return true;
}

static bool immediate_form(enum bt_operator op, enum bt_op *out)
{
    switch (op) {
    case BT_OP_ADD: *out = BT_ADDI_OP; return true;
    case BT_OP_SUB: *out = BT_SUBI_OP; return true;
    case BT_OP_MULT: *out = BT_MULI_OP; return true;
    case BT_OP_FLOOR_DIV: *out = BT_FLOORDIVI_OP; return true;
    case BT_OP_MOD: *out = BT_MODI_OP; return true;
    case BT_OP_BIT_AND: *out = BT_ANDI_OP; return true;
    case BT_OP_LSHIFT: *out = BT_LSHIFTI_OP; return true;
    case BT_OP_RSHIFT: *out = BT_RSHIFTI_OP; return true;
    case BT_OP_MAT_MULT:
    case BT_OP_DIV:
    case BT_OP_POW:
    case BT_OP_BIT_OR:
    case BT_OP_BIT_XOR: break;
    }
    return false;
}

static void binary(struct bt_compiler *c, const struct bt_expr *e, uint32_t dst)
{
    uint32_t mark = bt_temp_mark(c), imm;
    enum bt_op op = bt_expr_binop(e->u.bin_op.op);
    const struct bt_expr *right = e->u.bin_op.right;
    enum bt_op with_imm;
    uint32_t a = bt_expr_operand_before(c, e->u.bin_op.left, dst, right);
    if (immediate_form(e->u.bin_op.op, &with_imm) && small_int(c, right, &imm)) {
        bt_emit_at(c, e);
        bt_emit(c, with_imm, dst, a, imm);
    } else {
        uint32_t b = bt_expr_operand(c, right, BT_NO_REG);
        bt_emit_at(c, e);
        bt_emit(c, op, dst, a, b);
    }
    bt_temp_release(c, mark);
}

static void unary(struct bt_compiler *c, const struct bt_expr *e, uint32_t dst)
{
    static const uint8_t table[] = {
        [BT_UNARY_INVERT] = BT_INVERT_OP,
        [BT_UNARY_NOT] = BT_NOT_OP,
        [BT_UNARY_UADD] = BT_POS_OP,
        [BT_UNARY_USUB] = BT_NEG_OP,
    };
    uint32_t mark = bt_temp_mark(c);
    uint32_t a = bt_expr_operand(c, e->u.unary_op.operand, dst);
    bt_emit_at(c, e);
    bt_emit(c, (enum bt_op)table[e->u.unary_op.op], dst, a, 0);
    bt_temp_release(c, mark);
}

// a and b, a or b: each value in turn into one temporary, until one decides.
static void bool_op(struct bt_compiler *c, const struct bt_expr *e, uint32_t dst)
{
    uint32_t mark = bt_temp_mark(c);
    uint32_t t = bt_is_temp(dst) ? dst : bt_temp(c);
    uint32_t end = bt_emit_label(c);
    const struct bt_expr_seq *values = &e->u.bool_op.values;
    enum bt_op jump = e->u.bool_op.op == BT_BOOL_AND ? BT_JUMP_FALSE_OP : BT_JUMP_TRUE_OP;
    for (uint32_t i = 0; i < values->n; i++) {
        bt_expr_to(c, values->items[i], t);
        if (i + 1 < values->n) {
            bt_emit_at(c, values->items[i]);
            bt_emit_jump(c, jump, t, 0, end);
        }
    }
    bt_emit_bind(c, end);
    bt_emit_move(c, dst, t);
    bt_temp_release(c, mark);
}

static void if_exp(struct bt_compiler *c, const struct bt_expr *e, uint32_t dst)
{
    uint32_t orelse = bt_emit_label(c), end = bt_emit_label(c);
    bt_cond_jump(c, e->u.if_exp.test, orelse, false);
    bt_expr_to(c, e->u.if_exp.body, dst);
    bt_emit_at_none(c);
    bt_emit_jump(c, BT_JUMP_OP, 0, 0, end);
    bt_emit_bind(c, orelse);
    bt_expr_to(c, e->u.if_exp.orelse, dst);
    bt_emit_bind(c, end);
}

static void walrus(struct bt_compiler *c, const struct bt_expr *e, uint32_t dst)
{
    const struct bt_expr *target = e->u.named_expr.target;
    if (bt_var_forbidden(c, target->u.name.id, target->span, false))
        return;
    uint32_t mark = bt_temp_mark(c);
    uint32_t t = bt_is_temp(dst) ? dst : bt_temp(c);
    bt_expr_to(c, e->u.named_expr.value, t);
    bt_emit_at(c, target);
    bt_var_store(c, target->u.name.id, t);
    bt_emit_move(c, dst, t);
    bt_temp_release(c, mark);
}

/* ---- displays ---- */

#define IN_ONE_GO 64 // a longer display is appended item by item, so that it needs few registers

static bool has_star(const struct bt_expr_seq *elts)
{
    for (uint32_t i = 0; i < elts->n; i++) {
        if (elts->items[i]->kind == BT_EXPR_STARRED)
            return true;
    }
    return false;
}

// Three or more constants: one constant tuple, and the list or set is made of it.
static bool constant_sequence(struct bt_compiler *c, enum bt_op build,
                              const struct bt_expr_seq *elts, uint32_t dst)
{
    struct bt_image_const k = {.kind = BT_K_TUPLE};
    struct bt_expr tuple = {.kind = BT_EXPR_TUPLE};
    if (elts->n < 3 || build == BT_BUILD_TUPLE_OP)
        return false;
    tuple.u.list.elts = *elts;
    tuple.u.list.ctx = BT_CTX_LOAD;
    if (!bt_fold(c, &tuple, &k))
        return false;
    uint32_t mark = bt_temp_mark(c);
    uint32_t t = bt_is_temp(dst) ? dst : bt_temp(c);
    uint32_t items = bt_temp(c);
    bt_emit(c, build, t, items, 0);
    bt_emit_const(c, items, &k);
    bt_emit(c, build == BT_BUILD_LIST_OP ? BT_LIST_EXTEND_OP : BT_SET_UPDATE_OP, t, items, 0);
    bt_emit_move(c, dst, t);
    bt_temp_release(c, mark);
    return true;
}

static void grow_sequence(struct bt_compiler *c, enum bt_op build, const struct bt_expr_seq *elts,
                          const struct bt_expr *at, uint32_t dst)
{
    bool set = build == BT_BUILD_SET_OP;
    uint32_t mark = bt_temp_mark(c);
    uint32_t t = bt_is_temp(dst) ? dst : bt_temp(c);
    uint32_t first = bt_temp_mark(c) | BT_TEMP, i = 0;
    for (; i < elts->n && i < IN_ONE_GO && elts->items[i]->kind != BT_EXPR_STARRED; i++)
        bt_expr_push(c, elts->items[i]);
    bt_emit_at(c, at);
    bt_emit_build(c, set ? BT_BUILD_SET_OP : BT_BUILD_LIST_OP, t, first, i);
    bt_temp_release(c, first & ~BT_TEMP);
    for (; i < elts->n; i++) {
        const struct bt_expr *e = elts->items[i];
        bool star = e->kind == BT_EXPR_STARRED;
        uint32_t item = bt_expr_operand(c, star ? e->u.starred.value : e, BT_NO_REG);
        bt_emit_at(c, at);
        if (star)
            bt_emit(c, set ? BT_SET_UPDATE_OP : BT_LIST_EXTEND_OP, t, item, 0);
        else
            bt_emit(c, set ? BT_SET_ADD_OP : BT_LIST_APPEND_OP, t, item, 0);
        bt_temp_release(c, first & ~BT_TEMP);
    }
    if (build == BT_BUILD_TUPLE_OP)
        bt_emit(c, BT_LIST_TO_TUPLE_OP, dst, t, 0);
    else
        bt_emit_move(c, dst, t);
    bt_temp_release(c, mark);
}

void bt_expr_sequence(struct bt_compiler *c, enum bt_op build, const struct bt_expr_seq *elts,
                      const struct bt_expr *at, uint32_t dst)
{
    bt_emit_at(c, at);
    if (constant_sequence(c, build, elts, dst))
        return;
    if (elts->n > IN_ONE_GO || has_star(elts)) {
        grow_sequence(c, build, elts, at, dst);
        return;
    }
    uint32_t mark = bt_temp_mark(c);
    for (uint32_t i = 0; i < elts->n; i++)
        bt_expr_push(c, elts->items[i]);
    bt_emit_at(c, at);
    bt_emit_build(c, build, dst, mark | BT_TEMP, elts->n);
    bt_temp_release(c, mark);
}

static void dict_part(struct bt_compiler *c, const struct bt_expr *e, uint32_t from, uint32_t to,
                      uint32_t t, bool fresh)
{
    uint32_t mark = bt_temp_mark(c);
    for (uint32_t i = from; i < to; i++) {
        bt_expr_push(c, e->u.dict.keys.items[i]);
        bt_expr_push(c, e->u.dict.values.items[i]);
        if (!fresh) {
            bt_emit_at(c, e);
            bt_emit(c, BT_MAP_ADD_OP, t, mark | BT_TEMP, (mark + 1) | BT_TEMP);
            bt_temp_release(c, mark);
        }
    }
    if (fresh) {
        bt_emit_at(c, e);
        bt_emit_build(c, BT_BUILD_MAP_OP, t, mark | BT_TEMP, to - from);
    }
    bt_temp_release(c, mark);
}

static void dict(struct bt_compiler *c, const struct bt_expr *e, uint32_t dst)
{
    const struct bt_expr_seq *keys = &e->u.dict.keys;
    uint32_t mark = bt_temp_mark(c), i = 0;
    while (i < keys->n && i < IN_ONE_GO / 2 && keys->items[i] != NULL)
        i++;
    if (i == keys->n) {
        dict_part(c, e, 0, i, dst, true);
        return;
    }
    uint32_t t = bt_is_temp(dst) ? dst : bt_temp(c);
    dict_part(c, e, 0, i, t, true);
    for (; i < keys->n; i++) {
        if (keys->items[i] != NULL) {
            dict_part(c, e, i, i + 1, t, false);
            continue;
        }
        uint32_t inner = bt_temp_mark(c);
        uint32_t mapping = bt_expr_operand(c, e->u.dict.values.items[i], BT_NO_REG);
        bt_emit_at(c, e);
        bt_emit(c, BT_DICT_UPDATE_OP, t, mapping, 0);
        bt_temp_release(c, inner);
    }
    bt_emit_move(c, dst, t);
    bt_temp_release(c, mark);
}

/* ---- f-strings ---- */

static void formatted(struct bt_compiler *c, const struct bt_expr *e, uint32_t dst)
{
    uint32_t mark = bt_temp_mark(c), how = 0;
    if (e->u.formatted_value.conversion == 's')
        how = 1;
    else if (e->u.formatted_value.conversion == 'r')
        how = 2;
    else if (e->u.formatted_value.conversion == 'a')
        how = 3;
    uint32_t value;
    if (e->u.formatted_value.format_spec != NULL) {
        value = bt_expr_push(c, e->u.formatted_value.value); // the spec stands behind it
        bt_expr_push(c, e->u.formatted_value.format_spec);
        how |= 4;
    } else {
        value = bt_expr_operand(c, e->u.formatted_value.value, BT_NO_REG);
    }
    bt_emit_at(c, e);
    bt_emit(c, BT_FORMAT_OP, dst, value, how);
    bt_temp_release(c, mark);
}

static void joined(struct bt_compiler *c, const struct bt_expr *e, uint32_t dst)
{
    const struct bt_expr_seq *values = &e->u.joined_str.values;
    uint32_t mark = bt_temp_mark(c);
    if (values->n == 0) {
        bt_emit_at(c, e);
        bt_emit_str(c, dst, "", 0);
        return;
    }
    if (values->n == 1) {
        bt_expr_to(c, values->items[0], dst);
        return;
    }
    uint32_t i = 0, n = 0;
    for (; i < values->n; i++) {
        if (n == IN_ONE_GO * 4) { // join what there is; it is the first piece of the rest
            bt_emit_at(c, e);
            bt_emit(c, BT_BUILD_STRING_OP, mark | BT_TEMP, mark | BT_TEMP, n);
            bt_temp_release(c, mark + 1);
            n = 1;
        }
        bt_expr_push(c, values->items[i]);
        n++;
    }
    bt_emit_at(c, e);
    bt_emit(c, BT_BUILD_STRING_OP, dst, mark | BT_TEMP, n);
    bt_temp_release(c, mark);
}

/* ---- attributes and items ---- */

static void attribute(struct bt_compiler *c, const struct bt_expr *e, uint32_t dst)
{
    uint32_t mark = bt_temp_mark(c);
    uint32_t object = bt_expr_operand(c, e->u.attribute.value, dst);
    bt_emit_at_attr(c, e, e);
    const struct bt_name *attr = bt_unit_mangle(c, e->u.attribute.attr);
    bt_emit(c, BT_GETATTR_OP, dst, object, bt_emit_name_index(c, attr));
    bt_temp_release(c, mark);
}

void bt_expr_slice_parts(struct bt_compiler *c, const struct bt_expr *e, uint32_t dst)
{
    const struct bt_expr *parts[] = {e->u.slice.lower, e->u.slice.upper, e->u.slice.step};
    uint32_t n = e->u.slice.step != NULL ? 3 : 2, mark = bt_temp_mark(c);
    for (uint32_t i = 0; i < n; i++) {
        uint32_t t = bt_temp(c);
        bt_emit_at(c, e);
        if (parts[i] != NULL)
            bt_expr_to(c, parts[i], t);
        else
            bt_emit_none(c, t);
    }
    bt_emit_at(c, e);
    bt_emit(c, BT_BUILD_SLICE_OP, dst, mark | BT_TEMP, n);
    bt_temp_release(c, mark);
}

static void check_subscript(struct bt_compiler *c, const struct bt_expr *e);

static void subscript(struct bt_compiler *c, const struct bt_expr *e, uint32_t dst)
{
    uint32_t mark = bt_temp_mark(c), imm;
    const struct bt_expr *slice = e->u.subscript.slice;
    check_subscript(c, e);
    uint32_t object = bt_expr_operand_before(c, e->u.subscript.value, dst, slice);
    if (small_int(c, slice, &imm)) {
        bt_emit_at(c, e);
        bt_emit(c, BT_GETITEMI_OP, dst, object, imm);
    } else {
        uint32_t key = bt_expr_operand(c, slice, BT_NO_REG);
        bt_emit_at(c, e);
        bt_emit(c, BT_GETITEM_OP, dst, object, key);
    }
    bt_temp_release(c, mark);
}

/* ---- warnings about constants used as what they are not ---- */

// The type's name for the warning; NULL when the expression may well be subscripted.
static const char *literal_type(const struct bt_expr *e, bool call)
{
    switch (e->kind) {
    case BT_EXPR_TUPLE: return call ? "tuple" : NULL;
    case BT_EXPR_LIST:
    case BT_EXPR_LIST_COMP: return call ? "list" : NULL;
    case BT_EXPR_DICT:
    case BT_EXPR_DICT_COMP: return call ? "dict" : NULL;
    case BT_EXPR_SET:
    case BT_EXPR_SET_COMP: return "set";
    case BT_EXPR_GENERATOR_EXP: return "generator";
    case BT_EXPR_LAMBDA: return call ? NULL : "function";
    case BT_EXPR_JOINED_STR:
    case BT_EXPR_FORMATTED_VALUE: return call ? "str" : NULL;
    case BT_EXPR_CONSTANT:
        switch (e->u.constant.kind) {
        case BT_CONST_NONE: return "NoneType";
        case BT_CONST_FALSE:
        case BT_CONST_TRUE: return "bool";
        case BT_CONST_ELLIPSIS: return "ellipsis";
        case BT_CONST_INT:
        case BT_CONST_BIG_INT: return "int";
        case BT_CONST_FLOAT: return "float";
        case BT_CONST_IMAG: return "complex";
        case BT_CONST_STR: return call ? "str" : NULL;
        case BT_CONST_BYTES: return call ? "bytes" : NULL;
        }
        return NULL;
    case BT_EXPR_BOOL_OP:
    case BT_EXPR_NAMED_EXPR:
    case BT_EXPR_BIN_OP:
    case BT_EXPR_UNARY_OP:
    case BT_EXPR_IF_EXP:
    case BT_EXPR_AWAIT:
    case BT_EXPR_YIELD:
    case BT_EXPR_YIELD_FROM:
    case BT_EXPR_COMPARE:
    case BT_EXPR_CALL:
    case BT_EXPR_ATTRIBUTE:
    case BT_EXPR_SUBSCRIPT:
    case BT_EXPR_STARRED:
    case BT_EXPR_NAME:
    case BT_EXPR_SLICE: break;
    }
    return NULL;
}

static const char *index_type(const struct bt_expr *e)
{
    switch (e->kind) {
    case BT_EXPR_TUPLE: return "tuple";
    case BT_EXPR_CONSTANT:
        if (e->u.constant.kind == BT_CONST_INT || e->u.constant.kind == BT_CONST_BIG_INT ||
            e->u.constant.kind == BT_CONST_TRUE || e->u.constant.kind == BT_CONST_FALSE)
            return NULL;
        return e->u.constant.kind == BT_CONST_STR     ? "str"
               : e->u.constant.kind == BT_CONST_BYTES ? "bytes"
                                                      : literal_type(e, true);
    case BT_EXPR_LIST:
    case BT_EXPR_LIST_COMP: return "list";
    case BT_EXPR_DICT:
    case BT_EXPR_DICT_COMP: return "dict";
    case BT_EXPR_SET:
    case BT_EXPR_SET_COMP: return "set";
    case BT_EXPR_GENERATOR_EXP: return "generator";
    case BT_EXPR_LAMBDA: return "function";
    case BT_EXPR_JOINED_STR:
    case BT_EXPR_FORMATTED_VALUE: return "str";
    case BT_EXPR_BOOL_OP:
    case BT_EXPR_NAMED_EXPR:
    case BT_EXPR_BIN_OP:
    case BT_EXPR_UNARY_OP:
    case BT_EXPR_IF_EXP:
    case BT_EXPR_AWAIT:
    case BT_EXPR_YIELD:
    case BT_EXPR_YIELD_FROM:
    case BT_EXPR_COMPARE:
    case BT_EXPR_CALL:
    case BT_EXPR_ATTRIBUTE:
    case BT_EXPR_SUBSCRIPT:
    case BT_EXPR_STARRED:
    case BT_EXPR_NAME:
    case BT_EXPR_SLICE: break;
    }
    return NULL;
}

static bool is_sequence_literal(const struct bt_expr *e)
{
    return e->kind == BT_EXPR_TUPLE || e->kind == BT_EXPR_LIST || e->kind == BT_EXPR_LIST_COMP ||
           e->kind == BT_EXPR_JOINED_STR || e->kind == BT_EXPR_FORMATTED_VALUE ||
           (e->kind == BT_EXPR_CONSTANT &&
            (e->u.constant.kind == BT_CONST_STR || e->u.constant.kind == BT_CONST_BYTES));
}

static void check_subscript(struct bt_compiler *c, const struct bt_expr *e)
{
    const struct bt_expr *value = e->u.subscript.value;
    const char *type = literal_type(value, false);
    if (type != NULL) {
        bt_context_warn(c, e->span, "'%s' object is not subscriptable; perhaps you missed a comma?",
                        type);
        return;
    }
    const char *index = index_type(e->u.subscript.slice);
    if (index != NULL && is_sequence_literal(value))
        bt_context_warn(c, e->span,
                        "%s indices must be integers or slices, not %s; perhaps you missed a "
                        "comma?",
                        literal_type(value, true), index);
}

static void check_call(struct bt_compiler *c, const struct bt_expr *e)
{
    const char *type = literal_type(e->u.call.func, true);
    if (type != NULL)
        bt_context_warn(c, e->span, "'%s' object is not callable; perhaps you missed a comma?",
                        type);
}

/* ---- all kinds ---- */

static void load_name(struct bt_compiler *c, const struct bt_expr *e, uint32_t dst)
{
    bt_emit_at(c, e);
    bt_var_load(c, e->u.name.id, dst);
}

void bt_expr_to(struct bt_compiler *c, const struct bt_expr *e, uint32_t dst)
{
    struct bt_image_const k;
    if (c->failed)
        return;
    if (bt_fold(c, e, &k)) {
        bt_emit_at(c, e);
        bt_emit_const(c, dst, &k);
        return;
    }
    switch (e->kind) {
    case BT_EXPR_BOOL_OP: bool_op(c, e, dst); break;
    case BT_EXPR_NAMED_EXPR: walrus(c, e, dst); break;
    case BT_EXPR_BIN_OP: binary(c, e, dst); break;
    case BT_EXPR_UNARY_OP: unary(c, e, dst); break;
    case BT_EXPR_LAMBDA: bt_lambda(c, e, dst); break;
    case BT_EXPR_IF_EXP: if_exp(c, e, dst); break;
    case BT_EXPR_DICT: dict(c, e, dst); break;
    case BT_EXPR_SET: bt_expr_sequence(c, BT_BUILD_SET_OP, &e->u.set.elts, e, dst); break;
    case BT_EXPR_LIST_COMP:
    case BT_EXPR_SET_COMP:
    case BT_EXPR_DICT_COMP:
    case BT_EXPR_GENERATOR_EXP: bt_comprehension(c, e, dst); break;
    case BT_EXPR_AWAIT:
    case BT_EXPR_YIELD:
    case BT_EXPR_YIELD_FROM: bt_yield(c, e, dst); break;
    case BT_EXPR_COMPARE: bt_cond_compare(c, e, dst); break;
    case BT_EXPR_CALL:
        check_call(c, e);
        bt_expr_call(c, e, dst);
        break;
    case BT_EXPR_FORMATTED_VALUE: formatted(c, e, dst); break;
    case BT_EXPR_JOINED_STR: joined(c, e, dst); break;
    case BT_EXPR_CONSTANT: break; // folded above
    case BT_EXPR_ATTRIBUTE: attribute(c, e, dst); break;
    case BT_EXPR_SUBSCRIPT: subscript(c, e, dst); break;
    case BT_EXPR_STARRED: bt_context_error(c, e->span, "can't use starred expression here"); break;
    case BT_EXPR_NAME: load_name(c, e, dst); break;
    case BT_EXPR_LIST: bt_expr_sequence(c, BT_BUILD_LIST_OP, &e->u.list.elts, e, dst); break;
    case BT_EXPR_TUPLE: bt_expr_sequence(c, BT_BUILD_TUPLE_OP, &e->u.list.elts, e, dst); break;
    case BT_EXPR_SLICE: bt_expr_slice_parts(c, e, dst); break;
    }
}
