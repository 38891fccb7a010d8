/*
 * The recogniser's parameters. See recognise.h. Their order is checked by build_args.c; here is
 * what the grammar does not take at all.
 */
#include "parser/recognise.h"

/* After a name: `: annotation` and `= default`. */
static bool after_name(struct bt_recogniser *r, bool is_lambda, const char *no_default)
{
    bool starred = false;
    if (!is_lambda && bt_rec_accept(r, BT_TOK_COLON)) {
        starred = bt_rec_kind(r) == BT_TOK_STAR;
        if (bt_rec_star_expression(r) == NULL) {
            return false;
        }
    }
    if (bt_rec_kind(r) == BT_TOK_EQUAL) {
        if (no_default != NULL) {
            return !starred && bt_rec_raise_token(r, r->pos, no_default) != NULL;
        }
        r->pos++;
        enum bt_token_kind next = bt_rec_kind(r);
        if (next == BT_TOK_COMMA || next == BT_TOK_RPAREN) {
            bt_rec_raise_token(r, r->pos - 1, "expected default value expression");
        }
        return bt_rec_expression(r) != NULL;
    }
    return !r->raised;
}

/* `(a, b)` where a parameter belongs. */
static void parenthesised(struct bt_recogniser *r, bool is_lambda)
{
    uint32_t open = r->pos;
    if (!bt_rec_accept(r, BT_TOK_LPAREN) || !bt_rec_name(r)) {
        return;
    }
    while (bt_rec_accept(r, BT_TOK_COMMA) && bt_rec_name(r)) {
        continue;
    }
    if (bt_rec_accept(r, BT_TOK_RPAREN)) {
        bt_rec_raise(r, r->tokens[open].span, r->tokens[r->pos - 1].span,
                     is_lambda ? "Lambda expression parameters cannot be parenthesized"
                               : "Function parameters cannot be parenthesized");
    }
    r->pos = open;
}

/* A star without a name, after which none comes. */
static bool bare_star(struct bt_recogniser *r, bool is_lambda)
{
    enum bt_token_kind close = is_lambda ? BT_TOK_COLON : BT_TOK_RPAREN;
    enum bt_token_kind next = bt_rec_kind(r);
    uint32_t star = r->pos - 1;
    if (next == BT_TOK_COMMA) {
        next = bt_rec_kind_after(r, 1);
        if (next == BT_TOK_DOUBLE_STAR) {
            next = close;
        }
    }
    if (next == close) {
        const char *message = "named arguments must follow bare *";
        if (is_lambda) {
            bt_rec_raise_here(r, message);
        } else {
            bt_rec_raise_token(r, star, message);
        }
    }
    return !r->raised;
}

static bool param(struct bt_recogniser *r, bool is_lambda, bool *after_slash, bool *after_star)
{
    bool was_slash = *after_slash;
    *after_slash = false;
    if (bt_rec_name(r)) {
        return after_name(r, is_lambda, NULL);
    }
    if (bt_rec_accept(r, BT_TOK_SLASH)) {
        *after_slash = true;
        return true;
    }
    if (was_slash && bt_rec_kind(r) == BT_TOK_STAR) {
        return bt_rec_raise_token(r, r->pos, "expected comma between / and *") != NULL;
    }
    if (bt_rec_accept(r, BT_TOK_STAR)) {
        *after_star = true;
        return !bt_rec_name(r)
                   ? bare_star(r, is_lambda)
                   : after_name(r, is_lambda, "var-positional argument cannot have default value");
    }
    if (bt_rec_accept(r, BT_TOK_DOUBLE_STAR)) {
        return bt_rec_name(r) &&
               after_name(r, is_lambda, "var-keyword argument cannot have default value");
    }
    if (r->invalid && !*after_star) {
        parenthesised(r, is_lambda);
    }
    return false;
}

bool bt_rec_params(struct bt_recogniser *r, bool is_lambda)
{
    bool after_slash = false;
    bool after_star = false;
    if (bt_rec_kind(r) == BT_TOK_SLASH && bt_rec_kind_after(r, 1) == BT_TOK_COMMA) {
        bt_rec_raise_token(r, r->pos, "at least one argument must precede /");
    }
    while (param(r, is_lambda, &after_slash, &after_star)) {
        if (after_slash && bt_rec_kind(r) == BT_TOK_STAR) {
            bt_rec_raise_token(r, r->pos, "expected comma between / and *");
        }
        if (!bt_rec_accept(r, BT_TOK_COMMA)) {
            break;
        }
        after_slash = false;
    }
    return !r->raised;
}

/* `*T: bound` and `**P: bound`: these have none. */
static bool unbounded(struct bt_recogniser *r, const char *with_tuple, const char *with_bound)
{
    if (bt_rec_accept(r, BT_TOK_COLON)) {
        uint32_t colon = r->pos - 1;
        struct bt_expr *e = bt_rec_expression(r);
        if (e != NULL) {
            bt_rec_kind(r); /* CPython has looked there, too */
            bt_rec_raise_from(r, r->tokens[colon].span,
                              e->kind == BT_EXPR_TUPLE ? with_tuple : with_bound);
        }
        return false;
    }
    return !bt_rec_accept(r, BT_TOK_EQUAL) || bt_rec_star_expression(r) != NULL;
}

static bool type_param(struct bt_recogniser *r)
{
    if (bt_rec_name(r)) {
        if (bt_rec_accept(r, BT_TOK_COLON) && bt_rec_expression(r) == NULL) {
            return false;
        }
        return !bt_rec_accept(r, BT_TOK_EQUAL) || bt_rec_expression(r) != NULL;
    }
    if (bt_rec_accept(r, BT_TOK_STAR)) {
        return bt_rec_name(r) && unbounded(r, "cannot use constraints with TypeVarTuple",
                                           "cannot use bound with TypeVarTuple");
    }
    if (bt_rec_accept(r, BT_TOK_DOUBLE_STAR)) {
        return bt_rec_name(r) && unbounded(r, "cannot use constraints with ParamSpec",
                                           "cannot use bound with ParamSpec");
    }
    return false;
}

bool bt_rec_type_params(struct bt_recogniser *r)
{
    if (bt_rec_accept(r, BT_TOK_LBRACKET)) {
        if (bt_rec_kind(r) == BT_TOK_RBRACKET) {
            bt_rec_kind_after(r, 1); /* CPython has looked there, too */
            bt_rec_raise_from(r, r->tokens[r->pos].span, "Type parameter list cannot be empty");
            return false;
        }
        while (type_param(r) && bt_rec_accept(r, BT_TOK_COMMA)) {
            continue;
        }
        return bt_rec_accept(r, BT_TOK_RBRACKET);
    }
    return true;
}
