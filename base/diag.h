/*
 * A diagnostic: one error or warning about a program's text, with what Python puts into a
 * SyntaxError. It owns its strings. One compile makes at most one error.
 */
#ifndef BT_BASE_DIAG_H
#define BT_BASE_DIAG_H

#include "base/buf.h"
#include "base/source.h"

#include <stdarg.h>

enum bt_diag_kind {
    BT_DIAG_NONE, /* nothing happened */
    BT_DIAG_SYNTAX_ERROR,
    BT_DIAG_INDENTATION_ERROR,
    BT_DIAG_TAB_ERROR,
    BT_DIAG_MEMORY_ERROR, /* out of memory, or too complex to parse: no place; message may be NULL
                           */
    BT_DIAG_RECURSION_ERROR, /* too deeply nested to compile: no place */
    BT_DIAG_SYNTAX_WARNING,
    BT_DIAG_DEPRECATION_WARNING,
};

struct bt_diag {
    enum bt_diag_kind kind;
    char *message;     /* NULL: none */
    char *file;        /* NULL: none */
    uint32_t line;     /* from 1; 0: no place */
    uint32_t col;      /* SyntaxError.offset: from 1, in characters; 0: none */
    uint32_t end_line; /* 0: none */
    uint32_t end_col;  /* SyntaxError.end_offset: from 1, in characters, exclusive; 0: none */
    char *text;        /* the line with its '\n' where it has one, UTF-8; NULL: none */
};

/* Nothing happened; allocates nothing. */
void bt_diag_init(struct bt_diag *diag);

/* Frees the strings; nothing happened. */
void bt_diag_free(struct bt_diag *diag);

/*
 * Fills `diag` (freed first) with a message about `span` of `source`. The line's text and the
 * columns in characters come from the source; a span with end_line 0 has no end. When memory is
 * short the kind becomes BT_DIAG_MEMORY_ERROR. Always returns false, for `return bt_diag_set(...)`.
 */
bool bt_diag_set(struct bt_diag *diag, enum bt_diag_kind kind, const struct bt_source *source,
                 struct bt_span span, const char *format, ...)
    __attribute__((format(printf, 5, 6)));
bool bt_diag_vset(struct bt_diag *diag, enum bt_diag_kind kind, const struct bt_source *source,
                  struct bt_span span, const char *format, va_list args)
    __attribute__((format(printf, 5, 0)));

/* Makes it "out of memory", without a message. Always returns false. */
bool bt_diag_no_memory(struct bt_diag *diag);

/* The name of the exception or warning class: "SyntaxError" ...; "" for BT_DIAG_NONE. */
const char *bt_diag_class(enum bt_diag_kind kind);

/*
 * Appends it as Python prints an uncaught one, each line with its '\n':
 *       File "x.py", line 3
 *         a b
 *         ^^^
 *     SyntaxError: invalid syntax
 */
void bt_diag_render(const struct bt_diag *diag, struct bt_buf *out);

#endif
