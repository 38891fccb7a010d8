/*
 * Python functions: the object and its attributes. How one is called is the VM's business: it fills
 * the type's call slot when the interpreter is made.
 *
 * `version` changes with code, defaults and keyword defaults; the eval loop's call caches go by it.
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

static struct bt_function *as_function(bt_value v)
{
    return (struct bt_function *)bt_obj(v);
}

static void note_simple(struct bt_function *f)
{
    f->simple = bt_code_is_simple(f->code);
    f->base.spare = f->simple ? f->code->n_params : BT_FN_NOT_SIMPLE;
}

bt_value bt_function_new(struct bt_thread *th, struct bt_code *code, struct bt_dict *globals,
                         struct bt_dict *builtins)
{
    struct bt_function *f = bt_new_object(th, bt_type(th, BT_T_FUNCTION), sizeof *f);
    if (f == NULL)
        return BT_ERROR;
    f->code = code;
    f->globals = globals;
    f->builtins = builtins;
    f->closure = NULL;
    f->closure_tuple = f->defaults = f->kwdefaults = f->annotations = f->type_params = BT_UNSET;
    f->name = code->name;
    f->qualname = code->qualname;
    f->doc = code->doc;
    f->module = bt_dict_get_str(th, globals, BT_NAME(th, name));
    if (bt_is_unset(f->module))
        f->module = BT_NONE;
    f->dict = NULL;
    f->version = ++th->interp->next_function_version;
    note_simple(f);
    return bt_from_obj(f);
}

static void changed(struct bt_thread *th, struct bt_function *f)
{
    f->version = ++th->interp->next_function_version;
    note_simple(f);
}

static void function_trace(struct bt_tracer *tracer, struct bt_object *object)
{
    struct bt_function *f = (struct bt_function *)object;
    bt_mark_object(tracer, &f->code->base);
    bt_mark_object(tracer, &f->globals->base);
    bt_mark_object(tracer, (struct bt_object *)f->builtins);
    bt_mark_object(tracer, (struct bt_object *)f->dict);
    const bt_value values[] = {f->closure_tuple, f->defaults,    f->kwdefaults,
                               f->name,          f->qualname,    f->doc,
                               f->module,        f->annotations, f->type_params};
    bt_mark_values(tracer, values, sizeof values / sizeof values[0]);
}

static bt_value function_repr(struct bt_thread *th, bt_value self)
{
    struct bt_buf buf;
    bt_buf_init(&buf);
    bt_buf_printf(&buf, "<function %s at ", bt_as_str(as_function(self)->qualname)->data);
    if (!bt_buf_address(th, &buf, bt_obj(self))) {
        bt_buf_free(&buf);
        return BT_ERROR;
    }
    bt_buf_putc(&buf, '>');
    return bt_str_from_buf(th, &buf);
}

static bt_value function_descr_get(struct bt_thread *th, bt_value self, bt_value obj, bt_value type)
{
    (void)type;
    return bt_is_unset(obj) || bt_is_none(obj) ? self : bt_method_new(th, self, obj);
}

static bt_value function_getattr(struct bt_thread *th, bt_value self, bt_value name)
{
    return bt_generic_getattr_dict(th, self, name, as_function(self)->dict);
}

static bool function_setattr(struct bt_thread *th, bt_value self, bt_value name, bt_value value)
{
    return bt_generic_setattr_dict(th, self, name, value, &as_function(self)->dict);
}

// ---- attributes ----

static bt_value or_none(bt_value v)
{
    return bt_is_unset(v) ? BT_NONE : v;
}

#define GETTER(attribute, field)                                         \
    static bt_value get_##attribute(struct bt_thread *th, bt_value self) \
    {                                                                    \
        (void)th;                                                        \
        return or_none(as_function(self)->field);                        \
    }
GETTER(name, name)
GETTER(qualname, qualname)
GETTER(doc, doc)
GETTER(module, module)
GETTER(defaults, defaults)
GETTER(kwdefaults, kwdefaults)
GETTER(closure, closure_tuple)

static bool set_name(struct bt_thread *th, bt_value self, bt_value value)
{
    if (!bt_is_str(value))
        return bt_fail(th, BT_EXC_TYPE_ERROR, "__name__ must be set to a string object");
    as_function(self)->name = value;
    return bt_str_settle(th, value);
}

static bool set_qualname(struct bt_thread *th, bt_value self, bt_value value)
{
    if (!bt_is_str(value))
        return bt_fail(th, BT_EXC_TYPE_ERROR, "__qualname__ must be set to a string object");
    as_function(self)->qualname = value;
    return bt_str_settle(th, value);
}

static bool set_doc(struct bt_thread *th, bt_value self, bt_value value)
{
    (void)th;
    as_function(self)->doc = or_none(value);
    return true;
}

static bool set_module(struct bt_thread *th, bt_value self, bt_value value)
{
    (void)th;
    as_function(self)->module = or_none(value);
    return true;
}

static bool set_defaults(struct bt_thread *th, bt_value self, bt_value value)
{
    if (bt_is_none(value))
        value = BT_UNSET;
    if (!bt_is_unset(value) && !bt_is_tuple(value))
        return bt_fail(th, BT_EXC_TYPE_ERROR, "__defaults__ must be set to a tuple object");
    as_function(self)->defaults = value;
    changed(th, as_function(self));
    return true;
}

static bool set_kwdefaults(struct bt_thread *th, bt_value self, bt_value value)
{
    if (bt_is_none(value))
        value = BT_UNSET;
    if (!bt_is_unset(value) && !bt_is_dict(value))
        return bt_fail(th, BT_EXC_TYPE_ERROR, "__kwdefaults__ must be set to a dict object");
    as_function(self)->kwdefaults = value;
    changed(th, as_function(self));
    return true;
}

static bt_value get_code(struct bt_thread *th, bt_value self)
{
    (void)th;
    return bt_from_obj(as_function(self)->code);
}

static bool set_code(struct bt_thread *th, bt_value self, bt_value value)
{
    struct bt_function *f = as_function(self);
    if (!bt_is_exact(th, value, BT_T_CODE))
        return bt_fail(th, BT_EXC_TYPE_ERROR, "__code__ must be set to a code object");
    struct bt_code *code = (struct bt_code *)bt_obj(value);
    if (code->n_free != f->code->n_free)
        return bt_fail(th, BT_EXC_VALUE_ERROR,
                       "%U() requires a code object with %d free vars, not %d", bt_as_str(f->name),
                       (int)f->code->n_free, (int)code->n_free);
    f->code = code;
    changed(th, f);
    return true;
}

static bt_value get_globals(struct bt_thread *th, bt_value self)
{
    (void)th;
    return bt_from_obj(as_function(self)->globals);
}

static bt_value get_builtins(struct bt_thread *th, bt_value self)
{
    (void)th;
    return as_function(self)->builtins != NULL ? bt_from_obj(as_function(self)->builtins) : BT_NONE;
}

// The compiler leaves a tuple (name, value, name, value ...); the dict is made when somebody asks.
static bt_value get_annotations(struct bt_thread *th, bt_value self)
{
    struct bt_function *f = as_function(self);
    if (bt_is_dict(f->annotations))
        return f->annotations;
    BT_ROOTS(th, r, 1);
    r[0] = bt_dict_new(th);
    bool ok = !bt_is_error(r[0]);
    if (ok && bt_is_tuple(f->annotations)) {
        const struct bt_tuple *pairs = bt_as_tuple(f->annotations);
        for (size_t i = 0; ok && i + 1 < pairs->len; i += 2)
            ok = bt_dict_set(th, bt_as_dict(r[0]), pairs->items[i], pairs->items[i + 1]);
    }
    if (ok)
        f->annotations = r[0];
    BT_UNROOT(th, r);
    return ok ? f->annotations : BT_ERROR;
}

static bool set_annotations(struct bt_thread *th, bt_value self, bt_value value)
{
    if (bt_is_none(value))
        value = BT_UNSET;
    if (!bt_is_unset(value) && !bt_is_dict(value))
        return bt_fail(th, BT_EXC_TYPE_ERROR, "__annotations__ must be set to a dict object");
    as_function(self)->annotations = value;
    return true;
}

static bt_value get_type_params(struct bt_thread *th, bt_value self)
{
    bt_value params = as_function(self)->type_params;
    return bt_is_unset(params) ? th->interp->empty_tuple : params;
}

static bool set_type_params(struct bt_thread *th, bt_value self, bt_value value)
{
    if (!bt_is_tuple(value))
        return bt_fail(th, BT_EXC_TYPE_ERROR, "__type_params__ must be set to a tuple");
    as_function(self)->type_params = value;
    return true;
}

static bt_value get_dict(struct bt_thread *th, bt_value self)
{
    struct bt_function *f = as_function(self);
    if (f->dict == NULL) {
        bt_value dict = bt_dict_new(th);
        if (bt_is_error(dict))
            return BT_ERROR;
        f->dict = bt_as_dict(dict);
    }
    return bt_from_obj(f->dict);
}

static bool set_dict(struct bt_thread *th, bt_value self, bt_value value)
{
    if (bt_is_unset(value))
        return bt_fail(th, BT_EXC_TYPE_ERROR, "cannot delete __dict__");
    if (!bt_is_dict(value))
        return bt_fail(th, BT_EXC_TYPE_ERROR,
                       "__dict__ must be set to a dictionary, not a '%.200T'", value);
    as_function(self)->dict = bt_as_dict(value);
    return true;
}

static const struct bt_getset_spec function_getsets[] = {
    {"__name__", get_name, set_name, NULL},
    {"__qualname__", get_qualname, set_qualname, NULL},
    {"__doc__", get_doc, set_doc, NULL},
    {"__module__", get_module, set_module, NULL},
    {"__defaults__", get_defaults, set_defaults, NULL},
    {"__kwdefaults__", get_kwdefaults, set_kwdefaults, NULL},
    {"__code__", get_code, set_code, NULL},
    {"__globals__", get_globals, NULL, NULL},
    {"__builtins__", get_builtins, NULL, NULL},
    {"__closure__", get_closure, NULL, NULL},
    {"__annotations__", get_annotations, set_annotations, NULL},
    {"__type_params__", get_type_params, set_type_params, NULL},
    {"__dict__", get_dict, set_dict, NULL},
    {0},
};

// ---- function(code, globals, name=None, argdefs=None, closure=None) ----

static bool check_closure(struct bt_thread *th, const struct bt_code *code, bt_value closure)
{
    if (bt_is_none(closure)) {
        if (code->n_free != 0)
            return bt_fail(th, BT_EXC_TYPE_ERROR, "arg 5 (closure) must be tuple");
        return true;
    }
    if (!bt_is_tuple(closure))
        return bt_fail(th, BT_EXC_TYPE_ERROR, "arg 5 (closure) must be None or tuple");
    const struct bt_tuple *cells = bt_as_tuple(closure);
    if (cells->len != code->n_free)
        return bt_fail(th, BT_EXC_VALUE_ERROR, "%U requires closure of length %d, not %zu",
                       bt_as_str(code->name), (int)code->n_free, cells->len);
    for (size_t i = 0; i < cells->len; i++) {
        if (!bt_is_exact(th, cells->items[i], BT_T_CELL))
            return bt_fail(th, BT_EXC_TYPE_ERROR, "arg 5 (closure) expected cell, found %T",
                           cells->items[i]);
    }
    return true;
}

static bt_value function_new(struct bt_thread *th, struct bt_type *type, const struct bt_args *args)
{
    (void)type;
    bt_value v[6]; // code, globals, name, argdefs, closure, kwdefaults
    if (!bt_bind(th, "(code, globals, name=None, argdefs=None, closure=None, kwdefaults=None)",
                 "function", args, v))
        return BT_ERROR;
    if (!bt_is_exact(th, v[0], BT_T_CODE))
        return bt_type_error(th, "function() argument 'code' must be code, not %T", v[0]);
    if (!bt_is_dict(v[1]))
        return bt_type_error(th, "function() argument 'globals' must be dict, not %T", v[1]);
    if (!bt_is_none(v[2]) && !bt_is_str(v[2]))
        return bt_type_error(th, "arg 3 (name) must be None or string");
    if (!bt_is_none(v[3]) && !bt_is_tuple(v[3]))
        return bt_type_error(th, "arg 4 (defaults) must be None or tuple");
    if (!bt_is_none(v[5]) && !bt_is_dict(v[5]))
        return bt_type_error(th, "arg 6 (kwdefaults) must be None or dict");
    struct bt_code *code = (struct bt_code *)bt_obj(v[0]);
    if (!check_closure(th, code, v[4]))
        return BT_ERROR;
    bt_value builtins = bt_dict_get_str(th, bt_as_dict(v[1]), BT_NAME(th, builtins));
    if (bt_is_exact(th, builtins, BT_T_MODULE))
        builtins = bt_from_obj(((struct bt_module *)bt_obj(builtins))->dict);
    bt_value result = bt_function_new(th, code, bt_as_dict(v[1]),
                                      bt_is_dict(builtins) ? bt_as_dict(builtins) : NULL);
    if (bt_is_error(result))
        return BT_ERROR;
    struct bt_function *f = as_function(result);
    if (bt_is_str(v[2]))
        f->name = v[2];
    if (bt_is_tuple(v[3]))
        f->defaults = v[3];
    if (bt_is_dict(v[5]))
        f->kwdefaults = v[5];
    if (bt_is_tuple(v[4])) {
        f->closure_tuple = v[4];
        f->closure = bt_as_tuple(v[4])->items;
    }
    return result;
}

const struct bt_type_spec bt_function_spec = {
    .name = "function",
    .doc = "A function made by def or lambda.",
    .size = sizeof(struct bt_function),
    .getsets = function_getsets,
    .new_sig = "(code, globals, name=None, argdefs=None, closure=None, kwdefaults=None)",
    .slots =
        {
            .repr = function_repr,
            .getattr = function_getattr,
            .setattr = function_setattr,
            .descr_get = function_descr_get,
            .new_ = function_new,
            .trace = function_trace,
        },
};
