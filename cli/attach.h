/*
 * breakpoint() in a plain run: the debugger is opened at that place. The process forks: the child
 * is the session and has the terminal, the parent stays the program and obeys it.
 */
#ifndef BT_CLI_ATTACH_H
#define BT_CLI_ATTACH_H

#include "cli/options.h"
#include "cli/signals.h"
#include "debugger/engine/engine.h"

struct bt_attach {
    struct bt_breakpoint hook; // first; vm->breakpoint
    const struct bt_options *options;
    struct bt_vm *vm;
    struct bt_signals *signals;
    struct bt_engine *engine; // from the first breakpoint() on
    bool said;                // ... that it is passed over
    bool swept;               // this is a run of a sweep
};

// Wait for breakpoint(). Everything must outlive the run.
void bt_attach_start(struct bt_attach *a, const struct bt_options *options, struct bt_vm *vm,
                     struct bt_signals *signals, bool swept);
void bt_attach_end(struct bt_attach *a);

#endif
