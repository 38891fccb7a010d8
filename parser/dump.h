/*
 * The tree as text, much as `ast.dump(tree, indent=1)` of Python has it, but with every field on a
 * line of its own and none left out: for tests, which print CPython's tree in the same form.
 */
#ifndef BT_PARSER_DUMP_H
#define BT_PARSER_DUMP_H

#include "base/buf.h"
#include "parser/ast.h"

/* Appends the tree, one field per line; `attributes`: with the places of the nodes too. */
void bt_ast_dump(const struct bt_module *module, bool attributes, struct bt_buf *out);

#endif
