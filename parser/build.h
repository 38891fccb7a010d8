/*
 * What the grammar's actions are written in: the parser's state, lists, and a constructor for each
 * shape of node. Private to parser/.
 *
 * Constructors return NULL after having set the error (out of memory, or the text is wrong); the
 * action then aborts the parse.
 */
#ifndef BT_PARSER_BUILD_H
#define BT_PARSER_BUILD_H

#include "base/diag.h"
#include "lexer/layout.h"
#include "parser/ast.h"

/* One parse. */
struct bt_parser {
    struct bt_arena *arena;
    const struct bt_source *source;
    struct bt_names *names;
    struct bt_diag *err;      /* its kind is BT_DIAG_NONE until something is wrong */
    struct bt_module *module; /* the result */
    bool unexpected;          /* bison refused the token it was given last */
    bool in_doubt;            /* the error is one that bt_explain may have better words for */
    bool exhausted;           /* bison's stack is full, or memory is */
    bool single_done;         /* an interactive statement is complete */
    bool single_compound;     /* ... and it is a block */
    struct bt_span written;   /* where the last written token ended */
    const char *late_error;   /* about an f-string's text, for its end; NULL: none */
    uint32_t n_tokens;        /* given to bison */
    struct bt_span current;   /* of the last of them */
    struct bt_warning *warnings;
    struct bt_warning **next_warning;
};

/* A list that grows in the arena. */
struct bt_ast_list {
    uint32_t n;
    uint32_t cap;
    void **items;
};

/* The text of a token, as a semantic value. */
struct bt_lexeme {
    const char *text;
    uint32_t len;
    bool raw;
    const struct bt_name *name;
};

/* The part `!r` or `:spec` of a field; `text` is where it begins (NULL: there is none). */
struct bt_field_part {
    const char *text;
    struct bt_span span;
    int conversion;
    struct bt_expr *spec;
};

/* Arguments of a call so far. */
struct bt_call_args {
    struct bt_ast_list *args;
    struct bt_ast_list *keywords;
    bool has_keyword;
    bool has_unpacking;        /* of a mapping */
    uint32_t n;                /* arguments so far */
    struct bt_expr *generator; /* a generator without parentheses among them */
    struct bt_span for_;       /* its `for` */
    bool trailing_comma;
};

/* One parameter as written. */
enum bt_param_kind { BT_PARAM_PLAIN, BT_PARAM_STAR, BT_PARAM_DOUBLE_STAR, BT_PARAM_SLASH };
struct bt_param {
    enum bt_param_kind kind;
    struct bt_span span;
    struct bt_arg *arg; /* NULL: a bare star or the slash */
    struct bt_expr *default_value;
};

/* A comparison so far. */
struct bt_comparison {
    struct bt_expr *left;
    struct bt_ast_list *ops; /* each the operator + 1, cast to a pointer */
    struct bt_ast_list *comparators;
};

/* `if` or `elif` with its block. */
struct bt_if_part {
    struct bt_span span;
    struct bt_expr *test;
    struct bt_ast_list *body;
};

/* A pair of a dict display or of a mapping pattern: key NULL for `**value`. */
struct bt_pair {
    struct bt_expr *key;
    void *value; /* bt_expr or bt_pattern */
    const struct bt_name *rest;
};

/* A pattern in the parentheses of a class pattern. */
struct bt_class_pattern_item {
    const struct bt_name *name; /* NULL: positional */
    struct bt_span span;
    struct bt_pattern *pattern;
};

/* ---- errors, memory, lists ---- */

/* Sets a SyntaxError about `span`; returns NULL. The first error stays. */
void *bt_build_error(struct bt_parser *p, struct bt_span span, const char *format, ...)
    __attribute__((format(printf, 3, 4)));

/* The same for a mistake that CPython finds on its second pass: see explain.h. */
void *bt_build_doubt(struct bt_parser *p, struct bt_span span, const char *format, ...)
    __attribute__((format(printf, 3, 4)));

/* Cleared memory of the arena. */
void *bt_build_alloc(struct bt_parser *p, size_t size);

/* Keeps a SyntaxWarning; false when out of memory. */
bool bt_build_warn(struct bt_parser *p, struct bt_span span, const char *message);

struct bt_ast_list *bt_ast_list_new(struct bt_parser *p);
struct bt_ast_list *bt_ast_list_of(struct bt_parser *p, void *item);
struct bt_ast_list *bt_ast_list_add(struct bt_parser *p, struct bt_ast_list *list, void *item);
struct bt_ast_list *bt_ast_list_join(struct bt_parser *p, struct bt_ast_list *list,
                                     const struct bt_ast_list *more);

/* A list (NULL: empty) as a sequence of any of the AST's types. */
#define BT_SEQ(type, list) \
    ((struct type){bt_ast_list_n(list), (void *)((list) != NULL ? (list)->items : NULL)})
uint32_t bt_ast_list_n(const struct bt_ast_list *list);

/* From the start of one span to the end of another. */
struct bt_span bt_span_join(struct bt_span from, struct bt_span to);

/* Whether an expression was written in parentheses that are no part of it: then the place of the
 * grammar symbol is larger than that of the node. */
bool bt_build_is_group(const struct bt_expr *e, struct bt_span symbol);

/* ---- expressions (build_expr.c) ---- */

struct bt_expr *bt_build_expr(struct bt_parser *p, enum bt_expr_kind kind, struct bt_span span);
struct bt_expr *bt_build_name(struct bt_parser *p, struct bt_span span, const struct bt_name *name,
                              enum bt_ctx ctx);
struct bt_expr *bt_build_constant(struct bt_parser *p, struct bt_span span,
                                  enum bt_const_kind kind);
struct bt_expr *bt_build_number(struct bt_parser *p, struct bt_span span, struct bt_lexeme text);
struct bt_expr *bt_build_binary(struct bt_parser *p, struct bt_span span, struct bt_expr *left,
                                enum bt_operator op, struct bt_expr *right);
struct bt_expr *bt_build_unary(struct bt_parser *p, struct bt_span span, enum bt_unary_op op,
                               struct bt_expr *operand);
struct bt_expr *bt_build_bool(struct bt_parser *p, struct bt_span span, enum bt_bool_op op,
                              struct bt_ast_list *values);
struct bt_comparison *bt_build_compare(struct bt_parser *p, struct bt_comparison *so_far,
                                       struct bt_expr *left, enum bt_cmp_op op,
                                       struct bt_expr *right);
struct bt_expr *bt_build_comparison(struct bt_parser *p, struct bt_span span,
                                    struct bt_comparison *c);
struct bt_expr *bt_build_if_exp(struct bt_parser *p, struct bt_span span, struct bt_expr *body,
                                struct bt_expr *test, struct bt_expr *orelse);
struct bt_expr *bt_build_lambda(struct bt_parser *p, struct bt_span span, struct bt_arguments *args,
                                struct bt_expr *body);
/* Await, Yield, YieldFrom */
struct bt_expr *bt_build_yield(struct bt_parser *p, struct bt_span span, enum bt_expr_kind kind,
                               struct bt_expr *value);
struct bt_expr *bt_build_starred(struct bt_parser *p, struct bt_span span, struct bt_expr *value);
struct bt_expr *bt_build_attribute(struct bt_parser *p, struct bt_span span, struct bt_expr *value,
                                   const struct bt_name *attr);
struct bt_expr *bt_build_subscript(struct bt_parser *p, struct bt_span span, struct bt_expr *value,
                                   struct bt_expr *slice);
struct bt_expr *bt_build_slice(struct bt_parser *p, struct bt_span span, struct bt_expr *lower,
                               struct bt_expr *upper, struct bt_expr *step);
/* List, Tuple */
struct bt_expr *bt_build_list(struct bt_parser *p, struct bt_span span, enum bt_expr_kind kind,
                              struct bt_ast_list *elts);
struct bt_expr *bt_build_set(struct bt_parser *p, struct bt_span span, struct bt_ast_list *elts);
struct bt_expr *bt_build_dict(struct bt_parser *p, struct bt_span span, struct bt_ast_list *pairs);
/* ListComp, SetComp, GeneratorExp */
struct bt_expr *bt_build_comp(struct bt_parser *p, struct bt_span span, enum bt_expr_kind kind,
                              struct bt_expr *elt, struct bt_ast_list *generators);
struct bt_expr *bt_build_dict_comp(struct bt_parser *p, struct bt_span span, struct bt_pair *pair,
                                   struct bt_ast_list *generators);
struct bt_comprehension *bt_build_comprehension(struct bt_parser *p, struct bt_expr *target,
                                                struct bt_expr *iter, struct bt_ast_list *ifs,
                                                bool is_async);
struct bt_pair *bt_build_pair(struct bt_parser *p, struct bt_expr *key, void *value,
                              const struct bt_name *rest);
/* `target := value`: the target must be a name */
struct bt_expr *bt_build_named(struct bt_parser *p, struct bt_span span, struct bt_expr *target,
                               struct bt_span target_symbol, struct bt_expr *value);
/* One item in parentheses: not a starred one */
struct bt_expr *bt_build_group(struct bt_parser *p, struct bt_expr *item);

/* Calls: an argument (NULL `so_far` begins), a keyword argument, `**value`, a generator. */
struct bt_call_args *bt_build_arg(struct bt_parser *p, struct bt_call_args *so_far,
                                  struct bt_expr *arg, struct bt_span span);
struct bt_call_args *bt_build_keyword_arg(struct bt_parser *p, struct bt_call_args *so_far,
                                          struct bt_expr *key, struct bt_span key_symbol,
                                          struct bt_expr *value, struct bt_span span);
struct bt_call_args *bt_build_generator_arg(struct bt_parser *p, struct bt_call_args *so_far,
                                            struct bt_expr *generator, struct bt_span for_);
struct bt_expr *bt_build_call(struct bt_parser *p, struct bt_span span, struct bt_expr *func,
                              struct bt_call_args *args, struct bt_span parentheses);

/* ---- strings (build_string.c) ---- */

/* One string token; an f-string's text; a field; adjacent strings joined to one. */
struct bt_expr *bt_build_string(struct bt_parser *p, struct bt_span span, struct bt_lexeme text);
struct bt_expr *bt_build_fstring_text(struct bt_parser *p, struct bt_span span,
                                      struct bt_lexeme text, bool is_spec);
struct bt_ast_list *bt_build_field(struct bt_parser *p, struct bt_span span,
                                   struct bt_ast_list *parts, struct bt_lexeme open,
                                   struct bt_expr *value, const struct bt_lexeme *debug,
                                   struct bt_field_part conversion, struct bt_field_part spec,
                                   struct bt_lexeme close);
struct bt_expr *bt_build_fstring(struct bt_parser *p, struct bt_span span,
                                 struct bt_ast_list *parts);
/* The same of a whole f-string whose closing quotes are at `end`. */
struct bt_expr *bt_build_fstring_end(struct bt_parser *p, struct bt_span span,
                                     struct bt_ast_list *parts, struct bt_span end);
struct bt_expr *bt_build_strings(struct bt_parser *p, struct bt_span span,
                                 struct bt_ast_list *parts);

/* The conversion `name` after '!' at `mark`: 's', 'r' or 'a'; 0 for an error. */
int bt_build_conversion(struct bt_parser *p, struct bt_span mark, struct bt_span name_span,
                        struct bt_lexeme name);

/* ---- functions (build_args.c) ---- */

struct bt_arg *bt_build_param_arg(struct bt_parser *p, struct bt_span span,
                                  const struct bt_name *name, struct bt_expr *annotation);
struct bt_param *bt_build_param(struct bt_parser *p, enum bt_param_kind kind, struct bt_span span,
                                struct bt_arg *arg, struct bt_expr *default_value);
/* Checks the order of the parameters and sorts them (NULL: none) */
struct bt_arguments *bt_build_arguments(struct bt_parser *p, struct bt_ast_list *params);
struct bt_type_param *bt_build_type_param(struct bt_parser *p, struct bt_span span,
                                          enum bt_type_param_kind kind, const struct bt_name *name,
                                          struct bt_expr *bound, struct bt_expr *default_value);

/* ---- statements (build_stmt.c) ---- */

struct bt_stmt *bt_build_stmt(struct bt_parser *p, enum bt_stmt_kind kind, struct bt_span span);
struct bt_stmt *bt_build_expr_stmt(struct bt_parser *p, struct bt_span span, struct bt_expr *e);
struct bt_stmt *bt_build_assign(struct bt_parser *p, struct bt_span span,
                                struct bt_ast_list *targets, struct bt_expr *value);
struct bt_stmt *bt_build_aug_assign(struct bt_parser *p, struct bt_span span,
                                    struct bt_expr *target, enum bt_operator op,
                                    struct bt_expr *value);
struct bt_stmt *bt_build_ann_assign(struct bt_parser *p, struct bt_span span,
                                    struct bt_expr *target, struct bt_span symbol,
                                    struct bt_expr *annotation, struct bt_expr *value);
struct bt_stmt *bt_build_return(struct bt_parser *p, struct bt_span span, struct bt_expr *value);
struct bt_stmt *bt_build_delete(struct bt_parser *p, struct bt_span span,
                                struct bt_ast_list *targets);
struct bt_stmt *bt_build_raise(struct bt_parser *p, struct bt_span span, struct bt_expr *exc,
                               struct bt_expr *cause);
struct bt_stmt *bt_build_assert(struct bt_parser *p, struct bt_span span, struct bt_expr *test,
                                struct bt_expr *msg);
/* Global, Nonlocal */
struct bt_stmt *bt_build_global(struct bt_parser *p, struct bt_span span, enum bt_stmt_kind kind,
                                struct bt_ast_list *names);
struct bt_stmt *bt_build_import(struct bt_parser *p, struct bt_span span,
                                struct bt_ast_list *names);
struct bt_stmt *bt_build_import_from(struct bt_parser *p, struct bt_span span, uint32_t level,
                                     const struct bt_name *module, struct bt_ast_list *names);
struct bt_alias *bt_build_alias(struct bt_parser *p, struct bt_span span,
                                const struct bt_name *name, const struct bt_name *asname);
/* `left.right` as one name */
const struct bt_name *bt_build_dotted(struct bt_parser *p, const struct bt_name *left,
                                      const struct bt_name *right);
struct bt_stmt *bt_build_type_alias(struct bt_parser *p, struct bt_span span,
                                    const struct bt_name *name, struct bt_span name_span,
                                    struct bt_ast_list *type_params, struct bt_expr *value);

struct bt_if_part *bt_build_if_part(struct bt_parser *p, struct bt_span span, struct bt_expr *test,
                                    struct bt_ast_list *body);
struct bt_stmt *bt_build_if(struct bt_parser *p, struct bt_span span, struct bt_ast_list *parts,
                            struct bt_ast_list *orelse);
struct bt_stmt *bt_build_while(struct bt_parser *p, struct bt_span span, struct bt_expr *test,
                               struct bt_ast_list *body, struct bt_ast_list *orelse);
struct bt_stmt *bt_build_for(struct bt_parser *p, struct bt_span span, struct bt_expr *target,
                             struct bt_expr *iter, struct bt_ast_list *body,
                             struct bt_ast_list *orelse);
struct bt_withitem *bt_build_withitem(struct bt_parser *p, struct bt_expr *context,
                                      struct bt_expr *vars);
struct bt_stmt *bt_build_with(struct bt_parser *p, struct bt_span span, struct bt_ast_list *items,
                              struct bt_span items_symbol, struct bt_ast_list *body);
struct bt_handler *bt_build_handler(struct bt_parser *p, struct bt_span span, struct bt_expr *type,
                                    const struct bt_name *name, struct bt_ast_list *body);
struct bt_stmt *bt_build_try(struct bt_parser *p, struct bt_span span, enum bt_stmt_kind kind,
                             struct bt_ast_list *body, struct bt_ast_list *handlers,
                             struct bt_ast_list *orelse, struct bt_ast_list *finalbody);
struct bt_stmt *bt_build_function(struct bt_parser *p, struct bt_span span,
                                  const struct bt_name *name, struct bt_ast_list *type_params,
                                  struct bt_arguments *args, struct bt_expr *returns,
                                  struct bt_ast_list *body);
struct bt_stmt *bt_build_class(struct bt_parser *p, struct bt_span span, const struct bt_name *name,
                               struct bt_ast_list *type_params, struct bt_call_args *bases,
                               struct bt_ast_list *body);
/* Makes a def, for or with an async one that begins at `span` */
struct bt_stmt *bt_build_async(struct bt_stmt *stmt, struct bt_span span);
struct bt_stmt *bt_build_decorate(struct bt_stmt *stmt, struct bt_ast_list *decorators);
struct bt_module *bt_build_module(struct bt_parser *p, enum bt_module_kind kind,
                                  struct bt_ast_list *body, struct bt_expr *expression);

/* ---- match (build_pattern.c) ---- */

struct bt_stmt *bt_build_match(struct bt_parser *p, struct bt_span span, struct bt_expr *subject,
                               struct bt_ast_list *cases);
struct bt_match_case *bt_build_case(struct bt_parser *p, struct bt_pattern *pattern,
                                    struct bt_expr *guard, struct bt_ast_list *body);
struct bt_pattern *bt_build_pattern_value(struct bt_parser *p, struct bt_span span,
                                          struct bt_expr *value);
/* Sequence, Or */
struct bt_pattern *bt_build_pattern_sequence(struct bt_parser *p, struct bt_span span,
                                             enum bt_pattern_kind kind,
                                             struct bt_ast_list *patterns);
/* A single pattern without comma, which must not be starred */
struct bt_pattern *bt_build_pattern_single(struct bt_parser *p, struct bt_pattern *pattern);
struct bt_pattern *bt_build_pattern_capture(struct bt_parser *p, struct bt_span span,
                                            const struct bt_name *name);
struct bt_pattern *bt_build_pattern_as(struct bt_parser *p, struct bt_span span,
                                       struct bt_pattern *pattern, const struct bt_name *name,
                                       struct bt_span name_span);
struct bt_pattern *bt_build_pattern_star(struct bt_parser *p, struct bt_span span,
                                         const struct bt_name *name);
struct bt_pattern *bt_build_pattern_mapping(struct bt_parser *p, struct bt_span span,
                                            struct bt_ast_list *pairs);
struct bt_class_pattern_item *bt_build_class_pattern_item(struct bt_parser *p, struct bt_span span,
                                                          const struct bt_name *name,
                                                          struct bt_pattern *pattern);
struct bt_pattern *bt_build_pattern_class(struct bt_parser *p, struct bt_span span,
                                          struct bt_expr *cls, struct bt_ast_list *items);
/* `real + imaginary`, each a number */
struct bt_expr *bt_build_complex(struct bt_parser *p, struct bt_span span, struct bt_expr *real,
                                 enum bt_operator op, struct bt_expr *imaginary);

/* ---- targets (targets.c) ---- */

enum bt_target_use { BT_TARGET_ASSIGN, BT_TARGET_FOR, BT_TARGET_WITH, BT_TARGET_DEL };

/*
 * Makes an expression a target: sets the context of its parts. False, with Python's message, for
 * what cannot be one. `whole`: a target of an assignment statement by itself, for which Python asks
 * whether `==` was meant.
 */
bool bt_target_make(struct bt_parser *p, struct bt_expr *e, enum bt_target_use use, bool whole);

/* What Python calls an expression in these messages: "function call", "literal" ... */
const char *bt_target_describe(const struct bt_expr *e);

#endif
