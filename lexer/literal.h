/*
 * The values of literals: numbers, and the text of strings with their escapes undone.
 */
#ifndef BT_LEXER_LITERAL_H
#define BT_LEXER_LITERAL_H

#include "base/arena.h"
#include "base/buf.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum bt_const_kind {
    BT_CONST_NONE,
    BT_CONST_FALSE,
    BT_CONST_TRUE,
    BT_CONST_ELLIPSIS,
    BT_CONST_INT,     /* u.i: fits an int64_t, never negative in source */
    BT_CONST_BIG_INT, /* u.big: does not fit */
    BT_CONST_FLOAT,   /* u.f */
    BT_CONST_IMAG,    /* u.f: the imaginary part of a complex number */
    BT_CONST_STR,     /* u.str: WTF-8 */
    BT_CONST_BYTES,   /* u.str */
};

struct bt_const {
    enum bt_const_kind kind;
    union {
        int64_t i;
        double f;
        struct {
            const char *digits; /* of the base, no prefix, no underscores, NUL-terminated */
            uint32_t len;
            uint32_t base; /* 2, 8, 10 or 16 */
        } big;
        struct {
            const char *data; /* NUL-terminated beyond len; may hold NULs */
            size_t len;
            bool u_prefix; /* written u"..." (ast's `kind`) */
        } str;
    } u;
};

/*
 * The value of a number token (known to be well formed). Digits of a big int are put into the
 * arena. False when out of memory.
 */
BT_MUST_CHECK bool bt_literal_number(struct bt_arena *arena, const char *text, size_t len,
                                     struct bt_const *out);

/* A string token taken apart. */
struct bt_string_parts {
    bool is_raw;
    bool is_bytes;
    bool is_f;
    bool u_prefix;
    char quote;
    unsigned quote_size; /* 1 or 3 */
    size_t prefix_len;
    const char *body; /* between the quotes; NULL in an f-string's start */
    size_t body_len;
};

/* Takes apart a STRING or FSTRING_START token. */
void bt_literal_split(const char *text, size_t len, struct bt_string_parts *out);

/* What may be wrong with an escape. At most one error ends the decoding; the first of the warnings
 * is kept. `message` holds the whole text of the error, or of the warning. */
struct bt_escape_report {
    bool error;
    bool warning;
    size_t warning_offset; /* of the backslash, in bytes from the body's start */
    char message[160];
};

enum bt_literal_flags {
    BT_LITERAL_RAW = 1,
    BT_LITERAL_BYTES = 2,
    BT_LITERAL_BRACES = 4,  /* "{{" and "}}" stand for one brace: the text of an f-string */
    BT_LITERAL_FSTRING = 8, /* part of an f-string: for the caller, decoding is the same */
};

/*
 * Appends the value of a string's body to `out` (which is `failed` when out of memory). False with
 * report->error for an escape that is wrong; the message is the one Python gives.
 */
bool bt_literal_text(struct bt_buf *out, const char *body, size_t len, unsigned flags,
                     struct bt_escape_report *report);

#endif
