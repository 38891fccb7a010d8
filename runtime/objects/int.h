// int and bool. Ints of 48 bits are unboxed; larger ones are sign and limbs under GMP's mpn layer.
#ifndef BT_OBJECTS_INT_H
#define BT_OBJECTS_INT_H

#include "runtime/objects/state.h"

// A heap int: magnitude in n_limbs limbs (little endian, top limb not zero), never a value that
// fits 48 bits.
struct bt_bigint {
    struct bt_object base; // base.spare: 1 = negative
    uint32_t n_limbs;
    uint32_t pad;
    uint64_t limbs[];
};

// An instance of a subclass of int (not of bool): the plain int that it stands for.
struct bt_int_object {
    struct bt_object base;
    bt_value value;
};

// An int of any representation or subclass, bool included?
static inline bool bt_is_int(bt_value v)
{
    return bt_is_small(v) || bt_is_bool(v) || bt_has_flag(v, BT_TYPE_INT_SUB);
}
BT_MUST_CHECK bt_value bt_int_from_i64(struct bt_thread *th, int64_t i);
BT_MUST_CHECK bt_value bt_int_from_u64(struct bt_thread *th, uint64_t u);
BT_MUST_CHECK bt_value bt_int_from_double(
    struct bt_thread *th, double d); // truncates; ValueError/OverflowError for nan/inf
// From digits (underscores allowed between digits) in base 2..36; NULL-terminated not needed. For
// literals and int().
BT_MUST_CHECK bt_value bt_int_from_text(struct bt_thread *th, const char *digits, size_t len,
                                        int base);
// false if it does not fit (no exception).
bool bt_int_get_i64(bt_value v, int64_t *out);
bool bt_int_is_negative(bt_value v);
// Decimal text (repr).
BT_MUST_CHECK bt_value bt_int_repr(struct bt_thread *th, bt_value v);
// The arithmetic, operands any ints; the eval loop's slow paths come here. ZeroDivisionError where
// it applies. With operands of many thousand digits it lets Ctrl-C in, so it counts as [py] there:
// root what you keep.
BT_MUST_CHECK bt_value bt_int_binary(struct bt_thread *th, enum bt_binop op, bt_value a,
                                     bt_value b);
// pow(a, e, m), all ints: the inverse for negative e; ValueError.
BT_MUST_CHECK bt_value bt_int_pow_mod(struct bt_thread *th, bt_value a, bt_value e, bt_value m);
int bt_int_compare(bt_value a, bt_value b); // <0, 0, >0
int64_t bt_int_hash(bt_value v);            // CPython's: mod 2^61-1, -1 becomes -2
BT_MUST_CHECK bool bt_int_to_double(struct bt_thread *th, bt_value v, double *out); // OverflowError
// The exact int of the value of v (bools and subclasses become plain ints); never fails.
bt_value bt_int_plain(bt_value v);
// Text in base 2, 8, 10 or 16 with its prefix (none for 10) and sign, as bin(), oct(), hex() write
// it.
BT_MUST_CHECK bt_value bt_int_to_base(struct bt_thread *th, bt_value v, int base);
// The digits of the magnitude in any base 2..36, lower case, no prefix and no sign, appended to
// buf. MemoryError, or ValueError by sys.set_int_max_str_digits.
BT_MUST_CHECK bool bt_int_digits(struct bt_thread *th, struct bt_buf *buf, bt_value v, int base);
// a < b and the like between an int and a double, exact.
int bt_int_compare_double(bt_value a, double b); // b not NaN
// math.isqrt and math.gcd.
BT_MUST_CHECK bt_value bt_int_isqrt(struct bt_thread *th, bt_value v);
BT_MUST_CHECK bt_value bt_int_gcd(struct bt_thread *th, bt_value a, bt_value b);
// Bits of the magnitude.
uint64_t bt_int_bit_length(bt_value v);
// The double nearest to a / b, b not 0; HUGE_VAL (with sign) when it is too large. false only for
// MemoryError.
BT_MUST_CHECK bool bt_int_ratio_double(struct bt_thread *th, bt_value a, bt_value b, double *out);

#endif
