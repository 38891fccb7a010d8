// Where the lines of the prompt come from.
#include <errno.h>
#include <poll.h>
#include <string.h>
#include <sys/signalfd.h>
#include <unistd.h>

#include "base/editing.h"
#include "debugger/terminal/private.h"

bool bt_typed_push(struct bt_terminal *t, struct bt_source source)
{
    if (t->n_sources == BT_MOST_SOURCES) {
        puts("too many commands inside one another");
        return false;
    }
    (void)json_incref(source.list);
    t->sources[t->n_sources++] = source;
    return true;
}

static void pop(struct bt_terminal *t)
{
    struct bt_source *s = &t->sources[--t->n_sources];
    if (s->file)
        fclose(s->file);
    json_decref(s->list);
}

bool bt_typed_in_list(const struct bt_terminal *t)
{
    return t->n_sources > 0 && t->sources[t->n_sources - 1].list;
}

void bt_typed_drop_lists(struct bt_terminal *t)
{
    while (bt_typed_in_list(t))
        pop(t);
}

static bool is_stdin(const struct bt_source *s)
{
    return !s->text && !s->file && !s->list;
}

void bt_typed_drop_all(struct bt_terminal *t)
{
    while (t->n_sources > 0 && !is_stdin(&t->sources[t->n_sources - 1]))
        pop(t);
}

void bt_typed_end(struct bt_terminal *t)
{
    while (t->n_sources > 0)
        pop(t);
}

bool bt_typed_interrupted(struct bt_terminal *t)
{
    struct signalfd_siginfo info;
    bool some = false;
    while (t->signals >= 0 && read(t->signals, &info, sizeof info) == (ssize_t)sizeof info)
        some = true;
    return some;
}

// Wait for a key; false: Ctrl-C.
static bool wait_for_key(void *ctx)
{
    struct bt_terminal *t = ctx;
    struct pollfd fds[2] = {{.fd = STDIN_FILENO, .events = POLLIN},
                            {.fd = t->signals, .events = POLLIN}};
    while (poll(fds, 2, -1) < 0 && errno == EINTR)
        ;
    return !bt_typed_interrupted(t);
}

// A line of the terminal, edited. An empty one after Ctrl-C.
static bool edited_line(struct bt_terminal *t, const char *prompt, struct bt_buf *line)
{
    enum bt_line got = bt_editing_line(t->editing, prompt, line);
    if (got == BT_LINE_INTERRUPTED) {
        puts("^C");
        bt_buf_clear(line);
    }
    t->pressed = got == BT_LINE_INTERRUPTED;
    return got != BT_LINE_END;
}

static bool start_editing(struct bt_terminal *t)
{
    const struct bt_editing_options options = {.history = ".baton_debug_history",
                                               .ctx = t,
                                               .wait = wait_for_key,
                                               .complete = bt_terminal_complete};
    if (!t->tried_editing)
        t->editing = bt_editing_start(&options);
    t->tried_editing = true;
    return t->editing != NULL;
}

// A line of standard input, byte by byte: what follows it may be meant for others.
static bool plain_line(struct bt_terminal *t, struct bt_buf *line)
{
    for (;;) {
        char c;
        struct pollfd fds[2] = {{.fd = STDIN_FILENO, .events = POLLIN},
                                {.fd = t->signals, .events = POLLIN}};
        if (poll(fds, 2, -1) < 0 && errno != EINTR)
            return false;
        if (bt_typed_interrupted(t)) {
            putchar('\n');
            bt_buf_clear(line);
            t->pressed = true;
            return true;
        }
        if (!fds[0].revents)
            continue;
        ssize_t n = read(STDIN_FILENO, &c, 1);
        if (n < 0 && errno == EINTR)
            continue;
        if (n <= 0)
            return line->len > 0;
        if (c == '\n')
            return true;
        bt_buf_putc(line, c);
    }
}

static bool file_line(FILE *file, struct bt_buf *line)
{
    int c;
    while ((c = getc(file)) != EOF && c != '\n')
        bt_buf_putc(line, (char)c);
    return c != EOF || line->len > 0;
}

static bool read_line(struct bt_terminal *t, struct bt_source *s, const char *prompt,
                      struct bt_buf *line)
{
    if (s->text) {
        if (s->at++ > 0)
            return false;
        bt_buf_puts(line, s->text);
        return true;
    }
    if (s->file)
        return file_line(s->file, line);
    if (s->list) {
        const char *text = json_string_value(json_array_get(s->list, s->at++));
        bt_buf_puts(line, text ? text : "");
        return text != NULL;
    }
    t->pressed = false;
    if (t->interactive && start_editing(t))
        return edited_line(t, prompt, line);
    if (t->interactive)
        fputs(prompt, stdout);
    fflush(stdout);
    return plain_line(t, line);
}

bool bt_typed_next(struct bt_terminal *t, const char *prompt, struct bt_buf *line)
{
    while (t->n_sources > 0) {
        struct bt_source *s = &t->sources[t->n_sources - 1];
        bool typed = is_stdin(s) && t->interactive, listed = s->list != NULL;
        bt_buf_clear(line);
        fflush(stdout);
        if (read_line(t, s, prompt, line)) {
            while (line->len > 0 && strchr("\r\n \t", line->data[line->len - 1]))
                line->data[--line->len] = '\0';
            const char *shown = s->nested ? "+ " : prompt;
            if (!typed && !listed)
                printf("%.*s%s\n", (int)strlen(shown) - (line->len == 0), shown,
                       line->len ? line->data : "");
            fflush(stdout);
            return true;
        }
        if (typed)
            putchar('\n');
        pop(t);
    }
    return false;
}
