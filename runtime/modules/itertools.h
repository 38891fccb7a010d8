// What the files of the native module itertools share.
#ifndef BT_MODULES_ITERTOOLS_H
#define BT_MODULES_ITERTOOLS_H

#include "runtime/objects/object.h"

/*
 * Most of the iterators: a few values and numbers, with names of their own in each file. Fields
 * change under a callback when another thread uses the same iterator, so `next` functions root what
 * they took out of one before they run Python, and look again afterwards.
 */
struct bt_itool {
    struct bt_object base;
    bt_value v[5];
    int64_t n[4];
};

static inline struct bt_itool *bt_as_itool(bt_value v)
{
    return (struct bt_itool *)bt_obj(v);
}
// A new one: all values unset, all numbers 0.
BT_MUST_CHECK bt_value bt_itool_new(struct bt_thread *th, struct bt_type *type);
void bt_itool_trace(struct bt_tracer *tracer, struct bt_object *object);
// A new one whose v[0] is iter(iterable) and v[1] is `other`. [py]
BT_MUST_CHECK bt_value bt_itool_over(struct bt_thread *th, struct bt_type *type, bt_value iterable,
                                     bt_value other);

// The designated fields that all these iterators have in common; `next_fn` and `new_fn` differ.
#define BT_ITOOL_SPEC(type_name, text, new_fn, next_fn)                           \
    .name = type_name, .module = "itertools", .doc = text, .flags = BT_TYPE_BASE, \
    .size = sizeof(struct bt_itool),                                              \
    .slots = {.iter = bt_iter_self, .next = next_fn, .new_ = new_fn, .trace = bt_itool_trace}

// One list of types per file; each ends with NULL.
extern const struct bt_type_spec *const bt_itertools_endless[]; // count, cycle, repeat
extern const struct bt_type_spec *const bt_itertools_filter[];  // chain ... takewhile
extern const struct bt_type_spec *const bt_itertools_group[];   // batched ... groupby
extern const struct bt_type_spec *const bt_itertools_combine[]; // combinations ... product
extern const struct bt_type_spec bt_grouper_spec, bt_tee_iter_spec;
bt_value bt_itertools_tee(struct bt_thread *th, const bt_value *args);

// The types that the module keeps for itself, by number (bt_kept_type).
enum bt_itertools_kept { BT_ITERTOOLS_GROUPER, BT_ITERTOOLS_TEE };

#endif
