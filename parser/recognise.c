/*
 * The recogniser's tokens and errors. See recognise.h.
 */
#include "parser/recognise.h"

#include <stdarg.h>
#include <string.h>

enum bt_token_kind bt_rec_kind_after(struct bt_recogniser *r, uint32_t n)
{
    uint32_t i = r->pos + n;
    if (r->raised || i >= r->n) {
        return BT_TOK_END;
    }
    r->seen = i > r->seen ? i : r->seen;
    return r->tokens[i].kind;
}

enum bt_token_kind bt_rec_kind(struct bt_recogniser *r)
{
    return bt_rec_kind_after(r, 0);
}

bool bt_rec_accept(struct bt_recogniser *r, enum bt_token_kind kind)
{
    if (r->raised || bt_rec_kind(r) != kind) {
        return false;
    }
    r->pos++;
    return true;
}

static bool is_name(enum bt_token_kind kind)
{
    return kind == BT_TOK_NAME || kind == BT_TOK_MATCH || kind == BT_TOK_CASE ||
           kind == BT_TOK_TYPE;
}

bool bt_rec_name(struct bt_recogniser *r)
{
    if (r->raised || !is_name(bt_rec_kind(r))) {
        return false;
    }
    r->pos++;
    return true;
}

void *bt_rec_back(struct bt_recogniser *r, uint32_t pos)
{
    r->pos = pos;
    return NULL;
}

struct bt_expr *bt_rec_node(struct bt_recogniser *r, enum bt_expr_kind kind, uint32_t start)
{
    if (r->raised) {
        return NULL;
    }
    struct bt_span span = bt_span_join(r->tokens[start].span, r->tokens[r->pos - 1].span);
    struct bt_expr *e = bt_build_expr(r->p, kind, span);
    r->raised = e == NULL;
    return e;
}

/* ---- errors ---- */

/* Whether an error found now counts. The first stays; on the first pass only the forced ones do. */
static bool may_raise(struct bt_recogniser *r)
{
    bool may = !r->raised && (r->invalid || r->forced);
    r->forced = false;
    return may;
}

void *bt_rec_raise(struct bt_recogniser *r, struct bt_span from, struct bt_span to,
                   const char *format, ...)
{
    if (may_raise(r)) {
        va_list args;
        va_start(args, format);
        bt_diag_vset(r->p->err, BT_DIAG_SYNTAX_ERROR, r->p->source, bt_span_join(from, to), format,
                     args);
        va_end(args);
        r->raised = true;
    }
    return NULL;
}

void *bt_rec_raise_token(struct bt_recogniser *r, uint32_t token, const char *message)
{
    struct bt_span span = r->tokens[token].span;
    return bt_rec_raise(r, span, span, "%s", message);
}

void *bt_rec_raise_here(struct bt_recogniser *r, const char *message)
{
    return bt_rec_raise_token(r, r->seen, message);
}

void *bt_rec_raise_from(struct bt_recogniser *r, struct bt_span from, const char *message)
{
    struct bt_span to = r->tokens[r->seen].span;
    to.end_col -= to.end_col != 0; /* CPython counts this end from 0 */
    return bt_rec_raise(r, from, to, "%s", message);
}

void *bt_rec_raise_indent(struct bt_recogniser *r, const char *what, uint32_t line)
{
    if (may_raise(r)) {
        bt_diag_set(r->p->err, BT_DIAG_INDENTATION_ERROR, r->p->source, r->tokens[r->seen].span,
                    "expected an indented block after %s on line %u", what, line);
        r->raised = true;
    }
    return NULL;
}

/* The first part that cannot be a target; NULL when all can. */
static struct bt_expr *invalid_target(struct bt_expr *e, enum bt_target_use use)
{
    switch ((int)e->kind) {
    case BT_EXPR_NAME:
    case BT_EXPR_ATTRIBUTE:
    case BT_EXPR_SUBSCRIPT: return NULL;
    case BT_EXPR_STARRED: return use == BT_TARGET_DEL ? e : invalid_target(e->u.starred.value, use);
    case BT_EXPR_COMPARE: /* `for x in y` read as a comparison */
        if (use != BT_TARGET_FOR) {
            return e;
        }
        return e->u.compare.n != 0 ? invalid_target(e->u.compare.left, use) : NULL;
    case BT_EXPR_LIST:
    case BT_EXPR_TUPLE:
        for (uint32_t i = 0; i < e->u.list.elts.n; i++) {
            struct bt_expr *bad = invalid_target(e->u.list.elts.items[i], use);
            if (bad != NULL) {
                return bad;
            }
        }
        return NULL;
    default: return e;
    }
}

bool bt_rec_check_target(struct bt_recogniser *r, struct bt_expr *e, enum bt_target_use use)
{
    struct bt_expr *bad = invalid_target(e, use);
    if (bad == NULL) {
        return true;
    }
    bt_rec_raise(r, bad->span, bad->span, "cannot %s %s",
                 use == BT_TARGET_DEL ? "delete" : "assign to", bt_target_describe(bad));
    return false;
}
