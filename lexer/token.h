/*
 * A token, as the scanner makes it and the parser takes it.
 */
#ifndef BT_LEXER_TOKEN_H
#define BT_LEXER_TOKEN_H

#include "base/source.h"
#include "lexer/name.h"

#include <stdbool.h>
#include <stdint.h>

enum bt_token_kind {
#define BT_TOKEN(name, text)   BT_TOK_##name,
#define BT_KEYWORD(name, text) BT_TOK_##name,
#include "lexer/tokens.def"
#undef BT_TOKEN
#undef BT_KEYWORD
    BT_N_TOKENS
};

struct bt_token {
    enum bt_token_kind kind;
    struct bt_span span;
    const char *text; /* in the source; not NUL-terminated */
    uint32_t len;
    bool raw;                   /* f-string parts: backslashes mean themselves */
    const struct bt_name *name; /* NAME only */
};

/* Whether the token is a reserved word (soft keywords are names until the layout filter is asked).
 */
bool bt_token_is_keyword(enum bt_token_kind kind);

/* The kind that a word is: a keyword's or BT_TOK_NAME. */
enum bt_token_kind bt_token_of_word(const char *text, size_t len);

#endif
