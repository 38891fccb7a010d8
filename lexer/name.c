/*
 * The table of names of one compile. See name.h.
 */
#include "lexer/name.h"

#include "base/hash.h"
#include "base/utf8.h"

#include <stdbool.h>
#include <stdlib.h>
#include <string.h>
#include <utf8proc.h>

void bt_names_init(struct bt_names *names, struct bt_arena *arena)
{
    *names = (struct bt_names){.arena = arena};
}

/* The slot that holds the name, or the free one where it belongs. There is always a free one. */
static const struct bt_name **find(const struct bt_names *names, const char *text, size_t len,
                                   uint64_t hash)
{
    size_t i = hash & (names->cap - 1);
    const struct bt_name *name;
    while ((name = names->slots[i]) != NULL) {
        if (name->hash == hash && name->len == len && memcmp(name->text, text, len) == 0) {
            break;
        }
        i = (i + 1) & (names->cap - 1);
    }
    return &names->slots[i];
}

/* Doubles the table; the old slots stay behind in the arena, less than the new ones in all. */
static bool grow(struct bt_names *names)
{
    const struct bt_name **old = names->slots;
    size_t old_cap = names->cap;
    size_t cap = old_cap != 0 ? old_cap * 2 : 256;
    names->slots = bt_arena_alloc(names->arena, cap * sizeof *names->slots);
    if (names->slots == NULL) {
        names->slots = old;
        return false;
    }
    names->cap = cap;
    for (size_t i = 0; i < old_cap; i++) {
        if (old[i] != NULL) {
            *find(names, old[i]->text, old[i]->len, old[i]->hash) = old[i];
        }
    }
    return true;
}

const struct bt_name *bt_names_intern(struct bt_names *names, const char *text, size_t len)
{
    if (names->n * 4 >= names->cap * 3 && !grow(names)) {
        return NULL;
    }
    uint64_t hash = bt_hash_bytes(text, len, 0);
    const struct bt_name **slot = find(names, text, len, hash);
    if (*slot != NULL) {
        return *slot;
    }
    if (len >= UINT32_MAX) {
        return NULL;
    }
    struct bt_name *name = bt_arena_alloc(names->arena, sizeof *name + len + 1);
    if (name == NULL) {
        return NULL;
    }
    name->hash = hash;
    name->len = (uint32_t)len;
    memcpy(name->text, text, len);
    *slot = name;
    names->n++;
    return name;
}

const struct bt_name *bt_names_intern_source(struct bt_names *names, const char *text, size_t len)
{
    if (bt_utf8_is_ascii(text, len)) {
        return bt_names_intern(names, text, len);
    }
    utf8proc_uint8_t *composed;
    utf8proc_ssize_t size =
        utf8proc_map((const utf8proc_uint8_t *)text, (utf8proc_ssize_t)len, &composed,
                     UTF8PROC_STABLE | UTF8PROC_COMPOSE | UTF8PROC_COMPAT);
    if (size < 0) {
        return size == UTF8PROC_ERROR_NOMEM ? NULL : bt_names_intern(names, text, len);
    }
    const struct bt_name *name = bt_names_intern(names, (const char *)composed, (size_t)size);
    free(composed); /* utf8proc's own malloc */
    return name;
}
