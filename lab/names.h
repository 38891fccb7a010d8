/*
 * What an object is called: the global, attribute, closure or local variable that it is bound to.
 * Found by reading what is there; no Python code runs, nothing is allocated in the heap.
 */
#ifndef BT_LAB_NAMES_H
#define BT_LAB_NAMES_H

#include "base/buf.h"
#include "vm/interp.h"

// Append the object's name, as a thread would write it that is at this frame (NULL: any), to out:
// "counter", "forks[2]", "Account.lock". Of a lock that belongs to a condition: the condition's.
// False: nothing found, out is as it was.
bool bt_name_find(struct bt_vm *vm, const struct bt_frame *frame, bt_value object,
                  struct bt_buf *out);
// Append the text of a key as it would stand between brackets: 'a', 3; "..." for what is neither a
// str nor a small int.
void bt_name_key(struct bt_buf *out, bt_value key);

#endif
