// Watch points: see watch.c.
#ifndef BT_ENGINE_WATCH_H
#define BT_ENGINE_WATCH_H

#include "debugger/engine/points.h"

// Make p->watch of the point's expression, for the frame that the request means. false: not
// possible, p->message says why.
bool bt_watch_new(struct bt_engine *e, struct bt_point *p, const json_t *request);
void bt_watch_free(struct bt_watch *w);
// The program stands before th's next instruction: has the last one changed the value?
void bt_watch_check(struct bt_engine *e, struct bt_point *p, struct bt_vthread *th,
                    struct bt_points_found *found);
// What it has now is no change. w may be NULL.
void bt_watch_rebase(struct bt_engine *e, struct bt_watch *w);
void bt_watch_sweep(struct bt_watch *w);

#endif
