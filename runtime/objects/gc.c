/*
 * Collection: mark what is reachable, settle weak references and finalisers, sweep the rest.
 *
 * Called at safepoints by the holder of the lock, with every live value in a root: the
 * interpreter's fields, what the VM marks (frames, threads, modules: up->trace_roots), the calling
 * thread's exception and rooted locals.
 *
 * Marking keeps its own stack. When that cannot grow, the objects it has no room for stay grey, and
 * the heap is searched for them once the stack is empty: marking needs no memory to succeed.
 *
 * Order, which a program can observe: weak references to the dead are cleared in order of their
 * creation; then the dead with a finaliser, and what they hold, are kept for one more round; the
 * rest is swept; then callbacks and finalisers run, in order of creation, on the collecting thread.
 * A finaliser runs once in an object's life. Nothing here depends on an address except the order in
 * which memory is released, which nobody can see.
 */
#ifdef HAVE_CONFIG_H
#endif

#include "runtime/objects/heap.h"
#include "runtime/objects/heap_private.h"
#include "runtime/objects/protocol.h"
#include "runtime/objects/seq.h"
#include "runtime/objects/shape.h"
#include "runtime/objects/signature.h"
#include "runtime/objects/strtab.h"

// Types are freed after everything else, because the sweep of an object reads its type. They are
// told apart by being large.
_Static_assert(sizeof(struct bt_type) > BT_HEAP_SMALL_MAX, "a type is a large object");

// ---- marking ----

void bt_mark_unmarked(struct bt_tracer *tracer, struct bt_object *object)
{
    struct bt_heap *heap = tracer->heap;
    if ((object->flags & BT_OBJ_LEAF) != 0) { // only objects of native types are: those live anyway
        object->gc |= BT_GC_MARKED;
        return;
    }
    object->gc |= BT_GC_MARKED | BT_GC_GREY;
    if (!bt_vec_push(&heap->mark_stack, object))
        tracer->overflow = true;
}

void bt_mark_values(struct bt_tracer *tracer, const bt_value *v, size_t n)
{
    for (size_t i = 0; i < n; i++)
        bt_mark(tracer, v[i]);
}

struct search {
    const struct bt_object *wanted;
    bool found;
};

static void compare_with(struct bt_object *object, void *data)
{
    struct search *s = data;
    s->found = s->found || object == s->wanted;
}

void bt_mark_leftover(struct bt_tracer *tracer, bt_value *v)
{
    if (!bt_is_obj(*v))
        return;
    struct search s = {bt_obj(*v), false};
    bt_heap_each(tracer->heap, compare_with, &s);
    if (s.found)
        bt_mark(tracer, *v);
    else
        *v = BT_UNSET;
}

void bt_mark_weak_list(struct bt_tracer *tracer, bt_value list)
{
    if (!bt_is_obj(list))
        return;
    struct bt_object *object = bt_obj(list);
    if ((object->gc & BT_GC_MARKED) != 0)
        return;
    if (!bt_vec_push(&tracer->heap->weak_lists, object)) {
        bt_mark_unmarked(tracer, object); // no room to remember it: the items live this time
        return;
    }
    object->gc |= BT_GC_MARKED;
    bt_mark_object(tracer, (struct bt_object *)object->type);
}

static void trace(struct bt_tracer *tracer, struct bt_object *object)
{
    object->gc &= (uint8_t)~BT_GC_GREY;
    struct bt_type *type = object->type;
    bt_mark_object(tracer, &type->base);
    if (type->s.trace != NULL)
        type->s.trace(tracer, object);
    if (type->instance_offset != 0)
        bt_instance_trace(tracer, tracer->heap->interp, object);
}

static void trace_grey(struct bt_object *object, void *data)
{
    if ((object->gc & BT_GC_GREY) != 0)
        trace(data, object);
}

static void drain(struct bt_tracer *tracer)
{
    struct bt_heap *heap = tracer->heap;
    for (;;) {
        while (heap->mark_stack.n > 0)
            trace(tracer, bt_vec_pop(&heap->mark_stack));
        if (!tracer->overflow)
            return;
        tracer->overflow = false;
        bt_heap_each(heap, trace_grey, tracer);
    }
}

static void mark_interp(struct bt_tracer *tracer, struct bt_interp *interp)
{
    for (size_t i = 0; i < BT_TYPE_COUNT; i++)
        bt_mark_object(tracer, (struct bt_object *)interp->types[i]);
    bt_mark_values(tracer, interp->names, BT_NAME_COUNT);
    bt_mark_values(tracer, interp->chars, 256);
    bt_mark(tracer, interp->empty_str);
    bt_mark(tracer, interp->empty_tuple);
    bt_mark(tracer, interp->empty_bytes);
    bt_mark(tracer, interp->empty_frozenset);
    bt_mark(tracer, interp->memory_error);
    bt_mark(tracer, interp->method_reprs);
    if (interp->shapes != NULL)
        bt_shapes_trace(interp->shapes, tracer);
    if (interp->signatures != NULL)
        bt_signatures_trace(interp->signatures, tracer);
    if (interp->up != NULL && interp->up->trace_roots != NULL)
        interp->up->trace_roots(interp, tracer);
}

static void mark_roots(struct bt_tracer *tracer, struct bt_thread *th)
{
    struct bt_heap *heap = tracer->heap;
    mark_interp(tracer, heap->interp);
    bt_mark(tracer, th->exc);
    for (const struct bt_roots *r = th->roots; r != NULL; r = r->prev)
        bt_mark_values(tracer, r->v, r->n);
    for (size_t i = heap->pending_done; i < heap->pending.n; i++)
        bt_mark_object(tracer, heap->pending.items[i]);
    for (size_t i = heap->callbacks_done; i < heap->callbacks.n; i++)
        bt_mark_object(tracer, &heap->callbacks.items[i]->base);
    drain(tracer);
}

// ---- weak references and finalisers ----

// Clears the references to what was not reached; callbacks of those that live are put in line.
static void clear_weakrefs(struct bt_heap *heap)
{
    for (size_t i = 0; i < heap->weakrefs.n; i++) {
        struct bt_weak_entry *entry = &heap->weakrefs.items[i];
        if (bt_is_marked(entry->object))
            continue;
        entry->ref->object = BT_UNSET;
        entry->ref->next = NULL;
        if (bt_is_marked(&entry->ref->base) && !bt_is_none(entry->ref->callback))
            heap->callbacks.items[heap->callbacks.n++] = entry->ref;
        entry->object = NULL;
    }
}

// Forgets cleared and dead references and links the others anew.
static void relink_weakrefs(struct bt_heap *heap)
{
    size_t kept = 0;
    bt_ptrmap_clear(&heap->weak_heads);
    for (size_t i = 0; i < heap->weakrefs.n; i++) {
        struct bt_weak_entry entry = heap->weakrefs.items[i];
        if (entry.object == NULL || !bt_is_marked(&entry.ref->base))
            continue;
        struct bt_ptrmap_entry *head = bt_ptrmap_add(&heap->weak_heads, entry.object);
        // The map held at least as many before: adding does not allocate, so it cannot fail.
        if (head != NULL) {
            entry.ref->next = (struct bt_weakref *)(uintptr_t)head->value;
            head->value = (uint64_t)(uintptr_t)entry.ref;
        }
        heap->weakrefs.items[kept++] = entry;
    }
    heap->weakrefs.n = kept;
}

// The dead with a finaliser live until it has run, with all they hold.
static void keep_finalizable(struct bt_tracer *tracer)
{
    struct bt_heap *heap = tracer->heap;
    size_t kept = 0;
    for (size_t i = 0; i < heap->finalizable.n; i++) {
        struct bt_object *object = heap->finalizable.items[i];
        if (bt_is_marked(object)) {
            heap->finalizable.items[kept++] = object;
        } else {
            object->flags &= (uint8_t)~BT_OBJ_FINALIZE;
            heap->pending.items[heap->pending.n++] = object;
        }
    }
    heap->finalizable.n = kept;
    for (size_t i = heap->pending_done; i < heap->pending.n; i++)
        bt_mark_object(tracer, heap->pending.items[i]);
    drain(tracer);
}

// What a message about a failed finaliser names: the __del__ function, or the object itself.
static bt_value finalizer_shown(struct bt_thread *th, struct bt_object *object)
{
    bt_value function = bt_type_find(th, object->type, BT_NAME(th, del));
    return bt_is_exact(th, function, BT_T_FUNCTION) ? function : bt_from_obj(object);
}

static void run_finalizer(struct bt_thread *th, struct bt_object *object)
{
    if (object->type->s.del == NULL)
        return;
    BT_ROOTS(th, r, 1);
    r[0] = bt_from_obj(object);
    if (bt_is_error(object->type->s.del(th, r[0])))
        th->interp->up->unraisable(th, NULL, finalizer_shown(th, object));
    BT_UNROOT(th, r);
}

static void run_callback(struct bt_thread *th, struct bt_weakref *ref)
{
    BT_ROOTS(th, r, 2);
    r[0] = bt_from_obj(ref);
    r[1] = ref->callback;
    ref->callback = BT_NONE;
    if (bt_is_error(bt_call1(th, r[1], r[0])))
        th->interp->up->unraisable(th, NULL, r[1]);
    BT_UNROOT(th, r);
}

/*
 * Calls what the collection left to be called. What is called may collect again, on this thread or
 * another: that collection only adds to the lines, and this loop sees it.
 */
static void run_pending(struct bt_thread *th)
{
    struct bt_heap *heap = th->interp->heap;
    if (heap->running || (heap->pending.n == 0 && heap->callbacks.n == 0))
        return;
    heap->running = true;
    BT_ROOTS(th, r, 1);
    r[0] = th->exc;
    bt_exc_clear(th);
    for (;;) {
        if (heap->callbacks_done < heap->callbacks.n)
            run_callback(th, heap->callbacks.items[heap->callbacks_done++]);
        else if (heap->pending_done < heap->pending.n)
            run_finalizer(th, heap->pending.items[heap->pending_done++]);
        else
            break;
    }
    heap->callbacks.n = heap->callbacks_done = 0;
    heap->pending.n = heap->pending_done = 0;
    th->exc = r[0];
    BT_UNROOT(th, r);
    heap->running = false;
}

// ---- sweeping ----

// Release what a dead object owns outside the heap.
static void release(struct bt_heap *heap, struct bt_object *object)
{
    if ((object->flags & BT_OBJ_LEAF) != 0)
        return;
    struct bt_type *type = object->type;
    if (type->instance_offset != 0)
        bt_instance_release(heap->interp, object);
    if (type->s.free != NULL)
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

/*
 * Frees a block's dead cells and appends its free ones to the list that ends at *tail. A block
 * without a living object contributes nothing: its memory is to be used anew, for any size. Returns
 * the number of living objects.
 */
static uint32_t sweep_block(struct bt_heap *heap, struct bt_block *block,
                            struct bt_free_cell ***tail, size_t *freed)
{
    struct bt_free_cell **end = *tail;
    uint32_t live = 0;
    for (uint32_t at = 0; at < block->carved; at += block->cell) {
        struct bt_object *object = (struct bt_object *)(void *)(block->memory + at);
        if (object->type != NULL && (object->gc & BT_GC_MARKED) != 0) {
            object->gc &= (uint8_t)~BT_GC_MARKED;
            live++;
            continue;
        }
        struct bt_free_cell *cell = (struct bt_free_cell *)(void *)object;
        if (object->type != NULL) {
            release(heap, object);
            wipe(cell, block->cell);
            ++*freed;
        }
        *end = cell;
        end = &cell->next;
    }
    if (live > 0)
        *tail = end;
    return live;
}

static size_t sweep_small(struct bt_heap *heap)
{
    struct bt_free_cell **tails[BT_HEAP_CLASSES];
    for (size_t i = 0; i < BT_HEAP_CLASSES; i++) {
        heap->fast.free[i] = NULL;
        heap->current[i] = 0;
        tails[i] = &heap->fast.free[i];
    }
    size_t freed = 0, kept = 0;
    for (size_t i = 0; i < heap->blocks.n; i++) {
        struct bt_block block = heap->blocks.items[i];
        size_t size_class = block.cell / BT_HEAP_GRAIN;
        uint32_t live = sweep_block(heap, &block, &tails[size_class], &freed);
        if (live == 0) {
            BT_HEAP_POISON(block.memory, BT_BLOCK_SIZE);
            heap->pool.items[heap->pool.n++] = block.memory;
            continue;
        }
        heap->blocks.items[kept++] = block;
        heap->live_objects += live;
        heap->live_bytes += (size_t)live * block.cell;
        if (block.carved + block.cell <= BT_BLOCK_SIZE)
            heap->current[size_class] = kept;
    }
    for (size_t i = 0; i < BT_HEAP_CLASSES; i++)
        *tails[i] = NULL;
    heap->blocks.n = kept;
    return freed;
}

static size_t sweep_large(struct bt_heap *heap)
{
    size_t freed = 0, kept = 0;
    for (size_t i = 0; i < heap->large.n; i++) {
        struct bt_large *large = heap->large.items[i];
        struct bt_object *object = bt_large_object(large);
        if ((object->gc & BT_GC_MARKED) == 0) {
            freed++;
            release(heap, object);
            if ((object->type->flags & BT_TYPE_TYPE_SUB) == 0) {
                bt_free(large);
                continue;
            }
        }
        heap->large.items[kept++] = large;
    }
    heap->large.n = kept;
    // Dead types last: a dead object among the above, or a dead class of a dead metaclass, still
    // needed them.
    kept = 0;
    for (size_t i = 0; i < heap->large.n; i++) {
        struct bt_large *large = heap->large.items[i];
        struct bt_object *object = bt_large_object(large);
        if ((object->gc & BT_GC_MARKED) == 0) {
            bt_free(large);
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

size_t bt_heap_sweep(struct bt_heap *heap)
{
    heap->live_objects = heap->live_bytes = 0;
    size_t freed = sweep_small(heap);
    freed += sweep_large(heap);
    heap->live_bytes += heap->mem_bytes;
    return freed;
}

// ---- the whole ----

static void clean_weak_lists(struct bt_heap *heap)
{
    for (size_t i = 0; i < heap->weak_lists.n; i++) {
        struct bt_list *list = (struct bt_list *)heap->weak_lists.items[i];
        size_t kept = 0;
        for (size_t j = 0; j < list->len; j++) {
            if (!bt_is_obj(list->items[j]) || bt_is_marked(bt_obj(list->items[j])))
                list->items[kept++] = list->items[j];
        }
        list->len = kept;
    }
    heap->weak_lists.n = 0;
}

void bt_heap_settle(struct bt_heap *heap)
{
    heap->threshold = (int64_t)heap->live_bytes > BT_HEAP_THRESHOLD ? (int64_t)heap->live_bytes
                                                                    : BT_HEAP_THRESHOLD;
#ifdef BT_GC_STRESS
    // At every safepoint after an allocation; a long program is let off with one per 1/256 of what
    // lives.
    heap->threshold = heap->collections < 3000 ? 0 : (int64_t)(heap->live_bytes / 256);
#endif
    if (heap->enabled)
        heap->fast.credit = heap->threshold - (heap->threshold == 0);
    else
        heap->credit_aside = heap->threshold + (INT64_MAX / 2 - heap->fast.credit);
}

// Give back pooled blocks beyond what may be allocated before the next collection.
static void trim_pool(struct bt_heap *heap)
{
    size_t keep = (size_t)BT_HEAP_THRESHOLD / BT_BLOCK_SIZE;
    if (heap->live_bytes / BT_BLOCK_SIZE > keep)
        keep = heap->live_bytes / BT_BLOCK_SIZE;
    while (heap->pool.n > keep) {
        char *memory = bt_vec_pop(&heap->pool);
        BT_HEAP_UNPOISON(memory, BT_BLOCK_SIZE);
        bt_free(memory);
    }
}

static bool str_is_marked(struct bt_interp *interp, const struct bt_object *object)
{
    (void)interp;
    return bt_is_marked(object);
}

size_t bt_collect(struct bt_thread *th)
{
    struct bt_heap *heap = th->interp->heap;
    struct bt_tracer tracer = {.heap = heap};
    mark_roots(&tracer, th);
    clear_weakrefs(heap);
    keep_finalizable(&tracer);
    clean_weak_lists(heap);
    relink_weakrefs(heap);
    bt_ptrmap_filter(&heap->serials, bt_is_marked);
    if (heap->interp->strtab != NULL)
        bt_strtab_sweep(heap->interp, str_is_marked);
    if (heap->interp->shapes != NULL)
        bt_shapes_sweep(heap->interp->shapes);
    bt_method_cache_clear(heap->interp);
    size_t freed = bt_heap_sweep(heap);
    heap->collections++;
    trim_pool(heap);
    bt_heap_settle(heap);
    run_pending(th);
    return freed;
}

#ifdef BT_GC_STRESS
void bt_stress_collect(struct bt_thread *th)
{
    if (bt_collect_wanted(th->interp->heap) && th->interp->up != NULL)
        (void)bt_collect(th);
}
#endif
