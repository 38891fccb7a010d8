// A sweep as JSON, CSV and Markdown: see sweep.h. JSON has all that is needed to go on from it
// (sweep_merge.c); its "rows" are for those who only want the figures.
#include "lab/sweep.h"

#include <inttypes.h>
#include <string.h>

#include "base/json.h"

static void put_string(struct bt_buf *out, const char *text)
{
    bt_json_put_string(out, text, strlen(text));
}

static void put_key(struct bt_buf *out, const char *key, const char *text)
{
    bt_buf_printf(out, "  \"%s\": ", key);
    if (text)
        put_string(out, text);
    else
        bt_buf_puts(out, "null");
    bt_buf_puts(out, ",\n");
}

static void put_words(struct bt_buf *out, const char *key, const struct bt_sweep_words *words)
{
    bt_buf_printf(out, "  \"%s\": [", key);
    for (size_t i = 0; i < words->n; i++) {
        bt_buf_puts(out, i ? ", " : "");
        put_string(out, words->items[i]);
    }
    bt_buf_puts(out, "],\n");
}

static const char *truth(bool b)
{
    return b ? "true" : "false";
}

static void put_grid(struct bt_buf *out, const struct bt_sweep_grid *g)
{
    bt_buf_puts(out, "  \"grid\": {\"n\": [");
    for (size_t i = 0; i < g->n.n; i++) {
        const char *label = g->n.items[i].label;
        bt_buf_printf(out, "%s\"%s\"", i ? ", " : "", label);
    }
    bt_buf_puts(out, "], \"policies\": [");
    for (size_t i = 0; i < g->policies.n; i++) {
        const struct bt_sweep_policy *p = &g->policies.items[i];
        bt_buf_puts(out, i ? ", " : "");
        put_string(out, p->text);
    }
    bt_buf_printf(out,
                  "],\n    \"first_seed\": %" PRIu64 ", \"seeds\": %" PRIu32
                  ", \"seed_given\": %s, \"repeats\": %" PRIu32 ", \"neighbours\": %s},\n",
                  g->first_seed, g->n_seeds, truth(g->seed_given), g->repeats, truth(g->probes));
}

static void put_outcomes(struct bt_buf *out, const struct bt_sweep *s)
{
    bt_buf_puts(out, "  \"outcomes\": [");
    for (size_t i = 0; i < s->outcomes.n; i++) {
        const struct bt_sweep_outcome *o = &s->outcomes.items[i];
        bt_buf_printf(out, "%s\n    {\"end\": \"%s\", \"failed\": %s, \"status\": %d, \"detail\": ",
                      i ? "," : "", bt_ending_name(o->end), truth(bt_ending_failed(o->end)),
                      o->status);
        put_string(out, o->detail);
        bt_buf_puts(out, ", \"text\": ");
        put_string(out, o->text);
        bt_buf_printf(out, ", \"cut\": %s, \"hash\": \"%016" PRIx64 "\"}", truth(o->cut), o->hash);
    }
    bt_buf_puts(out, s->outcomes.n ? "\n  ],\n" : "],\n");
}

// The N of a run, with that of a probe.
static void put_n(struct bt_buf *out, const struct bt_sweep *s, struct bt_sweep_place at)
{
    const struct bt_sweep_n *n = bt_sweep_row_n(&s->grid, at.row);
    if (at.probe)
        bt_buf_printf(out, "%" PRIu64, n->low + 1);
    else
        bt_buf_puts(out, n->label);
}

static void put_runs(struct bt_buf *out, const struct bt_sweep *s)
{
    bool first = true;
    bt_buf_puts(out, "  \"runs\": [");
    for (uint32_t i = 0; i < bt_sweep_size(&s->grid); i++) {
        const struct bt_sweep_run *run = &s->runs[i];
        struct bt_sweep_place at = bt_sweep_at(&s->grid, i);
        if (!run->done)
            continue;
        bt_buf_printf(out, "%s\n    {\"run\": %" PRIu32 ", \"policy\": ", first ? "" : ",", i);
        first = false;
        put_string(out, bt_sweep_row_policy(&s->grid, at.row)->text);
        bt_buf_puts(out, ", \"n\": \"");
        put_n(out, s, at);
        bt_buf_printf(out,
                      "\", \"seed\": %" PRIu64 ", \"repeat\": %" PRIu32
                      ", \"neighbour\": %s, \"outcome\": %" PRIu32 ", \"wall_ns\": %" PRId64
                      ", \"switches\": %" PRIu64 ", \"instructions\": %" PRIu64,
                      s->grid.first_seed + at.seed, at.repeat, truth(at.probe), run->outcome,
                      run->wall_ns, run->switches, run->instructions);
        if (run->has_number)
            bt_buf_printf(out, ", \"metric\": %.17g", run->number);
        if (run->replay) {
            bt_buf_puts(out, ", \"replay\": ");
            put_string(out, run->replay);
        }
        bt_buf_putc(out, '}');
    }
    bt_buf_puts(out, first ? "],\n" : "\n  ],\n");
}

static void put_mean(struct bt_buf *out, const char *name, const struct bt_mean *m)
{
    if (m->n == 0)
        return;
    bt_buf_printf(out, ", \"%s\": {\"mean\": %.17g, \"sd\": %.17g, \"min\": %.17g, \"max\": %.17g}",
                  name, m->mean, m->sd, m->low, m->high);
}

static void put_rows(struct bt_buf *out, const struct bt_sweep *s, const struct bt_sweep_row *rows)
{
    bt_buf_puts(out, "  \"rows\": [");
    for (uint32_t i = 0; i < bt_sweep_rows(&s->grid); i++) {
        const struct bt_sweep_row *row = &rows[i];
        bt_buf_printf(out, "%s\n    {\"policy\": ", i ? "," : "");
        put_string(out, bt_sweep_row_policy(&s->grid, i)->text);
        bt_buf_printf(out,
                      ", \"n\": \"%s\", \"runs\": %" PRIu32 ", \"failed\": %" PRIu32
                      ", \"share_low\": %.6f, \"share_high\": %.6f",
                      bt_sweep_row_n(&s->grid, i)->label, row->runs, row->failed, row->share_low,
                      row->share_high);
        put_mean(out, "wall_ns", &row->wall_ns);
        put_mean(out, "switches", &row->switches);
        put_mean(out, "instructions", &row->instructions);
        put_mean(out, "metric", &row->number);
        bt_buf_puts(out, ", \"outcomes\": [");
        for (uint32_t k = 0; k < row->n_outcomes; k++)
            bt_buf_printf(out, "%s[%" PRIu32 ", %" PRIu32 "]", k ? ", " : "",
                          row->outcomes[k].outcome, row->outcomes[k].count);
        bt_buf_puts(out, "]}");
    }
    bt_buf_puts(out, "\n  ]\n");
}

void bt_sweep_put_json(struct bt_buf *out, const struct bt_sweep *s,
                       const struct bt_sweep_row *rows)
{
    static const char *const metrics[] = {
        [BT_METRIC_NONE] = "failed",       [BT_METRIC_FAILED] = "failed", [BT_METRIC_WALL] = "wall",
        [BT_METRIC_SWITCHES] = "switches", [BT_METRIC_INSTR] = "instr",   [BT_METRIC_EXPR] = "expr",
    };
    bt_buf_puts(out, "{\n  \"baton_sweep\": 1,\n");
    put_key(out, "script", s->script);
    put_key(out, "name", s->name);
    put_words(out, "program", &s->program);
    put_words(out, "args", &s->args);
    put_words(out, "options", &s->options);
    put_words(out, "checks", &s->checks);
    put_key(out, "metric", s->metric_given ? metrics[s->metric] : NULL);
    put_key(out, "expr", s->expr);
    put_grid(out, &s->grid);
    bt_buf_printf(out, "  \"shard\": %" PRIu32 ", \"shards\": %" PRIu32 ",\n", s->shard,
                  s->n_shards);
    put_outcomes(out, s);
    put_runs(out, s);
    put_rows(out, s, rows);
    bt_buf_puts(out, "}\n");
}

// ---- CSV (RFC 4180) ----

static void put_field(struct bt_buf *out, const char *text)
{
    if (text[strcspn(text, ",\"\r\n")] == '\0') {
        bt_buf_puts(out, text);
        return;
    }
    bt_buf_putc(out, '"');
    for (; *text; text++) {
        if (*text == '"')
            bt_buf_putc(out, '"');
        bt_buf_putc(out, *text);
    }
    bt_buf_putc(out, '"');
}

void bt_sweep_put_csv(struct bt_buf *out, const struct bt_sweep *s)
{
    bt_buf_puts(out, "policy,n,seed,repeat,neighbour,end,failed,wall_ns,switches,instructions,"
                     "metric,outcome,replay\n");
    for (uint32_t i = 0; i < bt_sweep_size(&s->grid); i++) {
        const struct bt_sweep_run *run = &s->runs[i];
        struct bt_sweep_place at = bt_sweep_at(&s->grid, i);
        if (!run->done)
            continue;
        const struct bt_sweep_outcome *o = &s->outcomes.items[run->outcome];
        const char *policy = bt_sweep_row_policy(&s->grid, at.row)->text;
        put_field(out, *policy ? policy : "fifo");
        bt_buf_putc(out, ',');
        put_n(out, s, at);
        bt_buf_printf(out, ",%" PRIu64 ",%" PRIu32 ",%d,%s,%d,%" PRId64 ",%" PRIu64 ",%" PRIu64 ",",
                      s->grid.first_seed + at.seed, at.repeat, at.probe, bt_ending_name(o->end),
                      bt_ending_failed(o->end), run->wall_ns, run->switches, run->instructions);
        if (run->has_number)
            bt_buf_printf(out, "%.17g", run->number);
        bt_buf_putc(out, ',');
        struct bt_buf text;
        bt_buf_init(&text);
        bt_sweep_put_outcome(&text, s, run->outcome, 0);
        put_field(out, text.data ? text.data : "");
        out->failed |= text.failed;
        bt_buf_free(&text);
        bt_buf_putc(out, ',');
        put_field(out, run->replay ? run->replay : "");
        bt_buf_putc(out, '\n');
    }
}

// ---- Markdown ----

// Text as it is, indented: the notes and the title.
static void put_quoted(struct bt_buf *out, const char *text)
{
    while (*text) {
        size_t len = strcspn(text, "\n");
        bt_buf_puts(out, "    ");
        bt_buf_write(out, text, len);
        bt_buf_putc(out, '\n');
        text += len + (text[len] == '\n');
    }
}

void bt_sweep_put_markdown(struct bt_buf *out, const struct bt_sweep *s,
                           const struct bt_sweep_row *rows)
{
    struct bt_buf text;
    bt_buf_init(&text);
    bt_sweep_put_title(&text, s);
    put_quoted(out, text.data ? text.data : "");
    bt_buf_putc(out, '\n');
    bt_sweep_put_table(out, s, rows, BT_FORM_MARKDOWN, 0);
    bt_buf_clear(&text);
    bt_sweep_put_notes(&text, s, rows);
    if (text.len > 0) {
        bt_buf_putc(out, '\n');
        put_quoted(out, text.data);
    }
    out->failed |= text.failed;
    bt_buf_free(&text);
}
