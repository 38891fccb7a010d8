/*
 * int: making, looking at, comparing and converting whole numbers; the type's slots.
 *
 * Ints of 48 bits live in the value word; larger ones are struct bt_bigint, immutable once made. An
 * instance of a subclass holds its plain int (struct bt_int_object), because its attributes must
 * lie at a fixed offset. The arithmetic is in int_arith.c, shifts and bitwise operators in
 * int_bits.c, text in int_text.c, the constructor and the methods in int_methods.c.
 */
#include <float.h>
#include <math.h>

#include "runtime/objects/float.h"
#include "runtime/objects/heap.h"
#include "runtime/objects/int_impl.h"
#include "runtime/objects/str.h"

struct bt_bigint *bt_int_alloc(struct bt_thread *th, size_t n)
{
    if (n > BT_INT_MAX_LIMBS) {
        (void)bt_raise_no_memory(th);
        return NULL;
    }
    struct bt_bigint *big =
        bt_new_object(th, bt_type(th, BT_T_INT), sizeof *big + n * sizeof big->limbs[0]);
    if (!big)
        return NULL;
    big->n_limbs = (uint32_t)n;
    big->pad = 0;
    return big;
}

bt_value bt_int_finish(struct bt_bigint *big, size_t n, bool negative)
{
    while (n > 0 && big->limbs[n - 1] == 0)
        n--;
    big->n_limbs = (uint32_t)n;
    big->base.spare = negative;
    if (n == 0)
        return bt_from_small(0);
    if (n == 1 && big->limbs[0] <= (uint64_t)BT_SMALL_MAX + negative) {
        int64_t i = (int64_t)big->limbs[0];
        return bt_from_small(negative ? -i : i);
    }
    return bt_from_obj(big);
}

bt_value bt_int_from_limbs(struct bt_thread *th, const mp_limb_t *limbs, size_t n, bool negative)
{
    while (n > 0 && limbs[n - 1] == 0)
        n--;
    if (n == 0)
        return bt_from_small(0);
    if (n == 1 && limbs[0] <= (uint64_t)BT_SMALL_MAX + negative) {
        int64_t i = (int64_t)limbs[0];
        return bt_from_small(negative ? -i : i);
    }
    struct bt_bigint *big = bt_int_alloc(th, n);
    if (!big)
        return BT_ERROR;
    memcpy(big->limbs, limbs, n * sizeof limbs[0]);
    return bt_int_finish(big, n, negative);
}

bool bt_int_scratch(struct bt_thread *th, size_t n)
{
    // GMP takes small scratch from the stack. The largest user, multiplication by Fourier
    // transform, stays below ten limbs of scratch for each limb of its operands.
    if (n < 512)
        return true;
    size_t size = n * 10 * sizeof(mp_limb_t) + 65536;
    void *probe = bt_mem_alloc(th, size);
    if (!probe)
        return false;
    bt_mem_free(th->interp, probe, size);
    return true;
}

bool bt_int_poll(struct bt_thread *th)
{
    uint32_t urgent = BT_ATTN_SIGNAL | BT_ATTN_ASYNC_EXC | BT_ATTN_STOP;
    if (BT_LIKELY(!(th->attention & urgent)) || !th->interp->up)
        return true;
    return th->interp->up->safepoint(th);
}

bt_value bt_int_from_i64(struct bt_thread *th, int64_t i)
{
    if (bt_fits_small(i))
        return bt_from_small(i);
    mp_limb_t limb = i < 0 ? 0 - (mp_limb_t)i : (mp_limb_t)i;
    return bt_int_from_limbs(th, &limb, 1, i < 0);
}

bt_value bt_int_from_u64(struct bt_thread *th, uint64_t u)
{
    mp_limb_t limb = u;
    return bt_int_from_limbs(th, &limb, 1, false);
}

bt_value bt_int_from_double(struct bt_thread *th, double d)
{
    if (isnan(d))
        return bt_value_error(th, "cannot convert float NaN to integer");
    if (isinf(d))
        return bt_overflow_error(th, "cannot convert float infinity to integer");
    if (fabs(d) < 0x1p47)
        return bt_from_small((int64_t)d);
    int exponent;
    double fraction = frexp(fabs(d), &exponent); // fabs(d) = fraction * 2^exponent, exponent >= 48
    bt_value mantissa = bt_int_from_u64(th, (uint64_t)ldexp(fraction, 64));
    if (bt_is_error(mantissa))
        return BT_ERROR;
    bt_value whole = exponent >= 64 ? bt_int_shift_left(th, mantissa, (uint64_t)(exponent - 64))
                                    : bt_int_shift_right(th, mantissa, (uint64_t)(64 - exponent));
    return bt_is_error(whole) || d > 0 ? whole : bt_int_neg(th, whole);
}

bool bt_int_get_i64(bt_value v, int64_t *out)
{
    struct bt_int_view a;
    bt_int_look(v, &a);
    if (a.n > 1)
        return false;
    mp_limb_t limb = a.n ? a.limbs[0] : 0;
    if (limb > (uint64_t)INT64_MAX + a.negative)
        return false;
    *out = a.negative ? (int64_t)(0 - limb) : (int64_t)limb;
    return true;
}

bool bt_int_is_negative(bt_value v)
{
    struct bt_int_view a;
    bt_int_look(v, &a);
    return a.negative;
}

bt_value bt_int_plain(bt_value v)
{
    return bt_int_unwrap(v);
}

uint64_t bt_int_bit_length(bt_value v)
{
    struct bt_int_view a;
    bt_int_look(v, &a);
    return bt_limbs_bits(a.limbs, a.n);
}

int bt_int_compare(bt_value va, bt_value vb)
{
    if (bt_both_small(va, vb))
        return (bt_small(va) > bt_small(vb)) - (bt_small(va) < bt_small(vb));
    struct bt_int_view a, b;
    bt_int_look(va, &a);
    bt_int_look(vb, &b);
    if (a.negative != b.negative)
        return a.negative ? -1 : 1;
    int order;
    if (a.n != b.n)
        order = a.n < b.n ? -1 : 1;
    else
        order = a.n ? mpn_cmp(a.limbs, b.limbs, (mp_size_t)a.n) : 0;
    return a.negative ? -order : order;
}

int bt_int_compare_double(bt_value va, double b)
{
    struct bt_int_view a;
    bt_int_look(va, &a);
    int sign_a = a.n == 0 ? 0 : a.negative ? -1 : 1;
    int sign_b = b == 0 ? 0 : b < 0 ? -1 : 1;
    if (sign_a != sign_b || sign_a == 0)
        return (sign_a > sign_b) - (sign_a < sign_b);
    if (isinf(b))
        return -sign_b;
    // Same sign, neither zero: compare the lengths in bits, then the whole part, then the fraction.
    int exponent;
    (void)frexp(b, &exponent);
    int64_t bits = (int64_t)bt_limbs_bits(a.limbs, a.n);
    if (bits != exponent)
        return bits > exponent ? sign_a : -sign_a;
    double whole = trunc(fabs(b));
    mp_limb_t words[17] = {0}; // 1024 bits and one limb for the mantissa to run into
    size_t n = 1;
    if (exponent <= 64) {
        words[0] = (mp_limb_t)whole;
    } else {
        mp_limb_t mantissa = (mp_limb_t)ldexp(whole, 64 - exponent);
        unsigned shift = (unsigned)(exponent - 64);
        size_t at = shift / BT_LIMB_BITS;
        words[at] = mantissa;
        n = at + 1;
        if (shift % BT_LIMB_BITS) {
            words[n] = mantissa >> (BT_LIMB_BITS - shift % BT_LIMB_BITS);
            words[at] = mantissa << (shift % BT_LIMB_BITS);
            n++;
        }
    }
    int order = mpn_cmp(a.limbs, words, (mp_size_t)a.n);
    if (order == 0 && fabs(b) > whole)
        order = -1;
    return order > 0 ? sign_a : order < 0 ? -sign_a : 0;
}

int64_t bt_int_hash(bt_value v)
{
    const mp_limb_t modulus = ((mp_limb_t)1 << 61) - 1;
    struct bt_int_view a;
    bt_int_look(v, &a);
    mp_limb_t rest = a.n == 0   ? 0
                     : a.n == 1 ? a.limbs[0] % modulus
                                : mpn_mod_1(a.limbs, (mp_size_t)a.n, modulus);
    int64_t hash = a.negative ? -(int64_t)rest : (int64_t)rest;
    return hash == -1 ? -2 : hash;
}

// ---- to double, correctly rounded ----

// 64 of the bits from bit `from` up, and in *below whether any bit beneath them is set.
static mp_limb_t bits_from(const mp_limb_t *limbs, size_t n, uint64_t from, bool *below)
{
    size_t at = from / BT_LIMB_BITS;
    unsigned off = (unsigned)(from % BT_LIMB_BITS);
    for (size_t i = 0; i < at && i < n && !*below; i++)
        *below = limbs[i] != 0;
    if (at >= n)
        return 0;
    mp_limb_t bits = limbs[at] >> off;
    if (off) {
        if (limbs[at] << (BT_LIMB_BITS - off))
            *below = true;
        if (at + 1 < n)
            bits |= limbs[at + 1] << (BT_LIMB_BITS - off);
    }
    return bits;
}

double bt_limbs_to_double(const mp_limb_t *limbs, size_t n, bool sticky, int64_t exponent)
{
    if (n == 0)
        return 0.0;
    int64_t bits = (int64_t)bt_limbs_bits(limbs, n);
    if (bits + exponent > DBL_MAX_EXP)
        return HUGE_VAL;
    if (bits + exponent < DBL_MIN_EXP - DBL_MANT_DIG)
        return 0.0;
    // The exponent of the result's last bit; below it everything is rounded away.
    int64_t last = bits + exponent - DBL_MANT_DIG;
    if (last < DBL_MIN_EXP - DBL_MANT_DIG)
        last = DBL_MIN_EXP - DBL_MANT_DIG;
    int64_t drop = last - exponent;
    if (drop <= 0) // at most 53 bits: exact
        return ldexp((double)limbs[0], (int)exponent);
    bool below = sticky;
    mp_limb_t window =
        bits_from(limbs, n, (uint64_t)(drop - 1), &below); // bit 0 is the last one dropped
    mp_limb_t kept = (window >> 1) & (((mp_limb_t)1 << DBL_MANT_DIG) - 1);
    if ((window & 1) && (below || (kept & 1)))
        kept++;
    return ldexp((double)kept, (int)last);
}

bool bt_int_to_double(struct bt_thread *th, bt_value v, double *out)
{
    if (bt_is_small(v)) {
        *out = (double)bt_small(v);
        return true;
    }
    struct bt_int_view a;
    bt_int_look(v, &a);
    double d = bt_limbs_to_double(a.limbs, a.n, false, 0);
    if (isinf(d))
        return bt_fail(th, BT_EXC_OVERFLOW_ERROR, "int too large to convert to float");
    *out = a.negative ? -d : d;
    return true;
}

// ---- slots ----

static bt_value int_compare(struct bt_thread *th, bt_value a, bt_value b, enum bt_cmpop op)
{
    (void)th;
    if (!bt_is_int(a) || !bt_is_int(b))
        return BT_NOT_IMPLEMENTED;
    int order = bt_int_compare(a, b);
    bool result = false;
    switch (op) {
    case BT_LT: result = order < 0; break;
    case BT_LE: result = order <= 0; break;
    case BT_EQ: result = order == 0; break;
    case BT_NE: result = order != 0; break;
    case BT_GT: result = order > 0; break;
    case BT_GE: result = order >= 0; break;
    }
    return bt_bool(result);
}

static bool int_hash(struct bt_thread *th, bt_value v, int64_t *out)
{
    (void)th;
    *out = bt_int_hash(v);
    return true;
}

static bool int_truth(struct bt_thread *th, bt_value v, bool *out)
{
    (void)th;
    *out = !bt_same(bt_int_unwrap(v), bt_from_small(0));
    return true;
}

static bt_value int_format(struct bt_thread *th, bt_value v, bt_value spec)
{
    struct bt_str *s = bt_as_str(spec);
    return bt_format_int(th, v, s->data, s->len);
}

static bt_value int_to_int(struct bt_thread *th, bt_value v)
{
    (void)th;
    return bt_int_unwrap(v);
}

static bt_value int_to_float(struct bt_thread *th, bt_value v)
{
    double d;
    return bt_int_to_double(th, v, &d) ? bt_from_double(d) : BT_ERROR;
}

static bt_value int_neg(struct bt_thread *th, bt_value v)
{
    return bt_int_neg(th, bt_int_unwrap(v));
}

static bt_value int_abs(struct bt_thread *th, bt_value v)
{
    v = bt_int_unwrap(v);
    return bt_int_is_negative(v) ? bt_int_neg(th, v) : v;
}

static bt_value int_invert(struct bt_thread *th, bt_value v)
{
    bt_value neg = bt_int_neg(th, bt_int_unwrap(v));
    return bt_is_error(neg) ? BT_ERROR : bt_int_sub(th, neg, bt_from_small(1));
}

// One function per operator, because a slot is not told which one it stands for.
#define INT_BINARY(name, op)                                           \
    static bt_value name(struct bt_thread *th, bt_value a, bt_value b) \
    {                                                                  \
        if (!bt_is_int(a) || !bt_is_int(b))                            \
            return BT_NOT_IMPLEMENTED;                                 \
        return bt_int_binary(th, op, a, b);                            \
    }
INT_BINARY(int_add, BT_OP_ADD)
INT_BINARY(int_sub, BT_OP_SUB)
INT_BINARY(int_mul, BT_OP_MUL)
INT_BINARY(int_truediv, BT_OP_TRUEDIV)
INT_BINARY(int_floordiv, BT_OP_FLOORDIV)
INT_BINARY(int_mod, BT_OP_MOD)
INT_BINARY(int_divmod, BT_OP_DIVMOD)
INT_BINARY(int_pow, BT_OP_POW)
INT_BINARY(int_lshift, BT_OP_LSHIFT)
INT_BINARY(int_rshift, BT_OP_RSHIFT)
INT_BINARY(int_and, BT_OP_AND)
INT_BINARY(int_xor, BT_OP_XOR)
INT_BINARY(int_or, BT_OP_OR)
#undef INT_BINARY

// Exact ints hold nothing; an instance of a subclass holds its plain int.
static void int_trace(struct bt_tracer *tracer, struct bt_object *object)
{
    if (object->type->spec != &bt_int_spec)
        bt_mark(tracer, ((struct bt_int_object *)object)->value);
}

const struct bt_type_spec bt_int_spec = {
    .name = "int",
    .doc = "A whole number of any size.",
    .flags = BT_TYPE_BASE | BT_TYPE_INT_SUB,
    .size = sizeof(struct bt_int_object),
    .slots =
        {
            .repr = bt_int_repr,
            .format = int_format,
            .hash = int_hash,
            .compare = int_compare,
            .truth = int_truth,
            .binary =
                {
                    [BT_OP_ADD] = int_add,
                    [BT_OP_SUB] = int_sub,
                    [BT_OP_MUL] = int_mul,
                    [BT_OP_TRUEDIV] = int_truediv,
                    [BT_OP_FLOORDIV] = int_floordiv,
                    [BT_OP_MOD] = int_mod,
                    [BT_OP_DIVMOD] = int_divmod,
                    [BT_OP_POW] = int_pow,
                    [BT_OP_LSHIFT] = int_lshift,
                    [BT_OP_RSHIFT] = int_rshift,
                    [BT_OP_AND] = int_and,
                    [BT_OP_XOR] = int_xor,
                    [BT_OP_OR] = int_or,
                },
            .unary =
                {
                    [BT_NEG] = int_neg,
                    [BT_POS] = int_to_int,
                    [BT_ABS] = int_abs,
                    [BT_INVERT] = int_invert,
                },
            .to_int = int_to_int,
            .to_float = int_to_float,
            .index = int_to_int,
            .new_ = bt_int_new_slot,
            .trace = int_trace,
        },
    .methods = bt_int_methods,
    .getsets = bt_int_getsets,
    .new_sig = "(x=0, /, base=10)",
};
