// The parts of a sweep put together again, from their JSON (sweep_save.c): see sweep.h. A file that
// was not written by Baton must not do any harm.
#include "lab/sweep.h"

#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#include "base/json.h"
#include "base/mem.h"

static bool wrong(struct bt_buf *error, const char *what)
{
    if (error->len == 0)
        bt_buf_puts(error, what);
    return false;
}

#define NOT_A_SWEEP "this is not what `baton sweep --export FILE.json' writes"

// ---- what was swept ----

static bool read_text(const struct bt_json *in, const char *key, char **out)
{
    const char *text = bt_json_text(bt_json_get(in, key));
    if (text)
        *out = bt_alloc_copy(text, strlen(text));
    return text && *out;
}

static bool read_words(const struct bt_json *in, const char *key, struct bt_sweep_words *words)
{
    const struct bt_json *list = bt_json_get(in, key);
    bool ok = list && list->kind == BT_JSON_ARRAY;
    for (const struct bt_json *w = ok ? list->first : NULL; ok && w; w = w->next)
        ok = bt_json_text(w) && bt_sweep_word(words, w->text);
    return ok;
}

static bool read_u32(const struct bt_json *in, const char *key, uint32_t low, uint32_t *out)
{
    uint64_t v;
    if (!bt_json_u64(bt_json_get(in, key), &v) || v < low || v > 100000000)
        return false;
    *out = (uint32_t)v;
    return true;
}

static bool read_truth(const struct bt_json *in, const char *key, bool *out)
{
    const struct bt_json *v = bt_json_get(in, key);
    *out = v && v->kind == BT_JSON_TRUE;
    return v && (v->kind == BT_JSON_TRUE || v->kind == BT_JSON_FALSE);
}

static bool read_grid(const struct bt_json *in, struct bt_sweep_grid *g)
{
    struct bt_sweep_words n = {0}, policies = {0};
    bool ok = read_words(in, "n", &n) && read_words(in, "policies", &policies) && n.n > 0 &&
              policies.n > 0;
    for (size_t i = 0; ok && i < n.n; i++)
        ok = !bt_sweep_add_n(g, n.items[i]) && g->n.n == i + 1;
    for (size_t i = 0; ok && i < policies.n; i++)
        ok = bt_sweep_add_policies(g, policies.items[i]) && g->policies.n == i + 1;
    bt_sweep_words_free(&n);
    bt_sweep_words_free(&policies);
    return ok && bt_json_u64(bt_json_get(in, "first_seed"), &g->first_seed) &&
           read_u32(in, "seeds", 1, &g->n_seeds) && read_u32(in, "repeats", 1, &g->repeats) &&
           read_truth(in, "seed_given", &g->seed_given) && read_truth(in, "neighbours", &g->probes);
}

static bool read_metric(const struct bt_json *in, struct bt_sweep *s)
{
    static const struct {
        const char *name;
        enum bt_sweep_metric metric;
    } known[] = {{"failed", BT_METRIC_FAILED},
                 {"wall", BT_METRIC_WALL},
                 {"switches", BT_METRIC_SWITCHES},
                 {"instr", BT_METRIC_INSTR},
                 {"expr", BT_METRIC_EXPR}};
    const char *text = bt_json_text(bt_json_get(in, "metric"));
    for (size_t i = 0; text && i < sizeof known / sizeof known[0]; i++)
        if (strcmp(known[i].name, text) == 0)
            s->metric = known[i].metric;
    s->metric_given = s->metric != BT_METRIC_NONE;
    const struct bt_json *expr = bt_json_get(in, "expr");
    return s->metric != BT_METRIC_EXPR ? expr != NULL : read_text(in, "expr", &s->expr);
}

static bool read_sweep(const struct bt_json *in, struct bt_sweep *s)
{
    uint64_t version;
    return bt_json_u64(bt_json_get(in, "baton_sweep"), &version) && version == 1 &&
           read_text(in, "script", &s->script) && read_text(in, "name", &s->name) &&
           read_words(in, "program", &s->program) && read_words(in, "args", &s->args) &&
           read_words(in, "options", &s->options) && read_words(in, "checks", &s->checks) &&
           read_metric(in, s) && read_grid(bt_json_get(in, "grid"), &s->grid) &&
           read_u32(in, "shard", 0, &s->shard) && read_u32(in, "shards", 1, &s->n_shards) &&
           bt_sweep_prepare(s);
}

// ---- are they parts of one sweep? ----

static bool same_words(const struct bt_sweep_words *a, const struct bt_sweep_words *b)
{
    bool same = a->n == b->n;
    for (size_t i = 0; same && i < a->n; i++)
        same = strcmp(a->items[i], b->items[i]) == 0;
    return same;
}

static bool same_grid(const struct bt_sweep_grid *a, const struct bt_sweep_grid *b)
{
    bool same = a->n.n == b->n.n && a->policies.n == b->policies.n && a->n_seeds == b->n_seeds &&
                a->repeats == b->repeats && a->first_seed == b->first_seed &&
                a->seed_given == b->seed_given && a->probes == b->probes;
    for (size_t i = 0; same && i < a->n.n; i++)
        same = strcmp(a->n.items[i].label, b->n.items[i].label) == 0;
    for (size_t i = 0; same && i < a->policies.n; i++)
        same = strcmp(a->policies.items[i].text, b->policies.items[i].text) == 0;
    return same;
}

static bool same_sweep(const struct bt_sweep *a, const struct bt_sweep *b, struct bt_buf *error)
{
    if (!same_words(&a->program, &b->program) || !same_words(&a->args, &b->args))
        return wrong(error, "another script or other arguments than in the files before");
    if (!same_words(&a->options, &b->options) || !same_words(&a->checks, &b->checks) ||
        strcmp(a->expr ? a->expr : "", b->expr ? b->expr : "") != 0)
        return wrong(error, "other options, checks or another metric than in the files before");
    if (!same_grid(&a->grid, &b->grid))
        return wrong(error, "another grid than in the files before");
    if (a->n_shards != b->n_shards)
        return wrong(error, "divided into another number of shards than the files before");
    return true;
}

// ---- what came out ----

// The outcomes of the file, each with its index in `s`.
static uint32_t *read_outcomes(const struct bt_json *in, struct bt_sweep *s, uint32_t *n)
{
    const struct bt_json *list = bt_json_get(in, "outcomes");
    if (!list || list->kind != BT_JSON_ARRAY)
        return NULL;
    uint32_t *map = bt_alloc_array(list->n_items + 1, sizeof *map);
    *n = 0;
    bool ok = map != NULL;
    for (const struct bt_json *v = list->first; ok && v; v = v->next) {
        const char *end = bt_json_text(bt_json_get(v, "end")),
                   *hash = bt_json_text(bt_json_get(v, "hash")),
                   *detail = bt_json_text(bt_json_get(v, "detail")),
                   *text = bt_json_text(bt_json_get(v, "text"));
        struct bt_sweep_outcome like = {.detail = (char *)(uintptr_t)detail,
                                        .text = (char *)(uintptr_t)text};
        uint32_t status;
        ok = end && hash && detail && text && read_u32(v, "status", 0, &status) &&
             read_truth(v, "cut", &like.cut);
        if (!ok)
            break;
        like.end = bt_ending_find(end, strlen(end));
        like.status = (int)status;
        like.hash = strtoull(hash, NULL, 16);
        ok = like.end != BT_END_COUNT && (map[*n] = bt_sweep_outcome(s, &like)) != UINT32_MAX;
        ++*n;
    }
    if (ok)
        return map;
    bt_free(map);
    return NULL;
}

static bool read_run(const struct bt_json *v, struct bt_sweep *s, const uint32_t *map, uint32_t n,
                     struct bt_buf *error)
{
    uint32_t number, outcome;
    uint64_t wall;
    struct bt_sweep_run run = {.done = true};
    if (!read_u32(v, "run", 0, &number) || number >= bt_sweep_size(&s->grid) ||
        !read_u32(v, "outcome", 0, &outcome) || outcome >= n ||
        !bt_json_u64(bt_json_get(v, "wall_ns"), &wall) || wall > INT64_MAX ||
        !bt_json_u64(bt_json_get(v, "switches"), &run.switches) ||
        !bt_json_u64(bt_json_get(v, "instructions"), &run.instructions))
        return wrong(error, NOT_A_SWEEP);
    if (s->runs[number].done) {
        bt_buf_printf(error, "run %" PRIu32 " has been in a file before", number);
        return false;
    }
    run.outcome = map[outcome];
    run.wall_ns = (int64_t)wall;
    run.has_number = bt_json_double(bt_json_get(v, "metric"), &run.number);
    if (bt_json_get(v, "replay") && !read_text(v, "replay", &run.replay))
        return false;
    s->runs[number] = run;
    return true;
}

static bool read_runs(const struct bt_json *in, struct bt_sweep *s, struct bt_buf *error)
{
    uint32_t n;
    uint32_t *map = read_outcomes(in, s, &n);
    const struct bt_json *runs = bt_json_get(in, "runs");
    bool ok = (map && runs && runs->kind == BT_JSON_ARRAY) || wrong(error, NOT_A_SWEEP);
    for (const struct bt_json *v = ok ? runs->first : NULL; ok && v; v = v->next)
        ok = read_run(v, s, map, n, error);
    bt_free(map);
    return ok;
}

// The replay files that a single sweep would have kept: the first of each row.
static void thin_replays(struct bt_sweep *s)
{
    uint32_t n = bt_sweep_rows(&s->grid), each = s->grid.n_seeds * s->grid.repeats;
    for (uint32_t row = 0; row < n; row++) {
        bool have = false;
        for (uint32_t i = row * each; i < (row + 1) * each; i++) {
            if (have) {
                bt_free(s->runs[i].replay);
                s->runs[i].replay = NULL;
            }
            have |= s->runs[i].replay != NULL;
        }
    }
}

bool bt_sweep_merge(struct bt_sweep *s, const char *json, size_t len, struct bt_buf *error)
{
    struct bt_arena arena;
    struct bt_sweep part;
    size_t where;
    bt_arena_init(&arena);
    bt_sweep_init(&part);
    const struct bt_json *in = bt_json_parse(&arena, json, len, &where);
    bool ok = in != NULL;
    if (!ok && where != SIZE_MAX)
        bt_buf_printf(error, "not JSON, from byte %zu on", where);
    ok = ok && (read_sweep(in, &part) || wrong(error, NOT_A_SWEEP));
    if (ok && !s->script) {
        struct bt_sweep empty = *s;
        *s = part;
        part = empty;
    } else if (ok) {
        ok = same_sweep(s, &part, error);
    }
    ok = ok && read_runs(in, s, error);
    if (ok) {
        s->shard = 0;
        thin_replays(s);
    }
    bt_sweep_free(&part);
    bt_arena_free(&arena);
    return ok;
}
