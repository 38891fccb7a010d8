// Memory that runs out: whichever request fails, the compile says so, and nothing is lost or used
// after it. The linker puts the wrappers below in the place of malloc and friends (-Wl,--wrap).
#include "tests/unit/compiler/compile_text.h"

void *__real_malloc(size_t size);
void *__real_calloc(size_t n, size_t size);
void *__real_realloc(void *block, size_t size);
void *__wrap_malloc(size_t size);
void *__wrap_calloc(size_t n, size_t size);
void *__wrap_realloc(void *block, size_t size);

static long countdown = -1; // requests until one fails; -1: none does

static bool fails(void)
{
    return countdown >= 0 && countdown-- == 0;
}

void *__wrap_malloc(size_t size)
{
    return fails() ? NULL : __real_malloc(size);
}

void *__wrap_calloc(size_t n, size_t size)
{
    return fails() ? NULL : __real_calloc(n, size);
}

void *__wrap_realloc(void *block, size_t size)
{
    return fails() ? NULL : __real_realloc(block, size);
}

static const char program[] = "'''doc'''\n"
                              "import a.b as c\n"
                              "from d import e\n"
                              "class A(B, metaclass=C):\n"
                              "    x: int = 1\n"
                              "    def f(self, *args, k=1, **kw) -> int:\n"
                              "        self.y = [g(i, *args, k=i, **kw) for i in range(3) if i]\n"
                              "        try:\n"
                              "            with open(self.y) as h:\n"
                              "                return super().f(h)\n"
                              "        except (E, F) as e:\n"
                              "            raise G from e\n"
                              "        finally:\n"
                              "            print(f'{self.x!r:>{k}}')\n"
                              "        match self:\n"
                              "            case [1, *r] | {'k': r} | A(r): del r\n"
                              "def outer(n):\n"
                              "    def inner():\n"
                              "        nonlocal n\n"
                              "        n += 1 if n < 2 else 3 * n\n"
                              "        yield from (n for m in n)\n"
                              "    return lambda: inner\n";

START_TEST(test_every_request)
{
    const struct bt_compile_options options = {0};
    bool ok = false;
    long n = 0;
    for (; !ok; n++) {
        struct compiled c;
        countdown = n;
        ok = compile_mode(&c, program, BT_PARSE_FILE, &options);
        countdown = -1;
        if (!ok)
            ck_assert_int_eq(c.err.kind, BT_DIAG_MEMORY_ERROR);
        else
            ck_assert(bt_verify(c.image, NULL));
        compiled_free(&c);
    }
    ck_assert_int_gt(n, 50);
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("memory");
    TCase *tcase = tcase_create("memory");
    tcase_set_timeout(tcase, 60);
    tcase_add_test(tcase, test_every_request);
    suite_add_tcase(suite, tcase);
    SRunner *runner = srunner_create(suite);
    srunner_set_fork_status(runner, CK_NOFORK);
    srunner_run_all(runner, CK_NORMAL);
    int failed = srunner_ntests_failed(runner);
    srunner_free(runner);
    return failed != 0;
}
