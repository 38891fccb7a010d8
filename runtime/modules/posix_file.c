/*
 * posix: names of files and what they lead to: stat, listdir, mkdir, remove, rename, links,
 * permissions. All of it can finish at once, so the interpreter's lock is kept.
 */
#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#include "runtime/modules/io_impl.h"
#include "runtime/modules/path_arg.h"
#include "runtime/modules/posix_impl.h"
#include "runtime/modules/struct_seq.h"
#include "runtime/objects/error.h"
#include "runtime/objects/int.h"
#include "runtime/objects/protocol.h"
#include "runtime/objects/seq.h"
#include "vm/input.h"

// ---- stat ----

static const char *const stat_fields[] = {
    "st_mode",     "st_ino",      "st_dev",     "st_nlink",  "st_uid",   "st_gid",   "st_size",
    "_st_atime",   "_st_mtime",   "_st_ctime",  "st_atime",  "st_mtime", "st_ctime", "st_atime_ns",
    "st_mtime_ns", "st_ctime_ns", "st_blksize", "st_blocks", "st_rdev",  NULL};
static const struct bt_struct_seq_spec stat_spec = {"stat_result", "os", stat_fields, 10};

static bt_value seconds(const int64_t *t)
{
    return bt_from_double((double)t[0] + 1e-9 * (double)t[1]);
}

static bt_value nanoseconds(struct bt_thread *th, const int64_t *t)
{
    return bt_int_from_i64(th, t[0] * 1000000000 + t[1]);
}

// What a stat gives, as numbers: that is what a recording holds.
enum {
    ST_MODE,
    ST_INO,
    ST_DEV,
    ST_NLINK,
    ST_UID,
    ST_GID,
    ST_SIZE,
    ST_ATIME, // seconds, nanoseconds
    ST_MTIME = ST_ATIME + 2,
    ST_CTIME = ST_MTIME + 2,
    ST_BLKSIZE = ST_CTIME + 2,
    ST_BLOCKS,
    ST_RDEV,
    ST_NUMBERS
};

static bt_value make_stat(struct bt_thread *th, const int64_t *s)
{
    struct bt_type *type = bt_struct_seq_type(th, &stat_spec);
    if (type == NULL)
        return BT_ERROR;
    bt_value v[] = {
        bt_from_small(s[ST_MODE]),
        bt_int_from_u64(th, (uint64_t)s[ST_INO]),
        bt_int_from_u64(th, (uint64_t)s[ST_DEV]),
        bt_int_from_u64(th, (uint64_t)s[ST_NLINK]),
        bt_from_small(s[ST_UID]),
        bt_from_small(s[ST_GID]),
        bt_int_from_i64(th, s[ST_SIZE]),
        bt_int_from_i64(th, s[ST_ATIME]),
        bt_int_from_i64(th, s[ST_MTIME]),
        bt_int_from_i64(th, s[ST_CTIME]),
        seconds(&s[ST_ATIME]),
        seconds(&s[ST_MTIME]),
        seconds(&s[ST_CTIME]),
        nanoseconds(th, &s[ST_ATIME]),
        nanoseconds(th, &s[ST_MTIME]),
        nanoseconds(th, &s[ST_CTIME]),
        bt_int_from_i64(th, s[ST_BLKSIZE]),
        bt_int_from_i64(th, s[ST_BLOCKS]),
        bt_int_from_u64(th, (uint64_t)s[ST_RDEV]),
    };
    for (size_t i = 0; i < sizeof v / sizeof *v; i++) {
        if (bt_is_error(v[i]))
            return BT_ERROR;
    }
    return bt_struct_seq_new(th, type, v);
}

// By descriptor, or by path if that is negative.
static int call_stat(int fd, const char *path, bool follow, int64_t *n)
{
    struct stat s;
    int result = fd >= 0 ? fstat(fd, &s) : follow ? stat(path, &s) : lstat(path, &s);
    if (result != 0)
        return result;
    n[ST_MODE] = (int64_t)s.st_mode;
    n[ST_INO] = (int64_t)s.st_ino;
    n[ST_DEV] = (int64_t)s.st_dev;
    n[ST_NLINK] = (int64_t)s.st_nlink;
    n[ST_UID] = (int64_t)s.st_uid;
    n[ST_GID] = (int64_t)s.st_gid;
    n[ST_SIZE] = s.st_size;
    n[ST_ATIME] = s.st_atim.tv_sec;
    n[ST_ATIME + 1] = s.st_atim.tv_nsec;
    n[ST_MTIME] = s.st_mtim.tv_sec;
    n[ST_MTIME + 1] = s.st_mtim.tv_nsec;
    n[ST_CTIME] = s.st_ctim.tv_sec;
    n[ST_CTIME + 1] = s.st_ctim.tv_nsec;
    n[ST_BLKSIZE] = s.st_blksize;
    n[ST_BLOCKS] = s.st_blocks;
    n[ST_RDEV] = (int64_t)s.st_rdev;
    return 0;
}

static bt_value stat_path(struct bt_thread *th, const char *fn, bt_value v, bool follow)
{
    struct bt_buf path;
    int64_t info[ST_NUMBERS];
    int fd;
    if (!bt_io_settle(th) || !bt_posix_path(th, fn, v, follow, &path, &fd))
        return BT_ERROR;
    int result = (int)BT_INPUT_NUMBERS(th, "stat", call_stat(fd, path.data, follow, info), info);
    int error = errno;
    bt_buf_free(&path);
    return result != 0 ? bt_raise_errno(th, error, v) : make_stat(th, info);
}

// (path, *, follow_symlinks=True)
static bt_value posix_stat(struct bt_thread *th, const bt_value *args)
{
    bool follow;
    return bt_truth(th, args[1], &follow) ? stat_path(th, "stat", args[0], follow) : BT_ERROR;
}

static bt_value posix_lstat(struct bt_thread *th, const bt_value *args)
{
    return stat_path(th, "lstat", args[0], false);
}

// ---- one path ----

// A call on one path that gives 0 or fails.
static bt_value call_path(struct bt_thread *th, const char *fn, bt_value v,
                          int (*call)(const char *path))
{
    struct bt_buf path;
    int fd;
    if (!bt_posix_path(th, fn, v, false, &path, &fd))
        return BT_ERROR;
    bt_value result = bt_posix_done(th, (int)BT_INPUT(th, fn, call(path.data)), v);
    bt_buf_free(&path);
    return result;
}

static bt_value posix_remove(struct bt_thread *th, const bt_value *args)
{
    return call_path(th, "remove", args[0], unlink);
}

static bt_value posix_unlink(struct bt_thread *th, const bt_value *args)
{
    return call_path(th, "unlink", args[0], unlink);
}

static bt_value posix_rmdir(struct bt_thread *th, const bt_value *args)
{
    return call_path(th, "rmdir", args[0], rmdir);
}

static bt_value posix_chdir(struct bt_thread *th, const bt_value *args)
{
    return call_path(th, "chdir", args[0], chdir);
}

static bt_value posix_mkdir(struct bt_thread *th, const bt_value *args)
{
    struct bt_buf path;
    int fd;
    int mode;
    if (!bt_posix_int(th, args[1], &mode) ||
        !bt_posix_path(th, "mkdir", args[0], false, &path, &fd))
        return BT_ERROR;
    bt_value result =
        bt_posix_done(th, (int)BT_INPUT(th, "mkdir", mkdir(path.data, (mode_t)mode)), args[0]);
    bt_buf_free(&path);
    return result;
}

static bt_value posix_chmod(struct bt_thread *th, const bt_value *args)
{
    struct bt_buf path;
    int fd;
    int mode;
    if (!bt_posix_int(th, args[1], &mode) || !bt_posix_path(th, "chmod", args[0], true, &path, &fd))
        return BT_ERROR;
    int done = (int)BT_INPUT(th, "chmod",
                             fd >= 0 ? fchmod(fd, (mode_t)mode) : chmod(path.data, (mode_t)mode));
    bt_value result = bt_posix_done(th, done, args[0]);
    bt_buf_free(&path);
    return result;
}

static bt_value posix_access(struct bt_thread *th, const bt_value *args)
{
    struct bt_buf path;
    int fd;
    int mode;
    if (!bt_posix_int(th, args[1], &mode) ||
        !bt_posix_path(th, "access", args[0], false, &path, &fd))
        return BT_ERROR;
    bt_value result = bt_bool(BT_INPUT(th, "access", access(path.data, mode)) == 0);
    bt_buf_free(&path);
    return result;
}

static bt_value posix_truncate(struct bt_thread *th, const bt_value *args)
{
    struct bt_buf path;
    int fd;
    int64_t size;
    if (!bt_as_int64(th, args[1], &size) ||
        !bt_posix_path(th, "truncate", args[0], true, &path, &fd))
        return BT_ERROR;
    int done =
        (int)BT_INPUT(th, "truncate", fd >= 0 ? ftruncate(fd, size) : truncate(path.data, size));
    bt_value result = bt_posix_done(th, done, args[0]);
    bt_buf_free(&path);
    return result;
}

// (path, times=None): times is (atime, mtime) in seconds.
static bt_value posix_utime(struct bt_thread *th, const bt_value *args)
{
    struct bt_buf path;
    struct timespec times[2] = {{.tv_nsec = UTIME_NOW}, {.tv_nsec = UTIME_NOW}};
    int fd;
    if (!bt_is_none(args[1])) {
        if (!bt_is_tuple(args[1]) || bt_as_tuple(args[1])->len != 2)
            return bt_type_error(th, "utime: 'times' must be either a tuple of two ints or None");
        for (size_t i = 0; i < 2; i++) {
            double d;
            if (!bt_as_double(th, bt_as_tuple(args[1])->items[i], &d))
                return BT_ERROR;
            times[i].tv_sec = (time_t)d - (d < (double)(time_t)d);
            times[i].tv_nsec = (long)((d - (double)times[i].tv_sec) * 1e9);
        }
    }
    if (!bt_posix_path(th, "utime", args[0], false, &path, &fd))
        return BT_ERROR;
    bt_value result = bt_posix_done(
        th, (int)BT_INPUT(th, "utime", utimensat(AT_FDCWD, path.data, times, 0)), args[0]);
    bt_buf_free(&path);
    return result;
}

static bt_value posix_readlink(struct bt_thread *th, const bt_value *args)
{
    struct bt_buf path;
    char target[PATH_MAX];
    int fd;
    if (!bt_posix_path(th, "readlink", args[0], false, &path, &fd))
        return BT_ERROR;
    ssize_t n = BT_INPUT_DATA(th, "readlink", readlink(path.data, target, sizeof target), target,
                              sizeof target);
    bt_value result =
        n < 0 ? bt_raise_errno(th, errno, args[0]) : bt_path_decode(th, target, (size_t)n);
    bt_buf_free(&path);
    return result;
}

// ---- two paths ----

// OSError that names both paths.
static bt_value fail_two(struct bt_thread *th, int error, bt_value from, bt_value to)
{
    BT_ROOTS(th, r, 5);
    r[0] = bt_from_small(error);
    r[1] = bt_str_from(th, strerror(error));
    r[2] = from;
    r[3] = BT_NONE;
    r[4] = to;
    bt_value type =
        bt_from_obj(bt_type(th, BT_EXC_OS_ERROR)); // which chooses the subclass by errno
    bt_value exception = bt_is_error(r[1]) ? BT_ERROR : bt_call_n(th, type, r, 5);
    BT_UNROOT(th, r);
    return bt_is_error(exception) ? BT_ERROR : bt_raise_value(th, exception);
}

static bt_value call_two(struct bt_thread *th, const char *fn, const bt_value *args,
                         int (*call)(const char *from, const char *to))
{
    struct bt_buf from;
    struct bt_buf to;
    int fd;
    if (!bt_posix_path(th, fn, args[0], false, &from, &fd))
        return BT_ERROR;
    bt_value result = BT_ERROR;
    if (bt_posix_path(th, fn, args[1], false, &to, &fd)) {
        result = BT_NONE;
        if (BT_INPUT(th, fn, call(from.data, to.data)) != 0)
            result = fail_two(th, errno, args[0], args[1]);
        bt_buf_free(&to);
    }
    bt_buf_free(&from);
    return result;
}

static bt_value posix_rename(struct bt_thread *th, const bt_value *args)
{
    return call_two(th, "rename", args, rename);
}

static bt_value posix_link(struct bt_thread *th, const bt_value *args)
{
    return call_two(th, "link", args, link);
}

static bt_value posix_symlink(struct bt_thread *th, const bt_value *args)
{
    return call_two(th, "symlink", args, symlink);
}

// ---- folders ----

static bt_value posix_getcwd(struct bt_thread *th, const bt_value *args BT_UNUSED)
{
    char path[PATH_MAX];
    int64_t n = BT_INPUT_DATA(th, "getcwd", getcwd(path, sizeof path) ? (int64_t)strlen(path) : -1,
                              path, sizeof path);
    return n < 0 ? bt_raise_errno(th, errno, BT_UNSET) : bt_path_decode(th, path, (size_t)n);
}

// All entries into out, each as kind, name, NUL. 0, or -1 with errno.
static int read_folder(const char *path, struct bt_buf *out)
{
    DIR *dir = opendir(path);
    if (dir == NULL)
        return -1;
    for (;;) {
        errno = 0;
        const struct dirent *e = readdir(dir);
        if (e == NULL)
            break;
        if (strcmp(e->d_name, ".") == 0 || strcmp(e->d_name, "..") == 0)
            continue;
        bt_buf_putc(out, (char)e->d_type);
        bt_buf_write(out, e->d_name, strlen(e->d_name) + 1);
    }
    int error = out->failed ? ENOMEM : errno;
    closedir(dir);
    errno = error;
    return error == 0 ? 0 : -1;
}

// As a list: the names, or (typed) pairs of name and d_type.
static bt_value make_entries(struct bt_thread *th, const char *entries, size_t len, bool typed)
{
    bt_value list = bt_list_new(th, NULL, 0); // nothing below runs Python
    for (size_t i = 0; i < len && !bt_is_error(list);) {
        unsigned char kind = (unsigned char)entries[i];
        const char *name = entries + i + 1;
        size_t n = strnlen(name, len - i - 1);
        bt_value v = bt_path_decode(th, name, n);
        if (typed && !bt_is_error(v))
            v = bt_tuple_of(th, 2, v, bt_from_small(kind));
        if (bt_is_error(v) || !bt_list_append(th, list, v))
            return BT_ERROR;
        i += n + 2;
    }
    return list;
}

static bt_value list_folder(struct bt_thread *th, const char *fn, bt_value v, bool typed)
{
    struct bt_buf path, entries;
    int fd;
    bt_value name = bt_is_none(v) ? bt_str_from(th, ".") : v;
    if (bt_is_error(name) || !bt_io_settle(th) || !bt_posix_path(th, fn, name, false, &path, &fd))
        return BT_ERROR;
    bt_buf_init(&entries);
    struct bt_answer a = {0};
    if (!bt_input_taken(th, "listdir", &a)) {
        a.value = read_folder(path.data, &entries);
        a.err = a.value < 0 ? errno : 0;
        a.data = entries.data;
        a.len = entries.len;
        bt_input_keep(th, "listdir", &a);
    }
    bt_buf_free(&path);
    bt_value list =
        a.value < 0 ? bt_raise_errno(th, a.err, name) : make_entries(th, a.data, a.len, typed);
    bt_buf_free(&entries);
    return list;
}

static bt_value posix_listdir(struct bt_thread *th, const bt_value *args)
{
    return list_folder(th, "listdir", args[0], false);
}

static bt_value posix_scan(struct bt_thread *th, const bt_value *args)
{
    return list_folder(th, "scandir", args[0], true);
}

const struct bt_fn_spec bt_posix_file[] = {
    {"stat", posix_stat, "(path, *, follow_symlinks=True)", "What the system knows of a file.",
     NULL, 0},
    {"lstat", posix_lstat, "(path)", "The same of a symbolic link itself.", NULL, 0},
    {"remove", posix_remove, "(path)", "Removes a file.", NULL, 0},
    {"unlink", posix_unlink, "(path)", "Removes a file.", NULL, 0},
    {"rmdir", posix_rmdir, "(path)", "Removes an empty folder.", NULL, 0},
    {"chdir", posix_chdir, "(path)", "Changes the working folder.", NULL, 0},
    {"mkdir", posix_mkdir, "(path, mode=511)", "Makes a folder.", NULL, 0},
    {"chmod", posix_chmod, "(path, mode)", "Changes the permissions.", NULL, 0},
    {"access", posix_access, "(path, mode)", "Is the access allowed?", NULL, 0},
    {"truncate", posix_truncate, "(path, length)", "Cuts a file off.", NULL, 0},
    {"utime", posix_utime, "(path, times=None)", "Sets the times of access and change.", NULL, 0},
    {"readlink", posix_readlink, "(path)", "Where a symbolic link leads.", NULL, 0},
    {"rename", posix_rename, "(src, dst)", "Renames a file or folder.", NULL, 0},
    {"replace", posix_rename, "(src, dst)", "Renames, in place of what is there.", NULL, 0},
    {"link", posix_link, "(src, dst)", "Makes another name of a file.", NULL, 0},
    {"symlink", posix_symlink, "(src, dst)", "Makes a symbolic link.", NULL, 0},
    {"getcwd", posix_getcwd, "()", "The working folder.", NULL, 0},
    {"listdir", posix_listdir, "(path=None)", "The names in a folder.", NULL, 0},
    {"_scan", posix_scan, "(path=None)", "The names in a folder, each with its kind.", NULL, 0},
    {0},
};
