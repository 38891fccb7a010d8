// baton sweep: see sweep.h.
#include "cli/sweep.h"

#include <errno.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <unistd.h>

#include "base/clock.h"
#include "base/mem.h"
#include "base/os_thread.h"
#include "base/process.h"
#include "cli/options.h"
#include "cli/signals.h"

// ---- what the runs will say, before any is started ----

// Would a run take these words? Baton's own parser says what is wrong with them.
static bool would_run(const struct bt_sweep *s, const char *policy)
{
    struct bt_sweep_words argv = {0};
    struct bt_buf word;
    struct bt_options options;
    bt_buf_init(&word);
    bt_buf_printf(&word, "--policy=%s", policy);
    bool ok = !word.failed && bt_sweep_word(&argv, "baton");
    for (size_t i = 0; ok && i < s->options.n; i++)
        ok = bt_sweep_word(&argv, s->options.items[i]);
    ok = ok && (!*policy || bt_sweep_word(&argv, word.data));
    for (size_t i = 0; ok && i < s->program.n; i++)
        ok = bt_sweep_word(&argv, s->program.items[i]);
    if (!ok)
        fputs("baton sweep: not enough memory\n", stderr);
    else
        ok = bt_options_parse(&options, (int)argv.n, argv.items);
    for (size_t i = 0; i < argv.n; i++)
        bt_free(argv.items[i]);
    bt_vec_free(&argv);
    bt_buf_free(&word);
    return ok;
}

static bool readable(const char *path)
{
    if (access(path, R_OK) == 0)
        return true;
    fprintf(stderr, "baton sweep: can't open file '%s': %s\n", path, strerror(errno));
    return false;
}

static bool check_words(const struct bt_sweep_options *o)
{
    const struct bt_sweep *s = o->sweep;
    const char *first = s->program.items[0];
    if (strcmp(first, "-c") != 0 && strcmp(first, "-m") != 0 && !readable(s->script))
        return false;
    if (o->input && !readable(o->input))
        return false;
    for (size_t i = 0; i < s->grid.policies.n; i++)
        if (!would_run(s, s->grid.policies.items[i].text))
            return false;
    return true;
}

// ---- progress ----

struct progress {
    int64_t began, last;
    bool shown;
};

static void show_progress(void *ctx, uint32_t done, uint32_t total, uint32_t failed)
{
    enum { WIDTH = 30 };
    struct progress *p = ctx;
    int64_t now = bt_clock_monotonic();
    if (p->shown && now - p->last < 100000000 && done < total)
        return;
    p->last = now;
    p->shown = true;
    char bar[WIDTH + 1];
    uint32_t full = total ? (uint32_t)((uint64_t)done * WIDTH / total) : WIDTH;
    for (uint32_t i = 0; i < WIDTH; i++)
        bar[i] = i < full ? '#' : '.';
    bar[WIDTH] = '\0';
    fprintf(stderr, "\r[%s] %u of %u", bar, done, total);
    if (failed > 0)
        fprintf(stderr, ", %u failed", failed);
    if (done > 0 && done < total) {
        double left = (double)(now - p->began) / 1e9 / done * (total - done);
        fprintf(stderr, left < 90 ? ", %.0f s left" : ", %.0f min left",
                left < 90 ? left : left / 60);
    }
    fputs("\033[K", stderr);
}

static void end_progress(const struct progress *p)
{
    if (p->shown)
        fputs("\r\033[K", stderr);
}

// ---- results ----

static size_t terminal_width(void)
{
    struct winsize size;
    const char *text = getenv("COLUMNS");
    long n = text ? strtol(text, NULL, 10) : 0;
    if (n >= 20)
        return (size_t)n;
    if (ioctl(STDOUT_FILENO, TIOCGWINSZ, &size) == 0 && size.ws_col >= 20)
        return size.ws_col;
    return 120;
}

static bool write_file(const char *path, const struct bt_buf *text)
{
    FILE *f = text->failed ? NULL : fopen(path, "w");
    if (text->failed)
        errno = ENOMEM;
    bool ok = f && fwrite(text->data, 1, text->len, f) == text->len;
    if (f && fclose(f) != 0)
        ok = false;
    if (!ok)
        fprintf(stderr, "baton sweep: cannot write %s: %s\n", path, strerror(errno));
    return ok;
}

static bool export(const char *path, const struct bt_sweep *s, const struct bt_sweep_row *rows)
{
    const char *ending = strrchr(path, '.') + 1;
    struct bt_buf out;
    bt_buf_init(&out);
    if (strcmp(ending, "json") == 0) {
        bt_sweep_put_json(&out, s, rows);
    } else if (strcmp(ending, "csv") == 0) {
        bt_sweep_put_csv(&out, s);
    } else if (strcmp(ending, "svg") == 0) {
        bt_sweep_put_svg(&out, s, rows);
    } else if (strcmp(ending, "html") == 0) {
        bt_sweep_put_html(&out, s, rows);
    } else {
        bt_sweep_put_markdown(&out, s, rows);
    }
    bool ok = write_file(path, &out);
    bt_buf_free(&out);
    return ok;
}

// Print and export. Returns the exit status.
static int show(const struct bt_sweep_options *o)
{
    struct bt_sweep *s = o->sweep;
    struct bt_sweep_row *rows = bt_sweep_figures(s);
    struct bt_buf out, notes;
    uint32_t done, wanted, failed;
    bool ok = rows != NULL;
    bt_buf_init(&out);
    bt_buf_init(&notes);
    bt_sweep_choose_metric(s);
    if (ok) {
        size_t width = terminal_width();
        bt_sweep_put_title(&out, s);
        bt_buf_putc(&out, '\n');
        bt_sweep_put_table(&out, s, rows, BT_FORM_TEXT, width);
        if (o->plot) {
            bt_buf_putc(&out, '\n');
            bt_sweep_put_plot(&out, s, rows, width);
        }
        bt_sweep_put_notes(&notes, s, rows);
        if (notes.len > 0) {
            bt_buf_putc(&out, '\n');
            bt_buf_write(&out, notes.data, notes.len);
        }
    }
    if (!ok || out.failed || notes.failed) {
        fputs("baton sweep: not enough memory for the table\n", stderr);
        ok = false;
    } else if (fwrite(out.data, 1, out.len, stdout) != out.len || fflush(stdout) != 0) {
        fprintf(stderr, "baton sweep: cannot write the table: %s\n", strerror(errno));
        ok = false;
    }
    for (int i = 0; rows && i < o->n_exports; i++)
        ok &= export(o->exports[i], s, rows);
    bt_sweep_totals(s, &done, &wanted, &failed);
    bt_sweep_rows_free(rows, bt_sweep_rows(&s->grid));
    bt_buf_free(&out);
    bt_buf_free(&notes);
    return !ok ? 1 : failed > 0 ? 4 : 0;
}

// ---- running ----

static int run(const struct bt_sweep_options *o)
{
    struct bt_cpu_set cpus;
    struct progress progress = {.began = bt_clock_monotonic()};
    char *baton = bt_self_path(NULL);
    if (!baton) {
        fputs("baton sweep: cannot find the program itself\n", stderr);
        return 1;
    }
    bt_os_cpus(&cpus);
    struct bt_sweep_how how = {
        .baton = baton,
        .jobs = o->jobs      ? o->jobs
                : cpus.n > 0 ? (uint32_t)cpus.n
                             : 1,
        .timeout_ns = o->timeout_ns,
        .input = o->input ? o->input : "/dev/null",
        .save = bt_options_words("--record") > 0 ? o->save : NULL,
        .progress = isatty(STDERR_FILENO) ? show_progress : NULL,
        .ctx = &progress,
    };
    bt_buf_init(&how.error);
    bool ok = bt_sweep_execute(o->sweep, &how);
    end_progress(&progress);
    int status = 1;
    if (ok) {
        status = show(o);
        if (how.signal)
            status = 128 + how.signal;
    } else if (how.usage) { // the run has said it in its own words
        fprintf(stderr, "%s\n", how.error.data);
        status = 2;
    } else {
        fprintf(stderr, "baton sweep: %s\n", how.error.len ? how.error.data : "not enough memory");
    }
    bt_buf_free(&how.error);
    bt_free(baton);
    return status;
}

static bool read_file(const char *path, struct bt_buf *out)
{
    char block[65536];
    size_t n;
    FILE *f = fopen(path, "r");
    while (f && (n = fread(block, 1, sizeof block, f)) > 0)
        bt_buf_write(out, block, n);
    bool ok = f && !ferror(f) && !out->failed;
    if (!ok)
        fprintf(stderr, "baton sweep: cannot read %s: %s\n", path,
                strerror(out->failed ? ENOMEM : errno));
    if (f)
        fclose(f);
    return ok;
}

static int merge(const struct bt_sweep_options *o)
{
    bool ok = true;
    bt_sweep_free(o->sweep);
    for (int i = 0; ok && i < o->n_files; i++) {
        struct bt_buf text, error;
        bt_buf_init(&text);
        bt_buf_init(&error);
        ok = read_file(o->files[i], &text);
        if (ok && !bt_sweep_merge(o->sweep, text.data ? text.data : "", text.len, &error)) {
            fprintf(stderr, "baton sweep: %s: %s\n", o->files[i],
                    error.len ? error.data : "not enough memory");
            ok = false;
        }
        bt_buf_free(&text);
        bt_buf_free(&error);
    }
    return ok ? show(o) : 2;
}

int bt_cli_sweep(int argc, char **argv)
{
    struct bt_sweep sweep;
    bt_sweep_init(&sweep);
    struct bt_sweep_options o = {.sweep = &sweep, .timeout_ns = 60000000000, .save = "."};
    int status = 2;
    if (bt_sweep_options_parse(&o, argc, argv)) {
        if (o.done)
            status = fflush(stdout) == 0 ? 0 : 1;
        else if (o.merge)
            status = merge(&o);
        else if (check_words(&o))
            status = run(&o);
    }
    bt_free(o.files);
    bt_sweep_free(&sweep);
    return status;
}
