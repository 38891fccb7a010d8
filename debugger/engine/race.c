/*
 * Stop when a second thread touches a thing and nothing orders the two: at least one of them
 * writes, they hold no lock in common, and neither has started or joined the other in between. The
 * stop comes before the access, so that it can be looked at.
 *
 * What an instruction is about to touch is decoded by lab/race_access.c, as for the races of
 * --gil-stats. The accesses seen since the point was set are kept, each thread, line and set of
 * locks once, with the clock of the last time.
 */
#include "debugger/engine/race.h"

#include <stdio.h>
#include <string.h>

#include "base/mem.h"
#include "debugger/engine/say.h"
#include "lab/races.h"
#include "runtime/objects/heap.h"
#include "runtime/objects/str.h"

#define LOCKS_MAX    6
#define ACCESSES_MAX 256

struct access {
    const struct bt_object *base; // the place; NULL: its object is dead
    uint64_t key;
    uint32_t thread, line;
    bool write;
    uint64_t clock; // when that was last
    const struct bt_lock *locks[LOCKS_MAX];
    uint32_t numbers[LOCKS_MAX]; // of the locks, 0: none
    char place[120];             // "f.py:7"
    char name[40];               // of the thread
};

// What `from` did up to the clock has happened before all that `to` does now.
struct edge {
    uint32_t from, to;
    uint64_t clock;
};

struct bt_race_point {
    struct bt_peek *whole;        // X
    struct bt_peek *owner;        // of X = owner.name, owner[key]; NULL: X is a name
    struct bt_dict *globals;      // whose names they are; NULL: the main module's
    char *name;                   // of the variable or attribute, or NULL
    struct bt_peek *key;          // the item's, or NULL
    const struct bt_object *base; // what a local owner was, or the cell of a local name
    bool fixed;                   // base is all that counts
    bool known;                   // ... and nothing but its address: it may not be there yet
    struct BT_VEC(struct access) accesses;
    struct BT_VEC(struct edge) edges;
};

// ---- what X is ----

// Where the last .name or [key] of an expression begins; SIZE_MAX: it is a name.
static size_t last_part(const char *text)
{
    int depth = 0;
    size_t at = SIZE_MAX;
    char quote = '\0';
    for (size_t i = 0; text[i]; i++) {
        char c = text[i];
        if (quote) {
            quote = c == quote ? '\0' : quote;
            continue;
        }
        if (c == '"' || c == '\'')
            quote = c;
        if ((c == '[' || c == '.') && depth == 0)
            at = i;
        depth += strchr("([{", c) != NULL;
        depth -= strchr(")]}", c) != NULL;
    }
    return at;
}

static bool is_name(const char *text)
{
    for (size_t i = 0; text[i]; i++)
        if (!(text[i] == '_' || (text[i] >= '0' && text[i] <= '9' && i > 0) ||
              (text[i] >= 'a' && text[i] <= 'z') || (text[i] >= 'A' && text[i] <= 'Z') ||
              (unsigned char)text[i] >= 0x80))
            return false;
    return text[0] != '\0';
}

static char *piece(const char *text, size_t len)
{
    char *copy = bt_alloc(len + 1);
    if (copy) {
        memcpy(copy, text, len);
        copy[len] = '\0';
    }
    return copy;
}

static bool parse(struct bt_race_point *r, struct bt_point *p)
{
    char error[120];
    r->whole = bt_peek_new(p->expr, error, sizeof error);
    if (!r->whole) {
        snprintf(p->message, sizeof p->message, "!%s", error);
        return false;
    }
    const char *text = bt_peek_text(r->whole);
    size_t at = last_part(text), n = strlen(text);
    if (at == SIZE_MAX) {
        r->name = piece(text, n);
    } else {
        char *owner = piece(text, at);
        bool item = text[at] == '[' && text[n - 1] == ']';
        char *rest = piece(text + at + 1, n - at - 1 - item);
        r->owner = owner ? bt_peek_new(owner, error, sizeof error) : NULL;
        if (item)
            r->key = rest ? bt_peek_new(rest, error, sizeof error) : NULL;
        else
            r->name = rest;
        bt_free(owner);
        if (item)
            bt_free(rest);
    }
    if (bt_peek_is_place(r->whole) && ((r->name && is_name(r->name)) || (r->owner && r->key)))
        return true;
    snprintf(p->message, sizeof p->message,
             "!%s is no variable, attribute or item: c, self.n, d['k'], items[0]", text);
    return false;
}

static void set_globals(struct bt_race_point *r)
{
    bt_peek_set_globals(r->whole, r->globals);
    if (r->owner)
        bt_peek_set_globals(r->owner, r->globals);
    if (r->key)
        bt_peek_set_globals(r->key, r->globals);
}

bool bt_race_new(struct bt_engine *e, struct bt_point *p, const json_t *request)
{
    struct bt_race_point *r = bt_alloc_zero(sizeof *r);
    if (!r || !p->expr)
        return false;
    p->race = r;
    if (!parse(r, p))
        return false;
    json_int_t base = json_integer_value(json_object_get(p->source, "base"));
    if (base) {
        r->base = (const struct bt_object *)(uintptr_t)base;
        r->fixed = r->known = true;
        return true;
    }
    struct bt_vthread *th;
    const struct bt_frame *f = bt_point_frame(e, p, request, &th);
    struct bt_object *cell = NULL;
    bt_value v;
    if (f && r->owner && bt_peek_is_local(r->owner, f)) {
        if (bt_peek_value(r->owner, e->vm, f, &v) && bt_is_obj(v)) {
            r->base = bt_obj(v);
            r->fixed = true;
        }
    } else if (f && !r->owner && bt_peek_is_local(r->whole, f)) {
        (void)bt_peek_name(e->vm, f, r->name, &v, &cell);
        if (!cell) {
            snprintf(p->message, sizeof p->message,
                     "!%s is a variable of this call alone: no other thread can touch it", r->name);
            return false;
        }
        r->base = cell;
        r->fixed = true;
    } else {
        r->globals = bt_point_globals(e, p, f);
        set_globals(r);
    }
    return true;
}

void bt_race_free(struct bt_race_point *r)
{
    if (!r)
        return;
    bt_peek_free(r->whole);
    bt_peek_free(r->owner);
    bt_peek_free(r->key);
    bt_free(r->name);
    bt_vec_free(&r->accesses);
    bt_vec_free(&r->edges);
    bt_free(r);
}

void bt_race_sweep(struct bt_race_point *r)
{
    if (!r)
        return;
    if (r->base && !r->known && !bt_is_marked(r->base))
        r->base = NULL;
    if (r->globals && !bt_is_marked((const struct bt_object *)r->globals)) {
        r->globals = NULL;
        set_globals(r);
    }
    size_t n = 0;
    for (size_t i = 0; i < r->accesses.n; i++) {
        struct access *a = &r->accesses.items[i];
        if (!bt_is_marked(a->base))
            continue;
        for (size_t k = 0; k < LOCKS_MAX; k++)
            if (a->locks[k] && !bt_is_marked(&a->locks[k]->base))
                a->locks[k] = NULL;
        r->accesses.items[n++] = *a;
    }
    r->accesses.n = n;
}

// ---- is it X? ----

static const struct bt_object *owner_now(const struct bt_engine *e, const struct bt_race_point *r)
{
    bt_value v;
    if (r->fixed)
        return r->base;
    return r->owner && bt_peek_value(r->owner, e->vm, NULL, &v) && bt_is_obj(v) ? bt_obj(v) : NULL;
}

// Is it an access to X's own place?
static bool is_place(const struct bt_engine *e, const struct bt_race_point *r,
                     const struct bt_race_target *t)
{
    bool named = r->name && bt_is_str(t->name) && strcmp(bt_as_str(t->name)->data, r->name) == 0;
    bt_value key;
    if (!r->owner && r->fixed)
        return t->kind == BT_RACE_VARIABLE && t->base == r->base;
    if (!r->owner)
        return t->kind == BT_RACE_GLOBAL && named &&
               (!r->globals || t->base == (const struct bt_object *)r->globals);
    if (r->name)
        return named && (t->kind == BT_RACE_ATTRIBUTE || t->kind == BT_RACE_GLOBAL) &&
               (t->base == owner_now(e, r) || t->kind == BT_RACE_GLOBAL);
    if (t->kind != BT_RACE_ITEM || t->base != owner_now(e, r) ||
        !bt_peek_value(r->key, e->vm, NULL, &key))
        return false;
    if (bt_is_small(key))
        return bt_same(key, t->name);
    return bt_is_str(key) && bt_is_str(t->name) && bt_str_equal(bt_as_str(key), bt_as_str(t->name));
}

// Is it an access to what X holds: an item of the list, a call that changes the dict?
static bool is_content(const struct bt_engine *e, const struct bt_race_point *r,
                       const struct bt_race_target *t)
{
    bt_value v;
    if (t->kind != BT_RACE_ITEM && t->kind != BT_RACE_CONTENTS)
        return false;
    if (r->fixed && !r->owner)
        return r->base && bt_same(((const struct bt_cell *)r->base)->value, bt_from_obj(t->base));
    return bt_peek_value(r->whole, e->vm, NULL, &v) && bt_is_obj(v) && bt_obj(v) == t->base;
}

// ---- what has happened before what ----

static uint64_t known(const struct bt_race_point *r, uint32_t to, uint32_t from)
{
    for (size_t i = 0; i < r->edges.n; i++)
        if (r->edges.items[i].to == to && r->edges.items[i].from == from)
            return r->edges.items[i].clock;
    return 0;
}

static void learn(struct bt_race_point *r, uint32_t to, uint32_t from, uint64_t clock)
{
    for (size_t i = 0; i < r->edges.n; i++)
        if (r->edges.items[i].to == to && r->edges.items[i].from == from) {
            if (r->edges.items[i].clock < clock)
                r->edges.items[i].clock = clock;
            return;
        }
    const struct edge edge = {from, to, clock};
    (void)bt_vec_push(&r->edges, edge);
}

// All that `from` knows, and has done, is known to `to`.
static void pass(struct bt_race_point *r, uint32_t from, uint32_t to, uint64_t clock)
{
    for (size_t i = 0, n = r->edges.n; i < n; i++)
        if (r->edges.items[i].to == from && r->edges.items[i].from != to)
            learn(r, to, r->edges.items[i].from, r->edges.items[i].clock);
    learn(r, to, from, clock);
}

// What carries knowledge from one thread to another, an event or a queue, counts as a thread.
static uint32_t carrier(const struct bt_event *event)
{
    return bt_is_obj(event->object) ? 0x80000000u | (uint32_t)(event->object.bits >> 4) : 0;
}

void bt_race_event(struct bt_engine *e, const struct bt_event *event)
{
    uint32_t from = event->other, to = event->th->number;
    if (e->points->n_races == 0)
        return;
    // a lock of the standard library's is what its queues and pools hand things over with
    bool library = event->code && bt_stop_is_library(event->code);
    if (event->kind == BT_EV_START) {
        from = event->th->number;
        to = event->other;
    } else if (event->kind == BT_EV_PUBLISH || (event->kind == BT_EV_RELEASE && library)) {
        from = event->th->number;
        to = carrier(event);
    } else if (event->kind == BT_EV_ACQUIRE && library) {
        from = carrier(event);
    } else if (event->kind == BT_EV_OBSERVE) {
        from = from ? from : carrier(event);
    } else if (event->kind != BT_EV_WAKE || event->reason == BT_WAIT_LOCK) {
        return;
    }
    for (size_t i = 0; from != 0 && to != 0 && i < e->points->list.n; i++)
        if (e->points->list.items[i]->race)
            pass(e->points->list.items[i]->race, from, to, event->clock);
}

// ---- accesses ----

static bool share_lock(const struct access *a, const struct access *b)
{
    for (size_t i = 0; i < LOCKS_MAX && a->numbers[i]; i++)
        for (size_t k = 0; k < LOCKS_MAX && b->numbers[k]; k++)
            if (a->numbers[i] == b->numbers[k])
                return true;
    return false;
}

static struct access access_of(struct bt_engine *e, const struct bt_vthread *th,
                               const struct bt_race_target *t, bool write)
{
    struct access a = {.base = t->base,
                       .key = t->key,
                       .thread = th->number,
                       .line = bt_frame_line(th->frame),
                       .write = write,
                       .clock = bt_event_clock(e->vm)};
    size_t n = 0;
    for (const struct bt_lock *l = th->held; l && n < LOCKS_MAX; l = l->held_next) {
        a.locks[n] = l;
        a.numbers[n++] = l->number;
    }
    return a;
}

static void note(struct bt_race_point *r, struct access *a, const struct bt_vthread *th)
{
    for (size_t i = 0; i < r->accesses.n; i++) {
        struct access *b = &r->accesses.items[i];
        if (b->base != a->base || b->key != a->key || b->thread != a->thread ||
            b->line != a->line || b->write != a->write ||
            memcmp(b->numbers, a->numbers, sizeof a->numbers) != 0)
            continue;
        b->clock = a->clock;
        return;
    }
    struct bt_buf place;
    bt_buf_init(&place);
    bt_say_place(&place, th->frame->code, bt_frame_word(th->frame));
    snprintf(a->place, sizeof a->place, "%.*s", (int)place.len, place.data ? place.data : "");
    bt_buf_free(&place);
    char room[32];
    snprintf(a->name, sizeof a->name, "%s", bt_stop_thread_name(th, room));
    if (r->accesses.n >= ACCESSES_MAX) // the oldest go first
        memmove(r->accesses.items, r->accesses.items + 1, --r->accesses.n * sizeof *a);
    (void)bt_vec_push(&r->accesses, *a);
}

static void say_held(struct bt_engine *e, const struct access *a, const struct bt_frame *frame,
                     struct bt_buf *text)
{
    if (!a->numbers[0])
        bt_buf_puts(text, " without a lock");
    for (size_t i = 0; i < LOCKS_MAX && a->numbers[i]; i++) {
        bt_buf_puts(text, i == 0 ? " with " : " and ");
        if (a->locks[i])
            bt_say_lock(text, e->vm, frame, a->locks[i]);
        else
            bt_buf_printf(text, "lock %u", a->numbers[i]);
    }
}

bool bt_race_stores(struct bt_engine *e, const struct bt_point *p, struct bt_vthread *th)
{
    struct bt_race_target t;
    bool write;
    const struct bt_race_point *r = p->race;
    if (!r || !bt_race_decode(th, &t, &write) || !write || !is_place(e, r, &t))
        return false;
    if (!r->owner || t.kind != BT_RACE_GLOBAL)
        return true;
    const struct bt_object *owner = owner_now(e, r); // of a module
    return owner && !r->known && bt_is_exact(&th->t, bt_from_obj(owner), BT_T_MODULE) &&
           (const struct bt_object *)((const struct bt_module *)owner)->dict == t.base;
}

uintptr_t bt_race_base(const struct bt_race_point *r)
{
    return r->fixed ? (uintptr_t)r->base : 0;
}

void bt_race_check(struct bt_engine *e, struct bt_point *p, struct bt_vthread *th,
                   struct bt_points_found *found)
{
    struct bt_race_point *r = p->race;
    struct bt_race_target t;
    bool write;
    if (!r || !bt_race_decode(th, &t, &write) || (!is_place(e, r, &t) && !is_content(e, r, &t)))
        return;
    struct access a = access_of(e, th, &t, write);
    const struct access *other = NULL;
    for (size_t i = r->accesses.n; i-- > 0 && !other;) {
        const struct access *b = &r->accesses.items[i];
        if (b->base == a.base && b->key == a.key && b->thread != a.thread &&
            (a.write || b->write) && !share_lock(&a, b) &&
            b->clock >= known(r, a.thread, b->thread))
            other = b;
    }
    struct bt_buf text;
    bt_buf_init(&text);
    if (other && bt_point_hit(e, p, th, th->frame, &text)) {
        if (text.len == 0) {
            bt_say_thread(&text, th);
            bt_buf_printf(&text, " %s %s", write ? "writes" : "reads", bt_peek_text(r->whole));
            say_held(e, &a, th->frame, &text);
            bt_buf_puts(&text, "; ");
            bt_buf_printf(&text, "%s %s it at %s", other->name, other->write ? "wrote" : "read",
                          other->place);
            say_held(e, other, NULL, &text);
        }
        bt_points_found_add(found, p, "race", text.data ? text.data : "");
    }
    bt_buf_free(&text);
    note(r, &a, th);
}
