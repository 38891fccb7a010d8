/*
 * The fields of each kind of node, as data: what can be said of all nodes alike (the dump, the
 * limit on depth) is written once over these tables. Private to parser/.
 */
#ifndef BT_PARSER_FIELDS_H
#define BT_PARSER_FIELDS_H

#include "parser/ast.h"

enum bt_field_type {
    BT_FIELD_EXPR, /* a pointer, NULL when absent */
    BT_FIELD_PATTERN,
    BT_FIELD_ARGUMENTS,
    BT_FIELD_ARG,
    BT_FIELD_NAME,
    BT_FIELD_EXPRS, /* a sequence */
    BT_FIELD_STMTS,
    BT_FIELD_PATTERNS,
    BT_FIELD_NAMES,
    BT_FIELD_ALIASES,
    BT_FIELD_ARGS,
    BT_FIELD_KEYWORDS,
    BT_FIELD_WITHITEMS,
    BT_FIELD_HANDLERS,
    BT_FIELD_CASES,
    BT_FIELD_COMPREHENSIONS,
    BT_FIELD_TYPE_PARAMS,
    BT_FIELD_COMPARE, /* ops and comparators of a Compare */
    BT_FIELD_CONST,
    BT_FIELD_CTX,
    BT_FIELD_BOOL_OP,
    BT_FIELD_OPERATOR,
    BT_FIELD_UNARY_OP,
    BT_FIELD_BOOL,
    BT_FIELD_INT,
    BT_FIELD_UINT32,
};

struct bt_field {
    const char *name; /* NULL ends a list of fields */
    enum bt_field_type type;
    uint16_t offset; /* in the node's struct */
};

enum { BT_MAX_FIELDS = 8 };

struct bt_node_info {
    const char *name;
    struct bt_field fields[BT_MAX_FIELDS];
};

const struct bt_node_info *bt_expr_info(enum bt_expr_kind kind);
const struct bt_node_info *bt_stmt_info(enum bt_stmt_kind kind);
const struct bt_node_info *bt_pattern_info(enum bt_pattern_kind kind);

/* The kinds of node that a field of the types ARGUMENTS ... TYPE_PARAMS holds, but for the above.
 */
const struct bt_node_info *bt_part_info(enum bt_field_type type);
const struct bt_node_info *bt_type_param_info(enum bt_type_param_kind kind);

/* Whether some path from the root is longer than BT_AST_MAX_DEPTH. */
bool bt_ast_too_deep(const struct bt_module *module);

#endif
