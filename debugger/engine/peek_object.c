// Attributes and items that can be read without any effect: see peek.h.
#include "debugger/engine/peek_impl.h"
#include "runtime/objects/dict.h"
#include "runtime/objects/protocol.h"
#include "runtime/objects/quick.h"
#include "runtime/objects/shape.h"
#include "runtime/objects/strtab.h"
#include "runtime/objects/type.h"

// What an instance itself has under the interned name.
static bt_value own(struct bt_thread *th, struct bt_object *o, bt_value name)
{
    if (o->type->instance_offset == 0)
        return BT_UNSET;
    uint32_t shape = bt_instance_shape(o);
    if (shape == BT_SHAPE_NONE)
        return BT_UNSET;
    if (shape == BT_SHAPE_DICT) {
        struct bt_dict *dict = bt_instance_part(o)->dict;
        return dict ? bt_dict_get_str(th, dict, name) : BT_UNSET;
    }
    return bt_instance_get(th, o, name);
}

static bool of_class(struct bt_thread *th, struct bt_type *type, bt_value name, bt_value *out)
{
    if (type->base.type != bt_type(th, BT_T_TYPE))
        return false;
    *out = bt_type_lookup(type, name);
    return !bt_is_unset(*out) && !bt_is_error(*out) && bt_is_data(th, *out);
}

bool bt_peek_attribute(struct bt_thread *th, bt_value obj, struct bt_str *text, bt_value *out)
{
    if (!bt_is_obj(obj))
        return false;
    struct bt_object *o = bt_obj(obj);
    bt_value name = bt_intern_find(th, text->data, text->len);
    if (bt_is_unset(name))
        return false;
    if (o->type == bt_type(th, BT_T_MODULE)) {
        struct bt_dict *dict = ((const struct bt_module *)o)->dict;
        *out = dict ? bt_dict_get_str(th, dict, name) : BT_UNSET;
        return !bt_is_unset(*out);
    }
    if (o->type->flags & BT_TYPE_TYPE_SUB)
        return of_class(th, (struct bt_type *)o, name, out);
    if (!(o->type->flags & BT_TYPE_PLAIN_GETATTR) && o->type->s.getattr != bt_generic_getattr)
        return false;
    bt_value found = bt_type_lookup(o->type, name);
    if (bt_is_exact(th, found, BT_T_MEMBER)) {
        const struct bt_member *m = (const struct bt_member *)bt_obj(found);
        *out = *(const bt_value *)(const void *)((const char *)o + m->offset);
        return !bt_is_unset(*out);
    }
    if (bt_is_obj(found) && bt_obj(found)->type->s.descr_set)
        return false;
    *out = own(th, o, name);
    if (!bt_is_unset(*out))
        return true;
    *out = found;
    return !bt_is_unset(found) && !bt_is_error(found) && bt_is_data(th, found);
}

static bool dict_item(struct bt_thread *th, struct bt_dict *d, bt_value key, bt_value *out)
{
    uint32_t hash;
    int64_t whole, pos;
    if (bt_is_exact(th, key, BT_T_STR)) {
        *out = bt_dict_get_str(th, d, key);
        return !bt_is_unset(*out);
    }
    if (!bt_is_small(key) || !bt_quick_hash(th, key, &whole) || !bt_dict_hash(th, key, &hash))
        return false;
    if (bt_dict_has_quick(th, d, key, hash) != 1 || !bt_dict_find(th, d, key, hash, &pos))
        return false;
    *out = pos >= 0 ? d->entries[pos].value : BT_UNSET;
    return pos >= 0;
}

bool bt_peek_item(struct bt_thread *th, bt_value obj, bt_value key, bt_value *out)
{
    if (bt_is_exact(th, obj, BT_T_DICT))
        return dict_item(th, bt_as_dict(obj), key, out);
    if (!bt_is_exact(th, obj, BT_T_LIST) && !bt_is_exact(th, obj, BT_T_TUPLE))
        return false;
    if (!bt_is_small(key))
        return false;
    int64_t i = bt_small(key), n = (int64_t)bt_seq_len(obj);
    i += i < 0 ? n : 0;
    if (i < 0 || i >= n)
        return false;
    *out = bt_seq_items(obj)[i];
    return true;
}
