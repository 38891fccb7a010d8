// --gil-stats: what was asked for, and writing it at the end of the run.
#ifndef BT_LAB_STATS_REPORT_H
#define BT_LAB_STATS_REPORT_H

#include "lab/stats_text.h"

struct bt_stats_options {
    bool wanted;
    bool json;
    bool no_hint;              // do not look for objects written without a common lock
    enum bt_stats_clock clock; // of the picture
    const char *file;          // where to; NULL: stderr
};

// Take the option's argument, a list between commas: json, FILE.json or FILE.txt, instr or wall,
// no-hint. NULL: none. false: it has an item (of *len bytes, from *item) that is none of these.
BT_MUST_CHECK bool bt_stats_options_parse(struct bt_stats_options *o, const char *argument,
                                          const char **item, int *len);

struct bt_stats_watch;
// Watch the run. NULL: no memory.
struct bt_stats_watch *bt_stats_watch_new(struct bt_vm *vm, const struct bt_stats_options *o);
// Write the report. Returns the exit status: another one if it cannot be written, which has been
// said.
int bt_stats_watch_finish(struct bt_stats_watch *w, int status);
void bt_stats_watch_free(struct bt_stats_watch *w);

#endif
