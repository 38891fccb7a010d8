// The locks, and who waits for whom, for `locks'. See query.h.
#include <stdlib.h>

#include "base/vec.h"
#include "debugger/engine/query.h"
#include "debugger/engine/say.h"
#include "lab/names.h"
#include "lab/put.h"
#include "runtime/objects/dict.h"
#include "runtime/objects/seq.h"
#include "runtime/objects/shape.h"
#include "runtime/objects/str.h"

#define ITEMS_MAX 4096 // that are looked at in one container

struct found {
    struct bt_vm *vm;
    struct BT_VEC(struct bt_lock *) locks;
};

// ---- which locks there are ----

static void add(struct found *f, bt_value v)
{
    if (!bt_is_obj(v))
        return;
    bt_value inner = bt_condition_lock(v);
    if (bt_is_obj(inner))
        v = inner;
    const struct bt_type_spec *spec = bt_obj(v)->type->spec;
    if (spec != &bt_lock_spec && spec != &bt_rlock_spec)
        return;
    struct bt_lock *lock = (struct bt_lock *)bt_obj(v);
    for (size_t i = 0; i < f->locks.n; i++)
        if (f->locks.items[i] == lock)
            return;
    if (!lock->internal)
        (void)bt_vec_push(&f->locks, lock);
}

static void add_dict(struct found *f, const struct bt_dict *d)
{
    size_t pos = 0, n = 0;
    bt_value key, value;
    while (n++ < ITEMS_MAX && bt_dict_next(d, &pos, &key, &value))
        add(f, value);
}

static void add_attributes(struct found *f, struct bt_object *o)
{
    if (o->type->instance_offset == 0)
        return;
    uint32_t shape = bt_instance_shape(o);
    struct bt_instance_part *part = bt_instance_part(o);
    if (shape == BT_SHAPE_NONE)
        return;
    if (shape == BT_SHAPE_DICT) {
        if (part->dict)
            add_dict(f, part->dict);
        return;
    }
    uint32_t n_inline = bt_shape(&f->vm->i, shape)->n_inline;
    for (; shape > BT_SHAPE_DICT; shape = bt_shape(&f->vm->i, shape)->parent) {
        const struct bt_shape *at = bt_shape(&f->vm->i, shape);
        if (bt_is_unset(at->name))
            return;
        add(f, *bt_instance_slot(part, n_inline, at->n_slots - 1));
    }
}

// What a variable holds: the lock itself, or one in it.
static void add_value(struct found *f, bt_value v)
{
    if (!bt_is_obj(v))
        return;
    if (bt_is_exact(&f->vm->main->t, v, BT_T_CELL)) {
        v = ((const struct bt_cell *)bt_obj(v))->value;
        if (!bt_is_obj(v))
            return;
    }
    add(f, v);
    if (bt_is_list(v))
        for (size_t i = 0; i < bt_as_list(v)->len && i < ITEMS_MAX; i++)
            add(f, bt_as_list(v)->items[i]);
    else if (bt_is_tuple(v))
        for (size_t i = 0; i < bt_as_tuple(v)->len && i < ITEMS_MAX; i++)
            add(f, bt_as_tuple(v)->items[i]);
    else if (bt_is_dict(v))
        add_dict(f, bt_as_dict(v));
    else if (bt_is_type(v))
        add_dict(f, ((const struct bt_type *)bt_obj(v))->dict);
    else
        add_attributes(f, bt_obj(v));
}

static void add_frame(struct found *f, const struct bt_frame *frame)
{
    size_t pos = 0;
    bt_value key, value;
    for (uint32_t i = 0; i < frame->code->n_locals; i++)
        add_value(f, frame->regs[i]);
    while (frame->func->globals && bt_dict_next(frame->func->globals, &pos, &key, &value))
        add_value(f, value);
}

// The threads' own come first: nothing of the library's is shown unless it is held or waited for.
static void find_locks(struct found *f)
{
    for (const struct bt_vthread *th = f->vm->threads; th; th = th->next) {
        for (const struct bt_lock *lock = th->held; lock; lock = lock->held_next)
            add(f, bt_from_obj(lock));
        if (th->reason == BT_WAIT_LOCK)
            add(f, th->wait_object);
    }
    for (const struct bt_vthread *th = f->vm->threads; th; th = th->next)
        for (const struct bt_frame *frame = th->frame; frame; frame = frame->prev)
            if (!bt_stop_is_library(frame->code))
                add_frame(f, frame);
}

static int by_number(const void *a, const void *b)
{
    uint32_t x = (*(struct bt_lock *const *)a)->number, y = (*(struct bt_lock *const *)b)->number;
    return x - 1 < y - 1 ? -1 : x - 1 > y - 1; // those without a number last
}

// ---- one lock ----

// The innermost frame of the script, of whoever has one: names are looked for from there.
static const struct bt_frame *frame_for(const struct found *f, const struct bt_lock *lock)
{
    const struct bt_vthread *th = lock->owner ? lock->owner : f->vm->main;
    if (lock->waiters.first && !lock->owner)
        th = lock->waiters.first->thread;
    for (const struct bt_frame *frame = th->frame; frame; frame = frame->prev)
        if (!bt_stop_is_library(frame->code))
            return frame;
    return th->frame;
}

static json_t *name_of(const struct found *f, const struct bt_lock *lock)
{
    struct bt_buf name;
    bt_buf_init(&name);
    bool named = bt_name_find(f->vm, frame_for(f, lock), bt_from_obj(lock), &name);
    for (const struct bt_vthread *th = f->vm->threads; th && !named; th = th->next)
        named = bt_name_find(f->vm, th->frame, bt_from_obj(lock), &name);
    if (named)
        return bt_say_json(&name);
    bt_buf_free(&name);
    return json_null();
}

static json_t *lock_of(const struct found *f, const struct bt_lock *lock)
{
    json_t *waiters = json_array(), *names = json_array(), *at = NULL, *holder = NULL;
    struct bt_buf text;
    bt_buf_init(&text);
    for (const struct bt_waiter *w = lock->waiters.first; w; w = w->next) {
        (void)json_array_append_new(waiters, json_integer(w->thread->number));
        bt_say_thread(&text, w->thread);
        (void)json_array_append_new(names, bt_say_json(&text));
    }
    if (lock->locked && lock->code) {
        bt_say_place(&text, lock->code, lock->word);
        at = bt_say_json(&text);
    }
    if (lock->locked) {
        bt_say_thread_number(&text, f->vm, lock->owner_number);
        holder = bt_say_json(&text);
    }
    return json_pack("{s:o, s:o, s:s, s:o, s:o?, s:I, s:o?, s:o, s:o}", "lock",
                     lock->number ? json_integer(lock->number) : json_null(), "name",
                     name_of(f, lock), "kind", lock->reentrant ? "RLock" : "Lock", "holder",
                     lock->locked ? json_integer(lock->owner_number) : json_null(), "holder_name",
                     holder, "count",
                     (json_int_t)(lock->reentrant ? lock->count
                                  : lock->locked  ? 1
                                                  : 0),
                     "at", at, "waiters", waiters, "waiter_names", names);
}

// ---- who waits for whom ----

static bool waits(const struct bt_vthread *th)
{
    return th->reason != BT_WAIT_NONE &&
           (th->state == BT_THREAD_BLOCKED || th->state == BT_THREAD_RUNNING);
}

static const struct bt_vthread *waits_for(const struct bt_vthread *th)
{
    return waits(th) ? bt_say_waits_for(th) : NULL;
}

// Does it wait, in the end, for itself? (With a deadline it will not for ever.)
static bool in_cycle(const struct bt_vthread *th)
{
    const struct bt_vthread *t = th;
    for (uint32_t n = 0; t && n <= th->vm->n_threads; n++) {
        if (t->deadline != BT_NO_DEADLINE)
            return false;
        t = waits_for(t);
        if (t == th)
            return true;
    }
    return false;
}

static json_t *wait_of(const struct bt_vthread *th)
{
    static const char *const kinds[] = {
        [BT_WAIT_NONE] = "",
        [BT_WAIT_LOCK] = "lock",
        [BT_WAIT_CONDITION] = "condition",
        [BT_WAIT_EVENT] = "event",
        [BT_WAIT_SEMAPHORE] = "semaphore",
        [BT_WAIT_BARRIER] = "barrier",
        [BT_WAIT_QUEUE] = "queue",
        [BT_WAIT_JOIN] = "thread",
        [BT_WAIT_SLEEP] = "sleep",
        [BT_WAIT_IO] = "io",
        [BT_WAIT_EXIT] = "thread",
    };
    const struct bt_vthread *other = waits_for(th);
    struct bt_buf name, text;
    bt_buf_init(&name);
    bt_buf_init(&text);
    bt_say_thread(&name, th);
    (void)bt_say_wait(&text, th);
    json_t *w = json_pack("{s:I, s:o, s:s, s:o, s:o}", "thread", (json_int_t)th->number, "name",
                          bt_say_json(&name), "for", kinds[th->reason], "text", bt_say_json(&text),
                          "holder", other ? json_integer(other->number) : json_null());
    if (th->reason == BT_WAIT_LOCK && bt_is_obj(th->wait_object))
        (void)json_object_set_new(
            w, "lock", json_integer(((const struct bt_lock *)bt_obj(th->wait_object))->number));
    return w;
}

// "w1 -> lock 'a' -> w2 -> lock 'b' -> w1"
static void put_chain(struct bt_buf *out, const struct bt_vthread *start)
{
    const struct bt_vthread *th = start;
    bt_say_thread(out, th);
    for (uint32_t n = 0; n <= start->vm->n_threads && waits_for(th); n++) {
        bt_buf_puts(out, " -> ");
        if (th->reason == BT_WAIT_LOCK) {
            bt_say_lock(out, th->vm, th->frame, (const struct bt_lock *)bt_obj(th->wait_object));
            bt_buf_puts(out, " -> ");
        } else {
            bt_buf_puts(out, "the end of ");
        }
        th = waits_for(th);
        bt_say_thread(out, th);
        if (th == start || (th != start && in_cycle(th) && !in_cycle(start)))
            return;
    }
    bt_buf_puts(out, " (");
    bt_say_status(out, th);
    bt_buf_putc(out, ')');
}

static bool waited_for(const struct bt_vthread *th)
{
    for (const struct bt_vthread *t = th->vm->threads; t; t = t->next)
        if (waits_for(t) == th)
            return true;
    return false;
}

// Is it the first of its cycle?
static bool leads(const struct bt_vthread *th)
{
    for (const struct bt_vthread *t = waits_for(th); t != th; t = waits_for(t))
        if (t->number < th->number)
            return false;
    return true;
}

static void add_graph(const struct bt_vm *vm, json_t *answer)
{
    json_t *waits_list = json_array(), *text = json_array(), *cycle = NULL;
    struct bt_buf line;
    bt_buf_init(&line);
    for (const struct bt_vthread *th = vm->threads; th; th = th->next) {
        if (!waits(th))
            continue;
        (void)json_array_append_new(waits_list, wait_of(th));
        bool cyclic = in_cycle(th);
        if (!waits_for(th) || (cyclic ? !leads(th) : waited_for(th)))
            continue;
        put_chain(&line, th);
        bt_buf_puts(&line, cyclic ? ": a deadlock" : "");
        json_t *chain = bt_say_json(&line);
        (void)json_array_append(text, chain);
        if (cyclic && !cycle) {
            cycle = json_array();
            const struct bt_vthread *t = th;
            do {
                (void)json_array_append_new(cycle, json_integer(t->number));
                t = waits_for(t);
            } while (t != th);
            (void)json_object_set(answer, "cycle_text", chain);
        }
        json_decref(chain);
    }
    (void)json_object_set_new(answer, "waits", waits_list);
    (void)json_object_set_new(answer, "text", text);
    (void)json_object_set_new(answer, "cycle", cycle ? cycle : json_null());
}

json_t *bt_query_locks(struct bt_engine *e, struct bt_vthread *th, const json_t *request)
{
    (void)th;
    (void)request;
    struct found f = {.vm = e->vm};
    find_locks(&f);
    if (f.locks.n > 1)
        qsort(f.locks.items, f.locks.n, sizeof *f.locks.items, by_number);
    json_t *locks = json_array();
    for (size_t i = 0; i < f.locks.n; i++)
        (void)json_array_append_new(locks, lock_of(&f, f.locks.items[i]));
    bt_vec_free(&f.locks);
    json_t *answer = json_pack("{s:b, s:o}", "ok", 1, "locks", locks);
    add_graph(e->vm, answer);
    return answer;
}
