// What the writers of traces share: see trace_impl.h.
#include "lab/trace_impl.h"

#include <errno.h>
#include <unistd.h>

#include "base/utf8.h"

#define FLUSH_AT 65536 // bytes

// ---- files ----

static void write_out(struct bt_out *out)
{
    struct bt_buf *b = &out->buf;
    if (b->failed && !out->err)
        out->err = ENOMEM;
    size_t done = 0;
    while (!out->err && done < b->len) {
        ssize_t n = write(out->fd, b->data + done, b->len - done);
        if (n > 0)
            done += (size_t)n;
        else if (n == 0 || errno != EINTR)
            out->err = n == 0 ? EIO : errno;
    }
    bt_buf_clear(b);
}

void bt_out_more(struct bt_out *out)
{
    if (out->buf.len >= FLUSH_AT || out->buf.failed)
        write_out(out);
}

bool bt_out_end(struct bt_out *out)
{
    write_out(out);
    bt_buf_free(&out->buf);
    return out->err == 0;
}

// ---- texts ----

// The next code point of a text that may hold surrogates (WTF-8) or worse; U+FFFD for those.
static uint32_t next_code_point(const char **text)
{
    const unsigned char *p = (const unsigned char *)*text;
    int more = p[0] < 0x80 ? 0 : p[0] < 0xC0 ? -1 : p[0] < 0xE0 ? 1 : p[0] < 0xF0 ? 2 : 3;
    uint32_t c = more <= 0 ? p[0] : p[0] & (0x3Fu >> more);
    int i = 1;
    for (; i <= more && (p[i] & 0xC0) == 0x80; i++)
        c = c << 6 | (p[i] & 0x3F);
    *text += i;
    bool whole = more >= 0 && i == more + 1;
    return whole && c <= 0x10FFFF && !(c >= 0xD800 && c <= 0xDFFF) ? c : 0xFFFD;
}

static void put_json(struct bt_buf *out, const char *text, bool in_html)
{
    bt_buf_putc(out, '"');
    while (*text) {
        uint32_t c = next_code_point(&text);
        if (c == '"' || c == '\\')
            bt_buf_printf(out, "\\%c", (char)c);
        else if (c < 0x20 || c == 0x7F || (in_html && c == '<'))
            bt_buf_printf(out, "\\u%04x", c);
        else
            bt_buf_put_code_point(out, c);
    }
    bt_buf_putc(out, '"');
}

void bt_out_json(struct bt_buf *out, const char *text)
{
    put_json(out, text, false);
}

void bt_out_html_json(struct bt_buf *out, const char *text)
{
    put_json(out, text, true);
}

void bt_out_xml(struct bt_buf *out, const char *text)
{
    while (*text) {
        uint32_t c = next_code_point(&text);
        switch (c) {
        case '<': bt_buf_puts(out, "&lt;"); break;
        case '>': bt_buf_puts(out, "&gt;"); break;
        case '&': bt_buf_puts(out, "&amp;"); break;
        case '"': bt_buf_puts(out, "&quot;"); break;
        default: {
            bool allowed = c >= 0x20 && c != 0xFFFE && c != 0xFFFF && (c < 0x7F || c > 0x9F);
            bt_buf_put_code_point(out, allowed ? c : c == '\n' || c == '\t' ? ' ' : 0xFFFD);
        }
        }
    }
}

void bt_out_line(struct bt_buf *out, const char *text)
{
    while (*text) {
        uint32_t c = next_code_point(&text);
        if (c == '\n')
            bt_buf_puts(out, "\\n");
        else if (c == '\t')
            bt_buf_puts(out, "\\t");
        else if (c < 0x20 || (c >= 0x7F && c < 0xA0))
            bt_buf_printf(out, "\\x%02x", c);
        else
            bt_buf_put_code_point(out, c);
    }
}

size_t bt_text_columns(const char *text)
{
    size_t n = 0;
    while (*text) {
        uint32_t c = next_code_point(&text);
        n += c == '\n' || c == '\t' ? 2 : c < 0x20 || (c >= 0x7F && c < 0xA0) ? 4 : 1;
    }
    return n;
}

// ---- words ----

void bt_words_thread(struct bt_buf *out, const struct bt_log *log, uint32_t thread)
{
    char room[24];
    bt_out_line(out, bt_log_thread_name(log, thread, room));
}

void bt_words_place(struct bt_buf *out, const struct bt_log *log, uint32_t place)
{
    const struct bt_place *p = bt_places_at(&log->places, place);
    if (p->line == 0)
        return;
    bt_out_line(out, bt_log_file(log, p));
    bt_buf_printf(out, ":%u in ", p->line);
    bt_out_line(out, p->function);
}

// The name of what a thread waits for, where it is neither a thread nor the world.
static void put_object(struct bt_buf *out, const struct bt_tl_slice *s)
{
    const char *name = bt_tl_state_name(s->state);
    if (s->state == BT_TL_LOCK && s->flags & BT_LOG_INTERNAL)
        bt_buf_puts(out, "import");
    else if (s->state == BT_TL_LOCK && s->flags & BT_LOG_RLOCK)
        bt_buf_printf(out, "RLock %u", s->object);
    else if (s->object)
        bt_buf_printf(out, "%s %u", name, s->object);
    else
        bt_buf_puts(out, name);
}

void bt_words_state(struct bt_buf *out, const struct bt_log *log, const struct bt_tl_slice *s)
{
    if (s->state == BT_TL_JOIN) {
        bt_buf_puts(out, "join ");
        bt_words_thread(out, log, s->object);
    } else if (s->state == BT_TL_EXIT) {
        bt_buf_puts(out, "exit"); // the main thread's wait for each of the others in turn
    } else {
        put_object(out, s);
    }
}

void bt_words_wait(struct bt_buf *out, const struct bt_log *log, const struct bt_tl_slice *s)
{
    if (s->state == BT_TL_JOIN || s->state == BT_TL_EXIT) {
        bt_buf_puts(out, s->state == BT_TL_EXIT ? "before the exit, for " : "for ");
        bt_words_thread(out, log, s->object);
        bt_buf_puts(out, " to end");
        return;
    }
    if (s->state == BT_TL_SLEEP || s->state == BT_TL_IO) {
        bt_buf_puts(out,
                    s->state == BT_TL_SLEEP ? "for the end of its sleep" : "for input or output");
        return;
    }
    bt_buf_puts(out, "for ");
    if (s->object == 0 && (s->state != BT_TL_LOCK || s->flags & BT_LOG_INTERNAL))
        bt_buf_puts(out, s->state == BT_TL_EVENT || s->state == BT_TL_LOCK ? "an " : "a ");
    put_object(out, s);
    const char *name = s->state == BT_TL_LOCK ? bt_log_lock_name(log, s->object) : "";
    if (*name) {
        bt_buf_puts(out, " (");
        bt_out_line(out, name);
        bt_buf_putc(out, ')');
    }
    if (s->holder == 0)
        return;
    bt_buf_puts(out, ", held by ");
    bt_words_thread(out, log, s->holder);
    const struct bt_place *p = bt_places_at(&log->places, s->since);
    if (p->line == 0)
        return;
    bt_buf_puts(out, " since ");
    bt_out_line(out, bt_log_file(log, p));
    bt_buf_printf(out, ":%u", p->line);
}

const char *bt_words_end(uint8_t kind, uint8_t reason)
{
    switch ((int)kind) {
    case BT_EV_SWITCH:
        return reason == BT_ENTER_YIELD ? "lets others run"
               : reason == BT_ENTER_CUT ? "Ctrl-C"
                                        : "turn over";
    case BT_EV_BLOCK: return "waits";
    case BT_EV_OUTSIDE: return reason == BT_WAIT_SLEEP ? "sleeps" : "input or output";
    case BT_EV_END: return "ends";
    case BT_EV_RUN: return "gets the lock";
    case BT_EV_WAKE: return "woken";
    case BT_EV_RETURN: return reason == BT_WAIT_SLEEP ? "sleep over" : "input or output done";
    case BT_EV_TIMEOUT: return "time-out";
    case BT_EV_INTERRUPT: return "Ctrl-C";
    case BT_LOG_DEADLOCK: return "deadlock";
    case BT_LOG_FINISH: return "the run ends";
    default: return "";
    }
}

void bt_words_settings(struct bt_buf *out, const struct bt_log *log)
{
    const struct bt_vm_config *c = &log->vm->config;
    if (c->switch_n == BT_SWITCH_INF)
        bt_buf_puts(out, "N = inf");
    else
        bt_buf_printf(out, "N = %llu", (unsigned long long)c->switch_n);
    bool range = c->switch_max > c->switch_n;
    if (range)
        bt_buf_printf(out, "..%llu", (unsigned long long)c->switch_max);
    bt_buf_printf(out, ", policy %s", c->policy->name);
    if (c->policy_parameter) {
        bt_buf_putc(out, ':');
        bt_out_line(out, c->policy_parameter);
    }
    if (range || c->policy->flags & BT_POLICY_SEEDED)
        bt_buf_printf(out, ", seed %llu", (unsigned long long)c->seed);
}

void bt_words_dropped(struct bt_buf *out, const struct bt_log *log)
{
    if (log->dropped)
        bt_buf_printf(out, "%llu of %llu events are missing, the oldest ones (--trace-limit)",
                      (unsigned long long)log->dropped, (unsigned long long)log->total);
}
