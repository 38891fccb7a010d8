// The beginning and the end: initialize, launch, configurationDone, restart, terminate, disconnect.
#include <string.h>

#include "debugger/dap/private.h"

static json_t *capabilities(void)
{
    static const char *const able[] = {
        "supportsConfigurationDoneRequest",
        "supportsFunctionBreakpoints",
        "supportsConditionalBreakpoints",
        "supportsHitConditionalBreakpoints",
        "supportsLogPoints",
        "supportsDataBreakpoints",
        "supportsInstructionBreakpoints",
        "supportsExceptionFilterOptions",
        "supportsExceptionInfoRequest",
        "supportsBreakpointLocationsRequest",
        "supportsEvaluateForHovers",
        "supportsClipboardContext",
        "supportsSetVariable",
        "supportsSetExpression",
        "supportsCompletionsRequest",
        "supportsStepBack",
        "supportsSteppingGranularity",
        "supportsSingleThreadExecutionRequests",
        "supportsDelayedStackTraceLoading",
        "supportsLoadedSourcesRequest",
        "supportsDisassembleRequest",
        "supportsRestartRequest",
        "supportsTerminateRequest",
        "supportsCancelRequest",
    };
    json_t *c = json_pack("{s:o*, s:[s, s]}", "exceptionBreakpointFilters", bt_dap_filters(),
                          "completionTriggerCharacters", ".", "[");
    for (size_t i = 0; c && i < sizeof able / sizeof able[0]; i++)
        (void)json_object_set_new(c, able[i], json_true());
    return c;
}

json_t *bt_dap_initialize(struct bt_dap *d, const json_t *args)
{
    if (d->initialized)
        return bt_dap_error(d, "initialize has been requested before");
    d->initialized = true;
    d->line0 = json_is_false(json_object_get(args, "linesStartAt1")) ? 0 : 1;
    d->column0 = json_is_false(json_object_get(args, "columnsStartAt1")) ? 0 : 1;
    d->knows_invalidated = json_is_true(json_object_get(args, "supportsInvalidatedEvent"));
    return capabilities();
}

json_t *bt_dap_attach(struct bt_dap *d, const json_t *args)
{
    (void)args;
    return bt_dap_error(d, "a program that runs already can't be debugged: use \"launch\" with "
                           "\"program\", or \"replay\" with a recording of it");
}

// After the response to launch: the client may set breakpoints now.
static void announce(struct bt_dap *d)
{
    const char *program = bt_dap_text(d->launch, "program");
    const char *replay = bt_dap_text(d->launch, "replay");
    const char *name = program ? program : replay ? replay : bt_dap_text(d->launch, "module");
    bt_dap_event(d, "process",
                 json_pack("{s:s, s:b, s:s}", "name", name ? name : "", "isLocalProcess", 1,
                           "startMethod", "launch"));
    const char *console = bt_dap_text(d->launch, "console");
    if (console && strcmp(console, "internalConsole") != 0)
        bt_dap_say(d, "console",
                   "The program's output is shown here: \"console\" can only be "
                   "internalConsole. Its input comes from the file that \"stdin\" names.\n");
    bt_dap_event(d, "initialized", NULL);
}

// Where a new session stands. A script that can't be compiled is over before its first line.
static void find_start(struct bt_dap *d)
{
    int status = bt_session_status(d->session);
    if (status >= 0) {
        json_decref(d->stop);
        d->stop = json_pack("{s:s, s:i}", "reason", "exit", "status", status);
        return;
    }
    json_t *result = bt_dap_ask(d, "where", NULL);
    json_decref(d->stop);
    d->stop = json_incref(json_object_get(result, "stop"));
    json_decref(result);
}

static bool start(struct bt_dap *d)
{
    const char *error = NULL;
    d->program = d->options->launch(d->options->ctx, d->launch, &error);
    if (!d->program) {
        (void)bt_dap_error(d, "%s", error ? error : "no memory");
        return false;
    }
    d->program->capture = true;
    d->face = (struct bt_face){
        .ctx = d, .event = bt_dap_heard, .fd = d->channel.in, .readable = bt_dap_readable};
    d->session = bt_session_new(d->program, &d->face);
    if (!d->session) {
        d->options->release(d->options->ctx, d->program);
        d->program = NULL;
        (void)bt_dap_error(d, "the program's process can't be started");
        return false;
    }
    d->configured = d->ended = d->exit_shown = false;
    find_start(d);
    return true;
}

json_t *bt_dap_launch(struct bt_dap *d, const json_t *args)
{
    if (d->session)
        return bt_dap_error(d, "a program has been launched before: use \"restart\"");
    json_decref(d->launch);
    d->launch = json_is_object(args) ? json_deep_copy(args) : json_object();
    if (!d->launch || !start(d))
        return NULL;
    d->after = announce;
    return json_object();
}

// The program may begin: breakpoints have been set.
static void begin(struct bt_dap *d)
{
    d->configured = true;
    bt_dap_threads_again(d);
    const char *reason = bt_dap_text(d->stop, "reason");
    if (reason && strcmp(reason, "exit") == 0) {
        bt_dap_over(d, bt_dap_number(d->stop, "status", 0));
        return;
    }
    if (json_is_true(json_object_get(d->launch, "stopOnEntry")) &&
        !json_is_true(json_object_get(d->launch, "noDebug"))) {
        bt_dap_stopped(d, "entry");
        return;
    }
    bt_dap_move(d, "continue", NULL);
    bt_dap_run(d);
}

json_t *bt_dap_configuration_done(struct bt_dap *d, const json_t *args)
{
    (void)args;
    if (d->configured)
        return bt_dap_error(d, "configurationDone has been requested before");
    d->after = begin;
    return json_object();
}

void bt_dap_end(struct bt_dap *d)
{
    if (d->session)
        bt_session_free(d->session);
    d->session = NULL;
    if (d->program)
        d->options->release(d->options->ctx, d->program);
    d->program = NULL;
    json_decref(d->stop);
    d->stop = NULL;
    (void)json_array_clear(d->paths);
    (void)json_array_clear(d->frames);
    (void)json_array_clear(d->threads);
}

json_t *bt_dap_disconnect(struct bt_dap *d, const json_t *args)
{
    (void)args;
    bt_dap_end(d);
    d->done = true;
    return json_object();
}

static void terminated(struct bt_dap *d)
{
    bool told = d->ended;
    d->ended = true;
    bt_dap_end(d);
    if (!told)
        bt_dap_event(d, "terminated", NULL);
}

json_t *bt_dap_terminate(struct bt_dap *d, const json_t *args)
{
    (void)args;
    d->after = terminated;
    return json_object();
}

static void begin_again(struct bt_dap *d)
{
    bt_dap_points_again(d);
    begin(d);
}

json_t *bt_dap_restart(struct bt_dap *d, const json_t *args)
{
    json_t *launch = json_object_get(args, "arguments");
    if (json_is_object(launch)) {
        json_decref(d->launch);
        d->launch = json_deep_copy(launch);
    }
    bt_dap_end(d);
    if (!d->launch || !start(d))
        return NULL;
    d->after = begin_again;
    return json_object();
}
