/*
 * threading.local. Each thread keeps a dict from the serial of a local object to that object's
 * attributes in this thread; it goes with the thread. The constructor's arguments are kept:
 * __init__ runs once in each thread that uses the object.
 */
#include "runtime/modules/thread_local.h"

#include "runtime/objects/dict.h"
#include "runtime/objects/heap.h"
#include "runtime/objects/int.h"
#include "runtime/objects/protocol.h"
#include "runtime/objects/seq.h"
#include "runtime/objects/shape.h"
#include "runtime/objects/str.h"
#include "vm/interp.h"

struct local {
    struct bt_object base;
    uint64_t serial;  // its number, 0 before it is asked for
    bt_value args;    // tuple of all argument values
    bt_value kwnames; // tuple or unset
};

// The attributes of `self` in the running thread; made, with __init__ run, at first use. NULL on
// error. [py]
static struct bt_dict *own_dict(struct bt_thread *th, bt_value self)
{
    struct bt_vthread *vt = bt_vthread(th);
    struct local *local = (struct local *)bt_obj(self);
    if (BT_LIKELY(local->serial != 0 && local->serial == vt->local_serial))
        return bt_as_dict(vt->local_dict);
    if (bt_is_unset(vt->locals)) {
        bt_value all = bt_dict_new(th);
        if (bt_is_error(all))
            return NULL;
        vt->locals = all;
    }
    bt_value key = bt_int_from_u64(th, bt_serial(th, bt_obj(self))), found;
    if (bt_is_error(key) || !bt_dict_get(th, bt_as_dict(vt->locals), key, &found))
        return NULL;
    if (!bt_is_unset(found)) {
        local->serial = bt_serial(th, &local->base);
        vt->local_serial = local->serial;
        vt->local_dict = found;
        return bt_as_dict(found);
    }
    bt_value dict = bt_dict_new(th);
    if (bt_is_error(dict) || !bt_dict_set(th, bt_as_dict(vt->locals), key, dict))
        return NULL;
    struct bt_type *type = bt_type_of(th, self);
    if (bt_is_tuple(local->args) && type->s.init &&
        type->s.init != bt_type(th, BT_T_OBJECT)->s.init) {
        size_t n = bt_as_tuple(local->args)->len,
               n_kw = bt_is_tuple(local->kwnames) ? bt_as_tuple(local->kwnames)->len : 0;
        struct bt_args args = {bt_as_tuple(local->args)->items, n - n_kw, local->kwnames};
        if (!type->s.init(th, self, &args)) {
            bool was;
            vt->local_serial = 0;
            BT_ROOTS(th, r, 1);
            r[0] = bt_exc_take(th);
            if (!bt_dict_delete(th, bt_as_dict(vt->locals), key, &was))
                bt_exc_clear(th);
            bt_exc_put(th, r[0]);
            BT_UNROOT(th, r);
            return NULL;
        }
    }
    return bt_as_dict(dict);
}

static bt_value local_getattr(struct bt_thread *th, bt_value self, bt_value name)
{
    struct bt_dict *dict = own_dict(th, self);
    if (!dict)
        return BT_ERROR;
    if (bt_str_is(name, "__dict__"))
        return bt_from_obj(dict);
    struct bt_type *type = bt_type_of(th, self);
    bt_value attr = bt_type_lookup(type, name);
    struct bt_type *attr_type = bt_is_unset(attr) ? NULL : bt_type_of(th, attr);
    if (attr_type && attr_type->s.descr_set && attr_type->s.descr_get)
        return attr_type->s.descr_get(th, attr, self, bt_from_obj(type));
    bt_value v = bt_dict_get_str(th, dict, name);
    if (!bt_is_unset(v))
        return v;
    if (attr_type)
        return attr_type->s.descr_get ? attr_type->s.descr_get(th, attr, self, bt_from_obj(type))
                                      : attr;
    return bt_raise_attribute(th, self, name);
}

static bool local_setattr(struct bt_thread *th, bt_value self, bt_value name, bt_value value)
{
    struct bt_dict *dict = own_dict(th, self);
    if (!dict)
        return false;
    if (bt_str_is(name, "__dict__"))
        return bt_fail(th, BT_EXC_ATTRIBUTE_ERROR, "'%T' object attribute '__dict__' is read-only",
                       self);
    bt_value attr = bt_type_lookup(bt_type_of(th, self), name);
    if (!bt_is_unset(attr) && bt_type_of(th, attr)->s.descr_set)
        return bt_type_of(th, attr)->s.descr_set(th, attr, self, value);
    if (!bt_is_unset(value))
        return bt_dict_set(th, dict, name, value);
    bool found;
    if (!bt_dict_delete(th, dict, name, &found))
        return false;
    if (!found)
        (void)bt_raise_attribute(th, self, name);
    return found;
}

static bt_value local_new(struct bt_thread *th, struct bt_type *type, const struct bt_args *args)
{
    bool own_init = type->s.init && type->s.init != bt_type(th, BT_T_OBJECT)->s.init;
    if (!own_init && (args->npos > 0 || !bt_is_unset(args->kwnames)))
        return bt_type_error(th, "Initialization arguments are not supported");
    size_t n = args->npos + (bt_is_tuple(args->kwnames) ? bt_as_tuple(args->kwnames)->len : 0);
    struct local *local = type->instance_offset ? bt_instance_new(th, type)
                                                : bt_new_object_zero(th, type, sizeof *local);
    if (!local)
        return BT_ERROR;
    local->serial = 0;
    local->args = local->kwnames = BT_UNSET;
    bt_value all = bt_tuple_new(th, args->v, n);
    if (bt_is_error(all))
        return all;
    local->args = all;
    local->kwnames = args->kwnames;
    // this thread's __init__ is run by the call of the class itself
    struct bt_vthread *vt = bt_vthread(th);
    if (bt_is_unset(vt->locals)) {
        bt_value locals = bt_dict_new(th);
        if (bt_is_error(locals))
            return locals;
        vt->locals = locals;
    }
    bt_value key = bt_int_from_u64(th, bt_serial(th, &local->base)), dict = bt_dict_new(th);
    if (bt_is_error(key) || bt_is_error(dict) ||
        !bt_dict_set(th, bt_as_dict(vt->locals), key, dict))
        return BT_ERROR;
    return bt_from_obj(local);
}

static void local_trace(struct bt_tracer *tracer, struct bt_object *o)
{
    bt_mark(tracer, ((struct local *)o)->args);
    bt_mark(tracer, ((struct local *)o)->kwnames);
}

const struct bt_type_spec bt_thread_local_spec = {
    .name = "_local",
    .module = "_thread",
    .doc = "An object whose attributes are each thread's own.",
    .flags = BT_TYPE_BASE,
    .size = sizeof(struct local),
    .slots = {.getattr = local_getattr,
              .setattr = local_setattr,
              .new_ = local_new,
              .trace = local_trace},
};
