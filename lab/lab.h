/*
 * The laboratory: what watches one run. It is made from the command line's wishes before the script
 * starts, hears of every event (vm/event.h), and says what it has found when the run ends, however
 * it ends.
 */
#ifndef BT_LAB_LAB_H
#define BT_LAB_LAB_H

#include "lab/record.h"
#include "lab/replay.h"
#include "lab/stats_report.h"
#include "lab/trace.h"
#include "vm/interp.h"

// What is wanted; all zero: nothing.
struct bt_lab_options {
    bool wanted; // anything at all
    struct bt_stats_options stats;
    const char *record; // file to record the run in, or NULL
    int record_fd;      // ... an open one, if there is no name: a debugger's own; 0: none
    int argc;           // the command line, for the recording
    char **argv;
    struct bt_recording *replay; // the recording to repeat, or NULL; the caller's
    bool go_on;                  // and go on when the run differs from it
    const char *switches;        // file for the list of switches, or NULL
    bool own_limit;              // config.max_instr is no part of the recorded run
    struct bt_trace_options trace;
};

// Watch this interpreter; vm->lab is set. NULL when there was nothing to do or it cannot be done
// (then *failed is true, and the reason has been said on stderr).
struct bt_lab *bt_lab_new(struct bt_vm *vm, const struct bt_lab_options *options, bool *failed);
// The run has ended, with this exit status: write what was asked for. Called once, by a normal end
// or by one that ends the process on the spot (deadlock, a limit). Returns the exit status, which
// is another one if something could not be written (said on stderr). Under the interpreter's lock.
int bt_lab_finish(struct bt_lab *lab, int status);
// The recorder, or NULL; lab may be NULL.
struct bt_record *bt_lab_record(const struct bt_lab *lab);
// The replay, or NULL.
struct bt_replay *bt_lab_replay(const struct bt_lab *lab);
void bt_lab_free(struct bt_lab *lab);

#endif
