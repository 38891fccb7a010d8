/*
 * What threads wait for each other with. A lock is set free, not passed on: the first waiter is
 * made ready, tries again, and keeps its place in the queue if another thread was faster
 * (scheduler.c says why).
 */
#ifndef BT_VM_SYNC_H
#define BT_VM_SYNC_H

#include "vm/interp.h"

// Lock and RLock. All fields: the holder of the interpreter's lock.
struct bt_lock {
    struct bt_object base;
    bool locked;
    bool reentrant;
    bool internal;            // an import's: has no number
    uint32_t count;           // RLock: how often its owner has it
    uint32_t number;          // "lock 3" in reports: given at the first acquisition
    uint32_t owner_number;    // thread that acquired it; 0 while free
    struct bt_vthread *owner; // the same while that thread lives (any thread may release a Lock)
    struct bt_lock *held_prev, *held_next; // the owner's list
    struct bt_code *code; // where it was acquired (marked); NULL outside Python code
    uint32_t word;
    struct bt_wait_queue waiters;
};

extern const struct bt_type_spec bt_lock_spec, bt_rlock_spec;
// sync_types.c; Condition needs the RLock type in module_roots[BT_ROOT_RLOCK_TYPE].
extern const struct bt_type_spec bt_condition_spec, bt_event_spec, bt_semaphore_spec,
    bt_bounded_semaphore_spec;

// The lock of a threading.Condition; BT_UNSET for any other object.
bt_value bt_condition_lock(bt_value v);

// A new lock of an interpreter's type `type` (made from one of the specs).
BT_MUST_CHECK bt_value bt_lock_new(struct bt_thread *th, struct bt_type *type, bool reentrant);
// Acquire; deadline on the monotonic clock, BT_DEADLINE_NOW, BT_NO_DEADLINE. *got says whether it
// was acquired. false: an exception is set (Ctrl-C), or the thread is stopped.
BT_MUST_CHECK bool bt_lock_acquire(struct bt_thread *th, struct bt_lock *lock, int64_t deadline,
                                   bool *got);
// Release. RuntimeError "release unlocked lock" / "cannot release un-acquired lock".
BT_MUST_CHECK bool bt_lock_release(struct bt_thread *th, struct bt_lock *lock);
// RLock: give it up whatever its count, and take it again with that count (Condition.wait).
BT_MUST_CHECK bool bt_lock_release_save(struct bt_thread *th, struct bt_lock *lock,
                                        uint32_t *count);
BT_MUST_CHECK bool bt_lock_acquire_restore(struct bt_thread *th, struct bt_lock *lock,
                                           uint32_t count);
bool bt_lock_is_owned(struct bt_thread *th, const struct bt_lock *lock);
// The thread ends: the locks it still holds stay locked, with nobody as owner.
void bt_locks_orphan(struct bt_vthread *th);
// The arguments of acquire(blocking=True, timeout=-1) as a deadline; CPython's errors.
BT_MUST_CHECK bool bt_acquire_deadline(struct bt_thread *th, bt_value blocking, bt_value timeout,
                                       int64_t *deadline);

#endif
