// A session that takes over a program in the middle of its run. See engine.h.
#include <errno.h>
#include <sys/wait.h>
#include <unistd.h>

#include "debugger/engine/engine.h"

struct bt_engine *bt_engine_attach(struct bt_vm *vm, struct bt_vthread *th, int wire, pid_t session,
                                   const char *header)
{
    struct bt_engine *e = bt_engine_open(vm, wire);
    if (!e)
        return NULL;
    e->session = session;
    e->started = true;
    bt_pause_each(vm, true); // before it is told whose pauses these are
    e->breakpoint.reached(&e->breakpoint, th, header);
    bt_engine_serve(e, NULL);
    return e;
}

void bt_engine_interrupt(struct bt_vm *vm)
{
    struct bt_engine *e = (struct bt_engine *)vm->debugger;
    if (!e || e->motion.how == BT_MOTION_NONE)
        return;
    e->interrupted = 1;
    bt_pause_from_outside(vm);
}

pid_t bt_engine_fork(struct bt_engine *e)
{
    struct bt_gil *gil = &e->vm->gil;
    bt_mutex_lock(&gil->inbox_lock); // threads that come from outside take it without the lock
    pid_t pid = fork();
    bt_mutex_unlock(&gil->inbox_lock);
    return pid;
}

void bt_engine_left(struct bt_engine *e)
{
    if (!e->session)
        _exit(e->over ? e->status : 1);
    if (e->vm->flush && e->vm->gil.holder)
        e->vm->flush(&e->vm->gil.holder->t);
    while (waitpid(e->session, NULL, 0) < 0 && errno == EINTR)
        ; // it still has the terminal
    _exit(e->over ? e->status : 1);
}
