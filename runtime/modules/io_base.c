/*
 * The base types of files, _IOBase and those under it: what every file can do by means of the
 * methods that it has (iteration, readlines, the context manager), and the answers of a file that
 * lacks something. Classes made in Python derive from them.
 */
#include "runtime/modules/io_impl.h"
#include "runtime/objects/error.h"
#include "runtime/objects/int.h"
#include "runtime/objects/heap.h"
#include "runtime/objects/protocol.h"
#include "runtime/objects/seq.h"
#include "runtime/objects/shape.h"

static bool check_open(struct bt_thread *th, bt_value self)
{
    bool closed;
    return bt_io_closed(th, self, &closed) && (!closed || bt_io_fail_closed(th));
}

// ---- for every file ----

bt_value bt_io_iter(struct bt_thread *th, bt_value self)
{
    return check_open(th, self) ? self : BT_ERROR;
}

bt_value bt_io_enter(struct bt_thread *th, const bt_value *args)
{
    return check_open(th, args[0]) ? args[0] : BT_ERROR;
}

bt_value bt_io_exit(struct bt_thread *th, const bt_value *args)
{
    return bt_call_method(th, args[0], BT_NAME(th, _close), NULL, 0);
}

bt_value bt_io_readlines(struct bt_thread *th, const bt_value *args)
{
    int64_t hint;
    int64_t total = 0;
    if (!bt_io_size(th, args[1], &hint) || !check_open(th, args[0]))
        return BT_ERROR;
    BT_ROOTS(th, r, 2);
    r[0] = bt_list_new(th, NULL, 0);
    bool ok = !bt_is_error(r[0]);
    while (ok && (hint <= 0 || total < hint)) {
        r[1] = bt_iter_next(th, args[0]);
        if (bt_is_unset(r[1]))
            break;
        size_t len = 0;
        ok = !bt_is_error(r[1]) && bt_list_append(th, r[0], r[1]) && bt_len(th, r[1], &len);
        total += (int64_t)len;
    }
    bt_value v = ok ? r[0] : BT_ERROR;
    BT_UNROOT(th, r);
    return v;
}

bt_value bt_io_writelines(struct bt_thread *th, const bt_value *args)
{
    if (!check_open(th, args[0]))
        return BT_ERROR;
    BT_ROOTS(th, r, 2);
    r[0] = bt_iter(th, args[1]);
    bool ok = !bt_is_error(r[0]);
    while (ok) {
        r[1] = bt_iter_next(th, r[0]);
        if (bt_is_unset(r[1]))
            break;
        ok = !bt_is_error(r[1]) &&
             !bt_is_error(bt_call_method(th, args[0], BT_NAME(th, _write), &r[1], 1));
    }
    BT_UNROOT(th, r);
    return ok ? BT_NONE : BT_ERROR;
}

// The next line by readline(), for classes made in Python.
static bt_value base_next(struct bt_thread *th, bt_value self)
{
    bt_value line = bt_call_method(th, self, BT_NAME(th, _readline), NULL, 0);
    bool some;
    if (bt_is_error(line) || !bt_truth(th, line, &some))
        return BT_ERROR;
    return some ? line : BT_UNSET;
}

// A line of bytes, byte by byte by read().
static bt_value base_readline(struct bt_thread *th, const bt_value *args)
{
    int64_t size;
    if (!bt_io_size(th, args[1], &size))
        return BT_ERROR;
    struct bt_buf out;
    bt_buf_init(&out);
    bt_value one = bt_from_small(1);
    bool ok = true;
    while (size < 0 || out.len < (size_t)size) {
        const char *data;
        size_t len = 0;
        bt_value v = bt_call_method(th, args[0], BT_NAME(th, _read), &one, 1);
        ok = !bt_is_error(v);
        if (ok && !bt_bytes_view(th, v, &data, &len)) {
            bt_exc_clear(th);
            ok = bt_fail(th, BT_EXC_OS_ERROR,
                         "read() should have returned a bytes object, not '%.200T'", v);
        }
        if (!ok || len == 0)
            break;
        bt_buf_write(&out, data, len);
        if (data[len - 1] == '\n')
            break;
    }
    bt_value line = BT_ERROR;
    if (ok)
        line = out.failed ? bt_raise_no_memory(th)
                          : bt_bytes_new(th, out.len == 0 ? "" : out.data, out.len);
    bt_buf_free(&out);
    return line;
}

// ---- what a file lacks ----

#define UNSUPPORTED(name)                                                             \
    static bt_value base_##name(struct bt_thread *th, const bt_value *args BT_UNUSED) \
    {                                                                                 \
        return bt_io_unsupported(th, #name);                                          \
    }
UNSUPPORTED(seek)
UNSUPPORTED(truncate)
UNSUPPORTED(fileno)
UNSUPPORTED(detach)
UNSUPPORTED(read)
UNSUPPORTED(read1)
UNSUPPORTED(write)

static bt_value base_tell(struct bt_thread *th, const bt_value *args)
{
    bt_value v[2] = {bt_from_small(0), bt_from_small(1)};
    return bt_io_call(th, args[0], "seek", v, 2);
}

static bt_value base_false(struct bt_thread *th, const bt_value *args)
{
    return check_open(th, args[0]) ? BT_FALSE : BT_ERROR;
}

static bt_value base_flush(struct bt_thread *th, const bt_value *args)
{
    return check_open(th, args[0]) ? BT_NONE : BT_ERROR;
}

// An instance of a class made in Python remembers in its dict that it was closed.
static bt_value closed_name(struct bt_thread *th)
{
    return bt_intern(th, "__IOBase_closed", 15);
}

static bt_value get_closed(struct bt_thread *th, bt_value self)
{
    bt_value name = closed_name(th);
    if (bt_is_error(name) || bt_obj(self)->type->instance_offset == 0)
        return bt_is_error(name) ? BT_ERROR : BT_FALSE;
    return bt_bool(!bt_is_unset(bt_instance_get(th, bt_obj(self), name)));
}

static bt_value base_close(struct bt_thread *th, const bt_value *args)
{
    bt_value name = closed_name(th);
    if (bt_is_error(name) || bt_same(get_closed(th, args[0]), BT_TRUE))
        return bt_is_error(name) ? BT_ERROR : BT_NONE;
    bt_value v = bt_call_method(th, args[0], BT_NAME(th, _flush), NULL, 0);
    if (bt_obj(args[0])->type->instance_offset != 0 && !bt_is_error(v) &&
        !bt_instance_set(th, bt_obj(args[0]), name, BT_TRUE))
        return BT_ERROR;
    return bt_is_error(v) ? BT_ERROR : BT_NONE;
}

#define CHECKED(name, ask, message)                                         \
    static bt_value base_##name(struct bt_thread *th, const bt_value *args) \
    {                                                                       \
        bool yes;                                                           \
        bt_value v = bt_io_call(th, args[0], ask, NULL, 0);                 \
        if (bt_is_error(v) || !bt_truth(th, v, &yes))                       \
            return BT_ERROR;                                                \
        return yes ? v : bt_io_unsupported(th, message);                    \
    }
CHECKED(check_readable, "readable", "File or stream is not readable.")
CHECKED(check_writable, "writable", "File or stream is not writable.")
CHECKED(check_seekable, "seekable", "File or stream is not seekable.")

static bt_value base_check_closed(struct bt_thread *th, const bt_value *args)
{
    return check_open(th, args[0]) ? BT_NONE : BT_ERROR;
}

static bt_value base_new(struct bt_thread *th, struct bt_type *type,
                         const struct bt_args *args BT_UNUSED)
{
    struct bt_object *o = bt_instance_new(th, type);
    return o == NULL ? BT_ERROR : bt_from_obj(o);
}

static const struct bt_fn_spec methods[] = {
    {"close", base_close, "(self, /)", "Flushes and closes the file.", NULL, 0},
    {"flush", base_flush, "(self, /)", "Writes out what is in a buffer.", NULL, 0},
    {"seek", base_seek, "(self, offset, whence=0, /)", "Moves the position; gives the new one.",
     NULL, 0},
    {"tell", base_tell, "(self, /)", "The position.", NULL, 0},
    {"truncate", base_truncate, "(self, size=None, /)", "Cuts the file off.", NULL, 0},
    {"fileno", base_fileno, "(self, /)", "The file descriptor.", NULL, 0},
    {"isatty", base_false, "(self, /)", "Is it a terminal?", NULL, 0},
    {"readable", base_false, "(self, /)", "Is it open for reading?", NULL, 0},
    {"writable", base_false, "(self, /)", "Is it open for writing?", NULL, 0},
    {"seekable", base_false, "(self, /)", "Can its position be moved?", NULL, 0},
    {"readline", base_readline, "(self, size=-1, /)", "A line with its line end.", NULL, 0},
    {"readlines", bt_io_readlines, "(self, hint=-1, /)",
     "The lines, up to `hint` characters of them.", NULL, 0},
    {"writelines", bt_io_writelines, "(self, lines, /)", "Writes each line.", NULL, 0},
    {"__enter__", bt_io_enter, "(self, /)", "The file itself.", NULL, 0},
    {"__exit__", bt_io_exit, "(self, /, *args)", "Closes the file.", NULL, 0},
    {"_checkClosed", base_check_closed, "(self, msg=None, /)", "ValueError if it is closed.", NULL,
     0},
    {"_checkReadable", base_check_readable, "(self, msg=None, /)", "An error unless readable.",
     NULL, 0},
    {"_checkWritable", base_check_writable, "(self, msg=None, /)", "An error unless writable.",
     NULL, 0},
    {"_checkSeekable", base_check_seekable, "(self, msg=None, /)", "An error unless seekable.",
     NULL, 0},
    {0},
};

static const struct bt_getset_spec getsets[] = {
    {"closed", get_closed, NULL, "Has it been closed?"},
    {0},
};

const struct bt_type_spec bt_io_base_spec = {
    .name = "_IOBase",
    .module = "_io",
    .doc = "What all files have in common.",
    .flags = BT_TYPE_BASE | BT_TYPE_INSTANCE_DICT,
    .size = sizeof(struct bt_object),
    .slots = {.iter = bt_io_iter, .next = base_next, .new_ = base_new},
    .methods = methods,
    .getsets = getsets,
};

// ---- raw, buffered, text ----

// All bytes, by read() until there are none.
static bt_value raw_readall(struct bt_thread *th, const bt_value *args)
{
    struct bt_buf out;
    bt_buf_init(&out);
    bt_value size = bt_from_small((int64_t)BT_IO_BUFFER_SIZE);
    bool ok = true;
    for (;;) {
        const char *data;
        size_t len = 0;
        bt_value v = bt_call_method(th, args[0], BT_NAME(th, _read), &size, 1);
        ok = !bt_is_error(v) && (bt_is_none(v) || bt_bytes_view(th, v, &data, &len));
        if (!ok || len == 0)
            break;
        bt_buf_write(&out, data, len);
    }
    bt_value all = BT_ERROR;
    if (ok)
        all = out.failed ? bt_raise_no_memory(th)
                         : bt_bytes_new(th, out.len == 0 ? "" : out.data, out.len);
    bt_buf_free(&out);
    return all;
}

// read() by readinto(), for classes that have that.
static bt_value raw_read(struct bt_thread *th, const bt_value *args)
{
    int64_t size;
    if (!bt_io_size(th, args[1], &size))
        return BT_ERROR;
    if (size < 0)
        return bt_io_call(th, args[0], "readall", NULL, 0);
    BT_ROOTS(th, r, 1);
    r[0] = bt_bytearray_new(th, NULL, (size_t)size);
    bt_value n = bt_is_error(r[0]) ? BT_ERROR : bt_io_call(th, args[0], "readinto", r, 1);
    bt_value v = n;
    size_t len;
    if (!bt_is_error(n) && !bt_is_none(n)) {
        const struct bt_bytearray *b = (const struct bt_bytearray *)bt_obj(r[0]);
        v = BT_ERROR;
        if (bt_as_size(th, n, &len))
            v = bt_bytes_new(th, b->data == NULL ? "" : b->data, len < b->len ? len : b->len);
    }
    BT_UNROOT(th, r);
    return v;
}

static const struct bt_fn_spec raw_methods[] = {
    {"read", raw_read, "(self, size=-1, /)", "Up to `size` bytes.", NULL, 0},
    {"readall", raw_readall, "(self, /)", "All bytes.", NULL, 0},
    {"write", base_write, "(self, b, /)", "Writes bytes.", NULL, 0},
    {0},
};

static const struct bt_fn_spec buffered_methods[] = {
    {"read", base_read, "(self, size=-1, /)", "Up to `size` bytes, or all.", NULL, 0},
    {"read1", base_read1, "(self, size=-1, /)", "What one read of the raw file gives.", NULL, 0},
    {"write", base_write, "(self, b, /)", "Writes bytes.", NULL, 0},
    {"detach", base_detach, "(self, /)", "Gives the raw file away.", NULL, 0},
    {0},
};

static const struct bt_fn_spec text_methods[] = {
    {"read", base_read, "(self, size=-1, /)", "Up to `size` characters, or all.", NULL, 0},
    {"write", base_write, "(self, s, /)", "Writes text.", NULL, 0},
    {"detach", base_detach, "(self, /)", "Gives the buffer away.", NULL, 0},
    {0},
};

static bt_value get_none(struct bt_thread *th BT_UNUSED, bt_value self BT_UNUSED)
{
    return BT_NONE;
}

static const struct bt_getset_spec text_getsets[] = {
    {"encoding", get_none, NULL, "The name of the encoding."},
    {"newlines", get_none, NULL, "The line ends met so far."},
    {"errors", get_none, NULL, "What is done about errors of encoding."},
    {0},
};

const struct bt_type_spec bt_io_raw_base_spec = {
    .name = "_RawIOBase",
    .module = "_io",
    .doc = "Raw files of bytes.",
    .flags = BT_TYPE_BASE,
    .size = sizeof(struct bt_object),
    .slots = {.new_ = base_new},
    .methods = raw_methods,
};

const struct bt_type_spec bt_io_buffered_base_spec = {
    .name = "_BufferedIOBase",
    .module = "_io",
    .doc = "Files of bytes with a buffer.",
    .flags = BT_TYPE_BASE,
    .size = sizeof(struct bt_object),
    .slots = {.new_ = base_new},
    .methods = buffered_methods,
};

const struct bt_type_spec bt_io_text_base_spec = {
    .name = "_TextIOBase",
    .module = "_io",
    .doc = "Files of text.",
    .flags = BT_TYPE_BASE,
    .size = sizeof(struct bt_object),
    .slots = {.new_ = base_new},
    .methods = text_methods,
    .getsets = text_getsets,
};
