// Signals of the program: Ctrl-C, Ctrl-\ and, where something is to be written at the end, SIGTERM;
// received by a thread of their own.
#ifndef BT_CLI_SIGNALS_H
#define BT_CLI_SIGNALS_H

#include <stdbool.h>
#include <stdint.h>

struct bt_vm;
struct bt_signals;

// Block the signals in the calling thread (and so in all that it starts) and start the thread that
// waits for them. SIGPIPE is ignored, as in Python. NULL: the thread could not be started.
// After timeout_ns (0: never) the program ends (bt_vm_request_end). watched: SIGTERM ends it the
// same way, so that what watches it can write what it has found.
struct bt_signals *bt_signals_start(struct bt_vm *vm, int64_t timeout_ns, bool watched);
// From now on Ctrl-C at the terminal stops the program for a debugger (true), or no longer.
void bt_signals_debugged(struct bt_signals *signals, bool debugged);
// End that thread and release what it had.
void bt_signals_stop(struct bt_signals *signals);
#endif
