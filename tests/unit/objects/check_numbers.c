// int, bool, float and complex: results and messages as CPython 3.13 gives them, and text that
// reads back the same.
#include <check.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>

#include "base/buf.h"
#include "runtime/objects/float_impl.h"
#include "runtime/objects/int_impl.h"
#include "tests/unit/objects/world.h"

static const struct {
    const char *expression, *shown;
} table[] = {
    {"int.__add__(140737488355327, 1)", "140737488355328"},
    {"int.__sub__(-140737488355328, 1)", "-140737488355329"},
    {"int.__sub__(140737488355328, 1)", "140737488355327"},
    {"int.__mul__(99999999999999, 99999999999999)", "9999999999999800000000000001"},
    {"int.__floordiv__(1000000000000000000000000000000, 7)", "142857142857142857142857142857"},
    {"int.__floordiv__(-1000000000000000000000000000000, 7)", "-142857142857142857142857142858"},
    {"int.__mod__(-1000000000000000000000000000000, 7)", "6"},
    {"int.__mod__(1000000000000000000000000000000, -7)", "-6"},
    {"int.__floordiv__(-7, 2)", "-4"},
    {"int.__mod__(-7, 2)", "1"},
    {"int.__mod__(7, -2)", "-1"},
    {"int.__floordiv__(1, 0)", "ZeroDivisionError: integer division or modulo by zero"},
    {"int.__mod__(1, 0)", "ZeroDivisionError: integer modulo by zero"},
    {"int.__truediv__(1, 0)", "ZeroDivisionError: division by zero"},
    {"int.__truediv__(1180591620717411303424, 3)", "3.935305402391371e+20"},
    {"int.__truediv__(3, 1180591620717411303424)", "2.541098841762901e-21"},
    {"int.__pow__(2, 100)", "1267650600228229401496703205376"},
    {"int.__pow__(-3, 41)", "-36472996377170786403"},
    {"int.__pow__(2, -1)", "0.5"},
    {"int.__pow__(0, -1)", "ZeroDivisionError: 0.0 cannot be raised to a negative power"},
    {"int.__lshift__(1, 100)", "1267650600228229401496703205376"},
    {"int.__rshift__(-1267650600228229401496703205377, 99)", "-3"},
    {"int.__lshift__(1, -1)", "ValueError: negative shift count"},
    {"int.__rshift__(-1, 1000)", "-1"},
    {"int.__and__(-18446744073709551616, 36893488147419103231)", "18446744073709551616"},
    {"int.__or__(-18446744073709551616, 5)", "-18446744073709551611"},
    {"int.__xor__(-18446744073709551616, -1)", "18446744073709551615"},
    {"float.__eq__(9007199254740992.0, 9007199254740993)", "False"},
    {"float.__gt__(9007199254740992.0, 9007199254740991)", "True"},
    {"float(9007199254740993)", "9007199254740992.0"},
    {"float(18014398509481990)", "1.801439850948199e+16"},
    {"int('  -12_345 ')", "-12345"},
    {"int('0x_ff', 16)", "255"},
    {"int('zz', 36)", "1295"},
    {"int('012', 0)", "ValueError: invalid literal for int() with base 0: '012'"},
    {"int('1__0')", "ValueError: invalid literal for int() with base 10: '1__0'"},
    {"int(b'12x')", "ValueError: invalid literal for int() with base 10: b'12x'"},
    {"int('5', 37)", "ValueError: int() base must be >= 2 and <= 36, or 0"},
    {"int(2.9e20)", "290000000000000000000"},
    {"int('123456789012345678901234567890')", "123456789012345678901234567890"},
    {"int.bit_length(12345678901234567890)", "64"},
    {"int.to_bytes(255, 2, 'little')", "b'\\xff\\x00'"},
    {"int.to_bytes(-1, 1)", "OverflowError: can't convert negative int to unsigned"},
    {"int.to_bytes(256, 1)", "OverflowError: int too big to convert"},
    {"int.from_bytes(b'\\x01\\x02\\x03\\x04\\x05\\x06\\x07\\x08\\x09')", "18591708106338011145"},
    {"int.__round__(25, -1)", "20"},
    {"int.__round__(35, -1)", "40"},
    {"int.__hash__(-1)", "-2"},
    {"int.__hash__(2305843009213693951)", "0"},
    {"float.__hash__(1e300)", "1224995262755759164"},
    {"int.__format__(1234567, ',')", "'1,234,567'"},
    {"int.__format__(-1234567, '015,')", "'-00,001,234,567'"},
    {"int.__format__(255, '#010x')", "'0x000000ff'"},
    {"int.__format__(123456789, '_b')", "'111_0101_1011_1100_1101_0001_0101'"},
    {"int.__format__(5, 'q')", "ValueError: Unknown format code 'q' for object of type 'int'"},
    {"int.__format__(5, '.2')", "ValueError: Precision not allowed in integer format specifier"},
    {"int.__format__(65, 'c')", "'A'"},
    {"bool.__and__(True, 1)", "1"},
    {"bool.__and__(True, False)", "False"},
    {"bool.__add__(True, True)", "2"},
    {"float.__add__(0.1, 0.2)", "0.30000000000000004"},
    {"1e16", "1e+16"},
    {"float('1e-05')", "1e-05"},
    {"123456789012345680.0", "1.2345678901234568e+17"},
    {"float('5e-324')", "5e-324"},
    {"1.7976931348623157e308", "1.7976931348623157e+308"},
    {"float.__floordiv__(-7.5, 2)", "-4.0"},
    {"float.__mod__(-7.5, 2)", "0.5"},
    {"float.__mod__(7.5, -2.0)", "-0.5"},
    {"float.__pow__(2.0, 0.5)", "1.4142135623730951"},
    {"float.__pow__(-8.0, 0.5)", "(1.7319121124709868e-16+2.8284271247461903j)"},
    {"float.__pow__(10.0, 400)", "OverflowError: (34, 'Numerical result out of range')"},
    {"float.__pow__(0.0, -1)", "ZeroDivisionError: 0.0 cannot be raised to a negative power"},
    {"float.__floordiv__(1.0, 0)", "ZeroDivisionError: float floor division by zero"},
    {"float.__mod__(1.0, 0)", "ZeroDivisionError: float modulo by zero"},
    {"float('1_000.5e-3')", "1.0005"},
    {"float(' -inf ')", "-inf"},
    {"float('1e400')", "inf"},
    {"float('2.4703282292062327e-324')", "0.0"},
    {"float('2.4703282292062328e-324')", "5e-324"},
    {"float('0.1e')", "ValueError: could not convert string to float: '0.1e'"},
    {"float('9007199254740993')", "9007199254740992.0"},
    {"float('179769313486231580793728971405301e276')", "1.7976931348623157e+308"},
    {"float.__round__(2.675, 2)", "2.67"},
    {"float.__round__(2.5)", "2"},
    {"float.__round__(5e307, -308)", "1e+308"},
    {"float.hex(0.1)", "'0x1.999999999999ap-4'"},
    {"float.fromhex('0x1.999999999999ap-4')", "0.1"},
    {"float.fromhex('0x1p2000')",
     "OverflowError: hexadecimal value too large to represent as a float"},
    {"float.as_integer_ratio(0.1)", "(3602879701896397, 36028797018963968)"},
    {"float.__format__(3.14159, '.2f')", "'3.14'"},
    {"float.__format__(1234567.891, ',.1f')", "'1,234,567.9'"},
    {"float.__format__(0.00001, '')", "'1e-05'"},
    {"float.__format__(-0.04, 'z.1f')", "'0.0'"},
    {"float.__format__(123.456, '.3')", "'1.23e+02'"},
    {"float.__format__(123.456, '+012.3e')", "'+001.235e+02'"},
    {"float.__format__(0.5, '%')", "'50.000000%'"},
    {"complex('1-2.5j')", "(1-2.5j)"},
    {"complex('1+')", "ValueError: complex() arg is a malformed string"},
    {"complex.__mul__(complex(1, 2), complex(3, 4))", "(-5+10j)"},
    {"complex.__truediv__(complex(1, 2), complex(0, 0))",
     "ZeroDivisionError: complex division by zero"},
    {"complex.__pow__(complex(1, 2), 2)", "(-3+4j)"},
    {"complex(3, 4).__abs__()", "5.0"},
    {"complex(1.5, -2).__format__('.2f')", "'1.50-2.00j'"},
};

START_TEST(expressions)
{
    struct world w;
    world_open(&w);
    char *shown = world_show(&w, table[_i].expression);
    ck_assert_msg(strcmp(shown, table[_i].shown) == 0, "%s gives %s, not %s", table[_i].expression,
                  shown, table[_i].shown);
    free(shown);
    world_close(&w);
}
END_TEST

static uint64_t next_random(uint64_t *state)
{
    *state ^= *state << 13;
    *state ^= *state >> 7;
    *state ^= *state << 17;
    return *state;
}

// Doubles of every exponent, powers of two and short decimals: repr is read back as the same
// double, by our reader and by the C library's, and nothing shorter is.
START_TEST(repr_round_trip)
{
    uint64_t state = 88172645463325252u;
    for (int i = 0; i < 100000; i++) {
        uint64_t bits = next_random(&state);
        if (i % 4 == 1)
            bits &= ~(((uint64_t)1 << 52) - 1);
        double d, back;
        memcpy(&d, &bits, sizeof d);
        if (i % 4 == 2)
            d = (double)(int64_t)(bits % 100000) / 1000;
        if (!isfinite(d))
            continue;
        char text[33], shorter[40];
        size_t len = bt_double_repr(d, text);
        bool no_memory;
        text[len] = 0;
        ck_assert(bt_double_parse(text, len, &back, &no_memory));
        ck_assert_msg(back == d && strtod(text, NULL) == d, "%a is shown as %s", d, text);
        char digits[18];
        int point;
        if (d == 0)
            continue;
        size_t n = bt_double_shortest(fabs(d), digits, &point);
        if (n > 1) {
            (void)snprintf(shorter, sizeof shorter, "%.*e", (int)n - 2, d);
            ck_assert_msg(strtod(shorter, NULL) != d, "%s is longer than %s", text, shorter);
        }
    }
}
END_TEST

// (a * b + c) divided by b gives a and c back, for sizes around the limits of representations.
START_TEST(division_undoes_multiplication)
{
    static const size_t sizes[] = {1, 2, 3, 7, 40, 300};
    struct world w;
    world_open(&w);
    struct bt_thread *th = &w.th;
    uint64_t state = 1234567;
    for (int i = 0; i < 3000; i++) {
        mp_limb_t limbs[3][300];
        bt_value v[3];
        for (int k = 0; k < 3; k++) {
            size_t n = sizes[next_random(&state) % 6];
            for (size_t j = 0; j < n; j++)
                limbs[k][j] = next_random(&state) % 5 ? next_random(&state) : 0;
            if (next_random(&state) % 3 == 0 && n == 1)
                limbs[k][0] >>= next_random(&state) % 64;
            v[k] = bt_int_from_limbs(th, limbs[k], n, next_random(&state) % 2);
        }
        bt_value q, r;
        if (bt_same(v[1], bt_from_small(0)))
            continue;
        ck_assert(bt_int_floor_divmod(th, v[2], v[1], &q, &r)); // r: a remainder of v[1]'s sign
        bt_value product = bt_int_add(th, bt_int_mul(th, v[0], v[1]), r), q2, r2;
        ck_assert(bt_int_floor_divmod(th, product, v[1], &q2, &r2));
        ck_assert_int_eq(bt_int_compare(q2, v[0]), 0);
        ck_assert_int_eq(bt_int_compare(r2, r), 0);
        bt_value low = bt_int_bitwise(th, BT_OP_AND, v[0], v[2]);
        bt_value high = bt_int_bitwise(th, BT_OP_OR, v[0], v[2]);
        ck_assert_int_eq(bt_int_compare(bt_int_add(th, low, high), bt_int_add(th, v[0], v[2])), 0);
    }
    world_close(&w);
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("numbers");
    TCase *tcase = tcase_create("numbers");
    tcase_set_timeout(tcase, 60);
    tcase_add_loop_test(tcase, expressions, 0, (int)(sizeof table / sizeof table[0]));
    tcase_add_test(tcase, repr_round_trip);
    tcase_add_test(tcase, division_undoes_multiplication);
    suite_add_tcase(suite, tcase);
    SRunner *runner = srunner_create(suite);
    srunner_run_all(runner, CK_ENV);
    int failed = srunner_ntests_failed(runner);
    srunner_free(runner);
    return failed ? 1 : 0;
}
