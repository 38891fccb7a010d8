/*
 * Shifts and the bitwise operators of ints. Negative numbers behave as two's complement with
 * endless sign bits, computed limb by limb from sign and magnitude.
 */
#include "runtime/objects/int_impl.h"

bt_value bt_int_shift_left(struct bt_thread *th, bt_value v, uint64_t bits)
{
    if (bt_is_small(v) && bits < 16)
        return bt_int_from_i64(th, (int64_t)((uint64_t)bt_small(v) << bits));
    struct bt_int_view a;
    bt_int_look(v, &a);
    if (a.n == 0)
        return bt_from_small(0);
    uint64_t whole = bits / BT_LIMB_BITS;
    unsigned part = (unsigned)(bits % BT_LIMB_BITS);
    if (whole > BT_INT_MAX_LIMBS)
        return bt_raise_no_memory(th);
    size_t n = a.n + (size_t)whole + 1;
    struct bt_bigint *big = bt_int_alloc(th, n);
    if (!big)
        return BT_ERROR;
    memset(big->limbs, 0, (size_t)whole * sizeof big->limbs[0]);
    if (part) {
        big->limbs[n - 1] = mpn_lshift(big->limbs + whole, a.limbs, (mp_size_t)a.n, part);
    } else {
        memcpy(big->limbs + whole, a.limbs, a.n * sizeof a.limbs[0]);
        big->limbs[n - 1] = 0;
    }
    return bt_int_finish(big, n, a.negative);
}

bt_value bt_int_shift_right(struct bt_thread *th, bt_value v, uint64_t bits)
{
    if (bt_is_small(v))
        return bt_from_small(bt_small(v) >> (bits < 63 ? bits : 63));
    struct bt_int_view a;
    bt_int_look(v, &a);
    uint64_t whole = bits / BT_LIMB_BITS;
    unsigned part = (unsigned)(bits % BT_LIMB_BITS);
    if (whole >= a.n)
        return bt_from_small(a.negative ? -1 : 0);
    size_t n = a.n - (size_t)whole;
    struct bt_bigint *big = bt_int_alloc(th, n + 1);
    if (!big)
        return BT_ERROR;
    if (part)
        (void)mpn_rshift(big->limbs, a.limbs + whole, (mp_size_t)n, part);
    else
        memcpy(big->limbs, a.limbs + whole, n * sizeof a.limbs[0]);
    big->limbs[n] = 0;
    // Towards minus infinity: a negative number whose dropped bits are not all zero goes one
    // further down.
    if (a.negative && mpn_scan1(a.limbs, 0) < bits)
        big->limbs[n] = mpn_add_1(big->limbs, big->limbs, (mp_size_t)n, 1);
    return bt_int_finish(big, n + 1, a.negative);
}

bt_value bt_int_shift(struct bt_thread *th, enum bt_binop op, bt_value a, bt_value b)
{
    int64_t count;
    if (bt_int_is_negative(b))
        return bt_value_error(th, "negative shift count");
    if (bt_same(a, bt_from_small(0)))
        return a;
    bool fits = bt_int_get_i64(b, &count);
    if (op == BT_OP_RSHIFT)
        return fits ? bt_int_shift_right(th, a, (uint64_t)count)
                    : bt_from_small(bt_int_is_negative(a) ? -1 : 0);
    if (fits)
        return bt_int_shift_left(th, a, (uint64_t)count);
    if (bt_int_bit_length(b) > 66)
        return bt_overflow_error(th, "too many digits in integer");
    return bt_raise_no_memory(th);
}

// Limb i of a number in two's complement; *borrow starts as `negative` and carries the + 1 of the
// negation upwards.
static mp_limb_t twos_limb(const struct bt_int_view *a, size_t i, mp_limb_t *borrow)
{
    mp_limb_t limb = i < a->n ? a->limbs[i] : 0;
    if (!a->negative)
        return limb;
    limb = ~limb + *borrow;
    *borrow = *borrow && limb == 0;
    return limb;
}

bt_value bt_int_bitwise(struct bt_thread *th, enum bt_binop op, bt_value va, bt_value vb)
{
    if (bt_both_small(va, vb)) {
        int64_t x = bt_small(va), y = bt_small(vb);
        return bt_from_small(op == BT_OP_AND ? x & y : op == BT_OP_OR ? x | y : x ^ y);
    }
    struct bt_int_view a, b;
    bt_int_look(va, &a);
    bt_int_look(vb, &b);
    bool negative = op == BT_OP_AND  ? a.negative && b.negative
                    : op == BT_OP_OR ? a.negative || b.negative
                                     : a.negative != b.negative;
    size_t n = (a.n > b.n ? a.n : b.n) + 1;
    struct bt_bigint *big = bt_int_alloc(th, n);
    if (!big)
        return BT_ERROR;
    mp_limb_t carry_a = a.negative, carry_b = b.negative, carry = negative;
    for (size_t i = 0; i < n; i++) {
        mp_limb_t x = twos_limb(&a, i, &carry_a), y = twos_limb(&b, i, &carry_b);
        mp_limb_t limb = op == BT_OP_AND ? x & y : op == BT_OP_OR ? x | y : x ^ y;
        if (negative) {
            limb = ~limb + carry;
            carry = carry && limb == 0;
        }
        big->limbs[i] = limb;
    }
    return bt_int_finish(big, n, negative);
}
