/*
 * The processes of a sweep: see sweep.h. One loop waits for everything: what the runs print, what
 * they tell (outcome.h), that they end, that their time is up, and Ctrl-C.
 *
 * A run ends itself when its time is up; what cannot do that any more is killed a little later.
 *
 * Each run is recorded into a file of a folder of its own. When a run fails, its file becomes the
 * row's replay file unless an earlier run of the grid has failed too; all others are deleted.
 */
#include "lab/sweep.h"

#include <errno.h>
#include <inttypes.h>
#include <poll.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/clock.h"
#include "base/mem.h"
#include "base/process.h"
#include "base/utf8.h"

#define KEEP_OUT  2048u  // bytes of what a run prints that are kept
#define KEEP_ERR  2048u  // the last bytes of its stderr
#define KEEP_NOTE 65536u // of what it tells
#define BLOCK     16384u
#define GRACE_NS  2000000000 // how long a run may take to end itself when its time is up
#define NOTHING   UINT32_MAX

// A run in progress.
struct slot {
    struct bt_process process;
    uint32_t number; // NOTHING: free
    int64_t began, deadline;
    struct bt_buf out, err, note; // what is kept
    uint64_t hash, n_out;         // of all that it printed
    bool hung;
};

struct runner {
    struct bt_sweep *s;
    struct bt_sweep_how *how;
    struct slot *slots;
    struct pollfd *polls; // the signals, then three a slot
    uint32_t n_running, next, total, done, failed;
    int signals;
    sigset_t mask;
    struct bt_sweep_words env; // items[n - 1] is NULL
    char *folder;              // of the files being recorded, or NULL
    uint32_t *kept;            // by row: the run whose replay file is kept; NOTHING: none yet
};

static bool fail(struct runner *r, const char *what)
{
    bt_buf_printf(&r->how->error, "%s: %s", what, strerror(errno));
    return false;
}

static bool no_memory(struct runner *r)
{
    errno = ENOMEM;
    return fail(r, "the sweep");
}

// ---- starting ----

// The environment with the pipe in it.
static bool make_env(struct runner *r)
{
    static const char variable[] = BT_OUTCOME_VARIABLE "=";
    bool ok = true;
    for (char **e = environ; ok && *e; e++)
        if (strncmp(*e, variable, sizeof variable - 1) != 0)
            ok = bt_sweep_word(&r->env, *e);
    return ok && bt_sweep_word_format(&r->env, "%s%d", variable, BT_PROCESS_NOTE_FD) &&
           bt_vec_push(&r->env, (char *)NULL);
}

static bool start(struct runner *r, struct slot *slot, uint32_t number)
{
    struct bt_sweep_words argv = {0};
    bool ok = bt_sweep_command(&argv, r->s, r->how, r->folder, number);
    if (!ok) {
        bt_sweep_words_free(&argv);
        return no_memory(r);
    }
    struct bt_spawn spawn = {
        .path = r->how->baton,
        .argv = argv.items,
        .env = r->env.items,
        .input = r->how->input,
        .mask = &r->mask,
    };
    ok = bt_process_start(&slot->process, &spawn);
    int err = errno;
    bt_sweep_words_free(&argv);
    if (!ok) {
        errno = err;
        return false;
    }
    slot->number = number;
    slot->began = bt_clock_monotonic();
    slot->deadline = r->how->timeout_ns ? slot->began + r->how->timeout_ns + GRACE_NS : INT64_MAX;
    slot->hash = 0xcbf29ce484222325u; // FNV-1a: the same however the text came in pieces
    slot->n_out = 0;
    slot->hung = false;
    bt_buf_clear(&slot->out);
    bt_buf_clear(&slot->err);
    bt_buf_clear(&slot->note);
    r->n_running++;
    return true;
}

// Fill the free slots. When the system has no more processes for us, those that run must do.
static bool start_more(struct runner *r)
{
    uint32_t size = bt_sweep_size(&r->s->grid);
    for (uint32_t i = 0; i < r->how->jobs; i++) {
        if (r->slots[i].number != NOTHING)
            continue;
        while (r->next < size && !bt_sweep_mine(r->s, r->next))
            r->next++;
        if (r->next == size)
            return true;
        if (!start(r, &r->slots[i], r->next)) {
            if (r->how->error.len > 0)
                return false;
            return (r->n_running > 0 && (errno == EAGAIN || errno == ENOMEM || errno == EMFILE)) ||
                   fail(r, "cannot start a run");
        }
        r->next++;
    }
    return true;
}

// ---- reading ----

static void keep_start(struct bt_buf *buf, const char *text, size_t len, size_t most)
{
    size_t room = most - (buf->len < most ? buf->len : most);
    bt_buf_write(buf, text, len < room ? len : room);
}

static void keep_end(struct bt_buf *buf, const char *text, size_t len)
{
    if (len > KEEP_ERR) {
        text += len - KEEP_ERR;
        len = KEEP_ERR;
    }
    if (buf->len + len > KEEP_ERR) {
        size_t drop = buf->len + len - KEEP_ERR;
        memmove(buf->data, buf->data + drop, buf->len - drop);
        buf->len -= drop;
    }
    bt_buf_write(buf, text, len);
}

// Everything that is there to be read; at the end the descriptor is closed. At most a MiB, so that
// a run that prints without end does not keep the others waiting.
static void drain(struct slot *slot, int *fd)
{
    char block[BLOCK];
    for (int i = 0; *fd >= 0 && i < 64; i++) {
        ssize_t n = read(*fd, block, sizeof block);
        if (n < 0 && errno == EINTR)
            continue;
        if (n < 0 && errno == EAGAIN)
            return;
        if (n <= 0) {
            close(*fd);
            *fd = -1;
        } else if (fd == &slot->process.note) {
            keep_start(&slot->note, block, (size_t)n, KEEP_NOTE);
        } else if (fd == &slot->process.err) {
            keep_end(&slot->err, block, (size_t)n);
        } else {
            keep_start(&slot->out, block, (size_t)n, KEEP_OUT);
            slot->n_out += (uint64_t)n;
            for (ssize_t k = 0; k < n; k++)
                slot->hash = (slot->hash ^ (unsigned char)block[k]) * 0x100000001b3u;
        }
    }
}

static void drain_all(struct slot *slot)
{
    drain(slot, &slot->process.note);
    drain(slot, &slot->process.out);
    drain(slot, &slot->process.err);
}

// ---- what came out ----

// The last line that says something.
static const char *last_line(struct bt_buf *err)
{
    while (err->len > 0 && strchr(" \n\r\t", err->data[err->len - 1]))
        err->data[--err->len] = '\0';
    const char *newline = err->len ? memrchr(err->data, '\n', err->len) : NULL;
    return newline ? newline + 1 : err->len ? err->data : "";
}

// The run itself has said nothing about its end, or its time was up.
static void judge_silent(const struct bt_sweep *s, struct slot *slot, struct bt_outcome *o,
                         struct bt_buf *detail, int64_t timeout)
{
    int status = slot->process.status;
    if (slot->hung) {
        o->end = BT_END_HANG;
        bt_buf_printf(detail, "%g s", (double)timeout / 1e9);
    } else if (WIFSIGNALED(status)) {
        const char *name = sigabbrev_np(WTERMSIG(status));
        o->end = BT_END_CRASH;
        bt_buf_printf(detail, "SIG%s", name ? name : "?");
    } else {
        // the script has closed the pipe: fine, if there was nothing to be told
        bool fine = o->started && WEXITSTATUS(status) == 0 && s->checks.n == 0 && !s->expr;
        o->end = fine ? BT_END_OK : BT_END_EXIT;
        o->status = WEXITSTATUS(status);
        if (!fine && o->status == 0)
            bt_buf_puts(detail, "and it did not say how it ended");
    }
    o->wall_ns = bt_clock_monotonic() - slot->began;
}

// Make valid UTF-8 of what a run has printed; a character that is cut off at the end goes.
static bool make_valid(struct bt_buf *text, bool cut)
{
    size_t valid = text->len ? bt_utf8_valid_prefix(text->data, text->len) : 0, size;
    if (valid == text->len)
        return !text->failed;
    struct bt_buf out;
    bt_buf_init(&out);
    for (size_t i = 0; i < text->len; i += size) {
        bool bad = bt_utf8_decode(text->data + i, text->len - i, &size) == BT_UTF8_BAD;
        if (bad && cut && i + BT_UTF8_MAX > text->len)
            break;
        bt_buf_write(&out, bad ? "\xEF\xBF\xBD" : text->data + i, bad ? 3 : size);
    }
    bt_buf_free(text);
    *text = out;
    return !out.failed;
}

// The texts of an outcome: what tells it from others.
static uint32_t find_outcome(struct runner *r, struct slot *slot, const struct bt_outcome *o,
                             struct bt_buf *detail)
{
    struct bt_sweep_outcome like = {.end = o->end, .text = (char *)"", .status = 0};
    if (!make_valid(&slot->out, slot->n_out > KEEP_OUT) || !make_valid(&slot->err, false))
        return NOTHING;
    if (o->end == BT_END_EXIT) {
        like.status = o->status;
        if (detail->len == 0)
            bt_buf_puts(detail, last_line(&slot->err));
    }
    bool printed = o->end == BT_END_OK || o->end == BT_END_CHECK || o->end == BT_END_EXIT;
    if (printed && o->metric) {
        like.text = o->metric;
    } else if (printed && !r->s->expr && slot->out.data) {
        like.text = slot->out.data;
        like.cut = slot->n_out > KEEP_OUT;
        like.hash = slot->hash;
    }
    bt_buf_puts(detail, "");
    like.detail = detail->data ? detail->data : (char *)"";
    return detail->failed || slot->out.failed ? NOTHING : bt_sweep_outcome(r->s, &like);
}

// The command line was refused before the script began: all runs will be.
static bool refused(struct runner *r, struct slot *slot, const struct bt_outcome *o)
{
    if (o->started || slot->hung || !WIFEXITED(slot->process.status))
        return false;
    int status = WEXITSTATUS(slot->process.status);
    if (status != 1 && status != 2 && status != 127)
        return false;
    r->how->usage = status == 2;
    bt_buf_puts(&r->how->error, slot->err.len ? slot->err.data : "a run cannot be started");
    while (r->how->error.len > 0 && r->how->error.data[r->how->error.len - 1] == '\n')
        r->how->error.data[--r->how->error.len] = '\0';
    return true;
}

// The run's record: kept under a name of its own if it is the row's first failure so far.
static bool keep_record(struct runner *r, uint32_t number, bool failed)
{
    if (!r->folder || bt_sweep_at(&r->s->grid, number).probe)
        return true;
    struct bt_buf from, to;
    bt_buf_init(&from);
    bt_buf_init(&to);
    bt_sweep_put_record(&from, r->folder, number);
    uint32_t *kept = &r->kept[bt_sweep_at(&r->s->grid, number).row];
    bool ok = !from.failed;
    if (ok && failed && number < *kept && access(from.data, F_OK) == 0) {
        bt_sweep_put_replay_name(&to, r->s, r->how->save, number);
        ok = !to.failed;
        if (ok && rename(from.data, to.data) != 0) {
            fail(r, to.data);
            ok = false;
        } else if (ok) {
            if (*kept != NOTHING) {
                unlink(r->s->runs[*kept].replay);
                bt_free(r->s->runs[*kept].replay);
                r->s->runs[*kept].replay = NULL;
            }
            *kept = number;
            r->s->runs[number].replay = bt_buf_take(&to);
            ok = r->s->runs[number].replay != NULL;
        }
    } else if (ok) {
        unlink(from.data);
    }
    bt_buf_free(&from);
    bt_buf_free(&to);
    return ok || r->how->error.len > 0 ? ok : no_memory(r);
}

static void read_number(struct bt_sweep_run *run, const char *text)
{
    char *end;
    if (!text || !*text)
        return;
    run->number = strcmp(text, "True") == 0    ? 1
                  : strcmp(text, "False") == 0 ? 0
                                               : strtod(text, &end);
    run->has_number = strcmp(text, "True") == 0 || strcmp(text, "False") == 0 || *end == '\0';
    run->has_number &= run->number - run->number == 0; // neither inf nor nan
}

// The process has ended: note what it was.
static bool finish(struct runner *r, struct slot *slot)
{
    struct bt_outcome o;
    struct bt_buf detail;
    bt_buf_init(&detail);
    drain_all(slot);
    bt_process_end(&slot->process);
    bool ok = bt_outcome_parse(&o, slot->note.data ? slot->note.data : "", slot->note.len);
    if (ok && refused(r, slot, &o)) {
        ok = false;
    } else if (ok) {
        bool late = o.end == BT_END_LIMIT && o.detail && strcmp(o.detail, BT_LIMIT_OF_TIME) == 0;
        slot->hung |= late && r->how->timeout_ns > 0;
        if (!o.done || slot->hung)
            judge_silent(r->s, slot, &o, &detail, r->how->timeout_ns);
        else if (o.detail)
            bt_buf_puts(&detail, o.detail);
        struct bt_sweep_run *run = &r->s->runs[slot->number];
        run->outcome = find_outcome(r, slot, &o, &detail);
        ok = run->outcome != NOTHING || no_memory(r);
        run->wall_ns = o.wall_ns;
        run->switches = o.switches;
        run->instructions = o.instructions;
        read_number(run, o.metric);
        run->done = ok;
        r->done++;
        r->failed += bt_ending_failed(o.end) && !bt_sweep_at(&r->s->grid, slot->number).probe;
        ok = ok && keep_record(r, slot->number, bt_ending_failed(o.end));
    } else {
        no_memory(r);
    }
    bt_outcome_free(&o);
    bt_buf_free(&detail);
    slot->number = NOTHING;
    r->n_running--;
    return ok;
}

// ---- the loop ----

// Wait for something to happen, half a second at most while somebody watches the progress.
static void wait_for_news(struct runner *r)
{
    int64_t now = bt_clock_monotonic(),
            until = now + (r->how->progress ? 500000000 : INT64_MAX / 2);
    r->polls[0] = (struct pollfd){.fd = r->signals, .events = POLLIN};
    for (uint32_t i = 0; i < r->how->jobs; i++) {
        const struct slot *slot = &r->slots[i];
        bool used = slot->number != NOTHING;
        const int fds[3] = {slot->process.out, slot->process.err, slot->process.note};
        for (int k = 0; k < 3; k++)
            r->polls[1 + 3 * i + (uint32_t)k] =
                (struct pollfd){.fd = used ? fds[k] : -1, .events = POLLIN};
        if (used && slot->deadline < until)
            until = slot->deadline;
    }
    int64_t ms = until <= now ? 0 : (until - now) / 1000000 + 1;
    poll(r->polls, 1 + 3 * (nfds_t)r->how->jobs, ms > 1 << 30 ? 1 << 30 : (int)ms);
}

static bool look_at_slot(struct runner *r, uint32_t i)
{
    struct slot *slot = &r->slots[i];
    if (slot->number == NOTHING)
        return true;
    if (bt_process_reap(&slot->process))
        return finish(r, slot);
    int *fds[3] = {&slot->process.out, &slot->process.err, &slot->process.note};
    for (uint32_t k = 0; k < 3; k++)
        if (r->polls[1 + 3 * i + k].revents)
            drain(slot, fds[k]);
    if (bt_clock_monotonic() >= slot->deadline) {
        slot->hung = true;
        slot->deadline = INT64_MAX;
        bt_process_signal(&slot->process, SIGKILL);
    }
    return true;
}

static void report_progress(struct runner *r)
{
    if (r->how->progress)
        r->how->progress(r->how->ctx, r->done, r->total, r->failed);
}

static bool run_all(struct runner *r)
{
    bool ok = start_more(r);
    while (ok && r->n_running > 0) {
        int signal;
        wait_for_news(r);
        while ((signal = bt_signal_fd_next(r->signals)) != 0)
            if (signal != SIGCHLD)
                r->how->signal = signal;
        if (r->how->signal)
            break;
        for (uint32_t i = 0; ok && i < r->how->jobs; i++)
            ok = look_at_slot(r, i);
        ok = ok && start_more(r);
        report_progress(r);
    }
    for (uint32_t i = 0; i < r->how->jobs; i++)
        if (r->slots[i].number != NOTHING)
            bt_process_end(&r->slots[i].process);
    return ok;
}

// ---- before and after ----

static bool make_folder(struct runner *r)
{
    struct bt_buf name;
    if (!r->how->save)
        return true;
    if (mkdir(r->how->save, 0777) != 0 && errno != EEXIST)
        return fail(r, r->how->save);
    bt_buf_init(&name);
    bt_buf_printf(&name, "%s/.baton-sweep-XXXXXX", r->how->save);
    r->folder = bt_buf_take(&name);
    if (!r->folder)
        return no_memory(r);
    if (mkdtemp(r->folder))
        return true;
    bt_buf_printf(
        &r->how->error,
        "cannot write replay files to %s: %s (--save FOLDER puts them elsewhere, --no-save saves none)",
        r->how->save, strerror(errno));
    bt_free(r->folder);
    r->folder = NULL;
    return false;
}

// Remove the folder with what runs that were cut short have left in it.
static void remove_folder(struct runner *r)
{
    struct bt_buf file;
    bt_buf_init(&file);
    for (uint32_t i = 0; r->folder && i < r->how->jobs; i++) {
        if (r->slots[i].number == NOTHING)
            continue;
        bt_buf_clear(&file);
        bt_sweep_put_record(&file, r->folder, r->slots[i].number);
        if (!file.failed)
            unlink(file.data);
    }
    if (r->folder)
        rmdir(r->folder);
    bt_buf_free(&file);
}

static bool set_up(struct runner *r)
{
    uint32_t jobs = r->how->jobs, rows = bt_sweep_rows(&r->s->grid);
    r->slots = bt_alloc_zero(jobs * sizeof *r->slots);
    r->polls = bt_alloc_array(1 + 3 * (size_t)jobs, sizeof *r->polls);
    r->kept = bt_alloc_array(rows, sizeof *r->kept);
    if (!r->slots || !r->polls || !r->kept || !make_env(r))
        return no_memory(r);
    for (uint32_t i = 0; i < jobs; i++) {
        r->slots[i] = (struct slot){.number = NOTHING};
        bt_buf_init(&r->slots[i].out);
        bt_buf_init(&r->slots[i].err);
        bt_buf_init(&r->slots[i].note);
    }
    for (uint32_t i = 0; i < rows; i++)
        r->kept[i] = NOTHING;
    for (uint32_t i = 0; i < bt_sweep_size(&r->s->grid); i++)
        r->total += bt_sweep_mine(r->s, i);
    return make_folder(r);
}

bool bt_sweep_execute(struct bt_sweep *s, struct bt_sweep_how *how)
{
    struct runner r = {.s = s, .how = how};
    bool ok = set_up(&r);
    if (ok) {
        r.signals = bt_signal_fd_open(&r.mask);
        ok = r.signals >= 0 || fail(&r, "signals");
        if (ok) {
            report_progress(&r);
            ok = run_all(&r);
            bt_signal_fd_close(r.signals, &r.mask);
        }
        remove_folder(&r);
    }
    for (uint32_t i = 0; r.slots && r.polls && r.kept && i < how->jobs; i++) {
        bt_buf_free(&r.slots[i].out);
        bt_buf_free(&r.slots[i].err);
        bt_buf_free(&r.slots[i].note);
    }
    bt_free(r.slots);
    bt_free(r.polls);
    bt_free(r.kept);
    bt_free(r.folder);
    bt_sweep_words_free(&r.env);
    return ok;
}
