// baton debug: see debug.h. This process becomes the session (debugger/session); the
// program runs in a fork of it.
#include "cli/debug.h"

#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "cli/debug_options.h"
#include "cli/replay.h"
#include "cli/run.h"
#include "vm/files.h"
#include "vm/substrate.h"

// A descriptor of ours gets a high number, so that the script's get those that they always get.
static int out_of_the_way(int fd)
{
    int high = fcntl(fd, F_DUPFD_CLOEXEC, BT_FILES);
    if (high < 0)
        return fd;
    close(fd);
    return high;
}

// A file without a name, which is gone when nobody has it open; -1 with errno.
static int temporary_file(void)
{
    char path[PATH_MAX];
    const char *folder = getenv("TMPDIR");
    (void)snprintf(path, sizeof path, "%s/baton-debug-XXXXXX", folder && *folder ? folder : "/tmp");
    int fd = mkostemp(path, O_CLOEXEC);
    if (fd >= 0)
        (void)unlink(path);
    return fd < 0 ? fd : out_of_the_way(fd);
}

// Be the program: its threads are coroutines, so that a fork of the process is whole, and what it
// prints comes at once.
static int run(void *ctx, int wire)
{
    struct bt_options o = *(const struct bt_options *)ctx;
    o.config.substrate = &bt_substrate_coroutine;
    o.config.unbuffered = true;
    o.debug_wire = out_of_the_way(wire);
    o.lab.wanted = true;
    if (!o.lab.record && (o.lab.record_fd = temporary_file()) < 0) {
        fprintf(stderr, "baton: debug: no temporary file to record the run in: %s\n",
                strerror(errno));
        return 1;
    }
    return bt_cli_run(&o);
}

// ... of a recording.
static int run_again(void *ctx, int wire)
{
    return bt_cli_replay_debugged(ctx, wire);
}

void bt_debug_session(struct bt_debug_options *o, struct bt_session_options *session)
{
    *session = (struct bt_session_options){.run = run, .ctx = &o->run, .input = o->input};
    if (!o->replay)
        return;
    session->run = run_again;
    session->ctx = (void *)(uintptr_t)o->replay;
    session->replay = true;
}

int bt_cli_debug(int argc, char **argv)
{
    struct bt_debug_options o;
    int status = bt_debug_options_parse(&o, argc, argv);
    if (status < 0) {
        struct bt_session_options session;
        bt_debug_session(&o, &session);
        status = bt_terminal_run(&session, &o.terminal);
    }
    bt_debug_options_free(&o);
    return status;
}

int bt_cli_debug_on_error(const struct bt_options *options)
{
    struct bt_options o = *options;
    if (!isatty(STDIN_FILENO) || !isatty(STDOUT_FILENO) || o.kind == BT_RUN_PROMPT ||
        o.kind == BT_RUN_STDIN)
        return bt_cli_run(&o);
    const char *why = o.lab.wanted          ? "--record, --trace and --gil-stats"
                      : o.config.timeout_ns ? "--timeout"
                      : o.config.inspect    ? "-i"
                      : o.config.policy->flags & BT_POLICY_KERNEL ? "the policies ticks and slices"
                                                                  : NULL;
    if (why) {
        fprintf(stderr, "baton: -X debug-on-error does not go with %s\n", why);
        return 2;
    }
    const struct bt_session_options session = {.run = run, .ctx = &o};
    const struct bt_terminal_options terminal = {.on_error = true, .quiet = true};
    return bt_terminal_run(&session, &terminal);
}
