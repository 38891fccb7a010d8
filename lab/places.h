/*
 * Places in the source, numbered: what turns an event's code and word into file, line and function.
 * A place is looked up once per (code, word); the names are copied, so a place outlives its code.
 */
#ifndef BT_LAB_PLACES_H
#define BT_LAB_PLACES_H

#include <stddef.h>
#include <stdint.h>

#include "base/arena.h"
#include "runtime/objects/function.h"

struct bt_place {
    const char *file, *function; // UTF-8, in the table's arena
    uint32_t line;               // from 1
};
struct bt_places {
    struct bt_place *places; // by number; number 0 is nowhere (file and function "", line 0)
    size_t n, cap;
    struct bt_place_key *keys; // open addressing
    size_t n_keys, cap_keys;
    struct bt_arena arena; // the texts
};

// false: no memory.
BT_MUST_CHECK bool bt_places_init(struct bt_places *p);
void bt_places_free(struct bt_places *p);
// The number of a place; 0 for code == NULL or when memory ran out. Equal lines of one function
// have one number.
uint32_t bt_places_find(struct bt_places *p, struct bt_code *code, uint32_t word);
// The place where the thread is in the script: in its innermost frame that is not the standard
// library's.
struct bt_vthread;
uint32_t bt_places_of(struct bt_places *p, const struct bt_vthread *th);
// The place of that number. Valid until the next bt_places_find.
static inline const struct bt_place *bt_places_at(const struct bt_places *p, uint32_t number)
{
    return &p->places[number < p->n ? number : 0];
}
// Forget the code objects that are dead (a sink's `sweep`). The places stay.
void bt_places_sweep(struct bt_places *p);

#endif
