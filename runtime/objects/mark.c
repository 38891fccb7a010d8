/*
 * Marking: everything that can be reached from what bt_mark was called for.
 *
 * A stack holds what is to be visited: objects, marked or not, and ranges of values. An object is
 * looked at for the first time when it is visited, and by then the processor was told some visits
 * before to fetch it (`ring` in bt_marking_drain): otherwise marking would wait for memory at each
 * object. A long run of values is pushed as one range and taken apart piece by piece, so that a
 * list of a million strings does not need a stack of a million.
 *
 * When the stack cannot grow, what it has no room for is marked and stays grey, and the heap is
 * searched for grey objects once the stack is empty: marking needs no memory to succeed.
 */
#include "runtime/objects/heap_private.h"
#include "runtime/objects/shape.h"

#define RING        8u  // visits between the fetch of an object and its own
#define RANGE_MIN   32u // so many values are a range
#define FIRST_STACK 2048u

// An entry of the stack with this bit is the start of a range; its length is the entry beneath.
#define IS_RANGE ((uintptr_t)1)

void bt_marking_begin(struct bt_tracer *tracer, struct bt_heap *heap)
{
    *tracer = (struct bt_tracer){.heap = heap, .top = heap->mark_stack.items};
    tracer->end = tracer->top + heap->mark_stack.cap;
}

void bt_marking_end(struct bt_tracer *tracer)
{
    // a large stack would be resident for nothing
    if (tracer->heap->mark_stack.cap > 64 * (size_t)FIRST_STACK)
        bt_vec_free(&tracer->heap->mark_stack);
}

// Room for two more entries.
static bool grow(struct bt_tracer *tracer)
{
    struct bt_heap *heap = tracer->heap;
    size_t used = (size_t)(tracer->top - heap->mark_stack.items);
    heap->mark_stack.n = used;
    bool ok = bt_vec_reserve(&heap->mark_stack, used < FIRST_STACK ? FIRST_STACK : 2);
    heap->mark_stack.n = 0;
    tracer->top = heap->mark_stack.items + used;
    tracer->end = heap->mark_stack.items + heap->mark_stack.cap;
    return ok;
}

static inline bool note(struct bt_object *object)
{
    if (BT_UNLIKELY((object->gc & BT_GC_LARGE) != 0)) {
        if ((object->gc & BT_GC_MARKED) != 0)
            return false;
        object->gc |= BT_GC_MARKED;
        return true;
    }
    uintptr_t offset = (uintptr_t)object & (BT_BLOCK_SIZE - 1);
    struct bt_block *block = (struct bt_block *)(void *)((char *)object - offset);
    uint64_t *word = &block->marks[offset / BT_HEAP_GRAIN / 64];
    uint64_t bit = (uint64_t)1 << (offset / BT_HEAP_GRAIN % 64);
    if ((*word & bit) != 0)
        return false;
    *word |= bit;
    return true;
}

bool bt_marking_note(struct bt_object *object)
{
    return note(object);
}

void bt_mark_slow(struct bt_tracer *tracer, struct bt_object *object)
{
    if (grow(tracer)) {
        *tracer->top++ = (uintptr_t)object;
        return;
    }
    tracer->overflow = true;
    if (bt_marking_note(object))
        object->gc |= BT_GC_GREY;
}

void bt_mark_values(struct bt_tracer *tracer, const bt_value *v, size_t n)
{
    if (n >= RANGE_MIN && (tracer->end - tracer->top >= 2 || grow(tracer))) {
        *tracer->top++ = n;
        *tracer->top++ = (uintptr_t)v | IS_RANGE;
        return;
    }
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
    if (bt_is_marked(object))
        return;
    if (!bt_vec_push(&tracer->heap->weak_lists, object)) {
        bt_mark_object(tracer, object); // no room to remember it: the items live this time
        return;
    }
    (void)bt_marking_note(object);
    bt_mark_object(tracer, (struct bt_object *)object->type);
}

static inline void trace(struct bt_tracer *tracer, struct bt_object *object)
{
    if ((object->flags & BT_OBJ_LEAF) != 0) // only objects of native types are: those live anyway
        return;
    struct bt_type *type = object->type;
    if ((type->base.gc & BT_GC_MARKED) == 0) // a type is a large object
        bt_mark_object(tracer, &type->base);
    if (type->s.trace != NULL)
        type->s.trace(tracer, object);
    if (type->instance_offset != 0)
        bt_instance_trace(tracer, tracer->heap->interp, object);
}

// The range on top of the stack: a piece of it goes onto the stack, and what is left beneath.
static void take_piece(struct bt_tracer *tracer)
{
    const bt_value *v = (const bt_value *)(*--tracer->top & ~IS_RANGE);
    size_t n = *--tracer->top;
    size_t piece = n < RANGE_MIN ? n : RANGE_MIN - 1;
    if (n > piece) { // the room is there: it was just given back
        *tracer->top++ = n - piece;
        *tracer->top++ = (uintptr_t)(v + piece) | IS_RANGE;
    }
    for (size_t i = 0; i < piece; i++)
        bt_mark(tracer, v[i]);
}

static void trace_grey(struct bt_object *object, void *data)
{
    if ((object->gc & BT_GC_GREY) != 0) {
        object->gc &= (uint8_t)~BT_GC_GREY;
        trace(data, object);
    }
}

static void visit_all(struct bt_tracer *tracer)
{
    struct bt_object *ring[RING] = {0};
    size_t in_ring = 0;
    for (unsigned at = 0;; at = (at + 1) % RING) {
        struct bt_object *next = NULL;
        if (tracer->top > tracer->heap->mark_stack.items) {
            if ((tracer->top[-1] & IS_RANGE) != 0) {
                take_piece(tracer);
                continue;
            }
            next = (struct bt_object *)*--tracer->top;
            __builtin_prefetch(next);
            in_ring++;
        } else if (in_ring == 0) {
            return;
        }
        struct bt_object *object = ring[at];
        ring[at] = next;
        if (object == NULL)
            continue;
        in_ring--;
        if (note(object))
            trace(tracer, object);
    }
}

void bt_marking_drain(struct bt_tracer *tracer)
{
    for (;;) {
        visit_all(tracer);
        if (!tracer->overflow)
            return;
        tracer->overflow = false;
        bt_heap_each(tracer->heap, trace_grey, tracer);
    }
}
