// Wrong programs: the message and the place, word by word as CPython's.
#include "tests/unit/compiler/compile_text.h"

struct wrong {
    const char *text, *message;
    unsigned line, col, end_line, end_col;
};

static const struct wrong wrong[] = {
#define WRONG(text, message, line, col, end_line, end_col) \
    {text, message, line, col, end_line, end_col},
#include "tests/unit/compiler/errors.def"
#undef WRONG
};

START_TEST(test_error)
{
    const struct wrong *w = &wrong[_i];
    struct compiled c;
    const struct bt_compile_options options = {0};
    ck_assert_msg(!compile_mode(&c, w->text, BT_PARSE_FILE, &options), "compiled: %s", w->text);
    ck_assert_msg(strcmp(c.err.message, w->message) == 0 && c.err.line == w->line &&
                      c.err.col == w->col && c.err.end_line == w->end_line &&
                      c.err.end_col == w->end_col,
                  "%s: %s (%u, %u, %u, %u)", w->text, c.err.message, c.err.line, c.err.col,
                  c.err.end_line, c.err.end_col);
    compiled_free(&c);
}
END_TEST

START_TEST(test_warning)
{
    static const char *const texts[][2] = {
        {"x is 1\n", "\"is\" with 'int' literal. Did you mean \"==\"?"},
        {"while x is not 'a': pass\n", "\"is not\" with 'str' literal. Did you mean \"!=\"?"},
        {"assert (x, 'y')\n", "assertion is always true, perhaps remove parentheses?"},
        {"1(2)\n", "'int' object is not callable; perhaps you missed a comma?"},
        {"[1][2, 3]\n",
         "list indices must be integers or slices, not tuple; perhaps you missed a comma?"},
        {"1[2]\n", "'int' object is not subscriptable; perhaps you missed a comma?"},
    };
    const struct bt_compile_options options = {0};
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
        struct compiled c;
        ck_assert(compile_mode(&c, texts[i][0], BT_PARSE_FILE, &options));
        ck_assert_ptr_nonnull(c.warnings);
        ck_assert_str_eq(c.warnings->message, texts[i][1]);
        ck_assert_ptr_null(c.warnings->next);
        compiled_free(&c);
    }
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("errors");
    TCase *tcase = tcase_create("errors");
    tcase_add_loop_test(tcase, test_error, 0, (int)(sizeof wrong / sizeof *wrong));
    tcase_add_test(tcase, test_warning);
    suite_add_tcase(suite, tcase);
    SRunner *runner = srunner_create(suite);
    srunner_run_all(runner, CK_NORMAL);
    int failed = srunner_ntests_failed(runner);
    srunner_free(runner);
    return failed != 0;
}
