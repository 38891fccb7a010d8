/*
 * The standard streams, and what becomes of written data when the interpreter ends. Called by the
 * start-up and the end of the program, and by the VM where it must end at once (vm->flush).
 */
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#include "runtime/modules/io_impl.h"
#include "runtime/modules/module.h"
#include "runtime/objects/dict.h"
#include "runtime/objects/error.h"
#include "runtime/objects/function.h"
#include "runtime/objects/heap.h"
#include "runtime/objects/protocol.h"
#include "runtime/objects/seq.h"
#include "runtime/objects/weakref.h"
#include "vm/input.h"

struct stream {
    int fd;
    const char *name, *shown, *mode;
    enum bt_module_root root;
};

static const struct stream streams[] = {
    {0, "stdin", "<stdin>", "r", BT_ROOT_STDIN},
    {1, "stdout", "<stdout>", "w", BT_ROOT_STDOUT},
    {2, "stderr", "<stderr>", "w", BT_ROOT_STDERR},
};

/*
 * What becomes of characters that cannot be written, or bytes that cannot be read: in a locale that
 * says nothing of an encoding, bytes go through as they are.
 */
static const char *errors_of(const struct stream *s)
{
    static const char *const variables[] = {"LC_ALL", "LC_CTYPE", "LANG"};
    static const char *const silent[] = {"C", "POSIX", "C.UTF-8", "C.utf8", "UTF-8"};
    const char *locale = "C";
    if (s->fd == 2)
        return "backslashreplace";
    for (size_t i = 0; i < 3; i++) {
        const char *value = getenv(variables[i]);
        if (value != NULL && *value != '\0') {
            locale = value;
            break;
        }
    }
    for (size_t i = 0; i < sizeof silent / sizeof *silent; i++) {
        if (strcmp(locale, silent[i]) == 0)
            return "surrogateescape";
    }
    return "strict";
}

// 1: a regular file, 0: something else, -1: closed.
static int stream_kind(int fd)
{
    struct stat info;
    return fstat(fd, &info) != 0 ? -1 : S_ISREG(info.st_mode);
}

// The stream's text file, None if its descriptor is closed; r has room for the layers.
static bt_value make_stream(struct bt_thread *th, const struct stream *s, bt_value *r)
{
    int64_t regular = BT_INPUT(th, "stream", stream_kind(s->fd));
    if (regular < 0)
        return BT_NONE;
    bool output = s->mode[0] == 'w';
    bool unbuffered = output && bt_vm(th)->config.unbuffered;
    r[0] = bt_str_from(th, s->shown);
    r[1] = bt_is_error(r[0]) ? BT_ERROR : bt_raw_new(th, s->fd, output ? "wb" : "rb", false, r[0]);
    if (bt_is_error(r[1]))
        return BT_ERROR;
    struct bt_raw *raw = (struct bt_raw *)bt_obj(r[1]);
    raw->regular = regular != 0;
    raw->patient = output;
    bool tty = BT_INPUT(th, "isatty", isatty(s->fd)) == 1;
    r[2] = bt_buffered_new(th, output ? BT_IO_WRITER : BT_IO_READER, r[1], BT_IO_BUFFER_SIZE);
    if (bt_is_error(r[2]))
        return BT_ERROR;
    bt_value errors = bt_str_from(th, errors_of(s));
    if (bt_is_error(errors))
        return BT_ERROR;
    r[0] = bt_textio_new(th, r[2], BT_NAME(th, _utf8), errors,
                         output ? bt_str_from(th, "\n") : BT_NONE, tty || s->fd == 2,
                         unbuffered || s->fd == 2);
    if (!bt_is_error(r[0]))
        ((struct bt_textio *)bt_obj(r[0]))->mode = bt_str_from(th, s->mode);
    return r[0];
}

// Writes out the buffers beneath a text or buffer of ours.
static void flush_blind(struct bt_thread *th, bt_value v)
{
    if (bt_io_is(th, v, BT_IO_TEXT))
        v = ((struct bt_textio *)bt_obj(v))->buffer;
    struct bt_buffered *b = bt_buffered_of(th, v);
    struct bt_raw *raw = b == NULL ? NULL : bt_raw_of(th, b->raw);
    if (raw != NULL)
        bt_buffered_flush_blind(th, b, raw);
}

static void flush_all_blind(struct bt_thread *th)
{
    const struct bt_io_state *state = bt_io_state(th);
    if (state == NULL)
        return;
    const struct bt_list *list = bt_as_list(state->writers);
    for (size_t i = 0; i < list->len; i++) {
        bt_value v = ((const struct bt_weakref *)bt_obj(list->items[i]))->object;
        if (!bt_is_unset(v))
            flush_blind(th, v);
    }
}

bool bt_io_init(struct bt_thread *th)
{
    struct bt_dict *sys_dict = bt_as_dict(bt_vm(th)->sys_dict);
    bool ok = bt_io_state(th) != NULL; // may collect: before the name is made
    bt_value io = ok ? bt_str_from(th, "_io") : BT_ERROR;
    ok = !bt_is_error(io) && bt_module_add(th, bt_as_dict(bt_vm(th)->builtins), "open",
                                           bt_native_new(th, bt_io_functions, BT_UNSET, io));
    BT_ROOTS(th, r, 3);
    for (size_t i = 0; ok && i < sizeof streams / sizeof *streams; i++) {
        const struct stream *s = &streams[i];
        char dunder[16];
        bt_value v = make_stream(th, s, r);
        bt_vm(th)->module_roots[s->root] = bt_is_error(v) ? BT_UNSET : v;
        (void)snprintf(dunder, sizeof dunder, "__%s__", s->name);
        ok = bt_module_add(th, sys_dict, s->name, v) && bt_module_add(th, sys_dict, dunder, v);
    }
    BT_UNROOT(th, r);
    if (ok)
        bt_vm(th)->flush = flush_all_blind;
    return ok;
}

// ---- the end ----

// sys.NAME.flush(); false if it fails, the exception is set.
static bool flush_stream(struct bt_thread *th, bt_value file)
{
    bool closed;
    bt_value v = bt_getattr_opt(th, file, BT_NAME(th, _closed));
    if (bt_is_error(v))
        bt_exc_clear(th);
    else if (!bt_is_unset(v) && bt_truth(th, v, &closed) && closed)
        return true;
    bt_exc_clear(th);
    return !bt_is_error(bt_call_method(th, file, BT_NAME(th, _flush), NULL, 0));
}

// Flushes what is still open, the buffers of scripts' own files included.
static void flush_writers(struct bt_thread *th)
{
    const struct bt_io_state *state = bt_io_state(th);
    if (state == NULL)
        return;
    BT_ROOTS(th, r, 1);
    for (size_t i = 0; i < bt_as_list(state->writers)->len; i++) {
        bt_value ref = bt_as_list(state->writers)->items[i];
        r[0] = ((const struct bt_weakref *)bt_obj(ref))->object;
        struct bt_buffered *b = bt_is_unset(r[0]) ? NULL : bt_buffered_of(th, r[0]);
        if (b != NULL && b->pending != 0 && !bt_buffered_flush(th, b)) {
            b->pending = 0;
            th->interp->up->unraisable(th, NULL, r[0]);
            bt_exc_clear(th);
        }
    }
    BT_UNROOT(th, r);
}

bool bt_io_finish(struct bt_thread *th)
{
    static const enum bt_name_id names[] = {BT_N__stdout, BT_N__stderr};
    bool ok = true;
    BT_ROOTS(th, r, 1);
    for (size_t i = 0; i < 2; i++) {
        bt_value sys = bt_vm(th)->sys_dict;
        r[0] = bt_is_dict(sys) ? bt_dict_get_str(th, bt_as_dict(sys), th->interp->names[names[i]])
                               : BT_UNSET;
        if (bt_is_unset(r[0]) || bt_is_none(r[0]) || flush_stream(th, r[0]))
            continue;
        ok = false;
        if (i == 0)
            th->interp->up->unraisable(th, "on flushing sys.stdout", BT_UNSET);
        bt_exc_clear(th);
        // what could not be written is not tried again
        bt_value buffer =
            bt_io_is(th, r[0], BT_IO_TEXT) ? ((struct bt_textio *)bt_obj(r[0]))->buffer : BT_UNSET;
        struct bt_buffered *b = bt_is_unset(buffer) ? NULL : bt_buffered_of(th, buffer);
        if (b != NULL)
            b->pending = 0;
    }
    BT_UNROOT(th, r);
    flush_writers(th);
    return ok;
}
