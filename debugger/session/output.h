/*
 * What the program prints, as events: with options.capture its stdout and stderr are pipes that the
 * session reads, so that they never mix with what a face writes.
 */
#ifndef BT_SESSION_OUTPUT_H
#define BT_SESSION_OUTPUT_H

#include <poll.h>
#include <stdbool.h>

struct bt_session;
struct bt_output;

// The pipes, if options.capture asks for them. false with errno.
bool bt_output_open(struct bt_session *s);
// In a new process of the program: its three streams are what the options say.
void bt_output_child(struct bt_session *s);
// What poll() is to wait for: two entries (fd -1 where there is nothing).
void bt_output_poll(const struct bt_session *s, struct pollfd fds[2]);
// Tell the face what has come; all: until nothing is left (the program stands still).
void bt_output_take(struct bt_session *s, bool all);
void bt_output_close(struct bt_session *s);

#endif
