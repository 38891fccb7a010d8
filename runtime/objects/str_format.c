/*
 * str.format, str.format_map, and the format() of a str. Called by the method table of str and by
 * its format slot.
 *
 * A replacement field is {name!conversion:spec}: the name is looked up in the arguments (positions,
 * numbered automatically or not, and keywords) or in format_map's mapping; the spec may hold fields
 * itself, one level deep.
 */
#include "runtime/objects/format.h"
#include "runtime/objects/seq.h"
#include "runtime/objects/str_methods.h"

enum numbering { NOT_YET, AUTOMATIC, MANUAL };

struct state {
    struct bt_thread *th;
    const struct bt_args *args; // self is args->v[0]; NULL for format_map
    bt_value mapping;           // format_map's, else BT_UNSET
    enum numbering numbering;
    size_t next; // automatic number
};

// A field, as parsed.
struct field {
    struct bt_span_bytes name, spec;
    uint32_t conversion; // 0: none
    bool nested;         // the spec holds fields
};

// ---- parsing ----

// Scans a name up to the ':', '!' or '}' that ends it: its offset, from `at`; false with
// ValueError.
static bool scan_name(struct bt_thread *th, struct bt_span_bytes text, size_t *at)
{
    for (; *at < text.len; ++*at) {
        switch (text.data[*at]) {
        case '{': return bt_fail(th, BT_EXC_VALUE_ERROR, "unexpected '{' in field name");
        case '[': // anything may stand between brackets
            while (*at < text.len && text.data[*at] != ']')
                ++*at;
            break;
        case '}':
        case ':':
        case '!': return true;
        default: break;
        }
    }
    return bt_fail(th, BT_EXC_VALUE_ERROR, "expected '}' before end of string");
}

// Scans the spec, up to the '}' that belongs to the field's '{'.
static bool scan_spec(struct bt_thread *th, struct bt_span_bytes text, size_t *at,
                      struct field *field)
{
    size_t start = *at;
    size_t depth = 1;
    for (; *at < text.len; ++*at) {
        if (text.data[*at] == '{') {
            field->nested = true;
            depth++;
        } else if (text.data[*at] == '}' && --depth == 0) {
            field->spec = (struct bt_span_bytes){text.data + start, *at - start};
            ++*at;
            return true;
        }
    }
    return bt_fail(th, BT_EXC_VALUE_ERROR, "unmatched '{' in format spec");
}

// Parses what stands behind a '{' at `*at` and moves it behind the '}'.
static bool parse_field(struct bt_thread *th, struct bt_span_bytes text, size_t *at,
                        struct field *field)
{
    *field = (struct field){.spec = {"", 0}};
    size_t start = *at;
    if (start >= text.len)
        return bt_fail(th, BT_EXC_VALUE_ERROR, "Single '{' encountered in format string");
    if (!scan_name(th, text, at))
        return false;
    field->name = (struct bt_span_bytes){text.data + start, *at - start};
    char c = text.data[(*at)++];
    if (c == '}')
        return true;
    if (c == '!') {
        if (*at >= text.len)
            return bt_fail(th, BT_EXC_VALUE_ERROR,
                           "end of string while looking for conversion specifier");
        size_t size;
        field->conversion = bt_wtf8_decode(text.data + *at, text.len - *at, &size);
        *at += size;
        if (*at >= text.len)
            return bt_fail(th, BT_EXC_VALUE_ERROR, "unmatched '{' in format spec");
        c = text.data[(*at)++];
        if (c == '}')
            return true;
        if (c != ':')
            return bt_fail(th, BT_EXC_VALUE_ERROR, "expected ':' after conversion specifier");
    }
    return scan_spec(th, text, at, field);
}

// The number that the text is: *is_number false if it is none.
static bool parse_number(struct bt_thread *th, struct bt_span_bytes text, bool *is_number,
                         int64_t *out)
{
    *out = 0;
    *is_number = false;
    for (size_t i = 0; i < text.len;) {
        size_t size;
        int digit = bt_uni_decimal_value(bt_wtf8_decode(text.data + i, text.len - i, &size));
        if (digit < 0)
            return true;
        if (*out > (INT64_MAX - digit) / 10)
            return bt_fail(th, BT_EXC_VALUE_ERROR, "Too many decimal digits in format string");
        *out = *out * 10 + digit;
        i += size;
    }
    *is_number = text.len != 0;
    return true;
}

// ---- looking up ----

static bool set_numbering(struct state *s, enum numbering to)
{
    if (s->numbering == NOT_YET)
        s->numbering = to;
    if (s->numbering == to)
        return true;
    return bt_fail(
        s->th, BT_EXC_VALUE_ERROR,
        to == MANUAL
            ? "cannot switch from automatic field numbering to manual field specification"
            : "cannot switch from manual field specification to automatic field numbering");
}

static bt_value positional(struct state *s, size_t i)
{
    if (s->args == NULL)
        return bt_value_error(s->th, "Format string contains positional fields");
    if (i + 1 >= s->args->npos)
        return bt_index_error(s->th, "Replacement index %zu out of range for positional args tuple",
                              i);
    return s->args->v[i + 1];
}

// A keyword argument or the mapping's item. [py]
static bt_value named(struct state *s, struct bt_span_bytes name)
{
    bt_value key = bt_str_new(s->th, name.data, name.len);
    if (bt_is_error(key))
        return BT_ERROR;
    if (s->args == NULL) {
        BT_ROOTS(s->th, r, 1);
        r[0] = key;
        bt_value v = bt_getitem(s->th, s->mapping, key);
        BT_UNROOT(s->th, r);
        return v;
    }
    if (!bt_is_unset(s->args->kwnames)) {
        const struct bt_tuple *kw = bt_as_tuple(s->args->kwnames);
        for (size_t i = 0; i < kw->len; i++) {
            if (bt_str_equal(bt_as_str(kw->items[i]), bt_as_str(key)))
                return s->args->v[s->args->npos + i];
        }
    }
    return bt_raise_with(s->th, BT_EXC_KEY_ERROR, key);
}

// The part of a name up to the first '.' or '['.
static bt_value look_up_first(struct state *s, struct bt_span_bytes first)
{
    bool is_number;
    int64_t number;
    if (first.len == 0)
        return set_numbering(s, AUTOMATIC) ? positional(s, s->next++) : BT_ERROR;
    if (!parse_number(s->th, first, &is_number, &number))
        return BT_ERROR;
    if (!is_number)
        return named(s, first);
    return set_numbering(s, MANUAL) ? positional(s, (size_t)number) : BT_ERROR;
}

// obj[text]: a number if it looks like one. [py]
static bt_value look_up_item(struct state *s, bt_value *obj, struct bt_span_bytes text)
{
    bool is_number;
    int64_t number;
    if (!parse_number(s->th, text, &is_number, &number))
        return BT_ERROR;
    obj[1] = is_number ? bt_from_small(number) : bt_str_new(s->th, text.data, text.len);
    return bt_is_error(obj[1]) ? BT_ERROR : bt_getitem(s->th, obj[0], obj[1]);
}

// Follows ".attr" and "[item]" from obj[0] (rooted, as is obj[1], which is free for keys). [py]
static bool look_up_rest(struct state *s, bt_value *obj, struct bt_span_bytes rest)
{
    for (size_t i = 0; i < rest.len;) {
        bool attribute = rest.data[i] == '.';
        if (!attribute && rest.data[i] != '[')
            return bt_fail(s->th, BT_EXC_VALUE_ERROR,
                           "Only '.' or '[' may follow ']' in format field specifier");
        size_t start = ++i;
        while (i < rest.len &&
               (attribute ? rest.data[i] != '.' && rest.data[i] != '[' : rest.data[i] != ']'))
            i++;
        struct bt_span_bytes text = {rest.data + start, i - start};
        if (!attribute && i++ == rest.len)
            return bt_fail(s->th, BT_EXC_VALUE_ERROR, "Missing ']' in format string");
        if (text.len == 0)
            return bt_fail(s->th, BT_EXC_VALUE_ERROR, "Empty attribute in format string");
        if (attribute) {
            obj[1] = bt_intern(s->th, text.data, text.len);
            obj[0] = bt_is_error(obj[1]) ? BT_ERROR : bt_getattr(s->th, obj[0], obj[1]);
        } else {
            obj[0] = look_up_item(s, obj, text);
        }
        if (bt_is_error(obj[0]))
            return false;
    }
    return true;
}

static bool look_up(struct state *s, bt_value *obj, struct bt_span_bytes name)
{
    size_t first = 0;
    while (first < name.len && name.data[first] != '.' && name.data[first] != '[')
        first++;
    obj[0] = look_up_first(s, (struct bt_span_bytes){name.data, first});
    if (bt_is_error(obj[0]))
        return false;
    return look_up_rest(s, obj, (struct bt_span_bytes){name.data + first, name.len - first});
}

// ---- output ----

static bt_value convert(struct state *s, bt_value v, uint32_t conversion)
{
    switch (conversion) {
    case 0: return v;
    case 's': return bt_str_of(s->th, v);
    case 'r': return bt_repr(s->th, v);
    case 'a': return bt_ascii(s->th, v);
    default: break;
    }
    if (conversion > 32 && conversion < 127)
        return bt_value_error(s->th, "Unknown conversion specifier %c", (int)conversion);
    return bt_value_error(s->th, "Unknown conversion specifier \\x%x", conversion);
}

static bool put_text(struct state *s, struct bt_buf *out, struct bt_span_bytes text, int depth);

// The spec of a field, its own fields replaced. [py]
static bt_value make_spec(struct state *s, const struct field *field, int depth)
{
    if (!field->nested)
        return bt_str_new(s->th, field->spec.data, field->spec.len);
    struct bt_buf spec;
    bt_buf_init(&spec);
    if (!put_text(s, &spec, field->spec, depth - 1)) {
        bt_buf_free(&spec);
        return BT_ERROR;
    }
    return bt_str_from_buf(s->th, &spec);
}

static bool put_field(struct state *s, struct bt_buf *out, const struct field *field, int depth)
{
    BT_ROOTS(s->th, r, 2); // the object, and what is made on the way
    bool ok = look_up(s, r, field->name);
    if (ok) {
        r[0] = convert(s, r[0], field->conversion);
        ok = !bt_is_error(r[0]);
    }
    if (ok && (field->spec.len != 0 || !bt_is_exact(s->th, r[0], BT_T_STR))) {
        r[1] = make_spec(s, field, depth);
        r[0] = bt_is_error(r[1]) ? BT_ERROR : bt_format(s->th, r[0], r[1]);
        ok = !bt_is_error(r[0]);
    }
    if (ok)
        bt_buf_write(out, bt_as_str(r[0])->data, bt_as_str(r[0])->len);
    BT_UNROOT(s->th, r);
    return ok;
}

// Text with fields; `depth` levels of fields may still be nested. [py]
static bool put_text(struct state *s, struct bt_buf *out, struct bt_span_bytes text, int depth)
{
    if (depth == 0)
        return bt_fail(s->th, BT_EXC_VALUE_ERROR, "Max string recursion exceeded");
    for (size_t i = 0; i < text.len;) {
        size_t start = i;
        while (i < text.len && text.data[i] != '{' && text.data[i] != '}')
            i++;
        bt_buf_write(out, text.data + start, i - start);
        if (i == text.len)
            break;
        char c = text.data[i++];
        if (i < text.len && text.data[i] == c) {
            bt_buf_putc(out, c);
            i++;
            continue;
        }
        if (c == '}')
            return bt_fail(s->th, BT_EXC_VALUE_ERROR, "Single '}' encountered in format string");
        struct field field;
        if (!parse_field(s->th, text, &i, &field) || !put_field(s, out, &field, depth))
            return false;
    }
    return true;
}

static bt_value format(struct state *s, bt_value self)
{
    struct bt_buf out;
    bt_buf_init(&out);
    if (!put_text(s, &out, bt_str_span(self), 2)) {
        bt_buf_free(&out);
        return BT_ERROR;
    }
    return bt_str_from_buf(s->th, &out);
}

bt_value bt_str_format_method(struct bt_thread *th, const struct bt_args *args)
{
    struct state s = {.th = th, .args = args, .mapping = BT_UNSET};
    return format(&s, args->v[0]);
}

bt_value bt_str_format_map(struct bt_thread *th, const bt_value *args)
{
    struct state s = {.th = th, .mapping = args[1]};
    return format(&s, args[0]);
}

// ---- format(str, spec) ----

static bool check_spec(struct bt_thread *th, bt_value v, const struct bt_format_spec *spec)
{
    const char *what = NULL;
    if (spec->type != 's')
        return bt_format_unknown(th, spec->type, v), false;
    if (spec->sign != 0)
        what = spec->sign == ' ' ? "Space" : "Sign";
    else if (spec->coerce_zero)
        what = "Negative zero coercion (z)";
    else if (spec->alternate)
        what = "Alternate form (#)";
    if (what != NULL)
        return bt_fail(th, BT_EXC_VALUE_ERROR, "%s not allowed in string format specifier", what);
    if (spec->align == '=')
        return bt_fail(th, BT_EXC_VALUE_ERROR,
                       "'=' alignment not allowed in string format specifier");
    return true;
}

bt_value bt_format_str(struct bt_thread *th, bt_value v, const char *spec, size_t len)
{
    struct bt_format_spec parsed;
    struct bt_str *s = bt_as_str(v);
    if (len == 0)
        return bt_str_plain(th, v);
    if (!bt_format_parse(th, v, spec, len, 's', '<', &parsed) || !check_spec(th, v, &parsed))
        return BT_ERROR;
    size_t n_chars = bt_str_chars(s);
    size_t n_bytes = s->len;
    if (parsed.precision >= 0 && (size_t)parsed.precision < n_chars) {
        n_chars = (size_t)parsed.precision;
        n_bytes = bt_str_offset(s, n_chars);
    }
    struct bt_buf out;
    bt_buf_init(&out);
    bt_format_pad(&out, &parsed, s->data, n_bytes, n_chars);
    return bt_str_from_buf(th, &out);
}
