/*
 * Filling the inline caches of the eval loop. Each function is called after the slow path has
 * succeeded and looks whether the same access may be answered by the cache next time; when in doubt
 * it leaves the cache empty.
 *
 * A cache is invisible: it changes neither results nor instruction counts.
 */
#include "runtime/objects/dict.h"
#include "runtime/objects/function.h"
#include "runtime/objects/protocol.h"
#include "runtime/objects/shape.h"
#include "vm/eval.h"

static bool is_data_descriptor(const struct bt_thread *th, bt_value v)
{
    return bt_is_obj(v) && bt_type_of(th, v)->s.descr_set != NULL;
}

// What the class attribute gives through an instance, if that is the attribute itself; for method
// calls also functions and method descriptors, which then get self.
static bool class_value_usable(const struct bt_thread *th, bt_value v, bool method)
{
    const struct bt_type *type = bt_type_of(th, v);
    if (method)
        return type == bt_type(th, BT_T_FUNCTION) || type == bt_type(th, BT_T_METHOD_DESCR);
    return type->s.descr_get == NULL;
}

static void cache_module(struct bt_thread *th, bt_value obj, bt_value name,
                         struct bt_attr_cache *cache)
{
    struct bt_dict *dict = ((struct bt_module *)bt_obj(obj))->dict;
    int64_t index = bt_dict_find_str(th, dict, name);
    if (index < 0)
        return;
    cache->kind = BT_CACHE_MODULE;
    cache->version = 0;
    cache->shape = ~bt_dict_keys_version(dict);
    cache->slot = (uint32_t)index;
}

static void cache_type(struct bt_thread *th, bt_value obj, bt_value name,
                       struct bt_attr_cache *cache)
{
    struct bt_type *cls = (struct bt_type *)bt_obj(obj);
    if (!bt_is_unset(bt_type_lookup(cls->base.type, name)))
        return; // the metaclass has a say
    bt_value v = bt_type_lookup(cls, name);
    if (bt_is_unset(v))
        return;
    const struct bt_type *type = bt_type_of(th, v);
    if (type->s.descr_get != NULL && type != bt_type(th, BT_T_FUNCTION))
        return;
    cache->kind = BT_CACHE_TYPE;
    cache->version = cls->version;
    cache->value = v;
}

void bt_cache_getattr(struct bt_thread *th, bt_value obj, bt_value name,
                      struct bt_attr_cache *cache, bool method)
{
    cache->kind = BT_CACHE_NONE;
    cache->version = 0;
    cache->shape = 0;
    if (!th->interp->specialise)
        return;
    struct bt_type *type = bt_type_of(th, obj);
    if (type == bt_type(th, BT_T_MODULE)) {
        cache_module(th, obj, name, cache);
        return;
    }
    if (type == bt_type(th, BT_T_TYPE)) {
        cache_type(th, obj, name, cache);
        return;
    }
    if (!(type->flags & BT_TYPE_PLAIN_GETATTR))
        return;
    bt_value v = bt_type_lookup(type, name);
    if (!bt_is_unset(v) && is_data_descriptor(th, v))
        return;
    if (type->instance_offset == 0) {
        if (bt_is_unset(v) || !class_value_usable(th, v, method))
            return;
        cache->kind = BT_CACHE_PLAIN;
        cache->version = type->version;
        cache->value = v;
        // GETATTR compares aux too, and means CLASS: only LOAD_METHOD knows PLAIN
        return;
    }
    if (!(type->flags & BT_TYPE_SHAPED))
        return;
    struct bt_object *o = bt_obj(obj);
    if (o->aux == BT_SHAPE_NONE || o->aux == BT_SHAPE_DICT)
        return;
    int slot = bt_shape_find(th, o->aux, name);
    if (slot >= 0) {
        if (method)
            return; // an instance attribute: LOAD_METHOD takes the slow path
        uint32_t n_inline = bt_instance_part(o)->n_inline;
        bool in_line = (uint32_t)slot < n_inline;
        cache->kind = in_line ? BT_CACHE_SLOT : BT_CACHE_MORE;
        cache->slot = in_line ? (uint32_t)slot : (uint32_t)slot - n_inline;
    } else if (!bt_is_unset(v) && class_value_usable(th, v, method)) {
        cache->kind = BT_CACHE_CLASS;
        cache->value = v;
    } else {
        return;
    }
    cache->version = type->version;
    cache->shape = o->aux;
}

void bt_cache_setattr(struct bt_thread *th, bt_value obj, bt_value name, uint32_t old_shape,
                      struct bt_attr_cache *cache)
{
    cache->kind = BT_CACHE_NONE;
    cache->version = 0;
    cache->shape = 0;
    if (!th->interp->specialise)
        return;
    struct bt_type *type = bt_type_of(th, obj);
    if (!(type->flags & BT_TYPE_SHAPED) || type->s.setattr != bt_generic_setattr)
        return;
    struct bt_object *o = bt_obj(obj);
    if (o->aux == BT_SHAPE_NONE || o->aux == BT_SHAPE_DICT || old_shape == BT_SHAPE_NONE ||
        old_shape == BT_SHAPE_DICT)
        return;
    bt_value v = bt_type_lookup(type, name);
    if (!bt_is_unset(v) && is_data_descriptor(th, v))
        return;
    int slot = bt_shape_find(th, o->aux, name);
    if (slot < 0)
        return;
    uint32_t n_inline = bt_instance_part(o)->n_inline;
    bool in_line = (uint32_t)slot < n_inline;
    if (old_shape == o->aux) {
        cache->kind = in_line ? BT_CACHE_SLOT : BT_CACHE_MORE;
        cache->slot = in_line ? (uint32_t)slot : (uint32_t)slot - n_inline;
    } else if (in_line && bt_shape(th->interp, o->aux)->parent == old_shape) {
        cache->kind = BT_CACHE_ADD;
        cache->slot = (uint32_t)slot;
        cache->value = (bt_value){o->aux};
    } else {
        return;
    }
    cache->version = type->version;
    cache->shape = old_shape;
}

void bt_cache_global(struct bt_thread *th, struct bt_frame *frame, bt_value name,
                     struct bt_global_cache *cache)
{
    if (!th->interp->specialise)
        return;
    struct bt_dict *globals = frame->func->globals, *builtins = frame->func->builtins;
    int64_t index = bt_dict_find_str(th, globals, name);
    cache->builtins = 0;
    if (index < 0) {
        index = bt_dict_find_str(th, builtins, name);
        if (index < 0)
            return;
        cache->builtins = ~bt_dict_keys_version(builtins);
    }
    cache->globals = ~bt_dict_keys_version(globals);
    cache->index = (uint32_t)index;
}

void bt_cache_store_global(struct bt_thread *th, struct bt_frame *frame, bt_value name,
                           struct bt_global_cache *cache)
{
    if (!th->interp->specialise)
        return;
    struct bt_dict *globals = frame->func->globals;
    int64_t index = bt_dict_find_str(th, globals, name);
    if (index < 0 || !bt_is_exact(th, bt_from_obj(globals), BT_T_DICT))
        return;
    cache->globals = ~bt_dict_keys_version(globals);
    cache->index = (uint32_t)index;
}
