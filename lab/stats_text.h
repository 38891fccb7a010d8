// The statistics as people and programs read them.
#ifndef BT_LAB_STATS_TEXT_H
#define BT_LAB_STATS_TEXT_H

#include "base/buf.h"
#include "lab/stats.h"

enum bt_stats_clock { BT_STATS_CLOCK_AUTO, BT_STATS_CLOCK_INSTRUCTIONS, BT_STATS_CLOCK_WALL };

// How the report is to look.
struct bt_stats_style {
    size_t columns; // of the terminal
    bool unicode, colour;
    enum bt_stats_clock clock; // of the picture
};

// Append the report (after bt_stats_update). What is in the buffer is UTF-8, or ASCII without
// style->unicode: names that are not are written with escapes.
void bt_stats_text(struct bt_buf *out, const struct bt_stats *s,
                   const struct bt_stats_style *style);
// The same as members of a JSON object, without its braces; the keys are in docs/statistics.md.
void bt_stats_json(struct bt_buf *out, const struct bt_stats *s);
// Append what a record is called: "lock 3 (Account.lock)", "lock 3 (bank.py:12)".
void bt_stats_object_name(struct bt_buf *out, const struct bt_stats *s, uint32_t number,
                          bool unicode);

#endif
