/*
 * What all constructors share: errors, memory, lists, spans. See build.h.
 */
#include "parser/build.h"

#include <stdarg.h>
#include <string.h>

void *bt_build_error(struct bt_parser *p, struct bt_span span, const char *format, ...)
{
    if (p->err->kind == BT_DIAG_NONE) {
        va_list args;
        va_start(args, format);
        bt_diag_vset(p->err, BT_DIAG_SYNTAX_ERROR, p->source, span, format, args);
        va_end(args);
    }
    return NULL;
}

void *bt_build_doubt(struct bt_parser *p, struct bt_span span, const char *format, ...)
{
    if (p->err->kind == BT_DIAG_NONE) {
        va_list args;
        va_start(args, format);
        bt_diag_vset(p->err, BT_DIAG_SYNTAX_ERROR, p->source, span, format, args);
        va_end(args);
        p->in_doubt = p->err->kind == BT_DIAG_SYNTAX_ERROR;
    }
    return NULL;
}

void *bt_build_alloc(struct bt_parser *p, size_t size)
{
    void *block = bt_arena_alloc(p->arena, size);
    if (block == NULL) {
        bt_diag_no_memory(p->err);
    }
    return block;
}

bool bt_build_warn(struct bt_parser *p, struct bt_span span, const char *message)
{
    struct bt_warning *w = bt_build_alloc(p, sizeof *w);
    if (w == NULL) {
        return false;
    }
    w->span = span;
    w->message = message;
    *p->next_warning = w;
    p->next_warning = &w->next;
    return true;
}

/* ---- lists ---- */

struct bt_ast_list *bt_ast_list_new(struct bt_parser *p)
{
    return bt_build_alloc(p, sizeof(struct bt_ast_list));
}

/* Room for `more` items; what is outgrown stays behind in the arena. */
static bool reserve(struct bt_parser *p, struct bt_ast_list *list, uint32_t more)
{
    if (list->cap - list->n >= more) {
        return true;
    }
    uint32_t cap = list->cap == 0 ? 2 : list->cap * 2;
    while (cap - list->n < more) {
        cap *= 2;
    }
    void **items = bt_build_alloc(p, (size_t)cap * sizeof *items);
    if (items == NULL) {
        return false;
    }
    if (list->n != 0) {
        memcpy(items, list->items, (size_t)list->n * sizeof *items);
    }
    list->items = items;
    list->cap = cap;
    return true;
}

struct bt_ast_list *bt_ast_list_of(struct bt_parser *p, void *item)
{
    struct bt_ast_list *list = bt_ast_list_new(p);
    return list != NULL ? bt_ast_list_add(p, list, item) : NULL;
}

struct bt_ast_list *bt_ast_list_add(struct bt_parser *p, struct bt_ast_list *list, void *item)
{
    if (!reserve(p, list, 1)) {
        return NULL;
    }
    list->items[list->n++] = item;
    return list;
}

struct bt_ast_list *bt_ast_list_join(struct bt_parser *p, struct bt_ast_list *list,
                                     const struct bt_ast_list *more)
{
    if (!reserve(p, list, more->n)) {
        return NULL;
    }
    memcpy(list->items + list->n, more->items, (size_t)more->n * sizeof *list->items);
    list->n += more->n;
    return list;
}

uint32_t bt_ast_list_n(const struct bt_ast_list *list)
{
    return list != NULL ? list->n : 0;
}

/* ---- spans ---- */

struct bt_span bt_span_join(struct bt_span from, struct bt_span to)
{
    return (struct bt_span){from.line, from.col, to.end_line, to.end_col};
}

bool bt_build_is_group(const struct bt_expr *e, struct bt_span symbol)
{
    return e->span.line != symbol.line || e->span.col != symbol.col;
}
