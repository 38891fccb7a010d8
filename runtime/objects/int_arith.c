/*
 * The arithmetic of ints: + - * ** and true division, and what is built on them (isqrt, rounding);
 * floor division is in int_div.c. Called by the int type's slots and by the eval
 * loop's slow paths (bt_int_binary).
 *
 * Results are made in place in a fresh heap int, which bt_int_finish trims; intermediate heap ints
 * are left to the collector, which cannot run in here except where bt_int_poll is called.
 */
#include <math.h>

#include "runtime/objects/float.h"
#include "runtime/objects/heap.h"
#include "runtime/objects/int_impl.h"
#include "runtime/objects/seq.h"

// ---- addition ----

// a + b, or a - b with `flip`.
static bt_value add_signed(struct bt_thread *th, bt_value va, bt_value vb, bool flip)
{
    struct bt_int_view a, b;
    bt_int_look(va, &a);
    bt_int_look(vb, &b);
    bool b_negative = b.negative != flip;
    const struct bt_int_view *x = &a, *y = &b; // |x| >= |y| in limbs
    bool negative = a.negative;
    if (a.n < b.n || (a.n == b.n && a.n && mpn_cmp(a.limbs, b.limbs, (mp_size_t)a.n) < 0)) {
        x = &b;
        y = &a;
        negative = b_negative;
    }
    if (y->n == 0)
        return bt_int_from_limbs(th, x->limbs, x->n, negative);
    struct bt_bigint *big = bt_int_alloc(th, x->n + 1);
    if (!big)
        return BT_ERROR;
    mp_limb_t top = 0;
    if (a.negative == b_negative)
        top = mpn_add(big->limbs, x->limbs, (mp_size_t)x->n, y->limbs, (mp_size_t)y->n);
    else
        (void)mpn_sub(big->limbs, x->limbs, (mp_size_t)x->n, y->limbs, (mp_size_t)y->n);
    big->limbs[x->n] = top;
    return bt_int_finish(big, x->n + 1, negative);
}

bt_value bt_int_add(struct bt_thread *th, bt_value a, bt_value b)
{
    if (bt_both_small(a, b))
        return bt_int_from_i64(th, bt_small(a) + bt_small(b));
    return add_signed(th, a, b, false);
}

bt_value bt_int_sub(struct bt_thread *th, bt_value a, bt_value b)
{
    if (bt_both_small(a, b))
        return bt_int_from_i64(th, bt_small(a) - bt_small(b));
    return add_signed(th, a, b, true);
}

bt_value bt_int_neg(struct bt_thread *th, bt_value v)
{
    if (bt_is_small(v))
        return bt_int_from_i64(th, -bt_small(v));
    struct bt_int_view a;
    bt_int_look(v, &a);
    return bt_int_from_limbs(th, a.limbs, a.n, !a.negative);
}

// ---- multiplication ----

static bt_value mul_once(struct bt_thread *th, const struct bt_int_view *a,
                         const struct bt_int_view *b)
{
    const struct bt_int_view *x = a->n >= b->n ? a : b, *y = x == a ? b : a;
    if (y->n == 0)
        return bt_from_small(0);
    if (!bt_int_scratch(th, x->n + y->n))
        return BT_ERROR;
    struct bt_bigint *big = bt_int_alloc(th, x->n + y->n);
    if (!big)
        return BT_ERROR;
    if (x->limbs == y->limbs && x->n == y->n)
        mpn_sqr(big->limbs, x->limbs, (mp_size_t)x->n);
    else
        (void)mpn_mul(big->limbs, x->limbs, (mp_size_t)x->n, y->limbs, (mp_size_t)y->n);
    return bt_int_finish(big, x->n + y->n, a->negative != b->negative);
}

// Pieces of this many limbs take GMP some tenths of a second.
#define MUL_PIECE ((size_t)1 << 20)

// x * y, |x| >= |y|, x cut into pieces so that Ctrl-C gets in between.
static bt_value mul_in_pieces(struct bt_thread *th, bt_value x, bt_value y)
{
    BT_ROOTS(th, r, 3);
    r[0] = x, r[1] = y;
    struct bt_int_view a, b;
    bt_int_look(x, &a);
    bt_int_look(y, &b);
    bt_value result = BT_ERROR;
    size_t n = a.n + b.n;
    if (!bt_int_scratch(th, 2 * (MUL_PIECE + b.n)))
        goto done;
    struct bt_bigint *big = bt_int_alloc(th, n), *part = bt_int_alloc(th, MUL_PIECE + b.n);
    if (!big || !part)
        goto done;
    big->base.spare = part->base.spare = 0;
    r[2] = bt_from_obj(big);
    BT_ROOTS(th, p, 1);
    p[0] = bt_from_obj(part);
    memset(big->limbs, 0, n * sizeof big->limbs[0]);
    bool going = true;
    for (size_t at = 0; at < a.n && going; at += MUL_PIECE) {
        size_t len = a.n - at < MUL_PIECE ? a.n - at : MUL_PIECE;
        if (len >= b.n)
            (void)mpn_mul(part->limbs, a.limbs + at, (mp_size_t)len, b.limbs, (mp_size_t)b.n);
        else
            (void)mpn_mul(part->limbs, b.limbs, (mp_size_t)b.n, a.limbs + at, (mp_size_t)len);
        mp_limb_t *to = big->limbs + at;
        (void)mpn_add(to, to, (mp_size_t)(n - at), part->limbs, (mp_size_t)(len + b.n));
        going = bt_int_poll(th);
    }
    if (going)
        result = bt_int_finish(big, n, a.negative != b.negative);
    BT_UNROOT(th, p);
done:
    BT_UNROOT(th, r);
    return result;
}

bt_value bt_int_mul(struct bt_thread *th, bt_value va, bt_value vb)
{
    if (bt_both_small(va, vb)) {
        __int128 product = (__int128)bt_small(va) * bt_small(vb);
        if (product >= INT64_MIN && product <= INT64_MAX)
            return bt_int_from_i64(th, (int64_t)product);
        bool negative = product < 0;
        unsigned __int128 m = negative ? -(unsigned __int128)product : (unsigned __int128)product;
        mp_limb_t limbs[2] = {(mp_limb_t)m, (mp_limb_t)(m >> 64)};
        return bt_int_from_limbs(th, limbs, 2, negative);
    }
    struct bt_int_view a, b;
    bt_int_look(va, &a);
    bt_int_look(vb, &b);
    if (a.n > MUL_PIECE && b.n > 0 && a.n >= b.n)
        return mul_in_pieces(th, va, vb);
    if (b.n > MUL_PIECE && a.n > 0)
        return mul_in_pieces(th, vb, va);
    return mul_once(th, &a, &b);
}

// ---- true division ----

bool bt_int_ratio_double(struct bt_thread *th, bt_value a, bt_value b, double *out)
{
    bool negative = bt_int_is_negative(a) != bt_int_is_negative(b);
    int64_t bits_a = (int64_t)bt_int_bit_length(a), bits_b = (int64_t)bt_int_bit_length(b);
    // Shifted so that the quotient has 66 or 67 bits: enough to round once, with a remainder as
    // sticky bit.
    int64_t shift = 66 - (bits_a - bits_b);
    bool sticky = false;
    bt_value x = bt_int_is_negative(a) ? bt_int_neg(th, a) : a;
    bt_value y = bt_int_is_negative(b) ? bt_int_neg(th, b) : b;
    if (bt_is_error(x) || bt_is_error(y))
        return false;
    bt_value scaled, q, r;
    if (shift >= 0) {
        scaled = bt_int_shift_left(th, x, (uint64_t)shift);
    } else {
        struct bt_int_view v;
        bt_int_look(x, &v);
        sticky = mpn_scan1(v.limbs, 0) < (mp_bitcnt_t)-shift;
        scaled = bt_int_shift_right(th, x, (uint64_t)-shift);
    }
    if (bt_is_error(scaled) || !bt_int_floor_divmod(th, scaled, y, &q, &r))
        return false;
    sticky = sticky || !bt_same(r, bt_from_small(0));
    struct bt_int_view quotient;
    bt_int_look(q, &quotient);
    double d = bt_limbs_to_double(quotient.limbs, quotient.n, sticky, -shift);
    *out = negative ? -d : d;
    return true;
}

bt_value bt_int_truediv(struct bt_thread *th, bt_value a, bt_value b)
{
    if (bt_same(b, bt_from_small(0)))
        return bt_raise(th, BT_EXC_ZERO_DIVISION_ERROR, "division by zero");
    if (bt_both_small(a, b)) // exact as doubles, so the division rounds once
        return bt_from_double((double)bt_small(a) / (double)bt_small(b));
    if (bt_same(a, bt_from_small(0)))
        return bt_from_double(bt_int_is_negative(b) ? -0.0 : 0.0);
    double d;
    if (!bt_int_ratio_double(th, a, b, &d))
        return BT_ERROR;
    if (isinf(d))
        return bt_overflow_error(th, "integer division result too large for a float");
    return bt_from_double(d);
}

// ---- powers ----

// Is |a| a power of two? Then its exponent in *out.
static bool is_power_of_two(bt_value a, uint64_t *out)
{
    struct bt_int_view v;
    bt_int_look(a, &v);
    if (v.n == 0)
        return false;
    *out = bt_limbs_bits(v.limbs, v.n) - 1;
    return mpn_scan1(v.limbs, 0) == *out;
}

// base ** e, e > 0.
static bt_value power_by_squaring(struct bt_thread *th, bt_value base, uint64_t e)
{
    BT_ROOTS(th, r, 2);
    r[0] = base;
    r[1] = base;
    bool ok = true;
    for (int bit = 62 - __builtin_clzl(e); bit >= 0 && ok; bit--) {
        r[1] = bt_int_mul(th, r[1], r[1]);
        if (!bt_is_error(r[1]) && (e >> bit & 1))
            r[1] = bt_int_mul(th, r[1], r[0]);
        ok = !bt_is_error(r[1]) && bt_int_poll(th);
    }
    bt_value result = ok ? r[1] : BT_ERROR;
    BT_UNROOT(th, r);
    return result;
}

bt_value bt_int_pow(struct bt_thread *th, bt_value a, bt_value e)
{
    if (bt_int_is_negative(e)) {
        double base, exponent;
        if (!bt_int_to_double(th, a, &base) || !bt_int_to_double(th, e, &exponent))
            return BT_ERROR;
        return bt_float_pow(th, base, exponent);
    }
    if (bt_same(e, bt_from_small(0)))
        return bt_from_small(1);
    if (bt_same(a, bt_from_small(0)) || bt_same(a, bt_from_small(1)))
        return a;
    struct bt_int_view v;
    bt_int_look(e, &v);
    if (bt_same(a, bt_from_small(-1)))
        return bt_from_small(v.limbs[0] & 1 ? -1 : 1);
    uint64_t bits = bt_int_bit_length(a), n = v.limbs[0], shift;
    if (v.n > 1 || n > (uint64_t)BT_INT_MAX_LIMBS * BT_LIMB_BITS / (bits > 1 ? bits - 1 : 1))
        return bt_raise_no_memory(th);
    if (is_power_of_two(a, &shift)) {
        bool negative = bt_int_is_negative(a) && (n & 1);
        return bt_int_shift_left(th, bt_from_small(negative ? -1 : 1), shift * n);
    }
    return power_by_squaring(th, a, n);
}

// The inverse of a modulo m > 1, 0 <= a < m, by Euclid's algorithm; ValueError if there is none.
static bt_value inverse_mod(struct bt_thread *th, bt_value a, bt_value m)
{
    bt_value r0 = m, r1 = a, s0 = bt_from_small(0), s1 = bt_from_small(1);
    while (!bt_same(r1, bt_from_small(0))) {
        bt_value q, r;
        if (!bt_int_floor_divmod(th, r0, r1, &q, &r))
            return BT_ERROR;
        bt_value step = bt_int_mul(th, q, s1);
        bt_value s = bt_is_error(step) ? step : bt_int_sub(th, s0, step);
        if (bt_is_error(s))
            return BT_ERROR;
        r0 = r1, r1 = r, s0 = s1, s1 = s;
    }
    if (!bt_same(r0, bt_from_small(1)))
        return bt_value_error(th, "base is not invertible for the given modulus");
    return bt_int_is_negative(s0) ? bt_int_add(th, s0, m) : s0;
}

/*
 * base ** e mod m for 0 <= base < m, e > 0, in one block of scratch limbs: the result (n), its
 * square (2n), the quotient nobody needs (n + 1) and the base at full length (n).
 */
static bt_value power_mod_limbs(struct bt_thread *th, bt_value base, bt_value e, bt_value m)
{
    BT_ROOTS(th, r, 3);
    r[0] = base, r[1] = e, r[2] = m;
    struct bt_int_view vb, ve, vm;
    bt_int_look(base, &vb);
    bt_int_look(e, &ve);
    bt_int_look(m, &vm);
    size_t n = vm.n, size = (5 * n + 1) * sizeof(mp_limb_t);
    bt_value result = BT_ERROR;
    mp_limb_t *block = bt_int_scratch(th, 4 * n) ? bt_mem_alloc(th, size) : NULL;
    if (!block)
        goto done;
    mp_limb_t *x = block, *square = block + n, *q = block + 3 * n, *y = block + 4 * n + 1;
    memset(y, 0, n * sizeof *y);
    memcpy(y, vb.limbs, vb.n * sizeof *y);
    memcpy(x, y, n * sizeof *y);
    bool going = true;
    for (int64_t bit = (int64_t)bt_limbs_bits(ve.limbs, ve.n) - 2; bit >= 0 && going; bit--) {
        mpn_sqr(square, x, (mp_size_t)n);
        mpn_tdiv_qr(q, x, 0, square, (mp_size_t)(2 * n), vm.limbs, (mp_size_t)n);
        if (ve.limbs[bit / 64] >> (bit % 64) & 1) {
            mpn_mul_n(square, x, y, (mp_size_t)n);
            mpn_tdiv_qr(q, x, 0, square, (mp_size_t)(2 * n), vm.limbs, (mp_size_t)n);
        }
        going = bt_int_poll(th);
    }
    if (going)
        result = bt_int_from_limbs(th, x, n, false);
    bt_mem_free(th->interp, block, size);
done:
    BT_UNROOT(th, r);
    return result;
}

bt_value bt_int_pow_mod(struct bt_thread *th, bt_value a, bt_value e, bt_value m)
{
    a = bt_int_unwrap(a), e = bt_int_unwrap(e), m = bt_int_unwrap(m);
    if (bt_same(m, bt_from_small(0)))
        return bt_value_error(th, "pow() 3rd argument cannot be 0");
    bool negative = bt_int_is_negative(m);
    bt_value modulus = negative ? bt_int_neg(th, m) : m, base, result;
    if (bt_is_error(modulus))
        return BT_ERROR;
    if (bt_same(modulus, bt_from_small(1)))
        return bt_from_small(0);
    if (!bt_int_floor_divmod(th, a, modulus, NULL, &base))
        return BT_ERROR;
    if (bt_int_is_negative(e)) {
        base = inverse_mod(th, base, modulus);
        e = bt_is_error(base) ? BT_ERROR : bt_int_neg(th, e);
        if (bt_is_error(e))
            return BT_ERROR;
    }
    if (bt_same(e, bt_from_small(0)))
        result = bt_from_small(1);
    else if (bt_same(base, bt_from_small(0)))
        result = base;
    else
        result = power_mod_limbs(th, base, e, modulus);
    if (bt_is_error(result) || !negative || bt_same(result, bt_from_small(0)))
        return result;
    return bt_int_add(th, result, m);
}

// ---- what math needs ----

bt_value bt_int_isqrt(struct bt_thread *th, bt_value v)
{
    struct bt_int_view a;
    bt_int_look(v, &a);
    if (a.n == 0)
        return bt_from_small(0);
    if (!bt_int_scratch(th, 2 * a.n))
        return BT_ERROR;
    struct bt_bigint *root = bt_int_alloc(th, (a.n + 1) / 2);
    if (!root)
        return BT_ERROR;
    (void)mpn_sqrtrem(root->limbs, NULL, a.limbs, (mp_size_t)a.n);
    return bt_int_finish(root, (a.n + 1) / 2, false);
}

bt_value bt_int_round(struct bt_thread *th, bt_value a, bt_value n)
{
    if (!bt_int_is_negative(n))
        return a;
    bt_value digits = bt_int_neg(th, n);
    bt_value unit = bt_is_error(digits) ? digits : bt_int_pow(th, bt_from_small(10), digits);
    bt_value q, r;
    if (bt_is_error(unit) || !bt_int_floor_divmod(th, a, unit, &q, &r))
        return BT_ERROR;
    // a = q * unit + r with 0 <= r < unit: down to a - r, or up when r is more than half, or half
    // and q is odd.
    bt_value twice = bt_int_shift_left(th, r, 1);
    bt_value low = bt_is_error(twice) ? twice : bt_int_sub(th, a, r);
    if (bt_is_error(low))
        return BT_ERROR;
    int order = bt_int_compare(twice, unit);
    struct bt_int_view v;
    bt_int_look(q, &v);
    bool odd = v.n && (v.limbs[0] & 1);
    return order > 0 || (order == 0 && odd) ? bt_int_add(th, low, unit) : low;
}

// ---- the door for slots and the eval loop ----

bt_value bt_int_binary(struct bt_thread *th, enum bt_binop op, bt_value a, bt_value b)
{
    a = bt_int_unwrap(a);
    b = bt_int_unwrap(b);
    switch (op) {
    case BT_OP_ADD: return bt_int_add(th, a, b);
    case BT_OP_SUB: return bt_int_sub(th, a, b);
    case BT_OP_MUL: return bt_int_mul(th, a, b);
    case BT_OP_TRUEDIV: return bt_int_truediv(th, a, b);
    case BT_OP_FLOORDIV:
    case BT_OP_MOD:
    case BT_OP_DIVMOD: return bt_int_divide(th, op, a, b);
    case BT_OP_POW: return bt_int_pow(th, a, b);
    case BT_OP_LSHIFT:
    case BT_OP_RSHIFT: return bt_int_shift(th, op, a, b);
    case BT_OP_AND:
    case BT_OP_XOR:
    case BT_OP_OR: return bt_int_bitwise(th, op, a, b);
    case BT_OP_MATMUL:
    case BT_BINOP_COUNT: break;
    }
    return BT_NOT_IMPLEMENTED;
}
