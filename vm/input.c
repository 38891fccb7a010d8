// The input gate: see input.h.
#include "vm/input.h"

#include "base/clock.h"
#include "base/entropy.h"
#include "runtime/objects/error.h"
#include "vm/virtual.h"

static int64_t virtual_clock(struct bt_thread *th, enum bt_clock clock)
{
    const struct bt_vm *vm = bt_vm(th);
    switch (clock) {
    case BT_CLOCK_REAL: return BT_VIRTUAL_EPOCH + (vm->now - BT_VIRTUAL_START);
    case BT_CLOCK_MONOTONIC: return vm->now;
    case BT_CLOCK_PROCESS: return (int64_t)bt_event_clock(vm) * BT_VIRTUAL_INSTR;
    case BT_CLOCK_THREAD: return (int64_t)bt_thread_instructions(bt_vthread(th)) * BT_VIRTUAL_INSTR;
    }
    return 0;
}

int64_t bt_input_clock(struct bt_thread *th, enum bt_clock clock)
{
    const struct bt_vm *vm = bt_vm(th);
    if (vm->config.virtual_clock)
        return virtual_clock(th, clock);
    switch (clock) {
    case BT_CLOCK_REAL: return bt_clock_real();
    case BT_CLOCK_MONOTONIC: return bt_clock_monotonic();
    case BT_CLOCK_PROCESS: return bt_clock_process();
    case BT_CLOCK_THREAD: return bt_clock_thread();
    }
    return 0;
}

static void expand(struct bt_random *from, char *bytes, size_t n)
{
    for (size_t i = 0; i < n; i++)
        bytes[i] = (char)(bt_random_next(from) >> 56);
}

bool bt_input_random(struct bt_thread *th, void *bytes, size_t n)
{
    struct bt_vm *vm = bt_vm(th);
    if (vm->config.virtual_clock) {
        expand(&vm->entropy, bytes, n);
        return true;
    }
    return bt_entropy(bytes, n) || bt_fail(th, BT_EXC_OS_ERROR, "no random bytes from the system");
}
