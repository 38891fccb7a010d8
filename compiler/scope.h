/*
 * Scopes and their symbols: which names a piece of the program binds and uses, and where each
 * lives.
 *
 * symtab.c collects them from the tree, resolve.c then decides the binding of every symbol, and the
 * rest of the compiler only looks up. Scopes are found by the tree node that opens them.
 */
#ifndef BT_COMPILER_SCOPE_H
#define BT_COMPILER_SCOPE_H

#include "base/vec.h"
#include "parser/ast.h"

struct bt_compiler;

enum bt_scope_kind {
    BT_SCOPE_MODULE,
    BT_SCOPE_CLASS,
    BT_SCOPE_FUNCTION,
    BT_SCOPE_LAMBDA,
    BT_SCOPE_GENEXPR,
    // list, set or dict comprehension: no unit of its own, it is inlined (PEP 709)
    BT_SCOPE_COMP,
    BT_SCOPE_TYPE_PARAMS, // around a generic function, class or type alias
    BT_SCOPE_TYPE_EXPR,   // a lazily evaluated type: bound, default or alias value
};

enum bt_symbol_flags {
    BT_SYM_GLOBAL = 1, // named in a global statement
    BT_SYM_LOCAL = 2,  // bound here
    BT_SYM_PARAM = 4,
    BT_SYM_NONLOCAL = 8, // named in a nonlocal statement
    BT_SYM_USE = 16,
    BT_SYM_ANNOT = 32,
    BT_SYM_COMP_ITER = 64,   // target of a comprehension's for
    BT_SYM_FREE_CLASS = 128, // bound in this class body, and free in it for the scopes within
    BT_SYM_TYPE_PARAM = 256,
    BT_SYM_BOUND = BT_SYM_LOCAL | BT_SYM_PARAM,
};

enum bt_binding {
    BT_BIND_NONE, // not resolved yet
    BT_BIND_LOCAL,
    BT_BIND_CELL, // local, and captured by an inner scope
    BT_BIND_FREE, // of an enclosing function
    BT_BIND_GLOBAL_EXPLICIT,
    BT_BIND_GLOBAL_IMPLICIT,
};

struct bt_symbol {
    const struct bt_name *name;
    struct bt_symbol *next; // in order of appearance
    uint32_t flags;         // enum bt_symbol_flags
    enum bt_binding binding;
    uint32_t slot;       // register (local, cell) or index (free) while the unit is being built
    uint32_t free_slot;  // index as free variable for BT_SYM_FREE_CLASS
    struct bt_span span; // of the global or nonlocal statement
};

struct bt_scope {
    enum bt_scope_kind kind;
    const struct bt_name *name;       // of the function or class
    const struct bt_name *class_name; // for mangling: the innermost class around
    const void *node;
    struct bt_scope *parent;
    struct bt_scope *children, **children_end, *sibling;
    struct bt_symbol *first, **end; // in order of appearance
    struct bt_symbol **slots;       // open-addressed by name
    uint32_t n, cap;
    uint32_t iter_exprs; // > 0: inside the iterable of a comprehension, where := is refused
    bool iter_target;    // inside the target of a comprehension's for
    bool generator, coroutine;
    bool varargs, varkw;
    bool nested;           // inside a function
    bool has_walrus;       // a := binds a name of this scope
    bool needs_class_cell; // a method uses super() or __class__
    const char *within;    // "an annotation" ...: yield, await and := are refused
    const char *comp_what; // "list comprehension" ...: for messages
};

struct bt_symtab {
    struct bt_scope *top;
    struct bt_scope *cur;                     // while collecting
    struct BT_VEC(struct bt_scope *) by_node; // open-addressed by node, NULL: free
    size_t n_nodes;
};

// Does the scope have a unit whose locals are registers?
static inline bool bt_scope_is_function(const struct bt_scope *s)
{
    return s->kind != BT_SCOPE_MODULE && s->kind != BT_SCOPE_CLASS;
}

// The symbol of a (mangled) name; NULL when the scope does not mention it.
struct bt_symbol *bt_scope_find(const struct bt_scope *scope, const struct bt_name *name);
// The same, made if missing; NULL after recording that memory is short.
struct bt_symbol *bt_scope_add(struct bt_compiler *c, struct bt_scope *scope,
                               const struct bt_name *name);
// Open a scope for `node` within symtab.cur and make it symtab.cur; NULL after an error.
struct bt_scope *bt_scope_enter(struct bt_compiler *c, enum bt_scope_kind kind, const void *node,
                                const struct bt_name *name);
void bt_scope_leave(struct bt_compiler *c);
// The scope that `node` opens.
struct bt_scope *bt_scope_of(const struct bt_compiler *c, const void *node);
// Free what is not in an arena.
void bt_scope_free_all(struct bt_symtab *symtab);

// symtab.c: collect the scopes of the whole tree. False with an error recorded.
bool bt_symtab_build(struct bt_compiler *c);
// resolve.c: decide the binding of every symbol. False with an error recorded.
bool bt_resolve_all(struct bt_compiler *c);

#endif
