// Motions: how far the program is to go, and whether it has come there. See engine.h.
#include <string.h>

#include "debugger/engine/engine.h"

static const char *const names[] = {
    [BT_MOTION_START] = "start",
    [BT_MOTION_CONTINUE] = "continue",
    [BT_MOTION_INSN] = "insn",
    [BT_MOTION_LINE] = "line",
    [BT_MOTION_FINISH] = "finish",
    [BT_MOTION_UNTIL] = "until",
    [BT_MOTION_SWITCH] = "switch",
    [BT_MOTION_BACK] = "back",
    [BT_MOTION_TO] = "to",
    [BT_MOTION_TO_RAISE] = "to-raise",
    [BT_MOTION_TO_EVENT] = "to-event",
    [BT_MOTION_AT_INSTR] = "at-instr",
};

static enum bt_motion_how how_of(const char *name)
{
    for (size_t i = 1; name && i < sizeof names / sizeof names[0]; i++)
        if (names[i] && strcmp(names[i], name) == 0)
            return (enum bt_motion_how)i;
    return BT_MOTION_NONE;
}

static struct bt_position position_of(const json_t *at)
{
    if (!json_is_object(at))
        return BT_POSITION_NONE;
    return (struct bt_position){
        (uint64_t)json_integer_value(json_object_get(at, "clock")),
        (uint64_t)json_integer_value(json_object_get(at, "events")),
    };
}

static uint32_t depth_of(const struct bt_vthread *th)
{
    uint32_t n = 0;
    for (const struct bt_frame *f = th->frame; f; f = f->prev)
        n++;
    return n;
}

// Only this thread moves. An action of its own, so that a replay does the same.
static void pin(struct bt_engine *e, struct bt_vthread *th, uint32_t thread)
{
    if (e->past)
        return; // as it was then
    json_t *what = json_pack("{s:s, s:I}", "action", "pin", "thread", (json_int_t)thread);
    json_decref(bt_action_do(e, th, what));
    json_decref(what);
}

json_t *bt_motion_begin(struct bt_engine *e, struct bt_vthread *th, const json_t *request)
{
    struct bt_motion m = {.limit = position_of(json_object_get(request, "limit")), .n = 1};
    m.how = how_of(json_string_value(json_object_get(request, "how")));
    if (m.how == BT_MOTION_NONE)
        return bt_engine_error("there is no such motion");
    if (e->over)
        return bt_engine_error("the program has ended");
    m.start = bt_engine_position(e);
    m.others = json_is_true(json_object_get(request, "others"));
    m.into = json_is_true(json_object_get(request, "into"));
    if (json_is_integer(json_object_get(request, "n")))
        m.n = (uint64_t)json_integer_value(json_object_get(request, "n"));
    m.line = (uint32_t)json_integer_value(json_object_get(request, "line"));
    m.serial = (uint64_t)json_integer_value(json_object_get(request, "serial"));
    m.instr_wanted = (uint64_t)json_integer_value(json_object_get(request, "instr"));
    m.event = (uint64_t)json_integer_value(json_object_get(request, "event"));
    m.target = position_of(request);
    if (!json_object_get(request, "events"))
        m.target.events = 0;
    const json_t *number = json_object_get(request, "thread");
    m.thread = number ? (uint32_t)json_integer_value(number) : th ? th->number : 0;
    struct bt_vthread *who = m.thread ? bt_engine_thread(e, m.thread) : NULL;
    bool may_come = m.how == BT_MOTION_AT_INSTR || json_object_get(request, "limit");
    if (m.thread && !who && !may_come)
        return bt_engine_error("there is no thread %u", m.thread);
    if (who) {
        m.instr = bt_thread_instructions(who);
        m.depth = depth_of(who);
        m.frame = who->frame;
    }
    e->motion = m;
    if (m.how == BT_MOTION_INSN && !m.others && who) {
        if (who != th && who->state == BT_THREAD_READY)
            e->hooks.switch_to = who;
        pin(e, th, m.thread);
    }
    return NULL;
}

void bt_motion_end(struct bt_engine *e)
{
    if (e->vm->gil.pinned)
        pin(e, e->vm->gil.holder, 0);
    e->motion.how = BT_MOTION_NONE;
}

json_t *bt_motion_check(struct bt_engine *e, struct bt_vthread *th)
{
    struct bt_motion *m = &e->motion;
    struct bt_position now = bt_engine_position(e);
    if (m->how != BT_MOTION_START && bt_position_compare(now, e->last_stop) == 0)
        return NULL;
    switch (m->how) {
    case BT_MOTION_START:
        if (bt_stop_is_library(th->frame->code))
            return NULL;
        e->started = true;
        return bt_stop_new(e, th, "start", "the first line");
    case BT_MOTION_INSN:
        if (th->number != m->thread || bt_thread_instructions(th) < m->instr + m->n)
            return NULL;
        return bt_stop_new(e, th, "step", "");
    case BT_MOTION_BY_HAND: return bt_stop_new(e, th, "switched", "has the lock now");
    case BT_MOTION_TO:
        if (bt_position_compare(now, m->target) < 0)
            return NULL;
        return bt_stop_new(e, th, "goto", "");
    case BT_MOTION_TO_EVENT: return now.events < m->event ? NULL : bt_stop_new(e, th, "goto", "");
    case BT_MOTION_AT_INSTR:
        if (th->number != m->thread || bt_thread_instructions(th) != m->instr_wanted)
            return NULL;
        return bt_stop_new(e, th, "step", "");
    case BT_MOTION_NONE:
    case BT_MOTION_CONTINUE:
    case BT_MOTION_LINE:
    case BT_MOTION_FINISH:
    case BT_MOTION_UNTIL:
    case BT_MOTION_SWITCH:
    case BT_MOTION_BACK:
    case BT_MOTION_TO_RAISE: break;
    }
    return bt_points_check(e, th);
}

void bt_motion_arm(struct bt_engine *e)
{
    const struct bt_motion *m = &e->motion;
    uint64_t clock = bt_event_clock(e->vm);
    bool each = m->how != BT_MOTION_CONTINUE || bt_points_each(e);
    uint64_t at = bt_snapshot_due(e);
    if (m->how == BT_MOTION_TO && bt_event_clock(e->vm) < m->target.clock) {
        each = false;
        at = at < m->target.clock ? at : m->target.clock;
    }
    if (bt_position_compare(m->limit, BT_POSITION_NONE) != 0) {
        if (m->limit.clock <= clock)
            each = true;
        else
            at = at < m->limit.clock ? at : m->limit.clock;
    }
    if (e->next_action < e->n_actions) {
        uint64_t next = e->actions[e->next_action].at.clock;
        if (next <= clock)
            each = true;
        else
            at = at < next ? at : next;
    }
    bt_pause_each(e->vm, each);
    bt_pause_at(e->vm, at);
}
