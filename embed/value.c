// Values from C to Python and back.
#include "embed/embed.h"
#include "runtime/objects/dict.h"
#include "runtime/objects/float.h"
#include "runtime/objects/int.h"
#include "runtime/objects/protocol.h"
#include "runtime/objects/seq.h"
#include "runtime/objects/str.h"

// ---- C to Python ----

struct baton_value *baton_none(struct baton *b)
{
    return bt_embed_give(b, BT_NONE);
}

struct baton_value *baton_bool(struct baton *b, bool value)
{
    return bt_embed_give(b, bt_bool(value));
}

struct baton_value *baton_int(struct baton *b, int64_t value)
{
    return bt_embed_give(b, bt_int_from_i64(b->th, value));
}

struct baton_value *baton_float(struct baton *b, double value)
{
    return bt_embed_give(b, bt_from_double(value));
}

struct baton_value *baton_str(struct baton *b, const char *text, size_t len)
{
    return bt_embed_give(b, bt_str_decode(b->th, text, bt_embed_len(text, len), "utf-8", "strict"));
}

struct baton_value *baton_tuple(struct baton *b, struct baton_value *const *items, size_t n)
{
    for (size_t i = 0; i < n; i++)
        if (!bt_embed_given(b, items[i]))
            return NULL;
    bt_value tuple = bt_tuple_new(b->th, NULL, n);
    for (size_t i = 0; i < n && !bt_is_error(tuple); i++)
        bt_as_tuple(tuple)->items[i] = items[i]->v;
    return bt_embed_give(b, tuple);
}

struct baton_value *baton_list(struct baton *b, struct baton_value *const *items, size_t n)
{
    for (size_t i = 0; i < n; i++)
        if (!bt_embed_given(b, items[i]))
            return NULL;
    bt_value list = bt_list_new(b->th, NULL, n);
    for (size_t i = 0; i < n && !bt_is_error(list); i++)
        bt_as_list(list)->items[i] = items[i]->v;
    return bt_embed_give(b, list);
}

struct baton_value *baton_dict(struct baton *b)
{
    return bt_embed_give(b, bt_dict_new(b->th));
}

// ---- Python to C ----

enum baton_kind baton_kind(const struct baton *b, const struct baton_value *v)
{
    (void)b;
    double d;
    if (!v)
        return BATON_OTHER;
    if (bt_is_none(v->v))
        return BATON_NONE;
    if (bt_is_bool(v->v))
        return BATON_BOOL;
    if (bt_is_int(v->v))
        return BATON_INT;
    if (bt_float_get(v->v, &d))
        return BATON_FLOAT;
    if (bt_is_str(v->v))
        return BATON_STR;
    if (bt_is_tuple(v->v))
        return BATON_TUPLE;
    if (bt_is_list(v->v))
        return BATON_LIST;
    return bt_is_dict(v->v) ? BATON_DICT : BATON_OTHER;
}

bool baton_as_bool(struct baton *b, const struct baton_value *v, bool *out)
{
    return bt_embed_given(b, v) && bt_embed_check(b, bt_truth(b->th, v->v, out));
}

bool baton_as_int(struct baton *b, const struct baton_value *v, int64_t *out)
{
    return bt_embed_given(b, v) && bt_embed_check(b, bt_as_int64(b->th, v->v, out));
}

bool baton_as_float(struct baton *b, const struct baton_value *v, double *out)
{
    return bt_embed_given(b, v) && bt_embed_check(b, bt_as_double(b->th, v->v, out));
}

const char *baton_as_text(struct baton *b, const struct baton_value *v, size_t *len)
{
    if (!bt_embed_given(b, v) ||
        !bt_embed_check(b, bt_is_str(v->v) ||
                               bt_fail(b->th, BT_EXC_TYPE_ERROR, "expected a str, not '%T'", v->v)))
        return NULL;
    const struct bt_str *s = bt_as_str(v->v);
    if (len)
        *len = s->len;
    return s->data;
}

struct baton_value *baton_to_str(struct baton *b, const struct baton_value *v)
{
    return bt_embed_given(b, v) ? bt_embed_give(b, bt_str_of(b->th, v->v)) : NULL;
}

struct baton_value *baton_repr(struct baton *b, const struct baton_value *v)
{
    return bt_embed_given(b, v) ? bt_embed_give(b, bt_repr(b->th, v->v)) : NULL;
}
