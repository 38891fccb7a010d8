/*
 * str: making strs, their sizes, characters, slices, hash, comparison and iteration, and the type's
 * spec. The methods are in str_methods.c, str_case.c and text_split.c, formatting in str_format.c
 * and str_percent.c, codecs in str_codec.c.
 *
 * Invariants: `data` is valid UTF-8 but for lone surrogates; BT_OBJ_ASCII is set exactly when there
 * are as many bytes as characters; the empty str and the one-character strs below U+0100 exist once
 * (a subclass's instances aside).
 */
#include "runtime/objects/str.h"

#include "base/hash.h"
#include "runtime/objects/args.h"
#include "runtime/objects/int.h"
#include "runtime/objects/seq.h"
#include "runtime/objects/shape.h"
#include "runtime/objects/str_impl.h"
#include "runtime/objects/str_methods.h"

// Characters between two entries of an index table.
enum { INDEX_STEP = 16 };

// ---- making ----

// The fields of a new str that holds its text itself, which is to be filled in.
static void set_up(struct bt_str *s, size_t len, size_t n_chars)
{
    bool ascii = len == n_chars;
    s->len = len;
    s->data = (char *)(s + 1) + bt_str_gap(ascii);
    s->data[len] = '\0';
    if (ascii) {
        s->base.flags |= BT_OBJ_ASCII;
    } else {
        bt_str_more(s)->n_chars = n_chars;
        bt_str_more(s)->index = NULL;
    }
}

struct bt_str *bt_str_alloc(struct bt_thread *th, size_t len, size_t n_chars)
{
    if (BT_UNLIKELY(len > PTRDIFF_MAX - 4096)) {
        bt_raise_no_memory(th);
        return NULL;
    }
    struct bt_str *s =
        bt_new_object(th, bt_type(th, BT_T_STR), sizeof *s + bt_str_gap(len == n_chars) + len + 1);
    if (s == NULL)
        return NULL;
    s->base.flags |= BT_OBJ_LEAF;
    set_up(s, len, n_chars);
    return s;
}

// The empty str or the one-character str below U+0100 that these bytes are, if the interpreter has
// it already.
static bt_value shared(const struct bt_thread *th, const char *data, size_t len)
{
    if (len == 0)
        return th->interp->empty_str;
    unsigned char c = (unsigned char)data[0];
    if (len == 1 && c < 0x80)
        return th->interp->chars[c];
    if (len == 2 && (c == 0xC2 || c == 0xC3))
        return th->interp->chars[(unsigned char)data[1] + (c == 0xC3 ? 0x40 : 0)];
    return BT_ERROR;
}

static bt_value make(struct bt_thread *th, const char *data, size_t len, size_t n_chars)
{
    if (len <= 2) {
        bt_value v = shared(th, data, len);
        if (!bt_is_error(v))
            return v;
    }
    struct bt_str *s = bt_str_alloc(th, len, n_chars);
    if (s == NULL)
        return BT_ERROR;
    bt_text_copy(s->data, data, len);
    return bt_from_obj(s);
}

bt_value bt_str_new(struct bt_thread *th, const char *data, size_t len)
{
    return make(th, data, len, bt_utf8_is_ascii(data, len) ? len : bt_utf8_count(data, len));
}

bt_value bt_str_ascii(struct bt_thread *th, const char *data, size_t len)
{
    return make(th, data, len, len);
}

bt_value bt_str_from(struct bt_thread *th, const char *text)
{
    return bt_str_new(th, text, strlen(text));
}

bt_value bt_str_piece(struct bt_thread *th, bt_value of, const char *data, size_t len)
{
    return bt_str_is_ascii(bt_as_str(of)) ? make(th, data, len, len) : bt_str_new(th, data, len);
}

bt_value bt_str_from_buf(struct bt_thread *th, struct bt_buf *buf)
{
    bt_value v = buf->failed ? bt_raise_no_memory(th)
                             : bt_str_new(th, buf->len == 0 ? "" : buf->data, buf->len);
    bt_buf_free(buf);
    return v;
}

bt_value bt_str_from_char(struct bt_thread *th, uint32_t code_point)
{
    char bytes[BT_UTF8_MAX];
    size_t len = bt_utf8_encode(code_point, bytes);
    return make(th, bytes, len, 1);
}

bt_value bt_str_plain(struct bt_thread *th, bt_value v)
{
    const struct bt_str *s = bt_as_str(v);
    return bt_is_exact(th, v, BT_T_STR) ? v : make(th, s->data, s->len, bt_str_chars(s));
}

// ---- sizes and places ----

// The table of the offsets of every 64th character; false when there is none to be had.
static bool need_index(struct bt_str *s)
{
    struct bt_str_more *more = bt_str_more(s);
    if (more->index != NULL)
        return true;
    if (s->len > UINT32_MAX || more->n_chars < INDEX_STEP)
        return false;
    uint32_t *index = bt_alloc_array(more->n_chars / INDEX_STEP + 1, sizeof *index);
    if (index == NULL)
        return false;
    size_t offset = 0;
    for (size_t i = 0; i <= more->n_chars / INDEX_STEP; i++) {
        index[i] = (uint32_t)offset;
        offset += bt_utf8_offset(s->data + offset, s->len - offset, INDEX_STEP);
    }
    more->index = index;
    s->base.flags &= (uint8_t)~BT_OBJ_LEAF; // str_free has something to do
    return true;
}

size_t bt_str_offset(struct bt_str *s, size_t char_index)
{
    if (bt_str_is_ascii(s))
        return char_index;
    struct bt_str_more *more = bt_str_more(s);
    if (char_index >= more->n_chars)
        return s->len;
    size_t start = 0;
    if (char_index >= INDEX_STEP && need_index(s)) {
        start = more->index[char_index / INDEX_STEP];
        char_index %= INDEX_STEP;
    }
    return start + bt_utf8_offset(s->data + start, s->len - start, char_index);
}

size_t bt_str_char_index(struct bt_str *s, size_t offset)
{
    if (bt_str_is_ascii(s))
        return offset;
    if (offset < INDEX_STEP || !need_index(s))
        return bt_utf8_count(s->data, offset);
    const struct bt_str_more *more = bt_str_more(s);
    size_t low = 0;
    size_t high = more->n_chars / INDEX_STEP + 1;
    while (high - low > 1) { // index[low] <= offset < index[high]
        size_t middle = low + (high - low) / 2;
        if (more->index[middle] <= offset)
            low = middle;
        else
            high = middle;
    }
    return low * INDEX_STEP + bt_utf8_count(s->data + more->index[low], offset - more->index[low]);
}

bt_value bt_str_char_at(struct bt_thread *th, bt_value str, size_t index)
{
    struct bt_str *s = bt_as_str(str);
    if (bt_str_is_ascii(s))
        return make(th, s->data + index, 1, 1);
    const char *p = s->data + bt_str_offset(s, index);
    return make(th, p, bt_utf8_size((unsigned char)*p), 1);
}

bt_value bt_str_slice(struct bt_thread *th, bt_value str, size_t start, size_t end)
{
    struct bt_str *s = bt_as_str(str);
    if (start == 0 && end >= bt_str_chars(s))
        return bt_str_plain(th, str);
    if (start >= end)
        return make(th, "", 0, 0);
    size_t from = bt_str_offset(s, start);
    size_t to = bt_str_offset(s, end);
    return make(th, s->data + from, to - from, end - start);
}

// The characters start..end-1 of a str that is not ASCII, in reverse order.
static bt_value backwards(struct bt_thread *th, struct bt_str *s, size_t start, size_t end)
{
    const char *p = s->data + bt_str_offset(s, start), *stop = s->data + bt_str_offset(s, end);
    struct bt_str *out = bt_str_alloc(th, (size_t)(stop - p), end - start);
    if (out == NULL)
        return BT_ERROR;
    char *to = out->data + out->len;
    while (p < stop) {
        size_t size = bt_utf8_size((unsigned char)*p);
        to -= size;
        switch (size) { // sizes that are known are copied without a loop or a call
        case 1: *to = *p; break;
        case 2: memcpy(to, p, 2); break;
        case 3: memcpy(to, p, 3); break;
        default: memcpy(to, p, 4); break;
        }
        p += size;
    }
    return bt_from_obj(out);
}

// s[start::step], `count` characters.
static bt_value slice_step(struct bt_thread *th, struct bt_str *s, int64_t start, int64_t step,
                           size_t count)
{
    if (bt_str_is_ascii(s) && count > 1) {
        struct bt_str *out = bt_str_alloc(th, count, count);
        if (out == NULL)
            return BT_ERROR;
        const char *from = s->data + start;
        for (size_t i = 0; i < count; i++, from += step)
            out->data[i] = *from;
        return bt_from_obj(out);
    }
    if (step == -1 && count > 1)
        return backwards(th, s, (size_t)start + 1 - count, (size_t)start + 1);
    struct bt_buf buf;
    bt_buf_init(&buf);
    bt_buf_reserve(&buf, count);
    for (size_t i = 0; i < count; i++, start += step) {
        const char *p = s->data + bt_str_offset(s, (size_t)start);
        bt_buf_write(&buf, p, bt_utf8_size((unsigned char)*p));
    }
    return bt_str_from_buf(th, &buf);
}

static bt_value str_getitem(struct bt_thread *th, bt_value self, bt_value key)
{
    struct bt_str *s = bt_as_str(self);
    if (bt_is_exact(th, key, BT_T_SLICE)) {
        int64_t start;
        int64_t stop;
        int64_t step;
        size_t count;
        if (!bt_slice_resolve(th, key, bt_str_chars(s), &start, &stop, &step, &count))
            return BT_ERROR;
        if (step == 1)
            return bt_str_slice(th, self, (size_t)start, (size_t)start + count);
        return slice_step(th, s, start, step, count);
    }
    if (!bt_is_small(key) && !bt_is_int(key) && bt_type_of(th, key)->s.index == NULL)
        return bt_type_error(th, "string indices must be integers, not '%.200T'", key);
    size_t index;
    if (!bt_index_resolve(th, key, bt_str_chars(s), "string", &index))
        return BT_ERROR;
    return bt_str_char_at(th, self, index);
}

// ---- putting together ----

bt_value bt_str_join_n(struct bt_thread *th, const bt_value *v, size_t n)
{
    size_t len = 0;
    size_t n_chars = 0;
    for (size_t i = 0; i < n; i++) {
        if (__builtin_add_overflow(len, bt_as_str(v[i])->len, &len))
            return bt_raise_no_memory(th);
        n_chars += bt_str_chars(bt_as_str(v[i]));
    }
    if (len == 0)
        return make(th, "", 0, 0);
    struct bt_str *s = bt_str_alloc(th, len, n_chars);
    if (s == NULL)
        return BT_ERROR;
    char *out = s->data;
    for (size_t i = 0; i < n; i++) {
        bt_text_copy(out, bt_as_str(v[i])->data, bt_as_str(v[i])->len);
        out += bt_as_str(v[i])->len;
    }
    return bt_from_obj(s);
}

static bt_value str_add(struct bt_thread *th, bt_value a, bt_value b)
{
    if (!bt_is_str(a))
        return BT_NOT_IMPLEMENTED;
    if (bt_is_str(b))
        return bt_str_concat(th, a, b);
    bt_value v = bt_text_right_operand(th, BT_OP_ADD, a, b);
    if (!bt_same(v, BT_NOT_IMPLEMENTED))
        return v;
    return bt_type_error(th, "can only concatenate str (not \"%.200T\") to str", b);
}

static bt_value repeat(struct bt_thread *th, bt_value self, size_t times)
{
    const struct bt_str *s = bt_as_str(self);
    if (times == 0 || s->len == 0)
        return make(th, "", 0, 0);
    if (times == 1)
        return bt_str_plain(th, self);
    size_t len;
    if (__builtin_mul_overflow(s->len, times, &len) || len > PTRDIFF_MAX)
        return bt_overflow_error(th, "repeated string is too long");
    struct bt_str *out = bt_str_alloc(th, len, bt_str_chars(s) * times);
    if (out == NULL)
        return BT_ERROR;
    bt_text_fill(out->data, len, s->data, s->len);
    return bt_from_obj(out);
}

static bt_value str_mul(struct bt_thread *th, bt_value a, bt_value b)
{
    size_t times;
    bt_value v = bt_text_times(th, &a, b, bt_is_str(a), &times);
    return bt_is_unset(v) ? repeat(th, a, times) : v;
}

// ---- hash and comparison ----

uint32_t bt_text_hash32(const struct bt_thread *th, const char *data, size_t len)
{
    uint64_t h = bt_hash_bytes(data, len, th->interp->hash_seed);
    uint32_t folded = (uint32_t)(h ^ h >> 32);
    return folded != 0 ? folded : 1;
}

uint32_t bt_str_hash32(struct bt_thread *th, struct bt_str *s)
{
    if (s->base.aux == 0)
        s->base.aux = bt_text_hash32(th, s->data, s->len);
    return s->base.aux;
}

static bool str_hash(struct bt_thread *th, bt_value self, int64_t *out)
{
    *out = bt_str_hash32(th, bt_as_str(self));
    return true;
}

bool bt_str_is(bt_value v, const char *text)
{
    return bt_is_str(v) && strlen(text) == bt_as_str(v)->len &&
           memcmp(bt_as_str(v)->data, text, bt_as_str(v)->len) == 0;
}

bt_value bt_text_compare(struct bt_span_bytes a, struct bt_span_bytes b, enum bt_cmpop op)
{
    if ((op == BT_EQ || op == BT_NE) && a.len != b.len)
        return bt_bool(op == BT_NE);
    int order = memcmp(a.data, b.data, a.len < b.len ? a.len : b.len);
    if (order == 0)
        order = (a.len > b.len) - (a.len < b.len);
    switch (op) {
    case BT_LT: return bt_bool(order < 0);
    case BT_LE: return bt_bool(order <= 0);
    case BT_EQ: return bt_bool(order == 0);
    case BT_NE: return bt_bool(order != 0);
    case BT_GT: return bt_bool(order > 0);
    case BT_GE: break;
    }
    return bt_bool(order >= 0);
}

static bt_value str_compare(struct bt_thread *th BT_UNUSED, bt_value a, bt_value b,
                            enum bt_cmpop op)
{
    if (!bt_is_str(a) || !bt_is_str(b))
        return BT_NOT_IMPLEMENTED;
    return bt_text_compare(bt_str_span(a), bt_str_span(b), op);
}

static bool str_len(struct bt_thread *th BT_UNUSED, bt_value self, size_t *out)
{
    *out = bt_str_chars(bt_as_str(self));
    return true;
}

static bool str_truth(struct bt_thread *th BT_UNUSED, bt_value self, bool *out)
{
    *out = bt_as_str(self)->len != 0;
    return true;
}

static bool str_contains(struct bt_thread *th, bt_value self, bt_value item, bool *out)
{
    if (!bt_is_str(item))
        return bt_fail(th, BT_EXC_TYPE_ERROR,
                       "'in <string>' requires string as left operand, not %.200T", item);
    struct bt_span_bytes hay = bt_str_span(self);
    *out = bt_text_find(hay.data, hay.len, bt_as_str(item)->data, bt_as_str(item)->len) !=
           BT_NOT_FOUND;
    return true;
}

// ---- iteration ----

static bt_value str_iter(struct bt_thread *th, bt_value self)
{
    struct bt_str_iter *it = bt_new_object(th, bt_type(th, BT_T_STR_ITER), sizeof *it);
    if (it == NULL)
        return BT_ERROR;
    it->str = self;
    it->pos = 0;
    return bt_from_obj(it);
}

static bt_value str_iter_next(struct bt_thread *th, bt_value self)
{
    struct bt_str_iter *it = (struct bt_str_iter *)bt_obj(self);
    if (bt_is_unset(it->str))
        return BT_UNSET;
    const struct bt_str *s = bt_as_str(it->str);
    if (it->pos >= s->len) {
        it->str = BT_UNSET;
        return BT_UNSET;
    }
    const char *p = s->data + it->pos;
    if (bt_str_is_ascii(s)) {
        it->pos++;
        return th->interp->chars[(unsigned char)*p];
    }
    size_t size = bt_utf8_size((unsigned char)*p);
    it->pos += size;
    return make(th, p, size, 1);
}

static bt_value str_iter_hint(struct bt_thread *th BT_UNUSED, const bt_value *args)
{
    const struct bt_str_iter *it = (const struct bt_str_iter *)bt_obj(args[0]);
    if (bt_is_unset(it->str))
        return bt_from_small(0);
    const struct bt_str *s = bt_as_str(it->str);
    return bt_from_small((int64_t)bt_utf8_count(s->data + it->pos, s->len - it->pos));
}

static bt_value iter_self(struct bt_thread *th BT_UNUSED, bt_value self)
{
    return self;
}

static void str_iter_trace(struct bt_tracer *tracer, struct bt_object *object)
{
    bt_mark(tracer, ((struct bt_str_iter *)object)->str);
}

// ---- the type ----

// An instance of a subclass with the same text.
static bt_value as_subclass(struct bt_thread *th, struct bt_type *type, bt_value text)
{
    const struct bt_str *s = bt_as_str(text);
    struct bt_str *copy =
        bt_instance_new_var(th, type, sizeof *copy + bt_str_gap(bt_str_is_ascii(s)) + s->len + 1);
    if (copy == NULL)
        return BT_ERROR;
    set_up(copy, s->len, bt_str_chars(s));
    memcpy(copy->data, s->data, s->len);
    return bt_from_obj(copy);
}

static bt_value from_args(struct bt_thread *th, const bt_value *a)
{
    if (bt_is_unset(a[0]))
        return make(th, "", 0, 0);
    if (bt_is_unset(a[1]) && bt_is_unset(a[2]))
        return bt_str_of(th, a[0]);
    return bt_str_decode_object(th, "str", a[0], a[1], a[2]);
}

static bt_value str_new(struct bt_thread *th, struct bt_type *type, const struct bt_args *args)
{
    static const char *const names[] = {"object", "encoding", "errors"};
    bt_value a[3];
    if (args->npos > 3)
        return bt_type_error(th, "str expected at most 3 arguments, got %zu", args->npos);
    if (!bt_args_named(th, args, "str", names, 3, a))
        return BT_ERROR;
    bt_value text = from_args(th, a);
    if (bt_is_error(text) || type == bt_type(th, BT_T_STR))
        return text;
    return as_subclass(th, type, text);
}

static bt_value str_repr(struct bt_thread *th, bt_value self)
{
    char room[128];
    struct bt_buf buf;
    bt_buf_init_in(&buf, room, sizeof room);
    bt_buf_str_repr(&buf, bt_as_str(self));
    return bt_str_from_buf(th, &buf);
}

static bt_value str_str(struct bt_thread *th, bt_value self)
{
    return bt_str_plain(th, self);
}

static bt_value str_format_slot(struct bt_thread *th, bt_value self, bt_value spec)
{
    if (bt_as_str(spec)->len == 0)
        return bt_str_of(th, self); // a subclass may have a __str__ of its own
    return bt_format_str(th, self, bt_as_str(spec)->data, bt_as_str(spec)->len);
}

static bt_value str_mod(struct bt_thread *th, bt_value a, bt_value b)
{
    return bt_is_str(a) ? bt_str_mod(th, a, b) : BT_NOT_IMPLEMENTED;
}

static void str_trace(struct bt_tracer *tracer, struct bt_object *object)
{
    const struct bt_str *s = (const struct bt_str *)object;
    if ((object->spare & BT_STR_STORED) != 0)
        bt_mark_object(tracer, (struct bt_object *)bt_str_more(s)->store);
}

static void str_free(struct bt_interp *interp BT_UNUSED, struct bt_object *object)
{
    const struct bt_str *s = (const struct bt_str *)object;
    if (!bt_str_is_ascii(s))
        bt_free(bt_str_more(s)->index);
}

const struct bt_type_spec bt_str_spec = {
    .name = "str",
    .doc = "str(object='') -> str\nstr(bytes_or_buffer[, encoding[, errors]]) -> str\n\n"
           "The text of an object, or what bytes mean in an encoding.",
    .flags = BT_TYPE_BASE | BT_TYPE_STR_SUB,
    .size = sizeof(struct bt_str),
    .slots =
        {
            .repr = str_repr,
            .str = str_str,
            .format = str_format_slot,
            .hash = str_hash,
            .compare = str_compare,
            .truth = str_truth,
            .len = str_len,
            .iter = str_iter,
            .getitem = str_getitem,
            .contains = str_contains,
            .binary = {[BT_OP_ADD] = str_add, [BT_OP_MUL] = str_mul, [BT_OP_MOD] = str_mod},
            .new_ = str_new,
            .trace = str_trace,
            .free = str_free,
        },
    .methods = bt_str_methods,
    .new_sig = "(object='', encoding='utf-8', errors='strict')",
};

static const struct bt_fn_spec str_iter_methods[] = {
    {"__length_hint__", str_iter_hint, "(self, /)", "How many items are left.", NULL, 0},
    {0},
};

const struct bt_type_spec bt_str_iter_spec = {
    .name = "str_iterator",
    .flags = BT_TYPE_ABSTRACT | BT_TYPE_PLAIN_NEXT,
    .size = sizeof(struct bt_str_iter),
    .slots = {.iter = iter_self, .next = str_iter_next, .trace = str_iter_trace},
    .methods = str_iter_methods,
};
