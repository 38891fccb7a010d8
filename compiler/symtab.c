/*
 * Collecting the scopes: one walk over the tree in the order in which Python's own symbol table
 * sees it (the order decides which error is found first). Errors that need no more than this walk
 * are raised here: a name used before its global statement, duplicate parameters, := and yield
 * where they are not allowed.
 */
#include "compiler/context.h"

static void visit_stmts(struct bt_compiler *c, const struct bt_stmt_seq *seq);
static void visit_expr(struct bt_compiler *c, const struct bt_expr *e);

static const struct bt_name *mangle(struct bt_compiler *c, const struct bt_name *name)
{
    return bt_context_mangle(c, c->symtab.cur->class_name, name);
}

// The current scope binds or uses a name.
static struct bt_symbol *mention(struct bt_compiler *c, const struct bt_name *name, uint32_t flags,
                                 struct bt_span span)
{
    struct bt_scope *cur = c->symtab.cur;
    const struct bt_name *mangled = mangle(c, name);
    struct bt_symbol *s = bt_scope_add(c, cur, mangled);
    if (s == NULL)
        return NULL;
    if ((flags & BT_SYM_PARAM) && (s->flags & BT_SYM_PARAM)) {
        bt_context_error(c, span, "duplicate argument '%s' in function definition", mangled->text);
        return NULL;
    }
    if ((flags & BT_SYM_TYPE_PARAM) && (s->flags & BT_SYM_TYPE_PARAM)) {
        bt_context_error(c, span, "duplicate type parameter '%s'", mangled->text);
        return NULL;
    }
    s->flags |= flags;
    if (cur->iter_target && (flags & BT_SYM_LOCAL)) {
        if (s->flags & (BT_SYM_GLOBAL | BT_SYM_NONLOCAL)) {
            bt_context_error(c, span,
                             "comprehension inner loop cannot rebind assignment expression target "
                             "'%s'",
                             mangled->text);
            return NULL;
        }
        s->flags |= BT_SYM_COMP_ITER;
    }
    return s;
}

static void visit_exprs(struct bt_compiler *c, const struct bt_expr_seq *seq)
{
    for (uint32_t i = 0; i < seq->n; i++)
        visit_expr(c, seq->items[i]);
}

static void visit_keywords(struct bt_compiler *c, const struct bt_keyword_seq *seq)
{
    for (uint32_t i = 0; i < seq->n; i++)
        visit_expr(c, seq->items[i]->value);
}

/* ---- functions and classes ---- */

static void visit_annotation(struct bt_compiler *c, const struct bt_expr *annotation)
{
    if (annotation == NULL)
        return;
    if (!(c->future & BT_FUTURE_ANNOTATIONS)) {
        visit_expr(c, annotation);
        return;
    }
    // As text it is not part of the program's names; it is looked at in a scope of its own, which
    // is then forgotten.
    struct bt_scope *cur = c->symtab.cur;
    struct bt_scope **end = cur->children_end;
    struct bt_scope *scope = bt_scope_enter(c, BT_SCOPE_TYPE_EXPR, annotation, NULL);
    if (scope == NULL)
        return;
    scope->within = "an annotation";
    visit_expr(c, annotation);
    bt_scope_leave(c);
    cur->children_end = end;
    *end = NULL;
}

static void visit_annotations(struct bt_compiler *c, const struct bt_arguments *args,
                              const struct bt_expr *returns)
{
    const struct bt_arg_seq *seqs[] = {&args->posonlyargs, &args->args, &args->kwonlyargs};
    for (uint32_t i = 0; i < seqs[0]->n; i++)
        visit_annotation(c, seqs[0]->items[i]->annotation);
    for (uint32_t i = 0; i < seqs[1]->n; i++)
        visit_annotation(c, seqs[1]->items[i]->annotation);
    if (args->vararg != NULL)
        visit_annotation(c, args->vararg->annotation);
    if (args->kwarg != NULL)
        visit_annotation(c, args->kwarg->annotation);
    for (uint32_t i = 0; i < seqs[2]->n; i++)
        visit_annotation(c, seqs[2]->items[i]->annotation);
    visit_annotation(c, returns);
}

static void visit_params(struct bt_compiler *c, const struct bt_arguments *args)
{
    const struct bt_arg_seq *seqs[] = {&args->posonlyargs, &args->args, &args->kwonlyargs};
    for (size_t k = 0; k < 3; k++) {
        for (uint32_t i = 0; i < seqs[k]->n; i++)
            mention(c, seqs[k]->items[i]->arg, BT_SYM_PARAM, seqs[k]->items[i]->span);
    }
    if (args->vararg != NULL) {
        mention(c, args->vararg->arg, BT_SYM_PARAM, args->vararg->span);
        c->symtab.cur->varargs = true;
    }
    if (args->kwarg != NULL) {
        mention(c, args->kwarg->arg, BT_SYM_PARAM, args->kwarg->span);
        c->symtab.cur->varkw = true;
    }
}

static void visit_type_expr(struct bt_compiler *c, const void *node, const struct bt_expr *e,
                            const struct bt_name *name, const char *within)
{
    struct bt_scope *scope = e == NULL ? NULL : bt_scope_enter(c, BT_SCOPE_TYPE_EXPR, node, name);
    if (scope == NULL)
        return;
    scope->within = within;
    visit_expr(c, e);
    bt_scope_leave(c);
}

// Opens the scope of type parameters when there are any; true: the caller leaves it.
static bool enter_type_params(struct bt_compiler *c, const struct bt_type_param_seq *params,
                              const struct bt_name *name)
{
    if (params->n == 0)
        return false;
    struct bt_scope *scope = bt_scope_enter(c, BT_SCOPE_TYPE_PARAMS, params, name);
    if (scope == NULL)
        return false;
    scope->within = "the definition of a generic";
    for (uint32_t i = 0; i < params->n; i++) {
        const struct bt_type_param *p = params->items[i];
        mention(c, p->name, BT_SYM_LOCAL | BT_SYM_TYPE_PARAM, p->span);
        visit_type_expr(c, &p->bound, p->bound, p->name,
                        p->bound != NULL && p->bound->kind == BT_EXPR_TUPLE ? "a TypeVar constraint"
                                                                            : "a TypeVar bound");
        visit_type_expr(c, &p->default_value, p->default_value, p->name,
                        p->kind == BT_TYPE_PARAM_VAR    ? "a TypeVar default"
                        : p->kind == BT_TYPE_PARAM_SPEC ? "a ParamSpec default"
                                                        : "a TypeVarTuple default");
    }
    return true;
}

static void visit_defaults(struct bt_compiler *c, const struct bt_arguments *args)
{
    visit_exprs(c, &args->defaults);
    for (uint32_t i = 0; i < args->kw_defaults.n; i++) {
        if (args->kw_defaults.items[i] != NULL)
            visit_expr(c, args->kw_defaults.items[i]);
    }
}

static void visit_function(struct bt_compiler *c, const struct bt_stmt *s)
{
    mention(c, s->u.function_def.name, BT_SYM_LOCAL, s->span);
    visit_defaults(c, s->u.function_def.args);
    visit_exprs(c, &s->u.function_def.decorator_list);
    bool generic = enter_type_params(c, &s->u.function_def.type_params, s->u.function_def.name);
    visit_annotations(c, s->u.function_def.args, s->u.function_def.returns);
    struct bt_scope *scope = bt_scope_enter(c, BT_SCOPE_FUNCTION, s, s->u.function_def.name);
    if (scope == NULL)
        return;
    scope->iter_exprs = 0;
    scope->coroutine = s->kind == BT_STMT_ASYNC_FUNCTION_DEF;
    visit_params(c, s->u.function_def.args);
    visit_stmts(c, &s->u.function_def.body);
    bt_scope_leave(c);
    if (generic)
        bt_scope_leave(c);
}

static void visit_class(struct bt_compiler *c, const struct bt_stmt *s)
{
    mention(c, s->u.class_def.name, BT_SYM_LOCAL, s->span);
    visit_exprs(c, &s->u.class_def.decorator_list);
    bool generic = enter_type_params(c, &s->u.class_def.type_params, s->u.class_def.name);
    visit_exprs(c, &s->u.class_def.bases);
    visit_keywords(c, &s->u.class_def.keywords);
    struct bt_scope *scope = bt_scope_enter(c, BT_SCOPE_CLASS, s, s->u.class_def.name);
    if (scope == NULL)
        return;
    scope->class_name = s->u.class_def.name;
    visit_stmts(c, &s->u.class_def.body);
    bt_scope_leave(c);
    if (generic)
        bt_scope_leave(c);
}

static void visit_lambda(struct bt_compiler *c, const struct bt_expr *e)
{
    visit_defaults(c, e->u.lambda.args);
    if (bt_scope_enter(c, BT_SCOPE_LAMBDA, e, NULL) == NULL)
        return;
    visit_params(c, e->u.lambda.args);
    visit_expr(c, e->u.lambda.body);
    bt_scope_leave(c);
}

/* ---- comprehensions ---- */

static void visit_generator(struct bt_compiler *c, const struct bt_comprehension *g, bool first)
{
    struct bt_scope *cur = c->symtab.cur;
    cur->iter_target = true;
    visit_expr(c, g->target);
    cur->iter_target = false;
    if (!first) { // the first iterable belongs to the scope around
        cur->iter_exprs++;
        visit_expr(c, g->iter);
        cur->iter_exprs--;
    }
    visit_exprs(c, &g->ifs);
}

static void visit_comp(struct bt_compiler *c, const struct bt_expr *e, const char *what,
                       const struct bt_comprehension_seq *generators, const struct bt_expr *elt,
                       const struct bt_expr *value)
{
    c->symtab.cur->iter_exprs++;
    visit_expr(c, generators->items[0]->iter);
    c->symtab.cur->iter_exprs--;
    bool lazy = e->kind == BT_EXPR_GENERATOR_EXP;
    struct bt_scope *scope = bt_scope_enter(c, lazy ? BT_SCOPE_GENEXPR : BT_SCOPE_COMP, e, NULL);
    if (scope == NULL)
        return;
    scope->comp_what = what;
    const struct bt_name *first = lazy ? bt_context_name(c, ".0", 2) : NULL;
    if (first != NULL) // the first iterable is passed as an argument
        mention(c, first, BT_SYM_PARAM, e->span);
    for (uint32_t i = 0; i < generators->n; i++) {
        visit_generator(c, generators->items[i], i == 0);
        if (generators->items[i]->is_async)
            scope->coroutine = true;
    }
    if (value != NULL)
        visit_expr(c, value);
    visit_expr(c, elt);
    scope->generator = lazy;
    bt_scope_leave(c);
}

// := binds its target in the scope around all comprehensions.
static void extend_walrus(struct bt_compiler *c, const struct bt_expr *target)
{
    struct bt_scope *cur = c->symtab.cur;
    const struct bt_name *name = mangle(c, target->u.name.id);
    struct bt_scope *s = cur;
    for (; s->comp_what != NULL; s = s->parent) {
        struct bt_symbol *sym = bt_scope_find(s, name);
        if (sym != NULL && (sym->flags & BT_SYM_COMP_ITER)) {
            bt_context_error(c, target->span,
                             "assignment expression cannot rebind comprehension iteration variable "
                             "'%s'",
                             target->u.name.id->text);
            return;
        }
    }
    if (s->kind == BT_SCOPE_CLASS) {
        bt_context_error(c, target->span,
                         "assignment expression within a comprehension cannot be used in a class "
                         "body");
        return;
    }
    if (s->kind == BT_SCOPE_TYPE_PARAMS || s->kind == BT_SCOPE_TYPE_EXPR) {
        bt_context_error(c, target->span,
                         "assignment expression within a comprehension cannot be used within %s",
                         s->within);
        return;
    }
    struct bt_symbol *outer = bt_scope_add(c, s, name);
    struct bt_symbol *inner = bt_scope_add(c, cur, name);
    if (outer == NULL || inner == NULL)
        return;
    bool global = s->kind == BT_SCOPE_MODULE || (outer->flags & BT_SYM_GLOBAL) != 0;
    inner->flags |= global ? BT_SYM_GLOBAL : BT_SYM_NONLOCAL;
    inner->span = target->span;
    outer->flags |= s->kind == BT_SCOPE_MODULE ? BT_SYM_GLOBAL : BT_SYM_LOCAL;
    s->has_walrus = true;
}

// yield, await and := are refused in what is evaluated lazily or not at all.
static bool refused(struct bt_compiler *c, const struct bt_expr *e, const char *what)
{
    if (c->symtab.cur->within == NULL)
        return false;
    bt_context_error(c, e->span, "%s expression cannot be used within %s", what,
                     c->symtab.cur->within);
    return true;
}

static void visit_walrus(struct bt_compiler *c, const struct bt_expr *e)
{
    struct bt_scope *cur = c->symtab.cur;
    if (refused(c, e, "named"))
        return;
    if (cur->iter_exprs > 0) {
        bt_context_error(c, e->span,
                         "assignment expression cannot be used in a comprehension iterable "
                         "expression");
        return;
    }
    if (cur->comp_what != NULL)
        extend_walrus(c, e->u.named_expr.target);
    cur->has_walrus = true;
    visit_expr(c, e->u.named_expr.value);
    visit_expr(c, e->u.named_expr.target);
}

/* ---- expressions ---- */

static void visit_name(struct bt_compiler *c, const struct bt_expr *e)
{
    struct bt_scope *cur = c->symtab.cur;
    bool load = e->u.name.ctx == BT_CTX_LOAD;
    mention(c, e->u.name.id, load ? BT_SYM_USE : BT_SYM_LOCAL, e->span);
    if (load && bt_scope_is_function(cur) && bt_context_is(e->u.name.id, "super")) {
        const struct bt_name *cls = bt_context_name(c, "__class__", 9);
        if (cls != NULL)
            mention(c, cls, BT_SYM_USE, e->span);
    }
}

static void visit_yield(struct bt_compiler *c, const struct bt_expr *e)
{
    struct bt_scope *cur = c->symtab.cur;
    if (refused(c, e, e->kind == BT_EXPR_AWAIT ? "await" : "yield"))
        return;
    if (e->kind == BT_EXPR_AWAIT) {
        if (e->u.yield.value != NULL)
            visit_expr(c, e->u.yield.value);
        if (cur->comp_what != NULL)
            cur->coroutine = true; // the comprehension is an asynchronous one
        return;
    }
    if (e->u.yield.value != NULL)
        visit_expr(c, e->u.yield.value);
    if (cur->comp_what != NULL) {
        bt_context_error(c, e->span, "'yield' inside %s", cur->comp_what);
        return;
    }
    cur->generator = true;
}

static void visit_slice(struct bt_compiler *c, const struct bt_expr *e)
{
    const struct bt_expr *parts[] = {e->u.slice.lower, e->u.slice.upper, e->u.slice.step};
    for (size_t i = 0; i < 3; i++) {
        if (parts[i] != NULL)
            visit_expr(c, parts[i]);
    }
}

static void visit_dict(struct bt_compiler *c, const struct bt_expr *e)
{
    for (uint32_t i = 0; i < e->u.dict.keys.n; i++) {
        if (e->u.dict.keys.items[i] != NULL)
            visit_expr(c, e->u.dict.keys.items[i]);
    }
    visit_exprs(c, &e->u.dict.values);
}

static void visit_compare(struct bt_compiler *c, const struct bt_expr *e)
{
    visit_expr(c, e->u.compare.left);
    for (uint32_t i = 0; i < e->u.compare.n; i++)
        visit_expr(c, e->u.compare.comparators[i]);
}

static void visit_expr(struct bt_compiler *c, const struct bt_expr *e)
{
    if (c->failed)
        return;
    switch (e->kind) {
    case BT_EXPR_BOOL_OP: visit_exprs(c, &e->u.bool_op.values); break;
    case BT_EXPR_NAMED_EXPR: visit_walrus(c, e); break;
    case BT_EXPR_BIN_OP:
        visit_expr(c, e->u.bin_op.left);
        visit_expr(c, e->u.bin_op.right);
        break;
    case BT_EXPR_UNARY_OP: visit_expr(c, e->u.unary_op.operand); break;
    case BT_EXPR_LAMBDA: visit_lambda(c, e); break;
    case BT_EXPR_IF_EXP:
        visit_expr(c, e->u.if_exp.test);
        visit_expr(c, e->u.if_exp.body);
        visit_expr(c, e->u.if_exp.orelse);
        break;
    case BT_EXPR_DICT: visit_dict(c, e); break;
    case BT_EXPR_SET: visit_exprs(c, &e->u.set.elts); break;
    case BT_EXPR_LIST_COMP:
        visit_comp(c, e, "list comprehension", &e->u.comp.generators, e->u.comp.elt, NULL);
        break;
    case BT_EXPR_SET_COMP:
        visit_comp(c, e, "set comprehension", &e->u.comp.generators, e->u.comp.elt, NULL);
        break;
    case BT_EXPR_DICT_COMP:
        visit_comp(c, e, "dict comprehension", &e->u.dict_comp.generators, e->u.dict_comp.key,
                   e->u.dict_comp.value);
        break;
    case BT_EXPR_GENERATOR_EXP:
        visit_comp(c, e, "generator expression", &e->u.comp.generators, e->u.comp.elt, NULL);
        break;
    case BT_EXPR_AWAIT:
    case BT_EXPR_YIELD:
    case BT_EXPR_YIELD_FROM: visit_yield(c, e); break;
    case BT_EXPR_COMPARE: visit_compare(c, e); break;
    case BT_EXPR_CALL:
        visit_expr(c, e->u.call.func);
        visit_exprs(c, &e->u.call.args);
        visit_keywords(c, &e->u.call.keywords);
        break;
    case BT_EXPR_FORMATTED_VALUE:
        visit_expr(c, e->u.formatted_value.value);
        if (e->u.formatted_value.format_spec != NULL)
            visit_expr(c, e->u.formatted_value.format_spec);
        break;
    case BT_EXPR_JOINED_STR: visit_exprs(c, &e->u.joined_str.values); break;
    case BT_EXPR_CONSTANT: break;
    case BT_EXPR_ATTRIBUTE: visit_expr(c, e->u.attribute.value); break;
    case BT_EXPR_SUBSCRIPT:
        visit_expr(c, e->u.subscript.value);
        visit_expr(c, e->u.subscript.slice);
        break;
    case BT_EXPR_STARRED: visit_expr(c, e->u.starred.value); break;
    case BT_EXPR_NAME: visit_name(c, e); break;
    case BT_EXPR_LIST:
    case BT_EXPR_TUPLE: visit_exprs(c, &e->u.list.elts); break;
    case BT_EXPR_SLICE: visit_slice(c, e); break;
    }
}

/* ---- patterns ---- */

static void visit_pattern(struct bt_compiler *c, const struct bt_pattern *p);

static void visit_patterns(struct bt_compiler *c, const struct bt_pattern_seq *seq)
{
    for (uint32_t i = 0; i < seq->n; i++)
        visit_pattern(c, seq->items[i]);
}

static void visit_pattern(struct bt_compiler *c, const struct bt_pattern *p)
{
    switch (p->kind) {
    case BT_PATTERN_VALUE: visit_expr(c, p->u.value.value); break;
    case BT_PATTERN_SINGLETON: break;
    case BT_PATTERN_SEQUENCE:
    case BT_PATTERN_OR: visit_patterns(c, &p->u.sequence.patterns); break;
    case BT_PATTERN_MAPPING:
        visit_exprs(c, &p->u.mapping.keys);
        visit_patterns(c, &p->u.mapping.patterns);
        if (p->u.mapping.rest != NULL)
            mention(c, p->u.mapping.rest, BT_SYM_LOCAL, p->span);
        break;
    case BT_PATTERN_CLASS:
        visit_expr(c, p->u.class_.cls);
        visit_patterns(c, &p->u.class_.patterns);
        visit_patterns(c, &p->u.class_.kwd_patterns);
        break;
    case BT_PATTERN_STAR:
        if (p->u.star.name != NULL)
            mention(c, p->u.star.name, BT_SYM_LOCAL, p->span);
        break;
    case BT_PATTERN_AS:
        if (p->u.as.pattern != NULL)
            visit_pattern(c, p->u.as.pattern);
        if (p->u.as.name != NULL)
            mention(c, p->u.as.name, BT_SYM_LOCAL, p->span);
        break;
    }
}

/* ---- statements ---- */

static const char *misplaced(const struct bt_symbol *s, bool global)
{
    if (s->flags & BT_SYM_PARAM)
        return global ? "name '%s' is parameter and global" : "name '%s' is parameter and nonlocal";
    if (s->flags & BT_SYM_USE)
        return global ? "name '%s' is used prior to global declaration"
                      : "name '%s' is used prior to nonlocal declaration";
    if (s->flags & BT_SYM_ANNOT)
        return global ? "annotated name '%s' can't be global"
                      : "annotated name '%s' can't be nonlocal";
    return global ? "name '%s' is assigned to before global declaration"
                  : "name '%s' is assigned to before nonlocal declaration";
}

static void visit_global(struct bt_compiler *c, const struct bt_stmt *s)
{
    bool global = s->kind == BT_STMT_GLOBAL;
    for (uint32_t i = 0; i < s->u.global.names.n; i++) {
        const struct bt_name *name = mangle(c, s->u.global.names.items[i]);
        struct bt_symbol *sym = bt_scope_add(c, c->symtab.cur, name);
        if (sym == NULL)
            return;
        if (sym->flags & (BT_SYM_PARAM | BT_SYM_LOCAL | BT_SYM_USE | BT_SYM_ANNOT)) {
#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wformat-nonliteral"
            bt_context_error(c, s->span, misplaced(sym, global), name->text);
#pragma GCC diagnostic pop
            return;
        }
        if (!(sym->flags & (BT_SYM_GLOBAL | BT_SYM_NONLOCAL)))
            sym->span = s->span;
        sym->flags |= global ? BT_SYM_GLOBAL : BT_SYM_NONLOCAL;
        // the module then binds it as a global too, also where it runs with a namespace of its own
        struct bt_symbol *top = global ? bt_scope_add(c, c->symtab.top, name) : NULL;
        if (top != NULL)
            top->flags |= BT_SYM_GLOBAL;
    }
}

static void visit_aliases(struct bt_compiler *c, const struct bt_alias_seq *seq, bool dotted)
{
    for (uint32_t i = 0; i < seq->n; i++) {
        const struct bt_alias *a = seq->items[i];
        const struct bt_name *name = a->asname != NULL ? a->asname : a->name;
        if (bt_context_is(name, "*")) {
            if (c->symtab.cur->kind != BT_SCOPE_MODULE)
                bt_context_error(c, a->span, "import * only allowed at module level");
            continue;
        }
        if (dotted && a->asname == NULL) { // `import a.b` binds a
            uint32_t len = 0;
            while (len < name->len && name->text[len] != '.')
                len++;
            name = bt_context_name(c, name->text, len);
        }
        if (name != NULL)
            mention(c, name, BT_SYM_LOCAL, a->span);
    }
}

static void visit_ann_assign(struct bt_compiler *c, const struct bt_stmt *s)
{
    const struct bt_expr *target = s->u.ann_assign.target;
    if (target->kind == BT_EXPR_NAME) {
        const struct bt_name *name = mangle(c, target->u.name.id);
        struct bt_symbol *sym = bt_scope_find(c->symtab.cur, name);
        if (sym != NULL && (sym->flags & (BT_SYM_GLOBAL | BT_SYM_NONLOCAL)) &&
            c->symtab.cur->kind != BT_SCOPE_MODULE && s->u.ann_assign.simple) {
            bt_context_error(c, s->span, "annotated name '%s' can't be %s", name->text,
                             sym->flags & BT_SYM_GLOBAL ? "global" : "nonlocal");
            return;
        }
        if (s->u.ann_assign.simple)
            mention(c, target->u.name.id, BT_SYM_ANNOT | BT_SYM_LOCAL, target->span);
        else if (s->u.ann_assign.value != NULL)
            mention(c, target->u.name.id, BT_SYM_LOCAL, target->span);
    } else {
        visit_expr(c, target);
    }
    visit_annotation(c, s->u.ann_assign.annotation);
    if (s->u.ann_assign.value != NULL)
        visit_expr(c, s->u.ann_assign.value);
}

static void visit_try(struct bt_compiler *c, const struct bt_stmt *s)
{
    visit_stmts(c, &s->u.try_.body);
    for (uint32_t i = 0; i < s->u.try_.handlers.n; i++) {
        const struct bt_handler *h = s->u.try_.handlers.items[i];
        if (h->type != NULL)
            visit_expr(c, h->type);
        if (h->name != NULL)
            mention(c, h->name, BT_SYM_LOCAL, h->span);
        visit_stmts(c, &h->body);
    }
    visit_stmts(c, &s->u.try_.orelse);
    visit_stmts(c, &s->u.try_.finalbody);
}

static void visit_type_alias(struct bt_compiler *c, const struct bt_stmt *s)
{
    visit_expr(c, s->u.type_alias.name);
    const struct bt_name *name = s->u.type_alias.name->u.name.id;
    bool generic = enter_type_params(c, &s->u.type_alias.type_params, name);
    visit_type_expr(c, s, s->u.type_alias.value, name, "a type alias");
    if (generic)
        bt_scope_leave(c);
}

static void visit_match(struct bt_compiler *c, const struct bt_stmt *s)
{
    visit_expr(c, s->u.match.subject);
    for (uint32_t i = 0; i < s->u.match.cases.n; i++) {
        const struct bt_match_case *m = s->u.match.cases.items[i];
        visit_pattern(c, m->pattern);
        if (m->guard != NULL)
            visit_expr(c, m->guard);
        visit_stmts(c, &m->body);
    }
}

static void visit_with(struct bt_compiler *c, const struct bt_stmt *s)
{
    for (uint32_t i = 0; i < s->u.with.items.n; i++) {
        const struct bt_withitem *w = s->u.with.items.items[i];
        visit_expr(c, w->context_expr);
        if (w->optional_vars != NULL)
            visit_expr(c, w->optional_vars);
    }
    visit_stmts(c, &s->u.with.body);
}

static void visit_two(struct bt_compiler *c, const struct bt_expr *first,
                      const struct bt_expr *second)
{
    if (first != NULL)
        visit_expr(c, first);
    if (second != NULL)
        visit_expr(c, second);
}

static void visit_stmt(struct bt_compiler *c, const struct bt_stmt *s)
{
    switch (s->kind) {
    case BT_STMT_FUNCTION_DEF:
    case BT_STMT_ASYNC_FUNCTION_DEF: visit_function(c, s); break;
    case BT_STMT_CLASS_DEF: visit_class(c, s); break;
    case BT_STMT_RETURN: visit_two(c, s->u.return_.value, NULL); break;
    case BT_STMT_DELETE: visit_exprs(c, &s->u.delete_.targets); break;
    case BT_STMT_ASSIGN:
        visit_exprs(c, &s->u.assign.targets);
        visit_expr(c, s->u.assign.value);
        break;
    case BT_STMT_TYPE_ALIAS: visit_type_alias(c, s); break;
    case BT_STMT_AUG_ASSIGN: visit_two(c, s->u.aug_assign.target, s->u.aug_assign.value); break;
    case BT_STMT_ANN_ASSIGN: visit_ann_assign(c, s); break;
    case BT_STMT_FOR:
    case BT_STMT_ASYNC_FOR:
        visit_two(c, s->u.for_.target, s->u.for_.iter);
        visit_stmts(c, &s->u.for_.body);
        visit_stmts(c, &s->u.for_.orelse);
        break;
    case BT_STMT_WHILE:
        visit_expr(c, s->u.while_.test);
        visit_stmts(c, &s->u.while_.body);
        visit_stmts(c, &s->u.while_.orelse);
        break;
    case BT_STMT_IF:
        visit_expr(c, s->u.if_.test);
        visit_stmts(c, &s->u.if_.body);
        visit_stmts(c, &s->u.if_.orelse);
        break;
    case BT_STMT_WITH:
    case BT_STMT_ASYNC_WITH: visit_with(c, s); break;
    case BT_STMT_MATCH: visit_match(c, s); break;
    case BT_STMT_RAISE: visit_two(c, s->u.raise.exc, s->u.raise.cause); break;
    case BT_STMT_TRY:
    case BT_STMT_TRY_STAR: visit_try(c, s); break;
    case BT_STMT_ASSERT: visit_two(c, s->u.assert_.test, s->u.assert_.msg); break;
    case BT_STMT_IMPORT: visit_aliases(c, &s->u.import.names, true); break;
    case BT_STMT_IMPORT_FROM: visit_aliases(c, &s->u.import_from.names, false); break;
    case BT_STMT_GLOBAL:
    case BT_STMT_NONLOCAL: visit_global(c, s); break;
    case BT_STMT_EXPR: visit_expr(c, s->u.expr.value); break;
    case BT_STMT_PASS:
    case BT_STMT_BREAK:
    case BT_STMT_CONTINUE: break;
    }
}

static void visit_stmts(struct bt_compiler *c, const struct bt_stmt_seq *seq)
{
    for (uint32_t i = 0; i < seq->n && !c->failed; i++)
        visit_stmt(c, seq->items[i]);
}

bool bt_symtab_build(struct bt_compiler *c)
{
    if (bt_scope_enter(c, BT_SCOPE_MODULE, c->tree, NULL) == NULL)
        return false;
    if (c->tree->kind == BT_MODULE_EXPRESSION)
        visit_expr(c, c->tree->expression);
    else
        visit_stmts(c, &c->tree->body);
    return !c->failed;
}
