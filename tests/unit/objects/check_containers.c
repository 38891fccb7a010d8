/*
 * The containers from C: what the table of dict promises to its callers (order, versions, growth,
 * deletion), the sort, and a table of expressions as CPython 3.13 answers them. Programs in
 * tests/lang cover the rest.
 */
#include <check.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "runtime/objects/dict.h"
#include "runtime/objects/error.h"
#include "runtime/objects/heap.h"
#include "runtime/objects/seq.h"
#include "runtime/objects/str.h"
#include "tests/unit/objects/world.h"

struct shown_case {
    const char *expression, *shown;
};

// clang-format off
static const struct shown_case cases[] = {
    {"[1, 2, 3][::-1]", "[3, 2, 1]"},
    {"[1, 2, 3][5]", "IndexError: list index out of range"},
    {"[1, 2, 3]['a']", "TypeError: list indices must be integers or slices, not str"},
    {"(1, 2)[2]", "IndexError: tuple index out of range"},
    {"[1] + (2,)", "TypeError: can only concatenate list (not \"tuple\") to list"},
    {"[1] * 'a'", "TypeError: can't multiply sequence by non-int of type 'str'"},
    {"[1, 2] * 2", "[1, 2, 1, 2]"},
    {"[].pop()", "IndexError: pop from empty list"},
    {"[1].index(2)", "ValueError: 2 is not in list"},
    {"(1,).index(2)", "ValueError: tuple.index(x): x not in tuple"},
    {"(1, 2, 3).__hash__()", "529344067295497451"},
    {"().__hash__()", "5740354900026072187"},
    {"frozenset((1, 2, 3)).__hash__()", "-272375401224217160"},
    {"frozenset().__hash__()", "133146708735736"},
    {"{1: 2}[3]", "KeyError: 3"},
    {"{1: 'a'}[1.0]", "'a'"},
    {"dict(((1, 2), (3, 4)))", "{1: 2, 3: 4}"},
    {"dict((1,))", "TypeError: cannot convert dictionary update sequence element #0 to a sequence"},
    {"dict(((1,),))",
     "ValueError: dictionary update sequence element #0 has length 1; 2 is required"},
    {"{}.popitem()", "KeyError: 'popitem(): dictionary is empty'"},
    {"{1: 2, 3: 4}.items()", "dict_items([(1, 2), (3, 4)])"},
    {"set((3, 1, 2))", "{3, 1, 2}"},
    {"set().pop()", "KeyError: 'pop from an empty set'"},
    {"set([[]])", "TypeError: unhashable type: 'list'"},
    {"range(10)[2:5]", "range(2, 5)"},
    {"range(10)[-1]", "9"},
    {"range(1, 2, 0)", "ValueError: range() arg 3 must not be zero"},
    {"slice(None, 2).indices(10)", "(0, 2, 1)"},
    {"list(zip([1, 2], 'ab'))", "[(1, 'a'), (2, 'b')]"},
    {"list(enumerate('ab', 5))", "[(5, 'a'), (6, 'b')]"},
    {"list(reversed([1, 2]))", "[2, 1]"},
};
// clang-format on

START_TEST(expressions)
{
    struct world w;
    world_open(&w);
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        char *shown = world_show(&w, cases[i].expression);
        ck_assert_msg(strcmp(shown, cases[i].shown) == 0, "%s\n   gives %s\nexpected %s",
                      cases[i].expression, shown, cases[i].shown);
        free(shown);
    }
    world_close(&w);
}
END_TEST

// The key number i: an int, a float that is no int, or a str.
static bt_value key(struct world *w, int i)
{
    char text[16];
    if (i % 3 == 0)
        return bt_from_small(i);
    if (i % 3 == 1)
        return bt_from_double(i + 0.5);
    snprintf(text, sizeof text, "k%d", i);
    return bt_intern(&w->th, text, strlen(text));
}

// Is key i there with value v, or (v < 0) absent?
static void look(struct world *w, struct bt_dict *d, int i, int v)
{
    bt_value out;
    ck_assert(bt_dict_get(&w->th, d, key(w, i), &out));
    ck_assert(v < 0 ? bt_is_unset(out) : bt_same(out, bt_from_small(v)));
    if (i % 3 == 2)
        ck_assert(bt_same(out, bt_dict_get_str(&w->th, d, key(w, i))));
}

// The live entries, counted by walking; their values must rise.
static size_t walk(struct bt_dict *d)
{
    bt_value k, v;
    int64_t last = -1;
    size_t n = 0;
    for (size_t pos = 0; bt_dict_next(d, &pos, &k, &v); n++) {
        ck_assert_int_gt(bt_small(v), last);
        last = bt_small(v);
    }
    return n;
}

START_TEST(dict_grows_and_shrinks)
{
    enum { N = 3000 };
    struct world w;
    world_open(&w);
    BT_ROOTS(&w.th, r, 1);
    r[0] = bt_dict_new(&w.th);
    struct bt_dict *d = bt_as_dict(r[0]);
    for (int i = 0; i < N; i++) {
        ck_assert(bt_dict_set(&w.th, d, key(&w, i), bt_from_small(i)));
        if (i % 500 == 0)
            ck_assert_uint_eq(walk(d), (size_t)i + 1);
    }
    for (int i = 0; i < N; i++)
        look(&w, d, i, i);
    for (int i = 0; i < N; i += 2) {
        bool found;
        ck_assert(bt_dict_delete(&w.th, d, key(&w, i), &found) && found);
        ck_assert(bt_dict_delete(&w.th, d, key(&w, i), &found) && !found);
    }
    for (int i = 0; i < N; i++)
        look(&w, d, i, i % 2 ? i : -1);
    ck_assert_uint_eq(walk(d), N / 2);
    for (int i = 1; i < N; i += 2) {
        bool found;
        ck_assert(bt_dict_delete(&w.th, d, key(&w, i), &found) && found);
    }
    ck_assert_uint_eq(bt_dict_len(d), 0);
    ck_assert_uint_eq(d->n_used, 0);
    BT_UNROOT(&w.th, r);
    world_close(&w);
}
END_TEST

// A queue and a stack in a dict: the table must not grow, nor the walk to the first item lengthen.
START_TEST(dict_as_a_queue)
{
    struct world w;
    world_open(&w);
    BT_ROOTS(&w.th, r, 1);
    r[0] = bt_dict_new(&w.th);
    struct bt_dict *d = bt_as_dict(r[0]);
    for (int i = 0; i < 100000; i++) {
        ck_assert(bt_dict_set(&w.th, d, bt_from_small(i), bt_from_small(i)));
        if (i < 50)
            continue;
        bt_value k;
        size_t pos = 0;
        ck_assert(bt_dict_next(d, &pos, &k, NULL));
        ck_assert(bt_same(k, bt_from_small(i - 50)));
        ck_assert_uint_eq(pos, d->first + 1);
        bt_dict_remove_at(&w.th, d, pos - 1);
    }
    ck_assert_uint_le(d->cap, 256);
    for (int i = 0; i < 1000; i++) {
        ck_assert(bt_dict_set(&w.th, d, bt_from_small(-1), bt_from_small(i)));
        bt_dict_remove_at(&w.th, d, d->n_used - 1);
    }
    ck_assert_uint_le(d->cap, 256);
    BT_UNROOT(&w.th, r);
    world_close(&w);
}
END_TEST

START_TEST(dict_versions)
{
    struct world w;
    world_open(&w);
    BT_ROOTS(&w.th, r, 2);
    bool found;
    r[0] = bt_dict_new(&w.th);
    struct bt_dict *d = bt_as_dict(r[0]);
    ck_assert_uint_eq(bt_dict_keys_version(d), 0); // nobody has looked at it
    ck_assert(bt_dict_set(&w.th, d, key(&w, 2), bt_from_small(1)));
    ck_assert_uint_eq(bt_dict_keys_version(d), 0);
    uint32_t one = bt_dict_watch(&w.th, d);
    ck_assert_uint_ne(one, 0);
    ck_assert_uint_eq(bt_dict_watch(&w.th, d), one);
    ck_assert(bt_dict_set(&w.th, d, key(&w, 2), bt_from_small(2))); // the value only
    ck_assert_uint_eq(bt_dict_keys_version(d), one);
    r[1] = bt_dict_copy(&w.th, d);
    ck_assert_uint_ne(bt_dict_watch(&w.th, bt_as_dict(r[1])), one);
    ck_assert(bt_dict_delete(&w.th, d, key(&w, 2), &found) && found);
    ck_assert_uint_eq(bt_dict_keys_version(d), 0);
    uint32_t none = bt_dict_watch(&w.th, d);
    ck_assert(none != one && none != 0);
    bt_dict_clear(&w.th, d);
    ck_assert_uint_ne(bt_dict_watch(&w.th, d), none);
    ck_assert(bt_dict_set(&w.th, d, key(&w, 3), bt_from_small(1)));
    ck_assert_uint_eq(bt_dict_keys_version(d), 0);
    // when all are given out there is none more, not the first again
    w.interp.next_keys_version = UINT32_MAX - 2;
    ck_assert_uint_eq(bt_dict_watch(&w.th, d), UINT32_MAX - 1);
    ck_assert(bt_dict_set(&w.th, d, key(&w, 4), bt_from_small(1)));
    ck_assert_uint_eq(bt_dict_watch(&w.th, d), 0);
    BT_UNROOT(&w.th, r);
    world_close(&w);
}
END_TEST

// Sort n floats in the given pattern and check their order.
static void check_sort(struct world *w, size_t n, unsigned pattern, bool reverse)
{
    BT_ROOTS(&w->th, r, 1);
    r[0] = bt_list_new(&w->th, NULL, n);
    ck_assert(!bt_is_error(r[0]));
    uint32_t seed = pattern + 1;
    for (size_t i = 0; i < n; i++) {
        seed = seed * 1664525 + 1013904223;
        size_t value = pattern == 0   ? i
                       : pattern == 1 ? n - i
                       : pattern == 2 ? i % 7
                       : pattern == 3 ? (seed >> 8) % 10
                                      : seed >> 8;
        bt_as_list(r[0])->items[i] = bt_from_double((double)value);
    }
    ck_assert(bt_list_sort(&w->th, r[0], BT_NONE, reverse));
    const struct bt_list *l = bt_as_list(r[0]);
    ck_assert_uint_eq(l->len, n);
    for (size_t i = 1; i < n; i++) {
        double a = bt_double(l->items[i - 1]), b = bt_double(l->items[i]);
        ck_assert(reverse ? a >= b : a <= b);
    }
    BT_UNROOT(&w->th, r);
}

START_TEST(sort_patterns)
{
    static const size_t sizes[] = {0, 1, 2, 3, 31, 32, 33, 63, 64, 65, 200, 1000, 4097};
    struct world w;
    world_open(&w);
    for (size_t i = 0; i < sizeof sizes / sizeof *sizes; i++)
        for (unsigned pattern = 0; pattern < 6; pattern++) {
            check_sort(&w, sizes[i], pattern, false);
            check_sort(&w, sizes[i], pattern, true);
        }
    world_close(&w);
}
END_TEST

// A comparison that fails leaves every item in the list.
START_TEST(failed_sort_keeps_items)
{
    struct world w;
    world_open(&w);
    BT_ROOTS(&w.th, r, 1);
    r[0] = world_eval(&w, "[3, 1, 'a', 2]");
    ck_assert(!bt_list_sort(&w.th, r[0], BT_NONE, false));
    ck_assert(bt_exc_is(&w.th, BT_EXC_TYPE_ERROR));
    bt_exc_clear(&w.th);
    ck_assert_uint_eq(bt_as_list(r[0])->len, 4);
    BT_UNROOT(&w.th, r);
    world_close(&w);
}
END_TEST

START_TEST(slices)
{
    static const struct {
        int64_t start, stop, step;
        size_t len, count;
    } rows[] = {
        {0, INT64_MAX, 1, 5, 5},
        {1, 4, 2, 5, 2},
        {-2, INT64_MAX, 1, 5, 2},
        {4, INT64_MIN, -1, 5, 5},
        {INT64_MAX, 0, -2, 5, 2},
        {3, 1, 1, 5, 0},
        {0, INT64_MAX, INT64_MAX, 5, 1},
        {INT64_MAX, INT64_MIN, -INT64_MAX, 5, 1},
        {0, 10, 1, 0, 0},
        {INT64_MIN, INT64_MAX, 3, 7, 3},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        int64_t start = rows[i].start, stop = rows[i].stop;
        size_t n = bt_slice_adjust(rows[i].len, &start, &stop, rows[i].step);
        ck_assert_msg(n == rows[i].count, "slice %zu: %zu", i, n);
        ck_assert(n == 0 || (start >= 0 && (size_t)start < rows[i].len));
    }
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("containers");
    TCase *tcase = tcase_create("containers");
    tcase_set_timeout(tcase, 60);
    tcase_add_test(tcase, expressions);
    tcase_add_test(tcase, dict_grows_and_shrinks);
    tcase_add_test(tcase, dict_as_a_queue);
    tcase_add_test(tcase, dict_versions);
    tcase_add_test(tcase, sort_patterns);
    tcase_add_test(tcase, failed_sort_keeps_items);
    tcase_add_test(tcase, slices);
    suite_add_tcase(suite, tcase);
    SRunner *runner = srunner_create(suite);
    srunner_run_all(runner, CK_ENV);
    int failed = srunner_ntests_failed(runner);
    srunner_free(runner);
    return failed == 0 ? EXIT_SUCCESS : EXIT_FAILURE;
}
