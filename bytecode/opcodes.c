// The table of instructions, made from opcodes.def: what the disassembler, the verifier and the
// emitter know of each.
#include "bytecode/image.h"

const struct bt_op_info bt_op_info[BT_OP_COUNT] = {
#define BT_OP(name, operands, words, flags, meaning) {#name, operands, words, flags, meaning},
#include "bytecode/opcodes.def"
#undef BT_OP
};
