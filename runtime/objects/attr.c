/*
 * Attributes: the general way by the type's slot, and object's own rules (__getattribute__,
 * __setattr__): a data descriptor of the type, then the object's own attributes, then whatever else
 * the type has.
 *
 * Lookup along the MRO goes through a cache of the interpreter, keyed by type version and name. A
 * type's version changes with it and with its bases, so an entry never lies; the collector empties
 * the cache, because it may free a name whose address is then used anew.
 */
#include "runtime/objects/dict.h"
#include "runtime/objects/error.h"
#include "runtime/objects/function.h"
#include "runtime/objects/method_cache.h"
#include "runtime/objects/protocol.h"
#include "runtime/objects/seq.h"
#include "runtime/objects/shape.h"
#include "runtime/objects/str.h"
#include "runtime/objects/type.h"

// ---- lookup along the MRO ----

static bt_value *place_in(struct bt_dict *dict, bt_value name)
{
    int64_t at = dict != NULL ? bt_dict_find_str(NULL, dict, name) : -1;
    return at >= 0 ? &dict->entries[at].value : NULL;
}

bt_value *bt_type_place(struct bt_type *type, bt_value name)
{
    if (!bt_is_tuple(type->mro)) // while it is being made
        return place_in(type->dict, name);
    struct bt_tuple *mro = bt_as_tuple(type->mro);
    bt_value *found = NULL;
    for (size_t i = 0; i < mro->len && found == NULL; i++)
        found = place_in(((struct bt_type *)bt_obj(mro->items[i]))->dict, name);
    return found;
}

bt_value bt_type_lookup(struct bt_type *type, bt_value name)
{
    const bt_value *found = bt_type_place(type, name);
    return found != NULL ? *found : BT_UNSET;
}

bt_value bt_type_find(struct bt_thread *th, struct bt_type *type, bt_value name)
{
    struct bt_method_cache *cache = th->interp->method_cache;
    uint32_t version = type->version;
    uint64_t mixed = (name.bits >> 4) ^ ((uint64_t)version * 0x9E3779B1u);
    struct bt_method_cache_entry *entry = &cache->entries[mixed % BT_METHOD_CACHE_SIZE];
    if (BT_LIKELY(entry->name == name.bits && entry->version == version))
        return entry->value;
    bt_value found = bt_type_lookup(type, name);
    if (version != 0 && bt_type_remembers(th, name, found))
        *entry = (struct bt_method_cache_entry){name.bits, version, found};
    return found;
}

void bt_method_cache_clear(struct bt_interp *interp)
{
    if (interp->method_cache != NULL)
        memset(interp->method_cache, 0, sizeof *interp->method_cache);
}

// ---- the general way ----

// The interned form of an attribute name; TypeError if it is no str.
static bt_value attribute_name(struct bt_thread *th, bt_value name)
{
    if (BT_UNLIKELY(!bt_is_str(name)))
        return bt_type_error(th, "attribute name must be string, not '%T'", name);
    if (BT_LIKELY((bt_obj(name)->flags & BT_OBJ_INTERNED) != 0))
        return name;
    return bt_intern_str(th, name);
}

bt_value bt_getattr(struct bt_thread *th, bt_value obj, bt_value name)
{
    struct bt_type *type = bt_type_of(th, obj);
    if (type->s.getattr == NULL || type->s.getattr == bt_generic_getattr)
        return bt_generic_getattr(th, obj, name);
    name = attribute_name(th, name);
    if (bt_is_error(name))
        return BT_ERROR;
    BT_ROOTS(th, r, 2);
    r[0] = obj;
    r[1] = name;
    bt_stress_collect(th);
    bt_value result = type->s.getattr(th, obj, name);
    BT_UNROOT(th, r);
    return result;
}

bool bt_setattr(struct bt_thread *th, bt_value obj, bt_value name, bt_value value)
{
    struct bt_type *type = bt_type_of(th, obj);
    name = attribute_name(th, name);
    if (bt_is_error(name))
        return false;
    if (type->s.setattr == NULL || type->s.setattr == bt_generic_setattr)
        return bt_generic_setattr(th, obj, name, value);
    BT_ROOTS(th, r, 3);
    r[0] = obj;
    r[1] = name;
    r[2] = value;
    bt_stress_collect(th);
    bool ok = type->s.setattr(th, obj, name, value);
    BT_UNROOT(th, r);
    return ok;
}

// ---- object's rules ----

// What the object itself holds, in its instance part or in the dict that the caller knows of.
static bt_value own_attribute(struct bt_thread *th, bt_value obj, bt_value name,
                              struct bt_dict *dict)
{
    if (dict != NULL)
        return bt_dict_get_str(th, dict, name);
    if (bt_is_obj(obj) && (bt_obj(obj)->type->flags & BT_TYPE_INSTANCE_DICT) != 0)
        return bt_instance_get(th, bt_obj(obj), name);
    return BT_UNSET;
}

static bt_value get_through(struct bt_thread *th, bt_value descr, bt_value obj,
                            struct bt_type *type)
{
    BT_ROOTS(th, r, 2);
    r[0] = descr;
    r[1] = obj;
    bt_stress_collect(th);
    bt_value result = bt_obj(descr)->type->s.descr_get(th, descr, obj, bt_from_obj(type));
    BT_UNROOT(th, r);
    return result;
}

// The attribute, or BT_UNSET if there is none.
static bt_value find_attribute(struct bt_thread *th, bt_value obj, bt_value name,
                               struct bt_dict *dict)
{
    struct bt_type *type = bt_type_of(th, obj);
    bt_value descr = bt_type_find(th, type, name);
    const struct bt_slots *s = bt_is_obj(descr) ? &bt_obj(descr)->type->s : NULL;
    if (s != NULL && s->descr_get != NULL && s->descr_set != NULL)
        return get_through(th, descr, obj, type);
    bt_value own = own_attribute(th, obj, name, dict);
    if (!bt_is_unset(own))
        return own;
    if (s != NULL && s->descr_get != NULL)
        return get_through(th, descr, obj, type);
    return descr;
}

bt_value bt_generic_getattr_dict(struct bt_thread *th, bt_value obj, bt_value name,
                                 struct bt_dict *dict)
{
    name = attribute_name(th, name);
    if (bt_is_error(name))
        return BT_ERROR;
    bt_value found = find_attribute(th, obj, name, dict);
    return bt_is_unset(found) ? bt_raise_attribute(th, obj, name) : found;
}

bt_value bt_generic_getattr(struct bt_thread *th, bt_value obj, bt_value name)
{
    return bt_generic_getattr_dict(th, obj, name, NULL);
}

bt_value bt_generic_getattr_opt(struct bt_thread *th, bt_value obj, bt_value name)
{
    return find_attribute(th, obj, name, NULL);
}

bt_value bt_getattr_opt(struct bt_thread *th, bt_value obj, bt_value name)
{
    struct bt_type *type = bt_type_of(th, obj);
    if (type->s.getattr == NULL || type->s.getattr == bt_generic_getattr) {
        name = attribute_name(th, name);
        if (bt_is_error(name))
            return BT_ERROR;
        bt_value found = find_attribute(th, obj, name, NULL);
        if (!bt_is_error(found))
            return found;
    } else {
        bt_value found = bt_getattr(th, obj, name);
        if (!bt_is_error(found))
            return found;
    }
    if (!bt_exc_is(th, BT_EXC_ATTRIBUTE_ERROR))
        return BT_ERROR;
    bt_exc_clear(th);
    return BT_UNSET;
}

static bool fail_no_place(struct bt_thread *th, bt_value obj, bt_value name, bt_value descr)
{
    if (!bt_is_unset(descr))
        return bt_fail(th, BT_EXC_ATTRIBUTE_ERROR, "'%T' object attribute '%U' is read-only", obj,
                       bt_as_str(name));
    struct bt_type *type = bt_type_of(th, obj);
    if (type->s.setattr == NULL || type->s.setattr == bt_generic_setattr)
        return bt_fail(
            th, BT_EXC_ATTRIBUTE_ERROR,
            "'%T' object has no attribute '%U' and no __dict__ for setting new attributes", obj,
            bt_as_str(name));
    (void)bt_raise_attribute(th, obj, name);
    return false;
}

static bool store_in_dict(struct bt_thread *th, bt_value obj, bt_value name, bt_value value,
                          struct bt_dict **dict)
{
    bool found = false;
    if (bt_is_unset(value)) {
        if (*dict != NULL && !bt_dict_delete(th, *dict, name, &found))
            return false;
    } else {
        found = true;
        if (*dict == NULL) {
            bt_value made = bt_dict_new(th);
            if (bt_is_error(made))
                return false;
            *dict = bt_as_dict(made);
        }
        if (!bt_dict_set(th, *dict, name, value))
            return false;
    }
    if (!found)
        (void)bt_raise_attribute(th, obj, name);
    return found;
}

static bool store_in_instance(struct bt_thread *th, bt_value obj, bt_value name, bt_value value)
{
    if (!bt_is_unset(value))
        return bt_instance_set(th, bt_obj(obj), name, value);
    bool found;
    if (!bt_instance_delete(th, bt_obj(obj), name, &found))
        return false;
    if (!found)
        (void)bt_raise_attribute(th, obj, name);
    return found;
}

static bool set_generic(struct bt_thread *th, bt_value obj, bt_value name, bt_value value,
                        struct bt_dict **dict)
{
    name = attribute_name(th, name);
    if (bt_is_error(name))
        return false;
    struct bt_type *type = bt_type_of(th, obj);
    bt_value descr = bt_type_find(th, type, name);
    if (bt_is_obj(descr) && bt_obj(descr)->type->s.descr_set != NULL) {
        BT_ROOTS(th, r, 3);
        r[0] = descr;
        r[1] = obj;
        r[2] = value;
        bt_stress_collect(th);
        bool ok = bt_obj(descr)->type->s.descr_set(th, descr, obj, value);
        BT_UNROOT(th, r);
        return ok;
    }
    if (dict != NULL)
        return store_in_dict(th, obj, name, value, dict);
    if ((type->flags & BT_TYPE_INSTANCE_DICT) != 0 && bt_is_obj(obj))
        return store_in_instance(th, obj, name, value);
    return fail_no_place(th, obj, name, descr);
}

bool bt_generic_setattr(struct bt_thread *th, bt_value obj, bt_value name, bt_value value)
{
    return set_generic(th, obj, name, value, NULL);
}

bool bt_generic_setattr_dict(struct bt_thread *th, bt_value obj, bt_value name, bt_value value,
                             struct bt_dict **dict)
{
    return set_generic(th, obj, name, value, dict);
}

// ---- methods, to be called at once ----

bool bt_takes_self(struct bt_thread *th, bt_value v)
{
    if (!bt_is_obj(v))
        return false;
    const struct bt_type *type = bt_obj(v)->type;
    if (type == bt_type(th, BT_T_METHOD_DESCR))
        return (((const struct bt_method_descr *)bt_obj(v))->spec->flags & BT_FN_CLASS) == 0;
    return type == bt_type(th, BT_T_FUNCTION) || type == bt_type(th, BT_T_SLOT_WRAPPER);
}

// The same for a class as the object: only a classmethod takes it as self.
static bool method_of_class(struct bt_thread *th, bt_value cls, bt_value name, bt_value *callee,
                            bt_value *self)
{
    struct bt_type *type = (struct bt_type *)bt_obj(cls), *meta = type->base.type;
    bt_value v = bt_type_find(th, type, name);
    if (bt_is_exact(th, v, BT_T_CLASSMETHOD) && bt_is_unset(bt_type_find(th, meta, name))) {
        *callee = ((struct bt_wrapper *)bt_obj(v))->callable;
        *self = cls;
        return true;
    }
    *callee = bt_getattr(th, cls, name);
    return !bt_is_error(*callee);
}

bool bt_getmethod(struct bt_thread *th, bt_value obj, bt_value name, bt_value *callee,
                  bt_value *self)
{
    struct bt_type *type = bt_type_of(th, obj);
    *self = BT_UNSET;
    bt_value interned = attribute_name(th, name);
    if (bt_is_error(interned))
        return false;
    if (type->s.getattr != NULL && type->s.getattr != bt_generic_getattr &&
        (type->flags & BT_TYPE_PLAIN_FOUND) == 0) {
        if (type->s.getattr == bt_type(th, BT_T_TYPE)->s.getattr)
            return method_of_class(th, obj, interned, callee, self);
        if (type == bt_type(th, BT_T_SUPER))
            return bt_super_method(th, obj, interned, callee, self);
        *callee = bt_getattr(th, obj, interned);
        return !bt_is_error(*callee);
    }
    bt_value descr = bt_type_find(th, type, interned);
    bool of_class = bt_is_exact(th, descr, BT_T_CLASSMETHOD);
    if (of_class || bt_takes_self(th, descr)) {
        *callee = own_attribute(th, obj, interned, NULL);
        if (bt_is_unset(*callee)) {
            *callee = of_class ? ((struct bt_wrapper *)bt_obj(descr))->callable : descr;
            *self = of_class ? bt_from_obj(type) : obj;
        }
        return true;
    }
    *callee = bt_getattr(th, obj, interned);
    return !bt_is_error(*callee);
}
