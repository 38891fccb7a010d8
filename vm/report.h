// What Baton says about threads: deadlocks, and the dump on Ctrl-\.
#ifndef BT_VM_REPORT_H
#define BT_VM_REPORT_H

#include "vm/interp.h"

// All threads are blocked for good: say who waits for what and who holds it, with each traceback,
// flush what the script has printed, and end the process, or call what the configuration has for
// it: when that returns, the main thread has been interrupted.
void bt_report_deadlock(struct bt_vthread *th);
// Every thread's traceback, the locks and the holder, to the configuration's message function. Runs
// no Python code.
void bt_report_threads(struct bt_vm *vm);

#endif
