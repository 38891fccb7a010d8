// Built-in functions about any object: attributes, classes, identity.
#include "runtime/modules/builtins.h"
#include "runtime/objects/dict.h"
#include "runtime/objects/heap.h"
#include "runtime/objects/int.h"
#include "runtime/objects/protocol.h"
#include "runtime/objects/seq.h"
#include "runtime/objects/str.h"
#include "vm/interp.h"

static bt_value builtin_callable(struct bt_thread *th, const bt_value *args)
{
    return bt_bool(bt_is_callable(th, args[0]));
}

/*
 * id(): heap objects have a serial number from first use on; the unboxed values have none, so
 * theirs is made of the word itself, moved out of the way of the serials.
 */
static bt_value builtin_id(struct bt_thread *th, const bt_value *args)
{
    if (bt_is_obj(args[0]))
        return bt_int_from_u64(th, bt_serial(th, bt_obj(args[0])));
    return bt_int_from_u64(th, args[0].bits);
}

static bt_value builtin_isinstance(struct bt_thread *th, const bt_value *args)
{
    bool is;
    return bt_isinstance(th, args[0], args[1], &is) ? bt_bool(is) : BT_ERROR;
}

static bt_value builtin_issubclass(struct bt_thread *th, const bt_value *args)
{
    bool is;
    return bt_issubclass(th, args[0], args[1], &is) ? bt_bool(is) : BT_ERROR;
}

// ---- attributes ----

// An attribute's name as an interned str; TypeError.
static bt_value attribute_name(struct bt_thread *th, bt_value name)
{
    if (!bt_is_str(name))
        return bt_type_error(th, "attribute name must be string, not '%.200T'", name);
    return bt_intern_str(th, name);
}

// (object, name, default=?, /)
static bt_value builtin_getattr(struct bt_thread *th, const bt_value *args)
{
    BT_ROOTS(th, r, 1);
    r[0] = attribute_name(th, args[1]);
    bt_value v = BT_ERROR;
    if (!bt_is_error(r[0])) {
        if (bt_is_unset(args[2])) {
            v = bt_getattr(th, args[0], r[0]);
        } else {
            v = bt_getattr_opt(th, args[0], r[0]);
            if (bt_is_unset(v))
                v = args[2];
        }
    }
    BT_UNROOT(th, r);
    return v;
}

static bt_value builtin_hasattr(struct bt_thread *th, const bt_value *args)
{
    BT_ROOTS(th, r, 1);
    r[0] = attribute_name(th, args[1]);
    bt_value v = bt_is_error(r[0]) ? BT_ERROR : bt_getattr_opt(th, args[0], r[0]);
    BT_UNROOT(th, r);
    return bt_is_error(v) ? v : bt_bool(!bt_is_unset(v));
}

static bt_value set_attribute(struct bt_thread *th, bt_value obj, bt_value name, bt_value v)
{
    BT_ROOTS(th, r, 1);
    r[0] = attribute_name(th, name);
    bool ok = !bt_is_error(r[0]) && bt_setattr(th, obj, r[0], v);
    BT_UNROOT(th, r);
    return ok ? BT_NONE : BT_ERROR;
}
static bt_value builtin_setattr(struct bt_thread *th, const bt_value *args)
{
    return set_attribute(th, args[0], args[1], args[2]);
}
static bt_value builtin_delattr(struct bt_thread *th, const bt_value *args)
{
    return set_attribute(th, args[0], args[1], BT_UNSET);
}

// ---- vars, dir ----

static bt_value local_names(struct bt_thread *th)
{
    struct bt_frame *frame = bt_current_frame(th);
    if (!frame)
        return bt_raise(th, BT_EXC_SYSTEM_ERROR, "frame does not exist");
    return bt_frame_locals(th, frame);
}

// (object=?, /)
static bt_value builtin_vars(struct bt_thread *th, const bt_value *args)
{
    if (bt_is_unset(args[0]))
        return local_names(th);
    bt_value v = bt_getattr_opt(th, args[0], BT_NAME(th, dict));
    if (bt_is_unset(v))
        return bt_type_error(th, "vars() argument must have __dict__ attribute");
    return v;
}

// The sorted list of what `names` iterates over. [py]
static bt_value sorted_list(struct bt_thread *th, bt_value names)
{
    if (bt_is_error(names))
        return names;
    BT_ROOTS(th, r, 2);
    r[0] = names;
    r[1] = bt_to_list(th, names);
    bool ok = !bt_is_error(r[1]) && bt_list_sort(th, r[1], BT_NONE, false);
    BT_UNROOT(th, r);
    return ok ? r[1] : BT_ERROR;
}

// (object=?, /)
static bt_value builtin_dir(struct bt_thread *th, const bt_value *args)
{
    if (!bt_is_unset(args[0])) {
        bt_value names = bt_call_special(th, args[0], BT_NAME(th, dir), NULL, 0);
        if (bt_is_unset(names))
            return bt_type_error(th, "object does not provide __dir__");
        return sorted_list(th, names);
    }
    BT_ROOTS(th, r, 1);
    r[0] = local_names(th);
    bt_value names =
        bt_is_error(r[0]) ? r[0] : bt_call_method(th, r[0], BT_NAME(th, _keys), NULL, 0);
    BT_UNROOT(th, r);
    return sorted_list(th, names);
}

const struct bt_fn_spec bt_builtins_object[] = {
    {"callable", builtin_callable, "(obj, /)", "Whether the object can be called.", NULL, 0},
    {"delattr", builtin_delattr, "(obj, name, /)", "Delete the attribute: del obj.name.", NULL, 0},
    {"dir", builtin_dir, "(object=?, /)",
     "The names of the object's attributes, or of the local variables.", NULL, 0},
    {"getattr", builtin_getattr, "(object, name, default=?, /)",
     "The attribute object.name, or the default when there is none.", NULL, 0},
    {"hasattr", builtin_hasattr, "(obj, name, /)", "Whether the object has the attribute.", NULL,
     0},
    {"id", builtin_id, "(obj, /)", "A number that is the object's alone while it exists.", NULL, 0},
    {"isinstance", builtin_isinstance, "(obj, class_or_tuple, /)",
     "Whether the object is an instance of the class, or of one of them.", NULL, 0},
    {"issubclass", builtin_issubclass, "(c, class_or_tuple, /)",
     "Whether c is derived from the class, or from one of them.", NULL, 0},
    {"setattr", builtin_setattr, "(obj, name, value, /)", "Set the attribute: obj.name = value.",
     NULL, 0},
    {"vars", builtin_vars, "(object=?, /)",
     "The object's __dict__, or the dictionary of local variables.", NULL, 0},
    {0},
};
