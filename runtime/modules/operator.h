// What the files of the module operator share.
#ifndef BT_MODULES_OPERATOR_H
#define BT_MODULES_OPERATOR_H

#include "runtime/objects/dict.h"
#include "runtime/objects/type.h"

extern const struct bt_type_spec bt_itemgetter_spec, bt_attrgetter_spec, bt_methodcaller_spec;

#endif
