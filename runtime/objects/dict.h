/*
 * dict: a compact ordered table: entries in insertion order, and an open-addressed index into them. `keys_version`
 * changes whenever a key is added or removed (not when a value is replaced): the eval loop's global caches test it.
 * set and frozenset: the same with no values; they keep insertion order too.
 */
#ifndef BT_OBJECTS_DICT_H
#define BT_OBJECTS_DICT_H

#include "runtime/objects/state.h"

struct bt_dict_entry {
    bt_value key;            // BT_UNSET: deleted
    bt_value value;
    uint32_t hash;           // folded hash of the key
    uint32_t pad;
};
struct bt_dict {
    struct bt_object base;   // base.aux: keys_version, unique in the interpreter
    struct bt_dict_entry *entries; // bt_mem, with the index behind it
    void *index;             // uint8/16/32 slots by table size; NULL while there are few entries (linear search)
    uint32_t n_used;         // entries in use, deleted ones included
    uint32_t n_live;
    uint32_t cap;            // entries allocated
    uint32_t index_size;     // power of two, or 0
};
struct bt_set_entry {
    bt_value key;
    uint32_t hash;
    uint32_t pad;
};
struct bt_set { // set and frozenset
    struct bt_object base;   // frozenset: base.aux caches the hash
    struct bt_set_entry *entries;
    void *index;
    uint32_t n_used, n_live, cap, index_size;
};

static inline struct bt_dict *bt_as_dict(bt_value v)
{
    return (struct bt_dict *)bt_obj(v);
}
BT_MUST_CHECK bt_value bt_dict_new(struct bt_thread *th);
// Lookups may call __hash__ and __eq__ [py] unless the key is a str, an int ... *out = BT_UNSET if absent.
BT_MUST_CHECK bool bt_dict_get(struct bt_thread *th, struct bt_dict *d, bt_value key, bt_value *out);
BT_MUST_CHECK bool bt_dict_set(struct bt_thread *th, struct bt_dict *d, bt_value key, bt_value value);
BT_MUST_CHECK bool bt_dict_delete(struct bt_thread *th, struct bt_dict *d, bt_value key, bool *found);
BT_MUST_CHECK bool bt_dict_setdefault(struct bt_thread *th, struct bt_dict *d, bt_value key, bt_value value, bt_value *out);
// With a str key: never runs Python, never fails; interned keys are found by identity first. BT_UNSET if absent.
bt_value bt_dict_get_str(struct bt_thread *th, struct bt_dict *d, bt_value str_key);
// The entry's position for a str key, for inline caches; -1 if absent.
int64_t bt_dict_find_str(struct bt_thread *th, struct bt_dict *d, bt_value str_key);
// Iterate: *pos starts at 0; false at the end. Not after changes of the dict.
bool bt_dict_next(const struct bt_dict *d, size_t *pos, bt_value *key, bt_value *value);
void bt_dict_clear(struct bt_thread *th, struct bt_dict *d);
BT_MUST_CHECK bt_value bt_dict_copy(struct bt_thread *th, struct bt_dict *d);
// d.update(other): mapping or iterable of pairs. [py]
BT_MUST_CHECK bool bt_dict_update(struct bt_thread *th, struct bt_dict *d, bt_value other);
static inline size_t bt_dict_len(const struct bt_dict *d)
{
    return d->n_live;
}
static inline uint32_t bt_dict_keys_version(const struct bt_dict *d)
{
    return d->base.aux;
}

BT_MUST_CHECK bt_value bt_set_new(struct bt_thread *th, bool frozen);
BT_MUST_CHECK bool bt_set_add(struct bt_thread *th, bt_value set, bt_value key);               // [py]
BT_MUST_CHECK bool bt_set_has(struct bt_thread *th, bt_value set, bt_value key, bool *out);    // [py]
BT_MUST_CHECK bool bt_set_update(struct bt_thread *th, bt_value set, bt_value iterable);       // [py]
bool bt_set_next(const struct bt_set *s, size_t *pos, bt_value *key);

#endif
