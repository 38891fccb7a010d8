/*
 * Brackets and f-strings: the two stacks that decide in which mode the scanner goes on.
 *
 * A field of an f-string is a bracket like any other, marked; while it is the innermost one, ':'
 * and '!' have their meaning for fields. An f-string that is innermost owns the brackets opened
 * since its last field did: an f-string within a field is pushed on top.
 */
#include "lexer/state.h"

#include <string.h>

static uint32_t column(const struct bt_scanner *s)
{
    return s->offset - s->line_start;
}

static char at(const struct bt_scanner *s, size_t offset)
{
    return s->source->text[offset];
}

/* ---- brackets ---- */

bool bt_scanner_open_bracket(const struct bt_scanner *s, char *bracket, struct bt_span *span)
{
    if (s->n_brackets == 0) {
        return false;
    }
    const struct bt_bracket *b = &s->brackets[s->n_brackets - 1];
    *bracket = b->open;
    *span = (struct bt_span){.line = b->line, .col = b->col};
    return true;
}

bool bt_scan_in_field(const struct bt_scanner *s)
{
    return s->n_brackets != 0 && s->brackets[s->n_brackets - 1].is_field;
}

enum bt_token_kind bt_scan_open(struct bt_scanner *s, struct bt_token *token,
                                enum bt_token_kind kind)
{
    bool is_field = kind == BT_TOK_FIELD_START;
    if (is_field && bt_scan_fstring(s)->fields >= BT_MAX_FIELD_DEPTH) {
        return bt_scan_error(s, s->line, column(s) - 1, "f-string: expressions nested too deeply");
    }
    if (s->n_brackets == BT_MAX_BRACKETS) {
        return bt_scan_error(s, s->line, column(s), "too many nested parentheses");
    }
    s->brackets[s->n_brackets++] = (struct bt_bracket){
        .open = at(s, s->offset),
        .is_field = is_field,
        .line = s->line,
        .col = column(s),
    };
    if (is_field) {
        struct bt_fstring *f = bt_scan_fstring(s);
        f->fields++;
        f->in_format = false;
        s->mode = BT_SCAN_CODE;
    }
    return bt_scan_token(s, token, kind, 1);
}

enum bt_token_kind bt_scan_close(struct bt_scanner *s, struct bt_token *token,
                                 enum bt_token_kind kind)
{
    char close = at(s, s->offset);
    if (s->n_brackets == 0) {
        return bt_scan_error(s, s->line, column(s), "unmatched '%c'", close);
    }
    const struct bt_bracket *b = &s->brackets[s->n_brackets - 1];
    char wanted = b->open == '(' ? ')' : b->open == '[' ? ']' : '}';
    if (close != wanted) {
        if (b->is_field) {
            return bt_scan_error(s, s->line, column(s), "f-string: unmatched '%c'", close);
        }
        if (b->line != s->line) {
            return bt_scan_error(
                s, s->line, column(s),
                "closing parenthesis '%c' does not match opening parenthesis '%c' on line %u",
                close, b->open, b->line);
        }
        return bt_scan_error(s, s->line, column(s),
                             "closing parenthesis '%c' does not match opening parenthesis '%c'",
                             close, b->open);
    }
    if (b->is_field) {
        struct bt_fstring *f = bt_scan_fstring(s);
        f->fields--;
        f->in_format = f->fields != 0;
        s->mode = BT_SCAN_TEXT;
        kind = BT_TOK_FIELD_END;
    }
    s->n_brackets--;
    return bt_scan_token(s, token, kind, 1);
}

/* ---- f-strings ---- */

struct bt_fstring *bt_scan_fstring(struct bt_scanner *s)
{
    return &s->fstrings[s->n_fstrings - 1];
}

enum bt_token_kind bt_scan_fstring_start(struct bt_scanner *s, struct bt_token *token, size_t len)
{
    if (s->n_fstrings == BT_MAX_FSTRINGS) {
        return bt_scan_error(s, s->line, column(s), "too many nested f-strings");
    }
    const char *text = s->source->text + s->offset;
    char quote = text[len - 1];
    struct bt_fstring *f = &s->fstrings[s->n_fstrings++];
    *f = (struct bt_fstring){
        .quote = quote,
        .quote_size = len >= 3 && text[len - 2] == quote ? 3 : 1,
        .raw = memchr(text, 'r', len) != NULL || memchr(text, 'R', len) != NULL,
    };
    s->mode = BT_SCAN_TEXT;
    bt_scan_token(s, token, BT_TOK_FSTRING_START, len);
    f->start = token->span;
    token->raw = f->raw;
    return BT_TOK_FSTRING_START;
}

enum bt_token_kind bt_scan_fstring_middle(struct bt_scanner *s, struct bt_token *token, size_t len)
{
    bt_scan_token(s, token, BT_TOK_FSTRING_MIDDLE, len);
    token->raw = bt_scan_fstring(s)->raw;
    return BT_TOK_FSTRING_MIDDLE;
}

enum bt_token_kind bt_scan_fstring_end(struct bt_scanner *s, struct bt_token *token, size_t len)
{
    // fields that are still open (the text is wrong then) end with their string
    struct bt_fstring *f = bt_scan_fstring(s);
    while (f->fields > 0 && s->n_brackets > 0) {
        if (s->brackets[--s->n_brackets].is_field) {
            f->fields--;
        }
    }
    s->n_fstrings--;
    s->mode = BT_SCAN_CODE;
    return bt_scan_token(s, token, BT_TOK_FSTRING_END, len);
}

enum bt_token_kind bt_scan_format_start(struct bt_scanner *s, struct bt_token *token)
{
    bt_scan_fstring(s)->in_format = true;
    s->mode = BT_SCAN_TEXT;
    return bt_scan_token(s, token, BT_TOK_SPEC_COLON, 1);
}

enum bt_token_kind bt_scan_single_brace(struct bt_scanner *s)
{
    return bt_scan_error(s, s->line, column(s), "f-string: single '}' is not allowed");
}

size_t bt_scan_closing_quotes(struct bt_scanner *s, const char *text)
{
    const struct bt_fstring *f = bt_scan_fstring(s);
    if (text[0] != f->quote) {
        return 0;
    }
    if (f->quote_size == 3 && (text[1] != f->quote || text[2] != f->quote)) {
        return 0;
    }
    return f->quote_size;
}

enum bt_token_kind bt_scan_unterminated_fstring(struct bt_scanner *s)
{
    const struct bt_fstring *f = bt_scan_fstring(s);
    if (f->quote_size == 3) {
        s->wants_more = true;
        return bt_scan_error(s, f->start.line, f->start.col,
                             "unterminated triple-quoted f-string literal (detected at line %u)",
                             s->source->n_lines);
    }
    return bt_scan_error(s, f->start.line, f->start.col,
                         "unterminated f-string literal (detected at line %u)", s->line);
}
