// The table of the scheduling policies: see policy.h.
#include "vm/policy.h"

#include <stdio.h>
#include <string.h>

static const struct bt_policy *const policies[] = {
    &bt_policy_fifo, &bt_policy_lifo,  &bt_policy_random, &bt_policy_priority,
    &bt_policy_pct,  &bt_policy_ticks, &bt_policy_slices, &bt_policy_replay,
};
#define N_POLICIES (sizeof policies / sizeof policies[0])

const struct bt_policy *bt_policy_find(const char *text, size_t len)
{
    for (size_t i = 0; i < N_POLICIES; i++)
        if (strlen(policies[i]->name) == len && memcmp(policies[i]->name, text, len) == 0)
            return policies[i];
    return NULL;
}

// "fifo, lifo ... or slices[:MS]"
static void list_names(char *out, size_t size)
{
    size_t used = 0;
    for (size_t i = 0; i < N_POLICIES && used < size; i++) {
        const char *parameter = policies[i]->parameter;
        int n = snprintf(out + used, size - used, "%s%s%s",
                         i == 0                ? ""
                         : i == N_POLICIES - 1 ? " and "
                                               : ", ",
                         policies[i]->name, parameter ? parameter : "");
        used += n > 0 ? (size_t)n : 0;
    }
}

bool bt_policy_parse(const char *text, const struct bt_policy **policy, const char **parameter,
                     char *message, size_t size)
{
    const char *colon = strchr(text, ':');
    size_t len = colon ? (size_t)(colon - text) : strlen(text);
    *policy = bt_policy_find(text, len);
    *parameter = colon ? colon + 1 : NULL;
    if (!*policy) {
        char names[256];
        list_names(names, sizeof names);
        (void)snprintf(message, size, "`%.*s' is no policy: there are %s",
                       (int)(len < 40 ? len : 40), text, names);
        return false;
    }
    const char *wrong = (*policy)->check ? (*policy)->check(*parameter)
                        : *parameter     ? "takes no parameter"
                                         : NULL;
    if (wrong)
        (void)snprintf(message, size, "%s %s", (*policy)->name, wrong);
    return wrong == NULL;
}
