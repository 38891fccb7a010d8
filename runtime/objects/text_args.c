/*
 * Arguments and operands as str, bytes and bytearray take them. Called by the types' methods and
 * slots.
 */
#include "runtime/objects/int.h"
#include "runtime/objects/seq.h"
#include "runtime/objects/str_impl.h"

static bool range_end(struct bt_thread *th, bt_value v, int64_t otherwise, int64_t *out)
{
    *out = otherwise;
    if (bt_is_unset(v) || bt_is_none(v))
        return true;
    if (!bt_is_int(v) && bt_type_of(th, v)->s.index == NULL)
        return bt_fail(th, BT_EXC_TYPE_ERROR,
                       "slice indices must be integers or None or have an __index__ method");
    return bt_as_int64_clipped(th, v, out);
}

bool bt_text_range(struct bt_thread *th, bt_value start_arg, bt_value end_arg, int64_t *start,
                   int64_t *end)
{
    return range_end(th, start_arg, 0, start) && range_end(th, end_arg, INT64_MAX, end);
}

static int64_t clip(int64_t i, int64_t len)
{
    if (i < 0)
        return i < -len ? 0 : i + len;
    return i;
}

void bt_text_clip(int64_t *start, int64_t *end, size_t len)
{
    *start = clip(*start, (int64_t)len);
    *end = clip(*end, (int64_t)len);
    if (*end > (int64_t)len)
        *end = (int64_t)len;
}

bool bt_text_want_str(struct bt_thread *th, const char *fn, int number, bt_value v)
{
    if (bt_is_str(v))
        return true;
    if (number == 0)
        return bt_fail(th, BT_EXC_TYPE_ERROR, "%s() argument must be str, not %.50T", fn, v);
    return bt_fail(th, BT_EXC_TYPE_ERROR, "%s() argument %d must be str, not %.50T", fn, number, v);
}

bt_value bt_text_right_operand(struct bt_thread *th, enum bt_binop op, bt_value a, bt_value b)
{
    const struct bt_type *mine = bt_type_of(th, a);
    const struct bt_type *other = bt_type_of(th, b);
    if (other->s.binary[op] == NULL || other->s.binary[op] == mine->s.binary[op])
        return BT_NOT_IMPLEMENTED;
    return other->s.binary[op](th, a, b);
}

// A native sequence? Its own multiplication is not asked: it would take the text for the number.
static bool is_sequence(const struct bt_thread *th, bt_value v)
{
    return bt_has_flag(v, BT_TYPE_STR_SUB | BT_TYPE_BYTES_SUB | BT_TYPE_LIST_SUB |
                              BT_TYPE_TUPLE_SUB) ||
           bt_is_exact(th, v, BT_T_BYTEARRAY);
}

bt_value bt_text_times(struct bt_thread *th, bt_value *a, bt_value b, bool a_is_text, size_t *times)
{
    if (!a_is_text) {
        bt_value text = b;
        b = *a;
        *a = text;
    } else if (!bt_is_int(b) && !is_sequence(th, b)) {
        bt_value v = bt_text_right_operand(th, BT_OP_MUL, *a, b);
        if (!bt_same(v, BT_NOT_IMPLEMENTED))
            return v;
    }
    if (!bt_is_int(b) && bt_type_of(th, b)->s.index == NULL)
        return bt_type_error(th, "can't multiply sequence by non-int of type '%.200T'", b);
    int64_t n;
    if (!bt_as_int64(th, b, &n)) {
        if (bt_exc_is(th, BT_EXC_OVERFLOW_ERROR)) {
            bt_exc_clear(th);
            return bt_overflow_error(th, "cannot fit '%.200T' into an index-sized integer", b);
        }
        return BT_ERROR;
    }
    *times = n < 0 ? 0 : (size_t)n;
    return BT_UNSET;
}
