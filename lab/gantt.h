/*
 * What each thread did over the time of a run, in a bounded number of bins: when the run outgrows
 * them, two become one. For the picture that the statistics draw.
 */
#ifndef BT_LAB_GANTT_H
#define BT_LAB_GANTT_H

#include <stddef.h>
#include <stdint.h>

#include "base/vec.h"

#define BT_GANTT_BINS 512
#define BT_GANTT_ROWS 48 // threads at most; later ones are not drawn

// What is told apart in the picture.
enum bt_gantt_state {
    BT_GANTT_RUNS,
    BT_GANTT_WANTS,
    BT_GANTT_LOCK, // waits for a lock
    BT_GANTT_SYNC, // waits for a condition, event, semaphore, barrier, queue
    BT_GANTT_JOIN, // waits for a thread to end
    BT_GANTT_SLEEP,
    BT_GANTT_IO,
    BT_GANTT_STATES
};

struct bt_gantt_row {
    uint64_t in[BT_GANTT_BINS][BT_GANTT_STATES]; // how long, in the clock's unit
};

// One clock's bins.
struct bt_gantt_clock {
    uint64_t width; // of a bin
    struct bt_gantt_row *rows[BT_GANTT_ROWS];
};

struct bt_gantt {
    struct bt_gantt_clock instructions, wall;
};

// The thread of this row (from 0) was in `state` for the time from..to, counted from the start of
// the run. false: no memory for the row; a row beyond the last one is ignored.
BT_MUST_CHECK bool bt_gantt_add(struct bt_gantt_clock *clock, size_t row, enum bt_gantt_state state,
                                uint64_t from, uint64_t to);
void bt_gantt_free(struct bt_gantt *g);

// How a picture is to look.
struct bt_gantt_style {
    size_t columns; // of the line of time
    bool unicode, colour;
};
struct bt_buf;
// One line of the picture, as wide as style->columns: what the row's thread did in 0..end.
void bt_gantt_draw(struct bt_buf *out, const struct bt_gantt_clock *clock, size_t row, uint64_t end,
                   const struct bt_gantt_style *style);
// What the characters mean: those of the states that occur (a set of 1 << enum bt_gantt_state).
void bt_gantt_legend(struct bt_buf *out, unsigned states, const struct bt_gantt_style *style);

#endif
