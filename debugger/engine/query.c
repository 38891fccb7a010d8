// Answering queries in a child process: see query.h.
#include "debugger/engine/query.h"

#include <errno.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include "debugger/engine/child.h"
#include "debugger/engine/points.h"
#include "runtime/objects/protocol.h"
#include "runtime/objects/str.h"

#define IDLE_STACK (8u << 20)

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
    {"code-lines", bt_query_code_lines},
    {"locks", bt_query_locks},
    {"schedule", bt_query_schedule},
    {"timeline", bt_query_timeline},
    {"evaluate-point", bt_point_query},
    {"complete", bt_query_complete},
    {"exception", bt_query_exception},
    {"source", bt_query_source},
    {"sources", bt_query_sources},
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

struct idle_query {
    struct bt_engine *e;
    bt_query_function *function;
    const json_t *request;
    int fd;
};

static void answer_idle(void *arg)
{
    const struct idle_query *q = arg;
    struct bt_vthread *th = q->e->vm->main;
    th->t.c_stack_limit = bt_os_stack_limit();
    bt_child_answer(q->e, th, q->function, q->request, q->fd);
}

// Nobody is paused: this may be any thread's stack, so take a new one.
static void answer_anywhere(struct idle_query q)
{
    struct bt_os_thread thread;
    if (bt_os_thread_start(&thread, answer_idle, &q, IDLE_STACK) == 0)
        bt_os_thread_join(&thread);
    _exit(1);
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

static json_t *run_in_child(struct bt_engine *e, struct bt_vthread *th, bt_query_function *function,
                            const json_t *request)
{
    int fds[2];
    if (!bt_wire_pair(fds))
        return bt_engine_error("no connection: %s", strerror(errno));
    pid_t pid = bt_engine_fork(e);
    if (pid == 0 && !th)
        answer_anywhere((struct idle_query){e, function, request, fds[1]});
    if (pid == 0)
        bt_child_answer(e, th, function, request, fds[1]);
    close(fds[1]);
    if (pid < 0) {
        close(fds[0]);
        return bt_engine_error("no process to answer it: %s", strerror(errno));
    }
    return receive(fds[0], pid);
}

json_t *bt_query(struct bt_engine *e, struct bt_vthread *th, const char *cmd, const json_t *request)
{
    size_t row = 0;
    while (table[row].name && strcmp(table[row].name, cmd) != 0)
        row++;
    return table[row].name ? run_in_child(e, th, table[row].function, request) : NULL;
}

static json_t *show_value(struct bt_engine *e, struct bt_vthread *th, const json_t *request)
{
    BT_ROOTS(&th->t, r, 2);
    r[0] = e->shown;
    r[1] = json_is_true(request) ? bt_str_of(&th->t, r[0]) : bt_repr(&th->t, r[0]);
    json_t *text =
        bt_is_str(r[1]) ? json_stringn(bt_as_str(r[1])->data, bt_as_str(r[1])->len) : NULL;
    json_t *result = json_pack("{s:o*, s:s}", "text", text ? text : json_string("?"), "type",
                               bt_type_of(&th->t, r[0])->name);
    BT_UNROOT(&th->t, r);
    return result;
}

json_t *bt_query_value(struct bt_engine *e, struct bt_vthread *th, bt_value v, bool as_str)
{
    e->shown = v;
    json_t *result = run_in_child(e, th, show_value, as_str ? json_true() : json_false());
    if (json_object_get(result, "text"))
        return result;
    json_decref(result);
    return NULL;
}
