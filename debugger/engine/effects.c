// Would this change the program: see effects.h.
#include "debugger/engine/effects.h"

#include "base/hash.h"
#include "base/vec.h"
#include "lab/names.h"
#include "runtime/modules/collections.h"
#include "runtime/modules/deque.h"
#include "runtime/modules/io_impl.h"
#include "runtime/modules/module.h"
#include "runtime/objects/dict.h"
#include "runtime/objects/function.h"
#include "runtime/objects/heap.h"
#include "runtime/objects/seq.h"
#include "runtime/objects/shape.h"
#include "runtime/objects/str.h"
#include "vm/frame.h"
#include "vm/sync.h"

struct noted {
    struct bt_object *object;
    uint64_t sum;
};
struct bt_effects {
    struct BT_VEC(struct noted) objects;
    const struct bt_interp *interp;
    struct bt_object *streams[6]; // of stdout and stderr: printing is no change
    struct bt_type *deque;
    uint64_t vm; // of what the interpreter itself holds
    bool failed;
};

static uint64_t mix(uint64_t sum, uint64_t word)
{
    sum = (sum ^ word) * 0x9E3779B97F4A7C15u;
    return sum ^ sum >> 29;
}

static uint64_t mix_words(uint64_t sum, const void *data, size_t size)
{
    const char *p = data;
    for (; size >= sizeof(uint64_t); p += sizeof(uint64_t), size -= sizeof(uint64_t)) {
        uint64_t word;
        memcpy(&word, p, sizeof word);
        sum = mix(sum, word);
    }
    uint64_t rest = 0;
    if (size == 0)
        return sum;
    memcpy(&rest, p, size);
    return mix(sum, rest);
}

// ---- what an object holds ----

static uint64_t of_dict(const struct bt_dict *d)
{
    bt_value key, value;
    uint64_t sum = bt_dict_len(d);
    for (size_t at = 0; bt_dict_next(d, &at, &key, &value);)
        sum = mix(mix(sum, key.bits), value.bits);
    return sum;
}

// Attributes: the same whether they are in slots or in a dict.
static uint64_t of_attributes(const struct bt_interp *interp, struct bt_object *o)
{
    uint64_t sum = 0;
    struct bt_instance_part *part = bt_instance_part(o);
    uint32_t id = bt_instance_shape(o);
    if (id == BT_SHAPE_NONE)
        return 0;
    if (id == BT_SHAPE_DICT) {
        bt_value key, value;
        for (size_t at = 0; part->dict && bt_dict_next(part->dict, &at, &key, &value);)
            sum += mix(mix(1, key.bits), value.bits);
        return sum;
    }
    const struct bt_shape *shape = bt_shape(interp, id);
    for (uint32_t n_inline = shape->n_inline; shape->n_slots > 0;
         shape = bt_shape(interp, shape->parent)) {
        bt_value value = *bt_instance_slot(part, n_inline, shape->n_slots - 1);
        if (!bt_is_unset(value))
            sum += mix(mix(1, shape->name.bits), value.bits);
    }
    return sum;
}

static uint64_t of_generator(const struct bt_generator *g)
{
    uint64_t sum = mix(g->base.spare, g->yield_from.bits);
    if (g->base.spare == BT_GEN_DONE || !g->regs)
        return sum;
    sum = mix(sum, (uint64_t)(uintptr_t)g->frame.pc);
    return g->base.spare == BT_GEN_RUNNING ? sum
                                           : mix_words(sum, g->regs, g->n_regs * sizeof *g->regs);
}

static uint64_t of_function(const struct bt_function *f)
{
    uint64_t sum = mix((uint64_t)(uintptr_t)f->code, f->defaults.bits);
    return mix(mix(sum, f->kwdefaults.bits), f->doc.bits);
}

// What never changes, and what changes without anybody seeing (caches).
static bool is_constant(const struct bt_interp *interp, const struct bt_type *type)
{
    static const uint16_t ids[] = {
        BT_T_INT,           BT_T_FLOAT,         BT_T_COMPLEX,        BT_T_STR_STORE,
        BT_T_TUPLE,         BT_T_FROZENSET,     BT_T_RANGE,          BT_T_SLICE,
        BT_T_CODE,          BT_T_METHOD,        BT_T_NATIVE,         BT_T_METHOD_DESCR,
        BT_T_SLOT_WRAPPER,  BT_T_GETSET,        BT_T_MEMBER,         BT_T_PROPERTY,
        BT_T_CLASSMETHOD,   BT_T_STATICMETHOD,  BT_T_SUPER,          BT_T_MODULE,
        BT_T_MAPPING_PROXY, BT_T_WEAKREF,       BT_T_METHOD_WRAPPER, BT_T_FRAME,
        BT_T_TRACEBACK,     BT_T_GENERIC_ALIAS, BT_T_UNION,          BT_T_STR,
        BT_T_BYTES,
    };
    for (size_t i = 0; i < sizeof ids / sizeof ids[0]; i++)
        if (type == interp->types[ids[i]])
            return true;
    return false;
}

// The native part of any other object, and what it keeps outside.
static uint64_t of_native(const struct bt_effects *fx, struct bt_object *o)
{
    const struct bt_type *type = o->type;
    if (type->flags & BT_TYPE_DICT_SUB || type->flags & BT_TYPE_SET_SUB)
        return of_dict((const struct bt_dict *)o);
    if (type->flags & BT_TYPE_LIST_SUB) {
        const struct bt_list *list = (const struct bt_list *)o;
        return mix_words(list->len, list->items, list->len * sizeof *list->items);
    }
    if (type == fx->interp->types[BT_T_BYTEARRAY]) {
        const struct bt_bytearray *b = (const struct bt_bytearray *)o;
        return mix_words(b->len, b->data, b->len);
    }
    if (type == fx->interp->types[BT_T_GENERATOR])
        return of_generator((const struct bt_generator *)o);
    if (type == fx->interp->types[BT_T_FUNCTION])
        return of_function((const struct bt_function *)o);
    if (type->flags & BT_TYPE_TYPE_SUB)
        return ((const struct bt_type *)o)->bases.bits;
    if (type->flags & (BT_TYPE_STR_SUB | BT_TYPE_TUPLE_SUB | BT_TYPE_BYTES_SUB | BT_TYPE_INT_SUB |
                       BT_TYPE_FLOAT_SUB))
        return 0;
    if (bt_is_of_spec(bt_from_obj(o), &bt_deque_spec)) {
        const struct bt_deque *d = (const struct bt_deque *)o;
        uint64_t sum = d->len;
        for (size_t i = 0; i < d->len; i++)
            sum = mix(sum, bt_deque_slot(d, i)->bits);
        return sum;
    }
    return type->size > sizeof *o ? mix_words(1, o + 1, type->size - sizeof *o) : 0;
}

static uint64_t sum_of(const struct bt_effects *fx, struct bt_object *o)
{
    uint64_t sum = of_native(fx, o);
    return o->type->instance_offset != 0 ? mix(sum, of_attributes(fx->interp, o)) : sum;
}

// What is no object: threads, locks given numbers, settings.
static uint64_t sum_of_vm(const struct bt_vm *vm)
{
    uint64_t sum = mix(vm->next_thread_number, vm->n_threads);
    sum = mix(mix(sum, vm->gil.events), vm->gil.n);
    sum = mix(mix(sum, vm->gil.n_max), (uint64_t)(uintptr_t)vm->gil.policy);
    sum = mix(mix(sum, vm->i.heap ? bt_heap_stats(vm->i.heap).collections : 0),
              bt_heap_enabled(vm->i.heap));
    return mix(sum, vm->main->t.recursion_limit);
}

// ---- before and after ----

static void note(struct bt_object *o, void *data)
{
    struct bt_effects *fx = data;
    if (is_constant(fx->interp, o->type))
        return;
    for (size_t i = 0; i < sizeof fx->streams / sizeof fx->streams[0]; i++)
        if (o == fx->streams[i])
            return;
    if (!fx->failed && !bt_vec_push(&fx->objects, ((struct noted){o, sum_of(fx, o)})))
        fx->failed = true;
}

static void find_streams(struct bt_effects *fx, const struct bt_vm *vm)
{
    static const uint8_t roots[] = {BT_ROOT_STDOUT, BT_ROOT_STDERR};
    for (size_t i = 0; i < 2; i++) {
        bt_value text = vm->module_roots[roots[i]];
        if (!bt_is_obj(text) || !bt_is_of_spec(text, &bt_io_text_spec))
            continue;
        bt_value buffer = ((const struct bt_textio *)(const void *)bt_obj(text))->buffer;
        fx->streams[i * 3] = bt_obj(text);
        fx->streams[i * 3 + 1] = bt_is_obj(buffer) ? bt_obj(buffer) : NULL;
        struct bt_buffered *b = bt_buffered_of(&vm->main->t, buffer);
        fx->streams[i * 3 + 2] = b && bt_is_obj(b->raw) ? bt_obj(b->raw) : NULL;
    }
}

struct bt_effects *bt_effects_begin(struct bt_engine *e)
{
    struct bt_effects *fx = bt_alloc_zero(sizeof *fx);
    if (!fx)
        return NULL;
    fx->interp = &e->vm->i;
    find_streams(fx, e->vm);
    bt_heap_each(e->vm->i.heap, note, fx);
    fx->vm = sum_of_vm(e->vm);
    if (fx->failed) {
        bt_vec_free(&fx->objects);
        bt_free(fx);
        return NULL;
    }
    return fx;
}

bool bt_effects_end(struct bt_engine *e, struct bt_effects *fx, struct bt_buf *what)
{
    bool changed = fx->vm != sum_of_vm(e->vm);
    if (changed)
        bt_buf_puts(what, "the interpreter");
    for (size_t i = 0; i < fx->objects.n && !changed; i++) {
        struct bt_object *o = fx->objects.items[i].object;
        if (sum_of(fx, o) == fx->objects.items[i].sum)
            continue;
        changed = true;
        if (!bt_name_find(e->vm, e->vm->main->frame, bt_from_obj(o), what))
            bt_buf_printf(what, "a %s", o->type->name);
    }
    bt_vec_free(&fx->objects);
    bt_free(fx);
    return changed;
}
