// baton debug, baton dap: see debug.h. This process becomes the session (debugger/session); the
// program runs in a fork of it.
#include "cli/debug.h"

#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/mem.h"
#include "cli/options.h"
#include "cli/run.h"
#include "debugger/dap/dap.h"
#include "debugger/terminal/terminal.h"
#include "vm/substrate.h"

// A file without a name, which is gone when nobody has it open; -1 with errno.
static int temporary_file(void)
{
    char path[PATH_MAX];
    const char *folder = getenv("TMPDIR");
    (void)snprintf(path, sizeof path, "%s/baton-debug-XXXXXX", folder && *folder ? folder : "/tmp");
    int fd = mkostemp(path, O_CLOEXEC);
    if (fd >= 0)
        (void)unlink(path);
    return fd;
}

// Be the program: its threads are coroutines, so that a fork of the process is whole, and what it
// prints comes at once.
static int run(void *ctx, int wire)
{
    struct bt_options o = *(const struct bt_options *)ctx;
    o.config.substrate = &bt_substrate_coroutine;
    o.config.unbuffered = true;
    o.debug_wire = wire;
    o.lab.wanted = true;
    if (!o.lab.record && (o.lab.record_fd = temporary_file()) < 0) {
        fprintf(stderr, "baton: debug: no temporary file to record the run in: %s\n",
                strerror(errno));
        return 1;
    }
    return bt_cli_run(&o);
}

int bt_cli_debug(int argc, char **argv)
{
    struct bt_options o;
    const char **commands = bt_alloc_array((size_t)argc + 1, sizeof *commands);
    bool *is_file = bt_alloc_array((size_t)argc + 1, sizeof *is_file);
    struct bt_terminal_options t = {.commands = commands, .is_file = is_file};
    int i = 1, status = 2;
    for (; commands && is_file && i + 1 < argc; i += 2) {
        bool file = strcmp(argv[i], "-x") == 0;
        if (!file && strcmp(argv[i], "-ex") != 0)
            break;
        commands[t.n_commands] = argv[i + 1];
        is_file[t.n_commands++] = file;
    }
    if (commands && is_file && bt_options_parse(&o, argc - i + 1, argv + i - 1)) {
        const struct bt_session_options session = {.run = run, .ctx = &o};
        status = bt_terminal_run(&session, &t);
    }
    bt_free(commands);
    bt_free(is_file);
    return status;
}

int bt_cli_dap(int argc, char **argv)
{
    (void)argc;
    (void)argv;
    const struct bt_dap_options options = {.in = STDIN_FILENO, .out = STDOUT_FILENO};
    return bt_dap_serve(&options);
}
