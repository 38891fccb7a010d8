/*
 * The recogniser's arguments of calls. See recognise.h.
 */
#include "parser/recognise.h"

/* What was found among arguments. */
struct found {
    uint32_t n_positional; /* starred ones too */
    struct bt_expr *last;  /* of those */
    bool any_keyword;
    bool any_mapping; /* `**value` */
};

/* A keyword argument that is none. */
static void invalid_kwarg(struct bt_recogniser *r)
{
    uint32_t start = r->pos;
    enum bt_token_kind kind = bt_rec_kind(r);
    const struct bt_token *t = &r->tokens[start];
    if (kind == BT_TOK_TRUE || kind == BT_TOK_FALSE || kind == BT_TOK_NONE) {
        r->pos++;
        if (bt_rec_accept(r, BT_TOK_EQUAL)) {
            bt_rec_raise(r, t->span, r->tokens[start + 1].span, "cannot assign to %.*s",
                         (int)t->len, t->text);
        }
        r->pos = start;
    }
    if (bt_rec_name(r) && bt_rec_accept(r, BT_TOK_EQUAL)) {
        if (bt_rec_expression(r) != NULL && bt_rec_for_if_clauses(r)) {
            bt_rec_raise(r, t->span, r->tokens[start + 1].span,
                         "invalid syntax. Maybe you meant '==' or ':=' instead of '='?");
        }
    } else {
        r->pos = start;
        struct bt_expr *a = bt_rec_expression(r);
        if (a != NULL && bt_rec_accept(r, BT_TOK_EQUAL)) {
            bt_rec_raise(r, a->span, r->tokens[r->pos - 1].span,
                         "expression cannot contain assignment, perhaps you meant \"==\"?");
        }
    }
    r->pos = start;
}

/* `*value`; after it no '=' may stand. */
static struct bt_expr *starred(struct bt_recogniser *r)
{
    uint32_t start = r->pos;
    struct bt_expr *e = bt_rec_starred(r);
    if (r->invalid && e != NULL && bt_rec_kind(r) == BT_TOK_EQUAL) {
        r->pos++;
        struct bt_expr *b = bt_rec_expression(r);
        if (b != NULL) {
            return bt_rec_raise(r, e->span, b->span,
                                "cannot assign to iterable argument unpacking");
        }
        return bt_rec_back(r, start);
    }
    return e;
}

/* `name=value`, `*value` or `**value`: one of the arguments after the positional ones. */
static bool keyword(struct bt_recogniser *r, struct found *f, bool mappings_only)
{
    uint32_t start = r->pos;
    if (r->invalid) {
        invalid_kwarg(r);
    }
    if (bt_rec_name(r) && bt_rec_accept(r, BT_TOK_EQUAL) && bt_rec_expression(r) != NULL) {
        f->any_keyword = true;
        return true;
    }
    r->pos = start;
    if (bt_rec_kind(r) == BT_TOK_STAR && !mappings_only) {
        struct bt_expr *e = starred(r);
        if (e != NULL) {
            f->n_positional++;
            f->last = e;
        }
        return e != NULL;
    }
    if (bt_rec_accept(r, BT_TOK_DOUBLE_STAR)) {
        struct bt_expr *value = bt_rec_expression(r);
        if (value != NULL) {
            f->any_mapping = true;
            if (r->invalid && bt_rec_kind(r) == BT_TOK_EQUAL) {
                r->pos++;
                struct bt_expr *b = bt_rec_expression(r);
                if (b != NULL) {
                    bt_rec_raise(r, r->tokens[start].span, b->span,
                                 "cannot assign to keyword argument unpacking");
                }
                r->pos = start;
                return false;
            }
            return true;
        }
    }
    r->pos = start;
    return false;
}

static bool keywords(struct bt_recogniser *r, struct found *f)
{
    uint32_t end = r->pos;
    bool any = false;
    while (keyword(r, f, f->any_mapping)) {
        any = true;
        end = r->pos;
        if (!bt_rec_accept(r, BT_TOK_COMMA)) {
            break;
        }
    }
    r->pos = end;
    return any && !r->raised;
}

static struct bt_expr *positional(struct bt_recogniser *r)
{
    uint32_t start = r->pos;
    struct bt_expr *e = bt_rec_kind(r) == BT_TOK_STAR ? starred(r) : bt_rec_plain_or_walrus(r);
    return e != NULL && bt_rec_kind(r) != BT_TOK_EQUAL ? e : bt_rec_back(r, start);
}

/* Positional arguments, then keywords. */
static bool args(struct bt_recogniser *r, struct found *f)
{
    *f = (struct found){0};
    uint32_t end = r->pos;
    bool any = false;
    struct bt_expr *e;
    while ((e = positional(r)) != NULL) {
        any = true;
        end = r->pos;
        f->n_positional++;
        f->last = e;
        if (!bt_rec_accept(r, BT_TOK_COMMA)) {
            r->pos = end;
            return !r->raised;
        }
    }
    if (r->raised) {
        return false;
    }
    if (keywords(r, f)) {
        return true;
    }
    r->pos = end;
    return any && !r->raised;
}

static const char *const PARENTHESISE = "Generator expression must be parenthesized";

/* `**a, *b` */
static void unpacking_after_mapping(struct bt_recogniser *r)
{
    struct found f;
    if (args(r, &f) && f.any_mapping && bt_rec_accept(r, BT_TOK_COMMA)) {
        struct bt_span comma = r->tokens[r->pos - 1].span;
        struct bt_expr *last = NULL;
        struct bt_expr *e;
        while ((e = bt_rec_starred(r)) != NULL) {
            last = e;
            if (!bt_rec_accept(r, BT_TOK_COMMA)) {
                break;
            }
        }
        if (last != NULL) {
            bt_rec_raise(r, comma, last->span,
                         "iterable argument unpacking follows keyword argument unpacking");
        }
    }
}

/* `name=` and then nothing. */
static void missing_value(struct bt_recogniser *r, uint32_t start)
{
    struct found f;
    if (!args(r, &f) || !bt_rec_accept(r, BT_TOK_COMMA)) {
        r->pos = start;
    }
    uint32_t name = r->pos;
    if (bt_rec_name(r) && bt_rec_accept(r, BT_TOK_EQUAL)) {
        enum bt_token_kind next = bt_rec_kind(r);
        if (next == BT_TOK_COMMA || next == BT_TOK_RPAREN) {
            bt_rec_raise(r, r->tokens[name].span, r->tokens[name + 1].span,
                         "expected argument value expression");
        }
    }
}

/* A generator without parentheses beside other arguments. */
static void bare_generator(struct bt_recogniser *r, uint32_t start)
{
    struct found f;
    r->pos = start;
    struct bt_expr *a = bt_rec_expression(r);
    if (a != NULL && bt_rec_for_if_clauses(r)) {
        struct bt_span end = r->tokens[r->pos - 1].span;
        if (bt_rec_accept(r, BT_TOK_COMMA)) {
            bt_rec_raise(r, a->span, end, "%s", PARENTHESISE);
        }
    }
    r->pos = start;
    if (args(r, &f) && bt_rec_for_if_clauses(r) && f.n_positional > 1) {
        bt_rec_raise(r, f.last->span, r->tokens[r->pos - 1].span, "%s", PARENTHESISE);
    }
    r->pos = start;
    if (args(r, &f) && bt_rec_accept(r, BT_TOK_COMMA) && (a = bt_rec_expression(r)) != NULL &&
        bt_rec_for_if_clauses(r)) {
        bt_rec_raise(r, a->span, r->tokens[r->pos - 1].span, "%s", PARENTHESISE);
    }
}

static void invalid_arguments(struct bt_recogniser *r)
{
    uint32_t start = r->pos;
    struct found f;
    unpacking_after_mapping(r);
    r->pos = start;
    if (bt_rec_name(r) && bt_rec_accept(r, BT_TOK_EQUAL) && bt_rec_expression(r) != NULL &&
        bt_rec_for_if_clauses(r)) {
        bt_rec_raise(r, r->tokens[start].span, r->tokens[start + 1].span,
                     "invalid syntax. Maybe you meant '==' or ':=' instead of '='?");
    }
    r->pos = start;
    missing_value(r, start);
    bare_generator(r, start);
    r->pos = start;
    if (args(r, &f) && bt_rec_accept(r, BT_TOK_COMMA)) {
        struct found more;
        bool unpacking = f.any_mapping;
        if (args(r, &more)) {
            bt_rec_raise_here(r, unpacking
                                     ? "positional argument follows keyword argument unpacking"
                                     : "positional argument follows keyword argument");
        }
    }
    r->pos = start;
}

bool bt_rec_arguments(struct bt_recogniser *r)
{
    uint32_t start = r->pos;
    struct found f;
    if (args(r, &f)) {
        bt_rec_accept(r, BT_TOK_COMMA);
        if (bt_rec_kind(r) == BT_TOK_RPAREN) {
            return !r->raised;
        }
    }
    r->pos = start;
    if (r->invalid && !r->raised) {
        invalid_arguments(r);
    }
    return false;
}
