/*
 * The abstract syntax tree: node for node and field for field the one of Python 3.13's `ast` module
 * (its ASDL is the reference for what each field means).
 *
 * Every node lives in the arena of its compile and is not changed once the parser has handed it
 * out. Optional fields are NULL when absent. The twins FunctionDef/AsyncFunctionDef, For/AsyncFor,
 * With/AsyncWith, Try/TryStar, ListComp/SetComp/GeneratorExp, Yield/YieldFrom/Await and
 * Global/Nonlocal share a member of the union; members named like a C keyword end in `_`.
 *
 * No path from the root is longer than BT_AST_MAX_DEPTH nodes, so a consumer may recurse.
 */
#ifndef BT_PARSER_AST_H
#define BT_PARSER_AST_H

#include "base/source.h"
#include "lexer/literal.h"
#include "lexer/name.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#define BT_AST_MAX_DEPTH 2000

/* A sequence of pointers (or, for names, of interned names); `items` is NULL when `n` is 0. */
struct bt_expr_seq {
    uint32_t n;
    struct bt_expr **items;
};
struct bt_stmt_seq {
    uint32_t n;
    struct bt_stmt **items;
};
struct bt_pattern_seq {
    uint32_t n;
    struct bt_pattern **items;
};
struct bt_name_seq {
    uint32_t n;
    const struct bt_name **items;
};
struct bt_alias_seq {
    uint32_t n;
    struct bt_alias **items;
};
struct bt_arg_seq {
    uint32_t n;
    struct bt_arg **items;
};
struct bt_keyword_seq {
    uint32_t n;
    struct bt_keyword **items;
};
struct bt_withitem_seq {
    uint32_t n;
    struct bt_withitem **items;
};
struct bt_handler_seq {
    uint32_t n;
    struct bt_handler **items;
};
struct bt_match_case_seq {
    uint32_t n;
    struct bt_match_case **items;
};
struct bt_comprehension_seq {
    uint32_t n;
    struct bt_comprehension **items;
};
struct bt_type_param_seq {
    uint32_t n;
    struct bt_type_param **items;
};

/* ---- small parts ---- */

enum bt_ctx { BT_CTX_LOAD, BT_CTX_STORE, BT_CTX_DEL };

enum bt_bool_op { BT_BOOL_AND, BT_BOOL_OR };

enum bt_operator {
    BT_OP_ADD,
    BT_OP_SUB,
    BT_OP_MULT,
    BT_OP_MAT_MULT,
    BT_OP_DIV,
    BT_OP_MOD,
    BT_OP_POW,
    BT_OP_LSHIFT,
    BT_OP_RSHIFT,
    BT_OP_BIT_OR,
    BT_OP_BIT_XOR,
    BT_OP_BIT_AND,
    BT_OP_FLOOR_DIV,
};

enum bt_unary_op { BT_UNARY_INVERT, BT_UNARY_NOT, BT_UNARY_UADD, BT_UNARY_USUB };

enum bt_cmp_op {
    BT_CMP_EQ,
    BT_CMP_NOT_EQ,
    BT_CMP_LT,
    BT_CMP_LTE,
    BT_CMP_GT,
    BT_CMP_GTE,
    BT_CMP_IS,
    BT_CMP_IS_NOT,
    BT_CMP_IN,
    BT_CMP_NOT_IN,
};

/* ---- expressions ---- */

enum bt_expr_kind {
    BT_EXPR_BOOL_OP,
    BT_EXPR_NAMED_EXPR,
    BT_EXPR_BIN_OP,
    BT_EXPR_UNARY_OP,
    BT_EXPR_LAMBDA,
    BT_EXPR_IF_EXP,
    BT_EXPR_DICT,
    BT_EXPR_SET,
    BT_EXPR_LIST_COMP,
    BT_EXPR_SET_COMP,
    BT_EXPR_DICT_COMP,
    BT_EXPR_GENERATOR_EXP,
    BT_EXPR_AWAIT,
    BT_EXPR_YIELD,
    BT_EXPR_YIELD_FROM,
    BT_EXPR_COMPARE,
    BT_EXPR_CALL,
    BT_EXPR_FORMATTED_VALUE,
    BT_EXPR_JOINED_STR,
    BT_EXPR_CONSTANT,
    BT_EXPR_ATTRIBUTE,
    BT_EXPR_SUBSCRIPT,
    BT_EXPR_STARRED,
    BT_EXPR_NAME,
    BT_EXPR_LIST,
    BT_EXPR_TUPLE,
    BT_EXPR_SLICE,
};

struct bt_expr {
    enum bt_expr_kind kind;
    struct bt_span span;
    union {
        struct {
            enum bt_bool_op op;
            struct bt_expr_seq values;
        } bool_op;
        struct {
            struct bt_expr *target, *value;
        } named_expr;
        struct {
            struct bt_expr *left;
            enum bt_operator op;
            struct bt_expr *right;
        } bin_op;
        struct {
            enum bt_unary_op op;
            struct bt_expr *operand;
        } unary_op;
        struct {
            struct bt_arguments *args;
            struct bt_expr *body;
        } lambda;
        struct {
            struct bt_expr *test, *body, *orelse;
        } if_exp;
        struct {
            struct bt_expr_seq keys; /* an item is NULL for `**value` */
            struct bt_expr_seq values;
        } dict;
        struct {
            struct bt_expr_seq elts;
        } set;
        struct {
            struct bt_expr *elt;
            struct bt_comprehension_seq generators;
        } comp; /* ListComp, SetComp, GeneratorExp */
        struct {
            struct bt_expr *key, *value;
            struct bt_comprehension_seq generators;
        } dict_comp;
        struct {
            struct bt_expr *value; /* optional in Yield only */
        } yield;                   /* Await, Yield, YieldFrom */
        struct {
            struct bt_expr *left;
            uint32_t n; /* of ops, and of comparators */
            enum bt_cmp_op *ops;
            struct bt_expr **comparators;
        } compare;
        struct {
            struct bt_expr *func;
            struct bt_expr_seq args;
            struct bt_keyword_seq keywords;
        } call;
        struct {
            struct bt_expr *value;
            int conversion;              /* -1, or 's', 'r', 'a' */
            struct bt_expr *format_spec; /* JoinedStr, or NULL */
        } formatted_value;
        struct {
            struct bt_expr_seq values;
        } joined_str;
        struct bt_const constant;
        struct {
            struct bt_expr *value;
            const struct bt_name *attr;
            enum bt_ctx ctx;
        } attribute;
        struct {
            struct bt_expr *value, *slice;
            enum bt_ctx ctx;
        } subscript;
        struct {
            struct bt_expr *value;
            enum bt_ctx ctx;
        } starred;
        struct {
            const struct bt_name *id;
            enum bt_ctx ctx;
        } name;
        struct {
            struct bt_expr_seq elts;
            enum bt_ctx ctx;
        } list; /* List, Tuple */
        struct {
            struct bt_expr *lower, *upper, *step; /* each optional */
        } slice;
    } u;
};

struct bt_comprehension {
    struct bt_expr *target, *iter;
    struct bt_expr_seq ifs;
    bool is_async;
};

struct bt_keyword {
    struct bt_span span;
    const struct bt_name *arg; /* NULL for `**value` */
    struct bt_expr *value;
};

struct bt_arg {
    struct bt_span span;
    const struct bt_name *arg;
    struct bt_expr *annotation; /* optional */
};

/* `defaults` belong to the last of posonlyargs + args; `kw_defaults` has an item (or NULL) for each
 * of kwonlyargs. */
struct bt_arguments {
    struct bt_arg_seq posonlyargs, args;
    struct bt_arg *vararg; /* optional */
    struct bt_arg_seq kwonlyargs;
    struct bt_expr_seq kw_defaults;
    struct bt_arg *kwarg; /* optional */
    struct bt_expr_seq defaults;
};

/* ---- statements ---- */

enum bt_stmt_kind {
    BT_STMT_FUNCTION_DEF,
    BT_STMT_ASYNC_FUNCTION_DEF,
    BT_STMT_CLASS_DEF,
    BT_STMT_RETURN,
    BT_STMT_DELETE,
    BT_STMT_ASSIGN,
    BT_STMT_TYPE_ALIAS,
    BT_STMT_AUG_ASSIGN,
    BT_STMT_ANN_ASSIGN,
    BT_STMT_FOR,
    BT_STMT_ASYNC_FOR,
    BT_STMT_WHILE,
    BT_STMT_IF,
    BT_STMT_WITH,
    BT_STMT_ASYNC_WITH,
    BT_STMT_MATCH,
    BT_STMT_RAISE,
    BT_STMT_TRY,
    BT_STMT_TRY_STAR,
    BT_STMT_ASSERT,
    BT_STMT_IMPORT,
    BT_STMT_IMPORT_FROM,
    BT_STMT_GLOBAL,
    BT_STMT_NONLOCAL,
    BT_STMT_EXPR,
    BT_STMT_PASS,
    BT_STMT_BREAK,
    BT_STMT_CONTINUE,
};

struct bt_stmt {
    enum bt_stmt_kind kind;
    struct bt_span span;
    union {
        struct {
            const struct bt_name *name;
            struct bt_arguments *args;
            struct bt_stmt_seq body;
            struct bt_expr_seq decorator_list;
            struct bt_expr *returns; /* optional */
            struct bt_type_param_seq type_params;
        } function_def; /* FunctionDef, AsyncFunctionDef */
        struct {
            const struct bt_name *name;
            struct bt_expr_seq bases;
            struct bt_keyword_seq keywords;
            struct bt_stmt_seq body;
            struct bt_expr_seq decorator_list;
            struct bt_type_param_seq type_params;
        } class_def;
        struct {
            struct bt_expr *value; /* optional */
        } return_;
        struct {
            struct bt_expr_seq targets;
        } delete_;
        struct {
            struct bt_expr_seq targets;
            struct bt_expr *value;
        } assign;
        struct {
            struct bt_expr *name; /* a Name */
            struct bt_type_param_seq type_params;
            struct bt_expr *value;
        } type_alias;
        struct {
            struct bt_expr *target;
            enum bt_operator op;
            struct bt_expr *value;
        } aug_assign;
        struct {
            struct bt_expr *target, *annotation;
            struct bt_expr *value; /* optional */
            bool simple;           /* the target is a name without parentheses */
        } ann_assign;
        struct {
            struct bt_expr *target, *iter;
            struct bt_stmt_seq body, orelse;
        } for_; /* For, AsyncFor */
        struct {
            struct bt_expr *test;
            struct bt_stmt_seq body, orelse;
        } while_;
        struct {
            struct bt_expr *test;
            struct bt_stmt_seq body, orelse;
        } if_;
        struct {
            struct bt_withitem_seq items;
            struct bt_stmt_seq body;
        } with; /* With, AsyncWith */
        struct {
            struct bt_expr *subject;
            struct bt_match_case_seq cases;
        } match;
        struct {
            struct bt_expr *exc, *cause; /* each optional */
        } raise;
        struct {
            struct bt_stmt_seq body;
            struct bt_handler_seq handlers;
            struct bt_stmt_seq orelse, finalbody;
        } try_; /* Try, TryStar */
        struct {
            struct bt_expr *test;
            struct bt_expr *msg; /* optional */
        } assert_;
        struct {
            struct bt_alias_seq names;
        } import;
        struct {
            const struct bt_name *module; /* optional: `from . import x` */
            struct bt_alias_seq names;    /* one named "*" for a star import */
            uint32_t level;               /* number of leading dots */
        } import_from;
        struct {
            struct bt_name_seq names;
        } global; /* Global, Nonlocal */
        struct {
            struct bt_expr *value;
        } expr;
    } u;
};

struct bt_handler {
    struct bt_span span;
    struct bt_expr *type;       /* optional */
    const struct bt_name *name; /* optional */
    struct bt_stmt_seq body;
};

struct bt_alias {
    struct bt_span span;
    const struct bt_name *name;   /* dotted in `import a.b` */
    const struct bt_name *asname; /* optional */
};

struct bt_withitem {
    struct bt_expr *context_expr;
    struct bt_expr *optional_vars; /* optional */
};

struct bt_match_case {
    struct bt_pattern *pattern;
    struct bt_expr *guard; /* optional */
    struct bt_stmt_seq body;
};

/* ---- patterns and type parameters ---- */

enum bt_pattern_kind {
    BT_PATTERN_VALUE,
    BT_PATTERN_SINGLETON,
    BT_PATTERN_SEQUENCE,
    BT_PATTERN_MAPPING,
    BT_PATTERN_CLASS,
    BT_PATTERN_STAR,
    BT_PATTERN_AS,
    BT_PATTERN_OR,
};

struct bt_pattern {
    enum bt_pattern_kind kind;
    struct bt_span span;
    union {
        struct {
            struct bt_expr *value;
        } value;
        struct {
            struct bt_const value; /* None, True or False */
        } singleton;
        struct {
            struct bt_pattern_seq patterns;
        } sequence; /* MatchSequence, MatchOr */
        struct {
            struct bt_expr_seq keys;
            struct bt_pattern_seq patterns;
            const struct bt_name *rest; /* optional */
        } mapping;
        struct {
            struct bt_expr *cls;
            struct bt_pattern_seq patterns;
            struct bt_name_seq kwd_attrs;
            struct bt_pattern_seq kwd_patterns;
        } class_;
        struct {
            const struct bt_name *name; /* NULL for `*_` */
        } star;
        struct {
            struct bt_pattern *pattern; /* optional */
            const struct bt_name *name; /* NULL for `_` */
        } as;
    } u;
};

enum bt_type_param_kind { BT_TYPE_PARAM_VAR, BT_TYPE_PARAM_SPEC, BT_TYPE_PARAM_VAR_TUPLE };

struct bt_type_param {
    enum bt_type_param_kind kind; /* TypeVar, ParamSpec, TypeVarTuple */
    struct bt_span span;
    const struct bt_name *name;
    struct bt_expr *bound;         /* optional, TypeVar only */
    struct bt_expr *default_value; /* optional */
};

/* ---- a whole program ---- */

enum bt_module_kind { BT_MODULE_MODULE, BT_MODULE_EXPRESSION, BT_MODULE_INTERACTIVE };

/* A warning that the parser has found; it is for the driver's caller to show or to raise. */
struct bt_warning {
    struct bt_warning *next;
    struct bt_span span;
    const char *message; /* a SyntaxWarning */
};

struct bt_module {
    enum bt_module_kind kind;
    struct bt_stmt_seq body;     /* Module, Interactive */
    struct bt_expr *expression;  /* Expression */
    struct bt_names *names;      /* every identifier in the tree is from here */
    struct bt_warning *warnings; /* in order of place; NULL: none */
};

#endif
