/*
 * try, except, finally and with.
 *
 * A handler begins with CATCH t: t is the exception, t+1 the one handled before. The handler's own
 * code is protected too, by a second handler that puts t+1 back before it lets the new exception go
 * on. A finally clause is compiled once for the normal way, once for an exception, and once for
 * each return, break or continue that leaves its try.
 */
#include "compiler/unit.h"

struct guard { // one handler
    uint32_t label, index;
};

static struct guard new_guard(struct bt_compiler *c)
{
    struct guard g;
    g.label = bt_emit_label(c);
    g.index = bt_emit_handler(c, g.label);
    return g;
}

// What protects a handler's own code. Where nothing else catches, nobody will see what is handled
// once the frame is gone: nothing needs to be put back.
static uint32_t own_handler(struct guard own, uint32_t outside)
{
    return outside == BT_NO_HANDLER ? BT_NO_HANDLER : own.index;
}

// Where exceptions of a handler's own code arrive: what was handled before is handled again.
static void restore_and_go_on(struct bt_compiler *c, struct guard g, uint32_t caught)
{
    uint32_t mark = bt_temp_mark(c);
    uint32_t t = bt_temps(c, 2);
    bt_emit_bind(c, g.label);
    bt_emit_at_none(c);
    bt_emit(c, BT_CATCH_OP, t, 0, 0);
    bt_emit_move(c, t + 1, caught + 1);
    bt_emit(c, BT_RERAISE_OP, t, 0, 0);
    bt_temp_release(c, mark);
}

static void jump_to(struct bt_compiler *c, uint32_t label)
{
    bt_emit_at_none(c);
    bt_emit_jump(c, BT_JUMP_OP, 0, 0, label);
}

/* ---- except ---- */

// name = None; del name
static void forget_name(struct bt_compiler *c, const struct bt_name *name)
{
    uint32_t mark = bt_temp_mark(c);
    bt_emit_at_none(c);
    bt_emit_none(c, bt_temp(c));
    bt_var_store(c, name, mark | BT_TEMP);
    bt_var_delete(c, name);
    bt_temp_release(c, mark);
}

static void named_body(struct bt_compiler *c, const struct bt_handler *h, uint32_t caught,
                       uint32_t outside)
{
    struct bt_block block = {.name = h->name};
    struct guard g = new_guard(c);
    uint32_t protected = c->u->handler, end = bt_emit_label(c);
    bt_emit_at_span(c, h->span);
    bt_var_store(c, h->name, caught);
    bt_block_push(c, &block, BT_BLOCK_NAMED);
    c->u->handler = g.index;
    bt_stmts(c, &h->body);
    bt_block_pop(c);
    c->u->handler = outside;
    bt_emit_at_none(c);
    bt_emit(c, BT_END_CATCH_OP, caught, 0, 0);
    forget_name(c, h->name);
    jump_to(c, end);
    c->u->handler = protected;
    bt_emit_bind(c, g.label);
    uint32_t mark = bt_temp_mark(c);
    uint32_t t = bt_temps(c, 2);
    bt_emit(c, BT_CATCH_OP, t, 0, 0);
    forget_name(c, h->name);
    bt_emit(c, BT_RERAISE_OP, t, 0, 0);
    bt_temp_release(c, mark);
    bt_emit_bind(c, end);
}

static void one_handler(struct bt_compiler *c, const struct bt_handler *h, uint32_t caught,
                        uint32_t outside, uint32_t end)
{
    uint32_t next = bt_emit_label(c), mark = bt_temp_mark(c);
    if (h->type != NULL) {
        uint32_t t = bt_temp(c);
        uint32_t type = bt_expr_operand(c, h->type, t);
        bt_emit_at_span(c, h->span);
        bt_emit(c, BT_MATCH_EXC_OP, t, caught, type);
        bt_emit_jump(c, BT_JUMP_FALSE_OP, t, 0, next);
        bt_temp_release(c, mark);
    }
    if (h->name != NULL) {
        if (bt_var_forbidden(c, h->name, h->span, false))
            return;
        named_body(c, h, caught, outside);
    } else {
        bt_stmts(c, &h->body);
        uint32_t protected = c->u->handler;
        c->u->handler = outside;
        bt_emit_at_none(c);
        bt_emit(c, BT_END_CATCH_OP, caught, 0, 0);
        c->u->handler = protected;
    }
    jump_to(c, end);
    bt_emit_bind(c, next);
}

static void try_except(struct bt_compiler *c, const struct bt_stmt *s)
{
    struct guard body = new_guard(c), own = new_guard(c);
    struct bt_block block = {0};
    const struct bt_handler_seq *handlers = &s->u.try_.handlers;
    uint32_t outside = c->u->handler, end = bt_emit_label(c), mark = bt_temp_mark(c);
    c->u->handler = body.index;
    bt_stmts(c, &s->u.try_.body);
    c->u->handler = outside;
    bt_stmts(c, &s->u.try_.orelse);
    jump_to(c, end);
    bt_emit_bind(c, body.label);
    block.reg = bt_temps(c, 2);
    bt_emit_at_none(c);
    bt_emit(c, BT_CATCH_OP, block.reg, 0, 0);
    bt_block_push(c, &block, BT_BLOCK_HANDLER);
    c->u->handler = own_handler(own, outside);
    for (uint32_t i = 0; i < handlers->n; i++) {
        if (handlers->items[i]->type == NULL && i + 1 < handlers->n) {
            bt_context_error(c, handlers->items[i]->span, "default 'except:' must be last");
            break;
        }
        one_handler(c, handlers->items[i], block.reg, outside, end);
    }
    bt_block_pop(c);
    bt_emit_at_none(c);
    bt_emit(c, BT_RERAISE_OP, block.reg, 0, 0);
    restore_and_go_on(c, own, block.reg);
    bt_emit_bind(c, end);
    bt_temp_release(c, mark);
}

/* ---- finally ---- */

static void try_finally(struct bt_compiler *c, const struct bt_stmt *s)
{
    struct guard body = new_guard(c), own = new_guard(c);
    struct bt_block block = {.body = &s->u.try_.finalbody}, end_block = {0};
    uint32_t end = bt_emit_label(c), mark = bt_temp_mark(c);
    bt_block_push(c, &block, BT_BLOCK_FINALLY);
    c->u->handler = body.index;
    if (s->u.try_.handlers.n > 0 && s->kind == BT_STMT_TRY)
        try_except(c, s);
    else if (s->u.try_.handlers.n > 0)
        bt_try_star(c, s);
    else
        bt_stmts(c, &s->u.try_.body);
    bt_block_pop(c);
    bt_stmts(c, &s->u.try_.finalbody);
    jump_to(c, end);
    bt_emit_bind(c, body.label);
    end_block.reg = bt_temps(c, 2);
    bt_emit_at_none(c);
    bt_emit(c, BT_CATCH_OP, end_block.reg, 0, 0);
    bt_block_push(c, &end_block, BT_BLOCK_FINALLY_END);
    c->u->handler = own_handler(own, end_block.handler);
    bt_stmts(c, &s->u.try_.finalbody);
    bt_block_pop(c);
    bt_emit_at_none(c);
    bt_emit(c, BT_RERAISE_OP, end_block.reg, 0, 0);
    restore_and_go_on(c, own, end_block.reg);
    bt_emit_bind(c, end);
    bt_temp_release(c, mark);
}

void bt_try(struct bt_compiler *c, const struct bt_stmt *s)
{
    if (s->u.try_.finalbody.n > 0)
        try_finally(c, s);
    else if (s->kind == BT_STMT_TRY_STAR)
        bt_try_star(c, s);
    else
        try_except(c, s);
}

/* ---- with ---- */

/*
 * Calls __exit__ from temporaries above all that lives: the callee's registers lie over its
 * arguments, and what is on its way out, a value or an exception, must not be under them. `caught`:
 * the exception, or none. The register of the answer.
 */
uint32_t bt_with_call_exit(struct bt_compiler *c, uint32_t exit, uint32_t caught)
{
    uint32_t answer = bt_temp(c), base = bt_temps(c, 5);
    bt_emit(c, BT_MOVE_OP, base, exit, 0);
    bt_emit(c, BT_MOVE_OP, base + 1, exit + 1, 0);
    if (caught != BT_NO_REG) {
        bt_emit(c, BT_EXC_INFO_OP, base + 2, caught, 0);
    } else {
        for (uint32_t i = 2; i < 5; i++)
            bt_emit_none(c, base + i);
    }
    bt_emit(c, BT_CALL_METHOD_OP, base, 3, answer);
    return answer;
}

// The exceptional way out of a with: __exit__ gets the exception and may swallow it.
static void with_exception(struct bt_compiler *c, struct guard body, struct guard own,
                           uint32_t exit, const struct bt_expr *manager)
{
    uint32_t outside = c->u->handler, swallow = bt_emit_label(c), end = bt_emit_label(c);
    uint32_t caught = bt_temps(c, 2);
    bt_emit_bind(c, body.label);
    bt_emit_at_none(c);
    bt_emit(c, BT_CATCH_OP, caught, 0, 0);
    c->u->handler = own_handler(own, outside);
    bt_emit_at(c, manager);
    uint32_t answer = bt_with_call_exit(c, exit, caught);
    bt_emit_jump(c, BT_JUMP_TRUE_OP, answer, 0, swallow);
    c->u->handler = outside;
    bt_emit(c, BT_RERAISE_OP, caught, 0, 0);
    bt_emit_bind(c, swallow);
    bt_emit_at_none(c);
    bt_emit(c, BT_END_CATCH_OP, caught, 0, 0);
    jump_to(c, end);
    restore_and_go_on(c, own, caught);
    bt_emit_bind(c, end);
}

void bt_with(struct bt_compiler *c, const struct bt_stmt *s, uint32_t index)
{
    const struct bt_withitem *item = s->u.with.items.items[index];
    const struct bt_expr *as = item->optional_vars;
    struct guard body = new_guard(c), own = new_guard(c);
    struct bt_block block = {.span = item->context_expr->span};
    uint32_t end = bt_emit_label(c), mark = bt_temp_mark(c), value = BT_NO_REG;
    block.reg = bt_temps(c, 5); // __exit__, its self, and room for three arguments
    uint32_t inner = bt_temp_mark(c);
    uint32_t enter = bt_temps(c, 2);
    uint32_t manager = bt_expr_operand(c, item->context_expr, BT_NO_REG);
    bt_emit_at(c, item->context_expr);
    bt_emit(c, BT_LOAD_SPECIAL_OP, enter, manager, BT_SP_ENTER);
    bt_emit(c, BT_LOAD_SPECIAL_OP, block.reg, manager, BT_SP_EXIT);
    if (as != NULL && as->kind == BT_EXPR_NAME && !bt_context_is(as->u.name.id, "__debug__"))
        value = bt_var_register(c, as->u.name.id);
    bool direct = value != BT_NO_REG;
    bt_temp_release(c, inner);
    if (!direct)
        value = bt_temp(c); // where the callee stood
    bt_emit(c, BT_CALL_METHOD_OP, enter, 0, value);
    bt_block_push(c, &block, BT_BLOCK_WITH);
    c->u->handler = body.index;
    if (as != NULL && !direct)
        bt_assign(c, as, value);
    bt_temp_release(c, inner);
    if (index + 1 < s->u.with.items.n)
        bt_with(c, s, index + 1);
    else
        bt_stmts(c, &s->u.with.body);
    bt_block_pop(c);
    bt_emit_at(c, item->context_expr);
    for (uint32_t i = 2; i < 5; i++)
        bt_emit_none(c, block.reg + i);
    bt_emit(c, BT_CALL_METHOD_OP, block.reg, 3, bt_temp(c));
    bt_temp_release(c, inner);
    jump_to(c, end);
    with_exception(c, body, own, block.reg, item->context_expr);
    bt_emit_bind(c, end);
    bt_temp_release(c, mark);
}
