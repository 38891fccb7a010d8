/*
 * Ints as text: decimal and other bases both ways, with the limit on the length of conversions
 * whose time grows faster than their length (sys.set_int_max_str_digits).
 */
#include <ctype.h>

#include <utf8proc.h>

#include "base/buf.h"
#include "base/utf8.h"
#include "runtime/objects/heap.h"
#include "runtime/objects/int_impl.h"
#include "runtime/objects/str.h"

static const char digit_letters[] = "0123456789abcdefghijklmnopqrstuvwxyz";

static bool is_binary_base(int base)
{
    return (base & (base - 1)) == 0;
}

// ---- to text ----

static bool too_long(struct bt_thread *th)
{
    return bt_fail(th, BT_EXC_VALUE_ERROR,
                   "Exceeds the limit (%lld digits) for integer string conversion; use "
                   "sys.set_int_max_str_digits() to increase the limit",
                   (long long)th->interp->int_max_str_digits);
}

static void put_word(struct bt_buf *buf, uint64_t word, int base)
{
    char text[64], *p = text + sizeof text;
    if (base == 10) { // the compiler divides by a constant without dividing
        do
            *--p = (char)('0' + word % 10);
        while (word /= 10);
    } else { // 2, 8 or 16
        unsigned shift = (unsigned)__builtin_ctz((unsigned)base), mask = (unsigned)base - 1;
        do
            *--p = digit_letters[word & mask];
        while (word >>= shift);
    }
    bt_buf_write(buf, p, (size_t)(text + sizeof text - p));
}

static bool put_limbs(struct bt_thread *th, struct bt_buf *buf, const struct bt_int_view *a,
                      int base)
{
    size_t n_digits = mpn_sizeinbase(a->limbs, (mp_size_t)a->n, base) + 1;
    int64_t limit = th->interp->int_max_str_digits;
    bool limited = !is_binary_base(base) && limit > 0;
    if (limited && n_digits > (size_t)limit + 2)
        return too_long(th);
    size_t size = (a->n + 1) * sizeof(mp_limb_t);
    mp_limb_t *copy = bt_int_scratch(th, a->n) ? bt_mem_alloc(th, size)
                                               : NULL; // mpn_get_str destroys its operand
    if (!copy)
        return false;
    if (!bt_buf_reserve(buf, n_digits)) {
        bt_mem_free(th->interp, copy, size);
        return !bt_is_error(bt_raise_no_memory(th));
    }
    memcpy(copy, a->limbs, a->n * sizeof *copy);
    unsigned char *to = (unsigned char *)buf->data + buf->len;
    size_t len = mpn_get_str(to, base, copy, (mp_size_t)a->n);
    bt_mem_free(th->interp, copy, size);
    size_t zeros = 0;
    while (zeros + 1 < len && to[zeros] == 0)
        zeros++;
    len -= zeros;
    if (limited && len > (size_t)limit)
        return too_long(th);
    for (size_t i = 0; i < len; i++)
        to[i] = (unsigned char)digit_letters[to[i + zeros]];
    to[len] = 0;
    buf->len += len;
    return true;
}

bool bt_int_digits(struct bt_thread *th, struct bt_buf *buf, bt_value v, int base)
{
    struct bt_int_view a;
    bt_int_look(v, &a);
    if (a.n > 1)
        return put_limbs(th, buf, &a, base);
    put_word(buf, a.n ? a.limbs[0] : 0, base);
    return true;
}

bt_value bt_int_repr(struct bt_thread *th, bt_value v)
{
    v = bt_int_unwrap(v);
    if (bt_is_small(v)) {
        int64_t i = bt_small(v);
        uint64_t word = i < 0 ? 0 - (uint64_t)i : (uint64_t)i;
        char text[24], *p = text + sizeof text;
        do
            *--p = (char)('0' + word % 10);
        while (word /= 10);
        if (i < 0)
            *--p = '-';
        return bt_str_new(th, p, (size_t)(text + sizeof text - p));
    }
    return bt_int_to_base(th, v, 10);
}

bt_value bt_int_to_base(struct bt_thread *th, bt_value v, int base)
{
    struct bt_buf buf;
    bt_buf_init(&buf);
    if (bt_int_is_negative(v))
        bt_buf_putc(&buf, '-');
    bt_buf_puts(&buf, base == 2 ? "0b" : base == 8 ? "0o" : base == 16 ? "0x" : "");
    if (!bt_int_digits(th, &buf, v, base)) {
        bt_buf_free(&buf);
        return BT_ERROR;
    }
    return bt_str_from_buf(th, &buf);
}

// ---- from text ----

static int digit_value(unsigned char c)
{
    if (c >= '0' && c <= '9')
        return c - '0';
    if (c >= 'a' && c <= 'z')
        return c - 'a' + 10;
    if (c >= 'A' && c <= 'Z')
        return c - 'A' + 10;
    return 36;
}

// Digits with single underscores between them: their number, or 0 if the text is something else.
static size_t count_digits(const char *text, size_t len, int base)
{
    size_t n = 0;
    bool after_digit = false;
    for (size_t i = 0; i < len; i++) {
        if (text[i] == '_') {
            if (!after_digit)
                return 0;
            after_digit = false;
        } else if (digit_value((unsigned char)text[i]) < base) {
            n++;
            after_digit = true;
        } else {
            return 0;
        }
    }
    return after_digit ? n : 0;
}

// The value of n digits, too many for a machine word.
static bt_value from_many_digits(struct bt_thread *th, const char *text, size_t len, size_t n,
                                 int base, bool negative)
{
    int64_t limit = th->interp->int_max_str_digits;
    if (!is_binary_base(base) && limit > 0 && n > (size_t)limit)
        return bt_value_error(
            th,
            "Exceeds the limit (%lld digits) for integer string conversion: value has %zu "
            "digits; use sys.set_int_max_str_digits() to increase the limit",
            (long long)limit, n);
    size_t bits_per_digit = 64 - (size_t)__builtin_clzl((unsigned long)base - 1);
    size_t n_limbs = n / BT_LIMB_BITS * bits_per_digit + bits_per_digit + 2;
    unsigned char *digits = bt_int_scratch(th, n_limbs) ? bt_mem_alloc(th, n) : NULL;
    if (!digits)
        return BT_ERROR;
    size_t at = 0;
    for (size_t i = 0; i < len; i++)
        if (text[i] != '_')
            digits[at++] = (unsigned char)digit_value((unsigned char)text[i]);
    bt_value result = BT_ERROR;
    struct bt_bigint *big = bt_int_alloc(th, n_limbs);
    if (big) {
        size_t used = (size_t)mpn_set_str(big->limbs, digits, n, base);
        result = bt_int_finish(big, used, negative);
    }
    bt_mem_free(th->interp, digits, n);
    return result;
}

// So many digits are sure to fit in 63 bits.
static size_t digits_of_word(int base)
{
    return base == 2 ? 62 : base <= 8 ? 20 : base <= 10 ? 18 : base <= 16 ? 15 : 12;
}

// BT_UNSET when the text is not made of digits as count_digits wants them.
static bt_value from_digits(struct bt_thread *th, const char *text, size_t len, int base,
                            bool negative)
{
    size_t n = count_digits(text, len, base);
    if (n == 0)
        return BT_UNSET;
    if (n > digits_of_word(base))
        return from_many_digits(th, text, len, n, base, negative);
    uint64_t value = 0;
    for (size_t i = 0; i < len; i++)
        if (text[i] != '_')
            value = value * (unsigned)base + (unsigned)digit_value((unsigned char)text[i]);
    return bt_int_from_i64(th, negative ? -(int64_t)value : (int64_t)value);
}

bt_value bt_int_from_text(struct bt_thread *th, const char *digits, size_t len, int base)
{
    bt_value v = from_digits(th, digits, len, base, false);
    if (bt_is_unset(v))
        return bt_value_error(th, "invalid literal for int() with base %d", base);
    return v;
}

static bool is_space(unsigned char c)
{
    return c == ' ' || (c >= '\t' && c <= '\r') || (c >= 0x1c && c <= 0x1f);
}

// The value of a decimal digit of any script. They come in runs of ten that begin at a code point
// ending in 0 or 6 (hexadecimal), except for the five runs of mathematical digits.
static int decimal_digit(utf8proc_int32_t c)
{
    if (c >= 0x1D7CE && c <= 0x1D7FF)
        return (c - 0x1D7CE) % 10;
    bool from_zero = utf8proc_category(c & ~15) == UTF8PROC_CATEGORY_ND;
    return (c & 15) - (from_zero ? 0 : 6);
}

bool bt_number_ascii(struct bt_buf *out, const char *text, size_t len)
{
    for (size_t i = 0; i < len;) {
        if ((unsigned char)text[i] < 0x80) {
            bt_buf_putc(out, text[i++]);
            continue;
        }
        utf8proc_int32_t c;
        utf8proc_ssize_t used =
            utf8proc_iterate((const utf8proc_uint8_t *)text + i, (utf8proc_ssize_t)(len - i), &c);
        if (used <= 0)
            return false;
        utf8proc_category_t category = utf8proc_category(c);
        if (category == UTF8PROC_CATEGORY_ND) {
            bt_buf_putc(out, (char)('0' + decimal_digit(c)));
        } else if (category == UTF8PROC_CATEGORY_ZS || category == UTF8PROC_CATEGORY_ZL ||
                   category == UTF8PROC_CATEGORY_ZP || c == 0x85) {
            bt_buf_putc(out, ' ');
        } else {
            return false;
        }
        i += (size_t)used;
    }
    return !out->failed;
}

static bt_value parse_ascii(struct bt_thread *th, const char *text, size_t len, int base)
{
    while (len > 0 && is_space((unsigned char)text[0]))
        text++, len--;
    while (len > 0 && is_space((unsigned char)text[len - 1]))
        len--;
    bool negative = len > 0 && text[0] == '-';
    if (len > 0 && (text[0] == '-' || text[0] == '+'))
        text++, len--;
    int prefix = 0;
    if (len > 1 && text[0] == '0') {
        int c = tolower((unsigned char)text[1]);
        prefix = c == 'x' ? 16 : c == 'o' ? 8 : c == 'b' ? 2 : 0;
    }
    if (prefix && (base == 0 || base == prefix)) {
        base = prefix;
        text += 2, len -= 2;
        if (len > 0 && text[0] == '_')
            text++, len--;
    } else if (base == 0) {
        // Without a prefix, a leading zero is only right for zero itself.
        base = 10;
        bt_value v = from_digits(th, text, len, base, negative);
        bool zero = bt_same(v, bt_from_small(0));
        return len > 0 && text[0] == '0' && !zero && !bt_is_error(v) ? BT_UNSET : v;
    }
    return from_digits(th, text, len, base, negative);
}

bt_value bt_int_parse(struct bt_thread *th, const char *text, size_t len, int base, bt_value shown)
{
    struct bt_buf ascii;
    bt_buf_init(&ascii);
    bt_value v = BT_UNSET;
    bool plain = true;
    for (size_t i = 0; i < len && plain; i++)
        plain = (unsigned char)text[i] < 0x80;
    if (plain)
        v = parse_ascii(th, text, len, base);
    else if (bt_is_str(shown) && bt_number_ascii(&ascii, text, len))
        v = parse_ascii(th, ascii.data, ascii.len, base);
    bool failed = ascii.failed;
    bt_buf_free(&ascii);
    if (failed)
        return bt_raise_no_memory(th);
    if (bt_is_unset(v))
        return bt_value_error(th, "invalid literal for int() with base %d: %.200R", base, shown);
    return v;
}
