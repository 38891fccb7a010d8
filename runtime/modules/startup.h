// Bringing an interpreter up: the modules that exist from the start, and running a main program.
#ifndef BT_MODULES_STARTUP_H
#define BT_MODULES_STARTUP_H

#include "vm/interp.h"

// builtins, sys and __main__, the standard streams, the hooks of the VM. Once, by the main thread.
BT_MUST_CHECK bool bt_startup(struct bt_thread *th);
// The namespace of __main__.
struct bt_dict *bt_main_dict(struct bt_thread *th);
// Fill sys: called by bt_startup (sys.c).
BT_MUST_CHECK bool bt_sys_init(struct bt_thread *th);
// The status that an uncaught exception on the thread means for the process: sys.exit's, 130 for
// Ctrl-C, else 1 after printing it through sys.excepthook. Consumes the exception.
int bt_exit_status(struct bt_thread *th);
// The script is over: wait for its threads that are no daemons. Returns the status, or that of
// Ctrl-C.
int bt_join_script(struct bt_thread *th, int status);
// Then: run atexit functions, stop the daemons, flush the streams. The status becomes 120 if what
// was printed could not be written.
int bt_shutdown(struct bt_thread *th, int status);
// Print the exception on the thread through sys.excepthook; consumes it.
void bt_print_exception(struct bt_thread *th);
// Text to sys.stderr as Python sees it, or to descriptor 2 when there is none.
void bt_write_stderr(struct bt_thread *th, const char *text, size_t len);

#endif
