// The last turns, for the schedule and its picture. See engine.h.
#include "base/mem.h"
#include "debugger/engine/engine.h"

struct bt_turns {
    size_t n;
};

bool bt_turns_init(struct bt_engine *e)
{
    e->turns = bt_alloc_zero(sizeof *e->turns);
    return e->turns != NULL;
}

void bt_turns_free(struct bt_engine *e)
{
    bt_free(e->turns);
}

void bt_turns_event(struct bt_engine *e, const struct bt_event *event)
{
    (void)e;
    (void)event;
}
