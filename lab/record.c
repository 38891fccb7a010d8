/*
 * Recording: see record.h.
 *
 * An entry costs some ten nanoseconds: numbers are put into a line by hand, and the line into a
 * mapped file (base/journal.h), so nothing is lost when the process dies. Of the schedule nothing
 * is written but a hash now and then: it is a function of the header and the entries.
 */
#include "lab/record.h"

#include <errno.h>
#include <limits.h>
#include <stddef.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "base/hash.h"
#include "base/journal.h"
#include "base/mem.h"
#include "lab/recording.h"
#include "vm/files.h"

#define READINGS_A_LINE 16

struct bt_record {
    struct bt_tape tape;          // first
    struct bt_switch_watch watch; // of the switches, where the policy needs them
    struct bt_vm *vm;
    const char *path;
    struct bt_journal journal;
    struct bt_buf line;        // the entry being written
    uint64_t turn;             // of the entries written last
    int64_t clocks[BT_CLOCKS]; // last readings
    int clock_open;            // the line of readings being written is of this one; -1: none
    uint32_t clock_thread;     // and of this thread
    int readings;              // so many are in it
    bool finished;
    struct bt_files files;      // a debugger's: the script's descriptors
    struct bt_recording played; // while it is played: what follows
    struct bt_replay *replay;   // ... NULL: it is not
};

static struct bt_record *of(struct bt_tape *tape)
{
    return (struct bt_record *)tape;
}

// ---- lines ----

static void put_number(struct bt_record *r, uint64_t n)
{
    char digits[20], *p = digits + sizeof digits;
    do {
        *--p = (char)('0' + n % 10);
    } while ((n /= 10) != 0);
    bt_buf_write(&r->line, p, (size_t)(digits + sizeof digits - p));
}

static void put_signed(struct bt_record *r, int64_t n)
{
    if (n < 0)
        bt_buf_putc(&r->line, '-');
    put_number(r, n < 0 ? -(uint64_t)n : (uint64_t)n);
}

static void put_hash(struct bt_record *r, uint64_t hash)
{
    bt_buf_printf(&r->line, "%016llx", (unsigned long long)hash);
}

static void put_text(struct bt_record *r, const char *text, size_t len)
{
    bt_buf_putc(&r->line, '"');
    for (size_t i = 0; i < len; i++) {
        unsigned char c = (unsigned char)text[i];
        if (c == '"' || c == '\\')
            bt_buf_putc(&r->line, '\\');
        if (c >= ' ' && c < 127)
            bt_buf_putc(&r->line, (char)c);
        else if (c == '\n')
            bt_buf_puts(&r->line, "\\n");
        else if (c == '\t')
            bt_buf_puts(&r->line, "\\t");
        else
            bt_buf_printf(&r->line, "\\x%02x", c);
    }
    bt_buf_putc(&r->line, '"');
}

static void write_line(struct bt_record *r)
{
    bt_journal_write(&r->journal, r->line.data, r->line.len);
    if (r->line.failed)
        r->journal.err = ENOMEM;
    bt_buf_clear(&r->line);
}

static void end_readings(struct bt_record *r)
{
    if (r->clock_open >= 0)
        bt_buf_putc(&r->line, '\n');
    r->clock_open = -1;
}

// What comes next is no clock reading of the same line. Says in which turn it happens.
static void begin_entry(struct bt_record *r, bool with_turn)
{
    end_readings(r);
    if (!with_turn || r->turn == r->vm->gil.turn)
        return;
    r->turn = r->vm->gil.turn;
    bt_buf_puts(&r->line, "turn ");
    put_number(r, r->turn);
    bt_buf_putc(&r->line, '\n');
}

// ---- entries ----

static void put_reading(struct bt_record *r, const struct bt_vthread *th, int clock, int64_t value)
{
    if (r->clock_open != clock || r->clock_thread != th->number || r->turn != r->vm->gil.turn ||
        r->readings == READINGS_A_LINE) {
        begin_entry(r, true);
        put_number(r, th->number);
        bt_buf_putc(&r->line, ' ');
        bt_buf_puts(&r->line, bt_clock_names[clock]);
        r->clock_open = clock;
        r->clock_thread = th->number;
        r->readings = 0;
    }
    bt_buf_putc(&r->line, ' ');
    put_signed(r, value - r->clocks[clock]);
    r->clocks[clock] = value;
    r->readings++;
    write_line(r);
}

static void put_numbers(struct bt_record *r, const int64_t *numbers, size_t n)
{
    bt_buf_puts(&r->line, " [");
    for (size_t i = 0; i < n; i++) {
        if (i > 0)
            bt_buf_putc(&r->line, ' ');
        put_signed(r, numbers[i]);
    }
    bt_buf_putc(&r->line, ']');
}

static void answer(struct bt_tape *tape, struct bt_vthread *th, const char *what,
                   struct bt_answer *a)
{
    struct bt_record *r = of(tape);
    tape->unsaid = 0;
    if (r->finished)
        return;
    for (int i = 0; i < BT_CLOCKS; i++) {
        if (strcmp(what, bt_clock_names[i]) == 0) {
            put_reading(r, th, i, a->value);
            return;
        }
    }
    begin_entry(r, true);
    put_number(r, th->number);
    bt_buf_putc(&r->line, ' ');
    bt_buf_puts(&r->line, what);
    bt_buf_putc(&r->line, ' ');
    put_signed(r, a->value);
    if (a->err != 0) {
        bt_buf_puts(&r->line, " !");
        put_number(r, (uint64_t)a->err);
    }
    if (a->numbers && a->len > 0) {
        put_numbers(r, a->data, a->len / sizeof(int64_t));
    } else if (a->len > 0) {
        bt_buf_putc(&r->line, ' ');
        put_text(r, a->data, a->len);
    }
    bt_buf_putc(&r->line, '\n');
    write_line(r);
}

static void source(struct bt_tape *tape, struct bt_vthread *th, const char *path, const char *text,
                   size_t len)
{
    struct bt_record *r = of(tape);
    if (!text || r->finished)
        return;
    begin_entry(r, true);
    put_number(r, th->number);
    bt_buf_puts(&r->line, " source ");
    put_hash(r, bt_hash_bytes(text, len, 0));
    bt_buf_putc(&r->line, ' ');
    put_text(r, path, strlen(path));
    bt_buf_putc(&r->line, '\n');
    write_line(r);
}

static void put_place(struct bt_record *r, const struct bt_vthread *th)
{
    bt_buf_putc(&r->line, ' ');
    put_number(r, th->number);
    bt_buf_puts(&r->line, " at ");
    put_number(r, r->vm->gil.events);
    bt_buf_putc(&r->line, ' ');
    put_number(r, bt_event_clock(r->vm));
    bt_buf_putc(&r->line, '\n');
    write_line(r);
}

static void arrived(struct bt_tape *tape, struct bt_vthread *th, unsigned how)
{
    struct bt_record *r = of(tape);
    if (tape->over)
        return;
    begin_entry(r, true);
    bt_buf_puts(&r->line, "arrive ");
    bt_buf_puts(&r->line, bt_arrival_names[how]);
    put_place(r, th);
}

static bool notice(struct bt_tape *tape, struct bt_vthread *th, enum bt_notice where, bool seen)
{
    struct bt_record *r = of(tape);
    if (!seen || tape->over)
        return seen;
    begin_entry(r, true);
    bt_buf_puts(&r->line, "notice ");
    bt_buf_puts(&r->line, bt_notice_names[where]);
    put_place(r, th);
    return true;
}

static void checkpoint(struct bt_tape *tape)
{
    struct bt_record *r = of(tape);
    struct bt_gil *gil = &r->vm->gil;
    gil->checkpoint = bt_next_checkpoint(gil->checkpoint);
    if (tape->over)
        return;
    begin_entry(r, false);
    bt_buf_puts(&r->line, "check ");
    put_number(r, gil->events);
    bt_buf_putc(&r->line, ' ');
    put_hash(r, gil->trace_hash);
    bt_buf_putc(&r->line, '\n');
    write_line(r);
}

static void end(struct bt_tape *tape)
{
    struct bt_record *r = of(tape);
    begin_entry(r, true);
    bt_buf_puts(&r->line, "schedule ");
    put_number(r, r->vm->gil.events);
    bt_buf_putc(&r->line, ' ');
    put_number(r, bt_event_clock(r->vm));
    bt_buf_putc(&r->line, ' ');
    put_hash(r, r->vm->gil.trace_hash);
    bt_buf_putc(&r->line, '\n');
    write_line(r);
}

// A hand-over that no policy would repeat.
static void put_switch(struct bt_switch_watch *watch, const struct bt_switch *s, const char *why)
{
    struct bt_record *r = (struct bt_record *)((char *)watch - offsetof(struct bt_record, watch));
    if (r->tape.over)
        return;
    begin_entry(r, false);
    bt_buf_puts(&r->line, "switch ");
    put_number(r, s->thread);
    bt_buf_putc(&r->line, ' ');
    put_number(r, s->instr);
    bt_buf_putc(&r->line, ' ');
    put_number(r, s->next);
    bt_buf_putc(&r->line, ' ');
    bt_buf_puts(&r->line, why);
    bt_buf_putc(&r->line, '\n');
    write_line(r);
}

// ---- the header ----

// The variables that the interpreter itself looks at.
static bool is_ours(const char *variable)
{
    static const char *const names[] = {"PYTHON", "BATON_", "LC_ALL=",   "LC_CTYPE=",   "LANG=",
                                        "TZ=",    "TERM=",  "NO_COLOR=", "FORCE_COLOR="};
    for (size_t i = 0; i < sizeof names / sizeof names[0]; i++)
        if (strncmp(variable, names[i], strlen(names[i])) == 0)
            return true;
    return false;
}

static void put_setting(struct bt_record *r, const char *name, const char *text)
{
    bt_buf_printf(&r->line, "%s ", name);
    put_text(r, text, strlen(text));
    bt_buf_putc(&r->line, '\n');
}

static void put_header(struct bt_record *r, int argc, char **args)
{
    const struct bt_vm_config *config = &r->vm->config;
    char cwd[PATH_MAX];
    bt_buf_puts(&r->line, BT_RECORD_FORMAT "\nbaton " PACKAGE_VERSION "\n");
    put_setting(r, "cwd", getcwd(cwd, sizeof cwd) ? cwd : ".");
    for (int i = 0; i < argc; i++)
        put_setting(r, "arg", args[i]);
    for (char **e = environ; *e; e++)
        if (is_ours(*e))
            put_setting(r, "env", *e);
    const struct bt_gil *gil = &r->vm->gil; // a policy may have set N
    if (gil->n == BT_SWITCH_INF)
        bt_buf_puts(&r->line, "n inf\n");
    else if (gil->n_max > gil->n)
        bt_buf_printf(&r->line, "n %llu..%llu\n", (unsigned long long)gil->n,
                      (unsigned long long)gil->n_max);
    else
        bt_buf_printf(&r->line, "n %llu\n", (unsigned long long)gil->n);
    bt_buf_printf(&r->line, "policy %s%s%s\nseed %llu\nhash-seed %llu\nclock %s\nsubstrate %s\n",
                  config->policy->name, config->policy_parameter ? ":" : "",
                  config->policy_parameter ? config->policy_parameter : "",
                  (unsigned long long)config->seed, (unsigned long long)config->hash_seed,
                  config->virtual_clock ? "virtual" : "real", config->substrate->name);
    bt_buf_puts(&r->line, "begin\n");
    write_line(r);
}

static void watch_switches(struct bt_record *r)
{
    bt_switch_watch_init(&r->watch);
    r->watch.put = put_switch;
    if (r->vm->gil.policy->flags & (BT_POLICY_KERNEL | BT_POLICY_LIST))
        bt_event_watch(r->vm, &r->watch.sink);
}

// fd: an open file, or -1: the one of that path.
static struct bt_record *make(struct bt_vm *vm, const char *path, int fd, int argc, char **args)
{
    struct bt_record *r = bt_alloc_zero(sizeof *r);
    int err = !r        ? ENOMEM
              : fd >= 0 ? bt_journal_adopt(&r->journal, fd)
                        : bt_journal_open(&r->journal, path);
    if (err != 0) {
        fprintf(stderr, "baton: can't write the recording '%s': %s\n", path, strerror(err));
        bt_free(r);
        return NULL;
    }
    r->tape = (struct bt_tape){
        .streams = {0, 1, 2},
        .answer = answer,
        .arrived = arrived,
        .notice = notice,
        .source = source,
        .checkpoint = checkpoint,
        .end = end,
    };
    r->vm = vm;
    r->path = path;
    r->clock_open = -1;
    bt_buf_init(&r->line);
    put_header(r, argc, args);
    vm->gil.checkpoint = bt_next_checkpoint(vm->gil.events);
    vm->tape = &r->tape;
    watch_switches(r);
    return r;
}

struct bt_record *bt_record_new(struct bt_vm *vm, const char *path, int argc, char **args)
{
    return make(vm, path, -1, argc, args);
}

struct bt_record *bt_record_new_fd(struct bt_vm *vm, int fd, int argc, char **args)
{
    struct bt_record *r = make(vm, "(the session's)", fd, argc, args);
    if (r && bt_files_open(&r->files))
        r->tape.files = &r->files;
    return r;
}

// ---- gone back in ----

void bt_record_settle(struct bt_record *r)
{
    if (r->replay || r->finished)
        return;
    end_readings(r);
    write_line(r);
}

void bt_record_look(struct bt_record *r)
{
    bt_files_look(&r->files);
}

int bt_record_play(struct bt_record *r, const struct bt_replay_ends *ends)
{
    if (r->replay)
        return 0; // a fork of one that is played
    int64_t from = bt_journal_size(&r->journal);
    int err = r->journal.fd < 0 ? EBADF
                                : bt_recording_resume(&r->played, r->path, r->journal.fd, from,
                                                      r->turn, r->clocks);
    if (err != 0)
        return err;
    r->replay = bt_replay_resume(r->vm, &r->played, &r->tape, ends);
    if (!r->replay) {
        bt_recording_close(&r->played);
        return ENOMEM;
    }
    r->files.following = true;
    bt_event_unwatch(r->vm, &r->watch.sink);
    return 0;
}

bool bt_record_is_playing(const struct bt_record *r)
{
    return r->replay != NULL;
}

int bt_record_go_on(struct bt_record *r, pid_t other)
{
    if (!r->replay)
        return 0;
    int64_t played = r->played.before.at - r->played.text;
    int err = bt_journal_cut(&r->journal, bt_journal_size(&r->journal) + played);
    if (err != 0)
        return err;
    r->turn = r->played.before.turn;
    memcpy(r->clocks, r->played.before.clocks, sizeof r->clocks);
    bt_files_restore(&r->files, other);
    if (r->played.before.inside)
        bt_journal_write(&r->journal, "\n", 1);
    bt_replay_leave(r->replay, &r->tape);
    r->replay = NULL;
    bt_recording_close(&r->played);
    watch_switches(r);
    return 0;
}

bool bt_record_finish(struct bt_record *r, int status)
{
    if (r->finished || r->replay)
        return true;
    begin_entry(r, false);
    bt_buf_printf(&r->line, "end %d\n", status);
    write_line(r);
    r->finished = true;
    int err = bt_journal_close(&r->journal);
    if (err != 0)
        fprintf(stderr, "baton: can't write the recording '%s': %s\n", r->path, strerror(err));
    return err == 0;
}

void bt_record_free(struct bt_record *r)
{
    if (!r)
        return;
    if (r->replay) {
        bt_replay_free(r->replay);
        bt_recording_close(&r->played);
    }
    r->vm->tape = NULL;
    bt_event_unwatch(r->vm, &r->watch.sink);
    r->vm->gil.checkpoint = UINT64_MAX;
    (void)bt_journal_close(&r->journal);
    bt_buf_free(&r->line);
    bt_free(r);
}
