/*
 * The heap: non-moving mark-sweep with size classes, one per interpreter. It collects only at
 * safepoints, never inside an allocation. Debt (requested bytes) is counted in deterministic units:
 * the same program collects at the same instruction in every build.
 *
 * Locking: everything here is for the holder of the interpreter's lock.
 */
#ifndef BT_OBJECTS_HEAP_H
#define BT_OBJECTS_HEAP_H

#include "runtime/objects/state.h"

#if defined(__SANITIZE_ADDRESS__)
#define BT_HEAP_ASAN 1
#elif defined(__has_feature)
#if __has_feature(address_sanitizer)
#define BT_HEAP_ASAN 1
#endif
#endif
#ifdef BT_HEAP_ASAN
#include <sanitizer/asan_interface.h>
#define BT_HEAP_UNPOISON(p, n) ASAN_UNPOISON_MEMORY_REGION((p), (n))
#define BT_HEAP_POISON(p, n)   ASAN_POISON_MEMORY_REGION((p), (n))
#else
#define BT_HEAP_UNPOISON(p, n) ((void)0)
#define BT_HEAP_POISON(p, n)   ((void)0)
#endif

// bt_object.gc
enum bt_gc_bits {
    BT_GC_MARKED = 1, // reached in the collection under way; of a large object only
    BT_GC_GREY = 2,   // reached, its own references not yet followed, and no room to remember it
    BT_GC_LARGE = 4,  // has memory of its own
};

#define BT_HEAP_GRAIN     16u
#define BT_HEAP_SMALL_MAX 512u
#define BT_BLOCK_SIZE     65536u
#define BT_HEAP_CLASSES   (BT_HEAP_SMALL_MAX / BT_HEAP_GRAIN + 1)

// A free cell looks like an object without a type, so that the sweep can tell them apart.
struct __attribute__((may_alias)) bt_free_cell {
    struct bt_type *type; // NULL
    struct bt_free_cell *next;
};

/*
 * The head of a block: 64 KiB at a multiple of its size, cut into cells of one size, from the
 * front. [BT_BLOCK_FIRST, carved) are cells (objects or free), the rest is untouched. Whether an
 * object was reached is noted here, not in the object, so that a sweep need not look at what lives.
 */
struct bt_block {
    struct bt_block *next; // in the list it is in: to be swept, or empty
    uint32_t cell;         // bytes of a cell
    uint32_t carved;       // offset of what has not been cut yet
    uint64_t marks[BT_BLOCK_SIZE / BT_HEAP_GRAIN / 64]; // a bit per grain: that of a cell's start
};
#define BT_BLOCK_FIRST ((uint32_t)((sizeof(struct bt_block) + 63) & ~(size_t)63))

// What the inlined allocation needs to see of the heap; `struct bt_heap` begins with it.
struct bt_heap_fast {
    int64_t credit; // bytes that may still be asked for before a collection is due
    struct bt_free_cell *free[BT_HEAP_CLASSES];
};

// Make / destroy an interpreter's heap. NULL when there is no memory. bt_heap_free releases every
// object without running finalisers.
struct bt_heap *bt_heap_new(struct bt_interp *interp);
void bt_heap_free(struct bt_heap *heap);

// bt_new_object when the inlined way is closed: no free cell, a large object, or a collection is
// due.
BT_MUST_CHECK void *bt_new_object_slow(struct bt_thread *th, struct bt_type *type, size_t size);

// A new object of `size` bytes with its header set (aux, spare, flags zero) and the rest
// UNINITIALISED: the caller fills every field before it calls anything marked [py]. NULL with
// MemoryError set.
BT_MUST_CHECK static inline void *bt_new_object(struct bt_thread *th, struct bt_type *type,
                                                size_t size)
{
    struct bt_heap_fast *heap = (struct bt_heap_fast *)(void *)th->interp->heap;
    if (BT_UNLIKELY(size > BT_HEAP_SMALL_MAX))
        return bt_new_object_slow(th, type, size);
    size_t size_class = (size + BT_HEAP_GRAIN - 1) / BT_HEAP_GRAIN;
    struct bt_free_cell *cell = heap->free[size_class];
    int64_t credit = heap->credit - (int64_t)size;
    if (BT_UNLIKELY(cell == NULL || credit < 0)) // whoever uses the credit up says so
        return bt_new_object_slow(th, type, size);
    heap->credit = credit;
    heap->free[size_class] = cell->next;
    struct bt_object *object = (struct bt_object *)(void *)cell;
    BT_HEAP_UNPOISON(object, size);
    *object = (struct bt_object){.type = type};
    return object;
}
// Charge for a small object that is not made because nobody would see it, so that collections come
// where they would. false, and nothing charged, if that would use the credit up: make it then.
static inline bool bt_heap_charge_unmade(struct bt_thread *th, size_t size)
{
    struct bt_heap_fast *heap = (struct bt_heap_fast *)(void *)th->interp->heap;
    if (BT_UNLIKELY(heap->credit < (int64_t)size))
        return false;
    heap->credit -= (int64_t)size;
    return true;
}
static inline void bt_heap_refund_unmade(struct bt_thread *th, size_t size)
{
    ((struct bt_heap_fast *)(void *)th->interp->heap)->credit += (int64_t)size;
}
// A new object with the rest zeroed.
BT_MUST_CHECK static inline void *bt_new_object_zero(struct bt_thread *th, struct bt_type *type,
                                                     size_t size)
{
    struct bt_object *object = bt_new_object(th, type, size);
    if (BT_LIKELY(object != NULL))
        memset(object + 1, 0, size - sizeof *object);
    return object;
}

// Memory that an object owns outside the heap (list items, dict tables); counts as debt, is
// released by bt_mem_free in the type's `free` slot. NULL with MemoryError set; realloc leaves the
// old block as it was then.
BT_MUST_CHECK void *bt_mem_alloc(struct bt_thread *th, size_t size);
BT_MUST_CHECK void *bt_mem_realloc(struct bt_thread *th, void *block, size_t old_size,
                                   size_t new_size);
// `block` may be NULL.
void bt_mem_free(struct bt_interp *interp, void *block, size_t size);

// The state of a collection's marking. `top` grows towards `end`; what it holds is mark.c's matter.
struct bt_tracer {
    struct bt_heap *heap;
    uintptr_t *top, *end;
    size_t owned;  // bytes of bt_mem blocks that the living own
    bool overflow; // the stack could not grow: grey objects are left in the heap
};

// For trace slots: what is held is alive. BT_UNSET, BT_ERROR and unboxed values are fine. The
// object's type and its instance part need no marking: the collector does that itself.
void bt_mark_slow(struct bt_tracer *tracer, struct bt_object *object);
static inline void bt_mark_object(struct bt_tracer *tracer, struct bt_object *object)
{
    if (object == NULL)
        return;
    if (BT_LIKELY(tracer->top < tracer->end))
        *tracer->top++ = (uintptr_t)object;
    else
        bt_mark_slow(tracer, object);
}
static inline void bt_mark(struct bt_tracer *tracer, bt_value v)
{
    if (bt_is_obj(v))
        bt_mark_object(tracer, bt_obj(v));
}
// The values may be read later in the collection: they must not lie in the caller's own frame
// unless there are no more than 32.
void bt_mark_values(struct bt_tracer *tracer, const bt_value *v, size_t n);
// The same for values that do not lie beside the object, but in a block that it owns, and for pairs
// of values in such a block: they are fetched first.
struct __attribute__((may_alias)) bt_pair_place {
    bt_value key, value;
    uint64_t other;
};
void bt_mark_items(struct bt_tracer *tracer, const bt_value *v, size_t n);
void bt_mark_pairs(struct bt_tracer *tracer, const struct bt_pair_place *pairs, size_t n);
// For a word that may be a value or what a former use of its place has left there: it is marked if
// it leads to an object of the heap, which is slow to find out, and made unset otherwise.
void bt_mark_leftover(struct bt_tracer *tracer, bt_value *v);
// The object that is traced owns a bt_mem block of so many bytes: for the account.
static inline void bt_mark_owned(struct bt_tracer *tracer, size_t size)
{
    tracer->owned += size;
}
// For a type's list of subclasses: the list lives, its items do not for its sake; those that die
// are taken out.
void bt_mark_weak_list(struct bt_tracer *tracer, bt_value list);
// Was it reached? Only between marking and sweeping: bt_strtab_sweep, bt_shapes_sweep.
static inline bool bt_is_marked(const struct bt_object *object)
{
    if ((object->gc & BT_GC_LARGE) != 0)
        return (object->gc & BT_GC_MARKED) != 0;
    uintptr_t offset = (uintptr_t)object & (BT_BLOCK_SIZE - 1);
    const struct bt_block *block =
        (const struct bt_block *)(const void *)((const char *)object - offset);
    return (block->marks[offset / BT_HEAP_GRAIN / 64] >> (offset / BT_HEAP_GRAIN % 64) & 1) != 0;
}

// Collect now (gc.collect). Runs weak reference callbacks and finalisers afterwards on the calling
// thread, in order of allocation. Returns the number of objects freed. [py]
size_t bt_collect(struct bt_thread *th);
// The same, but the memory of the dead is swept up bit by bit when new objects need it (safepoint).
// A program sees no difference. [py]
void bt_collect_marking(struct bt_thread *th);
// Is a collection due? (BT_ATTN_GC has been set on the allocating thread.)
bool bt_collect_wanted(const struct bt_heap *heap);

// Tell the heap that the object has a finaliser (its type has `del`): called when the instance is
// made. false with MemoryError set.
BT_MUST_CHECK bool bt_heap_add_finalizer(struct bt_thread *th, struct bt_object *object);
// The object's `free` slot does what others can see (a lock's owner, a descriptor): it is called
// in the collection that finds the object dead, not when its memory is swept up. Called when the
// object is made. false with MemoryError set.
BT_MUST_CHECK bool bt_heap_free_early(struct bt_thread *th, struct bt_object *object);
// The weak reference `ref` (struct bt_weakref) looks at object: it is cleared when the object dies.
// false with MemoryError set.
BT_MUST_CHECK bool bt_heap_add_weakref(struct bt_thread *th, struct bt_object *object,
                                       struct bt_object *ref);
// The newest weak reference to the object, or NULL; the others follow in bt_weakref.next.
struct bt_weakref *bt_heap_weakrefs(const struct bt_heap *heap, const struct bt_object *object);

// The serial that id() and default repr show instead of an address: given at first use, never used
// again. 0 with MemoryError set.
uint64_t bt_serial(struct bt_thread *th, struct bt_object *object);

struct bt_heap_stats {
    size_t live_bytes, live_objects, collections, threshold;
    int64_t longest_ns, total_ns; // time that collections took, without what they called
};
// live_* as of the end of the last collection.
struct bt_heap_stats bt_heap_stats(const struct bt_heap *heap);
void bt_heap_set_enabled(struct bt_heap *heap, bool enabled); // gc.enable / gc.disable
bool bt_heap_enabled(const struct bt_heap *heap);
// Call fn for every object (gc.get_objects); fn must not allocate.
void bt_heap_each(struct bt_heap *heap, void (*fn)(struct bt_object *object, void *data),
                  void *data);

#endif
