// File names as arguments: see path_arg.h.
#include "runtime/modules/path_arg.h"

#include "runtime/objects/error.h"
#include "runtime/objects/protocol.h"
#include "runtime/objects/str.h"

bt_value bt_path_fspath(struct bt_thread *th, bt_value v)
{
    if (bt_is_str(v) || bt_has_flag(v, BT_TYPE_BYTES_SUB))
        return v;
    bt_value path = bt_call_special(th, v, BT_NAME(th, fspath), NULL, 0);
    if (bt_is_error(path))
        return BT_ERROR;
    if (bt_is_unset(path))
        return bt_type_error(th, "expected str, bytes or os.PathLike object, not %.200T", v);
    if (!bt_is_str(path) && !bt_has_flag(path, BT_TYPE_BYTES_SUB))
        return bt_type_error(th, "expected %.200T.__fspath__() to return str or bytes, not %.200T",
                             v, path);
    return path;
}

bool bt_path_encode(struct bt_thread *th, const char *fn, bt_value v, struct bt_buf *out)
{
    const char *data;
    size_t len;
    bt_value path = bt_path_fspath(th, v);
    if (bt_is_error(path))
        return false;
    if (bt_is_str(path)) {
        path = bt_str_encode(th, path, "utf-8", "surrogateescape");
        if (bt_is_error(path))
            return false;
    }
    if (!bt_bytes_view(th, path, &data, &len))
        return false;
    if (memchr(data, '\0', len) != NULL)
        return fn == NULL
                   ? bt_fail(th, BT_EXC_VALUE_ERROR, "embedded null byte")
                   : bt_fail(th, BT_EXC_VALUE_ERROR, "%s: embedded null character in path", fn);
    bt_buf_write(out, data, len);
    bt_buf_putc(out, '\0');
    return !out->failed || (bt_raise_no_memory(th), false);
}

bt_value bt_path_decode(struct bt_thread *th, const char *name, size_t len)
{
    return bt_str_decode(th, name, len, "utf-8", "surrogateescape");
}
