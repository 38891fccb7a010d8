// What a sweep says beneath its table: see sweep.h.
#include "lab/sweep.h"

#include <inttypes.h>
#include <math.h>
#include <string.h>

#include "base/mem.h"

#define MOST_SHOWN 5u // of a list

// ---- how much of it there is ----

static void note_parts(struct bt_buf *out, const struct bt_sweep *s)
{
    uint32_t done, wanted, failed;
    bt_sweep_totals(s, &done, &wanted, &failed);
    if (done == wanted)
        return;
    bt_buf_puts(out, s->shard > 0 && s->n_shards > 1 ? "Shard " : "Partial: ");
    if (s->shard > 0 && s->n_shards > 1)
        bt_buf_printf(out, "%" PRIu32 " of %" PRIu32 ": ", s->shard, s->n_shards);
    bt_sweep_put_count(out, done);
    bt_buf_puts(out, " of ");
    bt_sweep_put_count(out, wanted);
    bt_buf_puts(out, " runs.\n");
}

// ---- neighbours ----

enum difference { SAME, BY_FAILURE, BY_METRIC, BY_OUTCOME };

static bool has_failed(const struct bt_sweep *s, const struct bt_sweep_run *run)
{
    return bt_ending_failed(s->outcomes.items[run->outcome].end);
}

// How the run of N and that of N + 1 differ. A metric must differ by a third, as that of a race
// is hardly ever the same.
static enum difference compare(const struct bt_sweep *s, const struct bt_sweep_run *a,
                               const struct bt_sweep_run *b)
{
    if (!a->done || !b->done)
        return SAME;
    if (has_failed(s, a) != has_failed(s, b))
        return BY_FAILURE;
    if (a->has_number && b->has_number)
        return fabs(a->number - b->number) > fmax(fabs(a->number), fabs(b->number)) / 3 ? BY_METRIC
                                                                                        : SAME;
    return s->checks.n == 0 && a->outcome != b->outcome ? BY_OUTCOME : SAME;
}

static void put_side(struct bt_buf *out, const struct bt_sweep *s, const struct bt_sweep_run *run,
                     uint64_t n, enum difference how)
{
    bt_buf_printf(out, "%" PRIu64, n);
    switch (how) {
    case BY_FAILURE: bt_buf_puts(out, has_failed(s, run) ? " fails" : " passes"); break;
    case BY_METRIC:
        bt_buf_puts(out, " has ");
        bt_sweep_put_number(out, run->number);
        break;
    case BY_OUTCOME:
        bt_buf_puts(out, " gives ");
        bt_sweep_put_outcome(out, s, run->outcome, 30);
        break;
    case SAME: break;
    }
}

// Did repeats of one and the same run differ?
static bool repeats_differ(const struct bt_sweep *s)
{
    uint32_t per_row = s->grid.n_seeds * s->grid.repeats;
    for (uint32_t i = 0; i < bt_sweep_rows(&s->grid) * per_row; i++) {
        struct bt_sweep_place at = bt_sweep_at(&s->grid, i);
        const struct bt_sweep_run *a = &s->runs[i - at.repeat], *b = &s->runs[i];
        if (bt_sweep_row_policy(&s->grid, at.row)->kernel || !a->done || !b->done)
            continue;
        if (a->outcome != b->outcome || a->switches != b->switches ||
            a->instructions != b->instructions)
            return true;
    }
    return false;
}

static void note_neighbours(struct bt_buf *out, const struct bt_sweep *s)
{
    uint32_t rows = bt_sweep_rows(&s->grid), found = 0;
    uint64_t example = 0;
    if (repeats_differ(s)) // then a difference says nothing
        return;
    for (uint32_t row = 0; row < rows; row++) {
        uint32_t probe = bt_sweep_probe(&s->grid, row);
        if (probe == UINT32_MAX)
            continue;
        const struct bt_sweep_run *a = &s->runs[row * s->grid.n_seeds * s->grid.repeats],
                                  *b = &s->runs[probe];
        enum difference how = compare(s, a, b);
        if (how == SAME)
            continue;
        uint64_t n = bt_sweep_row_n(&s->grid, row)->low;
        example = n > example ? n : example;
        if (++found > MOST_SHOWN)
            continue;
        bt_buf_puts(out, found == 1 ? "Neighbours differ: " : "                   ");
        if (s->grid.policies.n > 1)
            bt_buf_printf(out, "%s ", bt_sweep_row_policy(&s->grid, row)->text);
        bt_buf_puts(out, "N = ");
        put_side(out, s, a, n, how);
        bt_buf_puts(out, how == BY_OUTCOME ? ", " : " and ");
        put_side(out, s, b, n + 1, how);
        bt_buf_putc(out, '\n');
    }
    if (found == 0)
        return;
    if (found > MOST_SHOWN)
        bt_buf_printf(out, "                   ... and %" PRIu32 " more\n", found - MOST_SHOWN);
    uint64_t about = example / 10 ? example / 10 : 1, low = example > about ? example - about : 1;
    bt_buf_printf(
        out,
        "  An N that shares a factor with a loop's length cuts the loop at the same place\n"
        "  in every turn. Turns of random length do not: -N ~%" PRIu64 "..%" PRIu64 "\n",
        low, example + about);
}

// ---- how far to trust it ----

// Does the seed matter for the schedule of some row?
static bool seeds_matter(const struct bt_sweep_grid *g)
{
    bool some = false;
    for (uint32_t row = 0; row < bt_sweep_rows(g); row++) {
        const struct bt_sweep_policy *p = bt_sweep_row_policy(g, row);
        const struct bt_sweep_n *n = bt_sweep_row_n(g, row);
        some |= p->seeded || p->kernel || n->low != n->high;
    }
    return some;
}

static void note_trust(struct bt_buf *out, const struct bt_sweep *s)
{
    bool kernel = false;
    for (size_t i = 0; i < s->grid.policies.n; i++)
        kernel |= s->grid.policies.items[i].kernel;
    if (kernel)
        bt_buf_puts(out,
                    "ticks and slices let the kernel choose: what they give comes out somewhat "
                    "different each time.\n");
    if (repeats_differ(s))
        bt_buf_puts(out,
                    "Repeats of the same run differ: the script sleeps, reads a clock or takes "
                    "input.\n  --clock virtual makes sleeps and clocks a part of the "
                    "schedule.\n");
    if (s->grid.n_seeds > 1 && !seeds_matter(&s->grid))
        bt_buf_puts(out,
                    "With a fixed N and a policy that asks no seed, seeds change nothing but the "
                    "hashes of str.\n  For other schedules: --policy random, or -N ~A..B\n");
}

// ---- what to do next ----

static void note_replays(struct bt_buf *out, const struct bt_sweep *s,
                         const struct bt_sweep_row *rows)
{
    uint32_t n = bt_sweep_rows(&s->grid), found = 0;
    for (uint32_t i = 0; i < n; i++) {
        if (!rows[i].replay || ++found > MOST_SHOWN)
            continue;
        if (found == 1)
            bt_buf_puts(out, "The first failure of each row is saved:\n");
        bool plain = rows[i].replay[strcspn(rows[i].replay, " '\"$&()*;<>?[\\]`{|}~!#")] == '\0';
        bt_buf_printf(out, plain ? "  baton replay %s\n" : "  baton replay '%s'\n", rows[i].replay);
    }
    if (found > MOST_SHOWN)
        bt_buf_printf(out, "  ... and %" PRIu32 " more\n", found - MOST_SHOWN);
}

void bt_sweep_put_notes(struct bt_buf *out, const struct bt_sweep *s,
                        const struct bt_sweep_row *rows)
{
    note_parts(out, s);
    note_neighbours(out, s);
    note_trust(out, s);
    note_replays(out, s, rows);
}
