// The position table: for every instruction the piece of source text it stands for, packed to a few
// bytes each.
#ifndef BT_BYTECODE_POSITIONS_H
#define BT_BYTECODE_POSITIONS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct bt_buf;

// Lines are 1-based, 0 = none (compiler-made instruction). Columns are 0-based UTF-8 byte offsets,
// -1 = none. anchor: where the operator of a binary operation, the bracket of a subscript or the
// parenthesis of a call is, so that a traceback can draw ~~^~~ : [anchor_col, anchor_end_col) on
// anchor_line; -1 = no anchor.
struct bt_position {
    int32_t line, end_line, col, end_col;
    int32_t anchor_line, anchor_col, anchor_end_line, anchor_end_col;
};
// Write: one call per instruction (not per word) in order. `prev` starts as zeros and is kept by
// the caller.
bool bt_positions_add(struct bt_buf *out, struct bt_position *prev,
                      const struct bt_position *position, unsigned words);
// The position of the instruction that covers `word`; false if there is none.
bool bt_positions_find(const uint8_t *table, size_t len, uint32_t word, struct bt_position *out);

#endif
