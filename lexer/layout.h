/*
 * The layout filter: the scanner's tokens, with INDENT and DEDENT put in and the soft keywords
 * (match, case, type) and the bracket of a with statement decided. What the parser reads.
 */
#ifndef BT_LEXER_LAYOUT_H
#define BT_LEXER_LAYOUT_H

#include "lexer/scanner.h"

enum { BT_MAX_INDENTS = 100 };

/* For one thread. */
struct bt_layout;

/* A filter, with a scanner of its own, for the source, which must stay. Errors go to `err`. NULL
 * when out of memory. */
BT_MUST_CHECK struct bt_layout *bt_layout_new(const struct bt_source *source,
                                              struct bt_names *names, struct bt_diag *err);
void bt_layout_free(struct bt_layout *layout);

/* The next token. After BT_TOK_END comes END again; after BT_TOK_ERROR (see `err`) ask no more. */
void bt_layout_next(struct bt_layout *layout, struct bt_token *token);

/* Whether the error of an ERROR token is one that CPython's tokenizer raises by itself: it is
 * reported even when the parser has failed before it. */
bool bt_layout_error_outranks(const struct bt_layout *layout);

/* Its scanner: for the open brackets and the warnings. */
const struct bt_scanner *bt_layout_scanner(const struct bt_layout *layout);

#endif
