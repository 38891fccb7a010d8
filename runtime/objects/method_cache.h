// The interpreter's cache of attribute lookups along the MRO; see attr.c.
#ifndef BT_OBJECTS_METHOD_CACHE_H
#define BT_OBJECTS_METHOD_CACHE_H

#include "runtime/objects/value.h"

#define BT_METHOD_CACHE_SIZE 1024u

struct bt_method_cache_entry {
    uint64_t name; // bits of the interned str
    uint32_t version;
    bt_value value; // BT_UNSET: the type has no such attribute
};
// What super() finds: super.c.
#define BT_SUPER_CACHE_SIZE 64u

struct bt_super_cache_entry {
    uint64_t name;
    uint32_t start,
        behind;     // versions of the class whose mro is walked, and of the one to begin behind
    bt_value value; // BT_UNSET: not found
};
struct bt_method_cache {
    struct bt_method_cache_entry entries[BT_METHOD_CACHE_SIZE];
    struct bt_super_cache_entry supers[BT_SUPER_CACHE_SIZE];
};

#endif
