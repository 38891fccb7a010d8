/*
 * Small blocks of known size: see slab.h. A page is carved into cells from the front, a batch at a
 * time, so that what is not needed is not touched. A class allocates from its current page; when
 * that has nothing left, from the partial page freed into most recently, then from a new one.
 */
#include "base/slab.h"

#include <stdbool.h>
#include <stdlib.h>

#define PAGES_PER_REGION 16u
#define CARVE_BYTES      1024u
#define SPARE_REGIONS    1u // unused regions that are kept

struct bt_slab_region {
    struct bt_slab_region *prev, *next;
    char *memory;
    uint32_t n_made; // pages that were ever taken: the rest is untouched
    uint32_t n_used; // pages not in the pool
};

static struct bt_slab_page *page_of(const void *block)
{
    return (struct bt_slab_page *)((uintptr_t)block & ~(uintptr_t)(BT_SLAB_PAGE - 1));
}

_Static_assert(sizeof(struct bt_slab_page) % BT_SLAB_GRAIN == 0, "cells are aligned");

// ---- regions and the pool ----

static bool add_region(struct bt_slabs *s)
{
    struct bt_slab_region *region = malloc(sizeof *region);
    char *memory = aligned_alloc(BT_SLAB_PAGE, (size_t)PAGES_PER_REGION * BT_SLAB_PAGE);
    if (region == NULL || memory == NULL) {
        free(region);
        free(memory);
        return false;
    }
    *region = (struct bt_slab_region){NULL, s->regions, memory, 0, 0};
    if (s->regions != NULL)
        s->regions->prev = region;
    s->regions = region;
    s->n_spare++;
    return true;
}

static void unlink_page(struct bt_slab_page **list, struct bt_slab_page *page)
{
    if (page->prev != NULL)
        page->prev->next = page->next;
    else
        *list = page->next;
    if (page->next != NULL)
        page->next->prev = page->prev;
}

static void link_page(struct bt_slab_page **list, struct bt_slab_page *page)
{
    page->prev = NULL;
    page->next = *list;
    if (*list != NULL)
        (*list)->prev = page;
    *list = page;
}

static void drop_region(struct bt_slabs *s, struct bt_slab_region *region)
{
    for (uint32_t i = 0; i < region->n_made; i++)
        unlink_page(&s->pool, (struct bt_slab_page *)(void *)(region->memory + i * BT_SLAB_PAGE));
    if (region->prev != NULL)
        region->prev->next = region->next;
    else
        s->regions = region->next;
    if (region->next != NULL)
        region->next->prev = region->prev;
    free(region->memory);
    free(region);
    s->n_spare--;
}

static struct bt_slab_page *take_page(struct bt_slabs *s, size_t class)
{
    struct bt_slab_page *page = s->pool;
    struct bt_slab_region *region;
    if (page != NULL) {
        region = page->region;
        unlink_page(&s->pool, page);
    } else { // only the newest region has pages that were never taken
        if ((s->regions == NULL || s->regions->n_made == PAGES_PER_REGION) && !add_region(s))
            return NULL;
        region = s->regions;
        page = (struct bt_slab_page *)(void *)(region->memory + region->n_made * BT_SLAB_PAGE);
        region->n_made++;
    }
    if (region->n_used++ == 0)
        s->n_spare--;
    *page = (struct bt_slab_page){.carved = (uint32_t)sizeof *page,
                                  .cell = (uint32_t) class * BT_SLAB_GRAIN,
                                  .region = region};
    return page;
}

static void give_page(struct bt_slabs *s, struct bt_slab_page *page)
{
    page->state = BT_SLAB_POOLED;
    link_page(&s->pool, page);
    if (--page->region->n_used == 0 && ++s->n_spare > SPARE_REGIONS)
        drop_region(s, page->region);
}

void bt_slabs_close(struct bt_slabs *s)
{
    while (s->regions != NULL) {
        struct bt_slab_region *next = s->regions->next;
        free(s->regions->memory);
        free(s->regions);
        s->regions = next;
    }
    *s = (struct bt_slabs){0};
}

// ---- blocks ----

// Cells of a page that were never used become free; false if there are none.
static bool carve(struct bt_slab_page *page)
{
    uint32_t end = page->carved + (page->cell > CARVE_BYTES ? page->cell : CARVE_BYTES);
    struct bt_slab_cell **tail = &page->free;
    if (end > BT_SLAB_PAGE)
        end = BT_SLAB_PAGE;
    for (; page->carved + page->cell <= end; page->carved += page->cell) {
        struct bt_slab_cell *cell = (struct bt_slab_cell *)(void *)((char *)page + page->carved);
        *tail = cell;
        tail = &cell->next;
    }
    *tail = NULL;
    return page->free != NULL;
}

// The class's current page has no free cell: find one that has.
static struct bt_slab_page *refill(struct bt_slabs *s, size_t class)
{
    struct bt_slab_page *page = s->current[class];
    if (page != NULL) {
        if (carve(page))
            return page;
        page->state = BT_SLAB_FULL;
    }
    page = s->partial[class];
    if (page != NULL) {
        unlink_page(&s->partial[class], page);
    } else {
        page = take_page(s, class);
        if (page != NULL)
            (void)carve(page); // a page has room for cells of every size
    }
    s->current[class] = page;
    if (page != NULL)
        page->state = BT_SLAB_CURRENT;
    return page;
}

void *bt_slab_alloc(struct bt_slabs *s, size_t size)
{
    size_t class = (size + BT_SLAB_GRAIN - 1) / BT_SLAB_GRAIN;
    struct bt_slab_page *page = s->current[class];
    if (__builtin_expect(page == NULL || page->free == NULL, 0)) {
        page = refill(s, class);
        if (page == NULL)
            return NULL;
    }
    struct bt_slab_cell *cell = page->free;
    page->free = cell->next;
    page->used++;
    return cell;
}

void bt_slab_free(struct bt_slabs *s, void *block)
{
    struct bt_slab_page *page = page_of(block);
    struct bt_slab_cell *cell = block;
    cell->next = page->free;
    page->free = cell;
    page->used--;
    if (__builtin_expect(page->state == BT_SLAB_CURRENT, 1))
        return;
    size_t class = page->cell / BT_SLAB_GRAIN;
    if (page->used == 0) {
        if (page->state == BT_SLAB_PARTIAL)
            unlink_page(&s->partial[class], page);
        give_page(s, page);
    } else if (page->state == BT_SLAB_FULL) {
        page->state = BT_SLAB_PARTIAL;
        link_page(&s->partial[class], page);
    }
}
