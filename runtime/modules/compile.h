/*
 * Text to code object: what import, exec, eval, compile(), -c and the REPL have in common. Parser
 * and compiler know no interpreter; here their diagnostics become exceptions and their image a code
 * object.
 */
#ifndef BT_MODULES_COMPILE_H
#define BT_MODULES_COMPILE_H

#include "runtime/modules/translate.h"
#include "runtime/objects/state.h"

struct bt_compile_request {
    const char *name; // the file name that messages and tracebacks show
    const char *text;
    size_t len;
    bool file_bytes; // a file's bytes: a byte order mark and a coding line count; otherwise the
                     // text is UTF-8
    struct bt_translate_options how;
};

// The code object. SyntaxError (with all its attributes), MemoryError, ValueError for NUL bytes as
// Python has it.
BT_MUST_CHECK bt_value bt_compile_text(struct bt_thread *th,
                                       const struct bt_compile_request *request);

// Raise what a diagnostic says.
BT_COLD bt_value bt_raise_diag(struct bt_thread *th, const struct bt_diag *diag);

#endif
