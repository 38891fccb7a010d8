// vm: timers come out in the order of their deadlines, and can be cleared wherever they stand.
#include <check.h>
#include <stdlib.h>

#include "base/random.h"
#include "vm/timers.h"

#define MANY 2000

START_TEST(equal_deadlines_keep_their_order)
{
    struct bt_timers timers = {0};
    struct bt_timer t[5] = {0};
    ck_assert_ptr_null(bt_timers_first(&timers));
    for (int i = 0; i < 5; i++)
        bt_timer_set(&timers, &t[i], i < 3 ? 7 : -1);
    static const int order[] = {3, 4, 0, 1, 2};
    for (int i = 0; i < 5; i++) {
        ck_assert_ptr_eq(bt_timers_first(&timers), &t[order[i]]);
        bt_timer_clear(&timers, &t[order[i]]);
        ck_assert(!bt_timer_is_set(&t[order[i]]));
    }
    ck_assert_ptr_null(bt_timers_first(&timers));
}
END_TEST

static const struct bt_timer *earliest(const struct bt_timer *t)
{
    const struct bt_timer *best = NULL;
    for (int i = 0; i < MANY; i++)
        if (bt_timer_is_set(&t[i]) &&
            (!best || t[i].deadline < best->deadline ||
             (t[i].deadline == best->deadline && t[i].order < best->order)))
            best = &t[i];
    return best;
}

// Against a plain search, with timers set, cleared in the middle and taken from the front.
START_TEST(as_a_search_finds_them)
{
    struct bt_timers timers = {0};
    struct bt_timer *t = calloc(MANY, sizeof *t);
    struct bt_random random = {_i};
    ck_assert_ptr_nonnull(t);
    for (int step = 0; step < 3 * MANY; step++) {
        struct bt_timer *one = &t[bt_random_below(&random, MANY)];
        bt_timer_clear(&timers, one);
        if (bt_random_below(&random, 3) > 0)
            bt_timer_set(&timers, one, (int64_t)bt_random_below(&random, 500));
        if (step % 16 == 0) {
            ck_assert_ptr_eq(bt_timers_first(&timers), earliest(t));
            if (bt_timers_first(&timers))
                bt_timer_clear(&timers, bt_timers_first(&timers));
        }
    }
    while (bt_timers_first(&timers)) {
        struct bt_timer *first = bt_timers_first(&timers);
        ck_assert_ptr_eq(first, earliest(t));
        bt_timer_clear(&timers, first);
    }
    ck_assert_ptr_null(earliest(t));
    free(t);
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("timers");
    TCase *t = tcase_create("timers");
    tcase_add_test(t, equal_deadlines_keep_their_order);
    tcase_add_loop_test(t, as_a_search_finds_them, 1, 4);
    suite_add_tcase(suite, t);
    SRunner *runner = srunner_create(suite);
    srunner_run_all(runner, CK_ENV);
    int failed = srunner_ntests_failed(runner);
    srunner_free(runner);
    return failed ? EXIT_FAILURE : EXIT_SUCCESS;
}
