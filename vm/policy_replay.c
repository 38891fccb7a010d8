/*
 * replay: a list says who runs next, and when turns end: "thread 1, when it has executed 137
 * instructions, hands over to thread 2". It comes from a recorded run whose schedule is no function
 * of anything (ticks, slices), or from somebody who has written it by hand (lab/switches.h).
 *
 * An entry is used when its thread gives the lock up at just that instruction. Until then the
 * thread's turn has no end. An entry that cannot be met is passed over: its thread is already
 * further on, or its successor is not ready. Where the list has nothing to say, threads take turns
 * of N instructions, first in, first out; but behind the end of a recording's list, nobody has
 * given the lock away.
 */
#include "base/mem.h"
#include "vm/interp.h"
#include "vm/policy.h"

struct state {
    const struct bt_switch *at, *end;
    bool whole; // behind its end nothing was switched
};

static struct state *state_of(const struct bt_gil *gil)
{
    return gil->policy_state;
}

static const char *check(const char *parameter)
{
    return parameter && *parameter ? NULL : "needs a file: replay:FILE";
}

static bool init(struct bt_gil *gil, const struct bt_vm_config *config)
{
    struct state *s = bt_alloc_zero(sizeof *s);
    if (!s)
        return false;
    if (config->switches) {
        s->at = config->switches->list;
        s->end = s->at + config->switches->n;
        s->whole = config->replaying;
    }
    gil->policy_state = s;
    gil->cpython_points = false; // turns end where the list says
    return true;
}

static void end(struct bt_gil *gil)
{
    bt_free(gil->policy_state);
}

static void enter(struct bt_gil *gil, struct bt_vthread *th, enum bt_entry how)
{
    (void)how;
    bt_ready_push(&gil->ready, th);
}

// Does the holder, which gives the lock up, do what the entry says?
static bool is_met(const struct bt_gil *gil, const struct bt_switch *entry)
{
    const struct bt_vthread *th = gil->holder; // NULL: it has ended
    return !th || (th->number == entry->thread && th->instructions == entry->instr);
}

static struct bt_vthread *find(const struct bt_gil *gil, uint32_t number)
{
    struct bt_vthread *th = gil->ready.first;
    while (th && th->number != number)
        th = th->queue_next;
    return th;
}

static struct bt_vthread *next(struct bt_gil *gil)
{
    struct state *s = state_of(gil);
    struct bt_vthread *th = NULL;
    bool listed = s->at < s->end;
    if (listed && is_met(gil, s->at))
        th = find(gil, s->at++->next);
    else if (listed && gil->holder && gil->holder->state == BT_THREAD_READY)
        th = gil->holder; // nothing is said of this end of a turn
    if (!th)
        return bt_ready_pop(&gil->ready);
    (void)bt_ready_remove(&gil->ready, th);
    return th;
}

// The script, or Ctrl-C, has named the successor.
static void take(struct bt_gil *gil, struct bt_vthread *th)
{
    struct state *s = state_of(gil);
    if (s->at < s->end && is_met(gil, s->at))
        s->at++;
    (void)bt_ready_remove(&gil->ready, th);
}

static uint64_t turn_length(struct bt_gil *gil, struct bt_vthread *th)
{
    struct state *s = state_of(gil);
    while (s->at < s->end && s->at->thread == th->number && s->at->instr < th->instructions)
        s->at++;
    if (s->at == s->end)
        return s->whole ? BT_SWITCH_INF : gil->n;
    bool ends = s->at->thread == th->number && s->at->ends_turn;
    if (!ends)
        return BT_SWITCH_INF;
    // a turn may get a new length when it is under way: counted from its start, or from its last
    // length, as the caller does
    int64_t left = th->counting ? th->budget + BT_COUNTING_BIAS : th->budget;
    uint64_t done = (uint64_t)(th->turn_length - left);
    return s->at->instr - (th->instructions - done);
}

const struct bt_policy bt_policy_replay = {
    .name = "replay",
    .parameter = ":FILE",
    .help = "what a list of switches says (baton replay --export-switches)",
    .flags = BT_POLICY_LIST,
    .check = check,
    .init = init,
    .end = end,
    .enter = enter,
    .next = next,
    .take = take,
    .turn_length = turn_length,
};
