// What a race is about, in words, and the hints that are made of it. See races.h.
#include <inttypes.h>
#include <string.h>

#include "lab/names.h"
#include "lab/put.h"
#include "lab/races.h"
#include "runtime/objects/dict.h"
#include "runtime/objects/str.h"
#include "runtime/objects/type.h"

#define RACES_MAX 256 // that are told apart
#define HINTS_MAX 10

// ---- names ----

// What tells this race from others: attributes go by the class, items by their container.
static const struct bt_object *group(const struct bt_race_target *t)
{
    bool instance = t->kind == BT_RACE_ATTRIBUTE && !(t->base->type->flags & BT_TYPE_TYPE_SUB);
    return instance ? &t->base->type->base : t->base;
}

static void put_str(struct bt_buf *out, bt_value str)
{
    if (bt_is_str(str))
        bt_buf_write(out, bt_as_str(str)->data, bt_as_str(str)->len);
}

static void put_container(struct bt_races *r, const struct bt_vthread *th,
                          const struct bt_race_target *t, struct bt_buf *out)
{
    if (!bt_name_find(r->vm, th->frame, bt_from_obj(t->base), out))
        bt_buf_printf(out, "a %s", t->base->type->name);
}

static void put_name(struct bt_races *r, const struct bt_vthread *th,
                     const struct bt_race_target *t, struct bt_buf *name, struct bt_buf *what)
{
    bool type = (t->base->type->flags & BT_TYPE_TYPE_SUB) != 0;
    const char *file = bt_as_str(th->frame->code->filename)->data;
    switch (t->kind) {
    case BT_RACE_GLOBAL:
        put_str(name, t->name);
        bt_buf_puts(what, "global");
        if (t->base == &th->frame->func->globals->base)
            bt_buf_printf(what, " of %s", bt_put_basename(file));
        break;
    case BT_RACE_ATTRIBUTE:
        bt_buf_puts(name, type ? ((const struct bt_type *)t->base)->name : t->base->type->name);
        bt_buf_putc(name, '.');
        put_str(name, t->name);
        bt_buf_puts(what, type ? "class attribute" : "attribute");
        break;
    case BT_RACE_VARIABLE:
        put_str(name, t->name);
        bt_buf_puts(what, "variable of an enclosing function");
        break;
    case BT_RACE_ITEM:
        put_container(r, th, t, name);
        bt_buf_putc(name, '[');
        bt_name_key(name, t->name);
        bt_buf_putc(name, ']');
        bt_buf_printf(what, "item of a %s", t->base->type->name);
        break;
    case BT_RACE_CONTENTS:
        put_container(r, th, t, name);
        bt_buf_puts(what, t->base->type->name);
        break;
    }
}

struct bt_race *bt_race_of(struct bt_races *r, struct bt_vthread *th,
                           const struct bt_race_target *t)
{
    const struct bt_object *key = group(t);
    uint64_t key2 = t->kind == BT_RACE_ITEM ? 0 : t->key;
    for (size_t i = 0; i < r->races.n; i++) {
        struct bt_race *race = &r->races.items[i];
        if (race->key == key && race->key2 == key2 && race->kind == t->kind)
            return race;
    }
    if (r->races.n >= RACES_MAX)
        return NULL;
    struct bt_buf name, what;
    bt_buf_init(&name);
    bt_buf_init(&what);
    put_name(r, th, t, &name, &what);
    struct bt_race race = {.kind = t->kind, .key = key, .key2 = key2};
    if (!name.failed && !what.failed) {
        race.name = bt_arena_copy(&r->arena, name.data ? name.data : "", name.len);
        race.what = bt_arena_copy(&r->arena, what.data ? what.data : "", what.len);
    }
    bt_buf_free(&name);
    bt_buf_free(&what);
    if (!race.name || !race.what || !bt_vec_push(&r->races, race)) {
        r->no_memory = true;
        return NULL;
    }
    return &bt_vec_last(&r->races);
}

// ---- hints ----

// The n-th most written race, those that can lose something first; NULL behind the last.
static const struct bt_race *next_hint(const struct bt_races *r, const struct bt_race *before)
{
    const struct bt_race *best = NULL;
    for (size_t i = 0; i < r->races.n; i++) {
        const struct bt_race *a = &r->races.items[i];
        bool a_call = a->kind == BT_RACE_CONTENTS;
        if (before) { // only what comes behind it in the order (call, -writes, place in the list)
            bool b_call = before->kind == BT_RACE_CONTENTS;
            if (a_call < b_call ||
                (a_call == b_call &&
                 (a->writes > before->writes || (a->writes == before->writes && a <= before))))
                continue;
        }
        bool best_call = best && best->kind == BT_RACE_CONTENTS;
        if (!best || a_call < best_call || (a_call == best_call && a->writes > best->writes))
            best = a;
    }
    return best;
}

static void put_thread(struct bt_buf *out, const struct bt_races *r, uint32_t number, bool unicode)
{
    const struct bt_stats_thread *t = bt_stats_find(r->stats, number);
    if (t && t->name)
        bt_put_text(out, t->name, unicode, 40, 0);
    else
        bt_buf_printf(out, "thread %u", number);
}

static bool together(const struct bt_race_access *a, const struct bt_race_access *b)
{
    return a->place == b->place && a->lock == b->lock;
}

// "Thread-1 and Thread-2 at x.py:9, Thread-3 at line 12 holding lock 1".
static void put_accesses(struct bt_buf *out, const struct bt_races *r,
                         const struct bt_race_access *list, size_t n, bool more, bool unicode)
{
    const char *file = NULL;
    uint32_t printed = 0;
    while (n > 0 && list[n - 1].times == 0)
        n--;
    for (size_t i = 0; i < n; i++) {
        if (printed >> i & 1)
            continue;
        size_t left = 0;
        for (size_t k = i; k < n; k++)
            left += together(&list[i], &list[k]);
        bt_buf_puts(out, printed ? ", " : "");
        for (size_t k = i; k < n; k++) {
            if (!together(&list[i], &list[k]))
                continue;
            printed |= 1u << k;
            put_thread(out, r, list[k].thread, unicode);
            left--;
            bt_buf_puts(out, left > 1 ? ", " : left == 1 ? " and " : " at ");
        }
        const struct bt_place *place = bt_places_at(&r->stats->places, list[i].place);
        if (file && strcmp(file, place->file) == 0)
            bt_buf_printf(out, "line %u", place->line);
        else
            bt_put_place(out, place, unicode);
        file = place->file;
        if (list[i].lock)
            bt_buf_printf(out, " holding lock %u", list[i].lock);
    }
    if (more)
        bt_buf_puts(out, " and others");
}

static void put_hint(struct bt_buf *out, const struct bt_races *r, const struct bt_race *race,
                     bool unicode)
{
    bt_buf_puts(out, "  ");
    bt_put_text(out, race->name, unicode, 60, 0);
    bt_buf_puts(out, " (");
    bt_put_text(out, race->what, unicode, 60, 0);
    bool call = race->kind == BT_RACE_CONTENTS;
    bt_buf_puts(out, call ? "), changed " : "), written ");
    bt_put_count(out, race->writes, 0);
    bt_buf_puts(out, " times\n      by ");
    put_accesses(out, r, race->writers, BT_RACE_WRITERS, race->more_writers, unicode);
    if (race->readers[0].times > 0) {
        bt_buf_puts(out, ";\n      read by ");
        put_accesses(out, r, race->readers, BT_RACE_READERS, race->more_readers, unicode);
    }
    if (call)
        bt_buf_printf(out,
                      ";\n      each change (%s) is one instruction: none is lost, but their"
                      " order is the schedule's",
                      race->call ? race->call : "call");
    bt_buf_puts(out, ".\n");
}

void bt_races_text(struct bt_buf *out, const struct bt_races *r, bool unicode)
{
    const struct bt_race *race = NULL;
    if (r->races.n > 0)
        bt_buf_puts(out, "\nHint: written by several threads with no common lock, and nothing else"
                         " orders it:\n");
    for (size_t i = 0; i < HINTS_MAX && (race = next_hint(r, race)) != NULL; i++)
        put_hint(out, r, race, unicode);
    if (r->races.n > HINTS_MAX)
        bt_buf_printf(out, "  and %zu more.\n", r->races.n - HINTS_MAX);
    if (r->too_many_places || r->too_many_threads || r->no_memory)
        bt_buf_printf(out, "(For the hint not everything was looked at: there were too many %s.)\n",
                      r->too_many_threads ? "threads" : "objects");
}

static void json_accesses(struct bt_buf *out, const struct bt_races *r,
                          const struct bt_race_access *list, size_t n)
{
    bt_buf_putc(out, '[');
    for (size_t i = 0; i < n && list[i].times > 0; i++) {
        const struct bt_place *place = bt_places_at(&r->stats->places, list[i].place);
        bt_buf_printf(out, "%s\n      {\"thread\": %u, \"times\": %u, \"file\": ", i ? "," : "",
                      list[i].thread, list[i].times);
        bt_put_json_str(out, place->file);
        bt_buf_printf(out, ", \"line\": %u, \"function\": ", place->line);
        bt_put_json_str(out, place->function);
        bt_buf_puts(out, ", \"lock\": ");
        bt_buf_printf(out, list[i].lock ? "%u}" : "null}", list[i].lock);
    }
    bt_buf_putc(out, ']');
}

void bt_races_json(struct bt_buf *out, const struct bt_races *r)
{
    static const char *const kinds[] = {
        [BT_RACE_GLOBAL] = "global",     [BT_RACE_ATTRIBUTE] = "attribute",
        [BT_RACE_VARIABLE] = "variable", [BT_RACE_ITEM] = "item",
        [BT_RACE_CONTENTS] = "contents",
    };
    bt_buf_puts(out, "\"hints\": [");
    const struct bt_race *race = NULL;
    for (bool first = true; (race = next_hint(r, race)) != NULL; first = false) {
        bt_buf_printf(out, "%s\n    {\"kind\": \"%s\", \"name\": ", first ? "" : ",",
                      kinds[race->kind]);
        bt_put_json_str(out, race->name);
        bt_buf_puts(out, ", \"what\": ");
        bt_put_json_str(out, race->what);
        bt_buf_printf(out,
                      ", \"writes\": %" PRIu64 ", \"unordered\": %" PRIu64 ",\n     \"writers\": ",
                      race->writes, race->races);
        json_accesses(out, r, race->writers, BT_RACE_WRITERS);
        bt_buf_puts(out, ",\n     \"readers\": ");
        json_accesses(out, r, race->readers, BT_RACE_READERS);
        bt_buf_putc(out, '}');
    }
    bt_buf_printf(out, "],\n  \"hints_complete\": %s",
                  r->too_many_places || r->too_many_threads || r->no_memory ? "false" : "true");
}
