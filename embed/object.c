// What Python does with objects: items, attributes, iteration, calls.
#include "embed/embed.h"
#include "runtime/objects/protocol.h"

bool baton_len(struct baton *b, const struct baton_value *v, size_t *out)
{
    return bt_embed_given(b, v) && bt_embed_check(b, bt_len(b->th, v->v, out));
}

struct baton_value *baton_get_item(struct baton *b, const struct baton_value *v,
                                   const struct baton_value *key)
{
    if (!bt_embed_given(b, v) || !bt_embed_given(b, key))
        return NULL;
    return bt_embed_give(b, bt_getitem(b->th, v->v, key->v));
}

bool baton_set_item(struct baton *b, const struct baton_value *v, const struct baton_value *key,
                    const struct baton_value *item)
{
    return bt_embed_given(b, v) && bt_embed_given(b, key) && bt_embed_given(b, item) &&
           bt_embed_check(b, bt_setitem(b->th, v->v, key->v, item->v));
}

struct baton_value *baton_iter(struct baton *b, const struct baton_value *v)
{
    return bt_embed_given(b, v) ? bt_embed_give(b, bt_iter(b->th, v->v)) : NULL;
}

bool baton_next(struct baton *b, const struct baton_value *iterator, struct baton_value **item)
{
    *item = NULL;
    if (!bt_embed_given(b, iterator))
        return false;
    // bt_iter_next is for what iter() gave: anything else has no such slot
    struct bt_type *type = bt_type_of(b->th, iterator->v);
    bt_value v = type->s.next ? bt_iter_next(b->th, iterator->v)
                              : bt_type_error(b->th, "'%T' object is not an iterator", iterator->v);
    if (bt_is_unset(v))
        return true;
    *item = bt_embed_give(b, v);
    return *item != NULL;
}

struct baton_value *baton_getattr(struct baton *b, const struct baton_value *v, const char *name)
{
    if (!bt_embed_given(b, v))
        return NULL;
    bt_value key = bt_embed_name(b, name);
    return bt_embed_give(b, bt_is_error(key) ? key : bt_getattr(b->th, v->v, key));
}

bool baton_setattr(struct baton *b, const struct baton_value *v, const char *name,
                   const struct baton_value *attribute)
{
    if (!bt_embed_given(b, v) || !bt_embed_given(b, attribute))
        return false;
    bt_value key = bt_embed_name(b, name);
    return bt_embed_check(b, !bt_is_error(key) && bt_setattr(b->th, v->v, key, attribute->v));
}

struct baton_value *baton_call(struct baton *b, const struct baton_value *v,
                               struct baton_value *const *args, size_t n)
{
    bt_value few[8], *values = few;
    if (!bt_embed_given(b, v))
        return NULL;
    for (size_t i = 0; i < n; i++)
        if (!bt_embed_given(b, args[i]))
            return NULL;
    if (n > sizeof few / sizeof *few && !(values = bt_alloc_array(n, sizeof *values))) {
        (void)bt_embed_check(b, bt_fail(b->th, BT_EXC_MEMORY_ERROR, ""));
        return NULL;
    }
    for (size_t i = 0; i < n; i++)
        values[i] = args[i]->v;
    struct bt_roots roots = {b->th->roots, n, values};
    b->th->roots = &roots;
    bt_value result = bt_call_n(b->th, v->v, values, n);
    b->th->roots = roots.prev;
    if (values != few)
        bt_free(values);
    return bt_embed_give(b, result);
}
