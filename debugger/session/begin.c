// The program's beginning, and beginning again.
#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <sys/prctl.h>
#include <unistd.h>

#include "debugger/session/output.h"
#include "debugger/session/travel.h"

// In the new process: it is the program, and ends with the session.
__attribute__((noreturn)) static void be_program(struct bt_session *s, int wire)
{
    (void)prctl(PR_SET_PDEATHSIG, SIGKILL);
    if (s->face->fd > STDERR_FILENO) // the script's descriptors are those of a plain run
        close(s->face->fd);
    bt_output_child(s);
    _exit(s->options.run(s->options.ctx, wire));
}

struct bt_program *bt_session_start(struct bt_session *s)
{
    int fds[2];
    if (s->options.attached)
        return bt_program_new(0, s->options.wire);
    if (!bt_wire_pair(fds))
        return NULL;
    fflush(stdout);
    pid_t pid = fork();
    if (pid == 0) {
        close(fds[0]);
        be_program(s, fds[1]);
    }
    close(fds[1]);
    struct bt_program *p = pid > 0 ? bt_program_new(pid, fds[0]) : NULL;
    if (!p)
        close(fds[0]);
    return p;
}

json_t *bt_session_go_to_start(struct bt_session *s)
{
    json_t *stop = bt_session_move(s, json_pack("{s:s, s:s}", "cmd", "run", "how", "start"));
    if (bt_travel_begin(s))
        json_decref(bt_program_request(s, s->tip, json_pack("{s:s}", "cmd", "snapshot")));
    return stop;
}

json_t *bt_session_restart(struct bt_session *s, const json_t *args)
{
    (void)args;
    if (s->options.attached)
        return bt_session_error(
            "the debugger has not started this program: start it again yourself");
    struct bt_program *fresh = bt_session_start(s);
    if (!fresh)
        return bt_session_error("can't start the program: %s", strerror(errno));
    bt_travel_end(s);
    bt_program_free(s->tip);
    bt_output_take(s, true);
    s->tip = s->current = fresh;
    s->status = -1;
    s->thread = 0;
    s->frame = 0;
    json_decref(s->stop);
    s->stop = NULL;
    (void)json_array_clear(s->actions);
    json_decref(bt_program_request(
        s, s->tip, json_pack("{s:s, s:b}", "cmd", "settings", "library", s->library)));
    return bt_session_go_to_start(s);
}
