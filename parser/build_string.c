/*
 * Constructors of strings and f-strings. See build.h.
 *
 * A string token becomes a Constant, an f-string a JoinedStr; adjacent ones are joined at the end.
 * In a JoinedStr no two neighbours are Constants, and none of them is empty.
 */
#include "parser/build.h"

#include <string.h>

/* Puts the error about an f-string's text off to its end, where CPython reports it. */
static bool keep_late_error(struct bt_parser *p, const char *message)
{
    if (p->late_error == NULL) {
        p->late_error = bt_arena_copy(p->arena, message, strlen(message));
        if (p->late_error == NULL) {
            return bt_diag_no_memory(p->err);
        }
    }
    return true;
}

struct bt_expr *bt_build_fstring_end(struct bt_parser *p, struct bt_span span,
                                     struct bt_ast_list *parts, struct bt_span end)
{
    if (p->late_error != NULL) {
        return bt_build_error(p, end, "%s", p->late_error);
    }
    return bt_build_fstring(p, span, parts);
}

/* Decodes a body into a Constant; the warning about an escape goes to the token's line. */
static struct bt_expr *decode(struct bt_parser *p, struct bt_span span, const char *body,
                              size_t len, unsigned flags)
{
    struct bt_expr *e = bt_build_expr(p, BT_EXPR_CONSTANT, span);
    if (e == NULL) {
        return NULL;
    }
    bool bytes = (flags & BT_LITERAL_BYTES) != 0;
    e->u.constant.kind = bytes ? BT_CONST_BYTES : BT_CONST_STR;
    struct bt_escape_report report = {0};
    struct bt_buf buf;
    bt_buf_init(&buf);
    bool good = bt_literal_text(&buf, body, len, flags, &report);
    if (!good) {
        if ((flags & BT_LITERAL_FSTRING) == 0) {
            bt_build_error(p, span, "%s", report.message);
        } else {
            good = keep_late_error(p, report.message);
        }
    } else if (buf.failed ||
               (e->u.constant.u.str.data = bt_arena_copy(p->arena, buf.data, buf.len)) == NULL) {
        bt_diag_no_memory(p->err);
        good = false;
    } else {
        e->u.constant.u.str.len = buf.len;
    }
    bt_buf_free(&buf);
    if (good && report.warning) {
        const char *message = bt_arena_copy(p->arena, report.message, strlen(report.message));
        if (message == NULL) {
            bt_diag_no_memory(p->err);
            return NULL;
        }
        good = bt_build_warn(p, span, message);
    }
    return good ? e : NULL;
}

struct bt_expr *bt_build_string(struct bt_parser *p, struct bt_span span, struct bt_lexeme text)
{
    struct bt_string_parts parts;
    bt_literal_split(text.text, text.len, &parts);
    if (parts.is_bytes) {
        for (size_t i = 0; i < parts.body_len; i++) {
            if ((unsigned char)parts.body[i] >= 0x80) {
                return bt_build_error(p, span, "bytes can only contain ASCII literal characters");
            }
        }
    }
    unsigned flags =
        (parts.is_raw ? BT_LITERAL_RAW : 0u) | (parts.is_bytes ? BT_LITERAL_BYTES : 0u);
    struct bt_expr *e = decode(p, span, parts.body, parts.body_len, flags);
    if (e != NULL) {
        e->u.constant.u.str.u_prefix = parts.u_prefix;
    }
    return e;
}

struct bt_expr *bt_build_fstring_text(struct bt_parser *p, struct bt_span span,
                                      struct bt_lexeme text, bool is_spec)
{
    unsigned flags =
        (text.raw ? BT_LITERAL_RAW : 0u) | (is_spec ? 0u : BT_LITERAL_BRACES) | BT_LITERAL_FSTRING;
    return decode(p, span, text.text, text.len, flags);
}

/* ---- fields ---- */

int bt_build_conversion(struct bt_parser *p, struct bt_span mark, struct bt_span name_span,
                        struct bt_lexeme name)
{
    if (mark.end_line != name_span.line || mark.end_col != name_span.col) {
        bt_build_error(p, bt_span_join(mark, name_span),
                       "f-string: conversion type must come right after the exclamanation mark");
        return 0;
    }
    if (name.len != 1 || strchr("sra", name.text[0]) == NULL) {
        bt_build_error(p, name_span,
                       "f-string: invalid conversion character '%s': expected 's', 'r', or 'a'",
                       name.name->text);
        return 0;
    }
    return name.text[0];
}

/*
 * The text of a field with '=', from its bracket to what follows the '=', without comments. Blanks
 * and line ends are kept.
 */
static struct bt_expr *debug_text(struct bt_parser *p, struct bt_span span, const char *from,
                                  const char *to)
{
    struct bt_buf buf;
    bt_buf_init(&buf);
    char quote = '\0';
    for (const char *c = from; c < to; c++) {
        if (quote == '\0' && *c == '#') {
            while (c < to && *c != '\n') {
                c++;
            }
            if (c == to) {
                break;
            }
        } else if (*c == '\'' || *c == '"') {
            quote = quote == '\0' ? *c : quote == *c ? '\0' : quote;
        }
        bt_buf_putc(&buf, *c);
    }
    struct bt_expr *e = bt_build_expr(p, BT_EXPR_CONSTANT, span);
    if (e != NULL) {
        e->u.constant.kind = BT_CONST_STR;
        e->u.constant.u.str.len = buf.len;
        e->u.constant.u.str.data = buf.failed ? NULL : bt_arena_copy(p->arena, buf.data, buf.len);
        if (e->u.constant.u.str.data == NULL) {
            bt_diag_no_memory(p->err);
            e = NULL;
        }
    }
    bt_buf_free(&buf);
    return e;
}

/* From after the bracket to what follows the text. */
static struct bt_span debug_span(struct bt_span field, struct bt_field_part conversion,
                                 struct bt_field_part spec)
{
    struct bt_span span = {field.line, field.col + 1, field.end_line, field.end_col - 1};
    const struct bt_field_part *next = conversion.text != NULL ? &conversion
                                       : spec.text != NULL     ? &spec
                                                               : NULL;
    if (next != NULL) {
        span.end_line = next->span.line;
        span.end_col = next->span.col;
    }
    return span;
}

struct bt_ast_list *bt_build_field(struct bt_parser *p, struct bt_span span,
                                   struct bt_ast_list *parts, struct bt_lexeme open,
                                   struct bt_expr *value, const struct bt_lexeme *debug,
                                   struct bt_field_part conversion, struct bt_field_part spec,
                                   struct bt_lexeme close)
{
    struct bt_expr *e = bt_build_expr(p, BT_EXPR_FORMATTED_VALUE, span);
    if (e == NULL) {
        return NULL;
    }
    e->u.formatted_value.value = value;
    e->u.formatted_value.conversion = conversion.conversion;
    e->u.formatted_value.format_spec = spec.spec;
    if (debug != NULL) {
        if (conversion.text == NULL && spec.text == NULL) {
            e->u.formatted_value.conversion = 'r';
        }
        const char *end = conversion.text != NULL ? conversion.text
                          : spec.text != NULL     ? spec.text
                                                  : close.text;
        struct bt_span text_span = debug_span(span, conversion, spec);
        struct bt_expr *text = debug_text(p, text_span, open.text + 1, end);
        if (text == NULL || bt_ast_list_add(p, parts, text) == NULL) {
            return NULL;
        }
    }
    return bt_ast_list_add(p, parts, e);
}

/* ---- joining ---- */

static bool is_text(const struct bt_expr *e)
{
    return e->kind == BT_EXPR_CONSTANT;
}

/* One Constant of the neighbours items[from..to). */
static struct bt_expr *join_texts(struct bt_parser *p, void *const *items, uint32_t from,
                                  uint32_t to)
{
    struct bt_expr *first = items[from];
    if (to - from == 1) {
        return first;
    }
    size_t len = 0;
    for (uint32_t i = from; i < to; i++) {
        len += ((const struct bt_expr *)items[i])->u.constant.u.str.len;
    }
    struct bt_expr *last = items[to - 1];
    struct bt_expr *e = bt_build_expr(p, BT_EXPR_CONSTANT, bt_span_join(first->span, last->span));
    char *data = bt_build_alloc(p, len + 1);
    if (e == NULL || data == NULL) {
        return NULL;
    }
    e->u.constant = first->u.constant;
    e->u.constant.u.str.data = data;
    e->u.constant.u.str.len = len;
    for (uint32_t i = from; i < to; i++) {
        const struct bt_const *c = &((const struct bt_expr *)items[i])->u.constant;
        memcpy(data, c->u.str.data, c->u.str.len);
        data += c->u.str.len;
    }
    return e;
}

struct bt_expr *bt_build_fstring(struct bt_parser *p, struct bt_span span,
                                 struct bt_ast_list *parts)
{
    struct bt_expr *e = bt_build_expr(p, BT_EXPR_JOINED_STR, span);
    struct bt_ast_list *out = bt_ast_list_new(p);
    if (e == NULL || out == NULL) {
        return NULL;
    }
    for (uint32_t i = 0; i < parts->n;) {
        struct bt_expr *part = parts->items[i];
        if (!is_text(part)) {
            i++;
        } else {
            uint32_t from = i;
            while (i < parts->n && is_text(parts->items[i])) {
                i++;
            }
            part = join_texts(p, parts->items, from, i);
            if (part == NULL) {
                return NULL;
            }
            if (part->u.constant.u.str.len == 0) {
                continue;
            }
        }
        if (bt_ast_list_add(p, out, part) == NULL) {
            return NULL;
        }
    }
    e->u.joined_str.values = BT_SEQ(bt_expr_seq, out);
    return e;
}

struct bt_expr *bt_build_strings(struct bt_parser *p, struct bt_span span,
                                 struct bt_ast_list *parts)
{
    if (parts->n == 1) {
        return parts->items[0];
    }
    bool any_f = false;
    uint32_t n_bytes = 0;
    for (uint32_t i = 0; i < parts->n; i++) {
        const struct bt_expr *part = parts->items[i];
        any_f |= !is_text(part);
        n_bytes += is_text(part) && part->u.constant.kind == BT_CONST_BYTES;
    }
    if (n_bytes != 0 && n_bytes != parts->n) {
        return bt_build_error(p, p->current, "cannot mix bytes and nonbytes literals");
    }
    if (!any_f) {
        struct bt_expr *e = join_texts(p, parts->items, 0, parts->n);
        if (e != NULL) {
            e->span = span;
        }
        return e;
    }
    struct bt_ast_list *flat = bt_ast_list_new(p);
    if (flat == NULL) {
        return NULL;
    }
    for (uint32_t i = 0; i < parts->n; i++) {
        struct bt_expr *part = parts->items[i];
        if (is_text(part)) {
            if (bt_ast_list_add(p, flat, part) == NULL) {
                return NULL;
            }
            continue;
        }
        const struct bt_expr_seq *values = &part->u.joined_str.values;
        for (uint32_t j = 0; j < values->n; j++) {
            if (bt_ast_list_add(p, flat, values->items[j]) == NULL) {
                return NULL;
            }
        }
    }
    return bt_build_fstring(p, span, flat);
}
