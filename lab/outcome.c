// How a run ended, as text: see outcome.h.
#include "lab/outcome.h"

#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

static const struct ending {
    const char *name;
    bool failed;
} endings[] = {
#define BT_X(id, name, failed) {name, failed},
    BT_ENDINGS(BT_X)
#undef BT_X
};

const char *bt_ending_name(enum bt_ending end)
{
    return endings[end].name;
}

bool bt_ending_failed(enum bt_ending end)
{
    return endings[end].failed;
}

enum bt_ending bt_ending_find(const char *name, size_t len)
{
    for (size_t i = 0; i < BT_END_COUNT; i++)
        if (strlen(endings[i].name) == len && memcmp(endings[i].name, name, len) == 0)
            return (enum bt_ending)i;
    return BT_END_COUNT;
}

static void put_text(struct bt_buf *out, const char *key, const char *text)
{
    if (!text)
        return;
    bt_buf_puts(out, key);
    bt_buf_putc(out, ' ');
    for (; *text; text++) {
        if (*text == '\n')
            bt_buf_puts(out, "\\n");
        else if (*text == '\\')
            bt_buf_puts(out, "\\\\");
        else
            bt_buf_putc(out, *text);
    }
    bt_buf_putc(out, '\n');
}

void bt_outcome_put(struct bt_buf *out, const struct bt_outcome *o)
{
    bt_buf_printf(out, "end %s\nstatus %d\n", bt_ending_name(o->end), o->status);
    put_text(out, "detail", o->detail);
    bt_buf_printf(out, "wall %" PRId64 "\nswitches %" PRIu64 "\ninstructions %" PRIu64 "\n",
                  o->wall_ns, o->switches, o->instructions);
    put_text(out, "metric", o->metric);
    bt_buf_puts(out, "done\n");
}

// A value with its escapes undone.
static char *take_text(const char *text, size_t len)
{
    struct bt_buf out;
    bt_buf_init(&out);
    bt_buf_puts(&out, ""); // an empty text is one, too
    for (size_t i = 0; i < len; i++) {
        if (text[i] == '\\' && i + 1 < len)
            bt_buf_putc(&out, text[++i] == 'n' ? '\n' : text[i]);
        else
            bt_buf_putc(&out, text[i]);
    }
    if (out.len == 0 && !out.failed) {
        bt_buf_free(&out);
        return bt_alloc_copy("", 0);
    }
    return bt_buf_take(&out);
}

static bool is_key(const char *line, size_t len, const char *key)
{
    return strlen(key) == len && memcmp(line, key, len) == 0;
}

// One line without its newline. False: out of memory.
static bool parse_line(struct bt_outcome *o, const char *line, size_t len)
{
    const char *blank = memchr(line, ' ', len);
    size_t key = blank ? (size_t)(blank - line) : len;
    const char *value = blank ? blank + 1 : line + len; // ends with a newline, so numbers do, too
    size_t value_len = len - (size_t)(value - line);
    if (is_key(line, key, "started")) {
        o->started = true;
    } else if (is_key(line, key, "done")) {
        o->done = true;
    } else if (is_key(line, key, "end")) {
        enum bt_ending end = bt_ending_find(value, value_len);
        o->end = end == BT_END_COUNT ? BT_END_CRASH : end;
    } else if (is_key(line, key, "status")) {
        o->status = (int)strtol(value, NULL, 10);
    } else if (is_key(line, key, "wall")) {
        o->wall_ns = strtoll(value, NULL, 10);
    } else if (is_key(line, key, "switches")) {
        o->switches = strtoull(value, NULL, 10);
    } else if (is_key(line, key, "instructions")) {
        o->instructions = strtoull(value, NULL, 10);
    } else if (is_key(line, key, "detail")) {
        bt_free(o->detail);
        return (o->detail = take_text(value, value_len)) != NULL;
    } else if (is_key(line, key, "metric")) {
        bt_free(o->metric);
        return (o->metric = take_text(value, value_len)) != NULL;
    }
    return true;
}

bool bt_outcome_parse(struct bt_outcome *o, const char *text, size_t len)
{
    memset(o, 0, sizeof *o);
    const char *end = text + len, *newline;
    for (; text < end && (newline = memchr(text, '\n', (size_t)(end - text))) != NULL;
         text = newline + 1)
        if (!parse_line(o, text, (size_t)(newline - text)))
            return false;
    return true;
}

void bt_outcome_free(struct bt_outcome *o)
{
    bt_free(o->detail);
    bt_free(o->metric);
    memset(o, 0, sizeof *o);
}
