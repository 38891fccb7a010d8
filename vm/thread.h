/*
 * A VM thread: what the interpreter knows of one thread of the program. It begins with the struct
 * bt_thread that the objects see. Runs on an OS thread of its own.
 *
 * Locking: unless a field says otherwise, it is touched only by the holder of the lock (the baton).
 */
#ifndef BT_VM_THREAD_H
#define BT_VM_THREAD_H

#include "runtime/objects/state.h"
#include "vm/frame.h"
#include "vm/timers.h"
#include "vm/worker.h"

struct bt_vm;
struct bt_wait_queue;
struct bt_lock;

enum bt_thread_state {
    BT_THREAD_NEW,     // not started yet
    BT_THREAD_RUNNING, // holds the lock
    BT_THREAD_READY,   // wants the lock
    BT_THREAD_BLOCKED, // waits for another thread (lock, join, queue ...), perhaps with a deadline
    BT_THREAD_OUTSIDE, // has released the lock for a sleep or a blocking system call
    BT_THREAD_DONE,
};

// Why a thread blocks: for reports, statistics, the debugger.
enum bt_wait_reason {
    BT_WAIT_NONE,
    BT_WAIT_LOCK,
    BT_WAIT_CONDITION,
    BT_WAIT_EVENT,
    BT_WAIT_SEMAPHORE,
    BT_WAIT_BARRIER,
    BT_WAIT_QUEUE,
    BT_WAIT_JOIN,
    BT_WAIT_SLEEP,
    BT_WAIT_IO,
    BT_WAIT_EXIT,
};

enum bt_wait_result { BT_WOKEN, BT_TIMED_OUT, BT_INTERRUPTED, BT_STOPPED };

// One thread in one wait queue.
struct bt_waiter {
    struct bt_vthread *thread;
    struct bt_waiter *prev, *next;
    struct bt_wait_queue *queue;
    bool woken; // made ready, but still keeps its place
};
struct bt_wait_queue {
    struct bt_waiter *first, *last;
};

struct bt_stack_chunk {
    struct bt_stack_chunk *prev, *next;
    size_t n;
    bt_value v[];
};
struct bt_frame_chunk {
    struct bt_frame_chunk *prev, *next;
    size_t n;
    struct bt_frame f[];
};

struct bt_vthread {
    struct bt_thread t; // first: a struct bt_thread * of a VM is always one of these
    struct bt_vm *vm;
    uint32_t number;                // 1 = main; what get_ident() returns; never used again
    struct bt_vthread *prev, *next; // the interpreter's list of threads

    // --- the eval loop's ---
    struct bt_frame *frame;      // innermost frame, NULL outside Python code
    struct bt_frame *next_frame; // where the next frame goes in frame_chunk
    struct bt_frame *frames_end;
    bt_value *stack_end; // end of stack_chunk
    struct bt_stack_chunk *stack_chunk;
    struct bt_frame_chunk *frame_chunk;

    // --- the budget: see gil.c ---
    int64_t budget;      // instructions left in this turn; in counting mode less BT_COUNTING_BIAS
    bool stopped;        // the interpreter ends: unwind without running Python
    bool counting;       // the eval loop goes instruction by instruction
    bool stepping;       // ... and tells the sinks before each
    int64_t turn_length; // what this turn began with
    uint32_t no_switch;  // so many no_switch regions is it in: no turn of it ends there
    bool no_switch_off;  // Ctrl-C has come: they have no effect any more
    bool turn_over;      // the turn has run out in one, and goes on to the region's end
    bool cut;            // this turn has been cut short by bt_gil_cut
    bool deferring;      // a turn that is over goes on to a switch point: switch_points.c's
    bool overtime;       // ... which it does now; the rest is about its last instruction
    bool pausing;        // the debugger is asked before the next instruction: pause.c's
    bool frozen;         // it is not given the lock: pause.c's
    int64_t reserve;     // instructions of this turn behind the clock of bt_pause_at
    const struct bt_frame *last_frame;  // its frame
    const struct bt_frame *last_return; // the frame that this one returns to; NULL: to C
    const struct bt_insn *last_pc;
    uint64_t instructions; // executed before this turn
    uint64_t turns;

    // --- the scheduler's ---
    enum bt_thread_state state;
    enum bt_wait_reason reason;      // while BLOCKED or OUTSIDE
    bt_value wait_object;            // the lock, thread ... it waits for, or BT_UNSET (marked)
    enum bt_wait_result wait_result; // how the last wait ended
    struct bt_waiter *waiter;        // its place in a wait queue, while BLOCKED
    struct bt_vthread *queue_next;   // ready queue
    int64_t priority;                // for the policy of that name
    uint64_t policy_word;            // the policy's, 0 at first
    uint8_t entered;                 // enum bt_entry: how it became ready last
    int64_t deadline;                // while it waits; BT_NO_DEADLINE
    bool parked;           // outside with nothing real to come back from: the holder ends it
    struct bt_timer timer; // set while it waits for that on the virtual clock

    // --- arrivals from outside: under gil->inbox_lock ---
    struct bt_os_thread *helper; // makes a system call for it (substrate_coroutine.c), or NULL
    bool in_inbox;
    bool interrupted; // the arrival is Ctrl-C
    struct bt_vthread *inbox_next;
    uint8_t arrival; // BT_ARRIVED_*
    int64_t arrived; // when that was, on the monotonic clock: the holder may notice much later

    // --- outside, where the substrate waits in its stead: the holder's ---
    struct bt_timer alarm; // in gil->alarms
    bool polling;          // in the poll set
    bool away;             // with a helper
    int poll_result;       // of bt_outside_poll
    int poll_fd;           // the descriptor that it waits for there, or waited for last; -1: none
    short poll_events;     // ... and what for

    // --- its life ---
    struct bt_worker *worker; // what it runs on; NULL before the start
    bool daemon;
    bt_value target; // callable, args tuple, kwargs dict (marked)
    bt_value target_args, target_kwargs;
    bt_value name;         // str, as threading shows it (marked); BT_UNSET: nameless
    bt_value handle;       // the thread handle object that start gave back, or BT_UNSET (marked)
    bt_value object;       // threading.Thread of it, when known (marked)
    bt_value async_exc;    // exception type to raise here (marked), BT_UNSET
    bt_value locals;       // dict of dicts for threading.local (marked), BT_UNSET
    uint64_t local_serial; // of the threading.local used last, 0 = none; and its dict in locals
    bt_value local_dict;
    struct bt_wait_queue joiners;
    struct bt_lock *held; // locks it holds, newest first: for reports
};

static inline struct bt_vthread *bt_vthread(struct bt_thread *th)
{
    return (struct bt_vthread *)th;
}

// Make a thread of the VM (not started). NULL with MemoryError set on `creator` (or no memory when
// creator is NULL).
struct bt_vthread *bt_thread_new(struct bt_vm *vm, struct bt_thread *creator);
void bt_thread_free(struct bt_vthread *th);
// Start it: target(*args, **kwargs) runs on a new OS thread; it enters the ready queue at the back,
// the caller goes on. RuntimeError "can't start new thread". stack_size in bytes, 0 = default.
BT_MUST_CHECK bool bt_thread_start(struct bt_thread *th, struct bt_vthread *child,
                                   size_t stack_size);
// Run it, which has just been given the lock, to its end, and give the lock up. Says whether the
// worker is kept for another thread; th is gone.
bool bt_thread_run(struct bt_vthread *th);
// Set its priority, for the policy of that name: the higher the sooner. A thread that starts
// inherits the priority of its creator. The holder's.
void bt_thread_set_priority(struct bt_vthread *th, int64_t priority);
// Wait until it has ended. deadline on the monotonic clock.
enum bt_wait_result bt_thread_join(struct bt_thread *th, struct bt_vthread *target,
                                   int64_t deadline);

#endif
