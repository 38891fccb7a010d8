// The table of the scheduling policies: see policy.h.
#include "vm/policy.h"

#include <string.h>

static const struct bt_policy *const policies[] = {
    &bt_policy_fifo,
};
#define N_POLICIES (sizeof policies / sizeof policies[0])

const struct bt_policy *bt_policy_at(size_t i)
{
    return i < N_POLICIES ? policies[i] : NULL;
}

const struct bt_policy *bt_policy_find(const char *text, size_t len)
{
    for (size_t i = 0; i < N_POLICIES; i++)
        if (strlen(policies[i]->name) == len && memcmp(policies[i]->name, text, len) == 0)
            return policies[i];
    return NULL;
}
