// Errors, warnings and names of one compile.
#include "compiler/context.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

bool bt_context_error(struct bt_compiler *c, struct bt_span span, const char *format, ...)
{
    if (!c->failed) {
        c->failed = true;
        va_list args;
        va_start(args, format);
        bt_diag_vset(c->err, BT_DIAG_SYNTAX_ERROR, c->source, span, format, args);
        va_end(args);
    }
    return false;
}

bool bt_context_no_memory(struct bt_compiler *c)
{
    if (!c->failed) {
        c->failed = true;
        bt_diag_no_memory(c->err);
    }
    return false;
}

void bt_context_warn(struct bt_compiler *c, struct bt_span span, const char *format, ...)
{
    char text[256];
    va_list args;
    va_start(args, format);
    vsnprintf(text, sizeof text, format, args);
    va_end(args);
    // a statement that is compiled twice (a loop's test, a finally clause) warns once
    for (const struct bt_warning *old = *c->warnings; old != NULL; old = old->next) {
        if (old->span.line == span.line && old->span.col == span.col &&
            strcmp(old->message, text) == 0)
            return;
    }
    struct bt_warning *w = bt_context_alloc(c, sizeof *w);
    if (w == NULL)
        return;
    w->span = span;
    w->message = bt_arena_copy(c->scratch, text, strlen(text));
    if (w->message == NULL) {
        bt_context_no_memory(c);
        return;
    }
    *c->warnings_end = w;
    c->warnings_end = &w->next;
}

void *bt_context_alloc(struct bt_compiler *c, size_t size)
{
    void *block = bt_arena_alloc(c->scratch, size);
    if (block == NULL)
        bt_context_no_memory(c);
    return block;
}

const struct bt_name *bt_context_name(struct bt_compiler *c, const char *text, size_t len)
{
    const struct bt_name *name = bt_names_intern(c->names, text, len);
    if (name == NULL)
        bt_context_no_memory(c);
    return name;
}

bool bt_context_is(const struct bt_name *name, const char *text)
{
    return name != NULL && strcmp(name->text, text) == 0;
}

const struct bt_name *bt_context_mangle(struct bt_compiler *c, const struct bt_name *class_name,
                                        const struct bt_name *name)
{
    if (class_name == NULL || name == NULL || name->len < 2 || name->text[0] != '_' ||
        name->text[1] != '_')
        return name;
    // not __x__, and not the dotted name of an import
    if ((name->text[name->len - 1] == '_' && name->text[name->len - 2] == '_') ||
        memchr(name->text, '.', name->len) != NULL)
        return name;
    const char *owner = class_name->text;
    while (*owner == '_')
        owner++;
    if (*owner == '\0') // a class whose name is all underscores mangles nothing
        return name;
    char *text = bt_arena_printf(c->scratch, "_%s%s", owner, name->text);
    if (text == NULL) {
        bt_context_no_memory(c);
        return name;
    }
    const struct bt_name *mangled = bt_context_name(c, text, strlen(text));
    return mangled != NULL ? mangled : name;
}
