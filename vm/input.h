/*
 * The input gate: every value that comes from outside and can differ from run to run passes here
 * (clocks, random bytes, the environment, what system calls give), and so does everything that acts
 * on the outside. So recording and replay have one place to stand: the tape.
 *
 * The interpreter runs under its lock, so all that comes from outside is one ordered list. Two
 * kinds of entries: answers, in the order in which they are asked for, and arrivals (a thread has
 * come back, its deadline has passed), each with its place in the schedule. A tape that records
 * writes the list; one that replays gives it out again, and no call is made.
 *
 * Every system call of runtime/ that gives what can differ, or does something that stays, is made
 * inside one of the macros below. What is written to stdout and stderr is written again in a
 * replay; files, folders and processes are left alone.
 */
#ifndef BT_VM_INPUT_H
#define BT_VM_INPUT_H

#include <errno.h>

#include "vm/interp.h"

enum bt_clock { BT_CLOCK_REAL, BT_CLOCK_MONOTONIC, BT_CLOCK_PROCESS, BT_CLOCK_THREAD };

// What the outside says.
struct bt_answer {
    int64_t value; // what the call gave
    int err;       // errno, where the value says that it failed; else 0
    void *data;    // what it wrote, or room for that: NULL, if nothing
    size_t cap;    // bytes of room
    size_t len;    // bytes written
    bool numbers;  // they are int64_t's
};

// Where a thread notices Ctrl-C, the end of the program's time or SIGTERM.
enum bt_notice {
    BT_NOTICE_SERVE, // the main thread, at a safepoint: it acts on it
    BT_NOTICE_CUT,   // another one, at a safepoint: its turn is cut short
    BT_NOTICE_BLOCK, // the main thread, about to block
    BT_NOTICE_BACK,  // the main thread, back from outside
    BT_NOTICE_END,   // any thread, at a safepoint; or nobody runs: the program's time is over
    BT_NOTICE_TERM,  // the same for SIGTERM
};
#define BT_NOTICES 6

struct bt_files;

// Under the interpreter's lock, all of it.
struct bt_tape {
    bool replaying;         // else it records
    bool drives;            // replaying, and it says who arrives: until the threads are stopped
    bool over;              // the schedule's end has been noted
    struct bt_files *files; // descriptors are followed (files.h); NULL: they are not
    bool silent;            // replaying, and nothing is written, not even to the standard streams
    // what standard stream a descriptor below 64 stands for, as the script has moved them; 0: none
    unsigned char streams[64];
    int64_t unsaid; // usual answers since the last one on the tape; `answer` sets it to 0
    // Recording: note an answer. Replaying: fill it in. `what` is a word.
    void (*answer)(struct bt_tape *tape, struct bt_vthread *th, const char *what,
                   struct bt_answer *answer);
    // Replaying: is this what comes next, and after just `unsaid` answers that were not noted?
    bool (*comes)(struct bt_tape *tape, struct bt_vthread *th, const char *what);
    // Recording: this has just been taken out of the inbox, and will be received.
    void (*arrived)(struct bt_tape *tape, struct bt_vthread *th, unsigned how);
    // Replaying: who arrives now, and how; NULL: nobody. `idle`: nobody is ready, so somebody must.
    struct bt_vthread *(*next_arrival)(struct bt_tape *tape, bool idle, unsigned *how);
    // Is that noticed here? Recording: it is, if `seen`.
    bool (*notice)(struct bt_tape *tape, struct bt_vthread *th, enum bt_notice where, bool seen);
    // A source has been read for running it; NULL: it could not be.
    void (*source)(struct bt_tape *tape, struct bt_vthread *th, const char *path, const char *text,
                   size_t len);
    // The schedule has come to event number gil->checkpoint: compare or note, and set the next.
    void (*checkpoint)(struct bt_tape *tape);
    // The schedule ends here: the threads are stopped, or the process ends on the spot.
    void (*end)(struct bt_tape *tape);
};

static inline bool bt_input_replaying(const struct bt_thread *th)
{
    const struct bt_tape *tape = bt_vm(th)->tape;
    return BT_UNLIKELY(tape != NULL) && tape->replaying;
}
// true: replaying, the answer is filled in.
static inline bool bt_input_taken(struct bt_thread *th, const char *what, struct bt_answer *answer)
{
    if (!bt_input_replaying(th))
        return false;
    bt_vm(th)->tape->answer(bt_vm(th)->tape, bt_vthread(th), what, answer);
    return true;
}
// Note an answer of the outside, if that is wanted.
static inline void bt_input_keep(struct bt_thread *th, const char *what, struct bt_answer *answer)
{
    if (BT_UNLIKELY(bt_vm(th)->tape != NULL))
        bt_vm(th)->tape->answer(bt_vm(th)->tape, bt_vthread(th), what, answer);
}

// The value of a call that gives a whole number, negative with errno if it fails, and has filled
// `room` (`size` bytes) with as many bytes as the value says.
#define BT_INPUT_DATA(th, what, call, room, size)              \
    __extension__({                                            \
        struct bt_answer a_ = {.data = (room), .cap = (size)}; \
        if (!bt_input_taken((th), (what), &a_)) {              \
            a_.value = (call);                                 \
            a_.err = a_.value < 0 ? errno : 0;                 \
            a_.len = a_.value > 0 ? (size_t)a_.value : 0;      \
            bt_input_keep((th), (what), &a_);                  \
        }                                                      \
        errno = a_.err;                                        \
        a_.value;                                              \
    })
// The same of a call that fills nothing.
#define BT_INPUT(th, what, call)                  \
    __extension__({                               \
        struct bt_answer a_ = {0};                \
        if (!bt_input_taken((th), (what), &a_)) { \
            a_.value = (call);                    \
            a_.err = a_.value < 0 ? errno : 0;    \
            bt_input_keep((th), (what), &a_);     \
        }                                         \
        errno = a_.err;                           \
        a_.value;                                 \
    })
// The same of a call that fills a struct of ints (int64_t[n]) when it gives 0.
#define BT_INPUT_NUMBERS(th, what, call, list)                                        \
    __extension__({                                                                   \
        struct bt_answer a_ = {.data = (list), .cap = sizeof(list), .numbers = true}; \
        if (!bt_input_taken((th), (what), &a_)) {                                     \
            a_.value = (call);                                                        \
            a_.err = a_.value < 0 ? errno : 0;                                        \
            a_.len = a_.value < 0 ? 0 : sizeof(list);                                 \
            bt_input_keep((th), (what), &a_);                                         \
        }                                                                             \
        errno = a_.err;                                                               \
        a_.value;                                                                     \
    })
// The same of a call that nearly always gives `usual`: noted only when it does not.
#define BT_INPUT_EFFECT(th, what, usual, call)                 \
    __extension__({                                            \
        struct bt_answer a_ = {.value = (usual)};              \
        if (!bt_input_replaying(th)) {                         \
            a_.value = (call);                                 \
            a_.err = a_.value < 0 ? errno : 0;                 \
            if (BT_UNLIKELY(bt_vm(th)->tape != NULL))          \
                bt_input_keep_odd((th), (what), &a_, (usual)); \
        } else {                                               \
            bt_input_take_odd((th), (what), &a_);              \
        }                                                      \
        errno = a_.err;                                        \
        a_.value;                                              \
    })
// For it: note the answer if it is not the usual one / fill in the one that was not.
void bt_input_keep_odd(struct bt_thread *th, const char *what, struct bt_answer *answer,
                       int64_t usual);
void bt_input_take_odd(struct bt_thread *th, const char *what, struct bt_answer *answer);

// read(), lseek() of a descriptor of the script's.
int64_t bt_input_read(struct bt_thread *th, int fd, void *data, size_t len);
int64_t bt_input_seek(struct bt_thread *th, int fd, int64_t offset, int whence);
// Can it be read or written without waiting? As bt_os_poll with no time.
int64_t bt_input_poll(struct bt_thread *th, int fd, short events);
// The script has opened a descriptor; path: by open(), with these flags.
void bt_input_opened(struct bt_thread *th, int fd, const char *path, int flags);
// write() to a descriptor of the script's.
int64_t bt_input_write(struct bt_thread *th, int fd, const char *data, size_t len);
// The descriptor to write to for a descriptor of the script's: itself; in a replay that of a
// standard stream, or -1.
int bt_input_stream(const struct bt_thread *th, int fd);
// The script has made `to` another name of `from`; -1: has closed `to`.
void bt_input_moved(struct bt_thread *th, int from, int to);

// A reading of a clock as the script sees it, in nanoseconds.
int64_t bt_input_clock(struct bt_thread *th, enum bt_clock clock);
// n random bytes from the system; false with OSError.
BT_MUST_CHECK bool bt_input_random(struct bt_thread *th, void *bytes, size_t n);

// ---- for the scheduler ----
// Replaying: make ready who arrives now. `idle`: nobody is ready.
void bt_input_arrive(struct bt_vm *vm, bool idle);
// Is there a Ctrl-C for this thread to notice here?
bool bt_input_notice(struct bt_vthread *th, enum bt_notice where);
// The schedule ends here: what arrives from now on is no part of it. Only the first call counts.
void bt_input_end(struct bt_vm *vm);
// The tape no longer drives: who waits for the outside does so for real from now on. In pause(),
// with all threads on one OS thread.
void bt_input_face_outside(struct bt_vm *vm);
// A source has been read (text) or could not be (NULL), for running it.
void bt_input_source(struct bt_thread *th, const char *path, const char *text, size_t len);

#endif
