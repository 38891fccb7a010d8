/*
 * UTF-16 and UTF-32, in either byte order or in that of a byte order mark.
 */
#include "base/utf8.h"
#include "runtime/objects/codec.h"

static uint32_t read16(const struct bt_decoding *d, size_t at)
{
    const unsigned char *p = (const unsigned char *)d->in + at;
    return d->big_endian ? (uint32_t)(p[0] << 8 | p[1]) : (uint32_t)(p[1] << 8 | p[0]);
}

static uint32_t read32(const struct bt_decoding *d, size_t at)
{
    return d->big_endian ? read16(d, at) << 16 | read16(d, at + 2)
                         : read16(d, at + 2) << 16 | read16(d, at);
}

// A byte order mark at the start decides the order; without one it is little-endian, this
// machine's.
static bool take_mark(struct bt_decoding *d, size_t unit)
{
    if (d->codec->order != BT_ORDER_NATIVE || d->consumed != 0)
        return true;
    if (d->len < unit)
        return d->final;
    for (int big = 0; big < 2; big++) {
        d->big_endian = big != 0;
        if ((unit == 2 ? read16(d, 0) : read32(d, 0)) == 0xFEFF) {
            d->consumed = unit;
            return true;
        }
    }
    d->big_endian = false;
    return true;
}

// One character, or what is wrong about the bytes at d->consumed: *reason, *size bytes of them.
static uint32_t next16(const struct bt_decoding *d, size_t *size, const char **reason)
{
    size_t left = d->len - d->consumed;
    *size = left < 2 ? left : 2;
    *reason = "truncated data";
    if (left < 2)
        return 0;
    uint32_t c = read16(d, d->consumed);
    *reason = NULL;
    if (c < 0xD800 || c > 0xDFFF)
        return c;
    *reason = "illegal encoding";
    if (c >= 0xDC00)
        return 0;
    *reason = "unexpected end of data";
    if (left < 4) {
        *size = left;
        return 0;
    }
    uint32_t low = read16(d, d->consumed + 2);
    *reason = "illegal UTF-16 surrogate";
    if (low < 0xDC00 || low > 0xDFFF)
        return 0;
    *reason = NULL;
    *size = 4;
    return 0x10000 + ((c - 0xD800) << 10) + (low - 0xDC00);
}

static uint32_t next32(const struct bt_decoding *d, size_t *size, const char **reason)
{
    size_t left = d->len - d->consumed;
    *size = left < 4 ? left : 4;
    *reason = "truncated data";
    if (left < 4)
        return 0;
    uint32_t c = read32(d, d->consumed);
    *reason = NULL;
    if (c >= 0xD800 && c <= 0xDFFF)
        *reason = "code point in surrogate code point range(0xd800, 0xe000)";
    else if (c > 0x10FFFF)
        *reason = "code point not in range(0x110000)";
    return c;
}

static bool decode(struct bt_decoding *d, size_t unit,
                   uint32_t (*next)(const struct bt_decoding *d, size_t *size, const char **reason))
{
    if (!take_mark(d, unit))
        return true;
    while (d->consumed < d->len) {
        size_t size;
        const char *reason;
        uint32_t c = next(d, &size, &reason);
        if (reason == NULL) {
            bt_buf_put_code_point(&d->out, c);
            d->consumed += size;
        } else if (!d->final && (reason[0] == 't' || reason[0] == 'u')) {
            break; // the rest may come
        } else if (!bt_decode_error(d, d->consumed, d->consumed + size, reason)) {
            return false;
        }
    }
    return true;
}

bool bt_utf16_codec_decode(struct bt_decoding *d)
{
    return decode(d, 2, next16);
}

bool bt_utf32_codec_decode(struct bt_decoding *d)
{
    return decode(d, 4, next32);
}

static void put16(struct bt_encoding *e, uint32_t c)
{
    char low = (char)(c & 0xFF);
    char high = (char)(c >> 8 & 0xFF);
    bt_buf_putc(&e->out, e->big_endian ? high : low);
    bt_buf_putc(&e->out, e->big_endian ? low : high);
}

void bt_utf16_codec_put(struct bt_encoding *e, uint32_t c)
{
    if (c >= 0x10000) {
        put16(e, 0xD800 + ((c - 0x10000) >> 10));
        put16(e, 0xDC00 + ((c - 0x10000) & 0x3FF));
    } else {
        put16(e, c);
    }
}

void bt_utf32_codec_put(struct bt_encoding *e, uint32_t c)
{
    put16(e, e->big_endian ? c >> 16 : c & 0xFFFF);
    put16(e, e->big_endian ? c & 0xFFFF : c >> 16);
}

static bool encode(struct bt_encoding *e)
{
    const struct bt_str *s = e->str;
    for (size_t i = 0; i < s->len;) {
        size_t size;
        uint32_t c = bt_wtf8_decode(s->data + i, s->len - i, &size);
        if (c >= 0xD800 && c <= 0xDFFF) {
            if (!bt_encode_error(e, i, i + size, "surrogates not allowed"))
                return false;
        } else {
            e->codec->put(e, c);
        }
        i += size;
    }
    return true;
}

bool bt_utf16_codec_encode(struct bt_encoding *e)
{
    return encode(e);
}

bool bt_utf32_codec_encode(struct bt_encoding *e)
{
    return encode(e);
}
