/*
 * Instances of Python classes: making them, and reading and writing their own attributes (no
 * descriptors here).
 *
 * An instance begins with the shape of no attributes and moves along the shape tree with every new
 * one. It goes over to a dict of its own, for good, when it has too many attributes, when one is
 * deleted that was not the last, or when somebody asks for its __dict__.
 */
#include "runtime/objects/dict.h"
#include "runtime/objects/heap.h"
#include "runtime/objects/seq.h"
#include "runtime/objects/shape.h"
#include "runtime/objects/str.h"

size_t bt_instance_end(const struct bt_object *o)
{
    size_t size;
    if ((o->type->flags & BT_TYPE_TUPLE_SUB) != 0)
        size = sizeof(struct bt_tuple) + ((const struct bt_tuple *)o)->len * sizeof(bt_value);
    else if ((o->type->flags & BT_TYPE_STR_SUB) != 0)
        size = sizeof(struct bt_str) + bt_str_gap(bt_str_is_ascii((const struct bt_str *)o)) +
               ((const struct bt_str *)o)->len + 1;
    else
        size = sizeof(struct bt_bytes) + ((const struct bt_bytes *)o)->len + 1;
    return (size + 7) & ~(size_t)7;
}

// ---- making one ----

static void *with_finalizer(struct bt_thread *th, struct bt_object *o)
{
    if (o->type->s.del != NULL && !bt_heap_add_finalizer(th, o))
        return NULL;
    return o;
}

void *bt_instance_new(struct bt_thread *th, struct bt_type *type)
{
    if (BT_LIKELY(type->plain_size != 0))
        return bt_instance_new_plain(th, type);
    struct bt_object *o;
    if (type->instance_offset == 0) {
        o = bt_new_object_zero(th, type, type->size);
        return o != NULL ? with_finalizer(th, o) : NULL;
    }
    if (type->instance_offset == BT_INSTANCE_AT_END)
        return bt_instance_new_var(th, type, type->size);
    uint32_t shape = 0, n_inline = 0;
    if ((type->flags & BT_TYPE_SHAPED) != 0) {
        shape = bt_shape_root(th, type);
        if (shape == 0)
            return NULL;
        n_inline = bt_shape(th->interp, shape)->n_inline;
    }
    size_t at = type->instance_offset;
    o = bt_new_object(th, type, at + sizeof(struct bt_instance_part) + n_inline * sizeof(bt_value));
    if (o == NULL)
        return NULL;
    memset(o + 1, 0, at - sizeof *o);
    o->aux = shape;
    ((struct bt_instance_part *)(void *)((char *)o + at))->dict = NULL;
    return with_finalizer(th, o);
}

void *bt_instance_new_var(struct bt_thread *th, struct bt_type *type, size_t native_size)
{
    size_t size = native_size, at = (native_size + 7) & ~(size_t)7;
    bool has_part = type->instance_offset != 0;
    if (has_part)
        size = at + sizeof(struct bt_instance_part);
    struct bt_object *o = bt_new_object_zero(th, type, size);
    return o != NULL ? with_finalizer(th, o) : NULL;
}

// ---- reading ----

bt_value bt_instance_get(struct bt_thread *th, struct bt_object *o, bt_value name)
{
    struct bt_instance_part *part = bt_instance_part(o);
    uint32_t shape = bt_instance_shape(o);
    if (shape == BT_SHAPE_DICT)
        return part->dict != NULL ? bt_dict_get_str(th, part->dict, name) : BT_UNSET;
    int slot = bt_shape_find(th, shape, name);
    if (slot < 0)
        return BT_UNSET;
    return *bt_instance_slot(part, bt_shape(th->interp, shape)->n_inline, (uint32_t)slot);
}

// ---- going over to a dict ----

// The attributes as a dict; order is that of the slots.
static bt_value dict_of_slots(struct bt_thread *th, struct bt_object *o)
{
    struct bt_instance_part *part = bt_instance_part(o);
    bt_value names[BT_SHAPE_MAX];
    uint32_t n = bt_shape(th->interp, o->aux)->n_slots;
    uint32_t n_inline = bt_shape(th->interp, o->aux)->n_inline;
    for (const struct bt_shape *at = bt_shape(th->interp, o->aux); at->parent != 0;
         at = bt_shape(th->interp, at->parent))
        names[at->n_slots - 1] = at->name;
    bt_value dict = bt_dict_new(th);
    for (uint32_t i = 0; i < n && !bt_is_error(dict); i++) {
        bt_value value = *bt_instance_slot(part, n_inline, i);
        // NOLINTNEXTLINE(clang-analyzer-core.*): the chain of shapes has a name per slot
        if (!bt_dict_set(th, bt_as_dict(dict), names[i], value))
            return BT_ERROR;
    }
    return dict;
}

static void free_more(struct bt_interp *interp, struct bt_more_slots *more)
{
    if (more != NULL)
        bt_mem_free(interp, more, sizeof *more + more->n * sizeof(bt_value));
}

static bool use_dict(struct bt_thread *th, struct bt_object *o)
{
    struct bt_instance_part *part = bt_instance_part(o);
    bool shaped = bt_instance_shape(o) != BT_SHAPE_DICT;
    if (!shaped && part->dict != NULL)
        return true;
    bt_value dict = shaped ? dict_of_slots(th, o) : bt_dict_new(th);
    if (bt_is_error(dict))
        return false;
    if (shaped) {
        free_more(th->interp, part->more);
        o->aux = BT_SHAPE_DICT;
    }
    part->dict = bt_as_dict(dict);
    return true;
}

bt_value bt_instance_dict(struct bt_thread *th, struct bt_object *o)
{
    return use_dict(th, o) ? bt_from_obj(bt_instance_part(o)->dict) : BT_ERROR;
}

void bt_instance_set_dict(struct bt_thread *th, struct bt_object *o, struct bt_dict *dict)
{
    struct bt_instance_part *part = bt_instance_part(o);
    if (bt_instance_shape(o) != BT_SHAPE_DICT) {
        free_more(th->interp, part->more);
        o->aux = BT_SHAPE_DICT;
    }
    part->dict = dict;
}

// ---- for the heap ----

void bt_instance_trace(struct bt_tracer *tracer, struct bt_interp *interp, struct bt_object *o)
{
    struct bt_instance_part *part = bt_instance_part(o);
    uint32_t id = bt_instance_shape(o);
    if (id == BT_SHAPE_DICT) {
        bt_mark_object(tracer, (struct bt_object *)part->dict);
        return;
    }
    if (id == BT_SHAPE_NONE)
        return;
    const struct bt_shape *shape = bt_shape(interp, id);
    uint32_t n = shape->n_slots, n_inline = shape->n_inline;
    if (part->more != NULL)
        bt_mark_owned(tracer, sizeof *part->more + part->more->n * sizeof(bt_value));
    bt_mark_values(tracer, part->slots, n < n_inline ? n : n_inline);
    if (n > n_inline)
        bt_mark_values(tracer, part->more->v, n - n_inline);
}

void bt_instance_release(struct bt_interp *interp, struct bt_object *o)
{
    struct bt_instance_part *part = bt_instance_part(o);
    if (part->more != NULL && bt_instance_shape(o) != BT_SHAPE_DICT)
        free_more(interp, part->more);
}

// ---- writing ----

// Room for slot number `slot`, and more inline room in the type's next instances.
static bool reserve_slot(struct bt_thread *th, struct bt_object *o, struct bt_instance_part *part,
                         uint32_t n_inline, uint32_t slot)
{
    size_t have = part->more != NULL ? part->more->n : 0;
    if (slot < n_inline + have)
        return true;
    size_t n = have == 0 ? 4 : have * 2, head = sizeof *part->more;
    struct bt_more_slots *more =
        bt_mem_realloc(th, part->more, part->more != NULL ? head + have * sizeof(bt_value) : 0,
                       head + n * sizeof(bt_value));
    if (more == NULL)
        return false;
    more->n = n;
    part->more = more;
    // Odd numbers of slots fill the heap's cells. Grow by halves: every size is a shape tree of its
    // own.
    struct bt_type *type = o->type;
    uint32_t want = (slot + 1 + slot / 2) | 1;
    if (want > BT_INLINE_MAX)
        want = BT_INLINE_MAX;
    if (want > type->n_slots_hint) {
        type->n_slots_hint = want;
        type->plain_size = 0; // until the next instance has its root shape
    }
    return true;
}

bool bt_instance_set(struct bt_thread *th, struct bt_object *o, bt_value name, bt_value value)
{
    struct bt_instance_part *part = bt_instance_part(o);
    uint32_t shape = bt_instance_shape(o);
    if (shape != BT_SHAPE_DICT) {
        int slot = bt_shape_find(th, shape, name);
        if (slot >= 0) {
            uint32_t n_inline = bt_shape(th->interp, shape)->n_inline;
            *bt_instance_slot(part, n_inline, (uint32_t)slot) = value;
            return true;
        }
        uint32_t longer = bt_shape_add(th, shape, name);
        if (longer == 0)
            return false;
        if (longer != BT_SHAPE_DICT) {
            const struct bt_shape *to = bt_shape(th->interp, longer);
            uint32_t last = to->n_slots - 1;
            if (!reserve_slot(th, o, part, to->n_inline, last))
                return false;
            *bt_instance_slot(part, to->n_inline, last) = value;
            o->aux = longer;
            return true;
        }
    }
    return use_dict(th, o) && bt_dict_set(th, part->dict, name, value);
}

bool bt_instance_delete(struct bt_thread *th, struct bt_object *o, bt_value name, bool *found)
{
    struct bt_instance_part *part = bt_instance_part(o);
    uint32_t shape = bt_instance_shape(o);
    *found = false;
    if (shape != BT_SHAPE_DICT) {
        int slot = bt_shape_find(th, shape, name);
        if (slot < 0)
            return true;
        const struct bt_shape *s = bt_shape(th->interp, shape);
        if ((uint32_t)slot == s->n_slots - 1) {
            o->aux = s->parent; // which has no name for the slot
            *found = true;
            return true;
        }
        if (!use_dict(th, o))
            return false;
    }
    if (part->dict == NULL)
        return true;
    return bt_dict_delete(th, part->dict, name, found);
}
