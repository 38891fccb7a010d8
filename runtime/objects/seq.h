// tuple, list, range, slice and their iterators.
#ifndef BT_OBJECTS_SEQ_H
#define BT_OBJECTS_SEQ_H

#include "runtime/objects/state.h"

struct bt_tuple {
    struct bt_object base;
    size_t len;
    bt_value items[];
};
struct bt_tuplegetter { // the attribute of a named tuple
    struct bt_object base;
    bt_value doc;
    int64_t index;
};
// Its descr_get: the item of that number.
bt_value bt_tuplegetter_get(struct bt_thread *th, bt_value self, bt_value obj, bt_value type);
struct bt_list {
    struct bt_object base;
    bt_value *items; // bt_mem; never shrinks during a callback without re-reading
    size_t len, cap;
};
struct bt_range {          // any ints; the common case keeps machine words
    struct bt_object base; // base.spare: 1 = start, stop, step, len are all small ints
    bt_value start, stop, step, len;
};
// Iterator over a range of machine words; the eval loop's FORITER knows this layout.
struct bt_range_iter {
    struct bt_object base; // base.spare: 1 = words (next, step, left); 0 = big values below
    int64_t next, step;
    uint64_t left;
    bt_value big_next, big_step, big_left; // BT_UNSET with words
};
struct bt_slice {
    struct bt_object base;
    bt_value start, stop, step;
};
// Iterator of tuples and lists (list: seq becomes BT_UNSET when exhausted); known to FORITER.
struct bt_seq_pos_iter {
    struct bt_object base;
    bt_value seq;
    size_t pos;
};

/*
 * The mix of its items' hashes that is a tuple's hash: CPython's (after xxHash), for programs see
 * the number.
 */
struct bt_tuple_hash {
    uint64_t acc;
};
#define BT_TUPLE_HASH_PRIME 2870177450012600261u
static inline struct bt_tuple_hash bt_tuple_hash_begin(void)
{
    return (struct bt_tuple_hash){BT_TUPLE_HASH_PRIME};
}
static inline void bt_tuple_hash_add(struct bt_tuple_hash *h, int64_t item)
{
    uint64_t acc = h->acc + (uint64_t)item * 14029467366897019727u;
    h->acc = ((acc << 31) | (acc >> 33)) * 11400714785074694791u;
}
static inline int64_t bt_tuple_hash_end(const struct bt_tuple_hash *h, size_t len)
{
    uint64_t acc = h->acc + (len ^ (BT_TUPLE_HASH_PRIME ^ 3527539u));
    return acc == UINT64_MAX ? 1546275796 : (int64_t)acc;
}

static inline struct bt_tuple *bt_as_tuple(bt_value v)
{
    return (struct bt_tuple *)bt_obj(v);
}
static inline struct bt_list *bt_as_list(bt_value v)
{
    return (struct bt_list *)bt_obj(v);
}
// items NULL: all unset
BT_MUST_CHECK bt_value bt_tuple_new(struct bt_thread *th, const bt_value *items, size_t n);
BT_MUST_CHECK bt_value bt_tuple_of(struct bt_thread *th, size_t n, ...); // n bt_values
BT_MUST_CHECK bt_value bt_tuple_pair(struct bt_thread *th, bt_value a, bt_value b);
// items NULL: all None
BT_MUST_CHECK bt_value bt_list_new(struct bt_thread *th, const bt_value *items, size_t n);
BT_MUST_CHECK bool bt_list_append(struct bt_thread *th, bt_value list, bt_value item);
BT_MUST_CHECK bool bt_list_extend(struct bt_thread *th, bt_value list, bt_value iterable); // [py]
BT_MUST_CHECK bt_value bt_list_to_tuple(struct bt_thread *th, bt_value list);
// A stable, adaptive merge sort. [py]
BT_MUST_CHECK bool bt_list_sort(struct bt_thread *th, bt_value list, bt_value key, bool reverse);
// Iterator over obj[0], obj[1] ... until IndexError (iter_tools.c): for bt_iter of types with
// __getitem__ only.
BT_MUST_CHECK bt_value bt_seq_iter_new(struct bt_thread *th, bt_value obj);
BT_MUST_CHECK bt_value bt_slice_new(struct bt_thread *th, bt_value start, bt_value stop,
                                    bt_value step);
// start, stop, step resolved against a length, as slice.indices; *count = number of items. [py:
// __index__]
BT_MUST_CHECK bool bt_slice_resolve(struct bt_thread *th, bt_value slice, size_t len,
                                    int64_t *start, int64_t *stop, int64_t *step, size_t *count);
// The same in two steps, for a container that an __index__ may change: first the numbers (clipped
// to int64), [py]
BT_MUST_CHECK bool bt_slice_unpack(struct bt_thread *th, bt_value slice, int64_t *start,
                                   int64_t *stop, int64_t *step);
// then their place in a sequence of len items; returns the number of items.
size_t bt_slice_adjust(size_t len, int64_t *start, int64_t *stop, int64_t step);
// An index against a length (negative from the end): IndexError with `what` " index out of range".
// [py: __index__]
BT_MUST_CHECK bool bt_index_resolve(struct bt_thread *th, bt_value key, size_t len,
                                    const char *what, size_t *out);
// The number of an index key, negative ones as they are; TypeError "W indices must be integers or
// slices, not T", IndexError for what no container can hold. [py: __index__]
BT_MUST_CHECK bool bt_index_number(struct bt_thread *th, bt_value key, const char *what,
                                   int64_t *out);
// start or stop argument of index(): None is not allowed, large ones are clipped, negative ones
// count from the end. [py]
BT_MUST_CHECK bool bt_index_bound(struct bt_thread *th, bt_value v, size_t len, size_t *out);
BT_MUST_CHECK bt_value bt_range_new(struct bt_thread *th, bt_value start, bt_value stop,
                                    bt_value step);


/*
 * What tuple and list share (sequence.c). `seq` is either of them; each function reads the items
 * anew after a callback.
 */
BT_MUST_CHECK bt_value bt_seq_compare(struct bt_thread *th, bt_value a, bt_value b,
                                      enum bt_cmpop op); // [py]
BT_MUST_CHECK bool bt_seq_contains(struct bt_thread *th, bt_value seq, bt_value item,
                                   bool *out);                                          // [py]
BT_MUST_CHECK bt_value bt_seq_count(struct bt_thread *th, bt_value seq, bt_value item); // [py]
// index(item, start, stop): *out = SIZE_MAX if absent. [py]
BT_MUST_CHECK bool bt_seq_index(struct bt_thread *th, bt_value seq, const bt_value *args,
                                size_t *out);
BT_MUST_CHECK bool bt_seq_repr_items(struct bt_thread *th, struct bt_buf *buf,
                                     bt_value seq); // [py]
static inline size_t bt_seq_len(bt_value seq)
{
    return bt_is_tuple(seq) ? bt_as_tuple(seq)->len : bt_as_list(seq)->len;
}
static inline bt_value *bt_seq_items(bt_value seq)
{
    return bt_is_tuple(seq) ? bt_as_tuple(seq)->items : bt_as_list(seq)->items;
}
// n copies of items behind each other; `out` has room for n * len values.
void bt_seq_fill(bt_value *out, const bt_value *items, size_t len, size_t n);
// The factor of a repetition: *n is 0 for negative ones. *known = false when `other` is no int (the
// operator then returns bt_seq_no_repeat). MemoryError if len * n is too much. [py]
BT_MUST_CHECK bool bt_seq_repeat_count(struct bt_thread *th, bt_value other, size_t len, size_t *n,
                                       bool *known);
BT_MUST_CHECK bt_value bt_seq_no_repeat(struct bt_thread *th, bt_value a, bt_value b,
                                        bool seq_is_left); // [py]
// seq + other where other is not of the type `type_id`: other's own + or TypeError. [py]
BT_MUST_CHECK bt_value bt_seq_no_concat(struct bt_thread *th, bt_value a, bt_value b, int type_id);
bt_value bt_iter_self(struct bt_thread *th, bt_value self); // the iter slot of iterators
bt_value bt_seq_pos_iter_new(struct bt_thread *th, int type_id, bt_value seq, size_t pos);

#endif
