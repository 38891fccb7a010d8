// The standard modules written in Python, compiled when Baton is built. The table is printed by
// tools/mkimage.
#ifndef BT_LIB_LIB_H
#define BT_LIB_LIB_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct bt_lib_module {
    const char *name;     // dotted: "concurrent.futures"
    const uint8_t *image; // for bt_image_unpack (bytecode/pack.h)
    size_t image_len;
    const char *source; // its text, for tracebacks
    size_t source_len;
    bool is_package;
};

// Sorted by name; `bt_lib_module_count` of them.
extern const struct bt_lib_module bt_lib_modules[];
extern const size_t bt_lib_module_count;

#endif
