// math's functions of many numbers: dist, fsum, hypot, prod, sumprod. Sums are kept exact and
// rounded once.
#include <float.h>
#include <math.h>

#include "runtime/modules/math_impl.h"
#include "runtime/objects/heap.h"
#include "runtime/objects/float.h"
#include "runtime/objects/int.h"
#include "runtime/objects/protocol.h"
#include "runtime/objects/seq.h"

// hi + lo is the exact value.
struct two {
    double hi, lo;
};

static struct two exact_sum(double a, double b)
{
    double x = a + b, z = x - a;
    return (struct two){x, (a - (x - z)) + (b - z)};
}
static struct two exact_product(double a, double b)
{
    double x = a * b;
    return (struct two){x, fma(a, b, -x)};
}

// ---- fsum ----

// The exact sum so far as doubles whose bits do not overlap, smallest first: 2098 bits hold no more
// than that many.
struct partials {
    size_t n;
    double special, infinite; // sums of what is not finite
    double p[2100];
};

static bool partials_add(struct bt_thread *th, struct partials *s, double x)
{
    double given = x;
    size_t kept = 0;
    for (size_t i = 0; i < s->n; i++) {
        double y = s->p[i];
        if (fabs(x) < fabs(y)) {
            double t = x;
            x = y;
            y = t;
        }
        double high = x + y, low = y - (high - x);
        if (low != 0)
            s->p[kept++] = low;
        x = high;
    }
    s->n = kept;
    if (x == 0)
        return true;
    if (isfinite(x)) {
        s->p[s->n++] = x;
        return true;
    }
    if (isfinite(given))
        return bt_fail(th, BT_EXC_OVERFLOW_ERROR, "intermediate overflow in fsum");
    if (isinf(given))
        s->infinite += given;
    s->special += given;
    s->n = 0;
    return true;
}

static double partials_total(const struct partials *s)
{
    size_t n = s->n;
    if (n == 0)
        return 0.0;
    double high = s->p[--n], low = 0;
    while (n > 0) {
        double x = high, y = s->p[--n];
        high = x + y;
        low = y - (high - x);
        if (low != 0)
            break;
    }
    // Half way between two doubles, the sign of the next partial decides.
    if (n > 0 && ((low < 0 && s->p[n - 1] < 0) || (low > 0 && s->p[n - 1] > 0))) {
        double twice = low * 2, x = high + twice;
        if (twice == x - high)
            high = x;
    }
    return high;
}

static bt_value math_fsum(struct bt_thread *th, const bt_value *args)
{
    struct partials s = {0};
    BT_ROOTS(th, r, 2);
    bt_value result = BT_ERROR;
    r[0] = bt_iter(th, args[0]);
    if (bt_is_error(r[0]))
        goto done;
    for (;;) {
        double x;
        r[1] = bt_iter_next(th, r[0]);
        if (bt_is_unset(r[1]))
            break;
        if (bt_is_error(r[1]) || !bt_as_double(th, r[1], &x) || !partials_add(th, &s, x))
            goto done;
    }
    if (s.special == 0)
        result = bt_from_double(partials_total(&s));
    else if (isnan(s.infinite))
        result = bt_value_error(th, "-inf + inf in fsum");
    else
        result = bt_from_double(s.special);
done:
    BT_UNROOT(th, r);
    return result;
}

// ---- hypot, dist ----

// The square root of the sum of squares of v[0..n), rounded (very nearly always) once.
static double norm(double *v, size_t n)
{
    double max = 0;
    bool nan = false;
    for (size_t i = 0; i < n; i++) {
        v[i] = fabs(v[i]);
        if (isinf(v[i]))
            return HUGE_VAL;
        nan = nan || isnan(v[i]);
        max = v[i] > max ? v[i] : max;
    }
    if (nan)
        return NAN;
    if (max == 0 || n <= 1)
        return max;
    int exponent;
    (void)frexp(max, &exponent);
    struct two sum = {0, 0};
    double rest = 0;
    for (size_t i = 0; i < n; i++) {
        double x = ldexp(v[i], -exponent);
        struct two square = exact_product(x, x);
        sum = exact_sum(sum.hi, square.hi);
        rest += sum.lo + square.lo;
    }
    double root = sqrt(sum.hi + rest);
    struct two square = exact_product(root, root);
    root += ((sum.hi - square.hi) + (rest - square.lo)) / (2 * root);
    return ldexp(root, exponent);
}

// The numbers of a tuple as doubles, less those of another if given. NULL with an exception; free
// with bt_mem_free.
static double *doubles(struct bt_thread *th, bt_value tuple, bt_value less)
{
    size_t n = bt_as_tuple(tuple)->len;
    double *v = bt_mem_alloc(th, n * sizeof *v + 1);
    bool ok = v != NULL;
    for (size_t i = 0; i < n && ok; i++) {
        double x = 0;
        ok = bt_as_double(th, bt_as_tuple(tuple)->items[i], &v[i]) &&
             (bt_is_unset(less) || bt_as_double(th, bt_as_tuple(less)->items[i], &x));
        v[i] -= x;
    }
    if (ok)
        return v;
    bt_mem_free(th->interp, v, n * sizeof *v + 1);
    return NULL;
}

static bt_value norm_of(struct bt_thread *th, bt_value tuple, bt_value less)
{
    size_t n = bt_as_tuple(tuple)->len;
    double *v = doubles(th, tuple, less);
    if (!v)
        return BT_ERROR;
    double d = norm(v, n);
    bt_mem_free(th->interp, v, n * sizeof *v + 1);
    return bt_from_double(d);
}

static bt_value math_hypot(struct bt_thread *th, const bt_value *args)
{
    return norm_of(th, args[0], BT_UNSET);
}

static bt_value math_dist(struct bt_thread *th, const bt_value *args)
{
    BT_ROOTS(th, r, 2);
    bt_value result = BT_ERROR;
    r[0] = bt_to_tuple(th, args[0]);
    r[1] = bt_is_error(r[0]) ? r[0] : bt_to_tuple(th, args[1]);
    if (!bt_is_error(r[1])) {
        if (bt_as_tuple(r[0])->len != bt_as_tuple(r[1])->len)
            result = bt_value_error(th, "both points must have the same number of dimensions");
        else
            result = norm_of(th, r[0], r[1]);
    }
    BT_UNROOT(th, r);
    return result;
}

// ---- prod, sumprod ----

// (iterable, /, *, start=1)
static bt_value math_prod(struct bt_thread *th, const bt_value *args)
{
    BT_ROOTS(th, r, 3);
    r[1] = args[1];
    r[0] = bt_iter(th, args[0]);
    bool ok = !bt_is_error(r[0]);
    while (ok) {
        r[2] = bt_iter_next(th, r[0]);
        if (bt_is_unset(r[2]))
            break;
        r[1] = bt_is_error(r[2]) ? BT_ERROR : bt_binary(th, BT_OP_MUL, r[1], r[2]);
        ok = !bt_is_error(r[1]);
    }
    BT_UNROOT(th, r);
    return ok ? r[1] : BT_ERROR;
}

// A sum of products of doubles to about three times a double's precision.
struct three {
    double hi, lo, tiny;
};

static struct three add_product(struct three t, double a, double b)
{
    struct two product = exact_product(a, b);
    struct two high = exact_sum(t.hi, product.hi);
    struct two low = exact_sum(t.lo, product.lo);
    struct two middle = exact_sum(low.hi, high.lo);
    return (struct three){high.hi, middle.hi, t.tiny + low.lo + middle.lo};
}

static double three_total(struct three t)
{
    struct two low = exact_sum(t.lo, t.tiny);
    return exact_sum(t.hi, low.hi).hi;
}

// Both exact floats, or one float and an int that is a double too.
static bool double_pair(bt_value a, bt_value b, double *x, double *y)
{
    int64_t i;
    if (!bt_is_double(a) && !bt_is_double(b))
        return false;
    if (bt_is_double(a))
        *x = bt_double(a);
    else if (bt_is_small(a) && bt_int_get_i64(a, &i))
        *x = (double)i;
    else
        return false;
    if (bt_is_double(b))
        *y = bt_double(b);
    else if (bt_is_small(b) && bt_int_get_i64(b, &i))
        *y = (double)i;
    else
        return false;
    return true;
}

// r: 0, 1 iterators; 2, 3 their items; 4 the total of all that was no pair of doubles.
static bool sumprod_step(struct bt_thread *th, bt_value *r, struct three *doubles_total,
                         bool *any_double, bool *done)
{
    r[2] = bt_iter_next(th, r[0]);
    r[3] = bt_is_error(r[2]) ? BT_ERROR : bt_iter_next(th, r[1]);
    if (bt_is_error(r[3]))
        return false;
    *done = bt_is_unset(r[2]);
    if (*done != bt_is_unset(r[3]))
        return bt_fail(th, BT_EXC_VALUE_ERROR, "Inputs are not the same length");
    if (*done)
        return true;
    double x, y;
    if (double_pair(r[2], r[3], &x, &y)) {
        struct three sum = add_product(*doubles_total, x, y);
        if (isfinite(sum.hi)) {
            *doubles_total = sum;
            *any_double = true;
            return true;
        }
    }
    r[2] = bt_binary(th, BT_OP_MUL, r[2], r[3]);
    if (!bt_is_error(r[2]))
        r[4] = bt_binary(th, BT_OP_ADD, r[4], r[2]);
    return !bt_is_error(r[2]) && !bt_is_error(r[4]);
}

static bt_value math_sumprod(struct bt_thread *th, const bt_value *args)
{
    BT_ROOTS(th, r, 5);
    struct three total = {0, 0, 0};
    bool any_double = false, done = false;
    r[4] = bt_from_small(0);
    r[0] = bt_iter(th, args[0]);
    r[1] = bt_is_error(r[0]) ? r[0] : bt_iter(th, args[1]);
    bool ok = !bt_is_error(r[1]);
    while (ok && !done)
        ok = sumprod_step(th, r, &total, &any_double, &done);
    bt_value result = ok ? r[4] : BT_ERROR;
    if (ok && any_double)
        result = bt_binary(th, BT_OP_ADD, r[4], bt_from_double(three_total(total)));
    BT_UNROOT(th, r);
    return result;
}

const struct bt_fn_spec bt_math_sum[] = {
    {"dist", math_dist, "(p, q, /)", "The distance between two points.", NULL, 0},
    {"fsum", math_fsum, "(seq, /)", "The sum of floats, exact but for one rounding.", NULL, 0},
    {"hypot", math_hypot, "(*coordinates)", "The distance of a point from the origin.", NULL, 0},
    {"prod", math_prod, "(iterable, /, *, start=1)", "The product of the items and start.", NULL,
     0},
    {"sumprod", math_sumprod, "(p, q, /)", "The sum of the products of items in the same place.",
     NULL, 0},
    {0},
};
