/*
 * The snapshots of the run that the session keeps, in order, and the clones made of them.
 */
#ifndef BT_SESSION_SNAPSHOTS_H
#define BT_SESSION_SNAPSHOTS_H

#include "debugger/session/private.h"

#define BT_SNAPSHOTS_MAX 24

struct bt_position {
    uint64_t clock, events;
};
static inline int bt_position_compare(struct bt_position a, struct bt_position b)
{
    if (a.clock != b.clock)
        return a.clock < b.clock ? -1 : 1;
    return a.events < b.events ? -1 : a.events > b.events;
}
// Of a STOP, an event, an action.
struct bt_position bt_position_of(const json_t *stop);
static inline struct bt_position bt_program_position(const struct bt_program *p)
{
    return (struct bt_position){p->clock, p->events};
}

struct bt_travel {
    struct bt_program *snapshots[BT_SNAPSHOTS_MAX + 1]; // in order
    size_t n;
    struct bt_program *born; // a process that has just been forked, and belongs to nobody yet
    json_t *exception;       // an uncaught one that is shown where it was raised: an answer
    json_t *tip_stop;        // where the tip stands, while the program is in the past
};

// Keep one more; thins them out. It is the travel's from now on.
void bt_snapshots_add(struct bt_session *s, struct bt_program *snapshot);
// Forget those behind a position, and those at it that know of more than n actions.
void bt_snapshots_cut(struct bt_session *s, struct bt_position at, size_t n_actions);
// The number of the last one at or before a position (by_events: by its events alone); 0 if there
// is none.
size_t bt_snapshots_before(const struct bt_session *s, struct bt_position at, bool by_events);
// A clone of number i, with settings and actions: the caller's. NULL: an error for the
// user in *error.
struct bt_program *bt_snapshots_clone(struct bt_session *s, size_t i, json_t **error);

#endif
