// The breakpoints of a session: see points.c.
#ifndef BT_SESSION_POINTS_H
#define BT_SESSION_POINTS_H

#include "debugger/session/private.h"

// Commands: rows of session.c's table.
json_t *bt_session_break(struct bt_session *s, const json_t *args);
json_t *bt_session_tbreak(struct bt_session *s, const json_t *args);
json_t *bt_session_watch(struct bt_session *s, const json_t *args);
json_t *bt_session_log(struct bt_session *s, const json_t *args);
json_t *bt_session_delete(struct bt_session *s, const json_t *args);
json_t *bt_session_enable(struct bt_session *s, const json_t *args);
json_t *bt_session_disable(struct bt_session *s, const json_t *args);
json_t *bt_session_condition(struct bt_session *s, const json_t *args);

// The process is about to move, search or be changed: it gets the table if it has not got it.
void bt_session_points_sync(struct bt_session *s, struct bt_program *p);
// A process has said something (an answer or an event): hits, points that are over.
void bt_session_points_heard(struct bt_session *s, const json_t *message);

#endif
