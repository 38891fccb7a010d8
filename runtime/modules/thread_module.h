// What startup needs of the module _thread.
#ifndef BT_MODULES_THREAD_MODULE_H
#define BT_MODULES_THREAD_MODULE_H

#include "vm/interp.h"

// Set the VM's hooks for threads: uncaught exceptions, handles.
BT_MUST_CHECK bool bt_thread_module_hooks(struct bt_thread *th);

#endif
