/*
 * A hash table from object to number: open addressing, linear probing, at most 3/4 full. Owned by
 * the heap; its memory is base memory, not counted as debt.
 */
#include "runtime/objects/ptrmap.h"

#include "base/mem.h"

static size_t slot_of(const struct bt_ptrmap *map, const struct bt_object *key)
{
    uint64_t h = (uint64_t)(uintptr_t)key * 0x9E3779B97F4A7C15u;
    return (size_t)(h >> 20) & (map->size - 1);
}

struct bt_ptrmap_entry *bt_ptrmap_find(const struct bt_ptrmap *map, const struct bt_object *key)
{
    if (map->size == 0)
        return NULL;
    size_t i = slot_of(map, key);
    while (map->entries[i].key != NULL) {
        if (map->entries[i].key == key)
            return &map->entries[i];
        i = (i + 1) & (map->size - 1);
    }
    return NULL;
}

static struct bt_ptrmap_entry *insert(struct bt_ptrmap *map, struct bt_ptrmap_entry entry)
{
    size_t i = slot_of(map, entry.key);
    while (map->entries[i].key != NULL)
        i = (i + 1) & (map->size - 1);
    map->entries[i] = entry;
    map->n++;
    return &map->entries[i];
}

static bool grow(struct bt_ptrmap *map)
{
    struct bt_ptrmap bigger = {.size = map->size == 0 ? 64 : map->size * 2};
    if (bigger.size > SIZE_MAX / sizeof *bigger.entries)
        return false;
    bigger.entries = bt_alloc_zero(bigger.size * sizeof *bigger.entries);
    if (bigger.entries == NULL)
        return false;
    for (size_t i = 0; i < map->size; i++) {
        if (map->entries[i].key != NULL)
            insert(&bigger, map->entries[i]);
    }
    bt_free(map->entries);
    *map = bigger;
    return true;
}

struct bt_ptrmap_entry *bt_ptrmap_add(struct bt_ptrmap *map, const struct bt_object *key)
{
    struct bt_ptrmap_entry *found = bt_ptrmap_find(map, key);
    if (found != NULL)
        return found;
    if ((map->n + 1) * 4 > map->size * 3 && !grow(map))
        return NULL;
    return insert(map, (struct bt_ptrmap_entry){.key = key});
}

// Takes out entry i and closes the gap by moving back what was displaced over it.
static void remove_at(struct bt_ptrmap *map, size_t i)
{
    size_t mask = map->size - 1;
    size_t gap = i;
    for (size_t j = (i + 1) & mask; map->entries[j].key != NULL; j = (j + 1) & mask) {
        size_t home = slot_of(map, map->entries[j].key);
        if (((j - home) & mask) >= ((j - gap) & mask)) {
            map->entries[gap] = map->entries[j];
            gap = j;
        }
    }
    map->entries[gap].key = NULL;
    map->n--;
}

void bt_ptrmap_filter(struct bt_ptrmap *map, bool (*keep)(const struct bt_object *key))
{
    // Closing a gap only moves entries back towards i, or from the table's start, seen already, to
    // its end.
    for (size_t i = 0; i < map->size;) {
        const struct bt_object *key = map->entries[i].key;
        if (key != NULL && !keep(key))
            remove_at(map, i); // look again at i: another entry may have moved there
        else
            i++;
    }
}

void bt_ptrmap_clear(struct bt_ptrmap *map)
{
    if (map->n != 0)
        memset(map->entries, 0, map->size * sizeof *map->entries);
    map->n = 0;
}

void bt_ptrmap_free(struct bt_ptrmap *map)
{
    bt_free(map->entries);
    *map = (struct bt_ptrmap){.size = 0};
}
