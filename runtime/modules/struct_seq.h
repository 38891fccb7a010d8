/*
 * Struct sequences: tuples whose items also have names (sys.version_info, time.struct_time). A
 * module offers one const spec per kind; the type is a subclass of tuple.
 */
#ifndef BT_MODULES_STRUCT_SEQ_H
#define BT_MODULES_STRUCT_SEQ_H

#include "runtime/objects/type.h"

struct bt_struct_seq_spec {
    const char *name;   // "version_info"
    const char *module; // "sys"
    const char *const
        *fields;    // names, NULL at the end; repr() leaves out an underscore at the beginning
    size_t n_items; // how many of them are items; the rest are attributes only
};

// The type of a spec: made at first use, kept in the interpreter. NULL with an exception.
BT_MUST_CHECK struct bt_type *bt_struct_seq_type(struct bt_thread *th,
                                                 const struct bt_struct_seq_spec *spec);
// A new one; `values` has one value per field, made after the type was got (that may collect).
BT_MUST_CHECK bt_value bt_struct_seq_new(struct bt_thread *th, struct bt_type *type,
                                         const bt_value *values);

#endif
