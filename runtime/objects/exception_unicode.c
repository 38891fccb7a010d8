/*
 * UnicodeDecodeError, UnicodeEncodeError, UnicodeTranslateError: encoding, object, start, end and
 * reason, and the text made of them. Referred to by the table of exception.c.
 */
#include <stdio.h>

#include "base/utf8.h"
#include "runtime/objects/args.h"
#include "runtime/objects/error.h"
#include "runtime/objects/exception_impl.h"
#include "runtime/objects/int.h"
#include "runtime/objects/protocol.h"
#include "runtime/objects/seq.h"
#include "runtime/objects/str.h"

EXTRA(encoding, BT_X_UNICODE_ENCODING)
EXTRA(object, BT_X_UNICODE_OBJECT)
EXTRA(start, BT_X_UNICODE_START)
EXTRA(end, BT_X_UNICODE_END)
EXTRA(reason, BT_X_UNICODE_REASON)

const struct bt_getset_spec bt_exc_unicode_getsets[] = {
    {"encoding", get_encoding, set_encoding, "the encoding's name"},
    {"object", get_object, set_object, "what was to be converted"},
    {"start", get_start, set_start, "where the trouble begins"},
    {"end", get_end, set_end, "where it ends"},
    {"reason", get_reason, set_reason, "what the trouble is"},
    {0},
};

const struct bt_getset_spec bt_exc_translate_getsets[] = {
    {"object", get_object, set_object, "what was to be converted"},
    {"start", get_start, set_start, "where the trouble begins"},
    {"end", get_end, set_end, "where it ends"},
    {"reason", get_reason, set_reason, "what the trouble is"},
    {0},
};

static bool want_str(struct bt_thread *th, bt_value v, size_t number)
{
    return bt_is_str(v) ||
           bt_fail(th, BT_EXC_TYPE_ERROR, "argument %zu must be str, not %T", number, v);
}

// Arguments [encoding,] object, start, end, reason.
static bool read_args(struct bt_thread *th, bt_value self, const struct bt_args *args,
                      bool encoding, bool bytes)
{
    bt_value *x = bt_as_exception(self)->extra;
    size_t n = encoding ? 5 : 4, at = 0;
    if (!bt_exception_init(th, self, args))
        return false;
    if (args->npos != n)
        return bt_fail(th, BT_EXC_TYPE_ERROR, "function takes exactly %zu arguments (%zu given)", n,
                       args->npos);
    bt_value name = encoding ? args->v[at++] : BT_UNSET, object = args->v[at++];
    if (encoding && !want_str(th, name, 1))
        return false;
    const char *data;
    size_t len;
    if (bytes ? !bt_bytes_view(th, object, &data, &len) : !want_str(th, object, at))
        return false;
    bt_value start = bt_to_index(th, args->v[at]);
    bt_value end = bt_is_error(start) ? BT_ERROR : bt_to_index(th, args->v[at + 1]);
    if (bt_is_error(end) || !want_str(th, args->v[at + 2], at + 3))
        return false;
    if (bytes && !bt_has_flag(object, BT_TYPE_BYTES_SUB) &&
        bt_is_error(object = bt_bytes_new(th, data, len)))
        return false;
    x[BT_X_UNICODE_ENCODING] = name;
    x[BT_X_UNICODE_OBJECT] = object;
    x[BT_X_UNICODE_START] = start;
    x[BT_X_UNICODE_END] = end;
    x[BT_X_UNICODE_REASON] = args->v[at + 2];
    return true;
}

bool bt_exc_decode_init(struct bt_thread *th, bt_value self, const struct bt_args *args)
{
    return read_args(th, self, args, true, true);
}

bool bt_exc_encode_init(struct bt_thread *th, bt_value self, const struct bt_args *args)
{
    return read_args(th, self, args, true, false);
}

bool bt_exc_translate_init(struct bt_thread *th, bt_value self, const struct bt_args *args)
{
    return read_args(th, self, args, false, false);
}

// A position as a number; 0 for what cannot be one.
static int64_t position(bt_value v)
{
    int64_t i = 0;
    return bt_is_int(v) && bt_int_get_i64(v, &i) ? i : 0;
}

// "'\xe9'" for the character at a position of a str; false if there is none.
static bool character_text(bt_value str, int64_t at, char out[16])
{
    struct bt_str *s = bt_as_str(str);
    if (at < 0 || (size_t)at >= bt_str_chars(s))
        return false;
    size_t offset = bt_str_offset(s, (size_t)at), size;
    uint32_t c = bt_wtf8_decode(s->data + offset, s->len - offset, &size);
    (void)snprintf(out, 16,
                   c < 0x100     ? "\\x%02x"
                   : c < 0x10000 ? "\\u%04x"
                                 : "\\U%08x",
                   (unsigned)c);
    return true;
}

bt_value bt_exc_decode_str(struct bt_thread *th, bt_value self)
{
    const bt_value *x = bt_as_exception(self)->extra;
    if (!bt_is_obj(x[BT_X_UNICODE_OBJECT]) ||
        !bt_has_flag(x[BT_X_UNICODE_OBJECT], BT_TYPE_BYTES_SUB))
        return th->interp->empty_str;
    const struct bt_bytes *bytes = (struct bt_bytes *)bt_obj(x[BT_X_UNICODE_OBJECT]);
    int64_t start = position(x[BT_X_UNICODE_START]), end = position(x[BT_X_UNICODE_END]);
    if (start >= 0 && (size_t)start < bytes->len && end == start + 1) {
        char hex[8];
        (void)snprintf(hex, sizeof hex, "0x%02x", (unsigned char)bytes->data[start]);
        return bt_str_format(th, "'%S' codec can't decode byte %s in position %lld: %S",
                             x[BT_X_UNICODE_ENCODING], hex, (long long)start,
                             x[BT_X_UNICODE_REASON]);
    }
    return bt_str_format(th, "'%S' codec can't decode bytes in position %lld-%lld: %S",
                         x[BT_X_UNICODE_ENCODING], (long long)start, (long long)end - 1,
                         x[BT_X_UNICODE_REASON]);
}

bt_value bt_exc_encode_str(struct bt_thread *th, bt_value self)
{
    const bt_value *x = bt_as_exception(self)->extra;
    if (!bt_is_str(x[BT_X_UNICODE_OBJECT]))
        return th->interp->empty_str;
    int64_t start = position(x[BT_X_UNICODE_START]), end = position(x[BT_X_UNICODE_END]);
    char c[16];
    if (end == start + 1 && character_text(x[BT_X_UNICODE_OBJECT], start, c))
        return bt_str_format(th, "'%S' codec can't encode character '%s' in position %lld: %S",
                             x[BT_X_UNICODE_ENCODING], c, (long long)start, x[BT_X_UNICODE_REASON]);
    return bt_str_format(th, "'%S' codec can't encode characters in position %lld-%lld: %S",
                         x[BT_X_UNICODE_ENCODING], (long long)start, (long long)end - 1,
                         x[BT_X_UNICODE_REASON]);
}

bt_value bt_exc_translate_str(struct bt_thread *th, bt_value self)
{
    const bt_value *x = bt_as_exception(self)->extra;
    if (!bt_is_str(x[BT_X_UNICODE_OBJECT]))
        return th->interp->empty_str;
    int64_t start = position(x[BT_X_UNICODE_START]), end = position(x[BT_X_UNICODE_END]);
    char c[16];
    if (end == start + 1 && character_text(x[BT_X_UNICODE_OBJECT], start, c))
        return bt_str_format(th, "can't translate character '%s' in position %lld: %S", c,
                             (long long)start, x[BT_X_UNICODE_REASON]);
    return bt_str_format(th, "can't translate characters in position %lld-%lld: %S",
                         (long long)start, (long long)end - 1, x[BT_X_UNICODE_REASON]);
}
