/*
 * Memory blocks for the layers that have no interpreter (base, lexer, parser, bytecode, compiler).
 *
 * These are malloc and friends behind one door, so that a test can make the n-th request fail.
 * They return NULL when memory is exhausted and never abort. Objects that Python code can see live
 * in the interpreter's heap instead.
 */
#ifndef BT_BASE_MEM_H
#define BT_BASE_MEM_H

#include <stddef.h>

#define BT_MUST_CHECK __attribute__((warn_unused_result))

/* `size` bytes, not cleared; NULL when out of memory. A size of 0 gives a block of one byte. */
BT_MUST_CHECK void *bt_alloc(size_t size);

/* `size` bytes, all zero; NULL when out of memory. */
BT_MUST_CHECK void *bt_alloc_zero(size_t size);

/* As bt_alloc for `n` items of `size` bytes; NULL too when the product overflows. */
BT_MUST_CHECK void *bt_alloc_array(size_t n, size_t size);

/* Resizes `block` (NULL: allocates). On failure returns NULL and leaves `block` as it was. */
BT_MUST_CHECK void *bt_realloc(void *block, size_t size);

/* As bt_realloc for `n` items of `size` bytes; NULL too when the product overflows. */
BT_MUST_CHECK void *bt_realloc_array(void *block, size_t n, size_t size);

/* A NUL-terminated copy of `len` bytes; NULL when out of memory. */
BT_MUST_CHECK char *bt_alloc_copy(const char *bytes, size_t len);

/* For a program at its start: let the C library keep some tens of MiB of freed memory, which a
   collecting heap asks for again at once. Nothing where it cannot be told. */
void bt_mem_tune(void);

/* Gives a block back; NULL is allowed. */
void bt_free(void *block);

/* Whole pages from the system, all zero and not resident yet: `size` bytes at a multiple of
 * `align`, both powers of two and at least a page. NULL when out of memory. */
BT_MUST_CHECK void *bt_pages_map(size_t size, size_t align);

/* Gives back what bt_pages_map gave, the whole of it. */
void bt_pages_unmap(void *pages, size_t size);

/* The contents of these pages are not needed any more: the system takes the memory, the addresses
 * stay. They read as zero afterwards. */
void bt_pages_drop(void *pages, size_t size);

#endif
