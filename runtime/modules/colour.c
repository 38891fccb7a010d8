// The choice of colours for tracebacks; called by sys.excepthook.
#include "runtime/modules/colour.h"

#include <stdlib.h>
#include <unistd.h>

#include "runtime/objects/dict.h"
#include "runtime/objects/error.h"
#include "runtime/objects/str.h"
#include "runtime/objects/traceback_print.h"
#include "vm/input.h"
#include "vm/interp.h"

static bool is_set(const char *variable)
{
    const char *value = getenv(variable);
    return value && *value;
}

// Does sys.stderr still go to descriptor 2, and is that a terminal?
static bool is_terminal(struct bt_thread *th)
{
    struct bt_dict *sys = bt_as_dict(bt_vm(th)->sys_dict);
    bt_value original = bt_intern(th, "__stderr__", strlen("__stderr__"));
    if (bt_is_error(original)) {
        bt_exc_clear(th);
        return false;
    }
    return bt_same(bt_dict_get_str(th, sys, BT_NAME(th, _stderr)),
                   bt_dict_get_str(th, sys, original)) &&
           BT_INPUT(th, "isatty", isatty(STDERR_FILENO)) == 1;
}

unsigned bt_stderr_print_flags(struct bt_thread *th)
{
    const char *choice = bt_vm(th)->config.ignore_environment ? NULL : getenv("PYTHON_COLORS");
    if (choice && !strcmp(choice, "0"))
        return 0;
    if (choice && !strcmp(choice, "1"))
        return BT_PRINT_COLOUR;
    if (is_set("NO_COLOR"))
        return 0;
    if (is_set("FORCE_COLOR"))
        return BT_PRINT_COLOUR;
    const char *term = getenv("TERM");
    if (term && !strcmp(term, "dumb"))
        return 0;
    return is_terminal(th) ? BT_PRINT_COLOUR : 0;
}
