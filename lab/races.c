/*
 * Vector clocks and the places' last writes. See races.h.
 *
 * While one thread is alive, and everything that others did is known to it, nothing is looked at:
 * all that is written then comes before whatever is started later. The eval loop steps only from
 * the first start of a thread to the last join.
 */
#include "lab/races.h"

#include <string.h>

#include "base/hash.h"
#include "runtime/objects/heap.h"
#include "runtime/objects/str.h"
#include "vm/sync.h"

#define SLOTS_MAX  1024   // threads between two resets
#define PLACES_MAX 524288 // of memory that is looked at

struct bt_race_channel {
    const struct bt_object *object; // NULL: free
    struct bt_race_clock clock;
};

// ---- clocks ----

static bool extend(struct bt_race_clock *c, uint32_t n)
{
    if (n <= c->n)
        return true;
    uint32_t *more = bt_realloc_array(c->at, n, sizeof *more);
    if (!more)
        return false;
    memset(more + c->n, 0, (n - c->n) * sizeof *more);
    c->at = more;
    c->n = n;
    return true;
}

static uint32_t known(const struct bt_race_clock *c, uint32_t slot)
{
    return slot < c->n ? c->at[slot] : 0;
}

// Let `to` know what `from` knows. false: no memory.
static bool join(struct bt_race_clock *to, const struct bt_race_clock *from)
{
    if (!extend(to, from->n))
        return false;
    for (uint32_t i = 0; i < from->n; i++)
        if (from->at[i] > to->at[i])
            to->at[i] = from->at[i];
    return true;
}

static uint32_t slot_of(const struct bt_races *r, uint32_t thread)
{
    uint32_t i = thread < r->slot_of.n ? r->slot_of.items[thread] : 0;
    return i ? i - 1 : UINT32_MAX;
}

static struct bt_race_clock *clock_of(const struct bt_races *r, uint32_t thread)
{
    uint32_t slot = slot_of(r, thread);
    return slot == UINT32_MAX ? NULL : &r->slots.items[slot].clock;
}

// What the thread does from now on is not what it has passed on.
static void tick(struct bt_races *r, uint32_t thread)
{
    uint32_t slot = slot_of(r, thread);
    if (slot != UINT32_MAX && !r->slots.items[slot].ended)
        r->slots.items[slot].clock.at[slot]++;
}

// `to` hears of all that `from` has done.
static void pass(struct bt_races *r, uint32_t from, uint32_t to)
{
    const struct bt_race_clock *a = clock_of(r, from);
    struct bt_race_clock *b = clock_of(r, to);
    if (a && b && !join(b, a))
        r->no_memory = true;
    tick(r, from);
}

static bool add_slot(struct bt_races *r, uint32_t thread)
{
    if (r->slots.n >= SLOTS_MAX) {
        r->too_many_threads = true;
        return false;
    }
    while (r->slot_of.n <= thread)
        if (!bt_vec_push(&r->slot_of, 0))
            return false;
    struct bt_race_slot slot = {.number = thread};
    uint32_t i = (uint32_t)r->slots.n;
    if (!extend(&slot.clock, i + 1) || !bt_vec_push(&r->slots, slot)) {
        bt_free(slot.clock.at);
        return false;
    }
    r->slots.items[i].clock.at[i] = 1;
    r->slot_of.items[thread] = i + 1;
    return true;
}

// ---- what carries clocks ----

static struct bt_race_channel *channel_slot(const struct bt_races *r, const struct bt_object *o)
{
    for (size_t i = bt_hash_u64((uint64_t)(uintptr_t)o);; i++) {
        struct bt_race_channel *c = &r->channels[i & (r->cap_channels - 1)];
        if (!c->object || c->object == o)
            return c;
    }
}

static bool rebuild_channels(struct bt_races *r, size_t cap,
                             bool (*lives)(const struct bt_object *))
{
    struct bt_race_channel *old = r->channels, *table = bt_alloc_zero(cap * sizeof *table);
    size_t old_cap = r->cap_channels;
    if (!table)
        return false;
    r->channels = table;
    r->cap_channels = cap;
    r->n_channels = 0;
    for (size_t i = 0; i < old_cap; i++) {
        if (!old[i].object)
            continue;
        if (lives && !lives(old[i].object)) {
            bt_free(old[i].clock.at);
            continue;
        }
        *channel_slot(r, old[i].object) = old[i];
        r->n_channels++;
    }
    bt_free(old);
    return true;
}

static void clear_channels(struct bt_races *r)
{
    for (size_t i = 0; i < r->cap_channels; i++)
        bt_free(r->channels[i].clock.at);
    bt_free(r->channels);
    r->channels = NULL;
    r->n_channels = r->cap_channels = 0;
}

static void publish(struct bt_races *r, uint32_t thread, const struct bt_object *o)
{
    const struct bt_race_clock *clock = clock_of(r, thread);
    if (!clock)
        return;
    if (r->n_channels + 1 > r->cap_channels / 4 * 3 &&
        !rebuild_channels(r, r->cap_channels ? r->cap_channels * 2 : 64, NULL)) {
        r->no_memory = true;
        return;
    }
    struct bt_race_channel *c = channel_slot(r, o);
    if (!c->object) {
        c->object = o;
        r->n_channels++;
    }
    if (!join(&c->clock, clock))
        r->no_memory = true;
    tick(r, thread);
}

static void observe(struct bt_races *r, uint32_t thread, const struct bt_object *o)
{
    struct bt_race_clock *clock = clock_of(r, thread);
    if (!clock || r->n_channels == 0)
        return;
    const struct bt_race_channel *c = channel_slot(r, o);
    if (c->object && !join(clock, &c->clock))
        r->no_memory = true;
}

// ---- places ----

static struct bt_race_place *place_slot(const struct bt_races *r, const struct bt_object *base,
                                        uint64_t key)
{
    for (size_t i = bt_hash_u64((uint64_t)(uintptr_t)base ^ key * 0x9E3779B97F4A7C15u);; i++) {
        struct bt_race_place *p = &r->places[i & (r->cap_places - 1)];
        if (!p->base || (p->base == base && p->key == key))
            return p;
    }
}

static bool rebuild_places(struct bt_races *r, size_t cap, bool (*lives)(const struct bt_object *))
{
    struct bt_race_place *old = r->places, *table = bt_alloc_zero(cap * sizeof *table);
    size_t old_cap = r->cap_places;
    if (!table)
        return false;
    r->places = table;
    r->cap_places = cap;
    r->n_places = 0;
    for (size_t i = 0; i < old_cap; i++) {
        if (!old[i].base || (lives && !lives(old[i].base)))
            continue;
        *place_slot(r, old[i].base, old[i].key) = old[i];
        r->n_places++;
    }
    bt_free(old);
    return true;
}

static void clear_places(struct bt_races *r)
{
    bt_free(r->places);
    r->places = NULL;
    r->n_places = r->cap_places = 0;
}

// The place, made if need be; NULL: there is no room.
static struct bt_race_place *place_of(struct bt_races *r, const struct bt_race_target *t)
{
    if (r->n_places + 1 > r->cap_places / 4 * 3) {
        size_t cap = r->cap_places ? r->cap_places * 2 : 1024;
        if (cap > PLACES_MAX * 2 || !rebuild_places(r, cap, NULL)) {
            r->too_many_places = true;
            struct bt_race_place *p = r->cap_places ? place_slot(r, t->base, t->key) : NULL;
            return p && p->base ? p : NULL;
        }
    }
    struct bt_race_place *p = place_slot(r, t->base, t->key);
    if (!p->base) {
        *p = (struct bt_race_place){.base = t->base, .key = t->key};
        r->n_places++;
    }
    return p;
}

// ---- accesses ----

static void add_access(struct bt_race_access *list, size_t n, bool *more, uint32_t thread,
                       uint32_t place, uint32_t lock)
{
    for (size_t i = 0; i < n; i++) {
        if (list[i].times == 0)
            list[i] = (struct bt_race_access){.thread = thread, .place = place, .lock = lock};
        if (list[i].thread == thread && list[i].place == place) {
            list[i].times++;
            return;
        }
    }
    *more = true;
}

static void note_write(struct bt_races *r, struct bt_vthread *th, const struct bt_race_target *t)
{
    uint32_t slot = slot_of(r, th->number);
    struct bt_race_place *p = slot == UINT32_MAX ? NULL : place_of(r, t);
    if (!p)
        return;
    const struct bt_race_clock *clock = &r->slots.items[slot].clock;
    uint32_t at = bt_places_find(&r->stats->places, th->frame->code, bt_frame_word(th->frame));
    uint32_t lock = th->held ? th->held->number : 0;
    p->writes++;
    struct bt_race *race = p->race ? &r->races.items[p->race - 1] : NULL;
    if (race)
        race->writes++;
    if (p->clock > known(clock, p->slot)) {
        if (!race && (race = bt_race_of(r, th, t)) != NULL) {
            p->race = (uint32_t)(race - r->races.items) + 1;
            race->writes += p->writes;
        }
        if (race) {
            race->races++;
            race->call = t->call;
            add_access(race->writers, BT_RACE_WRITERS, &race->more_writers,
                       r->slots.items[p->slot].number, p->at, p->lock);
            add_access(race->writers, BT_RACE_WRITERS, &race->more_writers, th->number, at, lock);
        }
    }
    p->slot = slot;
    p->clock = clock->at[slot];
    p->at = at;
    p->lock = lock;
}

static void note_read(struct bt_races *r, struct bt_vthread *th, const struct bt_race_target *t)
{
    if (r->n_places == 0)
        return;
    const struct bt_race_place *p = place_slot(r, t->base, t->key);
    uint32_t slot = slot_of(r, th->number);
    if (!p->base || p->race == 0 || slot == UINT32_MAX ||
        p->clock <= known(&r->slots.items[slot].clock, p->slot))
        return; // no race, or it comes after the last write
    struct bt_race *race = &r->races.items[p->race - 1];
    uint32_t at = bt_places_find(&r->stats->places, th->frame->code, bt_frame_word(th->frame));
    add_access(race->readers, BT_RACE_READERS, &race->more_readers, th->number, at,
               th->held ? th->held->number : 0);
}

// ---- the sink ----

static bool is_library(const struct bt_code *code)
{
    return strncmp(bt_as_str(code->filename)->data, "<frozen ", 8) == 0;
}

static void on_step(struct bt_event_sink *sink, struct bt_vthread *th)
{
    struct bt_races *r = (struct bt_races *)sink;
    struct bt_code *code = th->frame->code;
    if (code != r->code) {
        r->code = code;
        r->library = is_library(code);
    }
    if (r->library)
        return; // it looks after itself
    struct bt_race_target t;
    bool write;
    if (!bt_race_decode(th, &t, &write))
        return;
    if (write)
        note_write(r, th, &t);
    else if (r->races.n > 0)
        note_read(r, th, &t);
}

// The only thread alive has heard of everything: what was written so far cannot race with what
// comes.
static void reset(struct bt_races *r, uint32_t only)
{
    const struct bt_race_clock *clock = clock_of(r, only);
    for (uint32_t i = 0; clock && i < r->slots.n; i++)
        if (known(clock, i) < known(&r->slots.items[i].clock, i))
            return;
    for (size_t i = 0; i < r->slots.n; i++) {
        r->slot_of.items[r->slots.items[i].number] = 0;
        bt_free(r->slots.items[i].clock.at);
    }
    r->slots.n = 0;
    clear_channels(r);
    clear_places(r);
    bt_event_rewant(r->vm, &r->sink, 0);
}

static void on_start(struct bt_races *r, const struct bt_event *e)
{
    if (r->alive == 1 && r->slots.n > 0)
        reset(r, e->th->number);
    r->alive++;
    if (r->slots.n == 0) {
        bt_event_rewant(r->vm, &r->sink, BT_WANT_STEPS | BT_WANT_LOCKS | BT_WANT_SYNC);
        if (!add_slot(r, e->th->number))
            r->no_memory = true;
    }
    if (add_slot(r, e->other))
        pass(r, e->th->number, e->other);
}

static void on_end(struct bt_races *r, const struct bt_event *e)
{
    uint32_t slot = slot_of(r, e->th->number);
    if (slot != UINT32_MAX)
        r->slots.items[slot].ended = true;
    r->alive--;
}

static void on_event(struct bt_event_sink *sink, const struct bt_event *e)
{
    struct bt_races *r = (struct bt_races *)sink;
    const struct bt_object *o = bt_is_obj(e->object) ? bt_obj(e->object) : NULL;
    uint32_t number = e->th->number;
    switch ((enum bt_event_kind)e->kind) {
    case BT_EV_START: on_start(r, e); break;
    case BT_EV_END: on_end(r, e); break;
    case BT_EV_WAKE:
        if (e->reason != BT_WAIT_LOCK)
            pass(r, e->other, number);
        break;
    case BT_EV_ACQUIRE: observe(r, number, o); break;
    case BT_EV_RELEASE:
    case BT_EV_PUBLISH: publish(r, number, o); break;
    case BT_EV_OBSERVE:
        if (e->other) {
            pass(r, e->other, number);
            if (r->alive == 1)
                reset(r, number);
        } else {
            observe(r, number, o);
        }
        break;
    case BT_EV_SWITCH:
    case BT_EV_BLOCK:
    case BT_EV_OUTSIDE:
    case BT_EV_RETURN:
    case BT_EV_COLLECT:
    case BT_EV_YIELD:
    case BT_EV_TIMEOUT:
    case BT_EV_INTERRUPT:
    case BT_EV_RUN:
    case BT_EV_COLLECTED:
    case BT_EV_MARK:
    case BT_EV_DEADLOCK:
    case BT_EV_CTRL_C:
    case BT_EV_KINDS: break;
    }
}

static void on_sweep(struct bt_event_sink *sink)
{
    struct bt_races *r = (struct bt_races *)sink;
    r->code = NULL;
    if (r->n_channels > 0 && !rebuild_channels(r, r->cap_channels, bt_is_marked))
        clear_channels(r);
    if (r->n_places > 0 && !rebuild_places(r, r->cap_places, bt_is_marked))
        clear_places(r);
    for (size_t i = 0; i < r->races.n; i++) {
        const struct bt_object *key = r->races.items[i].key;
        if (key && !bt_is_marked(key))
            r->races.items[i].key = NULL;
    }
}

struct bt_races *bt_races_new(struct bt_vm *vm, struct bt_stats *stats)
{
    struct bt_races *r = bt_alloc_zero(sizeof *r);
    if (!r)
        return NULL;
    bt_arena_init(&r->arena);
    r->vm = vm;
    r->stats = stats;
    for (const struct bt_vthread *th = vm->threads; th; th = th->next)
        if (th->state != BT_THREAD_NEW && th->state != BT_THREAD_DONE)
            r->alive++;
    r->sink = (struct bt_event_sink){.event = on_event, .step = on_step, .sweep = on_sweep};
    bt_event_watch(vm, &r->sink);
    return r;
}

void bt_races_free(struct bt_races *r)
{
    if (!r)
        return;
    bt_event_unwatch(r->vm, &r->sink);
    for (size_t i = 0; i < r->slots.n; i++)
        bt_free(r->slots.items[i].clock.at);
    bt_vec_free(&r->slots);
    bt_vec_free(&r->slot_of);
    clear_channels(r);
    clear_places(r);
    bt_vec_free(&r->races);
    bt_arena_free(&r->arena);
    bt_free(r);
}
