/*
 * The recogniser's statements. See recognise.h. Blocks are not entered: of a compound statement
 * only the line that is wrong is read, with what follows its colon.
 */
#include "parser/recognise.h"

static void simple_stmts(struct bt_recogniser *r);

/* ---- headers and blocks ---- */

/* What may follow the ':' of a header: statements, or an indented block. */
static void block(struct bt_recogniser *r, const char *what, uint32_t line)
{
    if (bt_rec_accept(r, BT_TOK_NEWLINE)) {
        if (bt_rec_kind(r) != BT_TOK_INDENT) {
            bt_rec_raise_indent(r, what, line);
        }
        return;
    }
    simple_stmts(r);
}

/* ':' and a block; a line that ends without one is told. */
static void colon_block(struct bt_recogniser *r, const char *what, uint32_t line)
{
    if (bt_rec_kind(r) == BT_TOK_NEWLINE) {
        bt_rec_raise_here(r, "expected ':'");
    } else if (bt_rec_accept(r, BT_TOK_COLON)) {
        block(r, what, line);
    }
}

/* ':' and a block where nothing else can stand. */
static void forced_colon_block(struct bt_recogniser *r, const char *what, uint32_t line)
{
    if (bt_rec_kind(r) != BT_TOK_COLON) {
        r->forced = true;
        bt_rec_raise_token(r, r->pos, "expected ':'");
        return;
    }
    colon_block(r, what, line);
}

static void for_stmt(struct bt_recogniser *r, uint32_t line)
{
    uint32_t start = r->pos;
    if (bt_rec_star_targets(r) != NULL && bt_rec_accept(r, BT_TOK_IN)) {
        if (bt_rec_star_expressions(r) != NULL) {
            colon_block(r, "'for' statement", line);
        }
        return;
    }
    r->pos = start;
    struct bt_expr *target = bt_rec_star_expressions(r);
    if (target != NULL) {
        bt_rec_check_target(r, target, BT_TARGET_FOR);
    }
}

static bool with_item(struct bt_recogniser *r)
{
    uint32_t start = r->pos;
    if (bt_rec_expression(r) == NULL) {
        return false;
    }
    uint32_t end = r->pos;
    if (!bt_rec_accept(r, BT_TOK_AS)) {
        return !r->raised;
    }
    uint32_t target = r->pos;
    if (bt_rec_star_target(r) != NULL) {
        enum bt_token_kind next = bt_rec_kind(r);
        if (next == BT_TOK_COMMA || next == BT_TOK_RPAREN || next == BT_TOK_COLON) {
            return true;
        }
    }
    r->pos = target;
    struct bt_expr *bad = bt_rec_expression(r);
    if (bad != NULL) {
        enum bt_token_kind next = bt_rec_kind(r);
        if ((next == BT_TOK_COMMA || next == BT_TOK_RPAREN || next == BT_TOK_COLON) &&
            !bt_rec_check_target(r, bad, BT_TARGET_WITH)) {
            r->pos = start;
            return false;
        }
    }
    r->pos = end;
    return !r->raised;
}

static bool with_items(struct bt_recogniser *r)
{
    bool any = false;
    uint32_t end = r->pos;
    while (with_item(r)) {
        any = true;
        end = r->pos;
        if (!bt_rec_accept(r, BT_TOK_COMMA)) {
            break;
        }
    }
    r->pos = end;
    return any && !r->raised;
}

static void with_stmt(struct bt_recogniser *r, uint32_t line)
{
    uint32_t start = r->pos;
    if (bt_rec_accept(r, BT_TOK_LPAREN) || bt_rec_accept(r, BT_TOK_WITH_LPAREN)) {
        if (with_items(r)) {
            bt_rec_accept(r, BT_TOK_COMMA);
            if (bt_rec_accept(r, BT_TOK_RPAREN) && bt_rec_kind(r) == BT_TOK_COLON) {
                colon_block(r, "'with' statement", line);
                return;
            }
        }
        r->pos = start;
    }
    if (with_items(r) && bt_rec_kind(r) == BT_TOK_COLON) {
        colon_block(r, "'with' statement", line);
        return;
    }
    r->pos = start;
    bool in_brackets = bt_rec_accept(r, BT_TOK_WITH_LPAREN);
    while (bt_rec_expression(r) != NULL &&
           (!bt_rec_accept(r, BT_TOK_AS) || bt_rec_star_target(r) != NULL) &&
           bt_rec_accept(r, BT_TOK_COMMA)) {
        continue;
    }
    if (in_brackets && !bt_rec_accept(r, BT_TOK_RPAREN)) {
        return;
    }
    if (r->pos > start && bt_rec_kind(r) == BT_TOK_NEWLINE) {
        bt_rec_raise_here(r, "expected ':'");
    }
}

static void except_stmt(struct bt_recogniser *r, uint32_t line)
{
    bool is_star = bt_rec_accept(r, BT_TOK_STAR);
    const char *what = is_star ? "'except*' statement" : "'except' statement";
    enum bt_token_kind next = bt_rec_kind(r);
    if (is_star && (next == BT_TOK_NEWLINE || next == BT_TOK_COLON)) {
        bt_rec_raise_here(r, "expected one or more exception types");
        return;
    }
    if (next != BT_TOK_NEWLINE && next != BT_TOK_COLON) {
        struct bt_expr *a = bt_rec_expression(r);
        if (a == NULL) {
            return;
        }
        if (bt_rec_accept(r, BT_TOK_COMMA)) {
            while (bt_rec_expression(r) != NULL && bt_rec_accept(r, BT_TOK_COMMA)) {
                continue;
            }
            if (bt_rec_accept(r, BT_TOK_AS)) {
                bt_rec_name(r);
            }
            if (bt_rec_accept(r, BT_TOK_COLON)) {
                bt_rec_raise_from(r, a->span, "multiple exception types must be parenthesized");
            }
            return;
        }
        if (bt_rec_accept(r, BT_TOK_AS) && !bt_rec_name(r)) {
            return;
        }
    }
    colon_block(r, what, line);
}

static void function_def(struct bt_recogniser *r, uint32_t line)
{
    if (!bt_rec_name(r) || !bt_rec_type_params(r)) {
        return;
    }
    if (!bt_rec_accept(r, BT_TOK_LPAREN)) {
        r->forced = true;
        bt_rec_raise_token(r, r->pos, "expected '('");
        return;
    }
    bt_rec_params(r, false);
    if (!bt_rec_accept(r, BT_TOK_RPAREN)) {
        return;
    }
    if (bt_rec_accept(r, BT_TOK_ARROW) && bt_rec_expression(r) == NULL) {
        r->pos--;
    }
    forced_colon_block(r, "function definition", line);
}

static void class_def(struct bt_recogniser *r, uint32_t line)
{
    if (!bt_rec_name(r) || !bt_rec_type_params(r)) {
        return;
    }
    if (bt_rec_accept(r, BT_TOK_LPAREN)) {
        bt_rec_arguments(r);
        if (!bt_rec_accept(r, BT_TOK_RPAREN)) {
            return;
        }
    }
    colon_block(r, "class definition", line);
}

static void match_stmt(struct bt_recogniser *r, uint32_t line)
{
    uint32_t start = r->pos;
    r->pos++;
    bool any = false;
    while (bt_rec_star_named(r) != NULL) {
        any = true;
        if (!bt_rec_accept(r, BT_TOK_COMMA)) {
            break;
        }
    }
    if (any) {
        colon_block(r, "'match' statement", line);
    }
    if (!r->raised) {
        r->pos = start;
        simple_stmts(r);
    }
}

static bool ends_pattern(enum bt_token_kind kind)
{
    return kind == BT_TOK_NAME || kind == BT_TOK_NUMBER || kind == BT_TOK_STRING ||
           kind == BT_TOK_RPAREN || kind == BT_TOK_RBRACKET || kind == BT_TOK_RBRACE ||
           kind == BT_TOK_NONE || kind == BT_TOK_TRUE || kind == BT_TOK_FALSE ||
           kind == BT_TOK_COMMA;
}

/* Patterns are not read again: only their `as`, the guard, and the end of the line. */
static void case_stmt(struct bt_recogniser *r, uint32_t line)
{
    uint32_t level = r->levels[r->pos - 1];
    while (!r->raised && r->pos < r->n) {
        enum bt_token_kind kind = r->tokens[r->pos].kind;
        enum bt_token_kind before = r->tokens[r->pos - 1].kind;
        bool outside = r->levels[r->pos] == level;
        if (kind == BT_TOK_NEWLINE) {
            if (ends_pattern(before)) {
                bt_rec_raise_here(r, "expected ':'");
            }
            return;
        }
        if (before == BT_TOK_AS && kind != BT_TOK_NAME) {
            struct bt_expr *e = bt_rec_expression(r);
            if (e != NULL) {
                bt_rec_raise(r, e->span, e->span, "invalid pattern target");
            }
            return;
        }
        if (outside && kind == BT_TOK_IF) {
            r->pos++;
            if (bt_rec_named(r) != NULL) {
                colon_block(r, "'case' statement", line);
            }
            return;
        }
        if (outside && kind == BT_TOK_COLON) {
            colon_block(r, "'case' statement", line);
            return;
        }
        r->pos++;
    }
}

/* ---- simple statements ---- */

static bool augmented(struct bt_recogniser *r)
{
    enum bt_token_kind kind = bt_rec_kind(r);
    if (kind >= BT_TOK_PLUS_EQUAL && kind <= BT_TOK_AT_EQUAL) {
        r->pos++;
        return true;
    }
    return false;
}

static void illegal_annotation(struct bt_recogniser *r)
{
    uint32_t start = r->pos;
    struct bt_expr *a = bt_rec_atom(r);
    if (a != NULL && (a->kind == BT_EXPR_LIST || a->kind == BT_EXPR_TUPLE) &&
        bt_rec_accept(r, BT_TOK_COLON) && bt_rec_expression(r) != NULL) {
        bt_rec_raise(r, a->span, a->span, "only single target (not %s) can be annotated",
                     bt_target_describe(a));
    }
    r->pos = start;
    a = bt_rec_star_named(r);
    if (a != NULL && bt_rec_accept(r, BT_TOK_COMMA)) {
        while (bt_rec_star_named(r) != NULL && bt_rec_accept(r, BT_TOK_COMMA)) {
            continue;
        }
        if (bt_rec_accept(r, BT_TOK_COLON) && bt_rec_expression(r) != NULL) {
            bt_rec_raise(r, a->span, a->span, "only single target (not tuple) can be annotated");
        }
    }
    r->pos = start;
    a = bt_rec_expression(r);
    if (a != NULL && bt_rec_accept(r, BT_TOK_COLON)) {
        uint32_t colon = r->pos - 1;
        if (bt_rec_expression(r) != NULL) {
            bt_rec_raise(r, a->span, a->span, "illegal target for annotation");
        } else if (a->kind != BT_EXPR_NAME && a->kind != BT_EXPR_ATTRIBUTE &&
                   a->kind != BT_EXPR_SUBSCRIPT) {
            r->refused = colon;
        }
    }
    r->pos = start;
}

/* `target =` as often as it stands there. */
static uint32_t skip_targets(struct bt_recogniser *r)
{
    uint32_t end = r->pos;
    while (bt_rec_star_targets(r) != NULL && bt_rec_accept(r, BT_TOK_EQUAL)) {
        end = r->pos;
    }
    r->pos = end;
    return end;
}

static void invalid_assignment(struct bt_recogniser *r)
{
    uint32_t start = r->pos;
    illegal_annotation(r);
    uint32_t last = skip_targets(r);
    struct bt_expr *a = bt_rec_star_expressions(r);
    if (a != NULL && bt_rec_accept(r, BT_TOK_EQUAL)) {
        bt_rec_check_target(r, a, BT_TARGET_ASSIGN);
    }
    r->pos = last;
    a = bt_rec_yield(r);
    if (a != NULL && bt_rec_accept(r, BT_TOK_EQUAL)) {
        bt_rec_raise(r, a->span, a->span, "assignment to yield expression not possible");
    }
    r->pos = start;
    a = bt_rec_star_expressions(r);
    if (a != NULL && augmented(r) && bt_rec_rhs(r) != NULL) {
        bt_rec_raise(r, a->span, a->span, "'%s' is an illegal expression for augmented assignment",
                     bt_target_describe(a));
    }
    r->pos = start;
}

static bool assignment(struct bt_recogniser *r)
{
    uint32_t start = r->pos;
    struct bt_expr *target = bt_rec_single_target(r);
    if (target != NULL && bt_rec_accept(r, BT_TOK_COLON) && bt_rec_expression(r) != NULL) {
        uint32_t end = r->pos;
        if (bt_rec_accept(r, BT_TOK_EQUAL) && bt_rec_rhs(r) == NULL) {
            r->pos = end;
        }
        return !r->raised;
    }
    r->pos = start;
    uint32_t after = skip_targets(r);
    if (after != start && bt_rec_rhs(r) != NULL && bt_rec_kind(r) != BT_TOK_EQUAL) {
        return !r->raised;
    }
    r->pos = start;
    target = bt_rec_single_target(r);
    if (target != NULL && augmented(r)) { /* nothing else, then */
        return bt_rec_rhs(r) != NULL;
    }
    r->pos = start;
    if (!r->raised) {
        invalid_assignment(r);
    }
    return false;
}

static bool dotted_name(struct bt_recogniser *r)
{
    if (!bt_rec_name(r)) {
        return false;
    }
    while (bt_rec_kind(r) == BT_TOK_DOT) {
        r->pos++;
        if (!bt_rec_name(r)) {
            r->pos--;
            break;
        }
    }
    return true;
}

static const char *const NO_NAMES = "Expected one or more names after 'import'";

static void import_name(struct bt_recogniser *r)
{
    uint32_t import = r->pos++;
    if (bt_rec_kind(r) == BT_TOK_NEWLINE) {
        bt_rec_raise_from(r, r->tokens[r->pos].span, NO_NAMES);
        return;
    }
    while (dotted_name(r) && bt_rec_accept(r, BT_TOK_COMMA)) {
        continue;
    }
    if (bt_rec_accept(r, BT_TOK_FROM) && dotted_name(r)) {
        bt_rec_kind(r); /* CPython has looked for a further '.' */
        bt_rec_raise_from(r, r->tokens[import].span,
                          "Did you mean to use 'from ... import ...' instead?");
    }
}

static void import_from(struct bt_recogniser *r)
{
    r->pos++;
    while (bt_rec_accept(r, BT_TOK_DOT) || bt_rec_accept(r, BT_TOK_ELLIPSIS)) {
        continue;
    }
    dotted_name(r);
    if (!bt_rec_accept(r, BT_TOK_IMPORT)) {
        return;
    }
    if (bt_rec_kind(r) == BT_TOK_NEWLINE) {
        bt_rec_raise_from(r, r->tokens[r->pos].span, NO_NAMES);
        return;
    }
    while (bt_rec_name(r)) {
        if (bt_rec_accept(r, BT_TOK_AS) && !bt_rec_name(r)) {
            return;
        }
        if (!bt_rec_accept(r, BT_TOK_COMMA)) {
            return;
        }
        if (bt_rec_kind(r) == BT_TOK_NEWLINE) {
            bt_rec_raise_here(r, "trailing comma not allowed without surrounding parentheses");
        }
    }
}

static void del_stmt(struct bt_recogniser *r)
{
    r->pos++;
    uint32_t start = r->pos;
    if (bt_rec_star_targets(r) != NULL) {
        enum bt_token_kind next = bt_rec_kind(r);
        if (next == BT_TOK_SEMICOLON || next == BT_TOK_NEWLINE) {
            r->pos = start;
        }
    }
    r->pos = start;
    struct bt_expr *targets = bt_rec_star_expressions(r);
    if (targets != NULL) {
        bt_rec_check_target(r, targets, BT_TARGET_DEL);
    }
}

/* One expression, and another one after `word`. */
static void one_or_two(struct bt_recogniser *r, enum bt_token_kind word)
{
    r->pos++;
    if (bt_rec_expression(r) != NULL && bt_rec_accept(r, word)) {
        bt_rec_expression(r);
    }
}

static void type_alias(struct bt_recogniser *r)
{
    r->pos++;
    if (bt_rec_name(r) && bt_rec_type_params(r) && bt_rec_accept(r, BT_TOK_EQUAL)) {
        bt_rec_expression(r);
    }
}

static void simple_stmt(struct bt_recogniser *r)
{
    uint32_t start = r->pos;
    if (assignment(r)) {
        return;
    }
    r->pos = start;
    switch ((int)bt_rec_kind(r)) {
    case BT_TOK_TYPE: type_alias(r); return;
    case BT_TOK_RETURN:
        r->pos++;
        bt_rec_star_expressions(r);
        return;
    case BT_TOK_IMPORT: import_name(r); return;
    case BT_TOK_FROM: import_from(r); return;
    case BT_TOK_RAISE: one_or_two(r, BT_TOK_FROM); return;
    case BT_TOK_ASSERT: one_or_two(r, BT_TOK_COMMA); return;
    case BT_TOK_DEL: del_stmt(r); return;
    case BT_TOK_YIELD: bt_rec_yield(r); return;
    case BT_TOK_PASS:
    case BT_TOK_BREAK:
    case BT_TOK_CONTINUE: r->pos++; return;
    case BT_TOK_GLOBAL:
    case BT_TOK_NONLOCAL:
        r->pos++;
        while (bt_rec_name(r) && bt_rec_accept(r, BT_TOK_COMMA)) {
            continue;
        }
        return;
    default: bt_rec_star_expressions(r); return;
    }
}

static void simple_stmts(struct bt_recogniser *r)
{
    do {
        if (bt_rec_kind(r) == BT_TOK_NEWLINE) {
            return;
        }
        simple_stmt(r);
    } while (bt_rec_accept(r, BT_TOK_SEMICOLON));
}

/* ---- any statement ---- */

static void if_or_while(struct bt_recogniser *r, const char *what, uint32_t line)
{
    if (bt_rec_named(r) != NULL) {
        colon_block(r, what, line);
    }
}

void bt_rec_statement(struct bt_recogniser *r)
{
    uint32_t line = r->tokens[r->pos].span.line;
    if (bt_rec_kind(r) == BT_TOK_ASYNC) {
        enum bt_token_kind next = bt_rec_kind_after(r, 1);
        r->pos += next == BT_TOK_DEF || next == BT_TOK_FOR || next == BT_TOK_WITH;
    }
    enum bt_token_kind kind = bt_rec_kind(r);
    if (kind == BT_TOK_MATCH) {
        match_stmt(r, line);
        return;
    }
    uint32_t start = r->pos++;
    switch ((int)kind) {
    case BT_TOK_IF: if_or_while(r, "'if' statement", line); return;
    case BT_TOK_ELIF: if_or_while(r, "'elif' statement", line); return;
    case BT_TOK_WHILE: if_or_while(r, "'while' statement", line); return;
    case BT_TOK_ELSE: forced_colon_block(r, "'else' statement", line); return;
    case BT_TOK_TRY: forced_colon_block(r, "'try' statement", line); return;
    case BT_TOK_FINALLY: forced_colon_block(r, "'finally' statement", line); return;
    case BT_TOK_EXCEPT: except_stmt(r, line); return;
    case BT_TOK_FOR: for_stmt(r, line); return;
    case BT_TOK_WITH: with_stmt(r, line); return;
    case BT_TOK_DEF: function_def(r, line); return;
    case BT_TOK_CLASS: class_def(r, line); return;
    case BT_TOK_CASE: case_stmt(r, line); return;
    case BT_TOK_AT: bt_rec_named(r); return;
    default:
        r->pos = start;
        simple_stmts(r);
        return;
    }
}
