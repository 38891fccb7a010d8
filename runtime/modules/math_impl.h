// What the math_*.c files share.
#ifndef BT_MODULES_MATH_H
#define BT_MODULES_MATH_H

#include "runtime/objects/error.h"

extern const struct bt_fn_spec bt_math_integer[]; // comb, factorial, gcd, isqrt, lcm, perm
extern const struct bt_fn_spec bt_math_sum[];     // dist, fsum, hypot, prod, sumprod

BT_COLD bt_value bt_math_domain(struct bt_thread *th); // ValueError
BT_COLD bt_value bt_math_range(struct bt_thread *th);  // OverflowError

// The gamma function and the logarithm of its absolute value; NaN outside the domain, infinite on
// overflow or at poles.
double bt_math_gamma(double x);
double bt_math_lgamma(double x);

#endif
