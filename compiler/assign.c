// Assignment in all its forms: targets, unpacking, augmented and annotated assignment, del.
#include "compiler/unit.h"

/* ---- targets ---- */

// Remember `self.x = ...` for __static_attributes__ of the class around.
static void note_static_attr(struct bt_compiler *c, const struct bt_expr *target)
{
    const struct bt_expr *object = target->u.attribute.value;
    if (object->kind != BT_EXPR_NAME || !bt_context_is(object->u.name.id, "self"))
        return;
    struct bt_builder *u = c->u->outer;
    while (u != NULL && u->scope->kind != BT_SCOPE_CLASS)
        u = u->outer;
    if (u == NULL)
        return;
    for (size_t i = 0; i < u->static_attrs.n; i++) {
        if (u->static_attrs.items[i] == target->u.attribute.attr)
            return;
    }
    if (!bt_vec_push(&u->static_attrs, target->u.attribute.attr))
        bt_context_no_memory(c);
}

static void assign_attribute(struct bt_compiler *c, const struct bt_expr *target, uint32_t src)
{
    if (bt_var_forbidden(c, target->u.attribute.attr, target->span, false))
        return;
    note_static_attr(c, target);
    uint32_t mark = bt_temp_mark(c);
    uint32_t object = bt_expr_operand(c, target->u.attribute.value, BT_NO_REG);
    bt_emit_at_attr(c, target, target);
    const struct bt_name *name = bt_unit_mangle(c, target->u.attribute.attr);
    bt_emit(c, BT_SETATTR_OP, object, src, bt_emit_name_index(c, name));
    bt_temp_release(c, mark);
}

static void assign_item(struct bt_compiler *c, const struct bt_expr *target, uint32_t src)
{
    uint32_t mark = bt_temp_mark(c);
    const struct bt_expr *slice = target->u.subscript.slice;
    uint32_t object = bt_expr_operand_before(c, target->u.subscript.value, BT_NO_REG, slice);
    uint32_t key = bt_expr_operand(c, slice, BT_NO_REG);
    bt_emit_at(c, target);
    bt_emit(c, BT_SETITEM_OP, object, key, src);
    bt_temp_release(c, mark);
}

// Are all targets different plain locals? Then nobody sees in which order they are bound.
static bool distinct_locals(struct bt_compiler *c, const struct bt_expr_seq *targets)
{
    for (uint32_t i = 0; i < targets->n; i++) {
        const struct bt_expr *t = targets->items[i];
        if (t->kind != BT_EXPR_NAME || bt_var_register(c, t->u.name.id) == BT_NO_REG)
            return false;
        for (uint32_t j = 0; j < i; j++) {
            if (targets->items[j]->u.name.id == t->u.name.id)
                return false;
        }
    }
    return true;
}

// Are they also in registers next to each other? Then one UNPACK binds them all.
static bool in_a_row(struct bt_compiler *c, const struct bt_expr_seq *targets)
{
    if (targets->n == 0 || !distinct_locals(c, targets))
        return false;
    uint32_t first = bt_var_register(c, targets->items[0]->u.name.id);
    for (uint32_t i = 0; i < targets->n; i++) {
        const struct bt_expr *t = targets->items[i];
        if (bt_var_register(c, t->u.name.id) != first + i ||
            bt_context_is(t->u.name.id, "__debug__"))
            return false;
    }
    return true;
}

static void unpack(struct bt_compiler *c, const struct bt_expr *target, uint32_t src)
{
    const struct bt_expr_seq *elts = &target->u.list.elts;
    uint32_t star = elts->n, mark = bt_temp_mark(c);
    for (uint32_t i = 0; i < elts->n; i++) {
        if (elts->items[i]->kind != BT_EXPR_STARRED)
            continue;
        if (star != elts->n) {
            bt_context_error(c, target->span, "multiple starred expressions in assignment");
            return;
        }
        star = i;
    }
    if (star != elts->n && (star > 255 || elts->n - star - 1 > UINT16_MAX)) {
        bt_context_error(c, target->span, "too many expressions in star-unpacking assignment");
        return;
    }
    if (star == elts->n && in_a_row(c, elts)) {
        bt_emit_at(c, target);
        bt_emit_unpack(c, bt_var_register(c, elts->items[0]->u.name.id), src, elts->n);
        return;
    }
    uint32_t first = bt_temps(c, elts->n);
    bt_emit_at(c, target);
    if (star == elts->n)
        bt_emit_unpack(c, first, src, elts->n);
    else
        bt_emit_ext(c, BT_UNPACK_EX_OP, first, src, 0, star, elts->n - star - 1);
    for (uint32_t i = 0; i < elts->n; i++)
        bt_assign(c, i == star ? elts->items[i]->u.starred.value : elts->items[i], first + i);
    bt_temp_release(c, mark);
}

void bt_assign(struct bt_compiler *c, const struct bt_expr *target, uint32_t src)
{
    if (c->failed)
        return;
    if (target->kind == BT_EXPR_NAME) {
        if (bt_var_forbidden(c, target->u.name.id, target->span, false))
            return;
        bt_emit_at(c, target);
        bt_var_store(c, target->u.name.id, src);
    } else if (target->kind == BT_EXPR_ATTRIBUTE) {
        assign_attribute(c, target, src);
    } else if (target->kind == BT_EXPR_SUBSCRIPT) {
        assign_item(c, target, src);
    } else if (target->kind == BT_EXPR_STARRED) {
        bt_context_error(c, target->span, "starred assignment target must be in a list or tuple");
    } else {
        unpack(c, target, src);
    }
}

/* ---- assignment statements ---- */

// Both sides are tuples of the same length without stars: no tuple is made.
static bool is_parallel(const struct bt_expr *target, const struct bt_expr *value)
{
    if ((target->kind != BT_EXPR_TUPLE && target->kind != BT_EXPR_LIST) ||
        value->kind != BT_EXPR_TUPLE || target->u.list.elts.n != value->u.list.elts.n ||
        value->u.list.elts.n < 2 || value->u.list.elts.n > 32)
        return false;
    for (uint32_t i = 0; i < value->u.list.elts.n; i++) {
        if (target->u.list.elts.items[i]->kind == BT_EXPR_STARRED ||
            value->u.list.elts.items[i]->kind == BT_EXPR_STARRED)
            return false;
    }
    return true;
}

static void assign_parallel(struct bt_compiler *c, const struct bt_expr *target,
                            const struct bt_expr *value)
{
    const struct bt_expr_seq *targets = &target->u.list.elts, *values = &value->u.list.elts;
    uint32_t mark = bt_temp_mark(c), n = targets->n;
    // the last value can then go where it belongs at once: all others wait in temporaries
    bool direct = distinct_locals(c, targets);
    uint32_t in_temps = direct ? n - 1 : n;
    for (uint32_t i = 0; i < in_temps; i++)
        bt_expr_push(c, values->items[i]);
    if (direct)
        bt_expr_to(c, values->items[n - 1], bt_var_register(c, targets->items[n - 1]->u.name.id));
    for (uint32_t i = 0; i < in_temps; i++)
        bt_assign(c, targets->items[i], (mark + i) | BT_TEMP);
    bt_temp_release(c, mark);
}

void bt_assign_stmt(struct bt_compiler *c, const struct bt_stmt *s)
{
    const struct bt_expr_seq *targets = &s->u.assign.targets;
    const struct bt_expr *value = s->u.assign.value, *first = targets->items[0];
    uint32_t mark = bt_temp_mark(c), reg = BT_NO_REG;
    if (targets->n == 1 && first->kind == BT_EXPR_NAME)
        reg = bt_var_register(c, first->u.name.id);
    if (reg != BT_NO_REG && !bt_context_is(first->u.name.id, "__debug__")) {
        bt_expr_to(c, value, reg);
        return;
    }
    if (targets->n == 1 && is_parallel(first, value)) {
        assign_parallel(c, first, value);
        return;
    }
    uint32_t src =
        c->u->scope->has_walrus ? bt_expr_push(c, value) : bt_expr_operand(c, value, BT_NO_REG);
    for (uint32_t i = 0; i < targets->n; i++)
        bt_assign(c, targets->items[i], src);
    bt_temp_release(c, mark);
}

/* ---- += ---- */

static bool small_int(const struct bt_expr *e, uint32_t *out)
{
    if (e->kind != BT_EXPR_CONSTANT || e->u.constant.kind != BT_CONST_INT ||
        e->u.constant.u.i > INT16_MAX)
        return false;
    *out = (uint32_t)e->u.constant.u.i;
    return true;
}

static void aug_operate(struct bt_compiler *c, const struct bt_stmt *s, uint32_t dst, uint32_t left)
{
    enum bt_operator op = s->u.aug_assign.op;
    uint32_t mark = bt_temp_mark(c), imm;
    if ((op == BT_OP_ADD || op == BT_OP_SUB) && small_int(s->u.aug_assign.value, &imm)) {
        bt_emit_at_span(c, s->span);
        bt_emit(c, op == BT_OP_ADD ? BT_IADDI_OP : BT_ISUBI_OP, dst, left, imm);
        return;
    }
    uint32_t right = bt_expr_operand(c, s->u.aug_assign.value, BT_NO_REG);
    bt_emit_at_span(c, s->span);
    // the in-place operators stand in the same order as the binary ones
    unsigned in_place = (unsigned)bt_expr_binop(op) + (BT_IADD_OP - BT_ADD_OP);
    bt_emit(c, (enum bt_op)in_place, dst, left, right);
    bt_temp_release(c, mark);
}

static void aug_name(struct bt_compiler *c, const struct bt_stmt *s)
{
    const struct bt_expr *target = s->u.aug_assign.target;
    if (bt_var_forbidden(c, target->u.name.id, target->span, false))
        return;
    uint32_t reg = bt_var_register(c, target->u.name.id);
    bt_emit_at(c, target);
    if (reg != BT_NO_REG && !bt_expr_rebinds(c, s->u.aug_assign.value)) {
        bt_emit(c, BT_CHECK_OP, reg, 0, 0);
        aug_operate(c, s, reg, reg);
        return;
    }
    uint32_t t = bt_temp(c);
    bt_var_load(c, target->u.name.id, t);
    aug_operate(c, s, t, t);
    bt_emit_at(c, target);
    bt_var_store(c, target->u.name.id, t);
}

static void aug_attribute(struct bt_compiler *c, const struct bt_stmt *s)
{
    const struct bt_expr *target = s->u.aug_assign.target;
    if (bt_var_forbidden(c, target->u.attribute.attr, target->span, false))
        return;
    uint32_t object =
        bt_expr_operand_before(c, target->u.attribute.value, BT_NO_REG, s->u.aug_assign.value);
    uint32_t t = bt_temp(c);
    uint32_t name = bt_emit_name_index(c, bt_unit_mangle(c, target->u.attribute.attr));
    bt_emit_at_attr(c, target, target);
    bt_emit(c, BT_GETATTR_OP, t, object, name);
    aug_operate(c, s, t, t);
    bt_emit_at_attr(c, target, target);
    bt_emit(c, BT_SETATTR_OP, object, t, name);
}

static void aug_item(struct bt_compiler *c, const struct bt_stmt *s)
{
    const struct bt_expr *target = s->u.aug_assign.target, *value = s->u.aug_assign.value;
    const struct bt_expr *slice = target->u.subscript.slice;
    uint32_t object = bt_expr_operand_before(c, target->u.subscript.value, BT_NO_REG,
                                             bt_expr_rebinds(c, slice) ? slice : value);
    uint32_t key = bt_expr_operand_before(c, slice, BT_NO_REG, value);
    uint32_t t = bt_temp(c);
    bt_emit_at(c, target);
    bt_emit(c, BT_GETITEM_OP, t, object, key);
    aug_operate(c, s, t, t);
    bt_emit_at(c, target);
    bt_emit(c, BT_SETITEM_OP, object, key, t);
}

void bt_assign_aug(struct bt_compiler *c, const struct bt_stmt *s)
{
    uint32_t mark = bt_temp_mark(c);
    if (s->u.aug_assign.target->kind == BT_EXPR_NAME)
        aug_name(c, s);
    else if (s->u.aug_assign.target->kind == BT_EXPR_ATTRIBUTE)
        aug_attribute(c, s);
    else
        aug_item(c, s);
    bt_temp_release(c, mark);
}

/* ---- x: int = 1 ---- */

static void annotate(struct bt_compiler *c, const struct bt_stmt *s)
{
    const struct bt_expr *target = s->u.ann_assign.target;
    const struct bt_expr *annotation = s->u.ann_assign.annotation;
    const struct bt_name *table = bt_context_name(c, "__annotations__", 15);
    uint32_t mark = bt_temp_mark(c), value;
    struct bt_image_const text;
    if (table == NULL)
        return;
    if (c->future & BT_FUTURE_ANNOTATIONS) {
        if (!bt_unparse(c, annotation, &text))
            return;
        value = bt_temp(c);
        bt_emit_at(c, annotation);
        bt_emit_const(c, value, &text);
    } else {
        value = bt_expr_operand(c, annotation, BT_NO_REG);
    }
    uint32_t dict = bt_temp(c), key = bt_temp(c);
    const struct bt_name *name = bt_unit_mangle(c, target->u.name.id);
    bt_emit_at_span(c, s->span);
    bt_var_load(c, table, dict);
    bt_emit_str(c, key, name->text, name->len);
    bt_emit(c, BT_SETITEM_OP, dict, key, value);
    bt_temp_release(c, mark);
}

// A target that is annotated but not assigned is evaluated as far as it would be.
static void evaluate_target(struct bt_compiler *c, const struct bt_expr *target)
{
    if (target->kind == BT_EXPR_ATTRIBUTE) {
        bt_expr_effect(c, target->u.attribute.value);
    } else if (target->kind == BT_EXPR_SUBSCRIPT) {
        bt_expr_effect(c, target->u.subscript.value);
        bt_expr_effect(c, target->u.subscript.slice);
    }
}

void bt_assign_ann(struct bt_compiler *c, const struct bt_stmt *s)
{
    const struct bt_expr *target = s->u.ann_assign.target;
    bool keeps = !bt_scope_is_function(c->u->scope);
    if (s->u.ann_assign.value != NULL) {
        uint32_t mark = bt_temp_mark(c), reg = BT_NO_REG;
        if (target->kind == BT_EXPR_NAME)
            reg = bt_var_register(c, target->u.name.id);
        if (reg != BT_NO_REG)
            bt_expr_to(c, s->u.ann_assign.value, reg);
        else
            bt_assign(c, target, bt_expr_push(c, s->u.ann_assign.value));
        bt_temp_release(c, mark);
    }
    if (target->kind == BT_EXPR_NAME) {
        if (!bt_var_forbidden(c, target->u.name.id, target->span, false) && keeps &&
            s->u.ann_assign.simple)
            annotate(c, s);
    } else if (s->u.ann_assign.value == NULL) {
        evaluate_target(c, target);
    }
    if (!s->u.ann_assign.simple && keeps && !(c->future & BT_FUTURE_ANNOTATIONS))
        bt_expr_effect(c, s->u.ann_assign.annotation);
}

/* ---- del ---- */

void bt_assign_delete(struct bt_compiler *c, const struct bt_expr *target)
{
    uint32_t mark = bt_temp_mark(c);
    if (target->kind == BT_EXPR_NAME) {
        if (bt_var_forbidden(c, target->u.name.id, target->span, true))
            return;
        bt_emit_at(c, target);
        bt_var_delete(c, target->u.name.id);
    } else if (target->kind == BT_EXPR_ATTRIBUTE) {
        uint32_t object = bt_expr_operand(c, target->u.attribute.value, BT_NO_REG);
        bt_emit_at_attr(c, target, target);
        const struct bt_name *name = bt_unit_mangle(c, target->u.attribute.attr);
        bt_emit(c, BT_DELATTR_OP, object, 0, bt_emit_name_index(c, name));
    } else if (target->kind == BT_EXPR_SUBSCRIPT) {
        const struct bt_expr *slice = target->u.subscript.slice;
        uint32_t object = bt_expr_operand_before(c, target->u.subscript.value, BT_NO_REG, slice);
        uint32_t key = bt_expr_operand(c, slice, BT_NO_REG);
        bt_emit_at(c, target);
        bt_emit(c, BT_DELITEM_OP, object, key, 0);
    } else {
        for (uint32_t i = 0; i < target->u.list.elts.n; i++)
            bt_assign_delete(c, target->u.list.elts.items[i]);
    }
    bt_temp_release(c, mark);
}
