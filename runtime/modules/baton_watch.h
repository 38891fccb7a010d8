// The type baton.watch: statistics of a part of a run.
#ifndef BT_MODULES_BATON_WATCH_H
#define BT_MODULES_BATON_WATCH_H

#include "runtime/objects/type.h"

extern const struct bt_type_spec bt_baton_watch_spec;

#endif
