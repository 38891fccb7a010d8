// Snapshots: forks of the program's process that can go on. See engine.h.
#include "debugger/engine/engine.h"

json_t *bt_snapshot_take(struct bt_engine *e)
{
    (void)e;
    return bt_engine_error("there are no snapshots");
}

uint64_t bt_snapshot_due(const struct bt_engine *e)
{
    (void)e;
    return UINT64_MAX;
}

void bt_snapshot_pause(struct bt_engine *e)
{
    (void)e;
}
