// The last switches, and all of them into a file, for `schedule'. See query.h, turns.h.
#include <errno.h>
#include <stdio.h>
#include <string.h>

#include "base/vec.h"
#include "debugger/engine/query.h"
#include "debugger/engine/say.h"
#include "debugger/engine/turns.h"
#include "lab/put.h"
#include "vm/report.h"

#define COUNT_DEFAULT 20

// ---- the last switches ----

struct handed {                        // the lock went from a thread to another one
    struct bt_log_record left, holder; // who gave it up; the holder of the lock it waits for
    uint64_t ran;                      // instructions of that turn
    uint64_t clock, event;             // when the other one has it
    uint32_t next;
};
struct rows {
    const struct bt_log *log;
    struct BT_VEC(struct handed) rows;
    struct handed now;      // left.thread 0: nobody has given it up
    uint64_t events, began; // ... since the log's beginning; count of the one who runs
};

static bool is_counted(const struct bt_log_record *r)
{
    return r->kind <= BT_EV_INTERRUPT; // what the schedule's hash knows
}

static void take(struct rows *rows, const struct bt_log_record *r)
{
    rows->events += is_counted(r);
    switch ((int)r->kind) {
    case BT_EV_SWITCH:
    case BT_EV_BLOCK:
    case BT_EV_OUTSIDE:
    case BT_EV_END:
    case BT_LOG_DEADLOCK:
        rows->now = (struct handed){.left = *r, .ran = r->instr - rows->began};
        break;
    case BT_LOG_HOLDER: rows->now.holder = *r; break;
    case BT_EV_RUN:
        rows->began = r->instr;
        rows->now.clock = r->clock;
        rows->now.event = rows->events;
        rows->now.next = r->thread;
        if (rows->now.left.thread && rows->now.left.thread != r->thread)
            (void)bt_vec_push(&rows->rows, rows->now);
        rows->now.left.thread = 0;
        break;
    default: break;
    }
}

static json_t *name_of(const struct bt_log *log, uint32_t thread)
{
    char room[24];
    struct bt_buf text;
    bt_buf_init(&text);
    bt_put_text(&text, bt_log_thread_name(log, thread, room), true, 40, 0);
    return bt_say_json(&text);
}

static void put_name(struct bt_buf *out, const struct bt_log *log, uint32_t thread)
{
    char room[24];
    bt_put_text(out, bt_log_thread_name(log, thread, room), true, 40, 0);
}

static void put_lock(struct bt_buf *out, const struct bt_log *log, const struct handed *h)
{
    const struct bt_log_record *r = &h->left;
    const char *name = bt_log_lock_name(log, r->other);
    const char *kind = r->flags & BT_LOG_RLOCK ? "RLock" : "lock";
    if (r->flags & BT_LOG_INTERNAL) {
        bt_buf_puts(out, "an import");
    } else if (*name) {
        bt_buf_printf(out, "%s '", kind);
        bt_put_text(out, name, true, 60, 0);
        bt_buf_putc(out, '\'');
    } else {
        bt_buf_printf(out, "%s %u", kind, r->other);
    }
    if (h->holder.kind != BT_LOG_HOLDER)
        return;
    bt_buf_puts(out, ", held by ");
    put_name(out, log, h->holder.other);
}

// Why the lock changed hands: "its turn was over", "waits for lock 'a', held by w2".
static json_t *why(const struct bt_log *log, const struct handed *h)
{
    const struct bt_log_record *r = &h->left;
    struct bt_buf text;
    bt_buf_init(&text);
    if (r->kind == BT_EV_SWITCH) {
        bt_buf_puts(&text, r->reason == BT_ENTER_YIELD       ? "lets others run"
                           : r->reason == BT_ENTER_CUT       ? "Ctrl-C"
                           : r->reason == BT_ENTER_PREEMPTED ? "the policy prefers the other"
                                                             : "its turn was over");
    } else if (r->kind == BT_EV_END) {
        bt_buf_puts(&text, "has ended");
    } else if (r->reason == BT_WAIT_SLEEP) {
        bt_buf_puts(&text, "sleeps");
    } else if ((r->reason == BT_WAIT_JOIN || r->reason == BT_WAIT_EXIT) && r->other) {
        bt_buf_puts(&text, r->reason == BT_WAIT_JOIN ? "joins " : "waits for the end of ");
        put_name(&text, log, r->other);
    } else {
        bt_buf_puts(&text, "waits for ");
        if (r->reason == BT_WAIT_LOCK && (r->other || r->flags & BT_LOG_INTERNAL))
            put_lock(&text, log, h);
        else
            bt_buf_puts(&text, bt_report_awaited(r->reason));
    }
    return bt_say_json(&text);
}

static const char *kind_of(const struct bt_log_record *r)
{
    switch ((int)r->kind) {
    case BT_EV_SWITCH:
        return r->reason == BT_ENTER_YIELD ? "yield" : r->reason == BT_ENTER_CUT ? "cut" : "turn";
    case BT_EV_END: return "end";
    case BT_EV_OUTSIDE: return r->reason == BT_WAIT_SLEEP ? "sleep" : "outside";
    default: return "block";
    }
}

static json_t *place(const struct bt_log *log, uint32_t number)
{
    const struct bt_place *p = bt_places_at(&log->places, number);
    if (p->line == 0)
        return json_null();
    struct bt_buf text;
    bt_buf_init(&text);
    bt_put_place(&text, p, true);
    bt_buf_puts(&text, " in ");
    bt_put_text(&text, p->function, true, 60, 0);
    return bt_say_json(&text);
}

static json_t *row_of(const struct bt_log *log, const struct handed *h, uint64_t before)
{
    return json_pack("{s:I, s:I, s:I, s:I, s:o, s:o, s:s, s:o, s:I, s:I, s:o}", "event",
                     (json_int_t)(before + h->event), "clock", (json_int_t)h->clock, "from",
                     (json_int_t)h->left.thread, "to", (json_int_t)h->next, "name_from",
                     name_of(log, h->left.thread), "name_to", name_of(log, h->next), "why",
                     kind_of(&h->left), "text", why(log, h), "instr", (json_int_t)h->left.instr,
                     "ran", (json_int_t)h->ran, "where", place(log, h->left.place));
}

static json_t *settings_of(const struct bt_vm *vm)
{
    char n[64] = "inf", policy[128];
    const struct bt_gil *gil = &vm->gil;
    if (gil->n != BT_SWITCH_INF && gil->n_max > gil->n)
        snprintf(n, sizeof n, "%llu..%llu", (unsigned long long)gil->n,
                 (unsigned long long)gil->n_max);
    else if (gil->n != BT_SWITCH_INF)
        snprintf(n, sizeof n, "%llu", (unsigned long long)gil->n);
    const char *parameter = vm->config.policy_parameter;
    snprintf(policy, sizeof policy, "%s%s%.80s", bt_vm_policy(vm)->name, parameter ? ":" : "",
             parameter ? parameter : "");
    json_t *name = json_string(policy);
    return json_pack("{s:s, s:o, s:I}", "n", n, "policy", name ? name : json_string("?"), "seed",
                     (json_int_t)vm->config.seed);
}

static json_t *last_switches(struct bt_engine *e, json_int_t count)
{
    struct bt_log *log = e->turns->log;
    struct rows rows = {.log = log};
    for (const struct bt_log_chunk *c = log->first; c; c = c->next)
        for (size_t i = 0; i < c->n; i++)
            take(&rows, &c->records[i]);
    uint64_t before = e->vm->gil.events - rows.events;
    bt_log_finish(log); // the names that threads have now; this process is a child's
    size_t n = rows.rows.n, first = count > 0 && n > (size_t)count ? n - (size_t)count : 0;
    json_t *switches = json_array();
    for (size_t i = first; i < n; i++)
        (void)json_array_append_new(switches, row_of(log, &rows.rows.items[i], before));
    bt_vec_free(&rows.rows);
    return json_pack("{s:b, s:o, s:I, s:o, s:o}", "ok", 1, "switches", switches, "total",
                     (json_int_t)e->turns->n, "settings", settings_of(e->vm), "hash",
                     json_sprintf("%016llx", (unsigned long long)e->vm->gil.trace_hash));
}

// ---- all of them, into a file ----

static json_t *save(struct bt_engine *e, const char *path)
{
    const struct bt_turns *t = e->turns;
    struct bt_buf text;
    bt_buf_init(&text);
    bt_switches_put_head(&text);
    struct bt_switch s;
    const char *reason;
    uint32_t at;
    for (size_t pos = 0; bt_turns_next(t, &pos, &s, &reason, &at);)
        bt_switches_put(&text, &s, reason, bt_places_at(&t->log->places, at));
    FILE *file = text.failed || t->list.failed ? NULL : fopen(path, "we");
    int error = file ? 0 : text.failed || t->list.failed ? ENOMEM : errno;
    if (file && fwrite(text.data, 1, text.len, file) != text.len)
        error = errno;
    if (file && fclose(file) != 0)
        error = errno;
    bt_buf_free(&text);
    if (error)
        return bt_engine_error("can't write '%.300s': %s", path, strerror(error));
    return json_pack("{s:b, s:s, s:I}", "ok", 1, "saved", path, "count", (json_int_t)t->n);
}

json_t *bt_query_schedule(struct bt_engine *e, struct bt_vthread *th, const json_t *request)
{
    (void)th;
    const char *path = json_string_value(json_object_get(request, "save"));
    const json_t *count = json_object_get(request, "count");
    if (path)
        return save(e, path);
    return last_switches(e, json_is_integer(count) ? json_integer_value(count) : COUNT_DEFAULT);
}
