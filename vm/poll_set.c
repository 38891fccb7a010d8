// The poll set: see poll_set.h.
#include "vm/poll_set.h"

#include <string.h>

#include "base/mem.h"
#include "base/os_thread.h"

bool bt_poll_set_reserve(struct bt_poll_set *set)
{
    if (set->n < set->room)
        return true;
    size_t room = set->room ? 2 * set->room : 8;
    struct pollfd *fds = bt_realloc(set->fds, room * sizeof *fds);
    if (!fds)
        return false;
    set->fds = fds;
    struct bt_vthread **threads =
        bt_realloc(set->threads, room * sizeof *threads); // NOLINT(bugprone-sizeof-expression)
    if (!threads)
        return false;
    set->threads = threads;
    set->room = room;
    return true;
}

void bt_poll_set_add(struct bt_poll_set *set, struct bt_vthread *th, int fd, short events)
{
    set->fds[set->n] = (struct pollfd){.fd = fd, .events = events};
    set->threads[set->n] = th;
    set->n++;
}

bool bt_poll_set_remove(struct bt_poll_set *set, const struct bt_vthread *th)
{
    size_t i = 0;
    while (i < set->n && set->threads[i] != th)
        i++;
    if (i == set->n)
        return false;
    set->n--;
    memmove(&set->fds[i], &set->fds[i + 1], (set->n - i) * sizeof set->fds[0]);
    memmove(&set->threads[i], &set->threads[i + 1], (set->n - i) * sizeof set->threads[0]);
    return true;
}

int bt_poll_set_wait(struct bt_poll_set *set, int64_t deadline)
{
    int n = bt_os_poll_many(set->fds, set->n, deadline);
    if (n <= 0) // what an interrupted poll has left there says nothing
        for (size_t i = 0; i < set->n; i++)
            set->fds[i].revents = 0;
    return n;
}

struct bt_vthread *bt_poll_set_ready(const struct bt_poll_set *set)
{
    for (size_t i = 0; i < set->n; i++)
        if (set->fds[i].revents)
            return set->threads[i];
    return NULL;
}

void bt_poll_set_free(struct bt_poll_set *set)
{
    bt_free(set->fds);
    bt_free(set->threads);
    *set = (struct bt_poll_set){0};
}
