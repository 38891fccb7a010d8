// The door: scopes, then units, then the image.
#include "compiler/compiler.h"

#include "bytecode/verify.h"
#include "compiler/unit.h"

#include <assert.h>
#include <string.h>

/* ---- has the body annotated names? ---- */

static bool stmt_annotates(const struct bt_stmt *s)
{
    switch (s->kind) {
    case BT_STMT_ANN_ASSIGN: return true;
    case BT_STMT_FOR:
    case BT_STMT_ASYNC_FOR:
        return bt_has_annotations(&s->u.for_.body) || bt_has_annotations(&s->u.for_.orelse);
    case BT_STMT_WHILE:
        return bt_has_annotations(&s->u.while_.body) || bt_has_annotations(&s->u.while_.orelse);
    case BT_STMT_IF:
        return bt_has_annotations(&s->u.if_.body) || bt_has_annotations(&s->u.if_.orelse);
    case BT_STMT_WITH:
    case BT_STMT_ASYNC_WITH: return bt_has_annotations(&s->u.with.body);
    case BT_STMT_MATCH:
        for (uint32_t i = 0; i < s->u.match.cases.n; i++) {
            if (bt_has_annotations(&s->u.match.cases.items[i]->body))
                return true;
        }
        return false;
    case BT_STMT_TRY:
    case BT_STMT_TRY_STAR:
        for (uint32_t i = 0; i < s->u.try_.handlers.n; i++) {
            if (bt_has_annotations(&s->u.try_.handlers.items[i]->body))
                return true;
        }
        return bt_has_annotations(&s->u.try_.body) || bt_has_annotations(&s->u.try_.orelse) ||
               bt_has_annotations(&s->u.try_.finalbody);
    case BT_STMT_FUNCTION_DEF:
    case BT_STMT_ASYNC_FUNCTION_DEF:
    case BT_STMT_CLASS_DEF:
    case BT_STMT_RETURN:
    case BT_STMT_DELETE:
    case BT_STMT_ASSIGN:
    case BT_STMT_TYPE_ALIAS:
    case BT_STMT_AUG_ASSIGN:
    case BT_STMT_RAISE:
    case BT_STMT_ASSERT:
    case BT_STMT_IMPORT:
    case BT_STMT_IMPORT_FROM:
    case BT_STMT_GLOBAL:
    case BT_STMT_NONLOCAL:
    case BT_STMT_EXPR:
    case BT_STMT_PASS:
    case BT_STMT_BREAK:
    case BT_STMT_CONTINUE: break;
    }
    return false;
}

bool bt_has_annotations(const struct bt_stmt_seq *seq)
{
    for (uint32_t i = 0; i < seq->n; i++) {
        if (stmt_annotates(seq->items[i]))
            return true;
    }
    return false;
}

/* ---- the top unit ---- */

static void return_none(struct bt_compiler *c)
{
    uint32_t t = bt_temp(c);
    bt_emit_none(c, t);
    bt_emit(c, BT_RETURN_OP, t, 0, 0);
}

static void module_body(struct bt_compiler *c)
{
    const struct bt_stmt_seq *body = &c->tree->body;
    const struct bt_const *doc = c->tree->kind == BT_MODULE_MODULE ? bt_def_docstring(body) : NULL;
    if (bt_has_annotations(body)) {
        bt_emit_at_none(c);
        bt_emit(c, BT_SETUP_ANNOTATIONS_OP, 0, 0, 0);
    }
    if (doc != NULL && c->options.optimize < 2) {
        const struct bt_name *name = bt_context_name(c, "__doc__", 7);
        uint32_t mark = bt_temp_mark(c);
        struct bt_image_const k = bt_def_clean_doc(c, doc);
        bt_emit_at_span(c, body->items[0]->span);
        bt_emit_const(c, bt_temp(c), &k);
        if (name != NULL)
            bt_var_store(c, name, mark | BT_TEMP);
        bt_temp_release(c, mark);
    }
    c->u->interactive_expr = c->tree->kind == BT_MODULE_INTERACTIVE;
    bt_stmts(c, body);
    if (body->n > 0)
        bt_emit_at_span(c, body->items[body->n - 1]->span);
    else
        bt_emit_at_span(c, (struct bt_span){1, 0, 1, 0});
    return_none(c);
}

static const struct bt_unit *top_unit(struct bt_compiler *c)
{
    if (!bt_future_scan(c) || !bt_symtab_build(c) || !bt_resolve_all(c))
        return NULL;
    if (!bt_unit_open(c, c->symtab.top, "<module>", BT_CODE_MODULE, 1))
        return NULL;
    if (c->tree->kind == BT_MODULE_EXPRESSION) {
        uint32_t value = bt_expr_operand(c, c->tree->expression, BT_NO_REG);
        bt_emit_at_span(c, c->tree->expression->span);
        bt_emit(c, BT_RETURN_OP, value, 0, 0);
    } else {
        module_body(c);
    }
    return bt_unit_close(c);
}

static struct bt_image *new_image(const struct bt_source *source, struct bt_arena **arena_out)
{
    struct bt_arena *arena = bt_alloc(sizeof *arena);
    if (arena == NULL)
        return NULL;
    bt_arena_init(arena);
    struct bt_image *image = bt_arena_alloc(arena, sizeof *image);
    const char *name =
        image == NULL ? NULL : bt_arena_copy(arena, source->name, strlen(source->name));
    if (name == NULL) {
        bt_arena_free(arena);
        bt_free(arena);
        return NULL;
    }
    atomic_init(&image->refs, 1);
    image->arena = arena;
    image->filename = (struct bt_text){name, strlen(name)};
    *arena_out = arena;
    return image;
}

#ifdef BT_DEBUG
// The image is well formed, or there was no memory to find out.
static bool verified(const struct bt_image *image)
{
    struct bt_buf why;
    bt_buf_init(&why);
    bool ok = bt_verify(image, &why);
    bt_buf_putc(&why, '\0');
    ok = ok || why.failed || strstr(why.data, "out of memory") != NULL;
    bt_buf_free(&why);
    return ok;
}
#endif

bool bt_compile(const struct bt_module *tree, const struct bt_source *source,
                const struct bt_compile_options *options, struct bt_image **out,
                struct bt_warning **warnings, struct bt_diag *err)
{
    struct bt_compiler c = {
        .tree = tree,
        .source = source,
        .options = *options,
        .scratch = tree->names->arena,
        .names = tree->names,
        .future = options->future,
        .err = err,
        .warnings = warnings,
        .warnings_end = warnings,
    };
    *warnings = NULL;
    *out = NULL;
    struct bt_image *image = new_image(source, &c.arena);
    if (image == NULL)
        return bt_diag_no_memory(err);
    image->top = top_unit(&c);
    bt_scope_free_all(&c.symtab);
    if (c.failed) {
        bt_image_unref(image);
        return false;
    }
#ifdef BT_DEBUG
    assert(verified(image));
#endif
    *out = image;
    return true;
}
