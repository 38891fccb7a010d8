/*
 * The tree as text, in the form of Python's `ast.dump(tree, include_attributes, indent=1)`: for
 * tests, which compare it with CPython's.
 */
#ifndef BT_PARSER_DUMP_H
#define BT_PARSER_DUMP_H

#include "base/buf.h"
#include "parser/ast.h"

/* Appends the tree, one field per line; `attributes`: with the places of the nodes too. */
void bt_ast_dump(const struct bt_module *module, bool attributes, struct bt_buf *out);

#endif
