/*
 * Fuzz target: any bytes through the parser, as a file, as an expression, and line by line as at
 * the prompt; errors are rendered. For libFuzzer: clang -fsanitize=fuzzer,address ...
 * fuzz/fuzz_parser.c, and the libraries; else with mutate.c
 */
#include "parser/driver.h"
#include "parser/dump.h"

#include <string.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void parse(const char *text, size_t size, enum bt_parse_mode mode)
{
    struct bt_arena arena;
    struct bt_source source;
    struct bt_diag err;
    struct bt_module *module;
    struct bt_buf out;
    bt_arena_init(&arena);
    bt_diag_init(&err);
    bt_buf_init(&out);
    if (bt_source_from_bytes(&source, "x.py", text, size, &err)) {
        if (bt_parse(&arena, &source, mode, &module, &err)) {
            bt_ast_dump(module, true, &out);
        }
        bt_source_free(&source);
    }
    bt_diag_render(&err, &out);
    bt_buf_free(&out);
    bt_diag_free(&err);
    bt_arena_free(&arena);
}

static void feed(const char *text, size_t size)
{
    struct bt_feed *f = bt_feed_new("<stdin>");
    for (size_t at = 0; at < size;) {
        struct bt_arena arena;
        struct bt_diag err;
        struct bt_module *module;
        bt_arena_init(&arena);
        bt_diag_init(&err);
        const char *end = memchr(text + at, '\n', size - at);
        size_t len = end != NULL ? (size_t)(end + 1 - (text + at)) : size - at;
        bt_feed_line(f, text + at, len, &arena, &module, &err);
        at += len;
        bt_diag_free(&err);
        bt_arena_free(&arena);
    }
    bt_feed_free(f);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    parse((const char *)data, size, BT_PARSE_FILE);
    parse((const char *)data, size, BT_PARSE_EVAL);
    feed((const char *)data, size < 2000 ? size : 2000);
    return 0;
}
