/*
 * Constructors of statements. See build.h.
 */
#include "parser/build.h"

#include <string.h>

struct bt_stmt *bt_build_stmt(struct bt_parser *p, enum bt_stmt_kind kind, struct bt_span span)
{
    struct bt_stmt *s = bt_build_alloc(p, sizeof *s);
    if (s != NULL) {
        s->kind = kind;
        s->span = span;
    }
    return s;
}

struct bt_module *bt_build_module(struct bt_parser *p, enum bt_module_kind kind,
                                  struct bt_ast_list *body, struct bt_expr *expression)
{
    struct bt_module *m = bt_build_alloc(p, sizeof *m);
    if (m != NULL) {
        m->kind = kind;
        m->body = BT_SEQ(bt_stmt_seq, body);
        m->expression = expression;
        m->names = p->names;
    }
    return m;
}

/* ---- simple statements ---- */

struct bt_stmt *bt_build_expr_stmt(struct bt_parser *p, struct bt_span span, struct bt_expr *e)
{
    struct bt_stmt *s = bt_build_stmt(p, BT_STMT_EXPR, span);
    if (s != NULL) {
        s->u.expr.value = e;
    }
    return s;
}

struct bt_stmt *bt_build_assign(struct bt_parser *p, struct bt_span span,
                                struct bt_ast_list *targets, struct bt_expr *value)
{
    for (uint32_t i = 0; i < targets->n; i++) {
        if (!bt_target_make(p, targets->items[i], BT_TARGET_ASSIGN, true)) {
            return NULL;
        }
    }
    struct bt_stmt *s = bt_build_stmt(p, BT_STMT_ASSIGN, span);
    if (s != NULL) {
        s->u.assign.targets = BT_SEQ(bt_expr_seq, targets);
        s->u.assign.value = value;
    }
    return s;
}

static bool is_single_target(const struct bt_expr *e)
{
    return e->kind == BT_EXPR_NAME || e->kind == BT_EXPR_ATTRIBUTE || e->kind == BT_EXPR_SUBSCRIPT;
}

struct bt_stmt *bt_build_aug_assign(struct bt_parser *p, struct bt_span span,
                                    struct bt_expr *target, enum bt_operator op,
                                    struct bt_expr *value)
{
    if (!is_single_target(target)) {
        return bt_build_doubt(p, target->span,
                              "'%s' is an illegal expression for augmented assignment",
                              bt_target_describe(target));
    }
    struct bt_stmt *s = bt_build_stmt(p, BT_STMT_AUG_ASSIGN, span);
    if (s == NULL || !bt_target_make(p, target, BT_TARGET_ASSIGN, true)) {
        return NULL;
    }
    s->u.aug_assign.target = target;
    s->u.aug_assign.op = op;
    s->u.aug_assign.value = value;
    return s;
}

struct bt_stmt *bt_build_ann_assign(struct bt_parser *p, struct bt_span span,
                                    struct bt_expr *target, struct bt_span symbol,
                                    struct bt_expr *annotation, struct bt_expr *value)
{
    if (target->kind == BT_EXPR_LIST || target->kind == BT_EXPR_TUPLE) {
        return bt_build_doubt(p, target->span, "only single target (not %s) can be annotated",
                              bt_target_describe(target));
    }
    if (!is_single_target(target)) {
        return bt_build_doubt(p, target->span, "illegal target for annotation");
    }
    struct bt_stmt *s = bt_build_stmt(p, BT_STMT_ANN_ASSIGN, span);
    if (s == NULL || !bt_target_make(p, target, BT_TARGET_ASSIGN, true)) {
        return NULL;
    }
    s->u.ann_assign.target = target;
    s->u.ann_assign.annotation = annotation;
    s->u.ann_assign.value = value;
    s->u.ann_assign.simple = target->kind == BT_EXPR_NAME && !bt_build_is_group(target, symbol);
    return s;
}

struct bt_stmt *bt_build_return(struct bt_parser *p, struct bt_span span, struct bt_expr *value)
{
    struct bt_stmt *s = bt_build_stmt(p, BT_STMT_RETURN, span);
    if (s != NULL) {
        s->u.return_.value = value;
    }
    return s;
}

struct bt_stmt *bt_build_delete(struct bt_parser *p, struct bt_span span,
                                struct bt_ast_list *targets)
{
    for (uint32_t i = 0; i < targets->n; i++) {
        if (!bt_target_make(p, targets->items[i], BT_TARGET_DEL, true)) {
            return NULL;
        }
    }
    struct bt_stmt *s = bt_build_stmt(p, BT_STMT_DELETE, span);
    if (s != NULL) {
        s->u.delete_.targets = BT_SEQ(bt_expr_seq, targets);
    }
    return s;
}

struct bt_stmt *bt_build_raise(struct bt_parser *p, struct bt_span span, struct bt_expr *exc,
                               struct bt_expr *cause)
{
    struct bt_stmt *s = bt_build_stmt(p, BT_STMT_RAISE, span);
    if (s != NULL) {
        s->u.raise.exc = exc;
        s->u.raise.cause = cause;
    }
    return s;
}

struct bt_stmt *bt_build_assert(struct bt_parser *p, struct bt_span span, struct bt_expr *test,
                                struct bt_expr *msg)
{
    struct bt_stmt *s = bt_build_stmt(p, BT_STMT_ASSERT, span);
    if (s != NULL) {
        s->u.assert_.test = test;
        s->u.assert_.msg = msg;
    }
    return s;
}

struct bt_stmt *bt_build_global(struct bt_parser *p, struct bt_span span, enum bt_stmt_kind kind,
                                struct bt_ast_list *names)
{
    struct bt_stmt *s = bt_build_stmt(p, kind, span);
    if (s != NULL) {
        s->u.global.names = BT_SEQ(bt_name_seq, names);
    }
    return s;
}

/* ---- imports ---- */

struct bt_stmt *bt_build_import(struct bt_parser *p, struct bt_span span, struct bt_ast_list *names)
{
    struct bt_stmt *s = bt_build_stmt(p, BT_STMT_IMPORT, span);
    if (s != NULL) {
        s->u.import.names = BT_SEQ(bt_alias_seq, names);
    }
    return s;
}

struct bt_stmt *bt_build_import_from(struct bt_parser *p, struct bt_span span, uint32_t level,
                                     const struct bt_name *module, struct bt_ast_list *names)
{
    struct bt_stmt *s = bt_build_stmt(p, BT_STMT_IMPORT_FROM, span);
    if (s == NULL) {
        return NULL;
    }
    if (names == NULL) { /* import * : the star is the statement's last column */
        struct bt_span star = {span.end_line, span.end_col - 1, span.end_line, span.end_col};
        const struct bt_name *name = bt_names_intern(p->names, "*", 1);
        struct bt_alias *alias = name != NULL ? bt_build_alias(p, star, name, NULL) : NULL;
        names = alias != NULL ? bt_ast_list_of(p, alias) : NULL;
        if (names == NULL) {
            bt_diag_no_memory(p->err);
            return NULL;
        }
    }
    s->u.import_from.module = module;
    s->u.import_from.level = level;
    s->u.import_from.names = BT_SEQ(bt_alias_seq, names);
    return s;
}

struct bt_alias *bt_build_alias(struct bt_parser *p, struct bt_span span,
                                const struct bt_name *name, const struct bt_name *asname)
{
    struct bt_alias *alias = bt_build_alloc(p, sizeof *alias);
    if (alias != NULL) {
        *alias = (struct bt_alias){span, name, asname};
    }
    return alias;
}

const struct bt_name *bt_build_dotted(struct bt_parser *p, const struct bt_name *left,
                                      const struct bt_name *right)
{
    char *text = bt_build_alloc(p, (size_t)left->len + right->len + 1);
    if (text == NULL) {
        return NULL;
    }
    memcpy(text, left->text, left->len);
    text[left->len] = '.';
    memcpy(text + left->len + 1, right->text, right->len);
    const struct bt_name *name =
        bt_names_intern(p->names, text, (size_t)left->len + right->len + 1);
    if (name == NULL) {
        bt_diag_no_memory(p->err);
    }
    return name;
}

struct bt_stmt *bt_build_type_alias(struct bt_parser *p, struct bt_span span,
                                    const struct bt_name *name, struct bt_span name_span,
                                    struct bt_ast_list *type_params, struct bt_expr *value)
{
    struct bt_stmt *s = bt_build_stmt(p, BT_STMT_TYPE_ALIAS, span);
    struct bt_expr *target = bt_build_name(p, name_span, name, BT_CTX_STORE);
    if (s == NULL || target == NULL) {
        return NULL;
    }
    s->u.type_alias.name = target;
    s->u.type_alias.type_params = BT_SEQ(bt_type_param_seq, type_params);
    s->u.type_alias.value = value;
    return s;
}

/* ---- if, loops, with ---- */

struct bt_if_part *bt_build_if_part(struct bt_parser *p, struct bt_span span, struct bt_expr *test,
                                    struct bt_ast_list *body)
{
    struct bt_if_part *part = bt_build_alloc(p, sizeof *part);
    if (part != NULL) {
        *part = (struct bt_if_part){span, test, body};
    }
    return part;
}

struct bt_stmt *bt_build_if(struct bt_parser *p, struct bt_span span, struct bt_ast_list *parts,
                            struct bt_ast_list *orelse)
{
    struct bt_stmt *s = NULL;
    for (uint32_t i = parts->n; i-- > 0;) { /* the last elif is innermost */
        const struct bt_if_part *part = parts->items[i];
        s = bt_build_stmt(p, BT_STMT_IF, bt_span_join(part->span, span));
        if (s == NULL) {
            return NULL;
        }
        s->u.if_.test = part->test;
        s->u.if_.body = BT_SEQ(bt_stmt_seq, part->body);
        s->u.if_.orelse = BT_SEQ(bt_stmt_seq, orelse);
        if (i != 0 && (orelse = bt_ast_list_of(p, s)) == NULL) {
            return NULL;
        }
    }
    return s;
}

struct bt_stmt *bt_build_while(struct bt_parser *p, struct bt_span span, struct bt_expr *test,
                               struct bt_ast_list *body, struct bt_ast_list *orelse)
{
    struct bt_stmt *s = bt_build_stmt(p, BT_STMT_WHILE, span);
    if (s != NULL) {
        s->u.while_.test = test;
        s->u.while_.body = BT_SEQ(bt_stmt_seq, body);
        s->u.while_.orelse = BT_SEQ(bt_stmt_seq, orelse);
    }
    return s;
}

struct bt_stmt *bt_build_for(struct bt_parser *p, struct bt_span span, struct bt_expr *target,
                             struct bt_expr *iter, struct bt_ast_list *body,
                             struct bt_ast_list *orelse)
{
    struct bt_stmt *s = bt_build_stmt(p, BT_STMT_FOR, span);
    if (s == NULL) {
        return NULL;
    }
    s->u.for_.target = target;
    s->u.for_.iter = iter;
    s->u.for_.body = BT_SEQ(bt_stmt_seq, body);
    s->u.for_.orelse = BT_SEQ(bt_stmt_seq, orelse);
    return s;
}

struct bt_withitem *bt_build_withitem(struct bt_parser *p, struct bt_expr *context,
                                      struct bt_expr *vars)
{
    if (vars != NULL && !bt_target_make(p, vars, BT_TARGET_WITH, false)) {
        return NULL;
    }
    struct bt_withitem *item = bt_build_alloc(p, sizeof *item);
    if (item != NULL) {
        *item = (struct bt_withitem){context, vars};
    }
    return item;
}

/*
 * `with (a, b):` has two items, though the grammar reads a tuple. Gives the items, or NULL when the
 * only item is not such a tuple. Extra parentheses, a star or a walrus make it one for good.
 */
static struct bt_ast_list *items_of_tuple(struct bt_parser *p, struct bt_ast_list *items,
                                          struct bt_span symbol)
{
    const struct bt_withitem *only = items->items[0];
    const struct bt_expr *e = only->context_expr;
    if (items->n != 1 || only->optional_vars != NULL || e->kind != BT_EXPR_TUPLE ||
        e->u.list.elts.n == 0 || bt_build_is_group(e, symbol)) {
        return NULL;
    }
    struct bt_ast_list *out = bt_ast_list_new(p);
    for (uint32_t i = 0; i < e->u.list.elts.n && out != NULL; i++) {
        struct bt_expr *item = e->u.list.elts.items[i];
        if (item->kind == BT_EXPR_STARRED || item->kind == BT_EXPR_NAMED_EXPR) {
            return NULL;
        }
        struct bt_withitem *made = bt_build_withitem(p, item, NULL);
        out = made != NULL ? bt_ast_list_add(p, out, made) : NULL;
    }
    return out;
}

struct bt_stmt *bt_build_with(struct bt_parser *p, struct bt_span span, struct bt_ast_list *items,
                              struct bt_span items_symbol, struct bt_ast_list *body)
{
    struct bt_stmt *s = bt_build_stmt(p, BT_STMT_WITH, span);
    struct bt_ast_list *taken_apart = items_of_tuple(p, items, items_symbol);
    if (s == NULL || p->err->kind != BT_DIAG_NONE) {
        return NULL;
    }
    s->u.with.items = BT_SEQ(bt_withitem_seq, taken_apart != NULL ? taken_apart : items);
    s->u.with.body = BT_SEQ(bt_stmt_seq, body);
    return s;
}

/* ---- try ---- */

struct bt_handler *bt_build_handler(struct bt_parser *p, struct bt_span span, struct bt_expr *type,
                                    const struct bt_name *name, struct bt_ast_list *body)
{
    struct bt_handler *h = bt_build_alloc(p, sizeof *h);
    if (h != NULL) {
        h->span = span;
        h->type = type;
        h->name = name;
        h->body = BT_SEQ(bt_stmt_seq, body);
    }
    return h;
}

struct bt_stmt *bt_build_try(struct bt_parser *p, struct bt_span span, enum bt_stmt_kind kind,
                             struct bt_ast_list *body, struct bt_ast_list *handlers,
                             struct bt_ast_list *orelse, struct bt_ast_list *finalbody)
{
    struct bt_stmt *s = bt_build_stmt(p, kind, span);
    if (s != NULL) {
        s->u.try_.body = BT_SEQ(bt_stmt_seq, body);
        s->u.try_.handlers = BT_SEQ(bt_handler_seq, handlers);
        s->u.try_.orelse = BT_SEQ(bt_stmt_seq, orelse);
        s->u.try_.finalbody = BT_SEQ(bt_stmt_seq, finalbody);
    }
    return s;
}

/* ---- definitions ---- */

struct bt_stmt *bt_build_function(struct bt_parser *p, struct bt_span span,
                                  const struct bt_name *name, struct bt_ast_list *type_params,
                                  struct bt_arguments *args, struct bt_expr *returns,
                                  struct bt_ast_list *body)
{
    struct bt_stmt *s = bt_build_stmt(p, BT_STMT_FUNCTION_DEF, span);
    if (s != NULL) {
        s->u.function_def.name = name;
        s->u.function_def.args = args;
        s->u.function_def.body = BT_SEQ(bt_stmt_seq, body);
        s->u.function_def.returns = returns;
        s->u.function_def.type_params = BT_SEQ(bt_type_param_seq, type_params);
    }
    return s;
}

struct bt_stmt *bt_build_class(struct bt_parser *p, struct bt_span span, const struct bt_name *name,
                               struct bt_ast_list *type_params, struct bt_call_args *bases,
                               struct bt_ast_list *body)
{
    if (bases != NULL && bases->generator != NULL) {
        struct bt_span word = bases->for_;
        word.end_line = word.line;
        word.end_col = word.col + 3;
        return bt_build_doubt(p, word, "invalid syntax");
    }
    struct bt_stmt *s = bt_build_stmt(p, BT_STMT_CLASS_DEF, span);
    if (s != NULL) {
        s->u.class_def.name = name;
        if (bases != NULL) {
            s->u.class_def.bases = BT_SEQ(bt_expr_seq, bases->args);
            s->u.class_def.keywords = BT_SEQ(bt_keyword_seq, bases->keywords);
        }
        s->u.class_def.body = BT_SEQ(bt_stmt_seq, body);
        s->u.class_def.type_params = BT_SEQ(bt_type_param_seq, type_params);
    }
    return s;
}

struct bt_stmt *bt_build_async(struct bt_stmt *stmt, struct bt_span span)
{
    stmt->kind = stmt->kind == BT_STMT_FUNCTION_DEF ? BT_STMT_ASYNC_FUNCTION_DEF
                 : stmt->kind == BT_STMT_FOR        ? BT_STMT_ASYNC_FOR
                                                    : BT_STMT_ASYNC_WITH;
    stmt->span = bt_span_join(span, stmt->span);
    return stmt;
}

struct bt_stmt *bt_build_decorate(struct bt_stmt *stmt, struct bt_ast_list *decorators)
{
    if (stmt->kind == BT_STMT_CLASS_DEF) {
        stmt->u.class_def.decorator_list = BT_SEQ(bt_expr_seq, decorators);
    } else {
        stmt->u.function_def.decorator_list = BT_SEQ(bt_expr_seq, decorators);
    }
    return stmt;
}
