// Virtual time: see virtual.h.
#include "vm/virtual.h"

void bt_virtual_wait(struct bt_vthread *th, int64_t deadline)
{
    bt_timer_set(&th->vm->timers, &th->timer, deadline);
    if (th->state == BT_THREAD_OUTSIDE)
        th->vm->n_asleep++;
}

void bt_virtual_end(struct bt_vthread *th)
{
    if (bt_virtual_asleep(th))
        th->vm->n_asleep--;
    bt_timer_clear(&th->vm->timers, &th->timer);
}

bool bt_virtual_pass(struct bt_vm *vm)
{
    struct bt_timer *timer = bt_timers_first(&vm->timers);
    if (!timer || vm->gil.n_outside > vm->n_asleep)
        return false;
    if (timer->deadline > vm->now)
        vm->now = timer->deadline;
    while (timer && timer->deadline <= vm->now) {
        struct bt_vthread *th =
            (struct bt_vthread *)((char *)timer - offsetof(struct bt_vthread, timer));
        bt_gil_set_going(th,
                         th->state == BT_THREAD_OUTSIDE ? BT_ARRIVED_RETURN : BT_ARRIVED_TIMEOUT);
        timer = bt_timers_first(&vm->timers);
    }
    return true;
}
