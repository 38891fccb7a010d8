/*
 * Weak references. The collector clears them (gc.c); here is what Python sees of them.
 */
#include "runtime/objects/weakref.h"

#include "base/buf.h"
#include "runtime/objects/error.h"
#include "runtime/objects/heap.h"
#include "runtime/objects/protocol.h"
#include "runtime/objects/shape.h"
#include "runtime/objects/str.h"
#include "runtime/objects/type.h"

static struct bt_weakref *as_ref(bt_value v)
{
    return (struct bt_weakref *)bt_obj(v);
}

// Instances of classes that have __weakref__, and the native types that CPython allows it for;
// those that a module brings (files, deque, locks, partial ...) all do.
static bool may_be_referenced(struct bt_thread *th, bt_value v)
{
    static const uint16_t native[] = {BT_T_TYPE,      BT_T_FUNCTION, BT_T_METHOD,    BT_T_NATIVE,
                                      BT_T_CODE,      BT_T_SET,      BT_T_FROZENSET, BT_T_MODULE,
                                      BT_T_GENERATOR, BT_T_NAMESPACE};
    if (!bt_is_obj(v))
        return false;
    struct bt_type *type = bt_obj(v)->type;
    for (size_t i = 0; i < sizeof native / sizeof native[0]; i++) {
        if (bt_is_subtype(type, bt_type(th, native[i])))
            return true;
    }
    if (type->spec && type->spec->module)
        return true;
    return (type->flags & BT_TYPE_HEAP) != 0 &&
           !bt_is_unset(bt_type_find(th, type, BT_NAME(th, weakref)));
}

bt_value bt_weakref_new(struct bt_thread *th, struct bt_type *type, bt_value object,
                        bt_value callback)
{
    if (!may_be_referenced(th, object))
        return bt_type_error(th, "cannot create weak reference to '%T' object", object);
    struct bt_type *plain = bt_type(th, BT_T_WEAKREF);
    if (type == plain && bt_is_none(callback)) {
        for (struct bt_weakref *at = bt_heap_weakrefs(th->interp->heap, bt_obj(object)); at != NULL;
             at = at->next) {
            if (at->base.type == plain && bt_is_none(at->callback))
                return bt_from_obj(at);
        }
    }
    struct bt_weakref *ref = bt_instance_new(th, type);
    if (ref == NULL)
        return BT_ERROR;
    ref->object = object;
    ref->callback = callback;
    if (!bt_heap_add_weakref(th, bt_obj(object), &ref->base))
        return BT_ERROR;
    return bt_from_obj(ref);
}

static void ref_trace(struct bt_tracer *tracer, struct bt_object *object)
{
    bt_mark(tracer, ((struct bt_weakref *)object)->callback);
}

static bt_value ref_call(struct bt_thread *th, bt_value self, const struct bt_args *args)
{
    if (!bt_check_positional(th, "weakref", args, 0, 0))
        return BT_ERROR;
    bt_value object = as_ref(self)->object;
    return bt_is_unset(object) ? BT_NONE : object;
}

static bt_value ref_repr(struct bt_thread *th, bt_value self)
{
    bt_value object = as_ref(self)->object;
    struct bt_buf buf;
    bt_buf_init(&buf);
    bt_buf_puts(&buf, "<weakref at ");
    bool ok = bt_buf_address(th, &buf, bt_obj(self));
    if (bt_is_unset(object)) {
        bt_buf_puts(&buf, "; dead>");
    } else {
        bt_buf_printf(&buf, "; to '%s' at ", bt_type_of(th, object)->name);
        ok = ok && bt_buf_address(th, &buf, bt_obj(object));
        bt_buf_putc(&buf, '>');
    }
    if (!ok) {
        bt_buf_free(&buf);
        return BT_ERROR;
    }
    return bt_str_from_buf(th, &buf);
}

static bool ref_hash(struct bt_thread *th, bt_value self, int64_t *out)
{
    struct bt_weakref *ref = as_ref(self);
    if (!ref->has_hash) {
        if (bt_is_unset(ref->object))
            return bt_fail(th, BT_EXC_TYPE_ERROR, "weak object has gone away");
        if (!bt_hash(th, ref->object, &ref->hash))
            return false;
        ref->has_hash = true;
    }
    *out = ref->hash;
    return true;
}

// While both objects live they are compared, afterwards the references themselves.
static bt_value ref_compare(struct bt_thread *th, bt_value a, bt_value b, enum bt_cmpop op)
{
    if ((op != BT_EQ && op != BT_NE) || !bt_is_a(th, a, BT_T_WEAKREF) ||
        !bt_is_a(th, b, BT_T_WEAKREF))
        return BT_NOT_IMPLEMENTED;
    BT_ROOTS(th, r, 2);
    r[0] = as_ref(a)->object;
    r[1] = as_ref(b)->object;
    bt_value result = bt_is_unset(r[0]) || bt_is_unset(r[1])
                          ? bt_bool(bt_same(a, b) == (op == BT_EQ))
                          : bt_compare(th, r[0], r[1], op);
    BT_UNROOT(th, r);
    return result;
}

static bt_value ref_get_callback(struct bt_thread *th, bt_value self)
{
    (void)th;
    return as_ref(self)->callback;
}

static bt_value ref_new(struct bt_thread *th, struct bt_type *type, const struct bt_args *args)
{
    bt_value v[2];
    if (!bt_bind(th, "(object, callback=None, /)", "ReferenceType", args, v))
        return BT_ERROR;
    return bt_weakref_new(th, type, v[0], v[1]);
}

static bool ref_init(struct bt_thread *th, bt_value self, const struct bt_args *args)
{
    (void)th; // ref_new has looked at the arguments; a subclass's may be its own
    (void)self;
    (void)args;
    return true;
}

static const struct bt_getset_spec ref_getsets[] = {
    {"__callback__", ref_get_callback, NULL, NULL},
    {0},
};

const struct bt_type_spec bt_weakref_spec = {
    .name = "ReferenceType",
    .module = "weakref",
    .doc = "A reference that does not keep its object alive.",
    .flags = BT_TYPE_BASE,
    .size = sizeof(struct bt_weakref),
    .getsets = ref_getsets,
    .new_sig = "(object, callback=None, /)",
    .slots =
        {
            .repr = ref_repr,
            .hash = ref_hash,
            .compare = ref_compare,
            .call = ref_call,
            .new_ = ref_new,
            .init = ref_init,
            .trace = ref_trace,
        },
};
