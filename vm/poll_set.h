/*
 * The poll set: threads that wait for descriptors without an OS thread of their own to do it, in
 * the order in which they came.
 *
 * Locking: the holder of the interpreter's lock, or the one OS thread that everything runs on.
 */
#ifndef BT_VM_POLL_SET_H
#define BT_VM_POLL_SET_H

#include <poll.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct bt_vthread;

// All zero: empty.
struct bt_poll_set {
    struct pollfd *fds;
    struct bt_vthread **threads; // who waits for fds[i]
    size_t n, room;
};

// Make room for one more. false: no memory.
bool bt_poll_set_reserve(struct bt_poll_set *set);
// The thread waits for fd to be ready for events (POLLIN, POLLOUT). There is room.
void bt_poll_set_add(struct bt_poll_set *set, struct bt_vthread *th, int fd, short events);
// Take the thread out. Says whether it was there.
bool bt_poll_set_remove(struct bt_poll_set *set, const struct bt_vthread *th);
// Wait until somebody's descriptor is ready, the deadline (monotonic nanoseconds; 0: do not wait)
// passes or the calling OS thread is kicked. Returns how many are ready: bt_poll_set_ready.
int bt_poll_set_wait(struct bt_poll_set *set, int64_t deadline);
// The first thread whose descriptor was found ready, or NULL.
struct bt_vthread *bt_poll_set_ready(const struct bt_poll_set *set);
void bt_poll_set_free(struct bt_poll_set *set);

#endif
