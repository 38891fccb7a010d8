/*
 * A growable byte string. A failed allocation makes it `failed`: later writes do nothing, so a
 * caller checks once, at the end.
 */
#ifndef BT_BASE_BUF_H
#define BT_BASE_BUF_H

#include "base/mem.h"

#include <stdarg.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

/* `data` is NULL or NUL-terminated (the NUL is not counted in `len`). */
struct bt_buf {
    char *data;
    size_t len;
    size_t cap;
    bool failed;
    bool borrowed; /* `data` is room that the owner lent, not to be freed */
};

/* An empty buffer; allocates nothing. */
void bt_buf_init(struct bt_buf *buf);

/*
 * An empty buffer that begins in `room` (`size` bytes, at least 1), which must live as long as the
 * buffer does: short texts then need no block. The struct is not to outlive the function that has
 * the room; its bytes may, by bt_buf_take().
 */
void bt_buf_init_in(struct bt_buf *buf, char *room, size_t size);

/* Frees the bytes; the buffer is empty again and may be used on. */
void bt_buf_free(struct bt_buf *buf);

/* Forgets the contents, keeps the memory and clears `failed`. */
void bt_buf_clear(struct bt_buf *buf);

/* Makes room for `more` further bytes; false (and `failed`) when out of memory. */
bool bt_buf_reserve(struct bt_buf *buf, size_t more);

/* Append `len` bytes, one byte, a NUL-terminated string, `n` times one byte. */
void bt_buf_write_slow(struct bt_buf *buf, const void *bytes, size_t len);
static inline void bt_buf_write(struct bt_buf *buf, const void *bytes, size_t len)
{
    if (len < buf->cap - buf->len && len != 0 && !buf->failed) {
        memcpy(buf->data + buf->len, bytes, len);
        buf->len += len;
        buf->data[buf->len] = '\0';
    } else {
        bt_buf_write_slow(buf, bytes, len);
    }
}
static inline void bt_buf_putc(struct bt_buf *buf, char c)
{
    bt_buf_write(buf, &c, 1);
}
static inline void bt_buf_puts(struct bt_buf *buf, const char *text)
{
    bt_buf_write(buf, text, strlen(text));
}
void bt_buf_fill(struct bt_buf *buf, char c, size_t n);

/* Append a number in decimal digits. */
void bt_buf_put_int(struct bt_buf *buf, int64_t number);

/* Append formatted text. */
void bt_buf_printf(struct bt_buf *buf, const char *format, ...)
    __attribute__((format(printf, 2, 3)));
void bt_buf_vprintf(struct bt_buf *buf, const char *format, va_list args)
    __attribute__((format(printf, 2, 0)));

/* Append one code point (0 to 0x10FFFF, surrogates too) as UTF-8. */
void bt_buf_put_code_point(struct bt_buf *buf, uint32_t code_point);

/*
 * Hands the bytes over as a block of bt_alloc, NUL-terminated, and empties the buffer.
 * NULL when the buffer had failed (its memory is freed) or the block cannot be made.
 */
BT_MUST_CHECK char *bt_buf_take(struct bt_buf *buf);

#endif
