/*
 * The recogniser's starred expressions, lists with commas, yield, and targets. See recognise.h.
 */
#include "parser/recognise.h"

typedef struct bt_expr *rule_fn(struct bt_recogniser *r);

/* ---- starred ones, lists of them, yield ---- */

static struct bt_expr *star(struct bt_recogniser *r, rule_fn *operand)
{
    uint32_t start = r->pos;
    if (bt_rec_accept(r, BT_TOK_STAR)) {
        struct bt_expr *value = operand(r);
        if (value != NULL) {
            struct bt_expr *e = bt_rec_node(r, BT_EXPR_STARRED, start);
            if (e != NULL) {
                e->u.starred.value = value;
            }
            return e;
        }
    }
    return bt_rec_back(r, start);
}

struct bt_expr *bt_rec_starred(struct bt_recogniser *r)
{
    uint32_t start = r->pos;
    struct bt_expr *e = star(r, bt_rec_expression);
    if (e == NULL && r->invalid && bt_rec_accept(r, BT_TOK_STAR)) {
        bt_rec_raise_here(r, "Invalid star expression");
        r->pos = start;
    }
    return e;
}

struct bt_expr *bt_rec_star_named(struct bt_recogniser *r)
{
    struct bt_expr *e = star(r, bt_rec_bitor);
    return e != NULL || r->raised ? e : bt_rec_named(r);
}

struct bt_expr *bt_rec_star_expression(struct bt_recogniser *r)
{
    struct bt_expr *e = star(r, bt_rec_bitor);
    return e != NULL || r->raised ? e : bt_rec_expression(r);
}

/* Items with commas: one by itself, or a tuple of them. */
static struct bt_expr *with_commas(struct bt_recogniser *r, rule_fn *item)
{
    uint32_t start = r->pos;
    struct bt_expr *first = item(r);
    if (first == NULL || bt_rec_kind(r) != BT_TOK_COMMA) {
        return first;
    }
    struct bt_ast_list *items = bt_ast_list_of(r->p, first);
    while (items != NULL && bt_rec_accept(r, BT_TOK_COMMA)) {
        struct bt_expr *next = item(r);
        if (next == NULL) {
            break;
        }
        items = bt_ast_list_add(r->p, items, next);
    }
    r->raised |= items == NULL;
    struct bt_expr *e = bt_rec_node(r, BT_EXPR_TUPLE, start);
    if (e != NULL) {
        e->u.list.elts = BT_SEQ(bt_expr_seq, items);
    }
    return e;
}

struct bt_expr *bt_rec_star_expressions(struct bt_recogniser *r)
{
    return with_commas(r, bt_rec_star_expression);
}

struct bt_expr *bt_rec_yield(struct bt_recogniser *r)
{
    uint32_t start = r->pos;
    if (!bt_rec_accept(r, BT_TOK_YIELD)) {
        return NULL;
    }
    uint32_t end = r->pos;
    if (bt_rec_accept(r, BT_TOK_FROM)) {
        if (bt_rec_expression(r) == NULL) {
            r->pos = end;
        }
    } else {
        bt_rec_star_expressions(r);
    }
    return bt_rec_node(r, BT_EXPR_YIELD, start);
}

struct bt_expr *bt_rec_rhs(struct bt_recogniser *r)
{
    struct bt_expr *e = bt_rec_yield(r);
    return e != NULL || r->raised ? e : bt_rec_star_expressions(r);
}

/* ---- targets ---- */

static bool is_target(const struct bt_expr *e)
{
    switch ((int)e->kind) {
    case BT_EXPR_NAME:
    case BT_EXPR_ATTRIBUTE:
    case BT_EXPR_SUBSCRIPT: return true;
    case BT_EXPR_STARRED: return is_target(e->u.starred.value);
    case BT_EXPR_LIST:
    case BT_EXPR_TUPLE:
        for (uint32_t i = 0; i < e->u.list.elts.n; i++) {
            if (!is_target(e->u.list.elts.items[i])) {
                return false;
            }
        }
        return true;
    default: return false;
    }
}

struct bt_expr *bt_rec_star_target(struct bt_recogniser *r)
{
    uint32_t start = r->pos;
    struct bt_expr *e = star(r, bt_rec_primary);
    if (e == NULL && !r->raised) {
        e = bt_rec_primary(r);
    }
    return e != NULL && is_target(e) ? e : bt_rec_back(r, start);
}

struct bt_expr *bt_rec_star_targets(struct bt_recogniser *r)
{
    return with_commas(r, bt_rec_star_target);
}

struct bt_expr *bt_rec_single_target(struct bt_recogniser *r)
{
    uint32_t start = r->pos;
    struct bt_expr *e = bt_rec_primary(r);
    bool single = e != NULL && (e->kind == BT_EXPR_NAME || e->kind == BT_EXPR_ATTRIBUTE ||
                                e->kind == BT_EXPR_SUBSCRIPT);
    return single ? e : bt_rec_back(r, start);
}
