/*
 * What is said of wrong programs: the corpora in tests/golden/syntax, one test for each program.
 * They are CPython's own words: see record.py there.
 */
#include <check.h>
#include <dirent.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/vec.h"
#include "parser/driver.h"

struct program {
    char *name;
    const char *text;
    size_t len;
    const char *expected; /* up to `expected_len` */
    size_t expected_len;
};

/* The corpora stay in memory for the whole run; the tests are forked. */
static struct BT_VEC(struct program) programs;

static char *read_file(const char *path)
{
    struct bt_buf buf;
    bt_buf_init(&buf);
    FILE *file = fopen(path, "rb");
    char block[4096];
    size_t n;
    while (file != NULL && (n = fread(block, 1, sizeof block, file)) != 0) {
        bt_buf_write(&buf, block, n);
    }
    if (file != NULL) {
        fclose(file);
    }
    return bt_buf_take(&buf);
}

/* The start of the next line that begins with `mark`, from `text` on; the end of the text without.
 */
static char *find_line(char *text, const char *mark)
{
    while (*text != '\0' && strncmp(text, mark, strlen(mark)) != 0) {
        char *end = strchr(text, '\n');
        text = end != NULL ? end + 1 : text + strlen(text);
    }
    return text;
}

static bool add_corpus(const char *path)
{
    char *text = read_file(path);
    if (text == NULL) {
        return false;
    }
    for (char *at = find_line(text, "=== "); *at != '\0';) {
        char *name = at + 4;
        char *body = strchr(name, '\n') + 1;
        char *rule = find_line(body, "---\n");
        char *expected = *rule != '\0' ? rule + 4 : rule;
        at = find_line(expected, "=== ");
        struct program p = {bt_alloc_copy(name, (size_t)(body - 1 - name)), body,
                            (size_t)(rule - body), expected, (size_t)(at - expected)};
        if (!bt_vec_push(&programs, p)) {
            return false;
        }
    }
    return true;
}

static bool add_corpora(const char *folder)
{
    DIR *dir = opendir(folder);
    if (dir == NULL) {
        return false;
    }
    bool good = true;
    const struct dirent *entry;
    while (good && (entry = readdir(dir)) != NULL) {
        const char *dot = strrchr(entry->d_name, '.');
        if (dot != NULL && strcmp(dot, ".txt") == 0) {
            char path[4096];
            snprintf(path, sizeof path, "%s/%s", folder, entry->d_name);
            good = add_corpus(path);
        }
    }
    closedir(dir);
    return good;
}

START_TEST(error_is_as_in_cpython)
{
    const struct program *p = &programs.items[_i];
    struct bt_arena arena;
    struct bt_source source;
    struct bt_diag err;
    struct bt_module *module;
    struct bt_buf said;
    bt_arena_init(&arena);
    bt_diag_init(&err);
    bt_buf_init(&said);
    bt_buf_puts(&said, "");
    if (bt_source_from_bytes(&source, "x.py", p->text, p->len, &err)) {
        ck_assert_msg(!bt_parse(&arena, &source, BT_PARSE_FILE, &module, &err),
                      "%s: no error for\n%.*s", p->name, (int)p->len, p->text);
        bt_source_free(&source);
    }
    bt_diag_render(&err, &said);
    ck_assert_msg(said.len == p->expected_len && memcmp(said.data, p->expected, said.len) == 0,
                  "%s: wanted\n%.*sgot\n%s", p->name, (int)p->expected_len, p->expected, said.data);
    bt_buf_free(&said);
    bt_diag_free(&err);
    bt_arena_free(&arena);
}
END_TEST

int main(void)
{
    if (!add_corpora(SYNTAX_CORPORA)) {
        fprintf(stderr, "cannot read the corpora in %s\n", SYNTAX_CORPORA);
        return EXIT_FAILURE;
    }
    Suite *suite = suite_create("syntax");
    TCase *t = tcase_create("errors");
    tcase_add_loop_test(t, error_is_as_in_cpython, 0, (int)programs.n);
    suite_add_tcase(suite, t);
    SRunner *runner = srunner_create(suite);
    srunner_run_all(runner, CK_NORMAL);
    int failed = srunner_ntests_failed(runner);
    srunner_free(runner);
    return failed == 0 ? EXIT_SUCCESS : EXIT_FAILURE;
}
