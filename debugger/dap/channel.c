// Framing: see channel.h.
#include "debugger/dap/channel.h"

#include <errno.h>
#include <poll.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <unistd.h>

#define BLOCK      65536
#define LARGEST    ((size_t)64 << 20) // a message; what is larger is passed over
#define HEADER_MAX 4096
#define FIELD      "Content-Length:"

void bt_channel_init(struct bt_channel *c, int in, int out)
{
    *c = (struct bt_channel){.in = in, .out = out};
    bt_buf_init(&c->buf);
}

void bt_channel_free(struct bt_channel *c)
{
    bt_buf_free(&c->buf);
}

static void drop(struct bt_channel *c, size_t n)
{
    memmove(c->buf.data, c->buf.data + n, c->buf.len - n);
    c->buf.len -= n;
}

bool bt_channel_fill(struct bt_channel *c, bool wait)
{
    char block[BLOCK];
    struct pollfd p = {.fd = c->in, .events = POLLIN};
    while (!c->closed) {
        int ready = poll(&p, 1, wait ? -1 : 0);
        if (ready == 0)
            return false;
        if (ready < 0 && errno == EINTR)
            continue;
        ssize_t n = read(c->in, block, sizeof block);
        if (n < 0 && (errno == EINTR || errno == EAGAIN))
            continue;
        if (n > 0) {
            bt_buf_write(&c->buf, block, (size_t)n);
            if (!c->buf.failed)
                return true;
            fputs("baton: dap: no memory for what the client sends\n", stderr);
        }
        c->closed = true;
    }
    return false;
}

// The header that the buffer begins with: how many bytes it has with its empty line, 0: it is not
// whole; *length: of the message, SIZE_MAX: it says none.
static size_t header(const struct bt_channel *c, size_t *length)
{
    size_t at = 0;
    *length = SIZE_MAX;
    while (at < c->buf.len) {
        const char *line = c->buf.data + at, *end = memchr(line, '\n', c->buf.len - at);
        if (!end)
            return 0;
        size_t len = (size_t)(end - line);
        at += len + 1;
        if (len > 0 && line[len - 1] == '\r')
            len--;
        if (len == 0)
            return at;
        // Bytes before the field are no reason to lose the message: some shells say hello.
        const size_t field = sizeof FIELD - 1;
        for (size_t i = 0; i + field <= len; i++)
            if (strncasecmp(line + i, FIELD, field) == 0) {
                char *rest;
                errno = 0;
                unsigned long long n = strtoull(line + i + field, &rest, 10);
                if (errno == 0 && rest != line + i + field && n < SIZE_MAX)
                    *length = (size_t)n;
                break;
            }
    }
    return 0;
}

static bool skip(struct bt_channel *c)
{
    size_t n = c->skip < c->buf.len ? c->skip : c->buf.len;
    if (n > 0)
        drop(c, n);
    c->skip -= n;
    return c->skip == 0;
}

json_t *bt_channel_next(struct bt_channel *c)
{
    while (skip(c) && c->buf.len > 0) {
        size_t length, head = header(c, &length);
        if (head == 0) {
            // Without end: no header at all. The last bytes may be the beginning of one.
            if (c->buf.len > HEADER_MAX)
                drop(c, c->buf.len - HEADER_MAX / 2);
            return NULL;
        }
        if (length == SIZE_MAX) {
            drop(c, head);
            continue;
        }
        if (length > LARGEST) {
            fprintf(stderr, "baton: dap: a message of %zu bytes is too large\n", length);
            c->skip = length;
            drop(c, head);
            continue;
        }
        if (c->buf.len - head < length)
            return NULL;
        json_error_t error;
        json_t *message = json_loadb(c->buf.data + head, length, 0, &error);
        drop(c, head + length);
        if (json_is_object(message))
            return message;
        fprintf(stderr, "baton: dap: no message: %s\n", message ? "not an object" : error.text);
        json_decref(message);
    }
    return NULL;
}

static void put(struct bt_channel *c, const char *text, size_t len)
{
    while (len > 0 && !c->closed) {
        ssize_t n = write(c->out, text, len);
        if (n < 0 && errno == EAGAIN) {
            struct pollfd p = {.fd = c->out, .events = POLLOUT};
            (void)poll(&p, 1, -1);
        } else if (n < 0 && errno != EINTR) {
            c->closed = true;
        } else if (n > 0) {
            text += n;
            len -= (size_t)n;
        }
    }
}

void bt_channel_send(struct bt_channel *c, const json_t *message)
{
    char *text = message ? json_dumps(message, JSON_COMPACT) : NULL;
    if (!text) {
        fputs("baton: dap: no memory for a message\n", stderr);
        return;
    }
    char head[64];
    int n = snprintf(head, sizeof head, "Content-Length: %zu\r\n\r\n", strlen(text));
    put(c, head, (size_t)n);
    put(c, text, strlen(text));
    free(text);
}
