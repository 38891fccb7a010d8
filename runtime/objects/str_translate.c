/*
 * str.translate and the tables for it, str.maketrans.
 */
#include "runtime/objects/dict.h"
#include "runtime/objects/int.h"
#include "runtime/objects/str_methods.h"

// What the table has for a character: BT_UNSET if it has none (the character stays). [py]
static bt_value look_up(struct bt_thread *th, bt_value table, uint32_t c)
{
    bt_value key = bt_from_small((int64_t)c);
    if (bt_is_exact(th, table, BT_T_DICT)) {
        bt_value v;
        return bt_dict_get(th, bt_as_dict(table), key, &v) ? v : BT_ERROR;
    }
    bt_value v = bt_getitem(th, table, key);
    if (bt_is_error(v) && bt_exc_is(th, BT_EXC_LOOKUP_ERROR)) {
        bt_exc_clear(th);
        return BT_UNSET;
    }
    return v;
}

// Appends what stands for a character.
static bool put_replacement(struct bt_thread *th, struct bt_buf *out, bt_value v)
{
    if (bt_is_none(v))
        return true;
    if (bt_is_str(v)) {
        bt_buf_write(out, bt_as_str(v)->data, bt_as_str(v)->len);
        return true;
    }
    if (!bt_is_int(v))
        return bt_fail(th, BT_EXC_TYPE_ERROR, "character mapping must return integer, None or str");
    int64_t c;
    if (!bt_int_get_i64(v, &c) || c < 0 || c > 0x10FFFF)
        return bt_fail(th, BT_EXC_VALUE_ERROR, "character mapping must be in range(0x110000)");
    bt_buf_put_code_point(out, (uint32_t)c);
    return true;
}

// What an ASCII character becomes where that is one too, in the course of one translate(); a
// character is asked for once.
enum { NOT_ASKED = -1, NOT_ASCII = -2, DROPPED = -3 };

static int16_t known_as(bt_value v, char c)
{
    if (bt_is_unset(v))
        return c;
    if (bt_is_none(v))
        return DROPPED;
    if (bt_is_small(v) && bt_small(v) >= 0 && bt_small(v) < 0x80)
        return (int16_t)bt_small(v);
    if (bt_is_str(v) && bt_as_str(v)->len == 1)
        return bt_as_str(v)->data[0];
    return NOT_ASCII;
}

bt_value bt_str_translate(struct bt_thread *th, const bt_value *args)
{
    struct bt_span_bytes s = bt_str_span(args[0]);
    struct bt_buf out;
    int16_t known[0x80];
    bool remember = bt_is_exact(th, args[1], BT_T_DICT);
    memset(known, 0xFF, sizeof known); // NOT_ASKED
    bt_buf_init(&out);
    bt_buf_reserve(&out, s.len);
    for (size_t i = 0; i < s.len;) {
        size_t size;
        unsigned char c = (unsigned char)s.data[i];
        if (c < 0x80 && known[c] != NOT_ASKED && known[c] != NOT_ASCII) {
            if (known[c] != DROPPED)
                bt_buf_putc(&out, (char)known[c]);
            i++;
            continue;
        }
        bt_value v = look_up(th, args[1], bt_wtf8_decode(s.data + i, s.len - i, &size));
        if (c < 0x80 && remember && !bt_is_error(v))
            known[c] = known_as(v, (char)c);
        if (bt_is_unset(v)) {
            bt_buf_write(&out, s.data + i, size);
        } else if (bt_is_error(v) || !put_replacement(th, &out, v)) {
            bt_buf_free(&out);
            return BT_ERROR;
        }
        i += size;
    }
    return bt_str_from_buf(th, &out);
}

// {65: ...} of {'A': ...} and the like.
static bool copy_table(struct bt_thread *th, struct bt_dict *to, const struct bt_dict *from)
{
    size_t pos = 0;
    bt_value key;
    bt_value value;
    while (bt_dict_next(from, &pos, &key, &value)) {
        if (bt_is_str(key)) {
            const struct bt_str *s = bt_as_str(key);
            if (bt_str_chars(s) != 1)
                return bt_fail(th, BT_EXC_VALUE_ERROR,
                               "string keys in translate table must be of length 1");
            size_t size;
            key = bt_from_small((int64_t)bt_wtf8_decode(s->data, s->len, &size));
        } else if (!bt_is_int(key)) {
            return bt_fail(th, BT_EXC_TYPE_ERROR,
                           "keys in translate table must be strings or integers");
        }
        if (!bt_dict_set(th, to, key, value))
            return false;
    }
    return true;
}

// Maps each character of `from` to the one of `to`, or (to == NULL) to None.
static bool map_chars(struct bt_thread *th, struct bt_dict *table, const struct bt_str *from,
                      const struct bt_str *to)
{
    size_t j = 0;
    for (size_t i = 0; i < from->len;) {
        size_t size;
        bt_value key = bt_from_small((int64_t)bt_wtf8_decode(from->data + i, from->len - i, &size));
        bt_value value = BT_NONE;
        i += size;
        if (to != NULL) {
            value = bt_from_small((int64_t)bt_wtf8_decode(to->data + j, to->len - j, &size));
            j += size;
        }
        if (!bt_dict_set(th, table, key, value))
            return false;
    }
    return true;
}

static bool fill_table(struct bt_thread *th, struct bt_dict *table, bt_value x, bt_value y,
                       bt_value z)
{
    if (bt_is_unset(y)) {
        if (!bt_is_dict(x))
            return bt_fail(th, BT_EXC_TYPE_ERROR,
                           "if you give only one argument to maketrans it must be a dict");
        return copy_table(th, table, bt_as_dict(x));
    }
    if (!bt_is_str(x))
        return bt_fail(th, BT_EXC_TYPE_ERROR,
                       "first maketrans argument must be a string if there is a second argument");
    if (!bt_text_want_str(th, "maketrans", 2, y) ||
        (!bt_is_unset(z) && !bt_text_want_str(th, "maketrans", 3, z)))
        return false;
    if (bt_str_chars(bt_as_str(x)) != bt_str_chars(bt_as_str(y)))
        return bt_fail(th, BT_EXC_VALUE_ERROR,
                       "the first two maketrans arguments must have equal length");
    return map_chars(th, table, bt_as_str(x), bt_as_str(y)) &&
           (bt_is_unset(z) || map_chars(th, table, bt_as_str(z), NULL));
}

bt_value bt_str_maketrans(struct bt_thread *th, const bt_value *args)
{
    bt_value table = bt_dict_new(th); // its keys are ints: filling it runs no Python
    if (bt_is_error(table) || !fill_table(th, bt_as_dict(table), args[0], args[1], args[2]))
        return BT_ERROR;
    return table;
}
