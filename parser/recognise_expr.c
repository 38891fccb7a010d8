/*
 * The recogniser's operators, from `expression` down to `primary`. See recognise.h.
 */
#include "parser/recognise.h"

#include <string.h>

typedef struct bt_expr *rule_fn(struct bt_recogniser *r);

/* Tries a rule at `pos`, or tells what it gave there before. Beyond a depth nothing matches. */
static struct bt_expr *memoised(struct bt_recogniser *r, enum bt_rule rule, rule_fn *fn)
{
    if (r->raised || r->pos >= r->n || r->depth >= BT_RECOGNISER_DEPTH) {
        return NULL;
    }
    struct bt_memo *m = &r->memo[(size_t)(r->pos - r->base) * BT_N_RULES + rule];
    if (m->known != 0) {
        if (m->node != NULL) {
            r->pos = m->end;
        }
        return m->node;
    }
    uint32_t start = r->pos;
    r->depth++;
    struct bt_expr *e = fn(r);
    r->depth--;
    if (r->raised) {
        return NULL;
    }
    if (e == NULL) {
        r->pos = start;
    }
    *m = (struct bt_memo){e, r->pos, 1};
    return e;
}

/* ---- mistakes in expressions ---- */

static bool is_soft_keyword(const struct bt_token *t)
{
    static const char *const words[] = {"_", "case", "match", "type"};
    for (size_t i = 0; i < sizeof words / sizeof words[0]; i++) {
        if (t->len == strlen(words[i]) && memcmp(t->text, words[i], t->len) == 0) {
            return true;
        }
    }
    return false;
}

static bool is_legacy(const struct bt_token *t)
{
    return t->kind == BT_TOK_NAME && ((t->len == 5 && memcmp(t->text, "print", 5) == 0) ||
                                      (t->len == 4 && memcmp(t->text, "exec", 4) == 0));
}

/* Two expressions side by side within a bracket. */
static void forgot_comma(struct bt_recogniser *r)
{
    uint32_t start = r->pos;
    const struct bt_token *t = &r->tokens[start];
    bool name_string = t->kind == BT_TOK_NAME && bt_rec_kind_after(r, 1) == BT_TOK_STRING;
    if (name_string || is_soft_keyword(t)) {
        return;
    }
    struct bt_expr *a = bt_rec_disjunction(r);
    if (a == NULL) {
        return;
    }
    bool legacy = a->kind == BT_EXPR_NAME && is_legacy(t);
    r->invalid = false;
    struct bt_expr *b = bt_rec_expression(r);
    r->invalid = true;
    if (b != NULL && !legacy && r->levels[r->pos - 1] != 0) {
        bt_rec_raise(r, a->span, b->span, "invalid syntax. Perhaps you forgot a comma?");
    }
    r->pos = start;
}

static void missing_else(struct bt_recogniser *r)
{
    uint32_t start = r->pos;
    struct bt_expr *a = bt_rec_disjunction(r);
    struct bt_expr *b = NULL;
    if (a != NULL && bt_rec_accept(r, BT_TOK_IF)) {
        b = bt_rec_disjunction(r);
    }
    if (b != NULL) {
        enum bt_token_kind next = bt_rec_kind(r);
        if (next != BT_TOK_ELSE && next != BT_TOK_COLON) {
            bt_rec_raise(r, a->span, b->span, "expected 'else' after 'if' expression");
        }
    }
    r->pos = start;
}

/* In a field of an f-string the ':' of a lambda begins the format. */
static void lambda_in_field(struct bt_recogniser *r)
{
    uint32_t start = r->pos;
    if (bt_rec_accept(r, BT_TOK_LAMBDA)) {
        bt_rec_params(r, true);
        if (bt_rec_accept(r, BT_TOK_SPEC_COLON)) {
            bt_rec_raise(r, r->tokens[start].span, r->tokens[r->pos - 1].span,
                         "f-string: lambda expressions are not allowed without parentheses");
        }
    }
    r->pos = start;
}

static void legacy_statement(struct bt_recogniser *r)
{
    uint32_t start = r->pos;
    const struct bt_token *t = &r->tokens[start];
    if (bt_rec_name(r) && bt_rec_kind(r) != BT_TOK_LPAREN) {
        struct bt_expr *b = bt_rec_star_expressions(r);
        if (b != NULL && is_legacy(t)) {
            bt_rec_raise(r, t->span, b->span,
                         "Missing parentheses in call to '%s'. Did you mean %s(...)?",
                         t->name->text, t->name->text);
        }
    }
    r->pos = start;
}

/* ---- expression, lambda ---- */

static struct bt_expr *lambda(struct bt_recogniser *r)
{
    uint32_t start = r->pos;
    if (bt_rec_accept(r, BT_TOK_LAMBDA)) {
        bt_rec_params(r, true);
        if (bt_rec_accept(r, BT_TOK_COLON) && bt_rec_expression(r) != NULL) {
            return bt_rec_node(r, BT_EXPR_LAMBDA, start);
        }
    }
    return bt_rec_back(r, start);
}

static struct bt_expr *expression(struct bt_recogniser *r)
{
    uint32_t start = r->pos;
    if (r->invalid) {
        forgot_comma(r);
        missing_else(r);
        lambda_in_field(r);
        legacy_statement(r);
        if (r->raised) {
            return NULL;
        }
    }
    struct bt_expr *a = bt_rec_disjunction(r);
    if (a == NULL) {
        return lambda(r);
    }
    uint32_t end = r->pos;
    if (bt_rec_accept(r, BT_TOK_IF) && bt_rec_disjunction(r) != NULL &&
        bt_rec_accept(r, BT_TOK_ELSE) && bt_rec_expression(r) != NULL) {
        return bt_rec_node(r, BT_EXPR_IF_EXP, start);
    }
    r->pos = end;
    return r->raised ? NULL : a;
}

struct bt_expr *bt_rec_expression(struct bt_recogniser *r)
{
    return memoised(r, BT_RULE_EXPRESSION, expression);
}

/* ---- or, and, not, comparisons ---- */

static bool comparison_operator(struct bt_recogniser *r)
{
    enum bt_token_kind kind = bt_rec_kind(r);
    if (kind == BT_TOK_EQ_EQUAL || kind == BT_TOK_NOT_EQUAL || kind == BT_TOK_LESS ||
        kind == BT_TOK_LESS_EQUAL || kind == BT_TOK_GREATER || kind == BT_TOK_GREATER_EQUAL ||
        kind == BT_TOK_IN) {
        r->pos++;
        return true;
    }
    if (kind == BT_TOK_IS) {
        r->pos++;
        bt_rec_accept(r, BT_TOK_NOT);
        return true;
    }
    if (kind == BT_TOK_NOT && bt_rec_kind_after(r, 1) == BT_TOK_IN) {
        r->pos += 2;
        return true;
    }
    return false;
}

static struct bt_expr *comparison(struct bt_recogniser *r)
{
    uint32_t start = r->pos;
    struct bt_expr *left = bt_rec_bitor(r);
    if (left == NULL) {
        return NULL;
    }
    bool first_is_in = bt_rec_kind(r) == BT_TOK_IN;
    uint32_t end = r->pos;
    bool any = false;
    while (comparison_operator(r)) {
        if (bt_rec_bitor(r) == NULL) {
            break;
        }
        any = true;
        end = r->pos;
    }
    r->pos = end;
    if (!any || r->raised) {
        return r->raised ? NULL : left;
    }
    struct bt_expr *e = bt_rec_node(r, BT_EXPR_COMPARE, start);
    if (e != NULL) {
        e->u.compare.left = left;
        e->u.compare.n = first_is_in; /* all that the check of targets asks */
    }
    return e;
}

static struct bt_expr *inversion(struct bt_recogniser *r)
{
    uint32_t start = r->pos;
    uint32_t n = 0;
    while (bt_rec_accept(r, BT_TOK_NOT)) {
        n++;
    }
    struct bt_expr *e = comparison(r);
    if (e == NULL) {
        return bt_rec_back(r, start);
    }
    if (n != 0) {
        e = bt_rec_node(r, BT_EXPR_UNARY_OP, start);
        if (e != NULL) {
            e->u.unary_op.op = BT_UNARY_NOT;
        }
    }
    return e;
}

/* Operands joined by one kind of word. */
static struct bt_expr *joined(struct bt_recogniser *r, rule_fn *operand, enum bt_token_kind word)
{
    uint32_t start = r->pos;
    struct bt_expr *e = operand(r);
    if (e == NULL) {
        return NULL;
    }
    uint32_t end = r->pos;
    bool any = false;
    while (bt_rec_accept(r, word) && operand(r) != NULL) {
        any = true;
        end = r->pos;
    }
    r->pos = end;
    if (r->raised) {
        return NULL;
    }
    return any ? bt_rec_node(r, BT_EXPR_BOOL_OP, start) : e;
}

static struct bt_expr *conjunction(struct bt_recogniser *r)
{
    return joined(r, inversion, BT_TOK_AND);
}

static struct bt_expr *disjunction(struct bt_recogniser *r)
{
    return joined(r, conjunction, BT_TOK_OR);
}

struct bt_expr *bt_rec_disjunction(struct bt_recogniser *r)
{
    return memoised(r, BT_RULE_DISJUNCTION, disjunction);
}

/* ---- arithmetic: all left-associative levels are one list of operands here ---- */

static bool binary_operator(struct bt_recogniser *r)
{
    switch ((int)bt_rec_kind(r)) {
    case BT_TOK_VBAR:
    case BT_TOK_CIRCUMFLEX:
    case BT_TOK_AMPERSAND:
    case BT_TOK_LEFT_SHIFT:
    case BT_TOK_RIGHT_SHIFT:
    case BT_TOK_PLUS:
    case BT_TOK_MINUS:
    case BT_TOK_STAR:
    case BT_TOK_SLASH:
    case BT_TOK_PERCENT:
    case BT_TOK_DOUBLE_SLASH:
    case BT_TOK_AT: r->pos++; return true;
    default: return false;
    }
}

/* `not` where an operand belongs. */
static void not_after_operator(struct bt_recogniser *r, rule_fn *operand)
{
    uint32_t start = r->pos++;
    struct bt_expr *b = operand(r);
    if (b != NULL) {
        bt_rec_raise(r, r->tokens[start].span, b->span,
                     "'not' after an operator must be parenthesized");
    }
    r->pos = start;
}

static struct bt_expr *factor(struct bt_recogniser *r)
{
    uint32_t start = r->pos;
    uint32_t n = 0;
    while (bt_rec_accept(r, BT_TOK_PLUS) || bt_rec_accept(r, BT_TOK_MINUS) ||
           bt_rec_accept(r, BT_TOK_TILDE)) {
        n++;
    }
    uint32_t operand = r->pos;
    if (n != 0 && r->invalid && bt_rec_kind(r) == BT_TOK_NOT) {
        not_after_operator(r, factor);
        return bt_rec_back(r, start);
    }
    bool is_await = bt_rec_accept(r, BT_TOK_AWAIT);
    struct bt_expr *e = bt_rec_primary(r);
    if (e == NULL) {
        return bt_rec_back(r, start);
    }
    if (is_await) {
        e = bt_rec_node(r, BT_EXPR_AWAIT, operand);
    }
    uint32_t end = r->pos;
    if (bt_rec_accept(r, BT_TOK_DOUBLE_STAR)) {
        r->depth++;
        bool good = r->depth < BT_RECOGNISER_DEPTH && factor(r) != NULL;
        r->depth--;
        if (good) {
            e = bt_rec_node(r, BT_EXPR_BIN_OP, operand);
        } else {
            r->pos = end;
        }
    }
    if (n != 0 && !r->raised) {
        e = bt_rec_node(r, BT_EXPR_UNARY_OP, start);
        if (e != NULL) {
            e->u.unary_op.op = BT_UNARY_USUB;
        }
    }
    return r->raised ? NULL : e;
}

static bool takes_no_not(enum bt_token_kind kind)
{
    return kind == BT_TOK_PLUS || kind == BT_TOK_MINUS || kind == BT_TOK_STAR ||
           kind == BT_TOK_SLASH || kind == BT_TOK_PERCENT || kind == BT_TOK_DOUBLE_SLASH ||
           kind == BT_TOK_AT;
}

static struct bt_expr * bitor (struct bt_recogniser * r)
{
    uint32_t start = r->pos;
    struct bt_expr *e = factor(r);
    if (e == NULL) {
        return NULL;
    }
    uint32_t end = r->pos;
    bool any = false;
    while (binary_operator(r)) {
        enum bt_token_kind operator= r->tokens[r->pos - 1].kind;
        if (factor(r) == NULL) {
            if (r->invalid && takes_no_not(operator) && bt_rec_kind(r) == BT_TOK_NOT) {
                not_after_operator(r, inversion);
            }
            break;
        }
        any = true;
        end = r->pos;
    }
    r->pos = end;
    if (r->raised) {
        return NULL;
    }
    return any ? bt_rec_node(r, BT_EXPR_BIN_OP, start) : e;
}

struct bt_expr *bt_rec_bitor(struct bt_recogniser *r)
{
    return memoised(r, BT_RULE_BITOR, bitor);
}

/* ---- primary: attributes, calls, subscripts ---- */

/* One trailer after `e`; NULL when there is none. */
static struct bt_expr *trailer(struct bt_recogniser *r, uint32_t start)
{
    uint32_t from = r->pos;
    if (bt_rec_accept(r, BT_TOK_DOT)) {
        if (bt_rec_name(r)) {
            return bt_rec_node(r, BT_EXPR_ATTRIBUTE, start);
        }
        return bt_rec_back(r, from);
    }
    if (bt_rec_kind(r) == BT_TOK_LPAREN) {
        if (bt_rec_genexp(r) != NULL) {
            return bt_rec_node(r, BT_EXPR_CALL, start);
        }
        bt_rec_accept(r, BT_TOK_LPAREN);
        bt_rec_arguments(r);
        if (bt_rec_accept(r, BT_TOK_RPAREN)) {
            return bt_rec_node(r, BT_EXPR_CALL, start);
        }
        return bt_rec_back(r, from);
    }
    if (bt_rec_accept(r, BT_TOK_LBRACKET)) {
        if (bt_rec_slices(r) && bt_rec_accept(r, BT_TOK_RBRACKET)) {
            return bt_rec_node(r, BT_EXPR_SUBSCRIPT, start);
        }
        return bt_rec_back(r, from);
    }
    return NULL;
}

static struct bt_expr *primary(struct bt_recogniser *r)
{
    uint32_t start = r->pos;
    struct bt_expr *e = bt_rec_atom(r);
    while (e != NULL) {
        struct bt_expr *longer = trailer(r, start);
        if (longer == NULL) {
            break;
        }
        e = longer;
    }
    return r->raised ? NULL : e;
}

struct bt_expr *bt_rec_primary(struct bt_recogniser *r)
{
    return memoised(r, BT_RULE_PRIMARY, primary);
}

/* ---- walrus ---- */

struct bt_expr *bt_rec_assignment_expression(struct bt_recogniser *r)
{
    uint32_t start = r->pos;
    if (bt_rec_name(r) && bt_rec_accept(r, BT_TOK_WALRUS) && bt_rec_expression(r) != NULL) {
        return bt_rec_node(r, BT_EXPR_NAMED_EXPR, start);
    }
    return bt_rec_back(r, start);
}

/* After `a = b`: whether no further '=' or ':=' follows. */
static bool ends_assignment(struct bt_recogniser *r)
{
    enum bt_token_kind next = bt_rec_kind(r);
    return next != BT_TOK_EQUAL && next != BT_TOK_WALRUS;
}

/* `=` where only a value can be. */
static void stray_equal(struct bt_recogniser *r)
{
    uint32_t start = r->pos;
    struct bt_expr *b;
    if (bt_rec_name(r) && bt_rec_accept(r, BT_TOK_EQUAL) && (b = bt_rec_bitor(r)) != NULL &&
        ends_assignment(r)) {
        bt_rec_raise(r, r->tokens[start].span, b->span,
                     "invalid syntax. Maybe you meant '==' or ':=' instead of '='?");
    }
    r->pos = start;
    struct bt_expr *a = bt_rec_bitor(r);
    if (a != NULL && a->kind != BT_EXPR_LIST && a->kind != BT_EXPR_TUPLE &&
        a->kind != BT_EXPR_GENERATOR_EXP &&
        !(a->kind == BT_EXPR_CONSTANT && a->u.constant.kind <= BT_CONST_TRUE) &&
        bt_rec_accept(r, BT_TOK_EQUAL) && bt_rec_bitor(r) != NULL && ends_assignment(r)) {
        bt_rec_raise(r, a->span, a->span,
                     "cannot assign to %s here. Maybe you meant '==' instead of '='?",
                     bt_target_describe(a));
    }
    r->pos = start;
}

static void bad_walrus(struct bt_recogniser *r)
{
    uint32_t start = r->pos;
    struct bt_expr *a = bt_rec_expression(r);
    if (a != NULL && bt_rec_accept(r, BT_TOK_WALRUS) && bt_rec_expression(r) != NULL) {
        bt_rec_raise(r, a->span, a->span, "cannot use assignment expressions with %s",
                     bt_target_describe(a));
    }
    r->pos = start;
}

struct bt_expr *bt_rec_plain_or_walrus(struct bt_recogniser *r)
{
    uint32_t start = r->pos;
    struct bt_expr *e = bt_rec_assignment_expression(r);
    if (e != NULL || r->raised) {
        return e;
    }
    e = bt_rec_expression(r);
    if (e != NULL && bt_rec_kind(r) == BT_TOK_WALRUS) {
        return bt_rec_back(r, start);
    }
    return e;
}

static struct bt_expr *named(struct bt_recogniser *r)
{
    struct bt_expr *e = bt_rec_assignment_expression(r);
    if (e != NULL || r->raised) {
        return e;
    }
    if (r->invalid) {
        bad_walrus(r);
        if (!r->raised) {
            stray_equal(r);
        }
    }
    return r->raised ? NULL : bt_rec_plain_or_walrus(r);
}

struct bt_expr *bt_rec_named(struct bt_recogniser *r)
{
    return memoised(r, BT_RULE_NAMED, named);
}
