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
// th is about to execute an instruction: does it store to the place?
bool bt_race_stores(struct bt_engine *e, const struct bt_point *p, struct bt_vthread *th);
// Of an X that begins with a variable of a call: the object that it is in, for other processes of
// the session, which find the same objects at the same addresses; 0: it is none of these.
uintptr_t bt_race_base(const struct bt_race_point *r);
// Threads begin and are joined: what has happened before what.
void bt_race_event(struct bt_engine *e, const struct bt_event *event);
void bt_race_sweep(struct bt_race_point *r);

#endif
