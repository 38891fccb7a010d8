// Built-in functions about numbers and characters: abs, bin, chr, divmod, hash, hex, oct, ord, pow,
// round, sum.
#include <math.h>

#include "base/utf8.h"
#include "runtime/modules/builtins.h"
#include "runtime/objects/int.h"
#include "runtime/objects/protocol.h"
#include "runtime/objects/str.h"

static bt_value builtin_abs(struct bt_thread *th, const bt_value *args)
{
    return bt_unary(th, BT_ABS, args[0]);
}

static bt_value in_base(struct bt_thread *th, bt_value v, int base)
{
    v = bt_to_index(th, v);
    return bt_is_error(v) ? v : bt_int_to_base(th, v, base);
}
static bt_value builtin_bin(struct bt_thread *th, const bt_value *args)
{
    return in_base(th, args[0], 2);
}
static bt_value builtin_oct(struct bt_thread *th, const bt_value *args)
{
    return in_base(th, args[0], 8);
}
static bt_value builtin_hex(struct bt_thread *th, const bt_value *args)
{
    return in_base(th, args[0], 16);
}

static bt_value builtin_chr(struct bt_thread *th, const bt_value *args)
{
    int64_t c;
    if (!bt_as_int64_clipped(th, args[0], &c))
        return BT_ERROR;
    if (c < 0 || c > 0x10FFFF)
        return bt_value_error(th, "chr() arg not in range(0x110000)");
    return bt_str_from_char(th, (uint32_t)c);
}

static bt_value builtin_ord(struct bt_thread *th, const bt_value *args)
{
    bt_value v = args[0];
    size_t len;
    if (bt_is_str(v)) {
        struct bt_str *s = bt_as_str(v);
        if (bt_str_chars(s) == 1) {
            size_t size;
            return bt_from_small(bt_wtf8_decode(s->data, s->len, &size));
        }
        len = bt_str_chars(s);
    } else if (bt_has_flag(v, BT_TYPE_BYTES_SUB) || bt_is_a(th, v, BT_T_BYTEARRAY)) {
        const char *data;
        if (!bt_bytes_view(th, v, &data, &len))
            return BT_ERROR;
        if (len == 1)
            return bt_from_small((unsigned char)data[0]);
    } else {
        return bt_type_error(th, "ord() expected string of length 1, but %.200T found", v);
    }
    return bt_type_error(th, "ord() expected a character, but string of length %zu found", len);
}

static bt_value builtin_divmod(struct bt_thread *th, const bt_value *args)
{
    return bt_binary(th, BT_OP_DIVMOD, args[0], args[1]);
}

static bt_value builtin_pow(struct bt_thread *th, const bt_value *args)
{
    return bt_power(th, args[0], args[1], args[2]);
}

static bt_value builtin_round(struct bt_thread *th, const bt_value *args)
{
    size_t n = bt_is_unset(args[1]) || bt_is_none(args[1]) ? 0 : 1;
    bt_value v = bt_call_special(th, args[0], BT_NAME(th, round), args + 1, n);
    if (bt_is_unset(v))
        return bt_type_error(th, "type %.100T doesn't define __round__ method", args[0]);
    return v;
}

static bt_value builtin_hash(struct bt_thread *th, const bt_value *args)
{
    int64_t hash;
    return bt_hash(th, args[0], &hash) ? bt_int_from_i64(th, hash) : BT_ERROR;
}

// ---- sum ----

/*
 * The sum so far. Ints that fit a word are added as words; floats with compensation for the digits
 * lost (Neumaier), so that sum([0.1] * 10) is 1.0; everything else by +.
 */
struct sum {
    enum { SUM_WORD, SUM_DOUBLE, SUM_OBJECT } kind;
    int64_t word;
    double high, low;
    bt_value object;
};

static double double_total(const struct sum *s)
{
    return s->low != 0 && isfinite(s->low) ? s->high + s->low : s->high;
}

static void add_double(struct sum *s, double x)
{
    double total = s->high + x;
    if (fabs(s->high) >= fabs(x))
        s->low += (s->high - total) + x;
    else
        s->low += (x - total) + s->high;
    s->high = total;
}

static bt_value sum_value(struct bt_thread *th, const struct sum *s)
{
    switch (s->kind) {
    case SUM_WORD: return bt_int_from_i64(th, s->word);
    case SUM_DOUBLE: return bt_from_double(double_total(s));
    case SUM_OBJECT: break;
    }
    return s->object;
}

static void sum_start(struct sum *s, bt_value v)
{
    *s = (struct sum){.kind = SUM_OBJECT, .object = v};
    if (bt_is_small(v)) {
        s->kind = SUM_WORD;
        s->word = bt_small(v);
    } else if (bt_is_double(v)) {
        s->kind = SUM_DOUBLE;
        s->high = bt_double(v);
    }
}

// A plain int or bool that fits a word?
static bool plain_word(bt_value v, int64_t *out)
{
    if (bt_is_small(v)) {
        *out = bt_small(v);
        return true;
    }
    *out = bt_same(v, BT_TRUE);
    return bt_is_bool(v);
}

static bool sum_add(struct bt_thread *th, struct sum *s, bt_value item)
{
    int64_t word;
    if (s->kind == SUM_WORD && plain_word(item, &word) &&
        !__builtin_add_overflow(s->word, word, &s->word))
        return true;
    if (s->kind == SUM_DOUBLE && bt_is_double(item)) {
        add_double(s, bt_double(item));
        return true;
    }
    if (s->kind == SUM_DOUBLE && bt_is_int(item) && bt_int_get_i64(item, &word)) {
        s->high += (double)word;
        return true;
    }
    bt_value so_far = sum_value(th, s);
    bt_value total = bt_is_error(so_far) ? so_far : bt_binary(th, BT_OP_ADD, so_far, item);
    if (bt_is_error(total))
        return false;
    // Words are left for doubles, doubles for anything, and neither is entered again.
    bool now_double = s->kind == SUM_WORD && bt_is_double(total);
    *s = (struct sum){.kind = SUM_OBJECT, .object = total};
    if (now_double) {
        s->kind = SUM_DOUBLE;
        s->high = bt_double(total);
    }
    return true;
}

// (iterable, /, start=0)
static bt_value builtin_sum(struct bt_thread *th, const bt_value *args)
{
    if (bt_is_str(args[1]))
        return bt_type_error(th, "sum() can't sum strings [use ''.join(seq) instead]");
    if (bt_has_flag(args[1], BT_TYPE_BYTES_SUB))
        return bt_type_error(th, "sum() can't sum bytes [use b''.join(seq) instead]");
    if (bt_is_a(th, args[1], BT_T_BYTEARRAY))
        return bt_type_error(th, "sum() can't sum bytearray [use b''.join(seq) instead]");
    BT_ROOTS(th, r, 3);
    struct sum sum;
    bt_value result = BT_ERROR;
    sum_start(&sum, args[1]);
    r[0] = bt_iter(th, args[0]);
    if (bt_is_error(r[0]))
        goto done;
    for (;;) {
        r[1] = sum.kind == SUM_OBJECT ? sum.object : BT_UNSET;
        r[2] = bt_iter_next(th, r[0]);
        if (bt_is_error(r[2]))
            goto done;
        if (bt_is_unset(r[2]))
            break;
        if (!sum_add(th, &sum, r[2]))
            goto done;
    }
    result = sum_value(th, &sum);
done:
    BT_UNROOT(th, r);
    return result;
}

const struct bt_fn_spec bt_builtins_number[] = {
    {"abs", builtin_abs, "(x, /)", "The absolute value of a number.", NULL, 0},
    {"bin", builtin_bin, "(number, /)", "A whole number in binary: bin(5) is '0b101'.", NULL, 0},
    {"chr", builtin_chr, "(i, /)", "The character with this code point.", NULL, 0},
    {"divmod", builtin_divmod, "(x, y, /)", "The pair (x // y, x % y).", NULL, 0},
    {"hash", builtin_hash, "(obj, /)", "The hash of an object; equal objects have equal ones.",
     NULL, 0},
    {"hex", builtin_hex, "(number, /)", "A whole number in hexadecimal: hex(255) is '0xff'.", NULL,
     0},
    {"oct", builtin_oct, "(number, /)", "A whole number in octal: oct(8) is '0o10'.", NULL, 0},
    {"ord", builtin_ord, "(c, /)", "The code point of a character.", NULL, 0},
    {"pow", builtin_pow, "(base, exp, mod=None)", "base ** exp, or the same modulo mod.", NULL, 0},
    {"round", builtin_round, "(number, ndigits=None)",
     "The number rounded to ndigits after the point, or to a whole one.", NULL, 0},
    {"sum", builtin_sum, "(iterable, /, start=0)", "The sum of the items, beginning with start.",
     NULL, 0},
    {0},
};
