/*
 * Typed growable arrays, as macros over one function.
 *
 *     struct { int *items; size_t n, cap; } v = { 0 };    or a named struct with these fields
 *     if (!bt_vec_push(&v, 42)) goto no_memory;
 *     for (size_t i = 0; i < v.n; i++) use(v.items[i]);
 *     bt_vec_free(&v);
 */
#ifndef BT_BASE_VEC_H
#define BT_BASE_VEC_H

#include "base/mem.h"

#include <stdbool.h>
#include <stddef.h>

#define BT_VEC(type) \
    {                \
        type *items; \
        size_t n;    \
        size_t cap;  \
    }

/* Makes room for `more` items; false when out of memory, the vector unchanged. */
#define bt_vec_reserve(v, more)             \
    ((v)->n + (size_t)(more) <= (v)->cap || \
     bt_vec_grow((void **)&(v)->items, &(v)->cap, (v)->n + (size_t)(more), sizeof *(v)->items))

/* Appends one item; false when out of memory, the vector unchanged. */
#define bt_vec_push(v, item) (bt_vec_reserve(v, 1) && ((v)->items[(v)->n++] = (item), true))

/* Removes and gives the last item; the vector must not be empty. */
#define bt_vec_pop(v) ((v)->items[--(v)->n])

/* The last item, as an lvalue; the vector must not be empty. */
#define bt_vec_last(v) ((v)->items[(v)->n - 1])

/* Frees the items; the vector is empty again. */
#define bt_vec_free(v) (bt_free((v)->items), (v)->items = NULL, (v)->n = 0, (v)->cap = 0, (void)0)

/* For the macros: at least `want` items of `size` bytes; false when out of memory. */
BT_MUST_CHECK bool bt_vec_grow(void **items, size_t *cap, size_t want, size_t size);

#endif
