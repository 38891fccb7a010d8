// sys.breakpointhook.
#ifndef BT_MODULES_SYS_BREAKPOINT_H
#define BT_MODULES_SYS_BREAKPOINT_H

#include "vm/interp.h"

// What breakpoint() calls; takes whatever arguments. Opens the debugger, or calls what
// PYTHONBREAKPOINT names. [py]
BT_MUST_CHECK bt_value bt_sys_breakpointhook(struct bt_thread *th, const struct bt_args *args);

#endif
