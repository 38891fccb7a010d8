/*
 * The format mini-language: [[fill]align][sign][z][#][0][width][grouping][.precision][type]. One
 * parser and one record for str, int, float and complex; each type's formatter says which fields it
 * refuses.
 */
#ifndef BT_OBJECTS_FORMAT_H
#define BT_OBJECTS_FORMAT_H

#include "runtime/objects/state.h"

struct bt_format_spec {
    uint32_t fill;    // code point
    char align;       // '<' '>' '^' '='
    char sign;        // 0 (none given) ' ' '+' '-'
    bool coerce_zero; // z: no negative zero
    bool alternate;   // #
    bool fill_given, align_given;
    int64_t width;     // -1: none
    int64_t precision; // -1: none
    char grouping;     // 0 ',' '_'
    uint32_t type;     // code point; `default_type` if none was given
};

// Parse; `v` is the value to be formatted, for messages. ValueError.
BT_MUST_CHECK bool bt_format_parse(struct bt_thread *th, bt_value v, const char *text, size_t len,
                                   uint32_t default_type, char default_align,
                                   struct bt_format_spec *out);
// ValueError "Unknown format code 'x' for object of type 'T'".
BT_COLD bt_value bt_format_unknown(struct bt_thread *th, uint32_t type, bt_value v);
// Pads text (n_chars characters) to the width of the spec ('=' counts as '>') and appends it.
void bt_format_pad(struct bt_buf *out, const struct bt_format_spec *spec, const char *text,
                   size_t len, size_t n_chars);

// Numbers with a parsed spec, appended to `out`; what % formatting uses. ValueError, OverflowError,
// MemoryError.
BT_MUST_CHECK bool bt_format_int_spec(struct bt_thread *th, struct bt_buf *out, bt_value v,
                                      const struct bt_format_spec *spec);
BT_MUST_CHECK bool bt_format_double_spec(struct bt_thread *th, struct bt_buf *out, double d,
                                         const struct bt_format_spec *spec);
BT_MUST_CHECK bt_value bt_format_complex(struct bt_thread *th, double real, double imag,
                                         const char *text, size_t len);

#endif
