// baton debug, baton dap: a script in the debugger.
#ifndef BT_CLI_DEBUG_H
#define BT_CLI_DEBUG_H

// The subcommands; argv[0] is their name. Return the exit status.
int bt_cli_debug(int argc, char **argv);
int bt_cli_dap(int argc, char **argv);

#endif
