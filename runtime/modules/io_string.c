/*
 * StringIO: a file of text in memory, kept as UTF-8. Positions count characters; `pos` is the byte
 * of the present one, which is SIZE_MAX when it lies behind the end (writing there fills the gap
 * with NULs).
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

struct string_io {
    struct bt_object base;
    struct bt_buf text;
    size_t pos, pos_chars;
    size_t n_chars; // of the whole text
    enum bt_newline newline;
    unsigned seen; // kinds of line ends met
    bool closed, ready;
};

static struct string_io *as_io(bt_value v)
{
    return (struct string_io *)bt_obj(v);
}

static struct string_io *check(struct bt_thread *th, bt_value self)
{
    struct string_io *io = as_io(self);
    if (io->closed)
        (void)bt_value_error(th, "I/O operation on closed file");
    else if (!io->ready)
        (void)bt_value_error(th, "I/O operation on uninitialized object");
    return io->closed || !io->ready ? NULL : io;
}

static size_t left(const struct string_io *io)
{
    return io->pos == SIZE_MAX ? 0 : io->text.len - io->pos;
}

static const char *here(const struct string_io *io)
{
    return left(io) == 0 ? "" : io->text.data + io->pos;
}

static void move_to(struct string_io *io, size_t chars)
{
    io->pos_chars = chars;
    if (chars > io->n_chars)
        io->pos = SIZE_MAX;
    else if (chars == io->n_chars)
        io->pos = io->text.len;
    else
        io->pos = io->text.len == io->n_chars ? chars
                                              : bt_utf8_offset(io->text.data, io->text.len, chars);
}

// The next `len` bytes.
static bt_value give(struct bt_thread *th, struct string_io *io, size_t len)
{
    bt_value v = bt_str_new(th, here(io), len);
    if (len != 0 && !bt_is_error(v)) {
        io->pos += len;
        io->pos_chars += bt_str_chars(bt_as_str(v));
    }
    return v;
}

// At most `limit` characters (-1: any number) of `len` bytes here, in bytes.
static size_t limited(const struct string_io *io, size_t len, int64_t limit)
{
    return limit < 0 || (size_t)limit >= len ? len : bt_utf8_offset(here(io), len, (size_t)limit);
}

static size_t line_length(const struct string_io *io)
{
    enum bt_newline newline = io->newline == BT_NEWLINE_UNIVERSAL ? BT_NEWLINE_LF : io->newline;
    size_t n = bt_line_end(newline, here(io), left(io), true);
    return n == 0 ? left(io) : n;
}

static bt_value io_read(struct bt_thread *th, const bt_value *args)
{
    int64_t size;
    struct string_io *io = check(th, args[0]);
    if (io == NULL || !bt_io_size(th, args[1], &size))
        return BT_ERROR;
    return give(th, io, limited(io, left(io), size));
}

static bt_value io_readline(struct bt_thread *th, const bt_value *args)
{
    int64_t size;
    struct string_io *io = check(th, args[0]);
    if (io == NULL || !bt_io_size(th, args[1], &size))
        return BT_ERROR;
    return give(th, io, limited(io, line_length(io), size));
}

static bt_value io_next(struct bt_thread *th, bt_value self)
{
    struct string_io *io = check(th, self);
    if (io == NULL)
        return BT_ERROR;
    size_t n = line_length(io);
    return n == 0 ? BT_UNSET : give(th, io, n);
}

// Puts text (with its line ends as they are to be kept) at the position, over what is there.
static bool put(struct bt_thread *th, struct string_io *io, const char *data, size_t len)
{
    if (len == 0)
        return true;
    size_t n_chars = bt_utf8_count(data, len);
    if (io->pos == SIZE_MAX) {
        bt_buf_fill(&io->text, '\0', io->pos_chars - io->n_chars);
        io->n_chars = io->pos_chars;
        io->pos = io->text.len;
    }
    size_t over = left(io) == 0 ? 0 : bt_utf8_offset(here(io), left(io), n_chars);
    size_t over_chars = over == 0 ? 0 : bt_utf8_count(here(io), over);
    if (len > over && !bt_buf_reserve(&io->text, len - over)) {
        io->text.failed = false;
        return bt_raise_no_memory(th), false;
    }
    char *at = io->text.data + io->pos;
    memmove(at + len, at + over, io->text.len - io->pos - over);
    memcpy(at, data, len);
    io->text.len = io->text.len - over + len;
    io->text.data[io->text.len] = '\0';
    io->n_chars += n_chars - over_chars;
    io->pos += len;
    io->pos_chars += n_chars;
    return true;
}

// Writes a str, its line ends translated as `newline` says.
static bool write_text(struct bt_thread *th, struct string_io *io, const struct bt_str *s)
{
    struct bt_buf out;
    bool after_cr = false;
    bt_buf_init(&out);
    if (io->newline == BT_NEWLINE_UNIVERSAL) {
        bt_put_universal(&out, s->data, s->len, &after_cr, &io->seen);
    } else if (io->newline == BT_NEWLINE_CR || io->newline == BT_NEWLINE_CRLF) {
        for (size_t i = 0; i < s->len; i++) {
            if (s->data[i] == '\n')
                bt_buf_puts(&out, io->newline == BT_NEWLINE_CR ? "\r" : "\r\n");
            else
                bt_buf_putc(&out, s->data[i]);
        }
    } else {
        return put(th, io, s->data, s->len);
    }
    bool ok = out.failed ? (bt_raise_no_memory(th), false) : put(th, io, out.data, out.len);
    bt_buf_free(&out);
    return ok;
}

static bt_value io_write(struct bt_thread *th, const bt_value *args)
{
    if (!bt_is_str(args[1]))
        return bt_type_error(th, "string argument expected, got '%T'", args[1]);
    struct string_io *io = check(th, args[0]);
    if (io == NULL || !write_text(th, io, bt_as_str(args[1])))
        return BT_ERROR;
    return bt_from_small((int64_t)bt_str_chars(bt_as_str(args[1])));
}

static bt_value io_getvalue(struct bt_thread *th, const bt_value *args)
{
    struct string_io *io = check(th, args[0]);
    return io == NULL ? BT_ERROR
                      : bt_str_new(th, io->text.len == 0 ? "" : io->text.data, io->text.len);
}

static bt_value io_seek(struct bt_thread *th, const bt_value *args)
{
    int64_t offset;
    int64_t whence;
    struct string_io *io = check(th, args[0]);
    if (io == NULL || !bt_as_int64(th, args[1], &offset) || !bt_as_int64(th, args[2], &whence))
        return BT_ERROR;
    if (whence < 0 || whence > 2)
        return bt_value_error(th, "Invalid whence (%lld, should be 0, 1 or 2)", (long long)whence);
    if (whence == 0 && offset < 0)
        return bt_value_error(th, "Negative seek position %lld", (long long)offset);
    if (whence != 0 && offset != 0)
        return bt_raise(th, BT_EXC_OS_ERROR, "Can't do nonzero cur-relative seeks");
    if (whence != 1)
        move_to(io, whence == 0 ? (size_t)offset : io->n_chars);
    return bt_int_from_i64(th, (int64_t)io->pos_chars);
}

static bt_value io_tell(struct bt_thread *th, const bt_value *args)
{
    struct string_io *io = check(th, args[0]);
    return io == NULL ? BT_ERROR : bt_int_from_i64(th, (int64_t)io->pos_chars);
}

static bt_value io_truncate(struct bt_thread *th, const bt_value *args)
{
    struct string_io *io = check(th, args[0]);
    if (io == NULL)
        return BT_ERROR;
    int64_t size = (int64_t)io->pos_chars;
    if (!bt_is_none(args[1]) && !bt_as_int64(th, args[1], &size))
        return BT_ERROR;
    if (size < 0)
        return bt_value_error(th, "Negative size value %lld", (long long)size);
    if ((size_t)size < io->n_chars) {
        size_t at = io->pos_chars;
        io->text.len = bt_utf8_offset(io->text.data, io->text.len, (size_t)size);
        io->text.data[io->text.len] = '\0';
        io->n_chars = (size_t)size;
        move_to(io, at);
    }
    return bt_int_from_i64(th, size);
}

static bt_value io_close(struct bt_thread *th BT_UNUSED, const bt_value *args)
{
    as_io(args[0])->closed = true;
    bt_buf_free(&as_io(args[0])->text);
    return BT_NONE;
}

static bt_value io_flush(struct bt_thread *th, const bt_value *args)
{
    return check(th, args[0]) == NULL ? BT_ERROR : BT_NONE;
}

static bt_value io_true(struct bt_thread *th, const bt_value *args)
{
    return check(th, args[0]) == NULL ? BT_ERROR : BT_TRUE;
}

static bt_value io_false(struct bt_thread *th, const bt_value *args)
{
    return check(th, args[0]) == NULL ? BT_ERROR : BT_FALSE;
}

static bt_value get_closed(struct bt_thread *th BT_UNUSED, bt_value self)
{
    return bt_bool(as_io(self)->closed);
}

static bt_value get_false(struct bt_thread *th, bt_value self)
{
    return check(th, self) == NULL ? BT_ERROR : BT_FALSE;
}

static bt_value get_newlines(struct bt_thread *th, bt_value self)
{
    struct string_io *io = check(th, self);
    return io == NULL ? BT_ERROR : bt_newlines_seen(th, io->seen);
}

static bt_value io_new(struct bt_thread *th, struct bt_type *type,
                       const struct bt_args *args BT_UNUSED)
{
    struct string_io *io = bt_instance_new(th, type);
    return io == NULL ? BT_ERROR : bt_from_obj(io);
}

static bool io_init(struct bt_thread *th, bt_value self, const struct bt_args *args)
{
    static const char *const names[] = {"initial_value", "newline"};
    bt_value a[2];
    struct string_io *io = as_io(self);
    if (!bt_args_named(th, args, "StringIO", names, 2, a))
        return false;
    if (!bt_is_unset(a[0]) && !bt_is_none(a[0]) && !bt_is_str(a[0]))
        return bt_fail(th, BT_EXC_TYPE_ERROR, "initial_value must be str or None, not %.200T",
                       a[0]);
    if (!bt_is_unset(a[1]) && !bt_newline_arg(th, a[1], &io->newline))
        return false;
    if (bt_is_unset(a[1]))
        io->newline = BT_NEWLINE_LF;
    bt_buf_clear(&io->text);
    io->n_chars = 0;
    move_to(io, 0);
    io->seen = 0;
    io->closed = false;
    io->ready = true;
    if (!bt_is_unset(a[0]) && bt_is_str(a[0]) && !write_text(th, io, bt_as_str(a[0])))
        return false;
    move_to(io, 0);
    return true;
}

static void io_free(struct bt_interp *interp BT_UNUSED, struct bt_object *object)
{
    bt_buf_free(&((struct string_io *)object)->text);
}

static const struct bt_fn_spec methods[] = {
    {"read", io_read, "(self, size=-1, /)", "Up to `size` characters, or all.", NULL, 0},
    {"readline", io_readline, "(self, size=-1, /)", "A line with its line end.", NULL, 0},
    {"write", io_write, "(self, s, /)", "Writes text; how many characters it has.", NULL, 0},
    {"getvalue", io_getvalue, "(self, /)", "All the text.", NULL, 0},
    {"seek", io_seek, "(self, pos, whence=0, /)", "Moves the position; gives the new one.", NULL,
     0},
    {"tell", io_tell, "(self, /)", "The position.", NULL, 0},
    {"truncate", io_truncate, "(self, pos=None, /)",
     "Cuts the text off, at the position by default.", NULL, 0},
    {"close", io_close, "(self, /)", "Closes the file and forgets its text.", NULL, 0},
    {"flush", io_flush, "(self, /)", "Does nothing.", NULL, 0},
    {"isatty", io_false, "(self, /)", "Is it a terminal?", NULL, 0},
    {"readable", io_true, "(self, /)", "Is it open for reading?", NULL, 0},
    {"writable", io_true, "(self, /)", "Is it open for writing?", NULL, 0},
    {"seekable", io_true, "(self, /)", "Can its position be moved?", NULL, 0},
    {0},
};

static const struct bt_getset_spec getsets[] = {
    {"closed", get_closed, NULL, "Has it been closed?"},
    {"line_buffering", get_false, NULL, "Is it flushed at each line end?"},
    {"newlines", get_newlines, NULL, "The line ends met so far."},
    {0},
};

const struct bt_type_spec bt_io_string_spec = {
    .name = "StringIO",
    .module = "_io",
    .doc = "A file of text in memory.",
    .flags = BT_TYPE_BASE,
    .size = sizeof(struct string_io),
    .slots =
        {.iter = bt_io_iter, .next = io_next, .new_ = io_new, .init = io_init, .free = io_free},
    .methods = methods,
    .getsets = getsets,
    .new_sig = "(initial_value='', newline='\\n')",
};
