/*
 * The inside of the heap, shared by heap.c (allocation) and gc.c (collection) only.
 */
#ifndef BT_OBJECTS_HEAP_PRIVATE_H
#define BT_OBJECTS_HEAP_PRIVATE_H

#include "base/slab.h"
#include "base/vec.h"
#include "runtime/objects/heap.h"
#include "runtime/objects/ptrmap.h"
#include "runtime/objects/weakref.h"

#define BT_BLOCK_SIZE     65536u
#define BT_HEAP_THRESHOLD ((int64_t)8 << 20)

// 64 KiB cut into cells of one size, from the front: [0, carved) are cells (objects or free), the
// rest is untouched.
struct bt_block {
    char *memory;
    uint32_t cell;   // bytes of a cell
    uint32_t carved; // bytes cut so far
};

// The head of an object with a block of its own.
struct bt_large {
    size_t size; // requested bytes
    size_t pad;  // keeps the object aligned to 16
};

BT_UNUSED static inline struct bt_object *bt_large_object(struct bt_large *large)
{
    return (struct bt_object *)(void *)(large + 1);
}

struct bt_weak_entry {
    struct bt_object *object;
    struct bt_weakref *ref;
};

struct bt_heap {
    struct bt_heap_fast fast;
    struct bt_interp *interp;
    struct BT_VEC(struct bt_block) blocks;
    size_t current[BT_HEAP_CLASSES]; // index + 1 of the block being carved, 0 = none
    struct BT_VEC(char *) pool;      // empty blocks kept for reuse; room for all blocks
    struct BT_VEC(struct bt_large *) large;
    size_t mem_bytes;      // bt_mem blocks
    struct bt_slabs slabs; // the small ones of them

    bool enabled;
    int64_t credit_aside; // what credit was when collections were switched off
    int64_t threshold;
    size_t live_bytes, live_objects, collections;

    struct BT_VEC(struct bt_object *) finalizable; // in order of allocation
    // dead, their finaliser is still to run; room for all of the above
    struct BT_VEC(struct bt_object *) pending;
    size_t pending_done;
    struct BT_VEC(struct bt_weak_entry) weakrefs; // in order of creation
    struct BT_VEC(struct bt_weakref *) callbacks; // still to be called; room for all of the above
    size_t callbacks_done;
    bool running; // finalisers are being run, by some thread
    struct bt_ptrmap serials;
    struct bt_ptrmap weak_heads; // object -> newest weak reference
    struct BT_VEC(struct bt_object *) mark_stack;
    struct BT_VEC(struct bt_object *) weak_lists; // lists whose dead items go, in this collection
};

struct bt_tracer {
    struct bt_heap *heap;
    bool overflow; // the mark stack could not grow: grey objects are left in the heap
};

// gc.c: give back all unmarked objects and clear the marks. Returns how many.
size_t bt_heap_sweep(struct bt_heap *heap);
// Start the account anew after a collection.
void bt_heap_settle(struct bt_heap *heap);

#endif
