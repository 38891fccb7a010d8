/*
 * Native types: each interpreter makes its own type objects from the const specs of types.def and
 * exceptions.def, once, when it starts; modules bring further ones (bt_type_from_spec). Also what
 * keeps a type consistent after a change of its dict: slots, versions and fast-path flags,
 * subclasses included.
 *
 * Python classes are made in class.c; the attributes and methods of `type` itself are in
 * type_object.c.
 *
 * Invariants of a finished type: its dict exists and every key is an interned str; mro[0] is the
 * type itself and mro[-1] is object; each type is in the `subclasses` of each of its bases
 * (weakly); flags BT_TYPE_PLAIN_* agree with the slots.
 */
#include "runtime/objects/type.h"

#include "runtime/objects/dict.h"
#include "runtime/objects/error.h"
#include "runtime/objects/exception.h"
#include "runtime/objects/function.h"
#include "runtime/objects/generic_alias.h"
#include "runtime/objects/heap.h"
#include "runtime/objects/object_attrs.h"
#include "runtime/objects/protocol.h"
#include "runtime/objects/seq.h"
#include "runtime/objects/shape.h"
#include "runtime/objects/slots.h"
#include "runtime/objects/str.h"

#define INHERITED_FLAGS                                                                            \
    (BT_TYPE_INT_SUB | BT_TYPE_STR_SUB | BT_TYPE_LIST_SUB | BT_TYPE_TUPLE_SUB | BT_TYPE_DICT_SUB | \
     BT_TYPE_EXC_SUB | BT_TYPE_TYPE_SUB | BT_TYPE_BYTES_SUB | BT_TYPE_FLOAT_SUB |                  \
     BT_TYPE_SET_SUB | BT_TYPE_MAPPING | BT_TYPE_SEQUENCE | BT_TYPE_INSTANCE_DICT)

static const struct bt_type_spec *const type_specs[BT_T_COUNT] = {
#define BT_TYPE(id, spec) &spec,
#define BT_TYPE_ABOVE(id) NULL,
#include "runtime/objects/types.def"
};

// What stands for the VM's types where there is no VM: in the unit tests of this layer.
static const struct bt_type_spec no_vm_spec = {
    .name = "unknown",
    .flags = BT_TYPE_ABSTRACT,
    .size = sizeof(struct bt_object),
};

static const struct bt_type_spec *spec_of(struct bt_thread *th, size_t id)
{
    if (id >= BT_T_COUNT)
        return &bt_exception_specs[id - BT_T_COUNT];
    if (type_specs[id])
        return type_specs[id];
    const struct bt_upcalls *up = th->interp->up;
    return up && up->type_spec ? up->type_spec((int)id) : &no_vm_spec;
}

// The flags by which subclasses of these types are told quickly, whether or not the spec says them.
static uint32_t family_flag(size_t id)
{
    switch (id) {
    case BT_T_TYPE: return BT_TYPE_TYPE_SUB;
    case BT_T_INT: return BT_TYPE_INT_SUB;
    case BT_T_FLOAT: return BT_TYPE_FLOAT_SUB;
    case BT_T_STR: return BT_TYPE_STR_SUB;
    case BT_T_BYTES: return BT_TYPE_BYTES_SUB;
    case BT_T_TUPLE: return BT_TYPE_TUPLE_SUB | BT_TYPE_SEQUENCE;
    case BT_T_LIST: return BT_TYPE_LIST_SUB | BT_TYPE_SEQUENCE;
    case BT_T_RANGE: return BT_TYPE_SEQUENCE;
    case BT_T_DICT: return BT_TYPE_DICT_SUB | BT_TYPE_MAPPING;
    case BT_T_MAPPING_PROXY: return BT_TYPE_MAPPING;
    case BT_T_SET: return BT_TYPE_SET_SUB;
    case BT_T_FROZENSET: return BT_TYPE_SET_SUB;
    case BT_EXC_BASE_EXCEPTION: return BT_TYPE_EXC_SUB;
    default: return 0;
    }
}

struct bt_type *bt_type_alloc(struct bt_thread *th, struct bt_type *meta)
{
    struct bt_type *type = bt_new_object_zero(th, meta, sizeof *type);
    if (!type)
        return NULL;
    type->name = "";
    type->name_str = type->qualname = type->module = type->doc = BT_UNSET;
    type->bases = type->mro = type->subclasses = type->slot_names = BT_UNSET;
    type->version = ++th->interp->next_type_version;
    return type;
}

static struct bt_type *make_bare(struct bt_thread *th, const struct bt_type_spec *spec,
                                 uint32_t flags)
{
    struct bt_type *type = bt_type_alloc(th, bt_type(th, BT_T_TYPE));
    if (!type)
        return NULL;
    type->name = spec->name;
    type->spec = spec;
    type->flags = spec->flags | flags;
    type->size = spec->size;
    type->s = spec->slots;
    return type;
}

void bt_type_set_fast_flags(struct bt_thread *th, struct bt_type *type)
{
    struct bt_type *object = bt_type(th, BT_T_OBJECT);
    type->plain_size = 0; // it may have got a finaliser; bt_shape_root sees
    type->flags &= ~(uint32_t)(BT_TYPE_PLAIN_GETATTR | BT_TYPE_PLAIN_FOUND | BT_TYPE_PLAIN_NEW);
    if (type->s.getattr == bt_generic_getattr)
        type->flags |= BT_TYPE_PLAIN_GETATTR | BT_TYPE_PLAIN_FOUND;
    else if ((type->flags & (BT_TYPE_HEAP | BT_TYPE_TYPE_SUB)) == BT_TYPE_HEAP &&
             bt_same(bt_type_lookup(type, BT_NAME(th, getattribute)),
                     bt_type_lookup(object, BT_NAME(th, getattribute))))
        type->flags |= BT_TYPE_PLAIN_FOUND; // it has __getattr__
    if (type->s.new_ == object->s.new_ &&
        !(type->flags & (BT_TYPE_ABSTRACT | BT_TYPE_HAS_ABSTRACT)))
        type->flags |= BT_TYPE_PLAIN_NEW;
}

bool bt_type_add_subclass(struct bt_thread *th, struct bt_type *base, struct bt_type *type)
{
    if (bt_is_unset(base->subclasses)) {
        bt_value list = bt_list_new(th, NULL, 0);
        if (bt_is_error(list))
            return false;
        base->subclasses = list;
    }
    return bt_list_append(th, base->subclasses, bt_from_obj(type));
}

// ---- the dict of a native type ----

static bool add_to_dict(struct bt_thread *th, struct bt_type *type, const char *name,
                        bt_value value)
{
    if (bt_is_error(value))
        return false;
    bt_value key = bt_intern(th, name, strlen(name));
    return !bt_is_error(key) && bt_dict_set(th, type->dict, key, value);
}

bt_value bt_getset_new(struct bt_thread *th, struct bt_type *type,
                       const struct bt_getset_spec *spec)
{
    struct bt_getset *getset = bt_new_object(th, bt_type(th, BT_T_GETSET), sizeof *getset);
    if (!getset)
        return BT_ERROR;
    getset->spec = spec;
    getset->type = type;
    return bt_from_obj(getset);
}

static bool fill_dict(struct bt_thread *th, struct bt_type *type, const struct bt_slots *own)
{
    const struct bt_type_spec *spec = type->spec;
    if (!bt_slots_add_wrappers(th, type, own))
        return false;
    if (spec->slots.new_ && !add_to_dict(th, type, "__new__", bt_slots_make_new(th, type)))
        return false;
    for (const struct bt_fn_spec *m = spec->methods; m && m->name; m++) {
        if (!add_to_dict(th, type, m->name, bt_method_descr_new(th, m, type)))
            return false;
    }
    for (const struct bt_getset_spec *g = spec->getsets; g && g->name; g++) {
        if (!add_to_dict(th, type, g->name, bt_getset_new(th, type, g)))
            return false;
    }
    bool own_dict =
        spec->flags & BT_TYPE_INSTANCE_DICT && !(type->base_type->flags & BT_TYPE_INSTANCE_DICT);
    if (own_dict && !add_to_dict(th, type, "__dict__", bt_getset_new(th, type, &bt_dict_getset)))
        return false;
    bt_value doc = spec->doc ? bt_str_from(th, spec->doc) : BT_NONE;
    if (bt_is_unset(bt_dict_get_str(th, type->dict, BT_NAME(th, doc))))
        return !bt_is_error(doc) && bt_dict_set(th, type->dict, BT_NAME(th, doc), doc);
    return true;
}

// ---- readiness ----

// type's own mro, then the base's: native types have one base.
static bt_value native_mro(struct bt_thread *th, struct bt_type *type)
{
    struct bt_type *base = type->base_type;
    size_t n = base ? bt_as_tuple(base->mro)->len : 0;
    bt_value mro = bt_tuple_new(th, NULL, n + 1);
    if (bt_is_error(mro))
        return BT_ERROR;
    bt_as_tuple(mro)->items[0] = bt_from_obj(type);
    for (size_t i = 0; i < n; i++)
        bt_as_tuple(mro)->items[i + 1] = bt_as_tuple(base->mro)->items[i];
    return mro;
}

static void inherit_native(struct bt_thread *th, struct bt_type *type)
{
    struct bt_type *base = type->base_type;
    if (!base)
        return;
    bool own_new = type->s.new_ != NULL;
    bt_slots_inherit(type, base);
    if (!own_new && base == bt_type(th, BT_T_OBJECT))
        type->s.new_ = NULL; // "cannot create 'X' instances"
    type->flags |= base->flags & INHERITED_FLAGS;
    if (type->size < base->size)
        type->size = base->size;
}

// Make a bare native type whole: `base` is whole already; NULL for object.
static bool ready(struct bt_thread *th, struct bt_type *type, struct bt_type *base)
{
    const struct bt_type_spec *spec = type->spec;
    // "types.UnionType" is what messages say; its name is what follows the dot
    const char *dot = strrchr(spec->name, '.'), *name = dot ? dot + 1 : spec->name;
    size_t module_len = spec->module ? strlen(spec->module)
                        : dot        ? (size_t)(dot - spec->name)
                                     : strlen("builtins");
    const char *module = spec->module ? spec->module : dot ? spec->name : "builtins";
    struct bt_slots own = type->s;
    type->base_type = base;
    inherit_native(th, type);
    if (type->flags & BT_TYPE_INSTANCE_DICT) {
        type->instance_offset = (type->size + 7) & ~(size_t)7;
        type->flags |= BT_TYPE_SHAPED;
    }
    type->name_str = type->qualname = bt_intern(th, name, strlen(name));
    type->module = bt_intern(th, module, module_len);
    bt_value base_value = bt_from_obj(base);
    type->bases = bt_tuple_new(th, &base_value, base ? 1 : 0);
    type->mro = native_mro(th, type);
    bt_value dict = bt_dict_new(th);
    if (bt_is_error(type->name_str) || bt_is_error(type->module) || bt_is_error(type->bases) ||
        bt_is_error(type->mro) || bt_is_error(dict))
        return false;
    type->dict = bt_as_dict(dict);
    if (!fill_dict(th, type, &own) || (base && !bt_type_add_subclass(th, base, type)))
        return false;
    bt_type_set_fast_flags(th, type);
    return true;
}

// ExceptionGroup is also an Exception.
static bool add_second_base(struct bt_thread *th, struct bt_type *type, struct bt_type *second)
{
    bt_value bases[] = {bt_from_obj(type->base_type), bt_from_obj(second)};
    type->bases = bt_tuple_new(th, bases, 2);
    if (bt_is_error(type->bases))
        return false;
    type->mro = bt_type_c3(th, type, type->bases);
    return !bt_is_error(type->mro) && bt_type_add_subclass(th, second, type);
}

// list[int] and its like: the types that take type arguments.
static bool add_class_getitem(struct bt_thread *th)
{
    static const int generic[] = {
        BT_T_LIST,          BT_T_DICT,
        BT_T_TUPLE,         BT_T_SET,
        BT_T_FROZENSET,     BT_T_ENUMERATE,
        BT_T_MAPPING_PROXY, BT_T_GENERATOR,
        BT_T_WEAKREF,       BT_EXC_BASE_EXCEPTION_GROUP,
    };
    for (size_t i = 0; i < sizeof generic / sizeof generic[0]; i++) {
        struct bt_type *type = bt_type(th, generic[i]);
        bt_value descr = bt_method_descr_new(th, &bt_class_getitem_spec, type);
        if (!add_to_dict(th, type, bt_class_getitem_spec.name, descr))
            return false;
    }
    return true;
}

bool bt_types_init(struct bt_thread *th)
{
    struct bt_type **types = th->interp->types;
    for (size_t i = 0; i < BT_TYPE_COUNT; i++) {
        types[i] = make_bare(th, spec_of(th, i), family_flag(i));
        if (!types[i])
            return false;
    }
    for (size_t i = 0; i <= BT_T_TYPE; i++)
        types[i]->base.type = types[BT_T_TYPE]; // made before there was a type to point to
    if (th->interp->up)
        types[BT_T_FUNCTION]->s.call = th->interp->up->call_function;
    if (!bt_state_init_names(th))
        return false;
    for (size_t i = 0; i < BT_TYPE_COUNT; i++) {
        if (!ready(th, types[i], i == BT_T_OBJECT ? NULL : types[types[i]->spec->base_id]))
            return false;
    }
    if (!add_class_getitem(th))
        return false;
    if (!add_second_base(th, types[BT_EXC_EXCEPTION_GROUP], types[BT_EXC_EXCEPTION]))
        return false;
    bt_value memory_error = bt_exception_new(th, BT_EXC_MEMORY_ERROR, NULL, 0);
    if (bt_is_error(memory_error))
        return false;
    th->interp->memory_error = memory_error;
    return true;
}

struct bt_type *bt_type_from_spec(struct bt_thread *th, const struct bt_type_spec *spec,
                                  struct bt_type *base)
{
    struct bt_type *type = make_bare(th, spec, 0);
    if (!type || !ready(th, type, base ? base : bt_type(th, spec->base_id)))
        return NULL;
    return type;
}

// ---- changes ----

static bool is_dunder(bt_value name)
{
    return bt_as_str(name)->len > 4 && memcmp(bt_as_str(name)->data, "__", 2) == 0;
}

// May an attribute of this name be a special method? (BT_UNSET: all may have changed.)
static bool maybe_special(bt_value name)
{
    return bt_is_unset(name) || is_dunder(name);
}

bool bt_type_remembers(const struct bt_thread *th, bt_value name, bt_value found)
{
    return bt_is_unset(found) || !bt_is_data(th, found) || is_dunder(name);
}

bt_value *bt_type_data_place(struct bt_thread *th, struct bt_type *type, bt_value name)
{
    if (!(type->flags & BT_TYPE_HEAP) || type->flags & BT_TYPE_IMMUTABLE_ATTRS || is_dunder(name))
        return NULL;
    int64_t at = bt_dict_find_str(th, type->dict, name);
    if (at < 0 || !bt_is_data(th, type->dict->entries[at].value))
        return NULL;
    return &type->dict->entries[at].value;
}

void bt_type_changed(struct bt_thread *th, struct bt_type *type, bt_value name)
{
    type->version = ++th->interp->next_type_version;
    if ((type->flags & BT_TYPE_HEAP) && maybe_special(name)) {
        bt_slots_update(th, type, name);
        bt_type_set_fast_flags(th, type);
    }
    if (bt_is_unset(type->subclasses))
        return;
    struct bt_list *subclasses = bt_as_list(type->subclasses);
    for (size_t i = 0; i < subclasses->len; i++)
        bt_type_changed(th, (struct bt_type *)bt_obj(subclasses->items[i]), name);
}
