/*
 * Memory blocks: malloc and friends, never aborting. See mem.h.
 */
#include "base/mem.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#ifdef __GLIBC__
#include <malloc.h>
#endif

#define KEEP_BYTES (32 << 20) // at the end of the C library's heap
#define MMAP_BYTES (8 << 20)  // blocks from here on are mappings of their own

void *bt_alloc(size_t size)
{
    return malloc(size != 0 ? size : 1);
}

void *bt_alloc_zero(size_t size)
{
    return calloc(1, size != 0 ? size : 1);
}

void *bt_alloc_array(size_t n, size_t size)
{
    size_t total;
    if (__builtin_mul_overflow(n, size, &total)) {
        return NULL;
    }
    return bt_alloc(total);
}

void *bt_realloc(void *block, size_t size)
{
    return realloc(block, size != 0 ? size : 1);
}

void *bt_realloc_array(void *block, size_t n, size_t size)
{
    size_t total;
    if (__builtin_mul_overflow(n, size, &total)) {
        return NULL;
    }
    return bt_realloc(block, total);
}

char *bt_alloc_copy(const char *bytes, size_t len)
{
    if (len == SIZE_MAX) {
        return NULL;
    }
    char *copy = bt_alloc(len + 1);
    if (copy == NULL) {
        return NULL;
    }
    if (len != 0) {
        memcpy(copy, bytes, len);
    }
    copy[len] = '\0';
    return copy;
}

void bt_mem_tune(void)
{
#ifdef __GLIBC__
    (void)mallopt(M_TRIM_THRESHOLD, KEEP_BYTES);
    (void)mallopt(M_MMAP_THRESHOLD, MMAP_BYTES);
#endif
}

void bt_free(void *block)
{
    free(block);
}

void *bt_pages_map(size_t size, size_t align)
{
    char *all = mmap(NULL, size + align, PROT_READ | PROT_WRITE,
                     MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE, -1, 0);
    if (all == MAP_FAILED) {
        return NULL;
    }
    size_t before = (align - ((uintptr_t)all & (align - 1))) & (align - 1);
    if (before != 0) {
        munmap(all, before);
    }
    munmap(all + before + size, align - before);
    return all + before;
}

void bt_pages_unmap(void *pages, size_t size)
{
    munmap(pages, size);
}

void bt_pages_drop(void *pages, size_t size)
{
    madvise(pages, size, MADV_DONTNEED);
}
