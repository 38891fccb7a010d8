// The constructor int(x, base) and the methods of int.
#include "runtime/objects/args.h"
#include "runtime/objects/heap.h"
#include "runtime/objects/int_impl.h"
#include "runtime/objects/protocol.h"
#include "runtime/objects/seq.h"
#include "runtime/objects/shape.h"
#include "runtime/objects/str.h"

// ---- int(x, base) ----

// x through one of its special methods: __int__, __index__, __trunc__. [py] BT_UNSET if it has none
// of them.
static bt_value int_from_special(struct bt_thread *th, bt_value x)
{
    const struct bt_slots *slots = &bt_type_of(th, x)->s;
    if (slots->to_int) {
        bt_value v = slots->to_int(th, x);
        if (!bt_is_error(v) && !bt_is_int(v))
            return bt_type_error(th, "__int__ returned non-int (type %T)", v);
        return bt_is_error(v) ? v : bt_int_unwrap(v);
    }
    if (slots->index) {
        bt_value v = bt_to_index(th, x);
        return bt_is_error(v) ? v : bt_int_unwrap(v);
    }
    bt_value v = bt_call_special(th, x, BT_NAME(th, trunc), NULL, 0);
    if (bt_is_error(v) || bt_is_unset(v))
        return v;
    if (bt_is_int(v))
        return bt_int_unwrap(v);
    if (!bt_type_of(th, v)->s.index)
        return bt_type_error(th, "__trunc__ returned non-Integral (type %T)", v);
    v = bt_to_index(th, v);
    return bt_is_error(v) ? v : bt_int_unwrap(v);
}

static bool is_bytes_like(const struct bt_thread *th, bt_value x)
{
    return bt_has_flag(x, BT_TYPE_BYTES_SUB) || bt_is_a(th, x, BT_T_BYTEARRAY);
}

static bt_value int_from_string(struct bt_thread *th, bt_value x, int base)
{
    if (bt_is_str(x)) {
        struct bt_str *s = bt_as_str(x);
        return bt_int_parse(th, s->data, s->len, base, x);
    }
    const char *data;
    size_t len;
    if (!bt_bytes_view(th, x, &data, &len))
        return BT_ERROR;
    return bt_int_parse(th, data, len, base, x);
}

// int(x) with one argument: always a plain int.
static bt_value int_from_any(struct bt_thread *th, bt_value x)
{
    if (bt_is_small(x))
        return x;
    bt_value v = int_from_special(th, x);
    if (!bt_is_unset(v))
        return v;
    if (bt_is_str(x) || is_bytes_like(th, x))
        return int_from_string(th, x, 10);
    return bt_type_error(th,
                         "int() argument must be a string, a bytes-like object or a real number, "
                         "not '%T'",
                         x);
}

static bt_value int_with_base(struct bt_thread *th, bt_value x, bt_value base)
{
    int64_t n;
    if (!bt_as_int64_clipped(th, base, &n))
        return BT_ERROR;
    if (n != 0 && (n < 2 || n > 36))
        return bt_value_error(th, "int() base must be >= 2 and <= 36, or 0");
    if (!bt_is_str(x) && !is_bytes_like(th, x))
        return bt_type_error(th, "int() can't convert non-string with explicit base");
    return int_from_string(th, x, (int)n);
}

// The plain int v as an instance of `type`, int or derived from it.
static bt_value int_as(struct bt_thread *th, struct bt_type *type, bt_value v)
{
    if (bt_is_error(v) || type == bt_type(th, BT_T_INT))
        return v;
    BT_ROOTS(th, r, 1);
    r[0] = v;
    struct bt_int_object *o = bt_instance_new(th, type);
    BT_UNROOT(th, r);
    if (!o)
        return BT_ERROR;
    o->value = v;
    return bt_from_obj(o);
}

bt_value bt_int_new_slot(struct bt_thread *th, struct bt_type *type, const struct bt_args *args)
{
    size_t n_kw = bt_is_unset(args->kwnames) ? 0 : bt_as_tuple(args->kwnames)->len;
    bt_value base = BT_UNSET;
    if (args->npos + n_kw > 2)
        return bt_type_error(th, "int expected at most 2 arguments, got %zu", args->npos + n_kw);
    if (args->npos == 2)
        base = args->v[1];
    for (size_t i = 0; i < n_kw; i++) {
        bt_value name = bt_as_tuple(args->kwnames)->items[i];
        if (!bt_str_is(name, "base")) {
            (void)bt_args_unexpected(th, "int", name, &(const char *){"base"}, 1);
            return BT_ERROR;
        }
        base = args->v[args->npos + i];
    }
    if (args->npos == 0) {
        if (!bt_is_unset(base))
            return bt_type_error(th, "int() missing string argument");
        return int_as(th, type, bt_from_small(0));
    }
    bt_value v =
        bt_is_unset(base) ? int_from_any(th, args->v[0]) : int_with_base(th, args->v[0], base);
    return int_as(th, type, v);
}

// ---- methods ----

static bt_value int_self(struct bt_thread *th, const bt_value *args)
{
    (void)th;
    return bt_int_unwrap(args[0]);
}

static bt_value int_bit_length(struct bt_thread *th, const bt_value *args)
{
    return bt_int_from_u64(th, bt_int_bit_length(args[0]));
}

static bt_value int_bit_count(struct bt_thread *th, const bt_value *args)
{
    struct bt_int_view a;
    bt_int_look(args[0], &a);
    return bt_int_from_u64(th, a.n ? mpn_popcount(a.limbs, (mp_size_t)a.n) : 0);
}

static bt_value int_as_integer_ratio(struct bt_thread *th, const bt_value *args)
{
    return bt_tuple_of(th, 2, bt_int_unwrap(args[0]), bt_from_small(1));
}

static bt_value int_is_integer(struct bt_thread *th, const bt_value *args)
{
    (void)th, (void)args;
    return BT_TRUE;
}

static bt_value int_round(struct bt_thread *th, const bt_value *args)
{
    if (bt_is_unset(args[1]) || bt_is_none(args[1]))
        return bt_int_unwrap(args[0]);
    bt_value n = bt_to_index(th, args[1]);
    return bt_is_error(n) ? n : bt_int_round(th, bt_int_unwrap(args[0]), bt_int_unwrap(n));
}

static bt_value int_getnewargs(struct bt_thread *th, const bt_value *args)
{
    return bt_tuple_of(th, 1, bt_int_unwrap(args[0]));
}

static bt_value int_sizeof(struct bt_thread *th, const bt_value *args)
{
    struct bt_int_view a;
    bt_int_look(args[0], &a);
    return bt_int_from_u64(th, bt_is_obj(args[0]) ? sizeof(struct bt_bigint) + 8 * a.n : 8);
}

// 'little' or 'big' (when absent) in *little.
static bool byte_order(struct bt_thread *th, bt_value order, bool *little)
{
    *little = !bt_is_unset(order) && bt_str_is(order, "little");
    if (*little || bt_is_unset(order) || bt_str_is(order, "big"))
        return true;
    if (!bt_is_str(order))
        return bt_fail(th, BT_EXC_TYPE_ERROR, "argument 'byteorder' must be str, not %T", order);
    return bt_fail(th, BT_EXC_VALUE_ERROR, "byteorder must be either 'little' or 'big'");
}

// Does the number fit n bytes, signed or not? -2^(8n-1) is the one negative number with 8n bits
// that does.
static bool fits_bytes(const struct bt_int_view *a, size_t n, bool is_signed)
{
    uint64_t bits = bt_limbs_bits(a->limbs, a->n), room = (uint64_t)n * 8;
    if (!is_signed || bits < room)
        return bits <= room;
    if (bits == 0)
        return true;
    if (a->negative && n == 0)
        return bits == 1;
    return a->negative && bits == room && mpn_scan1(a->limbs, 0) == bits - 1;
}

// (self, /, length=1, byteorder='big', *, signed=False)
static bt_value int_to_bytes(struct bt_thread *th, const bt_value *args)
{
    int64_t length = 1;
    bool little, is_signed = false;
    if (!bt_is_unset(args[1]) && !bt_as_int64(th, args[1], &length))
        return BT_ERROR;
    if (!byte_order(th, args[2], &little) || !bt_truth(th, args[3], &is_signed))
        return BT_ERROR;
    if (length < 0)
        return bt_value_error(th, "length argument must be non-negative");
    struct bt_int_view a;
    bt_int_look(args[0], &a);
    if (a.negative && !is_signed)
        return bt_overflow_error(th, "can't convert negative int to unsigned");
    size_t n = (size_t)length;
    if (!fits_bytes(&a, n, is_signed))
        return bt_overflow_error(th, "int too big to convert");
    bt_value result = bt_bytes_new(th, NULL, n);
    if (bt_is_error(result))
        return BT_ERROR;
    char *out = ((struct bt_bytes *)bt_obj(result))->data;
    unsigned carry = a.negative;
    for (size_t i = 0; i < n; i++) {
        unsigned byte = i / 8 < a.n ? (unsigned)(a.limbs[i / 8] >> (i % 8 * 8)) & 255 : 0;
        if (a.negative) {
            byte = (~byte & 255) + carry;
            carry = byte >> 8;
        }
        out[little ? i : n - 1 - i] = (char)byte;
    }
    return result;
}

// (type, /, bytes, byteorder='big', *, signed=False)
static bt_value int_from_bytes(struct bt_thread *th, const bt_value *args)
{
    bool little, is_signed = false;
    if (!byte_order(th, args[2], &little) || !bt_truth(th, args[3], &is_signed))
        return BT_ERROR;
    bt_value bytes = args[1];
    if (!is_bytes_like(th, bytes)) {
        if (bt_is_str(bytes) || bt_is_int(bytes) || !bt_type_of(th, bytes)->s.iter)
            return bt_type_error(th, "cannot convert '%T' object to bytes", bytes);
        bytes = bt_call1(th, bt_from_obj(bt_type(th, BT_T_BYTES)), bytes);
        if (bt_is_error(bytes))
            return BT_ERROR;
    }
    const char *data;
    size_t n;
    if (!bt_bytes_view(th, bytes, &data, &n))
        return BT_ERROR;
    struct bt_bigint *big = bt_int_alloc(th, n / 8 + 1);
    if (!big)
        return BT_ERROR;
    memset(big->limbs, 0, (n / 8 + 1) * sizeof big->limbs[0]);
    bool negative = is_signed && n > 0 && (data[little ? n - 1 : 0] & 0x80);
    unsigned carry = negative;
    for (size_t i = 0; i < n; i++) {
        unsigned byte = (unsigned char)data[little ? i : n - 1 - i];
        if (negative) {
            byte = (~byte & 255) + carry;
            carry = byte >> 8;
            byte &= 255;
        }
        big->limbs[i / 8] |= (mp_limb_t)byte << (i % 8 * 8);
    }
    if (negative && carry) // only for -2^(8n): its magnitude has one byte more
        big->limbs[n / 8] |= (mp_limb_t)1 << (n % 8 * 8);
    bt_value v = bt_int_finish(big, n / 8 + 1, negative);
    struct bt_type *type = (struct bt_type *)bt_obj(args[0]);
    return type == bt_type(th, BT_T_INT) ? v : bt_call1(th, args[0], v);
}

static bt_value int_get_real(struct bt_thread *th, bt_value self)
{
    (void)th;
    return bt_int_unwrap(self);
}
static bt_value int_get_imag(struct bt_thread *th, bt_value self)
{
    (void)th, (void)self;
    return bt_from_small(0);
}
static bt_value int_get_denominator(struct bt_thread *th, bt_value self)
{
    (void)th, (void)self;
    return bt_from_small(1);
}

const struct bt_getset_spec bt_int_getsets[] = {
    {"real", int_get_real, NULL, "The number itself."},
    {"imag", int_get_imag, NULL, "The imaginary part: 0."},
    {"numerator", int_get_real, NULL, "The numerator in lowest terms: the number itself."},
    {"denominator", int_get_denominator, NULL, "The denominator in lowest terms: 1."},
    {0},
};

const struct bt_fn_spec bt_int_methods[] = {
    {"bit_length", int_bit_length, "(self, /)",
     "The number of bits of the absolute value, without leading zeros.", NULL, 0},
    {"bit_count", int_bit_count, "(self, /)", "The number of ones in the absolute value's bits.",
     NULL, 0},
    {"to_bytes", int_to_bytes, "(self, /, length=?, byteorder=?, *, signed=False)",
     "The number as `length` bytes; OverflowError when it does not fit.", NULL, 0},
    {"from_bytes", int_from_bytes, "(type, /, bytes, byteorder=?, *, signed=False)",
     "The number that these bytes stand for.", NULL, BT_FN_CLASS},
    {"as_integer_ratio", int_as_integer_ratio, "(self, /)", "The pair (self, 1).", NULL, 0},
    {"is_integer", int_is_integer, "(self, /)", "True, as every int is whole.", NULL, 0},
    {"conjugate", int_self, "(self, /)", "The number itself.", NULL, 0},
    {"__round__", int_round, "(self, ndigits=?, /)",
     "Rounded to a multiple of 10**-ndigits, halves to even.", NULL, 0},
    {"__trunc__", int_self, "(self, /)", "The number itself.", NULL, 0},
    {"__floor__", int_self, "(self, /)", "The number itself.", NULL, 0},
    {"__ceil__", int_self, "(self, /)", "The number itself.", NULL, 0},
    {"__getnewargs__", int_getnewargs, "(self, /)", "What int.__new__ needs to make it again.",
     NULL, 0},
    {"__sizeof__", int_sizeof, "(self, /)", "Bytes of memory it takes.", NULL, 0},
    {0},
};
