/*
 * lab: the grid of a sweep, its figures, the record of a run's end.
 */
#include <check.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "lab/outcome.h"
#include "lab/sweep.h"

// ---- lists of N ----

static const struct {
    const char *list, *labels; // labels NULL: it is refused
} lists[] = {
    {"7", "7"},
    {"1,2,5,10..1000", "1 2 5 10 20 50 100 200 500 1000"},
    {"1..10", "1 2 5 10"},
    {"3..30", "3 5 10 20 30"},
    {"90..110", "90 100 110"},
    {"5..5", "5"},
    {"98..101/1", "98 99 100 101"},
    {"1..10/4", "1 5 9"},
    {"inf,3", "inf 3"},
    {"~90..110,100", "~90..110 100"},
    {"4,4,4", "4"},
    {"0", NULL},
    {"", NULL},
    {"1,", NULL},
    {",1", NULL},
    {"1,,2", NULL},
    {"5..1", NULL},
    {"~5", NULL},
    {"~inf", NULL},
    {"1..inf", NULL},
    {"1..10/0", NULL},
    {"x", NULL},
    {"-1", NULL},
    {"1.5", NULL},
    {"1...3", NULL},
    {"infinite", NULL},
    {"99999999999999999999999", NULL},
    {"1..999999999/1", NULL},
};

START_TEST(lists_of_n)
{
    struct bt_sweep s;
    char text[512] = "";
    bt_sweep_init(&s);
    const char *wrong = bt_sweep_add_n(&s.grid, lists[_i].list);
    ck_assert_msg(!wrong == (lists[_i].labels != NULL), "%s: %s", lists[_i].list, wrong);
    for (size_t i = 0; i < s.grid.n.n; i++) {
        strcat(text, i ? " " : "");
        strcat(text, s.grid.n.items[i].label);
    }
    if (!wrong)
        ck_assert_str_eq(text, lists[_i].labels);
    bt_sweep_free(&s);
}
END_TEST

START_TEST(numbers_and_places)
{
    struct bt_sweep s;
    bt_sweep_init(&s);
    ck_assert_ptr_null(bt_sweep_add_n(&s.grid, "10,inf,~5..7"));
    ck_assert(bt_sweep_add_policies(&s.grid, "fifo,random"));
    ck_assert_ptr_null(bt_sweep_set_seeds(&s.grid, "4..6"));
    s.grid.repeats = 2;
    ck_assert_uint_eq(bt_sweep_rows(&s.grid), 6);
    ck_assert_uint_eq(bt_sweep_size(&s.grid), 42);
    for (uint32_t i = 0; i < 36; i++) {
        struct bt_sweep_place at = bt_sweep_at(&s.grid, i);
        ck_assert_uint_eq((at.row * 3 + at.seed) * 2 + at.repeat, i);
        ck_assert(!at.probe);
    }
    ck_assert(bt_sweep_at(&s.grid, 36).probe);
    // only a fixed N that is no limit's absence, and only where no seed takes part
    ck_assert_uint_eq(bt_sweep_probe(&s.grid, 0), 36);
    for (uint32_t row = 1; row < 6; row++)
        ck_assert_uint_eq(bt_sweep_probe(&s.grid, row), UINT32_MAX);
    s.n_shards = 3;
    uint32_t mine = 0;
    for (s.shard = 1; s.shard <= 3; s.shard++)
        for (uint32_t i = 0; i < 42; i++)
            mine += bt_sweep_mine(&s, i);
    ck_assert_uint_eq(mine, 37);
    bt_sweep_free(&s);
}
END_TEST

// ---- figures ----

// Published values: R. G. Newcombe (1998), table I, method 3.
static const struct {
    uint32_t k, n;
    double low, high;
} wilson[] = {
    {81, 263, 0.2553, 0.3662}, {15, 148, 0.0624, 0.1605}, {0, 20, 0, 0.1611},
    {1, 29, 0.0061, 0.1718},   {29, 29, 0.8830, 1},
};

START_TEST(wilson_interval)
{
    double low, high;
    bt_wilson(wilson[_i].k, wilson[_i].n, &low, &high);
    ck_assert_double_eq_tol(low, wilson[_i].low, 0.0001);
    ck_assert_double_eq_tol(high, wilson[_i].high, 0.0001);
}
END_TEST

START_TEST(wilson_of_nothing)
{
    double low, high;
    bt_wilson(0, 0, &low, &high);
    ck_assert_double_eq(low, 0);
    ck_assert_double_eq(high, 1);
}
END_TEST

START_TEST(rows_have_means)
{
    struct bt_sweep s;
    bt_sweep_init(&s);
    ck_assert_ptr_null(bt_sweep_add_n(&s.grid, "10"));
    ck_assert(bt_sweep_add_policies(&s.grid, ""));
    s.grid.repeats = 4;
    ck_assert(bt_sweep_prepare(&s));
    struct bt_sweep_outcome ok = {.end = BT_END_OK, .detail = (char *)"", .text = (char *)"x"};
    struct bt_sweep_outcome no = {.end = BT_END_CHECK, .detail = (char *)"c", .text = (char *)"y"};
    uint32_t outcomes[2] = {bt_sweep_outcome(&s, &no), bt_sweep_outcome(&s, &ok)};
    ck_assert_uint_eq(bt_sweep_outcome(&s, &no), outcomes[0]);
    for (uint32_t i = 0; i < 3; i++) // the fourth is not done
        s.runs[i] = (struct bt_sweep_run){.done = true,
                                          .outcome = outcomes[i > 0],
                                          .wall_ns = (int64_t)(i + 1) * 10,
                                          .switches = 5,
                                          .instructions = 100};
    struct bt_sweep_row *row = bt_sweep_figures(&s);
    ck_assert_ptr_nonnull(row);
    ck_assert_uint_eq(row->runs, 3);
    ck_assert_uint_eq(row->failed, 1);
    ck_assert_double_eq_tol(row->wall_ns.mean, 20, 1e-9);
    ck_assert_double_eq_tol(row->wall_ns.sd, 10, 1e-9);
    ck_assert_double_eq(row->switches.mean, 5);
    ck_assert_double_eq(row->switches.sd, 0);
    ck_assert_uint_eq(row->n_outcomes, 2);
    ck_assert_uint_eq(row->outcomes[0].outcome, outcomes[1]);
    ck_assert_uint_eq(row->outcomes[0].count, 2);
    bt_sweep_rows_free(row, 1);
    bt_sweep_free(&s);
}
END_TEST

static const struct {
    double number;
    const char *shown;
} numbers[] = {
    {0, "0"},           {7, "7"},           {0.0341, "0.034"}, {1.234, "1.23"},
    {12.34, "12.3"},    {123.4, "123"},     {-5.5, "-5.50"},   {1234.5, "1,234"},
    {1e6, "1,000,000"}, {0.00001, "1e-05"}, {-1000, "-1,000"},
};

START_TEST(numbers_are_short)
{
    struct bt_buf out;
    bt_buf_init(&out);
    bt_sweep_put_number(&out, numbers[_i].number);
    ck_assert_str_eq(out.data, numbers[_i].shown);
    bt_buf_free(&out);
}
END_TEST

static const struct {
    const char *text;
    size_t width;
    const char *shown;
} lines[] = {
    {"a\nb\n", 0, "a / b"},
    {"abcdef", 6, "abcdef"},
    {"abcdef", 5, "abcd…"},
    {"ééé", 3, "ééé"},
    {"éééé", 3, "éé…"},
    {"漢字漢字", 5, "漢字…"},
    {"a\tb\x1b[1m\r", 0, "a b?[1m"},
    {"", 5, ""},
};

START_TEST(lines_fit)
{
    struct bt_buf out;
    bt_buf_init(&out);
    bt_sweep_put_line(&out, lines[_i].text, lines[_i].width);
    ck_assert_str_eq(out.data ? out.data : "", lines[_i].shown);
    bt_buf_free(&out);
}
END_TEST

// ---- the end of a run ----

START_TEST(outcome_comes_back)
{
    struct bt_outcome a = {.end = BT_END_EXCEPTION,
                           .status = 1,
                           .detail = (char *)"E: a\\nb\nc",
                           .wall_ns = 123,
                           .switches = 4,
                           .instructions = 5,
                           .metric = (char *)""},
                      b;
    struct bt_buf text;
    bt_buf_init(&text);
    bt_buf_puts(&text, "started\n");
    bt_outcome_put(&text, &a);
    ck_assert(bt_outcome_parse(&b, text.data, text.len));
    ck_assert(b.started && b.done);
    ck_assert_int_eq(b.end, BT_END_EXCEPTION);
    ck_assert_int_eq(b.status, 1);
    ck_assert_str_eq(b.detail, a.detail);
    ck_assert_str_eq(b.metric, "");
    ck_assert_int_eq(b.wall_ns, 123);
    ck_assert_uint_eq(b.instructions, 5);
    bt_outcome_free(&b);
    // broken off anywhere, it is not done
    for (size_t n = 0; n < text.len; n++) {
        ck_assert(bt_outcome_parse(&b, text.data, n));
        ck_assert(!b.done);
        bt_outcome_free(&b);
    }
    bt_buf_free(&text);
}
END_TEST

#define COUNT(array) ((int)(sizeof(array) / sizeof(array)[0]))

int main(void)
{
    Suite *suite = suite_create("sweep");
    TCase *t = tcase_create("sweep");
    tcase_add_loop_test(t, lists_of_n, 0, COUNT(lists));
    tcase_add_test(t, numbers_and_places);
    tcase_add_loop_test(t, wilson_interval, 0, COUNT(wilson));
    tcase_add_test(t, wilson_of_nothing);
    tcase_add_test(t, rows_have_means);
    tcase_add_loop_test(t, numbers_are_short, 0, COUNT(numbers));
    tcase_add_loop_test(t, lines_fit, 0, COUNT(lines));
    tcase_add_test(t, outcome_comes_back);
    suite_add_tcase(suite, t);
    SRunner *runner = srunner_create(suite);
    srunner_run_all(runner, CK_NORMAL);
    int failed = srunner_ntests_failed(runner);
    srunner_free(runner);
    return failed == 0 ? EXIT_SUCCESS : EXIT_FAILURE;
}
