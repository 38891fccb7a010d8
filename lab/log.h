/*
 * The stored log: the events of a run as compact records in chunks, with what writers of traces
 * need besides: names of threads, places, marks. It is bounded: at its limit the oldest chunk goes,
 * so that the end of a run is always there; the states that threads were in at the first record
 * kept are known all the same (`base`).
 */
#ifndef BT_LAB_LOG_H
#define BT_LAB_LOG_H

#include "base/vec.h"
#include "lab/places.h"
#include "lab/steps.h"
#include "lab/timeline.h"
#include "vm/interp.h"

// Kinds of records beyond enum bt_event_kind.
enum bt_log_kind {
    BT_LOG_HOLDER = 64, // after BLOCK on a lock: its holder (other), and where it took it (place)
    BT_LOG_STEP,        // the thread is about to execute an instruction (other: number in `steps`)
    BT_LOG_DEADLOCK,    // nobody can ever run again; the thread waits, too: as BT_EV_BLOCK
    BT_LOG_FINISH,      // the run is over
};
enum bt_log_flag {
    BT_LOG_RLOCK = 1,    // the lock is an RLock
    BT_LOG_INTERNAL = 2, // the lock is an import's
};

struct bt_log_record {
    uint64_t clock; // the instruction clock
    uint64_t instr; // instructions that the thread has executed
    int64_t wall;   // nanoseconds since the log's beginning; 0 without wall clock
    uint32_t thread;
    uint32_t other; // as in struct bt_event; BT_EV_MARK: number of the text
    uint32_t place; // number in `places`: the innermost line of the script itself, if there is one
    uint8_t kind;   // enum bt_event_kind or bt_log_kind
    uint8_t reason; // as in struct bt_event
    uint16_t flags; // enum bt_log_flag
};

#define BT_LOG_CHUNK 1600 // records: 62.5 KiB
struct bt_log_chunk {
    struct bt_log_chunk *next;
    size_t n;
    struct bt_log_record records[BT_LOG_CHUNK];
};

struct bt_log_thread {
    const char *name; // in `texts`; NULL: nameless
    uint64_t instr;   // executed in all
    bool seen;        // it was started
};

struct bt_log {
    struct bt_event_sink sink; // first
    struct bt_vm *vm;
    struct bt_log_chunk *first, *last;
    size_t n_chunks, max_chunks;
    uint64_t total, dropped;       // records
    struct bt_tl_time start;       // of the first record kept, or of the run
    struct bt_timeline base;       // the state of things there
    struct bt_log_record end;      // when the run was over; set by bt_log_finish
    struct bt_log_thread *threads; // by number
    size_t n_threads, cap_threads; // n_threads: the highest number + 1
    struct bt_places places;
    struct bt_steps steps;
    struct bt_arena texts;
    struct BT_VEC(const char *) marks;
    struct BT_VEC(const char *) locks; // what they are called, by number; "": not known
    size_t text_limit;                 // bytes in `texts`
    int64_t wall_start;                // on the monotonic clock
    size_t prefix; // bytes that the names of all the script's files share: the folder
    bool failed;   // no memory: the log ends where that happened
};

// Begin to listen. wants: BT_WANT_WALL, BT_WANT_STEPS; limit: bytes of the records. NULL: no
// memory.
struct bt_log *bt_log_new(struct bt_vm *vm, unsigned wants, size_t limit);
// The run is over: stop listening and complete what is known of the threads.
void bt_log_finish(struct bt_log *log);
void bt_log_free(struct bt_log *log);

// A thread's name; its number ("thread 3") into `room` if it has none.
const char *bt_log_thread_name(const struct bt_log *log, uint32_t thread, char room[24]);
// What a lock is called in the script ("forks[2]"), or "".
const char *bt_log_lock_name(const struct bt_log *log, uint32_t lock);
// The file of a place without the folder that all files of the script share.
const char *bt_log_file(const struct bt_log *log, const struct bt_place *place);

#endif
