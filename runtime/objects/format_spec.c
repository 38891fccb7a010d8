// Parsing the format mini-language, and padding.
#include <stdio.h>

#include "base/buf.h"
#include "base/utf8.h"
#include "runtime/objects/error.h"
#include "runtime/objects/format.h"
#include "runtime/objects/str.h"

struct cursor {
    const char *p, *end;
};

static bool is_align(int c)
{
    return c == '<' || c == '>' || c == '^' || c == '=';
}

// The next character if it is `c`.
static bool take(struct cursor *at, char c)
{
    if (at->p == at->end || *at->p != c)
        return false;
    at->p++;
    return true;
}

// A number, -1 if there is none.
static bool take_number(struct bt_thread *th, struct cursor *at, int64_t *out)
{
    *out = -1;
    for (; at->p < at->end && *at->p >= '0' && *at->p <= '9'; at->p++) {
        int64_t n = *out < 0 ? 0 : *out;
        if (n > (INT64_MAX - 9) / 10)
            return bt_fail(th, BT_EXC_VALUE_ERROR, "Too many decimal digits in format string");
        *out = n * 10 + (*at->p - '0');
    }
    return true;
}

static void take_fill_and_align(struct cursor *at, struct bt_format_spec *out)
{
    if (at->p == at->end)
        return;
    size_t first = bt_utf8_size((unsigned char)*at->p);
    if (first < (size_t)(at->end - at->p) && is_align(at->p[first])) {
        out->fill = bt_wtf8_decode(at->p, (size_t)(at->end - at->p), &first);
        out->align = at->p[first];
        out->fill_given = out->align_given = true;
        at->p += first + 1;
    } else if (is_align(*at->p)) {
        out->align = *at->p++;
        out->align_given = true;
    }
}

// May the type be written with this grouping? b o x X only with underscores, and then in fours.
static bool check_grouping(struct bt_thread *th, const struct bt_format_spec *spec)
{
    uint32_t type = spec->type;
    if (spec->grouping == 0 || type == 0 || (type < 128 && strchr("defgEG%F", (int)type)))
        return true;
    if (type < 128 && strchr("boxX", (int)type) && spec->grouping == '_')
        return true;
    if (type > 32 && type < 128)
        return bt_fail(th, BT_EXC_VALUE_ERROR, "Cannot specify '%c' with '%c'.",
                       (uint32_t)spec->grouping, type);
    char hex[16];
    (void)snprintf(hex, sizeof hex, "%x", (unsigned)type);
    return bt_fail(th, BT_EXC_VALUE_ERROR, "Cannot specify '%c' with '\\x%s'.",
                   (uint32_t)spec->grouping, hex);
}

static bool take_grouping(struct bt_thread *th, struct cursor *at, struct bt_format_spec *out)
{
    if (take(at, ','))
        out->grouping = ',';
    bool underscore = take(at, '_');
    if ((underscore && out->grouping) || (underscore && take(at, ',')))
        return bt_fail(th, BT_EXC_VALUE_ERROR, "Cannot specify both ',' and '_'.");
    if (underscore)
        out->grouping = '_';
    return true;
}

static bool take_type(struct bt_thread *th, bt_value v, const char *text, size_t len,
                      struct cursor *at, struct bt_format_spec *out)
{
    size_t left = (size_t)(at->end - at->p);
    if (left == 0)
        return true;
    size_t size;
    uint32_t type = bt_wtf8_decode(at->p, left, &size);
    if (size < left) {
        bt_value shown = bt_str_new(th, text, len);
        if (!bt_is_error(shown))
            (void)bt_value_error(th, "Invalid format specifier '%S' for object of type '%T'", shown,
                                 v);
        return false;
    }
    out->type = type;
    return true;
}

bool bt_format_parse(struct bt_thread *th, bt_value v, const char *text, size_t len,
                     uint32_t default_type, char default_align, struct bt_format_spec *out)
{
    *out = (struct bt_format_spec){
        .fill = ' ', .align = default_align, .width = -1, .precision = -1, .type = default_type};
    struct cursor at = {text, text + len};
    take_fill_and_align(&at, out);
    if (at.p < at.end && (*at.p == ' ' || *at.p == '+' || *at.p == '-'))
        out->sign = *at.p++;
    out->coerce_zero = take(&at, 'z');
    out->alternate = take(&at, '#');
    if (!out->fill_given && take(&at, '0')) {
        out->fill = '0';
        if (!out->align_given && default_align == '>')
            out->align = '=';
    }
    if (!take_number(th, &at, &out->width) || !take_grouping(th, &at, out))
        return false;
    if (take(&at, '.')) {
        if (!take_number(th, &at, &out->precision))
            return false;
        if (out->precision < 0)
            return bt_fail(th, BT_EXC_VALUE_ERROR, "Format specifier missing precision");
    }
    return take_type(th, v, text, len, &at, out) && check_grouping(th, out);
}

bt_value bt_format_unknown(struct bt_thread *th, uint32_t type, bt_value v)
{
    if (type > 32 && type < 128)
        return bt_value_error(th, "Unknown format code '%c' for object of type '%.200T'", type, v);
    char hex[16];
    (void)snprintf(hex, sizeof hex, "%x", (unsigned)type);
    return bt_value_error(th, "Unknown format code '\\x%s' for object of type '%.200T'", hex, v);
}

static void put_fill(struct bt_buf *out, uint32_t fill, size_t n)
{
    if (fill < 128) {
        bt_buf_fill(out, (char)fill, n);
        return;
    }
    for (size_t i = 0; i < n && !out->failed; i++)
        bt_buf_put_code_point(out, fill);
}

void bt_format_pad(struct bt_buf *out, const struct bt_format_spec *spec, const char *text,
                   size_t len, size_t n_chars)
{
    size_t total =
        spec->width > 0 && (size_t)spec->width > n_chars ? (size_t)spec->width - n_chars : 0;
    size_t left = spec->align == '<' ? 0 : spec->align == '^' ? total / 2 : total;
    put_fill(out, spec->fill, left);
    bt_buf_write(out, text, len);
    put_fill(out, spec->fill, total - left);
}
