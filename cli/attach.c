// breakpoint() in a plain run: see attach.h.
#include "cli/attach.h"

#include <errno.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/os_thread.h"
#include "debugger/terminal/terminal.h"
#include "runtime/objects/str.h"

#define SESSION_STACK (8u << 20)
#define MOST_FILES    65536

// ---- the session's process ----

// Nothing of the script's stays open here: who reads a pipe must see its end.
static int close_others(int wire)
{
    long n = sysconf(_SC_OPEN_MAX);
    if (wire != STDERR_FILENO + 1)
        wire = dup2(wire, STDERR_FILENO + 1);
    for (int fd = wire + 1; fd < (n > 0 && n < MOST_FILES ? (int)n : MOST_FILES); fd++)
        (void)close(fd);
    return wire;
}

static void be_session(void *arg)
{
    const struct bt_session_options *session = arg;
    const struct bt_terminal_options terminal = {.attached = true, .quiet = true};
    sigset_t none;
    sigemptyset(&none);
    pthread_sigmask(SIG_SETMASK, &none, NULL);
    _exit(bt_terminal_run(session, &terminal));
}

// On a stack of its own: the script's may be small, and nearly used up.
static void run_session(int wire, pid_t program)
{
    struct bt_session_options session = {.wire = close_others(wire), .attached = program};
    struct bt_os_thread thread;
    sigset_t all;
    sigfillset(&all);
    pthread_sigmask(SIG_SETMASK, &all, NULL);
    if (bt_os_thread_start(&thread, be_session, &session, SESSION_STACK) == 0)
        bt_os_thread_join(&thread);
    _exit(1);
}

// ---- the program's process ----

static const char *why_not(const struct bt_attach *a)
{
    const struct bt_options *o = a->options;
    if (o->config.replaying)
        return "this is a replay; use `baton debug --replay FILE'";
    if (o->lab.record)
        return "the run is recorded; debug the recording with `baton debug --replay FILE'";
    if (a->swept)
        return "this is a run of a sweep";
    if (o->kind == BT_RUN_PROMPT)
        return "the debugger is for scripts, not for the prompt";
    if (a->vm->gil.kernel)
        return "with the policies ticks and slices the kernel chooses who runs";
    return NULL;
}

static void pass_over(struct bt_attach *a, struct bt_vthread *th, const char *why)
{
    const struct bt_frame *f = th->frame;
    if (a->said)
        return;
    a->said = true;
    if (f)
        fprintf(stderr, "baton: %s:%u: ", bt_as_str(f->code->filename)->data, bt_frame_line(f));
    else
        fputs("baton: ", stderr);
    fprintf(stderr, "breakpoint() is passed over: %s\n", why);
}

static void reached(struct bt_breakpoint *b, struct bt_vthread *th, const char *header)
{
    struct bt_attach *a = (struct bt_attach *)b;
    const char *why = why_not(a);
    int fds[2];
    if (why || !bt_wire_pair(fds)) {
        pass_over(a, th, why ? why : strerror(errno));
        return;
    }
    if (a->vm->flush)
        a->vm->flush(&th->t);
    fflush(NULL);
    pid_t program = getpid(), pid = fork();
    if (pid == 0) {
        close(fds[0]);
        run_session(fds[1], program);
    }
    close(fds[1]);
    if (pid > 0) {
        bt_signals_debugged(a->signals, true);
        a->engine = bt_engine_attach(a->vm, th, fds[0], pid, header);
        if (a->engine)
            return;
        bt_signals_debugged(a->signals, false);
    }
    close(fds[0]);
    pass_over(a, th, pid < 0 ? strerror(errno) : "not enough memory");
}

void bt_attach_start(struct bt_attach *a, const struct bt_options *options, struct bt_vm *vm,
                     struct bt_signals *signals, bool swept)
{
    *a = (struct bt_attach){.hook = {.reached = reached},
                            .options = options,
                            .vm = vm,
                            .signals = signals,
                            .swept = swept};
    vm->breakpoint = &a->hook;
}

void bt_attach_end(struct bt_attach *a)
{
    bt_engine_free(a->engine);
    a->vm->breakpoint = NULL;
}
