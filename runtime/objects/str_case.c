/*
 * The methods of str that look at what characters are (isalpha ...) or change their case. ASCII
 * strs take their own short way.
 */
#include "runtime/objects/str_methods.h"

// ---- tests ----

// Is the text not empty and `test` true of all its characters? For ASCII, `what` says the same.
static bt_value all_are(bt_value self, bool (*test)(uint32_t c), unsigned what)
{
    struct bt_span_bytes s = bt_str_span(self);
    for (size_t i = 0; i < s.len;) {
        size_t size;
        uint32_t c = bt_wtf8_decode(s.data + i, s.len - i, &size);
        if (c < 0x80 ? (bt_ascii_kinds[c] & what) == 0 : !test(c))
            return BT_FALSE;
        i += size;
    }
    return bt_bool(s.len != 0);
}

static bool is_alnum(uint32_t c)
{
    return bt_uni_is_alpha(c) || bt_uni_is_numeric(c);
}

#define ALL_ARE(name, test, what)                                       \
    bt_value name(struct bt_thread *th BT_UNUSED, const bt_value *args) \
    {                                                                   \
        return all_are(args[0], (test), (what));                        \
    }
ALL_ARE(bt_str_isalpha, bt_uni_is_alpha, BT_ASCII_ALPHA)
ALL_ARE(bt_str_isalnum, is_alnum, BT_ASCII_ALPHA | BT_ASCII_DIGIT)
ALL_ARE(bt_str_isdecimal, bt_uni_is_decimal, BT_ASCII_DIGIT)
ALL_ARE(bt_str_isdigit, bt_uni_is_digit, BT_ASCII_DIGIT)
ALL_ARE(bt_str_isnumeric, bt_uni_is_numeric, BT_ASCII_DIGIT)
ALL_ARE(bt_str_isspace, bt_uni_is_space, BT_ASCII_STR_SPACE)

bt_value bt_str_isprintable(struct bt_thread *th BT_UNUSED, const bt_value *args)
{
    return bt_as_str(args[0])->len == 0 ? BT_TRUE
                                        : all_are(args[0], bt_uni_is_printable, BT_ASCII_PRINT);
}

bt_value bt_str_isascii(struct bt_thread *th BT_UNUSED, const bt_value *args)
{
    return bt_bool(bt_str_is_ascii(bt_as_str(args[0])));
}

bt_value bt_str_isidentifier(struct bt_thread *th BT_UNUSED, const bt_value *args)
{
    struct bt_span_bytes s = bt_str_span(args[0]);
    for (size_t i = 0; i < s.len;) {
        size_t size;
        uint32_t c = bt_wtf8_decode(s.data + i, s.len - i, &size);
        if (!(i == 0 ? bt_uni_is_id_start(c) : bt_uni_is_id_continue(c)))
            return BT_FALSE;
        i += size;
    }
    return bt_bool(s.len != 0);
}

// No character is of the other cases, and at least one is of this one.
static bt_value one_case(bt_value self, bool lower)
{
    struct bt_span_bytes s = bt_str_span(self);
    unsigned good = lower ? BT_ASCII_LOWER : BT_ASCII_UPPER;
    bool found = false;
    for (size_t i = 0; i < s.len;) {
        size_t size;
        uint32_t c = bt_wtf8_decode(s.data + i, s.len - i, &size);
        i += size;
        if (c < 0x80) {
            if ((bt_ascii_kinds[c] & BT_ASCII_ALPHA & ~good) != 0)
                return BT_FALSE;
            found = found || (bt_ascii_kinds[c] & good) != 0;
            continue;
        }
        if ((lower ? bt_uni_is_upper(c) : bt_uni_is_lower(c)) || bt_uni_is_title(c))
            return BT_FALSE;
        found = found || (lower ? bt_uni_is_lower(c) : bt_uni_is_upper(c));
    }
    return bt_bool(found);
}

bt_value bt_str_islower(struct bt_thread *th BT_UNUSED, const bt_value *args)
{
    return one_case(args[0], true);
}

bt_value bt_str_isupper(struct bt_thread *th BT_UNUSED, const bt_value *args)
{
    return one_case(args[0], false);
}

bt_value bt_str_istitle(struct bt_thread *th BT_UNUSED, const bt_value *args)
{
    struct bt_span_bytes s = bt_str_span(args[0]);
    bool found = false;
    bool after_cased = false;
    for (size_t i = 0; i < s.len;) {
        size_t size;
        uint32_t c = bt_wtf8_decode(s.data + i, s.len - i, &size);
        bool capital = bt_uni_is_upper(c) || bt_uni_is_title(c);
        bool small = !capital && bt_uni_is_lower(c);
        if ((capital && after_cased) || (small && !after_cased))
            return BT_FALSE;
        after_cased = capital || small;
        found = found || after_cased;
        i += size;
    }
    return bt_bool(found);
}

// ---- conversions ----

static void put_mapped(struct bt_buf *out, enum bt_uni_case to, uint32_t c)
{
    uint32_t mapped[3];
    size_t n = bt_uni_map(to, c, mapped);
    for (size_t i = 0; i < n; i++)
        bt_buf_put_code_point(out, mapped[i]);
}

// Is there a cased letter before `end` (looking back) with only case-ignorable characters between?
static bool cased_before(const char *start, const char *end)
{
    while (end > start) {
        do
            end--;
        while (end > start && ((unsigned char)*end & 0xC0) == 0x80);
        size_t size;
        uint32_t c = bt_wtf8_decode(end, 4, &size);
        if (!bt_uni_is_case_ignorable(c))
            return bt_uni_is_cased(c);
    }
    return false;
}

static bool cased_after(const char *p, const char *end)
{
    while (p < end) {
        size_t size;
        uint32_t c = bt_wtf8_decode(p, (size_t)(end - p), &size);
        if (!bt_uni_is_case_ignorable(c))
            return bt_uni_is_cased(c);
        p += size;
    }
    return false;
}

// The lower case of the character at s.data + at: a capital sigma has two, by where in the word it
// stands.
static void put_lower(struct bt_buf *out, struct bt_span_bytes s, size_t at, uint32_t c)
{
    if (c == 0x3A3) {
        bool final =
            cased_before(s.data, s.data + at) && !cased_after(s.data + at + 2, s.data + s.len);
        bt_buf_put_code_point(out, final ? 0x3C2 : 0x3C3);
    } else {
        put_mapped(out, BT_CASE_LOWER, c);
    }
}

enum conversion { LOWER, UPPER, TITLE, CAPITALIZE, SWAP, FOLD };

static void convert_char(struct bt_buf *out, enum conversion what, struct bt_span_bytes s,
                         size_t at, uint32_t c, bool after_cased)
{
    switch (what) {
    case LOWER: put_lower(out, s, at, c); break;
    case UPPER: put_mapped(out, BT_CASE_UPPER, c); break;
    case FOLD: put_mapped(out, BT_CASE_FOLD, c); break;
    case CAPITALIZE:
    case TITLE:
        if (what == TITLE ? after_cased : at != 0)
            put_lower(out, s, at, c);
        else
            put_mapped(out, BT_CASE_TITLE, c);
        break;
    case SWAP:
        if (bt_uni_is_upper(c))
            put_lower(out, s, at, c);
        else if (bt_uni_is_lower(c))
            put_mapped(out, BT_CASE_UPPER, c);
        else
            bt_buf_put_code_point(out, c);
        break;
    }
}

// The text in one case; plain loops that the compiler turns into vector code.
BT_VECTORISE static void put_ascii_upper(char *out, const char *in, size_t len)
{
    for (size_t i = 0; i < len; i++)
        out[i] = (char)(in[i] ^ ((in[i] >= 'a') & (in[i] <= 'z')) << 5);
}

BT_VECTORISE static void put_ascii_lower(char *out, const char *in, size_t len)
{
    for (size_t i = 0; i < len; i++)
        out[i] = (char)(in[i] ^ ((in[i] >= 'A') & (in[i] <= 'Z')) << 5);
}

static void put_ascii_title(char *out, const char *in, size_t len)
{
    unsigned turn = BT_ASCII_LOWER; // letters of this case get the other one
    for (size_t i = 0; i < len; i++) {
        out[i] = (char)(bt_ascii_is(in[i], turn) ? in[i] ^ 0x20 : in[i]);
        turn = bt_ascii_is(in[i], BT_ASCII_ALPHA) ? BT_ASCII_UPPER : BT_ASCII_LOWER;
    }
}

static void put_ascii(char *out, const char *in, size_t len, enum conversion what)
{
    switch (what) {
    case LOWER:
    case FOLD: put_ascii_lower(out, in, len); break;
    case UPPER: put_ascii_upper(out, in, len); break;
    case TITLE: put_ascii_title(out, in, len); break;
    case CAPITALIZE:
        put_ascii_upper(out, in, 1);
        put_ascii_lower(out + 1, in + 1, len - 1);
        break;
    case SWAP:
        for (size_t i = 0; i < len; i++)
            out[i] = (char)(bt_ascii_is(in[i], BT_ASCII_ALPHA) ? in[i] ^ 0x20 : in[i]);
        break;
    }
}

// Writes the text from s.data + at on in one case, as far as it is ASCII and what bt_uni_turn()
// knows; `out` has room for what is left of s. Returns where it came to.
static inline size_t put_narrow(char *out, struct bt_span_bytes s, size_t at, enum bt_uni_case to)
{
    size_t i = at;
    while (i < s.len) {
        unsigned char lead = (unsigned char)s.data[i];
        if (lead < 0x80) {
            bool turn =
                bt_ascii_is((char)lead, to == BT_CASE_UPPER ? BT_ASCII_LOWER : BT_ASCII_UPPER);
            *out++ = (char)(lead ^ (unsigned)turn << 5);
            i++;
            continue;
        }
        uint32_t c = (lead & 0x1Fu) << 6 | ((unsigned char)s.data[i + 1] & 0x3Fu);
        if (lead >= 0xE0 || (c == 0x3A3 && to == BT_CASE_LOWER) || !bt_uni_turn(to, c, &c))
            break;
        *out++ = (char)(0xC0 | c >> 6);
        *out++ = (char)(0x80 | (c & 0x3F));
        i += 2;
    }
    return i;
}

static bt_value convert_any(struct bt_thread *th, bt_value self, enum conversion what)
{
    struct bt_span_bytes s = bt_str_span(self);
    struct bt_buf out;
    bt_buf_init(&out);
    bt_buf_reserve(&out, s.len);
    bool after_cased = false;
    for (size_t i = 0; i < s.len;) {
        size_t size;
        if ((what == LOWER || what == UPPER || what == FOLD) && bt_buf_reserve(&out, s.len - i)) {
            size_t from = i;
            i = put_narrow(out.data + out.len, s, i,
                           what == LOWER   ? BT_CASE_LOWER
                           : what == UPPER ? BT_CASE_UPPER
                                           : BT_CASE_FOLD);
            out.len += i - from;
            out.data[out.len] = '\0';
            if (i == s.len)
                break;
        }
        uint32_t c = bt_wtf8_decode(s.data + i, s.len - i, &size);
        convert_char(&out, what, s, i, c, after_cased);
        after_cased = what == TITLE && bt_uni_is_cased(c);
        i += size;
    }
    return bt_str_from_buf(th, &out);
}

static bt_value convert(struct bt_thread *th, bt_value self, enum conversion what)
{
    const struct bt_str *s = bt_as_str(self);
    if (!bt_str_is_ascii(s))
        return convert_any(th, self, what);
    if (s->len == 1) {
        char c;
        put_ascii(&c, s->data, 1, what);
        return th->interp->chars[(unsigned char)c];
    }
    if (s->len == 0)
        return bt_str_plain(th, self);
    struct bt_str *out = bt_str_alloc(th, s->len, s->len);
    if (out == NULL)
        return BT_ERROR;
    put_ascii(out->data, s->data, s->len, what);
    return bt_from_obj(out);
}

#define CONVERT(name, what)                                   \
    bt_value name(struct bt_thread *th, const bt_value *args) \
    {                                                         \
        return convert(th, args[0], (what));                  \
    }
CONVERT(bt_str_lower, LOWER)
CONVERT(bt_str_upper, UPPER)
CONVERT(bt_str_title, TITLE)
CONVERT(bt_str_capitalize, CAPITALIZE)
CONVERT(bt_str_swapcase, SWAP)
CONVERT(bt_str_casefold, FOLD)
