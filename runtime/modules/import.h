/*
 * The import system. Where a module comes from, in this order: sys.modules, the native modules
 * (modules.def), the folders of sys.path (packages, then NAME.py), the standard modules that are
 * built in as images (runtime/lib).
 */
#ifndef BT_MODULES_IMPORT_H
#define BT_MODULES_IMPORT_H

#include "vm/interp.h"

// import name: the module of that full dotted name itself, imported if need be. [py]
BT_MUST_CHECK bt_value bt_import_name(struct bt_thread *th, const char *name);
BT_MUST_CHECK bt_value bt_import_module(struct bt_thread *th, bt_value name);
// Run a file's text as a module's code in its namespace.
BT_MUST_CHECK bt_value bt_run_source(struct bt_thread *th, const char *filename, const char *text,
                                     size_t len, bool file_bytes, struct bt_dict *globals);
// The file's bytes (malloc'ed; *len); OSError.
BT_MUST_CHECK char *bt_read_file(struct bt_thread *th, const char *path, size_t *len);
// Where module `name` is found on sys.path or in the image library, for -m: its code and file name.
// ModuleNotFoundError.
BT_MUST_CHECK bool bt_find_main_module(struct bt_thread *th, bt_value name, bt_value *code,
                                       bt_value *file, bt_value *package);

extern const struct bt_fn_spec bt_import_functions[]; // __import__, for builtins

#endif
