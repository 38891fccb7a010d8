/*
 * The table of interned strs: the one str object of each text that C code, names in code and
 * attribute names use, so that they compare by identity. It does not keep its strs alive: the
 * collector takes the dead ones out.
 */
#ifndef BT_OBJECTS_STRTAB_H
#define BT_OBJECTS_STRTAB_H

#include "runtime/objects/state.h"

// An empty table; NULL when out of memory. Belongs to the interpreter (interp->strtab).
BT_MUST_CHECK struct bt_strtab *bt_strtab_new(void);
void bt_strtab_free(struct bt_strtab *tab);

// The interned str of this text; BT_UNSET if there is none. Makes nothing.
bt_value bt_intern_find(struct bt_thread *th, const char *data, size_t len);

// For the collector, after marking and before anything is freed: drops the strs for which `alive`
// says no.
void bt_strtab_sweep(struct bt_interp *interp,
                     bool (*alive)(struct bt_interp *interp, const struct bt_object *object));

#endif
