/*
 * The table of interned strs (strtab.h): open addressing, linear probing. Called by bt_intern's
 * callers and by the collector; under the GIL.
 *
 * Invariants: every entry is an exact str with BT_OBJ_INTERNED and its hash cached in base.aux; at
 * most 3/4 of the slots are taken, gravestones included.
 */
#include "runtime/objects/strtab.h"

#include "base/mem.h"
#include "runtime/objects/error.h"
#include "runtime/objects/str.h"
#include "runtime/objects/str_impl.h"

enum { FIRST_SIZE = 1024 };

struct bt_strtab {
    struct bt_str **slots; // NULL: free; GRAVE: a str was here
    size_t size;           // power of two
    size_t n_taken;        // slots not NULL
    size_t n_live;
};

// Stands where a str was taken out, so that probing goes on; never dereferenced.
static const char grave_mark;
#define GRAVE ((struct bt_str *)(uintptr_t)&grave_mark)

struct bt_strtab *bt_strtab_new(void)
{
    struct bt_strtab *tab = bt_alloc_zero(sizeof *tab);
    if (tab == NULL)
        return NULL;
    tab->slots = bt_alloc_zero(FIRST_SIZE * sizeof *tab->slots);
    tab->size = FIRST_SIZE;
    if (tab->slots == NULL) {
        bt_free(tab);
        return NULL;
    }
    return tab;
}

void bt_strtab_free(struct bt_strtab *tab)
{
    if (tab != NULL) {
        bt_free(tab->slots);
        bt_free(tab);
    }
}

// The same text in a table twice as large (or as large, when it is gravestones that fill it).
static bool rebuild(struct bt_strtab *tab)
{
    size_t size = tab->n_live * 2 >= tab->size ? tab->size * 2 : tab->size;
    struct bt_str **slots = bt_alloc_zero(size * sizeof *slots);
    if (slots == NULL)
        return false;
    for (size_t i = 0; i < tab->size; i++) {
        struct bt_str *s = tab->slots[i];
        if (s == NULL || s == GRAVE)
            continue;
        size_t j = s->base.aux & (size - 1);
        while (slots[j] != NULL)
            j = (j + 1) & (size - 1);
        slots[j] = s;
    }
    bt_free(tab->slots);
    tab->slots = slots;
    tab->size = size;
    tab->n_taken = tab->n_live;
    return true;
}

// The slot of this text: its own, or the one where it is to be put.
static struct bt_str **find(struct bt_strtab *tab, const char *data, size_t len, uint32_t hash)
{
    struct bt_str **place = NULL;
    for (size_t i = hash & (tab->size - 1);; i = (i + 1) & (tab->size - 1)) {
        struct bt_str *s = tab->slots[i];
        if (s == NULL)
            return place != NULL ? place : &tab->slots[i];
        if (s == GRAVE)
            place = place != NULL ? place : &tab->slots[i];
        else if (s->base.aux == hash && s->len == len && memcmp(s->data, data, len) == 0)
            return &tab->slots[i];
    }
}

static bool taken(struct bt_str *const *slot)
{
    return *slot != NULL && *slot != GRAVE;
}

// Puts `s` into its slot; the table may be rebuilt afterwards.
static bt_value put(struct bt_thread *th, struct bt_str **slot, struct bt_str *s)
{
    struct bt_strtab *tab = th->interp->strtab;
    tab->n_taken += *slot == NULL;
    tab->n_live++;
    *slot = s;
    s->base.flags |= BT_OBJ_INTERNED;
    // When the larger table cannot be had, this one serves until it is full but for one slot.
    if (tab->n_taken * 4 > tab->size * 3 && !rebuild(tab) && tab->n_taken + 1 >= tab->size) {
        *slot = GRAVE;
        tab->n_live--;
        s->base.flags &= (uint8_t)~BT_OBJ_INTERNED;
        return bt_raise_no_memory(th);
    }
    return bt_from_obj(s);
}

bt_value bt_intern(struct bt_thread *th, const char *data, size_t len)
{
    uint32_t hash = bt_text_hash32(th, data, len);
    struct bt_str **slot = find(th->interp->strtab, data, len, hash);
    if (taken(slot))
        return bt_from_obj(*slot);
    bt_value v = bt_str_new(th, data, len);
    if (bt_is_error(v))
        return BT_ERROR;
    bt_as_str(v)->base.aux = hash;
    return put(th, slot, bt_as_str(v));
}

bt_value bt_intern_find(struct bt_thread *th, const char *data, size_t len)
{
    struct bt_str **slot = find(th->interp->strtab, data, len, bt_text_hash32(th, data, len));
    return taken(slot) ? bt_from_obj(*slot) : BT_UNSET;
}

bt_value bt_intern_str(struct bt_thread *th, bt_value str)
{
    struct bt_str *s = bt_as_str(str);
    if ((s->base.flags & BT_OBJ_INTERNED) != 0)
        return str;
    if (!bt_is_exact(th, str, BT_T_STR))
        return bt_intern(th, s->data, s->len);
    struct bt_str **slot = find(th->interp->strtab, s->data, s->len, bt_str_hash32(th, s));
    if (taken(slot))
        return bt_from_obj(*slot);
    return bt_str_settle(th, str) ? put(th, slot, s) : BT_ERROR; // names are read as C's strings
}

void bt_strtab_sweep(struct bt_interp *interp,
                     bool (*alive)(struct bt_interp *interp, const struct bt_object *object))
{
    struct bt_strtab *tab = interp->strtab;
    if (tab == NULL)
        return;
    for (size_t i = 0; i < tab->size; i++) {
        struct bt_str *s = tab->slots[i];
        if (s != NULL && s != GRAVE && !alive(interp, &s->base)) {
            tab->slots[i] = GRAVE;
            tab->n_live--;
        }
    }
}
