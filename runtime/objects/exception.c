/*
 * The exception types. All share struct bt_exception and, if they define nothing else,
 * BaseException's slots; what the few others add is in exception_attrs.c, exception_os.c,
 * exception_unicode.c and exception_group.c. The table at the foot brings them together.
 *
 * An exception's traceback is built by the VM while it unwinds (traceback.c); printing is
 * traceback_print.c.
 */
#include "base/buf.h"
#include "runtime/objects/args.h"
#include "runtime/objects/dict.h"
#include "runtime/objects/error.h"
#include "runtime/objects/exception_impl.h"
#include "runtime/objects/heap.h"
#include "runtime/objects/protocol.h"
#include "runtime/objects/seq.h"
#include "runtime/objects/shape.h"
#include "runtime/objects/str.h"
#include "runtime/objects/type.h"

// ---- making ----

bt_value bt_exception_make(struct bt_thread *th, struct bt_type *type, const struct bt_args *args)
{
    bt_value tuple = args->npos ? bt_tuple_new(th, args->v, args->npos) : th->interp->empty_tuple;
    if (bt_is_error(tuple))
        return BT_ERROR;
    struct bt_exception *e = bt_instance_new(th, type);
    if (!e)
        return BT_ERROR;
    e->args = tuple;
    e->traceback = e->context = e->cause = BT_NONE;
    e->notes = BT_UNSET;
    e->suppress_context = false;
    for (size_t i = 0; i < BT_X_COUNT; i++)
        e->extra[i] = BT_UNSET;
    return bt_from_obj(e);
}

bool bt_exception_init(struct bt_thread *th, bt_value self, const struct bt_args *args)
{
    struct bt_exception *e = bt_as_exception(self);
    if (bt_args_n_kw(args))
        return bt_fail(th, BT_EXC_TYPE_ERROR, "%T() takes no keyword arguments", self);
    struct bt_tuple *old = bt_as_tuple(e->args);
    if (old->len == args->npos &&
        (!args->npos || !memcmp(old->items, args->v, args->npos * sizeof args->v[0])))
        return true; // __new__ has put them there
    bt_value tuple = bt_tuple_new(th, args->v, args->npos);
    if (bt_is_error(tuple))
        return false;
    e->args = tuple;
    return true;
}

bt_value bt_exception_new(struct bt_thread *th, int id, const bt_value *args, size_t n)
{
    struct bt_type *type = bt_type(th, id);
    struct bt_args a = {args, n, BT_UNSET};
    bt_value e = type->s.new_(th, type, &a);
    if (bt_is_error(e) || !bt_obj(e)->type->s.init(th, e, &a))
        return BT_ERROR;
    return e;
}

static void exception_trace(struct bt_tracer *tracer, struct bt_object *object)
{
    struct bt_exception *e = (struct bt_exception *)object;
    bt_mark(tracer, e->args);
    bt_mark(tracer, e->traceback);
    bt_mark(tracer, e->context);
    bt_mark(tracer, e->cause);
    bt_mark(tracer, e->notes);
    bt_mark_values(tracer, e->extra, BT_X_COUNT);
}

// ---- text ----

bt_value bt_exception_str(struct bt_thread *th, bt_value self)
{
    bt_value args = bt_as_exception(self)->args;
    switch (bt_as_tuple(args)->len) {
    case 0: return th->interp->empty_str;
    case 1: return bt_str_of(th, bt_as_tuple(args)->items[0]);
    default: return bt_str_of(th, args);
    }
}

bt_value bt_exception_repr(struct bt_thread *th, bt_value self)
{
    bt_value args = bt_as_exception(self)->args;
    const char *name = bt_type_of(th, self)->name, *dot = strrchr(name, '.');
    name = dot ? dot + 1 : name;
    if (bt_as_tuple(args)->len == 1)
        return bt_str_format(th, "%s(%R)", name, bt_as_tuple(args)->items[0]);
    return bt_str_format(th, "%s%R", name, args);
}

// ---- attributes of all exceptions ----

static bt_value get_args(struct bt_thread *th, bt_value self)
{
    (void)th;
    return bt_as_exception(self)->args;
}

static bool set_args(struct bt_thread *th, bt_value self, bt_value value)
{
    if (bt_is_unset(value))
        return bt_fail(th, BT_EXC_TYPE_ERROR, "args may not be deleted");
    bt_value tuple = bt_to_tuple(th, value);
    if (bt_is_error(tuple))
        return false;
    bt_as_exception(self)->args = tuple;
    return true;
}

static bt_value get_traceback(struct bt_thread *th, bt_value self)
{
    (void)th;
    return bt_as_exception(self)->traceback;
}

static bool set_traceback(struct bt_thread *th, bt_value self, bt_value value)
{
    if (bt_is_unset(value))
        return bt_fail(th, BT_EXC_TYPE_ERROR, "__traceback__ may not be deleted");
    if (!bt_is_none(value) && !bt_is_exact(th, value, BT_T_TRACEBACK))
        return bt_fail(th, BT_EXC_TYPE_ERROR, "__traceback__ must be a traceback or None");
    bt_as_exception(self)->traceback = value;
    return true;
}

// Check a value for __cause__ or __context__.
static bool check_linked(struct bt_thread *th, bt_value value, const char *name)
{
    if (bt_is_unset(value))
        return bt_fail(th, BT_EXC_TYPE_ERROR, "__%s__ may not be deleted", name);
    if (!bt_is_none(value) && !bt_is_exception(value))
        return bt_fail(th, BT_EXC_TYPE_ERROR,
                       "exception %s must be None or derive from BaseException", name);
    return true;
}

static bt_value get_context(struct bt_thread *th, bt_value self)
{
    (void)th;
    return bt_as_exception(self)->context;
}

static bool set_context(struct bt_thread *th, bt_value self, bt_value value)
{
    if (!check_linked(th, value, "context"))
        return false;
    bt_as_exception(self)->context = value;
    return true;
}

static bt_value get_cause(struct bt_thread *th, bt_value self)
{
    (void)th;
    return bt_as_exception(self)->cause;
}

static bool set_cause(struct bt_thread *th, bt_value self, bt_value value)
{
    if (!check_linked(th, value, "cause"))
        return false;
    bt_as_exception(self)->cause = value;
    bt_as_exception(self)->suppress_context = true;
    return true;
}

static bt_value get_suppress(struct bt_thread *th, bt_value self)
{
    (void)th;
    return bt_bool(bt_as_exception(self)->suppress_context);
}

static bool set_suppress(struct bt_thread *th, bt_value self, bt_value value)
{
    if (bt_is_unset(value))
        return bt_fail(th, BT_EXC_TYPE_ERROR, "can't delete numeric/char attribute");
    if (!bt_is_bool(value))
        return bt_fail(th, BT_EXC_TYPE_ERROR, "attribute value type must be bool");
    bt_as_exception(self)->suppress_context = bt_same(value, BT_TRUE);
    return true;
}

static bt_value get_notes(struct bt_thread *th, bt_value self)
{
    bt_value notes = bt_as_exception(self)->notes;
    return bt_is_unset(notes) ? bt_raise_attribute(th, self, BT_NAME(th, notes)) : notes;
}

static bool set_notes(struct bt_thread *th, bt_value self, bt_value value)
{
    struct bt_exception *e = bt_as_exception(self);
    if (bt_is_unset(value) && bt_is_unset(e->notes)) {
        (void)bt_raise_attribute(th, self, BT_NAME(th, notes));
        return false;
    }
    e->notes = value;
    return true;
}

// ---- methods ----

bool bt_exception_add_note(struct bt_thread *th, bt_value exception, bt_value note)
{
    struct bt_exception *e = bt_as_exception(exception);
    if (!bt_is_str(note))
        return bt_fail(th, BT_EXC_TYPE_ERROR, "note must be a str, not '%T'", note);
    if (bt_is_unset(e->notes)) {
        bt_value list = bt_list_new(th, NULL, 0);
        if (bt_is_error(list))
            return false;
        e->notes = list;
    }
    if (!bt_is_list(e->notes))
        return bt_fail(th, BT_EXC_TYPE_ERROR, "Cannot add note: __notes__ is not a list");
    return bt_list_append(th, e->notes, note);
}

static bt_value add_note(struct bt_thread *th, const bt_value *args)
{
    return bt_exception_add_note(th, args[0], args[1]) ? BT_NONE : BT_ERROR;
}

static bt_value with_traceback(struct bt_thread *th, const bt_value *args)
{
    return set_traceback(th, args[0], args[1]) ? args[0] : BT_ERROR;
}

static bt_value reduce(struct bt_thread *th, const bt_value *args)
{
    bt_value dict = bt_instance_dict(th, bt_obj(args[0]));
    if (bt_is_error(dict))
        return BT_ERROR;
    bt_value type = bt_from_obj(bt_type_of(th, args[0]));
    if (bt_dict_len(bt_as_dict(dict)))
        return bt_tuple_of(th, 3, type, bt_as_exception(args[0])->args, dict);
    return bt_tuple_of(th, 2, type, bt_as_exception(args[0])->args);
}

static bt_value setstate(struct bt_thread *th, const bt_value *args)
{
    if (bt_is_none(args[1]))
        return BT_NONE;
    if (!bt_is_dict(args[1]))
        return bt_type_error(th, "state is not a dictionary");
    BT_ROOTS(th, r, 2);
    bt_value result = BT_NONE, key, value;
    size_t pos = 0;
    r[0] = bt_dict_copy(th, bt_as_dict(args[1])); // a setter may change the dict
    if (bt_is_error(r[0]))
        result = BT_ERROR;
    while (!bt_is_error(result) && bt_dict_next(bt_as_dict(r[0]), &pos, &key, &value)) {
        if (!bt_setattr(th, args[0], key, value))
            result = BT_ERROR;
    }
    BT_UNROOT(th, r);
    return result;
}

static const struct bt_fn_spec base_methods[] = {
    {"with_traceback", with_traceback, "(self, tb, /)",
     "Set self.__traceback__ to tb and return self.", NULL, 0},
    {"add_note", add_note, "(self, note, /)", "Add a line to be shown below the message.", NULL, 0},
    {"__reduce__", reduce, "(self, /)", "How to make a copy.", NULL, 0},
    {"__setstate__", setstate, "(self, state, /)", "Set the attributes of a copy.", NULL, 0},
    {0},
};

static const struct bt_getset_spec base_getsets[] = {
    {"args", get_args, set_args, NULL},
    {"__traceback__", get_traceback, set_traceback, NULL},
    {"__context__", get_context, set_context, NULL},
    {"__cause__", get_cause, set_cause, NULL},
    {"__suppress_context__", get_suppress, set_suppress, NULL},
    {"__notes__", get_notes, set_notes, NULL},
    {0},
};

// ---- the table ----

#define EXC(id) [BT_EXC_##id - BT_T_COUNT]

const struct bt_type_spec bt_exception_specs[BT_TYPE_COUNT - BT_T_COUNT] = {
#define BT_EXC(id, text, base)                                                  \
    EXC(id) = {.name = text,                                                    \
               .flags = BT_TYPE_BASE | BT_TYPE_INSTANCE_DICT | BT_TYPE_EXC_SUB, \
               .base_id = BT_EXC_##base,                                        \
               .size = sizeof(struct bt_exception)},
#include "runtime/objects/exceptions.def"
#undef BT_EXC
    EXC(BASE_EXCEPTION).doc = "The base of all exceptions.",
    EXC(BASE_EXCEPTION).slots =
        {
            .repr = bt_exception_repr,
            .str = bt_exception_str,
            .new_ = bt_exception_make,
            .init = bt_exception_init,
            .trace = exception_trace,
        },
    EXC(BASE_EXCEPTION).methods = base_methods,
    EXC(BASE_EXCEPTION).getsets = base_getsets,
    EXC(EXCEPTION).doc = "The base of all exceptions that do not end the program on purpose.",
    EXC(STOP_ITERATION).slots.init = bt_exc_stop_init,
    EXC(STOP_ITERATION).getsets = bt_exc_stop_getsets,
    EXC(SYSTEM_EXIT).slots.init = bt_exc_exit_init,
    EXC(SYSTEM_EXIT).getsets = bt_exc_exit_getsets,
    EXC(IMPORT_ERROR).slots.init = bt_exc_import_init,
    EXC(IMPORT_ERROR).slots.str = bt_exc_import_str,
    EXC(IMPORT_ERROR).getsets = bt_exc_import_getsets,
    EXC(ATTRIBUTE_ERROR).slots.init = bt_exc_attribute_init,
    EXC(ATTRIBUTE_ERROR).getsets = bt_exc_attribute_getsets,
    EXC(NAME_ERROR).slots.init = bt_exc_name_init,
    EXC(NAME_ERROR).getsets = bt_exc_name_getsets,
    EXC(KEY_ERROR).slots.str = bt_exc_key_str,
    EXC(SYNTAX_ERROR).slots.init = bt_exc_syntax_init,
    EXC(SYNTAX_ERROR).slots.str = bt_exc_syntax_str,
    EXC(SYNTAX_ERROR).getsets = bt_exc_syntax_getsets,
    EXC(OS_ERROR).slots.new_ = bt_exc_os_new,
    EXC(OS_ERROR).slots.init = bt_exc_os_init,
    EXC(OS_ERROR).slots.str = bt_exc_os_str,
    EXC(OS_ERROR).getsets = bt_exc_os_getsets,
    EXC(BLOCKING_IO_ERROR).getsets = bt_exc_blocking_getsets,
    EXC(UNICODE_DECODE_ERROR).slots.init = bt_exc_decode_init,
    EXC(UNICODE_DECODE_ERROR).slots.str = bt_exc_decode_str,
    EXC(UNICODE_DECODE_ERROR).getsets = bt_exc_unicode_getsets,
    EXC(UNICODE_ENCODE_ERROR).slots.init = bt_exc_encode_init,
    EXC(UNICODE_ENCODE_ERROR).slots.str = bt_exc_encode_str,
    EXC(UNICODE_ENCODE_ERROR).getsets = bt_exc_unicode_getsets,
    EXC(UNICODE_TRANSLATE_ERROR).slots.init = bt_exc_translate_init,
    EXC(UNICODE_TRANSLATE_ERROR).slots.str = bt_exc_translate_str,
    EXC(UNICODE_TRANSLATE_ERROR).getsets = bt_exc_translate_getsets,
    EXC(BASE_EXCEPTION_GROUP).slots.new_ = bt_exc_group_new,
    EXC(BASE_EXCEPTION_GROUP).slots.init = bt_exc_group_init,
    EXC(BASE_EXCEPTION_GROUP).slots.str = bt_exc_group_str,
    EXC(BASE_EXCEPTION_GROUP).methods = bt_exc_group_methods,
    EXC(BASE_EXCEPTION_GROUP).getsets = bt_exc_group_getsets,
};
