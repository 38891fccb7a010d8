/*
 * One compile under way: what all files of the compiler share. Errors are sticky: the first one is
 * kept in `err`, `failed` is set, and from then on everything emitted is thrown away, so that the
 * walk over the tree need not check each step. After a failure no function may depend on anything
 * that it asked for having been made.
 */
#ifndef BT_COMPILER_CONTEXT_H
#define BT_COMPILER_CONTEXT_H

#include "base/arena.h"
#include "compiler/compiler.h"
#include "compiler/scope.h"

struct bt_builder;

struct bt_compiler {
    const struct bt_module *tree;
    const struct bt_source *source;
    struct bt_compile_options options;
    struct bt_arena *scratch; // the tree's: scopes, made-up names, warnings
    struct bt_arena *arena;   // the image's
    struct bt_names *names;
    struct bt_symtab symtab;
    struct bt_builder *u;      // the unit being built, innermost
    uint32_t future;           // enum bt_future
    uint32_t last_future_line; // a later `from __future__` is an error; 0: none may come
    bool failed;
    struct bt_diag *err;
    struct bt_warning **warnings;     // the list
    struct bt_warning **warnings_end; // where the next warning is linked
};

// Record an error about `span`, unless there is one already. Always returns false.
bool bt_context_error(struct bt_compiler *c, struct bt_span span, const char *format, ...)
    __attribute__((format(printf, 3, 4)));
// Out of memory. Always returns false.
bool bt_context_no_memory(struct bt_compiler *c);
// Add a SyntaxWarning about `span`.
void bt_context_warn(struct bt_compiler *c, struct bt_span span, const char *format, ...)
    __attribute__((format(printf, 3, 4)));
// A block of the scratch arena, cleared; NULL after recording that memory is short.
void *bt_context_alloc(struct bt_compiler *c, size_t size);
// A name made up by the compiler; NULL after recording that memory is short.
const struct bt_name *bt_context_name(struct bt_compiler *c, const char *text, size_t len);
// `name` as written inside class `class_name` (NULL: no class): "__x" becomes "_C__x".
const struct bt_name *bt_context_mangle(struct bt_compiler *c, const struct bt_name *class_name,
                                        const struct bt_name *name);
// Is the name this text?
bool bt_context_is(const struct bt_name *name, const char *text);

#endif
