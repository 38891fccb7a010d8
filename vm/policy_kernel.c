/*
 * ticks and slices: the kernel chooses who runs next. The prose is in kernel_lock.c; here are the
 * rows of the table.
 */
#include <errno.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "vm/interp.h"
#include "vm/kernel_lock.h"
#include "vm/policy.h"
#include "vm/substrate.h"

#define TICKS    100u    // sys.getcheckinterval() of CPython 2.7
#define SLICE_NS 5000000 // sys.getswitchinterval() of CPython 3.2 and later

// A new or woken thread may compete. All others do without being told.
static void enter(struct bt_gil *gil, struct bt_vthread *th, enum bt_entry how)
{
    (void)gil;
    if (how == BT_ENTER_NEW || how == BT_ENTER_WOKEN)
        bt_wakeup_set(&th->worker->wake, BT_WAKE_GRANT);
}

// Never asked: the substrate lets the lock go instead.
static struct bt_vthread *next(struct bt_gil *gil)
{
    (void)gil;
    return NULL;
}

static bool begin(struct bt_gil *gil, int64_t slice_ns)
{
    gil->kernel = bt_kernel_lock_new(slice_ns);
    gil->substrate = &bt_substrate_kernel;
    gil->wake_back = false;
    return gil->kernel != NULL;
}

static void end(struct bt_gil *gil)
{
    bt_kernel_lock_free(gil->kernel);
}

// ---- ticks ----

static bool parse_ticks(const char *text, uint64_t *n)
{
    char *rest;
    *n = TICKS;
    if (!text)
        return true;
    if (text[0] < '0' || text[0] > '9')
        return false;
    errno = 0;
    *n = strtoull(text, &rest, 10);
    return !errno && !*rest && *n >= 1 && *n <= (uint64_t)1 << 60;
}

static const char *check_ticks(const char *parameter)
{
    uint64_t n;
    return parse_ticks(parameter, &n) ? NULL
                                      : "takes a number of instructions from 1 up: ticks:100";
}

static bool init_ticks(struct bt_gil *gil, const struct bt_vm_config *config)
{
    uint64_t n;
    if (parse_ticks(config->policy_parameter, &n) &&
        (config->policy_parameter || !config->switch_given))
        gil->n = gil->n_max = n;
    return begin(gil, 0);
}

const struct bt_policy bt_policy_ticks = {
    .name = "ticks",
    .parameter = "[:N]",
    .help = "CPython 2.7's lock: let go and taken again every N instructions; the kernel chooses",
    .flags = BT_POLICY_KERNEL,
    .check = check_ticks,
    .init = init_ticks,
    .end = end,
    .enter = enter,
    .next = next,
};

// ---- slices ----

static bool parse_slice(const char *text, int64_t *ns)
{
    static const struct {
        const char *name;
        double ns;
    } units[] = {{"us", 1e3}, {"ms", 1e6}, {"s", 1e9}};
    *ns = SLICE_NS;
    if (!text)
        return true;
    char *rest;
    double number = strtod(text, &rest);
    if (text[0] < '0' || text[0] > '9')
        return false;
    for (size_t i = 0; i < sizeof units / sizeof units[0]; i++) {
        double slice = number * units[i].ns;
        if (strcmp(rest, units[i].name) != 0 || !(slice >= 1000 && slice <= 1e15))
            continue;
        *ns = (int64_t)slice;
        return true;
    }
    return false;
}

int64_t bt_kernel_parse_slice(const char *text)
{
    int64_t ns;
    (void)parse_slice(text, &ns);
    return ns;
}

static const char *check_slices(const char *parameter)
{
    int64_t ns;
    return parse_slice(parameter, &ns)
               ? NULL
               : "takes a time from 1us up, with its unit (us, ms or s): slices:5ms";
}

static bool init_slices(struct bt_gil *gil, const struct bt_vm_config *config)
{
    int64_t ns;
    (void)parse_slice(config->policy_parameter, &ns);
    if (!config->switch_given)
        gil->n = gil->n_max = BT_SWITCH_INF;
    if (!config->points_given)
        gil->cpython_points = true;
    return begin(gil, ns);
}

const struct bt_policy bt_policy_slices = {
    .name = "slices",
    .parameter = "[:5ms]",
    .help = "CPython 3.2+'s lock: let go when a waiter asks after 5 ms; the kernel chooses",
    .flags = BT_POLICY_KERNEL,
    .check = check_slices,
    .init = init_slices,
    .end = end,
    .enter = enter,
    .next = next,
};
