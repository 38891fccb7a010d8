// What the files of the module posix share; private to posix*.c.
#ifndef BT_MODULES_POSIX_IMPL_H
#define BT_MODULES_POSIX_IMPL_H

#include "base/buf.h"
#include "runtime/objects/object.h"

extern const struct bt_fn_spec bt_posix_file[];    // posix_file.c: names and what they lead to
extern const struct bt_fn_spec bt_posix_fd[];      // posix_fd.c: descriptors
extern const struct bt_fn_spec bt_posix_process[]; // posix_process.c: the process and the machine

// A path or (fd_allowed) descriptor argument: *fd is -1 for a path, which is in `path` then.
// TypeError names `fn`. [py]
struct bt_thread;
bool bt_posix_path(struct bt_thread *th, const char *fn, bt_value v, bool fd_allowed,
                   struct bt_buf *path, int *fd);
// An int that fits a C int: a descriptor, a mode.
bool bt_posix_int(struct bt_thread *th, bt_value v, int *out);
// None if the call gave 0, else OSError by errno with the name.
bt_value bt_posix_done(struct bt_thread *th, int result, bt_value name);

#endif
