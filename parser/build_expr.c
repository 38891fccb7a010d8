/*
 * Constructors of expressions. See build.h.
 */
#include "parser/build.h"

#include <string.h>

struct bt_expr *bt_build_expr(struct bt_parser *p, enum bt_expr_kind kind, struct bt_span span)
{
    struct bt_expr *e = bt_build_alloc(p, sizeof *e);
    if (e != NULL) {
        e->kind = kind;
        e->span = span;
    }
    return e;
}

struct bt_expr *bt_build_name(struct bt_parser *p, struct bt_span span, const struct bt_name *name,
                              enum bt_ctx ctx)
{
    struct bt_expr *e = bt_build_expr(p, BT_EXPR_NAME, span);
    if (e != NULL) {
        e->u.name.id = name;
        e->u.name.ctx = ctx;
    }
    return e;
}

struct bt_expr *bt_build_constant(struct bt_parser *p, struct bt_span span, enum bt_const_kind kind)
{
    struct bt_expr *e = bt_build_expr(p, BT_EXPR_CONSTANT, span);
    if (e != NULL) {
        e->u.constant.kind = kind;
    }
    return e;
}

enum { MAX_DECIMAL_DIGITS = 4300 };

struct bt_expr *bt_build_number(struct bt_parser *p, struct bt_span span, struct bt_lexeme text)
{
    struct bt_expr *e = bt_build_expr(p, BT_EXPR_CONSTANT, span);
    if (e == NULL) {
        return NULL;
    }
    if (!bt_literal_number(p->arena, text.text, text.len, &e->u.constant)) {
        bt_diag_no_memory(p->err);
        return NULL;
    }
    const struct bt_const *c = &e->u.constant;
    if (c->kind == BT_CONST_BIG_INT && c->u.big.base == 10 && c->u.big.len > MAX_DECIMAL_DIGITS) {
        return bt_build_error(
            p, span,
            "Exceeds the limit (%d digits) for integer string conversion: value has %u digits; "
            "use sys.set_int_max_str_digits() to increase the limit - Consider hexadecimal for "
            "huge integer literals to avoid decimal conversion limits.",
            MAX_DECIMAL_DIGITS, c->u.big.len);
    }
    return e;
}

struct bt_expr *bt_build_binary(struct bt_parser *p, struct bt_span span, struct bt_expr *left,
                                enum bt_operator op, struct bt_expr *right)
{
    struct bt_expr *e = bt_build_expr(p, BT_EXPR_BIN_OP, span);
    if (e != NULL) {
        e->u.bin_op.left = left;
        e->u.bin_op.op = op;
        e->u.bin_op.right = right;
    }
    return e;
}

struct bt_expr *bt_build_unary(struct bt_parser *p, struct bt_span span, enum bt_unary_op op,
                               struct bt_expr *operand)
{
    struct bt_expr *e = bt_build_expr(p, BT_EXPR_UNARY_OP, span);
    if (e != NULL) {
        e->u.unary_op.op = op;
        e->u.unary_op.operand = operand;
    }
    return e;
}

struct bt_expr *bt_build_bool(struct bt_parser *p, struct bt_span span, enum bt_bool_op op,
                              struct bt_ast_list *values)
{
    struct bt_expr *e = bt_build_expr(p, BT_EXPR_BOOL_OP, span);
    if (e != NULL) {
        e->u.bool_op.op = op;
        e->u.bool_op.values = BT_SEQ(bt_expr_seq, values);
    }
    return e;
}

struct bt_comparison *bt_build_compare(struct bt_parser *p, struct bt_comparison *so_far,
                                       struct bt_expr *left, enum bt_cmp_op op,
                                       struct bt_expr *right)
{
    struct bt_comparison *c = so_far;
    if (c == NULL) {
        c = bt_build_alloc(p, sizeof *c);
        if (c == NULL || (c->ops = bt_ast_list_new(p)) == NULL ||
            (c->comparators = bt_ast_list_new(p)) == NULL) {
            return NULL;
        }
        c->left = left;
    }
    if (bt_ast_list_add(p, c->ops, (void *)(uintptr_t)(op + 1)) == NULL ||
        bt_ast_list_add(p, c->comparators, right) == NULL) {
        return NULL;
    }
    return c;
}

struct bt_expr *bt_build_comparison(struct bt_parser *p, struct bt_span span,
                                    struct bt_comparison *c)
{
    struct bt_expr *e = bt_build_expr(p, BT_EXPR_COMPARE, span);
    if (e == NULL) {
        return NULL;
    }
    enum bt_cmp_op *ops = bt_build_alloc(p, c->ops->n * sizeof *ops);
    if (ops == NULL) {
        return NULL;
    }
    for (uint32_t i = 0; i < c->ops->n; i++) {
        ops[i] = (enum bt_cmp_op)((uintptr_t)c->ops->items[i] - 1);
    }
    e->u.compare.left = c->left;
    e->u.compare.n = c->ops->n;
    e->u.compare.ops = ops;
    e->u.compare.comparators = (struct bt_expr **)(void *)c->comparators->items;
    return e;
}

struct bt_expr *bt_build_if_exp(struct bt_parser *p, struct bt_span span, struct bt_expr *body,
                                struct bt_expr *test, struct bt_expr *orelse)
{
    struct bt_expr *e = bt_build_expr(p, BT_EXPR_IF_EXP, span);
    if (e != NULL) {
        e->u.if_exp.test = test;
        e->u.if_exp.body = body;
        e->u.if_exp.orelse = orelse;
    }
    return e;
}

struct bt_expr *bt_build_lambda(struct bt_parser *p, struct bt_span span, struct bt_arguments *args,
                                struct bt_expr *body)
{
    struct bt_expr *e = bt_build_expr(p, BT_EXPR_LAMBDA, span);
    if (e != NULL) {
        e->u.lambda.args = args;
        e->u.lambda.body = body;
    }
    return e;
}

struct bt_expr *bt_build_yield(struct bt_parser *p, struct bt_span span, enum bt_expr_kind kind,
                               struct bt_expr *value)
{
    struct bt_expr *e = bt_build_expr(p, kind, span);
    if (e != NULL) {
        e->u.yield.value = value;
    }
    return e;
}

struct bt_expr *bt_build_starred(struct bt_parser *p, struct bt_span span, struct bt_expr *value)
{
    struct bt_expr *e = bt_build_expr(p, BT_EXPR_STARRED, span);
    if (e != NULL) {
        e->u.starred.value = value;
        e->u.starred.ctx = BT_CTX_LOAD;
    }
    return e;
}

struct bt_expr *bt_build_attribute(struct bt_parser *p, struct bt_span span, struct bt_expr *value,
                                   const struct bt_name *attr)
{
    struct bt_expr *e = bt_build_expr(p, BT_EXPR_ATTRIBUTE, span);
    if (e != NULL) {
        e->u.attribute.value = value;
        e->u.attribute.attr = attr;
        e->u.attribute.ctx = BT_CTX_LOAD;
    }
    return e;
}

struct bt_expr *bt_build_subscript(struct bt_parser *p, struct bt_span span, struct bt_expr *value,
                                   struct bt_expr *slice)
{
    struct bt_expr *e = bt_build_expr(p, BT_EXPR_SUBSCRIPT, span);
    if (e != NULL) {
        e->u.subscript.value = value;
        e->u.subscript.slice = slice;
        e->u.subscript.ctx = BT_CTX_LOAD;
    }
    return e;
}

struct bt_expr *bt_build_slice(struct bt_parser *p, struct bt_span span, struct bt_expr *lower,
                               struct bt_expr *upper, struct bt_expr *step)
{
    struct bt_expr *e = bt_build_expr(p, BT_EXPR_SLICE, span);
    if (e != NULL) {
        e->u.slice.lower = lower;
        e->u.slice.upper = upper;
        e->u.slice.step = step;
    }
    return e;
}

/* ---- displays and comprehensions ---- */

struct bt_expr *bt_build_list(struct bt_parser *p, struct bt_span span, enum bt_expr_kind kind,
                              struct bt_ast_list *elts)
{
    struct bt_expr *e = bt_build_expr(p, kind, span);
    if (e != NULL) {
        e->u.list.elts = BT_SEQ(bt_expr_seq, elts);
        e->u.list.ctx = BT_CTX_LOAD;
    }
    return e;
}

struct bt_expr *bt_build_set(struct bt_parser *p, struct bt_span span, struct bt_ast_list *elts)
{
    struct bt_expr *e = bt_build_expr(p, BT_EXPR_SET, span);
    if (e != NULL) {
        e->u.set.elts = BT_SEQ(bt_expr_seq, elts);
    }
    return e;
}

struct bt_expr *bt_build_dict(struct bt_parser *p, struct bt_span span, struct bt_ast_list *pairs)
{
    struct bt_expr *e = bt_build_expr(p, BT_EXPR_DICT, span);
    struct bt_ast_list *keys = bt_ast_list_new(p);
    struct bt_ast_list *values = bt_ast_list_new(p);
    if (e == NULL || keys == NULL || values == NULL) {
        return NULL;
    }
    for (uint32_t i = 0; i < bt_ast_list_n(pairs); i++) {
        const struct bt_pair *pair = pairs->items[i];
        if (bt_ast_list_add(p, keys, pair->key) == NULL ||
            bt_ast_list_add(p, values, pair->value) == NULL) {
            return NULL;
        }
    }
    e->u.dict.keys = BT_SEQ(bt_expr_seq, keys);
    e->u.dict.values = BT_SEQ(bt_expr_seq, values);
    return e;
}

struct bt_expr *bt_build_comp(struct bt_parser *p, struct bt_span span, enum bt_expr_kind kind,
                              struct bt_expr *elt, struct bt_ast_list *generators)
{
    if (elt->kind == BT_EXPR_STARRED) {
        return bt_build_doubt(p, elt->span, "iterable unpacking cannot be used in comprehension");
    }
    struct bt_expr *e = bt_build_expr(p, kind, span);
    if (e != NULL) {
        e->u.comp.elt = elt;
        e->u.comp.generators = BT_SEQ(bt_comprehension_seq, generators);
    }
    return e;
}

struct bt_expr *bt_build_dict_comp(struct bt_parser *p, struct bt_span span, struct bt_pair *pair,
                                   struct bt_ast_list *generators)
{
    if (pair->key == NULL) {
        const struct bt_expr *value = pair->value;
        struct bt_span stars = value->span; /* two columns before it, in all sensible programs */
        stars.col = stars.col >= 2 ? stars.col - 2 : 0;
        stars.end_line = stars.line;
        stars.end_col = stars.col + 2;
        return bt_build_doubt(p, stars, "dict unpacking cannot be used in dict comprehension");
    }
    struct bt_expr *e = bt_build_expr(p, BT_EXPR_DICT_COMP, span);
    if (e != NULL) {
        e->u.dict_comp.key = pair->key;
        e->u.dict_comp.value = pair->value;
        e->u.dict_comp.generators = BT_SEQ(bt_comprehension_seq, generators);
    }
    return e;
}

struct bt_comprehension *bt_build_comprehension(struct bt_parser *p, struct bt_expr *target,
                                                struct bt_expr *iter, struct bt_ast_list *ifs,
                                                bool is_async)
{
    struct bt_comprehension *c = bt_build_alloc(p, sizeof *c);
    if (c == NULL) {
        return NULL;
    }
    c->target = target;
    c->iter = iter;
    c->ifs = BT_SEQ(bt_expr_seq, ifs);
    c->is_async = is_async;
    return c;
}

struct bt_pair *bt_build_pair(struct bt_parser *p, struct bt_expr *key, void *value,
                              const struct bt_name *rest)
{
    struct bt_pair *pair = bt_build_alloc(p, sizeof *pair);
    if (pair != NULL) {
        *pair = (struct bt_pair){key, value, rest};
    }
    return pair;
}

struct bt_expr *bt_build_named(struct bt_parser *p, struct bt_span span, struct bt_expr *target,
                               struct bt_span target_symbol, struct bt_expr *value)
{
    if (target->kind != BT_EXPR_NAME) {
        return bt_build_doubt(p, target->span, "cannot use assignment expressions with %s",
                              bt_target_describe(target));
    }
    if (bt_build_is_group(target, target_symbol)) {
        return bt_build_doubt(p, target->span, "cannot use assignment expressions with name");
    }
    struct bt_expr *e = bt_build_expr(p, BT_EXPR_NAMED_EXPR, span);
    if (e != NULL) {
        target->u.name.ctx = BT_CTX_STORE;
        e->u.named_expr.target = target;
        e->u.named_expr.value = value;
    }
    return e;
}

struct bt_expr *bt_build_group(struct bt_parser *p, struct bt_expr *item)
{
    if (item->kind == BT_EXPR_STARRED) {
        return bt_build_doubt(p, item->span, "cannot use starred expression here");
    }
    return item;
}

/* ---- calls ---- */

static struct bt_call_args *begin_args(struct bt_parser *p, struct bt_call_args *so_far)
{
    if (so_far != NULL) {
        return so_far;
    }
    struct bt_call_args *a = bt_build_alloc(p, sizeof *a);
    if (a == NULL || (a->args = bt_ast_list_new(p)) == NULL ||
        (a->keywords = bt_ast_list_new(p)) == NULL) {
        return NULL;
    }
    return a;
}

struct bt_call_args *bt_build_arg(struct bt_parser *p, struct bt_call_args *so_far,
                                  struct bt_expr *arg, struct bt_span span)
{
    struct bt_call_args *a = begin_args(p, so_far);
    if (a == NULL) {
        return NULL;
    }
    a->n++;
    if (arg->kind == BT_EXPR_STARRED) {
        if (a->has_unpacking) {
            return bt_build_doubt(p, span,
                                  "iterable argument unpacking follows keyword argument unpacking");
        }
    } else if (a->has_unpacking) {
        return bt_build_doubt(p, span, "positional argument follows keyword argument unpacking");
    } else if (a->has_keyword) {
        return bt_build_doubt(p, span, "positional argument follows keyword argument");
    }
    return bt_ast_list_add(p, a->args, arg) != NULL ? a : NULL;
}

struct bt_call_args *bt_build_keyword_arg(struct bt_parser *p, struct bt_call_args *so_far,
                                          struct bt_expr *key, struct bt_span key_symbol,
                                          struct bt_expr *value, struct bt_span span)
{
    struct bt_call_args *a = begin_args(p, so_far);
    struct bt_keyword *k = bt_build_alloc(p, sizeof *k);
    if (a == NULL || k == NULL) {
        return NULL;
    }
    if (key == NULL) {
        a->has_unpacking = true;
    } else if (key->kind == BT_EXPR_NAME && !bt_build_is_group(key, key_symbol)) {
        k->arg = key->u.name.id;
        a->has_keyword = true;
    } else {
        struct bt_span at = {key_symbol.line, key_symbol.col, value->span.line, value->span.col};
        /* up to and with the '=' */
        at.end_line = key_symbol.end_line;
        at.end_col = key_symbol.end_col + 1;
        if (key->kind == BT_EXPR_CONSTANT && key->u.constant.kind <= BT_CONST_TRUE) {
            return bt_build_doubt(p, at, "cannot assign to %s", bt_target_describe(key));
        }
        return bt_build_doubt(p, at,
                              "expression cannot contain assignment, perhaps you meant \"==\"?");
    }
    a->n++;
    k->span = span;
    k->value = value;
    return bt_ast_list_add(p, a->keywords, k) != NULL ? a : NULL;
}

struct bt_call_args *bt_build_generator_arg(struct bt_parser *p, struct bt_call_args *so_far,
                                            struct bt_expr *generator, struct bt_span for_)
{
    struct bt_call_args *a = begin_args(p, so_far);
    if (a == NULL) {
        return NULL;
    }
    a->generator = generator;
    a->for_ = for_;
    return bt_build_arg(p, a, generator, generator->span);
}

struct bt_expr *bt_build_call(struct bt_parser *p, struct bt_span span, struct bt_expr *func,
                              struct bt_call_args *args, struct bt_span parentheses)
{
    struct bt_expr *e = bt_build_expr(p, BT_EXPR_CALL, span);
    if (e == NULL) {
        return NULL;
    }
    e->u.call.func = func;
    if (args == NULL) {
        return e;
    }
    if (args->generator != NULL) {
        if (args->n > 1 || args->trailing_comma) {
            return bt_build_doubt(p, args->generator->span,
                                  "Generator expression must be parenthesized");
        }
        args->generator->span = parentheses; /* the call's are its own, too */
    }
    e->u.call.args = BT_SEQ(bt_expr_seq, args->args);
    e->u.call.keywords = BT_SEQ(bt_keyword_seq, args->keywords);
    return e;
}
