/*
 * Expressions in a frame of the program. For a query's child process. The names are those that the
 * frame sees: its registers, cells and free variables, or its namespace; then the globals, then the
 * builtins. They are all globals for the expression, so that lambdas and comprehensions in it see
 * them, too.
 */
#ifndef BT_ENGINE_EVALUATE_H
#define BT_ENGINE_EVALUATE_H

#include "debugger/engine/query.h"

// Where code is evaluated: the thread on whose account it runs, its frame (NULL: the script's
// globals only), the names.
struct bt_scope {
    struct bt_vthread *th;
    struct bt_frame *frame;
    bt_value names; // a dict; rooted by whoever opened the scope
};

// The scope that a request means ("thread", "frame"), whose thread runs Python code in this process
// from now on. After the end of the program, or outside Python code: that of the script's globals.
// scope->names is not set yet. false: *error.
bool bt_scope_open(struct bt_engine *e, struct bt_vthread *th, const json_t *request,
                   struct bt_scope *scope, json_t **error);
// Set scope->names; the caller roots it. false: an exception is set.
bool bt_scope_names(struct bt_engine *e, struct bt_scope *scope);
// The value of an expression, BT_ERROR with an exception. [py]
bt_value bt_scope_evaluate(struct bt_engine *e, const struct bt_scope *scope, const char *text);
// The same, but only of an expression that only looks; BT_UNSET for others. [py]
bt_value bt_scope_look(struct bt_engine *e, const struct bt_scope *scope, const char *text);
// Does the code only look: no calls, no iteration, no assignment?
bool bt_code_only_looks(const struct bt_code *code);

#endif
