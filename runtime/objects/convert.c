/*
 * Values as C numbers: indexes, sizes, doubles.
 */
#include "runtime/objects/error.h"
#include "runtime/objects/float.h"
#include "runtime/objects/int.h"
#include "runtime/objects/protocol.h"

// What a slot like __index__ gave: an int, or a TypeError.
static bt_value checked_int(struct bt_thread *th, bt_value result, const char *what)
{
    if (bt_is_error(result))
        return BT_ERROR;
    if (!bt_is_int(result))
        return bt_type_error(th, "%s returned non-int (type %.200T)", what, result);
    return bt_int_plain(result);
}

bt_value bt_to_index(struct bt_thread *th, bt_value v)
{
    if (bt_is_small(v))
        return v;
    if (bt_is_int(v))
        return bt_int_plain(v);
    bt_value (*index)(struct bt_thread *, bt_value) = bt_type_of(th, v)->s.index;
    if (index == NULL)
        return bt_type_error(th, "'%.200T' object cannot be interpreted as an integer", v);
    BT_ROOTS(th, r, 1);
    r[0] = v;
    bt_value result = checked_int(th, index(th, v), "__index__");
    BT_UNROOT(th, r);
    return result;
}

bool bt_as_int64(struct bt_thread *th, bt_value v, int64_t *out)
{
    if (BT_LIKELY(bt_is_small(v))) {
        *out = bt_small(v);
        return true;
    }
    bt_value i = bt_to_index(th, v);
    if (bt_is_error(i))
        return false;
    if (bt_int_get_i64(i, out))
        return true;
    return bt_fail(th, BT_EXC_OVERFLOW_ERROR, "Python int too large to convert to C ssize_t");
}

bool bt_as_int64_clipped(struct bt_thread *th, bt_value v, int64_t *out)
{
    if (BT_LIKELY(bt_is_small(v))) {
        *out = bt_small(v);
        return true;
    }
    bt_value i = bt_to_index(th, v);
    if (bt_is_error(i))
        return false;
    if (!bt_int_get_i64(i, out))
        *out = bt_int_is_negative(i) ? INT64_MIN : INT64_MAX;
    return true;
}

bool bt_as_size(struct bt_thread *th, bt_value v, size_t *out)
{
    int64_t i;
    if (!bt_as_int64(th, v, &i))
        return false;
    if (i < 0)
        return bt_fail(th, BT_EXC_VALUE_ERROR, "value must be non-negative");
    *out = (size_t)i;
    return true;
}

// __float__ of an object that is neither float nor int.
static bool double_by_slot(struct bt_thread *th, bt_value v, double *out)
{
    struct bt_type *type = bt_type_of(th, v);
    if (type->s.to_float == NULL && type->s.index == NULL)
        return bt_fail(th, BT_EXC_TYPE_ERROR, "must be real number, not %.50T", v);
    if (type->s.to_float == NULL) {
        bt_value i = bt_to_index(th, v);
        return !bt_is_error(i) && bt_int_to_double(th, i, out);
    }
    bt_value result = type->s.to_float(th, v);
    if (bt_is_error(result))
        return false;
    if (!bt_float_get(result, out))
        return bt_fail(th, BT_EXC_TYPE_ERROR, "%.50T.__float__ returned non-float (type %.50T)", v,
                       result);
    return true;
}

bool bt_as_double(struct bt_thread *th, bt_value v, double *out)
{
    if (bt_is_small(v)) {
        *out = (double)bt_small(v);
        return true;
    }
    if (bt_float_get(v, out))
        return true;
    if (bt_is_int(v))
        return bt_int_to_double(th, v, out);
    BT_ROOTS(th, r, 1);
    r[0] = v;
    bool ok = double_by_slot(th, v, out);
    BT_UNROOT(th, r);
    return ok;
}
