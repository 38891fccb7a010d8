/*
 * UTF-8, one code point at a time and by the string. The functions named wtf8 also accept encoded
 * lone surrogates (U+D800 to U+DFFF): a Python str may hold them, a source file may not.
 */
#ifndef BT_BASE_UTF8_H
#define BT_BASE_UTF8_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* Bytes of the longest encoded code point. */
#define BT_UTF8_MAX 4

/* Not a code point: what decoding gives for bytes that are none. */
#define BT_UTF8_BAD UINT32_MAX

/*
 * Decodes the code point that starts at `text` (`len` bytes, at least 1) and stores its length in
 * bytes in `*size`. BT_UTF8_BAD for bytes that are no UTF-8; `*size` is then the number of bytes to
 * skip, as the Unicode standard recommends (the maximal valid prefix, at least 1).
 */
uint32_t bt_utf8_decode(const char *text, size_t len, size_t *size);
uint32_t bt_wtf8_decode_any(const char *text, size_t len, size_t *size);
static inline uint32_t bt_wtf8_decode(const char *text, size_t len, size_t *size)
{
    unsigned char c = (unsigned char)text[0];
    if (c >= 0x80)
        return bt_wtf8_decode_any(text, len, size);
    *size = 1;
    return c;
}

/*
 * Writes `code_point` (at most 0x10FFFF; surrogates are encoded like any other) to `out` and
 * returns the number of bytes, 1 to 4.
 */
size_t bt_utf8_encode(uint32_t code_point, char out[BT_UTF8_MAX]);

/* Bytes of the code point that begins with `lead`, from that byte alone (text known to be valid).
 */
static inline size_t bt_utf8_size(unsigned char lead)
{
    return lead < 0x80 ? 1 : lead < 0xE0 ? 2 : lead < 0xF0 ? 3 : 4;
}

/* Bytes that `code_point` takes when encoded, 1 to 4. */
size_t bt_utf8_encoded_size(uint32_t code_point);

/* Offset in bytes of the first byte that is not valid; `len` when all is. */
size_t bt_utf8_valid_prefix(const char *text, size_t len);
size_t bt_wtf8_valid_prefix(const char *text, size_t len);

/* Whether all bytes are below 0x80. */
bool bt_utf8_is_ascii(const char *text, size_t len);

/* Number of code points in valid UTF-8 or WTF-8. */
size_t bt_utf8_count(const char *text, size_t len);

/* Offset in bytes of code point number `index` in valid text; `len` when there are fewer. */
size_t bt_utf8_offset(const char *text, size_t len, size_t index);

/* Columns that the text takes on a terminal: 2 for wide characters, 0 for combining ones. */
size_t bt_utf8_width(const char *text, size_t len);

#endif
