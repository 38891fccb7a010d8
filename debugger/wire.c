// The wire: see wire.h.
#include "debugger/wire.h"

#include <errno.h>
#include <poll.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

#define BLOCK 65536

bool bt_wire_pair(int fds[2])
{
    return socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, fds) == 0;
}

void bt_wire_init(struct bt_wire *wire, int fd)
{
    *wire = (struct bt_wire){.fd = fd};
    bt_buf_init(&wire->in);
}

void bt_wire_close(struct bt_wire *wire)
{
    if (wire->fd >= 0)
        close(wire->fd);
    wire->fd = -1;
    while (wire->n_fds > 0)
        close(wire->fds[--wire->n_fds]);
    bt_buf_free(&wire->in);
}

static ssize_t send_some(int fd, const char *data, size_t len, int with)
{
    union {
        struct cmsghdr header;
        char room[CMSG_SPACE(sizeof(int))];
    } control;
    struct iovec part = {.iov_base = (void *)(uintptr_t)data, .iov_len = len};
    struct msghdr message = {.msg_iov = &part, .msg_iovlen = 1};
    if (with >= 0) {
        memset(&control, 0, sizeof control);
        message.msg_control = control.room;
        message.msg_controllen = sizeof control.room;
        struct cmsghdr *c = CMSG_FIRSTHDR(&message);
        c->cmsg_level = SOL_SOCKET;
        c->cmsg_type = SCM_RIGHTS;
        c->cmsg_len = CMSG_LEN(sizeof with);
        memcpy(CMSG_DATA(c), &with, sizeof with);
    }
    return sendmsg(fd, &message, MSG_NOSIGNAL);
}

bool bt_wire_send(struct bt_wire *wire, const json_t *message, int with)
{
    char *text = message ? json_dumps(message, JSON_COMPACT) : NULL;
    if (!text || wire->fd < 0) {
        free(text);
        return false;
    }
    size_t len = strlen(text), done = 0;
    text[len++] = '\n'; // instead of the NUL
    while (done < len) {
        ssize_t n = send_some(wire->fd, text + done, len - done, with);
        if (n < 0 && errno == EINTR)
            continue;
        if (n < 0)
            break;
        with = -1;
        done += (size_t)n;
    }
    free(text);
    return done == len;
}

static void keep_descriptors(struct bt_wire *wire, struct msghdr *message)
{
    for (struct cmsghdr *c = CMSG_FIRSTHDR(message); c; c = CMSG_NXTHDR(message, c)) {
        if (c->cmsg_level != SOL_SOCKET || c->cmsg_type != SCM_RIGHTS)
            continue;
        int fd;
        memcpy(&fd, CMSG_DATA(c), sizeof fd);
        if (wire->n_fds < (int)(sizeof wire->fds / sizeof wire->fds[0]))
            wire->fds[wire->n_fds++] = fd;
        else
            close(fd);
    }
}

// false: the other end is gone.
static bool take_in(struct bt_wire *wire)
{
    char block[BLOCK];
    char control[CMSG_SPACE(4 * sizeof(int))];
    struct iovec part = {.iov_base = block, .iov_len = sizeof block};
    struct msghdr message = {.msg_iov = &part,
                             .msg_iovlen = 1,
                             .msg_control = control,
                             .msg_controllen = sizeof control};
    ssize_t n;
    do
        n = recvmsg(wire->fd, &message, MSG_CMSG_CLOEXEC);
    while (n < 0 && errno == EINTR);
    if (n <= 0)
        return false;
    keep_descriptors(wire, &message);
    bt_buf_write(&wire->in, block, (size_t)n);
    return !wire->in.failed;
}

static char *line_end(struct bt_wire *wire)
{
    return wire->in.len ? memchr(wire->in.data, '\n', wire->in.len) : NULL;
}

json_t *bt_wire_receive(struct bt_wire *wire)
{
    char *end;
    while ((end = line_end(wire)) == NULL)
        if (wire->fd < 0 || !take_in(wire))
            return NULL;
    size_t len = (size_t)(end - wire->in.data);
    json_t *message = json_loadb(wire->in.data, len, 0, NULL);
    memmove(wire->in.data, end + 1, wire->in.len - len - 1);
    wire->in.len -= len + 1;
    return message;
}

bool bt_wire_ready(struct bt_wire *wire)
{
    while (!line_end(wire)) {
        struct pollfd p = {.fd = wire->fd, .events = POLLIN};
        if (wire->fd < 0 || poll(&p, 1, 0) <= 0 || !take_in(wire))
            return false;
    }
    return true;
}

int bt_wire_take_fd(struct bt_wire *wire)
{
    if (wire->n_fds == 0)
        return -1;
    int fd = wire->fds[0];
    wire->n_fds--;
    memmove(wire->fds, wire->fds + 1, (size_t)wire->n_fds * sizeof wire->fds[0]);
    return fd;
}
