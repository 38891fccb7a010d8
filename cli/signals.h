// Signals of the program: Ctrl-C and Ctrl-\, received by a thread of their own.
#ifndef BT_CLI_SIGNALS_H
#define BT_CLI_SIGNALS_H

struct bt_vm;
struct bt_signals;

// Block the signals in the calling thread (and so in all that it starts) and start the thread that
// waits for them. SIGPIPE is ignored, as in Python. NULL: the thread could not be started.
struct bt_signals *bt_signals_start(struct bt_vm *vm);
// End that thread and release what it had.
void bt_signals_stop(struct bt_signals *signals);
// End the process as Ctrl-C does, so that the shell sees a signal (130).
void bt_signals_die_interrupted(void);

#endif
