// Which temporaries of a unit still matter before each of its instructions: for the collector.
#ifndef BT_BYTECODE_LIVENESS_H
#define BT_BYTECODE_LIVENESS_H

#include "bytecode/image.h"

#define BT_LIVENESS_MAX 64u // temporaries it tells apart; those beyond always count as live

/*
 * live[w], for each word w that begins an instruction: bit t is set if the temporary in register
 * n_locals + t may be read, there or later, before it is written. `live` has n_insns entries.
 * false: no memory.
 *
 * What an instruction writes piece by piece (UNPACK) counts as read by it: a collection may happen
 * in between.
 */
bool bt_liveness(const struct bt_unit *unit, uint64_t *live);

#endif
