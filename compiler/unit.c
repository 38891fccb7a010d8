// Opening and closing units: which variables get which registers and free slots.
#include "compiler/unit.h"

#include <stdlib.h>
#include <string.h>

static bool add_local(struct bt_compiler *c, const struct bt_name *name, uint32_t *reg)
{
    struct bt_builder *u = c->u;
    if (!bt_vec_reserve(&u->locals, 1) || !bt_vec_reserve(&u->local_busy, 1))
        return bt_context_no_memory(c);
    *reg = (uint32_t)u->locals.n;
    u->locals.items[u->locals.n++] = name;
    u->local_busy.items[u->local_busy.n++] = true;
    return true;
}

static bool add_cell(struct bt_compiler *c, const struct bt_name *name)
{
    return bt_vec_push(&c->u->cells, name) || bt_context_no_memory(c);
}

// Registers of a function's own variables: parameters come first, as the symbol table has them in
// that order.
static bool place_locals(struct bt_compiler *c, struct bt_scope *scope)
{
    for (int params = 1; params >= 0; params--) {
        for (struct bt_symbol *s = scope->first; s != NULL; s = s->next) {
            bool is_param = (s->flags & BT_SYM_PARAM) != 0;
            if (is_param != (params == 1) ||
                (s->binding != BT_BIND_LOCAL && s->binding != BT_BIND_CELL))
                continue;
            if (!add_local(c, s->name, &s->slot))
                return false;
            if (s->binding == BT_BIND_CELL && !add_cell(c, s->name))
                return false;
        }
    }
    return true;
}

static int by_name(const void *p, const void *q)
{
    const struct bt_name *a = *(const struct bt_name *const *)p;
    const struct bt_name *b = *(const struct bt_name *const *)q;
    return strcmp(a->text, b->text);
}

static bool place_frees(struct bt_compiler *c, struct bt_scope *scope)
{
    struct bt_builder *u = c->u;
    for (struct bt_symbol *s = scope->first; s != NULL; s = s->next) {
        if ((s->binding == BT_BIND_FREE || (s->flags & BT_SYM_FREE_CLASS)) &&
            !bt_vec_push(&u->frees, s->name))
            return bt_context_no_memory(c);
    }
    if (u->frees.n > 1)
        qsort(u->frees.items, u->frees.n, sizeof *u->frees.items, by_name);
    for (uint32_t i = 0; i < u->frees.n; i++) {
        struct bt_symbol *s = bt_scope_find(scope, u->frees.items[i]);
        if (s->flags & BT_SYM_FREE_CLASS)
            s->free_slot = i;
        else
            s->slot = i;
    }
    return true;
}

static void make_cells(struct bt_compiler *c, struct bt_scope *scope)
{
    bt_emit_at_none(c);
    for (struct bt_symbol *s = scope->first; s != NULL; s = s->next) {
        if (s->binding == BT_BIND_CELL && bt_scope_is_function(scope))
            bt_emit(c, BT_MAKE_CELL_OP, s->slot, 0, 0);
    }
    if (c->u->class_cell != BT_NO_REG)
        bt_emit(c, BT_MAKE_CELL_OP, c->u->class_cell, 0, 0);
}

static void free_builder(struct bt_builder *u)
{
    bt_vec_free(&u->code);
    bt_vec_free(&u->labels);
    bt_vec_free(&u->handlers);
    bt_vec_free(&u->consts);
    bt_vec_free(&u->const_table);
    bt_vec_free(&u->names);
    bt_vec_free(&u->name_table);
    bt_vec_free(&u->locals);
    bt_vec_free(&u->local_busy);
    bt_vec_free(&u->cells);
    bt_vec_free(&u->frees);
    bt_vec_free(&u->static_attrs);
    bt_free(u);
}

// The dotted name by which the unit is known: "A.f.<locals>.g".
static const char *qualified(struct bt_compiler *c, struct bt_scope *scope, const char *name)
{
    struct bt_builder *outer = c->u->outer;
    while (outer != NULL && (outer->scope->kind == BT_SCOPE_TYPE_PARAMS))
        outer = outer->outer;
    const char *made = name;
    if (outer != NULL && outer->scope->kind != BT_SCOPE_MODULE) {
        bool local = bt_scope_is_function(outer->scope);
        const struct bt_name *own =
            scope->name == NULL ? NULL : bt_context_mangle(c, outer->class_name, scope->name);
        struct bt_symbol *sym = own == NULL ? NULL : bt_scope_find(outer->scope, own);
        // a global statement makes it a name of the module
        if (sym == NULL || sym->binding != BT_BIND_GLOBAL_EXPLICIT)
            made = bt_arena_printf(c->arena, "%s%s.%s", outer->qualname, local ? ".<locals>" : "",
                                   name);
    }
    if (made == NULL)
        bt_context_no_memory(c);
    return made;
}

static bool set_up(struct bt_compiler *c, struct bt_scope *scope, const char *name)
{
    struct bt_builder *u = c->u;
    u->name = bt_arena_copy(c->arena, name, strlen(name));
    if (u->name == NULL)
        return bt_context_no_memory(c);
    u->qualname = qualified(c, scope, u->name);
    if (u->qualname == NULL || (bt_scope_is_function(scope) && !place_locals(c, scope)))
        return false;
    if (scope->kind == BT_SCOPE_CLASS && scope->needs_class_cell) {
        const struct bt_name *cls = bt_context_name(c, "__class__", 9);
        if (cls == NULL || !add_local(c, cls, &u->class_cell) || !add_cell(c, cls))
            return false;
    }
    return place_frees(c, scope);
}

bool bt_unit_open(struct bt_compiler *c, struct bt_scope *scope, const char *name, uint32_t flags,
                  uint32_t first_line)
{
    if (c->failed || scope == NULL)
        return false;
    struct bt_builder *u = bt_alloc_zero(sizeof *u);
    if (u == NULL)
        return bt_context_no_memory(c);
    u->outer = c->u;
    u->scope = scope;
    u->class_name = scope->class_name;
    u->flags = flags | (scope->nested ? BT_CODE_NESTED : 0u) |
               (bt_scope_is_function(scope) ? BT_CODE_OPTIMIZED : 0u) |
               (scope->varargs ? BT_CODE_VARARGS : 0u) | (scope->varkw ? BT_CODE_VARKW : 0u);
    u->first_line = first_line;
    u->handler = BT_NO_HANDLER;
    u->class_cell = BT_NO_REG;
    c->u = u;
    if (!set_up(c, scope, name)) {
        c->u = u->outer;
        free_builder(u);
        return false;
    }
    make_cells(c, scope);
    return true;
}

const struct bt_unit *bt_unit_close(struct bt_compiler *c)
{
    struct bt_builder *u = c->u;
    const struct bt_unit *unit = NULL;
    if (!c->failed && bt_flow_tidy(c))
        unit = bt_assemble(c);
    c->u = u->outer;
    free_builder(u);
    return unit;
}

const struct bt_name *bt_unit_mangle(struct bt_compiler *c, const struct bt_name *name)
{
    return bt_context_mangle(c, c->u->class_name, name);
}

uint32_t bt_unit_borrow(struct bt_compiler *c, const struct bt_name *name)
{
    struct bt_builder *u = c->u;
    for (uint32_t i = 0; i < u->locals.n; i++) {
        if (u->locals.items[i] == name && !u->local_busy.items[i]) {
            u->local_busy.items[i] = true;
            return i;
        }
    }
    uint32_t reg = 0;
    add_local(c, name, &reg);
    return reg;
}

void bt_unit_give_back(struct bt_compiler *c, uint32_t reg)
{
    if (!c->failed)
        c->u->local_busy.items[reg] = false;
}
