// The program's output: see output.h.
#include "debugger/session/output.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "base/buf.h"
#include "base/mem.h"
#include "base/utf8.h"
#include "debugger/session/private.h"

#define BLOCK  8192
#define BLOCKS 32 // taken in at once while the program goes on writing

static const char *const names[] = {"stdout", "stderr"};

struct bt_output {
    struct {
        int read, write;
        char held[BT_UTF8_MAX]; // the beginning of a character whose end has not come
        size_t n_held;
    } stream[2];
};

bool bt_output_open(struct bt_session *s)
{
    if (!s->options.capture)
        return true;
    s->output = bt_alloc_zero(sizeof *s->output);
    if (!s->output)
        return false;
    for (int i = 0; i < 2; i++)
        s->output->stream[i].read = s->output->stream[i].write = -1;
    for (int i = 0; i < 2; i++) {
        int fds[2];
        if (pipe2(fds, O_CLOEXEC) != 0)
            return false;
        s->output->stream[i].read = fds[0];
        s->output->stream[i].write = fds[1];
        if (fcntl(fds[0], F_SETFL, O_NONBLOCK) != 0)
            return false;
    }
    return true;
}

void bt_output_child(struct bt_session *s)
{
    for (int i = 0; s->output && i < 2; i++) {
        (void)dup2(s->output->stream[i].write, STDOUT_FILENO + i);
        close(s->output->stream[i].read);
        close(s->output->stream[i].write);
    }
    if (!s->options.input)
        return;
    int fd = open(s->options.input, O_RDONLY | O_CLOEXEC);
    if (fd < 0) {
        fprintf(stderr, "baton: debug: no input: %s: %s\n", s->options.input, strerror(errno));
        fd = open("/dev/null", O_RDONLY | O_CLOEXEC);
    }
    (void)dup2(fd, STDIN_FILENO);
    close(fd);
}

void bt_output_poll(const struct bt_session *s, struct pollfd fds[2])
{
    for (int i = 0; i < 2; i++)
        fds[i] =
            (struct pollfd){.fd = s->output ? s->output->stream[i].read : -1, .events = POLLIN};
}

static void tell(struct bt_session *s, int which, const char *text, size_t len)
{
    json_t *event =
        json_pack("{s:s, s:s, s:s%}", "event", "output", "stream", names[which], "text", text, len);
    if (event && s->face->event)
        s->face->event(s->face->ctx, event);
    json_decref(event);
}

// Bytes of the character that is cut off at the end of `text`; 0: none is.
static size_t cut_off(const char *text, size_t len)
{
    for (size_t n = 1; n < BT_UTF8_MAX && n <= len; n++) {
        unsigned char c = (unsigned char)text[len - n];
        if (c >= 0xC2)
            return bt_utf8_size(c) > n ? n : 0;
        if (c < 0x80)
            return 0;
    }
    return 0;
}

// What is no UTF-8 becomes U+FFFD: JSON has no other bytes.
static void deliver(struct bt_session *s, int which, const char *text, size_t len)
{
    struct bt_buf out;
    char room[256];
    bt_buf_init_in(&out, room, sizeof room);
    while (len > 0) {
        size_t good = bt_utf8_valid_prefix(text, len), bad = 0;
        bt_buf_write(&out, text, good);
        if (good < len) {
            (void)bt_utf8_decode(text + good, len - good, &bad);
            bt_buf_put_code_point(&out, 0xFFFD);
        }
        text += good + bad;
        len -= good + bad;
    }
    if (!out.failed && out.len > 0)
        tell(s, which, out.data, out.len);
    bt_buf_free(&out);
}

// false: nothing is there now.
static bool take_block(struct bt_session *s, int which)
{
    char block[BLOCK];
    struct bt_output *o = s->output;
    size_t held = o->stream[which].n_held;
    memcpy(block, o->stream[which].held, held);
    ssize_t n;
    do
        n = read(o->stream[which].read, block + held, sizeof block - held);
    while (n < 0 && errno == EINTR);
    if (n <= 0)
        return false;
    size_t len = held + (size_t)n, rest = cut_off(block, len);
    memcpy(o->stream[which].held, block + len - rest, rest);
    o->stream[which].n_held = rest;
    deliver(s, which, block, len - rest);
    return true;
}

void bt_output_take(struct bt_session *s, bool all)
{
    for (int which = 0; s->output && which < 2; which++)
        for (int n = 0; (all || n < BLOCKS) && take_block(s, which);)
            n++;
}

void bt_output_close(struct bt_session *s)
{
    if (!s->output)
        return;
    for (int i = 0; i < 2; i++) {
        if (s->output->stream[i].read >= 0)
            close(s->output->stream[i].read);
        if (s->output->stream[i].write >= 0)
            close(s->output->stream[i].write);
    }
    bt_free(s->output);
    s->output = NULL;
}
