/*
 * The checks of arguments that constructors and raw native functions make themselves, with the
 * words CPython has for them. All return false with TypeError set.
 */
#ifndef BT_OBJECTS_ARGS_H
#define BT_OBJECTS_ARGS_H

#include "runtime/objects/state.h"

// The number of keyword arguments.
size_t bt_args_n_kw(const struct bt_args *args);

// "NAME() takes no keyword arguments"
BT_MUST_CHECK bool bt_args_no_kw(struct bt_thread *th, const struct bt_args *args,
                                 const char *name);

// "NAME expected at most 1 argument, got 2"; max SIZE_MAX = any number.
BT_MUST_CHECK bool bt_args_count(struct bt_thread *th, const struct bt_args *args, const char *name,
                                 size_t min, size_t max);

// "NAME() got an unexpected keyword argument 'kye'", with ". Did you mean 'key'?" when one of the n
// names is near.
bool bt_args_unexpected(struct bt_thread *th, const char *name, bt_value kw,
                        const char *const *names, size_t n);

/*
 * Up to n parameters that may be given by position or by the names in `names`; those not given
 * stay BT_UNSET in `out`. Positional ones over n, and names that are not in the list, are errors.
 */
BT_MUST_CHECK bool bt_args_named(struct bt_thread *th, const struct bt_args *args, const char *name,
                                 const char *const *names, size_t n, bt_value *out);

// The `set` of an attribute that shows a field which nobody may set: "readonly attribute".
bool bt_readonly_attribute(struct bt_thread *th, bt_value self, bt_value value);

#endif
