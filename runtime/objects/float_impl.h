// What the float_*.c, complex.c and format_*.c files share.
#ifndef BT_OBJECTS_FLOAT_IMPL_H
#define BT_OBJECTS_FLOAT_IMPL_H

#include "runtime/objects/error.h"
#include "runtime/objects/float.h"

extern const struct bt_type_spec bt_float_spec;
extern const struct bt_fn_spec bt_float_methods[];

// The shortest digits of a finite d other than 0 (its sign aside): 0.DIGITS * 10^*point. Returns
// their number, 1..17.
size_t bt_double_shortest(double d, char digits[18], int *point);
// The double nearest to DIGITS * 10^exponent, halves to even; HUGE_VAL when it is too large.
double bt_double_from_decimal(const char *digits, size_t n, int64_t exponent);
// All of the ASCII text as a number: sign, digits with underscores, exponent, inf, nan. false if it
// is none, or with *no_memory.
BT_MUST_CHECK bool bt_double_parse(const char *text, size_t len, double *out, bool *no_memory);
// float(text): with the surrounding space that it allows; `shown` is what the ValueError shows, or
// BT_UNSET.
BT_MUST_CHECK bt_value bt_float_parse(struct bt_thread *th, const char *text, size_t len,
                                      bt_value shown);
// x rounded to n digits after the point as float.__round__ does. OverflowError.
BT_MUST_CHECK bt_value bt_float_round(struct bt_thread *th, double x, int64_t n);
// OverflowError (34, 'Numerical result out of range').
BT_COLD bt_value bt_float_raise_range(struct bt_thread *th);
// a ** b for complex numbers; ZeroDivisionError, OverflowError.
BT_MUST_CHECK bt_value bt_complex_pow(struct bt_thread *th, double ar, double ai, double br,
                                      double bi);

#endif
