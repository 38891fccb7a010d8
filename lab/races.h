/*
 * Races: places in objects that two threads have written with nothing to order the one write before
 * the other and no lock that both held. Found while the run goes on, by what every instruction is
 * about to read or write.
 *
 * How. Each thread has a vector clock; starting and joining a thread, releasing and acquiring a
 * lock, setting and seeing an event, putting and getting an item ... pass it on (Lamport 1978;
 * Mattern 1989). Each place remembers its last write as one number of one thread's clock (the
 * epochs of Flanagan and Freund: FastTrack, 2009); a write that has not heard of it is a race. Two
 * writes under one lock are always ordered, so what is left has no lock in common: the lockset of
 * Savage et al. (Eraser, 1997) without its false alarms where objects are handed over.
 *
 * Everything here is for the holder of the interpreter's lock. Nothing in the heap is kept alive.
 */
#ifndef BT_LAB_RACES_H
#define BT_LAB_RACES_H

#include "base/buf.h"
#include "lab/stats.h"

enum bt_race_kind {
    BT_RACE_GLOBAL,    // base: the globals' dict; key: the name
    BT_RACE_ATTRIBUTE, // the instance, class; the name
    BT_RACE_VARIABLE,  // the cell
    BT_RACE_ITEM,      // the list, dict; the key
    BT_RACE_CONTENTS,  // the container: changed as a whole, by one call
};

struct bt_race_access {
    uint32_t thread, place, times;
    uint32_t lock; // number of one that it held, 0: none
};
#define BT_RACE_WRITERS 6
#define BT_RACE_READERS 3

// What is said once: one global, one attribute of a class's instances, one container.
struct bt_race {
    enum bt_race_kind kind;
    const void *key; // tells it from others: the base or its type, forgotten when that dies
    uint64_t key2;
    const char *name; // "counter", "Account.balance", "counts['a']"; in the arena
    const char *what; // "global of lost_update.py", "list"; in the arena
    const char *call; // BT_RACE_CONTENTS: the last method, "append"; else NULL
    uint64_t writes;  // to what it is about, by anybody
    uint64_t races;   // writes that were not ordered after the one before
    struct bt_race_access writers[BT_RACE_WRITERS], readers[BT_RACE_READERS];
    bool more_writers, more_readers;
};

// One thread's, or one object's, knowledge of the others: the i-th thread's clock up to which all
// has happened before. Short ones know nothing of the rest.
struct bt_race_clock {
    uint32_t *at;
    uint32_t n;
};

struct bt_races {
    struct bt_event_sink sink; // first
    struct bt_vm *vm;
    struct bt_stats *stats; // names threads and places
    struct BT_VEC(struct bt_race_slot) slots;
    struct BT_VEC(uint32_t) slot_of;  // thread number -> slot + 1
    uint32_t alive;                   // threads
    struct bt_race_channel *channels; // what carries clocks: open addressing by object
    size_t n_channels, cap_channels;
    struct bt_race_place *places; // open addressing by (base, key)
    size_t n_places, cap_places;
    struct BT_VEC(struct bt_race) races;
    struct bt_arena arena;
    struct bt_code *code; // the one looked at last ...
    bool library;         // ... is the standard library's
    bool too_many_places, too_many_threads, no_memory;
};

struct bt_race_slot {
    uint32_t number; // of the thread
    bool ended;
    struct bt_race_clock clock;
};

// A place and its last write.
struct bt_race_place {
    const struct bt_object *base; // NULL: free
    uint64_t key;
    uint32_t slot, clock; // the writer's; clock 0: not written
    uint32_t at, lock;    // number of the place in the source; of a lock that was held
    uint32_t writes;
    uint32_t race; // index + 1
};

// Watch, beside the statistics. NULL: no memory.
struct bt_races *bt_races_new(struct bt_vm *vm, struct bt_stats *stats);
void bt_races_free(struct bt_races *r);
// Append the hints, at most ten, those written most first; nothing if there are none.
void bt_races_text(struct bt_buf *out, const struct bt_races *r, bool unicode);
// Append the JSON member "hints".
void bt_races_json(struct bt_buf *out, const struct bt_races *r);

// ---- between races.c, race_access.c and race_names.c ----
struct bt_race_target {
    enum bt_race_kind kind;
    const struct bt_object *base;
    uint64_t key;
    bt_value name;    // of a global, attribute or variable; the key of an item
    const char *call; // BT_RACE_CONTENTS: the method
};
// What the instruction at the thread's frame is about to write or read. false: nothing.
bool bt_race_decode(struct bt_vthread *th, struct bt_race_target *out, bool *write);
// The race to count this one to, made if need be; NULL: no memory.
struct bt_race *bt_race_of(struct bt_races *r, struct bt_vthread *th,
                           const struct bt_race_target *t);

#endif
