/*
 * The methods of str: searching, cutting, padding, joining, and the method table. Most are a check
 * of the arguments before one of the algorithms that str shares with bytes.
 */
#include "runtime/objects/str_methods.h"

#include "runtime/objects/seq.h"

// ---- str as a kind of text ----

static size_t space_at(const char *p, const char *end)
{
    if ((unsigned char)*p < 0x80)
        return bt_uni_is_space((unsigned char)*p);
    size_t size;
    return bt_uni_is_space(bt_wtf8_decode(p, (size_t)(end - p), &size)) ? size : 0;
}

static size_t space_before(const char *start, const char *p)
{
    const char *q = p - 1;
    while (q > start && ((unsigned char)*q & 0xC0) == 0x80)
        q--;
    return space_at(q, p) == (size_t)(p - q) ? (size_t)(p - q) : 0;
}

static size_t line_end(const char *p, const char *end)
{
    unsigned char c = (unsigned char)*p;
    if (c == '\r')
        return p + 1 < end && p[1] == '\n' ? 2 : 1;
    if (c < 0x80)
        return (c >= '\n' && c < '\r') || (c >= 0x1C && c <= 0x1E);
    if (c == 0xC2)
        return (unsigned char)p[1] == 0x85 ? 2 : 0;
    // U+2028 and U+2029
    return c == 0xE2 && (unsigned char)p[1] == 0x80 && ((unsigned char)p[2] | 1) == 0xA9 ? 3 : 0;
}

static bool view(struct bt_thread *th, bt_value v, struct bt_span_bytes *out)
{
    if (!bt_is_str(v))
        return bt_fail(th, BT_EXC_TYPE_ERROR, "must be str, not %.100T", v);
    *out = bt_str_span(v);
    return true;
}

static bt_value make_piece(struct bt_thread *th, bt_value of, const char *data, size_t len)
{
    return len == bt_as_str(of)->len ? bt_str_plain(th, of) : bt_str_piece(th, of, data, len);
}

const struct bt_text_kind bt_str_kind = {
    .utf8 = true,
    .make = make_piece,
    .space = space_at,
    .space_back = space_before,
    .line_end = line_end,
    .space_bit = BT_ASCII_STR_SPACE,
    .line_bit = BT_ASCII_STR_LINE,
    .view = view,
};

// ---- searching ----

// The part [start:end] of self, clipped: false if there is none, *fail if an argument is wrong.
static bool part(struct bt_thread *th, const bt_value *args, bt_value start, bt_value end,
                 struct bt_span_bytes *out, bool *fail)
{
    int64_t from;
    int64_t to;
    struct bt_str *s = bt_as_str(args[0]);
    *out = bt_str_span(args[0]);
    *fail = false;
    if (bt_is_unset(start) && bt_is_unset(end))
        return true;
    if (!bt_text_range(th, start, end, &from, &to)) {
        *fail = true;
        return false;
    }
    bt_text_clip(&from, &to, bt_str_chars(s));
    if (from > to)
        return false;
    size_t first = bt_str_offset(s, (size_t)from);
    size_t last = bt_str_offset(s, (size_t)to);
    *out = (struct bt_span_bytes){s->data + first, last - first};
    return true;
}

// The character index of args[1] in args[0], -1 if it is not there; false for a wrong argument.
static bool search(struct bt_thread *th, const bt_value *args, const char *fn, bool right,
                   int64_t *index)
{
    struct bt_span_bytes in;
    bool fail;
    *index = -1;
    if (!bt_text_want_str(th, fn, 1, args[1]))
        return false;
    if (!part(th, args, args[2], args[3], &in, &fail))
        return !fail;
    struct bt_span_bytes sub = bt_str_span(args[1]);
    size_t at = right ? bt_text_rfind(in.data, in.len, sub.data, sub.len)
                      : bt_text_find(in.data, in.len, sub.data, sub.len);
    struct bt_str *s = bt_as_str(args[0]);
    if (at != BT_NOT_FOUND)
        *index = (int64_t)bt_str_char_index(s, (size_t)(in.data - s->data) + at);
    return true;
}

static bt_value find(struct bt_thread *th, const bt_value *args)
{
    int64_t index;
    return search(th, args, "find", false, &index) ? bt_from_small(index) : BT_ERROR;
}

static bt_value rfind(struct bt_thread *th, const bt_value *args)
{
    int64_t index;
    return search(th, args, "rfind", true, &index) ? bt_from_small(index) : BT_ERROR;
}

static bt_value index_of(struct bt_thread *th, const bt_value *args)
{
    int64_t index;
    if (!search(th, args, "index", false, &index))
        return BT_ERROR;
    return index < 0 ? bt_value_error(th, "substring not found") : bt_from_small(index);
}

static bt_value rindex_of(struct bt_thread *th, const bt_value *args)
{
    int64_t index;
    if (!search(th, args, "rindex", true, &index))
        return BT_ERROR;
    return index < 0 ? bt_value_error(th, "substring not found") : bt_from_small(index);
}

static bt_value count(struct bt_thread *th, const bt_value *args)
{
    struct bt_span_bytes in;
    bool fail;
    if (!bt_text_want_str(th, "count", 1, args[1]))
        return BT_ERROR;
    if (!part(th, args, args[2], args[3], &in, &fail))
        return fail ? BT_ERROR : bt_from_small(0);
    struct bt_span_bytes sub = bt_str_span(args[1]);
    if (sub.len == 0)
        return bt_from_small((int64_t)bt_utf8_count(in.data, in.len) + 1);
    return bt_from_small((int64_t)bt_text_count(in.data, in.len, sub.data, sub.len, SIZE_MAX));
}

static bool has_affix(struct bt_span_bytes text, bt_value affix, bool suffix)
{
    struct bt_span_bytes a = bt_str_span(affix);
    return a.len <= text.len &&
           memcmp(suffix ? text.data + text.len - a.len : text.data, a.data, a.len) == 0;
}

static bt_value with_affix(struct bt_thread *th, const bt_value *args, const char *fn, bool suffix)
{
    struct bt_span_bytes in;
    bool fail;
    bool found = false;
    bool empty = !part(th, args, args[2], args[3], &in, &fail);
    if (fail)
        return BT_ERROR;
    if (bt_is_str(args[1]))
        return bt_bool(!empty && has_affix(in, args[1], suffix));
    if (!bt_is_tuple(args[1]))
        return bt_type_error(th, "%s first arg must be str or a tuple of str, not %.100T", fn,
                             args[1]);
    const struct bt_tuple *t = bt_as_tuple(args[1]);
    for (size_t i = 0; i < t->len && !found; i++) {
        if (!bt_is_str(t->items[i]))
            return bt_type_error(th, "tuple for %s must only contain str, not %.100T", fn,
                                 t->items[i]);
        found = !empty && has_affix(in, t->items[i], suffix);
    }
    return bt_bool(found);
}

static bt_value startswith(struct bt_thread *th, const bt_value *args)
{
    return with_affix(th, args, "startswith", false);
}

static bt_value endswith(struct bt_thread *th, const bt_value *args)
{
    return with_affix(th, args, "endswith", true);
}

// self with its first n `from` replaced; all are strs, `from` is not empty and is there n times.
static bt_value replace_n(struct bt_thread *th, bt_value self, const struct bt_str *from,
                          const struct bt_str *to, size_t n)
{
    const struct bt_str *s = bt_as_str(self);
    size_t more;
    if (__builtin_mul_overflow(n, to->len, &more) || more > PTRDIFF_MAX - s->len)
        return bt_raise_no_memory(th);
    size_t len = s->len - n * from->len + more;
    if (len == 0)
        return th->interp->empty_str;
    struct bt_str *out =
        bt_str_alloc(th, len, bt_str_chars(s) - n * bt_str_chars(from) + n * bt_str_chars(to));
    if (out == NULL)
        return BT_ERROR;
    bt_text_put_replaced(out->data, bt_str_span(self), bt_str_span(bt_from_obj(from)),
                         bt_str_span(bt_from_obj(to)), n);
    return bt_from_obj(out);
}

static bt_value replace(struct bt_thread *th, const bt_value *args)
{
    int64_t max;
    if (!bt_text_want_str(th, "replace", 1, args[1]) ||
        !bt_text_want_str(th, "replace", 2, args[2]) || !bt_as_int64(th, args[3], &max))
        return BT_ERROR;
    size_t most = max < 0 ? SIZE_MAX : (size_t)max;
    struct bt_span_bytes s = bt_str_span(args[0]), from = bt_str_span(args[1]);
    if (from.len != 0) {
        size_t n = bt_text_count(s.data, s.len, from.data, from.len, most);
        return n == 0 ? bt_str_plain(th, args[0])
                      : replace_n(th, args[0], bt_as_str(args[1]), bt_as_str(args[2]), n);
    }
    struct bt_buf out;
    bt_buf_init(&out);
    size_t n = bt_text_replace(&out, s, from, bt_str_span(args[2]), most, true);
    return n == 0 ? bt_str_plain(th, args[0]) : bt_str_from_buf(th, &out);
}

// ---- cutting and padding ----

static bt_value split(struct bt_thread *th, const bt_value *args)
{
    return bt_text_split(th, &bt_str_kind, args[0], args[1], args[2], false);
}

static bt_value rsplit(struct bt_thread *th, const bt_value *args)
{
    return bt_text_split(th, &bt_str_kind, args[0], args[1], args[2], true);
}

static bt_value splitlines(struct bt_thread *th, const bt_value *args)
{
    bool keep;
    return bt_truth(th, args[1], &keep) ? bt_text_splitlines(th, &bt_str_kind, args[0], keep)
                                        : BT_ERROR;
}

static bt_value partition(struct bt_thread *th, const bt_value *args)
{
    return bt_text_partition(th, &bt_str_kind, args[0], args[1], false);
}

static bt_value rpartition(struct bt_thread *th, const bt_value *args)
{
    return bt_text_partition(th, &bt_str_kind, args[0], args[1], true);
}

static bt_value strip_ends(struct bt_thread *th, const bt_value *args, const char *fn,
                           enum bt_strip ends)
{
    if (!bt_is_none(args[1]) && !bt_is_str(args[1]))
        return bt_type_error(th, "%s arg must be None or str", fn);
    return bt_text_strip(th, &bt_str_kind, args[0], args[1], ends);
}

static bt_value strip(struct bt_thread *th, const bt_value *args)
{
    return strip_ends(th, args, "strip", BT_STRIP_BOTH);
}

static bt_value lstrip(struct bt_thread *th, const bt_value *args)
{
    return strip_ends(th, args, "lstrip", BT_STRIP_LEFT);
}

static bt_value rstrip(struct bt_thread *th, const bt_value *args)
{
    return strip_ends(th, args, "rstrip", BT_STRIP_RIGHT);
}

static bt_value removeprefix(struct bt_thread *th, const bt_value *args)
{
    if (!bt_text_want_str(th, "removeprefix", 0, args[1]))
        return BT_ERROR;
    return bt_text_remove(th, &bt_str_kind, args[0], bt_str_span(args[1]), false);
}

static bt_value removesuffix(struct bt_thread *th, const bt_value *args)
{
    if (!bt_text_want_str(th, "removesuffix", 0, args[1]))
        return BT_ERROR;
    return bt_text_remove(th, &bt_str_kind, args[0], bt_str_span(args[1]), true);
}

static bt_value pad(struct bt_thread *th, const bt_value *args, char align)
{
    if (!bt_is_str(args[2]))
        return bt_type_error(th, "The fill character must be a unicode character, not %.100T",
                             args[2]);
    if (bt_str_chars(bt_as_str(args[2])) != 1)
        return bt_type_error(th, "The fill character must be exactly one character long");
    return bt_text_pad(th, &bt_str_kind, args[0], args[1], align, bt_str_span(args[2]));
}

static bt_value center(struct bt_thread *th, const bt_value *args)
{
    return pad(th, args, '^');
}

static bt_value ljust(struct bt_thread *th, const bt_value *args)
{
    return pad(th, args, '<');
}

static bt_value rjust(struct bt_thread *th, const bt_value *args)
{
    return pad(th, args, '>');
}

static bt_value zfill(struct bt_thread *th, const bt_value *args)
{
    return bt_text_zfill(th, &bt_str_kind, args[0], args[1]);
}

static bt_value expandtabs(struct bt_thread *th, const bt_value *args)
{
    return bt_text_expandtabs(th, &bt_str_kind, args[0], args[1]);
}

// ---- joining ----

// The bytes of all the items with the separator between, and their characters; false with an error.
static bool join_size(struct bt_thread *th, const struct bt_str *sep, const bt_value *v, size_t n,
                      size_t *len, size_t *n_chars)
{
    *len = 0;
    *n_chars = 0;
    for (size_t i = 0; i < n; i++) {
        if (!bt_is_str(v[i]))
            return bt_fail(th, BT_EXC_TYPE_ERROR,
                           "sequence item %zu: expected str instance, %.80T found", i, v[i]);
        size_t more = bt_as_str(v[i])->len + (i == 0 ? 0 : sep->len);
        if (__builtin_add_overflow(*len, more, len) || *len > PTRDIFF_MAX)
            return bt_fail(th, BT_EXC_OVERFLOW_ERROR,
                           "join() result is too long for a Python string");
        *n_chars += bt_str_chars(bt_as_str(v[i])) + (i == 0 ? 0 : bt_str_chars(sep));
    }
    return true;
}

static bt_value join_items(struct bt_thread *th, const struct bt_str *sep, const bt_value *v,
                           size_t n)
{
    size_t len;
    size_t n_chars;
    if (n == 1 && bt_is_exact(th, v[0], BT_T_STR))
        return v[0];
    if (!join_size(th, sep, v, n, &len, &n_chars))
        return BT_ERROR;
    if (len == 0)
        return bt_str_ascii(th, "", 0);
    struct bt_str *out = bt_str_alloc(th, len, n_chars);
    if (out == NULL)
        return BT_ERROR;
    char *p = out->data;
    for (size_t i = 0; i < n; i++) {
        if (i != 0) {
            bt_text_copy(p, sep->data, sep->len);
            p += sep->len;
        }
        bt_text_copy(p, bt_as_str(v[i])->data, bt_as_str(v[i])->len);
        p += bt_as_str(v[i])->len;
    }
    return bt_from_obj(out);
}

static bt_value join(struct bt_thread *th, const bt_value *args)
{
    bt_value items = args[1];
    const struct bt_type *type = bt_type_of(th, items);
    if (bt_is_exact(th, items, BT_T_TUPLE))
        return join_items(th, bt_as_str(args[0]), bt_as_tuple(items)->items,
                          bt_as_tuple(items)->len);
    if (type->s.iter == NULL && type->s.getitem == NULL)
        return bt_type_error(th, "can only join an iterable");
    if (!bt_is_exact(th, items, BT_T_LIST)) {
        items = bt_to_list(th, items);
        if (bt_is_error(items))
            return BT_ERROR;
    }
    return join_items(th, bt_as_str(args[0]), bt_as_list(items)->items, bt_as_list(items)->len);
}

static bt_value encode(struct bt_thread *th, const bt_value *args)
{
    return bt_str_encode_object(th, "encode", args[0], args[1], args[2]);
}

static bt_value getnewargs(struct bt_thread *th, const bt_value *args)
{
    bt_value text = bt_str_plain(th, args[0]);
    return bt_is_error(text) ? BT_ERROR : bt_tuple_new(th, &text, 1);
}

#define M(name, fn, sig, doc)       \
    {                               \
        name, fn, sig, doc, NULL, 0 \
    }
#define RANGE "(self, sub, start=?, end=?, /)"
const struct bt_fn_spec bt_str_methods[] = {
    M("capitalize", bt_str_capitalize, "(self, /)",
      "A copy with the first character in title case, the rest lower."),
    M("casefold", bt_str_casefold, "(self, /)", "A copy for comparing without regard to case."),
    M("center", center, "(self, width, fillchar=' ', /)",
      "The text in the middle of a field of `width` characters."),
    M("count", count, RANGE, "How often `sub` occurs in self[start:end] without overlap."),
    M("encode", encode, "(self, /, encoding='utf-8', errors='strict')",
      "The text as bytes in an encoding."),
    M("endswith", endswith, "(self, suffix, start=?, end=?, /)",
      "Does self[start:end] end with it (or one of them)?"),
    M("expandtabs", expandtabs, "(self, /, tabsize=8)",
      "A copy with spaces up to the tab stops in place of tabs."),
    M("find", find, RANGE, "The lowest index of `sub` in self[start:end], -1 if it is not there."),
    {"format", NULL, "(self, /, *args, **kwargs)",
     "The text with its {fields} replaced by the arguments.", bt_str_format_method, BT_FN_RAW},
    M("format_map", bt_str_format_map, "(self, mapping, /)",
      "The text with its {fields} replaced from a mapping."),
    M("index", index_of, RANGE, "As find(), but raises ValueError if `sub` is not there."),
    M("isalnum", bt_str_isalnum, "(self, /)", "Only letters and numbers, and at least one?"),
    M("isalpha", bt_str_isalpha, "(self, /)", "Only letters, and at least one?"),
    M("isascii", bt_str_isascii, "(self, /)", "Only characters below U+0080?"),
    M("isdecimal", bt_str_isdecimal, "(self, /)", "Only decimal digits, and at least one?"),
    M("isdigit", bt_str_isdigit, "(self, /)", "Only digits, and at least one?"),
    M("isidentifier", bt_str_isidentifier, "(self, /)", "Could it be a name in a program?"),
    M("islower", bt_str_islower, "(self, /)", "All cased characters lower case, and at least one?"),
    M("isnumeric", bt_str_isnumeric, "(self, /)", "Only numeric characters, and at least one?"),
    M("isprintable", bt_str_isprintable, "(self, /)", "Would repr() escape none of it?"),
    M("isspace", bt_str_isspace, "(self, /)", "Only white space, and some?"),
    M("istitle", bt_str_istitle, "(self, /)",
      "Does each word begin with a capital, and only there?"),
    M("isupper", bt_str_isupper, "(self, /)", "All cased characters upper case, and at least one?"),
    M("join", join, "(self, iterable, /)", "The strs of an iterable, with this one between them."),
    M("ljust", ljust, "(self, width, fillchar=' ', /)",
      "The text at the left of a field of `width` characters."),
    M("lower", bt_str_lower, "(self, /)", "A copy in lower case."),
    M("lstrip", lstrip, "(self, chars=None, /)",
      "A copy without leading white space (or characters of `chars`)."),
    {"maketrans", bt_str_maketrans, "(x, y=?, z=?, /)", "A table for translate().", NULL,
     BT_FN_STATIC},
    M("partition", partition, "(self, sep, /)",
      "What is before the first `sep`, sep, and what is behind it."),
    M("removeprefix", removeprefix, "(self, prefix, /)",
      "A copy without `prefix`, if it begins with it."),
    M("removesuffix", removesuffix, "(self, suffix, /)",
      "A copy without `suffix`, if it ends with it."),
    M("replace", replace, "(self, old, new, /, count=-1)",
      "A copy with `new` in place of `old`, count times at most."),
    M("rfind", rfind, RANGE,
      "The highest index of `sub` in self[start:end], -1 if it is not there."),
    M("rindex", rindex_of, RANGE, "As rfind(), but raises ValueError if `sub` is not there."),
    M("rjust", rjust, "(self, width, fillchar=' ', /)",
      "The text at the right of a field of `width` characters."),
    M("rpartition", rpartition, "(self, sep, /)",
      "What is before the last `sep`, sep, and what is behind it."),
    M("rsplit", rsplit, "(self, /, sep=None, maxsplit=-1)",
      "As split(), the splits counted from the right."),
    M("rstrip", rstrip, "(self, chars=None, /)",
      "A copy without trailing white space (or characters of `chars`)."),
    M("split", split, "(self, /, sep=None, maxsplit=-1)",
      "The parts between `sep`, or between white space."),
    M("splitlines", splitlines, "(self, /, keepends=False)", "The lines."),
    M("startswith", startswith, "(self, prefix, start=?, end=?, /)",
      "Does self[start:end] begin with it (or one of them)?"),
    M("strip", strip, "(self, chars=None, /)",
      "A copy without white space (or characters of `chars`) at both ends."),
    M("swapcase", bt_str_swapcase, "(self, /)", "A copy with upper and lower case exchanged."),
    M("title", bt_str_title, "(self, /)",
      "A copy with each word's first character in title case, the rest lower."),
    M("translate", bt_str_translate, "(self, table, /)",
      "A copy with each character mapped by `table`."),
    M("upper", bt_str_upper, "(self, /)", "A copy in upper case."),
    M("zfill", zfill, "(self, width, /)",
      "Zeros put before it, behind a sign, up to `width` characters."),
    M("__getnewargs__", getnewargs, "(self, /)", "What to give to __new__ for a copy."),
    {0},
};
