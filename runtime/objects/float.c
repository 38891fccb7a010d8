/*
 * float: arithmetic with Python's rules for // % and **, comparison with ints of any size, and the
 * type's slots.
 *
 * A float is a double in the value word; only an instance of a subclass is a heap object. Text is
 * in float_text.c, the methods in float_methods.c.
 */
#include <errno.h>
#include <float.h>
#include <math.h>

#include "base/buf.h"
#include "runtime/objects/exception.h"
#include "runtime/objects/float_impl.h"
#include "runtime/objects/heap.h"
#include "runtime/objects/int.h"
#include "runtime/objects/protocol.h"
#include "runtime/objects/seq.h"
#include "runtime/objects/shape.h"
#include "runtime/objects/str.h"

bool bt_float_get(bt_value v, double *out)
{
    if (BT_LIKELY(bt_is_double(v))) {
        *out = bt_double(v);
        return true;
    }
    if (!bt_has_flag(v, BT_TYPE_FLOAT_SUB))
        return false;
    *out = ((struct bt_float_object *)bt_obj(v))->value;
    return true;
}

int64_t bt_float_hash(double d)
{
    if (isinf(d))
        return d > 0 ? 314159 : -314159;
    if (isnan(d))
        return 0;
    // Modulo 2^61 - 1, where 2^61 is 1: 28 bits of the mantissa at a time, then a rotation by the
    // exponent.
    const uint64_t modulus = ((uint64_t)1 << 61) - 1;
    int exponent;
    double m = frexp(fabs(d), &exponent);
    uint64_t x = 0;
    while (m != 0) {
        x = ((x << 28) & modulus) | x >> (61 - 28);
        m *= 0x1p28;
        exponent -= 28;
        uint64_t whole = (uint64_t)m;
        m -= (double)whole;
        x += whole;
        if (x >= modulus)
            x -= modulus;
    }
    int turn = exponent % 61;
    if (turn < 0)
        turn += 61;
    x = turn ? ((x << turn) & modulus) | x >> (61 - turn) : x;
    int64_t hash = d < 0 ? -(int64_t)x : (int64_t)x;
    return hash == -1 ? -2 : hash;
}

// ---- arithmetic ----

// a = quotient * b + rest, rest of b's sign, quotient whole; b not 0.
static void floor_divide(double a, double b, double *quotient, double *rest)
{
    double r = fmod(a, b), q = (a - r) / b;
    if (r != 0) {
        if ((b < 0) != (r < 0)) {
            r += b;
            q -= 1.0;
        }
    } else {
        r = copysign(0.0, b);
    }
    if (q != 0) {
        *quotient = floor(q);
        if (q - *quotient > 0.5)
            *quotient += 1.0;
    } else {
        *quotient = copysign(0.0, a / b);
    }
    *rest = r;
}

bt_value bt_float_floordiv(struct bt_thread *th, double a, double b)
{
    if (b == 0)
        return bt_raise(th, BT_EXC_ZERO_DIVISION_ERROR, "float floor division by zero");
    double q, r;
    floor_divide(a, b, &q, &r);
    return bt_from_double(q);
}

static bt_value floor_divmod(struct bt_thread *th, double a, double b)
{
    if (b == 0)
        return bt_raise(th, BT_EXC_ZERO_DIVISION_ERROR, "float divmod()");
    double q, r;
    floor_divide(a, b, &q, &r);
    return bt_tuple_of(th, 2, bt_from_double(q), bt_from_double(r));
}

bt_value bt_float_mod(struct bt_thread *th, double a, double b)
{
    if (b == 0)
        return bt_raise(th, BT_EXC_ZERO_DIVISION_ERROR, "float modulo by zero");
    double r = fmod(a, b);
    if (r == 0)
        r = copysign(0.0, b);
    else if ((b < 0) != (r < 0))
        r += b;
    return bt_from_double(r);
}

bt_value bt_float_raise_range(struct bt_thread *th)
{
    bt_value text = bt_str_from(th, "Numerical result out of range");
    if (bt_is_error(text))
        return BT_ERROR;
    bt_value args[2] = {bt_from_small(ERANGE), text};
    bt_value exception = bt_exception_new(th, BT_EXC_OVERFLOW_ERROR, args, 2);
    return bt_is_error(exception) ? BT_ERROR : bt_raise_value(th, exception);
}

// Powers with an infinite or zero operand (neither NaN, b not 0).
static bt_value pow_special(struct bt_thread *th, double a, double b)
{
    bool odd = fmod(fabs(b), 2.0) == 1.0;
    if (isinf(b)) {
        double size = fabs(a);
        if (size == 1)
            return bt_from_double(1.0);
        return bt_from_double((b > 0) == (size > 1) ? fabs(b) : 0.0);
    }
    if (isinf(a)) {
        if (b > 0)
            return bt_from_double(odd ? a : fabs(a));
        return bt_from_double(odd ? copysign(0.0, a) : 0.0);
    }
    if (b < 0)
        return bt_raise(th, BT_EXC_ZERO_DIVISION_ERROR, "0.0 cannot be raised to a negative power");
    return bt_from_double(odd ? a : 0.0);
}

bt_value bt_float_pow(struct bt_thread *th, double a, double b)
{
    if (b == 0)
        return bt_from_double(1.0);
    if (isnan(a))
        return bt_from_double(a);
    if (isnan(b))
        return bt_from_double(a == 1 ? 1.0 : b);
    if (isinf(a) || isinf(b) || a == 0)
        return pow_special(th, a, b);
    if (a < 0 && b != floor(b))
        return bt_complex_pow(th, a, 0.0, b, 0.0);
    double result = pow(a, b);
    if (isinf(result))
        return bt_float_raise_range(th);
    return bt_from_double(result);
}

// v as an operand: 1, 0 for a type that is none (NotImplemented), -1 with OverflowError.
static int operand(struct bt_thread *th, bt_value v, double *out)
{
    if (bt_float_get(v, out))
        return 1;
    if (!bt_is_int(v))
        return 0;
    return bt_int_to_double(th, v, out) ? 1 : -1;
}

// One function per operator: `body` uses a and b.
#define FLOAT_BINARY(name, body)                                         \
    static bt_value name(struct bt_thread *th, bt_value va, bt_value vb) \
    {                                                                    \
        double a, b;                                                     \
        int ok = operand(th, va, &a);                                    \
        if (ok > 0)                                                      \
            ok = operand(th, vb, &b);                                    \
        if (ok <= 0)                                                     \
            return ok < 0 ? BT_ERROR : BT_NOT_IMPLEMENTED;               \
        body                                                             \
    }
FLOAT_BINARY(float_add, return bt_from_double(a + b);)
FLOAT_BINARY(float_sub, return bt_from_double(a - b);)
FLOAT_BINARY(float_mul, return bt_from_double(a * b);)
FLOAT_BINARY(float_floordiv, return bt_float_floordiv(th, a, b);)
FLOAT_BINARY(float_mod, return bt_float_mod(th, a, b);)
FLOAT_BINARY(float_pow, return bt_float_pow(th, a, b);)
FLOAT_BINARY(float_truediv, {
    if (b == 0)
        return bt_raise(th, BT_EXC_ZERO_DIVISION_ERROR, "float division by zero");
    return bt_from_double(a / b);
})
FLOAT_BINARY(float_divmod, return floor_divmod(th, a, b);)
#undef FLOAT_BINARY

static double self_value(bt_value self)
{
    double d = 0;
    (void)bt_float_get(self, &d);
    return d;
}

static bt_value float_neg(struct bt_thread *th, bt_value self)
{
    (void)th;
    return bt_from_double(-self_value(self));
}
static bt_value float_pos(struct bt_thread *th, bt_value self)
{
    (void)th;
    return bt_from_double(self_value(self));
}
static bt_value float_abs(struct bt_thread *th, bt_value self)
{
    (void)th;
    return bt_from_double(fabs(self_value(self)));
}
static bt_value float_to_int(struct bt_thread *th, bt_value self)
{
    return bt_int_from_double(th, self_value(self));
}

// ---- the other slots ----

static bt_value float_repr(struct bt_thread *th, bt_value self)
{
    char text[32];
    return bt_str_new(th, text, bt_double_repr(self_value(self), text));
}

static bt_value float_format(struct bt_thread *th, bt_value self, bt_value spec)
{
    struct bt_str *s = bt_as_str(spec);
    if (s->len == 0)
        return bt_str_of(th, self);
    return bt_format_float(th, self_value(self), s->data, s->len);
}

static bool float_hash(struct bt_thread *th, bt_value self, int64_t *out)
{
    (void)th;
    *out = bt_float_hash(self_value(self));
    return true;
}

static bool float_truth(struct bt_thread *th, bt_value self, bool *out)
{
    (void)th;
    *out = self_value(self) != 0;
    return true;
}

static bool holds(enum bt_cmpop op, int order)
{
    switch (op) {
    case BT_LT: return order < 0;
    case BT_LE: return order <= 0;
    case BT_EQ: return order == 0;
    case BT_NE: return order != 0;
    case BT_GT: return order > 0;
    case BT_GE: return order >= 0;
    }
    return false;
}

static bt_value float_compare(struct bt_thread *th, bt_value va, bt_value vb, enum bt_cmpop op)
{
    (void)th;
    double a, b;
    if (!bt_float_get(va, &a))
        return BT_NOT_IMPLEMENTED;
    if (bt_float_get(vb, &b)) {
        if (isnan(a) || isnan(b))
            return bt_bool(op == BT_NE);
        return bt_bool(holds(op, (a > b) - (a < b)));
    }
    if (!bt_is_int(vb))
        return BT_NOT_IMPLEMENTED;
    if (isnan(a))
        return bt_bool(op == BT_NE);
    return bt_bool(holds(op, -bt_int_compare_double(vb, a)));
}

// float(x) for something with __float__ or __index__; BT_UNSET for others. [py]
static bt_value float_from_special(struct bt_thread *th, bt_value x)
{
    const struct bt_slots *slots = &bt_type_of(th, x)->s;
    double d;
    if (slots->to_float) {
        bt_value v = slots->to_float(th, x);
        if (bt_is_error(v))
            return v;
        if (!bt_float_get(v, &d))
            return bt_type_error(th, "%T.__float__ returned non-float (type %T)", x, v);
        return bt_from_double(d);
    }
    if (!slots->index)
        return BT_UNSET;
    bt_value v = bt_to_index(th, x);
    return bt_is_error(v) || !bt_int_to_double(th, v, &d) ? BT_ERROR : bt_from_double(d);
}

static bt_value float_from_any(struct bt_thread *th, bt_value x)
{
    if (bt_is_double(x))
        return x;
    if (bt_is_str(x))
        return bt_float_parse(th, bt_as_str(x)->data, bt_as_str(x)->len, x);
    bt_value v = float_from_special(th, x);
    if (!bt_is_unset(v))
        return v;
    if (bt_has_flag(x, BT_TYPE_BYTES_SUB) || bt_is_a(th, x, BT_T_BYTEARRAY)) {
        const char *data;
        size_t len;
        return bt_bytes_view(th, x, &data, &len) ? bt_float_parse(th, data, len, x) : BT_ERROR;
    }
    return bt_type_error(th, "float() argument must be a string or a real number, not '%T'", x);
}

static bt_value float_new(struct bt_thread *th, struct bt_type *type, const struct bt_args *args)
{
    bool exact = type == bt_type(th, BT_T_FLOAT);
    if (exact && !bt_is_unset(args->kwnames))
        return bt_type_error(th, "float() takes no keyword arguments");
    if (args->npos > 1)
        return bt_type_error(th, "float expected at most 1 argument, got %zu", args->npos);
    bt_value v = args->npos ? float_from_any(th, args->v[0]) : bt_from_double(0.0);
    if (bt_is_error(v) || exact)
        return v;
    struct bt_float_object *o = bt_instance_new(th, type);
    if (!o)
        return BT_ERROR;
    o->value = bt_double(v);
    return bt_from_obj(o);
}

static bt_value float_get_real(struct bt_thread *th, bt_value self)
{
    return float_pos(th, self);
}
static bt_value float_get_imag(struct bt_thread *th, bt_value self)
{
    (void)th, (void)self;
    return bt_from_double(0.0);
}

static const struct bt_getset_spec float_getsets[] = {
    {"real", float_get_real, NULL, "The number itself."},
    {"imag", float_get_imag, NULL, "The imaginary part: 0.0."},
    {0},
};

const struct bt_type_spec bt_float_spec = {
    .name = "float",
    .doc = "A double-precision floating-point number.",
    .flags = BT_TYPE_BASE | BT_TYPE_FLOAT_SUB,
    .size = sizeof(struct bt_float_object),
    .slots =
        {
            .repr = float_repr,
            .format = float_format,
            .hash = float_hash,
            .compare = float_compare,
            .truth = float_truth,
            .binary =
                {
                    [BT_OP_ADD] = float_add,
                    [BT_OP_SUB] = float_sub,
                    [BT_OP_MUL] = float_mul,
                    [BT_OP_TRUEDIV] = float_truediv,
                    [BT_OP_FLOORDIV] = float_floordiv,
                    [BT_OP_MOD] = float_mod,
                    [BT_OP_DIVMOD] = float_divmod,
                    [BT_OP_POW] = float_pow,
                },
            .unary = {[BT_NEG] = float_neg, [BT_POS] = float_pos, [BT_ABS] = float_abs},
            .to_int = float_to_int,
            .to_float = float_pos,
            .new_ = float_new,
        },
    .methods = bt_float_methods,
    .getsets = float_getsets,
    .new_sig = "(x=0, /)",
};
