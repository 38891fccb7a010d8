/*
 * dict: a compact ordered table: entries in insertion order, and an open-addressed index into them.
 * A dict that an inline cache has looked at has a `keys_version`, which goes whenever a key is
 * added or removed (not when a value is replaced): the caches test it. set and frozenset: the same
 * with no values; they keep insertion order too.
 */
#ifndef BT_OBJECTS_DICT_H
#define BT_OBJECTS_DICT_H

#include "runtime/objects/state.h"

struct bt_dict_entry {
    bt_value key; // BT_UNSET: deleted
    bt_value value;
    uint32_t hash; // folded hash of the key (bt_dict_hash)
    uint32_t pad;
};
struct bt_dict {
    struct bt_object base;         // base.aux: keys_version, unique in the interpreter, or 0
    struct bt_dict_entry *entries; // bt_mem, with the index behind it
    void *index;     // slots of 8, 16 or 32 bits; NULL while there are few entries (linear search)
    uint32_t n_used; // entries in use, deleted ones included; the last one is never deleted
    uint32_t n_live;
    uint32_t cap;        // entries allocated
    uint32_t index_size; // power of two, or 0
    uint32_t first;      // no entry before this one is live
};
struct bt_set { // set and frozenset: a dict whose values are all None
    struct bt_dict table;
    int64_t hash; // frozenset: its hash, or -1 while nobody asked
};
enum bt_dict_iter_kind { BT_ITER_KEYS, BT_ITER_VALUES, BT_ITER_ITEMS };
// Iterator of a dict or (kind KEYS) of a set. The eval loop may know this layout.
struct bt_dict_iter {
    struct bt_object base; // base.spare: enum bt_dict_iter_kind; base.aux: 1 = backwards
    struct bt_dict *dict;  // NULL when exhausted
    uint32_t pos;          // of the next entry to look at (backwards: one behind it)
    uint32_t len;          // n_live when the iteration began; UINT32_MAX once it failed
    uint32_t left;         // items not yet delivered
};
struct bt_dict_view { // keys(), values(), items()
    struct bt_object base;
    struct bt_dict *dict;
};

static inline struct bt_dict *bt_as_dict(bt_value v)
{
    return (struct bt_dict *)bt_obj(v);
}
BT_MUST_CHECK bt_value bt_dict_new(struct bt_thread *th);
// Lookups may call __hash__ and __eq__ [py] unless the key is a str, an int ... *out = BT_UNSET if
// absent.
BT_MUST_CHECK bool bt_dict_get(struct bt_thread *th, struct bt_dict *d, bt_value key,
                               bt_value *out);
// d[key]: KeyError if absent; __missing__ is not asked. [py]
BT_MUST_CHECK bt_value bt_dict_item(struct bt_thread *th, struct bt_dict *d, bt_value key);
BT_MUST_CHECK bool bt_dict_set(struct bt_thread *th, struct bt_dict *d, bt_value key,
                               bt_value value);
BT_MUST_CHECK bool bt_dict_delete(struct bt_thread *th, struct bt_dict *d, bt_value key,
                                  bool *found);
BT_MUST_CHECK bool bt_dict_setdefault(struct bt_thread *th, struct bt_dict *d, bt_value key,
                                      bt_value value, bt_value *out);
// With a str key: never runs Python, never fails; interned keys are found by identity first.
// BT_UNSET if absent.
bt_value bt_dict_get_str(struct bt_thread *th, struct bt_dict *d, bt_value str_key);
// The entry's position for a str key, for inline caches; -1 if absent.
int64_t bt_dict_find_str(struct bt_thread *th, struct bt_dict *d, bt_value str_key);
// Iterate: *pos starts at 0; false at the end. Not after changes of the dict.
bool bt_dict_next(const struct bt_dict *d, size_t *pos, bt_value *key, bt_value *value);
void bt_dict_clear(struct bt_thread *th, struct bt_dict *d);
BT_MUST_CHECK bt_value bt_dict_copy(struct bt_thread *th, struct bt_dict *d);
// d.update(other): mapping or iterable of pairs. [py]
BT_MUST_CHECK bool bt_dict_update(struct bt_thread *th, struct bt_dict *d, bt_value other);
/*
 * The parts of a lookup, for those who look the same key up twice or in two tables. The hash is
 * hash(key) folded to 32 bits, so that keys that are equal have equal ones; that of a str is
 * bt_str_hash32.
 */
BT_MUST_CHECK bool bt_dict_hash(struct bt_thread *th, bt_value key, uint32_t *hash); // [py]
// *pos = the entry's position or -1; valid until the dict changes. [py]
BT_MUST_CHECK bool bt_dict_find(struct bt_thread *th, struct bt_dict *d, bt_value key,
                                uint32_t hash, int64_t *pos);
// Is it there? 1 or 0; -1: only Python could tell.
int bt_dict_has_quick(const struct bt_thread *th, const struct bt_dict *d, bt_value key,
                      uint32_t hash);
BT_MUST_CHECK bool bt_dict_put(struct bt_thread *th, struct bt_dict *d, bt_value key, uint32_t hash,
                               bt_value value); // [py]
// Add a key that is known to be absent; no Python run.
BT_MUST_CHECK bool bt_dict_add(struct bt_thread *th, struct bt_dict *d, bt_value key, uint32_t hash,
                               bt_value value);
// Make room for n entries in all. MemoryError.
BT_MUST_CHECK bool bt_dict_reserve(struct bt_thread *th, struct bt_dict *d, size_t n);
void bt_dict_remove_at(struct bt_thread *th, struct bt_dict *d, size_t pos);
// Make an empty table hold what `from` holds. The entries are copied as they are: no Python run.
BT_MUST_CHECK bool bt_dict_copy_table(struct bt_thread *th, struct bt_dict *d,
                                      const struct bt_dict *from);
// Fields of a new dict or set whose header is set.
void bt_dict_init(struct bt_thread *th, struct bt_dict *d);
// Shared slots: what a table holds, and giving its memory back.
void bt_dict_trace(struct bt_tracer *tracer, struct bt_object *object);
void bt_dict_free(struct bt_interp *interp, struct bt_object *object);
// An iterator over a dict or set, of the native type `type_id`; d keeps alive. [never py]
BT_MUST_CHECK bt_value bt_dict_iter_new(struct bt_thread *th, int type_id, struct bt_dict *d,
                                        enum bt_dict_iter_kind kind, bool backwards);
// Key and value of the next entry of an items iterator; false: nothing has happened, it is at its
// end or has an error to raise.
bool bt_dict_iter_pair(struct bt_dict_iter *it, bt_value out[2]);
static inline size_t bt_dict_len(const struct bt_dict *d)
{
    return d->n_live;
}
// The version of the dict's keys; it gets one if it has none. While it keeps it, its entries stay
// where they are. 0: the interpreter has given out all there are.
uint32_t bt_dict_watch(struct bt_thread *th, struct bt_dict *d);
static inline uint32_t bt_dict_keys_version(const struct bt_dict *d)
{
    return d->base.aux;
}

static inline struct bt_set *bt_as_set(bt_value v)
{
    return (struct bt_set *)bt_obj(v);
}
BT_MUST_CHECK bt_value bt_set_new(struct bt_thread *th, bool frozen);
BT_MUST_CHECK bool bt_set_add(struct bt_thread *th, bt_value set, bt_value key);            // [py]
BT_MUST_CHECK bool bt_set_has(struct bt_thread *th, bt_value set, bt_value key, bool *out); // [py]
BT_MUST_CHECK bool bt_set_update(struct bt_thread *th, bt_value set, bt_value iterable);    // [py]
bool bt_set_next(const struct bt_set *s, size_t *pos, bt_value *key);

#endif
