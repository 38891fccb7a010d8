/*
 * bytearray: the object that grows and shrinks, what changes it, and the type's spec. What it
 * shares with bytes is in bytes_common.c, bytes_methods.c and bytes_ascii.c.
 *
 * Invariant: data is NULL (cap 0) or a block of `cap` bytes of bt_mem, len <= cap. Calls that run
 * Python code may change it: data and len are read anew behind each.
 */
#include "runtime/objects/bytes_impl.h"
#include "runtime/objects/int.h"
#include "runtime/objects/seq.h"
#include "runtime/objects/shape.h"

// ---- size and contents ----

bool bt_bytearray_resize(struct bt_thread *th, struct bt_bytearray *b, size_t len)
{
    if (len > b->cap) {
        size_t cap = len + len / 8 + 8;
        if (cap < len || cap > PTRDIFF_MAX)
            return bt_raise_no_memory(th), false;
        char *data = bt_mem_realloc(th, b->data, b->cap, cap);
        if (data == NULL)
            return false;
        b->data = data;
        b->cap = cap;
    }
    b->len = len;
    return true;
}

bool bt_bytearray_splice(struct bt_thread *th, struct bt_bytearray *b, size_t start, size_t end,
                         struct bt_span_bytes with)
{
    size_t old_len = b->len;
    size_t tail = old_len - end;
    size_t len = start + with.len + tail;
    if (len > old_len && !bt_bytearray_resize(th, b, len))
        return false;
    if (tail != 0)
        memmove(b->data + start + with.len, b->data + end, tail);
    if (with.len != 0)
        memcpy(b->data + start, with.data, with.len);
    b->len = len;
    return true;
}

bt_value bt_bytearray_new(struct bt_thread *th, const char *data, size_t len)
{
    struct bt_bytearray *b = bt_new_object_zero(th, bt_type(th, BT_T_BYTEARRAY), sizeof *b);
    if (b == NULL || !bt_bytearray_resize(th, b, len))
        return BT_ERROR;
    if (data != NULL && len != 0)
        memcpy(b->data, data, len);
    return bt_from_obj(b);
}

static bt_value bytearray_new(struct bt_thread *th, struct bt_type *type,
                              const struct bt_args *args BT_UNUSED)
{
    if (type == bt_type(th, BT_T_BYTEARRAY))
        return bt_bytearray_new(th, NULL, 0);
    struct bt_object *o = bt_instance_new(th, type);
    return o == NULL ? BT_ERROR : bt_from_obj(o);
}

static bool bytearray_init(struct bt_thread *th, bt_value self, const struct bt_args *args)
{
    struct bt_buf buf;
    bt_buf_init(&buf);
    struct bt_bytearray *b = bt_as_bytearray(self);
    bool ok = bt_bytes_from_args(th, "bytearray", args, &buf) &&
              bt_bytearray_splice(th, b, 0, b->len, (struct bt_span_bytes){buf.data, buf.len});
    bt_buf_free(&buf);
    return ok;
}

static void bytearray_trace(struct bt_tracer *tracer, struct bt_object *object)
{
    bt_mark_owned(tracer, ((struct bt_bytearray *)object)->cap);
}

static void bytearray_free(struct bt_interp *interp, struct bt_object *object)
{
    struct bt_bytearray *b = (struct bt_bytearray *)object;
    bt_mem_free(interp, b->data, b->cap);
}

static bt_value bytearray_repr(struct bt_thread *th, bt_value self)
{
    struct bt_buf buf;
    struct bt_span_bytes text;
    bt_bytes_peek(th, self, &text);
    bt_buf_init(&buf);
    bt_buf_puts(&buf, bt_obj(self)->type->name);
    bt_buf_putc(&buf, '(');
    bt_bytes_put_repr(&buf, text);
    bt_buf_putc(&buf, ')');
    return bt_str_from_buf(th, &buf);
}

static bool bytearray_len(struct bt_thread *th BT_UNUSED, bt_value self, size_t *out)
{
    *out = bt_as_bytearray(self)->len;
    return true;
}

// ---- assignment ----

#define RANGE_ERROR "byte must be in range(0, 256)"

// The bytes of a value to be stored, copied to `out`.
static bool value_bytes(struct bt_thread *th, bt_value value, struct bt_buf *out)
{
    struct bt_span_bytes span;
    bool ok = true;
    if (bt_is_unset(value))
        return true;
    if (bt_bytes_peek(th, value, &span))
        bt_buf_write(out, span.data, span.len);
    else if (bt_is_int(value) || bt_is_str(value))
        return bt_fail(th, BT_EXC_TYPE_ERROR,
                       "can assign only bytes, buffers, or iterables of ints in range(0, 256)");
    else
        ok = bt_bytes_from_iterable(th, "bytearray", value, out);
    if (ok && out->failed)
        return bt_raise_no_memory(th), false;
    return ok;
}

// b[start::step] = with, or deleted (`del`).
static bool set_stepped(struct bt_thread *th, struct bt_bytearray *b, int64_t start, int64_t step,
                        size_t count, const struct bt_buf *with, bool del)
{
    if (!del) {
        if (with->len != count)
            return bt_fail(th, BT_EXC_VALUE_ERROR,
                           "attempt to assign bytes of size %zu to extended slice of size %zu",
                           with->len, count);
        for (size_t i = 0; i < count; i++, start += step)
            b->data[start] = with->data[i];
        return true;
    }
    if (step < 0) {
        start += step * ((int64_t)count - 1);
        step = -step;
    }
    size_t out = (size_t)start;
    for (size_t i = (size_t)start, k = 0; i < b->len; i++) {
        if (k < count && i == (size_t)(start + (int64_t)k * step))
            k++;
        else
            b->data[out++] = b->data[i];
    }
    b->len = out;
    return true;
}

static bool set_slice(struct bt_thread *th, bt_value self, bt_value key, bt_value value)
{
    struct bt_bytearray *b = bt_as_bytearray(self);
    struct bt_buf with;
    int64_t start;
    int64_t stop;
    int64_t step;
    size_t count;
    bt_buf_init(&with);
    bool ok = value_bytes(th, value, &with);
    size_t len;
    do { // resolving may run Python code that changes the length
        len = b->len;
        ok = ok && bt_slice_resolve(th, key, len, &start, &stop, &step, &count);
    } while (ok && len != b->len);
    if (ok && step == 1)
        ok = bt_bytearray_splice(th, b, (size_t)start, (size_t)start + count,
                                 (struct bt_span_bytes){with.data, with.len});
    else if (ok && (count != 0 || with.len != 0))
        ok = set_stepped(th, b, start, step, count, &with, bt_is_unset(value));
    bt_buf_free(&with);
    return ok;
}

static bool bytearray_setitem(struct bt_thread *th, bt_value self, bt_value key, bt_value value)
{
    struct bt_bytearray *b = bt_as_bytearray(self);
    char byte = 0;
    size_t i;
    if (bt_is_exact(th, key, BT_T_SLICE))
        return set_slice(th, self, key, value);
    if (!bt_is_int(key) && bt_type_of(th, key)->s.index == NULL)
        return bt_fail(th, BT_EXC_TYPE_ERROR,
                       "bytearray indices must be integers or slices, not %.200T", key);
    if (!bt_is_unset(value) && !bt_bytes_byte(th, value, RANGE_ERROR, &byte))
        return false;
    key = bt_to_index(th, key);
    if (bt_is_error(key) || !bt_index_resolve(th, key, b->len, "bytearray", &i))
        return false;
    if (bt_is_unset(value))
        return bt_bytearray_splice(th, b, i, i + 1, (struct bt_span_bytes){"", 0});
    b->data[i] = byte;
    return true;
}

static bool add_span(struct bt_thread *th, struct bt_bytearray *b, struct bt_span_bytes more)
{
    struct bt_buf copy; // `more` may be its own bytes
    bt_buf_init(&copy);
    bt_buf_write(&copy, more.data, more.len);
    bool ok = !copy.failed && bt_bytearray_splice(th, b, b->len, b->len,
                                                  (struct bt_span_bytes){copy.data, copy.len});
    if (copy.failed)
        bt_raise_no_memory(th);
    bt_buf_free(&copy);
    return ok;
}

static bt_value bytearray_iadd(struct bt_thread *th, bt_value self, bt_value other)
{
    struct bt_span_bytes more;
    if (!bt_bytes_peek(th, other, &more))
        return bt_type_error(th, "can't concat %.100T to %.100T", other, self);
    return add_span(th, bt_as_bytearray(self), more) ? self : BT_ERROR;
}

static bt_value bytearray_imul(struct bt_thread *th, bt_value self, bt_value other)
{
    struct bt_bytearray *b = bt_as_bytearray(self);
    size_t times;
    size_t len;
    bt_value v = bt_text_times(th, &self, other, true, &times);
    if (!bt_is_unset(v))
        return v;
    size_t old_len = b->len;
    if (__builtin_mul_overflow(old_len, times, &len))
        return bt_raise_no_memory(th);
    if (!bt_bytearray_resize(th, b, len))
        return BT_ERROR;
    for (size_t done = old_len; len != 0 && done < len; done += old_len)
        memcpy(b->data + done, b->data, old_len);
    return self;
}

// ---- methods that change it ----

static bt_value append(struct bt_thread *th, const bt_value *args)
{
    struct bt_bytearray *b = bt_as_bytearray(args[0]);
    char byte;
    if (!bt_bytes_byte(th, args[1], RANGE_ERROR, &byte) || !bt_bytearray_resize(th, b, b->len + 1))
        return BT_ERROR;
    b->data[b->len - 1] = byte;
    return BT_NONE;
}

static bt_value extend(struct bt_thread *th, const bt_value *args)
{
    struct bt_bytearray *b = bt_as_bytearray(args[0]);
    struct bt_buf more;
    bt_buf_init(&more);
    bool ok;
    if (bt_is_str(args[1]) && bt_as_str(args[1])->len != 0) {
        bt_buf_free(&more);
        return bt_type_error(th, "expected iterable of integers; got: 'str'");
    }
    if (bt_is_int(args[1]) ||
        (bt_type_of(th, args[1])->s.iter == NULL && bt_type_of(th, args[1])->s.getitem == NULL))
        ok = bt_fail(th, BT_EXC_TYPE_ERROR, "can't extend bytearray with %.100T", args[1]);
    else
        ok = bt_is_str(args[1]) || bt_bytes_from_iterable(th, "bytearray", args[1], &more);
    if (ok && more.failed) {
        bt_raise_no_memory(th);
        ok = false;
    }
    ok = ok &&
         bt_bytearray_splice(th, b, b->len, b->len, (struct bt_span_bytes){more.data, more.len});
    bt_buf_free(&more);
    return ok ? BT_NONE : BT_ERROR;
}

static bt_value insert(struct bt_thread *th, const bt_value *args)
{
    struct bt_bytearray *b = bt_as_bytearray(args[0]);
    int64_t at;
    char byte;
    if (!bt_as_int64(th, args[1], &at) || !bt_bytes_byte(th, args[2], RANGE_ERROR, &byte))
        return BT_ERROR;
    int64_t end = INT64_MAX;
    bt_text_clip(&at, &end, b->len);
    size_t i = at < end ? (size_t)at : b->len;
    return bt_bytearray_splice(th, b, i, i, (struct bt_span_bytes){&byte, 1}) ? BT_NONE : BT_ERROR;
}

static bt_value pop(struct bt_thread *th, const bt_value *args)
{
    struct bt_bytearray *b = bt_as_bytearray(args[0]);
    bt_value key = bt_to_index(th, args[1]);
    size_t i;
    if (bt_is_error(key))
        return BT_ERROR;
    if (b->len == 0)
        return bt_index_error(th, "pop from empty bytearray");
    if (!bt_index_resolve(th, key, b->len, "pop", &i))
        return BT_ERROR;
    bt_value v = bt_from_small((unsigned char)b->data[i]);
    return bt_bytearray_splice(th, b, i, i + 1, (struct bt_span_bytes){"", 0}) ? v : BT_ERROR;
}

static bt_value remove_byte(struct bt_thread *th, const bt_value *args)
{
    struct bt_bytearray *b = bt_as_bytearray(args[0]);
    char byte;
    if (!bt_bytes_byte(th, args[1], RANGE_ERROR, &byte))
        return BT_ERROR;
    const char *at = b->len == 0 ? NULL : memchr(b->data, byte, b->len);
    if (at == NULL)
        return bt_value_error(th, "value not found in bytearray");
    size_t i = (size_t)(at - b->data);
    return bt_bytearray_splice(th, b, i, i + 1, (struct bt_span_bytes){"", 0}) ? BT_NONE : BT_ERROR;
}

static bt_value reverse(struct bt_thread *th BT_UNUSED, const bt_value *args)
{
    struct bt_bytearray *b = bt_as_bytearray(args[0]);
    for (size_t i = 0, j = b->len; i + 1 < j; i++) {
        char c = b->data[i];
        b->data[i] = b->data[--j];
        b->data[j] = c;
    }
    return BT_NONE;
}

static bt_value clear(struct bt_thread *th BT_UNUSED, const bt_value *args)
{
    bt_as_bytearray(args[0])->len = 0;
    return BT_NONE;
}

static bt_value copy(struct bt_thread *th, const bt_value *args)
{
    return bt_bytearray_new(th, bt_as_bytearray(args[0])->data, bt_as_bytearray(args[0])->len);
}

// ---- iteration ----

static bt_value bytearray_iter(struct bt_thread *th, bt_value self)
{
    struct bt_seq_pos_iter *it = bt_new_object(th, bt_type(th, BT_T_BYTEARRAY_ITER), sizeof *it);
    if (it == NULL)
        return BT_ERROR;
    it->seq = self;
    it->pos = 0;
    return bt_from_obj(it);
}

static bt_value iter_next(struct bt_thread *th BT_UNUSED, bt_value self)
{
    struct bt_seq_pos_iter *it = (struct bt_seq_pos_iter *)bt_obj(self);
    if (bt_is_unset(it->seq))
        return BT_UNSET;
    const struct bt_bytearray *b = bt_as_bytearray(it->seq);
    if (it->pos < b->len)
        return bt_from_small((unsigned char)b->data[it->pos++]);
    it->seq = BT_UNSET;
    return BT_UNSET;
}

static bt_value iter_self(struct bt_thread *th BT_UNUSED, bt_value self)
{
    return self;
}

static bt_value iter_hint(struct bt_thread *th BT_UNUSED, const bt_value *args)
{
    const struct bt_seq_pos_iter *it = (const struct bt_seq_pos_iter *)bt_obj(args[0]);
    size_t len = bt_is_unset(it->seq) ? 0 : bt_as_bytearray(it->seq)->len;
    return bt_from_small(len > it->pos ? (int64_t)(len - it->pos) : 0);
}

static void iter_trace(struct bt_tracer *tracer, struct bt_object *object)
{
    bt_mark(tracer, ((struct bt_seq_pos_iter *)object)->seq);
}

// ---- the type ----

#define M(name, flags, sig, doc) {#name, bt_bytes_##name, sig, doc, NULL, flags},
static const struct bt_fn_spec methods[] = {
#include "runtime/objects/bytes_methods.def"
    {"append", append, "(self, item, /)", "Adds a byte at the end.", NULL, 0},
    {"clear", clear, "(self, /)", "Removes all bytes.", NULL, 0},
    {"copy", copy, "(self, /)", "A copy.", NULL, 0},
    {"extend", extend, "(self, iterable_of_ints, /)", "Adds the bytes of an iterable at the end.",
     NULL, 0},
    {"insert", insert, "(self, index, item, /)", "Puts a byte before the index.", NULL, 0},
    {"pop", pop, "(self, index=-1, /)", "Removes a byte and gives it back.", NULL, 0},
    {"remove", remove_byte, "(self, value, /)", "Removes the first byte of this value.", NULL, 0},
    {"reverse", reverse, "(self, /)", "Turns the bytes round.", NULL, 0},
    {0},
};
#undef M

const struct bt_type_spec bt_bytearray_spec = {
    .name = "bytearray",
    .doc =
        "bytearray(iterable_of_ints) -> bytearray\nbytearray(string, encoding[, errors]) -> bytearray\n"
        "bytearray(bytes_or_buffer) -> bytearray\nbytearray(int) -> that many zeros\nbytearray() -> empty\n\n"
        "Bytes that can be changed.",
    .flags = BT_TYPE_BASE,
    .size = sizeof(struct bt_bytearray),
    .slots =
        {
            .repr = bytearray_repr,
            .compare = bt_bytes_compare,
            .len = bytearray_len,
            .iter = bytearray_iter,
            .getitem = bt_bytes_getitem,
            .setitem = bytearray_setitem,
            .contains = bt_bytes_contains,
            .binary = {[BT_OP_ADD] = bt_bytes_add,
                       [BT_OP_MUL] = bt_bytes_mul,
                       [BT_OP_MOD] = bt_bytes_mod},
            .inplace = {[BT_OP_ADD] = bytearray_iadd, [BT_OP_MUL] = bytearray_imul},
            .new_ = bytearray_new,
            .init = bytearray_init,
            .trace = bytearray_trace,
            .free = bytearray_free,
        },
    .methods = methods,
    .new_sig = "(source=b'', encoding=?, errors=?)",
};

static const struct bt_fn_spec iter_methods[] = {
    {"__length_hint__", iter_hint, "(self, /)", "How many items are left.", NULL, 0},
    {0},
};

const struct bt_type_spec bt_bytearray_iter_spec = {
    .name = "bytearray_iterator",
    .flags = BT_TYPE_ABSTRACT,
    .size = sizeof(struct bt_seq_pos_iter),
    .slots = {.iter = iter_self, .next = iter_next, .trace = iter_trace},
    .methods = iter_methods,
};
