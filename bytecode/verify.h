// Checking a code image: what the eval loop takes for granted.
#ifndef BT_BYTECODE_VERIFY_H
#define BT_BYTECODE_VERIFY_H

#include "base/buf.h"
#include "bytecode/image.h"

/*
 * Is every unit of the image well formed? Operands in range, jumps to the start of an instruction,
 * no running off the end, handlers that begin with CATCH, block lengths right. False: `why` (may be
 * NULL) gets one line that says what is wrong. It runs in debug builds on what the compiler makes,
 * and on made-up images when fuzzing.
 */
bool bt_verify(const struct bt_image *image, struct bt_buf *why);

#endif
