// Running a main program: a file, a text, a module, standard input.
#ifndef BT_CLI_RUN_H
#define BT_CLI_RUN_H

#include "cli/options.h"

// A whole run, from a new interpreter to its end. Returns the exit status.
int bt_cli_run(const struct bt_options *options);

#endif
