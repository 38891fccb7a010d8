/*
 * The native module itertools: the iterators that never end, and the module itself. The others are
 * in itertools_filter.c, itertools_group.c and itertools_combine.c.
 */
#include "runtime/modules/itertools.h"

#include "runtime/modules/module.h"
#include "runtime/objects/args.h"
#include "runtime/objects/error.h"
#include "runtime/objects/float.h"
#include "runtime/objects/heap.h"
#include "runtime/objects/int.h"
#include "runtime/objects/protocol.h"
#include "runtime/objects/seq.h"
#include "runtime/objects/shape.h"
#include "vm/interp.h"

bt_value bt_itool_new(struct bt_thread *th, struct bt_type *type)
{
    struct bt_itool *it = bt_instance_new(th, type);
    if (!it)
        return BT_ERROR;
    for (int i = 0; i < 5; i++)
        it->v[i] = BT_UNSET;
    for (int i = 0; i < 4; i++)
        it->n[i] = 0;
    return bt_from_obj(it);
}

void bt_itool_trace(struct bt_tracer *tracer, struct bt_object *object)
{
    bt_mark_values(tracer, ((struct bt_itool *)object)->v, 5);
}

bt_value bt_itool_over(struct bt_thread *th, struct bt_type *type, bt_value iterable,
                       bt_value other)
{
    BT_ROOTS(th, r, 2);
    r[1] = other;
    r[0] = bt_iter(th, iterable);
    bt_value tool = bt_is_error(r[0]) ? BT_ERROR : bt_itool_new(th, type);
    if (!bt_is_error(tool)) {
        bt_as_itool(tool)->v[0] = r[0];
        bt_as_itool(tool)->v[1] = r[1];
    }
    BT_UNROOT(th, r);
    return tool;
}

// A str: what stands before the bracket in a repr.
static bt_value name_of(bt_value self)
{
    return bt_obj(self)->type->name_str;
}

// ---- count: v = next number, step ----

static bool is_number(struct bt_thread *th, bt_value v)
{
    double d;
    const struct bt_slots *s = &bt_type_of(th, v)->s;
    return bt_is_int(v) || bt_float_get(v, &d) || s->index || s->to_int || s->to_float ||
           bt_is_a(th, v, BT_T_COMPLEX);
}

static bt_value count_new(struct bt_thread *th, struct bt_type *type, const struct bt_args *args)
{
    static const char *const names[] = {"start", "step"};
    bt_value v[2];
    if (!bt_args_named(th, args, "count", names, 2, v))
        return BT_ERROR;
    if (bt_is_unset(v[0]))
        v[0] = bt_from_small(0);
    if (bt_is_unset(v[1]))
        v[1] = bt_from_small(1);
    if (!is_number(th, v[0]) || !is_number(th, v[1]))
        return bt_type_error(th, "a number is required");
    bt_value tool = bt_itool_new(th, type);
    if (!bt_is_error(tool)) {
        bt_as_itool(tool)->v[0] = v[0];
        bt_as_itool(tool)->v[1] = v[1];
    }
    return tool;
}

static bt_value count_next(struct bt_thread *th, bt_value self)
{
    struct bt_itool *it = bt_as_itool(self);
    BT_ROOTS(th, r, 1);
    r[0] = it->v[0];
    bt_value next = bt_binary(th, BT_OP_ADD, r[0], it->v[1]);
    bt_value result = BT_ERROR;
    if (!bt_is_error(next)) {
        it->v[0] = next;
        result = r[0];
    }
    BT_UNROOT(th, r);
    return result;
}

static bt_value count_repr(struct bt_thread *th, bt_value self)
{
    const struct bt_itool *it = bt_as_itool(self);
    if (bt_same(it->v[1], bt_from_small(1)))
        return bt_str_format(th, "%S(%R)", name_of(self), it->v[0]);
    return bt_str_format(th, "%S(%R, %R)", name_of(self), it->v[0], it->v[1]);
}

static const struct bt_type_spec count_spec = {
    .name = "count",
    .module = "itertools",
    .doc = "start, start + step, start + 2 * step ...",
    .flags = BT_TYPE_BASE,
    .size = sizeof(struct bt_itool),
    .slots =
        {
            .repr = count_repr,
            .iter = bt_iter_self,
            .next = count_next,
            .new_ = count_new,
            .trace = bt_itool_trace,
        },
    .new_sig = "(start=0, step=1)",
};

// ---- cycle: v = iterator (unset at its end), items seen; n = position in them ----

static bt_value cycle_new(struct bt_thread *th, struct bt_type *type, const struct bt_args *args)
{
    if (!bt_args_no_kw(th, args, "cycle") || !bt_args_count(th, args, "cycle", 1, 1))
        return BT_ERROR;
    bt_value seen = bt_list_new(th, NULL, 0);
    return bt_is_error(seen) ? seen : bt_itool_over(th, type, args->v[0], seen);
}

static bt_value cycle_next(struct bt_thread *th, bt_value self)
{
    struct bt_itool *it = bt_as_itool(self);
    if (!bt_is_unset(it->v[0])) {
        BT_ROOTS(th, r, 1);
        r[0] = it->v[0];
        bt_value item = bt_iter_next(th, r[0]);
        BT_UNROOT(th, r);
        if (bt_is_error(item))
            return item;
        if (!bt_is_unset(item))
            return bt_list_append(th, it->v[1], item) ? item : BT_ERROR;
        it->v[0] = BT_UNSET;
    }
    const struct bt_list *seen = bt_as_list(it->v[1]);
    if (seen->len == 0)
        return BT_UNSET;
    bt_value item = seen->items[it->n[0]];
    it->n[0] = it->n[0] + 1 < (int64_t)seen->len ? it->n[0] + 1 : 0;
    return item;
}

static const struct bt_type_spec cycle_spec = {
    BT_ITOOL_SPEC("cycle", "The items of an iterable over and over again.", cycle_new, cycle_next),
};

// ---- repeat: v = the object; n = how often still, -1 without end ----

static bt_value repeat_new(struct bt_thread *th, struct bt_type *type, const struct bt_args *args)
{
    static const char *const names[] = {"object", "times"};
    bt_value v[2];
    int64_t times = -1;
    if (!bt_args_named(th, args, "repeat", names, 2, v))
        return BT_ERROR;
    if (bt_is_unset(v[0]))
        return bt_type_error(th, "repeat() missing required argument 'object' (pos 1)");
    if (!bt_is_unset(v[1])) {
        if (!bt_as_int64(th, v[1], &times))
            return BT_ERROR;
        times = times < 0 ? 0 : times;
    }
    bt_value tool = bt_itool_new(th, type);
    if (!bt_is_error(tool)) {
        bt_as_itool(tool)->v[0] = v[0];
        bt_as_itool(tool)->n[0] = times;
    }
    return tool;
}

static bt_value repeat_next(struct bt_thread *th BT_UNUSED, bt_value self)
{
    struct bt_itool *it = bt_as_itool(self);
    if (it->n[0] == 0)
        return BT_UNSET;
    if (it->n[0] > 0)
        it->n[0]--;
    return it->v[0];
}

static bt_value repeat_repr(struct bt_thread *th, bt_value self)
{
    const struct bt_itool *it = bt_as_itool(self);
    if (it->n[0] < 0)
        return bt_str_format(th, "%S(%R)", name_of(self), it->v[0]);
    return bt_str_format(th, "%S(%R, %lld)", name_of(self), it->v[0], (long long)it->n[0]);
}

static bt_value repeat_hint(struct bt_thread *th, const bt_value *args)
{
    int64_t n = bt_as_itool(args[0])->n[0];
    return n < 0 ? bt_type_error(th, "len() of unsized object") : bt_int_from_i64(th, n);
}

static const struct bt_fn_spec repeat_methods[] = {
    {"__length_hint__", repeat_hint, "(self, /)", "How many items are left.", NULL, 0},
    {0},
};

static const struct bt_type_spec repeat_spec = {
    .name = "repeat",
    .module = "itertools",
    .doc = "An object, `times` times or without end.",
    .flags = BT_TYPE_BASE,
    .size = sizeof(struct bt_itool),
    .slots =
        {
            .repr = repeat_repr,
            .iter = bt_iter_self,
            .next = repeat_next,
            .new_ = repeat_new,
            .trace = bt_itool_trace,
        },
    .methods = repeat_methods,
    .new_sig = "(object, times=?)",
};

const struct bt_type_spec *const bt_itertools_endless[] = {&count_spec, &cycle_spec, &repeat_spec,
                                                           NULL};

// ---- the module ----

static bool init(struct bt_thread *th, struct bt_dict *dict)
{
    const struct bt_type_spec *const *const lists[] = {bt_itertools_endless, bt_itertools_filter,
                                                       bt_itertools_group, bt_itertools_combine};
    static const struct bt_type_spec *const kept[] = {
        [BT_ITERTOOLS_GROUPER] = &bt_grouper_spec, [BT_ITERTOOLS_TEE] = &bt_tee_iter_spec};
    for (size_t i = 0; i < sizeof lists / sizeof *lists; i++)
        for (const struct bt_type_spec *const *spec = lists[i]; *spec; spec++)
            if (!bt_module_add_type(th, dict, *spec, NULL))
                return false;
    return bt_keep_types(th, BT_ROOT_ITERTOOLS, kept, sizeof kept / sizeof *kept);
}

static const struct bt_fn_spec functions[] = {
    {"tee", bt_itertools_tee, "(iterable, n=2, /)",
     "A tuple of n independent iterators over one iterable.", NULL, 0},
    {0},
};

const struct bt_module_spec bt_itertools_module = {
    .name = "itertools",
    .doc = "Iterators made of iterators.",
    .functions = functions,
    .init = init,
};
