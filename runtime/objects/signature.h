// The interpreter's table of parsed signature texts (signature.c); for state.c and the collector.
#ifndef BT_OBJECTS_SIGNATURE_H
#define BT_OBJECTS_SIGNATURE_H

#include "runtime/objects/function.h"

struct bt_signatures *bt_signatures_new(void); // NULL: no memory
void bt_signatures_free(struct bt_signatures *signatures);
void bt_signatures_trace(const struct bt_signatures *signatures, struct bt_tracer *tracer);

#endif
