/*
 * The scanner: text to raw tokens. It knows brackets (a newline within them is white space) and the
 * parts of f-strings, but neither indentation levels nor soft keywords: see layout.h.
 */
#ifndef BT_LEXER_SCANNER_H
#define BT_LEXER_SCANNER_H

#include "base/diag.h"
#include "base/source.h"
#include "lexer/name.h"
#include "lexer/token.h"

/* CPython's limits. */
enum { BT_MAX_BRACKETS = 200, BT_MAX_FSTRINGS = 150, BT_MAX_FIELD_DEPTH = 3 };

/* A warning of the scanner: `message` is static text or in the names' arena. */
struct bt_scan_warning {
    struct bt_scan_warning *next;
    struct bt_span span;
    const char *message;
};

/* For one thread. */
struct bt_scanner;

/*
 * A scanner for the source, which must stay; tokens point into it. Errors go to `err`. NULL when
 * out of memory.
 */
BT_MUST_CHECK struct bt_scanner *bt_scanner_new(const struct bt_source *source,
                                                struct bt_names *names, struct bt_diag *err);
void bt_scanner_free(struct bt_scanner *scanner);

/*
 * The next token. At the first token of each logical line `*indent` is the length of the white
 * space before it in bytes, the token's line holds it; elsewhere -1. After END comes END again.
 * BT_TOK_ERROR: the error is in `err`; ask no more.
 */
void bt_scanner_next(struct bt_scanner *scanner, struct bt_token *token, int *indent);

/* The innermost open bracket: false when none; else its character and place. */
bool bt_scanner_open_bracket(const struct bt_scanner *scanner, char *bracket, struct bt_span *span);

/* Number of open brackets. */
unsigned bt_scanner_depth(const struct bt_scanner *scanner);

/* Whether the text ended where more would have made it right: within a triple-quoted string, or
 * after a backslash at the end of a line. */
bool bt_scanner_wants_more(const struct bt_scanner *scanner);

/* Whether its error does not outrank one of the parser: it is about a backslash that ends no line,
 * or in an f-string. */
bool bt_scanner_error_is_mild(const struct bt_scanner *scanner);

/* What was worth a warning so far, in order of place; NULL: nothing. */
const struct bt_scan_warning *bt_scanner_warnings(const struct bt_scanner *scanner);

#endif
