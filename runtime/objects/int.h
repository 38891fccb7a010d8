// int and bool. Ints of 48 bits are unboxed; larger ones are sign and limbs under GMP's mpn layer.
#ifndef BT_OBJECTS_INT_H
#define BT_OBJECTS_INT_H

#include "runtime/objects/state.h"

// A heap int: magnitude in n_limbs limbs (little endian, top limb not zero), never a value that fits 48 bits
// (except in instances of subclasses of int, where any value may be boxed).
struct bt_bigint {
    struct bt_object base;   // base.spare: 1 = negative
    uint32_t n_limbs;
    uint32_t pad;
    uint64_t limbs[];
};

// An int of any representation or subclass, bool included?
static inline bool bt_is_int(bt_value v)
{
    return bt_is_small(v) || bt_is_bool(v) || bt_has_flag(v, BT_TYPE_INT_SUB);
}
BT_MUST_CHECK bt_value bt_int_from_i64(struct bt_thread *th, int64_t i);
BT_MUST_CHECK bt_value bt_int_from_u64(struct bt_thread *th, uint64_t u);
BT_MUST_CHECK bt_value bt_int_from_double(struct bt_thread *th, double d); // truncates; ValueError/OverflowError for nan/inf
// From digits (underscores allowed between digits) in base 2..36; NULL-terminated not needed. For literals and int().
BT_MUST_CHECK bt_value bt_int_from_text(struct bt_thread *th, const char *digits, size_t len, int base);
// false if it does not fit (no exception).
bool bt_int_get_i64(bt_value v, int64_t *out);
bool bt_int_is_negative(bt_value v);
// Decimal text (repr).
BT_MUST_CHECK bt_value bt_int_repr(struct bt_thread *th, bt_value v);
// The arithmetic, operands any ints; the eval loop's slow paths come here. ZeroDivisionError where it applies.
BT_MUST_CHECK bt_value bt_int_binary(struct bt_thread *th, enum bt_binop op, bt_value a, bt_value b);
int bt_int_compare(bt_value a, bt_value b); // <0, 0, >0
int64_t bt_int_hash(bt_value v);            // CPython's: mod 2^61-1, -1 becomes -2
BT_MUST_CHECK bool bt_int_to_double(struct bt_thread *th, bt_value v, double *out); // OverflowError
// An exact int of the value of v (bools and subclasses become plain ints).
BT_MUST_CHECK bt_value bt_int_plain(struct bt_thread *th, bt_value v);

#endif
