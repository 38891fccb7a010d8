/*
 * Snapshots: forks of the program's process that can go on. See engine.h.
 *
 * A snapshot is a process that sleeps in read() on a wire of its own, whose other end has been sent
 * to the session. Asked for a clone it forks again, and sleeps on; the clone plays the record from
 * here on (lab/record.h) as far as the session wants, and prints nothing. All threads are
 * coroutines of one OS thread, so a fork is whole; memory is shared until somebody writes.
 *
 * Nobody is a child of the program: it forks a process that forks another one and ends, so that the
 * script's own children are all that it has, and the session takes the new process in
 * (PR_SET_CHILD_SUBREAPER). When the session ends, all of them do: nothing comes from the wire any
 * more, and whoever runs is killed by the system (PR_SET_PDEATHSIG).
 */
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#include "debugger/engine/engine.h"
#include "lab/lab.h"
#include "vm/files.h"

#define SPACING     5000000  // instructions from one to the next: some 50 ms of run
#define SPACING_MAX 50000000 // ... in a long run
#define TRY_AGAIN   100000   // when none could be taken
#define HIGH        BT_FILES // descriptors of ours are from here on

// A system call that an OS thread makes for a thread cannot be forked.
static bool is_whole(const struct bt_engine *e)
{
    for (const struct bt_vthread *th = e->vm->threads; th; th = th->next)
        if (th->away)
            return false;
    return true;
}

// Another process like this one. In it: 0, it has a wire of its own. Here: 1, and the other end of
// that wire; -1 with errno.
static int split(struct bt_engine *e, int *other_end)
{
    int fds[2], status = 0;
    char go = 0;
    if (!bt_wire_pair(fds))
        return -1;
    pid_t middle = fork();
    if (middle == 0) {
        pid_t pid = fork();
        if (pid != 0)
            _exit(pid < 0);
        close(fds[0]);
        bt_wire_close(&e->wire);
        int high = fcntl(fds[1], F_DUPFD_CLOEXEC, HIGH); // the low ones are the script's
        close(fds[1]);
        fds[1] = high;
        bt_wire_init(&e->wire, fds[1]);
        if (read(fds[1], &go, 1) != 1) // it is the session's child now, whose end ends it
            _exit(0);
        (void)prctl(PR_SET_PDEATHSIG, SIGKILL);
        bt_engine_tell(e, json_pack("{s:s, s:I}", "event", "born", "pid", (json_int_t)getpid()),
                       -1);
        return 0;
    }
    close(fds[1]);
    while (middle > 0 && waitpid(middle, &status, 0) < 0 && errno == EINTR)
        ;
    if (middle < 0 || status != 0 || send(fds[0], &go, 1, MSG_NOSIGNAL) != 1) {
        close(fds[0]);
        errno = EAGAIN;
        return -1;
    }
    *other_end = fds[0];
    return 1;
}

// ---- in a clone ----

static void at_end(void *ctx)
{
    struct bt_engine *e = ctx;
    for (;;) // the session takes the tip and ends this process
        bt_engine_stop(e, NULL, e->motion.search ? NULL : bt_stop_new(e, NULL, "limit", ""));
}

static void diverged(void *ctx, const char *text)
{
    struct bt_engine *e = ctx;
    json_t *broken = bt_engine_error("internal error: going through the run again, it differs from "
                                     "what was recorded:\n%s",
                                     text);
    (void)json_object_set_new(broken, "id", json_integer(e->motion.request));
    bt_engine_tell(e, broken, -1);
    for (;;) { // of no use any more
        json_t *request = bt_wire_receive(&e->wire);
        if (!request)
            _exit(1);
        json_decref(request);
    }
}

// What the script prints goes nowhere, whoever prints it.
static bool mute(struct bt_engine *e)
{
    int null = open("/dev/null", O_RDWR | O_CLOEXEC);
    if (null < 0)
        return false;
    for (int fd = STDOUT_FILENO; fd <= STDERR_FILENO; fd++) {
        e->streams[fd] = fcntl(fd, F_DUPFD_CLOEXEC, HIGH);
        (void)dup2(null, fd);
    }
    close(null);
    return true;
}

// This process has just been forked, to go through the run again.
static json_t *begin_clone(struct bt_engine *e)
{
    struct bt_record *record = bt_lab_record(e->vm->lab);
    struct bt_replay *replay = bt_lab_replay(e->vm->lab);
    bool first = !e->clone;
    if (e->motion.how != BT_MOTION_NONE)
        json_decref(e->motion.found);
    e->motion = (struct bt_motion){.limit = BT_POSITION_NONE};
    json_decref(e->pending);
    json_decref(e->done);
    e->pending = e->done = NULL;
    e->clone = e->past = e->woken = true;
    e->last_stop = BT_POSITION_NONE;
    if (!first)
        return NULL;
    e->ends = (struct bt_replay_ends){e, at_end, diverged};
    int err = record ? bt_record_play(record, &e->ends) : 0;
    if (replay)
        bt_replay_watch(replay, &e->ends, true);
    if (err == 0 && !mute(e))
        err = errno;
    if (err != 0)
        return bt_engine_error("can't read the record of the run: %s", strerror(err));
    e->vm->config.replaying = true;
    return NULL;
}

// ---- the replay of a recording ----

static void recording_ends(void *ctx)
{
    struct bt_engine *e = ctx;
    e->over = true;
    for (;;)
        bt_engine_stop(e, NULL, bt_stop_new(e, NULL, "end", "the recording ends here"));
}

static void recording_differs(void *ctx, const char *text)
{
    struct bt_engine *e = ctx;
    struct bt_buf why;
    bt_buf_init(&why);
    bt_buf_printf(&why, "this run differs from the recording:\n%s", text);
    e->over = true;
    e->status = BT_STATUS_DIVERGED;
    for (;;) {
        json_t *stop = bt_stop_new(e, NULL, "end", why.data ? why.data : "");
        (void)json_object_set_new(stop, "status", json_integer(e->status));
        bt_engine_stop(e, NULL, stop);
    }
}

void bt_snapshot_start(struct bt_engine *e)
{
    struct bt_replay *replay = bt_lab_replay(e->vm->lab);
    if (!replay)
        return;
    e->past = true;
    e->ends = (struct bt_replay_ends){e, recording_ends, recording_differs};
    bt_replay_watch(replay, &e->ends, false);
}

// ---- asleep ----

// Be a snapshot. Returns in a clone.
static void sleep_on(struct bt_engine *e)
{
    for (;;) {
        json_t *request = bt_wire_receive(&e->wire);
        const char *cmd = json_string_value(json_object_get(request, "cmd"));
        if (!cmd || strcmp(cmd, "clone") != 0)
            _exit(0);
        int fd, child = split(e, &fd);
        json_t *answer = NULL;
        if (child == 0) {
            answer = begin_clone(e);
            bt_engine_tell(e, answer ? answer : json_pack("{s:b}", "ok", 1), -1);
            json_decref(request);
            return;
        }
        if (child > 0) {
            answer = json_pack("{s:s}", "event", "clone");
            (void)bt_wire_send(&e->wire, answer, fd);
            close(fd);
            json_decref(answer);
            answer = json_pack("{s:b}", "ok", 1);
        } else {
            answer = bt_engine_error("no process: %s", strerror(errno));
        }
        (void)json_object_set(answer, "id", json_object_get(request, "id"));
        bt_engine_tell(e, answer, -1);
        json_decref(request);
    }
}

json_t *bt_snapshot_take(struct bt_engine *e, struct bt_vthread *th, bool *woken)
{
    struct bt_record *record = bt_lab_record(e->vm->lab);
    struct bt_position at = bt_engine_position(e);
    int fd;
    *woken = false;
    if (!record && !bt_lab_replay(e->vm->lab))
        return bt_engine_error("the run is not recorded: there is no way back");
    if (e->over || !is_whole(e))
        return bt_engine_error(e->over ? "the program has ended"
                                       : "a thread is in a system call that cannot be repeated");
    if (record) {
        bt_record_settle(record);
        bt_record_look(record); // before the fork: the places in files are shared by both
    }
    int child = split(e, &fd);
    if (child == 0) {
        sleep_on(e);
        *woken = true;
        bt_engine_serve(e, th);
        return NULL;
    }
    if (child < 0)
        return bt_engine_error("no process: %s", strerror(errno));
    json_t *event =
        json_pack("{s:s, s:I, s:I, s:I}", "event", "snapshot", "clock", (json_int_t)at.clock,
                  "events", (json_int_t)at.events, "actions", (json_int_t)e->actions_seen);
    bt_engine_tell(e, event, fd);
    close(fd);
    uint64_t space = at.clock / 64;
    space = space < SPACING ? SPACING : space > SPACING_MAX ? SPACING_MAX : space;
    e->snapshot_due = at.clock + space;
    return NULL;
}

uint64_t bt_snapshot_due(const struct bt_engine *e)
{
    return e->clone || e->in_child || e->snapshot_due == 0 ? UINT64_MAX : e->snapshot_due;
}

void bt_snapshot_pause(struct bt_engine *e, struct bt_vthread *th)
{
    bool woken;
    if (bt_event_clock(e->vm) < bt_snapshot_due(e))
        return;
    json_t *error = bt_snapshot_take(e, th, &woken);
    if (error)
        e->snapshot_due = bt_event_clock(e->vm) + TRY_AGAIN;
    json_decref(error);
}

// ---- a new future ----

// Does the record give the lock to that thread here?
static bool is_given(const struct bt_engine *e, json_int_t thread)
{
    struct bt_position here = bt_engine_position(e);
    for (size_t i = e->next_action; i < e->n_actions; i++) {
        const struct bt_action *a = &e->actions[i];
        const char *what = json_string_value(json_object_get(a->what, "action"));
        if (bt_position_compare(a->at, here) != 0)
            return false;
        if (what && (strcmp(what, "switch") == 0 || strcmp(what, "pin") == 0))
            return json_integer_value(json_object_get(a->what, "thread")) == thread;
    }
    return false;
}

json_t *bt_snapshot_object(struct bt_engine *e, struct bt_vthread *th, const char *cmd,
                           const json_t *request)
{
    static const char *const alone[] = {"insn", "line", "finish", "until"};
    bool changes = false;
    if (strcmp(cmd, "run") == 0) {
        const char *how = json_string_value(json_object_get(request, "how"));
        json_int_t number = json_integer_value(json_object_get(request, "thread"));
        const struct bt_vthread *who = number ? bt_engine_thread(e, number) : NULL;
        for (size_t i = 0; how && i < sizeof alone / sizeof alone[0]; i++)
            changes = changes || strcmp(how, alone[i]) == 0;
        changes = changes && who && who != th && who->state == BT_THREAD_READY && !who->frozen &&
                  !json_is_true(json_object_get(request, "others")) && !is_given(e, number);
    } else if (bt_action_is(cmd)) {
        json_t *result = bt_query(e, th, "try", request); // a mistake is to change nothing
        if (!json_is_true(json_object_get(result, "ok")))
            return result;
        json_decref(result);
        changes = true;
    }
    if (changes && !bt_lab_record(e->vm->lab))
        return bt_engine_error("a recording cannot be changed: debug the script itself");
    return changes ? json_pack("{s:b, s:b, s:s}", "ok", 0, "future", 1, "error",
                               "it would be another future")
                   : NULL;
}

json_t *bt_snapshot_future(struct bt_engine *e, pid_t old_tip)
{
    struct bt_record *record = bt_lab_record(e->vm->lab);
    if (!e->clone)
        return NULL;
    int err = record ? bt_record_go_on(record, old_tip) : ENOENT;
    if (err != 0)
        return bt_engine_error("can't write the record of the run: %s", strerror(err));
    for (int fd = STDOUT_FILENO; fd <= STDERR_FILENO; fd++) {
        if (e->streams[fd] < 0) {
            close(fd); // the script had closed it
            continue;
        }
        (void)dup2(e->streams[fd], fd);
        close(e->streams[fd]);
    }
    e->vm->config.replaying = false;
    e->clone = e->past = false;
    e->next_action = e->n_actions;
    e->snapshot_due = bt_event_clock(e->vm) + SPACING;
    bt_input_face_outside(e->vm);
    return NULL;
}
