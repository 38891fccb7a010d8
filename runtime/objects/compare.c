/*
 * Comparison, identity-or-equality, hash and truth.
 */
#include "runtime/objects/error.h"
#include "runtime/objects/protocol.h"
#include "runtime/objects/quick.h"

typedef bt_value (*compare_fn)(struct bt_thread *th, bt_value a, bt_value b, enum bt_cmpop op);

// a op b is b swapped[op] a.
static const enum bt_cmpop swapped[] = {[BT_LT] = BT_GT, [BT_LE] = BT_GE, [BT_EQ] = BT_EQ,
                                        [BT_NE] = BT_NE, [BT_GT] = BT_LT, [BT_GE] = BT_LE};
static const char *const texts[] = {
    [BT_LT] = "<", [BT_LE] = "<=", [BT_EQ] = "==", [BT_NE] = "!=", [BT_GT] = ">", [BT_GE] = ">="};

static bt_value ask_slots(struct bt_thread *th, bt_value a, bt_value b, enum bt_cmpop op)
{
    struct bt_type *ta = bt_type_of(th, a), *tb = bt_type_of(th, b);
    compare_fn left = ta->s.compare, right = tb->s.compare;
    bool asked_right = false;
    if (ta != tb && right != NULL && bt_is_subtype(tb, ta)) {
        bt_value result = right(th, b, a, swapped[op]);
        if (!bt_same(result, BT_NOT_IMPLEMENTED))
            return result;
        asked_right = true;
    }
    if (left != NULL) {
        bt_value result = left(th, a, b, op);
        if (!bt_same(result, BT_NOT_IMPLEMENTED))
            return result;
    }
    if (right != NULL && !asked_right)
        return right(th, b, a, swapped[op]);
    return BT_NOT_IMPLEMENTED;
}

// What is said when neither operand knows.
static bt_value undecided(struct bt_thread *th, bt_value a, bt_value b, enum bt_cmpop op)
{
    if (op == BT_EQ || op == BT_NE)
        return bt_bool(bt_same(a, b) == (op == BT_EQ));
    return bt_type_error(th, "'%s' not supported between instances of '%.100T' and '%.100T'",
                         texts[op], a, b);
}

bt_value bt_compare_rest(struct bt_thread *th, bt_value a, bt_value b, enum bt_cmpop op)
{
    compare_fn right = bt_type_of(th, b)->s.compare;
    BT_ROOTS(th, r, 2);
    r[0] = a;
    r[1] = b;
    bt_value result = right != NULL ? right(th, b, a, swapped[op]) : BT_NOT_IMPLEMENTED;
    BT_UNROOT(th, r);
    return bt_same(result, BT_NOT_IMPLEMENTED) ? undecided(th, a, b, op) : result;
}

bt_value bt_compare(struct bt_thread *th, bt_value a, bt_value b, enum bt_cmpop op)
{
    enum bt_quick quick = bt_quick_compare(th, a, b, op);
    if (quick != BT_QUICK_ASK)
        return bt_bool(quick == BT_QUICK_YES);
    if (!bt_enter(th, " in comparison"))
        return BT_ERROR;
    BT_ROOTS(th, r, 2);
    r[0] = a;
    r[1] = b;
    bt_stress_collect(th);
    bt_value result = ask_slots(th, a, b, op);
    BT_UNROOT(th, r);
    return bt_same(result, BT_NOT_IMPLEMENTED) ? undecided(th, a, b, op) : result;
}

bool bt_compare_bool(struct bt_thread *th, bt_value a, bt_value b, enum bt_cmpop op, bool *out)
{
    bt_value result = bt_compare(th, a, b, op);
    if (bt_is_error(result))
        return false;
    return bt_truth(th, result, out);
}

bool bt_eq(struct bt_thread *th, bt_value a, bt_value b, bool *out)
{
    enum bt_quick quick = bt_quick_equal(th, a, b);
    if (quick == BT_QUICK_ASK)
        return bt_compare_bool(th, a, b, BT_EQ, out);
    *out = quick == BT_QUICK_YES;
    return true;
}

bool bt_hash(struct bt_thread *th, bt_value v, int64_t *out)
{
    if (bt_quick_hash(th, v, out))
        return true;
    struct bt_type *type = bt_type_of(th, v);
    if (type->s.hash == NULL)
        return bt_fail(th, BT_EXC_TYPE_ERROR, "unhashable type: '%.200T'", v);
    BT_ROOTS(th, r, 1);
    r[0] = v;
    bt_stress_collect(th);
    bool ok = type->s.hash(th, v, out);
    BT_UNROOT(th, r);
    return ok;
}

static bool truth_of_object(struct bt_thread *th, bt_value v, bool *out)
{
    struct bt_type *type = bt_type_of(th, v);
    if (type->s.truth != NULL)
        return type->s.truth(th, v, out);
    *out = true;
    if (type->s.len == NULL)
        return true;
    size_t len;
    if (!type->s.len(th, v, &len))
        return false;
    *out = len != 0;
    return true;
}

bool bt_truth_slow(struct bt_thread *th, bt_value v, bool *out)
{
    if (bt_is_small(v) || bt_is_none(v)) {
        *out = bt_is_small(v) && bt_small(v) != 0;
        return true;
    }
    if (bt_is_double(v)) {
        *out = bt_double(v) != 0;
        return true;
    }
    if (!bt_is_obj(v)) { // Ellipsis is true; NotImplemented and bool have slots
        if (bt_same(v, BT_ELLIPSIS)) {
            *out = true;
            return true;
        }
    }
    size_t len;
    if (bt_quick_len(th, v, &len)) {
        *out = len != 0;
        return true;
    }
    BT_ROOTS(th, r, 1);
    r[0] = v;
    bt_stress_collect(th);
    bool ok = truth_of_object(th, v, out);
    BT_UNROOT(th, r);
    return ok;
}
