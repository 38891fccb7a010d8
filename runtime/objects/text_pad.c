/*
 * What is added or taken away at the ends of text: strip, removeprefix, center, zfill and (it pads
 * too) expandtabs, for str, bytes and bytearray. Called by the types' methods.
 */
#include "runtime/objects/str_impl.h"

struct bt_span_bytes bt_text_strip_space(const struct bt_text_kind *kind, struct bt_span_bytes text,
                                         enum bt_strip ends)
{
    const char *p = text.data;
    const char *end = text.data + text.len;
    size_t size;
    while ((ends & BT_STRIP_LEFT) != 0 && p < end && bt_ascii_is(*p, kind->space_bit) &&
           (size = kind->space(p, end)) != 0)
        p += size;
    // end[-1]: if it is ASCII the table knows, else it is the last byte of something longer
    while ((ends & BT_STRIP_RIGHT) != 0 && end > p &&
           ((unsigned char)end[-1] >= 0x80 || bt_ascii_is(end[-1], kind->space_bit)) &&
           (size = kind->space_back(p, end)) != 0)
        end -= size;
    return (struct bt_span_bytes){p, (size_t)(end - p)};
}

// Bytes of the character that ends at p (start < p).
static size_t size_back(bool utf8, const char *start, const char *p)
{
    const char *q = p - 1;
    while (utf8 && q > start && ((unsigned char)*q & 0xC0) == 0x80)
        q--;
    return (size_t)(p - q);
}

static struct bt_span_bytes strip_chars(bool utf8, struct bt_span_bytes text,
                                        struct bt_span_bytes chars, enum bt_strip ends)
{
    const char *p = text.data;
    const char *end = text.data + text.len;
    while ((ends & BT_STRIP_LEFT) != 0 && p < end) {
        size_t size = utf8 ? bt_utf8_size((unsigned char)*p) : 1;
        if (bt_text_find(chars.data, chars.len, p, size) == BT_NOT_FOUND)
            break;
        p += size;
    }
    while ((ends & BT_STRIP_RIGHT) != 0 && end > p) {
        size_t size = size_back(utf8, p, end);
        if (bt_text_find(chars.data, chars.len, end - size, size) == BT_NOT_FOUND)
            break;
        end -= size;
    }
    return (struct bt_span_bytes){p, (size_t)(end - p)};
}

bt_value bt_text_strip(struct bt_thread *th, const struct bt_text_kind *kind, bt_value self,
                       bt_value chars, enum bt_strip ends)
{
    struct bt_span_bytes text;
    struct bt_span_bytes set;
    bool by_space = bt_is_unset(chars) || bt_is_none(chars);
    if (!by_space && !kind->view(th, chars, &set))
        return BT_ERROR;
    if (!kind->view(th, self, &text))
        return BT_ERROR;
    text =
        by_space ? bt_text_strip_space(kind, text, ends) : strip_chars(kind->utf8, text, set, ends);
    return kind->make(th, self, text.data, text.len);
}

bt_value bt_text_remove(struct bt_thread *th, const struct bt_text_kind *kind, bt_value self,
                        struct bt_span_bytes affix, bool suffix)
{
    struct bt_span_bytes text;
    if (!kind->view(th, self, &text))
        return BT_ERROR;
    if (affix.len <= text.len) {
        size_t rest = text.len - affix.len;
        if (memcmp(suffix ? text.data + rest : text.data, affix.data, affix.len) == 0) {
            text.data += suffix ? 0 : affix.len;
            text.len = rest;
        }
    }
    return kind->make(th, self, text.data, text.len);
}

// What `make` makes of the buffer's bytes; frees the buffer.
static bt_value finish(struct bt_thread *th, const struct bt_text_kind *kind, bt_value self,
                       struct bt_buf *buf)
{
    if (kind->utf8)
        return bt_str_from_buf(th, buf);
    bt_value v = buf->failed ? bt_raise_no_memory(th)
                             : kind->make(th, self, buf->len == 0 ? "" : buf->data, buf->len);
    bt_buf_free(buf);
    return v;
}

static size_t count_chars(bool utf8, struct bt_span_bytes text)
{
    return utf8 ? bt_utf8_count(text.data, text.len) : text.len;
}

static void put_fill(struct bt_buf *buf, struct bt_span_bytes fill, size_t n)
{
    size_t len;
    if (__builtin_mul_overflow(n, fill.len, &len))
        buf->failed = true;
    else if (len != 0 && bt_buf_reserve(buf, len)) {
        bt_text_fill(buf->data + buf->len, len, fill.data, fill.len);
        buf->len += len;
        buf->data[buf->len] = '\0';
    }
}

bt_value bt_text_pad(struct bt_thread *th, const struct bt_text_kind *kind, bt_value self,
                     bt_value width, char align, struct bt_span_bytes fill)
{
    int64_t want;
    struct bt_span_bytes text;
    if (!bt_as_int64(th, width, &want) || !kind->view(th, self, &text))
        return BT_ERROR;
    size_t have = count_chars(kind->utf8, text);
    if (want <= (int64_t)have)
        return kind->make(th, self, text.data, text.len);
    size_t pad = (size_t)want - have;
    size_t left = 0;
    if (align == '>')
        left = pad;
    else if (align == '^') // an odd one goes left when the width is odd
        left = pad / 2 + (pad & (size_t)want & 1);
    char room[128];
    struct bt_buf buf;
    bt_buf_init_in(&buf, room, sizeof room);
    put_fill(&buf, fill, left);
    bt_buf_write(&buf, text.data, text.len);
    put_fill(&buf, fill, pad - left);
    return finish(th, kind, self, &buf);
}

bt_value bt_text_zfill(struct bt_thread *th, const struct bt_text_kind *kind, bt_value self,
                       bt_value width)
{
    int64_t want;
    struct bt_span_bytes text;
    if (!bt_as_int64(th, width, &want) || !kind->view(th, self, &text))
        return BT_ERROR;
    size_t have = count_chars(kind->utf8, text);
    if (want <= (int64_t)have)
        return kind->make(th, self, text.data, text.len);
    char room[128];
    struct bt_buf buf;
    bt_buf_init_in(&buf, room, sizeof room);
    size_t sign = text.len != 0 && (text.data[0] == '+' || text.data[0] == '-') ? 1 : 0;
    bt_buf_write(&buf, text.data, sign);
    bt_buf_fill(&buf, '0', (size_t)want - have);
    bt_buf_write(&buf, text.data + sign, text.len - sign);
    return finish(th, kind, self, &buf);
}

bt_value bt_text_expandtabs(struct bt_thread *th, const struct bt_text_kind *kind, bt_value self,
                            bt_value tabsize)
{
    int64_t size = 8;
    struct bt_span_bytes text;
    if (!bt_is_unset(tabsize) && !bt_as_int64(th, tabsize, &size))
        return BT_ERROR;
    if (!kind->view(th, self, &text))
        return BT_ERROR;
    struct bt_buf buf;
    bt_buf_init(&buf);
    int64_t column = 0;
    for (size_t i = 0; i < text.len; i++) {
        char c = text.data[i];
        if (c == '\t') {
            int64_t n = size > 0 ? size - column % size : 0;
            bt_buf_fill(&buf, ' ', (size_t)n);
            column += n;
            continue;
        }
        bt_buf_putc(&buf, c);
        if (c == '\n' || c == '\r')
            column = 0;
        else if (!kind->utf8 || ((unsigned char)c & 0xC0) != 0x80)
            column++;
    }
    return finish(th, kind, self, &buf);
}
