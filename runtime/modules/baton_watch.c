/*
 * baton.watch: statistics of a part of a run, for the script itself. It stands on the sink that
 * --gil-stats has (lab/stats.h). Of its figures only those on the instruction clock are shown: they
 * are the same in every run, so that what a script does with them is, too.
 *
 * A watch that runs is kept in the interpreter's root of this module, so that it is never found
 * dead by the collector, which tells sinks of the dead.
 */
#include "runtime/modules/baton_watch.h"

#include "base/buf.h"
#include "lab/stats.h"
#include "lab/stats_text.h"
#include "runtime/modules/module.h"
#include "runtime/objects/dict.h"
#include "runtime/objects/heap.h"
#include "runtime/objects/int.h"
#include "runtime/objects/protocol.h"
#include "runtime/objects/seq.h"
#include "runtime/objects/str.h"

struct watch {
    struct bt_object base;
    struct bt_stats *stats; // NULL: no memory for it
    bool stopped;
};

static struct watch *watch_of(bt_value v)
{
    return (struct watch *)bt_obj(v);
}

static void watch_free(struct bt_interp *interp, struct bt_object *o)
{
    (void)interp;
    bt_stats_free(((struct watch *)o)->stats);
}

static bt_value *root(struct bt_thread *th)
{
    return &bt_vm(th)->module_roots[BT_ROOT_BATON];
}

static bt_value watch_new(struct bt_thread *th, struct bt_type *type, const struct bt_args *args)
{
    if (!bt_check_positional(th, "watch", args, 0, 0))
        return BT_ERROR;
    if (bt_is_unset(*root(th)))
        *root(th) = bt_list_new(th, NULL, 0);
    if (bt_is_error(*root(th))) {
        *root(th) = BT_UNSET;
        return BT_ERROR;
    }
    struct watch *w = bt_new_object_zero(th, type, sizeof *w);
    if (!w || !bt_list_append(th, *root(th), bt_from_obj(w)))
        return BT_ERROR;
    w->stats = bt_stats_new(bt_vm(th));
    return w->stats ? bt_from_obj(w) : bt_raise_no_memory(th);
}

static bt_value watch_stop(struct bt_thread *th, const bt_value *args)
{
    struct watch *w = watch_of(args[0]);
    if (w->stopped)
        return BT_NONE;
    w->stopped = true;
    bt_stats_update(w->stats);
    bt_event_unwatch(bt_vm(th), &w->stats->sink);
    struct bt_list *running = bt_as_list(*root(th));
    for (size_t i = 0; i < running->len; i++) {
        if (bt_same(running->items[i], args[0])) {
            running->items[i] = running->items[--running->len];
            break;
        }
    }
    return BT_NONE;
}

static bt_value watch_enter(struct bt_thread *th, const bt_value *args)
{
    (void)th;
    return args[0];
}

// ---- what it has seen ----

static bool put(struct bt_thread *th, bt_value dict, const char *name, bt_value v)
{
    return bt_module_add(th, bt_as_dict(dict), name, v);
}

static bool put_count(struct bt_thread *th, bt_value dict, const char *name, uint64_t n)
{
    return put(th, dict, name, bt_int_from_u64(th, n));
}

// {"lock": 120, "sleep": 0}: instructions that others executed meanwhile, by what it waited for.
static bt_value waits_of(struct bt_thread *th, const struct bt_stats_thread *t)
{
    bt_value d = bt_dict_new(th);
    for (uint32_t k = BT_STATS_WAITS; k < BT_STATS_STATES && !bt_is_error(d); k++)
        if (t->in[k].times > 0 &&
            !put_count(th, d, bt_stats_reason(k - BT_STATS_WAITS), t->in[k].instructions))
            return BT_ERROR;
    return d;
}

static bt_value name_of(struct bt_thread *th, const struct bt_stats_thread *t)
{
    if (t->number == 0)
        return bt_str_format(th, "%u others", t->together);
    const char *name = t->name ? t->name : "?";
    return bt_str_new(th, name, strlen(name));
}

static bt_value thread_seen(struct bt_thread *th, const struct bt_stats_thread *t)
{
    bt_value d = bt_dict_new(th);
    bool ok = !bt_is_error(d) && put(th, d, "name", name_of(th, t)) &&
              put(th, d, "ended", bt_bool(t->ended)) &&
              put_count(th, d, "instructions", t->in[BT_STATS_RUNS].instructions) &&
              put_count(th, d, "turns", t->in[BT_STATS_RUNS].times) &&
              put_count(th, d, "longest_turn", t->longest_turn) &&
              put_count(th, d, "wanted", t->in[BT_STATS_WANTS].instructions) &&
              put(th, d, "waited", waits_of(th, t));
    return ok ? d : BT_ERROR;
}

static bt_value threads_seen(struct bt_thread *th, const struct bt_stats *s)
{
    bt_value d = bt_dict_new(th);
    for (size_t i = 0; i < s->threads.n && !bt_is_error(d); i++) {
        const struct bt_stats_thread *t = s->threads.items[i];
        bt_value one = thread_seen(th, t);
        if (bt_is_error(one) || !bt_dict_set(th, bt_as_dict(d), bt_from_small(t->number), one))
            return BT_ERROR;
    }
    return d;
}

static bt_value object_seen(struct bt_thread *th, const struct bt_stats *s, uint32_t number)
{
    const struct bt_stats_object *o = &s->objects.items[number];
    bt_value d = bt_dict_new(th);
    struct bt_buf name;
    bt_buf_init(&name);
    bt_stats_object_name(&name, s, number, true);
    bt_value text = bt_str_from_buf(th, &name);
    bool ok = !bt_is_error(d) && put(th, d, "name", text) &&
              put_count(th, d, "acquisitions", o->acquisitions) &&
              put_count(th, d, "waits", o->sum.times) &&
              put_count(th, d, "waited", o->sum.instructions);
    return ok ? d : BT_ERROR;
}

// Locks, conditions ... that anybody waited for, or that were acquired.
static bt_value objects_seen(struct bt_thread *th, const struct bt_stats *s)
{
    bt_value list = bt_list_new(th, NULL, 0);
    for (uint32_t i = 1; i < s->objects.n && !bt_is_error(list); i++) {
        const struct bt_stats_object *o = &s->objects.items[i];
        if (o->sum.times == 0 && o->acquisitions == 0)
            continue;
        bt_value one = object_seen(th, s, i);
        if (bt_is_error(one) || !bt_list_append(th, list, one))
            return BT_ERROR;
    }
    return list;
}

static bt_value watch_stats(struct bt_thread *th, const bt_value *args)
{
    struct watch *w = watch_of(args[0]);
    struct bt_stats *s = w->stats;
    if (!w->stopped)
        bt_stats_update(s);
    bt_value d = bt_dict_new(th);
    bool ok =
        !bt_is_error(d) && put_count(th, d, "instructions", s->end_clock - s->start_clock) &&
        put_count(th, d, "switches", s->hand_overs) &&
        put_count(th, d, "turns_over", s->turns_over) && put_count(th, d, "yields", s->yields) &&
        put_count(th, d, "acquisitions", s->acquisitions) &&
        put_count(th, d, "collections", s->collections) &&
        put(th, d, "threads", threads_seen(th, s)) && put(th, d, "objects", objects_seen(th, s));
    return ok ? d : BT_ERROR;
}

static const struct bt_fn_spec watch_methods[] = {
    {"stats", watch_stats, "(self, /)", "What has happened since, as a dict; all counts are exact.",
     NULL, 0},
    {"stop", watch_stop, "(self, /)", "Look no further.", NULL, 0},
    {"__enter__", watch_enter, "(self, /)", "Itself.", NULL, 0},
    {"__exit__", watch_stop, "(self, type=None, value=None, traceback=None, /)", "stop().", NULL,
     0},
    {0},
};

const struct bt_type_spec bt_baton_watch_spec = {
    .name = "watch",
    .module = "baton",
    .doc =
        "watch()\n\n"
        "Statistics from now on: with baton.watch() as w: ...; w.stats(). Its dict says of each\n"
        "thread the instructions, turns, the longest turn, and the instructions that others\n"
        "executed while it wanted the lock, and while it waited, by what for; of each lock and\n"
        "its like how often it was acquired and waited for.",
    .size = sizeof(struct watch),
    .slots = {.new_ = watch_new, .free = watch_free},
    .methods = watch_methods,
};
