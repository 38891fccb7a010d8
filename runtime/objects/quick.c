/*
 * Quick answers about values whose types are known: see quick.h. Tuples and lists are
 * looked into a few levels deep; deeper ones are the protocol's, which watches the C stack.
 */
#include "runtime/objects/quick.h"

#include "runtime/objects/float.h"

#define DEPTH 4 // levels of tuples and lists

// ---- hash ----

static bool hash_at(struct bt_thread *th, bt_value v, unsigned depth, int64_t *out);

static bool hash_tuple(struct bt_thread *th, const struct bt_tuple *t, unsigned depth, int64_t *out)
{
    struct bt_tuple_hash h = bt_tuple_hash_begin();
    for (size_t i = 0; i < t->len; i++) {
        bt_value v = t->items[i];
        int64_t lane = bt_small(v);
        if ((!bt_is_small(v) || lane == -1) && !hash_at(th, v, depth, &lane))
            return false;
        bt_tuple_hash_add(&h, lane);
    }
    *out = bt_tuple_hash_end(&h, t->len);
    return true;
}

static bool hash_at(struct bt_thread *th, bt_value v, unsigned depth, int64_t *out)
{
    if (bt_is_small(v)) {
        int64_t i = bt_small(v);
        *out = i == -1 ? -2 : i;
        return true;
    }
    if (bt_is_exact(th, v, BT_T_STR)) {
        *out = bt_str_hash32(th, bt_as_str(v));
        return true;
    }
    if (bt_is_exact(th, v, BT_T_TUPLE))
        return depth > 0 && hash_tuple(th, bt_as_tuple(v), depth - 1, out);
    if (bt_is_double(v)) {
        double d = bt_double(v);
        *out = bt_float_hash(d);
        return d == d; // the hash of a NaN is its object's
    }
    if (bt_is_bool(v)) {
        *out = bt_same(v, BT_TRUE);
        return true;
    }
    // by identity, and the serial is there: neither Python nor memory is needed
    return bt_is_obj(v) && (bt_obj(v)->flags & BT_OBJ_HAS_SERIAL) != 0 &&
           bt_obj(v)->type->s.hash == bt_type(th, BT_T_OBJECT)->s.hash &&
           bt_obj(v)->type->s.hash(th, v, out);
}

bool bt_quick_hash_object(struct bt_thread *th, bt_value v, int64_t *out)
{
    return hash_at(th, v, DEPTH, out);
}

// ---- equality ----

// Of a type whose == says no to everything that is not of the same kind, or not the same object?
static bool is_plain(const struct bt_thread *th, bt_value v)
{
    return bt_is_small(v) || bt_is_double(v) || bt_is_none(v) || bt_is_exact(th, v, BT_T_STR) ||
           bt_is_exact(th, v, BT_T_TUPLE) || bt_is_exact(th, v, BT_T_LIST) ||
           (bt_is_obj(v) && bt_obj(v)->type->s.compare == bt_type(th, BT_T_OBJECT)->s.compare);
}

static enum bt_quick equal_at(const struct bt_thread *th, bt_value a, bt_value b, unsigned depth);

// The items of a tuple or list; nothing can change a list meanwhile.
struct row {
    const bt_value *items;
    size_t len;
};

static struct row row_of(const struct bt_thread *th, bt_value v)
{
    if (bt_obj(v)->type == bt_type(th, BT_T_TUPLE))
        return (struct row){bt_as_tuple(v)->items, bt_as_tuple(v)->len};
    return (struct row){bt_as_list(v)->items, bt_as_list(v)->len};
}

static bool is_row(const struct bt_thread *th, bt_value v)
{
    return bt_obj(v)->type == bt_type(th, BT_T_TUPLE) || bt_obj(v)->type == bt_type(th, BT_T_LIST);
}

static enum bt_quick equal_rows(const struct bt_thread *th, struct row a, struct row b,
                                unsigned depth)
{
    if (a.len != b.len)
        return BT_QUICK_NO;
    if (depth == 0)
        return BT_QUICK_ASK;
    for (size_t i = 0; i < a.len; i++) {
        if (bt_same(a.items[i], b.items[i]))
            continue;
        enum bt_quick q = equal_at(th, a.items[i], b.items[i], depth - 1);
        if (q != BT_QUICK_YES)
            return q;
    }
    return BT_QUICK_YES;
}

static enum bt_quick equal_at(const struct bt_thread *th, bt_value a, bt_value b, unsigned depth)
{
    if (bt_same(a, b))
        return BT_QUICK_YES;
    if (bt_both_small(a, b))
        return BT_QUICK_NO;
    if (bt_is_obj(a) && bt_is_obj(b) && bt_obj(a)->type == bt_obj(b)->type) {
        if (bt_obj(a)->type == bt_type(th, BT_T_STR))
            return bt_str_equal(bt_as_str(a), bt_as_str(b)) ? BT_QUICK_YES : BT_QUICK_NO;
        if (is_row(th, a))
            return equal_rows(th, row_of(th, a), row_of(th, b), depth);
    }
    bool real_a = bt_is_double(a), real_b = bt_is_double(b);
    if ((real_a || bt_is_small(a)) && (real_b || bt_is_small(b)))
        return (real_a ? bt_double(a) : (double)bt_small(a)) ==
                       (real_b ? bt_double(b) : (double)bt_small(b))
                   ? BT_QUICK_YES
                   : BT_QUICK_NO;
    return is_plain(th, a) && is_plain(th, b) ? BT_QUICK_NO : BT_QUICK_ASK;
}

enum bt_quick bt_quick_equal_object(const struct bt_thread *th, bt_value a, bt_value b)
{
    return equal_at(th, a, b, DEPTH);
}

// ---- order ----

#define HOLDS(a, b, op)           \
    ((op) == BT_LT   ? (a) < (b)  \
     : (op) == BT_LE ? (a) <= (b) \
     : (op) == BT_EQ ? (a) == (b) \
     : (op) == BT_NE ? (a) != (b) \
     : (op) == BT_GT ? (a) > (b)  \
                     : (a) >= (b))

// UTF-8 sorts by code point.
int bt_str_order(const struct bt_str *a, const struct bt_str *b)
{
    size_t n = a->len < b->len ? a->len : b->len;
    if (n > 0 && a->data[0] != b->data[0]) // most often this decides
        return (unsigned char)a->data[0] < (unsigned char)b->data[0] ? -1 : 1;
    int order = memcmp(a->data, b->data, n);
    return order != 0 ? order : (a->len > b->len) - (a->len < b->len);
}

static enum bt_quick compare_at(const struct bt_thread *th, bt_value a, bt_value b,
                                enum bt_cmpop op, unsigned depth);

// The first items that are not equal decide.
static enum bt_quick compare_rows(const struct bt_thread *th, struct row a, struct row b,
                                  enum bt_cmpop op, unsigned depth)
{
    if (op == BT_EQ || op == BT_NE) {
        enum bt_quick q = equal_rows(th, a, b, depth);
        return q == BT_QUICK_ASK ? q : (q == BT_QUICK_YES) == (op == BT_EQ);
    }
    if (depth == 0)
        return BT_QUICK_ASK;
    for (size_t i = 0; i < a.len && i < b.len; i++) {
        enum bt_quick q = equal_at(th, a.items[i], b.items[i], depth - 1);
        if (q == BT_QUICK_ASK)
            return q;
        if (q == BT_QUICK_NO)
            return compare_at(th, a.items[i], b.items[i], op, depth - 1);
    }
    return HOLDS(a.len, b.len, op);
}

static enum bt_quick compare_at(const struct bt_thread *th, bt_value a, bt_value b,
                                enum bt_cmpop op, unsigned depth)
{
    if (bt_both_small(a, b))
        return HOLDS(bt_small(a), bt_small(b), op);
    if (bt_is_double(a) && bt_is_double(b))
        return HOLDS(bt_double(a), bt_double(b), op);
    if (!bt_is_obj(a) || !bt_is_obj(b) || bt_obj(a)->type != bt_obj(b)->type)
        return BT_QUICK_ASK;
    if (bt_obj(a)->type == bt_type(th, BT_T_STR)) {
        if (op == BT_EQ || op == BT_NE)
            return bt_str_equal(bt_as_str(a), bt_as_str(b)) == (op == BT_EQ);
        return HOLDS(bt_str_order(bt_as_str(a), bt_as_str(b)), 0, op);
    }
    return is_row(th, a) ? compare_rows(th, row_of(th, a), row_of(th, b), op, depth) : BT_QUICK_ASK;
}

enum bt_quick bt_quick_compare(const struct bt_thread *th, bt_value a, bt_value b, enum bt_cmpop op)
{
    return compare_at(th, a, b, op, DEPTH);
}
