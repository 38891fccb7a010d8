/*
 * The scanner's state, shared by scanner.l (which matches) and state.c (which decides). Nobody else
 * includes this.
 */
#ifndef BT_LEXER_STATE_H
#define BT_LEXER_STATE_H

#include "lexer/scanner.h"

/* Where the scanner stands; scanner.l has a start condition for each. */
enum bt_scan_mode {
    BT_SCAN_LINE, /* at the start of a logical line, before its indentation */
    BT_SCAN_CODE, /* within a line, or within a field of an f-string */
    BT_SCAN_TEXT, /* in the text of an f-string, or in the format of a field */
};

enum { BT_FLEX_MEMORY = 1024 };

struct bt_bracket {
    char open;
    bool is_field;
    uint32_t line;
    uint32_t col;
};

/* An f-string that has begun and not ended. */
struct bt_fstring {
    char quote;
    unsigned quote_size;
    bool raw;
    unsigned fields; /* open ones: a format may hold fields of its own */
    bool in_format;  /* the innermost field is past its ':' */
    struct bt_span start;
};

struct bt_scanner {
    void *flex; /* yyscan_t */
    size_t flex_used;
    _Alignas(16) char flex_memory[BT_FLEX_MEMORY]; /* what flex asks for, so that it cannot fail */
    const struct bt_source *source;
    struct bt_names *names;
    struct bt_diag *err;
    char *copy; /* of the text: flex writes into what it scans */

    enum bt_scan_mode mode;
    uint32_t line;       /* where the next lexeme begins, from 1 */
    uint32_t line_start; /* offset of that line */
    uint32_t offset;     /* of the next lexeme */
    int indent;          /* of the line that begins, or -1 */
    bool wants_more;
    bool mild_error;

    unsigned n_brackets;
    struct bt_bracket brackets[BT_MAX_BRACKETS];
    unsigned n_fstrings;
    struct bt_fstring fstrings[BT_MAX_FSTRINGS];

    struct bt_scan_warning *warnings;
    struct bt_scan_warning **next_warning;
};

/*
 * The functions below are called with the lexeme that begins at `offset`. Those that return a token
 * kind fill `token` and step over it, or fill the error and return BT_TOK_ERROR.
 */

/* Steps over `len` bytes, which may hold line ends. */
void bt_scan_advance(struct bt_scanner *s, size_t len);

/* A token of the next `len` bytes. */
enum bt_token_kind bt_scan_token(struct bt_scanner *s, struct bt_token *token,
                                 enum bt_token_kind kind, size_t len);

/* An error whose caret stands under the character at byte `col` of line `line`. */
enum bt_token_kind bt_scan_error(struct bt_scanner *s, uint32_t line, uint32_t col,
                                 const char *format, ...) __attribute__((format(printf, 4, 5)));

/* Keeps a warning about `len` bytes, `skip` bytes further on; false when out of memory. */
bool bt_scan_warn(struct bt_scanner *s, size_t skip, size_t len, const char *message);

/* Words and numbers. `kind` is "decimal", "hexadecimal", "octal", "binary" or "imaginary". */
enum bt_token_kind bt_scan_word(struct bt_scanner *s, struct bt_token *token, size_t len);
enum bt_token_kind bt_scan_number(struct bt_scanner *s, struct bt_token *token, size_t len,
                                  const char *kind);
enum bt_token_kind bt_scan_leading_zeros(struct bt_scanner *s);

/* A quote (with its prefix, `len` bytes) that nothing closes. */
enum bt_token_kind bt_scan_unterminated(struct bt_scanner *s, size_t len);

/* A character that begins no token. */
enum bt_token_kind bt_scan_strange(struct bt_scanner *s, struct bt_token *token);

/* A backslash that does not end its line; and one that ends the last line. */
enum bt_token_kind bt_scan_stray_backslash(struct bt_scanner *s);
enum bt_token_kind bt_scan_last_backslash(struct bt_scanner *s);

/* The end of the text. */
enum bt_token_kind bt_scan_end(struct bt_scanner *s, struct bt_token *token);

/* Brackets; `is_field`: the one that opens a field of an f-string. */
enum bt_token_kind bt_scan_open(struct bt_scanner *s, struct bt_token *token,
                                enum bt_token_kind kind);
enum bt_token_kind bt_scan_close(struct bt_scanner *s, struct bt_token *token,
                                 enum bt_token_kind kind);

/* Whether the innermost bracket is a field: ':' begins its format, '!' its conversion. */
bool bt_scan_in_field(const struct bt_scanner *s);

/* The parts of f-strings. `len` counts prefix and quotes. */
enum bt_token_kind bt_scan_fstring_start(struct bt_scanner *s, struct bt_token *token, size_t len);
enum bt_token_kind bt_scan_fstring_middle(struct bt_scanner *s, struct bt_token *token, size_t len);
enum bt_token_kind bt_scan_fstring_end(struct bt_scanner *s, struct bt_token *token, size_t len);
enum bt_token_kind bt_scan_format_start(struct bt_scanner *s, struct bt_token *token);
enum bt_token_kind bt_scan_single_brace(struct bt_scanner *s);
enum bt_token_kind bt_scan_unterminated_fstring(struct bt_scanner *s);

/* The innermost f-string. */
struct bt_fstring *bt_scan_fstring(struct bt_scanner *s);

/* Length of the quotes at `text` that end the innermost f-string, 0 when they do not. */
size_t bt_scan_closing_quotes(struct bt_scanner *s, const char *text);

/* scanner.l: prepares flex for `copy` (two NULs beyond its end); matches one lexeme. */
bool bt_scan_begin(struct bt_scanner *s);
enum bt_token_kind bt_scan_lexeme(struct bt_scanner *s, struct bt_token *token, void *yyscanner);

#endif
