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
struct bt_method_cache {
    struct bt_method_cache_entry entries[BT_METHOD_CACHE_SIZE];
};

#endif
