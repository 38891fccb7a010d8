/*
 * The arena: chunks of growing size, each block cut from the newest. See arena.h.
 *
 * Invariants: `next` and `end` delimit the free rest of `chunks`, both NULL while there is none;
 * `next` is aligned for any type.
 */
#include "base/arena.h"

#include <stdalign.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stdio.h>
#include <string.h>

enum { FIRST_CHUNK = 4096, LARGEST_CHUNK = 1 << 20, ALIGN = alignof(max_align_t) };

struct bt_arena_chunk {
    struct bt_arena_chunk *older;
    size_t size; /* of `data` */
    alignas(max_align_t) char data[];
};

void bt_arena_init(struct bt_arena *arena)
{
    *arena = (struct bt_arena){0};
}

void bt_arena_free(struct bt_arena *arena)
{
    struct bt_arena_chunk *chunk = arena->chunks;
    while (chunk != NULL) {
        struct bt_arena_chunk *older = chunk->older;
        bt_free(chunk);
        chunk = older;
    }
    bt_arena_init(arena);
}

/* Begins a chunk with room for `need` bytes: twice as large as the one before, up to a limit. */
static bool add_chunk(struct bt_arena *arena, size_t need)
{
    size_t size = arena->chunks != NULL ? arena->chunks->size * 2 : FIRST_CHUNK;
    if (size > LARGEST_CHUNK) {
        size = LARGEST_CHUNK;
    }
    if (size < need) {
        size = need;
    }
    size_t total;
    if (__builtin_add_overflow(size, sizeof(struct bt_arena_chunk), &total)) {
        return false;
    }
    struct bt_arena_chunk *chunk = bt_alloc(total);
    if (chunk == NULL) {
        return false;
    }
    chunk->older = arena->chunks;
    chunk->size = size;
    arena->chunks = chunk;
    arena->next = chunk->data;
    arena->end = chunk->data + size;
    return true;
}

void *bt_arena_alloc(struct bt_arena *arena, size_t size)
{
    size_t need;
    if (__builtin_add_overflow(size, (size_t)ALIGN - 1, &need)) {
        return NULL;
    }
    need &= ~((size_t)ALIGN - 1);
    if (need > (size_t)(arena->end - arena->next) && !add_chunk(arena, need)) {
        return NULL;
    }
    char *block = arena->next;
    if (block == NULL) { /* a request of no bytes to an empty arena */
        return add_chunk(arena, FIRST_CHUNK) ? arena->next : NULL;
    }
    arena->next += need;
    arena->used += need;
    return memset(block, 0, need);
}

char *bt_arena_copy(struct bt_arena *arena, const char *bytes, size_t len)
{
    if (len + 1 == 0) {
        return NULL;
    }
    char *copy = bt_arena_alloc(arena, len + 1);
    if (copy != NULL && len != 0) {
        memcpy(copy, bytes, len);
    }
    return copy;
}

char *bt_arena_printf(struct bt_arena *arena, const char *format, ...)
{
    va_list args;
    va_start(args, format);
    va_list again;
    va_copy(again, args);
    char *text = NULL;
    // NOLINTNEXTLINE(clang-analyzer-valist.Uninitialized): a false alarm of clang 14 after va_copy
    int len = vsnprintf(NULL, 0, format, args);
    if (len >= 0) {
        text = bt_arena_alloc(arena, (size_t)len + 1);
        if (text != NULL) {
            vsnprintf(text, (size_t)len + 1, format, again);
        }
    }
    va_end(again);
    va_end(args);
    return text;
}
