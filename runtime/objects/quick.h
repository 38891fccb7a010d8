/*
 * Quick answers: hash, identity-or-equality and order of the commonest values (ints, floats, strs,
 * None, tuples and lists of them), where no Python code can run, nothing can fail and nobody needs
 * rooting. Whoever gets no answer asks the protocol, from the start: nothing has happened yet.
 */
#ifndef BT_OBJECTS_QUICK_H
#define BT_OBJECTS_QUICK_H

#include "runtime/objects/dict.h"
#include "runtime/objects/seq.h"
#include "runtime/objects/str.h"

enum bt_quick { BT_QUICK_NO, BT_QUICK_YES, BT_QUICK_ASK }; // ASK: the protocol has to say

// What bt_hash would say, or false.
bool bt_quick_hash_object(struct bt_thread *th, bt_value v, int64_t *out);
static inline bool bt_quick_hash(struct bt_thread *th, bt_value v, int64_t *out)
{
    if (bt_is_small(v)) { // smaller than the modulus 2^61 - 1: an int is its own hash
        int64_t i = bt_small(v);
        *out = i == -1 ? -2 : i;
        return true;
    }
    if (bt_is_exact(th, v, BT_T_STR) && bt_obj(v)->aux != 0) {
        *out = bt_obj(v)->aux;
        return true;
    }
    return bt_quick_hash_object(th, v, out);
}

// What bt_eq would say.
enum bt_quick bt_quick_equal_object(const struct bt_thread *th, bt_value a, bt_value b);
static inline enum bt_quick bt_quick_equal(const struct bt_thread *th, bt_value a, bt_value b)
{
    if (bt_same(a, b))
        return BT_QUICK_YES;
    if (bt_both_small(a, b))
        return BT_QUICK_NO;
    return bt_quick_equal_object(th, a, b);
}

// The truth of what bt_compare would give.
enum bt_quick bt_quick_compare(const struct bt_thread *th, bt_value a, bt_value b,
                               enum bt_cmpop op);

// Less than, equal to or greater than 0, as a is less than, equal to or greater than b.
int bt_str_order(const struct bt_str *a, const struct bt_str *b);

// The length of the commonest containers; false for others.
static inline bool bt_quick_len(const struct bt_thread *th, bt_value v, size_t *out)
{
    if (!bt_is_obj(v))
        return false;
    const struct bt_type *type = bt_obj(v)->type;
    if (type == bt_type(th, BT_T_LIST))
        *out = bt_as_list(v)->len;
    else if (type == bt_type(th, BT_T_STR))
        *out = bt_str_chars(bt_as_str(v));
    else if (type == bt_type(th, BT_T_TUPLE))
        *out = bt_as_tuple(v)->len;
    else if (type == bt_type(th, BT_T_DICT) || type == bt_type(th, BT_T_SET))
        *out = bt_dict_len(bt_as_dict(v));
    else
        return false;
    return true;
}

#endif
