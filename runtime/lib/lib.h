// The standard modules written in Python, compiled when Baton is built. The table is printed by
// tools/mkimage.
#ifndef BT_LIB_LIB_H
#define BT_LIB_LIB_H

#include "bytecode/image.h"

struct bt_lib_module {
    const char *name;             // dotted: "concurrent.futures"
    const struct bt_image *image; // static: bt_image_ref and bt_image_unref do nothing to it
    const char *source;           // its text, for tracebacks
    size_t source_len;
    bool is_package;
};

// Sorted by name; `bt_lib_module_count` of them.
extern const struct bt_lib_module bt_lib_modules[];
extern const size_t bt_lib_module_count;

#endif
