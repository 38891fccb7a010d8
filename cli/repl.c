/*
 * The prompt. The parser says line by line whether a statement is complete. While the prompt waits
 * for a key the interpreter's lock is free, so threads that were started go on running. Lines are
 * edited by libedit where Baton was built with it and the input is a terminal.
 */
#include "cli/repl.h"

#include <errno.h>
#include <limits.h>
#include <poll.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>
#include <wchar.h>
#ifdef HAVE_LIBEDIT
#include <histedit.h>
#endif

#include "base/buf.h"
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

enum line { LINE_OK, LINE_END, LINE_INTERRUPTED };

struct repl {
    struct bt_thread *th;
    struct bt_buf read_ahead; // input beyond the line, where nothing is edited
    char prompt[256];
    bool interrupted;
#ifdef HAVE_LIBEDIT
    EditLine *el; // NULL: no editing
    History *history;
    char *history_file;
#endif
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

// ---- lines from a terminal, edited ----

#ifdef HAVE_LIBEDIT
static struct repl *repl_of(EditLine *el)
{
    void *data = NULL;
    el_get(el, EL_CLIENTDATA, &data);
    return data;
}

static char *prompt_text(EditLine *el)
{
    return repl_of(el)->prompt;
}

// libedit asks for a key: wait for it with the lock free.
static int read_key(EditLine *el, wchar_t *out)
{
    struct repl *repl = repl_of(el);
    char bytes[MB_LEN_MAX];
    size_t n = 0;
    mbstate_t state;
    while (n < sizeof bytes) {
        bool ready;
        if (!bt_wait_fd(repl->th, STDIN_FILENO, POLLIN, BT_NO_DEADLINE, &ready)) {
            repl->interrupted = true;
            return -1;
        }
        ssize_t got = read(STDIN_FILENO, &bytes[n], 1);
        if (got < 0 && errno == EINTR)
            continue;
        if (got <= 0)
            return 0;
        n++;
        memset(&state, 0, sizeof state);
        size_t used = mbrtowc(out, bytes, n, &state);
        if (used != (size_t)-2)
            return used == (size_t)-1 ? (*out = (unsigned char)bytes[0], 1) : 1;
    }
    return 0;
}

static void editing_start(struct repl *repl)
{
    HistEvent event;
    if (!isatty(STDIN_FILENO) || !isatty(STDOUT_FILENO))
        return;
    repl->el = el_init("baton", stdin, stdout, stderr);
    if (!repl->el)
        return;
    repl->history = history_init();
    if (repl->history)
        history(repl->history, &event, H_SETSIZE, 1000);
    el_set(repl->el, EL_CLIENTDATA, repl);
    el_set(repl->el, EL_PROMPT, prompt_text);
    el_set(repl->el, EL_EDITOR, "emacs");
    el_set(repl->el, EL_SIGNAL, 0);
    el_set(repl->el, EL_GETCFN, read_key);
    if (repl->history)
        el_set(repl->el, EL_HIST, history, repl->history);
    el_source(repl->el, NULL);
    const char *home = getenv("HOME");
    if (home && repl->history && asprintf(&repl->history_file, "%s/.baton_history", home) >= 0)
        history(repl->history, &event, H_LOAD, repl->history_file);
}

static void editing_end(struct repl *repl)
{
    HistEvent event;
    if (repl->history) {
        if (repl->history_file)
            history(repl->history, &event, H_SAVE, repl->history_file);
        history_end(repl->history);
    }
    free(repl->history_file);
    if (repl->el)
        el_end(repl->el);
}

static enum line edited_line(struct repl *repl, struct bt_buf *line)
{
    int n = 0;
    HistEvent event;
    repl->interrupted = false;
    const char *text = el_gets(repl->el, &n);
    if (repl->interrupted) {
        el_reset(repl->el);
        return LINE_INTERRUPTED;
    }
    if (!text || n <= 0)
        return LINE_END;
    bt_buf_write(line, text, (size_t)n);
    if (repl->history && n > 1)
        history(repl->history, &event, H_ENTER, text);
    return LINE_OK;
}
#else
static void editing_start(struct repl *repl)
{
    (void)repl;
}

static void editing_end(struct repl *repl)
{
    (void)repl;
}
#endif

// ---- lines as they come ----

static enum line plain_line(struct repl *repl, struct bt_buf *line)
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
            return LINE_OK;
        }
        char block[1024];
        bool ready;
        if (!bt_wait_fd(repl->th, STDIN_FILENO, POLLIN, BT_NO_DEADLINE, &ready))
            return LINE_INTERRUPTED;
        ssize_t n = read(STDIN_FILENO, block, sizeof block);
        if (n < 0 && errno == EINTR)
            continue;
        if (n > 0) {
            bt_buf_write(ahead, block, (size_t)n);
        } else if (ahead->len > 0) {
            bt_buf_putc(ahead, '\n');
        } else {
            return LINE_END;
        }
    }
}

static enum line read_line(struct repl *repl, struct bt_buf *line)
{
    struct bt_vm *vm = bt_vm(repl->th);
    if (vm->flush)
        vm->flush(repl->th);
#ifdef HAVE_LIBEDIT
    if (repl->el)
        return edited_line(repl, line);
#endif
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

// One statement from its first line to its last. LINE_OK: `text` has it.
static enum line read_statement(struct repl *repl, struct bt_cli_feed *feed, struct bt_buf *text)
{
    for (;;) {
        struct bt_buf line;
        bt_buf_init(&line);
        set_prompt(repl, text->len > 0);
        enum line got = read_line(repl, &line);
        if (got == LINE_OK)
            bt_buf_write(text, line.data, line.len);
        bool complete = got == LINE_OK && bt_cli_feed_line(feed, line.data, line.len);
        bt_buf_free(&line);
        if (got == LINE_END && text->len > 0)
            return LINE_OK; // Ctrl-D in a block: what is there is tried
        if (got != LINE_OK || complete)
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
    editing_start(&repl);
    for (bool ended = false; !ended;) {
        struct bt_buf text;
        bt_buf_init(&text);
        bt_cli_feed_reset(feed);
        enum line got = read_statement(&repl, feed, &text);
        if (got == LINE_INTERRUPTED) {
            if (bt_vthread(th)->stopped)
                ended = true;
            else
                interrupted(th);
        } else if (got == LINE_END) {
            fputs("\n", stdout);
            ended = true;
        } else {
            ended = run_statement(th, &text, &status);
        }
        bt_buf_free(&text);
    }
    editing_end(&repl);
    bt_buf_free(&repl.read_ahead);
    bt_cli_feed_free(feed);
    return status;
}
