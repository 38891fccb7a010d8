/*
 * Statistics of a run: who had the interpreter's lock and for how long, who wanted it, who waited
 * for what, how the lock moved. A sink of the event stream: nothing is sampled, every figure is
 * exact. Instructions and wall time are kept beside each other: on the instruction clock the run is
 * the same each time.
 *
 * Everything here is for the holder of the interpreter's lock.
 */
#ifndef BT_LAB_STATS_H
#define BT_LAB_STATS_H

#include "base/arena.h"
#include "base/vec.h"
#include "lab/gantt.h"
#include "lab/places.h"
#include "vm/interp.h"

// What a thread does at a moment: it runs, it wants the lock, or it waits: BT_STATS_WAITS plus an
// enum bt_wait_reason.
enum bt_stats_state { BT_STATS_RUNS, BT_STATS_WANTS, BT_STATS_WAITS };
#define BT_STATS_STATES (BT_STATS_WAITS + BT_WAIT_EXIT + 1)

struct bt_stats_sum {
    uint64_t times;
    uint64_t instructions; // of all threads together, meanwhile; its own while it runs
    int64_t wall;          // nanoseconds
};

// Who waited for what: `what` is the number of a bt_stats_object, or of a thread for BT_WAIT_JOIN.
struct bt_stats_wait {
    uint32_t reason; // enum bt_wait_reason
    uint32_t what;
    struct bt_stats_sum sum;
};

struct bt_stats_thread {
    uint32_t number;   // as get_ident() gives it; 0: several that have ended, taken together
    uint32_t together; // how many
    char *name;        // UTF-8, lone surrogates included (WTF-8); owned
    bool ended;
    uint8_t state; // enum bt_stats_state
    uint64_t since_clock, born_clock, end_clock;
    int64_t since_wall, born_wall, end_wall;
    int64_t noticed; // when it was seen to be ready
    struct bt_stats_sum in[BT_STATS_STATES];
    uint64_t longest_turn; // instructions between getting the lock and giving it up
    int64_t longest_want;  // wall
    struct BT_VEC(struct bt_stats_wait) waits;
    uint32_t wait; // index + 1 in waits, of the wait under way
};

// Where the holder of a lock took it, and where another one waited meanwhile.
struct bt_stats_pair {
    uint32_t held_at, waited_at; // numbers of places
    uint64_t times;
};
#define BT_STATS_PAIRS 6

// Something that threads wait at: a lock, a condition, an event, a semaphore, a queue.
struct bt_stats_object {
    uint32_t number; // of a lock: as reports have it; else counted by kind
    uint8_t reason;  // enum bt_wait_reason: what kind it is
    bool reentrant;
    bool used;        // false: the record is free
    const char *name; // what it is bound to, in the arena; NULL: nothing found
    uint32_t place;   // of its first acquisition or wait
    uint64_t acquisitions;
    struct bt_stats_sum sum; // all threads' waiting
    int64_t longest_wait;
    struct bt_stats_pair pairs[BT_STATS_PAIRS]; // the first ones seen
    uint64_t other_pairs;
};

// A histogram of durations: eight steps between a power of two and the next, so that what is read
// from it is off by at most 1/16.
#define BT_STATS_STEPS 512
struct bt_stats_histogram {
    uint64_t n;
    int64_t max; // nanoseconds, exact
    uint32_t step[BT_STATS_STEPS];
};

struct bt_stats {
    struct bt_event_sink sink; // first
    struct bt_vm *vm;
    struct bt_places places;
    struct bt_arena names;
    struct BT_VEC(struct bt_stats_thread *) threads; // in the order of their start
    struct BT_VEC(uint32_t) by_number;               // index + 1 in threads; 0: none
    struct BT_VEC(struct bt_stats_object) objects;   // number 0: all that found no room
    struct bt_stats_address *addresses;              // open addressing: object -> record
    size_t n_addresses, cap_addresses;
    size_t searches; // for names
    struct bt_gantt gantt;
    uint64_t start_clock;
    int64_t start_wall, end_wall;
    uint64_t end_clock;
    uint64_t turns_over, yields, cuts, preemptions, ends; // the lock was given up at ...
    uint64_t gave_up[BT_STATS_STATES];                    // ... or to wait
    uint64_t hand_overs;                                  // from one thread to another
    struct bt_stats_histogram latency;                    // from there to its first instruction
    int64_t free_since;                                   // wall, of the last giving-up
    int64_t handing; // wall: the lock was free and somebody wanted it
    uint64_t acquisitions, collections, starts;
    uint64_t kinds[BT_WAIT_EXIT + 1]; // numbers given so far
    int64_t collecting_since, collecting;
    bool no_memory; // something is missing
};

// Watch an interpreter from now on. NULL: no memory.
struct bt_stats *bt_stats_new(struct bt_vm *vm);
// Stop watching and release everything.
void bt_stats_free(struct bt_stats *s);
// Bring all sums up to now: after that the fields above may be read, until the next event. Call it
// at any moment, as often as wanted.
void bt_stats_update(struct bt_stats *s);
// The upper end of what the given share (0 to 1) of the durations stay below, in nanoseconds.
int64_t bt_stats_percentile(const struct bt_stats_histogram *h, double share);
// "lock", "condition", "join", "I/O" ...: for an enum bt_wait_reason.
const char *bt_stats_reason(uint32_t reason);
// Take the sums of `t` into those of `all`, which stands for several.
void bt_stats_fold(struct bt_stats_thread *all, const struct bt_stats_thread *t);
// The record of a thread, or NULL.
struct bt_stats_thread *bt_stats_find(const struct bt_stats *s, uint32_t number);

// ---- between stats.c and stats_waits.c ----
// The thread begins to wait (BT_EV_BLOCK, BT_EV_OUTSIDE) / has waited for so long.
void bt_stats_wait_begins(struct bt_stats *s, struct bt_stats_thread *t, const struct bt_event *e);
void bt_stats_waited(struct bt_stats *s, struct bt_stats_thread *t, uint64_t clock, int64_t wall);
// A lock has been taken.
void bt_stats_acquired(struct bt_stats *s, const struct bt_event *e);
// Forget the addresses of dead objects.
void bt_stats_sweep_objects(struct bt_stats *s);

#endif
