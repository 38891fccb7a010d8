/*
 * The order of bases: C3 linearisation, and the choice of the metaclass.
 *
 * Called by class.c when a class is made, and by type_object.c for mro() and an assignment to
 * __bases__.
 */
#include "base/buf.h"
#include "runtime/objects/error.h"
#include "runtime/objects/heap.h"
#include "runtime/objects/protocol.h"
#include "runtime/objects/seq.h"
#include "runtime/objects/str.h"
#include "runtime/objects/type.h"

struct bt_type *bt_type_metaclass(struct bt_thread *th, struct bt_type *meta, bt_value bases)
{
    struct bt_tuple *tuple = bt_as_tuple(bases);
    for (size_t i = 0; i < tuple->len; i++) {
        struct bt_type *kind = bt_type_of(th, tuple->items[i]);
        if (bt_is_subtype(meta, kind))
            continue;
        if (!bt_is_subtype(kind, meta)) {
            (void)bt_type_error(
                th, "metaclass conflict: the metaclass of a derived class must be a (non-strict) "
                    "subclass of the metaclasses of all its bases");
            return NULL;
        }
        meta = kind;
    }
    return meta;
}

static bool check_duplicates(struct bt_thread *th, const struct bt_tuple *bases)
{
    for (size_t i = 0; i < bases->len; i++) {
        for (size_t j = 0; j < i; j++) {
            if (bt_same(bases->items[i], bases->items[j]))
                return bt_fail(th, BT_EXC_TYPE_ERROR, "duplicate base class %N",
                               (struct bt_type *)bt_obj(bases->items[i]));
        }
    }
    return true;
}

// One of the sequences that are merged: the mro of a base, or the bases themselves.
struct run {
    const bt_value *items;
    size_t len, at;
};

// Is `candidate` behind the front of a run? Then it cannot come now.
static bool in_a_tail(const struct run *runs, size_t n, bt_value candidate)
{
    for (size_t i = 0; i < n; i++) {
        for (size_t j = runs[i].at + 1; j < runs[i].len; j++) {
            if (bt_same(runs[i].items[j], candidate))
                return true;
        }
    }
    return false;
}

// Merge the runs into out (room for all); the number of items, or SIZE_MAX if there is no
// consistent order.
static size_t merge(struct run *runs, size_t n, bt_value *out)
{
    size_t len = 0;
    for (;;) {
        bt_value next = BT_UNSET;
        bool left = false;
        for (size_t i = 0; i < n && bt_is_unset(next); i++) {
            if (runs[i].at == runs[i].len)
                continue;
            left = true;
            if (!in_a_tail(runs, n, runs[i].items[runs[i].at]))
                next = runs[i].items[runs[i].at];
        }
        if (!left)
            return len;
        if (bt_is_unset(next))
            return SIZE_MAX;
        out[len++] = next;
        for (size_t i = 0; i < n; i++) {
            if (runs[i].at < runs[i].len && bt_same(runs[i].items[runs[i].at], next))
                runs[i].at++;
        }
    }
}

// The bases that stand in each other's way: those still at the front of a run, each once.
static bt_value no_order(struct bt_thread *th, const struct run *runs, size_t n)
{
    struct bt_buf buf;
    bt_buf_init(&buf);
    for (size_t i = 0; i < n; i++) {
        if (runs[i].at == runs[i].len)
            continue;
        bt_value front = runs[i].items[runs[i].at];
        bool seen = false;
        for (size_t j = 0; j < i && !seen; j++)
            seen = runs[j].at < runs[j].len && bt_same(runs[j].items[runs[j].at], front);
        if (!seen)
            bt_buf_printf(&buf, "%s%s", buf.len ? ", " : "",
                          ((struct bt_type *)bt_obj(front))->name);
    }
    (void)bt_type_error(th, "Cannot create a consistent method resolution order (MRO) for bases %s",
                        buf.data ? buf.data : "");
    bt_buf_free(&buf);
    return BT_ERROR;
}

bt_value bt_type_c3(struct bt_thread *th, struct bt_type *type, bt_value bases_value)
{
    struct bt_tuple *bases = bt_as_tuple(bases_value);
    if (!check_duplicates(th, bases))
        return BT_ERROR;
    size_t n = bases->len + 1, total = bases->len + 1;
    for (size_t i = 0; i < bases->len; i++)
        total += bt_as_tuple(((struct bt_type *)bt_obj(bases->items[i]))->mro)->len;
    struct run *runs = bt_mem_alloc(th, n * sizeof *runs);
    bt_value *out = bt_mem_alloc(th, total * sizeof *out);
    bt_value result = BT_ERROR;
    if (!runs || !out)
        goto done;
    for (size_t i = 0; i < bases->len; i++) {
        struct bt_tuple *mro = bt_as_tuple(((struct bt_type *)bt_obj(bases->items[i]))->mro);
        runs[i] = (struct run){mro->items, mro->len, 0};
    }
    runs[n - 1] = (struct run){bases->items, bases->len, 0};
    out[0] = bt_from_obj(type);
    size_t len = merge(runs, n, out + 1);
    result = len == SIZE_MAX ? no_order(th, runs, n) : bt_tuple_new(th, out, len + 1);
done:
    bt_mem_free(th->interp, runs, n * sizeof *runs);
    bt_mem_free(th->interp, out, total * sizeof *out);
    return result;
}
