/*
 * gamma and lgamma by Lanczos' approximation (g = 6.02..., 13 terms), which is what CPython
 * computes: the C library's differ in the last digits.
 */
#include <math.h>

#include "runtime/modules/math_impl.h"

#define TERMS 13
static const double lanczos_g = 6.024680040776729583740234375;

// The approximation's rational function at x > 0.
static double lanczos_sum(double x)
{
    static const double top[TERMS] = {
        23531376880.410759688572007674451636754734846804940,
        42919803642.649098768957899047001988850926355848959,
        35711959237.355668049440185451547166705960488635843,
        17921034426.037209699919755754458931112671403265390,
        6039542586.3520280050642916443072979210699388420708,
        1439720407.3117216736632230727949123939715485786372,
        248874557.86205415651146038641322942321632125127801,
        31426415.585400194380614231628318205362874684987640,
        2876370.6289353724412254090516208496135991145378768,
        186056.26539522349504029498971604569928220784236328,
        8071.6720023658162106380029022722506138218516325024,
        210.82427775157934587250973392071336271166969580291,
        2.5066282746310002701649081771338373386264310793408,
    };
    static const double bottom[TERMS] = {
        0.0,       39916800.0, 120543840.0, 150917976.0, 105258076.0, 45995730.0, 13339535.0,
        2637558.0, 357423.0,   32670.0,     1925.0,      66.0,        1.0,
    };
    double num = 0, den = 0;
    if (x < 5.0) {
        for (int i = TERMS; --i >= 0;) {
            num = num * x + top[i];
            den = den * x + bottom[i];
        }
    } else { // powers of 1/x keep both within range
        for (int i = 0; i < TERMS; i++) {
            num = num / x + top[i];
            den = den / x + bottom[i];
        }
    }
    return num / den;
}

// sin(pi * x) for finite x, exact at its zeros.
static double sin_pi(double x)
{
    const double pi = 3.141592653589793238462643383279502884197;
    double y = fmod(fabs(x), 2.0), r = 0;
    switch ((int)round(2.0 * y)) {
    case 0: r = sin(pi * y); break;
    case 1: r = cos(pi * (y - 0.5)); break;
    case 2: r = sin(pi * (1.0 - y)); break;
    case 3: r = -cos(pi * (y - 1.5)); break;
    case 4: r = sin(pi * (y - 2.0)); break;
    }
    return copysign(1.0, x) * r;
}

// x not whole, 1e-20 <= |x| <= 200.
static double gamma_by_lanczos(double x)
{
    const double pi = 3.141592653589793238462643383279502884197;
    double size = fabs(x), y = size + lanczos_g - 0.5, z;
    // The rounding error of y, carried into the result.
    if (size > lanczos_g - 0.5) {
        double q = y - size;
        z = q - (lanczos_g - 0.5);
    } else {
        double q = y - (lanczos_g - 0.5);
        z = q - size;
    }
    z = z * lanczos_g / y;
    double r;
    if (x < 0) { // by reflection
        r = -pi / sin_pi(size) / size * exp(y) / lanczos_sum(size);
        r -= z * r;
        if (size < 140.0)
            return r / pow(y, size - 0.5);
        double root = pow(y, size / 2.0 - 0.25);
        return r / root / root;
    }
    r = lanczos_sum(size) / exp(y);
    r += z * r;
    if (size < 140.0)
        return r * pow(y, size - 0.5);
    double root = pow(y, size / 2.0 - 0.25);
    return r * root * root;
}

double bt_math_gamma(double x)
{
    if (isnan(x) || (isinf(x) && x > 0))
        return x;
    if (isinf(x))
        return NAN;
    if (x == 0)
        return copysign(HUGE_VAL, x);
    if (x == floor(x)) {
        if (x < 0)
            return NAN;
        if (x <= 23) { // factorials up to 22! are exact doubles
            double product = 1;
            for (int i = 2; i < (int)x; i++)
                product *= i;
            return product;
        }
    }
    double size = fabs(x);
    if (size < 1e-20)
        return 1.0 / x;
    if (size > 200.0) {
        if (x > 0)
            return HUGE_VAL;
        return 0.0 / sin_pi(x);
    }
    return gamma_by_lanczos(x);
}

double bt_math_lgamma(double x)
{
    const double log_pi = 1.144729885849400174143427351353058711647;
    if (isnan(x))
        return x;
    if (isinf(x))
        return HUGE_VAL;
    if (x == floor(x) && x <= 2.0)
        return x <= 0 ? HUGE_VAL : 0.0;
    double size = fabs(x);
    if (size < 1e-20)
        return -log(size);
    double r = log(lanczos_sum(size)) - lanczos_g;
    r += (size - 0.5) * (log(size + lanczos_g - 0.5) - 1);
    if (x < 0)
        r = log_pi - log(fabs(sin_pi(size))) - log(size) - r;
    return r;
}
