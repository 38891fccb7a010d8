// Statements of the user, executed in the program itself. See engine.h.
#include "debugger/engine/engine.h"

json_t *bt_exec(struct bt_engine *e, struct bt_vthread *th, const json_t *what)
{
    (void)e;
    (void)th;
    (void)what;
    return bt_engine_error("not yet");
}
