// float (always unboxed, except in instances of subclasses) and complex.
#ifndef BT_OBJECTS_FLOAT_H
#define BT_OBJECTS_FLOAT_H

#include "runtime/objects/state.h"

struct bt_float_object { // an instance of a subclass of float
    struct bt_object base;
    double value;
};
struct bt_complex {
    struct bt_object base;
    double real, imag;
};
// A float or an instance of a subclass; false for ints.
bool bt_float_get(bt_value v, double *out);
int64_t bt_float_hash(double d);
BT_MUST_CHECK bt_value bt_complex_new(struct bt_thread *th, double real, double imag);
// float(text): "inf", "1_000.5", surrounding space allowed; ValueError.
BT_MUST_CHECK bt_value bt_float_from_text(struct bt_thread *th, const char *text, size_t len);
// repr of a double: the shortest digits that read back the same, Python's layout ("1e+16", "0.1",
// "inf"). Writes at most 32 bytes, not NUL-terminated; returns the length.
size_t bt_double_repr(double d, char out[32]);
// Correctly rounded decimal digits of d: mode 'e' (precision significant digits - 1), 'f' (digits
// after the point), as printf would, exact for any precision.
bool bt_double_format(struct bt_buf *buf, double d, char mode, int precision, bool alternate);

// The eval loop's slow path for // and %, and pow: Python's rules. ZeroDivisionError.
BT_MUST_CHECK bt_value bt_float_floordiv(struct bt_thread *th, double a, double b);
BT_MUST_CHECK bt_value bt_float_mod(struct bt_thread *th, double a, double b);
BT_MUST_CHECK bt_value bt_float_pow(struct bt_thread *th, double a, double b);

#endif
