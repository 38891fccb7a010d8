/*
 * The engine: the debugger's half in the program's process. It hangs on the interpreter
 * (vm/pause.h, vm/event.h), stops it, and serves the session's requests while it stands still.
 *
 * The flow. pause() asks, in this order: is there an action of the past to be applied again
 * (replays); has the motion come to its end (motion.c); is there a breakpoint (points.c)? If so,
 * the answer to the motion is sent, a STOP, and requests are served until the next motion. Queries
 * are answered by a forked child, which may do what it likes (query.c). docs/debugger.md has the
 * whole picture.
 *
 * Everything here belongs to the holder of the interpreter's lock; all threads are coroutines of
 * one OS thread.
 */
#ifndef BT_ENGINE_H
#define BT_ENGINE_H

#include <jansson.h>
#include <signal.h>

#include "debugger/wire.h"
#include "lab/replay.h"
#include "vm/event.h"
#include "vm/pause.h"

struct bt_engine;

// One moment of the run.
struct bt_position {
    uint64_t clock, events;
};
static inline int bt_position_compare(struct bt_position a, struct bt_position b)
{
    if (a.clock != b.clock)
        return a.clock < b.clock ? -1 : 1;
    return a.events < b.events ? -1 : a.events > b.events;
}
#define BT_POSITION_NONE ((struct bt_position){UINT64_MAX, UINT64_MAX})

enum bt_motion_how {
    BT_MOTION_NONE, // stands still
    BT_MOTION_START,
    BT_MOTION_CONTINUE,
    BT_MOTION_INSN,
    BT_MOTION_LINE,
    BT_MOTION_FINISH,
    BT_MOTION_UNTIL,
    BT_MOTION_SWITCH,
    BT_MOTION_BACK,
    BT_MOTION_TO,
    BT_MOTION_TO_RAISE,
    BT_MOTION_TO_EVENT, // until so many events have happened
    BT_MOTION_AT_INSTR, // search: where the thread is about to execute that instruction of its
    BT_MOTION_BY_HAND,  // the action "switch": stops as soon as that thread has the lock
};

// What is under way (motion.c).
struct bt_motion {
    enum bt_motion_how how;
    json_int_t request; // its number, to be answered
    uint32_t thread;    // whom it is about
    bool others;        // they may run meanwhile
    bool alone;         // CONTINUE: they may not
    bool into;          // LINE
    bool here;          // it began at a pause of that thread
    bool waited;        // the thread waited then: others run until it gets through
    bool pinned;        // the thread alone has been given the lock
    bool left;          // LINE, UNTIL, FINISH: the frame has been left
    bool changed;       // SWITCH, BACK: that is so now
    bool ending;        // SEARCH: this stop ends it
    bool search;        // do not stop: remember the last stop before the limit
    bool inside; // TO: the stop inside an instruction at the target; SEARCH: not that of the limit
    bool inclusive; // ... or at it
    uint64_t n;     // times left
    uint64_t began; // instructions of that thread when it began
    uint64_t instr; // INSN, TO: when it has executed so many
    // LINE, UNTIL, FINISH: the frame it is about, NULL: any; how many frames the thread had then
    const struct bt_frame *frame;
    const struct bt_code *code;
    uint32_t depth, line;
    struct bt_position target, limit; // limit: BT_POSITION_NONE if there is none
    uint64_t serial, event;           // TO_RAISE, TO_EVENT
    json_t *found;                    // SEARCH: the last stop of breakpoints
    struct bt_position found_at;      // ... of a step; BT_POSITION_NONE
    json_t *value;                    // FINISH: what was returned
};

// Something that the user did to the run, to be done again in a replay.
struct bt_action {
    struct bt_position at;
    json_t *what; // {"action":"pin","thread":2,...}
};

struct bt_engine {
    struct bt_debugger hooks;  // first; vm->debugger
    struct bt_event_sink sink; // hears of events: turns, locks
    struct bt_vm *vm;
    struct bt_wire wire;
    pid_t session; // attach.c: the session is this child process; 0: it is the parent
    bool started;  // the script's first line has been reached
    bool over;     // the program has ended: nothing moves any more
    bool library;  // steps stop in the standard library, too
    bool in_child; // this is a query's child process
    bool past;     // it goes as it was recorded: a clone, or the replay of a recording
    bool clone;    // this process goes through the run again
    int status;    // exit status, when over
    int (*before_exit)(struct bt_vm *vm, int status); // as it was
    struct bt_child *child;                           // of a query's child process: child.c's
    uint32_t current;                                 // the thread that the stop is about, 0: none

    struct bt_motion motion;
    // A stop that an event has asked for: {"reason","text","thread"...}; it is delivered before the
    // next instruction of whoever runs, or when nobody can; in raised(), at once. What says when
    // and where it was is added then.
    json_t *pending;
    struct bt_position last_stop;      // do not stop there again at once ...
    uint32_t last_thread;              // ... before an instruction of this thread
    volatile sig_atomic_t interrupted; // the session wants a stop; a signal handler sets it
    bool slow;                         // actions or a limit are to be looked at now
    uint64_t armed;                    // the clock of the next pause but for each instruction
    uint64_t raises;                   // exceptions so far, in order: their serials
    struct {
        bt_value exception;
        uint64_t serial, clock; // clock: before the instruction that raised it
        uint32_t thread;
    } raised[64];                    // the latest of them
    struct bt_breakpoint breakpoint; // vm->breakpoint
    struct bt_walk *steps;           // steps.c's
    bool fixed;     // a stop inside an instruction: the thread cannot give the lock up there
    bt_value shown; // for the child of bt_query_value
    struct bt_points *points; // points.c's

    struct bt_action *actions; // to be done again, in order; the one at hand first
    size_t n_actions, next_action;
    json_t *result; // what exec has to say, for the answer
    json_t *done;   // actions of the motion under way, for the session

    uint64_t actions_seen; // done so far in this run, for the first time or again

    struct bt_turns *turns; // the last turns, for schedule and timeline (turns.c's)

    // --- snapshot.c's ---
    uint64_t snapshot_due;      // the clock at which the next one is taken; 0: none has been
    struct bt_replay_ends ends; // in a clone
    bool woken;                 // a clone has just begun: look at this moment again
    int streams[3];             // ... where its stdout and stderr really go
};

// Hang a debugger on an interpreter that has not run yet; wire: the session's other end. The
// program waits for the session's first motion. NULL: no memory.
struct bt_engine *bt_engine_new(struct bt_vm *vm, int wire);
void bt_engine_free(struct bt_engine *e);
// The same, for an interpreter that runs: th, which holds the lock, has called breakpoint(), and
// the program stops before its next instruction, or that of whoever is then to run. wire: to a
// session that is the child process `session' of this one; when it leaves, the program ends, with
// status 1 if it was still running. header: as for bt_breakpoint.
struct bt_engine *bt_engine_attach(struct bt_vm *vm, struct bt_vthread *th, int wire, pid_t session,
                                   const char *header);
// Stop an interpreter that somebody has been attached to, as soon as possible. Any OS thread.
void bt_engine_interrupt(struct bt_vm *vm);

// ---- among the engine's files ----
// An engine that does not wait for the session yet.
struct bt_engine *bt_engine_open(struct bt_vm *vm, int wire);
// fork(), whatever other OS threads are doing to the interpreter.
pid_t bt_engine_fork(struct bt_engine *e);
// The session has gone: end the process.
_Noreturn void bt_engine_left(struct bt_engine *e);
// Answer the motion under way with a stop (stolen), and serve requests until the next motion. th:
// the thread that is paused and may be switched away from, NULL: none (idle, exit, in an event).
// A search only notes it and goes on, unless it is over.
void bt_engine_stop(struct bt_engine *e, struct bt_vthread *th, json_t *stop);
// Serve requests until the program is to move.
void bt_engine_serve(struct bt_engine *e, struct bt_vthread *th);
// Send something unasked for; stolen.
void bt_engine_tell(struct bt_engine *e, json_t *event, int with);
// The position now.
struct bt_position bt_engine_position(const struct bt_engine *e);
struct bt_vthread *bt_engine_thread(const struct bt_engine *e, json_int_t number);
// {"ok":false,"error":...}, a new reference.
json_t *bt_engine_error(const char *format, ...) __attribute__((format(printf, 1, 2)));

// stop.c: A STOP without the reason's own members: {"reason":...,"text":...,"thread":...}. th NULL:
// no thread. Texts are UTF-8.
json_t *bt_stop_new(struct bt_engine *e, struct bt_vthread *th, const char *reason,
                    const char *text);
// FRAME of a frame; level counted from the innermost, 0.
json_t *bt_stop_frame(struct bt_engine *e, const struct bt_frame *frame, uint32_t level);
// A line of the code's source without the space around it; null if there is none.
json_t *bt_stop_source_line(struct bt_engine *e, const struct bt_code *code, uint32_t line);
// The frame of that level, NULL: there is none. (*level may be cut to the outermost.)
struct bt_frame *bt_stop_frame_at(const struct bt_vthread *th, uint32_t level);
bool bt_stop_is_library(const struct bt_code *code);
// "w1": what a thread is called; into room, if need be.
const char *bt_stop_thread_name(const struct bt_vthread *th, char room[32]);
// The STOP of a deadlock that th has found: who waits for whom.
json_t *bt_stop_deadlock(struct bt_engine *e, struct bt_vthread *th);
// {"type","text","thread"} of an exception that is under way on a thread.
json_t *bt_stop_exception(struct bt_engine *e, struct bt_vthread *th, bt_value exception);
// describe.c: What the next instruction of the thread will do, as text; NULL: no memory. Runs no
// Python.
json_t *bt_describe_next(struct bt_engine *e, struct bt_vthread *th);
// The next instruction stores something: what is there now, BT_UNSET if that is nothing or not
// known, and what will be.
void bt_describe_store(struct bt_vthread *th, bt_value *before, bt_value *after);

// motion.c: Begin a motion: NULL, or an error (a new reference).
json_t *bt_motion_begin(struct bt_engine *e, struct bt_vthread *th, const json_t *request);
// What the motion under way is like, for "resume" in a process that stands at the same moment.
json_t *bt_motion_save(struct bt_engine *e);
// th is about to execute an instruction: has the motion come to its end? The STOP, or NULL. A
// search notes it.
json_t *bt_motion_check(struct bt_engine *e, struct bt_vthread *th);
// Has it come to its target already, or to its limit? th NULL: nobody can run.
bool bt_motion_at_target(const struct bt_engine *e, const struct bt_vthread *th);
bool bt_motion_at_limit(const struct bt_engine *e);
// An event may mean that it is over: then e->pending is set, or the next pause will say so.
void bt_motion_event(struct bt_engine *e, const struct bt_event *event);
// Ask the interpreter for the pauses that motion, points and actions need.
void bt_motion_arm(struct bt_engine *e);
// The answer to a search that is over, a new reference.
json_t *bt_motion_found(struct bt_engine *e);
// The motion is over.
void bt_motion_end(struct bt_engine *e);

// steps.c: lines. One thread is followed at a time. No memory: as if no line began.
bool bt_walk_init(struct bt_engine *e);
void bt_walk_free(struct bt_engine *e);
void bt_walk_sweep(struct bt_engine *e); // code objects may have gone
// Follow this thread from here on.
void bt_walk_begin(struct bt_engine *e, const struct bt_vthread *th);
// It has come to its next instruction, in this frame or, after calls that were not looked at, back
// in it: does a line begin there? 0, or its number.
uint32_t bt_walk_on(struct bt_engine *e, const struct bt_vthread *th);
// Before that: is this another call, though its frame is at the same place as that of the one
// before, which has returned?
bool bt_walk_again(const struct bt_engine *e, const struct bt_vthread *th);
// Will the next instruction end its frame, or suspend it? The register of the value; -1: no.
int bt_walk_result(const struct bt_frame *frame);

// action.c: Do it now, and note it in e->done. th: as in bt_engine_stop. NULL, or an error.
json_t *bt_action_do(struct bt_engine *e, struct bt_vthread *th, json_t *what);
// A query: would it be done?
json_t *bt_action_try(struct bt_engine *e, struct bt_vthread *th, const json_t *request);
// The same by a request: the answer, or NULL: a motion has begun.
bool bt_action_is(const char *cmd);
json_t *bt_action_serve(struct bt_engine *e, struct bt_vthread *th, const char *cmd,
                        const json_t *request);
// Do those again that belong to this position.
void bt_action_replay(struct bt_engine *e, struct bt_vthread *th);
// The session's list.
bool bt_action_load(struct bt_engine *e, const json_t *actions);

// exec.c: Execute statements, or evaluate an expression, in a frame of a thread for real, beside
// the program: {"code","thread","frame"}. th: on whose account; it is paused, NULL: the main
// thread. NULL: done, with its answer in e->result; else an error.
json_t *bt_exec(struct bt_engine *e, struct bt_vthread *th, const json_t *what);

// points.c
bool bt_points_init(struct bt_engine *e);
void bt_points_free(struct bt_engine *e);
json_t *bt_points_set(struct bt_engine *e, const json_t *request); // the answer
// th is about to execute an instruction: the STOP of the breakpoints there, or NULL.
json_t *bt_points_check(struct bt_engine *e, struct bt_vthread *th);
// th is about to execute an instruction without bt_points_check being asked: after a stop.
void bt_points_passed(struct bt_engine *e, const struct bt_vthread *th);
// The user has changed something: what is watched has the value that it has.
void bt_points_rebase(struct bt_engine *e);
// The same of an event, an exception: what it asks for goes to e->pending.
void bt_points_event(struct bt_engine *e, const struct bt_event *event);
void bt_points_raised(struct bt_engine *e, struct bt_vthread *th);
// After that: is there none in all of the thread's code, nor one that looks at data?
bool bt_points_quiet(const struct bt_engine *e);
// Do the points need a pause before each instruction? Which events?
bool bt_points_each(const struct bt_engine *e);
unsigned bt_points_wants(const struct bt_engine *e);
// Add to an answer how often the points have been hit, if that has changed.
void bt_points_report(struct bt_engine *e, json_t *result);
// For the collector's sweep: forget what is dead.
void bt_points_sweep(struct bt_engine *e);

// query.c: {"text","type"} of a value, or its str() instead of its repr(), made in a child process
// on the account of th. NULL: that failed.
json_t *bt_query_value(struct bt_engine *e, struct bt_vthread *th, bt_value v, bool as_str);
// Answer a query in a child process; NULL: there is no such query.
json_t *bt_query(struct bt_engine *e, struct bt_vthread *th, const char *cmd,
                 const json_t *request);

// turns.c: the last turns
bool bt_turns_init(struct bt_engine *e);
void bt_turns_free(struct bt_engine *e);

// snapshot.c: fork a process that can go on from here: its wire goes with a "snapshot" event. NULL,
// or an error. In the new process it returns only when that one (*woken) has been told to move.
json_t *bt_snapshot_take(struct bt_engine *e, struct bt_vthread *th, bool *woken);
// When the next one is due by itself (instruction clock), and taking it. In the new process it
// returns as above.
uint64_t bt_snapshot_due(const struct bt_engine *e);
void bt_snapshot_pause(struct bt_engine *e, struct bt_vthread *th);
// The run begins: is it the replay of a recording?
void bt_snapshot_start(struct bt_engine *e);
// In the past: would this request change what happened then? NULL: no. Else an error for the user,
// or one with "future": it can be done if the clone becomes the tip.
json_t *bt_snapshot_object(struct bt_engine *e, struct bt_vthread *th, const char *cmd,
                           const json_t *request);
// In a clone: from here on it is the tip. The old one stands still, and ends then. NULL, or an
// error.
json_t *bt_snapshot_future(struct bt_engine *e, pid_t old_tip);

#endif
