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

// ---- stat ----

static const char *const stat_fields[] = {
    "st_mode",     "st_ino",      "st_dev",     "st_nlink",  "st_uid",   "st_gid",   "st_size",
    "_st_atime",   "_st_mtime",   "_st_ctime",  "st_atime",  "st_mtime", "st_ctime", "st_atime_ns",
    "st_mtime_ns", "st_ctime_ns", "st_blksize", "st_blocks", "st_rdev",  NULL};
static const struct bt_struct_seq_spec stat_spec = {"stat_result", "os", stat_fields, 10};

static bt_value seconds(const struct timespec *t)
{
    return bt_from_double((double)t->tv_sec + 1e-9 * (double)t->tv_nsec);
}

static bt_value nanoseconds(struct bt_thread *th, const struct timespec *t)
{
    return bt_int_from_i64(th, (int64_t)t->tv_sec * 1000000000 + t->tv_nsec);
}

static bt_value make_stat(struct bt_thread *th, const struct stat *s)
{
    struct bt_type *type = bt_struct_seq_type(th, &stat_spec);
    if (type == NULL)
        return BT_ERROR;
    bt_value v[] = {
        bt_from_small((int64_t)s->st_mode),
        bt_int_from_u64(th, s->st_ino),
        bt_int_from_u64(th, s->st_dev),
        bt_int_from_u64(th, s->st_nlink),
        bt_from_small((int64_t)s->st_uid),
        bt_from_small((int64_t)s->st_gid),
        bt_int_from_i64(th, s->st_size),
        bt_int_from_i64(th, s->st_atim.tv_sec),
        bt_int_from_i64(th, s->st_mtim.tv_sec),
        bt_int_from_i64(th, s->st_ctim.tv_sec),
        seconds(&s->st_atim),
        seconds(&s->st_mtim),
        seconds(&s->st_ctim),
        nanoseconds(th, &s->st_atim),
        nanoseconds(th, &s->st_mtim),
        nanoseconds(th, &s->st_ctim),
        bt_int_from_i64(th, s->st_blksize),
        bt_int_from_i64(th, s->st_blocks),
        bt_int_from_u64(th, s->st_rdev),
    };
    for (size_t i = 0; i < sizeof v / sizeof *v; i++) {
        if (bt_is_error(v[i]))
            return BT_ERROR;
    }
    return bt_struct_seq_new(th, type, v);
}

static bt_value stat_path(struct bt_thread *th, const char *fn, bt_value v, bool follow)
{
    struct bt_buf path;
    struct stat info;
    int fd;
    if (!bt_io_settle(th) || !bt_posix_path(th, fn, v, follow, &path, &fd))
        return BT_ERROR;
    int result = fd >= 0  ? fstat(fd, &info)
                 : follow ? stat(path.data, &info)
                          : lstat(path.data, &info);
    int error = errno;
    bt_buf_free(&path);
    return result != 0 ? bt_raise_errno(th, error, v) : make_stat(th, &info);
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
    bt_value result = bt_posix_done(th, call(path.data), v);
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
    bt_value result = bt_posix_done(th, mkdir(path.data, (mode_t)mode), args[0]);
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
    bt_value result = bt_posix_done(
        th, fd >= 0 ? fchmod(fd, (mode_t)mode) : chmod(path.data, (mode_t)mode), args[0]);
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
    bt_value result = bt_bool(access(path.data, mode) == 0);
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
    bt_value result =
        bt_posix_done(th, fd >= 0 ? ftruncate(fd, size) : truncate(path.data, size), args[0]);
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
    bt_value result = bt_posix_done(th, utimensat(AT_FDCWD, path.data, times, 0), args[0]);
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
    ssize_t n = readlink(path.data, target, sizeof target);
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
        if (call(from.data, to.data) != 0)
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
    if (getcwd(path, sizeof path) == NULL)
        return bt_raise_errno(th, errno, BT_UNSET);
    return bt_path_decode(th, path, strlen(path));
}

// Appends each entry to the list: its name, or (typed) a pair of name and d_type.
static bool list_entries(struct bt_thread *th, DIR *dir, bt_value list, bool typed)
{
    for (;;) {
        errno = 0;
        const struct dirent *e = readdir(dir);
        if (e == NULL)
            return errno == 0 || (bt_raise_errno(th, errno, BT_UNSET), false);
        if (strcmp(e->d_name, ".") == 0 || strcmp(e->d_name, "..") == 0)
            continue;
        bt_value v = bt_path_decode(th, e->d_name, strlen(e->d_name));
        if (typed && !bt_is_error(v))
            v = bt_tuple_of(th, 2, v, bt_from_small(e->d_type));
        if (bt_is_error(v) || !bt_list_append(th, list, v))
            return false;
    }
}

static bt_value list_folder(struct bt_thread *th, const char *fn, bt_value v, bool typed)
{
    struct bt_buf path;
    int fd;
    bt_value name = bt_is_none(v) ? bt_str_from(th, ".") : v;
    if (bt_is_error(name) || !bt_io_settle(th) || !bt_posix_path(th, fn, name, false, &path, &fd))
        return BT_ERROR;
    DIR *dir = opendir(path.data);
    int error = errno;
    bt_buf_free(&path);
    if (dir == NULL)
        return bt_raise_errno(th, error, name);
    bt_value list = bt_list_new(th, NULL, 0); // nothing below runs Python
    bool ok = !bt_is_error(list) && list_entries(th, dir, list, typed);
    closedir(dir);
    return ok ? list : BT_ERROR;
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
