/*
 * The types BufferedReader, BufferedWriter and BufferedRandom: methods, attributes, construction.
 * What a buffer does is in io_buffered.c.
 */
#include <stdio.h>
#include <unistd.h>
#include "runtime/modules/io_impl.h"
#include "runtime/objects/args.h"
#include "runtime/objects/error.h"
#include "runtime/objects/heap.h"
#include "runtime/objects/int.h"
#include "runtime/objects/protocol.h"
#include "runtime/objects/seq.h"
#include "runtime/objects/shape.h"

static struct bt_buffered *as_buffered(bt_value v)
{
    return (struct bt_buffered *)bt_obj(v);
}

// ---- methods ----

static bool check_read(struct bt_thread *th, struct bt_buffered *b, const char *fn,
                       const char *closed_message)
{
    if (!bt_buffered_check(th, b, closed_message))
        return false;
    if (!b->can_read)
        bt_io_unsupported(th, fn);
    return b->can_read;
}

static bool check_write(struct bt_thread *th, struct bt_buffered *b, const char *fn)
{
    if (!bt_buffered_check(th, b, "write to closed file"))
        return false;
    if (!b->can_write)
        bt_io_unsupported(th, fn);
    return b->can_write;
}

// The bytes gathered, if all went well; frees the buffer.
static bt_value gathered(struct bt_thread *th, struct bt_buf *out, bool ok)
{
    bt_value v = BT_ERROR;
    if (ok && out->failed)
        v = bt_raise_no_memory(th);
    else if (ok)
        v = bt_bytes_new(th, out->len == 0 ? "" : out->data, out->len);
    bt_buf_free(out);
    return v;
}

static bt_value buffered_read(struct bt_thread *th, const bt_value *args)
{
    struct bt_buffered *b = as_buffered(args[0]);
    struct bt_buf out;
    int64_t size = -1;
    bt_buf_init(&out);
    if (!bt_is_none(args[1]) && !bt_is_unset(args[1]) && !bt_as_int64(th, args[1], &size))
        return BT_ERROR;
    if (size < -1)
        return bt_value_error(th, "read length must be non-negative or -1");
    if (!check_read(th, b, "read", "read of closed file"))
        return BT_ERROR;
    return gathered(th, &out, bt_buffered_read(th, b, size < 0 ? SIZE_MAX : (size_t)size, &out));
}

static bt_value buffered_read1(struct bt_thread *th, const bt_value *args)
{
    struct bt_buffered *b = as_buffered(args[0]);
    struct bt_buf out;
    int64_t size;
    bool eof;
    bt_buf_init(&out);
    if (!bt_io_size(th, args[1], &size) || !check_read(th, b, "read1", "read of closed file"))
        return BT_ERROR;
    bool ok = size == 0 || bt_buffered_fill(th, b, &eof);
    if (ok)
        bt_buffered_take(b, size < 0 ? b->cap : (size_t)size, &out);
    return gathered(th, &out, ok);
}

static bt_value buffered_peek(struct bt_thread *th, const bt_value *args)
{
    struct bt_buffered *b = as_buffered(args[0]);
    bool eof;
    if (!check_read(th, b, "peek", "peek of closed file") || !bt_buffered_fill(th, b, &eof))
        return BT_ERROR;
    return bt_bytes_new(th, b->data + b->pos, b->end - b->pos);
}

// A line of at most `limit` bytes (SIZE_MAX: any number) appended to `out`.
static bool read_line(struct bt_thread *th, struct bt_buffered *b, size_t limit, struct bt_buf *out)
{
    bool eof;
    while (out->len < limit && !out->failed) {
        if (!bt_buffered_fill(th, b, &eof))
            return false;
        if (eof)
            return true;
        const char *start = b->data + b->pos;
        size_t have = b->end - b->pos;
        size_t most = have < limit - out->len ? have : limit - out->len;
        const char *newline = memchr(start, '\n', most);
        bt_buffered_take(b, newline != NULL ? (size_t)(newline - start) + 1 : most, out);
        if (newline != NULL)
            return true;
    }
    return true;
}

static bt_value buffered_readline(struct bt_thread *th, const bt_value *args)
{
    struct bt_buffered *b = as_buffered(args[0]);
    struct bt_buf out;
    int64_t size;
    bt_buf_init(&out);
    if (!bt_io_size(th, args[1], &size) ||
        !check_read(th, b, "readline", "readline of closed file"))
        return BT_ERROR;
    return gathered(th, &out, read_line(th, b, size < 0 ? SIZE_MAX : (size_t)size, &out));
}

static bt_value buffered_next(struct bt_thread *th, bt_value self)
{
    struct bt_buf out;
    bt_buf_init(&out);
    if (!check_read(th, as_buffered(self), "readline", "readline of closed file"))
        return BT_ERROR;
    bool ok = read_line(th, as_buffered(self), SIZE_MAX, &out);
    if (ok && out.len == 0) {
        bt_buf_free(&out);
        return BT_UNSET;
    }
    return gathered(th, &out, ok);
}

static bt_value read_into(struct bt_thread *th, const bt_value *args, bool once)
{
    struct bt_buffered *b = as_buffered(args[0]);
    size_t done = 0;
    if (!check_read(th, b, "readinto", "readinto of closed file"))
        return BT_ERROR;
    if (!bt_is_a(th, args[1], BT_T_BYTEARRAY))
        return bt_type_error(
            th, "readinto() argument must be read-write bytes-like object, not %.50T", args[1]);
    struct bt_bytearray *into = (struct bt_bytearray *)bt_obj(args[1]);
    while (done < into->len) {
        bool eof;
        if (!bt_buffered_fill(th, b, &eof))
            return BT_ERROR;
        if (eof || done >= into->len)
            break;
        size_t have = b->end - b->pos;
        size_t n = have < into->len - done ? have : into->len - done;
        memcpy(into->data + done, b->data + b->pos, n);
        b->pos += n;
        done += n;
        if (once)
            break;
    }
    return bt_from_small((int64_t)done);
}

static bt_value buffered_readinto(struct bt_thread *th, const bt_value *args)
{
    return read_into(th, args, false);
}

static bt_value buffered_readinto1(struct bt_thread *th, const bt_value *args)
{
    return read_into(th, args, true);
}

static bt_value buffered_write(struct bt_thread *th, const bt_value *args)
{
    struct bt_buffered *b = as_buffered(args[0]);
    const char *data;
    size_t len;
    if (!bt_bytes_view(th, args[1], &data, &len) || !check_write(th, b, "write"))
        return BT_ERROR;
    bt_value result = bt_from_small((int64_t)len);
    BT_ROOTS(th, r, 1);
    r[0] = args[1];
    if (bt_is_a(th, args[1], BT_T_BYTEARRAY)) { // it could change while we wait
        r[0] = bt_bytes_new(th, data, len);
        if (!bt_is_error(r[0]))
            data = ((struct bt_bytes *)bt_obj(r[0]))->data;
    }
    if (bt_is_error(r[0]) || !bt_buffered_write(th, b, data, len))
        result = BT_ERROR;
    BT_UNROOT(th, r);
    return result;
}

static bt_value buffered_flush(struct bt_thread *th, const bt_value *args)
{
    struct bt_buffered *b = as_buffered(args[0]);
    return bt_buffered_check(th, b, "flush of closed file") && bt_buffered_flush(th, b) ? BT_NONE
                                                                                        : BT_ERROR;
}

// Flushes and closes; the file is closed even if flushing fails.
static bt_value buffered_close(struct bt_thread *th, const bt_value *args)
{
    struct bt_buffered *b = as_buffered(args[0]);
    bool closed;
    if (!bt_buffered_attached(th, b))
        return BT_ERROR;
    if (!bt_io_closed(th, b->raw, &closed))
        return BT_ERROR;
    if (closed)
        return BT_NONE;
    BT_ROOTS(th, r, 1);
    bool flushed = bt_buffered_flush(th, b);
    if (!flushed) {
        r[0] = bt_exc_take(th);
        b->pending = 0;
    }
    bt_value v = bt_io_call(th, b->raw, "close", NULL, 0);
    if (!flushed) {
        bt_exc_clear(th);
        bt_exc_put(th, r[0]);
        v = BT_ERROR;
    }
    BT_UNROOT(th, r);
    return v;
}

static bt_value buffered_detach(struct bt_thread *th, const bt_value *args)
{
    struct bt_buffered *b = as_buffered(args[0]);
    if (!bt_buffered_check(th, b, "flush of closed file") || !bt_buffered_flush(th, b) ||
        (b->pos != b->end && !bt_buffered_unread(th, b)))
        return BT_ERROR;
    bt_value raw = b->raw;
    b->raw = BT_NONE;
    return raw;
}

static bt_value buffered_seek(struct bt_thread *th, const bt_value *args)
{
    struct bt_buffered *b = as_buffered(args[0]);
    int64_t offset;
    int64_t whence;
    int64_t at;
    if (!bt_as_int64(th, args[1], &offset) || !bt_as_int64(th, args[2], &whence))
        return BT_ERROR;
    if (whence < 0 || whence > 2)
        return bt_value_error(th, "whence value %lld unsupported", (long long)whence);
    if (!bt_buffered_check(th, b, "seek of closed file"))
        return BT_ERROR;
    bt_value seekable = bt_io_call(th, b->raw, "seekable", NULL, 0);
    bool can;
    if (bt_is_error(seekable) || !bt_truth(th, seekable, &can))
        return BT_ERROR;
    if (!can)
        return bt_io_unsupported(th, "File or stream is not seekable.");
    return bt_buffered_seek(th, b, offset, (int)whence, &at) ? bt_int_from_i64(th, at) : BT_ERROR;
}

static bt_value buffered_tell(struct bt_thread *th, const bt_value *args)
{
    int64_t at;
    struct bt_buffered *b = as_buffered(args[0]);
    return bt_buffered_check(th, b, "tell of closed file") && bt_buffered_tell(th, b, &at)
               ? bt_int_from_i64(th, at)
               : BT_ERROR;
}

static bt_value buffered_truncate(struct bt_thread *th, const bt_value *args)
{
    struct bt_buffered *b = as_buffered(args[0]);
    int64_t at;
    if (!bt_buffered_check(th, b, "truncate of closed file"))
        return BT_ERROR;
    if (!b->can_write)
        return bt_io_unsupported(th, "truncate");
    if (!bt_buffered_flush(th, b))
        return BT_ERROR;
    bt_value size = args[1];
    if (bt_is_none(size)) {
        if (!bt_buffered_tell(th, b, &at))
            return BT_ERROR;
        size = bt_int_from_i64(th, at);
    }
    return bt_is_error(size) ? BT_ERROR : bt_io_call(th, b->raw, "truncate", &size, 1);
}

#define FROM_RAW(name)                                                                          \
    static bt_value buffered_##name(struct bt_thread *th, const bt_value *args)                 \
    {                                                                                           \
        struct bt_buffered *b = as_buffered(args[0]);                                           \
        return bt_buffered_attached(th, b) ? bt_io_call(th, b->raw, #name, NULL, 0) : BT_ERROR; \
    }
FROM_RAW(fileno)
FROM_RAW(isatty)
FROM_RAW(readable)
FROM_RAW(writable)
FROM_RAW(seekable)

static bt_value get_raw_attr(struct bt_thread *th, bt_value self, bt_value name)
{
    bt_value raw = as_buffered(self)->raw;
    return bt_buffered_attached(th, as_buffered(self)) ? bt_getattr(th, raw, name) : BT_ERROR;
}

static bt_value get_closed(struct bt_thread *th, bt_value self)
{
    return get_raw_attr(th, self, BT_NAME(th, _closed));
}

static bt_value get_name(struct bt_thread *th, bt_value self)
{
    return get_raw_attr(th, self, BT_NAME(th, _name));
}

static bt_value get_mode(struct bt_thread *th, bt_value self)
{
    return get_raw_attr(th, self, BT_NAME(th, _mode));
}

static bt_value get_raw(struct bt_thread *th BT_UNUSED, bt_value self)
{
    bt_value raw = as_buffered(self)->raw;
    return bt_is_unset(raw) ? BT_NONE : raw;
}

static bt_value buffered_repr(struct bt_thread *th, bt_value self)
{
    bt_value name = bt_is_obj(as_buffered(self)->raw)
                        ? bt_getattr_opt(th, as_buffered(self)->raw, BT_NAME(th, _name))
                        : BT_UNSET;
    if (bt_is_error(name))
        return BT_ERROR;
    if (bt_is_unset(name))
        return bt_str_format(th, "<%N>", bt_obj(self)->type);
    return bt_str_format(th, "<%N name=%R>", bt_obj(self)->type, name);
}

// ---- making and unmaking ----

static bool set_up(struct bt_thread *th, struct bt_buffered *b, bt_value raw, size_t size)
{
    const struct bt_io_state *state = bt_io_state(th);
    const struct bt_type *type = b->base.type;
    b->can_read = !bt_is_subtype(type, state->types[BT_IO_WRITER]);
    b->can_write = !bt_is_subtype(type, state->types[BT_IO_READER]);
    b->raw = raw;
    b->cap = size;
    return !b->can_write || bt_io_add_writer(th, bt_from_obj(b));
}

bt_value bt_buffered_new(struct bt_thread *th, enum bt_io_type type, bt_value raw, size_t size)
{
    struct bt_io_state *state = bt_io_state(th);
    struct bt_buffered *b = state == NULL ? NULL : bt_instance_new(th, state->types[type]);
    return b != NULL && set_up(th, b, raw, size) ? bt_from_obj(b) : BT_ERROR;
}

static bt_value buffered_new(struct bt_thread *th, struct bt_type *type,
                             const struct bt_args *args BT_UNUSED)
{
    struct bt_buffered *b = bt_instance_new(th, type);
    if (b == NULL)
        return BT_ERROR;
    b->raw = BT_UNSET;
    return bt_from_obj(b);
}

// raw.NAME() must be true: "File or stream is not readable."
static bool require(struct bt_thread *th, bt_value raw, const char *name)
{
    char message[64];
    bool yes;
    bt_value v = bt_io_call(th, raw, name, NULL, 0);
    if (bt_is_error(v) || !bt_truth(th, v, &yes))
        return false;
    if (!yes)
        (void)snprintf(message, sizeof message, "File or stream is not %s.", name);
    if (!yes)
        bt_io_unsupported(th, message);
    return yes;
}

static bool buffered_init(struct bt_thread *th, bt_value self, const struct bt_args *args)
{
    static const char *const names[] = {"raw", "buffer_size"};
    bt_value a[2];
    int64_t size = (int64_t)BT_IO_BUFFER_SIZE;
    struct bt_buffered *b = as_buffered(self);
    const char *type = b->base.type->name;
    if (!bt_args_named(th, args, type, names, 2, a))
        return false;
    if (bt_is_unset(a[0]))
        return bt_fail(th, BT_EXC_TYPE_ERROR, "%s() missing required argument 'raw' (pos 1)", type);
    if (!bt_is_unset(a[1]) && !bt_as_int64(th, a[1], &size))
        return false;
    if (size <= 0)
        return bt_fail(th, BT_EXC_VALUE_ERROR, "buffer size must be strictly positive");
    if (b->data != NULL)
        bt_mem_free(th->interp, b->data, b->cap);
    b->data = NULL;
    b->pos = b->end = b->pending = 0;
    b->raw = BT_UNSET;
    const struct bt_io_state *state = bt_io_state(th);
    bool reader = bt_is_subtype(b->base.type, state->types[BT_IO_READER]);
    bool random = bt_is_subtype(b->base.type, state->types[BT_IO_RANDOM]);
    return ((!reader && !random) || require(th, a[0], "readable")) &&
           (reader || require(th, a[0], "writable")) &&
           (!random || require(th, a[0], "seekable")) && set_up(th, b, a[0], (size_t)size);
}

static void buffered_trace(struct bt_tracer *tracer, struct bt_object *object)
{
    struct bt_buffered *b = (struct bt_buffered *)object;
    bt_mark_owned(tracer, b->data != NULL ? b->cap : 0);
    bt_mark(tracer, b->raw);
}

static void buffered_free(struct bt_interp *interp, struct bt_object *object)
{
    struct bt_buffered *b = (struct bt_buffered *)object;
    if (b->data != NULL)
        bt_mem_free(interp, b->data, b->cap);
}

// Nobody closed it. The raw file closes itself; it dies after this.
static bt_value buffered_del(struct bt_thread *th, bt_value self)
{
    struct bt_buffered *b = as_buffered(self);
    bool closed;
    if (!bt_is_obj(b->raw) || b->pending == 0)
        return BT_NONE;
    if (!bt_io_closed(th, b->raw, &closed) || (!closed && !bt_buffered_flush(th, b)))
        return BT_ERROR;
    return BT_NONE;
}

static const struct bt_fn_spec methods[] = {
    {"read", buffered_read, "(self, size=-1, /)", "Up to `size` bytes, or all.", NULL, 0},
    {"read1", buffered_read1, "(self, size=-1, /)", "What is there, or what one system call gives.",
     NULL, 0},
    {"peek", buffered_peek, "(self, size=0, /)", "The bytes read ahead; they are not used up.",
     NULL, 0},
    {"readline", buffered_readline, "(self, size=-1, /)", "A line with its line end.", NULL, 0},
    {"readinto", buffered_readinto, "(self, buffer, /)", "Fills a bytearray; the number of bytes.",
     NULL, 0},
    {"readinto1", buffered_readinto1, "(self, buffer, /)", "The same with one system call.", NULL,
     0},
    {"write", buffered_write, "(self, buffer, /)", "Writes bytes; how many they were.", NULL, 0},
    {"flush", buffered_flush, "(self, /)", "Writes out what is in the buffer.", NULL, 0},
    {"close", buffered_close, "(self, /)", "Flushes and closes the file.", NULL, 0},
    {"detach", buffered_detach, "(self, /)",
     "Gives the raw file away; this object cannot be used any more.", NULL, 0},
    {"seek", buffered_seek, "(self, target, whence=0, /)", "Moves the position; gives the new one.",
     NULL, 0},
    {"tell", buffered_tell, "(self, /)", "The position.", NULL, 0},
    {"truncate", buffered_truncate, "(self, pos=None, /)",
     "Cuts the file off, at the position by default.", NULL, 0},
    {"fileno", buffered_fileno, "(self, /)", "The file descriptor.", NULL, 0},
    {"isatty", buffered_isatty, "(self, /)", "Is it a terminal?", NULL, 0},
    {"readable", buffered_readable, "(self, /)", "Is it open for reading?", NULL, 0},
    {"writable", buffered_writable, "(self, /)", "Is it open for writing?", NULL, 0},
    {"seekable", buffered_seekable, "(self, /)", "Can its position be moved?", NULL, 0},
    {0},
};

static const struct bt_getset_spec getsets[] = {
    {"closed", get_closed, NULL, "Has it been closed?"},
    {"mode", get_mode, NULL, "The mode of the raw file."},
    {"name", get_name, NULL, "The name of the raw file."},
    {"raw", get_raw, NULL, "The raw file beneath."},
    {0},
};

#define SLOTS                                                                                      \
    {                                                                                              \
        .repr = buffered_repr, .next = buffered_next, .new_ = buffered_new, .init = buffered_init, \
        .del = buffered_del, .trace = buffered_trace, .free = buffered_free, .iter = bt_io_iter    \
    }
#define SPEC(type_name, text)                                                   \
    {                                                                           \
        .name = type_name, .module = "_io", .doc = text, .flags = BT_TYPE_BASE, \
        .size = sizeof(struct bt_buffered), .slots = SLOTS, .methods = methods, \
        .getsets = getsets, .new_sig = "(raw, buffer_size=8192)"                \
    }

const struct bt_type_spec bt_io_reader_spec =
    SPEC("BufferedReader", "A buffer for reading from a raw file.");
const struct bt_type_spec bt_io_writer_spec =
    SPEC("BufferedWriter", "A buffer for writing to a raw file.");
const struct bt_type_spec bt_io_random_spec =
    SPEC("BufferedRandom",
         "A buffer for reading from and writing to a raw file that can be positioned.");
