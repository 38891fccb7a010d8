/*
 * Timelines: the log's records turned into states without gaps. For each thread the states follow
 * one another from its start to its end: it runs, wants the interpreter's lock, or waits for
 * something. All writers of traces (trace_*.c) and the log itself (for the state at its first
 * record, once older ones have been dropped) use this one step.
 */
#ifndef BT_LAB_TIMELINE_H
#define BT_LAB_TIMELINE_H

#include "base/mem.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct bt_log;
struct bt_log_record;

enum bt_tl_state {
    BT_TL_NONE, // not there: not started yet, or ended
    BT_TL_RUNNING,
    BT_TL_WANTS, // the interpreter's lock
    BT_TL_LOCK,  // from here on: enum bt_wait_reason, in its order
    BT_TL_CONDITION,
    BT_TL_EVENT,
    BT_TL_SEMAPHORE,
    BT_TL_BARRIER,
    BT_TL_QUEUE,
    BT_TL_JOIN,
    BT_TL_SLEEP,
    BT_TL_IO,
    BT_TL_EXIT,
    BT_TL_STATES
};

// A moment on both clocks.
struct bt_tl_time {
    uint64_t clock; // the instruction clock
    int64_t wall;   // nanoseconds; 0 if the log has no wall clock
};

// One state of one thread, from its beginning to its end.
struct bt_tl_slice {
    struct bt_tl_time from, to;
    uint64_t instr_from, instr_to; // instructions that the thread had executed
    uint32_t thread;
    uint32_t object;    // what it waits for: number of a lock or of a thread; 0: not known
    uint32_t holder;    // BT_TL_LOCK: the thread that had the lock, 0: none
    uint32_t since;     // ... and the place where it had taken it
    uint32_t place;     // where the thread was when the state began (number in log->places)
    uint32_t end_place; // ... and when it ended
    uint16_t flags;     // BT_LOG_* of the record it began with
    uint8_t state;      // enum bt_tl_state
    uint8_t end;        // enum bt_event_kind or bt_log_kind: what ended it
    uint8_t end_reason; // reason of that record
};

enum bt_tl_flow { BT_FLOW_NONE, BT_FLOW_HAND_OVER, BT_FLOW_WAKE, BT_FLOW_START, BT_FLOW_JOIN };

// Why a thread runs: what another one has done.
struct bt_tl_arrow {
    struct bt_tl_time at;    // when it did that
    struct bt_tl_time since; // since when it had been running
    struct bt_tl_time then;  // when the thread runs
    uint32_t from, to;       // the two threads
    uint8_t kind;            // enum bt_tl_flow
};

// What a writer wants to hear; NULL: nothing of that kind. All in the order of time.
struct bt_tl_visitor {
    // a record is about to be worked in
    void (*record)(void *ctx, const struct bt_log_record *r);
    // a thread enters a state, at s->from; the rest of it is not known yet. BT_TL_NONE: it ends
    void (*enter)(void *ctx, const struct bt_tl_slice *s);
    // a state is over; it may have lasted no time at all
    void (*slice)(void *ctx, const struct bt_tl_slice *s);
    // a thread runs because of another one
    void (*flow)(void *ctx, const struct bt_tl_arrow *arrow);
    // so many threads want the lock now
    void (*ready)(void *ctx, uint32_t n, const struct bt_tl_time *at);
};

struct bt_tl_thread {
    struct bt_tl_slice now;
    struct bt_tl_arrow flow; // why it will run
};
struct bt_timeline {
    struct bt_tl_thread *threads; // by number
    size_t n, cap;
    uint32_t n_ready;
    struct bt_tl_time running_since; // the thread that runs, or ran last
    // who gave the interpreter's lock up last; BT_FLOW_NONE: nobody was there to take it
    struct bt_tl_arrow left;
    const struct bt_tl_visitor *visitor; // or NULL
    void *ctx;
    bool failed; // no memory
};

void bt_timeline_init(struct bt_timeline *t);
void bt_timeline_free(struct bt_timeline *t);
// The state of a thread at the beginning of the log.
void bt_timeline_begin(struct bt_timeline *t, uint32_t thread, enum bt_tl_state state,
                       const struct bt_log_record *r);
// Work a record in.
void bt_timeline_feed(struct bt_timeline *t, const struct bt_log_record *r);
// Go through a whole log. false: no memory.
BT_MUST_CHECK bool bt_timeline_visit(const struct bt_log *log, const struct bt_tl_visitor *visitor,
                                     void *ctx);
// The state of a thread that waits for this reason (enum bt_wait_reason).
enum bt_tl_state bt_tl_waiting(uint8_t reason);
// "running", "wants lock", "lock" ...: one or two words for a state.
const char *bt_tl_state_name(enum bt_tl_state state);

#endif
