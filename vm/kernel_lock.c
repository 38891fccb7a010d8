/*
 * The two historic locks: CPython 2.7's (`--policy ticks`) and that of 3.2 and later (`--policy
 * slices`). Here nobody hands the baton over. It is a mutex with a condition, everybody who wants
 * it waits for it on an OS thread of its own, and the kernel decides who gets it. So these two are
 * not deterministic; they are there to be compared with the others.
 *
 * ticks. After N instructions (100, as sys.setcheckinterval had it) the holder releases the lock
 * and takes it again at once. Whoever gets it, gets it. A waiter has been woken by then but must
 * first be given a processor; where the holder has one of its own it is nearly always faster. That
 * is the convoy that this lock was known for: threads that wait for the world come too late, again
 * and again, and each time a system call is spent on waking them.
 *
 * slices. The holder counts nothing. A waiter waits for 5 ms; if the lock has not changed hands
 * meanwhile, it asks for it (`asked`, and the holder's attention). The holder gives it up at its
 * next switch point, and waits until another thread has really got it: forced switching. A thread
 * that waits for the world often, beside one that computes, loses 5 ms each time.
 *
 * What a thread does while it waits. A new or woken thread is told by its worker's event (GRANT)
 * that it may compete; the policy's `enter` raises it. A thread that comes from outside, or whose
 * deadline has passed, competes of its own accord: there is no inbox, and nothing is drained. When
 * it has the lock it does for itself what the holder does under the other policies
 * (bt_gil_receive): until then it is counted as outside or blocked, so deadlocks are found as ever.
 *
 * Events. Who is next is not known when a turn ends. So the switch is noted by the successor, as
 * soon as it has the lock, on behalf of the thread that gave it up (bt_kernel_begin). The order of
 * events is that of the other policies: somebody returns, somebody's turn is over, the other runs.
 *
 * Locking: the fields of the lock are under its mutex; all else in the interpreter belongs to the
 * one who holds the lock, as ever.
 */
#include "vm/kernel_lock.h"

#include "base/clock.h"
#include "base/mem.h"
#include "vm/interp.h"
#include "vm/safepoint.h"

struct bt_kernel_lock {
    struct bt_mutex mutex;
    struct bt_cond freed; // nobody has it any more
    struct bt_cond taken; // another thread than before has it
    bool held;
    bool asked;    // somebody wants the holder to give it up
    uint32_t last; // the number of the thread that had it last
    uint32_t n_waiting;
    uint64_t n_taken;          // so often has it gone to another thread
    int64_t slice_ns;          // 0: nobody asks
    struct bt_vthread *holder; // NULL: nobody, or one who ends
};

struct bt_kernel_lock *bt_kernel_lock_new(int64_t slice_ns)
{
    struct bt_kernel_lock *k = bt_alloc_zero(sizeof *k);
    if (!k)
        return NULL;
    bt_mutex_init(&k->mutex);
    bt_cond_init(&k->freed);
    bt_cond_init(&k->taken);
    k->slice_ns = slice_ns;
    k->held = true;
    k->last = 1; // the main thread's number
    return k;
}

void bt_kernel_lock_free(struct bt_kernel_lock *k)
{
    if (!k)
        return;
    bt_mutex_destroy(&k->mutex);
    bt_cond_destroy(&k->freed);
    bt_cond_destroy(&k->taken);
    bt_free(k);
}

int64_t bt_kernel_slice(const struct bt_kernel_lock *k)
{
    return k->slice_ns;
}

void bt_kernel_set_slice(struct bt_kernel_lock *k, int64_t slice_ns)
{
    bt_mutex_lock(&k->mutex);
    k->slice_ns = slice_ns;
    bt_mutex_unlock(&k->mutex);
}

// ---- taken and released ----

// Wait for a slice; if the lock has not moved by then, ask for it.
static void wait_a_slice(struct bt_kernel_lock *k)
{
    uint64_t before = k->n_taken;
    if (bt_cond_wait(&k->freed, &k->mutex, bt_clock_monotonic() + k->slice_ns))
        return;
    if (k->held && k->n_taken == before) {
        k->asked = true;
        if (k->holder)
            bt_attention_set(&k->holder->t, BT_ATTN_DROP);
    }
}

static void take(struct bt_kernel_lock *k, struct bt_vthread *th)
{
    k->n_waiting++;
    while (k->held) {
        if (k->slice_ns > 0)
            wait_a_slice(k);
        else
            (void)bt_cond_wait(&k->freed, &k->mutex, BT_NO_DEADLINE);
    }
    k->n_waiting--;
    k->held = true;
    k->asked = false;
    k->holder = th;
    if (k->last != th->number) {
        k->last = th->number;
        k->n_taken++;
        th->vm->gil.switches++;
        bt_cond_signal_all(&k->taken);
    }
}

static void release(struct bt_kernel_lock *k)
{
    k->held = false;
    k->holder = NULL;
    bt_cond_signal(&k->freed);
}

void bt_kernel_take(struct bt_vthread *th)
{
    struct bt_kernel_lock *k = th->vm->gil.kernel;
    bt_mutex_lock(&k->mutex);
    take(k, th);
    bt_mutex_unlock(&k->mutex);
}

void bt_kernel_release(struct bt_vm *vm)
{
    struct bt_kernel_lock *k = vm->gil.kernel;
    bt_mutex_lock(&k->mutex);
    release(k);
    bt_mutex_unlock(&k->mutex);
}

void bt_kernel_disown(struct bt_vm *vm)
{
    struct bt_kernel_lock *k = vm->gil.kernel;
    bt_mutex_lock(&k->mutex);
    k->holder = NULL;
    bt_mutex_unlock(&k->mutex);
}

bool bt_kernel_is_asked(const struct bt_vthread *th)
{
    struct bt_kernel_lock *k = th->vm->gil.kernel;
    bt_mutex_lock(&k->mutex);
    bool asked = k->asked && k->holder == th;
    bt_mutex_unlock(&k->mutex);
    return asked;
}

void bt_kernel_change(struct bt_vthread *th)
{
    struct bt_kernel_lock *k = th->vm->gil.kernel;
    bt_mutex_lock(&k->mutex);
    bool asked = k->asked;
    uint64_t before = k->n_taken;
    k->asked = false;
    release(k);
    while (asked && k->n_waiting > 0 && k->n_taken == before)
        (void)bt_cond_wait(&k->taken, &k->mutex, BT_NO_DEADLINE);
    bt_mutex_unlock(&k->mutex);
    if (th->entered == BT_ENTER_YIELD)
        bt_os_thread_yield();
    bt_kernel_take(th);
}

bool bt_kernel_while_free(struct bt_vm *vm, void (*fn)(struct bt_vm *vm))
{
    struct bt_kernel_lock *k = vm->gil.kernel;
    bt_mutex_lock(&k->mutex);
    bool is_free = !k->held;
    if (is_free)
        fn(vm);
    bt_mutex_unlock(&k->mutex);
    return is_free;
}

// ---- waiting ----

// What th waited for is over without another thread's doing: it says so itself, now that it has the
// lock. If somebody has woken it in the meantime, there is nothing to say.
static void end_wait(struct bt_vthread *th, enum bt_arrival how)
{
    if (th->state == BT_THREAD_BLOCKED)
        bt_gil_receive(th, how);
    // the word that it may compete may have come as well: it is spent
    (void)bt_wakeup_wait(&th->worker->wake, 0);
}

void bt_kernel_wait(struct bt_vthread *th, int64_t deadline)
{
    const struct bt_vm *vm = th->vm;
    bt_kernel_release(th->vm);
    for (;;) {
        unsigned flags = bt_wakeup_wait(&th->worker->wake, deadline);
        if (flags & BT_WAKE_GRANT) {
            bt_kernel_take(th);
            return;
        }
        bool timeout = flags == 0;
        if (!timeout &&
            !(th == vm->main && atomic_load_explicit(&vm->interrupt, memory_order_relaxed)))
            continue;
        int64_t now = bt_clock_monotonic();
        bt_kernel_take(th);
        th->arrived = now;
        end_wait(th, timeout ? BT_ARRIVED_TIMEOUT : BT_ARRIVED_INTERRUPT);
        return;
    }
}

void bt_kernel_back(struct bt_vthread *th)
{
    int64_t now = bt_clock_monotonic();
    bt_kernel_take(th);
    th->arrived = now;
    bt_gil_receive(th, BT_ARRIVED_RETURN);
}

void bt_kernel_begin(struct bt_vthread *th)
{
    struct bt_gil *gil = &th->vm->gil;
    struct bt_vthread *before = gil->holder;
    if (th->state == BT_THREAD_READY) {
        gil->n_ready--;
    } else { // the main thread, at the very beginning
        bt_mutex_lock(&gil->kernel->mutex);
        gil->kernel->holder = th;
        bt_mutex_unlock(&gil->kernel->mutex);
    }
    if (gil->let_go && before != th)
        bt_event_note(before, BT_EV_SWITCH, before->entered, th->number);
    gil->let_go = false;
}
