// Exceptions and tracebacks.
#ifndef BT_OBJECTS_EXCEPTION_H
#define BT_OBJECTS_EXCEPTION_H

#include "runtime/objects/state.h"

struct bt_code;

// Where `extra` holds the attributes of the exception types that have some. BT_UNSET = never set
// (reads as None).
enum bt_exception_extra {
    BT_X_ATTRIBUTE_NAME = 0,
    BT_X_ATTRIBUTE_OBJ, // AttributeError
    BT_X_NAME_NAME = 0,
    BT_X_NAME_SELF,      // NameError; the local `self`, for suggestions
    BT_X_STOP_VALUE = 0, // StopIteration
    BT_X_EXIT_CODE = 0,  // SystemExit
    BT_X_IMPORT_MSG = 0,
    BT_X_IMPORT_NAME,
    BT_X_IMPORT_PATH,
    BT_X_IMPORT_NAME_FROM,
    BT_X_OS_ERRNO = 0,
    BT_X_OS_STRERROR,
    BT_X_OS_FILENAME,
    BT_X_OS_FILENAME2,
    BT_X_OS_WRITTEN,
    BT_X_SYNTAX_MSG = 0,
    BT_X_SYNTAX_FILENAME,
    BT_X_SYNTAX_LINENO,
    BT_X_SYNTAX_OFFSET,
    BT_X_SYNTAX_TEXT,
    BT_X_SYNTAX_END_LINENO,
    BT_X_SYNTAX_END_OFFSET,
    BT_X_SYNTAX_PRINT_FILE_AND_LINE,
    BT_X_UNICODE_ENCODING = 0,
    BT_X_UNICODE_OBJECT,
    BT_X_UNICODE_START,
    BT_X_UNICODE_END,
    BT_X_UNICODE_REASON,
    BT_X_GROUP_MESSAGE = 0,
    BT_X_GROUP_EXCEPTIONS, // BaseExceptionGroup
    BT_X_COUNT = 8
};

// Every exception. Attributes that only some types have (OSError.errno, SyntaxError.lineno,
// StopIteration.value, AttributeError.name ...) are in `extra`, by position of the type's member
// table.
struct bt_exception {
    struct bt_object base;
    bt_value args;           // tuple
    bt_value traceback;      // bt_traceback or BT_NONE
    bt_value context, cause; // exception or BT_NONE
    bt_value notes;          // list or BT_UNSET
    bool suppress_context;
    bt_value extra[BT_X_COUNT]; // enum bt_exception_extra
};
// One entry of a traceback: the outermost first, `next` towards the place of the error.
struct bt_traceback {
    struct bt_object base;
    bt_value next;  // bt_traceback or BT_NONE
    bt_value frame; // frame object, or BT_UNSET while nobody asked
    struct bt_code *code;
    struct bt_dict *globals; // for __loader__-less source lookup and warnings
    uint32_t pc;             // index of the instruction; lines and columns come from the code
    uint32_t line;           // or 0: bt_traceback_line finds it
};
uint32_t bt_traceback_line(const struct bt_traceback *tb);
static inline struct bt_exception *bt_as_exception(bt_value v)
{
    return (struct bt_exception *)bt_obj(v);
}
// A new exception of a native type, made as a call of the type makes it (extra attributes filled
// from the arguments; OSError with an errno becomes its subclass). Runs no Python.
BT_MUST_CHECK bt_value bt_exception_new(struct bt_thread *th, int id, const bt_value *args,
                                        size_t n);
// exception.add_note(note).
BT_MUST_CHECK bool bt_exception_add_note(struct bt_thread *th, bt_value exception, bt_value note);
// except* (exception_group.c). Match: out[0] = the part of `exc` (or None) that is of `type`, as a
// group: an exception that is none is wrapped; out[1] = the rest; None where there is nothing.
// `out` is rooted by the caller. [py]
BT_MUST_CHECK bool bt_exception_group_match(struct bt_thread *th, bt_value exc, bt_value type,
                                            bt_value out[2]);
// Join: of the exception caught and a list of what its clauses raised and what none has taken (None
// among them counts as nothing), the exception to go on with, or None. [py]
BT_MUST_CHECK bt_value bt_exception_group_join(struct bt_thread *th, bt_value caught,
                                               bt_value list);
// The specs of the exception types, by id - BT_T_COUNT (exception.c).
extern const struct bt_type_spec bt_exception_specs[BT_TYPE_COUNT - BT_T_COUNT];
// Set name, path and name_from of the ImportError that is being raised on the thread.
void bt_import_error_fields(struct bt_thread *th, bt_value name, bt_value path, bt_value name_from);
// Put an entry in front of the exception's traceback (the VM does, frame by frame, while it
// unwinds).
bool bt_traceback_add(struct bt_thread *th, bt_value exception, struct bt_code *code,
                      struct bt_dict *globals, uint32_t pc);
// The whole text as CPython 3.13 prints it: chained exceptions, notes, source lines with carets,
// repeated lines folded, SyntaxError's own form, "Did you mean". Never fails for a reason of the
// exception's (bad __str__ shows as <exception str() failed>). [py]
BT_MUST_CHECK bool bt_exception_print(struct bt_thread *th, struct bt_buf *out, bt_value exception);
// Only the stack part, of any list of (code, pc): used by thread dumps too.
struct bt_source_cache;

#endif
