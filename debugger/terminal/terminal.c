// The prompt: see terminal.h.
#include "debugger/terminal/terminal.h"

#include <errno.h>
#include <signal.h>
#include <string.h>
#include <sys/signalfd.h>
#include <unistd.h>

#include "base/editing.h"
#include "base/terminal.h"
#include "debugger/terminal/parse.h"
#include "debugger/terminal/private.h"

#define NAME_COLUMNS 16 // what a timeline leaves for the threads' names

static void flush_shown(struct bt_terminal *t)
{
    struct bt_buf *out = t->show.out;
    if (out->len)
        fwrite(out->data, 1, out->len, stdout);
    fflush(stdout);
    bt_buf_clear(out);
}

static void heard(void *ctx, const json_t *event)
{
    struct bt_terminal *t = ctx;
    bt_show_event(&t->show, event);
    flush_shown(t);
}

static void key_pressed(void *ctx)
{
    struct bt_terminal *t = ctx;
    if (bt_typed_interrupted(t) && t->session)
        bt_session_interrupt(t->session);
}

// ---- commands of the terminal itself ----

static void say(struct bt_terminal *t, const char *text)
{
    bt_buf_printf(t->show.out, "%s\n", text);
}

static void fail(struct bt_terminal *t, const char *text)
{
    t->failed = true;
    say(t, text);
}

// Is there a breakpoint of that number?
static bool has_point(struct bt_terminal *t, json_int_t number)
{
    json_t *result = bt_session_command(t->session, "break", NULL);
    bool found = false;
    const json_t *point;
    size_t i;
    json_array_foreach(json_object_get(result, "points"), i, point) found =
        found || bt_show_int(point, "id") == number;
    json_decref(result);
    return found;
}

// commands [NUMBER]: the lines up to `end' belong to that breakpoint.
static void keep_list(struct bt_terminal *t, const json_t *args)
{
    const json_t *given = json_object_get(args, "number");
    json_int_t number = given ? json_integer_value(given) : t->last_point;
    struct bt_buf line;
    char key[80];
    if (number <= 0) {
        fail(t, "there is no breakpoint yet");
        return;
    }
    if (!has_point(t, number)) {
        snprintf(key, sizeof key, "there is no breakpoint %lld", (long long)number);
        fail(t, key);
        return;
    }
    json_t *list = json_array();
    bt_buf_init(&line);
    while (list && bt_typed_next(t, "> ", &line)) {
        const char *text = line.data ? line.data : "";
        text += strspn(text, " \t");
        if (strcmp(text, "end") == 0)
            break;
        if (*text)
            (void)json_array_append_new(list, json_string(text));
    }
    bt_buf_free(&line);
    snprintf(key, sizeof key, "%lld", (long long)number);
    (void)json_object_set(t->lists, key, list);
    json_decref(list);
}

static void read_file(struct bt_terminal *t, const char *name, bool nested)
{
    FILE *file = fopen(name, "re");
    if (!file) {
        bt_buf_printf(t->show.out, "can't read '%s': %s\n", name, strerror(errno));
        t->failed = true;
    } else if (!bt_typed_push(t, (struct bt_source){.file = file, .nested = nested})) {
        fclose(file);
    }
}

static void quit(struct bt_terminal *t)
{
    if (t->interactive && t->confirm && !bt_typed_in_list(t) && bt_session_status(t->session) < 0) {
        struct bt_buf line;
        bt_buf_init(&line);
        bool answered = bt_typed_next(t, "The program has not ended. Quit? (y or n) ", &line);
        bool no = answered && line.len > 0 && strchr("yY", line.data[0]) == NULL;
        bt_buf_free(&line);
        if (no)
            return;
    }
    t->quit = true;
}

// The commands that only a prompt can do.
static bool is_own(const char *name)
{
    static const char *const names[] = {"commands", "source", "quit"};
    for (size_t i = 0; i < sizeof names / sizeof names[0]; i++)
        if (strcmp(names[i], name) == 0)
            return true;
    return false;
}

// Is it a command that the terminal does? Then it is done.
static bool own_command(struct bt_terminal *t, const char *name, const json_t *args)
{
    if (strcmp(name, "help") == 0) {
        if (!bt_help(t->show.out, json_string_value(json_object_get(args, "command"))))
            t->failed = true;
    } else if (strcmp(name, "commands") == 0) {
        keep_list(t, args);
    } else if (strcmp(name, "source") == 0) {
        read_file(t, bt_show_text(args, "file"), true);
    } else if (strcmp(name, "quit") == 0) {
        quit(t);
    } else if (strcmp(name, "set") == 0 && strcmp(bt_show_text(args, "name"), "confirm") == 0) {
        const char *value = bt_show_text(args, "value");
        if (strcmp(value, "on") == 0 || strcmp(value, "off") == 0)
            t->confirm = value[1] == 'n';
        else
            fail(t, "set confirm on, or set confirm off");
    } else {
        return false;
    }
    return true;
}

// ---- stops ----

// What the breakpoints of a stop are to do. Returns whether the stop is to be shown.
static bool start_lists(struct bt_terminal *t, const json_t *stop)
{
    const json_t *points = json_object_get(stop, "points");
    bool silent = false;
    for (size_t i = json_array_size(points); i-- > 0;) {
        char key[32];
        const json_t *point = json_array_get(points, i);
        const json_t *id = json_is_integer(point) ? point : json_object_get(point, "id");
        snprintf(key, sizeof key, "%lld", (long long)json_integer_value(id));
        json_t *list = json_object_get(t->lists, key);
        const char *first = json_string_value(json_array_get(list, 0));
        bool quietly = first && strcmp(first, "silent") == 0;
        silent = silent || quietly;
        if (list)
            (void)bt_typed_push(t, (struct bt_source){.list = list, .at = quietly});
    }
    return !silent;
}

static void notice(struct bt_terminal *t, const struct bt_command *command, const json_t *result)
{
    const json_t *stop = json_object_get(result, "stop"), *point = json_object_get(result, "point");
    bool show = true;
    if (json_is_object(point))
        t->last_point = json_integer_value(json_object_get(point, "id"));
    if (json_is_object(stop)) {
        if (command->flags & BT_COMMAND_MOVES) {
            bt_typed_drop_lists(t);
            show = start_lists(t, stop);
        }
        if (strcmp(bt_show_text(stop, "reason"), "interrupt") == 0 && t->interactive)
            bt_typed_drop_all(t);
    }
    if (!json_is_true(json_object_get(result, "ok")))
        t->failed = true;
    if (show)
        bt_show_result(&t->show, command->name, result);
}

// ---- lines ----

// How wide the picture may be, and of what characters.
static void ask_timeline(const struct bt_show *show, json_t *args)
{
    size_t width = show->width ? show->width : 80;
    json_int_t columns = width > 40 ? (json_int_t)width - NAME_COLUMNS : 24;
    (void)json_object_set_new(args, "columns", json_integer(columns));
    (void)json_object_set_new(args, "unicode", json_boolean(show->utf8));
}

static void execute(struct bt_terminal *t, const char *line)
{
    struct bt_buf error;
    json_t *args;
    bt_buf_init(&error);
    const struct bt_command *command = bt_parse_line(line, &args, &error);
    if (!command) {
        fail(t, error.data ? error.data : "no memory");
    } else if (!own_command(t, command->name, args)) {
        flush_shown(t);
        if (strcmp(command->name, "timeline") == 0)
            ask_timeline(&t->show, args);
        json_t *result = bt_session_command(t->session, command->name, args);
        notice(t, command, result);
        json_decref(result);
    }
    flush_shown(t);
    if (command && !bt_typed_in_list(t)) {
        bt_buf_clear(&t->last);
        // a place once listed: go on from there
        if (command->flags & BT_COMMAND_REPEAT)
            bt_buf_puts(&t->last, strcmp(command->name, "list") == 0 ? "list" : line);
    }
    json_decref(args);
    bt_buf_free(&error);
}

static const char *prompt_of(const struct bt_terminal *t)
{
    return bt_session_is_past(t->session) ? "(baton past) " : "(baton) ";
}

static void converse(struct bt_terminal *t)
{
    struct bt_buf line;
    bt_buf_init(&line);
    while (!t->quit) {
        if (!bt_typed_next(t, prompt_of(t), &line)) {
            if (!t->interactive)
                break;
            t->sources[t->n_sources++] = (struct bt_source){0}; // Ctrl-D may be taken back
            quit(t);
            continue;
        }
        const char *text = line.data ? line.data : "";
        text += strspn(text, " \t");
        if (*text == '#')
            continue;
        if (*text)
            execute(t, text);
        else if (t->last.len > 0 && !t->pressed) {
            bt_buf_clear(&line);
            bt_buf_write(&line, t->last.data, t->last.len);
            execute(t, line.data);
        }
        if (t->options->attached && bt_session_status(t->session) >= 0)
            break;
    }
    bt_buf_free(&line);
}

char *bt_terminal_execute(struct bt_session *s, const char *line, json_t **result)
{
    struct bt_buf out, error;
    json_t *args = NULL;
    struct bt_show show = {.out = &out, .utf8 = true};
    bt_buf_init(&out);
    bt_buf_init(&error);
    *result = NULL;
    const struct bt_command *command = bt_parse_line(line, &args, &error);
    if (!command) {
        bt_buf_printf(&out, "%s\n", error.data ? error.data : "no memory");
    } else if (strcmp(command->name, "help") == 0) {
        (void)bt_help(&out, json_string_value(json_object_get(args, "command")));
    } else if (is_own(command->name)) {
        bt_buf_printf(&out, "`%s' is for the terminal\n", command->name);
    } else {
        if (strcmp(command->name, "timeline") == 0)
            ask_timeline(&show, args);
        *result = bt_session_command(s, command->name, args);
        bt_show_result(&show, command->name, *result);
    }
    json_decref(args);
    bt_buf_free(&error);
    return bt_buf_take(&out);
}

// ---- the whole ----

// Ctrl-C becomes something to read; the program's processes inherit that it is no signal.
static int catch_interrupts(void)
{
    sigset_t set;
    sigemptyset(&set);
    sigaddset(&set, SIGINT);
    sigprocmask(SIG_BLOCK, &set, NULL);
    return signalfd(-1, &set, SFD_NONBLOCK | SFD_CLOEXEC);
}

static bool prepare(struct bt_terminal *t, struct bt_buf *out)
{
    const struct bt_terminal_options *o = t->options;
    t->interactive = isatty(STDIN_FILENO) && isatty(STDOUT_FILENO);
    t->confirm = true;
    t->signals = catch_interrupts();
    bt_buf_init(&t->last);
    bt_buf_init(out);
    t->show.out = out;
    t->show.colour = bt_terminal_colour(STDOUT_FILENO);
    t->show.utf8 = bt_locale_is_utf8();
    t->show.width = bt_terminal_columns(STDOUT_FILENO, 0);
    if (!getcwd(t->show.cwd, sizeof t->show.cwd))
        t->show.cwd[0] = '\0';
    t->lists = json_object();
    if (t->interactive || o->n_commands == 0)
        t->sources[t->n_sources++] = (struct bt_source){0};
    return t->lists != NULL;
}

// -x and -ex, in order.
static void begin_with(struct bt_terminal *t)
{
    const struct bt_terminal_options *o = t->options;
    for (size_t i = 0; i < o->n_commands && !t->quit; i++) {
        size_t before = t->n_sources;
        struct bt_buf line;
        if (o->is_file[i])
            read_file(t, o->commands[i], false);
        else
            (void)bt_typed_push(t, (struct bt_source){.text = o->commands[i]});
        flush_shown(t);
        bt_buf_init(&line);
        while (!t->quit && t->n_sources > before && bt_typed_next(t, prompt_of(t), &line)) {
            const char *text = line.data ? line.data : "";
            text += strspn(text, " \t");
            if (*text && *text != '#')
                execute(t, text);
        }
        bt_buf_free(&line);
    }
}

// Where it all begins. false: nothing has gone wrong, so there is nothing to be shown.
static bool first_stop(struct bt_terminal *t)
{
    const char *command = t->options->on_error ? "continue" : "where";
    json_t *first = bt_session_command(t->session, command, NULL);
    bool stopped = bt_session_status(t->session) < 0;
    if (stopped && t->interactive && !t->options->quiet && !t->options->attached &&
        !t->options->on_error)
        puts("The program has not begun yet. `help' lists the commands.");
    if (stopped)
        notice(t, bt_commands_find("frame", 5, NULL), first);
    json_decref(first);
    flush_shown(t);
    return stopped;
}

int bt_terminal_run(const struct bt_session_options *session,
                    const struct bt_terminal_options *options)
{
    if (options->json)
        return bt_terminal_json(session, options);
    struct bt_buf out;
    struct bt_terminal t = {.options = options};
    struct bt_session_options so = *session;
    if (!prepare(&t, &out))
        return 1;
    if (!t.interactive && options->n_commands == 0 && !so.input)
        so.input = "/dev/null"; // standard input is the commands'
    const struct bt_face face = {
        .ctx = &t, .event = heard, .fd = t.signals, .readable = key_pressed};
    t.session = bt_session_new(&so, &face);
    int status = t.session ? bt_session_status(t.session) : 1;
    if (status < 0 && first_stop(&t)) {
        begin_with(&t);
        converse(&t);
    }
    if (t.session) {
        status = bt_session_status(t.session);
        if (status < 0)
            status = !t.interactive && t.failed ? 1 : 0;
    }
    bt_session_free(t.session);
    bt_typed_end(&t);
    bt_editing_end(t.editing);
    bt_buf_free(&t.last);
    bt_buf_free(&out);
    json_decref(t.lists);
    if (t.signals >= 0)
        close(t.signals);
    return status;
}
