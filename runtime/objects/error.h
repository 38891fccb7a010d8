/*
 * Raising. Every function here sets th->exc and returns BT_ERROR, so that a value function can end
 * with `return bt_raise(...)`; a bool function uses bt_fail(...).
 *
 * Formats: %s char*  %d int  %zd ssize_t  %zu size_t  %lld long long  %c code point  %% ;
 *          %T bt_value: its type's name   %N struct bt_type*: its name
 *          %R bt_value: repr  [py]        %S bt_value: str  [py]       %U struct bt_str*
 *          a precision cuts: %.100s %.200T
 */
#ifndef BT_OBJECTS_ERROR_H
#define BT_OBJECTS_ERROR_H

#include <stdarg.h>

#include "runtime/objects/state.h"

// Raise an exception of type `id` (BT_EXC_...) with a formatted message.
BT_COLD bt_value bt_raise(struct bt_thread *th, int id, const char *format, ...);
#define bt_fail(...) ((void)bt_raise(__VA_ARGS__), false)
// Shorthands for the commonest.
#define bt_type_error(th, ...)     bt_raise((th), BT_EXC_TYPE_ERROR, __VA_ARGS__)
#define bt_value_error(th, ...)    bt_raise((th), BT_EXC_VALUE_ERROR, __VA_ARGS__)
#define bt_index_error(th, ...)    bt_raise((th), BT_EXC_INDEX_ERROR, __VA_ARGS__)
#define bt_overflow_error(th, ...) bt_raise((th), BT_EXC_OVERFLOW_ERROR, __VA_ARGS__)
BT_COLD bt_value bt_raise_no_memory(struct bt_thread *th);
// KeyError(key), StopIteration(value), or any type with one argument value.
BT_COLD bt_value bt_raise_with(struct bt_thread *th, int id, bt_value arg);
// OSError (or its subclass by errno) with errno, its text and a file name (BT_UNSET: none).
BT_COLD bt_value bt_raise_errno(struct bt_thread *th, int errnum, bt_value filename);
// AttributeError "'T' object has no attribute 'x'" with name and obj set (for "Did you mean").
BT_COLD bt_value bt_raise_attribute(struct bt_thread *th, bt_value obj, bt_value name);
// NameError with name set; the format holds one %U for it: "name '%U' is not defined".
BT_COLD bt_value bt_raise_name(struct bt_thread *th, bt_value name, const char *format);
// Raise this exception object; sets its __context__ from the exception being handled.
BT_COLD bt_value bt_raise_value(struct bt_thread *th, bt_value exception);

// Is the current exception an instance of type id? (an exception must be set)
bool bt_exc_is(struct bt_thread *th, int id);
// Take the current exception off the thread. The caller roots it or puts it back.
bt_value bt_exc_take(struct bt_thread *th);
void bt_exc_put(struct bt_thread *th, bt_value exception);
static inline void bt_exc_clear(struct bt_thread *th)
{
    th->exc = BT_UNSET;
}
static inline bool bt_exc_is_set(const struct bt_thread *th)
{
    return !bt_is_unset(th->exc);
}

// Of n names the one that is nearest to the wrong one (a str), or BT_UNSET if none is near: "Did
// you mean" (suggest.c).
bt_value bt_suggest_among(const bt_value *names, size_t n, bt_value wrong);

// A str by the formats above.
BT_MUST_CHECK bt_value bt_str_format(struct bt_thread *th, const char *format, ...);
BT_MUST_CHECK bt_value bt_str_vformat(struct bt_thread *th, const char *format, va_list ap);

#endif
