/*
 * Scheduling policies: who of the ready threads runs next, and for how long. One row of the table
 * in policy.c each, one file each (policy_NAME.c). A policy decides by nothing but what it is told
 * here and the seeded generator gil->random, so that a run can be repeated.
 */
#ifndef BT_VM_POLICY_H
#define BT_VM_POLICY_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct bt_gil;
struct bt_vm_config;
struct bt_vthread;

// How a thread comes to be ready.
enum bt_entry {
    BT_ENTER_NEW,       // it has been started
    BT_ENTER_WOKEN,     // another thread woke it
    BT_ENTER_OUTSIDE,   // its sleep, system call or wait with a deadline has ended
    BT_ENTER_TURN,      // its turn has ended
    BT_ENTER_YIELD,     // it lets others run of its own will
    BT_ENTER_CUT,       // its turn was cut short for Ctrl-C
    BT_ENTER_PREEMPTED, // its turn was cut short: the policy prefers a thread that became ready
};

enum bt_policy_flag {
    BT_POLICY_SEEDED = 1, // asks gil->random
    BT_POLICY_KERNEL = 2, // lets the kernel choose: OS threads only, not deterministic
    BT_POLICY_LIST = 4,   // follows config->switches
};

// One hand-over of a schedule that is written down.
struct bt_switch {
    uint64_t instr;        // instructions that the thread has executed then
    uint32_t thread, next; // numbers; who gives the lock up, and to whom
    bool ends_turn;        // its turn ends there; else it gives the lock up of its own accord
};
struct bt_switches {
    struct bt_switch *list;
    size_t n;
};

struct bt_policy {
    const char *name;
    const char *parameter; // what may follow the colon, for messages ("D", "[N]"); NULL: nothing
    const char *help;      // one line
    unsigned flags;
    // What is wrong with the parameter (NULL: none was given), as a message; NULL: nothing. The
    // function itself is NULL in a policy without a parameter.
    const char *(*check)(const char *parameter);
    // Begin: config->policy_parameter has been checked. Allocates gil->policy_state, and may set N
    // if the user did not. false: no memory. May be NULL.
    bool (*init)(struct bt_gil *gil, const struct bt_vm_config *config);
    void (*end)(struct bt_gil *gil); // release policy_state; may be NULL
    // The thread is ready: put it into a queue.
    void (*enter)(struct bt_gil *gil, struct bt_vthread *th, enum bt_entry how);
    // Who is next: taken out of its queue. Somebody is ready when this is called.
    struct bt_vthread *(*next)(struct bt_gil *gil);
    // Take this one, which is ready, out of its queue; NULL: it is in gil->ready or gil->front.
    void (*take)(struct bt_gil *gil, struct bt_vthread *th);
    // Instructions of the turn that th begins; NULL: N (bt_gil_draw_n).
    uint64_t (*turn_length)(struct bt_gil *gil, struct bt_vthread *th);
    // `ready` has become ready while `running` has the lock: does the turn end after this
    // instruction? NULL: never.
    bool (*preempts)(const struct bt_gil *gil, struct bt_vthread *running,
                     struct bt_vthread *ready);
};

extern const struct bt_policy bt_policy_fifo, bt_policy_lifo, bt_policy_random, bt_policy_priority,
    bt_policy_pct, bt_policy_ticks, bt_policy_slices, bt_policy_replay;

// Take "NAME" or "NAME:PARAMETER" apart; *parameter is a part of text, or NULL. false: it names no
// policy or the parameter is wrong: `message` says what, and what there is (cut to its size).
bool bt_policy_parse(const char *text, const struct bt_policy **policy, const char **parameter,
                     char *message, size_t size);

// The policy called by the first len bytes of text, or NULL.
const struct bt_policy *bt_policy_find(const char *text, size_t len);

#endif
