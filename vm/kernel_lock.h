// The two historic locks, for which the kernel chooses who is next: see kernel_lock.c.
#ifndef BT_VM_KERNEL_LOCK_H
#define BT_VM_KERNEL_LOCK_H

#include "vm/thread.h"

struct bt_kernel_lock;

// A lock that the calling thread, which makes the interpreter, holds. slice_ns: how long a waiter
// waits before it asks the holder to give the lock up; 0: it does not ask. NULL: no memory.
struct bt_kernel_lock *bt_kernel_lock_new(int64_t slice_ns);
void bt_kernel_lock_free(struct bt_kernel_lock *k);
// 0 if nobody asks; the holder's to change.
// A slice as --policy has it ("5ms", or NULL), in nanoseconds.
int64_t bt_kernel_parse_slice(const char *text);
int64_t bt_kernel_slice(const struct bt_kernel_lock *k);
void bt_kernel_set_slice(struct bt_kernel_lock *k, int64_t slice_ns);

// Wait for the lock, among all others that do.
void bt_kernel_take(struct bt_vthread *th);
// Give it up, to whoever gets it, or to nobody.
void bt_kernel_release(struct bt_vm *vm);
// The holder's struct is about to be freed; it still has the lock.
void bt_kernel_disown(struct bt_vm *vm);
// Give it up at the end of a turn and take it again. If somebody has asked for it, then somebody
// else has had it in between.
void bt_kernel_change(struct bt_vthread *th);
// Somebody has asked the holder, th, to give it up.
bool bt_kernel_is_asked(const struct bt_vthread *th);
// Give it up, and take it again when the thread has been woken, its deadline has passed, or Ctrl-C
// comes.
void bt_kernel_wait(struct bt_vthread *th, int64_t deadline);
// Take it again, coming from outside.
void bt_kernel_back(struct bt_vthread *th);
// The thread has the lock and begins a turn: it stands for a switch, if the one before had not
// blocked.
void bt_kernel_begin(struct bt_vthread *th);
// Run fn while nobody has the lock; false if somebody has it. Any OS thread.
bool bt_kernel_while_free(struct bt_vm *vm, void (*fn)(struct bt_vm *vm));

#endif
