/*
 * What bytes and bytearray have in common besides their methods: arguments, construction, and the
 * slots that look the same. Called by the two types' files.
 *
 * A bytearray can change under any call that runs Python code: its bytes are looked at only after
 * the last such call.
 */
#include "runtime/objects/args.h"
#include "runtime/objects/bytes_impl.h"
#include "runtime/objects/int.h"
#include "runtime/objects/seq.h"

// ---- bytes as a kind of text ----

static bool is_space(char c)
{
    return c == ' ' || (c >= '\t' && c <= '\r');
}

static size_t space_at(const char *p, const char *end BT_UNUSED)
{
    return is_space(*p);
}

static size_t space_before(const char *start BT_UNUSED, const char *p)
{
    return is_space(p[-1]);
}

static size_t line_end(const char *p, const char *end)
{
    if (*p == '\r')
        return p + 1 < end && p[1] == '\n' ? 2 : 1;
    return *p == '\n';
}

bool bt_bytes_peek(const struct bt_thread *th, bt_value v, struct bt_span_bytes *out)
{
    *out = (struct bt_span_bytes){"", 0};
    if (bt_is_bytes(v))
        *out = (struct bt_span_bytes){bt_as_bytes(v)->data, bt_as_bytes(v)->len};
    else if (!bt_is_bytearray(th, v))
        return false;
    else if (bt_as_bytearray(v)->len != 0)
        *out = (struct bt_span_bytes){bt_as_bytearray(v)->data, bt_as_bytearray(v)->len};
    return true;
}

static bool view(struct bt_thread *th, bt_value v, struct bt_span_bytes *out)
{
    if (bt_bytes_peek(th, v, out))
        return true;
    return bt_fail(th, BT_EXC_TYPE_ERROR, "a bytes-like object is required, not '%.100T'", v);
}

bool bt_bytes_view(struct bt_thread *th, bt_value v, const char **data, size_t *len)
{
    struct bt_span_bytes span;
    if (!view(th, v, &span))
        return false;
    *data = span.data;
    *len = span.len;
    return true;
}

static bt_value make_bytes(struct bt_thread *th, bt_value of, const char *data, size_t len)
{
    return bt_is_exact(th, of, BT_T_BYTES) && len == bt_as_bytes(of)->len
               ? of
               : bt_bytes_new(th, data, len);
}

static bt_value make_bytearray(struct bt_thread *th, bt_value of BT_UNUSED, const char *data,
                               size_t len)
{
    return bt_bytearray_new(th, data, len);
}

const struct bt_text_kind bt_bytes_kind = {
    .make = make_bytes,
    .space = space_at,
    .space_back = space_before,
    .line_end = line_end,
    .space_bit = BT_ASCII_BYTES_SPACE,
    .line_bit = BT_ASCII_BYTES_LINE,
    .view = view,
};

const struct bt_text_kind bt_bytearray_kind = {
    .make = make_bytearray,
    .space = space_at,
    .space_back = space_before,
    .line_end = line_end,
    .space_bit = BT_ASCII_BYTES_SPACE,
    .line_bit = BT_ASCII_BYTES_LINE,
    .view = view,
};

const struct bt_text_kind *bt_bytes_kind_of(const struct bt_thread *th BT_UNUSED, bt_value self)
{
    return bt_is_bytes(self) ? &bt_bytes_kind : &bt_bytearray_kind;
}

// ---- arguments and construction ----

bool bt_bytes_byte(struct bt_thread *th, bt_value v, const char *range_error, char *out)
{
    bt_value index = bt_to_index(th, v);
    int64_t i;
    if (bt_is_error(index))
        return false;
    if (!bt_int_get_i64(index, &i) || i < 0 || i > 255)
        return bt_fail(th, BT_EXC_VALUE_ERROR, "%s", range_error);
    *out = (char)i;
    return true;
}

static bool put_items(struct bt_thread *th, const char *name, bt_value source, struct bt_buf *out)
{
    const char *range_error = strcmp(name, "bytes") == 0 ? "bytes must be in range(0, 256)"
                                                         : "byte must be in range(0, 256)";
    BT_ROOTS(th, r, 2);
    r[0] = bt_iter(th, source);
    bool ok = !bt_is_error(r[0]);
    while (ok) {
        r[1] = bt_iter_next(th, r[0]);
        if (bt_is_unset(r[1]))
            break;
        char byte;
        ok = !bt_is_error(r[1]) && bt_bytes_byte(th, r[1], range_error, &byte);
        if (ok)
            bt_buf_putc(out, byte);
    }
    BT_UNROOT(th, r);
    return ok;
}

bool bt_bytes_from_iterable(struct bt_thread *th, const char *name, bt_value source,
                            struct bt_buf *out)
{
    struct bt_span_bytes span;
    if (bt_bytes_peek(th, source, &span)) {
        bt_buf_write(out, span.data, span.len);
        return true;
    }
    const struct bt_type *type = bt_type_of(th, source);
    if (bt_is_str(source) || (type->s.iter == NULL && type->s.getitem == NULL))
        return bt_fail(th, BT_EXC_TYPE_ERROR, "cannot convert '%.200T' object to %s", source, name);
    return put_items(th, name, source, out);
}

// `count` zeros.
static bool put_zeros(struct bt_thread *th, bt_value count, struct bt_buf *out)
{
    int64_t n;
    if (!bt_as_int64(th, count, &n)) {
        if (!bt_exc_is(th, BT_EXC_OVERFLOW_ERROR))
            return false;
        bt_exc_clear(th);
        return bt_fail(th, BT_EXC_OVERFLOW_ERROR, "cannot fit '%.200T' into an index-sized integer",
                       count);
    }
    if (n < 0)
        return bt_fail(th, BT_EXC_VALUE_ERROR, "negative count");
    bt_buf_fill(out, '\0', (size_t)n);
    return true;
}

// bytes(x) with __bytes__; *done = there is one.
static bool put_special(struct bt_thread *th, bt_value source, struct bt_buf *out, bool *done)
{
    bt_value v = bt_call_special(th, source, BT_NAME(th, bytes), NULL, 0);
    *done = !bt_is_unset(v);
    if (!*done)
        return true;
    if (bt_is_error(v))
        return false;
    if (!bt_is_bytes(v))
        return bt_fail(th, BT_EXC_TYPE_ERROR, "__bytes__ returned non-bytes (type %.200T)", v);
    bt_buf_write(out, bt_as_bytes(v)->data, bt_as_bytes(v)->len);
    return true;
}

static bool put_source(struct bt_thread *th, const char *name, bt_value source, struct bt_buf *out)
{
    bool done = false;
    if (bt_is_str(source))
        return bt_fail(th, BT_EXC_TYPE_ERROR, "string argument without an encoding");
    if (strcmp(name, "bytes") == 0 && bt_is_obj(source) && !put_special(th, source, out, &done))
        return false;
    if (done)
        return true;
    if (bt_is_int(source) || bt_type_of(th, source)->s.index != NULL)
        return put_zeros(th, source, out);
    return bt_bytes_from_iterable(th, name, source, out);
}

bool bt_bytes_from_args(struct bt_thread *th, const char *name, const struct bt_args *args,
                        struct bt_buf *out)
{
    static const char *const names[] = {"source", "encoding", "errors"};
    bt_value a[3];
    if (!bt_args_named(th, args, name, names, 3, a))
        return false;
    bool ok;
    if (bt_is_unset(a[1]) && bt_is_unset(a[2])) {
        ok = bt_is_unset(a[0]) || put_source(th, name, a[0], out);
    } else if (bt_is_unset(a[0]) || !bt_is_str(a[0])) {
        ok = bt_fail(th, BT_EXC_TYPE_ERROR, "%s without a string argument",
                     bt_is_unset(a[1]) ? "errors" : "encoding");
    } else if (bt_is_unset(a[1])) {
        ok = bt_fail(th, BT_EXC_TYPE_ERROR, "string argument without an encoding");
    } else {
        bt_value v = bt_str_encode_object(th, name, a[0], a[1], a[2]);
        ok = !bt_is_error(v);
        if (ok)
            bt_buf_write(out, bt_as_bytes(v)->data, bt_as_bytes(v)->len);
    }
    if (ok && out->failed)
        return bt_raise_no_memory(th), false;
    return ok;
}

// ---- slots ----

bool bt_bytes_contains(struct bt_thread *th, bt_value self, bt_value item, bool *out)
{
    char byte = 0;
    struct bt_span_bytes sub = {&byte, 1};
    struct bt_span_bytes text;
    if (bt_is_int(item) ||
        (!bt_bytes_peek(th, item, &sub) && bt_type_of(th, item)->s.index != NULL)) {
        if (!bt_bytes_byte(th, item, "byte must be in range(0, 256)", &byte))
            return false;
        sub = (struct bt_span_bytes){&byte, 1};
    } else if (!view(th, item, &sub)) {
        return false;
    }
    bt_bytes_peek(th, self, &text);
    *out = bt_text_find(text.data, text.len, sub.data, sub.len) != BT_NOT_FOUND;
    return true;
}

bt_value bt_bytes_compare(struct bt_thread *th, bt_value a, bt_value b, enum bt_cmpop op)
{
    struct bt_span_bytes x;
    struct bt_span_bytes y;
    if (!bt_bytes_peek(th, a, &x) || !bt_bytes_peek(th, b, &y))
        return BT_NOT_IMPLEMENTED;
    return bt_text_compare(x, y, op);
}

static bt_value get_slice(struct bt_thread *th, bt_value self, bt_value key)
{
    struct bt_span_bytes text;
    int64_t start;
    int64_t stop;
    int64_t step;
    size_t count;
    bt_bytes_peek(th, self, &text);
    if (!bt_slice_resolve(th, key, text.len, &start, &stop, &step, &count))
        return BT_ERROR;
    bt_bytes_peek(th, self, &text);
    if (count == 0 || (size_t)start >= text.len)
        return bt_bytes_kind_of(th, self)->make(th, self, "", 0);
    if (step == 1) {
        count = count < text.len - (size_t)start ? count : text.len - (size_t)start;
        return bt_bytes_kind_of(th, self)->make(th, self, text.data + start, count);
    }
    struct bt_buf buf;
    bt_buf_init(&buf);
    for (size_t i = 0; i < count && (size_t)start < text.len; i++, start += step)
        bt_buf_putc(&buf, text.data[start]);
    bt_value v = buf.failed ? bt_raise_no_memory(th)
                            : bt_bytes_kind_of(th, self)->make(th, BT_NONE, buf.data, buf.len);
    bt_buf_free(&buf);
    return v;
}

bt_value bt_bytes_getitem(struct bt_thread *th, bt_value self, bt_value key)
{
    struct bt_span_bytes text;
    size_t i;
    if (bt_is_exact(th, key, BT_T_SLICE))
        return get_slice(th, self, key);
    if (!bt_is_int(key) && bt_type_of(th, key)->s.index == NULL)
        return bt_type_error(th, "%s indices must be integers or slices, not %.200T",
                             bt_is_bytes(self) ? "byte" : "bytearray", key);
    key = bt_to_index(th, key);
    if (bt_is_error(key))
        return BT_ERROR;
    bt_bytes_peek(th, self, &text);
    if (!bt_index_resolve(th, key, text.len, "bytearray", &i)) {
        if (bt_is_bytes(self) && bt_exc_is(th, BT_EXC_INDEX_ERROR) && bt_is_small(key)) {
            bt_exc_clear(th);
            return bt_index_error(th, "index out of range");
        }
        return BT_ERROR;
    }
    return bt_from_small((unsigned char)text.data[i]);
}

bt_value bt_bytes_add(struct bt_thread *th, bt_value a, bt_value b)
{
    struct bt_span_bytes x;
    struct bt_span_bytes y;
    if (!bt_bytes_peek(th, a, &x))
        return BT_NOT_IMPLEMENTED;
    if (!bt_bytes_peek(th, b, &y)) {
        bt_value v = bt_text_right_operand(th, BT_OP_ADD, a, b);
        if (!bt_same(v, BT_NOT_IMPLEMENTED))
            return v;
        return bt_type_error(th, "can't concat %.100T to %.100T", b, a);
    }
    bt_value v = bt_is_bytes(a) ? bt_bytes_new(th, NULL, x.len + y.len)
                                : bt_bytearray_new(th, NULL, x.len + y.len);
    struct bt_span_bytes out;
    if (bt_is_error(v))
        return BT_ERROR;
    bt_bytes_peek(th, v, &out);
    char *p = (char *)(uintptr_t)out.data;
    memcpy(p, x.data, x.len);
    memcpy(p + x.len, y.data, y.len);
    return v;
}

bt_value bt_bytes_mul(struct bt_thread *th, bt_value a, bt_value b)
{
    struct bt_span_bytes text;
    struct bt_span_bytes out;
    size_t times;
    size_t len;
    bool a_is_text = bt_bytes_peek(th, a, &text);
    bt_value v = bt_text_times(th, &a, b, a_is_text, &times);
    if (!bt_is_unset(v))
        return v;
    bt_bytes_peek(th, a, &text);
    if (times == 1 && bt_is_exact(th, a, BT_T_BYTES))
        return a;
    if (__builtin_mul_overflow(text.len, times, &len) || len > PTRDIFF_MAX)
        return bt_is_bytes(a) ? bt_overflow_error(th, "repeated bytes are too long")
                              : bt_raise_no_memory(th);
    v = bt_is_bytes(a) ? bt_bytes_new(th, NULL, len) : bt_bytearray_new(th, NULL, len);
    if (bt_is_error(v) || len == 0)
        return v;
    bt_bytes_peek(th, v, &out);
    bt_text_fill((char *)(uintptr_t)out.data, len, text.data, text.len);
    return v;
}

bt_value bt_bytes_mod(struct bt_thread *th, bt_value a, bt_value b)
{
    struct bt_span_bytes format;
    if (!bt_bytes_peek(th, a, &format))
        return BT_NOT_IMPLEMENTED;
    bt_value copy = bt_is_bytes(a) ? a : bt_bytes_new(th, format.data, format.len);
    struct bt_buf out;
    bt_buf_init(&out);
    BT_ROOTS(th, r, 1);
    r[0] = copy;
    bool ok = !bt_is_error(copy);
    if (ok) {
        bt_bytes_peek(th, copy, &format);
        ok = bt_text_percent(th, &out, format, b, true);
    }
    BT_UNROOT(th, r);
    bt_value v = BT_ERROR;
    if (ok && out.failed)
        v = bt_raise_no_memory(th);
    else if (ok)
        v = bt_bytes_kind_of(th, a)->make(th, BT_NONE, out.len == 0 ? "" : out.data, out.len);
    bt_buf_free(&out);
    return v;
}
