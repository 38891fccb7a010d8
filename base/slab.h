/*
 * Small blocks of known size: allocator for memory whose owner remembers how much it asked for.
 * Cells of one size lie side by side in a page, which lists its own free ones; pages come from
 * regions that go back to the system when nothing in them is used. One allocator belongs to one
 * owner and has no lock.
 */
#ifndef BT_BASE_SLAB_H
#define BT_BASE_SLAB_H

#include <stddef.h>
#include <stdint.h>

#define BT_SLAB_MAX     1024u // bytes; larger blocks are malloc's
#define BT_SLAB_GRAIN   16u
#define BT_SLAB_CLASSES (BT_SLAB_MAX / BT_SLAB_GRAIN + 1)
#define BT_SLAB_PAGE    16384u

struct bt_slab_cell {
    struct bt_slab_cell *next;
};
struct bt_slab_region;

// At the beginning of each page, found from a cell by its address.
struct bt_slab_page {
    struct bt_slab_cell *free;
    uint32_t used;                    // cells handed out
    uint32_t carved;                  // bytes from the page's start that are cells already
    uint32_t cell;                    // bytes of one
    uint32_t state;                   // enum bt_slab_state
    struct bt_slab_page *prev, *next; // in its class's list, or in the pool (next only)
    struct bt_slab_region *region;
};
enum bt_slab_state {
    BT_SLAB_CURRENT, // its class allocates from it
    BT_SLAB_PARTIAL, // in its class's list: some cells are free
    BT_SLAB_FULL,    // in no list
    BT_SLAB_POOLED,
};

struct bt_slabs {
    struct bt_slab_page *current[BT_SLAB_CLASSES]; // NULL: none yet
    struct bt_slab_page *partial[BT_SLAB_CLASSES];
    struct bt_slab_page *pool; // pages of no class
    struct bt_slab_region *regions;
    uint32_t n_spare; // regions of which no page is used
};

// All fields zero is an empty allocator. Release everything, blocks in use included.
void bt_slabs_close(struct bt_slabs *s);
// A block of 1 to BT_SLAB_MAX bytes, aligned to 16; NULL when there is no memory.
void *bt_slab_alloc(struct bt_slabs *s, size_t size);
void bt_slab_free(struct bt_slabs *s, void *block);
// Would a block of the one size have room for the other, as it is?
static inline int bt_slab_same(size_t a, size_t b)
{
    return (a + BT_SLAB_GRAIN - 1) / BT_SLAB_GRAIN == (b + BT_SLAB_GRAIN - 1) / BT_SLAB_GRAIN;
}

#endif
