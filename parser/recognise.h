/*
 * A second reading of a statement that does not parse, to find the words that Python has for it.
 *
 * CPython, once its parser has failed, parses again with extra alternatives for well-known
 * mistakes; the first of them that matches makes the message. Here is the same in small: a
 * recogniser by recursive descent over the tokens of the file, which tries alternatives in
 * CPython's order. It knows nothing that the grammar does not, and a mistake that it misses is an
 * "invalid syntax".
 *
 * Conventions: a function that recognises something returns a node (or true) with `pos` after it,
 * or NULL (or false) with `pos` where it was. Once `raised` is set all functions fail. Nodes are as
 * in the AST, but hold only what messages need: kinds, places, the parts of targets.
 */
#ifndef BT_PARSER_RECOGNISE_H
#define BT_PARSER_RECOGNISE_H

#include "parser/build.h"

/*
 * Rules whose results are kept. As in CPython, a result found without the extra alternatives serves
 * with them, too, so that some mistakes go unseen.
 */
enum bt_rule {
    BT_RULE_EXPRESSION,
    BT_RULE_DISJUNCTION,
    BT_RULE_BITOR,
    BT_RULE_PRIMARY,
    BT_RULE_NAMED,
    BT_N_RULES
};

/* The result of a rule at a token: unknown as long as `known` is 0. */
struct bt_memo {
    struct bt_expr *node; /* NULL: it does not match */
    uint32_t end;
    uint32_t known;
};

struct bt_recogniser {
    struct bt_parser *p;
    const struct bt_token *tokens;
    const uint16_t *levels; /* of each token: the number of brackets open after it */
    uint32_t n;             /* the last token is END, ERROR or a NEWLINE past the failure */
    uint32_t pos;
    uint32_t seen;    /* the furthest token looked at: messages without a place are about it */
    uint32_t refused; /* the token that the real grammar would not have taken; UINT32_MAX: none */
    bool invalid;   /* try the alternatives for mistakes; without, only forced errors are raised */
    bool forced;    /* the error about to be raised is one of CPython's first pass, too */
    bool raised;    /* an error is set */
    unsigned depth; /* of recursion */
    uint32_t base;  /* the memo's first token */
    struct bt_memo *memo;
};

enum { BT_RECOGNISER_DEPTH = 300 };

/* ---- tokens and errors (recognise.c) ---- */

enum bt_token_kind bt_rec_kind(struct bt_recogniser *r);
enum bt_token_kind bt_rec_kind_after(struct bt_recogniser *r, uint32_t n);
bool bt_rec_accept(struct bt_recogniser *r, enum bt_token_kind kind);

/* A name, soft keywords included. */
bool bt_rec_name(struct bt_recogniser *r);

/* Errors about a range, one token, the furthest token, or from a place up to it. NULL, always. */
void *bt_rec_raise(struct bt_recogniser *r, struct bt_span from, struct bt_span to,
                   const char *format, ...) __attribute__((format(printf, 4, 5)));
void *bt_rec_raise_token(struct bt_recogniser *r, uint32_t token, const char *message);
void *bt_rec_raise_here(struct bt_recogniser *r, const char *message);
void *bt_rec_raise_from(struct bt_recogniser *r, struct bt_span from, const char *message);
void *bt_rec_raise_indent(struct bt_recogniser *r, const char *what, uint32_t line);

/* An error when the expression cannot be a target; false then. */
bool bt_rec_check_target(struct bt_recogniser *r, struct bt_expr *e, enum bt_target_use use);

/* A node from token `start` up to `pos`. */
struct bt_expr *bt_rec_node(struct bt_recogniser *r, enum bt_expr_kind kind, uint32_t start);

/* Goes back to `pos` and fails. */
void *bt_rec_back(struct bt_recogniser *r, uint32_t pos);

/* ---- expressions (recognise_expr.c, recognise_atom.c) ---- */

struct bt_expr *bt_rec_expression(struct bt_recogniser *r);
struct bt_expr *bt_rec_disjunction(struct bt_recogniser *r);
struct bt_expr *bt_rec_bitor(struct bt_recogniser *r);
struct bt_expr *bt_rec_primary(struct bt_recogniser *r);
struct bt_expr *bt_rec_atom(struct bt_recogniser *r);
struct bt_expr *bt_rec_named(struct bt_recogniser *r);
struct bt_expr *bt_rec_assignment_expression(struct bt_recogniser *r);
struct bt_expr *bt_rec_plain_or_walrus(struct bt_recogniser *r); /* `name := value` or a value */
struct bt_expr *bt_rec_star_expression(struct bt_recogniser *r);
struct bt_expr *bt_rec_star_expressions(struct bt_recogniser *r);
struct bt_expr *bt_rec_star_named(struct bt_recogniser *r);
struct bt_expr *bt_rec_starred(struct bt_recogniser *r);
struct bt_expr *bt_rec_yield(struct bt_recogniser *r);
struct bt_expr *bt_rec_rhs(struct bt_recogniser *r); /* yield or star_expressions */
struct bt_expr *bt_rec_star_target(struct bt_recogniser *r);
struct bt_expr *bt_rec_star_targets(struct bt_recogniser *r);
struct bt_expr *bt_rec_single_target(struct bt_recogniser *r);
bool bt_rec_for_if_clauses(struct bt_recogniser *r);
bool bt_rec_slices(struct bt_recogniser *r);
bool bt_rec_arguments(struct bt_recogniser *r);
struct bt_expr *bt_rec_genexp(struct bt_recogniser *r);
struct bt_expr *bt_rec_invalid_comprehension(struct bt_recogniser *r);

/* ---- parameters (recognise_params.c), statements (recognise_stmt.c) ---- */

/* Parameters up to `close` (not taken): of a def or of a lambda. */
bool bt_rec_params(struct bt_recogniser *r, bool is_lambda);
bool bt_rec_type_params(struct bt_recogniser *r);

/* The statement that begins at `pos`, up to where it is wrong. */
void bt_rec_statement(struct bt_recogniser *r);

#endif
