/*
 * Resolving: every symbol of every scope gets its binding. A name that its scope does not bind is
 * looked for in the functions around; class bodies are passed over. The scope that binds it then
 * keeps it in a cell, unless only inlined comprehensions lie between, which share its unit; every
 * scope passed hands the cell through as free.
 */
#include "compiler/context.h"

static bool binds(const struct bt_symbol *s)
{
    return (s->flags & BT_SYM_BOUND) && !(s->flags & (BT_SYM_GLOBAL | BT_SYM_NONLOCAL));
}

// Hand `name` through from `owner` to the scope `user`: each scope in between has it as a free
// variable.
static void pass_through(struct bt_compiler *c, const struct bt_scope *user,
                         const struct bt_scope *owner, const struct bt_name *name)
{
    for (struct bt_scope *s = user->parent; s != owner; s = s->parent) {
        struct bt_symbol *sym = bt_scope_add(c, s, name);
        if (sym == NULL)
            return;
        if (s->kind == BT_SCOPE_CLASS &&
            ((sym->flags & BT_SYM_LOCAL) || sym->binding == BT_BIND_GLOBAL_EXPLICIT ||
             (sym->flags & BT_SYM_GLOBAL)))
            sym->flags |= BT_SYM_FREE_CLASS;
        else
            sym->binding = BT_BIND_FREE;
    }
}

static bool only_inlined(const struct bt_scope *user, const struct bt_scope *owner)
{
    for (const struct bt_scope *s = user; s != owner; s = s->parent) {
        if (s->kind != BT_SCOPE_COMP)
            return false;
    }
    return true;
}

// Look for the scope around `user` that binds `sym`; false when it is global.
static bool find_outer(struct bt_compiler *c, struct bt_scope *user, struct bt_symbol *sym)
{
    for (struct bt_scope *s = user->parent; s != NULL; s = s->parent) {
        if (s->kind == BT_SCOPE_MODULE)
            return false;
        if (s->kind == BT_SCOPE_CLASS) {
            if (!bt_context_is(sym->name, "__class__"))
                continue;
            if (only_inlined(user, s)) // in the class body itself it does not exist yet
                return false;
            s->needs_class_cell = true;
            pass_through(c, user, s, sym->name);
            sym->binding = BT_BIND_FREE;
            return true;
        }
        struct bt_symbol *outer = bt_scope_find(s, sym->name);
        if (outer == NULL || outer->flags == 0)
            continue;
        if (outer->flags & BT_SYM_GLOBAL)
            return false;
        if (binds(outer)) {
            pass_through(c, user, s, sym->name);
            if (!only_inlined(user, s))
                outer->binding = BT_BIND_CELL;
            sym->binding = BT_BIND_FREE;
            return true;
        }
    }
    return false;
}

static bool resolve_nonlocal(struct bt_compiler *c, struct bt_scope *scope, struct bt_symbol *sym)
{
    if (scope->kind == BT_SCOPE_MODULE)
        return bt_context_error(c, sym->span, "nonlocal declaration not allowed at module level");
    if (find_outer(c, scope, sym)) {
        for (struct bt_scope *s = scope->parent; s != NULL; s = s->parent) {
            struct bt_symbol *owner = bt_scope_find(s, sym->name);
            if (owner != NULL && s->kind != BT_SCOPE_CLASS && binds(owner)) {
                if (owner->flags & BT_SYM_TYPE_PARAM)
                    return bt_context_error(c, sym->span,
                                            "nonlocal binding not allowed for type parameter '%s'",
                                            sym->name->text);
                break;
            }
        }
        return true;
    }
    return bt_context_error(c, sym->span, "no binding for nonlocal '%s' found", sym->name->text);
}

static bool resolve_symbol(struct bt_compiler *c, struct bt_scope *scope, struct bt_symbol *sym)
{
    if ((sym->flags & BT_SYM_GLOBAL) && (sym->flags & BT_SYM_NONLOCAL))
        return bt_context_error(c, sym->span, "name '%s' is nonlocal and global", sym->name->text);
    if (sym->flags & BT_SYM_GLOBAL) {
        sym->binding = BT_BIND_GLOBAL_EXPLICIT;
        return true;
    }
    if (sym->flags & BT_SYM_NONLOCAL)
        return resolve_nonlocal(c, scope, sym);
    if (sym->flags & BT_SYM_BOUND) {
        if (sym->binding == BT_BIND_NONE) // not yet captured by an inner scope
            sym->binding = BT_BIND_LOCAL;
        return true;
    }
    if (sym->binding == BT_BIND_NONE && !find_outer(c, scope, sym))
        sym->binding = BT_BIND_GLOBAL_IMPLICIT;
    return true;
}

static bool resolve_scope(struct bt_compiler *c, struct bt_scope *scope)
{
    // `next` is read late: handing through may append symbols, which are resolved already
    for (struct bt_symbol *sym = scope->first; sym != NULL; sym = sym->next) {
        if (!resolve_symbol(c, scope, sym))
            return false;
    }
    for (struct bt_scope *child = scope->children; child != NULL; child = child->sibling) {
        if (!resolve_scope(c, child))
            return false;
    }
    return !c->failed;
}

bool bt_resolve_all(struct bt_compiler *c)
{
    return resolve_scope(c, c->symtab.top);
}
