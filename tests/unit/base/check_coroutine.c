/*
 * base: coroutines keep their stacks apart, find an aligned one, and can be freed at any time that
 * they do not run.
 */
#include <check.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/coroutine.h"

#define ROUNDS 1000
#define MANY   500

struct player {
    struct bt_coroutine *self, *next;
    int number, moves;
    int *log, *n_log;
};

static void play(void *arg)
{
    struct player *p = arg;
    volatile int own = p->number; // lies on this stack
    for (;;) {
        ck_assert_int_eq(own, p->number);
        p->log[(*p->n_log)++] = p->number;
        p->moves++;
        bt_coroutine_switch(p->self, p->next);
    }
}

START_TEST(coroutines_take_turns)
{
    static int log[3 * ROUNDS];
    int n_log = 0;
    struct bt_coroutine *here = bt_coroutine_adopt();
    struct player p[3];
    memset(p, 0, sizeof p);
    for (int i = 0; i < 3; i++) {
        p[i] = (struct player){.number = i, .log = log, .n_log = &n_log};
        p[i].self = bt_coroutine_new(play, &p[i], 0);
        ck_assert_ptr_nonnull(p[i].self);
    }
    p[0].next = p[1].self;
    p[1].next = p[2].self;
    p[2].next = here;
    for (int i = 0; i < ROUNDS; i++)
        bt_coroutine_switch(here, p[0].self);
    ck_assert_int_eq(n_log, 3 * ROUNDS);
    for (int i = 0; i < n_log; i++)
        ck_assert_int_eq(log[i], i % 3);
    for (int i = 0; i < 3; i++)
        bt_coroutine_free(p[i].self);
    bt_coroutine_free(here);
}
END_TEST

struct errand {
    struct bt_coroutine *self, *back;
    char text[64];
    uintptr_t address;
    char *limit;
};

// What needs an aligned stack (a variable argument list with a double) and a deep one.
static size_t dig(struct errand *e, size_t depth)
{
    volatile char pad[256];
    pad[0] = (char)depth;
    if ((char *)&pad < e->limit)
        return depth;
    return dig(e, depth + 1) + (pad[0] != (char)depth);
}

static void run_errand(void *arg)
{
    struct errand *e = arg;
    _Alignas(16) char aligned[16];
    e->address = (uintptr_t)aligned;
    size_t depth = dig(e, 0);
    snprintf(e->text, sizeof e->text, "%.3f %d", 2.5, depth > 100);
    bt_coroutine_leave(e->self, e->back);
}

START_TEST(stack_is_aligned_and_as_deep_as_it_says)
{
    struct errand e = {.back = bt_coroutine_adopt()};
    e.self = bt_coroutine_new(run_errand, &e, (size_t)512 << 10);
    ck_assert_ptr_null(bt_coroutine_stack_limit(e.back));
    e.limit = bt_coroutine_stack_limit(e.self);
    bt_coroutine_switch(e.back, e.self);
    ck_assert_str_eq(e.text, "2.500 1");
    ck_assert_uint_eq(e.address % 16, 0);
    bt_coroutine_free(e.self);
    bt_coroutine_free(e.back);
}
END_TEST

START_TEST(many_are_made_and_freed_unfinished)
{
    struct bt_coroutine *here = bt_coroutine_adopt();
    static struct player p[MANY];
    static int log[MANY];
    int n_log = 0;
    for (int i = 0; i < MANY; i++) {
        p[i] = (struct player){.number = i, .next = here, .log = log, .n_log = &n_log};
        p[i].self = bt_coroutine_new(play, &p[i], (size_t)128 << 10);
        ck_assert_ptr_nonnull(p[i].self);
        if (i % 2)
            bt_coroutine_switch(here, p[i].self);
    }
    ck_assert_int_eq(n_log, MANY / 2);
    for (int i = 0; i < MANY; i++)
        bt_coroutine_free(p[i].self);
    bt_coroutine_free(NULL);
    bt_coroutine_free(here);
}
END_TEST

START_TEST(a_stack_too_large_is_refused)
{
    ck_assert_ptr_null(bt_coroutine_new(play, NULL, SIZE_MAX - 10));
    ck_assert_ptr_null(bt_coroutine_new(play, NULL, SIZE_MAX / 2));
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("coroutine");
    TCase *t = tcase_create("coroutine");
    tcase_add_test(t, coroutines_take_turns);
    tcase_add_test(t, stack_is_aligned_and_as_deep_as_it_says);
    tcase_add_test(t, many_are_made_and_freed_unfinished);
    tcase_add_test(t, a_stack_too_large_is_refused);
    suite_add_tcase(suite, t);
    SRunner *runner = srunner_create(suite);
    srunner_run_all(runner, CK_ENV);
    int failed = srunner_ntests_failed(runner);
    srunner_free(runner);
    return failed ? EXIT_FAILURE : EXIT_SUCCESS;
}
