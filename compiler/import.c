// import and from ... import.
#include "compiler/unit.h"

#include <string.h>

// a = level, a+1 = fromlist; then a = the module.
static void import_name(struct bt_compiler *c, uint32_t base, const struct bt_name *module,
                        uint32_t level, const struct bt_image_const *fromlist)
{
    bt_emit_int(c, base, level);
    bt_emit_const(c, base + 1, fromlist);
    bt_emit(c, BT_IMPORT_NAME_OP, base, 0, bt_emit_name_index(c, module));
}

// `import a.b.c as d` binds the innermost module: walk down from the one that IMPORT_NAME gives.
static void walk_down(struct bt_compiler *c, const struct bt_name *dotted, uint32_t reg)
{
    const char *part = strchr(dotted->text, '.');
    while (part != NULL) {
        const char *end = strchr(++part, '.');
        size_t len = end != NULL ? (size_t)(end - part) : strlen(part);
        const struct bt_name *name = bt_context_name(c, part, len);
        if (name == NULL)
            return;
        bt_emit(c, BT_IMPORT_FROM_OP, reg, reg, bt_emit_name_index(c, name));
        part = end;
    }
}

void bt_import(struct bt_compiler *c, const struct bt_stmt *s)
{
    const struct bt_image_const none = {.kind = BT_K_NONE};
    for (uint32_t i = 0; i < s->u.import.names.n; i++) {
        const struct bt_alias *a = s->u.import.names.items[i];
        uint32_t mark = bt_temp_mark(c);
        uint32_t base = bt_temps(c, 2);
        const struct bt_name *name = a->asname;
        bt_emit_at_span(c, s->span);
        import_name(c, base, a->name, 0, &none);
        if (name != NULL) {
            walk_down(c, a->name, base);
        } else {
            const char *dot = strchr(a->name->text, '.');
            name = dot == NULL ? a->name
                               : bt_context_name(c, a->name->text, (size_t)(dot - a->name->text));
        }
        if (name != NULL && !bt_var_forbidden(c, name, s->span, false))
            bt_var_store(c, name, base);
        bt_temp_release(c, mark);
    }
}

static struct bt_image_const names_imported(struct bt_compiler *c, const struct bt_alias_seq *seq)
{
    const struct bt_name **names = bt_context_alloc(c, (seq->n + 1) * sizeof(void *));
    if (names == NULL)
        return (struct bt_image_const){.kind = BT_K_NONE};
    for (uint32_t i = 0; i < seq->n; i++)
        names[i] = seq->items[i]->name;
    return bt_fold_names(c, names, seq->n);
}

void bt_import_from(struct bt_compiler *c, const struct bt_stmt *s)
{
    const struct bt_alias_seq *seq = &s->u.import_from.names;
    const struct bt_name *module = s->u.import_from.module;
    if (bt_context_is(module, "__future__") && s->u.import_from.level == 0 &&
        s->span.line > c->last_future_line) {
        bt_context_error(c, s->span,
                         "from __future__ imports must occur at the beginning of the file");
        return;
    }
    if (module == NULL)
        module = bt_context_name(c, "", 0);
    if (module == NULL)
        return;
    uint32_t mark = bt_temp_mark(c);
    uint32_t base = bt_temps(c, 2);
    struct bt_image_const fromlist = names_imported(c, seq);
    bt_emit_at_span(c, s->span);
    import_name(c, base, module, s->u.import_from.level, &fromlist);
    for (uint32_t i = 0; i < seq->n; i++) {
        const struct bt_alias *a = seq->items[i];
        const struct bt_name *name = a->asname != NULL ? a->asname : a->name;
        bt_emit_at_span(c, s->span);
        if (i == 0 && bt_context_is(a->name, "*")) {
            bt_emit(c, BT_IMPORT_STAR_OP, base, 0, 0);
            break;
        }
        if (bt_var_forbidden(c, name, s->span, false))
            break;
        bt_emit(c, BT_IMPORT_FROM_OP, base + 1, base, bt_emit_name_index(c, a->name));
        bt_var_store(c, name, base + 1);
    }
    bt_temp_release(c, mark);
}
