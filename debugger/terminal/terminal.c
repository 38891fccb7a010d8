// The prompt: see terminal.h.
#include "debugger/terminal/terminal.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

int bt_terminal_run(const struct bt_session_options *session,
                    const struct bt_terminal_options *options)
{
    struct bt_face face = {.fd = -1};
    struct bt_session *s = bt_session_new(session, &face);
    if (!s)
        return 1;
    char line[1024];
    size_t next = 0;
    while (next < options->n_commands || fgets(line, sizeof line, stdin)) {
        if (next < options->n_commands)
            snprintf(line, sizeof line, "%s", options->commands[next++]);
        line[strcspn(line, "\n")] = '\0';
        char *arg = strchr(line, ' ');
        if (arg)
            *arg++ = '\0';
        json_t *args = !arg          ? NULL
                       : *arg == '{' ? json_loads(arg, 0, NULL)
                                     : json_pack("{s:i}", "thread", atoi(arg));
        json_t *result = bt_session_command(s, line, args);
        (void)json_dumpf(result, stdout, JSON_INDENT(1));
        putchar('\n');
        fflush(stdout);
        json_decref(args);
        json_decref(result);
    }
    int status = bt_session_status(s);
    bt_session_free(s);
    return status < 0 ? 0 : status;
}
