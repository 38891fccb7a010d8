/*
 * posix: descriptors. read and write wait for a descriptor that is not ready with the interpreter's
 * lock released, as files do.
 */
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <poll.h>
#include <sys/ioctl.h>
#include <sys/stat.h>
#include <termios.h>
#include <unistd.h>

#include "runtime/modules/io_impl.h"
#include "runtime/modules/posix_impl.h"
#include "runtime/modules/struct_seq.h"
#include "runtime/objects/error.h"
#include "runtime/objects/int.h"
#include "runtime/objects/protocol.h"
#include "runtime/objects/seq.h"
#include "vm/blocking.h"
#include "vm/input.h"

static bt_value fd_or_error(struct bt_thread *th, int fd)
{
    return fd < 0 ? bt_raise_errno(th, errno, BT_UNSET) : bt_from_small(fd);
}

static bt_value posix_open(struct bt_thread *th, const bt_value *args)
{
    struct bt_buf path;
    int flags;
    int mode;
    int fd;
    if (!bt_posix_int(th, args[1], &flags) || !bt_posix_int(th, args[2], &mode) ||
        !bt_io_settle(th) || !bt_posix_path(th, "open", args[0], false, &path, &fd))
        return BT_ERROR;
    int error;
    bool ok = bt_open_fd(th, path.data, flags | O_CLOEXEC, (mode_t)mode, &fd, &error);
    bt_buf_free(&path);
    if (!ok)
        return BT_ERROR;
    return fd < 0 ? bt_raise_errno(th, error, args[0]) : bt_from_small(fd);
}

static bt_value posix_close(struct bt_thread *th, const bt_value *args)
{
    int fd;
    if (!bt_posix_int(th, args[0], &fd))
        return BT_ERROR;
    int result = (int)BT_INPUT_EFFECT(th, "close", 0, close(fd));
    if (result == 0)
        bt_input_moved(th, -1, fd);
    return bt_posix_done(th, result, BT_UNSET);
}

static bt_value posix_read(struct bt_thread *th, const bt_value *args)
{
    int fd;
    int64_t n;
    bool ready;
    if (!bt_posix_int(th, args[0], &fd) || !bt_as_int64(th, args[1], &n))
        return BT_ERROR;
    if (n < 0)
        return bt_raise_errno(th, EINVAL, BT_UNSET);
    char *data = bt_alloc((size_t)n);
    if (data == NULL)
        return bt_raise_no_memory(th);
    bt_value v = BT_ERROR;
    if (bt_wait_fd(th, fd, POLLIN, BT_NO_DEADLINE, &ready)) {
        int64_t got = bt_input_read(th, fd, data, (size_t)n);
        v = got < 0 ? bt_raise_errno(th, errno, BT_UNSET) : bt_bytes_new(th, data, (size_t)got);
    }
    bt_free(data);
    return v;
}

static bt_value posix_write(struct bt_thread *th, const bt_value *args)
{
    int fd;
    const char *data;
    size_t len;
    bool ready;
    struct stat info;
    if (!bt_posix_int(th, args[0], &fd) || !bt_wait_fd(th, fd, POLLOUT, BT_NO_DEADLINE, &ready) ||
        !bt_bytes_view(th, args[1], &data, &len))
        return BT_ERROR;
    // a pipe that is ready has room for PIPE_BUF bytes; more might wait with the lock held
    bool regular = !bt_input_replaying(th) && fstat(fd, &info) == 0 && S_ISREG(info.st_mode);
    if (len >= PIPE_BUF && !BT_INPUT(th, "regular", regular))
        len = PIPE_BUF;
    ssize_t n = bt_input_write(th, fd, data, len);
    return n < 0 ? bt_raise_errno(th, errno, BT_UNSET) : bt_from_small(n);
}

static bt_value posix_lseek(struct bt_thread *th, const bt_value *args)
{
    int fd;
    int whence;
    int64_t offset;
    if (!bt_posix_int(th, args[0], &fd) || !bt_as_int64(th, args[1], &offset) ||
        !bt_posix_int(th, args[2], &whence))
        return BT_ERROR;
    int64_t at = bt_input_seek(th, fd, offset, whence);
    return at < 0 ? bt_raise_errno(th, errno, BT_UNSET) : bt_int_from_i64(th, at);
}

static int make_pipe(int64_t *numbers)
{
    int fds[2];
    if (pipe2(fds, O_CLOEXEC) != 0)
        return -1;
    numbers[0] = fds[0];
    numbers[1] = fds[1];
    return 0;
}

static bt_value posix_pipe(struct bt_thread *th, const bt_value *args BT_UNUSED)
{
    int64_t fds[2];
    if (BT_INPUT_NUMBERS(th, "pipe", make_pipe(fds), fds) != 0)
        return bt_raise_errno(th, errno, BT_UNSET);
    bt_input_opened(th, (int)fds[0], NULL, 0);
    bt_input_opened(th, (int)fds[1], NULL, 0);
    return bt_tuple_of(th, 2, bt_from_small(fds[0]), bt_from_small(fds[1]));
}

static bt_value posix_dup(struct bt_thread *th, const bt_value *args)
{
    int fd;
    if (!bt_posix_int(th, args[0], &fd))
        return BT_ERROR;
    int other = (int)BT_INPUT(th, "dup", fcntl(fd, F_DUPFD_CLOEXEC, 0));
    bt_input_moved(th, fd, other);
    return fd_or_error(th, other);
}

static bt_value posix_dup2(struct bt_thread *th, const bt_value *args)
{
    int from;
    int to;
    if (!bt_posix_int(th, args[0], &from) || !bt_posix_int(th, args[1], &to))
        return BT_ERROR;
    int result = (int)BT_INPUT(th, "dup2", dup2(from, to));
    if (result >= 0)
        bt_input_moved(th, from, to);
    return fd_or_error(th, result);
}

static bt_value posix_isatty(struct bt_thread *th, const bt_value *args)
{
    int fd;
    return bt_posix_int(th, args[0], &fd) ? bt_bool(BT_INPUT(th, "isatty", isatty(fd)) == 1)
                                          : BT_ERROR;
}

static bt_value posix_fsync(struct bt_thread *th, const bt_value *args)
{
    int fd;
    return bt_posix_int(th, args[0], &fd)
               ? bt_posix_done(th, (int)BT_INPUT_EFFECT(th, "fsync", 0, fsync(fd)), BT_UNSET)
               : BT_ERROR;
}

static bt_value posix_ftruncate(struct bt_thread *th, const bt_value *args)
{
    int fd;
    int64_t size;
    if (!bt_posix_int(th, args[0], &fd) || !bt_as_int64(th, args[1], &size))
        return BT_ERROR;
    return bt_posix_done(th, (int)BT_INPUT_EFFECT(th, "truncate", 0, ftruncate(fd, size)),
                         BT_UNSET);
}

static bt_value posix_get_inheritable(struct bt_thread *th, const bt_value *args)
{
    int fd;
    if (!bt_posix_int(th, args[0], &fd))
        return BT_ERROR;
    int flags = (int)BT_INPUT(th, "getfd", fcntl(fd, F_GETFD));
    return flags < 0 ? bt_raise_errno(th, errno, BT_UNSET) : bt_bool((flags & FD_CLOEXEC) == 0);
}

static int get_size(int fd, int64_t *columns_lines)
{
    struct winsize size;
    if (ioctl(fd, TIOCGWINSZ, &size) != 0)
        return -1;
    columns_lines[0] = size.ws_col;
    columns_lines[1] = size.ws_row;
    return 0;
}

static bt_value posix_terminal_size(struct bt_thread *th, const bt_value *args)
{
    static const char *const fields[] = {"columns", "lines", NULL};
    static const struct bt_struct_seq_spec spec = {"terminal_size", "os", fields, 2};
    int64_t size[2];
    int fd;
    if (!bt_posix_int(th, args[0], &fd))
        return BT_ERROR;
    if (BT_INPUT_NUMBERS(th, "winsize", get_size(fd, size), size) != 0)
        return bt_raise_errno(th, errno, BT_UNSET);
    struct bt_type *type = bt_struct_seq_type(th, &spec);
    if (type == NULL)
        return BT_ERROR;
    bt_value v[] = {bt_from_small(size[0]), bt_from_small(size[1])};
    return bt_struct_seq_new(th, type, v);
}

const struct bt_fn_spec bt_posix_fd[] = {
    {"open", posix_open, "(path, flags, mode=511)", "Opens a file; gives the descriptor.", NULL, 0},
    {"close", posix_close, "(fd)", "Closes a descriptor.", NULL, 0},
    {"read", posix_read, "(fd, length, /)", "Up to `length` bytes.", NULL, 0},
    {"write", posix_write, "(fd, data, /)", "Writes bytes; how many it took.", NULL, 0},
    {"lseek", posix_lseek, "(fd, position, how, /)", "Moves the position; gives the new one.", NULL,
     0},
    {"pipe", posix_pipe, "()", "A pipe: descriptors for reading and for writing.", NULL, 0},
    {"dup", posix_dup, "(fd, /)", "Another descriptor of the same file.", NULL, 0},
    {"dup2", posix_dup2, "(fd, fd2, inheritable=True)", "The same, with a given number.", NULL, 0},
    {"isatty", posix_isatty, "(fd, /)", "Is it a terminal?", NULL, 0},
    {"fsync", posix_fsync, "(fd)", "Has the system put the data on the disk.", NULL, 0},
    {"ftruncate", posix_ftruncate, "(fd, length, /)", "Cuts a file off.", NULL, 0},
    {"get_inheritable", posix_get_inheritable, "(fd, /)", "Do child processes get the descriptor?",
     NULL, 0},
    {"get_terminal_size", posix_terminal_size, "(fd=1, /)", "Columns and lines of a terminal.",
     NULL, 0},
    {0},
};
