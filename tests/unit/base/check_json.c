/*
 * base/json: what is JSON, what is not, and what comes back.
 */
#include <check.h>
#include <stdlib.h>
#include <string.h>

#include "base/json.h"

static const char *const good[] = {
    "null",
    " true ",
    "[false]",
    "0",
    "-0",
    "-12.5e+3",
    "1E9",
    "\"\"",
    "[]",
    "{}",
    "[1, [2, [3]], {\"a\": {}}]",
    "{\"a\": 1, \"a\": 2}",
    "\"\\ud83d\\ude00 \\u00e9 \\n\"",
    "\t\r\n[ ]\n",
};

START_TEST(is_json)
{
    struct bt_arena arena;
    size_t where;
    bt_arena_init(&arena);
    ck_assert_ptr_nonnull(bt_json_parse(&arena, good[_i], strlen(good[_i]), &where));
    bt_arena_free(&arena);
}
END_TEST

static const struct {
    const char *text;
    size_t where;
} bad[] = {
    {"", 0},      {"  ", 2},        {"nul", 0},         {"tru", 0},
    {"01", 2},    {"1.", 2},        {"-", 1},           {"1e", 2},
    {"+1", 0},    {".5", 0},        {"[1,]", 3},        {"[1", 2},
    {"[1 2]", 3}, {"{\"a\" 1}", 5}, {"{a: 1}", 1},      {"{\"a\": 1,}", 8},
    {"\"abc", 4}, {"\"\\x\"", 3},   {"\"\\u12g4\"", 5}, {"\"a\nb\"", 2},
    {"[] []", 3}, {"\"\xFF\"", 1},  {"}", 0},           {"[\"\\", 3},
};

START_TEST(is_no_json)
{
    struct bt_arena arena;
    size_t where, len = strlen(bad[_i].text);
    char *copy = malloc(len ? len : 1); /* no NUL behind it: reading too far is noticed */
    ck_assert_ptr_nonnull(copy);
    memcpy(copy, bad[_i].text, len);
    bt_arena_init(&arena);
    ck_assert_ptr_null(bt_json_parse(&arena, copy, len, &where));
    ck_assert_uint_eq(where, bad[_i].where);
    bt_arena_free(&arena);
    free(copy);
}
END_TEST

START_TEST(nesting_has_an_end)
{
    struct bt_arena arena;
    char text[100000];
    size_t where;
    memset(text, '[', sizeof text);
    bt_arena_init(&arena);
    ck_assert_ptr_null(bt_json_parse(&arena, text, sizeof text, &where));
    bt_arena_free(&arena);
}
END_TEST

START_TEST(values_are_found)
{
    static const char text[] =
        "{\"n\": 18446744073709551615, \"d\": -2.5e1, \"s\": \"a\\u0000b\\\"\\ud800\", \"a\": [1, 2], "
        "\"n2\": 18446744073709551616, \"x\": null}";
    struct bt_arena arena;
    size_t where;
    uint64_t n;
    double d;
    bt_arena_init(&arena);
    const struct bt_json *v = bt_json_parse(&arena, text, sizeof text - 1, &where);
    ck_assert_ptr_nonnull(v);
    ck_assert(bt_json_u64(bt_json_get(v, "n"), &n) && n == UINT64_MAX);
    ck_assert(!bt_json_u64(bt_json_get(v, "n2"), &n));
    ck_assert(!bt_json_u64(bt_json_get(v, "d"), &n));
    ck_assert(bt_json_double(bt_json_get(v, "d"), &d) && d == -25);
    const struct bt_json *s = bt_json_get(v, "s");
    ck_assert_uint_eq(s->len, 7);
    ck_assert_mem_eq(s->text, "a\0b\"\xEF\xBF\xBD", 8);
    ck_assert_uint_eq(bt_json_get(v, "a")->n_items, 2);
    ck_assert_ptr_null(bt_json_text(bt_json_get(v, "x")));
    ck_assert_ptr_null(bt_json_get(v, "none"));
    ck_assert_ptr_null(bt_json_get(bt_json_get(v, "a"), "none"));
    ck_assert_ptr_null(bt_json_text(NULL));
    bt_arena_free(&arena);
}
END_TEST

START_TEST(strings_come_back)
{
    static const char text[] = "a\"b\\c\nd\x01\x7F \xC3\xA9\xF0\x9F\x98\x80 \xFF.";
    struct bt_arena arena;
    struct bt_buf out;
    size_t where;
    bt_buf_init(&out);
    bt_arena_init(&arena);
    bt_json_put_string(&out, text, sizeof text - 1);
    const struct bt_json *v = bt_json_parse(&arena, out.data, out.len, &where);
    ck_assert_ptr_nonnull(v);
    ck_assert_str_eq(v->text, "a\"b\\c\nd\x01\x7F \xC3\xA9\xF0\x9F\x98\x80 \xEF\xBF\xBD.");
    bt_arena_free(&arena);
    bt_buf_free(&out);
}
END_TEST

#define COUNT(array) ((int)(sizeof(array) / sizeof(array)[0]))

int main(void)
{
    Suite *suite = suite_create("json");
    TCase *t = tcase_create("json");
    tcase_add_loop_test(t, is_json, 0, COUNT(good));
    tcase_add_loop_test(t, is_no_json, 0, COUNT(bad));
    tcase_add_test(t, nesting_has_an_end);
    tcase_add_test(t, values_are_found);
    tcase_add_test(t, strings_come_back);
    suite_add_tcase(suite, t);
    SRunner *runner = srunner_create(suite);
    srunner_run_all(runner, CK_NORMAL);
    int failed = srunner_ntests_failed(runner);
    srunner_free(runner);
    return failed == 0 ? EXIT_SUCCESS : EXIT_FAILURE;
}
