/*
 * The bridge between dunders and slots: which slot a dunder stands for, the functions that fill the
 * slots of Python classes, and the slot wrappers by which Python code calls a slot that C code
 * filled. slots.def is the one table.
 */
#ifndef BT_OBJECTS_SLOTS_H
#define BT_OBJECTS_SLOTS_H

#include "runtime/objects/state.h"

// Any slot function; cast back to its own type before the call.
typedef void (*bt_slot_fn)(void);

struct bt_slot_row {
    uint16_t name;   // enum bt_name_id
    uint16_t offset; // of the slot in struct bt_slots
    bt_slot_fn generic;
    const char *text; // "__add__"
    const char *doc;
};

// int.__add__: the dunder of a slot that the native type `type` fills.
struct bt_slot_wrapper {
    struct bt_object base;
    const struct bt_slot_row *row;
    struct bt_type *type;
};
// (5).__add__: a slot wrapper with its self.
struct bt_method_wrapper {
    struct bt_object base;
    struct bt_slot_wrapper *wrapper;
    bt_value self;
};

#define BT_SLOT(name, field, generic, wrap, doc) BT_SLOT_ROW_##name,
enum bt_slot_row_id {
#include "runtime/objects/slots.def"
    BT_SLOT_ROWS
};
#undef BT_SLOT

// The lines of slots.def (slots.c).
extern const struct bt_slot_row bt_slot_rows[BT_SLOT_ROWS];

// How self.__dunder__(args) calls the slot function `fn`; args do not include self. NULL: C code's
// slot shows no dunder. [py] (slot_wrap.c)
typedef bt_value (*bt_slot_wrap_fn)(struct bt_thread *th, const struct bt_slot_row *row,
                                    bt_slot_fn fn, bt_value self, const struct bt_args *args);
extern const bt_slot_wrap_fn bt_slot_wraps[BT_SLOT_ROWS];

// Give a native type's dict a wrapper for each slot in `own`, those it does not inherit. false = no
// memory.
BT_MUST_CHECK bool bt_slots_add_wrappers(struct bt_thread *th, struct bt_type *type,
                                         const struct bt_slots *own);
// Copy from a base what the native type has not (bt_type_ready).
void bt_slots_inherit(struct bt_type *type, const struct bt_type *base);
// Renew the slots of a Python class that `name` stands for; all of them when name is BT_UNSET.
void bt_slots_update(struct bt_thread *th, struct bt_type *type, bt_value name);
// The `__new__` that a native type's dict holds: a native function bound to the type.
BT_MUST_CHECK bt_value bt_slots_make_new(struct bt_thread *th, struct bt_type *type);

// What __bool__ or __len__ has returned, as the slots of a Python class take it. false: TypeError,
// ValueError or OverflowError. [py]
BT_MUST_CHECK bool bt_slot_truth_result(struct bt_thread *th, bt_value v, bool *out);
BT_MUST_CHECK bool bt_slot_len_result(struct bt_thread *th, bt_value v, size_t *out);

// The slot function at `offset`; NULL if empty.
static inline bt_slot_fn bt_slot_get(const struct bt_slots *slots, size_t offset)
{
    bt_slot_fn fn;
    memcpy(&fn, (const char *)slots + offset, sizeof fn);
    return fn;
}
static inline void bt_slot_set(struct bt_slots *slots, size_t offset, bt_slot_fn fn)
{
    memcpy((char *)slots + offset, &fn, sizeof fn);
}

#endif
