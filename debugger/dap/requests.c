// The requests of the protocol that are answered here.
#include <string.h>

#include "debugger/dap/private.h"

static const struct bt_dap_row rows[] = {
    {"initialize", bt_dap_initialize, BT_DAP_ALWAYS},
    {"launch", bt_dap_launch, BT_DAP_ALWAYS},
    {"attach", bt_dap_attach, BT_DAP_ALWAYS},
    {"disconnect", bt_dap_disconnect, BT_DAP_ALWAYS},
    {"terminate", bt_dap_terminate, BT_DAP_ALWAYS},
    {"cancel", bt_dap_cancel, BT_DAP_ALWAYS},
    {"configurationDone", bt_dap_configuration_done, BT_DAP_PROGRAM},
    {"restart", bt_dap_restart, BT_DAP_PROGRAM},
    {"setBreakpoints", bt_dap_set_breakpoints, BT_DAP_PROGRAM},
    {"setFunctionBreakpoints", bt_dap_set_function_breakpoints, BT_DAP_PROGRAM},
    {"setInstructionBreakpoints", bt_dap_set_instruction_breakpoints, BT_DAP_PROGRAM},
    {"setDataBreakpoints", bt_dap_set_data_breakpoints, BT_DAP_PROGRAM},
    {"setExceptionBreakpoints", bt_dap_set_exception_breakpoints, BT_DAP_PROGRAM},
    {"breakpointLocations", bt_dap_breakpoint_locations, BT_DAP_PROGRAM},
    {"loadedSources", bt_dap_loaded_sources, BT_DAP_PROGRAM},
    {"source", bt_dap_source_request, BT_DAP_PROGRAM},
    {"threads", bt_dap_threads, BT_DAP_PROGRAM},
    {"pause", bt_dap_pause, BT_DAP_PROGRAM},
    {"dataBreakpointInfo", bt_dap_data_breakpoint_info, BT_DAP_STANDING},
    {"stackTrace", bt_dap_stack_trace, BT_DAP_STANDING},
    {"scopes", bt_dap_scopes, BT_DAP_STANDING},
    {"variables", bt_dap_variables, BT_DAP_STANDING},
    {"exceptionInfo", bt_dap_exception_info, BT_DAP_STANDING},
    {"evaluate", bt_dap_evaluate, BT_DAP_STANDING},
    {"setVariable", bt_dap_set_variable, BT_DAP_STANDING},
    {"setExpression", bt_dap_set_expression, BT_DAP_STANDING},
    {"completions", bt_dap_completions, BT_DAP_STANDING},
    {"disassemble", bt_dap_disassemble, BT_DAP_STANDING},
    {"continue", bt_dap_continue, BT_DAP_STANDING},
    {"next", bt_dap_next, BT_DAP_STANDING},
    {"stepIn", bt_dap_step_in, BT_DAP_STANDING},
    {"stepOut", bt_dap_step_out, BT_DAP_STANDING},
    {"stepBack", bt_dap_step_back, BT_DAP_STANDING},
    {"reverseContinue", bt_dap_reverse_continue, BT_DAP_STANDING},
};

const struct bt_dap_row *bt_dap_row(const char *command)
{
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++)
        if (strcmp(rows[i].name, command) == 0)
            return &rows[i];
    return NULL;
}
