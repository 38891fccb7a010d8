/*
 * The heap: non-moving mark-sweep with size classes, one per interpreter. It collects only at safepoints,
 * never inside an allocation. Debt (requested bytes) is counted in deterministic units: the same program
 * collects at the same instruction in every build.
 */
#ifndef BT_OBJECTS_HEAP_H
#define BT_OBJECTS_HEAP_H

#include "runtime/objects/state.h"

// Make / destroy an interpreter's heap. NULL when there is no memory.
struct bt_heap *bt_heap_new(struct bt_interp *interp);
void bt_heap_free(struct bt_heap *heap);

// A new object of `size` bytes with its header set (aux, spare, flags zero) and the rest UNINITIALISED: the caller
// fills every field before it calls anything marked [py]. NULL with MemoryError set.
BT_MUST_CHECK void *bt_new_object(struct bt_thread *th, struct bt_type *type, size_t size);
// The same with the rest zeroed.
BT_MUST_CHECK void *bt_new_object_zero(struct bt_thread *th, struct bt_type *type, size_t size);

// Memory that an object owns outside the heap (list items, dict tables); counts as debt, is released by
// bt_mem_free in the type's `free` slot. NULL with MemoryError set; realloc leaves the old block as it was then.
BT_MUST_CHECK void *bt_mem_alloc(struct bt_thread *th, size_t size);
BT_MUST_CHECK void *bt_mem_realloc(struct bt_thread *th, void *block, size_t old_size, size_t new_size);
void bt_mem_free(struct bt_interp *interp, void *block, size_t size);

// For trace slots: what is held is alive. BT_UNSET, BT_ERROR and unboxed values are fine.
void bt_mark_object(struct bt_tracer *tracer, struct bt_object *object);
static inline void bt_mark(struct bt_tracer *tracer, bt_value v)
{
    if (bt_is_obj(v))
        bt_mark_object(tracer, bt_obj(v));
}
void bt_mark_values(struct bt_tracer *tracer, const bt_value *v, size_t n);

// Collect now (gc.collect, safepoint). Runs finalisers afterwards on the calling thread, in order of
// allocation. Returns the number of objects freed. [py]
size_t bt_collect(struct bt_thread *th);
// Is a collection due? (BT_ATTN_GC has been set on the allocating thread.)
bool bt_collect_wanted(const struct bt_heap *heap);

// Tell the heap that the object has a finaliser (its type has `del`): called when the instance is made.
bool bt_heap_add_finalizer(struct bt_thread *th, struct bt_object *object);
// The weak reference `ref` (BT_T_WEAKREF) looks at object: it is cleared when the object dies.
bool bt_heap_add_weakref(struct bt_thread *th, struct bt_object *object, struct bt_object *ref);

// The serial that id() and default repr show instead of an address: given at first use, never used again.
uint64_t bt_serial(struct bt_thread *th, struct bt_object *object);

struct bt_heap_stats {
    size_t live_bytes, live_objects, collections, threshold;
};
struct bt_heap_stats bt_heap_stats(const struct bt_heap *heap);
void bt_heap_set_enabled(struct bt_heap *heap, bool enabled); // gc.enable / gc.disable
bool bt_heap_enabled(const struct bt_heap *heap);

#endif
