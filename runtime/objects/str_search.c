/*
 * Searching in bytes, for str, bytes and bytearray: one byte by memchr, more by their first and
 * last byte, at worst by memmem. Nothing here allocates or raises.
 */
#include <string.h>

#include "runtime/objects/str_impl.h"

#if __BYTE_ORDER__ == __ORDER_LITTLE_ENDIAN__
typedef uint8_t bytes16 __attribute__((vector_size(16)));

static inline bytes16 load16(const char *p)
{
    bytes16 v;
    memcpy(&v, p, sizeof v);
    return v;
}

static inline bytes16 all16(char c)
{
    bytes16 v = {0};
    return v + (uint8_t)c;
}

// The needle at one of the eight places from p on whose byte in `hits` is not zero (its first and
// last byte are known to be there), or NULL. Each try adds to *spent what it may have cost.
static inline const char *among(uint64_t hits, const char *p, const char *needle, size_t len,
                                size_t *spent)
{
    while (hits != 0) {
        unsigned place = (unsigned)__builtin_ctzll(hits) / 8;
        if (len == 2 || memcmp(p + place + 1, needle + 1, len - 2) == 0)
            return p + place;
        hits &= ~(UINT64_C(0xFF) << place * 8);
        *spent += len;
    }
    return NULL;
}

// Looks at 16 places at a time for the needle's first and last byte. Where they are often there for
// nothing, memmem goes on: it takes linear time whatever the text.
static const char *find_by_ends(const char *hay, size_t hay_len, const char *needle, size_t len)
{
    bytes16 first = all16(needle[0]), last = all16(needle[len - 1]);
    size_t places = hay_len - len + 1, i = 0, spent = 0;
    for (; places - i >= 16; i += 16) {
        bytes16 hits = (bytes16)((load16(hay + i) == first) & (load16(hay + i + len - 1) == last));
        uint64_t half[2];
        memcpy(half, &hits, sizeof half);
        if ((half[0] | half[1]) == 0)
            continue;
        const char *at = among(half[0], hay + i, needle, len, &spent);
        if (at == NULL)
            at = among(half[1], hay + i + 8, needle, len, &spent);
        if (at != NULL)
            return at;
        if (spent > 256 + 4 * i)
            return memmem(hay + i + 16, hay_len - i - 16, needle, len);
    }
    for (; i < places; i++) {
        if (hay[i] == needle[0] && memcmp(hay + i, needle, len) == 0)
            return hay + i;
    }
    return NULL;
}
#else
#define find_by_ends memmem
#endif

size_t bt_text_find(const char *hay, size_t hay_len, const char *needle, size_t len)
{
    if (len > hay_len)
        return BT_NOT_FOUND;
    if (len == 0)
        return 0;
    const char *at =
        len == 1 ? memchr(hay, needle[0], hay_len) : find_by_ends(hay, hay_len, needle, len);
    return at == NULL ? BT_NOT_FOUND : (size_t)(at - hay);
}

size_t bt_text_rfind(const char *hay, size_t hay_len, const char *needle, size_t len)
{
    if (len > hay_len)
        return BT_NOT_FOUND;
    if (len == 0)
        return hay_len;
    for (size_t n = hay_len - len + 1; n != 0;) { // places 0..n-1 are still possible
        const char *at = memrchr(hay, needle[0], n);
        if (at == NULL)
            break;
        if (memcmp(at, needle, len) == 0)
            return (size_t)(at - hay);
        n = (size_t)(at - hay);
    }
    return BT_NOT_FOUND;
}

// How often the byte c is there, by words of eight: a byte of `x` is zero where c is, and then bit
// 7 of the same byte of `zero` is set.
static size_t count_byte(const char *hay, size_t len, char c)
{
    const uint64_t ones = UINT64_C(0x0101010101010101), low = ones * 0x7F;
    const uint64_t pattern = ones * (unsigned char)c;
    size_t n = 0, i = 0;
    for (; len - i >= 8; i += 8) {
        uint64_t x;
        memcpy(&x, hay + i, 8);
        x ^= pattern;
        uint64_t zero = ~(((x & low) + low) | x | low);
        n += (size_t)((zero >> 7) * ones >> 56);
    }
    for (; i < len; i++)
        n += hay[i] == c;
    return n;
}

size_t bt_text_count(const char *hay, size_t hay_len, const char *needle, size_t len, size_t max)
{
    size_t n = 0;
    if (len == 1 && max >= hay_len)
        return count_byte(hay, hay_len, needle[0]);
    while (n < max) {
        size_t at = bt_text_find(hay, hay_len, needle, len);
        if (at == BT_NOT_FOUND)
            break;
        n++;
        hay += at + len;
        hay_len -= at + len;
    }
    return n;
}

void bt_text_fill(char *out, size_t len, const char *pattern, size_t pattern_len)
{
    if (pattern_len == 1) {
        memset(out, pattern[0], len);
        return;
    }
    memcpy(out, pattern, pattern_len);
    for (size_t done = pattern_len; done < len;) { // what is there already is copied behind itself
        size_t n = done < len - done ? done : len - done;
        memcpy(out + done, out, n);
        done += n;
    }
}

void bt_text_put_replaced(char *out, struct bt_span_bytes text, struct bt_span_bytes from,
                          struct bt_span_bytes to, size_t n)
{
    if (from.len == 1 && to.len == 1 && n > text.len / 16) { // many: a call for each costs more
        for (size_t i = 0; i < text.len; i++) {
            bool hit = n != 0 && text.data[i] == from.data[0];
            out[i] = hit ? to.data[0] : text.data[i];
            n -= hit;
        }
        return;
    }
    for (size_t i = 0; i < n; i++) {
        size_t at = bt_text_find(text.data, text.len, from.data, from.len);
        bt_text_copy(out, text.data, at);
        bt_text_copy(out + at, to.data, to.len);
        out += at + to.len;
        text.data += at + from.len;
        text.len -= at + from.len;
    }
    if (text.len != 0)
        memcpy(out, text.data, text.len);
}

// The replacements of an empty text: before each character and at the end.
static size_t insert_between(struct bt_buf *out, struct bt_span_bytes text, struct bt_span_bytes to,
                             size_t max, bool utf8)
{
    size_t n = 0;
    size_t i = 0;
    while (n < max) {
        bt_buf_write(out, to.data, to.len);
        n++;
        if (i >= text.len)
            return n;
        size_t size = utf8 ? bt_utf8_size((unsigned char)text.data[i]) : 1;
        bt_buf_write(out, text.data + i, size);
        i += size;
    }
    bt_buf_write(out, text.data + i, text.len - i);
    return n;
}

size_t bt_text_replace(struct bt_buf *out, struct bt_span_bytes text, struct bt_span_bytes from,
                       struct bt_span_bytes to, size_t max, bool utf8)
{
    if (max == 0)
        return 0;
    if (from.len == 0)
        return insert_between(out, text, to, max, utf8);
    size_t n = bt_text_count(text.data, text.len, from.data, from.len, max);
    if (n == 0)
        return 0;
    size_t grow;
    if (to.len > from.len && __builtin_mul_overflow(n, to.len - from.len, &grow)) {
        out->failed = true;
        return n;
    }
    size_t len = to.len > from.len ? text.len + grow : text.len - n * (from.len - to.len);
    if (bt_buf_reserve(out, len)) {
        bt_text_put_replaced(out->data + out->len, text, from, to, n);
        out->len += len;
        out->data[out->len] = '\0';
    }
    return n;
}
