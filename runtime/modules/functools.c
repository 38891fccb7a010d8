/*
 * The native half of functools: reduce, partial and cmp_to_key. The cache of lru_cache is in
 * functools_cache.c, the rest in Python: runtime/lib/functools.py.
 */
#include "runtime/modules/functools.h"

#include "base/buf.h"
#include "runtime/modules/module.h"
#include "runtime/objects/args.h"
#include "runtime/objects/dict.h"
#include "runtime/objects/error.h"
#include "runtime/objects/function.h"
#include "runtime/objects/heap.h"
#include "runtime/objects/protocol.h"
#include "runtime/objects/seq.h"
#include "runtime/objects/shape.h"
#include "runtime/objects/str.h"

// ---- reduce ----

static bt_value reduce(struct bt_thread *th, const bt_value *args)
{
    BT_ROOTS(th, r, 3); // iterator, total, item
    bt_value result = BT_ERROR;
    r[1] = args[2];
    if (!bt_type_of(th, args[1])->s.iter && !bt_type_of(th, args[1])->s.getitem) {
        bt_type_error(th, "reduce() arg 2 must support iteration");
        goto done;
    }
    r[0] = bt_iter(th, args[1]);
    if (bt_is_error(r[0]))
        goto done;
    for (;;) {
        r[2] = bt_iter_next(th, r[0]);
        if (bt_is_unset(r[2]))
            break;
        if (bt_is_error(r[2]))
            goto done;
        bt_value v[2] = {r[1], r[2]};
        r[1] = bt_is_unset(r[1]) ? r[2] : bt_call_n(th, args[0], v, 2);
        if (bt_is_error(r[1]))
            goto done;
    }
    result = bt_is_unset(r[1])
                 ? bt_type_error(th, "reduce() of empty iterable with no initial value")
                 : r[1];
done:
    BT_UNROOT(th, r);
    return result;
}

// ---- partial ----

struct partial {
    struct bt_object base;
    bt_value fn, args, keywords; // a callable, a tuple, a dict
};

static struct partial *as_partial(bt_value v)
{
    return (struct partial *)bt_obj(v);
}

// Set keywords[name] = value for each keyword argument.
static bool take_keywords(struct bt_thread *th, bt_value keywords, const struct bt_args *args)
{
    size_t n = bt_args_n_kw(args);
    for (size_t i = 0; i < n; i++)
        if (!bt_dict_set(th, bt_as_dict(keywords), bt_as_tuple(args->kwnames)->items[i],
                         args->v[args->npos + i]))
            return false;
    return true;
}

static bt_value joined_tuple(struct bt_thread *th, bt_value tuple, const bt_value *v, size_t n)
{
    const struct bt_tuple *t = bt_as_tuple(tuple);
    bt_value result = bt_tuple_new(th, NULL, t->len + n);
    if (bt_is_error(result))
        return result;
    for (size_t i = 0; i < t->len + n; i++)
        bt_as_tuple(result)->items[i] = i < t->len ? t->items[i] : v[i - t->len];
    return result;
}

static bt_value partial_new(struct bt_thread *th, struct bt_type *type, const struct bt_args *args)
{
    if (args->npos < 1)
        return bt_type_error(th, "type 'partial' takes at least one argument");
    bt_value fn = args->v[0], result = BT_ERROR;
    if (!bt_is_callable(th, fn))
        return bt_type_error(th, "the first argument must be callable");
    BT_ROOTS(th, r, 2);
    if (bt_is_obj(fn) && bt_obj(fn)->type == type && !(type->flags & BT_TYPE_HEAP)) {
        // a partial of a partial is one partial
        const struct partial *inner = as_partial(fn);
        r[0] = joined_tuple(th, inner->args, args->v + 1, args->npos - 1);
        if (bt_is_error(r[0]))
            goto done;
        r[1] = bt_dict_copy(th, bt_as_dict(inner->keywords));
        fn = inner->fn;
    } else {
        r[0] = bt_tuple_new(th, args->v + 1, args->npos - 1);
        if (bt_is_error(r[0]))
            goto done;
        r[1] = bt_dict_new(th);
    }
    if (bt_is_error(r[1]) || !take_keywords(th, r[1], args))
        goto done;
    struct partial *p = bt_instance_new(th, type);
    if (!p)
        goto done;
    p->fn = fn;
    p->args = r[0];
    p->keywords = r[1];
    result = bt_from_obj(p);
done:
    BT_UNROOT(th, r);
    return result;
}

static void partial_trace(struct bt_tracer *tracer, struct bt_object *object)
{
    const struct partial *p = (const struct partial *)object;
    bt_mark(tracer, p->fn);
    bt_mark(tracer, p->args);
    bt_mark(tracer, p->keywords);
}

static bt_value partial_call(struct bt_thread *th, bt_value self, const struct bt_args *args)
{
    const struct partial *p = as_partial(self);
    bt_value result = BT_ERROR;
    BT_ROOTS(th, r, 4); // values, keywords, names, function
    r[3] = p->fn;
    if (bt_args_n_kw(args) == 0 && bt_as_dict(p->keywords)->n_live == 0) {
        r[0] = joined_tuple(th, p->args, args->v, args->npos);
        if (!bt_is_error(r[0]))
            result = bt_call_n(th, r[3], bt_as_tuple(r[0])->items, bt_as_tuple(r[0])->len);
        goto done;
    }
    r[1] = bt_dict_copy(th, bt_as_dict(p->keywords));
    if (bt_is_error(r[1]) || !take_keywords(th, r[1], args))
        goto done;
    struct bt_dict *keywords = bt_as_dict(r[1]);
    size_t n_kw = keywords->n_live, n = bt_as_tuple(p->args)->len + args->npos;
    r[2] = bt_tuple_new(th, NULL, n_kw);
    r[0] = bt_list_new(th, bt_as_tuple(p->args)->items, bt_as_tuple(p->args)->len);
    if (bt_is_error(r[0]) || bt_is_error(r[2]))
        goto done;
    for (size_t i = 0; i < args->npos; i++)
        if (!bt_list_append(th, r[0], args->v[i]))
            goto done;
    bt_value name, value;
    for (size_t pos = 0, i = 0; bt_dict_next(keywords, &pos, &name, &value); i++) {
        bt_as_tuple(r[2])->items[i] = name;
        if (!bt_list_append(th, r[0], value))
            goto done;
    }
    struct bt_args all = {bt_as_list(r[0])->items, n, n_kw ? r[2] : BT_UNSET};
    result = bt_call(th, r[3], &all);
done:
    BT_UNROOT(th, r);
    return result;
}

static bool repr_arguments(struct bt_thread *th, struct bt_buf *buf, const struct partial *p)
{
    bool ok = true;
    BT_ROOTS(th, r, 4);
    r[0] = p->args;
    r[1] = p->keywords;
    ok = bt_buf_repr(th, buf, p->fn);
    for (size_t i = 0; ok && i < bt_as_tuple(r[0])->len; i++) {
        bt_buf_puts(buf, ", ");
        ok = bt_buf_repr(th, buf, bt_as_tuple(r[0])->items[i]);
    }
    for (size_t pos = 0; ok && bt_dict_next(bt_as_dict(r[1]), &pos, &r[2], &r[3]);) {
        bt_buf_puts(buf, ", ");
        ok = bt_buf_str(th, buf, r[2]);
        bt_buf_putc(buf, '=');
        ok = ok && bt_buf_repr(th, buf, r[3]);
    }
    BT_UNROOT(th, r);
    return ok;
}

static bt_value partial_repr(struct bt_thread *th, bt_value self)
{
    bool inside;
    if (!bt_repr_enter(th, self, &inside))
        return BT_ERROR;
    if (inside)
        return bt_str_from(th, "...");
    struct bt_buf buf;
    bt_buf_init(&buf);
    const struct bt_type *type = bt_obj(self)->type;
    bool ok = bt_buf_str(th, &buf, type->module);
    bt_buf_putc(&buf, '.');
    ok = ok && bt_buf_str(th, &buf, type->qualname);
    bt_buf_putc(&buf, '(');
    ok = ok && repr_arguments(th, &buf, as_partial(self));
    bt_buf_putc(&buf, ')');
    bt_repr_leave(th, self);
    if (ok)
        return bt_str_from_buf(th, &buf);
    bt_buf_free(&buf);
    return BT_ERROR;
}

static bt_value partial_func(struct bt_thread *th BT_UNUSED, bt_value self)
{
    return as_partial(self)->fn;
}
static bt_value partial_args(struct bt_thread *th BT_UNUSED, bt_value self)
{
    return as_partial(self)->args;
}
static bt_value partial_keywords(struct bt_thread *th BT_UNUSED, bt_value self)
{
    return as_partial(self)->keywords;
}

static const struct bt_getset_spec partial_getsets[] = {
    {"func", partial_func, bt_readonly_attribute, "What is called."},
    {"args", partial_args, bt_readonly_attribute, "The positional arguments given beforehand."},
    {"keywords", partial_keywords, bt_readonly_attribute, "The keyword arguments given before."},
    {0},
};

static const struct bt_type_spec partial_spec = {
    .name = "partial",
    .module = "functools",
    .doc = "A callable with some arguments given beforehand: partial(func, /, *args, **kwargs).",
    .flags = BT_TYPE_BASE | BT_TYPE_INSTANCE_DICT,
    .size = sizeof(struct partial),
    .slots =
        {
            .repr = partial_repr,
            .call = partial_call,
            .new_ = partial_new,
            .trace = partial_trace,
        },
    .getsets = partial_getsets,
    .new_sig = "(func, /, *args, **keywords)",
};

// ---- cmp_to_key ----

struct key_wrapper {
    struct bt_object base;
    bt_value compare, object; // object: unset in what cmp_to_key itself returns
};

static void key_trace(struct bt_tracer *tracer, struct bt_object *object)
{
    const struct key_wrapper *key = (const struct key_wrapper *)object;
    bt_mark(tracer, key->compare);
    bt_mark(tracer, key->object);
}

static bt_value new_key(struct bt_thread *th, struct bt_type *type, bt_value compare,
                        bt_value object)
{
    struct key_wrapper *key = bt_new_object(th, type, sizeof *key);
    if (!key)
        return BT_ERROR;
    key->compare = compare;
    key->object = object;
    return bt_from_obj(key);
}

static bt_value key_new(struct bt_thread *th, struct bt_type *type, const struct bt_args *args)
{
    static const char *const names[] = {"mycmp"};
    bt_value compare;
    if (!bt_args_named(th, args, "cmp_to_key", names, 1, &compare))
        return BT_ERROR;
    if (bt_is_unset(compare))
        return bt_type_error(th, "cmp_to_key() missing required argument 'mycmp' (pos 1)");
    return new_key(th, type, compare, BT_UNSET);
}

static bt_value key_call(struct bt_thread *th, bt_value self, const struct bt_args *args)
{
    static const char *const names[] = {"obj"};
    bt_value object;
    if (!bt_args_named(th, args, "K", names, 1, &object))
        return BT_ERROR;
    if (bt_is_unset(object))
        return bt_type_error(th, "K() missing required argument 'obj' (pos 1)");
    const struct key_wrapper *key = (const struct key_wrapper *)bt_obj(self);
    return new_key(th, key->base.type, key->compare, object);
}

static bt_value key_compare(struct bt_thread *th, bt_value a, bt_value b, enum bt_cmpop op)
{
    if (!bt_is_obj(b) || !bt_is_obj(a) || bt_obj(b)->type != bt_obj(a)->type)
        return bt_type_error(th, "other argument must be K instance");
    const struct key_wrapper *x = (const struct key_wrapper *)bt_obj(a);
    const struct key_wrapper *y = (const struct key_wrapper *)bt_obj(b);
    if (bt_is_unset(x->object) || bt_is_unset(y->object))
        return bt_raise(th, BT_EXC_ATTRIBUTE_ERROR, "object");
    BT_ROOTS(th, r, 2);
    r[0] = a;
    r[1] = b;
    bt_value v[2] = {x->object, y->object};
    bt_value result = bt_call_n(th, x->compare, v, 2);
    if (!bt_is_error(result))
        result = bt_compare(th, result, bt_from_small(0), op);
    BT_UNROOT(th, r);
    return result;
}

static bt_value key_object(struct bt_thread *th, bt_value self)
{
    bt_value object = ((const struct key_wrapper *)bt_obj(self))->object;
    return bt_is_unset(object) ? bt_raise(th, BT_EXC_ATTRIBUTE_ERROR, "object") : object;
}

static const struct bt_getset_spec key_getsets[] = {
    {"obj", key_object, NULL, "The value that is compared."},
    {0},
};

static const struct bt_type_spec key_spec = {
    .name = "cmp_to_key",
    .module = "functools",
    .doc = "A key function for sorting by a function that compares two values.",
    .size = sizeof(struct key_wrapper),
    .slots =
        {
            .compare = key_compare,
            .call = key_call,
            .new_ = key_new,
            .trace = key_trace,
        },
    .getsets = key_getsets,
    .new_sig = "(mycmp)",
};

// ---- the module ----

static const struct bt_fn_spec functions[] = {
    {"reduce", reduce, "(function, iterable, initial=?, /)",
     "function(function(first, second), third) and so on.", NULL, 0},
    {0},
};

static bool init(struct bt_thread *th, struct bt_dict *dict)
{
    return bt_module_add_generic(th, dict, &partial_spec, NULL) &&
           bt_module_add_type(th, dict, &key_spec, NULL) &&
           bt_module_add_type(th, dict, &bt_lru_cache_spec, NULL);
}

const struct bt_module_spec bt_functools_module = {
    .name = "_functools",
    .doc = "reduce, partial, cmp_to_key and the cache of lru_cache; see functools.",
    .functions = functions,
    .init = init,
};
