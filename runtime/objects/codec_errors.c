/*
 * What the codecs do about bytes that mean nothing and about characters that an encoding lacks: the
 * handlers named strict, ignore, replace, backslashreplace, xmlcharrefreplace, surrogateescape and
 * surrogatepass.
 */
#include <stdio.h>

#include "runtime/objects/codec.h"
#include "runtime/objects/exception.h"
#include "runtime/objects/int.h"
#include "runtime/objects/str_impl.h"

// Raises UnicodeDecodeError or UnicodeEncodeError(encoding, object, start, end, reason).
static bool fail(struct bt_thread *th, int id, const char *encoding, bt_value object, size_t start,
                 size_t end, const char *reason)
{
    bt_value args[5] = {bt_str_from(th, encoding), object, bt_from_small((int64_t)start),
                        bt_from_small((int64_t)end), bt_str_from(th, reason)};
    if (bt_is_error(args[0]) || bt_is_error(args[1]) || bt_is_error(args[4]))
        return false;
    bt_value exception = bt_exception_new(th, id, args, 5);
    if (!bt_is_error(exception))
        bt_raise_value(th, exception);
    return false;
}

static bool unknown_handler(struct bt_thread *th, const char *name)
{
    return bt_fail(th, BT_EXC_LOOKUP_ERROR, "unknown error handler name '%.400s'", name);
}

// The name of the encoding in a message: that of the byte order, once it is known.
static const char *name_decoded(const struct bt_decoding *d)
{
    if (d->codec->order == BT_ORDER_NATIVE && d->codec->decode == bt_utf16_codec_decode)
        return d->big_endian ? "utf-16-be" : "utf-16-le";
    if (d->codec->order == BT_ORDER_NATIVE && d->codec->decode == bt_utf32_codec_decode)
        return d->big_endian ? "utf-32-be" : "utf-32-le";
    return d->codec->name;
}

static bool decode_strict(struct bt_decoding *d, size_t start, size_t end, const char *reason)
{
    bt_value bytes = bt_bytes_new(d->th, d->in, d->len);
    return fail(d->th, BT_EXC_UNICODE_DECODE_ERROR, name_decoded(d), bytes, start, end, reason);
}

// The surrogate that is encoded at `start`, in this codec's way; 0 if there is none.
static uint32_t encoded_surrogate(const struct bt_decoding *d, size_t start, size_t *size)
{
    const unsigned char *p = (const unsigned char *)d->in + start;
    size_t left = d->len - start;
    uint32_t c = 0;
    *size = 3;
    if (d->codec->decode == bt_utf16_codec_decode) {
        *size = 2;
        if (left >= 2)
            c = d->big_endian ? (uint32_t)(p[0] << 8 | p[1]) : (uint32_t)(p[1] << 8 | p[0]);
    } else if (d->codec->decode == bt_utf32_codec_decode) {
        *size = 4;
        if (left >= 4)
            c = d->big_endian ? (uint32_t)p[0] << 24 | (uint32_t)(p[1] << 16 | p[2] << 8 | p[3])
                              : (uint32_t)p[3] << 24 | (uint32_t)(p[2] << 16 | p[1] << 8 | p[0]);
    } else if (left >= 3 && p[0] == 0xED && p[1] >= 0xA0 && p[1] < 0xC0 && (p[2] & 0xC0) == 0x80) {
        c = 0xD000u | (p[1] & 0x3Fu) << 6 | (p[2] & 0x3Fu);
    }
    return c >= 0xD800 && c < 0xE000 ? c : 0;
}

// Each byte from 0x80 up becomes U+DC80 to U+DCFF, up to one below 0x80.
static bool decode_escape(struct bt_decoding *d, size_t start, size_t end, const char *reason)
{
    size_t i = start;
    for (; i < end && (unsigned char)d->in[i] >= 0x80; i++)
        bt_buf_put_code_point(&d->out, 0xDC00u + (unsigned char)d->in[i]);
    if (i == start)
        return decode_strict(d, start, end, reason);
    d->consumed = i;
    return true;
}

bool bt_decode_error(struct bt_decoding *d, size_t start, size_t end, const char *reason)
{
    size_t size;
    uint32_t c;
    d->consumed = end;
    switch (d->errors) {
    case BT_ERRORS_IGNORE: return true;
    case BT_ERRORS_REPLACE: bt_buf_put_code_point(&d->out, 0xFFFD); return true;
    case BT_ERRORS_BACKSLASHREPLACE:
        for (size_t i = start; i < end; i++)
            bt_text_escape(&d->out, (unsigned char)d->in[i]);
        return true;
    case BT_ERRORS_SURROGATEESCAPE: return decode_escape(d, start, end, reason);
    case BT_ERRORS_SURROGATEPASS:
        c = encoded_surrogate(d, start, &size);
        if (c == 0)
            return decode_strict(d, start, end, reason);
        bt_buf_put_code_point(&d->out, c);
        d->consumed = start + size;
        return true;
    case BT_ERRORS_XMLCHARREFREPLACE:
        return bt_fail(d->th, BT_EXC_TYPE_ERROR,
                       "don't know how to handle UnicodeDecodeError in error callback");
    case BT_ERRORS_STRICT: return decode_strict(d, start, end, reason);
    case BT_ERRORS_UNKNOWN: break;
    }
    return unknown_handler(d->th, d->errors_name);
}

static bool encode_strict(struct bt_encoding *e, size_t from, size_t to, const char *reason)
{
    return fail(e->th, BT_EXC_UNICODE_ENCODE_ERROR, e->codec->name, bt_from_obj(e->str),
                bt_str_char_index(e->str, from), bt_str_char_index(e->str, to), reason);
}

static void put_text(struct bt_encoding *e, const char *text)
{
    for (; *text != '\0'; text++)
        e->codec->put(e, (unsigned char)*text);
}

// Writes what stands for one character; false if the handler has nothing for it.
static bool replace_char(struct bt_encoding *e, uint32_t c)
{
    char text[32];
    struct bt_buf escape;
    switch (e->errors) {
    case BT_ERRORS_REPLACE: e->codec->put(e, '?'); return true;
    case BT_ERRORS_BACKSLASHREPLACE:
        bt_buf_init(&escape);
        bt_text_escape(&escape, c);
        put_text(e, escape.failed ? "" : escape.data);
        bt_buf_free(&escape);
        return true;
    case BT_ERRORS_XMLCHARREFREPLACE:
        snprintf(text, sizeof text, "&#%u;", c);
        put_text(e, text);
        return true;
    case BT_ERRORS_SURROGATEESCAPE:
        if (c < 0xDC80 || c > 0xDCFF)
            return false;
        bt_buf_putc(&e->out, (char)(c - 0xDC00));
        return true;
    case BT_ERRORS_SURROGATEPASS:
        if (c < 0xD800 || c > 0xDFFF || strchr(e->codec->key, '-') == NULL ||
            e->codec->key[0] != 'u')
            return false;
        e->codec->put(e, c);
        return true;
    case BT_ERRORS_IGNORE: return true;
    case BT_ERRORS_STRICT:
    case BT_ERRORS_UNKNOWN: break;
    }
    return false;
}

bool bt_encode_error(struct bt_encoding *e, size_t from, size_t to, const char *reason)
{
    if (e->errors == BT_ERRORS_UNKNOWN)
        return unknown_handler(e->th, e->errors_name);
    for (size_t i = from; i < to;) {
        size_t size;
        uint32_t c = bt_wtf8_decode(e->str->data + i, to - i, &size);
        if (!replace_char(e, c))
            return encode_strict(e, e->errors == BT_ERRORS_STRICT ? from : i, to, reason);
        i += size;
    }
    return true;
}
