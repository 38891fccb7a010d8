// from __future__ import ...: which features a text turns on, and until which line such imports may
// stand.
#include "compiler/unit.h"

static bool feature(struct bt_compiler *c, const struct bt_alias *a, struct bt_span span)
{
    static const char *const always[] = {
        "nested_scopes",  "generators",     "division",         "absolute_import",
        "with_statement", "print_function", "unicode_literals", "generator_stop",
    };
    for (size_t i = 0; i < sizeof always / sizeof *always; i++) {
        if (bt_context_is(a->name, always[i]))
            return true;
    }
    if (bt_context_is(a->name, "annotations")) {
        c->future |= BT_FUTURE_ANNOTATIONS;
        return true;
    }
    if (bt_context_is(a->name, "barry_as_FLUFL")) {
        c->future |= BT_FUTURE_BARRY_AS_FLUFL;
        return true;
    }
    if (bt_context_is(a->name, "braces"))
        return bt_context_error(c, span, "not a chance");
    return bt_context_error(c, span, "future feature %.100s is not defined", a->name->text);
}

bool bt_future_scan(struct bt_compiler *c)
{
    if (c->tree->kind == BT_MODULE_EXPRESSION)
        return true;
    const struct bt_stmt_seq *body = &c->tree->body;
    uint32_t i = bt_def_docstring(body) != NULL ? 1 : 0;
    for (; i < body->n; i++) {
        const struct bt_stmt *s = body->items[i];
        if (s->kind != BT_STMT_IMPORT_FROM || s->u.import_from.level != 0 ||
            !bt_context_is(s->u.import_from.module, "__future__"))
            break;
        for (uint32_t k = 0; k < s->u.import_from.names.n; k++) {
            const struct bt_span place = {.line = s->span.line};
            if (!feature(c, s->u.import_from.names.items[k], place))
                return false;
        }
        c->last_future_line = s->span.line;
    }
    return true;
}
