/*
 * The way back: the snapshots of the run, and what is done with them. Going back is going forward
 * again: a snapshot before the wanted moment forks a clone, which plays the record of the run up to
 * there. The tip sleeps meanwhile where it stands. A clone that comes to the tip's position is
 * done, and the tip goes on in its stead; one in which something is changed becomes the tip of a
 * new future.
 */
#ifndef BT_SESSION_TRAVEL_H
#define BT_SESSION_TRAVEL_H

#include "debugger/session/private.h"

// The program has been started: see to it that there is a way back. false: no memory.
bool bt_travel_begin(struct bt_session *s);
// Forget the snapshots, and the clone: only the tip is left, if that.
void bt_travel_end(struct bt_session *s);
// A process of the program has said that there is a new one (its descriptor came with it).
void bt_travel_heard(struct bt_session *s, struct bt_program *from, const json_t *event);

// Is the program in the past?
static inline bool bt_travel_is_past(const struct bt_session *s)
{
    return s->current != s->tip;
}
// ---- for session/motion.c ----
// In the past: the request of a motion (borrowed), done there, with what it brings about: perhaps
// the tip goes on with it, or a new future begins. The answer.
json_t *bt_travel_move(struct bt_session *s, json_t *request);

// The last stop of a search before now, a new reference (what: the members of the engine's
// "search"); nothing moves. NULL: there is none, *error is NULL; or it is an answer.
json_t *bt_travel_search(struct bt_session *s, const json_t *what, json_t **error);

// The motion that began at the stop `before` (NULL: unknown) has ended: if that is for an exception
// that nobody has caught, go back to where it was raised; or further on, if that is where it began.
// result: kept already; stolen. Returns it, or another one, kept.
json_t *bt_travel_uncaught(struct bt_session *s, const json_t *before, json_t *request,
                           json_t *result);

// ---- commands ----
json_t *bt_travel_reverse_stepi(struct bt_session *s, const json_t *args);
json_t *bt_travel_reverse_step(struct bt_session *s, const json_t *args);
json_t *bt_travel_reverse_next(struct bt_session *s, const json_t *args);
json_t *bt_travel_reverse_finish(struct bt_session *s, const json_t *args);
json_t *bt_travel_reverse_continue(struct bt_session *s, const json_t *args);
json_t *bt_travel_exception(struct bt_session *s, const json_t *args);
json_t *bt_travel_goto(struct bt_session *s, const json_t *args);

#endif
