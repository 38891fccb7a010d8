// What the exception*.c files share; nobody else includes it.
#ifndef BT_OBJECTS_EXCEPTION_IMPL_H
#define BT_OBJECTS_EXCEPTION_IMPL_H

#include "runtime/objects/exception.h"

// BaseException's slots (exception.c).
// __new__
bt_value bt_exception_make(struct bt_thread *th, struct bt_type *type, const struct bt_args *args);
bool bt_exception_init(struct bt_thread *th, bt_value self, const struct bt_args *args);
bt_value bt_exception_str(struct bt_thread *th, bt_value self);
bt_value bt_exception_repr(struct bt_thread *th, bt_value self);

// Members of an exception: attribute name, position in extra. A getter and a setter function each
// are made by EXTRA.
#define EXTRA(fn, index)                                                      \
    static bt_value get_##fn(struct bt_thread *th, bt_value self)             \
    {                                                                         \
        (void)th;                                                             \
        bt_value v = bt_as_exception(self)->extra[index];                     \
        return bt_is_unset(v) ? BT_NONE : v;                                  \
    }                                                                         \
    static bool set_##fn(struct bt_thread *th, bt_value self, bt_value value) \
    {                                                                         \
        (void)th;                                                             \
        bt_as_exception(self)->extra[index] = value;                          \
        return true;                                                          \
    }

// exception_attrs.c
extern const struct bt_getset_spec bt_exc_stop_getsets[], bt_exc_exit_getsets[],
    bt_exc_import_getsets[], bt_exc_attribute_getsets[], bt_exc_name_getsets[],
    bt_exc_syntax_getsets[];
bool bt_exc_stop_init(struct bt_thread *th, bt_value self, const struct bt_args *args);
bool bt_exc_exit_init(struct bt_thread *th, bt_value self, const struct bt_args *args);
bool bt_exc_import_init(struct bt_thread *th, bt_value self, const struct bt_args *args);
bt_value bt_exc_import_str(struct bt_thread *th, bt_value self);
bool bt_exc_attribute_init(struct bt_thread *th, bt_value self, const struct bt_args *args);
bool bt_exc_name_init(struct bt_thread *th, bt_value self, const struct bt_args *args);
bool bt_exc_syntax_init(struct bt_thread *th, bt_value self, const struct bt_args *args);
bt_value bt_exc_syntax_str(struct bt_thread *th, bt_value self);
bt_value bt_exc_key_str(struct bt_thread *th, bt_value self);

// exception_os.c
extern const struct bt_getset_spec bt_exc_os_getsets[], bt_exc_blocking_getsets[];
bt_value bt_exc_os_new(struct bt_thread *th, struct bt_type *type, const struct bt_args *args);
bool bt_exc_os_init(struct bt_thread *th, bt_value self, const struct bt_args *args);
bt_value bt_exc_os_str(struct bt_thread *th, bt_value self);

// exception_unicode.c
extern const struct bt_getset_spec bt_exc_unicode_getsets[], bt_exc_translate_getsets[];
bool bt_exc_decode_init(struct bt_thread *th, bt_value self, const struct bt_args *args);
bool bt_exc_encode_init(struct bt_thread *th, bt_value self, const struct bt_args *args);
bool bt_exc_translate_init(struct bt_thread *th, bt_value self, const struct bt_args *args);
bt_value bt_exc_decode_str(struct bt_thread *th, bt_value self);
bt_value bt_exc_encode_str(struct bt_thread *th, bt_value self);
bt_value bt_exc_translate_str(struct bt_thread *th, bt_value self);

// exception_group.c
extern const struct bt_getset_spec bt_exc_group_getsets[];
extern const struct bt_fn_spec bt_exc_group_methods[];
bt_value bt_exc_group_new(struct bt_thread *th, struct bt_type *type, const struct bt_args *args);
bool bt_exc_group_init(struct bt_thread *th, bt_value self, const struct bt_args *args);
bt_value bt_exc_group_str(struct bt_thread *th, bt_value self);

#endif
