/*
 * The views keys(), values() and items() of a dict, and the iterators of dicts and sets. A view
 * holds the dict and nothing else; an iterator a position in its table.
 */
#include "runtime/objects/dict_views.h"

#include "base/buf.h"
#include "runtime/objects/error.h"
#include "runtime/objects/heap.h"
#include "runtime/objects/protocol.h"
#include "runtime/objects/seq.h"
#include "runtime/objects/set.h"
#include "runtime/objects/str.h"
#include "runtime/objects/type.h"

// ---- iterators ----

static struct bt_dict_iter *as_iter(bt_value v)
{
    return (struct bt_dict_iter *)bt_obj(v);
}

bt_value bt_dict_iter_new(struct bt_thread *th, int type_id, struct bt_dict *d,
                          enum bt_dict_iter_kind kind, bool backwards)
{
    struct bt_dict_iter *it = bt_new_object(th, bt_type(th, type_id), sizeof *it);
    if (!it)
        return BT_ERROR;
    it->base.spare = (uint16_t)kind;
    it->base.aux = backwards;
    it->dict = d;
    it->pos = backwards ? d->n_used : 0;
    it->len = it->left = d->n_live;
    return bt_from_obj(it);
}

// The next live entry, or NULL at the end.
static const struct bt_dict_entry *step(struct bt_dict_iter *it)
{
    const struct bt_dict *d = it->dict;
    if (it->base.aux) {
        uint32_t i = it->pos < d->n_used ? it->pos : d->n_used;
        while (i > d->first && bt_is_unset(d->entries[i - 1].key))
            i--;
        if (i <= d->first)
            return NULL;
        it->pos = i - 1;
        return &d->entries[i - 1];
    }
    uint32_t i = it->pos > d->first ? it->pos : d->first;
    while (i < d->n_used && bt_is_unset(d->entries[i].key))
        i++;
    if (i >= d->n_used)
        return NULL;
    it->pos = i + 1;
    return &d->entries[i];
}

static bt_value iter_next(struct bt_thread *th, bt_value self)
{
    struct bt_dict_iter *it = as_iter(self);
    if (!it->dict)
        return BT_UNSET;
    bool is_set = it->base.type == bt_type(th, BT_T_SET_ITER);
    if (BT_UNLIKELY(it->dict->n_live != it->len)) {
        it->len = UINT32_MAX; // for good, whatever the size will be
        return bt_raise(th, BT_EXC_RUNTIME_ERROR, "%s changed size during iteration",
                        is_set ? "Set" : "dictionary");
    }
    const struct bt_dict_entry *entry = step(it);
    if (!entry || (it->left == 0 && is_set)) {
        it->dict = NULL;
        return BT_UNSET;
    }
    if (BT_UNLIKELY(it->left == 0)) {
        it->dict = NULL;
        return bt_raise(th, BT_EXC_RUNTIME_ERROR, "dictionary keys changed during iteration");
    }
    it->left--;
    if (it->base.spare == BT_ITER_KEYS)
        return entry->key;
    if (it->base.spare == BT_ITER_VALUES)
        return entry->value;
    return bt_tuple_pair(th, entry->key, entry->value);
}

bool bt_dict_iter_pair(struct bt_dict_iter *it, bt_value out[2])
{
    if (!it->dict || it->dict->n_live != it->len || it->left == 0)
        return false;
    const struct bt_dict_entry *entry = step(it);
    if (!entry)
        return false;
    it->left--;
    out[0] = entry->key;
    out[1] = entry->value;
    return true;
}

static void iter_trace(struct bt_tracer *tracer, struct bt_object *object)
{
    struct bt_dict *d = ((struct bt_dict_iter *)object)->dict;
    if (d)
        bt_mark_object(tracer, &d->base);
}

static bt_value iter_hint(struct bt_thread *th BT_UNUSED, const bt_value *args)
{
    const struct bt_dict_iter *it = as_iter(args[0]);
    return bt_from_small(it->dict && it->dict->n_live == it->len ? it->left : 0);
}

static const struct bt_fn_spec iter_methods[] = {
    {"__length_hint__", iter_hint, "(self, /)", "How many items are left.", NULL, 0},
    {0},
};

#define ITER_SPEC(variable, type_name)                                           \
    const struct bt_type_spec variable = {                                       \
        .name = type_name,                                                       \
        .flags = BT_TYPE_ABSTRACT | BT_TYPE_PLAIN_NEXT,                          \
        .size = sizeof(struct bt_dict_iter),                                     \
        .slots = {.iter = bt_iter_self, .next = iter_next, .trace = iter_trace}, \
        .methods = iter_methods,                                                 \
    }

ITER_SPEC(bt_dict_iter_spec, "dict_keyiterator");
ITER_SPEC(bt_dict_value_iter_spec, "dict_valueiterator");
ITER_SPEC(bt_dict_item_iter_spec, "dict_itemiterator");
ITER_SPEC(bt_dict_rev_key_iter_spec, "dict_reversekeyiterator");
ITER_SPEC(bt_dict_rev_value_iter_spec, "dict_reversevalueiterator");
ITER_SPEC(bt_dict_rev_item_iter_spec, "dict_reverseitemiterator");
ITER_SPEC(bt_set_iter_spec, "set_iterator");

// ---- views ----

static struct bt_dict *dict_of(bt_value view)
{
    return ((struct bt_dict_view *)bt_obj(view))->dict;
}

bt_value bt_dict_view_new(struct bt_thread *th, int type_id, struct bt_dict *d)
{
    struct bt_dict_view *view = bt_new_object(th, bt_type(th, type_id), sizeof *view);
    if (!view)
        return BT_ERROR;
    view->dict = d;
    return bt_from_obj(view);
}

static void view_trace(struct bt_tracer *tracer, struct bt_object *object)
{
    bt_mark_object(tracer, &((struct bt_dict_view *)object)->dict->base);
}

static bool view_len(struct bt_thread *th BT_UNUSED, bt_value self, size_t *out)
{
    *out = dict_of(self)->n_live;
    return true;
}

static bt_value view_repr(struct bt_thread *th, bt_value self)
{
    bool inside;
    if (!bt_repr_enter(th, self, &inside))
        return BT_ERROR;
    if (inside)
        return bt_str_from(th, "...");
    BT_ROOTS(th, r, 1);
    bt_value result = BT_ERROR;
    r[0] = bt_to_list(th, self);
    if (!bt_is_error(r[0]))
        result = bt_str_format(th, "%T(%R)", self, r[0]);
    BT_UNROOT(th, r);
    bt_repr_leave(th, self);
    return result;
}

static bt_value keys_iter(struct bt_thread *th, bt_value self)
{
    return bt_dict_iter_new(th, BT_T_DICT_ITER, dict_of(self), BT_ITER_KEYS, false);
}
static bt_value values_iter(struct bt_thread *th, bt_value self)
{
    return bt_dict_iter_new(th, BT_T_DICT_VALUE_ITER, dict_of(self), BT_ITER_VALUES, false);
}
static bt_value items_iter(struct bt_thread *th, bt_value self)
{
    return bt_dict_iter_new(th, BT_T_DICT_ITEM_ITER, dict_of(self), BT_ITER_ITEMS, false);
}
static bt_value keys_reversed(struct bt_thread *th, const bt_value *args)
{
    return bt_dict_iter_new(th, BT_T_DICT_REV_KEY_ITER, dict_of(args[0]), BT_ITER_KEYS, true);
}
static bt_value values_reversed(struct bt_thread *th, const bt_value *args)
{
    return bt_dict_iter_new(th, BT_T_DICT_REV_VALUE_ITER, dict_of(args[0]), BT_ITER_VALUES, true);
}
static bt_value items_reversed(struct bt_thread *th, const bt_value *args)
{
    return bt_dict_iter_new(th, BT_T_DICT_REV_ITEM_ITER, dict_of(args[0]), BT_ITER_ITEMS, true);
}

static bool keys_contains(struct bt_thread *th, bt_value self, bt_value key, bool *out)
{
    bt_value value;
    if (!bt_dict_get(th, dict_of(self), key, &value))
        return false;
    *out = !bt_is_unset(value);
    return true;
}

static bool items_contains(struct bt_thread *th, bt_value self, bt_value item, bool *out)
{
    *out = false;
    if (!bt_is_tuple(item) || bt_as_tuple(item)->len != 2)
        return true;
    BT_ROOTS(th, r, 1);
    bool ok = bt_dict_get(th, dict_of(self), bt_as_tuple(item)->items[0], &r[0]);
    if (ok && !bt_is_unset(r[0]))
        ok = bt_eq(th, r[0], bt_as_tuple(item)->items[1], out);
    BT_UNROOT(th, r);
    return ok;
}

// ---- keys and items as sets ----

static bool is_set_like(struct bt_thread *th, bt_value v)
{
    return bt_is_set(v) || bt_is_exact(th, v, BT_T_DICT_KEYS) ||
           bt_is_exact(th, v, BT_T_DICT_ITEMS);
}

// Is each item of a in b?
static bool all_in(struct bt_thread *th, bt_value a, bt_value b, bool *out)
{
    bool ok = false;
    BT_ROOTS(th, r, 2);
    *out = true;
    r[0] = bt_iter(th, a);
    if (bt_is_error(r[0]))
        goto done;
    while (*out) {
        r[1] = bt_iter_next(th, r[0]);
        if (bt_is_unset(r[1]))
            break;
        if (bt_is_error(r[1]) || !bt_contains(th, b, r[1], out))
            goto done;
    }
    ok = true;
done:
    BT_UNROOT(th, r);
    return ok;
}

static bt_value view_compare(struct bt_thread *th, bt_value a, bt_value b, enum bt_cmpop op)
{
    size_t n = dict_of(a)->n_live, m;
    bool result = false;
    if (!is_set_like(th, b))
        return BT_NOT_IMPLEMENTED;
    if (!bt_len(th, b, &m))
        return BT_ERROR;
    bool ok = true;
    switch (op) {
    case BT_EQ:
    case BT_NE: ok = n != m || all_in(th, a, b, &result); break;
    case BT_LT: ok = n >= m || all_in(th, a, b, &result); break;
    case BT_LE: ok = n > m || all_in(th, a, b, &result); break;
    case BT_GT: ok = n <= m || all_in(th, b, a, &result); break;
    case BT_GE: ok = n < m || all_in(th, b, a, &result); break;
    }
    return ok ? bt_bool(result != (op == BT_NE)) : BT_ERROR;
}

// set(a), changed by `change` with b.
static bt_value set_op(struct bt_thread *th, bt_value a, bt_value b,
                       bool (*change)(struct bt_thread *, bt_value, bt_value))
{
    BT_ROOTS(th, r, 1);
    r[0] = bt_set_from(th, a);
    bt_value result = r[0];
    if (!bt_is_error(result) && !change(th, result, b))
        result = BT_ERROR;
    BT_UNROOT(th, r);
    return result;
}

static bt_value view_sub(struct bt_thread *th, bt_value a, bt_value b)
{
    return set_op(th, a, b, bt_set_subtract);
}
static bt_value view_or(struct bt_thread *th, bt_value a, bt_value b)
{
    return set_op(th, a, b, bt_set_update);
}
static bt_value view_xor(struct bt_thread *th, bt_value a, bt_value b)
{
    return set_op(th, a, b, bt_set_toggle);
}

static bt_value view_and(struct bt_thread *th, bt_value a, bt_value b)
{
    if (!is_set_like(th, a)) { // the view stands to the right
        bt_value t = a;
        a = b;
        b = t;
    }
    bt_value result = BT_ERROR;
    BT_ROOTS(th, r, 3);
    r[0] = bt_set_new(th, false);
    if (bt_is_error(r[0]))
        goto done;
    r[1] = bt_iter(th, b);
    if (bt_is_error(r[1]))
        goto done;
    for (;;) {
        bool in;
        r[2] = bt_iter_next(th, r[1]);
        if (bt_is_unset(r[2]))
            break;
        if (bt_is_error(r[2]) || !bt_contains(th, a, r[2], &in) ||
            (in && !bt_set_add(th, r[0], r[2])))
            goto done;
    }
    result = r[0];
done:
    BT_UNROOT(th, r);
    return result;
}

static bt_value view_isdisjoint(struct bt_thread *th, const bt_value *args)
{
    bt_value result = BT_ERROR;
    BT_ROOTS(th, r, 2);
    r[0] = bt_iter(th, args[1]);
    if (bt_is_error(r[0]))
        goto done;
    for (;;) {
        bool in;
        r[1] = bt_iter_next(th, r[0]);
        if (bt_is_unset(r[1]))
            break;
        if (bt_is_error(r[1]) || !bt_contains(th, args[0], r[1], &in))
            goto done;
        if (in) {
            result = BT_FALSE;
            goto done;
        }
    }
    result = BT_TRUE;
done:
    BT_UNROOT(th, r);
    return result;
}

static bt_value view_mapping(struct bt_thread *th, bt_value self)
{
    return bt_call1(th, bt_from_obj(bt_type(th, BT_T_MAPPING_PROXY)), bt_from_obj(dict_of(self)));
}

static const struct bt_getset_spec view_getsets[] = {
    {"mapping", view_mapping, NULL, "The dict, read-only."},
    {0},
};

static const struct bt_fn_spec keys_methods[] = {
    {"isdisjoint", view_isdisjoint, "(self, other, /)", "Have they no item in common?", NULL, 0},
    {"__reversed__", keys_reversed, "(self, /)", "An iterator from the end.", NULL, 0},
    {0},
};

static const struct bt_fn_spec items_methods[] = {
    {"isdisjoint", view_isdisjoint, "(self, other, /)", "Have they no item in common?", NULL, 0},
    {"__reversed__", items_reversed, "(self, /)", "An iterator from the end.", NULL, 0},
    {0},
};

static const struct bt_fn_spec values_methods[] = {
    {"__reversed__", values_reversed, "(self, /)", "An iterator from the end.", NULL, 0},
    {0},
};

const struct bt_type_spec bt_dict_keys_spec = {
    .name = "dict_keys",
    .flags = BT_TYPE_ABSTRACT,
    .size = sizeof(struct bt_dict_view),
    .slots =
        {
            .repr = view_repr,
            .compare = view_compare,
            .len = view_len,
            .iter = keys_iter,
            .contains = keys_contains,
            .binary = {[BT_OP_SUB] = view_sub,
                       [BT_OP_AND] = view_and,
                       [BT_OP_XOR] = view_xor,
                       [BT_OP_OR] = view_or},
            .trace = view_trace,
        },
    .methods = keys_methods,
    .getsets = view_getsets,
};

const struct bt_type_spec bt_dict_values_spec = {
    .name = "dict_values",
    .flags = BT_TYPE_ABSTRACT,
    .size = sizeof(struct bt_dict_view),
    .slots =
        {
            .repr = view_repr,
            .len = view_len,
            .iter = values_iter,
            .trace = view_trace,
        },
    .methods = values_methods,
    .getsets = view_getsets,
};

const struct bt_type_spec bt_dict_items_spec = {
    .name = "dict_items",
    .flags = BT_TYPE_ABSTRACT,
    .size = sizeof(struct bt_dict_view),
    .slots =
        {
            .repr = view_repr,
            .compare = view_compare,
            .len = view_len,
            .iter = items_iter,
            .contains = items_contains,
            .binary = {[BT_OP_SUB] = view_sub,
                       [BT_OP_AND] = view_and,
                       [BT_OP_XOR] = view_xor,
                       [BT_OP_OR] = view_or},
            .trace = view_trace,
        },
    .methods = items_methods,
    .getsets = view_getsets,
};
