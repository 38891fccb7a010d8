/*
 * str: immutable UTF-8 (WTF-8: lone surrogates allowed) with its length in characters; an ASCII
 * flag makes indexing O(1); other strings get an index table at first use. base.aux caches the hash
 * (0 = not yet).
 */
#ifndef BT_OBJECTS_STR_H
#define BT_OBJECTS_STR_H

#include "runtime/objects/state.h"

struct bt_str {
    struct bt_object base; // base.flags: BT_OBJ_ASCII, BT_OBJ_INTERNED; base.aux: hash
    size_t len;            // bytes
    size_t n_chars;        // code points
    uint32_t *index; // byte offset of every 64th character; NULL until needed (never for ASCII)
    char data[];     // len bytes and a NUL
};

static inline struct bt_str *bt_as_str(bt_value v)
{
    return (struct bt_str *)bt_obj(v);
}
static inline bool bt_str_is_ascii(const struct bt_str *s)
{
    return (s->base.flags & BT_OBJ_ASCII) != 0;
}
// From valid UTF-8/WTF-8 bytes (trusted: counted, not validated).
BT_MUST_CHECK bt_value bt_str_new(struct bt_thread *th, const char *data, size_t len);
BT_MUST_CHECK bt_value bt_str_from(struct bt_thread *th, const char *text); // NUL-terminated
// From bytes of unknown origin: UnicodeDecodeError, or errors = "surrogateescape" / "replace" / ...
BT_MUST_CHECK bt_value bt_str_decode(struct bt_thread *th, const char *data, size_t len,
                                     const char *encoding, const char *errors);
BT_MUST_CHECK bt_value bt_str_encode(struct bt_thread *th, bt_value str, const char *encoding,
                                     const char *errors); // bytes
// What is in the buffer, as a str; frees the buffer, also on failure.
BT_MUST_CHECK bt_value bt_str_from_buf(struct bt_thread *th, struct bt_buf *buf);
BT_MUST_CHECK bt_value bt_str_from_char(struct bt_thread *th, uint32_t code_point);
// The one str of this text in the interpreter (weak: collected when unused).
BT_MUST_CHECK bt_value bt_intern(struct bt_thread *th, const char *data, size_t len);
BT_MUST_CHECK bt_value bt_intern_str(struct bt_thread *th, bt_value str);
BT_MUST_CHECK bt_value bt_str_concat(struct bt_thread *th, bt_value a, bt_value b); // both str
// Joins n strs (all str) with no separator: BUILD_STRING.
BT_MUST_CHECK bt_value bt_str_join_n(struct bt_thread *th, const bt_value *v, size_t n);
BT_MUST_CHECK bt_value bt_str_char_at(struct bt_thread *th, bt_value str,
                                      size_t index); // index < n_chars
BT_MUST_CHECK bt_value bt_str_slice(struct bt_thread *th, bt_value str, size_t start,
                                    size_t end);                // characters
size_t bt_str_offset(struct bt_str *s, size_t char_index);      // byte offset of a character
uint32_t bt_str_hash32(struct bt_thread *th, struct bt_str *s); // never 0; cached
bool bt_str_equal(const struct bt_str *a, const struct bt_str *b);
bool bt_str_is(bt_value v, const char *text); // a str equal to this text?
// repr with CPython's quoting and escaping.
bool bt_buf_str_repr(struct bt_buf *buf, const struct bt_str *s);
// printf-style % formatting (args: tuple, mapping or single value); the format() mini-language of
// str, int, float.
BT_MUST_CHECK bt_value bt_str_mod(struct bt_thread *th, bt_value format, bt_value args);
BT_MUST_CHECK bt_value bt_format_int(struct bt_thread *th, bt_value v, const char *spec,
                                     size_t len);
BT_MUST_CHECK bt_value bt_format_float(struct bt_thread *th, double d, const char *spec,
                                       size_t len);
BT_MUST_CHECK bt_value bt_format_str(struct bt_thread *th, bt_value v, const char *spec,
                                     size_t len);

struct bt_bytes {
    struct bt_object base; // base.aux: hash
    size_t len;
    char data[]; // len bytes and a NUL
};
struct bt_bytearray {
    struct bt_object base;
    char *data; // bt_mem
    size_t len, cap;
};
BT_MUST_CHECK bt_value bt_bytes_new(struct bt_thread *th, const char *data,
                                    size_t len); // data NULL: uninitialised
BT_MUST_CHECK bt_value bt_bytearray_new(struct bt_thread *th, const char *data,
                                        size_t len); // data NULL: undefined
// The bytes of a bytes-like object (bytes, bytearray); TypeError "a bytes-like object is required,
// not 'T'".
BT_MUST_CHECK bool bt_bytes_view(struct bt_thread *th, bt_value v, const char **data, size_t *len);

#endif
