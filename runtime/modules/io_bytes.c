/*
 * BytesIO: a file of bytes in memory. The position may lie behind the end; writing there fills the
 * gap with zeros.
 */
#include "runtime/modules/io_impl.h"
#include "runtime/objects/args.h"
#include "runtime/objects/error.h"
#include "runtime/objects/heap.h"
#include "runtime/objects/int.h"
#include "runtime/objects/protocol.h"
#include "runtime/objects/seq.h"
#include "runtime/objects/shape.h"

struct bytes_io {
    struct bt_object base;
    struct bt_buf data;
    size_t pos;
    bool closed;
};

static struct bytes_io *as_io(bt_value v)
{
    return (struct bytes_io *)bt_obj(v);
}

static struct bytes_io *check(struct bt_thread *th, bt_value self)
{
    if (as_io(self)->closed)
        (void)bt_io_fail_closed(th);
    return as_io(self)->closed ? NULL : as_io(self);
}

static size_t left(const struct bytes_io *io)
{
    return io->pos < io->data.len ? io->data.len - io->pos : 0;
}

// The next `n` bytes, fewer at the end.
static bt_value give(struct bt_thread *th, struct bytes_io *io, size_t n)
{
    n = n < left(io) ? n : left(io);
    bt_value v = bt_bytes_new(th, n == 0 ? "" : io->data.data + io->pos, n);
    io->pos += n;
    return v;
}

static size_t line_length(const struct bytes_io *io)
{
    size_t n = left(io);
    const char *start = n == 0 ? "" : io->data.data + io->pos;
    const char *end = memchr(start, '\n', n);
    return end == NULL ? n : (size_t)(end - start) + 1;
}

static bt_value io_read(struct bt_thread *th, const bt_value *args)
{
    int64_t size;
    struct bytes_io *io = check(th, args[0]);
    if (io == NULL || !bt_io_size(th, args[1], &size))
        return BT_ERROR;
    return give(th, io, size < 0 ? SIZE_MAX : (size_t)size);
}

static bt_value io_readline(struct bt_thread *th, const bt_value *args)
{
    int64_t size;
    struct bytes_io *io = check(th, args[0]);
    if (io == NULL || !bt_io_size(th, args[1], &size))
        return BT_ERROR;
    size_t n = line_length(io);
    return give(th, io, size >= 0 && (size_t)size < n ? (size_t)size : n);
}

static bt_value io_next(struct bt_thread *th, bt_value self)
{
    struct bytes_io *io = check(th, self);
    if (io == NULL)
        return BT_ERROR;
    size_t n = line_length(io);
    return n == 0 ? BT_UNSET : give(th, io, n);
}

static bt_value io_readinto(struct bt_thread *th, const bt_value *args)
{
    struct bytes_io *io = check(th, args[0]);
    if (io == NULL)
        return BT_ERROR;
    if (!bt_is_a(th, args[1], BT_T_BYTEARRAY))
        return bt_type_error(
            th, "readinto() argument must be read-write bytes-like object, not %.50T", args[1]);
    struct bt_bytearray *into = (struct bt_bytearray *)bt_obj(args[1]);
    size_t n = into->len < left(io) ? into->len : left(io);
    if (n != 0)
        memcpy(into->data, io->data.data + io->pos, n);
    io->pos += n;
    return bt_from_small((int64_t)n);
}

static bool put(struct bt_thread *th, struct bytes_io *io, const char *data, size_t len)
{
    if (len == 0)
        return true;
    if (io->pos > io->data.len)
        bt_buf_fill(&io->data, '\0', io->pos - io->data.len);
    if (!io->data.failed && io->pos + len > io->data.len &&
        bt_buf_reserve(&io->data, io->pos + len - io->data.len)) {
        io->data.len = io->pos + len;
        io->data.data[io->data.len] = '\0';
    }
    if (io->data.failed) {
        io->data.failed = false;
        return bt_raise_no_memory(th), false;
    }
    memcpy(io->data.data + io->pos, data, len);
    io->pos += len;
    return true;
}

static bt_value io_write(struct bt_thread *th, const bt_value *args)
{
    const char *data;
    size_t len;
    struct bytes_io *io = check(th, args[0]);
    if (io == NULL || !bt_bytes_view(th, args[1], &data, &len) || !put(th, io, data, len))
        return BT_ERROR;
    return bt_from_small((int64_t)len);
}

static bt_value io_getvalue(struct bt_thread *th, const bt_value *args)
{
    struct bytes_io *io = check(th, args[0]);
    if (io == NULL)
        return BT_ERROR;
    return bt_bytes_new(th, io->data.len == 0 ? "" : io->data.data, io->data.len);
}

static bt_value io_seek(struct bt_thread *th, const bt_value *args)
{
    int64_t offset;
    int64_t whence;
    struct bytes_io *io = check(th, args[0]);
    if (io == NULL || !bt_as_int64(th, args[1], &offset) || !bt_as_int64(th, args[2], &whence))
        return BT_ERROR;
    if (whence < 0 || whence > 2)
        return bt_value_error(th, "invalid whence (%lld, should be 0, 1 or 2)", (long long)whence);
    if (whence == 0 && offset < 0)
        return bt_value_error(th, "negative seek value %lld", (long long)offset);
    int64_t from = whence == 0 ? 0 : (int64_t)(whence == 1 ? io->pos : io->data.len);
    int64_t to;
    if (__builtin_add_overflow(from, offset, &to))
        return bt_overflow_error(th, "new position too large");
    io->pos = to < 0 ? 0 : (size_t)to;
    return bt_int_from_i64(th, (int64_t)io->pos);
}

static bt_value io_tell(struct bt_thread *th, const bt_value *args)
{
    struct bytes_io *io = check(th, args[0]);
    return io == NULL ? BT_ERROR : bt_int_from_i64(th, (int64_t)io->pos);
}

static bt_value io_truncate(struct bt_thread *th, const bt_value *args)
{
    struct bytes_io *io = check(th, args[0]);
    if (io == NULL)
        return BT_ERROR;
    int64_t size = (int64_t)io->pos;
    if (!bt_is_none(args[1]) && !bt_as_int64(th, args[1], &size))
        return BT_ERROR;
    if (size < 0)
        return bt_value_error(th, "negative size value %lld", (long long)size);
    if ((size_t)size < io->data.len) {
        io->data.len = (size_t)size;
        io->data.data[size] = '\0';
    }
    return bt_int_from_i64(th, size);
}

static bt_value io_close(struct bt_thread *th BT_UNUSED, const bt_value *args)
{
    as_io(args[0])->closed = true;
    bt_buf_free(&as_io(args[0])->data);
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

static bt_value io_new(struct bt_thread *th, struct bt_type *type,
                       const struct bt_args *args BT_UNUSED)
{
    struct bytes_io *io = bt_instance_new(th, type);
    return io == NULL ? BT_ERROR : bt_from_obj(io);
}

static bool io_init(struct bt_thread *th, bt_value self, const struct bt_args *args)
{
    static const char *const names[] = {"initial_bytes"};
    bt_value initial;
    const char *data;
    size_t len;
    struct bytes_io *io = as_io(self);
    if (!bt_args_named(th, args, "BytesIO", names, 1, &initial))
        return false;
    bt_buf_clear(&io->data);
    io->pos = 0;
    io->closed = false;
    if (bt_is_unset(initial) || bt_is_none(initial))
        return true;
    if (!bt_bytes_view(th, initial, &data, &len) || !put(th, io, data, len))
        return false;
    io->pos = 0;
    return true;
}

static void io_free(struct bt_interp *interp BT_UNUSED, struct bt_object *object)
{
    bt_buf_free(&((struct bytes_io *)object)->data);
}

static const struct bt_fn_spec methods[] = {
    {"read", io_read, "(self, size=-1, /)", "Up to `size` bytes, or all.", NULL, 0},
    {"read1", io_read, "(self, size=-1, /)", "The same.", NULL, 0},
    {"readline", io_readline, "(self, size=-1, /)", "A line with its line end.", NULL, 0},
    {"readinto", io_readinto, "(self, buffer, /)", "Fills a bytearray; the number of bytes.", NULL,
     0},
    {"write", io_write, "(self, b, /)", "Writes bytes; how many they were.", NULL, 0},
    {"getvalue", io_getvalue, "(self, /)", "All the bytes.", NULL, 0},
    {"seek", io_seek, "(self, pos, whence=0, /)", "Moves the position; gives the new one.", NULL,
     0},
    {"tell", io_tell, "(self, /)", "The position.", NULL, 0},
    {"truncate", io_truncate, "(self, size=None, /)",
     "Cuts the file off, at the position by default.", NULL, 0},
    {"close", io_close, "(self, /)", "Closes the file and forgets its bytes.", NULL, 0},
    {"flush", io_flush, "(self, /)", "Does nothing.", NULL, 0},
    {"isatty", io_false, "(self, /)", "Is it a terminal?", NULL, 0},
    {"readable", io_true, "(self, /)", "Is it open for reading?", NULL, 0},
    {"writable", io_true, "(self, /)", "Is it open for writing?", NULL, 0},
    {"seekable", io_true, "(self, /)", "Can its position be moved?", NULL, 0},
    {0},
};

static const struct bt_getset_spec getsets[] = {
    {"closed", get_closed, NULL, "Has it been closed?"},
    {0},
};

const struct bt_type_spec bt_io_bytes_spec = {
    .name = "BytesIO",
    .module = "_io",
    .doc = "A file of bytes in memory.",
    .flags = BT_TYPE_BASE,
    .size = sizeof(struct bytes_io),
    .slots =
        {.iter = bt_io_iter, .next = io_next, .new_ = io_new, .init = io_init, .free = io_free},
    .methods = methods,
    .getsets = getsets,
    .new_sig = "(initial_bytes=b'')",
};
