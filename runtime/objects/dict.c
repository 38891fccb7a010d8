/*
 * The hash table of dict and set: entries in insertion order, and behind them, in the same block,
 * an index: an open addressed table (linear probing) of entry positions. Up to 8 entries there is
 * no index, and a lookup walks the entries.
 *
 * Who calls it: dict_methods.c, dict_views.c and set.c put the Python types on top; type
 * namespaces, module globals and the eval loop come here directly.
 *
 * Invariants:
 * - Each live entry is in exactly one index slot; a deleted entry is in none (deletion shifts the
 *   slots behind it back), so the index is never more than half full and a probe always ends.
 * - Positions of entries change only in resize() and bt_dict_clear(), and each of these, like every
 *   added or removed key, takes the table's keys_version away.
 * - A lookup may run Python (__eq__ of a key), which may change the table or free its block: after
 *   each callback the lookup looks whether the table is as it was, and starts again if not.
 */
#include "runtime/objects/dict.h"

#include "runtime/objects/error.h"
#include "runtime/objects/heap.h"
#include "runtime/objects/protocol.h"
#include "runtime/objects/quick.h"

#define LINEAR_MAX 8u         // entries that are searched without an index
#define CAP_MAX    (1u << 29) // entries; keeps every position and slot number in 32 bits

// A key was added or removed, or the entries have moved: what a cache remembers is no longer true.
static inline void keys_changed(struct bt_dict *d)
{
    d->base.aux = 0;
}

uint32_t bt_dict_watch(struct bt_thread *th, struct bt_dict *d)
{
    if (d->base.aux == 0 && th->interp->next_keys_version < UINT32_MAX - 1)
        d->base.aux = ++th->interp->next_keys_version;
    return d->base.aux;
}

// ---- the index ----

// Bytes of one index slot; all bits set marks an empty one.
static size_t slot_width(uint32_t index_size)
{
    return index_size <= 256 ? 1 : index_size <= 65536 ? 2 : 4;
}
static size_t block_bytes(uint32_t cap, uint32_t index_size)
{
    return cap * sizeof(struct bt_dict_entry) + index_size * slot_width(index_size);
}
// The position in a slot, or UINT32_MAX.
static inline uint32_t slot_get(const struct bt_dict *d, uint32_t slot)
{
    if (d->index_size <= 256) {
        uint8_t p = ((const uint8_t *)d->index)[slot];
        return p == UINT8_MAX ? UINT32_MAX : p;
    }
    if (d->index_size <= 65536) {
        uint16_t p = ((const uint16_t *)d->index)[slot];
        return p == UINT16_MAX ? UINT32_MAX : p;
    }
    return ((const uint32_t *)d->index)[slot];
}
static inline void slot_set(struct bt_dict *d, uint32_t slot, uint32_t pos)
{
    if (d->index_size <= 256)
        ((uint8_t *)d->index)[slot] = (uint8_t)pos;
    else if (d->index_size <= 65536)
        ((uint16_t *)d->index)[slot] = (uint16_t)pos;
    else
        ((uint32_t *)d->index)[slot] = pos;
}
// Where the search for a hash begins. The product spreads hashes that differ only in high bits.
static inline uint32_t home_slot(const struct bt_dict *d, uint32_t hash)
{
    return (hash * 0x9E3779B1u) >> (__builtin_clz(d->index_size) + 1);
}
static void index_add(struct bt_dict *d, uint32_t hash, uint32_t pos)
{
    uint32_t mask = d->index_size - 1, slot = home_slot(d, hash);
    while (slot_get(d, slot) != UINT32_MAX)
        slot = (slot + 1) & mask;
    slot_set(d, slot, pos);
}
// Empty the slot of the entry at pos, then move back each entry that the gap would cut off.
static void index_remove(struct bt_dict *d, uint32_t pos)
{
    uint32_t mask = d->index_size - 1, gap = home_slot(d, d->entries[pos].hash);
    while (slot_get(d, gap) != pos)
        gap = (gap + 1) & mask;
    for (uint32_t slot = (gap + 1) & mask;; slot = (slot + 1) & mask) {
        uint32_t p = slot_get(d, slot);
        if (p == UINT32_MAX)
            break;
        uint32_t home = home_slot(d, d->entries[p].hash);
        if (((slot - home) & mask) >= ((slot - gap) & mask)) {
            slot_set(d, gap, p);
            gap = slot;
        }
    }
    slot_set(d, gap, UINT32_MAX);
}

// Move the live entries to a new block with room for `want` entries at least.
static bool resize(struct bt_thread *th, struct bt_dict *d, uint32_t want)
{
    if (want > CAP_MAX)
        return (void)bt_raise_no_memory(th), false;
    uint32_t cap = 4;
    while (cap < want)
        cap *= 2;
    uint32_t index_size = cap <= LINEAR_MAX ? 0 : cap * 2;
    size_t bytes = block_bytes(cap, index_size);
    struct bt_dict_entry *entries = bt_mem_alloc(th, bytes);
    if (!entries)
        return false;
    uint32_t n = 0;
    for (uint32_t i = d->first; i < d->n_used; i++)
        if (!bt_is_unset(d->entries[i].key))
            entries[n++] = d->entries[i];
    bt_mem_free(th->interp, d->entries, block_bytes(d->cap, d->index_size));
    d->entries = entries;
    d->index = index_size ? (void *)(entries + cap) : NULL;
    d->n_used = n;
    d->first = 0;
    d->cap = cap;
    d->index_size = index_size;
    if (index_size) {
        memset(d->index, 0xFF, bytes - cap * sizeof *entries);
        for (uint32_t i = 0; i < n; i++)
            index_add(d, entries[i].hash, i);
    }
    keys_changed(d);
    return true;
}

// ---- lookup ----

static inline uint32_t fold(int64_t hash)
{
    return (uint32_t)hash ^ (uint32_t)((uint64_t)hash >> 32);
}

// The hash of a key that needs no Python; false: ask bt_dict_hash.
static inline bool hash_quick(struct bt_thread *th, bt_value key, uint32_t *hash)
{
    int64_t h;
    bool known = bt_quick_hash(th, key, &h);
    if (known)
        *hash = fold(h);
    return known;
}

bool bt_dict_hash(struct bt_thread *th, bt_value key, uint32_t *hash)
{
    int64_t h;
    if (!bt_hash(th, key, &h))
        return false;
    *hash = fold(h);
    return true;
}

// bt_dict_hash for one who goes on with the key, the table and the value: keeps them alive.
static inline bool hash_rooted(struct bt_thread *th, struct bt_dict *d, bt_value key,
                               bt_value value, uint32_t *hash)
{
    if (hash_quick(th, key, hash))
        return true;
    BT_ROOTS(th, r, 3);
    r[0] = key;
    r[1] = value;
    r[2] = bt_from_obj(d);
    bool ok = bt_dict_hash(th, key, hash);
    BT_UNROOT(th, r);
    return ok;
}

enum match { DIFFERENT, EQUAL, FAILED, CHANGED };

// Ask Python whether the key of the entry at pos is equal; the table may have changed then. `keep`
// stays alive.
static BT_COLD enum match match_slow(struct bt_thread *th, struct bt_dict *d, uint32_t pos,
                                     bt_value key, bt_value keep)
{
    const struct bt_dict_entry *entries = d->entries;
    uint32_t n_used = d->n_used, n_live = d->n_live, index_size = d->index_size;
    bool equal;
    BT_ROOTS(th, r, 4);
    r[0] = entries[pos].key;
    r[1] = key;
    r[2] = bt_from_obj(d);
    r[3] = keep;
    bool ok = bt_eq(th, r[0], key, &equal);
    bt_value mine = r[0];
    BT_UNROOT(th, r);
    if (!ok)
        return FAILED;
    if (d->entries != entries || d->n_used != n_used || d->n_live != n_live ||
        d->index_size != index_size || !bt_same(entries[pos].key, mine))
        return CHANGED;
    return equal ? EQUAL : DIFFERENT;
}

// Is the entry's key, of the same hash, equal to `key`?
static inline enum match match_key(struct bt_thread *th, struct bt_dict *d, uint32_t pos,
                                   bt_value key, bt_value keep)
{
    enum bt_quick quick = bt_quick_equal(th, d->entries[pos].key, key);
    if (BT_LIKELY(quick != BT_QUICK_ASK))
        return quick == BT_QUICK_YES ? EQUAL : DIFFERENT;
    return match_slow(th, d, pos, key, keep);
}

// One pass over the table: FAILED with an exception, CHANGED if it has to be done again.
static inline enum match find_once(struct bt_thread *th, struct bt_dict *d, bt_value key,
                                   uint32_t hash, bt_value keep, int64_t *pos)
{
    enum match m = DIFFERENT;
    if (!d->index) {
        for (uint32_t i = d->first; i < d->n_used && m == DIFFERENT; i++) {
            if (d->entries[i].hash != hash || bt_is_unset(d->entries[i].key))
                continue;
            *pos = i;
            m = match_key(th, d, i, key, keep);
        }
        return m;
    }
    uint32_t mask = d->index_size - 1;
    for (uint32_t slot = home_slot(d, hash); m == DIFFERENT; slot = (slot + 1) & mask) {
        uint32_t p = slot_get(d, slot);
        if (p == UINT32_MAX)
            break;
        if (d->entries[p].hash != hash)
            continue;
        *pos = p;
        m = match_key(th, d, p, key, keep);
    }
    return m;
}

/*
 * The lookup that runs no Python: position, ABSENT, or ASK when a key that only Python can compare
 * has the same hash. One copy for each width of the index.
 */
#define ABSENT (-1)
#define ASK    (-2)

static inline int64_t probe_entry(const struct bt_thread *th, const struct bt_dict_entry *e,
                                  bt_value key, uint32_t hash, uint32_t pos)
{
    if (bt_same(e->key, key))
        return pos;
    if (BT_LIKELY(e->hash != hash))
        return ABSENT;
    enum bt_quick quick = bt_quick_equal(th, e->key, key);
    return quick == BT_QUICK_YES ? (int64_t)pos : quick == BT_QUICK_NO ? ABSENT : ASK;
}
#define PROBE_INDEX(type, none)                                         \
    do {                                                                \
        const type *index = d->index;                                   \
        for (;; slot = (slot + 1) & mask) {                             \
            uint32_t p = index[slot];                                   \
            if (p == (none))                                            \
                return ABSENT;                                          \
            int64_t found = probe_entry(th, &entries[p], key, hash, p); \
            if (found != ABSENT)                                        \
                return found;                                           \
        }                                                               \
    } while (0)

static int64_t probe(const struct bt_thread *th, const struct bt_dict *d, bt_value key,
                     uint32_t hash)
{
    const struct bt_dict_entry *entries = d->entries;
    if (d->index_size == 0) {
        for (uint32_t i = d->first; i < d->n_used; i++) {
            int64_t found = probe_entry(th, &entries[i], key, hash, i);
            if (found != ABSENT && !bt_is_unset(entries[i].key))
                return found;
        }
        return ABSENT;
    }
    uint32_t mask = d->index_size - 1, slot = home_slot(d, hash);
    if (d->index_size <= 256)
        PROBE_INDEX(uint8_t, UINT8_MAX);
    if (d->index_size <= 65536)
        PROBE_INDEX(uint16_t, UINT16_MAX);
    PROBE_INDEX(uint32_t, UINT32_MAX);
}

// bt_dict_find that keeps one more value alive over the callbacks.
static inline bool find(struct bt_thread *th, struct bt_dict *d, bt_value key, uint32_t hash,
                        bt_value keep, int64_t *pos)
{
    *pos = probe(th, d, key, hash);
    if (BT_LIKELY(*pos != ASK))
        return true;
    enum match m;
    do
        m = find_once(th, d, key, hash, keep, pos);
    while (BT_UNLIKELY(m == CHANGED));
    if (m == DIFFERENT)
        *pos = -1;
    return m != FAILED;
}

bool bt_dict_find(struct bt_thread *th, struct bt_dict *d, bt_value key, uint32_t hash,
                  int64_t *pos)
{
    return find(th, d, key, hash, BT_UNSET, pos);
}

int bt_dict_has_quick(const struct bt_thread *th, const struct bt_dict *d, bt_value key,
                      uint32_t hash)
{
    int64_t pos = probe(th, d, key, hash);
    return pos >= 0 ? 1 : pos == ABSENT ? 0 : -1;
}

bool bt_dict_reserve(struct bt_thread *th, struct bt_dict *d, size_t n)
{
    return n <= d->cap || resize(th, d, n > CAP_MAX ? CAP_MAX + 1 : (uint32_t)n);
}

int64_t bt_dict_find_str(struct bt_thread *th, struct bt_dict *d, bt_value str_key)
{
    uint32_t hash = bt_str_hash32(th, bt_as_str(str_key));
    const struct bt_dict_entry *entries = d->entries;
    if (!d->index) {
        for (uint32_t i = d->first; i < d->n_used; i++) {
            if (bt_same(entries[i].key, str_key) ||
                (entries[i].hash == hash && bt_is_str(entries[i].key) &&
                 bt_str_equal(bt_as_str(entries[i].key), bt_as_str(str_key))))
                return i;
        }
        return -1;
    }
    uint32_t mask = d->index_size - 1;
    for (uint32_t slot = home_slot(d, hash);; slot = (slot + 1) & mask) {
        uint32_t p = slot_get(d, slot);
        if (p == UINT32_MAX)
            return -1;
        if (bt_same(entries[p].key, str_key) ||
            (entries[p].hash == hash && bt_is_str(entries[p].key) &&
             bt_str_equal(bt_as_str(entries[p].key), bt_as_str(str_key))))
            return p;
    }
}

bt_value bt_dict_get_str(struct bt_thread *th, struct bt_dict *d, bt_value str_key)
{
    int64_t pos = bt_dict_find_str(th, d, str_key);
    return pos < 0 ? BT_UNSET : d->entries[pos].value;
}

bt_value bt_dict_item(struct bt_thread *th, struct bt_dict *d, bt_value key)
{
    bt_value value;
    if (!bt_dict_get(th, d, key, &value))
        return BT_ERROR;
    return bt_is_unset(value) ? bt_raise_with(th, BT_EXC_KEY_ERROR, key) : value;
}

bool bt_dict_get(struct bt_thread *th, struct bt_dict *d, bt_value key, bt_value *out)
{
    uint32_t hash;
    int64_t pos;
    if (!hash_rooted(th, d, key, BT_UNSET, &hash) || !bt_dict_find(th, d, key, hash, &pos))
        return false;
    *out = pos < 0 ? BT_UNSET : d->entries[pos].value;
    return true;
}

// ---- changing ----

bool bt_dict_add(struct bt_thread *th, struct bt_dict *d, bt_value key, uint32_t hash,
                 bt_value value)
{
    if (d->n_used == d->cap) {
        // Deleted entries go in the move: a table with many of them keeps its size.
        if (!resize(th, d, d->n_live + d->n_live / 2 + 1))
            return false;
    }
    uint32_t pos = d->n_used++;
    d->entries[pos] = (struct bt_dict_entry){key, value, hash, 0};
    if (d->index)
        index_add(d, hash, pos);
    d->n_live++;
    keys_changed(d);
    return true;
}

bool bt_dict_put(struct bt_thread *th, struct bt_dict *d, bt_value key, uint32_t hash,
                 bt_value value)
{
    int64_t pos;
    if (!find(th, d, key, hash, value, &pos))
        return false;
    if (pos < 0)
        return bt_dict_add(th, d, key, hash, value);
    d->entries[pos].value = value;
    return true;
}

bool bt_dict_set(struct bt_thread *th, struct bt_dict *d, bt_value key, bt_value value)
{
    uint32_t hash;
    return hash_rooted(th, d, key, value, &hash) && bt_dict_put(th, d, key, hash, value);
}

bool bt_dict_setdefault(struct bt_thread *th, struct bt_dict *d, bt_value key, bt_value value,
                        bt_value *out)
{
    uint32_t hash;
    int64_t pos;
    if (!hash_rooted(th, d, key, value, &hash) || !find(th, d, key, hash, value, &pos))
        return false;
    if (pos >= 0) {
        *out = d->entries[pos].value;
        return true;
    }
    *out = value;
    return bt_dict_add(th, d, key, hash, value);
}

void bt_dict_remove_at(struct bt_thread *th, struct bt_dict *d, size_t pos)
{
    (void)th;
    if (d->index)
        index_remove(d, (uint32_t)pos);
    d->entries[pos].key = BT_UNSET;
    d->entries[pos].value = BT_UNSET;
    d->n_live--;
    while (d->n_used > 0 && bt_is_unset(d->entries[d->n_used - 1].key))
        d->n_used--;
    while (d->first < d->n_used && bt_is_unset(d->entries[d->first].key))
        d->first++;
    if (d->n_used == 0)
        d->first = 0;
    keys_changed(d);
}

bool bt_dict_delete(struct bt_thread *th, struct bt_dict *d, bt_value key, bool *found)
{
    uint32_t hash;
    int64_t pos;
    if (!hash_rooted(th, d, key, BT_UNSET, &hash) || !bt_dict_find(th, d, key, hash, &pos))
        return false;
    *found = pos >= 0;
    if (pos >= 0)
        bt_dict_remove_at(th, d, (size_t)pos);
    return true;
}

void bt_dict_clear(struct bt_thread *th, struct bt_dict *d)
{
    bt_mem_free(th->interp, d->entries, block_bytes(d->cap, d->index_size));
    bt_dict_init(th, d);
}

// ---- the object ----

void bt_dict_init(struct bt_thread *th, struct bt_dict *d)
{
    (void)th;
    d->entries = NULL;
    d->index = NULL;
    d->n_used = d->n_live = d->cap = d->index_size = d->first = 0;
    keys_changed(d);
}

bt_value bt_dict_new(struct bt_thread *th)
{
    struct bt_dict *d = bt_new_object(th, bt_type(th, BT_T_DICT), sizeof *d);
    if (!d)
        return BT_ERROR;
    bt_dict_init(th, d);
    return bt_from_obj(d);
}

// The same for a table without holes and of the right size: index and all.
static bool copy_block(struct bt_thread *th, struct bt_dict *d, const struct bt_dict *from)
{
    size_t bytes = block_bytes(from->cap, from->index_size);
    struct bt_dict_entry *entries = bt_mem_alloc(th, bytes);
    if (!entries)
        return false;
    memcpy(entries, from->entries, from->n_used * sizeof *entries);
    d->entries = entries;
    d->index = from->index_size ? (void *)(entries + from->cap) : NULL;
    if (d->index)
        memcpy(d->index, from->index, from->index_size * slot_width(from->index_size));
    d->n_used = d->n_live = from->n_used;
    d->first = 0;
    d->cap = from->cap;
    d->index_size = from->index_size;
    keys_changed(d);
    return true;
}

bool bt_dict_copy_table(struct bt_thread *th, struct bt_dict *d, const struct bt_dict *from)
{
    if (from->n_live == 0)
        return true;
    if (from->n_live == from->n_used && from->n_used > from->cap / 2 && d->cap == 0)
        return copy_block(th, d, from);
    if (!resize(th, d, from->n_live))
        return false;
    for (uint32_t i = from->first; i < from->n_used; i++) {
        if (bt_is_unset(from->entries[i].key))
            continue;
        d->entries[d->n_used] = from->entries[i];
        if (d->index)
            index_add(d, from->entries[i].hash, d->n_used);
        d->n_used++;
    }
    d->n_live = d->n_used;
    return true;
}

bt_value bt_dict_copy(struct bt_thread *th, struct bt_dict *d)
{
    bt_value copy = bt_dict_new(th);
    if (bt_is_error(copy) || !bt_dict_copy_table(th, bt_as_dict(copy), d))
        return BT_ERROR;
    return copy;
}

bool bt_dict_next(const struct bt_dict *d, size_t *pos, bt_value *key, bt_value *value)
{
    size_t i = *pos < d->first ? d->first : *pos;
    while (i < d->n_used && bt_is_unset(d->entries[i].key))
        i++;
    if (i >= d->n_used)
        return false;
    *key = d->entries[i].key;
    if (value)
        *value = d->entries[i].value;
    *pos = i + 1;
    return true;
}

_Static_assert(sizeof(struct bt_pair_place) == sizeof(struct bt_dict_entry) &&
                   offsetof(struct bt_pair_place, value) == offsetof(struct bt_dict_entry, value),
               "marked as pairs");

void bt_dict_trace(struct bt_tracer *tracer, struct bt_object *object)
{
    const struct bt_dict *d = (const struct bt_dict *)object;
    bt_mark_owned(tracer, block_bytes(d->cap, d->index_size));
    if (d->n_used > d->first)
        bt_mark_pairs(tracer, (const struct bt_pair_place *)(const void *)(d->entries + d->first),
                      d->n_used - d->first);
}

void bt_dict_free(struct bt_interp *interp, struct bt_object *object)
{
    struct bt_dict *d = (struct bt_dict *)object;
    bt_mem_free(interp, d->entries, block_bytes(d->cap, d->index_size));
}
