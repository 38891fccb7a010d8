// threading.local: an object whose attributes are each thread's own.
#ifndef BT_MODULES_THREAD_LOCAL_H
#define BT_MODULES_THREAD_LOCAL_H

#include "runtime/objects/object.h"

extern const struct bt_type_spec bt_thread_local_spec;

#endif
