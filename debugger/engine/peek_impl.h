// Between peek.c, peek_compile.c and peek_object.c.
#ifndef BT_ENGINE_PEEK_IMPL_H
#define BT_ENGINE_PEEK_IMPL_H

#include "debugger/engine/peek.h"
#include "runtime/objects/str.h"

#define BT_PEEK_REGISTERS 96 // that an expression may need

struct bt_peek {
    char *text;
    struct bt_image *image;
    struct bt_dict *globals; // or NULL
    struct bt_str **names;   // of the unit, as strs outside the heap
    struct bt_str **strings; // the constants that are strs; NULL for others
};

// A str that looks like one of the program's but is none of its heap, nor has a type yet: bt_free
// ends it. NULL: no memory.
void *bt_peek_str(const char *text, size_t len);
// obj.name, obj[key] where that is but reading. false: not so, or there is none.
bool bt_peek_attribute(struct bt_thread *th, bt_value obj, struct bt_str *name, bt_value *out);
bool bt_peek_item(struct bt_thread *th, bt_value obj, bt_value key, bt_value *out);

#endif
