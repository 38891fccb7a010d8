// Results as text for people: what the prompt prints.
#ifndef BT_TERMINAL_SHOW_H
#define BT_TERMINAL_SHOW_H

#include <jansson.h>

#include "base/buf.h"

struct bt_show {
    struct bt_buf *out;
    bool colour;
    bool utf8;      // characters beyond ASCII may be shown
    size_t width;   // columns of the terminal; 0: lines may be of any length
    char cwd[4096]; // names of files below it are shown without it
};

// Append the result of a command: whole lines, nothing for a result without content. command: its
// long name.
void bt_show_result(struct bt_show *show, const char *command, const json_t *result);
// The same of an event: a logpoint's text, a note.
void bt_show_event(struct bt_show *show, const json_t *event);

// ---- show_stop.c ----
void bt_show_stop(struct bt_show *show, const json_t *stop);
void bt_show_displays(struct bt_show *show, const json_t *displays);
// ---- show_code.c: frames, source lines, instructions ----
void bt_show_frames(struct bt_show *show, const json_t *frames, json_int_t selected);
void bt_show_source(struct bt_show *show, const json_t *lines);
void bt_show_instructions(struct bt_show *show, const json_t *lines);
// ---- show_threads.c ----
void bt_show_threads(struct bt_show *show, const json_t *result);
// ---- show_schedule.c: locks, the schedule ----
void bt_show_locks(struct bt_show *show, const json_t *result);
void bt_show_schedule(struct bt_show *show, const json_t *result);
void bt_show_timeline(struct bt_show *show, const json_t *result);

// ---- what they share (show.c) ----
// A member as text; "" if it is none.
const char *bt_show_text(const json_t *object, const char *name);
json_int_t bt_show_int(const json_t *object, const char *name);
// A file's name as short as it is clear: relative to the folder the user is in.
const char *bt_show_file(const struct bt_show *show, const char *file);
enum bt_show_style { BT_SHOW_PLAIN, BT_SHOW_THREAD, BT_SHOW_STRONG, BT_SHOW_FAINT };
void bt_show_styled(struct bt_show *show, enum bt_show_style style, const char *text);
// A table: rows of cells, columns two spaces apart, padded to the widest; the last is cut at the
// terminal's width. rows: an array of arrays of strings. indent: before each row.
void bt_show_table(struct bt_show *show, const char *indent, const json_t *rows);

#endif
