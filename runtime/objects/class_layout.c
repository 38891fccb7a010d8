/*
 * The layout of instances of Python classes: the native struct of the native base, then one word
 * for each member of __slots__ (base classes' first), then the instance part with the other
 * attributes if the class has any.
 *
 * Called by class.c while it makes a class. A member word of zero (BT_ERROR) or BT_UNSET is a
 * member never set.
 */
#include "runtime/objects/class_layout.h"

#include "base/buf.h"
#include "runtime/objects/dict.h"
#include "runtime/objects/error.h"
#include "runtime/objects/heap.h"
#include "runtime/objects/protocol.h"
#include "runtime/objects/seq.h"
#include "runtime/objects/str.h"
#include "runtime/objects/str_methods.h"
#include "runtime/objects/type.h"

// Types whose objects vary in length: the instance part comes behind the last item.
#define VARIABLE_FLAGS (BT_TYPE_TUPLE_SUB | BT_TYPE_STR_SUB | BT_TYPE_BYTES_SUB)

struct bt_type *bt_class_native_base(struct bt_type *type)
{
    while (!type->spec)
        type = type->base_type;
    return type;
}

// ---- the base that counts ----

// The nearest of type and its bases that adds to the struct: C fields or members.
static struct bt_type *solid_base(struct bt_type *type)
{
    while (type->base_type && type->size == type->base_type->size)
        type = type->base_type;
    return type;
}

struct bt_type *bt_class_best_base(struct bt_thread *th, bt_value bases)
{
    struct bt_tuple *tuple = bt_as_tuple(bases);
    struct bt_type *best = NULL, *winner = NULL;
    for (size_t i = 0; i < tuple->len; i++) {
        if (!bt_is_type(tuple->items[i])) {
            (void)bt_type_error(th, "bases must be types");
            return NULL;
        }
        struct bt_type *base = (struct bt_type *)bt_obj(tuple->items[i]);
        if (!(base->flags & BT_TYPE_BASE)) {
            (void)bt_type_error(th, "type '%.100s' is not an acceptable base type", base->name);
            return NULL;
        }
        struct bt_type *candidate = solid_base(base);
        if (!winner || (winner != candidate && bt_is_subtype(candidate, winner))) {
            winner = candidate;
            best = base;
        } else if (!bt_is_subtype(winner, candidate)) {
            (void)bt_type_error(th, "multiple bases have instance lay-out conflict");
            return NULL;
        }
    }
    return best;
}

// ---- __slots__ ----

static bool has_dict(const struct bt_type *type)
{
    return (type->flags & BT_TYPE_INSTANCE_DICT) != 0;
}

static bool any_base_has_dict(const struct bt_type *type)
{
    struct bt_tuple *bases = bt_as_tuple(type->bases);
    for (size_t i = 0; i < bases->len; i++) {
        if (has_dict((struct bt_type *)bt_obj(bases->items[i])))
            return true;
    }
    return false;
}

static bool base_has_weakref(struct bt_thread *th, const struct bt_type *type)
{
    return !bt_is_unset(bt_type_lookup(type->base_type, BT_NAME(th, weakref)));
}

// __x in class C is _C__x.
static bt_value mangle(struct bt_thread *th, const struct bt_type *type, bt_value name)
{
    const struct bt_str *s = bt_as_str(name);
    const char *class_name = type->name + strspn(type->name, "_");
    if (s->len < 3 || memcmp(s->data, "__", 2) != 0 || memcmp(s->data + s->len - 2, "__", 2) == 0 ||
        !*class_name)
        return bt_intern_str(th, name);
    struct bt_buf buf;
    bt_buf_init(&buf);
    bt_buf_printf(&buf, "_%s%s", class_name, s->data);
    bt_value mangled = bt_str_from_buf(th, &buf);
    return bt_is_error(mangled) ? BT_ERROR : bt_intern_str(th, mangled);
}

// One entry of __slots__ to the list of names; the two special ones set their flag instead.
static bool read_slot(struct bt_thread *th, struct bt_type *type, bt_value item, bt_value names,
                      bool *add_dict, bool *add_weakref)
{
    if (!bt_is_str(item))
        return bt_fail(th, BT_EXC_TYPE_ERROR, "__slots__ items must be strings, not '%T'", item);
    if (!bt_same(bt_str_isidentifier(th, &item), BT_TRUE))
        return bt_fail(th, BT_EXC_TYPE_ERROR, "__slots__ must be identifiers");
    if (bt_str_is(item, "__dict__")) {
        if (has_dict(type->base_type) || *add_dict)
            return bt_fail(th, BT_EXC_TYPE_ERROR, "__dict__ slot disallowed: we already got one");
        *add_dict = true;
        return true;
    }
    if (bt_str_is(item, "__weakref__")) {
        if (base_has_weakref(th, type) || *add_weakref)
            return bt_fail(th, BT_EXC_TYPE_ERROR,
                           "__weakref__ slot disallowed: we already got one");
        *add_weakref = true;
        return true;
    }
    bt_value name = mangle(th, type, item);
    if (bt_is_error(name))
        return false;
    if (!bt_is_unset(bt_dict_get_str(th, type->dict, name)) && !bt_str_is(name, "__qualname__") &&
        !bt_str_is(name, "__classcell__"))
        return bt_fail(th, BT_EXC_VALUE_ERROR, "%R in __slots__ conflicts with class variable",
                       name);
    return bt_list_append(th, names, name);
}

// The entries of __slots__ as a tuple.
static bt_value slot_entries(struct bt_thread *th, bt_value slots)
{
    return bt_is_str(slots) ? bt_tuple_new(th, &slots, 1) : bt_to_tuple(th, slots);
}

bool bt_class_read_slots(struct bt_thread *th, struct bt_type *type, bool *add_dict,
                         bool *add_weakref)
{
    bool ok = false;
    *add_dict = *add_weakref = false;
    bt_value slots = bt_dict_get_str(th, type->dict, BT_NAME(th, slots));
    if (bt_is_unset(slots)) {
        *add_dict = !has_dict(type->base_type) && !(type->flags & BT_TYPE_TYPE_SUB);
        *add_weakref = !base_has_weakref(th, type);
        return true;
    }
    BT_ROOTS(th, r, 2);
    r[0] = slot_entries(th, slots);
    if (bt_is_error(r[0]))
        goto done;
    struct bt_tuple *entries = bt_as_tuple(r[0]);
    struct bt_type *native = bt_class_native_base(type->base_type);
    if (entries->len && native->flags & (VARIABLE_FLAGS | BT_TYPE_INT_SUB | BT_TYPE_TYPE_SUB)) {
        (void)bt_type_error(th, "nonempty __slots__ not supported for subtype of '%N'",
                            type->base_type);
        goto done;
    }
    r[1] = bt_list_new(th, NULL, 0);
    if (bt_is_error(r[1]))
        goto done;
    for (size_t i = 0; i < entries->len; i++) {
        if (!read_slot(th, type, entries->items[i], r[1], add_dict, add_weakref))
            goto done;
    }
    if (any_base_has_dict(type) && !has_dict(type->base_type))
        *add_dict = true;
    bt_value names = bt_list_to_tuple(th, r[1]);
    if (bt_is_error(names))
        goto done;
    type->slot_names = names;
    ok = true;
done:
    BT_UNROOT(th, r);
    return ok;
}

// ---- the layout ----

// Marks the members of __slots__, then what the native base holds.
static void trace_members(struct bt_tracer *tracer, struct bt_object *object)
{
    struct bt_type *native = bt_class_native_base(object->type);
    size_t n = (object->type->size - native->size) / sizeof(bt_value);
    bt_mark_values(tracer, (bt_value *)(void *)((char *)object + native->size), n);
    if (native->s.trace)
        native->s.trace(tracer, object);
}

static bool add_members(struct bt_thread *th, struct bt_type *type)
{
    struct bt_tuple *names = bt_as_tuple(type->slot_names);
    for (size_t i = 0; i < names->len; i++) {
        struct bt_member *member = bt_new_object(th, bt_type(th, BT_T_MEMBER), sizeof *member);
        if (!member)
            return false;
        member->name = names->items[i];
        member->type = type;
        member->offset = type->size;
        type->size += sizeof(bt_value);
        if (!bt_dict_set(th, type->dict, names->items[i], bt_from_obj(member)))
            return false;
    }
    return true;
}

bool bt_class_lay_out(struct bt_thread *th, struct bt_type *type, bool add_dict)
{
    struct bt_type *base = type->base_type, *native = bt_class_native_base(base);
    type->size = base->size;
    if (!bt_is_unset(type->slot_names) && !add_members(th, type))
        return false;
    type->s.trace = type->size > native->size ? trace_members : native->s.trace;
    type->s.free = native->s.free;
    if (add_dict)
        type->flags |= BT_TYPE_INSTANCE_DICT;
    if (!has_dict(type) || native->flags & BT_TYPE_TYPE_SUB)
        return true; // a metaclass's instances are types: their attributes are in the type's dict
    bool variable = (native->flags & VARIABLE_FLAGS) != 0;
    type->instance_offset = variable ? BT_INSTANCE_AT_END : (type->size + 7) & ~(size_t)7;
    // other native types may use `aux`, where a shape would be, for something else
    if (native == bt_type(th, BT_T_OBJECT) || native->flags & BT_TYPE_SHAPED)
        type->flags |= BT_TYPE_SHAPED;
    return true;
}

bool bt_type_same_layout(const struct bt_type *a, const struct bt_type *b)
{
    if (!(a->flags & b->flags & BT_TYPE_HEAP) || a->size != b->size ||
        a->instance_offset != b->instance_offset || a->s.free != b->s.free)
        return false;
    // the same native base, and the same names of members in the same order on the way to it
    while (a != b) {
        bool a_adds = a->base_type && a->size != a->base_type->size;
        bool b_adds = b->base_type && b->size != b->base_type->size;
        if (!a->base_type || !b->base_type || a->size != b->size)
            return false;
        if (a_adds != b_adds) {
            a = a_adds ? a : a->base_type;
            b = b_adds ? b : b->base_type;
            continue;
        }
        if (a_adds) {
            if (bt_is_unset(a->slot_names) || bt_is_unset(b->slot_names))
                return false;
            struct bt_tuple *p = bt_as_tuple(a->slot_names), *q = bt_as_tuple(b->slot_names);
            if (p->len != q->len || memcmp(p->items, q->items, p->len * sizeof p->items[0]) != 0)
                return false;
        }
        a = a->base_type;
        b = b->base_type;
    }
    return true;
}
