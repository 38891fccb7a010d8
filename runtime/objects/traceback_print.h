/*
 * Printing tracebacks as CPython 3.13 does: entries of the stack, and whole exceptions
 * (bt_exception_print of exception.h is the plain form). The text goes to a byte buffer.
 */
#ifndef BT_OBJECTS_TRACEBACK_PRINT_H
#define BT_OBJECTS_TRACEBACK_PRINT_H

#include "runtime/objects/exception.h"

struct bt_buf;
struct bt_code;

enum bt_print_flags {
    BT_PRINT_COLOUR = 1,   // ANSI colours, as 3.13 has them on a terminal
    BT_PRINT_NO_CHAIN = 2, // without __cause__ and __context__
    BT_PRINT_BRIEF = 4,    // only the first source line of an entry, no carets
};

// Prints a stack, entry by entry from the outermost on; a place that repeats is shown three times
// and then counted. Runs no Python code. Begin with all fields zero, except interp, out and flags.
struct bt_stack_print {
    struct bt_interp *interp;
    struct bt_buf *out;
    unsigned flags;             // enum bt_print_flags
    const struct bt_code *code; // the last entry's
    uint32_t line;
    size_t count; // how often it has come in a row
};
void bt_stack_print_entry(struct bt_stack_print *print, const struct bt_code *code, uint32_t word);
void bt_stack_print_end(struct bt_stack_print *print);

// The entries of a traceback object, without a headline. Runs no Python code.
void bt_traceback_print(struct bt_thread *th, struct bt_buf *out, bt_value traceback,
                        unsigned flags);

// As bt_exception_print, with flags. The exception need not be raised; th->exc is left as it was.
// [py]
BT_MUST_CHECK bool bt_exception_print_with(struct bt_thread *th, struct bt_buf *out,
                                           bt_value exception, unsigned flags);

// Only the last lines: type, text, notes; for SyntaxError its place, too
// (traceback.format_exception_only). [py]
BT_MUST_CHECK bool bt_exception_print_only(struct bt_thread *th, struct bt_buf *out,
                                           bt_value exception, unsigned flags);

// What to add to the message of an AttributeError, NameError or ImportError: ". Did you mean: 'x'?"
// and the like; nothing if there is nothing to suggest. Leaves no exception set. (suggest.c) [py]
void bt_suggest(struct bt_thread *th, struct bt_buf *out, bt_value exception);
// The names of the standard modules, sorted (suggest.c).
extern const char *const bt_stdlib_module_names[];
extern const size_t bt_stdlib_module_names_count;

#define BT_ANSI_RESET        "\x1b[0m"
#define BT_ANSI_RED          "\x1b[31m"
#define BT_ANSI_BOLD_RED     "\x1b[1;31m"
#define BT_ANSI_MAGENTA      "\x1b[35m"
#define BT_ANSI_BOLD_MAGENTA "\x1b[1;35m"

#endif
