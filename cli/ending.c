// How a run ends: see ending.h.
#include "cli/ending.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/buf.h"
#include "base/clock.h"
#include "base/diag.h"
#include "base/source.h"
#include "bytecode/image.h"
#include "runtime/modules/compile.h"
#include "runtime/modules/startup.h"
#include "runtime/objects/exception.h"
#include "runtime/objects/protocol.h"
#include "runtime/objects/seq.h"
#include "runtime/objects/str.h"
#include "vm/event.h"

// ---- telling the sweep ----

static void write_all(int fd, const char *text, size_t len)
{
    while (len > 0) {
        ssize_t n = write(fd, text, len);
        if (n < 0 && errno == EINTR)
            continue;
        if (n <= 0)
            return; // the sweep has gone, or the script has closed the pipe: a run without a word
        text += n;
        len -= (size_t)n;
    }
}

// Where the script stands: threads that are gone, and those that live.
static void count(struct bt_ending_report *e)
{
    const struct bt_vm *vm = e->vm;
    e->outcome.wall_ns = bt_clock_monotonic() - e->began_ns;
    e->outcome.switches = vm->gil.switches;
    e->outcome.instructions = bt_event_clock(vm);
}

static void set_detail(struct bt_ending_report *e, enum bt_ending end, const char *text)
{
    bt_free(e->outcome.detail);
    e->outcome.detail = text ? bt_alloc_copy(text, strlen(text)) : NULL;
    e->outcome.end = end;
}

// The process ends on the spot.
static void cut_short(struct bt_ending_report *e, int status)
{
    char text[48];
    count(e);
    switch (e->vm->end) {
    case BT_VM_END_DEADLOCK:
        snprintf(text, sizeof text, e->vm->n_threads == 1 ? "1 thread" : "%u threads",
                 e->vm->n_threads);
        set_detail(e, BT_END_DEADLOCK, text);
        break;
    case BT_VM_END_LIMIT:
        if (atomic_load(&e->vm->limit) != BT_LIMIT_NONE)
            snprintf(text, sizeof text, BT_LIMIT_OF_TIME);
        else
            snprintf(text, sizeof text, "%llu instructions", (unsigned long long)e->vm->gil.limit);
        set_detail(e, BT_END_LIMIT, text);
        break;
    case BT_VM_END_OS_EXIT: // what was to be looked at could not be
        if (status != 0 || e->options->metric || e->options->n_checks > 0)
            set_detail(e, BT_END_EXIT, "os._exit");
        break;
    case BT_VM_END_SCRIPT: break;
    }
}

// Called once, when the exit status is known: at the end, or where a deadlock or a limit ends the
// process on the spot.
static int before_exit(struct bt_vm *vm, int status)
{
    struct bt_ending_report *e = vm->config.message_ctx;
    struct bt_outcome *o = &e->outcome;
    if (!e->over)
        cut_short(e, status);
    vm->before_exit = e->before_exit;
    o->status = status = bt_vm_before_exit(vm, status);
    if (o->end == BT_END_OK && status != 0)
        o->end = BT_END_EXIT;
    struct bt_buf out;
    bt_buf_init(&out);
    bt_outcome_put(&out, o);
    if (!out.failed)
        write_all(e->fd, out.data, out.len);
    bt_buf_free(&out);
    return status;
}

// A value that is written without Python code and without an object of the heap: what the sweep
// wants to know must not move a switch or a collection. False: it is none.
static bool put_value(struct bt_thread *th, struct bt_buf *out, bt_value v, bool repr)
{
    bool str = bt_is_exact(th, v, BT_T_STR);
    if (bt_is_obj(v) && !str)
        return false;
    if (str && !repr)
        bt_buf_write(out, bt_as_str(v)->data, bt_as_str(v)->len);
    else
        return bt_buf_repr(th, out, v);
    return true;
}

static bool put_args(struct bt_thread *th, struct bt_buf *out, const struct bt_tuple *args)
{
    bool ok = true;
    bt_buf_putc(out, '(');
    for (size_t i = 0; ok && i < args->len; i++) {
        bt_buf_puts(out, i ? ", " : "");
        ok = put_value(th, out, args->items[i], true);
    }
    bt_buf_putc(out, ')');
    return ok;
}

static bool put_os_error(struct bt_thread *th, struct bt_buf *out, const bt_value *x)
{
    bt_buf_puts(out, "[Errno ");
    bool ok = put_value(th, out, x[BT_X_OS_ERRNO], false);
    bt_buf_puts(out, "] ");
    ok = ok && put_value(th, out, x[BT_X_OS_STRERROR], false);
    if (ok && !bt_is_unset(x[BT_X_OS_FILENAME])) {
        bt_buf_puts(out, ": ");
        ok = put_value(th, out, x[BT_X_OS_FILENAME], true);
    }
    return ok;
}

static bool put_syntax_error(struct bt_thread *th, struct bt_buf *out, const bt_value *x)
{
    if (bt_is_unset(x[BT_X_SYNTAX_MSG]) || !put_value(th, out, x[BT_X_SYNTAX_MSG], false))
        return false;
    if (!bt_is_str(x[BT_X_SYNTAX_FILENAME]) || !bt_is_small(x[BT_X_SYNTAX_LINENO]))
        return true;
    const char *file = bt_as_str(x[BT_X_SYNTAX_FILENAME])->data, *slash = strrchr(file, '/');
    bt_buf_printf(out, " (%s, line ", slash ? slash + 1 : file);
    bt_buf_put_int(out, bt_small(x[BT_X_SYNTAX_LINENO]));
    bt_buf_putc(out, ')');
    return true;
}

// What str() of the pending exception says; false where that needs more than put_value can do.
static bool put_message(struct bt_thread *th, struct bt_buf *out)
{
    const struct bt_exception *e = bt_as_exception(th->exc);
    const struct bt_tuple *args = bt_as_tuple(e->args);
    const struct bt_type *type = bt_type_of(th, th->exc), *native = type;
    while (native && !native->spec)
        native = native->base_type;
    if (!native || type->s.str != native->s.str || type->s.repr != native->s.repr)
        return false; // the script has its own
    if (bt_exc_is(th, BT_EXC_OS_ERROR) && !bt_is_unset(e->extra[BT_X_OS_ERRNO]) &&
        !bt_is_unset(e->extra[BT_X_OS_STRERROR]))
        return put_os_error(th, out, e->extra);
    if (bt_exc_is(th, BT_EXC_SYNTAX_ERROR))
        return put_syntax_error(th, out, e->extra);
    if (args->len == 1)
        return put_value(th, out, args->items[0], bt_exc_is(th, BT_EXC_KEY_ERROR));
    return args->len == 0 || put_args(th, out, args);
}

// "TypeError: message" of the pending exception, or only its type.
static void put_exception(struct bt_thread *th, struct bt_buf *out)
{
    bt_buf_puts(out, bt_type_of(th, th->exc)->name);
    size_t len = out->len;
    bt_buf_puts(out, ": ");
    bool message = put_message(th, out) && out->len > len + 2;
    if (!message && !out->failed)
        out->data[out->len = len] = '\0';
}

static void note_exception(struct bt_ending_report *e, struct bt_thread *th, enum bt_ending end)
{
    struct bt_buf text;
    bt_buf_init(&text);
    put_exception(th, &text);
    set_detail(e, end, text.data);
    bt_buf_free(&text);
}

int bt_ending_status(struct bt_thread *th)
{
    struct bt_ending_report *e = bt_vm(th)->config.message_ctx;
    if (e->fd >= 0 && bt_exc_is_set(th) && !bt_exc_is(th, BT_EXC_SYSTEM_EXIT))
        note_exception(e, th, BT_END_EXCEPTION);
    return bt_exit_status(th);
}

static void on_thread_failed(struct bt_thread *th, struct bt_vthread *thread)
{
    struct bt_ending_report *e = thread->vm->config.message_ctx;
    if (e->outcome.end == BT_END_OK)
        note_exception(e, th, BT_END_THREAD);
    e->thread_failed(th, thread);
}

// ---- the expressions ----

static bool no_warning(void *ctx, const char *message, struct bt_span span)
{
    (void)ctx, (void)message, (void)span;
    return true;
}

// Can it be read as an expression? Says what is wrong with it.
static bool readable(const char *option, const char *text)
{
    struct bt_diag diag;
    struct bt_source source;
    struct bt_image *image = NULL;
    bt_diag_init(&diag);
    struct bt_translate_options how = {.mode = BT_COMPILE_EVAL};
    text += strspn(text, " \t");
    bool ok = bt_source_from_text(&source, "<check>", text, strlen(text), &diag);
    if (ok) {
        ok = bt_translate(&source, &how, no_warning, NULL, &image, &diag);
        bt_source_free(&source);
    }
    if (ok)
        bt_image_unref(image);
    else
        fprintf(stderr, "baton: %s needs an expression, not `%s': %s\n", option, text,
                diag.message ? diag.message : "out of memory");
    bt_diag_free(&diag);
    return ok;
}

bool bt_ending_open(struct bt_ending_report *e, const struct bt_options *o)
{
    *e = (struct bt_ending_report){.options = o, .fd = -1};
    for (int i = 0; i < o->n_checks; i++)
        if (!readable("--check", o->checks[i]))
            return false;
    if (o->metric && !readable("--metric", o->metric))
        return false;
    const char *text = getenv(BT_OUTCOME_VARIABLE);
    if (!text)
        return true;
    char *end;
    long fd = strtol(text, &end, 10);
    if (end != text && *end == '\0' && fd >= 0 && fd < 1 << 20 &&
        fcntl((int)fd, F_SETFD, FD_CLOEXEC) == 0)
        e->fd = (int)fd;
    unsetenv(BT_OUTCOME_VARIABLE);
    return true;
}

void bt_ending_start(struct bt_ending_report *e, struct bt_vm *vm)
{
    e->vm = vm;
    if (e->fd < 0)
        return;
    e->thread_failed = vm->thread_failed;
    vm->thread_failed = on_thread_failed;
    e->before_exit = vm->before_exit;
    vm->before_exit = before_exit;
    e->began_ns = bt_clock_monotonic();
    write_all(e->fd, "started\n", 8);
}

// Evaluate an expression in the namespace of __main__. [py]
static bt_value evaluate(struct bt_thread *th, const char *text)
{
    BT_ROOTS(th, r, 1);
    text += strspn(text, " \t");
    struct bt_compile_request request = {
        .name = "<check>",
        .text = text,
        .len = strlen(text),
        .how = {.mode = BT_COMPILE_EVAL},
    };
    r[0] = bt_compile_text(th, &request);
    bt_value v = bt_is_error(r[0]) ? BT_ERROR
                                   : bt_run_code(th, (struct bt_code *)bt_obj(r[0]),
                                                 bt_main_dict(th), BT_UNSET, BT_UNSET);
    BT_UNROOT(th, r);
    return v;
}

// The pending exception in one line; it is cleared. [py]
static void take_exception(struct bt_thread *th, struct bt_buf *out)
{
    BT_ROOTS(th, r, 1);
    r[0] = bt_exc_take(th);
    size_t len = out->len;
    bt_buf_puts(out, bt_type_of(th, r[0])->name);
    bt_buf_puts(out, ": ");
    size_t message = out->len;
    if (!bt_buf_str(th, out, r[0]))
        bt_exc_clear(th);
    if (out->len == message && !out->failed)
        out->data[out->len = message - 2] = '\0';
    for (size_t i = len; !out->failed && i < out->len; i++)
        if (out->data[i] == '\n')
            out->data[i] = ' ';
    BT_UNROOT(th, r);
}

static void say(struct bt_thread *th, struct bt_buf *line)
{
    if (!line->failed)
        bt_write_stderr(th, line->data, line->len);
    bt_buf_free(line);
}

// Does it hold? If not, say so on a line of its own. [py]
static bool holds(struct bt_thread *th, const char *text)
{
    BT_ROOTS(th, r, 1);
    struct bt_buf why;
    bool truth = false;
    bt_buf_init(&why);
    r[0] = evaluate(th, text);
    bool ok = !bt_is_error(r[0]) && bt_truth(th, r[0], &truth);
    if (ok && !truth)
        ok = bt_buf_repr(th, &why, r[0]);
    if (!ok)
        take_exception(th, &why);
    if (!truth) {
        struct bt_buf line;
        bt_buf_init(&line);
        bt_buf_printf(&line, "baton: check failed: %s (%s)\n", text, why.data ? why.data : "");
        say(th, &line);
    }
    bt_buf_free(&why);
    BT_UNROOT(th, r);
    return truth;
}

// The value of --metric. [py]
static void measure(struct bt_ending_report *e, struct bt_thread *th)
{
    BT_ROOTS(th, r, 1);
    const char *expr = e->options->metric;
    struct bt_buf text, line;
    bt_buf_init(&text);
    bt_buf_init(&line);
    r[0] = evaluate(th, expr);
    if (!bt_is_error(r[0]) && bt_buf_str(th, &text, r[0])) {
        bt_free(e->outcome.metric);
        e->outcome.metric = bt_alloc_copy(text.data ? text.data : "", text.len);
        bt_buf_printf(&line, "baton: metric %s = %s\n", expr, text.data ? text.data : "");
    } else {
        bt_buf_clear(&text);
        take_exception(th, &text);
        if (e->outcome.end == BT_END_OK)
            set_detail(e, BT_END_METRIC, text.data ? text.data : "");
        bt_buf_printf(&line, "baton: no metric %s (%s)\n", expr, text.data ? text.data : "");
    }
    bt_buf_free(&text);
    say(th, &line);
    BT_UNROOT(th, r);
}

int bt_ending_check(struct bt_ending_report *e, struct bt_thread *th, int status)
{
    e->over = true;
    if (e->fd >= 0)
        count(e);
    if (status != 0)
        return status;
    if (e->options->metric)
        measure(e, th);
    for (int i = 0; i < e->options->n_checks; i++) {
        if (holds(th, e->options->checks[i]))
            continue;
        if (status == 0 && e->outcome.end == BT_END_OK)
            set_detail(e, BT_END_CHECK, e->options->checks[i]);
        status = 4;
    }
    return status;
}

void bt_ending_close(struct bt_ending_report *e)
{
    if (e->fd >= 0)
        close(e->fd);
    bt_outcome_free(&e->outcome);
}
