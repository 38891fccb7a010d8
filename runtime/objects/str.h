/*
 * str: immutable UTF-8 (WTF-8: lone surrogates allowed) with its length in characters; an ASCII
 * flag makes indexing O(1); other strings get an index table at first use. base.aux caches the hash
 * (0 = not yet).
 *
 * Where the text is. Mostly behind the head, in the same block: an ASCII str is head and text,
 * another has a struct bt_str_more between them. A str that grows by `s += x` has its text at the
 * front of a store that several strs share, each as long as it was (str_grow.c); it has a
 * struct bt_str_more too.
 */
#ifndef BT_OBJECTS_STR_H
#define BT_OBJECTS_STR_H

#include "runtime/objects/state.h"

struct bt_str {
    // flags: BT_OBJ_ASCII, BT_OBJ_INTERNED, BT_OBJ_LEAF; spare: BT_STR_*; aux: hash
    struct bt_object base;
    size_t len; // bytes
    char *data; // len bytes and, without BT_STR_OVERGROWN, a NUL
};

// What a str that is not ASCII, or whose text is in a store, has behind its head.
struct bt_str_more {
    size_t n_chars;  // code points
    uint32_t *index; // byte offset of every 16th character; NULL until needed (never for ASCII)
    struct bt_str_store *store; // with BT_STR_STORED only: else the text begins here
};

enum bt_str_marks {      // base.spare
    BT_STR_GROWN = 1,    // made by concatenation: the next one prepares for more
    BT_STR_STORED = 2,   // the text is in more->store
    BT_STR_OVERGROWN = 4 // ... and another str has been written behind it: no NUL at data[len]
};

static inline struct bt_str *bt_as_str(bt_value v)
{
    return (struct bt_str *)bt_obj(v);
}
static inline bool bt_str_is_ascii(const struct bt_str *s)
{
    return (s->base.flags & BT_OBJ_ASCII) != 0;
}
static inline struct bt_str_more *bt_str_more(const struct bt_str *s)
{
    return (struct bt_str_more *)(uintptr_t)(s + 1);
}
// Its length in characters.
static inline size_t bt_str_chars(const struct bt_str *s)
{
    return bt_str_is_ascii(s) ? s->len : bt_str_more(s)->n_chars;
}
// Bytes between the head and the text of a str that holds its text itself.
static inline size_t bt_str_gap(bool ascii)
{
    return ascii ? 0 : offsetof(struct bt_str_more, store);
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
// a + b, both str. When `a` has come about in the same way, the result shares its text with it and
// is made without copying it: `s += x` in a loop takes time in proportion to the text.
BT_MUST_CHECK bt_value bt_str_concat(struct bt_thread *th, bt_value a, bt_value b);
// See to it that the str's data ends with a NUL, now and for ever, for what wants C's strings.
// False with MemoryError.
BT_MUST_CHECK bool bt_str_settle(struct bt_thread *th, bt_value str);
// Joins n strs (all str) with no separator: BUILD_STRING.
BT_MUST_CHECK bt_value bt_str_join_n(struct bt_thread *th, const bt_value *v, size_t n);
BT_MUST_CHECK bt_value bt_str_char_at(struct bt_thread *th, bt_value str,
                                      size_t index); // index < n_chars
BT_MUST_CHECK bt_value bt_str_slice(struct bt_thread *th, bt_value str, size_t start,
                                    size_t end);                // characters
size_t bt_str_offset(struct bt_str *s, size_t char_index);      // byte offset of a character
uint32_t bt_str_hash32(struct bt_thread *th, struct bt_str *s); // never 0; cached
static inline bool bt_str_equal(const struct bt_str *a, const struct bt_str *b)
{
    return a == b || (a->len == b->len && a->data[0] == b->data[0] &&
                      (a->len <= 1 || memcmp(a->data, b->data, a->len) == 0));
}
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

struct bt_str_iter { // known to FORITER
    struct bt_object base;
    bt_value str; // BT_UNSET when exhausted
    size_t pos;   // byte offset
};

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
