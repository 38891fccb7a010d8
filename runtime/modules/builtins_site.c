/*
 * The built-in names for people at the prompt: exit, quit, help, copyright, credits, license. Each
 * is an object with a repr that says what to do with it, and a call that does it.
 */
#include "runtime/modules/builtins.h"
#include "runtime/modules/module.h"
#include "runtime/objects/dict.h"
#include "runtime/objects/heap.h"
#include "runtime/objects/protocol.h"
#include "runtime/objects/seq.h"
#include "runtime/objects/str.h"
#include "vm/interp.h"

struct site_object {
    struct bt_object base;
    const char *name;
    const char *text; // what the repr shows and, for those that are no Quitter, a call prints
};

static const struct site_object *self_of(bt_value self)
{
    return (const struct site_object *)bt_obj(self);
}

static bt_value site_repr(struct bt_thread *th, bt_value self)
{
    return bt_str_from(th, self_of(self)->text);
}

static bt_value quitter_call(struct bt_thread *th, bt_value self, const struct bt_args *args)
{
    (void)self;
    return bt_raise_with(th, BT_EXC_SYSTEM_EXIT, args->npos > 0 ? args->v[0] : BT_NONE);
}

static bt_value print_text(struct bt_thread *th, const char *text)
{
    bt_value sys = bt_vm(th)->sys_dict;
    bt_value out =
        bt_is_dict(sys) ? bt_dict_get_str(th, bt_as_dict(sys), BT_NAME(th, _stdout)) : BT_UNSET;
    if (bt_is_unset(out) || bt_is_none(out))
        return BT_NONE;
    BT_ROOTS(th, r, 1);
    r[0] = bt_str_format(th, "%s\n", text);
    bt_value v = bt_is_error(r[0]) ? r[0] : bt_call_method(th, out, BT_NAME(th, _write), r, 1);
    BT_UNROOT(th, r);
    return bt_is_error(v) ? v : BT_NONE;
}

static bt_value printer_call(struct bt_thread *th, bt_value self, const struct bt_args *args)
{
    (void)args;
    return print_text(th, self_of(self)->text);
}

// What help(x) shows x as: "name(signature)" where x has one, else its repr.
static bt_value shown(struct bt_thread *th, bt_value x)
{
    BT_ROOTS(th, r, 2);
    bt_value v = BT_ERROR;
    r[0] = bt_getattr_opt(th, x, BT_NAME(th, text_signature));
    if (!bt_is_error(r[0]) && bt_is_str(r[0]))
        r[1] = bt_getattr_opt(th, x, BT_NAME(th, name));
    if (!bt_is_error(r[0]) && !bt_is_error(r[1]))
        v = bt_is_str(r[1]) ? bt_str_format(th, "%S%S", r[1], r[0]) : bt_repr(th, x);
    BT_UNROOT(th, r);
    return v;
}

// help(x): the name and the doc string of x.
static bt_value helper_call(struct bt_thread *th, bt_value self, const struct bt_args *args)
{
    if (args->npos == 0)
        return print_text(th, self_of(self)->text);
    BT_ROOTS(th, r, 3);
    bt_value v = BT_ERROR;
    r[0] = bt_getattr_opt(th, args->v[0], BT_NAME(th, doc));
    r[2] = bt_is_error(r[0]) ? r[0] : shown(th, args->v[0]);
    if (!bt_is_error(r[2])) {
        r[1] = bt_is_str(r[0])
                   ? bt_str_format(th, "Help on %T:\n\n%S\n\n%S", args->v[0], r[2], r[0])
                   : bt_str_format(th, "Help on %T:\n\n%S\n\nNo documentation.", args->v[0], r[2]);
        if (!bt_is_error(r[1]))
            v = print_text(th, bt_as_str(r[1])->data);
    }
    BT_UNROOT(th, r);
    return v;
}

static const struct bt_type_spec quitter_spec = {
    .name = "Quitter",
    .module = "_sitebuiltins",
    .size = sizeof(struct site_object),
    .flags = BT_TYPE_ABSTRACT,
    .slots = {.repr = site_repr, .call = quitter_call},
};
static const struct bt_type_spec printer_spec = {
    .name = "_Printer",
    .module = "_sitebuiltins",
    .size = sizeof(struct site_object),
    .flags = BT_TYPE_ABSTRACT,
    .slots = {.repr = site_repr, .call = printer_call},
};
static const struct bt_type_spec helper_spec = {
    .name = "_Helper",
    .module = "_sitebuiltins",
    .size = sizeof(struct site_object),
    .flags = BT_TYPE_ABSTRACT,
    .slots = {.repr = site_repr, .call = helper_call},
};

static bool add(struct bt_thread *th, struct bt_dict *dict, struct bt_type *type, const char *name,
                const char *text)
{
    struct site_object *o = bt_new_object(th, type, sizeof *o);
    if (!o)
        return false;
    o->name = name;
    o->text = text;
    return bt_module_add(th, dict, name, bt_from_obj(o));
}

bool bt_builtins_add_site(struct bt_thread *th, struct bt_dict *dict)
{
    struct bt_type *object = bt_type(th, BT_T_OBJECT);
    struct bt_type *quitter = bt_type_from_spec(th, &quitter_spec, object);
    struct bt_type *printer = quitter ? bt_type_from_spec(th, &printer_spec, object) : NULL;
    struct bt_type *helper = printer ? bt_type_from_spec(th, &helper_spec, object) : NULL;
    return helper && add(th, dict, quitter, "exit", "Use exit() or Ctrl-D (i.e. EOF) to exit") &&
           add(th, dict, quitter, "quit", "Use quit() or Ctrl-D (i.e. EOF) to exit") &&
           add(th, dict, printer, "copyright", "Baton is free software; see its LICENSE file.") &&
           add(th, dict, printer, "credits",
               "Baton runs a subset of the Python language, which is made by the Python community: "
               "www.python.org.") &&
           add(th, dict, printer, "license", "The MIT license; see Baton's LICENSE file.") &&
           add(th, dict, helper, "help", "Type help(object) for the documentation of an object.");
}
