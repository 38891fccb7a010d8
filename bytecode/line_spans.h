// The source lines of a unit's words, all at once, from its position table (positions.h).
#ifndef BT_BYTECODE_LINE_SPANS_H
#define BT_BYTECODE_LINE_SPANS_H

#include <stddef.h>
#include <stdint.h>

struct bt_line_span {
    uint32_t line, end; // first and last line of the source text; 0: it stands for none
};
// Those of the words below n.
void bt_line_spans(const uint8_t *table, size_t len, struct bt_line_span *out, uint32_t n);

#endif
