// Commands of the prompt in the debug console: `/switch w2', `/timeline', `/who total'. Python has
// nothing that begins with a slash.
#include <string.h>

#include "base/mem.h"
#include "debugger/dap/private.h"
#include "debugger/terminal/parse.h"
#include "debugger/terminal/terminal.h"

// The thread and the frame that the client looks at are the session's, too.
static void select_frame(struct bt_dap *d, json_int_t thread, json_int_t level)
{
    json_decref(bt_dap_ask(d, "thread", json_pack("{s:I}", "thread", thread)));
    json_decref(bt_dap_ask(d, "frame", json_pack("{s:I}", "level", level)));
}

static void show_anew(struct bt_dap *d)
{
    bt_dap_forget(d);
    bt_dap_stopped(d, NULL);
}

// Execute it while the client believes that the program runs.
static char *execute(struct bt_dap *d, const char *line, bool moves, json_t **result)
{
    if (moves) {
        bt_dap_event(d, "continued",
                     json_pack("{s:I, s:b}", "threadId", bt_dap_number(d->stop, "thread", 1),
                               "allThreadsContinued", 1));
        bt_dap_forget(d);
        bt_dap_move(d, NULL, NULL);
        d->pausing = d->leaving = false;
    }
    d->running = moves;
    char *text = bt_terminal_execute(d->session, line, result);
    d->running = false;
    return text;
}

json_t *bt_dap_console(struct bt_dap *d, const char *line, json_int_t thread, json_int_t level)
{
    struct bt_buf error;
    json_t *args = NULL, *result = NULL;
    line += strspn(line, " ");
    if (!*line)
        return bt_dap_error(d, "which command? `/help' lists them");
    bt_buf_init(&error);
    const struct bt_command *command = bt_parse_line(line, &args, &error);
    json_decref(args);
    if (!command) {
        (void)bt_dap_error(d, "%s", error.data ? error.data : "no memory");
        bt_buf_free(&error);
        return NULL;
    }
    bt_buf_free(&error);
    if (strcmp(command->name, "restart") == 0)
        return bt_dap_error(d, "the editor restarts the program");
    select_frame(d, thread, level);
    bool moves = (command->flags & BT_COMMAND_MOVES) != 0;
    char *text = execute(d, line, moves, &result);
    json_t *stop = moves ? json_object_get(result, "stop") : NULL;
    if (stop) {
        json_decref(d->stop);
        d->stop = json_incref(stop);
    }
    if (d->leaving)
        d->after = NULL;
    else if (moves)
        d->after = stop ? bt_dap_arrived : show_anew;
    else if (result && json_object_get(result, "actions"))
        d->after = show_anew; // threads wait for something else, values have changed
    json_decref(result);
    size_t len = text ? strlen(text) : 0;
    while (len > 0 && text[len - 1] == '\n')
        len--;
    json_t *body =
        json_pack("{s:s%, s:i}", "result", text ? text : "", len, "variablesReference", 0);
    bt_free(text);
    return body;
}

json_t *bt_dap_console_items(const char *begin, size_t len, json_int_t start, json_int_t length)
{
    json_t *targets = json_array();
    const struct bt_command *command;
    for (size_t i = 0; (command = bt_commands_at(i)) != NULL; i++)
        if (strncmp(command->name, begin, len) == 0)
            (void)json_array_append_new(targets,
                                        json_pack("{s:s, s:s, s:s, s:I, s:I}", "label",
                                                  command->name, "detail", command->help, "type",
                                                  "keyword", "start", start, "length", length));
    return json_pack("{s:o}", "targets", targets);
}
