/*
 * How a run ends: what --check and --metric ask for, and what the run tells a `baton sweep` that
 * started it (lab/outcome.h).
 */
#ifndef BT_CLI_ENDING_H
#define BT_CLI_ENDING_H

#include "cli/options.h"
#include "lab/outcome.h"

struct bt_ending_report {
    const struct bt_options *options;
    struct bt_vm *vm;
    int fd; // the sweep's pipe; -1: nobody asked
    int64_t began_ns;
    struct bt_outcome outcome;
    bool over; // the script and its threads are
    // as they were
    void (*thread_failed)(struct bt_thread *th, struct bt_vthread *thread);
    int (*before_exit)(struct bt_vm *vm, int status);
};

// Take the pipe from the environment, and see whether the expressions can be read.
// False: they cannot, or memory is short; it has been said, and the exit status is 2.
bool bt_ending_open(struct bt_ending_report *e, const struct bt_options *o);
// The script is about to run. The report is the interpreter's config.message_ctx.
void bt_ending_start(struct bt_ending_report *e, struct bt_vm *vm);
// The exception on the thread ends the script: as bt_exit_status, and the sweep will learn of it.
int bt_ending_status(struct bt_thread *th);
// The script and its threads are over: evaluate the checks if the status is 0. Returns the status,
// 4 when a check failed.
int bt_ending_check(struct bt_ending_report *e, struct bt_thread *th, int status);
void bt_ending_close(struct bt_ending_report *e);

#endif
