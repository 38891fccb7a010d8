/*
 * The recogniser's atoms: names, strings, brackets, calls' arguments. See recognise.h.
 */
#include "parser/recognise.h"

/* ---- comprehensions ---- */

/* `for targets in value if ...`; a mistake in it is told. */
static bool for_if_clause(struct bt_recogniser *r)
{
    uint32_t start = r->pos;
    bt_rec_accept(r, BT_TOK_ASYNC);
    if (!bt_rec_accept(r, BT_TOK_FOR)) {
        r->pos = start;
        return false;
    }
    uint32_t after_for = r->pos;
    if (bt_rec_star_targets(r) != NULL && bt_rec_accept(r, BT_TOK_IN)) {
        if (bt_rec_disjunction(r) == NULL) {
            r->pos = start;
            return false;
        }
        uint32_t end = r->pos;
        while (bt_rec_accept(r, BT_TOK_IF) && bt_rec_disjunction(r) != NULL) {
            end = r->pos;
        }
        r->pos = end;
        return !r->raised;
    }
    if (r->invalid) {
        r->pos = after_for;
        if (bt_rec_bitor(r) != NULL) {
            while (bt_rec_accept(r, BT_TOK_COMMA) && bt_rec_bitor(r) != NULL) {
                continue;
            }
            if (bt_rec_kind(r) != BT_TOK_IN) {
                bt_rec_raise_token(r, r->pos, "'in' expected after for-loop variables");
            }
        }
        r->pos = after_for;
        struct bt_expr *target = bt_rec_star_expressions(r);
        if (target != NULL) {
            bt_rec_check_target(r, target, BT_TARGET_FOR);
        }
    }
    r->pos = start;
    return false;
}

bool bt_rec_for_if_clauses(struct bt_recogniser *r)
{
    bool any = false;
    while (for_if_clause(r)) {
        any = true;
    }
    return any && !r->raised;
}

struct bt_expr *bt_rec_invalid_comprehension(struct bt_recogniser *r)
{
    if (!r->invalid || r->raised) {
        return NULL;
    }
    uint32_t start = r->pos;
    bool paren = bt_rec_kind(r) == BT_TOK_LPAREN;
    r->pos++;
    uint32_t inner = r->pos;
    struct bt_expr *a = bt_rec_starred(r);
    if (a != NULL && bt_rec_for_if_clauses(r)) {
        bt_rec_raise(r, a->span, a->span, "iterable unpacking cannot be used in comprehension");
    }
    r->pos = inner;
    if (!paren && !r->raised && (a = bt_rec_star_named(r)) != NULL &&
        bt_rec_accept(r, BT_TOK_COMMA)) {
        struct bt_span end = r->tokens[r->pos - 1].span;
        struct bt_expr *b;
        uint32_t after_comma = r->pos;
        while ((b = bt_rec_star_named(r)) != NULL) {
            end = b->span;
            after_comma = r->pos;
            if (!bt_rec_accept(r, BT_TOK_COMMA)) {
                break;
            }
        }
        r->pos = b == NULL ? r->pos : after_comma;
        if (bt_rec_for_if_clauses(r)) {
            bt_rec_raise(r, a->span, end,
                         "did you forget parentheses around the comprehension target?");
        }
    }
    return bt_rec_back(r, start);
}

/* An element and clauses up to `close`, after the bracket at `pos`. */
static struct bt_expr *comprehension(struct bt_recogniser *r, enum bt_expr_kind kind,
                                     enum bt_token_kind close)
{
    uint32_t start = r->pos;
    r->pos++;
    struct bt_expr *elt =
        kind == BT_EXPR_GENERATOR_EXP ? bt_rec_plain_or_walrus(r) : bt_rec_named(r);
    if (elt != NULL && bt_rec_for_if_clauses(r) && bt_rec_accept(r, close)) {
        return bt_rec_node(r, kind, start);
    }
    r->pos = start;
    return bt_rec_invalid_comprehension(r);
}

struct bt_expr *bt_rec_genexp(struct bt_recogniser *r)
{
    return comprehension(r, BT_EXPR_GENERATOR_EXP, BT_TOK_RPAREN);
}

/* ---- (...) and [...] ---- */

/* star_named_expressions; NULL when out of memory. */
static struct bt_ast_list *star_named_list(struct bt_recogniser *r)
{
    struct bt_ast_list *items = bt_ast_list_new(r->p);
    struct bt_expr *e;
    while (items != NULL && (e = bt_rec_star_named(r)) != NULL) {
        items = bt_ast_list_add(r->p, items, e);
        if (!bt_rec_accept(r, BT_TOK_COMMA)) {
            break;
        }
    }
    r->raised |= items == NULL;
    return items;
}

static struct bt_expr *sequence(struct bt_recogniser *r, enum bt_expr_kind kind, uint32_t start,
                                struct bt_ast_list *items)
{
    struct bt_expr *e = bt_rec_node(r, kind, start);
    if (e != NULL) {
        e->u.list.elts = BT_SEQ(bt_expr_seq, items);
    }
    return e;
}

static struct bt_expr *tuple(struct bt_recogniser *r)
{
    uint32_t start = r->pos;
    r->pos++;
    if (bt_rec_accept(r, BT_TOK_RPAREN)) {
        return bt_rec_node(r, BT_EXPR_TUPLE, start);
    }
    struct bt_expr *first = bt_rec_star_named(r);
    if (first != NULL && bt_rec_kind(r) == BT_TOK_COMMA) {
        r->pos = start + 1;
        struct bt_ast_list *items = star_named_list(r);
        if (items != NULL && bt_rec_accept(r, BT_TOK_RPAREN)) {
            return sequence(r, BT_EXPR_TUPLE, start, items);
        }
    }
    return bt_rec_back(r, start);
}

static struct bt_expr *group(struct bt_recogniser *r)
{
    uint32_t start = r->pos;
    r->pos++;
    struct bt_expr *e = bt_rec_yield(r);
    if (e == NULL && !r->raised) {
        e = bt_rec_named(r);
    }
    if (e != NULL && bt_rec_accept(r, BT_TOK_RPAREN)) {
        return e;
    }
    r->pos = start + 1;
    if (r->invalid && !r->raised) {
        e = bt_rec_starred(r);
        if (e != NULL && bt_rec_accept(r, BT_TOK_RPAREN)) {
            bt_rec_raise(r, e->span, e->span, "cannot use starred expression here");
        }
        r->pos = start + 1;
        if (bt_rec_accept(r, BT_TOK_DOUBLE_STAR) && bt_rec_expression(r) != NULL &&
            bt_rec_accept(r, BT_TOK_RPAREN)) {
            bt_rec_raise_token(r, start + 1, "cannot use double starred expression here");
        }
    }
    return bt_rec_back(r, start);
}

static struct bt_expr *list(struct bt_recogniser *r)
{
    uint32_t start = r->pos;
    r->pos++;
    struct bt_ast_list *items = star_named_list(r);
    if (items != NULL && bt_rec_accept(r, BT_TOK_RBRACKET)) {
        return sequence(r, BT_EXPR_LIST, start, items);
    }
    return bt_rec_back(r, start);
}

/* ---- {...} ---- */

static bool key_value(struct bt_recogniser *r)
{
    uint32_t start = r->pos;
    if (bt_rec_expression(r) != NULL && bt_rec_accept(r, BT_TOK_COLON) &&
        bt_rec_expression(r) != NULL) {
        return true;
    }
    r->pos = start;
    return false;
}

static bool dict_item(struct bt_recogniser *r)
{
    uint32_t start = r->pos;
    if (bt_rec_accept(r, BT_TOK_DOUBLE_STAR) && bt_rec_bitor(r) != NULL) {
        return true;
    }
    r->pos = start;
    return key_value(r);
}

/* A pair whose value is wrong or missing. */
static void invalid_pair(struct bt_recogniser *r, bool no_colon_too)
{
    uint32_t start = r->pos;
    struct bt_expr *key = bt_rec_expression(r);
    if (key == NULL) {
        return;
    }
    if (!bt_rec_accept(r, BT_TOK_COLON)) {
        if (no_colon_too && !r->raised) {
            struct bt_span at = {key->span.line, key->span.end_col - 1, 0, 0};
            r->forced = true;
            bt_rec_raise(r, at, at, "':' expected after dictionary key");
        }
    } else {
        uint32_t colon = r->pos - 1;
        uint32_t after = r->pos;
        if (bt_rec_accept(r, BT_TOK_STAR) && bt_rec_bitor(r) != NULL) {
            r->forced = true;
            bt_rec_raise_from(r, r->tokens[after].span,
                              "cannot use a starred expression in a dictionary value");
        }
        r->pos = after;
        if (bt_rec_kind(r) == BT_TOK_RBRACE || bt_rec_kind(r) == BT_TOK_COMMA) {
            r->forced = true;
            bt_rec_raise_token(r, colon, "expression expected after dictionary key and ':'");
        }
    }
    r->pos = start;
}

static struct bt_expr *dict(struct bt_recogniser *r)
{
    uint32_t start = r->pos;
    r->pos++;
    uint32_t end = r->pos;
    bool any = false;
    while (dict_item(r)) {
        any = true;
        end = r->pos;
        if (!bt_rec_accept(r, BT_TOK_COMMA)) {
            break;
        }
    }
    if (bt_rec_accept(r, BT_TOK_RBRACE)) {
        return bt_rec_node(r, BT_EXPR_DICT, start);
    }
    if (!r->raised) { /* CPython tries this on its first pass already */
        r->pos = end;
        if (any && bt_rec_accept(r, BT_TOK_COMMA)) {
            invalid_pair(r, true);
        }
        r->pos = start + 1;
        invalid_pair(r, false);
    }
    return bt_rec_back(r, start);
}

static struct bt_expr *set(struct bt_recogniser *r)
{
    uint32_t start = r->pos;
    r->pos++;
    struct bt_ast_list *items = star_named_list(r);
    if (items != NULL && items->n != 0 && bt_rec_accept(r, BT_TOK_RBRACE)) {
        return sequence(r, BT_EXPR_SET, start, items);
    }
    return bt_rec_back(r, start);
}

static struct bt_expr *dict_comprehension(struct bt_recogniser *r)
{
    uint32_t start = r->pos;
    r->pos++;
    if (key_value(r) && bt_rec_for_if_clauses(r) && bt_rec_accept(r, BT_TOK_RBRACE)) {
        return bt_rec_node(r, BT_EXPR_DICT_COMP, start);
    }
    r->pos = start + 1;
    if (r->invalid && bt_rec_accept(r, BT_TOK_DOUBLE_STAR) && bt_rec_bitor(r) != NULL &&
        bt_rec_for_if_clauses(r) && bt_rec_accept(r, BT_TOK_RBRACE)) {
        bt_rec_raise_token(r, start + 1, "dict unpacking cannot be used in dict comprehension");
    }
    return bt_rec_back(r, start);
}

static struct bt_expr *braces(struct bt_recogniser *r)
{
    struct bt_expr *e = dict(r);
    if (e == NULL && !r->raised) {
        e = set(r);
    }
    if (e == NULL && !r->raised) {
        e = dict_comprehension(r);
    }
    if (e == NULL && !r->raised) {
        e = comprehension(r, BT_EXPR_SET_COMP, BT_TOK_RBRACE);
    }
    return e;
}

static struct bt_expr *parentheses(struct bt_recogniser *r)
{
    struct bt_expr *e = tuple(r);
    if (e == NULL && !r->raised) {
        e = group(r);
    }
    if (e == NULL && !r->raised) {
        e = bt_rec_genexp(r);
    }
    return e;
}

static struct bt_expr *brackets(struct bt_recogniser *r)
{
    struct bt_expr *e = list(r);
    if (e == NULL && !r->raised) {
        e = comprehension(r, BT_EXPR_LIST_COMP, BT_TOK_RBRACKET);
    }
    return e;
}

/* ---- strings ---- */

static bool format_spec(struct bt_recogniser *r);

/* The parts of a field from '=' on, as far as they go; true with its end. */
static bool field_rest(struct bt_recogniser *r)
{
    bt_rec_accept(r, BT_TOK_EQUAL);
    uint32_t mark = r->pos;
    if (bt_rec_accept(r, BT_TOK_EXCLAMATION) && !bt_rec_name(r)) {
        r->pos = mark;
        return false;
    }
    if (bt_rec_accept(r, BT_TOK_SPEC_COLON) && !format_spec(r)) {
        return false;
    }
    return bt_rec_accept(r, BT_TOK_FIELD_END);
}

static bool is_field_mark(enum bt_token_kind kind, bool equal_too)
{
    return kind == BT_TOK_EXCLAMATION || kind == BT_TOK_SPEC_COLON || kind == BT_TOK_FIELD_END ||
           (equal_too && kind == BT_TOK_EQUAL);
}

/* What is wrong with the field whose value begins at `pos`. */
static void invalid_field(struct bt_recogniser *r)
{
    enum bt_token_kind kind = bt_rec_kind(r);
    if (is_field_mark(kind, true)) {
        bt_rec_raise_token(
            r, r->pos,
            kind == BT_TOK_EQUAL         ? "f-string: valid expression required before '='"
            : kind == BT_TOK_EXCLAMATION ? "f-string: valid expression required before '!'"
            : kind == BT_TOK_SPEC_COLON  ? "f-string: valid expression required before ':'"
                                         : "f-string: valid expression required before '}'");
        return;
    }
    if (bt_rec_rhs(r) == NULL) {
        bt_rec_raise_token(r, r->pos, "f-string: expecting a valid expression after '{'");
        return;
    }
    if (!is_field_mark(bt_rec_kind(r), true)) {
        bt_rec_raise_token(r, r->pos, "f-string: expecting '=', or '!', or ':', or '}'");
        return;
    }
    if (bt_rec_accept(r, BT_TOK_EQUAL) && !is_field_mark(bt_rec_kind(r), false)) {
        bt_rec_raise_token(r, r->pos, "f-string: expecting '!', or ':', or '}'");
        return;
    }
    if (bt_rec_accept(r, BT_TOK_EXCLAMATION)) {
        kind = bt_rec_kind(r);
        if (kind == BT_TOK_SPEC_COLON || kind == BT_TOK_FIELD_END) {
            bt_rec_raise_token(r, r->pos, "f-string: missing conversion character");
        } else if (!bt_rec_name(r)) {
            bt_rec_raise_token(r, r->pos, "f-string: invalid conversion character");
        }
    }
    kind = bt_rec_kind(r);
    if (kind != BT_TOK_SPEC_COLON && kind != BT_TOK_FIELD_END) {
        bt_rec_raise_token(r, r->pos, "f-string: expecting ':' or '}'");
    }
    if (bt_rec_accept(r, BT_TOK_SPEC_COLON)) {
        format_spec(r);
        if (bt_rec_kind(r) != BT_TOK_FIELD_END) {
            bt_rec_raise_token(r, r->pos, "f-string: expecting '}', or format specs");
        }
    }
}

static bool field(struct bt_recogniser *r)
{
    uint32_t start = r->pos;
    if (!bt_rec_accept(r, BT_TOK_FIELD_START)) {
        return false;
    }
    if (bt_rec_rhs(r) != NULL && field_rest(r)) {
        return !r->raised;
    }
    if (r->invalid && !r->raised) {
        r->pos = start + 1;
        invalid_field(r);
    }
    r->pos = start;
    return false;
}

static bool format_spec(struct bt_recogniser *r)
{
    while (bt_rec_accept(r, BT_TOK_FSTRING_MIDDLE) || field(r)) {
        continue;
    }
    return !r->raised;
}

static struct bt_expr *strings(struct bt_recogniser *r)
{
    uint32_t start = r->pos;
    uint32_t end = start;
    bool is_f = false;
    for (;;) {
        if (bt_rec_accept(r, BT_TOK_STRING)) {
            end = r->pos;
        } else if (bt_rec_accept(r, BT_TOK_FSTRING_START)) {
            format_spec(r); /* text and fields */
            if (!bt_rec_accept(r, BT_TOK_FSTRING_END)) {
                break;
            }
            is_f = true;
            end = r->pos;
        } else {
            break;
        }
    }
    r->pos = end;
    if (end == start || r->raised) {
        return NULL;
    }
    struct bt_expr *e = bt_rec_node(r, is_f ? BT_EXPR_JOINED_STR : BT_EXPR_CONSTANT, start);
    if (e != NULL && !is_f) {
        e->u.constant.kind = BT_CONST_STR;
    }
    return e;
}

/* ---- atoms ---- */

static struct bt_expr *constant(struct bt_recogniser *r, enum bt_const_kind kind)
{
    r->pos++;
    struct bt_expr *e = bt_rec_node(r, BT_EXPR_CONSTANT, r->pos - 1);
    if (e != NULL) {
        e->u.constant.kind = kind;
    }
    return e;
}

struct bt_expr *bt_rec_atom(struct bt_recogniser *r)
{
    switch ((int)bt_rec_kind(r)) {
    case BT_TOK_NAME:
    case BT_TOK_MATCH:
    case BT_TOK_CASE:
    case BT_TOK_TYPE: r->pos++; return bt_rec_node(r, BT_EXPR_NAME, r->pos - 1);
    case BT_TOK_NUMBER: return constant(r, BT_CONST_INT);
    case BT_TOK_NONE: return constant(r, BT_CONST_NONE);
    case BT_TOK_TRUE: return constant(r, BT_CONST_TRUE);
    case BT_TOK_FALSE: return constant(r, BT_CONST_FALSE);
    case BT_TOK_ELLIPSIS: return constant(r, BT_CONST_ELLIPSIS);
    case BT_TOK_STRING:
    case BT_TOK_FSTRING_START: return strings(r);
    case BT_TOK_LPAREN:
    case BT_TOK_WITH_LPAREN: return parentheses(r);
    case BT_TOK_LBRACKET: return brackets(r);
    case BT_TOK_LBRACE: return braces(r);
    default: return NULL;
    }
}

/* ---- subscripts ---- */

static bool slice(struct bt_recogniser *r)
{
    uint32_t start = r->pos;
    bt_rec_expression(r);
    if (bt_rec_accept(r, BT_TOK_COLON)) {
        bt_rec_expression(r);
        if (bt_rec_accept(r, BT_TOK_COLON)) {
            bt_rec_expression(r);
        }
        return !r->raised;
    }
    r->pos = start;
    return bt_rec_named(r) != NULL;
}

bool bt_rec_slices(struct bt_recogniser *r)
{
    bool any = false;
    while (slice(r) || bt_rec_starred(r) != NULL) {
        any = true;
        if (!bt_rec_accept(r, BT_TOK_COMMA)) {
            break;
        }
    }
    return any && !r->raised;
}
