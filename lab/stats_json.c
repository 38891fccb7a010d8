// The statistics as JSON: the keys are described in docs/statistics.md.
#include <inttypes.h>

#include "lab/put.h"
#include "lab/stats_text.h"
#include "vm/gil.h"

static const char *state_key(unsigned state)
{
    return state == BT_STATS_RUNS                   ? "runs"
           : state == BT_STATS_WANTS                ? "wants"
           : state == BT_STATS_WAITS + BT_WAIT_IO   ? "io"
           : state == BT_STATS_WAITS + BT_WAIT_EXIT ? "exit"
                                                    : bt_stats_reason(state - BT_STATS_WAITS);
}

static void put_sum(struct bt_buf *out, const struct bt_stats_sum *sum)
{
    bt_buf_printf(
        out, "{\"times\": %" PRIu64 ", \"instructions\": %" PRIu64 ", \"wall_ns\": %" PRId64 "}",
        sum->times, sum->instructions, sum->wall);
}

static void put_place(struct bt_buf *out, const struct bt_stats *s, uint32_t number)
{
    const struct bt_place *p = bt_places_at(&s->places, number);
    if (p->line == 0) {
        bt_buf_puts(out, "null");
        return;
    }
    bt_buf_puts(out, "{\"file\": ");
    bt_put_json_str(out, p->file);
    bt_buf_printf(out, ", \"line\": %u, \"function\": ", p->line);
    bt_put_json_str(out, p->function);
    bt_buf_putc(out, '}');
}

static void put_waits(struct bt_buf *out, const struct bt_stats_thread *t)
{
    bt_buf_puts(out, "[");
    for (size_t i = 0; i < t->waits.n; i++) {
        const struct bt_stats_wait *w = &t->waits.items[i];
        bt_buf_printf(out, "%s\n      {\"for\": \"%s\"", i ? "," : "",
                      state_key(BT_STATS_WAITS + w->reason));
        if (w->reason == BT_WAIT_JOIN)
            bt_buf_printf(out, ", \"thread\": %u", w->what);
        else if (w->reason < BT_WAIT_JOIN && w->what != 0)
            bt_buf_printf(out, ", \"object\": %u", w->what);
        bt_buf_printf(out,
                      ", \"times\": %" PRIu64 ", \"instructions\": %" PRIu64
                      ", \"wall_ns\": %" PRId64 "}",
                      w->sum.times, w->sum.instructions, w->sum.wall);
    }
    bt_buf_puts(out, "]");
}

static void put_thread(struct bt_buf *out, const struct bt_stats *s,
                       const struct bt_stats_thread *t)
{
    bool whole = t->number != 0; // not several together
    bt_buf_puts(out, "\n    {\"number\": ");
    bt_buf_printf(out, whole ? "%u" : "null", t->number);
    bt_buf_puts(out, ", \"name\": ");
    if (whole && t->name)
        bt_put_json_str(out, t->name);
    else
        bt_buf_puts(out, "null");
    bt_buf_printf(out, ", \"threads\": %u, \"ended\": %s, \"instructions\": %" PRIu64, t->together,
                  t->ended ? "true" : "false", t->in[BT_STATS_RUNS].instructions);
    if (whole)
        bt_buf_printf(out,
                      ", \"start\": {\"instructions\": %" PRIu64 ", \"wall_ns\": %" PRId64
                      "}, \"end\": {\"instructions\": %" PRIu64 ", \"wall_ns\": %" PRId64 "}",
                      t->born_clock - s->start_clock, t->born_wall - s->start_wall,
                      (t->ended ? t->end_clock : s->end_clock) - s->start_clock,
                      (t->ended ? t->end_wall : s->end_wall) - s->start_wall);
    bt_buf_printf(out,
                  ", \"turns\": %" PRIu64 ", \"longest_turn\": %" PRIu64
                  ", \"longest_want_ns\": %" PRId64 ",\n     \"states\": {",
                  t->in[BT_STATS_RUNS].times, t->longest_turn, t->longest_want);
    const char *comma = "";
    for (unsigned k = 0; k < BT_STATS_STATES; k++) {
        if (k == BT_STATS_WAITS || t->in[k].times == 0)
            continue;
        bt_buf_printf(out, "%s\n      \"%s\": ", comma, state_key(k));
        put_sum(out, &t->in[k]);
        comma = ",";
    }
    bt_buf_puts(out, "},\n     \"waits\": ");
    put_waits(out, t);
    bt_buf_putc(out, '}');
}

static void put_object(struct bt_buf *out, const struct bt_stats *s, uint32_t number)
{
    const struct bt_stats_object *o = &s->objects.items[number];
    bt_buf_printf(out,
                  "\n    {\"object\": %u, \"kind\": \"%s\", \"number\": %u, \"name\": ", number,
                  o->reentrant ? "RLock" : bt_stats_reason(o->reason), o->number);
    if (o->name)
        bt_put_json_str(out, o->name);
    else
        bt_buf_puts(out, "null");
    bt_buf_puts(out, ", \"first_at\": ");
    put_place(out, s, o->place);
    if (o->reason == BT_WAIT_LOCK)
        bt_buf_printf(out, ", \"acquisitions\": %" PRIu64, o->acquisitions);
    bt_buf_puts(out, ",\n     \"waits\": ");
    put_sum(out, &o->sum);
    bt_buf_printf(out, ", \"longest_wait_ns\": %" PRId64 ", \"at\": [", o->longest_wait);
    for (size_t i = 0; i < BT_STATS_PAIRS && o->pairs[i].times > 0; i++) {
        bt_buf_printf(out, "%s\n      {\"times\": %" PRIu64 ", \"held_since\": ", i ? "," : "",
                      o->pairs[i].times);
        put_place(out, s, o->pairs[i].held_at);
        bt_buf_puts(out, ", \"wanted_at\": ");
        put_place(out, s, o->pairs[i].waited_at);
        bt_buf_putc(out, '}');
    }
    bt_buf_printf(out, "], \"at_others\": %" PRIu64 "}", o->other_pairs);
}

static void put_given_up(struct bt_buf *out, const struct bt_stats *s)
{
    bt_buf_printf(out,
                  "  \"given_up\": {\"turn\": %" PRIu64 ", \"yield\": %" PRIu64
                  ", \"ctrl_c\": %" PRIu64 ", \"preempted\": %" PRIu64 ", \"end\": %" PRIu64,
                  s->turns_over, s->yields, s->cuts, s->preemptions, s->ends);
    for (unsigned k = BT_STATS_WAITS + 1; k < BT_STATS_STATES; k++)
        bt_buf_printf(out, ", \"%s\": %" PRIu64, state_key(k), s->gave_up[k]);
    bt_buf_printf(out,
                  "},\n  \"hand_overs\": {\"count\": %" PRIu64 ", \"p50_ns\": %" PRId64
                  ", \"p90_ns\": %" PRId64 ", \"p99_ns\": %" PRId64 ", \"max_ns\": %" PRId64 "},\n",
                  s->hand_overs, bt_stats_percentile(&s->latency, 0.5),
                  bt_stats_percentile(&s->latency, 0.9), bt_stats_percentile(&s->latency, 0.99),
                  s->latency.max);
}

void bt_stats_json(struct bt_buf *out, const struct bt_stats *s)
{
    const struct bt_gil *gil = &s->vm->gil;
    bt_buf_printf(out,
                  "  \"version\": 1,\n  \"instructions\": %" PRIu64 ",\n  \"wall_ns\": %" PRId64
                  ",\n  \"clock\": \"%s\",\n  \"switch\": ",
                  s->end_clock - s->start_clock, s->end_wall - s->start_wall,
                  s->vm->config.virtual_clock ? "virtual" : "real");
    if (gil->n == BT_SWITCH_INF)
        bt_buf_puts(out, "null,\n  \"switch_max\": null");
    else
        bt_buf_printf(out, "%" PRIu64 ",\n  \"switch_max\": %" PRIu64, gil->n, gil->n_max);
    bt_buf_puts(out, ",\n  \"policy\": ");
    bt_put_json_str(out, gil->policy->name);
    bt_buf_printf(out, ",\n  \"seed\": %" PRIu64 ",\n  \"complete\": %s,\n", s->vm->config.seed,
                  s->no_memory ? "false" : "true");
    bt_buf_printf(out,
                  "  \"collections\": %" PRIu64 ",\n  \"collecting_ns\": %" PRId64
                  ",\n  \"lock_acquisitions\": %" PRIu64 ",\n",
                  s->collections, s->collecting, s->acquisitions);
    put_given_up(out, s);
    bt_buf_puts(out, "  \"threads\": [");
    for (size_t i = 0; i < s->threads.n; i++) {
        bt_buf_puts(out, i ? "," : "");
        put_thread(out, s, s->threads.items[i]);
    }
    bt_buf_puts(out, "],\n  \"objects\": [");
    bool first = true;
    for (uint32_t i = 1; i < s->objects.n; i++) {
        if (s->objects.items[i].sum.times == 0)
            continue;
        bt_buf_puts(out, first ? "" : ",");
        first = false;
        put_object(out, s, i);
    }
    bt_buf_puts(out, "]");
}
