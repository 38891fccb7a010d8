/*
 * Struct sequences: see struct_seq.h. A type is an ordinary class derived from tuple; each field is
 * a descriptor that knows its index. Attributes beyond the items live in the instance.
 */
#include "runtime/modules/struct_seq.h"

#include "base/buf.h"
#include "runtime/objects/dict.h"
#include "runtime/objects/function.h"
#include "runtime/objects/heap.h"
#include "runtime/objects/protocol.h"
#include "runtime/objects/seq.h"
#include "runtime/objects/shape.h"
#include "runtime/objects/str.h"
#include "vm/interp.h"

struct field {
    struct bt_object base;
    size_t index;
};

static bt_value field_get(struct bt_thread *th, bt_value self, bt_value obj, bt_value type)
{
    (void)th;
    (void)type;
    if (bt_is_unset(obj) || !bt_is_tuple(obj))
        return self;
    size_t index = ((struct field *)bt_obj(self))->index;
    return index < bt_as_tuple(obj)->len ? bt_as_tuple(obj)->items[index] : BT_NONE;
}

static bool field_set(struct bt_thread *th, bt_value self, bt_value obj, bt_value value)
{
    (void)self;
    (void)obj;
    (void)value;
    return bt_fail(th, BT_EXC_ATTRIBUTE_ERROR, "readonly attribute");
}

static const struct bt_type_spec field_spec = {
    .name = "struct_field",
    .flags = BT_TYPE_ABSTRACT | BT_TYPE_PLAIN_GETATTR,
    .size = sizeof(struct field),
    .slots = {.descr_get = field_get, .descr_set = field_set},
};

static bt_value seq_repr(struct bt_thread *th, const bt_value *args)
{
    struct bt_type *type = bt_type_of(th, args[0]);
    bt_value fields = bt_type_lookup(type, BT_NAME(th, match_args));
    if (!bt_is_tuple(fields))
        return bt_type_error(th, "not a struct sequence: %T", args[0]);
    struct bt_buf buf;
    bt_buf_init(&buf);
    bt_value module = bt_type_module(th, type);
    if (bt_is_str(module))
        bt_buf_printf(&buf, "%s.", bt_as_str(module)->data);
    bt_buf_printf(&buf, "%s(", type->name);
    for (size_t i = 0; i < bt_as_tuple(args[0])->len; i++) {
        const char *name = bt_as_str(bt_as_tuple(fields)->items[i])->data;
        bt_buf_printf(&buf, "%s%s=", i ? ", " : "", name + (name[0] == '_'));
        if (!bt_buf_repr(th, &buf, bt_as_tuple(args[0])->items[i])) {
            bt_buf_free(&buf);
            return BT_ERROR;
        }
    }
    bt_buf_putc(&buf, ')');
    return bt_str_from_buf(th, &buf);
}

static const struct bt_fn_spec repr_spec = {"__repr__", seq_repr, "(self, /)", NULL, NULL, 0};

// A method: a Python-visible function that gets self when it is found on the type.
static bt_value method_descr(struct bt_thread *th, const struct bt_fn_spec *spec)
{
    struct bt_method_descr *descr =
        bt_new_object_zero(th, bt_type(th, BT_T_METHOD_DESCR), sizeof *descr);
    if (!descr)
        return BT_ERROR;
    descr->spec = spec;
    descr->type = bt_type(th, BT_T_TUPLE);
    return bt_from_obj(descr);
}

static bool put(struct bt_thread *th, bt_value dict, const char *name, bt_value v)
{
    bt_value key = bt_is_error(v) ? v : bt_intern(th, name, strlen(name));
    return !bt_is_error(key) && bt_dict_set(th, bt_as_dict(dict), key, v);
}

static bool fill_namespace(struct bt_thread *th, bt_value ns, const struct bt_struct_seq_spec *spec)
{
    struct bt_type *field_type = bt_type_from_spec(th, &field_spec, NULL);
    bt_value names = bt_tuple_new(th, NULL, spec->n_items);
    bt_value beyond = bt_list_new(th, NULL, 0);
    if (!field_type || bt_is_error(names) || bt_is_error(beyond))
        return false;
    size_t n = 0;
    for (; spec->fields[n]; n++) {
        if (n >= spec->n_items) { // an attribute of the instance
            bt_value name = bt_intern(th, spec->fields[n], strlen(spec->fields[n]));
            if (bt_is_error(name) || !bt_list_append(th, beyond, name))
                return false;
            continue;
        }
        struct field *field = bt_new_object(th, field_type, sizeof *field);
        if (!field)
            return false;
        field->index = n;
        if (!put(th, ns, spec->fields[n], bt_from_obj(field)))
            return false;
        bt_value name = bt_intern(th, spec->fields[n], strlen(spec->fields[n]));
        if (bt_is_error(name))
            return false;
        bt_as_tuple(names)->items[n] = name;
    }
    return put(th, ns, "_fields_beyond", beyond) && put(th, ns, "__match_args__", names) &&
           put(th, ns, "__repr__", method_descr(th, &repr_spec)) &&
           put(th, ns, "__module__", bt_str_from(th, spec->module)) &&
           put(th, ns, "n_sequence_fields", bt_from_small((int64_t)spec->n_items)) &&
           put(th, ns, "n_fields", bt_from_small((int64_t)n)) &&
           put(th, ns, "n_unnamed_fields", bt_from_small(0));
}

struct bt_type *bt_struct_seq_type(struct bt_thread *th, const struct bt_struct_seq_spec *spec)
{
    bt_value *cache = &bt_vm(th)->module_roots[BT_ROOT_STRUCT_SEQ];
    if (bt_is_unset(*cache)) {
        *cache = bt_dict_new(th);
        if (bt_is_error(*cache)) {
            *cache = BT_UNSET;
            return NULL;
        }
    }
    bt_value key = bt_str_format(th, "%s.%s", spec->module, spec->name), found;
    if (bt_is_error(key) || !bt_dict_get(th, bt_as_dict(*cache), key, &found))
        return NULL;
    if (!bt_is_unset(found))
        return (struct bt_type *)bt_obj(found);
    BT_ROOTS(th, r, 4);
    r[0] = key;
    r[1] = bt_str_from(th, spec->name);
    r[2] = bt_tuple_of(th, 1, bt_from_obj(bt_type(th, BT_T_TUPLE)));
    r[3] = bt_dict_new(th);
    bt_value type = BT_ERROR;
    if (!bt_is_error(r[1]) && !bt_is_error(r[2]) && !bt_is_error(r[3]) &&
        fill_namespace(th, r[3], spec)) {
        struct bt_args none = {NULL, 0, BT_UNSET};
        type = bt_type_new(th, bt_type(th, BT_T_TYPE), r[1], r[2], r[3], &none);
        if (!bt_is_error(type) && !bt_dict_set(th, bt_as_dict(*cache), r[0], type))
            type = BT_ERROR;
    }
    BT_UNROOT(th, r);
    return bt_is_error(type) ? NULL : (struct bt_type *)bt_obj(type);
}

// The names of the attributes that are no items.
static const struct bt_list *names_beyond(struct bt_thread *th, const struct bt_type *type)
{
    bt_value key = bt_intern(th, "_fields_beyond", 14);
    return bt_is_error(key) ? NULL
                            : bt_as_list(bt_type_lookup((struct bt_type *)(uintptr_t)type, key));
}

bt_value bt_struct_seq_new(struct bt_thread *th, struct bt_type *type, const bt_value *values)
{
    const struct bt_tuple *fields = bt_as_tuple(bt_type_lookup(type, BT_NAME(th, match_args)));
    const struct bt_list *beyond = names_beyond(th, type);
    if (beyond == NULL)
        return BT_ERROR;
    BT_ROOTS(th, r, 3);
    r[2] = bt_tuple_new(th, values, fields->len + beyond->len); // keeps them all alive
    r[0] = bt_is_error(r[2]) ? r[2] : bt_tuple_new(th, values, fields->len);
    struct bt_args args = {&r[0], 1, BT_UNSET};
    r[1] = bt_is_error(r[0]) ? r[0] : bt_type(th, BT_T_TUPLE)->s.new_(th, type, &args);
    for (size_t i = 0; i < beyond->len && !bt_is_error(r[1]); i++) {
        bt_value v = bt_as_tuple(r[2])->items[fields->len + i];
        if (!bt_instance_set(th, bt_obj(r[1]), beyond->items[i], v))
            r[1] = BT_ERROR;
    }
    bt_value seq = r[1];
    BT_UNROOT(th, r);
    return seq;
}
