/*
 * OSError: its arguments (errno, strerror, filename, winerror, filename2), the subclass that an
 * errno stands for, its text. Referred to by the table of exception.c.
 *
 * A class derived from OSError that has an __init__ of its own but no __new__ gets its arguments
 * read in __init__, which may change them; all others in __new__, because there the type is chosen.
 */
#include <errno.h>

#include "runtime/objects/args.h"
#include "runtime/objects/error.h"
#include "runtime/objects/exception_impl.h"
#include "runtime/objects/int.h"
#include "runtime/objects/protocol.h"
#include "runtime/objects/seq.h"
#include "runtime/objects/str.h"

EXTRA(number, BT_X_OS_ERRNO)
EXTRA(strerror, BT_X_OS_STRERROR)
EXTRA(filename, BT_X_OS_FILENAME)
EXTRA(filename2, BT_X_OS_FILENAME2)

static bt_value get_written(struct bt_thread *th, bt_value self)
{
    bt_value v = bt_as_exception(self)->extra[BT_X_OS_WRITTEN];
    return bt_is_unset(v) ? bt_raise(th, BT_EXC_ATTRIBUTE_ERROR, "characters_written") : v;
}

static bool set_written(struct bt_thread *th, bt_value self, bt_value value)
{
    bt_value *place = &bt_as_exception(self)->extra[BT_X_OS_WRITTEN];
    if (bt_is_unset(value) && bt_is_unset(*place))
        return bt_fail(th, BT_EXC_ATTRIBUTE_ERROR, "characters_written");
    if (!bt_is_unset(value) && bt_is_error(value = bt_to_index(th, value)))
        return false;
    *place = value;
    return true;
}

const struct bt_getset_spec bt_exc_os_getsets[] = {
    {"errno", get_number, set_number, "the system's error number"},
    {"strerror", get_strerror, set_strerror, "its text"},
    {"filename", get_filename, set_filename, "the file"},
    {"filename2", get_filename2, set_filename2, "the second file"},
    {0},
};

const struct bt_getset_spec bt_exc_blocking_getsets[] = {
    {"characters_written", get_written, set_written,
     "how much was written before it would have blocked"},
    {0},
};

// The subclass that stands for an errno; OSError itself for most.
static int type_of_errno(int64_t number)
{
    switch (number) {
    case EPERM:
    case EACCES: return BT_EXC_PERMISSION_ERROR;
    case ENOENT: return BT_EXC_FILE_NOT_FOUND_ERROR;
    case ESRCH: return BT_EXC_PROCESS_LOOKUP_ERROR;
    case EINTR: return BT_EXC_INTERRUPTED_ERROR;
    case ECHILD: return BT_EXC_CHILD_PROCESS_ERROR;
    case EAGAIN:
    case EALREADY:
    case EINPROGRESS: return BT_EXC_BLOCKING_IO_ERROR;
    case EEXIST: return BT_EXC_FILE_EXISTS_ERROR;
    case ENOTDIR: return BT_EXC_NOT_A_DIRECTORY_ERROR;
    case EISDIR: return BT_EXC_IS_A_DIRECTORY_ERROR;
    case EPIPE:
    case ESHUTDOWN: return BT_EXC_BROKEN_PIPE_ERROR;
    case ECONNABORTED: return BT_EXC_CONNECTION_ABORTED_ERROR;
    case ECONNRESET: return BT_EXC_CONNECTION_RESET_ERROR;
    case ECONNREFUSED: return BT_EXC_CONNECTION_REFUSED_ERROR;
    case ETIMEDOUT: return BT_EXC_TIMEOUT_ERROR;
    default: return BT_EXC_OS_ERROR;
    }
}

static bool reads_in_init(struct bt_type *type)
{
    return type->s.init != bt_exc_os_init && type->s.new_ == bt_exc_os_new;
}

// Fill the attributes from 2 to 5 arguments; more or fewer mean nothing special.
static bool read_args(struct bt_thread *th, bt_value self, const struct bt_args *args)
{
    struct bt_exception *e = bt_as_exception(self);
    size_t n = args->npos;
    if (n < 2 || n > 5)
        return true;
    e->extra[BT_X_OS_ERRNO] = args->v[0];
    e->extra[BT_X_OS_STRERROR] = args->v[1];
    if (n < 3 || bt_is_none(args->v[2]))
        return true;
    if (bt_is_subtype(bt_obj(self)->type, bt_type(th, BT_EXC_BLOCKING_IO_ERROR)) &&
        bt_is_int(args->v[2])) {
        e->extra[BT_X_OS_WRITTEN] = args->v[2];
        return true;
    }
    e->extra[BT_X_OS_FILENAME] = args->v[2];
    if (n == 5 && !bt_is_none(args->v[4]))
        e->extra[BT_X_OS_FILENAME2] = args->v[4];
    bt_value two = bt_tuple_new(th, args->v, 2); // file names are no part of args
    if (bt_is_error(two))
        return false;
    e->args = two;
    return true;
}

bt_value bt_exc_os_new(struct bt_thread *th, struct bt_type *type, const struct bt_args *args)
{
    int64_t number;
    if (reads_in_init(type)) {
        struct bt_args none = {NULL, 0, BT_UNSET};
        return bt_exception_make(th, type, &none);
    }
    if (bt_args_n_kw(args) && !bt_args_no_kw(th, args, type->name))
        return BT_ERROR;
    if (type == bt_type(th, BT_EXC_OS_ERROR) && args->npos >= 2 && args->npos <= 5 &&
        bt_is_int(args->v[0]) && bt_int_get_i64(args->v[0], &number))
        type = bt_type(th, type_of_errno(number));
    bt_value e = bt_exception_make(th, type, args);
    return bt_is_error(e) || !read_args(th, e, args) ? BT_ERROR : e;
}

bool bt_exc_os_init(struct bt_thread *th, bt_value self, const struct bt_args *args)
{
    if (!reads_in_init(bt_type_of(th, self)))
        return true;
    return bt_exception_init(th, self, args) && read_args(th, self, args);
}

bt_value bt_exc_os_str(struct bt_thread *th, bt_value self)
{
    const bt_value *x = bt_as_exception(self)->extra;
    bt_value number = bt_is_unset(x[BT_X_OS_ERRNO]) ? BT_NONE : x[BT_X_OS_ERRNO];
    bt_value text = bt_is_unset(x[BT_X_OS_STRERROR]) ? BT_NONE : x[BT_X_OS_STRERROR];
    if (!bt_is_unset(x[BT_X_OS_FILENAME])) {
        if (!bt_is_unset(x[BT_X_OS_FILENAME2]))
            return bt_str_format(th, "[Errno %S] %S: %R -> %R", number, text, x[BT_X_OS_FILENAME],
                                 x[BT_X_OS_FILENAME2]);
        return bt_str_format(th, "[Errno %S] %S: %R", number, text, x[BT_X_OS_FILENAME]);
    }
    if (!bt_is_unset(x[BT_X_OS_ERRNO]) && !bt_is_unset(x[BT_X_OS_STRERROR]))
        return bt_str_format(th, "[Errno %S] %S", number, text);
    return bt_exception_str(th, self);
}
