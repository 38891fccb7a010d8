/*
 * set and frozenset: the table of dict.c with values None, so they keep insertion order. Here are
 * construction, slots and the operations on one other iterable; the methods and operators that
 * Python sees are in set_methods.c.
 *
 * Another set's items are taken over with their hashes; items of other iterables are hashed, which
 * may run Python. Loops over a set hold no pointer into its table across a callback.
 */
#include "runtime/objects/set.h"

#include "base/buf.h"
#include "runtime/objects/args.h"
#include "runtime/objects/error.h"
#include "runtime/objects/heap.h"
#include "runtime/objects/protocol.h"
#include "runtime/objects/shape.h"
#include "runtime/objects/str.h"
#include "runtime/objects/type.h"

static struct bt_dict *table(bt_value set)
{
    return &bt_as_set(set)->table;
}

// ---- construction ----

static bt_value new_set(struct bt_thread *th, struct bt_type *type)
{
    struct bt_set *s = bt_instance_new(th, type);
    if (!s)
        return BT_ERROR;
    bt_dict_init(th, &s->table);
    s->hash = -1;
    return bt_from_obj(s);
}

bt_value bt_set_new(struct bt_thread *th, bool frozen)
{
    return new_set(th, bt_type(th, frozen ? BT_T_FROZENSET : BT_T_SET));
}

bt_value bt_set_from(struct bt_thread *th, bt_value iterable)
{
    BT_ROOTS(th, r, 1);
    r[0] = bt_set_new(th, false);
    bt_value result = r[0];
    if (!bt_is_error(result) && !bt_set_update(th, result, iterable))
        result = BT_ERROR;
    BT_UNROOT(th, r);
    return result;
}

static bt_value set_new(struct bt_thread *th, struct bt_type *type,
                        const struct bt_args *args BT_UNUSED)
{
    return new_set(th, type);
}

static bool set_init(struct bt_thread *th, bt_value self, const struct bt_args *args)
{
    struct bt_type *exact = bt_type(th, BT_T_SET), *type = bt_type_of(th, self);
    if ((type == exact || type->s.init == exact->s.init) && !bt_args_no_kw(th, args, "set"))
        return false;
    if (!bt_args_count(th, args, "set", 0, 1))
        return false;
    bt_dict_clear(th, table(self));
    return args->npos == 0 || bt_set_update(th, self, args->v[0]);
}

static bt_value frozenset_new(struct bt_thread *th, struct bt_type *type,
                              const struct bt_args *args)
{
    struct bt_type *exact = bt_type(th, BT_T_FROZENSET);
    if ((type == exact || type->s.init == exact->s.init) && !bt_args_no_kw(th, args, "frozenset"))
        return BT_ERROR;
    if (!bt_args_count(th, args, "frozenset", 0, 1))
        return BT_ERROR;
    if (type == exact && args->npos == 1 && bt_is_exact(th, args->v[0], BT_T_FROZENSET))
        return args->v[0];
    BT_ROOTS(th, r, 1);
    r[0] = new_set(th, type);
    bt_value result = r[0];
    if (!bt_is_error(result) && args->npos == 1 && !bt_set_update(th, result, args->v[0]))
        result = BT_ERROR;
    BT_UNROOT(th, r);
    return result;
}

// ---- one item ----

bool bt_set_add(struct bt_thread *th, bt_value set, bt_value key)
{
    return bt_dict_set(th, table(set), key, BT_NONE);
}

bool bt_set_has(struct bt_thread *th, bt_value set, bt_value key, bool *out)
{
    bt_value found;
    if (!bt_dict_get(th, table(set), key, &found))
        return false;
    *out = !bt_is_unset(found);
    return true;
}

bool bt_set_next(const struct bt_set *s, size_t *pos, bt_value *key)
{
    return bt_dict_next(&s->table, pos, key, NULL);
}

// ---- another iterable ----

/*
 * Call `each(th, table, key, hash)` for every item of `other`. A set or an exact dict gives its
 * keys with their hashes; what such a table becomes under a callback is looked at item by item.
 */
static bool for_each(struct bt_thread *th, bt_value other, struct bt_dict *d,
                     bool (*each)(struct bt_thread *, struct bt_dict *, bt_value, uint32_t))
{
    bool ok = false;
    uint32_t hash;
    BT_ROOTS(th, r, 3); // key, iterator, d
    r[2] = bt_from_obj(d);
    if (bt_is_set(other) || bt_is_exact(th, other, BT_T_DICT)) {
        const struct bt_dict *from = bt_as_dict(other);
        for (size_t pos = 0; bt_dict_next(from, &pos, &r[0], NULL);)
            if (!each(th, d, r[0], from->entries[pos - 1].hash))
                goto done;
        ok = true;
        goto done;
    }
    r[1] = bt_iter(th, other);
    if (bt_is_error(r[1]))
        goto done;
    for (;;) {
        r[0] = bt_iter_next(th, r[1]);
        if (bt_is_unset(r[0]))
            break;
        if (bt_is_error(r[0]) || !bt_dict_hash(th, r[0], &hash) || !each(th, d, r[0], hash))
            goto done;
    }
    ok = true;
done:
    BT_UNROOT(th, r);
    return ok;
}

static bool add_one(struct bt_thread *th, struct bt_dict *d, bt_value key, uint32_t hash)
{
    return bt_dict_put(th, d, key, hash, BT_NONE);
}

static bool discard_one(struct bt_thread *th, struct bt_dict *d, bt_value key, uint32_t hash)
{
    int64_t pos;
    if (!bt_dict_find(th, d, key, hash, &pos))
        return false;
    if (pos >= 0)
        bt_dict_remove_at(th, d, (size_t)pos);
    return true;
}

static bool toggle_one(struct bt_thread *th, struct bt_dict *d, bt_value key, uint32_t hash)
{
    int64_t pos;
    if (!bt_dict_find(th, d, key, hash, &pos))
        return false;
    if (pos < 0)
        return bt_dict_add(th, d, key, hash, BT_NONE);
    bt_dict_remove_at(th, d, (size_t)pos);
    return true;
}

bool bt_set_update(struct bt_thread *th, bt_value set, bt_value iterable)
{
    struct bt_dict *d = table(set);
    if (bt_is_set(iterable)) {
        if (d->cap == 0)
            return bt_dict_copy_table(th, d, table(iterable));
        // It will have something new. (A table with gaps stays: iterators know positions in it.)
        if (d->n_live == d->n_used &&
            !bt_dict_reserve(th, d, (size_t)d->n_used + table(iterable)->n_live / 2))
            return false;
    }
    return for_each(th, iterable, d, add_one);
}

bool bt_set_select(struct bt_thread *th, bt_value set, bt_value other, bool in, bt_value out)
{
    const struct bt_dict *d = table(set);
    bool ok = true, fresh = true; // fresh: no Python has run, so what comes is not in `out` yet
    size_t n = d->n_live, m = table(other)->n_live, likely = !in && n > m + m / 2 ? n - m : n / 4;
    if (likely > 4 && !bt_dict_reserve(th, table(out), table(out)->n_used + likely))
        return false;
    BT_ROOTS(th, r, 4); // key, and the sets
    r[1] = set;
    r[2] = other;
    r[3] = out;
    for (uint32_t pos = d->first; ok && pos < d->n_used; pos++) {
        r[0] = d->entries[pos].key;
        uint32_t hash = d->entries[pos].hash;
        if (bt_is_unset(r[0]))
            continue;
        int has = bt_dict_has_quick(th, table(other), r[0], hash);
        if (has < 0) {
            int64_t at;
            fresh = false;
            ok = bt_dict_find(th, table(other), r[0], hash, &at);
            has = at >= 0;
        }
        if (ok && (has == 1) == in)
            ok = fresh ? bt_dict_add(th, table(out), r[0], hash, BT_NONE)
                       : bt_dict_put(th, table(out), r[0], hash, BT_NONE);
    }
    BT_UNROOT(th, r);
    return ok;
}

bool bt_set_subtract(struct bt_thread *th, bt_value set, bt_value other)
{
    if (bt_same(set, other)) {
        bt_dict_clear(th, table(set));
        return true;
    }
    return for_each(th, other, table(set), discard_one);
}

bool bt_set_toggle(struct bt_thread *th, bt_value set, bt_value other)
{
    if (bt_same(set, other)) {
        bt_dict_clear(th, table(set));
        return true;
    }
    if (bt_is_set(other) || bt_is_exact(th, other, BT_T_DICT))
        return for_each(th, other, table(set), toggle_one);
    // An item that comes twice counts once.
    BT_ROOTS(th, r, 1);
    r[0] = bt_set_from(th, other);
    bool ok = !bt_is_error(r[0]) && for_each(th, r[0], table(set), toggle_one);
    BT_UNROOT(th, r);
    return ok;
}

// Put `key` into out if it is in d.
static bool add_if_in(struct bt_thread *th, struct bt_dict *d, bt_value key, uint32_t hash,
                      bt_value out)
{
    int64_t pos;
    return bt_dict_find(th, d, key, hash, &pos) &&
           (pos < 0 || bt_dict_put(th, table(out), key, hash, BT_NONE));
}

bool bt_set_intersect(struct bt_thread *th, bt_value set, bt_value other, bt_value out)
{
    bool ok = false;
    uint32_t hash;
    BT_ROOTS(th, r, 3); // key, iterator, out
    r[2] = out;
    if (bt_is_set(other)) { // walk the smaller one
        bool swap = table(set)->n_live < table(other)->n_live;
        ok = bt_set_select(th, swap ? set : other, swap ? other : set, true, out);
        goto done;
    }
    r[1] = bt_iter(th, other);
    if (bt_is_error(r[1]))
        goto done;
    for (;;) {
        r[0] = bt_iter_next(th, r[1]);
        if (bt_is_unset(r[0]))
            break;
        if (bt_is_error(r[0]) || !bt_dict_hash(th, r[0], &hash) ||
            !add_if_in(th, table(set), r[0], hash, out))
            goto done;
    }
    ok = true;
done:
    BT_UNROOT(th, r);
    return ok;
}

bool bt_set_disjoint(struct bt_thread *th, bt_value set, bt_value other, bool *out)
{
    bool ok = false, in = false;
    BT_ROOTS(th, r, 2);
    *out = true;
    r[0] = bt_iter(th, other);
    if (bt_is_error(r[0]))
        goto done;
    while (!in) {
        r[1] = bt_iter_next(th, r[0]);
        if (bt_is_unset(r[1]))
            break;
        if (bt_is_error(r[1]) || !bt_set_has(th, set, r[1], &in))
            goto done;
    }
    *out = !in;
    ok = true;
done:
    BT_UNROOT(th, r);
    return ok;
}

// ---- slots ----

static bt_value set_repr(struct bt_thread *th, bt_value self)
{
    struct bt_dict *d = table(self);
    bool inside, exact = bt_is_exact(th, self, BT_T_SET), ok = true;
    if (d->n_live == 0)
        return bt_str_format(th, "%T()", self);
    if (!bt_repr_enter(th, self, &inside))
        return BT_ERROR;
    if (inside)
        return bt_str_format(th, "%T(...)", self);
    struct bt_buf buf;
    bt_buf_init(&buf);
    if (!exact) {
        bt_buf_puts(&buf, bt_type_of(th, self)->name);
        bt_buf_putc(&buf, '(');
    }
    BT_ROOTS(th, r, 1);
    const char *before = "{";
    for (size_t pos = 0; ok && bt_dict_next(d, &pos, &r[0], NULL); before = ", ") {
        bt_buf_puts(&buf, before);
        ok = bt_buf_repr(th, &buf, r[0]);
    }
    BT_UNROOT(th, r);
    bt_buf_puts(&buf, exact ? "}" : "})");
    bt_repr_leave(th, self);
    if (ok)
        return bt_str_from_buf(th, &buf);
    bt_buf_free(&buf);
    return BT_ERROR;
}

// Spread the bits of one item's hash, so that sets of neighbouring ints differ in theirs.
static uint64_t shuffle(uint64_t h)
{
    return ((h ^ 89869747u) ^ (h << 16)) * 3644798167u;
}

// CPython's number: it does not depend on the order of the items.
static bool frozenset_hash(struct bt_thread *th, bt_value self, int64_t *out)
{
    struct bt_set *s = bt_as_set(self);
    uint64_t hash = 0;
    bt_value key;
    if (s->hash != -1) {
        *out = s->hash;
        return true;
    }
    for (size_t pos = 0; bt_dict_next(&s->table, &pos, &key, NULL);) {
        int64_t h;
        if (!bt_hash(th, key, &h))
            return false;
        hash ^= shuffle((uint64_t)h);
    }
    // CPython's empty and deleted slots count as -1 and 0 and are factored out there.
    hash ^= ((uint64_t)s->table.n_live + 1) * 1927868237u;
    hash ^= (hash >> 11) ^ (hash >> 25);
    hash = hash * 69069u + 907133923u;
    if (hash == UINT64_MAX)
        hash = 590923713u;
    *out = s->hash = (int64_t)hash;
    return true;
}

// Is each item of a in b?
static bool is_subset(struct bt_thread *th, bt_value a, bt_value b, bool *out)
{
    const struct bt_dict *d = table(a);
    bool ok = true;
    BT_ROOTS(th, r, 1);
    *out = true;
    for (size_t pos = 0; ok && *out && bt_dict_next(d, &pos, &r[0], NULL);) {
        int64_t at;
        ok = bt_dict_find(th, table(b), r[0], d->entries[pos - 1].hash, &at);
        *out = ok && at >= 0;
    }
    BT_UNROOT(th, r);
    return ok;
}

static bt_value set_compare(struct bt_thread *th, bt_value a, bt_value b, enum bt_cmpop op)
{
    if (!bt_is_set(a) || !bt_is_set(b))
        return BT_NOT_IMPLEMENTED;
    uint32_t n = table(a)->n_live, m = table(b)->n_live;
    bool result = false, ok = true;
    switch (op) {
    case BT_EQ:
    case BT_NE: ok = n != m || is_subset(th, a, b, &result); break;
    case BT_LT: ok = n >= m || is_subset(th, a, b, &result); break;
    case BT_LE: ok = n > m || is_subset(th, a, b, &result); break;
    case BT_GT: ok = n <= m || is_subset(th, b, a, &result); break;
    case BT_GE: ok = n < m || is_subset(th, b, a, &result); break;
    }
    return ok ? bt_bool(result != (op == BT_NE)) : BT_ERROR;
}

static bool set_len(struct bt_thread *th BT_UNUSED, bt_value self, size_t *out)
{
    *out = table(self)->n_live;
    return true;
}

static bt_value set_iter(struct bt_thread *th, bt_value self)
{
    return bt_dict_iter_new(th, BT_T_SET_ITER, table(self), BT_ITER_KEYS, false);
}

// A set, which cannot be hashed, is looked for as the frozenset of its items.
static bool set_contains(struct bt_thread *th, bt_value self, bt_value item, bool *out)
{
    if (bt_set_has(th, self, item, out))
        return true;
    if (!bt_is_set(item) || bt_is_a(th, item, BT_T_FROZENSET) || !bt_exc_is(th, BT_EXC_TYPE_ERROR))
        return false;
    bt_exc_clear(th);
    BT_ROOTS(th, r, 1);
    r[0] = bt_set_new(th, true);
    bool ok =
        !bt_is_error(r[0]) && bt_set_update(th, r[0], item) && bt_set_has(th, self, r[0], out);
    BT_UNROOT(th, r);
    return ok;
}

const struct bt_type_spec bt_set_spec = {
    .name = "set",
    .doc = "Values of which no two are equal: set(iterable).",
    .flags = BT_TYPE_BASE | BT_TYPE_SET_SUB,
    .size = sizeof(struct bt_set),
    .slots =
        {
            .repr = set_repr,
            .compare = set_compare,
            .len = set_len,
            .iter = set_iter,
            .contains = set_contains,
            .binary = {[BT_OP_AND] = bt_set_and,
                       [BT_OP_OR] = bt_set_or,
                       [BT_OP_SUB] = bt_set_sub,
                       [BT_OP_XOR] = bt_set_xor},
            .inplace = {[BT_OP_AND] = bt_set_iand,
                        [BT_OP_OR] = bt_set_ior,
                        [BT_OP_SUB] = bt_set_isub,
                        [BT_OP_XOR] = bt_set_ixor},
            .new_ = set_new,
            .init = set_init,
            .trace = bt_dict_trace,
            .free = bt_dict_free,
        },
    .methods = bt_set_methods,
    .new_sig = "(iterable=(), /)",
};

const struct bt_type_spec bt_frozenset_spec = {
    .name = "frozenset",
    .doc = "A set that cannot change: frozenset(iterable).",
    .flags = BT_TYPE_BASE | BT_TYPE_SET_SUB,
    .size = sizeof(struct bt_set),
    .slots =
        {
            .repr = set_repr,
            .hash = frozenset_hash,
            .compare = set_compare,
            .len = set_len,
            .iter = set_iter,
            .contains = set_contains,
            .binary = {[BT_OP_AND] = bt_set_and,
                       [BT_OP_OR] = bt_set_or,
                       [BT_OP_SUB] = bt_set_sub,
                       [BT_OP_XOR] = bt_set_xor},
            .new_ = frozenset_new,
            .trace = bt_dict_trace,
            .free = bt_dict_free,
        },
    .methods = bt_frozenset_methods,
    .new_sig = "(iterable=(), /)",
};
