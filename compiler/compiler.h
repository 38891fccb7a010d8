/*
 * The door to the compiler: a tree in, a code image out. It knows no interpreter; import, exec(),
 * eval() and the REPL come here.
 */
#ifndef BT_COMPILER_COMPILER_H
#define BT_COMPILER_COMPILER_H

#include "base/diag.h"
#include "base/source.h"
#include "bytecode/image.h"
#include "parser/ast.h"

// Bits of `future`: features of __future__ that change how text is compiled.
enum bt_future { BT_FUTURE_ANNOTATIONS = 1, BT_FUTURE_BARRY_AS_FLUFL = 2 };

struct bt_compile_options {
    int optimize; // 0; 1: no asserts, __debug__ is False (-O); 2: no docstrings either (-OO)
    // exec or eval with locals that are not the globals: names are looked up there first
    bool own_namespace;
    uint32_t future; // features that are on already, inherited from the code that calls exec
};

/*
 * Compiles a whole tree; its kind says which: a module, an expression (the unit returns its value)
 * or statements typed in (the values of expression statements are shown). `source` is what the tree
 * was parsed from. True: `*out` is a new image with one reference. False: `err` says what is wrong.
 * `*warnings` becomes the list of SyntaxWarnings found, in the tree's arena; also when false is
 * returned.
 */
BT_MUST_CHECK bool bt_compile(const struct bt_module *tree, const struct bt_source *source,
                              const struct bt_compile_options *options, struct bt_image **out,
                              struct bt_warning **warnings, struct bt_diag *err);

#endif
