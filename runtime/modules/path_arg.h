// File names as arguments: what open() and the functions of os take.
#ifndef BT_MODULES_PATH_ARG_H
#define BT_MODULES_PATH_ARG_H

#include "base/buf.h"
#include "runtime/objects/state.h"

// os.fspath(v): a str or bytes. TypeError "expected str, bytes or os.PathLike object, not T". [py]
BT_MUST_CHECK bt_value bt_path_fspath(struct bt_thread *th, bt_value v);
// The same as the system wants it, NUL-terminated, appended to `out`; ValueError for a NUL within.
// [py]
BT_MUST_CHECK bool bt_path_encode(struct bt_thread *th, const char *fn, bt_value v,
                                  struct bt_buf *out);
// The text of a name that came from the system: bytes that are no UTF-8 become lone surrogates.
BT_MUST_CHECK bt_value bt_path_decode(struct bt_thread *th, const char *name, size_t len);

#endif
