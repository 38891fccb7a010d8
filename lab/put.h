// Figures and texts in the laboratory's reports.
#ifndef BT_LAB_PUT_H
#define BT_LAB_PUT_H

#include "base/buf.h"
#include "lab/places.h"

// A number with commas between the thousands, in at least `width` columns.
void bt_put_count(struct bt_buf *out, uint64_t n, int width);
// A duration (nanoseconds) with three digits and its unit, "12.3 ms"; a negative one: "-".
void bt_put_time(struct bt_buf *out, int64_t ns, int width);
// "12.3 %"; of nothing: "-".
void bt_put_share(struct bt_buf *out, double part, double whole, int width);
// A text from the script (WTF-8): control characters and lone surrogates as escapes, and what is
// not ASCII too unless `unicode`; cut to `most` columns, filled up to `width`.
void bt_put_text(struct bt_buf *out, const char *text, bool unicode, size_t most, size_t width);
// A JSON string of WTF-8; what JSON cannot hold is escaped.
void bt_put_json_str(struct bt_buf *out, const char *text);
// The last part of a file's name.
const char *bt_put_basename(const char *file);
// "bank.py:12"; "?" for nowhere.
void bt_put_place(struct bt_buf *out, const struct bt_place *place, bool unicode);

#endif
