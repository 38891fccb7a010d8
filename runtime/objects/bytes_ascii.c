/*
 * The methods of bytes and bytearray that take bytes for ASCII characters: case and kind.
 */
#include "runtime/objects/bytes_impl.h"

static bool is_upper(char c)
{
    return c >= 'A' && c <= 'Z';
}

static bool is_lower(char c)
{
    return c >= 'a' && c <= 'z';
}

static bool is_alpha(char c)
{
    return is_upper((char)(c & ~0x20)) && (unsigned char)c < 0x80;
}

static bool is_digit(char c)
{
    return c >= '0' && c <= '9';
}

static bool is_alnum(char c)
{
    return is_alpha(c) || is_digit(c);
}

static bool is_space(char c)
{
    return c == ' ' || (c >= '\t' && c <= '\r');
}

// ---- tests ----

static bt_value all_are(struct bt_thread *th, bt_value self, bool (*test)(char c))
{
    struct bt_span_bytes b;
    bt_bytes_peek(th, self, &b);
    for (size_t i = 0; i < b.len; i++) {
        if (!test(b.data[i]))
            return BT_FALSE;
    }
    return bt_bool(b.len != 0);
}

#define ALL_ARE(name, test)                                              \
    bt_value bt_bytes_##name(struct bt_thread *th, const bt_value *args) \
    {                                                                    \
        return all_are(th, args[0], (test));                             \
    }
ALL_ARE(isalpha, is_alpha)
ALL_ARE(isalnum, is_alnum)
ALL_ARE(isdigit, is_digit)
ALL_ARE(isspace, is_space)

bt_value bt_bytes_isascii(struct bt_thread *th, const bt_value *args)
{
    struct bt_span_bytes b;
    bt_bytes_peek(th, args[0], &b);
    return bt_bool(bt_utf8_is_ascii(b.data, b.len));
}

// No letter of the other case, and at least one of this.
static bt_value one_case(struct bt_thread *th, bt_value self, bool lower)
{
    struct bt_span_bytes b;
    bool found = false;
    bt_bytes_peek(th, self, &b);
    for (size_t i = 0; i < b.len; i++) {
        if (lower ? is_upper(b.data[i]) : is_lower(b.data[i]))
            return BT_FALSE;
        found = found || is_alpha(b.data[i]);
    }
    return bt_bool(found);
}

bt_value bt_bytes_islower(struct bt_thread *th, const bt_value *args)
{
    return one_case(th, args[0], true);
}

bt_value bt_bytes_isupper(struct bt_thread *th, const bt_value *args)
{
    return one_case(th, args[0], false);
}

bt_value bt_bytes_istitle(struct bt_thread *th, const bt_value *args)
{
    struct bt_span_bytes b;
    bool found = false;
    bool in_word = false;
    bt_bytes_peek(th, args[0], &b);
    for (size_t i = 0; i < b.len; i++) {
        if (is_alpha(b.data[i]) && is_upper(b.data[i]) == in_word)
            return BT_FALSE;
        in_word = is_alpha(b.data[i]);
        found = found || in_word;
    }
    return bt_bool(found);
}

// ---- conversions ----

enum conversion { LOWER, UPPER, TITLE, CAPITALIZE, SWAP };

static bool wants_upper(enum conversion what, char c, bool first, bool in_word)
{
    switch (what) {
    case UPPER: return true;
    case TITLE: return !in_word;
    case CAPITALIZE: return first;
    case SWAP: return is_lower(c);
    case LOWER: break;
    }
    return false;
}

static bt_value convert(struct bt_thread *th, bt_value self, enum conversion what)
{
    struct bt_span_bytes b;
    bt_bytes_peek(th, self, &b);
    bt_value v =
        bt_is_bytes(self) ? bt_bytes_new(th, NULL, b.len) : bt_bytearray_new(th, NULL, b.len);
    if (bt_is_error(v) || b.len == 0)
        return v;
    char *out = bt_is_bytes(v) ? bt_as_bytes(v)->data : bt_as_bytearray(v)->data;
    bool in_word = false;
    for (size_t i = 0; i < b.len; i++) {
        char c = b.data[i];
        bool flip = is_alpha(c) && is_upper(c) != wants_upper(what, c, i == 0, in_word);
        in_word = is_alpha(c);
        out[i] = flip ? (char)(c ^ 0x20) : c;
    }
    return v;
}

#define CONVERT(name, what)                                              \
    bt_value bt_bytes_##name(struct bt_thread *th, const bt_value *args) \
    {                                                                    \
        return convert(th, args[0], (what));                             \
    }
CONVERT(lower, LOWER)
CONVERT(upper, UPPER)
CONVERT(title, TITLE)
CONVERT(capitalize, CAPITALIZE)
CONVERT(swapcase, SWAP)
