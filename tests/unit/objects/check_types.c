// Native types, Python classes, slots, descriptors.
#include <stdio.h>
#include <time.h>

#include "tests/unit/objects/objects_fixture.h"

static struct fixture f;
static struct bt_thread *th;

static void setup(void)
{
    th = fixture_open(&f);
}

static void teardown(void)
{
    fixture_close(&f);
}

static bt_value type_value(int id)
{
    return bt_from_obj(bt_type(th, id));
}

static bt_value get(bt_value obj, const char *name)
{
    return bt_getattr(th, obj, bt_str_from(th, name));
}

// type(name, bases, ns)
static bt_value make_class(const char *name, bt_value bases, bt_value ns)
{
    bt_value v[] = {bt_str_from(th, name), bases, bt_is_unset(ns) ? bt_dict_new(th) : ns};
    return bt_call_n(th, type_value(BT_T_TYPE), v, 3);
}

START_TEST(every_type_is_whole)
{
    for (int i = 0; i < BT_TYPE_COUNT; i++) {
        struct bt_type *type = bt_type(th, i);
        ck_assert_ptr_eq(type->base.type, bt_type(th, BT_T_TYPE));
        ck_assert(bt_is_tuple(type->mro));
        ck_assert(bt_same(bt_as_tuple(type->mro)->items[0], bt_from_obj(type)));
        ck_assert(bt_same(bt_as_tuple(type->mro)->items[bt_as_tuple(type->mro)->len - 1],
                          type_value(BT_T_OBJECT)));
        ck_assert(type->s.repr && type->s.getattr && type->s.setattr);
    }
}
END_TEST

START_TEST(start_is_fast)
{
    struct fixture other;
    struct timespec a, b;
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &a);
    for (int i = 0; i < 10; i++) {
        fixture_open(&other);
        fixture_close(&other);
    }
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &b);
    double ms = (double)(b.tv_sec - a.tv_sec) * 100 + (double)(b.tv_nsec - a.tv_nsec) / 1e7;
    if (getenv("BT_SHOW_TIMES"))
        printf("bt_types_init: %.3f ms\n", ms);
    ck_assert_double_lt(ms, 50);
}
END_TEST

START_TEST(reprs)
{
    expect_str(th, type_value(BT_T_INT), "<class 'int'>");
    expect_str(th, get(type_value(BT_T_INT), "__add__"),
               "<slot wrapper '__add__' of 'int' objects>");
    expect_str(th, get(type_value(BT_T_LIST), "append"), "<method 'append' of 'list' objects>");
    expect_str(th, get(type_value(BT_T_INT), "__mro__"), "(<class 'int'>, <class 'object'>)");
    expect_str(th, get(type_value(BT_T_BOOL), "__base__"), "<class 'int'>");
    expect_str(th, type_value(BT_EXC_EXCEPTION_GROUP), "<class 'ExceptionGroup'>");
    expect_str(th, get(type_value(BT_EXC_EXCEPTION_GROUP), "__mro__"),
               "(<class 'ExceptionGroup'>, <class 'BaseExceptionGroup'>, "
               "<class 'Exception'>, <class 'BaseException'>, "
               "<class 'object'>)");
    expect_str(th, BT_NONE, "None");
    expect_str(th, BT_ELLIPSIS, "Ellipsis");
}
END_TEST

START_TEST(wrappers_call_slots)
{
    bt_value args[] = {bt_from_small(40), bt_from_small(2)};
    bt_value add = get(type_value(BT_T_INT), "__add__");
    ck_assert(bt_same(bt_call_n(th, add, args, 2), bt_from_small(42)));
    bt_value bound = get(args[0], "__add__");
    ck_assert(bt_same(bt_call1(th, bound, args[1]), bt_from_small(42)));
    ck_assert(bt_is_error(bt_call0(th, bound)));
    expect_raised(th, "TypeError: expected 1 argument, got 0");
    ck_assert(bt_is_error(bt_call0(th, add)));
    expect_raised(th, "TypeError: descriptor '__add__' of 'int' object needs an argument");
    ck_assert(bt_is_none(get(type_value(BT_T_LIST), "__hash__")));
}
END_TEST

START_TEST(calling_types)
{
    ck_assert(bt_same(bt_call1(th, type_value(BT_T_TYPE), bt_from_small(1)), type_value(BT_T_INT)));
    bt_value o = bt_call0(th, type_value(BT_T_OBJECT));
    ck_assert(bt_is_exact(th, o, BT_T_OBJECT));
    ck_assert(bt_is_error(bt_call1(th, type_value(BT_T_OBJECT), o)));
    expect_raised(th, "TypeError: object() takes no arguments");
    ck_assert(bt_is_error(bt_call0(th, type_value(BT_T_TRACEBACK))));
    expect_raised(th, "TypeError: cannot create 'traceback' instances");
    ck_assert(bt_is_error(bt_call0(th, type_value(BT_T_TYPE))));
    expect_raised(th, "TypeError: type() takes 1 or 3 arguments");
}
END_TEST

START_TEST(classes)
{
    bt_value a = make_class("A", th->interp->empty_tuple, BT_UNSET);
    ck_assert(bt_is_type(a));
    bt_value b = make_class("B", bt_tuple_of(th, 1, a), BT_UNSET);
    bt_value c = make_class("C", bt_tuple_of(th, 1, a), BT_UNSET);
    bt_value d = make_class("D", bt_tuple_of(th, 2, b, c), BT_UNSET);
    expect_str(th, get(d, "__mro__"),
               "(<class 'D'>, <class 'B'>, <class 'C'>, <class 'A'>, <class 'object'>)");
    ck_assert(bt_is_error(make_class("X", bt_tuple_of(th, 2, a, b), BT_UNSET)));
    expect_raised(
        th, "TypeError: Cannot create a consistent method resolution order (MRO) for bases A, B");
    ck_assert(bt_is_error(
        make_class("X", bt_tuple_of(th, 2, type_value(BT_T_INT), type_value(BT_T_STR)), BT_UNSET)));
    expect_raised(th, "TypeError: multiple bases have instance lay-out conflict");
    bt_value x = bt_call0(th, d);
    ck_assert(bt_setattr(th, x, bt_str_from(th, "v"), bt_from_small(7)));
    ck_assert(bt_same(get(x, "v"), bt_from_small(7)));
    ck_assert(bt_setattr(th, a, bt_str_from(th, "w"), bt_from_small(8)));
    ck_assert(bt_same(get(x, "w"), bt_from_small(8)));
    ck_assert(bt_is_error(get(x, "nothing")));
    expect_raised(th, "AttributeError: 'D' object has no attribute 'nothing'");
    expect_str(th, bt_call_method(th, a, bt_str_from(th, "__subclasses__"), NULL, 0),
               "[<class 'B'>, <class 'C'>]");
}
END_TEST

START_TEST(slots_members)
{
    bt_value ns = bt_dict_new(th);
    bt_value names = bt_tuple_of(th, 2, bt_str_from(th, "p"), bt_str_from(th, "q"));
    ck_assert(bt_dict_set(th, bt_as_dict(ns), BT_NAME(th, slots), names));
    bt_value s = make_class("S", th->interp->empty_tuple, ns);
    bt_value x = bt_call0(th, s);
    ck_assert(bt_setattr(th, x, bt_str_from(th, "p"), bt_from_small(1)));
    ck_assert(bt_same(get(x, "p"), bt_from_small(1)));
    ck_assert(bt_is_error(get(x, "q")));
    expect_raised(th, "AttributeError: 'S' object has no attribute 'q'");
    ck_assert(!bt_setattr(th, x, bt_str_from(th, "z"), bt_from_small(1)));
    expect_raised(th, "AttributeError: 'S' object has no attribute 'z' and no __dict__ "
                      "for setting new attributes");
}
END_TEST

START_TEST(inherited_from_native)
{
    bt_value l = make_class("L", bt_tuple_of(th, 1, type_value(BT_T_LIST)), BT_UNSET);
    bt_value x = bt_call0(th, l);
    ck_assert(bt_is_list(x));
    ck_assert(bt_setattr(th, x, bt_str_from(th, "v"), bt_from_small(7)));
    ck_assert(bt_same(get(x, "v"), bt_from_small(7)));
    struct bt_type *type = (struct bt_type *)bt_obj(l);
    ck_assert(type->s.getitem == bt_type(th, BT_T_LIST)->s.getitem);
    bt_value t = make_class("T", bt_tuple_of(th, 1, type_value(BT_T_TUPLE)), BT_UNSET);
    bt_value y = bt_call1(th, t, bt_tuple_of(th, 2, BT_NONE, BT_TRUE));
    ck_assert(bt_is_tuple(y));
    ck_assert(bt_setattr(th, y, bt_str_from(th, "v"), bt_from_small(9)));
    ck_assert(bt_same(get(y, "v"), bt_from_small(9)));
    expect_str(th, y, "(None, True)");
}
END_TEST

START_TEST(exceptions)
{
    bt_value args[] = {bt_from_small(2), bt_str_from(th, "No such file or directory"),
                       bt_str_from(th, "x")};
    bt_value e = bt_exception_new(th, BT_EXC_OS_ERROR, args, 3);
    ck_assert(bt_is_exact(th, e, BT_EXC_FILE_NOT_FOUND_ERROR));
    expect_str(th, e, "[Errno 2] No such file or directory: 'x'");
    bt_value key = bt_exception_new(th, BT_EXC_KEY_ERROR, &args[2], 1);
    expect_str(th, key, "'x'");
    expect_str(th, bt_repr(th, key), "KeyError('x')");
    ck_assert(bt_is_obj(th->interp->memory_error));
}
END_TEST

START_TEST(collecting_classes)
{
    bt_value a = make_class("A", th->interp->empty_tuple, BT_UNSET);
    BT_ROOTS(th, r, 1);
    r[0] = a;
    for (int i = 0; i < 20; i++)
        ck_assert(bt_is_type(make_class("B", bt_tuple_of(th, 1, a), BT_UNSET)));
    ck_assert_uint_gt(bt_collect(th), 0);
    expect_str(th, bt_call_method(th, a, bt_str_from(th, "__subclasses__"), NULL, 0), "[]");
    BT_UNROOT(th, r);
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("types");
    TCase *tc = tcase_create("types");
    tcase_add_checked_fixture(tc, setup, teardown);
    tcase_add_test(tc, every_type_is_whole);
    tcase_add_test(tc, start_is_fast);
    tcase_add_test(tc, reprs);
    tcase_add_test(tc, wrappers_call_slots);
    tcase_add_test(tc, calling_types);
    tcase_add_test(tc, classes);
    tcase_add_test(tc, slots_members);
    tcase_add_test(tc, inherited_from_native);
    tcase_add_test(tc, exceptions);
    tcase_add_test(tc, collecting_classes);
    suite_add_tcase(suite, tc);
    SRunner *runner = srunner_create(suite);
    srunner_run_all(runner, CK_ENV);
    int failed = srunner_ntests_failed(runner);
    srunner_free(runner);
    return failed ? EXIT_FAILURE : EXIT_SUCCESS;
}
