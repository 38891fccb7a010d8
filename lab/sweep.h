/*
 * A sweep: one script run over a grid of switch intervals, policies and seeds, each run in a
 * process of its own.
 *
 * The grid is a list of *rows* (a policy and an N); a row has a run per seed and repeat. Beside
 * those there are *probes*: one run of N + 1 for a row, to see whether neighbours differ. Every run
 * has a number in the order of the grid, the probes last. Everything that is shown or saved is
 * computed from the runs in this order, not in the order in which they happened to end, so that a
 * sweep spread over processes or machines shows the same as one done in a single go.
 *
 *     sweep_grid.c   what is to be run       sweep_table.c    the table
 *     sweep_words.c  a run's command line    sweep_notes.c    what is said beneath it
 *     sweep_run.c    the processes           sweep_text.c     pieces of text for all of them
 *     sweep_rows.c   the figures per row     sweep_chart.c    the picture
 *     sweep_save.c   JSON, CSV, Markdown     sweep_merge.c    JSON read again
 */
#ifndef BT_LAB_SWEEP_H
#define BT_LAB_SWEEP_H

#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>

#include "base/buf.h"
#include "base/vec.h"
#include "lab/outcome.h"

// ---- what is to be run (sweep_grid.c) ----

struct bt_sweep_n {
    char label[48];     // as shown: "10", "inf", "~90..110"
    uint64_t low, high; // equal: every turn is so long; BT_SWITCH_INF: without limit
};

struct bt_sweep_policy {
    char *text;  // as given: "pct:3"; "" when none was
    bool seeded; // the seed has a part in the schedule
    bool kernel; // not deterministic
};

struct bt_sweep_words BT_VEC(char *); // owned

struct bt_sweep_grid {
    struct BT_VEC(struct bt_sweep_n) n;
    struct BT_VEC(struct bt_sweep_policy) policies;
    uint64_t first_seed;
    uint32_t n_seeds, repeats;
    bool seed_given; // else the runs get no --seed
    bool probes;     // look at N + 1
};

struct bt_sweep_place { // of a run in the grid
    uint32_t row, seed, repeat;
    bool probe;
};

enum bt_sweep_metric {
    BT_METRIC_NONE, // not chosen yet
    BT_METRIC_FAILED,
    BT_METRIC_WALL,
    BT_METRIC_SWITCHES,
    BT_METRIC_INSTR,
    BT_METRIC_EXPR
};

// ---- what came out ----

struct bt_sweep_outcome { // one that at least one run had
    enum bt_ending end;
    char *detail;  // as in struct bt_outcome; never NULL
    char *text;    // what was printed, or the metric's value: its beginning; never NULL
    bool cut;      // there was more of it
    uint64_t hash; // of all of it
    int status;
};

struct bt_sweep_run {
    bool done;
    bool has_number; // `number` is the metric's value
    double number;
    uint32_t outcome; // index
    int64_t wall_ns;
    uint64_t switches, instructions;
    char *replay; // the file it was saved to, or NULL
};

struct bt_sweep {
    char *script;                  // as the user named it
    char *name;                    // for file names: "lost" of "dir/lost.py"
    struct bt_sweep_words program; // the words that name it: SCRIPT, or -c CODE
    struct bt_sweep_words args;    // the script's
    struct bt_sweep_words options; // Baton's, passed on
    struct bt_sweep_words checks;
    enum bt_sweep_metric metric; // what pictures show
    bool metric_given;           // else it is chosen when all is done
    char *expr;                  // --metric EXPR, or NULL
    struct bt_sweep_grid grid;
    uint32_t shard, n_shards;  // from 1; 1 of 1 when not divided; 0 of n: merged
    struct bt_sweep_run *runs; // one for every number, bt_sweep_size of them
    struct BT_VEC(struct bt_sweep_outcome) outcomes;
};

void bt_sweep_init(struct bt_sweep *s);
void bt_sweep_free(struct bt_sweep *s);
// Append a copy of the text; false: out of memory.
BT_MUST_CHECK bool bt_sweep_word(struct bt_sweep_words *words, const char *text);
void bt_sweep_words_free(struct bt_sweep_words *words);

// Add what a list of -N says. NULL, or what is wrong (a sentence's end: "needs ...").
BT_MUST_CHECK const char *bt_sweep_add_n(struct bt_sweep_grid *grid, const char *list);
// --seeds K or A..B: the same.
BT_MUST_CHECK const char *bt_sweep_set_seeds(struct bt_sweep_grid *grid, const char *text);
// Add a list of policies; whether they exist is the caller's business.
BT_MUST_CHECK bool bt_sweep_add_policies(struct bt_sweep_grid *grid, const char *list);
// Allocate the runs when the grid is complete. False: out of memory or more than 10 million runs.
BT_MUST_CHECK bool bt_sweep_prepare(struct bt_sweep *s);

uint32_t bt_sweep_rows(const struct bt_sweep_grid *grid);
uint32_t bt_sweep_size(const struct bt_sweep_grid *grid);
struct bt_sweep_place bt_sweep_at(const struct bt_sweep_grid *grid, uint32_t number);
const struct bt_sweep_n *bt_sweep_row_n(const struct bt_sweep_grid *grid, uint32_t row);
const struct bt_sweep_policy *bt_sweep_row_policy(const struct bt_sweep_grid *grid, uint32_t row);
// The number of the row's probe, or UINT32_MAX if it has none.
uint32_t bt_sweep_probe(const struct bt_sweep_grid *grid, uint32_t row);
// Is this number run at all, and by this shard?
bool bt_sweep_mine(const struct bt_sweep *s, uint32_t number);
// The index of this outcome, made if it is new; the strings are copied. UINT32_MAX: no memory.
uint32_t bt_sweep_outcome(struct bt_sweep *s, const struct bt_sweep_outcome *like);

// ---- running it (sweep_run.c) ----

struct bt_sweep_how {
    const char *baton;  // the program's file
    uint32_t jobs;      // processes at a time
    int64_t timeout_ns; // for each run; 0: none
    const char *input;  // stdin of each run
    const char *save;   // folder for replay files, NULL: save none
    // Called after each run, and now and then between; `failed` of `done` failed.
    void (*progress)(void *ctx, uint32_t done, uint32_t total, uint32_t failed);
    void *ctx;
    // out
    int signal;          // it was cut short by this one; 0: it was not
    struct bt_buf error; // why it could not be done
    bool usage;          // ... because the runs' command line is wrong
};
// Run what is this shard's. False: `error` says why not; what was done is there.
BT_MUST_CHECK bool bt_sweep_execute(struct bt_sweep *s, struct bt_sweep_how *how);

// ---- the words of a run (sweep_words.c) ----

BT_MUST_CHECK bool bt_sweep_word_format(struct bt_sweep_words *words, const char *format, ...)
    __attribute__((format(printf, 2, 3)));
// Baton's words for a run, with the NULL behind the last. `folder`: where it is recorded, or NULL.
BT_MUST_CHECK bool bt_sweep_command(struct bt_sweep_words *argv, const struct bt_sweep *s,
                                    const struct bt_sweep_how *how, const char *folder,
                                    uint32_t number);
// The file that a run is recorded to, and the name it gets if it is kept.
void bt_sweep_put_record(struct bt_buf *out, const char *folder, uint32_t number);
void bt_sweep_put_replay_name(struct bt_buf *out, const struct bt_sweep *s, const char *folder,
                              uint32_t number);

// ---- figures (sweep_rows.c) ----

struct bt_mean {
    uint32_t n;
    double mean, sd, low, high; // sd: of the sample, 0 for less than two
};
struct bt_sweep_count {
    uint32_t outcome, count, first; // first: number of the first run that had it
};
struct bt_sweep_row {
    uint32_t runs, failed;
    double share_low, share_high; // 95 % Wilson interval of failed / runs
    struct bt_mean wall_ns, switches, instructions, number;
    struct bt_sweep_count *outcomes; // the most frequent first
    uint32_t n_outcomes;
    const char *replay; // of the first run that failed and was saved
};
// The 95 % interval of k successes in n, by E. B. Wilson (1927); both ends are within 0 to 1, and
// those when n is 0.
void bt_wilson(uint32_t k, uint32_t n, double *low, double *high);
// What pictures show of a row: the metric, with its spread (or the share's interval).
struct bt_sweep_value {
    bool known;
    double mean, low, high;
};
struct bt_sweep_value bt_sweep_value(const struct bt_sweep *s, const struct bt_sweep_row *row);
// Its name and unit: "failed, %", "wall, ms".
void bt_sweep_put_metric(struct bt_buf *out, const struct bt_sweep *s);
// The metric, if none was asked for: failures if there can be any, else time.
void bt_sweep_choose_metric(struct bt_sweep *s);
// All rows; NULL: out of memory. To be freed by bt_sweep_rows_free.
struct bt_sweep_row *bt_sweep_figures(const struct bt_sweep *s);
void bt_sweep_rows_free(struct bt_sweep_row *rows, uint32_t n);
// Totals over all rows, probes not counted: runs that are done, should have been, failed.
void bt_sweep_totals(const struct bt_sweep *s, uint32_t *done, uint32_t *wanted, uint32_t *failed);

// ---- text (sweep_text.c, sweep_table.c) ----

// An outcome in one line of at most `width` columns (0: as long as it is).
void bt_sweep_put_outcome(struct bt_buf *out, const struct bt_sweep *s, uint32_t outcome,
                          size_t width);
// 1234567 as "1,234,567".
void bt_sweep_put_count(struct bt_buf *out, double number);
// A number in as few digits as make sense: "0.034", "12.3", "1,234".
void bt_sweep_put_number(struct bt_buf *out, double number);
// What was swept, in a line: script, arguments, how many runs.
// The runs of a row that are done, as the table has them: "45.2 ± 0.3".
void bt_sweep_put_mean(struct bt_buf *out, const struct bt_mean *m, double unit);
void bt_sweep_put_title(struct bt_buf *out, const struct bt_sweep *s);
// A text in one line: no control characters, lines parted by " / ", at most `width` columns (0: all
// of it), the last of them "…" if something is missing. Says whether something is.
bool bt_sweep_put_line(struct bt_buf *out, const char *text, size_t width);
// Text for XML and HTML.
void bt_sweep_put_xml(struct bt_buf *out, const char *text);
// What the table's notes say, each a paragraph of lines.
void bt_sweep_put_notes(struct bt_buf *out, const struct bt_sweep *s,
                        const struct bt_sweep_row *rows);
enum bt_sweep_form { BT_FORM_TEXT, BT_FORM_MARKDOWN, BT_FORM_HTML };
// The table; `width` columns at most, for text (0: as wide as it gets).
void bt_sweep_put_table(struct bt_buf *out, const struct bt_sweep *s,
                        const struct bt_sweep_row *rows, enum bt_sweep_form form, size_t width);
// Bars on the terminal.
void bt_sweep_put_plot(struct bt_buf *out, const struct bt_sweep *s,
                       const struct bt_sweep_row *rows, size_t width);

// ---- files (sweep_save.c, sweep_chart.c, sweep_merge.c) ----

// The whole sweep, to be read again by bt_sweep_merge.
void bt_sweep_put_json(struct bt_buf *out, const struct bt_sweep *s,
                       const struct bt_sweep_row *rows);
// The title, the table and the notes.
void bt_sweep_put_markdown(struct bt_buf *out, const struct bt_sweep *s,
                           const struct bt_sweep_row *rows);
// A line a run.
void bt_sweep_put_csv(struct bt_buf *out, const struct bt_sweep *s);
void bt_sweep_put_svg(struct bt_buf *out, const struct bt_sweep *s,
                      const struct bt_sweep_row *rows);
void bt_sweep_put_html(struct bt_buf *out, const struct bt_sweep *s,
                       const struct bt_sweep_row *rows);
// Add what the JSON of another part of the same sweep says; an empty `s` takes it all. False:
// `error` says what is wrong.
BT_MUST_CHECK bool bt_sweep_merge(struct bt_sweep *s, const char *json, size_t len,
                                  struct bt_buf *error);

#endif
