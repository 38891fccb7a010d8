// Reading a recording: see recording.h.
#include "lab/recording.h"

#include <errno.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/mem.h"

const char *const bt_clock_names[BT_CLOCKS] = {"real", "mono", "cpu", "cpu-thread"};
const char *const bt_arrival_names[5] = {"-", "return", "timeout", "-", "interrupt"};
const char *const bt_notice_names[BT_NOTICES] = {"serve", "cut", "block", "back", "end", "term"};

__attribute__((format(printf, 2, 3))) static bool damaged(struct bt_recording *r,
                                                          const char *format, ...)
{
    va_list ap;
    va_start(ap, format);
    (void)vsnprintf(r->error, sizeof r->error, format, ap);
    va_end(ap);
    return false;
}

// ---- words of a line ----

static void skip_blanks(struct bt_recording *r)
{
    while (*r->at == ' ')
        r->at++;
}

static bool at_end_of_line(struct bt_recording *r)
{
    skip_blanks(r);
    return *r->at == '\n' || *r->at == '\0';
}

static bool end_line(struct bt_recording *r)
{
    if (!at_end_of_line(r))
        return damaged(r, "there is more in this line than there should be");
    if (*r->at == '\n')
        r->at++;
    return true;
}

// A word without blanks into out.
static bool take_word(struct bt_recording *r, char *out, size_t size)
{
    skip_blanks(r);
    size_t n = strcspn(r->at, " \n");
    if (n == 0 || n >= size)
        return damaged(r, n == 0 ? "a word is missing" : "a word is too long");
    memcpy(out, r->at, n);
    out[n] = '\0';
    r->at += n;
    return true;
}

static bool take_unsigned(struct bt_recording *r, int base, uint64_t *out)
{
    char *end, word[32];
    if (!take_word(r, word, sizeof word))
        return false;
    errno = 0;
    *out = strtoull(word, &end, base);
    return (*end == '\0' && errno == 0 && word[0] != '-' && word[0] != '+') ||
           damaged(r, "'%s' should be a number", word);
}

static bool take_int(struct bt_recording *r, int64_t *out)
{
    char *end, word[32];
    if (!take_word(r, word, sizeof word))
        return false;
    errno = 0;
    *out = strtoll(word, &end, 10);
    return (*end == '\0' && errno == 0) || damaged(r, "'%s' should be a number", word);
}

static bool take_thread(struct bt_recording *r, uint32_t *out)
{
    uint64_t n;
    if (!take_unsigned(r, 10, &n))
        return false;
    *out = (uint32_t)n;
    return (n > 0 && n <= UINT32_MAX) || damaged(r, "there is no such thread");
}

// "..." with its escapes into r->data, NUL-terminated.
static bool take_text(struct bt_recording *r)
{
    bt_buf_clear(&r->data);
    skip_blanks(r);
    if (*r->at != '"')
        return damaged(r, "a text in quotes is missing");
    for (r->at++; *r->at != '"'; r->at++) {
        char c = *r->at;
        if (c == '\n' || c == '\0')
            return damaged(r, "a text has no closing quote");
        if (c == '\\') {
            c = *++r->at;
            char hex[3] = {0};
            if (c == 'x') {
                char *end;
                strncpy(hex, r->at + 1, 2);
                c = (char)strtoul(hex, &end, 16);
                if (end != hex + 2)
                    return damaged(r, "\\x needs two digits");
                r->at += 2;
            } else if (c == 'n' || c == 't' || c == 'r') {
                c = c == 'n' ? '\n' : c == 't' ? '\t' : '\r';
            } else if (c != '\\' && c != '"') {
                return damaged(r, "there is no escape \\%c", c);
            }
        }
        bt_buf_putc(&r->data, c);
    }
    r->at++;
    bt_buf_putc(&r->data, '\0');
    if (r->data.failed)
        return damaged(r, "not enough memory");
    r->data.len--;
    return true;
}

// [1 2 3] into r->data, as int64_t.
static bool take_numbers(struct bt_recording *r)
{
    bt_buf_clear(&r->data);
    r->at++;
    for (;;) {
        while (*r->at == ' ')
            r->at++;
        if (*r->at == ']')
            break;
        char *end;
        int64_t v = strtoll(r->at, &end, 10);
        if (end == r->at)
            return damaged(r, "a number is missing");
        r->at = end;
        bt_buf_write(&r->data, &v, sizeof v);
    }
    r->at++;
    return !r->data.failed || damaged(r, "not enough memory");
}

// ---- the header ----

static char *copy_text(struct bt_recording *r)
{
    char *copy = bt_alloc(r->data.len + 1);
    if (copy)
        memcpy(copy, r->data.data, r->data.len + 1);
    else
        (void)damaged(r, "not enough memory");
    return copy;
}

static bool append(struct bt_recording *r, char ***list, size_t *n)
{
    char **more = bt_realloc_array(*list, *n + 2, sizeof **list);
    if (!more)
        return damaged(r, "not enough memory");
    *list = more;
    more[*n] = copy_text(r);
    more[*n + 1] = NULL;
    return more[(*n)++] != NULL;
}

static bool take_setting(struct bt_recording *r, char **out)
{
    char word[128];
    if (!take_word(r, word, sizeof word))
        return false;
    bt_buf_clear(&r->data);
    bt_buf_write(&r->data, word, strlen(word) + 1);
    if (r->data.failed)
        return damaged(r, "not enough memory");
    r->data.len--;
    bt_free(*out);
    *out = copy_text(r);
    return *out != NULL;
}

static bool read_setting(struct bt_recording *r, const char *name)
{
    if (strcmp(name, "baton") == 0)
        return take_setting(r, &r->version);
    if (strcmp(name, "n") == 0)
        return take_setting(r, &r->n);
    if (strcmp(name, "policy") == 0)
        return take_setting(r, &r->policy);
    if (strcmp(name, "clock") == 0)
        return take_setting(r, &r->clock);
    if (strcmp(name, "substrate") == 0)
        return take_setting(r, &r->substrate);
    if (strcmp(name, "seed") == 0)
        return take_unsigned(r, 10, &r->seed);
    if (strcmp(name, "hash-seed") == 0)
        return take_unsigned(r, 10, &r->hash_seed);
    if (strcmp(name, "cwd") == 0) {
        if (!take_text(r))
            return false;
        bt_free(r->cwd);
        r->cwd = copy_text(r);
        return r->cwd != NULL;
    }
    if (strcmp(name, "arg") == 0)
        return take_text(r) && append(r, &r->args, &r->n_args);
    if (strcmp(name, "env") == 0)
        return take_text(r) && append(r, &r->env, &r->n_env);
    return damaged(r, "nothing is called '%s' here", name);
}

static bool read_header(struct bt_recording *r)
{
    const size_t n = strlen(BT_RECORD_FORMAT);
    r->line = 1;
    if (strncmp(r->text, BT_RECORD_FORMAT, n) != 0 || r->text[n] != '\n')
        return damaged(r, "this is no recording of Baton's (it begins \"%s\")", BT_RECORD_FORMAT);
    r->at = r->text + n + 1;
    for (;;) {
        char word[32];
        r->line++;
        if (!take_word(r, word, sizeof word))
            return *r->at ? false : damaged(r, "the recording ends in its header");
        if (strcmp(word, "begin") == 0)
            break;
        if (!read_setting(r, word) || !end_line(r))
            return false;
    }
    if (!r->version || !r->cwd || !r->args || !r->n || !r->policy || !r->clock)
        return damaged(r, "something is missing in the header");
    return end_line(r);
}

// ---- entries ----

static int find_name(const char *const *names, int n, const char *word)
{
    for (int i = 0; i < n; i++)
        if (strcmp(names[i], word) == 0)
            return i;
    return -1;
}

static bool take_place(struct bt_recording *r, struct bt_tape_entry *e)
{
    char at[8];
    return take_thread(r, &e->thread) && take_word(r, at, sizeof at) &&
           (strcmp(at, "at") == 0 || damaged(r, "\"at\" is missing")) &&
           take_unsigned(r, 10, &e->events) && take_unsigned(r, 10, &e->clock);
}

static bool next_reading(struct bt_recording *r, struct bt_tape_entry *e)
{
    int64_t passed;
    if (!take_int(r, &passed))
        return false;
    int64_t *clock = &r->clocks[r->clock_open];
    *clock = (int64_t)((uint64_t)*clock + (uint64_t)passed);
    e->kind = BT_ENTRY_ANSWER;
    e->thread = r->clock_thread;
    e->value = *clock;
    (void)snprintf(e->what, sizeof e->what, "%s", bt_clock_names[r->clock_open]);
    if (!at_end_of_line(r))
        return true;
    r->clock_open = -1;
    return end_line(r);
}

// THREAD CALL VALUE [!ERRNO] ["DATA" or [NUMBERS]]
static bool read_answer(struct bt_recording *r, struct bt_tape_entry *e)
{
    if (!take_thread(r, &e->thread) || !take_word(r, e->what, sizeof e->what))
        return false;
    r->clock_open = find_name(bt_clock_names, BT_CLOCKS, e->what);
    if (r->clock_open >= 0) {
        r->clock_thread = e->thread;
        return next_reading(r, e);
    }
    if (strcmp(e->what, "source") == 0) {
        e->kind = BT_ENTRY_SOURCE;
        if (!take_unsigned(r, 16, &e->hash) || !take_text(r))
            return false;
    } else {
        e->kind = BT_ENTRY_ANSWER;
        if (!take_int(r, &e->value))
            return false;
        skip_blanks(r);
        int64_t err = 0;
        if (*r->at == '!') {
            r->at++;
            if (!take_int(r, &err))
                return false;
            e->err = (int)err;
            skip_blanks(r);
        }
        bt_buf_clear(&r->data);
        if (*r->at == '[' ? !take_numbers(r) : *r->at == '"' && !take_text(r))
            return false;
    }
    e->data = r->data.data;
    e->len = r->data.len;
    return end_line(r);
}

static bool read_named(struct bt_recording *r, const char *word, struct bt_tape_entry *e)
{
    char how[32];
    if (strcmp(word, "arrive") == 0 || strcmp(word, "notice") == 0) {
        bool arrive = word[0] == 'a';
        if (!take_word(r, how, sizeof how))
            return false;
        int i = arrive ? find_name(bt_arrival_names, 5, how)
                       : find_name(bt_notice_names, BT_NOTICES, how);
        if (i < 0 || how[0] == '-')
            return damaged(r, "'%s' is no way to %s", how, arrive ? "arrive" : "notice something");
        e->kind = arrive ? BT_ENTRY_ARRIVE : BT_ENTRY_NOTICE;
        e->how = (unsigned)i;
        return take_place(r, e);
    }
    if (strcmp(word, "check") == 0) {
        e->kind = BT_ENTRY_CHECK;
        return take_unsigned(r, 10, &e->events) && take_unsigned(r, 16, &e->hash);
    }
    if (strcmp(word, "switch") == 0) {
        e->kind = BT_ENTRY_SWITCH;
        if (!take_thread(r, &e->thread) || !take_unsigned(r, 10, &e->clock) ||
            !take_thread(r, &e->next) || !take_word(r, how, sizeof how))
            return false;
        e->ends_turn = strcmp(how, "turn") == 0;
        return bt_switch_reason(how) || damaged(r, "'%s' is no reason for a switch", how);
    }
    if (strcmp(word, "schedule") == 0) {
        e->kind = BT_ENTRY_SCHEDULE;
        return take_unsigned(r, 10, &e->events) && take_unsigned(r, 10, &e->clock) &&
               take_unsigned(r, 16, &e->hash);
    }
    if (strcmp(word, "end") == 0) {
        e->kind = BT_ENTRY_END;
        r->complete = true;
        return take_int(r, &e->value);
    }
    return damaged(r, "nothing is called '%s' here", word);
}

bool bt_recording_next(struct bt_recording *r, struct bt_tape_entry *e)
{
    *e = (struct bt_tape_entry){.line = r->line, .turn = r->turn};
    r->before.at = r->at;
    r->before.turn = r->turn;
    r->before.inside = r->clock_open >= 0;
    memcpy(r->before.clocks, r->clocks, sizeof r->clocks);
    if (r->clock_open >= 0)
        return next_reading(r, e);
    for (;;) {
        if (*r->at == '\0')
            return true;
        e->line = ++r->line;
        if (*r->at >= '0' && *r->at <= '9')
            return read_answer(r, e);
        char word[32];
        if (!take_word(r, word, sizeof word))
            return false;
        if (strcmp(word, "switch") == 0 && !r->opening) { // it has been read
            r->at += strcspn(r->at, "\n");
            if (!end_line(r))
                return false;
            continue;
        }
        if (strcmp(word, "turn") != 0)
            return read_named(r, word, e) && end_line(r);
        if (!take_unsigned(r, 10, &r->turn) || !end_line(r))
            return false;
        e->turn = r->turn;
    }
}

// ---- the file ----

static char *load(const char *path, size_t *len)
{
    FILE *file = fopen(path, "rbe");
    struct bt_buf buf;
    bt_buf_init(&buf);
    int err = file ? 0 : errno;
    while (file && err == 0 && !feof(file)) {
        char block[16384];
        size_t n = fread(block, 1, sizeof block, file);
        bt_buf_write(&buf, block, n);
        err = ferror(file) ? errno : buf.failed ? ENOMEM : 0;
    }
    if (file)
        (void)fclose(file);
    bt_buf_putc(&buf, '\0');
    *len = buf.len - 1;
    char *text = bt_buf_take(&buf);
    if (err == 0 && text)
        return text;
    fprintf(stderr, "baton: can't read the recording '%s': %s\n", path,
            strerror(err ? err : ENOMEM));
    bt_free(text);
    return NULL;
}

static void rewind_to(struct bt_recording *r, const char *at, size_t line)
{
    r->at = at;
    r->line = line;
    r->turn = 0;
    r->clock_open = -1;
    memset(r->clocks, 0, sizeof r->clocks);
}

// Every entry once, so that damage is found before the run.
static bool check_all(struct bt_recording *r)
{
    const char *begin = r->at;
    size_t line = r->line;
    struct bt_tape_entry e;
    rewind_to(r, begin, line);
    r->opening = true;
    do {
        if (r->complete && *r->at != '\0')
            return damaged(r, "something follows the end");
        if (!bt_recording_next(r, &e))
            return false;
        const struct bt_switch one = {e.clock, e.thread, e.next, e.ends_turn};
        if (e.kind == BT_ENTRY_SWITCH && !bt_switches_add(&r->switches, &r->cap_switches, &one))
            return damaged(r, "not enough memory");
    } while (e.kind != BT_ENTRY_NONE);
    r->opening = false;
    rewind_to(r, begin, line);
    return true;
}

bool bt_recording_open(struct bt_recording *r, const char *path)
{
    *r = (struct bt_recording){.path = path, .clock_open = -1};
    bt_buf_init(&r->data);
    r->text = load(path, &r->len);
    if (!r->text)
        return false;
    // what a killed run had not written yet is NULs; its last line may be a part of one
    size_t n = strlen(r->text);
    while (n > 0 && r->text[n - 1] != '\n')
        n--;
    r->text[n] = '\0';
    r->len = n;
    if (read_header(r) && check_all(r))
        return true;
    fprintf(stderr, "baton: %s:%zu: %s\n", path, r->line, r->error);
    bt_recording_close(r);
    return false;
}

int bt_recording_resume(struct bt_recording *r, const char *path, int fd, int64_t from,
                        uint64_t turn, const int64_t clocks[BT_CLOCKS])
{
    char block[16384];
    struct bt_buf buf;
    ssize_t n;
    bt_buf_init(&buf);
    while ((n = pread(fd, block, sizeof block, from + (int64_t)buf.len)) != 0) {
        if (n < 0 && errno != EINTR)
            break;
        size_t len = n > 0 ? strnlen(block, (size_t)n) : 0;
        bt_buf_write(&buf, block, len);
        if (n > 0 && len < (size_t)n)
            break; // not written yet
    }
    int err = n < 0 ? errno : 0;
    bt_buf_putc(&buf, '\0');
    *r = (struct bt_recording){.path = path, .clock_open = -1, .turn = turn, .len = buf.len - 1};
    memcpy(r->clocks, clocks, sizeof r->clocks);
    bt_buf_init(&r->data);
    r->at = r->text = bt_buf_take(&buf);
    return err ? err : r->text ? 0 : ENOMEM;
}

void bt_recording_close(struct bt_recording *r)
{
    char **lists[] = {r->args, r->env};
    for (size_t i = 0; i < 2; i++) {
        for (char **p = lists[i]; p && *p; p++)
            bt_free(*p);
        bt_free(lists[i]);
    }
    char *texts[] = {r->text, r->version, r->cwd, r->n, r->policy, r->clock, r->substrate};
    for (size_t i = 0; i < sizeof texts / sizeof texts[0]; i++)
        bt_free(texts[i]);
    bt_buf_free(&r->data);
    bt_free(r->switches.list);
    *r = (struct bt_recording){0};
}
