/*
 * Filling the inline caches of the eval loop. Each function is called after the slow path has
 * succeeded and looks whether the same access may be answered by the cache next time; when in doubt
 * it leaves the cache empty.
 */
#include "vm/cache.h"

#include "base/mem.h"
#include "runtime/objects/dict.h"
#include "runtime/objects/protocol.h"
#include "runtime/objects/seq.h"
#include "runtime/objects/shape.h"
#include "runtime/objects/type.h"
#include "vm/interp.h"

// ---- the table behind the caches ----

#define TABLE_SIZE 1024u

struct bt_attr_table {
    struct {
        uint64_t name; // bits of the interned str, plus enum bt_access; 0 = empty
        struct bt_attr_cache cache;
    } entries[TABLE_SIZE];
};

static size_t table_index(uint64_t name, uint32_t version, uint32_t guard)
{
    uint64_t mixed =
        (name >> 4) ^ name << 7 ^ (uint64_t)version * 0x9E3779B1u ^ (uint64_t)guard * 0x85EBCA6Bu;
    return (mixed ^ mixed >> 15) % TABLE_SIZE;
}

bool bt_cache_find(struct bt_thread *th, struct bt_object *o, bt_value name, enum bt_access access,
                   struct bt_attr_cache *cache)
{
    const struct bt_attr_table *table = bt_vm(th)->attr_table;
    if (table == NULL)
        return false;
    uint32_t version = o->type->version, guard = bt_cache_guard(o);
    uint64_t key = name.bits | access;
    size_t i = table_index(key, version, guard);
    if (table->entries[i].name != key || table->entries[i].cache.version != version ||
        table->entries[i].cache.shape != guard)
        return false;
    if (cache->version == version && cache->shape == guard)
        return false; // it fits already, and yet it is no answer: a member that is unset
    *cache = table->entries[i].cache;
    return true;
}

// The site had another cache until now, so it will want this one again.
static void remember(struct bt_thread *th, bt_value name, enum bt_access access,
                     const struct bt_attr_cache *cache)
{
    struct bt_vm *vm = bt_vm(th);
    if (vm->attr_table == NULL)
        vm->attr_table = bt_alloc_zero(sizeof *vm->attr_table);
    if (vm->attr_table == NULL)
        return; // without memory we go on without
    uint64_t key = name.bits | access;
    size_t i = table_index(key, cache->version, cache->shape);
    vm->attr_table->entries[i].name = key;
    vm->attr_table->entries[i].cache = *cache;
}

void bt_attr_table_clear(struct bt_attr_table *table)
{
    if (table != NULL)
        memset(table, 0, sizeof *table);
}

// Put the new contents into the cache.
static void install(struct bt_thread *th, bt_value obj, bt_value name, enum bt_access access,
                    struct bt_attr_cache *cache, struct bt_attr_cache new_cache)
{
    bool renewed = cache->kind != BT_CACHE_NONE;
    *cache = new_cache;
    if (renewed && new_cache.kind != BT_CACHE_NONE && new_cache.kind != BT_CACHE_MODULE &&
        bt_is_obj(obj))
        remember(th, name, access, cache);
}

// ---- reading ----

static const struct bt_attr_cache nothing = {.kind = BT_CACHE_NONE};

static bool is_data_descriptor(const struct bt_thread *th, bt_value v)
{
    return bt_is_obj(v) && bt_type_of(th, v)->s.descr_set != NULL;
}

static struct bt_attr_cache module_cache(struct bt_thread *th, struct bt_object *o, bt_value name)
{
    struct bt_dict *dict = ((struct bt_module *)o)->dict;
    int64_t index = bt_dict_find_str(th, dict, name);
    uint32_t version = bt_dict_watch(th, dict);
    if (index < 0 || version == 0)
        return nothing;
    return (struct bt_attr_cache){.version = o->type->version,
                                  .shape = version,
                                  .kind = BT_CACHE_MODULE,
                                  .place = &dict->entries[index].value};
}

// An attribute computed by C, if v is one that the object has.
static struct bt_attr_cache getset_cache(struct bt_thread *th, struct bt_object *o, bt_value v)
{
    if (!bt_is_exact(th, v, BT_T_GETSET) ||
        !bt_is_subtype(o->type, ((const struct bt_getset *)bt_obj(v))->type))
        return nothing;
    return (struct bt_attr_cache){.version = o->type->version,
                                  .shape = bt_cache_guard(o),
                                  .kind = BT_CACHE_GETSET,
                                  .value = v};
}

// An attribute of a class, asked for at the class.
static struct bt_attr_cache class_cache(struct bt_thread *th, struct bt_object *o, bt_value name,
                                        bool method)
{
    struct bt_type *cls = (struct bt_type *)o, *meta = o->type;
    if (meta->s.getattr != bt_type(th, BT_T_TYPE)->s.getattr)
        return nothing;
    bt_value v = bt_type_find(th, meta, name);
    if (is_data_descriptor(th, v))
        return method ? nothing : getset_cache(th, o, v);
    bt_value *place = bt_type_place(cls, name);
    if (place == NULL)
        return nothing;
    v = *place;
    struct bt_attr_cache cache = {
        .version = meta->version, .shape = cls->version, .kind = BT_CACHE_TYPE, .place = place};
    const struct bt_type *kind = bt_type_of(th, v);
    if (kind == bt_type(th, BT_T_STATICMETHOD) || kind == bt_type(th, BT_T_CLASSMETHOD))
        cache.value = v;
    if (kind == bt_type(th, BT_T_STATICMETHOD))
        cache.kind = BT_CACHE_TYPE_STATIC;
    else if (kind == bt_type(th, BT_T_CLASSMETHOD) && method &&
             bt_is_unset(bt_type_find(th, meta, name)))
        cache.kind = BT_CACHE_TYPE_CLASS;
    else if (kind->s.descr_get != NULL &&
             !bt_takes_self(th, v)) // what takes self is not bound by a class
        return nothing;
    return cache;
}

// What the class gives through an instance that has no such attribute itself.
static enum bt_cache_kind inherited(struct bt_thread *th, bt_value v, bool method)
{
    const struct bt_type *kind = bt_type_of(th, v);
    if (bt_is_data(th, v))
        return method ? BT_CACHE_FREE : BT_CACHE_CLASS;
    if (kind == bt_type(th, BT_T_STATICMETHOD))
        return BT_CACHE_STATIC;
    if (method) {
        if (bt_takes_self(th, v))
            return BT_CACHE_CLASS;
        return kind == bt_type(th, BT_T_CLASSMETHOD) ? BT_CACHE_OF_TYPE : BT_CACHE_NONE;
    }
    return kind == bt_type(th, BT_T_FUNCTION) ? BT_CACHE_BIND : BT_CACHE_NONE;
}

// Where an attribute of the instance lies: SLOT or MORE.
static struct bt_attr_cache slot_cache(struct bt_thread *th, struct bt_object *o, uint32_t shape,
                                       uint32_t slot)
{
    struct bt_attr_cache cache = {
        .version = o->type->version, .shape = shape, .value = BT_UNSET, .kind = BT_CACHE_MORE};
    uint32_t n_inline = bt_shape(th->interp, shape)->n_inline;
    cache.slot = slot - n_inline;
    if (slot < n_inline) {
        cache.kind = BT_CACHE_SLOT;
        cache.slot = (uint32_t)((const char *)&bt_instance_part(o)->slots[slot] - (const char *)o);
    }
    return cache;
}

// A member of __slots__, if v is one that an instance of this type has.
static struct bt_attr_cache member_cache(struct bt_thread *th, struct bt_object *o, bt_value v)
{
    if (!bt_is_exact(th, v, BT_T_MEMBER))
        return nothing;
    const struct bt_member *member = (const struct bt_member *)bt_obj(v);
    if (!bt_is_subtype(o->type, member->type))
        return nothing;
    return (struct bt_attr_cache){.version = o->type->version,
                                  .shape = bt_cache_guard(o),
                                  .slot = (uint32_t)member->offset,
                                  .kind = BT_CACHE_MEMBER,
                                  .value = BT_UNSET};
}

// An attribute of a named tuple.
static struct bt_attr_cache item_cache(struct bt_object *o, bt_value getter)
{
    int64_t index = ((const struct bt_tuplegetter *)bt_obj(getter))->index;
    if ((o->type->flags & BT_TYPE_TUPLE_SUB) == 0 || index < 0 || index > UINT16_MAX)
        return nothing;
    return (struct bt_attr_cache){.version = o->type->version,
                                  .shape = bt_cache_guard(o),
                                  .slot = (uint32_t)index,
                                  .kind = BT_CACHE_ITEM,
                                  .value = BT_UNSET};
}

// An attribute that a data descriptor of the type gives.
static struct bt_attr_cache descriptor_cache(struct bt_thread *th, struct bt_object *o, bt_value v,
                                             bool method)
{
    if (bt_obj(v)->type->s.descr_get == bt_tuplegetter_get)
        return item_cache(o, v);
    if (bt_is_exact(th, v, BT_T_GETSET))
        return method ? nothing : getset_cache(th, o, v);
    return member_cache(th, o, v);
}

// An attribute of an instance.
static struct bt_attr_cache instance_cache(struct bt_thread *th, bt_value obj, bt_value name,
                                           bool method)
{
    struct bt_type *type = bt_type_of(th, obj);
    bt_value v = bt_type_find(th, type, name);
    struct bt_attr_cache cache = {.version = type->version, .value = v};
    if (!bt_is_obj(obj)) { // an unboxed int, None ...: only PLAIN looks at nothing but the type
        if (!method || bt_is_unset(v) || inherited(th, v, true) != BT_CACHE_CLASS)
            return nothing;
        cache.kind = BT_CACHE_PLAIN;
        return cache;
    }
    struct bt_object *o = bt_obj(obj);
    if (is_data_descriptor(th, v))
        return descriptor_cache(th, o, v, method);
    cache.shape = o->aux;
    if ((type->flags & BT_TYPE_SHAPED) != 0) {
        if (o->aux == BT_SHAPE_NONE || o->aux == BT_SHAPE_DICT)
            return nothing;
        int slot = bt_shape_find(th, o->aux, name);
        if (slot >= 0)
            return slot_cache(th, o, o->aux, (uint32_t)slot);
    } else if (type->instance_offset != 0) {
        return nothing; // it may have a dict
    }
    if (bt_is_unset(v))
        return nothing;
    cache.kind = (uint32_t)inherited(th, v, method);
    if (bt_is_data(th, v))
        cache.place = bt_type_place(type, name);
    if (cache.kind == BT_CACHE_CLASS && type->instance_offset == 0)
        cache.kind = BT_CACHE_PLAIN;
    return cache;
}

static struct bt_attr_cache get_cache(struct bt_thread *th, bt_value obj, bt_value name,
                                      bool method)
{
    if (!th->interp->specialise)
        return nothing;
    struct bt_type *type = bt_type_of(th, obj);
    if (type == bt_type(th, BT_T_MODULE))
        return module_cache(th, bt_obj(obj), name);
    if ((type->flags & BT_TYPE_TYPE_SUB) != 0)
        return class_cache(th, bt_obj(obj), name, method);
    if ((type->flags & (BT_TYPE_PLAIN_GETATTR | BT_TYPE_PLAIN_FOUND)) == 0)
        return nothing;
    return instance_cache(th, obj, name, method);
}

void bt_cache_getattr(struct bt_thread *th, bt_value obj, bt_value name,
                      struct bt_attr_cache *cache)
{
    install(th, obj, name, BT_ACCESS_GET, cache, get_cache(th, obj, name, false));
}

void bt_cache_method(struct bt_thread *th, bt_value obj, bt_value name, struct bt_attr_cache *cache)
{
    install(th, obj, name, BT_ACCESS_METHOD, cache, get_cache(th, obj, name, true));
}

// ---- writing ----

// An attribute of a class.
static struct bt_attr_cache class_store(struct bt_thread *th, struct bt_type *cls, bt_value name)
{
    struct bt_type *meta = cls->base.type;
    bt_value *place = bt_type_data_place(th, cls, name);
    if (place == NULL || meta->s.setattr != bt_type(th, BT_T_TYPE)->s.setattr ||
        is_data_descriptor(th, bt_type_find(th, meta, name)))
        return nothing;
    return (struct bt_attr_cache){.version = meta->version,
                                  .shape = cls->version,
                                  .kind = BT_CACHE_TYPE_STORE,
                                  .place = place};
}

static struct bt_attr_cache set_cache(struct bt_thread *th, bt_value obj, bt_value name,
                                      uint32_t old_shape)
{
    struct bt_type *type = bt_type_of(th, obj);
    if (!th->interp->specialise || !bt_is_obj(obj))
        return nothing;
    if ((type->flags & BT_TYPE_TYPE_SUB) != 0)
        return class_store(th, (struct bt_type *)bt_obj(obj), name);
    if (type->s.setattr != bt_generic_setattr)
        return nothing;
    struct bt_object *o = bt_obj(obj);
    bt_value v = bt_type_find(th, type, name);
    if (is_data_descriptor(th, v))
        return member_cache(th, o, v);
    if ((type->flags & BT_TYPE_SHAPED) == 0 || o->aux == BT_SHAPE_NONE || o->aux == BT_SHAPE_DICT ||
        old_shape == BT_SHAPE_NONE || old_shape == BT_SHAPE_DICT)
        return nothing;
    int slot = bt_shape_find(th, o->aux, name);
    if (slot < 0)
        return nothing;
    struct bt_attr_cache cache = slot_cache(th, o, old_shape, (uint32_t)slot);
    if (old_shape == o->aux)
        return cache;
    if (cache.kind != BT_CACHE_SLOT || bt_shape(th->interp, o->aux)->parent != old_shape)
        return nothing;
    cache.kind = BT_CACHE_ADD;
    cache.value = (bt_value){o->aux};
    return cache;
}

void bt_cache_setattr(struct bt_thread *th, bt_value obj, bt_value name, uint32_t old_shape,
                      struct bt_attr_cache *cache)
{
    install(th, obj, name, BT_ACCESS_SET, cache, set_cache(th, obj, name, old_shape));
}

// ---- globals ----

void bt_cache_global(struct bt_thread *th, struct bt_frame *frame, bt_value name,
                     struct bt_global_cache *cache)
{
    if (!th->interp->specialise)
        return;
    struct bt_dict *globals = frame->func->globals, *builtins = frame->func->builtins;
    *cache = (struct bt_global_cache){0};
    struct bt_dict *dict = globals;
    int64_t index = bt_dict_find_str(th, globals, name);
    if (index < 0) {
        dict = builtins;
        index = bt_dict_find_str(th, builtins, name);
        cache->builtins = bt_dict_watch(th, builtins);
        if (index < 0 || cache->builtins == 0)
            return;
    }
    uint32_t version = bt_dict_watch(th, globals);
    if (version == 0)
        return;
    cache->globals = ~version;
    cache->place = &dict->entries[index].value;
}

void bt_cache_store_global(struct bt_thread *th, struct bt_frame *frame, bt_value name,
                           struct bt_store_cache *cache)
{
    if (!th->interp->specialise)
        return;
    struct bt_dict *globals = frame->func->globals;
    int64_t index = bt_dict_find_str(th, globals, name);
    if (index < 0 || !bt_is_exact(th, bt_from_obj(globals), BT_T_DICT))
        return;
    uint32_t version = bt_dict_watch(th, globals);
    if (version == 0)
        return;
    cache->globals = ~version;
    cache->index = (uint32_t)index;
}
