/*
 * Collection: mark what is reachable, settle weak references and finalisers, plan the sweep of the
 * rest.
 *
 * Called at safepoints by the holder of the lock, with every live value in a root: the
 * interpreter's fields, what the VM marks (frames, threads, modules: up->trace_roots), the calling
 * thread's exception and rooted locals.
 *
 * Order, which a program can observe: weak references to the dead are cleared in order of their
 * creation; then the dead with a finaliser, and what they hold, are kept for one more round; of the
 * rest, those whose end others can see are freed, in order of creation, and the others when the
 * sweep comes to them (sweep.c); then callbacks and finalisers run, in order of creation, on the
 * collecting thread. A finaliser runs once in an object's life. Nothing here depends on an address
 * except the order in which memory is released, which nobody can see.
 */
#include "base/clock.h"
#include "runtime/objects/heap.h"
#include "runtime/objects/heap_private.h"
#include "runtime/objects/protocol.h"
#include "runtime/objects/seq.h"
#include "runtime/objects/shape.h"
#include "runtime/objects/signature.h"
#include "runtime/objects/strtab.h"

// ---- marking ----

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
    bt_marking_drain(tracer);
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
    bt_marking_drain(tracer);
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

// ---- the whole ----

// The dead whose end others can see: their memory stays for the sweep.
static void free_early(struct bt_heap *heap)
{
    size_t kept = 0;
    int64_t credit = heap->fast.credit;
    for (size_t i = 0; i < heap->early.n; i++) {
        struct bt_object *object = heap->early.items[i];
        if (bt_is_marked(object)) {
            heap->early.items[kept++] = object;
        } else {
            object->type->s.free(heap->interp, object);
            object->flags |= BT_OBJ_FREED;
        }
    }
    heap->early.n = kept;
    heap->fast.credit = credit;
}

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
    heap->threshold = (int64_t)heap->live_bytes;
    if (heap->threshold < BT_HEAP_THRESHOLD)
        heap->threshold = BT_HEAP_THRESHOLD;
    else if (heap->threshold > BT_HEAP_DOUBLING)
        heap->threshold = BT_HEAP_DOUBLING + (heap->threshold - BT_HEAP_DOUBLING) / 2;
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

// Give back the memory of empty blocks beyond what may be allocated before the next collection.
static void trim_pool(struct bt_heap *heap)
{
    size_t keep = (size_t)heap->threshold / BT_BLOCK_SIZE;
    while (heap->pool_n > keep) {
        struct bt_block *block = heap->pool;
        heap->pool = block->next;
        heap->pool_n--;
        bt_pages_drop(block, BT_BLOCK_SIZE);
        heap->cold.items[heap->cold.n++] = (char *)block;
    }
}

static bool str_is_marked(struct bt_interp *interp, const struct bt_object *object)
{
    (void)interp;
    return bt_is_marked(object);
}

// Everything but the sweep. Returns how many objects were freed so far.
static size_t collect(struct bt_thread *th)
{
    struct bt_heap *heap = th->interp->heap;
    const struct bt_upcalls *up = th->interp->up;
    if (up != NULL && up->collecting != NULL)
        up->collecting(th, true);
    int64_t start = bt_clock_monotonic();
    (void)bt_sweep_finish(heap); // what is left of the last collection
    struct bt_tracer tracer;
    bt_marking_begin(&tracer, heap);
    mark_roots(&tracer, th);
    clear_weakrefs(heap);
    keep_finalizable(&tracer);
    bt_marking_end(&tracer);
    clean_weak_lists(heap);
    relink_weakrefs(heap);
    bt_ptrmap_filter(&heap->serials, bt_is_marked);
    if (heap->interp->strtab != NULL)
        bt_strtab_sweep(heap->interp, str_is_marked);
    if (heap->interp->shapes != NULL)
        bt_shapes_sweep(heap->interp->shapes);
    if (up != NULL && up->sweep_roots != NULL)
        up->sweep_roots(heap->interp);
    bt_method_cache_clear(heap->interp);
    free_early(heap);
    size_t freed = bt_sweep_plan(heap, tracer.owned);
#if defined(BT_DEBUG) || defined(BT_HEAP_ASAN) || defined(BT_GC_STRESS)
    freed += bt_sweep_finish(heap); // what is dead shall be useless at once
#endif
    heap->collections++;
    bt_heap_settle(heap);
    trim_pool(heap);
    int64_t took = bt_clock_monotonic() - start;
    heap->total_ns += took;
    if (took > heap->longest_ns)
        heap->longest_ns = took;
    if (up != NULL && up->collecting != NULL)
        up->collecting(th, false);
    return freed;
}

size_t bt_collect(struct bt_thread *th)
{
    size_t freed = collect(th);
    freed += bt_sweep_finish(th->interp->heap);
    trim_pool(th->interp->heap);
    run_pending(th);
    return freed;
}

void bt_collect_marking(struct bt_thread *th)
{
    (void)collect(th);
    run_pending(th);
}

#ifdef BT_GC_STRESS
void bt_stress_collect(struct bt_thread *th)
{
    if (bt_collect_wanted(th->interp->heap) && th->interp->up != NULL)
        (void)bt_collect(th);
}
#endif
