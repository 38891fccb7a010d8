// Whether tracebacks on standard error are to be in colour.
#ifndef BT_MODULES_COLOUR_H
#define BT_MODULES_COLOUR_H

#include "runtime/objects/state.h"

// enum bt_print_flags for what goes to sys.stderr: colours on a terminal, as CPython 3.13 decides
// it (PYTHON_COLORS, unless the environment is ignored; NO_COLOR; FORCE_COLOR; TERM=dumb).
unsigned bt_stderr_print_flags(struct bt_thread *th);

#endif
