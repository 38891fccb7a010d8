// Actions: what the user does to the schedule and to the data; done again in a replay at the same
// positions. See engine.h.
#include <stdio.h>
#include <string.h>

#include "base/mem.h"
#include "debugger/engine/engine.h"
#include "debugger/engine/say.h"
#include "runtime/objects/error.h"
#include "runtime/objects/exception.h"
#include "vm/knobs.h"

static void note(struct bt_engine *e, json_t *what)
{
    struct bt_position at = bt_engine_position(e);
    e->actions_seen++;
    if (!e->done)
        e->done = json_array();
    (void)json_array_append_new(e->done, json_pack("{s:I, s:I, s:O}", "clock", (json_int_t)at.clock,
                                                   "events", (json_int_t)at.events, "what", what));
}

// Give the lock to a thread. Where th cannot give it up, that one is pinned until it has it.
static json_t *switch_to(struct bt_engine *e, struct bt_vthread *th, struct bt_vthread *who)
{
    struct bt_buf text;
    if (who->state == BT_THREAD_RUNNING && who == th)
        return NULL;
    if (who->state == BT_THREAD_READY && !who->frozen) {
        if (th && !e->fixed)
            e->hooks.switch_to = who;
        else
            bt_pause_pin(e->vm, who);
        return NULL;
    }
    bt_buf_init(&text);
    bt_say_thread(&text, who);
    bt_buf_puts(&text, " can't have the lock now: it ");
    if (who->frozen)
        bt_buf_puts(&text, "is frozen");
    else if (who->state == BT_THREAD_NEW)
        bt_buf_puts(&text, "has not started");
    else if (!bt_say_wait(&text, who))
        bt_buf_puts(&text, "waits");
    json_t *error = json_pack("{s:b}", "ok", 0);
    (void)json_object_set_new(error, "error", bt_say_json(&text));
    return error;
}

static void set_n(struct bt_engine *e, uint64_t n, uint64_t max)
{
    struct bt_vm *vm = e->vm;
    struct bt_vthread *th = vm->gil.holder;
    vm->switch_seconds = 0;
    vm->config.switch_given = true;
    if (th && th->state == BT_THREAD_RUNNING) {
        bt_gil_set_n(th, n, max);
    } else {
        vm->gil.n = n;
        vm->gil.n_max = max;
    }
}

static json_t *sched(struct bt_engine *e, const char *text)
{
    const unsigned whole_runs = BT_POLICY_KERNEL | BT_POLICY_LIST;
    struct bt_vm *vm = e->vm;
    const struct bt_policy *policy;
    const char *parameter;
    char message[400];
    uint64_t n, max;
    if (bt_switch_parse(text, &n, &max)) {
        set_n(e, n, max);
        return NULL;
    }
    if (*text >= '0' && *text <= '9')
        return bt_engine_error("an interval is a number of instructions from 1 up, a range like "
                               "50..150, or inf, not '%s'",
                               text);
    if (!bt_policy_parse(text, &policy, &parameter, message, sizeof message))
        return bt_engine_error("%s", message);
    if (policy->flags & whole_runs)
        return bt_engine_error("%s can only be chosen for a whole run: --policy %s", policy->name,
                               text);
    if (bt_vm_policy(vm)->flags & whole_runs)
        return bt_engine_error("a run with --policy %s keeps it to its end",
                               bt_vm_policy(vm)->name);
    struct bt_vthread *th = vm->gil.holder ? vm->gil.holder : vm->main;
    if (bt_knobs_set_policy(th, policy, parameter))
        return NULL;
    bt_exc_clear(&th->t);
    return bt_engine_error("no memory");
}

// {"n":"100003","policy":"fifo","seed":0}
static json_t *settings(const struct bt_vm *vm)
{
    const struct bt_gil *gil = &vm->gil;
    const char *parameter = vm->config.policy_parameter;
    char n[64], policy[128];
    if (gil->n == BT_SWITCH_INF)
        snprintf(n, sizeof n, "inf");
    else if (gil->n_max == gil->n)
        snprintf(n, sizeof n, "%llu", (unsigned long long)gil->n);
    else
        snprintf(n, sizeof n, "%llu..%llu", (unsigned long long)gil->n,
                 (unsigned long long)gil->n_max);
    snprintf(policy, sizeof policy, "%s%s%s", bt_vm_policy(vm)->name, parameter ? ":" : "",
             parameter ? parameter : "");
    return json_pack("{s:s, s:s, s:I}", "n", n, "policy", policy, "seed",
                     (json_int_t)vm->config.seed);
}

static json_t *freeze(struct bt_engine *e, struct bt_vthread *who)
{
    char room[32];
    if (who->frozen)
        return bt_engine_error("%s is frozen already", bt_stop_thread_name(who, room));
    if (e->vm->gil.pinned == who)
        bt_pause_pin(e->vm, NULL);
    bt_pause_freeze(who);
    return NULL;
}

static json_t *thaw(struct bt_engine *e, struct bt_vthread *who)
{
    char room[32];
    if (who && !who->frozen)
        return bt_engine_error("%s is not frozen", bt_stop_thread_name(who, room));
    for (struct bt_vthread *th = e->vm->threads; th; th = th->next)
        if (!who || th == who)
            bt_pause_thaw(th);
    return NULL;
}

// The action itself. NULL, or an error. exec: its answer is in e->result.
static json_t *apply(struct bt_engine *e, struct bt_vthread *th, const json_t *what)
{
    const char *name = json_string_value(json_object_get(what, "action"));
    const char *text = json_string_value(json_object_get(what, "text"));
    json_int_t number = json_integer_value(json_object_get(what, "thread"));
    struct bt_vthread *who = number ? bt_engine_thread(e, number) : NULL;
    bool all = json_is_true(json_object_get(what, "all"));
    if (!name)
        return bt_engine_error("no action");
    if (number && !who && strcmp(name, "interrupt") != 0 && strcmp(name, "sched") != 0)
        return bt_engine_error("there is no thread %d", (int)number);
    if (strcmp(name, "pin") == 0) {
        bt_pause_pin(e->vm, who);
        return NULL;
    }
    if (strcmp(name, "sched") == 0)
        return sched(e, text ? text : "");
    if (strcmp(name, "exec") == 0)
        return bt_exec(e, th, what);
    if (strcmp(name, "interrupt") == 0) {
        bt_vm_interrupt(e->vm);
        return NULL;
    }
    if (!who && !all)
        return bt_engine_error("which thread?");
    if (strcmp(name, "switch") == 0)
        return switch_to(e, th, who);
    if (strcmp(name, "freeze") == 0)
        return freeze(e, who);
    if (strcmp(name, "thaw") == 0)
        return thaw(e, all ? NULL : who);
    return bt_engine_error("there is no action \"%s\"", name);
}

json_t *bt_action_do(struct bt_engine *e, struct bt_vthread *th, json_t *what)
{
    json_t *error = apply(e, th, what);
    if (error)
        return error;
    note(e, what);
    return NULL;
}

json_t *bt_action_try(struct bt_engine *e, struct bt_vthread *th, const json_t *request)
{
    json_t *what = json_deep_copy(request), *error;
    (void)json_object_set(what, "action", json_object_get(request, "cmd"));
    error = apply(e, th, what);
    json_decref(what);
    return error ? error : json_pack("{s:b}", "ok", 1);
}

bool bt_action_is(const char *cmd)
{
    static const char *const names[] = {"switch", "freeze", "thaw", "sched", "exec", "interrupt"};
    for (size_t i = 0; i < sizeof names / sizeof names[0]; i++)
        if (strcmp(cmd, names[i]) == 0)
            return true;
    return false;
}

// Giving the lock to a thread is a motion: it is answered at the stop.
static json_t *serve_switch(struct bt_engine *e, struct bt_vthread *th, json_t *what)
{
    json_int_t number = json_integer_value(json_object_get(what, "thread"));
    if (th && number == th->number && !e->fixed)
        return bt_engine_error("it has the lock");
    json_t *error = bt_action_do(e, th, what);
    if (error)
        return error;
    e->motion = (struct bt_motion){.how = BT_MOTION_BY_HAND,
                                   .thread = (uint32_t)number,
                                   .limit = BT_POSITION_NONE,
                                   .found_at = BT_POSITION_NONE,
                                   .instr = UINT64_MAX};
    return NULL;
}

json_t *bt_action_serve(struct bt_engine *e, struct bt_vthread *th, const char *cmd,
                        const json_t *request)
{
    json_t *what = json_deep_copy(request), *answer = NULL;
    if (!what)
        return bt_engine_error("no memory");
    (void)json_object_del(what, "id");
    (void)json_object_del(what, "cmd");
    (void)json_object_set_new(what, "action", json_string(cmd));
    bool ask = strcmp(cmd, "sched") == 0 && !json_object_get(what, "text");
    if (e->over && !ask) {
        answer = bt_engine_error("the program has ended");
    } else if (strcmp(cmd, "switch") == 0) {
        answer = serve_switch(e, th, what);
        json_decref(what);
        return answer;
    } else if (!ask) {
        answer = bt_action_do(e, th, what);
    }
    json_decref(what);
    if (answer)
        return answer;
    answer = e->result ? e->result : json_pack("{s:b}", "ok", 1);
    e->result = NULL;
    if (strcmp(cmd, "sched") == 0)
        (void)json_object_set_new(answer, "settings", settings(e->vm));
    if (e->done)
        (void)json_object_set_new(answer, "actions", e->done);
    e->done = NULL;
    return answer;
}

bool bt_action_load(struct bt_engine *e, const json_t *actions)
{
    for (size_t i = 0; i < e->n_actions; i++)
        json_decref(e->actions[i].what);
    bt_free(e->actions);
    e->n_actions = e->next_action = 0;
    size_t n = json_array_size(actions);
    e->actions = n > 0 ? bt_alloc_array(n, sizeof *e->actions) : NULL;
    if (n > 0 && !e->actions)
        return false;
    for (size_t i = 0; i < n; i++) {
        const json_t *a = json_array_get(actions, i);
        e->actions[e->n_actions++] = (struct bt_action){
            .at = {(uint64_t)json_integer_value(json_object_get(a, "clock")),
                   (uint64_t)json_integer_value(json_object_get(a, "events"))},
            .what = json_incref(json_object_get(a, "what")),
        };
    }
    return true;
}

void bt_action_replay(struct bt_engine *e, struct bt_vthread *th)
{
    struct bt_position now = bt_engine_position(e);
    size_t before = e->next_action;
    while (e->next_action < e->n_actions && !e->hooks.switch_to &&
           bt_position_compare(e->actions[e->next_action].at, now) <= 0) {
        json_decref(apply(e, th, e->actions[e->next_action++].what));
        json_decref(e->result);
        e->result = NULL;
    }
    e->actions_seen += e->next_action - before;
}
