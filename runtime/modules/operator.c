/*
 * The module operator: the operators as functions, and itemgetter, attrgetter and methodcaller
 * (operator_getters.c). The functions of one or two operands come from one table each.
 */
#include "runtime/modules/operator.h"

#include <stdio.h>

#include "runtime/modules/module.h"
#include "runtime/objects/error.h"
#include "runtime/objects/int.h"
#include "runtime/objects/protocol.h"
#include "runtime/objects/str.h"

#define BINARY(name, op)                                                   \
    static bt_value do_##name(struct bt_thread *th, const bt_value *args)  \
    {                                                                      \
        return bt_binary(th, op, args[0], args[1]);                        \
    }                                                                      \
    static bt_value do_i##name(struct bt_thread *th, const bt_value *args) \
    {                                                                      \
        return bt_inplace(th, op, args[0], args[1]);                       \
    }
BINARY(add, BT_OP_ADD)
BINARY(sub, BT_OP_SUB)
BINARY(mul, BT_OP_MUL)
BINARY(matmul, BT_OP_MATMUL)
BINARY(truediv, BT_OP_TRUEDIV)
BINARY(floordiv, BT_OP_FLOORDIV)
BINARY(mod, BT_OP_MOD)
BINARY(lshift, BT_OP_LSHIFT)
BINARY(rshift, BT_OP_RSHIFT)
BINARY(and, BT_OP_AND)
BINARY(xor, BT_OP_XOR)
BINARY(or, BT_OP_OR)
BINARY(pow, BT_OP_POW)

#define COMPARE(name, op)                                                 \
    static bt_value do_##name(struct bt_thread *th, const bt_value *args) \
    {                                                                     \
        return bt_compare(th, args[0], args[1], op);                      \
    }
COMPARE(lt, BT_LT)
COMPARE(le, BT_LE)
COMPARE(eq, BT_EQ)
COMPARE(ne, BT_NE)
COMPARE(gt, BT_GT)
COMPARE(ge, BT_GE)

#define UNARY(name, op)                                                   \
    static bt_value do_##name(struct bt_thread *th, const bt_value *args) \
    {                                                                     \
        return bt_unary(th, op, args[0]);                                 \
    }
UNARY(neg, BT_NEG)
UNARY(pos, BT_POS)
UNARY(invert, BT_INVERT)
UNARY(abs, BT_ABS)

static bt_value do_not(struct bt_thread *th, const bt_value *args)
{
    bool truth;
    return bt_truth(th, args[0], &truth) ? bt_bool(!truth) : BT_ERROR;
}
static bt_value do_truth(struct bt_thread *th, const bt_value *args)
{
    bool truth;
    return bt_truth(th, args[0], &truth) ? bt_bool(truth) : BT_ERROR;
}
static bt_value do_is(struct bt_thread *th BT_UNUSED, const bt_value *args)
{
    return bt_bool(bt_same(args[0], args[1]));
}
static bt_value do_is_not(struct bt_thread *th BT_UNUSED, const bt_value *args)
{
    return bt_bool(!bt_same(args[0], args[1]));
}
static bt_value do_index(struct bt_thread *th, const bt_value *args)
{
    return bt_to_index(th, args[0]);
}
static bt_value do_contains(struct bt_thread *th, const bt_value *args)
{
    bool in;
    return bt_contains(th, args[0], args[1], &in) ? bt_bool(in) : BT_ERROR;
}
static bt_value do_getitem(struct bt_thread *th, const bt_value *args)
{
    return bt_getitem(th, args[0], args[1]);
}
static bt_value do_setitem(struct bt_thread *th, const bt_value *args)
{
    return bt_setitem(th, args[0], args[1], args[2]) ? BT_NONE : BT_ERROR;
}
static bt_value do_delitem(struct bt_thread *th, const bt_value *args)
{
    return bt_setitem(th, args[0], args[1], BT_UNSET) ? BT_NONE : BT_ERROR;
}
static bt_value do_call(struct bt_thread *th, const struct bt_args *args)
{
    if (args->npos == 0)
        return bt_type_error(th, "call expected at least 1 argument, got 0");
    struct bt_args rest = {args->v + 1, args->npos - 1, args->kwnames};
    return bt_call(th, args->v[0], &rest);
}

static bool is_sequence(struct bt_thread *th, bt_value v)
{
    const struct bt_type *type = bt_type_of(th, v);
    return type->s.getitem && !(type->flags & BT_TYPE_DICT_SUB);
}

static bt_value do_concat(struct bt_thread *th, const bt_value *args)
{
    if (!is_sequence(th, args[0]))
        return bt_type_error(th, "'%T' object can't be concatenated", args[0]);
    return bt_binary(th, BT_OP_ADD, args[0], args[1]);
}
static bt_value do_iconcat(struct bt_thread *th, const bt_value *args)
{
    if (!is_sequence(th, args[0]))
        return bt_type_error(th, "'%T' object can't be concatenated", args[0]);
    return bt_inplace(th, BT_OP_ADD, args[0], args[1]);
}

static bt_value do_length_hint(struct bt_thread *th, const bt_value *args)
{
    int64_t otherwise;
    size_t n;
    if (!bt_is_int(args[1]))
        return bt_type_error(th, "'%T' object cannot be interpreted as an integer", args[1]);
    if (!bt_as_int64(th, args[1], &otherwise))
        return BT_ERROR;
    if (!bt_length_hint(th, args[0], (size_t)otherwise, &n))
        return BT_ERROR;
    return bt_int_from_i64(th, (int64_t)n);
}

// Visit the items of args[0]: how many are equal to args[1], or where the first one is (-1).
static bool visit(struct bt_thread *th, const bt_value *args, bool first, int64_t *out)
{
    bool ok = false, equal = false;
    int64_t n = 0;
    BT_ROOTS(th, r, 2);
    *out = first ? -1 : 0;
    r[0] = bt_iter(th, args[0]);
    if (bt_is_error(r[0]))
        goto done;
    for (;; n++) {
        r[1] = bt_iter_next(th, r[0]);
        if (bt_is_unset(r[1]))
            break;
        if (bt_is_error(r[1]) || !bt_eq(th, r[1], args[1], &equal))
            goto done;
        if (equal && first) {
            *out = n;
            break;
        }
        if (equal)
            ++*out;
    }
    ok = true;
done:
    BT_UNROOT(th, r);
    return ok;
}
static bt_value do_count_of(struct bt_thread *th, const bt_value *args)
{
    int64_t n;
    return visit(th, args, false, &n) ? bt_from_small(n) : BT_ERROR;
}
static bt_value do_index_of(struct bt_thread *th, const bt_value *args)
{
    int64_t n;
    if (!visit(th, args, true, &n))
        return BT_ERROR;
    return n < 0 ? bt_value_error(th, "sequence.index(x): x not in sequence") : bt_from_small(n);
}

#define ROW1(name, fn, doc)              \
    {                                    \
        name, fn, "(a, /)", doc, NULL, 0 \
    }
#define ROW2(name, fn, doc)                 \
    {                                       \
        name, fn, "(a, b, /)", doc, NULL, 0 \
    }

static const struct bt_fn_spec functions[] = {
    ROW2("add", do_add, "a + b"),
    ROW2("sub", do_sub, "a - b"),
    ROW2("mul", do_mul, "a * b"),
    ROW2("matmul", do_matmul, "a @ b"),
    ROW2("truediv", do_truediv, "a / b"),
    ROW2("floordiv", do_floordiv, "a // b"),
    ROW2("mod", do_mod, "a % b"),
    ROW2("lshift", do_lshift, "a << b"),
    ROW2("rshift", do_rshift, "a >> b"),
    ROW2("and_", do_and, "a & b"),
    ROW2("xor", do_xor, "a ^ b"),
    ROW2("or_", do_or, "a | b"),
    ROW2("pow", do_pow, "a ** b"),
    ROW2("iadd", do_iadd, "a += b; its result"),
    ROW2("isub", do_isub, "a -= b; its result"),
    ROW2("imul", do_imul, "a *= b; its result"),
    ROW2("imatmul", do_imatmul, "a @= b; its result"),
    ROW2("itruediv", do_itruediv, "a /= b; its result"),
    ROW2("ifloordiv", do_ifloordiv, "a //= b; its result"),
    ROW2("imod", do_imod, "a %= b; its result"),
    ROW2("ilshift", do_ilshift, "a <<= b; its result"),
    ROW2("irshift", do_irshift, "a >>= b; its result"),
    ROW2("iand", do_iand, "a &= b; its result"),
    ROW2("ixor", do_ixor, "a ^= b; its result"),
    ROW2("ior", do_ior, "a |= b; its result"),
    ROW2("ipow", do_ipow, "a **= b; its result"),
    ROW2("lt", do_lt, "a < b"),
    ROW2("le", do_le, "a <= b"),
    ROW2("eq", do_eq, "a == b"),
    ROW2("ne", do_ne, "a != b"),
    ROW2("gt", do_gt, "a > b"),
    ROW2("ge", do_ge, "a >= b"),
    ROW1("neg", do_neg, "-a"),
    ROW1("pos", do_pos, "+a"),
    ROW1("invert", do_invert, "~a"),
    ROW1("inv", do_invert, "~a"),
    ROW1("abs", do_abs, "abs(a)"),
    ROW1("not_", do_not, "not a"),
    ROW1("truth", do_truth, "bool(a)"),
    ROW1("index", do_index, "a.__index__()"),
    ROW2("is_", do_is, "a is b"),
    ROW2("is_not", do_is_not, "a is not b"),
    ROW2("contains", do_contains, "b in a"),
    ROW2("getitem", do_getitem, "a[b]"),
    {"setitem", do_setitem, "(a, b, c, /)", "a[b] = c", NULL, 0},
    ROW2("delitem", do_delitem, "del a[b]"),
    ROW2("concat", do_concat, "a + b, for sequences"),
    ROW2("iconcat", do_iconcat, "a += b, for sequences; its result"),
    ROW2("countOf", do_count_of, "How many items of a are equal to b."),
    ROW2("indexOf", do_index_of, "The first position of b in a; ValueError if it is not there."),
    {"length_hint", do_length_hint, "(obj, default=0, /)", "len(obj), a guess, or default.", NULL,
     0},
    {"call", NULL, "(obj, /, *args, **kwargs)", "obj(*args, **kwargs)", do_call, BT_FN_RAW},
    {0},
};

// The names that begin and end with underscores: the same functions.
static bool add_dunders(struct bt_thread *th, struct bt_dict *dict)
{
    static const char *const names[] = {
        "add",     "sub",      "mul",       "matmul", "truediv", "floordiv", "mod",   "lshift",
        "rshift",  "and_",     "xor",       "or_",    "pow",     "iadd",     "isub",  "imul",
        "imatmul", "itruediv", "ifloordiv", "imod",   "ilshift", "irshift",  "iand",  "ixor",
        "ior",     "ipow",     "lt",        "le",     "eq",      "ne",       "gt",    "ge",
        "neg",     "pos",      "invert",    "inv",    "abs",     "not_",     "index", "contains",
        "getitem", "setitem",  "delitem",   "concat", "iconcat", "call"};
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        char dunder[32];
        size_t n = strlen(names[i]);
        bt_value name = bt_intern(th, names[i], n);
        if (bt_is_error(name))
            return false;
        n -= names[i][n - 1] == '_';
        snprintf(dunder, sizeof dunder, "__%.*s__", (int)n, names[i]);
        if (!bt_module_add(th, dict, dunder, bt_dict_get_str(th, dict, name)))
            return false;
    }
    return true;
}

static bool init(struct bt_thread *th, struct bt_dict *dict)
{
    return add_dunders(th, dict) && bt_module_add_type(th, dict, &bt_itemgetter_spec, NULL) &&
           bt_module_add_type(th, dict, &bt_attrgetter_spec, NULL) &&
           bt_module_add_type(th, dict, &bt_methodcaller_spec, NULL);
}

const struct bt_module_spec bt_operator_module = {
    .name = "operator",
    .doc = "The operators as functions.",
    .functions = functions,
    .init = init,
};
