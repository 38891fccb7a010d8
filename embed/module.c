/*
 * Modules: those that exist, and those that the host makes of C functions. A host function is an
 * object of a type of its own: C function, user data and signature text are per object.
 */
#include "embed/embed.h"
#include "runtime/modules/import.h"
#include "runtime/modules/module.h"
#include "runtime/modules/startup.h"
#include "runtime/objects/dict.h"
#include "runtime/objects/function.h"
#include "runtime/objects/heap.h"
#include "runtime/objects/protocol.h"
#include "runtime/objects/str.h"

struct host_function {
    struct bt_object base;
    struct bt_embed *embed;
    const struct baton_function *row;
    const struct bt_signature *sig;
    bt_value module; // str
};

static struct host_function *as_function(bt_value v)
{
    return (struct host_function *)bt_obj(v);
}

// Call the C function with its arguments in place.
static bt_value run(struct bt_thread *th, const struct host_function *f, const bt_value *args)
{
    struct baton b;
    struct baton_value cells[BT_SIG_MAX];
    struct baton_value *handles[BT_SIG_MAX];
    for (size_t i = 0; i < f->sig->n; i++) {
        cells[i] = (struct baton_value){.v = args[i], .borrowed = true};
        handles[i] = bt_is_unset(args[i]) ? NULL : &cells[i];
    }
    bt_embed_open(&b, f->embed, th);
    const struct baton_value *result = f->row->function(&b, handles, f->sig->n, f->row->data);
    bt_value v = result ? result->v : BT_ERROR;
    if (result)
        bt_exc_clear(th);
    else if (!bt_is_unset(b.error))
        bt_exc_put(th, b.error);
    else if (!bt_vthread(th)->stopped)
        (void)bt_raise(th, BT_EXC_SYSTEM_ERROR, "%s() returned NULL without an exception",
                       f->row->name);
    bt_embed_close(&b);
    return v;
}

static bt_value function_call(struct bt_thread *th, bt_value self, const struct bt_args *args)
{
    const struct host_function *f = as_function(self);
    bt_value out[BT_SIG_MAX];
    if (!bt_bind_native(th, f->sig, bt_as_str(f->module)->data, f->row->name, args, out))
        return BT_ERROR;
    struct bt_roots roots = {th->roots, f->sig->n, out};
    th->roots = &roots;
    bt_value v = run(th, f, out);
    th->roots = roots.prev;
    return v;
}

static bt_value function_repr(struct bt_thread *th, bt_value self)
{
    return bt_str_format(th, "<built-in function %s>", as_function(self)->row->name);
}

static void function_trace(struct bt_tracer *tracer, struct bt_object *object)
{
    bt_mark(tracer, ((struct host_function *)object)->module);
}

static bt_value get_name(struct bt_thread *th, bt_value self)
{
    return bt_str_from(th, as_function(self)->row->name);
}

static bt_value get_doc(struct bt_thread *th, bt_value self)
{
    const char *doc = as_function(self)->row->doc;
    return doc ? bt_str_from(th, doc) : BT_NONE;
}

static bt_value get_module(struct bt_thread *th, bt_value self)
{
    (void)th;
    return as_function(self)->module;
}

static bt_value get_text_signature(struct bt_thread *th, bt_value self)
{
    return bt_str_from(th, as_function(self)->row->signature);
}

static const struct bt_getset_spec function_getsets[] = {
    {"__name__", get_name, NULL, NULL},
    {"__qualname__", get_name, NULL, NULL},
    {"__doc__", get_doc, NULL, NULL},
    {"__module__", get_module, NULL, NULL},
    {"__text_signature__", get_text_signature, NULL, NULL},
    {NULL, NULL, NULL, NULL},
};

static const struct bt_type_spec function_spec = {
    .name = "builtin_function_or_method",
    .flags = BT_TYPE_ABSTRACT,
    .size = sizeof(struct host_function),
    .getsets = function_getsets,
    .slots = {.repr = function_repr, .call = function_call, .trace = function_trace},
};

// ---- making a module ----

static bt_value new_function(struct baton *b, const struct baton_function *row, bt_value module)
{
    struct bt_thread *th = b->th;
    struct bt_embed *embed = b->embed;
    const struct bt_signature *sig = bt_signature(th, row->signature);
    if (!embed->function_type)
        embed->function_type = bt_type_from_spec(th, &function_spec, NULL);
    if (!sig || !embed->function_type)
        return BT_ERROR;
    struct host_function *f = bt_new_object_zero(th, embed->function_type, sizeof *f);
    if (!f)
        return BT_ERROR;
    f->embed = embed;
    f->row = row;
    f->sig = sig;
    f->module = module;
    return bt_from_obj(f);
}

bool baton_add_module(struct baton *b, const char *name, const char *doc,
                      const struct baton_function *functions)
{
    struct bt_thread *th = b->th;
    BT_ROOTS(th, r, 2);
    r[0] = bt_embed_name(b, name);
    r[1] = bt_is_error(r[0]) ? BT_ERROR : bt_module_new(th, r[0]);
    bool ok = !bt_is_error(r[1]);
    struct bt_dict *dict = ok ? ((struct bt_module *)bt_obj(r[1]))->dict : NULL;
    if (ok && doc)
        ok = bt_module_add(th, dict, "__doc__", bt_str_from(th, doc));
    for (const struct baton_function *f = functions; ok && f && f->name; f++)
        ok = bt_module_add(th, dict, f->name, new_function(b, f, r[0]));
    ok = ok && bt_dict_set(th, bt_as_dict(bt_vm(th)->modules), r[0], r[1]);
    BT_UNROOT(th, r);
    return bt_embed_check(b, ok);
}

// ---- those that exist ----

struct baton_value *baton_import(struct baton *b, const char *name)
{
    return bt_embed_give(b, bt_import_name(b->th, name));
}

// BT_ERROR with the exception on the thread.
static bt_value find_module(struct baton *b, const char *name)
{
    struct bt_vm *vm = bt_vm(b->th);
    if (!name)
        return vm->main_module;
    bt_value key = bt_embed_name(b, name);
    if (bt_is_error(key))
        return key;
    bt_value module = bt_dict_get_str(b->th, bt_as_dict(vm->modules), key);
    if (!bt_is_unset(module))
        return module;
    return bt_raise(b->th, BT_EXC_MODULE_NOT_FOUND_ERROR, "No module named '%s'", name);
}

struct baton_value *baton_get_global(struct baton *b, const char *module, const char *name)
{
    struct bt_thread *th = b->th;
    BT_ROOTS(th, r, 2);
    r[0] = find_module(b, module);
    r[1] = bt_is_error(r[0]) ? BT_ERROR : bt_embed_name(b, name);
    bt_value v = bt_is_error(r[1]) ? BT_ERROR : bt_getattr_opt(th, r[0], r[1]);
    if (bt_is_unset(v))
        v = bt_raise_name(th, r[1], "name '%U' is not defined");
    BT_UNROOT(th, r);
    return bt_embed_give(b, v);
}

bool baton_set_global(struct baton *b, const char *module, const char *name,
                      const struct baton_value *value)
{
    if (!bt_embed_given(b, value))
        return false;
    BT_ROOTS(b->th, r, 2);
    r[0] = find_module(b, module);
    r[1] = bt_is_error(r[0]) ? BT_ERROR : bt_embed_name(b, name);
    bool ok = !bt_is_error(r[1]) && bt_setattr(b->th, r[0], r[1], value->v);
    BT_UNROOT(b->th, r);
    return bt_embed_check(b, ok);
}
