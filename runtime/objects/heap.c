/*
 * The heap: where objects and the memory they own come from.
 *
 * Small objects (up to BT_HEAP_SMALL_MAX bytes) live in cells of 64 KiB blocks, one cell size to a
 * block. A block is cut into cells from the front, a batch at a time, so that an untouched block
 * costs no memory; freed cells go to one free list per size. Larger objects have memory of their
 * own. Nothing ever moves. Blocks come from the system by the chunk; an empty one is kept for
 * reuse, or the system gets its memory back, not its address.
 *
 * The account. `credit` falls by the requested bytes of every object and every bt_mem block. Below
 * zero a collection is due: the allocating thread's attention word says so and its next safepoint
 * collects. Allocation itself never collects, so a caller need not root what it holds. Afterwards
 * the credit is as large as what lives, 4 MiB at least; of what lives beyond 8 MiB, only half.
 * Nothing in it depends on addresses, caches or the build.
 *
 * Collection is gc.c, marking mark.c, sweeping sweep.c. When a class has no free cell, blocks are
 * looked for in this order: those that wait to be swept; the one that is being carved; an empty
 * one. Invariant between collections: no object has BT_GC_MARKED or BT_GC_GREY.
 */
#include "runtime/objects/heap.h"

#include <stdatomic.h>

#include "runtime/objects/error.h"
#include "runtime/objects/heap_private.h"

#define CARVE_BYTES 2048u          // cells cut at a time
#define SWEEP_BYTES (int64_t)32768 // a block is swept for so much of bt_mem memory

struct bt_heap *bt_heap_new(struct bt_interp *interp)
{
    struct bt_heap *heap = bt_alloc_zero(sizeof *heap);
    if (heap == NULL)
        return NULL;
    heap->interp = interp;
    heap->enabled = true;
    bt_heap_settle(heap);
    return heap;
}

void bt_heap_free(struct bt_heap *heap)
{
    if (heap == NULL)
        return;
    (void)bt_sweep_finish(heap);
    (void)bt_sweep_plan(heap, 0); // nothing is marked: everything goes
    (void)bt_sweep_finish(heap);
    for (size_t i = 0; i < heap->chunks.n; i++) {
        BT_HEAP_UNPOISON(heap->chunks.items[i], BT_CHUNK_SIZE);
        bt_pages_unmap(heap->chunks.items[i], BT_CHUNK_SIZE);
    }
    bt_slabs_close(&heap->slabs);
    bt_vec_free(&heap->blocks);
    bt_vec_free(&heap->cold);
    bt_vec_free(&heap->chunks);
    bt_vec_free(&heap->early);
    bt_vec_free(&heap->large);
    bt_vec_free(&heap->finalizable);
    bt_vec_free(&heap->pending);
    bt_vec_free(&heap->weakrefs);
    bt_vec_free(&heap->callbacks);
    bt_vec_free(&heap->mark_stack);
    bt_vec_free(&heap->weak_lists);
    bt_ptrmap_free(&heap->serials);
    bt_ptrmap_free(&heap->weak_heads);
    bt_free(heap);
}

// ---- the account ----

static void want_collection(struct bt_thread *th)
{
    if (th->interp->heap->enabled)
        atomic_fetch_or_explicit(&th->attention, BT_ATTN_GC, memory_order_relaxed);
}

static void charge(struct bt_thread *th, size_t size)
{
    struct bt_heap *heap = th->interp->heap;
    heap->fast.credit -= (int64_t)size;
    if (heap->fast.credit < 0)
        want_collection(th);
}

// Out of memory: the next safepoint shall collect, whatever the account says.
static void *no_memory(struct bt_thread *th)
{
    struct bt_heap *heap = th->interp->heap;
    if (heap->enabled && heap->fast.credit >= 0)
        heap->fast.credit = -1;
    want_collection(th);
    (void)bt_raise_no_memory(th);
    return NULL;
}

bool bt_collect_wanted(const struct bt_heap *heap)
{
    return heap->enabled && heap->fast.credit < 0;
}

void bt_heap_set_enabled(struct bt_heap *heap, bool enabled)
{
    if (enabled == heap->enabled)
        return;
    heap->enabled = enabled;
    if (enabled) {
        heap->fast.credit = heap->credit_aside - (INT64_MAX / 2 - heap->fast.credit);
    } else {
        heap->credit_aside = heap->fast.credit;
        heap->fast.credit = INT64_MAX / 2;
    }
}

bool bt_heap_enabled(const struct bt_heap *heap)
{
    return heap->enabled;
}

struct bt_heap_stats bt_heap_stats(const struct bt_heap *heap)
{
    return (struct bt_heap_stats){.live_bytes = heap->live_bytes,
                                  .live_objects = heap->live_objects,
                                  .collections = heap->collections,
                                  .threshold = (size_t)heap->threshold,
                                  .longest_ns = heap->longest_ns,
                                  .total_ns = heap->total_ns};
}

// ---- objects ----

// A new block's address, cut off the last chunk. NULL when out of memory.
static char *map_block(struct bt_heap *heap)
{
    if (heap->chunk_at == heap->chunk_end) {
        size_t all = (heap->chunks.n + 1) * (BT_CHUNK_SIZE / BT_BLOCK_SIZE);
        // `cold` has room for every block, so that a collection need not allocate
        if (!bt_vec_reserve(&heap->chunks, 1) || !bt_vec_reserve(&heap->cold, all - heap->cold.n))
            return NULL;
        char *chunk = bt_pages_map(BT_CHUNK_SIZE, BT_CHUNK_SIZE);
        if (chunk == NULL)
            return NULL;
        // NOLINTNEXTLINE(clang-analyzer-core.*): room was made above
        heap->chunks.items[heap->chunks.n++] = chunk;
        heap->chunk_at = chunk;
        heap->chunk_end = chunk + BT_CHUNK_SIZE;
    }
    char *block = heap->chunk_at;
    heap->chunk_at += BT_BLOCK_SIZE;
    BT_HEAP_POISON(block + BT_BLOCK_FIRST, BT_BLOCK_SIZE - BT_BLOCK_FIRST);
    return block;
}

// An empty block for cells of this size becomes the one being carved.
static bool add_block(struct bt_heap *heap, size_t size_class)
{
    if (!bt_vec_reserve(&heap->blocks, 1))
        return false;
    if (heap->n_unswept > 0) { // the sweep keeps up with what is asked for
        (void)bt_sweep_some(heap);
        if (heap->pool == NULL)
            (void)bt_sweep_empty(heap);
    }
    struct bt_block *block = heap->pool;
    if (block != NULL) {
        heap->pool = block->next;
        heap->pool_n--;
    } else {
        block = (struct bt_block *)(void *)(heap->cold.n > 0 ? bt_vec_pop(&heap->cold)
                                                             : map_block(heap));
        if (block == NULL)
            return false;
    }
    block->cell = (uint32_t)size_class * BT_HEAP_GRAIN;
    block->carved = BT_BLOCK_FIRST;
    // NOLINTNEXTLINE(clang-analyzer-core.*): room was made above
    heap->blocks.items[heap->blocks.n++] = block;
    heap->current[size_class] = block;
    return true;
}

// Cuts a batch of cells off the block being carved; the free list of the class was empty.
static bool carve(struct bt_heap *heap, size_t size_class)
{
    struct bt_block *block = heap->current[size_class];
    if (block == NULL || block->carved + block->cell > BT_BLOCK_SIZE) {
        if (!add_block(heap, size_class))
            return false;
        block = heap->current[size_class];
    }
    struct bt_free_cell **tail = &heap->fast.free[size_class];
    uint32_t end = block->carved + (CARVE_BYTES > block->cell ? CARVE_BYTES : block->cell);
    if (end > BT_BLOCK_SIZE)
        end = BT_BLOCK_SIZE;
    while (block->carved + block->cell <= end) {
        struct bt_free_cell *cell = (struct bt_free_cell *)(void *)((char *)block + block->carved);
        BT_HEAP_UNPOISON(cell, sizeof *cell);
        cell->type = NULL;
        *tail = cell;
        tail = &cell->next;
        block->carved += block->cell;
    }
    *tail = NULL;
    return true;
}

static void *new_large(struct bt_thread *th, struct bt_type *type, size_t size)
{
    struct bt_heap *heap = th->interp->heap;
    struct bt_large *large = NULL;
    if (size <= SIZE_MAX / 2 && bt_vec_reserve(&heap->large, 1))
        large = bt_alloc(sizeof *large + size);
    if (large == NULL)
        return no_memory(th);
    large->size = size;
    large->next = NULL;
    heap->large.items[heap->large.n++] = large;
    struct bt_object *object = bt_large_object(large);
    *object = (struct bt_object){.type = type, .gc = BT_GC_LARGE};
    return object;
}

void *bt_new_object_slow(struct bt_thread *th, struct bt_type *type, size_t size)
{
    struct bt_heap *heap = th->interp->heap;
    if (size > BT_HEAP_SMALL_MAX) {
        void *large = new_large(th, type, size);
        if (large != NULL)
            charge(th, size);
        return large;
    }
    size_t size_class = (size + BT_HEAP_GRAIN - 1) / BT_HEAP_GRAIN;
    if (heap->fast.free[size_class] == NULL && !bt_sweep_class(heap, size_class) &&
        !carve(heap, size_class))
        return no_memory(th);
    charge(th, size);
    struct bt_free_cell *cell = heap->fast.free[size_class];
    // NOLINTNEXTLINE(clang-analyzer-core.*): carve() has filled the list
    heap->fast.free[size_class] = cell->next;
    struct bt_object *object = (struct bt_object *)(void *)cell;
    BT_HEAP_UNPOISON(object, size);
    *object = (struct bt_object){.type = type};
    return object;
}

void bt_heap_each(struct bt_heap *heap, void (*fn)(struct bt_object *object, void *data),
                  void *data)
{
    (void)bt_sweep_finish(heap);
    for (size_t i = 0; i < heap->blocks.n; i++) {
        struct bt_block *block = heap->blocks.items[i];
        for (uint32_t at = BT_BLOCK_FIRST; at < block->carved; at += block->cell) {
            struct bt_object *object = (struct bt_object *)(void *)((char *)block + at);
            if (object->type != NULL)
                fn(object, data);
        }
    }
    for (size_t i = 0; i < heap->large.n; i++)
        fn(bt_large_object(heap->large.items[i]), data);
}

// ---- memory that objects own ----

// Where blocks of a size come from; checked builds take them all from malloc, which watches them.
#ifdef BT_HEAP_ASAN
#define IS_SMALL(size) ((void)(size), false)
#else
#define IS_SMALL(size) ((size) <= BT_SLAB_MAX)
#endif

static void *get_block(struct bt_heap *heap, size_t size)
{
    if (IS_SMALL(size))
        return bt_slab_alloc(&heap->slabs, size != 0 ? size : 1);
    return size <= SIZE_MAX / 2 ? bt_alloc(size) : NULL;
}

static void put_block(struct bt_heap *heap, void *block, size_t size)
{
    if (IS_SMALL(size))
        bt_slab_free(&heap->slabs, block);
    else
        bt_free(block);
}

// The dead may own much: the sweep keeps up with what is asked for.
static void sweep_for(struct bt_heap *heap, size_t size)
{
    if (BT_LIKELY(heap->n_unswept == 0))
        return;
    heap->sweep_debt += (int64_t)(size < BT_CHUNK_SIZE ? size : BT_CHUNK_SIZE);
    for (; heap->sweep_debt >= SWEEP_BYTES; heap->sweep_debt -= SWEEP_BYTES) {
        if (!bt_sweep_some(heap))
            heap->sweep_debt = SWEEP_BYTES;
    }
}

void *bt_mem_alloc(struct bt_thread *th, size_t size)
{
    struct bt_heap *heap = th->interp->heap;
    sweep_for(heap, size);
    void *block = get_block(heap, size);
    if (block == NULL)
        return no_memory(th);
    heap->mem_bytes += size;
    charge(th, size);
    return block;
}

// To another kind or size of block.
static void *move_block(struct bt_heap *heap, void *block, size_t old_size, size_t new_size)
{
    void *moved = get_block(heap, new_size);
    if (moved == NULL)
        return NULL;
    memcpy(moved, block, old_size < new_size ? old_size : new_size);
    put_block(heap, block, old_size);
    return moved;
}

void *bt_mem_realloc(struct bt_thread *th, void *block, size_t old_size, size_t new_size)
{
    struct bt_heap *heap = th->interp->heap;
    void *moved = block;
    if (block == NULL)
        old_size = 0;
    if (new_size > old_size)
        sweep_for(heap, new_size - old_size);
    if (block == NULL)
        moved = get_block(heap, new_size);
    else if (!IS_SMALL(old_size) && !IS_SMALL(new_size))
        moved = new_size <= SIZE_MAX / 2 ? bt_realloc(block, new_size) : NULL;
    else if (!IS_SMALL(old_size) || !IS_SMALL(new_size) || !bt_slab_same(old_size, new_size))
        moved = move_block(heap, block, old_size, new_size);
    if (moved == NULL)
        return no_memory(th);
    heap->mem_bytes += new_size - old_size;
    if (new_size >= old_size)
        charge(th, new_size - old_size);
    else
        heap->fast.credit += (int64_t)(old_size - new_size);
    return moved;
}

void bt_mem_free(struct bt_interp *interp, void *block, size_t size)
{
    if (block == NULL)
        return;
    interp->heap->mem_bytes -= size;
    interp->heap->fast.credit += (int64_t)size;
    put_block(interp->heap, block, size);
}

// ---- what the collector must know of an object ----

bool bt_heap_add_finalizer(struct bt_thread *th, struct bt_object *object)
{
    struct bt_heap *heap = th->interp->heap;
    // `pending` takes all that die without allocating.
    if (!bt_vec_reserve(&heap->finalizable, 1) ||
        !bt_vec_reserve(&heap->pending, heap->finalizable.n + 1)) {
        (void)bt_raise_no_memory(th);
        return false;
    }
    heap->finalizable.items[heap->finalizable.n++] = object;
    object->flags |= BT_OBJ_FINALIZE;
    return true;
}

bool bt_heap_free_early(struct bt_thread *th, struct bt_object *object)
{
    if (bt_vec_push(&th->interp->heap->early, object))
        return true;
    (void)bt_raise_no_memory(th);
    return false;
}

bool bt_heap_add_weakref(struct bt_thread *th, struct bt_object *object, struct bt_object *ref)
{
    struct bt_heap *heap = th->interp->heap;
    struct bt_weakref *weakref = (struct bt_weakref *)ref;
    struct bt_ptrmap_entry *head = NULL;
    if (bt_vec_reserve(&heap->weakrefs, 1) &&
        bt_vec_reserve(&heap->callbacks, heap->weakrefs.n + 1))
        head = bt_ptrmap_add(&heap->weak_heads, object);
    if (head == NULL) {
        (void)bt_raise_no_memory(th);
        return false;
    }
    heap->weakrefs.items[heap->weakrefs.n++] = (struct bt_weak_entry){object, weakref};
    weakref->next = (struct bt_weakref *)(uintptr_t)head->value;
    head->value = (uint64_t)(uintptr_t)weakref;
    object->flags |= BT_OBJ_HAS_WEAKREF;
    return true;
}

struct bt_weakref *bt_heap_weakrefs(const struct bt_heap *heap, const struct bt_object *object)
{
    if ((object->flags & BT_OBJ_HAS_WEAKREF) == 0)
        return NULL;
    struct bt_ptrmap_entry *head = bt_ptrmap_find(&heap->weak_heads, object);
    return head != NULL ? (struct bt_weakref *)(uintptr_t)head->value : NULL;
}

uint64_t bt_serial(struct bt_thread *th, struct bt_object *object)
{
    struct bt_ptrmap_entry *entry = bt_ptrmap_add(&th->interp->heap->serials, object);
    if (entry == NULL) {
        (void)bt_raise_no_memory(th);
        return 0;
    }
    if (entry->value == 0) {
        entry->value = ++th->interp->next_serial;
        object->flags |= BT_OBJ_HAS_SERIAL;
    }
    return entry->value;
}
