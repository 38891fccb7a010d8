/*
 * gc: the collector's controls. Baton has one generation; the numbers that CPython gives for three
 * are there with the meaning that is nearest.
 */
#include "runtime/modules/module.h"
#include "runtime/objects/args.h"
#include "runtime/objects/dict.h"
#include "runtime/objects/error.h"
#include "runtime/objects/heap.h"
#include "runtime/objects/int.h"
#include "runtime/objects/protocol.h"
#include "runtime/objects/seq.h"
#include "runtime/objects/str.h"
#include "runtime/objects/type.h"
#include "vm/input.h"

static bt_value collect(struct bt_thread *th, const bt_value *args)
{
    int64_t generation;
    if (!bt_as_int64(th, args[0], &generation))
        return BT_ERROR;
    if (generation < 0 || generation > 2)
        return bt_value_error(th, "invalid generation");
    return bt_int_from_u64(th, bt_collect(th));
}

static bt_value enable(struct bt_thread *th, const bt_value *args)
{
    (void)args;
    bt_heap_set_enabled(th->interp->heap, true);
    return BT_NONE;
}

static bt_value disable(struct bt_thread *th, const bt_value *args)
{
    (void)args;
    bt_heap_set_enabled(th->interp->heap, false);
    return BT_NONE;
}

static bt_value isenabled(struct bt_thread *th, const bt_value *args)
{
    (void)args;
    return bt_bool(bt_heap_enabled(th->interp->heap));
}

static bt_value get_threshold(struct bt_thread *th, const bt_value *args)
{
    (void)args;
    struct bt_heap_stats stats = bt_heap_stats(th->interp->heap);
    return bt_tuple_of(th, 3, bt_int_from_u64(th, stats.threshold), bt_from_small(0),
                       bt_from_small(0));
}

static bt_value get_count(struct bt_thread *th, const bt_value *args)
{
    (void)args;
    struct bt_heap_stats stats = bt_heap_stats(th->interp->heap);
    return bt_tuple_of(th, 3, bt_int_from_u64(th, stats.live_objects), bt_from_small(0),
                       bt_from_small(0));
}

static bool add_number(struct bt_thread *th, bt_value dict, const char *name, size_t number)
{
    bt_value key = bt_intern(th, name, strlen(name)), value = bt_int_from_u64(th, number);
    return !bt_is_error(key) && !bt_is_error(value) &&
           bt_dict_set(th, bt_as_dict(dict), key, value);
}

static bt_value get_stats(struct bt_thread *th, const bt_value *args)
{
    (void)args;
    struct bt_heap_stats stats = bt_heap_stats(th->interp->heap);
    bt_value dict = bt_dict_new(th);
    if (bt_is_error(dict) || !add_number(th, dict, "collections", stats.collections) ||
        !add_number(th, dict, "collected", 0) || !add_number(th, dict, "uncollectable", 0) ||
        !add_number(th, dict, "live_objects", stats.live_objects) ||
        !add_number(th, dict, "live_bytes", stats.live_bytes) ||
        !add_number(th, dict, "longest_pause_us",
                    (size_t)BT_INPUT(th, "gc-pause", stats.longest_ns / 1000)) ||
        !add_number(th, dict, "all_pauses_us",
                    (size_t)BT_INPUT(th, "gc-pause", stats.total_ns / 1000)))
        return BT_ERROR;
    return bt_list_new(th, &dict, 1);
}

static bt_value is_tracked(struct bt_thread *th, const bt_value *args)
{
    return bt_bool(bt_is_obj(args[0]) && bt_obj(args[0])->type->s.trace != NULL &&
                   !bt_is_exact(th, args[0], BT_T_BYTEARRAY));
}

static bt_value nothing(struct bt_thread *th, const bt_value *args)
{
    (void)th;
    (void)args;
    return BT_NONE;
}

static const struct bt_fn_spec functions[] = {
    {"collect", collect, "(generation=2)", "Collect now; the number of objects freed.", NULL, 0},
    {"enable", enable, "()", "Collect when there is need.", NULL, 0},
    {"disable", disable, "()", "Collect only when asked to.", NULL, 0},
    {"isenabled", isenabled, "()", "Does the collector run by itself?", NULL, 0},
    {"get_threshold", get_threshold, "()",
     "Bytes that may be allocated between collections, and two zeros.", NULL, 0},
    {"get_count", get_count, "()", "Objects alive after the last collection, and two zeros.", NULL,
     0},
    {"get_stats", get_stats, "()", "A list with one dict of counts.", NULL, 0},
    {"is_tracked", is_tracked, "(obj, /)", "Can the object hold others?", NULL, 0},
    {"freeze", nothing, "()", "Nothing: there are no generations.", NULL, 0},
    {"unfreeze", nothing, "()", "Nothing: there are no generations.", NULL, 0},
    {0},
};

static bool init(struct bt_thread *th, struct bt_dict *dict)
{
    return bt_module_add(th, dict, "callbacks", bt_list_new(th, NULL, 0)) &&
           bt_module_add(th, dict, "garbage", bt_list_new(th, NULL, 0));
}

const struct bt_module_spec bt_gc_module = {
    .name = "gc",
    .doc = "Control of the garbage collector.",
    .functions = functions,
    .init = init,
};
