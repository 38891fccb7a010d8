/*
 * What the next instruction will do, in words: shared by describe.c (the table, jumps) and
 * describe_call.c (calls, returns, iteration, exceptions). Only reads; no Python code runs.
 */
#ifndef BT_ENGINE_DESCRIBE_H
#define BT_ENGINE_DESCRIBE_H

#include "debugger/engine/engine.h"
#include "debugger/engine/say.h"

#define BT_DESCRIBE_VALUE 28u // columns of a value, about

struct bt_describe {
    struct bt_buf *out;
    struct bt_vthread *th;
    const struct bt_frame *frame;
    const struct bt_unit *unit;
    const struct bt_insn *insn; // of the image: never quickened
    uint32_t word;
};

// A register's name: "c", "t0".
void bt_describe_name(struct bt_describe *d, uint32_t reg);
// A value in brackets behind a name: " (5)".
void bt_describe_value(struct bt_describe *d, bt_value v);
// The value in a register, of a cell what is in it.
bt_value bt_describe_reg(const struct bt_describe *d, uint32_t reg);
// "line 7", "line 7 of bank.py" if that is not the frame's file.
void bt_describe_line(struct bt_describe *d, const struct bt_frame *frame, uint32_t word);

// describe_call.c: the instructions that have their own words; false: none of these.
bool bt_describe_special(struct bt_describe *d);

#endif
