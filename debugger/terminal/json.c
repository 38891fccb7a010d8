/*
 * --json: a request in each line of standard input, an object in each line of the output. While
 * the program runs only "pause" is obeyed; what else comes waits its turn.
 */
#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "debugger/terminal/parse.h"
#include "debugger/terminal/private.h"

#define BLOCK 4096

struct talk {
    struct bt_session *session;
    struct bt_face face;
    struct bt_buf in; // what has been read and is not a request yet
    json_t *waiting;  // requests that came while the program ran
    bool ended, quit; // no more input; the user has said so
};

static void put(const json_t *message)
{
    char *text = json_dumps(message, JSON_COMPACT);
    puts(text ? text : "{\"ok\":false,\"error\":\"no memory\"}");
    fflush(stdout);
    free(text);
}

static void heard(void *ctx, const json_t *event)
{
    (void)ctx;
    put(event);
}

static void answer(const json_t *id, json_t *result)
{
    json_t *message = id ? json_pack("{s:O}", "id", id) : json_object();
    (void)json_object_update(message, result);
    put(message);
    json_decref(message);
    json_decref(result);
}

static json_t *error_of(const char *text)
{
    json_t *v = json_pack("{s:b, s:s}", "ok", 0, "error", text);
    return v ? v : json_pack("{s:b, s:s}", "ok", 0, "error", "it is no UTF-8");
}

// ---- input ----

// Take in what there is; waits if there is nothing. false: the end.
static bool take_in(struct talk *t)
{
    char block[BLOCK];
    ssize_t n;
    do
        n = read(STDIN_FILENO, block, sizeof block);
    while (n < 0 && errno == EINTR);
    if (n <= 0)
        t->ended = true;
    else
        bt_buf_write(&t->in, block, (size_t)n);
    return n > 0;
}

// The next whole line as a request, null if it is none; NULL: there is no line yet.
static json_t *next_request(struct talk *t)
{
    char *end;
    while (t->in.len > 0 && (end = memchr(t->in.data, '\n', t->in.len)) != NULL) {
        size_t len = (size_t)(end - t->in.data);
        json_error_t why;
        json_t *request = NULL;
        bool blank = strspn(t->in.data, " \t\r\n") >= len;
        if (!blank)
            request = json_loadb(t->in.data, len, 0, &why);
        memmove(t->in.data, end + 1, t->in.len - len - 1);
        t->in.len -= len + 1;
        if (!blank)
            return json_is_object(request) ? request : (json_decref(request), json_null());
    }
    return NULL;
}

static bool is_pause(const json_t *request)
{
    return strcmp(bt_show_text(request, "cmd"), "pause") == 0;
}

static void readable(void *ctx)
{
    struct talk *t = ctx;
    json_t *request;
    if (t->ended) { // nobody listens any more
        t->face.fd = -1;
        t->quit = true;
        bt_session_interrupt(t->session);
        return;
    }
    if (!take_in(t)) { // what was asked for is still done, as long as somebody listens
        struct stat out;
        bool tells = fstat(STDOUT_FILENO, &out) == 0 && S_ISFIFO(out.st_mode);
        t->face.fd = tells ? STDOUT_FILENO : -1; // a pipe's end tells that the other end is gone
    }
    while ((request = next_request(t)) != NULL) {
        if (is_pause(request)) {
            bt_session_interrupt(t->session);
            answer(json_object_get(request, "id"), json_pack("{s:b}", "ok", 1));
            json_decref(request);
        } else {
            (void)json_array_append_new(t->waiting, request);
        }
    }
}

// ---- requests ----

static json_t *help(const json_t *args)
{
    struct bt_buf out;
    bt_buf_init(&out);
    bool good = bt_help(&out, json_string_value(json_object_get(args, "command")));
    const char *text = out.data ? out.data : "";
    json_t *result =
        good ? json_pack("{s:b, s:s}", "ok", 1, "text", text)
             : json_pack("{s:b, s:s#}", "ok", 0, "error", text, (int)strcspn(text, "\n"));
    bt_buf_free(&out);
    return result;
}

static json_t *execute(struct talk *t, const char *name, const json_t *args)
{
    if (strcmp(name, "quit") == 0) {
        t->quit = true;
        return json_pack("{s:b}", "ok", 1);
    }
    if (strcmp(name, "help") == 0)
        return help(args);
    if (strcmp(name, "commands") == 0 || strcmp(name, "source") == 0)
        return error_of("with --json the caller says what follows a stop");
    return bt_session_command(t->session, name, args);
}

// {"line":"b add if x > 1"}: as at the prompt.
static json_t *by_line(struct talk *t, const char *line)
{
    struct bt_buf error;
    json_t *args = NULL, *result;
    bt_buf_init(&error);
    line += strspn(line, " \t");
    const struct bt_command *command = *line ? bt_parse_line(line, &args, &error) : NULL;
    if (command)
        result = execute(t, command->name, args);
    else
        result = error_of(error.data ? error.data : "an empty line");
    json_decref(args);
    bt_buf_free(&error);
    return result;
}

// What programs ask that people have other words for.
static bool only_asks(const char *name)
{
    static const char *const names[] = {"where",  "evaluate", "variables",
                                        "scopes", "complete", "sources"};
    for (size_t i = 0; i < sizeof names / sizeof names[0]; i++)
        if (strcmp(names[i], name) == 0)
            return true;
    return false;
}

static json_t *by_name(struct talk *t, const char *name, const json_t *args)
{
    char text[160];
    if (args && !json_is_object(args))
        return error_of("\"args\" is an object");
    if (only_asks(name))
        return bt_session_command(t->session, name, args);
    const struct bt_command *command = bt_commands_find(name, strlen(name), NULL);
    if (command && strcmp(command->name, name) == 0)
        return execute(t, name, args);
    snprintf(text, sizeof text, "there is no command \"%.60s\"%s%s", name,
             command ? "; its whole name is " : "", command ? command->name : "");
    return error_of(text);
}

static void serve(struct talk *t, const json_t *request)
{
    const json_t *id = json_object_get(request, "id");
    const char *cmd = json_string_value(json_object_get(request, "cmd"));
    const char *line = json_string_value(json_object_get(request, "line"));
    if (line)
        answer(id, by_line(t, line));
    else if (!cmd)
        answer(id, error_of(json_is_object(request) ? "a request needs \"cmd\" or \"line\""
                                                    : "a request is an object of JSON in one line: "
                                                      "{\"id\":1,\"cmd\":\"step\",\"args\":{}}"));
    else if (is_pause(request))
        answer(id, error_of("the program stands still"));
    else
        answer(id, by_name(t, cmd, json_object_get(request, "args")));
}

// The next request, in the order in which they came. NULL: the end.
static json_t *wait_for_request(struct talk *t)
{
    json_t *request = NULL;
    if (json_array_size(t->waiting) > 0) {
        request = json_incref(json_array_get(t->waiting, 0));
        (void)json_array_remove(t->waiting, 0);
        return request;
    }
    while ((request = next_request(t)) == NULL)
        if (t->ended || !take_in(t))
            return NULL;
    return request;
}

static void begin_with(struct talk *t, const struct bt_terminal_options *options)
{
    for (size_t i = 0; i < options->n_commands && !t->quit; i++) {
        json_t *result = options->is_file[i] ? error_of("-x is not for --json")
                                             : by_line(t, options->commands[i]);
        (void)json_object_set_new(result, "line", json_string(options->commands[i]));
        answer(NULL, result);
    }
}

int bt_terminal_json(const struct bt_session_options *session,
                     const struct bt_terminal_options *options)
{
    struct talk t = {.waiting = json_array()};
    struct bt_session_options so = *session;
    t.face = (struct bt_face){.ctx = &t, .event = heard, .fd = -1, .readable = readable};
    json_t *request;
    if (!so.input)
        so.input = "/dev/null";
    so.capture = true;
    bt_buf_init(&t.in);
    t.session = t.waiting ? bt_session_new(&so, &t.face) : NULL;
    if (t.session) {
        t.face.fd = STDIN_FILENO;
        json_t *first = bt_session_command(t.session, "where", NULL);
        json_t *event =
            json_pack("{s:s, s:O?}", "event", "stopped", "stop", json_object_get(first, "stop"));
        put(event);
        json_decref(event);
        json_decref(first);
        begin_with(&t, options);
    }
    while (t.session && !t.quit && (request = wait_for_request(&t)) != NULL) {
        serve(&t, request);
        json_decref(request);
    }
    int status = t.session ? bt_session_status(t.session) : 1;
    bt_session_free(t.session);
    bt_buf_free(&t.in);
    json_decref(t.waiting);
    return status < 0 ? 0 : status;
}
