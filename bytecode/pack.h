/*
 * A code image as one run of bytes without pointers: the form in which the standard modules are
 * part of the program. Nothing has to be relocated when the program starts, and only what is
 * imported is unpacked.
 */
#ifndef BT_BYTECODE_PACK_H
#define BT_BYTECODE_PACK_H

#include "base/buf.h"
#include "bytecode/image.h"

// Appends the image to an empty buffer; check `out->failed`.
void bt_image_pack(struct bt_buf *out, const struct bt_image *image);

/*
 * The image packed in `bytes`, which must be aligned to 8 and live as long as the image: texts and
 * instructions stay where they are. One reference. NULL when memory is short or the bytes are cut
 * off; that the image makes sense is bt_verify's business.
 */
BT_MUST_CHECK struct bt_image *bt_image_unpack(const uint8_t *bytes, size_t len);

#endif
