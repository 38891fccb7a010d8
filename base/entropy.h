/* Random bytes from the operating system, for seeds. */
#ifndef BT_BASE_ENTROPY_H
#define BT_BASE_ENTROPY_H

#include <stdbool.h>
#include <stddef.h>

/* Fills `bytes`; false when the system has none to give. */
bool bt_entropy(void *bytes, size_t len);

#endif
