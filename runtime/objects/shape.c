/*
 * Shapes: trees of attribute names, one tree (or a few, as the inline capacity of new instances
 * grows) to a type. An edge adds a name; a path from the root is the list of an instance's
 * attributes in order of their creation.
 *
 * Shapes are base memory, owned by struct bt_shapes of the interpreter, found by id; an id is never
 * used again. They go when their type does. The names are kept alive by the shapes.
 */
#include "runtime/objects/shape.h"

#include "runtime/objects/error.h"
#include "runtime/objects/heap.h"

#define INLINE_FIRST 3u  // slots of the first instances of a class that says nothing
#define TABLE_FROM   8u  // a shape with so many names gets a hash table
#define CHILDREN_MAX 64u // where more ways part, names are data: a dict is better

struct bt_shapes *bt_shapes_new(struct bt_interp *interp)
{
    (void)interp;
    struct bt_shapes *shapes = bt_alloc_zero(sizeof *shapes);
    if (shapes == NULL)
        return NULL;
    if (!bt_vec_reserve(&shapes->shapes, BT_SHAPE_DICT + 1)) {
        bt_free(shapes);
        return NULL;
    }
    for (uint32_t id = BT_SHAPE_NONE; id <= BT_SHAPE_DICT; id++)
        shapes->shapes.items[shapes->shapes.n++] = NULL;
    return shapes;
}

static void free_shape(struct bt_shape *shape)
{
    if (shape == NULL)
        return;
    bt_free(shape->children);
    bt_free(shape->names);
    bt_free(shape->slots);
    bt_free(shape);
}

void bt_shapes_free(struct bt_shapes *shapes)
{
    if (shapes == NULL)
        return;
    for (size_t i = 0; i < shapes->shapes.n; i++)
        free_shape(shapes->shapes.items[i]);
    bt_vec_free(&shapes->shapes);
    bt_free(shapes);
}

void bt_shapes_trace(struct bt_shapes *shapes, struct bt_tracer *tracer)
{
    for (size_t i = 0; i < shapes->shapes.n; i++) {
        if (shapes->shapes.items[i] != NULL)
            bt_mark(tracer, shapes->shapes.items[i]->name);
    }
}

void bt_shapes_sweep(struct bt_shapes *shapes)
{
    for (size_t i = 0; i < shapes->shapes.n; i++) {
        struct bt_shape *shape = shapes->shapes.items[i];
        if (shape != NULL && !bt_is_marked(&shape->type->base)) {
            free_shape(shape);
            shapes->shapes.items[i] = NULL;
        }
    }
}

// A shape with the given fields and an id; NULL with MemoryError set.
static struct bt_shape *add_shape(struct bt_thread *th, struct bt_shape fields)
{
    struct bt_shapes *shapes = th->interp->shapes;
    struct bt_shape *shape = NULL;
    if (shapes->shapes.n < UINT32_MAX && bt_vec_reserve(&shapes->shapes, 1))
        shape = bt_alloc(sizeof *shape);
    if (shape == NULL) {
        (void)bt_raise_no_memory(th);
        return NULL;
    }
    *shape = fields;
    shape->id = (uint32_t)shapes->shapes.n;
    shapes->shapes.items[shapes->shapes.n++] = shape;
    return shape;
}

// The type's root shape is that of its next instance.
static void set_plain_size(struct bt_type *type)
{
    if (type->instance_offset == sizeof(struct bt_object) && type->s.del == NULL)
        type->plain_size = (uint32_t)(sizeof(struct bt_object) + sizeof(struct bt_instance_part) +
                                      type->n_slots_hint * sizeof(bt_value));
}

uint32_t bt_shape_root(struct bt_thread *th, struct bt_type *type)
{
    if (type->n_slots_hint == 0)
        type->n_slots_hint = INLINE_FIRST;
    if (type->root_shape != 0 &&
        bt_shape(th->interp, type->root_shape)->n_inline == type->n_slots_hint) {
        set_plain_size(type);
        return type->root_shape;
    }
    struct bt_shape *root = add_shape(
        th, (struct bt_shape){.n_inline = type->n_slots_hint, .name = BT_UNSET, .type = type});
    if (root == NULL)
        return 0;
    type->root_shape = root->id;
    set_plain_size(type);
    return root->id;
}

// ---- looking a name up ----

static uint32_t table_slot(const struct bt_shape *shape, bt_value name)
{
    return (uint32_t)((name.bits * 0x9E3779B97F4A7C15u) >> 40) & (shape->names_size - 1);
}

// Makes the table of all names of the path. Without memory the shape goes on without.
static void make_table(const struct bt_interp *interp, struct bt_shape *shape)
{
    uint32_t size = 16;
    while (size * 2 < shape->n_slots * 3)
        size *= 2;
    uint64_t *names = bt_alloc_zero(size * sizeof *names);
    uint8_t *slots = bt_alloc(size);
    if (names == NULL || slots == NULL) {
        bt_free(names);
        bt_free(slots);
        return;
    }
    shape->names = names;
    shape->slots = slots;
    shape->names_size = size;
    for (const struct bt_shape *at = shape; at->parent != 0; at = bt_shape(interp, at->parent)) {
        uint32_t i = table_slot(shape, at->name);
        while (names[i] != 0)
            i = (i + 1) & (size - 1);
        names[i] = at->name.bits;
        slots[i] = (uint8_t)(at->n_slots - 1);
    }
}

_Static_assert(BT_SHAPE_MAX <= UINT8_MAX, "a slot number fits the table");

int bt_shape_find(struct bt_thread *th, uint32_t id, bt_value name)
{
    struct bt_shape *shape = bt_shape(th->interp, id);
    if (shape->n_slots >= TABLE_FROM) {
        if (shape->names == NULL)
            make_table(th->interp, shape);
        if (shape->names != NULL) {
            uint32_t i = table_slot(shape, name);
            while (shape->names[i] != 0 && shape->names[i] != name.bits)
                i = (i + 1) & (shape->names_size - 1);
            return shape->names[i] != 0 ? shape->slots[i] : -1;
        }
    }
    for (const struct bt_shape *at = shape; at->parent != 0;
         at = bt_shape(th->interp, at->parent)) {
        if (bt_same(at->name, name))
            return (int)at->n_slots - 1;
    }
    return -1;
}

// ---- adding a name ----

uint32_t bt_shape_add(struct bt_thread *th, uint32_t id, bt_value name)
{
    struct bt_shape *shape = bt_shape(th->interp, id);
    for (uint32_t i = 0; i < shape->n_children; i++) {
        if (bt_same(bt_shape(th->interp, shape->children[i])->name, name))
            return shape->children[i];
    }
    if (shape->n_slots >= BT_SHAPE_MAX || shape->n_children >= CHILDREN_MAX)
        return BT_SHAPE_DICT;
    if (shape->n_children == shape->cap_children) {
        uint32_t cap = shape->cap_children == 0 ? 1 : shape->cap_children * 2;
        uint32_t *children = bt_realloc_array(shape->children, cap, sizeof *children);
        if (children == NULL) {
            (void)bt_raise_no_memory(th);
            return 0;
        }
        shape->children = children;
        shape->cap_children = cap;
    }
    struct bt_shape *child = add_shape(th, (struct bt_shape){.parent = id,
                                                             .n_slots = shape->n_slots + 1,
                                                             .n_inline = shape->n_inline,
                                                             .name = name,
                                                             .type = shape->type});
    if (child == NULL)
        return 0;
    shape->children[shape->n_children++] = child->id;
    return child->id;
}
