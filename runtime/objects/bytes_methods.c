/*
 * The methods that bytes and bytearray have both, but for those about ASCII (bytes_ascii.c).
 * Results are of self's type. A bytearray may change while arguments are converted: bytes are
 * looked at behind that.
 */
#include "runtime/objects/bytes_impl.h"
#include "runtime/objects/int.h"
#include "runtime/objects/seq.h"

#define KIND(args) bt_bytes_kind_of(th, (args)[0])

// ---- searching ----

// A search argument: bytes, or an int that means one byte.
struct needle {
    char byte;
    struct bt_span_bytes bytes;
};

static bool take_needle(struct bt_thread *th, bt_value v, struct needle *needle)
{
    if (bt_bytes_peek(th, v, &needle->bytes))
        return true;
    if (!bt_is_int(v) && bt_type_of(th, v)->s.index == NULL)
        return bt_fail(th, BT_EXC_TYPE_ERROR,
                       "argument should be integer or bytes-like object, not '%.100T'", v);
    needle->bytes = (struct bt_span_bytes){&needle->byte, 1};
    return bt_bytes_byte(th, v, "byte must be in range(0, 256)", &needle->byte);
}

// self[start:end]; *none = start is behind end.
static bool part(struct bt_thread *th, const bt_value *args, struct bt_span_bytes *out, bool *none)
{
    int64_t start;
    int64_t end;
    if (!bt_text_range(th, args[2], args[3], &start, &end))
        return false;
    bt_bytes_peek(th, args[0], out);
    bt_text_clip(&start, &end, out->len);
    *none = start > end;
    if (!*none)
        *out = (struct bt_span_bytes){out->data + start, (size_t)(end - start)};
    return true;
}

// The index of args[1] in self[start:end], -1 if it is not there.
static bool search(struct bt_thread *th, const bt_value *args, bool right, int64_t *index)
{
    struct needle n;
    struct bt_span_bytes in;
    struct bt_span_bytes all;
    bool none;
    *index = -1;
    if (!take_needle(th, args[1], &n) || !part(th, args, &in, &none))
        return false;
    if (none)
        return true;
    if (n.bytes.data != &n.byte) // it may have changed
        bt_bytes_peek(th, args[1], &n.bytes);
    bt_bytes_peek(th, args[0], &all);
    size_t at = right ? bt_text_rfind(in.data, in.len, n.bytes.data, n.bytes.len)
                      : bt_text_find(in.data, in.len, n.bytes.data, n.bytes.len);
    if (at != BT_NOT_FOUND)
        *index = (int64_t)((size_t)(in.data - all.data) + at);
    return true;
}

bt_value bt_bytes_find(struct bt_thread *th, const bt_value *args)
{
    int64_t index;
    return search(th, args, false, &index) ? bt_from_small(index) : BT_ERROR;
}

bt_value bt_bytes_rfind(struct bt_thread *th, const bt_value *args)
{
    int64_t index;
    return search(th, args, true, &index) ? bt_from_small(index) : BT_ERROR;
}

static bt_value index_or_error(struct bt_thread *th, const bt_value *args, bool right)
{
    int64_t index;
    if (!search(th, args, right, &index))
        return BT_ERROR;
    if (index < 0)
        return bt_value_error(th, "subsection not found");
    return bt_from_small(index);
}

bt_value bt_bytes_index(struct bt_thread *th, const bt_value *args)
{
    return index_or_error(th, args, false);
}

bt_value bt_bytes_rindex(struct bt_thread *th, const bt_value *args)
{
    return index_or_error(th, args, true);
}

bt_value bt_bytes_count(struct bt_thread *th, const bt_value *args)
{
    struct needle n;
    struct bt_span_bytes in;
    bool none;
    if (!take_needle(th, args[1], &n) || !part(th, args, &in, &none))
        return BT_ERROR;
    if (n.bytes.data != &n.byte)
        bt_bytes_peek(th, args[1], &n.bytes);
    if (none)
        return bt_from_small(0);
    if (n.bytes.len == 0)
        return bt_from_small((int64_t)in.len + 1);
    return bt_from_small(
        (int64_t)bt_text_count(in.data, in.len, n.bytes.data, n.bytes.len, SIZE_MAX));
}

static bool has_affix(struct bt_span_bytes text, struct bt_span_bytes a, bool suffix)
{
    return a.len <= text.len &&
           memcmp(suffix ? text.data + text.len - a.len : text.data, a.data, a.len) == 0;
}

static bt_value with_affix(struct bt_thread *th, const bt_value *args, const char *fn, bool suffix)
{
    struct bt_span_bytes in;
    struct bt_span_bytes affix;
    bool none;
    bool found = false;
    if (!part(th, args, &in, &none))
        return BT_ERROR;
    if (bt_is_tuple(args[1])) {
        const struct bt_tuple *t = bt_as_tuple(args[1]);
        for (size_t i = 0; i < t->len && !found; i++) {
            if (!KIND(args)->view(th, t->items[i], &affix))
                return BT_ERROR;
            found = !none && has_affix(in, affix, suffix);
        }
        return bt_bool(found);
    }
    if (!bt_bytes_peek(th, args[1], &affix))
        return bt_type_error(th, "%s first arg must be bytes or a tuple of bytes, not %.100T", fn,
                             args[1]);
    return bt_bool(!none && has_affix(in, affix, suffix));
}

bt_value bt_bytes_startswith(struct bt_thread *th, const bt_value *args)
{
    return with_affix(th, args, "startswith", false);
}

bt_value bt_bytes_endswith(struct bt_thread *th, const bt_value *args)
{
    return with_affix(th, args, "endswith", true);
}

// What `make` makes of the buffer; frees it.
static bt_value finish(struct bt_thread *th, const struct bt_text_kind *kind, struct bt_buf *buf)
{
    bt_value v = buf->failed ? bt_raise_no_memory(th)
                             : kind->make(th, BT_NONE, buf->len == 0 ? "" : buf->data, buf->len);
    bt_buf_free(buf);
    return v;
}

bt_value bt_bytes_replace(struct bt_thread *th, const bt_value *args)
{
    int64_t max;
    struct bt_span_bytes text;
    struct bt_span_bytes from;
    struct bt_span_bytes to;
    if (!bt_as_int64(th, args[3], &max) || !KIND(args)->view(th, args[1], &from) ||
        !KIND(args)->view(th, args[2], &to))
        return BT_ERROR;
    bt_bytes_peek(th, args[0], &text);
    struct bt_buf out;
    bt_buf_init(&out);
    size_t n = bt_text_replace(&out, text, from, to, max < 0 ? SIZE_MAX : (size_t)max, false);
    return n == 0 ? KIND(args)->make(th, args[0], text.data, text.len)
                  : finish(th, KIND(args), &out);
}

// ---- cutting and padding ----

bt_value bt_bytes_split(struct bt_thread *th, const bt_value *args)
{
    return bt_text_split(th, KIND(args), args[0], args[1], args[2], false);
}

bt_value bt_bytes_rsplit(struct bt_thread *th, const bt_value *args)
{
    return bt_text_split(th, KIND(args), args[0], args[1], args[2], true);
}

bt_value bt_bytes_splitlines(struct bt_thread *th, const bt_value *args)
{
    bool keep;
    return bt_truth(th, args[1], &keep) ? bt_text_splitlines(th, KIND(args), args[0], keep)
                                        : BT_ERROR;
}

bt_value bt_bytes_partition(struct bt_thread *th, const bt_value *args)
{
    return bt_text_partition(th, KIND(args), args[0], args[1], false);
}

bt_value bt_bytes_rpartition(struct bt_thread *th, const bt_value *args)
{
    return bt_text_partition(th, KIND(args), args[0], args[1], true);
}

bt_value bt_bytes_strip(struct bt_thread *th, const bt_value *args)
{
    return bt_text_strip(th, KIND(args), args[0], args[1], BT_STRIP_BOTH);
}

bt_value bt_bytes_lstrip(struct bt_thread *th, const bt_value *args)
{
    return bt_text_strip(th, KIND(args), args[0], args[1], BT_STRIP_LEFT);
}

bt_value bt_bytes_rstrip(struct bt_thread *th, const bt_value *args)
{
    return bt_text_strip(th, KIND(args), args[0], args[1], BT_STRIP_RIGHT);
}

bt_value bt_bytes_removeprefix(struct bt_thread *th, const bt_value *args)
{
    struct bt_span_bytes affix;
    return KIND(args)->view(th, args[1], &affix)
               ? bt_text_remove(th, KIND(args), args[0], affix, false)
               : BT_ERROR;
}

bt_value bt_bytes_removesuffix(struct bt_thread *th, const bt_value *args)
{
    struct bt_span_bytes affix;
    return KIND(args)->view(th, args[1], &affix)
               ? bt_text_remove(th, KIND(args), args[0], affix, true)
               : BT_ERROR;
}

static bt_value pad(struct bt_thread *th, const bt_value *args, const char *fn, char align)
{
    struct bt_span_bytes fill = {" ", 1};
    if (!bt_is_unset(args[2]) && (!bt_bytes_peek(th, args[2], &fill) || fill.len != 1))
        return bt_type_error(th, "%s() argument 2 must be a byte string of length 1, not %.100T",
                             fn, args[2]);
    char byte = fill.data[0];
    return bt_text_pad(th, KIND(args), args[0], args[1], align, (struct bt_span_bytes){&byte, 1});
}

bt_value bt_bytes_center(struct bt_thread *th, const bt_value *args)
{
    return pad(th, args, "center", '^');
}

bt_value bt_bytes_ljust(struct bt_thread *th, const bt_value *args)
{
    return pad(th, args, "ljust", '<');
}

bt_value bt_bytes_rjust(struct bt_thread *th, const bt_value *args)
{
    return pad(th, args, "rjust", '>');
}

bt_value bt_bytes_zfill(struct bt_thread *th, const bt_value *args)
{
    return bt_text_zfill(th, KIND(args), args[0], args[1]);
}

bt_value bt_bytes_expandtabs(struct bt_thread *th, const bt_value *args)
{
    return bt_text_expandtabs(th, KIND(args), args[0], args[1]);
}

// ---- joining ----

bt_value bt_bytes_join(struct bt_thread *th, const bt_value *args)
{
    const struct bt_type *type = bt_type_of(th, args[1]);
    if (type->s.iter == NULL && type->s.getitem == NULL)
        return bt_type_error(th, "can only join an iterable");
    bt_value items = bt_is_exact(th, args[1], BT_T_LIST) ? args[1] : bt_to_list(th, args[1]);
    if (bt_is_error(items))
        return BT_ERROR;
    struct bt_span_bytes sep;
    struct bt_span_bytes item;
    struct bt_buf out;
    bt_bytes_peek(th, args[0], &sep);
    bt_buf_init(&out);
    const struct bt_list *list = bt_as_list(items);
    for (size_t i = 0; i < list->len; i++) {
        if (!bt_bytes_peek(th, list->items[i], &item)) {
            bt_buf_free(&out);
            return bt_type_error(th, "sequence item %zu: expected a bytes-like object, %.80T found",
                                 i, list->items[i]);
        }
        if (i != 0)
            bt_buf_write(&out, sep.data, sep.len);
        bt_buf_write(&out, item.data, item.len);
    }
    return finish(th, KIND(args), &out);
}

// ---- conversions ----

bt_value bt_bytes_decode(struct bt_thread *th, const bt_value *args)
{
    return bt_str_decode_object(th, "decode", args[0], args[1], args[2]);
}

// The separator argument of hex(): one ASCII character, '\0' when there is none.
static bool hex_separator(struct bt_thread *th, bt_value v, char *sep)
{
    struct bt_span_bytes span;
    size_t n;
    *sep = '\0';
    if (bt_is_unset(v))
        return true;
    if (bt_is_str(v)) {
        span = bt_str_span(v);
    } else if (!bt_bytes_peek(th, v, &span)) {
        if (!bt_len(th, v, &n))
            return false;
        return bt_fail(th, BT_EXC_TYPE_ERROR, "sep must be str or bytes.");
    }
    if ((bt_is_str(v) ? bt_str_chars(bt_as_str(v)) : span.len) != 1)
        return bt_fail(th, BT_EXC_VALUE_ERROR, "sep must be length 1.");
    if ((unsigned char)span.data[0] >= 0x80)
        return bt_fail(th, BT_EXC_VALUE_ERROR, "sep must be ASCII.");
    *sep = span.data[0];
    return true;
}

bt_value bt_bytes_hex(struct bt_thread *th, const bt_value *args)
{
    static const char digits[] = "0123456789abcdef";
    char sep;
    int64_t group;
    struct bt_span_bytes b;
    if (!bt_as_int64(th, args[2], &group) || !hex_separator(th, args[1], &sep))
        return BT_ERROR;
    bt_bytes_peek(th, args[0], &b);
    struct bt_buf out;
    bt_buf_init(&out);
    bt_buf_reserve(&out, b.len * 2);
    bool separate = !bt_is_unset(args[1]) && group != 0;
    size_t size = group < 0 ? (size_t)-group : (size_t)group;
    for (size_t i = 0; i < b.len; i++) {
        // groups are counted from the end, or with a negative size from the start
        if (separate && i != 0 && (group < 0 ? i : b.len - i) % size == 0)
            bt_buf_putc(&out, sep);
        bt_buf_putc(&out, digits[(unsigned char)b.data[i] >> 4]);
        bt_buf_putc(&out, digits[b.data[i] & 15]);
    }
    return bt_str_from_buf(th, &out);
}

static int hex_value(char c)
{
    if (c >= '0' && c <= '9')
        return c - '0';
    c = (char)(c | 0x20);
    return c >= 'a' && c <= 'f' ? c - 'a' + 10 : -1;
}

static bool from_hex(struct bt_thread *th, const struct bt_str *s, struct bt_buf *out)
{
    size_t i = 0;
    for (;;) {
        while (i < s->len && (s->data[i] == ' ' || (s->data[i] >= '\t' && s->data[i] <= '\r')))
            i++;
        if (i >= s->len)
            return true;
        int high = hex_value(s->data[i]);
        int low = high < 0 || ++i == s->len ? -1 : hex_value(s->data[i]);
        if (low < 0)
            return bt_fail(th, BT_EXC_VALUE_ERROR,
                           "non-hexadecimal number found in fromhex() arg at position %zu",
                           bt_utf8_count(s->data, i));
        bt_buf_putc(out, (char)(high << 4 | low));
        i++;
    }
}

bt_value bt_bytes_fromhex(struct bt_thread *th, const bt_value *args)
{
    struct bt_buf out;
    if (!bt_text_want_str(th, "fromhex", 0, args[1]))
        return BT_ERROR;
    bt_buf_init(&out);
    if (!from_hex(th, bt_as_str(args[1]), &out)) {
        bt_buf_free(&out);
        return BT_ERROR;
    }
    bool array = bt_is_subtype((struct bt_type *)bt_obj(args[0]), bt_type(th, BT_T_BYTEARRAY));
    bt_value v = finish(th, array ? &bt_bytearray_kind : &bt_bytes_kind, &out);
    if (bt_is_error(v) || bt_same(args[0], bt_from_obj(bt_obj(v)->type)))
        return v;
    BT_ROOTS(th, r, 1);
    r[0] = v;
    v = bt_call1(th, args[0], r[0]);
    BT_UNROOT(th, r);
    return v;
}

bt_value bt_bytes_translate(struct bt_thread *th, const bt_value *args)
{
    struct bt_span_bytes text;
    struct bt_span_bytes table = {NULL, 0};
    struct bt_span_bytes drop;
    bool dropped[256] = {false};
    if (!bt_is_none(args[1])) {
        if (!KIND(args)->view(th, args[1], &table))
            return BT_ERROR;
        if (table.len != 256)
            return bt_value_error(th, "translation table must be 256 characters long");
    }
    if (!KIND(args)->view(th, args[2], &drop))
        return BT_ERROR;
    for (size_t i = 0; i < drop.len; i++)
        dropped[(unsigned char)drop.data[i]] = true;
    bt_bytes_peek(th, args[0], &text);
    struct bt_buf out;
    bt_buf_init(&out);
    bt_buf_reserve(&out, text.len);
    for (size_t i = 0; i < text.len; i++) {
        unsigned char c = (unsigned char)text.data[i];
        if (!dropped[c])
            bt_buf_putc(&out, table.data == NULL ? (char)c : table.data[c]);
    }
    return finish(th, KIND(args), &out);
}

bt_value bt_bytes_maketrans(struct bt_thread *th, const bt_value *args)
{
    struct bt_span_bytes from;
    struct bt_span_bytes to;
    char table[256];
    if (!bt_bytes_kind.view(th, args[0], &from) || !bt_bytes_kind.view(th, args[1], &to))
        return BT_ERROR;
    if (from.len != to.len)
        return bt_value_error(th, "maketrans arguments must have same length");
    for (int i = 0; i < 256; i++)
        table[i] = (char)i;
    for (size_t i = 0; i < from.len; i++)
        table[(unsigned char)from.data[i]] = to.data[i];
    return bt_bytes_new(th, table, sizeof table);
}
