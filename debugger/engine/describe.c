// What the next instruction will do, in words. See docs/debugging.md.
#include "debugger/engine/engine.h"

json_t *bt_describe_next(struct bt_engine *e, struct bt_vthread *th)
{
    (void)e;
    (void)th;
    return json_null();
}
