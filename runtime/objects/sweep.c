/*
 * Sweeping: the cells of what marking did not reach become free again.
 *
 * Right after marking, bt_sweep_plan counts what lives by the blocks' marks and puts the blocks in
 * line; it touches no object. A block is swept when its cells are wanted, or bit by bit as new
 * blocks or bt_mem blocks are asked for, and at the latest before the next collection. What is
 * counted (live bytes, credit) is settled by the plan, so that nobody can tell when a block is
 * swept; objects whose end others could see have been freed before (bt_heap_free_early).
 *
 * Invariants: an unswept block has its marks, a swept one none; cells of unswept blocks are in no
 * free list. A dead object's type lives until all blocks are swept: dead types go at the end of
 * bt_sweep_finish.
 */
#include "runtime/objects/heap_private.h"
#include "runtime/objects/shape.h"

// Dead types stay until everything else is swept. They are told apart by being large.
_Static_assert(sizeof(struct bt_type) > BT_HEAP_SMALL_MAX, "a type is a large object");

void bt_sweep_release(struct bt_heap *heap, struct bt_object *object)
{
    if ((object->flags & BT_OBJ_LEAF) != 0)
        return;
    struct bt_type *type = object->type;
    if (type->instance_offset != 0)
        bt_instance_release(heap->interp, object);
    if (type->s.free != NULL && (object->flags & BT_OBJ_FREED) == 0)
        type->s.free(heap->interp, object);
}

// Makes the cell free. In checked builds its contents become useless at once.
static void wipe(struct bt_free_cell *cell, uint32_t size)
{
#if defined(BT_DEBUG) || defined(BT_HEAP_ASAN)
    BT_HEAP_UNPOISON(cell, size);
    memset(cell, 0xDB, size);
#endif
    cell->type = NULL;
    BT_HEAP_POISON(cell + 1, size - sizeof *cell);
    (void)size;
}

static bool marked(const struct bt_block *block, uint32_t at)
{
    return (block->marks[at / BT_HEAP_GRAIN / 64] >> (at / BT_HEAP_GRAIN % 64) & 1) != 0;
}

static void clear_marks(struct bt_block *block)
{
    memset(block->marks, 0, sizeof block->marks);
}

/*
 * Frees a block's dead cells and puts its free ones before the class's free list. Returns how many
 * objects were freed.
 */
static size_t sweep_block(struct bt_heap *heap, struct bt_block *block)
{
    struct bt_free_cell **list = &heap->fast.free[block->cell / BT_HEAP_GRAIN];
    struct bt_free_cell *before = *list, **end = list;
    int64_t credit = heap->fast.credit; // was settled when the object was found dead
    size_t freed = 0;
    for (uint32_t at = BT_BLOCK_FIRST; at < block->carved; at += block->cell) {
        if (marked(block, at))
            continue;
        struct bt_free_cell *cell = (struct bt_free_cell *)(void *)((char *)block + at);
        if (cell->type != NULL) {
            bt_sweep_release(heap, (struct bt_object *)(void *)cell);
            wipe(cell, block->cell);
            freed++;
        }
        *end = cell;
        end = &cell->next;
    }
    *end = before;
    heap->fast.credit = credit;
    clear_marks(block);
    return freed;
}

// The same for a block in which nothing lives: it comes to the pool.
static size_t sweep_dead_block(struct bt_heap *heap, struct bt_block *block)
{
    int64_t credit = heap->fast.credit;
    size_t freed = 0;
    for (uint32_t at = BT_BLOCK_FIRST; at < block->carved; at += block->cell) {
        struct bt_object *object = (struct bt_object *)(void *)((char *)block + at);
        if (object->type != NULL) {
            bt_sweep_release(heap, object);
            freed++;
        }
    }
    heap->fast.credit = credit;
    BT_HEAP_POISON((char *)block + BT_BLOCK_FIRST, BT_BLOCK_SIZE - BT_BLOCK_FIRST);
    block->next = heap->pool;
    heap->pool = block;
    heap->pool_n++;
    return freed;
}

static struct bt_block *take(struct bt_heap *heap, struct bt_block **list)
{
    struct bt_block *block = *list;
    *list = block->next;
    heap->n_unswept--;
    return block;
}

bool bt_sweep_class(struct bt_heap *heap, size_t size_class)
{
    while (heap->unswept[size_class] != NULL) {
        (void)sweep_block(heap, take(heap, &heap->unswept[size_class]));
        if (heap->fast.free[size_class] != NULL)
            return true;
    }
    if (heap->unswept_dead[size_class] == NULL || !bt_vec_reserve(&heap->blocks, 1))
        return false;
    struct bt_block *block = take(heap, &heap->unswept_dead[size_class]);
    (void)sweep_block(heap, block);
    // NOLINTNEXTLINE(clang-analyzer-core.*): room was made above
    heap->blocks.items[heap->blocks.n++] = block;
    if (heap->current[size_class] == NULL)
        heap->current[size_class] = block;
    return true;
}

bool bt_sweep_empty(struct bt_heap *heap)
{
    for (size_t i = 0; heap->n_unswept > 0 && i < BT_HEAP_CLASSES; i++) {
        if (heap->unswept_dead[i] != NULL) {
            (void)sweep_dead_block(heap, take(heap, &heap->unswept_dead[i]));
            return true;
        }
    }
    return false;
}

static bool sweep_some(struct bt_heap *heap, size_t *freed)
{
    for (; heap->n_unswept > 0; heap->sweep_class = (heap->sweep_class + 1) % BT_HEAP_CLASSES) {
        size_t i = heap->sweep_class;
        if (heap->unswept_dead[i] != NULL)
            *freed += sweep_dead_block(heap, take(heap, &heap->unswept_dead[i]));
        else if (heap->unswept[i] != NULL)
            *freed += sweep_block(heap, take(heap, &heap->unswept[i]));
        else
            continue;
        return true;
    }
    return false;
}

bool bt_sweep_some(struct bt_heap *heap)
{
    size_t freed = 0;
    return sweep_some(heap, &freed);
}

// ---- large objects ----

// Frees dead large objects. Types stay until everything is swept that may be an instance of them.
static size_t sweep_large(struct bt_heap *heap)
{
    size_t freed = 0, kept = 0;
    for (size_t i = 0; i < heap->large.n; i++) {
        struct bt_large *large = heap->large.items[i];
        struct bt_object *object = bt_large_object(large);
        if ((object->gc & BT_GC_MARKED) == 0) {
            freed++;
            bt_sweep_release(heap, object);
            if ((object->type->flags & BT_TYPE_TYPE_SUB) == 0) {
                bt_free(large);
                continue;
            }
            large->next = heap->dead_types;
            heap->dead_types = large;
            continue;
        }
        object->gc &= (uint8_t)~BT_GC_MARKED;
        heap->live_objects++;
        heap->live_bytes += large->size;
        heap->large.items[kept++] = large;
    }
    heap->large.n = kept;
    return freed;
}

size_t bt_sweep_finish(struct bt_heap *heap)
{
    size_t freed = 0;
    while (sweep_some(heap, &freed))
        ;
    // nothing dead is left but these
    while (heap->dead_types != NULL) {
        struct bt_large *type = heap->dead_types;
        heap->dead_types = type->next;
        bt_free(type);
    }
    return freed;
}

// ---- the plan ----

static size_t count_marks(const struct bt_block *block)
{
    size_t n = 0;
    for (size_t i = 0; i < sizeof block->marks / sizeof block->marks[0]; i++)
        n += (size_t)__builtin_popcountll(block->marks[i]);
    return n;
}

// What becomes of one block. false: nothing lives in it.
static bool plan_block(struct bt_heap *heap, struct bt_block *block)
{
    size_t size_class = block->cell / BT_HEAP_GRAIN;
    size_t live = count_marks(block), cells = (block->carved - BT_BLOCK_FIRST) / block->cell;
    heap->live_objects += live;
    heap->live_bytes += live * block->cell;
    if (live == cells && live > 0) {
        clear_marks(block);
        return true;
    }
    struct bt_block **list = &heap->unswept[size_class];
    if (live == 0) {
        list = &heap->unswept_dead[size_class];
        if (heap->current[size_class] == block)
            heap->current[size_class] = NULL;
    }
    block->next = *list;
    *list = block;
    heap->n_unswept++;
    return live > 0;
}

size_t bt_sweep_plan(struct bt_heap *heap, size_t owned)
{
    int64_t credit = heap->fast.credit;
    heap->live_objects = heap->live_bytes = 0;
    for (size_t i = 0; i < BT_HEAP_CLASSES; i++)
        heap->fast.free[i] = NULL;
    size_t kept = 0;
    for (size_t i = heap->blocks.n; i-- > 0;) { // the first in each list is the oldest
        if (!plan_block(heap, heap->blocks.items[i]))
            heap->blocks.items[i] = NULL;
    }
    for (size_t i = 0; i < heap->blocks.n; i++) {
        if (heap->blocks.items[i] != NULL)
            heap->blocks.items[kept++] = heap->blocks.items[i];
    }
    heap->blocks.n = kept;
    heap->sweep_class = 0;
    size_t freed = sweep_large(heap);
    heap->live_bytes += owned;
    heap->fast.credit = credit;
    return freed;
}
