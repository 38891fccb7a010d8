// Breakpoints: where to stop. See engine.h.
#include "base/mem.h"
#include "debugger/engine/engine.h"

struct bt_points {
    size_t n;
};

bool bt_points_init(struct bt_engine *e)
{
    e->points = bt_alloc_zero(sizeof *e->points);
    return e->points != NULL;
}

void bt_points_free(struct bt_engine *e)
{
    bt_free(e->points);
}

json_t *bt_points_set(struct bt_engine *e, const json_t *request)
{
    (void)e;
    (void)request;
    return json_pack("{s:b, s:[]}", "ok", 1, "points");
}

json_t *bt_points_check(struct bt_engine *e, struct bt_vthread *th)
{
    (void)e;
    (void)th;
    return NULL;
}

void bt_points_event(struct bt_engine *e, const struct bt_event *event)
{
    (void)e;
    (void)event;
}

void bt_points_raised(struct bt_engine *e, struct bt_vthread *th)
{
    (void)e;
    (void)th;
}

bool bt_points_each(const struct bt_engine *e)
{
    return e->points->n > 0;
}

unsigned bt_points_wants(const struct bt_engine *e)
{
    (void)e;
    return 0;
}

void bt_points_sweep(struct bt_engine *e)
{
    (void)e;
}
