// The table of the substrates: see substrate.h.
#include "vm/substrate.h"

#include <string.h>

static const struct bt_substrate *const substrates[] = {
    &bt_substrate_os,
    &bt_substrate_coroutine,
};
#define N_SUBSTRATES (sizeof substrates / sizeof substrates[0])

const struct bt_substrate *bt_substrate_find(const char *name)
{
    for (size_t i = 0; i < N_SUBSTRATES; i++)
        if (strcmp(substrates[i]->name, name) == 0)
            return substrates[i];
    return NULL;
}
