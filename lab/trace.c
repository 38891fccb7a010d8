// Traces: see trace.h.
#include "lab/trace.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/mem.h"
#include "lab/trace_impl.h"

#define HIGH_FD 500 // out of the way of the descriptors that the script sees

static const struct format {
    const char *ending;
    bool (*write)(const struct bt_trace_run *run);
    bool both_clocks; // whichever is asked for
} formats[] = {
    {"json", bt_trace_json, false}, {"html", bt_trace_html, true}, {"svg", bt_trace_svg, false},
    {"vcd", bt_trace_vcd, false},   {"txt", bt_trace_txt, false},
};

struct bt_trace {
    struct bt_trace_options options;
    struct bt_log *log;
    struct target {
        const struct format *format;
        int fd; // -1: closed
    } targets[BT_TRACE_FILES];
};

static const struct format *format_of(const char *file)
{
    const char *dot = strcmp(file, "-") == 0 ? ".txt" : strrchr(file, '.');
    if (!dot || strchr(dot, '/'))
        return NULL;
    for (size_t i = 0; i < sizeof formats / sizeof formats[0]; i++)
        if (strcmp(formats[i].ending, dot + 1) == 0)
            return &formats[i];
    return NULL;
}

const char *bt_trace_check(const char *file)
{
    return format_of(file) ? NULL
                           : ".json, .html, .svg, .vcd, .txt, or - for text on standard output";
}

static int cannot_write(const char *file, int err)
{
    fprintf(stderr, "baton: --trace: cannot write %s: %s\n",
            strcmp(file, "-") == 0 ? "to standard output" : file, strerror(err));
    return 1;
}

static int open_file(const char *file)
{
    if (strcmp(file, "-") == 0)
        return STDOUT_FILENO;
    int fd = open(file, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC | O_NOCTTY, 0666);
    if (fd < 0)
        return -1;
    int high = fcntl(fd, F_DUPFD_CLOEXEC, HIGH_FD);
    if (high < 0)
        return fd;
    close(fd);
    return high;
}

// Two names of one regular file would overwrite each other.
static bool is_same(int a, int b)
{
    struct stat x, y;
    return fstat(a, &x) == 0 && fstat(b, &y) == 0 && S_ISREG(x.st_mode) && x.st_dev == y.st_dev &&
           x.st_ino == y.st_ino;
}

static bool open_files(struct bt_trace *t)
{
    for (int i = 0; i < t->options.n; i++) {
        const char *file = t->options.files[i];
        int fd = open_file(file);
        if (fd < 0) {
            cannot_write(file, errno);
            return false;
        }
        t->targets[i].format = format_of(file);
        t->targets[i].fd = fd;
        for (int k = 0; k < i; k++) {
            if (is_same(fd, t->targets[k].fd)) {
                fprintf(stderr, "baton: --trace: %s is given twice\n", file);
                return false;
            }
        }
    }
    return true;
}

struct bt_trace *bt_trace_new(struct bt_vm *vm, const struct bt_trace_options *options)
{
    struct bt_trace *t = bt_alloc_zero(sizeof *t);
    if (!t) {
        fputs("baton: --trace: not enough memory\n", stderr);
        return NULL;
    }
    t->options = *options;
    for (int i = 0; i < BT_TRACE_FILES; i++)
        t->targets[i].fd = -1;
    unsigned wants = options->wall ? BT_WANT_WALL : 0;
    bool text = false;
    if (!open_files(t)) {
        bt_trace_free(t);
        return NULL;
    }
    for (int i = 0; i < options->n; i++) {
        wants |= t->targets[i].format->both_clocks ? BT_WANT_WALL : 0;
        text = text || t->targets[i].format->write == bt_trace_txt;
    }
    if (options->instr && text)
        wants |= BT_WANT_STEPS;
    t->log = bt_log_new(vm, wants, options->limit ? options->limit : BT_TRACE_LIMIT);
    if (!t->log) {
        fputs("baton: --trace: not enough memory\n", stderr);
        bt_trace_free(t);
        return NULL;
    }
    return t;
}

// Write one file. Returns 1 and says so if that fails.
static int write_file(struct bt_trace *t, int i, int status)
{
    const char *file = t->options.files[i];
    struct bt_out out = {.fd = t->targets[i].fd};
    bt_buf_init(&out.buf);
    struct bt_trace_run run = {t->log, &t->options, &out, status};
    bool ok = t->targets[i].format->write(&run);
    if (!bt_out_end(&out) || !ok)
        return cannot_write(file, out.err ? out.err : ENOMEM);
    int fd = t->targets[i].fd;
    t->targets[i].fd = -1;
    if (fd != STDOUT_FILENO && close(fd) != 0)
        return cannot_write(file, errno);
    return 0;
}

int bt_trace_finish(struct bt_trace *t, int status)
{
    int failed = 0;
    bt_log_finish(t->log);
    for (int i = 0; i < t->options.n; i++)
        failed |= write_file(t, i, status);
    if (t->log->dropped) {
        struct bt_buf text;
        bt_buf_init(&text);
        bt_words_dropped(&text, t->log);
        fprintf(stderr, "baton: --trace: %s\n", text.failed ? "events are missing" : text.data);
        bt_buf_free(&text);
    }
    if (t->log->failed) {
        fprintf(stderr, "baton: --trace: not enough memory: it ends at instruction %llu\n",
                t->log->last ? (unsigned long long)t->log->last->records[t->log->last->n - 1].clock
                             : 0ull);
        failed = 1;
    }
    return status == 0 && failed ? 1 : status;
}

void bt_trace_free(struct bt_trace *t)
{
    if (!t)
        return;
    for (int i = 0; i < BT_TRACE_FILES; i++)
        if (t->targets[i].fd > STDERR_FILENO)
            close(t->targets[i].fd);
    bt_log_free(t->log);
    bt_free(t);
}
