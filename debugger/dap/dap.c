// The Debug Adapter Protocol: see dap.h.
#include "debugger/dap/dap.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include "debugger/dap/private.h"

json_t *bt_dap_error(struct bt_dap *d, const char *format, ...)
{
    va_list ap;
    va_start(ap, format);
    vsnprintf(d->error, sizeof d->error, format, ap);
    va_end(ap);
    return NULL;
}

const char *bt_dap_text(const json_t *object, const char *key)
{
    return json_string_value(json_object_get(object, key));
}

json_int_t bt_dap_number(const json_t *object, const char *key, json_int_t otherwise)
{
    const json_t *value = json_object_get(object, key);
    return json_is_integer(value) ? json_integer_value(value) : otherwise;
}

json_int_t bt_dap_line_in(const struct bt_dap *d, json_int_t line)
{
    return line + 1 - d->line0;
}

json_int_t bt_dap_line_out(const struct bt_dap *d, json_int_t line)
{
    return line - 1 + d->line0;
}

static void send_message(struct bt_dap *d, json_t *message)
{
    if (message)
        (void)json_object_set_new(message, "seq", json_integer(++d->seq));
    bt_channel_send(&d->channel, message);
    json_decref(message);
}

void bt_dap_event(struct bt_dap *d, const char *name, json_t *body)
{
    send_message(d, json_pack("{s:s, s:s, s:o*}", "type", "event", "event", name, "body", body));
}

void bt_dap_say(struct bt_dap *d, const char *category, const char *text)
{
    bt_dap_event(d, "output", json_pack("{s:s, s:s}", "category", category, "output", text));
}

static json_t *response(const json_t *request, bool success)
{
    const char *command = bt_dap_text(request, "command");
    return json_pack("{s:s, s:I, s:b, s:s}", "type", "response", "request_seq",
                     bt_dap_number(request, "seq", 0), "success", success, "command",
                     command ? command : "");
}

void bt_dap_refuse(struct bt_dap *d, const json_t *request, const char *why)
{
    json_t *message = response(request, false), *text = json_string(why);
    if (!text) // not UTF-8
        text = json_string("it failed");
    if (message) {
        // In a format braces would be variables: the text is one.
        json_t *body = json_pack("{s:{s:i, s:s, s:{s:O}, s:b}}", "error", "id", 1, "format",
                                 "{text}", "variables", "text", text, "showUser", 1);
        (void)json_object_set_new(message, "body", body);
        (void)json_object_set_new(message, "message", text);
    }
    send_message(d, message);
}

static void accept_request(struct bt_dap *d, const json_t *request, json_t *body)
{
    json_t *message = response(request, true);
    if (message && json_object_size(body) > 0)
        (void)json_object_set(message, "body", body);
    json_decref(body);
    send_message(d, message);
}

// What keeps a request from being handled now; NULL: nothing.
static const char *obstacle(const struct bt_dap *d, const struct bt_dap_row *row)
{
    if (!d->initialized && strcmp(row->name, "initialize") != 0 &&
        strcmp(row->name, "disconnect") != 0)
        return "the first request must be initialize";
    if (row->when == BT_DAP_ALWAYS)
        return NULL;
    if (!d->session)
        return "no program has been launched";
    if (d->ended && row->when == BT_DAP_STANDING)
        return "the program has ended";
    return NULL;
}

void bt_dap_handle(struct bt_dap *d, const json_t *request)
{
    const char *command = bt_dap_text(request, "command");
    const char *type = bt_dap_text(request, "type");
    if (!type || strcmp(type, "request") != 0)
        return; // responses: nothing was asked
    const struct bt_dap_row *row = command ? bt_dap_row(command) : NULL;
    if (!row) {
        (void)bt_dap_error(d, "there is no request \"%s\" here", command ? command : "");
        bt_dap_refuse(d, request, d->error);
        return;
    }
    const char *why = obstacle(d, row);
    if (why) {
        bt_dap_refuse(d, request, why);
        return;
    }
    const json_t *args = json_object_get(request, "arguments");
    d->error[0] = '\0';
    json_t *body = row->handler(d, args);
    if (body)
        accept_request(d, request, body);
    else
        bt_dap_refuse(d, request, d->error[0] ? d->error : "no memory");
    void (*after)(struct bt_dap *) = d->after;
    d->after = NULL;
    if (after)
        after(d);
}

json_t *bt_dap_ask(struct bt_dap *d, const char *command, json_t *args)
{
    json_t *result = bt_session_command(d->session, command, args);
    json_decref(args);
    if (json_is_true(json_object_get(result, "ok")))
        return result;
    const char *error = bt_dap_text(result, "error");
    (void)bt_dap_error(d, "%s", error ? error : "no memory");
    json_decref(result);
    return NULL;
}

// The next request; what else has come is taken in, too, as it may cancel this one.
static json_t *next(struct bt_dap *d)
{
    for (;;) {
        json_t *message;
        bool more = json_array_size(d->queue) == 0;
        while ((message = bt_channel_next(&d->channel)) != NULL) {
            const char *command = bt_dap_text(message, "command");
            if (command && strcmp(command, "cancel") == 0) {
                bt_dap_handle(d, message);
                json_decref(message);
            } else {
                (void)json_array_append_new(d->queue, message);
            }
            more = false;
        }
        if (!bt_channel_fill(&d->channel, more && json_array_size(d->queue) == 0)) {
            json_t *first = json_incref(json_array_get(d->queue, 0));
            if (first)
                (void)json_array_remove(d->queue, 0);
            if (first || d->channel.closed)
                return first;
        }
    }
}

static bool make_tables(struct bt_dap *d)
{
    return (d->queue = json_array()) && (d->paths = json_array()) && (d->frames = json_array()) &&
           (d->sources = json_array()) && (d->threads = json_array()) &&
           (d->loaded = json_object()) && (d->points = json_object());
}

static void free_tables(struct bt_dap *d)
{
    json_t *const tables[] = {d->queue,  d->paths,  d->frames, d->sources,     d->threads,
                              d->loaded, d->points, d->launch, d->motion_args, d->stop};
    for (size_t i = 0; i < sizeof tables / sizeof tables[0]; i++)
        json_decref(tables[i]);
}

int bt_dap_serve(const struct bt_dap_options *options)
{
    struct bt_dap d = {
        .options = options, .line0 = 1, .column0 = 1, .stop_uncaught = true, .stop_deadlock = true};
    bt_channel_init(&d.channel, options->in, options->out);
    bool made = make_tables(&d);
    while (made && !d.done) {
        json_t *request = next(&d);
        if (!request)
            break;
        bt_dap_handle(&d, request);
        json_decref(request);
    }
    bt_dap_end(&d);
    free_tables(&d);
    bt_channel_free(&d.channel);
    return made ? 0 : 1;
}
