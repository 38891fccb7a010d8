// What the writers of traces share: where they write to, and words for what they find.
#ifndef BT_LAB_TRACE_IMPL_H
#define BT_LAB_TRACE_IMPL_H

#include "base/buf.h"
#include "lab/trace.h"

// A file being written. Errors stick: writers check nothing.
struct bt_out {
    struct bt_buf buf; // what has not been written yet
    int fd;
    int err; // errno of the first failure, or 0
};
// Something has been added to out->buf: write it if it is much.
void bt_out_more(struct bt_out *out);
// Write what is left. false: something was not written, see out->err.
bool bt_out_end(struct bt_out *out);

// What a writer is given.
struct bt_trace_run {
    const struct bt_log *log;
    const struct bt_trace_options *options;
    struct bt_out *out;
    int status; // the exit status
};

// The writers. false: no memory (errors of writing are the file's).
bool bt_trace_txt(const struct bt_trace_run *run);
bool bt_trace_json(const struct bt_trace_run *run);
bool bt_trace_svg(const struct bt_trace_run *run);
bool bt_trace_html(const struct bt_trace_run *run);
bool bt_trace_vcd(const struct bt_trace_run *run);

// ---- texts, as the format wants them; what is no Unicode becomes U+FFFD ----
// In double quotes, for JSON.
void bt_out_json(struct bt_buf *out, const char *text);
// The same within a <script> of an HTML page.
void bt_out_html_json(struct bt_buf *out, const char *text);
// For XML and HTML, in texts and attributes.
void bt_out_xml(struct bt_buf *out, const char *text);
// For a line of text: control characters as \n or \x1b.
void bt_out_line(struct bt_buf *out, const char *text);
// Characters that such a line shows (not bytes).
size_t bt_text_columns(const char *text);

// ---- words ----
void bt_words_thread(struct bt_buf *out, const struct bt_log *log, uint32_t thread);
// "bank.py:12 in deposit"; nothing for no place.
void bt_words_place(struct bt_buf *out, const struct bt_log *log, uint32_t place);
// What a thread waits for: "for lock 3 (till), held by Thread-1 since bank.py:12", "for Thread-2 to end".
void bt_words_wait(struct bt_buf *out, const struct bt_log *log, const struct bt_tl_slice *s);
// The same as a short name: "lock 3", "join Thread-2", "wants lock", "running".
void bt_words_state(struct bt_buf *out, const struct bt_log *log, const struct bt_tl_slice *s);
// Why a state ended, from the kind and reason of a record: "turn over", "woken" ...
const char *bt_words_end(uint8_t kind, uint8_t reason);
// "N = 100, policy fifo, seed 0"
void bt_words_settings(struct bt_buf *out, const struct bt_log *log);
// "12,345 of 40,000 events are missing, the oldest ones (--trace-limit)"; nothing if none are.
void bt_words_dropped(struct bt_buf *out, const struct bt_log *log);

#endif
