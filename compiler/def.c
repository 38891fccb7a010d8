/*
 * Functions, lambdas and classes: a unit for the body, and the code that makes the object of it
 * where the definition stands.
 */
#include "base/buf.h"
#include "compiler/unit.h"

#include <stdlib.h>
#include <string.h>

/* ---- docstrings ---- */

const struct bt_const *bt_def_docstring(const struct bt_stmt_seq *body)
{
    if (body->n == 0 || body->items[0]->kind != BT_STMT_EXPR)
        return NULL;
    const struct bt_expr *e = body->items[0]->u.expr.value;
    if (e->kind != BT_EXPR_CONSTANT || e->u.constant.kind != BT_CONST_STR)
        return NULL;
    return &e->u.constant;
}

// The text with its tabs as blanks, to columns of 8; the text itself when it has none.
static const char *expand_tabs(struct bt_compiler *c, const char *text, size_t *len)
{
    struct bt_buf buf;
    size_t col = 0;
    if (memchr(text, '\t', *len) == NULL)
        return text;
    bt_buf_init(&buf);
    for (size_t i = 0; i < *len; i++) {
        unsigned char ch = (unsigned char)text[i];
        if (ch == '\t') {
            bt_buf_fill(&buf, ' ', 8 - col % 8);
            col += 8 - col % 8;
            continue;
        }
        bt_buf_putc(&buf, (char)ch);
        if (ch == '\n' || ch == '\r')
            col = 0;
        else if ((ch & 0xc0) != 0x80) // not in the middle of a character
            col++;
    }
    const char *copy = buf.failed ? NULL : bt_arena_copy(c->arena, buf.data, buf.len);
    *len = buf.len;
    bt_buf_free(&buf);
    if (copy == NULL)
        bt_context_no_memory(c);
    return copy;
}

// Blanks that all lines but the first begin with; lines of nothing but blanks do not count.
static size_t common_margin(const char *text, size_t len)
{
    size_t margin = SIZE_MAX, at = 0;
    while (at < len && text[at] != '\n')
        at++;
    while (at < len) {
        size_t start = ++at;
        while (at < len && text[at] == ' ')
            at++;
        if (at < len && text[at] != '\n' && at - start < margin)
            margin = at - start;
        while (at < len && text[at] != '\n')
            at++;
    }
    return margin == SIZE_MAX ? 0 : margin;
}

struct bt_image_const bt_def_clean_doc(struct bt_compiler *c, const struct bt_const *doc)
{
    size_t len = doc->u.str.len, at = 0, n = 0;
    const char *text = expand_tabs(c, doc->u.str.data, &len);
    char *out = text == NULL ? NULL : bt_arena_alloc(c->arena, len + 1);
    if (out == NULL) {
        bt_context_no_memory(c);
        return (struct bt_image_const){.kind = BT_K_NONE};
    }
    size_t margin = common_margin(text, len);
    while (at < len && text[at] == ' ')
        at++;
    while (at < len) {
        if (text[at] != '\n') {
            out[n++] = text[at++];
            continue;
        }
        out[n++] = text[at++];
        for (size_t i = 0; i < margin && at < len && text[at] == ' '; i++)
            at++;
    }
    return bt_fold_str(c, out, n);
}

/* ---- functions ---- */

void bt_def_make(struct bt_compiler *c, const struct bt_unit *unit, const struct bt_scope *scope,
                 uint32_t base, uint32_t flags)
{
    if (c->failed)
        return;
    uint32_t extras = (uint32_t)__builtin_popcount(flags);
    uint32_t at = base + extras, mark = bt_temp_mark(c);
    if (extras > 0 && bt_is_temp(at) && (at & ~BT_TEMP) >= mark)
        bt_temp(c);
    if (bt_var_closure(c, scope, at))
        flags |= BT_FN_CLOSURE;
    struct bt_image_const k = {.kind = BT_K_CODE, .u.unit = unit};
    bt_emit(c, BT_MAKE_FUNCTION_OP, base, bt_emit_const_index(c, &k), flags);
    bt_temp_release(c, mark);
}

// Default values as extras on top; the flags that say which there are.
static uint32_t push_defaults(struct bt_compiler *c, const struct bt_arguments *args,
                              const struct bt_expr *at)
{
    uint32_t flags = 0, n = 0;
    if (args->defaults.n > 0) {
        struct bt_expr tuple = {.kind = BT_EXPR_TUPLE, .span = at->span};
        tuple.u.list.elts = args->defaults;
        tuple.u.list.ctx = BT_CTX_LOAD;
        bt_expr_push(c, &tuple);
        flags |= BT_FN_DEFAULTS;
    }
    for (uint32_t i = 0; i < args->kw_defaults.n; i++)
        n += args->kw_defaults.items[i] != NULL;
    if (n == 0)
        return flags;
    uint32_t dict = bt_temp(c), pair = bt_temps(c, 2);
    bt_emit_at_span(c, at->span);
    bt_emit(c, BT_BUILD_MAP_OP, dict, pair, 0);
    for (uint32_t i = 0; i < args->kw_defaults.n; i++) {
        if (args->kw_defaults.items[i] == NULL)
            continue;
        const struct bt_name *name = bt_unit_mangle(c, args->kwonlyargs.items[i]->arg);
        bt_emit_str(c, pair, name->text, name->len);
        bt_expr_to(c, args->kw_defaults.items[i], pair + 1);
        bt_emit_at_span(c, at->span);
        bt_emit(c, BT_MAP_ADD_OP, dict, pair, pair + 1);
    }
    bt_temp_release(c, pair & ~BT_TEMP);
    return flags | BT_FN_KWDEFAULTS;
}

// One annotation as name and value on a list under construction.
static void push_annotation(struct bt_compiler *c, const struct bt_name *name,
                            const struct bt_expr *annotation, uint32_t list)
{
    if (annotation == NULL || c->failed)
        return;
    uint32_t mark = bt_temp_mark(c);
    uint32_t key = bt_temp(c), value = bt_temp(c);
    const struct bt_name *mangled = bt_unit_mangle(c, name);
    struct bt_image_const text;
    bt_emit_at(c, annotation);
    bt_emit_str(c, key, mangled->text, mangled->len);
    bt_emit(c, BT_LIST_APPEND_OP, list, key, 0);
    if (c->future & BT_FUTURE_ANNOTATIONS) {
        if (bt_unparse(c, annotation, &text))
            bt_emit_const(c, value, &text);
    } else if (annotation->kind == BT_EXPR_STARRED) { // *args: *Ts
        uint32_t item = bt_expr_operand(c, annotation->u.starred.value, value);
        bt_emit_at(c, annotation);
        bt_emit(c, BT_UNPACK_OP, value, item, 1);
    } else {
        bt_expr_to(c, annotation, value);
    }
    bt_emit_at(c, annotation);
    bt_emit(c, BT_LIST_APPEND_OP, list, value, 0);
    bt_temp_release(c, mark);
}

static bool any_annotation(const struct bt_arg_seq *args)
{
    for (uint32_t i = 0; i < args->n; i++) {
        if (args->items[i]->annotation != NULL)
            return true;
    }
    return false;
}

static uint32_t push_annotations(struct bt_compiler *c, const struct bt_arguments *args,
                                 const struct bt_expr *returns)
{
    const struct bt_arg *va = args->vararg, *kw = args->kwarg;
    if (returns == NULL && !any_annotation(&args->posonlyargs) && !any_annotation(&args->args) &&
        !any_annotation(&args->kwonlyargs) && (va == NULL || va->annotation == NULL) &&
        (kw == NULL || kw->annotation == NULL))
        return 0;
    uint32_t list = bt_temp(c);
    bt_emit(c, BT_BUILD_LIST_OP, list, list, 0);
    for (uint32_t i = 0; i < args->posonlyargs.n; i++)
        push_annotation(c, args->posonlyargs.items[i]->arg, args->posonlyargs.items[i]->annotation,
                        list);
    for (uint32_t i = 0; i < args->args.n; i++)
        push_annotation(c, args->args.items[i]->arg, args->args.items[i]->annotation, list);
    if (va != NULL)
        push_annotation(c, va->arg, va->annotation, list);
    for (uint32_t i = 0; i < args->kwonlyargs.n; i++)
        push_annotation(c, args->kwonlyargs.items[i]->arg, args->kwonlyargs.items[i]->annotation,
                        list);
    if (kw != NULL)
        push_annotation(c, kw->arg, kw->annotation, list);
    const struct bt_name *name = bt_context_name(c, "return", 6);
    if (name != NULL)
        push_annotation(c, name, returns, list);
    bt_emit(c, BT_LIST_TO_TUPLE_OP, list, list, 0);
    return BT_FN_ANNOTATIONS;
}

static void check_params(struct bt_compiler *c, const struct bt_arguments *args)
{
    const struct bt_arg_seq *seqs[] = {&args->posonlyargs, &args->args, &args->kwonlyargs};
    for (size_t k = 0; k < 3; k++) {
        for (uint32_t i = 0; i < seqs[k]->n; i++)
            bt_var_forbidden(c, seqs[k]->items[i]->arg, seqs[k]->items[i]->span, false);
    }
    if (args->vararg != NULL)
        bt_var_forbidden(c, args->vararg->arg, args->vararg->span, false);
    if (args->kwarg != NULL)
        bt_var_forbidden(c, args->kwarg->arg, args->kwarg->span, false);
}

static void set_params(struct bt_builder *u, const struct bt_arguments *args)
{
    u->n_posonly = args->posonlyargs.n;
    u->n_pos = args->posonlyargs.n + args->args.n;
    u->n_kwonly = args->kwonlyargs.n;
}

static uint32_t flags_of(const struct bt_scope *scope)
{
    if (scope == NULL)
        return 0;
    if (scope->coroutine && scope->kind == BT_SCOPE_FUNCTION)
        return scope->generator ? BT_CODE_ASYNC_GEN : BT_CODE_COROUTINE;
    return scope->generator ? BT_CODE_GENERATOR : 0;
}

static void return_none(struct bt_compiler *c)
{
    uint32_t t = bt_temp(c);
    bt_emit_none(c, t);
    bt_emit(c, BT_RETURN_OP, t, 0, 0);
}

static const struct bt_unit *function_unit(struct bt_compiler *c, const struct bt_stmt *s,
                                           struct bt_scope *scope, uint32_t first_line)
{
    const struct bt_const *doc = bt_def_docstring(&s->u.function_def.body);
    if (!bt_unit_open(c, scope, s->u.function_def.name->text, flags_of(scope), first_line))
        return NULL;
    set_params(c->u, s->u.function_def.args);
    if (doc != NULL && c->options.optimize < 2) {
        struct bt_image_const k = bt_def_clean_doc(c, doc);
        bt_emit_const_index(c, &k); // the first constant
        c->u->flags |= BT_CODE_HAS_DOC;
    }
    bt_stmts(c, &s->u.function_def.body);
    const struct bt_stmt_seq *body = &s->u.function_def.body;
    bt_emit_at_span(c, body->items[body->n - 1]->span);
    return_none(c);
    return bt_unit_close(c);
}

static uint32_t first_line_of(const struct bt_stmt *s, const struct bt_expr_seq *decorators)
{
    return decorators->n > 0 ? decorators->items[0]->span.line : s->span.line;
}

// The decorators stand in `first` and behind it, what they decorate behind the last: apply them,
// innermost first.
static void decorate(struct bt_compiler *c, const struct bt_expr_seq *decorators, uint32_t first)
{
    for (uint32_t i = decorators->n; i-- > 0;) {
        bt_emit_at(c, decorators->items[i]);
        bt_emit(c, BT_CALL_OP, first + i, 1, first + i);
    }
}

static void push_decorators(struct bt_compiler *c, const struct bt_expr_seq *decorators)
{
    for (uint32_t i = 0; i < decorators->n; i++)
        bt_expr_push(c, decorators->items[i]);
}

void bt_function_def(struct bt_compiler *c, const struct bt_stmt *s)
{
    const struct bt_expr_seq *decorators = &s->u.function_def.decorator_list;
    const struct bt_arguments *args = s->u.function_def.args;
    struct bt_expr at = {.kind = BT_EXPR_NAME, .span = s->span};
    uint32_t mark = bt_temp_mark(c), first = mark | BT_TEMP;
    if (s->kind == BT_STMT_ASYNC_FUNCTION_DEF) {
        bt_context_error(c, s->span, "async is not supported yet");
        return;
    }
    if (s->u.function_def.type_params.n > 0) {
        bt_context_error(c, s->span, "type parameters are not supported yet");
        return;
    }
    if (bt_var_forbidden(c, s->u.function_def.name, s->span, false))
        return;
    check_params(c, args);
    push_decorators(c, decorators);
    uint32_t base = bt_temp_mark(c) | BT_TEMP;
    uint32_t flags = push_defaults(c, args, &at);
    bt_emit_at_span(c, s->span);
    flags |= push_annotations(c, args, s->u.function_def.returns);
    if (flags == 0)
        bt_temp(c);
    struct bt_scope *scope = bt_scope_of(c, s);
    const struct bt_unit *unit = function_unit(c, s, scope, first_line_of(s, decorators));
    bt_emit_at_span(c, s->span);
    bt_def_make(c, unit, scope, base, flags);
    decorate(c, decorators, first);
    bt_emit_at_span(c, s->span);
    bt_var_store(c, s->u.function_def.name, first);
    bt_temp_release(c, mark);
}

void bt_lambda(struct bt_compiler *c, const struct bt_expr *e, uint32_t dst)
{
    const struct bt_arguments *args = e->u.lambda.args;
    struct bt_scope *scope = bt_scope_of(c, e);
    uint32_t mark = bt_temp_mark(c), base = mark | BT_TEMP;
    check_params(c, args);
    uint32_t flags = push_defaults(c, args, e);
    if (flags == 0)
        bt_temp(c);
    if (!bt_unit_open(c, scope, "<lambda>", flags_of(scope), e->span.line))
        return;
    set_params(c->u, args);
    uint32_t value = bt_expr_operand(c, e->u.lambda.body, BT_NO_REG);
    bt_emit_at_span(c, e->u.lambda.body->span);
    if (c->u->flags & BT_CODE_GENERATOR)
        return_none(c);
    else
        bt_emit(c, BT_RETURN_OP, value, 0, 0);
    const struct bt_unit *unit = bt_unit_close(c);
    bt_emit_at(c, e);
    bt_def_make(c, unit, scope, base, flags);
    bt_emit_move(c, dst, base);
    bt_temp_release(c, mark);
}

/* ---- classes ---- */

static void store_text(struct bt_compiler *c, const char *name, const char *text)
{
    const struct bt_name *n = bt_context_name(c, name, strlen(name));
    uint32_t mark = bt_temp_mark(c);
    if (n == NULL)
        return;
    bt_emit_str(c, bt_temp(c), text, strlen(text));
    bt_emit(c, BT_STORE_NAME_OP, mark | BT_TEMP, bt_emit_name_index(c, n), 0);
    bt_temp_release(c, mark);
}

static void store_reg(struct bt_compiler *c, const char *name, uint32_t reg)
{
    const struct bt_name *n = bt_context_name(c, name, strlen(name));
    if (n != NULL)
        bt_emit(c, BT_STORE_NAME_OP, reg, bt_emit_name_index(c, n), 0);
}

// What every class body begins with.
static void class_prologue(struct bt_compiler *c, const struct bt_stmt *s)
{
    const struct bt_const *doc = bt_def_docstring(&s->u.class_def.body);
    const struct bt_name *module = bt_context_name(c, "__name__", 8);
    uint32_t mark = bt_temp_mark(c), t = bt_temp(c);
    bt_emit_at_span(c, (struct bt_span){c->u->first_line, 0, c->u->first_line, 0});
    if (module != NULL)
        bt_emit(c, BT_LOAD_NAME_OP, t, bt_emit_name_index(c, module), 0);
    store_reg(c, "__module__", t);
    store_text(c, "__qualname__", c->u->qualname);
    bt_emit_int(c, t, c->u->first_line);
    store_reg(c, "__firstlineno__", t);
    if (bt_has_annotations(&s->u.class_def.body))
        bt_emit(c, BT_SETUP_ANNOTATIONS_OP, 0, 0, 0);
    if (doc != NULL && c->options.optimize < 2) {
        struct bt_image_const k = bt_def_clean_doc(c, doc);
        bt_emit_at_span(c, s->u.class_def.body.items[0]->span);
        bt_emit_const(c, t, &k);
        store_reg(c, "__doc__", t);
    }
    bt_temp_release(c, mark);
}

// And ends with: the names that its methods set on self, and the cell for super().
static void class_epilogue(struct bt_compiler *c)
{
    struct bt_builder *u = c->u;
    uint32_t t = bt_temp(c);
    bt_emit_at_none(c);
    struct bt_image_const names =
        bt_fold_names(c, u->static_attrs.items, (uint32_t)u->static_attrs.n);
    bt_emit_const(c, t, &names);
    store_reg(c, "__static_attributes__", t);
    if (u->class_cell != BT_NO_REG) {
        bt_emit_move(c, t, u->class_cell);
        store_reg(c, "__classcell__", t);
    } else {
        bt_emit_none(c, t);
    }
    bt_emit(c, BT_RETURN_OP, t, 0, 0);
}

static const struct bt_unit *class_unit(struct bt_compiler *c, const struct bt_stmt *s,
                                        struct bt_scope *scope, uint32_t first_line)
{
    if (!bt_unit_open(c, scope, s->u.class_def.name->text, BT_CODE_CLASS, first_line))
        return NULL;
    class_prologue(c, s);
    bt_stmts(c, &s->u.class_def.body);
    class_epilogue(c);
    return bt_unit_close(c);
}

void bt_class_def(struct bt_compiler *c, const struct bt_stmt *s)
{
    const struct bt_expr_seq *decorators = &s->u.class_def.decorator_list;
    uint32_t mark = bt_temp_mark(c), first = mark | BT_TEMP;
    if (s->u.class_def.type_params.n > 0) {
        bt_context_error(c, s->span, "type parameters are not supported yet");
        return;
    }
    if (bt_var_forbidden(c, s->u.class_def.name, s->span, false))
        return;
    push_decorators(c, decorators);
    struct bt_scope *scope = bt_scope_of(c, s);
    const struct bt_unit *unit = class_unit(c, s, scope, first_line_of(s, decorators));
    if (c->failed)
        return;
    bt_emit_at_span(c, s->span);
    struct bt_position place = c->u->pos;
    uint32_t base = bt_temps(c, 2);
    bt_emit(c, BT_LOAD_BUILD_CLASS_OP, base, 0, 0);
    bt_def_make(c, unit, scope, base + 1, 0);
    bt_emit_str(c, bt_temp(c), s->u.class_def.name->text, s->u.class_def.name->len);
    bt_call_with(c, base, 2, &s->u.class_def.bases, &s->u.class_def.keywords, base, &place);
    decorate(c, decorators, first);
    bt_emit_at_span(c, s->span);
    bt_var_store(c, s->u.class_def.name, first);
    bt_temp_release(c, mark);
}

void bt_type_alias(struct bt_compiler *c, const struct bt_stmt *s)
{
    bt_context_error(c, s->span, "type aliases are not supported yet");
}
