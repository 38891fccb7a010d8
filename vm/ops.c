// Instructions too large for the eval loop: names, imports, formatting, raising, pattern matching.
#include "runtime/objects/dict.h"
#include "runtime/objects/exception.h"
#include "runtime/objects/heap.h"
#include "runtime/objects/protocol.h"
#include "runtime/objects/seq.h"
#include "runtime/objects/str.h"
#include "vm/eval.h"

// ---- dict displays and keyword arguments ----

bool bt_op_dict_update(struct bt_thread *th, bt_value dict, bt_value mapping)
{
    if (bt_dict_update(th, bt_as_dict(dict), mapping))
        return true;
    if (bt_exc_is(th, BT_EXC_ATTRIBUTE_ERROR) ||
        (bt_exc_is(th, BT_EXC_TYPE_ERROR) && !bt_is_dict(mapping))) {
        bt_value keys = bt_type_lookup(bt_type_of(th, mapping), BT_NAME(th, _keys));
        if (bt_is_unset(keys)) {
            bt_exc_clear(th);
            return bt_fail(th, BT_EXC_TYPE_ERROR, "'%T' object is not a mapping", mapping);
        }
    }
    return false;
}

// "__main__.f() " in front of what is wrong with the arguments of the call
static bool fail_callee(struct bt_thread *th, bt_value callee, const char *what, bt_value v)
{
    BT_ROOTS(th, r, 2);
    r[0] = v;
    r[1] = bt_callee_text(th, callee);
    if (!bt_is_error(r[1]))
        (void)bt_type_error(th, what, bt_as_str(r[1]), v);
    BT_UNROOT(th, r);
    return false;
}

bool bt_op_not_iterable_args(struct bt_thread *th, bt_value callee, bt_value v)
{
    struct bt_type *type = bt_type_of(th, v);
    if (!bt_exc_is(th, BT_EXC_TYPE_ERROR) || type->s.iter || type->s.getitem)
        return false;
    bt_exc_clear(th);
    if (bt_is_unset(callee))
        return bt_fail(th, BT_EXC_TYPE_ERROR, "Value after * must be an iterable, not %T", v);
    return fail_callee(th, callee, "%U argument after * must be an iterable, not %T", v);
}

static bool has_only_str_keys(const struct bt_dict *d)
{
    size_t pos = 0;
    bt_value key, value;
    while (bt_dict_next(d, &pos, &key, &value))
        if (!bt_is_str(key))
            return false;
    return true;
}

bool bt_op_dict_merge(struct bt_thread *th, bt_value dict, bt_value mapping, bt_value callee)
{
    BT_ROOTS(th, r, 1);
    if (bt_is_dict(mapping)) {
        r[0] = mapping;
    } else {
        r[0] = bt_dict_new(th);
        if (!bt_is_error(r[0]) &&
            !bt_is_unset(bt_type_find(th, bt_type_of(th, mapping), BT_NAME(th, _keys)))) {
            if (!bt_dict_update(th, bt_as_dict(r[0]), mapping))
                r[0] = BT_ERROR;
        } else if (!bt_is_error(r[0])) {
            (void)fail_callee(th, callee, "%U argument after ** must be a mapping, not %T",
                              mapping);
            r[0] = BT_ERROR;
        }
    }
    bool ok = !bt_is_error(r[0]);
    size_t pos = 0;
    bt_value key, value, old;
    bool copy = ok && bt_as_dict(dict)->n_live == 0 && has_only_str_keys(bt_as_dict(r[0]));
    if (copy) // as f(**d) begins, and mostly ends
        ok = bt_dict_copy_table(th, bt_as_dict(dict), bt_as_dict(r[0]));
    while (ok && !copy && bt_dict_next(bt_as_dict(r[0]), &pos, &key, &value)) {
        if (!bt_is_str(key))
            ok = bt_fail(th, BT_EXC_TYPE_ERROR, "keywords must be strings");
        else if (!bt_dict_get(th, bt_as_dict(dict), key, &old))
            ok = false;
        else if (!bt_is_unset(old))
            ok = fail_callee(th, callee, "%U got multiple values for keyword argument '%S'", key);
        else
            ok = bt_dict_set(th, bt_as_dict(dict), key, value);
    }
    BT_UNROOT(th, r);
    return ok;
}

// ---- formatting ----

bt_value bt_op_format(struct bt_thread *th, bt_value v, bt_value spec, unsigned conversion)
{
    BT_ROOTS(th, r, 1);
    r[0] = v;
    if (conversion == 1)
        r[0] = bt_str_of(th, v);
    else if (conversion == 2)
        r[0] = bt_repr(th, v);
    else if (conversion == 3)
        r[0] = bt_ascii(th, v);
    bt_value result = r[0];
    if (!bt_is_error(r[0])) {
        if (bt_is_unset(spec))
            spec = th->interp->empty_str;
        if (!bt_is_exact(th, r[0], BT_T_STR) || bt_as_str(spec)->len > 0)
            result = bt_format(th, r[0], spec);
    }
    BT_UNROOT(th, r);
    return result;
}

// ---- names ----

// NameError, with the method's self for "Did you mean: 'self.x'?".
static BT_COLD bt_value not_defined(struct bt_thread *th, const struct bt_frame *frame,
                                    bt_value name)
{
    (void)bt_raise_name(th, name, "name '%S' is not defined");
    const struct bt_tuple *locals = bt_as_tuple(frame->code->varnames);
    for (size_t i = 0; i < locals->len && bt_exc_is(th, BT_EXC_NAME_ERROR); i++) {
        if (!bt_same(locals->items[i], BT_NAME(th, _self)))
            continue;
        bt_value self = frame->regs[i];
        if (bt_is_exact(th, self, BT_T_CELL))
            self = ((struct bt_cell *)bt_obj(self))->value;
        bt_as_exception(th->exc)->extra[BT_X_NAME_SELF] = self;
    }
    return BT_ERROR;
}

bt_value bt_op_load_global(struct bt_thread *th, struct bt_frame *frame, bt_value name)
{
    bt_value v = bt_dict_get_str(th, frame->func->globals, name);
    if (bt_is_unset(v))
        v = bt_dict_get_str(th, frame->func->builtins, name);
    return bt_is_unset(v) ? not_defined(th, frame, name) : v;
}

bt_value bt_op_load_name(struct bt_thread *th, struct bt_frame *frame, bt_value name)
{
    if (frame->flags & BT_FRAME_NS) {
        bt_value v;
        if (bt_is_exact(th, frame->extra, BT_T_DICT)) {
            v = bt_dict_get_str(th, bt_as_dict(frame->extra), name);
        } else {
            v = bt_getitem(th, frame->extra, name);
            if (bt_is_error(v)) {
                if (!bt_exc_is(th, BT_EXC_KEY_ERROR))
                    return v;
                bt_exc_clear(th);
                v = BT_UNSET;
            }
        }
        if (!bt_is_unset(v))
            return v;
    }
    return bt_op_load_global(th, frame, name);
}

bool bt_op_store_name(struct bt_thread *th, struct bt_frame *frame, bt_value name, bt_value value)
{
    if (!(frame->flags & BT_FRAME_NS))
        return bt_dict_set(th, frame->func->globals, name, value);
    if (bt_is_exact(th, frame->extra, BT_T_DICT))
        return bt_dict_set(th, bt_as_dict(frame->extra), name, value);
    return bt_setitem(th, frame->extra, name, value);
}

static bool delete_from(struct bt_thread *th, struct bt_dict *dict, bt_value name)
{
    bool found;
    if (!bt_dict_delete(th, dict, name, &found))
        return false;
    if (!found)
        (void)bt_raise_name(th, name, "name '%S' is not defined");
    return found;
}

bool bt_op_delete_name(struct bt_thread *th, struct bt_frame *frame, bt_value name)
{
    if (!(frame->flags & BT_FRAME_NS))
        return delete_from(th, frame->func->globals, name);
    if (bt_is_exact(th, frame->extra, BT_T_DICT))
        return delete_from(th, bt_as_dict(frame->extra), name);
    if (bt_setitem(th, frame->extra, name, BT_UNSET))
        return true;
    if (bt_exc_is(th, BT_EXC_KEY_ERROR)) {
        bt_exc_clear(th);
        (void)bt_raise_name(th, name, "name '%S' is not defined");
    }
    return false;
}

bool bt_op_delete_global(struct bt_thread *th, struct bt_frame *frame, bt_value name)
{
    return delete_from(th, frame->func->globals, name);
}

bool bt_op_setup_annotations(struct bt_thread *th, struct bt_frame *frame)
{
    bt_value name = BT_NAME(th, annotations);
    bt_value ns = frame->flags & BT_FRAME_NS ? frame->extra : bt_from_obj(frame->func->globals);
    bt_value old;
    if (bt_is_dict(ns)) {
        if (!bt_dict_get(th, bt_as_dict(ns), name, &old))
            return false;
    } else {
        old = bt_getitem(th, ns, name);
        if (bt_is_error(old)) {
            if (!bt_exc_is(th, BT_EXC_KEY_ERROR))
                return false;
            bt_exc_clear(th);
            old = BT_UNSET;
        }
    }
    if (!bt_is_unset(old))
        return true;
    bt_value dict = bt_dict_new(th);
    return !bt_is_error(dict) && bt_op_store_name(th, frame, name, dict);
}

bt_value bt_op_unbound_local(struct bt_thread *th, struct bt_frame *frame, unsigned reg)
{
    bt_value name = bt_as_tuple(frame->code->varnames)->items[reg];
    return bt_raise(th, BT_EXC_UNBOUND_LOCAL_ERROR,
                    "cannot access local variable '%S' where it is not associated with a value",
                    name);
}

bt_value bt_op_unbound_cell(struct bt_thread *th, struct bt_frame *frame, unsigned reg)
{
    if (reg < bt_as_tuple(frame->code->varnames)->len)
        return bt_op_unbound_local(th, frame, reg);
    return bt_raise(
        th, BT_EXC_NAME_ERROR,
        "cannot access free variable where it is not associated with a value in enclosing scope");
}

bt_value bt_op_unbound_free(struct bt_thread *th, struct bt_frame *frame, unsigned index)
{
    bt_value name = bt_as_tuple(frame->code->freevars)->items[index];
    return bt_raise_name(
        th, name,
        "cannot access free variable '%S' where it is not associated with a value in enclosing scope");
}

// ---- functions ----

bt_value bt_op_make_function(struct bt_thread *th, struct bt_frame *frame, bt_value code,
                             const bt_value *v, unsigned what)
{
    bt_value value = bt_function_new(th, (struct bt_code *)bt_obj(code), frame->func->globals,
                                     frame->func->builtins);
    if (bt_is_error(value))
        return value;
    struct bt_function *func = (struct bt_function *)bt_obj(value);
    if (what & BT_FN_DEFAULTS)
        func->defaults = *v++;
    if (what & BT_FN_KWDEFAULTS)
        func->kwdefaults = *v++;
    if (what & BT_FN_ANNOTATIONS)
        func->annotations = *v++;
    if (what & BT_FN_CLOSURE) {
        func->closure_tuple = *v++;
        func->closure = bt_as_tuple(func->closure_tuple)->items;
    }
    if (what & BT_FN_TYPE_PARAMS)
        func->type_params = *v++;
    return value;
}

// ---- exceptions ----

static bool is_exception_class(const struct bt_thread *th, bt_value v)
{
    return bt_is_type(v) &&
           bt_is_subtype((struct bt_type *)bt_obj(v), bt_type(th, BT_EXC_BASE_EXCEPTION));
}

bt_value bt_op_match_exc(struct bt_thread *th, bt_value exc, bt_value types)
{
    if (bt_is_tuple(types)) {
        const struct bt_tuple *tuple = bt_as_tuple(types);
        for (size_t i = 0; i < tuple->len; i++)
            if (!is_exception_class(th, tuple->items[i]))
                return bt_type_error(
                    th, "catching classes that do not inherit from BaseException is not allowed");
        for (size_t i = 0; i < tuple->len; i++)
            if (bt_is_subtype(bt_type_of(th, exc), (struct bt_type *)bt_obj(tuple->items[i])))
                return BT_TRUE;
        return BT_FALSE;
    }
    if (!is_exception_class(th, types))
        return bt_type_error(
            th, "catching classes that do not inherit from BaseException is not allowed");
    return bt_bool(bt_is_subtype(bt_type_of(th, exc), (struct bt_type *)bt_obj(types)));
}

// An instance of what stands behind raise or from; `what` is for the message.
static bt_value exception_from(struct bt_thread *th, bt_value v, const char *message)
{
    if (bt_is_exception(v))
        return v;
    if (!is_exception_class(th, v))
        return bt_type_error(th, "%s", message);
    bt_value exc = bt_call0(th, v);
    if (!bt_is_error(exc) && !bt_is_exception(exc))
        return bt_type_error(
            th, "calling %R should have returned an instance of BaseException, not %T", v, exc);
    return exc;
}

void bt_op_raise(struct bt_thread *th, struct bt_frame *frame, const bt_value *v, unsigned count)
{
    (void)frame;
    if (count == 0) {
        bt_value handled = bt_handled_exception(th);
        if (bt_is_none(handled))
            (void)bt_raise(th, BT_EXC_RUNTIME_ERROR, "No active exception to reraise");
        else
            bt_exc_put(th, handled);
        return;
    }
    BT_ROOTS(th, r, 2);
    r[0] = exception_from(th, v[0], "exceptions must derive from BaseException");
    if (!bt_is_error(r[0]) && count == 2) {
        r[1] = bt_is_none(v[1])
                   ? BT_NONE
                   : exception_from(th, v[1], "exception causes must derive from BaseException");
        if (!bt_is_error(r[1])) {
            struct bt_exception *exc = (struct bt_exception *)bt_obj(r[0]);
            exc->cause = r[1];
            exc->suppress_context = true;
        }
    }
    if (!bt_is_error(r[0]) && !bt_is_error(r[1]))
        (void)bt_raise_value(th, r[0]);
    BT_UNROOT(th, r);
}

bt_value bt_handled_exception(struct bt_thread *th)
{
    for (struct bt_frame *f = bt_vthread(th)->frame; f; f = f->prev)
        if (!bt_is_none(f->handled))
            return f->handled;
    return BT_NONE;
}

bool bt_op_load_special(struct bt_thread *th, bt_value *dest, bt_value v, unsigned which,
                        struct bt_special_cache *cache)
{
    static const struct {
        int name;
        const char *message;
    } specials[] = {
        [BT_SP_ENTER] = {BT_N_enter, "'%T' object does not support the context manager protocol"},
        [BT_SP_EXIT] =
            {BT_N_exit,
             "'%T' object does not support the context manager protocol (missed __exit__ method)"},
        [BT_SP_AENTER] = {BT_N_aenter,
                          "'%T' object does not support the asynchronous context manager protocol"},
        [BT_SP_AEXIT] =
            {BT_N_aexit,
             "'%T' object does not support the asynchronous context manager protocol (missed __aexit__ method)"},
    };
    struct bt_type *type = bt_type_of(th, v);
    bt_value name = th->interp->names[specials[which].name];
    bt_value found = bt_type_lookup(type, name);
    if (which == BT_SP_EXIT && bt_is_unset(bt_type_lookup(type, BT_NAME(th, enter))))
        return bt_fail(th, BT_EXC_TYPE_ERROR, specials[BT_SP_ENTER].message,
                       v); // the first one missed is named
    if (bt_is_unset(found))
        return bt_fail(th, BT_EXC_TYPE_ERROR, specials[which].message, v);
    const struct bt_type *found_type = bt_type_of(th, found);
    if (found_type == bt_type(th, BT_T_FUNCTION) || found_type == bt_type(th, BT_T_METHOD_DESCR)) {
        dest[0] = found;
        dest[1] = v;
        if (th->interp->specialise) {
            cache->version = type->version;
            cache->value = found;
        }
        return true;
    }
    if (found_type->s.descr_get) {
        found = found_type->s.descr_get(th, found, v, bt_from_obj(type));
        if (bt_is_error(found))
            return false;
    }
    dest[0] = found;
    dest[1] = BT_UNSET;
    return true;
}

// ---- imports ----

bool bt_op_import_name(struct bt_thread *th, struct bt_frame *frame, bt_value *regs, bt_value name)
{
    bt_value import = bt_dict_get_str(th, frame->func->builtins, BT_NAME(th, import));
    if (bt_is_unset(import))
        return bt_fail(th, BT_EXC_IMPORT_ERROR, "__import__ not found");
    bt_value locals = frame->flags & BT_FRAME_NS ? frame->extra : BT_NONE;
    bt_value args[5] = {name, bt_from_obj(frame->func->globals), locals, regs[1], regs[0]};
    bt_value module = bt_call_n(th, import, args, 5);
    if (bt_is_error(module))
        return false;
    regs[0] = module;
    return true;
}

bt_value bt_op_import_from(struct bt_thread *th, bt_value module, bt_value name)
{
    bt_value v = bt_getattr_opt(th, module, name);
    if (bt_is_error(v) || !bt_is_unset(v))
        return v;
    bt_value module_name = bt_getattr_opt(th, module, BT_NAME(th, name));
    if (bt_is_error(module_name))
        return module_name;
    // a submodule that is being imported is in sys.modules, not yet an attribute
    if (bt_is_str(module_name)) {
        bt_value full = bt_str_format(th, "%S.%S", module_name, name);
        if (bt_is_error(full))
            return full;
        v = bt_dict_get_str(th, bt_as_dict(bt_vm(th)->modules), full);
        if (!bt_is_unset(v))
            return v;
    }
    bt_value file = bt_getattr_opt(th, module, BT_NAME(th, file));
    if (bt_is_error(file))
        return file;
    if (!bt_is_str(module_name))
        module_name = bt_str_from(th, "<unknown module name>");
    bt_value error;
    if (bt_is_str(file))
        error = bt_raise(th, BT_EXC_IMPORT_ERROR, "cannot import name %R from %R (%S)", name,
                         module_name, file);
    else
        error = bt_raise(th, BT_EXC_IMPORT_ERROR,
                         "cannot import name %R from %R (unknown location)", name, module_name);
    bt_import_error_fields(th, module_name, bt_is_str(file) ? file : BT_NONE, name);
    return error;
}

// All public names into the namespace: those of __all__, else those without a leading underscore.
static bool import_names(struct bt_thread *th, struct bt_frame *frame, bt_value module,
                         bt_value names, bool all)
{
    BT_ROOTS(th, r, 2);
    r[0] = bt_iter(th, names);
    bool ok = !bt_is_error(r[0]);
    while (ok) {
        r[1] = bt_iter_next(th, r[0]);
        if (bt_is_unset(r[1]))
            break;
        ok = !bt_is_error(r[1]);
        if (ok && !bt_is_str(r[1]))
            ok = bt_fail(th, BT_EXC_TYPE_ERROR, "Item in %S must be str, not %T",
                         all ? BT_NAME(th, all) : BT_NAME(th, dict), r[1]);
        if (!ok || (!all && bt_as_str(r[1])->data[0] == '_'))
            continue;
        bt_value v = bt_getattr(th, module, r[1]);
        ok = !bt_is_error(v) && bt_op_store_name(th, frame, r[1], v);
    }
    BT_UNROOT(th, r);
    return ok;
}

bool bt_op_import_star(struct bt_thread *th, struct bt_frame *frame, bt_value module)
{
    bt_value all = bt_getattr_opt(th, module, BT_NAME(th, all));
    if (bt_is_error(all))
        return false;
    if (!bt_is_unset(all))
        return import_names(th, frame, module, all, true);
    bt_value dict = bt_getattr_opt(th, module, BT_NAME(th, dict));
    if (bt_is_error(dict))
        return false;
    if (!bt_is_dict(dict))
        return bt_fail(th, BT_EXC_IMPORT_ERROR,
                       "from-import-* object has no __dict__ and no __all__");
    BT_ROOTS(th, r, 1);
    r[0] = bt_to_list(th, dict); // importing may change it
    bool ok = !bt_is_error(r[0]) && import_names(th, frame, module, r[0], false);
    BT_UNROOT(th, r);
    return ok;
}

bool bt_op_print_expr(struct bt_thread *th, bt_value v)
{
    bt_value hook = bt_dict_get_str(th, bt_as_dict(bt_vm(th)->sys_dict), BT_NAME(th, _displayhook));
    if (bt_is_unset(hook))
        return bt_fail(th, BT_EXC_RUNTIME_ERROR, "lost sys.displayhook");
    return !bt_is_error(bt_call1(th, hook, v));
}

bt_value bt_op_yield_from_iter(struct bt_thread *th, struct bt_frame *frame, bt_value v)
{
    (void)frame;
    if (bt_is_exact(th, v, BT_T_GENERATOR))
        return v;
    return bt_iter(th, v);
}

// ---- pattern matching ----

bt_value bt_op_match_keys(struct bt_thread *th, bt_value mapping, bt_value keys)
{
    const struct bt_tuple *k = bt_as_tuple(keys);
    BT_ROOTS(th, r, 3);
    r[0] = bt_tuple_new(th, NULL, k->len);
    r[1] = bt_set_new(th, false);
    bt_value result = bt_is_error(r[0]) || bt_is_error(r[1]) ? BT_ERROR : r[0];
    r[2] = bt_is_error(result) ? BT_ERROR : bt_getattr(th, mapping, bt_intern(th, "get", 3));
    if (bt_is_error(r[2]))
        result = BT_ERROR;
    for (size_t i = 0; !bt_is_error(result) && bt_same(result, r[0]) && i < k->len; i++) {
        bool seen;
        if (!bt_set_has(th, r[1], k->items[i], &seen) || !bt_set_add(th, r[1], k->items[i])) {
            result = BT_ERROR;
        } else if (seen) {
            result = bt_value_error(th, "mapping pattern checks duplicate key (%R)", k->items[i]);
        } else {
            // the set serves as a value that the mapping cannot hold
            bt_value args[2] = {k->items[i], r[1]};
            bt_value v = bt_call_n(th, r[2], args, 2);
            if (bt_is_error(v))
                result = v;
            else if (bt_same(v, r[1]))
                result = BT_NONE;
            else
                bt_as_tuple(r[0])->items[i] = v;
        }
    }
    BT_UNROOT(th, r);
    return result;
}

// Attributes by position come from __match_args__; the built-in types of one value match
// themselves.
static bool positional_attribute(struct bt_thread *th, bt_value v, bt_value cls,
                                 bt_value match_args, size_t positional, size_t i, bt_value *name,
                                 bt_value *value)
{
    *name = BT_UNSET;
    if (bt_is_unset(match_args)) {
        if (positional > 1)
            return bt_fail(th, BT_EXC_TYPE_ERROR,
                           "%N() accepts 1 positional sub-pattern (%zu given)",
                           (struct bt_type *)bt_obj(cls), positional);
        *value = v;
        return true;
    }
    *name = bt_as_tuple(match_args)->items[i];
    if (!bt_is_str(*name))
        return bt_fail(th, BT_EXC_TYPE_ERROR, "__match_args__ elements must be strings (got %T)",
                       *name);
    *value = bt_getattr_opt(th, v, *name);
    return !bt_is_error(*value);
}

static bool matches_itself(const struct bt_thread *th, struct bt_type *type)
{
    uint32_t own = BT_TYPE_INT_SUB | BT_TYPE_STR_SUB | BT_TYPE_LIST_SUB | BT_TYPE_TUPLE_SUB |
                   BT_TYPE_DICT_SUB | BT_TYPE_BYTES_SUB | BT_TYPE_FLOAT_SUB | BT_TYPE_SET_SUB;
    return (type->flags & own) != 0 || bt_is_subtype(type, bt_type(th, BT_T_BYTEARRAY));
}

// TypeError if the i-th attribute of a class pattern is one of those that came before by position.
static bool check_repeated(struct bt_thread *th, bt_value cls, bt_value match_args,
                           size_t positional, const struct bt_tuple *names, size_t i)
{
    if (!bt_is_tuple(match_args))
        return true;
    const bt_value *by_position = bt_as_tuple(match_args)->items;
    bt_value name = i < positional ? by_position[i] : names->items[i - positional];
    for (size_t k = 0; k < positional && k < i; k++) {
        if (bt_is_str(name) && bt_is_str(by_position[k]) &&
            bt_str_equal(bt_as_str(by_position[k]), bt_as_str(name)))
            return bt_fail(th, BT_EXC_TYPE_ERROR, "%N() got multiple sub-patterns for attribute %R",
                           (struct bt_type *)bt_obj(cls), name);
    }
    return true;
}

static bool match_attributes(struct bt_thread *th, bt_value v, bt_value cls, size_t positional,
                             const struct bt_tuple *names, bt_value *r, bool *absent)
{
    bt_value match_args = BT_UNSET;
    if (positional > 0) {
        match_args = bt_getattr_opt(th, cls, BT_NAME(th, match_args));
        if (bt_is_error(match_args))
            return false;
        r[1] = match_args;
        struct bt_type *type = (struct bt_type *)bt_obj(cls);
        if (!bt_is_unset(match_args) && !bt_is_tuple(match_args))
            return bt_fail(th, BT_EXC_TYPE_ERROR, "%N.__match_args__ must be a tuple (got %T)",
                           type, match_args);
        size_t allowed = !bt_is_unset(match_args)   ? bt_as_tuple(match_args)->len
                         : matches_itself(th, type) ? 1
                                                    : 0;
        if (allowed < positional)
            return bt_fail(th, BT_EXC_TYPE_ERROR,
                           "%N() accepts %zu positional sub-pattern%s (%zu given)", type, allowed,
                           allowed == 1 ? "" : "s", positional);
    }
    for (size_t i = 0; i < positional + names->len; i++) {
        bt_value name, value;
        if (!check_repeated(th, cls, match_args, positional, names, i))
            return false;
        if (i < positional) {
            if (!positional_attribute(th, v, cls, match_args, positional, i, &name, &value))
                return false;
        } else {
            name = names->items[i - positional];
            value = bt_getattr_opt(th, v, name);
            if (bt_is_error(value))
                return false;
        }
        if (bt_is_unset(value)) {
            *absent = true;
            return true;
        }
        bt_as_tuple(r[0])->items[i] = value;
    }
    return true;
}

bt_value bt_op_match_class(struct bt_thread *th, bt_value v, bt_value cls, size_t positional,
                           bt_value names)
{
    if (!bt_is_type(cls))
        return bt_type_error(th, "called match pattern must be a class");
    bool is, absent = false;
    if (!bt_isinstance(th, v, cls, &is))
        return BT_ERROR;
    if (!is)
        return BT_NONE;
    BT_ROOTS(th, r, 2);
    r[0] = bt_tuple_new(th, NULL, positional + bt_as_tuple(names)->len);
    bt_value result = r[0];
    if (!bt_is_error(r[0]) &&
        !match_attributes(th, v, cls, positional, bt_as_tuple(names), r, &absent))
        result = BT_ERROR;
    else if (absent)
        result = BT_NONE;
    BT_UNROOT(th, r);
    return result;
}

bool bt_op_intrinsic(struct bt_thread *th, const bt_value *v, unsigned which, bt_value out[2])
{
    BT_ROOTS(th, r, 2);
    bool ok;
    if (which == BT_IN_EXC_GROUP_SPLIT) {
        ok = bt_exception_group_match(th, v[0], v[1], r);
    } else if (which == BT_IN_EXC_GROUP_JOIN) {
        r[0] = bt_exception_group_join(th, v[0], v[1]);
        ok = !bt_is_error(r[0]);
    } else {
        ok = bt_fail(th, BT_EXC_SYSTEM_ERROR, "unknown intrinsic function %d", (int)which);
    }
    out[0] = r[0];
    out[1] = r[1];
    BT_UNROOT(th, r);
    return ok;
}
