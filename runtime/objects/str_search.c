/*
 * Searching in bytes, for str, bytes and bytearray: one byte by memchr, more by memmem, which takes
 * linear time. Nothing here allocates or raises.
 */
#include <string.h>

#include "runtime/objects/str_impl.h"

size_t bt_text_find(const char *hay, size_t hay_len, const char *needle, size_t len)
{
    if (len > hay_len)
        return BT_NOT_FOUND;
    if (len == 0)
        return 0;
    const char *at = len == 1 ? memchr(hay, needle[0], hay_len) : memmem(hay, hay_len, needle, len);
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

size_t bt_text_count(const char *hay, size_t hay_len, const char *needle, size_t len, size_t max)
{
    size_t n = 0;
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
    bt_buf_reserve(out, to.len > from.len ? text.len + grow : text.len - n * (from.len - to.len));
    for (size_t i = 0; i < n; i++) {
        size_t at = bt_text_find(text.data, text.len, from.data, from.len);
        bt_buf_write(out, text.data, at);
        bt_buf_write(out, to.data, to.len);
        text.data += at + from.len;
        text.len -= at + from.len;
    }
    bt_buf_write(out, text.data, text.len);
    return n;
}
