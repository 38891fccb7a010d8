/*
 * What the files of str, bytes and bytearray share among themselves; nobody else includes it.
 *
 * Text here is a span of bytes. A str's bytes are valid UTF-8 (with lone surrogates), in which
 * searching and comparing by byte give the answers by code point; so one set of algorithms serves
 * all three types, told by a struct bt_text_kind what they differ in.
 */
#ifndef BT_OBJECTS_STR_IMPL_H
#define BT_OBJECTS_STR_IMPL_H

#include "base/buf.h"
#include "base/utf8.h"
#include "runtime/objects/error.h"
#include "runtime/objects/heap.h"
#include "runtime/objects/protocol.h"
#include "runtime/objects/str.h"

// Bytes somewhere; valid while their owner is neither changed nor collected.
struct bt_span_bytes {
    const char *data;
    size_t len;
};

// What a byte is as an ASCII character: bt_ascii_kinds[byte]. The last four are for searching: a
// byte without the bit neither is nor begins what is looked for in this kind of text.
enum bt_ascii_is {
    BT_ASCII_UPPER = 1,
    BT_ASCII_LOWER = 2,
    BT_ASCII_DIGIT = 4,
    BT_ASCII_PRINT = 8,
    BT_ASCII_STR_SPACE = 16,
    BT_ASCII_STR_LINE = 32, // end of a line
    BT_ASCII_BYTES_SPACE = 64,
    BT_ASCII_BYTES_LINE = 128,
};
#define BT_ASCII_ALPHA (BT_ASCII_UPPER | BT_ASCII_LOWER)
extern const uint8_t bt_ascii_kinds[256]; // unicode.c
static inline bool bt_ascii_is(char c, unsigned what)
{
    return (bt_ascii_kinds[(unsigned char)c] & what) != 0;
}

/*
 * How a kind of text differs from the others. `space` and `space_back` give the size in bytes of
 * the white space character that begins at p (ends at p), `line_end` that of the line break, 0 if
 * there is none; p < end (p > start).
 */
struct bt_text_kind {
    bool utf8; // characters may take several bytes
    // the piece data[0..len) of `of`, as a new object of this kind
    bt_value (*make)(struct bt_thread *th, bt_value of, const char *data, size_t len);
    size_t (*space)(const char *p, const char *end);
    size_t (*space_back)(const char *start, const char *p);
    size_t (*line_end)(const char *p, const char *end);
    uint8_t space_bit, line_bit; // bits of bt_ascii_kinds: without it, `space` (`line_end`) gives 0
    // the bytes of an argument; false with TypeError raised, if it is of another kind
    bool (*view)(struct bt_thread *th, bt_value v, struct bt_span_bytes *out);
};
extern const struct bt_text_kind bt_str_kind, bt_bytes_kind, bt_bytearray_kind;

// Copies len bytes: as memcpy, but for the short texts that most are without a call.
static inline void bt_text_copy(char *to, const char *from, size_t len)
{
    if (len >= 8 && len <= 16) {
        uint64_t first, last;
        memcpy(&first, from, 8);
        memcpy(&last, from + len - 8, 8);
        memcpy(to, &first, 8);
        memcpy(to + len - 8, &last, 8);
    } else if (len >= 4 && len < 8) {
        uint32_t first, last;
        memcpy(&first, from, 4);
        memcpy(&last, from + len - 4, 4);
        memcpy(to, &first, 4);
        memcpy(to + len - 4, &last, 4);
    } else if (len < 4) {
        for (size_t i = 0; i < len; i++)
            to[i] = from[i];
    } else {
        memcpy(to, from, len);
    }
}

// ---- str.c ---- A new str with room for `len` bytes of `n_chars` characters, to be filled in;
// NULL with MemoryError.
BT_MUST_CHECK struct bt_str *bt_str_alloc(struct bt_thread *th, size_t len, size_t n_chars);
// A str of bytes known to be ASCII.
BT_MUST_CHECK bt_value bt_str_ascii(struct bt_thread *th, const char *data, size_t len);
// The piece data[0..len) of `of`, whose flags say what is known of the bytes.
BT_MUST_CHECK bt_value bt_str_piece(struct bt_thread *th, bt_value of, const char *data,
                                    size_t len);
// The hash of these bytes as a str: never 0.
uint32_t bt_text_hash32(const struct bt_thread *th, const char *data, size_t len);
// The character number of a byte offset.
size_t bt_str_char_index(struct bt_str *s, size_t offset);
// `v` itself if it is an exact str, else (an instance of a subclass) a plain copy.
BT_MUST_CHECK bt_value bt_str_plain(struct bt_thread *th, bt_value v);

static inline struct bt_span_bytes bt_str_span(bt_value v)
{
    return (struct bt_span_bytes){bt_as_str(v)->data, bt_as_str(v)->len};
}

// ---- str_search.c: byte searching ----
#define BT_NOT_FOUND SIZE_MAX
// Offset of the first (last) occurrence of needle in hay; BT_NOT_FOUND. An empty needle is at 0 (at
// hay_len).
size_t bt_text_find(const char *hay, size_t hay_len, const char *needle, size_t len);
size_t bt_text_rfind(const char *hay, size_t hay_len, const char *needle, size_t len);
// Occurrences that do not overlap, at most `max`; needle not empty.
size_t bt_text_count(const char *hay, size_t hay_len, const char *needle, size_t len, size_t max);
// The text with up to `max` (SIZE_MAX: all) occurrences of `from` replaced by `to`, put into `out`;
// an empty `from` matches before every character and at the end. Returns the number of
// replacements; 0: `out` is untouched.
size_t bt_text_replace(struct bt_buf *out, struct bt_span_bytes text, struct bt_span_bytes from,
                       struct bt_span_bytes to, size_t max, bool utf8);
// The text with its first n `from` (not empty, there n times) replaced by `to`, put to out, where
// there is room for it.
void bt_text_put_replaced(char *out, struct bt_span_bytes text, struct bt_span_bytes from,
                          struct bt_span_bytes to, size_t n);
// out[0..len) = the pattern again and again; len is a multiple of the pattern's.
void bt_text_fill(char *out, size_t len, const char *pattern, size_t pattern_len);
bt_value bt_text_compare(struct bt_span_bytes a, struct bt_span_bytes b, enum bt_cmpop op);

// ---- text_split.c: for every kind. `self` is of that kind; other arguments are as Python has them
// and checked here, BT_UNSET ones have their default ----
BT_MUST_CHECK bt_value bt_text_split(struct bt_thread *th, const struct bt_text_kind *kind,
                                     bt_value self, bt_value sep, bt_value maxsplit,
                                     bool from_right);
BT_MUST_CHECK bt_value bt_text_splitlines(struct bt_thread *th, const struct bt_text_kind *kind,
                                          bt_value self, bool keep_ends);
BT_MUST_CHECK bt_value bt_text_partition(struct bt_thread *th, const struct bt_text_kind *kind,
                                         bt_value self, bt_value sep, bool from_right);

// ---- text_pad.c: the same for what adds or takes away at the ends ----
BT_MUST_CHECK bt_value bt_text_expandtabs(struct bt_thread *th, const struct bt_text_kind *kind,
                                          bt_value self, bt_value tabsize);
// The text in a field of `width` characters; align '<' '>' '^' (as center() does).
BT_MUST_CHECK bt_value bt_text_pad(struct bt_thread *th, const struct bt_text_kind *kind,
                                   bt_value self, bt_value width, char align,
                                   struct bt_span_bytes fill);
BT_MUST_CHECK bt_value bt_text_zfill(struct bt_thread *th, const struct bt_text_kind *kind,
                                     bt_value self, bt_value width);
// Bytes of `text` between leading and trailing white space.
enum bt_strip { BT_STRIP_LEFT = 1, BT_STRIP_RIGHT = 2, BT_STRIP_BOTH = 3 };
struct bt_span_bytes bt_text_strip_space(const struct bt_text_kind *kind, struct bt_span_bytes text,
                                         enum bt_strip ends);
// What strip() makes of it: chars None or BT_UNSET strips white space.
BT_MUST_CHECK bt_value bt_text_strip(struct bt_thread *th, const struct bt_text_kind *kind,
                                     bt_value self, bt_value chars, enum bt_strip ends);
// removeprefix, or with `suffix` removesuffix.
BT_MUST_CHECK bt_value bt_text_remove(struct bt_thread *th, const struct bt_text_kind *kind,
                                      bt_value self, struct bt_span_bytes affix, bool suffix);

// ---- unicode.c: properties, by utf8proc ----
bool bt_uni_is_space(uint32_t c);
bool bt_uni_is_alpha(uint32_t c);
bool bt_uni_is_decimal(uint32_t c);
bool bt_uni_is_digit(uint32_t c);
bool bt_uni_is_numeric(uint32_t c);
bool bt_uni_is_lower(uint32_t c);
bool bt_uni_is_upper(uint32_t c);
bool bt_uni_is_title(uint32_t c);
bool bt_uni_is_cased(uint32_t c);
bool bt_uni_is_case_ignorable(uint32_t c);
bool bt_uni_is_printable(uint32_t c);
bool bt_uni_is_id_start(uint32_t c);
bool bt_uni_is_id_continue(uint32_t c);
// The value 0..9 of a decimal digit of any script, -1 for others.
int bt_uni_decimal_value(uint32_t c);
enum bt_uni_case { BT_CASE_LOWER, BT_CASE_UPPER, BT_CASE_TITLE, BT_CASE_FOLD };
// The letters that most text beyond ASCII is written in (Latin, Greek, Cyrillic): how far it is up
// to the lower case of a capital, down to the upper case of another; 0 without case, 127 for those
// that only bt_uni_map() knows.
#define BT_UNI_TURNS_END 0x530
extern const int8_t bt_uni_turns[BT_UNI_TURNS_END - 0x80];
// *out is what c (at least 0x80) becomes, if that table knows it.
static inline bool bt_uni_turn(enum bt_uni_case to, uint32_t c, uint32_t *out)
{
    int turn = c < BT_UNI_TURNS_END ? bt_uni_turns[c - 0x80] : 127;
    if (turn == 127)
        return false;
    bool down = to == BT_CASE_LOWER || to == BT_CASE_FOLD;
    *out = down == (turn > 0) ? (uint32_t)((int)c + turn) : c;
    return true;
}
// The full case mapping: 1 to 3 code points to `out`; returns how many.
size_t bt_uni_map(enum bt_uni_case to, uint32_t c, uint32_t out[3]);

// ---- str_repr.c ----
// The code point as \x, \u or \U with its digits.
void bt_text_escape(struct bt_buf *buf, uint32_t c);
// The repr of bytes: b'...'.
void bt_bytes_put_repr(struct bt_buf *buf, struct bt_span_bytes bytes);

// ---- codec.c: for the method or type `fn`; encoding and errors are str or BT_UNSET ----
// str(object, encoding, errors) and bytes.decode.
BT_MUST_CHECK bt_value bt_str_decode_object(struct bt_thread *th, const char *fn, bt_value object,
                                            bt_value encoding, bt_value errors);
// str.encode and bytes(text, encoding, errors).
BT_MUST_CHECK bt_value bt_str_encode_object(struct bt_thread *th, const char *fn, bt_value str,
                                            bt_value encoding, bt_value errors);

// ---- printf-style formatting, str_percent.c: for bytes too ----
BT_MUST_CHECK bool bt_text_percent(struct bt_thread *th, struct bt_buf *out,
                                   struct bt_span_bytes format, bt_value args, bool bytes);

// ---- text_args.c: arguments and operands ----
// Optional start and end arguments (None or BT_UNSET: the default) against a length, as slices
// resolve them; when they cross, *start > *end. [py]
BT_MUST_CHECK bool bt_text_range(struct bt_thread *th, bt_value start_arg, bt_value end_arg,
                                 int64_t *start, int64_t *end);
// Clip what bt_text_range gave to a length (which may have changed meanwhile).
void bt_text_clip(int64_t *start, int64_t *end, size_t len);
// An argument that must be a str: "find() argument 1 must be str, not int" (0: no number).
BT_MUST_CHECK bool bt_text_want_str(struct bt_thread *th, const char *fn, int number, bt_value v);
// The other operand of `a op b`, where `a` cannot: what the slot of b's type makes of it, or
// NotImplemented. [py]
BT_MUST_CHECK bt_value bt_text_right_operand(struct bt_thread *th, enum bt_binop op, bt_value a,
                                             bt_value b);
/*
 * The operands of a multiplication: `*a` is made the text (it was b if not `a_is_text`), `*times`
 * the number, 0 for negative ones. BT_UNSET when that is so, else the result: an error, or what b's
 * own type makes of it. [py]
 */
BT_MUST_CHECK bt_value bt_text_times(struct bt_thread *th, bt_value *a, bt_value b, bool a_is_text,
                                     size_t *times);

#endif
