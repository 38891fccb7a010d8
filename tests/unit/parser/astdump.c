/*
 * Parses files and says what came of it: for the tests of the parser, beside CPython's, and for
 * timing it.
 *
 *     astdump [-a] FILE...    the tree of each, with the places of the nodes after -a; or the error
 *     astdump -q FILE...      only the errors
 *     astdump -e FILE...      of each file, on one line, the error's class, message and place
 *     astdump -i FILE         the file fed line by line as at the interactive prompt
 */
#include "parser/driver.h"
#include "parser/dump.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static bool read_file(const char *path, struct bt_buf *out)
{
    FILE *file = fopen(path, "rb");
    if (file == NULL) {
        return false;
    }
    char block[65536];
    size_t n;
    while ((n = fread(block, 1, sizeof block, file)) != 0) {
        bt_buf_write(out, block, n);
    }
    fclose(file);
    return !out->failed;
}

static void print_error(const struct bt_diag *err, char mode)
{
    struct bt_buf out;
    bt_buf_init(&out);
    if (mode == 'e') {
        bt_buf_printf(&out, "%s: %s (%u,%u)-(%u,%d)\n", bt_diag_class(err->kind),
                      err->message != NULL ? err->message : "", err->line, err->col, err->end_line,
                      (int)err->end_col);
    } else {
        bt_diag_render(err, &out);
    }
    fputs(out.data != NULL ? out.data : "out of memory\n", stdout);
    bt_buf_free(&out);
}

static void print_tree(const struct bt_module *module, char mode)
{
    if (mode == 'q' || mode == 'e') {
        return;
    }
    struct bt_buf out;
    bt_buf_init(&out);
    for (const struct bt_warning *w = module->warnings; w != NULL; w = w->next) {
        bt_buf_printf(&out, "# %u: SyntaxWarning: %s\n", w->span.line, w->message);
    }
    bt_ast_dump(module, mode == 'a', &out);
    fputs(out.data, stdout);
    bt_buf_free(&out);
}

static bool parse_file(const char *path, char mode)
{
    struct bt_buf bytes;
    struct bt_source source = {0};
    struct bt_arena arena;
    struct bt_diag err;
    struct bt_module *module;
    bt_buf_init(&bytes);
    bt_arena_init(&arena);
    bt_diag_init(&err);
    if (!read_file(path, &bytes)) {
        fprintf(stderr, "cannot read %s\n", path);
        return false;
    }
    bool good = bt_source_from_bytes(&source, path, bytes.data, bytes.len, &err) &&
                bt_parse(&arena, &source, BT_PARSE_FILE, &module, &err);
    if (good) {
        print_tree(module, mode);
    } else {
        print_error(&err, mode);
    }
    bt_diag_free(&err);
    bt_source_free(&source);
    bt_arena_free(&arena);
    bt_buf_free(&bytes);
    return good;
}

/* Feeds the file as if it were typed, and says after each line what the feed made of it. */
static bool feed_file(const char *path)
{
    static const char *const words[] = {"more", "done", "error"};
    struct bt_buf bytes;
    bt_buf_init(&bytes);
    struct bt_feed *feed = bt_feed_new("<stdin>");
    if (feed == NULL || !read_file(path, &bytes)) {
        fprintf(stderr, "cannot read %s\n", path);
        return false;
    }
    const char *end = bytes.data + bytes.len;
    for (const char *line = bytes.data; line <= end;) {
        struct bt_arena arena;
        struct bt_diag err;
        struct bt_module *module = NULL;
        bt_arena_init(&arena);
        bt_diag_init(&err);
        const char *next = memchr(line, '\n', (size_t)(end - line));
        next = next != NULL ? next + 1 : end;
        enum bt_feed_status status =
            line == end ? bt_feed_end(feed, &arena, &module, &err)
                        : bt_feed_line(feed, line, (size_t)(next - line), &arena, &module, &err);
        printf("%s", words[status]);
        if (status == BT_FEED_DONE) {
            printf(" %u", module->body.n);
        }
        printf("\n");
        if (status == BT_FEED_ERROR) {
            print_error(&err, 'q');
        }
        bt_diag_free(&err);
        bt_arena_free(&arena);
        if (line == end) {
            break;
        }
        line = next;
    }
    bt_feed_free(feed);
    bt_buf_free(&bytes);
    return true;
}

int main(int argc, char **argv)
{
    char mode = 't';
    int first = 1;
    if (argc > 1 && argv[1][0] == '-') {
        mode = argv[1][1];
        first = 2;
    }
    if (mode == 'i' && argc > 2) {
        return feed_file(argv[2]) ? EXIT_SUCCESS : EXIT_FAILURE;
    }
    bool good = true;
    for (int i = first; i < argc; i++) {
        good &= parse_file(argv[i], mode);
    }
    return good ? EXIT_SUCCESS : EXIT_FAILURE;
}
