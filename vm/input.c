// The input gate: see input.h.
#include "vm/input.h"

#include <errno.h>
#include <sys/random.h>

#include "base/clock.h"
#include "runtime/objects/error.h"

int64_t bt_input_clock(struct bt_thread *th, enum bt_clock clock)
{
    (void)th;
    switch (clock) {
    case BT_CLOCK_REAL: return bt_clock_real();
    case BT_CLOCK_MONOTONIC: return bt_clock_monotonic();
    case BT_CLOCK_PROCESS: return bt_clock_process();
    case BT_CLOCK_THREAD: return bt_clock_thread();
    }
    return 0;
}

bool bt_input_random(struct bt_thread *th, void *bytes, size_t n)
{
    char *p = bytes;
    while (n > 0) {
        ssize_t got = getrandom(p, n, 0);
        if (got < 0 && errno == EINTR)
            continue;
        if (got < 0)
            return !bt_is_error(bt_raise_errno(th, errno, BT_UNSET));
        p += got;
        n -= (size_t)got;
    }
    return true;
}
