// The life of a code image: reference counting. An image without an arena is in static storage and
// is never counted.
#include "bytecode/image.h"

#include "base/arena.h"

struct bt_image *bt_image_ref(struct bt_image *image)
{
    if (image->arena != NULL)
        atomic_fetch_add_explicit(&image->refs, 1, memory_order_relaxed);
    return image;
}

void bt_image_unref(struct bt_image *image)
{
    if (image == NULL || image->arena == NULL)
        return;
    if (atomic_fetch_sub_explicit(&image->refs, 1, memory_order_acq_rel) != 1)
        return;
    struct bt_arena *arena = image->arena; // the image itself lives in it
    bt_arena_free(arena);
    bt_free(arena);
}
