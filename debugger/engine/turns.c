// The turns so far: see turns.h. All of them are written down, for a schedule that can be saved
// whenever the user wants it; the latest with all that happened.
#include "debugger/engine/turns.h"

#include <string.h>

#include "base/mem.h"
#include "debugger/engine/engine.h"

static const char *const reasons[] = {"turn", "yield", "cut", "block", "outside", "end"};
#define REASONS (sizeof reasons / sizeof reasons[0])

// Numbers in groups of seven bits, the lowest first.
static void put_number(struct bt_buf *out, uint64_t n)
{
    for (; n >= 0x80; n >>= 7)
        bt_buf_putc(out, (char)(0x80 | (n & 0x7F)));
    bt_buf_putc(out, (char)n);
}

static uint64_t take_number(const struct bt_buf *in, size_t *pos)
{
    uint64_t n = 0;
    for (unsigned shift = 0; *pos < in->len && shift < 64; shift += 7) {
        unsigned char c = (unsigned char)in->data[(*pos)++];
        n |= (uint64_t)(c & 0x7F) << shift;
        if (c < 0x80)
            break;
    }
    return n;
}

static void put(struct bt_switch_watch *w, const struct bt_switch *given, const char *why)
{
    struct bt_turns *t = (struct bt_turns *)w;
    size_t reason = 0;
    while (reason < REASONS - 1 && strcmp(reasons[reason], why) != 0)
        reason++;
    put_number(&t->list, given->thread);
    put_number(&t->list, given->instr);
    put_number(&t->list, given->next);
    put_number(&t->list, reason);
    put_number(&t->list, w->code ? bt_places_find(&t->log->places, w->code, w->word) : 0);
    t->n++;
}

bool bt_turns_next(const struct bt_turns *t, size_t *pos, struct bt_switch *out, const char **why,
                   uint32_t *place)
{
    if (*pos >= t->list.len)
        return false;
    *out = (struct bt_switch){.thread = (uint32_t)take_number(&t->list, pos)};
    out->instr = take_number(&t->list, pos);
    out->next = (uint32_t)take_number(&t->list, pos);
    uint64_t reason = take_number(&t->list, pos);
    *why = reasons[reason < REASONS ? reason : 0];
    out->ends_turn = reason == 0;
    *place = (uint32_t)take_number(&t->list, pos);
    return true;
}

bool bt_turns_init(struct bt_engine *e)
{
    struct bt_turns *t = e->turns = bt_alloc_zero(sizeof *t);
    if (!t)
        return false;
    t->vm = e->vm;
    t->log = bt_log_new(e->vm, 0, BT_TURNS_LOG);
    if (!t->log)
        return false;
    bt_buf_init(&t->list);
    bt_switch_watch_init(&t->watch);
    t->watch.put = put;
    bt_event_watch(e->vm, &t->watch.sink);
    return true;
}

void bt_turns_free(struct bt_engine *e)
{
    struct bt_turns *t = e->turns;
    if (!t)
        return;
    if (t->log) {
        bt_event_unwatch(t->vm, &t->watch.sink);
        bt_event_unwatch(t->vm, &t->log->sink);
        bt_log_free(t->log);
        bt_buf_free(&t->list);
    }
    bt_free(t);
    e->turns = NULL;
}
