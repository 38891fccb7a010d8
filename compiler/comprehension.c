/*
 * Comprehensions. List, set and dict comprehensions are part of the unit they stand in (PEP 709):
 * their targets get registers of their own. A generator expression is a unit; its first iterable is
 * passed to it as an argument. Also yield, yield from and await.
 */
#include "compiler/unit.h"

struct loop {
    const struct bt_expr *e;
    const struct bt_comprehension_seq *generators;
    uint32_t result; // list, set or dict; BT_NO_REG in a generator expression
};

static const struct bt_comprehension_seq *generators_of(const struct bt_expr *e)
{
    return e->kind == BT_EXPR_DICT_COMP ? &e->u.dict_comp.generators : &e->u.comp.generators;
}

static void add_element(struct bt_compiler *c, const struct loop *l)
{
    uint32_t mark = bt_temp_mark(c);
    const struct bt_expr *e = l->e;
    if (e->kind == BT_EXPR_DICT_COMP) {
        const struct bt_expr *key = e->u.dict_comp.key, *value = e->u.dict_comp.value;
        uint32_t k = bt_expr_operand_before(c, key, BT_NO_REG, value);
        uint32_t v = bt_expr_operand(c, value, BT_NO_REG);
        bt_emit_at_span(c, (struct bt_span){key->span.line, key->span.col, value->span.end_line,
                                            value->span.end_col});
        bt_emit(c, BT_MAP_ADD_OP, l->result, k, v);
    } else {
        uint32_t v = bt_expr_operand(c, e->u.comp.elt, BT_NO_REG);
        bt_emit_at(c, e->u.comp.elt);
        if (e->kind == BT_EXPR_LIST_COMP)
            bt_emit(c, BT_LIST_APPEND_OP, l->result, v, 0);
        else if (e->kind == BT_EXPR_SET_COMP)
            bt_emit(c, BT_SET_ADD_OP, l->result, v, 0);
        else
            bt_emit(c, BT_YIELD_OP, v, bt_temp(c), 0);
    }
    bt_temp_release(c, mark);
}

// One `for`, its conditions, and what is inside; `iter` holds the iterator.
static void run_loop(struct bt_compiler *c, const struct loop *l, uint32_t index, uint32_t iter)
{
    const struct bt_comprehension *g = l->generators->items[index];
    uint32_t mark = bt_temp_mark(c);
    uint32_t body = bt_emit_label(c), next = bt_emit_label(c);
    bt_emit_at(c, g->iter);
    bt_emit_jump(c, BT_JUMP_OP, 0, 0, next);
    bt_emit_bind(c, body);
    uint32_t item =
        g->target->kind == BT_EXPR_NAME ? bt_var_register(c, g->target->u.name.id) : BT_NO_REG;
    bool direct = item != BT_NO_REG;
    if (!direct)
        item = bt_temp(c);
    if (!direct)
        bt_assign(c, g->target, item);
    bt_temp_release(c, mark);
    for (uint32_t i = 0; i < g->ifs.n; i++)
        bt_cond_jump(c, g->ifs.items[i], next, false);
    if (index + 1 < l->generators->n) {
        const struct bt_expr *source = l->generators->items[index + 1]->iter;
        uint32_t inner = bt_temp(c);
        uint32_t value = bt_expr_iterable(c, source, inner);
        bt_emit_at(c, source);
        bt_emit(c, BT_GETITER_OP, inner, value, 0);
        run_loop(c, l, index + 1, inner);
    } else {
        add_element(c, l);
    }
    bt_temp_release(c, mark);
    bt_emit_bind(c, next);
    bt_emit_at(c, g->iter);
    bt_emit_jump(c, BT_FORITER_OP, iter, item, body);
}

static bool refuse_async(struct bt_compiler *c, const struct bt_expr *e)
{
    const struct bt_scope *scope = bt_scope_of(c, e);
    if (scope == NULL || !scope->coroutine)
        return false;
    if (e->kind != BT_EXPR_GENERATOR_EXP &&
        !(c->u->flags & (BT_CODE_COROUTINE | BT_CODE_ASYNC_GEN)))
        bt_context_error(c, e->span,
                         "asynchronous comprehension outside of an asynchronous function");
    else
        bt_context_error(c, e->span, "async is not supported yet");
    return true;
}

static void give_registers(struct bt_compiler *c, struct bt_scope *scope, bool several)
{
    for (struct bt_symbol *s = scope->first; s != NULL; s = s->next) {
        if (s->binding != BT_BIND_LOCAL && s->binding != BT_BIND_CELL)
            continue;
        s->slot = bt_unit_borrow(c, s->name);
        // with several loops a target can be read before it is bound, also when an exception left
        // the code half done
        if (several || s->binding == BT_BIND_CELL)
            bt_emit(c, BT_UNSET_OP, s->slot, 0, 0);
        if (s->binding == BT_BIND_CELL)
            bt_emit(c, BT_MAKE_CELL_OP, s->slot, 0, 0);
    }
}

static void take_registers(struct bt_compiler *c, struct bt_scope *scope)
{
    for (struct bt_symbol *s = scope->first; s != NULL; s = s->next) {
        if (s->binding != BT_BIND_LOCAL && s->binding != BT_BIND_CELL)
            continue;
        bt_emit(c, BT_UNSET_OP, s->slot, 0, 0);
        bt_unit_give_back(c, s->slot);
    }
}

static void inlined(struct bt_compiler *c, const struct bt_expr *e, uint32_t dst)
{
    struct loop l = {.e = e, .generators = generators_of(e)};
    struct bt_inlined in = {bt_scope_of(c, e), c->u->inlined};
    uint32_t mark = bt_temp_mark(c);
    enum bt_op build = e->kind == BT_EXPR_LIST_COMP  ? BT_BUILD_LIST_OP
                       : e->kind == BT_EXPR_SET_COMP ? BT_BUILD_SET_OP
                                                     : BT_BUILD_MAP_OP;
    if (in.scope == NULL)
        return;
    l.result = bt_is_temp(dst) ? dst : bt_temp(c);
    uint32_t iter = bt_temp(c);
    const struct bt_expr *first = l.generators->items[0]->iter;
    uint32_t value = bt_expr_iterable(c, first, iter);
    bt_emit_at(c, first);
    bt_emit(c, BT_GETITER_OP, iter, value, 0);
    bt_emit_at(c, e);
    bt_emit(c, build, l.result, iter, 0);
    give_registers(c, in.scope, l.generators->n > 1);
    c->u->inlined = &in;
    run_loop(c, &l, 0, iter);
    c->u->inlined = in.outer;
    bt_emit_at(c, e);
    take_registers(c, in.scope);
    bt_emit_move(c, dst, l.result);
    bt_temp_release(c, mark);
}

static void generator(struct bt_compiler *c, const struct bt_expr *e, uint32_t dst)
{
    struct bt_scope *scope = bt_scope_of(c, e);
    struct loop l = {.e = e, .generators = &e->u.comp.generators, .result = BT_NO_REG};
    if (!bt_unit_open(c, scope, "<genexpr>", BT_CODE_GENERATOR, e->span.line))
        return;
    c->u->n_pos = 1;
    run_loop(c, &l, 0, 0);
    bt_emit_at_span(c, e->span);
    uint32_t t = bt_temp(c);
    bt_emit_none(c, t);
    bt_emit(c, BT_RETURN_OP, t, 0, 0);
    const struct bt_unit *unit = bt_unit_close(c);
    uint32_t mark = bt_temp_mark(c);
    uint32_t base = bt_temp(c);
    bt_emit_at(c, e);
    bt_def_make(c, unit, scope, base, 0);
    const struct bt_expr *first = e->u.comp.generators.items[0]->iter;
    uint32_t iter = bt_temp(c);
    uint32_t value = bt_expr_iterable(c, first, iter);
    bt_emit_at(c, first);
    bt_emit(c, BT_GETITER_OP, iter, value, 0);
    bt_emit_at(c, e);
    bt_emit(c, BT_CALL_OP, base, 1, dst);
    bt_temp_release(c, mark);
}

void bt_comprehension(struct bt_compiler *c, const struct bt_expr *e, uint32_t dst)
{
    if (refuse_async(c, e))
        return;
    if (e->kind == BT_EXPR_GENERATOR_EXP)
        generator(c, e, dst);
    else
        inlined(c, e, dst);
}

static void yield_from(struct bt_compiler *c, const struct bt_expr *e, uint32_t dst)
{
    uint32_t mark = bt_temp_mark(c);
    uint32_t iter = bt_temp(c), value = bt_temp(c);
    uint32_t top = bt_emit_label(c), end = bt_emit_label(c);
    uint32_t from = bt_expr_operand(c, e->u.yield.value, iter);
    bt_emit_at(c, e);
    bt_emit(c, BT_GET_YIELD_FROM_OP, iter, from, 0);
    bt_emit_none(c, value);
    bt_emit_bind(c, top);
    bt_emit_jump(c, BT_SEND_OP, iter, value, end);
    bt_emit(c, BT_YIELD_OP, value, value, 0);
    bt_emit_jump(c, BT_JUMP_OP, 0, 0, top);
    bt_emit_bind(c, end);
    bt_emit_move(c, dst, value);
    bt_temp_release(c, mark);
}

void bt_yield(struct bt_compiler *c, const struct bt_expr *e, uint32_t dst)
{
    const struct bt_scope *scope = c->u->scope;
    bool function = bt_scope_is_function(scope);
    if (e->kind == BT_EXPR_AWAIT) {
        if (!function)
            bt_context_error(c, e->span, "'await' outside function");
        else if (!(c->u->flags & (BT_CODE_COROUTINE | BT_CODE_ASYNC_GEN)))
            bt_context_error(c, e->span, "'await' outside async function");
        else
            bt_context_error(c, e->span, "async is not supported yet");
        return;
    }
    if (!function) {
        bt_context_error(c, e->span, "'yield%s' outside function",
                         e->kind == BT_EXPR_YIELD ? "" : " from");
        return;
    }
    if (e->kind == BT_EXPR_YIELD_FROM) {
        yield_from(c, e, dst);
        return;
    }
    uint32_t mark = bt_temp_mark(c), value;
    if (e->u.yield.value != NULL) {
        value = bt_expr_operand(c, e->u.yield.value, dst);
        bt_emit_at(c, e);
    } else {
        value = bt_temp(c);
        bt_emit_at(c, e);
        bt_emit_none(c, value);
    }
    bt_emit(c, BT_YIELD_OP, value, dst, 0);
    bt_temp_release(c, mark);
}
