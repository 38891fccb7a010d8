/*
 * FileIO, the raw file: a descriptor. The only file of the io module that makes system calls on
 * one.
 *
 * Descriptors keep their mode (inherited ones never become non-blocking): before a read or write
 * that may block, poll() says whether it will, and waiting releases the interpreter's lock. The
 * standard streams are written with the lock held, so that output does not disturb the schedule.
 */
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <poll.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/clock.h"
#include "base/os_thread.h"
#include "runtime/modules/io_impl.h"
#include "runtime/modules/path_arg.h"
#include "runtime/objects/args.h"
#include "runtime/objects/error.h"
#include "runtime/objects/heap.h"
#include "runtime/objects/int.h"
#include "runtime/objects/protocol.h"
#include "runtime/objects/seq.h"
#include "runtime/objects/shape.h"
#include "vm/blocking.h"
#include "vm/input.h"
#include "vm/safepoint.h"

static struct bt_raw *as_raw(bt_value v)
{
    return (struct bt_raw *)bt_obj(v);
}

struct bt_raw *bt_raw_of(struct bt_thread *th, bt_value v)
{
    struct bt_io_state *state = bt_io_state(th);
    return state != NULL && bt_is_obj(v) && bt_obj(v)->type == state->types[BT_IO_FILE] ? as_raw(v)
                                                                                        : NULL;
}

// ---- system calls ----

// Room on a standard stream: waits with the lock held, but lets Ctrl-C through.
static bool wait_patiently(struct bt_thread *th, int fd, short events)
{
    if (bt_input_replaying(th))
        return true;
    while (bt_os_poll(fd, events, bt_clock_monotonic() + 50000000) != 1) {
        if ((atomic_load_explicit(&th->attention, memory_order_relaxed) & BT_ATTN_SIGNAL) != 0 &&
            !bt_safepoint(th))
            return false;
    }
    return true;
}

bool bt_raw_wait(struct bt_thread *th, struct bt_raw *raw, bool write)
{
    short events = write ? POLLOUT : POLLIN;
    if (raw->regular)
        return true;
    if (write && raw->patient)
        return wait_patiently(th, raw->fd, events);
    bool ready = true;
    do { // another thread may have taken what there was before the lock came back
        if (raw->fd < 0)
            return bt_fail(th, BT_EXC_VALUE_ERROR, "I/O operation on closed file");
        if (!bt_wait_fd(th, raw->fd, events, BT_NO_DEADLINE, &ready))
            return false;
    } while (raw->fd >= 0 && bt_input_poll(th, raw->fd, events) == 0);
    return raw->fd >= 0 || bt_fail(th, BT_EXC_VALUE_ERROR, "I/O operation on closed file");
}

int64_t bt_raw_read(struct bt_thread *th, struct bt_raw *raw, char *data, size_t len)
{
    for (;;) {
        size_t most = len < INT_MAX ? len : INT_MAX;
        int64_t n = bt_input_read(th, raw->fd, data, most);
        if (n >= 0)
            return n;
        if (errno != EINTR) {
            bt_raise_errno(th, errno, BT_UNSET);
            return -1;
        }
        if (!bt_safepoint(th))
            return -1;
    }
}

int64_t bt_raw_write(struct bt_thread *th, struct bt_raw *raw, const char *data, size_t len)
{
    // poll() promises room for PIPE_BUF bytes only
    size_t most = raw->regular ? INT_MAX : PIPE_BUF;
    for (;;) {
        ssize_t n = bt_input_write(th, raw->fd, data, len < most ? len : most);
        if (n >= 0)
            return n;
        if (errno != EINTR) {
            bt_raise_errno(th, errno, BT_UNSET);
            return -1;
        }
        if (!bt_safepoint(th))
            return -1;
    }
}

bool bt_raw_seek(struct bt_thread *th, struct bt_raw *raw, int64_t offset, int whence, int64_t *out)
{
    *out = bt_input_seek(th, raw->fd, offset, whence);
    return *out >= 0 || (bt_raise_errno(th, errno, BT_UNSET), false);
}

bool bt_raw_close(struct bt_thread *th, struct bt_raw *raw)
{
    int fd = raw->fd;
    raw->fd = -1;
    if (fd < 0 || !raw->close_fd || BT_INPUT_EFFECT(th, "close", 0, close(fd)) == 0 ||
        errno == EINTR) {
        if (fd >= 0 && raw->close_fd)
            bt_input_moved(th, -1, fd);
        return true;
    }
    bt_raise_errno(th, errno, BT_UNSET);
    return false;
}

// ---- opening ----

static void set_mode(struct bt_raw *raw, const char *mode)
{
    bool updating = strchr(mode, '+') != NULL;
    raw->readable = mode[0] == 'r' || updating;
    raw->writable = mode[0] != 'r' || updating;
    raw->appending = mode[0] == 'a';
    raw->created = mode[0] == 'x';
}

static int open_flags(const struct bt_raw *raw, const char *mode)
{
    int flags = O_CLOEXEC;
    flags |= raw->readable && raw->writable ? O_RDWR : raw->readable ? O_RDONLY : O_WRONLY;
    switch (mode[0]) {
    case 'w': return flags | O_CREAT | O_TRUNC;
    case 'a': return flags | O_CREAT | O_APPEND;
    case 'x': return flags | O_CREAT | O_EXCL;
    default: return flags;
    }
}

static void init_raw(struct bt_raw *raw)
{
    raw->fd = -1;
    raw->seekable = -1;
    raw->close_fd = true;
    raw->name = BT_UNSET;
}

bt_value bt_raw_new(struct bt_thread *th, int fd, const char *mode, bool close_fd, bt_value name)
{
    struct bt_io_state *state = bt_io_state(th);
    struct bt_raw *raw = state == NULL ? NULL : bt_instance_new(th, state->types[BT_IO_FILE]);
    if (raw == NULL)
        return BT_ERROR;
    init_raw(raw);
    set_mode(raw, mode);
    raw->fd = fd;
    raw->close_fd = close_fd;
    raw->name = name;
    return bt_heap_free_early(th, &raw->base) ? bt_from_obj(raw) : BT_ERROR;
}

// Opens by path, or through the opener: the descriptor in raw->fd. [py]
static bool open_path(struct bt_thread *th, struct bt_raw *raw, bt_value file, const char *mode,
                      bt_value opener)
{
    int flags = open_flags(raw, mode);
    if (!bt_is_none(opener) && !bt_is_unset(opener)) {
        bt_value args[2] = {file, bt_from_small(flags)};
        bt_value v = bt_call_n(th, opener, args, 2);
        int64_t fd;
        if (bt_is_error(v))
            return false;
        if (!bt_is_int(v))
            return bt_fail(th, BT_EXC_TYPE_ERROR, "expected integer from opener");
        if (!bt_as_int64(th, v, &fd))
            return false;
        if (fd < 0)
            return bt_fail(th, BT_EXC_VALUE_ERROR, "opener returned %lld", (long long)fd);
        raw->fd = (int)fd;
        return true;
    }
    struct bt_buf path;
    bt_buf_init(&path);
    bool ok = bt_path_encode(th, NULL, file, &path);
    if (ok) {
        int error;
        ok = bt_open_fd(th, path.data, flags, 0666, &raw->fd, &error);
        if (ok && (error == EMFILE || error == ENFILE)) { // files no longer used may be open still
            bt_collect(th);
            bt_collect(th);
            ok = bt_open_fd(th, path.data, flags, 0666, &raw->fd, &error);
        }
        if (ok && raw->fd < 0) {
            bt_raise_errno(th, error, file);
            ok = false;
        }
    }
    bt_buf_free(&path);
    return ok;
}

static int file_mode(int fd, int64_t *mode)
{
    struct stat info;
    int result = fstat(fd, &info);
    *mode = result == 0 ? (int64_t)info.st_mode : 0;
    return result;
}

bool bt_raw_open(struct bt_thread *th, struct bt_raw *raw, bt_value file, const char *mode,
                 bool close_fd, bt_value opener)
{
    int64_t fd;
    set_mode(raw, mode);
    raw->name = file;
    raw->close_fd = close_fd;
    if (bt_is_int(file)) {
        if (!bt_as_int64(th, file, &fd))
            return false;
        if (fd < 0 || fd > INT_MAX)
            return bt_fail(th, BT_EXC_VALUE_ERROR, "negative file descriptor");
        raw->fd = (int)fd;
    } else {
        if (!close_fd)
            return bt_fail(th, BT_EXC_VALUE_ERROR, "Cannot use closefd=False with file name");
        if (!open_path(th, raw, file, mode, opener))
            return false;
    }
    int64_t mode_bits[1];
    int error = BT_INPUT_NUMBERS(th, "fstat", file_mode(raw->fd, mode_bits), mode_bits) != 0 ? errno
                : S_ISDIR(mode_bits[0]) ? EISDIR
                                        : 0;
    if (error != 0) {
        if (bt_is_int(file))
            raw->fd = -1; // not ours
        else if (!bt_raw_close(th, raw))
            bt_exc_clear(th);
        bt_raise_errno(th, error, file);
        return false;
    }
    raw->regular = S_ISREG(mode_bits[0]);
    if (raw->appending && bt_input_seek(th, raw->fd, 0, SEEK_END) < 0)
        raw->seekable = 0;
    return true;
}

// ---- the type ----

static bt_value raw_new(struct bt_thread *th, struct bt_type *type,
                        const struct bt_args *args BT_UNUSED)
{
    struct bt_raw *raw = bt_instance_new(th, type);
    if (raw == NULL)
        return BT_ERROR;
    init_raw(raw);
    return bt_heap_free_early(th, &raw->base) ? bt_from_obj(raw) : BT_ERROR;
}

static bool check_raw_mode(struct bt_thread *th, const char *mode)
{
    size_t kinds = 0;
    size_t pluses = 0;
    for (const char *p = mode; *p != '\0'; p++) {
        if (strchr("rwxab+", *p) == NULL)
            return bt_fail(th, BT_EXC_VALUE_ERROR, "invalid mode: %s", mode);
        kinds += strchr("rwxa", *p) != NULL;
        pluses += *p == '+';
    }
    if (kinds != 1 || pluses > 1)
        return bt_fail(
            th, BT_EXC_VALUE_ERROR,
            "Must have exactly one of create/read/write/append mode and at most one plus");
    return true;
}

static bool raw_init(struct bt_thread *th, bt_value self, const struct bt_args *args)
{
    static const char *const names[] = {"file", "mode", "closefd", "opener"};
    bt_value a[4];
    char mode[8];
    bool close_fd = true;
    if (!bt_args_named(th, args, "FileIO", names, 4, a))
        return false;
    if (bt_is_unset(a[0]))
        return bt_fail(th, BT_EXC_TYPE_ERROR, "FileIO() missing required argument 'file' (pos 1)");
    if (!bt_is_unset(a[1]) && !bt_is_str(a[1]))
        return bt_fail(th, BT_EXC_TYPE_ERROR, "FileIO() argument 'mode' must be str, not %.50T",
                       a[1]);
    if (bt_is_str(a[1]) && !bt_str_settle(th, a[1]))
        return false;
    const char *given = bt_is_unset(a[1]) ? "r" : bt_as_str(a[1])->data;
    if (!check_raw_mode(th, given) || (!bt_is_unset(a[2]) && !bt_truth(th, a[2], &close_fd)))
        return false;
    const char *kind = given + strcspn(given, "rwxa");
    mode[0] = *kind;
    mode[1] = 'b';
    mode[2] = strchr(given, '+') != NULL ? '+' : '\0';
    mode[3] = '\0';
    struct bt_raw *raw = as_raw(self);
    return bt_raw_close(th, raw) && bt_raw_open(th, raw, a[0], mode, close_fd, a[3]);
}

// Open, and for reading or writing as `what` says (NULL: either).
static bool check(struct bt_thread *th, const struct bt_raw *raw, const char *what)
{
    if (raw->fd < 0)
        return bt_fail(th, BT_EXC_VALUE_ERROR, "I/O operation on closed file");
    if (what != NULL && !(what[0] == 'r' ? raw->readable : raw->writable)) {
        bt_io_unsupported(th, what[0] == 'r' ? "File not open for reading"
                                             : "File not open for writing");
        return false;
    }
    return true;
}

static bt_value raw_read_all(struct bt_thread *th, const bt_value *args)
{
    struct bt_raw *raw = as_raw(args[0]);
    struct bt_buf out;
    bt_buf_init(&out);
    if (!check(th, raw, "r"))
        return BT_ERROR;
    for (;;) {
        if (!bt_raw_wait(th, raw, false))
            break;
        if (!bt_buf_reserve(&out, out.len < BT_IO_BUFFER_SIZE ? BT_IO_BUFFER_SIZE : out.len)) {
            bt_raise_no_memory(th);
            break;
        }
        int64_t n = bt_raw_read(th, raw, out.data + out.len, out.cap - out.len - 1);
        if (n < 0)
            break;
        out.len += (size_t)n;
        if (n == 0) {
            bt_value v = bt_bytes_new(th, out.data, out.len);
            bt_buf_free(&out);
            return v;
        }
    }
    bt_buf_free(&out);
    return BT_ERROR;
}

static bt_value raw_read(struct bt_thread *th, const bt_value *args)
{
    struct bt_raw *raw = as_raw(args[0]);
    int64_t size;
    if (!check(th, raw, "r") || !bt_io_size(th, args[1], &size))
        return BT_ERROR;
    if (size < 0)
        return raw_read_all(th, args);
    char *data = bt_alloc((size_t)size);
    if (data == NULL)
        return bt_raise_no_memory(th);
    int64_t n = bt_raw_wait(th, raw, false) ? bt_raw_read(th, raw, data, (size_t)size) : -1;
    bt_value v = n < 0 ? BT_ERROR : bt_bytes_new(th, data, (size_t)n);
    bt_free(data);
    return v;
}

static bt_value raw_readinto(struct bt_thread *th, const bt_value *args)
{
    struct bt_raw *raw = as_raw(args[0]);
    if (!check(th, raw, "r"))
        return BT_ERROR;
    if (!bt_is_a(th, args[1], BT_T_BYTEARRAY))
        return bt_type_error(
            th, "readinto() argument must be read-write bytes-like object, not %.50T", args[1]);
    if (!bt_raw_wait(th, raw, false))
        return BT_ERROR;
    struct bt_bytearray *into = (struct bt_bytearray *)bt_obj(args[1]);
    int64_t n = bt_raw_read(th, raw, into->data, into->len);
    return n < 0 ? BT_ERROR : bt_from_small(n);
}

static bt_value raw_write(struct bt_thread *th, const bt_value *args)
{
    struct bt_raw *raw = as_raw(args[0]);
    const char *data;
    size_t len;
    if (!check(th, raw, "w") || !bt_bytes_view(th, args[1], &data, &len) ||
        !bt_raw_wait(th, raw, true) || !bt_bytes_view(th, args[1], &data, &len))
        return BT_ERROR;
    int64_t n = bt_raw_write(th, raw, data, len);
    return n < 0 ? BT_ERROR : bt_from_small(n);
}

static bt_value raw_seek(struct bt_thread *th, const bt_value *args)
{
    int64_t offset;
    int64_t whence;
    int64_t at;
    if (!check(th, as_raw(args[0]), NULL) || !bt_as_int64(th, args[1], &offset) ||
        !bt_as_int64(th, args[2], &whence) ||
        !bt_raw_seek(th, as_raw(args[0]), offset, (int)whence, &at))
        return BT_ERROR;
    return bt_int_from_i64(th, at);
}

static bt_value raw_tell(struct bt_thread *th, const bt_value *args)
{
    int64_t at;
    if (!check(th, as_raw(args[0]), NULL) || !bt_raw_seek(th, as_raw(args[0]), 0, SEEK_CUR, &at))
        return BT_ERROR;
    return bt_int_from_i64(th, at);
}

static bt_value raw_truncate(struct bt_thread *th, const bt_value *args)
{
    struct bt_raw *raw = as_raw(args[0]);
    int64_t size;
    if (!check(th, raw, "w"))
        return BT_ERROR;
    if (bt_is_none(args[1]) ? !bt_raw_seek(th, raw, 0, SEEK_CUR, &size)
                            : !bt_as_int64(th, args[1], &size))
        return BT_ERROR;
    if (BT_INPUT_EFFECT(th, "truncate", 0, ftruncate(raw->fd, size)) != 0)
        return bt_raise_errno(th, errno, BT_UNSET);
    return bt_int_from_i64(th, size);
}

static bt_value raw_close(struct bt_thread *th, const bt_value *args)
{
    return bt_raw_close(th, as_raw(args[0])) ? BT_NONE : BT_ERROR;
}

static bt_value raw_fileno(struct bt_thread *th, const bt_value *args)
{
    return check(th, as_raw(args[0]), NULL) ? bt_from_small(as_raw(args[0])->fd) : BT_ERROR;
}

static bt_value raw_isatty(struct bt_thread *th, const bt_value *args)
{
    return check(th, as_raw(args[0]), NULL)
               ? bt_bool(BT_INPUT(th, "isatty", isatty(as_raw(args[0])->fd)) == 1)
               : BT_ERROR;
}

static bt_value raw_readable(struct bt_thread *th, const bt_value *args)
{
    return check(th, as_raw(args[0]), NULL) ? bt_bool(as_raw(args[0])->readable) : BT_ERROR;
}

static bt_value raw_writable(struct bt_thread *th, const bt_value *args)
{
    return check(th, as_raw(args[0]), NULL) ? bt_bool(as_raw(args[0])->writable) : BT_ERROR;
}

static bt_value raw_seekable(struct bt_thread *th, const bt_value *args)
{
    struct bt_raw *raw = as_raw(args[0]);
    if (!check(th, raw, NULL))
        return BT_ERROR;
    if (raw->seekable < 0)
        raw->seekable = bt_input_seek(th, raw->fd, 0, SEEK_CUR) >= 0;
    return bt_bool(raw->seekable != 0);
}

static const char *mode_text(const struct bt_raw *raw)
{
    if (raw->created)
        return raw->readable ? "xb+" : "xb";
    if (raw->appending)
        return raw->readable ? "ab+" : "ab";
    if (raw->readable)
        return raw->writable ? "rb+" : "rb";
    return "wb";
}

static bt_value get_mode(struct bt_thread *th, bt_value self)
{
    return bt_str_from(th, mode_text(as_raw(self)));
}

static bt_value get_closed(struct bt_thread *th BT_UNUSED, bt_value self)
{
    return bt_bool(as_raw(self)->fd < 0);
}

static bt_value get_closefd(struct bt_thread *th BT_UNUSED, bt_value self)
{
    return bt_bool(as_raw(self)->close_fd);
}

static bt_value get_name(struct bt_thread *th, bt_value self)
{
    bt_value name = as_raw(self)->name;
    return bt_is_unset(name) ? bt_raise_attribute(th, self, BT_NAME(th, _name)) : name;
}

static bool set_name(struct bt_thread *th BT_UNUSED, bt_value self, bt_value value)
{
    as_raw(self)->name = value;
    return true;
}

static bt_value raw_repr(struct bt_thread *th, bt_value self)
{
    const struct bt_raw *raw = as_raw(self);
    const char *close_fd = raw->close_fd ? "True" : "False";
    if (raw->fd < 0)
        return bt_str_format(th, "<%s [closed]>", "_io.FileIO");
    if (bt_is_unset(raw->name))
        return bt_str_format(th, "<_io.FileIO fd=%d mode='%s' closefd=%s>", raw->fd, mode_text(raw),
                             close_fd);
    return bt_str_format(th, "<_io.FileIO name=%R mode='%s' closefd=%s>", raw->name, mode_text(raw),
                         close_fd);
}

static void raw_trace(struct bt_tracer *tracer, struct bt_object *object)
{
    bt_mark(tracer, ((struct bt_raw *)object)->name);
}

// A file that nobody closed. What its buffer still held has been written: finalisers run before the
// sweep.
static void raw_free(struct bt_interp *interp, struct bt_object *object)
{
    struct bt_raw *raw = (struct bt_raw *)object;
    if (raw->fd > 2 && raw->close_fd && !((struct bt_vm *)interp)->config.replaying)
        (void)close(raw->fd);
    raw->fd = -1;
}

static const struct bt_fn_spec methods[] = {
    {"read", raw_read, "(self, size=None, /)", "Up to `size` bytes by one system call, or all.",
     NULL, 0},
    {"readall", raw_read_all, "(self, /)", "All bytes up to the end of the file.", NULL, 0},
    {"readinto", raw_readinto, "(self, buffer, /)", "Reads into a bytearray; the number of bytes.",
     NULL, 0},
    {"write", raw_write, "(self, b, /)", "Writes bytes by one system call; how many it took.", NULL,
     0},
    {"seek", raw_seek, "(self, pos, whence=0, /)", "Moves the position; gives the new one.", NULL,
     0},
    {"tell", raw_tell, "(self, /)", "The position.", NULL, 0},
    {"truncate", raw_truncate, "(self, size=None, /)",
     "Cuts the file off, at the position by default.", NULL, 0},
    {"close", raw_close, "(self, /)", "Closes the file.", NULL, 0},
    {"fileno", raw_fileno, "(self, /)", "The file descriptor.", NULL, 0},
    {"isatty", raw_isatty, "(self, /)", "Is it a terminal?", NULL, 0},
    {"readable", raw_readable, "(self, /)", "Is it open for reading?", NULL, 0},
    {"writable", raw_writable, "(self, /)", "Is it open for writing?", NULL, 0},
    {"seekable", raw_seekable, "(self, /)", "Can its position be moved?", NULL, 0},
    {0},
};

static const struct bt_getset_spec getsets[] = {
    {"closed", get_closed, NULL, "Has it been closed?"},
    {"closefd", get_closefd, NULL, "Does close() close the descriptor?"},
    {"mode", get_mode, NULL, "The mode it was opened in."},
    {"name", get_name, set_name, "The name or descriptor it was opened by."},
    {0},
};

const struct bt_type_spec bt_io_file_spec = {
    .name = "FileIO",
    .module = "_io",
    .doc = "A raw file: each call is a system call.",
    .flags = BT_TYPE_BASE,
    .size = sizeof(struct bt_raw),
    .slots =
        {.repr = raw_repr, .new_ = raw_new, .init = raw_init, .trace = raw_trace, .free = raw_free},
    .methods = methods,
    .getsets = getsets,
    .new_sig = "(file, mode='r', closefd=True, opener=None)",
};
