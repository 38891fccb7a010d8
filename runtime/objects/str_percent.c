/*
 * printf-style formatting: `format % args`, for str and bytes. Called by the types' % slots.
 *
 * A directive is %[(key)][flags][width][.precision][h|l|L]letter. It is parsed into a struct
 * directive, its value is made text without padding, and put_field() brings that to its width.
 * `state.root` keeps alive what Python code made and only we hold: the value of a key and its text.
 */
#include <limits.h>

#include "runtime/objects/float.h"
#include "runtime/objects/format.h"
#include "runtime/objects/int.h"
#include "runtime/objects/seq.h"
#include "runtime/objects/str_impl.h"

enum { ROOT_VALUE, ROOT_TEXT, ROOT_COUNT };

struct state {
    struct bt_thread *th;
    struct bt_buf *out;
    struct bt_span_bytes format;
    size_t pos; // in the format
    bool bytes;
    bt_value args; // the tuple, or the only argument
    size_t n_args; // of a tuple; 1 otherwise
    size_t next_arg;
    bt_value mapping; // for %(key); BT_UNSET if there is none
    bt_value *root;
};

struct directive {
    bool left, plus, blank, alternate, zero;
    int64_t width;     // -1: none
    int64_t precision; // -1: none
    uint32_t letter;
};

static bool fail_incomplete(struct state *s)
{
    return bt_fail(s->th, BT_EXC_VALUE_ERROR, "incomplete format");
}

// The next argument; BT_ERROR when there is none.
static bt_value next_arg(struct state *s)
{
    if (s->next_arg >= s->n_args)
        return bt_type_error(s->th, "not enough arguments for format string");
    size_t i = s->next_arg++;
    return bt_is_tuple(s->args) ? bt_as_tuple(s->args)->items[i] : s->args;
}

// ---- parsing ----

// %(key): the value of the key becomes the only argument. s->pos is behind the parenthesis. [py]
static bool take_key(struct state *s)
{
    size_t start = s->pos;
    size_t depth = 1;
    if (bt_is_unset(s->mapping))
        return bt_fail(s->th, BT_EXC_TYPE_ERROR, "format requires a mapping");
    for (; s->pos < s->format.len && depth != 0; s->pos++) {
        char c = s->format.data[s->pos];
        depth += c == '(' ? 1u : 0u;
        depth -= c == ')' ? 1u : 0u;
    }
    if (depth != 0)
        return bt_fail(s->th, BT_EXC_VALUE_ERROR, "incomplete format key");
    const char *key = s->format.data + start;
    size_t len = s->pos - 1 - start;
    s->root[ROOT_TEXT] = s->bytes ? bt_bytes_new(s->th, key, len) : bt_str_new(s->th, key, len);
    if (bt_is_error(s->root[ROOT_TEXT]))
        return false;
    bt_value v = bt_getitem(s->th, s->mapping, s->root[ROOT_TEXT]);
    if (bt_is_error(v))
        return false;
    s->root[ROOT_VALUE] = BT_UNSET;
    // a tuple as a key's value is one argument like any other
    bt_value one = bt_is_tuple(v) ? bt_tuple_new(s->th, &v, 1) : v;
    if (bt_is_error(one))
        return false;
    s->root[ROOT_VALUE] = one;
    s->args = one;
    s->n_args = 1;
    s->next_arg = 0;
    return true;
}

static void take_flags(struct state *s, struct directive *d)
{
    for (; s->pos < s->format.len; s->pos++) {
        switch (s->format.data[s->pos]) {
        case '-': d->left = true; break;
        case '+': d->plus = true; break;
        case ' ': d->blank = true; break;
        case '#': d->alternate = true; break;
        case '0': d->zero = true; break;
        default: return;
        }
    }
}

// A number or a '*', whose value is an argument. -1: none.
static bool take_number(struct state *s, int64_t *out, int64_t max, const char *too_big)
{
    if (s->pos < s->format.len && s->format.data[s->pos] == '*') {
        s->pos++;
        bt_value v = next_arg(s);
        if (bt_is_error(v))
            return false;
        if (!bt_is_int(v))
            return bt_fail(s->th, BT_EXC_TYPE_ERROR, "* wants int");
        return bt_as_int64(s->th, v, out);
    }
    for (; s->pos < s->format.len && s->format.data[s->pos] >= '0' && s->format.data[s->pos] <= '9';
         s->pos++) {
        int64_t n = *out < 0 ? 0 : *out;
        int digit = s->format.data[s->pos] - '0';
        if (n > (max - digit) / 10)
            return bt_fail(s->th, BT_EXC_VALUE_ERROR, "%s", too_big);
        *out = n * 10 + digit;
    }
    return true;
}

// What follows the '%' (s->pos): everything up to the letter.
static bool take_directive(struct state *s, struct directive *d)
{
    *d = (struct directive){.width = -1, .precision = -1};
    if (s->pos < s->format.len && s->format.data[s->pos] == '(') {
        s->pos++;
        if (!take_key(s))
            return false;
    }
    take_flags(s, d);
    if (!take_number(s, &d->width, PTRDIFF_MAX, "width too big"))
        return false;
    if (d->width < -1) { // only a '*' can be negative
        d->left = true;
        d->width = d->width == INT64_MIN ? INT64_MAX : -d->width;
    }
    if (s->pos < s->format.len && s->format.data[s->pos] == '.') {
        s->pos++;
        d->precision = 0;
        if (!take_number(s, &d->precision, INT_MAX, "precision too big"))
            return false;
        d->precision = d->precision < 0 ? 0 : d->precision;
    }
    if (s->pos < s->format.len) {
        char c = s->format.data[s->pos];
        s->pos += c == 'h' || c == 'l' || c == 'L';
    }
    if (s->pos >= s->format.len)
        return fail_incomplete(s);
    size_t size = 1;
    d->letter = s->bytes ? (unsigned char)s->format.data[s->pos]
                         : bt_wtf8_decode(s->format.data + s->pos, s->format.len - s->pos, &size);
    s->pos += size;
    return true;
}

// ---- output ----

static void put_spaces(struct state *s, const struct directive *d, size_t n_chars)
{
    if (d->width > 0 && (size_t)d->width > n_chars)
        bt_buf_fill(s->out, ' ', (size_t)d->width - n_chars);
}

// Text of `n_chars` characters in its field.
static void put_field(struct state *s, const struct directive *d, const char *text, size_t len,
                      size_t n_chars)
{
    if (!d->left)
        put_spaces(s, d, n_chars);
    bt_buf_write(s->out, text, len);
    if (d->left)
        put_spaces(s, d, n_chars);
}

// A number's text, ASCII, in its field: with the sign that the flags ask for, and zeros behind sign
// and prefix.
static void put_number(struct state *s, const struct directive *d, const char *text, size_t len,
                       size_t prefix)
{
    char sign = '\0';
    if (text[0] == '-') {
        sign = '-';
        text++;
        len--;
    } else if (d->plus || d->blank) {
        sign = d->plus ? '+' : ' ';
    }
    size_t n_chars = len + (sign != '\0');
    if (!d->left && !d->zero)
        put_spaces(s, d, n_chars);
    if (sign != '\0')
        bt_buf_putc(s->out, sign);
    bt_buf_write(s->out, text, prefix);
    if (!d->left && d->zero && d->width > 0 && (size_t)d->width > n_chars)
        bt_buf_fill(s->out, '0', (size_t)d->width - n_chars);
    bt_buf_write(s->out, text + prefix, len - prefix);
    if (d->left)
        put_spaces(s, d, n_chars);
}

// ---- conversions ----

// v as an int for %d and the like; TypeError that names the letter. [py]
static bt_value to_int(struct state *s, bt_value v, uint32_t letter)
{
    bool decimal = letter == 'd' || letter == 'i' || letter == 'u';
    const struct bt_type *type = bt_type_of(s->th, v);
    double d;
    bt_value i = BT_ERROR;
    if (bt_is_int(v))
        return v;
    if (decimal && bt_float_get(v, &d))
        return bt_int_from_double(s->th, d);
    if (decimal && type->s.to_int != NULL)
        i = type->s.to_int(s->th, v);
    else if (type->s.index != NULL)
        i = bt_to_index(s->th, v);
    if (!bt_is_error(i) || (bt_exc_is_set(s->th) && !bt_exc_is(s->th, BT_EXC_TYPE_ERROR)))
        return i;
    bt_exc_clear(s->th);
    return bt_type_error(s->th, "%%%c format: %s is required, not %.200T", letter,
                         decimal ? "a real number" : "an integer", v);
}

static bool put_int(struct state *s, const struct directive *d, bt_value v)
{
    char room[96];
    struct bt_buf text;
    bt_buf_init_in(&text, room, sizeof room);
    if (bt_is_small(v) && d->precision < 0 &&
        (d->letter == 'd' || d->letter == 'i' || d->letter == 'u')) {
        bt_buf_put_int(&text, bt_small(v));
        put_number(s, d, text.data, text.len, 0);
        return true;
    }
    v = to_int(s, v, d->letter);
    if (bt_is_error(v))
        return false;
    s->root[ROOT_TEXT] = v;
    uint32_t letter = d->letter == 'i' || d->letter == 'u' ? 'd' : d->letter;
    struct bt_format_spec spec = {.fill = ' ',
                                  .align = '>',
                                  .width = -1,
                                  .precision = -1,
                                  .alternate = d->alternate,
                                  .type = letter};
    bool ok = bt_format_int_spec(s->th, &text, v, &spec);
    if (ok && !text.failed) {
        size_t sign = text.data[0] == '-';
        size_t prefix = d->alternate && letter != 'd' ? 2 : 0;
        size_t digits = text.len - sign - prefix;
        if (d->precision > (int64_t)digits) { // zeros go between the prefix and the digits
            size_t zeros = (size_t)d->precision - digits;
            bt_buf_fill(&text, '0', zeros);
            if (!text.failed) {
                memmove(text.data + sign + prefix + zeros, text.data + sign + prefix, digits);
                memset(text.data + sign + prefix, '0', zeros);
            }
        }
        if (!text.failed)
            put_number(s, d, text.data, text.len, prefix);
    }
    s->out->failed = s->out->failed || text.failed;
    bt_buf_free(&text);
    return ok;
}

static bool put_float(struct state *s, const struct directive *d, bt_value v)
{
    double x;
    if (!bt_as_double(s->th, v, &x))
        return false;
    struct bt_format_spec spec = {.fill = ' ',
                                  .align = '>',
                                  .width = -1,
                                  .precision = d->precision < 0 ? 6 : d->precision,
                                  .alternate = d->alternate,
                                  .type = d->letter};
    char room[96];
    struct bt_buf text;
    bt_buf_init_in(&text, room, sizeof room);
    bool ok = bt_format_double_spec(s->th, &text, x, &spec);
    if (ok && !text.failed)
        put_number(s, d, text.data, text.len, 0);
    s->out->failed = s->out->failed || text.failed;
    bt_buf_free(&text);
    return ok;
}

// %c: a character, or its number.
static bool put_char(struct state *s, const struct directive *d, bt_value v)
{
    char bytes[BT_UTF8_MAX];
    struct bt_span_bytes text = {"", 0};
    uint32_t limit = s->bytes ? 256 : 0x110000;
    if (s->bytes ? bt_bytes_kind.view(s->th, v, &text) && text.len == 1
                 : bt_is_str(v) && bt_str_chars(bt_as_str(v)) == 1) {
        if (!s->bytes)
            text = bt_str_span(v);
        put_field(s, d, text.data, text.len, 1);
        return true;
    }
    bt_exc_clear(s->th);
    int64_t c = -1;
    bt_value i = BT_ERROR;
    if (bt_is_int(v) || bt_type_of(s->th, v)->s.index != NULL)
        i = bt_to_index(s->th, v);
    if (bt_is_error(i)) {
        bt_exc_clear(s->th);
        return bt_fail(s->th, BT_EXC_TYPE_ERROR, "%%c requires %s",
                       s->bytes ? "an integer in range(256) or a single byte" : "int or char");
    }
    if (!bt_int_get_i64(i, &c) || c < 0 || c >= limit)
        return bt_fail(s->th, BT_EXC_OVERFLOW_ERROR, "%%c arg not in range(%s)",
                       s->bytes ? "256" : "0x110000");
    bytes[0] = (char)c;
    size_t len = s->bytes ? 1 : bt_utf8_encode((uint32_t)c, bytes);
    put_field(s, d, bytes, len, 1);
    return true;
}

// %s, %r, %a of a str format; %r and %a of a bytes format. [py]
static bool put_text(struct state *s, const struct directive *d, bt_value v)
{
    bt_value text;
    if (d->letter == 's')
        text = bt_str_of(s->th, v);
    else
        text = d->letter == 'a' || s->bytes ? bt_ascii(s->th, v) : bt_repr(s->th, v);
    if (bt_is_error(text))
        return false;
    s->root[ROOT_TEXT] = text;
    struct bt_str *str = bt_as_str(text);
    size_t n_chars = bt_str_chars(str);
    size_t len = str->len;
    if (d->precision >= 0 && (size_t)d->precision < n_chars) {
        n_chars = (size_t)d->precision;
        len = bt_str_offset(str, n_chars);
    }
    put_field(s, d, str->data, len, n_chars);
    return true;
}

// %b and %s of a bytes format. [py]
static bool put_bytes(struct state *s, const struct directive *d, bt_value v)
{
    const char *data;
    size_t len;
    if (!bt_is_str(v) && bt_bytes_view(s->th, v, &data, &len)) {
        s->root[ROOT_TEXT] = v;
    } else {
        bt_exc_clear(s->th);
        bt_value special = bt_call_special(s->th, v, BT_NAME(s->th, bytes), NULL, 0);
        if (bt_is_error(special))
            return false;
        if (bt_is_unset(special))
            return bt_fail(s->th, BT_EXC_TYPE_ERROR,
                           "%%b requires a bytes-like object, or an object that implements "
                           "__bytes__, not '%.100T'",
                           v);
        s->root[ROOT_TEXT] = special;
        if (!bt_bytes_view(s->th, special, &data, &len))
            return false;
    }
    if (d->precision >= 0 && (size_t)d->precision < len)
        len = (size_t)d->precision;
    put_field(s, d, data, len, len);
    return true;
}

static bool fail_letter(struct state *s, uint32_t letter)
{
    size_t size = s->bytes ? 1 : bt_utf8_encoded_size(letter);
    size_t index = s->bytes ? s->pos - 1 : bt_utf8_count(s->format.data, s->pos - size);
    return bt_fail(s->th, BT_EXC_VALUE_ERROR,
                   "unsupported format character '%c' (0x%x) at index %zu",
                   letter > 31 && letter < 127 ? (int)letter : '?', letter, index);
}

static bool put_directive(struct state *s)
{
    struct directive d;
    if (!take_directive(s, &d))
        return false;
    bt_value v = next_arg(s);
    if (bt_is_error(v))
        return false;
    switch (d.letter) {
    case 's': return s->bytes ? put_bytes(s, &d, v) : put_text(s, &d, v);
    case 'r':
    case 'a': return put_text(s, &d, v);
    case 'b': return s->bytes ? put_bytes(s, &d, v) : fail_letter(s, d.letter);
    case 'd':
    case 'i':
    case 'u':
    case 'o':
    case 'x':
    case 'X': return put_int(s, &d, v);
    case 'e':
    case 'E':
    case 'f':
    case 'F':
    case 'g':
    case 'G': return put_float(s, &d, v);
    case 'c': return put_char(s, &d, v);
    default: return fail_letter(s, d.letter);
    }
}

static bool put_all(struct state *s)
{
    while (s->pos < s->format.len) {
        const char *from = s->format.data + s->pos;
        const char *percent = memchr(from, '%', s->format.len - s->pos);
        size_t n = percent == NULL ? s->format.len - s->pos : (size_t)(percent - from);
        bt_buf_write(s->out, from, n);
        s->pos += n;
        if (percent == NULL)
            break;
        s->pos++;
        if (s->pos == s->format.len)
            return fail_incomplete(s);
        if (s->format.data[s->pos] == '%') {
            bt_buf_putc(s->out, '%');
            s->pos++;
        } else if (!put_directive(s)) {
            return false;
        }
    }
    if (s->next_arg < s->n_args && bt_is_unset(s->mapping))
        return bt_fail(s->th, BT_EXC_TYPE_ERROR, "not all arguments converted during %s formatting",
                       s->bytes ? "bytes" : "string");
    return true;
}

bool bt_text_percent(struct bt_thread *th, struct bt_buf *out, struct bt_span_bytes format,
                     bt_value args, bool bytes)
{
    BT_ROOTS(th, r, ROOT_COUNT);
    bool is_mapping =
        !bt_is_tuple(args) && !bt_is_str(args) && bt_type_of(th, args)->s.getitem != NULL;
    if (bytes && bt_is_a(th, args, BT_T_BYTES))
        is_mapping = false;
    struct state s = {
        .th = th,
        .out = out,
        .format = format,
        .bytes = bytes,
        .args = args,
        .n_args = bt_is_tuple(args) ? bt_as_tuple(args)->len : 1,
        .mapping = is_mapping ? args : BT_UNSET,
        .root = r,
    };
    bool ok = put_all(&s);
    BT_UNROOT(th, r);
    if (ok && out->failed)
        bt_raise_no_memory(th);
    return ok && !out->failed;
}

bt_value bt_str_mod(struct bt_thread *th, bt_value format, bt_value args)
{
    struct bt_buf out;
    bt_buf_init(&out);
    if (!bt_text_percent(th, &out, bt_str_span(format), args, false)) {
        bt_buf_free(&out);
        return BT_ERROR;
    }
    return bt_str_from_buf(th, &out);
}
