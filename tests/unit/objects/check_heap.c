// The heap and its collector, with types of the test's own: what lives, what dies, and in what
// order it is told.
#include <check.h>
#include <stdio.h>
#include <stdlib.h>

#include "runtime/objects/dict.h"
#include "runtime/objects/error.h"
#include "runtime/objects/heap.h"
#include "runtime/objects/protocol.h"
#include "runtime/objects/seq.h"
#include "runtime/objects/shape.h"
#include "runtime/objects/str.h"
#include "runtime/objects/type.h"
#include "runtime/objects/weakref.h"
#include "tests/unit/objects/world.h"

// An object that holds one other and counts its ends.
struct node {
    struct bt_object base;
    bt_value next;
    int number;
    int *log; // numbers of the finalised ones, in order; log[0] counts them
    int *n_freed;
};

static void node_trace(struct bt_tracer *tracer, struct bt_object *object)
{
    bt_mark(tracer, ((struct node *)object)->next);
}

static void node_free(struct bt_interp *interp, struct bt_object *object)
{
    (void)interp;
    ++*((struct node *)object)->n_freed;
}

static bt_value node_del(struct bt_thread *th, bt_value self)
{
    (void)th;
    struct node *node = (struct node *)bt_obj(self);
    node->log[++node->log[0]] = node->number;
    return BT_NONE;
}

static struct world world;
static struct bt_type *node_type;
static int n_freed, log_of[32];

static void setup(void)
{
    world_open(&world);
    static const struct bt_type_spec spec = {
        .name = "node",
        .size = sizeof(struct node),
        .slots = {.trace = node_trace, .free = node_free, .del = node_del}};
    node_type = bt_type_from_spec(&world.th, &spec, NULL);
    ck_assert_ptr_nonnull(node_type);
    n_freed = log_of[0] = 0;
}

static void teardown(void)
{
    world_close(&world);
}

static bt_value new_node(int number, bt_value next)
{
    struct node *node = bt_new_object(&world.th, node_type, sizeof *node);
    ck_assert_ptr_nonnull(node);
    node->next = next;
    node->number = number;
    node->log = log_of;
    node->n_freed = &n_freed;
    return bt_from_obj(node);
}

START_TEST(keeps_what_is_rooted)
{
    struct bt_thread *th = &world.th;
    BT_ROOTS(th, r, 2);
    r[1] = bt_from_obj(node_type);
    for (int i = 0; i < 1000; i++)
        r[0] = new_node(i, i % 10 == 0 ? BT_UNSET : r[0]);
    (void)bt_collect(th);
    ck_assert_int_eq(n_freed, 990);
    int n = 0;
    for (bt_value v = r[0]; bt_is_obj(v); v = ((struct node *)bt_obj(v))->next)
        n++;
    ck_assert_int_eq(n, 10);
    r[0] = BT_UNSET;
    (void)bt_collect(th);
    ck_assert_int_eq(n_freed, 1000);
    BT_UNROOT(th, r);
}
END_TEST

START_TEST(long_chains_need_no_c_stack)
{
    struct bt_thread *th = &world.th;
    BT_ROOTS(th, r, 2);
    r[1] = bt_from_obj(node_type);
    for (int i = 0; i < 300000; i++)
        r[0] = new_node(i, r[0]);
    (void)bt_collect(th);
    ck_assert_int_eq(n_freed, 0);
    BT_UNROOT(th, r);
}
END_TEST

START_TEST(cells_are_used_again)
{
    struct bt_thread *th = &world.th;
    BT_ROOTS(th, r, 1);
    r[0] = bt_from_obj(node_type);
    (void)bt_collect(th);
    size_t before = bt_heap_stats(world.interp.heap).live_bytes;
    for (int round = 0; round < 50; round++) {
        for (int i = 0; i < 5000; i++)
            (void)new_node(i, BT_UNSET);
        (void)bt_collect(th);
    }
    ck_assert_int_eq(n_freed, 250000);
    ck_assert_uint_eq(bt_heap_stats(world.interp.heap).live_bytes, before);
    BT_UNROOT(th, r);
}
END_TEST

START_TEST(finalisers_run_once_in_order)
{
    struct bt_thread *th = &world.th;
    BT_ROOTS(th, r, 2);
    r[1] = bt_from_obj(node_type);
    for (int i = 1; i <= 5; i++) {
        bt_value node = new_node(i, r[0]);
        ck_assert(bt_heap_add_finalizer(th, bt_obj(node)));
        if (i == 3)
            r[0] = node;
    }
    (void)bt_collect(th); // all but number 3 die
    ck_assert_int_eq(log_of[0], 4);
    const int order[] = {1, 2, 4, 5};
    for (int i = 0; i < 4; i++)
        ck_assert_int_eq(log_of[i + 1], order[i]);
    ck_assert_int_eq(n_freed, 0); // they lived for their finalisers
    (void)bt_collect(th);
    ck_assert_int_eq(n_freed, 4);
    ck_assert_int_eq(log_of[0], 4);
    BT_UNROOT(th, r);
}
END_TEST

START_TEST(weak_references_are_cleared)
{
    struct bt_thread *th = &world.th;
    BT_ROOTS(th, r, 4);
    r[0] = bt_from_obj(node_type);
    r[1] = bt_set_new(th, false);
    r[2] = bt_weakref_new(th, bt_type(th, BT_T_WEAKREF), r[1], BT_NONE);
    ck_assert(bt_is_obj(r[2]));
    r[3] = bt_weakref_new(th, bt_type(th, BT_T_WEAKREF), r[1], BT_NONE);
    ck_assert(bt_same(r[2], r[3])); // one reference without callback serves all
    (void)bt_collect(th);
    ck_assert(bt_same(bt_call0(th, r[2]), r[1]));
    r[1] = BT_UNSET;
    (void)bt_collect(th);
    ck_assert(bt_is_none(bt_call0(th, r[2])));
    BT_UNROOT(th, r);
}
END_TEST

START_TEST(serials_are_never_used_again)
{
    struct bt_thread *th = &world.th;
    BT_ROOTS(th, r, 1);
    r[0] = bt_from_obj(node_type);
    uint64_t last = 0;
    for (int round = 0; round < 20; round++) {
        for (int i = 0; i < 100; i++) {
            bt_value node = new_node(i, BT_UNSET);
            uint64_t serial = bt_serial(th, bt_obj(node));
            ck_assert_uint_eq(serial, bt_serial(th, bt_obj(node)));
            ck_assert_uint_gt(serial, last);
            last = serial;
        }
        (void)bt_collect(th);
    }
    BT_UNROOT(th, r);
}
END_TEST

START_TEST(debt_asks_for_a_collection)
{
    struct bt_thread *th = &world.th;
    (void)bt_collect(th);
    th->attention = 0;
    size_t threshold = bt_heap_stats(world.interp.heap).threshold;
    void *block = bt_mem_alloc(th, threshold / 2);
    ck_assert_ptr_nonnull(block);
    bool stress = threshold < 1024; // a build that collects all the time
    ck_assert(stress || th->attention == 0);
    block = bt_mem_realloc(th, block, threshold / 2, threshold + 4096);
    ck_assert_ptr_nonnull(block);
    ck_assert((th->attention & BT_ATTN_GC) != 0);
    ck_assert(bt_collect_wanted(world.interp.heap));
    bt_mem_free(&world.interp, block, threshold + 4096);
    th->attention = 0;
}
END_TEST

START_TEST(impossible_sizes_raise_memory_error)
{
    struct bt_thread *th = &world.th;
    ck_assert_ptr_null(bt_mem_alloc(th, SIZE_MAX - 8));
    ck_assert(bt_exc_is(th, BT_EXC_MEMORY_ERROR));
    bt_exc_clear(th);
    ck_assert_ptr_null(bt_new_object(th, node_type, SIZE_MAX / 2 + 64));
    ck_assert(bt_exc_is(th, BT_EXC_MEMORY_ERROR));
    bt_exc_clear(th);
}
END_TEST

START_TEST(shapes_are_shared_and_leave_for_a_dict)
{
    struct bt_thread *th = &world.th;
    BT_ROOTS(th, r, 4);
    bt_value exc_type = bt_from_obj(bt_type(th, BT_EXC_VALUE_ERROR));
    r[0] = bt_call0(th, exc_type);
    r[1] = bt_call0(th, exc_type);
    struct bt_object *a = bt_obj(r[0]), *b = bt_obj(r[1]);
    ck_assert_uint_eq(a->aux, b->aux);
    for (int i = 0; i < 40; i++) {
        char name[8];
        int len = snprintf(name, sizeof name, "x%d", i);
        r[2] = bt_intern(th, name, (size_t)len);
        ck_assert(bt_instance_set(th, a, r[2], bt_from_small(i)));
        ck_assert_uint_ne(a->aux, b->aux);
        ck_assert(bt_instance_set(th, b, r[2], bt_from_small(-i)));
        ck_assert_uint_eq(a->aux, b->aux);
    }
    r[2] = bt_intern(th, "x7", 2);
    ck_assert_int_eq(bt_small(bt_instance_get(th, a, r[2])), 7);
    ck_assert_int_eq(bt_small(bt_instance_get(th, b, r[2])), -7);
    r[3] = bt_intern(th, "x39", 3);
    bool found;
    ck_assert(bt_instance_delete(th, a, r[3], &found) && found); // the last: back along the tree
    ck_assert_uint_ne(bt_instance_shape(a), BT_SHAPE_DICT);
    ck_assert(bt_instance_delete(th, a, r[2], &found) && found);
    ck_assert_uint_eq(bt_instance_shape(a), BT_SHAPE_DICT);
    ck_assert(bt_is_unset(bt_instance_get(th, a, r[2])));
    ck_assert_int_eq(bt_small(bt_instance_get(th, a, bt_intern(th, "x38", 3))), 38);
    (void)bt_collect(th);
    ck_assert_int_eq(bt_small(bt_instance_get(th, a, bt_intern(th, "x38", 3))), 38);
    BT_UNROOT(th, r);
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("heap");
    TCase *tc = tcase_create("heap");
    tcase_add_checked_fixture(tc, setup, teardown);
    tcase_set_timeout(tc, 60);
    tcase_add_test(tc, keeps_what_is_rooted);
    tcase_add_test(tc, long_chains_need_no_c_stack);
    tcase_add_test(tc, cells_are_used_again);
    tcase_add_test(tc, finalisers_run_once_in_order);
    tcase_add_test(tc, weak_references_are_cleared);
    tcase_add_test(tc, serials_are_never_used_again);
    tcase_add_test(tc, debt_asks_for_a_collection);
    tcase_add_test(tc, impossible_sizes_raise_memory_error);
    tcase_add_test(tc, shapes_are_shared_and_leave_for_a_dict);
    suite_add_tcase(suite, tc);
    SRunner *runner = srunner_create(suite);
    srunner_run_all(runner, CK_ENV);
    int failed = srunner_ntests_failed(runner);
    srunner_free(runner);
    return failed == 0 ? EXIT_SUCCESS : EXIT_FAILURE;
}
