/*
 * One thread waits for SIGINT and SIGQUIT with sigwait; everywhere else they are blocked. So no
 * signal handler ever runs in the middle of the interpreter. A signal that was ignored when the
 * program started stays ignored.
 */
#include "cli/signals.h"

#include <signal.h>
#include <stdlib.h>
#include <unistd.h>

#include "base/mem.h"
#include "base/os_thread.h"
#include "vm/interp.h"

#define STOP_SIGNAL SIGUSR2 // sent to that thread only

struct bt_signals {
    struct bt_vm *vm;
    struct bt_os_thread thread;
    sigset_t set;
};

static void receive(void *arg)
{
    struct bt_signals *s = arg;
    int signal;
    while (sigwait(&s->set, &signal) == 0 && signal != STOP_SIGNAL) {
        if (signal == SIGINT)
            bt_vm_interrupt(s->vm);
        else if (signal == SIGQUIT)
            bt_vm_request_dump(s->vm);
    }
}

static bool ignored(int signal)
{
    struct sigaction sa;
    return sigaction(signal, NULL, &sa) == 0 && sa.sa_handler == SIG_IGN;
}

struct bt_signals *bt_signals_start(struct bt_vm *vm)
{
    struct bt_signals *s = bt_alloc_zero(sizeof *s);
    if (!s)
        return NULL;
    s->vm = vm;
    signal(SIGPIPE, SIG_IGN);
    sigemptyset(&s->set);
    if (!ignored(SIGINT))
        sigaddset(&s->set, SIGINT);
    if (!ignored(SIGQUIT))
        sigaddset(&s->set, SIGQUIT);
    sigaddset(&s->set, STOP_SIGNAL);
    pthread_sigmask(SIG_BLOCK, &s->set, NULL);
    if (bt_os_thread_start(&s->thread, receive, s, 65536) != 0) {
        bt_free(s);
        return NULL;
    }
    return s;
}

void bt_signals_stop(struct bt_signals *s)
{
    if (!s)
        return;
    pthread_kill(s->thread.handle, STOP_SIGNAL);
    bt_os_thread_join(&s->thread);
    bt_free(s);
}

void bt_signals_die_interrupted(void)
{
    sigset_t set;
    signal(SIGINT, SIG_DFL);
    sigemptyset(&set);
    sigaddset(&set, SIGINT);
    raise(SIGINT);
    pthread_sigmask(SIG_UNBLOCK, &set, NULL);
    _exit(130);
}
