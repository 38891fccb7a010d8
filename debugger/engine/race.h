// Race points: see race.c.
#ifndef BT_ENGINE_RACE_H
#define BT_ENGINE_RACE_H

#include "debugger/engine/points.h"

// Make p->race of the point's expression, for the frame that the request means. false: not
// possible, p->message says why.
bool bt_race_new(struct bt_engine *e, struct bt_point *p, const json_t *request);
void bt_race_free(struct bt_race_point *r);
// th is about to execute an instruction: does it race with an access before?
void bt_race_check(struct bt_engine *e, struct bt_point *p, struct bt_vthread *th,
                   struct bt_points_found *found);
// Threads begin and are joined: what has happened before what.
void bt_race_event(struct bt_engine *e, const struct bt_event *event);
void bt_race_sweep(struct bt_race_point *r);

#endif
