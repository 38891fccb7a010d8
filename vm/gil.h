/*
 * The interpreter's lock, the baton: who holds it, who gets it next. The prose is in gil.c and
 * scheduler.c.
 */
#ifndef BT_VM_GIL_H
#define BT_VM_GIL_H

#include "base/random.h"
#include "vm/event.h"
#include "vm/policy.h"
#include "vm/substrate.h"
#include "vm/thread.h"
#include "vm/timers.h"

#define BT_SWITCH_INF     UINT64_MAX
#define BT_SWITCH_DEFAULT 100003u // a prime; docs/decisions/0002-default-switch-interval.md
#define BT_COUNTING_BIAS  ((int64_t)1 << 62)

// Flags of a thread's event.
enum bt_wake {
    BT_WAKE_GRANT = 1, // it has been given the lock
    BT_WAKE_KICK = 2,  // it should look why it waits outside
};

struct bt_kernel_lock;

struct bt_ready_queue {
    struct bt_vthread *first, *last;
};

struct bt_coroutines;

struct bt_gil {
    // --- the holder's ---
    const struct bt_substrate *substrate;
    uint64_t n;                // instructions a turn, at least
    uint64_t n_max;            // ... at most: each turn's length is drawn from n to n_max
    struct bt_random lengths;  // draws them, from the seed
    struct bt_vthread *holder; // who runs, or ran last; NULL when that one has ended
    const struct bt_policy *policy;
    void *policy_state;            // the policy's
    struct bt_random random;       // the policy's decisions, from the seed
    struct bt_ready_queue ready;   // ready threads, as the policy puts them:
    struct bt_ready_queue front;   // fifo keeps those here whose sleep or I/O ended
    bool last_was_front;           // fifo's
    struct bt_kernel_lock *kernel; // the lock of ticks and slices (kernel_lock.c), else NULL
    bool let_go;                   // ... its last holder's turn was over: a switch to be noted
    bool cpython_points;           // a turn ends only where CPython would look (switch_points.c)
    uint64_t limit;                // instructions of all threads that the program may execute
    bool wake_back;                // who comes from outside enters as a woken thread does
    uint32_t n_ready;              // threads in both queues
    uint32_t n_outside;            // threads in a sleep or a blocking system call
    uint32_t n_timed;              // blocked threads with a deadline
    uint64_t turn;                 // number of the turn
    uint64_t switches;
    uint64_t ended_instructions; // executed by threads that have ended
    uint64_t clock;              // executed in all turns that have ended
    struct bt_timers alarms; // real deadlines of threads that have no OS thread to wait for them
    uint64_t look_drains;    // the substrate looks at what is outside after so many more drains,
    uint64_t look_clock;     // or when `clock` has come so far, if that is earlier
    struct bt_coroutines *coroutines; // the substrate's (substrate_coroutine.c), or NULL
    struct bt_cpu_set cpus;           // for binding threads to one processor; n < 2: not done
    uint64_t trace_hash;         // of (thread, its instructions, kind, reason, other) of each event
    uint64_t events;             // so many are in the hash
    uint64_t checkpoint;         // at so many events the tape looks at the hash (input.h)
    struct bt_event_sink *sinks; // who watches
    unsigned wants;              // what they want, taken together
    uint64_t pause_at;           // the debugger's (pause.h): this clock, or UINT64_MAX
    bool pause_each;             // ... before each instruction
    uint64_t pause_epoch;        // ... but of code that it has called quiet in this epoch
    bool opening;                // a turn begins: its block is not charged yet
    struct bt_vthread *pinned;   // ... only this thread is given the lock, or NULL
    uint32_t n_frozen;           // ... threads that would be ready but are frozen
    // --- any thread's ---
    struct bt_mutex inbox_lock;
    struct bt_vthread *inbox_first, *inbox_last; // under inbox_lock
    atomic_bool inbox_full; // written under inbox_lock; read by the holder without
    bool idle;              // nobody holds the lock; under inbox_lock
};

struct bt_vm_config;
// false: no memory.
BT_MUST_CHECK bool bt_gil_init(struct bt_gil *gil, const struct bt_vm_config *config);
void bt_gil_end(struct bt_gil *gil);
// Instructions executed by the thread so far, exact.
uint64_t bt_thread_instructions(const struct bt_vthread *th);

// ---- the eval loop's ----
// The turn is over (BT_ENTER_TURN, _YIELD or _CUT): let the next ready thread run, if any. Begins a
// new turn in any case.
// false: the interpreter stops (unwind without running Python).
bool bt_gil_turn_end(struct bt_vthread *th, enum bt_entry how);
// The same, but `next`, which is ready, runs, whatever the policy would say.
bool bt_gil_turn_to(struct bt_vthread *th, struct bt_vthread *next);
// The same for the debugger, as if the turn had come to its end.
bool bt_gil_turn_by_hand(struct bt_vthread *th, struct bt_vthread *next);
// The same for a thread that may not have the lock now: whoever may, or time, goes on.
bool bt_gil_turn_aside(struct bt_vthread *th);
// Begin a turn with a full budget.
void bt_gil_new_turn(struct bt_vthread *th);
// The rest of this turn goes instruction by instruction, with `step` before each (event.h); for a
// thread that executes no Python code.
void bt_gil_step_on(struct bt_vthread *th);
// Take back what the block in progress was charged beyond the current instruction / charge it
// again. Around everything inside an instruction that counts, blocks or looks at the count.
// (frame.pc must be up to date.)
void bt_gil_settle(struct bt_vthread *th);
void bt_gil_recharge(struct bt_vthread *th);
// Change N (n to max, equal without a range): from the next turn on, and the current turn is cut to
// it.
void bt_gil_set_n(struct bt_vthread *th, uint64_t n, uint64_t max);
// Length of a turn: N, or a number drawn from its range.
uint64_t bt_gil_draw_n(struct bt_gil *gil);
// The holder's turn ends after the instruction in progress.
void bt_gil_cut(struct bt_vthread *th);

// ---- blocking ----
// The thread has run its target and is about to end: if that leaves only threads that wait for each
// other, it is a deadlock, reported as in bt_sched_block.
void bt_sched_leaving(struct bt_vthread *th);
// sleep(0): go to the back of the queue. false: stopping or interrupted (exception set unless
// stopping).
bool bt_sched_yield(struct bt_vthread *th);
// Give the lock to `next`, which is ready (bt_sched_is_ready) and not the caller. The same result.
bool bt_sched_yield_to(struct bt_vthread *th, struct bt_vthread *next);
// Is the thread ready, now that the inbox has been emptied?
bool bt_sched_is_ready(struct bt_vthread *th);
// Between the two no turn of the thread ends; they nest. It may wait, or yield, all the same, and
// Ctrl-C for the main thread puts an end to the region's effect. A turn that has run out meanwhile
// ends with the outermost region:
// the result of the end is that of bt_sched_yield.
void bt_sched_no_switch_begin(struct bt_vthread *th);
bool bt_sched_no_switch_end(struct bt_vthread *th);
// Wait in a queue until another thread wakes this one, or the deadline passes, or Ctrl-C (main
// thread). The waiter is the caller's, in no queue before; it stays in the queue with its place
// (woken) when the result is BT_WOKEN: the caller removes it (bt_wait_remove) when it has got what
// it wanted or gives up, or calls again to go on waiting at its place. All threads blocked for good
// is a deadlock: reported; BT_INTERRUPTED if that returns.
enum bt_wait_result bt_sched_block(struct bt_vthread *th, struct bt_wait_queue *queue,
                                   struct bt_waiter *waiter, enum bt_wait_reason reason,
                                   bt_value object, int64_t deadline);
// Make the first waiter ready (at the back), unless the first one has been already. Says whether
// there was one.
bool bt_sched_wake_first(struct bt_vm *vm, struct bt_wait_queue *queue);
// Make up to n waiters ready and take them out of the queue (notify).
size_t bt_sched_wake_n(struct bt_vm *vm, struct bt_wait_queue *queue, size_t n);
void bt_wait_remove(struct bt_waiter *waiter);
// Enter a queue before blocking: bt_sched_block goes on from there.
void bt_wait_append(struct bt_wait_queue *queue, struct bt_waiter *waiter);

// ---- leaving the lock for a blocking system call ----
// Between the two no object may be touched. bt_outside_end waits for the lock and returns what cut
// the call short: BT_WOKEN nothing, BT_INTERRUPTED Ctrl-C for this thread (KeyboardInterrupt is
// raised at the next safepoint: call bt_safepoint), BT_STOPPED the interpreter ends. If all threads
// share one OS thread, the others do not run between the two.
void bt_outside_begin(struct bt_vthread *th, enum bt_wait_reason reason, int64_t deadline);
enum bt_wait_result bt_outside_end(struct bt_vthread *th);
// Begin and end with something in between that lets the others run on every substrate. Sleep until
// the deadline (monotonic ns):
enum bt_wait_result bt_outside_sleep(struct bt_vthread *th, int64_t deadline);
// Wait until fd is ready for events or the deadline passes. th->poll_result: 1 ready, 0 the
// deadline has passed, -1 disturbed. Call bt_outside_prepare_poll before; false: no memory.
enum bt_wait_result bt_outside_poll(struct bt_vthread *th, int fd, short events, int64_t deadline);
bool bt_outside_prepare_poll(struct bt_vthread *th);
// Call fn(arg), which touches nothing of the interpreter and may run on another OS thread. Ctrl-C
// for this thread interrupts the system call that fn makes (EINTR).
enum bt_wait_result bt_outside_call(struct bt_vthread *th, void (*fn)(void *), void *arg);
// th shall come back from outside early, and find out why. Any OS thread.
void bt_outside_disturb(struct bt_vthread *th);
// While outside: is there a reason to come back early (Ctrl-C for the main thread, the interpreter
// ends)?
bool bt_outside_disturbed(const struct bt_vthread *th);

// ---- between gil.c and scheduler.c, thread.c, interp.c ----
enum bt_arrival { BT_ARRIVED_RETURN = 1, BT_ARRIVED_TIMEOUT = 2, BT_ARRIVED_INTERRUPT = 4 };
// The caller holds the lock or has taken it while nobody did: give it to the next ready thread, or
// leave it to nobody. After this the caller may touch nothing of the interpreter.
void bt_gil_pass_on(struct bt_vm *vm);
// The same for a thread that has ended: its struct is freed before anybody else runs.
void bt_gil_exit(struct bt_vthread *th);
// What an arrival (enum bt_arrival, several) means for its thread. The holder's.
void bt_gil_receive(struct bt_vthread *th, unsigned how);
// Enter the inbox (any thread, on behalf of `th`) and see to it that somebody empties it.
void bt_gil_arrive(struct bt_vthread *th, enum bt_arrival how);
// Take everybody out of the inbox and make them ready. The holder's.
void bt_gil_drain(struct bt_vm *vm);
// What one arrival (enum bt_arrival) from outside means for its thread. The holder's.
void bt_gil_receive(struct bt_vthread *th, unsigned how);
// The same for one that is not from outside: virtual time has come to its deadline, or the tape
// says that it arrives here.
void bt_gil_set_going(struct bt_vthread *th, unsigned how);
// Run fn while nobody holds the lock; false when somebody does (fn was not run). Any OS thread.
bool bt_gil_while_idle(struct bt_vm *vm, void (*fn)(struct bt_vm *vm));
// The thread has just been given the lock / is about to give it up: bookkeeping of turns.
void bt_turn_begin(struct bt_vthread *th);
void bt_turn_close(struct bt_vthread *th);

// The thread is ready, for this reason: the policy takes it in.
void bt_sched_ready(struct bt_vthread *th, enum bt_entry how);
// The policy's choice, taken out of the ready threads; NULL: nobody is ready.
struct bt_vthread *bt_sched_next(struct bt_vm *vm);
// Take this one out of the ready threads.
void bt_sched_take(struct bt_vthread *th);
// For the policies: enter at the back, at the front, take the first, take that one (false: it is
// not there).
void bt_ready_push(struct bt_ready_queue *q, struct bt_vthread *th);
void bt_ready_push_first(struct bt_ready_queue *q, struct bt_vthread *th);
struct bt_vthread *bt_ready_pop(struct bt_ready_queue *q);
bool bt_ready_remove(struct bt_ready_queue *q, struct bt_vthread *th);

#endif
