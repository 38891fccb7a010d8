/*
 * The values of literals. See literal.h. Messages and positions in them are those of CPython, which
 * decodes a str's body with every character beyond ASCII written as \UXXXXXXXX: positions count ten
 * for such a character.
 */
#ifndef _GNU_SOURCE
#endif
#include "lexer/literal.h"

#include "base/utf8.h"
#include "lexer/char_name.h"

#include <locale.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* ---- numbers ---- */

static int digit_value(char c)
{
    if (c >= '0' && c <= '9') {
        return c - '0';
    }
    if (c >= 'a' && c <= 'f') {
        return c - 'a' + 10;
    }
    if (c >= 'A' && c <= 'F') {
        return c - 'A' + 10;
    }
    return 16;
}

/* The value of at most 18 significant digits, or false. */
static bool small_int(const char *digits, size_t len, unsigned base, int64_t *value)
{
    int64_t v = 0;
    for (size_t i = 0; i < len; i++) {
        if (__builtin_mul_overflow(v, (int64_t)base, &v) ||
            __builtin_add_overflow(v, (int64_t)digit_value(digits[i]), &v)) {
            return false;
        }
    }
    *value = v;
    return true;
}

/* The nearest double, by the C library in its plain locale whatever the process has set. */
static bool parse_double(const char *text, double *value)
{
    locale_t plain = newlocale(LC_ALL_MASK, "C", (locale_t)0);
    if (plain == (locale_t)0) {
        return false;
    }
    *value = strtod_l(text, NULL, plain);
    freelocale(plain);
    return true;
}

bool bt_literal_number(struct bt_arena *arena, const char *text, size_t len, struct bt_const *out)
{
    unsigned base = 10;
    if (len > 2 && text[0] == '0') {
        char letter = (char)(text[1] | 0x20);
        base = letter == 'x' ? 16 : letter == 'o' ? 8 : letter == 'b' ? 2 : 10;
    }
    size_t start = base != 10 ? 2 : 0;
    char *digits = bt_arena_alloc(arena, len - start + 1);
    if (digits == NULL) {
        return false;
    }
    size_t n = 0;
    bool is_float = false;
    for (size_t i = start; i < len; i++) {
        if (text[i] != '_') {
            digits[n++] = text[i];
        }
        is_float |= base == 10 && (text[i] == '.' || (text[i] | 0x20) == 'e');
    }
    bool is_imag = base == 10 && (text[len - 1] | 0x20) == 'j';
    if (is_float || is_imag) {
        out->kind = is_imag ? BT_CONST_IMAG : BT_CONST_FLOAT;
        digits[is_imag ? n - 1 : n] = '\0';
        return parse_double(digits, &out->u.f);
    }
    while (n > 1 && digits[0] == '0') {
        digits++;
        n--;
    }
    out->kind = BT_CONST_INT;
    if (!small_int(digits, n, base, &out->u.i)) {
        out->kind = BT_CONST_BIG_INT;
        out->u.big.digits = digits;
        out->u.big.len = (uint32_t)n;
        out->u.big.base = base;
    }
    return true;
}

/* ---- strings ---- */

void bt_literal_split(const char *text, size_t len, struct bt_string_parts *out)
{
    *out = (struct bt_string_parts){0};
    size_t i = 0;
    for (; text[i] != '\'' && text[i] != '"'; i++) {
        char c = (char)(text[i] | 0x20);
        out->is_raw |= c == 'r';
        out->is_bytes |= c == 'b';
        out->is_f |= c == 'f';
        out->u_prefix |= text[i] == 'u';
    }
    out->prefix_len = i;
    out->quote = text[i];
    bool triple = len - i >= 3 && text[i + 1] == out->quote && text[i + 2] == out->quote;
    /* '' is no opening of a triple quote, but f''' and '''''' are */
    out->quote_size = triple ? 3 : 1;
    if (!out->is_f) {
        out->body = text + i + out->quote_size;
        out->body_len = len - i - 2 * (size_t)out->quote_size;
    }
}

/* A body being decoded. `pos` is the position as CPython's messages count it. */
struct decoding {
    struct bt_buf *out;
    const char *next;
    const char *end;
    const char *body;
    size_t pos;
    unsigned flags;
    struct bt_escape_report *report;
};

static void warn(struct decoding *d, const char *escape, size_t len, const char *what)
{
    struct bt_escape_report *r = d->report;
    if (!r->warning) {
        r->warning = true;
        r->warning_offset = (size_t)(escape - d->body);
        snprintf(r->message, sizeof r->message, "invalid %sescape sequence '%.*s'", what, (int)len,
                 escape);
    }
}

/* The error for the `len` positions from the backslash on. */
static bool unicode_error(struct decoding *d, size_t len, const char *what)
{
    d->report->error = true;
    d->report->warning = false;
    if (len == 1) {
        snprintf(d->report->message, sizeof d->report->message,
                 "(unicode error) 'unicodeescape' codec can't decode byte 0x5c in position %zu: %s",
                 d->pos, what);
    } else {
        snprintf(d->report->message, sizeof d->report->message,
                 "(unicode error) 'unicodeescape' codec can't decode bytes in position %zu-%zu: %s",
                 d->pos, d->pos + len - 1, what);
    }
    return false;
}

/* \x, \u and \U in a str: `d->next` is after the letter. */
static bool hex_escape(struct decoding *d, unsigned n_digits, const char *truncated)
{
    uint32_t value = 0;
    unsigned n = 0;
    while (n < n_digits && d->next + n < d->end && digit_value(d->next[n]) < 16) {
        value = value << 4 | (uint32_t)digit_value(d->next[n]);
        n++;
    }
    if (n < n_digits) {
        return unicode_error(d, n + 2, truncated);
    }
    if (value > 0x10FFFF) {
        return unicode_error(d, n + 2, "illegal Unicode character");
    }
    bt_buf_put_code_point(d->out, value);
    d->next += n;
    d->pos += n + 2;
    return true;
}

static bool hex_escape_in_bytes(struct decoding *d)
{
    if (d->end - d->next < 2 || digit_value(d->next[0]) > 15 || digit_value(d->next[1]) > 15) {
        d->report->error = true;
        d->report->warning = false;
        snprintf(d->report->message, sizeof d->report->message,
                 "(value error) invalid \\x escape at position %td", d->next - 2 - d->body);
        return false;
    }
    bt_buf_putc(d->out, (char)(digit_value(d->next[0]) << 4 | digit_value(d->next[1])));
    d->next += 2;
    d->pos += 4;
    return true;
}

static void octal_escape(struct decoding *d)
{
    const char *escape = d->next - 1;
    uint32_t value = 0;
    int n = 0;
    while (n < 3 && d->next < d->end && *d->next >= '0' && *d->next <= '7') {
        value = value << 3 | (uint32_t)(*d->next++ - '0');
        n++;
    }
    if (value > 0377) {
        warn(d, escape, (size_t)(d->next - escape), "octal ");
    }
    if ((d->flags & BT_LITERAL_BYTES) != 0) {
        bt_buf_putc(d->out, (char)value);
    } else {
        bt_buf_put_code_point(d->out, value);
    }
    d->pos += (size_t)(d->next - escape);
}

/* \N{...} */
static bool name_escape(struct decoding *d)
{
    const char *close = NULL;
    if (d->next < d->end && *d->next == '{') {
        close = memchr(d->next, '}', (size_t)(d->end - d->next));
    }
    if (close == NULL || close == d->next + 1) {
        size_t len = close != NULL ? 1 : 0;
        if (close == NULL && d->next < d->end && *d->next == '{') {
            len = (size_t)(d->end - d->next);
        }
        return unicode_error(d, len + 2, "malformed \\N character escape");
    }
    uint32_t c = bt_char_name_lookup(d->next + 1, (size_t)(close - d->next) - 1);
    if (c == BT_UTF8_BAD) {
        return unicode_error(d, (size_t)(close - d->next) + 3, "unknown Unicode character name");
    }
    bt_buf_put_code_point(d->out, c);
    d->pos += (size_t)(close - d->next) + 3;
    d->next = close + 1;
    return true;
}

/* The character that a backslash and `c` stand for, -1 when it is none of the simple ones. */
static int simple_escape(char c)
{
    switch (c) {
    case '\\':
    case '\'':
    case '"': return c;
    case 'a': return '\a';
    case 'b': return '\b';
    case 'f': return '\f';
    case 'n': return '\n';
    case 'r': return '\r';
    case 't': return '\t';
    case 'v': return '\v';
    default: return -1;
    }
}

/* One escape; `d->next` is after the backslash, and not at the end. */
static bool escape(struct decoding *d)
{
    char c = *d->next;
    int simple = simple_escape(c);
    if (simple >= 0) {
        bt_buf_putc(d->out, (char)simple);
    } else if (c >= '0' && c <= '7') {
        octal_escape(d);
        return true;
    } else if (c == 'x' && (d->flags & BT_LITERAL_BYTES) != 0) {
        d->next++;
        return hex_escape_in_bytes(d);
    } else if ((d->flags & BT_LITERAL_BYTES) == 0 && strchr("xuUN", c) != NULL && c != '\0') {
        d->next++;
        return c == 'x'   ? hex_escape(d, 2, "truncated \\xXX escape")
               : c == 'u' ? hex_escape(d, 4, "truncated \\uXXXX escape")
               : c == 'U' ? hex_escape(d, 8, "truncated \\UXXXXXXXX escape")
                          : name_escape(d);
    } else if (c != '\n') { /* a backslash at the end of a line joins it to the next */
        size_t size = bt_utf8_size((unsigned char)c);
        warn(d, d->next - 1, size + 1, "");
        bt_buf_putc(d->out, '\\');
        bt_buf_write(d->out, d->next, size);
        d->next += size;
        d->pos += size == 1 ? 2 : 16;
        return true;
    }
    d->next++;
    d->pos += 2;
    return true;
}

bool bt_literal_text(struct bt_buf *out, const char *body, size_t len, unsigned flags,
                     struct bt_escape_report *report)
{
    struct decoding d = {.out = out,
                         .next = body,
                         .end = body + len,
                         .body = body,
                         .flags = flags,
                         .report = report};
    bool raw = (flags & BT_LITERAL_RAW) != 0;
    bool braces = (flags & BT_LITERAL_BRACES) != 0;
    while (d.next < d.end) {
        const char *start = d.next;
        while (d.next < d.end && (raw || *d.next != '\\') &&
               !(braces && (*d.next == '{' || *d.next == '}'))) {
            d.pos += (unsigned char)*d.next < 0x80 ? 1 : (*d.next & 0x40) != 0 ? 10 : 0;
            d.next++;
        }
        bt_buf_write(out, start, (size_t)(d.next - start));
        if (d.next == d.end) {
            break;
        }
        if (*d.next != '\\') { /* a doubled brace */
            bt_buf_putc(out, *d.next);
            d.next += d.next + 1 < d.end && d.next[1] == *d.next ? 2 : 1;
            d.pos++;
            continue;
        }
        d.next++;
        if (d.next == d.end) { /* before a field of an f-string */
            bt_buf_putc(out, '\\');
        } else if (!escape(&d)) {
            return false;
        }
    }
    return true;
}
