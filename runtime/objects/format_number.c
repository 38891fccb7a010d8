/*
 * int, float and complex by the format mini-language. Each number is first written as plain ASCII
 * parts (prefix, digits of the whole part, the rest), then put_number groups the digits and pads.
 */
#include <ctype.h>
#include <limits.h>
#include <math.h>
#include <stdlib.h>

#include "base/buf.h"
#include "base/utf8.h"
#include "runtime/objects/float_impl.h"
#include "runtime/objects/format.h"
#include "runtime/objects/int.h"
#include "runtime/objects/protocol.h"
#include "runtime/objects/str.h"

struct number {
    bool negative;
    const char *prefix; // "0x"
    const char *digits; // the whole part; empty for inf and nan
    size_t n_digits;
    const char *rest; // what is never grouped: point, fraction, exponent, %
    size_t n_rest;
};

// The digits with separators every `group` digits, and zeros in front up to min_width characters.
static void put_grouped(struct bt_buf *out, const struct number *x, char separator, int group,
                        int64_t min_width)
{
    if (x->n_digits == 0)
        return;
    // Written backwards, then reversed in place.
    size_t start = out->len, left = x->n_digits;
    while (left > 0 || (int64_t)(out->len - start) < min_width) {
        size_t len = out->len - start;
        if (separator && len > 0 && len % (size_t)(group + 1) == (size_t)group) {
            bt_buf_putc(out, separator);
            // A separator is never the first character: one digit more, though it exceeds the
            // width.
            if (left == 0 && (int64_t)(len + 1) >= min_width)
                bt_buf_putc(out, '0');
        } else {
            bt_buf_putc(out, left > 0 ? x->digits[--left] : '0');
        }
        if (out->failed)
            return;
    }
    for (size_t i = start, j = out->len - 1; i < j; i++, j--) {
        char c = out->data[i];
        out->data[i] = out->data[j];
        out->data[j] = c;
    }
}

// The number, `len` characters with its sign, in its field: digits not grouped, the fill ASCII.
static void put_padded(struct bt_buf *out, const struct bt_format_spec *spec,
                       const struct number *x, char sign, size_t len)
{
    size_t pad = spec->width > 0 && (size_t)spec->width > len ? (size_t)spec->width - len : 0;
    size_t inner = spec->align == '=' ? pad : 0;
    size_t left = spec->align == '<' ? 0 : spec->align == '^' ? pad / 2 : pad - inner;
    bt_buf_fill(out, (char)spec->fill, left);
    if (sign)
        bt_buf_putc(out, sign);
    bt_buf_puts(out, x->prefix);
    bt_buf_fill(out, (char)spec->fill, inner);
    bt_buf_write(out, x->digits, x->n_digits);
    bt_buf_write(out, x->rest, x->n_rest);
    bt_buf_fill(out, (char)spec->fill, pad - inner - left);
}

static void put_number(struct bt_buf *out, const struct bt_format_spec *spec,
                       const struct number *x)
{
    char sign = x->negative ? '-' : spec->sign == '+' || spec->sign == ' ' ? spec->sign : 0;
    int64_t fixed = (sign != 0) + (int64_t)strlen(x->prefix) + (int64_t)x->n_rest;
    bool zeros = spec->fill == '0' && spec->align == '=';
    int group = spec->type < 128 && spec->type && strchr("boxX", (int)spec->type) ? 4 : 3;
    if (spec->width <= 0 && !spec->grouping) {
        if (sign)
            bt_buf_putc(out, sign);
        bt_buf_puts(out, x->prefix);
        bt_buf_write(out, x->digits, x->n_digits);
        bt_buf_write(out, x->rest, x->n_rest);
        return;
    }
    if (!spec->grouping && spec->fill < 0x80) {
        put_padded(out, spec, x, sign, (size_t)fixed + x->n_digits);
        return;
    }
    struct bt_buf body;
    bt_buf_init(&body);
    struct bt_buf head;
    bt_buf_init(&head);
    if (sign)
        bt_buf_putc(&head, sign);
    bt_buf_puts(&head, x->prefix);
    put_grouped(&body, x, spec->grouping, group, zeros ? spec->width - fixed : 0);
    bt_buf_write(&body, x->rest, x->n_rest);
    if (spec->align == '=') {
        struct bt_format_spec inner = *spec;
        inner.align = '>';
        inner.width -= (int64_t)head.len;
        bt_buf_write(out, head.data, head.len);
        bt_format_pad(out, &inner, body.data, body.len, body.len);
    } else {
        bt_buf_write(&head, body.data, body.len);
        bt_format_pad(out, spec, head.data, head.len, head.len);
    }
    if (head.failed || body.failed)
        out->failed = true;
    bt_buf_free(&head);
    bt_buf_free(&body);
}

// ---- float ----

// Digits 0.DIGITS * 10^point laid out with `end` digits counted from the first (at least), as %g
// does: with an exponent or without; `dot_zero` leaves at least one digit after the point.
static void put_digits(struct bt_buf *out, const char *digits, int n, int point, int end,
                       bool exponent, bool alternate, bool dot_zero)
{
    int power = point - 1;
    if (exponent)
        point = 1;
    if (end < n)
        end = n;
    if (!exponent && dot_zero && end <= point)
        end = point + 1;
    if (end < point)
        end = point;
    for (int i = point <= 0 ? point - 1 : 0; i < end; i++) {
        if (i == point)
            bt_buf_putc(out, '.');
        bt_buf_putc(out, i >= 0 && i < n ? digits[i] : '0');
    }
    if (end == point && alternate)
        bt_buf_putc(out, '.');
    if (exponent)
        bt_buf_printf(out, "e%c%02d", power < 0 ? '-' : '+', abs(power));
}

// d (not negative, finite) by 'g': `precision` significant digits, trailing zeros dropped unless
// alternate.
static bool put_general(struct bt_buf *out, double d, int precision, bool alternate, bool dot_zero)
{
    if (precision == 0)
        precision = 1;
    struct bt_buf text;
    bt_buf_init(&text);
    if (!bt_double_format(&text, d, 'e', precision - 1, false)) {
        bt_buf_free(&text);
        return false;
    }
    char *e = memchr(text.data, 'e', text.len);
    int point = d == 0 ? 1 : atoi(e + 1) + 1;
    char *digits = text.data;
    int n = (int)(e - text.data);
    if (n > 1) { // over the point
        digits[1] = digits[0];
        digits++;
        n--;
    }
    while (n > 1 && digits[n - 1] == '0')
        n--;
    bool exponent = point <= -4 || point > precision - dot_zero;
    put_digits(out, digits, n, point, alternate ? precision : 0, exponent, alternate, dot_zero);
    bt_buf_free(&text);
    return !out->failed;
}

/*
 * The magnitude of d as ASCII: type 'e', 'f', 'g' (upper case for the same in capitals) or 'r' for
 * the shortest digits. false when out of memory.
 */
static bool put_magnitude(struct bt_buf *out, double d, uint32_t type, int precision,
                          bool alternate, bool dot_zero)
{
    size_t start = out->len;
    bool ok = true;
    d = fabs(d);
    if (!isfinite(d)) {
        bt_buf_puts(out, isnan(d) ? "nan" : "inf");
    } else if (type == 'r') {
        char digits[18] = "0";
        int point = 1, n = d == 0 ? 1 : (int)bt_double_shortest(d, digits, &point);
        put_digits(out, digits, n, point, 0, point <= -4 || point > 16, alternate, dot_zero);
    } else if (type == 'g' || type == 'G') {
        ok = put_general(out, d, precision, alternate, dot_zero);
    } else {
        ok = bt_double_format(out, d, (char)tolower((int)type), precision, alternate);
    }
    if (type == 'E' || type == 'F' || type == 'G')
        for (size_t i = start; i < out->len; i++)
            out->data[i] = (char)toupper((unsigned char)out->data[i]);
    return ok && !out->failed;
}

static bool all_zero(const struct bt_buf *text)
{
    for (size_t i = 0; i < text->len; i++) {
        if (text->data[i] == 'e' || text->data[i] == 'E')
            return true;
        if (text->data[i] != '0' && text->data[i] != '.')
            return false;
    }
    return true;
}

static bool check_precision(struct bt_thread *th, const struct bt_format_spec *spec)
{
    return spec->precision <= INT_MAX || bt_fail(th, BT_EXC_VALUE_ERROR, "precision too big");
}

// One double, padded and grouped. `type` is 'r' or one of eEfFgG; `percent` appends a percent sign.
static bool put_double(struct bt_thread *th, struct bt_buf *out, double d,
                       const struct bt_format_spec *spec, uint32_t type, int precision,
                       bool dot_zero, bool percent)
{
    char room[96];
    struct bt_buf text;
    bt_buf_init_in(&text, room, sizeof room);
    bool ok = put_magnitude(&text, d, type, precision, spec->alternate, dot_zero);
    if (ok) {
        bool negative = signbit(d) && !isnan(d) && !(spec->coerce_zero && all_zero(&text));
        if (percent)
            bt_buf_putc(&text, '%');
        size_t n = 0;
        while (n < text.len && isdigit((unsigned char)text.data[n]))
            n++;
        struct number x = {negative, "", text.data, n, text.data + n, text.len - n};
        ok = !text.failed;
        if (ok)
            put_number(out, spec, &x);
    }
    bt_buf_free(&text);
    return (ok && !out->failed) || !bt_is_error(bt_raise_no_memory(th));
}

static bool is_float_type(uint32_t type)
{
    return type == 0 || (type < 128 && strchr("eEfFgGn%", (int)type));
}

bool bt_format_double_spec(struct bt_thread *th, struct bt_buf *out, double d,
                           const struct bt_format_spec *spec)
{
    uint32_t type = spec->type;
    if (!is_float_type(type))
        return !bt_is_error(bt_format_unknown(th, type, bt_from_double(d)));
    if (!check_precision(th, spec))
        return false;
    int precision = spec->precision < 0 ? 6 : (int)spec->precision;
    bool percent = type == '%', dot_zero = type == 0;
    if (percent) {
        type = 'f';
        d *= 100;
    } else if (type == 'n' || (type == 0 && spec->precision >= 0)) {
        type = 'g';
    } else if (type == 0) {
        type = 'r';
    }
    return put_double(th, out, d, spec, type, precision, dot_zero, percent);
}

bt_value bt_format_float(struct bt_thread *th, double d, const char *text, size_t len)
{
    struct bt_format_spec spec;
    char room[128];
    struct bt_buf out;
    if (!bt_format_parse(th, bt_from_double(d), text, len, 0, '>', &spec))
        return BT_ERROR;
    bt_buf_init_in(&out, room, sizeof room);
    if (!bt_format_double_spec(th, &out, d, &spec)) {
        bt_buf_free(&out);
        return BT_ERROR;
    }
    return bt_str_from_buf(th, &out);
}

// ---- int ----

static bool put_char(struct bt_thread *th, struct bt_buf *out, bt_value v,
                     const struct bt_format_spec *spec)
{
    int64_t c;
    if (spec->sign)
        return bt_fail(th, BT_EXC_VALUE_ERROR,
                       "Sign not allowed with integer format specifier 'c'");
    if (spec->alternate)
        return bt_fail(th, BT_EXC_VALUE_ERROR,
                       "Alternate form (#) not allowed with integer format specifier 'c'");
    if (!bt_int_get_i64(v, &c))
        return bt_fail(th, BT_EXC_OVERFLOW_ERROR, "Python int too large to convert to C long");
    if (c < 0 || c > 0x10FFFF)
        return bt_fail(th, BT_EXC_OVERFLOW_ERROR, "%%c arg not in range(0x110000)");
    char text[BT_UTF8_MAX];
    bt_format_pad(out, spec, text, bt_utf8_encode((uint32_t)c, text), 1);
    return !out->failed || !bt_is_error(bt_raise_no_memory(th));
}

static bool put_int(struct bt_thread *th, struct bt_buf *out, bt_value v,
                    const struct bt_format_spec *spec)
{
    uint32_t type = spec->type;
    int base = type == 'b' ? 2 : type == 'o' ? 8 : type == 'x' || type == 'X' ? 16 : 10;
    const char *prefix = !spec->alternate ? ""
                         : type == 'b'    ? "0b"
                         : type == 'o'    ? "0o"
                         : type == 'x'    ? "0x"
                         : type == 'X'    ? "0X"
                                          : "";
    char room[96];
    struct bt_buf digits;
    bt_buf_init_in(&digits, room, sizeof room);
    bool ok = bt_int_digits(th, &digits, v, base);
    if (ok && type == 'X')
        for (size_t i = 0; i < digits.len; i++)
            digits.data[i] = (char)toupper((unsigned char)digits.data[i]);
    if (ok) {
        struct number x = {bt_int_is_negative(v), prefix, digits.data, digits.len, "", 0};
        put_number(out, spec, &x);
        ok = !out->failed || !bt_is_error(bt_raise_no_memory(th));
    }
    bt_buf_free(&digits);
    return ok;
}

bool bt_format_int_spec(struct bt_thread *th, struct bt_buf *out, bt_value v,
                        const struct bt_format_spec *spec)
{
    uint32_t type = spec->type;
    if (type < 128 && type && strchr("bcdoxXn", (int)type)) {
        if (spec->precision >= 0)
            return bt_fail(th, BT_EXC_VALUE_ERROR,
                           "Precision not allowed in integer format specifier");
        if (spec->coerce_zero)
            return bt_fail(th, BT_EXC_VALUE_ERROR,
                           "Negative zero coercion (z) not allowed in integer format specifier");
        return type == 'c' ? put_char(th, out, v, spec) : put_int(th, out, v, spec);
    }
    if (type == 0 || !is_float_type(type))
        return !bt_is_error(bt_format_unknown(th, type, v));
    double d;
    return bt_int_to_double(th, v, &d) && bt_format_double_spec(th, out, d, spec);
}

bt_value bt_format_int(struct bt_thread *th, bt_value v, const char *text, size_t len)
{
    if (len == 0)
        return bt_is_small(v) ? bt_int_repr(th, v) : bt_str_of(th, v);
    struct bt_format_spec spec;
    char room[128];
    struct bt_buf out;
    if (!bt_format_parse(th, v, text, len, 'd', '>', &spec))
        return BT_ERROR;
    bt_buf_init_in(&out, room, sizeof room);
    if (!bt_format_int_spec(th, &out, v, &spec)) {
        bt_buf_free(&out);
        return BT_ERROR;
    }
    return bt_str_from_buf(th, &out);
}

// ---- complex ----

static bool complex_spec(struct bt_thread *th, double real, double imag, const char *text,
                         size_t len, struct bt_format_spec *spec)
{
    bt_value v = bt_complex_new(th, real, imag);
    if (bt_is_error(v) || !bt_format_parse(th, v, text, len, 0, '>', spec))
        return false;
    if (!is_float_type(spec->type) || spec->type == '%')
        return !bt_is_error(bt_format_unknown(th, spec->type, v));
    if (spec->fill == '0')
        return bt_fail(th, BT_EXC_VALUE_ERROR,
                       "Zero padding is not allowed in complex format specifier");
    if (spec->align == '=')
        return bt_fail(th, BT_EXC_VALUE_ERROR,
                       "'=' alignment flag is not allowed in complex format specifier");
    return check_precision(th, spec);
}

bt_value bt_format_complex(struct bt_thread *th, double real, double imag, const char *text,
                           size_t len)
{
    struct bt_format_spec spec;
    if (!complex_spec(th, real, imag, text, len, &spec))
        return BT_ERROR;
    uint32_t type = spec.type;
    bool plain = type == 0, only_imag = plain && real == 0 && !signbit(real);
    int precision = spec.precision < 0 ? 6 : (int)spec.precision;
    if (type == 'n' || (plain && spec.precision >= 0))
        type = 'g';
    else if (plain)
        type = 'r';
    struct bt_format_spec part = spec;
    part.width = -1;
    struct bt_buf body, out;
    bt_buf_init(&body);
    bt_buf_init(&out);
    bool ok = true;
    if (plain && !only_imag)
        bt_buf_putc(&body, '(');
    if (!only_imag) {
        ok = put_double(th, &body, real, &part, type, precision, false, false);
        part.sign = '+';
    }
    ok = ok && put_double(th, &body, imag, &part, type, precision, false, false);
    bt_buf_putc(&body, 'j');
    if (plain && !only_imag)
        bt_buf_putc(&body, ')');
    if (ok)
        bt_format_pad(&out, &spec, body.data, body.len, body.len);
    if (body.failed)
        out.failed = true;
    bt_buf_free(&body);
    if (!ok) {
        bt_buf_free(&out);
        return BT_ERROR;
    }
    return bt_str_from_buf(th, &out);
}
