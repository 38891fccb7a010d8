// What Baton says about threads: deadlocks, and the dump on Ctrl-\.
#ifndef BT_VM_REPORT_H
#define BT_VM_REPORT_H

#include "vm/interp.h"

// All threads are blocked for good: say who waits for what and who holds it, with each traceback,
// flush what the script has printed, and end the process, or call what the configuration has for
// it: when that returns, the main thread has been interrupted.
void bt_report_deadlock(struct bt_vthread *th);
// What a thread waits for by its enum bt_wait_reason: "a lock", "an event".
const char *bt_report_awaited(unsigned reason);
// What the thread does, as the reports say it: "waits for lock 3, held by thread 1 (MainThread)
// since line 7".
struct bt_buf;
void bt_report_state(struct bt_buf *out, const struct bt_vthread *th);
// "thread 2 (Thread-1 (f))"
void bt_report_name(struct bt_buf *out, const struct bt_vthread *th);
// Every thread's traceback, the locks and the holder, to the configuration's message function. Runs
// no Python code.
void bt_report_threads(struct bt_vm *vm);
// A limit is reached: the program's instructions (config.max_instr), its time (config.timeout_ns).
// Flush what the script has printed, say where each thread is, and end the process with status 6.
_Noreturn void bt_report_max_instr(struct bt_vm *vm);
_Noreturn void bt_report_timeout(struct bt_vm *vm);

#endif
