/*
 * What the int_*.c files share: looking at any int as sign and limbs, and making the result of an
 * operation.
 *
 * All limb arithmetic goes through GMP's mpn functions, which work on memory that the caller gives.
 * Some of them still take scratch memory of their own, and GMP aborts when that fails;
 * bt_int_scratch asks for as much just before, so that the failure is seen here first and becomes a
 * MemoryError.
 */
#ifndef BT_OBJECTS_INT_IMPL_H
#define BT_OBJECTS_INT_IMPL_H

#include <gmp.h>

#include "runtime/objects/error.h"
#include "runtime/objects/int.h"

#define BT_LIMB_BITS 64u
// The largest int: 2^31 limbs would still be a valid count, but sizes in bits must fit int64_t
// comfortably.
#define BT_INT_MAX_LIMBS 0x7FFFFFF0u
// Operands beyond this many limbs let Ctrl-C in between the pieces of an operation.
#define BT_INT_POLL_LIMBS 4096u

extern const struct bt_type_spec bt_int_spec;
extern const struct bt_fn_spec bt_int_methods[];
extern const struct bt_getset_spec bt_int_getsets[];
bt_value bt_int_new_slot(struct bt_thread *th, struct bt_type *type, const struct bt_args *args);

// An int as sign and magnitude. n is 0 for zero; otherwise the top limb is not zero. Not to be
// copied: `limbs` may point to `word` of the same struct.
struct bt_int_view {
    const mp_limb_t *limbs;
    size_t n;
    bool negative;
    mp_limb_t word;
};

// bool and instances of subclasses as a plain int; plain ints as they are.
static inline bt_value bt_int_unwrap(bt_value v)
{
    if (BT_LIKELY(bt_is_small(v)))
        return v;
    if (!bt_is_obj(v))
        return bt_from_small(bt_same(v, BT_TRUE));
    if (bt_obj(v)->type->spec == &bt_int_spec)
        return v;
    return ((struct bt_int_object *)bt_obj(v))->value;
}

static inline void bt_int_look(bt_value v, struct bt_int_view *out)
{
    v = bt_int_unwrap(v);
    if (bt_is_small(v)) {
        int64_t i = bt_small(v);
        out->negative = i < 0;
        out->word = (mp_limb_t)(i < 0 ? -i : i);
        out->n = i != 0;
        out->limbs = &out->word;
    } else {
        const struct bt_bigint *big = (const struct bt_bigint *)bt_obj(v);
        out->negative = big->base.spare != 0;
        out->word = 0;
        out->n = big->n_limbs;
        out->limbs = big->limbs;
    }
}

// Bits of the magnitude: 0 for 0.
static inline uint64_t bt_limbs_bits(const mp_limb_t *limbs, size_t n)
{
    return n == 0 ? 0 : n * BT_LIMB_BITS - (uint64_t)__builtin_clzl(limbs[n - 1]);
}

// The double nearest to (limbs, and a little more if `sticky`) * 2^exponent, halves to even;
// HUGE_VAL if too large. `sticky` is for values of at least 55 bits only.
double bt_limbs_to_double(const mp_limb_t *limbs, size_t n, bool sticky, int64_t exponent);

// A heap int of n limbs, uninitialised; NULL with MemoryError.
BT_MUST_CHECK struct bt_bigint *bt_int_alloc(struct bt_thread *th, size_t n);
// The value of `big`, whose first n limbs have been written: high zero limbs go, small results
// become unboxed.
bt_value bt_int_finish(struct bt_bigint *big, size_t n, bool negative);
bt_value bt_int_from_limbs(struct bt_thread *th, const mp_limb_t *limbs, size_t n, bool negative);
// Is there memory for what GMP will take for operands of n limbs in all? MemoryError if not.
BT_MUST_CHECK bool bt_int_scratch(struct bt_thread *th, size_t n);
// Between the pieces of a long operation: Ctrl-C. [py]: only with everything rooted.
BT_MUST_CHECK bool bt_int_poll(struct bt_thread *th);

// The result of an operator on plain ints below 2^127, by machine arithmetic. BT_UNSET when it is
// not for this way: larger operands or results, what raises, divmod and true division. BT_ERROR: no
// memory.
BT_MUST_CHECK bt_value bt_int_wide(struct bt_thread *th, enum bt_binop op, bt_value a, bt_value b);

// Operations on plain ints (not bool, not subclasses).
BT_MUST_CHECK bt_value bt_int_add(struct bt_thread *th, bt_value a, bt_value b);
BT_MUST_CHECK bt_value bt_int_sub(struct bt_thread *th, bt_value a, bt_value b);
BT_MUST_CHECK bt_value bt_int_mul(struct bt_thread *th, bt_value a, bt_value b);
BT_MUST_CHECK bt_value bt_int_neg(struct bt_thread *th, bt_value a);
// b not 0. Quotient and remainder; either pointer may be NULL when it is not wanted.
BT_MUST_CHECK bool bt_int_floor_divmod(struct bt_thread *th, bt_value a, bt_value b, bt_value *q,
                                       bt_value *r);
// //, % or divmod; ZeroDivisionError.
BT_MUST_CHECK bt_value bt_int_divide(struct bt_thread *th, enum bt_binop op, bt_value a,
                                     bt_value b);
BT_MUST_CHECK bt_value bt_int_pow(struct bt_thread *th, bt_value a, bt_value e);
BT_MUST_CHECK bt_value bt_int_truediv(struct bt_thread *th, bt_value a, bt_value b);
BT_MUST_CHECK bt_value bt_int_shift_left(struct bt_thread *th, bt_value a, uint64_t bits);
BT_MUST_CHECK bt_value bt_int_shift_right(struct bt_thread *th, bt_value a, uint64_t bits);
BT_MUST_CHECK bt_value bt_int_shift(struct bt_thread *th, enum bt_binop op, bt_value a, bt_value b);
BT_MUST_CHECK bt_value bt_int_bitwise(struct bt_thread *th, enum bt_binop op, bt_value a,
                                      bt_value b);

// int(text, base): surrounding space, sign, prefix, underscores, any script's digits. `shown` is
// what the error message's repr shows (a str or bytes).
BT_MUST_CHECK bt_value bt_int_parse(struct bt_thread *th, const char *text, size_t len, int base,
                                    bt_value shown);
// Copies text to `out` with the decimal digits of every script as 0..9 and every space as ' ': what
// int() and float() read. false if it has other characters beyond ASCII (or out->failed).
BT_MUST_CHECK bool bt_number_ascii(struct bt_buf *out, const char *text, size_t len);
// a rounded to a multiple of 10^-n (n negative), halves to even: int.__round__.
BT_MUST_CHECK bt_value bt_int_round(struct bt_thread *th, bt_value a, bt_value n);

#endif
