// Names of objects: see names.h.
#include "lab/names.h"

#include "runtime/objects/dict.h"
#include "runtime/objects/seq.h"
#include "runtime/objects/shape.h"
#include "runtime/objects/str.h"
#include "vm/sync.h"

#define ITEMS_MAX  4096 // that are looked at in one container
#define FRAMES_MAX 8    // whose variables are looked at

struct search {
    struct bt_vm *vm;
    struct bt_thread *th;
    bt_value object;
    struct bt_buf *out;
    bool conditions; // those that the object is the lock of are meant, too
};

static bool is_it(const struct search *s, bt_value v)
{
    return bt_same(v, s->object) || (s->conditions && bt_same(bt_condition_lock(v), s->object));
}

static void put_str(struct bt_buf *out, bt_value str)
{
    bt_buf_write(out, bt_as_str(str)->data, bt_as_str(str)->len);
}

void bt_name_key(struct bt_buf *out, bt_value key)
{
    if (bt_is_small(key)) {
        bt_buf_put_int(out, bt_small(key));
    } else if (bt_is_str(key)) {
        bool is_long = bt_as_str(key)->len > 40;
        bt_buf_putc(out, '\'');
        bt_buf_write(out, bt_as_str(key)->data, is_long ? 0 : bt_as_str(key)->len);
        bt_buf_puts(out, is_long ? "...'" : "'");
    } else {
        bt_buf_puts(out, "...");
    }
}

// ---- where it may be bound ----

static bool in_dict(const struct search *s, const struct bt_dict *d, bt_value *key)
{
    size_t pos = 0, seen = 0;
    bt_value value;
    while (seen++ < ITEMS_MAX && bt_dict_next(d, &pos, key, &value))
        if (is_it(s, value))
            return true;
    return false;
}

static bool global(const struct search *s, const struct bt_dict *globals)
{
    bt_value key;
    if (!in_dict(s, globals, &key) || !bt_is_str(key))
        return false;
    put_str(s->out, key);
    return true;
}

// A value of __slots__, of the object's class or a base of it; the name, or unset.
static bt_value in_slots(const struct search *s, struct bt_object *o)
{
    const struct bt_tuple *mro = bt_is_tuple(o->type->mro) ? bt_as_tuple(o->type->mro) : NULL;
    for (size_t i = 0; mro && i < mro->len; i++) {
        const struct bt_type *type = (const struct bt_type *)bt_obj(mro->items[i]);
        if (!bt_is_tuple(type->slot_names))
            continue;
        const struct bt_tuple *names = bt_as_tuple(type->slot_names);
        for (size_t k = 0; k < names->len; k++) {
            bt_value member = bt_is_str(names->items[k])
                                  ? bt_dict_get_str(s->th, type->dict, names->items[k])
                                  : BT_UNSET;
            if (!bt_is_exact(s->th, member, BT_T_MEMBER))
                continue;
            size_t offset = ((const struct bt_member *)bt_obj(member))->offset;
            if (is_it(s, *(const bt_value *)(const void *)((const char *)o + offset)))
                return names->items[k];
        }
    }
    return BT_UNSET;
}

// An attribute of this object: "Account.lock".
static bool attribute(const struct search *s, bt_value holder)
{
    if (!bt_is_obj(holder))
        return false;
    struct bt_object *o = bt_obj(holder);
    bt_value name = in_slots(s, o);
    const char *whose = o->type->name;
    if (!bt_is_unset(name)) {
        // found
    } else if (o->type->flags & BT_TYPE_TYPE_SUB) {
        whose = ((struct bt_type *)o)->name;
        struct bt_dict *dict = ((struct bt_type *)o)->dict;
        if (!dict || !in_dict(s, dict, &name))
            return false;
    } else if (o->type->instance_offset == 0) {
        return false;
    } else {
        uint32_t shape = bt_instance_shape(o);
        struct bt_instance_part *part = bt_instance_part(o);
        if (shape == BT_SHAPE_NONE)
            return false;
        if (shape == BT_SHAPE_DICT) {
            if (!part->dict || !in_dict(s, part->dict, &name))
                return false;
        }
        uint32_t n_inline = shape == BT_SHAPE_DICT ? 0 : bt_shape(&s->vm->i, shape)->n_inline;
        while (bt_is_unset(name) && shape > BT_SHAPE_DICT) {
            const struct bt_shape *at = bt_shape(&s->vm->i, shape);
            if (bt_is_unset(at->name))
                return false;
            if (is_it(s, *bt_instance_slot(part, n_inline, at->n_slots - 1)))
                name = at->name;
            shape = at->parent;
        }
    }
    if (!bt_is_str(name))
        return false;
    bt_buf_printf(s->out, "%s.", whose);
    put_str(s->out, name);
    return true;
}

// An item of a list, tuple or dict that is called so.
static bool item(const struct search *s, bt_value name, bt_value container)
{
    if (!bt_is_obj(container))
        return false;
    const struct bt_value_span {
        const bt_value *v;
        size_t n;
    } span = bt_is_list(container)
                 ? (struct bt_value_span){bt_as_list(container)->items, bt_as_list(container)->len}
             : bt_is_tuple(container) ? (struct bt_value_span){bt_as_tuple(container)->items,
                                                               bt_as_tuple(container)->len}
                                      : (struct bt_value_span){NULL, 0};
    bt_value key = BT_UNSET;
    for (size_t i = 0; i < span.n && i < ITEMS_MAX; i++)
        if (is_it(s, span.v[i])) {
            key = bt_from_small((int64_t)i);
            break;
        }
    if (bt_is_dict(container) && !in_dict(s, bt_as_dict(container), &key))
        key = BT_UNSET;
    if (bt_is_unset(key))
        return false;
    put_str(s->out, name);
    bt_buf_putc(s->out, '[');
    bt_name_key(s->out, key);
    bt_buf_putc(s->out, ']');
    return true;
}

static bt_value variable(bt_value v)
{
    const struct bt_type *type = bt_is_obj(v) ? bt_obj(v)->type : NULL;
    return type && type->spec == &bt_cell_spec ? ((struct bt_cell *)bt_obj(v))->value : v;
}

// The frame's locals and free variables, one after the other; false at the end.
static bool next_variable(const struct bt_frame *f, size_t *pos, bt_value *name, bt_value *value)
{
    const struct bt_tuple *locals = bt_as_tuple(f->code->varnames);
    const struct bt_tuple *names = bt_as_tuple(f->code->freevars);
    size_t n = locals->len < f->code->n_locals ? locals->len : f->code->n_locals, i = (*pos)++;
    if (i < n) {
        *name = locals->items[i];
        *value = variable(f->regs[i]);
        return true;
    }
    i -= n;
    if (i >= names->len || !f->func->closure)
        return false;
    *name = names->items[i];
    *value = variable(f->func->closure[i]);
    return true;
}

enum look { DIRECT, ATTRIBUTE, ITEM };

static bool variables(const struct search *s, const struct bt_frame *f, enum look look)
{
    bt_value name, value;
    for (size_t pos = 0; next_variable(f, &pos, &name, &value);) {
        if (look == ATTRIBUTE && attribute(s, value))
            return true;
        if (look == ITEM && item(s, name, value))
            return true;
        if (look == DIRECT && is_it(s, value)) {
            put_str(s->out, name);
            return true;
        }
    }
    return false;
}

static bool items_of_globals(const struct search *s, const struct bt_dict *globals)
{
    size_t pos = 0;
    bt_value name, value;
    while (bt_dict_next(globals, &pos, &name, &value))
        if (bt_is_str(name) && item(s, name, value))
            return true;
    pos = 0;
    while (bt_dict_next(globals, &pos, &name, &value))
        if (bt_is_str(name) && attribute(s, value))
            return true;
    return false;
}

static bool modules(const struct search *s)
{
    if (!bt_is_dict(s->vm->modules))
        return false;
    size_t pos = 0;
    bt_value name, module, key;
    while (bt_dict_next(bt_as_dict(s->vm->modules), &pos, &name, &module)) {
        if (!bt_is_str(name) || !bt_is_exact(s->th, module, BT_T_MODULE))
            continue;
        const struct bt_dict *dict = ((struct bt_module *)bt_obj(module))->dict;
        if (dict && in_dict(s, dict, &key) && bt_is_str(key)) {
            put_str(s->out, name);
            bt_buf_putc(s->out, '.');
            put_str(s->out, key);
            return true;
        }
    }
    return false;
}

// A global first: it has one name everywhere. Then what says most.
static bool find(const struct search *s, const struct bt_frame *frame)
{
    const struct bt_frame *f = frame;
    for (size_t i = 0; f && i < FRAMES_MAX; i++, f = f->prev)
        if (f->func->globals && global(s, f->func->globals))
            return true;
    static const enum look looks[] = {ATTRIBUTE, DIRECT, ITEM};
    for (size_t k = 0; k < sizeof looks / sizeof looks[0]; k++) {
        f = frame;
        for (size_t i = 0; f && i < FRAMES_MAX; i++, f = f->prev) {
            if (looks[k] == ITEM && f->func->globals && items_of_globals(s, f->func->globals))
                return true;
            if (variables(s, f, looks[k]))
                return true;
        }
    }
    return modules(s);
}

bool bt_name_find(struct bt_vm *vm, const struct bt_frame *frame, bt_value object,
                  struct bt_buf *out)
{
    struct search s = {vm, &vm->main->t, object, out, false};
    if (find(&s, frame))
        return true;
    s.conditions = bt_is_obj(object) && (bt_obj(object)->type->spec == &bt_lock_spec ||
                                         bt_obj(object)->type->spec == &bt_rlock_spec);
    return s.conditions && find(&s, frame);
}
