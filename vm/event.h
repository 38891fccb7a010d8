/*
 * Events: what happens to threads and to the lock, one stream for everything that watches.
 *
 * Each event that the schedule consists of goes into the schedule's hash, watched or not; those
 * marked "log only" do not. An observer ("sink") gets all of them, at the moment they happen, on
 * the OS thread that caused them, under the interpreter's lock. Sinks cannot change anything: they
 * run no Python code and allocate nothing in the heap, so a run is the same with and without them.
 */
#ifndef BT_VM_EVENT_H
#define BT_VM_EVENT_H

#include "runtime/objects/value.h"

struct bt_vm;
struct bt_vthread;
struct bt_code;

// What `reason` and `other` say is beside each kind; both are 0 where nothing is said.
enum bt_event_kind {
    BT_EV_SWITCH,    // its turn is over and another thread runs: enum bt_entry, the successor
    BT_EV_BLOCK,     // it waits for another thread: enum bt_wait_reason, lock or thread number
    BT_EV_WAKE,      // another thread made it ready: what it waited for, who woke it
    BT_EV_START,     // it starts a thread: -, the new thread
    BT_EV_END,       // it has ended
    BT_EV_OUTSIDE,   // it gives the lock up for a sleep or a system call: enum bt_wait_reason
    BT_EV_RETURN,    // it comes back from there: what it did
    BT_EV_COLLECT,   // it collects garbage now
    BT_EV_YIELD,     // it lets others run, if there are any: -, the thread it names or 0
    BT_EV_TIMEOUT,   // its deadline has passed: what it waited for
    BT_EV_INTERRUPT, // Ctrl-C ends its wait: what it waited for
    // log only
    BT_EV_RUN,       // it has been given the lock: -, who held it before
    BT_EV_ACQUIRE,   // it has a lock: 1 = after waiting, lock number
    BT_EV_RELEASE,   // it sets a lock free: -, lock number
    BT_EV_COLLECTED, // the collection is over; finalisers run after this
    BT_EV_MARK,      // the script says something: `text`
    BT_EV_CTRL_C,    // Ctrl-C reaches the main thread
    BT_EV_DEADLOCK,  // nobody can ever run again
    BT_EV_PUBLISH,   // who observes `object` will see what it did so far (Event.set, put)
    BT_EV_OBSERVE,   // it has seen what was published: -, the thread that has ended or 0
    BT_EV_KINDS
};

struct bt_event {
    struct bt_vthread *th; // whom it happens to
    uint64_t instr;        // instructions that this thread has executed
    uint64_t clock;        // instructions that all threads have executed: the instruction clock
    uint64_t turn;         // number of the turn
    int64_t wall;          // nanoseconds on the monotonic clock; 0 unless a sink wants BT_WANT_WALL
    uint32_t other;        // see the kinds
    uint8_t kind;          // enum bt_event_kind
    uint8_t reason;        // see the kinds
    struct bt_code *code;  // what `th` executes, and which word of it; NULL outside Python code
    uint32_t word;
    const char *text; // BT_EV_MARK: UTF-8, valid during the call; else NULL
    bt_value object;  // the lock, condition, queue ... that it is about, or BT_UNSET
};

// What a sink wants beyond the plain events.
enum bt_event_want {
    BT_WANT_WALL = 1,  // the time of each event
    BT_WANT_LOCKS = 2, // BT_EV_ACQUIRE, BT_EV_RELEASE
    BT_WANT_STEPS = 4, // `step` before every instruction: the eval loop goes one by one
    BT_WANT_SYNC = 8,  // BT_EV_PUBLISH, BT_EV_OBSERVE
};

struct bt_event_sink {
    void (*event)(struct bt_event_sink *sink, const struct bt_event *event);
    // BT_WANT_STEPS: the thread is about to execute the instruction at th->frame->pc.
    void (*step)(struct bt_event_sink *sink, struct bt_vthread *th);
    // For the collector: it knows now what lives (bt_is_marked); time to forget the dead, whose
    // addresses will be used again. May be NULL. (A sink keeps nothing alive: that would move the
    // collections, and with them the schedule.)
    void (*sweep)(struct bt_event_sink *sink);
    unsigned wants;
    struct bt_event_sink *next; // the interpreter's list
};

// Add an observer / take it away. It stays the caller's. Under the lock. One that wants steps gets
// them at once if no Python code is being executed, else from the next turn on.
void bt_event_watch(struct bt_vm *vm, struct bt_event_sink *sink);
void bt_event_unwatch(struct bt_vm *vm, struct bt_event_sink *sink);

// Want something else from now on. Steps, too, begin and end at once: this is called in an event or
// in a native function.
void bt_event_rewant(struct bt_vm *vm, struct bt_event_sink *sink, unsigned wants);

// Something has happened to `th`. Hashed, and told to the sinks.
void bt_event_note(struct bt_vthread *th, enum bt_event_kind kind, uint32_t reason, uint32_t other);
// The same for a kind that is log only; text for BT_EV_MARK or NULL.
void bt_event_log(struct bt_vthread *th, enum bt_event_kind kind, uint32_t reason, uint32_t other,
                  const char *text);
// The same for a kind that is about an object: BT_EV_ACQUIRE and RELEASE (told when
// BT_WANT_LOCKS is wanted), BT_EV_PUBLISH and OBSERVE (BT_WANT_SYNC).
void bt_event_sync(struct bt_vthread *th, enum bt_event_kind kind, uint32_t reason, uint32_t other,
                   bt_value object);
// `step` of all sinks that want it.
void bt_event_step(struct bt_vthread *th);
// For the collector.
void bt_event_sweep(struct bt_vm *vm);
// Instructions that all threads have executed so far, exact.
uint64_t bt_event_clock(const struct bt_vm *vm);
// What an event's `wall` would be now: real time, or virtual time under a virtual clock.
int64_t bt_event_wall(const struct bt_vm *vm);

#endif
