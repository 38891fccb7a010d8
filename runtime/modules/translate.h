/*
 * Source text to code image: parser and compiler in one step. A file of its own, because the tree's
 * names and those of the objects are not made to be seen together.
 */
#ifndef BT_MODULES_TRANSLATE_H
#define BT_MODULES_TRANSLATE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/source.h"

struct bt_diag;
struct bt_image;

enum bt_compile_mode { BT_COMPILE_EXEC, BT_COMPILE_EVAL, BT_COMPILE_SINGLE };

struct bt_translate_options {
    enum bt_compile_mode mode;
    int optimize;       // 0, 1 (-O), 2 (-OO)
    bool own_namespace; // it may run with a namespace that is not its globals
    uint32_t future;    // enum bt_future of compiler.h
};

/*
 * True: `*out` is a new image with one reference. False: `err` says what is wrong, or `warn` said
 * no. `warn` is called for each SyntaxWarning in order, with its place; it returns false when the
 * warning has become an error of its own, which ends the translation with `err` untouched.
 */
typedef bool bt_warn_fn(void *ctx, const char *message, struct bt_span span);
bool bt_translate(const struct bt_source *source, const struct bt_translate_options *options,
                  bt_warn_fn *warn, void *ctx, struct bt_image **out, struct bt_diag *err);

#endif
