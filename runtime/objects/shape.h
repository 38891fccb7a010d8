/*
 * Shapes (hidden classes): the map from attribute name to slot number that all instances with the
 * same attributes, added in the same order, share. Shape ids are never used again, so an inline
 * cache may keep one.
 */
#ifndef BT_OBJECTS_SHAPE_H
#define BT_OBJECTS_SHAPE_H

#include "base/vec.h"
#include "runtime/objects/heap.h"

#define BT_SHAPE_NONE 0u  // no instance part
#define BT_SHAPE_DICT 1u  // the attributes are in part->dict
#define BT_INLINE_MAX 33u // inline slots at most; the rest is in part->more
#define BT_SHAPE_MAX  250 // attributes; beyond that an instance goes over to a dict

struct bt_shape {
    uint32_t id;
    uint32_t parent; // id; 0 for a root
    uint32_t n_slots;
    uint32_t n_inline;
    bt_value name;        // the name added last (interned str), BT_UNSET for a root
    struct bt_type *type; // the type it was made for (a root's whole tree belongs to it)
    uint32_t *children;   // ids of shapes one name longer
    uint32_t n_children, cap_children;
    // hash table: bits of the name, made at first lookup in a longer shape; NULL before
    uint64_t *names;
    uint8_t *slots;      // the slot beside each name
    uint32_t names_size; // power of two
};

struct bt_shapes {
    struct BT_VEC(struct bt_shape *) shapes; // by id; NULL: gone, or one of the two special ids
};

struct bt_shapes *bt_shapes_new(struct bt_interp *interp);
void bt_shapes_free(struct bt_shapes *shapes);
// For the collector: mark the names; then forget the shapes of types that were not marked.
void bt_shapes_trace(struct bt_shapes *shapes, struct bt_tracer *tracer);
void bt_shapes_sweep(struct bt_shapes *shapes);
static inline struct bt_shape *bt_shape(const struct bt_interp *interp, uint32_t id)
{
    return interp->shapes->shapes.items[id];
}
// The root shape of a type with its present slots hint; 0 when out of memory (MemoryError set).
uint32_t bt_shape_root(struct bt_thread *th, struct bt_type *type);
// Slot of an interned name, or -1.
int bt_shape_find(struct bt_thread *th, uint32_t shape, bt_value name);
// The shape with one more name; 0 with MemoryError set; BT_SHAPE_DICT when the instance should go
// over to a dict.
uint32_t bt_shape_add(struct bt_thread *th, uint32_t shape, bt_value name);

// The bytes of a native object that varies in length (str, bytes, tuple), rounded up to 8: by its
// type flags.
size_t bt_instance_end(const struct bt_object *o);
static inline struct bt_instance_part *bt_instance_part(struct bt_object *o)
{
    size_t offset = o->type->instance_offset;
    if (BT_UNLIKELY(offset == BT_INSTANCE_AT_END))
        offset = bt_instance_end(o);
    return (struct bt_instance_part *)(void *)((char *)o + offset);
}
// The shape of an object that has an instance part. The eval loop's caches are for BT_TYPE_SHAPED
// types only.
static inline uint32_t bt_instance_shape(const struct bt_object *o)
{
    return o->type->flags & BT_TYPE_SHAPED ? o->aux : BT_SHAPE_DICT;
}
// The place of a slot of a shape with this inline capacity.
static inline bt_value *bt_instance_slot(struct bt_instance_part *part, uint32_t n_inline,
                                         uint32_t slot)
{
    return slot < n_inline ? &part->slots[slot] : &part->more->v[slot - n_inline];
}
// A new instance of a Python class: header, empty instance part, finaliser registered. `size` bytes
// of native part zeroed. NULL with MemoryError. A type without instance part (instance_offset 0)
// just gets its type->size bytes.
BT_MUST_CHECK void *bt_instance_new(struct bt_thread *th, struct bt_type *type);
// The same for a type with plain_size.
BT_MUST_CHECK static inline void *bt_instance_new_plain(struct bt_thread *th, struct bt_type *type)
{
    struct bt_object *o = bt_new_object(th, type, type->plain_size);
    if (BT_LIKELY(o != NULL)) {
        o->aux = type->root_shape;
        ((struct bt_instance_part *)(void *)(o + 1))->more = NULL;
    }
    return o;
}
// For the heap: mark what the instance part of an object holds; release what lies outside it.
void bt_instance_trace(struct bt_tracer *tracer, struct bt_interp *interp, struct bt_object *o);
void bt_instance_release(struct bt_interp *interp, struct bt_object *o);
// The same for a type derived from str, bytes or tuple: `native_size` is the whole native struct,
// items included.
BT_MUST_CHECK void *bt_instance_new_var(struct bt_thread *th, struct bt_type *type,
                                        size_t native_size);
// Read / write / delete in the instance's own attributes; no descriptors, no Python run. Names are
// interned strs. BT_UNSET if absent
bt_value bt_instance_get(struct bt_thread *th, struct bt_object *o, bt_value name);
BT_MUST_CHECK bool bt_instance_set(struct bt_thread *th, struct bt_object *o, bt_value name,
                                   bt_value value);
bool bt_instance_delete(struct bt_thread *th, struct bt_object *o, bt_value name, bool *found);
// __dict__: makes the instance go over to a dict of its own and returns it.
BT_MUST_CHECK bt_value bt_instance_dict(struct bt_thread *th, struct bt_object *o);
// Assignment to __dict__: the attributes are in this dict from now on.
void bt_instance_set_dict(struct bt_thread *th, struct bt_object *o, struct bt_dict *dict);

#endif
