/*
 * complex: pairs of doubles. Arithmetic follows the textbook with CPython's rules for zero
 * divisors, small whole powers and overflow; text is written and read as (1+2j).
 */
#include <errno.h>
#include <math.h>

#include "base/buf.h"
#include "runtime/objects/args.h"
#include "runtime/objects/float_impl.h"
#include "runtime/objects/heap.h"
#include "runtime/objects/int_impl.h"
#include "runtime/objects/format.h"
#include "runtime/objects/protocol.h"
#include "runtime/objects/seq.h"
#include "runtime/objects/shape.h"
#include "runtime/objects/str.h"

extern const struct bt_type_spec bt_complex_spec;

struct pair {
    double re, im;
};

bt_value bt_complex_new(struct bt_thread *th, double real, double imag)
{
    struct bt_complex *c = bt_new_object(th, bt_type(th, BT_T_COMPLEX), sizeof *c);
    if (!c)
        return BT_ERROR;
    c->real = real;
    c->imag = imag;
    return bt_from_obj(c);
}

static bt_value from_pair(struct bt_thread *th, struct pair z)
{
    return bt_complex_new(th, z.re, z.im);
}

static bool is_complex(const struct bt_thread *th, bt_value v)
{
    return bt_is_exact(th, v, BT_T_COMPLEX) ||
           (bt_is_obj(v) && bt_is_subtype(bt_obj(v)->type, bt_type(th, BT_T_COMPLEX)));
}

static struct pair self_pair(bt_value self)
{
    const struct bt_complex *c = (const struct bt_complex *)bt_obj(self);
    return (struct pair){c->real, c->imag};
}

// v as an operand: 1, 0 for a type that is none (NotImplemented), -1 with OverflowError.
static int operand(struct bt_thread *th, bt_value v, struct pair *out)
{
    if (bt_is_exact(th, v, BT_T_COMPLEX)) {
        *out = self_pair(v);
        return 1;
    }
    out->im = 0;
    if (bt_is_double(v)) {
        out->re = bt_double(v);
        return 1;
    }
    if (is_complex(th, v)) {
        *out = self_pair(v);
        return 1;
    }
    if (bt_float_get(v, &out->re))
        return 1;
    if (!bt_is_int(v))
        return 0;
    return bt_int_to_double(th, v, &out->re) ? 1 : -1;
}

// ---- arithmetic ----

static struct pair product(struct pair a, struct pair b)
{
    return (struct pair){a.re * b.re - a.im * b.im, a.re * b.im + a.im * b.re};
}

// a / b scaled by the larger part of b, so that no intermediate overflows; false for b = 0.
static bool quotient(struct pair a, struct pair b, struct pair *out)
{
    double abs_re = fabs(b.re), abs_im = fabs(b.im);
    if (abs_re >= abs_im) {
        if (abs_re == 0)
            return false;
        double ratio = b.im / b.re, denominator = b.re + b.im * ratio;
        *out =
            (struct pair){(a.re + a.im * ratio) / denominator, (a.im - a.re * ratio) / denominator};
    } else if (abs_im >= abs_re) {
        double ratio = b.re / b.im, denominator = b.re * ratio + b.im;
        *out =
            (struct pair){(a.re * ratio + a.im) / denominator, (a.im * ratio - a.re) / denominator};
    } else {
        *out = (struct pair){NAN, NAN}; // b has a NaN
    }
    return true;
}

static struct pair power_by_squaring(struct pair x, unsigned n)
{
    struct pair r = {1, 0};
    for (unsigned mask = 1; mask <= n; mask <<= 1) {
        if (n & mask)
            r = product(r, x);
        x = product(x, x);
    }
    return r;
}

static struct pair power_by_polar(struct pair a, struct pair b)
{
    double size = hypot(a.re, a.im), angle = atan2(a.im, a.re);
    double len = pow(size, b.re), phase = angle * b.re;
    if (b.im != 0) {
        len *= exp(-angle * b.im);
        phase += b.im * log(size);
    }
    struct pair result = {len * cos(phase), 0};
    result.im = len * sin(phase);
    return result;
}

bt_value bt_complex_pow(struct bt_thread *th, double ar, double ai, double br, double bi)
{
    struct pair a = {ar, ai}, b = {br, bi}, z = {1, 0};
    if (br == 0 && bi == 0)
        return from_pair(th, z);
    if (ar == 0 && ai == 0) {
        if (bi != 0 || br < 0)
            return bt_raise(th, BT_EXC_ZERO_DIVISION_ERROR, "0.0 to a negative or complex power");
        return bt_complex_new(th, 0.0, 0.0);
    }
    if (bi == 0 && br == floor(br) && fabs(br) <= 100) {
        z = power_by_squaring(a, (unsigned)fabs(br));
        if (br < 0 && !quotient((struct pair){1, 0}, z, &z))
            return bt_raise(th, BT_EXC_ZERO_DIVISION_ERROR, "0.0 to a negative or complex power");
    } else {
        z = power_by_polar(a, b);
    }
    if (isinf(z.re) || isinf(z.im))
        return bt_overflow_error(th, "complex exponentiation");
    return from_pair(th, z);
}

// One function per operator: `body` uses a and b.
#define COMPLEX_BINARY(name, body)                                       \
    static bt_value name(struct bt_thread *th, bt_value va, bt_value vb) \
    {                                                                    \
        struct pair a, b;                                                \
        int ok = operand(th, va, &a);                                    \
        if (ok > 0)                                                      \
            ok = operand(th, vb, &b);                                    \
        if (ok <= 0)                                                     \
            return ok < 0 ? BT_ERROR : BT_NOT_IMPLEMENTED;               \
        body                                                             \
    }
COMPLEX_BINARY(complex_add, return bt_complex_new(th, a.re + b.re, a.im + b.im);)
COMPLEX_BINARY(complex_sub, return bt_complex_new(th, a.re - b.re, a.im - b.im);)
COMPLEX_BINARY(complex_mul, return from_pair(th, product(a, b));)
COMPLEX_BINARY(complex_pow, return bt_complex_pow(th, a.re, a.im, b.re, b.im);)
COMPLEX_BINARY(complex_truediv, {
    if (!quotient(a, b, &a))
        return bt_raise(th, BT_EXC_ZERO_DIVISION_ERROR, "complex division by zero");
    return from_pair(th, a);
})
#undef COMPLEX_BINARY

static bt_value complex_neg(struct bt_thread *th, bt_value self)
{
    struct pair z = self_pair(self);
    return bt_complex_new(th, -z.re, -z.im);
}
static bt_value complex_pos(struct bt_thread *th, bt_value self)
{
    return bt_is_exact(th, self, BT_T_COMPLEX) ? self : from_pair(th, self_pair(self));
}
static bt_value complex_abs(struct bt_thread *th, bt_value self)
{
    struct pair z = self_pair(self);
    double size = hypot(z.re, z.im);
    if (isinf(size) && isfinite(z.re) && isfinite(z.im))
        return bt_overflow_error(th, "absolute value too large");
    return bt_from_double(size);
}

static bt_value complex_compare(struct bt_thread *th, bt_value va, bt_value vb, enum bt_cmpop op)
{
    if (op != BT_EQ && op != BT_NE)
        return BT_NOT_IMPLEMENTED;
    struct pair a = self_pair(va);
    bool equal;
    double d;
    if (is_complex(th, vb)) {
        struct pair b = self_pair(vb);
        equal = a.re == b.re && a.im == b.im;
    } else if (bt_float_get(vb, &d)) {
        equal = a.im == 0 && a.re == d;
    } else if (bt_is_int(vb)) {
        equal = a.im == 0 && !isnan(a.re) && bt_int_compare_double(vb, a.re) == 0;
    } else {
        return BT_NOT_IMPLEMENTED;
    }
    return bt_bool(equal == (op == BT_EQ));
}

static bool complex_hash(struct bt_thread *th, bt_value self, int64_t *out)
{
    (void)th;
    struct pair z = self_pair(self);
    uint64_t hash = (uint64_t)bt_float_hash(z.re) + 1000003u * (uint64_t)bt_float_hash(z.im);
    *out = hash == UINT64_MAX ? -2 : (int64_t)hash;
    return true;
}

static bool complex_truth(struct bt_thread *th, bt_value self, bool *out)
{
    (void)th;
    struct pair z = self_pair(self);
    *out = z.re != 0 || z.im != 0;
    return true;
}

// ---- text ----

// A part as repr writes it: without ".0".
static size_t part_text(double d, char out[32])
{
    size_t n = bt_double_repr(d, out);
    if (n > 2 && memcmp(out + n - 2, ".0", 2) == 0)
        n -= 2;
    return n;
}

static bt_value complex_repr(struct bt_thread *th, bt_value self)
{
    struct pair z = self_pair(self);
    char text[72], part[32], *p = text;
    bool only_imag = z.re == 0 && !signbit(z.re);
    if (!only_imag) {
        *p++ = '(';
        size_t n = part_text(z.re, part);
        memcpy(p, part, n);
        p += n;
        if (!signbit(z.im) || isnan(z.im))
            *p++ = '+';
    }
    size_t n = part_text(z.im, part);
    memcpy(p, part, n);
    p += n;
    *p++ = 'j';
    if (!only_imag)
        *p++ = ')';
    return bt_str_new(th, text, (size_t)(p - text));
}

static bt_value complex_format(struct bt_thread *th, bt_value self, bt_value spec)
{
    struct bt_str *s = bt_as_str(spec);
    if (s->len == 0)
        return bt_str_of(th, self);
    struct pair z = self_pair(self);
    return bt_format_complex(th, z.re, z.im, s->data, s->len);
}

// The end of the number that begins at p: digits, point, exponent, inf, nan.
static const char *number_end(const char *p, const char *end)
{
    const char *start = p;
    if (p < end && (*p == '+' || *p == '-'))
        p++;
    for (; p < end; p++) {
        bool exponent_sign =
            (*p == '+' || *p == '-') && p > start && (p[-1] == 'e' || p[-1] == 'E');
        bool letter = *p == 'j' || *p == 'J' || *p == '+' || *p == '-';
        if (letter && !exponent_sign)
            break;
    }
    return p;
}

static bool is_space(char c)
{
    return c == ' ' || (c >= '\t' && c <= '\r') || (c >= 0x1c && c <= 0x1f);
}

// "1+2j", "3", "4j", "j": ASCII without surrounding space.
static bool parse_parts(const char *p, const char *end, struct pair *z, bool *no_memory)
{
    *z = (struct pair){0, 0};
    double x = 0;
    const char *stop = number_end(p, end);
    bool bare_sign = stop == p || (stop == p + 1 && (*p == '+' || *p == '-'));
    if (!bare_sign && !bt_double_parse(p, (size_t)(stop - p), &x, no_memory))
        return false;
    if (stop == end) {
        z->re = x;
        return !bare_sign;
    }
    if (*stop == 'j' || *stop == 'J') {
        z->im = !bare_sign ? x : stop > p && *p == '-' ? -1.0 : 1.0;
        return stop + 1 == end;
    }
    if (bare_sign)
        return false;
    z->re = x;
    p = stop;
    stop = number_end(p, end);
    if (stop == end || (*stop != 'j' && *stop != 'J') || stop + 1 != end)
        return false;
    if (stop == p + 1) {
        z->im = *p == '-' ? -1.0 : 1.0;
        return true;
    }
    return bt_double_parse(p, (size_t)(stop - p), &z->im, no_memory);
}

static bool complex_from_text(struct bt_thread *th, bt_value text, struct pair *z)
{
    struct bt_buf ascii;
    bt_buf_init(&ascii);
    bool ok = bt_number_ascii(&ascii, bt_as_str(text)->data, bt_as_str(text)->len);
    bool no_memory = ascii.failed;
    if (ok) {
        const char *p = ascii.data, *end = p + ascii.len;
        while (p < end && is_space(*p))
            p++;
        while (p < end && is_space(end[-1]))
            end--;
        if (p < end && *p == '(') {
            ok = end[-1] == ')' && end - p > 1;
            p++, end--;
            while (p < end && is_space(*p))
                p++;
            while (p < end && is_space(end[-1]))
                end--;
        }
        ok = ok && p < end && parse_parts(p, end, z, &no_memory);
    }
    bt_buf_free(&ascii);
    if (no_memory)
        return !bt_is_error(bt_raise_no_memory(th));
    return ok || bt_fail(th, BT_EXC_VALUE_ERROR, "complex() arg is a malformed string");
}

// ---- complex(real, imag) ----

// x by __complex__, __float__, __index__ or its value: 1; 0 for another type; -1 with an exception.
// [py]
static int part_value(struct bt_thread *th, bt_value x, bool first, struct pair *out, bool *full)
{
    *full = is_complex(th, x);
    if (*full) {
        *out = self_pair(x);
        return 1;
    }
    out->im = 0;
    if (first && bt_is_obj(x)) {
        bt_value v = bt_call_special(th, x, BT_NAME(th, complex), NULL, 0);
        if (bt_is_error(v))
            return -1;
        if (!bt_is_unset(v)) {
            if (!is_complex(th, v)) {
                (void)bt_type_error(th, "__complex__ returned non-complex (type %T)", v);
                return -1;
            }
            *out = self_pair(v);
            *full = true;
            return 1;
        }
    }
    const struct bt_slots *slots = &bt_type_of(th, x)->s;
    if (!slots->to_float && !slots->index)
        return 0;
    return bt_as_double(th, x, &out->re) ? 1 : -1;
}

static bool complex_args(struct bt_thread *th, const struct bt_args *args, bt_value *real,
                         bt_value *imag)
{
    size_t n_kw = bt_is_unset(args->kwnames) ? 0 : bt_as_tuple(args->kwnames)->len;
    *real = args->npos > 0 ? args->v[0] : BT_UNSET;
    *imag = args->npos > 1 ? args->v[1] : BT_UNSET;
    if (args->npos + n_kw > 2)
        return bt_fail(th, BT_EXC_TYPE_ERROR, "complex() takes at most 2 arguments (%zu given)",
                       args->npos + n_kw);
    for (size_t i = 0; i < n_kw; i++) {
        bt_value name = bt_as_tuple(args->kwnames)->items[i];
        bt_value *to = bt_str_is(name, "real") ? real : bt_str_is(name, "imag") ? imag : NULL;
        if (!to)
            return bt_args_unexpected(th, "complex", name, (const char *const[]){"real", "imag"},
                                      2);
        if (!bt_is_unset(*to))
            return bt_fail(th, BT_EXC_TYPE_ERROR,
                           "argument for complex() given by name (%R) and position (%d)", name,
                           to == real ? 1 : 2);
        *to = args->v[args->npos + i];
    }
    return true;
}

static bool complex_value(struct bt_thread *th, bt_value real, bt_value imag, struct pair *z)
{
    struct pair re = {0, 0}, im = {0, 0};
    bool re_full = false, im_full = false;
    if (bt_is_str(real)) {
        if (!bt_is_unset(imag))
            return bt_fail(th, BT_EXC_TYPE_ERROR,
                           "complex() can't take second arg if first is a string");
        return complex_from_text(th, real, z);
    }
    if (bt_is_str(imag))
        return bt_fail(th, BT_EXC_TYPE_ERROR, "complex() second arg can't be a string");
    int ok = bt_is_unset(real) ? 1 : part_value(th, real, true, &re, &re_full);
    if (ok == 0)
        return bt_fail(th, BT_EXC_TYPE_ERROR,
                       "complex() first argument must be a string or a number, not '%T'", real);
    if (ok > 0 && !bt_is_unset(imag)) {
        ok = part_value(th, imag, false, &im, &im_full);
        if (ok == 0)
            return bt_fail(th, BT_EXC_TYPE_ERROR,
                           "complex() second argument must be a number, not '%T'", imag);
    }
    *z = (struct pair){re.re, im.re};
    if (im_full)
        z->re -= im.im;
    if (re_full)
        z->im += re.im;
    return ok > 0;
}

static bt_value complex_new(struct bt_thread *th, struct bt_type *type, const struct bt_args *args)
{
    bt_value real, imag;
    struct pair z = {0, 0};
    if (!complex_args(th, args, &real, &imag))
        return BT_ERROR;
    bool exact = type == bt_type(th, BT_T_COMPLEX);
    if (exact && bt_is_exact(th, real, BT_T_COMPLEX) && bt_is_unset(imag))
        return real;
    if (!complex_value(th, real, imag, &z))
        return BT_ERROR;
    if (exact)
        return from_pair(th, z);
    struct bt_complex *c = bt_instance_new(th, type);
    if (!c)
        return BT_ERROR;
    c->real = z.re;
    c->imag = z.im;
    return bt_from_obj(c);
}

// ---- methods ----

static bt_value complex_conjugate(struct bt_thread *th, const bt_value *args)
{
    struct pair z = self_pair(args[0]);
    return bt_complex_new(th, z.re, -z.im);
}
static bt_value complex_complex(struct bt_thread *th, const bt_value *args)
{
    return complex_pos(th, args[0]);
}
static bt_value complex_getnewargs(struct bt_thread *th, const bt_value *args)
{
    struct pair z = self_pair(args[0]);
    return bt_tuple_of(th, 2, bt_from_double(z.re), bt_from_double(z.im));
}
static bt_value complex_get_real(struct bt_thread *th, bt_value self)
{
    (void)th;
    return bt_from_double(self_pair(self).re);
}
static bt_value complex_get_imag(struct bt_thread *th, bt_value self)
{
    (void)th;
    return bt_from_double(self_pair(self).im);
}

static const struct bt_fn_spec complex_methods[] = {
    {"conjugate", complex_conjugate, "(self, /)", "The number with the imaginary part negated.",
     NULL, 0},
    {"__complex__", complex_complex, "(self, /)", "The number itself.", NULL, 0},
    {"__getnewargs__", complex_getnewargs, "(self, /)",
     "What complex.__new__ needs to make it again.", NULL, 0},
    {0},
};
static const struct bt_getset_spec complex_getsets[] = {
    {"real", complex_get_real, NULL, "The real part."},
    {"imag", complex_get_imag, NULL, "The imaginary part."},
    {0},
};

const struct bt_type_spec bt_complex_spec = {
    .name = "complex",
    .doc = "A complex number: real + imag*1j.",
    .flags = BT_TYPE_BASE,
    .size = sizeof(struct bt_complex),
    .slots =
        {
            .repr = complex_repr,
            .format = complex_format,
            .hash = complex_hash,
            .compare = complex_compare,
            .truth = complex_truth,
            .binary =
                {
                    [BT_OP_ADD] = complex_add,
                    [BT_OP_SUB] = complex_sub,
                    [BT_OP_MUL] = complex_mul,
                    [BT_OP_TRUEDIV] = complex_truediv,
                    [BT_OP_POW] = complex_pow,
                },
            .unary = {[BT_NEG] = complex_neg, [BT_POS] = complex_pos, [BT_ABS] = complex_abs},
            .new_ = complex_new,
        },
    .methods = complex_methods,
    .getsets = complex_getsets,
    .new_sig = "(real=0, imag=0)",
};
