// --gil-stats: see stats_report.h.
#include "lab/stats_report.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/terminal.h"
#include "lab/races.h"

struct bt_stats_watch {
    struct bt_stats_options options;
    char *file; // options.file, with room for it to be cut out of a list
    struct bt_stats *stats;
    struct bt_races *races; // NULL: not looked for
};

static bool ends_in(const char *text, size_t len, const char *end)
{
    size_t n = strlen(end);
    return len > n && memcmp(text + len - n, end, n) == 0;
}

bool bt_stats_options_parse(struct bt_stats_options *o, const char *argument, const char **item,
                            int *len)
{
    o->wanted = true;
    for (const char *p = argument; p && *p;) {
        const char *comma = strchr(p, ',');
        size_t n = comma ? (size_t)(comma - p) : strlen(p);
        *item = p;
        *len = (int)n;
        if (n == 4 && memcmp(p, "json", 4) == 0) {
            o->json = true;
        } else if (n == 5 && memcmp(p, "instr", 5) == 0) {
            o->clock = BT_STATS_CLOCK_INSTRUCTIONS;
        } else if (n == 4 && memcmp(p, "wall", 4) == 0) {
            o->clock = BT_STATS_CLOCK_WALL;
        } else if (n == 7 && memcmp(p, "no-hint", 7) == 0) {
            o->no_hint = true;
        } else if (ends_in(p, n, ".json") || ends_in(p, n, ".txt")) {
            o->json = ends_in(p, n, ".json");
            o->file = p; // up to the comma
        } else {
            return false;
        }
        p += n + (comma != NULL);
    }
    return !argument || *argument;
}

struct bt_stats_watch *bt_stats_watch_new(struct bt_vm *vm, const struct bt_stats_options *o)
{
    struct bt_stats_watch *w = bt_alloc_zero(sizeof *w);
    if (!w)
        return NULL;
    w->options = *o;
    if (o->file)
        w->file = bt_alloc_copy(o->file, strcspn(o->file, ","));
    w->stats = bt_stats_new(vm);
    if (w->stats && !o->no_hint)
        w->races = bt_races_new(vm, w->stats);
    if (!w->stats || (!w->races && !o->no_hint) || (o->file && !w->file)) {
        bt_stats_watch_free(w);
        return NULL;
    }
    return w;
}

void bt_stats_watch_free(struct bt_stats_watch *w)
{
    if (!w)
        return;
    bt_races_free(w->races);
    bt_stats_free(w->stats);
    bt_free(w->file);
    bt_free(w);
}

static bool write_whole(int fd, const struct bt_buf *out)
{
    for (size_t done = 0; done < out->len;) {
        ssize_t n = write(fd, out->data + done, out->len - done);
        if (n < 0 && errno == EINTR)
            continue;
        if (n <= 0)
            return false;
        done += (size_t)n;
    }
    return true;
}

// false: errno says why.
static bool write_file(const char *path, const struct bt_buf *out)
{
    FILE *f = fopen(path, "we");
    if (!f)
        return false;
    bool ok = fwrite(out->data, 1, out->len, f) == out->len;
    int err = errno;
    if (fclose(f) != 0 && ok) {
        ok = false;
        err = errno;
    }
    errno = err;
    return ok;
}

int bt_stats_watch_finish(struct bt_stats_watch *w, int status)
{
    struct bt_buf out;
    bt_buf_init(&out);
    bt_stats_update(w->stats);
    bool screen = !w->file;
    struct bt_stats_style style = {
        .columns = screen ? bt_terminal_columns(STDERR_FILENO, 80) : 80,
        .unicode = bt_locale_is_utf8(),
        .colour = screen && bt_terminal_colour(STDERR_FILENO),
        .clock = w->options.clock,
    };
    if (w->options.json) {
        bt_buf_puts(&out, "{\n");
        bt_stats_json(&out, w->stats);
        if (w->races) {
            bt_buf_puts(&out, ",\n  ");
            bt_races_json(&out, w->races);
        }
        bt_buf_puts(&out, "\n}\n");
    } else {
        bt_stats_text(&out, w->stats, &style);
        if (w->races)
            bt_races_text(&out, w->races, style.unicode);
    }
    errno = ENOMEM;
    bool ok =
        !out.failed && (screen ? write_whole(STDERR_FILENO, &out) : write_file(w->file, &out));
    if (!ok) {
        fprintf(stderr, "baton: cannot write the statistics%s%s: %s\n", screen ? "" : " to ",
                screen ? "" : w->file, strerror(errno));
        if (status == 0)
            status = 1;
    }
    bt_buf_free(&out);
    return status;
}
