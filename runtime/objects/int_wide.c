/*
 * Operators on ints of up to 127 bits, by machine arithmetic.
 *
 * Loops that hash, encrypt or make random numbers leave the unboxed 48 bits at every step and come
 * back with `& mask` or `% m`. Here such a step looks at its operands once, computes in registers
 * and allocates only when the result itself does not fit the value word. Called first by bt_binary
 * and bt_inplace; what does not fit goes on to the limbs of int_arith.c and int_bits.c.
 */
#include "runtime/objects/heap.h"
#include "runtime/objects/int_impl.h"

typedef __int128 wide;
typedef unsigned __int128 uwide;

// A plain int below 2^127 in magnitude; false for larger ones.
static inline bool look(bt_value v, wide *out)
{
    if (bt_is_small(v)) {
        *out = bt_small(v);
        return true;
    }
    const struct bt_bigint *big = (const struct bt_bigint *)bt_obj(v);
    if (big->n_limbs > 2)
        return false;
    uwide magnitude = big->limbs[0];
    if (big->n_limbs == 2) {
        if (big->limbs[1] >> 63)
            return false;
        magnitude |= (uwide)big->limbs[1] << 64;
    }
    *out = big->base.spare ? -(wide)magnitude : (wide)magnitude;
    return true;
}

static bt_value from_magnitude(struct bt_thread *th, uwide magnitude, bool negative)
{
    if (magnitude <= (uint64_t)BT_SMALL_MAX + negative) {
        int64_t i = (int64_t)magnitude;
        return bt_from_small(negative ? -i : i);
    }
    uint32_t n = magnitude >> 64 ? 2 : 1;
    struct bt_bigint *big =
        bt_new_object(th, bt_type(th, BT_T_INT), sizeof *big + n * sizeof big->limbs[0]);
    if (!big)
        return BT_ERROR;
    big->base.spare = negative;
    big->n_limbs = n;
    big->pad = 0;
    big->limbs[0] = (mp_limb_t)magnitude;
    if (n == 2)
        big->limbs[1] = (mp_limb_t)(magnitude >> 64);
    return bt_from_obj(big);
}

static inline bt_value from_wide(struct bt_thread *th, wide w)
{
    if (w >= BT_SMALL_MIN && w <= BT_SMALL_MAX)
        return bt_from_small((int64_t)w);
    return from_magnitude(th, w < 0 ? -(uwide)w : (uwide)w, w < 0);
}

static inline uwide magnitude_of(wide w)
{
    return w < 0 ? -(uwide)w : (uwide)w;
}

static bt_value multiply(struct bt_thread *th, wide a, wide b)
{
    uwide x = magnitude_of(a), y = magnitude_of(b);
    if ((x | y) >> 64)
        return BT_UNSET;
    return from_magnitude(th, (uwide)(uint64_t)x * (uint64_t)y, (a < 0) != (b < 0));
}

// The remainder with the divisor's sign, the quotient rounded down; b not 0.
static void divide(wide a, wide b, wide *q, wide *r)
{
    if (a >= 0 && b > 0) { // the two common cases first: 64 bits by 64, and unsigned
        if ((uwide)(a | b) >> 64 == 0) {
            *q = (wide)((uint64_t)a / (uint64_t)b);
            *r = (wide)((uint64_t)a % (uint64_t)b);
        } else {
            *q = (wide)((uwide)a / (uwide)b);
            *r = a - *q * b;
        }
        return;
    }
    *q = a / b;
    *r = a - *q * b;
    if (*r != 0 && (*r < 0) != (b < 0)) {
        *r += b;
        --*q;
    }
}

static bt_value shift_left(struct bt_thread *th, wide a, wide n)
{
    if (n < 0 || n > 126)
        return BT_UNSET;
    wide shifted = (wide)((uwide)a << (int)n);
    return shifted >> (int)n == a ? from_wide(th, shifted) : BT_UNSET;
}

static bt_value power(struct bt_thread *th, wide base, wide e)
{
    if (e < 0 || e > 127 || base > INT32_MAX || base < -INT32_MAX)
        return BT_UNSET;
    wide result = 1;
    for (unsigned n = (unsigned)e; n; n >>= 1) {
        if (magnitude_of(base) >> 63 || magnitude_of(result) >> 63)
            return BT_UNSET;
        if (n & 1)
            result *= base;
        base *= base;
    }
    return from_wide(th, result);
}

bt_value bt_int_wide(struct bt_thread *th, enum bt_binop op, bt_value va, bt_value vb)
{
    wide a, b, q, r;
    if (!look(va, &a) || !look(vb, &b))
        return BT_UNSET;
    switch (op) {
    case BT_OP_ADD: return __builtin_add_overflow(a, b, &r) ? BT_UNSET : from_wide(th, r);
    case BT_OP_SUB: return __builtin_sub_overflow(a, b, &r) ? BT_UNSET : from_wide(th, r);
    case BT_OP_MUL: return multiply(th, a, b);
    case BT_OP_FLOORDIV:
    case BT_OP_MOD:
        if (b == 0)
            return BT_UNSET;
        divide(a, b, &q, &r);
        return from_wide(th, op == BT_OP_MOD ? r : q);
    case BT_OP_POW: return power(th, a, b);
    case BT_OP_LSHIFT: return shift_left(th, a, b);
    case BT_OP_RSHIFT: return b < 0 ? BT_UNSET : from_wide(th, a >> (b > 127 ? 127 : (int)b));
    case BT_OP_AND: return from_wide(th, a & b);
    case BT_OP_XOR: return from_wide(th, a ^ b);
    case BT_OP_OR: return from_wide(th, a | b);
    case BT_OP_TRUEDIV:
    case BT_OP_DIVMOD:
    case BT_OP_MATMUL:
    case BT_BINOP_COUNT: break;
    }
    return BT_UNSET;
}
