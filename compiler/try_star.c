/*
 * try ... except*: each clause takes its part of the exception group. What the clauses raise and
 * what none has taken is collected in a list, of which one exception is made at the end.
 */
#include "compiler/unit.h"

struct star {
    uint32_t caught; // the exception, and the one handled before
    uint32_t raised; // list of what the clauses raised
    uint32_t pair;   // operands of the split: what is left, and the type
    uint32_t parts;  // its results: what the clause takes, what is left
    uint32_t own;    // handler of the whole
};

static void forget_name(struct bt_compiler *c, const struct bt_name *name)
{
    uint32_t mark = bt_temp_mark(c);
    if (name == NULL)
        return;
    bt_emit_at_none(c);
    bt_emit_none(c, bt_temp(c));
    bt_var_store(c, name, mark | BT_TEMP);
    bt_var_delete(c, name);
    bt_temp_release(c, mark);
}

static void clause(struct bt_compiler *c, const struct bt_handler *h, const struct star *s)
{
    struct bt_block block = {0};
    uint32_t next = bt_emit_label(c), failed = bt_emit_label(c), mark = bt_temp_mark(c);
    uint32_t handler = bt_emit_handler(c, failed);
    if (h->type == NULL) {
        bt_context_error(c, h->span, "expected one or more exception types");
        return;
    }
    bt_expr_to(c, h->type, s->pair + 1);
    bt_emit_at_span(c, h->span);
    bt_emit(c, BT_INTRINSIC_OP, s->parts, s->pair, BT_IN_EXC_GROUP_SPLIT);
    bt_emit_jump(c, BT_JUMP_NONE_OP, s->parts, 0, next);
    bt_emit_move(c, s->pair, s->parts + 1);
    if (h->name != NULL && !bt_var_forbidden(c, h->name, h->span, false)) {
        bt_emit_at_span(c, h->span);
        bt_var_store(c, h->name, s->parts);
    }
    bt_block_push(c, &block, BT_BLOCK_STAR);
    c->u->handler = handler;
    bt_stmts(c, &h->body);
    bt_block_pop(c);
    forget_name(c, h->name);
    bt_emit_at_none(c);
    bt_emit_jump(c, BT_JUMP_OP, 0, 0, next);
    bt_emit_bind(c, failed);
    uint32_t t = bt_temps(c, 2);
    bt_emit(c, BT_CATCH_OP, t, 0, 0);
    forget_name(c, h->name);
    bt_emit(c, BT_LIST_APPEND_OP, s->raised, t, 0);
    bt_emit(c, BT_END_CATCH_OP, t, 0, 0);
    bt_emit_bind(c, next);
    bt_temp_release(c, mark);
}

// One exception of those collected goes on, or none.
static void conclude(struct bt_compiler *c, const struct star *s, uint32_t outside, uint32_t end)
{
    uint32_t mark = bt_temp_mark(c), good = bt_emit_label(c);
    uint32_t t = bt_temps(c, 2), operands = bt_temps(c, 2);
    bt_emit_at_none(c);
    bt_emit(c, BT_LIST_APPEND_OP, s->raised, s->pair, 0);
    bt_emit_move(c, operands, s->caught);
    bt_emit_move(c, operands + 1, s->raised);
    bt_emit(c, BT_INTRINSIC_OP, t, operands, BT_IN_EXC_GROUP_JOIN);
    bt_emit_jump(c, BT_JUMP_NONE_OP, t, 0, good);
    bt_emit_move(c, t + 1, s->caught + 1);
    c->u->handler = outside;
    bt_emit(c, BT_RERAISE_OP, t, 0, 0);
    bt_emit_bind(c, good);
    bt_emit(c, BT_END_CATCH_OP, s->caught, 0, 0);
    bt_emit_jump(c, BT_JUMP_OP, 0, 0, end);
    bt_temp_release(c, mark);
}

void bt_try_star(struct bt_compiler *c, const struct bt_stmt *s)
{
    struct bt_block block = {0};
    struct star star;
    uint32_t outside = c->u->handler, mark = bt_temp_mark(c);
    uint32_t caught = bt_emit_label(c), own = bt_emit_label(c), end = bt_emit_label(c);
    uint32_t body = bt_emit_handler(c, caught);
    star.own = bt_emit_handler(c, own);
    c->u->handler = body;
    bt_stmts(c, &s->u.try_.body);
    c->u->handler = outside;
    bt_stmts(c, &s->u.try_.orelse);
    bt_emit_at_none(c);
    bt_emit_jump(c, BT_JUMP_OP, 0, 0, end);
    bt_emit_bind(c, caught);
    star.caught = bt_temps(c, 2);
    star.raised = bt_temp(c);
    star.pair = bt_temps(c, 2);
    star.parts = bt_temps(c, 2);
    block.reg = star.caught;
    bt_emit(c, BT_CATCH_OP, star.caught, 0, 0);
    bt_block_push(c, &block, BT_BLOCK_HANDLER);
    c->u->handler = star.own;
    bt_emit(c, BT_BUILD_LIST_OP, star.raised, star.raised, 0);
    bt_emit_move(c, star.pair, star.caught);
    for (uint32_t i = 0; i < s->u.try_.handlers.n; i++)
        clause(c, s->u.try_.handlers.items[i], &star);
    conclude(c, &star, outside, end);
    bt_block_pop(c);
    uint32_t t = bt_temps(c, 2);
    bt_emit_bind(c, own);
    bt_emit_at_none(c);
    bt_emit(c, BT_CATCH_OP, t, 0, 0);
    bt_emit_move(c, t + 1, star.caught + 1);
    bt_emit(c, BT_RERAISE_OP, t, 0, 0);
    bt_emit_bind(c, end);
    bt_temp_release(c, mark);
}
