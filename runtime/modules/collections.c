/*
 * The native half of collections: deque, defaultdict, and the inner loop of Counter. The rest is
 * Python: runtime/lib/collections/__init__.py.
 */
#include "runtime/modules/collections.h"

#include "runtime/modules/module.h"
#include "runtime/objects/args.h"
#include "runtime/objects/dict.h"
#include "runtime/objects/error.h"
#include "runtime/objects/heap.h"
#include "runtime/objects/protocol.h"
#include "runtime/objects/seq.h"
#include "runtime/objects/shape.h"
#include "runtime/objects/str.h"
#include "vm/interp.h"

// ---- defaultdict ----

struct defaultdict {
    struct bt_dict dict;
    bt_value factory; // or None
};

static struct defaultdict *as_defaultdict(bt_value v)
{
    return (struct defaultdict *)bt_obj(v);
}

static bt_value defaultdict_new(struct bt_thread *th, struct bt_type *type,
                                const struct bt_args *args BT_UNUSED)
{
    struct defaultdict *d = bt_instance_new(th, type);
    if (!d)
        return BT_ERROR;
    bt_dict_init(th, &d->dict);
    d->factory = BT_NONE;
    return bt_from_obj(d);
}

static bool defaultdict_init(struct bt_thread *th, bt_value self, const struct bt_args *args)
{
    bt_value factory = args->npos > 0 ? args->v[0] : BT_NONE;
    if (!bt_is_none(factory) && !bt_is_callable(th, factory))
        return bt_fail(th, BT_EXC_TYPE_ERROR, "first argument must be callable or None");
    as_defaultdict(self)->factory = factory;
    size_t skip = args->npos > 0;
    struct bt_args rest = {args->v + skip, args->npos - skip, args->kwnames};
    return bt_type(th, BT_T_DICT)->s.init(th, self, &rest);
}

static void defaultdict_trace(struct bt_tracer *tracer, struct bt_object *object)
{
    bt_dict_trace(tracer, object);
    bt_mark(tracer, ((struct defaultdict *)object)->factory);
}

static bt_value defaultdict_repr(struct bt_thread *th, bt_value self)
{
    BT_ROOTS(th, r, 2);
    bool inside;
    bt_value factory = as_defaultdict(self)->factory, result = BT_ERROR;
    r[0] = bt_type(th, BT_T_DICT)->s.repr(th, self);
    if (bt_is_error(r[0]))
        goto done;
    // a factory that is bound to this very dict
    if (!bt_repr_enter(th, factory, &inside))
        goto done;
    r[1] = inside ? bt_str_from(th, "...") : bt_repr(th, factory);
    if (!inside)
        bt_repr_leave(th, factory);
    if (!bt_is_error(r[1]))
        result = bt_str_format(th, "%S(%S, %S)", bt_obj(self)->type->name_str, r[1], r[0]);
done:
    BT_UNROOT(th, r);
    return result;
}

static bt_value defaultdict_missing(struct bt_thread *th, const bt_value *args)
{
    bt_value factory = as_defaultdict(args[0])->factory;
    if (bt_is_none(factory))
        return bt_raise_with(th, BT_EXC_KEY_ERROR, args[1]);
    BT_ROOTS(th, r, 1);
    r[0] = factory;
    bt_value value = r[0] = bt_call0(th, factory);
    if (!bt_is_error(value) && !bt_setitem(th, args[0], args[1], value))
        value = BT_ERROR;
    BT_UNROOT(th, r);
    return value;
}

static bt_value defaultdict_getitem(struct bt_thread *th, bt_value self, bt_value key)
{
    return bt_type(th, BT_T_DICT)->s.getitem(th, self, key);
}

// A defaultdict of the same type and factory with the items of `from`.
static bt_value copy_with(struct bt_thread *th, bt_value like, bt_value from)
{
    bt_value v[2] = {as_defaultdict(like)->factory, from};
    return bt_call_n(th, bt_from_obj(bt_obj(like)->type), v, 2);
}

static bt_value defaultdict_copy(struct bt_thread *th, const bt_value *args)
{
    return copy_with(th, args[0], args[0]);
}

static bt_value defaultdict_or(struct bt_thread *th, bt_value a, bt_value b)
{
    if (!bt_is_dict(a) || !bt_is_dict(b))
        return BT_NOT_IMPLEMENTED;
    BT_ROOTS(th, r, 1);
    bt_value result = r[0] = copy_with(th, bt_is_of_spec(a, &bt_defaultdict_spec) ? a : b, a);
    if (!bt_is_error(result) && !bt_dict_update(th, bt_as_dict(result), b))
        result = BT_ERROR;
    BT_UNROOT(th, r);
    return result;
}

static bt_value get_factory(struct bt_thread *th BT_UNUSED, bt_value self)
{
    return as_defaultdict(self)->factory;
}
static bool set_factory(struct bt_thread *th BT_UNUSED, bt_value self, bt_value value)
{
    as_defaultdict(self)->factory = bt_is_unset(value) ? BT_NONE : value;
    return true;
}

static const struct bt_fn_spec defaultdict_methods[] = {
    {"__missing__", defaultdict_missing, "(self, key, /)",
     "Set key to default_factory() and return that; KeyError without a factory.", NULL, 0},
    {"copy", defaultdict_copy, "(self, /)", "A defaultdict of the same items.", NULL, 0},
    {"__copy__", defaultdict_copy, "(self, /)", "A defaultdict of the same items.", NULL, 0},
    {0},
};

static const struct bt_getset_spec defaultdict_getsets[] = {
    {"default_factory", get_factory, set_factory, "What makes missing values, or None."},
    {0},
};

const struct bt_type_spec bt_defaultdict_spec = {
    .name = "defaultdict",
    .module = "collections",
    .doc = "A dict that makes the values of missing keys: defaultdict(factory=None, ...).",
    .flags = BT_TYPE_BASE | BT_TYPE_DICT_SUB | BT_TYPE_MAPPING,
    .base_id = BT_T_DICT,
    .size = sizeof(struct defaultdict),
    .slots =
        {
            .repr = defaultdict_repr,
            .getitem = defaultdict_getitem,
            .binary = {[BT_OP_OR] = defaultdict_or},
            .new_ = defaultdict_new,
            .init = defaultdict_init,
            .trace = defaultdict_trace,
            .free = bt_dict_free,
        },
    .methods = defaultdict_methods,
    .getsets = defaultdict_getsets,
};

// ---- Counter ----

// d[item] += 1, where a missing item counts 0. The item is rooted by the caller.
static bool count_in_dict(struct bt_thread *th, struct bt_dict *d, bt_value item)
{
    uint32_t hash;
    int64_t pos;
    if (!bt_dict_hash(th, item, &hash) || !bt_dict_find(th, d, item, hash, &pos))
        return false;
    if (pos < 0)
        return bt_dict_add(th, d, item, hash, bt_from_small(1));
    bt_value count = d->entries[pos].value;
    if (bt_is_small(count) && bt_small(count) < BT_SMALL_MAX) {
        d->entries[pos].value = bt_from_small(bt_small(count) + 1);
        return true;
    }
    bt_value sum = bt_binary(th, BT_OP_ADD, count, bt_from_small(1)); // may change the dict
    return !bt_is_error(sum) && bt_dict_put(th, d, item, hash, sum);
}

// The same for any mapping, by its methods.
static bool count_in_mapping(struct bt_thread *th, bt_value mapping, bt_value item)
{
    bt_value v[2] = {item, bt_from_small(0)};
    bt_value count = bt_call_method(th, mapping, BT_NAME(th, _get), v, 2);
    if (!bt_is_error(count))
        count = bt_binary(th, BT_OP_ADD, count, bt_from_small(1));
    return !bt_is_error(count) && bt_setitem(th, mapping, item, count);
}

// Add 1 to mapping[item] for each item; a dict that stores as dict does is counted in directly.
static bt_value count_elements(struct bt_thread *th, const bt_value *args)
{
    bt_value result = BT_ERROR;
    bool direct = bt_is_dict(args[0]) &&
                  bt_type_of(th, args[0])->s.setitem == bt_type(th, BT_T_DICT)->s.setitem;
    BT_ROOTS(th, r, 2); // iterator, item
    r[0] = bt_iter(th, args[1]);
    if (bt_is_error(r[0]))
        goto done;
    for (;;) {
        r[1] = bt_iter_next(th, r[0]);
        if (bt_is_unset(r[1]))
            break;
        if (bt_is_error(r[1]) || !(direct ? count_in_dict(th, bt_as_dict(args[0]), r[1])
                                          : count_in_mapping(th, args[0], r[1])))
            goto done;
    }
    result = BT_NONE;
done:
    BT_UNROOT(th, r);
    return result;
}

// Let patterns see a class, and all derived from it, as a sequence or mapping where `model` is one.
static bool match_like(struct bt_thread *th, struct bt_type *type, uint32_t flags)
{
    if (!bt_enter(th, " in a tree of classes"))
        return false;
    type->flags |= flags;
    struct bt_list *derived = bt_is_list(type->subclasses) ? bt_as_list(type->subclasses) : NULL;
    for (size_t i = 0; derived != NULL && i < derived->len; i++) {
        if (bt_is_type(derived->items[i]) &&
            !match_like(th, (struct bt_type *)bt_obj(derived->items[i]), flags))
            return false;
    }
    return true;
}

static bt_value match_as(struct bt_thread *th, const bt_value *args)
{
    if (!bt_is_type(args[0]) || !bt_is_type(args[1]))
        return bt_type_error(th, "_match_as() arguments must be classes");
    uint32_t flags =
        ((struct bt_type *)bt_obj(args[1]))->flags & (BT_TYPE_MAPPING | BT_TYPE_SEQUENCE);
    struct bt_type *type = (struct bt_type *)bt_obj(args[0]);
    // native types are what they are
    if (flags != 0 && (type->flags & BT_TYPE_HEAP) && !match_like(th, type, flags))
        return BT_ERROR;
    return BT_NONE;
}

static const struct bt_fn_spec functions[] = {
    {"_match_as", match_as, "(cls, model, /)",
     "Let sequence and mapping patterns match cls as they match model.", NULL, 0},
    {"_count_elements", count_elements, "(mapping, iterable, /)",
     "Count the items of iterable in the mapping.", NULL, 0},
    {0},
};

static bool init(struct bt_thread *th, struct bt_dict *dict)
{
    static const struct bt_type_spec *const kept[] = {&bt_deque_iter_spec, &bt_deque_rev_iter_spec};
    return bt_keep_types(th, BT_ROOT_COLLECTIONS, kept, sizeof kept / sizeof *kept) &&
           bt_module_add_generic(th, dict, &bt_deque_spec, NULL) &&
           bt_module_add_generic(th, dict, &bt_defaultdict_spec, bt_type(th, BT_T_DICT)) &&
           bt_module_add_type(th, dict, &bt_tuplegetter_spec, NULL);
}

const struct bt_module_spec bt_collections_module = {
    .name = "_collections",
    .doc = "deque and defaultdict; see collections.",
    .functions = functions,
    .init = init,
};
