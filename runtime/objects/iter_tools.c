/*
 * enumerate, zip, map, filter, reversed, and the two iterators that iter() makes of objects that
 * are none. Each is a type of its own, as in CPython.
 *
 * What an iterator keeps may be replaced by another thread in the middle of its own callback, so a
 * `next` reads its fields anew after each.
 */
#include "runtime/objects/iter_tools.h"

#include "runtime/objects/args.h"
#include "runtime/objects/dict.h"
#include "runtime/objects/error.h"
#include "runtime/objects/heap.h"
#include "runtime/objects/int.h"
#include "runtime/objects/protocol.h"
#include "runtime/objects/seq.h"
#include "runtime/objects/shape.h"
#include "runtime/objects/str.h"
#include "runtime/objects/type.h"

// Every iterator here: two values (unset where there is no use for them, or at the end).
struct pair_iter {
    struct bt_object base;
    bt_value source; // iterator, sequence or callable
    bt_value other;  // function, sentinel or count
    int64_t pos;
    bool strict; // zip
};

static struct pair_iter *as_pair(bt_value v)
{
    return (struct pair_iter *)bt_obj(v);
}

static void pair_trace(struct bt_tracer *tracer, struct bt_object *object)
{
    const struct pair_iter *it = (const struct pair_iter *)object;
    bt_mark(tracer, it->source);
    bt_mark(tracer, it->other);
}

static bt_value pair_new(struct bt_thread *th, struct bt_type *type, bt_value source,
                         bt_value other)
{
    struct pair_iter *it = bt_instance_new(th, type);
    if (!it)
        return BT_ERROR;
    it->source = source;
    it->other = other;
    it->pos = 0;
    it->strict = false;
    return bt_from_obj(it);
}

// ---- enumerate ----

// enumerate has words of its own for keywords that it does not know.
static bool check_keywords(struct bt_thread *th, const struct bt_args *args)
{
    size_t n_kw = bt_args_n_kw(args);
    for (size_t i = 0; i < n_kw && args->npos + n_kw <= 2; i++) {
        bt_value name = bt_as_tuple(args->kwnames)->items[i];
        bool known = bt_str_is(name, "start") ? args->npos + n_kw == 2
                                              : args->npos == 0 && bt_str_is(name, "iterable");
        if (!known)
            return bt_fail(th, BT_EXC_TYPE_ERROR,
                           "'%U' is an invalid keyword argument for enumerate()", bt_as_str(name));
    }
    return true;
}

static bt_value enumerate_new(struct bt_thread *th, struct bt_type *type,
                              const struct bt_args *args)
{
    static const char *const names[] = {"iterable", "start"};
    bt_value v[2], result = BT_ERROR;
    if (!check_keywords(th, args) || !bt_args_named(th, args, "enumerate", names, 2, v))
        return BT_ERROR;
    if (bt_is_unset(v[0]))
        return bt_type_error(th, "enumerate() missing required argument 'iterable'");
    BT_ROOTS(th, r, 2);
    r[1] = bt_from_small(0);
    if (!bt_is_unset(v[1]))
        r[1] = bt_to_index(th, v[1]);
    if (bt_is_error(r[1]))
        goto done;
    r[0] = bt_iter(th, v[0]);
    if (!bt_is_error(r[0]))
        result = pair_new(th, type, r[0], r[1]);
done:
    BT_UNROOT(th, r);
    return result;
}

static bt_value enumerate_next(struct bt_thread *th, bt_value self)
{
    struct pair_iter *it = as_pair(self);
    bt_value item = bt_iter_next(th, it->source);
    if (bt_is_error(item) || bt_is_unset(item))
        return item;
    bt_value n = it->other; // nothing below runs Python
    bt_value next = bt_int_binary(th, BT_OP_ADD, n, bt_from_small(1));
    if (bt_is_error(next))
        return next;
    it->other = next;
    return bt_tuple_pair(th, n, item);
}

const struct bt_type_spec bt_enumerate_spec = {
    .name = "enumerate",
    .doc = "Pairs (start, first item), (start + 1, second item) ...",
    .flags = BT_TYPE_BASE,
    .size = sizeof(struct pair_iter),
    .slots =
        {
            .iter = bt_iter_self,
            .next = enumerate_next,
            .new_ = enumerate_new,
            .trace = pair_trace,
        },
    .new_sig = "(iterable, start=0)",
};

// ---- zip and map: a tuple of iterators in `source` ----

static bt_value iter_all(struct bt_thread *th, const bt_value *v, size_t n)
{
    BT_ROOTS(th, r, 1);
    bt_value result = r[0] = bt_tuple_new(th, NULL, n);
    for (size_t i = 0; i < n && !bt_is_error(result); i++) {
        bt_value iterator = bt_iter(th, v[i]);
        if (bt_is_error(iterator))
            result = BT_ERROR;
        else
            bt_as_tuple(r[0])->items[i] = iterator;
    }
    BT_UNROOT(th, r);
    return result;
}

static bt_value zip_new(struct bt_thread *th, struct bt_type *type, const struct bt_args *args)
{
    static const char *const names[] = {"strict"};
    bool strict = false;
    struct bt_type *exact = bt_type(th, BT_T_ZIP);
    size_t n_kw = bt_args_n_kw(args);
    for (size_t i = 0; i < n_kw; i++) {
        bt_value name = bt_as_tuple(args->kwnames)->items[i];
        if (bt_str_is(name, "strict")) {
            if (!bt_truth(th, args->v[args->npos + i], &strict))
                return BT_ERROR;
        } else if (type == exact || type->s.init == exact->s.init) {
            return bt_args_unexpected(th, "zip", name, names, 1) ? BT_NONE : BT_ERROR;
        }
    }
    BT_ROOTS(th, r, 1);
    r[0] = iter_all(th, args->v, args->npos);
    bt_value zip = bt_is_error(r[0]) ? BT_ERROR : pair_new(th, type, r[0], BT_UNSET);
    if (!bt_is_error(zip))
        as_pair(zip)->strict = strict;
    BT_UNROOT(th, r);
    return zip;
}

// zip(strict=True), and iterator i is the first one at its end: are all the others, too?
static bt_value check_strict(struct bt_thread *th, bt_value iterators, size_t i)
{
    size_t n = bt_as_tuple(iterators)->len;
    const char *plural = i == 1 ? " " : "s 1-";
    if (i > 0)
        return bt_value_error(th, "zip() argument %zu is shorter than argument%s%zu", i + 1, plural,
                              i);
    for (i = 1; i < n; i++) {
        bt_value item = bt_iter_next(th, bt_as_tuple(iterators)->items[i]);
        if (bt_is_error(item))
            return item;
        plural = i == 1 ? " " : "s 1-";
        if (!bt_is_unset(item))
            return bt_value_error(th, "zip() argument %zu is longer than argument%s%zu", i + 1,
                                  plural, i);
    }
    return BT_UNSET;
}

static bt_value zip_next(struct bt_thread *th, bt_value self)
{
    BT_ROOTS(th, r, 2);
    r[0] = as_pair(self)->source;
    size_t n = bt_as_tuple(r[0])->len;
    bt_value result = BT_UNSET;
    if (n == 0)
        goto done;
    result = r[1] = bt_tuple_new(th, NULL, n);
    for (size_t i = 0; i < n && !bt_is_error(result); i++) {
        bt_value item = bt_iter_next(th, bt_as_tuple(r[0])->items[i]);
        if (bt_is_unset(item)) {
            result = as_pair(self)->strict ? check_strict(th, r[0], i) : BT_UNSET;
            break;
        }
        if (bt_is_error(item))
            result = BT_ERROR;
        else
            bt_as_tuple(r[1])->items[i] = item;
    }
done:
    BT_UNROOT(th, r);
    return result;
}

const struct bt_type_spec bt_zip_spec = {
    .name = "zip",
    .doc = "Tuples of the first items of each iterable, of the second items ...",
    .flags = BT_TYPE_BASE,
    .size = sizeof(struct pair_iter),
    .slots =
        {
            .iter = bt_iter_self,
            .next = zip_next,
            .new_ = zip_new,
            .trace = pair_trace,
        },
    .new_sig = "(*iterables, strict=False)",
};

static bt_value map_new(struct bt_thread *th, struct bt_type *type, const struct bt_args *args)
{
    struct bt_type *exact = bt_type(th, BT_T_MAP);
    if ((type == exact || type->s.init == exact->s.init) && !bt_args_no_kw(th, args, "map"))
        return BT_ERROR;
    if (args->npos < 2)
        return bt_type_error(th, "map() must have at least two arguments.");
    BT_ROOTS(th, r, 1);
    r[0] = iter_all(th, args->v + 1, args->npos - 1);
    bt_value map = bt_is_error(r[0]) ? BT_ERROR : pair_new(th, type, r[0], args->v[0]);
    BT_UNROOT(th, r);
    return map;
}

static bt_value map_next(struct bt_thread *th, bt_value self)
{
    struct pair_iter *it = as_pair(self);
    const struct bt_tuple *iterators = bt_as_tuple(it->source);
    size_t n = iterators->len;
    if (n == 1) {
        bt_value item = bt_iter_next(th, iterators->items[0]);
        if (bt_is_error(item) || bt_is_unset(item))
            return item;
        return bt_call1(th, it->other, item);
    }
    BT_ROOTS(th, r, 1);
    bt_value result = r[0] = bt_tuple_new(th, NULL, n);
    for (size_t i = 0; i < n && !bt_is_error(result) && !bt_is_unset(result); i++) {
        bt_value item = bt_iter_next(th, bt_as_tuple(it->source)->items[i]);
        if (bt_is_error(item) || bt_is_unset(item))
            result = item;
        else
            bt_as_tuple(r[0])->items[i] = item;
    }
    if (!bt_is_error(result) && !bt_is_unset(result))
        result = bt_call_n(th, it->other, bt_as_tuple(r[0])->items, n);
    BT_UNROOT(th, r);
    return result;
}

const struct bt_type_spec bt_map_spec = {
    .name = "map",
    .doc = "function(item) for the items of an iterable, or of several side by side.",
    .flags = BT_TYPE_BASE,
    .size = sizeof(struct pair_iter),
    .slots =
        {
            .iter = bt_iter_self,
            .next = map_next,
            .new_ = map_new,
            .trace = pair_trace,
        },
    .new_sig = "(function, iterable, /, *iterables)",
};

// ---- pairs that nobody makes a tuple of ----

// Has this iterator an item that can be taken without running Python?
static bool is_ready(const struct bt_thread *th, bt_value iterator)
{
    struct bt_type *type = bt_obj(iterator)->type;
    if (type == bt_type(th, BT_T_LIST_ITER)) {
        const struct bt_seq_pos_iter *it = (struct bt_seq_pos_iter *)bt_obj(iterator);
        return !bt_is_unset(it->seq) && it->pos < bt_as_list(it->seq)->len;
    }
    if (type == bt_type(th, BT_T_TUPLE_ITER)) {
        const struct bt_seq_pos_iter *it = (struct bt_seq_pos_iter *)bt_obj(iterator);
        return !bt_is_unset(it->seq) && it->pos < bt_as_tuple(it->seq)->len;
    }
    if (type == bt_type(th, BT_T_RANGE_ITER))
        return bt_obj(iterator)->spare == 1 && ((struct bt_range_iter *)bt_obj(iterator))->left > 0;
    if (type == bt_type(th, BT_T_STR_ITER)) {
        const struct bt_str_iter *it = (struct bt_str_iter *)bt_obj(iterator);
        return !bt_is_unset(it->str) && it->pos < bt_as_str(it->str)->len &&
               bt_str_is_ascii(bt_as_str(it->str)); // others may need memory
    }
    return false;
}

static bt_value take(struct bt_thread *th, bt_value iterator)
{
    return bt_obj(iterator)->type->s.next(th, iterator);
}

bool bt_iter_pair(struct bt_thread *th, struct bt_object *iterator, bt_value out[2])
{
    const size_t unmade = sizeof(struct bt_tuple) + 2 * sizeof(bt_value);
    struct pair_iter *it = (struct pair_iter *)iterator;
    if (iterator->type == bt_type(th, BT_T_DICT_ITEM_ITER)) {
        if (!bt_heap_charge_unmade(th, unmade))
            return false;
        if (bt_dict_iter_pair((struct bt_dict_iter *)iterator, out))
            return true;
        bt_heap_refund_unmade(th, unmade);
        return false;
    }
    if (iterator->type == bt_type(th, BT_T_ENUMERATE)) {
        if (!bt_is_small(it->other) || bt_small(it->other) == BT_SMALL_MAX ||
            !is_ready(th, it->source) || !bt_heap_charge_unmade(th, unmade))
            return false;
        out[0] = it->other;
        it->other = bt_from_small(bt_small(it->other) + 1);
        out[1] = take(th, it->source);
        return true;
    }
    if (iterator->type == bt_type(th, BT_T_ZIP)) {
        const struct bt_tuple *iterators = bt_as_tuple(it->source);
        if (iterators->len != 2 || !is_ready(th, iterators->items[0]) ||
            !is_ready(th, iterators->items[1]) ||
            bt_same(iterators->items[0], iterators->items[1]) || // one item may be all it has
            !bt_heap_charge_unmade(th, unmade))
            return false;
        out[0] = take(th, iterators->items[0]);
        out[1] = take(th, iterators->items[1]);
        return true;
    }
    return false;
}

// ---- filter ----

static bt_value filter_new(struct bt_thread *th, struct bt_type *type, const struct bt_args *args)
{
    struct bt_type *exact = bt_type(th, BT_T_FILTER);
    if ((type == exact || type->s.init == exact->s.init) && !bt_args_no_kw(th, args, "filter"))
        return BT_ERROR;
    if (!bt_args_count(th, args, "filter", 2, 2))
        return BT_ERROR;
    BT_ROOTS(th, r, 1);
    r[0] = bt_iter(th, args->v[1]);
    bt_value filter = bt_is_error(r[0]) ? BT_ERROR : pair_new(th, type, r[0], args->v[0]);
    BT_UNROOT(th, r);
    return filter;
}

static bt_value filter_next(struct bt_thread *th, bt_value self)
{
    const struct pair_iter *it = as_pair(self);
    bt_value result;
    BT_ROOTS(th, r, 1);
    for (;;) {
        bool keep;
        result = r[0] = bt_iter_next(th, it->source);
        if (bt_is_error(result) || bt_is_unset(result))
            break;
        bt_value test = r[0];
        if (!bt_is_none(it->other) && !bt_same(it->other, bt_from_obj(bt_type(th, BT_T_BOOL))))
            test = bt_call1(th, it->other, r[0]);
        if (bt_is_error(test) || !bt_truth(th, test, &keep)) {
            result = BT_ERROR;
            break;
        }
        if (keep)
            break;
    }
    BT_UNROOT(th, r);
    return result;
}

const struct bt_type_spec bt_filter_spec = {
    .name = "filter",
    .doc = "The items for which function(item) is true; with None, the true items.",
    .flags = BT_TYPE_BASE,
    .size = sizeof(struct pair_iter),
    .slots =
        {
            .iter = bt_iter_self,
            .next = filter_next,
            .new_ = filter_new,
            .trace = pair_trace,
        },
    .new_sig = "(function, iterable, /)",
};

// ---- reversed ----

static bt_value reversed_new(struct bt_thread *th, struct bt_type *type, const struct bt_args *args)
{
    size_t n;
    struct bt_type *exact = bt_type(th, BT_T_REVERSED);
    if ((type == exact || type->s.init == exact->s.init) && !bt_args_no_kw(th, args, "reversed"))
        return BT_ERROR;
    if (!bt_args_count(th, args, "reversed", 1, 1))
        return BT_ERROR;
    bt_value seq = args->v[0];
    struct bt_type *of = bt_type_of(th, seq);
    bt_value method = bt_type_lookup(of, BT_NAME(th, reversed));
    if (!bt_is_unset(method) && !bt_is_none(method))
        return bt_call_special(th, seq, BT_NAME(th, reversed), NULL, 0);
    if (!bt_is_unset(method) || !of->s.getitem || (of->flags & BT_TYPE_DICT_SUB))
        return bt_type_error(th, "'%T' object is not reversible", seq);
    if (!bt_len(th, seq, &n))
        return BT_ERROR;
    bt_value it = pair_new(th, type, seq, BT_UNSET);
    if (!bt_is_error(it))
        as_pair(it)->pos = (int64_t)n - 1;
    return it;
}

// The item at pos; BT_UNSET, and no more source, where IndexError or StopIteration ends it.
static bt_value item_or_end(struct bt_thread *th, struct pair_iter *it, int64_t pos)
{
    BT_ROOTS(th, r, 1); // another thread may end the iteration meanwhile
    r[0] = it->source;
    bt_value item = bt_getitem(th, r[0], bt_from_small(pos));
    BT_UNROOT(th, r);
    if (bt_is_error(item) &&
        (bt_exc_is(th, BT_EXC_INDEX_ERROR) || bt_exc_is(th, BT_EXC_STOP_ITERATION))) {
        bt_exc_clear(th);
        it->source = BT_UNSET;
        return BT_UNSET;
    }
    return item;
}

static bt_value reversed_next(struct bt_thread *th, bt_value self)
{
    struct pair_iter *it = as_pair(self);
    if (bt_is_unset(it->source))
        return BT_UNSET;
    if (it->pos < 0) {
        it->source = BT_UNSET;
        return BT_UNSET;
    }
    return item_or_end(th, it, it->pos--);
}

static bt_value reversed_hint(struct bt_thread *th, const bt_value *args)
{
    const struct pair_iter *it = as_pair(args[0]);
    size_t n;
    if (bt_is_unset(it->source))
        return bt_from_small(0);
    if (!bt_len(th, it->source, &n))
        return BT_ERROR;
    return bt_from_small(it->pos < (int64_t)n ? it->pos + 1 : 0);
}

static const struct bt_fn_spec reversed_methods[] = {
    {"__length_hint__", reversed_hint, "(self, /)", "How many items are left.", NULL, 0},
    {0},
};

const struct bt_type_spec bt_reversed_spec = {
    .name = "reversed",
    .doc = "The items of a sequence from the last to the first.",
    .flags = BT_TYPE_BASE,
    .size = sizeof(struct pair_iter),
    .slots =
        {
            .iter = bt_iter_self,
            .next = reversed_next,
            .new_ = reversed_new,
            .trace = pair_trace,
        },
    .methods = reversed_methods,
    .new_sig = "(sequence, /)",
};

// ---- what iter() makes ----

bt_value bt_seq_iter_new(struct bt_thread *th, bt_value seq)
{
    return pair_new(th, bt_type(th, BT_T_SEQ_ITER), seq, BT_UNSET);
}

static bt_value seq_iter_next(struct bt_thread *th, bt_value self)
{
    struct pair_iter *it = as_pair(self);
    return bt_is_unset(it->source) ? BT_UNSET : item_or_end(th, it, it->pos++);
}

static bt_value seq_iter_hint(struct bt_thread *th, const bt_value *args)
{
    const struct pair_iter *it = as_pair(args[0]);
    size_t n;
    if (bt_is_unset(it->source))
        return bt_from_small(0);
    if (!bt_type_of(th, it->source)->s.len)
        return BT_NOT_IMPLEMENTED;
    if (!bt_len(th, it->source, &n))
        return BT_ERROR;
    return bt_from_small((int64_t)n > it->pos ? (int64_t)n - it->pos : 0);
}

static const struct bt_fn_spec seq_iter_methods[] = {
    {"__length_hint__", seq_iter_hint, "(self, /)", "How many items are left.", NULL, 0},
    {0},
};

const struct bt_type_spec bt_seq_iter_spec = {
    .name = "iterator",
    .flags = BT_TYPE_ABSTRACT,
    .size = sizeof(struct pair_iter),
    .slots = {.iter = bt_iter_self, .next = seq_iter_next, .trace = pair_trace},
    .methods = seq_iter_methods,
};

bt_value bt_call_iter_new(struct bt_thread *th, bt_value callable, bt_value sentinel)
{
    return pair_new(th, bt_type(th, BT_T_CALL_ITER), callable, sentinel);
}

static bt_value call_iter_next(struct bt_thread *th, bt_value self)
{
    struct pair_iter *it = as_pair(self);
    if (bt_is_unset(it->source))
        return BT_UNSET;
    BT_ROOTS(th, r, 3);
    r[1] = it->other;
    r[2] = it->source;
    bt_value result = r[0] = bt_call0(th, r[2]);
    bool end = false;
    if (bt_is_error(result) && bt_exc_is(th, BT_EXC_STOP_ITERATION)) {
        bt_exc_clear(th);
        end = true;
    } else if (!bt_is_error(result) && !bt_eq(th, r[1], r[0], &end)) {
        result = BT_ERROR;
    }
    if (end) {
        it->source = it->other = BT_UNSET;
        result = BT_UNSET;
    }
    BT_UNROOT(th, r);
    return result;
}

const struct bt_type_spec bt_call_iter_spec = {
    .name = "callable_iterator",
    .flags = BT_TYPE_ABSTRACT,
    .size = sizeof(struct pair_iter),
    .slots = {.iter = bt_iter_self, .next = call_iter_next, .trace = pair_trace},
};
