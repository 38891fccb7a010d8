/*
 * Traces: a run as a timeline in a file, `--trace FILE`. The file's ending decides what is written:
 * each kind is a writer (trace_*.c) that reads the stored log (log.h) when the run is over.
 */
#ifndef BT_LAB_TRACE_H
#define BT_LAB_TRACE_H

#include "lab/log.h"

#define BT_TRACE_FILES   16
#define BT_TRACE_LIMIT   ((size_t)64 << 20) // bytes of the log, where nobody says otherwise
#define BT_TRACE_MINIMUM ((size_t)256 << 10)

struct bt_trace_options {
    const char *files[BT_TRACE_FILES]; // "-": as text on stdout
    int n;
    bool wall;         // the wall clock instead of the instruction clock
    bool instr;        // in texts, a line for each instruction
    size_t limit;      // bytes of the log; 0: BT_TRACE_LIMIT
    const char *title; // what runs
};

// NULL if a trace can be written to a file of that name, else the endings that there are.
const char *bt_trace_check(const char *file);

struct bt_trace;
// Open the files and begin to listen. NULL: a file cannot be written or memory is short, which has
// been said on stderr.
struct bt_trace *bt_trace_new(struct bt_vm *vm, const struct bt_trace_options *options);
// The run has ended with this status: write the files. Returns the status, or 1 instead of 0 when
// something could not be written, which is said on stderr.
int bt_trace_finish(struct bt_trace *trace, int status);
void bt_trace_free(struct bt_trace *trace);

#endif
