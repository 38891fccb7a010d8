// baton sweep: one script over a grid of switch intervals, policies and seeds (lab/sweep.h).
#ifndef BT_CLI_SWEEP_H
#define BT_CLI_SWEEP_H

#include "lab/sweep.h"

// `sweep SCRIPT ...`; returns the exit status.
int bt_cli_sweep(int argc, char **argv);

// ---- between sweep_options.c and sweep.c ----

#define BT_MAX_EXPORTS 16

struct bt_sweep_options {
    struct bt_sweep *sweep; // what to run is in here
    int64_t timeout_ns;
    uint32_t jobs;     // 0: not given
    uint32_t repeats;  // the same
    const char *input; // NULL: none
    const char *save;  // NULL: do not
    const char *exports[BT_MAX_EXPORTS];
    int n_exports;
    bool plot, merge, done; // done: --help has been served
    char **files;           // the words without a dash, for --merge
    int n_files;
};

// False: what is wrong has been said. Files that the words name are not looked at.
bool bt_sweep_options_parse(struct bt_sweep_options *o, int argc, char **argv);
// "baton sweep: ..." on stderr, with a hint at --help. Returns false.
bool bt_sweep_usage(const char *format, ...) __attribute__((format(printf, 1, 2)));

#endif
