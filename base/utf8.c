/*
 * UTF-8 and WTF-8. See utf8.h. Terminal widths are utf8proc's.
 */
#include "base/utf8.h"

#include <string.h>
#include <utf8proc.h>

static bool is_continuation(unsigned char byte)
{
    return (byte & 0xC0) == 0x80;
}

/*
 * The bytes that may follow `lead` first (the others are 0x80 to 0xBF): this is where overlong
 * forms, surrogates and code points past 0x10FFFF are shut out. Returns the length in bytes of the
 * sequence, 0 when none begins with `lead`.
 */
static size_t lead_info(unsigned char lead, bool surrogates, unsigned char *low,
                        unsigned char *high)
{
    *low = 0x80;
    *high = 0xBF;
    if (lead < 0xC2) {
        return 0;
    }
    if (lead < 0xE0) {
        return 2;
    }
    if (lead < 0xF0) {
        if (lead == 0xE0) {
            *low = 0xA0;
        } else if (lead == 0xED && !surrogates) {
            *high = 0x9F;
        }
        return 3;
    }
    if (lead < 0xF5) {
        if (lead == 0xF0) {
            *low = 0x90;
        } else if (lead == 0xF4) {
            *high = 0x8F;
        }
        return 4;
    }
    return 0;
}

static uint32_t decode(const char *text, size_t len, bool surrogates, size_t *size)
{
    const unsigned char *s = (const unsigned char *)text;
    if (s[0] < 0x80) {
        *size = 1;
        return s[0];
    }
    unsigned char low;
    unsigned char high;
    size_t n = lead_info(s[0], surrogates, &low, &high);
    if (n == 0) {
        *size = 1;
        return BT_UTF8_BAD;
    }
    uint32_t code_point = s[0] & (0x7Fu >> n);
    for (size_t i = 1; i < n; i++) {
        if (i >= len || s[i] < low || s[i] > high) {
            *size = i;
            return BT_UTF8_BAD;
        }
        code_point = code_point << 6 | (s[i] & 0x3Fu);
        low = 0x80;
        high = 0xBF;
    }
    *size = n;
    return code_point;
}

uint32_t bt_utf8_decode(const char *text, size_t len, size_t *size)
{
    return decode(text, len, false, size);
}

uint32_t bt_wtf8_decode_any(const char *text, size_t len, size_t *size)
{
    return decode(text, len, true, size);
}

size_t bt_utf8_encode(uint32_t code_point, char out[BT_UTF8_MAX])
{
    if (code_point < 0x80) {
        out[0] = (char)code_point;
        return 1;
    }
    if (code_point < 0x800) {
        out[0] = (char)(0xC0 | code_point >> 6);
        out[1] = (char)(0x80 | (code_point & 0x3F));
        return 2;
    }
    if (code_point < 0x10000) {
        out[0] = (char)(0xE0 | code_point >> 12);
        out[1] = (char)(0x80 | (code_point >> 6 & 0x3F));
        out[2] = (char)(0x80 | (code_point & 0x3F));
        return 3;
    }
    out[0] = (char)(0xF0 | code_point >> 18);
    out[1] = (char)(0x80 | (code_point >> 12 & 0x3F));
    out[2] = (char)(0x80 | (code_point >> 6 & 0x3F));
    out[3] = (char)(0x80 | (code_point & 0x3F));
    return 4;
}

size_t bt_utf8_encoded_size(uint32_t code_point)
{
    return code_point < 0x80 ? 1 : code_point < 0x800 ? 2 : code_point < 0x10000 ? 3 : 4;
}

/* Eight bytes as one word. */
static inline uint64_t load(const char *p)
{
    uint64_t word;
    memcpy(&word, p, 8);
    return word;
}

#define ONES  UINT64_C(0x0101010101010101) /* one bit in each byte */
#define HIGHS UINT64_C(0x8080808080808080)

/* The number of leading bytes that are ASCII, 32 or eight at a time. */
static inline size_t ascii_prefix(const char *text, size_t len)
{
    size_t i = 0;
    while (len - i >= 32 &&
           ((load(text + i) | load(text + i + 8) | load(text + i + 16) | load(text + i + 24)) &
            HIGHS) == 0) {
        i += 32;
    }
    while (len - i >= 8 && (load(text + i) & HIGHS) == 0) {
        i += 8;
    }
    while (i < len && (unsigned char)text[i] < 0x80) {
        i++;
    }
    return i;
}

/*
 * The bytes that the code point at s takes if it is one of the common kind, of two or three bytes
 * in need of no closer look; else 0.
 */
static inline size_t plain_size(const unsigned char *s, size_t len)
{
    if (len >= 2 && s[0] >= 0xC2 && s[0] < 0xE0 && is_continuation(s[1])) {
        return 2;
    }
    if (len >= 3 && s[0] > 0xE0 && s[0] < 0xF0 && s[0] != 0xED && is_continuation(s[1]) &&
        is_continuation(s[2])) {
        return 3;
    }
    return 0;
}

static size_t valid_prefix(const char *text, size_t len, bool surrogates)
{
    size_t i = 0;
    while (i < len) {
        if ((unsigned char)text[i] < 0x80) {
            i += ascii_prefix(text + i, len - i);
            continue;
        }
        size_t size = plain_size((const unsigned char *)text + i, len - i);
        if (size == 0 && decode(text + i, len - i, surrogates, &size) == BT_UTF8_BAD) {
            break;
        }
        i += size;
    }
    return i;
}

size_t bt_utf8_valid_prefix(const char *text, size_t len)
{
    return valid_prefix(text, len, false);
}

size_t bt_wtf8_valid_prefix(const char *text, size_t len)
{
    return valid_prefix(text, len, true);
}

bool bt_utf8_is_ascii(const char *text, size_t len)
{
    return ascii_prefix(text, len) == len;
}

/* How many of the eight bytes continue a code point. */
static inline size_t continuations(uint64_t word)
{
    return (size_t)((((word >> 7) & ~(word >> 6)) & ONES) * ONES >> 56);
}

size_t bt_utf8_count(const char *text, size_t len)
{
    size_t n = len;
    size_t i = 0;
    for (; len - i >= 8; i += 8) {
        n -= continuations(load(text + i));
    }
    for (; i < len; i++) {
        n -= is_continuation((unsigned char)text[i]);
    }
    return n;
}

size_t bt_utf8_offset(const char *text, size_t len, size_t index)
{
    size_t i = 0;
    for (; len - i >= 8; i += 8) {
        size_t leads = 8 - continuations(load(text + i));
        if (leads > index) {
            break;
        }
        index -= leads;
    }
    for (; i < len; i++) {
        if (!is_continuation((unsigned char)text[i]) && index-- == 0) {
            return i;
        }
    }
    return len;
}

size_t bt_utf8_width(const char *text, size_t len)
{
    size_t width = 0;
    for (size_t i = 0; i < len;) {
        size_t size;
        uint32_t code_point = bt_wtf8_decode(text + i, len - i, &size);
        int w = code_point == BT_UTF8_BAD ? 1 : utf8proc_charwidth((utf8proc_int32_t)code_point);
        width += w > 0 ? (size_t)w : 0;
        i += size;
    }
    return width;
}
