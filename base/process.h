/*
 * Child processes: started with pipes to what they say, in a process group of their own, so that
 * one that hangs can be ended with all that it has started. Signals of the parent are read from a
 * descriptor, beside those pipes. Nothing here keeps state of its own.
 */
#ifndef BT_BASE_PROCESS_H
#define BT_BASE_PROCESS_H

#include <signal.h>
#include <stdbool.h>
#include <stddef.h>
#include <sys/types.h>

/* The file that this program was started from, for starting it again; `argv0` is what main() was
 * given, for systems that cannot tell. NULL when it cannot be found; else a block of bt_alloc. */
char *bt_self_path(const char *argv0);

#define BT_PROCESS_NOTE_FD 3 /* the child's end of `note`, always this one */

struct bt_process {
    pid_t pid;
    int out, err; /* its stdout and stderr, to be read without waiting; -1: closed */
    int note;     /* whatever it writes to BT_PROCESS_NOTE_FD; the same */
    bool ended;   /* reaped; `status` is waitpid's */
    int status;
};

struct bt_spawn {
    const char *path;     /* the program */
    char *const *argv;    /* with its NULL */
    char *const *env;     /* with its NULL */
    const char *input;    /* the file that is its stdin */
    const sigset_t *mask; /* the signals blocked in it */
};

/* Start it. False with errno set when that cannot be done; a program that cannot be executed ends
 * with status 127. */
bool bt_process_start(struct bt_process *p, const struct bt_spawn *how);
/* Send a signal to it and all of its group. */
void bt_process_signal(const struct bt_process *p, int signal);
/* Has it ended? Does not wait. */
bool bt_process_reap(struct bt_process *p);
/* End its group for good, wait for it, close the pipes. */
void bt_process_end(struct bt_process *p);

/*
 * A descriptor that becomes readable when a child has ended or Ctrl-C, SIGTERM or SIGHUP comes
 * (those that were not ignored); they are blocked from now on, and what was blocked before is left
 * in `old`. -1 with errno set when there is none to be had.
 */
int bt_signal_fd_open(sigset_t *old);
/* The next signal, or 0 when there is none (yet). Does not wait. */
int bt_signal_fd_next(int fd);
/* Closes it and gives the signals back. */
void bt_signal_fd_close(int fd, const sigset_t *old);

#endif
