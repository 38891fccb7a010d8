// Exceptions and tracebacks.
#ifndef BT_OBJECTS_EXCEPTION_H
#define BT_OBJECTS_EXCEPTION_H

#include "runtime/objects/state.h"

struct bt_code;

// Every exception. Attributes that only some types have (OSError.errno, SyntaxError.lineno, StopIteration.value,
// AttributeError.name ...) are in `extra`, by position of the type's member table.
struct bt_exception {
    struct bt_object base;
    bt_value args;           // tuple
    bt_value traceback;      // bt_traceback or BT_NONE
    bt_value context, cause; // exception or BT_NONE
    bt_value notes;          // list or BT_UNSET
    bool suppress_context;
    bt_value extra[8];
};
// One entry of a traceback: the outermost first, `next` towards the place of the error.
struct bt_traceback {
    struct bt_object base;
    bt_value next;           // bt_traceback or BT_NONE
    bt_value frame;          // frame object, or BT_UNSET while nobody asked
    struct bt_code *code;
    struct bt_dict *globals; // for __loader__-less source lookup and warnings
    uint32_t pc;             // index of the instruction; lines and columns come from the code
    uint32_t line;
};
BT_MUST_CHECK bt_value bt_exception_new(struct bt_thread *th, int id, const bt_value *args, size_t n);
// Put an entry in front of the exception's traceback (the VM does, frame by frame, while it unwinds).
bool bt_traceback_add(struct bt_thread *th, bt_value exception, struct bt_code *code, struct bt_dict *globals, uint32_t pc);
// The whole text as CPython 3.13 prints it: chained exceptions, notes, source lines with carets, repeated lines
// folded, SyntaxError's own form, "Did you mean". Never fails for a reason of the exception's (bad __str__ shows as
// <exception str() failed>). [py]
BT_MUST_CHECK bool bt_exception_print(struct bt_thread *th, struct bt_buf *out, bt_value exception);
// Only the stack part, of any list of (code, pc): used by thread dumps too.
struct bt_source_cache;

#endif
