// The methods of list, sort excepted (list_sort.c). Slots and memory are in list.c.
#include "runtime/objects/list.h"

#include "runtime/objects/error.h"
#include "runtime/objects/protocol.h"

static bt_value list_append(struct bt_thread *th, const bt_value *args)
{
    return bt_list_append(th, args[0], args[1]) ? BT_NONE : BT_ERROR;
}

static bt_value list_clear(struct bt_thread *th, const bt_value *args)
{
    bt_list_clear(th, bt_as_list(args[0]));
    return BT_NONE;
}

static bt_value list_copy(struct bt_thread *th, const bt_value *args)
{
    return bt_list_new(th, bt_as_list(args[0])->items, bt_as_list(args[0])->len);
}

static bt_value list_count(struct bt_thread *th, const bt_value *args)
{
    return bt_seq_count(th, args[0], args[1]);
}

static bt_value list_extend(struct bt_thread *th, const bt_value *args)
{
    return bt_list_extend(th, args[0], args[1]) ? BT_NONE : BT_ERROR;
}

static bt_value list_index(struct bt_thread *th, const bt_value *args)
{
    size_t i;
    if (!bt_seq_index(th, args[0], args + 1, &i))
        return BT_ERROR;
    if (i == SIZE_MAX)
        return bt_value_error(th, "%R is not in list", args[1]);
    return bt_from_small((int64_t)i);
}

static bt_value list_insert(struct bt_thread *th, const bt_value *args)
{
    int64_t at;
    if (!bt_as_int64(th, args[1], &at))
        return BT_ERROR;
    struct bt_list *list = bt_as_list(args[0]);
    int64_t len = (int64_t)list->len;
    if (at < 0)
        at = at + len < 0 ? 0 : at + len;
    if (at > len)
        at = len;
    return bt_list_splice(th, list, (size_t)at, 0, &args[2], 1) ? BT_NONE : BT_ERROR;
}

static bt_value list_pop(struct bt_thread *th, const bt_value *args)
{
    int64_t at;
    if (!bt_as_int64(th, args[1], &at))
        return BT_ERROR;
    struct bt_list *list = bt_as_list(args[0]);
    if (list->len == 0)
        return bt_index_error(th, "pop from empty list");
    if (at < 0)
        at += (int64_t)list->len;
    if (at < 0 || (size_t)at >= list->len)
        return bt_index_error(th, "pop index out of range");
    bt_value item = list->items[at];
    if ((size_t)at == list->len - 1 && list->len > list->cap / 4) {
        list->len--;
        return item;
    }
    return bt_list_splice(th, list, (size_t)at, 1, NULL, 0) ? item : BT_ERROR;
}

static bt_value list_remove(struct bt_thread *th, const bt_value *args)
{
    for (size_t i = 0; i < bt_as_list(args[0])->len; i++) {
        bool equal;
        BT_ROOTS(th, r, 1);
        r[0] = bt_as_list(args[0])->items[i];
        bool ok = bt_eq(th, r[0], args[1], &equal);
        BT_UNROOT(th, r);
        if (!ok)
            return BT_ERROR;
        if (!equal)
            continue;
        if (i < bt_as_list(args[0])->len && // else __eq__ has taken it already
            !bt_list_splice(th, bt_as_list(args[0]), i, 1, NULL, 0))
            return BT_ERROR;
        return BT_NONE;
    }
    return bt_value_error(th, "list.remove(x): x not in list");
}

static bt_value list_reverse(struct bt_thread *th BT_UNUSED, const bt_value *args)
{
    struct bt_list *list = bt_as_list(args[0]);
    for (size_t i = 0; i < list->len / 2; i++) {
        bt_value item = list->items[i];
        list->items[i] = list->items[list->len - 1 - i];
        list->items[list->len - 1 - i] = item;
    }
    return BT_NONE;
}

static bt_value list_sort(struct bt_thread *th, const bt_value *args)
{
    bool reverse;
    if (!bt_truth(th, args[2], &reverse))
        return BT_ERROR;
    return bt_list_sort(th, args[0], args[1], reverse) ? BT_NONE : BT_ERROR;
}

static bt_value list_reversed(struct bt_thread *th, const bt_value *args)
{
    return bt_seq_pos_iter_new(th, BT_T_LIST_REV_ITER, args[0], bt_as_list(args[0])->len);
}

const struct bt_fn_spec bt_list_methods[] = {
    {"append", list_append, "(self, object, /)", "Add an item at the end.", NULL, 0},
    {"clear", list_clear, "(self, /)", "Remove all items.", NULL, 0},
    {"copy", list_copy, "(self, /)", "A new list of the same items.", NULL, 0},
    {"count", list_count, "(self, value, /)", "How many items are equal to value.", NULL, 0},
    {"extend", list_extend, "(self, iterable, /)", "Add all items of iterable.", NULL, 0},
    {"index", list_index, "(self, value, start=0, stop=9223372036854775807, /)",
     "The first position of value; ValueError if it is not there.", NULL, 0},
    {"insert", list_insert, "(self, index, object, /)", "Put an item before index.", NULL, 0},
    {"pop", list_pop, "(self, index=-1, /)", "Remove the item at index and return it.", NULL, 0},
    {"remove", list_remove, "(self, value, /)",
     "Remove the first item equal to value; ValueError if there is none.", NULL, 0},
    {"reverse", list_reverse, "(self, /)", "Turn the order round, in place.", NULL, 0},
    {"sort", list_sort, "(self, /, *, key=None, reverse=False)",
     "Sort in place, stable: by < of the items, or of key(item).", NULL, 0},
    {"__reversed__", list_reversed, "(self, /)", "An iterator from the end.", NULL, 0},
    {0},
};
