// Types: making native ones from specs and Python ones from class statements.
#ifndef BT_OBJECTS_TYPE_H
#define BT_OBJECTS_TYPE_H

#include "runtime/objects/state.h"

// The specs; each stands at the foot of its type's file.
#define BT_TYPE(id, spec) extern const struct bt_type_spec spec;
#define BT_TYPE_ABOVE(id)
#include "runtime/objects/types.def"

// Make all native types of types.def and exceptions.def, the interned names, the single-character
// strings. The first call after the heap exists. false = no memory.
BT_MUST_CHECK bool bt_types_init(struct bt_thread *th);

// type(name, bases, namespace, **kw): C3, slots, layout, __set_name__, __init_subclass__. [py]
BT_MUST_CHECK bt_value bt_type_new(struct bt_thread *th, struct bt_type *meta, bt_value name,
                                   bt_value bases, bt_value ns, const struct bt_args *kw);
// Call a type whose metaclass is `type` with positional arguments, which the caller roots, the type
// too. [py]
BT_MUST_CHECK bt_value bt_type_call_n(struct bt_thread *th, struct bt_type *type, const bt_value *v,
                                      size_t n);
// A native type that a module brings with it (threading's Lock ...). Not in types.def; same spec.
BT_MUST_CHECK struct bt_type *
bt_type_from_spec(struct bt_thread *th, const struct bt_type_spec *spec, struct bt_type *base);
// The type's dict was changed under `name` (or a base was): renew slots and versions, of subclasses
// too.
void bt_type_changed(struct bt_thread *th, struct bt_type *type, bt_value name);
// Look up along the MRO with the version cache; BT_UNSET if absent. Same as bt_type_lookup of
// protocol.h.

// May an instance of `a` become one of `b` (object.__class__ = b)? Same native part, same slots,
// same place for attributes.
bool bt_type_same_layout(const struct bt_type *a, const struct bt_type *b);
// The most derived metaclass of `meta` and the bases' types; NULL with TypeError "metaclass
// conflict: ...".
BT_MUST_CHECK struct bt_type *bt_type_metaclass(struct bt_thread *th, struct bt_type *meta,
                                                bt_value bases);
// The __module__ of a type as its attribute shows it; BT_UNSET if it has none.
bt_value bt_type_module(struct bt_thread *th, struct bt_type *type);

// An attribute of a native type computed by C (the type "getset_descriptor").
struct bt_getset {
    struct bt_object base;
    const struct bt_getset_spec *spec;
    struct bt_type *type;
};
BT_MUST_CHECK bt_value bt_getset_new(struct bt_thread *th, struct bt_type *type,
                                     const struct bt_getset_spec *spec);

// A value of __slots__, `offset` bytes into the instance (the type "member_descriptor").
struct bt_member {
    struct bt_object base;
    bt_value name;
    struct bt_type *type;
    size_t offset;
};

/*
 * Data among a class's attributes: values that are no descriptors, under names that are not
 * special. They are overwritten in place and the class keeps its version (counters in a class are
 * common), so nobody may remember such a value by the version; its place may be remembered.
 */
static inline bool bt_is_data(const struct bt_thread *th, bt_value v)
{
    const struct bt_type *type = bt_type_of(th, v);
    return type->s.descr_get == NULL && type->s.descr_set == NULL;
}
// May what was found under the name (BT_UNSET: nothing) be remembered by the version?
bool bt_type_remembers(const struct bt_thread *th, bt_value name, bt_value found);
// Where the class itself has data under this name that may be overwritten; NULL: it has none.
bt_value *bt_type_data_place(struct bt_thread *th, struct bt_type *type, bt_value name);
// Where a class or the next of its bases has the attribute, NULL if none; stays while the class's
// version does.
bt_value *bt_type_place(struct bt_type *type, bt_value name);

// ---- between type.c, class.c and type_object.c ----
// A type object with nothing in it but a version. NULL with MemoryError.
BT_MUST_CHECK struct bt_type *bt_type_alloc(struct bt_thread *th, struct bt_type *meta);
BT_MUST_CHECK bool bt_type_add_subclass(struct bt_thread *th, struct bt_type *base,
                                        struct bt_type *type);
// Set BT_TYPE_PLAIN_GETATTR and BT_TYPE_PLAIN_NEW by the slots.
void bt_type_set_fast_flags(struct bt_thread *th, struct bt_type *type);
// The C3 linearisation of a type with these bases, itself first, as a tuple. TypeError.
BT_MUST_CHECK bt_value bt_type_c3(struct bt_thread *th, struct bt_type *type, bt_value bases);

struct bt_module {
    struct bt_object base;
    struct bt_dict *dict;
    bt_value name;
};
BT_MUST_CHECK bt_value bt_module_new(struct bt_thread *th, bt_value name);

// A native module's const spec; runtime/modules/modules.def lists them.
struct bt_module_spec {
    const char *name;
    const char *doc;
    const struct bt_fn_spec *functions;                       // may be NULL
    bool (*init)(struct bt_thread *th, struct bt_dict *dict); // constants, types; may be NULL
};
BT_MUST_CHECK bt_value bt_module_from_spec(struct bt_thread *th, const struct bt_module_spec *spec);

#endif
