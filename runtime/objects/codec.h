/*
 * The codecs: between str and bytes. Used by str.encode, bytes.decode and by the text files of io,
 * which decode bit by bit.
 *
 * A codec is a row of the table in codec.c: one function each way, over a struct that holds what an
 * error handler needs. Decoding yields UTF-8 with lone surrogates, what a str holds.
 */
#ifndef BT_OBJECTS_CODEC_H
#define BT_OBJECTS_CODEC_H

#include "base/buf.h"
#include "runtime/objects/str.h"

// The error handlers, by name.
enum bt_codec_errors {
    BT_ERRORS_STRICT,
    BT_ERRORS_IGNORE,
    BT_ERRORS_REPLACE,
    BT_ERRORS_BACKSLASHREPLACE,
    BT_ERRORS_XMLCHARREFREPLACE,
    BT_ERRORS_SURROGATEESCAPE,
    BT_ERRORS_SURROGATEPASS,
    BT_ERRORS_UNKNOWN, // LookupError, but only when there is an error to handle
};

struct bt_decoding {
    struct bt_thread *th;
    const struct bt_codec *codec;
    const char *errors_name;
    enum bt_codec_errors errors;
    const char *in;
    size_t len;
    bool final;      // nothing follows: an incomplete character at the end is an error
    size_t consumed; // bytes of `in` that are done with
    bool big_endian; // of the UTF-16 and UTF-32 codecs
    struct bt_buf out;
};

struct bt_encoding {
    struct bt_thread *th;
    const struct bt_codec *codec;
    const char *errors_name;
    enum bt_codec_errors errors;
    struct bt_str *str;
    bool big_endian;
    struct bt_buf out;
};

enum bt_byte_order { BT_ORDER_NATIVE, BT_ORDER_LITTLE, BT_ORDER_BIG };

struct bt_codec {
    const char *name;                      // as errors show it
    bool (*decode)(struct bt_decoding *d); // false with an exception
    bool (*encode)(struct bt_encoding *e);
    void (*put)(struct bt_encoding *e, uint32_t c); // one character that the codec knows
    enum bt_byte_order order; // UTF-16, UTF-32: native order has a byte order mark
    const char *key;          // canonical name: "utf-8-sig"
};

// The codec of this name; LookupError "unknown encoding: x".
BT_MUST_CHECK const struct bt_codec *bt_codec_find(struct bt_thread *th, const char *name);
// The name an encoding has for Python's files ("utf-8"), as given but for case and dashes.
enum bt_codec_errors bt_codec_errors_named(const char *name);

// All of the bytes as a str (final), or what is complete of them, with *consumed bytes used up.
BT_MUST_CHECK bt_value bt_codec_decode(struct bt_thread *th, const struct bt_codec *codec,
                                       const char *data, size_t len, const char *errors, bool final,
                                       size_t *consumed);
// Appends the encoded text to `out`, without a byte order mark unless `start`.
BT_MUST_CHECK bool bt_codec_encode(struct bt_thread *th, const struct bt_codec *codec, bt_value str,
                                   const char *errors, bool start, struct bt_buf *out);

// ---- for the codecs: what to do about bytes [start, end) / characters from byte offset `from` to
// `to` that cannot be converted. False with an exception; else go on behind them (decoding: at
// d->consumed) ----
BT_MUST_CHECK bool bt_decode_error(struct bt_decoding *d, size_t start, size_t end,
                                   const char *reason);
BT_MUST_CHECK bool bt_encode_error(struct bt_encoding *e, size_t from, size_t to,
                                   const char *reason);

// codec_utf8.c, codec_wide.c
bool bt_utf8_codec_decode(struct bt_decoding *d);
bool bt_utf8_codec_encode(struct bt_encoding *e);
bool bt_utf16_codec_decode(struct bt_decoding *d);
bool bt_utf16_codec_encode(struct bt_encoding *e);
void bt_utf16_codec_put(struct bt_encoding *e, uint32_t c);
bool bt_utf32_codec_decode(struct bt_decoding *d);
bool bt_utf32_codec_encode(struct bt_encoding *e);
void bt_utf32_codec_put(struct bt_encoding *e, uint32_t c);

#endif
