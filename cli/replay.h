// baton replay FILE: run a recording again.
#ifndef BT_CLI_REPLAY_H
#define BT_CLI_REPLAY_H

// The subcommand; argv[0] is its name. Returns the exit status.
int bt_cli_replay(int argc, char **argv);

#endif
