/*
 * The value: one 64-bit NaN-boxed word. Every Python value that a register, a container slot or a C
 * function holds is a bt_value.
 *
 *   bits 63..48   meaning
 *   0x0000        pointer to a struct bt_object; all 64 bits zero is BT_ERROR, never a Python value
 *   0x0001..FFF9  a double, its bit pattern plus 2^48 (NaNs are made canonical first)
 *   0xFFFE        the immediates: None, False, True, Ellipsis, NotImplemented, unset
 *   0xFFFF        an int of 48 bits, two's complement in bits 47..0; larger ints are heap objects
 *
 * An int that fits 48 bits is always unboxed: two ints of different representation are never equal.
 */
#ifndef BT_OBJECTS_VALUE_H
#define BT_OBJECTS_VALUE_H

#include <stdbool.h>
#include <stdint.h>
#include <string.h>

#define BT_LIKELY(x)   __builtin_expect(!!(x), 1)
#define BT_UNLIKELY(x) __builtin_expect(!!(x), 0)
#define BT_MUST_CHECK  __attribute__((warn_unused_result))
#define BT_COLD        __attribute__((cold, noinline))
#define BT_UNUSED      __attribute__((unused))
#if defined(__GNUC__) && !defined(__clang__)
#define BT_VECTORISE __attribute__((optimize("O3"))) // loops over bytes; clang does it at -O2
#else
#define BT_VECTORISE
#endif

typedef struct {
    uint64_t bits;
} bt_value;

struct bt_object;

#define BT_TAG_IMM       0xFFFE000000000000u
#define BT_TAG_INT       0xFFFF000000000000u
#define BT_DOUBLE_OFFSET 0x0001000000000000u
#define BT_DOUBLE_LIMIT  0xFFFA000000000000u

#define BT_ERROR           ((bt_value){0}) // "an exception is set on the thread"
#define BT_NONE            ((bt_value){BT_TAG_IMM | 0})
#define BT_FALSE           ((bt_value){BT_TAG_IMM | 2})
#define BT_TRUE            ((bt_value){BT_TAG_IMM | 3})
#define BT_ELLIPSIS        ((bt_value){BT_TAG_IMM | 4})
#define BT_NOT_IMPLEMENTED ((bt_value){BT_TAG_IMM | 5})
#define BT_UNSET           ((bt_value){BT_TAG_IMM | 6}) // none: unbound local, absent argument

#define BT_SMALL_MAX ((int64_t)0x7FFFFFFFFFFF)  // 2^47 - 1
#define BT_SMALL_MIN (-(int64_t)0x800000000000) // -2^47

// Is it the same word? Identity of Python values (`is`), not equality.
static inline bool bt_same(bt_value a, bt_value b)
{
    return a.bits == b.bits;
}
static inline bool bt_is_error(bt_value v)
{
    return v.bits == 0;
}
static inline bool bt_is_unset(bt_value v)
{
    return v.bits == BT_UNSET.bits;
}
static inline bool bt_is_none(bt_value v)
{
    return v.bits == BT_NONE.bits;
}
// A heap object? (False for BT_ERROR.)
static inline bool bt_is_obj(bt_value v)
{
    return v.bits - 1 < BT_DOUBLE_OFFSET - 1;
}
static inline struct bt_object *bt_obj(bt_value v)
{
    return (struct bt_object *)(uintptr_t)v.bits;
}
static inline bt_value bt_from_obj(const void *object)
{
    return (bt_value){(uint64_t)(uintptr_t)object};
}
static inline bool bt_is_bool(bt_value v)
{
    return (v.bits | 1) == BT_TRUE.bits;
}
static inline bt_value bt_bool(bool b)
{
    return (bt_value){BT_FALSE.bits | (uint64_t)b};
}
// An unboxed int? (Not bool.)
static inline bool bt_is_small(bt_value v)
{
    return v.bits >= BT_TAG_INT;
}
static inline bool bt_both_small(bt_value a, bt_value b)
{
    return (a.bits & b.bits) >= BT_TAG_INT;
}
static inline int64_t bt_small(bt_value v)
{
    return (int64_t)(v.bits << 16) >> 16;
}
static inline bool bt_fits_small(int64_t i)
{
    return i >= BT_SMALL_MIN && i <= BT_SMALL_MAX;
}
// An int known to fit 48 bits.
static inline bt_value bt_from_small(int64_t i)
{
    return (bt_value){(uint64_t)i | BT_TAG_INT};
}
static inline bool bt_is_double(bt_value v)
{
    return v.bits - BT_DOUBLE_OFFSET < BT_DOUBLE_LIMIT - BT_DOUBLE_OFFSET;
}
static inline double bt_double(bt_value v)
{
    uint64_t bits = v.bits - BT_DOUBLE_OFFSET;
    double d;
    memcpy(&d, &bits, sizeof d);
    return d;
}
// The result of arithmetic on values: the hardware makes no NaN that is not canonical already.
static inline bt_value bt_from_arith(double d)
{
    uint64_t bits;
    memcpy(&bits, &d, sizeof d);
    return (bt_value){bits + BT_DOUBLE_OFFSET};
}
// Any double. A NaN from outside is made canonical (one per sign), so that no payload runs into the
// tags.
static inline bt_value bt_from_double(double d)
{
    if (BT_UNLIKELY(d != d))
        return (bt_value){(__builtin_signbit(d) ? 0xFFF8000000000000u : 0x7FF8000000000000u) +
                          BT_DOUBLE_OFFSET};
    return bt_from_arith(d);
}

#endif
