/*
 * What the scanner makes of its lexemes: words, numbers, strings that are not closed, and its
 * errors. Brackets and f-strings are in modes.c. Messages and carets are CPython's, whose tokenizer
 * mostly points at the last character it has read.
 */
#include "lexer/state.h"

#include "base/utf8.h"

#include <stdarg.h>
#include <string.h>
#include <utf8proc.h>

/* ---- making, asking, freeing ---- */

struct bt_scanner *bt_scanner_new(const struct bt_source *source, struct bt_names *names,
                                  struct bt_diag *err)
{
    struct bt_scanner *s = bt_alloc_zero(sizeof *s);
    if (s == NULL) {
        return NULL;
    }
    s->source = source;
    s->names = names;
    s->err = err;
    s->line = 1;
    s->next_warning = &s->warnings;
    s->copy = bt_alloc_zero(source->len + 2);
    if (s->copy == NULL) {
        bt_scanner_free(s);
        return NULL;
    }
    memcpy(s->copy, source->text, source->len);
    if (!bt_scan_begin(s)) {
        bt_scanner_free(s);
        return NULL;
    }
    return s;
}

void bt_scanner_free(struct bt_scanner *s)
{
    if (s != NULL) {
        bt_free(s->copy);
        bt_free(s);
    }
}

void bt_scanner_next(struct bt_scanner *s, struct bt_token *token, int *indent)
{
    s->indent = -1;
    token->kind = bt_scan_lexeme(s, token, s->flex);
    *indent = s->indent;
}

unsigned bt_scanner_depth(const struct bt_scanner *s)
{
    return s->n_brackets;
}

bool bt_scanner_wants_more(const struct bt_scanner *s)
{
    return s->wants_more;
}

bool bt_scanner_error_is_mild(const struct bt_scanner *s)
{
    return s->mild_error || s->n_fstrings != 0;
}

const struct bt_scan_warning *bt_scanner_warnings(const struct bt_scanner *s)
{
    return s->warnings;
}

/* ---- tokens, errors, warnings ---- */

/* The byte at `offset` of the text; '\0' at its end. */
static char at(const struct bt_scanner *s, size_t offset)
{
    return s->source->text[offset];
}

static uint32_t column(const struct bt_scanner *s)
{
    return s->offset - s->line_start;
}

void bt_scan_advance(struct bt_scanner *s, size_t len)
{
    const char *text = s->source->text + s->offset;
    const char *end = text + len;
    s->offset += (uint32_t)len;
    while (text < end && (text = memchr(text, '\n', (size_t)(end - text))) != NULL) {
        text++;
        s->line++;
        s->line_start = (uint32_t)(text - s->source->text);
    }
}

enum bt_token_kind bt_scan_token(struct bt_scanner *s, struct bt_token *token,
                                 enum bt_token_kind kind, size_t len)
{
    *token = (struct bt_token){
        .kind = kind,
        .text = s->source->text + s->offset,
        .len = (uint32_t)len,
        .span = {.line = s->line, .col = column(s)},
    };
    if (kind == BT_TOK_NEWLINE) { /* belongs to the line it ends */
        token->span.end_line = s->line;
        token->span.end_col = token->span.col + 1;
        bt_scan_advance(s, len);
        return kind;
    }
    if (kind == BT_TOK_STRING || kind == BT_TOK_FSTRING_MIDDLE) {
        bt_scan_advance(s, len);
    } else {
        s->offset += (uint32_t)len;
    }
    token->span.end_line = s->line;
    token->span.end_col = column(s);
    return kind;
}

enum bt_token_kind bt_scan_error(struct bt_scanner *s, uint32_t line, uint32_t col,
                                 const char *format, ...)
{
    struct bt_span span = {.line = line, .col = col, .end_line = line, .end_col = col};
    va_list args;
    va_start(args, format);
    bt_diag_vset(s->err, BT_DIAG_SYNTAX_ERROR, s->source, span, format, args);
    va_end(args);
    return BT_TOK_ERROR;
}

bool bt_scan_warn(struct bt_scanner *s, size_t skip, size_t len, const char *message)
{
    struct bt_scan_warning *w = bt_arena_alloc(s->names->arena, sizeof *w);
    if (w == NULL) {
        return bt_diag_no_memory(s->err);
    }
    w->span.line = s->line;
    w->span.col = column(s) + (uint32_t)skip;
    w->span.end_line = s->line;
    w->span.end_col = w->span.col + (uint32_t)len;
    w->message = message;
    *s->next_warning = w;
    s->next_warning = &w->next;
    return true;
}

/* ---- words ---- */

/* A set of Unicode categories, one bit each. */
#define CATEGORY(name) (UINT32_C(1) << UTF8PROC_CATEGORY_##name)

static bool has_category(uint32_t c, uint32_t set)
{
    return (set >> utf8proc_category((utf8proc_int32_t)c) & 1) != 0;
}

static bool is_id_start(uint32_t c)
{
    const uint32_t set =
        CATEGORY(LU) | CATEGORY(LL) | CATEGORY(LT) | CATEGORY(LM) | CATEGORY(LO) | CATEGORY(NL);
    if (has_category(c, set)) {
        return c != 0x37A && c != 0xE33 && c != 0xEB3; /* NFKC makes them no starts */
    }
    /* '_' and Other_ID_Start */
    return c == '_' || c == 0x1885 || c == 0x1886 || c == 0x2118 || c == 0x212E;
}

static bool is_id_continue(uint32_t c)
{
    const uint32_t set = CATEGORY(MN) | CATEGORY(MC) | CATEGORY(ND) | CATEGORY(PC);
    /* beside them Other_ID_Continue */
    return has_category(c, set) || is_id_start(c) || c == 0xB7 || c == 0x387 ||
           (c >= 0x1369 && c <= 0x1371) || c == 0x19DA || c == 0xE33 || c == 0xEB3;
}

static bool is_printable(uint32_t c)
{
    const uint32_t set = CATEGORY(CN) | CATEGORY(CC) | CATEGORY(CF) | CATEGORY(CS) | CATEGORY(CO) |
                         CATEGORY(ZL) | CATEGORY(ZP) | CATEGORY(ZS);
    return c == ' ' || !has_category(c, set);
}

/* The error for a character that has no place in a program, `skip` bytes further on. */
static enum bt_token_kind bad_character(struct bt_scanner *s, size_t skip, uint32_t c, size_t size)
{
    uint32_t col = column(s) + (uint32_t)skip;
    if (!is_printable(c)) {
        return bt_scan_error(s, s->line, col, "invalid non-printable character U+%04X", c);
    }
    return bt_scan_error(s, s->line, col, "invalid character '%.*s' (U+%04X)", (int)size,
                         s->source->text + s->offset + skip, c);
}

enum bt_token_kind bt_scan_word(struct bt_scanner *s, struct bt_token *token, size_t len)
{
    const char *text = s->source->text + s->offset;
    enum bt_token_kind kind = bt_token_of_word(text, len);
    if (kind != BT_TOK_NAME) {
        return bt_scan_token(s, token, kind, len);
    }
    if (!bt_utf8_is_ascii(text, len)) {
        for (size_t i = 0; i < len;) {
            size_t size;
            uint32_t c = bt_utf8_decode(text + i, len - i, &size);
            if (!(i == 0 ? is_id_start(c) : is_id_continue(c))) {
                return bad_character(s, i, c, size);
            }
            i += size;
        }
    }
    bt_scan_token(s, token, BT_TOK_NAME, len);
    token->name = bt_names_intern_source(s->names, text, len);
    if (token->name == NULL) {
        bt_diag_no_memory(s->err);
        return BT_TOK_ERROR;
    }
    return BT_TOK_NAME;
}

enum bt_token_kind bt_scan_strange(struct bt_scanner *s, struct bt_token *token)
{
    unsigned char c = (unsigned char)at(s, s->offset);
    if (c == '$' || c == '?' || c == '`') {
        return bt_scan_token(s, token, BT_TOK_STRANGE, 1);
    }
    return bad_character(s, 0, c, 1);
}

/* ---- numbers ---- */

static bool is_digit(char c)
{
    return c >= '0' && c <= '9';
}

static bool is_ascii_word(char c)
{
    return is_digit(c) || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_';
}

/* A keyword that may follow a number without a blank between, for old times' sake. */
static bool at_keyword_after_number(const char *text)
{
    static const char *const words[] = {"and", "else", "for", "if", "in", "is", "or", "not"};
    for (size_t i = 0; i < sizeof words / sizeof words[0]; i++) {
        if (strncmp(text, words[i], strlen(words[i])) == 0) {
            return true;
        }
    }
    return false;
}

/* "0x", "0o" or "0b" and then no digit of that base. */
static enum bt_token_kind bad_prefixed(struct bt_scanner *s)
{
    uint32_t col = column(s);
    char letter = at(s, s->offset + 1);
    size_t i = s->offset + 2;
    i += at(s, i) == '_';
    char next = at(s, i);
    const char *kind = letter == 'x' || letter == 'X'   ? "hexadecimal"
                       : letter == 'o' || letter == 'O' ? "octal"
                                                        : "binary";
    col += (uint32_t)(i - s->offset);
    if (is_digit(next)) {
        return bt_scan_error(s, s->line, col, "invalid digit '%c' in %s literal", next, kind);
    }
    return bt_scan_error(s, s->line, col - 1, "invalid %s literal", kind);
}

static const char *static_invalid_literal(const char *kind)
{
    switch (kind[0]) {
    case 'h': return "invalid hexadecimal literal";
    case 'o': return "invalid octal literal";
    case 'b': return "invalid binary literal";
    case 'i': return "invalid imaginary literal";
    default: return "invalid decimal literal";
    }
}

enum bt_token_kind bt_scan_number(struct bt_scanner *s, struct bt_token *token, size_t len,
                                  const char *kind)
{
    size_t end = s->offset + len;
    char next = at(s, end);
    uint32_t col = column(s) + (uint32_t)len;
    const char *message = static_invalid_literal(kind);
    if (!is_ascii_word(next)) {
        return bt_scan_token(s, token, BT_TOK_NUMBER, len);
    }
    if (len == 1 && at(s, s->offset) == '0' && strchr("xXoObB", next) != NULL) {
        return bad_prefixed(s);
    }
    if (next == '_' && (kind[0] == 'o' || kind[0] == 'b') && is_digit(at(s, end + 1))) {
        next = at(s, end + 1);
        col++;
    }
    if (is_digit(next)) { /* only after octal and binary digits */
        return bt_scan_error(s, s->line, col, "invalid digit '%c' in %s literal", next, kind);
    }
    if (next == '_' && kind[0] != 'i' && at(s, end - 1) != '.') {
        return bt_scan_error(s, s->line, col, "%s", message);
    }
    if ((next == 'e' || next == 'E') && kind[0] == 'd' &&
        (at(s, end + 1) == '+' || at(s, end + 1) == '-') &&
        memchr(s->source->text + s->offset, 'e', len) == NULL) {
        return bt_scan_error(s, s->line, col + 1, "%s", message);
    }
    if (!at_keyword_after_number(s->source->text + end)) {
        return bt_scan_error(s, s->line, col - 1, "%s", message);
    }
    if (!bt_scan_warn(s, 0, len, message)) {
        return BT_TOK_ERROR;
    }
    return bt_scan_token(s, token, BT_TOK_NUMBER, len);
}

enum bt_token_kind bt_scan_leading_zeros(struct bt_scanner *s)
{
    uint32_t zeros = 0;
    while (at(s, s->offset + zeros) == '0' || at(s, s->offset + zeros) == '_') {
        zeros++;
    }
    struct bt_span span = {s->line, column(s), s->line, column(s) + zeros};
    bt_diag_set(s->err, BT_DIAG_SYNTAX_ERROR, s->source, span,
                "leading zeros in decimal integer literals are not permitted; use an 0o prefix "
                "for octal integers");
    return BT_TOK_ERROR;
}

/* ---- what is not closed ---- */

enum bt_token_kind bt_scan_unterminated(struct bt_scanner *s, size_t len)
{
    char quote = at(s, s->offset + len - 1);
    bool triple = len >= 3 && at(s, s->offset + len - 3) == quote;
    uint32_t line = s->line;
    bool escaped = false;
    size_t i = s->offset + len;
    while (at(s, i) != '\0' && (triple || at(s, i) != '\n')) {
        if (at(s, i) == '\\' && at(s, i + 1) != '\0') {
            i++;
            escaped |= at(s, i) == quote;
        }
        line += at(s, i) == '\n' && at(s, i + 1) != '\0';
        i++;
    }
    if (triple) {
        s->wants_more = true;
        return bt_scan_error(s, s->line, column(s),
                             "unterminated triple-quoted string literal (detected at line %u)",
                             s->source->n_lines);
    }
    s->wants_more = at(s, i) == '\0';
    if (s->n_fstrings != 0 && bt_scan_fstring(s)->quote == quote &&
        bt_scan_fstring(s)->quote_size == 1) {
        return bt_scan_error(s, s->line, column(s), "f-string: expecting '}'");
    }
    return bt_scan_error(s, s->line, column(s),
                         "unterminated string literal (detected at line %u)%s", line,
                         escaped ? "; perhaps you escaped the end quote?" : "");
}

enum bt_token_kind bt_scan_stray_backslash(struct bt_scanner *s)
{
    struct bt_span span = {.line = s->line, .col = column(s) + 1};
    s->mild_error = true;
    bt_diag_set(s->err, BT_DIAG_SYNTAX_ERROR, s->source, span,
                "unexpected character after line continuation character");
    return BT_TOK_ERROR;
}

enum bt_token_kind bt_scan_last_backslash(struct bt_scanner *s)
{
    struct bt_span span = {.line = s->line, .col = column(s) + 1};
    s->wants_more = true;
    s->mild_error = true;
    bt_diag_set(s->err, BT_DIAG_SYNTAX_ERROR, s->source, span, "unexpected EOF while parsing");
    return BT_TOK_ERROR;
}

enum bt_token_kind bt_scan_end(struct bt_scanner *s, struct bt_token *token)
{
    return bt_scan_token(s, token, BT_TOK_END, 0);
}
