/*
 * The type `type`: calling a class, attribute access on classes, the methods and attributes of
 * classes.
 *
 * A class's own attributes are in type->dict and found along its mro; what the metaclass has comes
 * before if it is a data descriptor, after otherwise. Every change of the dict goes through
 * bt_type_changed.
 */
#include <math.h>

#include "base/buf.h"
#include "runtime/objects/dict.h"
#include "runtime/objects/error.h"
#include "runtime/objects/exception.h"
#include "runtime/objects/generic_alias.h"
#include "runtime/objects/heap.h"
#include "runtime/objects/object_attrs.h"
#include "runtime/objects/protocol.h"
#include "runtime/objects/seq.h"
#include "runtime/objects/slots.h"
#include "runtime/objects/str.h"
#include "runtime/objects/type.h"

static struct bt_type *as_type(bt_value v)
{
    return (struct bt_type *)bt_obj(v);
}

static size_t keyword_count(const struct bt_args *args)
{
    return bt_is_unset(args->kwnames) ? 0 : bt_as_tuple(args->kwnames)->len;
}

// ---- calling a class ----

static bt_value make_instance(struct bt_thread *th, struct bt_type *type,
                              const struct bt_args *args)
{
    if (!type->s.new_ || type->flags & BT_TYPE_ABSTRACT)
        return bt_type_error(th, "cannot create '%N' instances", type);
    bt_value v = type->s.new_(th, type, args);
    if (bt_is_error(v))
        return BT_ERROR;
    struct bt_type *made = bt_type_of(th, v);
    if ((made != type && !bt_is_subtype(made, type)) || !made->s.init)
        return v;
    BT_ROOTS(th, r, 1);
    r[0] = v;
    bool ok = made->s.init(th, v, args);
    BT_UNROOT(th, r);
    return ok ? v : BT_ERROR;
}

static bt_value type_call(struct bt_thread *th, bt_value self, const struct bt_args *args)
{
    if (as_type(self) == bt_type(th, BT_T_TYPE)) {
        if (args->npos == 1 && !keyword_count(args))
            return bt_from_obj(bt_type_of(th, args->v[0]));
        if (args->npos != 3)
            return bt_type_error(th, "type() takes 1 or 3 arguments");
    }
    return make_instance(th, as_type(self), args);
}

// The commonest calls of a type with one argument, an unboxed number: int, float, range. BT_UNSET:
// another one.
static inline bt_value of_number(struct bt_thread *th, const struct bt_type *type, bt_value v)
{
    if (type == bt_type(th, BT_T_INT)) {
        if (bt_is_small(v))
            return v;
        if (bt_is_double(v) && fabs(bt_double(v)) < 0x1p47)
            return bt_from_small((int64_t)bt_double(v));
    } else if (type == bt_type(th, BT_T_FLOAT)) {
        if (bt_is_double(v))
            return v;
        if (bt_is_small(v))
            return bt_from_double((double)bt_small(v));
    } else if (type == bt_type(th, BT_T_RANGE) && bt_is_small(v)) {
        return bt_range_new(th, bt_from_small(0), v, bt_from_small(1));
    }
    return BT_UNSET;
}

bt_value bt_type_call_n(struct bt_thread *th, struct bt_type *type, const bt_value *v, size_t n)
{
    if (n == 1) {
        bt_value number = of_number(th, type, v[0]);
        if (!bt_is_unset(number))
            return number;
    }
    struct bt_args args = {v, n, BT_UNSET};
    return type_call(th, bt_from_obj(type), &args);
}

// ---- type.__new__ and __init__ ----

static bool check_new_args(struct bt_thread *th, const struct bt_args *args)
{
    if (args->npos != 3)
        return bt_fail(th, BT_EXC_TYPE_ERROR,
                       "type.__new__() takes exactly 3 arguments (%zu given)", args->npos);
    if (!bt_is_str(args->v[0]))
        return bt_fail(th, BT_EXC_TYPE_ERROR, "type.__new__() argument 1 must be str, not %T",
                       args->v[0]);
    if (!bt_is_tuple(args->v[1]))
        return bt_fail(th, BT_EXC_TYPE_ERROR, "type.__new__() argument 2 must be tuple, not %T",
                       args->v[1]);
    if (!bt_is_dict(args->v[2]))
        return bt_fail(th, BT_EXC_TYPE_ERROR, "type.__new__() argument 3 must be dict, not %T",
                       args->v[2]);
    return true;
}

// type(name, bases, namespace) does not resolve bases that only stand for others.
static bool check_bases(struct bt_thread *th, bt_value bases)
{
    struct bt_tuple *tuple = bt_as_tuple(bases);
    for (size_t i = 0; i < tuple->len; i++) {
        if (bt_is_type(tuple->items[i]))
            continue;
        bt_value entries = bt_getattr_opt(th, tuple->items[i], BT_NAME(th, mro_entries));
        if (bt_is_error(entries))
            return false;
        if (!bt_is_unset(entries))
            return bt_fail(th, BT_EXC_TYPE_ERROR,
                           "type() doesn't support MRO entry resolution; use types.new_class()");
    }
    return true;
}

static bt_value type_new(struct bt_thread *th, struct bt_type *meta, const struct bt_args *args)
{
    if (!check_new_args(th, args) || !check_bases(th, args->v[1]))
        return BT_ERROR;
    struct bt_type *winner = bt_type_metaclass(th, meta, args->v[1]);
    if (!winner)
        return BT_ERROR;
    if (winner != meta && winner->s.new_ != type_new)
        return winner->s.new_(th, winner, args);
    return bt_type_new(th, winner, args->v[0], args->v[1], args->v[2], args);
}

static bool type_init(struct bt_thread *th, bt_value self, const struct bt_args *args)
{
    (void)self;
    if (keyword_count(args) && args->npos == 1)
        return bt_fail(th, BT_EXC_TYPE_ERROR, "type.__init__() takes no keyword arguments");
    if (args->npos != 1 && args->npos != 3)
        return bt_fail(th, BT_EXC_TYPE_ERROR, "type.__init__() takes 1 or 3 arguments");
    return true;
}

// ---- attribute access ----

static bt_value type_getattr(struct bt_thread *th, bt_value self, bt_value name)
{
    struct bt_type *type = as_type(self), *meta = type->base.type;
    bt_value meta_value = bt_type_find(th, meta, name);
    struct bt_type *meta_kind = bt_is_unset(meta_value) ? NULL : bt_type_of(th, meta_value);
    if (meta_kind && meta_kind->s.descr_get && meta_kind->s.descr_set)
        return meta_kind->s.descr_get(th, meta_value, self, bt_from_obj(meta));
    bt_value v = bt_type_find(th, type, name);
    if (!bt_is_unset(v)) {
        struct bt_type *kind = bt_type_of(th, v);
        return kind->s.descr_get ? kind->s.descr_get(th, v, BT_UNSET, self) : v;
    }
    if (!meta_kind)
        return bt_raise_attribute(th, self, name);
    return meta_kind->s.descr_get ? meta_kind->s.descr_get(th, meta_value, self, bt_from_obj(meta))
                                  : meta_value;
}

static bool check_mutable(struct bt_thread *th, const struct bt_type *type, bt_value name, bool del)
{
    if (type->flags & BT_TYPE_HEAP && !(type->flags & BT_TYPE_IMMUTABLE_ATTRS))
        return true;
    return bt_fail(th, BT_EXC_TYPE_ERROR, "cannot %s '%S' attribute of immutable type '%.100s'",
                   del ? "delete" : "set", name, type->name);
}

static bool type_setattr(struct bt_thread *th, bt_value self, bt_value name, bt_value value)
{
    struct bt_type *type = as_type(self);
    bool del = bt_is_unset(value), found;
    if (!check_mutable(th, type, name, del))
        return false;
    bt_value meta_value = bt_type_find(th, type->base.type, name);
    if (!bt_is_unset(meta_value)) {
        struct bt_type *kind = bt_type_of(th, meta_value);
        if (kind->s.descr_set)
            return kind->s.descr_set(th, meta_value, self, value);
    }
    if (!del) {
        bt_value *place = bt_type_data_place(th, type, name);
        if (place && bt_is_data(th, value)) {
            *place = value;
            return true;
        }
        if (!bt_dict_set(th, type->dict, name, value))
            return false;
    } else {
        if (!bt_dict_delete(th, type->dict, name, &found))
            return false;
        if (!found) {
            (void)bt_raise_attribute(th, self, name);
            return false;
        }
    }
    bt_type_changed(th, type, name);
    return true;
}

static bt_value type_repr(struct bt_thread *th, bt_value self)
{
    struct bt_type *type = as_type(self);
    bt_value module = bt_type_module(th, type);
    if (bt_is_unset(module) || !bt_is_str(module) || bt_str_is(module, "builtins"))
        return bt_str_format(th, "<class '%S'>",
                             bt_str_is(module, "builtins") ? type->qualname : type->name_str);
    return bt_str_format(th, "<class '%S.%S'>", module, type->qualname);
}

// ---- attributes ----

static bool check_writable(struct bt_thread *th, struct bt_type *type, const char *name,
                           bt_value value)
{
    bool del = bt_is_unset(value);
    if (!(type->flags & BT_TYPE_HEAP))
        return bt_fail(th, BT_EXC_TYPE_ERROR, "cannot %s '%s' attribute of immutable type '%N'",
                       del ? "delete" : "set", name, type);
    if (del)
        return bt_fail(th, BT_EXC_TYPE_ERROR, "cannot delete '%s' attribute of immutable type '%N'",
                       name, type);
    return true;
}

static bt_value get_name(struct bt_thread *th, bt_value self)
{
    (void)th;
    return as_type(self)->name_str;
}

static bool set_name(struct bt_thread *th, bt_value self, bt_value value)
{
    struct bt_type *type = as_type(self);
    if (!check_writable(th, type, "__name__", value))
        return false;
    if (!bt_is_str(value))
        return bt_fail(th, BT_EXC_TYPE_ERROR, "can only assign string to %N.__name__, not '%T'",
                       type, value);
    const struct bt_str *s = bt_as_str(value);
    if (memchr(s->data, 0, s->len))
        return bt_fail(th, BT_EXC_VALUE_ERROR, "type name must not contain null characters");
    if (!bt_str_settle(th, value))
        return false;
    type->name_str = value;
    type->name = s->data;
    return true;
}

static bt_value get_qualname(struct bt_thread *th, bt_value self)
{
    (void)th;
    return as_type(self)->qualname;
}

static bool set_qualname(struct bt_thread *th, bt_value self, bt_value value)
{
    struct bt_type *type = as_type(self);
    if (!check_writable(th, type, "__qualname__", value))
        return false;
    if (!bt_is_str(value))
        return bt_fail(th, BT_EXC_TYPE_ERROR, "can only assign string to %N.__qualname__, not '%T'",
                       type, value);
    type->qualname = value;
    return bt_str_settle(th, value);
}

bt_value bt_type_module(struct bt_thread *th, struct bt_type *type)
{
    if (type->flags & BT_TYPE_HEAP)
        return bt_dict_get_str(th, type->dict, BT_NAME(th, module));
    return type->module;
}

static bt_value get_module(struct bt_thread *th, bt_value self)
{
    bt_value module = bt_type_module(th, as_type(self));
    return bt_is_unset(module) ? bt_raise(th, BT_EXC_ATTRIBUTE_ERROR, "__module__") : module;
}

// Store one of the attributes that live in the class's dict.
static bool store(struct bt_thread *th, struct bt_type *type, bt_value name, bt_value value)
{
    if (!bt_dict_set(th, type->dict, name, value))
        return false;
    bt_type_changed(th, type, name);
    return true;
}

static bool set_module(struct bt_thread *th, bt_value self, bt_value value)
{
    return check_writable(th, as_type(self), "__module__", value) &&
           store(th, as_type(self), BT_NAME(th, module), value);
}

static bt_value get_doc(struct bt_thread *th, bt_value self)
{
    struct bt_type *type = as_type(self);
    bt_value doc = bt_dict_get_str(th, type->dict, BT_NAME(th, doc));
    if (bt_is_unset(doc))
        return BT_NONE;
    struct bt_type *kind = bt_type_of(th, doc);
    return kind->s.descr_get ? kind->s.descr_get(th, doc, BT_UNSET, self) : doc;
}

static bool set_doc(struct bt_thread *th, bt_value self, bt_value value)
{
    return check_writable(th, as_type(self), "__doc__", value) &&
           store(th, as_type(self), BT_NAME(th, doc), value);
}

static bt_value get_dict(struct bt_thread *th, bt_value self)
{
    return bt_mapping_proxy_new(th, bt_from_obj(as_type(self)->dict));
}

static bt_value get_base(struct bt_thread *th, bt_value self)
{
    (void)th;
    struct bt_type *base = as_type(self)->base_type;
    return base ? bt_from_obj(base) : BT_NONE;
}

static bt_value get_bases(struct bt_thread *th, bt_value self)
{
    (void)th;
    return as_type(self)->bases;
}

static bt_value get_mro(struct bt_thread *th, bt_value self)
{
    (void)th;
    bt_value mro = as_type(self)->mro;
    return bt_is_unset(mro) ? BT_NONE : mro;
}

static bt_value get_abstract(struct bt_thread *th, bt_value self)
{
    bt_value v = BT_UNSET;
    if (as_type(self) != bt_type(th, BT_T_TYPE))
        v = bt_dict_get_str(th, as_type(self)->dict, BT_NAME(th, abstractmethods));
    return bt_is_unset(v) ? bt_raise_attribute(th, self, BT_NAME(th, abstractmethods)) : v;
}

static bool set_abstract(struct bt_thread *th, bt_value self, bt_value value)
{
    struct bt_type *type = as_type(self);
    bool abstract = false, found;
    if (bt_is_unset(value)) {
        if (!bt_dict_delete(th, type->dict, BT_NAME(th, abstractmethods), &found))
            return false;
        if (!found) {
            (void)bt_raise_attribute(th, self, BT_NAME(th, abstractmethods));
            return false;
        }
    } else if (!bt_truth(th, value, &abstract) ||
               !bt_dict_set(th, type->dict, BT_NAME(th, abstractmethods), value)) {
        return false;
    }
    type->flags &= ~(uint32_t)BT_TYPE_HAS_ABSTRACT;
    type->flags |= abstract ? BT_TYPE_HAS_ABSTRACT : 0;
    bt_type_changed(th, type, BT_NAME(th, abstractmethods));
    return true;
}

static bt_value get_annotations(struct bt_thread *th, bt_value self)
{
    struct bt_type *type = as_type(self);
    if (!(type->flags & BT_TYPE_HEAP))
        return bt_raise_attribute(th, self, BT_NAME(th, annotations));
    bt_value v = bt_dict_get_str(th, type->dict, BT_NAME(th, annotations));
    if (!bt_is_unset(v))
        return v;
    v = bt_dict_new(th);
    return !bt_is_error(v) && store(th, type, BT_NAME(th, annotations), v) ? v : BT_ERROR;
}

static bool set_annotations(struct bt_thread *th, bt_value self, bt_value value)
{
    struct bt_type *type = as_type(self);
    bool found;
    if (!(type->flags & BT_TYPE_HEAP))
        return bt_fail(th, BT_EXC_TYPE_ERROR,
                       "cannot set '__annotations__' attribute of immutable type '%N'", type);
    if (!bt_is_unset(value))
        return store(th, type, BT_NAME(th, annotations), value);
    if (!bt_dict_delete(th, type->dict, BT_NAME(th, annotations), &found))
        return false;
    return found || bt_fail(th, BT_EXC_ATTRIBUTE_ERROR, "__annotations__");
}

static bt_value get_type_params(struct bt_thread *th, bt_value self)
{
    bt_value v = bt_dict_get_str(th, as_type(self)->dict, BT_NAME(th, type_params));
    return bt_is_unset(v) ? th->interp->empty_tuple : v;
}

static bool set_type_params(struct bt_thread *th, bt_value self, bt_value value)
{
    return check_writable(th, as_type(self), "__type_params__", value) &&
           store(th, as_type(self), BT_NAME(th, type_params), value);
}

static bt_value get_text_signature(struct bt_thread *th, bt_value self)
{
    const struct bt_type_spec *spec = as_type(self)->spec;
    return spec && spec->new_sig ? bt_str_from(th, spec->new_sig) : BT_NONE;
}

static bt_value get_basicsize(struct bt_thread *th, bt_value self)
{
    (void)th;
    return bt_from_small((int64_t)as_type(self)->size);
}

static bt_value get_flags(struct bt_thread *th, bt_value self)
{
    (void)th;
    return bt_from_small(as_type(self)->flags);
}

// ---- __bases__ = ... ----

static bool check_new_bases(struct bt_thread *th, struct bt_type *type, bt_value value)
{
    if (!check_writable(th, type, "__bases__", value))
        return false;
    if (!bt_is_tuple(value))
        return bt_fail(th, BT_EXC_TYPE_ERROR, "can only assign tuple to %N.__bases__, not %T", type,
                       value);
    struct bt_tuple *tuple = bt_as_tuple(value);
    if (!tuple->len)
        return bt_fail(th, BT_EXC_TYPE_ERROR,
                       "can only assign non-empty tuple to %N.__bases__, not ()", type);
    for (size_t i = 0; i < tuple->len; i++) {
        if (!bt_is_type(tuple->items[i]))
            return bt_fail(th, BT_EXC_TYPE_ERROR, "%N.__bases__ must be tuple of classes, not '%T'",
                           type, tuple->items[i]);
        if (bt_is_subtype(as_type(tuple->items[i]), type))
            return bt_fail(th, BT_EXC_TYPE_ERROR, "a __bases__ item causes an inheritance cycle");
    }
    struct bt_type *base = as_type(tuple->items[0]);
    struct bt_type *now = type->base_type;
    if (base->size != now->size || base->instance_offset != now->instance_offset ||
        base->s.free != now->s.free || (base->flags ^ now->flags) & BT_TYPE_INSTANCE_DICT)
        return bt_fail(th, BT_EXC_TYPE_ERROR,
                       "__bases__ assignment: '%N' object layout differs from '%N'", base, now);
    return true;
}

static void forget_subclass(struct bt_type *base, struct bt_type *type)
{
    if (bt_is_unset(base->subclasses))
        return;
    struct bt_list *list = bt_as_list(base->subclasses);
    for (size_t i = 0; i < list->len; i++) {
        if (bt_obj(list->items[i]) == &type->base) {
            memmove(&list->items[i], &list->items[i + 1],
                    (list->len - i - 1) * sizeof list->items[0]);
            list->len--;
            return;
        }
    }
}

// Renew the mro of a type and of all that derive from it. [py: a metaclass's mro()]
static bool renew_mro(struct bt_thread *th, struct bt_type *type)
{
    if (!bt_class_set_mro(th, type))
        return false;
    if (bt_is_unset(type->subclasses))
        return true;
    for (size_t i = 0; i < bt_as_list(type->subclasses)->len; i++) {
        if (!renew_mro(th, as_type(bt_as_list(type->subclasses)->items[i])))
            return false;
    }
    return true;
}

static bool set_bases(struct bt_thread *th, bt_value self, bt_value value)
{
    struct bt_type *type = as_type(self);
    if (!check_new_bases(th, type, value))
        return false;
    BT_ROOTS(th, r, 1);
    r[0] = type->bases;
    struct bt_tuple *old = bt_as_tuple(r[0]), *bases = bt_as_tuple(value);
    struct bt_type *old_base = type->base_type;
    type->bases = value;
    type->base_type = as_type(bases->items[0]);
    bool ok = renew_mro(th, type);
    if (!ok) {
        type->bases = r[0];
        type->base_type = old_base;
    }
    for (size_t i = 0; ok && i < old->len; i++)
        forget_subclass(as_type(old->items[i]), type);
    for (size_t i = 0; ok && i < bases->len; i++)
        ok = bt_type_add_subclass(th, as_type(bases->items[i]), type);
    bt_type_changed(th, type, BT_UNSET);
    BT_UNROOT(th, r);
    return ok;
}

// ---- methods ----

static bt_value type_mro(struct bt_thread *th, const bt_value *args)
{
    bt_value mro = bt_type_c3(th, as_type(args[0]), as_type(args[0])->bases);
    return bt_is_error(mro) ? BT_ERROR
                            : bt_list_new(th, bt_as_tuple(mro)->items, bt_as_tuple(mro)->len);
}

static bt_value type_subclasses(struct bt_thread *th, const bt_value *args)
{
    bt_value list = as_type(args[0])->subclasses;
    if (bt_is_unset(list))
        return bt_list_new(th, NULL, 0);
    return bt_list_new(th, bt_as_list(list)->items, bt_as_list(list)->len);
}

static bt_value type_prepare(struct bt_thread *th, const struct bt_args *args)
{
    (void)args;
    return bt_dict_new(th);
}

// isinstance without asking the metaclass: the type, or what __class__ says.
static bt_value type_instancecheck(struct bt_thread *th, const bt_value *args)
{
    struct bt_type *type = as_type(args[0]);
    if (bt_is_subtype(bt_type_of(th, args[1]), type))
        return BT_TRUE;
    bt_value cls = bt_getattr_opt(th, args[1], BT_NAME(th, class));
    if (bt_is_error(cls))
        return BT_ERROR;
    return bt_bool(bt_is_type(cls) && bt_is_subtype(as_type(cls), type));
}

static bt_value type_subclasscheck(struct bt_thread *th, const bt_value *args)
{
    if (!bt_is_type(args[1]))
        return bt_type_error(th, "issubclass() arg 1 must be a class");
    return bt_bool(bt_is_subtype(as_type(args[1]), as_type(args[0])));
}

// The names of the class and of all its bases.
static bt_value type_dir(struct bt_thread *th, const bt_value *args)
{
    BT_ROOTS(th, r, 2);
    bt_value result = BT_ERROR;
    r[0] = bt_dict_new(th);
    r[1] = as_type(args[0])->mro;
    if (bt_is_error(r[0]))
        goto done;
    for (size_t i = bt_as_tuple(r[1])->len; i-- > 0;) {
        if (!bt_dict_update(th, bt_as_dict(r[0]),
                            bt_from_obj(as_type(bt_as_tuple(r[1])->items[i])->dict)))
            goto done;
    }
    result = bt_to_list(th, r[0]);
done:
    BT_UNROOT(th, r);
    return result;
}

static bt_value type_sizeof(struct bt_thread *th, const bt_value *args)
{
    (void)th;
    (void)args;
    return bt_from_small((int64_t)sizeof(struct bt_type));
}

static void type_trace(struct bt_tracer *tracer, struct bt_object *object)
{
    struct bt_type *type = (struct bt_type *)object;
    bt_mark(tracer, type->name_str);
    bt_mark(tracer, type->qualname);
    bt_mark(tracer, type->module);
    bt_mark(tracer, type->doc);
    bt_mark(tracer, type->bases);
    bt_mark(tracer, type->mro);
    bt_mark(tracer, type->slot_names);
    bt_mark_object(tracer, (struct bt_object *)type->base_type);
    bt_mark_object(tracer, (struct bt_object *)type->dict);
    bt_mark_weak_list(tracer, type->subclasses);
}

static const struct bt_fn_spec methods[] = {
    {"mro", type_mro, "(self, /)", "The linearisation of the bases, computed anew.", NULL, 0},
    {"__subclasses__", type_subclasses, "(self, /)", "The direct subclasses that are alive.", NULL,
     0},
    {"__prepare__", NULL, "(cls, name, bases, /, **kwds)", "The namespace for the body of a class.",
     type_prepare, BT_FN_CLASS | BT_FN_RAW},
    {"__instancecheck__", type_instancecheck, "(self, instance, /)", "isinstance(instance, self)",
     NULL, 0},
    {"__subclasscheck__", type_subclasscheck, "(self, subclass, /)", "issubclass(subclass, self)",
     NULL, 0},
    {"__dir__", type_dir, "(self, /)", "The names of the class's attributes.", NULL, 0},
    {"__sizeof__", type_sizeof, "(self, /)", "Size of the type object in bytes.", NULL, 0},
    {0},
};

static const struct bt_getset_spec getsets[] = {
    {"__name__", get_name, set_name, NULL},
    {"__qualname__", get_qualname, set_qualname, NULL},
    {"__bases__", get_bases, set_bases, NULL},
    {"__base__", get_base, NULL, NULL},
    {"__mro__", get_mro, NULL, NULL},
    {"__module__", get_module, set_module, NULL},
    {"__abstractmethods__", get_abstract, set_abstract, NULL},
    {"__dict__", get_dict, NULL, NULL},
    {"__doc__", get_doc, set_doc, NULL},
    {"__annotations__", get_annotations, set_annotations, NULL},
    {"__type_params__", get_type_params, set_type_params, NULL},
    {"__text_signature__", get_text_signature, NULL, NULL},
    {"__basicsize__", get_basicsize, NULL, NULL},
    {"__flags__", get_flags, NULL, NULL},
    {0},
};

const struct bt_type_spec bt_type_spec_type = {
    .name = "type",
    .doc = "type(object) -> the object's type\ntype(name, bases, dict, **kwds) -> a new type",
    .flags = BT_TYPE_BASE,
    .size = sizeof(struct bt_type),
    .slots =
        {
            .repr = type_repr,
            .call = type_call,
            .binary[BT_OP_OR] = bt_union_or,
            .getattr = type_getattr,
            .setattr = type_setattr,
            .new_ = type_new,
            .init = type_init,
            .trace = type_trace,
        },
    .methods = methods,
    .getsets = getsets,
};
