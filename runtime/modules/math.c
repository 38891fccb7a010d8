/*
 * The math module: functions of one or two floats, by the C library with Python's errors. An
 * infinite or NaN result from finite arguments is "math domain error" or, where the function can
 * overflow, "math range error".
 */
#include <float.h>
#include <math.h>

#include "runtime/modules/math_impl.h"
#include "runtime/modules/module.h"
#include "runtime/objects/float.h"
#include "runtime/objects/int.h"
#include "runtime/objects/function.h"
#include "runtime/objects/protocol.h"
#include "runtime/objects/seq.h"
#include "runtime/objects/str.h"

extern const struct bt_module_spec bt_math_module;

bt_value bt_math_domain(struct bt_thread *th)
{
    return bt_value_error(th, "math domain error");
}
bt_value bt_math_range(struct bt_thread *th)
{
    return bt_overflow_error(th, "math range error");
}

// ---- functions of one float ----

static bt_value one_result(struct bt_thread *th, double x, double y, bool can_overflow)
{
    if (isnan(y) && !isnan(x))
        return bt_math_domain(th);
    if (isinf(y) && isfinite(x))
        return can_overflow ? bt_math_range(th) : bt_math_domain(th);
    return bt_from_double(y);
}

#define ONE(name, function, can_overflow)                                   \
    static bt_value math_##name(struct bt_thread *th, const bt_value *args) \
    {                                                                       \
        double x;                                                           \
        if (!bt_as_double(th, args[0], &x))                                 \
            return BT_ERROR;                                                \
        return one_result(th, x, function(x), can_overflow);                \
    }
ONE(acos, acos, false)
ONE(acosh, acosh, false)
ONE(asin, asin, false)
ONE(asinh, asinh, false)
ONE(atan, atan, false)
ONE(atanh, atanh, false)
ONE(cbrt, cbrt, false)
ONE(cos, cos, false)
ONE(cosh, cosh, true)
ONE(erf, erf, false)
ONE(erfc, erfc, false)
ONE(exp, exp, true)
ONE(exp2, exp2, true)
ONE(expm1, expm1, true)
ONE(fabs, fabs, false)
ONE(log1p, log1p, false)
ONE(sin, sin, false)
ONE(sinh, sinh, true)
ONE(sqrt, sqrt, false)
ONE(tan, tan, false)
ONE(tanh, tanh, false)
#undef ONE

static bt_value math_gamma(struct bt_thread *th, const bt_value *args)
{
    double x;
    if (!bt_as_double(th, args[0], &x))
        return BT_ERROR;
    return one_result(th, x, bt_math_gamma(x), x != 0);
}

static bt_value math_lgamma(struct bt_thread *th, const bt_value *args)
{
    double x;
    if (!bt_as_double(th, args[0], &x))
        return BT_ERROR;
    bool pole = x <= 0 && x == floor(x);
    return one_result(th, x, bt_math_lgamma(x), !pole);
}

static bt_value math_degrees(struct bt_thread *th, const bt_value *args)
{
    double x;
    return bt_as_double(th, args[0], &x) ? bt_from_double(x * (180.0 / M_PI)) : BT_ERROR;
}
static bt_value math_radians(struct bt_thread *th, const bt_value *args)
{
    double x;
    return bt_as_double(th, args[0], &x) ? bt_from_double(x * (M_PI / 180.0)) : BT_ERROR;
}

static bt_value math_isfinite(struct bt_thread *th, const bt_value *args)
{
    double x;
    return bt_as_double(th, args[0], &x) ? bt_bool(isfinite(x)) : BT_ERROR;
}
static bt_value math_isinf(struct bt_thread *th, const bt_value *args)
{
    double x;
    return bt_as_double(th, args[0], &x) ? bt_bool(isinf(x)) : BT_ERROR;
}
static bt_value math_isnan(struct bt_thread *th, const bt_value *args)
{
    double x;
    return bt_as_double(th, args[0], &x) ? bt_bool(isnan(x)) : BT_ERROR;
}

static bt_value math_ulp(struct bt_thread *th, const bt_value *args)
{
    double x;
    if (!bt_as_double(th, args[0], &x))
        return BT_ERROR;
    x = fabs(x);
    if (!isfinite(x))
        return bt_from_double(x);
    double above = nextafter(x, HUGE_VAL);
    return bt_from_double(isinf(above) ? x - nextafter(x, -HUGE_VAL) : above - x);
}

static bt_value math_frexp(struct bt_thread *th, const bt_value *args)
{
    double x;
    int exponent = 0;
    if (!bt_as_double(th, args[0], &x))
        return BT_ERROR;
    if (isfinite(x) && x != 0)
        x = frexp(x, &exponent);
    return bt_tuple_of(th, 2, bt_from_double(x), bt_from_small(exponent));
}

static bt_value math_modf(struct bt_thread *th, const bt_value *args)
{
    double x, whole, fraction;
    if (!bt_as_double(th, args[0], &x))
        return BT_ERROR;
    fraction = modf(x, &whole);
    return bt_tuple_of(th, 2, bt_from_double(fraction), bt_from_double(whole));
}

// ---- to whole numbers ----

// By the special method, or (floor and ceil) by `rounded` of the float.
static bt_value to_whole(struct bt_thread *th, bt_value v, bt_value method,
                         double (*rounded)(double))
{
    double x;
    if (rounded && bt_is_double(v))
        return bt_int_from_double(th, rounded(bt_double(v)));
    bt_value result = bt_call_special(th, v, method, NULL, 0);
    if (!bt_is_unset(result))
        return result;
    if (!rounded)
        return bt_type_error(th, "type %.100T doesn't define __trunc__ method", v);
    return bt_as_double(th, v, &x) ? bt_int_from_double(th, rounded(x)) : BT_ERROR;
}
static bt_value math_ceil(struct bt_thread *th, const bt_value *args)
{
    return to_whole(th, args[0], BT_NAME(th, ceil), ceil);
}
static bt_value math_floor(struct bt_thread *th, const bt_value *args)
{
    return to_whole(th, args[0], BT_NAME(th, floor), floor);
}
static bt_value math_trunc(struct bt_thread *th, const bt_value *args)
{
    return to_whole(th, args[0], BT_NAME(th, trunc), NULL);
}

// ---- functions of two or three floats ----

static bool two_doubles(struct bt_thread *th, const bt_value *args, double *x, double *y)
{
    return bt_as_double(th, args[0], x) && bt_as_double(th, args[1], y);
}

static bt_value math_atan2(struct bt_thread *th, const bt_value *args)
{
    double y, x;
    return two_doubles(th, args, &y, &x) ? bt_from_double(atan2(y, x)) : BT_ERROR;
}
static bt_value math_copysign(struct bt_thread *th, const bt_value *args)
{
    double x, y;
    return two_doubles(th, args, &x, &y) ? bt_from_double(copysign(x, y)) : BT_ERROR;
}

static bt_value math_fmod(struct bt_thread *th, const bt_value *args)
{
    double x, y;
    if (!two_doubles(th, args, &x, &y))
        return BT_ERROR;
    double r = fmod(x, y);
    return isnan(r) && !isnan(x) && !isnan(y) ? bt_math_domain(th) : bt_from_double(r);
}
static bt_value math_remainder(struct bt_thread *th, const bt_value *args)
{
    double x, y;
    if (!two_doubles(th, args, &x, &y))
        return BT_ERROR;
    double r = remainder(x, y);
    return isnan(r) && !isnan(x) && !isnan(y) ? bt_math_domain(th) : bt_from_double(r);
}

static bt_value math_pow(struct bt_thread *th, const bt_value *args)
{
    double x, y;
    if (!two_doubles(th, args, &x, &y))
        return BT_ERROR;
    double r = pow(x, y);
    if (isfinite(x) && isfinite(y) && isnan(r))
        return bt_math_domain(th);
    if (isfinite(x) && isfinite(y) && isinf(r))
        return x == 0 ? bt_math_domain(th) : bt_math_range(th);
    return bt_from_double(r);
}

static bt_value math_ldexp(struct bt_thread *th, const bt_value *args)
{
    double x;
    int64_t exponent;
    if (!bt_as_double(th, args[0], &x))
        return BT_ERROR;
    if (!bt_is_int(args[1]))
        return bt_type_error(th, "Expected an int as second argument to ldexp.");
    if (!bt_int_get_i64(args[1], &exponent))
        exponent = bt_int_is_negative(args[1]) ? INT64_MIN : INT64_MAX;
    if (x == 0 || !isfinite(x))
        return bt_from_double(x);
    if (exponent > 5000)
        return bt_math_range(th);
    double r = exponent < -5000 ? copysign(0.0, x) : ldexp(x, (int)exponent);
    return isinf(r) ? bt_math_range(th) : bt_from_double(r);
}

static bt_value math_fma(struct bt_thread *th, const bt_value *args)
{
    double x, y, z;
    if (!two_doubles(th, args, &x, &y) || !bt_as_double(th, args[2], &z))
        return BT_ERROR;
    double r = fma(x, y, z);
    if (isfinite(r))
        return bt_from_double(r);
    if (isnan(r) && !isnan(x) && !isnan(y) && !isnan(z))
        return bt_value_error(th, "invalid operation in fma");
    if (isinf(r) && isfinite(x) && isfinite(y) && isfinite(z))
        return bt_overflow_error(th, "overflow in fma");
    return bt_from_double(r);
}

// (a, b, *, rel_tol=1e-09, abs_tol=0.0)
static bt_value math_isclose(struct bt_thread *th, const bt_value *args)
{
    double a, b, relative = 1e-9, absolute = 0.0;
    if (!two_doubles(th, args, &a, &b) ||
        (!bt_is_unset(args[2]) && !bt_as_double(th, args[2], &relative)) ||
        (!bt_is_unset(args[3]) && !bt_as_double(th, args[3], &absolute)))
        return BT_ERROR;
    if (relative < 0 || absolute < 0)
        return bt_value_error(th, "tolerances must be non-negative");
    if (a == b)
        return BT_TRUE;
    if (isinf(a) || isinf(b))
        return BT_FALSE;
    double diff = fabs(b - a);
    return bt_bool(diff <= fabs(relative * b) || diff <= fabs(relative * a) || diff <= absolute);
}

// The double `steps` places from x towards y: doubles of one sign are ordered as their bits are.
static double step_towards(double x, double y, uint64_t steps)
{
    uint64_t bx, by;
    memcpy(&bx, &x, sizeof bx);
    memcpy(&by, &y, sizeof by);
    const uint64_t sign = (uint64_t)1 << 63;
    uint64_t ax = bx & ~sign, ay = by & ~sign;
    if (((bx ^ by) & sign) == 0) {
        uint64_t distance = ax > ay ? ax - ay : ay - ax;
        if (steps >= distance)
            return y;
        bx = ax > ay ? bx - steps : bx + steps;
    } else if (ax + ay <= steps) {
        return y;
    } else if (ax < steps) { // over zero
        bx = (by & sign) | (steps - ax);
    } else {
        bx -= steps;
    }
    memcpy(&x, &bx, sizeof x);
    return x;
}

// (x, y, /, *, steps=None)
static bt_value math_nextafter(struct bt_thread *th, const bt_value *args)
{
    double x, y;
    if (!two_doubles(th, args, &x, &y))
        return BT_ERROR;
    if (bt_is_none(args[2]))
        return bt_from_double(nextafter(x, y));
    bt_value steps = bt_to_index(th, args[2]);
    if (bt_is_error(steps))
        return BT_ERROR;
    if (bt_int_is_negative(steps))
        return bt_value_error(th, "steps must be a non-negative integer");
    int64_t n;
    uint64_t count = bt_int_get_i64(steps, &n) ? (uint64_t)n : UINT64_MAX;
    if (count == 0 || isnan(x))
        return bt_from_double(x);
    if (isnan(y))
        return bt_from_double(y);
    if (x == y)
        return bt_from_double(y);
    return bt_from_double(step_towards(x, y, count));
}

// ---- logarithms ----

// log of v by `function`; whole numbers of any size.
static bool log_of(struct bt_thread *th, bt_value v, double (*function)(double), double *out)
{
    double x;
    int64_t shift = 0;
    if (bt_is_int(v) && bt_int_bit_length(v) > 1000) {
        // v = x * 2^shift with x from 0.5 to 1
        shift = (int64_t)bt_int_bit_length(v);
        bt_value unit = bt_int_binary(th, BT_OP_LSHIFT, bt_from_small(1), bt_from_small(shift));
        if (bt_is_error(unit) || !bt_int_ratio_double(th, bt_int_plain(v), unit, &x))
            return false;
    } else if (!bt_as_double(th, v, &x)) {
        return false;
    }
    if (x <= 0)
        return !bt_is_error(bt_math_domain(th));
    *out = function(x) + (shift ? function(2.0) * (double)shift : 0.0);
    return true;
}

// (x, base=?, /)
static bt_value math_log(struct bt_thread *th, const bt_value *args)
{
    double x = 0, base = 0;
    if (!log_of(th, args[0], log, &x))
        return BT_ERROR;
    if (bt_is_unset(args[1]))
        return bt_from_double(x);
    if (!log_of(th, args[1], log, &base))
        return BT_ERROR;
    if (base == 0)
        return bt_raise(th, BT_EXC_ZERO_DIVISION_ERROR, "float division by zero");
    return bt_from_double(x / base);
}
static bt_value math_log2(struct bt_thread *th, const bt_value *args)
{
    double x = 0;
    return log_of(th, args[0], log2, &x) ? bt_from_double(x) : BT_ERROR;
}
static bt_value math_log10(struct bt_thread *th, const bt_value *args)
{
    double x = 0;
    return log_of(th, args[0], log10, &x) ? bt_from_double(x) : BT_ERROR;
}

static bool add_table(struct bt_thread *th, struct bt_dict *dict, const struct bt_fn_spec *table)
{
    bt_value module = bt_intern(th, "math", 4);
    for (; !bt_is_error(module) && table->name; table++)
        if (!bt_module_add(th, dict, table->name, bt_native_new(th, table, BT_UNSET, module)))
            return false;
    return !bt_is_error(module);
}

static bool init(struct bt_thread *th, struct bt_dict *dict)
{
    return add_table(th, dict, bt_math_integer) && add_table(th, dict, bt_math_sum) &&
           bt_module_add(th, dict, "pi", bt_from_double(M_PI)) &&
           bt_module_add(th, dict, "e", bt_from_double(M_E)) &&
           bt_module_add(th, dict, "tau", bt_from_double(2 * M_PI)) &&
           bt_module_add(th, dict, "inf", bt_from_double(HUGE_VAL)) &&
           bt_module_add(th, dict, "nan", bt_from_double(NAN));
}

static const struct bt_fn_spec functions[] = {
    {"acos", math_acos, "(x, /)", "The angle whose cosine is x, in radians.", NULL, 0},
    {"acosh", math_acosh, "(x, /)", "The inverse hyperbolic cosine.", NULL, 0},
    {"asin", math_asin, "(x, /)", "The angle whose sine is x, in radians.", NULL, 0},
    {"asinh", math_asinh, "(x, /)", "The inverse hyperbolic sine.", NULL, 0},
    {"atan", math_atan, "(x, /)", "The angle whose tangent is x, in radians.", NULL, 0},
    {"atan2", math_atan2, "(y, x, /)", "The angle of the point (x, y), in radians.", NULL, 0},
    {"atanh", math_atanh, "(x, /)", "The inverse hyperbolic tangent.", NULL, 0},
    {"cbrt", math_cbrt, "(x, /)", "The cube root.", NULL, 0},
    {"ceil", math_ceil, "(x, /)", "The smallest whole number not below x.", NULL, 0},
    {"copysign", math_copysign, "(x, y, /)", "The size of x with the sign of y.", NULL, 0},
    {"cos", math_cos, "(x, /)", "The cosine of x radians.", NULL, 0},
    {"cosh", math_cosh, "(x, /)", "The hyperbolic cosine.", NULL, 0},
    {"degrees", math_degrees, "(x, /)", "x radians in degrees.", NULL, 0},
    {"erf", math_erf, "(x, /)", "The error function.", NULL, 0},
    {"erfc", math_erfc, "(x, /)", "1 - erf(x), exact for large x too.", NULL, 0},
    {"exp", math_exp, "(x, /)", "e to the power x.", NULL, 0},
    {"exp2", math_exp2, "(x, /)", "2 to the power x.", NULL, 0},
    {"expm1", math_expm1, "(x, /)", "exp(x) - 1, exact for small x too.", NULL, 0},
    {"fabs", math_fabs, "(x, /)", "The absolute value as a float.", NULL, 0},
    {"floor", math_floor, "(x, /)", "The largest whole number not above x.", NULL, 0},
    {"fma", math_fma, "(x, y, z, /)", "x * y + z, rounded once.", NULL, 0},
    {"fmod", math_fmod, "(x, y, /)", "The remainder of x / y with the sign of x.", NULL, 0},
    {"frexp", math_frexp, "(x, /)", "(m, e) with x = m * 2**e and 0.5 <= abs(m) < 1.", NULL, 0},
    {"gamma", math_gamma, "(x, /)", "The gamma function.", NULL, 0},
    {"isclose", math_isclose, "(a, b, *, rel_tol=?, abs_tol=?)",
     "Whether two numbers are nearly equal.", NULL, 0},
    {"isfinite", math_isfinite, "(x, /)", "Whether x is neither infinite nor NaN.", NULL, 0},
    {"isinf", math_isinf, "(x, /)", "Whether x is infinite.", NULL, 0},
    {"isnan", math_isnan, "(x, /)", "Whether x is a NaN.", NULL, 0},
    {"ldexp", math_ldexp, "(x, i, /)", "x * 2**i.", NULL, 0},
    {"lgamma", math_lgamma, "(x, /)", "The natural logarithm of abs(gamma(x)).", NULL, 0},
    {"log", math_log, "(x, base=?, /)", "The logarithm of x, natural or to the base.", NULL, 0},
    {"log10", math_log10, "(x, /)", "The logarithm to the base 10.", NULL, 0},
    {"log1p", math_log1p, "(x, /)", "log(1 + x), exact for small x too.", NULL, 0},
    {"log2", math_log2, "(x, /)", "The logarithm to the base 2.", NULL, 0},
    {"modf", math_modf, "(x, /)", "The fraction and the whole part, both floats.", NULL, 0},
    {"nextafter", math_nextafter, "(x, y, /, *, steps=None)",
     "The float that many steps from x towards y.", NULL, 0},
    {"pow", math_pow, "(x, y, /)", "x to the power y, as floats.", NULL, 0},
    {"radians", math_radians, "(x, /)", "x degrees in radians.", NULL, 0},
    {"remainder", math_remainder, "(x, y, /)", "x less the nearest multiple of y.", NULL, 0},
    {"sin", math_sin, "(x, /)", "The sine of x radians.", NULL, 0},
    {"sinh", math_sinh, "(x, /)", "The hyperbolic sine.", NULL, 0},
    {"sqrt", math_sqrt, "(x, /)", "The square root.", NULL, 0},
    {"tan", math_tan, "(x, /)", "The tangent of x radians.", NULL, 0},
    {"tanh", math_tanh, "(x, /)", "The hyperbolic tangent.", NULL, 0},
    {"trunc", math_trunc, "(x, /)", "x without its fraction, by its __trunc__.", NULL, 0},
    {"ulp", math_ulp, "(x, /)", "The value of the last bit of x.", NULL, 0},
    {0},
};

const struct bt_module_spec bt_math_module = {
    .name = "math",
    .doc = "Mathematical functions of real numbers.",
    .functions = functions,
    .init = init,
};
