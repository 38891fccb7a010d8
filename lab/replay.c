/*
 * Replaying: see replay.h.
 *
 * The next entry of the recording is always at hand. Whoever asks for something from outside must
 * ask for just that, in that turn, on that thread; an arrival is due when the schedule has come to
 * its place (events and instruction clock); and now and then the hash of the schedule is compared.
 * The first of these that does not hold is where the run has diverged.
 *
 * If it shall go on from there, the rest is a run of its own ("loose"): answers are taken from the
 * recording as long as they are of the right kind, and made up else; who waits comes back when
 * nobody else can run.
 */
#include "lab/replay.h"

#include <errno.h>
#include <signal.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "base/hash.h"
#include "base/mem.h"
#include "runtime/objects/str.h"
#include "vm/report.h"
#include "vm/safepoint.h"

struct bt_replay {
    struct bt_tape tape; // first
    struct bt_vm *vm;
    struct bt_recording *rec;
    struct bt_tape_entry next;
    struct bt_buf last; // the data of the entry before
    bool go_on, loose;
    bool diverged;  // it has been said
    bool own_limit; // the replay has a limit of instructions of its own
    bool finished;
    const struct bt_replay_ends *ends; // NULL: it is a run of its own
};

static struct bt_replay *of(struct bt_tape *tape)
{
    return (struct bt_replay *)tape;
}

// ---- the ends ----

// End the process here.
__attribute__((noreturn)) static void stop(struct bt_replay *r, int status)
{
    r->tape.over = r->finished = true;
    _exit(bt_vm_before_exit(r->vm, status));
}

static void flush(struct bt_replay *r)
{
    if (r->vm->flush)
        r->vm->flush(&r->vm->main->t);
}

static void put_place(FILE *out, const struct bt_vthread *th)
{
    if (th && th->frame)
        fprintf(out, ", at %s:%u in %s", bt_as_str(th->frame->code->filename)->data,
                bt_frame_line(th->frame), bt_as_str(th->frame->code->qualname)->data);
}

static void put_entry(FILE *out, const struct bt_tape_entry *e)
{
    switch (e->kind) {
    case BT_ENTRY_NONE: fprintf(out, "nothing more"); break;
    case BT_ENTRY_ANSWER:
        fprintf(out, "thread %u asks for \"%s\" in turn %llu", e->thread, e->what,
                (unsigned long long)e->turn);
        break;
    case BT_ENTRY_SOURCE: fprintf(out, "thread %u loads %s", e->thread, e->data); break;
    case BT_ENTRY_ARRIVE:
    case BT_ENTRY_NOTICE:
        fprintf(out, "thread %u %s (%s) after %llu events and %llu instructions", e->thread,
                e->kind == BT_ENTRY_ARRIVE ? "comes back from waiting"
                                           : "notices Ctrl-C or the end of its time",
                e->kind == BT_ENTRY_ARRIVE ? bt_arrival_names[e->how] : bt_notice_names[e->how],
                (unsigned long long)e->events, (unsigned long long)e->clock);
        break;
    case BT_ENTRY_CHECK:
        fprintf(out, "after %llu events the hash of the schedule is %016llx",
                (unsigned long long)e->events, (unsigned long long)e->hash);
        break;
    case BT_ENTRY_SWITCH: break;
    case BT_ENTRY_SCHEDULE:
        fprintf(out, "the threads end after %llu events and %llu instructions, hash %016llx",
                (unsigned long long)e->events, (unsigned long long)e->clock,
                (unsigned long long)e->hash);
        break;
    case BT_ENTRY_END: fprintf(out, "the run ends with status %lld", (long long)e->value); break;
    }
}

// The run differs from the recording. th: the thread at hand, or NULL.
__attribute__((format(printf, 3, 4))) static void
diverge(struct bt_replay *r, const struct bt_vthread *th, const char *format, ...)
{
    if (r->loose)
        return;
    va_list ap;
    char *text = NULL;
    size_t len;
    FILE *out = r->ends ? open_memstream(&text, &len) : stderr;
    if (!out)
        r->ends->diverged(r->ends->ctx, "not enough memory");
    if (!r->ends) {
        flush(r);
        fprintf(stderr, "baton: this run differs from the recording (%s, line %zu)\n", r->rec->path,
                r->next.line);
    }
    fprintf(out, "  recorded: ");
    put_entry(out, &r->next);
    fprintf(out, "\n  this run: ");
    va_start(ap, format);
    vfprintf(out, format, ap);
    va_end(ap);
    put_place(out, th);
    fputc('\n', out);
    if (r->ends) {
        (void)fclose(out);
        r->ends->diverged(r->ends->ctx, text);
    }
    r->diverged = r->loose = true;
    if (!r->go_on)
        stop(r, BT_STATUS_DIVERGED);
}

// The recording ends before the run does.
__attribute__((noreturn)) static void cut_short(struct bt_replay *r)
{
    if (r->ends)
        r->ends->at_end(r->ends->ctx);
    flush(r);
    fprintf(stderr, "baton: the recording ends here (%s was cut short)\n", r->rec->path);
    stop(r, r->diverged ? BT_STATUS_DIVERGED : 0);
}

// ---- going through the recording ----

// Ctrl-C or --timeout comes next: every safepoint has to look.
static void watch_for_interrupt(struct bt_replay *r)
{
    if (r->next.kind == BT_ENTRY_NOTICE)
        bt_attention_set_all(r->vm, BT_ATTN_SIGNAL | BT_ATTN_LIMIT);
}

static void advance(struct bt_replay *r)
{
    struct bt_buf keep = r->last;
    r->last = r->rec->data;
    r->rec->data = keep;
    if (!bt_recording_next(r->rec, &r->next)) {
        fprintf(stderr, "baton: %s:%zu: %s\n", r->rec->path, r->rec->line, r->rec->error);
        stop(r, BT_STATUS_DIVERGED);
    }
    watch_for_interrupt(r);
}

// While loose: what is no answer is of no use.
static void skip_to_answer(struct bt_replay *r)
{
    while (r->next.kind != BT_ENTRY_ANSWER && r->next.kind != BT_ENTRY_NONE)
        advance(r);
}

static bool is_answer(const struct bt_replay *r, const char *what)
{
    return r->next.kind == BT_ENTRY_ANSWER && strcmp(r->next.what, what) == 0;
}

// ---- answers ----

static void make_up(struct bt_replay *r, const char *what, struct bt_answer *a)
{
    for (int i = 0; i < BT_CLOCKS; i++) {
        if (strcmp(what, bt_clock_names[i]) == 0) {
            a->value = r->rec->clocks[i] += 1000;
            return;
        }
    }
    a->len = 0;
    a->err = 0;
    if (strcmp(what, "poll") == 0 || strcmp(what, "wait") == 0) {
        a->value = 1;
    } else if (strcmp(what, "read") == 0 || strcmp(what, "random") == 0) {
        a->value = 0;
    } else {
        a->value = -1;
        a->err = EIO;
    }
}

static void give(struct bt_replay *r, struct bt_answer *a)
{
    const struct bt_tape_entry *e = &r->next;
    a->value = e->value;
    a->err = e->err;
    if (!a->data) { // no room: it is read where it is, before the next answer
        a->data = (void *)(uintptr_t)e->data;
        a->len = e->len;
        return;
    }
    a->len = e->len < a->cap ? e->len : a->cap;
    if (a->len > 0)
        memcpy(a->data, e->data, a->len);
    if (a->value > (int64_t)a->len && !a->numbers)
        a->value = (int64_t)a->len;
}

static void answer(struct bt_tape *tape, struct bt_vthread *th, const char *what,
                   struct bt_answer *a)
{
    struct bt_replay *r = of(tape);
    tape->unsaid = 0;
    if (r->finished)
        r->loose = true;
    if (!r->loose) {
        const struct bt_tape_entry *e = &r->next;
        if (e->kind == BT_ENTRY_NONE && !r->rec->complete)
            cut_short(r);
        if (!is_answer(r, what) || e->thread != th->number || e->turn != r->vm->gil.turn)
            diverge(r, th, "thread %u asks for \"%s\" in turn %llu", th->number, what,
                    (unsigned long long)r->vm->gil.turn);
        else if (a->data && e->len > a->cap)
            diverge(r, th, "thread %u asks \"%s\" for no more than %zu bytes", th->number, what,
                    a->cap);
    }
    if (r->loose && !r->finished)
        skip_to_answer(r);
    if (r->loose && (r->finished || !is_answer(r, what))) {
        make_up(r, what, a);
        return;
    }
    give(r, a);
    advance(r);
}

static bool comes(struct bt_tape *tape, struct bt_vthread *th, const char *what)
{
    const struct bt_replay *r = of(tape);
    int64_t unsaid = -1;
    if (r->next.len == sizeof unsaid)
        memcpy(&unsaid, r->next.data, sizeof unsaid);
    return !r->finished && is_answer(r, what) && unsaid == tape->unsaid &&
           (r->loose || (r->next.thread == th->number && r->next.turn == r->vm->gil.turn));
}

static void source(struct bt_tape *tape, struct bt_vthread *th, const char *path, const char *text,
                   size_t len)
{
    struct bt_replay *r = of(tape);
    if (r->loose || r->finished)
        return;
    const struct bt_tape_entry *e = &r->next;
    if (e->kind == BT_ENTRY_NONE && !r->rec->complete)
        cut_short(r);
    bool same = e->kind == BT_ENTRY_SOURCE && e->thread == th->number && strcmp(e->data, path) == 0;
    if (!same) {
        diverge(r, th, "thread %u loads %s", th->number, path);
        return;
    }
    if (!text || bt_hash_bytes(text, len, 0) != e->hash) {
        flush(r);
        fprintf(stderr, "baton: %s %s (%s, line %zu)\n", path,
                text ? "has changed since the recording" : "cannot be read any more", r->rec->path,
                e->line);
        r->diverged = true;
        if (!r->go_on)
            stop(r, BT_STATUS_DIVERGED);
    }
    advance(r);
}

// ---- the schedule ----

static struct bt_vthread *find_thread(const struct bt_replay *r, uint32_t number)
{
    struct bt_vthread *th = r->vm->threads;
    while (th && th->number != number)
        th = th->next;
    return th;
}

static bool may_arrive(const struct bt_vthread *th, unsigned how)
{
    return th && th->state == (how == BT_ARRIVED_RETURN ? BT_THREAD_OUTSIDE : BT_THREAD_BLOCKED);
}

// While loose: anybody who waits for the outside.
static struct bt_vthread *anybody(struct bt_replay *r, unsigned *how)
{
    struct bt_vthread *first = NULL;
    for (struct bt_vthread *th = r->vm->threads; th; th = th->next) {
        bool outside = th->state == BT_THREAD_OUTSIDE;
        if ((outside || th->state == BT_THREAD_BLOCKED) && th->deadline != BT_NO_DEADLINE &&
            (!first || th->deadline < first->deadline))
            first = th;
    }
    for (struct bt_vthread *th = r->vm->threads; th && !first; th = th->next)
        if (th->state == BT_THREAD_OUTSIDE)
            first = th;
    if (!first) {
        flush(r);
        fprintf(stderr, "baton: nobody can go on, and the recording does not help\n");
        stop(r, BT_STATUS_DIVERGED);
    }
    *how = first->state == BT_THREAD_OUTSIDE ? BT_ARRIVED_RETURN : BT_ARRIVED_TIMEOUT;
    if (first->deadline != BT_NO_DEADLINE && first->deadline > r->rec->clocks[1])
        r->rec->clocks[1] = first->deadline; // the clock that the deadline was made of
    return first;
}

// The turn counts, too: a thread may be given the lock, execute nothing and wait again, and what
// came in between is in its turn.
static bool is_here(const struct bt_replay *r, const struct bt_tape_entry *e)
{
    return e->turn == r->vm->gil.turn && e->events == r->vm->gil.events &&
           e->clock == bt_event_clock(r->vm);
}

static bool is_behind(const struct bt_replay *r, const struct bt_tape_entry *e)
{
    return e->turn < r->vm->gil.turn || e->events < r->vm->gil.events ||
           e->clock < bt_event_clock(r->vm);
}

static struct bt_vthread *next_arrival(struct bt_tape *tape, bool idle, unsigned *how)
{
    struct bt_replay *r = of(tape);
    const struct bt_tape_entry *e = &r->next;
    const struct bt_vthread *holder = r->vm->gil.holder;
    if (!r->loose && e->kind == BT_ENTRY_ARRIVE) {
        struct bt_vthread *th = find_thread(r, e->thread);
        if (is_here(r, e) && may_arrive(th, e->how)) {
            *how = e->how;
            advance(r);
            return th;
        }
        if (is_here(r, e))
            diverge(r, holder, "thread %u does not wait", e->thread);
        else if (is_behind(r, e))
            diverge(r, holder, "after %llu events and %llu instructions it has not",
                    (unsigned long long)r->vm->gil.events,
                    (unsigned long long)bt_event_clock(r->vm));
    }
    if (!idle)
        return NULL;
    if (!r->loose && e->kind == BT_ENTRY_NOTICE && is_here(r, e)) {
        if (e->how == BT_NOTICE_END) {
            advance(r);
            bt_report_timeout(r->vm);
        } else if (e->how == BT_NOTICE_TERM) {
            advance(r);
            bt_vm_terminate(r->vm, SIGTERM);
        }
    }
    if (!r->loose && e->kind == BT_ENTRY_NONE && !r->rec->complete)
        cut_short(r);
    diverge(r, holder, "nobody can run after %llu events and %llu instructions",
            (unsigned long long)r->vm->gil.events, (unsigned long long)bt_event_clock(r->vm));
    return anybody(r, how);
}

static bool notice(struct bt_tape *tape, struct bt_vthread *th, enum bt_notice where, bool seen)
{
    struct bt_replay *r = of(tape);
    const struct bt_tape_entry *e = &r->next;
    (void)seen;
    if (e->kind != BT_ENTRY_NOTICE || tape->over)
        return false;
    if (r->loose) {
        if (where != BT_NOTICE_SERVE)
            return false;
        while (r->next.kind == BT_ENTRY_NOTICE)
            advance(r);
        return true;
    }
    if (e->thread == th->number && e->how == where && is_here(r, e)) {
        advance(r);
        return true;
    }
    if (is_behind(r, e)) {
        diverge(r, th, "after %llu events and %llu instructions it has not",
                (unsigned long long)r->vm->gil.events, (unsigned long long)bt_event_clock(r->vm));
        return false;
    }
    bt_attention_set(&th->t, BT_ATTN_SIGNAL | BT_ATTN_LIMIT); // not yet
    return false;
}

static void checkpoint(struct bt_tape *tape)
{
    struct bt_replay *r = of(tape);
    struct bt_gil *gil = &r->vm->gil;
    const struct bt_tape_entry *e = &r->next;
    gil->checkpoint = bt_next_checkpoint(gil->checkpoint);
    if (r->loose || tape->over)
        return;
    if (e->kind == BT_ENTRY_NONE && !r->rec->complete)
        cut_short(r);
    if (e->kind != BT_ENTRY_CHECK || e->events != gil->events || e->hash != gil->trace_hash)
        diverge(r, gil->holder, "after %llu events the hash of the schedule is %016llx",
                (unsigned long long)gil->events, (unsigned long long)gil->trace_hash);
    else
        advance(r);
}

static void end(struct bt_tape *tape)
{
    struct bt_replay *r = of(tape);
    const struct bt_tape_entry *e = &r->next;
    const struct bt_gil *gil = &r->vm->gil;
    if (r->vm->end == BT_VM_END_LIMIT && r->own_limit)
        r->finished = true;
    if (r->loose || r->finished)
        return;
    if (e->kind == BT_ENTRY_NONE && !r->rec->complete)
        cut_short(r);
    if (e->kind != BT_ENTRY_SCHEDULE || !is_here(r, e) || e->hash != gil->trace_hash)
        diverge(r, gil->holder,
                "the threads end after %llu events and %llu instructions, hash %016llx",
                (unsigned long long)gil->events, (unsigned long long)bt_event_clock(r->vm),
                (unsigned long long)gil->trace_hash);
    else
        advance(r);
}

// ---- made and ended ----

static struct bt_replay *make(struct bt_vm *vm, struct bt_recording *recording)
{
    struct bt_replay *r = bt_alloc_zero(sizeof *r);
    if (!r)
        return NULL;
    r->tape = (struct bt_tape){
        .replaying = true,
        .drives = true,
        .streams = {0, 1, 2},
        .answer = answer,
        .comes = comes,
        .next_arrival = next_arrival,
        .notice = notice,
        .source = source,
        .checkpoint = checkpoint,
        .end = end,
    };
    r->vm = vm;
    r->rec = recording;
    bt_buf_init(&r->last);
    return r;
}

struct bt_replay *bt_replay_new(struct bt_vm *vm, struct bt_recording *recording, bool go_on,
                                bool own_limit)
{
    struct bt_replay *r = make(vm, recording);
    if (!r)
        return NULL;
    r->go_on = go_on;
    r->own_limit = own_limit;
    vm->gil.checkpoint = bt_next_checkpoint(vm->gil.events);
    vm->tape = &r->tape;
    advance(r);
    return r;
}

struct bt_replay *bt_replay_resume(struct bt_vm *vm, struct bt_recording *recording,
                                   const struct bt_tape *tape, const struct bt_replay_ends *ends)
{
    struct bt_replay *r = make(vm, recording);
    if (!r)
        return NULL;
    r->ends = ends;
    r->tape.silent = true;
    r->tape.files = tape->files;
    r->tape.drives = !tape->over;
    r->tape.over = tape->over;
    r->tape.unsaid = tape->unsaid;
    memcpy(r->tape.streams, tape->streams, sizeof tape->streams);
    vm->tape = &r->tape;
    advance(r);
    return r;
}

void bt_replay_watch(struct bt_replay *r, const struct bt_replay_ends *ends, bool silent)
{
    r->ends = ends;
    r->tape.silent = silent;
}

void bt_replay_leave(struct bt_replay *r, struct bt_tape *tape)
{
    tape->over = r->tape.over;
    tape->unsaid = r->tape.unsaid;
    memcpy(tape->streams, r->tape.streams, sizeof tape->streams);
    r->vm->tape = tape;
    bt_buf_free(&r->last);
    bt_free(r);
}

int bt_replay_finish(struct bt_replay *r, int status)
{
    if (!r->finished && !r->loose && r->rec->complete &&
        (r->next.kind != BT_ENTRY_END || r->next.value != status)) {
        r->go_on = true; // it is ending
        diverge(r, NULL, "the run ends with status %d", status);
    }
    r->finished = true;
    return r->diverged ? BT_STATUS_DIVERGED : status;
}

void bt_replay_free(struct bt_replay *r)
{
    if (!r)
        return;
    r->vm->tape = NULL;
    r->vm->gil.checkpoint = UINT64_MAX;
    bt_buf_free(&r->last);
    bt_free(r);
}
