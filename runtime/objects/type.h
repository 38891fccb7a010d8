// Types: making native ones from specs and Python ones from class statements.
#ifndef BT_OBJECTS_TYPE_H
#define BT_OBJECTS_TYPE_H

#include "runtime/objects/state.h"

// The specs; each stands at the foot of its type's file.
#define BT_TYPE(id, spec) extern const struct bt_type_spec spec;
#include "runtime/objects/types.def"
#undef BT_TYPE

// The interned names and single-character strings of struct bt_interp (state.c). bt_types_init calls it, once the
// bare type objects are there. false = no memory.
BT_MUST_CHECK bool bt_state_init_names(struct bt_thread *th);

// Make all native types of types.def and exceptions.def, the interned names, the single-character strings.
// The first call after the heap exists. false = no memory.
BT_MUST_CHECK bool bt_types_init(struct bt_thread *th);

// type(name, bases, namespace, **kw): C3, slots, layout, __set_name__, __init_subclass__. [py]
BT_MUST_CHECK bt_value bt_type_new(struct bt_thread *th, struct bt_type *meta, bt_value name, bt_value bases, bt_value ns,
                                   const struct bt_args *kw);
// A native type that a module brings with it (threading's Lock ...). Not in types.def; same spec.
BT_MUST_CHECK struct bt_type *bt_type_from_spec(struct bt_thread *th, const struct bt_type_spec *spec, struct bt_type *base);
// The type's dict was changed under `name` (or a base was): renew slots and versions, of subclasses too.
void bt_type_changed(struct bt_thread *th, struct bt_type *type, bt_value name);
// Look up along the MRO with the version cache; BT_UNSET if absent. Same as bt_type_lookup of protocol.h.

// type.__new__'s choice: may `type` be subclassed, is its layout the same as another's: class.c. Here for object.__class__.
bool bt_type_same_layout(const struct bt_type *a, const struct bt_type *b);

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
    const struct bt_fn_spec *functions;             // may be NULL
    bool (*init)(struct bt_thread *th, struct bt_dict *dict); // constants, types; may be NULL
};
BT_MUST_CHECK bt_value bt_module_from_spec(struct bt_thread *th, const struct bt_module_spec *spec);

#endif
