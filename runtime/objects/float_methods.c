// The methods of float: rounding, ratios, hexadecimal text.
#include <ctype.h>
#include <float.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>

#include "base/buf.h"
#include "runtime/objects/float_impl.h"
#include "runtime/objects/int.h"
#include "runtime/objects/protocol.h"
#include "runtime/objects/seq.h"
#include "runtime/objects/str.h"

static double self_value(const bt_value *args)
{
    double d = 0;
    (void)bt_float_get(args[0], &d);
    return d;
}

static bt_value float_is_integer(struct bt_thread *th, const bt_value *args)
{
    (void)th;
    double d = self_value(args);
    return bt_bool(isfinite(d) && floor(d) == d);
}

static bt_value float_self(struct bt_thread *th, const bt_value *args)
{
    (void)th;
    return bt_from_double(self_value(args));
}

static bt_value float_trunc(struct bt_thread *th, const bt_value *args)
{
    return bt_int_from_double(th, self_value(args));
}
static bt_value float_floor(struct bt_thread *th, const bt_value *args)
{
    return bt_int_from_double(th, floor(self_value(args)));
}
static bt_value float_ceil(struct bt_thread *th, const bt_value *args)
{
    return bt_int_from_double(th, ceil(self_value(args)));
}

static bt_value float_getnewargs(struct bt_thread *th, const bt_value *args)
{
    return bt_tuple_of(th, 1, bt_from_double(self_value(args)));
}

static bt_value float_getformat(struct bt_thread *th, const bt_value *args)
{
    if (!bt_is_str(args[1]))
        return bt_type_error(th, "__getformat__() argument must be str, not %T", args[1]);
    if (!bt_str_is(args[1], "double") && !bt_str_is(args[1], "float"))
        return bt_value_error(th, "__getformat__() argument 1 must be 'double' or 'float'");
    return bt_str_from(th, __BYTE_ORDER__ == __ORDER_LITTLE_ENDIAN__ ? "IEEE, little-endian"
                                                                     : "IEEE, big-endian");
}

static bt_value float_as_integer_ratio(struct bt_thread *th, const bt_value *args)
{
    double d = self_value(args);
    if (isinf(d))
        return bt_overflow_error(th, "cannot convert Infinity to integer ratio");
    if (isnan(d))
        return bt_value_error(th, "cannot convert NaN to integer ratio");
    int exponent;
    double m = frexp(d, &exponent);
    for (int i = 0; i < 300 && m != floor(m); i++) {
        m *= 2.0;
        exponent--;
    }
    bt_value top = bt_int_from_double(th, m), bottom = bt_from_small(1);
    bt_value *scaled = exponent > 0 ? &top : &bottom;
    if (!bt_is_error(top))
        *scaled = bt_int_binary(th, BT_OP_LSHIFT, *scaled, bt_from_small(abs(exponent)));
    if (bt_is_error(top) || bt_is_error(bottom))
        return BT_ERROR;
    return bt_tuple_of(th, 2, top, bottom);
}

// ---- rounding ----

// |x| rounded to a multiple of 10^places, from its exact digits.
static bool round_to_tens(struct bt_thread *th, double x, int places, double *out)
{
    struct bt_buf text;
    bt_buf_init(&text);
    bool ok = bt_double_format(&text, trunc(x), 'f', 0, false);
    int keep = ok ? (int)text.len - places : 0; // digits that stay
    *out = 0.0;
    if (ok && keep > 0) {
        bt_buf_clear(&text);
        bool no_memory = false;
        ok = bt_double_format(&text, x, 'e', keep - 1, false) &&
             bt_double_parse(text.data, text.len, out, &no_memory);
    } else if (ok && keep == 0) {
        bool more_than_five = x != trunc(x);
        for (size_t i = 1; i < text.len; i++)
            more_than_five = more_than_five || text.data[i] != '0';
        if (text.data[0] > '5' || (text.data[0] == '5' && more_than_five))
            *out = bt_double_from_decimal("1", 1, places);
    }
    bt_buf_free(&text);
    return ok || !bt_is_error(bt_raise_no_memory(th));
}

/*
 * |x| rounded to n places without its digits: x * 10^n is held exactly as hi + lo, its nearest
 * whole number is exact too, and dividing two exact numbers rounds once. false when they are too
 * large.
 */
static bool round_exactly(double x, int64_t n, double *out)
{
    static const double tens[] = {1e0, 1e1, 1e2,  1e3,  1e4,  1e5,  1e6,  1e7,
                                  1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15};
    if (n < 0 || n > 15)
        return false;
    double hi = x * tens[n], lo = fma(x, tens[n], -hi);
    if (hi >= 0x1p51 || x < 1e-200) // so small that lo might lose bits
        return false;
    double whole = rint(hi), over = hi - whole;
    if (over + lo > 0.5 || (over == 0.5 && lo > 0))
        whole += 1;
    else if (over + lo < -0.5 || (over == -0.5 && lo < 0))
        whole -= 1;
    *out = whole / tens[n];
    return true;
}

bt_value bt_float_round(struct bt_thread *th, double x, int64_t n)
{
    // Beyond these every double is a multiple of 10^-n already, or less than half of it.
    const int most = (int)((DBL_MANT_DIG - DBL_MIN_EXP) * 0.30103);
    const int least = -(int)((DBL_MAX_EXP + 1) * 0.30103);
    if (!isfinite(x) || x == 0 || n > most)
        return bt_from_double(x);
    if (n < least)
        return bt_from_double(0.0 * x);
    double rounded = 0;
    if (n < 0) {
        if (!round_to_tens(th, fabs(x), (int)-n, &rounded))
            return BT_ERROR;
    } else if (!round_exactly(fabs(x), n, &rounded)) {
        struct bt_buf text;
        bt_buf_init(&text);
        bool no_memory = false;
        bool ok = bt_double_format(&text, fabs(x), 'f', (int)n, false) &&
                  bt_double_parse(text.data, text.len, &rounded, &no_memory);
        bt_buf_free(&text);
        if (!ok)
            return bt_raise_no_memory(th);
    }
    if (isinf(rounded))
        return bt_overflow_error(th, "rounded value too large to represent");
    return bt_from_double(copysign(rounded, x));
}

static bt_value float_round(struct bt_thread *th, const bt_value *args)
{
    double x = self_value(args);
    if (bt_is_unset(args[1]) || bt_is_none(args[1])) {
        double rounded = round(x);
        if (fabs(x - rounded) == 0.5)
            rounded = 2.0 * round(x / 2.0);
        return bt_int_from_double(th, rounded);
    }
    int64_t n;
    return bt_as_int64_clipped(th, args[1], &n) ? bt_float_round(th, x, n) : BT_ERROR;
}

// ---- hexadecimal ----

static bt_value float_hex(struct bt_thread *th, const bt_value *args)
{
    double d = self_value(args);
    char text[40];
    if (!isfinite(d))
        return bt_str_new(th, text, bt_double_repr(d, text));
    const char *sign = signbit(d) ? "-" : "";
    if (d == 0)
        return bt_str_format(th, "%s0x0.0p+0", sign);
    int exponent;
    double m = frexp(fabs(d), &exponent);
    int shift = 1 - (DBL_MIN_EXP - exponent > 0 ? DBL_MIN_EXP - exponent : 0);
    m = ldexp(m, shift);
    exponent -= shift;
    uint64_t lead = (uint64_t)m;
    uint64_t digits = (uint64_t)((m - (double)lead) * 0x1p52);
    (void)snprintf(text, sizeof text, "%s0x%d.%013llxp%+d", sign, (int)lead,
                   (unsigned long long)digits, exponent);
    return bt_str_from(th, text);
}

static bool spells(const char *p, const char *end, const char *word)
{
    if ((size_t)(end - p) != strlen(word))
        return false;
    for (; p < end; p++, word++)
        if (tolower((unsigned char)*p) != *word)
            return false;
    return true;
}

static int hex_digit(char c)
{
    return c >= '0' && c <= '9' ? c - '0' : isxdigit((unsigned char)c) ? tolower(c) - 'a' + 10 : -1;
}

// The parts of a hexadecimal number: value = m * 2^exponent, m of at most 60 bits, and in the last
// bit whether anything but zeros followed.
struct hex_number {
    uint64_t m;
    int64_t exponent;
    size_t n_digits;
};

static const char *take_hex_digits(const char *p, const char *end, bool fraction,
                                   struct hex_number *x)
{
    for (; p < end && hex_digit(*p) >= 0; p++, x->n_digits++) {
        uint64_t digit = (uint64_t)hex_digit(*p);
        if (x->m >> 56) {
            x->m |= digit != 0;
            x->exponent += fraction ? 0 : 4;
        } else {
            x->m = x->m << 4 | digit;
            x->exponent -= fraction ? 4 : 0;
        }
    }
    return p;
}

// The exponent's text; NULL if malformed.
static const char *take_hex_exponent(const char *p, const char *end, struct hex_number *x)
{
    if (p == end || (*p != 'p' && *p != 'P'))
        return p;
    p++;
    bool negative = p < end && *p == '-';
    if (p < end && (*p == '-' || *p == '+'))
        p++;
    if (p == end || !isdigit((unsigned char)*p))
        return NULL;
    int64_t exponent = 0;
    for (; p < end && isdigit((unsigned char)*p); p++)
        if (exponent < INT64_C(1) << 50)
            exponent = exponent * 10 + (*p - '0');
    x->exponent += negative ? -exponent : exponent;
    return p;
}

// m * 2^exponent rounded once, halves to even.
static double scale_once(uint64_t m, int64_t exponent)
{
    if (m == 0 || exponent < -1200)
        return 0.0;
    int bits = 64 - __builtin_clzll(m);
    if (exponent + bits > DBL_MAX_EXP)
        return HUGE_VAL;
    int64_t last = exponent + bits - DBL_MANT_DIG;
    if (last < DBL_MIN_EXP - DBL_MANT_DIG)
        last = DBL_MIN_EXP - DBL_MANT_DIG;
    int64_t drop = last - exponent;
    if (drop <= 0)
        return ldexp((double)m, (int)exponent);
    if (drop > 63)
        return 0.0;
    uint64_t kept = m >> drop, half = (uint64_t)1 << (drop - 1), rest = m & (2 * half - 1);
    if (rest > half || (rest == half && (kept & 1)))
        kept++;
    return ldexp((double)kept, (int)last);
}

static bt_value float_fromhex(struct bt_thread *th, const bt_value *args)
{
    if (!bt_is_str(args[1]))
        return bt_type_error(th, "bad argument type for built-in operation");
    const char *p = bt_as_str(args[1])->data, *end = p + bt_as_str(args[1])->len;
    while (p < end && isspace((unsigned char)*p))
        p++;
    while (p < end && isspace((unsigned char)end[-1]))
        end--;
    bool negative = p < end && *p == '-';
    if (p < end && (*p == '-' || *p == '+'))
        p++;
    double d;
    if (spells(p, end, "inf") || spells(p, end, "infinity")) {
        d = HUGE_VAL;
    } else if (spells(p, end, "nan")) {
        d = NAN;
    } else {
        struct hex_number x = {0, 0, 0};
        if (end - p >= 2 && p[0] == '0' && (p[1] == 'x' || p[1] == 'X'))
            p += 2;
        p = take_hex_digits(p, end, false, &x);
        if (p < end && *p == '.')
            p = take_hex_digits(p + 1, end, true, &x);
        p = take_hex_exponent(p, end, &x);
        if (p != end || x.n_digits == 0)
            return bt_value_error(th, "invalid hexadecimal floating-point string");
        d = scale_once(x.m, x.exponent);
        if (isinf(d))
            return bt_overflow_error(th, "hexadecimal value too large to represent as a float");
    }
    bt_value v = bt_from_double(negative ? -d : d);
    bool exact = bt_obj(args[0]) == &bt_type(th, BT_T_FLOAT)->base;
    return exact ? v : bt_call1(th, args[0], v);
}

const struct bt_fn_spec bt_float_methods[] = {
    {"is_integer", float_is_integer, "(self, /)", "Whether the number is whole.", NULL, 0},
    {"as_integer_ratio", float_as_integer_ratio, "(self, /)",
     "Two ints in lowest terms whose ratio is exactly the number.", NULL, 0},
    {"conjugate", float_self, "(self, /)", "The number itself.", NULL, 0},
    {"hex", float_hex, "(self, /)", "The number in hexadecimal, exactly.", NULL, 0},
    {"fromhex", float_fromhex, "(type, string, /)", "The number that hex() text stands for.", NULL,
     BT_FN_CLASS},
    {"__round__", float_round, "(self, ndigits=?, /)",
     "Rounded to ndigits after the point, or to an int; halves to even.", NULL, 0},
    {"__trunc__", float_trunc, "(self, /)", "The int without the fraction.", NULL, 0},
    {"__floor__", float_floor, "(self, /)", "The largest int not above it.", NULL, 0},
    {"__ceil__", float_ceil, "(self, /)", "The smallest int not below it.", NULL, 0},
    {"__getnewargs__", float_getnewargs, "(self, /)", "What float.__new__ needs to make it again.",
     NULL, 0},
    {"__getformat__", float_getformat, "(type, typestr, /)", "How C represents the type.", NULL,
     BT_FN_CLASS},
    {0},
};
