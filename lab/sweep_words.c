// The words that start a run of a sweep, and the names of its files: see sweep.h.
#include "lab/sweep.h"

#include <inttypes.h>
#include <stdarg.h>
#include <string.h>

bool bt_sweep_word_format(struct bt_sweep_words *argv, const char *format, ...)
{
    struct bt_buf text;
    bt_buf_init(&text);
    va_list args;
    va_start(args, format);
    bt_buf_vprintf(&text, format, args);
    va_end(args);
    bool ok = !text.failed && bt_sweep_word(argv, text.data);
    bt_buf_free(&text);
    return ok;
}

static bool add_all(struct bt_sweep_words *argv, const struct bt_sweep_words *words)
{
    bool ok = true;
    for (size_t i = 0; ok && i < words->n; i++)
        ok = bt_sweep_word(argv, words->items[i]);
    return ok;
}

void bt_sweep_put_record(struct bt_buf *out, const char *folder, uint32_t number)
{
    bt_buf_printf(out, "%s/%" PRIu32 ".sched", folder, number);
}

bool bt_sweep_command(struct bt_sweep_words *argv, const struct bt_sweep *s,
                      const struct bt_sweep_how *how, const char *folder, uint32_t number)
{
    struct bt_sweep_place at = bt_sweep_at(&s->grid, number);
    const struct bt_sweep_n *n = bt_sweep_row_n(&s->grid, at.row);
    const char *policy = bt_sweep_row_policy(&s->grid, at.row)->text;
    bool ok = bt_sweep_word(argv, how->baton) && add_all(argv, &s->options);
    if (at.probe)
        ok = ok && bt_sweep_word_format(argv, "--switch=%" PRIu64, n->low + 1);
    else
        ok = ok && bt_sweep_word_format(argv, "--switch=%s", n->label + (n->label[0] == '~'));
    if (how->timeout_ns > 0)
        ok = ok && bt_sweep_word_format(argv, "--timeout=%.12g", (double)how->timeout_ns / 1e9);
    if (*policy)
        ok = ok && bt_sweep_word_format(argv, "--policy=%s", policy);
    if (s->grid.seed_given)
        ok = ok && bt_sweep_word_format(argv, "--seed=%" PRIu64, s->grid.first_seed + at.seed);
    for (size_t i = 0; ok && i < s->checks.n; i++)
        ok = bt_sweep_word_format(argv, "--check=%s", s->checks.items[i]);
    if (s->expr)
        ok = ok && bt_sweep_word_format(argv, "--metric=%s", s->expr);
    if (folder && !at.probe) {
        struct bt_buf file;
        bt_buf_init(&file);
        bt_sweep_put_record(&file, folder, number);
        ok = ok && !file.failed && bt_sweep_word_format(argv, "--record=%s", file.data);
        bt_buf_free(&file);
    }
    return ok && add_all(argv, &s->program) && add_all(argv, &s->args) &&
           bt_vec_push(argv, (char *)NULL);
}

void bt_sweep_put_replay_name(struct bt_buf *out, const struct bt_sweep *s, const char *folder,
                              uint32_t number)
{
    struct bt_sweep_place at = bt_sweep_at(&s->grid, number);
    const char *n = bt_sweep_row_n(&s->grid, at.row)->label;
    const char *policy = bt_sweep_row_policy(&s->grid, at.row)->text;
    if (strcmp(folder, ".") != 0)
        bt_buf_printf(out, "%s/", folder);
    bt_buf_printf(out, "%s.N%s", s->name, n + (*n == '~'));
    if (*policy && (s->grid.policies.n > 1 || strcmp(policy, "fifo") != 0))
        bt_buf_printf(out, ".%s", policy);
    if (s->grid.seed_given)
        bt_buf_printf(out, ".seed%" PRIu64, s->grid.first_seed + at.seed);
    if (s->grid.repeats > 1)
        bt_buf_printf(out, ".run%" PRIu32, at.repeat + 1);
    bt_buf_puts(out, ".sched");
}
