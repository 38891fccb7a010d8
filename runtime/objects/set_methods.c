/*
 * The methods and operators of set and frozenset, over the operations of set.c. A result has the
 * plain type of the left operand: set or frozenset, never a subclass.
 */
#include "runtime/objects/set.h"

#include "runtime/objects/error.h"
#include "runtime/objects/protocol.h"
#include "runtime/objects/seq.h"

static bool is_frozen(struct bt_thread *th, bt_value set)
{
    return bt_is_a(th, set, BT_T_FROZENSET);
}

// An empty set of the kind of `like`, or a copy of it.
static bt_value new_like(struct bt_thread *th, bt_value like)
{
    return bt_set_new(th, is_frozen(th, like));
}
static bt_value copy_of(struct bt_thread *th, bt_value set)
{
    bt_value copy = new_like(th, set);
    if (bt_is_error(copy) ||
        !bt_dict_copy_table(th, &bt_as_set(copy)->table, &bt_as_set(set)->table))
        return BT_ERROR;
    return copy;
}

// A copy of `set`, changed by each of n iterables.
static bt_value changed_copy(struct bt_thread *th, bt_value set, const bt_value *others, size_t n,
                             bool (*change)(struct bt_thread *, bt_value, bt_value))
{
    BT_ROOTS(th, r, 1);
    r[0] = copy_of(th, set);
    bt_value result = r[0];
    for (size_t i = 0; i < n && !bt_is_error(result); i++)
        if (!change(th, r[0], others[i]))
            result = BT_ERROR;
    BT_UNROOT(th, r);
    return result;
}

// What is in one set and not in the other; what is in just one of both.
static bt_value difference_of(struct bt_thread *th, bt_value a, bt_value b)
{
    if (bt_same(a, b) || bt_as_set(a)->table.n_live / 4 > bt_as_set(b)->table.n_live)
        return changed_copy(th, a, &b, 1, bt_set_subtract);
    BT_ROOTS(th, r, 1);
    bt_value result = r[0] = new_like(th, a);
    if (!bt_is_error(result) && !bt_set_select(th, a, b, false, result))
        result = BT_ERROR;
    BT_UNROOT(th, r);
    return result;
}
static bt_value exclusive_of(struct bt_thread *th, bt_value a, bt_value b)
{
    BT_ROOTS(th, r, 1);
    bt_value result = r[0] = new_like(th, a);
    if (!bt_is_error(result) &&
        (!bt_set_select(th, a, b, false, result) || !bt_set_select(th, b, a, false, result)))
        result = BT_ERROR;
    BT_UNROOT(th, r);
    return result;
}

// What is in `set` and in each of n iterables.
static bt_value intersection_of(struct bt_thread *th, bt_value set, const bt_value *others,
                                size_t n)
{
    if (n == 0)
        return copy_of(th, set);
    BT_ROOTS(th, r, 2);
    bt_value result = r[0] = set;
    for (size_t i = 0; i < n && !bt_is_error(result); i++) {
        r[1] = new_like(th, set);
        result =
            bt_is_error(r[1]) || !bt_set_intersect(th, r[0], others[i], r[1]) ? BT_ERROR : r[1];
        r[0] = r[1];
    }
    BT_UNROOT(th, r);
    return result;
}

// Make `set` hold what `other`, which nobody else has, holds.
static void take_over(struct bt_thread *th, bt_value set, bt_value other)
{
    struct bt_dict *to = &bt_as_set(set)->table, *from = &bt_as_set(other)->table;
    bt_dict_clear(th, to);
    to->entries = from->entries;
    to->index = from->index;
    to->n_used = from->n_used;
    to->n_live = from->n_live;
    to->cap = from->cap;
    to->index_size = from->index_size;
    to->first = from->first;
    bt_dict_init(th, from);
}

// ---- operators ----

static bool both_sets(bt_value a, bt_value b)
{
    return bt_is_set(a) && bt_is_set(b);
}

bt_value bt_set_and(struct bt_thread *th, bt_value a, bt_value b)
{
    return both_sets(a, b) ? intersection_of(th, a, &b, 1) : BT_NOT_IMPLEMENTED;
}
bt_value bt_set_or(struct bt_thread *th, bt_value a, bt_value b)
{
    return both_sets(a, b) ? changed_copy(th, a, &b, 1, bt_set_update) : BT_NOT_IMPLEMENTED;
}
bt_value bt_set_sub(struct bt_thread *th, bt_value a, bt_value b)
{
    return both_sets(a, b) ? difference_of(th, a, b) : BT_NOT_IMPLEMENTED;
}
bt_value bt_set_xor(struct bt_thread *th, bt_value a, bt_value b)
{
    return both_sets(a, b) ? exclusive_of(th, a, b) : BT_NOT_IMPLEMENTED;
}

bt_value bt_set_iand(struct bt_thread *th, bt_value a, bt_value b)
{
    if (!both_sets(a, b))
        return BT_NOT_IMPLEMENTED;
    bt_value result = intersection_of(th, a, &b, 1);
    if (bt_is_error(result))
        return result;
    take_over(th, a, result);
    return a;
}
bt_value bt_set_ior(struct bt_thread *th, bt_value a, bt_value b)
{
    if (!both_sets(a, b))
        return BT_NOT_IMPLEMENTED;
    return bt_set_update(th, a, b) ? a : BT_ERROR;
}
bt_value bt_set_isub(struct bt_thread *th, bt_value a, bt_value b)
{
    if (!both_sets(a, b))
        return BT_NOT_IMPLEMENTED;
    return bt_set_subtract(th, a, b) ? a : BT_ERROR;
}
bt_value bt_set_ixor(struct bt_thread *th, bt_value a, bt_value b)
{
    if (!both_sets(a, b))
        return BT_NOT_IMPLEMENTED;
    return bt_set_toggle(th, a, b) ? a : BT_ERROR;
}

// ---- methods that make a new set; args[1] is the tuple of *others ----

static bt_value set_union(struct bt_thread *th, const bt_value *args)
{
    const struct bt_tuple *others = bt_as_tuple(args[1]);
    return changed_copy(th, args[0], others->items, others->len, bt_set_update);
}
static bt_value set_difference(struct bt_thread *th, const bt_value *args)
{
    const struct bt_tuple *others = bt_as_tuple(args[1]);
    if (others->len == 1 && bt_is_set(others->items[0]))
        return difference_of(th, args[0], others->items[0]);
    return changed_copy(th, args[0], others->items, others->len, bt_set_subtract);
}
static bt_value set_intersection(struct bt_thread *th, const bt_value *args)
{
    const struct bt_tuple *others = bt_as_tuple(args[1]);
    return intersection_of(th, args[0], others->items, others->len);
}
static bt_value set_symmetric_difference(struct bt_thread *th, const bt_value *args)
{
    return changed_copy(th, args[0], &args[1], 1, bt_set_toggle);
}
static bt_value set_copy(struct bt_thread *th, const bt_value *args)
{
    if (bt_is_exact(th, args[0], BT_T_FROZENSET))
        return args[0];
    return copy_of(th, args[0]);
}

// ---- methods that ask ----

static bt_value set_isdisjoint(struct bt_thread *th, const bt_value *args)
{
    bool disjoint;
    return bt_set_disjoint(th, args[0], args[1], &disjoint) ? bt_bool(disjoint) : BT_ERROR;
}

// Is a <= b, where one of them may be any iterable?
static bt_value compare_sets(struct bt_thread *th, bt_value a, bt_value b)
{
    BT_ROOTS(th, r, 2);
    bt_value result = BT_ERROR;
    r[0] = bt_is_set(a) ? a : bt_set_from(th, a);
    if (bt_is_error(r[0]))
        goto done;
    r[1] = bt_is_set(b) ? b : bt_set_from(th, b);
    if (!bt_is_error(r[1]))
        result = bt_type(th, BT_T_SET)->s.compare(th, r[0], r[1], BT_LE);
done:
    BT_UNROOT(th, r);
    return result;
}
static bt_value set_issubset(struct bt_thread *th, const bt_value *args)
{
    return compare_sets(th, args[0], args[1]);
}
static bt_value set_issuperset(struct bt_thread *th, const bt_value *args)
{
    return compare_sets(th, args[1], args[0]);
}

// ---- methods that change the set ----

static bt_value set_add(struct bt_thread *th, const bt_value *args)
{
    return bt_set_add(th, args[0], args[1]) ? BT_NONE : BT_ERROR;
}

static bt_value set_clear(struct bt_thread *th, const bt_value *args)
{
    bt_dict_clear(th, &bt_as_set(args[0])->table);
    return BT_NONE;
}

// Remove an item; a set, which cannot be hashed, stands for the frozenset of its items.
static bool delete_item(struct bt_thread *th, bt_value set, bt_value item, bool *found)
{
    if (bt_dict_delete(th, &bt_as_set(set)->table, item, found))
        return true;
    if (!bt_is_set(item) || is_frozen(th, item) || !bt_exc_is(th, BT_EXC_TYPE_ERROR))
        return false;
    bt_exc_clear(th);
    BT_ROOTS(th, r, 1);
    r[0] = bt_set_new(th, true);
    bool ok = !bt_is_error(r[0]) && bt_set_update(th, r[0], item) &&
              bt_dict_delete(th, &bt_as_set(set)->table, r[0], found);
    BT_UNROOT(th, r);
    return ok;
}

static bt_value set_discard(struct bt_thread *th, const bt_value *args)
{
    bool found;
    return delete_item(th, args[0], args[1], &found) ? BT_NONE : BT_ERROR;
}

static bt_value set_remove(struct bt_thread *th, const bt_value *args)
{
    bool found;
    if (!delete_item(th, args[0], args[1], &found))
        return BT_ERROR;
    return found ? BT_NONE : bt_raise_with(th, BT_EXC_KEY_ERROR, args[1]);
}

static bt_value set_pop(struct bt_thread *th, const bt_value *args)
{
    struct bt_dict *d = &bt_as_set(args[0])->table;
    size_t pos = 0;
    bt_value key;
    if (!bt_dict_next(d, &pos, &key, NULL)) {
        bt_value message = bt_str_format(th, "pop from an empty set");
        return bt_is_error(message) ? message : bt_raise_with(th, BT_EXC_KEY_ERROR, message);
    }
    bt_dict_remove_at(th, d, pos - 1);
    return key;
}

static bt_value change_by_each(struct bt_thread *th, const bt_value *args,
                               bool (*change)(struct bt_thread *, bt_value, bt_value))
{
    const struct bt_tuple *others = bt_as_tuple(args[1]);
    for (size_t i = 0; i < others->len; i++)
        if (!change(th, args[0], others->items[i]))
            return BT_ERROR;
    return BT_NONE;
}
static bt_value set_update(struct bt_thread *th, const bt_value *args)
{
    return change_by_each(th, args, bt_set_update);
}
static bt_value set_difference_update(struct bt_thread *th, const bt_value *args)
{
    return change_by_each(th, args, bt_set_subtract);
}
static bt_value set_intersection_update(struct bt_thread *th, const bt_value *args)
{
    bt_value result = set_intersection(th, args);
    if (bt_is_error(result))
        return result;
    take_over(th, args[0], result);
    return BT_NONE;
}
static bt_value set_symmetric_difference_update(struct bt_thread *th, const bt_value *args)
{
    return bt_set_toggle(th, args[0], args[1]) ? BT_NONE : BT_ERROR;
}

// clang-format off
// The rows that set and frozenset share.
#define COMMON_METHODS \
    {"copy", set_copy, "(self, /)", "A set of the same items.", NULL, 0}, \
    {"difference", set_difference, "(self, /, *others)", "What no other has.", NULL, 0}, \
    {"intersection", set_intersection, "(self, /, *others)", "What all have.", NULL, 0}, \
    {"isdisjoint", set_isdisjoint, "(self, other, /)", "Have they no item in common?", NULL, 0}, \
    {"issubset", set_issubset, "(self, other, /)", "Has other all items of self?", NULL, 0}, \
    {"issuperset", set_issuperset, "(self, other, /)", "Has self all of other?", NULL, 0}, \
    {"symmetric_difference", set_symmetric_difference, "(self, other, /)", \
     "What just one of both has.", NULL, 0}, \
    {"union", set_union, "(self, /, *others)", "What any has.", NULL, 0}
// clang-format on

const struct bt_fn_spec bt_set_methods[] = {
    COMMON_METHODS,
    {"add", set_add, "(self, object, /)", "Add an item.", NULL, 0},
    {"clear", set_clear, "(self, /)", "Remove all items.", NULL, 0},
    {"difference_update", set_difference_update, "(self, /, *others)",
     "Remove all items of the others.", NULL, 0},
    {"discard", set_discard, "(self, object, /)", "Remove an item if it is there.", NULL, 0},
    {"intersection_update", set_intersection_update, "(self, /, *others)",
     "Keep only what all others have.", NULL, 0},
    {"pop", set_pop, "(self, /)", "Remove the oldest item and return it.", NULL, 0},
    {"remove", set_remove, "(self, object, /)", "Remove an item; KeyError if it is not there.",
     NULL, 0},
    {"symmetric_difference_update", set_symmetric_difference_update, "(self, other, /)",
     "Keep what just one of both has.", NULL, 0},
    {"update", set_update, "(self, /, *others)", "Add all items of the others.", NULL, 0},
    {0},
};

const struct bt_fn_spec bt_frozenset_methods[] = {
    COMMON_METHODS,
    {0},
};
