// Warnings that C code gives: all the rules are in warnings.py, which is imported for the first
// one.
#ifndef BT_MODULES_WARNINGS_H
#define BT_MODULES_WARNINGS_H

#include "vm/interp.h"

// About the line being executed. false when the warning has become an exception. [py]
BT_MUST_CHECK bool bt_warn(struct bt_thread *th, int category, const char *message);

// About a line of a text that is being compiled; `text` is that line (len bytes) or NULL.
BT_MUST_CHECK bool bt_warn_about(struct bt_thread *th, int category, const char *message,
                                 const char *filename, uint32_t line, const char *text, size_t len);

#endif
