/*
 * The repr of strs and bytes: which quotes, what is escaped. Called by the types' repr slots, by
 * ascii() and by the codecs' messages.
 */
#include "runtime/objects/str_impl.h"

// Single quotes, unless there are some and no double ones in the text.
static char choose_quote(const char *data, size_t len)
{
    return memchr(data, '\'', len) != NULL && memchr(data, '"', len) == NULL ? '"' : '\'';
}

// \\, \', \t, \n, \r, or \x.. of a byte; what else is printable ASCII as it is.
static void put_byte(struct bt_buf *buf, unsigned char c, char quote)
{
    switch (c) {
    case '\t': bt_buf_puts(buf, "\\t"); return;
    case '\n': bt_buf_puts(buf, "\\n"); return;
    case '\r': bt_buf_puts(buf, "\\r"); return;
    default: break;
    }
    if (c == '\\' || c == (unsigned char)quote) {
        bt_buf_putc(buf, '\\');
        bt_buf_putc(buf, (char)c);
    } else if (c < ' ' || c >= 0x7F) {
        bt_buf_printf(buf, "\\x%02x", c);
    } else {
        bt_buf_putc(buf, (char)c);
    }
}

void bt_text_escape(struct bt_buf *buf, uint32_t c)
{
    if (c < 0x100)
        bt_buf_printf(buf, "\\x%02x", c);
    else if (c < 0x10000)
        bt_buf_printf(buf, "\\u%04x", c);
    else
        bt_buf_printf(buf, "\\U%08x", c);
}

// The bytes that need no escape, from the start.
static size_t plain_prefix(const char *data, size_t len)
{
    size_t i = 0;
    while (i < len && (unsigned char)data[i] >= ' ' && (unsigned char)data[i] < 0x7F &&
           data[i] != '\'' && data[i] != '"' && data[i] != '\\')
        i++;
    return i;
}

bool bt_buf_str_repr(struct bt_buf *buf, const struct bt_str *s)
{
    char quote = choose_quote(s->data, s->len);
    bt_buf_reserve(buf, s->len + 2);
    bt_buf_putc(buf, quote);
    for (size_t i = 0; i < s->len;) {
        size_t plain = plain_prefix(s->data + i, s->len - i);
        bt_buf_write(buf, s->data + i, plain);
        i += plain;
        if (i >= s->len)
            break;
        size_t size;
        uint32_t c = bt_wtf8_decode(s->data + i, s->len - i, &size);
        if (c < 0x80)
            put_byte(buf, (unsigned char)c, quote);
        else if (bt_uni_is_printable(c))
            bt_buf_write(buf, s->data + i, size);
        else
            bt_text_escape(buf, c);
        i += size;
    }
    bt_buf_putc(buf, quote);
    return !buf->failed;
}

void bt_bytes_put_repr(struct bt_buf *buf, struct bt_span_bytes bytes)
{
    char quote = choose_quote(bytes.data, bytes.len);
    bt_buf_putc(buf, 'b');
    bt_buf_putc(buf, quote);
    for (size_t i = 0; i < bytes.len; i++)
        put_byte(buf, (unsigned char)bytes.data[i], quote);
    bt_buf_putc(buf, quote);
}
