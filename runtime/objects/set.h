// The set operations that set, frozenset and the views of dict share. `set` and `out` are sets of
// any kind that the caller may change; `other` is any iterable. All [py].
#ifndef BT_OBJECTS_SET_H
#define BT_OBJECTS_SET_H

#include "runtime/objects/dict.h"

// set or frozenset, or a subclass of one?
static inline bool bt_is_set(bt_value v)
{
    return bt_has_flag(v, BT_TYPE_SET_SUB);
}
// A new set (not frozen) of what an iterable gives.
BT_MUST_CHECK bt_value bt_set_from(struct bt_thread *th, bt_value iterable);
// Remove from set what other has; keep only what other has not (symmetric).
BT_MUST_CHECK bool bt_set_subtract(struct bt_thread *th, bt_value set, bt_value other);
BT_MUST_CHECK bool bt_set_toggle(struct bt_thread *th, bt_value set, bt_value other);
// Add to out what is both in `set` and in other.
BT_MUST_CHECK bool bt_set_intersect(struct bt_thread *th, bt_value set, bt_value other,
                                    bt_value out);
// Add to out, a set that has none of them, those items of `set` that are in other, a set, too (in),
// or that are not.
BT_MUST_CHECK bool bt_set_select(struct bt_thread *th, bt_value set, bt_value other, bool in,
                                 bt_value out);
// Is nothing of other in the set?
BT_MUST_CHECK bool bt_set_disjoint(struct bt_thread *th, bt_value set, bt_value other, bool *out);

extern const struct bt_fn_spec bt_set_methods[];
extern const struct bt_fn_spec bt_frozenset_methods[];
bt_value bt_set_and(struct bt_thread *th, bt_value a, bt_value b);
bt_value bt_set_or(struct bt_thread *th, bt_value a, bt_value b);
bt_value bt_set_sub(struct bt_thread *th, bt_value a, bt_value b);
bt_value bt_set_xor(struct bt_thread *th, bt_value a, bt_value b);
bt_value bt_set_iand(struct bt_thread *th, bt_value a, bt_value b);
bt_value bt_set_ior(struct bt_thread *th, bt_value a, bt_value b);
bt_value bt_set_isub(struct bt_thread *th, bt_value a, bt_value b);
bt_value bt_set_ixor(struct bt_thread *th, bt_value a, bt_value b);

#endif
