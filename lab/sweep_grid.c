// What a sweep runs: the grid and the order of its runs. See sweep.h.
#include "lab/sweep.h"

#include <errno.h>
#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "vm/gil.h"
#include "vm/policy.h"

#define MAX_RUNS   10000000u
#define MAX_POINTS 100000u
#define MAX_N      ((uint64_t)1 << 60)

void bt_sweep_init(struct bt_sweep *s)
{
    memset(s, 0, sizeof *s);
    s->shard = s->n_shards = 1;
    s->grid.repeats = s->grid.n_seeds = 1;
    s->grid.probes = true;
}

void bt_sweep_words_free(struct bt_sweep_words *words)
{
    for (size_t i = 0; i < words->n; i++)
        bt_free(words->items[i]);
    bt_vec_free(words);
}

void bt_sweep_free(struct bt_sweep *s)
{
    if (s->runs)
        for (uint32_t i = 0; i < bt_sweep_size(&s->grid); i++)
            bt_free(s->runs[i].replay);
    bt_free(s->runs);
    for (size_t i = 0; i < s->outcomes.n; i++) {
        bt_free(s->outcomes.items[i].detail);
        bt_free(s->outcomes.items[i].text);
    }
    bt_vec_free(&s->outcomes);
    for (size_t i = 0; i < s->grid.policies.n; i++)
        bt_free(s->grid.policies.items[i].text);
    bt_vec_free(&s->grid.policies);
    bt_vec_free(&s->grid.n);
    bt_sweep_words_free(&s->program);
    bt_sweep_words_free(&s->args);
    bt_sweep_words_free(&s->options);
    bt_sweep_words_free(&s->checks);
    bt_free(s->script);
    bt_free(s->name);
    bt_free(s->expr);
    bt_sweep_init(s);
}

bool bt_sweep_word(struct bt_sweep_words *words, const char *text)
{
    char *copy = bt_alloc_copy(text, strlen(text));
    if (copy && bt_vec_push(words, copy))
        return true;
    bt_free(copy);
    return false;
}

// ---- lists ----

// A number from `low` up at *text, which goes on behind it.
static bool take_number(const char **text, uint64_t low, uint64_t *out)
{
    char *end;
    if (**text < '0' || **text > '9')
        return false;
    errno = 0;
    unsigned long long v = strtoull(*text, &end, 10);
    if (errno || v < low || v > MAX_N)
        return false;
    *out = v;
    *text = end;
    return true;
}

// "A..B" with A <= B.
static bool take_range(const char **text, uint64_t least, uint64_t *low, uint64_t *high)
{
    if (!take_number(text, least, low) || strncmp(*text, "..", 2) != 0)
        return false;
    *text += 2;
    return take_number(text, least, high) && *low <= *high;
}

// One more N, if it is not there yet.
static bool add_n(struct bt_sweep_grid *grid, uint64_t low, uint64_t high)
{
    struct bt_sweep_n n = {.low = low, .high = high};
    for (size_t i = 0; i < grid->n.n; i++)
        if (grid->n.items[i].low == low && grid->n.items[i].high == high)
            return true;
    if (low == BT_SWITCH_INF)
        snprintf(n.label, sizeof n.label, "inf");
    else if (low == high)
        snprintf(n.label, sizeof n.label, "%" PRIu64, low);
    else
        snprintf(n.label, sizeof n.label, "~%" PRIu64 "..%" PRIu64, low, high);
    return bt_vec_push(&grid->n, n);
}

// A, then 1, 2, 5, 10, 20, 50 ... as far as they lie between, then B.
static bool add_decades(struct bt_sweep_grid *grid, uint64_t low, uint64_t high)
{
    bool ok = add_n(grid, low, low);
    for (uint64_t decade = 1; ok && decade <= high; decade *= 10) {
        static const uint64_t steps[] = {1, 2, 5};
        for (int i = 0; ok && i < 3; i++)
            if (decade * steps[i] > low && decade * steps[i] < high)
                ok = add_n(grid, decade * steps[i], decade * steps[i]);
    }
    return ok && add_n(grid, high, high);
}

static bool add_steps(struct bt_sweep_grid *grid, uint64_t low, uint64_t high, uint64_t step)
{
    bool ok = true;
    for (uint64_t n = low; ok && n <= high; n += step)
        ok = add_n(grid, n, n);
    return ok;
}

// One item of a list, up to its end or comma.
static const char *add_item(struct bt_sweep_grid *grid, const char **text)
{
    static const char wrong[] =
        "needs a list of numbers from 1 up, \"inf\", A..B, A..B/STEP or ~A..B";
    uint64_t low, high, step;
    const char *p = *text;
    bool ok, random = *p == '~';
    p += random;
    if (!random && strncmp(p, "inf", 3) == 0) {
        p += 3;
        ok = add_n(grid, BT_SWITCH_INF, BT_SWITCH_INF);
    } else if (!take_range(&p, 1, &low, &high)) {
        p = *text;
        if (random || !take_number(&p, 1, &low))
            return wrong;
        ok = add_n(grid, low, low);
    } else if (random) {
        ok = add_n(grid, low, high);
    } else if (*p == '/') {
        p++;
        if (!take_number(&p, 1, &step))
            return wrong;
        if ((high - low) / step >= MAX_POINTS)
            return "has more than 100,000 numbers";
        ok = add_steps(grid, low, high, step);
    } else {
        ok = add_decades(grid, low, high);
    }
    *text = p;
    return ok ? (*p && *p != ',' ? wrong : NULL) : "does not fit into memory";
}

const char *bt_sweep_add_n(struct bt_sweep_grid *grid, const char *list)
{
    for (;; list++) {
        const char *wrong = add_item(grid, &list);
        if (wrong)
            return wrong;
        if (*list == '\0')
            return NULL;
    }
}

const char *bt_sweep_set_seeds(struct bt_sweep_grid *grid, const char *text)
{
    uint64_t low, high;
    const char *p = text;
    grid->seed_given = true;
    if (take_range(&p, 0, &low, &high) && *p == '\0' && high - low < MAX_RUNS) {
        grid->first_seed = low;
        grid->n_seeds = (uint32_t)(high - low + 1);
        return NULL;
    }
    p = text;
    if (!take_number(&p, 1, &high) || *p || high > MAX_RUNS)
        return "needs a number of seeds, or A..B";
    grid->first_seed = 0;
    grid->n_seeds = (uint32_t)high;
    return NULL;
}

bool bt_sweep_add_policies(struct bt_sweep_grid *grid, const char *list)
{
    for (;;) {
        size_t len = strcspn(list, ",");
        const struct bt_policy *policy = bt_policy_find(list, strcspn(list, ":,"));
        struct bt_sweep_policy p = {
            .text = bt_alloc_copy(list, len),
            .seeded = policy && (policy->flags & BT_POLICY_SEEDED),
            .kernel = policy && (policy->flags & BT_POLICY_KERNEL),
        };
        bool have = false;
        for (size_t i = 0; p.text && i < grid->policies.n; i++)
            have |= strcmp(grid->policies.items[i].text, p.text) == 0;
        if (have || !p.text || !bt_vec_push(&grid->policies, p)) {
            bt_free(p.text);
            if (!have)
                return false;
        }
        if (list[len] == '\0')
            return true;
        list += len + 1;
    }
}

// ---- the order of the runs ----

uint32_t bt_sweep_rows(const struct bt_sweep_grid *grid)
{
    return (uint32_t)(grid->policies.n * grid->n.n);
}

static uint32_t per_row(const struct bt_sweep_grid *grid)
{
    return grid->n_seeds * grid->repeats;
}

uint32_t bt_sweep_size(const struct bt_sweep_grid *grid)
{
    return bt_sweep_rows(grid) * (per_row(grid) + grid->probes);
}

bool bt_sweep_prepare(struct bt_sweep *s)
{
    const struct bt_sweep_grid *g = &s->grid;
    double size = (double)g->policies.n * (double)g->n.n * ((double)g->n_seeds * g->repeats + 1);
    s->runs = size > MAX_RUNS ? NULL : bt_alloc_array(bt_sweep_size(g), sizeof *s->runs);
    if (s->runs)
        memset(s->runs, 0, bt_sweep_size(g) * sizeof *s->runs);
    return s->runs != NULL;
}

struct bt_sweep_place bt_sweep_at(const struct bt_sweep_grid *grid, uint32_t number)
{
    uint32_t rows = bt_sweep_rows(grid), n = per_row(grid);
    if (number >= rows * n)
        return (struct bt_sweep_place){.row = number - rows * n, .probe = true};
    return (struct bt_sweep_place){
        .row = number / n,
        .seed = number % n / grid->repeats,
        .repeat = number % grid->repeats,
    };
}

const struct bt_sweep_n *bt_sweep_row_n(const struct bt_sweep_grid *grid, uint32_t row)
{
    return &grid->n.items[row % grid->n.n];
}

const struct bt_sweep_policy *bt_sweep_row_policy(const struct bt_sweep_grid *grid, uint32_t row)
{
    return &grid->policies.items[row / grid->n.n];
}

// Only where all turns are of one length does a neighbour mean something. Short turns cut a loop in
// every place anyhow.
uint32_t bt_sweep_probe(const struct bt_sweep_grid *grid, uint32_t row)
{
    const struct bt_sweep_n *n = bt_sweep_row_n(grid, row);
    const struct bt_sweep_policy *policy = bt_sweep_row_policy(grid, row);
    if (!grid->probes || n->low != n->high || n->low == BT_SWITCH_INF || policy->seeded ||
        policy->kernel)
        return UINT32_MAX;
    return bt_sweep_rows(grid) * per_row(grid) + row;
}

bool bt_sweep_mine(const struct bt_sweep *s, uint32_t number)
{
    struct bt_sweep_place at = bt_sweep_at(&s->grid, number);
    if (at.probe && bt_sweep_probe(&s->grid, at.row) == UINT32_MAX)
        return false;
    return number % s->n_shards == s->shard - 1;
}

uint32_t bt_sweep_outcome(struct bt_sweep *s, const struct bt_sweep_outcome *like)
{
    for (size_t i = 0; i < s->outcomes.n; i++) {
        const struct bt_sweep_outcome *o = &s->outcomes.items[i];
        if (o->end == like->end && o->hash == like->hash && o->status == like->status &&
            strcmp(o->detail, like->detail) == 0 && strcmp(o->text, like->text) == 0)
            return (uint32_t)i;
    }
    struct bt_sweep_outcome new = *like;
    new.detail = bt_alloc_copy(like->detail, strlen(like->detail));
    new.text = bt_alloc_copy(like->text, strlen(like->text));
    if (new.detail &&new.text && bt_vec_push(&s->outcomes, new))
        return (uint32_t)s->outcomes.n - 1;
    bt_free(new.detail);
    bt_free(new.text);
    return UINT32_MAX;
}
