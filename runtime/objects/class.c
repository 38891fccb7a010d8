/*
 * Making Python classes: type(name, bases, namespace, **keywords), which is what a class statement
 * comes to.
 *
 * The order, which a program can observe: base and layout are chosen, __slots__ is read, the type's
 * dict is made of the namespace, the mro computed (by the metaclass's mro() if it has its own), the
 * slots filled; then each value of the namespace hears __set_name__, and the bases
 * __init_subclass__.
 *
 * Called by type.__new__ (type_object.c), and through it by __build_class__.
 */
#include "runtime/objects/class_layout.h"
#include "runtime/objects/dict.h"
#include "runtime/objects/error.h"
#include "runtime/objects/exception.h"
#include "runtime/objects/function.h"
#include "runtime/objects/heap.h"
#include "runtime/objects/object_attrs.h"
#include "runtime/objects/protocol.h"
#include "runtime/objects/seq.h"
#include "runtime/objects/shape.h"
#include "runtime/objects/slots.h"
#include "runtime/objects/str.h"
#include "runtime/objects/type.h"

// ---- the dict ----

static bool take_qualname(struct bt_thread *th, struct bt_type *type)
{
    bool found;
    bt_value qualname = bt_dict_get_str(th, type->dict, BT_NAME(th, qualname));
    if (bt_is_unset(qualname)) {
        type->qualname = type->name_str;
        return true;
    }
    if (!bt_is_str(qualname))
        return bt_fail(th, BT_EXC_TYPE_ERROR, "type __qualname__ must be a str, not %T", qualname);
    type->qualname = qualname;
    return bt_str_settle(th, qualname) &&
           bt_dict_delete(th, type->dict, BT_NAME(th, qualname), &found);
}

// __module__ is that of the code that makes the class.
static bool set_module(struct bt_thread *th, struct bt_type *type)
{
    if (!bt_is_unset(bt_dict_get_str(th, type->dict, BT_NAME(th, module))))
        return true;
    struct bt_dict *globals =
        th->interp->up && th->interp->up->globals ? th->interp->up->globals(th) : NULL;
    bt_value module = globals ? bt_dict_get_str(th, globals, BT_NAME(th, name)) : BT_UNSET;
    return bt_is_unset(module) || bt_dict_set(th, type->dict, BT_NAME(th, module), module);
}

// A plain function under this name is meant as a staticmethod or classmethod.
static bool wrap_function(struct bt_thread *th, struct bt_type *type, bt_value name, int type_id)
{
    bt_value v = bt_dict_get_str(th, type->dict, name);
    if (bt_is_unset(v) || !bt_is_exact(th, v, BT_T_FUNCTION))
        return true;
    v = bt_wrapper_new(th, type_id, v);
    return !bt_is_error(v) && bt_dict_set(th, type->dict, name, v);
}

// The cell of `__class__` that methods with super() look into: the body leaves it in the namespace.
static bool fill_classcell(struct bt_thread *th, struct bt_type *type)
{
    bool found;
    bt_value cell = bt_dict_get_str(th, type->dict, BT_NAME(th, classcell));
    if (bt_is_unset(cell))
        return true;
    if (!bt_is_exact(th, cell, BT_T_CELL))
        return bt_fail(th, BT_EXC_TYPE_ERROR, "__classcell__ must be a nonlocal cell, not %R",
                       bt_from_obj(bt_type_of(th, cell)));
    ((struct bt_cell *)bt_obj(cell))->value = bt_from_obj(type);
    return bt_dict_delete(th, type->dict, BT_NAME(th, classcell), &found);
}

static bool set_default(struct bt_thread *th, struct bt_type *type, bt_value name, bt_value value)
{
    if (bt_is_error(value))
        return false;
    if (!bt_is_unset(bt_dict_get_str(th, type->dict, name)))
        return true;
    return bt_dict_set(th, type->dict, name, value);
}

static bool finish_dict(struct bt_thread *th, struct bt_type *type, bool add_dict, bool add_weakref)
{
    if (!set_module(th, type) || !take_qualname(th, type))
        return false;
    if (!wrap_function(th, type, BT_NAME(th, new), BT_T_STATICMETHOD) ||
        !wrap_function(th, type, BT_NAME(th, init_subclass), BT_T_CLASSMETHOD) ||
        !wrap_function(th, type, BT_NAME(th, class_getitem), BT_T_CLASSMETHOD))
        return false;
    if (add_dict &&
        !set_default(th, type, BT_NAME(th, dict), bt_getset_new(th, type, &bt_dict_getset)))
        return false;
    if (add_weakref &&
        !set_default(th, type, BT_NAME(th, weakref), bt_getset_new(th, type, &bt_weakref_getset)))
        return false;
    if (!set_default(th, type, BT_NAME(th, doc), BT_NONE) || !fill_classcell(th, type))
        return false;
    // equality of its own without a hash: unhashable
    if (!bt_is_unset(bt_dict_get_str(th, type->dict, BT_NAME(th, eq))))
        return set_default(th, type, BT_NAME(th, hash), BT_NONE);
    return true;
}

// ---- the mro ----

static bool check_mro(struct bt_thread *th, struct bt_type *type, bt_value mro)
{
    struct bt_tuple *tuple = bt_as_tuple(mro);
    struct bt_type *native = bt_class_native_base(type);
    for (size_t i = 0; i < tuple->len; i++) {
        if (!bt_is_type(tuple->items[i]))
            return bt_fail(th, BT_EXC_TYPE_ERROR, "mro() returned a non-class ('%T')",
                           tuple->items[i]);
        struct bt_type *entry = (struct bt_type *)bt_obj(tuple->items[i]);
        if (!bt_is_subtype(native, bt_class_native_base(entry)))
            return bt_fail(th, BT_EXC_TYPE_ERROR,
                           "mro() returned base with unsuitable layout ('%N')", entry);
    }
    return true;
}

// Sets type->mro: C3, unless the metaclass overrides mro(). [py]
bool bt_class_set_mro(struct bt_thread *th, struct bt_type *type)
{
    struct bt_type *meta = type->base.type;
    bt_value method = bt_type_lookup(meta, BT_NAME(th, _mro));
    bool custom = !bt_same(method, bt_type_lookup(bt_type(th, BT_T_TYPE), BT_NAME(th, _mro)));
    bt_value mro = bt_type_c3(th, type, type->bases);
    if (bt_is_error(mro) && !custom)
        return false;
    bt_exc_clear(th);
    if (custom) {
        bt_value result = bt_call_special(th, bt_from_obj(type), BT_NAME(th, _mro), NULL, 0);
        mro = bt_is_error(result) ? BT_ERROR : bt_to_tuple(th, result);
        if (bt_is_error(mro) || !check_mro(th, type, mro))
            return false;
    }
    type->mro = mro;
    return true;
}

// ---- telling the others ----

static bool call_set_name(struct bt_thread *th, bt_value type, bt_value name, bt_value value)
{
    bt_value args[] = {type, name};
    bt_value result = bt_call_special(th, value, BT_NAME(th, set_name), args, 2);
    if (!bt_is_error(result))
        return true;
    BT_ROOTS(th, r, 1);
    r[0] = bt_exc_take(th);
    bt_value note = bt_str_format(th, "Error calling __set_name__ on '%T' instance %R in '%N'",
                                  value, name, (struct bt_type *)bt_obj(type));
    if (bt_is_error(note) || !bt_exception_add_note(th, r[0], note))
        bt_exc_clear(th);
    bt_exc_put(th, r[0]);
    BT_UNROOT(th, r);
    return false;
}

// __set_name__ of every value of the namespace that has one.
static bool set_names(struct bt_thread *th, struct bt_type *type)
{
    BT_ROOTS(th, r, 1);
    bool ok = false;
    r[0] = bt_dict_copy(th, type->dict); // the calls may change the dict
    if (bt_is_error(r[0]))
        goto done;
    size_t pos = 0;
    bt_value name, value;
    while (bt_dict_next(bt_as_dict(r[0]), &pos, &name, &value)) {
        if (!bt_is_obj(value) || bt_obj(value)->type == bt_type(th, BT_T_FUNCTION))
            continue;
        if (!call_set_name(th, bt_from_obj(type), name, value))
            goto done;
    }
    ok = true;
done:
    BT_UNROOT(th, r);
    return ok;
}

// super(type, type).__init_subclass__(**kw)
static bool init_subclass(struct bt_thread *th, struct bt_type *type, const struct bt_args *kw)
{
    struct bt_tuple *mro = bt_as_tuple(type->mro);
    bt_value found = BT_UNSET, name = BT_NAME(th, init_subclass);
    for (size_t i = 1; i < mro->len && bt_is_unset(found); i++)
        found = bt_dict_get_str(th, ((struct bt_type *)bt_obj(mro->items[i]))->dict, name);
    if (bt_is_unset(found))
        return true;
    BT_ROOTS(th, r, 1);
    r[0] = found;
    struct bt_type *kind = bt_type_of(th, found);
    if (kind->s.descr_get)
        r[0] = kind->s.descr_get(th, found, BT_UNSET, bt_from_obj(type));
    struct bt_args args = {kw ? kw->v + kw->npos : NULL, 0, kw ? kw->kwnames : BT_UNSET};
    bt_value result = bt_is_error(r[0]) ? BT_ERROR : bt_call(th, r[0], &args);
    BT_UNROOT(th, r);
    return !bt_is_error(result);
}

// ---- the whole ----

static bool check_name(struct bt_thread *th, bt_value name)
{
    const struct bt_str *s = bt_as_str(name);
    if (memchr(s->data, 0, s->len))
        return bt_fail(th, BT_EXC_VALUE_ERROR, "type name must not contain null characters");
    return true;
}

// How many slots the instances will need: the names that the methods of the class and its bases
// assign to self. An odd number fills the heap's cells.
static void guess_slots(struct bt_thread *th, struct bt_type *type)
{
    bt_value names[BT_INLINE_MAX];
    uint32_t n = 0;
    struct bt_tuple *mro = bt_as_tuple(type->mro);
    for (size_t i = 0; i < mro->len; i++) {
        struct bt_dict *dict = ((struct bt_type *)bt_obj(mro->items[i]))->dict;
        bt_value v = bt_dict_get_str(th, dict, BT_NAME(th, static_attributes));
        size_t len = bt_is_tuple(v) ? bt_as_tuple(v)->len : 0;
        for (size_t k = 0; k < len && n < BT_INLINE_MAX; k++) {
            uint32_t at = 0;
            names[n] = bt_as_tuple(v)->items[k];
            while (!bt_same(names[at], names[n]))
                at++;
            n += at == n;
        }
    }
    type->n_slots_hint = n > 0 ? n | 1 : 0;
}

// Everything but the calls to others: dict, layout, mro, slots.
static bool build(struct bt_thread *th, struct bt_type *type, bt_value ns)
{
    bool add_dict, add_weakref;
    bt_value dict = bt_dict_copy(th, bt_as_dict(ns));
    if (bt_is_error(dict))
        return false;
    type->dict = bt_as_dict(dict);
    if (!bt_class_read_slots(th, type, &add_dict, &add_weakref) ||
        !finish_dict(th, type, add_dict, add_weakref) || !bt_class_lay_out(th, type, add_dict) ||
        !bt_class_set_mro(th, type))
        return false;
    struct bt_slots own = type->s;
    bt_slots_update(th, type, BT_UNSET);
    type->s.trace = own.trace;
    type->s.free = own.free;
    bt_type_set_fast_flags(th, type);
    guess_slots(th, type);
    type->version = ++th->interp->next_type_version; // what was looked up meanwhile is in the cache
    struct bt_tuple *bases = bt_as_tuple(type->bases);
    for (size_t i = 0; i < bases->len; i++) {
        if (!bt_type_add_subclass(th, (struct bt_type *)bt_obj(bases->items[i]), type))
            return false;
    }
    return true;
}

#define CLASS_INHERITED                                                                            \
    (BT_TYPE_INT_SUB | BT_TYPE_STR_SUB | BT_TYPE_LIST_SUB | BT_TYPE_TUPLE_SUB | BT_TYPE_DICT_SUB | \
     BT_TYPE_EXC_SUB | BT_TYPE_TYPE_SUB | BT_TYPE_BYTES_SUB | BT_TYPE_FLOAT_SUB |                  \
     BT_TYPE_SET_SUB | BT_TYPE_INSTANCE_DICT | BT_TYPE_ABSTRACT)
#define MATCHES \
    (BT_TYPE_MAPPING | BT_TYPE_SEQUENCE) // by which patterns; the first base that has one

static struct bt_type *begin(struct bt_thread *th, struct bt_type *meta, bt_value name,
                             bt_value bases)
{
    struct bt_type *base = bt_class_best_base(th, bases);
    struct bt_type *type = base ? bt_type_alloc(th, meta) : NULL;
    if (!type || !bt_str_settle(th, name))
        return NULL;
    type->name_str = name;
    type->name = bt_as_str(name)->data;
    type->bases = bases;
    type->base_type = base;
    type->flags = BT_TYPE_HEAP | BT_TYPE_BASE | (base->flags & CLASS_INHERITED);
    struct bt_tuple *tuple = bt_as_tuple(bases);
    for (size_t i = 0; i < tuple->len && !(type->flags & MATCHES); i++)
        type->flags |= ((struct bt_type *)bt_obj(tuple->items[i]))->flags & MATCHES;
    return type;
}

bt_value bt_type_new(struct bt_thread *th, struct bt_type *meta, bt_value name, bt_value bases,
                     bt_value ns, const struct bt_args *kw)
{
    bt_value result = BT_ERROR;
    BT_ROOTS(th, r, 3);
    r[0] = bases;
    r[1] = ns;
    if (!(meta = bt_type_metaclass(th, meta, bases)) || !check_name(th, name))
        goto done;
    if (bt_as_tuple(bases)->len == 0) {
        bt_value object = bt_from_obj(bt_type(th, BT_T_OBJECT));
        r[0] = bt_tuple_new(th, &object, 1);
        if (bt_is_error(r[0]))
            goto done;
    }
    struct bt_type *type = begin(th, meta, name, r[0]);
    if (!type)
        goto done;
    r[2] = bt_from_obj(type);
    if (build(th, type, ns) && set_names(th, type) && init_subclass(th, type, kw))
        result = r[2];
done:
    BT_UNROOT(th, r);
    return result;
}
