/*
 * Coroutines: several C stacks that take turns on one OS thread. The only place that knows how a
 * stack is switched.
 *
 * A switch saves what a called function must preserve, and nothing else: the floating-point control
 * words and the signal mask belong to the OS thread. On x86-64 and AArch64 it is a few lines of
 * assembly (about 2 ns), elsewhere swapcontext.
 */
#ifndef BT_BASE_COROUTINE_H
#define BT_BASE_COROUTINE_H

#include <stddef.h>

struct bt_coroutine;

// The stack that the caller runs on, as a coroutine: something to switch from and back to. Belongs
// to the calling OS thread. NULL: no memory.
struct bt_coroutine *bt_coroutine_adopt(void);
// A coroutine that will run fn(arg) when it is first switched to, on a stack of at least stack_size
// bytes (0: 1 MiB, of which only touched pages take memory) with a guard page below. fn must not
// return: it ends by switching away for good. NULL with errno set: no memory.
struct bt_coroutine *bt_coroutine_new(void (*fn)(void *), void *arg, size_t stack_size);
// Free a coroutine that does not run: its stack and itself. Not the one that the caller runs on,
// unless it was adopted. NULL is fine.
void bt_coroutine_free(struct bt_coroutine *co);
// Go on with `to`; returns when something switches back to `from`. `from` is the running one.
void bt_coroutine_switch(struct bt_coroutine *from, struct bt_coroutine *to);
// The same when `from` never runs again (it may be freed by whoever runs next).
_Noreturn void bt_coroutine_leave(struct bt_coroutine *from, struct bt_coroutine *to);
// Lowest usable address of its stack, with a reserve above the guard page; NULL for an adopted one
// (bt_os_stack_limit knows).
char *bt_coroutine_stack_limit(const struct bt_coroutine *co);

#endif
