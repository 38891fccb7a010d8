/*
 * Targets: expressions that are assigned to, deleted or looped over. The grammar reads them like
 * any other expression; here what cannot be a target is refused with Python's message, and the rest
 * gets its context.
 */
#include "parser/build.h"

const char *bt_target_describe(const struct bt_expr *e)
{
    switch (e->kind) {
    case BT_EXPR_BOOL_OP:
    case BT_EXPR_BIN_OP:
    case BT_EXPR_UNARY_OP: return "expression";
    case BT_EXPR_NAMED_EXPR: return "named expression";
    case BT_EXPR_LAMBDA: return "lambda";
    case BT_EXPR_IF_EXP: return "conditional expression";
    case BT_EXPR_DICT: return "dict literal";
    case BT_EXPR_SET: return "set display";
    case BT_EXPR_LIST_COMP: return "list comprehension";
    case BT_EXPR_SET_COMP: return "set comprehension";
    case BT_EXPR_DICT_COMP: return "dict comprehension";
    case BT_EXPR_GENERATOR_EXP: return "generator expression";
    case BT_EXPR_AWAIT: return "await expression";
    case BT_EXPR_YIELD:
    case BT_EXPR_YIELD_FROM: return "yield expression";
    case BT_EXPR_COMPARE: return "comparison";
    case BT_EXPR_CALL: return "function call";
    case BT_EXPR_FORMATTED_VALUE:
    case BT_EXPR_JOINED_STR: return "f-string expression";
    case BT_EXPR_CONSTANT:
        switch ((int)e->u.constant.kind) {
        case BT_CONST_NONE: return "None";
        case BT_CONST_FALSE: return "False";
        case BT_CONST_TRUE: return "True";
        case BT_CONST_ELLIPSIS: return "ellipsis";
        default: return "literal";
        }
    case BT_EXPR_ATTRIBUTE: return "attribute";
    case BT_EXPR_SUBSCRIPT: return "subscript";
    case BT_EXPR_STARRED: return "starred";
    case BT_EXPR_NAME: return "name";
    case BT_EXPR_LIST: return "list";
    case BT_EXPR_TUPLE: return "tuple";
    case BT_EXPR_SLICE: return "slice";
    }
    return "expression";
}

/* Whether Python asks about `==` for an assignment to this: not for what no comparison holds. */
static bool suggests_equal(const struct bt_expr *e)
{
    switch ((int)e->kind) {
    case BT_EXPR_CONSTANT: return e->u.constant.kind > BT_CONST_TRUE;
    case BT_EXPR_BIN_OP:
    case BT_EXPR_CALL:
    case BT_EXPR_DICT:
    case BT_EXPR_SET:
    case BT_EXPR_LIST_COMP:
    case BT_EXPR_SET_COMP:
    case BT_EXPR_DICT_COMP:
    case BT_EXPR_GENERATOR_EXP:
    case BT_EXPR_JOINED_STR:
    case BT_EXPR_AWAIT: return true;
    case BT_EXPR_UNARY_OP: return e->u.unary_op.op != BT_UNARY_NOT;
    default: return false;
    }
}

static bool refuse(struct bt_parser *p, const struct bt_expr *e, enum bt_target_use use, bool whole)
{
    const char *what = bt_target_describe(e);
    if (use == BT_TARGET_DEL) {
        return bt_build_doubt(p, e->span, "cannot delete %s", what);
    }
    if (e->kind == BT_EXPR_YIELD || e->kind == BT_EXPR_YIELD_FROM) {
        if (whole) {
            return bt_build_doubt(p, e->span, "assignment to yield expression not possible");
        }
    }
    if (whole && suggests_equal(e)) {
        return bt_build_doubt(
            p, e->span, "cannot assign to %s here. Maybe you meant '==' instead of '='?", what);
    }
    return bt_build_doubt(p, e->span, "cannot assign to %s", what);
}

bool bt_target_make(struct bt_parser *p, struct bt_expr *e, enum bt_target_use use, bool whole)
{
    enum bt_ctx ctx = use == BT_TARGET_DEL ? BT_CTX_DEL : BT_CTX_STORE;
    switch ((int)e->kind) {
    case BT_EXPR_NAME: e->u.name.ctx = ctx; return true;
    case BT_EXPR_ATTRIBUTE: e->u.attribute.ctx = ctx; return true;
    case BT_EXPR_SUBSCRIPT: e->u.subscript.ctx = ctx; return true;
    case BT_EXPR_STARRED:
        if (use == BT_TARGET_DEL) {
            return refuse(p, e, use, whole);
        }
        e->u.starred.ctx = ctx;
        return bt_target_make(p, e->u.starred.value, use, false);
    case BT_EXPR_LIST:
    case BT_EXPR_TUPLE:
        for (uint32_t i = 0; i < e->u.list.elts.n; i++) {
            if (!bt_target_make(p, e->u.list.elts.items[i], use, false)) {
                return false;
            }
        }
        e->u.list.ctx = ctx;
        return true;
    default: return refuse(p, e, use, whole);
    }
}
