/*
 * What threads wait at: a record for each lock, condition, event, semaphore and queue that somebody
 * has waited at, and for the locks that have only been taken while there is room.
 *
 * A record is found by the object's address. Objects do not move; when one dies its address is
 * forgotten, and its record, if nobody ever waited there, is used again.
 */
#include "base/hash.h"
#include "lab/names.h"
#include "lab/stats.h"
#include "runtime/objects/heap.h"
#include "vm/sync.h"

#define OBJECTS_MAX  4096 // records; what finds no room is counted under number 0
#define TAKEN_MAX    2048 // of them for locks that nobody has waited at
#define SEARCHES_MAX 1024 // for names

struct bt_stats_address {
    struct bt_object *object; // NULL: free
    uint32_t record;
};

static struct bt_stats_address *slot(const struct bt_stats *s, const struct bt_object *o)
{
    for (size_t i = bt_hash_u64((uint64_t)(uintptr_t)o);; i++) {
        struct bt_stats_address *a = &s->addresses[i & (s->cap_addresses - 1)];
        if (!a->object || a->object == o)
            return a;
    }
}

// Enter the addresses of those that live, or of all, into a table of this size. false: no memory.
static bool rebuild(struct bt_stats *s, size_t cap, bool (*lives)(const struct bt_object *))
{
    struct bt_stats_address *old = s->addresses;
    size_t old_cap = s->cap_addresses;
    struct bt_stats_address *bigger = bt_alloc_zero(cap * sizeof *bigger);
    if (!bigger)
        return false;
    s->addresses = bigger;
    s->cap_addresses = cap;
    s->n_addresses = 0;
    for (size_t i = 0; i < old_cap; i++) {
        if (!old[i].object)
            continue;
        if (lives && !lives(old[i].object)) {
            struct bt_stats_object *dead = &s->objects.items[old[i].record];
            dead->used = dead->sum.times > 0; // else it may be had again
            continue;
        }
        *slot(s, old[i].object) = old[i];
        s->n_addresses++;
    }
    bt_free(old);
    return true;
}

void bt_stats_sweep_objects(struct bt_stats *s)
{
    if (s->n_addresses == 0)
        return;
    if (rebuild(s, s->cap_addresses, bt_is_marked))
        return;
    memset(s->addresses, 0, s->cap_addresses * sizeof *s->addresses);
    s->n_addresses = 0;
    s->no_memory = true;
}

// A free record, or number 0.
static uint32_t free_record(struct bt_stats *s, bool waited)
{
    if (s->objects.n == 0 && !bt_vec_push(&s->objects, (struct bt_stats_object){.used = true}))
        return UINT32_MAX;
    size_t limit = waited ? OBJECTS_MAX : TAKEN_MAX;
    if (s->objects.n < limit && bt_vec_push(&s->objects, (struct bt_stats_object){0}))
        return (uint32_t)s->objects.n - 1;
    for (size_t i = 1; i < s->objects.n; i++)
        if (!s->objects.items[i].used)
            return (uint32_t)i;
    return 0;
}

// The record of an object, made if need be; UINT32_MAX: no memory.
static uint32_t record_of(struct bt_stats *s, struct bt_object *o, uint32_t reason, bool waited)
{
    if (s->n_addresses + 1 > s->cap_addresses / 4 * 3 &&
        !rebuild(s, s->cap_addresses ? s->cap_addresses * 2 : 64, NULL))
        return UINT32_MAX;
    struct bt_stats_address *a = slot(s, o);
    if (a->object && (a->record != 0 || !waited))
        return a->record;
    uint32_t record = free_record(s, waited);
    if (record == UINT32_MAX || (record == 0 && !waited))
        return record; // not worth an address
    if (!a->object)
        s->n_addresses++;
    *a = (struct bt_stats_address){o, record};
    if (record == 0)
        return 0;
    const struct bt_lock *lock = reason == BT_WAIT_LOCK ? (const struct bt_lock *)o : NULL;
    s->objects.items[record] = (struct bt_stats_object){
        .used = true,
        .reason = (uint8_t)reason,
        .reentrant = lock && lock->reentrant,
        .number = lock     ? lock->number
                  : waited ? (uint32_t)++s->kinds[reason]
                           : 0,
    };
    return record;
}

// The first time that somebody waits there: what is it called?
static void name_it(struct bt_stats *s, struct bt_stats_object *o, const struct bt_event *e)
{
    if (o->name || s->searches >= SEARCHES_MAX)
        return;
    s->searches++;
    struct bt_buf buf;
    bt_buf_init(&buf);
    if (bt_name_find(s->vm, e->th->frame, e->object, &buf) && !buf.failed)
        o->name = bt_arena_copy(&s->names, buf.data, buf.len);
    bt_buf_free(&buf);
}

static void count_pair(struct bt_stats_object *o, uint32_t held_at, uint32_t waited_at)
{
    for (size_t i = 0; i < BT_STATS_PAIRS; i++) {
        struct bt_stats_pair *p = &o->pairs[i];
        if (p->times == 0)
            *p = (struct bt_stats_pair){held_at, waited_at, 0};
        if (p->held_at == held_at && p->waited_at == waited_at) {
            p->times++;
            return;
        }
    }
    o->other_pairs++;
}

void bt_stats_acquired(struct bt_stats *s, const struct bt_event *e)
{
    s->acquisitions++;
    uint32_t record = record_of(s, bt_obj(e->object), BT_WAIT_LOCK, false);
    if (record == UINT32_MAX)
        return;
    struct bt_stats_object *o = &s->objects.items[record];
    o->acquisitions++;
    if (o->acquisitions == 1 && o->place == 0 && record != 0)
        o->place = bt_places_of(&s->places, e->th);
}

static struct bt_stats_wait *wait_entry(struct bt_stats *s, struct bt_stats_thread *t,
                                        uint32_t reason, uint32_t what)
{
    for (size_t i = 0; i < t->waits.n; i++) {
        struct bt_stats_wait *w = &t->waits.items[i];
        if (w->reason == reason && w->what == what)
            return w;
    }
    if (!bt_vec_push(&t->waits, ((struct bt_stats_wait){reason, what, {0}}))) {
        s->no_memory = true;
        return NULL;
    }
    return &bt_vec_last(&t->waits);
}

#define WAITS_MAX 64 // entries of a thread; what finds no room is "others"

void bt_stats_wait_begins(struct bt_stats *s, struct bt_stats_thread *t, const struct bt_event *e)
{
    uint32_t what = e->other;
    bool object = e->kind == BT_EV_BLOCK && e->reason != BT_WAIT_JOIN && bt_is_obj(e->object);
    if (e->reason == BT_WAIT_LOCK && (!object || ((struct bt_lock *)bt_obj(e->object))->internal))
        object = false; // an import's
    if (object) {
        what = record_of(s, bt_obj(e->object), e->reason, true);
        if (what == UINT32_MAX) {
            s->no_memory = true;
            return;
        }
        struct bt_stats_object *o = &s->objects.items[what];
        o->sum.times++;
        if (what != 0) {
            uint32_t place = bt_places_of(&s->places, e->th), held = 0;
            if (o->place == 0)
                o->place = place;
            name_it(s, o, e);
            const struct bt_lock *lock = (const struct bt_lock *)bt_obj(e->object);
            if (e->reason == BT_WAIT_LOCK)
                held = bt_places_find(&s->places, lock->code, lock->word);
            count_pair(o, held, place);
        }
    }
    struct bt_stats_wait *w = wait_entry(s, t, e->reason, t->waits.n < WAITS_MAX ? what : 0);
    if (!w)
        return;
    w->sum.times++;
    t->wait = (uint32_t)(w - t->waits.items) + 1;
}

void bt_stats_waited(struct bt_stats *s, struct bt_stats_thread *t, uint64_t clock, int64_t wall)
{
    struct bt_stats_wait *w = &t->waits.items[t->wait - 1];
    w->sum.instructions += clock;
    w->sum.wall += wall;
    if (w->reason == BT_WAIT_JOIN || w->reason >= BT_WAIT_SLEEP || w->what >= s->objects.n)
        return;
    struct bt_stats_object *o = &s->objects.items[w->what];
    o->sum.instructions += clock;
    o->sum.wall += wall;
    if (wall > o->longest_wait)
        o->longest_wait = wall;
}
