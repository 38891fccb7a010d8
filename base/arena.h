/*
 * An arena: many small blocks with one lifetime, freed together. The AST and everything else that
 * the front end makes for one compile lives in one.
 */
#ifndef BT_BASE_ARENA_H
#define BT_BASE_ARENA_H

#include "base/mem.h"

#include <stddef.h>

struct bt_arena_chunk;

/* Owned by one thread at a time. `used` counts what was handed out, in bytes. */
struct bt_arena {
    struct bt_arena_chunk *chunks; /* the newest first; blocks are cut from it */
    char *next;                    /* first free byte of the newest chunk */
    char *end;
    size_t used;
};

/* An empty arena; allocates nothing. */
void bt_arena_init(struct bt_arena *arena);

/* Frees every block; the arena is empty again and may be used on. */
void bt_arena_free(struct bt_arena *arena);

/* `size` bytes, cleared, aligned for any type; NULL when out of memory. */
BT_MUST_CHECK void *bt_arena_alloc(struct bt_arena *arena, size_t size);

/* A NUL-terminated copy of `len` bytes; NULL when out of memory. */
BT_MUST_CHECK char *bt_arena_copy(struct bt_arena *arena, const char *bytes, size_t len);

/* A formatted, NUL-terminated string; NULL when out of memory. */
BT_MUST_CHECK char *bt_arena_printf(struct bt_arena *arena, const char *format, ...)
    __attribute__((format(printf, 2, 3)));

#endif
