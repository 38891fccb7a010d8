// What the files of the native module _functools share.
#ifndef BT_MODULES_FUNCTOOLS_H
#define BT_MODULES_FUNCTOOLS_H

#include "runtime/objects/type.h"

extern const struct bt_type_spec bt_lru_cache_spec;

#endif
