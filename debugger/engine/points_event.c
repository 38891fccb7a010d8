// Breakpoints that are no places in the code: hand-offs of the lock, locks, exceptions. See
// points.h.
#include <stdio.h>
#include <string.h>

#include "debugger/engine/points.h"
#include "debugger/engine/race.h"
#include "debugger/engine/say.h"
#include "runtime/objects/protocol.h"
#include "runtime/objects/seq.h"
#include "runtime/objects/str.h"
#include "vm/sync.h"

void bt_point_pending(struct bt_engine *e, const struct bt_point *p, struct bt_vthread *th,
                      const char *reason, const char *text)
{
    if (e->pending) { // something else has come first; both stop at the same moment
        json_t *points = json_object_get(e->pending, "points");
        if (json_is_array(points))
            (void)json_array_append_new(points, json_integer(p->id));
        else
            (void)json_object_set_new(e->pending, "points", json_pack("[I]", (json_int_t)p->id));
        return;
    }
    json_t *words = json_string(text);
    e->pending = json_pack("{s:s, s:o, s:[I], s:I}", "reason", reason, "text",
                           words ? words : json_string("?"), "points", (json_int_t)p->id, "thread",
                           (json_int_t)th->number);
}

// The point has happened to th: if it counts, it stops.
static void happened(struct bt_engine *e, struct bt_point *p, struct bt_vthread *th,
                     const char *reason, struct bt_buf *text)
{
    struct bt_buf failure;
    bt_buf_init(&failure);
    const struct bt_frame *frame = th->frame; // conditions are about the script
    while (frame && !e->library && bt_stop_is_library(frame->code))
        frame = frame->prev;
    if (bt_point_hit(e, p, th, frame, &failure)) {
        const struct bt_buf *words = failure.len > 0 ? &failure : text;
        char copy[300];
        snprintf(copy, sizeof copy, "%.*s", (int)words->len, words->data ? words->data : "");
        bt_point_pending(e, p, th, reason, copy);
    }
    bt_buf_free(&failure);
}

// ---- the lock changes hands ----

static const char *why_given(const struct bt_points *points)
{
    switch (points->gave_kind) {
    case BT_EV_SWITCH: return "its turn was over";
    case BT_EV_BLOCK: return "it waits for another thread";
    case BT_EV_OUTSIDE:
        return points->gave_reason == BT_WAIT_SLEEP ? "it sleeps" : "it waits for input or output";
    case BT_EV_YIELD: return "it lets others run";
    case BT_EV_END: return "it has ended";
    default: return NULL;
    }
}

static void hand_off(struct bt_engine *e, const struct bt_event *event)
{
    struct bt_points *points = e->points;
    uint32_t from = event->other;
    if (from == 0)
        from = points->gave;
    if (from == 0 || from == event->th->number)
        return;
    struct bt_buf text;
    bt_buf_init(&text);
    bt_say_thread_number(&text, e->vm, from);
    bt_buf_puts(&text, " -> ");
    bt_say_thread(&text, event->th);
    const char *why = points->gave == from ? why_given(points) : NULL;
    if (why)
        bt_buf_printf(&text, ", %s", why);
    for (size_t i = 0; i < points->list.n; i++)
        if (points->list.items[i]->kind == BT_POINT_GIL && points->list.items[i]->enabled)
            happened(e, points->list.items[i], event->th, "gil", &text);
    bt_buf_free(&text);
}

// ---- locks ----

void bt_point_find_lock(struct bt_engine *e, struct bt_point *p, const struct bt_frame *frame)
{
    bt_value v;
    if (!p->lock || p->locked)
        return;
    bool found = bt_peek_value(p->lock, e->vm, frame, &v) && bt_is_obj(v);
    if (!found)
        found = bt_peek_value(p->lock, e->vm, NULL, &v) && bt_is_obj(v);
    if (!found) {
        snprintf(p->message, sizeof p->message, "%s has no value yet", bt_peek_text(p->lock));
        return;
    }
    bt_value inner = bt_condition_lock(v);
    const struct bt_object *o = bt_obj(bt_is_obj(inner) ? inner : v);
    bool was_waiting = p->message[0] != '\0';
    if (o->type->spec != &bt_lock_spec && o->type->spec != &bt_rlock_spec) {
        snprintf(p->message, sizeof p->message, "!%s is no lock", bt_peek_text(p->lock));
        return;
    }
    p->locked = o;
    p->message[0] = '\0';
    if (was_waiting)
        bt_point_tell(e, p);
}

static const char *what_happened(const struct bt_event *event)
{
    if (event->kind == BT_EV_ACQUIRE)
        return "acquire";
    if (event->kind == BT_EV_RELEASE)
        return "release";
    return event->kind == BT_EV_BLOCK && event->reason == BT_WAIT_LOCK ? "contend" : NULL;
}

static void say_lock_event(struct bt_engine *e, const struct bt_event *event, const char *what,
                           struct bt_buf *text)
{
    const struct bt_lock *lock = (const struct bt_lock *)bt_obj(event->object);
    bt_say_thread(text, event->th);
    bt_buf_puts(text, strcmp(what, "acquire") == 0   ? " has "
                      : strcmp(what, "release") == 0 ? " sets "
                                                     : " waits for ");
    bt_say_lock(text, e->vm, event->th->frame, lock);
    if (strcmp(what, "release") == 0)
        bt_buf_puts(text, " free");
    if (strcmp(what, "contend") == 0)
        bt_say_holder(text, e->vm, lock);
}

static void lock_event(struct bt_engine *e, const struct bt_event *event)
{
    const char *what = what_happened(event);
    struct bt_points *points = e->points;
    if (!what || !bt_is_obj(event->object))
        return;
    const struct bt_object *o = bt_obj(event->object);
    if ((o->type->spec != &bt_lock_spec && o->type->spec != &bt_rlock_spec) ||
        ((const struct bt_lock *)o)->internal)
        return;
    for (size_t i = 0; i < points->list.n; i++) {
        struct bt_point *p = points->list.items[i];
        if (p->kind != BT_POINT_LOCK || !p->enabled)
            continue;
        if (p->what && strcmp(p->what, "any") != 0 && strcmp(p->what, what) != 0)
            continue;
        bt_point_find_lock(e, p, event->th->frame);
        if (p->lock && p->locked != o)
            continue;
        struct bt_buf text;
        bt_buf_init(&text);
        say_lock_event(e, event, what, &text);
        happened(e, p, event->th, "lock", &text);
        bt_buf_free(&text);
    }
}

void bt_points_event(struct bt_engine *e, const struct bt_event *event)
{
    struct bt_points *points = e->points;
    bool on =
        points->list.n > 0 && e->motion.how != BT_MOTION_NONE && !points->blind && !e->in_child;
    bt_race_event(e, event);
    switch ((enum bt_event_kind)event->kind) {
    case BT_EV_RUN:
        if (on)
            hand_off(e, event);
        points->gave = 0;
        break;
    case BT_EV_BLOCK:
        if (on)
            lock_event(e, event);
        points->gave = event->th->number;
        points->gave_kind = event->kind;
        points->gave_reason = event->reason;
        break;
    case BT_EV_ACQUIRE:
    case BT_EV_RELEASE:
        if (on)
            lock_event(e, event);
        break;
    case BT_EV_SWITCH:
    case BT_EV_YIELD:
    case BT_EV_OUTSIDE:
    case BT_EV_END:
        points->gave = event->th->number;
        points->gave_kind = event->kind;
        points->gave_reason = event->reason;
        break;
    case BT_EV_WAKE:
    case BT_EV_START:
    case BT_EV_RETURN:
    case BT_EV_COLLECT:
    case BT_EV_TIMEOUT:
    case BT_EV_INTERRUPT:
    case BT_EV_COLLECTED:
    case BT_EV_MARK:
    case BT_EV_CTRL_C:
    case BT_EV_DEADLOCK:
    case BT_EV_PUBLISH:
    case BT_EV_OBSERVE:
    case BT_EV_KINDS: break;
    }
}

// ---- exceptions ----

// Is it of that class: by its name, or module.name, or that of a base?
static bool is_of_type(const struct bt_type *type, const char *asked)
{
    const char *dot = strrchr(asked, '.');
    const char *name = dot ? dot + 1 : asked;
    const struct bt_tuple *mro = bt_is_tuple(type->mro) ? bt_as_tuple(type->mro) : NULL;
    for (size_t i = 0; mro && i < mro->len; i++)
        if (strcmp(((const struct bt_type *)bt_obj(mro->items[i]))->name, name) == 0)
            return true;
    return strcmp(type->name, name) == 0;
}

// Will a function of the standard library handle it before the script hears of it?
static bool stays_in_library(const struct bt_vthread *th)
{
    for (const struct bt_frame *f = th->frame; f && bt_stop_is_library(f->code); f = f->prev) {
        uint32_t word = bt_frame_word(f);
        for (uint32_t i = 0; i < f->code->n_handlers; i++)
            if (f->code->handlers[i].start <= word && word < f->code->handlers[i].end)
                return true;
    }
    return false;
}

// What ends a loop or a generator is no news.
static bool is_plumbing(const struct bt_thread *th, const struct bt_type *type)
{
    return type == bt_type(th, BT_EXC_STOP_ITERATION) ||
           type == bt_type(th, BT_EXC_GENERATOR_EXIT) ||
           type == bt_type(th, BT_EXC_STOP_ASYNC_ITERATION);
}

void bt_points_raised(struct bt_engine *e, struct bt_vthread *th)
{
    struct bt_points *points = e->points;
    if (e->motion.how == BT_MOTION_NONE || points->blind || e->in_child || !bt_is_obj(th->t.exc))
        return;
    const struct bt_type *type = bt_obj(th->t.exc)->type;
    for (size_t i = 0; i < points->list.n; i++) {
        struct bt_point *p = points->list.items[i];
        if (p->kind != BT_POINT_RAISE || !p->enabled || !p->caught)
            continue;
        if (p->type ? !is_of_type(type, p->type)
                    : is_plumbing(&th->t, type) || (!e->library && stays_in_library(th)))
            continue;
        struct bt_buf text;
        bt_buf_init(&text);
        json_t *exception = bt_stop_exception(e, th, th->t.exc);
        const char *words = json_string_value(json_object_get(exception, "text"));
        bt_buf_printf(&text, "%s%s%.120s", type->name, words && *words ? ": " : "",
                      words ? words : "");
        json_decref(exception);
        bt_buf_puts(&text, " in ");
        bt_say_thread(&text, th);
        happened(e, p, th, "raise", &text);
        bt_buf_free(&text);
    }
}
