/*
 * Fuzz target: any bytes through source decoding and the lexer. For libFuzzer:
 *     clang -fsanitize=fuzzer,address ... fuzz/fuzz_scanner.c, and the libraries; else with
 * mutate.c
 */
#include "base/diag.h"
#include "base/source.h"
#include "lexer/layout.h"

#include <stdlib.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct bt_arena arena;
    struct bt_names names;
    struct bt_source source;
    struct bt_diag err;
    bt_arena_init(&arena);
    bt_names_init(&names, &arena);
    bt_diag_init(&err);
    if (bt_source_from_bytes(&source, "x.py", (const char *)data, size, &err)) {
        struct bt_layout *layout = bt_layout_new(&source, &names, &err);
        struct bt_token token;
        const char *last = source.text;
        do { /* tokens follow one another in the text */
            bt_layout_next(layout, &token);
            if (token.kind != BT_TOK_ERROR &&
                (token.text < last || token.text + token.len > source.text + source.len)) {
                abort();
            }
            last = token.text;
        } while (token.kind != BT_TOK_END && token.kind != BT_TOK_ERROR);
        bt_layout_free(layout);
        bt_source_free(&source);
    }
    bt_diag_free(&err);
    bt_arena_free(&arena);
    return 0;
}
