/*
 * Words of the debugger for what there is: values, threads, locks, places. They only read: no
 * Python code runs, nothing is allocated in the heap, so that they can be used in the program's own
 * process, whatever state it is in. A value is shown by its text if it is of an exact built-in
 * kind, else by its type.
 */
#ifndef BT_ENGINE_SAY_H
#define BT_ENGINE_SAY_H

#include <jansson.h>

#include "base/buf.h"
#include "vm/interp.h"
#include "vm/sync.h"

// A value in at most about `most` columns: "5", "'abc'", "[1, 2]", "<Account object>", "add()".
void bt_say_value(struct bt_buf *out, const struct bt_vm *vm, bt_value v, size_t most);
// A text of the script, control characters as escapes, in at most `most` columns.
void bt_say_str(struct bt_buf *out, const struct bt_str *s, size_t most);
// What a thread is called: "w1"; "thread 3" if it has no name.
void bt_say_thread(struct bt_buf *out, const struct bt_vthread *th);
// The same by its number, also of a thread that has ended.
void bt_say_thread_number(struct bt_buf *out, const struct bt_vm *vm, uint32_t number);
// "lock 'forks[2]'", "RLock 3": by the name that it has for a thread at this frame (NULL: any).
void bt_say_lock(struct bt_buf *out, struct bt_vm *vm, const struct bt_frame *frame,
                 const struct bt_lock *lock);
// "bank.py:12"
void bt_say_place(struct bt_buf *out, const struct bt_code *code, uint32_t word);
// ", held by w1 (bank.py:12)"; nothing if the lock is free.
void bt_say_holder(struct bt_buf *out, const struct bt_vm *vm, const struct bt_lock *lock);
// What the thread waits for: "waits for lock 'lock', held by w1 (bank.py:12)", "joins w1", "sleeps
// 0.3 s more". false, and nothing: it does not wait.
bool bt_say_wait(struct bt_buf *out, const struct bt_vthread *th);
// What it does: "running", "wants the lock", "frozen", or as bt_say_wait.
void bt_say_status(struct bt_buf *out, const struct bt_vthread *th);
// "running", "ready", "blocked", "outside", "new", "ended", "frozen": for programs.
const char *bt_say_state(const struct bt_vthread *th);
// Who must do something before this thread can go on: the holder of the lock it waits for, the
// thread it joins; NULL: nobody in particular.
const struct bt_vthread *bt_say_waits_for(const struct bt_vthread *th);

// The text as JSON, a new reference; what is no UTF-8 becomes "?". The buffer is freed.
json_t *bt_say_json(struct bt_buf *text);

#endif
