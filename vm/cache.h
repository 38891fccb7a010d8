/*
 * The inline caches of attribute and global instructions: what stands in the words behind the
 * instruction, and how it is filled. Nothing here changes a result or an instruction count; with
 * interp->specialise off no cache fills.
 *
 * A cache of an attribute has two guards: the version of the object's type, and the object's `aux`,
 * which is its shape; where the object is a class itself, the second is that class's own version.
 * Behind the inline caches stands one hash table of an interpreter, keyed by guards and name: where
 * a site sees several types, its cache is renewed from there.
 */
#ifndef BT_VM_CACHE_H
#define BT_VM_CACHE_H

#include "runtime/objects/dict.h"
#include "runtime/objects/function.h"
#include "runtime/objects/seq.h"
#include "runtime/objects/shape.h"
#include "runtime/objects/type.h"

struct bt_frame;

enum bt_cache_kind {
    BT_CACHE_NONE,
    BT_CACHE_SLOT,    // instance attribute in an inline slot: `slot` bytes from the object
    BT_CACHE_MORE,    // instance attribute beyond the inline slots: its number there
    BT_CACHE_MEMBER,  // member of __slots__: `slot` bytes from the object; may be unset
    BT_CACHE_CLASS,   // found on the class; the instance has no such name: GETATTR: the place of
                      // data; LOAD_METHOD: a function that takes self
    BT_CACHE_PLAIN,   // the same where instances have no attributes; `shape` is not looked at
    BT_CACHE_FREE,    // LOAD_METHOD: the place of data found on the class
    BT_CACHE_ITEM,    // attribute of a named tuple: item number `slot`; `shape` is not looked at
    BT_CACHE_GETSET,  // GETATTR: getset descriptor (the value); `shape` is not looked at
    BT_CACHE_BIND,    // GETATTR: function of the class, to be bound to the object
    BT_CACHE_STATIC,  // staticmethod (the value) of the class
    BT_CACHE_OF_TYPE, // LOAD_METHOD: classmethod (the value) of the object's class
    BT_CACHE_MODULE,  // module attribute: `shape` = the dict's keys version, `place`
    BT_CACHE_TYPE,    // attribute of a class itself: its place
    BT_CACHE_TYPE_STATIC, // staticmethod (the value) of a class, asked for at that class
    BT_CACHE_TYPE_CLASS,  // LOAD_METHOD: classmethod (the value), the same
    BT_CACHE_TYPE_STORE,  // SETATTR: data of a class itself: its place
    BT_CACHE_ADD,         // SETATTR that adds the name: as SLOT, value = new shape
};

struct bt_attr_cache {
    uint32_t version; // of the object's type
    uint32_t shape;   // the object's aux; the version of an object that is a class
    uint32_t slot;
    uint32_t kind;      // enum bt_cache_kind
    union {             // valid while the versions are
        bt_value value; // not marked: the type's dict holds it
        bt_value *place;
    };
};
_Static_assert(sizeof(struct bt_attr_cache) == 24, "three instruction words");

/*
 * Globals: complements of keys versions, so that a cache of zeros fits no dict; one without a
 * version has the complement of 0, which is in no cache.
 */
struct bt_global_cache { // LOAD_GLOBAL
    uint32_t globals;    // complement
    uint32_t builtins;   // 0: the name is a global
    const bt_value *place;
};
struct bt_store_cache { // STORE_GLOBAL
    uint32_t globals;   // complement
    uint32_t index;
};

struct bt_special_cache { // LOAD_SPECIAL: a function or method descriptor of the type
    uint32_t version, unused;
    bt_value value; // as in bt_attr_cache
};
_Static_assert(sizeof(struct bt_special_cache) == 16, "two instruction words");

enum bt_access { BT_ACCESS_GET, BT_ACCESS_METHOD, BT_ACCESS_SET };

// The second guard of an object.
static inline uint32_t bt_cache_guard(const struct bt_object *o)
{
    return o->type->flags & BT_TYPE_TYPE_SUB ? ((const struct bt_type *)o)->version : o->aux;
}
static inline bt_value bt_cache_callable(const struct bt_attr_cache *cache)
{
    return ((struct bt_wrapper *)bt_obj(cache->value))->callable;
}

// The attribute's place in the object: SLOT, MEMBER, ADD.
static inline bt_value *bt_cache_place(struct bt_object *o, const struct bt_attr_cache *cache)
{
    return (bt_value *)(void *)((char *)o + cache->slot);
}
// What the cache gives for GETATTR, when it is not SLOT or BIND and the type's version fits. false:
// nothing.
static inline bool bt_cache_read(struct bt_object *o, const struct bt_attr_cache *cache,
                                 bt_value *value)
{
    switch (cache->kind) {
    case BT_CACHE_MEMBER:
        *value = *bt_cache_place(o, cache);
        return o->aux == cache->shape && !bt_is_error(*value);
    case BT_CACHE_CLASS:
        if (o->aux != cache->shape)
            return false;
        *value = *cache->place;
        return true;
    case BT_CACHE_PLAIN: *value = *cache->place; return true;
    case BT_CACHE_ITEM:
        if (cache->slot >= ((struct bt_tuple *)o)->len)
            return false;
        *value = ((struct bt_tuple *)o)->items[cache->slot];
        return true;
    case BT_CACHE_STATIC: *value = bt_cache_callable(cache); return o->aux == cache->shape;
    case BT_CACHE_MORE:
        if (o->aux != cache->shape)
            return false;
        *value = bt_instance_part(o)->more->v[cache->slot];
        return true;
    case BT_CACHE_MODULE: {
        const struct bt_dict *dict = ((struct bt_module *)o)->dict;
        if (bt_dict_keys_version(dict) != cache->shape)
            return false;
        *value = *cache->place;
        return true;
    }
    case BT_CACHE_TYPE:
        if (((struct bt_type *)o)->version != cache->shape)
            return false;
        *value = *cache->place;
        return true;
    case BT_CACHE_TYPE_STATIC:
        *value = bt_cache_callable(cache);
        return ((struct bt_type *)o)->version == cache->shape;
    default: return false;
    }
}
// The same for LOAD_METHOD; self is unset where the function takes none.
static inline bool bt_cache_read_method(struct bt_object *o, const struct bt_attr_cache *cache,
                                        bt_value *function, bt_value *self)
{
    *self = BT_UNSET;
    switch (cache->kind) {
    case BT_CACHE_SLOT: *function = *bt_cache_place(o, cache); return o->aux == cache->shape;
    case BT_CACHE_FREE:
        if (o->aux != cache->shape)
            return false;
        *function = *cache->place;
        return true;
    case BT_CACHE_OF_TYPE:
        *function = bt_cache_callable(cache);
        *self = bt_from_obj(o->type);
        return o->aux == cache->shape;
    case BT_CACHE_TYPE_CLASS:
        *function = bt_cache_callable(cache);
        *self = bt_from_obj(o);
        return ((struct bt_type *)o)->version == cache->shape;
    case BT_CACHE_CLASS:
    case BT_CACHE_PLAIN: return false;
    default: return bt_cache_read(o, cache, function);
    }
}

// The cache does not fit the object: renew it from the interpreter's table. true: now it does.
bool bt_cache_find(struct bt_thread *th, struct bt_object *o, bt_value name, enum bt_access access,
                   struct bt_attr_cache *cache);
// After obj.name has been had the slow way: fill the cache if the same way may be gone again.
void bt_cache_getattr(struct bt_thread *th, bt_value obj, bt_value name,
                      struct bt_attr_cache *cache);
// The same after LOAD_METHOD.
void bt_cache_method(struct bt_thread *th, bt_value obj, bt_value name,
                     struct bt_attr_cache *cache);
// The same after obj.name = value; old_shape is the object's aux from before.
void bt_cache_setattr(struct bt_thread *th, bt_value obj, bt_value name, uint32_t old_shape,
                      struct bt_attr_cache *cache);
void bt_cache_global(struct bt_thread *th, struct bt_frame *frame, bt_value name,
                     struct bt_global_cache *cache);
void bt_cache_store_global(struct bt_thread *th, struct bt_frame *frame, bt_value name,
                           struct bt_store_cache *cache);

// The collector may free a name whose address is then used anew: forget the table. Free it.
struct bt_attr_table;
void bt_attr_table_clear(struct bt_attr_table *table);

#endif
