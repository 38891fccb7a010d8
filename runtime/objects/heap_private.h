/*
 * The inside of the heap, shared by heap.c (allocation), mark.c, sweep.c and gc.c (collection)
 * only.
 */
#ifndef BT_OBJECTS_HEAP_PRIVATE_H
#define BT_OBJECTS_HEAP_PRIVATE_H

#include "base/slab.h"
#include "base/vec.h"
#include "runtime/objects/heap.h"
#include "runtime/objects/ptrmap.h"
#include "runtime/objects/weakref.h"

#define BT_CHUNK_SIZE     ((size_t)2 << 20)
#define BT_HEAP_THRESHOLD ((int64_t)4 << 20) // the least credit after a collection
#define BT_HEAP_DOUBLING  ((int64_t)8 << 20) // beyond it, half of what lives more

// The head of an object with memory of its own.
struct bt_large {
    size_t size;           // requested bytes
    struct bt_large *next; // of a dead type: the next of those
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
    struct BT_VEC(struct bt_block *) blocks;        // those that hold objects
    struct bt_block *current[BT_HEAP_CLASSES];      // the block that is being carved, or NULL
    struct bt_block *unswept[BT_HEAP_CLASSES];      // something lives in them; not swept yet
    struct bt_block *unswept_dead[BT_HEAP_CLASSES]; // nothing lives in them; not swept yet
    size_t n_unswept;                               // blocks in all those lists
    size_t sweep_class;                             // where bt_heap_sweep_some looks first
    int64_t sweep_debt;    // bt_mem bytes since a block was swept for their sake
    struct bt_block *pool; // empty blocks
    size_t pool_n;
    struct BT_VEC(char *) cold;   // empty blocks without memory; room for all blocks
    struct BT_VEC(char *) chunks; // what was asked of the system
    char *chunk_at, *chunk_end;   // the rest of the last chunk
    struct BT_VEC(struct bt_large *) large;
    struct bt_large *dead_types; // kept until all is swept that may be an instance of them
    size_t mem_bytes;            // bt_mem blocks
    struct bt_slabs slabs;       // the small ones of bt_mem's blocks

    bool enabled;
    int64_t credit_aside; // what credit was when collections were switched off
    int64_t threshold;
    size_t live_bytes, live_objects, collections;
    int64_t longest_ns, total_ns;

    struct BT_VEC(struct bt_object *) finalizable; // in order of allocation
    // dead, their finaliser is still to run; room for all of the above
    struct BT_VEC(struct bt_object *) pending;
    size_t pending_done;
    struct BT_VEC(struct bt_weak_entry) weakrefs; // in order of creation
    struct BT_VEC(struct bt_weakref *) callbacks; // still to be called; room for all of the above
    size_t callbacks_done;
    struct BT_VEC(struct bt_object *) early; // objects that are freed early (bt_heap_free_early)
    bool running;                            // finalisers are being run, by some thread
    struct bt_ptrmap serials;
    struct bt_ptrmap weak_heads;                  // object -> newest weak reference
    struct BT_VEC(uintptr_t) mark_stack;          // between collections: its memory
    struct BT_VEC(struct bt_object *) weak_lists; // lists whose dead items go, in this collection
};

// mark.c. Begin with an empty stack; follow everything that was marked; keep the stack's memory.
void bt_marking_begin(struct bt_tracer *tracer, struct bt_heap *heap);
void bt_marking_drain(struct bt_tracer *tracer);
void bt_marking_end(struct bt_tracer *tracer);
// Note the object as reached without following what it holds. false: it was already.
bool bt_marking_note(struct bt_object *object);

// sweep.c. After marking: count what lives, put the blocks in line to be swept, free the large
// objects; `owned` bytes of bt_mem blocks live. Returns how many large objects were freed.
size_t bt_sweep_plan(struct bt_heap *heap, size_t owned);
// Sweep blocks of the class until there are free cells of it. false: there are none.
bool bt_sweep_class(struct bt_heap *heap, size_t size_class);
// Sweep one block; an empty one comes to the pool. false: all are swept.
bool bt_sweep_some(struct bt_heap *heap);
// Sweep an empty block of any class into the pool. false: there is none.
bool bt_sweep_empty(struct bt_heap *heap);
// Sweep whatever is left. Returns how many objects were freed.
size_t bt_sweep_finish(struct bt_heap *heap);
// Release what the dead object owns outside the heap.
void bt_sweep_release(struct bt_heap *heap, struct bt_object *object);

// gc.c: start the account anew after a collection.
void bt_heap_settle(struct bt_heap *heap);

#endif
