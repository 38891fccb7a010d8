/*
 * The prompt. The parser says line by line whether a statement is complete. While the prompt waits
 * for a key the interpreter's lock is free, so threads that were started go on running. Lines are
 * edited by libedit where Baton was built with it and the input is a terminal.
 */
#include "cli/repl.h"

#include <errno.h>
#include <poll.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "base/buf.h"
#include "base/editing.h"
#include "base/mem.h"
#include "cli/feed.h"
#include "runtime/modules/compile.h"
#include "runtime/modules/startup.h"
#include "runtime/objects/dict.h"
#include "runtime/objects/function.h"
#include "runtime/objects/protocol.h"
#include "runtime/objects/source_cache.h"
#include "runtime/objects/str.h"
#include "vm/blocking.h"

struct repl {
    struct bt_thread *th;
    struct bt_buf read_ahead; // input beyond the line, where nothing is edited
    char prompt[256];
    struct bt_editing *editing; // NULL: no editing
};

// sys.ps1 or sys.ps2 as text.
static void set_prompt(struct repl *repl, bool more)
{
    struct bt_thread *th = repl->th;
    bt_value name = more ? BT_NAME(th, _ps2) : BT_NAME(th, _ps1);
    bt_value v = bt_dict_get_str(th, bt_as_dict(bt_vm(th)->sys_dict), name);
    struct bt_buf buf;
    bt_buf_init(&buf);
    if (bt_is_unset(v) || !bt_buf_str(th, &buf, v)) {
        bt_exc_clear(th);
        bt_buf_puts(&buf, more ? "... " : ">>> ");
    }
    snprintf(repl->prompt, sizeof repl->prompt, "%.*s", (int)buf.len, buf.data ? buf.data : "");
    bt_buf_free(&buf);
}

// ---- lines as they come ----

static enum bt_line plain_line(struct repl *repl, struct bt_buf *line)
{
    fputs(repl->prompt, stdout);
    fflush(stdout);
    for (;;) {
        struct bt_buf *ahead = &repl->read_ahead;
        char *newline = ahead->len ? memchr(ahead->data, '\n', ahead->len) : NULL;
        if (newline) {
            size_t n = (size_t)(newline - ahead->data) + 1;
            bt_buf_write(line, ahead->data, n);
            memmove(ahead->data, newline + 1, ahead->len - n);
            ahead->len -= n;
            return BT_LINE_OK;
        }
        char block[1024];
        bool ready;
        if (!bt_wait_fd(repl->th, STDIN_FILENO, POLLIN, BT_NO_DEADLINE, &ready))
            return BT_LINE_INTERRUPTED;
        ssize_t n = read(STDIN_FILENO, block, sizeof block);
        if (n < 0 && errno == EINTR)
            continue;
        if (n > 0) {
            bt_buf_write(ahead, block, (size_t)n);
        } else if (ahead->len > 0) {
            bt_buf_putc(ahead, '\n');
        } else {
            return BT_LINE_END;
        }
    }
}

// Wait for a key with the lock free; false: Ctrl-C, an exception is set.
static bool wait_for_key(void *ctx)
{
    struct repl *repl = ctx;
    bool ready;
    return bt_wait_fd(repl->th, STDIN_FILENO, POLLIN, BT_NO_DEADLINE, &ready);
}

static enum bt_line read_line(struct repl *repl, struct bt_buf *line)
{
    struct bt_vm *vm = bt_vm(repl->th);
    if (vm->flush)
        vm->flush(repl->th);
    if (repl->editing)
        return bt_editing_line(repl->editing, repl->prompt, line);
    return plain_line(repl, line);
}

// ---- statements ----

static bool exits(struct bt_thread *th, int *status)
{
    if (!bt_exc_is(th, BT_EXC_SYSTEM_EXIT)) {
        bt_print_exception(th);
        return false;
    }
    *status = bt_exit_status(th);
    return true;
}

// Run one complete statement. true: it ended the session.
static bool run_statement(struct bt_thread *th, const struct bt_buf *text, int *status)
{
    struct bt_compile_request request = {
        .name = "<stdin>",
        .text = text->data,
        .len = text->len,
        .how = {.mode = BT_COMPILE_SINGLE, .optimize = bt_vm(th)->config.optimize},
    };
    BT_ROOTS(th, r, 1);
    bool ended = false;
    r[0] = bt_compile_text(th, &request);
    if (!bt_source_cache_add(th->interp, "<stdin>", text->data, text->len))
        r[0] = bt_raise_no_memory(th);
    bt_value v = bt_is_error(r[0]) ? r[0]
                                   : bt_run_code(th, (struct bt_code *)bt_obj(r[0]),
                                                 bt_main_dict(th), BT_UNSET, BT_UNSET);
    if (bt_is_error(v))
        ended = exits(th, status);
    BT_UNROOT(th, r);
    return ended;
}

static void interrupted(struct bt_thread *th)
{
    if (bt_exc_is_set(th) && bt_exc_is(th, BT_EXC_KEYBOARD_INTERRUPT))
        bt_exc_clear(th);
    else if (bt_exc_is_set(th))
        bt_print_exception(th);
    fputs("\nKeyboardInterrupt\n", stderr);
}

// One statement from its first line to its last. BT_LINE_OK: `text` has it.
static enum bt_line read_statement(struct repl *repl, struct bt_cli_feed *feed, struct bt_buf *text)
{
    for (;;) {
        struct bt_buf line;
        bt_buf_init(&line);
        set_prompt(repl, text->len > 0);
        enum bt_line got = read_line(repl, &line);
        if (got == BT_LINE_OK)
            bt_buf_write(text, line.data, line.len);
        bool complete = got == BT_LINE_OK && bt_cli_feed_line(feed, line.data, line.len);
        bt_buf_free(&line);
        if (got == BT_LINE_END && text->len > 0)
            return BT_LINE_OK; // Ctrl-D in a block: what is there is tried
        if (got != BT_LINE_OK || complete)
            return got;
    }
}

static bool set_prompts(struct bt_thread *th)
{
    bt_value ps1 = bt_str_from(th, ">>> "), ps2 = bt_str_from(th, "... ");
    struct bt_dict *sys = bt_as_dict(bt_vm(th)->sys_dict);
    return !bt_is_error(ps1) && !bt_is_error(ps2) && bt_dict_set(th, sys, BT_NAME(th, _ps1), ps1) &&
           bt_dict_set(th, sys, BT_NAME(th, _ps2), ps2);
}

int bt_repl(struct bt_thread *th)
{
    struct repl repl = {.th = th};
    struct bt_cli_feed *feed = bt_cli_feed_new();
    int status = 0;
    if (!feed || !set_prompts(th))
        return 1;
    bt_buf_init(&repl.read_ahead);
    if (!bt_vm(th)->config.quiet)
        fputs("Baton " PACKAGE_VERSION
              " (Python 3.13)\nType \"help\", \"copyright\" or \"license\" for more information.\n",
              stderr);
    const struct bt_editing_options editing = {
        .history = ".baton_history", .ctx = &repl, .wait = wait_for_key};
    repl.editing = bt_editing_start(&editing);
    for (bool ended = false; !ended;) {
        struct bt_buf text;
        bt_buf_init(&text);
        bt_cli_feed_reset(feed);
        enum bt_line got = read_statement(&repl, feed, &text);
        if (got == BT_LINE_INTERRUPTED) {
            if (bt_vthread(th)->stopped)
                ended = true;
            else
                interrupted(th);
        } else if (got == BT_LINE_END) {
            fputs("\n", stdout);
            ended = true;
        } else {
            ended = run_statement(th, &text, &status);
        }
        bt_buf_free(&text);
    }
    bt_editing_end(repl.editing);
    bt_buf_free(&repl.read_ahead);
    bt_cli_feed_free(feed);
    return status;
}
