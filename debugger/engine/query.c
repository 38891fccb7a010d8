// Answering queries in a child process: see query.h.
#include "debugger/engine/query.h"

#include <errno.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include "debugger/engine/child.h"
#include "debugger/engine/points.h"

static const struct {
    const char *name;
    bt_query_function *function;
} table[] = {
    {"threads", bt_query_threads},
    {"stack", bt_query_stack},
    {"try", bt_action_try},
    {"disassemble", bt_query_disassemble},
    {"instructions", bt_query_instructions},
    {"registers", bt_query_registers},
    {"list", bt_query_list},
    {"locks", bt_query_locks},
    {"schedule", bt_query_schedule},
    {"timeline", bt_query_timeline},
    {"evaluate-point", bt_point_query},
    {"evaluate", bt_query_evaluate},
    {"scopes", bt_query_scopes},
    {"variables", bt_query_variables},
    {"locals", bt_query_locals},
    {NULL, NULL},
};

bool bt_query_frame(struct bt_engine *e, struct bt_vthread *th, const json_t *request,
                    struct bt_vthread **who, struct bt_frame **frame, json_t **error)
{
    const json_t *number = json_object_get(request, "thread");
    json_int_t level = json_integer_value(json_object_get(request, "frame"));
    *who = number ? bt_engine_thread(e, json_integer_value(number)) : th;
    if (!*who) {
        *error = bt_engine_error("there is no thread %d", (int)json_integer_value(number));
        return false;
    }
    *frame = level >= 0 ? bt_stop_frame_at(*who, (uint32_t)level) : NULL;
    if (!*frame) {
        *error = (*who)->frame
                     ? bt_engine_error("there is no frame %d", (int)level)
                     : bt_engine_error("thread %u executes no Python code", (*who)->number);
        return false;
    }
    return true;
}

static json_t *receive(int fd, pid_t pid)
{
    struct bt_wire wire;
    bt_wire_init(&wire, fd);
    json_t *result = bt_wire_receive(&wire);
    bt_wire_close(&wire);
    int status = 0;
    while (waitpid(pid, &status, 0) < 0 && errno == EINTR)
        ;
    if (result)
        return result;
    return bt_engine_error("it ended the process that evaluated it");
}

json_t *bt_query(struct bt_engine *e, struct bt_vthread *th, const char *cmd, const json_t *request)
{
    size_t row = 0;
    while (table[row].name && strcmp(table[row].name, cmd) != 0)
        row++;
    if (!table[row].name)
        return NULL;
    int fds[2];
    if (!bt_wire_pair(fds))
        return bt_engine_error("no connection: %s", strerror(errno));
    pid_t pid = fork();
    if (pid == 0)
        bt_child_answer(e, th ? th : e->vm->main, table[row].function, request, fds[1]);
    close(fds[1]);
    if (pid < 0) {
        close(fds[0]);
        return bt_engine_error("no process to answer it: %s", strerror(errno));
    }
    return receive(fds[0], pid);
}
