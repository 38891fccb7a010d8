/*
 * dict as Python sees it: construction, slots, methods. The table itself is in dict.c, the views
 * and iterators in dict_views.c.
 *
 * A lookup may run Python, so each function that goes on with the table afterwards does so through
 * dict.c, which looks anew.
 */
#include "runtime/objects/dict.h"

#include "base/buf.h"
#include "runtime/objects/args.h"
#include "runtime/objects/dict_views.h"
#include "runtime/objects/error.h"
#include "runtime/objects/heap.h"
#include "runtime/objects/protocol.h"
#include "runtime/objects/seq.h"
#include "runtime/objects/shape.h"
#include "runtime/objects/str.h"
#include "runtime/objects/type.h"

// ---- update ----

// An exact dict, or a subclass that iterates as dict does: its table can be read directly.
static bool reads_as_dict(struct bt_thread *th, bt_value v)
{
    return bt_is_dict(v) && bt_type_of(th, v)->s.iter == bt_type(th, BT_T_DICT)->s.iter;
}

static bool update_from_dict(struct bt_thread *th, struct bt_dict *d, struct bt_dict *from)
{
    if (d == from || from->n_live == 0)
        return true;
    if (d->n_used == 0 && d->cap == 0)
        return bt_dict_copy_table(th, d, from);
    for (uint32_t i = from->first; i < from->n_used; i++) {
        struct bt_dict_entry e = from->entries[i];
        if (bt_is_unset(e.key))
            continue;
        uint32_t n = from->n_live;
        if (!bt_dict_put(th, d, e.key, e.hash, e.value))
            return false;
        if (from->n_live != n)
            return bt_fail(th, BT_EXC_RUNTIME_ERROR, "dict mutated during update");
    }
    return true;
}

// Anything with keys() and [].
static bool update_from_mapping(struct bt_thread *th, struct bt_dict *d, bt_value from)
{
    bool ok = false;
    BT_ROOTS(th, r, 3); // keys, key, value
    r[0] = bt_call_method(th, from, BT_NAME(th, _keys), NULL, 0);
    if (bt_is_error(r[0]))
        goto done;
    r[0] = bt_iter(th, r[0]);
    if (bt_is_error(r[0]))
        goto done;
    for (;;) {
        r[1] = bt_iter_next(th, r[0]);
        if (bt_is_unset(r[1]))
            break;
        if (bt_is_error(r[1]))
            goto done;
        r[2] = bt_getitem(th, from, r[1]);
        if (bt_is_error(r[2]) || !bt_dict_set(th, d, r[1], r[2]))
            goto done;
    }
    ok = true;
done:
    BT_UNROOT(th, r);
    return ok;
}

// Element number i of the iterable as a list or tuple of two.
static bt_value as_pair(struct bt_thread *th, bt_value item, size_t i)
{
    const char *what = "dictionary update sequence element";
    bt_value pair = item;
    if (!bt_is_list(item) && !bt_is_tuple(item)) {
        pair = bt_to_list(th, item);
        if (bt_is_error(pair) && bt_exc_is(th, BT_EXC_TYPE_ERROR)) {
            bt_exc_clear(th);
            return bt_type_error(th, "cannot convert %s #%zu to a sequence", what, i);
        }
        if (bt_is_error(pair))
            return pair;
    }
    if (bt_seq_len(pair) != 2)
        return bt_value_error(th, "%s #%zu has length %zu; 2 is required", what, i,
                              bt_seq_len(pair));
    return pair;
}

static bool update_from_pairs(struct bt_thread *th, struct bt_dict *d, bt_value from)
{
    bool ok = false;
    BT_ROOTS(th, r, 3); // iterator, item, the item as a pair
    r[0] = bt_iter(th, from);
    if (bt_is_error(r[0]))
        goto done;
    for (size_t i = 0;; i++) {
        r[1] = bt_iter_next(th, r[0]);
        if (bt_is_unset(r[1]))
            break;
        if (bt_is_error(r[1]))
            goto done;
        r[2] = as_pair(th, r[1], i);
        if (bt_is_error(r[2]))
            goto done;
        const bt_value *pair = bt_seq_items(r[2]);
        if (!bt_dict_set(th, d, pair[0], pair[1]))
            goto done;
    }
    ok = true;
done:
    BT_UNROOT(th, r);
    return ok;
}

bool bt_dict_update(struct bt_thread *th, struct bt_dict *d, bt_value other)
{
    bool ok = false;
    BT_ROOTS(th, r, 2);
    r[0] = bt_from_obj(d);
    r[1] = other;
    if (reads_as_dict(th, other)) {
        ok = update_from_dict(th, d, bt_as_dict(other));
        goto done;
    }
    bt_value keys = bt_getattr_opt(th, other, BT_NAME(th, _keys));
    if (bt_is_error(keys))
        goto done;
    ok = bt_is_unset(keys) ? update_from_pairs(th, d, other) : update_from_mapping(th, d, other);
done:
    BT_UNROOT(th, r);
    return ok;
}

// ---- construction ----

static bt_value dict_new(struct bt_thread *th, struct bt_type *type,
                         const struct bt_args *args BT_UNUSED)
{
    struct bt_dict *d = bt_instance_new(th, type);
    if (!d)
        return BT_ERROR;
    bt_dict_init(th, d);
    return bt_from_obj(d);
}

static bool dict_init(struct bt_thread *th, bt_value self, const struct bt_args *args)
{
    if (!bt_args_count(th, args, "dict", 0, 1))
        return false;
    if (args->npos == 1 && !bt_dict_update(th, bt_as_dict(self), args->v[0]))
        return false;
    size_t n_kw = bt_args_n_kw(args);
    for (size_t i = 0; i < n_kw; i++)
        if (!bt_dict_set(th, bt_as_dict(self), bt_as_tuple(args->kwnames)->items[i],
                         args->v[args->npos + i]))
            return false;
    return true;
}

// ---- slots ----

static bool repr_items(struct bt_thread *th, struct bt_buf *buf, struct bt_dict *d)
{
    bool first = true, ok = true;
    BT_ROOTS(th, r, 2);
    for (size_t pos = 0; ok && bt_dict_next(d, &pos, &r[0], &r[1]); first = false) {
        if (!first)
            bt_buf_puts(buf, ", ");
        ok = bt_buf_repr(th, buf, r[0]);
        bt_buf_puts(buf, ": ");
        ok = ok && bt_buf_repr(th, buf, r[1]);
    }
    BT_UNROOT(th, r);
    return ok;
}

static bt_value dict_repr(struct bt_thread *th, bt_value self)
{
    bool inside;
    if (bt_as_dict(self)->n_live == 0)
        return bt_str_from(th, "{}");
    if (!bt_repr_enter(th, self, &inside))
        return BT_ERROR;
    if (inside)
        return bt_str_from(th, "{...}");
    struct bt_buf buf;
    bt_buf_init(&buf);
    bt_buf_putc(&buf, '{');
    bool ok = repr_items(th, &buf, bt_as_dict(self));
    bt_buf_putc(&buf, '}');
    bt_repr_leave(th, self);
    if (ok)
        return bt_str_from_buf(th, &buf);
    bt_buf_free(&buf);
    return BT_ERROR;
}

// Are the dicts, of the same length, equal? An entry that a callback takes away makes them differ.
static bool dicts_equal(struct bt_thread *th, struct bt_dict *a, struct bt_dict *b, bool *equal)
{
    bool ok = false;
    BT_ROOTS(th, r, 3);
    *equal = true;
    for (size_t i = 0; i < a->n_used && *equal; i++) {
        int64_t pos;
        uint32_t hash = a->entries[i].hash;
        r[0] = a->entries[i].key;
        r[1] = a->entries[i].value;
        if (bt_is_unset(r[0]))
            continue;
        if (!bt_dict_find(th, b, r[0], hash, &pos))
            goto done;
        if (pos < 0) {
            *equal = false;
        } else {
            r[2] = b->entries[pos].value;
            if (!bt_eq(th, r[1], r[2], equal))
                goto done;
        }
    }
    ok = true;
done:
    BT_UNROOT(th, r);
    return ok;
}

static bt_value dict_compare(struct bt_thread *th, bt_value a, bt_value b, enum bt_cmpop op)
{
    if (!bt_is_dict(a) || !bt_is_dict(b) || (op != BT_EQ && op != BT_NE))
        return BT_NOT_IMPLEMENTED;
    bool equal = bt_as_dict(a)->n_live == bt_as_dict(b)->n_live;
    if (equal && !bt_enter(th, " in comparison"))
        return BT_ERROR;
    if (equal && !dicts_equal(th, bt_as_dict(a), bt_as_dict(b), &equal))
        return BT_ERROR;
    return bt_bool(equal == (op == BT_EQ));
}

static bool dict_len(struct bt_thread *th BT_UNUSED, bt_value self, size_t *out)
{
    *out = bt_as_dict(self)->n_live;
    return true;
}

static bt_value dict_iter(struct bt_thread *th, bt_value self)
{
    return bt_dict_iter_new(th, BT_T_DICT_ITER, bt_as_dict(self), BT_ITER_KEYS, false);
}

static bt_value dict_getitem(struct bt_thread *th, bt_value self, bt_value key)
{
    bt_value value;
    if (!bt_dict_get(th, bt_as_dict(self), key, &value))
        return BT_ERROR;
    if (!bt_is_unset(value))
        return value;
    if (!bt_is_exact(th, self, BT_T_DICT)) {
        value = bt_call_special(th, self, BT_NAME(th, missing), &key, 1);
        if (!bt_is_unset(value))
            return value;
    }
    return bt_raise_with(th, BT_EXC_KEY_ERROR, key);
}

static bool dict_setitem(struct bt_thread *th, bt_value self, bt_value key, bt_value value)
{
    bool found;
    if (!bt_is_unset(value))
        return bt_dict_set(th, bt_as_dict(self), key, value);
    if (!bt_dict_delete(th, bt_as_dict(self), key, &found))
        return false;
    if (!found)
        bt_raise_with(th, BT_EXC_KEY_ERROR, key);
    return found;
}

static bool dict_contains(struct bt_thread *th, bt_value self, bt_value key, bool *out)
{
    bt_value value;
    if (!bt_dict_get(th, bt_as_dict(self), key, &value))
        return false;
    *out = !bt_is_unset(value);
    return true;
}

static bt_value dict_or(struct bt_thread *th, bt_value a, bt_value b)
{
    if (!bt_is_dict(a) || !bt_is_dict(b))
        return BT_NOT_IMPLEMENTED;
    BT_ROOTS(th, r, 1);
    r[0] = bt_dict_copy(th, bt_as_dict(a));
    bt_value result = r[0];
    if (!bt_is_error(result) && !bt_dict_update(th, bt_as_dict(r[0]), b))
        result = BT_ERROR;
    BT_UNROOT(th, r);
    return result;
}

static bt_value dict_ior(struct bt_thread *th, bt_value a, bt_value b)
{
    return bt_dict_update(th, bt_as_dict(a), b) ? a : BT_ERROR;
}

// ---- methods ----

static bt_value dict_clear(struct bt_thread *th, const bt_value *args)
{
    bt_dict_clear(th, bt_as_dict(args[0]));
    return BT_NONE;
}

static bt_value dict_copy(struct bt_thread *th, const bt_value *args)
{
    return bt_dict_copy(th, bt_as_dict(args[0]));
}

// dict.fromkeys: a classmethod; args are the type, the iterable, the value.
static bt_value dict_fromkeys(struct bt_thread *th, const bt_value *args)
{
    bt_value result = BT_ERROR;
    BT_ROOTS(th, r, 3); // the dict, the iterator, a key
    r[0] = bt_call0(th, args[0]);
    if (bt_is_error(r[0]))
        goto done;
    r[1] = bt_iter(th, args[1]);
    if (bt_is_error(r[1]))
        goto done;
    bool plain = bt_is_exact(th, r[0], BT_T_DICT);
    for (;;) {
        r[2] = bt_iter_next(th, r[1]);
        if (bt_is_unset(r[2]))
            break;
        if (bt_is_error(r[2]))
            goto done;
        if (!(plain ? bt_dict_set(th, bt_as_dict(r[0]), r[2], args[2])
                    : bt_setitem(th, r[0], r[2], args[2])))
            goto done;
    }
    result = r[0];
done:
    BT_UNROOT(th, r);
    return result;
}

static bt_value dict_get(struct bt_thread *th, const bt_value *args)
{
    bt_value value;
    if (!bt_dict_get(th, bt_as_dict(args[0]), args[1], &value))
        return BT_ERROR;
    return bt_is_unset(value) ? args[2] : value;
}

static bt_value dict_setdefault(struct bt_thread *th, const bt_value *args)
{
    bt_value value;
    if (!bt_dict_setdefault(th, bt_as_dict(args[0]), args[1], args[2], &value))
        return BT_ERROR;
    return value;
}

static bt_value dict_pop(struct bt_thread *th, const bt_value *args)
{
    struct bt_dict *d = bt_as_dict(args[0]);
    uint32_t hash;
    int64_t pos = -1;
    if (!bt_dict_hash(th, args[1], &hash) || !bt_dict_find(th, d, args[1], hash, &pos))
        return BT_ERROR;
    if (pos >= 0) {
        bt_value value = d->entries[pos].value;
        bt_dict_remove_at(th, d, (size_t)pos);
        return value;
    }
    if (!bt_is_unset(args[2]))
        return args[2];
    return bt_raise_with(th, BT_EXC_KEY_ERROR, args[1]);
}

static bt_value key_error(struct bt_thread *th, const char *text)
{
    bt_value message = bt_str_from(th, text);
    return bt_is_error(message) ? message : bt_raise_with(th, BT_EXC_KEY_ERROR, message);
}

static bt_value dict_popitem(struct bt_thread *th, const bt_value *args)
{
    struct bt_dict *d = bt_as_dict(args[0]);
    if (d->n_live == 0)
        return key_error(th, "popitem(): dictionary is empty");
    const struct bt_dict_entry *last = &d->entries[d->n_used - 1];
    bt_value pair = bt_tuple_pair(th, last->key, last->value);
    if (!bt_is_error(pair))
        bt_dict_remove_at(th, d, d->n_used - 1);
    return pair;
}

static bt_value dict_update(struct bt_thread *th, const struct bt_args *raw)
{
    struct bt_args args = {raw->v + 1, raw->npos - 1, raw->kwnames};
    struct bt_dict *d = bt_as_dict(raw->v[0]);
    if (!bt_args_count(th, &args, "update", 0, 1))
        return BT_ERROR;
    if (args.npos == 1 && !bt_dict_update(th, d, args.v[0]))
        return BT_ERROR;
    size_t n_kw = bt_args_n_kw(&args);
    for (size_t i = 0; i < n_kw; i++)
        if (!bt_dict_set(th, d, bt_as_tuple(args.kwnames)->items[i], args.v[args.npos + i]))
            return BT_ERROR;
    return BT_NONE;
}

static bt_value dict_keys(struct bt_thread *th, const bt_value *args)
{
    return bt_dict_view_new(th, BT_T_DICT_KEYS, bt_as_dict(args[0]));
}
static bt_value dict_values(struct bt_thread *th, const bt_value *args)
{
    return bt_dict_view_new(th, BT_T_DICT_VALUES, bt_as_dict(args[0]));
}
static bt_value dict_items(struct bt_thread *th, const bt_value *args)
{
    return bt_dict_view_new(th, BT_T_DICT_ITEMS, bt_as_dict(args[0]));
}
static bt_value dict_reversed(struct bt_thread *th, const bt_value *args)
{
    return bt_dict_iter_new(th, BT_T_DICT_REV_KEY_ITER, bt_as_dict(args[0]), BT_ITER_KEYS, true);
}

static const struct bt_fn_spec dict_methods[] = {
    {"clear", dict_clear, "(self, /)", "Remove all items.", NULL, 0},
    {"copy", dict_copy, "(self, /)", "A new dict of the same items.", NULL, 0},
    {"fromkeys", dict_fromkeys, "(type, iterable, value=None, /)",
     "A new dict with keys from iterable, all of the same value.", NULL, BT_FN_CLASS},
    {"get", dict_get, "(self, key, default=None, /)", "The value of key, or default.", NULL, 0},
    {"items", dict_items, "(self, /)", "A view of the (key, value) pairs.", NULL, 0},
    {"keys", dict_keys, "(self, /)", "A view of the keys.", NULL, 0},
    {"pop", dict_pop, "(self, key, default=?, /)",
     "Remove key and return its value; without it, default or KeyError.", NULL, 0},
    {"popitem", dict_popitem, "(self, /)", "Remove the newest item and return (key, value).", NULL,
     0},
    {"setdefault", dict_setdefault, "(self, key, default=None, /)",
     "The value of key, which is default if it was not there.", NULL, 0},
    {"update", NULL, "(self, other=(), /, **kwargs)",
     "Take over the items of a mapping, of pairs, and of keyword arguments.", dict_update,
     BT_FN_RAW},
    {"values", dict_values, "(self, /)", "A view of the values.", NULL, 0},
    {"__reversed__", dict_reversed, "(self, /)", "An iterator over the keys from the end.", NULL,
     0},
    {0},
};

const struct bt_type_spec bt_dict_spec = {
    .name = "dict",
    .doc = "A map from keys to values, in insertion order: dict(mapping or pairs, **kwargs).",
    .flags = BT_TYPE_BASE | BT_TYPE_DICT_SUB | BT_TYPE_MAPPING,
    .size = sizeof(struct bt_dict),
    .slots =
        {
            .repr = dict_repr,
            .compare = dict_compare,
            .len = dict_len,
            .iter = dict_iter,
            .getitem = dict_getitem,
            .setitem = dict_setitem,
            .contains = dict_contains,
            .binary = {[BT_OP_OR] = dict_or},
            .inplace = {[BT_OP_OR] = dict_ior},
            .new_ = dict_new,
            .init = dict_init,
            .trace = bt_dict_trace,
            .free = bt_dict_free,
        },
    .methods = dict_methods,
};
