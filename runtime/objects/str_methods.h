// The method table of str and what its files share; private to str*.c.
#ifndef BT_OBJECTS_STR_METHODS_H
#define BT_OBJECTS_STR_METHODS_H

#include "runtime/objects/str_impl.h"

extern const struct bt_fn_spec bt_str_methods[]; // str_methods.c

// str_case.c
bt_value bt_str_lower(struct bt_thread *th, const bt_value *args);
bt_value bt_str_upper(struct bt_thread *th, const bt_value *args);
bt_value bt_str_title(struct bt_thread *th, const bt_value *args);
bt_value bt_str_capitalize(struct bt_thread *th, const bt_value *args);
bt_value bt_str_swapcase(struct bt_thread *th, const bt_value *args);
bt_value bt_str_casefold(struct bt_thread *th, const bt_value *args);
bt_value bt_str_isalpha(struct bt_thread *th, const bt_value *args);
bt_value bt_str_isalnum(struct bt_thread *th, const bt_value *args);
bt_value bt_str_isdecimal(struct bt_thread *th, const bt_value *args);
bt_value bt_str_isdigit(struct bt_thread *th, const bt_value *args);
bt_value bt_str_isnumeric(struct bt_thread *th, const bt_value *args);
bt_value bt_str_isspace(struct bt_thread *th, const bt_value *args);
bt_value bt_str_isprintable(struct bt_thread *th, const bt_value *args);
bt_value bt_str_isidentifier(struct bt_thread *th, const bt_value *args);
bt_value bt_str_isascii(struct bt_thread *th, const bt_value *args);
bt_value bt_str_islower(struct bt_thread *th, const bt_value *args);
bt_value bt_str_isupper(struct bt_thread *th, const bt_value *args);
bt_value bt_str_istitle(struct bt_thread *th, const bt_value *args);

// str_translate.c
bt_value bt_str_translate(struct bt_thread *th, const bt_value *args);
bt_value bt_str_maketrans(struct bt_thread *th, const bt_value *args);

// str_format.c
bt_value bt_str_format_method(struct bt_thread *th, const struct bt_args *args);
bt_value bt_str_format_map(struct bt_thread *th, const bt_value *args);

#endif
