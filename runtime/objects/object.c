/*
 * `object`: what every value can do. Its slots are what a type has that defines nothing: identity
 * for equality and hash, "<C object at 0x...>" as repr, attributes by bt_generic_getattr.
 *
 * Also the `__dict__` and `__weakref__` attributes that classes give their instances.
 */
#include "base/buf.h"
#include "base/hash.h"
#include "runtime/objects/dict.h"
#include "runtime/objects/error.h"
#include "runtime/objects/exception.h"
#include "runtime/objects/heap.h"
#include "runtime/objects/object_attrs.h"
#include "runtime/objects/protocol.h"
#include "runtime/objects/seq.h"
#include "runtime/objects/shape.h"
#include "runtime/objects/str.h"
#include "runtime/objects/type.h"
#include "runtime/objects/weakref.h"

// ---- slots ----

static bt_value object_repr(struct bt_thread *th, bt_value self)
{
    struct bt_type *type = bt_type_of(th, self);
    unsigned long long serial = bt_is_obj(self) ? bt_serial(th, bt_obj(self)) : 0;
    if (bt_is_obj(self) && !serial)
        return BT_ERROR;
    bt_value module = bt_type_module(th, type);
    struct bt_buf buf;
    bt_buf_init(&buf);
    bt_buf_putc(&buf, '<');
    if (!bt_is_unset(module) && bt_is_str(module) && !bt_str_is(module, "builtins"))
        bt_buf_printf(&buf, "%.*s.", (int)bt_as_str(module)->len, bt_as_str(module)->data);
    bt_buf_printf(&buf, "%s object at 0x%012llx>", bt_as_str(type->qualname)->data, serial);
    return bt_str_from_buf(th, &buf);
}

static bt_value object_str(struct bt_thread *th, bt_value self)
{
    return bt_type_of(th, self)->s.repr(th, self);
}

static bt_value object_format(struct bt_thread *th, bt_value self, bt_value spec)
{
    if (bt_as_str(spec)->len)
        return bt_type_error(th, "unsupported format string passed to %T.__format__", self);
    return bt_str_of(th, self);
}

static bool object_hash(struct bt_thread *th, bt_value self, int64_t *out)
{
    uint64_t serial = self.bits;
    if (bt_is_obj(self)) {
        serial = bt_serial(th, bt_obj(self));
        if (!serial)
            return false;
    }
    *out = (int64_t)(bt_hash_u64(serial) >> 3);
    return true;
}

static bt_value object_compare(struct bt_thread *th, bt_value a, bt_value b, enum bt_cmpop op)
{
    if (op == BT_EQ)
        return bt_same(a, b) ? BT_TRUE : BT_NOT_IMPLEMENTED;
    struct bt_type *type = bt_type_of(th, a);
    if (op != BT_NE || !type->s.compare)
        return BT_NOT_IMPLEMENTED;
    // != is the opposite of the type's own ==
    bt_value equal = type->s.compare(th, a, b, BT_EQ);
    if (bt_is_error(equal) || bt_same(equal, BT_NOT_IMPLEMENTED))
        return equal;
    bool truth;
    return bt_truth(th, equal, &truth) ? bt_bool(!truth) : BT_ERROR;
}

// ---- construction ----

static bool has_args(const struct bt_args *args)
{
    return args->npos > 0 || (!bt_is_unset(args->kwnames) && bt_as_tuple(args->kwnames)->len > 0);
}

// TypeError with the methods that are still missing, in order of their names.
static bt_value refuse_abstract(struct bt_thread *th, struct bt_type *type)
{
    BT_ROOTS(th, r, 2);
    struct bt_buf buf;
    bt_buf_init(&buf);
    r[0] = bt_getattr(th, bt_from_obj(type), BT_NAME(th, abstractmethods));
    if (bt_is_error(r[0]))
        goto done;
    r[1] = bt_to_list(th, r[0]);
    if (bt_is_error(r[1]) || !bt_list_sort(th, r[1], BT_NONE, false))
        goto done;
    struct bt_list *names = bt_as_list(r[1]);
    for (size_t i = 0; i < names->len; i++) {
        bt_buf_puts(&buf, i ? "', '" : "");
        if (!bt_buf_str(th, &buf, names->items[i]))
            goto done;
    }
    (void)bt_type_error(
        th,
        "Can't instantiate abstract class %N without an implementation for abstract method%s '%s'",
        type, names->len == 1 ? "" : "s", buf.data ? buf.data : "");
done:
    bt_buf_free(&buf);
    BT_UNROOT(th, r);
    return BT_ERROR;
}

static bool object_init(struct bt_thread *th, bt_value self, const struct bt_args *args);

static bt_value object_new(struct bt_thread *th, struct bt_type *type, const struct bt_args *args)
{
    if (has_args(args)) {
        if (type->s.new_ != object_new)
            return bt_type_error(
                th, "object.__new__() takes exactly one argument (the type to instantiate)");
        if (type->s.init == object_init)
            return bt_type_error(th, "%N() takes no arguments", type);
    }
    if (type->flags & BT_TYPE_HAS_ABSTRACT)
        return refuse_abstract(th, type);
    return bt_from_obj(bt_instance_new(th, type));
}

static bool object_init(struct bt_thread *th, bt_value self, const struct bt_args *args)
{
    struct bt_type *type = bt_type_of(th, self);
    if (!has_args(args))
        return true;
    if (type->s.init != object_init)
        return bt_fail(th, BT_EXC_TYPE_ERROR,
                       "object.__init__() takes exactly one argument (the instance to initialize)");
    if (type->s.new_ == object_new)
        return bt_fail(th, BT_EXC_TYPE_ERROR,
                       "%N.__init__() takes exactly one argument (the instance to initialize)",
                       type);
    return true;
}

// ---- attributes ----

static bt_value get_class(struct bt_thread *th, bt_value self)
{
    return bt_from_obj(bt_type_of(th, self));
}

static bool set_class(struct bt_thread *th, bt_value self, bt_value value)
{
    if (bt_is_unset(value))
        return bt_fail(th, BT_EXC_TYPE_ERROR, "can't delete __class__ attribute");
    if (!bt_is_type(value))
        return bt_fail(th, BT_EXC_TYPE_ERROR, "__class__ must be set to a class, not '%T' object",
                       value);
    struct bt_type *from = bt_type_of(th, self), *to = (struct bt_type *)bt_obj(value);
    struct bt_type *module = bt_type(th, BT_T_MODULE);
    bool modules = bt_is_subtype(from, module) && bt_is_subtype(to, module);
    if (!modules && (!(from->flags & BT_TYPE_HEAP) || !(to->flags & BT_TYPE_HEAP)))
        return bt_fail(
            th, BT_EXC_TYPE_ERROR,
            "__class__ assignment only supported for mutable types or ModuleType subclasses");
    if (from == to)
        return true;
    if (!bt_type_same_layout(from, to) &&
        !(modules && from->size == to->size && !to->instance_offset))
        return bt_fail(th, BT_EXC_TYPE_ERROR,
                       "__class__ assignment: '%N' object layout differs from '%N'", to, from);
    // a shape belongs to a type: the attributes go over to a dict
    if (from->flags & BT_TYPE_SHAPED && bt_is_error(bt_instance_dict(th, bt_obj(self))))
        return false;
    bt_obj(self)->type = to;
    if (to->s.del && !from->s.del)
        return bt_heap_add_finalizer(th, bt_obj(self));
    return true;
}

static bt_value get_dict(struct bt_thread *th, bt_value self)
{
    if (!bt_is_obj(self) || !bt_obj(self)->type->instance_offset)
        return bt_raise_attribute(th, self, BT_NAME(th, dict));
    return bt_instance_dict(th, bt_obj(self));
}

static bool set_dict(struct bt_thread *th, bt_value self, bt_value value)
{
    if (bt_is_unset(value))
        return bt_fail(th, BT_EXC_TYPE_ERROR, "cannot delete __dict__");
    if (!bt_is_dict(value))
        return bt_fail(th, BT_EXC_TYPE_ERROR, "__dict__ must be set to a dictionary, not a '%T'",
                       value);
    struct bt_object *o = bt_obj(self);
    if (bt_is_error(bt_instance_dict(th, o))) // over to a dict of its own, which is then replaced
        return false;
    bt_instance_part(o)->dict = bt_as_dict(value);
    return true;
}

const struct bt_getset_spec bt_dict_getset = {"__dict__", get_dict, set_dict,
                                              "the attributes of the instance"};

static bt_value get_weakref(struct bt_thread *th, bt_value self)
{
    struct bt_weakref *ref =
        bt_is_obj(self) ? bt_heap_weakrefs(th->interp->heap, bt_obj(self)) : NULL;
    return ref ? bt_from_obj(ref) : BT_NONE;
}

const struct bt_getset_spec bt_weakref_getset = {"__weakref__", get_weakref, NULL,
                                                 "weak references to the instance"};

// ---- methods ----

// What __dict__ holds, to a dict of names; nothing if there is none or it is no dict.
static bool add_own_names(struct bt_thread *th, bt_value names, bt_value self)
{
    bt_value dict = bt_getattr_opt(th, self, BT_NAME(th, dict));
    if (bt_is_error(dict))
        return false;
    return !bt_is_dict(dict) || bt_dict_update(th, bt_as_dict(names), dict);
}

static bt_value object_dir(struct bt_thread *th, const bt_value *args)
{
    BT_ROOTS(th, r, 2);
    bt_value result = BT_ERROR;
    r[0] = bt_dict_new(th);
    if (bt_is_error(r[0]) || !add_own_names(th, r[0], args[0]))
        goto done;
    r[1] = bt_type_of(th, args[0])->mro;
    for (size_t i = 0; i < bt_as_tuple(r[1])->len; i++) {
        struct bt_type *type = (struct bt_type *)bt_obj(bt_as_tuple(r[1])->items[i]);
        if (!bt_dict_update(th, bt_as_dict(r[0]), bt_from_obj(type->dict)))
            goto done;
    }
    result = bt_to_list(th, r[0]);
done:
    BT_UNROOT(th, r);
    return result;
}

static bt_value object_sizeof(struct bt_thread *th, const bt_value *args)
{
    struct bt_type *type = bt_type_of(th, args[0]);
    return bt_from_small((int64_t)(type->size ? type->size : sizeof(struct bt_object)));
}

static bt_value object_init_subclass(struct bt_thread *th, const struct bt_args *args)
{
    if (args->npos > 1)
        return bt_type_error(th, "%N.__init_subclass__() takes no arguments (%zu given)",
                             (struct bt_type *)bt_obj(args->v[0]), args->npos - 1);
    if (!bt_is_unset(args->kwnames) && bt_as_tuple(args->kwnames)->len)
        return bt_type_error(th, "%N.__init_subclass__() takes no keyword arguments",
                             (struct bt_type *)bt_obj(args->v[0]));
    return BT_NONE;
}

static bt_value object_subclasshook(struct bt_thread *th, const bt_value *args)
{
    (void)th;
    (void)args;
    return BT_NOT_IMPLEMENTED;
}

// The members of __slots__ that are set, of the class and its bases, as a dict; None if there are
// none.
static bt_value slots_state(struct bt_thread *th, bt_value self)
{
    BT_ROOTS(th, r, 1);
    r[0] = BT_NONE;
    for (struct bt_type *t = bt_type_of(th, self); t; t = t->base_type) {
        size_t n = bt_is_unset(t->slot_names) ? 0 : bt_as_tuple(t->slot_names)->len;
        for (size_t i = 0; i < n; i++) {
            bt_value name = bt_as_tuple(t->slot_names)->items[i];
            bt_value v = bt_getattr_opt(th, self, name);
            if (bt_is_none(r[0]))
                r[0] = bt_dict_new(th);
            if (bt_is_error(v) || bt_is_error(r[0]) ||
                (!bt_is_unset(v) && !bt_dict_set(th, bt_as_dict(r[0]), name, v))) {
                BT_UNROOT(th, r);
                return BT_ERROR;
            }
        }
    }
    BT_UNROOT(th, r);
    return r[0];
}

// The state of an instance for copying: its attributes, with its slots (dict, slots) if it has any.
static bt_value object_getstate(struct bt_thread *th, const bt_value *args)
{
    bt_value state = BT_NONE;
    BT_ROOTS(th, r, 2);
    bt_value dict = bt_getattr_opt(th, args[0], BT_NAME(th, dict));
    if (!bt_is_error(dict)) {
        if (bt_is_dict(dict) && bt_dict_len(bt_as_dict(dict)))
            state = bt_dict_copy(th, bt_as_dict(dict));
        r[0] = state;
        r[1] = bt_is_error(state) ? BT_ERROR : slots_state(th, args[0]);
        state = bt_is_error(r[1])  ? BT_ERROR
                : bt_is_none(r[1]) ? r[0]
                                   : bt_tuple_of(th, 2, r[0], r[1]);
    } else {
        state = BT_ERROR;
    }
    BT_UNROOT(th, r);
    return state;
}

static const struct bt_fn_spec methods[] = {
    {"__dir__", object_dir, "(self, /)", "The names of the object's attributes.", NULL, 0},
    {"__sizeof__", object_sizeof, "(self, /)", "Size of the object in bytes.", NULL, 0},
    {"__init_subclass__", NULL, "(cls, /, **kwargs)",
     "Called when a class is derived from this one.", object_init_subclass,
     BT_FN_CLASS | BT_FN_RAW},
    {"__subclasshook__", object_subclasshook, "(cls, object, /)",
     "For abstract classes to override issubclass().", NULL, BT_FN_CLASS},
    {"__getstate__", object_getstate, "(self, /)", "The state of the object for copying.", NULL, 0},
    {0},
};

static const struct bt_getset_spec getsets[] = {
    {"__class__", get_class, set_class, "the object's class"},
    {0},
};

const struct bt_type_spec bt_object_spec = {
    .name = "object",
    .doc = "The base of all classes. object() gives an object without attributes.",
    .flags = BT_TYPE_BASE,
    .size = sizeof(struct bt_object),
    .slots =
        {
            .repr = object_repr,
            .str = object_str,
            .format = object_format,
            .hash = object_hash,
            .compare = object_compare,
            .getattr = bt_generic_getattr,
            .setattr = bt_generic_setattr,
            .new_ = object_new,
            .init = object_init,
        },
    .methods = methods,
    .getsets = getsets,
    .new_sig = "()",
};
