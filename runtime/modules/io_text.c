/*
 * TextIOWrapper: text over a buffer of bytes. This file has writing, closing, positions and the
 * type; reading is in io_text_read.c.
 *
 * Text is encoded straight into the buffer beneath when that is one of ours, so that a print()
 * costs one copy; another object gets it by its write() method. Line ends are written as they are
 * ('\n' is the system's), unless `newline` says otherwise.
 */
#include "base/utf8.h"
#include "runtime/modules/io_impl.h"
#include "runtime/objects/args.h"
#include "runtime/objects/error.h"
#include "runtime/objects/heap.h"
#include "runtime/objects/int.h"
#include "runtime/objects/protocol.h"
#include "runtime/objects/seq.h"
#include "runtime/objects/shape.h"

static struct bt_textio *as_text(bt_value v)
{
    return (struct bt_textio *)bt_obj(v);
}

// Initialised, with its buffer?
static bool attached(struct bt_thread *th, const struct bt_textio *t)
{
    if (bt_is_obj(t->buffer))
        return true;
    return bt_fail(th, BT_EXC_VALUE_ERROR,
                   bt_is_none(t->buffer) ? "underlying buffer has been detached"
                                         : "I/O operation on uninitialized object");
}

struct bt_textio *bt_textio_ready(struct bt_thread *th, bt_value v)
{
    struct bt_textio *t = as_text(v);
    bool closed;
    if (!attached(th, t))
        return NULL;
    const struct bt_buffered *b = bt_buffered_of(th, t->buffer);
    const struct bt_raw *raw = b == NULL ? NULL : bt_raw_of(th, b->raw);
    if (raw != NULL)
        closed = raw->fd < 0;
    else if (!bt_io_closed(th, t->buffer, &closed))
        return NULL;
    if (closed)
        (void)bt_io_fail_closed(th);
    return closed ? NULL : t;
}

// ---- writing ----

bool bt_textio_flush(struct bt_thread *th, struct bt_textio *t)
{
    struct bt_buffered *b = bt_buffered_of(th, t->buffer);
    if (b != NULL)
        return bt_buffered_flush(th, b);
    return !bt_is_error(bt_call_method(th, t->buffer, BT_NAME(th, _flush), NULL, 0));
}

static bool write_bytes(struct bt_thread *th, struct bt_textio *t, const char *data, size_t len)
{
    struct bt_buffered *b = bt_buffered_of(th, t->buffer);
    if (b != NULL)
        return bt_buffered_write(th, b, data, len);
    BT_ROOTS(th, r, 1);
    r[0] = bt_bytes_new(th, data, len);
    bool ok = !bt_is_error(r[0]) &&
              !bt_is_error(bt_call_method(th, t->buffer, BT_NAME(th, _write), r, 1));
    BT_UNROOT(th, r);
    return ok;
}

// The text with other line ends for '\n', in place of it in `text`.
static bool translate(struct bt_thread *th, const struct bt_textio *t, bt_value *text)
{
    const struct bt_str *s = bt_as_str(*text);
    if ((t->newline != BT_NEWLINE_CR && t->newline != BT_NEWLINE_CRLF) ||
        memchr(s->data, '\n', s->len) == NULL)
        return true;
    const char *end = t->newline == BT_NEWLINE_CR ? "\r" : "\r\n";
    struct bt_buf buf;
    bt_buf_init(&buf);
    for (size_t i = 0; i < s->len; i++) {
        if (s->data[i] == '\n')
            bt_buf_puts(&buf, end);
        else
            bt_buf_putc(&buf, s->data[i]);
    }
    *text = bt_str_from_buf(th, &buf);
    return !bt_is_error(*text);
}

// Encodes and writes a str that the caller has rooted. [py, waits]
static bool write_text(struct bt_thread *th, struct bt_textio *t, bt_value text)
{
    const struct bt_str *s = bt_as_str(text);
    if (t->codec->encode == bt_utf8_codec_encode && t->started &&
        (bt_str_is_ascii(s) || bt_utf8_valid_prefix(s->data, s->len) == s->len))
        return write_bytes(th, t, s->data, s->len);
    struct bt_buf out;
    bt_buf_init(&out);
    bool ok = bt_codec_encode(th, t->codec, text, bt_as_str(t->errors)->data, !t->started, &out);
    t->started = t->started || ok;
    ok = ok && write_bytes(th, t, out.len == 0 ? "" : out.data, out.len);
    bt_buf_free(&out);
    return ok;
}

static bt_value text_write(struct bt_thread *th, const bt_value *args)
{
    if (!bt_is_str(args[1]))
        return bt_type_error(th, "write() argument must be str, not %.200T", args[1]);
    struct bt_textio *t = bt_textio_ready(th, args[0]);
    if (t == NULL)
        return BT_ERROR;
    if (!t->can_write)
        return bt_io_unsupported(th, "not writable");
    const struct bt_str *s = bt_as_str(args[1]);
    bool flush = t->write_through || (t->line_buffering && (memchr(s->data, '\n', s->len) != NULL ||
                                                            memchr(s->data, '\r', s->len) != NULL));
    if (t->chunk.len != 0)
        bt_textio_reset(t);
    BT_ROOTS(th, r, 1);
    r[0] = args[1];
    bool ok =
        translate(th, t, &r[0]) && write_text(th, t, r[0]) && (!flush || bt_textio_flush(th, t));
    BT_UNROOT(th, r);
    return ok ? bt_from_small((int64_t)bt_str_chars(s)) : BT_ERROR;
}

static bt_value text_flush(struct bt_thread *th, const bt_value *args)
{
    struct bt_textio *t = bt_textio_ready(th, args[0]);
    return t != NULL && bt_textio_flush(th, t) ? BT_NONE : BT_ERROR;
}

static bt_value text_close(struct bt_thread *th, const bt_value *args)
{
    struct bt_textio *t = as_text(args[0]);
    bool closed;
    if (!attached(th, t))
        return BT_ERROR;
    if (!bt_io_closed(th, t->buffer, &closed))
        return BT_ERROR;
    // a buffer of ours flushes and closes even if flushing fails; others are flushed first, as
    // CPython does
    if (closed)
        return BT_NONE;
    if (bt_buffered_of(th, t->buffer) == NULL &&
        bt_is_error(bt_call_method(th, t->buffer, BT_NAME(th, _flush), NULL, 0)))
        return BT_ERROR;
    return bt_call_method(th, t->buffer, BT_NAME(th, _close), NULL, 0);
}

static bt_value text_detach(struct bt_thread *th, const bt_value *args)
{
    struct bt_textio *t = bt_textio_ready(th, args[0]);
    if (t == NULL || !bt_textio_flush(th, t))
        return BT_ERROR;
    bt_value buffer = t->buffer;
    t->buffer = BT_NONE;
    return buffer;
}

static bt_value text_truncate(struct bt_thread *th, const bt_value *args)
{
    struct bt_textio *t = bt_textio_ready(th, args[0]);
    if (t == NULL || !bt_textio_flush(th, t))
        return BT_ERROR;
    return bt_io_call(th, t->buffer, "truncate", args + 1, 1);
}

#define FROM_BUFFER(name)                                                              \
    static bt_value text_##name(struct bt_thread *th, const bt_value *args)            \
    {                                                                                  \
        struct bt_textio *t = as_text(args[0]);                                        \
        return attached(th, t) ? bt_io_call(th, t->buffer, #name, NULL, 0) : BT_ERROR; \
    }
FROM_BUFFER(fileno)
FROM_BUFFER(isatty)
FROM_BUFFER(readable)
FROM_BUFFER(writable)
FROM_BUFFER(seekable)

// ---- making ----

bool bt_newline_arg(struct bt_thread *th, bt_value v, enum bt_newline *out)
{
    static const char *const names[] = {[BT_NEWLINE_ANY] = "",
                                        [BT_NEWLINE_LF] = "\n",
                                        [BT_NEWLINE_CR] = "\r",
                                        [BT_NEWLINE_CRLF] = "\r\n"};
    *out = BT_NEWLINE_UNIVERSAL;
    if (bt_is_none(v) || bt_is_unset(v))
        return true;
    for (int i = BT_NEWLINE_ANY; i <= BT_NEWLINE_CRLF; i++) {
        if (bt_str_is(v, names[i])) {
            *out = (enum bt_newline)i;
            return true;
        }
    }
    if (!bt_is_str(v))
        return bt_fail(th, BT_EXC_TYPE_ERROR,
                       "TextIOWrapper() argument 'newline' must be str or None, not %.200T", v);
    return bt_fail(th, BT_EXC_VALUE_ERROR, "illegal newline value: %S", v);
}

// What the buffer can do decides what the text can. [py]
static bool ask(struct bt_thread *th, bt_value buffer, const char *method, bool *yes)
{
    bt_value v = bt_io_call(th, buffer, method, NULL, 0);
    return !bt_is_error(v) && bt_truth(th, v, yes);
}

static bool set_encoding(struct bt_thread *th, struct bt_textio *t, bt_value encoding,
                         bt_value errors)
{
    if (!bt_is_none(encoding)) {
        t->codec = bt_codec_find(th, bt_as_str(encoding)->data);
        t->encoding = encoding;
    } else if (t->codec == NULL) {
        t->codec = bt_codec_find(th, "utf-8");
        t->encoding = bt_str_from(th, "UTF-8");
    }
    if (!bt_is_none(errors) || !bt_is_none(encoding) || bt_is_unset(t->errors))
        t->errors = bt_is_none(errors) ? BT_NAME(th, _strict) : errors;
    return t->codec != NULL && !bt_is_error(t->encoding);
}

static bool set_up(struct bt_thread *th, struct bt_textio *t, bt_value buffer, bt_value encoding,
                   bt_value errors, bt_value newline)
{
    bool seekable = false;
    bt_textio_reset(t);
    t->buffer = BT_UNSET;
    t->codec = NULL;
    t->errors = BT_UNSET;
    if (bt_is_str(encoding) && bt_str_is(encoding, "locale"))
        encoding = BT_NONE;
    if (!set_encoding(th, t, encoding, errors) || !bt_newline_arg(th, newline, &t->newline))
        return false;
    const struct bt_buffered *b = bt_buffered_of(th, buffer);
    if (b != NULL) {
        t->can_read = b->can_read;
        t->can_write = b->can_write;
    } else if (!ask(th, buffer, "readable", &t->can_read) ||
               !ask(th, buffer, "writable", &t->can_write)) {
        return false;
    }
    t->buffer = buffer;
    t->started = false;
    if (t->can_write &&
        t->codec->encode != bt_utf8_codec_encode) { // a mark goes to the start of a file only
        bt_value at = ask(th, buffer, "seekable", &seekable) && seekable
                          ? bt_io_call(th, buffer, "tell", NULL, 0)
                          : bt_from_small(0);
        bt_exc_clear(th);
        t->started = !bt_same(at, bt_from_small(0));
    }
    return true;
}

bt_value bt_textio_new(struct bt_thread *th, bt_value buffer, bt_value encoding, bt_value errors,
                       bt_value newline, bool line_buffering, bool write_through)
{
    struct bt_io_state *state = bt_io_state(th);
    struct bt_textio *t = state == NULL ? NULL : bt_instance_new(th, state->types[BT_IO_TEXT]);
    if (t == NULL)
        return BT_ERROR;
    t->buffer = t->mode = t->encoding = t->errors = BT_UNSET;
    t->line_buffering = line_buffering;
    t->write_through = write_through;
    BT_ROOTS(th, r, 1);
    r[0] = bt_from_obj(t);
    bool ok = set_up(th, t, buffer, encoding, errors, newline);
    BT_UNROOT(th, r);
    return ok ? bt_from_obj(t) : BT_ERROR;
}

static bt_value text_new(struct bt_thread *th, struct bt_type *type,
                         const struct bt_args *args BT_UNUSED)
{
    struct bt_textio *t = bt_instance_new(th, type);
    if (t == NULL)
        return BT_ERROR;
    t->buffer = t->mode = t->encoding = t->errors = BT_UNSET;
    return bt_from_obj(t);
}

static bool str_or_none(struct bt_thread *th, const char *name, bt_value *v)
{
    if (bt_is_unset(*v))
        *v = BT_NONE;
    return bt_is_none(*v) || bt_is_str(*v) ||
           bt_fail(th, BT_EXC_TYPE_ERROR,
                   "TextIOWrapper() argument '%s' must be str or None, not %.50T", name, *v);
}

static bool text_init(struct bt_thread *th, bt_value self, const struct bt_args *args)
{
    static const char *const names[] = {"buffer",  "encoding",       "errors",
                                        "newline", "line_buffering", "write_through"};
    bt_value a[6];
    struct bt_textio *t = as_text(self);
    t->line_buffering = t->write_through = false;
    if (!bt_args_named(th, args, "TextIOWrapper", names, 6, a))
        return false;
    if (bt_is_unset(a[0]))
        return bt_fail(th, BT_EXC_TYPE_ERROR,
                       "TextIOWrapper() missing required argument 'buffer' (pos 1)");
    return str_or_none(th, "encoding", &a[1]) && str_or_none(th, "errors", &a[2]) &&
           (bt_is_unset(a[4]) || bt_truth(th, a[4], &t->line_buffering)) &&
           (bt_is_unset(a[5]) || bt_truth(th, a[5], &t->write_through)) &&
           set_up(th, t, a[0], a[1], a[2], a[3]);
}

// (self, *, encoding=None, errors=None, newline=?, line_buffering=None, write_through=None)
static bt_value text_reconfigure(struct bt_thread *th, const bt_value *args)
{
    bt_value encoding = args[1];
    bt_value errors = args[2];
    struct bt_textio *t = bt_textio_ready(th, args[0]);
    if (t == NULL || !str_or_none(th, "encoding", &encoding) || !str_or_none(th, "errors", &errors))
        return BT_ERROR;
    bool recode = !bt_is_none(encoding) || !bt_is_none(errors) || !bt_is_unset(args[3]);
    if (recode && (t->chunk.len != 0 || t->text.len != 0))
        return bt_io_unsupported(
            th, "It is not possible to set the encoding or newline of stream after the first read");
    if (!bt_textio_flush(th, t) || (recode && !set_encoding(th, t, encoding, errors)) ||
        (!bt_is_unset(args[3]) && !bt_newline_arg(th, args[3], &t->newline)) ||
        (!bt_is_none(args[4]) && !bt_truth(th, args[4], &t->line_buffering)) ||
        (!bt_is_none(args[5]) && !bt_truth(th, args[5], &t->write_through)))
        return BT_ERROR;
    return BT_NONE;
}

// ---- attributes ----

static bt_value buffer_attr(struct bt_thread *th, bt_value self, bt_value name)
{
    bt_value buffer = as_text(self)->buffer;
    return attached(th, as_text(self)) ? bt_getattr(th, buffer, name) : BT_ERROR;
}

static bt_value get_closed(struct bt_thread *th, bt_value self)
{
    return buffer_attr(th, self, BT_NAME(th, _closed));
}

static bt_value get_name(struct bt_thread *th, bt_value self)
{
    return buffer_attr(th, self, BT_NAME(th, _name));
}

static bt_value or_none(bt_value v)
{
    return bt_is_unset(v) ? BT_NONE : v;
}

static bt_value get_encoding(struct bt_thread *th BT_UNUSED, bt_value self)
{
    return or_none(as_text(self)->encoding);
}

static bt_value get_errors(struct bt_thread *th BT_UNUSED, bt_value self)
{
    return or_none(as_text(self)->errors);
}

static bt_value get_buffer(struct bt_thread *th BT_UNUSED, bt_value self)
{
    return or_none(as_text(self)->buffer);
}

static bt_value get_mode(struct bt_thread *th, bt_value self)
{
    bt_value mode = as_text(self)->mode;
    return bt_is_unset(mode) ? bt_raise_attribute(th, self, BT_NAME(th, _mode)) : mode;
}

static bool set_mode(struct bt_thread *th BT_UNUSED, bt_value self, bt_value value)
{
    as_text(self)->mode = value;
    return true;
}

static bt_value get_line_buffering(struct bt_thread *th BT_UNUSED, bt_value self)
{
    return bt_bool(as_text(self)->line_buffering);
}

static bt_value get_write_through(struct bt_thread *th BT_UNUSED, bt_value self)
{
    return bt_bool(as_text(self)->write_through);
}

bt_value bt_newlines_seen(struct bt_thread *th, unsigned seen)
{
    static const char *const names[] = {"\r", "\n", "\r\n"};
    bt_value v[3];
    size_t n = 0;
    for (unsigned i = 0; i < 3; i++) {
        if ((seen >> i & 1) != 0)
            v[n++] = bt_str_from(th, names[i]);
        if (n != 0 && bt_is_error(v[n - 1]))
            return BT_ERROR;
    }
    return n == 0 ? BT_NONE : n == 1 ? v[0] : bt_tuple_new(th, v, n);
}

static bt_value get_newlines(struct bt_thread *th, bt_value self)
{
    return bt_newlines_seen(th, as_text(self)->seen);
}

static bt_value text_repr(struct bt_thread *th, bt_value self)
{
    const struct bt_textio *t = as_text(self);
    bt_value name =
        bt_is_obj(t->buffer) ? bt_getattr_opt(th, t->buffer, BT_NAME(th, _name)) : BT_UNSET;
    if (bt_is_error(name))
        return BT_ERROR;
    if (bt_is_unset(name))
        return bt_str_format(th, "<_io.TextIOWrapper encoding=%R>", or_none(t->encoding));
    if (bt_is_unset(t->mode))
        return bt_str_format(th, "<_io.TextIOWrapper name=%R encoding=%R>", name,
                             or_none(t->encoding));
    return bt_str_format(th, "<_io.TextIOWrapper name=%R mode=%R encoding=%R>", name, t->mode,
                         or_none(t->encoding));
}

static void text_trace(struct bt_tracer *tracer, struct bt_object *object)
{
    struct bt_textio *t = (struct bt_textio *)object;
    bt_mark(tracer, t->buffer);
    bt_mark(tracer, t->encoding);
    bt_mark(tracer, t->errors);
    bt_mark(tracer, t->mode);
}

static void text_free(struct bt_interp *interp BT_UNUSED, struct bt_object *object)
{
    struct bt_textio *t = (struct bt_textio *)object;
    bt_buf_free(&t->chunk);
    bt_buf_free(&t->text);
}

const struct bt_fn_spec bt_text_methods[] = {
    {"read", bt_textio_read, "(self, size=-1, /)", "Up to `size` characters, or all.", NULL, 0},
    {"readline", bt_textio_readline, "(self, size=-1, /)", "A line with its line end.", NULL, 0},
    {"write", text_write, "(self, text, /)", "Writes text; how many characters it has.", NULL, 0},
    {"flush", text_flush, "(self, /)", "Writes out what is in the buffer.", NULL, 0},
    {"close", text_close, "(self, /)", "Flushes and closes the file.", NULL, 0},
    {"detach", text_detach, "(self, /)",
     "Gives the buffer away; this object cannot be used any more.", NULL, 0},
    {"seek", bt_textio_seek, "(self, cookie, whence=0, /)", "Moves to a position that tell() gave.",
     NULL, 0},
    {"tell", bt_textio_tell, "(self, /)", "The position, as a number for seek().", NULL, 0},
    {"truncate", text_truncate, "(self, pos=None, /)",
     "Cuts the file off, at the position by default.", NULL, 0},
    {"fileno", text_fileno, "(self, /)", "The file descriptor.", NULL, 0},
    {"isatty", text_isatty, "(self, /)", "Is it a terminal?", NULL, 0},
    {"readable", text_readable, "(self, /)", "Is it open for reading?", NULL, 0},
    {"writable", text_writable, "(self, /)", "Is it open for writing?", NULL, 0},
    {"seekable", text_seekable, "(self, /)", "Can its position be moved?", NULL, 0},
    {"reconfigure", text_reconfigure,
     "(self, /, *, encoding=None, errors=None, newline=?, line_buffering=None, write_through=None)",
     "Changes how the text is written and read.", NULL, 0},
    {0},
};

static const struct bt_getset_spec getsets[] = {
    {"closed", get_closed, NULL, "Has it been closed?"},
    {"name", get_name, NULL, "The name of the file."},
    {"mode", get_mode, set_mode, "The mode that open() was given."},
    {"encoding", get_encoding, NULL, "The name of the encoding."},
    {"errors", get_errors, NULL, "What is done about errors of encoding."},
    {"buffer", get_buffer, NULL, "The buffer beneath."},
    {"line_buffering", get_line_buffering, NULL, "Is it flushed at each line end?"},
    {"write_through", get_write_through, NULL, "Is it flushed at each write?"},
    {"newlines", get_newlines, NULL, "The line ends met so far."},
    {0},
};

const struct bt_type_spec bt_io_text_spec = {
    .name = "TextIOWrapper",
    .module = "_io",
    .doc = "Text over a buffer of bytes.",
    .flags = BT_TYPE_BASE,
    .size = sizeof(struct bt_textio),
    .slots = {.repr = text_repr,
              .iter = bt_io_iter,
              .next = bt_textio_next,
              .new_ = text_new,
              .init = text_init,
              .trace = text_trace,
              .free = text_free},
    .methods = bt_text_methods,
    .getsets = getsets,
    .new_sig = "(buffer, encoding=None, errors=None, newline=None, line_buffering=False, "
               "write_through=False)",
};
