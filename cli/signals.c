/*
 * One thread waits for SIGINT, SIGQUIT and perhaps SIGTERM with sigwait; everywhere else they are
 * blocked. So no signal handler ever runs in the middle of the interpreter. A signal that was
 * ignored when the program started stays ignored.
 */
#include "cli/signals.h"

#include <signal.h>
#include <stdatomic.h>
#include <stdlib.h>
#include <unistd.h>

#include "base/clock.h"
#include "base/mem.h"
#include "base/os_thread.h"
#include "debugger/engine/engine.h"
#include "vm/interp.h"

#define STOP_SIGNAL  SIGUSR2 // sent to that thread only
#define TIME_IS_OVER 0       // no signal
#define PATIENCE_NS  2000000000
#define STACK_SIZE   524288 // a debugger may be served on it, if nobody else is there

struct bt_signals {
    struct bt_vm *vm;
    struct bt_os_thread thread;
    sigset_t set;
    int64_t deadline;   // of the program; its own after the start
    bool asked;         // it has been asked to end
    bool term;          // ... by SIGTERM
    atomic_bool debugged;
};

// The next signal, or TIME_IS_OVER; *sender: the process that sent it, 0: the system.
static int next_signal(struct bt_signals *s, int *sender)
{
    for (;;) {
        int64_t left = s->deadline - bt_clock_monotonic();
        if (s->deadline != BT_NO_DEADLINE && left <= 0)
            return TIME_IS_OVER;
        struct timespec time = {left / 1000000000, left % 1000000000};
        siginfo_t info;
        int signal = sigtimedwait(&s->set, &info, s->deadline == BT_NO_DEADLINE ? NULL : &time);
        *sender = signal > 0 && info.si_code == SI_USER ? info.si_pid : 0;
        if (signal > 0)
            return signal;
    }
}

// signal: what asks for the end; 0: the program's time is over.
static void ask_for_end(struct bt_signals *s, int signal)
{
    s->asked = true;
    s->term = signal != 0;
    s->deadline = bt_clock_monotonic() + PATIENCE_NS;
    bt_vm_request_end(s->vm, signal);
}

static void time_is_over(struct bt_signals *s)
{
    static const char text[] =
        "baton: the program's time is over; the running thread is inside one long instruction\n";
    if (!s->asked) {
        ask_for_end(s, 0);
        return;
    }
    s->deadline = BT_NO_DEADLINE;
    if (bt_vm_end_is_served(s->vm))
        return;
    if (s->term)
        bt_os_die(SIGTERM);
    ssize_t written = write(STDERR_FILENO, text, sizeof text - 1);
    (void)written; // the end comes either way
    _exit(6);
}

static void receive(void *arg)
{
    struct bt_signals *s = arg;
    int signal, sender = 0;
    while ((signal = next_signal(s, &sender)) != STOP_SIGNAL) {
        if (signal == SIGINT && sender == 0 && atomic_load(&s->debugged)) {
            bt_engine_interrupt(s->vm); // the terminal's goes to both processes
            continue;
        }
        if (signal == TIME_IS_OVER)
            time_is_over(s);
        else if (signal == SIGINT && s->vm->config.replaying)
            bt_os_die(SIGINT); // a replay hears of no other Ctrl-C than the recorded one
        else if (signal == SIGINT)
            bt_vm_interrupt(s->vm);
        else if (signal == SIGQUIT)
            bt_vm_request_dump(s->vm);
        else if (signal == SIGTERM && s->asked)
            bt_os_die(SIGTERM); // it does not want to wait
        else if (signal == SIGTERM)
            ask_for_end(s, SIGTERM);
    }
}

static bool ignored(int signal)
{
    struct sigaction sa;
    return sigaction(signal, NULL, &sa) == 0 && sa.sa_handler == SIG_IGN;
}

struct bt_signals *bt_signals_start(struct bt_vm *vm, int64_t timeout_ns, bool watched)
{
    struct bt_signals *s = bt_alloc_zero(sizeof *s);
    if (!s)
        return NULL;
    s->vm = vm;
    s->deadline = timeout_ns ? bt_clock_monotonic() + timeout_ns : BT_NO_DEADLINE;
    signal(SIGPIPE, SIG_IGN);
    sigemptyset(&s->set);
    if (!ignored(SIGINT))
        sigaddset(&s->set, SIGINT);
    if (!ignored(SIGQUIT))
        sigaddset(&s->set, SIGQUIT);
    if (watched && !ignored(SIGTERM))
        sigaddset(&s->set, SIGTERM);
    sigaddset(&s->set, STOP_SIGNAL);
    pthread_sigmask(SIG_BLOCK, &s->set, NULL);
    if (bt_os_thread_start(&s->thread, receive, s, STACK_SIZE) != 0) {
        bt_free(s);
        return NULL;
    }
    return s;
}

void bt_signals_debugged(struct bt_signals *s, bool debugged)
{
    atomic_store(&s->debugged, debugged);
}

void bt_signals_stop(struct bt_signals *s)
{
    if (!s)
        return;
    pthread_kill(s->thread.handle, STOP_SIGNAL);
    bt_os_thread_join(&s->thread);
    bt_free(s);
}
