// Processes of the program, and talking to them.
#include <errno.h>
#include <poll.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/mem.h"
#include "debugger/session/output.h"
#include "debugger/session/points.h"
#include "debugger/session/travel.h"

// A signal that comes just before the wait for news is seen after so many milliseconds.
#define AWHILE 100

struct bt_program *bt_program_new(pid_t pid, int fd)
{
    struct bt_program *p = bt_alloc_zero(sizeof *p);
    if (!p)
        return NULL;
    p->pid = pid;
    bt_wire_init(&p->wire, fd);
    return p;
}

void bt_program_free(struct bt_program *p)
{
    if (!p)
        return;
    bt_wire_close(&p->wire);
    if (p->pid > 0) {
        (void)kill(p->pid, SIGKILL);
        while (waitpid(p->pid, NULL, 0) < 0 && errno == EINTR)
            ;
    }
    bt_free(p);
}

static void heard(struct bt_session *s, struct bt_program *p, const json_t *event)
{
    const char *what = json_string_value(json_object_get(event, "event"));
    if (what && strcmp(what, "hello") == 0) {
        s->engine = (uint64_t)json_integer_value(json_object_get(event, "engine"));
        return;
    }
    if (what && (strcmp(what, "snapshot") == 0 || strcmp(what, "clone") == 0)) {
        bt_travel_heard(s, p, event);
        return;
    }
    bt_session_points_heard(s, event);
    if (what && s->face->event)
        s->face->event(s->face->ctx, event);
}

// Wait until the process says something; see to the face meanwhile.
static void wait_for(struct bt_session *s, struct bt_program *p)
{
    while (!bt_wire_ready(&p->wire)) {
        if (s->interrupted) {
            s->interrupted = 0;
            s->signalled = true;
            if (!s->options.attached) // that one has heard of it, too
                (void)sigqueue(p->pid, SIGUSR1, (union sigval){.sival_ptr = (void *)s->engine});
        }
        struct pollfd fds[4] = {{.fd = p->wire.fd, .events = POLLIN},
                                {.fd = s->running ? s->face->fd : -1, .events = POLLIN}};
        bt_output_poll(s, fds + 2);
        int n = poll(fds, 4, s->running ? AWHILE : -1);
        if (n > 0 && fds[1].revents && s->face->readable)
            s->face->readable(s->face->ctx);
        if (n > 0 && (fds[2].revents || fds[3].revents))
            bt_output_take(s, false);
        if (n > 0 && fds[0].revents)
            return;
    }
}

// The motion that was interrupted may have ended of itself: the next one is not to hear of it.
// Until the process has said that it has forgotten, no new interrupt is sent.
static void forget_interrupt(struct bt_session *s, struct bt_program *p)
{
    json_int_t id = ++s->next_id;
    json_t *request = json_pack("{s:s, s:I}", "cmd", "forget", "id", id), *message;
    bool sent = bt_wire_send(&p->wire, request, -1), answered = false;
    json_decref(request);
    s->signalled = false;
    while (sent && !answered && (message = bt_wire_receive(&p->wire)) != NULL) {
        answered = json_integer_value(json_object_get(message, "id")) == id;
        if (!answered)
            heard(s, p, message);
        json_decref(message);
    }
}

json_t *bt_program_request(struct bt_session *s, struct bt_program *p, json_t *request)
{
    const char *cmd = json_string_value(json_object_get(request, "cmd"));
    if (cmd && (strcmp(cmd, "run") == 0 || strcmp(cmd, "search") == 0))
        bt_session_points_sync(s, p);
    if (s->signalled && cmd && strcmp(cmd, "run") == 0)
        forget_interrupt(s, p);
    json_int_t id = ++s->next_id;
    (void)json_object_set_new(request, "id", json_integer(id));
    bool sent = bt_wire_send(&p->wire, request, -1);
    json_decref(request);
    while (sent) {
        wait_for(s, p);
        json_t *message = bt_wire_receive(&p->wire);
        if (!message)
            break;
        if (json_integer_value(json_object_get(message, "id")) == id) {
            bt_output_take(s, true);
            (void)json_object_del(message, "id");
            bt_session_points_heard(s, message);
            return message;
        }
        heard(s, p, message);
        json_decref(message);
    }
    return bt_session_error("the program's process has ended");
}
