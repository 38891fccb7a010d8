/*
 * Pausing: how a debugger gets hold of a run, exactly between two instructions, and what it may do
 * to the schedule there. All of it is the holder's of the interpreter's lock, unless it says
 * otherwise. With no debugger (vm->debugger is NULL) nothing of this costs anything: a pause is a
 * place where a turn's budget is cut in two (thread->reserve), or the counting mode of the eval
 * loop.
 */
#ifndef BT_VM_PAUSE_H
#define BT_VM_PAUSE_H

#include "vm/interp.h"

struct bt_debugger {
    // th is about to execute the instruction at th->frame->pc, which is not counted yet. Called
    // before each instruction while bt_pause_each is on, at the clock of bt_pause_at, and soon
    // after bt_pause_soon. It may take as long as it likes. When it returns, th goes on, or, if
    // switch_to is set to a thread that is ready, that one does.
    void (*pause)(struct bt_debugger *d, struct bt_vthread *th);
    struct bt_vthread *switch_to; // set by pause, NULL again after it
    // The exception th->t.exc begins to travel; th->frame->pc raised it. Only where no frame has
    // been left yet.
    void (*raised)(struct bt_debugger *d, struct bt_vthread *th);
    // th->t.exc leaves the last Python frame of the thread.
    void (*uncaught)(struct bt_debugger *d, struct bt_vthread *th);
    // Nobody can run now. forever: but for frozen threads, nobody will ever. Not on any thread's
    // account; called again and again while that is so, before time passes. true: look again who
    // can run. false is no answer while that is `forever`.
    bool (*idle)(struct bt_debugger *d, struct bt_vm *vm, bool forever);
};

// Who is told of a call of breakpoint() (vm->breakpoint): on the calling thread, which holds the
// lock; header: what the script says there, or "".
struct bt_breakpoint {
    void (*reached)(struct bt_breakpoint *b, struct bt_vthread *th, const char *header);
};

// Pause before each instruction, from the next one on / no longer. From pause(), an event or a
// native function, or before anything runs.
void bt_pause_each(struct bt_vm *vm, bool on);
// From pause(): the debugger has nothing to ask before any instruction of this code, until one of
// the functions here is called or a pause is due for another reason.
void bt_pause_quiet(struct bt_vm *vm, struct bt_code *code);
// Pause once, when all threads together have executed `clock` instructions: at full speed until
// then. UINT64_MAX: nowhere. From the same places. A clock that has passed: at once.
void bt_pause_at(struct bt_vm *vm, uint64_t clock);
// Pause before the next instruction, whoever executes it; or call idle, when nobody does. From the
// same places.
void bt_pause_now(struct bt_vm *vm);
// Pause as soon as possible. Async-signal-safe, on the OS thread that everything runs on.
void bt_pause_soon(struct bt_vm *vm);

// The same, from any other OS thread.
void bt_pause_from_outside(struct bt_vm *vm);

// Only this thread is given the lock, until it waits for another thread, ends, or NULL is given
// here. It may hold the lock, want it, or be outside; a holder that is another one gives the lock
// up at the next pause. From pause() or idle().
void bt_pause_pin(struct bt_vm *vm, struct bt_vthread *th);
// Do not give this thread the lock / do again. From pause() or idle(); the holder gives it up when
// pause() returns.
void bt_pause_freeze(struct bt_vthread *th);
void bt_pause_thaw(struct bt_vthread *th);

// Nobody is pinned or frozen any more: the threads are stopped.
void bt_pause_release(struct bt_vm *vm);

// Run Python code beside the program, on a thread that is paused: uncounted, without a switch or an
// event, with no pause. What it does to objects stays. Between the two the caller may call whatever
// runs Python; an exception is the caller's to clear.
struct bt_beside {
    int64_t budget, turn_length, reserve;
    uint64_t done;  // instructions of the turn so far
    uint16_t flags; // of the innermost frame
    uint32_t no_switch, attention;
    bool counting, stepping, pausing, deferring, cut;
    uint64_t limit, pause_at;
    unsigned wants;
    bt_value exc; // rooted by the caller: an exception that was under way
};
void bt_beside_begin(struct bt_vthread *th, struct bt_beside *save);
void bt_beside_end(struct bt_vthread *th, const struct bt_beside *save);

// ---- the eval loop's, the scheduler's ----
// The thread is about to execute an instruction, and th->pausing is set. Another turn may have
// begun when it returns.
enum bt_pause_result {
    BT_PAUSE_STOPPED,   // the interpreter stops
    BT_PAUSE_TURN_OVER, // this turn is over now: it has become shorter
    BT_PAUSE_GO_ON,
};
BT_MUST_CHECK enum bt_pause_result bt_pause(struct bt_vthread *th);
// The clock of bt_pause_at is reached: give the rest of the turn back, and pause.
void bt_pause_due(struct bt_vthread *th);
// bt_sched_next while a thread is pinned: that one, if it is ready.
struct bt_vthread *bt_pause_pinned(struct bt_vm *vm);
// A turn of the thread has begun.
void bt_pause_opened(struct bt_vthread *th);
// Serve BT_ATTN_HOOK.
void bt_pause_serve(struct bt_vthread *th);

#endif
