/*
 * The wire between the session and the processes of the program: JSON objects, a line each, over a
 * pair of connected sockets. A message may carry one descriptor. Nothing here knows what they say.
 */
#ifndef BT_DEBUGGER_WIRE_H
#define BT_DEBUGGER_WIRE_H

#include <jansson.h>
#include <stdbool.h>

#include "base/buf.h"

struct bt_wire {
    int fd;            // -1: closed
    struct bt_buf in;  // what has come and was not read
    int fds[4], n_fds; // descriptors that came with it
};

// The two ends of a wire, closed on exec. false with errno.
bool bt_wire_pair(int fds[2]);
void bt_wire_init(struct bt_wire *wire, int fd);
void bt_wire_close(struct bt_wire *wire);
// Send a message; `with` is a descriptor to go with it, or -1. false: the other end is gone.
bool bt_wire_send(struct bt_wire *wire, const json_t *message, int with);
// The next message, a new reference; waits for it. NULL: the other end is gone.
json_t *bt_wire_receive(struct bt_wire *wire);
// Is there a message that can be read without waiting? Takes in what has come.
bool bt_wire_ready(struct bt_wire *wire);
// The descriptor that came with the message read last, now the caller's; -1: none.
int bt_wire_take_fd(struct bt_wire *wire);

#endif
