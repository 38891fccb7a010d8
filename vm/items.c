/*
 * Items of built-in containers, for the eval loop: what it does not do itself, before the protocol.
 * The types are tested here, so that a lookup costs one call; what they do is the containers'.
 */
#include "runtime/objects/dict.h"
#include "runtime/objects/heap.h"
#include "runtime/objects/protocol.h"
#include "runtime/objects/seq.h"
#include "runtime/objects/set.h"
#include "runtime/objects/str.h"
#include "vm/eval.h"

// The item of a bytes or bytearray; BT_ERROR, without an exception, if there is none.
static bt_value byte_at(const char *data, size_t len, bt_value key)
{
    int64_t i = bt_small(key);
    if (i < 0)
        i += (int64_t)len;
    return (uint64_t)i < len ? bt_from_small((unsigned char)data[i]) : BT_ERROR;
}

bt_value bt_item_get(struct bt_thread *th, bt_value container, bt_value key)
{
    if (bt_is_exact(th, container, BT_T_DICT))
        return bt_dict_item(th, bt_as_dict(container), key);
    if (bt_is_small(key)) {
        bt_value v = BT_ERROR;
        if (bt_is_exact(th, container, BT_T_BYTEARRAY)) {
            const struct bt_bytearray *b = (struct bt_bytearray *)bt_obj(container);
            v = byte_at(b->data, b->len, key);
        } else if (bt_is_exact(th, container, BT_T_BYTES)) {
            const struct bt_bytes *b = (struct bt_bytes *)bt_obj(container);
            v = byte_at(b->data, b->len, key);
        }
        if (!bt_is_error(v))
            return v;
    }
    return bt_getitem(th, container, key);
}

bool bt_item_set(struct bt_thread *th, bt_value container, bt_value key, bt_value value)
{
    if (bt_is_exact(th, container, BT_T_DICT))
        return bt_dict_set(th, bt_as_dict(container), key, value);
    if (bt_is_exact(th, container, BT_T_BYTEARRAY) && bt_both_small(key, value)) {
        struct bt_bytearray *b = (struct bt_bytearray *)bt_obj(container);
        int64_t i = bt_small(key);
        if (i < 0)
            i += (int64_t)b->len;
        if ((uint64_t)i < b->len && (uint64_t)bt_small(value) < 256) {
            b->data[i] = (char)bt_small(value);
            return true;
        }
    }
    return bt_setitem(th, container, key, value);
}

bool bt_item_in(struct bt_thread *th, bt_value container, bt_value item, bool *out)
{
    bool set = bt_is_exact(th, container, BT_T_SET) || bt_is_exact(th, container, BT_T_FROZENSET);
    if (bt_is_exact(th, container, BT_T_DICT) || (set && !bt_is_set(item))) {
        bt_value value;
        if (!bt_dict_get(th, bt_as_dict(container), item, &value))
            return false;
        *out = !bt_is_unset(value);
        return true;
    }
    if (bt_is_exact(th, container, BT_T_LIST) || bt_is_exact(th, container, BT_T_TUPLE))
        return bt_seq_contains(th, container, item, out);
    return bt_contains(th, container, item, out);
}

// A bound of a slice within len items; false for what only a slice object can word.
static bool slice_bound(bt_value v, size_t len, size_t none, size_t *out)
{
    if (bt_is_none(v)) {
        *out = none;
        return true;
    }
    if (!bt_is_small(v))
        return false;
    int64_t i = bt_small(v), n = (int64_t)len;
    if (i < 0)
        i = i + n < 0 ? 0 : i + n;
    *out = (size_t)(i > n ? n : i);
    return true;
}

bt_value bt_item_slice(struct bt_thread *th, bt_value container, bt_value start, bt_value stop)
{
    enum { LIST, TUPLE, STR } kind;
    size_t len, from, to;
    if (bt_is_exact(th, container, BT_T_LIST)) {
        kind = LIST;
        len = bt_as_list(container)->len;
    } else if (bt_is_exact(th, container, BT_T_STR)) {
        kind = STR;
        len = bt_str_chars(bt_as_str(container));
    } else if (bt_is_exact(th, container, BT_T_TUPLE)) {
        kind = TUPLE;
        len = bt_as_tuple(container)->len;
    } else {
        return BT_UNSET;
    }
    if (!slice_bound(start, len, 0, &from) || !slice_bound(stop, len, len, &to) ||
        !bt_heap_charge_unmade(th, sizeof(struct bt_slice)))
        return BT_UNSET;
    size_t n = from < to ? to - from : 0;
    switch (kind) {
    case LIST: return bt_list_new(th, n > 0 ? bt_as_list(container)->items + from : NULL, n);
    case STR: return bt_str_slice(th, container, from, from + n);
    case TUPLE: break;
    }
    return n == len ? container : bt_tuple_new(th, bt_as_tuple(container)->items + from, n);
}
