// The prompt.
#ifndef BT_CLI_REPL_H
#define BT_CLI_REPL_H

struct bt_thread;

// Read, run and print until the end of the input or exit(). Returns the exit status.
int bt_repl(struct bt_thread *th);

#endif
