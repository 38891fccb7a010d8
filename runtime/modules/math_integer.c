// math's functions of whole numbers: comb, factorial, gcd, isqrt, lcm, perm.
#include "runtime/modules/math_impl.h"
#include "runtime/objects/int.h"
#include "runtime/objects/protocol.h"
#include "runtime/objects/seq.h"
#include "vm/blocking.h"

#define LONG_MAX_TEXT "9223372036854775807"

static bt_value multiply(struct bt_thread *th, bt_value a, bt_value b)
{
    return bt_is_error(a) || bt_is_error(b) ? BT_ERROR : bt_int_binary(th, BT_OP_MUL, a, b);
}

/*
 * top * (top-1) * ... down to top-count+1, by halves, so that factors of like size meet. [py] for
 * long products, so each half is rooted.
 */
static bt_value falling_product(struct bt_thread *th, bt_value top, int64_t count)
{
    if (count == 0)
        return bt_from_small(1);
    if (bt_is_small(top) && (64 - __builtin_clzl((uint64_t)bt_small(top) | 1)) * count <= 63) {
        int64_t product = 1;
        for (int64_t i = 0; i < count; i++)
            product *= bt_small(top) - i;
        return bt_int_from_i64(th, product);
    }
    if (count <= 8) {
        BT_ROOTS(th, r, 2);
        r[0] = r[1] = top;
        for (int64_t i = 1; i < count && !bt_is_error(r[0]); i++) {
            r[1] = bt_int_binary(th, BT_OP_SUB, r[1], bt_from_small(1));
            r[0] = multiply(th, r[0], r[1]);
        }
        BT_UNROOT(th, r);
        return r[0];
    }
    BT_ROOTS(th, r, 3);
    int64_t half = count / 2;
    bt_value result = BT_ERROR;
    if (count < 1000 || bt_safepoint(th))
        r[0] = falling_product(th, top, half);
    else
        r[0] = BT_ERROR;
    if (!bt_is_error(r[0]))
        r[1] = bt_int_binary(th, BT_OP_SUB, top, bt_from_small(half));
    if (!bt_is_error(r[0]) && !bt_is_error(r[1])) {
        r[2] = falling_product(th, r[1], count - half);
        result = multiply(th, r[0], r[2]);
    }
    BT_UNROOT(th, r);
    return result;
}

// An argument as a whole number that is not negative; ValueError names it.
static bt_value natural(struct bt_thread *th, bt_value v, const char *name)
{
    v = bt_to_index(th, v);
    if (!bt_is_error(v) && bt_int_is_negative(v))
        return bt_value_error(th, "%s must be a non-negative integer", name);
    return bt_is_error(v) ? v : bt_int_plain(v);
}

static bt_value math_factorial(struct bt_thread *th, const bt_value *args)
{
    bt_value v = bt_to_index(th, args[0]);
    int64_t n;
    if (bt_is_error(v))
        return BT_ERROR;
    if (bt_int_is_negative(v))
        return bt_value_error(th, "factorial() not defined for negative values");
    if (!bt_int_get_i64(v, &n))
        return bt_overflow_error(th, "factorial() argument should not exceed " LONG_MAX_TEXT);
    // Beyond this no memory holds the result.
    if (n > (int64_t)1 << 34)
        return bt_raise_no_memory(th);
    return falling_product(th, bt_int_plain(v), n);
}

// (n, k=None, /)
static bt_value math_perm(struct bt_thread *th, const bt_value *args)
{
    if (bt_is_none(args[1]))
        return math_factorial(th, args);
    BT_ROOTS(th, r, 2);
    bt_value result = BT_ERROR;
    int64_t count;
    r[0] = natural(th, args[0], "n");
    r[1] = bt_is_error(r[0]) ? r[0] : natural(th, args[1], "k");
    if (!bt_is_error(r[1])) {
        if (bt_int_compare(r[0], r[1]) < 0)
            result = bt_from_small(0);
        else if (!bt_int_get_i64(r[1], &count))
            result = bt_overflow_error(th, "k must not exceed " LONG_MAX_TEXT);
        else
            result = falling_product(th, r[0], count);
    }
    BT_UNROOT(th, r);
    return result;
}

static bt_value math_comb(struct bt_thread *th, const bt_value *args)
{
    BT_ROOTS(th, r, 3);
    bt_value result = BT_ERROR;
    int64_t count;
    r[0] = natural(th, args[0], "n");
    r[1] = bt_is_error(r[0]) ? r[0] : natural(th, args[1], "k");
    if (bt_is_error(r[1]))
        goto done;
    if (bt_int_compare(r[0], r[1]) < 0) {
        result = bt_from_small(0);
        goto done;
    }
    r[2] = bt_int_binary(th, BT_OP_SUB, r[0], r[1]);
    if (bt_is_error(r[2]))
        goto done;
    if (bt_int_compare(r[2], r[1]) < 0)
        r[1] = r[2];
    if (!bt_int_get_i64(r[1], &count)) {
        result = bt_overflow_error(th, "min(n - k, k) must not exceed " LONG_MAX_TEXT);
        goto done;
    }
    r[0] = falling_product(th, r[0], count);
    r[1] = bt_is_error(r[0]) ? r[0] : falling_product(th, r[1], count);
    if (!bt_is_error(r[1]))
        result = bt_int_binary(th, BT_OP_FLOORDIV, r[0], r[1]);
done:
    BT_UNROOT(th, r);
    return result;
}

static bt_value math_isqrt(struct bt_thread *th, const bt_value *args)
{
    bt_value v = bt_to_index(th, args[0]);
    if (bt_is_error(v))
        return BT_ERROR;
    if (bt_int_is_negative(v))
        return bt_value_error(th, "isqrt() argument must be nonnegative");
    return bt_int_isqrt(th, v);
}

static bt_value lcm_of_two(struct bt_thread *th, bt_value a, bt_value b)
{
    if (bt_same(a, bt_from_small(0)) || bt_same(b, bt_from_small(0)))
        return bt_from_small(0);
    bt_value gcd = bt_int_gcd(th, a, b);
    bt_value part = bt_is_error(gcd) ? gcd : bt_int_binary(th, BT_OP_FLOORDIV, a, gcd);
    bt_value product = multiply(th, part, b);
    if (bt_is_error(product) || !bt_int_is_negative(product))
        return product;
    return bt_int_binary(th, BT_OP_SUB, bt_from_small(0), product);
}

// One of the two over all arguments (a tuple).
static bt_value reduce(struct bt_thread *th, bt_value numbers, bt_value start,
                       bt_value (*step)(struct bt_thread *, bt_value, bt_value))
{
    BT_ROOTS(th, r, 2);
    r[0] = start;
    struct bt_tuple *t = bt_as_tuple(numbers);
    for (size_t i = 0; i < t->len && !bt_is_error(r[0]); i++) {
        r[1] = bt_to_index(th, t->items[i]);
        r[0] = bt_is_error(r[1]) ? BT_ERROR : step(th, r[0], bt_int_plain(r[1]));
    }
    BT_UNROOT(th, r);
    return r[0];
}

static bt_value math_gcd(struct bt_thread *th, const bt_value *args)
{
    return reduce(th, args[0], bt_from_small(0), bt_int_gcd);
}
static bt_value math_lcm(struct bt_thread *th, const bt_value *args)
{
    return reduce(th, args[0], bt_from_small(1), lcm_of_two);
}

const struct bt_fn_spec bt_math_integer[] = {
    {"comb", math_comb, "(n, k, /)", "The number of ways to choose k of n things.", NULL, 0},
    {"factorial", math_factorial, "(n, /)", "The product of the numbers from 1 to n.", NULL, 0},
    {"gcd", math_gcd, "(*integers)", "The greatest common divisor.", NULL, 0},
    {"isqrt", math_isqrt, "(n, /)", "The whole part of the square root of a whole number.", NULL,
     0},
    {"lcm", math_lcm, "(*integers)", "The least common multiple.", NULL, 0},
    {"perm", math_perm, "(n, k=None, /)", "The number of ways to arrange k of n things.", NULL, 0},
    {0},
};
