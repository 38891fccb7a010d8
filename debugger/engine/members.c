// What is in a value: see variables.h. Read from the objects themselves.
#include <stdio.h>

#include "debugger/engine/values.h"
#include "debugger/engine/variables.h"
#include "runtime/modules/collections.h"
#include "runtime/modules/deque.h"
#include "runtime/modules/module.h"
#include "runtime/objects/dict.h"
#include "runtime/objects/exception.h"
#include "runtime/objects/function.h"
#include "runtime/objects/protocol.h"
#include "runtime/objects/seq.h"
#include "runtime/objects/shape.h"
#include "runtime/objects/str.h"
#include "runtime/objects/type.h"
#include "vm/frame.h"

struct list {
    struct bt_engine *e;
    struct bt_vthread *th;
    bt_member_function *fn;
    void *ctx;
    const char *access; // before a name in an expression: "." or ""
    bool more;
};

static void give(struct list *l, const char *name, size_t len, bt_value value, bool set, bool lazy)
{
    struct bt_buf expr;
    char room[64];
    bt_buf_init_in(&expr, room, sizeof room);
    bt_buf_puts(&expr, l->access ? l->access : "");
    bt_buf_write(&expr, name, len);
    if (l->more)
        l->more = l->fn(l->ctx, &(struct bt_member_of){.kind = BT_MEMBER_NAMED,
                                                       .name = name,
                                                       .len = len,
                                                       .value = value,
                                                       .expr = l->access ? expr.data : NULL,
                                                       .set = set,
                                                       .lazy = lazy});
    bt_buf_free(&expr);
}

static void give_str(struct list *l, bt_value name, bt_value value, bool set)
{
    if (bt_is_str(name) && !bt_is_unset(value))
        give(l, bt_as_str(name)->data, bt_as_str(name)->len, value, set, false);
}

static bool is_dunder(bt_value name)
{
    const struct bt_str *s = bt_as_str(name);
    return s->len > 4 && memcmp(s->data, "__", 2) == 0 &&
           memcmp(s->data + s->len - 2, "__", 2) == 0;
}

// ---- namespaces ----

// 0: data; 1: functions; 2: classes; 3: modules.
static int group_of(const struct bt_thread *th, bt_value v)
{
    if (bt_is_type(v))
        return 2;
    if (bt_is_exact(th, v, BT_T_MODULE))
        return 3;
    return bt_is_exact(th, v, BT_T_FUNCTION) || bt_is_exact(th, v, BT_T_NATIVE) ||
           bt_is_exact(th, v, BT_T_CLASSMETHOD) || bt_is_exact(th, v, BT_T_STATICMETHOD);
}

static void namespace(struct list *l, const struct bt_dict *dict)
{
    bt_value key, value;
    for (int group = 0; group < 4; group++)
        for (size_t at = 0; l->more && bt_dict_next(dict, &at, &key, &value);)
            if (bt_is_str(key) && !is_dunder(key) && group_of(&l->th->t, value) == group)
                give_str(l, key, value, true);
}

void bt_members_namespace(struct bt_engine *e, struct bt_vthread *th, const struct bt_dict *dict,
                          const char *access, bt_member_function *fn, void *ctx)
{
    struct list l = {e, th, fn, ctx, access, true};
    namespace(&l, dict);
}

// ---- frames ----

static bt_value contents(const struct list *l, bt_value v)
{
    return bt_is_exact(&l->th->t, v, BT_T_CELL) ? ((const struct bt_cell *)bt_obj(v))->value : v;
}

static void registers(struct list *l, const struct bt_code *code, const bt_value *regs,
                      const bt_value *closure)
{
    const struct bt_tuple *names = bt_as_tuple(code->varnames);
    for (size_t i = 0; i < code->n_locals && i < names->len; i++)
        give_str(l, names->items[i], contents(l, regs[i]), true);
    const struct bt_tuple *free_names = bt_as_tuple(code->freevars);
    for (size_t i = 0; closure && i < free_names->len; i++)
        give_str(l, free_names->items[i], contents(l, closure[i]), true);
}

void bt_members_locals(struct bt_engine *e, struct bt_vthread *th, struct bt_frame *frame,
                       bt_member_function *fn, void *ctx)
{
    struct list l = {e, th, fn, ctx, "", true};
    if (frame->flags & BT_FRAME_NS) {
        if (bt_is_dict(frame->extra))
        namespace(&l, bt_as_dict(frame->extra));
    } else if (frame->code->flags & BT_CODE_OPTIMIZED) {
        registers(&l, frame->code, frame->regs, frame->func->closure);
    } else {
        namespace(&l, frame->func->globals);
    }
}

// ---- objects with attributes ----

static void instance(struct list *l, struct bt_object *o)
{
    const struct bt_interp *interp = l->th->t.interp;
    struct bt_instance_part *part = bt_instance_part(o);
    uint32_t id = bt_instance_shape(o);
    bt_value key, value;
    if (id == BT_SHAPE_NONE)
        return;
    if (id == BT_SHAPE_DICT) {
        for (size_t at = 0; l->more && part->dict && bt_dict_next(part->dict, &at, &key, &value);)
            give_str(l, key, value, true);
        return;
    }
    const struct bt_shape *shape = bt_shape(interp, id);
    for (uint32_t slot = 0; slot < shape->n_slots && l->more; slot++) {
        const struct bt_shape *s = shape;
        while (s->n_slots > slot + 1)
            s = bt_shape(interp, s->parent);
        give_str(l, s->name, *bt_instance_slot(part, shape->n_inline, slot), true);
    }
}

// __slots__ and properties of the classes, the instance's own class first.
static void descriptors(struct list *l, struct bt_object *o)
{
    const struct bt_tuple *mro = bt_as_tuple(o->type->mro);
    for (size_t i = 0; i < mro->len && l->more; i++) {
        const struct bt_type *type = (const struct bt_type *)bt_obj(mro->items[i]);
        bt_value key, value;
        if (type->spec) // a native one: its attributes are not the script's
            continue;
        for (size_t at = 0; l->more && bt_dict_next(type->dict, &at, &key, &value);) {
            if (!bt_is_str(key) || is_dunder(key) || !bt_same(bt_type_lookup(o->type, key), value))
                continue;
            if (bt_is_exact(&l->th->t, value, BT_T_MEMBER)) {
                const struct bt_member *m = (const struct bt_member *)bt_obj(value);
                bt_value held;
                memcpy(&held, (const char *)o + m->offset, sizeof held);
                if (held.bits != 0)
                    give_str(l, key, held, true);
            } else if (bt_is_exact(&l->th->t, value, BT_T_PROPERTY)) {
                const struct bt_property *p = (const struct bt_property *)bt_obj(value);
                give(l, bt_as_str(key)->data, bt_as_str(key)->len, BT_UNSET,
                     !bt_is_none(p->fset) && !bt_is_unset(p->fset), true);
            }
        }
    }
}

static void exception(struct list *l, bt_value v)
{
    const struct bt_exception *x = bt_as_exception(v);
    give(l, "args", 4, x->args, false, false);
    if (bt_is_obj(x->notes))
        give(l, "__notes__", 9, x->notes, false, false);
    if (bt_is_obj(x->cause))
        give(l, "__cause__", 9, x->cause, false, false);
    if (bt_is_obj(x->context) && !x->suppress_context)
        give(l, "__context__", 11, x->context, false, false);
}

void bt_members_named(struct bt_engine *e, struct bt_vthread *th, bt_value v,
                      bt_member_function *fn, void *ctx)
{
    struct list l = {e, th, fn, ctx, ".", true};
    if (!bt_is_obj(v))
        return;
    struct bt_object *o = bt_obj(v);
    if (bt_is_exception(v))
        exception(&l, v);
    if (bt_is_exact(&th->t, v, BT_T_METHOD)) {
        give(&l, "__self__", 8, ((const struct bt_method *)o)->self, false, false);
        give(&l, "__func__", 8, ((const struct bt_method *)o)->func, false, false);
    } else if (bt_is_exact(&th->t, v, BT_T_GENERATOR)) {
        const struct bt_generator *g = (const struct bt_generator *)o;
        l.access = NULL;
        if (g->base.spare == BT_GEN_SUSPENDED || g->base.spare == BT_GEN_NEW)
            registers(&l, g->frame.code, g->regs, g->frame.func->closure);
    } else if (bt_is_exact(&th->t, v, BT_T_FUNCTION)) {
        const struct bt_function *f = (const struct bt_function *)o;
        const struct bt_tuple *names = bt_as_tuple(f->code->freevars);
        l.access = NULL;
        for (size_t i = 0; f->closure && i < names->len; i++)
            give_str(&l, names->items[i], contents(&l, f->closure[i]), false);
    } else if (bt_is_exact(&th->t, v, BT_T_MODULE)) {
        namespace(&l, ((const struct bt_module *)o)->dict);
    } else if (bt_is_type(v)) {
        namespace(&l, ((const struct bt_type *)o)->dict);
    }
    if (o->type->instance_offset != 0 && !bt_is_type(v))
        instance(&l, o);
    if (!bt_is_type(v))
        descriptors(&l, o);
}

// ---- items ----

static bool is_deque(bt_value v)
{
    return bt_is_obj(v) && bt_is_of_spec(v, &bt_deque_spec);
}

static const struct bt_dict *table_of(const struct bt_thread *th, bt_value v)
{
    if (bt_is_dict(v))
        return bt_as_dict(v);
    if (bt_has_flag(v, BT_TYPE_SET_SUB))
        return &bt_as_set(v)->table;
    if (bt_is_exact(th, v, BT_T_DICT_KEYS) || bt_is_exact(th, v, BT_T_DICT_VALUES) ||
        bt_is_exact(th, v, BT_T_DICT_ITEMS))
        return ((const struct bt_dict_view *)bt_obj(v))->dict;
    return NULL;
}

size_t bt_members_count(const struct bt_vthread *th, bt_value v)
{
    const struct bt_dict *table = table_of(&th->t, v);
    return table                             ? bt_dict_len(table)
           : bt_is_list(v) || bt_is_tuple(v) ? bt_seq_len(v)
           : is_deque(v)                     ? bt_as_deque(v)->len
                                             : 0;
}

static bool is_plain_key(bt_value key)
{
    return !bt_is_obj(key) || bt_is_str(key);
}

// The names of a named tuple's items, or NULL.
static const struct bt_tuple *fields_of(const struct bt_thread *th, bt_value v)
{
    bt_value name = bt_is_tuple(v) && !bt_is_exact(th, v, BT_T_TUPLE)
                        ? bt_intern((struct bt_thread *)(uintptr_t)th, "_fields", 7)
                        : BT_ERROR;
    bt_value fields = bt_is_error(name) ? BT_UNSET : bt_type_lookup(bt_obj(v)->type, name);
    return bt_is_tuple(fields) && bt_as_tuple(fields)->len == bt_seq_len(v) ? bt_as_tuple(fields)
                                                                            : NULL;
}

static bool give_item(struct list *l, size_t i, struct bt_buf *name, bt_value value, bool expr,
                      bool set)
{
    struct bt_buf access;
    bt_buf_init(&access);
    bt_buf_putc(&access, '[');
    bt_buf_write(&access, name->data, name->len);
    bt_buf_putc(&access, ']');
    l->more = l->fn(l->ctx, &(struct bt_member_of){.kind = BT_MEMBER_ITEM,
                                                   .name = name->data ? name->data : "",
                                                   .len = name->len,
                                                   .value = value,
                                                   .item = i,
                                                   .expr = expr ? access.data : NULL,
                                                   .set = expr && set});
    bt_buf_free(&access);
    return l->more;
}

static void table_items(struct list *l, bt_value v, const struct bt_dict *table, size_t start,
                        size_t count)
{
    bt_value key, value;
    size_t i = 0;
    for (size_t at = 0; bt_dict_next(table, &at, &key, &value) && i < start + count; i++) {
        if (i < start)
            continue;
        struct bt_buf name;
        bt_buf_init(&name);
        bool dict = bt_is_dict(v), items = bt_is_exact(&l->th->t, v, BT_T_DICT_ITEMS);
        if (dict || items)
            bt_value_put(l->e, l->th, &name, key, 60);
        else
            bt_buf_put_int(&name, (int64_t)i);
        bool only_value = dict || items || bt_is_exact(&l->th->t, v, BT_T_DICT_VALUES);
        bool go_on =
            give_item(l, i, &name, only_value ? value : key, dict && is_plain_key(key), true);
        bt_buf_free(&name);
        if (!go_on)
            return;
    }
}

void bt_members_items(struct bt_engine *e, struct bt_vthread *th, bt_value v, size_t start,
                      size_t count, bt_member_function *fn, void *ctx)
{
    struct list l = {e, th, fn, ctx, ".", true};
    const struct bt_dict *table = table_of(&th->t, v);
    if (table) {
        table_items(&l, v, table, start, count);
        return;
    }
    const struct bt_tuple *fields = fields_of(&th->t, v);
    for (size_t i = start; i < bt_members_count(th, v) && i - start < count && l.more; i++) {
        struct bt_buf name;
        bt_value value = is_deque(v) ? *bt_deque_slot(bt_as_deque(v), i) : bt_seq_items(v)[i];
        bt_buf_init(&name);
        bt_buf_put_int(&name, (int64_t)i);
        if (fields && bt_is_str(fields->items[i]))
            give_str(&l, fields->items[i], value, false);
        else
            (void)give_item(&l, i, &name, value, true, !bt_is_tuple(v));
        bt_buf_free(&name);
    }
}
