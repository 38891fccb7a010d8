// Waiting for the world: sleep and descriptors. The lock is released while a thread waits here.
#include "vm/blocking.h"

#include <errno.h>
#include <fcntl.h>
#include <math.h>
#include <poll.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/clock.h"
#include "runtime/objects/float.h"
#include "runtime/objects/int.h"
#include "runtime/objects/protocol.h"
#include "vm/input.h"
#include "vm/safepoint.h"

// After a wait: false when it was cut short by what raises or stops.
static bool served(struct bt_thread *th, enum bt_wait_result result)
{
    if (result == BT_STOPPED)
        return false;
    return bt_safepoint(th);
}

bool bt_sleep(struct bt_thread *th, int64_t ns)
{
    struct bt_vthread *vt = bt_vthread(th);
    if (ns <= 0)
        return bt_sched_yield(vt);
    int64_t deadline = bt_deadline_after(th, ns);
    for (;;) {
        if (!served(th, bt_outside_sleep(vt, deadline)))
            return false;
        if (bt_deadline_left(th, deadline) <= 0)
            return true;
    }
}

bool bt_wait_fd(struct bt_thread *th, int fd, short events, int64_t deadline, bool *ready)
{
    struct bt_vthread *vt = bt_vthread(th);
    *ready = true;
    // -1 is only a kick left over from before; a bad descriptor counts as ready, the call shows it
    if (bt_input_poll(th, fd, events) > 0)
        return true;
    if (bt_input_replaying(th) && !vt->vm->tape->drives)
        return true; // the end: nothing is waited for
    for (;;) {
        if (!bt_outside_prepare_poll(vt))
            return !bt_is_error(bt_raise_no_memory(th));
        if (!served(th, bt_outside_poll(vt, fd, events, deadline)))
            return false;
        int64_t result = BT_INPUT(th, "wait", vt->poll_result);
        if (result >= 0) {
            *ready = result > 0;
            return true;
        }
    }
}

struct opening {
    const char *path;
    int flags;
    mode_t mode;
    int fd, error;
};

static void open_now(void *arg)
{
    struct opening *o = arg;
    o->fd = open(o->path, o->flags, o->mode);
    o->error = o->fd < 0 ? errno : 0;
}

bool bt_open_fd(struct bt_thread *th, const char *path, int flags, mode_t mode, int *fd, int *error)
{
    struct opening o = {.path = path, .flags = flags, .mode = mode, .fd = -1, .error = EINTR};
    struct stat info;
    bool waits = BT_INPUT_EFFECT(th, "fifo", 0,
                                 (flags & O_NONBLOCK) == 0 && stat(path, &info) == 0 &&
                                     S_ISFIFO(info.st_mode)) > 0;
    do {
        if (!waits) {
            if (!bt_input_replaying(th))
                open_now(&o);
        } else if (!served(th, bt_outside_call(bt_vthread(th), open_now, &o))) {
            if (o.fd >= 0)
                (void)close(o.fd);
            return false;
        }
        o.fd = (int)BT_INPUT(th, "open", (errno = o.error, o.fd));
        o.error = errno;
        bt_input_opened(th, o.fd, path, flags);
    } while (o.fd < 0 && o.error == EINTR);
    *fd = o.fd;
    *error = o.error;
    return true;
}

bool bt_ns_from_seconds(struct bt_thread *th, bt_value seconds, int64_t *ns)
{
    double d;
    if (bt_float_get(seconds, &d)) {
        if (isnan(d))
            return bt_fail(th, BT_EXC_VALUE_ERROR, "Invalid value NaN (not a number)");
        d *= 1e9;
        if (!(d > -9223372036854775808.0 && d < 9223372036854775808.0))
            return bt_fail(th, BT_EXC_OVERFLOW_ERROR, "timestamp out of range for platform time_t");
        double whole = ceil(d); // never wake before the time
        *ns = whole >= 9223372036854774784.0 ? INT64_MAX - 1 : (int64_t)whole;
        return true;
    }
    bt_value i = bt_to_index(th, seconds);
    int64_t whole;
    if (bt_is_error(i))
        return false;
    if (!bt_int_get_i64(i, &whole) || __builtin_mul_overflow(whole, 1000000000, ns))
        return bt_fail(th, BT_EXC_OVERFLOW_ERROR, "timestamp too large to convert to C PyTime_t");
    return true;
}

bool bt_deadline_from_seconds(struct bt_thread *th, bt_value seconds, int64_t *deadline)
{
    int64_t ns;
    if (!bt_ns_from_seconds(th, seconds, &ns))
        return false;
    *deadline = bt_deadline_after(th, ns);
    return true;
}

int64_t bt_deadline_after(struct bt_thread *th, int64_t ns)
{
    if (ns <= 0) // no look at the clock, so that what does not wait is the same in every run
        return BT_DEADLINE_NOW;
    int64_t now = bt_input_clock(th, BT_CLOCK_MONOTONIC);
    return ns > BT_NO_DEADLINE - 1 - now ? BT_NO_DEADLINE - 1 : now + ns;
}

int64_t bt_deadline_left(struct bt_thread *th, int64_t deadline)
{
    return deadline == BT_DEADLINE_NOW ? 0 : deadline - bt_input_clock(th, BT_CLOCK_MONOTONIC);
}
