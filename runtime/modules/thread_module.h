// What startup needs of the module _thread.
#ifndef BT_MODULES_THREAD_MODULE_H
#define BT_MODULES_THREAD_MODULE_H

#include "vm/interp.h"

// Set the VM's hooks for threads: uncaught exceptions, handles.
BT_MUST_CHECK bool bt_thread_module_hooks(struct bt_thread *th);

/*
 * A thread as a script names it: by its Thread object or its number (get_ident). `thread` is NULL
 * when it has not been started or has ended; the counts are then those at its end.
 */
struct bt_thread_ref {
    struct bt_vthread *thread;
    uint32_t number; // 0: not started, or a number that no thread has had yet
    uint64_t instructions, turns;
};
// TypeError when v is neither. Runs no Python code.
BT_MUST_CHECK bool bt_thread_ref(struct bt_thread *th, bt_value v, struct bt_thread_ref *out);

#endif
