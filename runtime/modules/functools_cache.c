/*
 * The wrapper that functools.lru_cache puts round a function: _lru_cache_wrapper(function, maxsize,
 * typed, cache_info_type).
 *
 * The cache is a dict in the order of use, the oldest first: a hit moves its entry to the end. The
 * function runs outside all of that, so other threads may call the wrapper meanwhile; a result that
 * is there by then stays.
 */
#include "runtime/modules/functools.h"

#include "runtime/objects/args.h"
#include "runtime/objects/dict.h"
#include "runtime/objects/error.h"
#include "runtime/objects/function.h"
#include "runtime/objects/heap.h"
#include "runtime/objects/protocol.h"
#include "runtime/objects/seq.h"
#include "runtime/objects/shape.h"

struct lru_cache {
    struct bt_object base;
    bt_value fn, info_type;
    struct bt_dict *cache;
    int64_t maxsize; // -1: no limit
    int64_t hits, misses;
    bool typed;
};

static struct lru_cache *as_cache(bt_value v)
{
    return (struct lru_cache *)bt_obj(v);
}

static bt_value cache_new(struct bt_thread *th, struct bt_type *type, const struct bt_args *args)
{
    static const char *const names[] = {"user_function", "maxsize", "typed", "cache_info_type"};
    bt_value v[4];
    bool typed;
    int64_t maxsize = -1;
    if (!bt_args_named(th, args, "lru_cache", names, 4, v))
        return BT_ERROR;
    if (bt_is_unset(v[3]))
        return bt_type_error(th, "lru_cache() takes 4 arguments");
    if (!bt_is_callable(th, v[0]))
        return bt_type_error(th, "the first argument must be callable");
    if (!bt_truth(th, v[2], &typed))
        return BT_ERROR;
    if (!bt_is_none(v[1])) {
        if (!bt_is_small(v[1]) && !bt_type_of(th, v[1])->s.index)
            return bt_type_error(th, "maxsize should be integer or None");
        if (!bt_as_int64(th, v[1], &maxsize))
            return BT_ERROR;
        maxsize = maxsize < 0 ? 0 : maxsize;
    }
    bt_value dict = bt_dict_new(th); // nothing from here on runs Python
    struct lru_cache *c = bt_is_error(dict) ? NULL : bt_instance_new(th, type);
    if (!c)
        return BT_ERROR;
    c->fn = v[0];
    c->info_type = v[3];
    c->cache = bt_as_dict(dict);
    c->maxsize = maxsize;
    c->hits = c->misses = 0;
    c->typed = typed;
    return bt_from_obj(c);
}

static void cache_trace(struct bt_tracer *tracer, struct bt_object *object)
{
    const struct lru_cache *c = (const struct lru_cache *)object;
    bt_mark(tracer, c->fn);
    bt_mark(tracer, c->info_type);
    bt_mark_object(tracer, &c->cache->base);
}

/*
 * What a call is known by: the argument itself if it is one int or str, else a tuple of the values,
 * the names of the keyword ones behind a mark, and with `typed` the types.
 */
static bt_value make_key(struct bt_thread *th, const struct lru_cache *c,
                         const struct bt_args *args)
{
    size_t n_kw = bt_args_n_kw(args), n = args->npos + n_kw;
    if (n_kw == 0 && n == 1 && !c->typed &&
        (bt_is_small(args->v[0]) || bt_is_exact(th, args->v[0], BT_T_STR)))
        return args->v[0];
    size_t len = n + (n_kw ? 1 + n_kw : 0) + (c->typed ? n : 0), at = n;
    bt_value key = bt_tuple_new(th, NULL, len);
    if (bt_is_error(key))
        return key;
    bt_value *items = bt_as_tuple(key)->items;
    for (size_t i = 0; i < n; i++)
        items[i] = args->v[i];
    if (n_kw) {
        items[at++] = bt_from_obj(c->base.type); // no caller passes that
        for (size_t i = 0; i < n_kw; i++)
            items[at++] = bt_as_tuple(args->kwnames)->items[i];
    }
    for (size_t i = 0; i < n && c->typed; i++)
        items[at++] = bt_from_obj(bt_type_of(th, args->v[i]));
    return key;
}

// Keep a result; the oldest goes when there are too many.
static bool store(struct bt_thread *th, struct lru_cache *c, bt_value key, uint32_t hash,
                  bt_value value)
{
    int64_t pos;
    struct bt_dict *d = c->cache;
    if (!bt_dict_find(th, d, key, hash, &pos))
        return false;
    if (pos >= 0)
        return true;
    if (c->maxsize >= 0 && d->n_live >= (uint64_t)c->maxsize) {
        size_t first = 0;
        bt_value oldest;
        if (bt_dict_next(d, &first, &oldest, NULL))
            bt_dict_remove_at(th, d, first - 1);
    }
    return bt_dict_add(th, d, key, hash, value);
}

static bt_value cache_call(struct bt_thread *th, bt_value self, const struct bt_args *args)
{
    struct lru_cache *c = as_cache(self);
    bt_value result = BT_ERROR;
    uint32_t hash;
    int64_t pos;
    BT_ROOTS(th, r, 3); // key, result, self
    r[2] = self;
    if (c->maxsize == 0) {
        c->misses++;
        result = bt_call(th, c->fn, args);
        goto done;
    }
    r[0] = make_key(th, c, args);
    if (bt_is_error(r[0]) || !bt_dict_hash(th, r[0], &hash) ||
        !bt_dict_find(th, c->cache, r[0], hash, &pos))
        goto done;
    if (pos >= 0) {
        struct bt_dict_entry entry = c->cache->entries[pos];
        c->hits++;
        if (c->maxsize >= 0 && (uint32_t)pos + 1 < c->cache->n_used) { // the newest from now on
            r[1] = entry.value;
            r[0] = entry.key;
            bt_dict_remove_at(th, c->cache, (size_t)pos);
            if (!bt_dict_add(th, c->cache, entry.key, entry.hash, entry.value))
                goto done;
        }
        result = entry.value;
        goto done;
    }
    c->misses++;
    r[1] = bt_call(th, c->fn, args);
    if (!bt_is_error(r[1]) && store(th, c, r[0], hash, r[1]))
        result = r[1];
done:
    BT_UNROOT(th, r);
    return result;
}

// As a method: bound to the instance.
static bt_value cache_get(struct bt_thread *th, bt_value self, bt_value obj,
                          bt_value type BT_UNUSED)
{
    if (bt_is_unset(obj) || bt_is_none(obj))
        return self;
    return bt_method_new(th, self, obj);
}

static bt_value cache_info(struct bt_thread *th, const bt_value *args)
{
    const struct lru_cache *c = as_cache(args[0]);
    bt_value v[4] = {bt_from_small(c->hits), bt_from_small(c->misses),
                     c->maxsize < 0 ? BT_NONE : bt_from_small(c->maxsize),
                     bt_from_small(c->cache->n_live)};
    return bt_call_n(th, c->info_type, v, 4);
}

static bt_value cache_clear(struct bt_thread *th, const bt_value *args)
{
    struct lru_cache *c = as_cache(args[0]);
    c->hits = c->misses = 0;
    bt_dict_clear(th, c->cache);
    return BT_NONE;
}

static bt_value cache_copy(struct bt_thread *th BT_UNUSED, const bt_value *args)
{
    return args[0];
}

static const struct bt_fn_spec cache_methods[] = {
    {"cache_info", cache_info, "(self, /)", "Hits, misses, greatest and present size.", NULL, 0},
    {"cache_clear", cache_clear, "(self, /)", "Forget all results and the statistics.", NULL, 0},
    {"__copy__", cache_copy, "(self, /)", "The wrapper itself.", NULL, 0},
    {"__deepcopy__", cache_copy, "(self, memo, /)", "The wrapper itself.", NULL, 0},
    {0},
};

const struct bt_type_spec bt_lru_cache_spec = {
    .name = "_lru_cache_wrapper",
    .module = "functools",
    .doc = "A function that remembers its results.",
    .flags = BT_TYPE_BASE | BT_TYPE_INSTANCE_DICT,
    .size = sizeof(struct lru_cache),
    .slots =
        {
            .call = cache_call,
            .descr_get = cache_get,
            .new_ = cache_new,
            .trace = cache_trace,
        },
    .methods = cache_methods,
};
