/*
 * The module baton: the knobs and readings of the interpreter's lock, for scripts. It holds nothing
 * of its own: every function sets or reads the lock (vm/gil.h) or a thread (vm/thread.h).
 *
 * Readings are exact: a function in C is one instruction, and the lock cannot change hands inside
 * one, but for those whose purpose it is (yield_to, the end of a no_switch region).
 */
#include <math.h>

#include "base/buf.h"
#include "runtime/modules/baton_watch.h"
#include "runtime/modules/module.h"
#include "runtime/modules/thread_module.h"
#include "runtime/objects/dict.h"
#include "runtime/objects/float.h"
#include "runtime/objects/heap.h"
#include "runtime/objects/int.h"
#include "runtime/objects/protocol.h"
#include "runtime/objects/seq.h"
#include "runtime/objects/str.h"
#include "vm/knobs.h"
#include "vm/report.h"

// ---- threads ----

// The thread that the argument names, the calling one when it is None or not given.
static bool thread_or_self(struct bt_thread *th, bt_value v, struct bt_thread_ref *out)
{
    return bt_thread_ref(th, bt_is_none(v) ? bt_from_small(bt_vthread(th)->number) : v, out);
}

// The same, and it must be alive. NULL with RuntimeError.
static struct bt_vthread *alive(struct bt_thread *th, bt_value v)
{
    struct bt_thread_ref ref;
    if (!thread_or_self(th, v, &ref))
        return NULL;
    if (!ref.thread && ref.number > 0)
        (void)bt_raise(th, BT_EXC_RUNTIME_ERROR, "thread %u has ended", ref.number);
    else if (!ref.thread && bt_is_int(v))
        (void)bt_value_error(th, "there is no thread %R", v);
    else if (!ref.thread)
        (void)bt_raise(th, BT_EXC_RUNTIME_ERROR, "the thread has not been started");
    return ref.thread;
}

// The thread, alive or not; by number only one that is alive is known.
static bool counted(struct bt_thread *th, bt_value v, struct bt_thread_ref *out)
{
    if (!thread_or_self(th, v, out))
        return false;
    return out->thread || !bt_is_int(v) || alive(th, v);
}

// How scripts see a thread: its Thread object, or its number where threading does not know it.
static bt_value shown(const struct bt_vthread *t)
{
    return bt_is_unset(t->object) ? bt_from_small(t->number) : t->object;
}

static bool is_alive(const struct bt_vthread *t)
{
    return t->state != BT_THREAD_NEW && t->state != BT_THREAD_DONE;
}

static bt_value baton_threads(struct bt_thread *th, const bt_value *args)
{
    (void)args;
    bt_value list = bt_list_new(th, NULL, 0);
    for (struct bt_vthread *t = bt_vm(th)->threads; t && !bt_is_error(list); t = t->next)
        if (is_alive(t) && !bt_list_append(th, list, shown(t)))
            return BT_ERROR;
    return list;
}

static bool append_queue(struct bt_thread *th, bt_value list, const struct bt_ready_queue *q)
{
    for (struct bt_vthread *t = q->first; t; t = t->queue_next)
        if (!bt_list_append(th, list, shown(t)))
            return false;
    return true;
}

static bt_value baton_ready(struct bt_thread *th, const bt_value *args)
{
    (void)args;
    struct bt_gil *gil = &bt_vm(th)->gil;
    bt_gil_drain(bt_vm(th));
    bt_value list = bt_list_new(th, NULL, 0);
    if (bt_is_error(list) || !append_queue(th, list, &gil->front) ||
        !append_queue(th, list, &gil->ready))
        return BT_ERROR;
    return list;
}

static bt_value baton_holder(struct bt_thread *th, const bt_value *args)
{
    (void)args;
    return shown(bt_vthread(th));
}

static const char *state_text(const struct bt_vthread *t)
{
    switch (t->state) {
    case BT_THREAD_RUNNING: return "running";
    case BT_THREAD_READY: return "ready";
    case BT_THREAD_BLOCKED: return "waiting";
    case BT_THREAD_OUTSIDE: return t->reason == BT_WAIT_SLEEP ? "sleeping" : "I/O";
    case BT_THREAD_NEW: return "new";
    case BT_THREAD_DONE: break;
    }
    return "ended";
}

static bt_value baton_state(struct bt_thread *th, const bt_value *args)
{
    struct bt_thread_ref ref;
    if (!thread_or_self(th, args[0], &ref))
        return BT_ERROR;
    if (!ref.thread && ref.number == 0 && bt_is_int(args[0]))
        return bt_value_error(th, "there is no thread %R", args[0]);
    return bt_str_from(th, ref.thread ? state_text(ref.thread) : ref.number > 0 ? "ended" : "new");
}

// "a lock ..." for a thread that waits, None for one that does not.
static bt_value waits_for(struct bt_thread *th, const struct bt_vthread *t)
{
    if (t->state != BT_THREAD_BLOCKED && t->state != BT_THREAD_OUTSIDE)
        return BT_NONE;
    struct bt_buf buf;
    bt_buf_init(&buf);
    bt_report_state(&buf, t);
    static const char verb[] = "waits for ";
    size_t skip = buf.len > sizeof verb - 1 ? sizeof verb - 1 : 0;
    bt_value v = buf.failed
                     ? bt_raise_no_memory(th)
                     : bt_str_decode(th, buf.data + skip, buf.len - skip, "utf-8", "replace");
    bt_buf_free(&buf);
    return v;
}

static bt_value baton_waits_for(struct bt_thread *th, const bt_value *args)
{
    const struct bt_vthread *t = alive(th, args[0]);
    return t ? waits_for(th, t) : BT_ERROR;
}

// ---- counts ----

static bt_value baton_instructions(struct bt_thread *th, const bt_value *args)
{
    struct bt_thread_ref ref;
    bool all;
    if (!bt_truth(th, args[1], &all))
        return BT_ERROR;
    if (all && !bt_is_none(args[0]))
        return bt_type_error(th, "instructions() takes a thread or all=True, not both");
    if (all)
        return bt_int_from_u64(th, bt_event_clock(bt_vm(th)));
    return counted(th, args[0], &ref) ? bt_int_from_u64(th, ref.instructions) : BT_ERROR;
}

static bt_value baton_turns(struct bt_thread *th, const bt_value *args)
{
    struct bt_thread_ref ref;
    return counted(th, args[0], &ref) ? bt_int_from_u64(th, ref.turns) : BT_ERROR;
}

static bt_value baton_turn(struct bt_thread *th, const bt_value *args)
{
    (void)args;
    return bt_int_from_u64(th, bt_vm(th)->gil.turn);
}

static bt_value baton_switches(struct bt_thread *th, const bt_value *args)
{
    (void)args;
    return bt_int_from_u64(th, bt_vm(th)->gil.switches);
}

static bt_value baton_schedule_hash(struct bt_thread *th, const bt_value *args)
{
    (void)args;
    return bt_int_from_u64(th, bt_vm(th)->gil.trace_hash);
}

// ---- the knobs ----

static bt_value interval(struct bt_thread *th)
{
    const struct bt_gil *gil = &bt_vm(th)->gil;
    if (gil->n_max != gil->n)
        return bt_str_format(th, "%llu..%llu", (unsigned long long)gil->n,
                             (unsigned long long)gil->n_max);
    return gil->n == BT_SWITCH_INF ? bt_from_double(HUGE_VAL) : bt_int_from_u64(th, gil->n);
}

static bt_value baton_get_switch_interval(struct bt_thread *th, const bt_value *args)
{
    (void)args;
    return interval(th);
}

// What set_switch_interval takes, as *n to *max. false: it is none.
static bool read_interval(bt_value v, uint64_t *n, uint64_t *max)
{
    double d;
    int64_t i;
    if (bt_is_str(v))
        return bt_switch_parse(bt_as_str(v)->data, n, max);
    if (bt_float_get(v, &d)) {
        *n = *max = BT_SWITCH_INF;
        return d == HUGE_VAL;
    }
    if (!bt_is_int(v) || bt_is_bool(v) || !bt_int_get_i64(v, &i) || i < 1)
        return false;
    *n = *max = (uint64_t)i;
    return true;
}

static bt_value baton_set_switch_interval(struct bt_thread *th, const bt_value *args)
{
    uint64_t n, max;
    if (bt_is_str(args[0]) && !bt_str_settle(th, args[0]))
        return BT_ERROR;
    if (!read_interval(args[0], &n, &max))
        return bt_value_error(
            th,
            "a number of instructions from 1 up, a range like '50..150', or inf expected, not %R",
            args[0]);
    bt_vm(th)->switch_seconds = 0;
    bt_vm(th)->config.switch_given = true;
    bt_gil_set_n(bt_vthread(th), n, max);
    return BT_NONE;
}

static bt_value baton_get_policy(struct bt_thread *th, const bt_value *args)
{
    (void)args;
    const struct bt_vm *vm = bt_vm(th);
    const char *parameter = vm->config.policy_parameter;
    return parameter ? bt_str_format(th, "%s:%s", bt_vm_policy(vm)->name, parameter)
                     : bt_str_from(th, bt_vm_policy(vm)->name);
}

static bt_value baton_set_policy(struct bt_thread *th, const bt_value *args)
{
    const struct bt_policy *policy;
    const char *parameter;
    char message[400];
    if (!bt_is_str(args[0]))
        return bt_type_error(th, "the name of a policy expected, not %T", args[0]);
    if (!bt_str_settle(th, args[0]))
        return BT_ERROR;
    if (!bt_policy_parse(bt_as_str(args[0])->data, &policy, &parameter, message, sizeof message))
        return bt_value_error(th, "%s", message);
    const struct bt_policy *now = bt_vm_policy(bt_vm(th));
    const unsigned whole_runs = BT_POLICY_KERNEL | BT_POLICY_LIST;
    if (now->flags & whole_runs)
        return bt_value_error(th, "a run with --policy %s keeps it to its end", now->name);
    if (policy->flags & whole_runs)
        return bt_value_error(th, "%s can only be chosen for a whole run: --policy %s",
                              policy->name, bt_as_str(args[0])->data);
    return bt_knobs_set_policy(bt_vthread(th), policy, parameter) ? BT_NONE : BT_ERROR;
}

static bt_value baton_get_seed(struct bt_thread *th, const bt_value *args)
{
    (void)args;
    return bt_int_from_u64(th, bt_vm(th)->config.seed);
}

static bt_value baton_set_seed(struct bt_thread *th, const bt_value *args)
{
    struct bt_vm *vm = bt_vm(th);
    int64_t seed;
    if (!bt_as_int64(th, args[0], &seed))
        return BT_ERROR;
    if (seed < 0)
        return bt_value_error(th, "a seed is a number from 0 up");
    vm->config.seed = (uint64_t)seed;
    bt_knobs_seed(&vm->gil, (uint64_t)seed);
    return BT_NONE;
}

static bt_value baton_get_priority(struct bt_thread *th, const bt_value *args)
{
    const struct bt_vthread *t = alive(th, args[0]);
    return t ? bt_int_from_i64(th, t->priority) : BT_ERROR;
}

static bt_value baton_set_priority(struct bt_thread *th, const bt_value *args)
{
    int64_t priority;
    if (!bt_as_int64(th, args[1], &priority))
        return BT_ERROR;
    struct bt_vthread *t = alive(th, args[0]);
    if (!t)
        return BT_ERROR;
    bt_thread_set_priority(t, priority);
    return BT_NONE;
}

// ---- steering ----

static bt_value baton_yield_to(struct bt_thread *th, const bt_value *args)
{
    struct bt_vthread *self = bt_vthread(th), *next = alive(th, args[0]);
    if (!next)
        return BT_ERROR;
    if (bt_is_none(args[0]) || next == self)
        return bt_value_error(th, "a thread cannot yield to itself");
    if (bt_vm_policy(bt_vm(th))->flags & BT_POLICY_KERNEL)
        return bt_raise(th, BT_EXC_RUNTIME_ERROR,
                        "with the policy %s the kernel chooses who runs next",
                        bt_vm_policy(bt_vm(th))->name);
    if (!bt_sched_is_ready(next)) {
        struct bt_buf buf;
        bt_buf_init(&buf);
        bt_report_name(&buf, next);
        bt_buf_putc(&buf, ' ');
        bt_report_state(&buf, next);
        bt_value v = bt_raise(th, BT_EXC_RUNTIME_ERROR, "cannot run now: %s",
                              buf.data && !buf.failed ? buf.data : "it waits");
        bt_buf_free(&buf);
        return v;
    }
    return bt_sched_yield_to(self, next) ? BT_NONE : BT_ERROR;
}

static bt_value baton_mark(struct bt_thread *th, const bt_value *args)
{
    BT_ROOTS(th, r, 1);
    r[0] = bt_str_of(th, args[0]);
    if (!bt_is_error(r[0])) // for the log: UTF-8 without surrogates and NULs
        r[0] = bt_str_encode(th, r[0], "utf-8", "backslashreplace");
    bt_value result = BT_ERROR;
    if (!bt_is_error(r[0])) {
        struct bt_buf buf;
        bt_buf_init(&buf);
        const struct bt_bytes *text = (const struct bt_bytes *)bt_obj(r[0]);
        bt_buf_write(&buf, text->data, text->len);
        for (size_t i = 0; i < buf.len; i++)
            if (buf.data[i] == '\0')
                buf.data[i] = ' ';
        bt_buf_putc(&buf, '\0');
        if (buf.failed) {
            (void)bt_raise_no_memory(th);
        } else {
            bt_event_log(bt_vthread(th), BT_EV_MARK, 0, 0, buf.data);
            result = BT_NONE;
        }
        bt_buf_free(&buf);
    }
    BT_UNROOT(th, r);
    return result;
}

static bt_value baton_report(struct bt_thread *th, const bt_value *args)
{
    (void)args;
    struct bt_vm *vm = bt_vm(th);
    if (vm->flush)
        vm->flush(th); // what was printed before comes first
    bt_report_threads(vm);
    return BT_NONE;
}

static bt_value no_switch_new(struct bt_thread *th, struct bt_type *type,
                              const struct bt_args *args)
{
    if (!bt_check_positional(th, "no_switch", args, 0, 0))
        return BT_ERROR;
    void *o = bt_new_object_zero(th, type, sizeof(struct bt_object));
    return o ? bt_from_obj(o) : BT_ERROR;
}

static bt_value no_switch_enter(struct bt_thread *th, const bt_value *args)
{
    bt_sched_no_switch_begin(bt_vthread(th));
    return args[0];
}

static bt_value no_switch_exit(struct bt_thread *th, const bt_value *args)
{
    (void)args;
    if (bt_vthread(th)->no_switch == 0)
        return bt_raise(th, BT_EXC_RUNTIME_ERROR, "this thread is in no no_switch region");
    return bt_sched_no_switch_end(bt_vthread(th)) ? BT_NONE : BT_ERROR;
}

static const struct bt_fn_spec no_switch_methods[] = {
    {"__enter__", no_switch_enter, "(self, /)", "No turn of this thread ends from here on.", NULL,
     0},
    {"__exit__", no_switch_exit, "(self, type, value, traceback, /)",
     "A turn that has run out meanwhile ends here.", NULL, 0},
    {0},
};

static const struct bt_type_spec no_switch_spec = {
    .name = "no_switch",
    .module = "baton",
    .doc = "no_switch()\n\n"
           "with baton.no_switch(): no turn of the running thread ends inside. It can still wait,\n"
           "sleep and yield, which give the lock up; Ctrl-C works. A turn that has run out\n"
           "meanwhile ends when the block does. Blocks nest.",
    .size = sizeof(struct bt_object),
    .slots = {.new_ = no_switch_new},
    .methods = no_switch_methods,
};

// ---- stats ----

static bool put(struct bt_thread *th, bt_value dict, const char *name, bt_value v)
{
    return bt_module_add(th, bt_as_dict(dict), name, v);
}

static bt_value thread_stats(struct bt_thread *th, const struct bt_vthread *t)
{
    bt_value d = bt_dict_new(th);
    bool ok = !bt_is_error(d) &&
              put(th, d, "name",
                  !bt_is_unset(t->name)  ? t->name
                  : t == bt_vm(th)->main ? bt_str_from(th, "MainThread")
                                         : bt_str_format(th, "thread %u", t->number)) &&
              put(th, d, "state", bt_str_from(th, state_text(t))) &&
              put(th, d, "waits_for", waits_for(th, t)) &&
              put(th, d, "daemon", bt_bool(t->daemon)) &&
              put(th, d, "instructions", bt_int_from_u64(th, bt_thread_instructions(t))) &&
              put(th, d, "turns", bt_int_from_u64(th, t->turns));
    return ok ? d : BT_ERROR;
}

static bt_value baton_get_substrate(struct bt_thread *th, const bt_value *args)
{
    (void)args;
    return bt_str_from(th, bt_vm(th)->gil.substrate->name);
}

static bt_value baton_stats(struct bt_thread *th, const bt_value *args)
{
    const struct bt_gil *gil = &bt_vm(th)->gil;
    bt_value d = bt_dict_new(th), threads = bt_dict_new(th);
    if (bt_is_error(d) || bt_is_error(threads) || !put(th, d, "switch_interval", interval(th)) ||
        !put(th, d, "policy", baton_get_policy(th, args)) ||
        !put(th, d, "seed", bt_int_from_u64(th, bt_vm(th)->config.seed)) ||
        !put(th, d, "instructions", bt_int_from_u64(th, bt_event_clock(bt_vm(th)))) ||
        !put(th, d, "turn", bt_int_from_u64(th, gil->turn)) ||
        !put(th, d, "switches", bt_int_from_u64(th, gil->switches)) ||
        !put(th, d, "threads", threads))
        return BT_ERROR;
    for (struct bt_vthread *t = bt_vm(th)->threads; t; t = t->next) {
        if (!is_alive(t))
            continue;
        bt_value one = thread_stats(th, t);
        if (bt_is_error(one) ||
            !bt_dict_set(th, bt_as_dict(threads), bt_from_small(t->number), one))
            return BT_ERROR;
    }
    return d;
}

// ---- the module ----

static const struct bt_fn_spec functions[] = {
    {"get_switch_interval", baton_get_switch_interval, "()",
     "Instructions a turn: a number, a range 'A..B', or inf.", NULL, 0},
    {"set_switch_interval", baton_set_switch_interval, "(n, /)",
     "From now on a turn is n instructions long: a number, a range 'A..B' from which each turn's\n"
     "length is drawn, or inf. The running turn is cut to it.",
     NULL, 0},
    {"get_policy", baton_get_policy, "()", "The name of the policy that says who runs next.", NULL,
     0},
    {"set_policy", baton_set_policy, "(name, /)",
     "Another policy from now on, as for --policy: 'lifo', 'random' ...", NULL, 0},
    {"get_substrate", baton_get_substrate, "()",
     "What carries the threads: 'os' or 'coroutine' (--substrate).", NULL, 0},
    {"get_seed", baton_get_seed, "()", "The seed of what the policy leaves to chance.", NULL, 0},
    {"set_seed", baton_set_seed, "(n, /)",
     "Begin the random numbers of policy and switch interval anew.", NULL, 0},
    {"get_priority", baton_get_priority, "(thread=None)", "A thread's priority.", NULL, 0},
    {"set_priority", baton_set_priority, "(thread, n, /)",
     "Set a thread's priority, for the policy of that name: the higher the sooner. Threads inherit\n"
     "it from the one that starts them.",
     NULL, 0},
    {"instructions", baton_instructions, "(thread=None, *, all=False)",
     "Instructions that the calling thread, or another one, has executed;\n"
     "all=True: all threads together, the instruction clock.",
     NULL, 0},
    {"turns", baton_turns, "(thread=None)", "Turns that a thread has had.", NULL, 0},
    {"turn", baton_turn, "()", "The number of the running turn, counted over all threads.", NULL,
     0},
    {"switches", baton_switches, "()", "How often the lock has been handed over.", NULL, 0},
    {"schedule_hash", baton_schedule_hash, "()",
     "A hash of every switch, wait, wake-up, start, end and collection so far: equal hashes,\n"
     "equal schedules.",
     NULL, 0},
    {"stats", baton_stats, "()", "What there is to know, as a dict.", NULL, 0},
    {"threads", baton_threads, "()", "The threads that are alive, oldest first.", NULL, 0},
    {"ready", baton_ready, "()", "The threads that want the lock, as they stand in the queue.",
     NULL, 0},
    {"holder", baton_holder, "()", "The thread that has the lock: always the one that asks.", NULL,
     0},
    {"state", baton_state, "(thread=None)",
     "What a thread does: 'new', 'running', 'ready' (it wants the lock), 'waiting' (for another\n"
     "thread), 'sleeping', 'I/O' or 'ended'.",
     NULL, 0},
    {"waits_for", baton_waits_for, "(thread=None)", "What a thread waits for, in words, or None.",
     NULL, 0},
    {"report", baton_report, "()", "Print what every thread does to stderr, as Ctrl-\\ does.", NULL,
     0},
    {"yield_to", baton_yield_to, "(thread, /)",
     "Give the lock to this thread now. RuntimeError if it is not ready.", NULL, 0},
    {"mark", baton_mark, "(text, /)", "Write a mark on the timeline (--trace).", NULL, 0},
    {0},
};

static bool init(struct bt_thread *th, struct bt_dict *dict)
{
    return bt_module_add_type(th, dict, &no_switch_spec, NULL) &&
           bt_module_add_type(th, dict, &bt_baton_watch_spec, NULL);
}

const struct bt_module_spec bt_baton_module = {
    .name = "baton",
    .doc = "The interpreter's lock: its knobs and readings.\n\n"
           "A thread is named by its Thread object or its number (get_ident()).\n\n"
           "  get_switch_interval()  set_switch_interval(n)\n"
           "                         instructions a turn: 1 and up, 'A..B', or inf\n"
           "  get_policy()  set_policy(name)\n"
           "                         who runs next, as --policy\n"
           "  get_seed()  set_seed(n)\n"
           "                         of what is left to chance\n"
           "  get_substrate()        what carries the threads, as --substrate\n"
           "  get_priority(thread)  set_priority(thread, n)\n"
           "                         for the policy of that name\n"
           "  instructions(thread)   executed so far; all=True: by all threads\n"
           "  turns(thread)          turns it has had; turn(): the number of this one\n"
           "  switches()             hand-overs so far; schedule_hash(): of all of them\n"
           "  threads()  ready()     all threads; those that want the lock\n"
           "  state(thread)          what it does; waits_for(thread): for what\n"
           "  stats()  report()      all of it: as a dict; printed, with tracebacks\n"
           "  with watch() as w:     w.stats(): who wanted and waited, since\n"
           "  yield_to(thread)       give it the lock now\n"
           "  with no_switch():      no turn ends inside\n"
           "  mark(text)             write on the timeline (--trace)\n\n"
           "A script that CPython is to run, too: try: import baton; except ImportError: baton = "
           "None",
    .functions = functions,
    .init = init,
};
