// baton replay FILE: run a recording again.
#ifndef BT_CLI_REPLAY_H
#define BT_CLI_REPLAY_H

// The subcommand; argv[0] is its name. Returns the exit status.
int bt_cli_replay(int argc, char **argv);

// Be the program of a debugger's session: run the recording `file' again, on coroutines. wire: to
// the session. Returns the exit status.
int bt_cli_replay_debugged(const char *file, int wire);

#endif
