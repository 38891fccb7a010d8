/*
 * The descriptors through which Python code sees what C code defines on a type: computed attributes
 * (getset), members of __slots__, and the dunders behind slots (slot wrapper, and method wrapper
 * when bound to an object).
 *
 * Method descriptors (list.append) and native functions are in native.c.
 */
#include <stdio.h>

#include "base/hash.h"
#include "runtime/objects/error.h"
#include "runtime/objects/exception.h"
#include "runtime/objects/heap.h"
#include "runtime/objects/protocol.h"
#include "runtime/objects/slots.h"
#include "runtime/objects/str.h"
#include "runtime/objects/type.h"

// "descriptor 'x' for 'C' objects doesn't apply to a 'D' object" unless obj is one of type's.
static bool check_object(struct bt_thread *th, struct bt_type *type, bt_value name, bt_value obj)
{
    if (bt_is_subtype(bt_type_of(th, obj), type))
        return true;
    return bt_fail(th, BT_EXC_TYPE_ERROR,
                   "descriptor '%S' for '%N' objects doesn't apply to a '%T' object", name, type,
                   obj);
}

// "list.append": the qualified name of a descriptor.
static bt_value qualname(struct bt_thread *th, struct bt_type *type, const char *name)
{
    return bt_str_format(th, "%S.%s", type->qualname, name);
}

// ---- getset ----

static struct bt_getset *as_getset(bt_value v)
{
    return (struct bt_getset *)bt_obj(v);
}

static bool getset_check(struct bt_thread *th, struct bt_getset *g, bt_value obj)
{
    if (bt_is_subtype(bt_type_of(th, obj), g->type))
        return true;
    return bt_fail(th, BT_EXC_TYPE_ERROR,
                   "descriptor '%s' for '%N' objects doesn't apply to a '%T' object", g->spec->name,
                   g->type, obj);
}

static bt_value getset_get(struct bt_thread *th, bt_value self, bt_value obj, bt_value type)
{
    (void)type;
    struct bt_getset *g = as_getset(self);
    if (bt_is_unset(obj))
        return self;
    return getset_check(th, g, obj) ? g->spec->get(th, obj) : BT_ERROR;
}

static bool getset_set(struct bt_thread *th, bt_value self, bt_value obj, bt_value value)
{
    struct bt_getset *g = as_getset(self);
    if (!getset_check(th, g, obj))
        return false;
    if (!g->spec->set)
        return bt_fail(th, BT_EXC_ATTRIBUTE_ERROR, "attribute '%s' of '%N' objects is not writable",
                       g->spec->name, g->type);
    return g->spec->set(th, obj, value);
}

static bt_value getset_repr(struct bt_thread *th, bt_value self)
{
    struct bt_getset *g = as_getset(self);
    return bt_str_format(th, "<attribute '%s' of '%N' objects>", g->spec->name, g->type);
}

static void getset_trace(struct bt_tracer *tracer, struct bt_object *o)
{
    bt_mark_object(tracer, &((struct bt_getset *)o)->type->base);
}

static bt_value getset_name(struct bt_thread *th, bt_value self)
{
    return bt_str_from(th, as_getset(self)->spec->name);
}

static bt_value getset_qualname(struct bt_thread *th, bt_value self)
{
    return qualname(th, as_getset(self)->type, as_getset(self)->spec->name);
}

static bt_value getset_doc(struct bt_thread *th, bt_value self)
{
    const char *doc = as_getset(self)->spec->doc;
    return doc ? bt_str_from(th, doc) : BT_NONE;
}

static bt_value getset_objclass(struct bt_thread *th, bt_value self)
{
    (void)th;
    return bt_from_obj(as_getset(self)->type);
}

static const struct bt_getset_spec getset_getsets[] = {
    {"__name__", getset_name, NULL, NULL},
    {"__qualname__", getset_qualname, NULL, NULL},
    {"__doc__", getset_doc, NULL, NULL},
    {"__objclass__", getset_objclass, NULL, NULL},
    {0},
};

const struct bt_type_spec bt_getset_descr_spec = {
    .name = "getset_descriptor",
    .size = sizeof(struct bt_getset),
    .slots =
        {
            .repr = getset_repr,
            .descr_get = getset_get,
            .descr_set = getset_set,
            .trace = getset_trace,
        },
    .getsets = getset_getsets,
};

// ---- members of __slots__ ----

static struct bt_member *as_member(bt_value v)
{
    return (struct bt_member *)bt_obj(v);
}

static bt_value *member_place(struct bt_member *m, bt_value obj)
{
    return (bt_value *)(void *)((char *)bt_obj(obj) + m->offset);
}

static bt_value member_get(struct bt_thread *th, bt_value self, bt_value obj, bt_value type)
{
    (void)type;
    struct bt_member *m = as_member(self);
    if (bt_is_unset(obj))
        return self;
    if (!check_object(th, m->type, m->name, obj))
        return BT_ERROR;
    bt_value v = *member_place(m, obj);
    return bt_is_error(v) ? bt_raise_attribute(th, obj, m->name) : v;
}

static bool member_set(struct bt_thread *th, bt_value self, bt_value obj, bt_value value)
{
    struct bt_member *m = as_member(self);
    if (!check_object(th, m->type, m->name, obj))
        return false;
    bt_value *place = member_place(m, obj);
    if (bt_is_unset(value) && bt_is_error(*place)) {
        (void)bt_raise(th, BT_EXC_ATTRIBUTE_ERROR, "%S", m->name);
        return false;
    }
    *place = bt_is_unset(value) ? BT_ERROR : value; // as a new instance has it: all zeros
    return true;
}

static bt_value member_repr(struct bt_thread *th, bt_value self)
{
    return bt_str_format(th, "<member '%S' of '%N' objects>", as_member(self)->name,
                         as_member(self)->type);
}

static void member_trace(struct bt_tracer *tracer, struct bt_object *o)
{
    struct bt_member *m = (struct bt_member *)o;
    bt_mark(tracer, m->name);
    bt_mark_object(tracer, &m->type->base);
}

static bt_value member_name(struct bt_thread *th, bt_value self)
{
    (void)th;
    return as_member(self)->name;
}

static bt_value member_qualname(struct bt_thread *th, bt_value self)
{
    return qualname(th, as_member(self)->type, bt_as_str(as_member(self)->name)->data);
}

static bt_value member_objclass(struct bt_thread *th, bt_value self)
{
    (void)th;
    return bt_from_obj(as_member(self)->type);
}

static const struct bt_getset_spec member_getsets[] = {
    {"__name__", member_name, NULL, NULL},
    {"__qualname__", member_qualname, NULL, NULL},
    {"__objclass__", member_objclass, NULL, NULL},
    {0},
};

const struct bt_type_spec bt_member_descr_spec = {
    .name = "member_descriptor",
    .size = sizeof(struct bt_member),
    .slots =
        {
            .repr = member_repr,
            .descr_get = member_get,
            .descr_set = member_set,
            .trace = member_trace,
        },
    .getsets = member_getsets,
};

// ---- slot wrappers ----

static struct bt_slot_wrapper *as_wrapper(bt_value v)
{
    return (struct bt_slot_wrapper *)bt_obj(v);
}

static bt_value run_wrapper(struct bt_thread *th, struct bt_slot_wrapper *w, bt_value self,
                            const struct bt_args *args)
{
    bt_slot_wrap_fn wrap = bt_slot_wraps[w->row - bt_slot_rows];
    return wrap(th, w->row, bt_slot_get(&w->type->s, w->row->offset), self, args);
}

static bt_value wrapper_call(struct bt_thread *th, bt_value self, const struct bt_args *args)
{
    struct bt_slot_wrapper *w = as_wrapper(self);
    if (!args->npos)
        return bt_type_error(th, "descriptor '%s' of '%N' object needs an argument", w->row->text,
                             w->type);
    if (!bt_is_subtype(bt_type_of(th, args->v[0]), w->type))
        return bt_type_error(th, "descriptor '%s' requires a '%N' object but received a '%T'",
                             w->row->text, w->type, args->v[0]);
    struct bt_args rest = {args->v + 1, args->npos - 1, args->kwnames};
    return run_wrapper(th, w, args->v[0], &rest);
}

static bt_value wrapper_get(struct bt_thread *th, bt_value self, bt_value obj, bt_value type)
{
    (void)type;
    struct bt_slot_wrapper *w = as_wrapper(self);
    if (bt_is_unset(obj))
        return self;
    if (!bt_is_subtype(bt_type_of(th, obj), w->type))
        return bt_type_error(th, "descriptor '%s' for '%N' objects doesn't apply to a '%T' object",
                             w->row->text, w->type, obj);
    struct bt_method_wrapper *bound =
        bt_new_object(th, bt_type(th, BT_T_METHOD_WRAPPER), sizeof *bound);
    if (!bound)
        return BT_ERROR;
    bound->wrapper = w;
    bound->self = obj;
    return bt_from_obj(bound);
}

static bt_value wrapper_repr(struct bt_thread *th, bt_value self)
{
    return bt_str_format(th, "<slot wrapper '%s' of '%N' objects>", as_wrapper(self)->row->text,
                         as_wrapper(self)->type);
}

static void wrapper_trace(struct bt_tracer *tracer, struct bt_object *o)
{
    bt_mark_object(tracer, &((struct bt_slot_wrapper *)o)->type->base);
}

static bt_value wrapper_name(struct bt_thread *th, bt_value self)
{
    return bt_str_from(th, as_wrapper(self)->row->text);
}

static bt_value wrapper_qualname(struct bt_thread *th, bt_value self)
{
    return qualname(th, as_wrapper(self)->type, as_wrapper(self)->row->text);
}

static bt_value wrapper_doc(struct bt_thread *th, bt_value self)
{
    return bt_str_from(th, as_wrapper(self)->row->doc);
}

static bt_value wrapper_objclass(struct bt_thread *th, bt_value self)
{
    (void)th;
    return bt_from_obj(as_wrapper(self)->type);
}

static const struct bt_getset_spec wrapper_getsets[] = {
    {"__name__", wrapper_name, NULL, NULL},
    {"__qualname__", wrapper_qualname, NULL, NULL},
    {"__doc__", wrapper_doc, NULL, NULL},
    {"__objclass__", wrapper_objclass, NULL, NULL},
    {0},
};

const struct bt_type_spec bt_slot_wrapper_spec = {
    .name = "wrapper_descriptor",
    .size = sizeof(struct bt_slot_wrapper),
    .slots =
        {
            .repr = wrapper_repr,
            .call = wrapper_call,
            .descr_get = wrapper_get,
            .trace = wrapper_trace,
        },
    .getsets = wrapper_getsets,
};

// ---- method wrappers ----

static struct bt_method_wrapper *as_bound(bt_value v)
{
    return (struct bt_method_wrapper *)bt_obj(v);
}

static bt_value bound_call(struct bt_thread *th, bt_value self, const struct bt_args *args)
{
    return run_wrapper(th, as_bound(self)->wrapper, as_bound(self)->self, args);
}

static bt_value bound_repr(struct bt_thread *th, bt_value self)
{
    struct bt_method_wrapper *b = as_bound(self);
    unsigned long long serial = bt_is_obj(b->self) ? bt_serial(th, bt_obj(b->self)) : 0;
    if (bt_is_obj(b->self) && !serial)
        return BT_ERROR;
    char hex[24];
    (void)snprintf(hex, sizeof hex, "0x%012llx", serial);
    return bt_str_format(th, "<method-wrapper '%s' of %T object at %s>", b->wrapper->row->text,
                         b->self, hex);
}

static bt_value bound_compare(struct bt_thread *th, bt_value a, bt_value b, enum bt_cmpop op)
{
    if ((op != BT_EQ && op != BT_NE) || !bt_is_exact(th, b, BT_T_METHOD_WRAPPER))
        return BT_NOT_IMPLEMENTED;
    bool same = as_bound(a)->wrapper == as_bound(b)->wrapper &&
                bt_same(as_bound(a)->self, as_bound(b)->self);
    return bt_bool(same == (op == BT_EQ));
}

static bool bound_hash(struct bt_thread *th, bt_value self, int64_t *out)
{
    struct bt_method_wrapper *b = as_bound(self);
    uint64_t serial = b->self.bits;
    if (bt_is_obj(b->self) && !(serial = bt_serial(th, bt_obj(b->self))))
        return false;
    *out = (int64_t)(bt_hash_u64(serial ^ (uint64_t)(b->wrapper->row - bt_slot_rows) << 48) >> 3);
    return true;
}

static void bound_trace(struct bt_tracer *tracer, struct bt_object *o)
{
    struct bt_method_wrapper *b = (struct bt_method_wrapper *)o;
    bt_mark_object(tracer, &b->wrapper->base);
    bt_mark(tracer, b->self);
}

static bt_value bound_name(struct bt_thread *th, bt_value self)
{
    return bt_str_from(th, as_bound(self)->wrapper->row->text);
}

static bt_value bound_qualname(struct bt_thread *th, bt_value self)
{
    return qualname(th, as_bound(self)->wrapper->type, as_bound(self)->wrapper->row->text);
}

static bt_value bound_doc(struct bt_thread *th, bt_value self)
{
    return bt_str_from(th, as_bound(self)->wrapper->row->doc);
}

static bt_value bound_self(struct bt_thread *th, bt_value self)
{
    (void)th;
    return as_bound(self)->self;
}

static bt_value bound_objclass(struct bt_thread *th, bt_value self)
{
    (void)th;
    return bt_from_obj(as_bound(self)->wrapper->type);
}

static const struct bt_getset_spec bound_getsets[] = {
    {"__name__", bound_name, NULL, NULL},         {"__qualname__", bound_qualname, NULL, NULL},
    {"__doc__", bound_doc, NULL, NULL},           {"__self__", bound_self, NULL, NULL},
    {"__objclass__", bound_objclass, NULL, NULL}, {0},
};

const struct bt_type_spec bt_method_wrapper_spec = {
    .name = "method-wrapper",
    .size = sizeof(struct bt_method_wrapper),
    .slots =
        {
            .repr = bound_repr,
            .hash = bound_hash,
            .compare = bound_compare,
            .call = bound_call,
            .trace = bound_trace,
        },
    .getsets = bound_getsets,
};
