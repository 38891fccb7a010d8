// Types: making native ones from specs and Python ones from class statements.
#ifndef BT_OBJECTS_TYPE_H
#define BT_OBJECTS_TYPE_H

#include "runtime/objects/state.h"

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
