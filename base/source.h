/*
 * The text of one program file: decoded to UTF-8, lines ended by '\n', with an index of its lines.
 * Errors and tracebacks quote from it. It does not change once made.
 */
#ifndef BT_BASE_SOURCE_H
#define BT_BASE_SOURCE_H

#include "base/mem.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct bt_diag;

/*
 * A place in the text, as in Python's ast: lines from 1, columns as offsets in bytes from 0, the
 * end exclusive. `line` 0 means no place.
 */
#define BT_NO_COL UINT32_MAX /* for `col`: the line is known, the column is not */

struct bt_span {
    uint32_t line;
    uint32_t col;
    uint32_t end_line;
    uint32_t end_col;
};

struct bt_source {
    char *name;            /* file name as shown in messages */
    char *text;            /* UTF-8, NUL-terminated; the last line has its '\n' */
    size_t len;            /* bytes of text */
    uint32_t *line_starts; /* offset of each line; one more entry than lines, the last is len */
    uint32_t n_lines;
    bool is_file; /* made by bt_source_from_bytes */
};

/*
 * Makes a source of a file's bytes: a BOM and a PEP 263 coding line are honoured (UTF-8, Latin-1,
 * ASCII), "\r\n" and "\r" become "\n". False with `err` set for what Python refuses: invalid
 * UTF-8, NUL bytes, an unknown encoding; and when out of memory. Nothing is kept of `bytes`.
 */
BT_MUST_CHECK bool bt_source_from_bytes(struct bt_source *source, const char *name,
                                        const char *bytes, size_t len, struct bt_diag *err);

/* The same of text that is UTF-8 already (exec, -c): a coding line in it means nothing. */
BT_MUST_CHECK bool bt_source_from_text(struct bt_source *source, const char *name, const char *text,
                                       size_t len, struct bt_diag *err);

/* Frees the text; the struct may be made anew. */
void bt_source_free(struct bt_source *source);

/*
 * Line number `line` (from 1) without its '\n': the first byte, its length in `*len`. NULL when
 * there is no such line.
 */
const char *bt_source_line(const struct bt_source *source, uint32_t line, size_t *len);

#endif
