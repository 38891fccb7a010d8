// The figures of a sweep, row by row: see sweep.h.
#include "lab/sweep.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"

void bt_wilson(uint32_t k, uint32_t n, double *low, double *high)
{
    const double z = 1.959963984540054; // the normal distribution's 97.5 % quantile
    *low = 0;
    *high = 1;
    if (n == 0)
        return;
    double p = (double)k / n, zz = z * z / n;
    double middle = (p + zz / 2) / (1 + zz);
    double half = z / (1 + zz) * sqrt(p * (1 - p) / n + zz / (4.0 * n));
    // the ends of 0 and n successes are exact
    if (k > 0)
        *low = fmax(0, middle - half);
    if (k < n)
        *high = fmin(1, middle + half);
}

// Mean and sum of squares as they come, by B. P. Welford (1962): `sd` holds the sum until
// finish_mean.
static void add_value(struct bt_mean *m, double value)
{
    double delta = value - m->mean;
    if (m->n == 0 || value < m->low)
        m->low = value;
    if (m->n == 0 || value > m->high)
        m->high = value;
    m->n++;
    m->mean += delta / m->n;
    m->sd += delta * (value - m->mean);
}

static void finish_mean(struct bt_mean *m)
{
    m->sd = m->n > 1 ? sqrt(m->sd / (m->n - 1)) : 0;
    if (m->low >= m->high) { // no rounding where all are equal
        m->mean = m->low;
        m->sd = 0;
    }
}

static int by_count(const void *a, const void *b)
{
    const struct bt_sweep_count *x = a, *y = b;
    if (x->count != y->count)
        return x->count < y->count ? 1 : -1;
    return x->first < y->first ? -1 : x->first > y->first;
}

// One row, whose runs are the numbers from `first` on. `seen` has an entry for every outcome, all
// zero before and after.
static bool fill_row(const struct bt_sweep *s, struct bt_sweep_row *row, uint32_t first, uint32_t n,
                     uint32_t *seen)
{
    struct BT_VEC(struct bt_sweep_count) counts = {0};
    bool ok = true;
    for (uint32_t i = first; ok && i < first + n; i++) {
        const struct bt_sweep_run *run = &s->runs[i];
        if (!run->done)
            continue;
        bool failed = bt_ending_failed(s->outcomes.items[run->outcome].end);
        row->runs++;
        row->failed += failed;
        add_value(&row->wall_ns, (double)run->wall_ns);
        if (run->instructions > 0) { // else it could not tell
            add_value(&row->switches, (double)run->switches);
            add_value(&row->instructions, (double)run->instructions);
        }
        if (run->has_number)
            add_value(&row->number, run->number);
        if (failed && run->replay && !row->replay)
            row->replay = run->replay;
        if (seen[run->outcome] == 0) {
            struct bt_sweep_count count = {run->outcome, 0, i};
            ok = bt_vec_push(&counts, count);
            seen[run->outcome] = (uint32_t)counts.n;
        }
        if (ok)
            counts.items[seen[run->outcome] - 1].count++;
    }
    for (size_t i = 0; i < counts.n; i++)
        seen[counts.items[i].outcome] = 0;
    if (counts.n > 0)
        qsort(counts.items, counts.n, sizeof counts.items[0], by_count);
    row->outcomes = counts.items;
    row->n_outcomes = (uint32_t)counts.n;
    bt_wilson(row->failed, row->runs, &row->share_low, &row->share_high);
    finish_mean(&row->wall_ns);
    finish_mean(&row->switches);
    finish_mean(&row->instructions);
    finish_mean(&row->number);
    return ok;
}

struct bt_sweep_row *bt_sweep_figures(const struct bt_sweep *s)
{
    uint32_t n = bt_sweep_rows(&s->grid), per_row = s->grid.n_seeds * s->grid.repeats;
    struct bt_sweep_row *rows = bt_alloc_zero(n * sizeof *rows);
    uint32_t *seen = bt_alloc_zero((s->outcomes.n + 1) * sizeof *seen);
    bool ok = rows && seen;
    for (uint32_t i = 0; ok && i < n; i++)
        ok = fill_row(s, &rows[i], i * per_row, per_row, seen);
    bt_free(seen);
    if (!ok && rows) {
        bt_sweep_rows_free(rows, n);
        rows = NULL;
    }
    return rows;
}

void bt_sweep_rows_free(struct bt_sweep_row *rows, uint32_t n)
{
    for (uint32_t i = 0; rows && i < n; i++)
        bt_free(rows[i].outcomes);
    bt_free(rows);
}

void bt_sweep_totals(const struct bt_sweep *s, uint32_t *done, uint32_t *wanted, uint32_t *failed)
{
    *wanted = bt_sweep_rows(&s->grid) * s->grid.n_seeds * s->grid.repeats;
    *done = *failed = 0;
    for (uint32_t i = 0; i < *wanted; i++) {
        if (!s->runs[i].done)
            continue;
        ++*done;
        *failed += bt_ending_failed(s->outcomes.items[s->runs[i].outcome].end);
    }
}
