// What the files of the builtins module share: each offers one table of functions, by topic.
#ifndef BT_MODULES_BUILTINS_H
#define BT_MODULES_BUILTINS_H

#include "runtime/objects/object.h"

extern const struct bt_fn_spec bt_builtins_number[]; // abs ... sum
extern const struct bt_fn_spec bt_builtins_object[]; // callable ... vars
extern const struct bt_fn_spec bt_builtins_iter[];   // all ... sorted
extern const struct bt_fn_spec bt_builtins_text[];   // print, input, repr ...
extern const struct bt_fn_spec bt_builtins_code[];   // compile, eval, exec, globals ...

// exit, quit, help, copyright, credits, license into the module. MemoryError.
BT_MUST_CHECK bool bt_builtins_add_site(struct bt_thread *th, struct bt_dict *dict);

#endif
