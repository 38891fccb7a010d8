// baton dis: the bytecode of a script.
#ifndef BT_CLI_DIS_H
#define BT_CLI_DIS_H

// `dis [-O] FILE`; returns the exit status.
int bt_cli_dis(int argc, char **argv);

#endif
