// What bytes and bytearray share; private to their files.
#ifndef BT_OBJECTS_BYTES_IMPL_H
#define BT_OBJECTS_BYTES_IMPL_H

#include "runtime/objects/str_impl.h"

static inline struct bt_bytes *bt_as_bytes(bt_value v)
{
    return (struct bt_bytes *)bt_obj(v);
}
static inline struct bt_bytearray *bt_as_bytearray(bt_value v)
{
    return (struct bt_bytearray *)bt_obj(v);
}
static inline bool bt_is_bytes(bt_value v)
{
    return bt_has_flag(v, BT_TYPE_BYTES_SUB);
}
static inline bool bt_is_bytearray(const struct bt_thread *th, bt_value v)
{
    return bt_is_obj(v) && bt_is_subtype(bt_obj(v)->type, bt_type(th, BT_T_BYTEARRAY));
}

// ---- bytes_common.c ----
// The bytes of a bytes or bytearray; of anything else none, and false (no exception).
bool bt_bytes_peek(const struct bt_thread *th, bt_value v, struct bt_span_bytes *out);
// The kind of self, a bytes or bytearray.
const struct bt_text_kind *bt_bytes_kind_of(const struct bt_thread *th, bt_value self);
// An int as a byte; ValueError with the text `range_error` if it is none. [py: __index__]
BT_MUST_CHECK bool bt_bytes_byte(struct bt_thread *th, bt_value v, const char *range_error,
                                 char *out);
// What the constructors' arguments mean, appended to `out`; `name` is the type's. [py]
BT_MUST_CHECK bool bt_bytes_from_args(struct bt_thread *th, const char *name,
                                      const struct bt_args *args, struct bt_buf *out);
// The bytes of a bytes-like object or of an iterable of ints. [py]
BT_MUST_CHECK bool bt_bytes_from_iterable(struct bt_thread *th, const char *name, bt_value source,
                                          struct bt_buf *out);
// Slots of both types.
bool bt_bytes_contains(struct bt_thread *th, bt_value self, bt_value item, bool *out);
bt_value bt_bytes_compare(struct bt_thread *th, bt_value a, bt_value b, enum bt_cmpop op);
bt_value bt_bytes_getitem(struct bt_thread *th, bt_value self, bt_value key);
bt_value bt_bytes_add(struct bt_thread *th, bt_value a, bt_value b);
bt_value bt_bytes_mul(struct bt_thread *th, bt_value a, bt_value b);
bt_value bt_bytes_mod(struct bt_thread *th, bt_value a, bt_value b);

// ---- bytearray.c ----
// Makes it `len` bytes long, new ones undefined; false with MemoryError.
BT_MUST_CHECK bool bt_bytearray_resize(struct bt_thread *th, struct bt_bytearray *b, size_t len);
// Replaces its bytes [start, end) by others (which must not be its own).
BT_MUST_CHECK bool bt_bytearray_splice(struct bt_thread *th, struct bt_bytearray *b, size_t start,
                                       size_t end, struct bt_span_bytes with);

// ---- bytes_methods.c, bytes_ascii.c: the methods of both ----
#define M(name, flags, sig, doc) \
    bt_value bt_bytes_##name(struct bt_thread *th, const bt_value *args);
#include "runtime/objects/bytes_methods.def"
#undef M

#endif
