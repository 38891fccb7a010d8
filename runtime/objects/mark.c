/*
 * Marking: everything that can be reached from what bt_mark was called for.
 *
 * A stack holds what is to be visited: objects, marked or not, and spans of values that lie apart
 * from their object. What comes off the stack is not looked at before the processor has been told
 * to fetch it and some other visits have passed (`ring` in visit_all): otherwise marking would wait
 * for memory at each object, and again at each list's items. A long span is taken apart piece by
 * piece, so that a list of a million strings does not need a stack of a million.
 *
 * When the stack cannot grow, what it has no room for is marked and stays grey, and the heap is
 * searched for grey objects once the stack is empty: marking needs no memory to succeed.
 */
#include "runtime/objects/heap_private.h"
#include "runtime/objects/shape.h"

#define RING        16u // visits between the fetch of something and its own
#define PIECE       32u // values of a span that are looked at in one visit
#define FIRST_STACK 2048u

// An entry of the stack: an object's address, or that of a span with the number of its items in the
// upper 16 bits and its kind in the lowest.
#define SPAN_VALUES ((uintptr_t)1) // items are values
#define SPAN_PAIRS  ((uintptr_t)2) // items are struct bt_pair_place
#define SPAN_KIND   ((uintptr_t)3)
#define SPAN_SHIFT  48
#define SPAN_MAX    ((size_t)0xFFFF)
#define ADDRESS     (((uintptr_t)1 << SPAN_SHIFT) - 4)

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

static void mark_values(struct bt_tracer *tracer, const bt_value *v, size_t n)
{
    for (size_t i = 0; i < n; i++)
        bt_mark(tracer, v[i]);
}

static void mark_pairs(struct bt_tracer *tracer, const struct bt_pair_place *pairs, size_t n)
{
    for (size_t i = 0; i < n; i++) {
        bt_mark(tracer, pairs[i].key);
        bt_mark(tracer, pairs[i].value);
    }
}

static bool has_room(struct bt_tracer *tracer)
{
    return BT_LIKELY(tracer->top < tracer->end) || grow(tracer);
}

void bt_mark_items(struct bt_tracer *tracer, const bt_value *v, size_t n)
{
    while (n > 0 && has_room(tracer)) {
        size_t some = n < SPAN_MAX ? n : SPAN_MAX;
        *tracer->top++ = (uintptr_t)some << SPAN_SHIFT | (uintptr_t)v | SPAN_VALUES;
        v += some;
        n -= some;
    }
    mark_values(tracer, v, n);
}

void bt_mark_pairs(struct bt_tracer *tracer, const struct bt_pair_place *pairs, size_t n)
{
    while (n > 0 && has_room(tracer)) {
        size_t some = n < SPAN_MAX ? n : SPAN_MAX;
        *tracer->top++ = (uintptr_t)some << SPAN_SHIFT | (uintptr_t)pairs | SPAN_PAIRS;
        pairs += some;
        n -= some;
    }
    mark_pairs(tracer, pairs, n);
}

void bt_mark_values(struct bt_tracer *tracer, const bt_value *v, size_t n)
{
    if (n <= PIECE)
        mark_values(tracer, v, n);
    else
        bt_mark_items(tracer, v, n);
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

// Looks at the first items of a span; the others go back onto the stack, beneath what those hold.
static void visit_span(struct bt_tracer *tracer, uintptr_t span)
{
    size_t n = span >> SPAN_SHIFT, piece = n;
    uintptr_t kind = span & SPAN_KIND, address = span & ADDRESS;
    if (n > PIECE && has_room(tracer)) {
        piece = PIECE;
        size_t size = kind == SPAN_PAIRS ? sizeof(struct bt_pair_place) : sizeof(bt_value);
        *tracer->top++ = (uintptr_t)(n - piece) << SPAN_SHIFT | (address + piece * size) | kind;
    }
    if (kind == SPAN_PAIRS)
        mark_pairs(tracer, (const struct bt_pair_place *)address, piece);
    else
        mark_values(tracer, (const bt_value *)address, piece);
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
    uintptr_t ring[RING] = {0};
    size_t in_ring = 0;
    for (unsigned at = 0;; at = (at + 1) % RING) {
        uintptr_t entry = ring[at], next = 0;
        if (tracer->top > tracer->heap->mark_stack.items) {
            next = *--tracer->top;
            const char *address = (const char *)(next & ADDRESS);
            __builtin_prefetch(address);
            if ((next & SPAN_KIND) != 0)
                __builtin_prefetch(address + 64);
            in_ring++;
        } else if (in_ring == 0) {
            return;
        }
        ring[at] = next;
        if (entry == 0)
            continue;
        in_ring--;
        if ((entry & SPAN_KIND) != 0)
            visit_span(tracer, entry);
        else if (note((struct bt_object *)entry))
            trace(tracer, (struct bt_object *)entry);
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
