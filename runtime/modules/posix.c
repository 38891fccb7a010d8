/*
 * The module posix: the operating system's calls, the native half of os (runtime/lib/os.py). This
 * file has the module spec, constants and how arguments are taken; the functions are in
 * posix_file.c, posix_fd.c and posix_process.c.
 */
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <sys/wait.h>
#include <unistd.h>

#include "runtime/modules/module.h"
#include "runtime/modules/path_arg.h"
#include "runtime/modules/posix_impl.h"
#include "runtime/objects/dict.h"
#include "runtime/objects/error.h"
#include "runtime/objects/function.h"
#include "runtime/objects/int.h"
#include "runtime/objects/protocol.h"
#include "runtime/objects/str.h"
#include "vm/input.h"

// ---- arguments and results ----

bool bt_posix_int(struct bt_thread *th, bt_value v, int *out)
{
    int64_t i;
    if (!bt_as_int64(th, v, &i))
        return false;
    if (i > INT_MAX)
        return bt_fail(th, BT_EXC_OVERFLOW_ERROR, "signed integer is greater than maximum");
    if (i < INT_MIN)
        return bt_fail(th, BT_EXC_OVERFLOW_ERROR, "signed integer is less than minimum");
    *out = (int)i;
    return true;
}

bool bt_posix_path(struct bt_thread *th, const char *fn, bt_value v, bool fd_allowed,
                   struct bt_buf *path, int *fd)
{
    bt_buf_init(path);
    *fd = -1;
    const struct bt_type *type = bt_type_of(th, v);
    if (fd_allowed && (bt_is_int(v) || type->s.index != NULL))
        return bt_posix_int(th, v, fd);
    if (!bt_is_str(v) && !bt_has_flag(v, BT_TYPE_BYTES_SUB) &&
        bt_is_unset(bt_type_lookup(bt_type_of(th, v), BT_NAME(th, fspath))))
        return bt_fail(th, BT_EXC_TYPE_ERROR, "%s: path should be string, bytes%s, not %.200T", fn,
                       fd_allowed ? ", os.PathLike or integer" : " or os.PathLike", v);
    if (bt_path_encode(th, fn, v, path))
        return true;
    bt_buf_free(path);
    return false;
}

bt_value bt_posix_done(struct bt_thread *th, int result, bt_value name)
{
    return result == 0 ? BT_NONE : bt_raise_errno(th, errno, name);
}

static bt_value posix_fspath(struct bt_thread *th, const bt_value *args)
{
    return bt_path_fspath(th, args[0]);
}

static bt_value posix_strerror(struct bt_thread *th, const bt_value *args)
{
    int code;
    return bt_posix_int(th, args[0], &code) ? bt_str_from(th, strerror(code)) : BT_ERROR;
}

static const struct bt_fn_spec functions[] = {
    {"fspath", posix_fspath, "(path)", "The path as str or bytes.", NULL, 0},
    {"strerror", posix_strerror, "(code, /)", "The text of an error number.", NULL, 0},
    {0},
};

// ---- the module ----

// The environment as {name: value}, both str.
static bt_value make_environ(struct bt_thread *th)
{
    struct bt_buf all;
    struct bt_answer a = {0};
    bt_buf_init(&all);
    if (!bt_input_taken(th, "environ", &a)) {
        for (char **e = environ; e != NULL && *e != NULL; e++)
            bt_buf_write(&all, *e, strlen(*e) + 1);
        a.data = all.data;
        a.len = all.len;
        if (!all.failed)
            bt_input_keep(th, "environ", &a);
    }
    bt_value dict = all.failed ? bt_raise_no_memory(th) : bt_dict_new(th);
    const char *p = a.data, *end = p + a.len;
    while (!bt_is_error(dict) && p < end) {
        size_t len = strnlen(p, (size_t)(end - p));
        const char *equals = memchr(p, '=', len);
        if (equals != NULL) {
            bt_value name = bt_path_decode(th, p, (size_t)(equals - p));
            bt_value value = bt_path_decode(th, equals + 1, len - (size_t)(equals + 1 - p));
            if (bt_is_error(name) || bt_is_error(value) ||
                !bt_dict_set(th, bt_as_dict(dict), name, value))
                dict = BT_ERROR;
        }
        p += len + 1;
    }
    bt_buf_free(&all);
    return dict;
}

static bool add_functions(struct bt_thread *th, struct bt_dict *dict, const struct bt_fn_spec *rows,
                          bt_value module)
{
    for (; rows->name != NULL; rows++) {
        if (!bt_module_add(th, dict, rows->name, bt_native_new(th, rows, BT_UNSET, module)))
            return false;
    }
    return true;
}

static bool init(struct bt_thread *th, struct bt_dict *dict)
{
    static const struct {
        const char *name;
        int value;
    } numbers[] = {
        {"O_RDONLY", O_RDONLY},
        {"O_WRONLY", O_WRONLY},
        {"O_RDWR", O_RDWR},
        {"O_CREAT", O_CREAT},
        {"O_EXCL", O_EXCL},
        {"O_TRUNC", O_TRUNC},
        {"O_APPEND", O_APPEND},
        {"O_NONBLOCK", O_NONBLOCK},
        {"O_CLOEXEC", O_CLOEXEC},
        {"O_SYNC", O_SYNC},
        {"O_NOFOLLOW", O_NOFOLLOW},
        {"O_DIRECTORY", O_DIRECTORY},
        {"F_OK", F_OK},
        {"R_OK", R_OK},
        {"W_OK", W_OK},
        {"X_OK", X_OK},
        {"WNOHANG", WNOHANG},
        {"WUNTRACED", WUNTRACED},
        {"EX_OK", 0},
        {"EX_USAGE", 64},
    };
    for (size_t i = 0; i < sizeof numbers / sizeof *numbers; i++) {
        if (!bt_module_add(th, dict, numbers[i].name, bt_from_small(numbers[i].value)))
            return false;
    }
    bt_value name = bt_str_from(th, "posix");
    return !bt_is_error(name) && bt_module_add(th, dict, "environ", make_environ(th)) &&
           bt_module_add(th, dict, "error", bt_from_obj(bt_type(th, BT_EXC_OS_ERROR))) &&
           add_functions(th, dict, bt_posix_file, name) &&
           add_functions(th, dict, bt_posix_fd, name) &&
           add_functions(th, dict, bt_posix_process, name);
}

const struct bt_module_spec bt_posix_module = {
    .name = "posix",
    .doc = "The calls of the operating system. Scripts use os.",
    .functions = functions,
    .init = init,
};
