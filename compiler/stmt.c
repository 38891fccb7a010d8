/*
 * Statements, but for those with files of their own (try.c, def.c, import.c, match.c, assign.c),
 * and the stack of blocks that return, break and continue leave.
 */
#include "compiler/unit.h"

/* ---- blocks ---- */

void bt_block_push(struct bt_compiler *c, struct bt_block *b, enum bt_block_kind kind)
{
    b->kind = kind;
    b->outer = c->u->blocks;
    b->handler = c->u->handler;
    c->u->blocks = b;
}

void bt_block_pop(struct bt_compiler *c)
{
    struct bt_block *b = c->u->blocks;
    c->u->handler = b->handler;
    c->u->blocks = b->outer;
}

static void leave(struct bt_compiler *c, const struct bt_block *b)
{
    uint32_t mark = bt_temp_mark(c);
    switch (b->kind) {
    case BT_BLOCK_WHILE:
    case BT_BLOCK_FOR: break;
    case BT_BLOCK_FINALLY: bt_stmts(c, b->body); break;
    case BT_BLOCK_FINALLY_END:
    case BT_BLOCK_HANDLER:
        bt_emit_at_none(c);
        bt_emit(c, BT_END_CATCH_OP, b->reg, 0, 0);
        break;
    case BT_BLOCK_WITH:
        bt_emit_at_span(c, b->span);
        (void)bt_with_call_exit(c, b->reg, BT_NO_REG);
        break;
    case BT_BLOCK_NAMED:
        bt_emit_at_none(c);
        bt_emit_none(c, bt_temp(c));
        bt_var_store(c, b->name, mark | BT_TEMP);
        bt_var_delete(c, b->name);
        break;
    case BT_BLOCK_STAR: break; // refused before
    }
    bt_temp_release(c, mark);
}

void bt_block_unwind(struct bt_compiler *c, const struct bt_block *until)
{
    while (c->u->blocks != until) {
        const struct bt_block *b = c->u->blocks;
        bt_block_pop(c);
        leave(c, b);
    }
}

// Is there something to clean up between here and `until`?
static bool has_cleanup(const struct bt_compiler *c, const struct bt_block *until)
{
    for (const struct bt_block *b = c->u->blocks; b != until; b = b->outer) {
        if (b->kind != BT_BLOCK_WHILE && b->kind != BT_BLOCK_FOR)
            return true;
    }
    return false;
}

static bool in_star_clause(struct bt_compiler *c, const struct bt_block *until, struct bt_span span)
{
    for (const struct bt_block *b = c->u->blocks; b != until; b = b->outer) {
        if (b->kind == BT_BLOCK_STAR) {
            bt_context_error(c, span,
                             "'break', 'continue' and 'return' cannot appear in an except* block");
            return true;
        }
    }
    return false;
}

/* ---- leaving ---- */

static void return_stmt(struct bt_compiler *c, const struct bt_stmt *s)
{
    struct bt_builder *u = c->u;
    const struct bt_expr *value = s->u.return_.value;
    if (!bt_scope_is_function(u->scope)) {
        bt_context_error(c, s->span, "'return' outside function");
        return;
    }
    if (value != NULL && (u->flags & BT_CODE_ASYNC_GEN)) {
        bt_context_error(c, s->span, "'return' with value in async generator");
        return;
    }
    bool constant =
        value != NULL && value->kind == BT_EXPR_CONSTANT && value->span.line == s->span.line;
    if (in_star_clause(c, NULL, constant ? value->span : s->span))
        return;
    uint32_t mark = bt_temp_mark(c), reg;
    struct bt_block *blocks = u->blocks;
    uint32_t handler = u->handler;
    if (value == NULL) {
        reg = bt_temp(c);
        bt_emit_at_span(c, s->span);
        bt_emit_none(c, reg);
    } else if (has_cleanup(c, NULL)) {
        reg = bt_expr_push(c, value); // the cleanup may rebind a local
    } else {
        reg = bt_expr_operand(c, value, BT_NO_REG);
    }
    bt_block_unwind(c, NULL);
    bt_emit_at_span(c, s->span);
    bt_emit(c, BT_RETURN_OP, reg, 0, 0);
    u->blocks = blocks;
    u->handler = handler;
    bt_temp_release(c, mark);
}

static void loop_exit(struct bt_compiler *c, const struct bt_stmt *s)
{
    struct bt_builder *u = c->u;
    struct bt_block *loop = u->blocks, *blocks = u->blocks;
    uint32_t handler = u->handler;
    while (loop != NULL && loop->kind != BT_BLOCK_WHILE && loop->kind != BT_BLOCK_FOR)
        loop = loop->outer;
    bool is_break = s->kind == BT_STMT_BREAK;
    if (in_star_clause(c, loop, s->span))
        return;
    if (loop == NULL) {
        bt_context_error(c, s->span,
                         is_break ? "'break' outside loop" : "'continue' not properly in loop");
        return;
    }
    bt_block_unwind(c, loop);
    bt_emit_at_span(c, s->span);
    bt_emit_jump(c, BT_JUMP_OP, 0, 0, is_break ? loop->break_label : loop->continue_label);
    u->blocks = blocks;
    u->handler = handler;
}

/* ---- loops and branches ---- */

static void if_stmt(struct bt_compiler *c, const struct bt_stmt *s)
{
    uint32_t orelse = bt_emit_label(c), end = bt_emit_label(c);
    bt_cond_jump(c, s->u.if_.test, orelse, false);
    bt_stmts(c, &s->u.if_.body);
    if (s->u.if_.orelse.n > 0) {
        bt_emit_at_none(c);
        bt_emit_jump(c, BT_JUMP_OP, 0, 0, end);
    }
    bt_emit_bind(c, orelse);
    bt_stmts(c, &s->u.if_.orelse);
    bt_emit_bind(c, end);
}

// Is the test short enough to stand twice, at the top of a loop and at its bottom?
static bool may_copy(const struct bt_expr *e, int depth)
{
    if (depth == 0)
        return false;
    switch (e->kind) {
    case BT_EXPR_CONSTANT:
    case BT_EXPR_NAME: return true;
    case BT_EXPR_ATTRIBUTE: return may_copy(e->u.attribute.value, depth - 1);
    case BT_EXPR_UNARY_OP: return may_copy(e->u.unary_op.operand, depth - 1);
    case BT_EXPR_NAMED_EXPR: return may_copy(e->u.named_expr.value, depth - 1);
    case BT_EXPR_BIN_OP:
        return may_copy(e->u.bin_op.left, depth - 1) && may_copy(e->u.bin_op.right, depth - 1);
    case BT_EXPR_SUBSCRIPT:
        return may_copy(e->u.subscript.value, depth - 1) &&
               may_copy(e->u.subscript.slice, depth - 1);
    case BT_EXPR_COMPARE:
        return e->u.compare.n == 1 && may_copy(e->u.compare.left, depth - 1) &&
               may_copy(e->u.compare.comparators[0], depth - 1);
    case BT_EXPR_BOOL_OP:
        return e->u.bool_op.values.n == 2 && may_copy(e->u.bool_op.values.items[0], depth - 1) &&
               may_copy(e->u.bool_op.values.items[1], depth - 1);
    case BT_EXPR_CALL:
        for (uint32_t i = 0; i < e->u.call.args.n; i++) {
            if (!may_copy(e->u.call.args.items[i], depth - 1))
                return false;
        }
        return e->u.call.keywords.n == 0 && e->u.call.args.n <= 3 &&
               may_copy(e->u.call.func, depth - 1);
    case BT_EXPR_LAMBDA:
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
    case BT_EXPR_FORMATTED_VALUE:
    case BT_EXPR_JOINED_STR:
    case BT_EXPR_STARRED:
    case BT_EXPR_LIST:
    case BT_EXPR_TUPLE:
    case BT_EXPR_SLICE: break;
    }
    return false;
}

// One conditional jump an iteration: the test stands at the bottom. It stands at the top too when
// it is short, else the loop begins with a jump to the bottom.
static void while_stmt(struct bt_compiler *c, const struct bt_stmt *s)
{
    const struct bt_expr *test = s->u.while_.test;
    struct bt_block loop = {0};
    uint32_t body = bt_emit_label(c), orelse = bt_emit_label(c);
    loop.break_label = bt_emit_label(c);
    loop.continue_label = bt_emit_label(c);
    bool copy = may_copy(test, 5);
    bt_emit_at_none(c);
    if (copy)
        bt_cond_jump(c, test, orelse, false);
    else
        bt_emit_jump(c, BT_JUMP_OP, 0, 0, loop.continue_label);
    bt_emit_bind(c, body);
    bt_block_push(c, &loop, BT_BLOCK_WHILE);
    bt_stmts(c, &s->u.while_.body);
    bt_block_pop(c);
    bt_emit_bind(c, loop.continue_label);
    bt_cond_jump(c, test, body, true);
    bt_emit_bind(c, orelse);
    bt_stmts(c, &s->u.while_.orelse);
    bt_emit_bind(c, loop.break_label);
}

static void for_stmt(struct bt_compiler *c, const struct bt_stmt *s)
{
    const struct bt_expr *target = s->u.for_.target, *iterable = s->u.for_.iter;
    uint32_t mark = bt_temp_mark(c), body = bt_emit_label(c);
    struct bt_block loop = {0};
    loop.break_label = bt_emit_label(c);
    loop.continue_label = bt_emit_label(c);
    uint32_t iter = bt_temp(c), item = BT_NO_REG;
    uint32_t value = bt_expr_iterable(c, iterable, iter);
    bt_emit_at(c, iterable);
    bt_emit(c, BT_GETITER_OP, iter, value, 0);
    bt_emit_jump(c, BT_JUMP_OP, 0, 0, loop.continue_label);
    bt_emit_bind(c, body);
    uint32_t inner = bt_temp_mark(c);
    if (target->kind == BT_EXPR_NAME)
        item = bt_var_register(c, target->u.name.id);
    bool direct = item != BT_NO_REG;
    if (!direct)
        item = bt_temp(c);
    if (!direct)
        bt_assign(c, target, item);
    bt_temp_release(c, inner);
    bt_block_push(c, &loop, BT_BLOCK_FOR);
    bt_stmts(c, &s->u.for_.body);
    bt_block_pop(c);
    bt_emit_bind(c, loop.continue_label);
    bt_emit_at(c, iterable);
    bt_emit_jump(c, BT_FORITER_OP, iter, item, body);
    bt_temp_release(c, mark);
    bt_stmts(c, &s->u.for_.orelse);
    bt_emit_bind(c, loop.break_label);
}

/* ---- small statements ---- */

static void raise_stmt(struct bt_compiler *c, const struct bt_stmt *s)
{
    uint32_t mark = bt_temp_mark(c), n = 0, reg;
    if (s->u.raise.exc != NULL) {
        n = 1;
        if (s->u.raise.cause != NULL) { // it stands behind the exception
            reg = bt_expr_push(c, s->u.raise.exc);
            bt_expr_push(c, s->u.raise.cause);
            n = 2;
        } else {
            reg = bt_expr_operand(c, s->u.raise.exc, BT_NO_REG);
        }
    } else {
        reg = bt_temp(c);
    }
    bt_emit_at_span(c, s->span);
    bt_emit(c, BT_RAISE_OP, reg, 0, n);
    bt_temp_release(c, mark);
}

static void assert_stmt(struct bt_compiler *c, const struct bt_stmt *s)
{
    const struct bt_expr *test = s->u.assert_.test;
    if (test->kind == BT_EXPR_TUPLE && test->u.list.elts.n > 0)
        bt_context_warn(c, s->span, "assertion is always true, perhaps remove parentheses?");
    if (c->options.optimize > 0)
        return;
    uint32_t mark = bt_temp_mark(c), end = bt_emit_label(c);
    bt_cond_jump(c, test, end, true);
    uint32_t base = bt_temp(c);
    bt_emit_at_span(c, s->span);
    bt_emit(c, BT_LOAD_ASSERTION_ERROR_OP, base, 0, 0);
    if (s->u.assert_.msg != NULL) {
        bt_expr_push(c, s->u.assert_.msg);
        bt_emit_at_span(c, s->span);
        bt_emit(c, BT_CALL_OP, base, 1, base);
    }
    bt_emit_at(c, test);
    bt_emit(c, BT_RAISE_OP, base, 0, 1);
    bt_emit_bind(c, end);
    bt_temp_release(c, mark);
}

static void expr_stmt(struct bt_compiler *c, const struct bt_stmt *s)
{
    if (!c->u->interactive_expr) {
        bt_expr_effect(c, s->u.expr.value);
        return;
    }
    uint32_t mark = bt_temp_mark(c);
    uint32_t value = bt_expr_operand(c, s->u.expr.value, BT_NO_REG);
    bt_emit_at_span(c, s->span);
    bt_emit(c, BT_PRINT_EXPR_OP, value, 0, 0);
    bt_temp_release(c, mark);
}

void bt_stmts(struct bt_compiler *c, const struct bt_stmt_seq *seq)
{
    for (uint32_t i = 0; i < seq->n && !c->failed; i++)
        bt_stmt(c, seq->items[i]);
}

void bt_stmt(struct bt_compiler *c, const struct bt_stmt *s)
{
    switch (s->kind) {
    case BT_STMT_FUNCTION_DEF:
    case BT_STMT_ASYNC_FUNCTION_DEF: bt_function_def(c, s); break;
    case BT_STMT_CLASS_DEF: bt_class_def(c, s); break;
    case BT_STMT_RETURN: return_stmt(c, s); break;
    case BT_STMT_DELETE:
        for (uint32_t i = 0; i < s->u.delete_.targets.n; i++)
            bt_assign_delete(c, s->u.delete_.targets.items[i]);
        break;
    case BT_STMT_ASSIGN: bt_assign_stmt(c, s); break;
    case BT_STMT_TYPE_ALIAS: bt_type_alias(c, s); break;
    case BT_STMT_AUG_ASSIGN: bt_assign_aug(c, s); break;
    case BT_STMT_ANN_ASSIGN: bt_assign_ann(c, s); break;
    case BT_STMT_FOR: for_stmt(c, s); break;
    case BT_STMT_WHILE: while_stmt(c, s); break;
    case BT_STMT_IF: if_stmt(c, s); break;
    case BT_STMT_WITH: bt_with(c, s, 0); break;
    case BT_STMT_ASYNC_FOR:
    case BT_STMT_ASYNC_WITH:
        bt_context_error(c, s->span, "'async %s' outside async function",
                         s->kind == BT_STMT_ASYNC_FOR ? "for" : "with");
        break;
    case BT_STMT_MATCH: bt_match(c, s); break;
    case BT_STMT_RAISE: raise_stmt(c, s); break;
    case BT_STMT_TRY:
    case BT_STMT_TRY_STAR: bt_try(c, s); break;
    case BT_STMT_ASSERT: assert_stmt(c, s); break;
    case BT_STMT_IMPORT: bt_import(c, s); break;
    case BT_STMT_IMPORT_FROM: bt_import_from(c, s); break;
    case BT_STMT_GLOBAL:
    case BT_STMT_NONLOCAL:
    case BT_STMT_PASS: break;
    case BT_STMT_EXPR: expr_stmt(c, s); break;
    case BT_STMT_BREAK:
    case BT_STMT_CONTINUE: loop_exit(c, s); break;
    }
}
