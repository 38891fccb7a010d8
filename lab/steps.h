/*
 * Instructions as text, numbered: what `--trace-instr` shows. An instruction is disassembled once;
 * the text outlives its code.
 */
#ifndef BT_LAB_STEPS_H
#define BT_LAB_STEPS_H

#include <stddef.h>
#include <stdint.h>

#include "base/arena.h"
#include "runtime/objects/function.h"

struct bt_steps {
    const char **texts; // by number; number 0 is "" (unknown)
    size_t n, cap;
    struct bt_step_key *keys; // open addressing
    size_t n_keys, cap_keys;
    struct bt_arena arena; // the texts
};

// false: no memory.
BT_MUST_CHECK bool bt_steps_init(struct bt_steps *s);
void bt_steps_free(struct bt_steps *s);
// The number of an instruction; 0 when memory ran out.
uint32_t bt_steps_find(struct bt_steps *s, const struct bt_code *code, uint32_t word);
// For a sink's `sweep`: forget the code objects that are dead. Numbers and texts stay.
void bt_steps_sweep(struct bt_steps *s);

#endif
