// tuple, list, range, slice and their iterators.
#ifndef BT_OBJECTS_SEQ_H
#define BT_OBJECTS_SEQ_H

#include "runtime/objects/state.h"

struct bt_tuple {
    struct bt_object base;
    size_t len;
    bt_value items[];
};
struct bt_list {
    struct bt_object base;
    bt_value *items;         // bt_mem; never shrinks during a callback without re-reading
    size_t len, cap;
};
struct bt_range { // any ints; the common case keeps machine words
    struct bt_object base;   // base.spare: 1 = start, stop, step, len are all small ints
    bt_value start, stop, step, len;
};
// Iterator over a range of machine words; the eval loop's FORITER knows this layout.
struct bt_range_iter {
    struct bt_object base;   // base.spare: 1 = words (next, step, left); 0 = big values below
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

static inline struct bt_tuple *bt_as_tuple(bt_value v)
{
    return (struct bt_tuple *)bt_obj(v);
}
static inline struct bt_list *bt_as_list(bt_value v)
{
    return (struct bt_list *)bt_obj(v);
}
BT_MUST_CHECK bt_value bt_tuple_new(struct bt_thread *th, const bt_value *items, size_t n); // items NULL: all unset
BT_MUST_CHECK bt_value bt_tuple_of(struct bt_thread *th, size_t n, ...); // n bt_values
BT_MUST_CHECK bt_value bt_list_new(struct bt_thread *th, const bt_value *items, size_t n);  // items NULL: all None
BT_MUST_CHECK bool bt_list_append(struct bt_thread *th, bt_value list, bt_value item);
BT_MUST_CHECK bool bt_list_extend(struct bt_thread *th, bt_value list, bt_value iterable); // [py]
BT_MUST_CHECK bt_value bt_list_to_tuple(struct bt_thread *th, bt_value list);
BT_MUST_CHECK bool bt_list_sort(struct bt_thread *th, bt_value list, bt_value key, bool reverse); // [py] stable, adaptive merge
BT_MUST_CHECK bt_value bt_slice_new(struct bt_thread *th, bt_value start, bt_value stop, bt_value step);
// start, stop, step resolved against a length, as slice.indices; *count = number of items. [py: __index__]
BT_MUST_CHECK bool bt_slice_resolve(struct bt_thread *th, bt_value slice, size_t len, int64_t *start, int64_t *stop, int64_t *step,
                                    size_t *count);
// An index against a length (negative from the end): IndexError with `what` " index out of range". [py: __index__]
BT_MUST_CHECK bool bt_index_resolve(struct bt_thread *th, bt_value key, size_t len, const char *what, size_t *out);
BT_MUST_CHECK bt_value bt_range_new(struct bt_thread *th, bt_value start, bt_value stop, bt_value step);

#endif
