/*
 * bytes: the object, its hash, iteration and the type's spec. What it shares with bytearray is in
 * bytes_common.c, bytes_methods.c and bytes_ascii.c.
 */
#include "runtime/objects/bytes_impl.h"
#include "runtime/objects/seq.h"
#include "runtime/objects/shape.h"

static struct bt_bytes *fill(struct bt_bytes *b, const char *data, size_t len)
{
    b->len = len;
    b->data[len] = '\0';
    if (data != NULL && len != 0)
        memcpy(b->data, data, len);
    return b;
}

bt_value bt_bytes_new(struct bt_thread *th, const char *data, size_t len)
{
    if (len == 0 && bt_is_obj(th->interp->empty_bytes))
        return th->interp->empty_bytes;
    if (len > PTRDIFF_MAX - 4096)
        return bt_raise_no_memory(th);
    struct bt_bytes *b =
        bt_new_object(th, bt_type(th, BT_T_BYTES), offsetof(struct bt_bytes, data) + len + 1);
    return b == NULL ? BT_ERROR : bt_from_obj(fill(b, data, len));
}

static bt_value bytes_new(struct bt_thread *th, struct bt_type *type, const struct bt_args *args)
{
    struct bt_buf buf;
    bt_buf_init(&buf);
    bt_value v = BT_ERROR;
    if (type == bt_type(th, BT_T_BYTES) && args->npos == 1 && bt_is_unset(args->kwnames) &&
        bt_is_exact(th, args->v[0], BT_T_BYTES))
        return args->v[0];
    if (bt_bytes_from_args(th, "bytes", args, &buf)) {
        if (type == bt_type(th, BT_T_BYTES)) {
            v = bt_bytes_new(th, buf.len == 0 ? "" : buf.data, buf.len);
        } else {
            struct bt_bytes *b =
                bt_instance_new_var(th, type, offsetof(struct bt_bytes, data) + buf.len + 1);
            if (b != NULL)
                v = bt_from_obj(fill(b, buf.data, buf.len));
        }
    }
    bt_buf_free(&buf);
    return v;
}

static bt_value bytes_repr(struct bt_thread *th, bt_value self)
{
    struct bt_buf buf;
    bt_buf_init(&buf);
    bt_bytes_put_repr(&buf,
                      (struct bt_span_bytes){bt_as_bytes(self)->data, bt_as_bytes(self)->len});
    return bt_str_from_buf(th, &buf);
}

static bool bytes_hash(struct bt_thread *th, bt_value self, int64_t *out)
{
    struct bt_bytes *b = bt_as_bytes(self);
    if (b->base.aux == 0)
        b->base.aux = bt_text_hash32(th, b->data, b->len);
    *out = b->base.aux;
    return true;
}

static bool bytes_len(struct bt_thread *th BT_UNUSED, bt_value self, size_t *out)
{
    *out = bt_as_bytes(self)->len;
    return true;
}

static bt_value bytes_iter(struct bt_thread *th, bt_value self)
{
    struct bt_seq_pos_iter *it = bt_new_object(th, bt_type(th, BT_T_BYTES_ITER), sizeof *it);
    if (it == NULL)
        return BT_ERROR;
    it->seq = self;
    it->pos = 0;
    return bt_from_obj(it);
}

static bt_value bytes_iter_next(struct bt_thread *th BT_UNUSED, bt_value self)
{
    struct bt_seq_pos_iter *it = (struct bt_seq_pos_iter *)bt_obj(self);
    if (bt_is_unset(it->seq))
        return BT_UNSET;
    const struct bt_bytes *b = bt_as_bytes(it->seq);
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
    return bt_from_small(bt_is_unset(it->seq) ? 0 : (int64_t)(bt_as_bytes(it->seq)->len - it->pos));
}

static void iter_trace(struct bt_tracer *tracer, struct bt_object *object)
{
    bt_mark(tracer, ((struct bt_seq_pos_iter *)object)->seq);
}

static bt_value special_bytes(struct bt_thread *th, const bt_value *args)
{
    const struct bt_bytes *b = bt_as_bytes(args[0]);
    return bt_is_exact(th, args[0], BT_T_BYTES) ? args[0] : bt_bytes_new(th, b->data, b->len);
}

static bt_value getnewargs(struct bt_thread *th, const bt_value *args)
{
    bt_value copy = special_bytes(th, args);
    return bt_is_error(copy) ? BT_ERROR : bt_tuple_new(th, &copy, 1);
}

#define M(name, flags, sig, doc) {#name, bt_bytes_##name, sig, doc, NULL, flags},
static const struct bt_fn_spec methods[] = {
#include "runtime/objects/bytes_methods.def"
    {"__bytes__", special_bytes, "(self, /)", "The same as plain bytes.", NULL, 0},
    {"__getnewargs__", getnewargs, "(self, /)", "What to give to __new__ for a copy.", NULL, 0},
    {0},
};
#undef M

const struct bt_type_spec bt_bytes_spec = {
    .name = "bytes",
    .doc = "bytes(iterable_of_ints) -> bytes\nbytes(string, encoding[, errors]) -> bytes\n"
           "bytes(bytes_or_buffer) -> bytes\nbytes(int) -> that many zeros\nbytes() -> b''\n\n"
           "Bytes that do not change.",
    .flags = BT_TYPE_BASE | BT_TYPE_BYTES_SUB,
    .size = offsetof(struct bt_bytes, data),
    .slots =
        {
            .repr = bytes_repr,
            .hash = bytes_hash,
            .compare = bt_bytes_compare,
            .len = bytes_len,
            .iter = bytes_iter,
            .getitem = bt_bytes_getitem,
            .contains = bt_bytes_contains,
            .binary = {[BT_OP_ADD] = bt_bytes_add,
                       [BT_OP_MUL] = bt_bytes_mul,
                       [BT_OP_MOD] = bt_bytes_mod},
            .new_ = bytes_new,
        },
    .methods = methods,
    .new_sig = "(source=b'', encoding=?, errors=?)",
};

static const struct bt_fn_spec iter_methods[] = {
    {"__length_hint__", iter_hint, "(self, /)", "How many items are left.", NULL, 0},
    {0},
};

const struct bt_type_spec bt_bytes_iter_spec = {
    .name = "bytes_iterator",
    .flags = BT_TYPE_ABSTRACT | BT_TYPE_PLAIN_NEXT,
    .size = sizeof(struct bt_seq_pos_iter),
    .slots = {.iter = iter_self, .next = bytes_iter_next, .trace = iter_trace},
    .methods = iter_methods,
};
