// A code image as text for people: what `baton dis` prints.
#ifndef BT_BYTECODE_DISASM_H
#define BT_BYTECODE_DISASM_H

#include "base/buf.h"
#include "base/source.h"
#include "bytecode/image.h"

/*
 * Appends the listing of an image: each unit's source lines (from `source`; NULL: without them)
 * above their instructions, registers by variable name and t0, t1 ... for temporaries, jump targets
 * as labels, then the exception table; nested units follow theirs.
 */
void bt_disassemble(struct bt_buf *out, const struct bt_image *image,
                    const struct bt_source *source);

// The same of one unit without those nested in it; `qualified`: headed by its name.
void bt_disassemble_unit(struct bt_buf *out, const struct bt_unit *unit,
                         const struct bt_source *source);

// Appends the instruction at a word of a unit on one line: its name and operands, with labels as in
// the unit's listing; no end of line.
void bt_disassemble_instruction(struct bt_buf *out, const struct bt_unit *unit, uint32_t word);

// The number of the label that stands before the instruction at a word in the unit's listing; 0: it
// has none.
uint32_t bt_disassemble_label(const struct bt_unit *unit, uint32_t word);

// Appends a constant as Python would write it.
void bt_disassemble_const(struct bt_buf *out, const struct bt_image_const *k);

// Appends a register's name: the variable, or t0, t1 ... for a temporary.
void bt_disassemble_register(struct bt_buf *out, const struct bt_unit *unit, uint32_t reg);

#endif
