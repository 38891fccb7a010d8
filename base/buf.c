/*
 * The growable byte string. See buf.h.
 *
 * Invariant: `cap` is 0 and `data` NULL, or `len < cap` and data[len] is '\0'.
 */
#include "base/buf.h"

#include "base/utf8.h"

#include <stdio.h>
#include <string.h>

void bt_buf_init(struct bt_buf *buf)
{
    *buf = (struct bt_buf){0};
}

void bt_buf_init_in(struct bt_buf *buf, char *room, size_t size)
{
    *buf = (struct bt_buf){.data = room, .cap = size, .borrowed = true};
    room[0] = '\0';
}

void bt_buf_free(struct bt_buf *buf)
{
    if (!buf->borrowed) {
        bt_free(buf->data);
    }
    bt_buf_init(buf);
}

void bt_buf_clear(struct bt_buf *buf)
{
    buf->len = 0;
    buf->failed = false;
    if (buf->data != NULL) {
        buf->data[0] = '\0';
    }
}

bool bt_buf_reserve(struct bt_buf *buf, size_t more)
{
    if (buf->failed) {
        return false;
    }
    size_t need;
    if (__builtin_add_overflow(buf->len, more, &need) || need == SIZE_MAX) {
        buf->failed = true;
        return false;
    }
    need++;
    if (need <= buf->cap) {
        return true;
    }
    size_t cap = buf->cap < 32 ? 64 : buf->cap + buf->cap / 2;
    if (cap < need) {
        cap = need;
    }
    char *data = bt_realloc(buf->borrowed ? NULL : buf->data, cap);
    if (data == NULL) {
        buf->failed = true;
        return false;
    }
    if (buf->borrowed) {
        memcpy(data, buf->data, buf->len);
        buf->borrowed = false;
    }
    buf->data = data;
    buf->cap = cap;
    buf->data[buf->len] = '\0';
    return true;
}

void bt_buf_write_slow(struct bt_buf *buf, const void *bytes, size_t len)
{
    if (len != 0 && bt_buf_reserve(buf, len)) {
        memcpy(buf->data + buf->len, bytes, len);
        buf->len += len;
        buf->data[buf->len] = '\0';
    }
}

void bt_buf_fill(struct bt_buf *buf, char c, size_t n)
{
    if (n != 0 && bt_buf_reserve(buf, n)) {
        memset(buf->data + buf->len, c, n);
        buf->len += n;
        buf->data[buf->len] = '\0';
    }
}

void bt_buf_put_int(struct bt_buf *buf, int64_t number)
{
    char text[24];
    char *p = text + sizeof text;
    uint64_t rest = number < 0 ? 0 - (uint64_t)number : (uint64_t)number;
    do {
        *--p = (char)('0' + rest % 10);
        rest /= 10;
    } while (rest != 0);
    if (number < 0) {
        *--p = '-';
    }
    bt_buf_write(buf, p, (size_t)(text + sizeof text - p));
}

void bt_buf_printf(struct bt_buf *buf, const char *format, ...)
{
    va_list args;
    va_start(args, format);
    bt_buf_vprintf(buf, format, args);
    va_end(args);
}

void bt_buf_vprintf(struct bt_buf *buf, const char *format, va_list args)
{
    va_list again;
    va_copy(again, args);
    // NOLINTNEXTLINE(clang-analyzer-valist.Uninitialized): a false alarm of clang 14 after va_copy
    int len = vsnprintf(NULL, 0, format, args);
    if (len < 0) {
        buf->failed = true;
    } else if (bt_buf_reserve(buf, (size_t)len)) {
        vsnprintf(buf->data + buf->len, (size_t)len + 1, format, again);
        buf->len += (size_t)len;
    }
    va_end(again);
}

void bt_buf_put_code_point(struct bt_buf *buf, uint32_t code_point)
{
    char bytes[BT_UTF8_MAX];
    bt_buf_write(buf, bytes, bt_utf8_encode(code_point, bytes));
}

char *bt_buf_take(struct bt_buf *buf)
{
    char *data = NULL;
    if (buf->borrowed) {
        data = buf->failed ? NULL : bt_alloc_copy(buf->data, buf->len);
    } else if (bt_buf_reserve(buf, 0)) {
        data = buf->data;
        buf->data = NULL;
    }
    bt_buf_free(buf);
    return data;
}
