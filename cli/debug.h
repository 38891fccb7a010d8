// baton debug, baton dap: a script in the debugger.
#ifndef BT_CLI_DEBUG_H
#define BT_CLI_DEBUG_H

#include "cli/options.h"

// The subcommands; argv[0] is their name. Return the exit status.
int bt_cli_debug(int argc, char **argv);
int bt_cli_dap(int argc, char **argv);

struct bt_debug_options;
struct bt_session_options;
// The session that the command line of `baton debug' asks for; o must live as long.
void bt_debug_session(struct bt_debug_options *o, struct bt_session_options *session);

// A run with -X debug-on-error: nothing is to be seen of the debugger until an exception is not
// caught, or the threads are deadlocked; then its prompt opens there, the way back included.
// Without a terminal it is a plain run. Returns the exit status.
int bt_cli_debug_on_error(const struct bt_options *options);

#endif
