/*
 * Doubles as text, both ways, exact: the shortest digits that read back the same (repr), any number
 * of digits correctly rounded (formatting), and reading.
 *
 * The shortest digits are found by Schubfach (R. Giulietti, "The Schubfach way to render doubles"):
 * the interval of decimals that read back as d is scaled by one 128-bit power of ten, and the
 * shortest number inside it is one of four candidates. Reading and long output use exact big
 * numbers. Nothing here depends on the C locale.
 */
#include <ctype.h>
#include <float.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>

#include "base/buf.h"
#include "runtime/objects/float_impl.h"
#include "runtime/objects/float_pow10.h"
#include "runtime/objects/int_impl.h"
#include "runtime/objects/str.h"

// ---- shortest digits ----

// floor(log10(2^e)), floor(log10(3/4 * 2^e)), floor(log2(10^e)), for the exponents a double can
// have.
static int log10_of_pow2(int e)
{
    return (e * 1262611) >> 22;
}
static int log10_of_3_4_pow2(int e)
{
    return (e * 1262611 - 524031) >> 22;
}
static int log2_of_pow10(int e)
{
    return (e * 1741647) >> 19;
}

// The high 64 bits of g * x, the last bit set if anything below is: enough to compare with exactly.
static uint64_t scale_to_odd(const uint64_t g[2], uint64_t x)
{
    unsigned __int128 low = (unsigned __int128)g[1] * x;
    unsigned __int128 high = (unsigned __int128)g[0] * x + (uint64_t)(low >> 64);
    return (uint64_t)(high >> 64) | ((uint64_t)high > 1);
}

// The shortest decimal c * 10^exponent of the double mantissa * 2^e (mantissa not 0); `ieee_*` are
// its raw fields.
static uint64_t shortest_decimal(uint64_t ieee_mantissa, int ieee_exponent, int *exponent)
{
    uint64_t c = ieee_exponent ? ieee_mantissa | (uint64_t)1 << 52 : ieee_mantissa;
    int q = (ieee_exponent ? ieee_exponent : 1) - 1075;
    bool even = !(c & 1), lower_is_closer = ieee_mantissa == 0 && ieee_exponent > 1;
    int k = lower_is_closer ? log10_of_3_4_pow2(q) : log10_of_pow2(q);
    int h = q + log2_of_pow10(-k) + 1;
    const uint64_t *g = bt_pow10[-k - BT_POW10_MIN];
    // Four times the bounds of the interval and of the double itself, in units of 10^k.
    uint64_t lower = scale_to_odd(g, (4 * c - 2 + lower_is_closer) << h) + !even;
    uint64_t value = scale_to_odd(g, (4 * c) << h);
    uint64_t upper = scale_to_odd(g, (4 * c + 2) << h) - !even;
    uint64_t s = value / 4;
    *exponent = k;
    if (s >= 10) {
        uint64_t tens = s / 10;
        bool down_inside = lower <= 40 * tens, up_inside = 40 * tens + 40 <= upper;
        if (down_inside != up_inside) {
            *exponent = k + 1;
            return tens + up_inside;
        }
    }
    bool down_inside = lower <= 4 * s, up_inside = 4 * s + 4 <= upper;
    if (down_inside != up_inside)
        return s + up_inside;
    uint64_t middle = 4 * s + 2;
    return s + (value > middle || (value == middle && (s & 1)));
}

size_t bt_double_shortest(double d, char digits[18], int *point)
{
    uint64_t bits;
    memcpy(&bits, &d, sizeof bits);
    uint64_t mantissa = bits & (((uint64_t)1 << 52) - 1);
    int exponent = 0;
    uint64_t c = shortest_decimal(mantissa, (int)(bits >> 52 & 0x7FF), &exponent);
    while (c % 10 == 0) {
        c /= 10;
        exponent++;
    }
    char text[20], *p = text + sizeof text;
    do
        *--p = (char)('0' + c % 10);
    while (c /= 10);
    size_t n = (size_t)(text + sizeof text - p);
    memcpy(digits, p, n);
    *point = (int)n + exponent;
    return n;
}

size_t bt_double_repr(double d, char out[32])
{
    char *p = out;
    if (isnan(d)) {
        memcpy(out, "nan", 3);
        return 3;
    }
    if (signbit(d))
        *p++ = '-';
    if (isinf(d)) {
        memcpy(p, "inf", 3);
        return (size_t)(p - out) + 3;
    }
    char digits[18] = "0";
    int point = 1;
    size_t n = d == 0 ? 1 : bt_double_shortest(d, digits, &point);
    if (point > -4 && point <= 16) {
        if (point <= 0) {
            memcpy(p, "0.000", 5);
            p += 2 - point;
            memcpy(p, digits, n);
            return (size_t)(p - out) + n;
        }
        for (int i = 0; i < point || i <= (int)n; i++) {
            if (i == point)
                *p++ = '.';
            if (i < (int)n || i < point)
                *p++ = i < (int)n ? digits[i] : '0';
        }
        if (point >= (int)n) {
            if (p[-1] != '.')
                *p++ = '.';
            *p++ = '0';
        }
        return (size_t)(p - out);
    }
    *p++ = digits[0];
    if (n > 1) {
        *p++ = '.';
        memcpy(p, digits + 1, n - 1);
        p += n - 1;
    }
    p += snprintf(p, 6, "e%c%02d", point > 0 ? '+' : '-', abs(point - 1));
    return (size_t)(p - out);
}

// ---- any number of digits ----

/*
 * d with `precision` digits behind the point, if it is an integer of 63 bits when multiplied by
 * 10^precision and rounded: d is m * 2^e, and m * 10^precision fits in 128 bits, so that the
 * rounding (half to even) is exact. false: it is not so, nothing is written.
 */
static bool put_fixed(struct bt_buf *buf, double d, int precision)
{
    enum { MOST = 15 }; // 53 + 50 bits
    uint64_t bits, scale = 1;
    memcpy(&bits, &d, sizeof bits);
    int biased = (int)(bits >> 52 & 0x7FF);
    if (precision > MOST || biased == 0x7FF)
        return false;
    for (int i = 0; i < precision; i++)
        scale *= 10;
    uint64_t m = (bits & 0xFFFFFFFFFFFFF) | (uint64_t)(biased != 0) << 52;
    int e = (biased != 0 ? biased : 1) - 1075;
    unsigned __int128 n = (unsigned __int128)m * scale;
    if (e > 10)
        return false;
    if (e >= 0) {
        n <<= e;
    } else if (e < -110) {
        n = 0; // less than a half
    } else {
        unsigned __int128 half = (unsigned __int128)1 << (-e - 1), rest = n & (half + half - 1);
        n >>= -e;
        n += rest > half || (rest == half && (n & 1) != 0);
    }
    if (n >> 63 != 0)
        return false;
    char text[40], *p = text + sizeof text;
    uint64_t q = (uint64_t)n;
    for (int i = 0; q != 0 || i <= precision; i++) {
        if (i == precision && i != 0)
            *--p = '.';
        *--p = (char)('0' + q % 10);
        q /= 10;
    }
    if (signbit(d))
        *--p = '-';
    bt_buf_write(buf, p, (size_t)(text + sizeof text - p));
    return true;
}

bool bt_double_format(struct bt_buf *buf, double d, char mode, int precision, bool alternate)
{
    if (mode == 'f' && (!alternate || precision > 0) && put_fixed(buf, d, precision))
        return !buf->failed;
    const char *format =
        mode == 'e' ? (alternate ? "%#.*e" : "%.*e") : (alternate ? "%#.*f" : "%.*f");
    // The first try mostly has room enough; the second knows how much is needed.
    if (!bt_buf_reserve(buf, 64))
        return false;
    int len = snprintf(buf->data + buf->len, 64, format, precision, d);
    if (len >= 64) {
        size_t room = (size_t)len + 1;
        if (!bt_buf_reserve(buf, room))
            return false;
        len = snprintf(buf->data + buf->len, room, format, precision, d);
    }
    if (len < 0)
        return false;
    char *text = buf->data + buf->len;
    buf->len += (size_t)len;
    // A host program may have set a locale whose decimal point is something else, of one or more
    // bytes.
    char *point = text + (text[0] == '-');
    while (isdigit((unsigned char)*point))
        point++;
    if (isfinite(d) && *point != '\0' && *point != '.' && *point != 'e') {
        char *after = point;
        while (*after != '\0' && *after != 'e' && !isdigit((unsigned char)*after))
            after++;
        *point = '.';
        memmove(point + 1, after, strlen(after) + 1);
        buf->len -= (size_t)(after - point - 1);
    }
    return true;
}

// ---- reading ----

#define MAX_DIGITS 800 // more never decide the rounding, except that they are not all zero
#define MAX_LIMBS  160 // 800 digits, or 10^1200, and room for a shift

// limbs *= 10^k; returns the new length.
static size_t times_pow10(mp_limb_t *limbs, size_t n, unsigned k)
{
    while (k > 0) {
        unsigned step = k < 19 ? k : 19;
        mp_limb_t factor = 1;
        for (unsigned i = 0; i < step; i++)
            factor *= 10;
        mp_limb_t carry = mpn_mul_1(limbs, limbs, (mp_size_t)n, factor);
        if (carry)
            limbs[n++] = carry;
        k -= step;
    }
    return n;
}

// limbs * 10^-k, correctly rounded.
static double divide_pow10(mp_limb_t *limbs, size_t n, unsigned k, bool sticky)
{
    mp_limb_t divisor[MAX_LIMBS] = {1}, quotient[MAX_LIMBS], rest[MAX_LIMBS], scaled[2 * MAX_LIMBS];
    size_t n_divisor = times_pow10(divisor, 1, k);
    int64_t shift =
        66 - (int64_t)bt_limbs_bits(limbs, n) + (int64_t)bt_limbs_bits(divisor, n_divisor);
    size_t whole = shift > 0 ? (size_t)shift / BT_LIMB_BITS : 0;
    unsigned part = shift > 0 ? (unsigned)shift % BT_LIMB_BITS : 0;
    if (shift < 0)
        shift = 0;
    memset(scaled, 0, whole * sizeof scaled[0]);
    memcpy(scaled + whole, limbs, n * sizeof scaled[0]);
    n += whole;
    mp_limb_t top =
        part ? mpn_lshift(scaled + whole, scaled + whole, (mp_size_t)(n - whole), part) : 0;
    if (top)
        scaled[n++] = top;
    mpn_tdiv_qr(quotient, rest, 0, scaled, (mp_size_t)n, divisor, (mp_size_t)n_divisor);
    for (size_t i = 0; i < n_divisor && !sticky; i++)
        sticky = rest[i] != 0;
    size_t n_quotient = n - n_divisor + 1;
    while (n_quotient > 0 && quotient[n_quotient - 1] == 0)
        n_quotient--;
    return bt_limbs_to_double(quotient, n_quotient, sticky, -shift);
}

// The powers of ten that a double holds.
static const double exact_powers[] = {1e0,  1e1,  1e2,  1e3,  1e4,  1e5,  1e6,  1e7,
                                      1e8,  1e9,  1e10, 1e11, 1e12, 1e13, 1e14, 1e15,
                                      1e16, 1e17, 1e18, 1e19, 1e20, 1e21, 1e22};

double bt_double_from_decimal(const char *digits, size_t n, int64_t exponent)
{
    while (n > 0 && digits[0] == '0')
        digits++, n--;
    while (n > 0 && digits[n - 1] == '0')
        n--, exponent++;
    if (n == 0 || exponent + (int64_t)n < -330)
        return 0.0;
    if (exponent + (int64_t)n > 310)
        return HUGE_VAL;
    bool sticky = n > MAX_DIGITS;
    if (sticky) {
        exponent += (int64_t)(n - MAX_DIGITS);
        n = MAX_DIGITS;
    }
    if (n <= 15 && exponent >= -22 && exponent <= 22) { // both factors exact: one rounding
        uint64_t word = 0;
        for (size_t i = 0; i < n; i++)
            word = word * 10 + (uint64_t)(digits[i] - '0');
        return exponent < 0 ? (double)word / exact_powers[-exponent]
                            : (double)word * exact_powers[exponent];
    }
    unsigned char values[MAX_DIGITS];
    for (size_t i = 0; i < n; i++)
        values[i] = (unsigned char)(digits[i] - '0');
    mp_limb_t limbs[MAX_LIMBS];
    size_t n_limbs = (size_t)mpn_set_str(limbs, values, n, 10);
    if (exponent < 0)
        return divide_pow10(limbs, n_limbs, (unsigned)-exponent, sticky);
    n_limbs = times_pow10(limbs, n_limbs, (unsigned)exponent);
    return bt_limbs_to_double(limbs, n_limbs, sticky, 0);
}

// Letters at p that spell `word`, whatever their case?
static bool spells(const char *p, size_t len, const char *word)
{
    if (len != strlen(word))
        return false;
    for (size_t i = 0; i < len; i++)
        if (tolower((unsigned char)p[i]) != word[i])
            return false;
    return true;
}

// The digits from *p on, underscores between them left out, to `out`. false at a misplaced
// underscore.
static bool take_digits(const char **p, const char *end, struct bt_buf *out, size_t *count)
{
    *count = 0;
    for (bool after_digit = false;; ++*p) {
        if (*p < end && isdigit((unsigned char)**p)) {
            bt_buf_putc(out, **p);
            ++*count;
            after_digit = true;
        } else if (*p < end && **p == '_' && after_digit && *p + 1 < end &&
                   isdigit((unsigned char)(*p)[1])) {
            after_digit = false;
        } else {
            return *p == end || **p != '_';
        }
    }
}

// 'e', a sign, digits: *exponent, clipped; true if there is nothing (left) at p that is not that.
static bool take_exponent(const char *p, const char *end, int64_t *exponent)
{
    *exponent = 0;
    if (p == end)
        return true;
    if (*p != 'e' && *p != 'E')
        return false;
    p++;
    bool negative = p < end && *p == '-';
    if (p < end && (*p == '-' || *p == '+'))
        p++;
    if (p == end || !isdigit((unsigned char)*p))
        return false;
    for (; p < end; p++) {
        if (*p == '_' && p + 1 < end && isdigit((unsigned char)p[1]) && p[-1] != '_')
            continue;
        if (!isdigit((unsigned char)*p))
            return false;
        if (*exponent < 1000000000)
            *exponent = *exponent * 10 + (*p - '0');
    }
    if (negative)
        *exponent = -*exponent;
    return true;
}

bool bt_double_parse(const char *text, size_t len, double *out, bool *no_memory)
{
    *no_memory = false;
    const char *p = text, *end = text + len;
    bool negative = p < end && *p == '-';
    if (p < end && (*p == '-' || *p == '+'))
        p++;
    size_t rest = (size_t)(end - p);
    if (spells(p, rest, "inf") || spells(p, rest, "infinity")) {
        *out = negative ? -HUGE_VAL : HUGE_VAL;
        return true;
    }
    if (spells(p, rest, "nan")) {
        *out = negative ? -NAN : NAN;
        return true;
    }
    struct bt_buf digits;
    char room[64];
    bt_buf_init_in(&digits, room, sizeof room);
    size_t n_whole, n_fraction = 0;
    bool ok = take_digits(&p, end, &digits, &n_whole);
    if (ok && p < end && *p == '.') {
        p++;
        ok = take_digits(&p, end, &digits, &n_fraction);
    }
    int64_t exponent = 0;
    ok = ok && n_whole + n_fraction > 0 && take_exponent(p, end, &exponent);
    *no_memory = digits.failed;
    if (ok && !digits.failed) {
        double d = bt_double_from_decimal(digits.data, digits.len, exponent - (int64_t)n_fraction);
        *out = negative ? -d : d;
    }
    ok = ok && !digits.failed;
    bt_buf_free(&digits);
    return ok;
}

// A plain decimal number that is read with one rounding: a sign, at most 15 digits, a point among
// them. false for everything else, which may be a number all the same.
static bool parse_short(const char *p, size_t len, double *out)
{
    const char *end = p + len, *point = NULL;
    bool negative = len > 0 && *p == '-';
    p += negative;
    if (end - p < 1 || end - p > 16 || (end - p == 1 && *p == '.'))
        return false;
    int64_t word = 0;
    for (; p < end; p++) {
        unsigned digit = (unsigned)(*p - '0');
        if (digit < 10)
            word = word * 10 + digit;
        else if (*p == '.' && point == NULL)
            point = p;
        else
            return false;
    }
    if (word >= INT64_C(1000000000000000)) // 16 digits
        return false;
    double d = (double)word;
    if (point != NULL)
        d /= exact_powers[end - point - 1];
    *out = negative ? -d : d;
    return true;
}

// `shown` is what the message shows.
bt_value bt_float_parse(struct bt_thread *th, const char *text, size_t len, bt_value shown)
{
    double d = 0;
    if (parse_short(text, len, &d))
        return bt_from_double(d);
    struct bt_buf ascii;
    char room[64];
    bt_buf_init_in(&ascii, room, sizeof room);
    bool ok = bt_number_ascii(&ascii, text, len), no_memory = ascii.failed;
    if (ok) {
        const char *p = ascii.data, *end = p + ascii.len;
        while (p < end && (*p == ' ' || (*p >= '\t' && *p <= '\r') || (*p >= 0x1c && *p <= 0x1f)))
            p++;
        while (p < end && (end[-1] == ' ' || (end[-1] >= '\t' && end[-1] <= '\r') ||
                           (end[-1] >= 0x1c && end[-1] <= 0x1f)))
            end--;
        ok = bt_double_parse(p, (size_t)(end - p), &d, &no_memory);
    }
    bt_buf_free(&ascii);
    if (no_memory)
        return bt_raise_no_memory(th);
    if (ok)
        return bt_from_double(d);
    if (!bt_is_unset(shown))
        return bt_value_error(th, "could not convert string to float: %R", shown);
    bt_value copy = bt_str_new(th, text, len);
    return bt_is_error(copy) ? copy : bt_float_parse(th, text, len, copy);
}

bt_value bt_float_from_text(struct bt_thread *th, const char *text, size_t len)
{
    return bt_float_parse(th, text, len, BT_UNSET);
}
