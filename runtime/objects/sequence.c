/*
 * What tuple and list have in common: comparison, search, repr, repetition; and the arithmetic of
 * indices. Called by tuple.c, list.c and whoever has an index or a slice to resolve.
 *
 * A list may change in every callback, so items and length are read anew after each.
 */
#include "runtime/objects/seq.h"

#include "base/buf.h"
#include "runtime/objects/error.h"
#include "runtime/objects/heap.h"
#include "runtime/objects/int.h"
#include "runtime/objects/protocol.h"
#include "runtime/objects/quick.h"

// ---- indices ----

bool bt_index_number(struct bt_thread *th, bt_value key, const char *what, int64_t *out)
{
    if (BT_LIKELY(bt_is_small(key))) {
        *out = bt_small(key);
        return true;
    }
    if (!bt_is_int(key)) {
        if (!bt_type_of(th, key)->s.index)
            return bt_fail(th, BT_EXC_TYPE_ERROR, "%s indices must be integers or slices, not %T",
                           what, key);
        bt_value index = bt_to_index(th, key);
        if (bt_is_error(index))
            return false;
        key = index;
    }
    if (!bt_int_get_i64(key, out))
        return bt_fail(th, BT_EXC_INDEX_ERROR, "cannot fit '%T' into an index-sized integer", key);
    return true;
}

bool bt_index_resolve(struct bt_thread *th, bt_value key, size_t len, const char *what, size_t *out)
{
    int64_t i;
    if (!bt_index_number(th, key, what, &i))
        return false;
    if (i < 0)
        i += (int64_t)len;
    if (i < 0 || (size_t)i >= len)
        return bt_fail(th, BT_EXC_INDEX_ERROR, "%s index out of range", what);
    *out = (size_t)i;
    return true;
}

bool bt_index_bound(struct bt_thread *th, bt_value v, size_t len, size_t *out)
{
    int64_t i;
    if (bt_is_none(v) || !(bt_is_int(v) || bt_type_of(th, v)->s.index))
        return bt_fail(th, BT_EXC_TYPE_ERROR,
                       "slice indices must be integers or have an __index__ method");
    if (!bt_as_int64_clipped(th, v, &i))
        return false;
    if (i < 0) {
        i += (int64_t)len;
        if (i < 0)
            i = 0;
    }
    *out = (size_t)i;
    return true;
}

// ---- search and comparison ----

bool bt_seq_contains(struct bt_thread *th, bt_value seq, bt_value item, bool *out)
{
    for (size_t i = 0; i < bt_seq_len(seq); i++) {
        bt_value v = bt_seq_items(seq)[i];
        enum bt_quick quick = bt_quick_equal(th, v, item);
        if (quick == BT_QUICK_NO)
            continue;
        if (quick == BT_QUICK_YES) {
            *out = true;
            return true;
        }
        BT_ROOTS(th, r, 1);
        r[0] = v;
        bool ok = bt_eq(th, v, item, out);
        BT_UNROOT(th, r);
        if (!ok || *out)
            return ok;
    }
    *out = false;
    return true;
}

bt_value bt_seq_count(struct bt_thread *th, bt_value seq, bt_value item)
{
    int64_t n = 0;
    for (size_t i = 0; i < bt_seq_len(seq); i++) {
        bool equal;
        BT_ROOTS(th, r, 1);
        r[0] = bt_seq_items(seq)[i];
        bool ok = bt_eq(th, r[0], item, &equal);
        BT_UNROOT(th, r);
        if (!ok)
            return BT_ERROR;
        n += equal;
    }
    return bt_from_small(n);
}

bool bt_seq_index(struct bt_thread *th, bt_value seq, const bt_value *args, size_t *out)
{
    size_t start, stop;
    if (!bt_index_bound(th, args[1], bt_seq_len(seq), &start) ||
        !bt_index_bound(th, args[2], bt_seq_len(seq), &stop))
        return false;
    for (size_t i = start; i < stop && i < bt_seq_len(seq); i++) {
        bool equal;
        BT_ROOTS(th, r, 1);
        r[0] = bt_seq_items(seq)[i];
        bool ok = bt_eq(th, r[0], args[0], &equal);
        BT_UNROOT(th, r);
        if (!ok)
            return false;
        if (equal) {
            *out = i;
            return true;
        }
    }
    *out = SIZE_MAX;
    return true;
}

static bool order(enum bt_cmpop op, size_t a, size_t b)
{
    switch (op) {
    case BT_LT: return a < b;
    case BT_LE: return a <= b;
    case BT_EQ: return a == b;
    case BT_NE: return a != b;
    case BT_GT: return a > b;
    case BT_GE: return a >= b;
    }
    return false;
}

// How many items at the beginning are equal, as far as no Python is needed to tell.
static size_t equal_start(const struct bt_thread *th, bt_value a, bt_value b)
{
    const bt_value *x = bt_seq_items(a), *y = bt_seq_items(b);
    size_t n = bt_seq_len(a) < bt_seq_len(b) ? bt_seq_len(a) : bt_seq_len(b);
    for (size_t i = 0; i < n; i++) {
        if (!bt_same(x[i], y[i]) && bt_quick_equal(th, x[i], y[i]) != BT_QUICK_YES)
            return i;
    }
    return n;
}

bt_value bt_seq_compare(struct bt_thread *th, bt_value a, bt_value b, enum bt_cmpop op)
{
    if ((op == BT_EQ || op == BT_NE) && bt_seq_len(a) != bt_seq_len(b))
        return bt_bool(op == BT_NE);
    size_t i = equal_start(th, a, b);
    if (i == bt_seq_len(a) || i == bt_seq_len(b))
        return bt_bool(order(op, bt_seq_len(a), bt_seq_len(b)));
    if (!bt_enter(th, " in comparison"))
        return BT_ERROR;
    BT_ROOTS(th, r, 2);
    bt_value result = BT_ERROR;
    for (; i < bt_seq_len(a) && i < bt_seq_len(b); i++) {
        r[0] = bt_seq_items(a)[i];
        r[1] = bt_seq_items(b)[i];
        bool equal;
        if (!bt_eq(th, r[0], r[1], &equal))
            goto done;
        if (equal)
            continue;
        result = op == BT_EQ ? BT_FALSE : op == BT_NE ? BT_TRUE : bt_compare(th, r[0], r[1], op);
        goto done;
    }
    result = bt_bool(order(op, bt_seq_len(a), bt_seq_len(b)));
done:
    BT_UNROOT(th, r);
    return result;
}

bool bt_seq_repr_items(struct bt_thread *th, struct bt_buf *buf, bt_value seq)
{
    for (size_t i = 0; i < bt_seq_len(seq); i++) {
        if (i > 0)
            bt_buf_puts(buf, ", ");
        BT_ROOTS(th, r, 1);
        r[0] = bt_seq_items(seq)[i];
        bool ok = bt_buf_repr(th, buf, r[0]);
        BT_UNROOT(th, r);
        if (!ok)
            return false;
    }
    return true;
}

// ---- + and * ----

bt_value bt_seq_no_concat(struct bt_thread *th, bt_value a, bt_value b, int type_id)
{
    bt_value (*other)(struct bt_thread *, bt_value, bt_value) =
        bt_type_of(th, b)->s.binary[BT_OP_ADD];
    if (other && other != bt_type(th, type_id)->s.binary[BT_OP_ADD]) {
        bt_value result = other(th, a, b);
        if (!bt_same(result, BT_NOT_IMPLEMENTED))
            return result;
    }
    const char *name = bt_type(th, type_id)->name;
    return bt_type_error(th, "can only concatenate %s (not \"%T\") to %s", name, b, name);
}

bool bt_seq_repeat_count(struct bt_thread *th, bt_value other, size_t len, size_t *n, bool *known)
{
    int64_t i;
    *known = bt_is_int(other) || bt_type_of(th, other)->s.index;
    if (!*known)
        return true;
    if (bt_is_small(other)) {
        i = bt_small(other);
    } else {
        bt_value index = bt_to_index(th, other);
        if (bt_is_error(index))
            return false;
        if (!bt_int_get_i64(index, &i))
            return bt_fail(th, BT_EXC_OVERFLOW_ERROR, "cannot fit '%T' into an index-sized integer",
                           other);
    }
    *n = i < 0 ? 0 : (size_t)i;
    if (len > 0 && *n > PTRDIFF_MAX / sizeof(bt_value) / len)
        return (void)bt_raise_no_memory(th), false;
    return true;
}

bt_value bt_seq_no_repeat(struct bt_thread *th, bt_value a, bt_value b, bool seq_is_left)
{
    bt_value seq = seq_is_left ? a : b, other = seq_is_left ? b : a;
    struct bt_type *type = bt_type_of(th, other);
    if (seq_is_left) {
        bt_value (*fn)(struct bt_thread *, bt_value, bt_value) = type->s.binary[BT_OP_MUL];
        bool is_seq = type->flags & (BT_TYPE_SEQUENCE | BT_TYPE_STR_SUB | BT_TYPE_BYTES_SUB);
        if (fn && !is_seq && fn != bt_type_of(th, seq)->s.binary[BT_OP_MUL]) {
            bt_value result = fn(th, a, b);
            if (!bt_same(result, BT_NOT_IMPLEMENTED))
                return result;
        }
    } else if (type->flags & (BT_TYPE_SEQUENCE | BT_TYPE_STR_SUB | BT_TYPE_BYTES_SUB)) {
        return BT_NOT_IMPLEMENTED; // the left one complains
    }
    return bt_type_error(th, "can't multiply sequence by non-int of type '%T'", other);
}

void bt_seq_fill(bt_value *out, const bt_value *items, size_t len, size_t n)
{
    if (len == 0 || n == 0)
        return;
    memcpy(out, items, len * sizeof *items);
    size_t total = len * n;
    for (size_t done = len; done < total;) { // double what is there
        size_t more = done < total - done ? done : total - done;
        memcpy(out + done, out, more * sizeof *out);
        done += more;
    }
}

// ---- iterators ----

bt_value bt_iter_self(struct bt_thread *th BT_UNUSED, bt_value self)
{
    return self;
}

bt_value bt_seq_pos_iter_new(struct bt_thread *th, int type_id, bt_value seq, size_t pos)
{
    struct bt_seq_pos_iter *it = bt_new_object(th, bt_type(th, type_id), sizeof *it);
    if (!it)
        return BT_ERROR;
    it->seq = seq;
    it->pos = pos;
    return bt_from_obj(it);
}
