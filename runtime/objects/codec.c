/*
 * The table of codecs, the one-byte codecs, and the entries: str.encode, bytes.decode, str(bytes,
 * encoding).
 */
#include "runtime/objects/codec.h"

#include "runtime/objects/str_impl.h"

// ---- UTF-8 with a signature, ASCII, Latin-1 ----

static bool sig_decode(struct bt_decoding *d)
{
    static const char bom[] = {'\xEF', '\xBB', '\xBF'};
    size_t n = d->len < 3 ? d->len : 3;
    if (memcmp(d->in, bom, n) == 0) {
        if (n < 3 && !d->final)
            return true;
        d->consumed = n == 3 ? 3 : 0;
    }
    return bt_utf8_codec_decode(d);
}

static bool byte_decode(struct bt_decoding *d)
{
    bool ascii = strcmp(d->codec->name, "ascii") == 0;
    bt_buf_reserve(&d->out, d->len);
    if (bt_utf8_is_ascii(d->in + d->consumed, d->len - d->consumed)) {
        bt_buf_write(&d->out, d->in + d->consumed, d->len - d->consumed);
        d->consumed = d->len;
    }
    while (d->consumed < d->len) {
        unsigned char c = (unsigned char)d->in[d->consumed];
        if (ascii && c >= 0x80) {
            if (!bt_decode_error(d, d->consumed, d->consumed + 1, "ordinal not in range(128)"))
                return false;
            continue;
        }
        bt_buf_put_code_point(&d->out, c);
        d->consumed++;
    }
    return true;
}

static bool byte_encode(struct bt_encoding *e)
{
    bool ascii = strcmp(e->codec->name, "ascii") == 0;
    uint32_t limit = ascii ? 0x80 : 0x100;
    const struct bt_str *s = e->str;
    bt_buf_reserve(&e->out, s->len);
    if (bt_str_is_ascii(s)) {
        bt_buf_write(&e->out, s->data, s->len);
        return true;
    }
    size_t bad = SIZE_MAX; // where the run of characters that do not fit began
    for (size_t i = 0; i <= s->len;) {
        size_t size = 1;
        uint32_t c = i < s->len ? bt_wtf8_decode(s->data + i, s->len - i, &size) : 0;
        if (i < s->len && c >= limit) {
            bad = bad == SIZE_MAX ? i : bad;
        } else {
            if (bad != SIZE_MAX &&
                !bt_encode_error(e, bad, i,
                                 ascii ? "ordinal not in range(128)" : "ordinal not in range(256)"))
                return false;
            bad = SIZE_MAX;
            if (i < s->len)
                bt_buf_putc(&e->out, (char)c);
        }
        i += size;
    }
    return true;
}

static void byte_put(struct bt_encoding *e, uint32_t c)
{
    bt_buf_put_code_point(&e->out, c);
}

// ---- the table ----

static const struct bt_codec codecs[] = {
    {"utf-8", bt_utf8_codec_decode, bt_utf8_codec_encode, byte_put, BT_ORDER_NATIVE, "utf-8"},
    {"ascii", byte_decode, byte_encode, byte_put, BT_ORDER_NATIVE, "ascii"},
    {"latin-1", byte_decode, byte_encode, byte_put, BT_ORDER_NATIVE, "latin-1"},
    {"utf-8", sig_decode, bt_utf8_codec_encode, byte_put, BT_ORDER_NATIVE, "utf-8-sig"},
    {"utf-16", bt_utf16_codec_decode, bt_utf16_codec_encode, bt_utf16_codec_put, BT_ORDER_NATIVE,
     "utf-16"},
    {"utf-16-le", bt_utf16_codec_decode, bt_utf16_codec_encode, bt_utf16_codec_put, BT_ORDER_LITTLE,
     "utf-16-le"},
    {"utf-16-be", bt_utf16_codec_decode, bt_utf16_codec_encode, bt_utf16_codec_put, BT_ORDER_BIG,
     "utf-16-be"},
    {"utf-32", bt_utf32_codec_decode, bt_utf32_codec_encode, bt_utf32_codec_put, BT_ORDER_NATIVE,
     "utf-32"},
    {"utf-32-le", bt_utf32_codec_decode, bt_utf32_codec_encode, bt_utf32_codec_put, BT_ORDER_LITTLE,
     "utf-32-le"},
    {"utf-32-be", bt_utf32_codec_decode, bt_utf32_codec_encode, bt_utf32_codec_put, BT_ORDER_BIG,
     "utf-32-be"},
};

// Other names, in lower case with '_' for '-' and ' '; and which codec they mean.
static const struct {
    const char *name, *key;
} aliases[] = {
    {"utf8", "utf-8"},           {"u8", "utf-8"},           {"utf", "utf-8"},
    {"cp65001", "utf-8"},        {"us_ascii", "ascii"},     {"646", "ascii"},
    {"ansi_x3.4_1968", "ascii"}, {"iso646_us", "ascii"},    {"us", "ascii"},
    {"latin1", "latin-1"},       {"latin", "latin-1"},      {"l1", "latin-1"},
    {"iso_8859_1", "latin-1"},   {"iso8859_1", "latin-1"},  {"iso8859", "latin-1"},
    {"8859", "latin-1"},         {"cp819", "latin-1"},      {"utf16", "utf-16"},
    {"u16", "utf-16"},           {"utf_16le", "utf-16-le"}, {"utf16_le", "utf-16-le"},
    {"utf16le", "utf-16-le"},    {"utf_16be", "utf-16-be"}, {"utf16_be", "utf-16-be"},
    {"utf16be", "utf-16-be"},    {"utf32", "utf-32"},       {"u32", "utf-32"},
    {"utf_32le", "utf-32-le"},   {"utf_32be", "utf-32-be"}, {"utf8_sig", "utf-8-sig"},
};

// Are the names the same but for case and the kind of dash?
static bool same_name(const char *a, const char *b)
{
    for (;; a++, b++) {
        char x = *a == '-' || *a == ' ' ? '_' : *a;
        char y = *b == '-' || *b == ' ' ? '_' : *b;
        x = x >= 'A' && x <= 'Z' ? (char)(x | 0x20) : x;
        if (x != y)
            return false;
        if (x == '\0')
            return true;
    }
}

const struct bt_codec *bt_codec_find(struct bt_thread *th, const char *name)
{
    const char *key = name;
    if (strcmp(name, "utf-8") == 0) // by far the commonest
        return &codecs[0];
    for (size_t i = 0; i < sizeof aliases / sizeof *aliases; i++) {
        if (same_name(name, aliases[i].name))
            key = aliases[i].key;
    }
    for (size_t i = 0; i < sizeof codecs / sizeof *codecs; i++) {
        if (same_name(key, codecs[i].key))
            return &codecs[i];
    }
    bt_raise(th, BT_EXC_LOOKUP_ERROR, "unknown encoding: %s", name);
    return NULL;
}

enum bt_codec_errors bt_codec_errors_named(const char *name)
{
    static const char *const names[] = {
        [BT_ERRORS_STRICT] = "strict",
        [BT_ERRORS_IGNORE] = "ignore",
        [BT_ERRORS_REPLACE] = "replace",
        [BT_ERRORS_BACKSLASHREPLACE] = "backslashreplace",
        [BT_ERRORS_XMLCHARREFREPLACE] = "xmlcharrefreplace",
        [BT_ERRORS_SURROGATEESCAPE] = "surrogateescape",
        [BT_ERRORS_SURROGATEPASS] = "surrogatepass",
    };
    for (int i = 0; i < BT_ERRORS_UNKNOWN; i++) {
        if (strcmp(name, names[i]) == 0)
            return (enum bt_codec_errors)i;
    }
    return BT_ERRORS_UNKNOWN;
}

// ---- entries ----

bt_value bt_codec_decode(struct bt_thread *th, const struct bt_codec *codec, const char *data,
                         size_t len, const char *errors, bool final, size_t *consumed)
{
    struct bt_decoding d = {
        .th = th,
        .codec = codec,
        .errors_name = errors,
        .errors = bt_codec_errors_named(errors),
        .in = data,
        .len = len,
        .final = final,
        .big_endian = codec->order == BT_ORDER_BIG,
    };
    bt_buf_init(&d.out);
    if (!codec->decode(&d)) {
        bt_buf_free(&d.out);
        return BT_ERROR;
    }
    *consumed = d.consumed;
    return bt_str_from_buf(th, &d.out);
}

bool bt_codec_encode(struct bt_thread *th, const struct bt_codec *codec, bt_value str,
                     const char *errors, bool start, struct bt_buf *out)
{
    struct bt_encoding e = {
        .th = th,
        .codec = codec,
        .errors_name = errors,
        .errors = bt_codec_errors_named(errors),
        .str = bt_as_str(str),
        .big_endian = codec->order == BT_ORDER_BIG,
        .out = *out,
    };
    bool mark = codec->order == BT_ORDER_NATIVE &&
                (codec->encode != bt_utf8_codec_encode ? codec->put != byte_put
                                                       : codec->decode == sig_decode);
    if (start && mark)
        codec->put(&e, 0xFEFF);
    bool ok = codec->encode(&e);
    *out = e.out;
    if (ok && out->failed)
        bt_raise_no_memory(th);
    return ok && !out->failed;
}

bt_value bt_str_decode(struct bt_thread *th, const char *data, size_t len, const char *encoding,
                       const char *errors)
{
    const struct bt_codec *codec = bt_codec_find(th, encoding == NULL ? "utf-8" : encoding);
    if (codec == NULL)
        return BT_ERROR;
    bool byte = codec->decode == byte_decode;
    if (byte ? bt_utf8_is_ascii(data, len)
             : codec->decode == bt_utf8_codec_decode && bt_utf8_valid_prefix(data, len) == len)
        return bt_str_new(th, data, len);
    size_t consumed;
    return bt_codec_decode(th, codec, data, len, errors == NULL ? "strict" : errors, true,
                           &consumed);
}

bt_value bt_str_encode(struct bt_thread *th, bt_value str, const char *encoding, const char *errors)
{
    const struct bt_str *s = bt_as_str(str);
    const struct bt_codec *codec = bt_codec_find(th, encoding == NULL ? "utf-8" : encoding);
    if (codec == NULL)
        return BT_ERROR;
    bool utf8 = codec == &codecs[0], byte = codec->encode == byte_encode;
    // lone surrogates, all that cannot be encoded, begin with 0xED
    if (bt_str_is_ascii(s) ? utf8 || byte
                           : utf8 && (memchr(s->data, 0xED, s->len) == NULL ||
                                      bt_utf8_valid_prefix(s->data, s->len) == s->len))
        return bt_bytes_new(th, s->data, s->len);
    struct bt_buf out;
    bt_buf_init(&out);
    bt_value v = BT_ERROR;
    if (bt_codec_encode(th, codec, str, errors == NULL ? "strict" : errors, true, &out))
        v = bt_bytes_new(th, out.len == 0 ? "" : out.data, out.len);
    bt_buf_free(&out);
    return v;
}

// The text of an `encoding` or `errors` argument, NULL when it was not given.
static bool name_arg(struct bt_thread *th, const char *fn, const char *param, bt_value v,
                     const char **out)
{
    *out = NULL;
    if (bt_is_unset(v))
        return true;
    if (!bt_is_str(v))
        return bt_fail(th, BT_EXC_TYPE_ERROR, "%s() argument '%s' must be str, not %.50T", fn,
                       param, v);
    if (!bt_str_settle(th, v))
        return false;
    *out = bt_as_str(v)->data;
    if (strlen(*out) != bt_as_str(v)->len)
        return bt_fail(th, BT_EXC_VALUE_ERROR, "embedded null character");
    return true;
}

bt_value bt_str_decode_object(struct bt_thread *th, const char *fn, bt_value object,
                              bt_value encoding, bt_value errors)
{
    const char *encoding_name;
    const char *errors_name;
    const char *data;
    size_t len;
    if (!name_arg(th, fn, "encoding", encoding, &encoding_name) ||
        !name_arg(th, fn, "errors", errors, &errors_name))
        return BT_ERROR;
    if (bt_is_str(object))
        return bt_type_error(th, "decoding str is not supported");
    if (!bt_bytes_view(th, object, &data, &len)) {
        bt_exc_clear(th);
        return bt_type_error(th, "decoding to str: need a bytes-like object, %.80T found", object);
    }
    return bt_str_decode(th, data, len, encoding_name, errors_name);
}

bt_value bt_str_encode_object(struct bt_thread *th, const char *fn, bt_value str, bt_value encoding,
                              bt_value errors)
{
    const char *encoding_name;
    const char *errors_name;
    if (!name_arg(th, fn, "encoding", encoding, &encoding_name) ||
        !name_arg(th, fn, "errors", errors, &errors_name))
        return BT_ERROR;
    return bt_str_encode(th, str, encoding_name, errors_name);
}
