/*
 * Queries: requests that only look. Each is answered in a child process made for it, on the thread
 * th (the one that is paused; NULL: none is, then on the main thread's account): it may run Python
 * code, allocate and change what it likes. One row of the table in query.c each.
 */
#ifndef BT_ENGINE_QUERY_H
#define BT_ENGINE_QUERY_H

#include "debugger/engine/engine.h"

// The answer: {"ok":true,...} or bt_engine_error(). th: never NULL.
typedef json_t *bt_query_function(struct bt_engine *e, struct bt_vthread *th,
                                  const json_t *request);

// The thread and frame that a request means ("thread", "frame": level; default: th, 0). false: an
// answer for the user in *error.
bool bt_query_frame(struct bt_engine *e, struct bt_vthread *th, const json_t *request,
                    struct bt_vthread **who, struct bt_frame **frame, json_t **error);

// threads.c
bt_query_function bt_query_threads, bt_query_stack;
// The level of the innermost frame of the script itself; 0 if there is none.
uint32_t bt_query_script_level(const struct bt_vthread *th);
// disassemble.c
bt_query_function bt_query_disassemble, bt_query_instructions, bt_query_registers, bt_query_list;
// code_lines.c
bt_query_function bt_query_code_lines;
// locks.c, schedule.c
bt_query_function bt_query_locks, bt_query_schedule, bt_query_timeline;

// complete.c, exceptions.c, sources.c
bt_query_function bt_query_complete, bt_query_exception, bt_query_source, bt_query_sources;
// evaluate.c, variables.c
bt_query_function bt_query_evaluate, bt_query_scopes, bt_query_variables, bt_query_locals;

#endif
