/*
 * Identifiers of one compile, interned: two names are equal iff their pointers are. Names that are
 * not ASCII are in NFKC form, as Python has it.
 */
#ifndef BT_LEXER_NAME_H
#define BT_LEXER_NAME_H

#include "base/arena.h"

#include <stddef.h>
#include <stdint.h>

struct bt_name {
    uint64_t hash; /* bt_hash_bytes of the text, seed 0 */
    uint32_t len;  /* bytes, without the NUL */
    char text[];   /* UTF-8, NUL-terminated */
};

/* An open-addressed table; it and the names live in the arena. */
struct bt_names {
    struct bt_arena *arena;
    const struct bt_name **slots; /* NULL: free */
    size_t n;
    size_t cap; /* a power of two, or 0 */
};

/* An empty table; allocates nothing. */
void bt_names_init(struct bt_names *names, struct bt_arena *arena);

/*
 * The name of `len` bytes, taken as they are (for names that the compiler makes up, such as a
 * mangled `_C__x` or ".0"). NULL when out of memory.
 */
BT_MUST_CHECK const struct bt_name *bt_names_intern(struct bt_names *names, const char *text,
                                                    size_t len);

/* The same of an identifier as written: normalised to NFKC first. NULL when out of memory. */
BT_MUST_CHECK const struct bt_name *bt_names_intern_source(struct bt_names *names, const char *text,
                                                           size_t len);

#endif
