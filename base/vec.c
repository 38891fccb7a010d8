/*
 * The growth of typed vectors: by half, so that pushing is amortised O(1). See vec.h.
 */
#include "base/vec.h"

bool bt_vec_grow(void **items, size_t *cap, size_t want, size_t size)
{
    size_t bigger = *cap < 8 ? 8 : *cap + *cap / 2;
    if (bigger < want) {
        bigger = want;
    }
    void *moved = bt_realloc_array(*items, bigger, size);
    if (moved == NULL) {
        return false;
    }
    *items = moved;
    *cap = bigger;
    return true;
}
