// Actions: what the user does to the schedule and to the data; done again in a replay at the same
// positions. See engine.h.
#include <string.h>

#include "base/mem.h"
#include "debugger/engine/engine.h"

static void note(struct bt_engine *e, json_t *what)
{
    struct bt_position at = bt_engine_position(e);
    e->actions_seen++;
    if (!e->done)
        e->done = json_array();
    (void)json_array_append_new(e->done, json_pack("{s:I, s:I, s:O}", "clock", (json_int_t)at.clock,
                                                   "events", (json_int_t)at.events, "what", what));
}

// The action itself. NULL, or an error.
static json_t *apply(struct bt_engine *e, struct bt_vthread *th, const json_t *what)
{
    const char *name = json_string_value(json_object_get(what, "action"));
    json_int_t number = json_integer_value(json_object_get(what, "thread"));
    struct bt_vthread *who = number ? bt_engine_thread(e, number) : NULL;
    if (number && !who)
        return bt_engine_error("there is no thread %d", (int)number);
    if (!name)
        return bt_engine_error("no action");
    if (strcmp(name, "pin") == 0) {
        bt_pause_pin(e->vm, who);
        return NULL;
    }
    if (strcmp(name, "switch") == 0) {
        if (who == th)
            return NULL;
        if (!th || !who || who->state != BT_THREAD_READY)
            return bt_engine_error("it cannot have the lock now");
        e->hooks.switch_to = who;
        return NULL;
    }
    return bt_engine_error("there is no action \"%s\"", name);
}

json_t *bt_action_do(struct bt_engine *e, struct bt_vthread *th, json_t *what)
{
    json_t *error = apply(e, th, what);
    if (error)
        return error;
    note(e, what);
    if (e->hooks.switch_to && e->motion.how == BT_MOTION_NONE)
        e->motion = (struct bt_motion){.how = BT_MOTION_BY_HAND,
                                       .thread = e->hooks.switch_to->number,
                                       .limit = BT_POSITION_NONE};
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
           bt_position_compare(e->actions[e->next_action].at, now) == 0)
        json_decref(apply(e, th, e->actions[e->next_action++].what));
    e->actions_seen += e->next_action - before;
}
