// Words for values, threads and locks: see say.h.
#include "debugger/engine/say.h"

#include <string.h>

#include "base/clock.h"
#include "lab/names.h"
#include "lab/put.h"
#include "runtime/objects/str.h"

json_t *bt_say_json(struct bt_buf *text)
{
    json_t *v = json_stringn(text->data ? text->data : "", text->len);
    for (size_t i = 0; !v && i < text->len; i++) // lone surrogates
        if ((unsigned char)text->data[i] >= 0x80)
            text->data[i] = '?';
    if (!v)
        v = json_stringn(text->data ? text->data : "", text->len);
    bt_buf_free(text);
    return v;
}

void bt_say_str(struct bt_buf *out, const struct bt_str *s, size_t most)
{
    struct bt_buf text; // it may go on behind its end, and need not end in a NUL
    bt_buf_init(&text);
    bt_buf_write(&text, s->data, s->len < 4 * most + 4 ? s->len : 4 * most + 4);
    if (text.data)
        bt_put_text(out, text.data, true, most, 0);
    bt_buf_free(&text);
}

// ---- threads and places ----

void bt_say_thread(struct bt_buf *out, const struct bt_vthread *th)
{
    if (bt_is_str(th->name) && bt_as_str(th->name)->len > 0)
        bt_say_str(out, bt_as_str(th->name), 40);
    else if (th == th->vm->main)
        bt_buf_puts(out, "MainThread");
    else
        bt_buf_printf(out, "thread %u", th->number);
}

static const struct bt_vthread *find_thread(const struct bt_vm *vm, uint32_t number)
{
    const struct bt_vthread *th = vm->threads;
    while (th && th->number != number)
        th = th->next;
    return th;
}

void bt_say_thread_number(struct bt_buf *out, const struct bt_vm *vm, uint32_t number)
{
    const struct bt_vthread *th = find_thread(vm, number);
    if (th)
        bt_say_thread(out, th);
    else
        bt_buf_printf(out, "thread %u, which has ended", number);
}

void bt_say_place(struct bt_buf *out, const struct bt_code *code, uint32_t word)
{
    bt_put_text(out, bt_put_basename(bt_as_str(code->filename)->data), true, 60, 0);
    bt_buf_printf(out, ":%u", bt_code_line(code, word));
}

// ---- locks ----

void bt_say_lock(struct bt_buf *out, struct bt_vm *vm, const struct bt_frame *frame,
                 const struct bt_lock *lock)
{
    if (lock->internal) {
        bt_buf_puts(out, "an import");
        return;
    }
    struct bt_buf name;
    bt_buf_init(&name);
    bt_buf_puts(out, lock->reentrant ? "RLock " : "lock ");
    if (bt_name_find(vm, frame, bt_from_obj(lock), &name) && !name.failed) {
        bt_buf_putc(out, '\'');
        bt_put_text(out, name.data, true, 60, 0);
        bt_buf_putc(out, '\'');
    } else if (lock->number) {
        bt_buf_printf(out, "%u", lock->number);
    } else {
        bt_buf_puts(out, "without a name");
    }
    bt_buf_free(&name);
}

void bt_say_holder(struct bt_buf *out, const struct bt_vm *vm, const struct bt_lock *lock)
{
    if (!lock->locked)
        return;
    bt_buf_puts(out, ", held by ");
    bt_say_thread_number(out, vm, lock->owner_number);
    if (!lock->code)
        return;
    bt_buf_puts(out, " (");
    bt_say_place(out, lock->code, lock->word);
    bt_buf_putc(out, ')');
}

// ---- waiting ----

static bool waits_for_lock(const struct bt_vthread *th)
{
    return th->reason == BT_WAIT_LOCK && bt_is_obj(th->wait_object);
}

static const struct bt_vthread *joined_by(const struct bt_vthread *th)
{
    if ((th->reason != BT_WAIT_JOIN && th->reason != BT_WAIT_EXIT) || !th->waiter)
        return NULL;
    for (const struct bt_vthread *t = th->vm->threads; t; t = t->next)
        if (th->waiter->queue == &t->joiners)
            return t;
    return NULL;
}

const struct bt_vthread *bt_say_waits_for(const struct bt_vthread *th)
{
    if (!waits_for_lock(th))
        return joined_by(th);
    const struct bt_lock *lock = (const struct bt_lock *)bt_obj(th->wait_object);
    return lock->locked ? find_thread(th->vm, lock->owner_number) : NULL;
}

// ", 0.3 s more": real time; not in a replay, where no time passes.
static void put_time_left(struct bt_buf *out, const struct bt_vthread *th, const char *format)
{
    const struct bt_vm_config *config = &th->vm->config;
    if (th->deadline == BT_NO_DEADLINE || (config->replaying && !config->virtual_clock))
        return;
    int64_t left = th->deadline - (config->virtual_clock ? th->vm->now : bt_clock_monotonic());
    double seconds = left > 0 ? (double)left / 1e9 : 0;
    char text[32];
    snprintf(text, sizeof text, seconds < 0.1 ? "%.2f" : seconds < 10 ? "%.1f" : "%.0f", seconds);
    bt_buf_printf(out, format, text);
}

static void put_object(struct bt_buf *out, const struct bt_vthread *th)
{
    static const char *const kinds[] = {
        [BT_WAIT_NONE] = "something",
        [BT_WAIT_LOCK] = "a lock",
        [BT_WAIT_CONDITION] = "condition",
        [BT_WAIT_EVENT] = "event",
        [BT_WAIT_SEMAPHORE] = "semaphore",
        [BT_WAIT_BARRIER] = "barrier",
        [BT_WAIT_QUEUE] = "queue",
        [BT_WAIT_JOIN] = "a thread to end",
        [BT_WAIT_SLEEP] = "its sleep to end",
        [BT_WAIT_IO] = "input or output",
        [BT_WAIT_EXIT] = "the other threads to end",
    };
    bool thing = th->reason >= BT_WAIT_CONDITION && th->reason <= BT_WAIT_QUEUE;
    struct bt_buf name;
    bt_buf_init(&name);
    if (thing && bt_is_obj(th->wait_object) &&
        bt_name_find(th->vm, th->frame, th->wait_object, &name) && !name.failed) {
        bt_buf_printf(out, "%s '", kinds[th->reason]);
        bt_put_text(out, name.data, true, 60, 0);
        bt_buf_putc(out, '\'');
    } else {
        bt_buf_printf(out, "%s%s",
                      !thing                        ? ""
                      : th->reason == BT_WAIT_EVENT ? "an "
                                                    : "a ",
                      kinds[th->reason]);
    }
    bt_buf_free(&name);
}

static void put_wait(struct bt_buf *out, const struct bt_vthread *th)
{
    const struct bt_vthread *other = joined_by(th);
    if (th->reason == BT_WAIT_SLEEP) {
        bt_buf_puts(out, "sleeps");
        put_time_left(out, th, " %s s more");
        return;
    }
    if (waits_for_lock(th)) {
        const struct bt_lock *lock = (const struct bt_lock *)bt_obj(th->wait_object);
        bt_buf_puts(out, "waits for ");
        bt_say_lock(out, th->vm, th->frame, lock);
        bt_say_holder(out, th->vm, lock);
    } else if (other) {
        bt_buf_puts(out, th->reason == BT_WAIT_EXIT ? "waits for the end of " : "joins ");
        bt_say_thread(out, other);
    } else {
        bt_buf_puts(out, "waits for ");
        put_object(out, th);
        if (th->reason == BT_WAIT_IO && th->state == BT_THREAD_OUTSIDE && th->poll_fd >= 0)
            bt_buf_printf(out, " (descriptor %d)", th->poll_fd);
    }
    put_time_left(out, th, ", for %s s at most");
}

bool bt_say_wait(struct bt_buf *out, const struct bt_vthread *th)
{
    // one that runs and has a reason was about to wait when it found the deadlock
    bool waits = th->state == BT_THREAD_BLOCKED || th->state == BT_THREAD_OUTSIDE ||
                 th->state == BT_THREAD_RUNNING;
    if (!waits || th->reason == BT_WAIT_NONE)
        return false;
    put_wait(out, th);
    return true;
}

// ---- what a thread does ----

void bt_say_status(struct bt_buf *out, const struct bt_vthread *th)
{
    if (th->frozen)
        bt_buf_puts(out, "frozen");
    if (th->frozen && th->state != BT_THREAD_READY)
        bt_buf_puts(out, ", ");
    if (bt_say_wait(out, th))
        return;
    switch (th->state) {
    case BT_THREAD_NEW: bt_buf_puts(out, "not started"); break;
    case BT_THREAD_RUNNING: bt_buf_puts(out, "running"); break;
    case BT_THREAD_READY:
        if (!th->frozen)
            bt_buf_puts(out, "wants the lock");
        break;
    case BT_THREAD_BLOCKED:
    case BT_THREAD_OUTSIDE: bt_buf_puts(out, "waits"); break;
    case BT_THREAD_DONE: bt_buf_puts(out, "ended"); break;
    }
}

const char *bt_say_state(const struct bt_vthread *th)
{
    if (th->frozen)
        return "frozen";
    switch (th->state) {
    case BT_THREAD_NEW: return "new";
    case BT_THREAD_RUNNING: return "running";
    case BT_THREAD_READY: return "ready";
    case BT_THREAD_BLOCKED: return "blocked";
    case BT_THREAD_OUTSIDE: return "outside";
    case BT_THREAD_DONE: break;
    }
    return "ended";
}
