// A hash table from object to number: the heap's side tables (serials, first weak references).
#ifndef BT_OBJECTS_PTRMAP_H
#define BT_OBJECTS_PTRMAP_H

#include "runtime/objects/value.h"

struct bt_ptrmap_entry {
    const struct bt_object *key; // NULL: free
    uint64_t value;
};
// Zeros are an empty map.
struct bt_ptrmap {
    struct bt_ptrmap_entry *entries;
    size_t n, size; // size is a power of two or 0
};

// The entry, or NULL.
struct bt_ptrmap_entry *bt_ptrmap_find(const struct bt_ptrmap *map, const struct bt_object *key);
// The entry, made with value 0 if it was absent. NULL = no memory.
struct bt_ptrmap_entry *bt_ptrmap_add(struct bt_ptrmap *map, const struct bt_object *key);
// Drops each entry that `keep` refuses. Allocates nothing.
void bt_ptrmap_filter(struct bt_ptrmap *map, bool (*keep)(const struct bt_object *key));
// Drops all entries, keeps the memory.
void bt_ptrmap_clear(struct bt_ptrmap *map);
void bt_ptrmap_free(struct bt_ptrmap *map);

#endif
