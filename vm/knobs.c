// The knobs of the schedule: see knobs.h.
#include "vm/knobs.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "runtime/objects/error.h"
#include "vm/interp.h"

#define LENGTHS_STREAM 0x6A09E667F3BCC908u // any number: another stream than the policy's

// A number from 1 to 2^60 at the start of the text; what follows it, or NULL.
static const char *switch_number(const char *text, uint64_t *n)
{
    if (text[0] < '0' || text[0] > '9')
        return NULL;
    char *end;
    errno = 0;
    unsigned long long v = strtoull(text, &end, 10);
    if (errno || v == 0 || v > (1ull << 60))
        return NULL;
    *n = v;
    return end;
}

bool bt_switch_parse(const char *text, uint64_t *n, uint64_t *max)
{
    if (strcmp(text, "inf") == 0) {
        *n = *max = BT_SWITCH_INF;
        return true;
    }
    uint64_t low, high;
    bool random = text[0] == '~'; // as a sweep writes it
    const char *rest = switch_number(text + random, &low);
    if (!rest)
        return false;
    high = low;
    if (rest[0] == '.' && rest[1] == '.')
        rest = switch_number(rest + 2, &high);
    else if (random)
        return false;
    if (!rest || *rest || high < low)
        return false;
    *n = low;
    *max = high;
    return true;
}

void bt_knobs_seed(struct bt_gil *gil, uint64_t seed)
{
    gil->random = (struct bt_random){seed};
    gil->lengths = (struct bt_random){seed ^ LENGTHS_STREAM};
}

// Take all ready threads out, in the order in which they would have run.
static struct bt_ready_queue empty_queues(struct bt_vm *vm)
{
    struct bt_ready_queue all = {NULL, NULL};
    struct bt_vthread *th;
    while ((th = bt_sched_next(vm)))
        bt_ready_push(&all, th);
    return all;
}

static void enter_all(struct bt_gil *gil, struct bt_ready_queue *all)
{
    while (all->first) {
        struct bt_vthread *th = bt_ready_pop(all);
        gil->n_ready++;
        gil->policy->enter(gil, th, (enum bt_entry)th->entered);
    }
}

static bool no_memory(struct bt_vthread *th)
{
    (void)bt_raise_no_memory(&th->t);
    return false;
}

static bool preferred(const struct bt_gil *gil, struct bt_vthread *running)
{
    for (struct bt_vthread *t = running->vm->threads; t; t = t->next)
        if (t->state == BT_THREAD_READY && gil->policy->preempts(gil, running, t))
            return true;
    return false;
}

bool bt_knobs_set_policy(struct bt_vthread *th, const struct bt_policy *policy,
                         const char *parameter)
{
    struct bt_vm *vm = th->vm;
    struct bt_gil *gil = &vm->gil;
    struct bt_vm_config config = vm->config;
    char *copy = NULL;
    if (parameter) {
        size_t size = strlen(parameter) + 1;
        copy = bt_alloc(size);
        if (!copy)
            return no_memory(th);
        memcpy(copy, parameter, size);
    }
    config.policy = policy;
    config.policy_parameter = copy;
    struct bt_gil before = *gil;
    gil->policy_state = NULL;
    if (!config.switch_given) {
        gil->n = config.switch_n;
        gil->n_max = config.switch_max > config.switch_n ? config.switch_max : config.switch_n;
    }
    if (policy->init && !policy->init(gil, &config)) {
        gil->policy_state = before.policy_state;
        gil->n = before.n;
        gil->n_max = before.n_max;
        bt_free(copy);
        return no_memory(th);
    }
    void *state = gil->policy_state;
    gil->policy_state = before.policy_state;
    struct bt_ready_queue all = empty_queues(vm);
    if (gil->policy->end)
        gil->policy->end(gil);
    gil->policy = policy;
    gil->policy_state = state;
    gil->last_was_front = false;
    bt_free(vm->policy_parameter);
    vm->policy_parameter = copy;
    vm->config.policy = policy;
    vm->config.policy_parameter = copy;
    for (struct bt_vthread *t = vm->threads; t; t = t->next)
        t->policy_word = 0;
    enter_all(gil, &all);
    bt_gil_set_n(th, gil->n, gil->n_max); // the turn goes on as long as the new policy says
    if (policy->preempts && preferred(gil, th))
        bt_gil_cut(th);
    return true;
}
