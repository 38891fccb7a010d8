/*
 * Native functions and method descriptors: the types builtin_function_or_method and
 * method_descriptor, and the call of a C function by its spec. Binding is bind.c, signature texts
 * are signature.c.
 */
#include "base/buf.h"
#include "runtime/objects/dict.h"
#include "runtime/objects/error.h"
#include "runtime/objects/function.h"
#include "runtime/objects/heap.h"
#include "runtime/objects/protocol.h"
#include "runtime/objects/seq.h"
#include "runtime/objects/str.h"
#include "runtime/objects/type.h"

#define FEW 8 // arguments that need no block of their own

static struct bt_native *as_native(bt_value v)
{
    return (struct bt_native *)bt_obj(v);
}

static struct bt_method_descr *as_descr(bt_value v)
{
    return (struct bt_method_descr *)bt_obj(v);
}

bt_value bt_native_new(struct bt_thread *th, const struct bt_fn_spec *spec, bt_value self,
                       bt_value module)
{
    struct bt_native *native = bt_new_object(th, bt_type(th, BT_T_NATIVE), sizeof *native);
    if (native == NULL)
        return BT_ERROR;
    native->spec = spec;
    native->sig = NULL;
    native->self = self;
    native->module = bt_is_unset(module) ? BT_NONE : module;
    native->owner = NULL;
    return bt_from_obj(native);
}

bt_value bt_method_descr_new(struct bt_thread *th, const struct bt_fn_spec *spec,
                             struct bt_type *type)
{
    if ((spec->flags & BT_FN_STATIC) != 0)
        return bt_native_new(th, spec, BT_UNSET, BT_UNSET);
    struct bt_method_descr *descr =
        bt_new_object(th, bt_type(th, BT_T_METHOD_DESCR), sizeof *descr);
    if (descr == NULL)
        return BT_ERROR;
    descr->spec = spec;
    descr->sig = NULL;
    descr->type = type;
    return bt_from_obj(descr);
}

// ---- calling ----

static bt_value call_bound(struct bt_thread *th, const struct bt_fn_spec *spec,
                           const struct bt_signature *sig, const char *owner,
                           const struct bt_args *args)
{
    bt_value out[BT_SIG_MAX];
    if (!bt_bind_native(th, sig, owner, spec->name, args, out))
        return BT_ERROR;
    struct bt_roots roots = {th->roots, sig->n, out};
    th->roots = &roots;
    bt_value result = spec->fn(th, out);
    th->roots = roots.prev;
    return result;
}

bt_value bt_native_call(struct bt_thread *th, const struct bt_fn_spec *spec,
                        const struct bt_signature **sig, const char *owner,
                        const struct bt_args *args)
{
    if ((spec->flags & BT_FN_RAW) != 0)
        return spec->raw(th, args);
    if (BT_UNLIKELY(*sig == NULL)) {
        *sig = bt_signature(th, spec->sig);
        if (*sig == NULL)
            return BT_ERROR;
    }
    const struct bt_signature *s = *sig;
    if (BT_LIKELY(s->plain && args->npos == s->n && bt_is_unset(args->kwnames)))
        return spec->fn(th, args->v);
    return call_bound(th, spec, s, owner, args);
}

const struct bt_signature *bt_native_sig(struct bt_thread *th, bt_value v)
{
    bool is_descr = bt_is_exact(th, v, BT_T_METHOD_DESCR);
    const struct bt_fn_spec *spec = is_descr ? as_descr(v)->spec : as_native(v)->spec;
    if (spec->sig == NULL) {
        (void)bt_value_error(th, "no signature found for builtin %R", v);
        return NULL;
    }
    return bt_signature(th, spec->sig);
}

// The module that messages name: "math.sqrt()", but "len()".
static const char *module_owner(struct bt_thread *th, const struct bt_native *native)
{
    if (native->owner != NULL)
        return native->owner->name;
    if (bt_is_type(native->self))
        return ((struct bt_type *)bt_obj(native->self))->name;
    if (!bt_is_str(native->module) || bt_same(native->module, BT_NAME(th, _builtins)))
        return NULL;
    return bt_as_str(native->module)->data;
}

// A bound native method: self goes in front of the arguments.
static bt_value call_with_self(struct bt_thread *th, struct bt_native *native,
                               const struct bt_args *args)
{
    size_t n_kw = bt_is_unset(args->kwnames) ? 0 : bt_as_tuple(args->kwnames)->len;
    size_t n = args->npos + n_kw;
    bt_value few[FEW];
    bt_value *v = few;
    if (n + 1 > FEW) {
        v = bt_mem_alloc(th, (n + 1) * sizeof *v);
        if (v == NULL)
            return BT_ERROR;
    }
    v[0] = native->self;
    if (n > 0)
        memcpy(v + 1, args->v, n * sizeof *v);
    struct bt_roots roots = {th->roots, 1, v};
    th->roots = &roots;
    struct bt_args all = {v, args->npos + 1, args->kwnames};
    bt_value result =
        bt_native_call(th, native->spec, &native->sig, module_owner(th, native), &all);
    th->roots = roots.prev;
    if (v != few)
        bt_mem_free(th->interp, v, (n + 1) * sizeof *v);
    return result;
}

// Only defaults are missing: the arguments are copied, those of the defaults behind them.
static bt_value call_padded(struct bt_thread *th, const struct bt_fn_spec *spec,
                            const struct bt_signature *sig, const bt_value *v, size_t n)
{
    bt_value out[FEW];
    for (size_t i = 0; i < sig->n; i++)
        out[i] = i < n ? v[i] : sig->defaults[i];
    return spec->fn(th, out); // the copies need no roots: registers and signature hold the values
}

bt_value bt_native_call_n(struct bt_thread *th, struct bt_object *callee, bt_value *v, size_t n)
{
    struct bt_native *native = NULL; // else a method descriptor
    const struct bt_fn_spec *spec;
    const struct bt_signature **known, *sig;
    if (callee->type == bt_type(th, BT_T_METHOD_DESCR)) {
        struct bt_method_descr *descr = (struct bt_method_descr *)callee;
        if (BT_UNLIKELY(n == 0 || bt_type_of(th, v[0]) != descr->type ||
                        (descr->spec->flags & BT_FN_CLASS))) {
            struct bt_args args = {v, n, BT_UNSET};
            if (!bt_method_descr_check(th, descr, &args))
                return BT_ERROR;
        }
        spec = descr->spec;
        known = &descr->sig;
    } else {
        native = (struct bt_native *)callee;
        spec = native->spec;
        known = &native->sig;
        if (!bt_is_unset(native->self)) {
            *--v = native->self;
            n++;
        }
    }
    sig = *known;
    if (BT_LIKELY(sig != NULL)) {
        if (BT_LIKELY(sig->positional && n == sig->n))
            return spec->fn(th, v);
        if (BT_LIKELY(sig->positional && n >= sig->n_required && n <= sig->n && sig->n <= FEW))
            return call_padded(th, spec, sig, v, n);
    }
    BT_ROOTS(th, r, 1); // a bound method's self may have taken its place in the registers
    r[0] = bt_from_obj(callee);
    struct bt_args args = {v, n, BT_UNSET};
    const char *owner =
        native != NULL ? module_owner(th, native) : ((struct bt_method_descr *)callee)->type->name;
    bt_value result = bt_native_call(th, spec, known, owner, &args);
    BT_UNROOT(th, r);
    return result;
}

static bt_value native_call(struct bt_thread *th, bt_value self, const struct bt_args *args)
{
    struct bt_native *native = as_native(self);
    if (!bt_is_unset(native->self))
        return call_with_self(th, native, args);
    return bt_native_call(th, native->spec, &native->sig, module_owner(th, native), args);
}

bool bt_method_descr_check(struct bt_thread *th, const struct bt_method_descr *descr,
                           const struct bt_args *args)
{
    const char *name = descr->spec->name;
    if (args->npos == 0)
        return bt_fail(th, BT_EXC_TYPE_ERROR, "unbound method %N.%s() needs an argument",
                       descr->type, name);
    bt_value self = args->v[0];
    if ((descr->spec->flags & BT_FN_CLASS) == 0) {
        struct bt_type *type = bt_type_of(th, self);
        if (BT_LIKELY(type == descr->type) || bt_is_subtype(type, descr->type))
            return true;
        return bt_fail(th, BT_EXC_TYPE_ERROR,
                       "descriptor '%s' for '%N' objects doesn't apply to a '%T' object", name,
                       descr->type, self);
    }
    if (!bt_is_type(self))
        return bt_fail(th, BT_EXC_TYPE_ERROR,
                       "descriptor '%s' for type '%N' needs a type, not a '%T' as arg 2", name,
                       descr->type, self);
    if (!bt_is_subtype((struct bt_type *)bt_obj(self), descr->type))
        return bt_fail(th, BT_EXC_TYPE_ERROR,
                       "descriptor '%s' requires a subtype of '%N' but received '%N'", name,
                       descr->type, bt_obj(self));
    return true;
}

static bt_value descr_call(struct bt_thread *th, bt_value self, const struct bt_args *args)
{
    struct bt_method_descr *descr = as_descr(self);
    if (!bt_method_descr_check(th, descr, args))
        return BT_ERROR;
    return bt_native_call(th, descr->spec, &descr->sig, descr->type->name, args);
}

static bt_value descr_get(struct bt_thread *th, bt_value self, bt_value obj, bt_value type)
{
    struct bt_method_descr *descr = as_descr(self);
    bt_value bound = obj;
    if ((descr->spec->flags & BT_FN_CLASS) != 0) {
        bound = type;
        if (bt_is_unset(type) || bt_is_none(type))
            bound = bt_from_obj(bt_type_of(th, obj));
    } else if (bt_is_unset(obj)) {
        return self;
    }
    struct bt_args one = {&bound, 1, BT_UNSET};
    if (!bt_method_descr_check(th, descr, &one))
        return BT_ERROR;
    bt_value native = bt_native_new(th, descr->spec, bound, BT_UNSET);
    if (!bt_is_error(native)) {
        as_native(native)->sig = descr->sig;
        as_native(native)->owner = descr->type;
    }
    return native;
}

// ---- what they show ----

static bt_value native_repr(struct bt_thread *th, bt_value self)
{
    struct bt_native *native = as_native(self);
    if (bt_is_unset(native->self) || bt_is_exact(th, native->self, BT_T_MODULE))
        return bt_str_format(th, "<built-in function %s>", native->spec->name);
    struct bt_buf buf;
    bt_buf_init(&buf);
    bt_buf_printf(&buf, "<built-in method %s of %s object at ", native->spec->name,
                  bt_type_of(th, native->self)->name);
    if (!bt_is_obj(native->self)) { // unboxed: it is nowhere
        bt_buf_puts(&buf, "0x000000000000");
    } else if (!bt_buf_address(th, &buf, bt_obj(native->self))) {
        bt_buf_free(&buf);
        return BT_ERROR;
    }
    bt_buf_putc(&buf, '>');
    return bt_str_from_buf(th, &buf);
}

static bt_value native_compare(struct bt_thread *th, bt_value a, bt_value b, enum bt_cmpop op)
{
    if ((op != BT_EQ && op != BT_NE) || !bt_is_exact(th, b, BT_T_NATIVE))
        return BT_NOT_IMPLEMENTED;
    bool equal =
        as_native(a)->spec == as_native(b)->spec && bt_same(as_native(a)->self, as_native(b)->self);
    return bt_bool(equal == (op == BT_EQ));
}

static bool native_hash(struct bt_thread *th, bt_value self, int64_t *out)
{
    // By the function, and by what it is bound to: equal ones have equal hashes.
    struct bt_native *native = as_native(self);
    uint64_t h = 0;
    if (bt_is_obj(native->self)) {
        h = bt_serial(th, bt_obj(native->self));
        if (h == 0)
            return false;
    }
    for (const char *c = native->spec->name; *c != '\0'; c++)
        h = h * 31 + (unsigned char)*c;
    *out = (int64_t)(h >> 1);
    return true;
}

static void native_trace(struct bt_tracer *tracer, struct bt_object *object)
{
    struct bt_native *native = (struct bt_native *)object;
    bt_mark(tracer, native->self);
    bt_mark(tracer, native->module);
    bt_mark_object(tracer, (struct bt_object *)native->owner);
}

static bt_value native_get_name(struct bt_thread *th, bt_value self)
{
    return bt_str_from(th, as_native(self)->spec->name);
}

static bt_value native_get_qualname(struct bt_thread *th, bt_value self)
{
    struct bt_native *native = as_native(self);
    if (bt_is_type(native->self))
        return bt_str_format(th, "%N.%s", bt_obj(native->self), native->spec->name);
    if (native->owner != NULL)
        return bt_str_format(th, "%N.%s", bt_type_of(th, native->self), native->spec->name);
    return bt_str_from(th, native->spec->name);
}

static bt_value doc_of(struct bt_thread *th, const struct bt_fn_spec *spec)
{
    return spec->doc != NULL ? bt_str_from(th, spec->doc) : BT_NONE;
}

static bt_value text_signature_of(struct bt_thread *th, const struct bt_fn_spec *spec)
{
    return spec->sig != NULL ? bt_str_from(th, spec->sig) : BT_NONE;
}

static bt_value native_get_doc(struct bt_thread *th, bt_value self)
{
    return doc_of(th, as_native(self)->spec);
}

static bt_value native_get_text_signature(struct bt_thread *th, bt_value self)
{
    return text_signature_of(th, as_native(self)->spec);
}

static bt_value native_get_self(struct bt_thread *th, bt_value self)
{
    (void)th;
    bt_value bound = as_native(self)->self;
    return bt_is_unset(bound) ? BT_NONE : bound;
}

static bt_value native_get_module(struct bt_thread *th, bt_value self)
{
    (void)th;
    return as_native(self)->module;
}

static bt_value descr_repr(struct bt_thread *th, bt_value self)
{
    return bt_str_format(th, "<method '%s' of '%N' objects>", as_descr(self)->spec->name,
                         as_descr(self)->type);
}

static void descr_trace(struct bt_tracer *tracer, struct bt_object *object)
{
    bt_mark_object(tracer, &((struct bt_method_descr *)object)->type->base);
}

static bt_value descr_get_name(struct bt_thread *th, bt_value self)
{
    return bt_str_from(th, as_descr(self)->spec->name);
}

static bt_value descr_get_qualname(struct bt_thread *th, bt_value self)
{
    return bt_str_format(th, "%N.%s", as_descr(self)->type, as_descr(self)->spec->name);
}

static bt_value descr_get_doc(struct bt_thread *th, bt_value self)
{
    return doc_of(th, as_descr(self)->spec);
}

static bt_value descr_get_text_signature(struct bt_thread *th, bt_value self)
{
    return text_signature_of(th, as_descr(self)->spec);
}

static bt_value descr_get_objclass(struct bt_thread *th, bt_value self)
{
    (void)th;
    return bt_from_obj(as_descr(self)->type);
}

static const struct bt_getset_spec native_getsets[] = {
    {"__name__", native_get_name, NULL, NULL},
    {"__qualname__", native_get_qualname, NULL, NULL},
    {"__doc__", native_get_doc, NULL, NULL},
    {"__self__", native_get_self, NULL, NULL},
    {"__module__", native_get_module, NULL, NULL},
    {"__text_signature__", native_get_text_signature, NULL, NULL},
    {0},
};

const struct bt_type_spec bt_native_spec = {
    .name = "builtin_function_or_method",
    .flags = BT_TYPE_ABSTRACT,
    .size = sizeof(struct bt_native),
    .getsets = native_getsets,
    .slots =
        {
            .repr = native_repr,
            .compare = native_compare,
            .hash = native_hash,
            .call = native_call,
            .trace = native_trace,
        },
};

static const struct bt_getset_spec descr_getsets[] = {
    {"__name__", descr_get_name, NULL, NULL},
    {"__qualname__", descr_get_qualname, NULL, NULL},
    {"__doc__", descr_get_doc, NULL, NULL},
    {"__objclass__", descr_get_objclass, NULL, NULL},
    {"__text_signature__", descr_get_text_signature, NULL, NULL},
    {0},
};

const struct bt_type_spec bt_method_descr_spec = {
    .name = "method_descriptor",
    .flags = BT_TYPE_ABSTRACT,
    .size = sizeof(struct bt_method_descr),
    .getsets = descr_getsets,
    .slots =
        {
            .repr = descr_repr,
            .call = descr_call,
            .descr_get = descr_get,
            .trace = descr_trace,
        },
};
