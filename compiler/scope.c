// The tables of scopes and symbols.
#include "compiler/scope.h"

#include "base/hash.h"
#include "compiler/context.h"

static void place(struct bt_symbol **slots, uint32_t cap, struct bt_symbol *symbol)
{
    uint32_t i = (uint32_t)symbol->name->hash & (cap - 1);
    while (slots[i] != NULL)
        i = (i + 1) & (cap - 1);
    slots[i] = symbol;
}

struct bt_symbol *bt_scope_find(const struct bt_scope *scope, const struct bt_name *name)
{
    if (scope->cap == 0 || name == NULL)
        return NULL;
    uint32_t i = (uint32_t)name->hash & (scope->cap - 1);
    for (; scope->slots[i] != NULL; i = (i + 1) & (scope->cap - 1)) {
        if (scope->slots[i]->name == name)
            return scope->slots[i];
    }
    return NULL;
}

static bool grow(struct bt_compiler *c, struct bt_scope *scope)
{
    uint32_t cap = scope->cap == 0 ? 8 : scope->cap * 2;
    struct bt_symbol **slots = bt_context_alloc(c, cap * sizeof *slots);
    if (slots == NULL)
        return false;
    for (struct bt_symbol *s = scope->first; s != NULL; s = s->next)
        place(slots, cap, s);
    scope->slots = slots;
    scope->cap = cap;
    return true;
}

struct bt_symbol *bt_scope_add(struct bt_compiler *c, struct bt_scope *scope,
                               const struct bt_name *name)
{
    struct bt_symbol *symbol = bt_scope_find(scope, name);
    if (symbol != NULL || name == NULL)
        return symbol;
    if ((scope->n + 1) * 2 > scope->cap && !grow(c, scope))
        return NULL;
    symbol = bt_context_alloc(c, sizeof *symbol);
    if (symbol == NULL)
        return NULL;
    symbol->name = name;
    place(scope->slots, scope->cap, symbol);
    scope->n++;
    *scope->end = symbol;
    scope->end = &symbol->next;
    return symbol;
}

static void place_node(struct bt_scope **slots, size_t cap, struct bt_scope *scope)
{
    size_t i = (size_t)bt_hash_u64((uintptr_t)scope->node) & (cap - 1);
    while (slots[i] != NULL)
        i = (i + 1) & (cap - 1);
    slots[i] = scope;
}

static bool add_node(struct bt_compiler *c, struct bt_scope *scope)
{
    struct bt_symtab *t = &c->symtab;
    if ((t->n_nodes + 1) * 2 > t->by_node.cap) {
        size_t cap = t->by_node.cap == 0 ? 16 : t->by_node.cap * 2;
        struct bt_scope **slots = bt_alloc_zero(cap * sizeof *slots);
        if (slots == NULL)
            return bt_context_no_memory(c);
        for (size_t i = 0; i < t->by_node.cap; i++) {
            if (t->by_node.items[i] != NULL)
                place_node(slots, cap, t->by_node.items[i]);
        }
        bt_free(t->by_node.items);
        t->by_node.items = slots;
        t->by_node.cap = cap;
    }
    place_node(t->by_node.items, t->by_node.cap, scope);
    t->n_nodes++;
    return true;
}

struct bt_scope *bt_scope_enter(struct bt_compiler *c, enum bt_scope_kind kind, const void *node,
                                const struct bt_name *name)
{
    struct bt_scope *scope = bt_context_alloc(c, sizeof *scope);
    if (scope == NULL)
        return NULL;
    struct bt_scope *parent = c->symtab.cur;
    scope->kind = kind;
    scope->node = node;
    scope->name = name;
    scope->parent = parent;
    scope->children_end = &scope->children;
    scope->end = &scope->first;
    if (!add_node(c, scope))
        return NULL;
    if (parent != NULL) {
        scope->class_name = parent->class_name;
        scope->iter_exprs = parent->iter_exprs;
        scope->nested = parent->nested || bt_scope_is_function(parent);
        *parent->children_end = scope;
        parent->children_end = &scope->sibling;
    } else {
        c->symtab.top = scope;
    }
    c->symtab.cur = scope;
    return scope;
}

void bt_scope_leave(struct bt_compiler *c)
{
    c->symtab.cur = c->symtab.cur->parent;
}

struct bt_scope *bt_scope_of(const struct bt_compiler *c, const void *node)
{
    const struct bt_symtab *t = &c->symtab;
    if (t->by_node.cap == 0)
        return NULL;
    size_t i = (size_t)bt_hash_u64((uintptr_t)node) & (t->by_node.cap - 1);
    for (; t->by_node.items[i] != NULL; i = (i + 1) & (t->by_node.cap - 1)) {
        if (t->by_node.items[i]->node == node)
            return t->by_node.items[i];
    }
    return NULL;
}

void bt_scope_free_all(struct bt_symtab *symtab)
{
    bt_vec_free(&symtab->by_node);
    symtab->n_nodes = 0;
}
