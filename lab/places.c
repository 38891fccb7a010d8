// Places in the source: see places.h.
#include "lab/places.h"

#include <string.h>

#include "base/hash.h"
#include "bytecode/positions.h"
#include "runtime/objects/heap.h"
#include "runtime/objects/str.h"
#include "vm/thread.h"

#define LINE_KEY (1ull << 32) // marks a key by line, so that one line is one place

struct bt_place_key {
    struct bt_code *code; // NULL: free
    uint64_t what;        // a word, or LINE_KEY | line
    uint32_t place;
};

bool bt_places_init(struct bt_places *p)
{
    *p = (struct bt_places){.cap = 64, .cap_keys = 256};
    bt_arena_init(&p->arena);
    p->places = bt_alloc_array(p->cap, sizeof *p->places);
    p->keys = bt_alloc_zero(p->cap_keys * sizeof *p->keys);
    if (!p->places || !p->keys) {
        bt_places_free(p);
        return false;
    }
    p->places[p->n++] = (struct bt_place){"", "", 0};
    return true;
}

void bt_places_free(struct bt_places *p)
{
    bt_free(p->places);
    bt_free(p->keys);
    bt_arena_free(&p->arena);
    *p = (struct bt_places){0};
}

// The slot of a key, or the free one where it belongs.
static struct bt_place_key *slot(const struct bt_places *p, const struct bt_code *code,
                                 uint64_t what)
{
    size_t i = bt_hash_u64((uint64_t)(uintptr_t)code ^ what * 0x9E3779B97F4A7C15u);
    for (;; i++) {
        struct bt_place_key *k = &p->keys[i & (p->cap_keys - 1)];
        if (!k->code || (k->code == code && k->what == what))
            return k;
    }
}

static bool grow_keys(struct bt_places *p)
{
    struct bt_places bigger = *p;
    bigger.cap_keys = p->cap_keys * 2;
    bigger.keys = bt_alloc_zero(bigger.cap_keys * sizeof *bigger.keys);
    if (!bigger.keys)
        return false;
    for (size_t i = 0; i < p->cap_keys; i++)
        if (p->keys[i].code)
            *slot(&bigger, p->keys[i].code, p->keys[i].what) = p->keys[i];
    bt_free(p->keys);
    p->keys = bigger.keys;
    p->cap_keys = bigger.cap_keys;
    return true;
}

static uint32_t line_of(const struct bt_code *code, uint32_t word)
{
    struct bt_position at;
    if (bt_positions_find(code->positions, code->positions_len, word, &at) && at.line > 0)
        return (uint32_t)at.line;
    return code->first_line;
}

static const char *copy(struct bt_places *p, bt_value text)
{
    return bt_arena_copy(&p->arena, bt_as_str(text)->data, strlen(bt_as_str(text)->data));
}

static uint32_t new_place(struct bt_places *p, struct bt_code *code, uint32_t line)
{
    if (p->n == p->cap) {
        void *more = bt_realloc_array(p->places, p->cap * 2, sizeof *p->places);
        if (!more)
            return 0;
        p->places = more;
        p->cap *= 2;
    }
    struct bt_place place = {copy(p, code->filename), copy(p, code->qualname), line};
    if (!place.file || !place.function)
        return 0;
    p->places[p->n] = place;
    return (uint32_t)p->n++;
}

uint32_t bt_places_find(struct bt_places *p, struct bt_code *code, uint32_t word)
{
    if (!code)
        return 0;
    struct bt_place_key *by_word = slot(p, code, word);
    if (by_word->code)
        return by_word->place;
    if (p->n_keys + 2 > p->cap_keys / 4 * 3) {
        if (!grow_keys(p))
            return 0;
        by_word = slot(p, code, word);
    }
    uint32_t line = line_of(code, word);
    struct bt_place_key *by_line = slot(p, code, LINE_KEY | line);
    if (!by_line->code) {
        uint32_t place = new_place(p, code, line);
        if (place == 0)
            return 0;
        *by_line = (struct bt_place_key){code, LINE_KEY | line, place};
        p->n_keys++;
    }
    uint32_t place = by_line->place;
    *slot(p, code, word) = (struct bt_place_key){code, word, place};
    p->n_keys++;
    return place;
}

static bool is_library(const struct bt_place *place)
{
    return strncmp(place->file, "<frozen ", 8) == 0;
}

uint32_t bt_places_of(struct bt_places *p, const struct bt_vthread *th)
{
    uint32_t first = 0;
    for (const struct bt_frame *f = th->frame; f; f = f->prev) {
        uint32_t place = bt_places_find(p, f->code, bt_frame_word(f));
        if (!is_library(bt_places_at(p, place)))
            return place;
        if (first == 0)
            first = place;
    }
    return first;
}

void bt_places_sweep(struct bt_places *p)
{
    bool dead = false;
    for (size_t i = 0; i < p->cap_keys && !dead; i++)
        dead = p->keys[i].code && !bt_is_marked(&p->keys[i].code->base);
    if (!dead)
        return;
    struct bt_places kept = *p;
    kept.n_keys = 0;
    kept.keys = bt_alloc_zero(kept.cap_keys * sizeof *kept.keys);
    if (!kept.keys) { // what lives will be looked up anew
        memset(p->keys, 0, p->cap_keys * sizeof *p->keys);
        p->n_keys = 0;
        return;
    }
    for (size_t i = 0; i < p->cap_keys; i++) {
        if (!p->keys[i].code || !bt_is_marked(&p->keys[i].code->base))
            continue;
        *slot(&kept, p->keys[i].code, p->keys[i].what) = p->keys[i];
        kept.n_keys++;
    }
    bt_free(p->keys);
    *p = kept;
}
