/*
 * Fuzz target: any text that parses through the compiler; what is made must verify. It is packed,
 * listed, and unpacked again whole, cut off, and with a byte changed, which the verifier and the
 * disassembler must survive. For libFuzzer:
 *     clang -fsanitize=fuzzer,address ... fuzz/fuzz_compiler.c, and the libraries; else with
 * mutate.c
 */
#include "bytecode/disasm.h"
#include "bytecode/pack.h"
#include "bytecode/verify.h"
#include "compiler/compiler.h"
#include "parser/driver.h"

#include <stdlib.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void unpack(const struct bt_buf *packed, size_t len)
{
    struct bt_image *image = bt_image_unpack((const uint8_t *)packed->data, len);
    if (image == NULL)
        return;
    struct bt_buf out;
    bt_buf_init(&out);
    if (bt_verify(image, &out))
        bt_disassemble(&out, image, NULL);
    bt_buf_free(&out);
    bt_image_unref(image);
}

static void spoil(struct bt_image *image, size_t seed)
{
    struct bt_buf packed;
    bt_buf_init(&packed);
    bt_image_pack(&packed, image);
    if (!packed.failed) {
        unpack(&packed, seed % packed.len);
        packed.data[seed * 31 % packed.len] ^= (char)(1 << seed % 8);
        unpack(&packed, packed.len);
    }
    bt_buf_free(&packed);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct bt_arena arena;
    struct bt_source source;
    struct bt_diag err;
    struct bt_module *module;
    struct bt_image *image = NULL;
    struct bt_warning *warnings;
    const struct bt_compile_options options = {.optimize = (int)(size % 3)};
    bt_arena_init(&arena);
    bt_diag_init(&err);
    if (bt_source_from_bytes(&source, "x.py", (const char *)data, size, &err)) {
        if (bt_parse(&arena, &source, BT_PARSE_FILE, &module, &err) &&
            bt_compile(module, &source, &options, &image, &warnings, &err)) {
            if (!bt_verify(image, NULL))
                abort();
            spoil(image, size);
        }
        bt_source_free(&source);
    }
    bt_image_unref(image);
    bt_diag_free(&err);
    bt_arena_free(&arena);
    return 0;
}
