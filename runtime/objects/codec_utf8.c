/*
 * UTF-8. A str holds it already: what is to be done is to find errors, and lone surrogates when
 * encoding.
 */
#include "base/utf8.h"
#include "runtime/objects/codec.h"

// Why the bytes at `at` are no character: `size` of them are a valid beginning.
static const char *reason_at(const struct bt_decoding *d, size_t at, size_t size)
{
    unsigned char lead = (unsigned char)d->in[at];
    if (lead < 0xC2 || lead > 0xF4)
        return "invalid start byte";
    return at + size == d->len ? "unexpected end of data" : "invalid continuation byte";
}

bool bt_utf8_codec_decode(struct bt_decoding *d)
{
    while (d->consumed < d->len) {
        size_t at = d->consumed;
        size_t good = bt_utf8_valid_prefix(d->in + at, d->len - at);
        bt_buf_write(&d->out, d->in + at, good);
        at += good;
        d->consumed = at;
        if (at == d->len)
            break;
        size_t size;
        (void)bt_utf8_decode(d->in + at, d->len - at, &size);
        const char *reason = reason_at(d, at, size);
        if (!d->final && reason[0] == 'u') // the rest may come
            break;
        if (!bt_decode_error(d, at, at + size, reason))
            return false;
    }
    return true;
}

bool bt_utf8_codec_encode(struct bt_encoding *e)
{
    const struct bt_str *s = e->str;
    bt_buf_reserve(&e->out, s->len);
    for (size_t i = 0; i < s->len;) {
        size_t good = bt_utf8_valid_prefix(s->data + i, s->len - i);
        bt_buf_write(&e->out, s->data + i, good);
        i += good;
        size_t end = i; // of the run of surrogates
        while (end < s->len && (unsigned char)s->data[end] == 0xED &&
               (unsigned char)s->data[end + 1] >= 0xA0)
            end += 3;
        if (end != i && !bt_encode_error(e, i, end, "surrogates not allowed"))
            return false;
        i = end;
    }
    return true;
}
